"""Who is on whose side, as every picture and table groups its sources: a group a side, nobody last.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> one, other = (Source(name, controlled_by="A-land") for name in ("A ministry", "A wire"))
>>> [group] = sides_of((Dossier() + one.says(raid, "killed", 8) + other.says(raid, "killed", 9)).check())
>>> group.title, group.counted
('A-land', '2 sources, count once')
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.sentences import listed, unique
from claimcheck.sources import Sides
from claimcheck.statements import Resolved
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["NOBODY", "UNTIED", "Member", "Side", "counted_untied", "grouped", "sides_of"]

UNTIED: Final = "no tie declared"
NOBODY: Final = "nobody"
"""The title of the last group: who can't be held to it."""


@attrs.frozen
class Member:
    """One who speaks, passes on or is silent: its key, its name, why it is on its side."""

    key: str
    name: str
    why: str = ""


@attrs.frozen
class Side:
    """A group of sources: those of one side, those with no declared tie (each a side of its own), or nobody.

    `counted` says how many sources are how many voices; `notes` whom it is opposed to, and with whom it shares a root.
    """

    title: str
    counted: str
    members: tuple[Member, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_nobody(self) -> bool:
        """Whether its members are unnamed."""
        return self.title == NOBODY


def sides_of(report: Report) -> tuple[Side, ...]:
    """The sides of all who speak, pass on or are silent in a report: sides by name, then who has no tie, then nobody."""
    resolved = report._resolved
    groups = grouped(resolved.sides, _named(resolved))
    nobody = _unnamed(resolved)
    if nobody:
        count = f"{len(nobody)} unnamed source{'s' * (len(nobody) > 1)}"
        groups.append(
            Side(NOBODY, count, tuple(nobody), ("never counts towards agreement or contradiction",))
        )
    return tuple(groups)


def grouped(sides: Sides, named: Iterable[str]) -> list[Side]:
    """The sides of named sources, given by their keys: by name, then who has no tie."""
    by_roots: dict[frozenset[str], list[str]] = {}
    for key in sorted(named):
        by_roots.setdefault(sides.root_keys(key), []).append(key)
    notes = _notes(sides, by_roots)
    groups: list[Side] = []
    untied: list[Member] = []
    for roots, keys in sorted(by_roots.items(), key=lambda item: sides.names(item[0])):
        members = tuple(sorted((_member(key, sides) for key in keys), key=lambda one: (one.name, one.key)))
        if keys == list(roots) and roots not in notes:
            untied += members
            continue
        title = clean(" and ".join(sides.names(roots)))
        groups.append(Side(title, _counted(keys, roots), members, tuple(notes.get(roots, ()))))
    if untied:
        members = tuple(sorted(untied, key=lambda one: (one.name, one.key)))
        groups.append(Side(UNTIED, counted_untied(len(untied)), members))
    return groups


def counted_untied(number: int) -> str:
    """How many sources without a tie are how many voices."""
    return f"{number} sources, each its own side" if number > 1 else "1 source, its own side"


def _counted(keys: Sequence[str], roots: frozenset[str]) -> str:
    if len(keys) > 1:
        return f"{len(keys)} sources, count once"
    if len(roots) > 1:
        return "1 source, answers to both" if len(roots) == 2 else "1 source, answers to all"
    return "1 source" if keys[0] in roots else "1 source, controlled by it"


def _named(resolved: Resolved) -> set[str]:
    keys = {voice.key for voice in resolved.voices.values() if voice.named}
    for statements in resolved.statements.values():
        one = statements[0]
        keys.update(relay for relay in one.relays if not relay.startswith("\x1e"))
        if one.claim.silent is not None:
            keys.add(resolved.sides.key(one.claim.silent))
    return keys


def _unnamed(resolved: Resolved) -> list[Member]:
    found = {}
    for statements in resolved.statements.values():
        one = statements[0]
        if not one.voice.named and one.voice.key not in found:
            relay = next((name for name in one.claim.via if isinstance(name, str)), None)
            ties = [resolved.sides.name(tie) for tie in sorted(one.voice.above)]
            why = f"through {relay}" if relay else ""
            if ties:
                why += f"{'; ' if why else ''}its description ties it to {listed(ties)}"
            found[one.voice.key] = Member(one.voice.key, clean(one.voice.name), clean(why))
    return sorted(found.values(), key=lambda one: (one.name, one.why, one.key))


def _member(key: str, sides: Sides) -> Member:
    above = sides.above(key) - {key}
    if not above:
        return Member(key, clean(sides.name(key)))
    roots = sides.root_keys(key)
    between = unique(sides.name(one) for one in above - roots)
    why = f"controlled by {listed(list(sides.names(roots)))}"
    return Member(
        key, clean(sides.name(key)), clean(why + (f", through {listed(between)}" if between else ""))
    )


def _notes(sides: Sides, by_roots: dict[frozenset[str], list[str]]) -> dict[frozenset[str], list[str]]:
    """Whom a side is opposed to, and with whom it shares a root, for the sides of which there is something to say."""
    below: dict[str, set[frozenset[str]]] = {}
    for roots, keys in by_roots.items():
        for key in keys:
            for tie in sides.above(key):
                below.setdefault(tie, set()).add(roots)
    opposed: dict[frozenset[str], set[frozenset[str]]] = {}
    for one, other in sides.opposed_pairs:
        for roots in below.get(one, ()):
            for others in below.get(other, ()):
                if not roots & others:
                    opposed.setdefault(roots, set()).add(others)
                    opposed.setdefault(others, set()).add(roots)
    notes: dict[frozenset[str], list[str]] = {}
    for roots in by_roots:
        tied = {
            others for root in roots for others in below.get(root, ()) if others != roots and others & roots
        }
        told = []
        if roots in opposed:
            told.append(f"declared opposed to {_titles(opposed[roots], sides)}")
        if tied:
            told.append(f"not independent of {_titles(tied, sides)}: they share a root")
        if told:
            notes[roots] = [clean(one) for one in told]
    return notes


def _titles(several: set[frozenset[str]], sides: Sides) -> str:
    return listed(unique(" and ".join(sides.names(roots)) for roots in several))
