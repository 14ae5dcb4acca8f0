"""Narrowed reports: what fits is kept on every surface, a name that is not there is refused, nothing left is said."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from desk import Day, found, nobody, report_of, says
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.arguments import ArgumentError
from claimcheck.claims import Question
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.findings import STANDINGS
from claimcheck.graph import violations
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.filtering import KINDS, words_of
from claimcheck.report.matrix import matrix_of
from claimcheck.sources import Source
from claimcheck.testing import dossiers


def story() -> Report:
    """Agreement and nobody's word on one event; a contradiction, silence and a lone voice on another."""
    return report_of(
        *(says("a", "A ministry", "yes", aspect="struck"), says("b", "B ministry", "yes", aspect="struck", via="Wire")),
        says("n", nobody(), 3, via="A wire", scope={"group": "children"}),
        *(says("c7", "C body", 7, event="e2", said=Day(6)), says("d8", "D body", 8, event="e2", said=Day(6))),
        says("s", "Paper", "withheld", silent="B ministry", event="e2", aspect="place", said=Day(6)),
        says("w", "Joint team", 12, event="e2", scope={"group": "guards"}, said=Day(6)),
    )  # fmt: skip


WHOLE = {"agreement: a b", "unverified: n", "contradiction: c7 d8", "withheld: s", "single-source: w"}


def told(value: object) -> str:
    """A value as the name of a test, the same under every hash seed."""
    return str(sorted(value)) if isinstance(value, set) else str(value)


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("criteria", "kept"),
        [
            ({"event": "e2"}, {"contradiction: c7 d8", "withheld: s", "single-source: w"}),
            ({"event": "Strike, 5 July 2025"}, {"contradiction: c7 d8", "withheld: s", "single-source: w"}),
            ({"event": Event("strike", id="e")}, {"agreement: a b", "unverified: n"}),
            ({"event": ["e", "e2"]}, WHOLE),
            ({"aspect": "struck"}, {"agreement: a b"}),
            ({"aspect": "STRUCK "}, {"agreement: a b"}),
            ({"question": "children killed"}, {"unverified: n"}),
            ({"question": Question("e2", "killed")}, {"contradiction: c7 d8"}),
            ({"kind": "contradiction"}, {"contradiction: c7 d8"}),
            ({"kind": "unverified"}, {"unverified: n"}),
            ({"kind": "uncorroborated"}, {"unverified: n", "single-source: w"}),
            ({"kind": ["withheld", "agreement"]}, {"withheld: s", "agreement: a b"}),
            ({"standing": "single-source"}, {"single-source: w"}),
            ({"standing": "contested"}, {"contradiction: c7 d8"}),
            ({"source": "A ministry"}, {"agreement: a b"}),
            ({"source": Source("Wire")}, {"agreement: a b"}),
            ({"source": "A wire"}, {"unverified: n"}),
            ({"source": "a nurse"}, {"unverified: n"}),
            ({"source": "B ministry"}, {"agreement: a b", "withheld: s"}),
            ({"side": "B-land"}, {"agreement: a b", "withheld: s"}),
            ({"side": "A-land"}, {"agreement: a b", "single-source: w"}),
            ({"side": "nobody"}, {"unverified: n"}),
            ({"side": "C body", "kind": "contradiction"}, {"contradiction: c7 d8"}),
            ({"side": "C body", "kind": "agreement"}, set()),
            ({}, WHOLE),
        ],
        ids=told,
    )
    def test_is_what_fits_all_that_is_asked(self, criteria: dict[str, Any], kept: set[str]) -> None:
        assert found(story().filter(**criteria)) == kept

    def test_synonyms_name_their_aspect(self) -> None:
        from claimcheck.vocabulary import Aspect

        report = report_of(
            says("a", "C body", 7, aspect="dead"),
            aspects=[Aspect("killed", axis="count", synonyms=["dead", "lost"])],
        )
        assert found(report.filter(aspect="lost")) == {"single-source: a"}

    def test_an_alias_names_its_source(self) -> None:
        report = report_of(says("a", "Ministry A", 7), sources=[Source("A ministry", aliases=["Ministry A"])])
        assert found(report.filter(source="Ministry A")) == {"single-source: a"}

    def test_an_unnamed_tie_is_on_its_side(self) -> None:
        report = report_of(says("a", nobody("an officer", controlled_by="A-land"), 9), says("b", "C body", 7))
        assert "unverified: a" in found(report.filter(side="A-land"))
        assert "single-source: b" not in found(report.filter(side="A-land"))

    def test_questions_without_findings_stay_where_only_questions_were_asked_for(self) -> None:
        report = report_of(says("a", "C body", "unknown"), says("b", "C body", "yes", aspect="struck"))
        assert [one.aspect for one in report.filter(aspect="killed").questions] == ["killed"]
        assert report.filter(aspect="killed", kind="agreement").questions == ()

    def test_notices_stay_with_their_claims(self) -> None:
        gone = says("gone", "C body", 1, aspect="place x")
        report = report_of(says("r", "D body", "yes", aspect="struck", replaces=gone), says("a", "C body", 7))
        assert report.notices
        assert report.filter(aspect="killed").notices == ()
        assert report.filter(aspect="struck").notices == report.notices

    def test_a_narrowed_report_can_be_narrowed_further(self) -> None:
        report = story().filter(event="e2").filter(kind="withheld")
        assert found(report) == {"withheld: s"}
        assert str(report.narrowing) == (
            "Shown: 1 of 5 findings, those about the event e2, and of the kind withheld."
        )


class TestMargins:
    def report(self) -> Report:
        return report_of(
            *(says("a", "A ministry", {"exactly": 100}), says("b", "B ministry", {"exactly": 104})),
            *(says("c", "C body", "2025-07-04", aspect="began"), says("d", "D body", "2025-07-06", aspect="began")),
            *(says("e", "A ministry", "yes", aspect="struck"), says("f", "B ministry", "no", aspect="struck")),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("least", "kept"),
        [
            ("3 %", ["a b", "c d", "e f"]), (0.038, ["a b", "c d", "e f"]), ("4%", ["c d", "e f"]), (1, ["c d", "e f"]),
            ("12 h", ["a b", "c d", "e f"]), ("2 d", ["a b", "e f"]), (datetime.timedelta(days=9), ["a b", "e f"]),
            ("1 w", ["a b", "e f"]), (0, ["a b", "c d", "e f"]),
        ],
        ids=told,
    )  # fmt: skip
    def test_close_contradictions_are_left_out(self, least: Any, kept: list[str]) -> None:
        report = self.report().filter(min_margin=least, kind="contradiction")
        assert sorted(" ".join(one.refs) for one in report) == kept

    @pytest.mark.parametrize("least", ["wide", "5 m", "-1", -1, True, float("nan"), "", [1], "9" * 12])
    def test_what_is_no_margin_is_refused(self, least: Any) -> None:
        with pytest.raises(ArgumentError, match=r"min_margin is a share such as 0\.05 or '5 %'"):
            self.report().filter(min_margin=least)


class TestNamesThatAreNotThere:
    @pytest.mark.parametrize(
        ("criteria", "message"),
        [
            ({"source": "A minstry"}, "the report has no source 'A minstry'; did you mean 'A ministry'?"),
            ({"side": "A ministry"}, "'A ministry' is no side of its own, but on the side of A-land"),
            ({"side": "C-body"}, "the report has no side 'C-body'; did you mean 'C body'?"),
            ({"event": "e3"}, "the report has no event 'e3'; did you mean 'e'?"),
            ({"aspect": "strack"}, "the report has no aspect 'strack'; did you mean 'struck'?"),
            ({"question": "childen killed"}, "the report has no question 'childen killed'; did you mean 'children killed'?"),
            ({"kind": "contradicton"}, "did you mean 'contradiction'?"),
            ({"standing": "corroborate"}, "did you mean 'corroborated'?"),
            ({"source": 7}, "source is a name, not 7"),
            ({"kind": 7}, "kind is one of"),
        ],
    )  # fmt: skip
    def test_are_refused_with_the_nearest(self, criteria: dict[str, Any], message: str) -> None:
        with pytest.raises(ArgumentError) as refused:
            story().filter(**criteria)
        assert message in str(refused.value)

    def test_a_hostile_name_is_cleaned(self) -> None:
        with pytest.raises(ArgumentError) as refused:
            story().filter(source="\x1b[31mx")
        assert "\x1b" not in str(refused.value)


class TestSurfaces:
    def test_what_is_shown_is_said_and_what_is_left_out_is_not_called_absent(self) -> None:
        report = story().filter(kind="agreement")
        sentence = "Shown: 1 of 5 findings, those of the kind agreement."
        assert sentence in str(report)
        assert sentence in report.to_markdown().replace("\\", "")
        assert json.loads(report.to_json())["remarks"] == [sentence]
        assert str(report).endswith("1 corroborated shown; 4 left out.\n")
        assert "No contradiction" not in str(report) + report.to_markdown()

    def test_nothing_left_is_said_in_a_sentence(self) -> None:
        report = story().filter(kind="tension", side="nobody")
        sentence = "None of 5 findings is of the kind tension, and with the side nobody."
        assert report.findings == ()
        assert sentence in str(report)
        assert sentence in report.to_markdown().replace("\\", "")
        assert json.loads(report.to_json())["remarks"] == [sentence]

    def test_what_was_read_is_told_of_the_whole(self) -> None:
        assert str(story()).splitlines()[0] == str(story().filter(kind="agreement")).splitlines()[0]

    def test_explanations_know_the_whole_report(self) -> None:
        report = story()
        assert report.filter(kind="agreement").explain("n") == report.explain("n")

    def test_graph_and_account_hold_what_is_shown(self) -> None:
        report = story().filter(aspect="struck")
        assert {told["label"] for _, told in report.graph.nodes(data=True) if told["type"] == "claim"} == {
            "a",
            "b",
        }
        assert len(report.account()) == 1


@st.composite
def filtered(draw: st.DrawFn) -> tuple[Report, Report]:
    """A report, and the same narrowed by what can be asked of it."""
    report = crosscheck(draw(dossiers(min_claims=1)))
    criteria: dict[str, Any] = {}
    if draw(st.booleans()):
        criteria["kind"] = draw(st.sampled_from(KINDS))
    if draw(st.booleans()):
        criteria["standing"] = draw(st.sampled_from(STANDINGS))
    if draw(st.booleans()):
        criteria["question"] = draw(st.sampled_from(report.questions))
    if draw(st.booleans()):
        column = draw(st.sampled_from(matrix_of(report).columns))
        criteria["source"] = column.name
    return report, report.filter(**criteria)


class TestLaws:
    @given(filtered())
    def test_findings_are_some_of_the_whole_in_its_order(self, pair: tuple[Report, Report]) -> None:
        whole, narrowed = pair
        assert [one for one in whole if one in set(narrowed.findings)] == list(narrowed)
        assert set(narrowed.questions) <= set(whole.questions)

    @given(filtered())
    def test_every_surface_holds(self, pair: tuple[Report, Report]) -> None:
        _, narrowed = pair
        assert str(narrowed)
        assert narrowed.to_markdown()
        assert json.loads(narrowed.to_json())["findings"] == narrowed.to_dict()["findings"]
        assert list(violations(narrowed.graph)) == []
        assert {row.question for row in matrix_of(narrowed).rows} == set(narrowed.questions)

    @given(dossiers())
    def test_kinds_part_the_findings(self, dossier: Dossier) -> None:
        report = crosscheck(dossier)
        split = [one for kind in KINDS if kind != "unverified" for one in report.filter(kind=kind)]
        assert sorted(map(str, split)) == sorted(map(str, report))
        assert all(words_of(one) for one in report)
