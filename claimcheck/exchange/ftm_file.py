"""Statements of FollowTheMoney, a JSON object a line, as investigative tools exchange them.

What we write are entities: sources as organizations or persons, events as events, claims as notes about them, tied by
links. The model has no property for a count or a vague answer, so an answer stands as words in the note's `summary`. What we read
are the statements themselves: that a dataset says a property of an entity to be some value is a claim of that dataset.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> lines = FTM.write(Dossier([Source("A").says("raid", "killed", 8)])).data.splitlines()
>>> [line for line in lines if b'"summary"' in line][0].count(b"killed: 8")
1
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from json import JSONDecodeError
from typing import Any, Final

from claimcheck.errors import Problem, UnreadableWords
from claimcheck.exchange.addresses import is_address
from claimcheck.exchange.documents import MisshapenError, Node
from claimcheck.exchange.losses import dossier_of, losses
from claimcheck.exchange.plugin import Format, Part, Subject, Written
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import lines_of, not_utf8
from claimcheck.formats.json_file import NotPlainError, decode
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import Spelling, spelt
from claimcheck.moments import Moment
from claimcheck.text import clean

__all__ = ["FTM"]

_DATASET: Final = "claimcheck"


class _Entities:
    """The entities of a dossier: by id, their schema and the values of their properties."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, set[tuple[str, str]]]] = {}

    def add(self, schema: str, identity: Any, **properties: Any) -> str:
        """The id of an entity that has these properties, at least."""
        key = f"cc-{hashlib.sha1(json_text([schema, identity]).encode('utf-8')).hexdigest()}"
        values = self.found.setdefault(key, (schema, set()))[1]
        for name, given in properties.items():
            for value in given if isinstance(given, (list, tuple)) else (given,):
                text = clean(str(value or "")).strip()
                if text:
                    values.add((name, text))
        return key

    def statements(self) -> Iterator[dict[str, Any]]:
        """All statements, in an order that their content decides."""
        for key in sorted(self.found):
            schema, values = self.found[key]
            yield _statement(key, schema, "id", key)
            for name, value in sorted(values):
                yield _statement(key, schema, name, value)


def _statement(entity: str, schema: str, prop: str, value: str) -> dict[str, Any]:
    key = hashlib.sha1(f"{_DATASET}.{entity}.{prop}.{value}".encode()).hexdigest()
    return {
        "canonical_id": entity, "entity_id": entity, "prop": prop, "schema": schema, "value": value, "dataset": _DATASET,
        "lang": None, "original_value": None, "first_seen": None, "last_seen": None, "external": False, "origin": None, "id": key,
    }  # fmt: skip


def _write(subject: Subject) -> Written:
    entities = _Entities()
    records = spelt(dossier_of(subject))
    for source in records.sources:
        _source(entities, source)
    for event in records.events:
        _event(entities, event.get("id", ""), event)
    declared = {event["id"] for event in records.events if "id" in event}
    for claim in records.claims:
        _claim(entities, claim, declared)
    lines = [json.dumps(one, ensure_ascii=True) + "\n" for one in entities.statements()]
    return Written("".join(lines).encode("ascii"), (*losses(FTM, subject), *_untold(records.claims)))


def _untold(claims: list[Spelling]) -> Iterator[str]:
    """What is lost of some claims only, though the model has a property for it."""
    addresses = sum(not is_address(claim["url"]) for claim in claims if "url" in claim)
    if addresses:
        yield f"claim: url ({addresses}) that are no addresses of the web"
    chains = sum(len(claim.get("via", ())) > 1 for claim in claims)
    if chains:
        yield f"claim: the order of several relays ({chains})"


def _source(entities: _Entities, record: Spelling) -> str:
    key = _speaker(entities, record["name"])
    _, values = entities.found[key]
    told = {"alias": record.get("aliases", ()), "summary": (record["kind"],) if "kind" in record else ()}
    values.update((name, clean(value)) for name, several in told.items() for value in several)
    if record.get("kind") == "person":
        entities.found[key] = ("Person", values)
    for controller in record.get("controlled_by", ()):
        _link(entities, _speaker(entities, controller), key, "controls")
    return key


def _speaker(entities: _Entities, speaker: Any) -> str:
    if isinstance(speaker, str):
        return entities.add("LegalEntity", speaker, name=speaker)
    key = entities.add("LegalEntity", speaker, name=speaker["anonymous"], summary="unnamed source")
    for controller in speaker.get("controlled_by", ()):
        _link(entities, _speaker(entities, controller), key, "controls")
    return key


def _link(entities: _Entities, subject: str, other: str, role: str) -> None:
    entities.add("UnknownLink", [subject, other, role], subject=subject, object=other, role=role)


def _event(entities: _Entities, name: str, event: Spelling) -> str:
    days = event.get("when")
    first, last = (days[0], days[-1]) if isinstance(days, list) else (days, days)
    words = isinstance(days, str) and _date(days) is None
    title = event.get("name") or " ".join(
        part for part in (event.get("kind"), *([days] if words else [])) if part
    )
    return entities.add(
        "Event", name or event, name=title or name or "an event", summary=event.get("kind"),
        startDate=_date(first), endDate=_date(last), location=", ".join(event.get("where", ())),
        involved=[_speaker(entities, one) for one in event.get("participants", ())],
    )  # fmt: skip


def _date(text: str | None) -> str | None:
    """A date as the model has them: a day or less of it as it is, a clock time in UTC to the second."""
    try:
        moment = None if text is None else Moment.parse(text)
    except UnreadableWords:
        return None
    if moment is None or not moment.has_clock:
        return None if moment is None else moment.text
    import datetime

    start = datetime.datetime.fromisoformat(moment.text).astimezone(datetime.UTC)
    return start.replace(tzinfo=None).isoformat(timespec="seconds")


def _claim(entities: _Entities, record: Spelling, declared: set[str]) -> None:
    event = record["event"]
    if isinstance(event, str):
        about = entities.add("Event", event) if event in declared else _event(entities, event, {})
    else:
        about = _event(entities, "", event)
    answer = record["answer"]
    scope = ", ".join(f"{key}: {value}" for key, value in record.get("scope", {}).items())
    words = f"{record['aspect']}{f' ({scope})' if scope else ''}: {answer if isinstance(answer, str) else json_text(answer)}"
    speaker = record["source"]
    url = record.get("url", "")
    note = entities.add(
        "Note", record, name=words, summary=words, description=record.get("quote"), entity=about,
        publisher=speaker if isinstance(speaker, str) else speaker["anonymous"],
        createdAt=_date(record.get("said") or record.get("published")),
        sourceUrl=url if is_address(url) else None,
    )  # fmt: skip
    _link(entities, _speaker(entities, speaker), note, "says")
    for relay in record.get("via", ()):
        _link(entities, _speaker(entities, relay), note, "relays")


# Reading


def _read(data: bytes, name: str) -> Iterator[Record | Unusable]:
    import io

    aspects: set[str] = set()
    datasets: set[str] = set()
    for number, line in enumerate(lines_of(io.BytesIO(data)), 1):
        if not line.strip():
            continue
        try:
            found = _told(Node(decode(_text(line, number)), ""), number)
        except JSONDecodeError as error:
            yield Unusable(Problem(f"claim {number}", f"no JSON: {error.msg}", "JSON", line=number))
        except NotPlainError as error:
            yield Unusable(Problem(f"claim {number}", error.found, error.expected, error.mend, line=number))
        except MisshapenError as error:
            problem = error.problem
            yield Unusable(
                Problem(f"claim {number}: {problem.where}", problem.found, problem.expected, line=number)
            )
        else:
            if found is None:
                continue
            dataset, aspect = found.values["source"], found.values["aspect"]
            if aspect not in aspects:
                aspects.add(aspect)
                yield Record("aspect", {"name": aspect, "axis": "path", "several": True}, number)
            if dataset not in datasets:
                datasets.add(dataset)
                yield Record("source", {"name": dataset}, number)
            yield found


def _text(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(error, line=number) from None


def _told(node: Node, number: int) -> Record | None:
    """The claim that a statement is; None for the one that says no more than that an entity is there."""
    node.mapping()
    told = {key: node.text(key) for key in ("entity_id", "prop", "schema", "value", "dataset")}
    for key, value in told.items():
        if value is None:
            raise MisshapenError(key, node.value.get(key), "text")
    if told["prop"] == "id":
        return None
    values: dict[str, Any] = {
        "source": told["dataset"],
        "event": {"name": node.text("canonical_id") or told["entity_id"], "kind": told["schema"]},
        "aspect": told["prop"],
        "answer": {"within": [told["value"]]},
        "ref": node.text("id"),
        "quote": node.text("original_value"),
    }
    seen = node.text("first_seen")
    if seen is not None:
        try:
            values["said"] = Moment.parse(seen).text
        except UnreadableWords:
            values["said" if _is_day(seen[:10]) else "x-first-seen"] = (
                seen[:10] if _is_day(seen[:10]) else seen
            )
    return Record("claim", {key: value for key, value in values.items() if value is not None}, number)


def _is_day(text: str) -> bool:
    try:
        return Moment.parse(text).precision == "day"
    except UnreadableWords:
        return False


_PARTS: Final[Iterable[Part]] = (
    Part("claim", ("source", "via"), "`UnknownLink` with the role `says` or `relays`; the source also in `publisher`"),
    Part("claim", ("event",), "`entity` of a `Note`"),
    Part("claim", ("aspect", "scope", "answer"), "`summary` of the note, in words: the model has no property for counts"),
    Part("claim", ("quote",), "`description`"),
    Part("claim", ("url",), "`sourceUrl`, where it is an address of the web"),
    Part("claim", ("said",), "`createdAt`"),
    Part("anonymous", ("anonymous", "controlled_by"), "a `LegalEntity` with the summary “unnamed source”"),
    Part("source", ("name", "aliases", "kind"), "`name`, `alias`, `summary` of a `LegalEntity`, or of a `Person`"),
    Part("source", ("controlled_by",), "`UnknownLink` with the role `controls`"),
    Part("described", ("kind", "when", "where", "participants", "name"), "an `Event`"),
    Part("event", ("kind", "when", "where", "participants", "name"), "an `Event`: `summary`, `startDate`, `endDate`, `location`, `involved`, `name`"),
)  # fmt: skip

FTM: Final = Format(
    name="ftm",
    title="FollowTheMoney statements",
    media_type="application/x-ndjson",
    extensions=".ftm.jsonl",
    carries=_PARTS,
    read=_read,
    write=_write,
    about=(
        "Written are entities; read are statements: that a dataset says a property of an entity to be a value is a claim "
        "of the dataset, and since a property may have several values, two of them never contradict each other."
    ),
)
