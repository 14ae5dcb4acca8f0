"""The class that each single claim falls into on a question: how a cell of a matrix or a dot of a picture is marked.

A claim that no longer counts is "revised" or "withdrawn", whatever it said; one that is contested is "contradicted"; else it
has the best class of the findings on its own answer, or else of all that it is part of.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> report = (Dossier() + Source("A").says(raid, "killed", 8)).check()
>>> [one] = next(iter(report._resolved.statements.values()))
>>> Classing(report).of(one)
'single-source'
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from claimcheck.claims import Question
from claimcheck.findings import Finding
from claimcheck.graph import status_of
from claimcheck.report.outline import CLASSES, class_of
from claimcheck.report.sides import sides_of
from claimcheck.statements import Statement

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["MARKS", "NARRATED", "OUTGROWN", "SILENT", "Classing"]

MARKS: Final = {word: mark for mark, word, _ in CLASSES}
"""The mark of each class."""

NARRATED: Final = "narration"
"""An outlet's own words that are implied by what it passes on: no voice, so no class of a finding."""
OUTGROWN: Final = "outgrown"
"""A figure that its own side has passed since, and that nothing else is found on."""
SILENT: Final = "no answer"
"""A claim that says nothing about the answer."""

_BEST: Final = ("contradicted", "corroborated", "one-sided", "single-source", "unverified")
_BESIDE: Final = ("self-contradiction", "anachronism", "withheld", "tension")


class Classing:
    """The classes of the claims of one report, and its sides: what every picture and table of it is made with."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._labels = report._resolved.labels
        self._by_question: dict[Question, list[Finding]] = defaultdict(list)
        self._of_claim: dict[tuple[Question, str], list[Finding]] = defaultdict(list)
        self._consistent: dict[tuple[Question, str], list[Finding]] = defaultdict(list)
        self.sides = sides_of(report)
        for finding in report.findings:
            self._by_question[finding.question].append(finding)
            for claim in finding.claims:
                self._of_claim[finding.question, claim].append(finding)
            for ref in finding.consistent:
                self._consistent[finding.question, ref].append(finding)

    def findings(self, question: Question) -> tuple[Finding, ...]:
        """The findings on a question, in the order of reading."""
        return tuple(self._by_question.get(question, ()))

    def words(self, question: Question) -> tuple[str, ...]:
        """The classes of the findings on a question, each once, in the order of reading."""
        return tuple(dict.fromkeys(map(class_of, self.findings(question))))

    def of(self, one: Statement) -> str:
        """The class of one claim's answer: a word of `CLASSES`, `NARRATED`, `OUTGROWN`, `SILENT`, or "" where no finding has it."""
        status = status_of(one, self._report._endings)
        if status != "live":
            return {"replaced": "withdrawn", "revised": "revised"}.get(status, NARRATED)
        question = one.asked.question
        found = self._of_claim.get((question, one.id), [])
        words = set(map(class_of, found))
        if one.silence == "withheld":
            return "withheld" if "withheld" in words else SILENT
        if one.vacuous:
            return SILENT
        own = {class_of(finding) for finding in found if finding.answer == one.answer}
        beside = map(class_of, self._consistent.get((question, self._labels[one.id]), []))
        if all(finding.standing != "contested" for finding in found) and not own.isdisjoint(_BEST):
            words = own
        words = words or set(beside)
        return next((word for word in _BEST + _BESIDE if word in words), OUTGROWN if one.outgrown else "")
