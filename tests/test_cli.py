"""The command line: what goes where, how it ends, and what it says to a user's mistake."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from claimcheck import cli
from claimcheck.cli.output import CHECKED, FOUND, INTERRUPTED, OUR_MISTAKE, UNUSABLE
from claimcheck.findings import FINDING_KINDS, STANDINGS

ROOT = Path(__file__).parents[1]
EXCHANGE = ROOT / "examples" / "prisoner_exchange.yaml"

CLASH = """\
claimcheck: 1
sources: {A ministry: {}, B ministry: {}, Wire: {kind: news agency}}
events: {e: {kind: strike, when: 2025-07-04}}
aspects: {killed: {axis: count}}
claims:
  - {ref: a, source: A ministry, said: 2025-07-05, event: e, aspect: killed, answer: 7}
  - {ref: b, source: B ministry, said: 2025-07-05, event: e, aspect: killed, answer: 9}
"""
BAD = CLASH + "  - {ref: bad, source: A ministry, event: e, aspect: killed, answer: a goodly number}\n"


@attrs.frozen
class Ran:
    """How a command ended, and what it wrote where."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str | Path, stdin: bytes | None = None) -> Ran:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = cli.run([str(argument) for argument in arguments])
        told = capsysbinary.readouterr()
        return Ran(status, told.out.decode("utf-8"), told.err.decode("utf-8"))

    return ran


@pytest.fixture
def clash(tmp_path: Path) -> Path:
    path = tmp_path / "clash.yaml"
    path.write_text(CLASH, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.yaml"
    path.write_text(BAD, encoding="utf-8")
    return path


class TestNew:
    def test_the_starter_goes_to_standard_output_and_can_be_checked(self, run: Callable[..., Ran]) -> None:
        ran = run("new")
        assert (ran.status, ran.err) == (CHECKED, "")
        assert run("check", "-", stdin=ran.out.encode()).status == CHECKED

    def test_it_goes_to_a_file_and_says_what_to_do_next(
        self, run: Callable[..., Ran], tmp_path: Path
    ) -> None:
        path = tmp_path / "mine.yaml"
        ran = run("new", path)
        assert (ran.status, ran.out) == (CHECKED, "")
        assert f"claimcheck check {path}" in ran.err
        assert run("check", path).status == CHECKED

    def test_a_file_that_is_there_is_not_overwritten_save_by_force(
        self, run: Callable[..., Ran], clash: Path
    ) -> None:
        ran = run("new", clash)
        assert ran.status == UNUSABLE
        assert "--force" in ran.err
        assert clash.read_text(encoding="utf-8") == CLASH
        assert run("new", "--force", clash).status == CHECKED
        assert clash.read_text(encoding="utf-8") != CLASH


class TestCheck:
    def test_the_report_goes_to_standard_output_and_nothing_else_does(self, run: Callable[..., Ran]) -> None:
        ran = run("check", EXCHANGE)
        assert (ran.status, ran.err) == (CHECKED, "")
        assert "No contradiction. 2 unverified, 2 withheld" in ran.out

    def test_it_is_no_failure_to_find_a_contradiction(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("check", clash)
        assert ran.status == CHECKED
        assert "! CONTRADICTED" in ran.out

    @pytest.mark.parametrize(("form", "begins"), [("text", ""), ("json", "{\n"), ("markdown", "# ")])
    def test_each_format(self, run: Callable[..., Ran], form: str, begins: str) -> None:
        ran = run("check", "--format", form, EXCHANGE)
        assert ran.status == CHECKED
        assert ran.out.startswith(begins)
        assert ran.out.endswith("\n")

    def test_json_can_be_read(self, run: Callable[..., Ran], clash: Path) -> None:
        data = json.loads(run("check", "--format", "json", clash).out)
        assert [one["kind"] for one in data["findings"]] == ["contradiction"]

    def test_several_files_are_one_dossier(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("check", clash, EXCHANGE)
        assert ran.status == CHECKED
        assert "20 claims" in " ".join(ran.out.split())
        assert run("check", EXCHANGE, clash).out == ran.out

    def test_as_of_leaves_out_what_was_said_later(self, run: Callable[..., Ran], clash: Path) -> None:
        assert "1 contradiction." in run("check", "--as-of", "2025-07-09", clash).out
        assert "No contradiction." in run("check", "--as-of", "2025-06-01", clash).out

    def test_an_as_of_that_is_no_date_is_refused(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("check", "--as-of", "2025-02-30", clash)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "2025-02-30" in ran.err

    def test_long_camps_are_cut_unless_asked(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "many.csv"
        rows = [f"office {number},e,killed,7\n" for number in range(1001)]
        path.write_text("source,event,aspect,answer\n" + "".join(rows) + "z,e,killed,9\n", encoding="utf-8")

        def listed(*options: str) -> list[tuple[int, int]]:
            [finding] = json.loads(run("check", "--format", "json", *options, path).out)["findings"]
            return [(len(camp["claims"]), camp["claim_count"]) for camp in finding["camps"]]

        assert listed() == [(1000, 1001), (1, 1)]
        assert listed("--all-claims") == [(1001, 1001), (1, 1)]


class TestStandardInput:
    def test_it_is_read_as_yaml(self, run: Callable[..., Ran]) -> None:
        ran = run("check", "-", stdin=CLASH.encode())
        assert ran.status == CHECKED
        assert "1 contradiction." in ran.out

    @pytest.mark.parametrize(
        ("form", "text"),
        [
            ("csv", "source,event,aspect,answer\nA,e,killed,7\nB,e,killed,9\n"),
            (
                "jsonl",
                '{"type": "claim", "source": "A", "event": "e", "aspect": "killed", "answer": 7}\n'
                '{"type": "claim", "source": "B", "event": "e", "aspect": "killed", "answer": 9}\n',
            ),
            (
                "json",
                '{"claimcheck": 1, "claims": [{"source": "A", "event": "e", "aspect": "killed", "answer": 7},'
                ' {"source": "B", "event": "e", "aspect": "killed", "answer": 9}]}',
            ),
        ],
    )
    def test_or_as_what_it_is_said_to_be(self, run: Callable[..., Ran], form: str, text: str) -> None:
        ran = run("check", "-", "--input-format", form, stdin=text.encode())
        assert (ran.status, ran.err) == (CHECKED, "")
        assert "1 contradiction." in ran.out

    def test_what_is_no_dossier_is_refused(self, run: Callable[..., Ran]) -> None:
        ran = run("check", "-", stdin=b"\xff\xfe\x00")
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "Traceback" not in ran.err


class TestFailOn:
    @pytest.mark.parametrize(
        ("words", "status"),
        [
            ("contradiction", FOUND),
            ("contested", FOUND),
            ("CONTRADICTION", FOUND),
            ("tension, contradiction", FOUND),
            ("unverified", CHECKED),
            ("agreement", CHECKED),
            ("", CHECKED),
        ],
    )
    def test_a_contradiction(self, run: Callable[..., Ran], clash: Path, words: str, status: int) -> None:
        ran = run("check", "--fail-on", words, clash)
        assert (ran.status, ran.err) == (status, "")
        assert "1 contradiction." in ran.out

    @pytest.mark.parametrize(
        ("words", "status"),
        [
            ("unverified", FOUND),
            ("uncorroborated", FOUND),
            ("single-source", FOUND),
            ("corroborated", FOUND),
            ("withheld", FOUND),
            ("one-sided", CHECKED),
            ("contradiction", CHECKED),
        ],
    )
    def test_the_exchange(self, run: Callable[..., Ran], words: str, status: int) -> None:
        assert run("check", "--fail-on", words, EXCHANGE).status == status

    def test_unverified_means_the_standing_and_uncorroborated_all_three(
        self, run: Callable[..., Ran], tmp_path: Path
    ) -> None:
        path = tmp_path / "single.yaml"
        path.write_text(CLASH.rsplit("  - ", 1)[0], encoding="utf-8")
        assert run("check", "--fail-on", "unverified", path).status == CHECKED
        assert run("check", "--fail-on", "single-source", path).status == FOUND
        assert run("check", "--fail-on", "uncorroborated", path).status == FOUND

    @pytest.mark.parametrize("word", [*FINDING_KINDS, *STANDINGS, "uncorroborated"])
    def test_every_kind_and_standing_is_a_word(self, run: Callable[..., Ran], clash: Path, word: str) -> None:
        assert run("check", "--fail-on", word, clash).status in (CHECKED, FOUND)

    def test_a_misspelt_word_is_refused_with_the_nearest(self, run: Callable[..., Ran], clash: Path) -> None:
        ran = run("check", "--fail-on", "contradition", clash)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "did you mean 'contradiction'?" in ran.err


class TestOutput:
    def test_the_report_goes_to_the_file_and_standard_output_stays_empty(
        self, run: Callable[..., Ran], clash: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "report.json"
        assert run("check", "--format", "json", "-o", path, clash) == Ran(CHECKED, "", "")
        assert path.read_text(encoding="utf-8") == run("check", "--format", "json", clash).out
        assert [one.name for one in tmp_path.iterdir() if one.name not in ("report.json", "clash.yaml")] == []

    def test_it_replaces_what_was_there(self, run: Callable[..., Ran], clash: Path, tmp_path: Path) -> None:
        path = tmp_path / "report.txt"
        path.write_text("old", encoding="utf-8")
        assert run("check", "--output", path, clash).status == CHECKED
        assert path.read_text(encoding="utf-8") == run("check", clash).out

    @pytest.mark.parametrize("how", ["as it is", "by another path", "by a link", "by a hard link"])
    def test_an_input_is_never_overwritten(
        self, run: Callable[..., Ran], clash: Path, tmp_path: Path, how: str
    ) -> None:
        path = clash
        if how == "by another path":
            (tmp_path / "x").mkdir()
            path = tmp_path / "x" / ".." / clash.name
        elif how == "by a link":
            path = tmp_path / "link.yaml"
            path.symlink_to(clash)
        elif how == "by a hard link":
            path = tmp_path / "hard.yaml"
            path.hardlink_to(clash)
        ran = run("check", "-o", path, clash)
        assert ran.status == UNUSABLE
        assert ran.err
        assert clash.read_text(encoding="utf-8") == CLASH

    def test_where_nothing_can_be_written_that_is_said(
        self, run: Callable[..., Ran], clash: Path, tmp_path: Path
    ) -> None:
        for path in (tmp_path / "nowhere" / "report.txt", tmp_path):
            ran = run("check", "-o", path, clash)
            assert (ran.status, ran.out) == (UNUSABLE, "")
            assert str(path) in ran.err
            assert "Traceback" not in ran.err

    def test_nothing_is_written_where_nothing_was_judged(
        self, run: Callable[..., Ran], bad: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "report.txt"
        assert run("check", "-o", path, bad).status == UNUSABLE
        assert not path.exists()

    def test_a_report_that_fails_is_written_all_the_same(
        self, run: Callable[..., Ran], clash: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "report.txt"
        assert run("check", "-o", path, "--fail-on", "contradiction", clash).status == FOUND
        assert "1 contradiction." in path.read_text(encoding="utf-8")


class TestBadInput:
    def test_nothing_is_judged_and_every_problem_has_its_place(
        self, run: Callable[..., Ran], bad: Path
    ) -> None:
        ran = run("check", bad)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert f"{bad}:8: " in ran.err
        assert "a goodly number" in ran.err

    def test_skip_bad_keeps_the_good_and_counts_the_bad(
        self, run: Callable[..., Ran], bad: Path, clash: Path
    ) -> None:
        ran = run("check", "--skip-bad", bad)
        assert ran.status == CHECKED
        assert "a goodly number" in ran.err
        assert ran.err.endswith("1 bad record left out.\n")
        assert ran.out.split("\n\n", 1)[1] == run("check", clash).out.split("\n\n", 1)[1]

    def test_skip_bad_says_nothing_where_nothing_is_bad(self, run: Callable[..., Ran], clash: Path) -> None:
        assert run("check", "--skip-bad", clash).err == ""

    def test_a_ring_is_nobodys_fault_alone_and_is_not_skipped(
        self, run: Callable[..., Ran], tmp_path: Path
    ) -> None:
        path = tmp_path / "ring.yaml"
        path.write_text(
            "claimcheck: 1\nsources: {A: {controlled_by: [B]}, B: {controlled_by: [A]}}\nclaims: []\n",
            encoding="utf-8",
        )
        for options in ((), ("--skip-bad",)):
            ran = run("check", *options, path)
            assert (ran.status, ran.out) == (UNUSABLE, "")
            assert "ring" in ran.err

    def test_a_missing_file(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        ran = run("check", tmp_path / "none.yaml")
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "none.yaml" in ran.err
        assert "Traceback" not in ran.err

    def test_a_directory(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        ran = run("check", tmp_path)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert str(tmp_path) in ran.err
        assert "Traceback" not in ran.err

    def test_an_empty_file(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "empty.yaml"
        path.write_bytes(b"")
        ran = run("check", path)
        assert ran.status in (CHECKED, UNUSABLE)
        assert "Traceback" not in ran.err
        assert ran.out or ran.err

    def test_one_bad_file_among_good_ones(self, run: Callable[..., Ran], clash: Path, tmp_path: Path) -> None:
        ran = run("check", clash, tmp_path / "none.yaml")
        assert (ran.status, ran.out) == (UNUSABLE, "")

    def test_what_a_file_holds_commands_no_terminal(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "evil.yaml"
        path.write_text(CLASH.replace("answer: 7", 'answer: "\\e[31mred\\u202e"'), encoding="utf-8")
        ran = run("check", path)
        assert ran.status == UNUSABLE
        assert "\x1b" not in ran.err
        assert "\u202e" not in ran.err


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (["chek"], "chek"),
            (["check"], "FILE"),
            (["check", "--fromat", "json", "x.yaml"], "--fromat"),
            (["check", "--format", "xml", "x.yaml"], "xml"),
            (["check", "--input-format", "toml", "x.yaml"], "toml"),
            (["check", "--color", "sometimes", "x.yaml"], "sometimes"),
            (["explain"], "REF"),
        ],
    )
    def test_what_is_not_understood_is_named_and_help_is_offered(
        self, run: Callable[..., Ran], arguments: list[str], told: str
    ) -> None:
        ran = run(*arguments)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert told in ran.err
        assert "--help" in ran.err

    @pytest.mark.parametrize(
        "arguments", [["--help"], ["check", "--help"], ["explain", "-h"], ["new", "-h"], ["--version"]]
    )
    def test_help_and_version(self, run: Callable[..., Ran], arguments: list[str]) -> None:
        ran = run(*arguments)
        assert (ran.status, ran.err) == (CHECKED, "")
        assert ran.out

    def test_every_option_has_its_help(self) -> None:
        options = [(name, option) for name, one in cli.command.commands.items() for option in one.params]
        lacking = [
            (name, option.name)
            for name, option in options
            if option.param_type_name == "option" and not getattr(option, "help", None)
        ]
        assert lacking == []


class TestCommands:
    @pytest.mark.parametrize(
        ("name", "told"),
        [("chekc", "no command 'chekc'; did you mean 'check'?\n"), ("xyz", "no command 'xyz'\n")],
    )
    def test_one_that_is_misspelt_is_told_with_the_nearest(
        self, run: Callable[..., Ran], name: str, told: str
    ) -> None:
        ran = run(name, EXCHANGE)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert ran.err == told + "See 'claimcheck --help'.\n"


class TestExplain:
    def test_it_tells_of_one_claim(self, run: Callable[..., Ran]) -> None:
        ran = run("explain", "tass-civilians", EXCHANGE)
        assert (ran.status, ran.err) == (CHECKED, "")
        assert "TASS" in ran.out
        assert "Zelensky" in ran.out  # what nearly met it

    def test_an_unknown_ref_is_refused_with_the_nearest(self, run: Callable[..., Ran]) -> None:
        ran = run("explain", "tass-civilian", EXCHANGE)
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "did you mean 'tass-civilians'?" in ran.err


class TestOurMistake:
    def test_it_is_told_as_ours_with_where_it_happened(
        self, run: Callable[..., Ran], clash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_arguments: Any, **_options: Any) -> None:
            raise ZeroDivisionError("oh dear")

        monkeypatch.setattr("claimcheck.judge.crosscheck", broken)
        ran = run("check", clash)
        assert (ran.status, ran.out) == (OUR_MISTAKE, "")
        assert "ZeroDivisionError: oh dear" in ran.err
        assert "mistake in claimcheck, not in your files" in ran.err

    def test_an_interruption_is_quiet(
        self, run: Callable[..., Ran], clash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupted(*_arguments: Any, **_options: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("claimcheck.judge.crosscheck", interrupted)
        assert run("check", clash) == Ran(INTERRUPTED, "", "")

    def test_memory_that_runs_out_is_no_traceback_at_the_user(
        self, run: Callable[..., Ran], clash: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def exhausted(*_arguments: Any, **_options: Any) -> None:
            raise RecursionError("too deep")

        monkeypatch.setattr("claimcheck.judge.crosscheck", exhausted)
        assert run("check", clash).status == OUR_MISTAKE


class TestColor:
    ESCAPE = "\x1b["

    @pytest.mark.parametrize(
        ("option", "environment", "terminal", "colored"),
        [
            (None, {}, True, True),
            (None, {}, False, False),
            (None, {"TERM": "dumb"}, True, False),
            (None, {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
            (None, {"NO_COLOR": "1"}, True, False),
            (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
            (None, {"NO_COLOR": ""}, True, True),
            ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
            ("never", {"FORCE_COLOR": "1"}, True, False),
            ("auto", {"FORCE_COLOR": "1"}, False, True),
        ],
    )
    def test_the_option_goes_before_the_environment_and_that_before_the_terminal(
        self,
        run: Callable[..., Ran],
        clash: Path,
        monkeypatch: pytest.MonkeyPatch,
        option: str | None,
        environment: dict[str, str],
        terminal: bool,
        colored: bool,
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _stream: terminal, raising=False)
        options = [] if option is None else ["--color", option]
        assert (self.ESCAPE in run("check", *options, clash).out) is colored

    @pytest.mark.parametrize("form", ["json", "markdown"])
    def test_other_forms_have_none(self, run: Callable[..., Ran], clash: Path, form: str) -> None:
        assert self.ESCAPE not in run("check", "--color", "always", "--format", form, clash).out

    def test_a_file_has_none_unless_asked(
        self, run: Callable[..., Ran], clash: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _stream: True, raising=False)
        path = tmp_path / "report.txt"
        run("check", "-o", path, clash)
        assert self.ESCAPE not in path.read_text(encoding="utf-8")


class TestAsAProcess:
    """What only a real process shows: pipes, signals, exit status."""

    @staticmethod
    def command(*arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "claimcheck", *map(str, arguments)]

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def test_exit_status_is_the_processs(self, clash: Path) -> None:
        done = subprocess.run(
            self.command("check", "--fail-on", "contradiction", clash),
            env=self.environment,
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == FOUND
        assert done.stderr == b""

    def test_a_closed_pipe_is_quiet(self, tmp_path: Path) -> None:
        path = tmp_path / "many.csv"
        rows = [f"s{number},e{number},killed,{number}\n" for number in range(1500)]
        path.write_text("source,event,aspect,answer\n" + "".join(rows), encoding="utf-8")
        with subprocess.Popen(
            self.command("check", path), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.read(10)
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(60) == CHECKED

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_a_full_disk_is_told(self, clash: Path) -> None:
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                self.command("check", clash),
                env=self.environment,
                stdout=full,
                stderr=subprocess.PIPE,
                timeout=60,
            )
        assert done.returncode == UNUSABLE
        assert b"No space left" in done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Exception ignored" not in done.stderr

    @pytest.mark.parametrize(
        ("closed", "file", "status"),
        [(">&-", "FILE", CHECKED), ("2>&-", "none.yaml", UNUSABLE), ("<&-", "-", UNUSABLE)],
    )
    def test_a_stream_that_is_closed_is_no_mistake_of_ours(
        self, clash: Path, closed: str, file: str, status: int
    ) -> None:
        words = self.command("check", clash if file == "FILE" else file)
        shell = " ".join(f"'{word}'" for word in words)
        done = subprocess.run(
            ["sh", "-c", f"{shell} {closed}"], env=self.environment, capture_output=True, timeout=60
        )
        assert done.returncode == status
        assert b"Traceback" not in done.stderr

    def test_words_beyond_the_locale_are_printed_all_the_same(self, tmp_path: Path) -> None:
        path = tmp_path / "é.yaml"
        path.write_text(BAD.replace("a goodly number", "много"), encoding="utf-8")
        environment = self.environment | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        done = subprocess.run(self.command("check", path), env=environment, capture_output=True, timeout=60)
        assert done.returncode == UNUSABLE
        assert b"Traceback" not in done.stderr


class TestConvert:
    def test_what_is_lost_is_told_beside_the_result(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text(
            "claimcheck: 1\nclaims: [{source: A, event: e, aspect: a, answer: yes, note: n}]", "utf-8"
        )
        ran = run("convert", str(path), "--to", "node-link")
        assert ran.out.startswith('{"directed"')
        assert (ran.status, ran.err) == (0, "lost: claim: note (1)\n")
        ran = run("convert", str(path), "-o", str(tmp_path / "b.jsonl"))
        assert (ran.status, ran.out, ran.err) == (0, "", "")
        assert run("check", str(tmp_path / "b.jsonl")).status == 0

    def test_without_a_format_or_a_file_it_says_what_it_needs(self, run: Callable[..., Ran]) -> None:
        ran = run("convert", "a.yaml")
        assert (ran.status, ran.out) == (UNUSABLE, "")
        assert "name the format with --to, or a file with -o" in ran.err

    def test_a_misspelt_format_is_told_before_anything_is_read(self, run: Callable[..., Ran]) -> None:
        ran = run("convert", "nowhere.yaml", "--to", "graphm")
        assert "did you mean 'graphml'?" in ran.err
        assert "nowhere" not in ran.err

    def test_bad_records_are_left_out_and_counted(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "a.csv"
        path.write_text("source,event,aspect,answer\nA,e,a,yes\n,e,a,yes\n", "utf-8")
        ran = run("convert", str(path), "--to", "csv", "--skip-bad")
        assert ran.out.splitlines()[1:] == ["A,e,a,yes"]
        assert "1 bad record left out." in ran.err

    def test_an_input_is_never_overwritten(self, run: Callable[..., Ran], tmp_path: Path) -> None:
        path = tmp_path / "a.yaml"
        path.write_text("claimcheck: 1", "utf-8")
        assert "the input file" in run("convert", str(path), "-o", str(path)).err
