"""What the four formats hand over: records, one for each thing that a file tells.

JSON Lines and CSV are records already; a YAML or JSON document is taken apart here, section by section.

>>> [record.kind for record in records_of([Entry("claimcheck", None, 1, 1), Entry("claims", None, {"ref": "a"}, 2)])]
['dossier', 'claim']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeAlias

from claimcheck.errors import Problem, closest, shown
from claimcheck.formats.files import RefusedError
from claimcheck.formats.records import READ_VERSIONS, SECTIONS, VERSION, ZONES, Section
from claimcheck.formats.scalars import Plain, as_number, as_words, resolved

__all__ = ["Entry", "Lines", "Mapped", "Record", "Unusable", "records_of"]

Lines: TypeAlias = Callable[[str], int | None]
"""From a key of a record to the line on which it stands, None where it is not there."""


class Record(NamedTuple):
    """One thing that a file tells: its kind, its keys, the line on which it starts, and where each key stands."""

    kind: str
    values: dict[str, Any]
    line: int
    lines: Lines | None = None


class Unusable(NamedTuple):
    """A record that can't be read at all; `fatal` where nothing else of the file should be used without it."""

    problem: Problem
    fatal: bool = False


class Mapped(dict[str, Any]):
    """A mapping of a YAML file, with the lines of its keys."""

    __slots__ = ("key_lines", "line")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.key_lines: dict[str, int] = {}


class Entry(NamedTuple):
    """One entry of a section: its name in a mapping (None in a list, and for a section of one value), and its value."""

    section: str
    name: str | None
    value: Any
    line: int
    lines: Lines | None = None
    listed: bool = True


COMMA_IN_BRACES: Final = "a comma inside braces or brackets ends a value: put the whole value in quotes"


def records_of(entries: Iterable[Entry]) -> Iterator[Record | Unusable]:
    """The records of a document; what does not belong there as `Unusable`.

    Raises `RefusedError` where the version is missing, or is none that this library reads.
    """
    version = False
    for entry in entries:
        section = SECTIONS.get(entry.section)
        if section is None:
            yield _unknown_section(entry)
        elif section.kind == "version":
            version = True
            check_version(entry.value, line=entry.line)
            yield Record("dossier", {}, entry.line)
        elif section.kind == "timezone":
            yield _timezone(entry)
        elif section.kind == "undeclared":
            yield _undeclared(entry, section)
        elif entry.value is None and not entry.listed:
            continue  # a key without a value is a key that is not there
        elif not entry.listed or (entry.name is not None and section.naming is None):
            yield _misplaced(entry, section)
        elif section.table is None:
            yield Record(
                section.kind, {section.kind: resolved(entry.value, as_words)}, entry.line, entry.lines
            )
        else:
            yield _record(entry, section)
    if not version:
        raise RefusedError(
            "no version",
            f"the key claimcheck: {VERSION}",
            f"write claimcheck: {VERSION} as the first line",
            line=1,
        )


def check_version(value: Any, *, line: int | None) -> None:
    """Refuse every version of the format but those that this library reads: its own, and older ones."""
    version = resolved(value, as_number)
    is_number = isinstance(version, (int, Decimal)) and not isinstance(version, bool)
    if is_number and version in READ_VERSIONS:
        return
    newer = is_number and version > VERSION
    mend = (
        "it was written by a newer claimcheck: pip install -U claimcheck-sources"
        if newer
        else f"write claimcheck: {VERSION}"
    )
    raise RefusedError(
        f"the format version {shown(version)}", f"version {VERSION}", mend, line=line, alone=True
    )


def _record(entry: Entry, section: Section) -> Record | Unusable:
    value, naming = entry.value, section.naming
    if isinstance(value, Plain):
        value = resolved(value, as_words)
    if value is None and entry.name is not None:
        value = {}  # `Russia:` alone declares a source of which nothing else is told
    if not isinstance(value, dict):
        where = section.kind if entry.name is None else f"{section.kind} {entry.name}"
        return Unusable(Problem(where, shown(value), "a mapping of keys to values", line=entry.line))
    if entry.name is None or naming is None:
        return Record(section.kind, value, entry.line, entry.lines)
    if naming.name in value and naming.name not in (section.table or {}):
        told = f"the name {shown(entry.name)} and the key {naming.name!r} in one record"
        return Unusable(
            Problem(
                f"{section.kind} {entry.name}",
                told,
                "one of them",
                f"leave {naming.name!r} out",
                line=entry.line,
            )
        )
    named: dict[str, Any] = {NAME_OF_ENTRY: entry.name}
    named.update(value)
    return Record(section.kind, named, entry.line, entry.lines)


NAME_OF_ENTRY: Final = "\0name"
"""Where a record keeps the name under which it stood in a mapping; no key of a file can be this."""


def _timezone(entry: Entry) -> Record | Unusable:
    zones = resolved(entry.value, as_words)
    if zones is None or ZONES.fits(zones):
        return Record("dossier", {"timezone": zones}, entry.line)
    return Unusable(Problem("timezone", shown(zones), ZONES.expected, line=entry.line), fatal=True)


def _undeclared(entry: Entry, section: Section) -> Record | Unusable:
    value = resolved(entry.value, as_words)
    if value is None or isinstance(value, dict):
        return Record("undeclared", value or {}, entry.line, entry.lines)
    return Unusable(Problem("undeclared", shown(value), section.holds, line=entry.line), fatal=True)


def _misplaced(entry: Entry, section: Section) -> Unusable:
    found = f"the key {shown(entry.name)}" if entry.name is not None else shown(entry.value)
    return Unusable(Problem(section.name, found, section.holds, line=entry.line), fatal=True)


def _unknown_section(entry: Entry) -> Unusable:
    mend = closest(entry.section, SECTIONS)
    if isinstance(entry.value, Plain) and entry.value == "":
        mend = mend or COMMA_IN_BRACES
    if entry.section in ("findings", "questions", "notices"):
        mend = "this is a report of claimcheck, not a dossier"
    expected = f"one of {', '.join(SECTIONS)}"
    return Unusable(
        Problem("the dossier", f"the unknown key {shown(entry.section)}", expected, mend, line=entry.line),
        fatal=True,
    )
