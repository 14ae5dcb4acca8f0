"""From values to records: how a dossier is spelt in a file, in an order that its content alone decides.

What the readers make of these records is equal to what they were made from. Claims are named by a ref where that is
certain, else by their id; where dossiers were merged, refs that several claims share are written as `shared_ref`, and
names that were never declared are listed as `undeclared`.

>>> from claimcheck.sources import Source
>>> spelt(Dossier([Source("TASS").says("exchange", "returned", "two")])).claims
[{'source': 'TASS', 'event': 'exchange', 'aspect': 'returned', 'answer': 'two'}]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from claimcheck.arguments import FreeKeys
from claimcheck.claims import Claim, Speaker
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem, shown
from claimcheck.events import Event
from claimcheck.formats.building import CLAIM_ID, names_in
from claimcheck.formats.json_file import NotPlainError, refuse_halves
from claimcheck.formats.records import FREE_TABLE
from claimcheck.formats.scalars import free_value, json_text
from claimcheck.forms import plain
from claimcheck.sources import Source
from claimcheck.text import fold
from claimcheck.vocabulary import Aspect

__all__ = ["Spelt", "spelt"]

Spelling = dict[str, Any]


@attrs.frozen
class Spelt:
    """The records of a dossier, section by section, each section in order; sections in the order of a file."""

    timezones: list[str]
    sources: list[Spelling]
    opposed: list[list[str]]
    events: list[Spelling]
    same_event: list[list[str]]
    different_events: list[list[str]]
    aspects: list[Spelling]
    undeclared: Spelling
    claims: list[Spelling]


def spelt(dossier: Dossier) -> Spelt:
    """The records of a dossier.

    Raises `BadInput`, with every problem, for what no file can hold: half a character, a reference to a claim by
    something that is neither its ref nor its id.
    """
    problems: list[Problem] = []
    records = Spelt(
        timezones=sorted(dossier.timezones),
        sources=_ordered(map(_source, dossier.sources)),
        opposed=_pairs(dossier.opposed),
        events=_ordered(map(_event, dossier.events)),
        same_event=_pairs(dossier.same_event),
        different_events=_pairs(dossier.different_events),
        aspects=_ordered(map(_aspect, dossier.aspects)),
        undeclared=_undeclared(dossier),
        claims=_claims(dossier, problems),
    )
    for kind in ("sources", "events", "aspects"):
        for record in getattr(records, kind):
            _check(
                record,
                f"{kind.removesuffix('s')} {shown(record.get('name', record.get('id', '')))}",
                problems,
            )
    if problems:
        raise BadInput(problems)
    return records


def _claims(dossier: Dossier, problems: list[Problem]) -> list[Spelling]:
    counted = Counter(ref for claim in dossier.claims for ref in claim.refs)
    shared = {ref for ref, number in counted.items() if number > 1}
    ref_of: dict[
        str, str
    ] = {}  # where one claim has several refs, the first in order, whichever arrived first
    for claim in dossier.claims:
        for ref in claim.refs:
            if ref not in shared:
                ref_of[claim.id] = min(ref, ref_of.get(claim.id, ref))
    claims = []
    for claim in dossier.claims:
        record = _claim(claim, shared, ref_of)
        _check(record, f"claim {claim.label}", problems)
        problems.extend(_bad_references(claim))
        claims.append((claim.id, record))
    claims.sort(key=lambda one: (one[0], json_text(one[1])))
    return [record for _, record in claims]


def _bad_references(claim: Claim) -> Iterable[Problem]:
    for key, ids in (("replaces", claim.replaces), ("based_on", claim.based_on)):
        for one in ids:
            if not CLAIM_ID.fullmatch(one):
                yield Problem(
                    f"claim {claim.label}: {key}", shown(one), "the claim itself, or its id (claim.id)"
                )
    for ref in claim.refs:
        if CLAIM_ID.fullmatch(ref):
            yield Problem(
                f"claim {claim.label}: ref", shown(ref), "a ref that does not look like the id of a claim"
            )


def _check(record: Spelling, where: str, problems: list[Problem]) -> None:
    try:
        refuse_halves(record)
    except NotPlainError as error:
        problems.append(Problem(where, error.found, error.expected, error.mend))


def _claim(claim: Claim, shared: set[str], ref_of: dict[str, str]) -> Spelling:
    attribution = claim.attribution
    return _given(
        {
            "ref": _one_or_several([ref for ref in claim.refs if ref not in shared]),
            "source": _speaker(attribution.origin),
            "via": [_speaker(relay) for relay in attribution.relays],
            "cue": attribution.cue,
            "said": attribution.said and attribution.said.text,
            "published": attribution.published and attribution.published.text,
            "as_of": claim.as_of and claim.as_of.text,
            "event": claim.event if isinstance(claim.event, str) else _event(claim.event),
            "aspect": claim.aspect,
            "scope": dict(claim.scope),
            "answer": plain(claim.answer),
            "quote": attribution.quote,
            "quote_span": attribution.quote_span and list(attribution.quote_span),
            "url": attribution.url,
            "replaces": [ref_of.get(one, one) for one in claim.replaces],
            "based_on": [ref_of.get(one, one) for one in claim.based_on],
            "witnessed": claim.witnessed,
            "leaked": claim.leaked,
            "silent": claim.silent,
            "confidential": claim.confidential,
            "shared_ref": _one_or_several([ref for ref in claim.refs if ref in shared]),
        },
        claim.extras,
    )


def _speaker(speaker: Speaker) -> str | Spelling:
    if isinstance(speaker, str):
        return speaker
    return _given(
        {
            "anonymous": speaker.description,
            "handle": speaker.handle,
            "controlled_by": list(speaker.controlled_by),
            "confidential": speaker.confidential,
        }
    )


def _event(event: Event) -> Spelling:
    when = [moment.text for moment in event.when]
    return _given(
        {
            "id": event.id,
            "kind": event.kind,
            "when": event.when_told or _one_or_several(when),
            "where": list(event.where),
            "participants": list(event.participants),
            "ordinals": dict(event.ordinals),
            "timezone": event.timezone,
            "name": event.name,
        },
        event.extras,
    )


def _source(source: Source) -> Spelling:
    return _given(
        {
            "name": source.name,
            "kind": source.kind,
            "controlled_by": list(source.controlled_by),
            "aliases": list(source.aliases),
            "reliability": source.reliability,
            "timezone": source.timezone,
            "confidential": source.confidential,
        },
        source.extras,
    )


def _aspect(aspect: Aspect) -> Spelling:
    spelling = _given(
        {
            "name": aspect.name,
            "axis": aspect.axis_name,
            "unit": aspect.unit,
            "grid": aspect.grid,
            "synonyms": list(aspect.synonyms),
            "aliases": dict(_paths(aspect)),
            "over_time": aspect.over_time,
            "modality": aspect.modality,
            "tolerance": aspect.tolerance,
        },
        aspect.extras,
    )
    if aspect.several is not None:
        spelling["several"] = aspect.several
    return spelling


def _paths(aspect: Aspect) -> Iterable[tuple[str, list[str]]]:
    return ((alias, list(path)) for alias, path in aspect.aliases)


def _given(keys: Spelling, extras: FreeKeys = ()) -> Spelling:
    """The keys that say something, and those that travel along."""
    spelling = {
        key: value
        for key, value in keys.items()
        if value is not None and value is not False and value not in ("", [], {})
    }
    free: dict[str, list[Any]] = {}
    for key, value in extras:
        free.setdefault(key, []).append(free_value(value))
    for key, values in free.items():
        is_one = len(values) == 1 and (
            key not in FREE_TABLE or not (values[0] is None or isinstance(values[0], list))
        )
        spelling[key] = values[0] if is_one else values
    return spelling


def _one_or_several(names: list[str]) -> str | list[str] | None:
    return names[0] if len(names) == 1 else names or None


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    return sorted(list(pair) for pair in pairs)


def _ordered(records: Iterable[Spelling]) -> list[Spelling]:
    return sorted(records, key=lambda record: (record.get("name", record.get("id", "")), json_text(record)))


def _undeclared(dossier: Dossier) -> Spelling:
    """The names that are used and not declared, where others are: a file would be refused for them."""
    undeclared: Spelling = {}
    if dossier.sources:
        declared = {fold(name) for source in dossier.sources for name in (source.name, *source.aliases)}
        used = {name for claim in dossier.claims for name in names_in(claim)}
        used |= {name for source in dossier.sources for name in source.controlled_by}
        used |= {name for pair in dossier.opposed for name in pair}
        undeclared["sources"] = sorted(name for name in used if fold(name) not in declared)
    if dossier.events:
        ids = {claim.event for claim in dossier.claims if isinstance(claim.event, str)}
        ids |= {one for pair in (*dossier.same_event, *dossier.different_events) for one in pair}
        undeclared["events"] = sorted(ids - {event.id for event in dossier.events})
    return {key: names for key, names in undeclared.items() if names}
