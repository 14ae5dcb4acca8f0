"""The graph of a report: what is in it, that nothing is lost in GraphML or JSON, and that plain networkx works on it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.arguments import ArgumentError
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError
from claimcheck.events import Event
from claimcheck.graph import EDGE_TYPES, NODE_TYPES, graph_of, violations
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.sources import Source, anonymous
from claimcheck.vocabulary import Aspect

HOSTILE = Path(os.environ.get("CLAIMCHECK_HOSTILE", Path(__file__).parents[1] / "../shared/data/hostile"))

RUSSIA, UKRAINE = Source("Russia", kind="state"), Source("Ukraine", kind="state")
MINISTRY = Source(
    "Defense Ministry", controlled_by=RUSSIA, aliases=["MoD"], reliability="C", timezone="Europe/Moscow"
)
TASS = Source("TASS", kind="news agency", controlled_by=RUSSIA)
ZELENSKY = Source("Zelensky", controlled_by=UKRAINE)
TIMES = Source("The Moscow Times", kind="newspaper")
EXCHANGE = Event(
    "prisoner exchange",
    when="2025-07-04",
    where=["Belarus"],
    participants=[RUSSIA, UKRAINE],
    ordinals={"since Istanbul": 8},
)
FIRE = Event("fire", id="fire")


def story() -> Report:
    dossier = Dossier(opposed=[(RUSSIA, UKRAINE)])
    dossier += MINISTRY.says(EXCHANGE, "took place", "yes", via=TIMES, ref="ministry")
    dossier += ZELENSKY.says(
        EXCHANGE, "took place", "yes", via=TIMES, ref="zelensky", cue="confirmed", said="2025-07-04"
    )
    dossier += anonymous("a source", controlled_by=RUSSIA).says(
        EXCHANGE,
        "returned",
        "two",
        scope={"group": "civilians"},
        via=[TASS, TIMES],
        ref="tass",
        quote='"two" & <b>',
    )
    return crosscheck(dossier)


def fire(*claims: Claim, aspects: list[Aspect] | None = None) -> Report:
    return crosscheck(Dossier(claims, aspects=aspects or [], events=[FIRE]))


def says(name: str, answer: object, **facts: Any) -> Claim:
    return Source(name).says(
        facts.pop("event", FIRE), facts.pop("aspect", "killed"), answer, ref=name, **facts
    )


def node(graph: Any, label: str) -> str:
    """The key of a node by its label, name or aspect."""
    [key] = [
        key
        for key, told in graph.nodes(data=True)
        if label in (told.get("label"), told.get("name"), told.get("aspect"))
    ]
    return str(key)


def edges(graph: Any, kind: str) -> set[tuple[str, str]]:
    """The edges of a kind, by the labels, names or aspects of their ends."""

    def called(key: str) -> str:
        told = graph.nodes[key]
        return str(told.get("label") or told.get("name") or told.get("aspect") or told.get("title"))

    return {(called(tail), called(head)) for tail, head, key in graph.edges(keys=True) if key == kind}


def claims_in(graph: Any) -> list[str]:
    return [key for key in graph if key.startswith("claim:")]


def content(graph: Any) -> Any:
    return dict(graph.nodes(data=True)), sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])


def through_graphml(graph: Any, directory: Path) -> Any:
    path = directory / "graph.graphml"
    nx.write_graphml(graph, path)
    return nx.read_graphml(path, force_multigraph=True)


def through_json(graph: Any) -> Any:
    return nx.node_link_graph(json.loads(json.dumps(nx.node_link_data(graph, edges="edges"))), edges="edges")


class TestNodes:
    def test_each_source_claim_question_and_event_is_a_node_of_its_type(self) -> None:
        types = [told["type"] for _, told in story().graph.nodes(data=True)]
        assert {kind: types.count(kind) for kind in NODE_TYPES} == {
            "event": 1,
            "mention": 0,
            "question": 2,
            "source": 7,
            "claim": 3,
        }

    def test_a_source_tells_its_kind_side_and_opponents(self) -> None:
        graph = story().graph
        assert graph.nodes["source:defense ministry"] == {
            "type": "source",
            "name": "Defense Ministry",
            "named": True,
            "outlet": False,
            "reliability": "C",
            "timezone": "Europe/Moscow",
            "aliases": '["MoD"]',
            "side": '["Russia"]',
            "confidential": False,
        }
        assert graph.nodes["source:russia"]["opposed"] == '["Ukraine"]'
        assert graph.nodes["source:the moscow times"]["outlet"] is True

    def test_an_unnamed_source_is_no_named_one_of_that_name(self) -> None:
        graph = fire(says("a source", 2), anonymous("a source").says(FIRE, "killed", 2, ref="nobody")).graph
        keys = {key for key, told in graph.nodes(data=True) if told.get("name") == "a source"}
        assert {graph.nodes[key]["named"] for key in keys} == {True, False}
        assert "source:a source" in keys

    def test_an_unnamed_relay_is_a_source(self) -> None:
        graph = fire(says("A", 2, via=[anonymous("an aide"), "TASS"])).graph
        assert edges(graph, "relays") == {("an aide", "A"), ("TASS", "A")}

    def test_who_is_silent_is_a_source(self) -> None:
        assert "source:ukraine" in fire(says("The Moscow Times", "withheld", silent="Ukraine")).graph

    def test_a_claim_tells_its_answer_as_given_and_as_read(self) -> None:
        told = story().graph.nodes[node(story().graph, "tass")]
        assert tuple(told[name] for name in ("answer", "words", "status", "named", "standing")) == (
            "two",
            "2",
            "live",
            False,
            "unverified",
        )

    def test_what_is_not_known_is_absent(self) -> None:
        graph = story().graph
        assert "said" not in graph.nodes[node(graph, "ministry")]
        assert graph.nodes[node(graph, "zelensky")]["said"] == "2025-07-04"

    def test_an_event_tells_when_where_and_who(self) -> None:
        [told] = [told for _, told in story().graph.nodes(data=True) if told["type"] == "event"]
        assert told == {
            "type": "event",
            "title": "prisoner exchange, 2025-07-04, Belarus",
            "kind": "prisoner exchange",
            "first": "2025-07-04",
            "last": "2025-07-04",
            "where": '["Belarus"]',
            "participants": '["Russia", "Ukraine"]',
            "ordinals": '{"since Istanbul": 8}',
        }

    def test_a_question_says_whether_it_is_contradicted(self) -> None:
        graph = fire(says("A", 2), says("B", 9), says("C", 3, aspect="wounded")).graph
        assert graph.nodes[node(graph, "killed")]["contradicted"] is True
        assert graph.nodes[node(graph, "wounded")]["contradicted"] is False

    def test_two_described_events_of_one_name_stay_apart(self) -> None:
        first, second = (
            Event("raid", name="the raid", when="2025-07-04"),
            Event("raid", name="the raid", when="2025-07-05"),
        )
        graph = crosscheck(
            Dossier([Source("A").says(first, "killed", 1), Source("A").says(second, "killed", 2)])
        ).graph
        assert len([key for key in graph if key.startswith("described:")]) == 2
        assert len([key for key in graph if key.startswith("question:")]) == 2

    def test_a_claim_read_from_a_file_tells_file_and_line(self, tmp_path: Path) -> None:
        from claimcheck.formats import read_dossier

        path = tmp_path / "a.yaml"
        path.write_text(
            "claimcheck: 1\nclaims:\n  - {ref: r, source: A, event: e, aspect: killed, answer: 2}\n"
        )
        graph = crosscheck(read_dossier(path)).graph
        told = graph.nodes[node(graph, "r")]
        assert (Path(told["file"]).name, told["line"]) == ("a.yaml", 3)


class TestEdges:
    def test_the_origin_says_and_the_relays_pass_on_in_order(self) -> None:
        graph = story().graph
        assert ("a source", "tass") in edges(graph, "says")
        steps = {
            tail: told["step"]
            for tail, head, kind, told in graph.in_edges(node(graph, "tass"), keys=True, data=True)
            if kind == "relays"
        }
        assert steps == {"source:tass": 1, "source:the moscow times": 2}

    def test_control_goes_from_who_controls_and_reaches_unnamed_sources(self) -> None:
        assert edges(story().graph, "controls") == {
            ("Russia", "Defense Ministry"),
            ("Russia", "TASS"),
            ("Ukraine", "Zelensky"),
            ("Russia", "a source"),
        }

    def test_a_claim_answers_a_question_about_an_event(self) -> None:
        graph = story().graph
        assert edges(graph, "answers") == {
            ("ministry", "took place"),
            ("zelensky", "took place"),
            ("tass", "returned"),
        }
        assert edges(graph, "about") == {
            (aspect, "prisoner exchange, 2025-07-04, Belarus") for aspect in ("took place", "returned")
        }

    def test_eight_confirms_at_least_seven_and_not_the_other_way_round(self) -> None:
        assert edges(fire(says("A", 8), says("B", "at least 7")).graph, "confirms") == {("A", "B")}

    def test_the_same_answer_confirms_both_ways(self) -> None:
        assert edges(fire(says("A", 8), says("B", 8)).graph, "confirms") == {("A", "B"), ("B", "A")}

    def test_what_contradicts_is_one_edge_from_the_smaller_id(self) -> None:
        graph = fire(says("A", 8), says("B", 80)).graph
        assert [tail < head for tail, head, kind in graph.edges(keys=True) if kind == "contradicts"] == [True]

    def test_dozens_strain_150(self) -> None:
        graph = fire(says("A", "dozens"), says("B", 150)).graph
        assert len(edges(graph, "strains")) == 1
        assert not edges(graph, "contradicts")

    def test_an_edge_says_whether_both_share_a_side(self) -> None:
        shared = fire(MINISTRY.says(FIRE, "killed", 8), TASS.says(FIRE, "killed", 8, witnessed=True)).graph
        apart = fire(MINISTRY.says(FIRE, "killed", 8), ZELENSKY.says(FIRE, "killed", 8)).graph
        for graph, expected in ((shared, True), (apart, False)):
            found = [
                (told["same_voice"], told["shared_side"])
                for *_, kind, told in graph.edges(keys=True, data=True)
                if kind == "confirms"
            ]
            assert found == [(False, expected)] * 2

    def test_claims_on_two_questions_are_never_related(self) -> None:
        graph = fire(
            says("A", 8), says("B", 80, scope={"group": "civilians"}), says("C", 9, aspect="wounded")
        ).graph
        assert not edges(graph, "contradicts")

    def test_what_was_replaced_is_related_to_nothing(self) -> None:
        first = says("A", 8, said="2025-07-04")
        graph = fire(first, says("A", 9, said="2025-07-05", replaces=first), says("B", 8)).graph
        dead = f"claim:{first.id}"
        assert (graph.nodes[dead]["live"], graph.nodes[dead]["status"]) == (False, "replaced")
        assert {kind for *_, kind in [*graph.in_edges(dead, keys=True), *graph.out_edges(dead, keys=True)]} == {
            "says", "answers", "replaces",
        }  # fmt: skip

    def test_a_replacement_by_somebody_else_is_not_effective(self) -> None:
        first = says("A", 8)
        own = says("A", "unknown", replaces=first, said="2025-07-05")
        others = says("B", "unknown", replaces=first)
        found = [
            [
                told["effective"]
                for *_, kind, told in fire(first, by).graph.edges(keys=True, data=True)
                if kind == "replaces"
            ]
            for by in (own, others)
        ]
        assert found == [[True], [False]]

    def test_what_was_revised_says_so(self) -> None:
        first = says("A", 8, said="2025-07-04")
        graph = fire(first, says("A", 90, said="2025-07-05")).graph
        assert graph.nodes[f"claim:{first.id}"]["status"] == "revised"
        assert not edges(graph, "contradicts")

    def test_narration_says_so(self) -> None:
        own = TIMES.says(FIRE, "killed", 8)
        graph = fire(own, says("A", 8, via=TIMES)).graph
        assert graph.nodes[f"claim:{own.id}"]["status"] == "narration"

    def test_a_growing_toll_contradicts_only_where_it_falls(self) -> None:
        killed = [Aspect("killed", over_time="accrues")]
        morning, evening = "2025-07-04T06:00Z", "2025-07-04T18:00Z"
        grown = fire(says("A", 7, said=morning), says("B", 12, said=evening), aspects=killed).graph
        fallen = fire(says("A", 12, said=morning), says("B", 7, said=evening), aspects=killed).graph
        assert (len(edges(grown, "contradicts")), len(edges(fallen, "contradicts"))) == (0, 1)
        assert len(edges(grown, "strains")) == 1

    def test_at_least_seven_at_noon_is_confirmed_by_twelve_in_the_evening(self) -> None:
        killed = [Aspect("killed", over_time="accrues")]
        early, late = (
            says("A", "at least 7", said="2025-07-04T12:00Z"),
            says("B", 12, said="2025-07-04T18:00Z"),
        )
        assert edges(fire(early, late, aspects=killed).graph, "confirms") == {("B", "A")}

    def test_an_older_toll_is_read_as_that_much_or_more(self) -> None:
        killed = [Aspect("killed", over_time="accrues")]
        early, late = says("A", 12, said="2025-07-04T12:00Z"), says("B", 12, said="2025-07-04T18:00Z")
        assert edges(fire(early, late, aspects=killed).graph, "confirms") == {("B", "A")}

    def test_what_varies_is_compared_only_where_the_times_overlap(self) -> None:
        missing = [Aspect("missing", over_time="varies")]

        def kinds(first: str | None, second: str | None) -> set[str]:
            graph = fire(
                says("A", 7, said=first, aspect="missing"),
                says("B", 12, said=second, aspect="missing"),
                aspects=missing,
            ).graph
            return {kind for *_, kind in graph.edges(keys=True)} & {"contradicts", "strains", "confirms"}

        assert kinds("2025-07-04T12:00Z", "2025-07-04T12:00Z") == {"contradicts"}
        assert kinds("2025-07-04", "2025-07-04") == {"strains"}
        assert kinds("2025-07-04", "2025-07") == kinds("2025-07", "2025-07-04") == {"strains"}
        assert kinds("2025-07-04", "2025-07-05") == kinds("2025-07-05", "2025-07-04") == set()
        assert kinds(None, None) == set()

    def test_a_claim_that_closes_an_aspect_answers_each_of_its_values(self) -> None:
        cause = [Aspect("cause", axis="path", several=True)]
        graph = fire(
            says("A", {"only": "a missile"}, aspect="cause"),
            says("B", "a short circuit", aspect="cause"),
            aspects=cause,
        ).graph
        [only] = [key for key, told in graph.nodes(data=True) if told.get("label") == "A"]
        assert sorted(
            told["words"]
            for *_, kind, told in graph.out_edges(only, keys=True, data=True)
            if kind == "answers"
        ) == ["no", "yes"]
        assert len(edges(graph, "contradicts")) == 1


class TestLimit:
    def test_what_is_left_out_is_counted(self) -> None:
        report = fire(*(says(f"s{number}", {"exactly": number}) for number in range(12)))
        graph = graph_of(report, most_related=10)
        assert (graph.graph["most_related"], graph.graph["unrelated_claims"]) == (10, 2)
        assert graph.nodes[node(graph, "killed")]["unrelated"] == 2
        assert len(edges(graph, "contradicts")) == 10 * 9 // 2

    def test_at_the_limit_nothing_is_left_out(self) -> None:
        report = fire(*(says(f"s{number}", {"exactly": number}) for number in range(10)))
        graph = graph_of(report, most_related=10)
        assert graph.graph["unrelated_claims"] == 0
        assert len(edges(graph, "contradicts")) == 10 * 9 // 2

    def test_named_voices_are_related_before_unnamed_ones(self) -> None:
        nobodies = [
            anonymous(f"n{number}").says(FIRE, "killed", number, ref=f"n{number}") for number in range(9)
        ]
        graph = graph_of(fire(says("A", 80), says("B", 90), *nobodies), most_related=2)
        assert {frozenset(pair) for pair in edges(graph, "contradicts")} == {frozenset("AB")}


class TestRoundTrips:
    def test_graphml_loses_nothing(self, tmp_path: Path) -> None:
        graph = story().graph
        assert content(through_graphml(graph, tmp_path)) == content(graph)
        assert through_graphml(graph, tmp_path).graph.items() >= graph.graph.items()

    def test_node_link_json_loses_nothing(self) -> None:
        graph = story().graph
        assert nx.utils.graphs_equal(through_json(graph), graph)
        assert through_json(graph).graph == graph.graph

    def test_hostile_strings_come_back(self, tmp_path: Path) -> None:
        if not (HOSTILE / "strings.json").exists():
            pytest.skip("no hostile strings here")
        made = []
        for text in json.loads((HOSTILE / "strings.json").read_text("utf-8")):
            for place in range(6):
                facts: dict[str, Any] = {
                    "source": "A",
                    "aspect": "killed",
                    "event": "e",
                    "url": text,
                    "cue": text,
                }
                facts |= [
                    {"source": text}, {"aspect": text}, {"event": text}, {"quote": text or "."}, {"scope": {"to": text}},
                    {"source": anonymous("x", handle=text or "."), "via": text},
                ][place] if text else {"quote": text}  # fmt: skip
                try:
                    made.append(Claim(facts.pop("event"), facts.pop("aspect"), 1, **facts))
                except ClaimcheckError:
                    continue
        report = crosscheck(Dossier(made))
        assert len(report._resolved.claims) > 1500
        graph = graph_of(report, most_related=3)
        assert list(violations(graph)) == []
        assert content(through_graphml(graph, tmp_path)) == content(graph)
        assert nx.utils.graphs_equal(through_json(graph), graph)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.text(min_size=1, max_size=12), min_size=3, max_size=3))
    def test_any_text_comes_back(self, tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
        name, quote, event = texts
        try:
            claim = Claim(
                event, name, 1, source=name, quote=quote, ref=name, via=anonymous(name), scope={name: name}
            )
        except ArgumentError:
            return
        graph = crosscheck(Dossier([claim])).graph
        assert list(violations(graph)) == []
        assert content(through_graphml(graph, tmp_path_factory.mktemp("graph"))) == content(graph)


class TestPlainNetworkx:
    def test_what_a_state_speaks_through_is_below_it(self) -> None:
        graph = story().graph
        reached = nx.descendants(graph, "source:russia")
        assert {node(graph, "ministry"), node(graph, "tass"), node(graph, "took place")} <= reached
        assert "source:zelensky" not in reached

    def test_questions_of_one_event_hang_together(self) -> None:
        graph = story().graph
        assert nx.number_weakly_connected_components(graph) == 1

    def test_two_events_without_a_common_source_fall_apart(self) -> None:
        graph = fire(says("A", 1), says("B", 2, event="flood")).graph
        assert nx.number_weakly_connected_components(graph) == 2

    def test_a_copy_is_equal(self) -> None:
        graph = story().graph
        assert nx.utils.graphs_equal(graph.copy(), graph)
        assert type(graph) is nx.MultiDiGraph


class TestOrder:
    def test_nodes_and_edges_come_in_the_same_order_whatever_the_input_order(self) -> None:
        claims = [says(f"s{number}", number, via="B") for number in range(9)]
        graphs = [crosscheck(Dossier(order)).graph for order in (claims, claims[::-1])]
        assert list(graphs[0].nodes(data=True)) == list(graphs[1].nodes(data=True))
        assert list(graphs[0].edges(keys=True, data=True)) == list(graphs[1].edges(keys=True, data=True))
        assert list(graphs[0]) == sorted(graphs[0])


class TestViolations:
    def test_a_report_s_graph_keeps_all_promises(self) -> None:
        assert list(violations(story().graph)) == []

    @pytest.mark.parametrize(
        ("spoil", "told"),
        [
            (lambda graph: graph.add_node("x", type="dog"), "no node of a known type"),
            (lambda graph: graph.nodes["source:russia"].update(name="a\x1b"), "not clean"),
            (lambda graph: graph.nodes["source:russia"].update(name=None), "is a NoneType"),
            (lambda graph: graph.nodes["source:russia"].update(name=""), "is empty"),
            (lambda graph: graph.add_node("claim:0", type="claim"), "has no source"),
            (
                lambda graph: graph.add_edge(
                    max(claims_in(graph)), min(claims_in(graph)), key="strains", type="strains"
                ),
                "smaller",
            ),
            (
                lambda graph: graph.add_edge("source:russia", "source:tass", key="says", type="says"),
                "says goes from",
            ),
            (
                lambda graph: graph.add_edge("source:russia", "source:tass", key="owns", type="owns"),
                "owns goes from",
            ),
        ],
    )
    def test_a_spoilt_graph_is_told(self, spoil: Any, told: str) -> None:
        graph = story().graph
        spoil(graph)
        assert any(told in line for line in violations(graph))


class TestLinking:
    def test_descriptions_of_one_event_are_nodes_that_tell_why_they_are_linked(self) -> None:
        days = [
            Event("raid", when="2025-07-04", where="Alba"),
            Event("raid", when="2025-07-04", where=["Alba", "Kirk"]),
        ]
        claims = [Source(name).says(day, "killed", 2) for name, day in zip("AB", days, strict=True)]
        graph = Dossier(claims).check().graph
        assert not list(violations(graph))
        mentions = [key for key, kind in graph.nodes(data="type") if kind == "mention"]
        (event,) = (key for key, kind in graph.nodes(data="type") if kind == "event")
        assert all(graph.has_edge(mention, event, "describes") for mention in mentions)
        (edge,) = (
            (one, other, told)
            for one, other, kind, told in graph.edges(keys=True, data=True)
            if kind == "linked"
        )
        assert edge[:2] == tuple(sorted(mentions))
        assert edge[2]["evidence"].startswith("same kind, 4 July 2025 in both")
        assert float(edge[2]["score"]) > 0

    def test_an_event_that_is_told_in_one_way_has_no_mention(self) -> None:
        graph = Dossier([Source("A").says(Event("raid", when="2025-07-04"), "killed", 2)]).check().graph
        assert "mention" not in set(dict(graph.nodes(data="type")).values())


def test_the_docs_name_every_type_of_node_and_edge() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "graph.md").read_text("utf-8")
    for kind in (*NODE_TYPES, *EDGE_TYPES):
        assert f"`{kind}`" in docs, kind


def test_the_docs_name_every_attribute() -> None:
    docs = (Path(__file__).parents[1] / "docs" / "graph.md").read_text("utf-8")
    graph = story().graph
    names = {name for *_, told in [*graph.nodes(data=True), *graph.edges(data=True)] for name in told}
    assert sorted(name for name in names if f"`{name}`" not in docs) == []
