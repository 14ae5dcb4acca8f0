"""The report as plain data and as a JSON text: the form that other tools rely on.

JSON is written in ASCII, so that nothing a source wrote can command a terminal. Each part of a report is a table of
`Told`s, from which come both its plain data and its JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.findings import CREDIBILITY, FINDING_KINDS, FLAGS, STANDINGS, Contradiction
from claimcheck.report.outline import remarks
from claimcheck.wording import to_form

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["FORMAT_VERSION", "MOST_CLAIMS", "report_data", "report_json", "report_schema"]

FORMAT_VERSION: Final = 1
MOST_CLAIMS: Final = 1000
"""How many claims a camp or a finding lists unless asked."""


@attrs.frozen
class Told:
    """A key of a report: what it tells, the JSON Schema of what stands there, and how that is taken from a value.

    `of` is given the value and how many claims may be listed at most. `only` names the class of values that have the key.
    """

    name: str
    told: str
    schema: Mapping[str, Any]
    of: Callable[[Any, int | None], Any]
    only: type | None = None


def _described(value: Any, table: tuple[Told, ...], most: int | None) -> dict[str, Any]:
    return {key.name: key.of(value, most) for key in table if key.only is None or isinstance(value, key.only)}


def _schema(told: str, table: tuple[Told, ...]) -> dict[str, Any]:
    """The schema of what a table describes; further keys may come within one version of the format."""
    return {
        "description": told,
        "type": "object",
        "properties": {key.name: {"description": key.told, **key.schema} for key in table},
        "required": [key.name for key in table if key.only is None],
    }


def _listed(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(schema)}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


_TEXT: Final = {"type": "string"}
_TEXTS: Final = _listed(_TEXT)
_IDS: Final = _listed({"type": "string", "pattern": "^[0-9a-f]{32}$"})
_COUNT: Final = {"type": "integer", "minimum": 0}
_STANDING: Final = {"enum": list(STANDINGS)}
_ANSWER: Final = {"$ref": "#/$defs/answer"}

_QUESTION: Final = (
    Told(
        "event", "the id of the event, or its name as a report calls it", _TEXT, lambda one, most: one.event
    ),
    Told("aspect", "what of the event is asked", _TEXT, lambda one, most: one.aspect),
    Told(
        "scope",
        "of which part",
        {"type": "object", "additionalProperties": _TEXT},
        lambda one, most: dict(one.scope),
    ),
)

_CAMP: Final = (
    Told("answer", "where its answers meet", _ANSWER, lambda camp, most: _form(camp.answer)),
    Told("words", "the same in English", _TEXT, lambda camp, most: camp.words),
    Told("said", "its answers as they were said, where they are few", _TEXT, lambda camp, most: camp.said),
    Told("claims", "the ids of its claims", _IDS, lambda camp, most: list(camp.claims[:most])),
    Told("refs", "how the user calls them", _TEXTS, lambda camp, most: list(camp.refs[:most])),
    Told("claim_count", "how many claims it has", _COUNT, lambda camp, most: len(camp.claims)),
    Told(
        "sides",
        "the roots that make it different from the others",
        _TEXTS,
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
        lambda one, most: _described(one.question, _QUESTION, most),
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
        _or_null(_ANSWER),
        lambda one, most: None if one.answer is None else _form(one.answer),
    ),
    Told("words", "the same in English", _TEXT, lambda one, most: one.words),
    Told("claims", "the ids of its claims", _IDS, lambda one, most: list(one.claims[:most])),
    Told("refs", "how the user calls them", _TEXTS, lambda one, most: list(one.refs[:most])),
    Told("claim_count", "how many claims it has", _COUNT, lambda one, most: len(one.claims)),
    Told("sides", "the roots that stand behind it", _TEXTS, lambda one, most: list(one.sides)),
    Told(
        "camps",
        "the largest sets of answers that can be true together",
        _listed({"$ref": "#/$defs/camp"}),
        lambda one, most: [_described(camp, _CAMP, most) for camp in one.camps],
    ),
    Told(
        "consistent",
        "looser answers that it hides, by their refs",
        _TEXTS,
        lambda one, most: list(one.consistent[:most]),
    ),
    Told(
        "flags",
        "what else is to be known of it",
        _listed({"enum": list(FLAGS)}),
        lambda one, most: list(one.flags),
    ),
    Told("reason", "the sentence that says why", _TEXT, lambda one, most: one.reason),
    Told(
        "margin",
        "how far the nearest two camps lie apart, where both are single spans",
        _or_null(_TEXT),
        lambda one, most: None if one.margin is None else str(one.margin),
        only=Contradiction,
    ),
    Told(
        "common",
        "what all camps allow at least and at most",
        _or_null(_TEXT),
        lambda one, most: one.common or None,
        only=Contradiction,
    ),
)

_NOTICE: Final = (
    Told("kind", "what kind of notice it is", _TEXT, lambda one, most: one.kind),
    Told("text", "what the user would want to know", _TEXT, lambda one, most: one.text),
    Told("claims", "the ids of its claims", _IDS, lambda one, most: list(one.claims)),
)

_REPORT: Final = (
    Told(
        "claimcheck", "the version of the format", {"const": FORMAT_VERSION}, lambda one, most: FORMAT_VERSION
    ),
    Told(
        "remarks",
        "sentences: what the report was narrowed to, why nothing is in it",
        _TEXTS,
        lambda one, most: remarks(one),
    ),
    Told(
        "findings",
        "what the cross-check says, in the order of reading",
        _listed({"$ref": "#/$defs/finding"}),
        lambda one, most: [_described(finding, _FINDING, most) for finding in one.findings],
    ),
    Told(
        "questions",
        "all that was asked",
        _listed({"$ref": "#/$defs/question"}),
        lambda one, most: [_described(question, _QUESTION, most) for question in one.questions],
    ),
    Told(
        "notices",
        "suspicions that no law forbids",
        _listed({"$ref": "#/$defs/notice"}),
        lambda one, most: [_described(notice, _NOTICE, most) for notice in one.notices],
    ),
)


def report_data(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> dict[str, Any]:
    """The report as plain data: findings, questions and notices; answers in the forms of a dossier file.

    `remarks` are sentences: what the report was narrowed to, why nothing is in it. A camp, and a finding, lists at most
    `most_claims` claims (None: all), with the count in `claim_count`.
    """
    return _described(report, _REPORT, most_claims)


def report_json(report: Report, *, most_claims: int | None = MOST_CLAIMS) -> str:
    """The report as JSON, ending in a new line; the same bytes for the same claims."""
    return json.dumps(report_data(report, most_claims=most_claims), indent=2) + "\n"


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report, but for the answers that dossiers and reports share."""
    return {
        **_schema("what a cross-check says", _REPORT),
        "$defs": {
            "question": _schema("an event, an aspect of it and a scope", _QUESTION),
            "finding": _schema("something that a cross-check says", _FINDING),
            "camp": _schema("one of the largest sets of answers that can be true together", _CAMP),
            "notice": _schema("something that the user would want to know", _NOTICE),
        },
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
