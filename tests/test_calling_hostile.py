"""Hostile documents by every way in that is not a file: as Python data, on standard input, on the lines of a stream."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck import check
from claimcheck.cli import run
from claimcheck.cli.output import UNUSABLE
from claimcheck.errors import BadInput, ClaimcheckError
from claimcheck.formats import FORMATS
from claimcheck.text import clean

FOLDER = Path(os.environ.get("CLAIMCHECK_HOSTILE", Path(__file__).parents[2] / "shared" / "data" / "hostile"))
DOCUMENTS = sorted((FOLDER / "json").glob("*.json")) if FOLDER.is_dir() else []
CLAIM: dict[str, Any] = {"source": "A", "event": "e", "aspect": "killed", "answer": 2}
GOOD = json.dumps({"claimcheck": 1, "claims": [CLAIM]}).encode()

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")


class Pipe(io.BytesIO):
    @property
    def buffer(self) -> Pipe:
        return self

    def fileno(self) -> int:
        return 1


def ran(monkeypatch: pytest.MonkeyPatch, given: bytes, *arguments: str) -> tuple[int, bytes]:
    out = Pipe()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    monkeypatch.setattr(sys, "stdout", out)
    return run(arguments), out.getvalue()


def carried(value: Any) -> list[Any] | str:
    """What a claim keeps of a value that travels along with it; why it is refused, else."""
    try:
        (claim,) = check([{**CLAIM, "x-v": value}]).dossier.claims
    except BadInput as refused:
        return str(refused)
    return [json.loads(text) for _, text in claim.extras]


def strings() -> list[str]:
    path = FOLDER / "strings.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else []


class TestPythonData:
    def test_what_is_no_dossier_is_refused_and_what_travels_along_is_kept(self) -> None:
        tried = 0
        for path in DOCUMENTS:
            try:
                value = json.loads(path.read_bytes())
            except (ValueError, RecursionError):
                continue
            tried += 1
            if value != [] and not isinstance(value, str):  # no claims are a dossier too, and text is a path
                with pytest.raises(ClaimcheckError):
                    check(value)
            kept = carried(value)
            if isinstance(kept, str):
                assert "nested" in kept or "number" in kept, path.name
            else:
                assert kept == ([] if value is None else [value]), path.name
        assert tried > 50

    def test_every_string_as_any_value(self) -> None:
        tried = 0
        for text in strings():
            for key in (
                "source",
                "event",
                "aspect",
                "answer",
                "via",
                "said",
                "scope",
                "quote",
                "ref",
                "note",
                "url",
            ):
                given = {**CLAIM, key: {text: text} if key == "scope" else text}
                try:
                    told = check([given]).to_json() + check([given]).to_sarif()
                except ClaimcheckError as refused:
                    told = str(refused)
                assert all(clean(line) == line for line in told.split("\n"))
                tried += 1
        assert tried > 1000


class TestStandardInput:
    @pytest.mark.parametrize("form", FORMATS)
    def test_each_document_is_refused(self, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for path in DOCUMENTS:
            status, out = ran(monkeypatch, path.read_bytes(), "check", "--input-format", form, "-")
            assert (status, out) == (UNUSABLE, b""), path.name


class TestTheStream:
    def test_each_line_of_each_document_is_answered_and_the_last_line_still_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for path in DOCUMENTS:
            given = path.read_bytes() + b"\n" + GOOD + b"\n"
            status, out = ran(monkeypatch, given, "check", "--stream", "-")
            answers = [json.loads(line) for line in out.splitlines()]
            assert len(answers) == sum(bool(line.strip()) for line in given.split(b"\n")), path.name
            assert "findings" in answers[-1], path.name
            assert status == (UNUSABLE if len(answers) > 1 else 0), path.name
            assert all(answer["error"]["kind"] == "unusable" for answer in answers[:-1]), path.name
