"""Which event each claim speaks of: ids as they are, descriptions read in their text and linked where they fit together.

With explicit ids nothing is guessed: two ids are one event only where the user says so. A description may come to be a
declared event, or one event with other descriptions; `claimcheck.linking` decides, and what the user orders wins.

from claimcheck.claims import Claim
>>> told = [Event("raid", when="2025-07-04", where=place) for place in ("Alba", ["Alba", "Kirk"])]
>>> claims = [Claim(event, "killed", 2, source=name) for event, name in zip(told, "AB")]
>>> occurrences = occurrences_of(Dossier(claims), {claim.id: claim for claim in claims}, [])
>>> [occurrence.name for occurrence in occurrences.all]
['raid, 2025-07-04, Alba, Kirk']
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import attrs

from claimcheck.answers import Answer
from claimcheck.claims import Claim
from claimcheck.declarations import events_by_id
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem, closest, shown
from claimcheck.events import DESCRIBED, Event, described
from claimcheck.linking import Linking, Mention, link
from claimcheck.moments import Moment
from claimcheck.references import References, document_of, read_references
from claimcheck.statements import Notice
from claimcheck.text import clean, fold

__all__ = [
    "DESCRIBED",
    "EventKey",
    "Occurrence",
    "Occurrences",
    "description_key",
    "occurrences_by_id",
    "occurrences_of",
]

EventKey: TypeAlias = tuple[int, str]
"""(0, an id), or (1, the key of a description)."""

NOTHING_LINKED: Final = Linking((), (), (), (), (), ())


@attrs.frozen(eq=False)
class Occurrence:
    """One event as claims speak of it: its key, how questions name it, and what all its descriptions tell together.

    `mentions` are the ids and the keys of the descriptions that it is known by.
    """

    key: EventKey
    name: str
    event: Event | None
    mentions: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Those of its mentions that are ids of the user's."""
        return tuple(mention for mention in self.mentions if not mention.startswith(DESCRIBED))


@attrs.frozen(eq=False)
class Occurrences:
    """The events of one dossier; `by_name` those of which anything is told. `linking` is empty where there was nothing to link."""

    all: tuple[Occurrence, ...]
    by_name: Mapping[str, Event]
    linking: Linking
    notices: tuple[Notice, ...]
    _by_mention: Mapping[str, Occurrence]
    _told: Mapping[str, Event]
    _spoken_of: _SpokenOf | None

    def of(self, claim: Claim) -> Occurrence:
        """The event that a claim speaks of."""
        return self.known_as(self.mention_of(claim))

    def known_as(self, mention: str) -> Occurrence:
        """The event of an id, or of the key of a description. Raises `KeyError` where there is none."""
        return self._by_mention[mention]

    def reason_of(self, claim: Claim) -> str:
        """Why a description that hangs on its text was read as it was; "" where it hangs on nothing, or is left open."""
        assert self._spoken_of is not None
        return self._spoken_of.references.reasons.get(claim.id, "")

    def told(self, mention: str) -> Event | None:
        """What one id or description tells; None for an id of which nothing is declared."""
        return self._told.get(mention)

    def mention_of(self, claim: Claim) -> str:
        """By which id or description a claim speaks of its event."""
        assert self._spoken_of is not None
        return self._spoken_of.mention(claim)


def description_key(event: Event) -> str:
    """The name of a description: a hash of what it tells, so that the same words have the same name in every file."""
    return DESCRIBED + _hash(repr(described(event)))


def occurrences_of(
    dossier: Dossier,
    claims: Mapping[str, Claim],
    notices: list[Notice],
    place_aliases: Mapping[str, tuple[str, ...]] | None = None,
    count_of: Callable[[Claim], tuple[str, Answer] | None] = lambda claim: None,
) -> Occurrences:
    """The events of a dossier whose claims, by id, are given; what differs between declarations is added to the notices.

    `place_aliases` are the paths that other names of places stand for, by folded name. `count_of` gives the question of a claim
    and its answer, where that is a count: weak evidence of what is one event. Nearly linear in the claims and descriptions.

    Raises `BadInput` where what the user ordered contradicts itself, or names a description that is not there.
    """
    declared = events_by_id(dossier, notices)
    spoken_of = _SpokenOf(read_references(claims.values(), declared))
    ids = set(declared)
    descriptions: dict[str, Event] = {}
    publishers: dict[str, set[str]] = {}
    counts: dict[str, dict[str, set[Answer]]] = {}
    for claim in claims.values():
        mention = spoken_of.mention(claim)
        if mention.startswith(DESCRIBED):
            descriptions.setdefault(mention, spoken_of.event(claim))
        else:
            ids.add(mention)
        publishers.setdefault(mention, set()).update(_publisher(claim))
        count = count_of(claim)
        if count is not None:
            counts.setdefault(mention, {}).setdefault(count[0], set()).add(count[1])
    naming = _Naming(ids, descriptions, claims, spoken_of)
    same = naming.pairs("same_event", dossier.same_event)
    different = naming.pairs("different_events", dossier.different_events)
    if naming.problems:
        raise BadInput(naming.problems)
    named = {one for pair in (*same, *different) for one in pair}
    notices += naming.unused(named - ids - descriptions.keys())
    ids |= named - descriptions.keys()
    linking = NOTHING_LINKED
    to_link = [key for key in descriptions if key not in spoken_of.open_mentions or key in named]
    if to_link or different:
        agreed = {key: _agreed_counts(told) for key, told in counts.items()}
        known = {key: descriptions[key] for key in to_link}
        known |= {
            id: declared.get(id) or Event(id=id) for id in declared.keys() | (named - descriptions.keys())
        }
        mentions = [
            Mention(
                key,
                event,
                publishers.get(key, ()),
                declared=event.id is not None,
                counts=agreed.get(key, {}),
            )
            for key, event in known.items()
        ]
        try:
            linking = link(
                mentions,
                same=same,
                different=different,
                timezone=dossier.timezone or "UTC",
                place_aliases=place_aliases or {},
            )
        except BadInput as error:
            raise BadInput(map(naming.as_written, error.problems)) from None
        same = [(cluster.members[0], other) for cluster in linking.clusters for other in cluster.members[1:]]
    groups = _joined([*ids, *descriptions], same)
    found = _named(_occurrence(group, declared, descriptions) for group in groups)
    return Occurrences(
        found,
        {one.name: one.event for one in found if one.event is not None},
        linking,
        tuple(_left_open(spoken_of.references, claims)),
        {mention: occurrence for occurrence in found for mention in occurrence.mentions},
        declared | descriptions,
        spoken_of,
    )


def occurrences_by_id(dossier: Dossier) -> Occurrences:
    """The events of claims that are not given and all speak of their events by id, as a dossier declares and joins them.

    An id that it does not know is an event of its own.

    >>> occurrences_by_id(Dossier(same_event=[("raid", "Raid")])).known_as("raid").name
    'Raid'
    """
    found = occurrences_of(dossier, {}, [])
    return attrs.evolve(found, by_mention=_ById(found._by_mention))


class _ById(dict[str, Occurrence]):
    def __missing__(self, id: str) -> Occurrence:
        self[id] = found = Occurrence((0, id), id, None, (id,))
        return found


def _publisher(claim: Claim) -> list[str]:
    """Who describes the event: the last who passed the claim on, else its origin; nobody where they have no name."""
    publisher = claim.via[-1] if claim.via else claim.source
    return [fold(publisher)] if isinstance(publisher, str) else []


def _agreed_counts(told: Mapping[str, set[Answer]]) -> dict[str, Answer]:
    """The answer to each question that all who use one description give."""
    return {question: next(iter(answers)) for question, answers in told.items() if len(answers) == 1}


def _left_open(references: References, claims: Mapping[str, Claim]) -> Iterator[Notice]:
    for id, why in references.open.items():
        text = f"{clean(claims[id].label)} stays apart, for it is not certain which event it speaks of: {clean(why)}."
        yield Notice("event left open", text, (id,))


class _SpokenOf:
    """Which id or description each claim speaks of its event by, once what points within its text has been read."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.open_mentions: set[str] = set()
        self._keys: dict[Event, str] = {}

    def event(self, claim: Claim) -> Event:
        """A description as it was read; as it was told where it is left open."""
        event = self.references.events.get(claim.id, claim.event)
        assert isinstance(event, Event)
        return event

    def mention(self, claim: Claim) -> str:
        event = claim.event
        if isinstance(event, str):
            return event
        if claim.id in self.references.open:
            # "the previous one" of one document is not that of another
            apart = DESCRIBED + _hash(repr((described(event), document_of(claim))))
            self.open_mentions.add(apart)
            return apart
        event = self.references.events.get(claim.id, event)
        if isinstance(event, str):
            return event
        key = self._keys.get(event)
        if key is None:
            key = self._keys[event] = description_key(event)
        return key


class _Naming:
    """What the names mean by which a user orders events to be one, or not: ids, descriptions, or claims that speak of them."""

    def __init__(
        self,
        ids: set[str],
        descriptions: Mapping[str, Event],
        claims: Mapping[str, Claim],
        spoken_of: _SpokenOf,
    ) -> None:
        self.ids = ids
        self.descriptions = descriptions
        self.claims = claims
        self.spoken_of = spoken_of
        self.problems: list[Problem] = []
        self._written: dict[str, str] = {}
        self._by_name: dict[str, set[str]] | None = None

    def pairs(self, kind: str, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """The pairs as ids and keys of descriptions."""
        found = []
        for pair in sorted(pairs):
            one, other = (self._mention(name, kind) for name in pair)
            if one is not None and other is not None:
                found.append((one, other))
                self._written.update(zip((one, other), pair, strict=True))
        return found

    def as_written(self, problem: Problem) -> Problem:
        """A problem with orders in the words in which the user gave them."""
        where, found = problem.where, problem.found
        for key, name in self._written.items():
            where, found = where.replace(key, name), found.replace(key, name)
        return attrs.evolve(problem, where=where, found=found)

    def unused(self, mentions: Iterable[str]) -> list[Notice]:
        """A notice for each order that names an event of which no claim speaks."""
        told = "is ordered to be one event with another, or not, and no claim speaks of it"
        return [Notice("order without an event", f"{shown(mention)} {told}.") for mention in sorted(mentions)]

    def _mention(self, name: str, kind: str) -> str | None:
        if name in self.ids or name in self.descriptions:
            return name
        found = self._names().get(fold(name), set())
        if not found and name.startswith(DESCRIBED):
            found = {key for key in self.descriptions if key.startswith(name)}
            if not found:
                mend = (
                    closest(name, self.descriptions) or "claimcheck link tells the names of the descriptions"
                )
                self.problems.append(Problem(kind, shown(name), "a description that is here", mend))
                return None
        if len(found) > 1:
            told = " or ".join(sorted(found))
            self.problems.append(
                Problem(kind, f"{shown(name)}, which several have", "one event", f"write {told}")
            )
            return None
        return next(iter(found), name)

    def _names(self) -> dict[str, set[str]]:
        if self._by_name is None:
            self._by_name = defaultdict(set)
            for key, event in self.descriptions.items():
                for name in {str(event), event.name or str(event)}:
                    self._by_name[fold(name)].add(key)
            for claim in self.claims.values():
                for ref in claim.refs:
                    self._by_name[fold(ref)].add(self.spoken_of.mention(claim))
        return self._by_name


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


# From what is linked to what is one


def _joined(mentions: Iterable[str], same: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The mentions by groups, where nothing but the user's orders joins them."""
    leader: dict[str, str] = {}

    def lead(mention: str) -> str:
        while mention in leader:
            mention = leader[mention]
        return mention

    for one, other in same:
        first, second = sorted((lead(one), lead(other)))
        if first != second:
            leader[second] = first
    groups: dict[str, list[str]] = {}
    for mention in mentions:
        groups.setdefault(lead(mention), []).append(mention)
    return list(groups.values())


def _occurrence(
    group: Sequence[str], declared: Mapping[str, Event], descriptions: Mapping[str, Event]
) -> Occurrence:
    ids = sorted(mention for mention in group if mention not in descriptions)
    keys = sorted(mention for mention in group if mention in descriptions)
    known = [declared[id] for id in ids if id in declared]
    event = _told_together(known, [descriptions[key] for key in keys], ids[0] if ids else None)
    if ids:
        return Occurrence((0, ids[0]), ids[0], event, (*ids, *keys))
    return Occurrence((1, keys[0]), str(event), event, tuple(keys))


def _told_together(declared: Sequence[Event], others: Sequence[Event], id: str | None) -> Event | None:
    """One event of which all descriptions tell; where they differ the declared ones come first, then what tells more."""
    events = [*declared, *others]
    if len(events) < 2:
        return events[0] if events else None

    def first(fact: str) -> Any:
        given = [value for event in declared if (value := getattr(event, fact))]
        given = given or [value for event in others if (value := getattr(event, fact))]
        return min(given, key=lambda value: (-given.count(value), -len(value), repr(value)), default=None)

    zones = {event.timezone for event in events if event.timezone}
    ordinals = {
        fold(series): (series, number) for event in reversed(events) for series, number in event.ordinals
    }
    participants = {fold(name): name for event in reversed(events) for name in event.participants}
    return Event(
        first("kind"),
        when=_time_of(events),
        where=max((event.where for event in events), key=lambda path: (len(path), path)),
        participants=participants.values(),
        ordinals=dict(ordinals.values()),
        timezone=zones.pop() if len(zones) == 1 else None,
        name=first("name"),
        id=id,
    )


def _time_of(events: Sequence[Event]) -> tuple[Moment, ...]:
    """The narrowest time where all share some; else from the first to the last."""
    dated = sorted(
        {event.when: window for event in events if (window := event.window("UTC"))}.items(),
        key=lambda found: (found[1][1] - found[1][0], found[1], str(found[0])),
    )
    if not dated:
        return ()
    if max(start for _, (start, _) in dated) <= min(end for _, (_, end) in dated):
        return dated[0][0]
    first = min(dated, key=lambda found: found[1][0])[0][0]
    return first, max(dated, key=lambda found: found[1][1])[0][-1]


def _named(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """The events in the order of their keys, each under a name of its own: where two are alike, with what tells them apart."""
    named = sorted(found, key=lambda one: one.key)
    for told in (_details, lambda one: one.key[1][: len(DESCRIBED) + 8]):
        taken = Counter(one.name for one in named)
        named = [
            attrs.evolve(one, name=f"{one.name} ({told(one)})")
            if one.key[0] and taken[one.name] > 1 and told(one)
            else one
            for one in named
        ]
    return tuple(named)


def _details(one: Occurrence) -> str:
    """What of a description its name does not tell."""
    event = one.event
    assert event is not None
    days = " to ".join(moment.text for moment in event.when) if event.name else ""
    ordinals = ", ".join(f"no. {number} {series}" for series, number in event.ordinals)
    where = "" if not event.name else ", ".join(event.where)
    told = [event.kind if event.name else "", days, where, " and ".join(event.participants), ordinals]
    return ", ".join(part for part in told if part)
