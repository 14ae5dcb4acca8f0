"""What a dossier's declarations come to together: one claim an id, one event an id, who declares what of a source.

Declarations unite; of single-valued facts that differ none is known, with a notice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.sources import Source
from claimcheck.statements import Notice
from claimcheck.text import fold

__all__ = ["agreed", "by_folded_name", "events_by_id", "find_ring", "labels_of", "one_claim_an_id"]


def events_by_id(dossier: Dossier, notices: list[Notice]) -> dict[str, Event]:
    """Declared events by their id, differing declarations united; what differs is taken as unknown, with a notice."""
    groups: dict[str, list[Event]] = {}
    for event in sorted(dossier.events, key=repr):
        if event.id is not None:
            groups.setdefault(event.id, []).append(event)
    return {
        id: group[0] if len(group) == 1 else _united_event(id, group, notices) for id, group in groups.items()
    }


def _united_event(id: str, group: Sequence[Event], notices: list[Notice]) -> Event:
    facts: dict[str, Any] = {}
    for fact in ("kind", "when", "where", "timezone", "name"):
        values = {value for event in group if (value := getattr(event, fact))}
        if len(values) == 1:
            facts[fact] = values.pop()
        elif values:
            told = " and as ".join(sorted(str(value) for value in values))
            text = f"event {id}: {fact} is declared as {told}, so none is taken."
            notices.append(Notice("differing declarations", text))
    return Event(
        facts.pop("kind", None),
        participants=sorted({name for event in group for name in event.participants}),
        ordinals=dict(sorted({ordinal for event in group for ordinal in event.ordinals})),
        id=id,
        **facts,
    )


def by_folded_name(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Declarations of sources that are one, by their folded name; in one order, however they came."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(fold(source.name), []).append(source)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=repr)
    return {name: groups[name] for name in sorted(groups)}


def agreed(group: list[Source], fact: str) -> str | None:
    """The one value that all declarations of a source give; None where they give none, or differ."""
    if len(group) == 1:
        return getattr(group[0], fact)  # type: ignore[no-any-return]
    values = {value for source in group if (value := getattr(source, fact)) is not None}
    return values.pop() if len(values) == 1 else None


def one_claim_an_id(claims: Iterable[Claim]) -> dict[str, Claim]:
    """Claims by id, in its order; what several records of one claim carry is united, links included."""
    found: dict[str, Claim] = {}
    for claim in claims:
        id = claim.id
        if id in found:
            claim = _united(found[id], claim)
        found[id] = claim
    return {id: found[id] for id in sorted(found)}


def _united(one: Claim, other: Claim) -> Claim:
    first, second = sorted((one, other), key=repr)
    return Claim(
        first.event,
        first.aspect,
        first.answer,
        attribution=first.attribution,
        scope=first.scope,
        as_of=first.as_of,
        replaces=first.replaces + second.replaces,
        based_on=first.based_on + second.based_on,
        witnessed=first.witnessed,
        leaked=first.leaked,
        silent=first.silent,
        confidential=first.confidential or second.confidential,
        ref=first.refs + second.refs,
        extras=first.extras + second.extras,
    )


def labels_of(claims: Mapping[str, Claim], dossier: Dossier) -> dict[str, str]:
    """Refs, told apart by their file where two claims use the same one."""
    labels = {id: claim.refs[0] if claim.refs else id[:8] for id, claim in claims.items()}
    if len(set(labels.values())) == len(labels):
        return labels
    owners = Counter(labels.values())
    for id, claim in claims.items():
        if owners[labels[id]] > 1:
            places = dossier.places.get(id)
            labels[id] = f"{places[0].file if places else id[:8]}:{claim.refs[0]}" if claim.refs else id
    return labels


def find_ring(links: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The members of one ring among links, from its smallest; () where there is none."""
    done: set[str] = set()
    for start in sorted(links):
        trail, positions, turns = [start], {start: 0}, [0]
        if start in done:
            continue
        while trail:
            ahead = links.get(trail[-1], ())
            if turns[-1] == len(ahead):
                done.add(trail[-1])
                del positions[trail.pop()]
                turns.pop()
                continue
            following = ahead[turns[-1]]
            turns[-1] += 1
            if following in positions:
                ring = trail[positions[following] :]
                first = ring.index(min(ring))
                return tuple(ring[first:] + ring[:first])
            if following not in done:
                positions[following] = len(trail)
                trail.append(following)
                turns.append(0)
    return ()
