"""How one question is judged: its distinct answers, who supports each, and the standing that follows.

A `Position` is one distinct answer with the live statements that give it. Its supporters are the named ones whose answers
confirm it; two of them corroborate it where they are independent.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import attrs

from claimcheck.answers import Answer, Spans, _within, ends_of
from claimcheck.camps import meets_all
from claimcheck.sources import Sides
from claimcheck.statements import Statement, Voice

__all__ = ["Judgement", "Position", "Support", "gather", "independent", "judge", "supports_of"]

_RANKS = {"corroborated": 4, "one-sided": 3, "single-source": 2, "unverified": 1, "contested": 0}


@attrs.define(eq=False)
class Position:
    """One distinct answer to a question, as it is read now, and the live statements that give it."""

    answer: Answer
    flat: Answer
    statements: list[Statement]
    outgrown: bool = False
    named: bool = False
    low: Any = 0
    high: Any = 0
    supports: list[Support] | None = None


@attrs.define(eq=False)
class Support:
    """One named voice's backing of a position, with one set of roots: all its statements there are echoes."""

    voice: Voice
    roots: frozenset[str]
    own_voice: bool
    statements: list[Statement]
    echoes: list[Statement] | None = None
    """All that the voice said of the position, with whatever roots: the routes by which the answer reached us."""


@attrs.define(eq=False)
class Judgement:
    """What comes out for one position."""

    position: Position
    standing: str
    confirming: list[Position]
    """Positions that confirm it, itself among them."""
    supports: list[Support]
    sides: frozenset[str]
    """Root keys of its named supporters that can count; for an unverified answer, its unnamed voices."""
    hides: list[Judgement] = attrs.field(factory=list)
    hidden: bool = False
    disputed_anonymously: bool = False

    @property
    def rank(self) -> int:
        """Its standing as a number; the better, the higher, and a contested answer hides nothing."""
        return _RANKS[self.standing]


def gather(pairs: Iterable[tuple[Statement, Answer, Answer]]) -> list[Position]:
    """Distinct answers from statements with the answer (and the answer without "probably") that each gives now."""
    found: dict[Any, Position] = {}
    known: dict[tuple[int, bool], Position] = {}  # readings are shared, so most answers are the same object
    for statement, answer, flat in pairs:
        place = (id(answer), statement.outgrown)
        position = known.get(place)
        if position is None:
            key = (answer.sure, answer.possible, flat.possible, statement.outgrown)
            position = found.get(key)
            if position is None:
                position = found[key] = Position(answer, flat, [], statement.outgrown)
                position.low, position.high = ends_of(answer.axis, answer.possible)
            known[place] = position
        position.statements.append(statement)
        if statement.named:
            position.named = True
    positions = sorted(found.values(), key=lambda one: (one.low, one.high))
    if any(one.low == other.low and one.high == other.high for one, other in pairwise(positions)):
        positions.sort(
            key=lambda one: (one.low, one.high, one.answer.sort_key, one.flat.sort_key, one.outgrown)
        )
    return positions


def supports_of(position: Position) -> list[Support]:
    """The named voices that hold a position."""
    if position.supports is None:
        found: dict[Any, Support] = {}
        for one in position.statements:
            if one.named:
                key = (one.voice.key, one.roots, one.own_voice)
                support = found.get(key)
                if support is None:
                    found[key] = Support(one.voice, one.roots, one.own_voice, [one])
                else:
                    support.statements.append(one)
        position.supports = list(found.values())
        if len({support.voice.key for support in position.supports}) < len(position.supports):
            for support in position.supports:
                support.echoes = [
                    one for one in position.statements if one.named and one.voice is support.voice
                ]
    return position.supports


def independent(one: Support, other: Support, sides: Sides) -> bool:
    """Whether two voices can corroborate each other.

    Their roots are disjoint, neither is an outlet's own voice that witnessed nothing, and neither's words reached us
    solely by routes that pass a relay on the other's side.
    """
    if one.own_voice or other.own_voice or not one.roots.isdisjoint(other.roots):
        return False
    return _reaches_without(one, other, sides) and _reaches_without(other, one, sides)


def _reaches_without(one: Support, other: Support, sides: Sides) -> bool:
    """Whether one's words came by some route without a relay on the other's side."""
    spared = other.voice.key if other.voice.outlet else None  # a witness may relay the other voice as well
    for statement in one.echoes or one.statements:
        for relay in statement.relays:
            if relay != spared and not sides.root_keys(relay).isdisjoint(other.roots):
                break
        else:
            return True
    return False


def standing_of(supports: Sequence[Support], sides: Sides) -> str:
    """The standing that supporters give an answer that nobody named contests."""
    if not supports:
        return "unverified"
    first = supports[0]
    several = False
    for other in supports:
        if other.voice is not first.voice:
            several = True
            if independent(first, other, sides):
                return "corroborated"
    if not several:
        return "single-source"
    distinct: dict[Any, Support] = {}
    for support in supports:
        routes = frozenset(statement.relays for statement in support.echoes or support.statements)
        spared = support.voice.key if support.voice.outlet else None
        distinct.setdefault((support.roots, routes, support.own_voice, spared), support)
    candidates = list(distinct.values())
    for index, one in enumerate(candidates):
        for other in candidates[index + 1 :]:
            if independent(one, other, sides):
                return "corroborated"
    return "one-sided"


def confirming(position: Position, positions: Sequence[Position], lows: Sequence[Any]) -> list[Position]:
    """The positions that confirm one, itself among them; `positions` are sorted by their lowest possible value."""
    answer = position.answer
    possible, sure, high = answer.possible, answer.sure, position.high
    found = []
    for index in range(bisect_left(lows, position.low), len(positions)):
        other = positions[index]
        if other.low >= high:
            break
        if other is position or (
            other.high <= high
            and _within(other.answer.possible, possible)
            and _within(other.answer.sure, sure)
        ):
            found.append(other)
    return found


def judge(
    judged: Iterable[Position],
    positions: Sequence[Position],
    named_camps: Sequence[Spans],
    contested: Iterable[Position] | None,
    sides: Sides,
) -> list[Judgement]:
    """The standing of each position, first rule that fits; and which are hidden behind a tighter one.

    `named_camps` are where the camps of the named meet; where `contested` is given (growing counts), it says itself which
    positions are in no harmony.
    """
    lows = [position.low for position in positions]
    harmony = contested is None and len(named_camps) == 1
    clashing = None if contested is None else set(map(id, contested))
    judgements: dict[int, Judgement] = {}
    for position in judged:
        if position.outgrown or position.answer.reaches_both_ends:
            continue
        near = confirming(position, positions, lows)
        supports = supports_of(position) if len(near) == 1 else _supports_in(near)
        if not supports:
            standing = "unverified"
        elif harmony and position.named and position.flat is position.answer:
            standing = standing_of(supports, sides)
        elif (
            id(position) in clashing
            if clashing is not None
            else not meets_all(position.flat.possible, named_camps)
        ):
            standing = "contested"
        else:
            standing = standing_of(supports, sides)
        judgements[id(position)] = Judgement(position, standing, near, supports, _sides_of(supports, near))
    for judgement in judgements.values():
        if len(judgement.confirming) > 1:
            hide_behind(
                judgement,
                (judgements[id(other)] for other in judgement.confirming if id(other) in judgements),
            )
    return list(judgements.values())


def hide_behind(judgement: Judgement, others: Iterable[Judgement]) -> None:
    """Hide an answer where a strictly tighter one has an equal or better standing and all its sides."""
    if judgement.standing == "contested":
        return
    answer = judgement.position.answer
    for tighter in others:
        if (
            tighter is judgement
            or tighter.position.answer == answer
            or not tighter.position.answer.confirms(answer)
        ):
            continue
        if tighter.rank >= judgement.rank and tighter.sides >= judgement.sides:
            judgement.hidden = True
            tighter.hides.append(judgement)


def _supports_in(positions: Sequence[Position]) -> list[Support]:
    return [support for position in positions if position.named for support in supports_of(position)]


def _sides_of(supports: Sequence[Support], near: Sequence[Position]) -> frozenset[str]:
    if len(supports) == 1:
        return supports[0].roots
    if not supports:
        return frozenset(one.voice.key for position in near for one in position.statements)
    counting = [support.roots for support in supports if not support.own_voice]
    return frozenset().union(*(counting or [support.roots for support in supports]))
