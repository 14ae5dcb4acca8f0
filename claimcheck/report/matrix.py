"""The source × question matrix of a report, as a plain value: questions down, sources across, grouped by side.

Independence is the column group: the sources of one side stand under one heading that gives the reason why they count once;
after the sides come those with no declared tie, and who can be held to nothing stands last, under "nobody". Every surface
draws this value; nothing in it is markup, and all text in it is `clean`. It is made by `matrix_of(report)`:

- `Matrix.groups`: a `Group` for each side, with its `title`, the `reason` and its `columns`; `group.alone` where the title is
  the one column's own name.
- `Matrix.columns`: the same columns in a row. A `Column` has a `name`, and `named` is False under "nobody".
- `Matrix.rows`: a `Row` for each question, in the order of the report's findings within its event: `event` (its title, the
  same for all rows of an event, rows of one event standing together), `subject`, `cells` (one a column, in their order),
  and `standings`, in words `standing` ("corroborated, opposing sides").
- a `Cell` holds what its source did, as `entries`; an `Entry` has a `role`, the `mark` and the `word` of its standing, the
  answer in `words`, the ids of its `claims`, and `told`, all of it in words ("yes", "passes", "no word"). An empty cell has no entries.
- `matrix.cut(rows=…, columns=…)` is the same with at most so many; `rows_left_out` and `columns_left_out` say how many went.

Linear in the claims, and in rows × columns.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> matrix = matrix_of((Dossier() + Source("A").says(raid, "killed", 8, via="Wire")).check())
>>> [(group.title, group.reason) for group in matrix.groups]
[('A', 'no tie declared'), ('Wire', 'no tie declared')]
>>> [str(cell) for cell in matrix.rows[0].cells], matrix.rows[0].standing
(['1 8', 'passes'], 'single-source')
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from claimcheck.answers import Answer
from claimcheck.claims import Question
from claimcheck.findings import Finding
from claimcheck.report.classing import MARKS, NARRATED, Classing
from claimcheck.report.outline import class_of, event_title, main_event
from claimcheck.report.sides import NOBODY, UNTIED, grouped
from claimcheck.sentences import origin_of, subject
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "NOBODY",
    "Cell",
    "Column",
    "Entry",
    "Group",
    "Matrix",
    "Row",
    "Standing",
    "entry_order",
    "matrix_of",
]

_QUALIFIED: Final = {
    "anonymous": "anonymous",
    "hearsay": "hearsay",
    "source-not-given": "source not given",
    "opposed": "opposing sides",
    "outline-only": "outline only",
    "within-one-side": "within one side",
    "narrowly": "narrowly",
    "may-be-growth": "may be growth",
    "disputed-anonymously": "disputed by somebody unnamed",
}
"""The flags that a standing is told with, in this order."""


@attrs.frozen
class Entry:
    """One thing that a source did on a question.

    `role` is "says", "passes" (it relayed the words), "repeats" (it relayed them again: an echo), "no word" (it did not
    disclose), "tells of silence" (it says that another, in `words`, did not), "narrates" (in its own voice, what it relays),
    "no answer", "earlier" (a toll that its side has since outgrown), "withdrawn" or "revised". `mark` and `word` are those
    of the standing of its answer, "" where it has none.
    """

    role: str
    words: str = ""
    mark: str = ""
    word: str = ""
    claims: tuple[str, ...] = ()
    answer: Answer | None = attrs.field(default=None, repr=False, eq=False)

    @property
    def told(self) -> str:
        """What it did, in words: "at least 7", "passes", "12 (revised)"."""
        if not self.words:
            return self.role
        return _TOLD.get(self.role, "{words} ({role})").format(words=self.words, role=self.role)

    def __str__(self) -> str:
        return f"{self.mark} {self.told}" if self.mark else self.told


_TOLD: Final = {
    "says": "{words}",
    "narrates": "narrates: {words}",
    "tells of silence": "no word from {words}",
}
_ROLES: Final = (
    "says", "no word", "earlier", "revised", "withdrawn", "narrates", "no answer", "tells of silence", "passes", "repeats",
)  # fmt: skip


def entry_order(entry: Entry) -> Any:
    """The order within a cell: what stands first, then by the answer."""
    answer = () if entry.answer is None else (entry.answer.sort_key,)
    return _ROLES.index(entry.role), answer, entry.words, entry.word, entry.claims


@attrs.frozen
class Cell:
    """What one source did on one question; empty where it did nothing."""

    entries: tuple[Entry, ...] = ()

    def __str__(self) -> str:
        return "; ".join(map(str, self.entries))


@attrs.frozen
class Column:
    """One source: a named one, or, under "nobody", an unnamed one or hearsay."""

    name: str
    named: bool = True


@attrs.frozen
class Group:
    """The columns of one side, and why they are one."""

    title: str
    reason: str
    columns: tuple[Column, ...]

    @property
    def alone(self) -> bool:
        """Whether it is one source that is its own side."""
        return len(self.columns) == 1 and self.columns[0].name == self.title


@attrs.frozen
class Standing:
    """Where a finding leaves its question: its mark and class, how many camps it has, what else qualifies it."""

    mark: str
    word: str
    camps: int
    beside: tuple[str, ...]
    finding: Finding = attrs.field(repr=False, eq=False)

    def __str__(self) -> str:
        camps = (f"{self.camps} camps",) if self.camps else ()
        return ", ".join((self.word, *camps, *self.beside))


@attrs.frozen
class Row:
    """One question: its event, what it asks, a cell for each column, and where it stands."""

    question: Question
    event: str
    subject: str
    cells: tuple[Cell, ...]
    standings: tuple[Standing, ...] = ()

    @property
    def mark(self) -> str:
        """The mark of its first finding, "" where there is none."""
        return self.standings[0].mark if self.standings else ""

    @property
    def standing(self) -> str:
        """Where it stands, in words: "contradicted, 2 camps; single-source"."""
        return "; ".join(map(str, self.standings))


@attrs.frozen
class Matrix:
    """Questions down, sources across, grouped by side."""

    groups: tuple[Group, ...] = ()
    rows: tuple[Row, ...] = ()
    rows_left_out: int = 0
    columns_left_out: int = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of all groups."""
        return tuple(column for group in self.groups for column in group.columns)

    def cut(self, *, rows: int | None = None, columns: int | None = None) -> Matrix:
        """The same with the first `rows` rows, and with the `columns` columns that have the most to say in them."""
        kept_rows = self.rows[:rows]
        every = self.columns
        if columns is None or len(every) <= columns:
            kept = set(range(len(every)))
        else:
            filled = [sum(bool(row.cells[place].entries) for row in kept_rows) for place in range(len(every))]
            kept = set(sorted(range(len(every)), key=lambda place: (-filled[place], place))[:columns])
        groups, first = [], 0
        for group in self.groups:
            own = tuple(one for place, one in enumerate(group.columns, first) if place in kept)
            first += len(group.columns)
            if own:
                groups.append(attrs.evolve(group, columns=own))
        return Matrix(
            tuple(groups),
            tuple(
                attrs.evolve(row, cells=tuple(cell for place, cell in enumerate(row.cells) if place in kept))
                for row in kept_rows
            ),
            self.rows_left_out + len(self.rows) - len(kept_rows),
            self.columns_left_out + len(every) - len(kept),
        )


_ColumnKey: TypeAlias = tuple[bool, str, str]
"""Whether it is nobody's, the key of the source or voice, and for hearsay how it is told."""


def matrix_of(report: Report, classing: Classing | None = None, *, rows: int | None = None) -> Matrix:
    """The matrix of a report; without rows and groups where it has no claims.

    With `rows` it is `matrix_of(report).cut(rows=rows)`, without drawing up the rest.
    """
    return _Drawing(report, classing or Classing(report)).matrix(rows)


class _Drawing:
    """One matrix as it is drawn up."""

    def __init__(self, report: Report, classing: Classing) -> None:
        self.report = report
        self.classing = classing
        self.resolved = report._resolved
        self.sides = report._resolved.sides
        self.names: dict[_ColumnKey, str] = {}

    def matrix(self, rows: int | None) -> Matrix:
        main = main_event(self.report)
        rank: dict[Question, int] = {}
        for place, finding in enumerate(self.report.findings):
            rank.setdefault(finding.question, place)

        def order(asked: Asked) -> Any:
            question = asked.question
            found = rank.get(question, len(self.report.findings))
            return question.event != main, question.event, found, question.aspect, question.scope

        every = sorted(self.resolved.questions.values(), key=order)
        groups, places = self._groups({key for asked in every for key in self._keys(asked)})
        kept = tuple(self._row(asked, places) for asked in every[:rows])
        return Matrix(groups, kept, len(every) - len(kept))

    # Rows

    def _row(self, asked: Asked, places: dict[_ColumnKey, int]) -> Row:
        cells = [Cell()] * len(places)
        for key, found in self._entries(asked).items():
            entries = (attrs.evolve(entry, claims=tuple(sorted(ids))) for entry, ids in found.items())
            cells[places[key]] = Cell(tuple(sorted(entries, key=entry_order)))
        standings: dict[str, Standing] = {}
        for one in map(_standing, self.classing.findings(asked.question)):
            standings.setdefault(str(one), one)
        return Row(
            asked.question,
            event_title(self.report, asked.question.event),
            subject(asked.question),
            tuple(cells),
            tuple(standings.values()),
        )

    def _entries(self, asked: Asked) -> dict[_ColumnKey, dict[Entry, set[str]]]:
        """What each source did on a question, and by which claims; what tells the same once, and so echoes."""
        groups: dict[Any, list[Statement]] = defaultdict(list)
        for one in asked.statements:
            groups[self._column(one), self._role(one), one.answer, one.claim.silent].append(one)
        entries: dict[_ColumnKey, dict[Entry, set[str]]] = defaultdict(lambda: defaultdict(set))
        scene = Scene(asked, self.resolved, self.sides)
        for (column, role, answer, silent), fellows in sorted(
            groups.items(), key=lambda item: item[0][2].sort_key
        ):
            fellows.sort(key=lambda one: (one.said, len(one.relays), one.id))
            first = fellows[0]
            ids = {one.id for one in fellows}
            if role == "no word":
                if silent is not None and (other := self._named(self.sides.key(silent))) != column:
                    entries[column][Entry("tells of silence", self.names[other])] |= ids
                    column = other
                entries[column][Entry(role, "", MARKS["withheld"], "withheld")] |= ids
            else:
                word = self.classing.of(first)
                word = word if word in MARKS else ""
                words = "" if role == "no answer" else scene._said(fellows)
                entries[column][Entry(role, words, MARKS.get(word, ""), word, answer=answer)] |= ids
            for one in fellows:
                for relay in _relays(one):
                    what = "passes" if relay in first.relays else "repeats"
                    entries[self._named(relay)][Entry(what)].add(one.id)
        return entries

    def _role(self, one: Statement) -> str:
        if one.silence == "withheld":
            return "no word"
        word = self.classing.of(one)
        if word in ("revised", "withdrawn", NARRATED):
            return "narrates" if word == NARRATED else word
        if one.vacuous:
            return "no answer"
        return "earlier" if one.outgrown else "says"

    # Columns

    def _keys(self, asked: Asked) -> Iterator[_ColumnKey]:
        """The columns of all who did something on a question."""
        for one in asked.statements:
            yield self._column(one)
            yield from map(self._named, _relays(one))
            if one.silence == "withheld" and one.claim.silent is not None:
                yield self._named(self.sides.key(one.claim.silent))

    def _column(self, one: Statement) -> _ColumnKey:
        voice = one.voice
        if voice.named and not one.hearsay:
            return self._named(voice.key)
        told = origin_of(one, self.sides)
        key = (True, voice.key, told if voice.named else "")
        self.names[key] = min(self.names.get(key, told), told)
        return key

    def _named(self, key: str) -> _ColumnKey:
        column = (False, key, "")
        self.names.setdefault(column, clean(self.sides.name(key)))
        return column

    def _groups(self, keys: set[_ColumnKey]) -> tuple[tuple[Group, ...], dict[_ColumnKey, int]]:
        groups: list[Group] = []
        order: list[_ColumnKey] = []
        for side in grouped(self.sides, (key for nobodys, key, _ in keys if not nobodys)):
            columns = [Column(member.name) for member in side.members]
            order += ((False, member.key, "") for member in side.members)
            if side.title == UNTIED:
                groups += (Group(column.name, UNTIED, (column,)) for column in columns)
            else:
                groups.append(Group(side.title, "; ".join((side.counted, *side.notes)), tuple(columns)))
        nobody = sorted((key for key in keys if key[0]), key=lambda key: (self.names[key], key))
        if nobody:
            counted = f"{len(nobody)} source{'s' * (len(nobody) != 1)}, nobody who can be held to it"
            groups.append(
                Group(NOBODY, counted, tuple(Column(self.names[key], named=False) for key in nobody))
            )
        return tuple(groups), {key: place for place, key in enumerate([*order, *nobody])}


def _relays(one: Statement) -> Iterator[str]:
    """The keys of the named sources that passed it on."""
    return (relay for relay in one.relays if not relay.startswith("\x1e"))


def _standing(finding: Finding) -> Standing:
    word = class_of(finding)
    beside = tuple(told for flag, told in _QUALIFIED.items() if flag in finding.flags)
    return Standing(MARKS[word], word, len(finding.camps), beside, finding)
