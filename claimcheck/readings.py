"""Words as readings: hedges around anything at all ("probably", "denied that", "unknown"), then what the axis holds.

Words are read from the outside in, always by the longest hedge that fits, so there is one way to read them and no going
back.

>>> from claimcheck.answers import COUNT
>>> in_words("denied that about 50", Asked(COUNT)).denies
True
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import attrs

from claimcheck.amounts import NUMERIC, amount, widened
from claimcheck.answers import YES_NO, Answer, Axis
from claimcheck.errors import UnreadableWords
from claimcheck.hedge_table import NOT_READ, Hedge, alone, longest
from claimcheck.number_words import Tokens, after_tokens, tokens
from claimcheck.paths import path_in_words
from claimcheck.suggestions import nearest
from claimcheck.times import NOWHERE, SOME_DAY, Circumstances, time_in_words

__all__ = [
    "NOTHING_LEFT",
    "Asked",
    "Reading",
    "expected",
    "in_words",
    "plainly",
    "reads",
    "unreadable",
    "wrapped",
]

NOTHING_LEFT: Final = "an answer that leaves something: this leaves no answer"

_EXACT: Final = Fraction(0)
_EXPECTED: Final = {
    "count": "a count, such as 7, 'at least seven' or 'dozens'",
    "number": "a number, such as 7.8 or 'more than 2.5 million'",
    "share": "a share of a whole, such as 'most', '33 %', 'two thirds' or '800 of 1,000'",
    "instant": "a date, such as 2025-07-04, 'Friday' or 'since 2022'",
    "yes/no": "yes or no, such as 'probably not'",
    "path": "a name, or {within: [broad, narrow]}",
}


@attrs.frozen
class Reading:
    """What was said, read: the two sets, and what no set can hold.

    `flat` is the same said without "probably". `silence` is "", "unknown" or "withheld". `only`: it closes an aspect that
    may have several values. `denies`: it is a denial.
    """

    answer: Answer
    flat: Answer
    silence: str = ""
    only: bool = False
    denies: bool = False


@attrs.frozen
class Asked:
    """What a reading needs beside the words: the axis, and what is known around them."""

    axis: Axis
    around: Circumstances = NOWHERE
    tolerance: Fraction = _EXACT
    aliases: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)


def in_words(told: str, asked: Asked) -> Reading:
    """The reading of words on an axis.

    Raises `UnreadableWords` for words that have none, or more than one.
    """
    reading = _reading(tokens(told), told, asked)
    if reading is None:
        raise unreadable(told, asked.axis)
    return reading


def reads(words: Tokens, axis: Axis) -> bool:
    """Whether folded words have a reading on an axis."""
    try:
        return _reading(words, " ".join(words), Asked(axis, SOME_DAY)) is not None
    except UnreadableWords:
        return False


def plainly(answer: Answer, asked: Asked) -> Reading:
    """The reading that says just this, with the aspect's tolerance."""
    if asked.tolerance:
        answer = widened(answer, asked.tolerance)
    return Reading(answer, answer)


def wrapped(meaning: str, inner: Reading, told: object) -> Reading:
    """A reading under a likelihood, a mere possibility, a denial or "only".

    Raises `UnreadableWords` where that leaves nothing, or has two readings.
    """
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
        raise UnreadableWords(
            told, "no 'only' inside a denial: it denies the value, or that it is the only one"
        )
    left = inner.answer.denied()
    if not left.possible:
        raise UnreadableWords(told, NOTHING_LEFT, mend="deny what was said, without a likelihood")
    denied = Reading(left, left, denies=not inner.denies)
    return wrapped("likely", denied, told) if meaning == "unlikely" else denied


def expected(axis: Axis) -> str:
    """What an axis wants to be told, with examples."""
    return _EXPECTED[axis.name]


def unreadable(told: str, axis: Axis) -> UnreadableWords:
    """The error for words that have no reading, with the nearest that have."""
    words = tokens(told)
    mend = next((NOT_READ[word] for word in words[:12] if word in NOT_READ), "")
    return UnreadableWords(told, expected(axis), mend=mend or nearest(told, lambda kept: reads(kept, axis)))


def _reading(words: Tokens, told: str, asked: Asked) -> Reading | None:
    axis = asked.axis
    silent = alone("any", words)
    if silent is not None:
        if axis.name == "instant" and words == ("may",):
            raise UnreadableWords(
                told,
                "words with one reading: it is the month, or no answer",
                mend="write 'in May', or 'unknown'",
            )
        everything = Answer.everything(axis)
        return Reading(everything, everything, silence=silent.meaning)
    known = alone("yes/no", words) if axis.name == "yes/no" else None
    if known is not None:
        return _yes_or_no(known)
    outer = longest("before", "any", words)
    if outer is not None and not _taken_by_axis(words, outer[1], axis):
        hedge, length = outer
        inner = _reading(words[length:], after_tokens(told, words, length), asked)
        return None if inner is None else wrapped(hedge.meaning, inner, told)
    found = _on_axis(words, told, asked)
    return None if found is None else plainly(found, asked)


def _on_axis(words: Tokens, told: str, asked: Asked) -> Answer | None:
    if asked.axis.name in NUMERIC:
        return amount(words, asked.axis)
    if asked.axis.name == "instant":
        return time_in_words(words, told, asked.around)
    if asked.axis.name == "path":
        return path_in_words(told, asked.aliases)
    return None


def _taken_by_axis(words: Tokens, length: int, axis: Axis) -> bool:
    """Whether a hedge of the axis itself takes more of the words: "not more than" before "not", "not one" as a whole."""
    if axis.name in NUMERIC:
        own = longest("before", "number", words)
        whole = alone("share" if axis.name == "share" else "number", words)
    elif axis.name == "instant":
        own, whole = longest("before", "time", words), None
    else:
        return False
    return whole is not None or (own is not None and own[1] > length)


def _yes_or_no(hedge: Hedge) -> Reading:
    flat = Answer.exactly(hedge.meaning in ("yes", "likely"), YES_NO)
    answer = flat.likely() if hedge.meaning in ("likely", "unlikely") else flat
    return Reading(answer, flat, denies=hedge.meaning == "denied")
