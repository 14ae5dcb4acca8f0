"""`claimcheck check --stream`: a dossier on each line in, a report or an error on each line out, at once.

One line is held at a time, and each answer is flushed before the next line is asked for, so that another program can hold a
conversation.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import attrs
import click

from claimcheck.cli.output import CHECKED, FOUND, OUR_MISTAKE, UNUSABLE, print_bytes, tell
from claimcheck.errors import BadInput, Problem
from claimcheck.formats import files
from claimcheck.report.data import report_data
from claimcheck.report.refusals import refusal_data, refusal_of

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["refuse_beside_stream", "stream_lines", "streamed"]

_ALONE: Final = {"output": "-o", "skip_bad": "--skip-bad", "color": "--color"}


def refuse_beside_stream(context: click.Context) -> None:
    """Refuse options that mean nothing beside `--stream`."""
    given = {
        name
        for name in context.params
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }
    for name, option in _ALONE.items():
        if name in given:
            raise click.UsageError(
                f"{option} does not go with --stream, which answers each line on standard output"
            )
    for name, option in (("form", "--format"), ("input_format", "--input-format")):
        if name in given and context.params[name] != "json":
            raise click.UsageError(f"--stream reads and writes JSON; leave {option} out")


def streamed(
    paths: tuple[str, ...],
    judge: Callable[[Any], Report],
    is_found: Callable[[Report], bool],
    most_claims: int | None,
) -> int:
    """Answer each line of the files; the exit status: the gravest of what happened to a line."""
    statuses = {CHECKED}
    for path in paths:
        if path == "-" and sys.stdin is None:
            raise click.UsageError("standard input is closed")
        name = "<stdin>" if path == "-" else path
        with nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb") as stream:
            for number, line in stream_lines(stream):
                status, answer = _answered(line, number, name, judge, is_found, most_claims)
                statuses.add(status)
                if not print_bytes(json.dumps(answer).encode("ascii") + b"\n"):
                    return max(statuses)  # nobody reads on
    return max(statuses)


def _answered(
    line: bytes | None,
    number: int,
    name: str,
    judge: Callable[[Any], Report],
    is_found: Callable[[Report], bool],
    most_claims: int | None,
) -> tuple[int, dict[str, Any]]:
    from claimcheck.formats import loads

    try:
        if line is None:
            raise BadInput([Problem("the line", "a longer line", f"at most {files.LONGEST_LINE:,} bytes")])
        report = judge(loads(line, "json", name=name))
        return FOUND if is_found(report) else CHECKED, report_data(report, most_claims=most_claims)
    except BadInput as refused:
        placed = BadInput(attrs.evolve(one, file=name, line=number) for one in refused.problems)
        return UNUSABLE, refusal_data(refusal_of(placed, line=number))
    except Exception as error:
        refusal = refusal_of(error, line=number)
        if refusal.kind != "our-mistake":
            return UNUSABLE, refusal_data(refusal)
        tell("".join(traceback.format_exception(error)))
        return OUR_MISTAKE, refusal_data(refusal)


def stream_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that hold something, with their numbers; None for one that is longer than any dossier may be."""
    limit = files.LONGEST_LINE
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            yield number, None
        elif line.strip():
            yield number, line
