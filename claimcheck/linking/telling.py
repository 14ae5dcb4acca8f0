"""How what came of linking is told: clusters, links, refusals, doubts, what is left open, all sorted by content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from claimcheck.linking.clusters import FLOOR, REASONS, THRESHOLD, Clustering, Judged
from claimcheck.linking.descriptions import Description, conflict, joined
from claimcheck.linking.evidence import (
    evidence_of,
    part_in_words,
    place_in_words,
    reason_apart,
    time_in_words,
)
from claimcheck.linking.mentions import Mention
from claimcheck.linking.outcome import Cluster, Link, Linking, Part, Refusal, Relation, Undecided
from claimcheck.linking.rates import Rates
from claimcheck.linking.scoring import score

__all__ = ["told"]

DOUBT: Final = 1.0
"""Bits either side of the threshold within which a reader should look."""

MOST_REFUSED: Final = 3
"""How many refusals are told of one mention."""

MOST_FITTING: Final = 10
"""How many clusters are named that an undecided mention fits."""


def told(
    units: Sequence[Sequence[Mention]],
    known: Sequence[Description],
    clustering: Clustering,
    crowded: Sequence[int],
    joins: Iterable[tuple[str, str]],
    rates: Rates,
) -> Linking:
    """The outcome, from the mentions of each unit (which all say the same), what each tells, and what came of it."""
    teller = _Teller(units, known, clustering, rates)
    return Linking(
        teller.clusters(),
        teller.links(joins),
        teller.refused(),
        teller.doubtful(),
        teller.undecided(crowded),
        teller.parts_of(),
    )


class _Teller:
    def __init__(
        self,
        units: Sequence[Sequence[Mention]],
        known: Sequence[Description],
        clustering: Clustering,
        rates: Rates,
    ) -> None:
        self.units = units
        self.known = known
        self.clustering = clustering
        self.rates = rates
        self.keys = [min(mention.key for mention in unit) for unit in units]
        self.heads: dict[int, str] = {}
        self.sizes: dict[str, int] = {}
        for group in clustering.groups:
            head = min(self.keys[position] for position in group)
            self.heads.update(dict.fromkeys(group, head))
            self.sizes[head] = len(group)

    def clusters(self) -> tuple[Cluster, ...]:
        made = [
            _cluster(
                sorted((one for position in group for one in self.units[position]), key=lambda one: one.key),
                joined(self.known[position] for position in group),
            )
            for group in self.clustering.groups
        ]
        return tuple(sorted(made, key=lambda one: one.members))

    def links(self, joins: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        made = [Link(one, other, (), "the user says they are one event") for one, other in joins]
        made += [self._link(pair) for pair in self.clustering.links]
        for unit in self.units:
            keys = sorted(mention.key for mention in unit)
            made += [
                Link(keys[0], key, (), "the same in every word, by the same sources") for key in keys[1:]
            ]
        return tuple(sorted(made, key=lambda link: (link.one, link.other)))

    def doubtful(self) -> tuple[Link, ...]:
        made = [self._link(pair) for pair in self.clustering.links if pair.points < THRESHOLD + DOUBT]
        seen = {(pair.one, pair.other) for pair in self.clustering.links}
        for pair in self._near():
            if pair.points >= THRESHOLD - DOUBT and (pair.one, pair.other) not in seen:
                made.append(self._link(pair))
        return tuple(sorted(made, key=lambda link: (link.one, link.other)))

    def refused(self) -> tuple[Refusal, ...]:
        """Of each mention the first few: those that scored best, then those that can't be, then its neighbours in time."""
        counted: dict[int, int] = {}
        made: set[Refusal] = set()
        refused = sorted(self.clustering.refused, key=lambda pair: (-pair.points, pair.one, pair.other))
        conflicts = ((pair.one, pair.other, pair.apart, pair.between) for pair in refused)
        for one, other, apart, between in (*conflicts, *self._neighbours()):
            if (
                self.heads[one] == self.heads[other]
                or max(counted.get(one, 0), counted.get(other, 0)) >= MOST_REFUSED
            ):
                continue
            for position in (one, other):
                counted[position] = counted.get(position, 0) + 1
            first, second = sorted((self.keys[one], self.keys[other]))
            reason = REASONS.get(apart) or (reason_apart(*between, apart) if between else apart)
            made.add(Refusal(first, second, reason))
        return tuple(sorted(made))

    def _neighbours(self) -> Iterator[tuple[int, int, str, tuple[Description, Description]]]:
        """Pairs of one kind, with the same place or participants, one next after the other, that share no day."""
        blocks: dict[Any, list[int]] = {}
        for position, one in enumerate(self.known):
            if one.when is not None:
                blocks.setdefault((one.kind, one.deepest or one.participants), []).append(position)
        for block in blocks.values():
            block.sort(key=lambda position: (self.known[position].loose_time, position))
            for early, late in pairwise(block):
                if conflict(self.known[early], self.known[late]) == "time":
                    yield early, late, "time", (self.known[early], self.known[late])

    def undecided(self, crowded: Sequence[int]) -> tuple[Undecided, ...]:
        """Mentions alone that fit several clusters about as well, or more than can be told apart."""
        made = []
        waits = {position for pair in self.clustering.waiting for position in (pair.one, pair.other)}
        full = set(crowded)
        for position, known in enumerate(self.known):
            if self.sizes[self.heads[position]] > 1:
                continue
            best: dict[str, float] = {}
            for pair in self.clustering.near.get(position, ()):
                other = pair.beside(position)
                if position in waits or known.is_vaguer_than(self.known[other]):
                    head = self.heads[other]
                    best[head] = max(pair.points, best.get(head, FLOOR))
            floor = max(best.values(), default=0.0) - 2 * DOUBT
            fits = sorted(head for head, points in best.items() if points >= floor)
            if len(fits) > 1:
                words = f"fits {len(fits)} events about as well"
                made.append(Undecided(self.keys[position], tuple(fits[:MOST_FITTING]), words))
            elif position in full and not best:
                made.append(Undecided(self.keys[position], (), "fits more mentions than can be told apart"))
        return tuple(sorted(made))

    def parts_of(self) -> tuple[Relation, ...]:
        made = set()
        for pair in self.clustering.related:
            one, other = (pair.one, pair.other) if self.known[pair.one].marks else (pair.other, pair.one)
            if pair.points >= THRESHOLD and self.heads[one] != self.heads[other]:
                evidence = evidence_of(
                    self.known[one], self.known[other], score(self.known[one], self.known[other], self.rates)
                )
                made.add(Relation(self.heads[one], self.heads[other], evidence))
        return tuple(sorted(made))

    def _near(self) -> Iterator[Judged]:
        for position, pairs in self.clustering.near.items():
            for pair in pairs:
                if pair.one == position and self.heads[pair.one] != self.heads[pair.other]:
                    yield pair

    def _link(self, pair: Judged) -> Link:
        first, second = sorted((pair.one, pair.other), key=lambda position: self.keys[position])
        one, other = self.known[first], self.known[second]
        seen = score(self.known[pair.one], self.known[pair.other], self.rates)
        parts = tuple(Part(part.name, part.points, part_in_words(one, other, part)) for part in seen)
        joined_now = self.heads[first] == self.heads[second]
        return Link(self.keys[first], self.keys[second], parts, evidence_of(one, other, seen), joined_now)


def _cluster(mentions: list[Mention], known: Description) -> Cluster:
    days = time_in_words(known) if known.when is not None else ""
    place = place_in_words(known) if known.paths else ""
    kind = known.told_kind
    names = tuple(sorted(set(known.told_names.values())))
    title = names[0] if names else ", ".join(part for part in (kind, days, place) if part)
    return Cluster(
        mentions[0].key,
        tuple(mention.key for mention in mentions),
        title or ", ".join(sorted(known.told_participants.values())) or mentions[0].key,
        kind,
        known.when,
        known.place,
        tuple(sorted(known.told_participants.values())),
        tuple(sorted((known.told_series[series], number) for series, number in known.ordinals.items())),
        names,
        tuple(mentions),
    )
