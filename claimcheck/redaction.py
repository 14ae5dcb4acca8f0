"""A dossier that may leave the desk: what would give a source away is taken out, and what is left still counts as it did.

Left out are claims marked confidential, and with them whatever would count for more without them; notes and keys of the desk's
own; addresses that are not public; file names and lines. A source marked confidential is called "confidential source 1", and
what it said loses its quote, its translation and its address. Handles are replaced, so that who spoke twice is still one
voice. Names that are secret are also taken out of all other text. The ids of claims are hashes of what was said, so each is
made again from what is left: nobody can try names against them. Numbers are given by what is public, so that not even their
order tells a name.

Two laws hold: the same dossier with other secrets comes out the same, byte for byte; and no claim counts that did not before.

>>> from claimcheck import Dossier, Event, Source
>>> nurse = Source("Wilma Quist", kind="nurse", confidential=True)
>>> dossier = Dossier() + nurse.says(Event("raid", when="2025-07-04"), "killed", 8, quote="I, Wilma, counted eight.")
>>> clean_dossier, stripped = redact(dossier)
>>> [str(claim) for claim in clean_dossier.claims]
['confidential source 1 on raid, 2025-07-04, killed: 8']
>>> print(stripped)
Redacted: 1 source renamed, 1 quote left out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from claimcheck.claims import Claim, Speaker
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.forms import Form, Given
from claimcheck.scrubbing import Scrubber, is_public_address
from claimcheck.sources import Anonymous, Source
from claimcheck.text import fold
from claimcheck.vocabulary import Aspect

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Stripped", "redact", "redacted_report"]

_KINDS: Final = (
    ("confidential claims", "confidential claim", "left out"),
    ("other claims", "other claim that would count for more without them", "left out"),
    ("sources", "source", "renamed"),
    ("handles", "handle", "replaced"),
    ("quotes", "quote", "left out"),
    ("translations", "translation", "left out"),
    ("addresses", "address", "left out"),
    ("notes", "note or key of the desk's own", "left out"),
    ("refs", "ref", "left out"),
    ("files", "file name", "left out"),
    ("texts", "text with a secret name in it", "changed"),
)
_PLURALS: Final = {
    "address": "addresses",
    "note or key of the desk's own": "notes and keys of the desk's own",
    "other claim that would count for more without them": "other claims that would count for more without them",
    "text with a secret name in it": "texts with a secret name in them",
}


@attrs.frozen
class Stripped:
    """How much was taken out or replaced, by what it was; never what it was."""

    counts: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        found = dict(self.counts)
        told = [
            f"{found[key]:,} {one if found[key] == 1 else _PLURALS.get(one, f'{one}s')} {done}"
            for key, one, done in _KINDS
            if found.get(key)
        ]
        if not told:
            return "Redacted: there was nothing to take out."
        more = " What these bear on may stand otherwise." if found.get("confidential claims") else ""
        return f"Redacted: {', '.join(told)}.{more}"


def redact(dossier: Dossier) -> tuple[Dossier, Stripped]:
    """A dossier without what would give its sources away, and how much that was.

    Where claims are marked confidential the dossier is judged, to see what would count for more without them: raises
    `BadInput` where it can't be.
    """
    return _Redaction(dossier).done()


def redacted_report(report: Report) -> Report:
    """The report on the redacted dossier, narrowed as the report was: `report.redacted()`."""
    from claimcheck.judge import crosscheck

    whole = report if report._whole is None else report._whole
    redaction = _Redaction(whole.dossier)
    dossier, stripped = redaction.done()
    found = attrs.evolve(crosscheck(dossier), redaction=stripped)
    if report.narrowing is None:
        return found
    from claimcheck.report.filtering import narrow_again

    return narrow_again(found, report, redaction.text)


_Entity: TypeAlias = tuple[str, str]
"""Whoever must not be told: ("named", a source's key) or ("unnamed", a voice's or a relay's key)."""


class _Redaction:
    """One dossier as it is redacted."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.counts: Counter[str] = Counter()
        self.kept = self._claims_that_stay()
        self.confidential = self._confidential_sources()
        self.keys = {fold(name): key for name, key in self.confidential.items()}
        self.voices = _unnamed_voices(dossier, self.kept)
        secrets = dict.fromkeys(self._secrets(neutral=True), "?")
        self.finder = Scrubber(secrets)
        self.secret_voices = self._secret_voices()
        ordered = _in_order(self._entities(), self.kept, self._entities_of, Scrubber(secrets))
        self.names = self._new_names([key for kind, key in ordered if kind != "handle"])
        unnamed = [key for kind, key in ordered if kind == "handle"]
        self.handles = {key: f"unnamed {number}" for number, key in enumerate(unnamed, 1)}
        self.scrub = Scrubber(self._secrets())

    def done(self) -> tuple[Dossier, Stripped]:
        claims = self._claims()
        used = _Used(self.dossier, self.kept)
        self.counts["files"] = len({place.file for found in self.dossier.places.values() for place in found})
        sources = [
            self._source(one)
            for one in self.dossier.sources
            if used.source(one, one.name in self.confidential)
        ]
        redacted = Dossier(
            claims,
            sources=sources,
            events=[self._event(one) for one in self.dossier.events if used.event(one)],
            aspects=[self._aspect(one) for one in self.dossier.aspects if used.aspect(one)],
            opposed=[
                (self.text(one), self.text(other))
                for one, other in self.dossier.opposed
                if used.name(one) and used.name(other)
            ],
            same_event=self._pairs(self.dossier.same_event, used),
            different_events=self._pairs(self.dossier.different_events, used),
            timezone=self.dossier.timezones,
        )
        self.counts["sources"] = len(self.names)
        self.counts["handles"] = len(
            {one.handle for claim in self.kept for one in _unnamed(claim) if one.handle}
        )
        self.counts["texts"] = len(self.scrub.changed)
        order = {key: self.counts[key] for key, _, _ in _KINDS if self.counts[key]}
        return redacted, Stripped(tuple(order.items()))

    # Which claims stay

    def _claims_that_stay(self) -> list[Claim]:
        secret = {claim.id for claim in self.dossier.claims if claim.confidential}
        dropped = secret | _stronger_without(self.dossier, secret) if secret else secret
        self.counts["confidential claims"] = len(secret)
        self.counts["other claims"] = len(dropped) - len(secret)
        return sorted(
            (claim for claim in self.dossier.claims if claim.id not in dropped), key=lambda claim: claim.id
        )

    # Who must not be told

    def _confidential_sources(self) -> dict[str, str]:
        """All names of sources that are marked confidential, each with the source's key."""
        names: dict[str, str] = {}
        secret = {fold(one.name) for one in self.dossier.sources if one.confidential}
        for source in self.dossier.sources:
            if fold(source.name) in secret:
                for name in (source.name, *source.aliases):
                    names[name] = fold(source.name)
        return names

    def _secret_key(self, name: str) -> str | None:
        return self.keys.get(fold(name))

    def _secret_voices(self) -> set[str]:
        """The unnamed whose identity hangs on what is taken out: they get a handle that tells nothing."""
        found: set[str] = set()
        for claim in self.kept:
            if claim.id in self.voices:
                origin = claim.source
                assert isinstance(origin, Anonymous)
                address = claim.attribution.url
                if (
                    origin.handle
                    or origin.confidential
                    or (address and not self._keeps_address(claim, address))
                ):
                    found.add(self.voices[claim.id])
        for claim in self.kept:
            for relay in claim.via:
                if isinstance(relay, Anonymous) and (relay.handle or relay.confidential):
                    found.add(_relay_key(relay))
        return found

    def _entities(self) -> set[_Entity]:
        confidential = {
            _speaker_key(one) for claim in self.kept for one in _unnamed(claim) if one.confidential
        }
        return (
            {("named", key) for key in self.confidential.values()}
            | {("unnamed", key) for key in confidential}
            | {("handle", key) for key in self.secret_voices}
        )

    def _entities_of(self, claim: Claim) -> Iterator[tuple[str, _Entity]]:
        """Who of them speaks in a claim, and as what."""
        for place, speaker in enumerate((claim.source, *claim.via)):
            if isinstance(speaker, Anonymous):
                yield f"unnamed {place}", ("unnamed", _speaker_key(speaker))
                key = self.voices[claim.id] if place == 0 else _relay_key(speaker)
                yield f"handle {place}", ("handle", key)
            elif key := self._secret_key(speaker) or "":
                yield f"named {place}", ("named", key)

    def _new_names(self, keys: Iterable[str]) -> dict[str, str]:
        """A new name for each confidential source, none that somebody else has already."""
        taken = {fold(one.name) for one in self.dossier.sources}
        taken.update(
            fold(str(one)) for claim in self.kept for one in (claim.source, *claim.via, claim.silent or "")
        )
        free = (name for number in count(1) if (name := f"confidential source {number}") not in taken)
        return dict(zip(keys, free, strict=False))

    def _secrets(self, *, neutral: bool = False) -> dict[str, str]:
        secrets: dict[str, str] = {}
        for claim in self.kept:
            for speaker in _unnamed(claim):
                if speaker.handle:
                    secrets[speaker.handle] = "confidential"
                if speaker.confidential:
                    secrets[speaker.description] = "?" if neutral else self.names[_speaker_key(speaker)]
        for name, key in self.confidential.items():
            secrets[name] = "?" if neutral else self.names[key]
        return secrets

    # What is written in their place

    def text(self, text: str) -> str:
        """Any text with the secret names in it replaced."""
        return self.scrub(text)

    def _claims(self) -> list[Claim]:
        alone = {claim: self._claim(claim) for claim in self.kept}
        alike: dict[str, dict[str, Claim]] = defaultdict(dict)
        for claim, new in alone.items():
            alike[new.id].setdefault(claim.id, claim)
        new_ids = {claim.id: new.id for claim, new in alone.items()}
        marks: dict[str, int] = {}
        for several in alike.values():
            if len(several) > 1:  # what told two claims apart was taken out: they still are two
                for mark, claim in enumerate(sorted(several.values(), key=self._links_of)):
                    marks[claim.id] = mark
                    new_ids[claim.id] = self._claim(claim, mark=mark, count=False).id
        return [self._claim(claim, new_ids, mark=marks.get(claim.id, 0), count=False) for claim in self.kept]

    def _links_of(self, claim: Claim) -> Any:
        """Where a claim stands among those that it replaces and is based on, and that do so to it."""
        towards = sum(claim.id in other.replaces for other in self.kept)
        under = sum(claim.id in other.based_on for other in self.kept)
        return len(claim.replaces), towards, len(claim.based_on), under, _hash(claim.id)

    def _claim(
        self, claim: Claim, new_ids: Mapping[str, str] | None = None, *, mark: int = 0, count: bool = True
    ) -> Claim:
        """A claim as it may be told; without links to others where `new_ids` are not known yet."""
        attribution = claim.attribution
        is_secret = self._is_secret(claim)
        hides_quote = is_secret and (attribution.quote is not None or attribution.quote_span is not None)
        kept_extras, translations, addresses, notes = self._extras(claim, is_secret)
        refs = () if is_secret else tuple(ref for ref in claim.refs if self.text(ref) == ref)
        address = attribution.url
        if address is not None and not self._keeps_address(claim, address):
            address, addresses = None, addresses + 1
        if count:
            self.counts["quotes"] += hides_quote
            self.counts["translations"] += translations
            self.counts["addresses"] += addresses
            self.counts["notes"] += notes
            self.counts["refs"] += len(claim.refs) - len(refs)
        quote = None if is_secret else attribution.quote
        return Claim(
            self.text(claim.event) if isinstance(claim.event, str) else self._event(claim.event),
            self.text(claim.aspect),
            self._given(claim.answer),
            source=self._speaker(claim.source, self.voices.get(claim.id)),
            via=[self._speaker(one, None if isinstance(one, str) else _relay_key(one)) for one in claim.via],
            scope=tuple((self.text(key), self.text(value)) for key, value in claim.scope),
            cue=attribution.cue and self.text(attribution.cue),
            said=claim.said,
            published=claim.published,
            as_of=claim.as_of,
            url=address,
            quote=quote and self.text(quote),
            quote_span=(mark, mark + 1) if mark else None if is_secret else attribution.quote_span,
            replaces=[new_ids[id] for id in claim.replaces if id in new_ids] if new_ids else (),
            based_on=[new_ids[id] for id in claim.based_on if id in new_ids] if new_ids else (),
            witnessed=claim.witnessed,
            leaked=claim.leaked,
            silent=claim.silent and self.text(claim.silent),
            ref=refs,
            extras=kept_extras,
        )  # fmt: skip

    def _is_secret(self, claim: Claim) -> bool:
        """Whether somebody who spoke in a claim must not be told."""
        return any(
            one.confidential if isinstance(one, Anonymous) else self._secret_key(one)
            for one in (claim.source, *claim.via)
        )

    def _keeps_address(self, claim: Claim, address: str) -> bool:
        return not self._is_secret(claim) and is_public_address(address) and not self.finder.finds(address)

    def _extras(self, claim: Claim, is_secret: bool) -> tuple[tuple[tuple[str, str], ...], int, int, int]:
        """What travels along and stays, and how many translations, addresses and notes go."""
        kept, gone = [], Counter[str]()
        for key, value in claim.extras:
            if key == "translation" and not is_secret:
                kept.append(
                    (key, json.dumps(self._plain(json.loads(value)), ensure_ascii=False, sort_keys=True))
                )
            elif (
                key == "archive"
                and isinstance(json.loads(value), str)
                and self._keeps_address(claim, json.loads(value))
            ):
                kept.append((key, value))
            else:
                gone[key if key in ("translation", "archive") else "note"] += 1
        return tuple(kept), gone["translation"], gone["archive"], gone["note"]

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._plain(one) for one in value]
        if isinstance(value, dict):
            return {self.text(key): self._plain(one) for key, one in value.items()}
        return value

    def _given(self, given: Given) -> Given:
        if isinstance(given, str):
            return self.text(given)
        if isinstance(given, tuple):
            return tuple(self._given(one) for one in given)
        if isinstance(given, Form):
            return Form(tuple((key, self._given(value)) for key, value in given.items))
        return given

    def _speaker(self, speaker: Speaker, key: str | None) -> Speaker:
        if isinstance(speaker, str):
            return self.text(speaker)
        ties = () if speaker.confidential else tuple(map(self.text, speaker.controlled_by))
        description = (
            self.names[_speaker_key(speaker)] if speaker.confidential else self.text(speaker.description)
        )
        return Anonymous(description, handle=self.handles.get(key or ""), controlled_by=ties)

    def _source(self, source: Source) -> Source:
        secret = self._secret_key(source.name) is not None
        self.counts["notes"] += len(source.extras)
        kind = source.kind
        if secret:
            kind = kind if source.is_outlet else None  # an outlet's own voice counts for less
            return Source(
                self.text(source.name), kind=kind, controlled_by=map(self.text, source.controlled_by)
            )
        return Source(
            self.text(source.name),
            kind=kind and self.text(kind),
            controlled_by=map(self.text, source.controlled_by),
            aliases=map(self.text, source.aliases),
            reliability=source.reliability,
            timezone=source.timezone,
        )

    def _event(self, event: Event) -> Event:
        self.counts["notes"] += len(event.extras)
        return Event(
            event.kind and self.text(event.kind),
            when=(event.when_told and self.text(event.when_told)) or event.when,
            where=tuple(map(self.text, event.where)),
            participants=tuple(map(self.text, event.participants)),
            ordinals=[(self.text(series), number) for series, number in event.ordinals],
            timezone=event.timezone,
            name=event.name and self.text(event.name),
            id=event.id and self.text(event.id),
        )

    def _aspect(self, aspect: Aspect) -> Aspect:
        self.counts["notes"] += len(aspect.extras)
        return Aspect(
            self.text(aspect.name),
            axis=aspect.axis_name,
            unit=aspect.unit and self.text(aspect.unit),
            grid=aspect.grid,
            synonyms=map(self.text, aspect.synonyms),
            aliases=[(self.text(name), tuple(map(self.text, path))) for name, path in aspect.aliases],
            over_time=aspect.over_time,
            several=aspect.several,
            modality=aspect.modality,
            tolerance=aspect.tolerance,
        )

    def _pairs(self, pairs: Iterable[tuple[str, str]], used: _Used) -> list[tuple[str, str]]:
        """Which events are one, or not: by ids, or by the names that descriptions now have."""
        from claimcheck.occurrences import description_key

        described: dict[str, set[Event]] = defaultdict(set)
        for claim in self.kept:
            if isinstance(claim.event, Event):
                for name in (description_key(claim.event), str(claim.event), claim.event.name, *claim.refs):
                    if name:
                        described[fold(name)].add(claim.event)

        def renamed(name: str) -> str | None:
            if used.is_event(name):
                return self.text(name)
            found = described.get(fold(name), set())
            if not found and name.startswith("described:"):
                found = {
                    event for key, events in described.items() if key.startswith(name) for event in events
                }
            return description_key(self._event(next(iter(found)))) if len(found) == 1 else None

        new = [(renamed(one), renamed(other)) for one, other in pairs]
        return [(one, other) for one, other in new if one is not None and other is not None]


# What must go with a claim that is left out


def _stronger_without(dossier: Dossier, dropped: set[str]) -> set[str]:
    """The claims that would count for more if some were dropped: what these withdrew, revised, narrated or were a basis of."""
    from claimcheck.judge import crosscheck

    before = _counting(crosscheck(dossier))
    gone = set(dropped)
    while True:
        after = _counting(crosscheck(dossier.without(gone)))
        stronger = {
            id
            for (id, place), (roots, named) in after.items()
            if (id, place) not in before
            or (named and not before[id, place][1])
            or not roots >= before[id, place][0]
        }
        stronger -= gone
        if not stronger:
            return gone - dropped
        gone |= stronger


def _counting(report: Report) -> dict[tuple[str, Any], tuple[frozenset[str], bool]]:
    """The live statements of a report, by claim and question, with the roots they speak with and whether a voice is named."""
    from claimcheck.graph import status_of

    return {
        (one.id, (one.asked.key[1:], one.closing)): (one.roots, one.named)
        for asked in report._resolved.questions.values()
        for one in asked.statements
        if status_of(one, report._endings) == "live"
    }


class _Used:
    """What the claims that stay use: declarations that only others used go with them."""

    def __init__(self, dossier: Dossier, kept: Iterable[Claim]) -> None:
        from claimcheck.vocabulary import Vocabulary

        kept = list(kept)
        ids = {claim.id for claim in kept}
        self.vocabulary = Vocabulary(dossier.aspects)
        self.sources = dossier.sources
        self.now = self._of(kept)
        self.gone = self._of(claim for claim in dossier.claims if claim.id not in ids)

    def _of(self, claims: Iterable[Claim]) -> set[tuple[str, str]]:
        used: set[tuple[str, str]] = set()
        names: set[str] = set()
        for claim in claims:
            used.add(("aspect", self.vocabulary.key(claim.aspect)))
            if isinstance(claim.event, str):
                used.add(("event", claim.event))
            else:
                names.update(claim.event.participants)
            for speaker in (claim.source, *claim.via):
                names.update(speaker.controlled_by if isinstance(speaker, Anonymous) else (speaker,))
            if claim.silent is not None:
                names.add(claim.silent)
        reached = set(map(fold, names))
        while True:
            more = {
                fold(name)
                for source in self.sources
                if not reached.isdisjoint(map(fold, (source.name, *source.aliases)))
                for name in (source.name, *source.aliases, *source.controlled_by)
            }
            if more <= reached:
                return used | {("source", name) for name in reached}
            reached |= more

    def name(self, name: str) -> bool:
        return ("source", fold(name)) in self.now or ("source", fold(name)) not in self.gone

    def source(self, source: Source, confidential: bool) -> bool:
        """Whether a declared source stays: one that is confidential only where it is needed."""
        needed = ("source", fold(source.name)) in self.now
        return needed or (not confidential and ("source", fold(source.name)) not in self.gone)

    def event(self, event: Event) -> bool:
        return ("event", event.id) in self.now or ("event", event.id) not in self.gone

    def is_event(self, name: str) -> bool:
        return ("event", name) in self.now

    def aspect(self, aspect: Aspect) -> bool:
        key = ("aspect", self.vocabulary.key(aspect.name))
        return key in self.now or key not in self.gone


# Who is unnamed


def _unnamed(claim: Claim) -> list[Anonymous]:
    return [one for one in (claim.source, *claim.via) if isinstance(one, Anonymous)]


def _speaker_key(speaker: Anonymous) -> str:
    return fold(speaker.handle or speaker.description)


def _relay_key(relay: Anonymous) -> str:
    return f"\x1eunnamed {fold(relay.handle or relay.description)}"


def _unnamed_voices(dossier: Dossier, claims: Iterable[Claim]) -> dict[str, str]:
    """Which unnamed voice is behind each claim that has one: the same key is the same voice."""
    from claimcheck.sources import Sides
    from claimcheck.voices import Voices

    voices = Voices(Sides(Source(one.name, aliases=one.aliases) for one in dossier.sources), {})
    return {
        claim.id: voices.chain_of(claim.attribution)[0].key
        for claim in claims
        if isinstance(claim.source, Anonymous)
    }


# In what order they are numbered


def _in_order(
    entities: Iterable[_Entity],
    claims: Iterable[Claim],
    entities_of: Callable[[Claim], Iterator[tuple[str, _Entity]]],
    neutral: Callable[[str], str],
) -> list[_Entity]:
    """Those who must not be told, ordered by what is public of the claims they speak in.

    Whom nothing public tells apart are ordered by a hash, so that not even the order of their names is told.
    """
    every = set(entities)
    public = {claim: _public(claim, neutral) for claim in claims}
    parts = {claim: [(role, one) for role, one in entities_of(claim) if one in every] for claim in public}
    rank: dict[_Entity, tuple[str, str]] = {(kind, key): (kind, "") for kind, key in every}
    for _ in range(_ROUNDS):  # who else speaks in their claims, and in the claims of those
        seen: dict[_Entity, list[str]] = {one: [] for one in every}
        for claim, told in public.items():
            with_whom = sorted((role, rank[one]) for role, one in parts[claim])
            for role, one in parts[claim]:
                seen[one].append(repr((told, role, with_whom)))
        rank = {one: (one[0], _hash((rank[one], sorted(told)))) for one, told in seen.items()}
    first = {
        one: min(
            (told for claim, told in public.items() if any(one == other for _, other in parts[claim])),
            default="~",
        )
        for one in every
    }
    return sorted(every, key=lambda one: (first[one], rank[one], _hash(one)))


_ROUNDS: Final = 4


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def _public(claim: Claim, neutral: Callable[[str], str]) -> str:
    """What of a claim may be told, as text to be compared."""
    from claimcheck.forms import in_short

    event = claim.event if isinstance(claim.event, str) else str(claim.event)
    speakers = [
        one if isinstance(one, str) else ("" if one.confidential else one.description)
        for one in (claim.source, *claim.via)
    ]
    dates = [str(one and one.text) for one in (claim.said, claim.published, claim.as_of)]
    return neutral(
        repr(
            (
                event, claim.aspect, claim.scope, in_short(claim.answer), speakers, dates, claim.witnessed, claim.leaked,
                claim.silent, claim.attribution.cue,
            )
        )
    )  # fmt: skip
