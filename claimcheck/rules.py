"""Merge rules: how what several voices say about one question becomes one answer, on one machine or on many.

A rule is three small functions: `lift` a claim to a state, `combine` two states, `read` a state. States are combined in any
order and grouping, and twice is once, because winners are picked and times are swept in `read` alone.

>>> claims = [LiveClaim("A", Answer.at_least(7)), LiveClaim("B", Answer.at_most(10))]
>>> print(merge(Intersection(), claims))
7 to 10
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import reduce
from types import MappingProxyType
from typing import Any, Final, Generic, TypeAlias, TypeVar

import attrs

from claimcheck.answers import Answer
from claimcheck.contradictions import Growth, Parting, part, part_at
from claimcheck.dossiers import Dossier
from claimcheck.errors import ToldError, closest, shown
from claimcheck.liveness import is_instant, latest, read_at
from claimcheck.moments import ALWAYS, Window
from claimcheck.standings import gather

__all__ = [
    "LATEST",
    "RULES",
    "Conflict",
    "ConflictCamp",
    "Hull",
    "Intersection",
    "Latest",
    "LiveClaim",
    "Majority",
    "MostReliable",
    "Rule",
    "RuleError",
    "as_rule",
    "merge",
]

State = TypeVar("State", bound=Hashable)
Claims: TypeAlias = "frozenset[LiveClaim]"

LATEST: Final = ALWAYS[1]
"""Read a state at the latest as-of time that it knows."""

_RELIABILITIES: Final = "ABCDE"


class RuleError(ToldError, TypeError, ValueError):
    """Something that is no merge rule, or a rule that reads a state as no answer."""


def _frozen(names: Iterable[str]) -> frozenset[str]:
    return frozenset(names)


@attrs.frozen(cache_hash=True)
class LiveClaim:
    """One live claim as a rule sees it: read, on one question, with all that a rule may weigh.

    `source` is who vouches, as reports name them, `voice` the key by which two claims are of one voice, and `roots` that
    voice's side (its own key where nothing else is told). `named` is False for anonymous sources and hearsay, `own_voice`
    True for an outlet that witnessed nothing. `as_of` and `said` are windows in microseconds since 1970 UTC; `outgrown`:
    its side has since given a later toll, no lower. Immutable, hashable, small: made to be sent to other machines.

    `live_claims(report)` makes them from a cross-checked dossier.
    """

    source: str
    answer: Answer
    as_of: Window = ALWAYS
    said: Window = ALWAYS
    over_time: str = "fixed"
    named: bool = True
    voice: str = attrs.field(default=attrs.Factory(lambda self: self.source, takes_self=True))
    roots: frozenset[str] = attrs.field(
        default=attrs.Factory(lambda self: [self.voice] if self.named else [], takes_self=True),
        converter=_frozen,
    )
    own_voice: bool = False
    reliability: str | None = None
    outgrown: bool = False
    id: str = ""

    @property
    def flat(self) -> Answer:
        """The answer, where a judge would ask for it without "probably"."""
        return self.answer

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """A total order by content."""
        plain = (self.voice, self.source, self.as_of, self.said, self.id, self.over_time, not self.named)
        weighed = (self.own_voice, self.reliability or "", self.outgrown, sorted(self.roots))
        return self.answer.sort_key, plain, weighed

    def __str__(self) -> str:
        return f"{self.source}{'' if self.named else ' (unnamed)'}: {self.answer}"


@attrs.frozen
class ConflictCamp:
    """One camp of a conflict: where its answers meet, who sets it apart from the others, and the ids of all its claims."""

    answer: Answer
    sources: tuple[str, ...]
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.answer} ({', '.join(self.sources)})"


@attrs.frozen
class Conflict:
    """What a rule reads where the claims can't all be true: the camps, from lowest to highest."""

    camps: tuple[ConflictCamp, ...]

    def __str__(self) -> str:
        return " against ".join(map(str, self.camps))


class Rule(ABC, Generic[State]):
    """How claims on one question are merged; derive your own from it.

    `combine` is commutative, associative and idempotent, save for the laws that `gives_up` names with the reason.
    States are immutable, hashable and equal by content. `claimcheck.testing.check_rule` checks all of it.

    >>> class HighestClaimed(Rule[frozenset[Answer]]):
    ...     def lift(self, claim):
    ...         return frozenset({claim.answer})
    ...     def combine(self, one, other):
    ...         return one | other
    ...     def read(self, state, at=LATEST):
    ...         return max(state, key=lambda answer: answer.sort_key)
    >>> print(merge(HighestClaimed(), [LiveClaim("A", Answer.exactly(7)), LiveClaim("B", Answer.exactly(12))]))
    12
    """

    name: str = ""
    gives_up: Mapping[str, str] = MappingProxyType({})

    @abstractmethod
    def lift(self, claim: LiveClaim) -> State:
        """The state of one claim alone."""

    @abstractmethod
    def combine(self, one: State, other: State) -> State:
        """The state of all claims of both."""

    @abstractmethod
    def read(self, state: State, at: float = LATEST) -> Answer | Conflict:
        """What the state says of a time, in microseconds since 1970 UTC, or of the latest that it knows."""


class _Gathering(Rule[Claims]):
    """The shipped rules keep what was claimed, per voice and as-of, and do all the rest in `read`."""

    def lift(self, claim: LiveClaim) -> Claims:
        return frozenset((claim,))

    def combine(self, one: Claims, other: Claims) -> Claims:
        return one | other

    def read(self, state: Claims, at: float = LATEST) -> Answer | Conflict:
        counting = _counting(state)
        if not counting:
            return Answer.everything(next(iter(state)).answer.axis)
        return self._read(counting, at)

    @abstractmethod
    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer | Conflict:
        """What some claims say, at least one; in the order of their content."""


class Intersection(_Gathering):
    """All hold: what every claim leaves possible, and what all of them plainly mean; a `Conflict` where that is nothing.

    A growing count is read at a time: after its as-of a claim is a floor, before it a ceiling, and where a floor was ever
    passed under, the claims conflict at every time. What varies is read from the claims that speak of that time.
    """

    name = "intersection"

    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer | Conflict:
        parting = _parting(claims, at)
        return _met(claims, at) if parting is None else _conflict(parting)


class Hull(_Gathering):
    """From the lowest to the highest claimed by that time; of places, all that were claimed. It never conflicts."""

    name = "hull"

    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer:
        answers = [one.answer for one in _until(claims, at)]
        if not answers:
            return Answer.everything(claims[0].answer.axis)
        union = reduce(Answer.__or__, answers)
        return union if union.axis.grid is None else union.hull()


class Latest(_Gathering):
    """Each voice's latest word, then their intersection.

    On a fixed aspect the latest is what was said last, else what is told as of the latest time. What overlaps in time, or
    has none, is not told apart.
    """

    name = "latest"

    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer | Conflict:
        claims = _until(claims, at) or claims
        begin: dict[str, float] = {}
        for one in claims:
            begin[one.voice] = max(begin.get(one.voice, ALWAYS[0]), _time_of(one)[0])
        last = [one for one in claims if _time_of(one)[1] >= begin[one.voice]]
        return Intersection()._read(last, at)


class MostReliable(_Gathering):
    """The claims of the sources with the best Admiralty letter, A to E, intersected; F or no letter comes last."""

    name = "most_reliable"

    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer | Conflict:
        best = min(map(_reliability, claims))
        return Intersection()._read([one for one in claims if _reliability(one) == best], at)


class Majority(_Gathering):
    """The camp with the most sides, intersected; where two have as many, the lowest. It never conflicts.

    Sides are counted so that no root counts twice; unnamed sources have none, nor has an outlet that witnessed nothing.
    """

    name = "majority"

    def _read(self, claims: Sequence[LiveClaim], at: float) -> Answer:
        while (parting := _parting(claims, at)) is not None:
            camps = [_claims_in(members) for members in parting._members()]
            best = set(
                max(camps, key=_count_sides)
            )  # camps run from lowest to highest, and max takes the first
            outvoted = {one for camp in camps for one in camp} - best
            claims = [one for one in claims if one not in outvoted]
        return _met(claims, at)


RULES: Final[Mapping[str, Rule[Any]]] = MappingProxyType(
    {rule.name: rule for rule in (Intersection(), Hull(), Latest(), MostReliable(), Majority())}
)
"""The shipped rules by name."""


def merge(rule: Rule[Any], claims: Iterable[LiveClaim], at: float = LATEST) -> Answer | Conflict:
    """Lift, combine and read the claims of one question.

    Raises `RuleError` where there are no claims, or where the rule reads neither an `Answer` nor a `Conflict`.
    """
    states = [rule.lift(claim) for claim in claims]
    if not states:
        raise RuleError("there is nothing to merge: no claim was given")
    found = rule.read(reduce(rule.combine, states), at)
    if not isinstance(found, (Answer, Conflict)):
        raise RuleError(
            f"a rule reads a state as an Answer or a Conflict; {name_of_rule(rule)} gave {shown(found)}",
            found=found,
        )
    return found


def as_rule(rule: object, dossier: Dossier | None = None) -> Rule[Any]:
    """A rule by its name, as it is, or built with the dossier by a function (or class) that takes one.

    Raises `RuleError` for what is none of these, with the nearest name.
    """
    if isinstance(rule, str):
        found = RULES.get(rule.replace("-", "_").replace(" ", "_"))
        if found is None:
            near = closest(rule, RULES)
            raise RuleError(
                f"no merge rule is called {shown(rule)}; there are {', '.join(RULES)}"
                + (f"; {near}" if near else ""),
                what="a merge rule",
                found=rule,
                expected=f"one of {', '.join(RULES)}",
                mend=near,
            )
        return found
    if not isinstance(rule, type) and _is_rule(rule):
        return rule  # type: ignore[return-value]
    if callable(rule):
        built = rule(dossier) if _takes_one(rule) else rule()
        if _is_rule(built):
            return built  # type: ignore[no-any-return]
    raise RuleError(
        f"a merge rule has lift, combine and read, or is a name of {', '.join(RULES)}; not {shown(rule)}",
        found=rule,
    )


def name_of_rule(rule: object) -> str:
    """What a rule is called: its `name`, else that of its class."""
    return str(getattr(rule, "name", "") or type(rule).__name__)


def _is_rule(rule: object) -> bool:
    return all(callable(getattr(rule, part, None)) for part in ("lift", "combine", "read"))


def _takes_one(build: Callable[..., Any]) -> bool:
    try:
        inspect.signature(build).bind(None)
    except (TypeError, ValueError):
        return False
    return True


# What the shipped rules share


def _counting(claims: Collection[LiveClaim]) -> list[LiveClaim]:
    """The claims that decide, in the order of their content: the named ones, or where there are none, the others.

    An unnamed source neither narrows nor disputes what a named one says.
    """
    telling = [one for one in claims if not one.answer.is_everything]
    named = [one for one in telling if one.named]
    return sorted(named or telling, key=lambda one: one.sort_key)


def _time_of(claim: LiveClaim) -> Window:
    return claim.said if claim.over_time == "fixed" else claim.as_of


def _until(claims: Sequence[LiveClaim], at: float) -> list[LiveClaim]:
    """Without what is told as of a later time; on a fixed aspect time plays no part."""
    return [one for one in claims if one.over_time == "fixed" or one.as_of[0] <= at]


def _reliability(claim: LiveClaim) -> int:
    return (
        _RELIABILITIES.index(claim.reliability)
        if claim.reliability in tuple(_RELIABILITIES)
        else len(_RELIABILITIES)
    )


def _count_sides(claims: Iterable[LiveClaim]) -> int:
    """How many sides can be picked, smallest first, so that no root is on two of them."""
    counted: set[str] = set()
    number = 0
    sides = {one.roots for one in claims if one.named and not one.own_voice and one.roots}
    for roots in sorted(sides, key=lambda roots: (len(roots), sorted(roots))):
        if counted.isdisjoint(roots):
            counted |= roots
            number += 1
    return number


def _readings(claims: Sequence[LiveClaim], at: float) -> list[tuple[LiveClaim, Answer]]:
    """What each claim says of the time `at`; a claim that says nothing of it is left out."""
    over_time = claims[0].over_time
    if over_time == "accrues":
        time = latest(_statements(claims)) if at == LATEST else at
        return [(one, read_at(_statement(one), time).answer) for one in claims]
    if over_time == "varies":
        return [(one, one.answer) for one in _speaking_of(claims, at)]
    return [(one, one.answer) for one in claims]


def _speaking_of(claims: Sequence[LiveClaim], at: float) -> list[LiveClaim]:
    """The claims whose stated as-of overlaps the time; where no claim states one, all."""
    stated = [one for one in claims if one.as_of[0] != ALWAYS[0]]
    if not stated:
        return list(claims)
    first, last = (
        (at, at)
        if at != LATEST
        else max((one.as_of for one in stated), key=lambda window: (window[1], window))
    )
    return [one for one in stated if one.as_of[0] <= last and first <= one.as_of[1]]


def _parting(claims: Sequence[LiveClaim], at: float) -> Parting | None:
    """The camps of claims that can't all be true; None where they can."""
    over_time = claims[0].over_time
    if over_time == "accrues":
        when = Growth.of(_statements(claims)).latest_clash()
        if when is not None:
            return part_at(_statements(claims), when)
    groups = [_readings(claims, at)]
    if over_time == "varies":  # only what is told of one and the same moment can't be true together
        moments = sorted({one.as_of for one, _ in groups[0] if is_instant(one.as_of)}, reverse=True)
        groups = [[pair for pair in groups[0] if pair[0].as_of == moment] for moment in moments]
    for readings in groups:
        parting = part(gather((_statement(one), answer, answer) for one, answer in readings))
        if parting.contradicts:
            return parting
    return None


def _met(claims: Sequence[LiveClaim], at: float) -> Answer:
    """What all the claims leave; of what varies within a stated day, what any of them says."""
    answers = [answer for _, answer in _readings(claims, at)]
    if not answers:
        return Answer.everything(claims[0].answer.axis)
    met = reduce(Answer.__and__, answers)
    return reduce(Answer.__or__, answers) if met.is_nothing else met


def _conflict(parting: Parting) -> Conflict:
    axis = parting.positions[0].answer.axis
    apart = set(map(id, parting.conflicting()))
    camps = []
    for meet, members in zip(parting.meets, parting._members(), strict=True):
        sources = {one.source for one in _claims_in(one for one in members if id(one) in apart)}
        claims = {one.id for one in _claims_in(members) if one.id}
        camps.append(ConflictCamp(Answer(axis, meet), tuple(sorted(sources)), tuple(sorted(claims))))
    return Conflict(tuple(camps))


def _claims_in(positions: Iterable[Any]) -> list[LiveClaim]:
    claims: list[LiveClaim] = [one for position in positions for one in position.statements]
    return sorted(claims, key=lambda one: one.sort_key)


def _statements(claims: Sequence[LiveClaim]) -> Any:
    """Live claims where the judge's own functions expect statements: they read the same attributes of both."""
    return claims


def _statement(claim: LiveClaim) -> Any:
    return claim
