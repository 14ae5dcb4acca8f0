"""`claimcheck compare BEFORE AFTER`: what moved between two dossiers, or in one dossier since a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from claimcheck.cli.choosing import words_among
from claimcheck.cli.output import CHECKED, FOUND, put, tell
from claimcheck.cli.reading import judged, reads_dossiers
from claimcheck.report.comparing import CHANGES
from claimcheck.report.filtering import KINDS, words_of

if TYPE_CHECKING:
    from claimcheck.report.comparing import Comparison

__all__ = ["compare"]

_FAIL_ON: Final = (
    *CHANGES,
    *sorted({*KINDS, "corroborated", "one-sided", "single-source", "contested"}),
)
_FORMATS: Final = ("text", "json", "markdown", "html")


@click.command()
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@click.option(
    "--before", "more_before", metavar="FILE", multiple=True, help="One more file of the dossier BEFORE."
)
@click.option(
    "--after", "more_after", metavar="FILE", multiple=True, help="One more file of the dossier AFTER."
)
@click.option("--before-as-of", metavar="DATE", help="Leave out of BEFORE what was said after this date.")
@click.option("--after-as-of", metavar="DATE", help="Leave out of AFTER what was said after this date.")
@reads_dossiers
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="What to print."
)
@click.option("-o", "--output", metavar="FILE", help="Write it there, in one step, not to standard output.")
@click.option("--redact", is_flag=True, help="Take out of both what would give sources away.")
@click.option(
    "--fail-on",
    metavar="WORDS",
    callback=words_among(_FAIL_ON),
    help="Exit 1 where there are such changes: new, changed, gone; or new or changed findings of these kinds or"
    " standings, such as contradiction.",
)
def compare(
    before: str,
    after: str,
    more_before: tuple[str, ...],
    more_after: tuple[str, ...],
    before_as_of: str | None,
    after_as_of: str | None,
    input_format: str | None,
    skip_bad: bool,
    form: str,
    output: str | None,
    redact: bool,
    fail_on: frozenset[str],
) -> int:
    """Tell which findings are new, changed or gone between two dossiers, and which claims did it."""
    from claimcheck.judge import crosscheck
    from claimcheck.report.comparing import compare as compared

    old, new = (before, *more_before), (after, *more_after)
    if "-" in old and "-" in new:
        raise click.UsageError("standard input can be one of the two, not both")
    reports = [
        judged(files, input_format, skip_bad, lambda dossier, as_of=as_of: crosscheck(dossier, as_of))  # type: ignore[misc]
        for files, as_of in ((old, before_as_of), (new, after_as_of))
    ]
    if redact:
        reports = [report.redacted() for report in reports]
        tell(f"Before: {reports[0].redaction}")
        tell(f"After: {reports[1].redaction}")
    comparison = compared(*reports)
    put(_told(comparison, form), output, (*old, *new))
    return FOUND if _found(comparison, fail_on) else CHECKED


def _told(comparison: Comparison, form: str) -> str:
    if form == "json":
        return comparison.to_json()
    if form == "markdown":
        return comparison.to_markdown()
    return comparison.to_html() if form == "html" else str(comparison)


def _found(comparison: Comparison, words: frozenset[str]) -> bool:
    return any(
        change.what in words or (change.after is not None and bool(words & words_of(change.after)))
        for change in comparison
    )
