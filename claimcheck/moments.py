"""Dates as they were given: a year, a month, a day, or a clock time with its offset, and the time that they span.

A bare date is a civil date, so it spans no fixed time until a zone is known; a clock time with an offset is an instant
at its stated precision. A window is a pair of microseconds since 1970 UTC, both ends included.

>>> Moment.parse("2025-07-04").window("Europe/Kyiv") == Moment.parse("2025-07-04").window("Europe/Moscow")
True
>>> Moment.parse("2025-02-30")
Traceback (most recent call last):
claimcheck.errors.UnreadableWords: can't read '2025-02-30'; expected a date that exists
"""

from __future__ import annotations

import datetime
import re
from functools import cached_property, lru_cache
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

import attrs

from claimcheck.errors import ToldError, UnreadableWords, closest, shown

__all__ = ["ALWAYS", "WRITTEN_DATE", "Moment", "Window", "ZoneError", "wholly_later", "zone"]

Window: TypeAlias = tuple[float, float]

ALWAYS: Final[Window] = (float("-inf"), float("inf"))

_UTC: Final = datetime.UTC
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=_UTC)
_MICROSECOND: Final = datetime.timedelta(microseconds=1)
_HOUR: Final = 3_600_000_000
# The zones of the earth reach from UTC+14 (Kiritimati) to UTC-12 (the open Pacific).
_EARLIEST_ZONE: Final = 14 * _HOUR
_LATEST_ZONE: Final = 12 * _HOUR

LONGEST_DATE: Final = 40
FIRST_YEAR, LAST_YEAR = 1000, 9999  # of a year that is given as a number
WRITTEN_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,6}))?)?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
)


class ZoneError(ToldError, ValueError):
    """A name that is no time zone of the IANA database."""


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA time zone of that name ("Europe/Kyiv").

    Raises `ZoneError`, with the nearest name, where there is none.
    """
    if not isinstance(name, str):
        raise ZoneError(f"a time zone is an IANA name such as Europe/Kyiv, not {shown(name)}", found=name)
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}", name):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            pass
    from zoneinfo import available_timezones

    told = f"{shown(name)} is no time zone; expected an IANA name such as Europe/Kyiv"
    near = closest(name, available_timezones())
    raise ZoneError(f"{told}; {near}" if near else told, found=name, mend=near)


@attrs.frozen(order=False, slots=False)
class Moment:
    """A date or a clock time as it was given. `text` is its ISO 8601 form; `precision` says how much of it was told.

    `precision` is "year", "month", "day", "minute", "second" or "microsecond".
    """

    text: str
    precision: str

    @classmethod
    def parse(cls, given: object) -> Moment:
        """Read an ISO 8601 date or date-time, a `date` or an aware `datetime`.

        Raises `UnreadableWords` for anything else: a date that does not exist, a clock time without an offset, or a
        date that has two readings.
        """
        if isinstance(given, Moment):
            return given
        if isinstance(given, (datetime.date, datetime.datetime)):
            given = given.isoformat()
        if isinstance(given, int) and not isinstance(given, bool) and FIRST_YEAR <= given <= LAST_YEAR:
            given = str(given)
        if not isinstance(given, str) or len(given) > LONGEST_DATE:
            raise UnreadableWords(given, "a date such as 2025-07-04 or 2025-07-04T10:30+03:00")
        return _parse(given.strip())

    @property
    def has_clock(self) -> bool:
        """Whether a clock time was given, so that no zone is needed."""
        return self.precision in ("minute", "second", "microsecond")

    def window(self, zone_name: str | None) -> Window:
        """The time that it spans, in microseconds since 1970 UTC, both ends included.

        `zone_name` is where a civil date is meant; None is any zone on earth.
        """
        return _window(self.text, self.precision, zone_name)

    @cached_property
    def day(self) -> datetime.date:
        """Its first day, on the calendar of whoever gave it."""
        parts = [int(part) for part in self.text[:10].split("-")]
        return datetime.date(*([*parts, 1, 1])[:3])

    def __str__(self) -> str:
        return self.text


def wholly_later(later: Window, earlier: Window) -> bool:
    """Whether every moment of one window comes after every moment of the other."""
    return later[0] > earlier[1]


@lru_cache(maxsize=1 << 16)
def _parse(text: str) -> Moment:
    match = WRITTEN_DATE.fullmatch(text)
    if match is None:
        raise UnreadableWords(
            text, "a date such as 2025-07-04 or 2025-07-04T10:30+03:00", mend=_both_readings(text)
        )
    parts = match.groupdict()
    try:
        day = datetime.date(int(parts["year"]), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError:
        raise UnreadableWords(text, "a date that exists") from None
    if parts["hour"] is None:
        precision = "day" if parts["day"] else "month" if parts["month"] else "year"
        return Moment(text, precision)
    if parts["offset"] is None:
        raise UnreadableWords(text, "an offset after the clock time", mend=f"write {text}Z or {text}+03:00")
    try:
        return _clock(day, parts)
    except (ValueError, OverflowError):
        raise UnreadableWords(text, "a clock time that exists") from None


def _both_readings(text: str) -> str:
    """Where numbers could be day and month or month and day: both, for the user to choose."""
    numbers = re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", text)
    if numbers is None:
        return ""
    one, other, year = (int(numbers[place]) for place in (1, 3, 4))
    if one == other or not (1 <= one <= 12 and 1 <= other <= 12):
        return ""
    return f"write {year:04}-{one:02}-{other:02} or {year:04}-{other:02}-{one:02}"


def _clock(day: datetime.date, parts: dict[str, str | None]) -> Moment:
    offset = (parts["offset"] or "Z").upper()
    digits = offset.lstrip("+-Z").replace(":", "")
    minutes = int(digits[:2] or 0) * 60 + int(digits[2:] or 0)
    if int(digits[2:] or 0) > 59 or minutes > 14 * 60:
        raise ValueError(offset)
    delta = datetime.timedelta(minutes=-minutes if offset.startswith("-") else minutes)
    fraction = parts["fraction"]
    moment = datetime.datetime(
        day.year,
        day.month,
        day.day,
        int(parts["hour"] or 0),
        int(parts["minute"] or 0),
        int(parts["second"] or 0),
        int((fraction or "0").ljust(6, "0")),
        tzinfo=datetime.timezone(delta),
    )
    moment.astimezone(_UTC)
    precision = "microsecond" if fraction else "second" if parts["second"] else "minute"
    text = moment.isoformat(
        timespec={"minute": "minutes", "second": "seconds"}.get(precision, "microseconds")
    )
    return Moment(text.replace("+00:00", "Z"), precision)


@lru_cache(maxsize=1 << 16)
def _window(text: str, precision: str, zone_name: str | None) -> Window:
    if precision in ("minute", "second", "microsecond"):
        start = _microseconds(datetime.datetime.fromisoformat(text))
        return start, start + {"minute": 60_000_000, "second": 1_000_000}.get(precision, 1) - 1
    first, beyond = _civil(text, precision)
    if zone_name is None:
        return (
            _midnight(first, _UTC) - _EARLIEST_ZONE,
            _end(beyond, _UTC) + _LATEST_ZONE,
        )
    where = zone(zone_name)
    return _midnight(first, where), _end(beyond, where)


def _civil(text: str, precision: str) -> tuple[datetime.date, datetime.date | None]:
    """The first day, and the first day after it is over; None where that is beyond the calendar."""
    numbers = [int(part) for part in text.split("-")]
    first = datetime.date(*([*numbers, 1, 1])[:3])
    try:
        if precision == "day":
            return first, first + datetime.timedelta(days=1)
        if precision == "month":
            return first, (first + datetime.timedelta(days=31)).replace(day=1)
        return first, first.replace(year=first.year + 1)
    except (OverflowError, ValueError):
        return first, None


def _end(beyond: datetime.date | None, where: datetime.tzinfo) -> int:
    """The last microsecond before a day begins; None is the day after the calendar's last."""
    if beyond is None:
        return _midnight(datetime.date.max, where) + 24 * _HOUR - 1
    return _midnight(beyond, where) - 1


def _midnight(day: datetime.date, where: datetime.tzinfo) -> int:
    local = datetime.datetime(day.year, day.month, day.day, tzinfo=where)
    try:
        return _microseconds(local)
    except OverflowError:
        return _microseconds(local.replace(tzinfo=_UTC))


def _microseconds(moment: datetime.datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND
