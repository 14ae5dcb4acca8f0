"""The questions of a run: each distinct way in which rows name one is resolved once."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from claimcheck.answers import Axis
from claimcheck.bulk.distinct import NOBODY, Cells, Distinct, Met, Numbered
from claimcheck.bulk.ground import Ground, key_of, unit_of
from claimcheck.bulk.parts import Parts, group_of
from claimcheck.bulk.rowtexts import told_json
from claimcheck.claims import Question, Scope
from claimcheck.occurrences import Occurrence
from claimcheck.resolving import Resolver, question_order
from claimcheck.statements import Asked
from claimcheck.text import fold
from claimcheck.vocabulary import Meaning

__all__ = ["LOWEST", "Questions"]

LOWEST = -(2**62)
"""What stands for a bound that is not there; an answer at or beyond it is the core's."""


class Questions:
    """What rows ask: a number for each question, and in columns what its rows need to know of it.

    `keys` and `units` tell its key and that of what it is judged together with; `shown` how it is told.
    """

    def __init__(self, ground: Ground, parts: Parts, resolver: Resolver, names: Sequence[str]) -> None:
        self.names = [name for name in names if group_of(name) in ("event", "aspect", "scope")]
        self.keys: list[str] = []
        self.units: list[str] = []
        self.shown: list[tuple[str, str, Scope]] = []
        self.hangs = False
        """Whether an event was met of which only all claims together tell: one that is described."""
        self.contexts: list[tuple[Axis | None, Meaning]] = []
        """On what an answer is read: an axis, if one is known, and an aspect."""
        self._about = Numbered(window=LOWEST, odd=1, context=NOBODY)
        self._met = Met(self._question)
        self._ground = ground
        self._parts = parts
        self._resolver = resolver
        self._by_key: dict[str, int] = {}
        self._known: dict[str, dict[Any, Any]] = {"event": {}, "aspect": {}, "scope": {}}
        self._at = {
            group: [place for place, name in enumerate(self.names) if group_of(name) == group]
            for group in self._known
        }
        self._names = {group: tuple([self.names[place] for place in at]) for group, at in self._at.items()}
        self._cells = {group: itemgetter(*at) if at else lambda cells: () for group, at in self._at.items()}
        self._contexts: dict[tuple[str, str], int] = {}

    def of(self, distinct: Distinct) -> Any:
        """The number of the question of each row; `NOBODY` where it names none that the core would take."""
        return distinct.met(self.names, self._met)

    def column(self, numbers: Any, name: str) -> Any:
        """What rows need to know of some questions.

        `window`: when the event began, in microseconds, `LOWEST` where nothing can come too early; `odd`: whether the columns
        can't judge it; `context`: by which of `contexts` its answers are read.
        """
        return self._about.of(numbers, name)

    def told(self, name: str, number: int) -> str | None:
        """How a question is shown: its "event", "aspect", or "scope" as JSON."""
        event, aspect, scope = self.shown[number]
        if name == "scope":
            return told_json(dict(scope)) if scope else None
        return event if name == "event" else aspect

    def _question(self, cells: Cells) -> int:
        about = self._part("event", cells)
        aspect = self._part("aspect", cells)
        scope = self._part("scope", cells)
        if about is None or aspect is None or scope is None:
            return NOBODY
        asked_as = self._resolver.key_of(about, aspect, scope)
        key = key_of(asked_as)
        question = Question(about.name, self._resolver.vocabulary.find(aspect).name, scope)
        number = self._by_key.get(key)
        if number is None:
            number = self._by_key[key] = len(self.keys)
            self._add(key, self._resolver.asked_first(asked_as, question, about))
        elif question_order(question) < self.shown[number]:
            self.shown[number] = question_order(question)
        return number

    def _add(self, key: str, asked: Asked) -> None:
        meaning, axis = asked.meaning, asked.meaning.axis
        odd = meaning.several or meaning.over_time != "fixed" or (axis is not None and axis.grid is None)
        began = LOWEST if asked.window is None or meaning.modality != "outcome" else asked.window[0]
        unit = unit_of(asked)
        self.keys.append(key)
        self.units.append(key if unit == asked.key else key_of(unit))
        self.shown.append(question_order(asked.question))
        self._about.add(int(max(began, LOWEST)), int(odd), self._context(meaning))

    def _context(self, meaning: Meaning) -> int:
        """What a reading needs beside the words: the axis and the aspect; on dates, the question as well."""
        axis = meaning.axis
        key = axis.name if axis is not None else "", fold(meaning.name) if meaning.declared else ""
        if key not in self._contexts:
            self._contexts[key] = len(self.contexts)
            self.contexts.append((axis, meaning))
        return self._contexts[key]

    def _part(self, group: str, cells: Cells) -> Any:
        """The occurrence, aspect or scope that some cells tell, looked up once; None where there is none to take."""
        given = self._cells[group](cells)
        known = self._known[group]
        if given not in known:
            known[given] = self._told(group, given if isinstance(given, tuple) else (given,))
        return known[given]

    def _told(self, group: str, cells: Cells) -> Occurrence | str | Scope | None:
        found = self._parts.part(group, self._names[group], cells)
        if group != "event" or found is None:
            return found  # type: ignore[no-any-return]
        if not isinstance(found, str):
            self.hangs = True
            return None
        return self._resolver.occurrences.known_as(found)
