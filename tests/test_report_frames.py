"""A report as data frames: the same rows and types in pandas, Polars and PyArrow."""

from __future__ import annotations

import builtins
import sys
from typing import Any

import pytest
from desk import Day, nobody, report_of, says
from test_report import everything

from claimcheck.arguments import ArgumentError
from claimcheck.errors import MissingExtra
from claimcheck.report import Report
from claimcheck.report.frames import BACKENDS

narwhals = pytest.importorskip("narwhals", reason="data frames need the extra frames")

FRAMES = ("findings_table", "claims_table", "matrix")


def rows(frame: Any) -> list[dict[str, Any]]:
    """A frame as plain rows, with None for what is null."""
    told = narwhals.from_native(frame).rows(named=True)
    return [
        {
            key: None if value is None or value != value or str(value) == "<NA>" else value
            for key, value in row.items()
        }
        for row in told
    ]


@pytest.fixture(scope="module")
def full() -> Report:
    return everything()


class TestEveryBackend:
    @pytest.mark.parametrize("name", FRAMES)
    def test_has_the_same_rows_and_types(self, name: str, full: Report) -> None:
        frames = {backend: getattr(full, name)(backend) for backend in BACKENDS}
        assert rows(frames["pandas"]) == rows(frames["polars"]) == rows(frames["pyarrow"])
        schemas = [narwhals.from_native(frame).schema for frame in frames.values()]
        assert schemas[0] == schemas[1] == schemas[2]
        for backend, frame in frames.items():
            assert type(frame).__module__.partition(".")[0] == backend

    @pytest.mark.parametrize("name", FRAMES)
    @pytest.mark.parametrize("backend", BACKENDS)
    def test_an_empty_report_has_the_same_columns(self, name: str, backend: str, full: Report) -> None:
        empty = narwhals.from_native(getattr(report_of(), name)(backend))
        assert len(empty) == 0
        if name != "matrix":
            assert empty.schema == narwhals.from_native(getattr(full, name)(backend)).schema


class TestRows:
    def test_a_finding_a_row_in_the_order_of_the_report(self, full: Report) -> None:
        told = rows(full.findings_table("polars"))
        assert [row["reason"] for row in told] == [finding.reason for finding in full]
        first = told[0]
        assert (first["kind"], first["class"], first["standing"], first["credibility"], first["camps"], first["claims"]) == (
            "contradiction", "contradicted", "contested", 4, 2, 2,
        )  # fmt: skip
        assert first["margin"] == pytest.approx(2 / 9)
        assert first["sides"] == "A-land; B-land"

    def test_numbers_have_their_ends(self) -> None:
        report = report_of(
            says("a", "A ministry", "at least 7"), says("b", "C body", {"between": [2, 4]}, scope={"n": "1"}),
            says("c", "C body", "half", aspect="share held"), says("d", "C body", "yes", aspect="struck"),
            says("e", "C body", Day(4), aspect="began"), says("f", "C body", "all", aspect="share held", scope={"n": "1"}),
        )  # fmt: skip
        ends = {row["label"]: (row["lowest"], row["highest"]) for row in rows(report.claims_table("polars"))}
        assert ends["a"] == (7.0, None)
        assert ends["b"] == (2.0, 4.0)
        assert ends["c"] == pytest.approx((0.4, 0.6))
        assert ends["f"] == (1.0, 1.0)
        assert ends["d"] == ends["e"] == (None, None)

    def test_a_claim_a_row_with_whether_it_counts(self) -> None:
        report = report_of(
            says("a", "A ministry", 7, via="Wire", quote="seven"), says("b", "A ministry", 9, said=Day(6), via="Wire"), says("n", nobody(), 3),
        )  # fmt: skip
        told = {row["label"]: row for row in rows(report.claims_table("pandas"))}
        assert {label: (row["status"], row["counts"], row["named"]) for label, row in told.items()} == {
            "a": ("revised", False, True), "b": ("live", True, True), "n": ("live", False, False),
        }  # fmt: skip
        assert (told["a"]["via"], told["a"]["quote"], told["a"]["said"], told["a"]["file"], told["a"]["line"]) == (
            "Wire", "seven", Day(5), None, None,
        )  # fmt: skip

    def test_sources_of_the_matrix_are_headed_by_their_side(self) -> None:
        report = report_of(
            says("a", "A ministry", 7),
            says("b", "C body", 7, via="Wire"),
            says("n", nobody(), 3),
            says("m", nobody("a clerk"), 3),
        )
        [row] = rows(report.matrix("polars"))
        assert list(row) == [
            "event", "question", "A-land: A ministry", "C body", "Wire", "nobody: an unnamed source (a clerk)",
            "nobody: an unnamed source (a nurse)", "standing",
        ]  # fmt: skip
        assert list(row.values())[:7] == ["Strike, 4 July 2025", "killed", "7", "7", "passes", "3", "3"]

    def test_text_commands_no_terminal(self) -> None:
        report = report_of(
            says(
                "a\x1b",
                "A\x1b[31m",
                "yes",
                aspect="x\x07",
                quote="q\x9b",
                url="u\x1b",
                cue="c\x00",
                scope={"k": "v\u202e"},
            )
        )
        for name in FRAMES:
            shown = repr(rows(getattr(report, name)("polars")))
            assert not any(one in shown for one in ("\\x1b", "\\x07", "\\x9b", "\\x00", "\\u202e"))

    def test_a_name_that_is_taken_gets_a_number(self) -> None:
        [row] = rows(report_of(says("a", "standing", 7), says("b", "event", 8)).matrix("polars"))
        assert {"standing (2)", "event (2)"} <= row.keys()


class TestBackends:
    def test_what_is_in_use_is_taken(self, full: Report, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delitem(sys.modules, "pandas", raising=False)
        monkeypatch.delitem(sys.modules, "pyarrow", raising=False)
        import polars

        assert isinstance(full.matrix(), polars.DataFrame)

    def test_an_unknown_one_is_refused_with_the_nearest(self, full: Report) -> None:
        with pytest.raises(ArgumentError, match="did you mean 'polars'"):
            full.matrix("polar")

    @pytest.mark.parametrize("missing", ["narwhals", "polars"])
    def test_a_missing_package_names_the_extra(
        self, full: Report, missing: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = builtins.__import__
        monkeypatch.delitem(sys.modules, missing)

        def absent(name: str, *rest: Any) -> Any:
            if name == missing:
                raise ImportError(name)
            return real(name, *rest)

        import claimcheck.report.frames as frames

        monkeypatch.setattr(frames, "import_module", absent)
        with pytest.raises(
            MissingExtra, match=rf"needs the package {missing}: pip install 'claimcheck-sources\[frames\]'"
        ):
            full.findings_table("polars")

    def test_none_at_all_names_the_extra(self, full: Report, monkeypatch: pytest.MonkeyPatch) -> None:
        import claimcheck.report.frames as frames

        monkeypatch.setattr(frames, "find_spec", lambda _name: None)
        monkeypatch.setattr(frames.sys, "modules", {"narwhals": narwhals})
        with pytest.raises(MissingExtra, match="frames"):
            full.findings_table()
