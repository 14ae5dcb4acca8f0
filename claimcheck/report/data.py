"""The report as plain data and as a JSON text: the form that other tools rely on.

JSON is written in ASCII, so that nothing a source wrote can command a terminal.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from claimcheck.answers import Answer
from claimcheck.claims import Question
from claimcheck.findings import Camp, Contradiction, Finding
from claimcheck.report.outline import remarks
from claimcheck.wording import to_form

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["FORMAT_VERSION", "MOST_CLAIMS", "finding_data", "report_data", "report_json"]

FORMAT_VERSION: Final = 1
MOST_CLAIMS: Final = 1000
"""How many claims a camp or a finding lists unless asked."""


def report_data(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> dict[str, Any]:
    """The report as plain data: findings, questions and notices; answers in the forms of a dossier file.

    `remarks` are sentences: what the report was narrowed to, why nothing is in it. A camp, and a finding, lists at most `most_claims` claims (None: all), with the count in `claim_count`.
    """
    return {
        "claimcheck": FORMAT_VERSION,
        "remarks": remarks(report),
        "findings": [finding_data(finding, most_claims) for finding in report.findings],
        "questions": [_question(question) for question in report.questions],
        "notices": [
            {"kind": notice.kind, "text": notice.text, "claims": list(notice.claims)}
            for notice in report.notices
        ],
    }


def report_json(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> str:
    """The report as JSON, ending in a new line; the same bytes for the same claims."""
    return json.dumps(report_data(report, most_claims=most_claims), indent=2) + "\n"


def finding_data(finding: Finding, most: int | None = MOST_CLAIMS) -> dict[str, Any]:
    """One finding as plain data."""
    told: dict[str, Any] = {
        "kind": finding.kind,
        "question": _question(finding.question),
        "standing": finding.standing,
        "credibility": finding.credibility,
        "answer": None if finding.answer is None else _form(finding.answer),
        "words": finding.words,
        "claims": list(finding.claims[:most]),
        "refs": list(finding.refs[:most]),
        "claim_count": len(finding.claims),
        "sides": list(finding.sides),
        "camps": [_camp(camp, most) for camp in finding.camps],
        "consistent": list(finding.consistent[:most]),
        "flags": list(finding.flags),
        "reason": finding.reason,
    }
    if isinstance(finding, Contradiction):
        told["margin"] = None if finding.margin is None else str(finding.margin)
        told["common"] = finding.common or None
    return told


def _camp(camp: Camp, most: int | None) -> dict[str, Any]:
    return {
        "answer": _form(camp.answer),
        "words": camp.words,
        "said": camp.said,
        "claims": list(camp.claims[:most]),
        "refs": list(camp.refs[:most]),
        "claim_count": len(camp.claims),
        "sides": list(camp.sides),
        "standing": camp.standing,
        "anonymous": camp.anonymous,
    }


def _form(answer: Answer) -> Any:
    return _jsonable(to_form(answer))


def _jsonable(form: Any) -> Any:
    """Decimals as the JSON numbers that read back as they are; as text where a double can't hold them."""
    if isinstance(form, Decimal):
        nearest = float(form)
        return nearest if Decimal(repr(nearest)) == form else str(form)
    if isinstance(form, dict):
        return {key: _jsonable(value) for key, value in form.items()}
    if isinstance(form, (list, tuple)):
        return [_jsonable(value) for value in form]
    return form


def _question(question: Question) -> dict[str, Any]:
    return {"event": question.event, "aspect": question.aspect, "scope": dict(question.scope)}
