"""Accounts: the merged picture of one event under a merge rule.

An account tells for each question of an event what the rule reads from its live claims, who set each bound, and the standing
that the cross-check gave it. The rules are in `claimcheck.rules`.

>>> from claimcheck import Dossier, Event, Source, crosscheck
>>> crash = Event("crash", when="2014-07-17")
>>> dossier = Dossier() + Source("A").says(crash, "killed", "at least 295") + Source("B").says(crash, "killed", 298)
>>> print(crosscheck(dossier).account(crash))
Account of crash, 2014-07-17 by the rule intersection:
- Killed: 298 (B; single-source).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from claimcheck.answers import Answer, Spans
from claimcheck.arguments import ArgumentError
from claimcheck.claims import Question
from claimcheck.display import Displayed
from claimcheck.errors import ToldError, closest, shown
from claimcheck.events import Event
from claimcheck.findings import STANDINGS, Finding
from claimcheck.moments import Moment
from claimcheck.rules import (
    LATEST,
    RULES,
    Conflict,
    ConflictCamp,
    Hull,
    Intersection,
    Latest,
    LiveClaim,
    Majority,
    MostReliable,
    Rule,
    RuleError,
    as_rule,
    merge,
    name_of_rule,
)
from claimcheck.sentences import answer_in_words, capital, listed, origin_of, subject, unique
from claimcheck.statements import Asked, Statement

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = [
    "LATEST",
    "RULES",
    "Account",
    "Bound",
    "Conflict",
    "ConflictCamp",
    "Entry",
    "Hull",
    "Intersection",
    "Latest",
    "LiveClaim",
    "Majority",
    "MostReliable",
    "NoOneEntry",
    "Rule",
    "RuleError",
    "account_of",
    "live_claims",
    "merge",
]


@attrs.frozen
class Bound:
    """One end of a merged answer: what it says, who set it, by which claims (ids), and the standing of that.

    `sources` are empty where nobody said it: the rule made it up.
    """

    words: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    standing: str | None

    def __str__(self) -> str:
        standing = f", {self.standing}" if self.standing else ""
        return (
            f"{self.words} by {listed(self.sources)}{standing}" if self.sources else f"{self.words} by nobody"
        )


class NoOneEntry(ToldError, KeyError):
    """An aspect of which an account has no entry, or several."""

    def __str__(self) -> str:
        return self.told


@attrs.frozen
class Entry:
    """One question of an account.

    `answer` is what the rule reads, or None where it reads a `conflict`. `bounds` tell who set its lower and its upper end
    (one bound where one and the same say both); `standing` is the weakest of theirs, "contested" for a conflict, None
    where nothing is claimed. `withheld_by` names those who did not disclose it.
    """

    question: Question
    answer: Answer | None
    conflict: Conflict | None
    words: str
    bounds: tuple[Bound, ...]
    standing: str | None
    withheld_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{capital(subject(self.question))}: {self._told()}."

    def _told(self) -> str:
        withheld = f"{listed(self.withheld_by)} did not disclose it" if self.withheld_by else ""
        if self.conflict is None and not self.bounds and self.standing is None:
            return withheld or "nothing that still stands"
        told = self.words
        if self.conflict is not None:
            told = f"contested: {told}"
        elif len(self.bounds) == 1 and self.bounds[0].sources:
            told += f" ({'; '.join(filter(None, (listed(self.bounds[0].sources), self.standing)))})"
        elif self.bounds:
            told += f" ({'; '.join(map(str, self.bounds))})"
        if self.answer is not None and not self.answer.sure:
            told += ", though their plain meanings strain each other"
        return f"{told}; {withheld}" if withheld else told


@attrs.frozen(repr=False)
class Account(Displayed):
    """The merged picture of one event under one rule: an `Entry` for each question, in the order of their content."""

    event: str
    rule: str
    entries: tuple[Entry, ...]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, aspect: str) -> Entry:
        """The entry of an aspect, where the account has one question of it.

        Raises `NoOneEntry`, a `KeyError`, where it has none, or several.
        """
        found = [entry for entry in self.entries if entry.question.aspect == aspect]
        if len(found) == 1:
            return found[0]
        if found:
            asked = "; ".join(str(entry.question) for entry in found)
            expected = (
                f"an aspect with one question; go through .entries, for this one has {len(found)}: {asked}"
            )
            raise NoOneEntry.of("an account's key", expected, aspect)
        mend = closest(aspect, {entry.question.aspect for entry in self.entries})
        raise NoOneEntry.of("an account's key", "an aspect that it has", aspect, mend)

    def __str__(self) -> str:
        head = f"Account of {self.event} by the rule {self.rule.replace('_', ' ')}:"
        return "\n".join([head, *(f"- {entry}" for entry in self.entries)])

    def __repr__(self) -> str:
        return f"<Account of {self.event!r} by {self.rule}: {len(self.entries)} questions>"


def account_of(
    report: Report, event: Event | str | None = None, rule: object = "intersection", *, at: object = None
) -> Account:
    """The account of one event: `report.account(event, rule)`.

    `event` is an `Event`, its id or its words in the report, and may be left out where the report has one event. `rule` is
    a name of `RULES`, a `Rule`, or a function that builds one from the dossier. `at`, a date or a clock time, is the
    time that growing and varying counts are read at, by default the latest that is told.

    Raises `ArgumentError` for an event that is not there (with the nearest that is), `RuleError` for what is no rule.
    """
    built = as_rule(rule, report.dossier)
    key = _event_key(report, event)
    questions = [asked for asked in report._resolved.questions.values() if asked.key[0] == key]
    entries = [_entry(report, asked, built, at) for asked in questions]
    entries.sort(key=lambda entry: (entry.question.aspect, entry.question.scope, entry.question.event))
    name = min(asked.event for asked in questions)
    declared = report._resolved.events.get(name)
    return Account(name if declared is None else str(declared), name_of_rule(built), tuple(entries))


def live_claims(report: Report) -> Iterator[tuple[Question, tuple[LiveClaim, ...]]]:
    """Each question of a report with its live claims as merge rules take them, in the order of their content.

    Left out are claims that were withdrawn or revised, narration, and what says nothing ("cannot confirm").
    """
    for asked in sorted(
        report._resolved.questions.values(), key=lambda asked: (_order(asked.question), str(asked.key))
    ):
        yield asked.question, _live(report, asked)


def _live(report: Report, asked: Asked) -> tuple[LiveClaim, ...]:
    ended = report._endings
    live = [
        _lifted(one, report)
        for one in asked.statements
        if not one.narration and not one.answer.is_everything and asked.key not in ended.get(one.id, ())
    ]
    return tuple(sorted(live, key=lambda claim: claim.sort_key))


def _lifted(statement: Statement, report: Report) -> LiveClaim:
    voice = statement.voice
    return LiveClaim(
        voice.name if statement.named else origin_of(statement, report._resolved.sides),
        statement.answer,
        as_of=statement.as_of,
        said=statement.said,
        over_time=statement.asked.meaning.over_time,
        named=statement.named,
        voice=voice.key,
        roots=statement.roots,
        own_voice=statement.own_voice,
        reliability=voice.reliability,
        outgrown=statement.outgrown,
        id=statement.id,
    )


# Which event


def event_keys(report: Report) -> dict[str, set[Any]]:
    """The events that a report's questions are about, by their ids and names."""
    names: dict[str, set[Any]] = {}
    for asked in report._resolved.questions.values():
        key = asked.key[0]
        names.setdefault(asked.event, set()).add(key)
        for one in asked.statements:
            names.setdefault(str(one.claim.event), set()).add(key)
    for name, declared in report._resolved.events.items():
        if name in names:
            names.setdefault(str(declared), set()).update(names[name])
    return names


def _event_key(report: Report, event: Event | str | None) -> Any:
    if isinstance(event, Event) and event.id is None:
        for asked in report._resolved.questions.values():
            if any(one.claim.event == event for one in asked.statements):
                return asked.key[0]
    return _only_key(event, event_keys(report))


def _only_key(event: Event | str | None, names: dict[str, set[Any]]) -> Any:
    keys = {key for several in names.values() for key in several}
    known = ", ".join(sorted(names))
    if event is None:
        if len(keys) == 1:
            return keys.pop()
        raise ArgumentError(f"say which event: the report has {len(keys)}{f' ({known})' if known else ''}")
    if not isinstance(event, (Event, str)):
        raise ArgumentError.of("an event", "an Event, its id or its name", event)
    wanted = event if isinstance(event, str) else event.id or str(event)
    found = names.get(wanted, set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise ArgumentError(f"{shown(wanted)} names {len(found)} events; give the Event itself", found=wanted)
    near = closest(wanted, names)
    raise ArgumentError(
        f"the report has no event {shown(wanted)}"
        + (f"; {near}" if near else f"; it has {known}" if known else "")
    )


# One question


def _entry(report: Report, asked: Asked, rule: Rule[Any], at: object) -> Entry:
    claims = _live(report, asked)
    findings = [one for one in report.findings if one.question == asked.question]
    withheld = _withheld_by(
        report, asked, {claim for one in findings if one.kind == "withheld" for claim in one.claims}
    )
    if not claims:
        return Entry(asked.question, None, None, "", (), None, withheld)
    time = LATEST if at is None else Moment.parse(at).window(asked.zone)[1]
    found = merge(rule, claims, time)
    if isinstance(found, Conflict):
        words = " against ".join(
            f"{answer_in_words(camp.answer, asked)} ({listed(camp.sources)})" for camp in found.camps
        )
        return Entry(asked.question, None, found, words, (), "contested", withheld)
    bounds = _bounds(found, claims, findings, asked)
    standing = max((one.standing for one in bounds if one.standing), key=STANDINGS.index, default=None)
    return Entry(asked.question, found, None, answer_in_words(found, asked), bounds, standing, withheld)


def _withheld_by(report: Report, asked: Asked, claims: set[str]) -> tuple[str, ...]:
    silent = (one for one in asked.statements if one.id in claims)
    return tuple(unique(one.claim.silent or origin_of(one, report._resolved.sides) for one in silent))


def _bounds(
    answer: Answer, claims: Sequence[LiveClaim], findings: Sequence[Finding], asked: Asked
) -> tuple[Bound, ...]:
    """Who set the lower and the upper end of a merged answer; one bound where the ends are not set apart."""
    deciding = [one for one in claims if one.named] or list(claims)
    axis = answer.axis
    spans = _telling(answer)
    if not spans:
        return ()
    lower, upper = spans[0][0], spans[-1][1]
    set_low = [one for one in deciding if _telling(one.answer)[0][0] == lower]
    set_high = [one for one in deciding if _telling(one.answer)[-1][1] == upper]
    has_low, has_high = lower != axis.lowest, upper != axis.top
    words = answer_in_words(answer, asked)
    if (
        axis.grid is None
        or axis.name == "yes/no"
        or (has_low == has_high and _ids(set_low) == _ids(set_high))
    ):
        both = [one for one in set_low if one in set_high]
        return (_bound(words, both, findings, spans),)
    if not (has_low and has_high):
        return (_bound(words, set_low if has_low else set_high, findings, spans),)
    least = answer_in_words(Answer(axis, [(lower, None)]), asked)
    most = answer_in_words(Answer(axis, [(None, upper)]), asked)
    return (
        _bound(least, set_low, findings, ((lower, axis.top),)),
        _bound(most, set_high, findings, ((axis.lowest, upper),)),
    )


def _bound(words: str, setters: Sequence[LiveClaim], findings: Sequence[Finding], spans: Spans) -> Bound:
    ids = _ids(setters)
    return Bound(words, tuple(unique(one.source for one in setters)), ids, _standing(ids, findings, spans))


def _standing(ids: tuple[str, ...], findings: Sequence[Finding], spans: Spans) -> str | None:
    """The best standing among the findings that rest on these claims and say as much as the bound."""
    from claimcheck.answers import _within

    wanted = set(ids)
    near = [one for one in findings if one.standing is not None and wanted.intersection(one.claims)]
    judged = [one for one in near if one.answer is not None and _within(_telling(one.answer), spans)]
    contested = [one for one in near if one.kind == "contradiction"]
    standings = [one.standing for one in judged or contested or near if one.standing is not None]
    return min(standings, key=STANDINGS.index, default=None)


def _telling(answer: Answer) -> Spans:
    """The set that tells where an answer ends: what is possible, or where that is everything, what is sure."""
    return answer.sure if answer.possible == answer.axis.whole and answer.sure else answer.possible


def _ids(claims: Iterable[LiveClaim]) -> tuple[str, ...]:
    return tuple(sorted({one.id for one in claims}))


def _order(question: Question) -> Any:
    return question.event, question.aspect, question.scope
