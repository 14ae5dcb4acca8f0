"""Parts of a claim read by themselves from cells of a row, exactly as the core reads them within a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from claimcheck.bulk.distinct import Cells
from claimcheck.bulk.ground import Ground
from claimcheck.claims import Claim
from claimcheck.formats.building import Builder, names_in, names_of_speakers
from claimcheck.formats.csv_file import columns_of, guarded, record_of_row
from claimcheck.formats.entries import Record

__all__ = ["Parts", "group_of"]

_DUMMY: Final = {"source": "x", "event": "x", "aspect": "x", "answer": "x"}
_NAMES: Final = frozenset(("source", "event", "aspect"))
"""Columns whose cells are names as they stand."""


def group_of(name: str) -> str:
    """The key of a claim to which a column belongs: "event" for "event.kind"."""
    return name.partition(".")[0]


class Parts:
    """Reads parts of claims."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._builder = Builder("", [])
        self._setters: dict[tuple[str, ...], tuple[Any, set[str], list[str]]] = {}

    def forget(self) -> None:
        """Let go of what was read so far."""
        self._builder = Builder("", [])

    def part(self, what: str, names: tuple[str, ...], cells: Cells) -> Any:
        """The "event", "aspect", "scope", "source" or "attribution" that some cells tell; None where the core would refuse them."""
        values = self._values(names, cells)
        found = None if values is None else self._builder.part(what, values)
        if found is None:
            claim = self.claim(names, cells)
            return None if claim is None else getattr(claim, what)
        if self.ground.strict:
            used = names_of_speakers(found) if what == "attribution" else {found} if what == "source" else ()
            return found if self.ground.knows(used, found if what == "event" else None) else None
        return found

    def _values(self, names: tuple[str, ...], cells: Cells) -> dict[str, Any] | None:
        """What some cells hold as part of a record; None where one of them can't be read."""
        given: dict[str, Any] = {
            name: cell for name, cell in zip(names, cells, strict=True) if cell is not None
        }
        if given.keys() <= _NAMES:
            return given
        columns, _, _ = self._columns_of(names)
        record = record_of_row(columns[: len(names)], _texts(cells), 1, 1)
        return record.values if isinstance(record, Record) else None

    def claim(self, names: tuple[str, ...], cells: Cells) -> Claim | None:
        """A claim with some cells, and dummies for what else it needs; None where the core would refuse it."""
        columns, groups, dummies = self._columns_of(names)
        record = record_of_row(columns, _texts((*cells, *dummies)), 1, 1)
        if not isinstance(record, Record):
            return None
        claim, _ = Builder("", []).claim(record, 1)
        if claim is None:
            return None
        # A dummy is no name that has to be declared.
        used = names_in(claim) - ({"x"} if "source" not in groups else set())
        event = claim.event if "event" in groups else None
        return claim if self.ground.knows(used, event) else None

    def _columns_of(self, names: tuple[str, ...]) -> tuple[Any, set[str], list[str]]:
        found = self._setters.get(names)
        if found is None:
            groups = {group_of(name) for name in names}
            dummies = {name: dummy for name, dummy in _DUMMY.items() if name not in groups}
            found = columns_of([*names, *dummies], 1), groups, list(dummies.values())
            self._setters[names] = found
        return found


def _texts(cells: Sequence[str | None]) -> list[str]:
    return ["" if cell is None else guarded(cell) for cell in cells]
