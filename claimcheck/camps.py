"""Which answers can be true together.

Camps are the largest sets of answers that some one value satisfies. On one axis they are found by a sweep over the
spans: a camp meets where an opening edge is followed at once by a closing one. An answer is in every camp exactly when it
belongs to no minimal contradiction (Rescher & Manor, "On inference from inconsistent premisses", 1970).

>>> find_camps([((0, 10),), ((5, 20),), ((12, 30),)])
(((5, 10),), ((12, 20),))
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, Final

from claimcheck.answers import Bound, Spans, _intersection, _meet
from claimcheck.errors import ToldError

__all__ = ["MOST_GAPPED", "TooManyGaps", "find_camps", "find_proofs", "holds_at", "meets_all"]

MOST_GAPPED: Final = 4096
"""How many meeting places a question may have once an answer on it has gaps; there the check is quadratic."""


class TooManyGaps(ToldError, ValueError):
    """A question on which answers with gaps make more than `MOST_GAPPED` places where answers meet."""


def find_camps(sets: Sequence[Spans]) -> tuple[Spans, ...]:
    """The camps of some sets of values, each as the values where it meets, from lowest to highest.

    n log n where every set is a single span; answers with gaps need a subset check more, and raise `TooManyGaps`
    beyond `MOST_GAPPED` meeting places. No sets make one camp that meets everywhere. An empty set is in no camp.

    >>> find_camps([((0, 50), (51, None)), ((50, 51),)])
    (((0, 50), (51, None)), ((50, 51),))
    """
    if not sets:
        return (((None, None),),)
    if all(len(spans) == 1 for spans in sets):
        return tuple((peak,) for peak in _peaks([spans[0] for spans in sets]))
    return _gapped(sets)


def holds_at(spans: Spans, meet: Spans) -> bool:
    """Whether a set holds where a camp meets, so that it is a member of the camp."""
    return _meet(spans, meet)


def meets_all(spans: Spans, camps: Sequence[Spans]) -> bool:
    """Whether a set is in every camp."""
    if len(camps) == 1:
        return _meet(spans, camps[0])
    if len(camps) > 2 and len(spans) == 1 and all(len(meet) == 1 for meet in (camps[0], camps[-1])):
        if not (holds_at(spans, camps[0]) and holds_at(spans, camps[-1])):
            return False
        if all(len(meet) == 1 for meet in camps):
            return True  # a single span that reaches the first and the last camp reaches those between
    return all(holds_at(spans, meet) for meet in camps)


def find_proofs(sets: Sequence[Spans]) -> Iterator[tuple[int, ...]]:
    """The minimal contradictions among some sets, smallest first, lazily: positions of sets that share no value.

    >>> list(find_proofs([((1, 3),), ((2, 4),), ((1, 2), (3, 4))]))
    [(0, 1, 2)]
    """
    found: list[frozenset[int]] = []
    single = all(len(spans) == 1 for spans in sets)
    for size in range(2, 3) if single else range(1, len(sets) + 1):  # an empty set contradicts itself
        for members in combinations(range(len(sets)), size):
            if any(proof <= frozenset(members) for proof in found):
                continue
            left = sets[members[0]]
            for member in members[1:]:
                left = _intersection(left, sets[member])
            if not left:
                if not single:
                    found.append(frozenset(members))
                yield members


_OPENING: Final = 1
_CLOSING: Final = 0


def _edges(spans: Sequence[tuple[Bound, Bound]]) -> list[tuple[Any, int, int]]:
    """Edges by place, closings before openings at one place; the third is the number of the span."""
    text = any(isinstance(bound, str) for span in spans for bound in span)
    first: Any = "" if text else float("-inf")
    last: Any = "\U0010ffff" if text else float("inf")  # beyond every name: names hold no noncharacters
    edges = []
    for index, (lower, upper) in enumerate(spans):
        edges.append((first if lower is None else lower, _OPENING, index))
        edges.append((last if upper is None else upper, _CLOSING, index))
    edges.sort()
    return edges


def _peaks(spans: Sequence[tuple[Bound, Bound]]) -> list[tuple[Bound, Bound]]:
    if len(spans) == 1:
        return [spans[0]]
    peaks = []
    opened: Any = None
    bounds = [bound for span in spans for bound in span]
    unbounded = None in bounds
    for place, edge, index in _edges(spans):
        if edge == _OPENING:
            opened = (place, index)
        elif opened is not None:
            lower = opened[0]
            if unbounded:
                lower = spans[opened[1]][0]
                peaks.append((lower, spans[index][1]))
            else:
                peaks.append((lower, place))
            opened = None
    return peaks


def _gapped(sets: Sequence[Spans]) -> tuple[Spans, ...]:
    spans = [span for one in sets for span in one]
    owners = [owner for owner, one in enumerate(sets) for _ in one]
    meets: dict[int, list[tuple[Bound, Bound]]] = {}
    members = 0
    opened: int | None = None
    for _place, edge, index in _edges(spans):
        if edge == _OPENING:
            members |= 1 << owners[index]
            opened = index
        else:
            if opened is not None:
                meets.setdefault(members, []).append((spans[opened][0], spans[index][1]))
                opened = None
            members &= ~(1 << owners[index])
    if len(meets) > MOST_GAPPED:
        raise TooManyGaps(
            f"{len(meets)} meeting places of answers with gaps on one question; at most {MOST_GAPPED} can be judged",
            found=len(meets),
            expected=f"at most {MOST_GAPPED}",
        )
    largest: list[int] = []
    for one in sorted(meets, key=int.bit_count, reverse=True):
        if not any(one & other == one for other in largest):
            largest.append(one)
    kept = set(largest)
    return tuple(tuple(meet) for one, meet in meets.items() if one in kept)
