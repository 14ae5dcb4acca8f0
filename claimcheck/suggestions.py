"""The nearest readable form of words that can't be read: a suggestion, never taken by itself.

>>> nearest("at leest seven", lambda words: words == ("at", "least", "seven"))
"did you mean 'at least seven'?"
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Final

from claimcheck.dates_in_words import DATE_WORDS
from claimcheck.errors import UnreadableWords, shown
from claimcheck.hedge_table import VOCABULARY
from claimcheck.number_words import NUMBER_WORDS, Tokens, tokens

__all__ = ["nearest"]

_KNOWN: Final = VOCABULARY | NUMBER_WORDS | DATE_WORDS
_LISTED: Final = sorted(_KNOWN)
_LONGEST_WORD: Final = 20
_MOST_MISSPELT: Final = 3
_MOST_TRIED: Final = 3
_MOST_LEFT_OUT: Final = 6


def nearest(told: str, reads: Callable[[Tokens], bool]) -> str:
    """What could be written instead, as the end of an error message; "" where nothing near `reads`."""
    try:
        words = tokens(told)
    except UnreadableWords:
        return ""
    for mended in _spelt_right(words):
        if reads(mended):
            return f"did you mean {shown(_joined(mended))}?"
    for length in range(1, min(_MOST_LEFT_OUT, len(words) - 1) + 1):
        kept = words[:-length]
        if reads(kept):
            rest = shown(_joined(words[-length:]))
            return (
                f"{shown(_joined(kept))} would be read; {rest} belongs in the aspect, the scope or the note"
            )
    return ""


def _spelt_right(words: Tokens) -> list[Tokens]:
    """The words with each strange one replaced by the nearest that is known, then by the next nearest."""
    strange = {word for word in words if word.isalpha() and word not in _KNOWN and len(word) <= _LONGEST_WORD}
    if not 0 < len(strange) <= _MOST_MISSPELT:
        return []
    near = {word: difflib.get_close_matches(word, _LISTED, n=_MOST_TRIED, cutoff=0.7) for word in strange}
    if not all(near.values()):
        return []
    return [
        tuple(near[word][min(rank, len(near[word]) - 1)] if word in near else word for word in words)
        for rank in range(max(map(len, near.values())))
    ]


def _joined(words: Tokens) -> str:
    return " ".join(words).replace(" - ", "-").replace(" ,", ",")
