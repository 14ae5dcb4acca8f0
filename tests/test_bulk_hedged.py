"""Questions with many answers: halving and counting say what comparing every two says, and what the core says."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("polars", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

from bulk_cases import Cases, told_by_twin

from claimcheck import bulk
from claimcheck.bulk import hedged, sides

pytestmark = pytest.mark.filterwarnings("ignore")

SIDES = (
    [{"name": f"state{one}", "kind": "state"} for one in range(4)]
    + [{"name": f"office{one}", "kind": "office", "controlled_by": [f"state{one % 4}"]} for one in range(8)]
    + [{"name": f"paper{one}", "kind": "newspaper"} for one in range(4)]
    + [
        {"name": f"agency{one}", "kind": "news agency", "controlled_by": [f"state{one % 2}"]}
        for one in range(4)
    ]
)
"""Few sides with several voices each, and outlets that speak for themselves or count."""


def hedged_cases(seed: int, questions: int, most: int) -> Cases:
    """Questions whose answers are nested in every order, with bounds in common and open ends; hedged ones, on most."""
    draw = random.Random(seed)
    cases = Cases([])
    cases.declared |= {
        "sources": list(SIDES),
        "aspects": [{"name": "killed", "axis": "number"}],
        "events": [{"id": f"e{one}", "kind": "strike", "when": "2025-07-04"} for one in range(questions)],
    }
    for question in range(questions):
        highest, parted, open_ends = draw.choice([3, 12, 400]), draw.random() < 0.2, draw.random() < 0.5
        crisp = draw.choice([0.15, 0.15, 0.7, 1])
        unnamed = draw.choice([0.1, 0.1, 0.6, 1])
        speakers = draw.sample(SIDES, draw.choice([2, 5, len(SIDES)]))
        for _ in range(most):
            row = {
                "event": f"e{question}", "aspect": "killed",
                "answer": _answer(draw, highest, parted, open_ends, draw.random() < crisp),
                "ref": f"c{len(cases.rows)}", "said": f"2025-07-0{draw.randint(5, 9)}",
            }  # fmt: skip
            if draw.random() < unnamed:
                row["source.anonymous"] = draw.choice(["a nurse", "officials", "a guard", "a driver"])
            else:
                row["source"] = draw.choice(speakers)["name"]
            if draw.random() < 0.3:
                row["witnessed"] = "true"
            cases.rows.append(row)
    return cases


def _answer(draw: random.Random, highest: int, parted: bool, open_ends: bool, crisp: bool) -> str:
    """An answer round one place, or beside it where answers may part."""
    middle = draw.randint(0, highest) if parted else 0
    low, high = middle - draw.randint(0, highest), middle + 1 + draw.randint(0, highest)
    if crisp and open_ends:
        return draw.choice([f"at least {low}", f"at most {high}"])
    if crisp:
        return json.dumps({"between": [low, high]}) if high > low else str(low)
    below: int | None = low - draw.randint(0, highest)
    above: int | None = high + draw.randint(0, highest)
    sure: list[int | None] = [low, high]
    if open_ends and draw.random() < 0.4:
        if draw.random() < 0.5:
            below, sure[0] = None, draw.choice([None, low])
        else:
            above, sure[1] = None, draw.choice([None, high])
    return json.dumps({"sure": [sure], "possible": [[below, above]]})


@pytest.fixture
def always_large(monkeypatch: pytest.MonkeyPatch) -> None:
    _large(monkeypatch, 1)


def _large(monkeypatch: pytest.MonkeyPatch, block: int, few: int = 0) -> None:
    """Every question with more than a few answers is a large one, cut into blocks of so many."""
    monkeypatch.setattr(hedged, "FEW", few)
    monkeypatch.setattr(hedged, "BLOCK", block)
    monkeypatch.setattr(sides, "PAIRS", few * few)
    monkeypatch.setattr(sides, "SLICE", 3_000)


@pytest.mark.parametrize(
    ("seed", "engine"), [(0, "duckdb"), (0, "polars"), (1, "polars"), (2, "polars"), (4, "polars")]
)
@pytest.mark.usefixtures("always_large")
def test_halved_as_the_core_judges(seed: int, engine: str, tmp_path: Path) -> None:
    cases = hedged_cases(seed, questions=16, most=18)
    report = bulk.check(cases.table(), dossier=cases.file(tmp_path), engine=engine)
    findings, standings = told_by_twin(report)
    by_core = cases.by_core(tmp_path)
    assert report.tally.by_columns >= 4
    assert report.tally.bad_rows == 0
    assert findings ^ by_core[0] == set()
    assert standings ^ by_core[1] == set()


@pytest.mark.parametrize(("block", "engine", "few"), [(1, "polars", 0), (7, "duckdb", 60)])
def test_halved_as_paired(
    block: int, engine: str, few: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = hedged_cases(3, questions=4, most=100)

    def told(engine: str) -> Any:
        return told_by_twin(bulk.check(cases.table(), dossier=cases.file(tmp_path), engine=engine))

    monkeypatch.setattr(sides, "PAIRS", 1_000_000)
    paired = told("polars")
    assert len(paired[1]) > 100
    _large(monkeypatch, block, few)
    halved = told(engine)
    assert halved[0] ^ paired[0] == set()
    assert halved[1] ^ paired[1] == set()


@pytest.mark.usefixtures("always_large")
def test_outlets_for_themselves_hide_what_their_own_side_says_alone(tmp_path: Path) -> None:
    """One-sided answers: a side that counts stands behind the wider one, outlets of the same or another behind the other."""
    cases = Cases([])
    cases.declared |= {
        "sources": list(SIDES),
        "aspects": [{"name": "killed", "axis": "number"}],
        "events": [{"id": f"e{one}", "kind": "strike", "when": "2025-07-04"} for one in range(2)],
    }
    for event, outlets in (("e0", ("agency0", "agency2")), ("e1", ("agency1", "agency3"))):
        for source, low, high in (
            ("office4", 0, 10),
            ("office0", 0, 6),
            *((outlet, 4, 10) for outlet in outlets),
        ):
            answer = json.dumps({"between": [low, high]})
            row = {
                "event": event,
                "aspect": "killed",
                "answer": answer,
                "source": source,
                "said": "2025-07-05",
            }
            cases.rows.append(row | {"ref": f"c{len(cases.rows)}"})
    by_core = cases.by_core(tmp_path)
    assert sorted((standing, hides) for _, standing, hides, *_ in by_core[1] if standing == "one-sided") == [
        ("one-sided", False),
        ("one-sided", False),
        ("one-sided", False),
        ("one-sided", True),
    ]
    report = bulk.check(cases.table(), dossier=cases.file(tmp_path), engine="polars")
    assert report.tally.by_columns == 2
    assert told_by_twin(report) == by_core
