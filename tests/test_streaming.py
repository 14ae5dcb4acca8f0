"""`check --stream`: one line in, one line out, at once; a bad line is answered as one and stops nothing."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import crosscheck
from claimcheck.cli import run
from claimcheck.cli.output import CHECKED, FOUND, OUR_MISTAKE, UNUSABLE
from claimcheck.cli.streaming import stream_lines
from claimcheck.formats import dumps, files, loads
from claimcheck.schemas import schema
from claimcheck.testing import dossiers

GOOD: dict[str, Any] = {
    "claimcheck": 1,
    "claims": [{"source": "A", "event": "e", "aspect": "killed", "answer": 2}],
}
CLASH: dict[str, Any] = {
    "claimcheck": 1,
    "claims": [*GOOD["claims"], {"source": "B", "event": "e", "aspect": "killed", "answer": 9}],
}
BAD: dict[str, Any] = {"claimcheck": 1, "claims": [{**GOOD["claims"][0], "said": "2025-02-30"}]}

Stream = Callable[..., tuple[int, list[dict[str, Any]], str]]


class Pipe:
    """Standard output as bytes, which counts how often it is flushed."""

    def __init__(self) -> None:
        self.buffer = self
        self.written: list[bytes] = []
        self.flushed = 0

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def flush(self) -> None:
        self.flushed += 1


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Stream:
    def streamed(given: bytes, *options: str) -> tuple[int, list[dict[str, Any]], str]:
        pipe = Pipe()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        monkeypatch.setattr(sys, "stdout", pipe)
        status = run(["check", "--stream", *options, "-"])
        lines = b"".join(pipe.written).splitlines()
        assert pipe.flushed == len(lines)
        return status, [json.loads(line) for line in lines], capsys.readouterr().err

    return streamed


def lines(*documents: Any) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in documents)


class TestEachLineIsAnswered:
    def test_by_the_report_that_check_gives(self, stream: Stream) -> None:
        status, answers, err = stream(lines(GOOD, CLASH))
        assert (status, err) == (CHECKED, "")
        expected = [crosscheck(loads(json.dumps(one), "json")).to_dict() for one in (GOOD, CLASH)]
        assert answers == json.loads(json.dumps(expected))

    @given(st.lists(dossiers(max_claims=3), max_size=3))
    def test_any_dossier(self, several: list[Any]) -> None:
        written = b"".join(dumps(one, "json").replace("\n", " ").encode() + b"\n" for one in several)
        found = [line for _, line in stream_lines(io.BytesIO(written))]
        assert [loads(line or b"", "json") for line in found] == several

    def test_a_bad_line_by_an_error_that_tells_its_line_and_the_rest_goes_on(self, stream: Stream) -> None:
        status, answers, err = stream(lines(GOOD, BAD, CLASH))
        assert (status, err) == (UNUSABLE, "")
        assert ["error" in answer for answer in answers] == [False, True, False]
        (problem,) = answers[1]["error"]["problems"]
        assert (problem["file"], problem["line"], problem["where"]) == ("<stdin>", 2, "claim 1: said")
        assert answers[1]["error"]["text"].startswith("<stdin>:2: claim 1: said: found '2025-02-30'")

    def test_words_that_cannot_be_judged_are_an_error_of_their_line_too(self, stream: Stream) -> None:
        words = {
            **GOOD,
            "aspects": {"killed": {"axis": "count"}},
            "claims": [{**GOOD["claims"][0], "answer": "seven-ish"}],
        }
        status, (answer, _), _ = stream(lines(words, GOOD))
        assert (status, answer["error"]["kind"]) == (UNUSABLE, "unusable")
        assert answer["error"]["problems"][0]["line"] == 1

    def test_lines_without_anything_are_passed_over_and_counted(self, stream: Stream) -> None:
        _, answers, _ = stream(b"\n  \n" + lines(BAD) + b"\r\n" + lines(GOOD).rstrip())
        assert [answer.get("error", {}).get("line") for answer in answers] == [3, None]

    @pytest.mark.parametrize(
        "bad",
        [
            b"{", b"[]", b"7", b"\xff\xfe{", b"\xef\xbb\xbf", b'"\\ud800"', b'{"claimcheck": 1, "claimcheck": 1}', b"[" * 5000,
            b'{"claimcheck": 1, "claims": [' + b'{"x":' * 60 + b"1" + b"}" * 60 + b"]}", b'{"claimcheck": NaN}', b"\0", b"\x1f\x8b",
            b'{"claimcheck": 2}', b'{"claimcheck": 1, "claims": [{"source": 1e999}]}', b'{"claimcheck": 1' + b"0" * 5000 + b"}",
            b'{"claimcheck": 1, "sources": {"a": {"controlled_by": "b"}, "b": {"controlled_by": "a"}}}',
        ],
        ids=lambda bad: repr(bad[:24]),
    )  # fmt: skip
    def test_whatever_stands_on_a_line(self, stream: Stream, bad: bytes) -> None:
        status, answers, err = stream(bad + b"\n" + lines(GOOD))
        assert (status, err) == (UNUSABLE, "")
        assert ["error" in answer for answer in answers] == [True, False]
        assert answers[0]["error"]["kind"] == "unusable"
        assert all(problem["line"] == 1 for problem in answers[0]["error"]["problems"])
        assert answers[0]["error"]["text"]

    def test_a_line_beyond_the_limit_is_never_held(
        self, stream: Stream, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "LONGEST_LINE", 1000)
        status, answers, _ = stream(b"x" * 5_000_000 + b"\n" + lines(GOOD))
        assert status == UNUSABLE
        assert answers[0]["error"]["problems"][0]["found"] == "a longer line"
        assert answers[1]["findings"]

    def test_the_answers_are_valid_by_the_schemas(self, stream: Stream) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        _, answers, _ = stream(lines(GOOD, BAD) + b"{\n")
        for answer in answers:
            jsonschema.validate(answer, schema("error" if "error" in answer else "report"))


class TestItsStatus:
    @pytest.mark.parametrize(
        ("given", "options", "status"),
        [
            (lines(GOOD), (), CHECKED),
            (b"", (), CHECKED),
            (lines(CLASH, GOOD), ("--fail-on", "contradiction"), FOUND),
            (lines(GOOD), ("--fail-on", "contradiction"), CHECKED),
            (lines(CLASH, BAD, GOOD), ("--fail-on", "contradiction"), UNUSABLE),
        ],
    )
    def test_is_the_gravest_of_its_lines(
        self, stream: Stream, given: bytes, options: tuple[str, ...], status: int
    ) -> None:
        assert stream(given, *options)[0] == status

    def test_a_mistake_of_ours_is_told_as_ours_and_stops_nothing(
        self, stream: Stream, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from claimcheck import judge

        judged = judge.crosscheck

        def broken(dossier: Any, as_of: object = None) -> Any:
            if len(dossier) == 2:
                raise ZeroDivisionError("secret")
            return judged(dossier, as_of)

        monkeypatch.setattr(judge, "crosscheck", broken)
        status, answers, err = stream(lines(CLASH, BAD, GOOD))
        assert status == OUR_MISTAKE
        assert [answer.get("error", {}).get("kind") for answer in answers] == [
            "our-mistake",
            "unusable",
            None,
        ]
        assert (
            "a mistake in claimcheck, not in what it was given: ZeroDivisionError"
            in answers[0]["error"]["text"]
        )
        assert "ZeroDivisionError: secret" in err

    @pytest.mark.parametrize(
        "options",
        [
            ("-o", "x"),
            ("--skip-bad",),
            ("--color", "never"),
            ("--format", "sarif"),
            ("--input-format", "yaml"),
        ],
    )
    def test_options_that_mean_nothing_beside_it_are_refused(
        self, stream: Stream, options: tuple[str, ...]
    ) -> None:
        status, answers, err = stream(lines(GOOD), *options)
        assert (status, answers) == (UNUSABLE, [])
        assert "--stream" in err

    def test_json_may_be_said(self, stream: Stream) -> None:
        assert stream(lines(GOOD), "--format", "json", "--input-format", "json")[0] == CHECKED

    def test_a_file_that_is_not_there(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["check", "--stream", "nowhere.jsonl"]) == UNUSABLE
        assert capsys.readouterr().err == "nowhere.jsonl: No such file or directory\n"

    def test_options_hold_for_each_line(self, stream: Stream) -> None:
        _, answers, _ = stream(lines(CLASH, CLASH), "--kind", "agreement")
        assert [answer["findings"] for answer in answers] == [[], []]

    def test_what_is_redacted_leaves_no_trace_in_an_answer(self, stream: Stream) -> None:
        secret = {**GOOD["claims"][0], "source": "Deep Throat", "confidential": True}
        _, answers, _ = stream(lines({**GOOD, "claims": [secret]}), "--redact")
        assert "Deep Throat" not in json.dumps(answers)


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "claimcheck", "check", "--stream", "-"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        yield started
        started.kill()


class TestAConversation:
    def test_each_answer_comes_before_the_next_line_is_asked_for(
        self, process: subprocess.Popen[bytes]
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        for asked, key in ((GOOD, "findings"), (BAD, "error"), (CLASH, "findings")):
            process.stdin.write(lines(asked))
            process.stdin.flush()
            assert key in json.loads(process.stdout.readline())
        process.stdin.close()
        assert process.wait(30) == UNUSABLE

    @pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process from /proc")
    def test_its_memory_does_not_grow_with_the_lines(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None

        def held() -> int:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))

        def ask(number: int) -> None:
            for _ in range(number):
                process.stdin.write(big)  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
                process.stdout.readline()  # type: ignore[union-attr]

        claim = {**GOOD["claims"][0], "quote": "x" * 100_000}
        big = lines({**GOOD, "claims": [{**claim, "source": f"source {number}"} for number in range(20)]})
        ask(5)
        before = held()
        ask(40)
        assert held() - before < 20 * len(big) / 1024  # forty lines would hold more

    def test_it_ends_quietly_when_nobody_reads_on(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines(GOOD))
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(lines(GOOD, GOOD))
        process.stdin.close()
        assert process.wait(30) == CHECKED
        assert process.stderr is not None
        assert process.stderr.read() == b""

    @pytest.mark.skipif(sys.platform == "win32", reason="signals")
    def test_an_interruption_is_told_by_its_status(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines(GOOD))
        process.stdin.flush()
        process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
