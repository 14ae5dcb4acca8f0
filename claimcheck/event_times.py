"""When an event was, as texts tell it: dates, "Friday", "last month", "the previous one".

Words that stand alone are dates like any other. Words that hang on the day of the document ("Friday") are kept, and read
once that day is known; "the previous one" hangs on the other events of the same text. `claimcheck.references` reads both.

>>> standing_alone("4 July 2025")
(Moment(text='2025-07-04', precision='day'),)
>>> seen_from("last month", datetime.date(2025, 7, 4))
(Moment(text='2025-06', precision='month'),)
"""

from __future__ import annotations

import datetime
from typing import Final

from dateutil.relativedelta import relativedelta

from claimcheck.dates_in_words import HangsOnItsDay, Period, period
from claimcheck.errors import UnreadableWords
from claimcheck.moments import Moment
from claimcheck.number_words import Tokens, tokens
from claimcheck.suggestions import nearest

__all__ = ["is_previous", "seen_from", "series_seen_from", "standing_alone"]

EXPECTED: Final = (
    "a date such as 2025-07-04, or words such as 4 July 2025, Friday, last month or the previous one"
)

_BEFORE: Final = frozenset({"previous", "preceding"})
_SPANS: Final = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


def standing_alone(words: str) -> tuple[Moment, ...] | None:
    """The dates that words tell wherever they stand, as (day,) or (first, last); None where they hang on a text.

    Raises `UnreadableWords` for words that tell no time, dates that do not exist, and dates with two readings.
    """
    if is_previous(words):
        return None
    found = _told(words)
    try:
        alone = period(found, words, None)
    except HangsOnItsDay:
        return None
    if alone is None:
        raise UnreadableWords(words, EXPECTED, mend=nearest(words, _tells_time))
    return _days(alone)


def seen_from(words: str, day: datetime.date) -> tuple[Moment, ...]:
    """The dates that words tell in a document of that day, as (day,) or (first, last), at their loosest.

    Raises `UnreadableWords` for words that tell none, "the previous one" among them.
    """
    found = period(_told(words), words, day)
    if found is None:
        raise UnreadableWords(words, EXPECTED, mend=nearest(words, _tells_time))
    return _days(found)


def _tells_time(words: Tokens) -> bool:
    try:
        return period(words, " ".join(words), None) is not None
    except HangsOnItsDay:
        return True
    except UnreadableWords:
        return False


def is_previous(words: str) -> bool:
    """Whether words point to the event before another one: "the previous one", "the previous exchange"."""
    found = [word for word in tokens(words) if word != "the"]
    return bool(found) and (found[0] in _BEFORE or found == ["one", "before"])


def series_seen_from(series: str, day: datetime.date) -> tuple[str, tuple[Moment, ...]] | None:
    """A series that hangs on the day of its document, as one that does not, and the time in which its events lie.

    "This week" of one document is not that of another. None where the series stands alone ("since Istanbul").

    >>> series_seen_from("this week", datetime.date(2025, 6, 14))
    ('in the week from 2025-06-09', (Moment(text='2025-06-09', precision='day'), Moment(text='2025-06-14', precision='day')))
    """
    try:
        words = tokens(series)
    except UnreadableWords:
        return None  # the name of a series may be any text
    if words[-1] == "today":
        return f"on {day}", (Moment.parse(day),)
    if len(words) < 2 or words[-2] != "this" or words[-1] not in _SPANS:
        return None
    first = {
        "week": day - datetime.timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
    }[words[-1]]
    return f"in the {words[-1]} from {first}", _between(first, day)


def _told(words: str) -> Tokens:
    found = tokens(words)
    return found[1:] if found[0] in ("on", "in") and len(found) > 1 else found


def _days(found: Period) -> tuple[Moment, ...]:
    """The days that a period touches, at its loosest; a whole month or year as such."""
    stretches = (found.possible, *found.also)
    start = min(first for first, _ in stretches)
    end = max(beyond for _, beyond in stretches)
    first = start.date()
    if start == datetime.datetime(first.year, first.month, 1):
        if end == start + relativedelta(months=1):
            return (Moment.parse(first.isoformat()[:7]),)
        if first.month == 1 and end == start + relativedelta(years=1):
            return (Moment.parse(first.isoformat()[:4]),)
    return _between(first, (end - datetime.timedelta(microseconds=1)).date())


def _between(first: datetime.date, last: datetime.date) -> tuple[Moment, ...]:
    return (Moment.parse(first),) if first == last else (Moment.parse(first), Moment.parse(last))
