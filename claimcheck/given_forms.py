"""Typed numbers and written forms as readings: 7, `{at_least: 7}`, `{probably: {not: fire}}`.

>>> from claimcheck.answers import COUNT
>>> from claimcheck.forms import as_given
>>> read_given(as_given({"between": [100, 300]}), Asked(COUNT)).answer
Answer(COUNT, sure=[(100, 301)])
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from claimcheck.amounts import NUMERIC, bounded, exact_number, hedged, plain_number, ranged
from claimcheck.answers import Answer, AnswerError, Axis, Span
from claimcheck.dates_in_words import Period, of_moment
from claimcheck.errors import UnreadableWords
from claimcheck.forms import Form, Given, plain
from claimcheck.moments import Moment
from claimcheck.number_words import tokens
from claimcheck.paths import path_of
from claimcheck.readings import NOTHING_LEFT, Asked, Reading, expected, in_words, plainly, unreadable, wrapped
from claimcheck.times import between_times, hedged_time, told_period

__all__ = ["DATES_ONLY", "read_given"]

DATES_ONLY: Final = frozenset(("on", "at", "since", "from"))

_HEDGES: Final = {
    "at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than", "about": "about",
    "exactly": "exactly", "on": "on", "at": "on", "since": "since", "from": "from",
}  # fmt: skip
_AROUND: Final = {"probably": "likely", "not": "not", "only": "only"}


def read_given(given: Given, asked: Asked) -> Reading:
    """The reading of anything that `as_given` makes.

    Raises `UnreadableWords` for what the axis can't hold, and for what leaves nothing.
    """
    if isinstance(given, str):
        reading = in_words(given, asked)
    elif isinstance(given, (int, Decimal)):
        reading = plainly(_typed(given, asked), asked)
    elif isinstance(given, Form):
        reading = _form(given, asked)
    else:
        raise UnreadableWords(plain(given), "an answer in words, a number or a form such as {at_least: 7}")
    if not reading.answer.possible:
        raise UnreadableWords(plain(given), NOTHING_LEFT)
    return reading


def _typed(given: int | Decimal, asked: Asked) -> Answer:
    axis = asked.axis
    if axis.name in NUMERIC:
        return plain_number(given, axis)
    if axis.name == "instant":
        return _time(given, "on", asked)
    if axis.name == "path":
        return path_of((str(given),), asked.aliases)
    raise UnreadableWords(given, expected(axis))


def _form(form: Form, asked: Asked) -> Reading:
    key = form.key
    if key == "sure":
        answer = _spelt_out(form, asked.axis)
        return Reading(answer, answer)
    inside = form.items[0][1]
    if inside is None or inside == ():
        raise UnreadableWords(plain(form), f"something after {key!r}")
    if key in _AROUND:
        return wrapped(_AROUND[key], read_given(inside, asked), plain(form))
    if key == "any_of":
        return _any_of(inside, asked)
    if key == "within":
        return _within(form, inside, asked)
    if key == "between":
        return plainly(_between(form, inside, asked), asked)
    return plainly(_hedged(form, inside, asked), asked)


def _any_of(inside: Given, asked: Asked) -> Reading:
    if not isinstance(inside, tuple):
        raise UnreadableWords(plain(inside), "a list after any_of")
    readings = [read_given(one, asked) for one in inside]
    if any(reading.silence or reading.only for reading in readings):
        raise UnreadableWords(plain(inside), "answers after any_of, without silence and without 'only'")
    axis, answers, flats = asked.axis, [one.answer for one in readings], [one.flat for one in readings]
    return Reading(
        _united(axis, answers), _united(axis, flats), denies=all(reading.denies for reading in readings)
    )


def _united(axis: Axis, answers: list[Answer]) -> Answer:
    """One or another of them, in one pass."""
    return Answer(
        axis,
        [span for answer in answers for span in answer.sure],
        [span for answer in answers for span in answer.possible],
    )


def _within(form: Form, inside: Given, asked: Asked) -> Reading:
    if asked.axis.name != "path":
        raise UnreadableWords(plain(form), expected(asked.axis))
    names = inside if isinstance(inside, tuple) else (inside,)
    steps = [str(name) for name in names if isinstance(name, (str, int, Decimal))]
    if len(steps) != len(names):
        raise UnreadableWords(plain(form), "a list of names after within, broad to narrow")
    answer = path_of(tuple(steps), asked.aliases)
    return Reading(answer, answer)


def _between(form: Form, inside: Given, asked: Asked) -> Answer:
    axis = asked.axis
    if not isinstance(inside, tuple) or len(inside) != 2 or None in inside:
        raise UnreadableWords(plain(form), "two ends after between, such as [100, 300]")
    if axis.name == "instant":
        first, last = (_period(one, asked) for one in inside)
        return between_times(first, last, plain(form), asked.around)
    if axis.name not in NUMERIC:
        raise UnreadableWords(plain(form), expected(axis))
    low, high = (_number(one, axis) for one in inside)
    if low > high:
        raise UnreadableWords(plain(form), "the lower end first")
    return ranged(low, high, axis)


def _hedged(form: Form, inside: Given, asked: Asked) -> Answer:
    key, axis = form.key, asked.axis
    if axis.name == "instant":
        return _time(inside, _HEDGES[key], asked)
    if axis.name not in NUMERIC or key in DATES_ONLY:
        raise UnreadableWords(plain(form), expected(axis))
    if not isinstance(inside, str):
        return bounded(_HEDGES[key], _number(inside, axis), axis)
    found = hedged(_HEDGES[key], tokens(inside), axis)
    if found is None:
        raise unreadable(inside, axis)
    return found


def _number(given: Given, axis: Axis) -> Fraction:
    if isinstance(given, (int, Decimal)):
        return Fraction(given)
    found = exact_number(tokens(given), axis) if isinstance(given, str) else None
    if found is None:
        raise UnreadableWords(plain(given), "a number")
    return found


def _time(given: Given, meaning: str, asked: Asked) -> Answer:
    return hedged_time(meaning, _period(given, asked), asked.around)


def _period(given: Given, asked: Asked) -> Period:
    if isinstance(given, int):
        return of_moment(Moment.parse(given))
    found = told_period(tokens(given), given, asked.around) if isinstance(given, str) else None
    if found is None:
        raise UnreadableWords(plain(given), "a date such as 2025-07-04 or 2025-07-04T10:30+03:00")
    return found


def _spelt_out(form: Form, axis: Axis) -> Answer:
    possible = form.get("possible")
    try:
        sure = _spans(form.get("sure"), axis)
        return Answer(axis, sure, None if possible is None else _spans(possible, axis))
    except AnswerError as error:
        raise UnreadableWords(plain(form), f"spans of the axis {axis.name!r}: {error}") from None


def _spans(given: Given, axis: Axis) -> list[Span]:
    spans = []
    for span in given if isinstance(given, tuple) else (given,):
        if not isinstance(span, tuple) or len(span) != 2:
            raise UnreadableWords(plain(given), "a list of spans such as [[2, 4], [10, null]]")
        spans.append((_bound(span[0], axis), _bound(span[1], axis)))
    return spans


def _bound(given: Given, axis: Axis) -> Any:
    """A bound in grid steps. A value between two steps, which decimals can't tell, may be written "1/3"."""
    if given is None or (axis.name == "path" and isinstance(given, str)):
        return given
    if axis.name == "yes/no" and isinstance(given, int):
        return given
    if axis.name == "instant" and isinstance(given, str):
        return int(Moment.parse(given).window("UTC")[0])
    if axis.name in NUMERIC and isinstance(given, (int, Decimal)):
        return axis.step(given)
    if axis.name in NUMERIC and isinstance(given, str):
        top, _, below = given.partition("/")
        if all(part.removeprefix("-").isdecimal() and part.isascii() for part in (top, below)) and int(below):
            return axis.step(Fraction(int(top), int(below)))
    raise UnreadableWords(plain(given), f"a bound on the axis {axis.name!r}, or null")
