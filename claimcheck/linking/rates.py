"""How often it happens by chance: events a day in a place, among some participants, of a kind, from the mentions themselves.

A rate is local. It counts the distinct times and places told in one block, half a year either way, so that mentions
elsewhere, or the same mention a million times, change nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import attrs

from claimcheck.linking.descriptions import Description

__all__ = ["Block", "Rates", "blocks_of"]

Block: TypeAlias = tuple[str, str, str]

_DAY: Final = 24 * 3_600_000_000
_HALF_YEAR: Final = 183 * _DAY
_UNSEEN: Final = 0.5
"""Events a year that no mention tells of, added to each count: what is seen once is seldom the only one."""


def blocks_of(one: Description) -> tuple[Block, ...]:
    """What a description can meet others by: each word of its kind, with each step of its places and each participant."""
    blocks: list[Block] = []
    for kind in sorted(one.kind) or [""]:
        blocks.append((kind, "", ""))
        blocks += [(kind, "place", step) for step in sorted({step for path in one.paths for step in path})]
        blocks += [(kind, "participant", name) for name in sorted(one.participants)]
    return tuple(blocks)


@attrs.frozen(eq=False)
class Rates:
    """By block, the middles of the distinct times told in it, sorted."""

    _middles: Mapping[Block, list[float]]

    @classmethod
    def of(cls, descriptions: Iterable[Description]) -> Rates:
        """The rates of what is told."""
        told: dict[Block, set[tuple[float, float, tuple[str, ...]]]] = {}
        for one in descriptions:
            if one.when is None:
                continue
            fact = (one.earliest, one.latest, one.deepest)
            for block in blocks_of(one):
                told.setdefault(block, set()).add(fact)
        return cls(
            {block: sorted((low + high) / 2 for low, high, _ in facts) for block, facts in told.items()}
        )

    def expected(self, blocks: Iterable[Block], low: float, high: float, own: int) -> float:
        """How many other events to expect between two times, by the rarest of some blocks.

        `own` is how many of the times counted belong to the pair that is judged.
        """
        least = float("inf")
        middle = (low + high) / 2
        reach = _HALF_YEAR + (high - low) / 2
        for block in blocks:
            times = self._middles.get(block, ())
            seen = bisect_right(times, middle + reach) - bisect_left(times, middle - reach)
            least = min(least, max(seen - own, 0) + _UNSEEN)
        return least * (high - low) / (2 * reach)
