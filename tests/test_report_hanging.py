"""What a finding hangs on: exactly what a cross-check of the whole dossier without it says."""

from __future__ import annotations

import pytest
from desk import Day, nobody, only, report_of, says
from hypothesis import given

from claimcheck.arguments import ArgumentError
from claimcheck.dossiers import Dossier
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.hanging import answers_of, asked_of, hangs_on, outcome, what_matters
from claimcheck.testing import dossiers


def held(report: Report, kind: str) -> dict[str, str]:
    """What the one finding of a kind hangs on, and where it would stand without it."""
    return {str(hold): hold.after for hold in report.hangs_on(only(kind, report))}


class TestWhatAFindingHangsOn:
    def test_an_agreement_of_two_hangs_on_each(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", 7))
        assert held(report, "agreement") == {"A ministry": "single-source", "B ministry": "single-source"}
        assert (
            str(report.hangs_on(only("agreement", report)))
            == "Corroborated; single-source without A ministry or B ministry."
        )

    def test_an_agreement_of_three_sides_hangs_on_none(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", 7), says("c", "C body", 7))
        assert held(report, "agreement") == {}
        assert "it hangs on no single source, outlet or claim" in str(
            report.hangs_on(only("agreement", report))
        )

    def test_an_agreement_through_one_outlet_hangs_on_the_outlet(self) -> None:
        report = report_of(*(says(x, f"{x} body", 7, via="Paper") for x in "CD"), says("b", "B ministry", 9))
        assert held(report, "contradiction")["what came through Paper"] == "gone"

    def test_a_contradiction_hangs_on_a_lone_dissenter(self) -> None:
        report = report_of(
            *(says(name, name, 7) for name in ("A ministry", "C body", "D body")), says("b", "B ministry", 9)
        )
        assert held(report, "contradiction") == {"B ministry": "gone"}

    def test_a_contradiction_that_is_left_to_the_unnamed_is_anonymous(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", 9), says("n", nobody(), 9))
        assert held(report, "contradiction")["B ministry"] == "anonymous"

    def test_a_standing_can_hang_on_a_claim_that_withdrew_another(self) -> None:
        gone = says("gone", "B ministry", 9)
        back = says("back", "B ministry", "unknown", said=Day(6), replaces=gone)
        report = report_of(says("a", "A ministry", 7), gone, back)
        assert held(report, "single-source") == {"A ministry": "gone", "back": "contested"}

    def test_one_of_two_routes_is_no_hold(self) -> None:
        report = report_of(says("x", "C body", 7, via="Paper"), says("y", "C body", 7, via="Radio"))
        assert held(report, "single-source") == {"C body": "gone"}

    def test_a_claim_is_told_where_its_source_said_more(self) -> None:
        report = report_of(
            says("a", "A ministry", 7), says("b", "B ministry", 7),
            says("silent", "A ministry", "withheld", silent="A-land"),
        )  # fmt: skip
        assert held(report, "agreement") == {
            "A ministry": "single-source", "B ministry": "single-source", "a": "single-source",
        }  # fmt: skip

    def test_an_answer_that_a_tighter_one_would_hide_is_hidden(self) -> None:
        report = report_of(
            says("a", "A ministry", "at least 7"), says("b", "A ministry", 8), says("c", "B ministry", 9),
            says("d", "B ministry", "at least 3"),
        )  # fmt: skip
        assert held(report, "agreement")["B ministry"] == "hidden"

    def test_silence_hangs_on_who_tells_of_it(self) -> None:
        report = report_of(says("s", "Paper", "withheld", silent="A ministry"))
        assert held(report, "withheld") == {"Paper": "gone"}

    def test_a_growing_toll_read_at_an_earlier_time_is_the_same_answer(self) -> None:
        report = report_of(
            says("a", "A ministry", 7, aspect="toll"), says("b", "C body", "at least 7", aspect="toll"),
            says("late", "D body", "at least 20", aspect="toll", said=Day(9)),
        )  # fmt: skip
        finding = next(one for one in report if one.refs == ("a",))
        assert [hold.name for hold in report.hangs_on(finding)] == ["A ministry"]


class TestWhatIsTried:
    def test_no_more_than_asked_and_the_rest_is_counted(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", 7), says("c", "C body", 8))
        finding = only("contradiction", report)
        assert len(hangs_on(report, finding, most=None).holds) == 1
        few = hangs_on(report, finding, most=1)
        assert few.untried > 0
        assert "more were not tried" in str(few)

    def test_another_reports_finding_is_refused(self) -> None:
        report = report_of(says("a", "A ministry", 7))
        with pytest.raises(ArgumentError, match="takes a finding of the report"):
            report.hangs_on(only("single-source", report_of(says("a", "A ministry", 8))))
        with pytest.raises(ArgumentError, match="takes a finding of the report"):
            report.hangs_on("a")  # type: ignore[arg-type]

    def test_a_narrowed_report_hangs_on_what_the_whole_does(self) -> None:
        report = report_of(
            says("a", "A ministry", 7), says("b", "B ministry", 7), says("c", "C body", 7, aspect="toll")
        )
        [finding] = report.filter(kind="agreement")
        assert report.filter(kind="agreement").hangs_on(finding) == report.hangs_on(finding)

    def test_other_questions_do_not_matter(self) -> None:
        mine, other = says("a", "A ministry", 7), says("x", "B ministry", 1, aspect="missing")
        report = report_of(mine, other)
        assert what_matters(
            report, asked_of(report, only("single-source", report.filter(aspect="killed")))
        ) == {mine.id}


class TestLaws:
    @given(dossiers(min_claims=1, max_claims=7))
    def test_dropping_anything_is_as_judging_the_whole_dossier_without_it(self, dossier: Dossier) -> None:
        report = crosscheck(dossier)
        drops = [
            (what, name, claims, crosscheck(dossier.without(claims)))
            for what, name, claims in everything_to_drop(report)
        ]
        for finding in report:
            asked = asked_of(report, finding)
            answers = answers_of(report, asked, finding)
            found = hangs_on(report, finding, most=None)
            assert outcome(report, asked, finding, answers) == found.before
            # where somebody passes on only what does not matter, all that matters of it is what it says itself
            holding = {(hold.what == "claim", hold.name): hold for hold in found}
            assert len(holding) == len(found)
            for what, name, claims, without in drops:
                after = outcome(without, asked, finding, answers)
                hold = holding.get((what == "claim", name))
                if hold is None and what == "claim":  # told with its source where that said nothing else
                    hold = next((one for one in found if set(one.claims) == claims), None)
                assert (found.before if hold is None else hold.after) == after, (what, name)


def everything_to_drop(report: Report) -> list[tuple[str, str, set[str]]]:
    """All sources, outlets and claims of a report, with the claims that go with each; found here by going over all claims."""
    from claimcheck.sentences import origin_of
    from claimcheck.text import clean

    resolved = report._resolved
    first = {id: statements[0] for id, statements in resolved.statements.items()}
    relays = {relay for one in first.values() for relay in one.relays}
    dropped = [("claim", clean(resolved.labels[id]), {id}) for id in first]
    for key in {one.voice.key for one in first.values()} | relays:
        said = {id for id, one in first.items() if one.voice.key == key}
        called = {
            one.voice.name if one.voice.named else origin_of(one, resolved.sides)
            for id, one in first.items()
            if id in said
        }
        if key in relays:
            through = {id for id, one in first.items() if key in one.relays}
            if not key.startswith("\x1e"):
                dropped.append(("outlet", resolved.sides.name(key), said | through))
        else:
            dropped.append(("source", clean(min(called)), said))
    names = [one[:2] for one in dropped]
    return [one for one in dropped if names.count(one[:2]) == 1]
