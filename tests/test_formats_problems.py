"""What is wrong with a file is told all at once: where, what was found, what was expected, how to mend it."""

from __future__ import annotations

import difflib
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.claims import Claim
from claimcheck.errors import BadInput
from claimcheck.formats import files, loads, read_dossier, read_dossier_with_problems
from claimcheck.sources import Source

HEAD = "claimcheck: 1\n"
CLAIM = "{source: A, event: e, aspect: returned, answer: two}"


def told(text: str | bytes, form: str = "yaml") -> list[str]:
    """The problems of a text, one line each."""
    with pytest.raises(BadInput) as refused:
        loads(text, form, name="f")
    return str(refused.value).splitlines()


def yaml_claim(**keys: str) -> str:
    """A YAML dossier of one claim with some keys as written, on line 3."""
    given = {"ref": "r", "source": "A", "event": "e", "aspect": "returned", "answer": "two", **keys}
    return (
        HEAD
        + "claims:\n  - {"
        + ", ".join(f"{key}: {value}" for key, value in given.items() if value is not None)
        + "}\n"
    )


class TestProblemsOfClaims:
    @pytest.mark.parametrize(
        ("keys", "expected"),
        [
            ({"sorce": "B"}, "f:3: claim r: found the unknown key 'sorce'; expected one of ref, source,"),
            ({"sorce": "B"}, "did you mean 'source'?"),
            ({"x_own": "B"}, "write 'x-own' for a key of your own"),
            (
                {"source": ""},
                "f:3: claim r: source: found nothing; expected a name, or {anonymous: a description}; add the key source",
            ),
            ({"event": "~"}, "claim r: event: found nothing"),
            ({"aspect": "null"}, "claim r: aspect: found nothing"),
            ({"answer": ""}, "claim r: answer: found nothing"),
            ({"answer": '""'}, "claim r: answer: found ''"),
            ({"answer": "more than 1,000"}, "the unknown key '000'"),
            ({"answer": "more than 1,000"}, "put the whole value in quotes"),
            ({"answer": "1,000, tolerance: 2,000"}, "the key '000' twice"),
            ({"answer": "{any_of: [1,000, 5]}"}, "'000' right after a comma"),
            ({"answer": "{at_lest: 7}"}, "did you mean 'at_least'?"),
            ({"answer": "{at_least: 7, at_most: 9}"}, "one form in an answer"),
            ({"answer": "{possible: [[1, 2]]}"}, "what is sure beside what is possible"),
            ({"answer": "9" * 5000}, "a number of at most 1,000 digits"),
            ({"answer": "[1, 2]"}, "claim r: answer: found [1, 2]"),
            (
                {"scope": "civilians"},
                "claim r: scope: found 'civilians'; expected a mapping of names to names, such as {group: civilians}",
            ),
            ({"scope": "{to: [a]}"}, "claim r: scope: found {'to': ['a']}"),
            ({"said": "2025-02-30"}, "claim r: said: found '2025-02-30'; expected a date that exists"),
            ({"said": "04/07/2025"}, "claim r: said: found '04/07/2025'; expected a date such as 2025-07-04"),
            (
                {"said": "2025-07-04T10:30"},
                "expected an offset after the clock time; write 2025-07-04T10:30Z",
            ),
            ({"witnessed": "perhaps"}, "claim r: witnessed: found 'perhaps'; expected true or false"),
            ({"witnessed": '"yes"'}, "claim r: witnessed: found 'yes'; expected true or false"),
            ({"quote_span": "[5, 5]"}, "claim r: quote_span: found [5, 5]; expected a pair"),
            ({"quote_span": "[five, 6]"}, "claim r: quote_span"),
            ({"via": "{a: b}"}, "claim r: via: found the unknown key 'a'; expected one of anonymous"),
            ({"source": "{anonymous: x, handel: y}"}, "did you mean 'handle'?"),
            ({"source": "{handle: y}"}, "claim r: source: anonymous: found nothing"),
            ({"source": "[A]"}, "claim r: source: found ['A']"),
            ({"event": "{id: e, kind: k}"}, "declare the event under events, and name it here by its id"),
            ({"event": "{}"}, "claim r: event: found keys that do not fit together"),
            ({"event": "{when: [2025, 2024]}"}, "when ends before it begins"),
            ({"event": "{ordinals: {a: 0}}"}, "whole number from 1, not 0"),
            ({"event": "{kind: k, timezone: Europe/Kiew}"}, "did you mean 'Europe/Ki"),
            (
                {"replaces": "[rr]"},
                "claim r: replaces: found the unknown ref 'rr'; expected the ref of a claim in this file",
            ),
            ({"ref": "a" * 32}, "expected a name of your own; 32 hexadecimal digits are the id of a claim"),
            ({"ref": "{a: b}"}, "claim 1: ref: found {'a': 'b'}; expected a name or a list of names"),
            ({"x-deep": "[" * 42 + "]" * 42}, "a value nested at most 40 deep"),
        ],
    )
    def test_each_is_told_with_its_place(self, keys: dict[str, str], expected: str) -> None:
        """Where, what was found, what was expected, how to mend it."""
        assert any(expected in line for line in told(yaml_claim(**keys))), told(yaml_claim(**keys))

    def test_every_problem_of_a_claim_is_told(self) -> None:
        """Not only the first: each key is looked at, whatever is wrong with the others."""
        lines = told(
            yaml_claim(said="2025-02-30", scope="no", witnessed="maybe", sorce="B", answer="{at_lest: 1}")
        )
        assert [line.split(": found")[0] for line in lines] == [
            "f:3: claim r", "f:3: claim r: answer", "f:3: claim r: said", "f:3: claim r: scope", "f:3: claim r: witnessed",
        ]  # fmt: skip

    def test_the_line_is_that_of_the_key(self) -> None:
        """In a block of YAML, and in JSON over several lines."""
        assert told(HEAD + "claims:\n- source: A\n  event: e\n  aspect: a\n  answer: b\n  said: soon\n")[
            0
        ].startswith("f:7: claim 1: said")
        text = '{"claimcheck": 1, "claims": [\n{"source": "A",\n"event": "e", "aspect": "a", "answer": "b",\n\n"said": "soon"}]}'
        assert told(text, "json")[0].startswith("f:5: claim 1: said")

    def test_the_same_mistakes_are_told_alike_in_every_format(self) -> None:
        """One definition of keys: the formats differ in places alone."""
        record = {
            "ref": "r",
            "source": "A",
            "event": "e",
            "answer": {"at_lest": 1},
            "said": "soon",
            "witnessed": 1,
            "sorce": "B",
        }
        in_yaml = told(HEAD + f"claims:\n - {json.dumps(record)}\n")
        in_json = told(json.dumps({"claimcheck": 1, "claims": [record]}), "json")
        in_lines = told(json.dumps({"type": "claim", **record}), "jsonl")
        bare = [
            [line.partition(" ")[2].replace("'1'", "1") for line in lines]
            for lines in (in_yaml, in_json, in_lines)
        ]
        assert bare[0][0] == bare[1][0]
        assert [line for line in bare[1] if "witnessed" not in line] == [
            line for line in bare[0] if "witnessed" not in line
        ]
        assert bare[1] == bare[2]


class TestWordsStayWords:
    @pytest.mark.parametrize(
        "word",
        [
            "no",
            "on",
            "yes",
            "true",
            "1:30",
            "017",
            "1_000",
            "0x1F",
            "1e5",
            ".5",
            "+7",
            "2025-02-30",
            "²",
            "=",
            "Null",
        ],
    )
    def test_a_yaml_word_is_taken_for_nothing_else(self, word: str) -> None:
        """As an answer, a name and a quote."""
        (claim,) = loads(yaml_claim(answer=word, source=word, quote=word), "yaml").claims
        assert (claim.answer, claim.source, claim.attribution.quote) == (word, word, word)

    @pytest.mark.parametrize(("word", "number"), [("7", 7), ("-3", -3), ("2.0", 2), ("1000", 1000), ("0", 0)])
    def test_a_plain_number_is_one_in_an_answer_alone(self, word: str, number: int) -> None:
        """And a quoted one is words."""
        (claim,) = loads(yaml_claim(answer=word, source=word), "yaml").claims
        assert (claim.answer, claim.source) == (number, word)
        (claim,) = loads(yaml_claim(answer=f'"{word}"'), "yaml").claims
        assert claim.answer == word

    def test_flags_are_read_where_a_flag_is_wanted(self) -> None:
        """true, yes; false, no."""
        (claim,) = loads(yaml_claim(witnessed="yes", leaked="true", confidential="no"), "yaml").claims
        assert (claim.witnessed, claim.leaked, claim.confidential) == (True, True, False)


class TestDeclarations:
    @pytest.mark.parametrize("told", ["", " {}", " ~"])
    def test_a_name_alone_declares_a_source(self, told: str) -> None:
        """`Russia:` with nothing after it: it exists, and nothing else is known of it."""
        assert loads(HEAD + f"sources:\n  Russia:{told}\n", "yaml").sources == {Source("Russia")}

    def test_an_entry_of_a_list_has_to_say_something(self) -> None:
        """A dash with nothing after it is no record."""
        assert "expected a mapping" in told(HEAD + "claims:\n-\n")[0]


class TestProblemsOfFiles:
    @pytest.mark.parametrize(
        ("text", "form", "expected"),
        [
            ("", "yaml", "f: the file: found nothing: the file is empty"),
            ("\n", "yaml", "found nothing; expected a dossier"),
            ("claims: []", "yaml", "f:1: the file: found no version; expected the key claimcheck: 1"),
            ("claimcheck: 2\nfrobs: 3", "yaml", "f:1: the file: found the format version 2; expected version 1; it was written by a newer"),
            ("claimcheck: 0", "yaml", "found the format version 0; expected version 1; write claimcheck: 1"),
            ("claimcheck: one", "yaml", "found the format version 'one'"),
            ('{"claimcheck": true}', "json", "found the format version True"),
            ('{"type": "dossier"}', "jsonl", "found the format version None"),
            ("claimcheck: 1\nclaim: []", "yaml", "did you mean 'claims'?"),
            ('{"claimcheck": 1, "findings": []}', "json", "this is a report of claimcheck, not a dossier"),
            ("claimcheck: 1\nclaims: {a: b}", "yaml", "f:2: claims: found {'a': 'b'}; expected a list of claims"),
            ("claimcheck: 1\nclaims: [a]", "yaml", "claim: found 'a'; expected a mapping"),
            ("claimcheck: 1\nsources: TASS", "yaml", "sources: found 'TASS'; expected a mapping of names"),
            ("claimcheck: 1\nsources: {TASS: agency}", "yaml", "source TASS: found 'agency'; expected a mapping"),
            ("claimcheck: 1\nsources: {TASS: {control_by: []}}", "yaml", "did you mean 'controlled_by'?"),
            ("claimcheck: 1\nsources: {TASS: {reliability: G}}", "yaml", "source TASS: reliability: found 'G'; expected one of A, B"),
            ("claimcheck: 1\nsources: {TASS: {name: B}}", "yaml", "leave 'name' out"),
            ("claimcheck: 1\nsources: [{kind: B}]", "yaml", "source: name: found nothing"),
            ("claimcheck: 1\nopposed: [A, B]", "yaml", "opposed: found 'A'; expected a pair of names, such as [Russia, Ukraine]; write opposed: [[one, other]]"),
            ("claimcheck: 1\nopposed: [[A, A]]", "yaml", "found 'A' twice"),
            ("claimcheck: 1\ntimezone: Europe/Kiew", "yaml", "did you mean"),
            ("claimcheck: 1\naspects: {a: {axis: cuont}}", "yaml", "did you mean 'count'?"),
            ("claimcheck: 1\naspects: {a: {grid: 0.1}}", "yaml", "grid belongs to the axis 'number'"),
            ("claimcheck: 1\nundeclared: {source: [a]}", "yaml", "the unknown key 'source'"),
            ("claimcheck: 1\nclaimcheck: 1", "yaml", "f:2: YAML: found the key 'claimcheck' twice"),
            ("claimcheck: 1\nx: &a b", "yaml", "f:2: YAML: found the anchor &a"),
            ("claimcheck: 1\nx: !!int 3", "yaml", "the tag 'tag:yaml.org,2002:int'"),
            ("a: &a {b: 1}\nc: {<<: *a}", "yaml", "the alias *a"),
            ("a: {<<: {b: 1}}", "yaml", "a merge key"),
            ("claimcheck: 1\n---\nclaimcheck: 1", "yaml", "f:2: the file: found a second document"),
            ("a: " + "[" * 51 + "]" * 51, "yaml", "at most 50 levels"),
            ("claimcheck: 1\nx: {a: b", "yaml", "is the file cut short?"),
            ("claims: \x00", "yaml", "f:1: the file: found the character NUL"),
            ("a: \x07", "yaml", "f:1: the file: found the character U+0007"),
            ("[" * 100_000, "json", "nested"),
            ("{} {}", "json", "one record a line is JSON Lines"),
            ('{"claimcheck": 1, "claims": [', "json", "is the file cut short?"),
            ('{"claimcheck": 1,\n"claims": [{"a": 1, "a": 2}]}', "json", "f:2: claim 1: found the key 'a' twice"),
            ('{"claimcheck": 1, "claimcheck": 1}', "json", "found the key 'claimcheck' twice"),
            ('{"claimcheck": 1, "claims": [{"x-a": NaN}]}', "json", "found NaN; expected a finite number"),
            ('{"claimcheck": 1, "claims": [{"x-a": 1e400}]}', "json", "a number whose exponent is at most 308"),
            ('{"claimcheck": 1, "claims": [{"x-a": 1e1000000}]}', "json", "exponent is at most 308"),
            ('{"claimcheck": 1, "claims": [{"x-a": ' + "1" * 5000 + "}]}", "json", "a number of at most 1,000 digits"),
            ('{"claimcheck": 1, "claims": [{"x-a": "\\ud800"}]}', "json", "half of a surrogate pair"),
            ('{"claimcheck": 1}\n', "jsonl", "f:1: record on line 1: found no type"),
            ('{"type": "calim"}', "jsonl", "did you mean 'claim'?"),
            ('{"type": "claim", "ref": "a"', "jsonl", "is the file cut short?"),
            ("[]", "jsonl", "a JSON object on one line"),
            ('{"type": "dossier", "version": 1, "zone": "UTC"}', "jsonl", "the unknown key 'zone'"),
            ('{"type": "opposed", "sources": ["a", "b"]}', "jsonl", "the unknown key 'sources'"),
            ("source;event;aspect;answer\n", "csv", "write commas between the columns"),
            ("source,event,aspect\n", "csv", "no column answer"),
            ("source,event,aspect,answer,sorce\n", "csv", "did you mean 'source'?"),
            ("source,event,aspect,answer,answer\n", "csv", "the column 'answer' twice"),
            ("source,event,aspect,answer\nA,e,a\n", "csv", "f:2: claim 1: found 3 cells; expected 4"),
            ("source,event,aspect,answer\nA,e,a,1,000\n", "csv", "put a cell with a comma in double quotes"),
            ('source,event,aspect,answer\nA,e,a,"b\n', "csv", "a double quote that is never closed"),
            ('source,event,aspect,answer\nA,e,a,"b"c\n', "csv", "text after a closing double quote"),
            ('source,event,aspect,answer\nA,e,a,b"c\n', "csv", "a double quote inside a cell"),
            ("source,event,aspect,answer\nA,e,a,{b\n", "csv", "claim 1: answer: found '{b'; expected JSON"),
            ("source,event,aspect,answer\nA,,a,b\n", "csv", "claim 1: event: found nothing"),
            ("source,source.anonymous,event,aspect,answer\nA,B,e,a,b\n", "csv", "a name and a description"),
            ("source,event,aspect,answer\nA,e,a," + "x" * 1_000_001, "csv", "cells of at most 1,000,000 characters"),
        ],
    )  # fmt: skip
    def test_each_is_told(self, text: str, form: str, expected: str) -> None:
        """As one of the problems, and never as anything but `BadInput`."""
        assert any(expected in line for line in told(text, form)), told(text, form)

    @pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv"])
    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (gzip.compress(b"claimcheck: 1", mtime=0), "gunzip"),
            ("claimcheck: 1".encode("utf-16"), "text in UTF-8"),
            ("claimcheck: 1".encode("utf-32"), "text in UTF-8"),
            ("claimcheck: 1".encode("utf-16-le"), "text in UTF-8"),
            (b"PK\x03\x04", "save the sheet as CSV"),
            (b"claimcheck: 1\nclaims: \xff", "f:2: "),
        ],
    )
    def test_what_is_no_text_is_refused_with_a_hint(self, data: bytes, expected: str, form: str) -> None:
        """Packed files, other encodings, bytes that are no UTF-8."""
        assert any(expected in line for line in told(data, form)), told(data, form)

    @pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv"])
    def test_a_byte_order_mark_is_passed_over(self, form: str) -> None:
        """Windows writes one before UTF-8."""
        from claimcheck.formats import dumps

        dossier = loads(HEAD + f"claims: [{CLAIM}]", "yaml")
        assert loads(b"\xef\xbb\xbf" + dumps(dossier, form).encode(), form) == dossier

    @pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv"])
    def test_an_endless_line_is_refused_with_the_limit_named(
        self, form: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Before it is held in memory, so that even a device that never ends is refused."""
        monkeypatch.setattr(files, "LONGEST_LINE", 1000)
        assert "lines of at most 1,000 bytes" in told("x" * 1001, form)[-1]
        assert (
            "2: the file: found a longer line"
            in told('{"type": "dossier", "version": 1}\n' + "x" * 1001, form)[-1]
        )

    def test_all_problems_of_all_files_are_told_together(self, tmp_path: Path) -> None:
        """In the order of files and lines."""
        (tmp_path / "a.yaml").write_text(yaml_claim(said="soon"))
        (tmp_path / "b.json").write_text("{")
        (tmp_path / "c").write_text("")
        (tmp_path / "d.yaml").mkdir()
        names = ["a.yaml", "b.json", "c", "d.yaml", "missing.csv"]
        with pytest.raises(BadInput) as refused:
            read_dossier(*(tmp_path / name for name in reversed(names)))
        lines = str(refused.value).replace(f"{tmp_path}/", "").splitlines()
        assert [line.split(":")[0] for line in lines] == names
        assert "a name without a suffix" in lines[2]
        assert "a folder" in lines[3]
        assert "no such file" in lines[4]

    def test_standard_input_is_yaml_unless_told_otherwise(self) -> None:
        """JSON read as YAML would take other words for numbers and flags: it has to be named."""
        text = (HEAD + f"claims: [{CLAIM}]").encode()
        assert len(read_dossier("-", stdin=io.BytesIO(text))) == 1
        with pytest.raises(BadInput, match="<stdin>:1: the file: found brackets, so JSON or JSON Lines"):
            read_dossier("-", stdin=io.BytesIO(b'{"claimcheck": 1}'))
        assert len(read_dossier("-", stdin=io.BytesIO(b'{"claimcheck": 1}'), input_format="json")) == 0
        with pytest.raises(BadInput, match="did you mean 'yaml'"):
            read_dossier("-", stdin=io.BytesIO(text), input_format="yml")


class TestNamesOverFiles:
    def write(self, folder: Path, **texts: str) -> list[Path]:
        paths = []
        for name, text in texts.items():
            path = folder / name.replace("_", ".")
            path.write_text(text)
            paths.append(path)
        return paths

    def test_a_source_that_no_file_declares_is_refused_with_a_suggestion(self, tmp_path: Path) -> None:
        """A typo must not become an independent side: as source, relay, silent side, controller, opponent."""
        paths = self.write(
            tmp_path,
            a_yaml=HEAD
            + "sources: {TASS: {controlled_by: [Rusia]}, Russia: {aliases: [RF]}}\nopposed: [[Russia, Ukrain]]\n",
            b_csv="source,via,silent,event,aspect,answer\nTAS,rf|Tass,Rossia,e,a,b\n",
        )
        with pytest.raises(BadInput) as refused:
            read_dossier(*paths)
        lines = str(refused.value).replace(f"{tmp_path}/", "").splitlines()
        assert lines == [
            "a.yaml:2: source TASS: controlled_by: found the undeclared source 'Rusia'; expected a declared source; did you mean 'Russia'?",
            "a.yaml:3: opposed: found the undeclared source 'Ukrain'; expected a declared source; declare it under sources, or correct its name",
            "b.csv:2: claim 1: silent: found the undeclared source 'Rossia'; expected a declared source; did you mean 'Russia'?",
            "b.csv:2: claim 1: source: found the undeclared source 'TAS'; expected a declared source; did you mean 'TASS'?",
        ]

    def test_names_stand_for_themselves_where_no_file_declares_any(self, tmp_path: Path) -> None:
        """A CSV alone is a dossier."""
        (path,) = self.write(tmp_path, a_csv="source,event,aspect,answer\nTAS,e,a,b\n")
        assert len(read_dossier(path)) == 1

    def test_an_event_that_no_file_declares_is_refused(self, tmp_path: Path) -> None:
        """In claims and in pairs; a described event needs no declaration."""
        paths = self.write(
            tmp_path,
            a_yaml=HEAD + "events: {exchange: {kind: x}}\nsame_event: [[exchange, exchang]]\n",
            b_csv="source,event,event.kind,aspect,answer\nA,exchnge,,a,b\nA,,talks,a,b\n",
        )
        with pytest.raises(BadInput) as refused:
            read_dossier(*paths)
        lines = str(refused.value).replace(f"{tmp_path}/", "").splitlines()
        assert [line.partition("; expected")[0] for line in lines] == [
            "a.yaml:3: same_event: found the undeclared event 'exchang'",
            "b.csv:2: claim 1: event: found the undeclared event 'exchnge'",
        ]
        assert all("did you mean 'exchange'?" in line for line in lines)

    def test_refs_belong_to_their_file(self, tmp_path: Path) -> None:
        """Two files may use one ref; each means its own claim by it, before or after it stands."""
        text = '{"type":"claim","ref":"new","source":"A","event":"e","aspect":"a","answer":%s,"replaces":["old"]}\n{"type":"claim","ref":"old","source":"A","event":"e","aspect":"a","answer":%s}\n'
        one, other = self.write(tmp_path, a_jsonl=text % (1, 2), b_jsonl=text % (3, 4))
        claims = {claim.answer: claim for claim in read_dossier(one, other).claims}
        assert claims[1].replaces == (claims[2].id,)
        assert claims[3].replaces == (claims[4].id,)
        dossier = read_dossier(one)
        (place,) = dossier.places[claims[1].id]
        assert (place.file, place.line, place.ref) == (str(one), 1, "new")

    def test_a_ref_twice_in_a_file_is_refused(self) -> None:
        """Nobody could say which claim it means."""
        text = HEAD + f"claims:\n- {{ref: a, {CLAIM[1:]}\n- {{ref: a, {CLAIM[1:]}\n"
        assert told(text) == [
            "f:4: claim a: ref: found 'a' once more; expected a ref that no other claim of this file has; line 3 has it already; give each claim a ref of its own"
        ]

    def test_the_id_of_a_claim_is_taken_as_it_is(self) -> None:
        """Whether the claim is here is for cross-check to notice."""
        (claim,) = loads(yaml_claim(replaces=f"[{'0' * 32}]"), "yaml").claims
        assert claim.replaces == ("0" * 32,)


class TestSkippingBadRecords:
    def left(self, text: str, form: str = "jsonl") -> tuple[set[str | None], list[str], int]:
        dossier, problems = read_dossier_with_problems(
            "-", stdin=io.BytesIO(text.encode()), input_format=form, skip_bad=True
        )
        return (
            {claim.ref for claim in dossier.claims},
            [str(problem) for problem in problems],
            problems.records,
        )  # type: ignore[attr-defined]

    def lines(self, *records: dict[str, object] | str) -> str:
        claim = {"type": "claim", "source": "A", "event": "e", "aspect": "a"}
        return "\n".join(
            one if isinstance(one, str) else json.dumps({**(claim if "type" not in one else {}), **one})
            for one in records
        )

    def test_good_records_are_kept(self) -> None:
        """A line that is no JSON, a claim without an answer: left out, counted, told."""
        kept, told, records = self.left(
            self.lines(
                {"ref": "a", "answer": 1}, "{", {"ref": "b"}, {"ref": "c", "answer": {"x": 1}, "said": "soon"}
            )
        )
        assert kept == {"a"}
        assert len(told) == 4
        assert records == 3

    def test_what_leans_on_a_claim_that_is_left_out_goes_as_well(self) -> None:
        """A replacement of what is not there would stand for something else; to any depth, and by id."""
        kept, told, records = self.left(
            self.lines(
                {"ref": "bad"},
                {"ref": "a", "answer": 1, "replaces": "bad"},
                {"ref": "b", "answer": 2, "based_on": ["a", "good"]},
                {"ref": "good", "answer": 3},
                {"ref": "c", "answer": 4, "replaces": "good"},
                {"ref": "d", "answer": 5, "replaces": "b"},
            )
        )
        assert kept == {"good", "c"}
        assert records == 4
        assert any(line.endswith("a claim that is left out; expected a claim that is kept") for line in told)

    def test_what_names_a_claim_that_is_left_out_by_its_id_goes_as_well(self) -> None:
        """A claim by an undeclared source, named by its id from another file, or from further down."""
        lost = Claim("e", "a", 1, source="Z")
        kept, _, records = self.left(
            self.lines(
                {"type": "source", "name": "A"},
                {"ref": "d", "answer": 3, "based_on": ["c"]},
                {"ref": "c", "answer": 2, "replaces": lost.id},
                {"ref": "z", "source": "Z", "answer": 1},
                {"ref": "k", "answer": 4, "replaces": "0" * 32},
            )
        )
        assert kept == {"k"}
        assert records == 3

    def test_a_ref_with_two_claims_names_neither(self) -> None:
        """The first is kept, but what replaces "a" could mean the other."""
        kept, _, records = self.left(
            self.lines(
                {"ref": "a", "answer": 1},
                {"ref": "a", "answer": 2},
                {"ref": "b", "answer": 3, "replaces": "a"},
            )
        )
        assert kept == {"a"}
        assert records == 2

    def test_claims_by_a_source_that_is_left_out_go_as_well(self) -> None:
        """Its ties are not known, so it would count as a side of its own; so with all that it controls."""
        sources = [
            {"type": "source", "name": "R", "kind": 3, "aliases": ["Q"]},
            {"type": "source", "name": "T", "controlled_by": ["R"]},
            {"type": "source", "name": "U", "controlled_by": ["T"]},
            {"type": "source", "name": "A"},
        ]
        kept, told, records = self.left(
            self.lines(
                *sources,
                *({"ref": name, "source": name, "answer": 1} for name in "RQTUA"),
                {"ref": "v", "answer": 1, "via": ["U"]},
            )
        )
        assert kept == {"A"}
        assert records == 3 + 5
        assert any("'R', whose declaration is left out" in line for line in told)

    def test_claims_on_an_event_or_aspect_that_is_left_out_go_as_well(self) -> None:
        """An accruing toll would be judged as a fixed one."""
        kept, _, records = self.left(
            self.lines(
                {"type": "aspect", "name": "A", "over_time": "grows", "synonyms": ["b"]},
                {"type": "event", "id": "f", "when": "soon"},
                {"type": "event", "id": "e", "kind": "x"},
                {"ref": "4", "answer": 1, "aspect": "d"},
                {"ref": "1", "answer": 1},
                {"ref": "2", "answer": 1, "aspect": "B"},
                {"ref": "3", "answer": 1, "aspect": "c", "event": "f"},
            )
        )
        assert kept == {"4"}
        assert records == 5

    @pytest.mark.parametrize(
        "text", [HEAD + "opposed: [a]", "claimcheck: 2", HEAD + "frobs: 1", HEAD + "timezone: x", "a: &a b"]
    )
    def test_what_bears_on_the_whole_is_never_left_out(self, text: str) -> None:
        """Without knowing who opposes whom, findings would be wrong."""
        with pytest.raises(BadInput):
            self.left(text, "yaml")

    def test_nothing_is_left_out_without_being_asked(self) -> None:
        """And the strict reader tells no more than what is wrong: no echoes of one mistake."""
        lines = told(
            self.lines(
                {"type": "source", "name": "A", "kind": 3},
                {"ref": "bad"},
                {"ref": "a", "answer": 1, "replaces": "bad"},
            ),
            "jsonl",
        )
        assert len(lines) == 2


class TestCostAndImports:
    def test_a_million_same_claims_are_no_square(self) -> None:
        """One claim on many lines has many places, gathered once."""
        import time

        line = '{"type":"claim","source":"A","event":"e","aspect":"a","answer":1}\n'
        start = time.process_time()
        dossier = loads(line * 20_000, "jsonl")
        assert time.process_time() - start < 60  # a runaway, not a measure
        assert len(dossier) == 1
        assert [len(places) for places in dossier.places.values()] == [20_000]

    def test_a_suggestion_is_looked_up_once_a_name(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """However many claims have the same misspelt name."""
        lookups = []
        monkeypatch.setattr(difflib, "get_close_matches", lambda *words, **_: lookups.append(words) or [])
        text = "\n".join(
            [json.dumps({"type": "source", "name": f"s{number}"}) for number in range(30)]
            + [
                json.dumps(
                    {
                        "type": "claim",
                        "source": f"x{number % 7}",
                        "event": "e",
                        "aspect": "a",
                        "answer": number,
                    }
                )
                for number in range(300)
            ]
        )
        with pytest.raises(BadInput):
            loads(text, "jsonl")
        assert 0 < len(lookups) <= 7

    def test_reading_json_lines_loads_no_yaml(self) -> None:
        """Each format brings only what it needs."""
        code = "import sys; from claimcheck.formats import loads; loads('{\"type\":\"dossier\",\"version\":1}', 'jsonl'); print('yaml' in sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=os.getcwd()
        )
        assert done.stdout.strip() == "False"
