"""Whose voice a claim is: named sources under any of their names, and which unnamed sources are one.

Two unnamed sources are the same only where the first named relay, its document and the description are, or the handle that
the user gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from claimcheck.claims import Attribution, Speaker
from claimcheck.declarations import agreed
from claimcheck.sources import Anonymous, Sides, Source
from claimcheck.statements import Voice
from claimcheck.text import fold

__all__ = ["Chain", "Voices"]

Chain: TypeAlias = tuple[Voice, tuple[str, ...], frozenset[str], bool, str | None]


class Voices:
    """The voices of one dossier; what has been looked up once is not looked up again."""

    def __init__(self, sides: Sides, sources: Mapping[str, list[Source]]) -> None:
        self.sides = sides
        self.sources = sources
        self.found: dict[str, Voice] = {}
        self._chains: dict[Any, Chain] = {}
        self._relay_keys: dict[Speaker, str] = {}

    def settle(self, attributions: Iterable[Attribution]) -> None:
        """Know what all claims tell of unnamed sources before any is read: one with a handle may have many relays and ties."""
        for attribution in attributions:
            if not isinstance(attribution.origin, str):
                self.chain_of(attribution)
        self._chains.clear()

    def chain_of(self, attribution: Attribution) -> Chain:
        """A claim's voice, its relays, those not on the voice's own side, whether one is opposed, and its origin's time zone."""
        origin, relays = attribution.origin, attribution.relays
        key = (origin, relays) if type(origin) is str else (origin, relays, attribution.url)
        found = self._chains.get(key)
        if found is None:
            relay_keys = tuple(self.relay_key(relay) for relay in relays)
            voice = self._voice(origin, relays, relay_keys, attribution.url)
            route = frozenset(
                relay
                for relay in relay_keys
                if not (voice.roots and self.sides.root_keys(relay) & voice.roots)
            )
            ties = [voice.key] if voice.named else list(voice.above)
            opposed = any(self.sides.are_opposed(tie, relay) for tie in ties for relay in relay_keys)
            found = self._chains[key] = (voice, relay_keys, route, opposed, self.zone_of(attribution))
        return found

    def voice_of(self, key: str) -> Voice:
        """The voice of a named source, by its key; one that nobody declares speaks for itself."""
        sides = self.sides
        outlet, _ = self.place_of(key)
        return Voice(
            key,
            sides.name(key),
            True,
            sides.root_keys(key),
            outlet=outlet,
            reliability=agreed(self.sources.get(key, []), "reliability"),
            above=sides.above(key),
        )

    def place_of(self, key: str) -> tuple[bool, str | None]:
        """Whether a source, by its key, is declared as an outlet, and its time zone."""
        group = self.sources.get(key)
        if group is None:
            return False, None
        outlet = any(source.is_outlet for source in group) and agreed(group, "kind") is not None
        return outlet, agreed(group, "timezone")

    def zone_of(self, attribution: Attribution) -> str | None:
        """The time zone in which a claim's origin speaks; for an unnamed one that of the first named relay."""
        first = next((one for one in (attribution.origin, *attribution.relays) if isinstance(one, str)), None)
        return None if first is None else agreed(self.sources.get(self.sides.key(first), []), "timezone")

    def relay_key(self, relay: Speaker) -> str:
        """The one key of a relay, under any of its names."""
        key = self._relay_keys.get(relay)
        if key is None:
            if isinstance(relay, str):
                key = self.sides.key(relay)
            else:
                key = f"\x1eunnamed {fold(relay.handle or relay.description)}"
            self._relay_keys[relay] = key
        return key

    def _voice(
        self, origin: Speaker, relays: tuple[Speaker, ...], relay_keys: tuple[str, ...], url: str | None
    ) -> Voice:
        if isinstance(origin, str):
            key = self.sides.key(origin)
            found = self.found.get(key)
            if found is None:
                found = self.found[key] = self.voice_of(key)
            return found
        return self._unnamed(origin, relays, relay_keys, url)

    def _unnamed(
        self, origin: Anonymous, relays: tuple[Speaker, ...], relay_keys: tuple[str, ...], url: str | None
    ) -> Voice:
        first = next(
            (key for key, relay in zip(relay_keys, relays, strict=True) if isinstance(relay, str)), ""
        )
        document = (url or "") if len(relays) <= 1 else ""
        if origin.handle:
            key = f"\x1eunnamed {fold(origin.handle)}"
        else:
            key = f"\x1eunnamed {first}\x1e{document}\x1e{fold(origin.description)}"
        ties = frozenset(self.sides.key(name) for name in origin.controlled_by)
        roots = frozenset(root for tie in ties for root in self.sides.root_keys(tie))
        found = self.found.get(key)
        if found is None:
            found = self.found[key] = Voice(key, origin.description, False, roots, above=ties)
        elif not (roots <= found.roots and ties <= found.above):
            found.roots |= roots
            found.above |= ties
        if origin.description < found.name:
            found.name = origin.description
        return found
