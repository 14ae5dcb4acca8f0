"""What was said: events, questions, attributed claims, and the dossiers that hold them.

All are immutable values. A claim names its sources and its event; a dossier is a set of claims with the declarations they
use, and merging dossiers is set union: commutative, associative, idempotent, and it never refuses.

>>> russia = Source("Russia", kind="state")
>>> exchange = Event("prisoner exchange", when="2025-07-04", participants=[russia, "Ukraine"])
>>> dossier = Dossier() + russia.says(exchange, "took place", "yes")
>>> dossier | dossier == dossier
True
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import attrs

from claimcheck.arguments import (
    ArgumentError,
    FreeKeys,
    flag,
    free_keys,
    free_values,
    name_of,
    names_of,
    refuse_unknown,
    said_as,
    several,
    text_or_none,
)
from claimcheck.errors import shown
from claimcheck.forms import Given, as_given, identity_of, in_short
from claimcheck.moments import Moment, Window, zone
from claimcheck.sources import Anonymous, Source
from claimcheck.text import fold
from claimcheck.vocabulary import Aspect

if TYPE_CHECKING:
    from claimcheck.judge import Report

__all__ = ["Attribution", "Claim", "Dossier", "Event", "Place", "Question", "Speaker"]

Speaker: TypeAlias = str | Anonymous
"""A named source by its name, or an anonymous one."""

_Kind = TypeVar("_Kind")

Scope: TypeAlias = tuple[tuple[str, str], ...]

_EVENT_KEYS = ("kind", "when", "where", "participants", "ordinals", "timezone", "name", "id")
_CLAIM_KEYS = (
    "event", "aspect", "answer", "scope", "source", "via", "cue", "said", "published", "as_of", "url", "quote",
    "quote_span", "replaces", "based_on", "witnessed", "leaked", "silent", "confidential", "ref",
)  # fmt: skip


@attrs.frozen(init=False, repr=False)
class Event:
    """What is spoken about: a kind, a time, a place, participants, a name, its ordinal in a series.

    `when` is a day, a month, a year or a clock time, or a pair [first, last]; civil dates are meant where the event
    happened (`timezone`). `where` is a path, broad to narrow; `ordinals` maps a series to a number
    (`{"since Istanbul": 8}`). With an `id`, claims name the event by it; without one they carry the description.

    Raises `ArgumentError` for unknown arguments or an event of which nothing is told.

    >>> str(Event("prisoner exchange", when="2025-07-04"))
    'prisoner exchange, 2025-07-04'
    """

    kind: str | None
    when: tuple[Moment, ...]
    where: tuple[str, ...]
    participants: tuple[str, ...]
    ordinals: tuple[tuple[str, int], ...]
    timezone: str | None
    name: str | None
    id: str | None
    extras: FreeKeys
    _involved: tuple[Source, ...] = attrs.field(eq=False)

    def __init__(
        self,
        kind: str | None = None,
        *,
        when: object = None,
        where: str | Iterable[str] = (),
        participants: Iterable[Source | str] | Source | str = (),
        ordinals: Mapping[str, int] | Iterable[tuple[str, int]] = (),
        timezone: str | None = None,
        name: str | None = None,
        id: str | None = None,
        extras: FreeKeys = (),
        **free: Any,
    ) -> None:
        if timezone is not None:
            timezone = zone(name_of(timezone, "timezone")).key
        given = several(participants, "participants")
        self.__attrs_init__(
            None if kind is None else name_of(kind, "the kind of an event"),
            _when(when),
            _path(where, "where"),
            names_of(given, "participants"),
            _ordinals(ordinals),
            timezone,
            None if name is None else name_of(name, "the name of an event"),
            None if id is None else name_of(id, "the id of an event"),
            free_keys(free, "Event", _EVENT_KEYS, extras),
            tuple(one for one in given if isinstance(one, Source)),
        )
        if not (self.kind or self.when or self.where or self.participants or self.ordinals or self.name or self.id):
            raise ArgumentError("an event needs a kind, a time, a place, participants, a name or an id")

    def window(self, zone_name: str) -> Window | None:
        """The time that it spans, in microseconds since 1970 UTC; civil dates in its own zone, else the one given."""
        if not self.when:
            return None
        where = self.timezone or zone_name
        return self.when[0].window(where)[0], self.when[-1].window(where)[1]

    def __str__(self) -> str:
        if self.name:
            return self.name
        days = " to ".join(moment.text for moment in self.when)
        told = [self.kind, days, ", ".join(self.where)]
        return ", ".join(part for part in told if part) or self.id or ", ".join(self.participants) or "an event"

    def __repr__(self) -> str:
        when = tuple(moment.text for moment in self.when)
        return said_as(
            "Event",
            [
                ("", self.kind),
                ("when", when[0] if len(when) == 1 else when),
                ("where", self.where),
                ("participants", self.participants),
                ("ordinals", self.ordinals),
                ("timezone", self.timezone),
                ("name", self.name),
                ("id", self.id),
                ("extras", self.extras),
            ],
        )


@attrs.frozen
class Question:
    """What a claim answers: an event, an aspect of it and a scope, as one of its claims put them.

    Two claims are compared only where they answer the same question.
    """

    event: str
    aspect: str
    scope: Scope = ()

    def __str__(self) -> str:
        scope = ", ".join(f"{key}: {value}" for key, value in self.scope)
        return f"{self.event}, {self.aspect}" + (f" ({scope})" if scope else "")


@attrs.frozen(init=False)
class Attribution:
    """How the words reached us: the origin who vouches for them, then the relays in order, first relay first.

    `said` and `published` are `Moment`s, `quote` the words themselves and `quote_span` their characters in the
    document, [first, beyond). The cue ("said", "denied") never changes what an answer means.
    """

    origin: Speaker
    relays: tuple[Speaker, ...]
    cue: str | None
    said: Moment | None
    published: Moment | None
    url: str | None
    quote: str | None
    quote_span: tuple[int, int] | None

    def __init__(
        self,
        origin: Source | Speaker,
        relays: Iterable[Source | Speaker] | Source | Speaker = (),
        *,
        cue: str | None = None,
        said: object = None,
        published: object = None,
        url: str | None = None,
        quote: str | None = None,
        quote_span: Iterable[int] | None = None,
    ) -> None:
        self.__attrs_init__(
            _speaker(origin, "source"),
            tuple(_speaker(one, "via") for one in _several(relays)),
            text_or_none(cue, "cue"),
            None if said is None else Moment.parse(said),
            None if published is None else Moment.parse(published),
            text_or_none(url, "url"),
            text_or_none(quote, "quote"),
            _span(quote_span),
        )

    def __str__(self) -> str:
        return " → ".join(map(str, (self.origin, *self.relays)))


@attrs.frozen(init=False, repr=False)
class Claim:
    """One source's answer to one question, with how it reached us.

    `event` is an event's id, or an `Event` that describes it; `answer` is kept as it was given and read only when
    dossiers are cross-checked. `replaces` and `based_on` hold ids of claims. `refs` are the user's names for the claim;
    they, notes and `x-…` keys are no part of its identity. Equality is content.

    Raises `ArgumentError` or `UnreadableWords` for what can't be part of a claim.
    """

    event: str | Event
    aspect: str
    scope: Scope
    answer: Given
    attribution: Attribution
    as_of: Moment | None
    replaces: tuple[str, ...]
    based_on: tuple[str, ...]
    witnessed: bool
    leaked: bool
    silent: str | None
    confidential: bool
    refs: tuple[str, ...]
    extras: FreeKeys
    _declares: tuple[Source | Event, ...] = attrs.field(eq=False)
    _id: str | None = attrs.field(eq=False, default=None)

    def __init__(
        self,
        event: str | Event,
        aspect: str,
        answer: object,
        *,
        source: Source | Speaker | None = None,
        via: Iterable[Source | Speaker] | Source | Speaker = (),
        scope: Mapping[str, object] | Scope = (),
        cue: str | None = None,
        said: object = None,
        published: object = None,
        as_of: object = None,
        url: str | None = None,
        quote: str | None = None,
        quote_span: Iterable[int] | None = None,
        replaces: Iterable[Claim | str] | Claim | str = (),
        based_on: Iterable[Claim | str] | Claim | str = (),
        witnessed: bool = False,
        leaked: bool = False,
        silent: Source | str | None = None,
        confidential: bool = False,
        ref: str | Iterable[str] | None = None,
        attribution: Attribution | None = None,
        extras: FreeKeys = (),
        **free: Any,
    ) -> None:
        if event is None or (isinstance(event, str) and not fold(event)):
            raise ArgumentError("a claim is about an event; give an Event or the id of one")
        if attribution is None:
            if source is None:
                raise ArgumentError("a claim has a source; give a Source, a name or anonymous(...)")
            via = _several(via)  # once: it may be an iterator
            attribution = Attribution(
                source, via, cue=cue, said=said, published=published, url=url, quote=quote, quote_span=quote_span
            )
        elif not isinstance(attribution, Attribution):
            raise ArgumentError(f"attribution is an Attribution, not {shown(attribution)}")
        elif any(one not in (None, ()) for one in (source, via, cue, said, published, url, quote, quote_span)):
            raise ArgumentError("an attribution holds the source, the relays, the cue, the dates and the quote: give them there")
        self.__attrs_init__(
            _event(event),
            name_of(aspect, "an aspect"),
            _scope(scope),
            as_given(answer),
            attribution,
            None if as_of is None else Moment.parse(as_of),
            _claim_ids(replaces, "replaces"),
            _claim_ids(based_on, "based_on"),
            flag(witnessed, "witnessed"),
            flag(leaked, "leaked"),
            None if silent is None else name_of(silent, "silent"),
            flag(confidential, "confidential"),
            names_of(ref, "ref"),
            free_keys(free, "a claim", _CLAIM_KEYS, extras) if free else extras,
            _declared_by(event, source, via, silent),
        )

    @property
    def id(self) -> str:
        """A hash of what was said, 32 hexadecimal digits: the same in every version, whatever the vocabulary."""
        if self._id is None:
            object.__setattr__(self, "_id", _identity(self))
        return self._id  # type: ignore[return-value]

    @property
    def source(self) -> Speaker:
        """Who vouches for it: the origin."""
        return self.attribution.origin

    @property
    def via(self) -> tuple[Speaker, ...]:
        """Who passed it on, first relay first."""
        return self.attribution.relays

    @property
    def said(self) -> Moment | None:
        """When the words were said."""
        return self.attribution.said

    @property
    def published(self) -> Moment | None:
        """When the document that we read was published."""
        return self.attribution.published

    @property
    def ref(self) -> str | None:
        """The user's name for it; the first where there are several."""
        return self.refs[0] if self.refs else None

    @property
    def label(self) -> str:
        """Its ref, else the first eight digits of its id."""
        return self.refs[0] if self.refs else self.id[:8]

    @property
    def note(self) -> tuple[Any, ...]:
        """Notes that travel along."""
        return free_values(self.extras, "note")

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        question = Question(str(self.event), self.aspect, self.scope)
        return f"{self.attribution.origin} on {question}: {in_short(self.answer)}"

    def __repr__(self) -> str:
        return said_as(
            "Claim",
            [
                ("", self.event),
                ("", self.aspect),
                ("", _evaluable(self.answer)),
                ("attribution", self.attribution),
                *(
                    (name, getattr(self, name))
                    for name in ("scope", "as_of", "replaces", "based_on")
                ),
                ("witnessed", self.witnessed or None),
                ("leaked", self.leaked or None),
                ("silent", self.silent),
                ("confidential", self.confidential or None),
                ("ref", self.refs),
                ("extras", self.extras),
            ],
        )


@attrs.frozen(order=True)
class Place:
    """Where a claim stands: a file as it was named, the line it starts on (from 1), and its ref there."""

    file: str
    line: int
    ref: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@attrs.frozen(init=False, repr=False)
class Dossier:
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

    def __or__(self, other: Dossier) -> Dossier:
        """Both dossiers' claims and declarations; the same in any order and grouping, and twice is once."""
        if not isinstance(other, Dossier):
            return NotImplemented
        places = dict(self.places)
        for claim, found in other.places.items():
            places[claim] = tuple(sorted({*places.get(claim, ()), *found}, key=_place_order))
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
        raise ArgumentError(f"a dossier takes claims, sources, events, aspects and dossiers, not {shown(other)}")

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


def _identity(claim: Claim) -> str:
    attribution = claim.attribution
    event = claim.event
    told = [
        "claimcheck:1",
        event if isinstance(event, str) else _described(event),
        fold(claim.aspect),
        sorted([fold(key), fold(value)] for key, value in claim.scope),
        identity_of(claim.answer),
        _speaker_identity(attribution.origin),
        [_speaker_identity(relay) for relay in attribution.relays],
        fold(attribution.cue or ""),
        attribution.said and attribution.said.text,
        attribution.published and attribution.published.text,
        claim.as_of and claim.as_of.text,
        attribution.url,
        fold(attribution.quote or ""),
        attribution.quote_span,
        claim.witnessed,
        claim.leaked,
        fold(claim.silent or ""),
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _speaker_identity(speaker: Speaker) -> object:
    if isinstance(speaker, str):
        return fold(speaker)
    return [fold(speaker.description), speaker.handle, sorted(map(fold, speaker.controlled_by))]


def _described(event: Event) -> list[object]:
    return [
        fold(event.kind or ""),
        [moment.text for moment in event.when],
        [fold(step) for step in event.where],
        sorted(map(fold, event.participants)),
        sorted([fold(series), number] for series, number in event.ordinals),
        event.timezone,
        fold(event.name or ""),
    ]


def _evaluable(given: Given) -> object:
    from claimcheck.forms import plain

    return plain(given)


def _event(event: str | Event) -> str | Event:
    if isinstance(event, str):
        return name_of(event, "an event's id")
    if isinstance(event, Event):
        return event if event.id is None else event.id
    raise ArgumentError(f"an event is an Event or the id of one, not {shown(event)}")


def _declared_by(event: object, source: object, via: object, silent: object) -> tuple[Source | Event, ...]:
    given = [one for one in (event, source, silent) if not isinstance(one, str) and one is not None]
    if via and not isinstance(via, str):
        given += [one for one in _several(via) if not isinstance(one, str)]  # type: ignore[arg-type]
    declared: list[Source | Event] = []
    for one in given:
        if isinstance(one, Event):
            declared += list(one._involved) if one.id is None else [one]
        elif isinstance(one, (Source, Anonymous)):
            declared += one.with_controllers()
    return tuple(declared)


def _take_declared(declared: Iterable[Source | Event], sources: set[Source], events: set[Event]) -> None:
    for one in declared:
        if isinstance(one, Source):
            sources.update(one.with_controllers())
        elif one.id is not None:
            events.add(one)
            for participant in one._involved:
                sources.update(participant.with_controllers())


def _several(values: Iterable[Source | Speaker] | Source | Speaker) -> tuple[Source | Speaker, ...]:
    if isinstance(values, (str, Source, Anonymous)):
        return (values,)
    if type(values) is tuple:
        return values
    if not isinstance(values, Iterable) or isinstance(values, Mapping):
        raise ArgumentError(f"via is a list of sources, first relay first, not {shown(values)}")
    return tuple(values)


def _speaker(value: Source | Speaker, what: str) -> Speaker:
    if isinstance(value, Anonymous):
        return value
    return name_of(value, what)


def _when(value: object) -> tuple[Moment, ...]:
    if value is None or value == ():
        return ()
    if isinstance(value, (list, tuple)):
        if not 1 <= len(value) <= 2:
            raise ArgumentError(f"when is a date or a pair [first, last], not {shown(value)}")
        moments = tuple(map(Moment.parse, value))
    else:
        moments = (Moment.parse(value),)
    if len(moments) == 2:
        if moments[0] == moments[1]:
            return moments[:1]
        if moments[0].window("UTC")[0] > moments[1].window("UTC")[1]:
            raise ArgumentError(f"when ends before it begins: {moments[0]} to {moments[1]}")
    return moments


def _path(value: object, what: str) -> tuple[str, ...]:
    steps = (value,) if isinstance(value, str) else value
    if not isinstance(steps, Iterable) or isinstance(steps, Mapping):
        raise ArgumentError(f"{what} is a path, a list of names from broad to narrow, not {shown(value)}")
    return tuple(name_of(step, f"a step of {what}") for step in steps)


def _ordinals(value: object) -> tuple[tuple[str, int], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        ordinals = {name_of(series, "the series of an ordinal"): number for series, number in pairs}  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(f"ordinals map a series to a number, not {shown(value)}") from None
    for series, number in ordinals.items():
        if type(number) is not int or not 0 < number < 10**9:
            raise ArgumentError(f"the ordinal in {shown(series)} is a whole number from 1, not {shown(number)}")
    return tuple(sorted(ordinals.items()))


def _scope(value: Mapping[str, object] | Scope) -> Scope:
    if not value:
        return ()
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        scope = tuple(
            sorted((name_of(key, "a key of the scope"), _scope_value(key, answer)) for key, answer in pairs)
        )
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(f"a scope maps names to names, such as {{group: civilians}}, not {shown(value)}") from None
    if len({fold(key) for key, _ in scope}) < len(scope):
        raise ArgumentError(f"a scope names each key once: {shown(dict(scope))}")
    return scope


def _scope_value(key: object, value: object) -> str:
    if type(value) is not str:
        if isinstance(value, bool) or value is None:
            raise ArgumentError(f"scope {shown(key)} is a name, not {shown(value)}")
        if isinstance(value, int):
            value = str(as_given(value))
    return name_of(value, f"scope {key!r}")


def _span(value: Iterable[int] | None) -> tuple[int, int] | None:
    if value is None:
        return None
    span = tuple(value) if isinstance(value, (list, tuple)) else ()
    if len(span) == 2 and all(type(end) is int and 0 <= end < 2**53 for end in span) and span[0] < span[1]:
        return span[0], span[1]
    raise ArgumentError(f"quote_span is [first character, first beyond], not {shown(value)}")


def _claim_ids(values: Iterable[Claim | str] | Claim | str, what: str) -> tuple[str, ...]:
    if not values and isinstance(values, (tuple, list)):
        return ()
    several = (values,) if isinstance(values, (Claim, str)) else values
    if not isinstance(several, Iterable) or isinstance(several, Mapping):
        raise ArgumentError(f"{what} is a list of claims, not {shown(values)}")
    return tuple(sorted({one.id if isinstance(one, Claim) else name_of(one, what) for one in several}))


def _all(values: object, kind: type[_Kind], what: str) -> tuple[_Kind, ...]:
    """Any number of values of one kind; a single one may stand for itself."""
    several = (values,) if isinstance(values, kind) else values
    found = tuple(several) if isinstance(several, Iterable) and not isinstance(several, (str, bytes, Mapping)) else None
    wrong = [one for one in found or () if not isinstance(one, kind)]
    if found is None or wrong:
        raise ArgumentError(f"{what} is a list of {kind.__name__}s, not {shown(wrong[0] if wrong else values)}")
    return found


def _pairs(values: Any, what: str) -> tuple[Any, ...]:
    pairs = tuple(values) if isinstance(values, Iterable) and not isinstance(values, (bytes, Mapping)) else (values,)
    for pair in pairs:
        if not isinstance(pair, (list, tuple)):
            raise ArgumentError(f"{what} is a list of pairs of two names, not {shown(pair)}")
    return pairs


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _pair(pair: object, what: str) -> tuple[str, str]:
    names = names_of(pair, what) if isinstance(pair, (list, tuple)) else ()
    if len(names) != 2:
        raise ArgumentError(f"{what} is a list of pairs of two names, not {shown(pair)}")
    return names[0], names[1]


def _event_pair(pair: object, what: str) -> tuple[str, str]:
    if isinstance(pair, (list, tuple)):
        pair = [one.id if isinstance(one, Event) and one.id else one for one in pair]
    return _pair(pair, what)


def _place_order(place: Place) -> tuple[str, int, str]:
    return place.file, place.line, place.ref or ""


