"""Laws to test with: strategies for every public type, `check_rule` for merge rules, and the laws as plain functions.

Importing this room does not import Hypothesis; asking for a strategy, or calling `check_rule`, does, and where it is
missing says which extra brings it. Where it is there, `st.from_type(Claim)` and the like work too.

>>> from claimcheck.merging import Hull
>>> print(check_rule(Hull(), examples=20))
hull is total, pure, commutative, associative and idempotent on 20 examples of each law
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import claimcheck
from claimcheck.errors import MissingExtra
from claimcheck.rules import LiveClaim
from claimcheck.testing.laws import (
    BrokenLaw,
    assert_involution,
    assert_meet_semilattice,
    assert_partial_order,
    assert_same_report,
    assert_union_laws,
    associates,
    commutes,
    is_idempotent,
)
from claimcheck.testing.rule_laws import LAWS, RuleCheck, check_rule

if TYPE_CHECKING:
    from claimcheck.testing.strategies import anonymous_sources as anonymous_sources
    from claimcheck.testing.strategies import answers as answers
    from claimcheck.testing.strategies import aspects as aspects
    from claimcheck.testing.strategies import attributions as attributions
    from claimcheck.testing.strategies import axes as axes
    from claimcheck.testing.strategies import claims as claims
    from claimcheck.testing.strategies import dossiers as dossiers
    from claimcheck.testing.strategies import events as events
    from claimcheck.testing.strategies import live_claims as live_claims
    from claimcheck.testing.strategies import mentions as mentions
    from claimcheck.testing.strategies import moments as moments
    from claimcheck.testing.strategies import questions as questions
    from claimcheck.testing.strategies import reports as reports
    from claimcheck.testing.strategies import sources as sources

__all__ = [
    "LAWS",
    "BrokenLaw",
    "RuleCheck",
    "anonymous_sources",
    "answers",
    "aspects",
    "assert_involution",
    "assert_meet_semilattice",
    "assert_partial_order",
    "assert_same_report",
    "assert_union_laws",
    "associates",
    "attributions",
    "axes",
    "check_rule",
    "claims",
    "commutes",
    "dossiers",
    "events",
    "is_idempotent",
    "live_claims",
    "mentions",
    "moments",
    "questions",
    "reports",
    "sources",
]

_STRATEGIES = frozenset(
    (
        "anonymous_sources", "answers", "aspects", "attributions", "axes", "claims", "dossiers", "events", "live_claims",
        "mentions", "moments", "questions", "reports", "sources",
    )
)  # fmt: skip

_BY_TYPE = {
    "Anonymous": "anonymous_sources",
    "Answer": "answers",
    "Aspect": "aspects",
    "Attribution": "attributions",
    "Axis": "axes",
    "Claim": "claims",
    "Dossier": "dossiers",
    "Event": "events",
    "Moment": "moments",
    "Question": "questions",
    "Report": "reports",
    "Source": "sources",
}
"""By public type: the strategy that `st.from_type` takes."""


def __getattr__(name: str) -> Any:
    """Strategies come when first asked for, and Hypothesis with them."""
    if name not in _STRATEGIES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_strategies(), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_STRATEGIES})


def _strategies() -> Any:
    try:
        import hypothesis  # noqa: F401
    except ImportError:
        raise MissingExtra("hypothesis", "testing") from None
    return import_module("claimcheck.testing.strategies")


def _register() -> None:
    """Tell Hypothesis which strategy makes each public type; Hypothesis itself calls it (entry point `hypothesis`)."""
    from hypothesis import strategies as st

    from claimcheck.linking import Mention

    def taken_from(name: str) -> Any:
        return lambda _type: getattr(_strategies(), name)()

    for type_name, strategy in _BY_TYPE.items():
        st.register_type_strategy(getattr(claimcheck, type_name), taken_from(strategy))
    st.register_type_strategy(LiveClaim, taken_from("live_claims"))
    st.register_type_strategy(Mention, taken_from("mentions"))


if "hypothesis.strategies" in sys.modules:
    _register()
