"""What is spoken about: an event, by a kind, a time, a place, who took part, a name, its ordinal in a series.

>>> Event("prisoner exchange", when="2025-07-04", ordinals={"since Istanbul": 8}).window("Europe/Kyiv")
(1751576400000000, 1751662799999999)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from claimcheck.arguments import ArgumentError, FreeKeys, free_keys, name_of, names_of, said_as, several
from claimcheck.errors import UnreadableWords, shown
from claimcheck.event_times import standing_alone
from claimcheck.moments import Moment, Window, zone
from claimcheck.sources import Source
from claimcheck.text import fold

__all__ = ["DESCRIBED", "Event", "described", "event_id"]

BEYOND_ORDINALS: Final = 10**9
DESCRIBED: Final = "described:"
"""How the keys of descriptions begin, by which `claimcheck link` names them; no id may begin so."""

_EVENT_KEYS = ("kind", "when", "where", "participants", "ordinals", "timezone", "name", "id")


@attrs.frozen(init=False, repr=False)
class Event:
    """What is spoken about: a kind, a time, a place, participants, a name, its ordinal in a series.

    `when` is a day, a month, a year or a clock time, or a pair [first, last]; civil dates are meant where the event
    happened (`timezone`). Words that stand alone ("4 July 2025") are dates too; those that hang on the document they stand
    in ("Friday", "last month", "the previous one") are kept in `when_told` and read where claims are cross-checked, so an event
    with an id can't have them. `where` is a path, broad to narrow; `ordinals` maps a series to a number
    (`{"since Istanbul": 8}`). With an `id`, claims name the event by it; without one they carry the description.

    Raises `ArgumentError` for unknown arguments or an event of which nothing is told, and `UnreadableWords` for a `when`
    that tells no time.

    >>> str(Event("prisoner exchange", when="2025-07-04"))
    'prisoner exchange, 2025-07-04'
    """

    kind: str | None
    when: tuple[Moment, ...]
    when_told: str | None
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
        moments, told = _when(when)
        if told is not None and id is not None:
            raise ArgumentError(
                f"an event with an id is in no text, so its time can't hang on one: {shown(told)}; write the date",
                found=told,
            )
        self.__attrs_init__(
            None if kind is None else name_of(kind, "the kind of an event"),
            moments,
            told,
            _path(where, "where"),
            names_of(given, "participants"),
            _ordinals(ordinals),
            timezone,
            None if name is None else name_of(name, "the name of an event"),
            None if id is None else event_id(id, "the id of an event"),
            free_keys(free, "Event", _EVENT_KEYS, extras),
            tuple(one for one in given if isinstance(one, Source)),
        )
        if not (
            self.kind
            or self.when
            or self.when_told
            or self.where
            or self.participants
            or self.ordinals
            or self.name
            or self.id
        ):
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
        days = self.when_told or " to ".join(moment.text for moment in self.when)
        told = [self.kind, days, ", ".join(self.where)]
        return (
            ", ".join(part for part in told if part) or self.id or ", ".join(self.participants) or "an event"
        )

    def __repr__(self) -> str:
        when = tuple(moment.text for moment in self.when)
        return said_as(
            "Event",
            [
                ("", self.kind),
                ("when", self.when_told or (when[0] if len(when) == 1 else when)),
                ("where", self.where),
                ("participants", self.participants),
                ("ordinals", self.ordinals),
                ("timezone", self.timezone),
                ("name", self.name),
                ("id", self.id),
                ("extras", self.extras),
            ],
        )


def event_id(value: object, what: str) -> str:
    """An id of the user's for an event: a name, and none that could be taken for the key of a description."""
    id = name_of(value, what)
    if id.startswith(DESCRIBED):
        mend = f"{DESCRIBED!r} begins the keys of descriptions; describe the event, or give it another id"
        raise ArgumentError.of(what, "a name of your own", id, mend)
    return id


def described(event: Event) -> list[object]:
    """What of an event's description decides a claim's identity, as plain data."""
    return [
        fold(event.kind or ""),
        [moment.text for moment in event.when] if event.when_told is None else fold(event.when_told),
        [fold(step) for step in event.where],
        sorted(map(fold, event.participants)),
        sorted([fold(series), number] for series, number in event.ordinals),
        event.timezone,
        fold(event.name or ""),
    ]


def _when(value: object) -> tuple[tuple[Moment, ...], str | None]:
    """The dates that are given, and the words of those that hang on the text they stand in."""
    if value is None or value == ():
        return (), None
    if isinstance(value, (list, tuple)):
        if not 1 <= len(value) <= 2:
            raise ArgumentError.of("when", "a date or a pair [first, last]", value)
        return _in_order(tuple(map(Moment.parse, value))), None
    try:
        return (Moment.parse(value),), None
    except UnreadableWords:
        if not isinstance(value, str) or not any(map(str.isalpha, value)):
            raise
    told = name_of(value, "when")
    alone = standing_alone(told)
    return (_in_order(alone), None) if alone else ((), told)


def _in_order(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    if len(moments) == 2:
        if moments[0] == moments[1]:
            return moments[:1]
        if moments[0].window("UTC")[0] > moments[1].window("UTC")[1]:
            raise ArgumentError(f"when ends before it begins: {moments[0]} to {moments[1]}")
    return moments


def _path(value: object, what: str) -> tuple[str, ...]:
    steps = (value,) if isinstance(value, str) else value
    if not isinstance(steps, Iterable) or isinstance(steps, Mapping):
        raise ArgumentError.of(what, "a path, a list of names from broad to narrow", value)
    return tuple(name_of(step, f"a step of {what}") for step in steps)


def _ordinals(value: object) -> tuple[tuple[str, int], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        ordinals = {name_of(series, "the series of an ordinal"): number for series, number in pairs}  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(f"ordinals map a series to a number, not {shown(value)}", found=value) from None
    for series, number in ordinals.items():
        if type(number) is not int or not 0 < number < BEYOND_ORDINALS:
            raise ArgumentError.of(f"the ordinal in {shown(series)}", "a whole number from 1", number)
    return tuple(sorted(ordinals.items()))
