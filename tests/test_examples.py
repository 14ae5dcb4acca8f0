"""Every example is run, and its essential findings are as a careful editor expects them."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck import Report, crosscheck, read_dossier
from claimcheck.findings import Finding
from claimcheck.testing import BrokenLaw, assert_same_report, check_rule

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RUN_ELSEWHERE = {".ipynb", ".md"}  # see test_notebooks and test_docs
FILES = sorted(path for path in EXAMPLES.iterdir() if path.is_file() and path.suffix not in RUN_ELSEWHERE)
REAL = {"prisoner_exchange.yaml", "beirut_port.yaml", "pension_marches.yaml"}


def report_on(name: str, as_of: object = None) -> Report:
    return crosscheck(read_dossier(EXAMPLES / name), as_of)


def names_of(name: str) -> dict[str, Any]:
    """What a Python example leaves behind when it is imported."""
    return runpy.run_path(str(EXAMPLES / name), run_name="example")


def found(report: Report, aspect: str, **scope: str) -> list[tuple[str, str | None, str]]:
    """Kind, standing and words of the findings on one question."""
    return [
        (one.kind, one.standing, one.words)
        for one in report
        if one.question.aspect == aspect and scope.items() <= dict(one.question.scope).items()
    ]


class TestEveryExample:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_runs_and_prints_something_and_complains_of_nothing(self, path: Path, tmp_path: Path) -> None:
        arguments = {".py": [str(path)], ".yaml": ["-m", "claimcheck", "check", str(path)]}
        assert path.suffix in arguments, f"nothing here knows how to run {path.name}"
        done = subprocess.run(
            [sys.executable, "-W", "error", *arguments[path.suffix]],
            cwd=tmp_path,
            env={
                "PYTHONPATH": str(EXAMPLES.parent),
                "PYTHONIOENCODING": "utf-8",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            timeout=120,
        )
        assert done.stderr.decode() == ""
        assert done.returncode == 0
        assert done.stdout

    def test_is_in_the_list_of_examples(self) -> None:
        listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
        assert [
            path.name for path in EXAMPLES.iterdir() if path.is_file() and f"({path.name})" not in listed
        ] == ["README.md"]

    @pytest.mark.parametrize("name", [path.name for path in FILES if path.suffix == ".yaml"])
    def test_file_of_something_made_up_says_so(self, name: str) -> None:
        if name not in REAL:
            assert "made up" in (EXAMPLES / name).read_text(encoding="utf-8").split("claimcheck:")[0]

    @pytest.mark.parametrize("name", sorted(REAL - {"prisoner_exchange.yaml"}))
    def test_paraphrase_of_real_reports_says_what_in_it_is_invented(self, name: str) -> None:
        head = (EXAMPLES / name).read_text(encoding="utf-8").split("claimcheck:")[0]
        assert "invented" in head
        assert "not a record" in head


class TestPrisonerExchange:
    @staticmethod
    def essence(finding: Finding) -> tuple[Any, ...]:
        """All that a finding says, save for the names that the two forms give to the event and the claims."""
        question = finding.question
        camps = [(camp.answer, camp.sides, camp.standing) for camp in finding.camps]
        judged = (finding.answer, finding.words, finding.standing, finding.sides, finding.flags, camps)
        return finding.kind, question.aspect, question.scope, judged, finding.reason, len(finding.claims)

    def test_file_and_python_give_the_same_findings(self) -> None:
        from_file = report_on("prisoner_exchange.yaml")
        from_python = names_of("prisoner_exchange.py")["report"]
        assert sorted(map(repr, map(self.essence, from_file))) == sorted(
            map(repr, map(self.essence, from_python))
        )
        assert len(from_file.findings) == 15

    def test_exchange_is_corroborated_by_exactly_two_opposing_sides(self) -> None:
        (agreement,) = report_on("prisoner_exchange.yaml").agreements
        assert agreement.question.aspect == "took place"
        assert agreement.sides == ("Russia", "Ukraine")
        assert {"opposed", "one-outlet"} <= set(agreement.flags)
        assert agreement.refs == ("ministry", "zelensky")

    def test_what_rests_on_the_anonymous_source_is_unverified(self) -> None:
        unverified = report_on("prisoner_exchange.yaml").unverified
        assert {one.refs for one in unverified} == {("tass-civilians",), ("tass-equal",)}
        assert all("anonymous" in one.flags for one in unverified)

    def test_zelensky_does_not_confirm_the_civilians_from_kursk(self) -> None:
        report = report_on("prisoner_exchange.yaml")
        assert found(report, "returned", **{"from": "Kursk region"}) == [("unverified", "unverified", "2")]
        assert found(report, "returned", to="Ukraine", group="civilians") == [
            ("unverified", "single-source", "at least 1")
        ]

    def test_two_sides_withheld_the_number_and_nothing_is_contradicted(self) -> None:
        report = report_on("prisoner_exchange.yaml")
        assert {one.refs for one in report.withheld} == {("silent-russia",), ("silent-ukraine",)}
        assert {one.kind for one in report} == {"agreement", "unverified", "withheld"}


class TestGrowingToll:
    def test_two_sides_agree_on_a_floor_by_the_third_evening(self) -> None:
        report = report_on("growing_toll.yaml", "2031-03-12T20:00Z")
        (agreement,) = report.agreements
        assert (agreement.words, agreement.sides) == ("at least 40", ("Aid Union", "Marland"))

    def test_growth_is_no_contradiction(self) -> None:
        report = report_on("growing_toll.yaml", "2031-03-12T20:00Z")
        assert not report.contradictions
        assert [one.flags for one in report.tensions] == [("may-be-growth",)]

    def test_lowered_toll_is_a_revision_and_contradicts_the_other_side(self) -> None:
        report = report_on("growing_toll.yaml")
        (revision,) = report.revisions
        assert {"ministry-third", "ministry-fourth"} <= set(revision.refs)
        (contradiction,) = report.contradictions
        lower, higher = contradiction.camps
        assert "ministry-fourth" in lower.refs
        assert "aid-fourth" in higher.refs

    def test_missing_may_fall_and_two_causes_may_both_be_true(self) -> None:
        report = report_on("growing_toll.yaml")
        assert {one.question.aspect for one in report.contradictions} == {"killed"}
        assert [standing for _, standing, _ in found(report, "cause")] == ["single-source", "single-source"]


class TestRetractionEchoRumour:
    def test_echo_of_one_statement_is_one_voice(self) -> None:
        report = report_on("retraction_echo_rumour.yaml")
        assert found(report, "building was empty") == [("unverified", "single-source", "yes")]

    def test_withdrawn_report_falls_with_its_echo(self) -> None:
        report = report_on("retraction_echo_rumour.yaml")
        (retraction,) = report.retractions
        assert {"gas", "gas-again", "gas-withdrawn"} == set(retraction.refs)
        assert ("unverified", "single-source", "a faulty cable") in found(report, "cause")
        assert not any(one.question.aspect == "cause" for one in report.contradictions)

    def test_rumour_stays_unverified_however_often_it_is_told(self) -> None:
        report = report_on("retraction_echo_rumour.yaml")
        assert [one.refs for one in report.unverified] == [("rumour-1", "rumour-2")]
        assert ("unverified", "single-source", "2") in found(report, "injured")
        assert not [one for one in report.contradictions if "anonymous" not in one.flags]


class TestBeirutPort:
    def test_growth_within_one_side_is_silent(self) -> None:
        report = report_on("beirut_port.yaml", "2020-08-09")
        assert {one.standing for one in report} == {"single-source"}
        assert found(report, "killed") == [("unverified", "single-source", "158")]

    def test_two_offices_of_one_state_contradict_each_other(self) -> None:
        (contradiction,) = report_on("beirut_port.yaml").contradictions
        assert [camp.voices for camp in contradiction.camps] == [("Health Ministry",), ("Governor Abboud",)]
        assert "within-one-side" in contradiction.flags

    def test_missing_may_fall_within_a_day(self) -> None:
        assert len(found(report_on("beirut_port.yaml"), "missing")) == 2


class TestPensionMarches:
    def test_every_march_is_contested(self) -> None:
        report = report_on("pension_marches.yaml")
        assert len(report.contradictions) == 7
        assert {one.question.aspect for one in report.contradictions} == {"marchers"}

    def test_opponents_agree_that_more_came_than_before(self) -> None:
        (agreement,) = report_on("pension_marches.yaml").agreements
        assert agreement.sides == ("CGT", "French state")
        assert "opposed" in agreement.flags

    def test_coalition_is_not_independent_of_its_member(self) -> None:
        report = report_on("pension_marches.yaml")
        (contradiction,) = [one for one in report.contradictions if one.question.event == "31 January"]
        assert contradiction.camps[-1].standing == "one-sided"


class TestMergeTwoDesks:
    def test_either_order_gives_the_same_report_byte_for_byte(self) -> None:
        names = names_of("merge_two_desks.py")
        one, other = names["one_desk"], names["other_desk"]
        assert_same_report(one | other, other | one)
        assert crosscheck(one | other).to_json() == crosscheck(other | one).to_json()
        assert len(one | other) == len(one) + len(other) - 1

    def test_they_agree_only_together(self) -> None:
        names = names_of("merge_two_desks.py")
        assert not crosscheck(names["one_desk"]).agreements
        assert not crosscheck(names["other_desk"]).contradictions
        assert [one.words for one in names["report"].agreements] == ["yes"]


class TestOwnRule:
    def test_own_rule_keeps_the_laws_and_reads_the_lowest_floor(self) -> None:
        names = names_of("own_rule.py")
        assert str(names["account"]["killed"].answer) == "at least 40"
        assert "associative" in str(check_rule(names["MostCautious"](), examples=100))

    @pytest.mark.parametrize(("rule", "law"), [("Average", "associative"), ("LastWins", "commutative")])
    def test_tempting_rule_breaks_a_law(self, rule: str, law: str) -> None:
        names = names_of("own_rule.py")
        with pytest.raises(BrokenLaw, match=f"{rule} is not {law}"):
            check_rule(names[rule](), claims=names["counts"])
