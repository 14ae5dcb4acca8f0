"""Dates as reports tell them: "July 4", "Friday", "overnight", "early June", and the time they span.

A date told without a zone is a civil one: it plainly means that day where the event happened, and may mean the same day
where the speaker is. What hangs on the day of speaking ("Friday", "last month", "July 4" without a year) needs `said`;
"Friday" is the latest Friday up to that day, "July 4" the latest one. dateutil counts months; it reads no words, for its
parser guesses.

>>> from claimcheck.number_words import tokens
>>> period(tokens("July 4"), "July 4", datetime.date(2025, 7, 9)).sure[0]
datetime.datetime(2025, 7, 4, 0, 0)
"""

from __future__ import annotations

import datetime
from typing import Final, TypeAlias

import attrs
from dateutil.relativedelta import relativedelta

from claimcheck.errors import UnreadableWords
from claimcheck.moments import Moment
from claimcheck.number_words import Tokens, cardinal

__all__ = ["DATE_WORDS", "MONTHS", "HangsOnItsDay", "Period", "of_moment", "period"]

Stretch: TypeAlias = tuple[datetime.datetime, datetime.datetime]

_MONTH_NAMES: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
MONTHS: Final = {
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
_WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS: Final = {
    **{name: number for number, name in enumerate(_WEEKDAY_NAMES)},
    **{name[:3]: number for number, name in enumerate(_WEEKDAY_NAMES)},
    "tues": 1, "weds": 2, "thur": 3, "thurs": 3,
}  # fmt: skip
_UNITS: Final = {"day": "days", "week": "weeks", "month": "months", "year": "years"}

# Hours after the midnight with which the day begins: what is plainly meant, and what may be meant.
_PARTS_OF_DAY: Final = {
    "morning": ((6, 12), (0, 12)),
    "afternoon": ((12, 18), (12, 19)),
    "evening": ((18, 22), (16, 24)),
    "night": ((21, 30), (18, 32)),
}
_OVERNIGHT: Final = ((-3, 6), (-6, 12))
# Parts of a month in days and of a year in months, both ends included, as (plainly, loosest); 0 is the last.
_PARTS_OF_MONTH: Final = {"early": ((1, 10), (1, 15)), "mid": ((11, 20), (8, 23)), "late": ((21, 0), (16, 0))}
_PARTS_OF_YEAR: Final = {"early": ((1, 3), (1, 6)), "mid": ((6, 7), (4, 9)), "late": ((10, 12), (7, 12))}
# How loose "ago" is, in days either way.
_AGO: Final = {"days": (0, 1), "weeks": (3, 7), "months": (15, 31), "years": (183, 366)}

_THREE_DAYS: Final = relativedelta(days=3)

DATE_WORDS: Final = frozenset(
    (*MONTHS, *_WEEKDAYS, *_PARTS_OF_DAY, *_PARTS_OF_MONTH, *_UNITS, *_UNITS.values(), "today", "yesterday", "tomorrow",
     "overnight", "last", "this", "next", "ago", "earlier", "tonight")
)  # fmt: skip


class HangsOnItsDay(UnreadableWords):
    """Words that tell a time only together with the day on which they were said, where that is not known."""


@attrs.frozen
class Period:
    """A stretch of time in words, half-open: what is plainly meant, the loosest that may be meant, and what else may be.

    Naive times are on the calendar of whatever zone is asked; aware ones are instants.
    """

    sure: Stretch
    possible: Stretch
    also: tuple[Stretch, ...] = ()
    slack: relativedelta = _THREE_DAYS
    """How much "around" adds at either end."""


@attrs.frozen
class _Telling:
    """The words that are read, and the day they were said."""

    words: str
    said: datetime.date | None

    @property
    def day(self) -> datetime.date:
        if self.said is None:
            raise HangsOnItsDay(
                self.words,
                "a date that stands alone, or the day on which it was said",
                mend="give `said`, or write the date with its year",
            )
        return self.said


def period(words: Tokens, told: str, said: datetime.date | None) -> Period | None:
    """The time that these words tell; None where they tell none.

    Raises `UnreadableWords`, naming `told`, for dates that do not exist or have two readings, and `HangsOnItsDay` for
    those that hang on an unknown day of speaking.
    """
    telling = _Telling(told, said)
    _refuse_figures(words, telling)
    words = tuple(word for position, word in enumerate(words) if not _silent(words, position))
    try:
        for rule in (_calendar_day, _part_of_day, _relative, _named_part, _month, _year, _days, _ago):
            found = rule(words, telling)
            if found is not None:
                return _whole_day(found) if isinstance(found, datetime.date) else found
    except (ValueError, OverflowError) as error:
        if isinstance(error, UnreadableWords):
            raise
        raise UnreadableWords(told, "a date that exists") from None
    return None


def of_moment(moment: Moment) -> Period:
    """The time that a date or clock time in ISO 8601 spans."""
    if moment.has_clock:
        start = datetime.datetime.fromisoformat(moment.text)
        step = {"minute": relativedelta(minutes=1), "second": relativedelta(seconds=1)}
        length = step.get(moment.precision, relativedelta(microseconds=1))
        slack = relativedelta(hours=1)
    else:
        start = _midnight(moment.day)
        length = relativedelta(**{f"{moment.precision}s": 1})  # type: ignore[arg-type]
        slack = relativedelta(days=3) if moment.precision == "day" else length
    return _stretch(start, _later(start, length), slack)


def _refuse_figures(words: Tokens, telling: _Telling) -> None:
    """ "04/07/2025" has two readings, and "13.07.2025" is not the form that is read."""
    numbers: list[str] = []
    if len(words) == 1 and words[0].count(".") == 2:
        numbers = words[0].split(".")
    elif len(words) == 5 and words[1] == words[3] and words[1] in "/-.":
        numbers = [words[0], words[2], words[4]]
    if not all(number.isdigit() and len(number) <= 4 for number in numbers) or not numbers:
        return
    if len(numbers[0]) == 4:
        raise UnreadableWords(telling.words, "a date that exists, like 2025-07-04")
    first, second, _ = map(int, numbers)
    year = numbers[2] if len(numbers[2]) == 4 else f"20{int(numbers[2]):02}"
    days = [
        (day, month)
        for day, month in ((first, second), (second, first))
        if 1 <= month <= 12 and 1 <= day <= 31
    ]
    told = [f"{day} {_MONTH_NAMES[month - 1].capitalize()} {year}" for day, month in days]
    if len(set(told)) < 2:
        raise UnreadableWords(
            telling.words, "a date like 2025-07-04", mend=f"write {told[0]}" if told else ""
        )
    raise UnreadableWords(
        telling.words, f"a date with one reading: it is {told[0]}, or {told[1]}",
        mend=" or ".join(f"write {year}-{month:02}-{day:02}" for day, month in days),
    )  # fmt: skip


def _silent(words: Tokens, position: int) -> bool:
    """Whether a word of a date says nothing: commas, the dot of "Jul.", "the" and "of", the "th" of "4th"."""
    word, last = words[position], words[position - 1] if position else ""
    if word in (",", "the"):
        return True
    if word == ".":
        return last in MONTHS or last in _WEEKDAYS
    if word == "of":
        return (position + 1 < len(words) and words[position + 1] in MONTHS) or last in MONTHS
    return word in ("st", "nd", "rd", "th") and last.isdigit()


def _calendar_day(words: Tokens, telling: _Telling) -> datetime.date | None:
    """ "July 4", "4 July 2025", "Friday", "Friday, July 4", "Tuesday last week", "yesterday"."""
    ago = {
        ("today",): 0,
        ("earlier", "today"): 0,
        ("yesterday",): 1,
        ("day", "before", "yesterday"): 2,
        ("tomorrow",): -1,
    }.get(words)
    if ago is not None:
        return telling.day - datetime.timedelta(days=ago)
    if words and words[0] in _WEEKDAYS:
        weekday = _WEEKDAYS[words[0]]
        if len(words) == 1:
            return _latest(weekday, telling.day)
        if words[1:] == ("last", "week") and telling.day.weekday() != 6:
            monday = telling.day - datetime.timedelta(days=telling.day.weekday() + 7)
            return monday + datetime.timedelta(days=weekday)
        day = _month_and_day(words[1:], telling)
        if day is not None and day.weekday() != weekday:
            told = f"{day.day} {_MONTH_NAMES[day.month - 1].capitalize()} {day.year}"
            raise UnreadableWords(
                telling.words,
                f"a day of the week that fits: {told} is a {_WEEKDAY_NAMES[day.weekday()].capitalize()}",
            )
        return day
    return _month_and_day(words, telling)


def _month_and_day(words: Tokens, telling: _Telling) -> datetime.date | None:
    if len(words) not in (2, 3):
        return None
    name, number = (words[0], words[1]) if words[0] in MONTHS else (words[1], words[0])
    if name not in MONTHS or not _is_day(number):
        return None
    if len(words) == 3:
        if not _is_year(words[2]):
            return None
        return datetime.date(int(words[2]), MONTHS[name], int(number))
    said = telling.day
    for year in (said.year, said.year - 1):
        try:
            day = datetime.date(year, MONTHS[name], int(number))
        except ValueError:
            continue
        if said - relativedelta(years=1) <= day <= said:
            return day
    raise ValueError(words)


def _latest(weekday: int, said: datetime.date) -> datetime.date:
    return said - datetime.timedelta(days=(said.weekday() - weekday) % 7)


def _part_of_day(words: Tokens, telling: _Telling) -> Period | None:
    """ "overnight", "last night", "Friday morning", "the night of July 4", "this morning"."""
    if words and words[0] == "overnight":
        rest = words[2:] if words[1:2] == ("into",) else words[1:]
        if not rest:
            return _hours(telling.day, _OVERNIGHT)
        day = _calendar_day(rest, telling)
        return None if day is None or words[1:2] != ("into",) else _hours(day, _OVERNIGHT)
    if words == ("last", "night"):
        return _hours(telling.day - datetime.timedelta(days=1), _PARTS_OF_DAY["night"])
    if words == ("tonight",):
        return _hours(telling.day, _PARTS_OF_DAY["night"])
    if len(words) < 2:
        return None
    if words[-1] in _PARTS_OF_DAY:
        part, rest = words[-1], words[:-1]
    elif words[0] in _PARTS_OF_DAY:
        part, rest = words[0], words[2:] if words[1] in ("of", "on") else words[1:]
    else:
        return None
    day = telling.day if rest == ("this",) else _calendar_day(rest, telling)
    return None if day is None else _hours(day, _PARTS_OF_DAY[part])


def _relative(words: Tokens, telling: _Telling) -> Period | None:
    """ "last week", "this month", "next year", "earlier this week", "last Friday"."""
    if len(words) == 3 and words[0] == "earlier" and words[1] == "this" and words[2] in _UNITS:
        whole = _relative(words[1:], telling)
        assert whole is not None
        end = _midnight(telling.day + datetime.timedelta(days=1))
        return _stretch(whole.sure[0], end, possible=(whole.possible[0], end))
    if len(words) == 2 and words[0] == "last" and words[1] in _WEEKDAYS:
        latest = _latest(_WEEKDAYS[words[1]], telling.day - datetime.timedelta(days=1))
        week_before = _whole_day(latest - datetime.timedelta(days=7))
        return attrs.evolve(_whole_day(latest), also=(week_before.sure,))
    if (
        len(words) != 2
        or words[0] not in ("last", "this", "next")
        or words[1] not in ("week", "month", "year")
    ):
        return None
    shift = {"last": -1, "this": 0, "next": 1}[words[0]]
    length = relativedelta(**{f"{words[1]}s": 1})  # type: ignore[arg-type]
    said = telling.day
    first = {
        "week": said - datetime.timedelta(days=said.weekday()),
        "month": said.replace(day=1),
        "year": said.replace(month=1, day=1),
    }[words[1]]
    start = _midnight(first) + shift * length
    if words[1] != "week":
        return _stretch(start, _later(start, length), length)
    # Elsewhere a week begins on Sunday: a day before ours, or six days after where it is said on one.
    end, moved = _later(start, length), datetime.timedelta(days=6 if said.weekday() == 6 else -1)
    return _stretch(start, end, possible=(min(start, start + moved), max(end, end + moved)))


def _named_part(words: Tokens, telling: _Telling) -> Period | None:
    """ "early June", "mid-2022", "late last month"."""
    if len(words) < 2 or words[0] not in _PARTS_OF_MONTH:
        return None
    rest = words[2:] if words[1] == "-" else words[1:]
    whole = _month(rest, telling) or _year(rest, telling) or _relative(rest, telling)
    if whole is None:
        return None
    start, end = whole.sure
    if end == start + relativedelta(months=1):
        plain, loose = _PARTS_OF_MONTH[words[0]]

        def days(part: tuple[int, int]) -> Stretch:
            first, last = part
            return start + relativedelta(days=first - 1), start + relativedelta(days=last) if last else end

        return _stretch(*days(plain), relativedelta(days=10), possible=days(loose))
    if end != start + relativedelta(years=1):
        return None
    plain, loose = _PARTS_OF_YEAR[words[0]]

    def months(part: tuple[int, int]) -> Stretch:
        first, last = part
        return start + relativedelta(months=first - 1), start + relativedelta(months=last)

    return _stretch(*months(plain), relativedelta(months=3), possible=months(loose))


def _month(words: Tokens, telling: _Telling) -> Period | None:
    """ "June", "June 2025"."""
    if not words or words[0] not in MONTHS or len(words) > 2:
        return None
    if len(words) == 2:
        if not _is_year(words[1]):
            return None
        year = int(words[1])
    else:
        said = telling.day
        year = said.year if MONTHS[words[0]] <= said.month else said.year - 1
    start = datetime.datetime(year, MONTHS[words[0]], 1)
    length = relativedelta(months=1)
    return _stretch(start, _later(start, length), length)


def _year(words: Tokens, telling: _Telling) -> Period | None:
    if len(words) != 1 or not _is_year(words[0]):
        return None
    start = datetime.datetime(int(words[0]), 1, 1)
    length = relativedelta(years=1)
    return _stretch(start, _later(start, length), length)


def _days(words: Tokens, telling: _Telling) -> Period | None:
    """ "June 2-4", "2 to 4 June 2025"."""
    joints = [position for position, word in enumerate(words) if word in ("-", "to")]
    if len(joints) != 1 or len(words) not in (4, 5):
        return None
    at = joints[0]
    if words[0] in MONTHS:
        first, last = (words[0], *words[1:at]), (words[0], *words[at + 1 :])
        first += words[at + 2 :]
    else:
        first, last = (*words[:at], *words[at + 2 :]), words[at + 1 :]
    start, end = _month_and_day(first, telling), _month_and_day(last, telling)
    if start is None or end is None:
        return None
    if start > end:
        raise UnreadableWords(telling.words, "the earlier day first")
    return _stretch(_midnight(start), _midnight(end + datetime.timedelta(days=1)))


def _ago(words: Tokens, telling: _Telling) -> Period | None:
    """ "three days ago", "a week ago"."""
    if len(words) < 3 or words[-1] != "ago":
        return None
    unit = words[-2] if words[-2] in _AGO else _UNITS.get(words[-2])
    count = 1 if words[:-2] in (("a",), ("an",)) else _small(words[:-2])
    if unit is None or count is None:
        return None
    day = _midnight(telling.day) - relativedelta(**{unit: count})  # type: ignore[arg-type]
    plain, loose = (datetime.timedelta(days=days) for days in _AGO[unit])
    one = datetime.timedelta(days=1)
    return _stretch(day - plain, day + plain + one, possible=(day - loose, day + loose + one))


def _small(words: Tokens) -> int | None:
    digits = len(words) == 1 and words[0].isdigit() and len(words[0]) <= 3
    found = int(words[0]) if digits else cardinal(words)
    return found if found is not None and found < 1000 else None


def _is_day(word: str) -> bool:
    return word.isdigit() and len(word) <= 2


def _is_year(word: str) -> bool:
    return word.isdigit() and len(word) == 4 and word[0] != "0"


def _hours(day: datetime.date, hours: tuple[tuple[int, int], tuple[int, int]]) -> Period:
    start = _midnight(day)
    first, last, earliest, latest = (
        start + datetime.timedelta(hours=hour) for pair in hours for hour in pair
    )
    return _stretch(first, last, relativedelta(hours=6), possible=(earliest, latest))


def _whole_day(day: datetime.date) -> Period:
    start = _midnight(day)
    return _stretch(start, _later(start, relativedelta(days=1)))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)


def _later(start: datetime.datetime, length: relativedelta) -> datetime.datetime:
    try:
        return start + length
    except (OverflowError, ValueError):
        return datetime.datetime.max.replace(tzinfo=start.tzinfo)


def _stretch(
    start: datetime.datetime,
    end: datetime.datetime,
    slack: relativedelta = _THREE_DAYS,
    *,
    possible: Stretch | None = None,
) -> Period:
    return Period((start, end), possible or (start, end), slack=slack)
