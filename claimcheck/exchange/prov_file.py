"""W3C PROV: who a claim is attributed to, who quoted it, on whose behalf they act, what revises and invalidates what.

Everything that PROV can say is said in PROV: speakers are agents, control is `actedOnBehalfOf`, a claim is an entity, each
relay's version of it another that was quoted from the one before, a correction is a revision, and a withdrawal an activity
that invalidates what it withdraws. What PROV has no words for stands beside it in attributes of our own, so that nothing is lost.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> said = Dossier([Source("A").says("raid", "killed", 8, via="B")])
>>> PROV_JSON.write(said).lost
()
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from claimcheck.dossiers import Dossier
from claimcheck.errors import MissingExtra
from claimcheck.exchange.losses import dossier_of, losses
from claimcheck.exchange.plugin import ALL, PARTS, Format, Part, Subject, Written
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.records import ANONYMOUS, ASPECT, CLAIM, EVENT, SOURCE, Table
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import Spelling, spelt
from claimcheck.text import clean, fold

__all__ = ["NAMESPACE", "PROV_JSON", "PROV_N", "TEXTS"]

NAMESPACE: Final = "urn:claimcheck:"
"""The name space of our own attributes and identifiers, written with the prefix `cc`."""

TEXTS: Final = ("text", "name", "date", "zone")
"""Shapes of keys whose attributes hold the text itself; all others hold JSON."""
_RELATIONS: Final = ("source", "via", "quote", "replaces", "based_on", "ref")


def prov() -> Any:
    """The module `prov.model`; raises `MissingExtra` where it is not installed."""
    try:
        import prov.model
    except ImportError:
        raise MissingExtra("prov", "prov") from None
    return prov.model


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:20]


class _Writing:
    """A PROV document in the making."""

    def __init__(self, dossier: Dossier) -> None:
        self.document = prov().ProvDocument()
        self.document.add_namespace("cc", NAMESPACE)
        self.records = spelt(dossier)
        self.ids = sorted(claim.id for claim in dossier.claims)
        self._id_of = {ref: claim.id for claim in dossier.claims for ref in claim.refs}
        self._agents: set[str] = set()

    def write(self) -> Any:
        """The document."""
        declared: set[str] = set()
        self._agents = {f"cc:source.{_hashed(source['name'])}" for source in self.records.sources}
        for source in self.records.sources:
            self._source(source, again=source["name"] in declared)
            declared.add(source["name"])
        for number, event in enumerate(self.records.events):
            self.document.activity(f"cc:event.{number}", None, None, self._typed("Event", event, EVENT, "id"))
        for number, aspect in enumerate(self.records.aspects):
            self.document.entity(f"cc:aspect.{number}", self._typed("Aspect", aspect, ASPECT, "name"))
        seen = Counter[str]()
        for name, record in zip(self.ids, self.records.claims, strict=True):
            seen[name] += 1
            self._claim(name if seen[name] == 1 else f"{name}.{seen[name]}", record)
        whole = {
            key: json_text(value)
            for key in ("timezones", "opposed", "same_event", "different_events", "undeclared")
            if (value := getattr(self.records, key))
        }
        if whole:
            told = {
                "prov:type": self._name("cc:Dossier"),
                **{f"cc:{key}": text for key, text in whole.items()},
            }
            self.document.entity("cc:dossier", told)
        return self.document

    def _name(self, text: str) -> Any:
        return self.document.valid_qualified_name(text)

    def _typed(self, kind: str, record: Spelling, table: Table, naming: str | None = None) -> dict[str, Any]:
        told = {"prov:type": self._name(f"cc:{kind}"), **_attributes(record, table)}
        if naming is not None and naming in record:
            told["prov:label"] = record[naming]
        return told

    def _source(self, record: Spelling, *, again: bool) -> None:
        """An agent; another declaration of the same name is an agent of its own, an alternate of the first."""
        name = record["name"]
        key = f"cc:source.{_hashed(name)}" + (f".{_hashed(json_text(record))}" if again else "")
        told = {key: value for key, value in record.items() if key not in ("name", "controlled_by")}
        self.document.agent(key, {**self._typed("Source", told, SOURCE), "prov:label": name})
        self._controlled(key, record)

    def _controlled(self, key: str, record: Spelling) -> None:
        for controller in record.get("controlled_by", ()):
            self.document.delegation(key, self._speaker(controller))

    def _speaker(self, speaker: Any) -> str:
        """The identifier of a speaker's agent, which is written when first met."""
        if isinstance(speaker, str):
            key = f"cc:source.{_hashed(speaker)}"
            told = {"prov:type": self._name("cc:Named"), "prov:label": speaker}
        else:
            key = f"cc:unnamed.{_hashed(json_text(speaker))}"
            known = {
                name: value for name, value in speaker.items() if name not in ("anonymous", "controlled_by")
            }
            told = {**self._typed("Unnamed", known, ANONYMOUS), "prov:label": speaker["anonymous"]}
        if key not in self._agents:
            self._agents.add(key)
            self.document.agent(key, told)
            if not isinstance(speaker, str):
                self._controlled(key, speaker)
        return key

    def _claim(self, name: str, record: Spelling) -> None:
        key = f"cc:claim.{name}"
        told = {one: value for one, value in record.items() if one not in _RELATIONS}
        attributes = self._typed("Claim", told, CLAIM)
        attributes["prov:label"] = _label(record)
        if "quote" in record:
            attributes["prov:value"] = record["quote"]
        if "ref" in record:
            attributes["cc:ref"] = json_text(record["ref"])
        self.document.entity(key, attributes)
        self.document.attribution(key, self._speaker(record["source"]))
        before = key
        for step, relay in enumerate(record.get("via", ()), 1):
            told_by = f"{key}.via.{step}"
            self.document.entity(told_by, {"prov:type": self._name("cc:Relayed")})
            self.document.attribution(told_by, self._speaker(relay))
            self.document.quotation(told_by, before)
            before = told_by
        for target in self._targets(record, "based_on"):
            self.document.derivation(key, target)
        replaced = self._targets(record, "replaces")
        if replaced and is_withdrawal(record["answer"]):
            withdrawal = f"cc:withdrawal.{name}"
            self.document.activity(withdrawal)
            self.document.generation(key, withdrawal)
            for target in replaced:
                self.document.invalidation(target, withdrawal)
        else:
            for target in replaced:
                self.document.revision(key, target)

    def _targets(self, record: Spelling, key: str) -> list[str]:
        """The entities of the claims that a claim names by ref or id."""
        return sorted(f"cc:claim.{self._id_of.get(one, one)}" for one in record.get(key, ()))


def is_withdrawal(answer: Any) -> bool:
    """Whether a claim that replaces others by this answer says nothing in their place."""
    return isinstance(answer, str) and fold(answer) == "unknown"


def _label(record: Spelling) -> str:
    speaker = record["source"]
    who = speaker if isinstance(speaker, str) else f"{speaker['anonymous']} (unnamed)"
    answer = record["answer"]
    return clean(f"{who} on {record['aspect']}: {answer if isinstance(answer, str) else json_text(answer)}")


def _attributes(record: Spelling, table: Table) -> dict[str, str]:
    """Keys as attributes of our own: what is always one text as it is, all else as JSON; the user's own keys in one."""
    told: dict[str, str] = {}
    own: Spelling = {}
    for key, value in record.items():
        if key in table or key in ("id", "name"):
            raw = isinstance(value, str) and (key not in table or table[key].shape.name in TEXTS)
            told[f"cc:{key}"] = value if raw else json_text(value)
        else:
            own[key] = value
    if own:
        told["cc:own"] = json_text(own)
    return told


def _written(text_of: Any) -> Any:
    def write(subject: Subject) -> Written:
        document = _Writing(dossier_of(subject)).write()
        found = PROV_JSON if text_of is _json else PROV_N
        return Written(text_of(document).encode("utf-8"), losses(found, subject))

    return write


def _json(document: Any) -> str:
    return json.dumps(json.loads(document.serialize(format="json")), indent=1) + "\n"


def _notation(document: Any) -> str:
    return "".join(f"{clean(line)}\n" for line in document.get_provn().split("\n"))


def _read(data: bytes, name: str) -> Iterable[Record | Unusable]:
    from claimcheck.exchange.prov_reading import prov_records

    return prov_records(data, name)


_PARTS: Final = (
    Part("claim", ("source",), "`wasAttributedTo` of an entity"),
    Part("claim", ("via",), "an entity for each relay, `wasQuotedFrom` the one before, `wasAttributedTo` the relay"),
    Part("claim", ("quote",), "`prov:value`"),
    Part("claim", ("replaces",), "`wasRevisionOf`; where the answer is `unknown`, an activity that `wasInvalidatedBy` names and that generated the claim"),
    Part("claim", ("based_on",), "`wasDerivedFrom`"),
    Part("claim", [key for key in PARTS["claim"] if key not in ("source", "via", "quote", "replaces", "based_on")], "attributes `cc:…`"),
    Part("anonymous", ("anonymous",), "an agent of the type `cc:Unnamed`, its description the label"),
    Part("anonymous", ("controlled_by",), "`actedOnBehalfOf`"),
    Part("anonymous", ("handle", "confidential"), "attributes `cc:…`"),
    Part("described", ALL, "the attribute `cc:event` of the claim"),
    Part("source", ("name",), "an agent with that label"),
    Part("source", ("controlled_by",), "`actedOnBehalfOf`"),
    Part("source", [key for key in PARTS["source"] if key not in ("name", "controlled_by")], "attributes `cc:…`"),
    Part("event", ALL, "an activity with attributes `cc:…`"),
    Part("aspect", ALL, "an entity with attributes `cc:…`"),
    *(Part(kind, ALL, "attributes of the entity `cc:dossier`") for kind in ("opposed", "same_event", "different_events", "dossier", "undeclared")),
)  # fmt: skip

PROV_JSON: Final = Format(
    name="prov-json",
    title="W3C PROV-JSON",
    media_type="application/json",
    extensions=".prov.json",
    carries=_PARTS,
    read=_read,
    write=_written(_json),
    extra="prov",
    about=(
        "Of a document that others wrote, agents are sources, and each entity that is attributed or quoted is a claim: "
        "whoever it is attributed to first vouches for it, those who quote it pass it on."
    ),
)
PROV_N: Final = Format(
    name="prov-n",
    title="W3C PROV-N",
    media_type="text/provenance-notation",
    extensions=".provn",
    carries=_PARTS,
    write=_written(_notation),
    extra="prov",
    about="The same for people to read; characters that could command a terminal are left out.",
)
