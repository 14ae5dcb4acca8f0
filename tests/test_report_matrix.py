"""The source × question matrix: sides are column groups, and each cell says what its source did."""

from __future__ import annotations

from desk import Day, nobody, report_of, says
from hypothesis import given

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.matrix import NOBODY, Matrix, Row, matrix_of
from claimcheck.testing import dossiers


def drawn(*claims: Claim) -> Matrix:
    return matrix_of(report_of(*claims))


def told(matrix: Matrix, row: int = 0) -> dict[str, str]:
    """The cells of a row that are not empty, by the name of their column."""
    pairs = zip(matrix.columns, matrix.rows[row].cells, strict=True)
    return {column.name: str(cell) for column, cell in pairs if cell.entries}


def reasons(matrix: Matrix) -> dict[str, str]:
    return {group.title: group.reason for group in matrix.groups}


class TestColumnsAreGroupedBySide:
    def test_what_one_root_controls_is_one_group_with_the_reason(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "A wire", 7), says("c", "C body", 7))
        assert [(group.title, [one.name for one in group.columns]) for group in matrix.groups] == [
            ("A-land", ["A ministry", "A wire"]),
            ("C body", ["C body"]),
        ]
        assert reasons(matrix) == {"A-land": "2 sources, count once", "C body": "no tie declared"}

    def test_a_single_controlled_source_says_so(self) -> None:
        assert reasons(drawn(says("a", "A ministry", 7))) == {"A-land": "1 source, controlled by it"}

    def test_opposition_is_told_with_the_side(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "B ministry", 7))
        assert reasons(matrix)["A-land"] == "1 source, controlled by it; declared opposed to B-land"

    def test_a_joint_body_is_a_group_of_its_own(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "Truce office", 7), says("c", "B ministry", 7))
        assert reasons(matrix)["A-land and B-land"] == (
            "1 source, answers to both; not independent of A-land and B-land: they share a root"
        )

    def test_who_is_its_own_side_stands_alone(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("c", "C body", 7))
        assert [group.alone for group in matrix.groups] == [False, True]

    def test_the_unnamed_stand_last_under_nobody(self) -> None:
        matrix = drawn(says("a", nobody(), 7, via="A wire"), says("z", "Wire", 7))
        assert [group.title for group in matrix.groups] == ["A-land", "Wire", NOBODY]
        assert [(one.name, one.named) for one in matrix.groups[-1].columns] == [
            ("A wire, citing a nurse", False)
        ]

    def test_hearsay_is_nobodys(self) -> None:
        matrix = drawn(says("a", "A ministry", 7, via="B wire"))
        assert told(matrix) == {
            "B wire": "passes",
            "A ministry, according to its opponent B wire": "? 7",
        }
        assert matrix.groups[-1].title == NOBODY


class TestCells:
    def test_a_relay_passes_and_an_echo_repeats(self) -> None:
        matrix = drawn(says("a", "C body", 7, via="Wire"), says("b", "C body", 7, via="Paper", said=Day(6)))
        assert told(matrix) == {"C body": "1 7", "Paper": "repeats", "Wire": "passes"}

    def test_the_whole_first_chain_passes(self) -> None:
        assert told(drawn(says("a", "C body", 7, via=["Wire", "Paper"]))) == {
            "C body": "1 7",
            "Paper": "passes",
            "Wire": "passes",
        }

    def test_agreed_answers_bear_the_mark_of_agreement(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "B ministry", 7))
        assert told(matrix) == {"A ministry": "= 7", "B ministry": "= 7"}
        assert (matrix.rows[0].mark, matrix.rows[0].standing) == ("=", "corroborated, opposing sides")

    def test_an_answer_bears_its_own_standing_where_its_voice_also_agrees_on_less(self) -> None:
        matrix = drawn(says("a", "A ministry", 8), says("b", "B ministry", "at least 7"))
        assert told(matrix) == {"A ministry": "1 8", "B ministry": "= at least 7"}

    def test_an_answer_hidden_behind_a_tighter_one_bears_the_mark_of_that(self) -> None:
        matrix = drawn(
            says("a", "A ministry", "at least 7"), says("b", "B ministry", "at least 7"),
            says("c", "B wire", "at least 5", witnessed=True),
        )  # fmt: skip
        assert told(matrix)["B wire"] == "= at least 5"

    def test_contested_answers_bear_the_mark_of_the_contradiction(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "B ministry", 9))
        assert told(matrix) == {"A ministry": "! 7", "B ministry": "! 9"}
        assert matrix.rows[0].standing == "contradicted, 2 camps"

    def test_an_anonymous_contradiction_contests_nothing(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", nobody(), 9))
        assert told(matrix) == {"A ministry": "1 7", "an unnamed source (a nurse)": "? 9"}

    def test_silence_stands_under_who_is_silent(self) -> None:
        matrix = drawn(says("a", "Paper", "withheld", silent="A ministry"))
        assert told(matrix) == {"A ministry": "- no word", "Paper": "no word from A ministry"}
        assert matrix.rows[0].standing == "withheld"

    def test_who_says_nothing_is_told(self) -> None:
        assert told(drawn(says("a", "A ministry", "unknown"))) == {"A ministry": "no answer"}

    def test_what_was_taken_back_is_told_with_how(self) -> None:
        withdrawn = says("w", "A ministry", 7)
        matrix = drawn(
            withdrawn,
            says("x", "A ministry", "unknown", replaces=withdrawn, said=Day(6)),
            says("y", "C body", 5),
            says("z", "C body", 6, said=Day(6)),
        )
        assert told(matrix) == {
            "A ministry": "< 7 (withdrawn); no answer",
            "C body": "1 6; < 5 (revised)",
        }

    def test_narration_is_told(self) -> None:
        matrix = drawn(says("a", nobody(), 7, via="Paper"), says("b", "Paper", 7))
        assert told(matrix)["Paper"] == "narrates: 7; passes"

    def test_an_outgrown_toll_is_earlier(self) -> None:
        matrix = drawn(
            says("a", "A ministry", 7, aspect="toll"), says("b", "A office", 9, aspect="toll", said=Day(6))
        )
        assert told(matrix) == {"A ministry": "7 (earlier)", "A office": "1 9"}

    def test_answers_of_one_source_stand_in_their_order(self) -> None:
        matrix = drawn(says("a", "A ministry", 12), says("b", "A ministry", 7))
        assert [entry.words for entry in matrix.rows[0].cells[0].entries] == ["7", "12"]

    def test_entries_name_their_claims(self) -> None:
        claim = says("a", "C body", 7, via="Wire")
        entries = [entry for cell in drawn(claim).rows[0].cells for entry in cell.entries]
        assert [entry.claims for entry in entries] == [(claim.id,), (claim.id,)]


class TestRows:
    def test_the_worst_question_stands_first_and_events_stand_together(self) -> None:
        matrix = drawn(
            says("a", "A ministry", 7), says("b", "B ministry", 7), says("c", "C body", "yes", aspect="struck"),
            says("d", nobody(), "yes", aspect="struck", event="e2"), says("e", "A ministry", 1, aspect="missing"),
        )  # fmt: skip
        assert [(row.event, row.subject) for row in matrix.rows] == [
            ("Strike, 4 July 2025", "missing"),
            ("Strike, 4 July 2025", "struck"),
            ("Strike, 4 July 2025", "killed"),
            ("Strike, 5 July 2025", "struck"),
        ]

    def test_an_empty_report_has_no_rows(self) -> None:
        assert drawn() == Matrix()

    def test_text_of_a_matrix_is_clean(self) -> None:
        matrix = drawn(says("a", "C\x1b[31m \u202ebody", "yes", aspect="x\x07y", scope={"k\x1b": "v\x9b"}))
        shown = repr(matrix)
        assert not any(character in shown for character in ("\\x1b", "\\u202e", "\\x07", "\\x9b"))


class TestCut:
    def test_so_many_rows_and_the_fullest_columns_are_kept(self) -> None:
        matrix = drawn(
            says("a", "A ministry", 7), says("b", "B ministry", "yes", aspect="struck"),
            says("c", "B ministry", 1, aspect="missing"),
        )  # fmt: skip
        assert [row.subject for row in matrix.rows] == ["killed", "missing", "struck"]
        cut = matrix.cut(columns=1)
        assert (cut.rows_left_out, cut.columns_left_out) == (0, 1)
        assert [column.name for column in cut.columns] == ["B ministry"]
        assert [len(row.cells) for row in cut.rows] == [1, 1, 1]
        assert (matrix.cut(rows=2).rows, matrix.cut(rows=2).rows_left_out) == (matrix.rows[:2], 1)

    def test_drawing_so_many_rows_is_cutting_the_rest(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", "yes", aspect="struck"))
        assert matrix_of(report, rows=1) == matrix_of(report).cut(rows=1)
        assert matrix_of(report, rows=1).rows_left_out == 1

    def test_what_fits_is_left_as_it_is(self) -> None:
        matrix = drawn(says("a", "A ministry", 7), says("b", "B ministry", 7))
        assert matrix.cut(rows=5, columns=5) == matrix


def only_denies(report: Report, id: str, row: Row) -> bool:
    """Whether what a claim plainly means reaches both ends of its axis, so that there is nothing to judge."""
    [answer] = {one.answer for one in report._resolved.statements[id] if one.asked.question == row.question}
    ends = answer.sure[0][0], answer.sure[-1][1]
    return ends in ((answer.axis.lowest, answer.axis.top), (None, None))


class TestLaws:
    @given(dossiers(max_claims=8))
    def test_every_question_has_a_row_and_every_claim_a_cell(self, dossier: Dossier) -> None:
        report = crosscheck(dossier)
        matrix = matrix_of(report)
        assert sorted(map(str, report.questions)) == sorted(str(row.question) for row in matrix.rows)
        assert all(len(row.cells) == len(matrix.columns) for row in matrix.rows)
        told = {
            id for row in matrix.rows for cell in row.cells for entry in cell.entries for id in entry.claims
        }
        assert told == {claim.id for claim in dossier.claims}
        assert all(
            any(row.cells[place].entries for row in matrix.rows) for place in range(len(matrix.columns))
        )

    @given(dossiers(max_claims=8))
    def test_columns_of_one_group_share_their_roots_and_of_two_groups_do_not(self, dossier: Dossier) -> None:
        report = crosscheck(dossier)
        titles = [group.title for group in matrix_of(report).groups]
        assert len(set(titles)) == len(titles)
        assert NOBODY not in titles[:-1]

    @given(dossiers(max_claims=8))
    def test_what_bears_a_mark_has_a_finding(self, dossier: Dossier) -> None:
        report: Report = crosscheck(dossier)
        for row in matrix_of(report).rows:
            asked = [finding for finding in report if finding.question == row.question]
            assert bool(row.standing) == bool(asked)
            for entry in (entry for cell in row.cells for entry in cell.entries):
                if entry.role == "says" and not entry.word:
                    assert all(only_denies(report, id, row) for id in entry.claims)

    def test_the_order_of_claims_changes_nothing(self) -> None:
        claims = [
            says(str(n), source, n % 3) for n, source in enumerate(("A wire", "B wire", "Paper", "Radio"))
        ]
        assert drawn(*claims) == drawn(*reversed(claims))
