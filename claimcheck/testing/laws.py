"""The laws of the library as plain functions, for anybody's test suite: no Hypothesis is needed to call them.

Those that begin with `assert_` raise `BrokenLaw`, which is an `AssertionError`, and tells which law is broken by what.

>>> from claimcheck.answers import Answer
>>> assert_meet_semilattice(Answer.at_least(7), Answer.at_most(9), Answer.exactly(8))
>>> commutes(min, 3, 5), commutes(lambda one, other: other, 3, 5)
(True, False)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import attrs

from claimcheck.answers import Answer
from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError

__all__ = [
    "Breach",
    "BrokenLaw",
    "assert_involution",
    "assert_meet_semilattice",
    "assert_partial_order",
    "assert_same_report",
    "assert_union_laws",
    "associates",
    "commutes",
    "is_idempotent",
    "states",
]

T = TypeVar("T")


@attrs.frozen(eq=False)
class Breach:
    """One broken law: whose, which, the values that break it by name, and what came out of them.

    `claims` are the claims it was broken by, where it was broken by claims.
    """

    subject: str
    law: str
    values: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    claims: tuple[Any, ...] = ()

    def __str__(self) -> str:
        what = "The smallest claims that show it:" if self.claims else "What shows it:"
        lines = [f"{self.subject} is not {self.law}. {what}"]
        lines += [f"  {name} = {value}" for name, value in self.values]
        lines += [f"  {call} gives {outcome}" for call, outcome in self.outcomes]
        return "\n".join(lines)


class BrokenLaw(ClaimcheckError, AssertionError):
    """Laws that do not hold, each with the smallest case that was found to break it.

    Attributes: `breaches`, one for each broken law; `law` and `claims`, those of the first.
    """

    def __init__(self, breaches: Iterable[Breach]) -> None:
        self.breaches = tuple(breaches)
        self.law = self.breaches[0].law
        self.claims = self.breaches[0].claims
        super().__init__(*self.breaches)

    def __str__(self) -> str:
        return "\n".join(map(str, self.breaches))


# Laws of an operation


def commutes(combine: Callable[[T, T], T], a: T, b: T) -> bool:
    """Whether the order of two values makes no difference."""
    return combine(a, b) == combine(b, a)


def associates(combine: Callable[[T, T], T], a: T, b: T, c: T) -> bool:
    """Whether the grouping of three values makes no difference."""
    return combine(combine(a, b), c) == combine(a, combine(b, c))


def is_idempotent(combine: Callable[[T, T], T], a: T) -> bool:
    """Whether a value combined with itself is itself."""
    return combine(a, a) == a


# Laws of answers


def assert_meet_semilattice(a: Answer, b: Answer, c: Answer) -> None:
    """Merging three answers with `&` is commutative, associative and idempotent, and what comes out confirms each.

    It is also the most that does: an answer that confirms two confirms what they leave together.
    """
    _laws_of("merging answers", Answer.__and__, (a, b, c))
    names = {"a": a, "b": b, "c": c}
    both = a & b
    _hold("merging answers", "within both", both.confirms(a) and both.confirms(b), names, {"a & b": both})
    greatest = not (c.confirms(a) and c.confirms(b)) or c.confirms(both)
    _hold("merging answers", "the greatest lower bound", greatest, names, {"a & b": both})


def assert_involution(a: Answer) -> None:
    """The complement of the complement is the answer again, and each of its sets swaps roles with the other."""
    negation = a.complement()
    back = negation.complement()
    _hold("complement", "an involution", back == a, {"a": a}, {"the complement twice": back})
    apart = not (_share(negation.sure, a.possible) or _share(negation.possible, a.sure))
    _hold("complement", "apart from what it negates", apart, {"a": a}, {"the complement": negation})


def assert_partial_order(a: Answer, b: Answer, c: Answer) -> None:
    """`confirms` is reflexive, antisymmetric and transitive; and it never holds beside a contradiction."""
    names = {"a": a, "b": b, "c": c}
    _hold("confirms", "reflexive", a.confirms(a), {"a": a})
    _hold("confirms", "antisymmetric", not (a.confirms(b) and b.confirms(a)) or a == b, names)
    _hold("confirms", "transitive", not (a.confirms(b) and b.confirms(c)) or a.confirms(c), names)
    _hold("confirms", "the order of &", a.confirms(b) == (a & b == a), names, {"a & b": a & b})
    _hold("contradicts", "symmetric", a.contradicts(b) == b.contradicts(a), names)
    _hold("strains", "symmetric", a.strains(b) == b.strains(a), names)
    clash = a.contradicts(b) and a.confirms(b) and not a.is_nothing
    _hold("confirms", "apart from contradicts", not clash, names)


# Laws of dossiers


def assert_union_laws(a: Dossier, b: Dossier, c: Dossier) -> None:
    """Merging three dossiers with `|` is commutative, associative and idempotent, and keeps every claim of each."""
    _laws_of("merging dossiers", Dossier.__or__, (a, b, c))
    union = a | b | c
    kept = union.claims == a.claims | b.claims | c.claims
    _hold("merging dossiers", "without loss", kept, {"a": a, "b": b, "c": c}, {"a | b | c": union})
    empty = a | Dossier()
    _hold("merging dossiers", "the same with an empty one", empty == a, {"a": a}, {"a | Dossier()": empty})


def assert_same_report(a: Dossier, b: Dossier) -> None:
    """Two dossiers that hold the same give the same report: findings, questions, notices and words.

    Where one of them can't be judged, the other can't be for the same reasons.
    """
    first, second = _judged(a), _judged(b)
    _hold("crosscheck", "the same on both", first == second, {"a": a, "b": b}, {"a": first, "b": second})


def _judged(dossier: Dossier) -> object:
    from claimcheck.judge import crosscheck

    try:
        report = crosscheck(dossier)
    except ClaimcheckError as error:
        return f"{type(error).__name__}: {error}"
    return report.findings, report.questions, report.notices, str(report)


def _laws_of(subject: str, combine: Callable[[T, T], T], values: tuple[T, T, T]) -> None:
    a, b, c = values
    names = {"a": a, "b": b, "c": c}
    _hold(subject, "commutative", commutes(combine, a, b), names)
    _hold(subject, "associative", associates(combine, a, b, c), names)
    _hold(subject, "idempotent", is_idempotent(combine, a), {"a": a})


def _hold(
    subject: str,
    law: str,
    held: bool,
    values: dict[str, object] | dict[str, T],
    outcomes: dict[str, object] | None = None,
) -> None:
    if not held:
        told = tuple((name, repr(value)) for name, value in (outcomes or {}).items())
        raise BrokenLaw(
            [Breach(subject, law, tuple((name, repr(value)) for name, value in values.items()), told)]
        )


def _share(one: object, other: object) -> bool:
    from claimcheck.answers import _meet

    return _meet(one, other)  # type: ignore[arg-type]


def states(value: object) -> str:
    """A state as it may stand in a message: the members of a set in the order of their content, each in words."""
    if isinstance(value, (frozenset, set)):
        return "{" + ", ".join(sorted(map(states, value))) + "}"
    if isinstance(value, tuple) and type(value) is tuple:
        return "(" + ", ".join(map(states, value)) + ")"
    if isinstance(value, str) or type(value).__str__ is object.__str__:
        return repr(value)
    return str(value)
