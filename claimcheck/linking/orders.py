"""What the user orders: pairs that are one event, pairs that are not. Orders win, so they may not contradict each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from claimcheck.errors import BadInput, Problem, closest, shown

__all__ = ["checked_orders"]


def checked_orders(
    keys: Sequence[str], same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]
) -> tuple[list[tuple[int, int]], dict[int, set[int]]]:
    """Orders by position: pairs to join, and what each position is to be kept apart from.

    Raises `BadInput` with every order that names an unknown mention, or contradicts others.
    """
    place = {key: position for position, key in enumerate(keys)}
    problems: list[Problem] = []
    joins, splits = (
        sorted({tuple(sorted(pair)) for pair in same}),
        sorted({tuple(sorted(pair)) for pair in different}),
    )
    for what, pairs in (("same", joins), ("different", splits)):
        for pair in pairs:
            problems += [_unknown(what, pair, key, keys) for key in pair if key not in place]
    if problems:
        raise BadInput(problems)
    ties: dict[str, set[str]] = {}
    for one, other in joins:
        ties.setdefault(one, set()).add(other)
        ties.setdefault(other, set()).add(one)
    for one, other in splits:
        way = _way(ties, one, other)
        if way:
            problems.append(
                Problem(
                    f"different events: {one}, {other}",
                    f"the contrary by same event: {' = '.join(way)}",
                    "orders that can all be followed",
                    "take one of them out",
                )
            )
    if problems:
        raise BadInput(problems)
    apart: dict[int, set[int]] = {}
    for one, other in splits:
        apart.setdefault(place[one], set()).add(place[other])
        apart.setdefault(place[other], set()).add(place[one])
    return [(place[one], place[other]) for one, other in joins], apart


def _unknown(what: str, pair: tuple[str, ...], key: str, keys: Sequence[str]) -> Problem:
    return Problem(f"{what} event: {', '.join(pair)}", shown(key), "the key of a mention", closest(key, keys))


def _way(ties: dict[str, set[str]], one: str, other: str) -> list[str]:
    """The shortest chain of orders from one to the other, the first by content; empty where there is none."""
    if one == other:
        return [one]
    before: dict[str, str] = {one: ""}
    waiting = deque([one])
    while waiting:
        at = waiting.popleft()
        for near in sorted(ties.get(at, ())):
            if near not in before:
                before[near] = at
                waiting.append(near)
    if other not in before:
        return []
    way = [other]
    while way[-1] != one:
        way.append(before[way[-1]])
    return way[::-1]
