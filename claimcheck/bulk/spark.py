"""The same check on a Spark cluster: the same columns as Spark's own plan, and the core where a shuffle brings rows together.

No rows come to the driver but the small side tables: the distinct chains of speakers, who is said to be silent, and claims
that replace others, are based on others, or are named by such. Executors need claimcheck with the extra `bulk`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs

from claimcheck.bulk.choosing import odd_questions, spoken
from claimcheck.bulk.columns import judge_columns, told_in_full
from claimcheck.bulk.core import BAD_ROW, FINDING, STANDING, Rows, judged
from claimcheck.bulk.encoding import Encoder
from claimcheck.bulk.engines import Engine
from claimcheck.bulk.extras import narwhals, pyarrow, pyspark
from claimcheck.bulk.ground import Ground
from claimcheck.bulk.links import Joined, references
from claimcheck.bulk.merging import MERGED, rows_merged
from claimcheck.bulk.reporting import BulkReport
from claimcheck.bulk.rowtexts import refuse_columns_of_schema, texts_of
from claimcheck.bulk.running import (
    QUESTION,
    Progress,
    Run,
    Tally,
    schema_of,
    with_columns,
)
from claimcheck.bulk.speakers import Speakers
from claimcheck.errors import BadInput, Problem
from claimcheck.formats.building import CLAIM_ID
from claimcheck.rules import Rule

__all__ = ["SparkEngine", "run_on_spark"]

_A_BATCH: Final = 20_000
_KINDS: Final = {"findings": FINDING, "standings": STANDING, "bad_rows": BAD_ROW}
_FLAG: Final = {"anonymous", "conflict", "hangs", "hidden", "named", "odd", "own", "void"}
_RESULT: Final = ("table", "n", *dict.fromkeys((*FINDING, *STANDING, *BAD_ROW)))
_SHOWN: Final = ("event", "aspect", "scope")
_BOUNDS: Final = ("sl", "su", "pl", "pu")
_FOR_COLUMNS: Final = ("row", "q", "v", "side", "named", "own", "axis", *_BOUNDS, "odd", "void")
_ENCODED: Final = (
    *_FOR_COLUMNS, "unit", "relays", "foreign", "event_shown", "aspect_shown", "scope_shown", "hangs",
)  # fmt: skip
_LONG: Final = {
    "camps", "n", "row", "sure_lower", "sure_upper", "possible_lower", "possible_upper", *_BOUNDS,
}  # fmt: skip
_LIST: Final = {"relays", "foreign"}


class SparkEngine(Engine):
    """A Spark session; frames that are kept stay on the executors."""

    name = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def read(self, folder: Path) -> Any:
        return narwhals().from_native(self.session.read.parquet(str(folder)))

    def keep(self, frame: Any) -> Any:
        return narwhals().from_native(self.kept(narwhals().to_native(frame)))

    def kept(self, native: Any) -> Any:
        """A Spark frame, computed once, whose plan is forgotten: plans of frames made of frames grow beyond all bounds."""
        if self.session.sparkContext.getCheckpointDir() is not None:
            return native.checkpoint()
        return native.localCheckpoint()

    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        yield narwhals().to_native(frame).toArrow()

    def write(self, frame: Any, path: Path, compression: str = "zstd") -> None:
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
    refuse_columns_of_schema(_schema(claims.sparkSession, claims), "the frame")
    rows, names = _encoded(claims, ground)
    tally = Tally(rows.count())
    progress("rows read", tally.rows)
    _refuse_described(rows, ground)
    speakers = _settled(rows, names, ground)
    joined = _linked(rows, names, ground)
    engine = SparkEngine(claims.sparkSession)
    run = SparkRun(engine, ground, names, Path(), tally)
    run.frames = {"rows": rows, "places": engine.kept(_places(rows, joined, relayed=bool(speakers.relays)))}
    run.frames["claims"] = _claims(run)
    _judge(run, speakers, progress)
    return BulkReport(run)


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


def _struct(names: Iterable[str]) -> Any:
    from pyspark.sql.types import ArrayType, BooleanType, LongType, StringType, StructField, StructType

    kinds = {
        **dict.fromkeys(_LONG, LongType()),
        **dict.fromkeys(_FLAG, BooleanType()),
        **dict.fromkeys(_LIST, ArrayType(StringType())),
    }
    return StructType([StructField(name, kinds.get(name, StringType())) for name in names])


def _encoded(claims: Any, ground: Ground) -> tuple[Any, tuple[str, ...]]:
    """Every row as text and as keys and bounds, with its number; kept, since it is read several times."""
    from pyspark.sql import functions

    given = list(claims.columns)
    plain = claims.toDF(*(f"c{place}" for place in range(len(given))))
    numbered = plain.withColumn("number", functions.monotonically_increasing_id() + 1)
    empty = pyarrow().Table.from_batches([], schema=_schema(claims.sparkSession, claims))
    names = tuple(sorted(texts_of(empty).column_names))

    def encode(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        encoder = Encoder(ground, names)
        for batch in batches:
            table = pa.Table.from_batches([batch])
            row = table.column("number")
            found = texts_of(table.drop_columns(["number"]).rename_columns(given))
            texts = with_columns(found, names)
            columns = encoder.keyed(texts, row)
            columns |= {"hangs": pa.array([encoder.hangs] * len(row))}
            columns |= {_cell(names, name): texts.column(name) for name in names}
            schema = [*_ENCODED, *(_cell(names, name) for name in names)]
            yield from pa.table({name: columns[name] for name in schema}).to_batches()

    cells = [_cell(names, name) for name in names]
    return numbered.mapInArrow(encode, _struct([*_ENCODED, *cells])).persist(), names


def _cell(names: tuple[str, ...], name: str) -> str:
    """How a column is called on Spark, which takes a dot in a name for a part of a struct."""
    return f"c{names.index(name)}"


def _settled(rows: Any, names: tuple[str, ...], ground: Ground) -> Speakers:
    """The chains of speakers, learnt by the ground as well: the distinct ones alone come to the driver."""
    from pyspark.sql import functions

    encoder = Encoder(ground, names)
    speakers = encoder.speakers.names
    chosen = [functions.col(_cell(names, name)) for name in speakers]
    if "url" in speakers:
        unnamed = functions.col(_cell(names, "source.anonymous")).isNotNull()
        chosen[speakers.index("url")] = functions.when(unnamed, functions.col(_cell(names, "url"))).alias(
            "url"
        )
    for row in rows.select(*chosen).distinct().collect():
        encoder.speakers.meet(tuple(row))
    silent = set()
    if "silent" in names:
        for row in rows.select(_cell(names, "silent")).distinct().collect():
            claim = encoder.parts.claim(("silent",), tuple(row))
            if claim is not None and claim.silent is not None:
                silent.add(claim.silent)
    ground.settle(encoder.speakers.used | silent, encoder.speakers.unnamed)
    return encoder.speakers


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


# Who judges what


def _places(rows: Any, joined: dict[str, str], *, relayed: bool) -> Any:
    """The questions, each with its group and who is to judge it."""
    from pyspark.sql import functions

    nw = narwhals()
    asked = rows.filter(functions.col("q").isNotNull())
    shown = functions.min(functions.struct(*(f"{name}_shown" for name in _SHOWN))).alias("shown")
    grouped = asked.groupBy("q").agg(functions.min("unit").alias("unit"), shown)
    told = grouped.select("q", "unit", *(functions.col(f"shown.{name}_shown").alias(name) for name in _SHOWN))
    encoded = nw.from_native(asked.select(*_FOR_COLUMNS))
    odd = nw.to_native(odd_questions(encoded, _relayed(asked) if relayed else None)).withColumn(
        "is_odd", functions.lit(True)
    )
    group = _in_groups(functions.col("unit"), joined)
    by_core = functions.col("is_odd").isNotNull() | functions.col("unit").isin(sorted(joined))
    places = (
        told.join(odd, "q", "left")
        .withColumn("question", functions.col("q"))
        .withColumn("group", group)
        .withColumn("judged", functions.when(by_core, "core").otherwise("columns"))
    )
    return places.select("q", *QUESTION)


def _relayed(asked: Any) -> tuple[Any, Any]:
    """The voices of relays, and the roots of those of another side, by question."""
    from pyspark.sql import functions

    through = narwhals().to_native(spoken(narwhals().from_native(asked)))
    by_relay, by_root = (
        narwhals().from_native(through.select("q", functions.explode(name).alias(column)).distinct())
        for name, column in (("relays", "v"), ("foreign", "side"))
    )
    return by_relay, by_root


def _in_groups(unit: Any, joined: dict[str, str]) -> Any:
    """A unit, or the group of units that links join."""
    from pyspark.sql import functions

    if not joined:
        return unit
    pairs = [functions.lit(one) for pair in sorted(joined.items()) for one in pair]
    return functions.coalesce(functions.create_map(pairs)[unit], unit)


def _claims(run: SparkRun) -> Any:
    from pyspark.sql import functions

    rows, names = run.frames["rows"], run.names
    group = run.frames["places"].select("q", "group")
    cells = [_cell(names, name) for name in names]
    unit = functions.when(functions.col("unit") != "", functions.col("unit"))
    claims = rows.join(group, "q", "left").select("row", functions.col("q"), unit, "group", *cells)
    return claims.toDF("row", "question", "unit", "group", *names)


def _judge(run: SparkRun, speakers: Speakers, progress: Progress) -> None:
    """Judge what columns may judge in columns, and all else by the core, where a shuffle has brought it together."""
    from pyspark.sql import functions

    nw = narwhals()
    tally, places = run.tally, run.frames["places"]
    tally.by_columns = places.filter(functions.col("judged") == "columns").count()
    by_core = _judged_by_core(run)
    counted = by_core.filter(functions.col("table") == "questions").agg(functions.sum("n")).collect()
    tally.by_core = counted[0][0] or 0
    tally.questions = tally.by_core + tally.by_columns
    progress("rows judged by the core", by_core.count())
    tables = {
        name: by_core.filter(functions.col("table") == name).select(*columns)
        for name, columns in _KINDS.items()
    }
    if tally.by_columns:
        chosen = places.filter(functions.col("judged") == "columns")
        rows = run.frames["rows"].select(*_FOR_COLUMNS).join(chosen.select("q"), "q", "left_semi")
        rows = _numbered(rows, speakers)
        for name, frame in judge_columns(run.engine, nw.from_native(rows), progress).items():
            judged = told_in_full(frame, nw.from_native(chosen), _KINDS[name])
            both = nw.concat([nw.from_native(tables[name]), judged])
            tables[name] = nw.to_native(run.engine.keep(both))
        progress("findings", tables["findings"].count())
    run.frames |= tables
    tally.bad_rows = tables["bad_rows"].select("row").distinct().count()


def _numbered(rows: Any, speakers: Speakers) -> Any:
    """Rows with the numbers of voices and sides in place of their keys: columns compare them with what no key is."""
    numbers = rows.sparkSession.createDataFrame(
        pyarrow().table({"key": speakers.keys, "number": range(len(speakers.keys))})
    )
    for name in ("v", "side"):
        named = numbers.toDF(name, f"number of {name}")
        rows = rows.join(named, name, "left").drop(name).withColumnRenamed(f"number of {name}", name)
    return rows


def _judged_by_core(run: SparkRun) -> Any:
    """All that the core says, as one frame; each batch of whole units is judged where a shuffle has brought it together."""
    from pyspark.sql import functions

    ground, names = run.ground, run.names
    places = run.frames["places"].select("q", "group", "judged")
    rows = run.frames["rows"].join(places, "q", "left")
    rows = rows.filter(functions.col("judged").isNull() | (functions.col("judged") == "core"))
    count = rows.count()
    buckets = max(1, rows.sparkSession.sparkContext.defaultParallelism, -(-count // _A_BATCH))
    cells = [_cell(names, name) for name in names]
    group = functions.coalesce(functions.col("group"), functions.lit(""))
    bucket = functions.pmod(functions.xxhash64(group), functions.lit(buckets)).alias("bucket")

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

    gathered = rows.select("row", bucket, *cells)
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
