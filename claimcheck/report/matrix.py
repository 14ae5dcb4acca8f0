"""The source × question matrix of a report, as a plain value: questions down, sources across, grouped by side.

Independence is the column group: the sources of one side stand under one heading that gives the reason why they count once,
and who can be held to nothing stands last, under "nobody". Every surface draws this value; nothing in it is markup, and all
text in it is `clean`. It is made by `matrix_of(report)`:

- `Matrix.groups`: a `Group` for each side, with its `title`, the `reason` and its `columns`; `group.alone` where the title is
  the one column's own name.
- `Matrix.columns`: the same columns in a row. A `Column` has a `name`, and `named` is False under "nobody".
- `Matrix.rows`: a `Row` for each question, in the order of the report's findings within its event: `event` (its title, the
  same for all rows of an event, rows of one event standing together), `subject`, `cells` (one a column, in their order),
  `mark` and `standing` ("corroborated, opposing sides").
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
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from claimcheck.claims import Question
from claimcheck.findings import Finding
from claimcheck.graph import status_of
from claimcheck.report.outline import CLASSES, class_of, event_title, main_event
from claimcheck.sentences import listed, origin_of, subject, unique
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["NOBODY", "Cell", "Column", "Entry", "Group", "Matrix", "Row", "matrix_of"]

NOBODY: Final = "nobody"
"""The title of the last group: who can't be held to it."""

_ROLE_OF_STATUS: Final = {"replaced": "withdrawn", "revised": "revised", "narration": "narrates"}
_MARKS: Final = {word: mark for mark, word, _ in CLASSES}
_QUALIFIED: Final = {
    "anonymous": "anonymous",
    "hearsay": "hearsay",
    "source-not-given": "source not given",
    "opposed": "opposing sides",
    "outline-only": "outline only",
    "within-one-side": "within one side",
    "narrowly": "narrowly",
    "may-be-growth": "may be growth",
    "disputed-anonymously": "somebody unnamed disputes it",
}
"""The flags that a standing is told with, in this order."""


@attrs.frozen
class Entry:
    """One thing that a source did on a question.

    `role` is "says", "passes" (it relayed the words), "repeats" (it relayed them again: an echo), "no word" (it did not
    disclose), "tells of silence" (it says that another did not), "narrates" (in its own voice, what it relays),
    "says nothing", "earlier" (a toll that its side has since outgrown), "withdrawn" or "revised". `mark` and `word` are those of the standing of its answer, "" where it has none.
    """

    role: str
    words: str = ""
    mark: str = ""
    word: str = ""
    claims: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What it did, in words: "at least 7", "passes", "12 (revised)"."""
        if self.role == "says":
            return self.words
        return f"{self.words} ({self.role})" if self.words else self.role

    def __str__(self) -> str:
        return f"{self.mark} {self.told}" if self.mark else self.told


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
class Row:
    """One question: its event, what it asks, a cell for each column, and where it stands."""

    question: Question
    event: str
    subject: str
    cells: tuple[Cell, ...]
    mark: str
    standing: str


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


def matrix_of(report: Report) -> Matrix:
    """The matrix of a report; without rows and groups where it has no claims."""
    return _Drawing(report).matrix()


class _Drawing:
    """One matrix as it is drawn up."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.resolved = report._resolved
        self.sides = report._resolved.sides
        self.findings: dict[Question, list[Finding]] = defaultdict(list)
        self.rank: dict[Question, int] = {}
        for place, finding in enumerate(report.findings):
            self.findings[finding.question].append(finding)
            self.rank.setdefault(finding.question, place)
        self.names: dict[_ColumnKey, str] = {}

    def matrix(self) -> Matrix:
        wanted = set(self.report.questions)
        every = [one for one in self.resolved.questions.values() if one.question in wanted]
        told = [(asked, self._entries(asked)) for asked in every]
        groups, places = self._groups({key for _, entries in told for key in entries})
        main = main_event(self.report)

        def order(asked: Asked) -> Any:
            question = asked.question
            rank = self.rank.get(question, len(self.report.findings))
            return question.event != main, question.event, rank, question.aspect, question.scope

        told.sort(key=lambda pair: order(pair[0]))
        return Matrix(groups, tuple(self._row(asked, entries, places) for asked, entries in told))

    # Rows

    def _row(
        self, asked: Asked, entries: dict[_ColumnKey, list[Entry]], places: dict[_ColumnKey, int]
    ) -> Row:
        cells = [Cell()] * len(places)
        for key, found in entries.items():
            cells[places[key]] = Cell(tuple(found))
        findings = self.findings[asked.question]
        return Row(
            asked.question,
            event_title(self.report, asked.question.event),
            subject(asked.question),
            tuple(cells),
            _MARKS[class_of(findings[0])] if findings else "",
            "; ".join(dict.fromkeys(map(_standing, findings))),
        )

    def _entries(self, asked: Asked) -> dict[_ColumnKey, list[Entry]]:
        """What each source did on a question; echoes once."""
        groups: dict[Any, list[Statement]] = defaultdict(list)
        for one in asked.statements:
            groups[self._column(one), self._role(one), one.answer, one.claim.silent].append(one)
        entries: dict[_ColumnKey, dict[Entry, None]] = defaultdict(dict)
        scene = Scene(asked, self.resolved, self.sides)
        passed: dict[_ColumnKey, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for (column, role, _, silent), fellows in groups.items():
            fellows.sort(key=lambda one: (one.said, one.id))
            first = fellows[0]
            ids = tuple(sorted({one.id for one in fellows}))
            words = "" if role in ("no word", "says nothing") else scene._said(fellows)
            mark, word = self._mark(asked, first, ids) if role == "says" else ("", "")
            if role == "no word":
                mark, word = "-", "withheld"
                if silent is not None and (silent_column := self._named(self.sides.key(silent))) != column:
                    entries[silent_column][Entry("no word", "", mark, word, ids)] = None
                    role, mark, word = "tells of silence", "", ""
            entries[column][Entry(role, words, mark, word, ids)] = None
            for one in fellows:
                for relay in one.relays:
                    if not relay.startswith("\x1e"):
                        what = "passes" if relay in first.relays else "repeats"
                        passed[self._named(relay)][what].add(one.id)
        for column, by_role in passed.items():
            for role, relayed in by_role.items():
                entries[column][Entry(role, claims=tuple(sorted(relayed)))] = None
        return {column: sorted(_united(found), key=_entry_order) for column, found in entries.items()}

    def _role(self, one: Statement) -> str:
        if one.silence == "withheld":
            return "no word"
        status = status_of(one, self.report._endings)
        if status != "live":
            return _ROLE_OF_STATUS[status]
        if one.vacuous:
            return "says nothing"
        return "earlier" if one.outgrown else "says"

    def _mark(self, asked: Asked, one: Statement, ids: Sequence[str]) -> tuple[str, str]:
        """The mark and the word of the finding that judges an answer."""
        label = self.resolved.labels[one.id]
        near = [
            finding
            for finding in self.findings[asked.question]
            if finding.standing is not None or finding.kind in ("contradiction", "tension")
            if not set(ids).isdisjoint(finding.claims) or label in finding.consistent
        ]
        contested = [finding for finding in near if finding.standing == "contested"]
        same = [finding for finding in near if finding.answer == one.answer]
        for finding in (*contested, *same, *near):
            word = class_of(finding)
            return _MARKS[word], word
        return "", ""

    # Columns

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

    def _groups(self, keys: Iterable[_ColumnKey]) -> tuple[tuple[Group, ...], dict[_ColumnKey, int]]:
        by_side: dict[frozenset[str], list[_ColumnKey]] = defaultdict(list)
        for key in keys:
            by_side[frozenset() if key[0] else self.sides.root_keys(key[1])].append(key)
        groups: list[Group] = []
        places: dict[_ColumnKey, int] = {}
        titles = {roots: self._title(roots) for roots in by_side}
        for roots in sorted(by_side, key=lambda one: (not one, titles[one], sorted(one))):
            columns = sorted(by_side[roots], key=lambda key: (self.names[key], key))
            for key in columns:
                places[key] = len(places)
            groups.append(
                Group(
                    titles[roots],
                    self._reason(roots, [key[1] for key in columns], by_side),
                    tuple(Column(self.names[key], named=not key[0]) for key in columns),
                )
            )
        return tuple(groups), places

    def _title(self, roots: frozenset[str]) -> str:
        return clean(" and ".join(sorted(self.sides.name(root) for root in roots))) if roots else NOBODY

    def _reason(self, roots: frozenset[str], keys: Sequence[str], sides: Iterable[frozenset[str]]) -> str:
        """Why the sources of a group are one side, or none."""
        if not roots:
            return f"{_counted(len(keys), 'source')}, nobody who can be held to it"
        if len(keys) > 1:
            told = [f"{len(keys)} sources, 1 voice"]
        elif len(roots) > 1:
            told = ["1 source, answers to both" if len(roots) == 2 else "1 source, answers to all"]
        elif keys[0] in roots:
            told = []
        else:
            told = ["1 source, controlled by it"]
        opposed = unique(
            self._title(other)
            for other in sides
            if other and any(self.sides.are_opposed(one, root) for one in keys for root in other)
        )
        if opposed:
            told.append(f"declared opposed to {listed(opposed)}")
        return clean("; ".join(told)) or "no tie declared"


_ROLES: Final = (
    "says", "no word", "earlier", "revised", "withdrawn", "narrates", "says nothing", "tells of silence", "passes", "repeats",
)  # fmt: skip


def _united(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that tell the same, as one with the claims of all."""
    claims: dict[Entry, set[str]] = defaultdict(set)
    for entry in entries:
        claims[attrs.evolve(entry, claims=())].update(entry.claims)
    return [attrs.evolve(entry, claims=tuple(sorted(ids))) for entry, ids in claims.items()]


def _entry_order(entry: Entry) -> Any:
    return _ROLES.index(entry.role), entry.words, entry.word, entry.claims


def _standing(finding: Finding) -> str:
    """Where a finding leaves its question, with the flags that qualify it: "corroborated, opposing sides"."""
    word = class_of(finding)
    if finding.camps:
        word = f"{word}, {len(finding.camps)} camps"
    return ", ".join([word, *(told for flag, told in _QUALIFIED.items() if flag in finding.flags)])


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
