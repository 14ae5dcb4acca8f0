"""What a finding hangs on: the single sources, outlets and claims without which it would stand otherwise.

Each is found by dropping it and judging again, so that it is exact: the same as a cross-check of the whole dossier without it.
Only the claims that can bear on the finding are judged: those on its question, and whatever withdraws them, is withdrawn by
them, is a basis of them, or shares an unnamed voice with them, near or far. (Where events are described, and have no ids, all
claims can bear on it: which descriptions are one event hangs on all of them.)

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> dossier = Dossier() + [Source("A").says(raid, "killed", 8, via="Wire"), Source("B").says(raid, "killed", 8)]
>>> [agreement] = dossier.check()
>>> print(hangs_on(dossier.check(), agreement))
Corroborated; single-source without A, B or what came through Wire.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.arguments import ArgumentError
from claimcheck.errors import BadInput, shown
from claimcheck.findings import STANDINGS, Finding
from claimcheck.graph import status_of
from claimcheck.liveness import latest, read_at
from claimcheck.sentences import capital, listed, origin_of, unique
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.dossiers import Dossier
    from claimcheck.report import Report

__all__ = [
    "MOST_TRIED",
    "HangsOn",
    "Hold",
    "asked_again",
    "asked_of",
    "hangs_on",
    "outcome",
    "what_matters",
]

MOST_TRIED: Final = 200
"""So many things are dropped, one by one, unless asked; the finding's own first."""

MOST_JUDGED: Final = 20_000
LEAST_TRIED: Final = 20
"""How many things are dropped where a whole report is shown: as many as come to so many judged claims, and these."""

GONE: Final = "gone"
_ANSWERED: Final = ("agreement", "unverified")


@attrs.frozen
class Hold:
    """One thing without which a finding would stand otherwise.

    `what` is "source", "outlet" (all that came from or through it) or "claim"; `name` what it is called in the report;
    `claims` the ids of the claims dropped with it, among those that matter; `after` where the finding would then stand: a
    standing, "contested", "hidden" (behind a tighter answer), "anonymous" (a contradiction among the unnamed only) or
    "gone".
    """

    what: str
    name: str
    claims: tuple[str, ...]
    after: str

    def __str__(self) -> str:
        return f"what came through {self.name}" if self.what == "outlet" else self.name


@attrs.frozen
class HangsOn:
    """All single things that a finding hangs on, and how many were not tried."""

    before: str
    """Where the finding stands: a standing, "contested", "anonymous", or its kind."""
    holds: tuple[Hold, ...]
    untried: int = 0

    def __iter__(self) -> Iterator[Hold]:
        return iter(self.holds)

    def __len__(self) -> int:
        return len(self.holds)

    def __str__(self) -> str:
        together: dict[str, list[str]] = {}
        for hold in self.holds:
            together.setdefault(hold.after, []).append(str(hold))
        parts = [f"{after} without {listed(unique(names), 'or')}" for after, names in together.items()]
        told = "; ".join(parts) or "it hangs on no single source, outlet or claim"
        more = f"; {self.untried:,} more were not tried" if self.untried else ""
        return clean(f"{capital(self.before)}; {told}{more}.")


def hangs_on(report: Report, finding: Finding, *, most: int | None = MOST_TRIED) -> HangsOn:
    """What a finding of a report hangs on: `report.hangs_on(finding)`.

    One judgement of the claims that matter for each thing dropped; at most `most` of them (None: all).

    Raises `ArgumentError` where the finding is none of the report's.
    """
    if not isinstance(finding, Finding) or finding not in report.findings:
        raise ArgumentError(f"hangs_on takes a finding of the report, not {shown(finding)}")
    whole = report if report._whole is None else report._whole
    return _Trial(whole, finding).holds(most)


def asked_of(report: Report, finding: Finding) -> Asked:
    """The question of a finding as it was judged."""
    ids = set(finding.claims)
    found = [one for one in report._resolved.questions.values() if one.question == finding.question]
    return max(found, key=lambda asked: len(ids.intersection(one.id for one in asked.statements)))


def outcome(report: Report, of: Asked, finding: Finding, answers: frozenset[Answer]) -> str:
    """Where a finding stands in another report on some of the same claims; `of` is its question, `answers` its own."""
    asked = asked_again(report, of)
    if asked is None:
        return GONE
    ids = {one.id for one in asked.statements}
    on = [one for one in report.findings if one.question == asked.question and not ids.isdisjoint(one.claims)]
    if finding.kind in _ANSWERED:
        return _outcome_of_answer(report, asked, on, finding, answers)
    alike = [one for one in on if one.kind == finding.kind and _is_the_same(one, finding)]
    return _standing(alike[0]) if alike else GONE


def asked_again(report: Report, of: Asked) -> Asked | None:
    """A question of another report on some of the same claims: where an event is described, its name hangs on them."""
    ids = {one.id for one in of.statements}
    shared = [
        (sum(one.id in ids for one in asked.statements), asked)
        for asked in report._resolved.questions.values()
        if asked.key[1:] == of.key[1:]
    ]
    most, found = max(shared, key=lambda pair: pair[0], default=(0, None))
    return found if most else None


def _outcome_of_answer(
    report: Report, asked: Asked, on: Iterable[Finding], finding: Finding, answers: frozenset[Answer]
) -> str:
    ids = set(finding.claims)
    alike = [
        one
        for one in on
        if one.kind in _ANSWERED
        and (one.answer == finding.answer or not answers.isdisjoint(answers_of(report, asked, one)))
    ]
    if alike:
        alike.sort(key=lambda one: (-len(ids.intersection(one.claims)), STANDINGS.index(one.standing or "")))
        return _standing(alike[0])
    live = {one.id for one in _live(report, asked) if one.answer in answers}
    if any(one.standing == "contested" and not live.isdisjoint(one.claims) for one in on):
        return "contested"
    return "hidden" if live else GONE


def _is_the_same(one: Finding, finding: Finding) -> bool:
    """Whether two findings of one kind on one question are one finding, of which claims were dropped."""
    if finding.kind == "withheld":
        return one.sides == finding.sides
    return finding.kind == "tension" or not set(one.claims).isdisjoint(finding.claims)


def _standing(finding: Finding) -> str:
    if finding.kind == "contradiction":
        return finding.standing or "anonymous"
    return finding.standing or finding.kind


def answers_of(report: Report, asked: Asked, finding: Finding) -> frozenset[Answer]:
    """The answers, as they were given, that a finding judges: on a growing count, those that now read as its answer."""
    live = _live(report, asked)
    if asked.meaning.over_time != "accrues":
        return frozenset(one.answer for one in live if one.answer == finding.answer)
    time = latest(live)
    return frozenset(one.answer for one in live if read_at(one, time).answer == finding.answer)


def _live(report: Report, asked: Asked) -> list[Statement]:
    return [one for one in asked.statements if not one.vacuous and status_of(one, report._endings) == "live"]


# Which claims matter


def what_matters(report: Report, asked: Asked) -> frozenset[str]:
    """The ids of all claims that can bear on a question: the question is judged alike on them alone.

    Where an event is described, all do matter: any description may decide which events are one. And where links of replacement go round through echoes, the whole dossier is judged without echoes; so where one claim that
    matters replaces another, all that do matter.
    """
    resolved = report._resolved
    if not all(isinstance(claim.event, str) for claim in resolved.claims.values()):
        return frozenset(resolved.statements)
    ties = _ties(report)
    linked = {id for id, claim in resolved.claims.items() if claim.replaces and id in resolved.statements}
    reached: set[str] = set()
    ahead = {one.id for one in asked.statements}
    while ahead:
        reached |= ahead
        near = {other for id in ahead for tie in _ties_of(report, id) for other in ties[tie]}
        ahead = (near if linked.isdisjoint(reached) else near | linked) - reached
    return frozenset(reached)


def _ties(report: Report) -> dict[Any, set[str]]:
    """All claims by what ties them to others."""
    ties: dict[Any, set[str]] = defaultdict(set)
    for id in report._resolved.statements:
        for tie in _ties_of(report, id):
            ties[tie].add(id)
    return ties


def _ties_of(report: Report, id: str) -> Iterator[Any]:
    """What ties a claim to others: its questions, what it replaces or is based on, an unnamed voice."""
    resolved = report._resolved
    claim = resolved.claims[id]
    yield "claim", id
    for target in (*claim.replaces, *claim.based_on):
        yield "claim", target
    for one in resolved.statements[id]:
        yield "base", one.asked.base or one.asked.key
        if not one.voice.named:
            yield "voice", one.voice.key


# Trying


class _Trial:
    """One finding, as things are dropped."""

    def __init__(self, report: Report, finding: Finding) -> None:
        self.report = report
        self.finding = finding
        self.asked = asked_of(report, finding)
        self.answers = answers_of(report, self.asked, finding)
        self.matter = what_matters(report, self.asked)
        self.dossier: Dossier = report.dossier._with_claims(
            claim for claim in report.dossier.claims if claim.id in self.matter
        )
        self.known: dict[frozenset[str], str] = {}

    def holds(self, most: int | None) -> HangsOn:
        before = _standing(self.finding)
        found: list[Hold] = []
        told: set[frozenset[str]] = set()
        untried = 0
        for what, name, dropped in self._candidates():
            if dropped not in self.known and most is not None and len(self.known) >= most:
                untried += 1
                continue
            after = self.without(dropped)
            if after != before and not (what == "claim" and dropped in told):
                told.add(dropped)
                found.append(Hold(what, name, tuple(sorted(dropped)), after))
        return HangsOn(before, tuple(found), untried)

    def without(self, dropped: frozenset[str]) -> str:
        """Where the finding stands once some claims are dropped."""
        after = self.known.get(dropped)
        if after is None:
            after = self.known[dropped] = self._judged(dropped)
        return after

    def _judged(self, dropped: frozenset[str]) -> str:
        from claimcheck.judge import crosscheck

        try:
            report = crosscheck(self.dossier.without(dropped))
        except BadInput:  # what was withdrawn speaks again, and makes more camps than can be judged
            return "beyond judgement"
        return outcome(report, self.asked, self.finding, self.answers)

    def _candidates(self) -> list[tuple[str, str, frozenset[str]]]:
        """What can be dropped: sources, outlets, claims; what the finding names itself first, then by name."""
        resolved = self.report._resolved
        own = set(self.finding.claims)
        said: dict[str, set[str]] = defaultdict(set)
        passed: dict[str, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        for id in sorted(self.matter):
            one = resolved.statements[id][0]
            said[one.voice.key].add(id)
            called = one.voice.name if one.voice.named else origin_of(one, resolved.sides)
            names[one.voice.key] = min(names.get(one.voice.key, called), called)
            for key, relay in zip(one.relays, one.claim.via, strict=True):
                passed[key].add(id)
                if not isinstance(relay, str):
                    names.setdefault(key, str(relay))
        candidates = [
            ("source", names[key], frozenset(ids)) for key, ids in said.items() if key not in passed
        ]
        candidates += [
            ("outlet", names.get(key, resolved.sides.name(key)), frozenset(ids | said.get(key, set())))
            for key, ids in passed.items()
        ]
        candidates += [("claim", resolved.labels[id], frozenset((id,))) for id in self.matter]
        return sorted(
            ((what, clean(name), dropped) for what, name, dropped in candidates),
            key=lambda one: (own.isdisjoint(one[2]), _ORDER[one[0]], one[1], sorted(one[2])),
        )


_ORDER: Final[Mapping[str, int]] = {"source": 0, "outlet": 1, "claim": 2}
