"""The command line: `claimcheck new`, `claimcheck check FILE …`, `claimcheck explain REF FILE …`.

The report goes to standard output, everything else to standard error. Exit status: 0 checked, 1 `--fail-on` found what it
names, 2 unusable input and nothing judged, 3 a mistake of ours, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from claimcheck.errors import BadInput, ClaimcheckError, Problem, closest, shown
from claimcheck.findings import FINDING_KINDS, STANDINGS
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.dossiers import Dossier
    from claimcheck.formats.reading import LeftOut
    from claimcheck.judge import Report

__all__ = ["command", "main"]

CHECKED, FOUND, UNUSABLE, OUR_MISTAKE, INTERRUPTED = 0, 1, 2, 3, 130

_COLORS: Final = {
    "!": "red",
    "?": "magenta",
    "x": "red",
    "<": "yellow",
    "~": "yellow",
    "-": "cyan",
    "=": "blue",
}
_FAIL_ON: Final = (*sorted({*FINDING_KINDS, *STANDINGS, "uncorroborated"}),)
_FORMATS: Final = ("text", "json", "markdown")
_INPUTS: Final = ("yaml", "json", "jsonl", "csv")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status."""
    try:
        status = command.main(arguments, prog_name="claimcheck", standalone_mode=False)
        return int(status or CHECKED)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        _tell(error.format_message())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            _tell(f"See '{error.ctx.command_path} --help'.")
        return UNUSABLE
    except (KeyboardInterrupt, click.Abort, _InterruptedError):
        return INTERRUPTED
    except ClaimcheckError as error:
        _tell(str(error))
        return UNUSABLE
    except OSError as error:
        _tell(f"{error.filename or 'the file'}: {error.strerror or error}")
        return UNUSABLE
    except Exception as error:
        _tell("".join(traceback.format_exception(error)))
        _tell("This is a mistake in claimcheck, not in your files. Please report it with the lines above.")
        return OUR_MISTAKE


class _InterruptedError(Exception):
    """Ctrl-C, kept from click, which would print an empty line."""


class _Command(click.Group):
    """A group that hands an interruption to `run` as it is."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _InterruptedError from None


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="claimcheck-sources", prog_name="claimcheck")
def command() -> None:
    """Say which details of an event are agreed, which are contradicted, and which rest on nobody."""


def _fail_on(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[str]:
    words = frozenset(word.strip().lower() for word in (value or "").split(",") if word.strip())
    for word in sorted(words):
        if word not in _FAIL_ON:
            near = closest(word, _FAIL_ON)
            raise click.BadParameter(
                f"{shown(word)} is none of {', '.join(_FAIL_ON)}" + (f"; {near}" if near else "")
            )
    return words


def _reads_files(function: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments of every command that reads dossiers."""
    for decorate in (
        click.option(
            "--skip-bad", is_flag=True, help="Keep the good records and say how many were left out."
        ),
        click.option(
            "--input-format",
            type=click.Choice(_INPUTS),
            help="Read every file as this, whatever its name ends in.",
        ),
        click.argument("files", metavar="FILE...", nargs=-1, required=True),
    ):
        function = decorate(function)
    return function


@command.command()
@_reads_files
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
    callback=_fail_on,
    help="Exit 1 where the report has such findings: kinds or standings, such as contradiction,unverified.",
)
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour headings.",
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
) -> int:
    """Cross-check dossier files (YAML, JSON, JSON Lines, CSV; - is standard input) and print the report."""
    from claimcheck.judge import crosscheck

    report = _judged(files, input_format, skip_bad, lambda dossier: crosscheck(dossier, as_of))
    if form == "json":
        from claimcheck.report.data import MOST_CLAIMS, report_json

        text = report_json(report, most_claims=None if all_claims else MOST_CLAIMS)
    elif form == "markdown":
        text = report.to_markdown()
    else:
        from claimcheck.report.text import report_text

        text = report_text(report, paint=_painter(color, output))
    _put(text, output, files)
    return FOUND if _found(report, fail_on) else CHECKED


@command.command()
@click.argument("ref", metavar="REF")
@_reads_files
def explain(ref: str, files: tuple[str, ...], input_format: str | None, skip_bad: bool) -> int:
    """Tell all that is known of one claim: its chain, its side, what confirms and opposes it, what nearly met it."""
    from claimcheck.judge import crosscheck

    report = _judged(files, input_format, skip_bad, crosscheck)
    _put(report.explain(ref), None, files)
    return CHECKED


@command.command()
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def new(file: str | None, force: bool) -> int:
    """Write a commented starter dossier, to FILE or to standard output."""
    from claimcheck.formats.starter import STARTER

    if file is not None and file != "-" and Path(file).exists() and not force:
        raise click.UsageError(f"{clean(file)} is there already; name another file, or use --force")
    _put(STARTER, None if file == "-" else file, ())
    if file is not None and file != "-":
        _tell(f"Wrote {file}. Now: claimcheck check {file}")
    return CHECKED


def _judged(
    files: tuple[str, ...], input_format: str | None, skip_bad: bool, judge: Callable[[Dossier], Report]
) -> Report:
    """The report on some files; with `skip_bad`, on what of them can be judged."""
    from claimcheck.formats import read_dossier_with_problems
    from claimcheck.formats.skipping import without_unreadable

    if "-" in files and sys.stdin is None:
        raise click.UsageError("standard input is closed")

    def read(skip: bool) -> tuple[Dossier, LeftOut]:
        return read_dossier_with_problems(
            *files,
            input_format=input_format,
            stdin=None if sys.stdin is None else sys.stdin.buffer,
            skip_bad=skip,
        )

    if not skip_bad:
        try:
            dossier, _ = read(False)
        except BadInput as refused:
            raise BadInput([*refused.problems, *_further(read, judge, files)]) from None
        return judge(dossier)
    dossier, problems = read(True)
    report, left_out = without_unreadable(dossier, judge)
    told = [*problems, *left_out]
    for problem in told:
        _tell(str(problem))
    if told and not report.dossier.claims:
        raise ClaimcheckError("Nothing is left to check once the bad records are left out.")
    if told:
        count = problems.records + len({problem.claim for problem in left_out})
        _tell(f"{count} bad record{'s' * (count != 1)} left out.")
    return report


def _further(
    read: Callable[[bool], tuple[Dossier, LeftOut]],
    judge: Callable[[Dossier], Report],
    files: tuple[str, ...],
) -> tuple[Problem, ...]:
    """What else is wrong, in the records that could be read: all problems are told in one run."""
    if "-" in files:
        return ()
    try:
        judge(read(True)[0])
    except BadInput as refused:
        return refused.problems
    return ()


def _found(report: Report, words: frozenset[str]) -> bool:
    for finding in report.findings:
        named = {finding.kind, finding.standing}
        if finding.kind == "unverified":  # the word means the standing alone; all three are "uncorroborated"
            named = {finding.standing, "uncorroborated"}
        if named & words:
            return True
    return False


def _painter(color: str, output: str | None) -> Callable[[str, str], str] | None:
    if not _wants_color(color, output):
        return None
    return lambda mark, text: click.style(text, fg=_COLORS.get(mark), bold=True)


def _wants_color(color: str, output: str | None) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (
        output is None and os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()
    )


def _put(text: str, output: str | None, inputs: Sequence[str]) -> None:
    """To standard output as UTF-8, whatever the locale; or to a file in one step, never over an input."""
    data = text.encode("utf-8", "replace")
    if output is None or output == "-":
        _print(data)
        return
    from claimcheck.formats import replace_file

    replace_file(output, data, inputs=[name for name in inputs if name != "-"])


def _print(data: bytes) -> None:
    """To standard output, where there is one; quietly where whoever read it has gone."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from None


def _tell(text: str) -> None:
    if sys.stderr is None:
        return
    lines = "\n".join(clean(line) for line in text.splitlines())
    sys.stderr.write(
        lines.encode("utf-8", "replace").decode("utf-8") + "\n" if _is_utf8() else _in_ascii(lines) + "\n"
    )


def _is_utf8() -> bool:
    return (sys.stderr.encoding or "").lower().replace("-", "") == "utf8"


def _in_ascii(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("ascii")
