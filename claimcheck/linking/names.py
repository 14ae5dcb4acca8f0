"""How kinds, names and places are spelt alike: accents, case, punctuation and plurals do not count.

>>> normal("Saint-Étienne (Loire)"), words_of("Acme Chemicals Co.")
('saint etienne loire', ('acme', 'chemical'))
>>> alike("killeen", "kileen"), alike("jackson", "jacksonville")
(True, False)
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from claimcheck.text import fold

__all__ = ["alike", "normal", "same_word", "words_of"]

_SMALL: Final = frozenset(
    (
        "a", "an", "and", "around", "at", "by", "de", "for", "from", "in", "near", "of", "on", "outside", "the", "to",
        "ag", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "limited", "llc", "ltd", "nv", "plc", "sa",
    )
)  # fmt: skip
"""Words that do not tell which: small ones, and the legal forms of companies."""

_ALIKE: Final = 0.8
_LONG: Final = 5
"""From how many letters on a slip of the pen is likelier than another word."""


@lru_cache(maxsize=1 << 16)
def normal(text: str) -> str:
    """`text` folded, without accents and punctuation."""
    folded = fold(text)
    if not folded.isascii():
        folded = "".join(
            one for one in unicodedata.normalize("NFD", folded) if not unicodedata.combining(one)
        )
    folded = folded.replace("'", "").replace("’", "")
    return " ".join("".join(one if one.isalnum() else " " for one in folded).split())


@lru_cache(maxsize=1 << 16)
def words_of(text: str) -> tuple[str, ...]:
    """The telling words of a name, each in the singular, in their order; all its words where none is telling."""
    words = normal(text).split()
    telling = [word for word in words if word not in _SMALL] or words
    return tuple(dict.fromkeys(map(_singular, telling)))


@lru_cache(maxsize=1 << 16)
def alike(one: str, other: str) -> bool:
    """Whether two spellings are of one name, as far as letters tell: one slip in five letters at most."""
    one, other = one.replace(" ", ""), other.replace(" ", "")
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG:
        return False
    from rapidfuzz.distance import OSA

    return OSA.normalized_similarity(one, other, score_cutoff=_ALIKE) > 0


@lru_cache(maxsize=1 << 16)
def same_word(one: str, other: str) -> bool:
    """Whether two words are one: spelt alike, or one cut short ("chem" for "chemical")."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return (len(short) >= 4 and long.startswith(short)) or alike(one, other)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
