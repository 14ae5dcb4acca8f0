"""Figures as reports write them: `1,000`, `3.5 million`, `twenty-one`, `a dozen`, `two thirds`, `33 %`.

A figure is read whole or not at all, by tokens, and keeps how it was written, for that says how round it is. English
number words are a closed class, so the grammar is strict and our own: "twenty ten" and "five fifty" are no numbers.

>>> figure(tokens("three hundred and five")).value, figure(tokens("twenty ten"))
(Fraction(305, 1), None)
>>> figure(tokens("3.5 million")).unit
Fraction(100000, 1)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, TypeAlias

import attrs

from claimcheck.errors import UnreadableWords
from claimcheck.text import fold

__all__ = ["NUMBER_WORDS", "Figure", "Tokens", "after_tokens", "cardinal", "figure", "ratio", "tokens"]

Tokens: TypeAlias = tuple[str, ...]

LONGEST: Final = 200

_TOKEN: Final = re.compile(r"[0-9]++(?:[.,][0-9]++)*+|[^\W\d_]++(?:'[^\W\d_]++)*+|\S")
_ALIKE: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"}
)

_UNITS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS: Final = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_MAGNITUDES: Final = {
    "thousand": 10**3, "million": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_GROUPS: Final = {"dozen": 12, "score": 20}
_AFTER_DIGITS: Final = {"hundred": 100, **_MAGNITUDES, **_GROUPS}
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_PERCENT: Final = (("%",), ("percent",), ("per", "cent"), ("pct",))

NUMBER_WORDS: Final = frozenset(
    (*_UNITS, *_TEENS, *_TENS, *_AFTER_DIGITS, *_PARTS, "zero", "percent", "cent")
)
"""Every word that a figure can be made of, save "a", "and", "of" and "per"."""


@attrs.frozen
class Figure:
    """A number as it was written.

    `unit` is what its last digit counts (100,000 in "3.5 million"). `manner` is "digits" (a whole number in digits),
    "rounded" (decimals, millions, per cent), "words" (an exact word: "seven") or "round" ("fifty", "a third").
    `share` is whether it can only be a share of a whole.
    """

    value: Fraction
    manner: str
    unit: Fraction = Fraction(1)
    share: bool = False


def tokens(words: str) -> Tokens:
    """The words of a text, folded, with figures, signs and hyphens on their own.

    Raises `UnreadableWords` for text over 200 characters and for digits other than 0 to 9 (folding would turn `²`
    into 2), and for text that folds to nothing.
    """
    if len(words) > LONGEST:
        raise UnreadableWords(
            words, f"an answer of at most {LONGEST} characters", mend="move the rest to the quote"
        )
    if not words.isascii():
        for character in words:
            if unicodedata.category(character)[0] == "N" and not character.isascii():
                raise UnreadableWords(
                    words,
                    f"figures made of the digits 0 to 9, not {character!r}",
                    mend="write it in those, or in words",
                )
    found = _TOKEN.findall(fold(words).translate(_ALIKE))
    while len(found) > 1 and found[-1] in ".!":
        found.pop()
    if not found:
        raise UnreadableWords(words, "an answer in words")
    return tuple(found)


def after_tokens(told: str, words: Tokens, taken: int) -> str:
    """What is left of words as they were told, without the first `taken` of their tokens."""
    for text in (told, fold(told)):
        places = list(_TOKEN.finditer(text.translate(_ALIKE)))
        if len(places) == len(words):
            return text[places[taken].start() :]
    return " ".join(words[taken:])


def figure(words: Sequence[str]) -> Figure | None:
    """The number that all these tokens make together; None where they make none.

    Raises `UnreadableWords` for digits with two readings ("1.000") or in no known grouping ("1,00").
    """
    words = tuple(words)
    for sign in _PERCENT:
        if words[-len(sign) :] == sign and len(words) > len(sign):
            return _percent(words[: -len(sign)], words)
    if words and words[0][0].isdigit():
        return _in_digits(words)
    if len(words) > 1 and words[0] in ("-", "minus") and words[1][0].isdigit():
        positive = _in_digits(words[1:])
        return None if positive is None else attrs.evolve(positive, value=-positive.value)
    return _in_words(words)


def ratio(words: Sequence[str]) -> tuple[Figure, Figure, bool] | None:
    """Part and whole of "800 of 1,000" or "two in three", and whether it is exact; None where it is no ratio.

    "In" tells a proportion, so it is never exact; "of" counts; "out of" counts where it is written in digits.
    """
    words = tuple(words)
    for position, word in enumerate(words[1:-1], 1):
        if word not in ("of", "in", "out"):
            continue
        beyond = position + (2 if words[position : position + 2] == ("out", "of") else 1)
        while beyond < len(words) and words[beyond] in ("the", "every"):
            beyond += 1
        part, whole = figure(words[:position]), figure(words[beyond:])
        if part is None or whole is None or part.share or whole.share or word == "out" == words[beyond - 1]:
            return None
        crisp = ("digits",) if word == "out" else ("digits", "words")
        exact = word != "in" and part.manner in crisp and whole.manner in crisp
        return part, whole, exact
    return None


def cardinal(words: Sequence[str]) -> int | None:
    """The whole number that number words make ("two thousand and five"); None where they make none."""
    reader = _Cardinal(tuple(words))
    value = reader.read()
    return value if reader.at == len(reader.words) else None


def _percent(words: Tokens, told: Tokens) -> Figure | None:
    found = _in_digits(words, grouped=True) if words[0][0].isdigit() else _in_words(words)
    if found is None or found.share:
        return None
    manner = "round" if found.manner == "round" else "rounded"
    return Figure(found.value / 100, manner, found.unit / 100, share=True)


def _in_digits(words: Tokens, *, grouped: bool = False) -> Figure | None:
    scale = 1
    for word in words[1:]:
        if word not in _AFTER_DIGITS or len(words) > 3:
            return None
        scale *= _AFTER_DIGITS[word]
    value, unit = _digits(words[0], words, grouped or scale > 1)
    if len(words) == 1:
        return Figure(value, "digits" if unit == 1 else "rounded", unit)
    if len(words) > 1 and words[-1] in _GROUPS:
        return Figure(value * scale, "round", unit * scale)
    return Figure(value * scale, "rounded", unit * scale)


def _digits(text: str, told: Tokens, scaled: bool) -> tuple[Fraction, Fraction]:
    """The value of a figure in digits, and what its last digit counts."""
    whole, point, decimals = text.partition(".")
    groups = whole.split(",")
    plain = "".join(groups)
    if "." in decimals or "," in decimals:
        raise UnreadableWords(
            " ".join(told), "one decimal point, and commas between thousands", mend="write it like 1,234.5"
        )
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        raise UnreadableWords(
            " ".join(told), "commas between groups of three digits",
            mend=f"write {groups[0]}.{''.join(groups[1:])} with a decimal point, or {plain.lstrip('0') or '0'}",
        )  # fmt: skip
    if len(plain) > 1 and plain[0] == "0":
        raise UnreadableWords(
            " ".join(told), "a figure without a leading zero", mend=f"write {plain.lstrip('0') or '0'}"
        )
    if point and len(decimals) == 3 and len(whole) <= 3 and whole != "0" and not scaled:
        raise UnreadableWords(
            text, f"a figure with one reading: it is {whole} with three decimals, or {whole},{decimals}",
            mend=f"write {whole},{decimals}, or {whole}.{decimals.rstrip('0') or '0'}{'' if decimals[-1] == '0' else '0'}",
        )  # fmt: skip
    return Fraction(int(plain + decimals), 10 ** len(decimals)), Fraction(1, 10 ** len(decimals))


def _in_words(words: Tokens) -> Figure | None:
    return _cardinal_figure(words) or _part(words) or _with_half(words)


def _cardinal_figure(words: Tokens) -> Figure | None:
    value = cardinal(words)
    if value is None:
        return None
    is_round = (value >= 20 and value % 10 == 0) or words[-1] in _GROUPS
    return Figure(Fraction(value), "round" if is_round else "words")


def _part(words: Tokens) -> Figure | None:
    """ "a third", "two-thirds", "half", and "half a million" or "a quarter of a million"."""
    at = next((position for position, word in enumerate(words[:3]) if word in _PARTS), None)
    if at is None:
        return None
    before = words[: at - 1] if at and words[at - 1] == "-" else words[:at]
    above = (
        1
        if before in ((), ("a",), ("an",), ("one",))
        else _UNITS.get(before[0])
        if len(before) == 1
        else None
    )
    below = _PARTS[words[at]]
    if above is None or above > below or (not before and below > 2):
        return None
    value = Fraction(above, below)
    rest = words[at + 1 :]
    if not rest:
        return Figure(value, "round", share=True)
    rest = rest[1:] if rest[0] in ("of", "-") else rest
    rest = rest[1:] if rest[:1] in (("a",), ("one",)) else rest
    if len(rest) == 1 and rest[0] in _AFTER_DIGITS:
        return Figure(value * _AFTER_DIGITS[rest[0]], "round")
    return None


def _with_half(words: Tokens) -> Figure | None:
    """ "three and a half million", "a million and a half"."""
    for at in range(1, len(words) - 2):
        if words[at : at + 3] != ("and", "a", "half"):
            continue
        before, after = words[:at], words[at + 3 :]
        count = cardinal(before)
        if count is None or any(word not in _AFTER_DIGITS for word in after) or len(after) > 1:
            return None
        if after:
            return Figure((count + Fraction(1, 2)) * _AFTER_DIGITS[after[0]], "round")
        scale = _AFTER_DIGITS.get(before[-1], 1)
        return Figure(count + Fraction(scale, 2), "round")
    return None


class _Cardinal:
    """Reads number words from left to right: sections below a thousand, magnitudes falling."""

    def __init__(self, words: Tokens) -> None:
        self.words = words
        self.at = 0

    def read(self) -> int | None:
        if self.words == ("zero",):
            self.at = 1
            return 0
        total, last = 0, 0
        while self.at < len(self.words):
            start = self.at
            joined = bool(total) and self._take("and")
            section = self._section(first=not total)
            if section is None:
                self.at = start
                break
            word = self.words[self.at] if self.at < len(self.words) else ""
            scale = _MAGNITUDES.get(word, 1)
            if (last and scale >= last) or (joined and (scale > 1 or section >= 100)):
                self.at = start
                break
            self.at += scale > 1
            total += section * scale
            last = scale
            if scale == 1:
                if word in _GROUPS and total == section < 100:
                    self.at += 1
                    total *= _GROUPS[word]
                break
        return total or None

    def _section(self, *, first: bool) -> int | None:
        """A number below a thousand (or "twelve hundred"), the article or nothing standing for one."""
        word = self._word()
        if word in ("a", "an") and self._word(1) in _AFTER_DIGITS:
            self.at += 1
            count = 1
        elif first and word in _AFTER_DIGITS:
            count = 1
        else:
            below = self._below_hundred()
            if below is None:
                return None
            count = below
        if not self._take("hundred"):
            return count
        start = self.at
        self._take("and")
        below = self._below_hundred()
        if below is None:
            self.at = start
        return count * 100 + (below or 0)

    def _below_hundred(self) -> int | None:
        word = self._word()
        for table in (_TEENS, _UNITS):
            if word in table:
                self.at += 1
                return table[word]
        if word not in _TENS:
            return None
        self.at += 1
        beyond = 1 if self._word() == "-" else 0
        unit = _UNITS.get(self._word(beyond))
        if unit is None:
            return _TENS[word]
        self.at += beyond + 1
        return _TENS[word] + unit

    def _word(self, ahead: int = 0) -> str:
        position = self.at + ahead
        return self.words[position] if position < len(self.words) else ""

    def _take(self, word: str) -> bool:
        taken = self._word() == word
        self.at += taken
        return taken
