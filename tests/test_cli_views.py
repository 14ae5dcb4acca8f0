"""Narrowed, compared and redacted at the command line."""

# ruff: noqa: F811, F401 (fixtures of another module)

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from extras import FORMS
from test_cli import CLASH, Ran, clash, run

from claimcheck.cli.output import CHECKED, FOUND, UNUSABLE

SECRET = """\
claimcheck: 1
sources: {Wilma Quist: {confidential: true}, Ministry: {}}
claims:
  - {ref: call, source: Wilma Quist, event: e, aspect: killed, answer: 7, note: at nine}
  - {ref: ministry, source: Ministry, event: e, aspect: killed, answer: 7}
"""


@pytest.fixture
def agreed(tmp_path: Path) -> Path:
    path = tmp_path / "agreed.yaml"
    path.write_text(CLASH.replace("answer: 9", "answer: 7"), encoding="utf-8")
    return path


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.yaml"
    path.write_text(SECRET, encoding="utf-8")
    return path


class TestNarrowed:
    def test_what_fits_is_shown(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("check", "--kind", "contradiction", "--source", "A ministry", clash)
        assert ran.status == CHECKED
        assert "Shown: 1 of 1 finding" in ran.out
        assert ran.out.endswith("1 contradicted shown; 0 left out.\n")

    def test_nothing_left_is_said_in_every_form(self, run: Callable[..., Ran], clash: Path) -> None:
        for form in FORMS:
            ran = run("check", "--min-margin", "50%", "--format", form, clash)
            assert ran.status == CHECKED
            assert (
                "None of 1 finding is without contradictions that are less than 50% apart"
                in ran.out.replace("\n  ", " ")
            )

    def test_several_values_are_any_of_them(self, run: Callable[..., Ran], clash: Path) -> None:
        assert "Shown: 1 of 1" in run("check", "--kind", "agreement", "--kind", "contradiction", clash).out

    def test_fail_on_looks_at_what_is_shown(self, run: Callable[..., Ran], clash: Path) -> None:
        assert run("check", "--fail-on", "contradiction", clash).status == FOUND
        assert run("check", "--fail-on", "contradiction", "--kind", "agreement", clash).status == CHECKED

    @pytest.mark.parametrize(
        ("option", "value", "message"),
        [
            ("--source", "A minstry", "the report has no source 'A minstry'; did you mean 'A ministry'?\n"),
            ("--kind", "contradicton", "did you mean 'contradiction'?\n"),
            (
                "--event",
                "x",
                "the report has no event 'x'; it has Strike, 4 July 2025, e, strike, 2025-07-04\n",
            ),
            ("--min-margin", "wide", "min_margin is a share such as 0.05 or '5 %'"),
        ],
    )
    def test_a_name_that_is_not_there_is_refused(
        self, run: Callable[..., Ran], clash: Path, option: str, value: str, message: str
    ) -> None:
        ran = run("check", option, value, clash)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert message in ran.err


class TestCompared:
    def test_what_moved_is_told(self, run: Callable[..., Ran], agreed: Path, clash: Path) -> None:
        ran = run("compare", agreed, clash)
        assert ran.status == CHECKED
        assert "because of b (B ministry: 9), added" in ran.out
        assert ran.out.endswith("1 new, 0 changed, 1 gone; 0 as before.\n")

    @pytest.mark.parametrize(
        ("words", "status"),
        [
            ("new", FOUND),
            ("changed", CHECKED),
            ("contradiction", FOUND),
            ("contested", FOUND),
            ("agreement", CHECKED),
            ("gone,changed", FOUND),
        ],
    )
    def test_fail_on_makes_the_status(
        self, run: Callable[..., Ran], agreed: Path, clash: Path, words: str, status: int
    ) -> None:
        assert run("compare", "--fail-on", words, agreed, clash).status == status

    def test_unknown_words_are_refused_with_the_nearest(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("compare", "--fail-on", "chanced", clash, clash)
        assert ran.status == UNUSABLE
        assert "did you mean 'changed'?" in ran.err

    def test_several_files_a_side_are_one_dossier(
        self, run: Callable[..., Ran], agreed: Path, clash: Path, secret: Path
    ) -> None:
        data = json.loads(run("compare", "--format", "json", "--after", secret, agreed, agreed).out)
        assert sorted(data["claims_added"]) == ["call", "ministry"]
        assert json.loads(run("compare", "--format", "json", "--before", secret, agreed, agreed).out)[
            "claims_removed"
        ]

    def test_one_file_at_two_times(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("compare", "--before-as-of", "2025-07-04", clash, clash)
        assert "1 new, 0 changed, 0 gone; 0 as before." in ran.out
        assert (
            "Nothing changed"
            in run("compare", "--after-as-of", "2025-07-04", "--before-as-of", "2025-07-04", clash, clash).out
        )

    def test_one_standard_input_is_enough(self, run: Callable[..., Ran], clash: Path) -> None:
        assert run("compare", clash, "-", stdin=CLASH.encode()).status == CHECKED
        ran = run("compare", "-", "-", stdin=CLASH.encode())
        assert (ran.status, "not both" in ran.err) == (UNUSABLE, True)

    def test_forms_go_to_a_file_and_never_over_an_input(
        self, run: Callable[..., Ran], agreed: Path, clash: Path, tmp_path: Path
    ) -> None:
        assert run("compare", "--format", "html", "-o", tmp_path / "m.html", agreed, clash).out == ""
        assert (tmp_path / "m.html").read_text("utf-8").startswith("<!DOCTYPE html>")
        assert run("compare", "--format", "markdown", agreed, clash).out.startswith("# What moved\n")
        assert run("compare", "-o", clash, agreed, clash).status == UNUSABLE

    def test_both_are_redacted(self, run: Callable[..., Ran], secret: Path) -> None:
        for form in ("text", "json", "markdown", "html"):
            ran = run("compare", "--redact", "--format", form, "--before-as-of", "1900", secret, secret)
            assert "Quist" not in ran.out + ran.err
        assert "Before: Redacted: 1 source renamed" in ran.err


class TestRedacted:
    def test_the_report_holds_no_name_and_says_so(self, run: Callable[..., Ran], secret: Path) -> None:
        for form in FORMS:
            ran = run("check", "--redact", "--format", form, secret)
            assert ran.status == CHECKED
            assert "Quist" not in ran.out
            assert "confidential source 1" in ran.out
            assert ran.err.startswith("Redacted: 1 source renamed, 1 note or key")

    def test_it_is_narrowed_by_the_new_names(self, run: Callable[..., Ran], secret: Path) -> None:
        assert run("check", "--redact", "--source", "confidential source 1", secret).status == CHECKED
        ran = run("check", "--redact", "--source", "Wilma Quist", secret)
        assert (ran.status, ran.out) == (UNUSABLE, "")

    def test_the_dossier_is_written_and_reads_back(
        self, run: Callable[..., Ran], secret: Path, tmp_path: Path
    ) -> None:
        ran = run("redact", secret)
        assert "Quist" not in ran.out
        assert run("check", "-", stdin=ran.out.encode()).out.endswith("No contradiction. 1 corroborated.\n")
        assert run("redact", "-o", tmp_path / "public.json", secret).out == ""
        assert json.loads((tmp_path / "public.json").read_text("utf-8"))["claimcheck"] == 1
        assert run("redact", "--format", "jsonl", secret).out.startswith('{"type":')

    def test_an_output_that_tells_no_format_asks_for_one(
        self, run: Callable[..., Ran], secret: Path, tmp_path: Path
    ) -> None:
        ran = run("redact", "-o", tmp_path / "public.txt", secret)
        assert (ran.status, "say --format" in ran.err) == (UNUSABLE, True)
        assert run("redact", "-o", secret, secret).status == UNUSABLE
