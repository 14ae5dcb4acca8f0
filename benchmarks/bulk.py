"""How fast the columnar twin is, as ratios against hand-tuned sketches in the same run: `python benchmarks/bulk.py`.

The sketches read the same Parquet file, know its four kinds of answers and its sides beforehand, and find camps, support by
one voice, several, or two sides, standings and what hides what; they tell nobody what was wrong with a row. Ratios hold on
a noisy machine where seconds do not; imports are done before the clock starts. `--claims` sets the size, `--hot` the share of claims on one question.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SOURCES, SIDES = 400, 40


def write_claims(path: Path, number: int, hot: float, seed: int = 6) -> None:
    """Claims on skewed questions: exact answers, floors, ranges, and hedged ones; on a hot one, each by another source."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as parquet

    draw = np.random.default_rng(seed)
    on_hot = int(number * hot)
    others = max(1, int(number * 0.128))
    weights = 1 / np.arange(1, others + 1) ** 0.8
    questions = np.concatenate(
        [
            np.zeros(on_hot, dtype=np.int64),
            draw.choice(others, number - on_hot, p=weights / weights.sum()) + 1,
        ]
    )
    sources = draw.integers(0, SOURCES, number)
    sources[:on_hot] = np.arange(on_hot) + SOURCES
    # What a source says of a question it says again: whoever contradicts himself is judged by the core.
    saying = (questions * 7919 + sources * 104_729) % 1_000_003
    values = np.maximum((questions * 37) % 300 + 3 + saying % 17 - 8, 1)
    values[:on_hot] = draw.permutation(on_hot) + 1001
    kinds = np.array([0] * 70 + [1] * 15 + [2] * 11 + [3] * 4)[saying // 17 % 100]
    answers = []
    for value, kind in zip(values.tolist(), kinds.tolist(), strict=True):
        if value % 100 == 0:
            value += 1  # a figure that ends in two zeros is read as a round one
        if kind == 0:
            answers.append(str(value))
        elif kind == 1:
            answers.append(f"at least {value}")
        elif kind == 2:
            answers.append(json.dumps({"between": [value, value + 5]}))
        else:
            answers.append(
                json.dumps({"sure": [[value, value + 3]], "possible": [[max(0, value - 4), value + 9]]})
            )
    order = draw.permutation(number)
    table = pa.table(
        {
            "source": pa.array([f"source {one}" for one in sources.tolist()]),
            "event": pa.array([f"event {one // 4}" for one in questions.tolist()]),
            "aspect": pa.array([f"aspect {one % 4}" for one in questions.tolist()]),
            "answer": pa.array(answers),
            "said": pa.array([f"2025-07-{one:02}" for one in draw.integers(1, 29, number).tolist()]),
        }
    ).take(pa.array(order))
    parquet.write_table(table, path)


def dossier(sources_on_hot: int) -> Any:
    """Forty sides of sources, and four counts."""
    from claimcheck import Dossier, Source
    from claimcheck.vocabulary import Aspect

    sources = [
        Source(f"source {index}", controlled_by=[f"side {index % SIDES}"])
        for index in range(SOURCES + sources_on_hot)
    ]
    return Dossier(sources=sources, aspects=[Aspect(f"aspect {index}", axis="count") for index in range(4)])


_END = 2**62

DUCKDB_SKETCH = """
CREATE TEMP TABLE claims AS
WITH texts AS (
  SELECT event, aspect, CAST(substr(source, 8) AS INT) AS v, answer,
         CASE WHEN answer[1] = '{' THEN 0 WHEN answer[1] = 'a' THEN 1 ELSE 2 END AS kind
  FROM read_parquet('FILE')
), parts AS (
  SELECT *, CASE WHEN kind = 0 THEN CAST(regexp_extract_all(answer, '[0-9]+') AS BIGINT[]) END AS n,
         CASE WHEN kind = 1 THEN CAST(substr(answer, 10) AS BIGINT) WHEN kind = 2 THEN CAST(answer AS BIGINT) END AS x
  FROM texts
)
SELECT dense_rank() OVER (ORDER BY event, aspect) AS q, v, v % 40 AS side,
       CASE WHEN kind = 0 THEN CASE WHEN len(n) = 2 THEN n[1] ELSE n[3] END ELSE x END AS sl,
       CASE kind WHEN 0 THEN CASE WHEN len(n) = 2 THEN n[2] + 1 ELSE n[4] END WHEN 1 THEN 4611686018427387904 ELSE x + 1 END AS su,
       CASE WHEN kind = 0 THEN n[1] ELSE x END AS pl,
       CASE kind WHEN 0 THEN CASE WHEN len(n) = 2 THEN n[2] + 1 ELSE n[2] END WHEN 1 THEN 4611686018427387904 ELSE x + 1 END AS pu
FROM parts;
CREATE TEMP TABLE answers AS
SELECT q, sl, su, pl, pu, min(v) AS v0, max(v) AS v1, min(side) AS d0, max(side) AS d1, (sl = pl AND su = pu) AS crisp
FROM claims GROUP BY ALL;
CREATE TEMP TABLE ends AS
SELECT q, max(pl) AS floor, min(pu) AS ceiling, bool_or(NOT crisp) AS hedged FROM answers GROUP BY q;
"""


def sketch_in_duckdb(path: str) -> int:
    """The sketch, in SQL."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(DUCKDB_SKETCH.replace("FILE", path))

    def scan(name: str, frame: str) -> None:
        over = "OVER (PARTITION BY q ORDER BY lower DESC, upper, asks, sl, su, pl, pu)"
        connection.execute(f"""
        CREATE TEMP TABLE {name} AS
        WITH a AS ({frame}),
        b AS (SELECT *, CASE WHEN supplies THEN upper ELSE 9223372036854775807 END AS u FROM a),
        c AS (SELECT *, min(u) {over} AS best FROM b),
        d AS (SELECT *, coalesce(lag(best) {over}, 9223372036854775807) AS prior FROM c),
        e AS (SELECT *, last_value(CASE WHEN u < prior THEN v0 END IGNORE NULLS) {over} AS hv,
                        last_value(CASE WHEN u < prior THEN d0 END IGNORE NULLS) {over} AS hd FROM d),
        f AS (SELECT *, coalesce(lag(hv) {over}, -1) AS phv, coalesce(lag(hd) {over}, -1) AS phd FROM e),
        g AS (SELECT *, CASE WHEN u = 9223372036854775807 THEN u WHEN v0 <> v1 THEN u WHEN phv <> v0 THEN greatest(u, prior) ELSE 9223372036854775807 END AS cv,
                        CASE WHEN u = 9223372036854775807 THEN u WHEN d0 <> d1 THEN u WHEN phd <> d0 THEN greatest(u, prior) ELSE 9223372036854775807 END AS cd FROM f)
        SELECT q, sl, su, pl, pu, crisp, hv, hd, best <= upper AS one, min(cv) {over} <= upper AS two, min(cd) {over} <= upper AS sides FROM g
        """)

    scan("s1", "SELECT *, pl AS lower, pu AS upper, crisp::INT AS asks, true AS supplies FROM answers")
    scan(
        "s2",
        "SELECT a.*, sl AS lower, su AS upper, 1 - crisp::INT AS asks, crisp AS supplies FROM answers a JOIN ends e USING (q) WHERE e.hedged",
    )
    connection.execute("""
    CREATE TEMP TABLE pairs AS
    SELECT x.q, x.sl, x.su, x.pl, x.pu, min(y.v0) AS v0, max(y.v1) AS v1, min(y.d0) AS d0, max(y.d1) AS d1
    FROM answers x JOIN answers y ON x.q = y.q AND y.pl >= x.pl AND y.pu <= x.pu AND y.sl >= x.sl AND y.su <= x.su
    WHERE NOT x.crisp AND NOT y.crisp GROUP BY ALL;
    CREATE TEMP TABLE ranked AS
    WITH s AS (
      SELECT q, sl, su, pl, pu, crisp, one, two, sides FROM s1 WHERE crisp
      UNION ALL
      SELECT s.q, s.sl, s.su, s.pl, s.pu, s.crisp, true, s.two OR p.v0 <> p.v1 OR (s.one AND s.hv <> p.v0), s.sides OR p.d0 <> p.d1 OR (s.one AND s.hd <> p.d0)
      FROM s2 s JOIN pairs p USING (q, sl, su, pl, pu) WHERE NOT s.crisp
    )
    SELECT s.*, CASE WHEN ceiling <= pl OR floor >= pu THEN 0 WHEN sides THEN 4 WHEN two THEN 3 ELSE 2 END AS rank FROM s JOIN ends USING (q);
    """)
    over = "OVER (PARTITION BY q ORDER BY pl DESC, pu, crisp, sl, su ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    minima = ", ".join(f"min(CASE WHEN rank >= {rank} THEN pu END) {over} AS b{rank}" for rank in (2, 3, 4))
    [shown] = connection.execute(f"""
    WITH h AS (SELECT *, {minima} FROM ranked WHERE rank > 0)
    SELECT count(*) FROM h WHERE NOT coalesce(CASE rank WHEN 2 THEN b2 WHEN 3 THEN b3 ELSE b4 END <= pu, false)
    """).fetchone()
    [camps] = connection.execute("""
    WITH edges AS (SELECT DISTINCT q, pl AS place, 1 AS opens FROM answers JOIN ends USING (q) WHERE floor >= ceiling
                   UNION SELECT DISTINCT q, pu, 0 FROM answers JOIN ends USING (q) WHERE floor >= ceiling),
    l AS (SELECT *, lag(opens) OVER (PARTITION BY q ORDER BY place, opens) AS last FROM edges)
    SELECT count(*) FROM l WHERE opens = 0 AND last = 1
    """).fetchone()
    return int(shown + camps)


def sketch_in_polars(path: str) -> int:
    """The sketch, in Polars."""
    import polars as pl

    none = 2**63 - 1
    text = pl.scan_parquet(path)
    numbers = pl.col("answer").str.extract_all("[0-9]+")
    head = pl.col("answer").str.slice(0, 1)
    plain = pl.col("answer").str.strip_prefix("at least ").cast(pl.Int64, strict=False)
    braces = head == "{"

    def part(index: int) -> pl.Expr:
        return pl.col("n").list.get(index, null_on_oob=True).cast(pl.Int64)

    claims = text.select(
        q=pl.struct("event", "aspect").rank("dense"),
        v=pl.col("source").str.slice(7).cast(pl.Int64),
        x=plain,
        floor=head == "a",
        n=pl.when(braces).then(numbers),
    ).with_columns(side=pl.col("v") % SIDES, four=pl.col("n").list.len() == 4)
    open_or = pl.when("floor").then(_END).otherwise(pl.col("x") + 1)
    claims = claims.select(
        "q", "v", "side",
        sl=pl.when(pl.col("n").is_null()).then("x").when("four").then(part(2)).otherwise(part(0)),
        su=pl.when(pl.col("n").is_null()).then(open_or).when("four").then(part(3)).otherwise(part(1) + 1),
        pl=pl.when(pl.col("n").is_null()).then("x").otherwise(part(0)),
        pu=pl.when(pl.col("n").is_null()).then(open_or).when("four").then(part(1)).otherwise(part(1) + 1),
    )  # fmt: skip
    key = ["q", "sl", "su", "pl", "pu"]
    answers = (
        claims.group_by(key)
        .agg(v0=pl.col("v").min(), v1=pl.col("v").max(), d0=pl.col("side").min(), d1=pl.col("side").max())
        .with_columns(crisp=(pl.col("sl") == pl.col("pl")) & (pl.col("su") == pl.col("pu")))
        .collect()
    )
    ends = answers.group_by("q").agg(
        floor=pl.col("pl").max(), ceiling=pl.col("pu").min(), hedged=(~pl.col("crisp")).any()
    )

    def scan(frame: pl.DataFrame) -> pl.DataFrame:
        frame = frame.sort("q", -pl.col("lower"), "upper", "asks", "sl", "su", "pl", "pu")
        u = pl.when("supplies").then("upper").otherwise(none)
        frame = frame.with_columns(u=u)
        frame = frame.with_columns(best=pl.col("u").cum_min().over("q"))
        frame = frame.with_columns(prior=pl.col("best").shift(1).over("q").fill_null(none))
        held = pl.when(pl.col("u") < pl.col("prior"))
        frame = frame.with_columns(
            hv=held.then("v0").forward_fill().over("q"), hd=held.then("d0").forward_fill().over("q")
        )
        frame = frame.with_columns(
            phv=pl.col("hv").shift(1).over("q").fill_null(-1),
            phd=pl.col("hd").shift(1).over("q").fill_null(-1),
        )

        def second(least: str, most: str, holder: str) -> pl.Expr:
            return (
                pl.when(pl.col("u") == none).then(none)
                .when(pl.col(least) != pl.col(most)).then("u")
                .when(pl.col(holder) != pl.col(least)).then(pl.max_horizontal("u", "prior"))
                .otherwise(none).cum_min().over("q")
            )  # fmt: skip

        return frame.with_columns(
            one=pl.col("best") <= pl.col("upper"),
            two=second("v0", "v1", "phv") <= pl.col("upper"),
            sides=second("d0", "d1", "phd") <= pl.col("upper"),
        )

    s1 = scan(
        answers.with_columns(lower="pl", upper="pu", asks=pl.col("crisp").cast(int), supplies=pl.lit(True))
    )
    pool = answers.join(ends.filter("hedged").select("q"), on="q", how="semi")
    s2 = scan(pool.with_columns(lower="sl", upper="su", asks=1 - pl.col("crisp").cast(int), supplies="crisp"))
    hedged = answers.filter(~pl.col("crisp"))
    other = hedged.select("q", tsl="sl", tsu="su", tpl="pl", tpu="pu", tv0="v0", tv1="v1", td0="d0", td1="d1")
    pairs = (
        hedged.lazy().select(key).join(other.lazy(), on="q")
        .filter(pl.col("tpl") >= pl.col("pl"), pl.col("tpu") <= pl.col("pu"), pl.col("tsl") >= pl.col("sl"), pl.col("tsu") <= pl.col("su"))
        .group_by(key).agg(pv0=pl.col("tv0").min(), pv1=pl.col("tv1").max(), pd0=pl.col("td0").min(), pd1=pl.col("td1").max())
        .collect()
    )  # fmt: skip
    of_hedged = (
        s2.filter(~pl.col("crisp"))
        .join(pairs, on=key)
        .with_columns(
            two=pl.col("two")
            | (pl.col("pv0") != pl.col("pv1"))
            | (pl.col("one") & (pl.col("hv") != pl.col("pv0"))),
            sides=pl.col("sides")
            | (pl.col("pd0") != pl.col("pd1"))
            | (pl.col("one") & (pl.col("hd") != pl.col("pd0"))),
        )
    )
    columns = [*key, "crisp", "two", "sides"]
    ranked = pl.concat([s1.filter("crisp").select(columns), of_hedged.select(columns)]).join(ends, on="q")
    contested = (pl.col("ceiling") <= pl.col("pl")) | (pl.col("floor") >= pl.col("pu"))
    ranked = ranked.with_columns(
        rank=pl.when(contested).then(0).when("sides").then(4).when("two").then(3).otherwise(2)
    )
    standing = ranked.filter(pl.col("rank") > 0).sort("q", -pl.col("pl"), "pu", "crisp", "sl", "su")
    for rank in (2, 3, 4):
        reach = pl.when(pl.col("rank") >= rank).then("pu").otherwise(none)
        standing = standing.with_columns(reach.cum_min().shift(1).over("q").fill_null(none).alias(f"b{rank}"))
    bound = pl.when(pl.col("rank") == 2).then("b2").when(pl.col("rank") == 3).then("b3").otherwise("b4")
    shown = standing.filter(bound > pl.col("pu")).height
    parted = answers.join(ends.filter(pl.col("floor") >= pl.col("ceiling")), on="q", how="semi")
    edges = (
        pl.concat(
            [parted.select("q", place="pl", opens=pl.lit(1)), parted.select("q", place="pu", opens=pl.lit(0))]
        )
        .unique()
        .sort("q", "place", "opens")
    )
    camps = edges.filter((pl.col("opens") == 0) & (pl.col("opens").shift(1).over("q") == 1)).height
    return int(shown + camps)


def judge(path: str, engine: str, memory: str | None, known: Any) -> dict[str, Any]:
    """The twin, all findings and standings written to its working folder."""
    from claimcheck import bulk

    stages: list[tuple[str, float]] = []
    begin = time.perf_counter()
    report = bulk.check(
        path, dossier=known, engine=engine, memory=memory,
        progress=lambda what, count: stages.append((what, time.perf_counter() - begin)),
    )  # fmt: skip
    return {"tally": str(report.tally), "stages": dict(stages), "summary": report.summary()}


def one_run(what: str, path: str, memory: str | None, hot: float) -> None:
    """One run in this process; its time and peak memory as JSON on standard output."""
    import pyarrow.parquet as parquet

    for module in ("duckdb", "narwhals", "pandas", "polars", "pyarrow.compute", "claimcheck.bulk"):
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    # Whoever checks has his declarations at hand, as the sketch knows its sides beforehand.
    known = dossier(int(parquet.read_metadata(path).num_rows * hot)) if "sketch" not in what else None
    begin = time.perf_counter()
    if what == "sketch-duckdb":
        told: dict[str, Any] = {"found": sketch_in_duckdb(path)}
    elif what == "sketch-polars":
        told = {"found": sketch_in_polars(path)}
    else:
        told = judge(path, what, memory, known)
    seconds = time.perf_counter() - begin
    cpu = time.process_time()
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(
        json.dumps({"seconds": seconds, "cpu": cpu, "gib": int(status["VmHWM"].split()[0]) / 2**20, **told})
    )


def timed(what: str, path: Path, hot: float, memory: str | None = None, times: int = 2) -> dict[str, Any]:
    """The best of some runs, each in a process of its own."""
    best: dict[str, Any] = {}
    for _ in range(times):
        command = [sys.executable, __file__, "--run", what, "--path", str(path), "--hot", str(hot)]
        command += ["--memory", memory] if memory else []
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        told = json.loads(done.stdout.splitlines()[-1])
        if not best or told["seconds"] < best["seconds"]:
            best = told
    return best


def main() -> None:
    """Print every ratio with its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--hot", type=float, default=0.1, help="the share of the claims on one question")
    parser.add_argument("--growth", action="store_true", help="also ten times as many claims")
    parser.add_argument("--memory", help="a limit for DuckDB")
    parser.add_argument("--engines", default="duckdb,polars")
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--path", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        one_run(options.run, options.path, options.memory, options.hot)
        return
    random.seed(6)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.parquet"
        write_claims(path, options.claims, options.hot)
        larger = Path(folder) / "more.parquet"
        if options.growth:
            write_claims(larger, options.claims * 10, options.hot)
        for engine in options.engines.split(","):
            sketch = timed(f"sketch-{engine}", path, options.hot)
            twin = timed(engine, path, options.hot, options.memory)
            ratio = twin["seconds"] / sketch["seconds"]
            mark = "ok  " if ratio <= 4 else "OVER"
            print(f"{mark} {engine}: {options.claims:,} claims against the sketch {ratio:7.2f}  (bar 4)  "
                  f"{twin['seconds']:.2f} s, sketch {sketch['seconds']:.2f} s; {twin['gib']:.2f} GiB (bar 2)")  # fmt: skip
            print("    ", twin["tally"], {k: round(v, 2) for k, v in twin["stages"].items()})
            if options.growth:
                grown = timed(engine, larger, options.hot, options.memory, 1)
                ratio = grown["seconds"] / twin["seconds"]
                bar = 13 if options.hot <= 0.01 else 20
                print(f"{'ok  ' if ratio <= bar else 'OVER'} {engine}: ten times as many {ratio:7.2f}  (bar {bar})  "
                      f"{grown['seconds']:.2f} s; {grown['gib']:.2f} GiB")  # fmt: skip


if __name__ == "__main__":
    main()
