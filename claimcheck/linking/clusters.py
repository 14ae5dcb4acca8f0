"""Best first: pairs are joined from the highest score down, as long as all that is said of a cluster can be true together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import attrs

from claimcheck.linking.descriptions import Description, joined, why_apart
from claimcheck.linking.rates import Rates
from claimcheck.linking.scoring import Scored, score

__all__ = ["FLOOR", "THRESHOLD", "Clustering", "Judged", "cluster"]

THRESHOLD: Final = 1.0
"""Bits from which on two mentions are linked: four to one."""

FLOOR: Final = -3.0
"""Bits under which a candidate is no rival: one to four."""


@attrs.frozen
class Judged:
    """What became of a pair of positions: its parts, and why it was refused, "" where it was not."""

    one: int
    other: int
    points: float
    parts: Scored
    reason: str = ""


@attrs.frozen
class Clustering:
    """Groups of positions, and the pairs that were joined, refused and left open."""

    groups: list[list[int]]
    links: list[Judged]
    refused: list[Judged]
    parts_of: list[Judged]
    rivals: dict[int, list[Judged]]


class _Merging:
    """The state of one best-first run: which cluster each mention is in, and what each cluster comes to."""

    def __init__(
        self,
        descriptions: Sequence[Description],
        declared: Sequence[bool],
        apart: Mapping[int, set[int]],
    ) -> None:
        self.head = list(range(len(descriptions)))
        self.members = [[position] for position in self.head]
        self.known = list(descriptions)
        self.declared = list(declared)
        self.apart = {position: set(others) for position, others in apart.items()}

    def merge(self, one: int, other: int) -> None:
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
        if other in self.apart:
            self.apart.setdefault(one, set()).update(self.apart[other])

    def forbidden(self, one: int, other: int) -> str:
        """Why two clusters may not be joined whatever their score; "" where they may."""
        if self.declared[one] and self.declared[other]:
            return "both have an id of their own"
        if any(self.head[position] == other for position in self.apart.get(one, ())) or any(
            self.head[position] == one for position in self.apart.get(other, ())
        ):
            return "the user says they are different events"
        apart = why_apart(self.known[one], self.known[other])
        return "" if apart is None else apart[1]


def cluster(
    descriptions: Sequence[Description],
    declared: Sequence[bool],
    pairs: Iterable[tuple[int, int]],
    same: Iterable[tuple[int, int]],
    apart: Mapping[int, set[int]],
    rates: Rates,
) -> Clustering:
    """Join pairs best first. Positions are in order of content, which breaks ties."""
    state = _Merging(descriptions, declared, apart)
    links = []
    for one, other in same:
        state.merge(one, other)
    judged: list[Judged] = []
    refused: list[Judged] = []
    related: list[Judged] = []
    for one, other in sorted(pairs):
        told = why_apart(descriptions[one], descriptions[other])
        if told is not None:
            refused.append(Judged(one, other, float("-inf"), [], told[1]))
            continue
        parts = score(descriptions[one], descriptions[other], rates)
        points = sum(part[2] for part in parts)
        if points >= FLOOR:
            if bool(descriptions[one].marks) != bool(descriptions[other].marks):
                related.append(Judged(one, other, points, parts))
            else:
                judged.append(Judged(one, other, points, parts))
    near: dict[int, list[Judged]] = {}
    for pair in judged:
        near.setdefault(pair.one, []).append(pair)
        near.setdefault(pair.other, []).append(pair)
    waiting = sorted(
        (pair for pair in judged if pair.points >= THRESHOLD),
        key=lambda pair: (-pair.points, pair.one, pair.other),
    )
    left: list[Judged] = []
    while waiting:
        postponed = []
        progress = False
        for pair in waiting:
            one, other = state.head[pair.one], state.head[pair.other]
            if one == other:
                continue
            reason = state.forbidden(one, other)
            if not reason and (len(state.members[one]) > 1 or len(state.members[other]) > 1):
                points = sum(part[2] for part in score(state.known[one], state.known[other], rates))
                if points < THRESHOLD:
                    reason = "taken together, what is said of the two speaks against it"
            if reason:
                refused.append(attrs.evolve(pair, reason=reason))
                continue
            if _rivalled(pair, near, state, rates):
                postponed.append(pair)
                continue
            state.merge(one, other)
            links.append(pair)
            progress = True
        waiting = postponed if progress else []
        left = postponed
    open_pairs: dict[int, list[Judged]] = {}
    for pair in left:
        if state.head[pair.one] != state.head[pair.other]:
            open_pairs.setdefault(pair.one, []).append(pair)
            open_pairs.setdefault(pair.other, []).append(pair)
    groups = [sorted(state.members[head]) for head in sorted(set(state.head))]
    return Clustering(sorted(groups), links, refused, related, open_pairs)


def _rivalled(pair: Judged, near: Mapping[int, list[Judged]], state: _Merging, rates: Rates) -> bool:
    """Whether another event fits one side about as well, so that it cannot be told which is meant."""
    one, other = state.head[pair.one], state.head[pair.other]
    for side, kept, against in ((pair.one, one, other), (pair.other, other, one)):
        best: dict[int, float] = {}
        for position in state.members[kept] if len(state.members[kept]) < 20 else [side]:
            for rival in near.get(position, ()):
                head = state.head[rival.other if rival.one == position else rival.one]
                if head not in (kept, against) and rival.points > best.get(head, float("-inf")):
                    best[head] = rival.points
        enough = pair.points - THRESHOLD
        odds = 0.0
        for head, points in best.items():
            if points > enough - 10 and not state.forbidden(kept, head) and _exclude(kept, head, against, state, rates):
                odds += 2.0 ** min(points - enough, 60.0)
        if odds > 1:
            return True
    return False


def _exclude(kept: int, head: int, against: int, state: _Merging, rates: Rates) -> bool:
    """Whether two clusters that a third could be of are two events, as far as is known."""
    if state.forbidden(head, against):
        return True
    one, other = state.known[head], state.known[against]
    if set(one.sources) & set(other.sources):
        return True
    if not state.known[kept].is_vaguer_than(one) and not state.known[kept].is_vaguer_than(other):
        return False  # what is told in full is no bridge between two
    return sum(part[2] for part in score(one, other, rates)) < THRESHOLD
