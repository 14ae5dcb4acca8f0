"""When what was said: a lane a side, a sign a claim, a line from an answer to what replaced it, the event's day as a band.

A bare day is drawn at its middle, with a line over all of it; claims without a date are left out and counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.report.classing import MARKS, Classing
from claimcheck.report.outline import event_title, main_event
from claimcheck.report.pictures.asking import NothingToDraw
from claimcheck.report.pictures.drawing import Drawing, color_of, fitted, width_of
from claimcheck.report.pictures.picture import Picture
from claimcheck.report.pictures.scales import DAY, Times
from claimcheck.report.sides import UNTIED
from claimcheck.sentences import date_of, origin_of, subject
from claimcheck.statements import Resolved, Statement
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["timeline"]

MOST_LANES: Final = 24
MOST_ENDINGS: Final = 40
_WIDTH, _LABELS, _TOP, _SIGN, _HIGH = 860, 190, 58, 13, 4


@attrs.frozen
class _Sign:
    """A claim in the picture: where it stands in time, its lane, its class."""

    one: Statement
    moment: int
    spans: tuple[int, int]
    word: str
    lane: int


def timeline(report: Report, classing: Classing | None = None) -> Picture:
    """All dated claims along time, a lane a side.

    Raises `NothingToDraw` where no claim has a date.
    """
    resolved = report._resolved
    classing = classing or Classing(report)
    lanes, lane_of, more = _lanes(report, classing)
    signs, undated = _signs(resolved, classing, lane_of)
    if not signs:
        raise NothingToDraw("no claim tells when it was said or published, so there is no timeline")
    main = main_event(report)
    zone, window = _when(resolved, main)
    drawing = _drawn(report, lanes, signs, zone, window, event_title(report, main))
    first, last = min(signs, key=_by_time), max(signs, key=_by_time)
    start, end = date_of(first.one), date_of(last.one)
    told = (
        f"{len(signs):,} claim{'s' * (len(signs) != 1)} in {len(lanes):,} lane{'s' * (len(lanes) != 1)}, "
        + (f"from {start} to {end}" if start != end else f"all of {start}")
    )
    told += f"; {undated:,} without a date are left out" if undated else ""
    told += f"; {more:,} more sides share the last lane" if more else ""
    return Picture(
        "When what was said",
        f"{told}.",
        ("said", "side", "who", "question", "answer", "standing"),
        tuple(_row(sign, lanes, resolved) for sign in sorted(signs, key=_by_time)),
        drawing,
    )


def _by_time(sign: _Sign) -> tuple[int, str, str]:
    return sign.moment, sign.one.id, str(sign.one.asked.question)


def _row(sign: _Sign, lanes: Sequence[str], resolved: Resolved) -> tuple[str, ...]:
    one = sign.one
    scene = Scene(one.asked, resolved, resolved.sides)
    return (
        date_of(one),
        lanes[sign.lane],
        origin_of(one, resolved.sides),
        subject(one.asked.question),
        "no answer" if one.vacuous else scene.said_by(one),
        f"{MARKS.get(sign.word, '')} {sign.word}".strip(),
    )


def _lanes(report: Report, classing: Classing) -> tuple[list[str], dict[str, int], int]:
    """The titles of the lanes, the lane of each source by its key, how many sides share the last one."""
    found: list[tuple[str, list[str]]] = []
    speaking = {one.voice.key for asked in report._resolved.questions.values() for one in asked.statements}
    for side in classing.sides:
        keys = [member.key for member in side.members if member.key in speaking]
        if side.title == UNTIED:
            found += [(member.name, [member.key]) for member in side.members if member.key in speaking]
        elif keys:
            found.append((side.title, keys))
    more = max(0, len(found) - MOST_LANES)
    if more:
        found = [
            *found[: MOST_LANES - 1],
            ("others", [key for _, keys in found[MOST_LANES - 1 :] for key in keys]),
        ]
        more += 1
    return (
        [title for title, _ in found],
        {key: lane for lane, (_, keys) in enumerate(found) for key in keys},
        more,
    )


def _signs(resolved: Resolved, classing: Classing, lane_of: dict[str, int]) -> tuple[list[_Sign], int]:
    signs, undated = [], 0
    for statements in resolved.statements.values():
        one = statements[0]
        moment = one.claim.said or one.claim.published
        if moment is None:
            undated += 1
            continue
        first, last = moment.window(one.zone or one.asked.zone)
        middle = int(first) if moment.has_clock else (int(first) + int(last)) // 2
        signs.append(_Sign(one, middle, (int(first), int(last)), classing.of(one), lane_of[one.voice.key]))
    return signs, undated


def _when(resolved: Resolved, event: str) -> tuple[str, tuple[int, int] | None]:
    """The zone where the main event happened, and the time that it spans."""
    for asked in resolved.questions.values():
        if asked.question.event == event:
            window = None if asked.window is None else (int(asked.window[0]), int(asked.window[1]))
            return asked.zone, window
    return "UTC", None


def _drawn(
    report: Report,
    lanes: Sequence[str],
    signs: Sequence[_Sign],
    zone: str,
    window: tuple[int, int] | None,
    event: str,
) -> Drawing:
    moments = [moment for sign in signs for moment in sign.spans]
    near = [moment for moment in window or () if window and _is_near(window, moments)]
    left, right = _LABELS + 10.0, _WIDTH - 20.0
    by_day = all(sign.spans[0] != sign.spans[1] for sign in signs)
    first, last = min([*moments, *near]), max([*moments, *near])
    scale = Times(first, last, left + 12, right - 12, zone, least=5 * DAY if by_day else DAY)
    stacks = _stacked(signs, scale)
    heights = [
        max([1, *(len(stack.signs) // stack.wide + 1 for stack in stacks if stack.lane == number)])
        for number in range(len(lanes))
    ]
    tops, y = [], float(_TOP)
    for high in heights:
        tops.append(y)
        y += max(34, min(high, _HIGH) * _SIGN + 20)
    drawing = Drawing(_WIDTH, y + 30)
    if near and window is not None:
        start, end = scale.at(window[0]), scale.at(window[1])
        drawing.box(start, _TOP - 6, max(end - start, 2), y - _TOP + 6)
        _event_label(drawing, event, start, end, left, right)
    for place, label in scale.ticks:
        drawing.line(place, _TOP - 6, place, y)
        drawing.text(place, _TOP - 14, label, "quiet", anchor="middle", size=12)
    title = f"said, {zone}" + (f", {scale.year}" if scale.year else "")
    drawing.text(0, _TOP - 14, fitted(title, _LABELS, 12), "quiet", size=12)
    places: dict[str, tuple[float, float]] = {}
    drawn: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for number, title in enumerate(lanes):
        base = [*tops, y][number + 1] - 12
        drawing.line(0, base + 12, _WIDTH, base + 12)
        drawing.text(0, base - 1, fitted(title, _LABELS - 8))
        for stack in stacks:
            if stack.lane == number:
                _draw_stack(drawing, stack, base - 4, places, drawn, scale)
    for word, signed in sorted(drawn.items()):
        drawing.shapes(signed, word)
    _draw_endings(drawing, report, places)
    _legend(drawing, signs, y + 22)
    return drawing


def _is_near(window: tuple[int, int], moments: Sequence[int]) -> bool:
    """Whether an event lies near enough to what is said of it, so that its day leaves room for the rest."""
    span = max(max(moments) - min(moments), 3 * 86_400_000_000)
    return window[0] > min(moments) - 4 * span and window[1] < max(moments) + 4 * span


def _event_label(drawing: Drawing, event: str, start: float, end: float, left: float, right: float) -> None:
    told = fitted(event, right - left, 12)
    half = width_of(told, 12) / 2
    middle = min(max((start + end) / 2, left + half), right - half)
    drawing.text(middle, _TOP - 38, told, "quiet", anchor="middle", size=12)


@attrs.define
class _Stack:
    """Signs at about one time in one lane, and how many of them stand side by side."""

    lane: int
    x: float
    signs: list[_Sign]
    wide: int = 1


def _stacked(signs: Sequence[_Sign], scale: Times) -> list[_Stack]:
    """Signs at about one time, one above another; side by side where they are many and nothing else is near."""
    found: dict[tuple[int, float], list[_Sign]] = defaultdict(list)
    for sign in sorted(signs, key=_by_time):
        found[sign.lane, round(scale.at(sign.moment) / _SIGN) * _SIGN].append(sign)
    stacks = [_Stack(lane, float(x), several) for (lane, x), several in sorted(found.items())]
    for index, stack in enumerate(stacks):
        before = stacks[index - 1] if index else None
        after = stacks[index + 1] if index + 1 < len(stacks) else None
        gaps = [
            abs(other.x - stack.x)
            for other in (before, after)
            if other is not None and other.lane == stack.lane
        ]
        wanted = -(-len(stack.signs) // _HIGH)
        room = int(min([*gaps, 2 * (stack.x - _LABELS), 2 * (_WIDTH - stack.x)]) // _SIGN) - 1
        stack.wide = max(1, min(wanted, room, 9))
    return stacks


def _draw_stack(
    drawing: Drawing,
    stack: _Stack,
    base: float,
    places: dict[str, tuple[float, float]],
    drawn: dict[str, list[tuple[float, float]]],
    scale: Times,
) -> None:
    ordered = sorted(stack.signs, key=lambda sign: (_ORDER.get(sign.word, len(_ORDER)), sign.one.id))
    room = stack.wide * _HIGH
    shown = ordered if len(ordered) <= room else ordered[: room - 1]
    days = {
        sign.spans for sign in stack.signs if scale.at(sign.spans[1]) - scale.at(sign.spans[0]) > 2 * _SIGN
    }
    for first, last in sorted(days):
        drawing.line(scale.at(first) + 2, base + 9, scale.at(last) - 2, base + 9, "quiet")
    start = stack.x - (stack.wide - 1) * _SIGN / 2
    for number, sign in enumerate(shown):
        place = start + number % stack.wide * _SIGN, base - number // stack.wide * _SIGN
        places.setdefault(sign.one.id, place)
        drawn[sign.word].append(place)
    if len(shown) < len(ordered):
        x, top = start + (room - 1) % stack.wide * _SIGN, base - (_HIGH - 1) * _SIGN
        drawing.text(x, top + 4, f"+{len(ordered) - len(shown)}", "quiet", anchor="middle", size=11)
        for sign in ordered[len(shown) :]:
            places.setdefault(sign.one.id, (x, top))


_ORDER: Final = {word: number for number, word in enumerate(MARKS)}


def _draw_endings(drawing: Drawing, report: Report, places: dict[str, tuple[float, float]]) -> None:
    """A line from each answer to what replaced it; none where there are too many to follow."""
    pairs = [
        (places[claim_id], places[ending.by.id])
        for claim_id, endings in sorted(report._endings.items())
        for ending in sorted(endings.values(), key=lambda ending: ending.by.id)[:1]
        if not ending.echo and claim_id in places and ending.by.id in places
    ]
    if len(pairs) > MOST_ENDINGS:
        return
    for (x1, y1), (x2, y2) in pairs:
        lift = min(y1, y2) - 16
        curve = f"C{x1:.1f},{lift:.1f} {x2:.1f},{lift:.1f} {x2:.1f},{y2 - 8:.1f}"
        drawing.path(f"M{x1:.1f},{y1 - 6:.1f}{curve}", "quiet", thick=1.4)
        drawing.arrow(x2, y2 - 12, 0, 6, 3.5, "quiet")


def _legend(drawing: Drawing, signs: Sequence[_Sign], y: float) -> None:
    """What the signs mean, for those that are there; the rest is one square."""
    words = [word for word in _SIGNED if any(_sign_of(sign.word) == word for sign in signs)]
    x = float(_LABELS + 10)
    for word in words:
        drawing.shape(x + 5, y - 4, word)
        told = _SIGNED[word]
        drawing.text(x + 15, y, told, "quiet", size=12)
        x += width_of(told, 12) + 34


_SIGNED: Final = {
    "contradicted": "contradicted",
    "unverified": "unverified",
    "revised": "revised or withdrawn",
    "single-source": "one side, or no answer",
    "corroborated": "corroborated",
}


def _sign_of(word: str) -> str:
    if word in ("revised", "withdrawn"):
        return "revised"
    if color_of(word) == "against":
        return "contradicted" if word != "tension" else "single-source"
    return word if word in ("unverified", "corroborated") else "single-source"
