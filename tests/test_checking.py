"""The call for other programs: whatever holds claims, a report; the same for all that says the same."""

from __future__ import annotations

import copy
import datetime
import enum
import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given

from claimcheck import check, crosscheck
from claimcheck.arguments import ArgumentError
from claimcheck.checking import dossier_of
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.formats import dumps, loads, read_dossier
from claimcheck.sources import Source
from claimcheck.testing import dossiers

ROOT = Path(__file__).parents[1]
EXCHANGE = ROOT / "examples" / "prisoner_exchange.yaml"
TWO: dict[str, Any] = {"source": "A", "event": "e", "aspect": "killed", "answer": 2}
NINE: dict[str, Any] = {"source": "B", "event": "e", "aspect": "killed", "answer": 9}


def refused(*given: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        check(*given)
    return caught.value


class Word(enum.StrEnum):
    TWO = "two"


class TestWhateverHoldsClaims:
    expected = crosscheck(read_dossier(EXCHANGE)).to_dict()
    dossier = read_dossier(EXCHANGE)

    def test_the_path_of_a_file(self) -> None:
        assert check(EXCHANGE).to_dict() == self.expected
        assert check(str(EXCHANGE)).to_dict() == self.expected
        assert check([EXCHANGE, EXCHANGE]).to_dict()["questions"] == self.expected["questions"]

    def test_a_dossier_as_one_mapping(self) -> None:
        document = json.loads(dumps(self.dossier, "json"))
        assert check(document).to_dict() == self.expected
        assert check(MappingProxyType(document)).to_dict() == self.expected

    def test_records_with_their_types(self) -> None:
        records = [json.loads(line) for line in dumps(self.dossier, "jsonl").splitlines()]
        assert check(records).to_dict() == self.expected
        assert check(iter(reversed(records))).to_dict() == self.expected
        assert dossier_of(map(MappingProxyType, [TWO, {"type": "claim", **NINE}])) == dossier_of([TWO, NINE])

    def test_values_of_the_library(self) -> None:
        assert check(self.dossier).to_dict() == self.expected
        source = Source("A", kind="state")
        claim = source.says("e", "killed", 2)
        assert dossier_of(claim) == dossier_of([claim]) == Dossier([claim])
        assert dossier_of(source, [claim]) == Dossier([claim], sources=[source])

    def test_several_at_once_are_one_dossier(self) -> None:
        report = check(
            [TWO], {"claimcheck": 1, "claims": [NINE]}, Source("A").says("e", "killed", "at most 3")
        )
        assert len(report.dossier) == 3
        assert [one.kind for one in report.contradictions] == ["contradiction"]
        assert check(EXCHANGE, self.dossier).to_dict() == self.expected

    def test_a_file_that_declares_sources_refuses_others_that_stand_beside_it(self) -> None:
        assert "undeclared source 'A'" in str(refused([TWO], EXCHANGE))

    @given(dossiers())
    def test_any_dossier_as_mapping_and_as_records(self, dossier: Dossier) -> None:
        assert dossier_of(json.loads(dumps(dossier, "json"))) == dossier
        assert dossier_of(map(json.loads, dumps(dossier, "jsonl").splitlines())) == dossier

    def test_as_of_leaves_out_what_was_said_later(self) -> None:
        later = {**NINE, "said": "2025-07-09"}
        assert check([TWO, later]).contradictions
        assert not check([TWO, later], as_of="2025-07-08").contradictions

    def test_an_input_format_overrides_the_names(self, tmp_path: Path) -> None:
        path = tmp_path / "claims.txt"
        path.write_text("source,event,aspect,answer\nA,e,killed,2\n", encoding="utf-8")
        assert dossier_of(path, input_format="csv") == dossier_of([TWO])


class TestWhatPythonHasBesideJson:
    @pytest.mark.parametrize(
        ("key", "given", "plain"),
        [
            ("answer", 2.0, 2),
            ("answer", Decimal("2.0"), 2),
            ("answer", Word.TWO, "two"),
            ("answer", True, "yes"),
            ("answer", {"between": (1, 3.0)}, {"between": [1, 3]}),
            ("answer", datetime.date(2025, 7, 4), "2025-07-04"),
            ("said", datetime.date(2025, 7, 4), "2025-07-04"),
            ("said", datetime.datetime(2025, 7, 4, 10, tzinfo=datetime.UTC), "2025-07-04T10:00:00+00:00"),
            ("via", ("C", "D"), ["C", "D"]),
            ("scope", MappingProxyType({"to": "E"}), {"to": "E"}),
            ("note", 1.5, 1.5),
            ("silent", None, None),
        ],
    )
    def test_is_taken_as_the_plain_value_that_it_is(self, key: str, given: Any, plain: Any) -> None:
        assert dossier_of([{**TWO, key: given}]) == dossier_of([{**TWO, key: plain}])

    @pytest.mark.parametrize(
        ("key", "given", "told"),
        [
            ("answer", float("nan"), "a finite number"),
            ("answer", Decimal("Infinity"), "a finite number"),
            ("answer", Fraction(1, 3), "a whole or a decimal number"),
            pytest.param("answer", 10**5000, "1,000 digits", id="endless answer"),
            pytest.param("x-a", 10**5000, "1,000 digits", id="endless own key"),
            ("answer", 1j, "a whole or a decimal number"),
            ("source", b"A", "plain data"),
            ("via", {"C"}, "plain data"),
            ("note", object(), "plain data"),
            ("scope", {1: "a"}, "text as a key"),
            (7, "x", "text as a key"),
        ],
    )
    def test_what_is_no_plain_data_is_refused_with_its_record(self, key: Any, given: Any, told: str) -> None:
        (problem,) = refused([NINE, {**TWO, key: given}]).problems
        assert told in problem.expected
        assert (problem.file, problem.line) == ("<records>", 2)

    def test_a_value_that_holds_itself_is_refused(self) -> None:
        ring: list[Any] = []
        ring.append(ring)
        assert "nested" in str(refused([{**TWO, "x-a": ring}]))
        assert "nested" in str(refused({"claimcheck": 1, "claims": [{**TWO, "x-a": ring}]}))

    def test_nothing_that_is_given_is_changed(self) -> None:
        records = [{"type": "claim", **TWO, "via": ["C"], "note": ["a"]}, {"type": "dossier", "version": 1}]
        before = copy.deepcopy(records)
        check(records)
        assert records == before
        document = json.loads(dumps(read_dossier(EXCHANGE), "json"))
        before = copy.deepcopy(document)
        check(document)
        assert document == before


class TestWhatCannotBeUsed:
    def test_all_problems_are_told_each_with_its_place(self) -> None:
        problems = refused([TWO, {"source": 1}, NINE, {**TWO, "surce": "x"}]).problems
        assert {(one.file, one.line) for one in problems} == {("<records>", 2), ("<records>", 4)}
        assert "did you mean 'source'" in str(problems[-1])

    def test_of_a_mapping_the_claim_is_the_place(self) -> None:
        (problem,) = refused({"claimcheck": 1, "claims": [TWO, {**TWO, "said": "2025-02-30"}]}).problems
        assert str(problem) == "<dossier>: claim 2: said: found '2025-02-30'; expected a date that exists"
        assert problem.line is None

    def test_words_that_cannot_be_judged_come_with_the_record(self) -> None:
        words = {**NINE, "answer": "some seven-ish"}
        (problem,) = refused([TWO, words]).problems
        assert (problem.file, problem.line) == ("<records>", 2)

    def test_a_single_claim_is_told_to_stand_in_a_list(self) -> None:
        assert "check([claim])" in str(refused(TWO))

    @pytest.mark.parametrize("given", [7, None, b"claimcheck: 1", object(), 1.5])
    def test_what_holds_no_claims_at_all(self, given: Any) -> None:
        with pytest.raises(ArgumentError, match="check takes a dossier, a list of claims"):
            check(given)

    def test_nothing_at_all(self) -> None:
        with pytest.raises(ArgumentError, match="nothing is given"):
            check()

    def test_a_list_of_what_is_no_record(self) -> None:
        (problem,) = refused([TWO, 7]).problems
        assert (problem.where, problem.found, problem.line) == ("record 2", "7", 2)

    def test_a_misspelt_source_is_no_independent_side(self) -> None:
        told = str(
            refused({"claimcheck": 1, "sources": {"TASS": None}, "claims": [{**TWO, "source": "TAS"}]})
        )
        assert "did you mean 'TASS'" in told

    def test_values_beside_records_bring_their_names(self) -> None:
        declared = {"type": "source", "name": "C"}
        assert dossier_of(Source("A"), [declared, TWO]).claims
        assert "undeclared source 'A'" in str(refused([declared, TWO]))

    def test_a_ref_belongs_to_its_list(self) -> None:
        one, other = {**TWO, "ref": "r"}, {**NINE, "ref": "r"}
        report = check([one], [other])
        files = {place.file for places in report.dossier.places.values() for place in places}
        assert files == {"<records>", "<records 2>"}
        assert "a ref that no other claim" in str(refused([one, other]))


class TestManyAtOnce:
    def given(self) -> list[list[dict[str, Any]]]:
        return [[TWO, {**NINE, "answer": number}] for number in range(3, 43)]

    def test_in_threads(self) -> None:
        with ThreadPoolExecutor(8) as pool:
            found = [report.to_json() for report in pool.map(check, self.given())]
        assert found == [check(one).to_json() for one in self.given()]

    def test_in_processes(self) -> None:
        with ProcessPoolExecutor(2) as pool:
            found = list(pool.map(_to_json, self.given()[:6]))
        assert found == [check(one).to_json() for one in self.given()[:6]]


def _to_json(given: Any) -> str:
    return check(given).to_json()


# Data frames, of every kind that is here.

COLUMNS: dict[str, list[Any]] = {
    "ref": ["one", "two", "three"],
    "source": ["A", "B", None],
    "source.anonymous": [None, None, "a nurse"],
    "via": ["C|D", None, "C"],
    "event": ["e", "e", "e"],
    "aspect": ["killed", "killed", "killed"],
    "scope.to": ["E", "E", "E"],
    "answer": ["7", "at least 9", '{"about": 8}'],
    "said": ["2025-07-04", None, "2025-07-05"],
    "witnessed": ["true", None, None],
}


def frame_of_pandas(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("pandas").DataFrame(columns)


def frame_of_polars(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("polars").DataFrame(columns)


def lazy_frame_of_polars(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("polars").LazyFrame(columns)


def table_of_arrow(columns: dict[str, list[Any]]) -> Any:
    return pytest.importorskip("pyarrow").table(columns)


def relation_of_duckdb(columns: dict[str, list[Any]]) -> Any:
    duckdb = pytest.importorskip("duckdb")
    names = ", ".join(f'"{name}"' for name in columns)
    rows = list(zip(*columns.values(), strict=True))
    marks = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
    values = [value for row in rows for value in row]
    return duckdb.sql(f"SELECT * FROM (VALUES {marks}) AS t({names})", params=values)


FRAMES = [frame_of_pandas, frame_of_polars, lazy_frame_of_polars, table_of_arrow, relation_of_duckdb]


@pytest.mark.parametrize("frame_of", FRAMES)
class TestDataFrames:
    @pytest.fixture(autouse=True)
    def _narwhals(self) -> None:
        pytest.importorskip("narwhals", reason="data frames need the extra frames")

    def test_say_what_a_csv_of_the_same_cells_says(self, frame_of: Any, tmp_path: Path) -> None:
        rows = zip(*COLUMNS.values(), strict=True)
        lines = [",".join(COLUMNS)]
        for row in rows:
            lines.append(
                ",".join('"' + (cell or "").replace('"', '""') + '"' if cell else "" for cell in row)
            )
        expected = loads("\n".join(lines), "csv")
        assert dossier_of(frame_of(COLUMNS)) == expected
        assert len(expected) == 3

    def test_cells_may_have_types(self, frame_of: Any) -> None:
        typed = {
            "source": ["A", "B"],
            "event": ["e", "e"],
            "aspect": ["killed", "killed"],
            "answer": [7.0, 9.5],
            "said": [datetime.date(2025, 7, 4), datetime.date(2025, 7, 5)],
            "witnessed": [True, False],
        }
        claims = dossier_of(frame_of(typed))
        assert claims == dossier_of(
            [
                {**TWO, "answer": 7, "said": "2025-07-04", "witnessed": True},
                {**NINE, "answer": 9.5, "said": "2025-07-05"},
            ]
        )

    def test_an_unknown_column_is_refused(self, frame_of: Any) -> None:
        told = str(refused(frame_of({**COLUMNS, "answr": ["x"] * 3})))
        assert told.startswith("<frame>: the file: found the unknown column 'answr'")

    def test_a_bad_cell_is_told_with_its_row(self, frame_of: Any) -> None:
        columns = {**COLUMNS, "said": ["2025-07-04", "2025-02-30", None]}
        (problem,) = refused(frame_of(columns)).problems
        assert (problem.file, problem.line) == ("<frame>", 2)
        assert problem.expected == "a date that exists"


class TestFramesOfLists:
    def test_a_column_of_lists(self) -> None:
        pytest.importorskip("narwhals")
        polars = pytest.importorskip("polars")
        frame = polars.DataFrame({**{key: [value] for key, value in TWO.items()}, "via": [["C|x", "{D"]]})
        assert dossier_of(frame) == dossier_of([{**TWO, "via": ["C|x", "{D"]}])

    def test_a_time_of_day_without_a_zone_is_refused(self) -> None:
        pytest.importorskip("narwhals")
        pandas = pytest.importorskip("pandas")
        said = {"said": [pandas.Timestamp("2025-07-04 10:30")]}
        assert "an offset after the clock time" in str(
            refused(pandas.DataFrame({**{key: [value] for key, value in TWO.items()}, **said}))
        )

    def test_gaps_in_every_notation(self) -> None:
        pytest.importorskip("narwhals")
        pandas = pytest.importorskip("pandas")
        rows = [
            {**TWO, "ref": gap, "said": gap, "via": gap}
            for gap in (None, float("nan"), pandas.NA, pandas.NaT, "")
        ]
        assert dossier_of(pandas.DataFrame(rows)) == dossier_of([TWO])

    def test_without_the_extra_its_name_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck.errors import MissingExtra

        class Frame:
            columns = ("source",)

        monkeypatch.setitem(sys.modules, "narwhals", None)
        with pytest.raises(MissingExtra, match=r"claimcheck-sources\[frames\]"):
            check(Frame())

    def test_what_only_looks_like_a_frame(self) -> None:
        pytest.importorskip("narwhals")

        class Frame:
            columns = ("source",)

        assert "a data frame of pandas" in str(refused(Frame()))


class TestACallersProject:
    def test_is_strictly_typed(self, tmp_path: Path) -> None:
        """What it calls has types, and a mistaken call is one for the type checker."""
        pytest.importorskip("mypy")
        command = [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file",
            "",
            "--cache-dir",
            str(tmp_path),
        ]
        ran = subprocess.run(
            [*command, str(ROOT / "tests" / "caller")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=280,
        )
        assert ran.stdout.startswith("Success"), ran.stdout + ran.stderr

    def test_importing_the_call_imports_nothing_heavy(self) -> None:
        heavy = (
            "narwhals",
            "pandas",
            "polars",
            "pyarrow",
            "duckdb",
            "jsonschema",
            "mcp",
            "pydantic",
            "networkx",
        )
        code = f"import sys, claimcheck; claimcheck.check([{TWO!r}]); print([one for one in {heavy} if one in sys.modules])"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == "[]"
