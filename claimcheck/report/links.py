"""Which descriptions were linked into one event, and why: what `claimcheck link` prints, and what is known of one event.

Every link is told with its evidence and a score that is the sum of named parts, in bits; every near one that was refused with
its reason.

>>> from claimcheck import Dossier, Event, Source
>>> days = [Event("raid", when="2025-07-04", where="Alba"), Event("raid", when="July 4, 2025", where=["Alba", "Kirk"])]
>>> report = Dossier([Source(name).says(day, "killed", 2) for name, day in zip("AB", days)]).check()
>>> [event.title for event in linked_events(report)]
['Raid, Kirk, 4 July 2025']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from claimcheck.errors import ClaimcheckError, closest, shown
from claimcheck.linking import Change, Link, Linking, changes
from claimcheck.occurrences import Occurrence, Occurrences
from claimcheck.report.outline import event_title, in_short, title_of
from claimcheck.report.text import wrapped
from claimcheck.sentences import listed, subject
from claimcheck.text import clean, fold

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "Described",
    "LinkedEvent",
    "UnknownEvent",
    "event_text",
    "linked_events",
    "links_data",
    "links_text",
]

FORMAT_VERSION = 1
_MOST_PLACES = 3
_MOST_TOLD = 12


class UnknownEvent(ClaimcheckError, LookupError):
    """An event that the report does not hold. Attributes: `name`, what was asked for; `suggestion`, or ""."""

    def __init__(self, name: str, suggestion: str = "") -> None:
        self.name = name
        self.suggestion = suggestion
        told = f"no event is called {shown(name)}; expected an id, a name, or the key of a description"
        super().__init__(f"{told}; {suggestion}" if suggestion else told)


@attrs.frozen
class Described:
    """One mention of an event: its key, its words, whether the user declared it, and the claims that use it, by label."""

    key: str
    words: str
    declared: bool
    claims: tuple[str, ...]
    places: tuple[str, ...]


@attrs.frozen
class LinkedEvent:
    """One event with all its descriptions, and what speaks for their being one; `name` is how questions name it."""

    name: str
    title: str
    descriptions: tuple[Described, ...]
    links: tuple[Link, ...]


def linked_events(report: Report) -> tuple[LinkedEvent, ...]:
    """Every event that claims speak of, in the order of its time and name, with its descriptions. Linear in the claims."""
    occurrences: Occurrences = report._resolved.occurrences
    claims: dict[str, list[str]] = {}
    for id, claim in report._resolved.claims.items():
        claims.setdefault(occurrences.mention_of(claim), []).append(id)
    spoken_of = [one for one in occurrences.all if any(mention in claims for mention in one.mentions)]
    links: dict[str, list[Link]] = {}
    for link in report.linking.links:
        links.setdefault(link.one, []).append(link)
    found = [
        LinkedEvent(
            one.name,
            event_title(report, one.name),
            tuple(_described(report, mention, claims.get(mention, ())) for mention in one.mentions),
            tuple(link for mention in one.mentions for link in links.get(mention, ())),
        )
        for one in sorted(spoken_of, key=_time_and_name)
    ]
    return tuple(found)


def _time_and_name(one: Occurrence) -> Any:
    window = one.event.window("UTC") if one.event is not None else None
    return window is None, window or (0, 0), one.name


def _described(report: Report, mention: str, claims: Sequence[str]) -> Described:
    occurrences = report._resolved.occurrences
    event = occurrences.told(mention)
    dossier, labels = report.dossier, report._resolved.labels
    places = sorted(place for id in claims for place in dossier.places.get(id, ())[:1])
    return Described(
        mention,
        clean(title_of(event)) if event is not None else "",
        not mention.startswith("described:"),
        tuple(sorted(clean(labels[id]) for id in claims)),
        tuple(in_short(place, dossier) for place in places),
    )


def find_event(events: Sequence[LinkedEvent], name: str) -> LinkedEvent:
    """The event of that id, name, title or key of a description.

    Raises `UnknownEvent`, with a suggestion, where there is none, or several.
    """
    names: dict[str, list[LinkedEvent]] = {}
    for event in events:
        own = {event.name, event.title, *(one.key for one in event.descriptions)}
        own |= {one.words for one in event.descriptions if one.words}
        for told in {fold(one) for one in own}:
            names.setdefault(told, []).append(event)
    found = names.get(fold(name), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownEvent(name, f"several are; write {listed([shown(one.name) for one in found], 'or')}")
    raise UnknownEvent(name, closest(name, [told for event in events for told in (event.name, event.title)]))


# As text


def links_text(report: Report, before: Report | None = None) -> str:
    """All events with their descriptions and evidence, what was left open or refused, and what changed since `before`."""
    events, linking = linked_events(report), report.linking
    described = sum(len(event.descriptions) for event in events)
    lines = wrapped(f"{_many(described, 'description')} of {_many(len(events), 'event')}", "", "  ")
    for event in events:
        lines += ["", *_event_lines(event, linking)]
    words = {one.key: one.words or one.key for event in events for one in event.descriptions}
    lines += _section("NEAR THE THRESHOLD  worth a look", _doubtful(linking, words))
    lines += _section("LEFT OPEN  fits several events, or is not certain", _open(report, words))
    lines += _section("PARTS  related, not merged", _parts(linking, words))
    lines += _section("REFUSED", _refused(linking, words))
    if before is not None:
        told = changes(before.linking, linking)
        lines += _section("CHANGED", (_change(one) for one in told), "nothing changed")
    return "\n".join(lines) + "\n"


def event_text(report: Report, name: str) -> str:
    """All that is known of one event: how it was described, why that was linked, what is asked of it.

    Raises `UnknownEvent`, with a suggestion, where the report holds no such event.
    """
    events, linking = linked_events(report), report.linking
    event = find_event(events, name)
    own = {one.key for one in event.descriptions}
    words = {one.key: one.words or one.key for each in events for one in each.descriptions}
    lines = _event_lines(event, linking)
    near = [one for one in linking.doubtful if {one.one, one.other} & own]
    lines += _section("NEAR THE THRESHOLD", (_doubt(one, words) for one in near))
    lines += _section(
        "NOT LINKED",
        (
            f"{_pair(one.one, one.other, words)}: {one.reason}"
            for one in linking.refused
            if {one.one, one.other} & own
        ),
    )
    lines += _section("PARTS", (_part(one, words) for one in linking.parts_of if {one.part, one.whole} & own))
    asked = [one for one in report._resolved.questions.values() if one.event == event.name]
    told = sorted(f"{subject(one.question)}: {_many(len(one.statements), 'claim')}" for one in asked)
    lines += _section("WHAT IS ASKED OF IT", told)
    return "\n".join(lines) + "\n"


def _event_lines(event: LinkedEvent, linking: Linking) -> list[str]:
    lines = wrapped(
        event.title if fold(event.name) == fold(event.title) else f"{event.title}  [{event.name}]", "", "  "
    )
    for one in event.descriptions:
        claims = ", ".join(one.places[:_MOST_PLACES] or one.claims[:_MOST_PLACES])
        more = len(one.claims) - _MOST_PLACES
        used = f" ({claims}{f' and {more} more' if more > 0 else ''})" if claims else ""
        what = "declared: " if one.declared else ""
        lines += wrapped(f"{what}{one.words or one.key}{used}", "  - ", "    ")
    words = {one.key: one.words or one.key for one in event.descriptions}
    for link in event.links:
        lines += wrapped(f"linked: {_evidence(link)}", "    ", "      ")
        if len(event.descriptions) > 2:
            lines += wrapped(_pair(link.one, link.other, words), "      ", "      ")
    return lines


def _evidence(link: Link) -> str:
    if not link.parts:
        return link.evidence
    return f"{link.evidence} ({_score(link)})"


def _score(link: Link) -> str:
    parts = " ".join(f"{part.points:+.1f} {part.name}" for part in link.parts)
    return f"score {link.score:.1f} = {parts}"


def _doubtful(linking: Linking, words: dict[str, str]) -> Iterator[str]:
    return (_doubt(one, words) for one in linking.doubtful)


def _doubt(link: Link, words: dict[str, str]) -> str:
    return f"{'linked' if link.joined else 'not linked'}: {_pair(link.one, link.other, words)}: {_evidence(link)}"


def _open(report: Report, words: dict[str, str]) -> Iterator[str]:
    for one in report.linking.undecided:
        fits = listed([words.get(key, key) for key in one.clusters])
        yield f"{words.get(one.mention, one.mention)}: {one.reason}: {fits}"
    for notice in report._resolved.occurrences.notices:
        yield notice.text


def _parts(linking: Linking, words: dict[str, str]) -> Iterator[str]:
    return (_part(one, words) for one in linking.parts_of)


def _part(one: Any, words: dict[str, str]) -> str:
    return f"{words.get(one.part, one.part)} is a part of {words.get(one.whole, one.whole)}: {one.evidence}"


def _refused(linking: Linking, words: dict[str, str]) -> Iterator[str]:
    return (f"{_pair(one.one, one.other, words)}: {one.reason}" for one in linking.refused)


def _pair(one: str, other: str, words: dict[str, str]) -> str:
    return f"{words.get(one, one)} / {words.get(other, other)}"


def _change(change: Change) -> str:
    return f"{change.what}: {listed(list(change.clusters))}: {change.reason}"


def _section(title: str, lines: Iterable[str], empty: str = "") -> list[str]:
    told = [*lines] or ([empty] if empty else [])
    if not told:
        return []
    more = [f"and {len(told) - _MOST_TOLD:,} more"] if len(told) > _MOST_TOLD else []
    return [
        "",
        title,
        *(line for one in [*told[:_MOST_TOLD], *more] for line in wrapped(clean(one), "  ", "    ")),
    ]


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


# As data


def links_data(report: Report, before: Report | None = None) -> dict[str, Any]:
    """The same as plain data: events with their descriptions and links, what is doubtful, open, related and refused."""
    linking = report.linking
    told: dict[str, Any] = {
        "claimcheck": FORMAT_VERSION,
        "events": [
            {
                "event": event.name,
                "title": event.title,
                "descriptions": [
                    {"key": one.key, "words": one.words, "declared": one.declared, "claims": list(one.claims)}
                    for one in event.descriptions
                ],
                "links": [_link_data(link) for link in event.links],
            }
            for event in linked_events(report)
        ],
        "doubtful": [_link_data(link) for link in linking.doubtful],
        "undecided": [
            {"mention": one.mention, "events": list(one.clusters), "reason": one.reason}
            for one in linking.undecided
        ],
        "open": [
            {"claims": list(notice.claims), "reason": notice.text}
            for notice in report._resolved.occurrences.notices
        ],
        "parts": [
            {"part": one.part, "whole": one.whole, "evidence": one.evidence} for one in linking.parts_of
        ],
        "refused": [{"one": one.one, "other": one.other, "reason": one.reason} for one in linking.refused],
    }
    if before is not None:
        told["changes"] = [
            {"what": one.what, "events": list(one.clusters), "reason": one.reason}
            for one in changes(before.linking, linking)
        ]
    return told


def links_json(report: Report, before: Report | None = None) -> str:
    """The same as JSON in ASCII, ending in a new line."""
    return json.dumps(links_data(report, before), indent=2) + "\n"


def _link_data(link: Link) -> dict[str, Any]:
    return {
        "one": link.one,
        "other": link.other,
        "joined": link.joined,
        "evidence": clean(link.evidence),
        "score": round(link.score, 2) if link.parts else None,
        "parts": [
            {"name": part.name, "points": round(part.points, 2), "words": clean(part.words)}
            for part in link.parts
        ],
    }
