"""Answers are read the same here, and in processes beside this one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("loky", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

import numpy as np
import pyarrow as pa
from bulk_cases import plain_cases

from claimcheck.bulk import readings
from claimcheck.bulk.encoding import Encoder
from claimcheck.bulk.ground import ground_of
from claimcheck.bulk.readings import Readings
from claimcheck.vocabulary import Aspect, Vocabulary

ANSWERS = [
    "7", "at least 9", "dozens", "nine-ish", '{"between": [3, 8]}', '{"sure": [[3, 5]], "possible": [[1, 9]]}', "unknown",
    "withheld", "0.25", "a third", "yes", "4 July 2025", "Belarus", str(2**63), "not 7", None, "", "probably 5",
]  # fmt: skip
ASPECTS = (
    Aspect("killed", axis="count"),
    Aspect("share", axis="share"),
    Aspect("level", axis="number", grid="0.25"),
    Aspect("about", axis="count", tolerance="0.1"),
    Aspect("held", axis="yes/no"),
)


def numbered(processes: int) -> list[list[int]]:
    """What is made of every answer on every aspect, and on one of which nothing is known, in two batches."""
    contexts = [(meaning.axis, meaning) for meaning in Vocabulary(ASPECTS)]
    contexts.append((None, Vocabulary(()).find("whatever")))
    values = [(context, answer) for answer in ANSWERS for context in range(len(contexts))]
    read = Readings(contexts, processes=processes)
    numbers = [read.begin(part)() for part in (values[:60], values)]
    columns = ("sl", "su", "pl", "pu", "odd", "void")
    found = [read.column(part, name).tolist() for part in numbers for name in columns]
    axes = [[*read.axes, None][number] for number in read.column(numbers[-1], "axis").tolist()]
    read.close()
    return [*found, axes]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MANY", 1)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("processes", [1, 3])
def test_other_processes_read_what_this_one_reads(processes: int) -> None:
    assert numbered(processes) == numbered(0)


@pytest.mark.usefixtures("few")
def test_rows_are_encoded_alike(tmp_path: Path) -> None:
    cases = plain_cases(5)
    table, ground = cases.table(), ground_of(cases.file(tmp_path))
    found = []
    for processes in (0, 1):
        encoder = Encoder(ground, table.column_names, processes=processes)
        found.append(encoder.encode(table, np.arange(table.num_rows)))
        encoder.close()
    assert [{name: column.tolist() for name, column in one.items()} for one in found[:1]] == [
        {name: column.tolist() for name, column in one.items()} for one in found[1:]
    ]


def test_a_script_need_not_be_guarded(tmp_path: Path) -> None:
    rows = {
        "source": [f"s{one}" for one in range(6_000)], "event": ["flood"] * 6_000, "aspect": ["killed"] * 6_000,
        "answer": [f"at least {one + 1}" for one in range(6_000)],
    }  # fmt: skip
    import pyarrow.parquet as parquet

    parquet.write_table(pa.table(rows), tmp_path / "claims.parquet")
    script = tmp_path / "script.py"
    script.write_text(
        "import os; os.sched_getaffinity = lambda _: {0, 1}\n"
        "print('once')\nfrom claimcheck import bulk\n"
        "print(bulk.check('claims.parquet').summary())\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.splitlines()[:2] == [
        "once",
        "6,000 rows, 0 of them bad; 1 question, 1 judged in columns and 0 one by one",
    ], done.stderr
