"""Words to answers: "more than 1,000", "since 2022", "dozens", "probably not", or a form such as `{at_least: 7}`.

Each phrase has a plain reading and the loosest honest one; `claimcheck.hedge_table` holds them as one table, which
`hedge_table()` prints. What can't be read raises `UnreadableWords`, naming the words and the nearest readable form:
nothing is ever guessed.

>>> read_answer("about 50")
Answer(COUNT, sure=[(45, 56)], possible=[(40, 61)])
>>> read_answer("abuot 50")
Traceback (most recent call last):
claimcheck.errors.UnreadableWords: can't read 'abuot 50'; expected a number, a share, a date, yes or no; did you mean 'about 50'?
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from claimcheck.amounts import NUMERIC, WrongAxis, amount, bounded, exact_number, hedged, plain_number, widened
from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, AnswerError, Axis, Span, number
from claimcheck.dates_in_words import Period, of_moment
from claimcheck.errors import UnreadableWords
from claimcheck.forms import Form, Given, as_given, plain
from claimcheck.hedge_table import NOT_READ, Hedge, alone, hedge_table, longest
from claimcheck.moments import Moment
from claimcheck.number_words import Tokens, tokens
from claimcheck.paths import path_in_words, path_of
from claimcheck.suggestions import nearest
from claimcheck.times import Circumstances, between_times, hedged_time, time_in_words, told_period

__all__ = ["Circumstances", "Reading", "hedge_table", "natural_axis", "read", "read_answer"]

_BOUNDS: Final = {
    "at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than", "about": "about",
    "exactly": "exactly", "on": "on", "at": "on", "since": "since", "from": "from",
}  # fmt: skip
_DATES_ONLY: Final = frozenset(("on", "at", "since", "from"))
_SOME_DAY: Final = Circumstances(said=datetime.date(2000, 12, 31))
_NOTHING_LEFT: Final = "an answer that leaves something: it leaves no answer"


@attrs.frozen
class Reading:
    """What was said, read: the two sets, and what no set can hold.

    `flat` is the same said without "probably". `silence` is "", "unknown" or "withheld". `only` closes an aspect with
    several values. `denies` tells a denial.
    """

    answer: Answer
    flat: Answer
    silence: str = ""
    only: bool = False
    denies: bool = False


@attrs.frozen
class _Asked:
    """What a reading needs beside the words: the axis, and what is known around them."""

    axis: Axis
    around: Circumstances
    tolerance: Fraction
    aliases: Mapping[str, tuple[str, ...]]


def read(
    given: Given,
    axis: Axis,
    *,
    circumstances: Circumstances = Circumstances(),  # noqa: B008 (immutable)
    tolerance: Fraction = Fraction(0),  # noqa: B008 (immutable)
    aliases: Mapping[str, tuple[str, ...]] = {},  # noqa: B006 (never written)
) -> Reading:
    """What an answer as given means on an axis.

    `tolerance` is the fraction by which the possible set of numbers is widened either way, before any denial. `aliases`
    are other names of places, folded, with the path each stands for.

    Raises `UnreadableWords` for what has no reading on that axis, more than one, or leaves nothing.
    """
    return _read(given, _Asked(axis, circumstances, tolerance, aliases))


def read_answer(
    given: Any,
    axis: Axis | str | None = None,
    *,
    said: datetime.date | str | None = None,
    event_zone: str = "UTC",
    speaker_zone: str | None = None,
    tolerance: float | Decimal | Fraction | str = 0,
) -> Answer:
    """The answer that words, a number or a form give; the axis from the words where none is named.

    >>> print(read_answer("more than 1,000"))
    at least 1,001
    >>> print(read_answer("Friday", said="2025-07-05"))
    4 July 2025

    Raises `UnreadableWords` where they give none.
    """
    if isinstance(axis, str):
        from claimcheck.vocabulary import AXES

        if axis not in AXES:
            raise UnreadableWords(axis, f"an axis: one of {', '.join(AXES)}")
        axis = AXES[axis]
    words = as_given(given)
    asked = axis or natural_axis(words)
    if asked is None:
        raise UnreadableWords(given, "an answer that tells its axis", mend="name it: read_answer(..., axis='count')")
    if asked is PATH and axis is None and isinstance(words, str):
        raise UnreadableWords(
            given, "a number, a share, a date, yes or no", mend=nearest(words, COUNT) or "or name the axis: axis='path'"
        )
    day = said if said is None or (isinstance(said, datetime.date) and not isinstance(said, datetime.datetime)) else Moment.parse(said).day
    widening = Fraction(repr(tolerance) if isinstance(tolerance, float) else tolerance)
    around = Circumstances(said=day, event_zone=event_zone, speaker_zone=speaker_zone)
    return read(words, asked, circumstances=around, tolerance=widening).answer


def natural_axis(given: Given) -> Axis | None:
    """The axis that an answer has by itself: numbers count unless they tell a fraction; a word that is nothing else is a path.

    None for words that say nothing ("unknown", "withheld"). Raises `UnreadableWords` for numbers that have two readings,
    and for hedges on what is no number, share or date.
    """
    if isinstance(given, int):
        return COUNT
    if isinstance(given, Decimal):
        return number()
    if isinstance(given, str):
        return _natural(tokens(given), given)
    if isinstance(given, Form):
        return _natural_form(given)
    axes = [axis for one in given or () if (axis := natural_axis(one)) is not None]
    return next((axis for axis in axes if axis.name == "number"), axes[0] if axes else None)


def _natural_form(form: Form) -> Axis | None:
    if form.key == "sure":
        spans = form.get("possible") or form.get("sure") or ()
        bounds = [bound for span in spans if isinstance(span, tuple) for bound in span]  # type: ignore[union-attr]
        if any(isinstance(bound, str) and "\x1f" in bound for bound in bounds):
            return PATH
        return natural_axis(tuple(bounds))
    if form.key == "within":
        return PATH
    return INSTANT if form.key in _DATES_ONLY else natural_axis(form.items[0][1])


def _natural(words: Tokens, told: str) -> Axis | None:
    if alone("yes/no", words) is not None:
        return YES_NO
    if alone("any", words) is not None:
        return None
    outer = longest("before", "any", words)
    inner = longest("before", "number", words)
    if outer is not None and (inner is None or outer[1] >= inner[1]):
        return _natural(words[outer[1] :], told)
    if not _is_iso(words):
        refused = None
        for axis in (COUNT, number(), SHARE):
            try:
                if amount(words, axis) is not None:
                    return SHARE if axis is COUNT and amount_is_ratio(words) else axis
            except WrongAxis as error:
                refused = error
            except UnreadableWords:
                if _is_time(words, told):
                    return INSTANT
                raise
        if refused is not None and not _is_time(words, told):
            raise refused
    if _is_time(words, told):
        return INSTANT
    if inner is not None and inner[0].meaning not in ("at most", "between") or words[0][0].isdigit():
        raise _unreadable(told, COUNT)
    return PATH


def amount_is_ratio(words: Tokens) -> bool:
    """Whether a number is told as a part of a whole ("800 of 1,000")."""
    from claimcheck.number_words import ratio

    return ratio(words) is not None


def _is_iso(words: Tokens) -> bool:
    return len(words) > 2 and words[1] == "-" and len(words[0]) == 4 and words[0].isdigit() and len(words[2]) == 2


def _is_time(words: Tokens, told: str) -> bool:
    try:
        return time_in_words(words, told, _SOME_DAY) is not None
    except UnreadableWords:
        return True


# What was given, by its type


def _read(given: Given, asked: _Asked) -> Reading:
    if isinstance(given, str):
        reading = _in_words(tokens(given), given, asked)
        if reading is None:
            raise _unreadable(given, asked.axis)
    elif isinstance(given, (int, Decimal)):
        reading = _plainly(_typed(given, asked), asked)
    elif isinstance(given, Form):
        reading = _form(given, asked)
    else:
        raise UnreadableWords(plain(given), "an answer in words, a number or a form such as {at_least: 7}")
    if not reading.answer.possible:
        raise UnreadableWords(plain(given), _NOTHING_LEFT)
    return reading


def _plainly(answer: Answer, asked: _Asked) -> Reading:
    if asked.tolerance:
        answer = widened(answer, asked.tolerance)
    return Reading(answer, answer)


def _typed(given: int | Decimal, asked: _Asked) -> Answer:
    axis = asked.axis
    if axis.name in NUMERIC:
        return plain_number(given, axis)
    if axis.name == "instant":
        return time_of_given(given, "on", asked)
    if axis.name == "path":
        return path_of((str(given),), asked.aliases)
    raise UnreadableWords(given, _expected(axis))


# Words


def _in_words(words: Tokens, told: str, asked: _Asked) -> Reading | None:
    """The reading of words: hedges that stand alone, then those before anything, then what the axis holds."""
    axis = asked.axis
    silent = alone("any", words)
    if silent is not None:
        if axis.name == "instant" and words in (("may",),):
            raise UnreadableWords(told, "words with one reading: it is the month, or no answer", mend="write 'in May', or unknown")
        everything = Answer.everything(axis)
        return Reading(everything, everything, silence=silent.meaning)
    if axis.name == "yes/no":
        known = alone("yes/no", words)
        if known is not None:
            return _yes_or_no(known)
    outer = longest("before", "any", words)
    if outer is not None and not _goes_further(words, outer[1], axis):
        return _outer(outer[0], words[outer[1] :], _rest_of(told, words, outer[1]), asked)
    if axis.name in NUMERIC:
        found = amount(words, axis)
    elif axis.name == "instant":
        found = time_in_words(words, told, asked.around)
    elif axis.name == "path":
        found = path_in_words(told, asked.aliases)
    else:
        found = None
    return None if found is None else _plainly(found, asked)


def _goes_further(words: Tokens, length: int, axis: Axis) -> bool:
    """Whether a hedge of the axis itself takes more of the words ("not more than" than "not")."""
    kind = "number" if axis.name in NUMERIC else "time"
    other = longest("before", kind, words) if axis.name in NUMERIC or axis.name == "instant" else None
    whole = axis.name in NUMERIC and alone("share" if axis.name == "share" else "number", words) is not None
    return whole or (other is not None and other[1] > length)


def _rest_of(told: str, words: Tokens, taken: int) -> str:
    """The words as they were told, without the first tokens."""
    at = 0
    folded = told
    for _ in range(taken):
        found = tokens_at(folded, at)
        at = found
    return folded[at:].strip()


def tokens_at(told: str, at: int) -> int:
    """Where the token that begins at or after a place ends."""
    from claimcheck.number_words import TOKEN

    match = TOKEN.search(told, at)
    return len(told) if match is None else match.end()


def _yes_or_no(hedge: Hedge) -> Reading:
    flat = Answer.exactly(hedge.meaning in ("yes", "likely"), YES_NO)
    return Reading(flat.likely() if hedge.meaning in ("likely", "unlikely") else flat, flat)


def _outer(hedge: Hedge, rest: Tokens, told: str, asked: _Asked) -> Reading | None:
    """The reading of a likelihood, a denial, "only" or a mere possibility before anything."""
    inner = _in_words(rest, told, asked)
    if inner is None:
        return None
    return _wrapped(hedge.meaning, inner, told)


def _wrapped(meaning: str, inner: Reading, told: object) -> Reading:
    if meaning == "likely":
        return attrs.evolve(inner, answer=inner.answer.likely())
    if meaning == "may be":
        everything = Answer.everything(inner.answer.axis)
        return Reading(everything, everything, silence="unknown")
    if meaning == "only":
        if inner.only or inner.denies:
            raise UnreadableWords(told, "one value after 'only'")
        return attrs.evolve(inner, only=True)
    if inner.only:
        raise UnreadableWords(told, "no 'only' inside a denial: it denies the value, or that it is the only one")
    left = inner.answer.denied()
    if not left.possible:
        raise UnreadableWords(told, _NOTHING_LEFT, mend="deny the plain answer, without a likelihood")
    denied = Reading(left, left, denies=not inner.denies)
    return _wrapped("likely", denied, told) if meaning == "unlikely" else denied


# Forms


def _form(form: Form, asked: _Asked) -> Reading:
    key = form.key
    if key == "sure":
        answer = _spelt_out(form, asked.axis)
        return Reading(answer, answer)
    inside = form.items[0][1]
    if inside is None:
        raise UnreadableWords(plain(form), f"something after {key!r}")
    if key in ("probably", "not", "only"):
        meaning = "likely" if key == "probably" else key
        return _wrapped(meaning, _read(inside, asked), plain(form))
    if key == "any_of":
        return _any_of(inside, asked)
    if key == "within":
        return _within(form, inside, asked)
    if key == "between":
        return _plainly(_between(form, inside, asked), asked)
    return _plainly(_hedged_form(form, inside, asked), asked)


def _any_of(inside: Given, asked: _Asked) -> Reading:
    if not isinstance(inside, tuple) or not inside:
        raise UnreadableWords(plain(inside), "a list after any_of")
    readings = [_read(one, asked) for one in inside]
    if any(reading.silence or reading.only for reading in readings):
        raise UnreadableWords(plain(inside), "answers after any_of, without silence and 'only'")
    answer, flat = readings[0].answer, readings[0].flat
    for reading in readings[1:]:
        answer, flat = answer | reading.answer, flat | reading.flat
    return Reading(answer, flat, denies=all(reading.denies for reading in readings))


def _within(form: Form, inside: Given, asked: _Asked) -> Reading:
    names = inside if isinstance(inside, tuple) else (inside,)
    if asked.axis.name != "path":
        raise UnreadableWords(plain(form), _expected(asked.axis))
    steps = tuple(str(name) if isinstance(name, (int, Decimal)) else name for name in names)
    if not steps or not all(isinstance(step, str) for step in steps):
        raise UnreadableWords(plain(form), "a list of names after within, broad to narrow")
    answer = path_of(steps, asked.aliases)  # type: ignore[arg-type]
    return Reading(answer, answer)


def _between(form: Form, inside: Given, asked: _Asked) -> Answer:
    axis = asked.axis
    if not isinstance(inside, tuple) or len(inside) != 2 or None in inside:
        raise UnreadableWords(plain(form), "two ends after between, such as [100, 300]")
    if axis.name == "instant":
        first, last = (_period(one, asked) for one in inside)
        return between_times(first, last, plain(form), asked.around)
    if axis.name not in NUMERIC:
        raise UnreadableWords(plain(form), _expected(axis))
    low, high = (_number(one, axis) for one in inside)
    if low > high:
        raise UnreadableWords(plain(form), "the lower end first")
    return bounded("at least", low, axis) & bounded("at most", high, axis)


def _hedged_form(form: Form, inside: Given, asked: _Asked) -> Answer:
    key, axis = form.key, asked.axis
    if axis.name == "instant":
        return time_of_given(inside, _BOUNDS[key], asked)
    if axis.name not in NUMERIC or key in _DATES_ONLY:
        raise UnreadableWords(plain(form), _expected(axis))
    if isinstance(inside, str):
        found = hedged(_BOUNDS[key], tokens(inside), axis)
        if found is None:
            raise _unreadable(inside, axis)
        return found
    return bounded(_BOUNDS[key], _number(inside, axis), axis)


def _number(given: Given, axis: Axis) -> Fraction:
    if isinstance(given, (int, Decimal)):
        return Fraction(given)
    found = exact_number(tokens(given), axis) if isinstance(given, str) else None
    if found is None:
        raise UnreadableWords(plain(given), "a number")
    return found


def time_of_given(given: Given, meaning: str, asked: _Asked) -> Answer:
    """The answer of a hedge on a date that was given."""
    found = hedged_time(meaning, _period(given, asked), asked.around)
    assert found is not None
    return found


def _period(given: Given, asked: _Asked) -> Period:
    if isinstance(given, int):
        return of_moment(Moment.parse(given))
    found = told_period(tokens(given), given, asked.around) if isinstance(given, str) else None
    if found is None:
        raise UnreadableWords(plain(given), "a date such as 2025-07-04 or 2025-07-04T10:30+03:00")
    return found


def _spelt_out(form: Form, axis: Axis) -> Answer:
    possible = form.get("possible")
    try:
        return Answer(
            axis, _spans(form.get("sure"), axis), None if possible is None else _spans(possible, axis)
        )
    except AnswerError as error:
        raise UnreadableWords(plain(form), f"spans of the axis {axis.name!r}: {error}") from None


def _spans(given: Given, axis: Axis) -> list[Span]:
    if not isinstance(given, tuple) or not all(isinstance(span, tuple) and len(span) == 2 for span in given):
        raise UnreadableWords(plain(given), "a list of spans such as [[2, 4], [10, null]]")
    return [(_bound(lower, axis), _bound(upper, axis)) for lower, upper in given]  # type: ignore[misc]


def _bound(given: Given, axis: Axis) -> Any:
    if given is None or (axis.name == "path" and isinstance(given, str)):
        return given
    if axis.name == "yes/no" and isinstance(given, int):
        return given
    if axis.name == "instant" and isinstance(given, str):
        window = Moment.parse(given).window("UTC")
        return int(window[0])
    if axis.name in NUMERIC and isinstance(given, (int, Decimal)):
        return axis.step(given)
    if axis.name in NUMERIC and isinstance(given, str):
        top, _, below = given.partition("/")
        if all(part.lstrip("-").isdecimal() and part.isascii() for part in (top, below)) and int(below):
            return axis.step(Fraction(int(top), int(below)))
    raise UnreadableWords(plain(given), f"a bound on the axis {axis.name!r}, or null")


# What is told of what can't be read


def readable(words: Tokens, axis: Axis) -> bool:
    """Whether folded words have a reading on an axis."""
    try:
        return _in_words(words, " ".join(words), _Asked(axis, _SOME_DAY, Fraction(0), {})) is not None
    except UnreadableWords:
        return False


_EXPECTED: Final = {
    "count": "a count, such as 7, 'at least seven' or 'dozens'",
    "number": "a number, such as 7.8 or 'more than 2.5 million'",
    "share": "a share of a whole, such as 'most', '33 %', 'two thirds' or '800 of 1,000'",
    "instant": "a date, such as 2025-07-04, 'Friday' or 'since 2022'",
    "yes/no": "yes or no, 'probably not' or 'unknown'",
    "path": "a name, or {within: [broad, narrow]}",
}


def _expected(axis: Axis) -> str:
    return _EXPECTED[axis.name]


def _unreadable(told: str, axis: Axis) -> UnreadableWords:
    words = tokens(told)
    for word in words[:1]:
        if word in NOT_READ:
            return UnreadableWords(told, _expected(axis), mend=NOT_READ[word])
    return UnreadableWords(told, _expected(axis), mend=nearest(told, axis))
