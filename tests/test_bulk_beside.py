"""Parts that other processes do come out as if this one had done them, in order, whatever befalls those processes."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("loky", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

import pyarrow as pa
from bulk_cases import Cases, drawn, plain_cases, told_by_twin

from claimcheck import bulk
from claimcheck.answers import Answer
from claimcheck.bulk import beside, merging, running
from claimcheck.bulk.beside import Beside, processors
from claimcheck.errors import BadInput, MissingExtra
from claimcheck.merging import Conflict, LiveClaim, Rule

Shared = tuple[int, int]


def tenfold(shared: Shared, part: int) -> tuple[int, bool]:
    factor, here = shared
    return factor * part, os.getpid() == here


def ends_elsewhere(shared: int, part: int) -> int:
    if part == 3 and os.getpid() != shared:
        os._exit(1)
    return part


def refuses(shared: None, part: int) -> int:
    raise BadInput([])


def test_parts_come_back_in_order_and_from_elsewhere() -> None:
    others = Beside(2, (10, os.getpid()))
    found = list(others.each(tenfold, range(9)))
    others.close()
    assert [product for product, _ in found] == [10 * part for part in range(9)]
    assert not any(here for _, here in found)


@pytest.mark.parametrize(("processes", "parts"), [(0, 9), (1, 9), (2, 1), (2, 0)])
def test_a_single_part_or_a_single_processor_needs_no_other_process(processes: int, parts: int) -> None:
    found = list(Beside(processes, (10, os.getpid())).each(tenfold, range(parts)))
    assert found == [(10 * part, True) for part in range(parts)]


def test_what_befalls_another_process_loses_nothing() -> None:
    others = Beside(2, os.getpid())
    assert list(others.each(ends_elsewhere, range(9))) == list(range(9))
    assert others.processes == 0


def test_without_the_extra_this_process_does_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise MissingExtra("loky", "bulk")

    monkeypatch.setattr(beside, "loky", fail)
    assert list(Beside(2, (10, os.getpid())).each(tenfold, range(3))) == [
        (10 * part, True) for part in range(3)
    ]


def test_what_is_refused_elsewhere_is_refused_here() -> None:
    others = Beside(2)
    with pytest.raises(BadInput):
        list(others.each(refuses, range(3)))
    others.close()


def test_there_are_as_many_processors_as_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 5}, raising=False)
    assert processors() == 3
    assert Beside(64).processes == beside.MOST


def test_the_core_judges_alike_in_other_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(running, "_A_BATCH", 30)
    for cases in (plain_cases(11), Cases(drawn(60), by_id=True)):
        found = []
        for number in (1, 3):
            monkeypatch.setattr(running, "processors", lambda number=number: number)
            report = bulk.check(cases.table(), dossier=cases.file(tmp_path))
            found.append((told_by_twin(report), str(report.tally)))
        assert found[0] == found[1]


class Lowest(Rule[frozenset[Answer]]):
    """A rule of a user's own, which holds what no other process can be sent."""

    name = "lowest"

    def __init__(self, held: Any = None) -> None:
        self.held = held

    def lift(self, claim: LiveClaim) -> frozenset[Answer]:
        return frozenset({claim.answer})

    def combine(self, one: frozenset[Answer], other: frozenset[Answer]) -> frozenset[Answer]:
        return one | other

    def read(self, state: frozenset[Answer], at: Any = None) -> Answer | Conflict:
        return min(state, key=str)


@pytest.mark.parametrize("held", [None, threading.Lock()], ids=["sent", "kept"])
def test_rules_read_alike_in_other_processes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: Any
) -> None:
    monkeypatch.setattr(merging, "_A_BATCH", 30)
    cases = plain_cases(12)
    report = bulk.check(cases.table(), dossier=cases.file(tmp_path))
    for rule in ("latest", Lowest(held)):
        found = []
        for number in (1, 3):
            monkeypatch.setattr(merging, "processors", lambda number=number: number)
            found.append(sorted(report.merged(rule).fetchall(), key=str))
        assert found[0] == found[1] != []


def test_bad_rows_are_told_alike_by_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_A_BATCH", 2)
    rows = pa.table(
        {
            "source": ["A", "B", "C", "D", None, "F"],
            "event": [f"raid {one}" for one in range(6)],
            "aspect": ["cause"] * 6,
            "answer": ["fire", "abuot 9 %%", "gas leak", "not", "fire", "between"],
        }
    )
    found = []
    for number in (1, 3):
        monkeypatch.setattr(running, "processors", lambda number=number: number)
        found.append(bulk.check(rows).first_bad_rows(10))
    assert found[0] == found[1] != []
