"""STIX 2.1 as records: a bundle of ours from its extension; of others' bundles, who states what.

>>> list(stix_records(b'{"type": "bundle", "id": "bundle--1", "objects": []}'))
[]
"""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, Final

import attrs

from claimcheck.errors import Problem, shown
from claimcheck.exchange.admiralty import reliability_in
from claimcheck.exchange.documents import MisshapenError, Node, document, several
from claimcheck.exchange.statements import aspects_of_statements, tidy, verdict
from claimcheck.exchange.stix_file import EXTENSION
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError, decode

__all__ = ["stix_records"]

_STATES: Final = "states"
_OPINION: Final = "opinion"
_SAYING: Final = ("note", "opinion", "report")
_PAIRS: Final = ("opposed", "same_event", "different_events")


def stix_records(data: bytes) -> Iterator[Record | Unusable]:
    """The records of a bundle, the number of an object in the place of a line.

    Raises `RefusedError` for what is no bundle.
    """
    found = document(data)
    if not isinstance(found, dict) or found.get("type") != "bundle":
        raise RefusedError("no bundle", "a bundle of STIX 2.1")
    objects = list(Node(found, "").items("objects"))
    ours = any(isinstance(node.value, dict) and node.value.get("id") == EXTENSION for node in objects)
    if ours:
        for number, node in enumerate(objects, 1):
            yield from _numbered(number, several([node], _ours))
    else:
        yield from _Foreign(objects).records()


def _numbered(number: int, records: Iterator[Record | Unusable]) -> Iterator[Record | Unusable]:
    for record in records:
        if isinstance(record, Record):
            yield record._replace(line=number)
        else:
            yield Unusable(attrs.evolve(record.problem, line=number), fatal=True)


def _ours(node: Node) -> Iterator[Record | Unusable]:
    """The record in the extension of an object; several of what holds for the whole."""
    extension = node.get("extensions", EXTENSION)
    if extension.value is None:
        return
    kind, text = extension.text("kind"), extension.text("record")
    try:
        record = decode(text or "")
    except (JSONDecodeError, NotPlainError):
        raise MisshapenError(f"{extension.where}.record", text, "a record as JSON") from None
    if not isinstance(record, dict):
        raise MisshapenError(f"{extension.where}.record", text, "a mapping")
    if kind in ("source", "event", "claim"):
        yield Record(kind, record, 1)
    elif kind == "dossier":
        yield from _whole(record)


def _whole(record: dict[str, Any]) -> Iterator[Record | Unusable]:
    for key, value in record.items():
        if key == "timezones":
            yield Record("dossier", {"timezone": value}, 1)
        elif key == "undeclared" and isinstance(value, dict):
            yield Record("undeclared", value, 1)
        elif key == "aspects" and isinstance(value, list) and all(isinstance(one, dict) for one in value):
            for one in value:
                yield Record("aspect", one, 1)
        elif key in _PAIRS and isinstance(value, list):
            for pair in value:
                yield Record(key, {key: pair}, 1)
        else:
            yield Unusable(
                Problem(f"the dossier: {key}", shown(value), "what a dossier file has there"), fatal=True
            )


class _Foreign:
    """A bundle that others wrote."""

    def __init__(self, objects: list[Node]) -> None:
        self._objects = objects
        self._by_id = {
            node.value["id"]: node
            for node in objects
            if isinstance(node.value, dict) and isinstance(node.value.get("id"), str)
        }

    def records(self) -> Iterator[Record | Unusable]:
        """Identities as sources; notes, opinions and reports as claims."""
        told: list[Record | Unusable] = []
        for number, node in enumerate(self._objects, 1):
            told += _numbered(number, several([node], self._object))
        if any(isinstance(one, Record) and one.kind == "claim" for one in told):
            yield from aspects_of_statements(_STATES, _OPINION)
        yield from told

    def _object(self, node: Node) -> Iterator[Record]:
        kind = node.text("type")
        if kind == "identity":
            yield self._source(node)
        elif kind in _SAYING:
            yield from self._claim(node, kind)

    def _source(self, node: Node) -> Record:
        values: dict[str, Any] = {"name": self._name(node), "kind": node.text("identity_class")}
        labels = [text for one in node.items("labels") if (text := one.text()) is not None]
        values["reliability"] = reliability_in(node.text("x_opencti_reliability"), labels)
        aliases = [text for one in node.items("x_opencti_aliases") if (text := one.text()) is not None]
        above = sorted(self._controllers(node.text("id") or ""))
        values |= {"aliases": aliases, "controlled_by": above}
        return Record("source", {key: value for key, value in values.items() if value}, 1)

    def _controllers(self, key: str) -> Iterator[str]:
        for other in self._objects:
            told = other.value
            if isinstance(told, dict) and told.get("type") == "relationship":
                ends = (told.get("source_ref"), told.get("target_ref"), told.get("relationship_type"))
                if ends[1:] == (key, "controls") and ends[0] in self._by_id:
                    yield self._name(self._by_id[ends[0]])

    def _name(self, node: Node) -> str:
        name = tidy(node.text("name") or "")
        if not name:
            raise MisshapenError(f"{node.where}.name", node.value.get("name"), "a name")
        return name

    def _claim(self, node: Node, kind: str) -> Iterator[Record]:
        author = self._by_id.get(node.text("created_by_ref") or "")
        targets = [text for one in node.items("object_refs") if (text := one.text()) is not None]
        about = self._title(self._by_id.get(targets[0])) if targets and kind != "report" else None
        words = node.text("opinion") if kind == "opinion" else None
        words = words or node.text("content") or node.text("description") or node.text("explanation")
        title = node.text("name") or node.text("abstract")
        words = words or title
        if words is None or not tidy(words):
            raise MisshapenError(node.where, None, f"what the {kind} says")
        confidence = node.get("confidence").value
        yield from verdict(
            None if author is None else self._name(author),
            about or title or node.text("id") or kind,
            _OPINION if kind == "opinion" else _STATES,
            words,
            published=node.text("published") or node.text("created"),
            url=next((url for one in node.items("external_references") if (url := one.text("url"))), None),
            quote=words,
            **({"x-confidence": confidence} if isinstance(confidence, int) else {}),
        )

    def _title(self, node: Node | None) -> str | None:
        return None if node is None else node.text("name") or node.text("value") or node.text("id")
