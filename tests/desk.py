"""A news desk for tests: two opposed states with their offices and wires, bodies of no side, outlets, and one strike.

>>> found(says("a", "A ministry", 7), says("b", "B ministry", "at least 7"))  # what is found, and in whose refs
{'agreement: a b', 'single-source: a'}

Claims are said on 5 July 2025 about the strike of 4 July, and answer how many were killed, unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.findings import Finding
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.resolving import resolve
from claimcheck.sources import Anonymous, Source, anonymous
from claimcheck.statements import Resolved
from claimcheck.vocabulary import Aspect

__all__ = [
    "Day",
    "camps",
    "dossier_of",
    "found",
    "named",
    "nobody",
    "only",
    "report_of",
    "resolved",
    "says",
    "tags",
]

SOURCES = (
    Source("A-land", kind="state"),
    Source("A ministry", kind="office", controlled_by="A-land"),
    Source("A office", kind="office", controlled_by="A-land"),
    Source("A wire", kind="news agency", controlled_by="A-land"),
    Source("B-land", kind="state"),
    Source("B ministry", kind="office", controlled_by="B-land"),
    Source("B wire", kind="news agency", controlled_by="B-land"),
    Source("C body", kind="body"),
    Source("D body", kind="body"),
    Source("Joint team", kind="body", controlled_by=["A-land", "D body"]),
    Source("Truce office", kind="body", controlled_by=["A-land", "B-land"]),
    Source("Wire", kind="news agency"),
    Source("Paper", kind="newspaper"),
    Source("Radio", kind="broadcaster"),
)
EVENTS = (
    Event("strike", id="e", when="2025-07-04"),
    Event("strike", id="e2", when="2025-07-05"),
    Event("strike", id="undated"),
)
ASPECTS = (
    Aspect("killed", axis="count", unit="people"),
    Aspect("toll", axis="count", unit="people", over_time="accrues"),
    Aspect("missing", axis="count", unit="people", over_time="varies"),
    Aspect("struck", axis="yes/no"),
    Aspect("share held", axis="share"),
    Aspect("caused by", several=True),
    Aspect("place", axis="path"),
    Aspect("began", axis="instant"),
    Aspect("marchers", axis="count", tolerance="0.1"),
    Aspect("agreed number", axis="count", modality="plan"),
    Aspect("expected", axis="count", modality="forecast"),
)
OPPOSED = (("A-land", "B-land"),)


def Day(number: int, clock: str = "") -> str:  # noqa: N802
    """A day of July 2025, or a clock time of it in UTC: Day(5), Day(5, "12:00")."""
    return f"2025-07-{number:02d}" + (f"T{clock}Z" if clock else "")


def nobody(description: str = "a nurse", **facts: Any) -> Anonymous:
    """Somebody whom nobody can hold to it."""
    return anonymous(description, **facts)


def says(ref: str, source: str | Anonymous, answer: object, **facts: Any) -> Claim:
    """A claim; `said=None` leaves it undated."""
    event, aspect = facts.pop("event", "e"), facts.pop("aspect", "killed")
    facts.setdefault("said", Day(5))
    return Claim(event, aspect, answer, source=source, ref=ref, **facts)


def dossier_of(*claims: Claim, **declared: Any) -> Dossier:
    """The claims with all that the desk knows; `declared` takes the place of what it declares."""
    known: dict[str, Any] = {"sources": SOURCES, "events": EVENTS, "aspects": ASPECTS, "opposed": OPPOSED}
    return Dossier(claims, **known | {"timezone": "Europe/Kyiv"} | declared)


def report_of(*claims: Claim, **declared: Any) -> Report:
    """The report on the claims."""
    return crosscheck(dossier_of(*claims, **declared))


def resolved(*claims: Claim, **declared: Any) -> Resolved:
    """The claims as they are judged."""
    return resolve(dossier_of(*claims, **declared))


def named(finding: Finding) -> str:
    """A finding in short: its kind, or what an answer stands at that falls short of agreement; and its refs."""
    word = finding.standing if finding.kind == "unverified" else finding.kind
    return f"{word}: {' '.join(finding.refs)}"


def found(*claims: Claim | Report) -> set[str]:
    """What is found on the claims (or in a report), in short."""
    if len(claims) == 1 and isinstance(claims[0], Report):
        return set(map(named, claims[0]))
    return set(map(named, report_of(*_claims(claims))))


def only(kind: str, *claims: Claim | Report) -> Finding:
    """The one finding of a kind (or, of an answer that falls short of agreement, of a standing)."""
    report = claims[0] if isinstance(claims[0], Report) else report_of(*_claims(claims))
    [finding] = [one for one in report if named(one).startswith(f"{kind}:")]
    return finding


def tags(kind: str, *claims: Claim | Report) -> set[str]:
    """The flags of the one finding of a kind."""
    return set(only(kind, *claims).flags)


def camps(finding: Finding) -> list[tuple[str, str]]:
    """A contradiction's camps from lowest to highest: their refs, and the standing each would have alone."""
    return [(" ".join(camp.refs), camp.standing) for camp in finding.camps]


def _claims(values: Iterable[Claim | Report]) -> list[Claim]:
    return [one for one in values if isinstance(one, Claim)]
