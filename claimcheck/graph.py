"""A report as a networkx graph: sources, claims, questions and events, and what ties them.

Every attribute is a text, a whole number or True/False, absent where nothing is known, and all text is free of what XML
forbids, so that GraphML and node-link JSON lose nothing; several values in one attribute are a JSON text (`aliases`,
`scope`). Nodes and edges come in an order that depends on content alone.

========== ========================== ==============================================================================
node       key                        attributes beside `type`
========== ========================== ==============================================================================
source     ``source:<folded name>``   name, named, outlet, kind, reliability, timezone, aliases, side (its roots),
           ``unnamed:<hash>``         confidential, opposed (to whom it is declared so)
claim      ``claim:<id>``             label, refs, source, answer (as given), words (as read), status, live, named (is a
                                      named voice's), says_something, standing, cue, said, published, as_of, url, quote,
                                      witnessed, leaked, confidential, hearsay, file, line
question   ``question:<hash>``        event, aspect, scope, axis, unit, over_time, modality, contradicted, unrelated
event      ``event:<id>``             title, kind, first, last, where, participants, ordinals, timezone
           ``described:<hash>``
mention    ``mention:<key>``          key, words, declared: one description of an event that has several
========== ========================== ==============================================================================

============ ==================== ========================================================================================
edge         from → to            attributes beside `type`, which is also its key
============ ==================== ========================================================================================
says         source → claim       the source vouches for the claim
relays       source → claim       step (1 for the first relay)
controls     source → source      from who controls to who is controlled
answers      claim → question     words, status, live: a claim that closes a `several` aspect answers several questions
about        question → event
confirms     claim → claim        same_voice, shared_side; whoever says the first also says the second
strains      claim → claim        same_voice, shared_side; symmetric, once, from the smaller id
contradicts  claim → claim        same_voice, shared_side; symmetric, once, from the smaller id
describes    mention → event
linked       mention → mention    evidence, score (bits, absent where the user ordered it); once, from the smaller key
part_of      event → event        evidence: related, not merged
replaces     claim → claim        effective: whether it was the origin's, or a relay's, to withdraw
============ ==================== ========================================================================================

Confirms, strains and contradicts hold between live claims on one question. They are pairs, so on a question with more
than `most_related` live answers only that many, named voices first, then by id, are related; the question's `unrelated` and
the graph's `unrelated_claims` say how many were left out. `graph.graph["most_related"]` is the limit.

>>> from claimcheck.dossiers import Dossier
>>> from claimcheck.events import Event
>>> from claimcheck.sources import Source
>>> raid = Event("raid", when="2025-07-04")
>>> graph = Dossier([Source("A").says(raid, "killed", 8), Source("B").says(raid, "killed", "at least 7")]).check().graph
>>> sorted(kind for _, _, kind in graph.edges(keys=True))
['about', 'answers', 'answers', 'confirms', 'says', 'says']
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from claimcheck.answers import Answer, Relation
from claimcheck.findings import STANDINGS
from claimcheck.forms import in_short
from claimcheck.liveness import Ending, clash, latest, read_at
from claimcheck.moments import ALWAYS
from claimcheck.occurrences import Occurrence
from claimcheck.sentences import answer_in_words
from claimcheck.sources import Anonymous, Sides, Source
from claimcheck.statements import Asked, Resolved, Statement, Voice
from claimcheck.text import clean

if TYPE_CHECKING:
    import networkx

    from claimcheck.report import Report

__all__ = [
    "EDGE_TYPES",
    "MOST_RELATED",
    "NODE_TYPES",
    "ClaimGraph",
    "Relations",
    "graph_of",
    "status_of",
    "violations",
]

ClaimGraph: TypeAlias = "networkx.MultiDiGraph[str]"
"""A plain `networkx.MultiDiGraph` with the nodes and edges that this module documents."""

NODE_TYPES: Final = ("event", "mention", "question", "source", "claim")
EDGE_TYPES: Final = {
    "about": ("question", "event"),
    "controls": ("source", "source"),
    "says": ("source", "claim"),
    "relays": ("source", "claim"),
    "answers": ("claim", "question"),
    "confirms": ("claim", "claim"),
    "strains": ("claim", "claim"),
    "contradicts": ("claim", "claim"),
    "replaces": ("claim", "claim"),
    "describes": ("mention", "event"),
    "linked": ("mention", "mention"),
    "part_of": ("event", "event"),
}
"""Each type of edge with the types of its two ends."""

MOST_RELATED: Final = 100
"""So many live answers of one question are related pair by pair unless asked."""


def graph_of(report: Report, *, most_related: int = MOST_RELATED) -> ClaimGraph:
    """The graph of a report, as this module's docstring describes it.

    Linear in the claims, save for the pairs on one question, at most `most_related` squared each.
    """
    import networkx

    graph: ClaimGraph = networkx.MultiDiGraph()
    drawing = _Drawing(report, most_related)
    for key, told in sorted(drawing.nodes()):
        graph.add_node(key, **told)
    for tail, head, kind, told in sorted(drawing.edges(), key=lambda edge: edge[:3]):
        graph.add_edge(tail, head, key=kind, type=kind, **told)
    graph.graph["claimcheck"] = 1
    graph.graph["most_related"] = most_related
    graph.graph["unrelated_claims"] = sum(told.get("unrelated", 0) for _, told in graph.nodes(data=True))
    return graph


def violations(graph: ClaimGraph) -> Iterator[str]:
    """What a graph breaks of what this module promises; nothing where all is well."""
    types: dict[str, str] = dict(graph.nodes(data="type"))
    for key, told in graph.nodes(data=True):
        if types[key] not in NODE_TYPES:
            yield f"{key!r} is no node of a known type"
        yield from (f"{key!r}: {name} {why}" for name, why in _unfit(told))
        if types[key] == "claim" and not {"says", "answers"} <= {
            kind
            for edges in (graph.in_edges(key, keys=True), graph.out_edges(key, keys=True))
            for *_, kind in edges
        }:
            yield f"{key!r} has no source, or no question"
    for tail, head, kind, told in graph.edges(keys=True, data=True):
        if EDGE_TYPES.get(kind) != (types[tail], types[head]) or told["type"] != kind:
            yield f"{kind} goes from {tail!r} to {head!r}"
        if kind in ("strains", "contradicts") and tail > head:
            yield f"{kind} goes from {tail!r} to the smaller {head!r}"
        yield from (f"{tail!r} {kind} {head!r}: {name} {why}" for name, why in _unfit(told))


def _unfit(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in told.items():
        if type(value) not in (str, int, bool):
            yield name, f"is a {type(value).__name__}"
        if isinstance(value, str) and (not value or value != clean(value)):
            yield name, "is empty or not clean"


# How statements of one question stand to one another; `explain` tells the same


def status_of(one: Statement, endings: dict[str, dict[tuple[Any, ...], Ending]]) -> str:
    """Whether a statement is "live"; else "replaced", "revised" or "narration"."""
    ending = endings.get(one.id, {}).get(one.asked.key)
    if ending is not None:
        return "replaced" if is_replaced(one, ending) else "revised"
    return "narration" if one.narration else "live"


def is_replaced(one: Statement, ending: Ending) -> bool:
    """Whether an ending is a withdrawal, and no revision: of the statement, or of one that it is an echo of."""
    targets = ending.by.claim.replaces
    if one.id in targets:
        return True
    return ending.echo and any(
        other.id in targets and other.voice.key == one.voice.key and other.answer == one.answer
        for other in one.asked.statements
    )


@attrs.frozen(eq=False)
class Relations:
    """How the live answers of one question stand to one another, each read at its time."""

    over_time: str
    time: float

    @classmethod
    def on(cls, asked: Asked, answering: Sequence[Statement]) -> Relations:
        """The relations on a question whose live answers are these; growing counts are read at the latest time."""
        accrues = asked.meaning.over_time == "accrues"
        return cls(asked.meaning.over_time, latest(answering) if accrues else 0)

    def read(self, one: Statement) -> Answer:
        """A statement's answer as it is compared."""
        return read_at(one, self.time).answer if self.over_time == "accrues" else one.answer

    def between(self, one: Statement, other: Statement) -> Relation:
        """How one statement stands to another; `confirms` has a direction, the rest are symmetric."""
        if self.over_time == "varies" and not _at_one_time(one, other):
            return Relation.COMPATIBLE
        if clash(one, other, self.over_time):
            return Relation.CONTRADICTS
        found = self.read(one).relation(self.read(other))
        return Relation.STRAINS if found is Relation.CONTRADICTS else found


def _at_one_time(one: Statement, other: Statement) -> bool:
    """Whether the stated as-of times overlap; without one, only within one voice that states none."""
    if one.as_of[0] == ALWAYS[0] or other.as_of[0] == ALWAYS[0]:
        return one.as_of[0] == other.as_of[0] and one.voice.key == other.voice.key
    return one.as_of[0] <= other.as_of[1] and other.as_of[0] <= one.as_of[1]


# Drawing


class _Drawing:
    """The nodes and edges of one report."""

    def __init__(self, report: Report, most_related: int) -> None:
        self.report = report
        self.resolved: Resolved = report._resolved
        self.sides: Sides = self.resolved.sides
        self.most_related = most_related
        self.endings = report._endings
        self.standings = _best_standings(report)
        self.contradicted = {finding.question for finding in report.contradictions}
        self._unnamed: dict[str, str] = {}
        self._pairs: list[tuple[str, str, str, dict[str, Any]]] = []
        self._unrelated: dict[tuple[Any, ...], int] = {}
        for asked in self.resolved.questions.values():
            self._relate(asked)

    # Nodes

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from self._sources()
        for statements in self.resolved.statements.values():
            yield _claim_key(statements[0].id), _told(self._claim(statements[0]))
        for key, asked in self.resolved.questions.items():
            yield _question_key(key), _told(self._question(asked))
        events = {asked.key[0]: asked for asked in self.resolved.questions.values()}
        for event_key, asked in events.items():
            yield _event_key(event_key), _told(self._event(asked))
        for one in self._several_descriptions():
            for mention in one.mentions:
                told = self.resolved.occurrences.told(mention)
                words = None if told is None else str(told)
                yield (
                    _mention_key(mention),
                    _told(
                        {"type": "mention", "key": mention, "words": words, "declared": mention in one.ids}
                    ),
                )

    def _sources(self) -> Iterator[tuple[str, dict[str, Any]]]:
        declared: dict[str, list[Source]] = {}
        for source in self.resolved.dossier.sources:
            declared.setdefault(self.sides.key(source.name), []).append(source)
        used = {
            self.sides.key(name) for group in declared.values() for one in group for name in one.controlled_by
        }
        for statements in self.resolved.statements.values():
            one = statements[0]
            used.update(relay for relay in one.relays if not relay.startswith("\x1e"))
            if one.claim.silent is not None:
                used.add(self.sides.key(one.claim.silent))
            for relay, speaker in zip(one.relays, one.claim.via, strict=True):
                if isinstance(speaker, Anonymous):
                    self._unnamed[relay] = min(
                        speaker.description, self._unnamed.get(relay, speaker.description)
                    )
        voices = self.resolved.voices
        used.update(key for key, voice in voices.items() if voice.named)
        used.update(tie for voice in voices.values() if not voice.named for tie in voice.above)
        for key in used | set(declared):
            yield _source_key(key), _told(self._source(key, declared.get(key, ())))
        for key in set(self._unnamed) | {key for key, voice in voices.items() if not voice.named}:
            yield _source_key(key), _told(self._unnamed_source(key, voices.get(key)))

    def _source(self, key: str, group: Sequence[Source]) -> dict[str, Any]:
        kind = _agreed(source.kind for source in group)
        return {
            "type": "source",
            "name": self.sides.name(key),
            "named": True,
            "kind": kind,
            "outlet": kind is not None and any(source.is_outlet for source in group),
            "reliability": _agreed(source.reliability for source in group),
            "timezone": _agreed(source.timezone for source in group),
            "aliases": sorted({alias for source in group for alias in source.aliases}),
            "side": sorted(self.sides.name(root) for root in self.sides.root_keys(key)),
            "opposed": self._opponents(key),
            "confidential": any(source.confidential for source in group),
        }

    def _opponents(self, key: str) -> list[str]:
        pairs = [tuple(map(self.sides.key, pair)) for pair in self.resolved.dossier.opposed]
        return sorted(
            {self.sides.name(pair[1 - place]) for pair in pairs for place in (0, 1) if pair[place] == key}
        )

    def _unnamed_source(self, key: str, voice: Voice | None) -> dict[str, Any]:
        roots = voice.roots if voice else ()
        return {
            "type": "source",
            "name": voice.name if voice else self._unnamed[key],
            "named": False,
            "outlet": False,
            "side": sorted(self.sides.name(root) for root in roots),
        }

    def _claim(self, one: Statement) -> dict[str, Any]:
        claim, attribution = one.claim, one.claim.attribution
        places = self.resolved.dossier.places.get(claim.id, ())
        return {
            "type": "claim",
            "label": self.resolved.labels[claim.id],
            "refs": list(claim.refs),
            "source": one.voice.name,
            "answer": in_short(claim.answer),
            "words": answer_in_words(one.answer, one.asked),
            "status": status_of(one, self.endings),
            "live": status_of(one, self.endings) == "live",
            "named": one.named,
            "says_something": not one.answer.is_everything,
            "standing": self.standings.get(claim.id),
            "cue": attribution.cue,
            "said": _dated(claim.said),
            "published": _dated(claim.published),
            "as_of": _dated(claim.as_of),
            "url": attribution.url,
            "quote": attribution.quote,
            "witnessed": claim.witnessed,
            "leaked": claim.leaked,
            "confidential": claim.confidential,
            "hearsay": one.hearsay,
            "file": places[0].file if places else None,
            "line": places[0].line if places else None,
        }

    def _question(self, asked: Asked) -> dict[str, Any]:
        return {
            "type": "question",
            "event": asked.question.event,
            "aspect": asked.question.aspect,
            "scope": dict(asked.question.scope),
            "axis": asked.axis.name,
            "unit": asked.unit,
            "over_time": asked.meaning.over_time,
            "modality": asked.meaning.modality,
            "contradicted": asked.question in self.contradicted,
            "unrelated": self._unrelated.get(asked.key, 0),
        }

    def _event(self, asked: Asked) -> dict[str, Any]:
        event = self.resolved.events.get(asked.question.event)
        if event is None:
            return {"type": "event", "title": asked.question.event}
        return {
            "type": "event",
            "title": event.name or str(event),
            "kind": event.kind,
            "first": event.when[0].text if event.when else None,
            "last": event.when[-1].text if event.when else None,
            "where": list(event.where),
            "participants": list(event.participants),
            "ordinals": dict(event.ordinals),
            "timezone": event.timezone,
        }

    # Edges

    def edges(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        for source in self.resolved.dossier.sources:
            key = self.sides.key(source.name)
            for name in source.controlled_by:
                yield _source_key(self.sides.key(name)), _source_key(key), "controls", {}
        for key, voice in self.resolved.voices.items():
            if not voice.named:
                for tie in voice.above:
                    yield _source_key(tie), _source_key(key), "controls", {}
        for claim_id, statements in self.resolved.statements.items():
            yield from self._ties(claim_id, statements)
        for asked in self.resolved.questions.values():
            yield _question_key(asked.key), _event_key(asked.key[0]), "about", {}
        yield from self._linking()
        yield from self._pairs

    def _several_descriptions(self) -> Iterator[Occurrence]:
        """The events that questions are about, and that are known by more than one description."""
        asked = {question.key[0] for question in self.resolved.questions.values()}
        return (one for one in self.resolved.occurrences.all if one.key in asked and len(one.mentions) > 1)

    def _linking(self) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        shown = {mention: one.key for one in self._several_descriptions() for mention in one.mentions}
        for mention, key in shown.items():
            yield _mention_key(mention), _event_key(key), "describes", {}
        linking = self.resolved.occurrences.linking
        for link in linking.links:
            if link.one in shown:
                score = f"{link.score:.1f}" if link.parts else None
                told = _told({"evidence": link.evidence, "score": score})
                yield _mention_key(link.one), _mention_key(link.other), "linked", told
        asked = {question.key[0] for question in self.resolved.questions.values()}
        for related in linking.parts_of:
            part, whole = (
                self.resolved.occurrences.known_as(mention) for mention in (related.part, related.whole)
            )
            if part.key in asked and whole.key in asked:
                yield (
                    _event_key(part.key),
                    _event_key(whole.key),
                    "part_of",
                    _told({"evidence": related.evidence}),
                )

    def _ties(
        self, claim_id: str, statements: Sequence[Statement]
    ) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
        key, one = _claim_key(claim_id), statements[0]
        yield _source_key(one.voice.key), key, "says", {}
        for step, relay in enumerate(one.relays, 1):
            yield _source_key(relay), key, "relays", {"step": step}
        for answer in statements:
            status = status_of(answer, self.endings)
            words = answer_in_words(answer.answer, answer.asked)
            told = _told({"words": words, "status": status, "live": status == "live"})
            yield key, _question_key(answer.asked.key), "answers", told
        for target in one.claim.replaces:
            if target in self.resolved.statements:
                told_of = self.resolved.statements[target][0]
                own = one.voice.key == told_of.voice.key or one.voice.key in told_of.relays
                effective = (
                    own
                    and not one.claim.leaked
                    and not one.hearsay
                    and status_of(one, self.endings) != "replaced"
                )
                yield key, _claim_key(target), "replaces", {"effective": effective}

    def _relate(self, asked: Asked) -> None:
        """The pairs among the live answers of one question."""
        answering = [
            one
            for one in asked.statements
            if not one.answer.is_everything and status_of(one, self.endings) == "live"
        ]
        relations = Relations.on(asked, answering)
        if len(answering) > self.most_related:
            self._unrelated[asked.key] = len(answering) - self.most_related
            answering.sort(key=lambda one: (not one.named, one.id))
            answering = sorted(answering[: self.most_related], key=lambda one: one.id)
        for number, one in enumerate(answering):
            for other in answering[number + 1 :]:
                if one.id != other.id:
                    self._relate_two(relations, one, other)

    def _relate_two(self, relations: Relations, one: Statement, other: Statement) -> None:
        told = {
            "same_voice": one.voice.key == other.voice.key,
            "shared_side": not one.roots.isdisjoint(other.roots),
        }
        first, second = sorted((_claim_key(one.id), _claim_key(other.id)))
        found = relations.between(one, other)
        if found in (Relation.CONTRADICTS, Relation.STRAINS):
            self._pairs.append((first, second, found.value, told))
            return
        if found is Relation.CONFIRMS:
            self._pairs.append((_claim_key(one.id), _claim_key(other.id), "confirms", told))
        if relations.between(other, one) is Relation.CONFIRMS:
            self._pairs.append((_claim_key(other.id), _claim_key(one.id), "confirms", told))


def _best_standings(report: Report) -> dict[str, str]:
    """The best standing of any finding that a claim is part of."""
    rank = {standing: number for number, standing in enumerate(STANDINGS)}
    best: dict[str, str] = {}
    for finding in report.findings:
        if finding.standing is not None:
            for claim in finding.claims:
                if rank[finding.standing] < rank.get(best.get(claim, ""), len(rank)):
                    best[claim] = finding.standing
    return best


def _told(facts: dict[str, Any]) -> dict[str, str | int | bool]:
    """Facts as attributes: what is not known is left out, text cleaned, several values put as a JSON text."""
    told: dict[str, str | int | bool] = {}
    for name, value in facts.items():
        if isinstance(value, (list, dict)):
            value = json.dumps(value, ensure_ascii=False) if value else ""
        if isinstance(value, str):
            value = clean(value)
        if value is not None and (value != "" and not (isinstance(value, str) and value.isspace())):
            told[name] = value
    return told


def _agreed(values: Iterable[str | None]) -> str | None:
    """The one value that all declarations give; None where they give none, or differ."""
    known = {value for value in values if value is not None}
    return known.pop() if len(known) == 1 else None


def _dated(moment: Any) -> str | None:
    return None if moment is None else moment.text


# Keys


def _claim_key(claim_id: str) -> str:
    return f"claim:{claim_id}"


def _source_key(key: str) -> str:
    return f"unnamed:{_hashed(key)}" if key.startswith("\x1e") else f"source:{key}"


def _question_key(key: tuple[Any, ...]) -> str:
    event, aspect, scope = key
    pairs = [
        (name, (value.axis.name, value.sure, value.possible) if isinstance(value, Answer) else value)
        for name, value in scope
    ]
    return f"question:{_hashed(repr((event, aspect, pairs)))}"


def _event_key(key: tuple[int, str]) -> str:
    described, identity = key
    return identity if described else f"event:{identity}"


def _mention_key(mention: str) -> str:
    return f"mention:{mention}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
