"""Parts of an event: a name that says stage, phase, wave, day or part, and which.

>>> str(part_mark("the second stage of the exchange")), part_mark("the second exchange")
('stage 2', None)
"""

from __future__ import annotations

import re
from typing import Final

import attrs

from claimcheck.linking.names import normal

__all__ = ["PartMark", "part_mark"]

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(
        ("first i", "second ii two", "third iii three", "fourth iv four", "fifth v five", "sixth vi six", "seventh seven",
         "eighth eight", "ninth nine", "tenth ten"), start=1)
    for word in words.split()
} | {"one": 1}  # fmt: skip
_PARTS: Final = "stage|phase|part|wave|leg|tranche|instalment|installment"
_NUMBER: Final = rf"(?:[0-9]{{1,3}}(?:st|nd|rd|th)?|{'|'.join(_NUMBERS)})"
_BEFORE: Final = re.compile(rf"\b({_NUMBER}|final|last) ({_PARTS})s?\b")
_AFTER: Final = re.compile(rf"\b({_PARTS}|day) ({_NUMBER})\b")


@attrs.frozen(order=True)
class PartMark:
    """Which part of an event: its word and its number; 0 is the last."""

    word: str
    number: int

    def __str__(self) -> str:
        return f"{self.word} {self.number}" if self.number else f"last {self.word}"


def part_mark(name: str) -> PartMark | None:
    """The part that a name says; None where it says none."""
    told = normal(name)
    before, after = _BEFORE.search(told), _AFTER.search(told)
    if before is not None:
        return PartMark(before[2], _number(before[1]))
    return PartMark(after[1], _number(after[2])) if after is not None else None


def _number(word: str) -> int:
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() else _NUMBERS.get(word, 0)
