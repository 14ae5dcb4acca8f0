"""STIX 2.1 bundles, as threat-intelligence platforms (OpenCTI, MISP) take them: identities, incidents, notes, relationships.

A source is an identity with its reliability, an event an incident, a claim a note about it, and a finding a note about the
claims, with its credibility as a tag, and as `confidence`, which is absent where it can't be judged. All that STIX has no
property for stands in one extension of ours, so that a bundle of ours comes back whole.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> STIX.write(Dossier([Source("A", reliability="B").says("raid", "killed", 8)])).lost
()
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError
from claimcheck.exchange.addresses import is_address
from claimcheck.exchange.admiralty import RELIABILITIES, confidence, credibility_tag, reliability_tag
from claimcheck.exchange.losses import dossier_of, losses
from claimcheck.exchange.plugin import ALL, PARTS, Format, Part, Subject, Written
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import Spelling, spelt
from claimcheck.moments import Moment
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["EXTENSION", "STIX"]

_NAMES: Final = uuid.UUID("2f6a1c0e-7f0b-5d52-9b61-0d5f6e9c8a41")
"""The name space from which the ids of our objects are made, so that the same content has the same id."""

EXTENSION: Final = "extension-definition--8c1f3f0a-52c4-5b0e-a1a5-6a2f2f7d9b10"
"""The extension that holds the records of a dossier."""

_UNDATED: Final = "1970-01-01T00:00:00.000Z"
_DESCRIPTION: Final = (
    "The record of a dossier file of claimcheck that an object was made from, as text in JSON."
)


class _Bundle:
    """A bundle in the making: its objects by id."""

    def __init__(self, dossier: Dossier, report: Report | None) -> None:
        self._records = spelt(dossier)
        self._ids = sorted(claim.id for claim in dossier.claims)
        self._report = report
        self._made: dict[str, dict[str, Any]] = {}
        self._identities: dict[str, str] = {}
        self._incidents: dict[str, str] = {}
        self._notes: dict[str, str] = {}

    def objects(self) -> list[dict[str, Any]]:
        """All objects, in an order that their content decides."""
        records = self._records
        for source in records.sources:
            self._identity(source["name"], source)
        for event in records.events:
            self._incident(event.get("id", ""), event, record=("event", event))
        for source in records.sources:
            self._controls(self._identities[json_text(source["name"])], source)
        for name, claim in zip(self._ids, records.claims, strict=True):
            self._claim(name, claim)
        self._whole()
        for finding in () if self._report is None else self._report.findings:
            self._finding(finding)
        if self._made:
            self._definition()
        return [self._made[key] for key in sorted(self._made)]

    def _make(self, kind: str, identity: Any, at: str = _UNDATED, **told: Any) -> str:
        key = f"{kind}--{uuid.uuid5(_NAMES, json_text([kind, identity]))}"
        made = {"type": kind, "spec_version": "2.1", "id": key, "created": at, "modified": at}
        made.update((name, value) for name, value in told.items() if value not in (None, "", [], {}))
        self._made.setdefault(key, made)
        return key

    def _identity(self, speaker: Any, declared: Spelling | None = None) -> str:
        """The identity of a source; one for each declaration of a name, the first for the name itself."""
        key = json_text(speaker)
        if key in self._identities and declared is None:
            return self._identities[key]
        told = declared or ({} if isinstance(speaker, str) else speaker)
        letter = told.get("reliability")
        made = self._make(
            "identity",
            ["source", speaker, declared],
            name=clean(speaker if isinstance(speaker, str) else speaker["anonymous"]),
            identity_class="individual" if told.get("kind") == "person" else "organization" if isinstance(speaker, str) else "unknown",
            roles=[told["kind"]] if "kind" in told else None,
            labels=[*([reliability_tag(letter)] if letter else []), *([] if isinstance(speaker, str) else ["unnamed"])],
            x_opencti_reliability=RELIABILITIES.get(letter or ""),
            x_opencti_aliases=told.get("aliases"),
            extensions=None if declared is None else _extension("source", declared),
        )  # fmt: skip
        self._identities.setdefault(key, made)
        if declared is None:
            self._controls(made, told)
        return made

    def _controls(self, made: str, record: Spelling) -> None:
        for controller in record.get("controlled_by", ()):
            above = self._identity(controller)
            if above != made:
                self._make("relationship", ["controls", above, made], relationship_type="controls", source_ref=above, target_ref=made)  # fmt: skip

    def _incident(self, name: str, event: Spelling, *, record: tuple[str, Spelling] | None = None) -> str:
        key = name or json_text(event)
        if key in self._incidents and record is None:
            return self._incidents[key]
        days = event.get("when")
        parts = [
            event.get("kind"),
            " to ".join(days) if isinstance(days, list) else days,
            ", ".join(event.get("where", ())),
        ]
        title = event.get("name") or ", ".join(part for part in parts if part) or name or "an event"
        made = self._make(
            "incident", ["event", name, event], name=clean(title), extensions=record and _extension(*record)
        )
        self._incidents.setdefault(key, made)
        return made

    def _claim(self, name: str, record: Spelling) -> None:
        event = record["event"]
        about = self._incident(event, {}) if isinstance(event, str) else self._incident("", event)
        answer = record["answer"]
        words = answer if isinstance(answer, str) else json_text(answer)
        scope = ", ".join(f"{key}: {value}" for key, value in record.get("scope", {}).items())
        url = record.get("url", "")
        via = [self._identity(relay) for relay in record.get("via", ())]
        made = self._make(
            "note",
            ["claim", record],
            _time(record),
            abstract=clean(f"{record['aspect']}{f' ({scope})' if scope else ''}: {words}"),
            content=clean(record.get("quote") or words) or "-",
            created_by_ref=self._identity(record["source"]),
            object_refs=list(dict.fromkeys([about, *via])),
            external_references=[{"source_name": "document", "url": url}] if is_address(url) else None,
            extensions=_extension("claim", record),
        )
        self._notes.setdefault(name, made)

    def _whole(self) -> None:
        """A note on the whole, for what belongs to no claim: aspects, who is opposed, which events are one, zones."""
        records = self._records
        whole = {
            key: value
            for key in ("timezones", "opposed", "same_event", "different_events", "aspects", "undeclared")
            if (value := getattr(records, key))
        }
        if whole:
            about = sorted(self._made) or [
                self._make("identity", "dossier", name="claimcheck dossier", identity_class="unknown")
            ]
            self._make("note", ["dossier", whole], content="What holds for all claims of this bundle.", object_refs=about, extensions=_extension("dossier", whole))  # fmt: skip

    def _finding(self, finding: Any) -> None:
        about = sorted(self._notes[one] for one in finding.claims)
        credibility = finding.credibility
        self._make(
            "note",
            ["finding", finding.kind, finding.reason, about],
            abstract=clean(f"{finding.kind}: {finding.standing or 'no standing'}"),
            content=clean(finding.reason),
            object_refs=about,
            labels=[credibility_tag(credibility)] if credibility else None,
            confidence=confidence(credibility),
            extensions=_extension("finding", {"kind": finding.kind, "standing": finding.standing}),
        )

    def _definition(self) -> None:
        author = self._make("identity", "claimcheck", name="claimcheck", identity_class="system")
        self._made[EXTENSION] = {
            "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION, "created": _UNDATED, "modified": _UNDATED,
            "created_by_ref": author, "name": "claimcheck record", "description": _DESCRIPTION,
            "schema": "a record of JSON Lines of claimcheck", "version": "1.0.0", "extension_types": ["property-extension"],
        }  # fmt: skip


def _extension(kind: str, record: Spelling) -> dict[str, Any]:
    """The record as text: what reads a bundle need not keep the order of a path, or a number of many digits."""
    return {EXTENSION: {"extension_type": "property-extension", "kind": kind, "record": json_text(record)}}


def _time(record: Spelling) -> str:
    """The first moment of the time at which a claim was published, else said, in UTC; STIX has no unknown time."""
    for key in ("published", "said"):
        if key in record:
            start = int(Moment.parse(record[key]).window("UTC")[0]) // 1000
            seconds, milliseconds = divmod(start, 1000)
            return f"{_utc(seconds)}.{milliseconds:03}Z"
    return _UNDATED


def _utc(seconds: int) -> str:
    import datetime

    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return moment.isoformat(timespec="seconds")


def _write(subject: Subject) -> Written:
    """With the findings, where the dossier can be judged; else the note says why there are none."""
    dossier = dossier_of(subject)
    lost = losses(STIX, dossier)
    try:
        report = None if not dossier.claims else subject.check() if isinstance(subject, Dossier) else subject
    except ClaimcheckError:
        report = None
        lost = (*lost, "finding: all, as the claims can't be judged; claimcheck check tells why")
    objects = _Bundle(dossier, report).objects()
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid.uuid5(_NAMES, json.dumps(objects))}",
        "objects": objects,
    }
    return Written((json.dumps(bundle, ensure_ascii=True, indent=1) + "\n").encode("ascii"), lost)


def _read(data: bytes, name: str) -> Iterable[Record | Unusable]:
    from claimcheck.exchange.stix_reading import stix_records

    return stix_records(data)


_IN_EXTENSION: Final = "the extension"

STIX: Final = Format(
    name="stix",
    title="STIX 2.1 (OpenCTI, MISP)",
    media_type="application/stix+json;version=2.1",
    extensions=".stix.json",
    carries=(
        Part("claim", ("source",), "`created_by_ref` of a note"),
        Part("claim", ("event", "via"), "`object_refs` of the note, and the extension for their order"),
        Part("claim", ("aspect", "scope", "answer"), "`abstract` in words; as given in the extension"),
        Part("claim", ("quote",), "`content`; as given in the extension"),
        Part("claim", ("url",), "`external_references`, where it is an address of the web; as given in the extension"),
        Part("claim", ("said", "published"), "`created`; as given in the extension"),
        Part("claim", [key for key in PARTS["claim"] if key not in ("source", "event", "via", "aspect", "scope", "answer", "quote", "url", "said", "published")], _IN_EXTENSION),
        Part("anonymous", ALL, "an identity with the label `unnamed`; the rest in the extension of the claim"),
        Part("described", ALL, "an incident; the rest in the extension of the claim"),
        Part("source", ("name", "kind", "aliases"), "`name`, `roles`, `x_opencti_aliases` of an identity"),
        Part("source", ("reliability",), "`x_opencti_reliability`, and the tag `admiralty-scale:source-reliability`"),
        Part("source", ("controlled_by",), "a relationship `controls`"),
        Part("source", [key for key in PARTS["source"] if key not in ("name", "kind", "aliases", "reliability", "controlled_by")], _IN_EXTENSION),
        Part("event", ALL, "an incident, and the extension"),
        *(Part(kind, ALL, "the extension of a note on the whole") for kind in ("aspect", "opposed", "same_event", "different_events", "dossier", "undeclared")),
        Part("finding", ("question", "answer", "reason"), "`content` of a note on the claims, which is not read"),
        Part("finding", ("standing",), "the tag `admiralty-scale:information-credibility`, and `confidence`: 90, 70, 50, 30, 10 for 1 to 5, absent for 6"),
    ),
    read=_read,
    write=_write,
    about=(
        "Of a bundle that others wrote, identities are sources, and each note, opinion and report is a claim of whoever "
        "created it, that it states what it says. A claim without a date is given the date 1970-01-01, as STIX has no unknown time."
    ),
)  # fmt: skip
