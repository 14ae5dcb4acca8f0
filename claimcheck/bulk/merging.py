"""Merge rules at scale: what a rule reads from each question's live claims, as a table.

`intersection` and `hull` are aggregations on questions that the columns judge; every other rule, a user's own included,
lifts, combines and reads the claims of a question where its rows have been brought together.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from claimcheck.bulk.beside import Beside, processors
from claimcheck.bulk.core import Judged, judged_report, place_of, span_columns
from claimcheck.bulk.extras import narwhals, pyarrow
from claimcheck.bulk.ground import Ground
from claimcheck.bulk.readings import HIGHEST, LOWEST
from claimcheck.bulk.rowtexts import pairs_of_rows
from claimcheck.bulk.running import Run, schema_of
from claimcheck.merging import Conflict, live_claims, merge
from claimcheck.rules import Rule, as_rule

__all__ = ["MERGED", "merged", "rows_merged"]

MERGED: Final = (
    "question", "unit", "event", "aspect", "scope", "conflict",
    "sure_lower", "sure_upper", "possible_lower", "possible_upper", "answer", "judged",
)  # fmt: skip
_A_BATCH: Final = 20_000
_number = itertools.count(1)


def merged(run: Run, rule: Rule[Any] | str) -> Any:
    """One row for each question with live claims: the answer that the rule reads, or that it reads a conflict.

    Raises `RuleError` for what is no rule.
    """
    built = as_rule(rule, run.ground.dossier)
    if hasattr(run, "frames"):
        from claimcheck.bulk.spark import merged_on_spark

        return merged_on_spark(run, built)
    folder = run.folder / f"merged{next(_number)}"
    folder.mkdir()
    natively = built.name in ("intersection", "hull") and type(run) is Run
    if natively:
        run.engine.write(_in_columns(run, built.name), folder / "columns.parquet")
    import pyarrow.parquet as parquet

    with parquet.ParquetWriter(folder / "core.parquet", schema_of(MERGED)) as writer:
        writer.write_table(schema_of(MERGED).empty_table())
        beside = Beside(processors(), (run.ground, run.names, built))
        try:
            for found in beside.each(_merged, _batches(run, "core" if natively else None)):
                writer.write_table(pyarrow().Table.from_pylist(found, schema=schema_of(MERGED)))
        finally:
            beside.close()
    return run.engine.read(folder)


def _merged(
    shared: tuple[Ground, tuple[str, ...], Rule[Any]], rows: list[tuple[int, list[str | None]]]
) -> list[dict[str, Any]]:
    ground, names, rule = shared
    return rows_merged(ground, names, rows, rule)


def rows_merged(
    ground: Ground, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str | None]]], rule: Rule[Any]
) -> list[dict[str, Any]]:
    """What a rule reads from the live claims of each question that some rows answer."""
    report, _ = judged_report(ground, names, rows, Judged([], [], []))
    places = {asked.question: place_of(asked) for asked in report._resolved.questions.values()}
    found = []
    for question, claims in live_claims(report):
        if claims:
            read = merge(rule, claims)
            answer = None if isinstance(read, Conflict) else read
            told = {"conflict": answer is None, **span_columns(answer), "judged": "core"}
            found.append(places[question] | told)
    return found


def _batches(run: Run, judged_by: str | None) -> Iterator[list[tuple[int, list[str | None]]]]:
    """The rows of whole groups, some thousands at a time."""
    nw = narwhals()
    claims = run.claims().filter(~nw.col("group").is_null())
    if judged_by is not None:
        chosen = run.frame("places").filter(nw.col("judged") == judged_by).select("question")
        claims = claims.join(chosen, on="question", how="semi")
    batch: list[tuple[int, list[str | None]]] = []
    last = ""
    for table in run.engine.batches(claims.sort("group", "row"), 50_000):
        groups = table.column("group").to_pylist()
        for group, pair in zip(groups, pairs_of_rows(table, run.names), strict=True):
            if group != last and len(batch) >= _A_BATCH:
                yield batch
                batch = []
            last = group
            batch.append(pair)
    if batch:
        yield batch


def _in_columns(run: Run, name: str) -> Any:
    """The two rules that are an aggregation: of the named claims, or where there are none, of the others."""
    nw = narwhals()
    places = run.frame("places").filter(nw.col("judged") == "columns")
    rows = run.frame("rows").filter(~nw.col("void")).select("q", "named", "sl", "su", "pl", "pu")
    rows = rows.join(places.select("q"), on="q", how="semi").with_columns(
        grade=nw.when(nw.col("named")).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    best = rows.group_by("q").agg(best=nw.col("grade").max())
    counting = rows.join(best, on="q").filter(nw.col("grade") == nw.col("best"))
    low, high = ("max", "min") if name == "intersection" else ("min", "max")
    ends = {one: getattr(nw.col(one), low)() for one in ("sl", "pl")}
    ends |= {one: getattr(nw.col(one), high)() for one in ("su", "pu")}
    state = counting.group_by("q").agg(**ends)
    state = state.with_columns(conflict=nw.col("pl") >= nw.col("pu"), strained=nw.col("sl") >= nw.col("su"))
    whole = ~nw.col("conflict") & ~nw.col("strained")
    bounds = {
        told: nw.when(whole & (nw.col(one) != absent)).then(nw.col(one))
        for told, one, absent in (
            ("sure_lower", "sl", LOWEST),
            ("sure_upper", "su", HIGHEST),
            ("possible_lower", "pl", LOWEST),
            ("possible_upper", "pu", HIGHEST),
        )
    }
    empty = ~nw.col("conflict") & nw.col("strained")
    state = state.with_columns(
        lower=_spelt(nw, "pl", LOWEST), upper=_spelt(nw, "pu", HIGHEST), judged=nw.lit("columns")
    ).with_columns(
        spelt=nw.concat_str(
            nw.lit('{"possible": [['),
            nw.col("lower"),
            nw.lit(", "),
            nw.col("upper"),
            nw.lit(']], "sure": []}'),
        )
    )
    told = state.with_columns(**bounds, answer=nw.when(empty).then(nw.col("spelt")))
    return told.join(places.drop("judged"), on="q").select(*MERGED)


def _spelt(nw: Any, column: str, absent: int) -> Any:
    digits = nw.col(column).cast(nw.String)
    return nw.when(nw.col(column) == absent).then(nw.lit("null")).otherwise(digits)
