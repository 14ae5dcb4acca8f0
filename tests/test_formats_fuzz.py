"""Whatever bytes a reader gets: a dossier, or `BadInput`; never another error, never long."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.formats import FORMATS, dumps, loads, yaml_file
from claimcheck.formats.records import ASPECT, CLAIM, EVENT, SECTIONS, SOURCE

SEED = """\
claimcheck: 1
timezone: Europe/Kyiv
sources:
  Russia: {kind: state}
  TASS: {kind: news agency, controlled_by: [Russia], aliases: [ITAR-TASS], reliability: B, note: [a, b], x-n: 1.5e3}
opposed: [[Russia, TASS]]
events:
  e: {kind: exchange, when: [2025-07-04, 2025-07-06], where: [a, b], ordinals: {since: 8}, timezone: Europe/Kyiv}
same_event: [[e, e2]]
undeclared: {events: [e2]}
aspects:
  returned: {axis: count, unit: people, aliases: {K: [a, b]}, tolerance: 0.1, several: no}
claims:
  - {ref: a, source: {anonymous: x, handle: h}, via: [TASS, {anonymous: y}], said: 2025-07-04, event: e, aspect: returned,
     scope: {to: b}, answer: {between: [100, 300]}, quote: "q, \\"r\\"", quote_span: [1, 2], witnessed: yes}
  - {ref: b, source: Russia, event: {kind: k, participants: [p], when: 2022}, aspect: returned, answer: "7", replaces: [a]}
"""
TEXTS = {form: dumps(loads(SEED, "yaml"), form) for form in FORMATS}
PIECES = [
    "\0", "\x1b", "\x85", "\u2028", "\ufeff", "\ud83d", "{", "}", "[", "]", "{" * 60, "[" * 60, ":", ",", "|", "||", '"', "'", "\\", "\\u0000",
    "\\ud800", "\n", "\r", "\r\n", "\t", "- ", "? ", "#", "&a ", "*a", "!!int ", "<<", "---\n", "...\n", "%YAML 1.1\n", "null", "~", "true",
    "NaN", "Infinity", "1e400", "1" * 5000, "1e1000000", "-", "0", "=", "@", "000", "\x1f\x8b", "claimcheck: 2",
]  # fmt: skip


def read_or_refused(data: bytes, form: str) -> Dossier | BadInput:
    try:
        return loads(data, form)
    except BadInput as refused:
        return refused


def check(data: bytes, form: str) -> None:
    start = time.process_time()
    read = read_or_refused(data, form)
    if isinstance(read, BadInput):
        assert read.problems
        assert str(read)
    else:
        try:
            written = dumps(read, form)
        except BadInput:
            assert form == "csv"  # NUL and endless cells: no CSV can hold them
        else:
            assert loads(written, form).claims == read.claims
    assert time.process_time() - start < 10  # a runaway, not a measure


@pytest.mark.parametrize("form", FORMATS)
class TestReadersNeverBreak:
    @settings(deadline=None, max_examples=200)
    @given(
        data=st.binary(max_size=200)
        | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
    )
    def test_random_bytes(self, form: str, data: bytes) -> None:
        """Bytes that mean nothing."""
        check(data, form)

    @settings(deadline=None, max_examples=200)
    @given(data=st.data())
    def test_valid_files_that_were_cut_and_mixed(self, form: str, data: st.DataObject) -> None:
        """A good file of each format, cut anywhere, pieces left out, doubled or put in."""
        text = (
            TEXTS[data.draw(st.sampled_from(FORMATS))] if data.draw(st.integers(0, 9)) == 0 else TEXTS[form]
        )
        for _ in range(data.draw(st.integers(1, 3))):
            first, last = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
            kind = data.draw(st.integers(0, 3))
            if kind == 0:
                text = text[:first] + text[min(last, first + 5) :]
            elif kind == 1:
                text = text[:last] + text[max(first, last - 30) :]
            elif kind == 2:
                text = text[:first] + data.draw(st.sampled_from(PIECES) | st.characters()) + text[first:]
            else:
                text = text[:last]
        check(text.encode("utf-8", "surrogatepass"), form)

    @settings(deadline=None, max_examples=200)
    @given(data=st.data())
    def test_known_keys_with_values_of_any_shape(self, form: str, data: st.DataObject) -> None:
        """Each key of each kind of record, holding what does not belong there."""
        if form == "csv":
            names = [
                *CLAIM,
                "scope.a",
                "source.anonymous",
                "source.handle",
                "event.kind",
                "event.ordinals.a",
                "note",
                "x-a",
            ]
            columns = [
                *{
                    "source",
                    "event",
                    "aspect",
                    "answer",
                    *data.draw(st.lists(st.sampled_from(names), max_size=4)),
                }
            ]
            columns = [name for name in columns if name != "scope"]
            rows = [columns, *([data.draw(cells) for _ in columns] for _ in range(2))]
            check(
                "\n".join(
                    ",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
                ).encode(),
                form,
            )
            return
        document = data.draw(documents)
        if form == "jsonl":
            lines = [
                {"type": data.draw(st.sampled_from(list(TYPES))), **record}
                for record in data.draw(st.lists(records, max_size=3))
            ]
            check("\n".join(map(json.dumps, lines)).encode(), form)
        else:
            check(
                json.dumps({"claimcheck": 1, **document}, ensure_ascii=False).encode(
                    "utf-8", "surrogatepass"
                ),
                form,
            )


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.floats() | st.sampled_from(["x", "", " ", "2025-02-30", "a" * 32, "Europe/Kiew", "1.000", "\0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["anonymous", "kind", "at_least", "x", "between", "when", "id"]), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
cells = st.sampled_from(
    [
        "",
        "x",
        "7",
        "a|b",
        "|",
        "{",
        '{"at_least": 7}',
        '{"anonymous": 3}',
        '"',
        '"7"',
        "yes",
        "1|2",
        "2025-02-30",
        "=x",
        "\t",
        "a" * 32,
    ]
)
KEYS = [*CLAIM, *SOURCE, *EVENT, *ASPECT, "name", "id", "note", "x-y", "anonymous"]
TYPES = ("claim", "source", "event", "aspect", "opposed", "same_event", "dossier", "undeclared", "calim")
records = st.dictionaries(
    st.sampled_from([*KEYS, "version", "timezone", "opposed", "sources", "same_event"]), values, max_size=6
)
good_claim = st.just({"source": "s", "event": "e", "aspect": "a", "answer": 1})
claims = st.builds(
    lambda good, other: {**good, **other},
    good_claim,
    st.dictionaries(st.sampled_from(KEYS), values, max_size=2),
)
sections = (
    values
    | st.lists(claims | records, max_size=3)
    | st.dictionaries(st.sampled_from(["s", "e", "a", ""]), records | values, max_size=3)
)
documents = st.dictionaries(st.sampled_from([*SECTIONS, "claim"]), sections, max_size=4)


class TestThePlainYamlParser:
    @settings(deadline=None, max_examples=200)
    @given(data=st.data())
    def test_it_never_breaks_either(self, data: st.DataObject) -> None:
        """The parser in Python, taken where libyaml is missing, raises more kinds of errors; all become ours."""
        text = TEXTS["yaml"]
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(PIECES) | st.text(max_size=3))
            + text[data.draw(st.integers(at, len(text))) :]
        )
        loader, yaml_file.LOADER = yaml_file.LOADER, yaml_file.yaml.SafeLoader
        try:
            loads(text.encode("utf-8", "surrogatepass"), "yaml")
        except BadInput:
            pass
        finally:
            yaml_file.LOADER = loader

    @pytest.mark.parametrize(
        "text",
        [
            '"\\U00110000"',
            '"\\ud800"',
            "%YAML " + "1" * 5000 + ".1\n--- a",
            "%FOO\n",
            "a: 'b",
            "{a: [",
            "\t",
            "? ? ? a",
            "&",
            "*",
            "!<",
            "| \n  a\n b: c",
            "a\n---\nb",
            "[" * 5000,
            "{a: " * 5000,
        ],
    )
    @pytest.mark.parametrize("plain", [False, True])
    def test_odd_yaml_is_refused(self, text: str, plain: bool) -> None:
        """Each in both parsers, as `BadInput`."""
        loader = yaml_file.LOADER
        if plain:
            yaml_file.LOADER = yaml_file.yaml.SafeLoader
        try:
            with pytest.raises(BadInput):
                loads(text, "yaml")
        finally:
            yaml_file.LOADER = loader
