"""The matrix of a report as the page shows it: `claimcheck.report.matrix` with anchors, and no larger than a page can bear.

Those with no declared tie stand under one heading. With many sources a column is a whole side; what is said alike in one
cell stands there once, with its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.report import matrix as plain
from claimcheck.report.classing import Classing
from claimcheck.report.html.anchors import claim_anchor, finding_anchors, question_anchor
from claimcheck.report.matrix import Column, Group, entry_order, matrix_of
from claimcheck.report.sides import NOBODY, UNTIED, counted_untied
from claimcheck.sentences import listed

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Entry", "Row", "Standing", "Table", "table_of"]

MOST_COLUMNS: Final = 24
"""With more sources than this, a column is a side."""
MOST_ROWS: Final = 300
_MOST_ENTRIES: Final = 6


@attrs.frozen
class Entry:
    """One thing in a cell: its mark and class ("" where it has none), its words, the anchor of the claim; how many say it."""

    mark: str
    word: str
    text: str
    anchor: str
    count: int = 1


@attrs.frozen
class Standing:
    """How a question stands: its class, what is special about it, where its finding is."""

    word: str
    beside: str
    anchor: str


@attrs.frozen
class Row:
    """One question, a cell a column, and how it stands."""

    subject: str
    anchor: str
    cells: tuple[tuple[Entry, ...], ...]
    standings: tuple[Standing, ...]


@attrs.frozen
class Table:
    """The whole: groups of columns, rows under their events, and what was left out, in a sentence."""

    groups: tuple[Group, ...]
    events: tuple[tuple[str, tuple[Row, ...]], ...]
    left_out: tuple[str, ...] = ()
    by_side: bool = False
    """Whether a column is a whole side, since there are too many sources for one each."""

    @property
    def width(self) -> int:
        """How many columns it has, with the question and its standing."""
        return sum(len(group.columns) for group in self.groups) + 2


def table_of(report: Report, classing: Classing | None = None) -> Table:
    """The matrix of a report for its page. Beyond some size, a column is a side, and rows are cut."""
    matrix = matrix_of(report, classing, rows=MOST_ROWS)
    sources = len(matrix.columns)
    groups, places = tuple(_headed(matrix.groups)), list(range(sources))
    left_out = []
    if matrix.rows_left_out:
        left_out.append(
            f"{matrix.rows_left_out:,} more questions are not in this table; all are in the list of claims."
        )
    if sources > MOST_COLUMNS:
        groups, places = _folded(groups, matrix.rows)
        left_out.append(f"{sources:,} sources speak here, so each column is a side.")
    anchors = finding_anchors(report.findings)
    events = tuple(
        (rows[0].event, tuple(_row(row, places, anchors) for row in rows))
        for rows in (list(found) for _, found in groupby(matrix.rows, key=lambda row: row.question.event))
    )
    return Table(groups, events, tuple(left_out), sources > MOST_COLUMNS)


def _headed(groups: Iterable[Group]) -> Iterator[Group]:
    """The groups, with those who have no tie under one heading."""
    for untied, found in groupby(groups, key=lambda group: group.reason == UNTIED):
        if untied:
            columns = tuple(column for group in found for column in group.columns)
            yield Group(UNTIED, counted_untied(len(columns)), columns)
        else:
            yield from found


def _folded(groups: Sequence[Group], rows: Sequence[plain.Row]) -> tuple[tuple[Group, ...], list[int]]:
    """A column for each group, the smallest sides in one; and the column that each source's cells go to."""
    belongs = [at for at, group in enumerate(groups) for _ in group.columns]
    size = [0] * len(groups)
    for row in rows:
        for at, cell in zip(belongs, row.cells, strict=True):
            if cell.entries:  # most are empty where there are many sources
                size[at] += sum(len(entry.claims) for entry in cell.entries)
    special = {at for at, group in enumerate(groups) if group.title in (UNTIED, NOBODY)}
    largest = sorted(set(range(len(groups))) - special, key=lambda at: (-size[at], groups[at].title))
    shown = sorted(special | set(largest[: MOST_COLUMNS - 3]))
    folded = [attrs.evolve(groups[at], columns=(Column(""),)) for at in shown]
    if len(shown) < len(groups):
        folded.append(Group(f"{len(groups) - len(shown):,} more sides", "each counts once", (Column(""),)))
    places = {at: place for place, at in enumerate(shown)}
    return tuple(folded), [places.get(at, len(shown)) for at in belongs]


def _row(row: plain.Row, places: Sequence[int], anchors: dict[int, str]) -> Row:
    cells: list[list[plain.Entry]] = [[] for _ in range(max(places) + 1)]
    for place, cell in zip(places, row.cells, strict=True):
        if cell.entries:
            cells[place] += cell.entries
    standings: dict[str, Standing] = {}
    for one in row.standings:
        standings.setdefault(one.word, Standing(one.word, listed(list(one.beside)), anchors[id(one.finding)]))
    return Row(
        row.subject,
        question_anchor(row.question),
        tuple(map(_merged, cells)),
        tuple(standings.values()),
    )


def _merged(entries: list[plain.Entry]) -> tuple[Entry, ...]:
    """What is said alike stands once, with its number; a long list is cut."""
    found: dict[tuple[str, str, str], Entry] = {}
    for one in sorted(entries, key=entry_order):
        key = (one.mark, one.word, one.told)
        count = len(one.claims) if one.words else 1
        before = found.get(key) or Entry(*key, claim_anchor(one.claims[0]), 0)
        found[key] = attrs.evolve(before, count=before.count + count)
    kept = list(found.values())
    if len(kept) > _MOST_ENTRIES:
        more = sum(one.count for one in kept[_MOST_ENTRIES - 1 :])
        kept = [*kept[: _MOST_ENTRIES - 1], Entry("", "", f"and {more:,} more", "")]
    return tuple(kept)
