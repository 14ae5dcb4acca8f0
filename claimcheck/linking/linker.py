"""From mentions to clusters: describe, find candidates, score, join best first, and say why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claimcheck.errors import BadInput, Problem, shown
from claimcheck.linking.candidates import candidate_pairs
from claimcheck.linking.clusters import cluster
from claimcheck.linking.descriptions import described
from claimcheck.linking.mentions import Mention
from claimcheck.linking.orders import checked_orders
from claimcheck.linking.outcome import Linking
from claimcheck.linking.rates import Rates
from claimcheck.linking.telling import told
from claimcheck.moments import zone
from claimcheck.text import fold

__all__ = ["link"]


def link(
    mentions: Iterable[Mention],
    *,
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
    timezone: str = "UTC",
    place_aliases: Mapping[str, Sequence[str]] | None = None,
) -> Linking:
    """Which mentions are of one event. A pure function of the set of mentions: order and repetition change nothing.

    `same` and `different` are pairs of keys and always win. Bare dates are meant in `timezone` where an event has no zone
    of its own; `place_aliases` maps a name to the path that it stands for.

    Raises `BadInput` for one key of two different mentions, an order that names none, and orders that contradict.
    """
    unique = _unique(mentions)
    joins, apart = checked_orders([mention.key for mention in unique], same, different)
    units = _units(unique, apart)
    unit_of = {position: number for number, unit in enumerate(units) for position in unit}
    aliases = {fold(name): tuple(path) for name, path in (place_aliases or {}).items()}
    first = [unique[unit[0]] for unit in units]
    known = described(first, zone(timezone).key, aliases)
    rates = Rates.of(known)
    pairs, crowded = candidate_pairs(known)
    clustering = cluster(
        known,
        [mention.declared for mention in first],
        pairs,
        [(unit_of[one], unit_of[other]) for one, other in joins],
        {unit_of[one]: {unit_of[other] for other in others} for one, others in apart.items()},
        rates,
    )
    return told(
        [[unique[position] for position in unit] for unit in units],
        known,
        clustering,
        crowded,
        [(unique[one].key, unique[other].key) for one, other in joins],
        rates,
    )


def _unique(mentions: Iterable[Mention]) -> list[Mention]:
    """Each mention once, by key."""
    found: dict[str, Mention] = {}
    problems = []
    for mention in mentions:
        before = found.setdefault(mention.key, mention)
        if before is not mention and before != mention:
            problems.append(
                Problem(
                    f"mention {mention.key}",
                    f"two descriptions by the key {shown(mention.key)}",
                    "a key of its own for each mention",
                )
            )
    if problems:
        raise BadInput(problems)
    return sorted(found.values(), key=_content)


def _content(mention: Mention) -> tuple[Any, ...]:
    event = mention.event
    return (
        event.kind or "",
        tuple(moment.text for moment in event.when),
        event.where,
        event.participants,
        event.ordinals,
        event.name or "",
        event.timezone or "",
        mention.sources,
        mention.key,
    )


def _units(mentions: Sequence[Mention], apart: Mapping[int, set[int]]) -> list[list[int]]:
    """Positions of mentions that say the same by the same sources; one with an id, or kept apart by order, is by itself."""
    found: dict[Any, list[int]] = {}
    for position, one in enumerate(mentions):
        alone = one.declared or position in apart
        found.setdefault(position if alone else (one.event, one.sources, one.counts), []).append(position)
    return list(found.values())
