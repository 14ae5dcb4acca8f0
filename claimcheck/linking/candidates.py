"""Which mentions are worth comparing: those that share a block and whose times meet, found by a sweep; never all pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from claimcheck.linking.descriptions import Description
from claimcheck.linking.rates import Block, blocks_of

__all__ = ["MOST_FITS", "candidate_pairs"]

MOST_FITS: Final = 100
"""How many others of one block may fit a mention's time before the block tells nothing of it.

Where no mention has more fits than this in any block, blocking loses nothing.
"""


def candidate_pairs(descriptions: Sequence[Description]) -> set[tuple[int, int]]:
    """Pairs of positions, lower first. n log n in each block, and at most `MOST_FITS` pairs a mention and block."""
    members: dict[Block, list[int]] = {}
    for position, one in enumerate(descriptions):
        for block in blocks_of(one):
            members.setdefault(block, []).append(position)
    pairs: set[tuple[int, int]] = set()
    for block in sorted(members):
        if len(members[block]) > 1:
            _sweep(members[block], descriptions, pairs)
    return pairs


def _sweep(block: list[int], descriptions: Sequence[Description], pairs: set[tuple[int, int]]) -> None:
    """Pairs of one block whose loose times meet, and each mention's next one that it does not meet."""
    spans = [(descriptions[position].earliest, descriptions[position].latest, position) for position in block]
    starts = sorted(low for low, _, _ in spans)
    ends = sorted(high for _, high, _ in spans)
    fitting = []
    for low, high, position in spans:
        # all that begin before this one ends, without those that end before it begins
        fits = bisect_left(starts, high) - bisect_left(ends, low, key=lambda end: end)
        if fits - 1 <= MOST_FITS:
            fitting.append((low, high, position))
    fitting.sort()
    for index, (_, high, position) in enumerate(fitting):
        for low, _, other in fitting[index + 1 :]:
            pairs.add((position, other) if position < other else (other, position))
            if low >= high:
                break
