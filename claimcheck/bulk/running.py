"""One run on one machine: rows in, encoded, each question judged by the columns or by the core, results out.

Everything large lives in Parquet files of a working folder, so that an engine reads only the columns it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from claimcheck.bulk.beside import Beside, processors
from claimcheck.bulk.choosing import odd_questions, spoken
from claimcheck.bulk.columns import judge_columns, told_in_full
from claimcheck.bulk.core import (
    BAD_ROW,
    FINDING,
    STANDING,
    BadRow,
    Judged,
    judged,
    judged_and_resolved,
    place_of,
)
from claimcheck.bulk.encoding import NOBODY, Encoder
from claimcheck.bulk.engines import Engine, Workplace, engine_named
from claimcheck.bulk.extras import narwhals, numpy, pyarrow
from claimcheck.bulk.ground import Ground, key_of, unit_of, without_collection
from claimcheck.bulk.links import linked
from claimcheck.bulk.rowtexts import Texts, pairs_of_rows, refuse_columns
from claimcheck.statements import Asked

__all__ = [
    "QUESTION",
    "ROW",
    "Progress",
    "Run",
    "Tally",
    "run",
    "schema_of",
    "with_columns",
]

QUESTION: Final = ("question", "unit", "group", "event", "aspect", "scope", "judged")
_TABLES: Final = {"findings": FINDING, "standings": STANDING, "bad_rows": BAD_ROW}
_IN_COLUMNS: Final = " in columns"
"""What the folder of a table's rows ends with that were judged in columns: they tell their questions by number."""

_A_BATCH: Final = 20_000
"""Rows that go to the core together; the questions of one unit are never parted."""

ROW: Final = "row"
"""The column of a batch that numbers its rows, where they are part of a larger whole; no claim has it."""

_Rows: TypeAlias = list[tuple[int, list[str | None]]]
"""Rows with their numbers and their cells."""

Progress = Callable[[str, int], None]
"""Told what is being done, and how many rows or questions are done."""


@attrs.define
class Tally:
    """How many rows there were, and how many questions each way of judging took."""

    rows: int = 0
    bad_rows: int = 0
    questions: int = 0
    by_columns: int = 0
    by_core: int = 0


@attrs.define(eq=False)
class Run:
    """What a run leaves behind: tables in a working folder, and the engine that reads them."""

    engine: Engine
    ground: Ground
    names: tuple[str, ...]
    folder: Path
    tally: Tally
    _kept: Any = None
    """Keeps the working folder for as long as its tables are wanted."""

    def frame(self, name: str) -> Any:
        """One of its tables as a lazy narwhals frame: rows, places, findings, standings, bad_rows, questions."""
        found = self.engine.read(self.folder / name)
        in_columns = self.folder / f"{name}{_IN_COLUMNS}"
        if not in_columns.exists():
            return found
        judged = told_in_full(self.engine.read(in_columns), self.frame("places"), _TABLES[name])
        return narwhals().concat([found, judged])

    def claims(self) -> Any:
        """The rows as text, each with the question that it answers, and the unit in which that is judged."""
        places = self.frame("places").select("q", "question", "unit", "group")
        joined = self.frame("rows").select("row", "q", *self.names).join(places, on="q", how="left")
        return joined.select("row", "question", "unit", "group", *self.names)

    def claims_of(self, groups: Iterable[str]) -> Iterator[tuple[int, list[str | None]]]:
        """The rows, as text, that answer the questions of some groups."""
        nw = narwhals()
        places = self.frame("places").filter(nw.col("group").is_in(sorted(set(groups)))).select("q")
        rows = self.frame("rows").join(places, on="q", how="semi").select("row", *self.names).sort("row")
        for table in self.engine.batches(rows, 100_000):
            yield from pairs_of_rows(table, self.names)


def run(
    texts: Texts,
    names: Sequence[str],
    ground: Ground,
    *,
    engine: str | Engine,
    memory: int | None,
    progress: Progress,
    by_columns: bool = True,
) -> Run:
    """Judge all questions of some rows.

    Raises `BadInput` for columns that no claim has, and for what is no single row's fault.
    """
    refuse_columns([name for name in names if name != ROW], "the frame")
    kept = Workplace()
    folder = kept.path
    working = engine if isinstance(engine, Engine) else engine_named(engine, folder, memory)
    names = tuple(sorted(set(names) - {ROW}))
    outcome = Run(working, ground, names, folder, Tally(), kept)
    with without_collection():
        encoder = Encoder(ground, names, processes=processors() - 1)
        try:
            _encode(outcome, encoder, texts, progress)
        finally:
            encoder.close()
    ground.settle(encoder.speakers.used | encoder.silent, encoder.speakers.unnamed)
    ground.whole = ground.whole or encoder.hangs
    units = linked(outcome, encoder.questions)
    results = _Results(folder)
    if ground.whole:
        _judge_whole(outcome, results, progress)
        results.close()
        return outcome
    _write_places(outcome, encoder, units, by_columns=by_columns)
    del encoder, units
    progress("questions chosen", 0)
    _judge_columns(outcome, progress)
    _judge_core(outcome, results, progress)
    outcome.tally.questions = outcome.tally.by_core + outcome.tally.by_columns
    results.close()
    return outcome


def _encode(outcome: Run, encoder: Encoder, texts: Texts, progress: Progress) -> None:
    """Write every row with its texts and its numbers."""
    (outcome.folder / "rows").mkdir()
    rows = 0
    with _Written(outcome.folder / "rows" / "rows.parquet") as written:
        for batch in texts():
            table = with_columns(batch, outcome.names)
            numbers = (
                batch.column(ROW).to_numpy()
                if ROW in batch.column_names
                else numpy().arange(rows + 1, rows + 1 + table.num_rows, dtype=numpy().int64)
            )
            encoded = encoder.encode(table, numbers)
            written.add(pyarrow().table({**encoded, **{name: table.column(name) for name in outcome.names}}))
            rows += table.num_rows
            progress("rows read", rows)
    outcome.tally.rows = rows


def with_columns(table: Any, names: Sequence[str]) -> Any:
    """A table of text with these columns; without values where it has none of that name."""
    pa = pyarrow()
    absent = pa.nulls(table.num_rows, pa.string())
    columns = {name: table.column(name) if name in table.column_names else absent for name in names}
    return pa.table(columns, schema=pa.schema([(name, pa.string()) for name in names]))


class _Written:
    """A Parquet file that is written behind the back of whoever makes its tables."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: Any = None
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def __enter__(self) -> _Written:
        return self

    def add(self, table: Any) -> None:
        """Write a table, once the one before is written."""
        import pyarrow.parquet as parquet

        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._path, table.schema, compression="lz4")
        if self._last is not None:
            self._last.result()
        self._last = self._thread.submit(self._writer.write_table, table)

    def __exit__(self, *error: object) -> None:
        try:
            if self._last is not None:
                self._last.result()
        finally:
            self._thread.shutdown()
            if self._writer is not None:
                self._writer.close()


# Who judges what


def _write_places(outcome: Run, encoder: Encoder, units: Mapping[str, str], *, by_columns: bool) -> None:
    """Write the questions, each with who is to judge it; `units` tells which are judged together."""
    nw = narwhals()
    questions = encoder.questions
    asked: dict[str, list[Any]] = {
        "q": list(range(len(questions.keys))),
        "question": questions.keys,
        "unit": questions.units,
        "group": [units.get(unit, unit) for unit in questions.units],
        **questions.told(range(len(questions.keys))),
        "by_core": [not by_columns or unit in units for unit in questions.units],
    }
    _write(outcome.folder, "asked", asked)
    odd = odd_questions(outcome.frame("rows"), _relayed(outcome, encoder)).with_columns(is_odd=nw.lit(True))
    known = outcome.frame("asked").join(odd, on="q", how="left")
    told = (
        nw.when(nw.col("by_core") | ~nw.col("is_odd").is_null())
        .then(nw.lit("core"))
        .otherwise(nw.lit("columns"))
    )
    (outcome.folder / "places").mkdir()
    places = known.with_columns(judged=told).select("q", *QUESTION)
    outcome.engine.write(places, outcome.folder / "places" / "places.parquet", "snappy")


def _relayed(outcome: Run, encoder: Encoder) -> tuple[Any, Any] | None:
    """The voices of relays, and the roots of those of another side, by question; None where nothing is relayed."""
    speakers = encoder.speakers
    if not speakers.relays:
        return None
    through = spoken(outcome.frame("rows")).select("q", "c").unique()
    met = []
    for name, of_chain, column in (("relays", speakers.relays, "v"), ("foreign", speakers.foreign, "side")):
        pairs = [(chain, one) for chain, several in of_chain.items() for one in several]
        _write(outcome.folder, name, {"c": [c for c, _ in pairs], column: [one for _, one in pairs]})
        met.append(through.join(outcome.frame(name), on="c").select("q", column).unique())
    return met[0], met[1]


def _judge_columns(outcome: Run, progress: Progress) -> None:
    """Judge in columns what they may judge."""
    nw = narwhals()
    places = outcome.engine.keep(outcome.frame("places").filter(nw.col("judged") == "columns"))
    [chosen] = outcome.engine.table(places.select(nw.len())).column(0).to_pylist()
    outcome.tally.by_columns = chosen
    if chosen:
        rows = outcome.frame("rows").join(places.select("q"), on="q", how="semi")
        for name, frame in judge_columns(outcome.engine, rows, progress).items():
            folder = outcome.folder / f"{name}{_IN_COLUMNS}"
            folder.mkdir()
            outcome.engine.write(frame, folder / "columns.parquet", "snappy")
        progress("findings", 0)


# Questions that the core judges


def _judge_core(outcome: Run, results: _Results, progress: Progress) -> None:
    beside = Beside(processors(), (outcome.ground, outcome.names))
    done = 0
    try:
        for found, rows in beside.each(_judged, _batches_of_units(outcome)):
            results.take(found)
            outcome.tally.by_core += found.questions
            outcome.tally.bad_rows += len({one.row for one in found.bad})
            done += rows
            progress("rows judged by the core", done)
    finally:
        beside.close()


def _judged(shared: tuple[Ground, tuple[str, ...]], rows: _Rows) -> tuple[Judged, int]:
    """What came of a batch, and of how many rows."""
    found = judged(*shared, rows)
    found.rows.clear()
    return found, len(rows)


def _judge_whole(outcome: Run, results: _Results, progress: Progress) -> None:
    """Judge all rows together, since only together they tell which events they speak of."""
    ground, tally = outcome.ground, outcome.tally
    frame = outcome.frame("rows").select("row", *outcome.names).sort("row")
    tables = outcome.engine.batches(frame, 100_000)
    rows = (pair for table in tables for pair in pairs_of_rows(table, outcome.names))
    found, resolved = judged_and_resolved(ground, outcome.names, rows)
    results.take(found)
    tally.bad_rows = len({one.row for one in found.bad})
    tally.questions = tally.by_core = found.questions
    ground.joint = resolved.occurrences
    resolver = ground.resolver()
    numbers: dict[Any, int] = {}
    places: list[Asked] = []
    q_of: dict[int, int] = {}
    for id, claim in sorted(resolved.claims.items()):
        asked = resolver._question(claim)
        q = numbers.setdefault(asked.key, len(places))
        if q == len(places):
            places.append(asked)
        q_of |= dict.fromkeys(found.rows[id], q)
    units = [key_of(unit_of(asked)) for asked in places]
    told = [place_of(asked) for asked in places]
    columns = {name: [one[name] for one in told] for name in ("question", "unit", "event", "aspect", "scope")}
    columns |= {"q": list(range(len(places))), "group": [min(units)] * len(places) if units else []}
    columns["judged"] = ["core"] * len(places)
    _write(outcome.folder, "places", columns)
    _number_again(outcome.folder / "rows" / "rows.parquet", q_of)
    progress("rows judged by the core", tally.rows)


def _number_again(path: Path, q_of: Mapping[int, int]) -> None:
    """Write the rows once more, each with the number of its question."""
    pa = pyarrow()
    import pyarrow.parquet as parquet

    fresh = path.with_suffix(".fresh")
    with (
        parquet.ParquetFile(path) as file,
        parquet.ParquetWriter(fresh, file.schema_arrow, compression="lz4") as writer,
    ):
        for batch in file.iter_batches(100_000):
            table = pa.Table.from_batches([batch])
            qs = pa.array([q_of.get(row, NOBODY) for row in table.column("row").to_pylist()], pa.int64())
            writer.write_table(table.set_column(table.column_names.index("q"), "q", qs))
    fresh.replace(path)


def _batches_of_units(outcome: Run) -> Iterator[_Rows]:
    """The rows of whole units, some thousands at a time; rows without a question first."""
    nw = narwhals()
    places = outcome.frame("places").filter(nw.col("judged") == "core").select("q", "group")
    frame = outcome.frame("rows").select("row", "q", *outcome.names).join(places, on="q", how="left")
    core = frame.filter(~nw.col("group").is_null() | (nw.col("q") == NOBODY)).with_columns(
        nw.col("group").fill_null("")
    )
    batch: _Rows = []
    last = ""
    for table in outcome.engine.batches(core.sort("group", "row"), 50_000):
        groups = table.column("group").to_pylist()
        for group, (row, cells) in zip(groups, pairs_of_rows(table, outcome.names), strict=True):
            if group != last and len(batch) >= _A_BATCH:
                yield batch
                batch = []
            last = group
            batch.append((row, cells))
    if batch:
        yield batch


# Results


_INTEGERS: Final = {
    "sure_lower", "sure_upper", "possible_lower", "possible_upper", "camps", "row", "q", "c", "v", "side",
}  # fmt: skip
_FLAGS: Final = {"hidden", "anonymous", "conflict", "by_core"}


def schema_of(names: Sequence[str]) -> Any:
    """The PyArrow schema of a table of results."""
    pa = pyarrow()
    return pa.schema(
        [
            (name, pa.int64() if name in _INTEGERS else pa.bool_() if name in _FLAGS else pa.string())
            for name in names
        ]
    )


def _write(folder: Path, name: str, columns: dict[str, list[Any]]) -> None:
    pa = pyarrow()
    import pyarrow.parquet as parquet

    (folder / name).mkdir()
    parquet.write_table(pa.table(columns, schema=schema_of(list(columns))), folder / name / f"{name}.parquet")


class _Results:
    """Writes findings, standings and bad rows as they come."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as parquet

        self.folder = folder
        self._writers = {}
        for name, columns in _TABLES.items():
            (folder / name).mkdir()
            schema = schema_of(columns)
            path = folder / name / "core.parquet"
            self._writers[name] = parquet.ParquetWriter(path, schema, compression="zstd")
            self._writers[name].write_table(schema.empty_table())

    def take(self, found: Judged) -> None:
        """Write what came of a batch."""
        pa = pyarrow()
        bad: Sequence[BadRow] = sorted(found.bad)
        tables = {
            "findings": found.findings,
            "standings": found.standings,
            "bad_rows": [attrs.asdict(one) for one in bad],
        }
        for name, rows in tables.items():
            if rows:
                table = pa.Table.from_pylist(rows, schema=schema_of(_TABLES[name]))
                self._writers[name].write_table(table)

    def close(self) -> None:
        """No more is to come."""
        for writer in self._writers.values():
            writer.close()
