"""`claimcheck new [FILE]`: a commented starter dossier."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.output import CHECKED, put, tell
from claimcheck.text import clean

__all__ = ["new"]


@click.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def new(file: str | None, force: bool) -> int:
    """Write a commented starter dossier, to FILE or to standard output."""
    from claimcheck.formats.starter import STARTER

    if file is not None and file != "-" and Path(file).exists() and not force:
        raise click.UsageError(f"{clean(file)} is there already; name another file, or use --force")
    put(STARTER, None if file == "-" else file, ())
    if file is not None and file != "-":
        tell(f"Wrote {file}. Now: claimcheck check {file}")
    return CHECKED
