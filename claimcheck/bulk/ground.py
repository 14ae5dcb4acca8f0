"""What all batches of one run share: the declarations, who is on whose side, whose voice is whose, and what is linked.

Small beside the claims, and made to be sent to other machines.
"""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs

from claimcheck.claims import Attribution, Claim
from claimcheck.declarations import by_folded_name
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem, closest, shown
from claimcheck.formats import read_dossier
from claimcheck.formats.building import names_in
from claimcheck.formats.reading import undeclared_in
from claimcheck.occurrences import DESCRIBED, Occurrence, Occurrences, occurrences_by_id
from claimcheck.resolving import Resolver, sides_of
from claimcheck.statements import Asked
from claimcheck.text import fold
from claimcheck.vocabulary import Meaning
from claimcheck.voices import Voices

__all__ = ["Ground", "ground_of", "key_of", "unit_of", "unit_of_key", "without_collection"]


@contextmanager
def without_collection() -> Iterator[None]:
    """No cyclic garbage collection for a while: values that are read make no rings, and those kept would be gone through
    over and over.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def key_of(key: object) -> str:
    """32 hexadecimal digits for a question by what it is compared with: the same in every run, on every machine."""
    return hashlib.blake2b(repr(key).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def unit_of(asked: Asked) -> Any:
    """What a question must be judged together with."""
    return unit_of_key(asked.base or asked.key, asked.meaning)


def unit_of_key(key: Any, meaning: Meaning) -> Any:
    """The same by the key of a question: on an aspect that has several values, all questions about values are judged together."""
    event, aspect, scope = key
    if meaning.several:
        scope = tuple(one for one in scope if one[0] != "value")
    return event, aspect, scope


@attrs.define(eq=False)
class Ground:
    """The declarations of a run, and what is known across its batches.

    `targets` are the ids of the claims that others replace or are based on, by their refs; None for a ref that several
    claims have, or one that can't be used.
    """

    dossier: Dossier
    strict: bool
    """Whether names that are not declared are refused, as in files."""
    targets: dict[str, str | None] = attrs.field(factory=dict)
    undeclared: frozenset[str] = frozenset()
    """Names of sources and ids of events that a file uses undeclared on purpose."""
    whole: bool = False
    """Whether only all claims together tell which events they speak of; then they are judged together."""
    joint: Occurrences | None = None
    """The events of all claims, where only together they tell them, once they have."""
    _used: frozenset[str] = frozenset()
    _unnamed: tuple[Attribution, ...] = ()
    _declared: Voices | None = None
    _voices: Voices | None = None
    _by_id: Occurrences | None = None
    _known: dict[str, frozenset[str]] = attrs.field(factory=dict)

    def resolver(self) -> Resolver:
        """A resolver of the declarations, for questions, chains and readings."""
        return Resolver(self.dossier, self._of_declared(), self.occurrences or self.by_id)

    def _of_declared(self) -> Voices:
        """Voices of the declared sources alone, to which further ones can be added."""
        if self._declared is None:
            self._declared = Voices(sides_of(self.dossier, ()), by_folded_name(self.dossier.sources))
        return Voices(self._declared.sides, self._declared.sources)

    @property
    def by_id(self) -> Occurrences:
        """The events of claims that speak of them by id; raises `BadInput` where the declarations contradict themselves."""
        if self._by_id is None:
            known = self.dossier if not self.whole else Dossier(events=self.dossier.events)
            self._by_id = occurrences_by_id(known)
        return self._by_id

    @property
    def occurrences(self) -> Occurrences | None:
        """The events of all claims; None where only all claims together tell them, and have not yet."""
        return self.joint if self.whole else self.by_id

    def about(self, name: str) -> Occurrence | None:
        """The event that a question names; None where there is none."""
        if not self.whole:
            return self.by_id.known_as(name)
        found = self.joint.all if self.joint is not None else ()
        return next((one for one in found if name == one.name or name in one.mentions), None)

    def ordered(self) -> frozenset[str]:
        """Names, folded, that a user orders to be one event with others, or not, and that no declared event has as its id.

        They may mean the events of claims that have them as their refs.
        """
        if "ordered" not in self._known:
            orders = self.dossier.same_event | self.dossier.different_events
            names = {name for pair in orders for name in pair} - self._ids()
            self._known["ordered"] = frozenset(map(fold, names))
        return self._known["ordered"]

    @property
    def voices(self) -> Voices:
        """The voices of all claims: which names they use, and which unnamed sources are one."""
        if self._voices is None:
            self._voices = Voices(sides_of(self.dossier, self._used), self._of_declared().sources)
            self._voices.settle(self._unnamed)
        return self._voices

    def settle(self, used: Iterable[str], unnamed: Iterable[Attribution]) -> None:
        """Know the voices of all claims: the names of sources that they use, and their chains whose origin is unnamed."""
        self._voices = None
        self._used, self._unnamed = frozenset(used), tuple(unnamed)

    def knows(self, names: Iterable[str], event: object) -> bool:
        """Whether some names of sources, and an event, may be used: all where nothing is declared in a file."""
        if not self.strict:
            return True
        sources = not self.dossier.sources or all(
            fold(name) in self._folded() or name in self.undeclared for name in names
        )
        is_id = bool(self.dossier.events) and isinstance(event, str)
        return sources and (not is_id or event in self._ids() or event in self.undeclared)

    def unknown_names(self, claim: Claim) -> list[tuple[str, str, str]]:
        """Names of sources and events that a claim uses and no file declares: the column, what was found, a suggestion."""
        if not self.strict:
            return []
        found = []
        if self.dossier.sources:
            for name in sorted(names_in(claim)):
                if fold(name) not in self._folded() and name not in self.undeclared:
                    mend = closest(name, self._names()) or "declare it under sources, or correct its name"
                    found.append((_column_of(claim, name), f"the undeclared source {shown(name)}", mend))
        is_id = bool(self.dossier.events) and isinstance(claim.event, str)
        if is_id and claim.event not in self._ids() and claim.event not in self.undeclared:
            mend = closest(str(claim.event), self._ids()) or "declare it under events, or correct its id"
            found.append(("event", f"the undeclared event {shown(claim.event)}", mend))
        return found

    def _names(self) -> frozenset[str]:
        if "names" not in self._known:
            names = (name for one in self.dossier.sources for name in (one.name, *one.aliases))
            self._known["names"] = frozenset(names)
        return self._known["names"]

    def _folded(self) -> frozenset[str]:
        if "folded" not in self._known:
            self._known["folded"] = frozenset(map(fold, self._names()))
        return self._known["folded"]

    def _ids(self) -> frozenset[str]:
        if "ids" not in self._known:
            self._known["ids"] = frozenset(one.id for one in self.dossier.events if one.id is not None)
        return self._known["ids"]

    def around(self, claims: Iterable[Claim]) -> Dossier:
        """A dossier of some claims, with those of the declared events that they can be about."""
        claims = list(claims)
        used = {claim.event for claim in claims if isinstance(claim.event, str)}
        orders = self.dossier.same_event | self.dossier.different_events
        linked = {one for pair in orders for one in pair}
        whole = self.dossier._with_claims(claims)
        if self.whole or len(self.dossier.events) < 100:
            return whole
        return _with_events(whole, used | linked)


def _with_events(dossier: Dossier, ids: set[str]) -> Dossier:
    part = object.__new__(Dossier)
    part.__attrs_init__(
        dossier.claims,
        dossier.sources,
        frozenset(event for event in dossier.events if event.id in ids),
        dossier.aspects,
        dossier.opposed,
        dossier.same_event,
        dossier.different_events,
        dossier.timezones,
        dossier.places,
    )
    return part


def _column_of(claim: Claim, name: str) -> str:
    if claim.silent == name:
        return "silent"
    return "source" if claim.source == name else "via" if name in claim.via else "source.controlled_by"


def ground_of(dossier: Any) -> Ground:
    """The ground of a dossier, of a file or files that hold one, or of nothing declared.

    Raises `BadInput` for what can't be judged whatever the claims are: rings in control, a name with two owners; and
    for a dossier with claims of its own.
    """
    undeclared: frozenset[str] = frozenset()
    if dossier is None:
        dossier, strict = Dossier(), False
    elif isinstance(dossier, Dossier):
        strict = False
    else:
        paths = [dossier] if isinstance(dossier, (str, os.PathLike)) else list(dossier)
        dossier, strict = read_dossier(*paths), True
        undeclared = frozenset(name for path in paths for name in undeclared_in(path))
    if dossier.claims:
        raise BadInput(
            [
                Problem(
                    "the dossier",
                    f"{len(dossier.claims)} claims",
                    "sources, events and aspects alone",
                    "put all claims into the frame, or check the dossier by itself",
                )
            ]
        )
    ground = Ground(dossier, strict, undeclared=undeclared)
    ground.whole = any(name.startswith(DESCRIBED) for name in ground.ordered())
    resolver = Resolver(dossier, occurrences=ground.by_id)
    resolver.resolve()
    ground._declared = resolver.voices
    return ground
