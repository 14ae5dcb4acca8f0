"""Dates with their hedges as answers: what "before Friday", "since 2022" or a bare "July 4" leave of all instants.

A civil date is sure where the event happened, and possible there and where the speaker is. "Since" is a start within the
time told, "from" is any time from its start on.

>>> from claimcheck.number_words import tokens
>>> str(time_in_words(tokens("before July 4, 2025"), "before July 4, 2025", Circumstances()))
'before 4 July 2025'
"""

from __future__ import annotations

import datetime
from typing import Final

import attrs

from claimcheck.answers import INSTANT, Answer, Span
from claimcheck.dates_in_words import Period, of_moment, period
from claimcheck.errors import UnreadableWords
from claimcheck.hedge_table import longest
from claimcheck.moments import Moment, zone
from claimcheck.number_words import Tokens

__all__ = [
    "NOWHERE",
    "SOME_DAY",
    "Circumstances",
    "between_times",
    "hedged_time",
    "time_in_words",
    "told_period",
]

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND: Final = datetime.timedelta(microseconds=1)


@attrs.frozen
class Circumstances:
    """What a reading of dates needs, beside the words.

    `said` is the day the words were said, on the speaker's calendar; `event_zone` is where the event happened,
    `speaker_zone` where the speaker is, None where it is not known.
    """

    said: datetime.date | None = None
    event_zone: str = "UTC"
    speaker_zone: str | None = None


NOWHERE: Final = Circumstances()
"""Where nothing is known beside the words."""

SOME_DAY: Final = Circumstances(said=datetime.date(2000, 12, 31))
"""For asking whether words tell a date at all."""


def time_in_words(words: Tokens, told: str, around: Circumstances) -> Answer | None:
    """The answer on the instant axis that date words with their hedges give; None where they give none.

    Raises `UnreadableWords` as `dates_in_words.period` does.
    """
    after = longest("after", "time", words)
    if after is not None:
        hedge, length = after
        inner = words[:-length]
        plain = longest("before", "time", inner)
        if plain is not None and plain[0].meaning in ("on", hedge.meaning):
            inner = inner[plain[1] :]
        return _hedged(hedge.meaning, inner, told, around)
    before = longest("before", "time", words)
    if before is not None:
        hedge, length = before
        rest = words[length:]
        if hedge.meaning in ("between", "from"):
            both = _pair(rest, ("and",) if hedge.meaning == "between" else ("to", "until"), told, around)
            if both is not None or hedge.meaning == "between":
                return both
        if hedge.meaning == "on":
            return time_in_words(rest, told, around)
        return _hedged(hedge.meaning, rest, told, around)
    if "or" in words:
        return _either(words, told, around)
    found = _hedged("on", words, told, around)
    return _pair(words, ("to",), told, around) if found is None else found


def told_period(words: Tokens, told: str, around: Circumstances) -> Period | None:
    """The time that words tell, an ISO date among them."""
    if words and len(words[0]) == 4 and words[0].isdigit() and words[1:2] == ("-",) and len(words) > 2:
        if not (len(words[2]) == 4 and words[2].isdigit()):
            clock = "T" if len(words) > 5 and words[5][0].isdigit() else ""
            return of_moment(Moment.parse("".join(words[:5]).upper() + clock + "".join(words[5:]).upper()))
        if len(words) == 3:  # 2020-2022
            first, last = period(words[:1], told, None), period(words[2:], told, None)
            assert first is not None
            assert last is not None
            return _joined(first, last, told)
    return period(words, told, around.said)


def hedged_time(meaning: str, when: Period, around: Circumstances) -> Answer:
    """The answer of a hedge on a period: sure in the event's zone, possible in the speaker's as well.

    Raises `UnreadableWords` for a hedge that no date can have.
    """
    sure, possible = _bounds(meaning, when, around.event_zone)
    spans = list(possible)
    if around.speaker_zone is not None and around.speaker_zone != around.event_zone:
        elsewhere = _bounds(meaning, when, around.speaker_zone)[1]
        for here, there in zip(possible, elsewhere, strict=True):
            spans += [here, there, _reach(here, there)]
    return Answer(INSTANT, [sure], spans)


def _hedged(meaning: str, words: Tokens, told: str, around: Circumstances) -> Answer | None:
    when = told_period(words, told, around)
    return None if when is None else hedged_time(meaning, when, around)


def between_times(first: Period, last: Period, told: object, around: Circumstances) -> Answer:
    """From the start of the one to the end of the other.

    Raises `UnreadableWords` where the second ends before the first begins.
    """
    return hedged_time("on", _joined(first, last, told), around)


def _joined(first: Period, last: Period, told: object) -> Period:
    try:
        backwards = first.sure[0] >= last.sure[1] or first.possible[0] > last.possible[1]
    except TypeError:
        raise UnreadableWords(told, "two dates, or two clock times with an offset, not one of each") from None
    if backwards:
        raise UnreadableWords(told, "the earlier end first")
    return Period((first.sure[0], last.sure[1]), (first.possible[0], last.possible[1]), slack=last.slack)


def _pair(words: Tokens, joints: tuple[str, ...], told: str, around: Circumstances) -> Answer | None:
    for position, word in enumerate(words[1:-1], 1):
        if word in joints:
            first = told_period(words[:position], told, around)
            last = told_period(words[position + 1 :], told, around)
            if first is None or last is None:
                return None
            return between_times(first, last, told, around)
    return None


def _either(words: Tokens, told: str, around: Circumstances) -> Answer | None:
    if words.count("or") != 1:
        return None
    position = words.index("or")
    first = told_period(words[:position], told, around)
    last = told_period(words[position + 1 :], told, around)
    if first is None or last is None:
        return None
    return hedged_time("on", first, around) | hedged_time("on", last, around)


def _bounds(meaning: str, when: Period, zone_name: str) -> tuple[Span, tuple[Span, ...]]:
    """The sure span, and the possible ones, as the calendar of one zone has them."""
    (start, end), (earliest, latest) = (_steps(stretch, zone_name) for stretch in (when.sure, when.possible))
    if meaning in ("on", "since", "exactly", "as it is"):
        also = (_steps(stretch, zone_name) for stretch in when.also)
        return (start, end), ((earliest, latest), *also)
    if meaning == "about":
        stretched = (_less(when.possible[0], when), _more(when.possible[1], when))
        return (start, end), (_steps(stretched, zone_name),)
    if meaning in ("from", "at least"):
        return (start, None), ((earliest, None),)
    if meaning in ("by", "at most"):
        return (None, end), ((None, latest),)
    if meaning in ("before", "less than"):
        return (None, earliest), ((None, start),)
    if meaning in ("after", "more than"):
        return (latest, None), ((end, None),)
    raise UnreadableWords(meaning, "a hedge that a date can have")


def _reach(here: Span, there: Span) -> Span:
    """One span over a civil time in two zones."""
    lower = None if here[0] is None or there[0] is None else min(here[0], there[0])
    upper = None if here[1] is None or there[1] is None else max(here[1], there[1])
    return lower, upper


def _less(moment: datetime.datetime, when: Period) -> datetime.datetime:
    try:
        return moment - when.slack
    except (OverflowError, ValueError):
        return datetime.datetime.min.replace(tzinfo=moment.tzinfo)


def _more(moment: datetime.datetime, when: Period) -> datetime.datetime:
    try:
        return moment + when.slack
    except (OverflowError, ValueError):
        return datetime.datetime.max.replace(tzinfo=moment.tzinfo)


def _steps(stretch: tuple[datetime.datetime, datetime.datetime], zone_name: str) -> tuple[int, int]:
    start, end = stretch
    return _step(start, zone_name), _step(end, zone_name)


def _step(moment: datetime.datetime, zone_name: str) -> int:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(zone_name))
    try:
        return (moment - _EPOCH) // _MICROSECOND
    except OverflowError:
        return (moment.replace(tzinfo=datetime.UTC) - _EPOCH) // _MICROSECOND
