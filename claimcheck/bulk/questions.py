"""The questions of a run: each distinct way in which rows name one is resolved once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

from claimcheck.bulk.distinct import NOBODY, Cells, Distinct, Met, Numbered
from claimcheck.bulk.ground import key_of, unit_of_key
from claimcheck.bulk.parts import Parts, group_of
from claimcheck.bulk.readings import LOWEST, Context
from claimcheck.bulk.rowtexts import told_json
from claimcheck.claims import Scope
from claimcheck.occurrences import Occurrence
from claimcheck.resolving import Resolver
from claimcheck.text import fold
from claimcheck.vocabulary import Meaning

__all__ = ["Questions"]


class Questions:
    """What rows ask: a number for each question, and in columns what its rows need to know of it.

    `keys` and `units` tell its key and that of what it is judged together with; `shown` how it is told.
    """

    def __init__(self, parts: Parts, resolver: Resolver, names: Sequence[str]) -> None:
        self.names = [name for name in names if group_of(name) in ("event", "aspect", "scope")]
        self.keys: list[str] = []
        self.units: list[str] = []
        self.shown: list[tuple[str, str, Scope]] = []
        self.hangs = False
        """Whether an event was met of which only all claims together tell: one that is described."""
        self.contexts: list[Context] = []
        self._about = Numbered(window=LOWEST, odd=1)
        self._met = Met()
        self._parts = parts
        self._resolver = resolver
        self._by_key: dict[str, int] = {}
        self._events = _Part("event", self.names)
        self._aspects = _Part("aspect", self.names)
        self._scopes = _Part("scope", self.names)
        self._compared: dict[tuple[Scope, str], Any] = {}
        self._contexts: dict[tuple[str, str], int] = {}
        self._contexts_met = Met()

    def of(self, distinct: Distinct) -> Any:
        """The number of the question of each row; `NOBODY` where it names none that the core would take."""
        return distinct.met(self.names, self._met, self._question)

    def contexts_of(self, distinct: Distinct) -> Any:
        """By which of `contexts` the answer of each row is read: its aspect alone tells that."""
        return distinct.met(self._aspects.names, self._contexts_met, self._context_of)

    def close(self) -> None:
        """No more rows are to come."""
        self._met.forget()
        self._by_key.clear()

    def column(self, numbers: Any, name: str) -> Any:
        """What rows need to know of some questions.

        `window`: when the event began, in microseconds, `LOWEST` where nothing can come too early; `odd`: whether the columns
        can't judge it.
        """
        return self._about.of(numbers, name)

    def told(self, numbers: Iterable[int]) -> dict[str, list[str | None]]:
        """How some questions are shown: "event", "aspect", and "scope" as JSON."""
        shown = [self.shown[number] for number in numbers]
        return {
            "event": [event for event, _, _ in shown],
            "aspect": [aspect for _, aspect, _ in shown],
            "scope": [told_json(dict(scope)) if scope else None for _, _, scope in shown],
        }

    def _question(self, cells: Cells) -> int:
        about = self._events.of(cells, self._event)
        aspect = self._aspects.of(cells, self._aspect)
        scope = self._scopes.of(cells, self._scope)
        if about is None or aspect is None or scope is None:
            return NOBODY
        (event, began), (name, shown, meaning, _, odd) = about, aspect
        places = self._compared.get((scope, name))
        if places is None:
            places = self._compared[scope, name] = self._resolver.compared(scope, name)
        asked_as = event.key, self._resolver.vocabulary.key(name), places
        key = key_of(asked_as)
        number = self._by_key.get(key)
        told = event.name, shown, scope
        if number is None:
            number = self._by_key[key] = len(self.keys)
            unit = unit_of_key(asked_as, meaning)
            self.keys.append(key)
            self.units.append(key if unit == asked_as else key_of(unit))
            self.shown.append(told)
            self._about.add(began if meaning.modality == "outcome" else LOWEST, odd)
        elif told < self.shown[number]:
            self.shown[number] = told
        return number

    def _event(self, names: tuple[str, ...], cells: Cells) -> tuple[Occurrence, int] | None:
        """The event that some cells tell, and when it began."""
        found = self._parts.part("event", names, cells)
        if found is None:
            return None
        if not isinstance(found, str):
            self.hangs = True
            return None
        about = self._resolver.occurrences.known_as(found)
        window = self._resolver.window_of(about)
        return about, LOWEST if window is None else int(max(window[0], LOWEST))

    def _aspect(self, names: tuple[str, ...], cells: Cells) -> tuple[str, str, Meaning, int, int] | None:
        """The aspect that some cells tell: its name, how it is shown, its meaning, by what it is read, whether it is odd."""
        name = self._parts.part("aspect", names, cells)
        if name is None:
            return None
        meaning = self._resolver.vocabulary.find(name)
        axis = meaning.axis
        odd = meaning.several or meaning.over_time != "fixed" or (axis is not None and axis.grid is None)
        return name, meaning.name, meaning, self._context(meaning), int(odd)

    def _context_of(self, cells: Cells) -> int:
        found = self._aspect(self._aspects.names, cells)
        return NOBODY if found is None else found[3]

    def _scope(self, names: tuple[str, ...], cells: Cells) -> Scope | None:
        return self._parts.part("scope", names, cells)  # type: ignore[no-any-return]

    def _context(self, meaning: Meaning) -> int:
        """What a reading needs beside the words: the axis and the aspect."""
        axis = meaning.axis
        key = axis.name if axis is not None else "", fold(meaning.name) if meaning.declared else ""
        if key not in self._contexts:
            self._contexts[key] = len(self.contexts)
            self.contexts.append((axis, meaning))
        return self._contexts[key]


class _Part:
    """One part of a question, read once for each of the distinct cells that tell it."""

    def __init__(self, group: str, names: Sequence[str]) -> None:
        at = [place for place, name in enumerate(names) if group_of(name) == group]
        self.names = tuple([names[place] for place in at])
        self._cells: Callable[[Cells], Any] = itemgetter(*at) if at else lambda cells: ()
        self._known: dict[Any, Any] = {}

    def of(self, cells: Cells, read: Callable[[tuple[str, ...], Cells], Any]) -> Any:
        """What the cells of a question tell of it; None where the core would refuse them."""
        given = self._cells(cells)
        if given not in self._known:
            self._known[given] = read(self.names, given if isinstance(given, tuple) else (given,))
        return self._known[given]
