"""How much speaks for two descriptions being of one event: a sum of named parts, in bits.

Each part is the binary logarithm of how much likelier this is to be seen between two mentions of one event than between
two of different ones (Fellegi & Sunter, "A theory for record linkage", 1969). How likely it is by chance comes from the
mentions themselves (`rates`); how likely it is for one event is in `WEIGHTS`, each with its reason. So 0 bits are even odds,
1 bit is two to one, and each bit more doubles that.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log2
from typing import Final, NamedTuple

from claimcheck.linking.descriptions import Anchor, Description
from claimcheck.linking.names import alike, same_word
from claimcheck.linking.places import Path
from claimcheck.linking.rates import Rates

__all__ = ["WEIGHTS", "Seen", "points_of", "score"]


class Seen(NamedTuple):
    """One part of a score: its name, what was seen, and its points in bits."""

    name: str
    seen: str
    points: float


_DAY: Final = 24 * 3_600_000_000

WEIGHTS: Final[dict[str, float]] = {
    # Two reports of one event give the same day in nine cases of ten; else mostly the day before or after it.
    "same time": log2(0.9),
    "a day apart": log2(0.05),
    # They give the same place in five cases of six; else it is misspelt (which chance does once in a hundred times), or a
    # neighbour or what lies around it is named (one case in ten, and nearly always by chance).
    "same place": log2(0.85),
    "place spelt alike": log2(0.06 / 0.0075),
    "place in the name": log2(0.4 / 0.02),
    "another place": log2(0.1 / 0.9),
    "no place in common": log2(0.1 / 0.9),
    # A name is free text: half of the names of one event share no telling word. A shared one is worth how unusual it is, of
    # which only a part counts, as words come together; and never more than a date.
    "another name": log2(0.45 / 0.95),
    "share of a word": 0.6,
    "most for a name": 6.0,
    # Participants are open lists: who names others too denies nobody.
    "same participants": log2(0.9 / 0.45),
    "other participants": log2(0.2 / 0.9),
    # A series numbers each event once; numbers are miscounted now and then.
    "same ordinal": 8.0,
    # One who lists events lists each once; who speaks of one in two ways does so in ways that fit in full.
    "same source": -6.0,
    "same source, in two ways": -2.0,
    # Counts are weak evidence: agreement is worth how unusual the count is, up to three bits. Disagreement takes nothing away,
    # or the contradictions that are looked for would hide themselves.
    "same count": 0.75,
    "most for a count": 2.0,
    "another count": 0.0,
    "most for counts": 3.0,
}


_MOST_TO_COME: Final = WEIGHTS["most for a name"] + WEIGHTS["most for counts"]


def points_of(parts: Iterable[Seen]) -> float:
    """The sum of the parts."""
    return sum(part.points for part in parts)


def score(one: Description, other: Description, rates: Rates, floor: float = float("-inf")) -> list[Seen]:
    """The parts of the score of two descriptions that can be true together; those that tell nothing are left out.

    Where the sum can't reach `floor` any more, the rest of the parts is left out.
    """
    kinds = (one.kind,) if one.kind == other.kind else (one.kind, other.kind)
    place, step = _place(one, other)
    anchors = _common_participants(one, other)
    participants = "same participants" if anchors else "other participants"
    if step:
        anchors.append(("place", step))
    shared_words = _shared_words(one, other)
    if not anchors and not one.is_bare and not other.is_bare:
        anchors = [("word", word) for pair in shared_words for word in pair]
    ground = next((each for each in one.grounds if each in other.grounds), None)
    parts = [_time(one, other, kinds, anchors or [("", "")], ground, rates)]
    if place:
        parts.append(Seen("place", place, WEIGHTS[place]))
    if one.participants and other.participants:
        parts.append(Seen("participants", participants, WEIGHTS[participants]))
    if one.ordinals.keys() & other.ordinals.keys():
        parts.append(Seen("ordinal", "same ordinal", WEIGHTS["same ordinal"]))
    if points_of(parts) + _MOST_TO_COME < floor:
        return parts
    if shared_words or (one.names and other.names):
        parts += _name(one, other, shared_words, kinds, ground, rates)
    if one.counts and other.counts:
        parts += _counts(one, other, kinds, ground, rates)
    if not one.sources.isdisjoint(other.sources):
        seen = "same source, in two ways" if _fit_in_full(one, other, parts) else "same source"
        parts.append(Seen("source", seen, WEIGHTS[seen]))
    return parts


def _time(
    one: Description,
    other: Description,
    kinds: tuple[frozenset[str], ...],
    anchors: list[Anchor],
    ground: Anchor | None,
    rates: Rates,
) -> Seen:
    """How few other events there are that would fit both times as well."""
    if not one.plain_times or not other.plain_times:
        chance = rates.expected(kinds, anchors, ground, float("-inf"), float("inf"))
        return Seen("time", "no time", -log2(chance))
    strained, low, high = min(
        (first[1] <= second[0] or second[1] <= first[0], min(first[0], second[0]), max(first[1], second[1]))
        for first in one.plain_times
        for second in other.plain_times
    )
    chance = rates.expected(kinds, anchors, ground, low, max(high, low + _DAY))
    seen = "a day apart" if strained else "same time"
    return Seen("time", seen, WEIGHTS[seen] - log2(chance))


_PLACES: Final = (
    "no place in common", "another place", "", "place in the name", "place spelt alike", "same place",
)  # fmt: skip


def _place(one: Description, other: Description) -> tuple[str, str]:
    """How the places compare, and the narrowest step in both: the best of all pairs of paths."""
    best = (-1, "")
    for path in one.paths:
        for another in other.paths:
            best = max(best, _paths(path, another, one, other))
    return (_PLACES[best[0]], best[1]) if best[0] >= 0 else ("", "")


def _paths(path: Path, another: Path, one: Description, other: Description) -> tuple[int, str]:
    last, other_last = path[-1], another[-1]
    if last == other_last:
        return 5, last
    shared = next((step for step in reversed(another) if step in path), "")
    if other_last in path:
        return (3, last) if _names_hold(last, other) else (2, shared)
    if last in another:
        return (3, other_last) if _names_hold(other_last, one) else (2, shared)
    if _spelt_alike(last, other_last):
        return 4, shared
    if _names_hold(other_last, one) or _names_hold(last, other):
        return 3, shared
    return (1, shared) if shared else (0, "")


def _names_hold(step: str, one: Description) -> bool:
    return bool(one.words) and one.words.issuperset(step.split())


def _spelt_alike(one: str, other: str) -> bool:
    """Whether one has all words of the other ("Montgomery", "Montgomery County"), or they differ by a slip."""
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words or alike(one, other)


def _common_participants(one: Description, other: Description) -> list[Anchor]:
    """What is to be counted to see how usual the participants of both are; nothing where they have none in common.

    A participant may be told in fewer words ("Acme" for "Acme Chemicals"), or misspelt.
    """
    if not one.participants or not other.participants:
        return []
    same = one.participants & other.participants
    if same:
        return [("participant", name) for name in same]
    return [
        ("word", word)
        for name in one.participants
        for another in other.participants
        if _spelt_alike(name, another)
        for word in _words_in_both(name, another)
    ]


def _words_in_both(name: str, another: str) -> set[str]:
    return set(name.split()) & set(another.split()) or {*name.split(), *another.split()}


def _shared_words(one: Description, other: Description) -> list[tuple[str, str]]:
    """Words of the names and participants of both, save what is told otherwise: by places, kinds, common participants."""
    if not one.words or not other.words:
        return []
    known = one.kind | other.kind
    if one.paths and other.paths:
        known |= one.place_words | other.place_words
    for name in one.participants:
        for another in other.participants:
            if name == another or _spelt_alike(name, another):
                known |= {*name.split(), *another.split()}
    mine, others = sorted(one.words - known), sorted(other.words - known)
    return [(word, twin) for word in mine for twin in others if same_word(word, twin)]


def _name(
    one: Description,
    other: Description,
    shared: list[tuple[str, str]],
    kinds: tuple[frozenset[str], ...],
    ground: Anchor | None,
    rates: Rates,
) -> list[Seen]:
    if shared:
        bits = sum(
            -log2(max(rates.usual_word(kinds, ground, word) for word in pair))
            for pair in sorted({min(twin for twin in shared if twin[0] == word) for word, _ in shared})
        )
        points = WEIGHTS["another name"] + WEIGHTS["share of a word"] * bits
        return [Seen("name", "name alike", min(WEIGHTS["most for a name"], points))]
    known = one.place_words | other.place_words | one.kind | other.kind
    telling = [any(not known.issuperset(name) for name in each.names) for each in (one, other)]
    return [Seen("name", "another name", WEIGHTS["another name"])] if all(telling) else []


def _counts(
    one: Description,
    other: Description,
    kinds: tuple[frozenset[str], ...],
    ground: Anchor | None,
    rates: Rates,
) -> list[Seen]:
    agreed: set[str] = set()
    points: dict[str, float] = {}
    for question, given in one.answers.items():
        for answer in given:
            others = [each for each in other.answers.get(question, ()) if each.axis == answer.axis]
            if not others:
                continue
            found = WEIGHTS["another count"]
            if not all(answer.contradicts(each) for each in others):
                usual = rates.usual_count(kinds, ground, question, answer)
                found = max(found, min(WEIGHTS["most for a count"], log2(WEIGHTS["same count"] / usual)))
                agreed.add(question)
            points[question] = max(found, points.get(question, found))
    if not points:
        return []
    seen = "counts agree" if agreed == points.keys() else "counts differ"
    return [Seen("counts", seen, min(WEIGHTS["most for counts"], sum(points.values())))]


def _fit_in_full(one: Description, other: Description, parts: list[Seen]) -> bool:
    """Whether one source may well speak of one event in both: nothing differs, not even plainly.

    Two entries of one form, with another time, place or count, are what a list has of two events.
    """
    seen = {part.seen for part in parts}
    if seen & {
        "a day apart",
        "another place",
        "place spelt alike",
        "no place in common",
        "another name",
        "other participants",
    }:
        return False
    if "counts differ" in seen:
        return False
    return one.form != other.form or (one.plain_time == other.plain_time and one.paths == other.paths)
