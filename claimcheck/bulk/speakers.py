"""The chains of speakers of a run: whose voice a row is, on which side, and by which relays it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimcheck.bulk.distinct import NOBODY, Cells, Distinct, Met, Numbered
from claimcheck.bulk.parts import Parts, group_of
from claimcheck.claims import Attribution
from claimcheck.formats.building import names_of_speakers
from claimcheck.resolving import Resolver

__all__ = ["Speakers"]


class Speakers:
    """Who speaks in rows: a number for each chain of speakers, and in columns what its rows need to know of it.

    Voices and sides are numbered together; `keys` are theirs. `relays` and `foreign` give by chain, where there are any, the
    voices that its relays would have, for an outlet's narration, and the roots of relays that are not its own.
    """

    def __init__(self, parts: Parts, resolver: Resolver, names: Sequence[str]) -> None:
        speakers = [name for name in names if group_of(name) in ("source", "via")]
        self._documents = "source.anonymous" in names and "url" in names
        self.names = (*speakers, *(["url"] if self._documents else []))
        self._source = self.names.index("source") if "source" in self.names else None
        self.keys: list[str] = []
        self.relays: dict[int, list[int]] = {}
        self.foreign: dict[int, list[int]] = {}
        self.used: set[str] = set()
        """The names of sources that are used."""
        self.unnamed: list[Attribution] = []
        """One attribution of each chain whose origin is unnamed."""
        self.zones: list[tuple[str | None, str | None]] = []
        """Time zones of a voice and of the outlet that it reached us by."""
        self._chains = Numbered(v=NOBODY, side=NOBODY, named=0, outlet=0, zones=0, odd=1)
        self._met = Met()
        self._parts = parts
        self._resolver = resolver
        self._numbers: dict[str, int] = {}
        self._zones: dict[tuple[str | None, str | None], int] = {}

    def of(self, distinct: Distinct) -> Any:
        """The number of the chain of each row; `NOBODY` where it has none that the core would take."""
        if self._documents:
            # Only an unnamed source is told apart by its document.
            distinct.only_with("url", "source.anonymous")
        return distinct.met(self.names, self._met, self._chain)

    def close(self) -> None:
        """No more rows are to come."""
        self._met.forget()
        self._numbers.clear()

    def column(self, numbers: Any, name: str) -> Any:
        """What rows need to know of some chains: `v`, `side`, `named`, `outlet`, `zones`, and whether they are `odd`."""
        return self._chains.of(numbers, name)

    def meet(self, cells: Cells) -> None:
        """Learn one chain, from the cells of a row under `names`."""
        self._met.of([cells], self._chain)

    def _chain(self, cells: Cells) -> int:
        if (
            self._source is not None
            and cells[self._source] is not None
            and cells.count(None) == len(cells) - 1
        ):
            return self._alone((cells[self._source],))
        attribution = self._parts.part("attribution", self.names, cells)
        if attribution is None:
            return NOBODY
        self.used |= names_of_speakers(attribution)
        if not isinstance(attribution.origin, str):
            self.unnamed.append(attribution)
        resolver = self._resolver
        voice, relays, _route, opposed, zone = resolver.voices.chain_of(attribution)
        roots = sorted(voice.roots) if voice.named else []
        rings = len(set(relays)) < len(relays) or voice.key in relays
        zones = zone, resolver.outlet_zone(attribution)
        number = self._chains.add(
            self._number(voice.key),
            self._number(roots[0]) if roots else NOBODY,
            int(voice.named),
            int(voice.outlet),
            self._zone(zones),
            int(opposed or rings or len(roots) > 1),
        )
        if relays:
            foreign = {root for relay in relays for root in resolver.sides.root_keys(relay)} - set(roots)
            self.relays[number] = [self._number(relay) for relay in relays]
            self.foreign[number] = [self._number(root) for root in sorted(foreign)]
        return number

    def _alone(self, cells: Cells) -> int:
        """The chain of a named source that nobody relays: most chains are, and there may be millions."""
        name = self._parts.part("source", ("source",), cells)
        if name is None:
            return NOBODY
        self.used.add(name)
        sides = self._resolver.sides
        key = sides.key(name)
        roots = sides.root_keys(key)
        outlet, zone = self._resolver.voices.place_of(key)
        return self._chains.add(
            self._number(key),
            self._number(min(roots)),
            1,
            int(outlet),
            self._zone((zone, zone)),
            int(len(roots) > 1),
        )

    def _number(self, key: str) -> int:
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.keys)
            self.keys.append(key)
        return number

    def _zone(self, zones: tuple[str | None, str | None]) -> int:
        if zones not in self._zones:
            self._zones[zones] = len(self.zones)
            self.zones.append(zones)
        return self._zones[zones]
