"""What an assistant may ask, first as plain functions, then over the protocol with its official client."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from claimcheck import crosscheck
from claimcheck.assistant import LARGEST, TOOLS, answered, tools
from claimcheck.dossiers import Dossier
from claimcheck.errors import MissingExtra
from claimcheck.formats import FORMATS, dumps, loads
from claimcheck.schemas import schema
from claimcheck.testing import dossiers

CLAIM: dict[str, Any] = {"ref": "a", "source": "A", "event": "e", "aspect": "killed", "answer": 2}
OTHER: dict[str, Any] = {
    "ref": "b",
    "source": {"anonymous": "a nurse"},
    "event": "e",
    "aspect": "missing",
    "answer": 9,
}
DOSSIER: dict[str, Any] = {"claimcheck": 1, "claims": [CLAIM, OTHER]}
CONTENTS = {
    "text": "claimcheck: 1\nclaims: [{source: A, event: e, aspect: killed, answer: 2}]",
    "format": "yaml",
}
CALLS: dict[str, dict[str, Any]] = {
    "check_dossier": {"dossier": DOSSIER},
    "explain_claim": {"dossier": DOSSIER, "claim": "a"},
    "compare_dossiers": {"before": [CLAIM], "after": DOSSIER},
    "read_words": {"words": "at least seven"},
    "list_unverified": {"dossier": DOSSIER},
}

HOSTILE = Path(
    os.environ.get("CLAIMCHECK_HOSTILE", Path(__file__).parents[2] / "shared" / "data" / "hostile")
)
DOCUMENTS = sorted((HOSTILE / "json").glob("*.json")) if HOSTILE.is_dir() else []


def refusal(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    answer = answered(name, arguments)
    assert answer.is_error
    assert answer.data["error"]["text"] == answer.text
    found: dict[str, Any] = answer.data["error"]
    return found


class TestEachTool:
    def test_checks_a_dossier(self) -> None:
        report = crosscheck(loads(json.dumps(DOSSIER), "json"))
        answer = answered("check_dossier", CALLS["check_dossier"])
        assert answer.data == report.to_dict()
        assert "1 unverified" in answer.text

    @pytest.mark.parametrize("given", [[CLAIM], {"claimcheck": 1, "claims": [CLAIM]}, CONTENTS])
    def test_takes_a_dossier_in_any_of_its_forms(self, given: Any) -> None:
        (finding,) = answered("check_dossier", {"dossier": given}).data["findings"]
        assert (finding["standing"], finding["sides"]) == ("single-source", ["A"])

    @given(dossiers(max_claims=4))
    def test_any_dossier_as_data_and_as_text(self, dossier: Dossier) -> None:
        expected = crosscheck(dossier).to_dict()
        document = json.loads(dumps(dossier, "json"))
        assert answered("check_dossier", {"dossier": document}).data["findings"] == expected["findings"]
        text = {"text": dumps(dossier, "jsonl"), "format": "jsonl"}
        assert answered("check_dossier", {"dossier": text}).data["findings"] == expected["findings"]

    def test_explains_a_claim(self) -> None:
        answer = answered("explain_claim", CALLS["explain_claim"])
        assert answer.data == {"claimcheck": 1, "explanation": answer.text}
        assert "WHO SAYS IT" in answer.text

    def test_compares_two_dossiers(self) -> None:
        answer = answered("compare_dossiers", CALLS["compare_dossiers"])
        (change,) = answer.data["changes"]
        assert (change["what"], change["before"], change["because"][0]["label"]) == ("new", None, "b")
        assert answer.text.splitlines()[-1] == answer.data["remark"]

    @pytest.mark.parametrize(
        ("arguments", "axis", "words"),
        [
            ({"words": "at least seven"}, "count", "at least 7"),
            ({"words": {"between": [1, 3]}}, "count", "1 to 3"),
            ({"words": 2.0}, "count", "2"),
            ({"words": "Belarus", "axis": "path"}, "path", "belarus"),
            ({"words": "Friday", "said": "2025-07-05"}, "instant", "4 July 2025"),
            (
                {"words": "half", "axis": "share"},
                "share",
                "about 50 % (47.5 % to 52.5 %, at the loosest 40 % to 60 %)",
            ),
            ({"words": "dozens", "axis": None}, "count", "24 to 99 (at the loosest 12 to 199)"),
        ],
    )
    def test_reads_words(self, arguments: dict[str, Any], axis: str, words: str) -> None:
        data = answered("read_words", arguments).data
        assert (data["axis"], data["words"]) == (axis, words)
        again = answered("read_words", {"words": data["answer"], "axis": axis}).data
        assert again["words"].casefold() == words.casefold()

    def test_lists_what_is_unverified(self) -> None:
        (finding,) = answered("list_unverified", CALLS["list_unverified"]).data["findings"]
        assert finding["standing"] == "unverified"
        wide = answered("list_unverified", {**CALLS["list_unverified"], "one_sided_too": True})
        assert [one["standing"] for one in wide.data["findings"]] == ["unverified", "single-source"]

    def test_nothing_unverified_is_said_in_words(self) -> None:
        assert answered("list_unverified", {"dossier": [CLAIM]}).text == "Nothing is unverified."


class TestTheirSchemas:
    @pytest.mark.parametrize("name", TOOLS)
    def test_are_schemas_and_refer_to_nothing_outside(self, name: str) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        for one in (TOOLS[name].takes, TOOLS[name].gives):
            jsonschema.Draft202012Validator.check_schema(one)
            defined = {f"#/$defs/{key}" for key in one.get("$defs", ())}
            assert set(references(one)) <= defined

    @pytest.mark.parametrize("name", TOOLS)
    def test_hold_for_a_call_and_its_answer(self, name: str) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        jsonschema.validate(CALLS[name], TOOLS[name].takes)
        jsonschema.validate(json.loads(json.dumps(answered(name, CALLS[name]).data)), TOOLS[name].gives)

    def test_every_tool_is_called_here(self) -> None:
        assert CALLS.keys() == TOOLS.keys()

    def test_that_of_a_dossier_is_the_one_of_files(self) -> None:
        shown = TOOLS["check_dossier"].takes["$defs"]
        assert shown["claim"] == schema("dossier")["$defs"]["claim"]
        assert shown["dossier"]["properties"] == schema("dossier")["properties"]


def references(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [node[key] for key in node if key == "$ref"] + [
            one for value in node.values() for one in references(value)
        ]
    return [one for value in node for one in references(value)] if isinstance(node, list) else []


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("name", "arguments", "told"),
        [
            ("chek_dossier", {}, "did you mean 'check_dossier'?"),
            ("check_dossier", {}, "no dossier"),
            ("check_dossier", {"dossier": None}, "no dossier"),
            ("check_dossier", {"dossier": DOSSIER, "file": "x"}, "the unknown argument 'file'"),
            ("check_dossier", {"dossier": DOSSIER, "as_of": "soon"}, "'soon'"),
            ("check_dossier", {"dossier": {"claimcheck": 2}}, "newer claimcheck"),
            ("check_dossier", {"dossier": {"text": "x", "format": "prov"}}, "format is one of"),
            ("check_dossier", {"dossier": {"text": 7, "format": "json"}}, "{text, format}"),
            ("check_dossier", {"dossier": {"text": "", "format": "json", "path": "x"}}, "{text, format}"),
            ("check_dossier", {"dossier": [{**CLAIM, "answr": 1}]}, "did you mean 'answer'?"),
            ("explain_claim", {"dossier": DOSSIER}, "no claim"),
            ("explain_claim", {"dossier": DOSSIER, "claim": 7}, "the ref or the id of a claim"),
            ("explain_claim", {"dossier": DOSSIER, "claim": "zzz"}, "zzz"),
            ("read_words", {"words": "sevenish"}, "sevenish"),
            ("read_words", {"words": "two", "axis": "cuont"}, "did you mean 'count'?"),
            ("read_words", {"words": float("nan")}, "a finite number"),
            ("list_unverified", {"dossier": DOSSIER, "one_sided_too": "yes"}, "true or false"),
        ],
    )
    def test_is_told_as_the_callers(self, name: str, arguments: dict[str, Any], told: str) -> None:
        error = refusal(name, arguments)
        assert error["kind"] == "unusable"
        assert told in error["text"]

    def test_every_problem_is_told_as_data(self) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        answer = answered("check_dossier", {"dossier": [{**CLAIM, "said": "2025-02-30"}, {"source": 1}]})
        jsonschema.validate(answer.data, schema("error"))
        assert {problem["line"] for problem in answer.data["error"]["problems"]} == {1, 2}

    @pytest.mark.parametrize(
        "given", [str(Path(__file__)), ["/etc/passwd"], {"text": "/etc/passwd", "format": "yaml"}, 7]
    )
    def test_the_name_of_a_file_is_never_opened(self, given: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        def opened(*_: Any, **__: Any) -> None:
            raise AssertionError("it opens a file")

        monkeypatch.setattr("builtins.open", opened)
        monkeypatch.setattr(os, "open", opened)
        assert refusal("check_dossier", {"dossier": given})["kind"] == "unusable"

    def test_more_than_the_limit_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert LARGEST == 5_000_000
        monkeypatch.setattr(tools, "LARGEST", 1000)
        error = refusal("check_dossier", {"dossier": [CLAIM] * 20})
        assert "at most 1,000" in error["text"]

    def test_a_nest_without_end(self) -> None:
        nest: Any = 1
        for _ in range(60):
            nest = [nest]
        assert "nested" in refusal("check_dossier", {"dossier": [{**CLAIM, "x-a": nest}]})["text"]
        for _ in range(100_000):
            nest = [nest]
        assert "nested" in refusal("check_dossier", {"dossier": [{**CLAIM, "x-a": nest}]})["text"]

    def test_a_mistake_of_ours_is_told_as_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: Any) -> None:
            raise ZeroDivisionError("secret")

        monkeypatch.setattr(tools, "crosscheck", broken)
        answer = answered("check_dossier", CALLS["check_dossier"])
        assert answer.data["error"]["kind"] == "our-mistake"
        assert "ZeroDivisionError" in answer.text
        assert "secret" not in answer.text
        assert isinstance(answer.error, ZeroDivisionError)

    @pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")
    @pytest.mark.parametrize("form", FORMATS)
    def test_hostile_texts_are_refused_as_the_callers(self, form: str) -> None:
        for path in DOCUMENTS:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            error = refusal("check_dossier", {"dossier": {"text": text, "format": form}})
            assert error["kind"] == "unusable", path.name

    @pytest.mark.skipif(not DOCUMENTS, reason="the hostile data are not here (CLAIMCHECK_HOSTILE)")
    def test_hostile_data_are_refused_as_the_callers_or_kept(self) -> None:
        for path in DOCUMENTS:
            try:
                value = json.loads(path.read_bytes())
            except (ValueError, RecursionError):
                continue
            if value != []:  # no claims are a dossier too
                assert refusal("check_dossier", {"dossier": value})["kind"] == "unusable", path.name
            kept = answered("check_dossier", {"dossier": [{**CLAIM, "note": value}]})
            assert not kept.is_error or kept.data["error"]["kind"] == "unusable", path.name


# Over the protocol


def over_stdio(ask: Callable[[Any], Awaitable[Any]]) -> Any:
    """What a coroutine gets from the server in a process of its own, through the official client."""
    mcp = pytest.importorskip("mcp", reason="the server needs the extra mcp")
    import anyio

    async def run() -> Any:
        server = mcp.StdioServerParameters(command=sys.executable, args=["-m", "claimcheck", "mcp"])
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            return await ask(client)

    return anyio.run(run)


class TestOverTheProtocol:
    def test_the_tools_are_listed_with_their_schemas(self) -> None:
        async def ask(client: Any) -> Any:
            return (await client.list_tools()).tools

        found = over_stdio(ask)
        assert [tool.name for tool in found] == list(TOOLS)
        for tool in found:
            assert tool.input_schema == TOOLS[tool.name].takes
            assert tool.output_schema == TOOLS[tool.name].gives
            assert tool.annotations.read_only_hint

    def test_every_tool_answers_what_its_function_does(self) -> None:
        async def ask(client: Any) -> Any:
            return {name: await client.call_tool(name, arguments) for name, arguments in CALLS.items()}

        for name, result in over_stdio(ask).items():
            expected = answered(name, CALLS[name])
            assert not result.is_error
            assert result.structured_content == json.loads(json.dumps(expected.data))
            assert [one.text for one in result.content] == [expected.text]

    def test_errors_come_as_errors_of_the_tool_and_the_server_goes_on(self) -> None:
        bad: list[tuple[str, dict[str, Any]]] = [
            ("check_dossier", {"dossier": [{**CLAIM, "said": "2025-02-30"}]}),
            ("check_dossier", {"dossier": "/etc/passwd"}),
            ("check_dossier", {}),
            ("no_tool", {}),
            ("check_dossier", {"dossier": {"text": "{" * 100_000, "format": "json"}}),
            ("check_dossier", {"dossier": [{**CLAIM, "quote": "x" * (LARGEST + 1)}]}),
        ]

        async def ask(client: Any) -> Any:
            refused = [await client.call_tool(name, arguments) for name, arguments in bad]
            return refused, await client.call_tool("check_dossier", CALLS["check_dossier"])

        refused, last = over_stdio(ask)
        for (name, arguments), result in zip(bad, refused, strict=True):
            expected = answered(name, arguments)
            assert result.is_error
            assert result.structured_content == expected.data
            assert result.content[0].text == expected.text
        assert not last.is_error

    def test_calls_at_once_are_each_answered(self) -> None:
        anyio = pytest.importorskip("anyio", reason="the server needs the extra mcp")

        async def ask(client: Any) -> Any:
            found: dict[int, Any] = {}

            async def call(number: int) -> None:
                found[number] = await client.call_tool("read_words", {"words": f"at least {number}"})

            async with anyio.create_task_group() as group:
                for number in range(1, 21):
                    group.start_soon(call, number)
            return found

        found = over_stdio(ask)
        assert {number: one.structured_content["answer"] for number, one in found.items()} == {
            number: {"at_least": number} for number in range(1, 21)
        }

    def test_without_the_extra_its_name_is_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from claimcheck.assistant.server import make_server
        from claimcheck.cli import run

        monkeypatch.setitem(sys.modules, "mcp", None)
        monkeypatch.setitem(sys.modules, "mcp.server", None)
        with pytest.raises(MissingExtra, match=r"claimcheck-sources\[mcp\]"):
            make_server()
        assert run(["mcp"]) == 2
        assert "claimcheck-sources[mcp]" in capsys.readouterr().err
