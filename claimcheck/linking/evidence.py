"""What was seen, in words: the evidence of a link, made from the descriptors, the same for the same descriptors."""

from __future__ import annotations

from claimcheck.linking.descriptions import Description, time_in_words
from claimcheck.linking.scoring import Scored
from claimcheck.text import clean

__all__ = ["evidence_of", "part_in_words"]


def evidence_of(one: Description, other: Description, parts: Scored) -> str:
    """The parts of a score as one phrase: "same kind, 26 June 2025 in both, both between Russia and Ukraine"."""
    told = [_kind(one, other), *(part_in_words(one, other, name, seen) for name, seen, _ in parts)]
    return clean(", ".join(part for part in told if part))


def part_in_words(one: Description, other: Description, name: str, seen: str) -> str:
    """One part in words; "" where there is nothing to tell."""
    if name == "time":
        return _time(one, other, seen)
    if name == "place":
        return _place(one, other, seen)
    if name == "participants":
        return _participants(one, other, seen)
    if name == "ordinal":
        told = dict(other.told_series) | dict(one.told_series)
        common = sorted(one.ordinals.keys() & other.ordinals.keys())
        return " and ".join(f"number {one.ordinals[series]} {told[series]} in both" for series in common)
    if name == "name":
        names = [" / ".join(each.told_names) for each in (one, other)]
        return f"names {'alike' if seen == 'same name' else 'unlike'} ({names[0]}; {names[1]})"
    if name == "counts":
        return "counts agree" if seen == "same count" else "counts differ"
    return "one source tells both" if name == "source" else ""


def _kind(one: Description, other: Description) -> str:
    if one.kind and one.kind == other.kind:
        return "same kind"
    if not (one.kind and other.kind):
        return "kind not told in both"
    first, second = sorted((one.told_kind, other.told_kind))
    return f"{first} and {second} are kinds that fit"


def _time(one: Description, other: Description, seen: str) -> str:
    if one.when is None or other.when is None:
        return "time not told in both"
    first, second = time_in_words(one), time_in_words(other)
    if first == second:
        return f"{first} in both"
    first, second = sorted((first, second))
    return f"{first} and {second} are a day apart" if seen == "a day apart" else f"{first} fits {second}"


def _place(one: Description, other: Description, seen: str) -> str:
    first, second = sorted((one.told_place, other.told_place))
    if seen == "same place":
        return f"{first} in both" if first == second else f"the same place in {first} and {second}"
    if seen == "spelt alike":
        return f"{first} and {second} are spelt alike"
    if seen == "place in the name":
        return (
            f"a name tells of a place in {first}" if first == second else f"a name joins {first} and {second}"
        )
    return f"{first} and {second} differ"


def _participants(one: Description, other: Description, seen: str) -> str:
    told = dict(one.told_participants) | dict(other.told_participants)
    if seen == "same participants":
        common = [told[name] for name in sorted(one.participants & other.participants)]
        return f"both {'between' if len(common) > 1 else 'with'} {' and '.join(common)}"
    return "other participants"
