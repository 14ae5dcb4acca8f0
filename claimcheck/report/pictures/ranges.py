"""Answers to one question as ranges: thick where they plainly mean it, thin where they may, an arrow where there is no end.

Numbers and dates alone have a line to lie on. Who can be held to it comes first; the unnamed come last and are marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.answers import Answer, Spans
from claimcheck.claims import Question
from claimcheck.findings import Contradiction
from claimcheck.report.classing import MARKS, Classing
from claimcheck.report.pictures.asking import NothingToDraw, event_beside, find_asked
from claimcheck.report.pictures.drawing import Drawing, color_of, fitted
from claimcheck.report.pictures.picture import Picture
from claimcheck.report.pictures.scales import MONTHS, Numbers, Times
from claimcheck.sentences import capital, date_of, origin_of, subject
from claimcheck.statements import Asked, Statement
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["can_be_drawn", "ranges"]

MOST_ROWS: Final = 24
_WIDTH, _LABELS, _WORDS, _DAYS, _ROW, _TOP = 860, 200, 150, 76, 30, 44
_AXES: Final = ("count", "number", "share", "instant")


@attrs.frozen
class _Line:
    """One line of the picture: who says it, in which words, what it leaves, its class."""

    who: str
    words: str
    date: str
    day: str
    word: str
    named: bool
    answer: Answer


def can_be_drawn(asked: Asked) -> bool:
    """Whether a question has answers that lie on a line, and at least two that differ."""
    if asked.axis.name not in _AXES:
        return False
    return len({one.answer for one in asked.statements if not _says_nothing(one)}) > 1


def ranges(report: Report, question: Question | str, classing: Classing | None = None) -> Picture:
    """The answers to one question of numbers or dates, as ranges.

    Raises `UnknownQuestion` for a question that the report does not hold, `NothingToDraw` for one whose answers are words,
    places, yes or no, or say nothing.
    """
    asked = find_asked(report, question)
    told = subject(asked.question)
    if asked.axis.name not in _AXES:
        raise NothingToDraw(
            f"{told!r} is answered by {_KINDS[asked.axis.name]}, which have no range; ranges are drawn of counts, numbers, shares and dates"
        )
    lines = _lines(report, asked, classing or Classing(report))
    if not lines:
        raise NothingToDraw(f"nobody gives an answer to {told!r} that leaves something out")
    found = [one for one in report.contradictions if one.question == asked.question]
    finding = found[0] if found and isinstance(found[0], Contradiction) else None
    drawing = _drawn(lines[:MOST_ROWS], asked, len(lines) - MOST_ROWS, _band(finding, lines, asked))
    return Picture(
        f"{capital(told)}: answers as ranges{event_beside(report, asked.question)}",
        finding.reason if finding is not None else _alt(told, lines),
        ("who", "answer", "said", "standing"),
        tuple(
            (one.who, one.words, one.date, f"{MARKS.get(one.word, '')} {one.word}".strip()) for one in lines
        ),
        drawing,
    )


_KINDS: Final = {"yes/no": "yes or no", "path": "names"}


def _says_nothing(one: Statement) -> bool:
    return one.vacuous or one.narration or not one.answer.sure


def _lines(report: Report, asked: Asked, classing: Classing) -> list[_Line]:
    """One line for each answer of each voice; its echoes are the same line."""
    scene = Scene(asked, report._resolved, report._resolved.sides)
    found: dict[Any, _Line] = {}
    for one in sorted(asked.statements, key=lambda one: (one.said, one.id)):
        key = (one.voice.key, one.answer)
        if key not in found and not _says_nothing(one):
            found[key] = _Line(
                origin_of(one, report._resolved.sides),
                scene.said_by(one),
                date_of(one),
                _day(one),
                classing.of(one),
                one.voice.named and not one.hearsay,
                one.answer,
            )
    return sorted(
        found.values(), key=lambda line: (not line.named, line.answer.sort_key, line.who, line.date)
    )


def _day(one: Statement) -> str:
    """The day that an answer is meant for, in short; a changing count is nothing without it."""
    moment = one.claim.as_of or one.claim.said or one.claim.published
    if moment is None:
        return ""
    return (
        moment.text[:7]
        if moment.precision in ("year", "month")
        else f"{moment.day.day} {MONTHS[moment.day.month - 1]}"
    )


def _alt(told: str, lines: Sequence[_Line]) -> str:
    shown = [f"{one.words} ({one.who})" for one in lines[:6]]
    more = f" and {len(lines) - 6} more" if len(lines) > 6 else ""
    return f"{capital(told)}: {'; '.join(shown)}{more}."


def _band(finding: Contradiction | None, lines: Sequence[_Line], asked: Asked) -> tuple[Any, Any, str] | None:
    """What all named allow; in a contradiction among them, the gap between its two camps that lie side by side."""
    if finding is not None and finding.standing == "contested":
        meets = [camp.answer.possible for camp in finding.camps]
        if len(meets) == 2 and all(len(meet) == 1 for meet in meets):
            (_, below), (above, _) = sorted(
                (meet[0] for meet in meets), key=lambda span: (span[0] is not None, span[0] or 0)
            )
            if below is not None and above is not None and below <= above:
                return below - 1, above, "the gap between the camps"
        return None
    live = [one.answer for one in lines if one.named and one.word not in ("revised", "withdrawn")]
    if len(live) < 2 or asked.meaning.over_time != "fixed":
        return None
    meet = live[0]
    for answer in live[1:]:
        meet = meet & answer
    if len(meet.possible) == 1 and meet.possible != asked.axis.whole:
        lower, upper = meet.possible[0]
        return lower, None if upper is None else upper - 1, "all named allow"
    return None


def _drawn(lines: Sequence[_Line], asked: Asked, more: int, band: tuple[Any, Any, str] | None) -> Drawing:
    height = _TOP + _ROW * len(lines) + (22 if more > 0 else 0) + 30
    drawing = Drawing(_WIDTH, height)
    is_dated = asked.meaning.over_time != "fixed"
    left, right = _LABELS + _WORDS + (_DAYS if is_dated else 0) + 10.0, _WIDTH - 24.0
    scale = _scale(lines, asked, left + 14, right - 14)
    bottom = _TOP + _ROW * len(lines)
    if band is not None:
        lower, upper, told = band
        start = left if lower is None else scale.at(_value(asked, lower))
        end = right if upper is None else scale.at(_value(asked, upper))
        drawing.box(start, _TOP - 6, max(end - start, 3), bottom - _TOP + 8)
        drawing.text((start + end) / 2, bottom + 20, told, "quiet", anchor="middle", size=12)
    for place, label in scale.ticks:
        drawing.line(place, _TOP - 8, place, bottom)
        drawing.text(place, _TOP - 16, label, "quiet", anchor="middle", size=12)
    for number, one in enumerate(lines):
        y = _TOP + _ROW * number + _ROW / 2
        _draw_line(drawing, one, y, scale, asked, left, right)
        if is_dated:
            drawing.text(left - 14, y + 4.5, one.day, "quiet", anchor="end", size=12)
    if more > 0:
        drawing.text(0, bottom + 20, f"and {more} more in the table", "quiet")
    if asked.axis.name == "instant":
        drawing.text(0, _TOP - 16, f"time, {asked.zone}", "quiet", size=12)
    elif asked.unit:
        drawing.text(0, _TOP - 16, fitted(asked.unit, _LABELS), "quiet", size=12)
    return drawing


def _draw_line(
    drawing: Drawing, one: _Line, y: float, scale: Any, asked: Asked, left: float, right: float
) -> None:
    role = color_of(one.word)
    gone = one.word in ("revised", "withdrawn")
    drawing.text(0, y + 4.5, fitted(one.who, _LABELS - 12), "quiet" if gone or not one.named else "ink")
    mark = MARKS.get(one.word, "")
    if mark:
        drawing.text(_LABELS, y + 4.5, mark, role, bold=True)
    words = f"{one.words} ({one.word})" if gone else one.words
    drawing.text(_LABELS + 16, y + 4.5, fitted(words, _WORDS - 20), "quiet" if gone else "ink")
    dash = "4 3" if gone else ""
    for spans, thick in ((one.answer.possible, 2.0), (one.answer.sure, 7.0)):
        for start, end, open_left, open_right in _stretches(spans, scale, asked, left, right):
            if end - start < 1.5 and not open_left and not open_right:
                drawing.shape((start + end) / 2, y, one.word or "rest", 5)
                continue
            drawing.line(start, y, end, y, role, thick=thick, dash=dash)
            half = thick / 2 + 2.5
            if open_right:
                drawing.arrow(end - 0.5, y, 10, 0, half, role)
            if open_left:
                drawing.arrow(start + 0.5, y, -10, 0, half, role)


def _stretches(
    spans: Spans, scale: Any, asked: Asked, left: float, right: float
) -> list[tuple[float, float, bool, bool]]:
    """Where spans lie, and whether they go on beyond the picture."""
    found = []
    for lower, upper in spans[:50]:
        start = left + 12 if lower is None else scale.at(_value(asked, lower))
        end = right - 12 if upper is None else scale.at(_value(asked, upper - 1))
        found.append((start, max(end, start), lower is None, upper is None))
    return found


def _scale(lines: Sequence[_Line], asked: Asked, left: float, right: float) -> Any:
    bounds = []
    for one in lines:
        for spans in (one.answer.sure, one.answer.possible):
            for lower, upper in spans:
                bounds += [] if lower is None else [lower]
                bounds += [] if upper is None else [upper - 1]
    if asked.axis.name == "instant":
        return Times(min(bounds), max(bounds), left, right, asked.zone)
    values = [_value(asked, bound) for bound in bounds]
    if asked.axis.name == "share":
        return Numbers([0, 100], left, right, unit=" %")
    return Numbers(values, left, right, whole=asked.axis.name == "count")


def _value(asked: Asked, step: int) -> int | Fraction:
    """A bound in grid steps as it stands on the axis of the picture; shares in hundredths."""
    if asked.axis.name == "instant":
        return step
    if asked.axis.name == "share":
        return Fraction(step, 10**7)
    assert asked.axis.grid is not None
    return step * asked.axis.grid
