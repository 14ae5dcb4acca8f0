"""Questions that hang together: those of claims that replace others or are based on them, and of the claims that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from claimcheck.bulk.core import Rows
from claimcheck.bulk.extras import narwhals
from claimcheck.bulk.questions import Questions
from claimcheck.bulk.rowtexts import pairs_of_rows, refs_in
from claimcheck.formats.building import CLAIM_ID

__all__ = ["Joined", "linked", "references"]


def linked(outcome: Any, questions: Questions) -> dict[str, str]:
    """The units that links between claims join, each by the smallest of them; and the ids of those that are named."""
    if not {"replaces", "based_on"} & set(outcome.names):
        return {}
    nw = narwhals()
    frame = outcome.frame("rows")
    links = [name for name in ("replaces", "based_on") if name in outcome.names]
    linked = nw.any_horizontal(*(~nw.col(name).is_null() for name in links), ignore_nulls=True)
    rows = list(_selected(outcome, frame.filter(linked)))
    wanted = {part for _, _, cells in rows for part in references(outcome.names, cells)}
    if not wanted:
        return {}
    units = [*questions.units, ""]  # the last for rows without a question
    targets: dict[str, list[tuple[str, str]]] = {}
    for ref, id, unit in _targets(outcome, wanted, units):
        targets.setdefault(ref, []).append((id, unit))
    ground = outcome.ground
    ground.targets = {
        ref: found[0][0] if len({id for id, _ in found}) == 1 else None for ref, found in targets.items()
    }
    joined = Joined()
    for _, q, cells in rows:
        for ref in references(outcome.names, cells):
            for _, unit in targets.get(ref, ()):
                joined.join(units[q], unit)
    return {unit: joined.root(unit) for unit in joined.parents}


def _selected(outcome: Any, frame: Any) -> Iterator[tuple[int, int, list[str | None]]]:
    for table in outcome.engine.batches(frame.select("row", "q", *outcome.names).sort("row"), 100_000):
        qs = table.column("q").to_pylist()
        for q, (row, cells) in zip(qs, pairs_of_rows(table, outcome.names), strict=True):
            yield row, q, cells


def references(names: Sequence[str], cells: Sequence[str | None]) -> list[str]:
    """The refs and ids that the cells of a row name under `replaces` and `based_on`."""
    given = [cells[names.index(name)] for name in ("replaces", "based_on") if name in names]
    return [ref for cell in given for ref in refs_in(cell)]


def _targets(outcome: Any, wanted: set[str], units: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The refs (or ids) that are named, with the ids of the claims that they mean, and their units."""
    nw = narwhals()
    frame = outcome.frame("rows")
    ids = {one for one in wanted if CLAIM_ID.fullmatch(one)}
    if not ids:
        if "ref" not in outcome.names:
            return
        # A ref is tidied when it is read, so the engine takes every one that could be meant.
        frame = frame.filter(
            nw.col("ref").is_in(sorted(wanted)) | nw.col("ref").str.contains(r"\s\s|^\s|\s$|[^ -{}~]")
        )
    reader = Rows(attrs.evolve(outcome.ground, targets={}))
    names = [name for name in outcome.names if name not in ("replaces", "based_on")]
    kept = [outcome.names.index(name) for name in names]
    for table in outcome.engine.batches(frame.select("row", "q", *outcome.names).sort("row"), 100_000):
        q_of = dict(zip(table.column("row").to_pylist(), table.column("q").to_pylist(), strict=True))
        rows = ((row, [cells[place] for place in kept]) for row, cells in pairs_of_rows(table, outcome.names))
        for row, claim in reader.claims(names, rows):
            for ref in claim.refs:
                if ref in wanted:
                    yield ref, claim.id, units[q_of[row]]
            if claim.id in ids:
                yield claim.id, claim.id, units[q_of[row]]


class Joined:
    """Which units are one, by links between them."""

    def __init__(self) -> None:
        self.parents: dict[str, str] = {}

    def root(self, unit: str) -> str:
        """The unit that stands for all that are joined with this one."""
        while self.parents.setdefault(unit, unit) != unit:
            unit = self.parents[unit]
        return unit

    def join(self, one: str, other: str) -> None:
        """Take two units for one."""
        first, second = sorted((self.root(one), self.root(other)))
        self.parents[second] = first
