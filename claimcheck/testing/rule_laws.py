"""`check_rule`: whether a merge rule keeps the laws that let it run in any order, in any grouping, twice.

Claims are drawn by Hypothesis; a law that breaks is shown with the smallest claims that break it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError, MissingExtra, closest, shown
from claimcheck.moments import ALWAYS
from claimcheck.rules import LATEST, Conflict, LiveClaim, Rule, RuleError, as_rule, name_of_rule
from claimcheck.testing.laws import Breach, BrokenLaw, states

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["LAWS", "RuleCheck", "check_rule"]

Group = Sequence[LiveClaim]


@attrs.frozen
class RuleCheck:
    """What a check found: the laws that held, those that the rule gives up with its reasons, and how much was tried."""

    rule: str
    kept: tuple[str, ...]
    given_up: tuple[tuple[str, str], ...]
    examples: int

    def __str__(self) -> str:
        *most, last = self.kept
        told = f"{self.rule} is {', '.join(most)}{' and ' if most else ''}{last} on {self.examples} examples of each law"
        return told + "".join(f"; not {law}: {reason}" for law, reason in self.given_up)


def check_rule(
    rule: Rule[Any] | str | Callable[..., Rule[Any]],
    *,
    claims: SearchStrategy[LiveClaim] | Iterable[LiveClaim] | Dossier | None = None,
    examples: int = 1000,
    seed: int | None = None,
) -> RuleCheck:
    """Draw claims and check that a merge rule keeps the laws of `LAWS`, save those that it `gives_up`.

    `claims` is a strategy of live claims on one question, some live claims, or a dossier to draw them from; by default
    they are drawn on every axis. The same call tries the same claims, unless it is given another `seed`.

    Raises `BrokenLaw`, with every law that breaks and the smallest claims that break it; `RuleError` where the rule gives
    up a law that there is not, or gives no reason; `MissingExtra` where Hypothesis is not installed.
    """
    built = as_rule(rule, claims if isinstance(claims, Dossier) else Dossier())
    given_up = _given_up(built)
    kept = tuple(law for law in LAWS if law not in given_up)
    if not kept:
        raise RuleError(f"{name_of_rule(built)} gives up every law, so there is nothing to check")
    draw_from = _strategies_of(claims)
    breaches: list[Breach] = []
    for law in kept:
        breach = _smallest_breach(built, law, draw_from, examples, seed)
        if breach is not None and breach.law not in {other.law for other in breaches}:
            breaches.append(breach)
    if breaches:
        raise BrokenLaw(breaches)
    return RuleCheck(name_of_rule(built), kept, tuple(sorted(given_up.items())), examples)


def _given_up(rule: Rule[Any]) -> dict[str, str]:
    given_up = dict(getattr(rule, "gives_up", {}))
    for law, reason in given_up.items():
        if law not in LAWS:
            near = closest(str(law), LAWS)
            raise RuleError(
                f"there is no law {shown(law)} to give up; there are {', '.join(LAWS)}"
                + (f"; {near}" if near else ""),
                found=law,
                expected=f"one of {', '.join(LAWS)}",
                mend=near,
            )
        if not isinstance(reason, str) or not reason.strip():
            raise RuleError(f"a rule that gives up a law says why; {law} has {shown(reason)}", found=reason)
    return given_up


def _strategies_of(claims: object) -> Any:
    """Strategies of live claims, one for each question that they are drawn on; None for our own."""
    try:
        from hypothesis import strategies as st
    except ImportError:
        raise MissingExtra("hypothesis", "testing") from None
    if claims is None:
        return None
    if isinstance(claims, st.SearchStrategy):
        return [claims]
    if isinstance(claims, Dossier):
        questions = _live_claims_of(claims)
    elif isinstance(claims, Iterable):
        questions = [tuple(claims)]
    else:
        questions = []
    if not questions or not all(questions):
        raise RuleError(
            f"claims are a strategy, live claims or a dossier that has some, not {shown(claims)}",
            found=claims,
        )
    for one in (one for question in questions for one in question):
        if not isinstance(one, LiveClaim):
            raise RuleError(
                f"a rule is checked on LiveClaim values, not on {shown(one)}; live_claims(report) makes them",
                found=one,
            )
    return [st.sampled_from(question) for question in questions]


def _live_claims_of(dossier: Dossier) -> list[tuple[LiveClaim, ...]]:
    from claimcheck.judge import crosscheck
    from claimcheck.merging import live_claims

    return [live for _, live in live_claims(crosscheck(dossier)) if live]


def _smallest_breach(
    rule: Rule[Any], law: str, draw_from: Any, examples: int, seed: int | None
) -> Breach | None:
    from hypothesis import HealthCheck, Phase, Verbosity, given, settings
    from hypothesis import seed as seeded

    from claimcheck.testing.strategies import live_claim_groups

    seen: set[LiveClaim] = set()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=seed is None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        print_blob=False,
        verbosity=Verbosity.quiet,
    )
    @given(live_claim_groups(_NEEDED[law], claims=draw_from))
    def run(drawn: tuple[Group, ...]) -> None:
        seen.update(claim for group in drawn for claim in group)
        breach = _try(rule, law, drawn)
        if breach is not None:
            raise _FoundBreachError(breach, drawn)

    try:
        (run if seed is None else seeded(seed)(run))()
    except _FoundBreachError as found:
        smaller = _among_few(rule, found.breach.law, seen, found.breach.claims)
        return smaller or _without_idle_claims(rule, law, found.breach, found.drawn)
    return _among_few(rule, law, seen)


class _FoundBreachError(ClaimcheckError):
    def __init__(self, breach: Breach, drawn: tuple[Group, ...]) -> None:
        self.breach = breach
        self.drawn = drawn
        super().__init__(str(breach))


def _among_few(
    rule: Rule[Any], law: str, seen: set[LiveClaim], like: Sequence[LiveClaim] = ()
) -> Breach | None:
    """The first breach of a law by single claims, among all combinations of the plainest that were drawn, plainest first.

    Hypothesis draws far and wide, and makes claims smaller one at a time; some laws break only where several are neighbours.
    With `like`, only claims on the same axis as those are tried.
    """
    settings: dict[Any, list[LiveClaim]] = {}
    for claim in sorted(seen, key=_intricacy):
        settings.setdefault((claim.answer.axis.name, claim.answer.axis.grid, claim.over_time), []).append(
            claim
        )
    wanted = {(claim.answer.axis.name, claim.answer.axis.grid, claim.over_time) for claim in like} or set(
        settings
    )
    for setting in sorted(wanted, key=str):
        near = settings[setting]
        retold = {attrs.evolve(near[0], answer=claim.answer) for claim in near}
        plainest = sorted(
            {*sorted(retold, key=_intricacy)[:_FEW], *near[: _FEW if like else 0]}, key=_intricacy
        )
        orders = product(range(len(plainest)), repeat=_NEEDED[law])
        for places in sorted(orders, key=lambda places: (sum(places), places)):
            breach = _try(rule, law, tuple([plainest[place]] for place in places))
            if breach is not None and breach.law == law:
                return breach
    return None


def _intricacy(claim: LiveClaim) -> Any:
    """Plain claims first: by how much is told beside the answer, then by the answer."""
    told = sum(
        (claim.as_of != ALWAYS, claim.said != ALWAYS, not claim.named, claim.own_voice, claim.outgrown)
    )
    told += (claim.reliability is not None) + (claim.roots != {claim.voice})
    spans = len(claim.answer.possible) + (claim.answer.sure != claim.answer.possible)
    return told, spans, len(str(claim.answer)), claim.sort_key


def _without_idle_claims(rule: Rule[Any], law: str, breach: Breach, drawn: tuple[Group, ...]) -> Breach:
    """The same breach without the claims that it breaks without."""
    for place, group in enumerate(drawn):
        for index in range(len(group) if len(group) > 1 else 0):
            fewer = (*drawn[:place], [*group[:index], *group[index + 1 :]], *drawn[place + 1 :])
            smaller = _try(rule, law, fewer)
            if smaller is not None and smaller.law == breach.law:
                return _without_idle_claims(rule, law, smaller, fewer)
    return breach


def _try(rule: Rule[Any], law: str, drawn: tuple[Group, ...]) -> Breach | None:
    """What breaks a law on some claims: the law's own outcomes, or an error of the rule, which breaks the law "total"."""
    trial = _Trial(rule)
    groups = dict(zip("abc", drawn, strict=False))
    try:
        outcomes = _CHECKS[law](trial, *groups.values())
    except Exception as error:
        if "total" in getattr(rule, "gives_up", {}):
            return None
        law, outcomes = "total", ((trial.doing, f"{type(error).__name__}: {error}"),)
    if not outcomes:
        return None
    values = tuple((name, " + ".join(map(str, group))) for name, group in groups.items())
    told = tuple((call, outcome if law == "total" else states(outcome)) for call, outcome in outcomes)
    claims = tuple(claim for group in groups.values() for claim in group)
    return Breach(name_of_rule(rule), law, values, told, claims)


class _Trial:
    """A rule at work, with what it is doing, for the message where it fails."""

    def __init__(self, rule: Rule[Any]) -> None:
        self.rule = rule
        self._step: tuple[Any, ...] = ("check",)

    @property
    def doing(self) -> str:
        """The call that it is in."""
        return f"{self._step[0]}({', '.join(map(states, self._step[1:]))})"

    def lift(self, claim: LiveClaim) -> Any:
        self._step = "lift", claim
        return self.rule.lift(claim)

    def state(self, group: Group) -> Any:
        return reduce(self.combine, [self.lift(claim) for claim in group])

    def combine(self, one: Any, other: Any) -> Any:
        self._step = "combine", one, other
        return self.rule.combine(one, other)

    def read(self, state: Any, at: float = LATEST) -> Any:
        self._step = "read", state, at
        return self.rule.read(state, at)


Outcomes = tuple[tuple[str, Any], ...]


def _total(trial: _Trial, a: Group) -> Outcomes:
    """Lifting, combining and reading claims of one question never fail, and give an answer or a conflict."""
    state = trial.state(a)
    hash(state)
    for time in _times(a):
        found = trial.read(state, time)
        if not isinstance(found, (Answer, Conflict)):
            return ((trial.doing, f"{shown(found)}, which is no Answer and no Conflict"),)
    return ()


def _pure(trial: _Trial, a: Group, b: Group) -> Outcomes:
    """The same claims give the same state and the same reading, every time, and nothing that was given is changed."""
    one, other = trial.state(a), trial.state(b)
    repeated = trial.state(a)
    if one != repeated or hash(one) != hash(repeated):
        return ("lift(a)", one), ("lift(a) again", repeated)
    before = copy.deepcopy((one, other))
    both = trial.combine(one, other)
    if (one, other) != before:
        return (("a and b before combine(a, b)", before), ("a and b after it", (one, other)))
    twin = copy.deepcopy(both)
    first = trial.read(both)
    if both != twin:
        return (("the state before read", twin), ("the state after it", both))
    for again in (both, twin):
        second = trial.read(again)
        if first != second:
            return ("read(combine(a, b))", first), ("the same again", second)
    return ()


def _commutative(trial: _Trial, a: Group, b: Group) -> Outcomes:
    one, other = trial.state(a), trial.state(b)
    left, right = trial.combine(one, other), trial.combine(other, one)
    if left != right:
        return ("combine(a, b)", left), ("combine(b, a)", right)
    first, second = trial.read(left), trial.read(right)
    if first != second:
        return ("read(combine(a, b))", first), ("read(combine(b, a))", second)
    return ()


def _associative(trial: _Trial, a: Group, b: Group, c: Group) -> Outcomes:
    one, two, three = trial.state(a), trial.state(b), trial.state(c)
    left = trial.combine(trial.combine(one, two), three)
    right = trial.combine(one, trial.combine(two, three))
    if left != right:
        return ("combine(combine(a, b), c)", left), ("combine(a, combine(b, c))", right)
    return ()


def _idempotent(trial: _Trial, a: Group) -> Outcomes:
    state = trial.state(a)
    twice = trial.combine(state, state)
    return () if twice == state else (("a", state), ("combine(a, a)", twice))


def _times(claims: Iterable[LiveClaim]) -> list[float]:
    return [LATEST, *sorted({bound for claim in claims for bound in claim.as_of if abs(bound) != LATEST})]


_CHECKS: Final[dict[str, Callable[..., Outcomes]]] = {
    "total": _total,
    "pure": _pure,
    "commutative": _commutative,
    "associative": _associative,
    "idempotent": _idempotent,
}
_NEEDED: Final = {"total": 1, "pure": 2, "commutative": 2, "associative": 3, "idempotent": 1}

_FEW: Final = 12

LAWS: Final = tuple(_CHECKS)
"""The laws of a merge rule, in the order in which they are checked; the names that `gives_up` knows."""
