"""How often it happens by chance: events a day in a place, among some participants, of a kind, from the mentions themselves.

A rate is local. It counts the distinct times and places told in one block, half a year either way, so that mentions
elsewhere, or the same mention a million times, change nothing.
"""

from __future__ import annotations

from collections import Counter
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

import attrs

from claimcheck.answers import Answer
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
    """By block: when its distinct events were, sorted, and how many events there were up to each."""

    _times: Mapping[Block, list[float]]
    _totals: Mapping[Block, list[int]]
    _counts: Mapping[tuple[str, str], Counter[Answer]]

    @classmethod
    def of(cls, descriptions: Iterable[Description]) -> Rates:
        """The rates of what is told."""
        told: dict[Block, set[tuple[float, float, tuple[str, ...]]]] = {}
        descriptions = list(descriptions)
        for one in descriptions:
            span = one.plain_span
            if span is not None:
                fact = (span[1], span[0], one.sources)
                for block in blocks_of(one):
                    told.setdefault(block, []).append(fact)
        counts: dict[tuple[str, str], Counter[Answer]] = {}
        for one in descriptions:
            for question, answer in one.counts:
                for kind in sorted(one.kind) or [""]:
                    counts.setdefault((kind, question), Counter())[answer] += 1
        times, totals = {}, {}
        for block, facts in told.items():
            cells = _distinct(sorted(facts))
            times[block] = [middle for middle, _ in cells]
            totals[block] = list(accumulate((events for _, events in cells), initial=0))
        return cls(times, totals, counts)

    def share(self, kinds: Iterable[str], question: str, answer: Answer) -> float:
        """How often a question is answered like this among all of a kind; never quite all or none."""
        found = [
            (told[answer] + 0.5) / (told.total() + 1) for kind in kinds if (told := self._counts.get((kind, question)))
        ]
        return min(found, default=1.0)

    def expected(self, blocks: Iterable[Block], low: float, high: float) -> float:
        """How many other events to expect between two times, by the rarest of some blocks."""
        least = float("inf")
        middle = (low + high) / 2
        reach = _HALF_YEAR + (high - low) / 2
        for block in blocks:
            times = self._times.get(block, ())
            if times:
                totals = self._totals[block]
                seen = totals[bisect_right(times, middle + reach)] - totals[bisect_left(times, middle - reach)]
                least = min(least, max(seen - 1, 0) + _UNSEEN)
        if least == float("inf"):
            least = _UNSEEN
        return least * (high - low) / (2 * reach)


def _distinct(facts: Sequence[tuple[float, float, tuple[str, ...]]]) -> list[tuple[float, int]]:
    """The fewest events that can account for some times, given as end, begin and sources, by end: their middles and numbers.

    Times that share no moment are of different events, and one source tells of one event once a day.
    """
    cells: list[tuple[float, int]] = []
    ended = float("-inf")
    by_source: dict[tuple[str, ...], int] = {}
    for end, begin, sources in facts:
        if begin >= ended:
            ended = end
            cells.append(((begin + end) / 2, 1))
            by_source = {sources: 1}
        elif end - begin <= _DAY and begin == ended - _DAY:
            by_source[sources] = by_source.get(sources, 0) + 1
            cells[-1] = (cells[-1][0], max(cells[-1][1], by_source[sources]))
    return cells
