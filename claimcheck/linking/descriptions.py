"""What is known of an event from one description or several: each descriptor a set with a plain and a loose reading.

Time and place are answers, so all that is said of one event can be true together exactly where their intersection
leaves something; kinds do where one holds the other's words, ordinals where no series has two numbers; participants,
names and sources are open lists and unite.

>>> from claimcheck.linking.mentions import Event, Mention
>>> days = [Mention(day, Event("strike", when=day)) for day in ("2025-06-26", "2025-07-04")]
>>> conflict(*described(days, "UTC", {}))
'time'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, reduce
from operator import and_, or_
from typing import Any, Final, TypeAlias

import attrs

from claimcheck.answers import INSTANT, Answer
from claimcheck.linking.mentions import Mention
from claimcheck.linking.names import normal, words_of
from claimcheck.linking.parts import PartMark, part_mark
from claimcheck.linking.places import Path, completed, path_in_form, place_answer

__all__ = ["HALF_A_DAY", "Anchor", "Description", "conflict", "described", "joined"]

Anchor: TypeAlias = tuple[str, str]

HALF_A_DAY: Final = 12 * 3_600_000_000
"""How far a reporter's date may be off, either way, in microseconds: two dates a day apart still meet, two days apart not."""

_NO_PLACE: Final = ("", "\U0010ffff")


@attrs.frozen(eq=False, slots=False)
class Description:
    """The descriptors of one mention, or those of several taken together.

    `when` and `place` are None where nobody tells; `times` (as plainly told, from begin to end, exclusive), `paths`, `names`, `participants` and `sources` hold what each mention
    said, as it is compared. `ordinals` maps a series to its number, `marks` are the stages or parts it is said to be.
    What was written is kept in `told_…`, by how it is compared.
    """

    kind: frozenset[str]
    when: Answer | None
    times: frozenset[tuple[int, int]]
    place: Answer | None
    paths: frozenset[Path]
    names: frozenset[tuple[str, ...]]
    participants: frozenset[str]
    ordinals: Mapping[str, int]
    marks: frozenset[PartMark]
    counts: frozenset[tuple[str, Answer]]
    sources: frozenset[str]
    told_kind: str
    told_zone: str
    told_places: Mapping[Path, str]
    told_names: Mapping[tuple[str, ...], str]
    told_participants: Mapping[str, str]
    told_series: Mapping[str, str]

    @cached_property
    def loose_time(self) -> tuple[float, float]:
        """Where the loose reading of its time begins and ends, exclusive."""
        if self.when is None or not self.when.possible:
            return float("-inf"), float("inf")
        return self.when.possible[0][0], self.when.possible[-1][1]

    @cached_property
    def plain_time(self) -> tuple[int, int] | None:
        """Its time as plainly told, else as loosely, from begin to end, exclusive; None where nobody tells."""
        if self.when is None:
            return None
        spans = self.when.sure or self.when.possible
        return spans[0][0], spans[-1][1]

    @cached_property
    def plain_times(self) -> tuple[tuple[int, int], ...]:
        """What is left of its times as plainly told; where nothing is, the narrowest of those told, in order."""
        if self.when is None:
            return ()
        if self.when.sure:
            return ((self.when.sure[0][0], self.when.sure[-1][1]),)
        return tuple(
            (low, high)
            for low, high in sorted(self.times)
            if not any(
                low <= begin and end <= high and (begin, end) != (low, high) for begin, end in self.times
            )
        )

    @cached_property
    def loose_place(self) -> tuple[str, str]:
        """Where the keys of all places begin and end, exclusive, that it may be at by its loose reading."""
        if self.place is None or not self.place.possible:
            return _NO_PLACE
        lower, upper = self.place.possible[0][0], self.place.possible[-1][1]
        return lower or _NO_PLACE[0], upper or _NO_PLACE[1]

    @cached_property
    def deepest(self) -> Path:
        """The longest of its paths, the last by content among equals."""
        return max(self.paths, key=lambda path: (len(path), path), default=())

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of its names and participants."""
        words = {word for name in self.names for word in name}
        return frozenset(words.union(*(name.split() for name in self.participants)))

    @cached_property
    def place_words(self) -> frozenset[str]:
        """All words of its places."""
        return frozenset(word for path in self.paths for step in path for word in step.split())

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """What it can meet another by: steps of its places, participants, words of its names, ordinals."""
        steps = {step for path in self.paths for step in path}
        return (
            *(("place", step) for step in sorted(steps)),
            *(("participant", name) for name in sorted(self.participants)),
            *(("word", word) for word in sorted(self.words - self.kind)),
            *(("ordinal", f"{series} {number}") for series, number in sorted(self.ordinals.items())),
        )

    @cached_property
    def grounds(self) -> tuple[Anchor, ...]:
        """Among whom its words and counts are usual or not: those in its broadest place, else with its participants."""
        return (
            tuple(("place", root) for root in sorted({path[0] for path in self.paths}))
            or tuple(("participant", name) for name in sorted(self.participants))
            or (("", ""),)
        )

    @cached_property
    def answers(self) -> Mapping[str, list[Answer]]:
        """What was answered to each question, both in order."""
        answers: dict[str, list[Answer]] = {}
        for question, answer in sorted(self.counts, key=lambda count: (count[0], count[1].sort_key)):
            answers.setdefault(question, []).append(answer)
        return answers

    @cached_property
    def form(self) -> tuple[object, ...]:
        """Which descriptors it has, whatever they tell."""
        told = (self.kind, self.when, self.paths, self.names, self.participants)
        return (*(one is not None and one != frozenset() for one in told), tuple(sorted(self.ordinals)))

    @property
    def is_bare(self) -> bool:
        """Whether it has no place and no participants, so that its kind and time are all there is to compare."""
        return not self.paths and not self.participants

    def is_vaguer_than(self, other: Description) -> bool:
        """Whether it tells less of when or where: no time or more than a day where the other has less, a shallower place."""
        mine, others = self.plain_time, other.plain_time
        if others is not None and (
            mine is None or mine[1] - mine[0] > max(others[1] - others[0], 3 * HALF_A_DAY)
        ):
            return True
        return len(self.deepest) < len(other.deepest)


def described(
    mentions: Iterable[Mention], timezone: str, aliases: Mapping[str, tuple[str, ...]]
) -> list[Description]:
    """What each mention tells; bare dates are meant in the event's own zone, else in `timezone`."""
    several = list(mentions)
    paths = [path_in_form(one.event.where, aliases) if one.event.where else () for one in several]
    full = completed(path for path in paths if path)
    return [_description(one, full.get(path, ()), timezone) for one, path in zip(several, paths, strict=True)]


def _description(mention: Mention, path: Path, timezone: str) -> Description:
    event = mention.event
    window = event.window(timezone)
    when = None
    if window is not None:
        lower, upper = int(window[0]), int(window[1]) + 1
        when = Answer.of_normal(INSTANT, ((lower, upper),), ((lower - HALF_A_DAY, upper + HALF_A_DAY),))
    name = words_of(event.name) if event.name else ()
    mark = part_mark(event.name or "") or part_mark(event.kind or "")
    participants = {" ".join(words_of(one)): one for one in event.participants}
    return Description(
        frozenset(words_of(event.kind)) if event.kind else frozenset(),
        when,
        frozenset(() if when is None else (when.sure[0],)),
        place_answer(path) if path else None,
        frozenset((path,) if path else ()),
        frozenset((name,) if name else ()),
        frozenset(participants),
        {normal(series): number for series, number in event.ordinals},
        frozenset((mark,) if mark else ()),
        frozenset(mention.counts),
        frozenset(mention.sources),
        event.kind or "",
        event.timezone or timezone,
        {path: ", ".join(reversed(event.where))} if path else {},
        {name: event.name} if event.name and name else {},
        participants,
        {normal(series): series for series, _ in event.ordinals},
    )


def conflict(one: Description, other: Description) -> str:
    """The descriptor on which two can't be true together: "kind", "time", "place", "ordinal" or "part"; "" where they can."""
    if one.kind != other.kind and not (one.kind <= other.kind or other.kind <= one.kind):
        return "kind"
    (low, high), (other_low, other_high) = one.loose_time, other.loose_time
    if low >= other_high or other_low >= high:
        return "time"
    begin, end = one.loose_place
    other_begin, other_end = other.loose_place
    if begin >= other_end or other_begin >= end:
        return "place"
    if one.ordinals and other.ordinals:
        mine, others = one.ordinals, other.ordinals
        if any(number != others.get(series, number) for series, number in mine.items()):
            return "ordinal"
    if one.marks and other.marks and one.marks.isdisjoint(other.marks):
        return "part"
    return ""


def joined(descriptions: Iterable[Description]) -> Description:
    """What several descriptions come to together. Where the user joined what can't be true together, all of it."""
    several = list(descriptions)
    if len(several) == 1:
        return several[0]
    ordinals: dict[str, int] = {}
    for one in several:
        for series, number in one.ordinals.items():
            ordinals[series] = min(number, ordinals.get(series, number))
    kind = max((one.kind for one in several), key=lambda words: (len(words), sorted(words)))
    return Description(
        kind,
        _meet([one.when for one in several if one.when is not None]),
        frozenset().union(*(one.times for one in several)),
        _meet([one.place for one in several if one.place is not None]),
        frozenset().union(*(one.paths for one in several)),
        frozenset().union(*(one.names for one in several)),
        frozenset().union(*(one.participants for one in several)),
        ordinals,
        frozenset().union(*(one.marks for one in several)),
        frozenset().union(*(one.counts for one in several)),
        frozenset().union(*(one.sources for one in several)),
        min((one.told_kind for one in several if one.kind == kind), default=""),
        min(one.told_zone for one in several),
        _first_of(one.told_places for one in several),
        _first_of(one.told_names for one in several),
        _first_of(one.told_participants for one in several),
        _first_of(one.told_series for one in several),
    )


def _meet(answers: list[Answer]) -> Answer | None:
    if not answers:
        return None
    met = reduce(and_, answers)
    return reduce(or_, answers).hull() if met.is_nothing else met


def _first_of(tellings: Iterable[Mapping[Any, str]]) -> Mapping[Any, str]:
    """How each thing was written, the first by content where that differs."""
    found: dict[Any, str] = {}
    for told in tellings:
        for key, text in told.items():
            found[key] = min(text, found.get(key, text))
    return found
