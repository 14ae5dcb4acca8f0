"""Which formats there are: those that installed packages register as entry points of the group `claimcheck.formats`.

A package is imported only when one of its formats is asked for, or when the suffix of a file is none of our own.

>>> find_format("csv").title
'CSV'
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePath
from typing import Final

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, ClaimcheckError, Problem, closest, shown
from claimcheck.exchange.losses import records_of_dossier
from claimcheck.exchange.plugin import Format
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import FORMATS, RefusedError

__all__ = [
    "GROUP",
    "BrokenFormat",
    "find_format",
    "format_names",
    "format_of_file",
    "formats",
    "read_records",
]

GROUP: Final = "claimcheck.formats"
"""The group of entry points under which formats are registered."""

LARGEST: Final = 1_000_000_000
"""Bytes of a file in an exchange format, which is read at once; a larger one is refused."""


class BrokenFormat(ClaimcheckError):
    """A registered format that can't be used. Attributes: `name`, `package` and `why`."""

    def __init__(self, name: str, package: str, why: str) -> None:
        self.name = name
        self.package = package
        self.why = why
        super().__init__(name, package, why)

    def __str__(self) -> str:
        return f"the format {self.name!r} of the package {self.package} can't be used: {self.why}"


def _registered() -> dict[str, list[EntryPoint]]:
    return _registered_on(tuple(sys.path))


@lru_cache(maxsize=8)
def _registered_on(_path: tuple[str, ...]) -> dict[str, list[EntryPoint]]:
    """By name: what packages on a path register under it, each place once. What is installed later, the next run sees."""
    found: dict[str, dict[str, EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, {}).setdefault(point.value, point)
    return {name: list(found[name].values()) for name in sorted(found)}


def format_names() -> tuple[str, ...]:
    """The names of all registered formats; nothing is imported for it."""
    return tuple(_registered())


def formats() -> tuple[Format, ...]:
    """All registered formats that can be used, by name."""
    found = []
    for name, points in _registered().items():
        try:
            found.append(_only(name, points))
        except BrokenFormat:
            continue  # told where it is asked for by name
    return tuple(found)


def find_format(name: str) -> Format:
    """The registered format of that name.

    Raises `BadInput` where there is none, with the nearest name; `BrokenFormat` where its package can't be used, or two
    packages register the name.
    """
    points = _registered().get(name)
    if points is None:
        raise BadInput([_unknown(name).problem("<format>")])
    return _only(name, points)


def _only(name: str, points: list[EntryPoint]) -> Format:
    if len(points) > 1:
        packages = sorted(map(_package, points))
        raise BrokenFormat(name, packages[0], f"{' and '.join(packages)} register it; uninstall one of them")
    return _loaded(points[0])


def _unknown(name: object) -> RefusedError:
    names = (*FORMATS, *(one for one in format_names() if one not in FORMATS))
    mend = closest(name, names) if isinstance(name, str) else ""
    return RefusedError(f"the format {shown(name)}", f"one of {', '.join(names)}", mend)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "?"


def _loaded(point: EntryPoint) -> Format:
    try:
        found = point.load()
    except Exception as error:
        raise BrokenFormat(point.name, _package(point), f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Format):
        raise BrokenFormat(point.name, _package(point), f"{point.value} is no Format, but {shown(found)}")
    if found.name != point.name:
        raise BrokenFormat(point.name, _package(point), f"{point.value} calls itself {found.name!r}")
    return found


def format_of_file(path: str | os.PathLike[str], *, writes: bool = False) -> Format | None:
    """The format with the longest extension that the name of a file ends in, among those that read it (or write it)."""
    name = PurePath(path).name.lower()
    found = [
        (len(extension), one.name, one)
        for one in formats()
        if (one.write if writes else one.read) is not None
        for extension in one.extensions
        if name.endswith(extension) and len(name) > len(extension)
    ]
    longest = max((length for length, *_ in found), default=0)
    return min((one[1:] for one in found if one[0] == longest), default=(None, None))[1]


def reading_format(path: str | os.PathLike[str], given: str | None) -> Format | None:
    """The exchange format that a file is to be read in: the one given, else the one that its name tells.

    Raises `RefusedError` where the one given can't be found, or does not read.
    """
    if given is None:
        return format_of_file(path)
    if given not in format_names():
        raise _unknown(given)
    found = find_format(given)
    if found.read is None:
        readers = [one.name for one in formats() if one.read is not None]
        raise RefusedError(
            f"the format {found.name}, which is only written", f"one that is read: {', '.join(readers)}"
        )
    return found


def read_records(format: Format, data: bytes, name: str) -> Iterable[Record | Unusable]:  # noqa: A002
    """The records that a format reads in the bytes of a file.

    Raises `RefusedError` or `BadInput` where it refuses them.
    """
    assert format.read is not None
    try:
        found = format.read(data, name)
        return records_of_dossier(found) if isinstance(found, Dossier) else found
    except ClaimcheckError:
        raise
    except Exception as error:
        error.add_note(f"in the format {format.name!r}, reading {name!r}")
        raise


def in_file(problem: Problem, name: str) -> Problem:
    """A problem of a file that a format did not name."""
    if problem.file is not None:
        return problem
    return Problem(
        problem.where, problem.found, problem.expected, problem.mend, name, problem.line, problem.claim
    )
