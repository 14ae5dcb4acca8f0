"""What could not be used, as plain data: what a stream and a server answer in the place of a report.

>>> refusal_data(Refusal("unusable", "a.yaml:2: answer: found 'x'", (Problem("answer", "'x'", "a number", line=2),)))["error"]["kind"]
'unusable'
"""

from __future__ import annotations

from typing import Any, Final

import attrs

from claimcheck.errors import BadInput, ClaimcheckError, Problem
from claimcheck.report.data import FORMAT_VERSION
from claimcheck.report.keys import TEXT, Told, described, listed, or_null, schema_of
from claimcheck.text import clean

__all__ = ["KINDS", "OUR_MISTAKE", "UNUSABLE", "Refusal", "refusal_data", "refusal_of", "refusal_schema"]

UNUSABLE: Final = "unusable"
OUR_MISTAKE: Final = "our-mistake"
KINDS: Final = (UNUSABLE, OUR_MISTAKE)
"""Whose fault it is: that of the input, or ours."""


@attrs.frozen
class Refusal:
    """Why there is no report: whose fault, in one text, and every problem of the input."""

    kind: str
    text: str
    problems: tuple[Problem, ...] = ()
    line: int | None = None
    """The line of a stream that it answers."""


def refusal_of(error: Exception, *, line: int | None = None) -> Refusal:
    """The refusal that an error is: one of ours tells what to mend, any other is a mistake in claimcheck."""
    if isinstance(error, BadInput):
        return Refusal(UNUSABLE, str(error), error.problems, line)
    if isinstance(error, ClaimcheckError):
        return Refusal(UNUSABLE, clean(str(error)), (), line)
    told = f"a mistake in claimcheck, not in what it was given: {type(error).__name__}; please report it"
    return Refusal(OUR_MISTAKE, told, (), line)


_LINE: Final = or_null({"type": "integer", "minimum": 1})

_PROBLEM: Final = (
    Told("where", "which record and key", TEXT, lambda one, most: one.where),
    Told("found", "what stands there", TEXT, lambda one, most: one.found),
    Told("expected", "what belongs there", TEXT, lambda one, most: one.expected),
    Told("mend", "how to mend it, or nothing", TEXT, lambda one, most: one.mend),
    Told("file", "the file, where it is in one", or_null(TEXT), lambda one, most: one.file),
    Told(
        "line",
        "the line there, from 1; in a list of records the how many-th",
        _LINE,
        lambda one, most: one.line,
    ),
    Told(
        "claim", "the id of the claim at fault, where it is one's", or_null(TEXT), lambda one, most: one.claim
    ),
)

_ERROR: Final = (
    Told("kind", "whose fault it is", {"enum": list(KINDS)}, lambda one, most: one.kind),
    Told("line", "the line of the stream that this answers", _LINE, lambda one, most: one.line),
    Told("text", "all of it for people", TEXT, lambda one, most: one.text),
    Told(
        "problems",
        "everything that is wrong with the input",
        listed({"$ref": "#/$defs/problem"}),
        lambda one, most: [described(problem, _PROBLEM) for problem in one.problems],
    ),
)

_REFUSAL: Final = (
    Told(
        "claimcheck", "the version of the format", {"const": FORMAT_VERSION}, lambda one, most: FORMAT_VERSION
    ),
    Told(
        "error", "why there is no report", {"$ref": "#/$defs/error"}, lambda one, most: described(one, _ERROR)
    ),
)


def refusal_data(refusal: Refusal) -> dict[str, Any]:
    """A refusal as plain data."""
    return described(refusal, _REFUSAL)


def refusal_schema() -> dict[str, Any]:
    """The JSON Schema of a refusal."""
    defs = {
        "error": schema_of("why there is no report", _ERROR),
        "problem": schema_of("one thing that is wrong with the input", _PROBLEM),
    }
    return {**schema_of("what stands in the place of a report", _REFUSAL), "$defs": defs}
