"""A file is replaced in one step: killed at any moment, the old or the new one is there, whole."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.formats import FORMATS, dumps, loads, read_dossier, replace_file, write_dossier
from claimcheck.sources import Source

DOSSIER = Dossier([Source("TASS").says("exchange", "returned", "two", ref="a")])


class TestReplacing:
    @pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".csv"])
    def test_the_suffix_names_the_format(self, tmp_path: Path, suffix: str) -> None:
        """And what is read back is the same."""
        path = tmp_path / f"dossier{suffix}"
        write_dossier(DOSSIER, path)
        assert read_dossier(path).claims == DOSSIER.claims
        assert os.listdir(tmp_path) == [path.name]

    def test_an_unknown_suffix_is_refused(self, tmp_path: Path) -> None:
        """Nothing is written."""
        with pytest.raises(BadInput, match=r"the suffix '[.]txt'"):
            write_dossier(DOSSIER, tmp_path / "dossier.txt")
        write_dossier(DOSSIER, tmp_path / "dossier.txt", format="json")
        assert loads((tmp_path / "dossier.txt").read_text(), "json") == DOSSIER

    def test_an_input_is_never_replaced_under_any_name(self, tmp_path: Path) -> None:
        """By its name, through a link, by another way round."""
        path = tmp_path / "a.yaml"
        path.write_text("old")
        (tmp_path / "link.yaml").symlink_to(path)
        (tmp_path / "hard.yaml").hardlink_to(path)
        for name in ("a.yaml", "link.yaml", "hard.yaml", "../" + tmp_path.name + "/a.yaml"):
            with pytest.raises(BadInput, match="found the input file"):
                write_dossier(DOSSIER, tmp_path / name, inputs=["missing", tmp_path / "a.yaml"])
        assert path.read_text() == "old"

    def test_a_link_stays_a_link_and_the_mode_stays(self, tmp_path: Path) -> None:
        """The file behind it is replaced."""
        path, link = tmp_path / "a.txt", tmp_path / "link"
        path.write_text("old")
        path.chmod(0o640)
        link.symlink_to(path)
        replace_file(link, b"new")
        assert link.is_symlink()
        assert path.read_bytes() == b"new"
        assert stat.S_IMODE(path.stat().st_mode) == 0o640

    @pytest.mark.parametrize("name", ["", "missing/a.txt", ".", "a\0b", "x" * 300])
    def test_what_can_not_be_written_is_told(self, tmp_path: Path, name: str) -> None:
        """As `BadInput`, with the file named; nothing is left behind."""
        with pytest.raises(BadInput, match="the output"):
            replace_file(f"{tmp_path}/{name}", b"new")
        assert os.listdir(tmp_path) == []

    def test_a_failed_write_leaves_the_old_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A full disk: the part that was written is gone, the old file is there."""
        path = tmp_path / "a.txt"
        path.write_text("old")

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(BadInput, match="no space left on device"):
            replace_file(path, b"new")
        assert path.read_text() == "old"
        assert os.listdir(tmp_path) == ["a.txt"]

    def test_a_pipe_is_written_to_and_not_replaced(self, tmp_path: Path) -> None:
        """`-o /dev/null` must not make a file of a device; tried on a pipe, so that a broken copy breaks no machine."""
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        try:
            replace_file(pipe, b"new")
            assert os.read(reader, 10) == b"new"
        finally:
            os.close(reader)
        assert stat.S_ISFIFO(os.stat(pipe).st_mode)

    def test_killed_at_any_moment_one_whole_file_is_there(self, tmp_path: Path) -> None:
        """A process that replaces one content by the other without pause, killed at some moments."""
        path = tmp_path / "a.txt"
        contents = [letter * 3_000_000 for letter in (b"a", b"b")]
        path.write_bytes(contents[0])
        code = (
            "import sys\nfrom claimcheck.formats import replace_file\nprint('on', flush=True)\n"
            "while True:\n  for letter in (b'a', b'b'): replace_file(sys.argv[1], letter * 3_000_000)"
        )
        for wait in (0.0, 0.013, 0.037, 0.071, 0.11):
            child = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
            assert child.stdout is not None
            assert child.stdout.readline() == b"on\n"
            time.sleep(wait)
            child.send_signal(signal.SIGKILL)
            child.wait()
            child.stdout.close()
            assert path.read_bytes() in contents


class TestBytes:
    @pytest.mark.parametrize("form", FORMATS)
    def test_the_same_bytes_under_every_hash_seed(self, form: str) -> None:
        """Order comes from content alone."""
        code = (
            "from claimcheck.claims import *; from claimcheck.dossiers import *; from claimcheck.sources import *; from claimcheck.formats import dumps; import sys\n"
            "d = Dossier([Source(f'S{i}', controlled_by=['A', 'B']).says('e', 'a', i, scope={'x': 'y', 'z': 'w'}, ref=f'r{i}') for i in range(20)], opposed=[('A', 'B'), ('C', 'D')])\n"
            f"sys.stdout.write(dumps(d, {form!r}))"
        )
        found = {
            subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                check=True,
                env={**os.environ, "PYTHONHASHSEED": seed},
            ).stdout
            for seed in ("0", "1", "2")
        }
        assert len(found) == 1

    def test_an_unknown_format_is_refused(self) -> None:
        """With the nearest one."""
        with pytest.raises(BadInput, match="did you mean 'json'"):
            dumps(DOSSIER, "jason")
        with pytest.raises(BadInput, match="one of yaml, json, jsonl, csv"):
            loads("", "toml")
