"""How a toll grows: a step line a side over the times that its figures are meant for, each with its range.

Lines are told apart by their pattern and the name at their end; colours say what they say everywhere: how a figure stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.claims import Question
from claimcheck.moments import ALWAYS
from claimcheck.report.classing import MARKS, Classing
from claimcheck.report.pictures.asking import NothingToDraw, event_beside, find_asked
from claimcheck.report.pictures.drawing import DASHES, Drawing, color_of, fitted, width_of
from claimcheck.report.pictures.picture import Picture
from claimcheck.report.pictures.scales import Numbers, Times
from claimcheck.sentences import capital, date_of, moment_in_words, origin_of, subject
from claimcheck.statements import Asked, Statement
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["grows", "growth"]

MOST_SIDES: Final = 6
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 380, 70, 190, 34, 52


@attrs.frozen
class _Figure:
    """One figure: when it was so, how much, who says it, how it stands."""

    one: Statement
    time: int
    low: Any
    high: Any
    loosest: Any
    word: str
    words: str


def grows(asked: Asked) -> bool:
    """Whether a question is a growing count with at least two dated figures at different times."""
    return (
        asked.meaning.over_time == "accrues"
        and len({_time(one) for one in asked.statements if _is_figure(one)}) > 1
    )


def growth(report: Report, question: Question | str, classing: Classing | None = None) -> Picture:
    """The growth of a toll over time, a step line a side.

    Raises `UnknownQuestion` for a question that the report does not hold, `NothingToDraw` for one that does not grow or has
    no dated figures.
    """
    asked = find_asked(report, question)
    told = subject(asked.question)
    if asked.meaning.over_time != "accrues":
        raise NothingToDraw(f"{told!r} is not declared to grow; declare its aspect with over_time: accrues")
    classing = classing or Classing(report)
    scene = Scene(asked, report._resolved, report._resolved.sides)
    figures = [_figure(one, classing, scene) for one in asked.statements if _is_figure(one)]
    if not figures:
        raise NothingToDraw(f"no figure of {told!r} tells when it was so")
    figures.sort(key=lambda one: (one.time, one.one.id))
    trails, left_out = _trails(figures, report)
    drawing = _drawn(trails, asked, left_out)
    return Picture(
        f"{capital(told)}: how it grows{event_beside(report, asked.question)}",
        _alt(told, trails, left_out),
        ("as of", "who", "figure", "standing"),
        tuple(
            (
                _as_of(one.one),
                origin_of(one.one, report._resolved.sides),
                one.words,
                f"{MARKS.get(one.word, '')} {one.word}".strip(),
            )
            for one in figures
        ),
        drawing,
    )


def _is_figure(one: Statement) -> bool:
    return (
        not one.vacuous and not one.narration and bool(one.answer.sure) and one.as_of != ALWAYS and one.dated
    )


def _time(one: Statement) -> int:
    """The end of the window, which is when a figure has come to be so; a clock time is itself."""
    first, last = one.as_of
    return int(last if last != ALWAYS[1] else first) if first == ALWAYS[0] else int(first + last) // 2


def _figure(one: Statement, classing: Classing, scene: Scene) -> _Figure:
    (low, _), (_, beyond) = one.answer.sure[0], one.answer.sure[-1]
    loosest = one.answer.possible[-1][1]
    return _Figure(
        one,
        _time(one),
        low or 0,
        None if beyond is None else beyond - 1,
        None if loosest is None else loosest - 1,
        classing.of(one),
        scene.said_by(one),
    )


def _as_of(one: Statement) -> str:
    return moment_in_words(one.claim.as_of) if one.claim.as_of is not None else date_of(one)


def _trails(figures: Sequence[_Figure], report: Report) -> tuple[list[tuple[str, list[_Figure]]], int]:
    """The figures of each side, sides with most figures first; how many sides there was no room for."""
    sides = report._resolved.sides
    found: dict[Any, list[_Figure]] = defaultdict(list)
    for one in figures:
        voice = one.one.voice
        found[voice.roots if voice.named else voice.key].append(one)
    named = []
    for key, trail in found.items():
        title = (
            " and ".join(sides.names(key))
            if isinstance(key, frozenset)
            else "nobody: " + trail[0].one.voice.name
        )
        named.append((title, trail))
    named.sort(key=lambda item: (-len(item[1]), item[0]))
    return named[:MOST_SIDES], max(0, len(named) - MOST_SIDES)


def _alt(told: str, trails: Sequence[tuple[str, list[_Figure]]], left_out: int) -> str:
    parts = []
    for title, trail in trails:
        figures = trail if len(trail) <= 4 else [*trail[:2], *trail[-2:]]
        words = [f"{one.words} ({_as_of(one.one)})" for one in figures]
        if len(trail) > 4:
            words.insert(2, "…")
        parts.append(f"{title}: {', '.join(words)}")
    more = f"; {left_out} more sides are in the table alone" if left_out else ""
    return f"{capital(told)} over time. {'; '.join(parts)}{more}."


def _drawn(trails: Sequence[tuple[str, list[_Figure]]], asked: Asked, left_out: int) -> Drawing:
    figures = [one for _, trail in trails for one in trail]
    drawing = Drawing(_WIDTH, _HEIGHT)
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    times = Times(
        min(one.time for one in figures), max(one.time for one in figures), _LEFT + 8, right - 8, asked.zone
    )
    grid = asked.axis.grid or 1
    values = [bound * grid for one in figures for bound in (one.low, one.high) if bound is not None]
    numbers = Numbers([0, *values], bottom, _TOP + 14, whole=asked.axis.name == "count")
    for place, label in numbers.ticks:
        drawing.line(_LEFT, place, right, place)
        drawing.text(_LEFT - 10, place + 4, label, "quiet", anchor="end", size=12)
    for place, label in times.ticks:
        drawing.line(place, bottom, place, bottom + 5, "quiet")
        drawing.text(place, bottom + 20, label, "quiet", anchor="middle", size=12)
    drawing.text(0, 14, fitted(asked.unit or "count", 200, 12), "quiet", size=12)
    title = f"as of, {asked.zone}" + (f", {times.year}" if times.year else "")
    drawing.text((_LEFT + right) / 2, bottom + 42, title, "quiet", anchor="middle", size=12)
    ends = []
    named: list[tuple[float, float, float]] = []
    for number, (name, trail) in enumerate(trails):
        dash = DASHES[number % len(DASHES)]
        end = _draw_trail(drawing, trail, times, numbers, grid, dash, right, named)
        ends.append((end, name, dash))
    _name_ends(drawing, ends, right)
    if left_out:
        drawing.text(right + 12, bottom + 20, f"and {left_out} more sides", "quiet", size=12)
    return drawing


def _draw_trail(
    drawing: Drawing,
    trail: Sequence[_Figure],
    times: Times,
    numbers: Numbers,
    grid: Any,
    dash: str,
    right: float,
    named: list[tuple[float, float, float]],
) -> float:
    """One side's figures; where its line ends."""
    live = [one for one in trail if one.word not in ("revised", "withdrawn")] or list(trail)
    points: list[tuple[float, float]] = []
    for one in live:
        x, y = times.at(one.time), numbers.at(one.low * grid)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    points.append((right, points[-1][1]))
    drawing.polyline(points, "quiet", thick=1.8, dash=dash)
    for one in trail:
        x, y = times.at(one.time), numbers.at(one.low * grid)
        role = color_of(one.word)
        if one.high is None:
            drawing.line(x, y, x, y - 18, role, thick=2)
            drawing.arrow(x, y - 17, 0, -9, 4.5, role)
        elif one.high > one.low:
            drawing.line(x, y, x, numbers.at(one.high * grid), role, thick=5)
        if one.loosest is not None and one.high is not None and one.loosest > one.high:
            drawing.line(x, y, x, numbers.at(one.loosest * grid), role, thick=1.5)
        drawing.shape(x, y, one.word)
        _name_figure(drawing, one, x, y, named, right)
    return points[-1][1]


def _name_figure(
    drawing: Drawing, one: _Figure, x: float, y: float, named: list[tuple[float, float, float]], right: float
) -> None:
    """The words of a figure beside its sign, where they cover no others; else they stand in the table alone."""
    words = fitted(one.words, 110, 12)
    wide = width_of(words, 12)
    for left, base in ((x + 8, y + 16), (x + 8, y - 8), (x - 8 - wide, y - 8), (x - 8 - wide, y + 16)):
        clear = all(
            left > end + 4 or left + wide < start - 4 or abs(base - line) > 14 for start, end, line in named
        )
        if clear and left > _LEFT and left + wide < right + 4:
            named.append((left, left + wide, base))
            role = "quiet" if one.word in ("revised", "withdrawn") else "ink"
            drawing.text(left, base, words, role, size=12)
            return


def _name_ends(drawing: Drawing, ends: Sequence[tuple[float, str, str]], right: float) -> None:
    """The name of each side where its line ends; names are moved apart, so that none covers another."""
    last = float("inf")
    for y, name, dash in sorted(ends, key=lambda end: (-end[0], end[1])):
        place = min(y, last - 17)
        last = place
        drawing.line(right + 6, place, right + 30, place, "quiet", thick=1.8, dash=dash)
        drawing.text(right + 36, place + 4, fitted(name, _RIGHT - 40))
