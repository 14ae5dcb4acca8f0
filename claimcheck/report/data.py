"""The report as plain data and as a JSON text: the form that other tools rely on.

JSON is written in ASCII, so that nothing a source wrote can command a terminal. Each part of a report is a table of
`Told`s, from which come both its plain data and its JSON Schema.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from claimcheck.answers import Answer
from claimcheck.findings import CREDIBILITY, FINDING_KINDS, FLAGS, STANDINGS, Contradiction, Finding
from claimcheck.report.keys import TEXT, TEXTS, Told, described, listed, or_null, schema_of
from claimcheck.report.outline import remarks
from claimcheck.wording import to_form

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "FORMAT_VERSION",
    "MOST_CLAIMS",
    "answer_form",
    "finding_data",
    "report_data",
    "report_json",
    "report_schema",
]

FORMAT_VERSION: Final = 1
MOST_CLAIMS: Final = 1000
"""How many claims a camp or a finding lists unless asked."""


_IDS: Final = listed({"type": "string", "pattern": "^[0-9a-f]{32}$"})
_COUNT: Final = {"type": "integer", "minimum": 0}
_STANDING: Final = {"enum": list(STANDINGS)}
_ANSWER: Final = {"$ref": "#/$defs/answer"}

_QUESTION: Final = (
    Told("event", "the id of the event, or its name as a report calls it", TEXT, lambda one, most: one.event),
    Told("aspect", "what of the event is asked", TEXT, lambda one, most: one.aspect),
    Told(
        "scope",
        "of which part",
        {"type": "object", "additionalProperties": TEXT},
        lambda one, most: dict(one.scope),
    ),
)

_CAMP: Final = (
    Told("answer", "where its answers meet", _ANSWER, lambda camp, most: answer_form(camp.answer)),
    Told("words", "the same in English", TEXT, lambda camp, most: camp.words),
    Told("said", "its answers as they were said, where they are few", TEXT, lambda camp, most: camp.said),
    Told("claims", "the ids of its claims", _IDS, lambda camp, most: list(camp.claims[:most])),
    Told("refs", "how the user calls them", TEXTS, lambda camp, most: list(camp.refs[:most])),
    Told("claim_count", "how many claims it has", _COUNT, lambda camp, most: len(camp.claims)),
    Told(
        "sides",
        "the roots that make it different from the others",
        TEXTS,
        lambda camp, most: list(camp.sides),
    ),
    Told("standing", "the standing that it would have alone", _STANDING, lambda camp, most: camp.standing),
    Told(
        "anonymous",
        "true: its named members are no camp of the named",
        {"type": "boolean"},
        lambda camp, most: camp.anonymous,
    ),
)

_FINDING: Final = (
    Told("kind", "what kind of finding it is", {"enum": list(FINDING_KINDS)}, lambda one, most: one.kind),
    Told(
        "question",
        "what is asked",
        {"$ref": "#/$defs/question"},
        lambda one, most: described(one.question, _QUESTION, most),
    ),
    Told(
        "standing", "how well the answer stands", {"enum": [*STANDINGS, None]}, lambda one, most: one.standing
    ),
    Told(
        "credibility",
        "the information credibility of the Admiralty Code that the standing maps to",
        {"enum": [*sorted(CREDIBILITY.values()), None]},
        lambda one, most: one.credibility,
    ),
    Told(
        "answer",
        "the answer judged, in a form of a dossier file",
        or_null(_ANSWER),
        lambda one, most: None if one.answer is None else answer_form(one.answer),
    ),
    Told("words", "the same in English", TEXT, lambda one, most: one.words),
    Told("claims", "the ids of its claims", _IDS, lambda one, most: list(one.claims[:most])),
    Told("refs", "how the user calls them", TEXTS, lambda one, most: list(one.refs[:most])),
    Told("claim_count", "how many claims it has", _COUNT, lambda one, most: len(one.claims)),
    Told("sides", "the roots that stand behind it", TEXTS, lambda one, most: list(one.sides)),
    Told(
        "camps",
        "the largest sets of answers that can be true together",
        listed({"$ref": "#/$defs/camp"}),
        lambda one, most: [described(camp, _CAMP, most) for camp in one.camps],
    ),
    Told(
        "consistent",
        "looser answers that it hides, by their refs",
        TEXTS,
        lambda one, most: list(one.consistent[:most]),
    ),
    Told(
        "flags",
        "what else is to be known of it",
        listed({"enum": list(FLAGS)}),
        lambda one, most: list(one.flags),
    ),
    Told("reason", "the sentence that says why", TEXT, lambda one, most: one.reason),
    Told(
        "margin",
        "how far the nearest two camps lie apart, where both are single spans",
        or_null(TEXT),
        lambda one, most: None if one.margin is None else str(one.margin),
        only=Contradiction,
    ),
    Told(
        "common",
        "what all camps allow at least and at most",
        or_null(TEXT),
        lambda one, most: one.common or None,
        only=Contradiction,
    ),
)

_NOTICE: Final = (
    Told("kind", "what kind of notice it is", TEXT, lambda one, most: one.kind),
    Told("text", "what the user would want to know", TEXT, lambda one, most: one.text),
    Told("claims", "the ids of its claims", _IDS, lambda one, most: list(one.claims)),
)

_REPORT: Final = (
    Told(
        "claimcheck", "the version of the format", {"const": FORMAT_VERSION}, lambda one, most: FORMAT_VERSION
    ),
    Told(
        "remarks",
        "sentences: what the report was narrowed to, why nothing is in it",
        TEXTS,
        lambda one, most: remarks(one),
    ),
    Told(
        "findings",
        "what the cross-check says, in the order of reading",
        listed({"$ref": "#/$defs/finding"}),
        lambda one, most: [described(finding, _FINDING, most) for finding in one.findings],
    ),
    Told(
        "questions",
        "all that was asked",
        listed({"$ref": "#/$defs/question"}),
        lambda one, most: [described(question, _QUESTION, most) for question in one.questions],
    ),
    Told(
        "notices",
        "suspicions that no law forbids",
        listed({"$ref": "#/$defs/notice"}),
        lambda one, most: [described(notice, _NOTICE, most) for notice in one.notices],
    ),
)


def report_data(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> dict[str, Any]:
    """The report as plain data: findings, questions and notices; answers in the forms of a dossier file.

    `remarks` are sentences: what the report was narrowed to, why nothing is in it. A camp, and a finding, lists at most
    `most_claims` claims (None: all), with the count in `claim_count`.
    """
    return described(report, _REPORT, most_claims)


def finding_data(finding: Finding, most: int | None = MOST_CLAIMS) -> dict[str, Any]:
    """One finding as plain data, as it stands in a report."""
    return described(finding, _FINDING, most)


def report_json(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> str:
    """The report as JSON, ending in a new line; the same bytes for the same claims."""
    return json.dumps(report_data(report, most_claims=most_claims), indent=2) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report, but for the answers that dossiers and reports share."""
    return {
        **schema_of("what a cross-check says", _REPORT),
        "$defs": {
            "question": schema_of("an event, an aspect of it and a scope", _QUESTION),
            "finding": schema_of("something that a cross-check says", _FINDING),
            "camp": schema_of("one of the largest sets of answers that can be true together", _CAMP),
            "notice": schema_of("something that the user would want to know", _NOTICE),
        },
    }


def answer_form(answer: Answer) -> Any:
    """An answer in a form of a dossier file, as JSON holds it."""
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
