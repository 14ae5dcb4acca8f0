"""What an assistant may ask: each tool with its schemas and a pure function from arguments to an answer.

They know nothing of the protocol. A dossier is handed over as plain data, as a list of claims or as text; an answer is plain
data by a schema, and the same as text.

>>> answered("read_words", {"words": "at least seven"}).data
{'claimcheck': 1, 'axis': 'count', 'answer': {'at_least': 7}, 'words': 'at least 7'}
>>> answered("read_words", {"words": "sevenish"}).is_error
True
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from claimcheck.arguments import ArgumentError, choice
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem, closest, shown
from claimcheck.formats import FORMATS, loads
from claimcheck.formats.files import RefusedError
from claimcheck.formats.gathering import Gathered
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.python_data import document_records, plain_value, records_in
from claimcheck.formats.reading import refuse, united
from claimcheck.hedges import read_answer
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.comparing import compare
from claimcheck.report.data import FORMAT_VERSION, answer_form, finding_data
from claimcheck.report.refusals import OUR_MISTAKE, refusal_data, refusal_of
from claimcheck.schemas import schema
from claimcheck.text import clean
from claimcheck.vocabulary import AXES

__all__ = ["LARGEST", "TOOLS", "Answered", "Tool", "answered"]

LARGEST: Final = 5_000_000
"""Characters that the arguments of one call may have as JSON."""


@attrs.frozen
class Answered:
    """The answer to a call: plain data, the same as text, and whether it tells an error."""

    data: dict[str, Any]
    text: str
    is_error: bool = False
    error: Exception | None = None
    """What went wrong through a mistake of ours, for the log."""


@attrs.frozen
class Tool:
    """One thing that an assistant may ask."""

    name: str
    title: str
    told: str
    takes: Mapping[str, Any]
    gives: Mapping[str, Any]
    run: Callable[[Mapping[str, Any]], tuple[dict[str, Any], str]]


def answered(name: str, arguments: Mapping[str, Any]) -> Answered:
    """What a tool answers; whatever goes wrong is told in the answer, as the caller's fault or as ours."""
    try:
        tool = TOOLS.get(name)
        if tool is None:
            raise ArgumentError(
                f"no tool is called {shown(name)}; {closest(name, TOOLS) or ', '.join(TOOLS)}", found=name
            )
        _check_arguments(tool, arguments)
        data, text = tool.run(arguments)
        return Answered(data, text)
    except Exception as error:
        refusal = refusal_of(error)
        ours = error if refusal.kind == OUR_MISTAKE else None
        return Answered(refusal_data(refusal), refusal.text, is_error=True, error=ours)


def _check_arguments(tool: Tool, arguments: Mapping[str, Any]) -> None:
    try:
        size = len(json.dumps(arguments, ensure_ascii=False))
    except (RecursionError, ValueError, TypeError):
        raise BadInput(
            [Problem("the arguments", "no plain data", "plain data, nested at most 50 deep")]
        ) from None
    problems = []
    if size > LARGEST:
        mend = "hand over fewer claims at once"
        problems.append(Problem("the arguments", f"{size:,} characters", f"at most {LARGEST:,}", mend))
    known = tool.takes["properties"]
    for name in sorted(arguments.keys() - known.keys()):
        expected = f"one of {', '.join(known)}"
        problems.append(
            Problem(tool.name, f"the unknown argument {shown(name)}", expected, closest(name, known))
        )
    for name in tool.takes.get("required", ()):
        if arguments.get(name) is None:
            problems.append(Problem(tool.name, f"no {name}", clean(known[name]["description"])))
    if problems:
        raise BadInput(problems)


# What each tool takes


_TEXT: Final = {"type": "string"}
_DOSSIER: Final = {
    "description": "a dossier (an object with claimcheck: 1 and claims), a list of claims, or {text, format} of a dossier file;"
    " check_dossier has the schema",
    "type": ["object", "array"],
}
_WHOLE_DOSSIER: Final = {
    "description": "a dossier, a list of claims, or {text, format}: the contents of a dossier file",
    "anyOf": [
        {"$ref": "#/$defs/dossier"},
        {"type": "array", "items": {"$ref": "#/$defs/claim"}},
        {"$ref": "#/$defs/contents"},
    ],
}
_CONTENTS: Final = {
    "description": "the contents of a dossier file",
    "type": "object",
    "properties": {"text": _TEXT, "format": {"enum": list(FORMATS)}},
    "required": ["text", "format"],
    "additionalProperties": False,
}
_AS_OF: Final = {"description": "leave out what was wholly said after this date", "type": ["string", "null"]}


def _takes(
    properties: Mapping[str, Any], *required: str, defs: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    taken: dict[str, Any] = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    taken["required"] = list(required)
    return taken | ({"$defs": dict(defs)} if defs else {})


def _gives(properties: Mapping[str, Any], defs: Mapping[str, Any] | None = None) -> dict[str, Any]:
    given = {"claimcheck": {"const": FORMAT_VERSION}, **properties}
    return {"type": "object", "properties": given, "required": list(given)} | (
        {"$defs": dict(defs)} if defs else {}
    )


def _bare(name: str) -> dict[str, Any]:
    """A schema without what names it and without its definitions, to stand inside another."""
    return {
        key: value for key, value in schema(name).items() if key not in ("$schema", "$id", "title", "$defs")
    }


# What each tool does


def _dossier_of(given: Any) -> Dossier:
    """A dossier from contents: a path in it is a word like any other, and is never opened."""
    if isinstance(given, Mapping) and "text" in given and not given.keys() & {"claimcheck", "claims"}:
        if given.keys() - {"text", "format"} or not isinstance(given["text"], str):
            raise BadInput(
                [Problem("the dossier", shown(given), "{text, format}: the contents of a dossier file")]
            )
        return loads(given["text"], choice(given.get("format"), FORMATS, "format"), name="<text>")
    gathered = Gathered("<claims>" if isinstance(given, list) else "<dossier>")
    if isinstance(given, list):
        gathered.take(records_in(given))
    elif isinstance(given, Mapping):
        try:
            gathered.take(document_records(given))
        except RefusedError as refused:
            refused.line = None
            refuse(gathered, refused)
    else:
        expected = "a dossier, a list of claims, or {text, format}"
        raise BadInput(
            [Problem("the dossier", shown(given), expected, "hand over the contents, not the name of a file")]
        )
    return united([gathered])[0]


def _report_of(arguments: Mapping[str, Any]) -> Report:
    return crosscheck(_dossier_of(arguments["dossier"]), arguments.get("as_of"))


def _check(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    report = _report_of(arguments)
    return report.to_dict(), str(report)


def _explain(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    claim = arguments["claim"]
    if not isinstance(claim, str):
        raise BadInput([Problem("claim", shown(claim), "the ref or the id of a claim")])
    told = crosscheck(_dossier_of(arguments["dossier"])).explain(claim)
    return {"claimcheck": FORMAT_VERSION, "explanation": told}, told


def _read(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    axis, said = arguments.get("axis"), arguments.get("said")
    if axis is not None:
        axis = choice(axis, AXES, "axis")
    try:
        words = plain_value(arguments["words"])
    except NotPlainError as error:
        raise BadInput([Problem("words", error.found, error.expected, error.mend)]) from None
    answer = read_answer(words, axis, said=said)
    told = {"axis": answer.axis.name, "answer": answer_form(answer), "words": str(answer)}
    return {"claimcheck": FORMAT_VERSION, **told}, str(answer)


def _compare(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    comparison = compare(_dossier_of(arguments["before"]), _dossier_of(arguments["after"]))
    return comparison.to_dict(), str(comparison)


def _unverified(arguments: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    wide = arguments.get("one_sided_too") or False
    if not isinstance(wide, bool):
        raise BadInput([Problem("one_sided_too", shown(wide), "true or false")])
    report = _report_of(arguments)
    found = report.uncorroborated if wide else report.unverified
    told = "\n".join(clean(finding.reason) for finding in found) or "Nothing is unverified."
    return {"claimcheck": FORMAT_VERSION, "findings": [finding_data(finding) for finding in found]}, told


def _tools() -> dict[str, Tool]:
    dossier_schema, report_schema = schema("dossier"), schema("report")
    whole = {**dossier_schema["$defs"], "dossier": _bare("dossier"), "contents": _CONTENTS}
    tools = (
        Tool(
            "check_dossier",
            "Check a dossier",
            "Cross-check what sources said about events: which details independent sides agree on, which can't all be true,"
            " and which rest on nobody who can be held to them. It never says what is true.",
            _takes({"dossier": _WHOLE_DOSSIER, "as_of": _AS_OF}, "dossier", defs=whole),
            {**_bare("report"), "$defs": report_schema["$defs"]},
            _check,
        ),
        Tool(
            "explain_claim",
            "Explain a claim",
            "All that is known of one claim of a dossier: who says it, on whose side, what confirms and contradicts it.",
            _takes(
                {"dossier": _DOSSIER, "claim": {"description": "its ref, or its id", **_TEXT}}, "dossier", "claim"
            ),
            _gives({"explanation": _TEXT}),
            _explain,
        ),
        Tool(
            "compare_dossiers",
            "Compare two dossiers",
            "What moved from one dossier to another: which findings are new, changed or gone, and which claims did it.",
            _takes({"before": _DOSSIER, "after": _DOSSIER}, "before", "after"),
            {**_bare("comparison"), "$defs": schema("comparison")["$defs"]},
            _compare,
        ),
        Tool(
            "read_words",
            "Read words as an answer",
            "Which values words such as 'more than 1,000', 'dozens' or 'since 2022' mean, and still let pass.",
            _takes(
                {
                    "words": {"description": "words, a number or a form such as {at_least: 7}", **_answer_schema()},
                    "axis": {"description": "what the answer is, where the words leave it open", "enum": [*AXES, None]},
                    "said": {"description": "the day the words were said, for 'Friday' or 'last month'", "type": ["string", "null"]},
                },
                "words",
                defs=_defs_of_answers(),
            ),
            _gives({"axis": {"enum": list(AXES)}, "answer": {"$ref": "#/$defs/answer"}, "words": _TEXT}, _defs_of_answers()),
            _read,
        ),
        Tool(
            "list_unverified",
            "List what is unverified",
            "The details of a dossier that rest on unnamed sources or hearsay alone; with one_sided_too, also those that only one"
            " source or one side gives.",
            _takes(
                {
                    "dossier": _DOSSIER,
                    "as_of": _AS_OF,
                    "one_sided_too": {"description": "also what one source or one side alone gives", "type": ["boolean", "null"]},
                },
                "dossier",
            ),
            _gives({"findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}}}, report_schema["$defs"]),
            _unverified,
        ),
    )  # fmt: skip
    return {tool.name: tool for tool in tools}


def _answer_schema() -> dict[str, Any]:
    return {"anyOf": schema("report")["$defs"]["answer"]["anyOf"]}


def _defs_of_answers() -> dict[str, Any]:
    return {
        name: one for name, one in schema("report")["$defs"].items() if name in ("answer", "form", "given")
    }


TOOLS: Final[Mapping[str, Tool]] = _tools()
"""Every tool by its name."""
