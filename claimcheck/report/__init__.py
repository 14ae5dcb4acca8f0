"""What a cross-check says as a whole: a `Report`, and the order in which its findings are read.

The other modules of this package are the surfaces on which a report is shown. They are imported when asked for.

>>> from claimcheck import Dossier, Event, Source
>>> crash = Event("crash", when="2014-07-17")
>>> report = (Dossier() + Source("A ministry").says(crash, "killed", 298)).check()
>>> [finding.standing for finding in report]
['single-source']
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from claimcheck.claims import Claim, Question
from claimcheck.display import Displayed
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.findings import FINDING_KINDS, STANDINGS, Finding
from claimcheck.liveness import Ending
from claimcheck.statements import Notice, Resolved

if TYPE_CHECKING:
    import networkx

    from claimcheck.formats import PathLike
    from claimcheck.linking import Linking
    from claimcheck.merging import Account, Rule
    from claimcheck.redaction import Stripped
    from claimcheck.report.filtering import Margin, Narrowing, Values
    from claimcheck.report.hanging import HangsOn
    from claimcheck.report.pictures import Picture
    from claimcheck.sources import Anonymous, Source

__all__ = ["Report", "finding_order", "question_order"]


@attrs.frozen(eq=False, repr=False)
class Report(Displayed):
    """What a cross-check says: findings in the order of reading, the questions asked, and notices.

    `findings` can be filtered by kind through the properties; `unverified` are those that rest on nobody who can be held
    to it, `uncorroborated` also those that rest on one side.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    notices: tuple[Notice, ...]
    _resolved: Resolved
    _endings: dict[str, dict[tuple[Any, ...], Ending]]
    narrowing: Narrowing | None = None
    """What the report was narrowed to by `filter`; None where it is whole."""
    redaction: Stripped | None = None
    """What was taken out of its dossier by `redacted`; None where nothing was looked for."""
    _whole: Report | None = None

    @property
    def agreements(self) -> tuple[Finding, ...]:
        """Answers that two independent sides give."""
        return self._of("agreement")

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """Questions whose answers can't all be true, the strongest second camp first."""
        return self._of("contradiction")

    @property
    def unverified(self) -> tuple[Finding, ...]:
        """Answers that rest on anonymous sources or hearsay alone."""
        return tuple(one for one in self._of("unverified") if one.standing == "unverified")

    @property
    def uncorroborated(self) -> tuple[Finding, ...]:
        """Answers that are unverified, one-sided or single-source."""
        return self._of("unverified")

    @property
    def tensions(self) -> tuple[Finding, ...]:
        """Questions whose answers strain each other."""
        return self._of("tension")

    @property
    def withheld(self) -> tuple[Finding, ...]:
        """What sides that should know did not disclose."""
        return self._of("withheld")

    @property
    def revisions(self) -> tuple[Finding, ...]:
        """Voices that contradicted what they had said before."""
        return self._of("revision")

    @property
    def retractions(self) -> tuple[Finding, ...]:
        """Claims that were withdrawn or corrected."""
        return self._of("retraction")

    @property
    def self_contradictions(self) -> tuple[Finding, ...]:
        """Voices that contradict themselves, in no order."""
        return self._of("self-contradiction")

    @property
    def anachronisms(self) -> tuple[Finding, ...]:
        """Outcomes reported before their event began."""
        return self._of("anachronism")

    @property
    def linking(self) -> Linking:
        """Which descriptions of events were linked, and why; empty where every claim names its event by an id."""
        return self._resolved.occurrences.linking

    @property
    def graph(self) -> networkx.MultiDiGraph[str]:
        """The same as a networkx graph: sources, claims, questions and events, and what ties them."""
        from claimcheck.graph import graph_of

        return graph_of(self)

    def account(self, event: Event | str | None = None, rule: Rule[Any] | str = "intersection") -> Account:
        """The merged picture of one event under a merge rule; the event may be left out where there is one."""
        from claimcheck.merging import account_of

        return account_of(self, event, rule)

    def filter(
        self,
        *,
        event: Event | Values = None,
        question: Question | Values = None,
        aspect: Values = None,
        kind: Values = None,
        source: Source | Anonymous | Values = None,
        side: Source | Values = None,
        standing: Values = None,
        min_margin: Margin = None,
    ) -> Report:
        """The report with only the findings that fit all that is given; it has the same surfaces, and says what it shows.

        `event`, `question`, `aspect`, `source` and `side` take names, `kind` and `standing` the words of a report; several
        are given as a list, and any of them will do. `min_margin` leaves out contradictions whose nearest camps lie
        closer together: a share ("5 %", 0.05) for numbers, a time ("36 h") for dates.

        Raises `ArgumentError` for a name that the report doesn't have, with the nearest that it has.
        """
        from claimcheck.report.filtering import narrow

        return narrow(
            self, event=event, question=question, aspect=aspect, kind=kind, source=source, side=side,
            standing=standing, min_margin=min_margin,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, in the form of the report file."""
        from claimcheck.report.data import report_data

        return report_data(self)

    def to_json(self) -> str:
        """The report as a JSON text."""
        from claimcheck.report.data import report_json

        return report_json(self)

    def to_markdown(self) -> str:
        """The report as Markdown."""
        from claimcheck.report.markdown import report_markdown

        return report_markdown(self)

    def matrix(self, backend: str | None = None) -> Any:
        """The source × question matrix as a data frame of pandas, Polars or PyArrow; needs the extra `frames`."""
        from claimcheck.report.frames import matrix_frame

        return matrix_frame(self, backend)

    def findings_table(self, backend: str | None = None) -> Any:
        """The findings as a data frame, one a row; needs the extra `frames`."""
        from claimcheck.report.frames import findings_frame

        return findings_frame(self, backend)

    def claims_table(self, backend: str | None = None) -> Any:
        """The claims as they are judged as a data frame, one a row; needs the extra `frames`."""
        from claimcheck.report.frames import claims_frame

        return claims_frame(self, backend)

    def to_sarif(self) -> str:
        """The report as a SARIF 2.1.0 log, for tools that show findings beside the lines they stand on."""
        from claimcheck.report.sarif import report_sarif

        return report_sarif(self)

    def redacted(self) -> Report:
        """The report that may leave the desk: on the dossier without what would give its sources away.

        It says how much was taken out, and never what. Raises `BadInput` where the dossier can't be judged.
        """
        from claimcheck.redaction import redacted_report

        return redacted_report(self)

    def hangs_on(self, finding: Finding) -> HangsOn:
        """The single sources, outlets and claims without which a finding of this report would stand otherwise."""
        from claimcheck.report.hanging import hangs_on

        return hangs_on(self, finding)

    def to_html(self, path: PathLike | None = None) -> str:
        """The report as one HTML page that asks nobody for anything; written in one step where a path is given.

        Raises `MissingExtra` where the extra `report` is not installed, `BadInput` where the file can't be written.
        """
        from claimcheck.report.html import MOST_HUNG, report_html

        few = len(self._resolved.claims) <= MOST_HUNG
        page = report_html(self, hangs_on=self.hangs_on if few else None)
        if path is not None:
            from claimcheck.formats import replace_file

            replace_file(path, page.encode("utf-8"))
        return page

    def ranges(self, question: Question | str) -> Picture:
        """The answers to one question of numbers or dates as ranges; the question by itself, its aspect or its words.

        Raises `UnknownQuestion` for a question that the report does not hold, `NothingToDraw` for one without ranges.
        """
        from claimcheck.report.pictures.ranges import ranges

        return ranges(self, question)

    def timeline(self) -> Picture:
        """When what was said, a lane a side.

        Raises `NothingToDraw` where no claim has a date.
        """
        from claimcheck.report.pictures.timeline import timeline

        return timeline(self)

    def growth(self, question: Question | str) -> Picture:
        """How a toll grows, a step line a side; the question by itself, its aspect or its words.

        Raises `UnknownQuestion` for a question that the report does not hold, `NothingToDraw` for one that does not grow.
        """
        from claimcheck.report.pictures.growth import growth

        return growth(self, question)

    def draw(self) -> Picture:
        """The claim graph in four columns: who vouches, who passed it on, what is claimed, the question.

        Raises `NothingToDraw` for more than 60 claims, saying what to use instead.
        """
        from claimcheck.report.pictures.claim_graph import claim_graph

        return claim_graph(self)

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        format: str | None = None,  # noqa: A002
    ) -> tuple[str, ...]:
        """Write it to a file in an exchange format, and return what the file does not carry, a sentence each."""
        from claimcheck.exchange import write

        return write(self, path, format=format)

    def explain(self, claim: Claim | Event | str) -> str:
        """All that is known of one claim, by its ref, its id or itself, or of one event, by its id or name; plain text."""
        from claimcheck.explaining import explain

        return explain(self if self._whole is None else self._whole, claim)

    def _of(self, kind: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.kind == kind)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __str__(self) -> str:
        from claimcheck.report.text import report_text

        return report_text(self)

    def __repr__(self) -> str:
        from claimcheck.report.outline import counts

        return f"<Report: {counts(self)}>"


_KIND_ORDER = {kind: index for index, kind in enumerate(FINDING_KINDS)}
_RANK = {standing: index for index, standing in enumerate(STANDINGS)}


def finding_order(finding: Finding) -> Any:
    """The order on every surface: contradictions, what rests on nobody, what voices did, tension, withheld, the rest."""
    place = _KIND_ORDER[finding.kind] * 10
    if finding.kind == "unverified" and finding.standing != "unverified":
        place = _KIND_ORDER["agreement"] * 10 - 5 + _RANK[finding.standing or ""]
    strength = -_second_best(finding) if finding.kind == "contradiction" else 0
    return place, strength, question_order(finding.question), finding.words, finding.claims, finding.reason


def _second_best(finding: Finding) -> int:
    ranks = sorted((len(STANDINGS) - _RANK[camp.standing] for camp in finding.camps), reverse=True)
    return ranks[1] if len(ranks) > 1 else 0


def question_order(question: Question) -> Any:
    return question.event, question.aspect, question.scope
