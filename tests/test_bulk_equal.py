"""Core and columnar twin say the same, on every dossier that the strategies draw and on every example."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("polars", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

import narwhals
from bulk_cases import Cases, drawn, plain_cases, told_by_core, told_by_twin
from documents import ROOT

from claimcheck import Answer, bulk, crosscheck
from claimcheck.bulk.core import span_columns
from claimcheck.bulk.ground import key_of
from claimcheck.dossiers import Dossier
from claimcheck.formats import read_dossier
from claimcheck.merging import LATEST, RULES, Conflict, LiveClaim, Rule, live_claims, merge
from claimcheck.rules import as_rule

pytestmark = pytest.mark.filterwarnings("ignore")

ENGINES = ("duckdb", "polars")


MANY = os.environ.get("CLAIMCHECK_PROFILE", "quick") != "quick"


@pytest.fixture(scope="module")
def stories() -> list[Dossier]:
    """What the shipped strategy draws, small ones and some with many claims to a question: 2,000, or 250 in a quick run."""
    return drawn(1_600 if MANY else 200) + drawn(400 if MANY else 50, min_claims=6, max_claims=20)


@pytest.mark.parametrize("zone", [None, "Europe/Kyiv"])
def test_drawn_dossiers_are_judged_alike(stories: list[Dossier], zone: str | None, tmp_path: Path) -> None:
    cases = Cases(stories, zone, by_id=True)
    by_core = cases.by_core(tmp_path)
    for engine in ENGINES:
        report = bulk.check(cases.table(), dossier=cases.file(tmp_path), engine=engine)
        findings, standings = told_by_twin(report)
        assert findings ^ by_core[0] == set(), engine
        assert standings ^ by_core[1] == set(), engine
        assert report.tally.bad_rows == 0
        assert report.tally.by_columns > 5


@pytest.mark.parametrize("zone", [None, "Europe/Kyiv"])
def test_described_events_are_linked_as_the_core_links_them(
    stories: list[Dossier], zone: str | None, tmp_path: Path
) -> None:
    cases = Cases(stories[::-1][:100], zone)
    assert any("event.kind" in row for row in cases.rows)
    by_core = cases.by_core(tmp_path)
    for engine in ENGINES:
        report = bulk.check(cases.table(), dossier=cases.file(tmp_path), engine=engine)
        assert told_by_twin(report) == by_core, engine
        assert report.tally.by_columns == report.tally.bad_rows == 0


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("engine", ENGINES)
def test_plain_questions_are_judged_by_the_columns_as_by_the_core(
    seed: int, engine: str, tmp_path: Path
) -> None:
    cases = plain_cases(seed)
    report = bulk.check(cases.table(), dossier=cases.file(tmp_path), engine=engine)
    findings, standings = told_by_twin(report)
    by_core = cases.by_core(tmp_path)
    assert findings ^ by_core[0] == set()
    assert standings ^ by_core[1] == set()
    assert report.tally.by_columns >= 15


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda path: path.stem)
def test_examples_are_judged_alike(path: Path) -> None:
    whole = read_dossier(path)
    cases = Cases([whole], whole.timezone)
    for engine in ENGINES:
        report = bulk.check(cases.table(), dossier=_declarations(cases), engine=engine)
        assert told_by_twin(report) == told_by_core(_whole(cases))


def _declarations(cases: Cases) -> Dossier:
    from claimcheck.formats import loads

    return loads(json.dumps(cases.declared), "json")


def _whole(cases: Cases) -> Dossier:
    from claimcheck.bulk.core import Rows
    from claimcheck.bulk.ground import ground_of

    ground = ground_of(_declarations(cases))
    names = cases.names
    plain = [name for name in names if name not in ("replaces", "based_on")]
    ids = {}
    for number, row in enumerate(cases.rows):
        [(_, claim)] = Rows(ground).claims(plain, [(number, [row.get(name) for name in plain])])
        ids[row["ref"]] = claim.id
    ground.targets = dict(ids)
    cells = [(number, [row.get(name) for name in names]) for number, row in enumerate(cases.rows)]
    return ground.dossier + [claim for _, claim in Rows(ground).claims(names, cells)]


def test_input_order_and_parts_change_nothing(tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    cases = plain_cases(7)
    first = told_by_twin(bulk.check(cases.table(), dossier=cases.file(tmp_path)))
    rows = list(cases.rows)
    random.Random(1).shuffle(rows)
    cases.rows = rows
    table = cases.table()
    folder = tmp_path / "parts"
    folder.mkdir()
    third = table.num_rows // 3
    parquet.write_table(table.slice(0, third), folder / "b.parquet")
    parquet.write_table(table.slice(third), folder / "a.parquet", row_group_size=50)
    for engine in ENGINES:
        assert told_by_twin(bulk.check(folder, dossier=cases.file(tmp_path), engine=engine)) == first


class Lowest(Rule[frozenset[Answer]]):
    """A rule of a user's own: the lowest that was claimed."""

    name = "lowest"

    def lift(self, claim: LiveClaim) -> frozenset[Answer]:
        return frozenset({claim.answer})

    def combine(self, one: frozenset[Answer], other: frozenset[Answer]) -> frozenset[Answer]:
        return one | other

    def read(self, state: frozenset[Answer], at: float = LATEST) -> Answer:
        return min(state, key=lambda answer: answer.sort_key)


@pytest.mark.parametrize("rule", [*RULES, pytest.param(Lowest(), id="one of the user's own")])
def test_merge_rules_read_the_same_in_columns_and_question_by_question(rule: Any) -> None:
    for cases in (plain_cases(3), Cases(drawn(60), by_id=True), Cases(drawn(25))):
        report = crosscheck(_whole(cases))
        keys = {asked.question: key_of(asked.key) for asked in report._resolved.questions.values()}
        by_core = set()
        for question, claims in live_claims(report):
            if claims:
                read = merge(as_rule(rule), claims)
                answer = None if isinstance(read, Conflict) else read
                by_core.add((keys[question], answer is None, *span_columns(answer).values()))
        for engine in ENGINES:
            twin = bulk.check(cases.table(), dossier=_declarations(cases), engine=engine)
            frame = narwhals.from_native(twin.merged(rule))
            table = twin._run.engine.table(frame)
            columns = (
                "question",
                "conflict",
                "sure_lower",
                "sure_upper",
                "possible_lower",
                "possible_upper",
                "answer",
            )
            assert set(zip(*(table.column(one).to_pylist() for one in columns), strict=True)) == by_core
