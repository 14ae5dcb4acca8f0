"""The source × question matrix: questions down, sources across, grouped by side, so that independence is the column group.

A cell has what a source answers, each answer with its mark; "passes" or "repeats" where it only relayed, "narrates" where an
outlet's own words add nothing to what it relays. The unnamed come last, under "nobody".
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.claims import Question
from claimcheck.report import question_order
from claimcheck.report.classing import MARKS, NARRATED, OUTGROWN, SILENT, Classing
from claimcheck.report.html.anchors import claim_anchor, finding_anchors, question_anchor
from claimcheck.report.outline import CLASSES, class_of, event_title, main_event
from claimcheck.report.sides import NOBODY, UNTIED, Side
from claimcheck.sentences import listed, subject, unique
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Column", "Entry", "Group", "Matrix", "Row", "Standing", "matrix_of"]

MOST_COLUMNS: Final = 24
"""With more sources than this, a column is a side."""
MOST_ROWS: Final = 300
_MOST_ENTRIES: Final = 6
_RANK: Final = {word: rank for rank, (_, word, _) in enumerate(CLASSES)}


@attrs.frozen
class Column:
    """One source, or one side where there are many; `why` is how it is tied, or whom it was passed on by."""

    name: str
    why: str = ""


@attrs.frozen
class Group:
    """A side's columns: what they have in common stands above them."""

    title: str
    counted: str
    columns: tuple[Column, ...]


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
    """How a question stands: mark and class, what is special about it, where its finding is."""

    mark: str
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
class Matrix:
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


def matrix_of(report: Report, classing: Classing | None = None) -> Matrix:
    """The matrix of a report. Nearly linear in its claims; beyond some size, a column is a side, and rows are cut."""
    return _Making(report, classing or Classing(report)).matrix()


class _Making:
    def __init__(self, report: Report, classing: Classing) -> None:
        self.report = report
        self.resolved = report._resolved
        self.classing = classing
        self.anchors = finding_anchors(report.findings)
        self.sides = classing.sides
        self.groups, self.place = self._columns()

    def matrix(self) -> Matrix:
        main = main_event(self.report)
        asked = sorted(self.resolved.questions.values(), key=lambda one: self._order(one, main))
        kept = asked[:MOST_ROWS]
        rows: dict[str, list[Row]] = {}
        for one in kept:
            rows.setdefault(one.question.event, []).append(self._row(one))
        left_out = []
        if len(asked) > len(kept):
            left_out.append(
                f"{len(asked) - len(kept):,} more questions are not in this table; all are in the list of claims."
            )
        if len(self.place) > MOST_COLUMNS:
            left_out.append(f"{len(self.place):,} sources speak here, so each column is a side.")
        return Matrix(
            self.groups,
            tuple((event_title(self.report, event), tuple(found)) for event, found in rows.items()),
            tuple(left_out),
            len(self.place) > MOST_COLUMNS,
        )

    def _order(self, asked: Asked, main: str) -> tuple[bool, str, int, object]:
        """By event, the main one first; then what is worst for the reader to miss; then by content."""
        question: Question = asked.question
        words = self.classing.words(question)
        rank = _RANK.get(words[0], len(_RANK)) if words else len(_RANK)
        return question.event != main, question.event, rank, question_order(question)

    def _columns(self) -> tuple[tuple[Group, ...], dict[str, int]]:
        """The groups of columns, and the column of each source by its key."""
        if sum(len(side.members) for side in self.sides) <= MOST_COLUMNS:
            members = [member for side in self.sides for member in side.members]
            groups = [
                Group(side.title, side.counted, tuple(Column(one.name, one.why) for one in side.members))
                for side in self.sides
            ]
            return tuple(groups), {member.key: index for index, member in enumerate(members)}
        shown = self._largest()
        place = {member.key: shown.index(side) for side in shown for member in side.members}
        groups = [Group(side.title, side.counted, (Column(""),)) for side in shown]
        rest = [side for side in self.sides if side not in shown]
        if rest:
            groups.append(Group(f"{len(rest):,} more sides", "each counts once", (Column(""),)))
            place |= {member.key: len(shown) for side in rest for member in side.members}
        return tuple(groups), place

    def _largest(self) -> list[Side]:
        spoken = Counter(
            one.voice.key for asked in self.resolved.questions.values() for one in asked.statements
        )

        def size(side: Side) -> int:
            return sum(spoken[member.key] for member in side.members)

        special = [side for side in self.sides if side.title in (UNTIED, NOBODY)]
        others = sorted(
            (one for one in self.sides if one not in special), key=lambda one: (-size(one), one.title)
        )
        kept = others[: MOST_COLUMNS - 3]
        return [side for side in self.sides if side in kept or side in special]

    def _row(self, asked: Asked) -> Row:
        cells: list[list[Entry]] = [[] for _ in range(sum(len(group.columns) for group in self.groups))]
        scene = Scene(asked, self.resolved, self.resolved.sides)
        silent: dict[int, list[Statement]] = {}
        repeated = _repeats(asked)
        passing: dict[str, list[tuple[Statement, bool]]] = {}
        for one in sorted(asked.statements, key=lambda one: (one.answer.sort_key, one.id)):
            cells[self.place[one.voice.key]].append(self._entry(one, scene))
            if one.silence == "withheld" and one.claim.silent is not None:
                silent.setdefault(self.place[self.resolved.sides.key(one.claim.silent)], []).append(one)
            for relay in one.relays:
                if relay in self.place:
                    passing.setdefault(relay, []).append((one, one.id in repeated))
        for column, statements in sorted(silent.items()):
            cells[column].append(Entry("-", "withheld", "no word", claim_anchor(statements[0].id)))
        for relay, passed in sorted(passing.items()):
            word = "repeats" if all(again for _, again in passed) else "passes"
            cells[self.place[relay]].append(Entry("", "", word, claim_anchor(passed[0][0].id)))
        return Row(
            subject(asked.question),
            question_anchor(asked.question),
            tuple(_merged(entries) for entries in cells),
            tuple(self._standings(asked.question)),
        )

    def _entry(self, one: Statement, scene: Scene) -> Entry:
        word = self.classing.of(one)
        text = scene.said_by(one)
        if word == NARRATED:
            return Entry("", "", f"narrates: {text}", claim_anchor(one.id))
        if one.silence == "withheld" and one.claim.silent is not None:
            return Entry("", "", f"no word from {clean(one.claim.silent)}", claim_anchor(one.id))
        if word in (SILENT, "withheld"):
            text = "no word" if one.silence == "withheld" else "no answer"
        if word in ("revised", "withdrawn", OUTGROWN):
            text = f"{text} ({word})"
        return Entry(MARKS.get(word, ""), word if word in MARKS else "", text, claim_anchor(one.id))

    def _standings(self, question: Question) -> list[Standing]:
        """The classes of a question's findings, each once; what is special about the first of each stands beside it."""
        found: dict[str, Standing] = {}
        for finding in self.classing.findings(question):
            word = class_of(finding)
            if word not in found:
                beside = [_BESIDE[flag] for flag in finding.flags if flag in _BESIDE]
                found[word] = Standing(MARKS[word], word, listed(unique(beside)), self.anchors[id(finding)])
        return list(found.values())


_BESIDE: Final = {
    "anonymous": "anonymous",
    "hearsay": "hearsay",
    "opposed": "opposing sides",
    "narrowly": "narrowly",
    "within-one-side": "within one side",
    "may-be-growth": "may be growth",
    "source-not-given": "source not given",
    "outline-only": "outline only",
    "disputed-anonymously": "disputed by somebody unnamed",
}
"""The flags that a standing is told with."""


def _repeats(asked: Asked) -> set[str]:
    """Claims that only say again what the same voice said by another route: all but the first of each."""
    groups: dict[object, list[Statement]] = {}
    for one in asked.statements:
        groups.setdefault((one.voice.key, one.answer), []).append(one)
    found: set[str] = set()
    for fellows in groups.values():
        fellows.sort(key=lambda one: (one.said, len(one.relays), one.id))
        found.update(one.id for one in fellows[1:])
    return found


def _merged(entries: list[Entry]) -> tuple[Entry, ...]:
    """What is said alike stands once, with its number; a long list is cut."""
    found: dict[tuple[str, str, str], Entry] = {}
    for one in entries:
        key = (one.mark, one.word, one.text)
        before = found.get(key)
        found[key] = one if before is None else attrs.evolve(before, count=before.count + 1)
    kept = list(found.values())
    if len(kept) > _MOST_ENTRIES:
        more = sum(one.count for one in kept[_MOST_ENTRIES - 1 :])
        kept = [*kept[: _MOST_ENTRIES - 1], Entry("", "", f"and {more:,} more", "")]
    return tuple(kept)
