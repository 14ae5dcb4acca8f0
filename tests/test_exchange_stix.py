"""STIX: the Admiralty Code stays two scales, other people's bundles are read, and the package stix2 takes ours."""

from __future__ import annotations

import json
from typing import Any

import desk
import pytest
from exchanging import EVERYTHING
from hypothesis import given, settings

import claimcheck.testing
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.exchange import dumps
from claimcheck.exchange.admiralty import (
    RELIABILITIES,
    confidence,
    credibility_tag,
    reliability_in,
    reliability_tag,
)
from claimcheck.formats import loads
from claimcheck.report import Report
from claimcheck.sources import Source


def objects(subject: Dossier | Report, kind: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(dumps(subject, "stix").data)["objects"] if one["type"] == kind]


class TestTheAdmiraltyCode:
    @pytest.mark.parametrize("credibility", [1, 2, 3, 4, 5, 6])
    def test_confidence_is_that_of_stix(self, credibility: int) -> None:
        scales = pytest.importorskip("stix2.confidence.scales")
        words = (
            "Confirmed by other sources",
            "Probably True",
            "Possibly True",
            "Doubtful",
            "Improbable",
            "Truth cannot be judged",
        )
        word = f"{credibility} - {words[credibility - 1]}"
        if credibility == 6:
            with pytest.raises(ValueError, match="cannot be determined"):
                scales.admiralty_credibility_to_value(word)
            assert confidence(6) is None
        else:
            assert confidence(credibility) == scales.admiralty_credibility_to_value(word)

    @pytest.mark.parametrize("letter", "ABCDEF")
    def test_a_reliability_is_read_from_tags_and_vocabulary(self, letter: str) -> None:
        assert reliability_in(RELIABILITIES[letter], []) == letter
        assert reliability_in(None, ["x", reliability_tag(letter)]) == letter

    def test_two_tags_that_differ_tell_none(self) -> None:
        assert reliability_in(None, [reliability_tag("A"), reliability_tag("B")]) is None
        assert reliability_in("Aardvark", []) is None

    def test_a_finding_has_its_credibility_and_a_source_its_reliability(self) -> None:
        report = desk.report_of(
            desk.says("n", desk.nobody(), 12), desk.says("c", "C body", 9, aspect="marchers"),
            sources=[*desk.SOURCES, Source("Rated", reliability="B")],
        )  # fmt: skip
        found = {one["abstract"]: one for one in objects(report, "note") if "labels" in one}
        assert found["unverified: unverified"]["labels"] == [credibility_tag(6)]
        assert "confidence" not in found["unverified: unverified"]
        assert found["unverified: single-source"]["labels"] == [credibility_tag(3)]
        assert found["unverified: single-source"]["confidence"] == 50
        [rated] = [one for one in objects(report, "identity") if one["name"] == "Rated"]
        assert (rated["x_opencti_reliability"], rated["labels"]) == (
            "B - Usually reliable",
            [reliability_tag("B")],
        )


class TestOthersReadIt:
    @settings(max_examples=25)
    @given(report=claimcheck.testing.reports())
    def test_the_package_takes_every_bundle(self, report: Report) -> None:
        stix2 = pytest.importorskip("stix2")
        data = json.loads(dumps(report, "stix").data)
        if not data["objects"]:
            return
        bundle = stix2.parse(data, allow_custom=True)
        assert [one["id"] for one in json.loads(bundle.serialize())["objects"]] == [
            one["id"] for one in data["objects"]
        ]

    def test_every_reference_is_to_an_object_of_the_bundle(self) -> None:
        found = json.loads(dumps(EVERYTHING, "stix").data)["objects"]
        ids = {one["id"] for one in found}
        for one in found:
            refs = [
                *one.get("object_refs", ()),
                *(one[key] for key in ("created_by_ref", "source_ref", "target_ref") if key in one),
            ]
            assert set(refs) <= ids

    def test_a_claim_without_a_date_is_dated_1970(self) -> None:
        [note] = [
            one
            for one in objects(Dossier([Source("A").says("e", "a", 1)]), "note")
            if one["abstract"] == "a: 1"
        ]
        assert note["created"] == "1970-01-01T00:00:00.000Z"
        [note] = [
            one
            for one in objects(
                Dossier([Source("A").says("e", "a", 1, said="2025-07-04T10:30:05.25+03:00")]), "note"
            )
            if one["abstract"] == "a: 1"
        ]
        assert note["created"] == "2025-07-04T07:30:05.250Z"


FOREIGN = {
    "type": "bundle",
    "id": "bundle--601cee35-6b16-4e68-a3e7-9ec7d755b4c3",
    "objects": [
        {"type": "identity", "spec_version": "2.1", "id": "identity--1", "created": "2020-01-01T00:00:00Z", "modified": "2020-01-01T00:00:00Z", "name": "Alpha CERT", "identity_class": "organization", "x_opencti_reliability": "B - Usually reliable", "x_opencti_aliases": ["A-CERT"]},
        {"type": "identity", "id": "identity--2", "name": "Beta", "identity_class": "individual", "labels": ['admiralty-scale:source-reliability="e"']},
        {"type": "identity", "id": "identity--3", "name": "Ministry"},
        {"type": "relationship", "id": "relationship--1", "relationship_type": "controls", "source_ref": "identity--3", "target_ref": "identity--2"},
        {"type": "campaign", "id": "campaign--1", "name": "Green Group attacks"},
        {"type": "note", "id": "note--1", "created": "2020-05-01T10:00:00.000Z", "created_by_ref": "identity--1", "abstract": "Origin", "content": "It began in March", "object_refs": ["campaign--1"], "confidence": 70, "external_references": [{"source_name": "x", "url": "https://a.example/1"}]},
        {"type": "opinion", "id": "opinion--1", "created_by_ref": "identity--2", "opinion": "disagree", "explanation": "no", "object_refs": ["note--1"]},
        {"type": "report", "id": "report--1", "name": "The black report", "published": "2020-06-01T00:00:00Z", "description": "All of it", "object_refs": ["campaign--1"]},
    ],
}  # fmt: skip
"""In the shape of bundles that platforms exchange."""


class TestWhatOthersWrote:
    dossier = loads(json.dumps(FOREIGN).encode(), "stix")

    def test_identities_are_sources_with_their_reliability(self) -> None:
        assert {
            (one.name, one.kind, one.reliability, one.controlled_by, one.aliases)
            for one in self.dossier.sources
        } == {
            ("Alpha CERT", "organization", "B", (), ("A-CERT",)),
            ("Beta", "individual", "E", ("Ministry",), ()),
            ("Ministry", None, None, (), ()),
        }

    def test_notes_opinions_and_reports_are_claims(self) -> None:
        found = {
            (str(one.source), str(one.event), one.aspect, one.attribution.quote)
            for one in self.dossier.claims
        }
        assert found == {
            ("Alpha CERT", "Green Group attacks", "states", "It began in March"),
            ("Beta", "note--1", "opinion", "disagree"),
            ("an unattributed source (unnamed)", "The black report", "states", "All of it"),
        }
        assert self.dossier.check().findings

    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b'{"type": "report"}', "no bundle"),
            (b"[]", "no bundle"),
            (b'{"type": "bundle", "objects": [{"type": "identity", "name": 7}]}', r"a.json:1: objects\[0\]\.name: found 7; expected text"),
            (b'{"type": "bundle", "objects": [7]}', r"a.json:1: objects\[0\]: found 7; expected a mapping"),
            (b'{"type": "bundle", "objects": [{"type": "note"}]}', "what the note says"),
            (b'{"type": "bundle", "type": "bundle"}', "the key 'type' twice"),
        ],
    )  # fmt: skip
    def test_what_is_misshapen_is_told_with_its_place(self, data: bytes, told: str) -> None:
        with pytest.raises(BadInput, match=told):
            loads(data, "stix", name="a.json")

    def test_a_damaged_record_of_ours_is_told_with_its_object(self) -> None:
        found = json.loads(dumps(EVERYTHING, "stix").data)
        for number, one in enumerate(found["objects"], 1):
            for extension in one.get("extensions", {}).values():
                kept = extension["record"]
                extension["record"] = kept[:-1]
                if extension["kind"] != "finding":
                    with pytest.raises(BadInput, match=f":{number}: .*expected a record as JSON"):
                        loads(json.dumps(found).encode(), "stix")
                extension["record"] = kept
