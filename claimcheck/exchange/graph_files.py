"""The graph of a report as files for other tools: GraphML, node-link JSON and Cytoscape JSON.

Only written: a graph tells how claims were judged, and an answer in it is one line of text. Opened again by networkx, each
has the nodes, edges and attributes of `report.graph`.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> said = Dossier([Source("A").says("raid", "killed", 8)])
>>> written = NODE_LINK.write(said)
>>> written.data.startswith(b'{"directed":')
True
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any, Final

from claimcheck.exchange.losses import losses, report_of
from claimcheck.exchange.plugin import Format, Part, Subject, Written

__all__ = ["CYTOSCAPE", "GRAPHML", "NODE_LINK"]

_PARTS: Final = (
    Part(
        "claim",
        ("ref", "source", "via", "cue", "said", "published", "as_of", "event", "aspect", "scope", "answer", "quote", "url",
         "replaces", "witnessed", "leaked", "confidential"),
        "a `claim` node, its answer as one line of text, with edges to its sources, question and what it replaces",
    ),
    Part("anonymous", ("anonymous", "controlled_by"), "a `source` node with `named` false"),
    Part("source", ("name", "kind", "controlled_by", "aliases", "reliability", "timezone", "confidential"), "a `source` node and `controls` edges"),
    Part("described", ("kind", "when", "where", "participants", "ordinals", "timezone", "name"), "an `event` node"),
    Part("event", ("id", "kind", "when", "where", "participants", "ordinals", "timezone", "name"), "an `event` node, if a claim is about it"),
    Part("aspect", ("name", "axis", "unit", "over_time", "modality"), "attributes of `question` nodes"),
    Part("opposed", ("pairs",), "`opposed` of the source"),
    Part("finding", ("question", "standing"), "`standing` of claims, `contradicted` of questions, and the edges between claims"),
)  # fmt: skip


def _graph_format(
    name: str, title: str, media_type: str, extension: str, text_of: Callable[[Any], bytes]
) -> Format:
    def write(subject: Subject) -> Written:
        graph = report_of(subject).graph
        left = graph.graph["unrelated_claims"]
        unrelated = (f"claims not related to one another, on crowded questions: {left}",) if left else ()
        return Written(text_of(graph), (*losses(found, subject), *unrelated))

    found = Format(
        name=name,
        title=title,
        media_type=media_type,
        extensions=extension,
        carries=_PARTS,
        write=write,
        about="The attributes are those of [the graph](graph.md).",
    )
    return found


def _graphml(graph: Any) -> bytes:
    import networkx

    stream = io.BytesIO()
    networkx.write_graphml_xml(graph, stream, named_key_ids=True)
    return stream.getvalue()


def _node_link(graph: Any) -> bytes:
    import networkx

    return _json(networkx.node_link_data(graph, edges="edges"))


def _cytoscape(graph: Any) -> bytes:
    import networkx

    return _json(networkx.cytoscape_data(graph))


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=True) + "\n").encode("ascii")


GRAPHML: Final = _graph_format("graphml", "GraphML", "application/graphml+xml", ".graphml", _graphml)
NODE_LINK: Final = _graph_format("node-link", "node-link JSON", "application/json", ".graph.json", _node_link)
CYTOSCAPE: Final = _graph_format(
    "cytoscape", "Cytoscape JSON", "application/vnd.cytoscape.cyjs+json", ".cyjs", _cytoscape
)
