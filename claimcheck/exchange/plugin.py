"""What an exchange format is: a small value that a package registers, ours and anybody's alike.

A `Format` says what it is called, what it carries of a dossier and how it tells it (the documentation and the notes on
what was lost are made from that), and has a function that reads, one that writes, or both. A package registers it as an
entry point of the group `claimcheck.formats`, under the name of the format.

>>> memo = Format(name="memo", title="A memo", media_type="text/plain", carries=[Part("claim", "answer", "a line each")])
>>> memo.lost("claim")[:3]
('ref', 'source', 'via')
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias, Union

import attrs

from claimcheck.arguments import ArgumentError
from claimcheck.dossiers import Dossier
from claimcheck.errors import shown
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.records import ANONYMOUS, ASPECT, CLAIM, EVENT, FREE_TABLE, SOURCE

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["ALL", "OWN_KEYS", "PARTS", "Format", "Part", "Reader", "Subject", "Writer", "Written"]

Subject: TypeAlias = Union[Dossier, "Report"]
"""What is written: a dossier, or a report with the dossier that it is on."""

OWN_KEYS: Final = "x-…"
"""Stands for all keys of the user's own, which begin with `x-`."""

_FREE: Final = (*FREE_TABLE, OWN_KEYS)

PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "claim": (*CLAIM, *_FREE),
    "anonymous": tuple(ANONYMOUS),
    "source": ("name", *SOURCE, *_FREE),
    "described": (*EVENT, *_FREE),
    "event": ("id", *EVENT, *_FREE),
    "aspect": ("name", *ASPECT, *_FREE),
    "opposed": ("pairs",),
    "same_event": ("pairs",),
    "different_events": ("pairs",),
    "dossier": ("timezone",),
    "undeclared": ("sources", "events"),
    "finding": ("question", "standing", "answer", "reason"),
}
"""All that a format may carry: the kinds of records with their keys.

`anonymous` are unnamed speakers in claims, `described` are events that a claim describes, `event` declared ones.
"""

ALL: Final = "*"
"""Stands for all keys of a kind."""


def _keys(kind: str, given: str | Iterable[str]) -> tuple[str, ...]:
    if kind not in PARTS:
        raise ArgumentError(f"a part of a dossier is one of {', '.join(PARTS)}, not {shown(kind)}")
    keys = PARTS[kind] if given == ALL else (given,) if isinstance(given, str) else tuple(given)
    for key in keys:
        if key not in PARTS[kind]:
            raise ArgumentError(f"a key of {kind} is one of {', '.join(PARTS[kind])}, not {shown(key)}")
    return keys


@attrs.frozen(init=False)
class Part:
    """Some keys of one kind of record, and how a format tells them.

    `keys` is a key, several, or `ALL` of the kind. Raises `ArgumentError` for a kind or a key that no dossier has.
    """

    kind: str
    keys: tuple[str, ...]
    how: str

    def __init__(self, kind: str, keys: str | Iterable[str], how: str) -> None:
        self.__attrs_init__(kind, _keys(kind, keys), how)


@attrs.frozen
class Written:
    """What a writer made: the bytes of the file, and a sentence on each thing that they do not carry."""

    data: bytes
    lost: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[bytes, str], Union[Dossier, Iterable["Record | Unusable"]]]  # noqa: UP007
"""From the bytes of a file and its name, for messages, to a dossier; or to the records that make one.

Records are checked like those of a dossier file: with all their problems told, and bad ones left out where that is asked.
"""

Writer: TypeAlias = Callable[[Subject], Written]


def _parts(given: Iterable[Part]) -> tuple[Part, ...]:
    return tuple(given)


def _texts(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


@attrs.frozen(kw_only=True)
class Format:
    """A format in which dossiers or reports are exchanged.

    `name` is what users write after `--to` and `--input-format`, and the name of the entry point. `extensions` begin with
    a dot and are compared in lower case, the longest first. `carries` lists all that the format keeps; everything else is
    told as lost. `read` and `write` are None where it does not. `extra` names the extra of ours that it needs, `about` what
    a user should know of it. `place` tells where the line of a record is, for files that have no lines.
    """

    name: str
    title: str
    media_type: str
    extensions: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    carries: tuple[Part, ...] = attrs.field(default=(), converter=_parts)
    read: Reader | None = None
    write: Writer | None = None
    extra: str | None = None
    about: str = ""
    place: Callable[[int], tuple[str, int]] | None = None

    def kept(self, kind: str) -> frozenset[str]:
        """The keys that it carries of one kind of record."""
        return frozenset(key for part in self.carries if part.kind == kind for key in part.keys)

    def lost(self, kind: str) -> tuple[str, ...]:
        """The keys that it does not carry of one kind of record, in the order of a dossier file."""
        kept = self.kept(kind)
        return tuple(key for key in PARTS[kind] if key not in kept)
