"""What contradicts what on one question: its camps, and on growing counts the floors that are later passed under."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

import attrs

from claimcheck.answers import Answer, Spans, _meet, _within, ends_of
from claimcheck.camps import find_camps, meets_all
from claimcheck.liveness import Read, at_its_time, ceiling_of, clash, floor_of, is_instant
from claimcheck.sources import Sides
from claimcheck.standings import Position, Support, gather, standing_of, supports_of
from claimcheck.statements import Statement

__all__ = ["Growth", "Members", "Parting", "part", "part_at", "straining"]

_STANDING_ORDER = {"corroborated": 4, "one-sided": 3, "single-source": 2, "unverified": 1}


@attrs.define(eq=False)
class Members:
    """One camp with its members: all that hold where it meets, and those that are not in every camp."""

    meet: Spans
    all: list[Position]
    distinct: list[Position]
    standing: str
    anonymous: bool


@attrs.define(eq=False)
class Parting:
    """How the live positions of a question part: the camps of all, and where the camps of the named meet."""

    positions: list[Position]
    meets: tuple[Spans, ...]
    named_meets: tuple[Spans, ...]
    latest: list[Position] | None = None
    """On a growing count, the positions as they are read at the latest as-of, by which standings go."""

    @property
    def contradicts(self) -> bool:
        """Whether there is more than one camp."""
        return len(self.meets) > 1

    def conflicting(self) -> list[Position]:
        """Positions that are not in every camp."""
        return [one for one in self.positions if not meets_all(one.answer.possible, self.meets)]

    def members(self, sides: Sides) -> list[Members]:
        """The camps with their members and standings, from lowest to highest."""
        distinct = set(map(id, self.conflicting()))
        found = []
        for meet, members in zip(self.meets, self._members(), strict=True):
            apart = [one for one in members if id(one) in distinct]
            standing = (
                _standing_alone(apart, apart, sides)
                if self.latest is None
                else self._at_latest(members, apart, sides)
            )
            found.append(Members(meet, members, apart, standing, not self._is_named(meet)))
        return found

    def _at_latest(self, members: Sequence[Position], apart: Sequence[Position], sides: Sides) -> str:
        """A camp's standing on a growing count: its members' answers as they are read at the latest as-of."""
        within = {id(one) for position in members for one in position.statements}
        distinct = {id(one) for position in apart for one in position.statements}
        camp = []
        judged = []
        for position in self.latest or ():
            statements = [one for one in position.statements if id(one) in within]
            if statements:
                named = any(one.named for one in statements)
                camp.append(attrs.evolve(position, statements=statements, named=named, supports=None))
                if any(id(one) in distinct for one in statements):
                    judged.append(camp[-1])
        return _standing_alone(judged, camp, sides)

    def _members(self) -> Iterable[list[Position]]:
        single = all(len(one.answer.possible) == 1 for one in self.positions)
        if not single or len(self.meets) * len(self.positions) < 10_000:
            for meet in self.meets:
                yield [one for one in self.positions if _meet(one.answer.possible, meet)]
            return
        active: list[Position] = []
        ahead = 0
        for meet in self.meets:
            lower = meet[0][0]
            while ahead < len(self.positions) and (lower is not None and self.positions[ahead].low <= lower):
                active.append(self.positions[ahead])
                ahead += 1
            active = [one for one in active if lower is None or one.high > lower]
            yield list(active)

    def _is_named(self, meet: Spans) -> bool:
        """Whether the named members of the camp that meets here are themselves a camp of the named."""
        if self.named_meets is self.meets:
            return True
        return any(_within(meet, named) for named in self.named_meets)


def part(positions: list[Position]) -> Parting:
    """Find the camps of a question's positions, which are sorted by their lowest possible value."""
    meets = camps_of(positions)
    if all(one.named for one in positions):
        return Parting(positions, meets, meets)
    return Parting(positions, meets, camps_of([one for one in positions if one.named]))


def camps_of(positions: Sequence[Position]) -> tuple[Spans, ...]:
    if len(positions) == 1:
        return (positions[0].answer.possible,)
    sets = [one.answer.possible for one in positions]
    if sets and all(len(spans) == 1 for spans in sets):
        lowest = max(positions, key=lambda one: one.low)
        highest = min(positions, key=lambda one: one.high)
        if lowest.low < highest.high:
            return (((lowest.answer.possible[0][0], highest.answer.possible[0][1]),),)
    return find_camps(sets)


def _standing_alone(judged: Sequence[Position], camp: Sequence[Position], sides: Sides) -> str:
    """The best standing among a camp's own answers, with only the camp to support them."""
    best = "unverified"
    named = [one for one in camp if one.named]
    for one in judged:
        supports: list[Support] = []
        for other in named:
            if other is one or other.answer.confirms(one.answer):
                supports += supports_of(other)
        standing = standing_of(supports, sides)
        if _STANDING_ORDER[standing] > _STANDING_ORDER[best]:
            best = standing
        if best == "corroborated":
            break
    return best


# Growing counts: the truth is a function of time that never falls


@attrs.define(eq=False)
class Growth:
    """Where some floors are later passed under by ceilings, among statements on one growing count.

    A floor binds from the end of its as-of, a ceiling up to its start. Exact for single spans.
    """

    floor_times: list[float]
    highest_until: list[Any]
    ceiling_times: list[float]
    lowest_from: list[Any]
    instants: list[Statement]
    gapped: list[Statement]

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Growth:
        """Sort the floors and the ceilings by time, with the highest floor so far and the lowest ceiling to come."""
        floors = sorted(
            (one.as_of[1], lower) for one in statements if (lower := floor_of(one.answer)) is not None
        )
        ceilings = sorted(
            (one.as_of[0], upper)
            for one in statements
            if not one.outgrown and (upper := ceiling_of(one.answer)) is not None
        )
        instants = [one for one in statements if is_instant(one.as_of)]
        return cls(
            [time for time, _ in floors],
            list(accumulate((lower for _, lower in floors), max)),
            [time for time, _ in ceilings],
            list(accumulate((upper for _, upper in reversed(ceilings)), min))[::-1],
            instants,
            [one for one in instants if len(one.answer.possible) > 1],
        )

    def clashes(self, one: Statement) -> bool:
        """Whether a statement (said without "probably") clashes with one of these, as a floor or as a ceiling."""
        answer = one.flat
        lower, upper = floor_of(answer), ceiling_of(answer)
        if upper is not None and not one.outgrown:
            before = bisect_right(self.floor_times, one.as_of[0])
            if before and self.highest_until[before - 1] >= upper:
                return True
        if lower is not None:
            after = bisect_left(self.ceiling_times, one.as_of[1])
            if after < len(self.ceiling_times) and self.lowest_from[after] <= lower:
                return True
        here = answer.or_more() if one.outgrown else answer
        return any(
            other.as_of == one.as_of and at_its_time(other).contradicts(here)
            for other in (self.instants if len(answer.possible) > 1 else self.gapped)
        )

    def latest_clash(self) -> float | None:
        """The latest time at which a floor and a ceiling that clash both bind; None where none do."""
        same = [
            one.as_of[0]
            for one in self.gapped
            if any(other.as_of == one.as_of and clash(one, other, "accrues") for other in self.instants)
        ]
        for index in range(len(self.ceiling_times) - 1, -1, -1):
            time = self.ceiling_times[index]
            before = bisect_right(self.floor_times, time)
            if before and self.highest_until[before - 1] >= self.lowest_from[index]:
                return max([time, *same])
        return max(same, default=None)


def read_at_clash(one: Statement, time: float) -> Read:
    """What a growing count's answer says of one time: a floor after its as-of, a ceiling before, itself at it."""
    axis = one.answer.axis
    first, last = one.as_of
    if one.outgrown:
        answer = one.answer.or_more() if last <= time else Answer.everything(axis)
        return Read(answer, answer)
    if first == last == time:
        return Read(one.answer, one.flat)
    if last <= time:
        possible = one.answer.or_more().possible
    elif first >= time:
        possible = ((axis.lowest, one.answer.possible[-1][1]),)
    else:
        possible = axis.whole
    answer = Answer.of_normal(axis, possible, possible)
    return Read(answer, answer)


def part_at(statements: Sequence[Statement], time: float, latest: list[Position] | None = None) -> Parting:
    """The camps of a growing count at one time; `latest` are its positions as read at the latest as-of."""
    pairs = []
    for one in statements:
        read = read_at_clash(one, time)
        pairs.append((one, read.answer, read.flat))
    return attrs.evolve(part(gather(pairs)), latest=latest)


# Tension


def straining(
    positions: Sequence[Position], unless: Callable[[Position, Position], bool] | None = None
) -> list[Position]:
    """Positions that strain another, one of the two a named voice's, `unless` the pair does worse.

    n log n where every answer is a single span and nothing is excepted.
    """
    if (
        unless is None
        and len(positions) > 8
        and all(len(one.answer.possible) == len(one.answer.sure) == 1 for one in positions)
    ):
        return _straining_spans(positions)
    found = set()
    for index, one in enumerate(positions):
        for later, other in enumerate(positions[index + 1 :], index + 1):
            strains = (one.named or other.named) and one.answer.strains(other.answer)
            if strains and (unless is None or not unless(one, other)):
                found |= {index, later}
    return [positions[index] for index in sorted(found)]


def _straining_spans(positions: Sequence[Position]) -> list[Position]:
    """One strains another where its sure span lies wholly beyond the other's, but its possible span reaches into it."""
    sure = [ends_of(one.answer.axis, one.answer.sure) for one in positions]
    found: set[int] = set()
    for counting in (True, False):
        others = [index for index, one in enumerate(positions) if one.named or counting]
        asking = [index for index, one in enumerate(positions) if one.named == counting]
        below = sorted((sure[index][1], positions[index].high) for index in others)
        reach_up = list(accumulate((high for _, high in below), max))
        above = sorted((sure[index][0], positions[index].low) for index in others)
        reach_down = list(accumulate((low for _, low in reversed(above)), min))[::-1]
        for index in asking:
            low, high = sure[index]
            lower = bisect_right(below, low, key=lambda pair: pair[0])
            higher = bisect_left(above, high, key=lambda pair: pair[0])
            if (lower and reach_up[lower - 1] > positions[index].low) or (
                higher < len(above) and reach_down[higher] < positions[index].high
            ):
                found.add(index)
    return [positions[index] for index in sorted(found)]
