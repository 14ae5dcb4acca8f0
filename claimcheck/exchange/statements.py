"""Other people's words where their format has no question and no answer: one claim each, that claims no more than it may.

That somebody says a sentence is a claim about it ("as claimed: yes"). A verdict or a free text is one value of an aspect
that may have several, so that two words that differ never contradict each other: nobody has said that they do.

>>> [one.values["answer"] for one in verdict("Desk", "the moon is cheese", "rating", "False")]
[{'within': ['False']}]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from claimcheck.formats.entries import Record
from claimcheck.text import clean

__all__ = ["AS_CLAIMED", "UNATTRIBUTED", "aspects_of_statements", "claimed", "verdict"]

AS_CLAIMED: Final = "as claimed"
"""The aspect on which whoever claims a sentence answers yes."""

UNATTRIBUTED: Final = "an unattributed source"
"""How whoever is not told is described: nobody who can be held to it."""


def claimed(source: str | dict[str, Any] | None, sentence: str, **told: Any) -> Iterator[Record]:
    """The claim of a source, or of one that is not told, that a sentence is so."""
    yield _record(source, sentence, AS_CLAIMED, "yes", told)


def verdict(
    source: str | dict[str, Any] | None, sentence: str, aspect: str, words: str, **told: Any
) -> Iterator[Record]:
    """The claim of a source that some words hold of a sentence, or of a thing by its name."""
    yield _record(source, sentence, aspect, {"within": [tidy(words)]}, told)


def aspects_of_statements(*names: str) -> Iterator[Record]:
    """The declarations of the aspects that `claimed` and `verdict` answer."""
    yield Record("aspect", {"name": AS_CLAIMED, "axis": "yes/no"}, 1)
    for name in names:
        yield Record("aspect", {"name": name, "axis": "path", "several": True}, 1)


def _record(
    source: str | dict[str, Any] | None, about: str, aspect: str, answer: Any, told: dict[str, Any]
) -> Record:
    values = {
        "source": {"anonymous": UNATTRIBUTED} if source is None else source,
        "event": {"name": tidy(about)},
        "aspect": aspect,
        "answer": answer,
    }
    values.update((key, value) for key, value in told.items() if value not in (None, "", []))
    return Record("claim", values, 1)


def tidy(text: str) -> str:
    """Text as names are kept: in one line, without what no name may hold."""
    return " ".join(clean(text).split())
