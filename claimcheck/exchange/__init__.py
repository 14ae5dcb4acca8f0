"""Formats of other tools, both ways where they can carry it: each a small plug-in that says what it keeps and what it loses.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> said = Dossier([Source("TASS", kind="news agency").says("exchange", "returned", 2)])
>>> dumps(said, "csv").lost
('source: name (1), kind (1)',)
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from claimcheck.errors import BadInput, Problem
from claimcheck.exchange.plugin import ALL, PARTS, Format, Part, Subject, Written
from claimcheck.exchange.registry import (
    GROUP,
    BrokenFormat,
    find_format,
    format_names,
    format_of_file,
    formats,
)

__all__ = [
    "ALL",
    "GROUP",
    "PARTS",
    "BrokenFormat",
    "Format",
    "Part",
    "Written",
    "dumps",
    "find_format",
    "format_names",
    "format_of_file",
    "formats",
    "write",
]


def dumps(subject: Subject, format: str | Format) -> Written:  # noqa: A002
    """A dossier or a report in a format: the bytes, and what they do not carry.

    A format that tells findings cross-checks a dossier first.

    Raises `BadInput` where there is no such format, or it does not write, or can't hold what is given.
    """
    found = find_format(format) if isinstance(format, str) else format
    if found.write is None:
        writers = ", ".join(one.name for one in formats() if one.write is not None)
        problem = Problem(
            "the output", f"the format {found.name}, which is only read", f"one that is written: {writers}"
        )
        raise BadInput([problem])
    return found.write(subject)


def write(
    subject: Subject,
    path: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002
    inputs: Iterable[str | os.PathLike[str]] = (),
) -> tuple[str, ...]:
    """Write a dossier or a report to a file in one step, and return what the file does not carry, a sentence each.

    The name of the file tells the format unless `format` does.

    Raises `BadInput` where it tells none, or the file can't be written, or is one of `inputs`.
    """
    from claimcheck.formats import replace_file

    found = find_format(format) if format is not None else format_of_file(path, writes=True)
    if found is None:
        expected = f"a suffix of a format, or format= (--to), one of {', '.join(format_names())}"
        raise BadInput([Problem("the output", "a name that tells no format", expected, "", os.fspath(path))])
    written = dumps(subject, found)
    replace_file(path, written.data, inputs=inputs)
    return written.lost
