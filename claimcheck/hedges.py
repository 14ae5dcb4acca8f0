"""Words to answers: "more than 1,000", "since 2022", "dozens", "probably not", or a form such as `{at_least: 7}`.

Each phrase has a plain reading and the loosest honest one; they are kept as one table, which the reader looks up and
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

from claimcheck.amounts import WrongAxis, amount
from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, Axis, number
from claimcheck.errors import UnreadableWords
from claimcheck.forms import Form, Given, as_given
from claimcheck.given_forms import DATES_ONLY, read_given
from claimcheck.hedge_table import NOT_READ, alone, hedge_table, longest
from claimcheck.moments import Moment
from claimcheck.number_words import NUMBER_WORDS, Tokens, ratio, tokens
from claimcheck.readings import Asked, Reading
from claimcheck.suggestions import nearest
from claimcheck.times import NOWHERE, SOME_DAY, Circumstances, time_in_words

__all__ = ["Circumstances", "Reading", "hedge_table", "natural_axis", "read", "read_answer"]

_EXACT: Final = Fraction(0)
_NO_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {}


def read(
    given: Given,
    axis: Axis,
    *,
    circumstances: Circumstances = NOWHERE,
    tolerance: Fraction = _EXACT,
    aliases: Mapping[str, tuple[str, ...]] = _NO_ALIASES,
) -> Reading:
    """What an answer as given means on an axis.

    `tolerance` is the fraction by which the possible set of numbers is widened either way, before any denial. `aliases`
    are other names of places, folded, with the path each stands for.

    >>> from claimcheck.forms import as_given
    >>> str(read(as_given({"not": 50}), COUNT).answer)
    'anything but 50'

    Raises `UnreadableWords` for what has no reading on that axis, more than one, or leaves nothing.
    """
    return read_given(given, Asked(axis, circumstances, tolerance, aliases))


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

    `said` is the day the words were said; it is needed for "Friday" or "last month".

    >>> print(read_answer("more than 1,000"))
    more than 1,000
    >>> print(read_answer("Friday", said="2025-07-05"))
    4 July 2025
    >>> print(read_answer("Kursk region", "path"))
    kursk region

    Raises `UnreadableWords` where they give none, and where no axis is named and they are no more than a name.
    """
    words = as_given(given)
    asked = _axis_named(axis) or natural_axis(words)
    if asked is None:
        raise UnreadableWords(
            given, "an answer that tells its axis", mend="name it: read_answer(..., axis='count')"
        )
    if asked is PATH and axis is None and isinstance(words, str):
        raise _unreadable(words)
    circumstances = Circumstances(_day(said), event_zone, speaker_zone)
    return read(words, asked, circumstances=circumstances, tolerance=_fraction(tolerance)).answer


def natural_axis(given: Given) -> Axis | None:
    """The axis that an answer has by itself: whole numbers count; a word that is nothing else is a path.

    None for what says nothing ("unknown", "withheld").

    >>> [natural_axis(words).name for words in ("two", "7.8", "33 %", "since 2022", "no", "Belarus")]
    ['count', 'number', 'share', 'instant', 'yes/no', 'path']

    Raises `UnreadableWords` for numbers with two readings, and for words that begin like a number or a hedged one and
    are none.
    """
    if isinstance(given, str):
        return _of_words(tokens(given), given)
    if isinstance(given, int):
        return COUNT
    if isinstance(given, Decimal):
        return number()
    if isinstance(given, Form):
        return _of_form(given)
    axes = [axis for one in given or () if (axis := natural_axis(one)) is not None]
    return next((axis for axis in axes if axis.name == "number"), axes[0] if axes else None)


def _of_form(form: Form) -> Axis | None:
    if form.key == "within":
        return PATH
    if form.key in DATES_ONLY:
        return INSTANT
    if form.key != "sure":
        return natural_axis(form.items[0][1])
    spans = [
        span
        for _, spans in form.items
        if isinstance(spans, tuple)
        for span in spans
        if isinstance(span, tuple)
    ]
    bounds = tuple(bound for span in spans for bound in span if bound is not None)
    if any(isinstance(bound, str) and not bound[:1].isdigit() for bound in bounds):
        return PATH
    return natural_axis(bounds)


def _of_words(words: Tokens, told: str) -> Axis | None:
    if alone("yes/no", words) is not None:
        return YES_NO
    if alone("any", words) is not None:
        return None
    outer, own = longest("before", "any", words), longest("before", "number", words)
    if outer is not None and (own is None or outer[1] >= own[1]) and alone("number", words) is None:
        return _of_words(words[outer[1] :], told)
    if _is_iso(words):
        return INSTANT
    numeric = _of_number(words, told)
    if numeric is not None:
        return numeric
    if _is_time(words, told):
        return INSTANT
    if _begins_like_a_number(words):
        raise _unreadable(told)
    return PATH


def _of_number(words: Tokens, told: str) -> Axis | None:
    """The first axis of numbers on which the words are one."""
    refused: UnreadableWords | None = None
    for axis in (COUNT, number(), SHARE):
        try:
            if amount(words, axis) is not None:
                return SHARE if ratio(words) is not None else axis
        except WrongAxis as error:
            refused = error
        except UnreadableWords as error:
            refused = error
            break
    if refused is not None and not _is_time(words, told):
        raise refused
    return None


def _begins_like_a_number(words: Tokens) -> bool:
    """Whether words are so near a number that to take them for a name would be a guess."""
    if words[0] in NOT_READ:
        return True
    has_figure = any(word in NUMBER_WORDS or word[0].isdigit() for word in words)
    if not has_figure:
        return False
    if (
        words[0] in NUMBER_WORDS
        or words[0] == "minus"
        or not words[0].isalpha()
        or any(word in NOT_READ for word in words)
    ):
        return True
    if longest("before", "number", words) is not None:
        return True
    return nearest(" ".join(words), _reads_somewhere).startswith("did you mean")


def _unreadable(told: str) -> UnreadableWords:
    mend = nearest(told, _reads_somewhere) or "for a name, declare the axis 'path' or write {within: [...]}"
    mend = next((NOT_READ[word] for word in tokens(told) if word in NOT_READ), mend)
    return UnreadableWords(told, "a number, a share, a date, yes or no", mend=mend)


def _reads_somewhere(words: Tokens) -> bool:
    try:
        return any(amount(words, axis) is not None for axis in (COUNT, number(), SHARE)) or _is_time(
            words, " ".join(words)
        )
    except UnreadableWords:
        return False


def _is_time(words: Tokens, told: str) -> bool:
    """Whether words tell a date, be it one that can't be read."""
    try:
        return time_in_words(words, told, SOME_DAY) is not None
    except UnreadableWords:
        return True


def _is_iso(words: Tokens) -> bool:
    return (
        len(words) > 2
        and words[1] == "-"
        and len(words[0]) == 4
        and words[0].isdigit()
        and len(words[2]) == 2
    )


def _axis_named(axis: Axis | str | None) -> Axis | None:
    if not isinstance(axis, str):
        return axis
    axes = {known.name: known for known in (COUNT, SHARE, number(), INSTANT, YES_NO, PATH)}
    if axis not in axes:
        raise UnreadableWords(axis, f"an axis: one of {', '.join(axes)}")
    return axes[axis]


def _day(said: datetime.date | str | None) -> datetime.date | None:
    if isinstance(said, str):
        return Moment.parse(said).day
    return said.date() if isinstance(said, datetime.datetime) else said


def _fraction(tolerance: float | Decimal | Fraction | str) -> Fraction:
    try:
        exact = Fraction(repr(tolerance) if isinstance(tolerance, float) else tolerance)
    except (ValueError, ArithmeticError):
        exact = Fraction(-1)
    if not 0 <= exact <= 1:
        raise UnreadableWords(tolerance, "a tolerance from 0 to 1")
    return exact
