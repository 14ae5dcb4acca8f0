"""`claimcheck check FILE …`: the report on dossier files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from claimcheck.cli.choosing import words_among
from claimcheck.cli.narrowing import narrowed, narrows
from claimcheck.cli.output import CHECKED, FOUND, painter, put, tell
from claimcheck.cli.reading import judged, reads_files
from claimcheck.findings import FINDING_KINDS, STANDINGS
from claimcheck.report.filtering import words_of

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["check"]

_FAIL_ON: Final = (*sorted({*FINDING_KINDS, *STANDINGS, "uncorroborated"}),)
_FORMATS: Final = ("text", "json", "markdown", "html", "sarif")


@click.command()
@reads_files
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="What to print."
)
@click.option(
    "-o", "--output", metavar="FILE", help="Write the report there, in one step, not to standard output."
)
@click.option(
    "--as-of", metavar="DATE", help="Leave out what was said after this date: the report as of then."
)
@click.option(
    "--fail-on",
    metavar="WORDS",
    callback=words_among(_FAIL_ON),
    help="Exit 1 where the report has such findings: kinds or standings, such as contradiction,unverified.",
)
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour headings.",
)
@narrows
@click.option("--redact", is_flag=True, help="Take out what would give sources away; see claimcheck redact.")
@click.option(
    "--stream",
    is_flag=True,
    help="Read a dossier as JSON from each line; answer each at once with a line: its report, or an error.",
)
@click.option("--all-claims", is_flag=True, help="List every claim of a camp in JSON, not the first 1,000.")
def check(
    files: tuple[str, ...],
    input_format: str | None,
    skip_bad: bool,
    form: str,
    output: str | None,
    as_of: str | None,
    fail_on: frozenset[str],
    color: str,
    all_claims: bool,
    stream: bool,
    redact: bool,
    **narrowing: Any,
) -> int:
    """Cross-check dossier files (YAML, JSON, JSON Lines, CSV; - is standard input) and print the report."""
    from claimcheck.judge import crosscheck

    def shown_of(report: Report) -> Report:
        if redact:
            report = report.redacted()
            tell(str(report.redaction))
        return narrowed(report, dict(narrowing))

    if stream:
        from claimcheck.cli.streaming import refuse_beside_stream, streamed
        from claimcheck.report.data import MOST_CLAIMS

        refuse_beside_stream(click.get_current_context())
        return streamed(
            files,
            lambda dossier: shown_of(crosscheck(dossier, as_of)),
            lambda report: _found(report, fail_on),
            None if all_claims else MOST_CLAIMS,
        )
    report = shown_of(judged(files, input_format, skip_bad, lambda dossier: crosscheck(dossier, as_of)))
    if form == "json":
        from claimcheck.report.data import MOST_CLAIMS, report_json

        text = report_json(report, most_claims=None if all_claims else MOST_CLAIMS)
    elif form == "sarif":
        text = report.to_sarif()
    elif form == "markdown":
        text = report.to_markdown()
    elif form == "html":
        text = report.to_html()
    else:
        from claimcheck.report.text import report_text

        text = report_text(report, paint=painter(color, output))
    put(text, output, files)
    return FOUND if _found(report, fail_on) else CHECKED


def _found(report: Report, words: frozenset[str]) -> bool:
    return any(words & words_of(finding) for finding in report.findings)
