"""Where on a page findings, questions and claims stand: anchors made of hashes alone, so that no source's text is in one.

They hang on content alone: a link to a claim or to a finding that has not changed still leads there in the next report.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from claimcheck.claims import Question
from claimcheck.findings import Finding

__all__ = ["claim_anchor", "finding_anchors", "question_anchor"]

_DIGITS = 12


def claim_anchor(claim_id: str) -> str:
    """The anchor of a claim, by its id."""
    return f"claim-{claim_id[:_DIGITS]}"


def question_anchor(question: Question) -> str:
    """The anchor of a question.

    >>> question_anchor(Question("raid", "killed"))
    'question-bde579340af6'
    """
    return f"question-{_hashed(question.event, question.aspect, *map(repr, question.scope))}"


def finding_anchors(findings: Iterable[Finding]) -> dict[int, str]:
    """The anchors of findings, by their `id()`; two that would be alike are told apart by their order."""
    anchors: dict[int, str] = {}
    met: dict[str, int] = {}
    for finding in findings:
        question = finding.question
        scope = map(repr, question.scope)
        base = _hashed(finding.kind, question.event, question.aspect, *scope, finding.words, *finding.claims)
        met[base] = met.get(base, 0) + 1
        anchors[id(finding)] = f"finding-{base}" + (f"-{met[base]}" if met[base] > 1 else "")
    return anchors


def _hashed(*parts: str) -> str:
    text = "\x1e".join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
