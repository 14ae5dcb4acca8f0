"""The order of a report on every surface: what was read, the classes of findings, the sides, the counts.

Text and Markdown are two ways of writing this outline, so that they can't differ in what they say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.dossiers import Dossier, Place
from claimcheck.events import Event
from claimcheck.findings import Finding
from claimcheck.sentences import listed, moment_in_words, origin_of, subject, unique
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "CLASSES",
    "Section",
    "counts",
    "event_title",
    "place_of",
    "remarks",
    "sections",
    "sides_in_words",
    "title_of",
    "what_was_read",
]

CLASSES: Final = (
    ("!", "contradicted", "sources say what can't all be true"),
    ("?", "unverified", "rests on nobody who can be held to it"),
    ("x", "self-contradiction", "one voice says two things, in no order"),
    ("x", "anachronism", "reported before it began"),
    ("<", "revised", "the same voice now says otherwise"),
    ("<", "withdrawn", "taken back or corrected"),
    ("~", "tension", "worth a look, no accusation"),
    ("-", "withheld", "not disclosed by who should know"),
    ("1", "one-sided", "several voices, one side"),
    ("1", "single-source", "one named voice"),
    ("=", "corroborated", "two independent sides"),
)
"""The classes of findings in the order of reading: mark, word, what it means."""

_CLASS_OF: Final = {
    "contradiction": "contradicted",
    "self-contradiction": "self-contradiction",
    "anachronism": "anachronism",
    "revision": "revised",
    "retraction": "withdrawn",
    "tension": "tension",
    "withheld": "withheld",
    "agreement": "corroborated",
}


@attrs.frozen
class Section:
    """One class of findings, with those that fall into it."""

    mark: str
    word: str
    meaning: str
    findings: tuple[Finding, ...]


def class_of(finding: Finding) -> str:
    """The class that a finding falls into."""
    return _CLASS_OF.get(finding.kind) or finding.standing or ""


def sections(report: Report) -> list[Section]:
    """The classes that have findings, in the order of reading."""
    by_class: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_class.setdefault(class_of(finding), []).append(finding)
    return [
        Section(mark, word, meaning, tuple(by_class[word]))
        for mark, word, meaning in CLASSES
        if word in by_class
    ]


def counts(report: Report) -> str:
    """All in one line: "No contradiction. 2 unverified, 2 withheld, 9 single-source, 1 corroborated."."""
    found = {section.word: len(section.findings) for section in sections(report)}
    if report.narrowing is not None:
        # What is left out was not looked at, so nothing is said of it, least of all "no contradiction".
        told = [f"{number} {word}" for word, number in found.items()]
        left_out = report.narrowing.all - report.narrowing.shown
        return f"{', '.join(told) or 'Nothing'} shown; {left_out} left out."
    contradicted = found.pop("contradicted", 0)
    first = (
        f"{contradicted} contradiction{'s' * (contradicted > 1)}." if contradicted else "No contradiction."
    )
    rest = [f"{number} {word}" for word, number in found.items()]
    if report.notices:
        rest.append(f"{len(report.notices)} notice{'s' * (len(report.notices) > 1)}")
    return f"{first} {', '.join(rest)}." if rest else first


def remarks(report: Report) -> list[str]:
    """What a reader has to know before the findings: what was taken out, what is shown, why there are none."""
    told = [] if report.redaction is None else [str(report.redaction)]
    if report.narrowing is not None:
        return [*told, str(report.narrowing)]
    if not report._resolved.claims:
        return [*told, "There are no claims, so there is nothing to say."]
    if not report.findings:
        return [*told, "No claim gives an answer that can be judged, so there are no findings."]
    return told


def what_was_read(report: Report) -> str:
    """How much was read, from where."""
    files = report.dossier.files
    whole = report if report._whole is None else report._whole
    claims = len(whole._resolved.claims)
    events = len({question.event for question in whole.questions})
    voices = whole._resolved.voices.values()
    named = sum(voice.named for voice in voices)
    unnamed = len(voices) - named
    told = (
        f"{_many(claims, 'claim')} on {_many(len(whole.questions), 'question')} about {_many(events, 'event')}; "
        f"{_many(named, 'named source')}"
    )
    told += f", {unnamed} unnamed" if unnamed else ""
    return f"{clean(listed(files))}: {told}" if files else told


def event_title(report: Report, event: str) -> str:
    """An event in one line: its name or kind, who took part, when, its ordinals."""
    found = report._resolved.events.get(event)
    if found is None:
        return clean(event)
    return clean(title_of(found)) or clean(event)


def title_of(event: Event) -> str:
    """An event in one line: its name or kind, who took part, where, when, its ordinals. Not yet cleaned."""
    parts = [event.name or event.kind or ""]
    if event.participants:
        parts.append(listed(event.participants))
    if event.where and not event.name:
        parts.append(event.where[-1])
    if event.when_told:
        parts.append(event.when_told)
    elif event.when:
        parts.append(" to ".join(moment_in_words(moment) for moment in event.when))
    told = ", ".join(part for part in parts if part)
    ordinals = ", ".join(f"{_ordinal(number)} {series}" for series, number in event.ordinals)
    told = f"{told} ({ordinals})" if ordinals else told
    return told[:1].upper() + told[1:]


def place_of(report: Report, finding: Finding) -> str:
    """Where an editor can click: `file:line` of the finding's first claim (`:line` where one file was read), else its refs."""
    places = sorted(place for claim in finding.claims for place in report.dossier.places.get(claim, ())[:1])
    return in_short(places[0], report.dossier) if places else ""


def in_short(place: Place, dossier: Dossier) -> str:
    """A place as an editor can click it: `file:line`, or `:line` where one file was read."""
    return f":{place.line}" if len(dossier.files) == 1 else clean(str(place))


def sides_in_words(report: Report) -> list[str]:
    """Who is independent of whom: a line for each side, for who has no declared tie, and for nobody."""
    resolved = report._resolved
    speakers = {voice.key for voice in resolved.voices.values() if voice.named}
    for statements in resolved.statements.values():
        speakers.update(relay for relay in statements[0].relays if not relay.startswith("\x1e"))
    sides: dict[frozenset[str], list[str]] = {}
    for key in speakers:
        sides.setdefault(resolved.sides.root_keys(key), []).append(resolved.sides.name(key))
    lines, untied = [], []
    for roots, names in sorted(sides.items(), key=lambda item: sorted(item[0])):
        title = " and ".join(sorted(resolved.sides.name(root) for root in roots))
        members = unique(names)
        if members == [title]:
            untied.append(title)
            continue
        lines.append(f"{title}: {listed(members)}" + (" (count once)" if len(members) > 1 else ""))
    if untied:
        lines.append(f"no tie declared: {listed(unique(untied))}")
    unnamed = unique(
        origin_of(statements[0], resolved.sides)
        for statements in resolved.statements.values()
        if not statements[0].voice.named
    )
    if unnamed:
        lines.append(f"nobody: {listed(unnamed)}")
    return [clean(line) for line in lines]


def quotes_of(report: Report, finding: Finding, most: int = 3) -> list[str]:
    """The words themselves, of the finding's first claims that have them."""
    quotes = []
    for claim in finding.claims[:50]:
        found = report._resolved.claims[claim].attribution.quote
        if found is not None and clean(found).strip() not in quotes:
            quotes.append(clean(found).strip())
    return quotes[:most]


def headline(finding: Finding) -> str:
    """What a finding is about, in one line."""
    about = subject(finding.question)
    return (
        about
        if finding.kind in ("tension", "withheld", "contradiction") or not finding.words
        else f"{about}: {finding.words}"
    )


def main_event(report: Report) -> str:
    """The event that most questions are about; its findings need no heading."""
    found = Counter(question.event for question in report.questions)
    return min(found, key=lambda event: (-found[event], event), default="")


def by_event(findings: Sequence[Finding], first: str) -> Iterable[tuple[str, list[Finding]]]:
    """Findings under their event, the main one first, the others in order of name; findings as they come."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.question.event, []).append(finding)
    return sorted(groups.items(), key=lambda item: (item[0] != first, item[0]))


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
