"""A report as data frames, for pandas, Polars or PyArrow, whichever is there: findings, claims, and the matrix.

Columns are typed alike in each: text, whole numbers, floats, True and False; nothing known is null. Rows come in the order of the
report. Text is free of what could command a terminal. Needs the extra `frames`.

>>> from claimcheck import Dossier, Event, Source
>>> report = (Dossier() + Source("A").says(Event("raid", when="2025-07-04"), "killed", 8)).check()
>>> frame = report.findings_table(backend="polars")
>>> frame.select("standing", "answer", "lowest").row(0)
('single-source', '8', 8.0)
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from claimcheck.answers import Answer
from claimcheck.arguments import choice
from claimcheck.claims import Scope
from claimcheck.errors import MissingExtra
from claimcheck.findings import Contradiction, Finding
from claimcheck.forms import in_short
from claimcheck.graph import status_of
from claimcheck.report.matrix import matrix_of
from claimcheck.report.outline import class_of, event_title, place_of
from claimcheck.sentences import answer_in_words, origin_of, subject, unique
from claimcheck.statements import Statement
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["BACKENDS", "claims_frame", "findings_frame", "matrix_frame"]

BACKENDS: Final = ("pandas", "polars", "pyarrow")

_FINDINGS: Final = {
    "kind": "text", "class": "text", "standing": "text", "credibility": "whole", "event": "text", "aspect": "text",
    "scope": "text", "question": "text", "answer": "text", "lowest": "float", "highest": "float", "sides": "text",
    "voices": "text", "camps": "whole", "margin": "float", "flags": "text", "claims": "whole", "refs": "text",
    "place": "text", "reason": "text",
}  # fmt: skip
_CLAIMS: Final = {
    "label": "text", "id": "text", "source": "text", "named": "truth", "via": "text", "event": "text", "aspect": "text",
    "scope": "text", "question": "text", "given": "text", "answer": "text", "lowest": "float", "highest": "float",
    "said": "text", "published": "text", "as_of": "text", "status": "text", "counts": "truth", "witnessed": "truth",
    "leaked": "truth", "confidential": "truth", "cue": "text", "quote": "text", "url": "text", "file": "text",
    "line": "whole",
}  # fmt: skip


def findings_frame(report: Report, backend: str | None = None) -> Any:
    """One row a finding: `report.findings_table(backend)`. Several names in a cell are separated by "; "."""
    return _frame([_finding(report, one) for one in report.findings], _FINDINGS, backend)


def claims_frame(report: Report, backend: str | None = None) -> Any:
    """One row a claim and question that it answers: `report.claims_table(backend)`."""
    ordered = [
        one
        for _, asked in sorted(
            report._resolved.questions.items(),
            key=lambda item: (item[1].question.event, str(item[1].question)),
        )
        for one in sorted(asked.statements, key=lambda one: (report._resolved.labels[one.id], one.id))
    ]
    return _frame([_claim(report, one) for one in ordered], _CLAIMS, backend)


def matrix_frame(report: Report, backend: str | None = None) -> Any:
    """One row a question, one column a source, headed by its side: `report.matrix(backend)`."""
    matrix = matrix_of(report)
    names = [
        column.name if group.alone else f"{group.title}: {column.name}"
        for group in matrix.groups
        for column in group.columns
    ]
    seen: Counter[str] = Counter(("event", "question", "standing"))
    for place, name in enumerate(names):
        seen[name] += 1
        names[place] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    rows = [
        {
            "event": row.event,
            "question": row.subject,
            **{
                name: _several(one.told for one in cell.entries)
                for name, cell in zip(names, row.cells, strict=True)
            },
            "standing": row.standing or None,
        }
        for row in matrix.rows
    ]
    return _frame(rows, dict.fromkeys(("event", "question", *names, "standing"), "text"), backend)


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    lowest, highest = _ends(finding.answer)
    margin = finding.margin if isinstance(finding, Contradiction) else None
    voices = unique(
        origin_of(found[0], report._resolved.sides)
        for id in finding.claims
        if (found := report._resolved.statements.get(id))
    )
    return {
        "kind": finding.kind,
        "class": class_of(finding),
        "standing": finding.standing,
        "credibility": finding.credibility,
        "event": event_title(report, finding.question.event),
        "aspect": finding.question.aspect,
        "scope": _scope(finding.question.scope),
        "question": subject(finding.question),
        "answer": finding.words or None,
        "lowest": lowest,
        "highest": highest,
        "sides": _several(finding.sides),
        "voices": _several(voices),
        "camps": len(finding.camps),
        "margin": None if margin is None else float(margin),
        "flags": _several(finding.flags),
        "claims": len(finding.claims),
        "refs": _several(finding.refs),
        "place": place_of(report, finding) or None,
        "reason": finding.reason,
    }


def _claim(report: Report, one: Statement) -> dict[str, Any]:
    claim, asked = one.claim, one.asked
    lowest, highest = _ends(one.answer)
    status = status_of(one, report._endings)
    place = next(iter(report.dossier.places.get(one.id, ())), None)
    return {
        "label": report._resolved.labels[one.id],
        "id": one.id,
        "source": str(claim.source),
        "named": one.voice.named,
        "via": _several(map(str, claim.via)),
        "event": event_title(report, asked.question.event),
        "aspect": asked.question.aspect,
        "scope": _scope(asked.question.scope),
        "question": subject(asked.question),
        "given": in_short(claim.answer),
        "answer": answer_in_words(one.answer, asked),
        "lowest": lowest,
        "highest": highest,
        **{
            name: None if (told := getattr(claim, name)) is None else told.text
            for name in ("said", "published", "as_of")
        },
        "status": status,
        "counts": status == "live" and one.named and not one.answer.is_everything,
        "witnessed": claim.witnessed,
        "leaked": claim.leaked,
        "confidential": claim.confidential,
        "cue": claim.attribution.cue,
        "quote": claim.attribution.quote,
        "url": claim.attribution.url,
        "file": None if place is None else place.file,
        "line": None if place is None else place.line,
    }


def _ends(answer: Answer | None) -> tuple[float | None, float | None]:
    """The lowest and the highest possible value of a number, as floats; None where there is none, or no number."""
    if (
        answer is None
        or answer.axis.grid is None
        or answer.axis.name in ("yes/no", "instant")
        or not answer.possible
    ):
        return None, None
    (lower, _), (_, upper) = answer.possible[0], answer.possible[-1]
    axis = answer.axis
    highest = None if upper is None or (upper == axis.top and axis.name != "share") else upper - 1
    return _float(lower, axis.grid), _float(highest, axis.grid)


def _float(step: int | None, grid: Any) -> float | None:
    if step is None:
        return None
    try:
        return float(step * grid)
    except OverflowError:
        return None


def _scope(scope: Scope) -> str | None:
    return _several(f"{key}: {value}" for key, value in scope)


def _several(values: Iterable[str]) -> str | None:
    return "; ".join(values) or None


# From rows to a frame


def _frame(rows: Sequence[dict[str, Any]], columns: dict[str, str], backend: str | None) -> Any:
    """Rows as a frame of the backend, in its own type."""
    narwhals = _needed("narwhals")
    name = _backend(backend)
    types = {
        "text": narwhals.String,
        "whole": narwhals.Int64,
        "float": narwhals.Float64,
        "truth": narwhals.Boolean,
    }
    told = {column: [_clean(row[column]) for row in rows] for column in columns}
    frame = narwhals.from_dict(
        {
            column: [0 if kind == "whole" and one is None else one for one in told[column]]
            for column, kind in columns.items()
        },
        schema={column: types[kind] for column, kind in columns.items()},
        backend=name,
    )
    whole = [column for column, kind in columns.items() if kind == "whole"]
    if name == "pandas" and whole:  # its plain whole numbers know no null
        frame = narwhals.from_native(frame.to_native().astype(dict.fromkeys(whole, "Int64")))
    if whole:
        known = {column: [one is not None for one in told[column]] for column in whole}
        is_known = narwhals.from_dict(known, schema=dict.fromkeys(whole, narwhals.Boolean), backend=name)
        frame = frame.with_columns(
            *(
                narwhals.when(is_known[column]).then(narwhals.col(column)).otherwise(None).alias(column)
                for column in whole
            )
        )
    return frame.to_native()


def _clean(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def _backend(wanted: str | None) -> str:
    """The one that is asked for; else the first that is in use already; else the first that is installed."""
    if wanted is not None:
        wanted = choice(wanted, BACKENDS, "backend")
        _needed(wanted)
        return wanted
    for name in BACKENDS:
        if name in sys.modules:
            return name
    for name in ("polars", "pandas", "pyarrow"):
        if find_spec(name) is not None:
            return name
    raise MissingExtra("polars (or pandas)", "frames")


def _needed(package: str) -> Any:
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtra(package, "frames") from None
