"""What a page tells of each finding and each claim: plain values for the templates, every text still as the source wrote it.

Nothing here is markup. Templates escape all of it, and links are checked here: only http and https ever become one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.arguments import free_values
from claimcheck.claims import Claim, Question
from claimcheck.dossiers import Place
from claimcheck.findings import Finding
from claimcheck.forms import in_short
from claimcheck.graph import is_replaced
from claimcheck.report.classing import MARKS, NARRATED, Classing
from claimcheck.report.html.anchors import claim_anchor, finding_anchors, question_anchor
from claimcheck.report.html.words import STATUS_MEANINGS
from claimcheck.report.outline import class_of, event_title, headline, main_event, place_of
from claimcheck.report.pictures.picture import Picture
from claimcheck.report.pictures.ranges import can_be_drawn, ranges
from claimcheck.sentences import capital, date_of, moment_in_words, origin_of, subject
from claimcheck.sources import Anonymous
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean
from claimcheck.verdicts import Scene

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Speaker", "Telling", "ToldCamp", "ToldClaim", "ToldFinding", "ToldQuestion", "ToldQuote", "link"]

MANY_CLAIMS: Final = 300
"""Beyond so many claims a page is kept lean: quotes of what one side says stand in the list of claims alone."""
MOST_CAMPS: Final = 20
MOST_LINKS: Final = 12
MOST_QUOTES: Final = 4
MOST_VOICES: Final = 8
MOST_PICTURES: Final = 12
_LINK: Final = re.compile(r"https?://[^\s<>\"'`\\\x00-\x1f]+", re.IGNORECASE)

HangsOn = Callable[[Finding], object]
"""What a finding hangs on: what, were it dropped, would change its standing; `str` makes a sentence of it."""


def link(url: str | None) -> str:
    """A URL as a page may link to it; "" for anything that is no plain http or https address.

    >>> link("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> link(" javascript:alert(1)")
    ''
    """
    if url is None or len(url) > 4000 or not _LINK.fullmatch(url) or clean(url) != url:
        return ""
    return url


@attrs.frozen
class Speaker:
    """One link of a chain: a name, and whether somebody can be held to it."""

    name: str
    named: bool


@attrs.frozen
class ToldQuote:
    """Words as they were said, who said them, and the claim they are from."""

    text: str
    who: str
    date: str
    anchor: str


@attrs.frozen
class ToldCamp:
    """One camp of a contradiction."""

    said: str
    who: str
    brief: str
    sides: str
    standing: str
    count: int


@attrs.frozen
class Reference:
    """A link within the page."""

    label: str
    anchor: str


@attrs.frozen
class ToldFinding:
    """A finding as a page tells it."""

    anchor: str
    mark: str
    word: str
    event: str
    headline: str
    place: str
    why: str
    camps: tuple[ToldCamp, ...]
    more_camps: int
    common: str
    quotes: tuple[ToldQuote, ...]
    flags: tuple[Reference, ...]
    claims: tuple[Reference, ...]
    more_claims: int
    consistent: tuple[str, ...]
    credibility: int | None
    question: str
    hangs_on: str
    picture: Picture | None
    is_brief: bool
    """Whether its details are one claim, so that one line says them."""


@attrs.frozen
class ToldClaim:
    """A claim as a page tells it."""

    anchor: str
    label: str
    places: tuple[str, ...]
    mark: str
    word: str
    words: str
    given: str
    chain: tuple[Speaker, ...]
    date: str
    facts: tuple[tuple[str, str], ...]
    quote: str
    translation: str
    url: str
    href: str
    why: str
    finding: str
    others: tuple[Reference, ...]


@attrs.frozen
class ToldQuestion:
    """A question with all claims that answer it."""

    anchor: str
    subject: str
    event: str
    words: tuple[tuple[str, str], ...]
    claims: tuple[ToldClaim, ...]


class Telling:
    """Puts a report's findings and claims as a page tells them."""

    def __init__(self, report: Report, classing: Classing, hangs_on: HangsOn | None = None) -> None:
        self.report = report
        self.resolved = report._resolved
        self.sides = self.resolved.sides
        self.labels = self.resolved.labels
        self.classing = classing
        self.hangs_on = hangs_on
        files = {place.file for places in self.resolved.dossier.places.values() for place in places}
        self._one_file = len(files) == 1
        self._lean = len(self.resolved.claims) > MANY_CLAIMS
        self._main = main_event(report)
        self._titles: dict[str, str] = {}
        self.drawn: set[Question] = set()
        self._asked = {asked.question: asked for asked in self.resolved.questions.values()}
        self.anchors = finding_anchors(report.findings)
        self._findings_of: dict[str, list[Finding]] = {}
        for finding in report.findings:
            for claim in finding.claims:
                self._findings_of.setdefault(claim, []).append(finding)

    # Findings

    def finding(self, finding: Finding) -> ToldFinding:
        """One finding."""
        word = class_of(finding)
        return ToldFinding(
            self.anchors[id(finding)],
            MARKS[word],
            word,
            self._event(finding),
            capital(headline(finding)),
            place_of(self.report, finding),
            finding.why,
            tuple(map(self._camp, finding.camps[:MOST_CAMPS])),
            max(0, len(finding.camps) - MOST_CAMPS),
            getattr(finding, "common", ""),
            tuple(self._quotes(finding)),
            tuple(Reference(flag.replace("-", " "), f"flag-{flag}") for flag in finding.flags),
            tuple(
                Reference(clean(self.labels[one]), claim_anchor(one)) for one in finding.claims[:MOST_LINKS]
            ),
            max(0, len(finding.claims) - MOST_LINKS),
            finding.consistent[:MOST_LINKS],
            finding.credibility,
            question_anchor(finding.question),
            clean(str(self.hangs_on(finding))) if self.hangs_on else "",
            self._picture(finding),
            self._lean and len(finding.claims) == 1 and not finding.consistent and self.hangs_on is None,
        )

    def _picture(self, finding: Finding) -> Picture | None:
        """The answers as ranges, in the first finding that parts them."""
        question = finding.question
        if finding.kind not in ("contradiction", "self-contradiction", "tension") or question in self.drawn:
            return None
        if len(self.drawn) >= MOST_PICTURES or not can_be_drawn(self._asked[question]):
            return None
        self.drawn.add(question)
        return ranges(self.report, question, self.classing)

    def _event(self, finding: Finding) -> str:
        """The title of its event; "" for the main one, which the page is headed by."""
        event = finding.question.event
        if event not in self._titles:
            self._titles[event] = "" if event == self._main else event_title(self.report, event)
        return self._titles[event]

    @staticmethod
    def _camp(camp: Any) -> ToldCamp:
        standing = "nobody named" if camp.standing == "unverified" else camp.standing
        return ToldCamp(
            camp.said,
            _first(camp.voices, MOST_VOICES),
            _first(camp.voices, 2),
            _first(camp.sides, MOST_VOICES),
            standing,
            len(camp.claims),
        )

    def _quotes(self, finding: Finding) -> Iterator[ToldQuote]:
        if self._lean and class_of(finding) in ("single-source", "one-sided", "anachronism", "revised"):
            return
        met: set[str] = set()
        for claim_id in finding.claims[:50]:
            one = self.resolved.statements[claim_id][0]
            quote = clean(one.claim.attribution.quote or "").strip()
            if quote and quote not in met and len(met) < (2 if self._lean else MOST_QUOTES):
                met.add(quote)
                yield ToldQuote(quote, origin_of(one, self.sides), date_of(one), claim_anchor(claim_id))

    # Claims

    def question(self, asked: Asked, event: str) -> ToldQuestion:
        """One question with its claims, who can be held to it first."""
        scene = Scene(asked, self.resolved, self.sides)
        ordered = sorted(asked.statements, key=lambda one: (not one.voice.named, self.labels[one.id], one.id))
        return ToldQuestion(
            question_anchor(asked.question),
            capital(subject(asked.question)),
            event,
            tuple((MARKS[word], word) for word in self.classing.words(asked.question)),
            tuple(self.claim(one, scene) for one in ordered),
        )

    def claim(self, one: Statement, scene: Scene) -> ToldClaim:
        """One claim's answer to one question."""
        claim, word = one.claim, self.classing.of(one)
        words = scene.said_by(one)
        read = scene.words(one.answer)
        given = clean(in_short(claim.answer))
        found = self._anchors_of(one)
        return ToldClaim(
            # A claim that closes an aspect stands under several questions, and has its anchor where it is first.
            claim_anchor(one.id) if self.resolved.statements[one.id][0] is one else "",
            clean(self.labels[one.id]),
            tuple(map(self._place, self.resolved.dossier.places.get(one.id, ()))),
            MARKS.get(word, ""),
            word,
            "no word" if one.silence == "withheld" else "no answer" if one.vacuous else words,
            read if read not in (words, given) and not one.vacuous else "",
            tuple(self._chain(claim)),
            date_of(one),
            tuple((what, clean(told)) for what, told in self._facts(one) if told),
            clean(claim.attribution.quote or "").strip(),
            _free(claim, "translation"),
            clean(claim.attribution.url or ""),
            link(claim.attribution.url),
            clean(self._why(one, word, scene)),
            found.pop(word, ""),
            tuple(Reference(other, anchor) for other, anchor in found.items()),
        )

    def _place(self, place: Place) -> str:
        return f":{place.line}" if self._one_file else clean(str(place))

    def _anchors_of(self, one: Statement) -> dict[str, str]:
        """The findings that a claim is part of on its question: the first of each class, and where it is."""
        found: dict[str, str] = {}
        for finding in self._findings_of.get(one.id, ()):
            if finding.question == one.asked.question:
                found.setdefault(class_of(finding), self.anchors[id(finding)])
        return found

    @staticmethod
    def _chain(claim: Claim) -> Iterator[Speaker]:
        for one in (claim.source, *claim.via):
            named = not isinstance(one, Anonymous)
            yield Speaker(clean(one.description if isinstance(one, Anonymous) else one), named)

    def _facts(self, one: Statement) -> Iterator[tuple[str, str]]:
        claim = one.claim
        yield "cue", claim.attribution.cue or ""
        if claim.said is not None and claim.published is not None:
            yield "published", moment_in_words(claim.published)
        yield "as of", "" if claim.as_of is None else moment_in_words(claim.as_of)
        yield "reliability of the source", one.voice.reliability or ""
        for mark in ("witnessed", "leaked", "confidential"):
            yield mark, "yes" if getattr(claim, mark) else ""
        for what, ids in (("replaces", claim.replaces), ("based on", claim.based_on)):
            yield what, ", ".join(self.labels.get(id, f"{id[:8]} (not here)") for id in ids)
        yield "note", _free(claim, "note")
        yield "archive", _free(claim, "archive")

    def _why(self, one: Statement, word: str, scene: Scene) -> str:
        """Why it does not count, or counts less; "" where nothing stands in its way."""
        ending = self.report._endings.get(one.id, {}).get(one.asked.key)
        if ending is not None:
            by = f"{origin_of(ending.by, self.sides)} ({self.labels[ending.by.id]})"
            echo = ", as an echo of what it ended" if ending.echo else ""
            if not is_replaced(one, ending):
                return f"revised{echo}: the same voice later said {scene.words(ending.by.answer)} ({by})"
            return f"{'withdrawn' if ending.by.answer.is_everything else 'corrected'}{echo} by {by}"
        if one.silence == "withheld":
            silent = one.claim.silent or one.voice.name
            return f"it says that {silent} did not disclose it"
        if word == NARRATED:
            return STATUS_MEANINGS["narration"]
        if one.outgrown:
            return STATUS_MEANINGS["outgrown"]
        if one.hearsay:
            return STATUS_MEANINGS["hearsay"]
        return STATUS_MEANINGS["own voice"] if one.own_voice and one.named else ""


def _first(names: Sequence[str], most: int) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")


def _free(claim: Claim, key: str) -> str:
    """A free key of a claim as one line of text."""
    return clean("; ".join(map(str, free_values(claim.extras, key)))).strip()
