"""The report as SARIF 2.1.0, the form of code-review tools: each finding is a result at the line of its first claim.

An agreement is of kind `pass`. The fingerprint of a result is a hash of what kind of finding it is, its question and the ids of its
claims, so that it stays the same while files are rearranged. What sources wrote is never a link or a placeholder.

>>> from claimcheck import Dossier, Event, Source
>>> report = (Dossier() + Source("A").says(Event("crash"), "killed", 298)).check()
>>> [result["ruleId"] for result in sarif_data(report)["runs"][0]["results"]]
['unverified']
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import claimcheck
from claimcheck.dossiers import Place
from claimcheck.findings import FINDING_KINDS, Finding
from claimcheck.report.data import MOST_CLAIMS
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["report_sarif", "sarif_data"]

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "claims/v1"

# Kind and level of a result. Only what wants an answer from an editor fails, the worst as an error; SARIF gives all else no level.
_GRADES: Final = {
    "contradiction": ("fail", "error"),
    "self-contradiction": ("fail", "warning"),
    "anachronism": ("fail", "warning"),
    "unverified": ("fail", "warning"),
    "tension": ("review", "none"),
    "revision": ("informational", "none"),
    "retraction": ("informational", "none"),
    "withheld": ("informational", "none"),
    "agreement": ("pass", "none"),
}
_NAMED: Final = ("fail", "note")  # an answer of a named side that nobody independent confirms


def report_sarif(report: Report) -> str:
    """The report as the text of a SARIF log, in ASCII, ending in a new line; the same bytes for the same claims."""
    return json.dumps(sarif_data(report), indent=2) + "\n"


def sarif_data(report: Report) -> dict[str, Any]:
    """The same as plain data."""
    rules = {kind: index for index, kind in enumerate(FINDING_KINDS)}
    driver = {
        "name": "claimcheck",
        "semanticVersion": claimcheck.__version__,
        "rules": [_rule(kind) for kind in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, rules) for finding in report.findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: str) -> dict[str, Any]:
    told = " ".join((FINDING_KINDS[kind].__doc__ or "").split())
    name = "".join(word.capitalize() for word in kind.split("-"))
    level = _GRADES[kind][1]
    return {
        "id": kind,
        "name": name,
        "shortDescription": {"text": _message(told)},
        "defaultConfiguration": {"level": level},
    }


def _result(report: Report, finding: Finding, rules: dict[str, int]) -> dict[str, Any]:
    kind, level = _GRADES[finding.kind]
    if finding.kind == "unverified" and finding.standing != "unverified":
        kind, level = _NAMED
    listed = finding.claims[:MOST_CLAIMS]
    places = [_location(report, claim) for claim in listed]
    result: dict[str, Any] = {
        "ruleId": finding.kind,
        "ruleIndex": rules[finding.kind],
        "kind": kind,
        "level": level,
        "message": {"text": _message(finding.reason)},
        "locations": places[:1],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding)},
        "properties": {
            "standing": finding.standing,
            "credibility": finding.credibility,
            "sides": list(finding.sides),
            "flags": list(finding.flags),
            "refs": list(finding.refs[:MOST_CLAIMS]),
            "claims": list(listed),
            "claimCount": len(finding.claims),
        },
    }
    if len(places) > 1:
        result["relatedLocations"] = [{"id": number, **place} for number, place in enumerate(places[1:], 1)]
    return result


def _location(report: Report, claim: str) -> dict[str, Any]:
    """Where a claim stands: the line of its file, where it has one, and the claim itself."""
    places = report.dossier.places.get(claim, ())
    label = next((place.ref for place in places if place.ref), None) or claim[:8]
    location: dict[str, Any] = {
        "logicalLocations": [{"name": clean(label), "fullyQualifiedName": claim, "kind": "claim"}]
    }
    in_files = [place for place in places if not place.file.startswith("<")]
    if in_files:
        location["physicalLocation"] = _physical(in_files[0])
    return location


def _physical(place: Place) -> dict[str, Any]:
    path = PurePath(place.file)
    uri = quote(path.as_posix(), errors="replace")
    if path.is_absolute():
        uri = f"file:///{uri.lstrip('/')}"
    return {"artifactLocation": {"uri": uri}, "region": {"startLine": place.line}}


def _message(text: str) -> str:
    """Text as SARIF wants it: brackets would begin a link, braces a placeholder."""
    safe = clean(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return safe.replace("{", "{{").replace("}", "}}")


def _fingerprint(finding: Finding) -> str:
    question = finding.question
    told = [finding.kind, question.event, question.aspect, question.scope, sorted(finding.claims)]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode("ascii")).hexdigest()
