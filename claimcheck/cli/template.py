"""`claimcheck template FILE`: an empty spreadsheet for claims."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.output import CHECKED, tell
from claimcheck.text import clean

__all__ = ["template"]


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def template(file: str, force: bool) -> int:
    """Write an empty spreadsheet for claims, .xlsx or .csv.

    The workbook has drop-downs for sources, events and aspects, and a page of instructions.
    """
    from claimcheck.exchange.xlsx_writing import template_bytes, template_csv
    from claimcheck.formats import replace_file

    suffix = Path(file).suffix.lower()
    if suffix not in (".xlsx", ".csv"):
        raise click.UsageError(f"{clean(file)} ends in neither .xlsx nor .csv")
    if Path(file).exists() and not force:
        raise click.UsageError(f"{clean(file)} is there already; name another file, or use --force")
    replace_file(file, template_bytes() if suffix == ".xlsx" else template_csv().encode("utf-8"))
    tell(f"Wrote {file}. Fill it in, then: claimcheck check {file}")
    return CHECKED
