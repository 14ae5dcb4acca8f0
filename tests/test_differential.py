"""The fast judge says what the slow, literal one says (`literal.py`), on every story that the strategies draw."""

from __future__ import annotations

from typing import Any

import literal
import pytest
from hypothesis import given

from claimcheck import Dossier, Question, Report, crosscheck
from claimcheck.findings import Finding
from claimcheck.testing import dossiers
from claimcheck.text import fold

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


def folded(question: Question) -> tuple[Any, ...]:
    scope = tuple(sorted((fold(key), fold(value)) for key, value in question.scope))
    return fold(question.event), fold(question.aspect), scope


def ids_of(report: Report, refs: tuple[str, ...]) -> frozenset[str]:
    by_label = {label: claim for claim, label in report._resolved.labels.items()}
    return frozenset(by_label[ref] for ref in refs)


def told_fast(report: Report, finding: Finding) -> tuple[Any, ...]:
    """A finding as plain sets; a contradiction's own standing goes without saying."""
    return (
        finding.kind,
        folded(finding.question),
        None if finding.kind == "contradiction" else finding.standing,
        frozenset(finding.claims),
        frozenset(map(fold, finding.sides)),
        frozenset((frozenset(camp.claims), camp.standing) for camp in finding.camps),
        ids_of(report, finding.consistent),
        frozenset(finding.flags),
    )


def told_slowly(verdict: literal.Verdict) -> tuple[Any, ...]:
    return (
        verdict.kind,
        (verdict.event, verdict.aspect, verdict.scope),
        None if verdict.kind == "contradiction" else verdict.standing,
        verdict.claims,
        frozenset(map(fold, verdict.sides)),
        frozenset(zip(verdict.camps, verdict.camp_standings, strict=True)),
        verdict.consistent,
        verdict.flags,
    )


def compare(dossier: Dossier) -> tuple[set[Any], set[Any]]:
    """What the fast judge alone says, and what the slow one alone says."""
    report = crosscheck(dossier)
    fast = {told_fast(report, finding) for finding in report}
    slow = {told_slowly(verdict) for verdict in literal.judge(dossier)}
    return fast - slow, slow - fast


# Not strict: on few examples the judges often agree. Take the mark away once the open points are decided.
@pytest.mark.xfail(strict=False, reason="open points between the two judges, told to whoever decides them")
@given(dossiers(max_claims=6))
def test_both_judges_say_the_same(dossier: Dossier) -> None:
    assert (set(), set()) == compare(dossier)
