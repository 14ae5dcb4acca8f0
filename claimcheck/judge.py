"""The judge: a dossier in, a report out.

A pure function: the same claims give the same report, byte for byte, in whatever order they came.

>>> from claimcheck import Dossier, Event, Source
>>> a, b = Source("A ministry"), Source("B ministry")
>>> crash = Event("crash", when="2014-07-17")
>>> report = crosscheck(Dossier() + a.says(crash, "killed", 298) + b.says(crash, "killed", "at least 295"))
>>> [str(finding.words) for finding in report.agreements]
['at least 295']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from claimcheck.answers import Spans
from claimcheck.arguments import ArgumentError
from claimcheck.camps import TooManyGaps, meets_all
from claimcheck.claims import Claim
from claimcheck.contradictions import Growth, Parting, part, part_at, straining
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem, shown
from claimcheck.findings import Finding
from claimcheck.liveness import (
    Ending,
    clash,
    date_echoes,
    find_replaced,
    find_revised,
    find_self_contradictions,
    is_instant,
    latest,
    mark_hearsay,
    mark_narration,
    mark_outgrown,
    read_at,
)
from claimcheck.moments import ALWAYS, Moment
from claimcheck.notices import find_notices
from claimcheck.progress import tracked
from claimcheck.report import Report, finding_order, question_order
from claimcheck.resolving import resolve
from claimcheck.standings import Judgement, Position, gather, hide_behind, judge
from claimcheck.statements import Asked, Resolved, Statement
from claimcheck.verdicts import Scene, ended_by

__all__ = ["crosscheck"]


def crosscheck(dossier: Dossier, as_of: object = None) -> Report:
    """Say which details of a dossier are agreed and between whom, which are contradicted, and which are unverified.

    With `as_of`, a date or a clock time, what was wholly said later is left out: the report as it could have been written
    then. Nearly linear in the number of claims.

    Raises `BadInput`, with all problems, where the dossier can't be judged: words that can't be read, two axes in one
    question, rings in control, `replaces` or `based_on`, a name with two owners.
    """
    if not isinstance(dossier, Dossier):
        raise ArgumentError(f"crosscheck takes a Dossier, not {shown(dossier)}", found=dossier)
    if as_of is not None:
        dossier = known_at(dossier, Moment.parse(as_of))
    report, _, problems = weigh(resolve(dossier))
    if problems:
        raise BadInput(problems)
    return report


def weigh(
    resolved: Resolved, *, with_notices: bool = True
) -> tuple[Report, dict[tuple[Any, ...], list[Judgement]], list[Problem]]:
    """The report on a resolved dossier, every judgement by the key of its question, and questions that can't be judged."""
    for asked in resolved.questions.values():
        if asked.undated:
            date_echoes(asked)
        if asked.own_voices:
            mark_narration(asked, resolved.sides)
    mark_hearsay(resolved)
    replaced = find_replaced(resolved)
    if replaced:
        mark_hearsay(resolved, replaced)
    findings: list[Finding] = []
    endings: dict[str, dict[tuple[Any, ...], Ending]] = {}
    for id, ending in replaced.items():
        for one in resolved.statements[id]:
            endings.setdefault(id, {})[one.asked.key] = ending
    findings += _retractions(resolved, replaced)
    problems: list[Problem] = []
    judgements: dict[tuple[Any, ...], list[Judgement]] = {}
    by_base = _values_by_base(resolved)
    for asked in tracked(resolved.questions.values(), "judging questions", len(resolved.questions)):
        question = _Question(Scene(asked, resolved, resolved.sides), replaced, by_base.get(asked.key, ()))
        try:
            findings += question.judge()
        except TooManyGaps as error:
            problems.append(
                Problem(str(asked.question), str(error), "fewer answers with gaps", "split the question")
            )
        judgements[asked.key] = question.judgements
        for one, ending in question.revised:
            endings.setdefault(one.id, {})[asked.key] = ending
    questions = sorted((asked.question for asked in resolved.questions.values()), key=question_order)
    noticed = find_notices(resolved) if with_notices else ()
    report = Report(
        resolved.dossier,
        tuple(sorted(findings, key=finding_order)),
        tuple(questions),
        tuple(sorted(set(resolved.notices) | set(noticed))),
        resolved,
        endings,
    )
    return report, judgements, problems


def known_at(dossier: Dossier, moment: Moment) -> Dossier:
    """The dossier without what was wholly said after a moment."""
    zone = dossier.timezone or "UTC"
    last = moment.window(zone)[1]

    def known(claim: Claim) -> bool:
        told = claim.said or claim.published
        return told is None or told.window(zone)[0] <= last

    return dossier.without(claim for claim in dossier.claims if not known(claim))


def _values_by_base(resolved: Resolved) -> dict[Any, list[Asked]]:
    """On `several` aspects, the questions about single values under the question that they come from."""
    found: dict[Any, list[Asked]] = {}
    for asked in resolved.questions.values():
        if asked.base is not None:
            found.setdefault(asked.base, []).append(asked)
    return found


class _Question:
    """One question as it is judged: its live voices, and what comes of them."""

    def __init__(self, scene: Scene, replaced: dict[str, Ending], values: Sequence[Asked]) -> None:
        self.scene = scene
        self.values = [one for asked in values for one in asked.statements if one.id not in replaced]
        self.asked: Asked = scene.asked
        self.over_time = self.asked.meaning.over_time
        standing = self.asked.statements
        if replaced:
            standing = [one for one in standing if one.id not in replaced]
        self.standing: list[Statement] = standing
        self.revised: list[tuple[Statement, Ending]] = []
        self.live: list[Statement] = []
        self.judgements: list[Judgement] = []

    def judge(self) -> list[Finding]:
        """All findings on the question, save retractions."""
        voiced = [one for one in self.standing if not one.narration]
        revised = find_revised(voiced, self.over_time)
        if revised:
            self.revised = [(voiced[position], ending) for position, ending in sorted(revised.items())]
            voiced = [one for position, one in enumerate(voiced) if position not in revised]
        self.live = voiced
        findings: list[Finding] = [
            self.scene.revision(by, ended) for by, ended in ended_by(self.revised).values()
        ]
        findings += self._withheld()
        findings += self._anachronisms()
        answering = [one for one in self.live if not one.vacuous]
        if not answering:
            return findings
        if self.over_time == "accrues":
            return findings + self._growing(answering)
        if self.over_time == "varies":
            return findings + self._varying(answering)
        return findings + self._fixed(answering)

    def _fixed(self, answering: Sequence[Statement]) -> list[Finding]:
        positions = gather((one, one.answer, one.flat) for one in answering)
        parting = part(positions)
        findings = self._answers(
            judge(positions, positions, parting.named_meets, None, self.scene.sides), parting
        )
        if parting.contradicts:
            findings += self._contradiction(parting, _statements(parting.conflicting()), answering)
        return findings + self._tension(positions)

    def _growing(self, answering: Sequence[Statement]) -> list[Finding]:
        mark_outgrown(answering)
        named = Growth.of([one for one in answering if one.named])
        time = latest(answering)
        pairs = []
        for one in answering:
            read = read_at(one, time)
            pairs.append((one, read.answer, read.flat))
        positions = gather(pairs)
        clashing = [one for one in answering if named.clashes(one)]
        ids = set(map(id, clashing))
        contested = [one for one in positions if any(id(statement) in ids for statement in _speaking(one))]
        parting = part(positions)
        judgements = judge(positions, positions, parting.named_meets, contested, self.scene.sides)
        everybody = Growth.of(answering) if any(not one.named for one in answering) else named
        for judgement in judgements:
            if judgement.supports and judgement.standing != "contested":
                judgement.disputed_anonymously = everybody is not named and any(
                    everybody.clashes(one) for one in judgement.position.statements
                )
        findings = self._answers(judgements, None)
        when = named.latest_clash()
        if when is None and everybody is not named:
            when = everybody.latest_clash()
        if when is not None:
            parted = part_at(answering, when, positions)
            conflict = _statements(parted.conflicting())
            known = set(map(id, conflict))
            before = [
                one for one in clashing if one.named and id(one) not in known and one.answer == one.flat
            ]
            findings += self._contradiction(parted, conflict, answering, before)
        return findings + self._tension(
            [one for one in positions if not one.outgrown], apart=when is not None
        )

    def _varying(self, answering: Sequence[Statement]) -> list[Finding]:
        """Compared only where the stated as-of times overlap: one judgement for each time that was stated."""
        findings: dict[Any, Finding] = {}
        strained: dict[int, Statement] = {}
        judged: list[tuple[Any, Parting | None, list[Judgement]]] = []
        windows = {_window_of(one) for one in answering}
        for window in sorted(windows, key=str):
            stated = window[0] != ALWAYS[0]
            own = [one for one in answering if _window_of(one) == window]
            near = [
                one
                for one in answering
                if stated and one.as_of[0] != ALWAYS[0] and _overlap(one.as_of, window)
            ]
            positions = gather((one, one.answer, one.flat) for one in near or own)
            of_then = set(map(id, own))
            now = [one for one in positions if any(id(statement) in of_then for statement in one.statements)]
            parting = part(gather((one, one.answer, one.flat) for one in own)) if is_instant(window) else None
            meets: tuple[Spans, ...] = (((None, None),),) if parting is None else parting.named_meets
            judged.append((window, parting, judge(now, positions, meets, None, self.scene.sides)))
            if parting is not None and parting.contradicts:
                for finding in self._contradiction(parting, _statements(parting.conflicting()), own):
                    findings.setdefault((finding.kind, finding.claims), finding)
            for one in own:
                for other in near:
                    if self._varies_apart(one, other):
                        strained[id(one)], strained[id(other)] = one, other
        _hide_across(judged)
        for _, parting, judgements in judged:
            for finding in self._answers(judgements, parting):
                findings.setdefault((finding.kind, finding.answer, finding.claims), finding)
        told = list(findings.values())
        if strained:
            told.append(self.scene.tension(gather((one, one.answer, one.flat) for one in strained.values())))
        return told

    @staticmethod
    def _varies_apart(one: Statement, other: Statement) -> bool:
        if not (one.named or other.named):
            return False
        if one.answer.strains(other.answer):
            return True
        return one.answer.contradicts(other.answer) and not clash(one, other, "varies")

    # From judgements to findings

    def _answers(self, judgements: Sequence[Judgement], parting: Parting | None) -> list[Finding]:
        findings = []
        self.judgements += judgements
        unnamed_part = parting is not None and parting.meets is not parting.named_meets
        for judgement in judgements:
            if judgement.hidden or judgement.standing == "contested":
                continue
            if unnamed_part and parting is not None and judgement.supports:
                judgement.disputed_anonymously = not meets_all(
                    judgement.position.flat.possible, parting.meets
                )
            findings.append(self.scene.told(judgement))
        return findings

    def _contradiction(
        self,
        parting: Parting,
        conflict: list[Statement],
        answering: Sequence[Statement],
        before: Sequence[Statement] = (),
    ) -> list[Finding]:
        own = find_self_contradictions(answering, self.over_time)
        findings: list[Finding] = [
            self.scene.self_contradiction(statements) for statements, shared in own if shared
        ]
        voices = {(one.voice.key, one.named) for one in (*conflict, *before)}
        covered = {one.answer for statements, shared in own if shared for one in statements}
        alone = len(voices) == 1 and all(one.answer in covered for one in (*conflict, *before))
        if not alone:
            apart = any(
                not shared and not any(one.claim.leaked for one in statements) for statements, shared in own
            )
            findings.append(self.scene.contradiction(parting, conflict, apart, before))
        return findings

    def _tension(self, positions: Sequence[Position], *, apart: bool = False) -> list[Finding]:
        """`apart`: where growing figures clash, those that clash with each other are no tension beside."""
        if all([one.answer.sure is one.answer.possible for one in positions]):
            return []
        strained = straining(positions, _clashing if apart else None)
        return [self.scene.tension(strained)] if strained else []

    def _withheld(self) -> list[Finding]:
        silences: dict[frozenset[str], list[Statement]] = {}
        sides = self.scene.sides
        for one in self.standing:
            if one.silence == "withheld":
                silent = one.claim.silent
                if silent is None:
                    roots = one.voice.roots if one.voice.named else frozenset((one.voice.key,))
                else:
                    roots = sides.root_keys(sides.key(silent))
                silences.setdefault(roots, []).append(one)
        return [
            self.scene.withheld(roots, statements)
            for roots, statements in sorted(silences.items(), key=lambda item: sorted(item[0]))
            if not any(_discloses(one, roots) for one in (*self.live, *self.values))
        ]

    def _anachronisms(self) -> list[Finding]:
        window = self.asked.window
        if window is None or self.asked.meaning.modality != "outcome":
            return []
        return [
            self.scene.anachronism(one)
            for one in self.live
            if one.dated and one.said_anywhere[1] < window[0] and not one.vacuous
        ]


def _statements(positions: Iterable[Position]) -> list[Statement]:
    return [statement for position in positions for statement in position.statements]


def _speaking(position: Position) -> list[Statement]:
    """The named statements of a position; all of them where nobody named gives it."""
    return [one for one in position.statements if one.named] or position.statements


def _window_of(one: Statement) -> Any:
    """When a varying count was stated to hold; where nothing was stated, it is compared with its echoes alone."""
    return one.as_of if one.as_of[0] != ALWAYS[0] else (ALWAYS[0], one.voice.key, one.answer.sort_key)


def _hide_across(judged: Sequence[tuple[Any, Any, list[Judgement]]]) -> None:
    """Hide an answer behind a tighter one of another time that overlaps its own."""
    for window, _, judgements in judged:
        for judgement in judgements:
            for other_window, _, others in judged:
                if other_window == window or window[0] == ALWAYS[0] or other_window[0] == ALWAYS[0]:
                    continue
                if _overlap(window, other_window):
                    hide_behind(judgement, others)


def _clashing(one: Position, other: Position) -> bool:
    return any(clash(first, second, "accrues") for first in one.statements for second in other.statements)


def _overlap(one: tuple[float, float], other: Any) -> bool:
    return bool(one[0] <= other[1] and other[0] <= one[1])


def _discloses(one: Statement, roots: frozenset[str]) -> bool:
    """Whether a statement of the silent side itself gives an answer with an upper bound; on yes/no and paths, any."""
    if not one.named or one.claim.leaked or not one.roots <= roots or one.vacuous:
        return False
    axis, (lower, upper) = one.answer.axis, (one.answer.possible[0][0], one.answer.possible[-1][1])
    if axis.grid is None or axis.name == "yes/no":
        return True
    return upper != axis.top or (upper is not None and lower == upper - 1)


def _retractions(resolved: Resolved, replaced: dict[str, Ending]) -> list[Finding]:
    """One finding for each live claim that withdraws or corrects others, with the echoes that fell."""
    pairs = [(resolved.statements[id][0], ending) for id, ending in sorted(replaced.items())]
    findings: list[Finding] = []
    for by, ended in ended_by(pairs).values():
        direct = [one for one in ended if not replaced[one.id].echo]
        echoes = [one for one in ended if replaced[one.id].echo]
        scene = Scene((direct or echoes)[0].asked, resolved, resolved.sides)
        findings.append(scene.retraction(by, direct, echoes))
    return findings
