"""The schemas, made from the one definition of keys: `formats.records` for dossiers, `report.data` for reports.

>>> made("records")["$defs"]["name"]
{'description': 'a name', 'type': 'string', 'pattern': '\\\\S'}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from claimcheck.formats.records import (
    ANONYMOUS,
    ASPECT,
    CLAIM,
    EVENT,
    FORM_SCHEMAS,
    FREE_TABLE,
    IDENTIFIED,
    KINDS,
    PAIR,
    READ_VERSIONS,
    SECTIONS,
    SOURCE,
    UNDECLARED,
    ZONES,
    Key,
    Section,
    Shape,
    Table,
)

__all__ = ["made", "written"]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"

_NULL: Final = {"type": "null"}
_VERSION: Final = {
    "description": "the version of the format; a newer one than this schema knows needs a newer claimcheck",
    "enum": list(READ_VERSIONS),
}
_PAIRS: Final = ("opposed", "same_event", "different_events")

# What makes an event one that can be found: the constructor of `Event` refuses one of which none of these is told.
_TELLING: Final = ("kind", "when", "where", "participants", "ordinals", "name")


def made(name: str) -> dict[str, Any]:
    """The schema of that name, from the code."""
    if name == "report":
        from claimcheck.report.data import report_schema

        body, title, shapes = report_schema(), "A claimcheck report", ("answer",)
        defs = {shape: one for shape, one in _shapes().items() if shape in shapes} | dict(FORM_SCHEMAS)
        return {**_head(name, title), **body, "$defs": {**body["$defs"], **defs}}
    if name == "comparison":
        from claimcheck.report.comparison import comparison_schema

        shared = made("report")["$defs"]
        compared = comparison_schema()
        defs = {**compared["$defs"], **{one: shared[one] for one in shared if one != "notice"}}
        return {**_head(name, "What moved between two claimcheck reports"), **compared, "$defs": defs}
    if name == "error":
        from claimcheck.report.refusals import refusal_schema

        return {**_head(name, "What claimcheck tells in the place of a report"), **refusal_schema()}
    defs = {**_shapes(), **FORM_SCHEMAS, **_records()}
    if name == "dossier":
        return {**_head(name, "A claimcheck dossier"), **_dossier(), "$defs": defs}
    head = _head(name, "One record of a claimcheck dossier in JSON Lines")
    return {**head, **_lines(), "$defs": {**defs, **_line_records()}}


def written(name: str) -> str:
    """The same as the text of its file."""
    return json.dumps(made(name), indent=2, ensure_ascii=False) + "\n"


def _head(name: str, title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, "$id": f"urn:claimcheck:{name}:{READ_VERSIONS[-1]}", "title": title}


def _shapes() -> dict[str, Any]:
    """Each shape under its name."""
    tables = (CLAIM, ANONYMOUS, SOURCE, EVENT, ASPECT, UNDECLARED, FREE_TABLE)
    shapes = {key.shape.name: key.shape for table in tables for key in table.values()}
    shapes |= {shape.name: shape for shape in (ZONES, PAIR)}
    return {name: _shape(shapes[name]) for name in sorted(shapes)}


def _shape(shape: Shape) -> dict[str, Any]:
    return {"description": shape.expected, **shape.fits.schema}


def _key(key: Key) -> dict[str, Any]:
    """What may stand at a key; null, where it may be left out, is a key that is not there."""
    told: dict[str, Any] = {"description": key.told, **key.limits}
    if key.choices:
        return {**told, "enum": [*key.choices, *([] if key.required else [None])]}
    shape = {"$ref": f"#/$defs/{key.shape.name}"}
    return (
        {**told, **shape} if key.required or key.shape.name == "free" else {**told, "anyOf": [shape, _NULL]}
    )


def _record(
    told: str,
    table: Table,
    *,
    before: Mapping[str, Any] | None = None,
    required: tuple[str, ...] = (),
    free: bool = True,
) -> dict[str, Any]:
    """A mapping with the keys of a table, the keys that travel along, and no other."""
    keys = [*table.values(), *(FREE_TABLE.values() if free else ())]
    record: dict[str, Any] = {
        "description": told,
        "type": "object",
        "properties": {**(before or {}), **{key.name: _key(key) for key in keys}},
        "required": [*required, *(name for name, key in table.items() if key.required)],
        "additionalProperties": False,
    }
    if not record["required"]:
        del record["required"]
    if free:
        record["patternProperties"] = {r"^x-[\s\S]": {"$ref": "#/$defs/free"}}
    if "grid" in table:
        record |= {
            "if": {"properties": {"grid": {"not": _NULL}}, "required": ["grid"]},
            "then": {"properties": {"axis": {"const": "number"}}, "required": ["axis"]},
        }
    return record


def _telling(*keys: str) -> dict[str, Any]:
    """That one at least of these keys tells something."""
    some: dict[str, Any] = {"not": {"enum": [None, [], {}]}}
    return {"anyOf": [{"required": [key], "properties": {key: some}} for key in keys]}


def _records() -> dict[str, Any]:
    """Each record: in a mapping that names it, in a list, in a claim."""
    event = SECTIONS["events"].told
    records = {
        "claim": _record("what one source said", CLAIM),
        "unnamed_source": _record("a source that nobody can hold to it", ANONYMOUS, free=False),
        "described_event": {**_record(event, EVENT), **_telling(*_TELLING)},
        "listed_event": {**_listed(SECTIONS["events"]), **_telling(IDENTIFIED.name, *_TELLING)},
        "listed_source": _listed(SECTIONS["sources"]),
        "listed_aspect": _listed(SECTIONS["aspects"]),
        "undeclared": _record(SECTIONS["undeclared"].told, UNDECLARED, free=False),
        "pairs": {
            "description": "a pair, or a list of pairs",
            "anyOf": [_PAIR, {"type": "array", "items": _PAIR, "minItems": 1}],
        },
    }
    for name in ("sources", "events", "aspects"):
        section = SECTIONS[name]
        records[section.kind] = _record(section.told, section.table or {})
    return records


_PAIR: Final = {"$ref": "#/$defs/pair"}


def _listed(section: Section) -> dict[str, Any]:
    """A record that says its own name."""
    assert section.naming is not None
    assert section.table is not None
    return _record(section.told, {section.naming.name: section.naming, **section.table})


def _dossier() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {section.name: _section(section) for section in SECTIONS.values()},
        "required": ["claimcheck"],
        "additionalProperties": False,
    }


def _section(section: Section) -> dict[str, Any]:
    if section.kind == "version":
        return _VERSION
    if section.kind == "timezone":
        forms: list[dict[str, Any]] = [{"$ref": "#/$defs/zones"}]
    elif section.kind == "undeclared":
        forms = [{"$ref": "#/$defs/undeclared"}]
    elif section.kind in _PAIRS:
        forms = [{"type": "array", "items": {"$ref": "#/$defs/pairs"}}]
    elif section.naming is None:
        forms = [{"type": "array", "items": {"$ref": f"#/$defs/{section.kind}"}}]
    else:
        entry = {"anyOf": [{"$ref": f"#/$defs/{section.kind}"}, _NULL]}
        names = {"$ref": "#/$defs/name"}
        forms = [
            {"type": "object", "propertyNames": names, "additionalProperties": entry},
            {"type": "array", "items": {"$ref": f"#/$defs/listed_{section.kind}"}},
        ]
    return {"description": f"{section.told}: {section.holds}", "anyOf": [*forms, _NULL]}


def _lines() -> dict[str, Any]:
    """One record of JSON Lines, of any type."""
    told = {"type": {"description": "which kind of record it is", "enum": list(KINDS)}}
    return {
        "type": "object",
        "properties": told,
        "required": ["type"],
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{kind}_line"},
            }
            for kind in KINDS
        ],
    }


def _line_records() -> dict[str, Any]:
    """The records of JSON Lines: those of a document, each with its type."""
    lines = {"dossier_line": _dossier_line()}
    for section in SECTIONS.values():
        kind, typed = section.kind, {"type": {"const": section.kind}}
        if kind in _PAIRS:
            pairs = {kind: {"$ref": "#/$defs/pairs"}}
            lines[f"{kind}_line"] = _record(
                section.told, {}, before=typed | pairs, required=("type", kind), free=False
            )
        elif kind == "undeclared":
            lines[f"{kind}_line"] = _record(
                section.told, UNDECLARED, before=typed, required=("type",), free=False
            )
        elif section.table is not None:
            naming = {} if section.naming is None else {section.naming.name: section.naming}
            line = _record(section.told, {**naming, **section.table}, before=typed, required=("type",))
            telling = _telling(IDENTIFIED.name, *_TELLING) if kind == "event" else {}
            lines[f"{kind}_line"] = {**line, **telling}
    return lines


def _dossier_line() -> dict[str, Any]:
    """The record that tells the version, under either of its names, and the time zone."""
    zones = {"anyOf": [{"$ref": "#/$defs/zones"}, _NULL]}
    names = {"type": {"const": "dossier"}, "version": _VERSION, "claimcheck": _VERSION, "timezone": zones}
    line = _record("what holds for the whole", {}, before=names, required=("type",), free=False)
    return {**line, "oneOf": [{"required": ["version"]}, {"required": ["claimcheck"]}]}
