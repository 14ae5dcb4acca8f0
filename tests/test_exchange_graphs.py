"""The graph as a file, opened again by networkx: the same nodes, edges and attributes."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx
import pytest
from exchanging import EVERYTHING
from hypothesis import given, settings

import claimcheck.testing
from claimcheck.exchange import dumps
from claimcheck.report import Report
from claimcheck.sources import Source

FORMATS = ("cytoscape", "graphml", "node-link")


def opened(data: bytes, name: str) -> Any:
    """What networkx makes of a file, without what it adds to it itself."""
    if name == "graphml":
        graph = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
        graph.graph = {key: value for key, value in graph.graph.items() if not key.endswith("_default")}
        for *_, told in graph.edges(data=True):
            told.pop("id", None)
        return graph
    found = json.loads(data)
    if name == "node-link":
        return networkx.node_link_graph(found, edges="edges")
    graph = networkx.cytoscape_graph(found)
    graph.graph = dict(found["data"])
    for key, told in graph.nodes(data=True):
        assert told.pop("id") == key
        assert told.pop("value") == key
    for tail, head, key, told in graph.edges(keys=True, data=True):
        assert [told.pop(name) for name in ("source", "target", "key")] == [tail, head, key]
    return graph


def same(one: Any, other: Any) -> bool:
    return bool(
        dict(one.nodes(data=True)) == dict(other.nodes(data=True))
        and sorted(one.edges(keys=True, data=True), key=repr)
        == sorted(other.edges(keys=True, data=True), key=repr)
        and one.graph == other.graph
    )


@pytest.mark.parametrize("name", FORMATS)
class TestGraphFiles:
    @settings(max_examples=40)
    @given(report=claimcheck.testing.reports())
    def test_networkx_opens_the_same_graph(self, name: str, report: Report) -> None:
        expected = report.graph.copy()
        if name == "cytoscape":  # its own elements name each node, by its key where it has no name
            for key, told in expected.nodes(data=True):
                told.setdefault("name", key)
        assert same(opened(dumps(report, name).data, name), expected)

    def test_hostile_text_is_no_markup(self, name: str) -> None:
        text = "</data><script>&amp;\x1b[31m\u202e\"'"
        report = (EVERYTHING + Source(text).says(text, text, "yes", quote=text, said="2025")).check()
        found = opened(dumps(report, name).data, name)
        quotes = {told.get("quote") for _, told in found.nodes(data=True)}
        assert "</data><script>&amp;[31m\"'" in quotes

    def test_what_is_left_unrelated_is_told(self, name: str) -> None:
        crowd = [Source(f"s{number}").says("e", "a", number, said="2025") for number in range(102)]
        written = dumps(sum(crowd, start=EVERYTHING.without(EVERYTHING.claims)).check(), name)
        assert written.lost[-1] == "claims not related to one another, on crowded questions: 2"
