"""Which mentions are worth comparing: those that share an anchor and whose times meet, found by a sweep; never all pairs.

Two mentions are comparable where their kinds fit, their loose times meet, and they share an anchor (a step of a place, a
participant, a word of a name, an ordinal), or one of them is bare, with neither place nor participants. **Blocking loses
no comparable pair as long as no mention fits more than `MOST_FITS` others of a block**; where it does, the block tells too
little of that mention, and only its narrower blocks are searched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, TypeAlias

from claimcheck.linking.descriptions import Anchor, Description

__all__ = ["MOST_FITS", "are_comparable", "candidate_pairs"]

Block: TypeAlias = dict[frozenset[str], list[int]]
Span: TypeAlias = tuple[float, float]
Pair: TypeAlias = tuple[int, int]

MOST_FITS: Final = 100
"""How many others of a block may fit a mention before the block tells too little of it."""


def are_comparable(one: Description, other: Description) -> bool:
    """Whether two mentions are worth comparing, blocks or not."""
    if not (one.kind <= other.kind or other.kind <= one.kind):
        return False
    (low, high), (other_low, other_high) = one.loose_time, other.loose_time
    if low >= other_high or other_low >= high:
        return False
    return one.is_bare or other.is_bare or not set(one.anchors).isdisjoint(other.anchors)


def candidate_pairs(
    descriptions: Sequence[Description], most: int = MOST_FITS
) -> tuple[set[Pair], list[int]]:
    """Pairs of positions, lower first, and the positions of which some block tells too little.

    n log n in each block, and at most `most` pairs for a mention and block.
    """
    spans = [one.loose_time for one in descriptions]
    search = _Search(spans, most)
    blocks: dict[Anchor, Block] = {}
    homes: dict[Anchor, Block] = {}
    everyone: Block = {}
    bare: Block = {}
    for position, one in enumerate(descriptions):
        for anchor in one.anchors:
            blocks.setdefault(anchor, {}).setdefault(one.kind, []).append(position)
        for step in {step for path in one.paths for step in path[-2:]}:
            homes.setdefault(("place", step), {}).setdefault(one.kind, []).append(position)
        everyone.setdefault(one.kind, []).append(position)
        if one.is_bare:
            bare.setdefault(one.kind, []).append(position)
    for anchor, block in blocks.items():
        # two places that share none of the last two steps of one are apart even by their loose readings
        if anchor[0] != "place":
            search.block(block, block)
        elif anchor in homes:
            search.block(homes[anchor], block)
    if bare:
        search.block(bare, everyone)
    return search.pairs, sorted(search.crowded)


class _Search:
    """The pairs found so far, and whom some block was too full for."""

    def __init__(self, spans: Sequence[Span], most: int) -> None:
        self.spans = spans
        self.most = most
        self.pairs: set[Pair] = set()
        self.crowded: set[int] = set()

    def block(self, some: Block, others: Block) -> None:
        """Pairs of one of some and one of the others, of kinds that fit and whose times meet."""
        if len(others) == 1 and len(next(iter(others.values()))) == 1:
            return
        kept = self._uncrowded(some, others)
        kept_others = kept if some is others else self._uncrowded(others, some)
        for kind, members in kept.items():
            for other_kind, other_members in kept_others.items():
                if some is others and kind == other_kind:
                    self._sweep(members)
                elif kind <= other_kind or (other_kind <= kind and some is not others):
                    self._begins_within(members, other_members, bisect_left)
                    self._begins_within(other_members, members, bisect_right)

    def _uncrowded(self, some: Block, others: Block) -> Block:
        """Those that few enough of the others fit, in order of time."""
        kept: Block = {}
        for kind, members in some.items():
            fitting = [
                self.spans[position]
                for other_kind, positions in others.items()
                if kind <= other_kind or other_kind <= kind
                for position in positions
            ]
            starts, ends = sorted(low for low, _ in fitting), sorted(high for _, high in fitting)
            kept[kind] = []
            for position in sorted(members, key=lambda one: (self.spans[one], one)):
                low, high = self.spans[position]
                # all that begin before it ends, save those that end before it begins
                if bisect_left(starts, high) - bisect_right(ends, low) <= self.most:
                    kept[kind].append(position)
                else:
                    self.crowded.add(position)
        return kept

    def _sweep(self, members: list[int]) -> None:
        """Each member with all after it that begin in its time."""
        spans, add = self.spans, self.pairs.add
        for index, position in enumerate(members, 1):
            high = spans[position][1]
            for other in islice(members, index, None):
                if spans[other][0] >= high:
                    break
                add((position, other) if position < other else (other, position))

    def _begins_within(self, members: list[int], others: list[int], first: Callable[..., int]) -> None:
        """Each member with those of the others that begin in its time."""
        starts = [self.spans[position][0] for position in others]
        for position in members:
            low, high = self.spans[position]
            for other in others[first(starts, low) : bisect_left(starts, high)]:
                if other != position:
                    self.pairs.add((position, other) if position < other else (other, position))
