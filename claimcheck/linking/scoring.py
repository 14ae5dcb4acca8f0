"""How much speaks for two descriptions being of one event: a sum of named parts, in bits.

Each part is the binary logarithm of how much likelier it is to see this between two mentions of one event than between
two of different ones (Fellegi & Sunter 1969). How likely it is by chance comes from the mentions themselves (`rates`); how
likely it is for one event is written down below, each with its reason.
"""

from __future__ import annotations

from math import log2
from typing import Final, TypeAlias

from claimcheck.answers import Answer
from claimcheck.linking.descriptions import Description
from claimcheck.linking.names import alike
from claimcheck.linking.rates import Block, Rates

__all__ = ["WEIGHTS", "Scored", "score"]

Scored: TypeAlias = list[tuple[str, str, float]]
"""Parts as name, what was seen, and points."""

_DAY: Final = 24 * 3_600_000_000

WEIGHTS: Final[dict[str, float]] = {
    # Two reports of one event give the same day in nine cases of ten; else mostly the day before or after.
    "same time": log2(0.9),
    "a day apart": log2(0.05),
    # A place is spelt alike, or named by a neighbour's name, in one case of six.
    "same place": log2(0.85),
    "spelt alike": 3.0,
    "other place": -3.0,
    "place in the name": 2.0,
    "no common place": -3.0,
    # A name is free text: that two agree says much, that they differ little.
    "other name": -0.5,
    "same participants": 1.0,
    "other participants": -3.0,
    # A series numbers each event once.
    "same ordinal": 8.0,
    # One source seldom tells of one event twice under two descriptions; a register lists each event once.
    "same source": -6.0,
    # Counts are weak evidence and never a veto: agreement says a little, disagreement less.
    "count kept": 0.75,
    "other count": -0.5,
}


def score(one: Description, other: Description, rates: Rates) -> Scored:
    """The parts of the score of two descriptions that can be true together."""
    parts: Scored = []
    place, shared = _place(one, other)
    blocks: list[Block] = []
    kinds = sorted(one.kind & other.kind) or sorted(one.kind | other.kind) or [""]
    common = sorted(one.participants & other.participants)
    for kind in kinds:
        blocks += [(kind, "participant", name) for name in common]
        blocks += [(kind, "place", step) for step in shared]
    if not blocks:
        blocks = [(kind, "", "") for kind in kinds]
    parts.append(_time(one, other, rates, blocks))
    if place:
        parts.append(("place", place, WEIGHTS[place]))
    if one.participants and other.participants:
        seen = "same participants" if common else "other participants"
        parts.append(("participants", seen, WEIGHTS[seen]))
    parts += _ordinals(one, other)
    name = _names(one, other)
    if name:
        parts.append(name)
    count = _counts(one, other, kinds, rates)
    if count:
        parts.append(count)
    if set(one.sources) & set(other.sources):
        parts.append(("source", "same source", WEIGHTS["same source"]))
    return parts


def _time(one: Description, other: Description, rates: Rates, blocks: list[Block]) -> tuple[str, str, float]:
    if one.when is None or other.when is None:
        return "time", "no time", -3.0
    strained = not (one.when.sure and other.when.sure) or one.when.strains(other.when)
    spans = [(one.when.sure or one.when.possible)[0], (other.when.sure or other.when.possible)[0]]
    low, high = min(span[0] for span in spans), max(span[1] for span in spans)
    high = max(high, low + _DAY)
    chance = rates.expected(blocks, low, high)
    seen = "a day apart" if strained else "same time"
    return "time", seen, WEIGHTS[seen] - log2(chance)


def _place(one: Description, other: Description) -> tuple[str, tuple[str, ...]]:
    """How two places compare, and the narrowest step that they share."""
    best: tuple[int, str, tuple[str, ...]] = (-1, "", ())
    order = ("no common place", "other place", "", "place in the name", "spelt alike", "same place")
    for path in one.paths:
        for another in other.paths:
            seen, step = _paths(path, another, one, other)
            best = max(best, (order.index(seen), seen, step))
    return best[1], best[2]


def _paths(
    path: tuple[str, ...], another: tuple[str, ...], one: Description, other: Description
) -> tuple[str, tuple[str, ...]]:
    steps = set(path)
    shared = tuple(step for step in another if step in steps)[-1:]
    if path[-1] == another[-1]:
        return "same place", shared
    if path[-1] in another or another[-1] in steps:
        deeper, names = (another, one.names) if path[-1] in another else (path, other.names)
        inside = set(deeper[-1].split())
        if any(inside <= set(name) for name in names):
            return "place in the name", (deeper[-1],)
        return "", shared
    if any(set(another[-1].split()) <= set(name) for name in one.names) or any(
        set(path[-1].split()) <= set(name) for name in other.names
    ):
        return "place in the name", shared
    if alike(path[-1], another[-1]) >= 0.9 or set(path[-1].split()) & set(another[-1].split()):
        return "spelt alike", shared
    return ("other place" if shared else "no common place"), shared


def _ordinals(one: Description, other: Description) -> Scored:
    common = one.ordinals.keys() & other.ordinals.keys()
    return [("ordinal", "same ordinal", WEIGHTS["same ordinal"])] if common else []


def _names(one: Description, other: Description) -> tuple[str, str, float] | None:
    if not one.names or not other.names:
        return None
    known = {word for path in (*one.paths, *other.paths) for step in path for word in step.split()}
    known |= one.kind | other.kind
    best = 0.0
    for name in one.names:
        for another in other.names:
            left = [word for word in name if word not in known]
            right = [word for word in another if word not in known]
            if left and right:
                hits = sum(max(alike(word, each) for each in right) >= 0.9 for word in left)
                best = max(best, hits / min(len(left), len(right)))
    if best > 0:
        return "name", "same name", 4.0 * best
    return "name", "other name", WEIGHTS["other name"]


def _counts(one: Description, other: Description, kinds: list[str], rates: Rates) -> tuple[str, str, float] | None:
    answers: dict[str, list[Answer]] = {}
    for question, answer in other.counts:
        answers.setdefault(question, []).append(answer)
    points: dict[str, float] = {}
    for question, answer in one.counts:
        if question in answers:
            if any(not answer.contradicts(another) for another in answers[question]):
                found = min(2.0, max(0.0, log2(WEIGHTS["count kept"] / rates.share(kinds, question, answer))))
            else:
                found = WEIGHTS["other count"]
            points[question] = max(found, points.get(question, found))
    if not points:
        return None
    total = max(-1.0, min(3.0, sum(points.values())))
    return "counts", "same count" if total > 0 else "other count", total
