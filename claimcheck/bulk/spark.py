"""The same check on a Spark cluster: questions are gathered by a shuffle and judged by the core where they lie.

No rows come to the driver but the small side tables: the distinct chains of speakers, who is said to be silent, and claims
that replace others, are based on others, or are named by such. Executors need claimcheck with the extra `bulk`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from claimcheck.bulk.core import BAD_ROW, FINDING, STANDING, Rows, judged
from claimcheck.bulk.encoding import Encoder
from claimcheck.bulk.engines import Engine
from claimcheck.bulk.extras import narwhals, pyarrow, pyspark
from claimcheck.bulk.ground import Ground
from claimcheck.bulk.merging import MERGED, rows_merged
from claimcheck.bulk.reporting import BulkReport
from claimcheck.bulk.rowtexts import refuse_columns_of_schema, texts_of
from claimcheck.bulk.running import Joined, Progress, Run, Tally, references, schema_of
from claimcheck.claims import Claim
from claimcheck.errors import BadInput, Problem
from claimcheck.formats.building import CLAIM_ID
from claimcheck.rules import Rule

__all__ = ["SparkEngine", "run_on_spark"]

_A_BATCH: Final = 20_000
_KINDS: Final = {"findings": FINDING, "standings": STANDING, "bad_rows": BAD_ROW}
_LONG: Final = {"camps", "row", "sure_lower", "sure_upper", "possible_lower", "possible_upper", "q", "n"}
_FLAG: Final = {"anonymous", "conflict", "hangs", "hidden"}
_RESULT: Final = ("table", "n", *dict.fromkeys((*FINDING, *STANDING, *BAD_ROW)))
_UNIT: Final = ("row", "question", "unit", "event_shown", "aspect_shown", "scope_shown", "hangs")


class SparkEngine(Engine):
    """A Spark session; frames that are kept stay on the executors."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def read(self, folder: Path) -> Any:
        return narwhals().from_native(self.session.read.parquet(str(folder)))

    def keep(self, frame: Any) -> Any:
        native = narwhals().to_native(frame).persist()
        native.count()
        return narwhals().from_native(native)

    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        yield narwhals().to_native(frame).toArrow()

    def write(self, frame: Any, path: Path) -> None:
        # Spark writes a folder of files, and reads no folder in a folder.
        narwhals().to_native(frame).write.mode("overwrite").parquet(str(path.parent))


@attrs.define(eq=False)
class SparkRun(Run):
    """What a run on Spark leaves behind: data frames that stay on the cluster."""

    frames: dict[str, Any] = attrs.field(factory=dict)

    def frame(self, name: str) -> Any:
        return narwhals().from_native(self.frames[name])

    def claims(self) -> Any:
        return self.frame("claims")

    def claims_of(self, groups: Iterable[str]) -> Iterator[tuple[int, list[str | None]]]:
        claims = self.frames["claims"]
        table = claims.filter(claims["group"].isin(sorted(set(groups)))).orderBy("row").toArrow()
        columns = [table.column(name).to_pylist() for name in self.names]
        for row, *given in zip(table.column("row").to_pylist(), *columns, strict=True):
            yield row, given


def run_on_spark(claims: Any, ground: Ground, *, progress: Progress) -> BulkReport:
    """Judge a Spark data frame, or files that Spark can read.

    Raises `BadInput` like `check`, and where events are described; what Spark says of its own troubles is told as it is.
    """
    sql = pyspark()
    if isinstance(claims, (str, os.PathLike)):
        session = sql.SparkSession.builder.getOrCreate()
        claims = _read(session, str(claims))
    session = claims.sparkSession
    refuse_columns_of_schema(_schema(session, claims), "the frame")
    rows, names = _unified(claims, ground)
    progress("rows read", rows.count())
    _refuse_described(rows, ground)
    _settle(rows, names, ground)
    joined = _linked(rows, names, ground)
    results = _judged(rows, names, ground, joined)
    progress("rows judged by the core", results.count())
    return _report(session, ground, names, rows, results, joined)


def _refuse_described(rows: Any, ground: Ground) -> None:
    """Linking descriptions needs all claims in one place."""
    if ground.whole or rows.filter(rows["hangs"]).limit(1).count():
        found = "an event that is described, or ordered by the ref of a claim to be one with another or not"
        mend = "give events ids and declare them, or check with the engine duckdb or polars"
        raise BadInput([Problem("the frame", found, "events by their ids, on Spark", mend)])


def _read(session: Any, path: str) -> Any:
    suffix = Path(path).suffix.lower()
    if suffix == ".csv":
        return session.read.csv(path, header=True, inferSchema=False, quote='"', escape='"', multiLine=True)
    return session.read.json(path) if suffix in (".jsonl", ".ndjson") else session.read.parquet(path)


def _schema(session: Any, frame: Any) -> Any:
    return frame.limit(0).toArrow().schema


def _texted(kind: str) -> Any:
    from pyspark.sql.types import BooleanType, LongType, StringType

    return {"long": LongType(), "flag": BooleanType()}.get(kind, StringType())


def _struct(names: Iterable[str]) -> Any:
    from pyspark.sql.types import StructField, StructType

    return StructType(
        [
            StructField(name, _texted("long" if name in _LONG else "flag" if name in _FLAG else "text"))
            for name in names
        ]
    )


def _unified(claims: Any, ground: Ground) -> tuple[Any, tuple[str, ...]]:
    """Every row as text, with its number and the unit of its question; kept, since it is read several times."""
    from pyspark.sql import functions

    given = list(claims.columns)
    plain = claims.toDF(*(f"c{place}" for place in range(len(given))))
    numbered = plain.withColumn("number", functions.monotonically_increasing_id() + 1)
    empty = pyarrow().Table.from_batches([], schema=_schema(claims.sparkSession, claims))
    names = tuple(sorted(texts_of(empty).column_names))

    def resolve(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        encoder = Encoder(ground, names)
        for batch in batches:
            table = pa.Table.from_batches([batch])
            row = table.column("number")
            texts = texts_of(table.drop_columns(["number"]).rename_columns(given))
            texts = pa.table(
                {
                    name: texts.column(name)
                    if name in texts.column_names
                    else pa.nulls(len(row), pa.string())
                    for name in names
                }
            )
            columns = {"row": row, **encoder.units(texts), "hangs": pa.array([encoder.hangs] * len(row))}
            columns |= {_cell(names, name): texts.column(name) for name in names}
            yield from pa.table(columns).to_batches()

    cells = [_cell(names, name) for name in names]
    return numbered.mapInArrow(resolve, _struct([*_UNIT, *cells])).persist(), names


def _cell(names: tuple[str, ...], name: str) -> str:
    """How a column is called on Spark, which takes a dot in a name for a part of a struct."""
    return f"c{names.index(name)}"


def _settle(rows: Any, names: tuple[str, ...], ground: Ground) -> None:
    """Learn the chains of speakers: the distinct ones alone come to the driver."""
    from pyspark.sql import functions

    speakers = [name for name in names if name.partition(".")[0] in ("source", "via")]
    chosen = [functions.col(_cell(names, name)) for name in speakers]
    if {"url", "source.anonymous"} <= set(names):
        unnamed = functions.col(_cell(names, "source.anonymous")).isNotNull()
        chosen.append(functions.when(unnamed, functions.col(_cell(names, "url"))).alias("url"))
        speakers.append("url")
    encoder = Encoder(ground, names)
    for row in rows.select(*chosen).distinct().collect():
        encoder._chain(speakers, tuple(row))
    silent: list[Claim] = []
    if "silent" in names:
        for row in rows.select(_cell(names, "silent")).distinct().collect():
            if row[0] is not None and row[0].strip():
                silent.append(Claim("x", "x", "withheld", source=row[0], silent=row[0]))
    ground.settle([chain.example for chain in encoder.chains] + silent)


def _linked(rows: Any, names: tuple[str, ...], ground: Ground) -> dict[str, str]:
    """Which units hang together by links; only linked claims, and those that they name, come to the driver."""
    from pyspark.sql import functions

    links = [name for name in ("replaces", "based_on") if name in names]
    if not links:
        return {}
    is_linked = functions.lit(False)
    for name in links:
        is_linked = is_linked | functions.col(_cell(names, name)).isNotNull()
    cells = [_cell(names, name) for name in names]
    linked = [tuple(row) for row in rows.filter(is_linked).select("unit", *cells).collect()]
    wanted = {ref for _, *given in linked for ref in references(names, given)}
    if not wanted:
        return {}
    kept = [name for name in names if name not in links]
    meant = _meant(rows, names, wanted)
    bare = attrs.evolve(ground, targets={})

    def find(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for batch in batches:
            found = []
            units = batch.column("unit").to_pylist()
            columns = [batch.column(_cell(names, name)).to_pylist() for name in kept]
            reader = Rows(bare)
            for place, claim in reader.claims(kept, enumerate(zip(*columns, strict=True))):
                for ref in (*claim.refs, claim.id):
                    if ref in wanted:
                        found.append({"ref": ref, "id": claim.id, "unit": units[place]})
            yield from pa.Table.from_pylist(
                found, schema=pa.schema([(n, pa.string()) for n in ("ref", "id", "unit")])
            ).to_batches()

    cells = [_cell(names, name) for name in kept]
    targets: dict[str, list[tuple[str, str]]] = {}
    for ref, id, unit in (
        meant.select("unit", *cells).mapInArrow(find, _struct(["ref", "id", "unit"])).collect()
    ):
        targets.setdefault(ref, []).append((id, unit))
    ground.targets = {
        ref: found[0][0] if len({id for id, _ in found}) == 1 else None
        for ref, found in sorted(targets.items())
    }
    joined = Joined()
    for unit, *given in linked:
        for ref in references(names, given):
            for _, other in targets.get(ref, ()):
                joined.join(unit, other)
    return {unit: joined.root(unit) for unit in list(joined.parents)}


def _meant(rows: Any, names: tuple[str, ...], wanted: set[str]) -> Any:
    """The rows that links could mean: by their refs; all of them where a link names the id of a claim."""
    from pyspark.sql import functions

    if any(CLAIM_ID.fullmatch(one) for one in wanted):
        return rows
    if "ref" not in names:
        return rows.limit(0)
    ref = functions.col(_cell(names, "ref"))
    tidy = functions.trim(functions.regexp_replace(ref, r"\s+", " "))
    return rows.filter(tidy.isin(sorted(wanted)) | ref.rlike(r"[^ -{}~]"))


def _judged(rows: Any, names: tuple[str, ...], ground: Ground, joined: dict[str, str]) -> Any:
    """All results as one frame; each batch of whole units is judged where a shuffle has brought it together."""
    from pyspark.sql import functions

    if joined:
        mapping = functions.create_map(
            [functions.lit(one) for pair in sorted(joined.items()) for one in pair]
        )
        rows = rows.withColumn(
            "unit", functions.coalesce(mapping[functions.col("unit")], functions.col("unit"))
        )
    count = rows.count()
    buckets = max(1, rows.sparkSession.sparkContext.defaultParallelism, -(-count // _A_BATCH))
    cells = [_cell(names, name) for name in names]
    bucket = functions.pmod(functions.xxhash64("unit"), functions.lit(buckets)).alias("bucket")
    gathered = rows.select("row", bucket, *cells)

    def judge(table: Any) -> Any:
        import pyarrow as pa

        columns = [table.column(name).to_pylist() for name in ("row", *cells)]
        found = judged(ground, names, ((row, given) for row, *given in zip(*columns, strict=True)))
        told: list[dict[str, Any]] = [{"table": "questions", "n": found.questions}]
        told += [{"table": "findings", **row} for row in found.findings]
        told += [{"table": "standings", **row} for row in found.standings]
        told += [{"table": "bad_rows", **attrs.asdict(row)} for row in found.bad]
        kinds = [
            (name, pa.int64() if name in _LONG else pa.bool_() if name in _FLAG else pa.string())
            for name in _RESULT
        ]
        return pa.Table.from_pylist(told, schema=pa.schema(kinds))

    return gathered.groupBy("bucket").applyInArrow(judge, _struct(_RESULT)).persist()


def merged_on_spark(run: Any, rule: Rule[Any]) -> Any:
    """What a merge rule reads from each question; the rule is sent to where the rows of a group are."""
    from pyspark.sql import functions

    ground, names = run.ground, run.names
    claims = run.frames["claims"].filter(functions.col("group").isNotNull())
    cells = [_cell(names, name) for name in names]
    plain = claims.toDF("row", "question", "unit", "group", *cells)
    buckets = max(1, run.engine.session.sparkContext.defaultParallelism, -(-run.tally.rows // _A_BATCH))
    bucket = functions.pmod(functions.xxhash64("group"), functions.lit(buckets)).alias("bucket")

    def read(table: Any) -> Any:
        import pyarrow as pa

        columns = [table.column(name).to_pylist() for name in ("row", *cells)]
        found = rows_merged(ground, names, ((row, given) for row, *given in zip(*columns, strict=True)), rule)
        return pa.Table.from_pylist(found, schema=schema_of(MERGED))

    gathered = plain.select("row", bucket, *cells).groupBy("bucket")
    return narwhals().from_native(gathered.applyInArrow(read, _struct(MERGED)))


def _report(
    session: Any, ground: Ground, names: tuple[str, ...], rows: Any, results: Any, joined: dict[str, str]
) -> BulkReport:
    from pyspark.sql import functions

    frames = {
        name: results.filter(functions.col("table") == name).select(*columns)
        for name, columns in _KINDS.items()
    }
    cells = [_cell(names, name) for name in names]
    group = functions.col("unit")
    if joined:
        mapping = functions.create_map(
            [functions.lit(one) for pair in sorted(joined.items()) for one in pair]
        )
        group = functions.coalesce(mapping[group], group)
    frames["rows"] = rows.select("row", functions.col("question").alias("q"), *cells)
    frames["claims"] = rows.select("row", "question", "unit", group.alias("group"), *cells).toDF(
        "row", "question", "unit", "group", *names
    )
    frames["places"] = (
        rows.filter(functions.col("question").isNotNull())
        .groupBy(functions.col("question").alias("q"))
        .agg(
            functions.min("question").alias("question"),
            functions.min("unit").alias("unit"),
            functions.min(group).alias("group"),
            *(functions.min(f"{name}_shown").alias(name) for name in ("event", "aspect", "scope")),
        )
        .withColumn("judged", functions.lit("core"))
    )
    counted = (
        results.filter(functions.col("table") == "questions").agg(functions.sum("n")).collect()[0][0] or 0
    )
    bad = frames["bad_rows"].select("row").distinct().count()
    tally = Tally(rows.count(), bad, counted, 0, counted)
    run = SparkRun(SparkEngine(session), ground, names, Path(), tally, None, frames)
    return BulkReport(run)
