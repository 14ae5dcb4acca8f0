"""What a source wrote is hostile text: how names are compared, and how any text is made safe to show.

Two names are one where they `fold` alike: Unicode NFKC, case folding, white space collapsed; nothing fuzzy.

>>> fold("  The Moscow\\tTimes ") == fold("the moscow times")
True
>>> clean("red\\x1b[31m alert")
'red[31m alert'
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["clean", "fold", "skeleton"]

_JOINERS = frozenset("\u200c\u200d")
_JOINING_SCRIPTS = frozenset(("Lo", "Lm", "Mn", "Mc"))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` as names are compared: NFKC, case folded, white space collapsed, invisible format characters gone.

    Folding twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.casefold().split())
    folded = text
    for _ in range(4):  # case folding can undo NFKC and the other way round; this settles
        again = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
        again = " ".join(clean(again).split())
        if again == folded:
            break
        folded = again
    return folded


def clean(text: str) -> str:
    """`text` without what could command a terminal or reorder a line; all else untouched.

    Gone are control characters (C0 and C1, with tab and new line as one blank), bidirectional controls, lone
    surrogates, noncharacters and invisible format characters; a joiner stays where it stands inside a word of a script that
    uses it (Persian, Hindi).
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for position, character in enumerate(text):
        category = unicodedata.category(character)
        if character in "\t\n\r\x0b\x0c\x85\u2028\u2029":
            kept.append(" ")
        elif category in ("Cc", "Cs") or _is_noncharacter(ord(character)):
            continue
        elif category == "Cf":
            if character in _JOINERS and _joins(text, position):
                kept.append(character)
        else:
            kept.append(character)
    return "".join(kept)


def _is_noncharacter(code: int) -> bool:
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def _joins(text: str, position: int) -> bool:
    """Whether the joiner at `position` stands between two letters of a script without case."""
    if not 0 < position < len(text) - 1:
        return False
    before, after = text[position - 1], text[position + 1]
    return (
        unicodedata.category(before) in _JOINING_SCRIPTS and unicodedata.category(after) in _JOINING_SCRIPTS
    )


# Letters of other scripts that a reader takes for Latin ones (Unicode TS 39, the commonest of its confusables).
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһԛԝвнкмтбзοανικρτυχεηβωѵ",
    "aeopcyxijsdhqwbhkmt63oavikptuxenbwv",
)


def skeleton(text: str) -> str:
    """`text` folded, with look-alike letters of other scripts as the Latin ones: equal for "TASS" and "ТASS"."""
    return fold(text).translate(_LOOK_ALIKE)
