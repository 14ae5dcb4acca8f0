"""Best first: pairs are joined from the highest score down, as long as all that is said of a cluster can be true together.

A pair waits while another event fits one of its sides about as well; it is looked at again when others have been joined,
for what is taken by one is no longer free for the other. What still waits in the end is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from claimcheck.linking.descriptions import Description, conflict, joined
from claimcheck.linking.rates import Rates
from claimcheck.linking.scoring import WEIGHTS, points_of, score

__all__ = ["FLOOR", "REASONS", "THRESHOLD", "Clustering", "Judged", "cluster"]

THRESHOLD: Final = 1.0
"""Bits from which on two mentions are linked: two to one."""

FLOOR: Final = -4.0
"""Bits under which a candidate is no rival: one to sixteen."""

REASONS: Final = {
    "id": "each has an id of its own",
    "order": "the user says they are different events",
    "whole": "one is a part of the other",
    "together": "what is said of each, taken together, speaks against it",
}
"""What forbids a link beside a descriptor, in words."""

_FAR: Final = 60.0
_MOST_ASKED: Final = 20


@attrs.frozen
class Judged:
    """A pair of positions, its points, and what kept it apart: a descriptor, or a reason of `REASONS`, or "".

    `between` is what was known on both sides when it was refused.
    """

    one: int
    other: int
    points: float
    apart: str = ""
    between: tuple[Description, Description] | None = None

    def beside(self, position: int) -> int:
        """The other one of the two."""
        return self.other if position == self.one else self.one


@attrs.frozen
class Clustering:
    """Groups of positions in order, and the pairs that were joined, refused, near, left waiting, or parts of one another."""

    groups: list[list[int]]
    links: list[Judged]
    refused: list[Judged]
    near: dict[int, list[Judged]]
    waiting: list[Judged]
    related: list[Judged]


def cluster(
    descriptions: Sequence[Description],
    declared: Sequence[bool],
    pairs: Iterable[tuple[int, int]],
    same: Iterable[tuple[int, int]],
    apart: Mapping[int, set[int]],
    rates: Rates,
) -> Clustering:
    """Join pairs best first. Positions are in order of content, which breaks ties."""
    state = _State(descriptions, declared, apart, rates)
    for one, other in same:
        state.join(one, other)
    refused: list[Judged] = []
    related: list[Judged] = []
    near: dict[int, list[Judged]] = {}
    judged: list[Judged] = []
    for one, other in sorted(pairs):
        first, second = descriptions[one], descriptions[other]
        because = conflict(first, second)
        if because:
            if because != "place":
                refused.append(Judged(one, other, 0.0, because, (first, second)))
            continue
        points = points_of(score(first, second, rates, FLOOR))
        if points < FLOOR:
            continue
        pair = Judged(one, other, points)
        if bool(first.marks) != bool(second.marks):
            related.append(pair)
            continue
        judged.append(pair)
        near.setdefault(one, []).append(pair)
        near.setdefault(other, []).append(pair)
    links, waiting = _best_first(judged, near, state, refused)
    groups = sorted(sorted(members) for members in state.members if members)
    return Clustering(groups, links, refused, near, waiting, related)


def _best_first(
    judged: list[Judged], near: Mapping[int, list[Judged]], state: _State, refused: list[Judged]
) -> tuple[list[Judged], list[Judged]]:
    """The pairs that were joined, and those that still wait for a rival to be gone."""
    waiting = sorted(
        (pair for pair in judged if pair.points >= THRESHOLD),
        key=lambda pair: (-pair.points, pair.one, pair.other),
    )
    links: list[Judged] = []
    joined_some = True
    while joined_some:
        joined_some, still = False, []
        for pair in waiting:
            one, other = state.head[pair.one], state.head[pair.other]
            if one == other:
                continue
            because = state.apart(one, other) or state.against(one, other)
            if because:
                refused.append(
                    attrs.evolve(pair, apart=because, between=(state.known[one], state.known[other]))
                )
            elif _is_rivalled(pair, near, state):
                still.append(pair)
            else:
                state.join(one, other)
                links.append(pair)
                joined_some = True
        waiting = still
    return links, waiting


class _State:
    """Which cluster each mention is in, and what each cluster comes to; a cluster goes by one of its positions."""

    def __init__(
        self,
        descriptions: Sequence[Description],
        declared: Sequence[bool],
        apart: Mapping[int, set[int]],
        rates: Rates,
    ) -> None:
        self.head = list(range(len(descriptions)))
        self.members = [[position] for position in self.head]
        self.known = list(descriptions)
        self.declared = list(declared)
        self.ordered_apart = {position: set(others) for position, others in apart.items()}
        self.rates = rates

    def join(self, one: int, other: int) -> None:
        """Make one cluster of the two that hold these."""
        one, other = self.head[one], self.head[other]
        if one == other:
            return
        if len(self.members[one]) < len(self.members[other]):
            one, other = other, one
        self.known[one] = joined((self.known[one], self.known[other]))
        self.declared[one] = self.declared[one] or self.declared[other]
        for position in self.members[other]:
            self.head[position] = one
        self.members[one] += self.members[other]
        self.members[other] = []
        if other in self.ordered_apart:
            self.ordered_apart.setdefault(one, set()).update(self.ordered_apart.pop(other))

    def apart(self, one: int, other: int) -> str:
        """What forbids that two clusters are one, whatever their score; "" where nothing does."""
        if self.declared[one] and self.declared[other]:
            return "id"
        if any(self.head[position] == other for position in self.ordered_apart.get(one, ())):
            return "order"
        if bool(self.known[one].marks) != bool(self.known[other].marks):
            return "whole"
        return conflict(self.known[one], self.known[other])

    def against(self, one: int, other: int) -> str:
        """Whether two clusters, each with all that is known of it, do not look like one; single mentions have been judged."""
        if len(self.members[one]) == len(self.members[other]) == 1 or self.points(one, other) >= THRESHOLD:
            return ""
        return "together"

    def points(self, one: int, other: int) -> float:
        """The score of two clusters by all that is known of each.

        Where one tells a day and the other the next, each further mention that would have to be wrong counts.
        """
        parts = score(self.known[one], self.known[other], self.rates, FLOOR)
        points = points_of(parts)
        if parts[0].seen == "a day apart":
            wrong = min(len(self.members[one]), len(self.members[other]))
            points += (wrong - 1) * (WEIGHTS["a day apart"] - WEIGHTS["same time"])
        return points


def _is_rivalled(pair: Judged, near: Mapping[int, list[Judged]], state: _State) -> bool:
    """Whether other events fit one side so well that this pair is not clearly the likelier."""
    one, other = state.head[pair.one], state.head[pair.other]
    enough = pair.points - THRESHOLD
    for position, kept, against in ((pair.one, one, other), (pair.other, other, one)):
        best: dict[int, float] = {}
        members = state.members[kept]
        for member in members if len(members) <= _MOST_ASKED else [position]:
            for rival in near.get(member, ()):
                head = state.head[rival.beside(member)]
                if head not in (kept, against) and rival.points > best.get(head, FLOOR):
                    best[head] = rival.points
        odds = 0.0
        for head, points in best.items():
            if points > enough - 10 and not state.apart(kept, head) and _are_two(head, against, kept, state):
                odds += 2.0 ** min(points - enough, _FAR)
                if odds > 1:
                    return True
    return False


def _are_two(one: int, other: int, asked: int, state: _State) -> bool:
    """Whether two clusters that a third may belong to are two events, as far as is known."""
    if state.apart(one, other):
        return True
    first, second, third = state.known[one], state.known[other], state.known[asked]
    if not first.sources.isdisjoint(second.sources):
        return state.points(one, other) < 0.0
    if not (third.is_vaguer_than(first) and third.is_vaguer_than(second)):
        return False  # what tells as much as one of them is no bridge between the two
    return state.points(one, other) < 0.0
