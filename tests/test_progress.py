"""Progress bars: on a terminal and in a notebook, where the work is long; nothing otherwise, and never a source's words."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from claimcheck import progress
from claimcheck.progress import LEAST, tracked


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shown = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=shown, modules=sys.modules))
    monkeypatch.setattr(progress, "DELAY", 0.0)
    monkeypatch.delenv("TERM", raising=False)
    return shown


class TestOnATerminal:
    def test_long_work_shows_a_bar_that_goes(self, terminal: Terminal) -> None:
        pytest.importorskip("tqdm")
        assert list(tracked(range(LEAST), "judging questions", LEAST)) == list(range(LEAST))
        assert "judging questions" in terminal.getvalue()
        assert terminal.getvalue().endswith("\r")

    def test_short_work_shows_none(self, terminal: Terminal) -> None:
        assert list(tracked(range(LEAST - 1), "judging questions", LEAST - 1))
        assert terminal.getvalue() == ""

    def test_work_of_unknown_length_shows_one(self, terminal: Terminal) -> None:
        pytest.importorskip("tqdm")
        assert list(tracked(iter(range(5)), "reading records")) == [0, 1, 2, 3, 4]
        assert "reading records" in terminal.getvalue()

    def test_a_dumb_one_shows_none(self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "dumb")
        assert list(tracked(range(5), "reading")) == [0, 1, 2, 3, 4]
        assert terminal.getvalue() == ""

    def test_without_the_extra_there_is_none(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "tqdm", None)
        assert list(tracked(range(5), "reading")) == [0, 1, 2, 3, 4]
        assert terminal.getvalue() == ""

    def test_what_goes_wrong_goes_through(self, terminal: Terminal) -> None:
        def broken() -> Iterator[int]:
            yield 1
            raise ValueError("of ours")

        with pytest.raises(ValueError, match="of ours"):
            list(tracked(broken(), "reading"))

    def test_a_whole_report_shows_only_our_words(
        self, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("tqdm")
        from claimcheck import Dossier, Event, Source

        monkeypatch.setattr(progress, "LEAST", 1)
        raid = Event("raid\x1b[31m", when="2025-07-04")
        (Dossier() + Source("Evil\x1b]0;x").says(raid, "killed", 8, quote="\x1b[2J")).check()
        shown = terminal.getvalue()
        assert "reading claims" in shown
        assert "judging questions" in shown
        assert "Evil" not in shown
        assert "\x1b" not in shown.replace("\x1b[A", "")


class TestElsewhere:
    def test_no_terminal_shows_none(self) -> None:
        items = range(5)
        assert tracked(items, "reading") is items

    def test_a_notebook_shows_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        pytest.importorskip("tqdm")
        shell = type("ZMQInteractiveShell", (), {})()
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
        assert progress._bar() is not None
        import tqdm

        monkeypatch.setattr(progress, "_has", lambda _package: False)
        assert progress._bar() is tqdm.tqdm

    def test_a_plain_shell_shows_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: object()))
        assert progress._bar() is None

    def test_a_command_that_is_piped_writes_nothing_to_standard_error(self, tmp_path: Any) -> None:
        lines = "".join(
            f'{{"type": "claim", "source": "S{n}", "event": "e", "aspect": "a{n}", "answer": {n}}}\n'
            for n in range(1500)
        )
        (tmp_path / "many.jsonl").write_text('{"type": "dossier", "claimcheck": 1}\n' + lines)
        done = subprocess.run(
            [sys.executable, "-m", "claimcheck", "check", "--format", "json", str(tmp_path / "many.jsonl")],
            capture_output=True, env=os.environ | {"PYTHONHASHSEED": "0"}, timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
