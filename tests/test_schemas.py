"""The schemas say what is read: all of it, and nothing that fails for a reason that a schema could have told."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.arguments import ArgumentError
from claimcheck.checking import dossier_of
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.formats import dumps, loads
from claimcheck.formats import records as definition
from claimcheck.formats.records import (
    ANONYMOUS,
    ASPECT,
    CLAIM,
    EVENT,
    FREE_TABLE,
    KINDS,
    READ_VERSIONS,
    SECTIONS,
    SOURCE,
    VERSION,
)
from claimcheck.judge import crosscheck
from claimcheck.report.comparing import compare
from claimcheck.report.data import report_data
from claimcheck.report.refusals import refusal_data, refusal_of
from claimcheck.schemas import SCHEMAS, schema, schema_text
from claimcheck.schemas.made import made, written
from claimcheck.testing import aspects, claims, dossiers, events, reports, sources

jsonschema = pytest.importorskip("jsonschema")


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(schema(name))


mutated_later = st.deferred(lambda: mutated())  # it is made below

DOSSIER, RECORDS, REPORT, COMPARISON, ERROR = map(validator, SCHEMAS)

# What a schema can't say, as the reader tells it. Everything else that the reader refuses, the schema refuses as well.
BEYOND_A_SCHEMA = (
    "undeclared", "the unknown ref", "the ref of several claims", "once more",  # which names there are
    "a date that exists", "a date such as", "an IANA time zone", "whole characters",  # what words mean
    "[first character, first beyond]", "ends before it begins", "names each key once", "nested at most",  # relations
    "twice", "a number of at most", "names two",
)  # fmt: skip


def read(document: Any, form: str = "json") -> Dossier | BadInput:
    try:
        return loads(json.dumps(document), form)
    except BadInput as refused:
        return refused


def is_beyond(refused: BadInput) -> bool:
    return all(any(words in str(problem) for words in BEYOND_A_SCHEMA) for problem in refused.problems)


class TestTheFiles:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_are_what_the_code_makes(self, name: str) -> None:
        """`python tests/schemas.py --write` writes them."""
        assert schema_text(name) == written(name)
        assert schema(name) == made(name)

    @pytest.mark.parametrize("name", SCHEMAS)
    def test_are_schemas_of_the_draft_they_name(self, name: str) -> None:
        jsonschema.Draft202012Validator.check_schema(schema(name))
        assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    @pytest.mark.parametrize("name", SCHEMAS)
    def test_tell_the_version_of_the_format(self, name: str) -> None:
        assert schema(name)["$id"] == f"urn:claimcheck:{name}:{VERSION}"

    @pytest.mark.parametrize("name", SCHEMAS)
    def test_refer_to_nothing_outside(self, name: str) -> None:
        found = schema(name)
        named = {f"#/$defs/{one}" for one in found["$defs"]}
        assert set(_references(found)) <= named

    def test_no_other_name_is_a_schema(self) -> None:
        with pytest.raises(ArgumentError, match="did you mean 'report'"):
            schema("reports")

    def test_every_key_and_section_and_kind_stands_in_them(self) -> None:
        shown = schema("dossier")["$defs"]
        for table, record in ((CLAIM, "claim"), (SOURCE, "source"), (EVENT, "event"), (ASPECT, "aspect")):
            assert shown[record]["properties"].keys() == table.keys() | FREE_TABLE.keys()
        assert shown["unnamed_source"]["properties"].keys() == ANONYMOUS.keys()
        assert schema("dossier")["properties"].keys() == SECTIONS.keys()
        assert schema("records")["properties"]["type"]["enum"] == list(KINDS)


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [node[key] for key in node if key == "$ref"] + [
            one for value in node.values() for one in _references(value)
        ]
    return [one for value in node for one in _references(value)] if isinstance(node, list) else []


class TestWhatIsWrittenIsValid:
    @given(dossiers())
    def test_a_dossier_as_json(self, dossier: Dossier) -> None:
        DOSSIER.validate(json.loads(dumps(dossier, "json")))

    @given(dossiers())
    def test_each_record_as_json_lines(self, dossier: Dossier) -> None:
        for line in dumps(dossier, "jsonl").splitlines():
            RECORDS.validate(json.loads(line))

    @given(
        st.builds(
            lambda claim, source, event, aspect: Dossier([claim], sources=[source], events=[event], aspects=[aspect]),
            claims(), sources(), events(), aspects(),
        )
    )  # fmt: skip
    def test_any_declarations(self, dossier: Dossier) -> None:
        DOSSIER.validate(json.loads(dumps(dossier, "json")))
        for line in dumps(dossier, "jsonl").splitlines():
            RECORDS.validate(json.loads(line))

    @given(reports())
    def test_a_report(self, report: Any) -> None:
        data = report_data(report)
        REPORT.validate(json.loads(json.dumps(data)))
        assert data.keys() == schema("report")["properties"].keys()
        for finding in data["findings"]:
            assert finding.keys() <= schema("report")["$defs"]["finding"]["properties"].keys()

    @given(dossiers(max_claims=4), dossiers(max_claims=4))
    def test_a_comparison(self, before: Dossier, after: Dossier) -> None:
        COMPARISON.validate(json.loads(compare(before, after).to_json()))

    @given(mutated_later)
    def test_an_error(self, document: Any) -> None:
        found = read(document)
        if isinstance(found, BadInput):
            data = refusal_data(refusal_of(found, line=7))
            ERROR.validate(json.loads(json.dumps(data)))
            assert data["error"].keys() == schema("error")["$defs"]["error"]["properties"].keys()


# Mutations of valid files: every place of a document, with a value that may or may not belong there.

VALID: dict[str, Any] = {
    "claimcheck": 1,
    "timezone": "Europe/Kyiv",
    "sources": {
        "Russia": {"kind": "state", "x-own": [1, None]},
        "TASS": {"kind": "news agency", "controlled_by": ["Russia"], "aliases": ["ITAR-TASS"], "reliability": "B"},
        "Kyiv": None,
    },
    "opposed": [["Russia", "Kyiv"], [["Kyiv", "TASS"]]],
    "events": [
        {"id": "e", "kind": "exchange", "when": ["2025-07-04", "2025-07-06"], "where": ["a", "b"], "ordinals": {"since": 8}},
        {"id": "e2", "name": "other", "participants": "Russia", "timezone": "Europe/Kyiv", "when": 2025},
    ],
    "same_event": [["e", "e2"]],
    "different_events": [],
    "aspects": {
        "returned": {"axis": "count", "unit": "people", "tolerance": 0.1, "several": False, "synonyms": ["back"]},
        "magnitude": {"axis": "number", "grid": "0.1", "over_time": "varies", "modality": "plan"},
        "taken to": {"axis": "path", "aliases": {"the Kirk": ["Alba", "Kirk"]}},
    },
    "undeclared": {"sources": ["Paper"], "events": ["e3"]},
    "claims": [
        {
            "ref": "a", "source": {"anonymous": "a nurse", "handle": "h", "controlled_by": ["Russia"], "confidential": True},
            "via": ["TASS", {"anonymous": "a clerk"}], "cue": "said", "said": "2025-07-04", "published": "2025-07-04T10:30Z",
            "as_of": 2025, "event": "e", "aspect": "returned", "scope": {"to": "Kyiv", "year": 2025},
            "answer": {"between": [100, 300]}, "quote": "q", "quote_span": [0, 7], "url": "https://example.org",
            "witnessed": True, "leaked": False, "note": ["one", {"two": 2}],
        },
        {"ref": ["b", "c"], "source": "Russia", "event": {"kind": "k", "when": "2022"}, "aspect": "returned", "answer": 7, "replaces": ["a"]},
        {"source": "TASS", "via": "Paper", "event": "e3", "aspect": "returned", "answer": "withheld", "silent": "Russia", "based_on": "b"},
        {"source": "TASS", "event": "e", "aspect": "x", "answer": {"sure": [[2, 4]], "possible": [[1, None]]}, "shared_ref": ["d"]},
        {"source": "TASS", "event": "e", "aspect": "y", "answer": {"probably": {"not": {"any_of": ["fire", True]}}}},
    ],
}  # fmt: skip

VALUES: list[Any] = [
        None, True, False, 0, 1, -1, 7, 2025, 2.0, 0.5, 10**9, 2**53, 1e10, "", " ", "x", "TASS", "a", "2025-07-04", "2025-13-01",
        "about 1799", "Europe/Kyiv", "0.1", "-1", "count", "B", "accrues", "a" * 32, "\t", [], {}, [None], [""], ["x"], ["a", "b"],
        [["a", "b"]], [[["a", "b"]]], {"x": None}, {"x": 1}, {"x": "y"}, {"": 1}, {"at_least": 7}, {"at_least": None}, {"possible": 1},
        {"sure": 1, "possible": 2}, {"at_least": 1, "at_most": 2}, {"anonymous": "x"}, {"anonymous": None}, {"kind": "x"}, {"kind": None},
        {"timezone": "Europe/Kyiv"}, {"name": "x", "id": "y"}, [1, 2], [2, 1], [0, 1, 2], ["2025", "2024"], {"within": ["a", 1]},
    ]  # fmt: skip
SMALL = st.sampled_from(VALUES)
KEYS = st.sampled_from(
    [
        *CLAIM,
        *SOURCE,
        *EVENT,
        *ASPECT,
        *ANONYMOUS,
        *SECTIONS,
        "id",
        "name",
        "note",
        "x-y",
        "x-",
        "type",
        "zzz",
        "",
        " ",
    ]
)


def _places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in inner for place in _places(value, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn, valid: Any = VALID) -> Any:
    """A valid document in which a value is replaced, left out or put in, once or twice."""
    document = copy.deepcopy(valid)
    for _ in range(draw(st.integers(1, 2))):
        places = [place for place in _places(document) if place]
        if not places:
            break
        *inward, last = draw(st.sampled_from(places))
        node = document
        for key in inward:
            node = node[key]
        how = draw(st.integers(0, 3))
        if how == 0:
            del node[last]
        elif how == 1 and isinstance(node, dict):
            node[draw(KEYS)] = copy.deepcopy(draw(SMALL))
        else:
            node[last] = copy.deepcopy(draw(SMALL))
    return document


def _lines_of(document: Any) -> list[dict[str, Any]]:
    """The records of a document as they stand on the lines of JSON Lines."""
    found: list[dict[str, Any]] = [{"type": "dossier", "version": 1, "timezone": document["timezone"]}]
    for section, kind, naming in (("sources", "source", "name"), ("aspects", "aspect", "name")):
        found += [{"type": kind, naming: name, **(one or {})} for name, one in document[section].items()]
    found += [{"type": "event", **one} for one in document["events"]]
    found += [{"type": kind, kind: one} for kind in ("opposed", "same_event") for one in document[kind]]
    return [
        *found,
        {"type": "undeclared", **document["undeclared"]},
        *({"type": "claim", **one} for one in document["claims"]),
    ]


LINES = _lines_of(VALID)


class TestValidIsReadAndReadIsValid:
    @pytest.mark.parametrize("record", LINES, ids=lambda record: record["type"])
    def test_of_each_value_at_each_place_of_a_record(self, record: Any) -> None:
        """All of them, not some: what the random search would need many thousand examples to meet."""
        line = {
            "$ref": f"#/$defs/{record['type']}_line",
            "$defs": schema("records")["$defs"],
        }  # it alone, to be quick
        checked = jsonschema.Draft202012Validator(line)
        for *inward, last in filter(None, _places(record)):
            for value in VALUES:
                changed = copy.deepcopy(record)
                node = changed
                for key in inward:
                    node = node[key]
                node[last] = copy.deepcopy(value)
                found, valid = read(changed, "jsonl"), checked.is_valid(changed)
                if isinstance(found, Dossier):
                    assert valid, changed
                elif valid:
                    assert is_beyond(found), (changed, str(found))

    def test_the_document_that_is_mutated(self) -> None:
        DOSSIER.validate(VALID)
        assert isinstance(read(VALID), Dossier)

    @given(mutated())
    @example({**VALID, "claimcheck": 1.0})
    @example({**VALID, "claims": None, "sources": None, "events": None, "aspects": None, "undeclared": None})
    def test_of_a_mutated_document(self, document: Any) -> None:
        found, valid = read(document), DOSSIER.is_valid(document)
        if isinstance(found, Dossier):
            assert valid, list(DOSSIER.iter_errors(document))
        elif valid:
            assert is_beyond(found), str(found)

    @given(st.sampled_from(dumps(dossier_of(VALID), "jsonl").splitlines()).map(json.loads).flatmap(mutated))
    @example({"type": "dossier", "version": 1, "claimcheck": 1})
    @example({"type": "dossier", "claimcheck": 1.0, "timezone": None})
    def test_of_a_mutated_record(self, record: Any) -> None:
        found, valid = read(record, "jsonl"), RECORDS.is_valid(record)
        if isinstance(found, Dossier):
            assert valid, list(RECORDS.iter_errors(record))
        elif valid:
            assert is_beyond(found), str(found)

    @given(mutated())
    def test_python_data_are_read_as_their_json(self, document: Any) -> None:
        from_text, from_python = read(document), taken(document)
        if isinstance(from_text, Dossier):
            assert from_python == from_text
        else:
            assert isinstance(from_python, BadInput)
            assert told(from_python) == told(from_text)


def taken(document: Any) -> Dossier | BadInput:
    try:
        return dossier_of(document)
    except BadInput as refused:
        return refused


def told(refused: BadInput) -> list[tuple[str, ...]]:
    """What is wrong, wherever it stands."""
    return sorted((one.where, one.found, one.expected) for one in refused.problems)


class TestVersions:
    def refused(self, call: Callable[[], object]) -> str:
        with pytest.raises(BadInput) as refused:
            call()
        return str(refused.value)

    @pytest.mark.parametrize("form", ["yaml", "json", "jsonl"])
    def test_a_file_of_a_newer_version_is_refused_with_a_sentence(self, form: str) -> None:
        text = {
            "yaml": "claimcheck: 2\nanything: new",
            "json": '{"claimcheck": 2, "anything": "new"}',
            "jsonl": '{"type": "dossier", "version": 2}\n{"type": "anything"}',
        }[form]
        told = self.refused(lambda: loads(text, form))
        assert "version 2" in told
        assert "written by a newer claimcheck" in told
        assert "anything" not in told

    def test_an_older_one_is_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck.formats import entries, writing, yaml_text

        old = dumps(dossier_of(VALID), "yaml")
        for module in (definition, entries, writing, yaml_text):
            monkeypatch.setattr(module, "VERSION", 2)
        monkeypatch.setattr(entries, "READ_VERSIONS", range(1, 3))
        new = dumps(loads(old, "yaml"), "yaml")
        assert (old.splitlines()[0], new.splitlines()[0]) == ("claimcheck: 1", "claimcheck: 2")
        assert loads(new, "yaml") == loads(old, "yaml")

    def test_the_version_that_is_written_is_the_newest_that_is_read(self) -> None:
        assert READ_VERSIONS[-1] == VERSION
        assert schema("dossier")["properties"]["claimcheck"]["enum"] == list(READ_VERSIONS)

    @pytest.mark.parametrize("version", [0, -1, True, "1", None, 1.5, [1]])
    def test_what_is_no_version_is_refused_by_both(self, version: Any) -> None:
        assert "version" in self.refused(lambda: loads(json.dumps({"claimcheck": version}), "json"))
        assert not DOSSIER.is_valid({"claimcheck": version})


class TestWhatASchemaCannotSay:
    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"claims": [{"source": "a", "event": "e", "aspect": "b", "answer": "sevenish"}], "aspects": {"b": {"axis": "count"}}}, "sevenish"),
            ({"sources": {"a": {"controlled_by": "b"}, "b": {"controlled_by": "a"}}}, "a ring"),
            ({"sources": {"a": None}, "claims": [{"source": "b", "event": "e", "aspect": "b", "answer": 1}]}, "undeclared source"),
            ({"claims": [{"source": "a", "event": "e", "aspect": "b", "answer": 1, "replaces": "c"}]}, "unknown ref"),
        ],
    )  # fmt: skip
    def test_is_told_when_it_is_read_or_judged(self, change: dict[str, Any], told: str) -> None:
        document = {"claimcheck": 1, **change}
        DOSSIER.validate(document)
        with pytest.raises(BadInput, match=told):
            crosscheck(dossier_of(document))
