"""Hostile data: every document and string through every reader and writer; our error or a faithful round trip."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from claimcheck.answers import Answer
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, ClaimcheckError
from claimcheck.events import Event
from claimcheck.formats import FORMATS, dumps, loads
from claimcheck.sources import Anonymous, Source

FOLDER = Path(os.environ.get("CLAIMCHECK_HOSTILE", Path(__file__).parents[2] / "shared" / "data" / "hostile"))
DOCUMENTS = sorted((FOLDER / "json").glob("*.json")) if FOLDER.is_dir() else []
# Two documents that JSON allows and we refuse: each says one key twice.
TWICE = ("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json")

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")


def strings() -> list[str]:
    """All hostile strings, and some that hit our own notations."""
    path = FOLDER / "strings.json"
    given = json.loads(path.read_text("utf-8")) if path.is_file() else []
    own = [
        "=1+1", "'=1+1", "''=x", "'tis", "-3", "+", "@x", "\tx", "\rx", "\nx", "|", "||", "a|b", "|a", "a|", "a||b|",
        "{", "{{", "}", '{"anonymous": "x"}', '"', '"7"', '"quoted" words', "7", "-7", "2.0", "007", "1e5", "null", "~", "true",
        "no", "on", "<<", "&a", "*a", "!t", "# x", "a: b", "- a", "[a]", "? a", "%YAML", "---", "...", "1:30", "0x1F",
        "a\0b", "\ud800", "\udfff\ud800", "\ufeff", "\ufffe", "\x85", "\u2028", "\x1b[31m", "\x9b31m", "\u202e", "x" * 2000,
        "\U0001f600", "\U000e0041", "\u200d", " ", "", "a\r\nb", "`", "\\", "\\n", "\\ud800", "a" * 32, "0" * 32,
    ]  # fmt: skip
    return [*given, *own]


@contextmanager
def within_a_second() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 10  # a runaway, not a measure


class TestDocuments:
    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    @pytest.mark.parametrize("form", FORMATS)
    def test_no_document_is_a_dossier_and_each_is_refused_by_our_error(self, path: Path, form: str) -> None:
        """None of the documents tells a version and claims, so every reader refuses it, and with its file."""
        with within_a_second():
            with pytest.raises(BadInput) as refused:
                loads(path.read_bytes(), form, name=path.name)
            assert all(problem.file == path.name for problem in refused.value.problems)
            assert str(refused.value).isprintable() or "\n" in str(refused.value)

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    def test_valid_json_is_refused_only_for_being_no_dossier(self, path: Path) -> None:
        """What JSON requires a reader to take is taken, what it forbids is told to be no JSON."""
        with pytest.raises(BadInput) as refused:
            loads(path.read_bytes(), "json")
        told = str(refused.value)
        as_json = not any(
            words in told
            for words in ("no JSON", "UTF-8", "nothing: the file is empty", "finite number", "nested")
        )
        if path.name in TWICE:
            assert "twice" in told
        elif path.name.startswith("y_"):
            assert as_json
            assert "a dossier" in told or "the unknown key" in told or "no version" in told
        elif path.name.startswith("n_"):
            assert not as_json

    @pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
    def test_a_hostile_value_under_a_free_key_is_kept_or_refused(self, path: Path) -> None:
        """Every document as the value of a key of one's own, in JSON Lines: kept as Python reads it, or refused."""
        line = b'{"type": "claim", "source": "s", "event": "e", "aspect": "a", "answer": "yes", "x-v": %s}'
        given = path.read_bytes().replace(b"\n", b" ")
        data = line % given
        with within_a_second():
            try:
                dossier = loads(data, "jsonl")
            except BadInput:
                assert not path.name.startswith("y_") or path.name in TWICE or b"\0" in data
                return
            assert not path.name.startswith("n_") or b"\n" in path.read_bytes()
            (claim,) = dossier.claims
            kept = [json.loads(value) for key, value in claim.extras if key == "x-v"]
            expected = json.loads(given)
            assert kept == ([] if expected is None else [expected])
            for form in FORMATS:
                assert loads(dumps(dossier, form), form) == dossier


def dossiers_with(text: str) -> Iterator[tuple[str, Dossier]]:
    """A dossier for each place where a text can stand; those are passed over that refuse it themselves."""
    plain = {"source": "TASS", "event": "e", "aspect": "returned", "answer": "two"}
    changed: dict[str, dict[str, object]] = {
        "source": {"source": text},
        "via": {"via": [text, "a", text]},
        "silent": {"silent": text},
        "quote": {"quote": text},
        "cue": {"cue": text},
        "url": {"url": text},
        "ref": {"ref": [text, "b"]},
        "aspect": {"aspect": text},
        "event": {"event": text},
        "scope": {"scope": {text: text}},
        "scope value": {"scope": {"to": text}},
        "answer": {"answer": text},
        "form": {"answer": {"only": text}},
        "path": {"answer": {"within": [text, "b"]}},
        "any of": {"answer": {"any_of": [text, 7, text]}},
        "not": {"answer": {"not": {"exactly": text}}},
        "note": {"note": text},
        "notes": {"note": [text, "other"]},
        "own key": {"x-k": text},
        "own name": {"x-" + text: 1},
        "own mapping": {"x-k": {text: [text, None, True, 1.5]}},
    }
    for where, keys in changed.items():
        arguments = {**plain, **keys}
        try:
            event, aspect, answer = (arguments.pop(key) for key in ("event", "aspect", "answer"))
            yield where, Dossier([Claim(event, aspect, answer, **arguments)])  # type: ignore[arg-type]
        except ClaimcheckError:
            continue
    builders = {
        "declared": lambda: Dossier(
            sources=[Source(text, kind="state", controlled_by="Z", aliases=[text, "a"])]
        ),
        "kind": lambda: Dossier(sources=[Source("TASS", kind=text, note=text)]),
        "anonymous": lambda: Dossier(
            [Anonymous(text, handle=text, controlled_by=[text]).says("e", "a", "yes", via=Anonymous(text))]
        ),
        "event kind": lambda: Dossier(
            [
                Claim(
                    Event(text, where=[text, text], participants=[text, "b"], name=text), "a", "b", source="s"
                )
            ]
        ),
        "series": lambda: Dossier([Claim(Event("x", ordinals={text: 8}, note=text), "a", "b", source="s")]),
        "event id": lambda: Dossier(events=[Event("x", id=text)], same_event=[(text, "other")]),
        "opposed": lambda: Dossier(opposed=[(text, "other")]),
        "spelt out": lambda: Dossier(
            [Claim("e", "a", Answer.under((text, "b")) if hasattr(Answer, "under") else text, source="s")]
        ),
    }
    for where, build in builders.items():
        try:
            yield where, build()
        except ClaimcheckError:
            continue


class TestStrings:
    @pytest.mark.parametrize("form", FORMATS)
    def test_every_string_in_every_place_is_kept_or_refused(self, form: str) -> None:
        """Our error, or what is read is what was written; under a second each."""
        kept = refused = 0
        for text in strings():
            with within_a_second():
                for where, dossier in dossiers_with(text):
                    try:
                        written = dumps(dossier, form)
                    except BadInput:
                        refused += 1
                        assert (
                            "\0" in text
                            or any(0xD800 <= ord(one) < 0xE000 for one in text)
                            or len(text) == 32
                        ), (where, text)
                        continue
                    read = loads(written.encode("utf-8"), form)
                    expected = Dossier(dossier.claims) if form == "csv" else dossier
                    assert read == expected, (where, text, written)
                    assert dumps(read, form) == written
                    kept += 1
        assert kept > 5000
        assert kept > 20 * refused
