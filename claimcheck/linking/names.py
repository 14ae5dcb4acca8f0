"""How kinds, names and places are spelt alike: accents, case, punctuation and plurals do not count.

>>> normal("Saint-Étienne (Loire)"), words_of("Acme Chemicals Co.")
('saint etienne loire', ('acme', 'chemical'))
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from claimcheck.text import fold

__all__ = ["alike", "normal", "words_of"]

_SMALL: Final = frozenset(
    [
        "a",
        "an",
        "and",
        "around",
        "at",
        "by",
        "co",
        "company",
        "corp",
        "corporation",
        "de",
        "for",
        "from",
        "gmbh",
        "in",
        "inc",
        "limited",
        "llc",
        "ltd",
        "near",
        "of",
        "on",
        "outside",
        "plc",
        "sa",
        "the",
        "to",
    ]
)
"""Words that tell nothing of which: small ones, and the legal forms of companies."""


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
def alike(one: str, other: str) -> float:
    """How alike two spellings are, from 0 to 1: Jaro-Winkler, which weighs the beginning more."""
    if one == other:
        return 1.0
    from rapidfuzz.distance import JaroWinkler

    return float(JaroWinkler.similarity(one, other))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
