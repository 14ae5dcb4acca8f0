"""Hostile documents and texts through every exchange format: our own error with the file, or a faithful reading."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from exchanging import EVERYTHING, READ_BACK, WRITTEN, needed
from test_formats_hostile import DOCUMENTS, dossiers_with, strings, within_a_second

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, ClaimcheckError
from claimcheck.exchange import PARTS, dumps, find_format, formats
from claimcheck.formats import loads

READ = tuple(
    sorted({one.name for one in formats() if one.read is not None} - {"yaml", "json", "jsonl", "csv"})
)
OF_JSON = ("claimreview", "ftm", "prov-json", "stix")
NESTED = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
BROKEN = (
    b"",
    b"\0",
    b"{",
    b"[]",
    b"null",
    b"{}",
    b'{"a": NaN}',
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\0}\0",
    b"\xc3(",
    NESTED,
    b"<a/>",
    b"\x1f\x8b\x08",
    b"{}" * 1000,
)


def outcome(data: bytes, name: str) -> Dossier | None:
    """What is read; None where it is refused, each problem with the name of the file."""
    with within_a_second():
        try:
            return loads(data, name, name="a.file")
        except BadInput as told:
            problems = told.problems
    assert problems
    assert {problem.file for problem in problems} == {"a.file"}
    assert all(str(problem).isprintable() for problem in problems)
    return None


@pytest.mark.parametrize("name", READ)
class TestBrokenInput:
    def test_what_is_no_document_of_the_format_is_refused(self, name: str) -> None:
        needed(name)
        for data in BROKEN:
            read = outcome(data, name)
            assert read is None or not read.claims

    def test_our_own_files_cut_short_or_damaged_are_refused_or_read(self, name: str) -> None:
        """Every tenth length, and a hundred times a byte that is another."""
        data = dumps(EVERYTHING, needed(name)).data
        chance = random.Random(7)
        for length in range(0, len(data), max(1, len(data) // 10)):
            outcome(data[:length], name)
        for _ in range(30 if name == "xlsx" else 100):
            damaged = bytearray(data)
            damaged[chance.randrange(len(data))] = chance.randrange(256)
            outcome(bytes(damaged), name)

    @pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")
    def test_no_hostile_document_is_more_than_refused(self, name: str) -> None:
        needed(name)
        for path in DOCUMENTS:
            read = outcome(path.read_bytes(), name)
            assert read is None or not read.claims, path.name


WRAPPINGS = {
    "claimreview": ('{{"claims": [{{"text": {0}, "claimant": "x"}}]}}', '{{"@type": "ClaimReview", "claimReviewed": "x", "author": {0}, "itemReviewed": {0}, "reviewRating": {0}}}'),
    "ftm": ('{{"entity_id": "x", "prop": "name", "schema": "Person", "dataset": "d", "value": {0}}}',),
    "prov-json": ('{{"entity": {{"ex:a": {0}}}, "prefix": {{"ex": "http://e.example/"}}}}', '{{"entity": {0}}}', '{{"prefix": {0}}}'),
    "stix": ('{{"type": "bundle", "objects": {0}}}', '{{"type": "bundle", "objects": [{{"type": "note", "content": {0}, "object_refs": {0}}}]}}'),
}  # fmt: skip


@pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")
@pytest.mark.parametrize("name", OF_JSON)
class TestHostileValues:
    def test_a_hostile_value_where_something_else_stands_is_refused_or_read(self, name: str) -> None:
        """What JSON forbids is refused wherever it stands; the rest is refused for its shape, or read as text."""
        needed(name)
        for path in DOCUMENTS[::3]:
            value = path.read_bytes().replace(b"\n", b" ")
            for wrapping in WRAPPINGS[name]:
                before, *after = wrapping.replace("{{", "{").replace("}}", "}").split("{0}")
                data = before.encode() + b"".join(value + part.encode() for part in after)
                read = outcome(data, name)
                if path.name.startswith("n_") and b"\n" not in path.read_bytes():
                    assert read is None, (path.name, wrapping)


TEXTS = (
    strings()
    if DOCUMENTS
    else ["=1+1", "a\0b", "\x1b[31m", "\u202e", "<script>", "]]>", "&amp;", '"', "|", "_x0041_", "x" * 2000]
)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_text_in_every_place_is_kept_or_refused(name: str) -> None:
    """Where a format reads back what it writes, equal; where it only writes, without a fault and in UTF-8."""
    slow = name == "xlsx" or name == "prov-json"
    carries_all = not any(needed(name).lost(kind) for kind in PARTS if kind != "finding")
    kept = 0
    for text in TEXTS[:: max(1, len(TEXTS) // (4 if slow else 7))]:
        for where, dossier in dossiers_with(text):
            try:
                written = dumps(dossier, name)
            except ClaimcheckError:
                continue
            kept += 1
            if name in READ_BACK:
                expected = dossier if carries_all else Dossier(dossier.claims)
                assert loads(written.data, name) == expected, (where, text)
            elif name != "csv" and not name.startswith("parquet"):  # tables keep what was said as it was said
                assert "\x1b" not in written.data.decode("utf-8")
    assert kept > 50


def test_json_that_we_write_is_json_to_everybody() -> None:
    for name in (*OF_JSON, "node-link", "cytoscape"):
        for line in (
            dumps(EVERYTHING, needed(name)).data.splitlines()
            if name == "ftm"
            else [dumps(EVERYTHING, needed(name)).data]
        ):
            json.loads(line)
            assert line.isascii()


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from claimcheck.exchange import registry

    monkeypatch.setattr(registry, "LARGEST", 100)
    with pytest.raises(BadInput, match="found a larger file; expected a file of at most 100 bytes"):
        loads(b" " * 101, find_format("claimreview").name)
