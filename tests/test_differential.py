"""The fast judge says what the slow, literal one says (`literal.py`), on every story that the strategies draw."""

from __future__ import annotations

from typing import Any

import literal
import pytest
from hypothesis import given

from claimcheck import Claim, Dossier, Question, Report, crosscheck
from claimcheck.findings import Finding
from claimcheck.testing import dossiers
from claimcheck.text import fold

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


def folded(question: Question) -> tuple[Any, ...]:
    scope = tuple(sorted((fold(key), fold(value)) for key, value in question.scope))
    return fold(question.event), fold(question.aspect), scope


JUDGED = ("agreement", "unverified")


def told_fast(report: Report, finding: Finding, silent: frozenset[str]) -> tuple[Any, ...]:
    """A finding as plain sets; a contradiction's own standing goes without saying."""
    return (
        finding.kind,
        folded(finding.question),
        None if finding.kind == "contradiction" else finding.standing,
        frozenset(finding.claims),
        frozenset(map(fold, finding.sides)) if finding.kind in JUDGED else None,
        frozenset((frozenset(camp.claims) - silent, camp.standing) for camp in finding.camps),
    )


def told_slowly(verdict: literal.Verdict, silent: frozenset[str]) -> tuple[Any, ...]:
    return (
        verdict.kind,
        (verdict.event, verdict.aspect, verdict.scope),
        None if verdict.kind == "contradiction" else verdict.standing,
        verdict.claims,
        frozenset(map(fold, verdict.sides)) if verdict.kind in JUDGED else None,
        frozenset(
            (claims - silent, standing)
            for claims, standing in zip(verdict.camps, verdict.camp_standings, strict=True)
        ),
    )


def compare(dossier: Dossier) -> tuple[set[Any], set[Any]]:
    """What the fast judge alone says, and what the slow one alone says; who says nothing is in no camp."""
    report = crosscheck(dossier)
    resolved = report._resolved
    silent = frozenset(id for id, said in resolved.statements.items() if all(one.vacuous for one in said))
    fast = {told_fast(report, finding, silent) for finding in report}
    slow = {told_slowly(verdict, silent) for verdict in literal.judge(dossier)}
    # What varies is judged as of each time by itself; how far the answers of other times hide it is told in test_judge.py.
    varying = {
        folded(asked.question) for asked in resolved.questions.values() if asked.meaning.over_time == "varies"
    }
    shown = {one for one in fast ^ slow if one[0] in JUDGED and one[1] in varying}
    # Of several clashes on a growing count, ours tells the camps at the latest between named voices, and an undated echo
    # shares its fellow's as-of; the slow judge takes the latest of all, and an as-of from the date alone.
    growing = {
        folded(asked.question)
        for asked in resolved.questions.values()
        if asked.meaning.over_time == "accrues"
        and any(not one.named or one.claim.said is None for one in asked.statements)
    }
    shown |= {one for one in fast ^ slow if one[0] == "contradiction" and one[1] in growing}
    return fast - slow - shown, slow - fast - shown


def without_replacements(dossier: Dossier) -> Dossier:
    """The same words, none of them taken back: how withdrawals spread over echoes is told apart in test_liveness.py."""
    return dossier.without(dossier.claims) + [standing(claim) for claim in dossier.claims]


def standing(claim: Claim) -> Claim:
    facts = (
        "attribution",
        "scope",
        "as_of",
        "based_on",
        "witnessed",
        "leaked",
        "silent",
        "confidential",
        "extras",
    )
    kept = {name: getattr(claim, name) for name in facts}
    return Claim(claim.event, claim.aspect, claim.answer, ref=claim.refs, **kept)


@given(dossiers(max_claims=5))
def test_both_judges_say_the_same(dossier: Dossier) -> None:
    assert (set(), set()) == compare(without_replacements(dossier))
