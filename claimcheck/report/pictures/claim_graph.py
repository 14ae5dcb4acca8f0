"""The claim graph in four columns: who vouches, who passed it on, the claim, the question that it answers.

Rows come in the order of content, so that the same dossier is the same picture in every run.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.report.classing import MARKS, Classing
from claimcheck.report.outline import main_event
from claimcheck.report.pictures.asking import NothingToDraw
from claimcheck.report.pictures.drawing import Drawing, color_of, fitted, width_of
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
_WIDTH, _ROW, _TOP, _PAD = 960, 28, 40, 8
_COLUMNS: Final = ((0, 208), (252, 170), (480, 180), (712, 248))
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
        key=lambda row: (
            row.one.asked.question.event != main,
            row.question,
            row.origin[2],
            row.origin[1],
            row.one.id,
        )
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
        (
            key,
            clean(speaker.description if isinstance(speaker, Anonymous) else resolved.sides.name(key)),
            not isinstance(speaker, Anonymous),
        )
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
    claims = {row.one.id: float(_TOP + 18 + index * _ROW) for index, row in enumerate(told)}
    height = _TOP + 18 + len(told) * _ROW
    origins = _spread(((row.origin[0], claims[row.one.id]) for row in told), height)
    relays = _spread(((key, claims[row.one.id]) for row in told for key, _, _ in row.relays), height)
    questions = _spread(((_question_key(row), claims[row.one.id]) for row in told), height)
    bottom = max([height, *origins.values(), *relays.values(), *questions.values()]) + 16
    drawing = Drawing(_WIDTH, bottom)
    for (left, _), title in zip(_COLUMNS, _TITLES, strict=True):
        drawing.text(left, 14, title, "quiet", size=12)
    drawing.line(0, 24, _WIDTH, 24)
    names = [
        {row.origin[0]: row.origin[1:] for row in told},
        {key: (name, named) for row in told for key, name, named in row.relays},
        {row.one.id: (_claimed(row), True) for row in told},
        {_question_key(row): (row.question, True) for row in told},
    ]
    places: list[dict[str, float]] = [origins, relays, claims, questions]
    boxes = [_boxes(name, place, column) for name, place, column in zip(names, places, _COLUMNS, strict=True)]
    for row in sorted(told, key=lambda row: (bool(row.word), row.one.id)):
        nodes = [boxes[0][row.origin[0]], *(boxes[1][key] for key, _, _ in row.relays)]
        nodes += [boxes[2][row.one.id], boxes[3][_question_key(row)]]
        for one, other in itertools.pairwise(nodes):
            _edge(drawing, one, other, row)
    for column in boxes:
        for box in column.values():
            drawing.box(box.left, box.y - 11, box.width, 22, corner=5)
            drawing.text(box.left + _PAD, box.y + 4.5, box.text, "ink" if box.named else "nobody")
    for row in told:
        box, mark = boxes[2][row.one.id], MARKS.get(row.word, "")
        if mark:
            drawing.text(box.left - 14, box.y + 4.5, mark, color_of(row.word), bold=True)
    return drawing


@attrs.frozen
class _Box:
    """A node as it is drawn."""

    left: float
    width: float
    y: float
    text: str
    named: bool


def _boxes(
    names: dict[str, tuple[str, bool]], places: dict[str, float], column: tuple[int, int]
) -> dict[str, _Box]:
    left, width = column
    boxes = {}
    for key, (name, named) in sorted(names.items()):
        told = fitted(name if named else f"{name} (unnamed)", width - 2 * _PAD)
        boxes[key] = _Box(left, min(width_of(told) + 2 * _PAD, width), places[key], told, named)
    return boxes


def _claimed(row: _Told) -> str:
    return f"{row.words} ({row.word})" if row.word in ("revised", "withdrawn") else row.words


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
        last = places[key] = max(middle, last + 26)
    excess = last - height + 12
    if excess > 0:  # the lowest are pushed up again, so that the picture keeps the height of its claims
        ceiling = height - 12
        for _, key in reversed(middles):
            places[key] = min(places[key], ceiling)
            ceiling = places[key] - 26
    return places


def _edge(drawing: Drawing, one: _Box, other: _Box, row: _Told) -> None:
    """From one node to the next; round the end of a column where both stand in it."""
    start, end, bend = one.left + one.width, other.left, 40.0
    if end > start:
        if other.left == _COLUMNS[2][0]:
            end -= 18  # room for the mark
        bend = (end - start) / 2
        steps = f"C{start + bend:.1f},{one.y:.1f} {end - bend:.1f},{other.y:.1f} {end:.1f},{other.y:.1f}"
    else:
        end = other.left + other.width
        far = max(start, end) + 30
        steps = f"C{far:.1f},{one.y:.1f} {far:.1f},{other.y:.1f} {end:.1f},{other.y:.1f}"
    role = color_of(row.word) if row.word else "rest"
    drawing.path(f"M{start:.1f},{one.y:.1f}{steps}", role, thick=1.3, dash="" if row.origin[2] else "3 3")
