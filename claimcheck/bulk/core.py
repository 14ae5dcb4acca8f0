"""Questions judged by the core itself, in batches: rows of text in, rows of findings and standings out.

Whatever the columns can't carry exactly goes this way, and so does all that a single question's report needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.bulk.ground import Ground, key_of, unit_of
from claimcheck.bulk.rowtexts import told_json
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem
from claimcheck.findings import Finding
from claimcheck.formats.building import CLAIM_ID, Builder
from claimcheck.formats.csv_file import columns_of, guarded, record_of_row
from claimcheck.formats.entries import Record
from claimcheck.formats.reading import _with_targets
from claimcheck.judge import weigh
from claimcheck.report import Report
from claimcheck.resolving import resolve
from claimcheck.standings import Judgement
from claimcheck.statements import Asked, Resolved

__all__ = [
    "BAD_ROW",
    "FINDING",
    "STANDING",
    "BadRow",
    "Judged",
    "Rows",
    "judged",
    "judged_and_resolved",
    "judged_report",
    "place_of",
    "span_columns",
]

_ANSWER: Final = ("sure_lower", "sure_upper", "possible_lower", "possible_upper", "answer")
_INT64: Final = 2**63

FINDING: Final = (
    "question", "unit", "event", "aspect", "scope", "kind", "standing", *_ANSWER, "camps", "anonymous", "reason", "judged",
)  # fmt: skip
STANDING: Final = (
    "question", "unit", "event", "aspect", "scope", "standing", "hidden", *_ANSWER, "judged",
)  # fmt: skip
BAD_ROW: Final = ("row", "column", "found", "expected", "mend")


@attrs.frozen(order=True)
class BadRow:
    """A row that can't be used: its number, from 1; the column, what stood there, what belongs there, how to mend it."""

    row: int
    column: str
    found: str
    expected: str
    mend: str = ""

    def __str__(self) -> str:
        told = f"row {self.row}: {self.column}: found {self.found}; expected {self.expected}"
        return f"{told}; {self.mend}" if self.mend else told


@attrs.define(eq=False)
class Judged:
    """What came of a batch of whole questions, as rows for tables."""

    findings: list[dict[str, Any]]
    standings: list[dict[str, Any]]
    bad: list[BadRow]
    questions: int = 0
    rows: dict[str, list[int]] = attrs.field(factory=dict)
    """The rows of each claim that was read, by its id."""


class Rows:
    """Reads rows of text as the core reads the rows of a CSV, and takes down what can't be used."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.bad: list[BadRow] = []

    def claims(
        self, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]
    ) -> Iterator[tuple[int, Claim]]:
        """The claims of some rows, each with the number of its row; bad rows are taken down in `bad`."""
        columns = columns_of(list(names), 1)
        problems: list[Problem] = []
        builder = Builder("", problems)
        for number, cells in rows:
            before = len(problems)
            claim = self._claim(builder, problems, columns, number, cells)
            if len(problems) > before:
                self._take(number, problems[before:])
            elif claim is not None:
                yield number, claim

    def _claim(
        self,
        builder: Builder,
        problems: list[Problem],
        columns: Any,
        number: int,
        cells: Sequence[str | None],
    ) -> Claim | None:
        texts = ["" if cell is None else guarded(cell) for cell in cells]
        record = record_of_row(columns, texts, number, number)
        if not isinstance(record, Record):
            problems.append(record.problem)
            return None
        claim, references = builder.claim(record, number)
        if claim is None:
            return None
        for column, found, mend in self.ground.unknown_names(claim):
            problems.append(
                Problem(
                    f"claim: {column}", found, f"a declared {column if column == 'event' else 'source'}", mend
                )
            )
        if references is not None and (references["replaces"] or references["based_on"]):
            targets = {
                key: [one for ref in references[key] if (one := self._target(key, ref, problems)) is not None]
                for key in ("replaces", "based_on")
            }
            claim = _with_targets(claim, **targets)
        return claim

    def _target(self, key: str, ref: str, problems: list[Problem]) -> str | None:
        ref = " ".join(ref.split())
        if CLAIM_ID.fullmatch(ref):
            return ref
        target = self.ground.targets.get(ref)
        if target is None:
            several = ref in self.ground.targets
            found = (
                f"{ref!r}, the ref of several claims or of a bad row"
                if several
                else f"the unknown ref {ref!r}"
            )
            problems.append(
                Problem(f"claim: {key}", found, "the ref of one claim in this frame, or the id of a claim")
            )
        return target

    def _take(self, number: int, problems: Iterable[Problem]) -> None:
        for problem in problems:
            column = problem.where.partition(": ")[2].partition(": ")[0] or "the row"
            self.bad.append(BadRow(number, column, problem.found, problem.expected, problem.mend))


def judged(ground: Ground, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]) -> Judged:
    """The findings and standings of all questions that some rows answer; the rows of a question come together.

    Raises `BadInput` for what is no single row's fault: a ring in `replaces` or `based_on`.
    """
    return judged_and_resolved(ground, names, rows)[0]


def judged_and_resolved(
    ground: Ground, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]]
) -> tuple[Judged, Resolved]:
    """The same, with what the core read."""
    outcome = Judged([], [], [])
    report, judgements = judged_report(ground, names, rows, outcome)
    _tell(outcome, report, judgements)
    return outcome, report._resolved


def judged_report(
    ground: Ground, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]], outcome: Judged
) -> tuple[Report, dict[tuple[Any, ...], list[Judgement]]]:
    """The core's report on some rows, with every judgement by the key of its question; bad rows go to `outcome`."""
    reader = Rows(ground)
    numbers = outcome.rows
    claims = []
    for number, claim in reader.claims(names, rows):
        numbers.setdefault(claim.id, []).append(number)
        claims.append(claim)
    outcome.bad += reader.bad
    return _weighed(ground, ground.around(claims), numbers, outcome)


def _weighed(
    ground: Ground, dossier: Dossier, numbers: dict[str, list[int]], outcome: Judged
) -> tuple[Report, dict[tuple[Any, ...], list[Judgement]]]:
    while True:
        try:
            resolved = resolve(dossier, ground.voices, ground.occurrences)
        except BadInput as refused:
            if any(problem.claim is None for problem in refused.problems):
                raise
            for one in refused.problems:
                column = one.where.rpartition(": ")[2]
                for number in numbers[str(one.claim)]:
                    outcome.bad.append(BadRow(number, column, one.found, one.expected, one.mend))
            dossier = dossier.without(str(problem.claim) for problem in refused.problems)
            continue
        report, judgements, problems = weigh(resolved, with_notices=False)
        told = {problem.where: problem for problem in problems}
        for asked in resolved.questions.values():
            problem = told.get(str(asked.question))
            if problem is not None:
                for id in {one.id for one in asked.statements}:
                    for number in numbers[id]:
                        outcome.bad.append(
                            BadRow(number, "answer", problem.found, problem.expected, problem.mend)
                        )
        return report, judgements


def _tell(outcome: Judged, report: Report, judgements: dict[tuple[Any, ...], list[Judgement]]) -> None:
    resolved = report._resolved
    asked_as = {asked.question: asked for asked in resolved.questions.values()}
    outcome.questions = len(asked_as)
    places = {asked.question: place_of(asked) for asked in resolved.questions.values()}
    for finding in report.findings:
        outcome.findings.append(places[finding.question] | _finding(finding))
    for asked in resolved.questions.values():
        rows = {
            (judgement.standing, judgement.hidden, judgement.position.answer): None
            for judgement in judgements.get(asked.key, ())
        }
        for standing, hidden, answer in rows:
            told = {"standing": standing, "hidden": hidden, **span_columns(answer), "judged": "core"}
            outcome.standings.append(places[asked.question] | told)


def place_of(asked: Asked) -> dict[str, Any]:
    """A question as the first columns of every table of results."""
    question = asked.question
    return {
        "question": key_of(asked.key),
        "unit": key_of(unit_of(asked)),
        "event": question.event,
        "aspect": question.aspect,
        "scope": told_json(dict(question.scope)) if question.scope else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "standing": finding.standing,
        **span_columns(finding.answer),
        "camps": len(finding.camps) or None,
        "anonymous": "anonymous" in finding.flags if finding.kind == "contradiction" else None,
        "reason": finding.reason,
        "judged": "core",
    }


def span_columns(answer: Answer | None) -> dict[str, Any]:
    """An answer as columns: four bounds in grid steps where it is single spans on a grid, else (or beyond int64) as JSON."""
    columns: dict[str, Any] = dict.fromkeys(_ANSWER)
    if answer is None:
        return columns
    spans = (*answer.sure, *answer.possible)
    bounds = [bound for span in spans for bound in span if bound is not None]
    if (
        answer.axis.grid is not None
        and len(answer.sure) == len(answer.possible) == 1
        and all(-_INT64 <= bound < _INT64 for bound in bounds)
    ):
        columns["sure_lower"], columns["sure_upper"] = answer.sure[0]
        columns["possible_lower"], columns["possible_upper"] = answer.possible[0]
    else:
        columns["answer"] = told_json({"sure": answer.sure, "possible": answer.possible})
    return columns
