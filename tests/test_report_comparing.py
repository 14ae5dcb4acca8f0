"""What moved between two reports: new, changed and gone findings, and the claims that did it."""

from __future__ import annotations

import json

import pytest
from desk import Day, dossier_of, nobody, report_of, says
from hypothesis import given

from claimcheck import compare
from claimcheck.arguments import ArgumentError
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.judge import crosscheck
from claimcheck.report.comparing import Change, Comparison
from claimcheck.testing import dossiers

A, B, C = says("a", "A ministry", 7), says("b", "B ministry", 7), says("c", "C body", 9)


def moved(before: list[Claim], after: list[Claim]) -> Comparison:
    return compare(dossier_of(*before), dossier_of(*after))


def told(change: Change) -> tuple[str, str, list[str]]:
    """A change in short: what, the kind of its finding, and the labels of who did it."""
    return change.what, change.finding.kind, [cause.label for cause in change.because]


class TestChanges:
    def test_the_same_dossier_changes_nothing(self) -> None:
        comparison = moved([A, B], [B, A])
        assert (len(comparison), comparison.unchanged, comparison.added) == (0, 1, ())
        assert str(comparison).endswith("Nothing changed: the one finding is as before.\n")

    def test_a_second_side_changes_the_standing(self) -> None:
        [change] = moved([A], [A, B])
        assert told(change) == ("changed", "agreement", ["b"])
        assert change.how[:2] == ("standing: single-source, now corroborated", "with B ministry")

    def test_a_dissenter_makes_a_contradiction_and_an_agreement_goes(self) -> None:
        comparison = moved([A, B], [A, B, C])
        assert [told(one) for one in comparison] == [
            ("new", "contradiction", ["c"]), ("gone", "agreement", ["c"]),
        ]  # fmt: skip

    def test_a_removed_claim_did_it(self) -> None:
        [change] = moved([A, B], [A])
        assert [str(cause) for cause in change.because] == ["b (B ministry: 7), removed"]

    def test_a_new_camp_is_told(self) -> None:
        [change] = moved([A, C], [A, C, says("d", "D body", 20)]).changed
        assert "new camp: 20 (D body, single-source)" in change.how

    def test_a_camp_that_gets_stronger_is_told(self) -> None:
        [change] = moved([A, C], [A, B, C]).changed
        assert "camp 7: single-source, now corroborated" in change.how

    def test_one_voice_that_says_another_answer_is_one_change(self) -> None:
        new = says("new", "A ministry", 8, said=Day(6))
        comparison = moved([A], [A, new])
        assert [told(one)[:2] for one in comparison] == [("new", "revision"), ("changed", "unverified")]
        assert comparison.changed[0].how == ("answer: 7, now 8",)

    def test_an_echo_more_changes_nothing_but_a_mark(self) -> None:
        [change] = moved(
            [says("x", "A ministry", 7, via="Wire")],
            [says("x", "A ministry", 7, via="Wire"), says("y", "A ministry", 7, via="Radio")],
        )
        assert change.how == ("now marked echo",)

    def test_two_that_did_it_only_together_are_named_together(self) -> None:
        comparison = moved([A], [A, says("b1", "B ministry", 7), says("d1", "D body", 7)])
        [change] = comparison.changed
        assert "with B ministry and D body" in change.how
        assert [cause.label for cause in change.because] == ["b1", "d1"]
        assert not change.together  # each adds a supporter

    def test_either_of_two_would_have_done(self) -> None:
        comparison = moved([A, B], [A, B, C, says("c2", "D body", 9)])
        gone = comparison.gone[0]
        assert (gone.together, [cause.label for cause in gone.because]) == (True, ["c", "c2"])

    def test_declarations_can_do_it(self) -> None:
        before = dossier_of(A, says("w", "Wire", 7, witnessed=True))
        from claimcheck.sources import Source

        after = before + Source("Wire", controlled_by="A-land")
        [change] = compare(before, after)
        assert str(change.because[0]) == "what is declared of sources, events and aspects, changed"

    def test_a_question_that_is_gone_is_told(self) -> None:
        comparison = moved([A, says("s", "C body", "yes", aspect="struck")], [A])
        assert [told(one) for one in comparison] == [("gone", "unverified", ["s"])]

    def test_another_reading_of_the_question_is_the_same_question(self) -> None:
        assert (
            len(
                moved(
                    [says("a", "A ministry", 7, aspect="Killed")],
                    [says("a", "A ministry", 7, aspect="killed")],
                )
            )
            == 0
        )


class TestArguments:
    def test_reports_and_dossiers_are_compared(self) -> None:
        assert len(compare(report_of(A), dossier_of(A, B))) == 1

    def test_a_narrowed_report_is_refused(self) -> None:
        with pytest.raises(ArgumentError, match="before is narrowed"):
            compare(report_of(A, B).filter(kind="agreement"), report_of(A, B))

    def test_what_is_neither_is_refused(self) -> None:
        with pytest.raises(ArgumentError, match="after is a Report or a Dossier, not 'x'"):
            compare(report_of(A), "x")  # type: ignore[arg-type]


class TestSurfaces:
    comparison = moved(
        [A, B], [A, B, C, says("n", nobody("x\x1b[31m"), 3, scope={"group": "[x](http://a.b)"})]
    )

    def test_text_tells_all_and_ends_in_counts(self) -> None:
        text = str(self.comparison)
        assert "Claims added: 2 (c and n)" in text
        assert "because of c (C body: 9), added" in text
        assert text.endswith("2 new, 0 changed, 1 gone; 0 as before.\n")
        assert max(map(len, text.splitlines())) <= 80

    def test_no_text_commands_a_terminal_and_no_markdown_is_anybodys(self) -> None:
        for form in (str(self.comparison), self.comparison.to_markdown()):
            assert "\x1b" not in form
        assert "](http:" not in self.comparison.to_markdown()

    def test_data_reads_back_and_names_claims(self) -> None:
        data = json.loads(self.comparison.to_json())
        assert data == self.comparison.to_dict()
        assert [one["what"] for one in data["changes"]] == ["new", "new", "gone"]
        assert data["changes"][0]["because"] == [
            {"done": "added", "label": "c", "words": "C body: 9", "claim": C.id}
        ]

    def test_two_empty_reports_are_said_to_be(self) -> None:
        assert str(moved([], [])).endswith("Nothing changed: neither report has findings.\n")


class TestLaws:
    @given(dossiers(max_claims=5))
    def test_nothing_moves_from_a_report_to_itself(self, dossier: Dossier) -> None:
        report = crosscheck(dossier)
        assert (len(compare(report, report)), compare(report, report).unchanged) == (0, len(report.findings))

    @given(dossiers(max_claims=5), dossiers(max_claims=3))
    def test_what_is_new_one_way_is_gone_the_other(self, one: Dossier, more: Dossier) -> None:
        try:
            both = crosscheck(one | more)
        except Exception:
            return
        there, back = compare(one, both), compare(both, one)
        assert {change.finding for change in there.new} == {change.finding for change in back.gone}
        assert {change.finding for change in there.gone} == {change.finding for change in back.new}
        assert len(there.changed) == len(back.changed)
        counted = len(there.new) + len(there.changed) + there.unchanged
        assert counted == len(both.findings)
