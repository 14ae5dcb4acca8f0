"""`claimcheck explain REF FILE …`: all that is known of one claim, or of one event."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED, put
from claimcheck.cli.reading import judged, reads_files

__all__ = ["explain"]


@click.command()
@click.argument("ref", metavar="REF")
@reads_files
def explain(ref: str, files: tuple[str, ...], input_format: str | None, skip_bad: bool) -> int:
    """Tell all of one claim (its chain, its side, what confirms and opposes it, what nearly met it) or of one event."""
    from claimcheck.judge import crosscheck

    report = judged(files, input_format, skip_bad, crosscheck)
    put(report.explain(ref), None, files)
    return CHECKED
