"""PROV: what it has words for is said in them, what others wrote is read, and what is no PROV is refused with a reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exchanging import EVERYTHING, needed

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.exchange import dumps
from claimcheck.formats import loads
from claimcheck.sources import Anonymous, Source

model = pytest.importorskip("prov.model")


def written(*claims: Claim, **declared: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dumps(Dossier(claims, **declared), needed("prov-json")).data)
    return found


def pairs(found: dict[str, Any], relation: str, one: str, other: str) -> set[tuple[str, str]]:
    """The ends of a relation, named by the labels of agents or the last part of identifiers."""
    labels = {key: told["prov:label"] for key, told in found.get("agent", {}).items()}
    return {
        tuple(
            labels.get(told[f"prov:{end}"], told[f"prov:{end}"].rpartition("cc:")[2]) for end in (one, other)
        )  # type: ignore[misc]
        for told in found.get(relation, {}).values()
    }


class TestWhatIsSaidInProv:
    first = Claim("e", "a", 7, source="A", via=["B", "C"], ref="first")

    def test_relays_are_quotations_each_of_the_one_before(self) -> None:
        found, name = written(self.first), f"claim.{self.first.id}"
        assert pairs(found, "wasAttributedTo", "entity", "agent") == {
            (name, "A"), (f"{name}.via.1", "B"), (f"{name}.via.2", "C"),
        }  # fmt: skip
        assert pairs(found, "wasDerivedFrom", "generatedEntity", "usedEntity") == {
            (f"{name}.via.1", name), (f"{name}.via.2", f"{name}.via.1"),
        }  # fmt: skip
        assert {told["prov:type"]["$"] for told in found["wasDerivedFrom"].values()} == {"prov:Quotation"}

    def test_control_is_acting_on_behalf_of(self) -> None:
        found = written(self.first, sources=[Source("A", controlled_by=Source("State"))])
        assert pairs(found, "actedOnBehalfOf", "delegate", "responsible") == {("A", "State")}

    def test_a_correction_is_a_revision(self) -> None:
        later = Claim("e", "a", 8, source="A", replaces=[self.first])
        relations = written(self.first, later)["wasDerivedFrom"].values()
        [revision] = [told for told in relations if told["prov:type"]["$"] == "prov:Revision"]
        assert revision["prov:generatedEntity"] == f"cc:claim.{later.id}"
        assert revision["prov:usedEntity"] == f"cc:claim.{self.first.id}"

    def test_a_withdrawal_is_an_activity_that_invalidates(self) -> None:
        later = Claim("e", "a", "unknown", source="A", replaces=[self.first])
        found = written(self.first, later)
        withdrawal = f"withdrawal.{later.id}"
        assert pairs(found, "wasInvalidatedBy", "entity", "activity") == {
            (f"claim.{self.first.id}", withdrawal)
        }
        assert pairs(found, "wasGeneratedBy", "entity", "activity") == {(f"claim.{later.id}", withdrawal)}

    def test_a_basis_is_a_derivation(self) -> None:
        later = Claim("e", "b", 8, source="D", based_on=[self.first])
        relations = written(self.first, later)["wasDerivedFrom"].values()
        assert [told["prov:usedEntity"] for told in relations if "prov:type" not in told] == [
            f"cc:claim.{self.first.id}"
        ]

    def test_prov_n_tells_the_same_without_what_commands_a_terminal(self) -> None:
        text = dumps(
            EVERYTHING + Source("A\x1b[31m").says("e", "a", "\x1b[31m", said="2025"), "prov-n"
        ).data.decode()
        assert text.startswith("document\n")
        assert text.rstrip().endswith("endDocument")
        assert "\x1b" not in text
        assert 'prov:label="TASS"' in text

    def test_the_package_reads_what_we_write_and_writes_it_again(self) -> None:
        data = dumps(EVERYTHING, "prov-json").data
        document = model.ProvDocument.deserialize(content=data.decode(), format="json")
        assert loads(document.serialize(format="json").encode(), "prov-json") == EVERYTHING


PRIMER = {
    "prefix": {"ex": "http://example.org/", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/"},
    "entity": {
        "ex:article": {"dcterms:title": "Crime rises in cities"},
        "ex:blog": {"prov:label": "A post on crime", "prov:value": "crime went up by a fifth"},
        "ex:quote": {"prov:value": "crime rises"},
        "ex:chart1": {"prov:type": {"$": "ex:Chart", "type": "xsd:QName"}},
        "ex:chart2": {"prov:type": {"$": "ex:Chart", "type": "xsd:QName"}},
    },
    "agent": {
        "ex:derek": {"prov:type": {"$": "prov:Person", "type": "xsd:QName"}, "foaf:givenName": "Derek", "foaf:name": "Derek D."},
        "ex:charts": {"prov:type": {"$": "prov:Organization", "type": "xsd:QName"}, "foaf:name": "Chart Generators Inc"},
        "ex:betty": {"foaf:name": "Betty"},
    },
    "activity": {"ex:recall": {}},
    "wasAttributedTo": {
        "_:1": {"prov:entity": "ex:chart1", "prov:agent": "ex:derek"},
        "_:2": {"prov:entity": "ex:chart2", "prov:agent": "ex:derek"},
        "_:3": {"prov:entity": "ex:quote", "prov:agent": "ex:betty"},
        "_:4": {"prov:entity": "ex:blog", "prov:agent": "ex:betty"},
    },
    "actedOnBehalfOf": {"_:5": {"prov:delegate": "ex:derek", "prov:responsible": "ex:charts"}},
    "wasGeneratedBy": {"_:6": {"prov:entity": "ex:chart1", "prov:time": "2012-04-01T15:21:00Z"}},
    "wasDerivedFrom": {
        "_:7": {"prov:generatedEntity": "ex:chart2", "prov:usedEntity": "ex:chart1", "prov:type": {"$": "prov:Revision", "type": "xsd:QName"}},
        "_:8": {"prov:generatedEntity": "ex:quote", "prov:usedEntity": "ex:article", "prov:type": {"$": "prov:Quotation", "type": "xsd:QName"}},
        "_:9": {"prov:generatedEntity": "ex:blog", "prov:usedEntity": "ex:chart2"},
    },
    "wasInvalidatedBy": {"_:10": {"prov:entity": "ex:blog", "prov:activity": "ex:recall"}},
    "wasAssociatedWith": {"_:11": {"prov:activity": "ex:recall", "prov:agent": "ex:betty"}},
}  # fmt: skip
"""In the shape of the story that the W3C's primer of PROV tells: a chart, its correction, an article, a post that quotes it."""


class TestWhatOthersWrote:
    dossier = loads(json.dumps(PRIMER).encode(), "prov-json")

    @property
    def claims(self) -> dict[str | None, Claim]:
        return {claim.ref: claim for claim in self.dossier.claims}

    def test_agents_are_sources_with_their_ties(self) -> None:
        assert {(one.name, one.kind, one.controlled_by) for one in self.dossier.sources} == {
            ("Derek D.", "person", ("Chart Generators Inc",)),
            ("Chart Generators Inc", "organization", ()),
            ("Betty", None, ()),
        }

    def test_whoever_something_is_attributed_to_vouches_for_it(self) -> None:
        chart = self.claims["ex:chart1"]
        assert (chart.source, chart.via, str(chart.event), chart.said) == (
            "Derek D.",
            (),
            "ex:chart1",
            chart.said,
        )
        assert chart.said is not None
        assert chart.said.text == "2012-04-01T15:21:00Z"

    def test_what_quotes_another_passes_it_on(self) -> None:
        """Nobody is told for the article itself: who quotes it does not vouch for it."""
        quoted = self.claims["ex:article"]
        assert (quoted.source, quoted.via) == (Anonymous("an unattributed source"), ("Betty",))

    def test_revisions_replace_and_derivations_are_based_on(self) -> None:
        assert self.claims["ex:chart2"].replaces == (self.claims["ex:chart1"].id,)
        assert self.claims["ex:blog"].based_on == (self.claims["ex:chart2"].id,)

    def test_what_has_a_value_states_it(self) -> None:
        post = self.claims["ex:blog"]
        assert (str(post.event), post.aspect, post.attribution.quote) == (
            "A post on crime",
            "states",
            "crime went up by a fifth",
        )

    def test_what_was_invalidated_is_withdrawn_by_whoever_did_it(self) -> None:
        withdrawn = self.claims["ex:blog withdrawn"]
        assert (withdrawn.source, withdrawn.answer) == ("Betty", "unknown")
        assert [one.kind for one in self.dossier.check().retractions] == ["retraction", "retraction"]

    def test_it_can_be_checked(self) -> None:
        assert self.dossier.check().findings

    def test_bundles_are_read_as_well(self) -> None:
        inside = {
            "prefix": PRIMER["prefix"],
            "bundle": {"ex:b": {key: value for key, value in PRIMER.items() if key != "prefix"}},
        }
        assert loads(json.dumps(inside).encode(), "prov-json").claims == self.dossier.claims


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("data", "told"),
        [
            (b"[]", "no PROV-JSON"),
            (b'{"entity": 7}', "no PROV-JSON"),
            (b'{"entity": {"ex:a": {}}}', "no PROV-JSON"),
            (b'{"nonsense": {}}', "no PROV-JSON"),
            (b'{"entity": {}, "entity": {}}', "the key 'entity' twice"),
            (b'{"entity": ', "no JSON: .*; is the file cut short?"),
            (b"[" * 100_000, "nested too deep"),
            (b"\xff\xfe{}", "text in UTF-16"),
            (b"", "nothing: the file is empty"),
            (b'{"prefix": {"cc": "urn:claimcheck:"}, "entity": {"cc:claim.1": {"prov:type": {"$": "cc:Claim", "type": "xsd:QName"}, "cc:aspect": "a", "cc:event": "{", "cc:answer": "7"}}, "wasAttributedTo": {"_:1": {"prov:entity": "cc:claim.1", "prov:agent": "cc:s"}}}', "claim cc:claim.1: found event: '{'; expected JSON"),
        ],
    )  # fmt: skip
    def test_what_is_no_prov_is_refused_with_a_reason(self, data: bytes, told: str) -> None:
        with pytest.raises(BadInput, match=told) as refused:
            loads(data, "prov-json", name="a.json")
        assert {problem.file for problem in refused.value.problems} == {"a.json"}

    def test_a_ring_of_quotations_ends(self) -> None:
        ring = {
            "prefix": {"ex": "http://example.org/"},
            "wasDerivedFrom": {
                f"_:{one}": {"prov:generatedEntity": f"ex:{one}", "prov:usedEntity": f"ex:{other}", "prov:type": {"$": "prov:Quotation", "type": "xsd:QName"}}
                for one, other in (("a", "b"), ("b", "a"), ("c", "a"))
            },
        }  # fmt: skip
        assert len(loads(json.dumps(ring).encode(), "prov-json").claims) == 1
