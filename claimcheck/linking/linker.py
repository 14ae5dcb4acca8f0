"""From mentions to clusters: describe, find candidates, score, join best first, and say why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from claimcheck.errors import BadInput, Problem, shown
from claimcheck.linking.candidates import candidate_pairs
from claimcheck.linking.clusters import THRESHOLD, Clustering, Judged, cluster
from claimcheck.linking.descriptions import Description, joined, time_in_words
from claimcheck.linking.evidence import evidence_of, part_in_words
from claimcheck.linking.mentions import Mention
from claimcheck.linking.orders import checked_orders
from claimcheck.linking.outcome import Cluster, Link, Linking, Part, Refusal, Relation, Undecided
from claimcheck.linking.rates import Rates
from claimcheck.text import fold

__all__ = ["link"]

DOUBT: Final = 2.0
"""Bits either side of the threshold within which a reader should look."""

MOST_REFUSED: Final = 3
"""How many refusals are told of each mention."""


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
    keys = [mention.key for mention in unique]
    joins, apart = checked_orders(keys, same, different)
    aliases = {fold(name): tuple(path) for name, path in (place_aliases or {}).items()}
    known = [Description.of(mention, timezone, aliases) for mention in unique]
    clustering = cluster(
        known,
        [mention.declared for mention in unique],
        candidate_pairs(known),
        joins,
        apart,
        Rates.of(known),
    )
    return _told(unique, known, clustering, joins)


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
    return [found[key] for key in sorted(found)]


def _told(
    mentions: list[Mention], known: list[Description], clustering: Clustering, joins: list[tuple[int, int]]
) -> Linking:
    keys = [mention.key for mention in mentions]
    clusters = [
        _cluster([mentions[one] for one in group], [known[one] for one in group])
        for group in clustering.groups
    ]
    head = {key: found.key for found in clusters for key in found.members}
    links = [Link(keys[one], keys[other], (), "the user says they are one event") for one, other in joins]
    links += [_link(pair, keys, known, True) for pair in clustering.links]
    doubtful = [
        _link(pair, keys, known, True) for pair in clustering.links if pair.points < THRESHOLD + DOUBT
    ]
    refusals: dict[str, list[Refusal]] = {}
    refused = []
    for pair in clustering.refused:
        one, other = keys[pair.one], keys[pair.other]
        if (
            head[one] != head[other]
            and min(len(refusals.get(one, ())), len(refusals.get(other, ()))) < MOST_REFUSED
        ):
            refusal = Refusal(one, other, pair.reason)
            refusals.setdefault(one, []).append(refusal)
            refusals.setdefault(other, []).append(refusal)
            refused.append(refusal)
    undecided = []
    for position, rivals in sorted(clustering.rivals.items()):
        fits = sorted({head[keys[pair.other if pair.one == position else pair.one]] for pair in rivals})
        if len(fits) > 1:
            undecided.append(Undecided(keys[position], tuple(fits), f"fits {len(fits)} events about as well"))
    parts = {
        Relation(
            *((keys[one], keys[other]) if known[one].marks else (keys[other], keys[one])),
            evidence_of(known[one], known[other], pair.parts),
        )
        for pair in clustering.parts_of
        if pair.points >= THRESHOLD
        for one, other in [(pair.one, pair.other)]
    }
    return Linking(
        tuple(sorted(clusters, key=lambda found: found.members)),
        tuple(sorted(links, key=lambda found: (found.one, found.other))),
        tuple(sorted(refused)),
        tuple(sorted(doubtful, key=lambda found: (found.one, found.other))),
        tuple(undecided),
        tuple(sorted(parts)),
    )


def _link(pair: Judged, keys: list[str], known: list[Description], is_joined: bool) -> Link:
    one, other = known[pair.one], known[pair.other]
    parts = tuple(
        Part(name, points, part_in_words(one, other, name, seen)) for name, seen, points in pair.parts
    )
    return Link(keys[pair.one], keys[pair.other], parts, evidence_of(one, other, pair.parts), is_joined)


def _cluster(mentions: list[Mention], known: list[Description]) -> Cluster:
    all_known = joined(known)
    told = dict(all_known.told_participants)
    series = dict(all_known.told_series)
    days = time_in_words(all_known) if all_known.when is not None else ""
    title = next(iter(all_known.told_names), "") or ", ".join(
        part for part in (all_known.told_kind, days, all_known.told_place) if part
    )
    return Cluster(
        mentions[0].key,
        tuple(mention.key for mention in mentions),
        title or mentions[0].key,
        all_known.told_kind,
        all_known.when,
        all_known.place,
        tuple(sorted(told.values())),
        tuple(sorted((series[name], number) for name, number in all_known.ordinals.items())),
        all_known.told_names,
        tuple(mentions),
    )
