"""How a command reads its dossier files, and judges them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.output import tell
from claimcheck.errors import BadInput, ClaimcheckError, Problem

if TYPE_CHECKING:
    from claimcheck.dossiers import Dossier
    from claimcheck.formats.reading import LeftOut
    from claimcheck.report import Report

__all__ = ["judged", "read_dossier", "reads_dossiers", "reads_files"]


def reads_files(function: Callable[..., Any]) -> Callable[..., Any]:
    """The arguments of every command that reads one dossier."""
    return click.argument("files", metavar="FILE...", nargs=-1, required=True)(reads_dossiers(function))


def reads_dossiers(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that reads dossiers."""
    for decorate in (
        click.option(
            "--skip-bad", is_flag=True, help="Keep the good records and say how many were left out."
        ),
        click.option(
            "--input-format",
            metavar="NAME",
            callback=_known,
            help="Read every file as this, whatever its name ends in: yaml, json, jsonl, csv or an exchange format.",
        ),
    ):
        function = decorate(function)
    return function


def _known(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """The name of a format that is read; what is none is a mistake in the call, not in a file."""
    from claimcheck.formats.files import FORMATS, RefusedError

    if name is not None and name not in FORMATS:
        from claimcheck.exchange.registry import reading_format

        try:
            reading_format("-", name)
        except RefusedError as refused:
            told = f"{refused.found}; expected {refused.expected}"
            raise click.BadParameter(f"{told}; {refused.mend}" if refused.mend else told) from None
    return name


def read_dossier(files: tuple[str, ...], input_format: str | None, skip_bad: bool) -> Dossier:
    """The dossier of some files; with `skip_bad`, of the good records, and how many were left out is told."""
    dossier, problems = _reader(files, input_format)(skip_bad)
    for problem in problems:
        tell(str(problem))
    if problems:
        tell(_left_out(problems.records))
    return dossier


def judged(
    files: tuple[str, ...], input_format: str | None, skip_bad: bool, judge: Callable[[Dossier], Report]
) -> Report:
    """The report on some files; with `skip_bad`, on what of them can be judged."""
    from claimcheck.formats.skipping import without_unreadable

    read = _reader(files, input_format)
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
        tell(str(problem))
    if told and not report.dossier.claims:
        raise ClaimcheckError("Nothing is left to check once the bad records are left out.")
    if told:
        tell(_left_out(problems.records + len({problem.claim for problem in left_out})))
    return report


def _left_out(count: int) -> str:
    return f"{count} bad record{'s' * (count != 1)} left out."


def _reader(files: tuple[str, ...], input_format: str | None) -> Callable[[bool], tuple[Dossier, LeftOut]]:
    from claimcheck.formats import read_dossier_with_problems

    if "-" in files and sys.stdin is None:
        raise click.UsageError("standard input is closed")

    def read(skip: bool) -> tuple[Dossier, LeftOut]:
        return read_dossier_with_problems(
            *files,
            input_format=input_format,
            stdin=None if sys.stdin is None else sys.stdin.buffer,
            skip_bad=skip,
        )

    return read


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
