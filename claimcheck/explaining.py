"""All that is known of one claim: who vouches, how it reached us, what it answers, whether it counts, and what nearly met it.

An `Explanation` holds the facts, `str()` puts them as text. Whatever a source wrote is cleaned, so that it can't command a
terminal.

>>> from claimcheck.dossiers import Dossier
>>> from claimcheck.events import Event
>>> from claimcheck.sources import Source
>>> raid = Event("raid", when="2025-07-04")
>>> report = Dossier([Source("A").says(raid, "killed", 8, ref="a-8")]).check()
>>> explanation_of(report, "a-8").answers[0].counts
True
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck.answers import Answer, Relation
from claimcheck.claims import Claim
from claimcheck.errors import ClaimcheckError, closest, shown
from claimcheck.events import Event
from claimcheck.findings import Finding
from claimcheck.forms import in_short
from claimcheck.graph import Relations, is_replaced, status_of
from claimcheck.liveness import Ending
from claimcheck.moments import ALWAYS
from claimcheck.sentences import (
    answer_in_words,
    capital,
    date_of,
    listed,
    moment_in_words,
    origin_of,
    subject,
    unique,
)
from claimcheck.sources import Anonymous
from claimcheck.statements import Asked, Resolved, Statement
from claimcheck.text import clean, fold

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "AmbiguousClaim",
    "Explanation",
    "Other",
    "ToldAnswer",
    "UnknownClaim",
    "explain",
    "explanation_of",
]

MOST_LISTED: Final = 12
"""So many other claims are listed of each kind; the rest are counted."""
_WIDTH: Final = 80


class UnknownClaim(ClaimcheckError, LookupError):
    """A claim that the report does not hold. Attributes: `name`, what was asked for; `suggestion`, or ""."""

    def __init__(self, name: str, suggestion: str = "") -> None:
        self.name = name
        self.suggestion = suggestion
        told = (
            f"no claim or event is called {shown(name)}; expected a ref, file:ref, an id or its first 8 digits, "
            "or an event"
        )
        super().__init__(f"{told}; {suggestion}" if suggestion else told)


class AmbiguousClaim(UnknownClaim):
    """A name that several claims have. Attribute: `forms`, names that tell them apart."""

    def __init__(self, name: str, forms: Iterable[str]) -> None:
        super().__init__(name)
        self.forms = tuple(sorted(forms))
        told = listed(list(map(shown, self.forms)), "or")
        self.args = (f"{len(self.forms)} claims are called {shown(name)}; expected one of them: {told}",)


@attrs.frozen
class Other:
    """Another claim, as it stands to the one explained: its label, who says it, its answer, when, and why it is told."""

    label: str
    who: str
    words: str
    date: str = ""
    why: str = ""

    def __str__(self) -> str:
        told = f"{self.label}: {self.who}: {self.words}" + (f" ({self.date})" if self.date else "")
        return f"{told}; {self.why}" if self.why else told


@attrs.frozen
class Others:
    """Some other claims, the first few of them, and how many more there are."""

    shown: tuple[Other, ...] = ()
    more: int = 0


@attrs.frozen
class ToldAnswer:
    """The claim's answer to one question: how it is read, whether it counts, what meets it and what nearly did."""

    event: str
    question: str
    plain: str
    loosest: str
    status: str
    live: bool
    counts: bool
    """Whether it is a named voice's live answer, so that it can support and contest."""
    reasons: tuple[str, ...]
    confirmed_by: Others
    confirms: Others
    strained_by: Others
    contradicted_by: Others
    near: Others


@attrs.frozen
class Explanation:
    """All that a report knows of one claim; cleaned, and put as text by `str()`."""

    id: str
    label: str
    places: tuple[str, ...]
    given: str
    attribution: tuple[tuple[str, str], ...]
    """Pairs of what is told and what it is: who vouches, passed on by, cue, said, quote, url …"""
    side: tuple[str, ...]
    answers: tuple[ToldAnswer, ...]
    """More than one where the claim closes an aspect that has several values."""
    findings: tuple[tuple[str, str], ...]
    """Pairs of a finding's kind, standing and Admiralty credibility, and its reason."""
    hangs_on: tuple[str, ...] = ()
    """For each of these findings, the single sources, outlets and claims without which it would stand otherwise."""

    def __str__(self) -> str:
        return "\n".join(_lines(self)) + "\n"


def explain(report: Report, name: Claim | Event | str) -> str:
    """All that is known of one claim, by itself, its ref, `file:ref`, or its id or the first 8 digits of it; plain text.

    Where no claim is called so, an event by its id, its name or the key of a description: how it was described, and why
    that was linked.

    Raises `UnknownClaim`, with a suggestion, where the report holds neither, and `AmbiguousClaim` where several claims have
    the name.
    """
    from claimcheck.report.links import UnknownEvent, event_text

    if isinstance(name, Event):
        return event_text(report, name.id or str(name))
    try:
        return str(explanation_of(report, name))
    except AmbiguousClaim:
        raise
    except UnknownClaim as unknown:
        if isinstance(name, Claim):
            raise
        try:
            return event_text(report, name)
        except UnknownEvent as error:
            raise UnknownClaim(name, unknown.suggestion or error.suggestion) from None


def explanation_of(report: Report, claim: Claim | str) -> Explanation:
    """The same as a value. Linear in the claims of the report.

    Raises `UnknownClaim` and `AmbiguousClaim` as `explain` does.
    """
    found = find_claim(report, claim)
    return _Explainer(report, found).explanation()


def find_claim(report: Report, claim: Claim | str) -> str:
    """The id of the one claim that is meant."""
    resolved = report._resolved
    if isinstance(claim, Claim):
        if claim.id in resolved.statements:
            return claim.id
        raise UnknownClaim(claim.label)
    if claim in resolved.statements:
        return claim
    names: dict[str, set[str]] = {}
    for claim_id in resolved.statements:
        for name in _names_of(claim_id, resolved):
            names.setdefault(name, set()).add(claim_id)
    ids = names.get(claim, set())
    if not ids and len(claim) >= 8:
        ids = {claim_id for claim_id in resolved.statements if claim_id.startswith(claim)}
    if not ids:
        called = {resolved.labels[one] for one in resolved.statements}
        raise UnknownClaim(
            claim, closest(claim, called.union(*(resolved.claims[one].refs for one in resolved.statements)))
        )
    if len(ids) > 1:
        raise AmbiguousClaim(claim, [_told_apart(one, names, resolved) for one in ids])
    return ids.pop()


def _names_of(claim_id: str, resolved: Resolved) -> Iterator[str]:
    yield resolved.labels[claim_id]
    refs = set(resolved.claims[claim_id].refs)
    yield from refs
    for place in resolved.dossier.places.get(claim_id, ()):
        yield from (f"{place.file}:{ref}" for ref in (refs if place.ref is None else {place.ref}))
        yield str(place)


def _told_apart(claim_id: str, names: dict[str, set[str]], resolved: Resolved) -> str:
    """A name that only this claim has: `file:ref` where there is one."""
    own = [name for name in _names_of(claim_id, resolved) if len(names[name]) == 1 and ":" in name]
    return min(own, key=lambda name: (name.rpartition(":")[2].isdigit(), name), default=claim_id)


class _Explainer:
    """One claim as it is explained."""

    def __init__(self, report: Report, claim_id: str) -> None:
        self.report = report
        self.resolved = report._resolved
        self.sides = self.resolved.sides
        self.claim = self.resolved.claims[claim_id]
        self.statements = self.resolved.statements[claim_id]
        self.first = self.statements[0]

    def explanation(self) -> Explanation:
        places = self.resolved.dossier.places.get(self.claim.id, ())
        return Explanation(
            self.claim.id,
            clean(self.resolved.labels[self.claim.id]),
            tuple(clean(str(place)) for place in places),
            clean(in_short(self.claim.answer)),
            tuple((what, clean(told)) for what, told in self._attribution() if told),
            tuple(clean(line) for line in self._side()),
            tuple(
                self._answer(one) for one in sorted(self.statements, key=lambda one: str(one.asked.question))
            ),
            tuple(self._finding(finding) for finding in self.report.findings if self._is_in(finding)),
            tuple(self._hangs_on()),
        )

    # Who says it

    def _attribution(self) -> Iterator[tuple[str, str]]:
        claim, attribution, voice = self.claim, self.claim.attribution, self.first.voice
        yield (
            "who vouches",
            voice.name if voice.named else f"{voice.name} (unnamed: nobody who can be held to it)",
        )
        yield (
            "reliability",
            f"{voice.reliability} (Admiralty Code, of the source)" if voice.reliability else "",
        )
        relays = [f"{one.description} (unnamed)" if isinstance(one, Anonymous) else one for one in claim.via]
        yield "passed on by", ", then ".join(relays)
        yield "cue", attribution.cue or ""
        for what, moment in (("said", claim.said), ("published", claim.published), ("as of", claim.as_of)):
            yield what, "" if moment is None else moment_in_words(moment)
        yield "event told as", self._event_told()
        yield "quote", "" if attribution.quote is None else f'"{attribution.quote.strip()}"'
        span = attribution.quote_span
        yield "characters", "" if span is None else f"{span[0]:,} up to {span[1]:,} of the document"
        yield "url", attribution.url or ""
        marks = ("witnessed", "leaked", "confidential")
        yield "marked", ", ".join(mark for mark in marks if getattr(claim, mark))
        for what, ids in (("replaces", claim.replaces), ("based on", claim.based_on)):
            yield what, ", ".join(self.resolved.labels.get(one, f"{one[:8]} (not here)") for one in ids)

    def _event_told(self) -> str:
        """How the claim itself describes its event; "" where it names it by an id."""
        if isinstance(self.claim.event, str):
            return ""
        occurrences = self.resolved.occurrences
        found = [str(self.claim.event), occurrences.reason_of(self.claim)]
        others = len(occurrences.of(self.claim).mentions) - 1
        found.append(f"linked with {others} other description{'s' * (others > 1)}" if others else "")
        return "; ".join(part for part in found if part)

    def _side(self) -> Iterator[str]:
        voice, roots = self.first.voice, self.first.roots
        if voice.named:
            yield from self._ties(voice.name, voice.key)
        else:
            yield "nobody's: an unnamed source never corroborates and never makes an answer contested"
            for tie in sorted(voice.above):
                yield f"its description ties it to {self.sides.name(tie)}, which only makes it less independent"
        if roots != voice.roots:
            names = listed(unique(self.sides.name(root) for root in roots))
            yield f"with what the claim is based on, it speaks with the roots {names}"

    def _ties(self, name: str, key: str) -> Iterator[str]:
        ties = [one for one in self.sides.above(key) if one != key]
        if not ties:
            yield f"{name} is its own root: no tie declared"
        else:
            roots = listed(unique(self.sides.name(root) for root in self.sides.root_keys(key)))
            between = unique(self.sides.name(one) for one in ties if one not in self.sides.root_keys(key))
            through = f", through {listed(between)}" if between else ""
            yield f"{roots}: {name} is controlled by {'it' if len(self.sides.root_keys(key)) == 1 else 'them'}{through}"
        others = {voice.key for voice in self.resolved.voices.values() if voice.named}
        opposed = unique(self.sides.name(one) for one in others if self.sides.are_opposed(key, one))
        if opposed:
            yield f"declared opposed to {listed(opposed)}"

    # What it answers

    def _answer(self, one: Statement) -> ToldAnswer:
        from claimcheck.report.outline import event_title

        asked, answer = one.asked, one.answer
        endings = self.report._endings
        status = status_of(one, endings)
        reasons = [*self._why_not_live(one, status), *self._why_not_counting(one), *self._beside(one)]
        live = [
            other
            for other in asked.statements
            if not other.answer.is_everything and status_of(other, endings) == "live"
        ]
        counts = status == "live" and one.named and not answer.is_everything
        met = self._met(one, live) if not answer.is_everything else {}
        return ToldAnswer(
            event_title(self.report, asked.question.event),
            capital(subject(asked.question)),
            answer_in_words(Answer(asked.axis, answer.sure), asked),
            answer_in_words(Answer(asked.axis, answer.possible), asked),
            status,
            status == "live",
            counts,
            tuple(map(clean, reasons)),
            confirmed_by=self._others(met.get("confirmed by", ())),
            confirms=self._others(met.get("confirms", ())),
            strained_by=self._others(met.get("strained", ())),
            contradicted_by=self._others(met.get("contradicted", ())),
            near=self._near(one),
        )

    def _why_not_live(self, one: Statement, status: str) -> Iterator[str]:
        ending = self.report._endings.get(one.id, {}).get(one.asked.key)
        if ending is not None:
            yield self._ended(one, ending)
        elif status == "narration":
            told = [
                self._called(other)
                for other in one.asked.statements
                if one.voice.key in other.relays and other.answer.confirms(one.answer)
            ]
            yield f"narration: {one.voice.name} says in its own voice what it relays from others ({listed(told) or 'elsewhere'})"

    def _ended(self, one: Statement, ending: Ending) -> str:
        by = f"{self._called(ending.by)}, {origin_of(ending.by, self.sides)}"
        by += f", {date_of(ending.by)}" if date_of(ending.by) else ""
        echo = ", as an echo of what it ended" if ending.echo else ""
        if is_replaced(one, ending):
            what = "withdrawn" if ending.by.answer.is_everything else "corrected"
            return f"{what}{echo} by {by}"
        return f"revised{echo}: the same voice later said {answer_in_words(ending.by.answer, ending.by.asked)} ({by})"

    def _why_not_counting(self, one: Statement) -> Iterator[str]:
        if one.silence == "withheld":
            yield f"it says that {one.claim.silent or one.voice.name} did not disclose it, and gives no answer"
        elif one.answer.is_everything:
            yield "it says nothing about the answer: every value is left"
        if not one.voice.named:
            yield "it rests on an unnamed source, whom nobody can hold to it"
        elif one.hearsay:
            yield f"hearsay: it reached us only as {origin_of(one, self.sides)}"
        elif not one.named and not one.narration:
            yield "all that it is based on is voiceless, and so is it"

    def _beside(self, one: Statement) -> Iterator[str]:
        """What limits a claim that counts."""
        if one.own_voice and one.named:
            yield "an outlet's own voice that witnessed nothing: it is never one of two independent voices"
        if one.outgrown:
            yield "outgrown: its side has since given a later toll, no lower, so it is read as that much or more"
        if one.claim.leaked:
            yield "leaked: it neither revises nor is revised, and withdraws nothing"
        if one.answer != one.flat:
            yield "a likelihood: it rules nothing out"
        fellows = [
            other
            for other in one.asked.statements
            if other.id != one.id and other.voice.key == one.voice.key and other.answer == one.answer
        ]
        if fellows:
            named = listed(sorted(self._called(other) for other in fellows))
            yield f"an echo, with {named}: one voice, one answer, counted once"
        over_time = one.asked.meaning.over_time
        if over_time != "fixed" and (
            one.as_of == ALWAYS or (over_time == "varies" and one.as_of[0] == ALWAYS[0])
        ):
            yield "no time is known for it, on an answer that changes over time"

    def _met(self, one: Statement, live: Sequence[Statement]) -> dict[str, list[Statement]]:
        relations = Relations.on(one.asked, live)
        met: dict[str, list[Statement]] = {}
        for other in live:
            if other.id == one.id:
                continue
            found = relations.between(one, other)
            if found is Relation.CONTRADICTS:
                met.setdefault("contradicted", []).append(other)
            elif found is Relation.STRAINS:
                met.setdefault("strained", []).append(other)
            else:
                if found is Relation.CONFIRMS:
                    met.setdefault("confirms", []).append(other)
                if relations.between(other, one) is Relation.CONFIRMS:
                    met.setdefault("confirmed by", []).append(other)
        return met

    def _others(self, statements: Iterable[Statement], why: str = "") -> Others:
        ordered = sorted(statements, key=lambda other: (not other.named, self._called(other), other.id))
        return Others(
            tuple(self._other(one, why) for one in ordered[:MOST_LISTED]), max(0, len(ordered) - MOST_LISTED)
        )

    def _other(self, one: Statement, why: str) -> Other:
        if not why and not one.voice.named:
            why = "unnamed"
        words = answer_in_words(one.answer, one.asked)
        return Other(self._called(one), origin_of(one, self.sides), words, date_of(one), clean(why))

    def _called(self, one: Statement) -> str:
        return clean(self.resolved.labels[one.id])

    # What nearly met it

    def _near(self, one: Statement) -> Others:
        """Claims on the same event and aspect with another scope, or the same aspect and scope of another event."""
        event, aspect, scope = one.asked.key
        found: list[tuple[int, str, str, Statement, str]] = []
        for asked in self.resolved.questions.values():
            if asked is one.asked or asked.key[1] != aspect:
                continue
            if asked.key[0] == event:
                shared = len(set(scope) & set(asked.key[2]))
                apart, why = len(scope) + len(asked.key[2]) - 2 * shared, _scopes_apart(one.asked, asked)
                why = f"it is about {subject(asked.question)} ({why})"
            elif asked.key[2] == scope:
                apart, why = 1, f"it is about another event, {clean(asked.question.event)}"
            else:
                continue
            for other in asked.statements:
                if other.id != one.id and not other.answer.is_everything:
                    found.append((apart, self._called(other), other.id, other, why))
        found.sort(key=lambda near: near[:3])
        told = [self._other(other, f"{_missed(one, other)}: {why}") for *_, other, why in found[:MOST_LISTED]]
        return Others(tuple(told), max(0, len(found) - MOST_LISTED))

    # What came of it

    def _is_in(self, finding: Finding) -> bool:
        return self.claim.id in finding.claims or (
            self.resolved.labels[self.claim.id] in finding.consistent and self._asks(finding)
        )

    def _hangs_on(self) -> Iterator[str]:
        from claimcheck.report.hanging import LEAST_TRIED, MOST_JUDGED, hangs_on

        affordable = max(LEAST_TRIED, MOST_JUDGED // len(self.first.asked.statements))
        for finding in self.report.findings:
            if self._is_in(finding):
                told = hangs_on(self.report, finding, most=affordable)
                words = f" {finding.words}" if finding.words and finding.kind != "contradiction" else ""
                yield clean(f"{subject(finding.question)}{words}: {told}")

    def _asks(self, finding: Finding) -> bool:
        return any(one.asked.question == finding.question for one in self.statements)

    def _finding(self, finding: Finding) -> tuple[str, str]:
        parts = (
            [finding.kind]
            if finding.standing in (None, finding.kind)
            else [finding.kind, str(finding.standing)]
        )
        if finding.credibility is not None:
            parts.append(f"credibility {finding.credibility} of the Admiralty Code")
        if self.claim.id not in finding.claims:
            parts.append("this claim is consistent with it")
        return ", ".join(parts), clean(finding.reason)


def _missed(one: Statement, other: Statement) -> str:
    """What another claim would be, were it on the same question: "not support", "no contradiction" …"""
    if one.asked.axis != other.asked.axis:
        return "not compared"
    if one.answer.contradicts(other.answer):
        return "no contradiction"
    if one.answer.strains(other.answer):
        return "no tension"
    return "not support"


def _scopes_apart(here: Asked, there: Asked) -> str:
    """How two scopes differ: "to: Ukraine, here no 'to'; from: Kursk region, there none"."""
    own, others = _scope_of(here), _scope_of(there)
    own_keys, other_keys = dict(here.key[2]), dict(there.key[2])
    parts = []
    for key in sorted(set(own) | set(others)):
        if key not in own:
            parts.append(f"{key}: {others[key]}, here no {key!r}")
        elif key not in others:
            parts.append(f"{key}: {own[key]}, there none")
        elif own_keys.get(key) != other_keys.get(key):
            parts.append(f"{key}: {others[key]}, here {own[key]}")
    return clean("; ".join(parts))


def _scope_of(asked: Asked) -> dict[str, str]:
    return {fold(key): value for key, value in asked.question.scope}


# As text


def _lines(told: Explanation) -> Iterator[str]:
    yield from _wrapped(f"{told.label}: {told.answers[0].question}: {told.given}", "", "  ")
    yield from _wrapped("; ".join((*told.places, f"id {told.id}")), "  ", "  ")
    yield from _section("WHO SAYS IT", (f"{what}: {value}" for what, value in told.attribution))
    yield from _section("ITS SIDE", told.side)
    for answer in told.answers:
        yield from _answer_lines(told, answer)
    yield from _section(
        "WHAT CAME OF IT", (f"{kind}: {reason}" for kind, reason in told.findings), "no finding names it"
    )
    yield from _section("WHAT THAT HANGS ON", told.hangs_on)


def _answer_lines(told: Explanation, answer: ToldAnswer) -> Iterator[str]:
    exact = answer.plain == answer.loosest
    read = (
        [f"read as: {answer.plain}"]
        if exact
        else [f"plainly: {answer.plain}", f"at its loosest: {answer.loosest}"]
    )
    yield from _section(
        "ITS ANSWER",
        (f"event: {answer.event}", f"question: {answer.question}", f"given: {told.given}", *read),
    )
    live = "live" if answer.live else f"not live ({answer.status})"
    counts = "it counts" if answer.counts else "it does not count"
    yield from _section("DOES IT COUNT", (f"{live}; {counts} as a named voice's answer", *answer.reasons))
    for title, others in (
        ("CONFIRMED BY", answer.confirmed_by),
        ("CONFIRMS", answer.confirms),
        ("STRAINED BY", answer.strained_by),
        ("CONTRADICTED BY", answer.contradicted_by),
        ("NEARLY MET IT", answer.near),
    ):
        more = (f"and {others.more:,} more",) if others.more else ()
        yield from _section(
            title, (*map(str, others.shown), *more), "nothing" if title == "CONFIRMED BY" else ""
        )


def _section(title: str, lines: Iterable[str], empty: str = "") -> Iterator[str]:
    told = [line for line in lines if line] or ([empty] if empty else [])
    if told:
        yield ""
        yield title
        for line in told:
            yield from _wrapped(line, "  ", "    ")


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
