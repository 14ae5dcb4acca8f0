"""A small program of somebody else's, to be checked by a strict type checker: it uses what the library says of its types."""

from __future__ import annotations

from pathlib import Path

import claimcheck
from claimcheck import BadInput, Dossier, Finding, Problem, Report, Source, check


def of_records() -> Report:
    claims: list[dict[str, object]] = [{"source": "TASS", "event": "e", "aspect": "returned", "answer": 2}]
    return check(claims)


def of_a_dossier() -> Report:
    return claimcheck.check({"claimcheck": 1, "claims": []}, as_of="2025-07-04")


def of_paths(folder: Path) -> Report:
    return check(folder / "a.yaml", str(folder / "b.csv"), [folder / "c.json"], input_format="yaml")


def of_values(source: Source) -> Report:
    return check(Dossier(sources=[source]), source.says("e", "returned", "two"))


def told(report: Report) -> list[str]:
    findings: tuple[Finding, ...] = report.contradictions
    data: dict[str, object] = report.to_dict()
    return [finding.reason for finding in findings] + list(data)


def problems() -> tuple[Problem, ...]:
    try:
        check([{}])
    except BadInput as refused:
        return refused.problems
    return ()


def mistaken() -> None:
    check(7)  # type: ignore[arg-type]
    check([7])  # type: ignore[list-item]
    of_records().to_dct()  # type: ignore[attr-defined]
