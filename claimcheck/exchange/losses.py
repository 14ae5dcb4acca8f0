"""What a format does not carry of a dossier, counted: nothing is dropped in silence.

>>> from claimcheck.exchange.plugin import Format, Part
>>> from claimcheck.sources import Source
>>> memo = Format(name="memo", title="A memo", media_type="text/plain", carries=[Part("claim", ["source", "answer"], "")])
>>> losses(memo, Dossier([Source("TASS").says("exchange", "returned", 2, cue="said")]))
('claim: cue (1), event (1), aspect (1)', 'source: name (1)')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from claimcheck.dossiers import Dossier
from claimcheck.exchange.plugin import OWN_KEYS, PARTS, Format, Subject
from claimcheck.formats.entries import Record
from claimcheck.formats.spelling import Spelt, spelt

__all__ = ["dossier_of", "losses", "records_of_dossier", "report_of"]


def dossier_of(subject: Subject) -> Dossier:
    """The dossier that is written, or that the report is on."""
    return subject if isinstance(subject, Dossier) else subject.dossier


def report_of(subject: Subject) -> Any:
    """The report that is written, or the one on the dossier."""
    return subject.check() if isinstance(subject, Dossier) else subject


def losses(format: Format, subject: Subject) -> tuple[str, ...]:  # noqa: A002
    """A sentence for each kind of record of which the format does not carry all: the keys, and how often they stand there.

    Of a report whose format tells no findings, the findings as well.
    """
    dossier = dossier_of(subject)
    counted = {kind: Counter[str]() for kind in PARTS}
    for kind, keys in _told(spelt(dossier)):
        counted[kind].update(keys)
    lost = []
    for kind, counts in counted.items():
        gone = [f"{key} ({counts[key]})" for key in format.lost(kind) if counts[key]]
        if gone:
            lost.append(f"{kind}: {', '.join(sorted(gone, key=lambda told: _rank(kind, told)))}")
    if subject is not dossier and not format.kept("finding"):
        lost.append(f"finding: all ({len(report_of(subject).findings)}); they follow from the claims")
    return tuple(lost)


def _rank(kind: str, told: str) -> int:
    return PARTS[kind].index(told.rpartition(" (")[0])


def _told(records: Spelt) -> Iterator[tuple[str, Iterable[str]]]:
    """The kinds of all records with the keys that say something."""
    for kind, several in (
        ("claim", records.claims),
        ("source", records.sources),
        ("aspect", records.aspects),
    ):
        for record in several:
            yield kind, _keys(record)
    for event in records.events:
        yield "event", _keys(event)
    for claim in records.claims:
        if isinstance(claim["event"], dict):
            yield "described", _keys(claim["event"])
        for speaker in (claim["source"], *claim.get("via", ())):
            if isinstance(speaker, dict):
                yield "anonymous", _keys(speaker)
    for kind in ("opposed", "same_event", "different_events"):
        for _ in getattr(records, kind):
            yield kind, ("pairs",)
    if records.timezones:
        yield "dossier", ("timezone",)
    yield "undeclared", tuple(records.undeclared)


def _keys(record: dict[str, Any]) -> set[str]:
    return {OWN_KEYS if key.startswith("x-") else key for key in record}


def records_of_dossier(dossier: Dossier) -> Iterator[Record]:
    """The records that make an equal dossier, each claim with the line where it stands."""
    records = spelt(dossier)
    if records.timezones:
        yield Record("dossier", {"timezone": records.timezones}, 1)
    for kind in ("source", "event", "aspect"):
        for record in getattr(records, f"{kind}s"):
            yield Record(kind, record, 1)
    for kind in ("opposed", "same_event", "different_events"):
        for pair in getattr(records, kind):
            yield Record(kind, {kind: pair}, 1)
    if records.undeclared:
        yield Record("undeclared", records.undeclared, 1)
    for name, record in zip(sorted(claim.id for claim in dossier.claims), records.claims, strict=True):
        places = dossier.places.get(name, ())
        yield Record("claim", record, places[0].line if places else 1)
