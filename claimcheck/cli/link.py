"""`claimcheck link FILE …`: which descriptions speak of the same event, and why."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED, put
from claimcheck.cli.reading import judged, reads_files

__all__ = ["link"]


@click.command()
@reads_files
@click.option(
    "--before",
    "earlier",
    metavar="FILE",
    multiple=True,
    help="Also say what changed since these files; may be given more than once.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="What to print.",
)
@click.option("-o", "--output", metavar="FILE", help="Write it there, in one step, not to standard output.")
def link(
    files: tuple[str, ...],
    input_format: str | None,
    skip_bad: bool,
    earlier: tuple[str, ...],
    form: str,
    output: str | None,
) -> int:
    """Tell which descriptions were linked into one event, with the evidence, and what was left open."""
    from claimcheck.judge import crosscheck
    from claimcheck.report.links import links_json, links_text

    report = judged(files, input_format, skip_bad, crosscheck)
    before = judged(earlier, input_format, skip_bad, crosscheck) if earlier else None
    put((links_json if form == "json" else links_text)(report, before), output, (*files, *earlier))
    return CHECKED
