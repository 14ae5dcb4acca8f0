"""How often it happens by chance: events a year at a place, among participants, of a name; how usual a word or a count is.

All rates come from the mentions themselves, without labels, and are local: they are taken from the blocks that a pair
shares, so mentions that share nothing with it change nothing, nor does the same mention a million times. How many events a
block has is the fewest that can account for the times told in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.linking.descriptions import Anchor, Description

__all__ = ["Rates"]

_DAY: Final = 24 * 3_600_000_000
_AROUND: Final = (183 * _DAY, 30 * _DAY)
"""How far either way events are counted: half a year, and a month, as they come in bursts; the higher rate is taken."""
_BURST: Final = 4
"""How many events within two months are a burst; fewer may be chance."""
_UNSEEN: Final = 0.5
"""Events that no mention tells of, beside those that are told: what is seen once is seldom the only one."""
_BEFORE: Final = 2.5 * _DAY
"""In what time they are expected before one has looked for any: a story that one follows has one in five days.

A register that covers a year tells how rare an event is; two reports of one day tell nothing of that.
"""
_STEM: Final = 5
"""Letters by which words count as one when it is told how usual they are: "chemical" and "chem", "energy" and "energies"."""
_USUAL: Final = 0.05
_WORTH: Final = 10
"""Before any name is seen a word is in one name of twenty; that is worth as much as ten names seen."""


@attrs.frozen(eq=False)
class Rates:
    """By kind and anchor: when its distinct events were, sorted, and how many there were up to each."""

    _times: Mapping[Any, list[float]]
    _totals: Mapping[Any, list[int]]
    _words: Mapping[Any, Counter[str]]
    _names: Mapping[Any, int]
    _counts: Mapping[Any, Counter[Answer]]
    _covered: Mapping[Any, tuple[float, float]]
    _usual: dict[Any, float] = attrs.field(factory=dict)

    @classmethod
    def of(cls, descriptions: Iterable[Description]) -> Rates:
        """The rates of what is told."""
        facts: dict[Any, list[tuple[float, float, tuple[str, ...]]]] = {}
        words: dict[Any, Counter[str]] = {}
        names: Counter[Any] = Counter()
        counts: dict[Any, Counter[Answer]] = {}
        covered: dict[Any, tuple[float, float]] = {}
        for one in descriptions:
            span = one.plain_time
            for ground in one.grounds:
                key = (one.kind, ground)
                if span is not None:
                    begin, end = covered.get(key, span)
                    covered[key] = min(begin, span[0]), max(end, span[1])
                if one.words:
                    words.setdefault(key, Counter()).update({word[:_STEM] for word in one.words})
                    names[key] += 1
                for question, answer in one.counts:
                    counts.setdefault((one.kind, ground, question), Counter())[answer] += 1
            if span is not None:
                fact = (span[1], span[0], tuple(sorted(one.sources)))
                for anchor in (("", ""), *one.anchors):
                    facts.setdefault((one.kind, anchor), []).append(fact)
        times, totals = {}, {}
        for key, told in facts.items():
            cells = _distinct(sorted(told))
            times[key] = [middle for middle, _ in cells]
            totals[key] = list(accumulate((events for _, events in cells), initial=0))
        return cls(times, totals, words, names, counts, covered)

    def expected(
        self,
        kinds: Sequence[frozenset[str]],
        anchors: Iterable[Anchor],
        ground: Anchor | None,
        low: float,
        high: float,
    ) -> float:
        """How many other events to expect between two times, by the rarest of some anchors; in all, between infinite ones.

        The time that the mentions on a common ground cover is the time for which one has looked.
        """
        middle, length = (low + high) / 2, high - low
        endless = length == float("inf")
        unseen = 1.0 if endless else _UNSEEN * length / (_BEFORE + self._looked(kinds, ground, middle))
        least = float("inf")
        for anchor in anchors:
            found = [
                (times, self._totals[kind, anchor])
                for kind in kinds
                if (times := self._times.get((kind, anchor))) is not None
            ]
            if endless:
                most = max(sum(totals[-1] for _, totals in found) - 1, 0) + unseen
            else:
                most = 0.0
                for around in _AROUND:
                    reach = around + length / 2
                    seen = sum(
                        totals[bisect_right(times, middle + reach)]
                        - totals[bisect_left(times, middle - reach)]
                        for times, totals in found
                    )
                    if most and seen < _BURST:
                        continue
                    most = max(most, max(seen - 1, 0) * length / (2 * reach) + unseen)
            least = min(least, most)
        return least if least < float("inf") else unseen

    def _looked(self, kinds: Sequence[frozenset[str]], ground: Anchor | None, middle: float) -> float:
        """How much of the year around a time the mentions on a ground cover."""
        spans = [span for kind in kinds if (span := self._covered.get((kind, ground))) is not None]
        if not spans:
            return 0.0
        begin = max(min(first for first, _ in spans), middle - _AROUND[0])
        return max(0.0, min(max(last for _, last in spans), middle + _AROUND[0]) - begin)

    def usual_word(self, kinds: Iterable[frozenset[str]], ground: Anchor | None, word: str) -> float:
        """In what share of other names a word is, or one that begins like it."""
        told = [(kind, ground) for kind in kinds if ground is not None]
        having = sum(self._words[key][word[:_STEM]] for key in told if key in self._words)
        names = sum(self._names.get(key, 0) for key in told)
        return (max(having - 2, 0) + _USUAL * _WORTH) / (max(names - 2, 0) + _WORTH)

    def usual_count(
        self, kinds: tuple[frozenset[str], ...], ground: Anchor | None, question: str, answer: Answer
    ) -> float:
        """In what share of other mentions a question is answered like this."""
        key = (kinds, ground, question, answer)
        share = self._usual.get(key)
        if share is None:
            told = [counts for kind in kinds if (counts := self._counts.get((kind, ground, question)))]
            having, all_told = sum(one[answer] for one in told), sum(one.total() for one in told)
            share = (max(having - 2, 0) + 2 * _USUAL * _WORTH) / (max(all_told - 2, 0) + _WORTH)
            self._usual[key] = share
        return share


def _distinct(facts: Sequence[tuple[float, float, tuple[str, ...]]]) -> list[tuple[float, int]]:
    """The fewest events that can account for some times, given as end, begin and sources, by end: their middles and numbers.

    Times that share no moment are of different events, and one source tells of one event once a day.
    """
    cells: list[tuple[float, int]] = []
    ended = float("-inf")
    by_source: Counter[tuple[str, ...]] = Counter()
    for end, begin, sources in facts:
        if begin >= ended:
            ended = end
            cells.append(((begin + end) / 2, 1))
            by_source = Counter((sources,))
        elif end - begin <= _DAY and begin == ended - _DAY:
            by_source[sources] += bool(sources)
            cells[-1] = (cells[-1][0], max(cells[-1][1], by_source[sources]))
    return cells
