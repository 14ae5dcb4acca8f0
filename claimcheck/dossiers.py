"""Sets of claims, with the sources, events, aspects and declarations that they use.

Merging dossiers is set union: commutative, associative, idempotent, and it never refuses.

>>> from claimcheck.claims import Claim
>>> desk = Dossier([Claim("exchange", "took place", "yes", source="Zelensky")])
>>> desk | desk == desk
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from claimcheck.arguments import ArgumentError, names_of, refuse_unknown, said_as
from claimcheck.claims import Claim
from claimcheck.display import Displayed
from claimcheck.errors import shown
from claimcheck.events import Event
from claimcheck.moments import zone
from claimcheck.sources import Source
from claimcheck.vocabulary import Aspect

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Dossier", "Place"]

_Kind = TypeVar("_Kind")


@attrs.frozen(order=True)
class Place:
    """Where a claim stands: a file as it was named, the line it starts on (from 1), and its ref there."""

    file: str
    line: int
    ref: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@attrs.frozen(init=False, repr=False)
class Dossier(Displayed):
    """A set of claims with the sources, events, aspects and declarations that they use.

    Add claims, sources, events, aspects, whole dossiers or lists of them with `+`; merge with `|`. Sources and events that
    a claim was made from come along by themselves. `opposed` holds pairs of sources at odds, `same_event` and
    `different_events` pairs of event ids. `places` tells which files claims were read from; it is no part of equality.
    """

    claims: frozenset[Claim]
    sources: frozenset[Source]
    events: frozenset[Event]
    aspects: frozenset[Aspect]
    opposed: frozenset[tuple[str, str]]
    same_event: frozenset[tuple[str, str]]
    different_events: frozenset[tuple[str, str]]
    timezones: frozenset[str]
    places: Mapping[str, tuple[Place, ...]] = attrs.field(eq=False, hash=False)

    def __init__(
        self,
        claims: Iterable[Claim] = (),
        *,
        sources: Iterable[Source] = (),
        events: Iterable[Event] = (),
        aspects: Iterable[Aspect] = (),
        opposed: Iterable[tuple[Source | str, Source | str]] = (),
        same_event: Iterable[tuple[Event | str, Event | str]] = (),
        different_events: Iterable[tuple[Event | str, Event | str]] = (),
        timezone: str | Iterable[str] | None = None,
        places: Mapping[str, tuple[Place, ...]] | None = None,
        **unknown: object,
    ) -> None:
        if unknown:
            refuse_unknown("a dossier", unknown, [a.name for a in attrs.fields(Dossier)] + ["timezone"])
        claims, sources = _all(claims, Claim, "claims"), _all(sources, Source, "sources")
        events, aspects = _all(events, Event, "events"), _all(aspects, Aspect, "aspects")
        opposed, same_event = _pairs(opposed, "opposed"), _pairs(same_event, "same_event")
        different_events = _pairs(different_events, "different_events")
        all_sources, all_events = set(sources), set(events)
        for claim in claims:
            if claim._declares:
                _take_declared(claim._declares, all_sources, all_events)
        _take_declared((*events, *sources), all_sources, all_events)
        pairs = [one for pair in opposed for one in pair]
        _take_declared([one for one in pairs if isinstance(one, Source)], all_sources, all_events)
        linked = [one for pair in (*same_event, *different_events) for one in pair]
        _take_declared([one for one in linked if isinstance(one, Event)], all_sources, all_events)
        zones = frozenset(zone(name).key for name in names_of(timezone, "timezone"))
        self.__attrs_init__(
            frozenset(claims),
            frozenset(all_sources),
            frozenset(all_events),
            frozenset(aspects),
            frozenset(_pair(pair, "opposed") for pair in opposed),
            frozenset(_event_pair(pair, "same_event") for pair in same_event),
            frozenset(_event_pair(pair, "different_events") for pair in different_events),
            zones,
            places or {},
        )

    @property
    def timezone(self) -> str | None:
        """The zone where events happened unless they say otherwise; None where none is known, or two differ."""
        return next(iter(self.timezones)) if len(self.timezones) == 1 else None

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that claims were read from, as they were named, sorted."""
        return tuple(sorted({place.file for places in self.places.values() for place in places}))

    def __or__(self, other: Dossier) -> Dossier:
        """Both dossiers' claims and declarations; the same in any order and grouping, and twice is once."""
        if not isinstance(other, Dossier):
            return NotImplemented
        places = dict(self.places)
        for claim, found in other.places.items():
            here = places.setdefault(claim, found)
            if here is not found:
                places[claim] = tuple(sorted({*here, *found}, key=_place_order))
        union = object.__new__(Dossier)
        union.__attrs_init__(
            self.claims | other.claims,
            self.sources | other.sources,
            self.events | other.events,
            self.aspects | other.aspects,
            self.opposed | other.opposed,
            self.same_event | other.same_event,
            self.different_events | other.different_events,
            self.timezones | other.timezones,
            places,
        )
        return union

    def __add__(self, other: object) -> Dossier:
        """This dossier with a claim, a source, an event, an aspect, a dossier, or any number of them in a list."""
        if isinstance(other, Dossier):
            return self | other
        if isinstance(other, Claim):
            return self | Dossier([other])
        if isinstance(other, Source):
            return self | Dossier(sources=[other])
        if isinstance(other, Event):
            return self | Dossier(events=[other])
        if isinstance(other, Aspect):
            return self | Dossier(aspects=[other])
        if isinstance(other, Iterable) and not isinstance(other, (str, bytes, Mapping)):
            parts = list(other)
            kinds = (Claim, Source, Event, Aspect, Dossier)
            if all(isinstance(part, kinds) for part in parts):
                added = Dossier(
                    [part for part in parts if isinstance(part, Claim)],
                    sources=[part for part in parts if isinstance(part, Source)],
                    events=[part for part in parts if isinstance(part, Event)],
                    aspects=[part for part in parts if isinstance(part, Aspect)],
                )
                for part in parts:
                    if isinstance(part, Dossier):
                        added |= part
                return self | added
        raise ArgumentError(
            f"a dossier takes claims, sources, events, aspects and dossiers, not {shown(other)}", found=other
        )

    def without(self, claims: Iterable[Claim | str] | Claim | str) -> Dossier:
        """This dossier without some claims, given as claims or ids; its declarations stay."""
        if isinstance(claims, (Claim, str)):
            claims = (claims,)
        ids = {one.id if isinstance(one, Claim) else one for one in claims}
        return self._with_claims(claim for claim in self.claims if claim.id not in ids)

    def _with_claims(self, claims: Iterable[Claim]) -> Dossier:
        changed = object.__new__(Dossier)
        changed.__attrs_init__(
            frozenset(claims),
            self.sources,
            self.events,
            self.aspects,
            self.opposed,
            self.same_event,
            self.different_events,
            self.timezones,
            self.places,
        )
        return changed

    def redacted(self) -> Dossier:
        """This dossier without what would give its sources away, so that it may leave the desk.

        Raises `BadInput` where it has confidential claims and can't be judged.
        """
        from claimcheck.redaction import redact

        return redact(self)[0]

    def check(self) -> Report:
        """Cross-check it: who says what, what is agreed, contradicted and unverified."""
        from claimcheck.judge import crosscheck

        return crosscheck(self)

    def __len__(self) -> int:
        return len(self.claims)

    def __str__(self) -> str:
        named = {claim.source for claim in self.claims if isinstance(claim.source, str)}
        return f"a dossier of {_counted(len(self.claims), 'claim')} by {_counted(len(named), 'named source')}"

    def __repr__(self) -> str:
        def listed(values: Iterable[Any]) -> list[Any]:
            return sorted(values, key=repr)

        return said_as(
            "Dossier",
            [
                ("", sorted(self.claims, key=lambda claim: claim.id)),
                *(
                    (name, listed(getattr(self, name)) or None)
                    for name in ("sources", "events", "aspects", "opposed", "same_event", "different_events")
                ),
                ("timezone", sorted(self.timezones) or None),
            ],
        )


def _take_declared(declared: Iterable[Source | Event], sources: set[Source], events: set[Event]) -> None:
    for one in declared:
        if isinstance(one, Source):
            sources.update(one.with_controllers())
        elif one.id is not None:
            events.add(one)
            for participant in one._involved:
                sources.update(participant.with_controllers())


def _pair(pair: object, what: str) -> tuple[str, str]:
    names = names_of(pair, what) if isinstance(pair, (list, tuple)) else ()
    if len(names) != 2:
        raise ArgumentError.of(what, "a list of pairs of two names", pair)
    return names[0], names[1]


def _event_pair(pair: object, what: str) -> tuple[str, str]:
    if isinstance(pair, (list, tuple)):
        pair = [one.id if isinstance(one, Event) and one.id else one for one in pair]
    return _pair(pair, what)


def _place_order(place: Place) -> tuple[str, int, str]:
    return place.file, place.line, place.ref or ""


def _all(values: object, kind: type[_Kind], what: str) -> tuple[_Kind, ...]:
    """Any number of values of one kind; a single one may stand for itself."""
    several = (values,) if isinstance(values, kind) else values
    found = (
        tuple(several)
        if isinstance(several, Iterable) and not isinstance(several, (str, bytes, Mapping))
        else None
    )
    wrong = [one for one in found or () if not isinstance(one, kind)]
    if found is None or wrong:
        raise ArgumentError.of(what, f"a list of {kind.__name__}s", wrong[0] if wrong else values)
    return found


def _pairs(values: Any, what: str) -> tuple[Any, ...]:
    pairs = (
        tuple(values)
        if isinstance(values, Iterable) and not isinstance(values, (bytes, Mapping))
        else (values,)
    )
    for pair in pairs:
        if not isinstance(pair, (list, tuple)):
            raise ArgumentError.of(what, "a list of pairs of two names", pair)
    return pairs


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
