"""The claim graph in four columns: who vouches, who passed it on, the claim, the question that it answers.

Rows come in the order of content, so that the same dossier is the same picture in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.report.classing import MARKS, Classing
from claimcheck.report.outline import main_event
from claimcheck.report.pictures.asking import NothingToDraw
from claimcheck.report.pictures.drawing import Drawing, color_of, fitted
from claimcheck.report.pictures.picture import Picture
from claimcheck.sentences import subject
from claimcheck.sources import Anonymous
from claimcheck.statements import Statement
from claimcheck.text import clean
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["MOST_CLAIMS", "TOO_MANY", "claim_graph"]

MOST_CLAIMS: Final = 60
"""Beyond so many claims nobody can follow a line any more."""
TOO_MANY: Final = (
    "a graph of {claims:,} claims can't be followed by eye; read the matrix, or write the graph for a graph program: "
    "networkx.write_graphml(report.graph, 'claims.graphml')"
)
_WIDTH, _ROW, _TOP, _GAP = 960, 26, 40, 46
_COLUMNS: Final = ((0, 190), (236, 170), (452, 212), (710, 250))
_TITLES: Final = ("who vouches", "passed on by", "what is claimed", "the question")


@attrs.frozen
class _Told:
    """One claim's row: its chain by key and by name, its words, its question."""

    one: Statement
    origin: tuple[str, str, bool]
    relays: tuple[tuple[str, str, bool], ...]
    words: str
    question: str
    word: str


def claim_graph(report: Report, classing: Classing | None = None) -> Picture:
    """The graph of all claims, at most 60.

    Raises `NothingToDraw` for an empty report, and for one that is larger, saying what to use instead.
    """
    resolved = report._resolved
    if not resolved.statements:
        raise NothingToDraw("the report holds no claim, so there is no graph")
    if len(resolved.claims) > MOST_CLAIMS:
        raise NothingToDraw(TOO_MANY.format(claims=len(resolved.claims)))
    classing = classing or Classing(report)
    told = [_told(statements[0], report, classing) for statements in resolved.statements.values()]
    main = main_event(report)
    told.sort(
        key=lambda row: (row.one.asked.question.event != main, row.question, row.origin[2], row.origin[1], row.one.id)
    )
    told.sort(key=lambda row: row.one.asked.question.event != main)
    voices = len({row.origin[0] for row in told})
    questions = len({row.question for row in told})
    return Picture(
        "The claim graph",
        f"{len(told)} claim{'s' * (len(told) != 1)} by {voices} source{'s' * (voices != 1)} on {questions} "
        f"question{'s' * (questions != 1)}: who vouches, who passed it on, what is claimed, what it answers.",
        ("who vouches", "passed on by", "claim", "question", "standing"),
        tuple(
            (
                row.origin[1],
                ", then ".join(name for _, name, _ in row.relays),
                row.words,
                row.question,
                f"{MARKS.get(row.word, '')} {row.word}".strip(),
            )
            for row in told
        ),
        _drawn(told),
    )


def _told(one: Statement, report: Report, classing: Classing) -> _Told:
    resolved = report._resolved
    scene = Scene(one.asked, resolved, resolved.sides)
    relays = tuple(
        (key, clean(speaker.description if isinstance(speaker, Anonymous) else resolved.sides.name(key)), not isinstance(speaker, Anonymous))
        for key, speaker in zip(one.relays, one.claim.via, strict=True)
    )
    words = "no word" if one.silence == "withheld" else "no answer" if one.vacuous else scene.said_by(one)
    return _Told(
        one,
        (one.voice.key, clean(one.voice.name), one.voice.named),
        relays,
        words,
        _question(one),
        classing.of(one),
    )


def _question(one: Statement) -> str:
    return subject(one.asked.question)


def _drawn(told: Sequence[_Told]) -> Drawing:
    claims = {row.one.id: _TOP + 18 + index * _ROW for index, row in enumerate(told)}
    height = _TOP + 18 + len(told) * _ROW
    origins = _spread(((row.origin[0], claims[row.one.id]) for row in told), height)
    relays = _spread(((key, claims[row.one.id]) for row in told for key, _, _ in row.relays), height)
    questions = _spread(((_question_key(row), claims[row.one.id]) for row in told), height)
    bottom = max([height, *origins.values(), *relays.values(), *questions.values()]) + 16
    drawing = Drawing(_WIDTH, bottom)
    for (left, _), title in zip(_COLUMNS, _TITLES, strict=True):
        drawing.text(left, 14, title, "quiet", size=12)
    drawing.line(0, 24, _WIDTH, 24)
    for row in told:
        y = claims[row.one.id]
        role = color_of(row.word) if row.word else "line"
        before, x = origins[row.origin[0]], float(_COLUMNS[0][0] + _COLUMNS[0][1])
        for key, _, _ in row.relays[:1]:
            _curve(drawing, x, before, _COLUMNS[1][0] - 6, relays[key], role, row)
            before, x = relays[key], float(_COLUMNS[1][0] + _COLUMNS[1][1])
        for (one, _, _), (other, _, _) in zip(row.relays, row.relays[1:], strict=False):
            _hop(drawing, x, relays[one], relays[other], role, row)
            before = relays[other]
        _curve(drawing, x, before, _COLUMNS[2][0] - 6, y, role, row)
        _curve(drawing, _COLUMNS[2][0] + _COLUMNS[2][1], y, _COLUMNS[3][0] - 6, questions[_question_key(row)], role, row)
    _label(drawing, {row.origin[0]: row.origin[1:] for row in told}, origins, _COLUMNS[0])
    _label(drawing, {key: (name, named) for row in told for key, name, named in row.relays}, relays, _COLUMNS[1])
    _label(drawing, {_question_key(row): (row.question, True) for row in told}, questions, _COLUMNS[3])
    for row in told:
        y = claims[row.one.id]
        mark = MARKS.get(row.word, "")
        if mark:
            drawing.text(_COLUMNS[2][0], y + 4.5, mark, color_of(row.word), bold=True)
        gone = row.word in ("revised", "withdrawn")
        words = f"{row.words} ({row.word})" if gone else row.words
        drawing.text(_COLUMNS[2][0] + 16, y + 4.5, fitted(words, _COLUMNS[2][1] - 22), "quiet" if gone else "ink")
    return drawing


def _question_key(row: _Told) -> str:
    return repr(row.one.asked.question)


def _spread(wanted: Iterable[tuple[str, float]], height: float) -> dict[str, float]:
    """A place for each node: at the middle of its claims, moved down where it would cover the one before it."""
    found: dict[str, list[float]] = {}
    for key, y in wanted:
        found.setdefault(key, []).append(y)
    middles = sorted(((sum(ys) / len(ys)), key) for key, ys in found.items())
    places: dict[str, float] = {}
    last = float("-inf")
    for middle, key in middles:
        last = places[key] = max(middle, last + 22)
    excess = last - height + 12
    if excess > 0:  # the lowest are pushed up again, so that the picture keeps the height of its claims
        ceiling = height - 12
        for _, key in reversed(middles):
            places[key] = min(places[key], ceiling)
            ceiling = places[key] - 22
    return places


def _curve(drawing: Drawing, x1: float, y1: float, x2: float, y2: float, role: str, row: _Told) -> None:
    middle = (x1 + x2) / 2
    steps = f"M{x1:.1f},{y1:.1f}C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    drawing.path(steps, role, thick=1.3, dash="" if row.origin[2] else "3 3")


def _hop(drawing: Drawing, x: float, y1: float, y2: float, role: str, row: _Told) -> None:
    """From one relay to the next, round the end of their column."""
    steps = f"M{x:.1f},{y1:.1f}C{x + 26:.1f},{y1:.1f} {x + 26:.1f},{y2:.1f} {x:.1f},{y2:.1f}"
    drawing.path(steps, role, thick=1.3, dash="" if row.origin[2] else "3 3")


def _label(
    drawing: Drawing,
    names: dict[str, tuple[str, bool]],
    places: dict[str, float],
    column: tuple[int, int],
) -> None:
    left, width = column
    for key, (name, named) in sorted(names.items()):
        told = name if named else f"{name} (unnamed)"
        drawing.text(left, places[key] + 4.5, fitted(told, width - 8), "ink" if named else "nobody")


