"""What is linked: one description of an event, who gives it, and the name by which the caller knows it.

>>> Mention("m1", Event("prisoner exchange", when="2025-07-04"), sources=["TASS"]).key
'm1'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from claimcheck.answers import Answer
from claimcheck.arguments import ArgumentError, flag, name_of, several
from claimcheck.errors import shown
from claimcheck.events import Event

__all__ = ["Event", "Mention"]


@attrs.frozen(init=False)
class Mention:
    """One description of an event. Two mentions are one where all of this is the same.

    `key` is the caller's own name for it, unique in what is linked (a declared event's id, or a hash of a
    description); `sources` are those who give this description; `declared` says that the event has an id of the
    user's, so that it is never merged by guess with another declared one. `counts` maps a question to what was
    answered: weak evidence, never a veto.

    Raises `ArgumentError` for what is no event, no name, or no answer.
    """

    key: str
    event: Event
    sources: tuple[str, ...]
    declared: bool
    counts: tuple[tuple[str, Answer], ...]

    def __init__(
        self,
        key: str,
        event: Event,
        sources: Iterable[str] = (),
        *,
        declared: bool = False,
        counts: Mapping[str, Answer] | Iterable[tuple[str, Answer]] = (),
    ) -> None:
        if not isinstance(event, Event):
            raise ArgumentError(f"a mention is of an Event, not of {shown(event)}")
        told = dict(counts.items() if isinstance(counts, Mapping) else counts)
        for question, answer in told.items():
            if not isinstance(answer, Answer):
                raise ArgumentError(f"the count {shown(question)} is an Answer, not {shown(answer)}")
        self.__attrs_init__(
            name_of(key, "the key of a mention"),
            event,
            tuple(sorted({name_of(one, "a source of a mention") for one in several(sources, "sources")})),
            flag(declared, "declared"),
            tuple(sorted(told.items(), key=lambda pair: pair[0])),
        )
