"""Names as answers: everything at or below one path, its aliases resolved.

>>> print(path_of(("Kursk Oblast", "Sudzha"), {"kursk oblast": ("Russia", "Kursk region")}))
russia > kursk region > sudzha
"""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.answers import PATH, Answer, AnswerError
from claimcheck.errors import UnreadableWords
from claimcheck.text import fold

__all__ = ["path_in_words", "path_of"]


def path_of(steps: tuple[str, ...], aliases: Mapping[str, tuple[str, ...]]) -> Answer:
    """The answer of one path, broad to narrow.

    An alias of several steps stands for the whole path up to it, an alias of one step for that step; the longest prefix
    that ends in an alias is taken.

    Raises `UnreadableWords` for steps that are no names.
    """
    for end in range(len(steps), 0, -1) if aliases else ():
        target = aliases.get(fold(steps[end - 1]))
        if target is not None:
            kept = steps[: end - 1] if len(target) == 1 else ()
            steps = (*kept, *target, *steps[end:])
            break
    try:
        return Answer.exactly(steps, PATH)
    except AnswerError:
        raise UnreadableWords(list(steps), "names, broad to narrow") from None


def path_in_words(told: str, aliases: Mapping[str, tuple[str, ...]]) -> Answer:
    """The answer of words on the path axis: one step, as it is, save for "in" or "in the" before it."""
    words = told.split()
    if len(words) > 1 and words[0] in ("in", "In"):
        words = words[2:] if len(words) > 2 and words[1] == "the" else words[1:]
    return path_of((" ".join(words),), aliases)
