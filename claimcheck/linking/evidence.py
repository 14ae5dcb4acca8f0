"""What was seen, in words: the evidence of a link, made from the descriptors alone, the same whichever of two comes first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from claimcheck.answers import INSTANT, Answer, Spans
from claimcheck.linking.descriptions import Description
from claimcheck.linking.scoring import Seen
from claimcheck.text import clean

__all__ = ["evidence_of", "part_in_words", "place_in_words", "reason_apart", "time_in_words"]


def evidence_of(one: Description, other: Description, parts: Iterable[Seen]) -> str:
    """The parts of a score as one phrase: "same kind, 26 June 2025 in both, both between Russia and Ukraine"."""
    told = [_kind(one, other), *(part_in_words(one, other, part) for part in parts)]
    return clean(", ".join(part for part in told if part))


def reason_apart(one: Description, other: Description, descriptor: str) -> str:
    """Why two can't be true together on a descriptor: "26 June 2025 and 4 July 2025 share no day"."""
    return clean(_reason(one, other, descriptor))


def time_in_words(one: Description) -> str:
    """Its time as a reader would say it: the plain reading, else the loose one."""
    return (
        "no time" if one.when is None else _span_in_words(one.when.sure or one.when.possible, one.told_zone)
    )


def place_in_words(one: Description) -> str:
    """The deepest of its places, from narrow to broad."""
    return one.told_places.get(one.deepest, "no place")


def part_in_words(one: Description, other: Description, part: Seen) -> str:
    """One part in words."""
    if part.name == "time":
        return _time(one, other, part.seen)
    if part.name == "place":
        return _place(one, other, part.seen)
    if part.name == "participants":
        return _participants(one, other, part.seen)
    if part.name == "ordinal":
        return _ordinals(one, other)
    if part.name == "name":
        return _names(one, other, part.seen)
    return {
        "same source": "told twice by one source",
        "same source, in two ways": "told in two ways by one source",
    }.get(part.seen, part.seen)


@lru_cache(maxsize=1 << 14)
def _span_in_words(spans: Spans, zone: str) -> str:
    from claimcheck.wording import in_words

    return in_words(Answer(INSTANT, spans), zone=zone).removeprefix("in ")


def _reason(one: Description, other: Description, descriptor: str) -> str:
    if descriptor == "kind":
        first, second = sorted((one.told_kind, other.told_kind))
        return f"{first} and {second} are two kinds of event"
    if descriptor == "time":
        early, late = sorted((one, other), key=lambda each: each.loose_time)
        return f"{time_in_words(early)} and {time_in_words(late)} share no day"
    if descriptor == "place":
        first, second = sorted((place_in_words(one), place_in_words(other)))
        return f"{first} and {second} are two places"
    if descriptor == "ordinal":
        series = min(
            each for each, number in one.ordinals.items() if number != other.ordinals.get(each, number)
        )
        numbers = sorted((one.ordinals[series], other.ordinals[series]))
        told = min(one.told_series[series], other.told_series[series])
        return f"number {numbers[0]} and number {numbers[1]} {told} are two events"
    first_mark, second_mark = sorted((min(one.marks), min(other.marks)))
    return f"{first_mark} and {second_mark} are two parts"


def _kind(one: Description, other: Description) -> str:
    if one.kind and one.kind == other.kind:
        return "same kind"
    if not (one.kind and other.kind):
        return "kind not told in both"
    first, second = sorted((one.told_kind, other.told_kind))
    return f"kinds that fit ({first}; {second})"


def _time(one: Description, other: Description, seen: str) -> str:
    if one.when is None or other.when is None:
        return "time not told in both"
    first, second = (
        time_in_words(each) for each in sorted((one, other), key=lambda each: each.plain_time or (0, 0))
    )
    if first == second:
        return f"{first} in both"
    return f"{first} and {second} are a day apart" if seen == "a day apart" else f"{first} fits {second}"


def _place(one: Description, other: Description, seen: str) -> str:
    first, second = sorted((place_in_words(one), place_in_words(other)))
    if first == second:
        return f"{first} in both"
    if seen == "same place":
        return f"{first} and {second} are one place"
    if seen == "place spelt alike":
        return f"{first} and {second} are spelt alike"
    if seen == "place in the name":
        return f"a name joins {first} and {second}"
    return f"{first} and {second} differ"


def _participants(one: Description, other: Description, seen: str) -> str:
    common = one.participants & other.participants
    if not common:
        return "other participants"
    told = sorted(min(one.told_participants[name], other.told_participants[name]) for name in common)
    return f"both {'between' if len(told) > 1 else 'with'} {_listed(told)}"


def _ordinals(one: Description, other: Description) -> str:
    common = sorted(one.ordinals.keys() & other.ordinals.keys())
    return " and ".join(
        f"number {one.ordinals[series]} {min(one.told_series[series], other.told_series[series])} in both"
        for series in common
    )


def _names(one: Description, other: Description, seen: str) -> str:
    told = sorted(
        " / ".join(sorted(each.told_names.values()) or sorted(each.told_participants.values()))
        for each in (one, other)
    )
    if told[0] == told[1]:
        return f"{told[0]} in both"
    return f"names {'alike' if seen == 'name alike' else 'unlike'} ({'; '.join(told)})"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
