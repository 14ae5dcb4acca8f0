"""What points within a text, read against the text: "Friday", "fourth this week", "the previous one".

A document is what one address, or one outlet on one day, published. Words that hang on its day are read on that day; "the
previous one" is the nearest earlier event of its kind that the document speaks of, and one less in each series. What is not
certain is left open: nothing is guessed, and a notice says so.

>>> from claimcheck.claims import Claim
>>> claim = Claim(Event("raid", when="Friday"), "killed", 2, source="A ministry", published="2025-07-06")
>>> str(read_references([claim], {}).events[claim.id])
'raid, 2025-07-04'
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from claimcheck.claims import Claim
from claimcheck.errors import UnreadableWords, shown
from claimcheck.event_times import is_previous, seen_from, series_seen_from
from claimcheck.events import Event, described
from claimcheck.moments import Moment
from claimcheck.text import fold

__all__ = ["Document", "References", "document_of", "read_references"]

Document: TypeAlias = tuple[object, ...]


@attrs.frozen
class References:
    """What was read: by claim id, the event that a description which hangs on its text comes to (an id where it points to a
    declared one); why; and which are left open, with the reason.
    """

    events: Mapping[str, str | Event]
    reasons: Mapping[str, str]
    open: Mapping[str, str]


def read_references(claims: Iterable[Claim], declared: Mapping[str, Event]) -> References:
    """Read the descriptions that hang on their text; those that stand alone are left out of the result.

    `declared` are the events that have an id. Nearly linear in the claims.
    """
    claims = list(claims)
    pointing = [claim for claim in claims if isinstance(claim.event, Event) and _points(claim.event)]
    reading = _Reading({}, {}, {}, {})
    for claim in pointing:
        reading.date(claim)
    numbered = [claim for claim in pointing if claim.id in reading.counted]
    if numbered:
        told = (reading.events.get(claim.id, claim.event) for claim in claims)
        known = {*declared.values(), *(event for event in told if isinstance(event, Event))}
        for claim in numbered:
            reading.number(claim, known)
    previous = [claim for claim in pointing if _is_previous(claim.event)]
    if previous:
        wanted = {document_of(claim) for claim in previous}
        spoken_of: dict[Document, dict[Any, str | Event]] = {}
        for claim in claims:
            if (document := document_of(claim)) in wanted:
                event = reading.events.get(claim.id, claim.event)
                if isinstance(event, str) or event.when_told is None:
                    key = event if isinstance(event, str) else repr(described(event))
                    spoken_of.setdefault(document, {})[key] = event
        for claim in previous:
            reading.previous(claim, spoken_of.get(document_of(claim), {}), declared)
    return References(reading.events, reading.reasons, reading.open)


def _points(event: Event) -> bool:
    return event.when_told is not None or any(
        series_seen_from(series, datetime.date(2000, 1, 1)) for series, _ in event.ordinals
    )


def _is_previous(event: str | Event) -> bool:
    return isinstance(event, Event) and event.when_told is not None and is_previous(event.when_told)


def document_of(claim: Claim) -> Document:
    """What a claim was read in: an address, else who published it, and when."""
    attribution = claim.attribution
    if attribution.url is not None:
        return (attribution.url,)
    publisher = attribution.relays[-1] if attribution.relays else attribution.origin
    day = attribution.published or attribution.said
    return (fold(publisher) if isinstance(publisher, str) else publisher, day and day.text)


@attrs.frozen
class _Reading:
    """What has been read so far; of each claim an event, or why there is none."""

    events: dict[str, str | Event]
    reasons: dict[str, str]
    open: dict[str, str]
    counted: dict[str, int]
    """By claim: the number of an event of which nothing tells the time but that it is so many of its week, month or year."""

    def date(self, claim: Claim) -> None:
        """Read what hangs on the day of the document."""
        event = claim.event
        assert isinstance(event, Event)
        days = [moment for moment in (claim.published, claim.said) if moment is not None]
        told = [day.day for day in days if day.precision not in ("year", "month")]
        if not told:
            self.open[claim.id] = f"{_words(event)} hangs on the day of its document, which is not told"
            return
        try:
            readings = {_dated(event, day) for day in told}
        except UnreadableWords as error:
            self.open[claim.id] = f"{_words(event)}: {error.expected}"
            return
        if len(readings) > 1:
            self.open[claim.id] = (
                f"{_words(event)} is another time on the day it was said than on the day it was published"
            )
            return
        read = readings.pop()
        self.events[claim.id] = read
        if event.when_told is None and not event.when and len(read.when) == 2:
            self.counted[claim.id] = max(number for _, number in event.ordinals)
        if read.when_told is None:
            self.reasons[claim.id] = f"{_words(event)}, in a document of {days[0]}"

    def number(self, claim: Claim, known: Iterable[Event]) -> None:
        """ "Fourth this week" is the fourth day of that week on which such an event is known, where just four are."""
        event, number = self.events[claim.id], self.counted[claim.id]
        assert isinstance(event, Event)
        window = event.window(_UTC)
        assert window is not None
        days = set()
        for other in known:
            day = other.window(_UTC)
            if (
                day is not None
                and len(other.when) == 1
                and other.when[0].precision not in ("month", "year")
                and window[0] <= day[0]
                and day[1] <= window[1]
                and _may_be_one(event, other)
            ):
                days.add(other.when[0].day)
        if len(days) == number:
            self.events[claim.id] = _changed(event, when=max(days), ordinals=dict(event.ordinals))
            self.reasons[claim.id] += f", the last of {number} days of which such an event is told"

    def previous(
        self, claim: Claim, spoken_of: Mapping[Any, str | Event], declared: Mapping[str, Event]
    ) -> None:
        """Read "the previous one" against the other events of its document."""
        event = self.events.pop(claim.id, claim.event)
        assert isinstance(event, Event)
        self.open.pop(claim.id, None)
        others: list[tuple[str | Event, Event]] = []
        for one in spoken_of.values():
            known = declared.get(one) if isinstance(one, str) else one
            if known is not None and _may_be_one(event, known):
                others.append((one, known))
        latest = _latest(others)
        if latest is None:
            self.open[claim.id] = f"{_words(event)}: its document does not tell which event it comes before"
            return
        anchor = latest[1]
        ordinals = {series: number - 1 for series, number in anchor.ordinals if number > 1}
        earlier = [other for other in others if _wholly_before(other[1], anchor)]
        nearest = _latest(earlier) if earlier else None
        if nearest is not None and _is_in_series(nearest[1], ordinals):
            self.events[claim.id] = nearest[0]
            self.reasons[claim.id] = (
                f"{_words(event)}, in a document that speaks of {nearest[1]} and then of {anchor}"
            )
        elif ordinals:
            self.events[claim.id] = _changed(event, when=None, ordinals={**ordinals, **dict(event.ordinals)})
            self.reasons[claim.id] = f"{_words(event)}, in a document that speaks of {anchor}"
        else:
            self.open[claim.id] = f"{_words(event)}: its document tells of no event before {anchor}"


def _dated(event: Event, day: datetime.date) -> Event:
    """A description with what hangs on the day of its document read on that day."""
    when: tuple[Moment, ...] = event.when
    told = event.when_told
    if told is not None and not is_previous(told):
        when, told = seen_from(told, day), None
    ordinals: dict[str, int] = {}
    for series, number in event.ordinals:
        found = series_seen_from(series, day)
        ordinals[series if found is None else found[0]] = number
        if found is not None and not when and told is None:
            when = found[1]
    return _changed(event, when=told or when or None, ordinals=ordinals)


def _changed(event: Event, *, when: object, ordinals: Mapping[str, int]) -> Event:
    return Event(
        event.kind,
        when=when,
        where=event.where,
        participants=event.participants,
        ordinals=ordinals,
        timezone=event.timezone,
        name=event.name,
        extras=event.extras,
    )


def _words(event: Event) -> str:
    pointing = event.when_told or ", ".join(
        series for series, _ in event.ordinals if series_seen_from(series, datetime.date(2000, 1, 1))
    )
    return shown(pointing)


def _may_be_one(event: Event, other: Event) -> bool:
    """Whether two may be of one kind, and among the same people."""
    if event.kind is not None and other.kind is not None and fold(event.kind) != fold(other.kind):
        return False
    parties, others = (set(map(fold, one.participants)) for one in (event, other))
    return not parties or not others or bool(parties & others)


_UTC: Final = "UTC"


def _latest(events: list[tuple[str | Event, Event]]) -> tuple[str | Event, Event] | None:
    """The one event after all others; None where two of them may be the last, or nothing is told of their times."""
    if len(events) == 1:
        return events[0]
    dated = [(window, one) for one in events if (window := one[1].window(_UTC)) is not None]
    if len(dated) < len(events) or not dated:
        return None
    dated.sort(key=lambda found: (found[0][1], found[0][0]))
    if dated[-2][0][1] >= dated[-1][0][0]:
        return None
    return dated[-1][1]


def _wholly_before(one: Event, other: Event) -> bool:
    first, second = one.window(_UTC), other.window(_UTC)
    return first is not None and second is not None and first[1] < second[0]


def _is_in_series(event: Event, ordinals: Mapping[str, int]) -> bool:
    """Whether no series in which the event stands says otherwise."""
    return all(ordinals.get(series, number) == number for series, number in event.ordinals)
