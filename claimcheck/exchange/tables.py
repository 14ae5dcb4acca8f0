"""Records as rows of tables, each kind in a table of its own, with cells as in a CSV; for sheets that hold a whole dossier.

>>> header, rows = table_of("source", [{"name": "TASS", "controlled_by": ["Russia"]}])
>>> header, rows
(['name', 'kind', 'controlled_by', 'aliases', 'reliability', 'timezone', 'confidential'], [{'name': 'TASS', 'controlled_by': 'Russia'}])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.errors import Problem, UnreadableWords, closest, shown
from claimcheck.formats.csv_file import (
    cell_of,
    cell_of_free,
    cells_of_claim,
    columns_for,
    columns_of,
    free_cell,
    guarded,
    reader_of,
    record_of_row,
)
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.records import ASPECT, EVENT, FREE_TABLE, SOURCE, Key, Table
from claimcheck.formats.scalars import as_number, json_text
from claimcheck.formats.spelling import Spelling
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["TABLES", "Columns", "finding_rows", "table_of"]

TABLES: Final[dict[str, tuple[str, Table]]] = {
    "source": ("name", SOURCE), "event": ("id", EVENT), "aspect": ("name", ASPECT),
}  # fmt: skip
"""By kind of record beside claims: the key that names one, and the table of its other keys."""

_FINDINGS: Final = (
    "kind", "standing", "credibility", "event", "aspect", "scope", "answer", "reason", "sides", "claims", "flags",
)  # fmt: skip
_LONGEST: Final = 32_000  # a cell of a workbook holds little more

_AS_JSON: Final = ("aliases", "ordinals")
"""Shapes that a cell holds as JSON."""

Lines = Callable[[str], int | None]


def table_of(kind: str, records: Iterable[Spelling]) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and the rows of the records of one kind; without records, the columns that one may fill."""
    if kind == "claim":
        rows = [cells_of_claim(record) for record in records]
        return columns_for(rows), rows
    naming, table = TABLES[kind]
    rows = [_cells(naming, table, record) for record in records]
    known = [naming, *table]
    others = {name for row in rows for name in row} - set(known)
    return known + sorted(others), rows


def _cells(naming: str, table: Table, record: Spelling) -> dict[str, str]:
    return {
        name: value if name == naming else _cell(table.get(name), value) for name, value in record.items()
    }


def _cell(key: Key | None, value: Any) -> str:
    if key is None:
        return cell_of_free(value)
    return json_text(value) if key.shape.name in _AS_JSON else cell_of(key, value)


def finding_rows(report: Report) -> tuple[Sequence[str], list[Mapping[str, str]]]:
    """The columns and the rows of a report's findings: what is found, and why, in words."""
    labels = {
        claim.id: claim.label for claim in sorted(report.dossier.claims, key=lambda one: (one.id, one.refs))
    }
    rows: list[Mapping[str, str]] = []
    for finding in report.findings:
        question = finding.question
        camps = " / ".join(camp.words for camp in finding.camps)
        told = (
            finding.kind, finding.standing or "", str(finding.credibility or ""), question.event, question.aspect,
            ", ".join(f"{key}: {value}" for key, value in question.scope), finding.words or camps, finding.reason,
            " | ".join(finding.sides), " | ".join(labels[one] for one in finding.claims), " | ".join(finding.flags),
        )  # fmt: skip
        rows.append(dict(zip(_FINDINGS, (clean(text)[:_LONGEST] for text in told), strict=True)))
    return _FINDINGS, rows


@attrs.frozen
class Columns:
    """The columns of a table of one kind, as its first row names them."""

    kind: str
    names: tuple[str, ...]
    _setters: list[Any]

    @classmethod
    def of(cls, kind: str, header: list[str], line: int) -> Columns:
        """From the cells of the first row. Raises `RefusedError` for an unknown, repeated or missing column."""
        if kind == "claim":
            return cls(kind, tuple(header), columns_of(header, line))
        naming, table = TABLES[kind]
        setters = []
        for name in header:
            if name not in (naming, *table, *FREE_TABLE) and not (name.startswith("x-") and len(name) > 2):
                expected = f"one of {', '.join((naming, *table, *FREE_TABLE))}, x-…"
                mend = closest(name, (naming, *table, *FREE_TABLE))
                raise RefusedError(f"the unknown column {shown(name)}", expected, mend, line=line)
            if header.count(name) > 1:
                raise RefusedError(f"the column {shown(name)} twice", "each column once", line=line)
            setters.append((name, str if name == naming else _reader(table.get(name))))
        if naming not in header and kind != "event":
            raise RefusedError(f"no column {naming}", f"the column {naming}", line=line)
        return cls(kind, tuple(header), setters)

    def record(
        self, cells: list[str], number: int, line: int, lines: Lines | None = None
    ) -> Record | Unusable:
        """The record of a row: the `number`-th of its kind, with the line of each key where `lines` knows it."""
        if self.kind == "claim":
            found = record_of_row(self._setters, list(map(guarded, cells)), number, line)
        else:
            found = self._record(cells, number, line)
        if isinstance(found, Record):
            return found._replace(lines=lines)
        name = found.problem.where.removeprefix(f"{self.kind} {number}: ")
        at = lines(name) if lines is not None else None
        return found._replace(problem=attrs.evolve(found.problem, line=at or line))

    def _record(self, cells: list[str], number: int, line: int) -> Record | Unusable:
        values = {}
        for (name, read), cell in zip(self._setters, cells, strict=True):
            if not cell:
                continue
            where = f"{self.kind} {number}: {name}"
            try:
                values[name] = read(cell)
            except NotPlainError as error:
                return Unusable(Problem(where, error.found, error.expected, error.mend, line=line))
            except UnreadableWords as error:
                return Unusable(Problem(where, shown(error.words), error.expected, error.mend, line=line))
        return Record(self.kind, values, line)


def _reader(key: Key | None) -> Callable[[str], Any]:
    if key is None or key.shape.name in _AS_JSON:
        return free_cell
    return as_number if key.shape.name == "number" else reader_of(key)
