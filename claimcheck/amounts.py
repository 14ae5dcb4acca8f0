"""Hedged numbers as answers: what "about 300", "dozens" or "between 100 and 300" leave on an axis of numbers.

Values are put on the axis' grid first, bounds are built after; no float takes part. An `Amount` is what stands behind a
hedge: the number alone, and the two sets that it means without one.

>>> from claimcheck.answers import COUNT
>>> from claimcheck.number_words import tokens
>>> amount(tokens("about 50"), COUNT)
Answer(COUNT, sure=[(45, 56)], possible=[(40, 61)])
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from claimcheck.answers import Answer, Axis, Span
from claimcheck.errors import UnreadableWords
from claimcheck.hedge_table import alone, longest
from claimcheck.number_words import Figure, Tokens, figure, ratio

__all__ = [
    "NUMERIC",
    "WrongAxis",
    "amount",
    "bounded",
    "exact_number",
    "hedged",
    "plain_number",
    "ranged",
    "widened",
]

NUMERIC: Final = frozenset(("count", "share", "number"))

Closed: TypeAlias = tuple[Fraction | None, Fraction | None]

_FIVE: Final = Fraction(1, 20)
_TEN: Final = Fraction(1, 10)
_TWENTY: Final = Fraction(1, 5)

_FILLERS: Final[tuple[Tokens, ...]] = (
    ("people",), ("persons",), ("person",), ("individuals",), ("lives",), ("times",), ("in", "all"), ("in", "total"),
    ("altogether",), ("overall",), ("all", "told"), ("of", "them"), ("of", "those"), ("of", "the", "total"), ("of",),
)  # fmt: skip
_ENDS_OF_FILLERS: Final = frozenset(filler[-1] for filler in _FILLERS)


class WrongAxis(UnreadableWords):
    """A number that the axis can't hold, though another could."""


def amount(words: Tokens, axis: Axis) -> Answer | None:
    """The answer that number words with their hedges give on a count, share or number axis; None where they give none.

    Raises `UnreadableWords` for a number with two readings, `WrongAxis` for one that the axis can't hold.
    """
    words = _without_fillers(words)
    known = _alone(words, axis)
    if known is not None:
        return known
    before, after = longest("before", "number", words), longest("after", "number", words)
    if before is not None:
        hedge, length = before
        return hedged(hedge.meaning, words[length:], axis)
    if after is not None:
        hedge, length = after
        return hedged(hedge.meaning, words[:-length], axis)
    for reader in (_range, _either, _figure):
        found = reader(words, axis)
        if found is not None:
            return found
    return None


def hedged(meaning: str, words: Tokens, axis: Axis) -> Answer | None:
    """The answer of one hedge before (or after) number words; None where it can't stand there."""
    words = _without_fillers(words)
    if meaning == "between":
        return _between(words, axis)
    number = exact_number(words, axis)
    if number is not None:
        return bounded(meaning, number, axis)
    if meaning == "as it is":
        return amount(words, axis)
    if meaning == "about":
        return _loosened(_range(words, axis), axis)
    vague = amount(words, axis) if meaning in ("at least", "at most") else None
    if vague is None or len(vague.sure) != 1 or len(vague.possible) != 1:
        return None
    if meaning == "at least":
        return Answer(axis, [(vague.sure[0][0], None)], [(vague.possible[0][0], None)])
    return Answer(axis, [(None, vague.sure[0][1])], [(None, vague.possible[0][1])])


def bounded(meaning: str, number: Fraction, axis: Axis) -> Answer:
    """The answer of a hedge on one number.

    Raises `WrongAxis` where that leaves nothing on the axis.
    """
    step, size = _step(number, axis), abs(number)
    sure: Span
    possible: Span
    if meaning in ("exactly", "as it is"):
        sure = possible = (step, step + 1)
    elif meaning == "about":
        sure, possible = _about(number, axis)
    elif meaning == "at least":
        sure = possible = (step, None)
    elif meaning == "more than":
        sure = possible = (step + 1, None)
    elif meaning == "at most":
        sure = possible = (None, step + 1)
    elif meaning == "less than":
        sure = possible = (None, step)
    elif meaning == "upwards of":
        sure, possible = (step + 1, None), (step, None)
    elif meaning == "well over":
        sure, possible = (_beyond(number + _TEN * size, axis), None), (step + 1, None)
    elif meaning == "well under":
        sure, possible = (None, _short_of(number - _TEN * size, axis)), (None, step)
    elif meaning == "nearly":
        sure = (min(_up(number - _TEN * size, axis), step - 1), step)
        possible = (min(_up(number - _TWENTY * size, axis), step - 1), step + 1)
    elif meaning == "just over":
        sure = (step + 1, max(_down(number + _TEN * size, axis) + 1, step + 2))
        possible = (step, max(_down(number + _TWENTY * size, axis) + 1, step + 2))
    else:
        assert meaning == "odd", meaning
        sure = (step, _down(number + _TEN * size, axis) + 1)
        possible = _about(number, axis)[1]
    return _answer(axis, sure, possible, number)


def plain_number(value: int | Decimal, axis: Axis) -> Answer:
    """The answer of a typed number: exact, save that two zeros at its end, or decimals, are read as rounding."""
    if isinstance(value, int):
        if axis.name == "count" and value >= 0 and (value % 100 or not value):  # by far the commonest answer
            return Answer(axis, ((value, value + 1),))
        return _as_written(Figure(Fraction(value), "digits"), axis)
    exact, places = Fraction(value), 0
    while (exact * 10**places).denominator != 1:  # by its value: 2.50 is 2.5
        places += 1
    return _as_written(Figure(exact, "rounded" if places else "digits", Fraction(1, 10**places)), axis)


def exact_number(words: Tokens, axis: Axis) -> Fraction | None:
    """The number alone that the words are, as a bound takes it; None where they are no plain number.

    Raises `WrongAxis` where the axis can't hold it.
    """
    found = figure(words)
    if found is None:
        shares = ratio(words) if axis.name == "share" else None
        if shares is not None:
            return _share_of(shares, words)
        if axis.name == "share" and words in (("all",), ("none",)):
            return Fraction(int(words == ("all",)))
        return None
    _fit(found, words, axis)
    return found.value


def widened(answer: Answer, tolerance: Fraction) -> Answer:
    """The same answer with what is possible stretched by a fraction of each bound, either way, onto the grid inwards."""
    if not tolerance or answer.axis.name not in NUMERIC:
        return answer
    spans = []
    for lower, upper in answer.possible:
        low = None if lower is None else math.ceil(lower - abs(lower) * tolerance)
        last = None if upper is None else upper - 1
        high = None if last is None else math.floor(last + abs(last) * tolerance) + 1
        spans.append((low, high))
    return Answer(answer.axis, answer.sure, (*answer.possible, *spans))


def _alone(words: Tokens, axis: Axis) -> Answer | None:
    hedge = alone("share" if axis.name == "share" else "number", words)
    if hedge is None:
        return None
    return Answer(axis, [_closed(hedge.sure, axis)], [_closed(hedge.possible, axis)])


def _closed(bounds: tuple[Fraction | int | None, Fraction | int | None], axis: Axis) -> Span:
    lowest, highest = bounds
    return (
        None if lowest is None else _step(Fraction(lowest), axis),
        None if highest is None else _step(Fraction(highest), axis) + 1,
    )


def _figure(words: Tokens, axis: Axis) -> Answer | None:
    found = figure(words)
    if found is not None:
        _fit(found, words, axis)
        return _as_written(found, axis)
    parts = ratio(words)
    if parts is None:
        return None
    if axis.name == "share":
        return bounded("exactly" if parts[2] else "about", _share_of(parts, words), axis)
    if not parts[2]:
        raise WrongAxis(" ".join(words), f"a {axis.name}, not a share of a whole")
    _share_of(parts, words)
    return bounded("exactly", parts[0].value, axis)


def _as_written(found: Figure, axis: Axis) -> Answer:
    """The answer of a figure without a hedge: as exact as it is written."""
    value = found.value
    if found.manner == "round":
        return bounded("about", value, axis)
    if found.manner == "words":
        return bounded("exactly", value, axis)
    if found.manner == "digits":
        exact = bounded("exactly", value, axis)
        if value == 0 or value % 100:
            return exact
        spread = (_up(value - abs(value) * _FIVE, axis), _down(value + abs(value) * _FIVE, axis) + 1)
        return Answer(axis, exact.sure, [spread])
    return _rounded(found, axis)


def _rounded(found: Figure, axis: Axis) -> Answer:
    """Decimals and millions: sure to half of the last digit, possible to one of it, never looser than "about"."""
    value, unit = found.value, found.unit
    step = _step(value, axis)
    narrow, wide = abs(value) * _FIVE, abs(value) * _TWENTY
    low = _up(value - min(unit / 2, narrow), axis)
    high = _short_of(value + unit / 2, axis) if unit / 2 <= narrow else _down(value + narrow, axis) + 1
    if unit <= wide:
        loose = (_beyond(value - unit, axis), _short_of(value + unit, axis))
    else:
        loose = (_up(value - wide, axis), _down(value + wide, axis) + 1)
    sure = (min(low, step), max(high, step + 1))
    possible = (min(loose[0], sure[0]), max(loose[1], sure[1]))
    return _answer(axis, sure, possible, value)


def _about(number: Fraction, axis: Axis) -> tuple[Span, Span]:
    size = abs(number)
    narrow, wide = size * _FIVE, size * _TWENTY
    if axis.name == "count":
        narrow, wide = max(narrow, min(size * _TEN, Fraction(5))), max(wide, Fraction(1))
    step = _step(number, axis)

    def around(half: Fraction) -> Span:
        return min(_up(number - half, axis), step), max(_down(number + half, axis), step) + 1

    return around(narrow), around(wide)


def _range(words: Tokens, axis: Axis) -> Answer | None:
    """ "100 to 300", and "100-300" in digits."""
    for position, word in enumerate(words[1:-1], 1):
        if word == "to" or (word == "-" and words[position + 1][0].isdigit() and words[0][0].isdigit()):
            return _ends(words[:position], words[position + 1 :], axis)
    return None


def _between(words: Tokens, axis: Axis) -> Answer | None:
    for position, word in enumerate(words[1:-1], 1):
        if word == "and":
            found = _ends(words[:position], words[position + 1 :], axis)
            if found is not None:
                return found
    return _range(words, axis)


def _ends(first: Tokens, second: Tokens, axis: Axis) -> Answer | None:
    """From the one to the other, both included."""
    low, high = _two(first, second)
    if low is None or high is None:
        return None
    _fit(low, first, axis)
    _fit(high, second, axis)
    if low.value > high.value:
        told = f"{' '.join(first)} to {' '.join(second)}"
        raise UnreadableWords(
            told, "the lower end first", mend=f"write {' '.join(second)} to {' '.join(first)}"
        )
    span = (_step(low.value, axis), _step(high.value, axis) + 1)
    return Answer(axis, [span])


def _two(first: Tokens, second: Tokens) -> tuple[Figure | None, Figure | None]:
    """Two figures; in digits, what follows the second ("million", "%") goes for both where that keeps them in order."""
    high = figure(second)
    shared = second[1:] if second[0][0].isdigit() and len(first) == 1 and first[0][0].isdigit() else ()
    low = figure((*first, *shared))
    if low is None or high is None or low.value > high.value:
        low = figure(first)
    return low, high


def _either(words: Tokens, axis: Axis) -> Answer | None:
    """ "seven or eight", "2 or 3 million": one or the other."""
    position = words.index("or") if words.count("or") == 1 else 0
    if not 0 < position < len(words) - 1:
        return None
    first, second = _two(words[:position], words[position + 1 :])
    if first is None or second is None:
        return None
    _fit(first, words, axis)
    _fit(second, words, axis)
    return _as_written(first, axis) | _as_written(second, axis)


def ranged(low: Fraction, high: Fraction, axis: Axis) -> Answer:
    """The answer of two numbers and all between them, the lower first.

    Raises `WrongAxis` where that leaves nothing on the axis.
    """
    span = _step(low, axis), _step(high, axis) + 1
    beyond = axis.top is not None and span[0] >= axis.top
    return _answer(axis, span, span, low if beyond else high)


def _loosened(answer: Answer | None, axis: Axis) -> Answer | None:
    return None if answer is None else widened(answer, _TWENTY)


def _share_of(parts: tuple[Figure, Figure, bool], words: Tokens) -> Fraction:
    part, whole, _ = parts
    if not 0 <= part.value <= whole.value or not whole.value:
        raise UnreadableWords(" ".join(words), "a part that is no more than its whole")
    return part.value / whole.value


def _fit(found: Figure, words: Tokens, axis: Axis) -> None:
    if axis.name == "share":
        if not 0 <= found.value <= 1:
            told = " ".join(words)
            mend = "" if found.share else f"write '{told} %', or '{told} of' the whole"
            raise WrongAxis(told, "a share of a whole, from 0 to 1 or 0 % to 100 %", mend=mend)
    elif found.share:
        raise WrongAxis(" ".join(words), f"a {axis.name}, not a share of a whole")


def _step(value: Fraction, axis: Axis) -> int:
    """The grid step nearest to a value; on counts it must be one."""
    assert axis.grid is not None
    if axis.name == "count":
        if value.denominator != 1 or value < 0:
            raise WrongAxis(
                _told(value),
                "a count, which is a whole number from 0 up",
                mend="or declare the axis 'number'",
            )
        return value.numerator
    if axis.name == "share" and not 0 <= value <= 1:
        raise WrongAxis(_told(value), "a share of a whole, from 0 to 1 or 0 % to 100 %")
    return round(value / axis.grid)


def _up(value: Fraction, axis: Axis) -> int:
    """The first step at or above a value."""
    assert axis.grid is not None
    return math.ceil(value / axis.grid)


def _down(value: Fraction, axis: Axis) -> int:
    """The last step at or below a value."""
    assert axis.grid is not None
    return math.floor(value / axis.grid)


def _beyond(value: Fraction, axis: Axis) -> int:
    """The first step above a value."""
    return _down(value, axis) + 1


def _short_of(value: Fraction, axis: Axis) -> int:
    """The end, not included, of all steps below a value."""
    return _up(value, axis)


def _answer(axis: Axis, sure: Span, possible: Span, number: Fraction) -> Answer:
    top = axis.top
    for lower, upper in (sure, possible):
        empty = upper is not None and axis.lowest is not None and upper <= axis.lowest
        if (
            empty
            or (lower is not None and top is not None and lower >= top)
            or (None not in (lower, upper) and lower >= upper)
        ):
            raise WrongAxis(_told(number), f"a bound that leaves some {axis.name}: this leaves no answer")
    return Answer(axis, [sure], [possible])


def _told(value: Fraction) -> str:
    return (
        str(value)
        if value.denominator == 1
        else f"{float(value):.6g}"
        if abs(value) < 10**300
        else "a number"
    )


def _without_fillers(words: Tokens) -> Tokens:
    """Without what names nothing that was counted: "people", "in total", "of them"."""
    while words and words[-1] in _ENDS_OF_FILLERS:
        for filler in _FILLERS:
            if len(words) > len(filler) and words[-len(filler) :] == filler:
                words = words[: -len(filler)]
                break
        else:
            break
    return words
