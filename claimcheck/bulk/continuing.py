"""Yesterday's result and today's claims: only what today touches is judged again, and the whole is as in a full run.

Touched are the questions that today's rows answer, those linked with them, and rows that were bad or named what is here
only now. Where the declarations are others than yesterday's, everything is judged again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import attrs

from claimcheck.bulk.encoding import Encoder
from claimcheck.bulk.engines import Engine, Workplace, engine_named
from claimcheck.bulk.extras import narwhals, pyarrow
from claimcheck.bulk.ground import Ground
from claimcheck.bulk.links import references
from claimcheck.bulk.rowtexts import Texts, pairs_of_rows, refs_in
from claimcheck.bulk.running import ROW, Run, run, schema_of
from claimcheck.errors import BadInput, Problem
from claimcheck.formats import dumps

__all__ = ["MARK", "digest_of", "run_further"]

MARK: Final = "claimcheck-bulk.json"
"""The file by which a folder is known as a result of ours, with the version of its layout and its declarations."""
_OWN: Final = ("row", "question", "unit", "group")


def digest_of(ground: Ground) -> str:
    """A hash of all declarations."""
    text = dumps(ground.dossier, "json") + repr((ground.strict, sorted(ground.undeclared)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@attrs.define(eq=False)
class FurtherRun(Run):
    """A run on what was touched, beside what of an earlier result stays as it was."""

    before: Callable[[str], Any] = attrs.field(default=lambda name: None)
    """One of the earlier tables without what was touched."""
    fresh: Run = attrs.field(default=None)
    earlier: tuple[str, ...] = ()

    def frame(self, name: str) -> Any:
        nw = narwhals()
        if name == "places":
            new = self.fresh.frame("places").drop("q")
            return nw.concat([self.before("questions").select(*_names(new)), new])
        new = self.fresh.frame(name)
        return nw.concat([self.before(name).select(*_names(new)), new])

    def claims(self) -> Any:
        nw = narwhals()

        def whole(frame: Any, has: Sequence[str]) -> Any:
            absent = {name: nw.lit(None, dtype=nw.String) for name in self.names if name not in has}
            whole = frame.with_columns(**absent) if absent else frame
            return whole.select(*_OWN, *self.names)

        return nw.concat(
            [whole(self.before("claims"), self.earlier), whole(self.fresh.claims(), self.fresh.names)]
        )

    def claims_of(self, groups: Iterable[str]) -> Iterator[tuple[int, list[str | None]]]:
        nw = narwhals()
        rows = self.claims().filter(nw.col("group").is_in(sorted(set(groups)))).sort("row")
        for table in self.engine.batches(rows, 100_000):
            yield from pairs_of_rows(table, self.names)


def _names(frame: Any) -> list[str]:
    return list(frame.collect_schema().names())


def run_further(
    texts: Texts,
    names: Sequence[str],
    ground: Ground,
    previous: Path,
    *,
    engine: str,
    memory: int | None,
    progress: Callable[[str, int], None],
) -> Run:
    """Judge today's rows with all of an earlier result that they touch.

    Raises `BadInput` where there is no earlier result.
    """
    known = _mark(previous)
    kept = Workplace()
    working = engine_named(engine, kept.path, memory)
    as_before = known.get("declarations") == digest_of(ground) and not known.get("whole")
    touched = _touched(working, previous, texts, names, ground) if as_before else None
    if touched is None:
        return _all_again(texts, names, ground, previous, engine=engine, memory=memory, progress=progress)
    _write_keys(kept.path / "touched", touched)
    nw = narwhals()

    def old(name: str) -> Any:
        return working.read(previous / name)

    def of_touched() -> Any:
        return working.read(kept.path / "touched")

    def before(name: str) -> Any:
        if name == "bad_rows":
            return old(name).filter(nw.col("row") < 0)  # every row that was bad is tried again
        if name == "claims":
            bad = old("bad_rows").select("row").unique()
            rest = old("claims").join(bad, on="row", how="anti")
            kept_rows = rest.filter(~nw.col("unit").is_null())
            return kept_rows.join(of_touched(), on="unit", how="anti")
        return old(name).join(of_touched(), on="unit", how="anti")

    earlier = tuple(name for name in _names(old("claims")) if name not in _OWN)
    last = _last_row(working, old("claims"))
    again = _again(working, old, of_touched, earlier)
    fresh = run(
        lambda: _numbered(again, texts, last),
        [*dict.fromkeys([*earlier, *names])],
        ground,
        engine=working,
        memory=memory,
        progress=progress,
    )
    all_names = tuple(sorted({*earlier, *names}))
    return FurtherRun(working, ground, all_names, kept.path, fresh.tally, kept, before, fresh, earlier)


def _mark(previous: Path) -> dict[str, Any]:
    try:
        known = json.loads((previous / MARK).read_text(encoding="utf-8"))
        if isinstance(known, dict) and known.get("claimcheck-bulk") == 1:
            return known
        found = "another layout"
    except (OSError, ValueError):
        found = "no result of an earlier check"
    raise BadInput(
        [Problem("the earlier result", found, "a folder that a bulk check wrote", file=str(previous))]
    )


def _all_again(
    texts: Texts,
    names: Sequence[str],
    ground: Ground,
    previous: Path,
    *,
    engine: str,
    memory: int | None,
    progress: Any,
) -> Run:
    import pyarrow.parquet as parquet

    def batches() -> Iterator[Any]:
        last = 0
        for path in sorted((previous / "claims").glob("*.parquet")):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(100_000):
                    table = pyarrow().Table.from_batches([batch]).drop_columns(["question", "unit", "group"])
                    last += table.num_rows
                    yield table
        yield from _numbered([], texts, last)

    columns = [name for batch in batches() for name in batch.column_names]
    return run(
        batches, [*dict.fromkeys([*columns, *names])], ground, engine=engine, memory=memory, progress=progress
    )


def _last_row(engine: Engine, claims: Any) -> int:
    nw = narwhals()
    last = engine.table(claims.select(nw.col("row").max())).column(0).to_pylist()[0]
    return int(last or 0)


def _numbered(again: Iterable[Any], texts: Texts, last: int) -> Iterator[Any]:
    """Rows of the earlier result under their numbers, then today's under further ones."""
    pa = pyarrow()
    yield from again
    for table in texts():
        numbers = pa.array(range(last + 1, last + 1 + table.num_rows), pa.int64())
        last += table.num_rows
        yield table.append_column(ROW, numbers)


def _again(
    engine: Engine, old: Callable[[str], Any], of_touched: Callable[[], Any], names: Sequence[str]
) -> list[Any]:
    """The rows of the earlier result that are judged again: of touched units, bad ones, and those without a question."""
    nw = narwhals()
    claims = old("claims")
    bad = old("bad_rows").select("row").unique()
    parts = [
        claims.join(of_touched(), on="unit", how="semi").select("row", *names),
        claims.join(bad, on="row", how="semi").select("row", *names),
        claims.filter(nw.col("unit").is_null()).select("row", *names),
    ]
    return [engine.table(nw.concat(parts).unique().sort("row"))]


def _write_keys(folder: Path, keys: set[str]) -> None:
    import pyarrow.parquet as parquet

    folder.mkdir()
    parquet.write_table(
        pyarrow().table({"unit": sorted(keys)}, schema=schema_of(["unit"])), folder / "unit.parquet"
    )


def _touched(
    engine: Engine, previous: Path, texts: Texts, names: Sequence[str], ground: Ground
) -> set[str] | None:
    """The units that today's rows answer, or that links tie to what is new; with all that is judged together with them.

    None where only all claims together tell which events they speak of.
    """
    nw = narwhals()
    encoder = Encoder(ground, names)
    refs: set[str] = set()
    named: set[str] = set()
    links = [name for name in ("replaces", "based_on") if name in names]
    for table in texts():
        encoder.units(table)
        if "ref" in table.column_names:
            refs.update(ref for cell in table.column("ref").to_pylist() for ref in refs_in(cell))
        for name in links:
            if name in table.column_names:
                cells = ((cell,) for cell in table.column(name).unique().to_pylist())
                named.update(ref for cell in cells for ref in references((name,), cell))
    if ground.whole or encoder.hangs:
        return None
    units = set(encoder.questions.units)
    claims = engine.read(previous / "claims")
    earlier = _names(claims)
    if "ref" in earlier and named:
        found = claims.filter(~nw.col("ref").is_null()).select("ref", "unit")
        table = engine.table(found)
        pairs = zip(table.column("ref").to_pylist(), table.column("unit").to_pylist(), strict=True)
        units |= {unit for cell, unit in pairs if unit and not named.isdisjoint(refs_in(cell))}
    for name in ("replaces", "based_on"):
        if name in earlier:
            table = engine.table(claims.filter(~nw.col(name).is_null()).select(name, "unit"))
            for cell, unit in zip(
                table.column(name).to_pylist(), table.column("unit").to_pylist(), strict=True
            ):
                met = references((name,), (cell,))
                if unit and any(ref in refs or len(ref) == 32 for ref in met):
                    units.add(unit)
    if any(len(ref) == 32 for ref in named):
        table = engine.table(engine.read(previous / "questions").select("unit"))
        units |= set(table.column("unit").to_pylist())
    return units | _together(engine, previous, units)


def _together(engine: Engine, previous: Path, units: set[str]) -> set[str]:
    """All units of the groups to which some units belong."""
    table = engine.table(engine.read(previous / "questions").select("unit", "group"))
    group_of = dict(zip(table.column("unit").to_pylist(), table.column("group").to_pylist(), strict=True))
    groups = {group_of[unit] for unit in units if unit in group_of}
    return {unit for unit, group in group_of.items() if group in groups}
