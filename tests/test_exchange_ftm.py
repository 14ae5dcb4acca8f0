"""FollowTheMoney: statements with the ids that the model gives them, read by its package where it is here."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from exchanging import EVERYTHING
from hypothesis import given, settings

import claimcheck.testing
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.exchange import dumps
from claimcheck.formats import loads
from claimcheck.sources import Source


def statements(dossier: Dossier) -> list[dict[str, Any]]:
    return [json.loads(line) for line in dumps(dossier, "ftm").data.splitlines()]


def values(dossier: Dossier, schema: str, prop: str) -> set[str]:
    return {one["value"] for one in statements(dossier) if (one["schema"], one["prop"]) == (schema, prop)}


class TestWhatIsWritten:
    def test_an_answer_stands_in_words_as_the_model_has_no_counts(self) -> None:
        said = Dossier([Source("A").says("e", "killed", {"at_least": 7}, scope={"group": "civilians"})])
        assert values(said, "Note", "summary") == {'killed (group: civilians): {"at_least": 7}'}

    def test_who_says_relays_and_controls_are_links(self) -> None:
        assert values(EVERYTHING, "UnknownLink", "role") == {"says", "relays", "controls"}

    def test_clock_times_are_in_utc_and_dates_as_they_are(self) -> None:
        said = Dossier(
            [Source("A").says("e", "a", 1, said=day) for day in ("2025", "2025-07", "2025-07-04T10:30+03:00")]
        )
        assert values(said, "Note", "createdAt") == {"2025", "2025-07", "2025-07-04T07:30:00"}

    def test_what_is_lost_of_some_claims_only_is_told(self) -> None:
        lost = dumps(Dossier([Source("A").says("e", "a", 1, url="ftp://x", via=["B", "C"])]), "ftm").lost
        assert "claim: url (1) that are no addresses of the web" in lost
        assert "claim: the order of several relays (1)" in lost

    @settings(max_examples=30)
    @given(dossier=claimcheck.testing.dossiers())
    def test_ids_are_hashes_of_what_a_statement_says(self, dossier: Dossier) -> None:
        found = statements(dossier)
        for one in found:
            key = f"{one['dataset']}.{one['entity_id']}.{one['prop']}.{one['value']}"
            assert one["id"] == hashlib.sha1(key.encode()).hexdigest()
        assert len({one["id"] for one in found}) == len(found)
        entities = {one["entity_id"] for one in found if one["prop"] == "id"}
        for one in found:
            assert one["prop"] not in ("subject", "object", "entity", "involved") or one["value"] in entities
            assert next(iter(one)) == "canonical_id"

    @settings(max_examples=30)
    @given(dossier=claimcheck.testing.dossiers())
    def test_the_package_makes_the_same_entities(self, dossier: Dossier) -> None:
        """Every property is one of its schema, every value is one of its type, and the ids agree."""
        followthemoney = pytest.importorskip("followthemoney")
        from followthemoney.statement import Statement

        for one in statements(dossier):
            assert Statement.from_dict({**one, "id": None}).id == one["id"]
            if one["prop"] == "id":
                continue
            schema = followthemoney.model.get(one["schema"])
            prop = schema.get(one["prop"])
            assert prop is not None, (one["schema"], one["prop"])
            assert prop.type.clean(one["value"]) == one["value"]


FOREIGN = [
    {"canonical_id": "NK-1", "entity_id": "a-1", "prop": "id", "schema": "Person", "value": "a-1", "dataset": "registry_a", "id": "0"},
    {"canonical_id": "NK-1", "entity_id": "a-1", "prop": "birthDate", "schema": "Person", "value": "1970-05-01", "dataset": "registry_a", "lang": None, "original_value": "1 May 1970", "first_seen": "2023-04-01T12:00:00", "last_seen": "2024-01-01T00:00:00", "external": False, "origin": None, "id": "f1"},
    {"canonical_id": "NK-1", "entity_id": "b-9", "prop": "birthDate", "schema": "Person", "value": "1970-05-01", "dataset": "registry_b", "first_seen": "2023-04-01", "id": "f2"},
    {"canonical_id": "NK-1", "entity_id": "b-9", "prop": "birthDate", "schema": "Person", "value": "1971", "dataset": "registry_b", "first_seen": "long ago", "id": "f3"},
]  # fmt: skip


class TestWhatOthersWrote:
    def test_a_statement_is_a_claim_of_its_dataset(self) -> None:
        data = "\n".join(map(json.dumps, FOREIGN)).encode()
        dossier = loads(data, "ftm")
        assert {
            (one.ref, one.source, str(one.event), one.aspect, one.said and one.said.text)
            for one in dossier.claims
        } == {
            ("f1", "registry_a", "NK-1", "birthDate", "2023-04-01"),
            ("f2", "registry_b", "NK-1", "birthDate", "2023-04-01"),
            ("f3", "registry_b", "NK-1", "birthDate", None),
        }
        report = dossier.check()
        assert not report.contradictions
        assert len(report.agreements) == 1

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            (b"{}", "claim 1: entity_id: found None; expected text"),
            (b'{"entity_id": 7}', "claim 1: entity_id: found 7; expected text"),
            (b"[1]", "found .1.; expected a mapping"),
            (b"{", "no JSON"),
            (b'{"a": 1, "a": 2}', "the key 'a' twice"),
            (b"\xff", "no UTF-8"),
        ],
    )
    def test_a_bad_line_is_told_with_its_number(self, line: bytes, told: str) -> None:
        with pytest.raises(BadInput, match=told) as refused:
            loads(line, "ftm", name="a.jsonl")
        assert [problem.line for problem in refused.value.problems] == [1]
