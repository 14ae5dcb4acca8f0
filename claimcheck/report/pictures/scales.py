"""From values to places along a picture: axes of numbers and of time, with ticks at round values.

>>> scale = Numbers([0, 471], 0, 100)
>>> [label for _, label in scale.ticks]
['0', '100', '200', '300', '400', '500']
>>> scale.at(250)
50.0
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, Protocol

from claimcheck.moments import zone

__all__ = ["DAY", "MONTHS", "Numbers", "Scale", "Times"]

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_HOUR: Final = 3_600_000_000
DAY: Final = 24 * _HOUR
"""A day in microseconds."""
_FEW: Final = 7
MONTHS: Final = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_LOGARITHMIC_FROM: Final = 400
"""From this ratio of the largest to the smallest value on, places go by orders of magnitude."""


class Scale(Protocol):
    """Places along an axis: `at` a value, and the ticks with their labels."""

    ticks: list[tuple[float, str]]

    def at(self, value: int | Fraction) -> float:
        """The place of a value."""


class Numbers:
    """An axis of numbers from a round value below the smallest to one above the largest."""

    def __init__(
        self,
        values: Iterable[int | Fraction],
        left: float,
        right: float,
        *,
        whole: bool = True,
        unit: str = "",
    ) -> None:
        found = sorted({Fraction(value) for value in values})
        self.left, self.right = left, right
        positive = [value for value in found if value > 0]
        self.is_logarithmic = bool(positive) and found[0] >= 0 and found[-1] / positive[0] > _LOGARITHMIC_FROM
        if self.is_logarithmic:
            self._by_magnitude(positive)
            return
        low, high = found[0], found[-1]
        if 0 <= low < (high - low) * 2 or low == high:
            low = min(low, Fraction(0))
        step = _round_step((high - low) / 5 or Fraction(1), whole)
        first, last = math.floor(low / step), math.ceil(high / step)
        self._low, self._high = first * step, max(last, first + 1) * step
        self.ticks = [
            (self.at(number * step), _label(number * step, unit))
            for number in range(first, max(last, first + 1) + 1)
        ]

    def _by_magnitude(self, positive: Sequence[Fraction]) -> None:
        first = _magnitude(positive[0])
        last = max(_magnitude(positive[-1]) + 1, first + 1)
        self._first, self._last = first - 1, last  # the leftmost stretch is for zero
        every = max(1, math.ceil((last - first) / _FEW))
        self.ticks = [(self.left, "0")]
        for power in range(first, last + 1, every):
            self.ticks.append((self.at(Fraction(10) ** power), _label(Fraction(10) ** power, "")))

    def at(self, value: int | Fraction) -> float:
        """The place of a value; one beyond the axis is at its end."""
        exact = Fraction(value)
        if self.is_logarithmic:
            if exact <= 0:
                return self.left
            power = _magnitude(exact)
            place = power + math.log10(float(exact / Fraction(10) ** power))
            share = (place - self._first) / (self._last - self._first)
        else:
            share = float((exact - self._low) / (self._high - self._low))
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)


class Times:
    """An axis of time, in microseconds since 1970 UTC, with ticks on the calendar of a zone.

    `year` is the one year that all of it lies in, or "".
    """

    def __init__(
        self, first: int, last: int, left: float, right: float, zone_name: str, *, least: int = 2 * _HOUR
    ) -> None:
        self.left, self.right = left, right
        if last - first < least:
            first, last = first - least // 2, last + least // 2
        edge = (last - first) // 40
        self._first = min(_within_calendar(first - edge), _LATEST - least)
        self._last = max(_within_calendar(last + edge), self._first + least)
        self._zone = zone(zone_name)
        start, end = self._local(self._first), self._local(self._last)
        self.year = str(start.year) if start.year == end.year else ""
        self.ticks = [
            (self.at(step), label)
            for step, label in self._rounded(start, end)
            if self._first <= step <= self._last
        ]

    def at(self, value: int | Fraction) -> float:
        """The place of a moment; one beyond the axis is at its end."""
        share = float(Fraction(int(value) - self._first, self._last - self._first))
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def _local(self, step: int) -> datetime.datetime:
        return (_EPOCH + datetime.timedelta(microseconds=step)).astimezone(self._zone)

    def _rounded(self, start: datetime.datetime, end: datetime.datetime) -> list[tuple[int, str]]:
        span = self._last - self._first
        for hours in (1, 3, 6, 12):
            if span <= _FEW * hours * _HOUR:
                return self._clock(start, end, hours)
        for days in (1, 2, 7, 14):
            if span <= _FEW * days * DAY:
                return self._days(start, end, days)
        for months in (1, 2, 3, 6):
            if span <= _FEW * months * 30 * DAY:
                return self._months(start, end, months)
        years = next(
            step for power in range(5) for step in (10**power, 2 * 10**power, 5 * 10**power)
            if span <= _FEW * step * 366 * DAY
        )  # fmt: skip
        return [
            (self._step(year, 1, 1), str(year))
            for year in range(start.year // years * years, end.year + 1, years)
            if year > 0
        ]

    def _clock(self, start: datetime.datetime, end: datetime.datetime, hours: int) -> list[tuple[int, str]]:
        found = []
        for day in _dates(start.date(), end.date(), 1):
            for hour in range(0, 24, hours):
                label = f"{day.day} {MONTHS[day.month - 1]}" if hour == 0 else f"{hour:02d}:00"
                found.append((self._step(day.year, day.month, day.day, hour), label))
        return found

    def _days(self, start: datetime.datetime, end: datetime.datetime, days: int) -> list[tuple[int, str]]:
        return [
            (
                self._step(day.year, day.month, day.day),
                f"{day.day} {MONTHS[day.month - 1]}" + ("" if self.year else f" {day.year}"),
            )
            for day in _dates(start.date(), end.date(), days)
        ]

    def _months(self, start: datetime.datetime, end: datetime.datetime, months: int) -> list[tuple[int, str]]:
        first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
        return [
            (
                self._step(number // 12, number % 12 + 1, 1),
                MONTHS[number % 12] + ("" if self.year else f" {number // 12}"),
            )
            for number in range(first // months * months, last + 1, months)
        ]

    def _step(self, year: int, month: int, day: int, hour: int = 0) -> int:
        local = datetime.datetime(year, month, day, hour, tzinfo=self._zone)
        try:
            return (local - _EPOCH) // datetime.timedelta(microseconds=1)
        except OverflowError:
            return self._first - 1


def _dates(first: datetime.date, last: datetime.date, days: int) -> list[datetime.date]:
    return [
        datetime.date.fromordinal(number)
        for number in range(first.toordinal() // days * days, last.toordinal() + 1, days)
        if number > 0
    ]


_EARLIEST: Final = (datetime.datetime(2, 1, 1, tzinfo=datetime.UTC) - _EPOCH) // datetime.timedelta(
    microseconds=1
)
_LATEST: Final = (datetime.datetime(9998, 12, 31, tzinfo=datetime.UTC) - _EPOCH) // datetime.timedelta(
    microseconds=1
)


def _within_calendar(step: int) -> int:
    return min(max(step, _EARLIEST), _LATEST)


def _round_step(least: Fraction, whole: bool) -> Fraction:
    """The smallest of 1, 2 and 5 times a power of ten that is no less."""
    if whole and least <= 1:
        return Fraction(1)
    power = Fraction(10) ** _magnitude(least)
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _magnitude(value: Fraction) -> int:
    """The power of ten at or below a positive value, exactly."""
    power = len(str(value.numerator)) - len(str(value.denominator))
    return power if Fraction(10) ** power <= value else power - 1


def _label(value: Fraction, unit: str) -> str:
    if value.denominator == 1:
        whole = value.numerator
        if abs(whole) >= 10**7:
            return (
                f"10^{_magnitude(Fraction(abs(whole)))}"
                if abs(whole) >= 10**15
                else f"{whole / 10**6:,g} m{unit}"
            )
        return f"{whole:,}{unit}"
    return f"{float(value):g}{unit}"
