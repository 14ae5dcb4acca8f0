"""Frames and files of claims in, findings out: every kind of input, every odd one, and what is left when writing fails."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("polars", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

import narwhals
import pyarrow as pa
import pyarrow.parquet as parquet
from bulk_cases import told_by_core, told_by_twin

from claimcheck import Aspect, Dossier, Event, Question, Source, bulk, crosscheck
from claimcheck.arguments import ArgumentError
from claimcheck.bulk import extras
from claimcheck.bulk.engines import memory_in_bytes
from claimcheck.cli import run
from claimcheck.errors import BadInput, MissingExtra
from claimcheck.formats import read_dossier
from claimcheck.report.pictures.asking import UnknownQuestion

pytestmark = pytest.mark.filterwarnings("ignore")

ROWS = {
    "source": ["A", "B", "C", "A"],
    "event": ["crash", "crash", "crash", "storm"],
    "aspect": ["killed", "killed", "killed", "killed"],
    "answer": ["298", "298", "298", "3"],
}
ENGINES = ("duckdb", "polars")


def found(report: bulk.BulkReport) -> list[tuple[Any, ...]]:
    table = report._run.engine.table(report._frame("findings"))
    columns = ("event", "kind", "standing", "possible_lower", "possible_upper", "camps")
    return sorted(zip(*(table.column(name).to_pylist() for name in columns), strict=True), key=repr)


def bad(report: bulk.BulkReport) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.found) for one in report.first_bad_rows(100)]


FOUND = [
    ("crash", "agreement", "corroborated", 298, 299, None),
    ("storm", "unverified", "single-source", 3, 4, None),
]


class TestFrames:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_a_pyarrow_table(self, engine: str) -> None:
        assert found(bulk.check(pa.table(ROWS), engine=engine)) == FOUND

    def test_a_polars_frame_lazy_or_not_stays_with_polars(self) -> None:
        polars = pytest.importorskip("polars")
        for frame in (polars.DataFrame(ROWS), polars.LazyFrame(ROWS)):
            report = bulk.check(frame)
            assert found(report) == FOUND
            assert isinstance(report.findings, polars.LazyFrame)

    def test_a_pandas_frame(self) -> None:
        pandas = pytest.importorskip("pandas")
        assert found(bulk.check(pandas.DataFrame(ROWS))) == FOUND

    def test_a_relation_of_duckdb_gives_relations(self) -> None:
        duckdb = pytest.importorskip("duckdb")
        connection = duckdb.connect()
        connection.register("claims", pa.table(ROWS))
        report = bulk.check(connection.sql("select * from claims"))
        assert found(report) == FOUND
        assert type(report.findings).__name__ == "DuckDBPyRelation"

    def test_anything_else_is_refused(self) -> None:
        with pytest.raises(ArgumentError, match="claims are a pandas, Polars"):
            bulk.check(17)


class TestTypedCells:
    def test_numbers_dates_flags_and_lists_are_read_as_the_words_that_mean_the_same(self) -> None:
        day = datetime.date(2025, 7, 5)
        table = pa.table(
            {
                "source": ["A", "B", "Paper"],
                "via": [["Wire", "Radio|2"], [], None],
                "event": ["e", "e", "e"],
                "aspect": ["killed", "killed", "killed"],
                "answer": pa.array([7, 7, 7], pa.int16()),
                "said": [day, day, None],
                "published": pa.array(
                    [None, None, datetime.datetime(2025, 7, 5, 10, 30, tzinfo=datetime.UTC)],
                    pa.timestamp("us", "Europe/Kyiv"),
                ),
                "witnessed": [True, False, None],
            }
        )
        report = bulk.check(table)
        assert bad(report) == []
        assert found(report) == [("e", "agreement", "corroborated", 7, 8, None)]
        claims = {claim.source: claim for claim in report.report().dossier.claims}
        assert claims["A"].via == ("Wire", "Radio|2")
        assert claims["A"].witnessed
        assert str(claims["Paper"].published) == "2025-07-05T10:30Z" or claims["Paper"].published is not None

    @pytest.mark.parametrize(
        ("cell", "read"), [(2.0, "2"), (0.1, "0.1"), (1e22, "10000000000000000000000"), (float("nan"), "nan")]
    )
    def test_a_float_is_its_shortest_digits(self, cell: float, read: str) -> None:
        from claimcheck.bulk.rowtexts import texts_of

        assert texts_of(pa.table({"answer": [cell]})).to_pylist() == [{"answer": read}]

    def test_nan_is_a_bad_row(self) -> None:
        table = pa.table({**ROWS, "answer": [float("nan"), 298.0, 298.0, float("inf")]})
        report = bulk.check(table, dossier=Dossier(aspects=[count()]))
        assert [(row, column) for row, column, _ in bad(report)] == [(1, "answer"), (4, "answer")]

    def test_structs_are_taken_apart(self) -> None:
        table = pa.table(
            {
                "source": [{"anonymous": "a nurse", "handle": None}],
                "event": [{"kind": "raid", "when": datetime.date(2025, 7, 4)}],
                "aspect": ["killed"],
                "scope": [{"group": "civilians"}],
                "answer": [{"at_least": 7}],
            }
        )
        [finding] = bulk.check(table).report()
        assert (
            str(finding) == "Civilians killed: a nurse (unnamed) is alone in saying at least 7."
            or finding.standing == "unverified"
        )

    def test_bytes_are_refused_with_their_column(self) -> None:
        with pytest.raises(BadInput, match="the column answer: found values of the type binary"):
            bulk.check(pa.table({**ROWS, "answer": [b"1", b"2", b"3", b"4"]}))

    def test_a_decimal_counts_by_its_value(self) -> None:
        table = pa.table(
            {**ROWS, "answer": [Decimal("298.0"), Decimal("298.0"), Decimal("298.0"), Decimal("3.0")]}
        )
        assert found(bulk.check(table, dossier=Dossier(aspects=[count()]))) == FOUND


def count() -> Any:
    return Aspect("killed", axis="count")


class TestFiles:
    def test_parquet_csv_and_json_lines_and_a_folder_of_them_say_the_same(self, tmp_path: Path) -> None:
        rows = pa.table(ROWS).to_pylist()
        parquet.write_table(pa.table(ROWS), tmp_path / "a.parquet")
        (tmp_path / "b.csv").write_text(
            "source,event,aspect,answer\n" + "".join(",".join(row.values()) + "\n" for row in rows),
            encoding="utf-8",
        )
        (tmp_path / "c.jsonl").write_text(
            "".join(json.dumps({"type": "claim", **row}) + "\n" for row in rows), encoding="utf-8"
        )
        for engine in ENGINES:
            for name in ("a.parquet", "b.csv", "c.jsonl"):
                assert found(bulk.check(tmp_path / name, engine=engine)) == FOUND, name
            assert found(bulk.check(tmp_path, engine=engine)) == FOUND

    def test_a_guard_against_formulas_is_taken_away_in_a_csv_alone(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text("source,event,aspect,answer\n'=A,e,x,3\n", encoding="utf-8")
        [claim] = bulk.check(tmp_path / "a.csv").report().dossier.claims
        assert (claim.source, claim.answer) == ("=A", 3)
        table = pa.table({"source": ["'=A"], "event": ["e"], "aspect": ["x"], "answer": ["3"]})
        [claim] = bulk.check(table).report().dossier.claims
        assert (claim.source, claim.answer) == ("'=A", 3)

    def test_a_parquet_file_cut_short_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        parquet.write_table(pa.table(ROWS), path)
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(BadInput, match="is it cut short"):
            bulk.check(path)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [("none.parquet", "no such file"), ("a.xlsx", "suffix"), ("empty", "without claims")],
    )
    def test_what_is_no_file_of_claims_is_told(self, name: str, expected: str, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"x")
        (tmp_path / "empty").mkdir()
        with pytest.raises(BadInput, match=expected):
            bulk.check(tmp_path / name)

    def test_records_of_json_lines_may_nest(self, tmp_path: Path) -> None:
        records = [
            {"type": "claim", "source": {"anonymous": "a nurse"}, "via": "Wire", "event": {"kind": "raid"}, "aspect": "killed",
             "scope": {"group": "civilians", "year": 2025}, "answer": {"between": [2, 4]}},
            {"type": "claim", "source": "A", "via": ["Wire", {"anonymous": "a guard"}], "event": {"kind": "raid"},
             "aspect": "killed", "scope": {"group": "civilians", "year": 2025}, "answer": 3},
        ]  # fmt: skip
        path = tmp_path / "a.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
        report = bulk.check(path)
        assert bad(report) == []
        assert report.report().dossier.claims == read_dossier(path).claims

    @pytest.mark.parametrize(
        "record", ['{"type": "claim", "scope": 7}', '{"type": "claim", "via": 7}', "[1]"]
    )
    def test_a_record_of_the_wrong_shape_is_told_with_its_line(self, record: str, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text(record + "\n", encoding="utf-8")
        with pytest.raises(BadInput, match=r"a\.jsonl:1: "):
            bulk.check(path)

    def test_a_declaration_among_json_lines_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "a.jsonl"
        path.write_text('{"type": "source", "name": "A"}\n', encoding="utf-8")
        with pytest.raises(BadInput, match="put it in the dossier"):
            bulk.check(path)


class TestColumns:
    def test_an_unknown_column_is_refused_with_a_suggestion(self) -> None:
        with pytest.raises(BadInput, match=r"'anwser'.*did you mean 'answer'"):
            bulk.check(pa.table({"source": ["A"], "event": ["e"], "aspect": ["x"], "anwser": ["1"]}))

    def test_a_missing_column_is_refused(self) -> None:
        with pytest.raises(BadInput, match="no column aspect"):
            bulk.check(pa.table({"source": ["A"], "event": ["e"], "answer": ["1"]}))


class TestBadRows:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_each_has_its_row_and_column_and_the_others_are_judged(self, engine: str) -> None:
        table = pa.table(
            {
                "source": ["A", None, "B", "C", "D", "E", "F"],
                "event": ["e"] * 7,
                "aspect": ["killed"] * 6 + [None],
                "answer": ["7", "7", None, "abuot 9", "7", "7", "7"],
                "said": [None, None, None, None, "5.7.2025", None, None],
                "witnessed": [None, None, None, None, None, "perhaps", None],
            }
        )
        report = bulk.check(table, engine=engine)
        assert [(row, column) for row, column, _ in bad(report)] == [
            (2, "source"), (3, "answer"), (4, "answer"), (5, "said"), (6, "witnessed"), (7, "aspect"),
        ]  # fmt: skip
        assert found(report) == [("e", "unverified", "single-source", 7, 8, None)]
        assert report.tally.bad_rows == 6

    def test_names_that_a_dossier_file_does_not_declare_are_bad_rows(self, tmp_path: Path) -> None:
        path = tmp_path / "d.yaml"
        path.write_text("claimcheck: 1\nsources: {TASS: {}}\nevents: {e1: {kind: raid}}\n", encoding="utf-8")
        table = pa.table(
            {
                "source": ["TASS", "TAS", "TASS"],
                "event": ["e1", "e1", "e2"],
                "aspect": ["x"] * 3,
                "answer": ["1"] * 3,
            }
        )
        report = bulk.check(table, dossier=path)
        assert bad(report) == [
            (2, "source", "the undeclared source 'TAS'"),
            (3, "event", "the undeclared event 'e2'"),
        ]
        assert report.first_bad_rows(1)[0].mend == "did you mean 'TASS'?"

    def test_numbers_beyond_int64_are_judged_by_the_core_and_never_clipped(self) -> None:
        huge = str(10**30 + 7)
        table = pa.table(
            {"source": ["A", "B"], "event": ["e"] * 2, "aspect": ["x"] * 2, "answer": [huge, huge]}
        )
        report = bulk.check(table)
        assert report.tally.by_core == 1
        [row] = report._run.engine.table(report._frame("findings")).to_pylist()
        assert json.loads(row["answer"])["sure"] == [[10**30 + 7, 10**30 + 8]]
        assert row["possible_lower"] is None

    def test_a_ring_of_replacements_is_refused_whole(self) -> None:
        table = pa.table(
            {
                "ref": ["a", "b"], "source": ["A"] * 2, "event": ["e"] * 2, "aspect": ["x"] * 2,
                "answer": ["1", "2"], "replaces": ["b", "a"],
            }
        )  # fmt: skip
        with pytest.raises(BadInput, match="a ring: a → b → a"):
            bulk.check(table)

    def test_a_ref_that_nobody_has_is_a_bad_row(self) -> None:
        table = pa.table({**ROWS, "ref": list("abcd"), "replaces": [None, "zz", None, None]})
        assert bad(bulk.check(table)) == [(2, "replaces", "the unknown ref 'zz'")]


class TestOddFrames:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_no_rows_give_no_findings(self, engine: str, tmp_path: Path) -> None:
        report = bulk.check(pa.table(ROWS).slice(0, 0), engine=engine)
        assert found(report) == []
        assert report.summary() == (
            "0 rows, 0 of them bad; 0 questions, 0 judged in columns and 0 one by one\nno findings"
        )
        report.write(tmp_path / "out")

    def test_nulls_everywhere_are_bad_rows(self) -> None:
        table = pa.table({name: pa.nulls(3, pa.string()) for name in ROWS})
        report = bulk.check(table)
        assert report.tally.bad_rows == 3
        assert found(report) == []

    @pytest.mark.parametrize("engine", ENGINES)
    def test_one_claim_many_times_is_one_voice(self, engine: str) -> None:
        one = {name: [values[0]] * 50_000 for name, values in ROWS.items()}
        report = bulk.check(pa.table(one), engine=engine)
        assert found(report) == [("crash", "unverified", "single-source", 298, 299, None)]

    def test_zones_mixed_are_moments_of_one_line(self) -> None:
        table = pa.table(
            {
                "source": ["A", "A"], "event": ["e"] * 2, "aspect": ["x"] * 2, "answer": ["1", "2"],
                "said": ["2025-07-04T12:00+03:00", "2025-07-04T10:00Z"],
            }
        )  # fmt: skip
        kinds = {kind for _, kind, *_ in found(bulk.check(table))}
        assert kinds == {"revision", "unverified"}

    def test_hostile_text_stays_text(self, tmp_path: Path) -> None:
        name = "A'); DROP TABLE rows; --\x1b[31m"
        table = pa.table(
            {"source": [name], "event": ["e\u202e"], "aspect": ["x"], "answer": ["1"], "x-y": ["=1+1"]}
        )
        report = bulk.check(table)
        assert "\x1b" not in str(report.report())
        report.write(tmp_path / "out")
        back = parquet.read_table(tmp_path / "out" / "claims")
        assert back.column("source").to_pylist() == [name]


class TestReports:
    def test_any_question_has_the_core_s_own_report(self) -> None:
        report = bulk.check(pa.table(ROWS))
        one = report.report(Question("crash", "KILLED"))
        plain = Dossier() + [
            Source(source).says("crash", "killed", answer)
            for source, answer in zip("ABC", ("298", "298", "298"), strict=True)
        ]
        assert [str(finding) for finding in one] == [str(finding) for finding in crosscheck(plain)]
        [key] = {
            key
            for key, event in zip(
                *(
                    report._run.engine.table(report._frame("questions")).column(n).to_pylist()
                    for n in ("question", "event")
                ),
                strict=True,
            )
            if event == "crash"
        }
        assert str(report.report(key)) == str(one)

    def test_a_value_of_several_is_a_question_by_its_key(self) -> None:
        rows = {
            "source": ["A", "B"],
            "event": ["e"] * 2,
            "aspect": ["cause"] * 2,
            "answer": ["fire", "missile"],
        }
        report = bulk.check(
            pa.table(rows), dossier=Dossier(aspects=[Aspect("cause", axis="path", several=True)])
        )
        table = report._run.engine.table(report._frame("findings"))
        for key in table.column("question").to_pylist():
            assert len(report.report(key).dossier.claims) == 2

    def test_a_question_that_nobody_answers_is_told(self) -> None:
        with pytest.raises(UnknownQuestion, match="no row answers the question 'crash, injured'"):
            bulk.check(pa.table(ROWS)).report(Question("crash", "injured"))

    def test_the_first_questions_make_a_report(self) -> None:
        report = bulk.check(pa.table(ROWS))
        assert len(report.report(most=3).questions) == 1
        assert len(report.report().questions) == 2

    def test_claims_tell_the_question_that_each_answers(self) -> None:
        report = bulk.check(pa.table(ROWS))
        table = report._run.engine.table(report._frame("claims").sort("row"))
        keys = table.column("question").to_pylist()
        assert keys[0] == keys[1] == keys[2] != keys[3]
        assert table.column("answer").to_pylist() == ROWS["answer"]


DESCRIBED = {
    "source": ["A", "B", "C", "A", None],
    "event.kind": ["raid", "raid", "raid", None, "raid"],
    "event.when": ["2025-07-04", "2025-07-04", "last month", None, "2025-07-04"],
    "event.where": ["Alba", "Alba|Kirk", "Alba", None, "Alba"],
    "event": [None, None, None, "storm", None],
    "published": [None, None, "2025-08-02", None, None],
    "aspect": ["killed"] * 5,
    "answer": ["2", "2", "5", "3", "1"],
}


@pytest.mark.parametrize("engine", ENGINES)
class TestDescribedEvents:
    def test_are_linked_over_the_whole_frame(self, engine: str) -> None:
        report = bulk.check(pa.table(DESCRIBED), engine=engine)
        assert (report.tally.by_columns, report.tally.by_core, report.tally.bad_rows) == (0, 3, 1)
        events = [event for event, kind, *_ in found(report) if kind == "agreement"]
        assert events == ["raid, 2025-07-04, Alba, Kirk"]
        one = report.report(Question(events[0], "killed"))
        assert len(one.dossier.claims) == 4
        assert str(one) == str(report.report())
        table = report._run.engine.table(report._frame("claims").sort("row"))
        keys = table.column("question").to_pylist()
        assert keys[0] == keys[1]
        assert len(set(keys)) == 4
        assert keys[4] is None
        assert table.column("event.kind").to_pylist() == DESCRIBED["event.kind"]
        questions = report._run.engine.table(report._frame("questions"))
        assert set(questions.column("question").to_pylist()) == set(keys) - {None}
        assert len(set(questions.column("group").to_pylist())) == 1

    def test_of_which_no_row_tells_are_told_by_name(self, engine: str) -> None:
        report = bulk.check(pa.table(DESCRIBED), engine=engine)
        for question in (Question("flood", "killed"), Question("storm", "injured")):
            with pytest.raises(UnknownQuestion, match="no row answers the question"):
                report.report(question)

    def test_are_merged_by_what_was_linked(self, engine: str) -> None:
        report = bulk.check(pa.table(DESCRIBED), engine=engine)
        merged = report._run.engine.table(narwhals.from_native(report.merged()))
        assert sorted(merged.column("possible_lower").to_pylist()) == [2, 3, 5]

    def test_of_today_are_linked_with_yesterday_s(self, engine: str, tmp_path: Path) -> None:
        then = {"source": ["D"], "event.kind": ["raid"], "event.where": ["Kirk"], "event.when": ["2025-07-04"],
                "aspect": ["killed"], "answer": ["3"], "event": pa.nulls(1, pa.string())}  # fmt: skip
        further(tmp_path, ROWS, then, engine)

    def test_of_yesterday_are_linked_with_today_s_ids(self, engine: str, tmp_path: Path) -> None:
        further(tmp_path, DESCRIBED, {**ROWS, "event": ["flood"] * 4}, engine)


@pytest.mark.parametrize("engine", ENGINES)
class TestEventsThatAreOrderedToBeOne:
    def test_by_their_ids_are_judged_in_columns(self, engine: str) -> None:
        table = pa.table({**ROWS, "event": ["crash", "Crash", "impact", "storm"], "ref": list("abcd")})
        orders = Dossier(
            same_event=[("crash", "Crash"), ("Crash", "fall"), ("fall", "impact")],
            different_events=[("storm", "crash")],
        )
        report = bulk.check(table, dossier=orders, engine=engine)
        assert report.tally.by_core == 0
        assert found(report) == [("Crash", *FOUND[0][1:]), FOUND[1]]
        assert len(report.report(Question("impact", "killed")).dossier.claims) == 3
        assert not [one for one in report.report().notices if one.kind == "order without an event"]

    def test_by_the_ref_of_a_claim_are_judged_by_the_core(self, engine: str) -> None:
        table = pa.table(
            {**ROWS, "event": ["crash", "Crash", "crash", "storm"], "ref": ["a", "b | B-2", "c", "d"]}
        )
        orders = Dossier(same_event=[("crash", "b-2")])
        report = bulk.check(table, dossier=orders, engine=engine)
        assert report.tally.by_columns == 0
        whole = orders + list(report.report().dossier.claims)
        assert told_by_twin(report) == told_by_core(whole)

    def test_and_not_to_be_is_refused(self, engine: str) -> None:
        orders = Dossier(same_event=[("crash", "storm")], different_events=[("crash", "storm")])
        with pytest.raises(BadInput, match="crash"):
            bulk.check(pa.table(ROWS), dossier=orders, engine=engine)

    def test_under_the_name_of_no_description_is_refused(self, engine: str) -> None:
        orders = Dossier(same_event=[("crash", "described:00")])
        with pytest.raises(BadInput, match="a description that is here"):
            bulk.check(pa.table(ROWS), dossier=orders, engine=engine)


def test_one_of_the_refs_of_a_claim_is_enough_to_replace_it() -> None:
    table = pa.table({**ROWS, "ref": ["a | wire", "b", "c", "d"], "replaces": [None, None, None, "wire"]})
    assert bad(bulk.check(table)) == []
    assert {kind for _, kind, *_ in found(bulk.check(table))} >= {"retraction"}


class TestWriting:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_all_tables_are_written_and_read_back(self, engine: str, tmp_path: Path) -> None:
        report = bulk.check(pa.table(ROWS), engine=engine)
        report.write(tmp_path / "out")
        report.write(tmp_path / "out")
        assert parquet.read_table(tmp_path / "out" / "findings").num_rows == 2
        assert parquet.read_table(tmp_path / "out" / "standings").num_rows == 2
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_engines_write_the_same_rows_in_the_same_order(self, tmp_path: Path) -> None:
        for engine in ENGINES:
            bulk.check(pa.table(ROWS), engine=engine).write(tmp_path / engine)
        for name in ("findings", "standings", "claims", "questions", "bad_rows"):
            one, other = (parquet.read_table(tmp_path / engine / name).to_pylist() for engine in ENGINES)
            assert one == other

    def test_the_old_result_stays_whole_where_writing_fails(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bulk.check(pa.table(ROWS)).write(tmp_path / "out")
        before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
        report = bulk.check(pa.table({name: values[:1] for name, values in ROWS.items()}))
        monkeypatch.setattr(type(report._run.engine), "write", disk_is_full)
        with pytest.raises(BadInput, match="No space left on device"):
            report.write(tmp_path / "out")
        assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before
        assert [path.name for path in tmp_path.iterdir()] == ["out"]

    def test_a_folder_of_others_is_not_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(BadInput, match="the result of an earlier check"):
            bulk.check(pa.table(ROWS)).write(tmp_path)
        assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def disk_is_full(self: Any, frame: Any, path: Path, compression: str = "") -> None:
    raise OSError(28, "No space left on device")


class TestSettings:
    @pytest.mark.parametrize("size", ["much", "-1GB", 0, "0MB", True])
    def test_a_limit_that_is_no_size_is_refused(self, size: Any) -> None:
        with pytest.raises(ArgumentError, match="a memory limit is a size"):
            memory_in_bytes(size)

    def test_a_limit_is_kept_by_duckdb(self) -> None:
        report = bulk.check(pa.table(ROWS), memory="300MB")
        connection: Any = report._run.engine
        [(limit,)] = connection._connection.execute("select current_setting('memory_limit')").fetchall()
        assert limit.startswith("28")  # 286.1 MiB
        assert found(report) == FOUND

    def test_another_engine_is_refused_with_a_suggestion(self) -> None:
        with pytest.raises(ArgumentError, match="did you mean 'duckdb'"):
            bulk.check(pa.table(ROWS), engine="duckbd")

    def test_a_dossier_with_claims_is_refused(self) -> None:
        with pytest.raises(BadInput, match="put all claims into the frame"):
            bulk.check(pa.table(ROWS), dossier=Dossier() + Source("A").says(Event("raid"), "x", 1))

    def test_an_extra_that_is_missing_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(name: str) -> Any:
            raise ImportError(name)

        monkeypatch.setattr(extras, "import_module", fail)
        with pytest.raises(MissingExtra, match=r"claimcheck-sources\[bulk\]"):
            extras.duckdb()
        with pytest.raises(MissingExtra, match=r"pyspark: pip install 'claimcheck-sources\[spark\]'"):
            extras.pyspark()


class TestCommand:
    def test_it_writes_the_result_and_prints_a_summary(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        parquet.write_table(pa.table(ROWS), tmp_path / "claims.parquet")
        (tmp_path / "d.yaml").write_text("claimcheck: 1\nsources: {A: {}, B: {}}\n", encoding="utf-8")
        arguments = ["bulk", "check", str(tmp_path / "claims.parquet"), "--dossier", str(tmp_path / "d.yaml")]
        assert run([*arguments, "--output", str(tmp_path / "out"), "--memory", "1GiB"]) == 0
        told = capsys.readouterr()
        assert told.out.splitlines()[0].startswith("4 rows, 1 of them bad; 2 questions")
        assert "row 3: source: found the undeclared source 'C'" in told.err
        assert (tmp_path / "out" / "findings" / "findings.parquet").is_file()

    def test_it_refuses_what_it_can_t_read(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["bulk", "check", str(tmp_path / "none.parquet")]) == 2
        assert "no such file" in capsys.readouterr().err


def further(tmp_path: Path, first: dict[str, Any], then: dict[str, Any], engine: str) -> None:
    """Yesterday's rows and today's, one after the other and all at once."""
    yesterday, today = pa.table(first), pa.table(then)
    bulk.check(yesterday, engine=engine).write(tmp_path / "old")
    report = bulk.check(today, previous=tmp_path / "old", engine=engine)
    report.write(tmp_path / "new")
    whole = pa.concat_tables([yesterday, today], promote_options="default")
    bulk.check(whole, engine=engine).write(tmp_path / "whole")
    for name in ("findings", "standings", "claims", "questions", "bad_rows"):
        new, full = (parquet.read_table(tmp_path / folder / name).to_pylist() for folder in ("new", "whole"))
        assert new == full, name


@pytest.mark.parametrize("engine", ENGINES)
class TestYesterdayAndToday:
    def test_only_what_is_touched_is_judged_again(self, engine: str, tmp_path: Path) -> None:
        bulk.check(pa.table(ROWS), engine=engine).write(tmp_path / "old")
        today = pa.table({"source": ["D"], "event": ["storm"], "aspect": ["killed"], "answer": ["4"]})
        report = bulk.check(today, previous=tmp_path / "old", engine=engine)
        assert (report.tally.rows, report.tally.questions) == (2, 1)
        assert len(report.report(Question("crash", "killed")).dossier.claims) == 3
        assert len(report.report(Question("storm", "killed")).dossier.claims) == 2

    def test_more_claims(self, engine: str, tmp_path: Path) -> None:
        then = {
            "source": ["D", "E"],
            "event": ["storm", "flood"],
            "aspect": ["killed"] * 2,
            "answer": ["4", "9"],
        }
        further(tmp_path, ROWS, then, engine)

    def test_a_withdrawal_of_yesterday_s_claim(self, engine: str, tmp_path: Path) -> None:
        first = {**ROWS, "ref": list("abcd")}
        then = {
            "source": ["A", "A"], "event": ["flood", "flood"], "aspect": ["killed", "hurt"], "answer": ["4", "unknown"],
            "ref": ["e", "f"], "replaces": [None, "a"],
        }  # fmt: skip
        further(tmp_path, first, then, engine)

    def test_what_yesterday_named_is_here_only_today(self, engine: str, tmp_path: Path) -> None:
        first = {**ROWS, "ref": list("abcd"), "based_on": [None, "z", None, None]}
        then = {"source": ["Z"], "event": ["flood"], "aspect": ["killed"], "answer": ["4"], "ref": ["z"]}
        further(tmp_path, first, then, engine)

    def test_a_ref_that_is_no_longer_of_one_claim(self, engine: str, tmp_path: Path) -> None:
        first = {**ROWS, "ref": list("abcd"), "replaces": [None, None, None, "a"]}
        then = {"source": ["Z"], "event": ["flood"], "aspect": ["killed"], "answer": ["4"], "ref": ["a"]}
        further(tmp_path, first, then, engine)

    def test_other_declarations_judge_everything_again(self, engine: str, tmp_path: Path) -> None:
        bulk.check(pa.table(ROWS), engine=engine).write(tmp_path / "old")
        declared = Dossier(
            sources=[
                Source("A", controlled_by="X"),
                Source("B", controlled_by="X"),
                Source("C", controlled_by="X"),
            ]
        )
        today = pa.table({"source": ["D"], "event": ["storm"], "aspect": ["killed"], "answer": ["4"]})
        report = bulk.check(today, dossier=declared, previous=tmp_path / "old", engine=engine)
        assert ("crash", "unverified", "one-sided", 298, 299, None) in found(report)
        assert report.tally.rows == 5


def test_a_folder_that_is_no_result_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no result of an earlier check"):
        bulk.check(pa.table(ROWS), previous=tmp_path)
