"""PROV-JSON as records: what we wrote comes back equal, and of others' documents what they say of who said what.

An entity that is attributed to somebody, or quoted from something that may not be, is what somebody vouches for. Where
entities quote one another, the first one's agent is the origin and the others pass it on. What revises or is derived from another
claim replaces it or is based on it; what was invalidated without such a revision is withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import JSONDecodeError
from typing import Any, Final

import attrs

from claimcheck.errors import Problem, shown
from claimcheck.exchange.documents import document
from claimcheck.exchange.prov_file import NAMESPACE, TEXTS, prov
from claimcheck.exchange.statements import UNATTRIBUTED, aspects_of_statements, claimed, tidy, verdict
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError, decode
from claimcheck.formats.records import ANONYMOUS, ASPECT, CLAIM, EVENT, SOURCE, Table

__all__ = ["prov_records"]

_PROV: Final = "http://www.w3.org/ns/prov#"
_STATES: Final = "states"
"""The aspect of what an entity with a `prov:value` says, in documents that are not ours."""

_TITLES: Final = (
    "prov:label",
    "dcterms:title",
    "dct:title",
    "dc:title",
    "rdfs:label",
    "foaf:name",
    "schema:name",
    "title",
    "name",
)
_TABLES: Final[dict[str, tuple[str, Table]]] = {"Event": ("event", EVENT), "Aspect": ("aspect", ASPECT)}


def prov_records(data: bytes, name: str) -> Iterator[Record | Unusable]:
    """The records of a PROV-JSON document.

    Raises `RefusedError` for what is none, with what the package `prov` says of it; `MissingExtra` without the package.
    """
    model = prov()
    document(data)  # as strict as all JSON is read here: the package takes the last of two equal keys
    try:
        found = model.ProvDocument.deserialize(content=data.decode("utf-8-sig"), format="json")
        kept = _Reading(found)
    except RecursionError:
        raise RefusedError("brackets nested too deep", "PROV-JSON") from None
    except Exception as error:  # whatever the package finds wrong, it raises in many kinds
        raise RefusedError(
            f"no PROV-JSON: {shown(str(error), limit=200)}", "a document of PROV-JSON"
        ) from None
    yield from kept.records()


@attrs.define
class _Element:
    """An entity, an agent or an activity with all that several records say of it: attribute names to values."""

    key: str
    types: set[str] = attrs.field(factory=set)
    told: dict[str, list[Any]] = attrs.field(factory=dict)

    def own(self, key: str) -> str | None:
        """A text under an attribute of ours."""
        values = self.told.get(NAMESPACE + key, [])
        return values[0] if values and isinstance(values[0], str) else None

    def title(self) -> str:
        """How it is called, else its identifier."""
        for wanted in _TITLES:
            for attribute, values in sorted(self.told.items()):
                local = attribute.rpartition("#")[2].rpartition("/")[2]
                if local == wanted.rpartition(":")[2]:
                    for value in values:
                        text = tidy(_text(value))
                        if text:
                            return text
        return tidy(self.key) or self.key

    @property
    def is_ours(self) -> str | None:
        """Which of our types it has."""
        return next(
            (one.removeprefix(NAMESPACE) for one in sorted(self.types) if one.startswith(NAMESPACE)), None
        )


def _text(value: Any) -> str:
    return str(getattr(value, "value", value))


class _Reading:
    """The elements and relations of a document, over all its bundles."""

    def __init__(self, found: Any) -> None:
        self.elements: dict[str, _Element] = {}
        self.agents: list[str] = []
        self.attributed: dict[str, list[str]] = {}
        self.controlled: dict[str, list[str]] = {}
        self.quoted: dict[str, list[str]] = {}
        self.revised: dict[str, list[str]] = {}
        self.derived: dict[str, list[str]] = {}
        self.invalidated: dict[str, list[str]] = {}
        self.generated: dict[str, list[str]] = {}
        self.associated: dict[str, list[str]] = {}
        self.times: dict[str, str] = {}
        for bundle in (found, *sorted(found.bundles, key=lambda one: str(one.identifier))):
            for record in bundle.get_records():
                self._take(record)
        self._generating = {activity for activities in self.generated.values() for activity in activities}
        self._withdrawn: dict[str, list[str]] = {}
        for entity, activities in self.invalidated.items():
            for activity in activities:
                self._withdrawn.setdefault(activity, []).append(entity)

    def _take(self, record: Any) -> None:
        kind = type(record).__name__
        if kind in ("ProvEntity", "ProvAgent", "ProvActivity"):
            self._element(kind, record)
            return
        ends = [str(value) for _, value in record.formal_attributes[:2]]
        relation = {
            "ProvAttribution": self.attributed,
            "ProvDelegation": self.controlled,
            "ProvInvalidation": self.invalidated,
            "ProvGeneration": self.generated,
            "ProvAssociation": self.associated,
        }.get(kind)
        if kind == "ProvDerivation":
            types = {getattr(one, "uri", "").removeprefix(_PROV) for one in record.get_asserted_types()}
            relation = (
                self.quoted if "Quotation" in types else self.revised if "Revision" in types else self.derived
            )
        if kind == "ProvGeneration":
            for attribute, value in record.formal_attributes:
                if str(attribute) == "prov:time" and value is not None and value.tzinfo is not None:
                    self.times[ends[0]] = value.isoformat()
        if relation is not None and "None" not in ends:
            relation.setdefault(ends[0], []).append(ends[1])

    def _element(self, kind: str, record: Any) -> None:
        key = str(record.identifier)
        element = self.elements.setdefault(key, _Element(key))
        element.types |= {getattr(one, "uri", str(one)) for one in record.get_asserted_types()}
        for attribute, value in record.attributes:
            element.told.setdefault(attribute.uri, []).append(value)
        if kind == "ProvAgent":
            self.agents.append(key)

    # Records

    def records(self) -> Iterator[Record | Unusable]:
        """See `prov_records`."""
        for name in sorted(set(self.agents)):
            element = self.elements[name]
            if element.is_ours not in ("Named", "Unnamed"):
                yield from self._told(element, self._source(element))
        for element in self._ordered():
            if element.is_ours in _TABLES:
                kind, table = _TABLES[element.is_ours]
                yield from self._told(element, _values(element, table), kind)
            elif element.is_ours == "Dossier":
                yield from self._dossier(element)
        if any(self.elements[name].is_ours is None for name in self.agents):
            yield from aspects_of_statements(_STATES)
        leaves = self._leaves()
        self._claims = {chain[0].key for chain in leaves}
        for chain in leaves:
            yield from self._claim(chain)

    def _ordered(self) -> list[_Element]:
        return [self.elements[key] for key in sorted(self.elements)]

    def _told(
        self, element: _Element, values: dict[str, Any] | NotPlainError, kind: str = "source"
    ) -> Iterator[Record | Unusable]:
        if isinstance(values, NotPlainError):
            yield Unusable(Problem(element.key, values.found, values.expected, values.mend), kind != "claim")
        else:
            yield Record(kind, values, 1)

    def _source(self, element: _Element) -> dict[str, Any] | NotPlainError:
        values = _values(element, SOURCE)
        if isinstance(values, NotPlainError):
            return values
        if element.is_ours is None:
            kinds = sorted(one.removeprefix(_PROV) for one in element.types if one.startswith(_PROV))
            if kinds:
                values["kind"] = {"SoftwareAgent": "software"}.get(kinds[0], kinds[0].lower())
        values["name"] = element.title()
        controllers = sorted({self._name(one) for one in self.controlled.get(element.key, ())})
        if controllers:
            values["controlled_by"] = controllers
        return values

    def _name(self, key: str) -> str:
        return self.elements[key].title() if key in self.elements else tidy(key)

    def _speaker(self, key: str) -> Any:
        element = self.elements.get(key)
        if element is None or element.is_ours != "Unnamed":
            return self._name(key)
        values = _values(element, ANONYMOUS)
        if isinstance(values, NotPlainError):
            return None
        values["anonymous"] = element.title()
        controllers = sorted({self._name(one) for one in self.controlled.get(key, ())})
        return {**values, "controlled_by": controllers} if controllers else values

    def _dossier(self, element: _Element) -> Iterator[Record | Unusable]:
        for key in ("timezones", "opposed", "same_event", "different_events", "undeclared"):
            text = element.own(key)
            if text is None:
                continue
            try:
                value = decode(text)
            except (JSONDecodeError, NotPlainError):
                yield Unusable(Problem(f"{element.key}: {key}", shown(text), "JSON"), fatal=True)
                continue
            if key == "timezones":
                yield Record("dossier", {"timezone": value}, 1)
            elif key == "undeclared":
                yield Record("undeclared", value if isinstance(value, dict) else {"sources": value}, 1)
            else:
                for pair in value if isinstance(value, list) else [value]:
                    yield Record(key, {key: pair}, 1)

    # Claims

    def _leaves(self) -> list[list[_Element]]:
        """For each entity that nothing quotes further, the chain of entities from the first said to it."""
        quoted = {one for sources in self.quoted.values() for one in sources}
        entities = set(self.attributed) | set(self.quoted) | quoted
        chains = []
        for key in sorted(entities - quoted):
            chain, met = [key], {key}
            while self.quoted.get(chain[-1]):
                before = min(self.quoted[chain[-1]])
                if before in met:
                    break
                chain.append(before)
                met.add(before)
            found = [self.elements.get(one) or _Element(one) for one in reversed(chain)]
            if found[0].is_ours in (None, "Claim"):
                chains.append(found)
        return chains

    def _claim(self, chain: list[_Element]) -> Iterator[Record | Unusable]:
        first = chain[0]
        origins = sorted(self.attributed.get(first.key, ()))
        source = self._speaker(origins[0]) if origins else {"anonymous": UNATTRIBUTED}
        via = [self._speaker(one) for step in chain[1:] for one in sorted(self.attributed.get(step.key, ()))]
        told: dict[str, Any] = {"via": via, **self._ties(first)}
        quote = [_text(value) for value in first.told.get(f"{_PROV}value", [])]
        if first.is_ours == "Claim":
            values = _values(first, CLAIM)
            if isinstance(values, NotPlainError):
                yield Unusable(Problem(f"claim {first.key}", values.found, values.expected, values.mend))
                return
            told = {key: value for key, value in told.items() if value}
            yield Record(
                "claim", {**values, **({"quote": quote[0]} if quote else {}), "source": source, **told}, 1
            )
            return
        told |= {"ref": first.key, "said": self.times.get(first.key)}
        if quote:
            yield from verdict(source, first.title(), _STATES, quote[0], quote=quote[0], **told)
        else:
            yield from claimed(source, first.title(), **told)
        for activity in sorted(set(self.invalidated.get(first.key, ())) - self._generating)[:1]:
            by = sorted(self.associated.get(activity, ()))
            values = {"ref": f"{first.key} withdrawn", "replaces": [first.key], "answer": "unknown"}
            record = next(claimed(self._speaker(by[0]) if by else source, first.title()))
            aspect = _STATES if quote else record.values["aspect"]
            yield record._replace(values={**record.values, "aspect": aspect, **values})

    def _ties(self, element: _Element) -> dict[str, list[str]]:
        """The claims that a claim replaces and is based on, by id where they are ours, else by their identifiers."""
        replaced = set(self.revised.get(element.key, ()))
        for activity in self.generated.get(element.key, ()):
            replaced.update(self._withdrawn.get(activity, ()))
        return {
            "replaces": sorted(self._targets(replaced)),
            "based_on": sorted(self._targets(self.derived.get(element.key, ()))),
        }

    def _targets(self, keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            if key.startswith("cc:claim."):
                yield key.removeprefix("cc:claim.")
            elif key in self._claims:
                yield key


def _values(element: _Element, table: Table) -> dict[str, Any] | NotPlainError:
    """The keys of a record that stand in attributes of ours."""
    values: dict[str, Any] = {}
    for attribute, several in element.told.items():
        if not attribute.startswith(NAMESPACE):
            continue
        key, text = attribute.removeprefix(NAMESPACE), _text(several[0])
        if (key in table and table[key].shape.name in TEXTS) or key in ("id", "name"):
            values[key] = text
            continue
        try:
            value = decode(text)
        except (JSONDecodeError, NotPlainError):
            return NotPlainError(f"{key}: {shown(text)}", "JSON")
        values.update(value if key == "own" and isinstance(value, dict) else {key: value})
    return values
