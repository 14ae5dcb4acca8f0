"""The one call: frames or files of claims in, a `BulkReport` out."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from claimcheck.arguments import ArgumentError
from claimcheck.bulk.continuing import run_further
from claimcheck.bulk.engines import memory_in_bytes
from claimcheck.bulk.extras import pyarrow
from claimcheck.bulk.ground import ground_of, without_collection
from claimcheck.bulk.reporting import BulkReport
from claimcheck.bulk.rowtexts import Texts, batches_of_files, batches_of_table, files_of, names_of_files
from claimcheck.bulk.running import run
from claimcheck.errors import shown

__all__ = ["check"]


def check(
    claims: Any,
    *,
    dossier: Any = None,
    previous: str | os.PathLike[str] | None = None,
    engine: str | None = None,
    memory: str | int | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> BulkReport:
    """Cross-check a frame of claims, or a file or folder of them.

    `claims` is a pandas, Polars or PyArrow frame, a DuckDB relation, a Spark data frame, or the path of Parquet, CSV or JSON
    Lines files; its columns are those of a CSV of claims. `dossier` holds sources, events and aspects: a `Dossier`, or the
    path of a file (in which case names that it does not declare are refused, as in files). `engine` is "duckdb" (the
    default), "polars" (the default for a Polars frame) or "spark"; `memory` limits DuckDB, which spills what is beyond.
    `previous` is the folder of an earlier result, to which these claims are added: what they do not touch is not judged
    again, and the result is that of a full run. `progress` is called with what is being done and a count.

    Rows that can't be used are told in `bad_rows` and left out. Raises `BadInput` for columns that no claim has, files that
    can't be read, and declarations that can't be judged; on Spark, for events that are described.
    """
    limit = memory_in_bytes(memory)
    with without_collection():
        ground = ground_of(dossier)
    tell = progress or (lambda what, count: None)
    if engine == "spark" or _module_of(claims) == "pyspark":
        from claimcheck.bulk.spark import run_on_spark

        if previous is not None:
            told = "previous is for DuckDB and Polars; on Spark, check all claims together"
            raise ArgumentError(told, what="previous", found=previous)

        return run_on_spark(claims, ground, progress=tell)
    texts, names = _texts(claims)
    chosen = engine or ("polars" if _module_of(claims) == "polars" else "duckdb")
    if previous is not None:
        return BulkReport(
            run_further(texts, names, ground, Path(previous), engine=chosen, memory=limit, progress=tell)
        )
    return BulkReport(run(texts, names, ground, engine=chosen, memory=limit, progress=tell))


def _module_of(value: object) -> str:
    return type(value).__module__.lstrip("_").partition(".")[0]


def _texts(claims: Any) -> tuple[Texts, Sequence[str]]:
    """The batches of whatever was given, and the names of all its columns."""
    if isinstance(claims, (str, os.PathLike)):
        files = files_of(Path(claims))
        return batches_of_files(files), names_of_files(files)
    table = _table(claims)
    texts = batches_of_table(table)
    return texts, _names(texts)


def _names(texts: Texts) -> list[str]:
    return list(dict.fromkeys(name for batch in texts() for name in batch.column_names))


def _table(claims: Any) -> Any:
    pa = pyarrow()
    if isinstance(claims, pa.Table):
        return claims
    module = _module_of(claims)
    if module == "polars":
        eager = claims.collect() if hasattr(claims, "collect") else claims
        return eager.to_arrow()
    if module == "pandas":
        return pa.Table.from_pandas(claims, preserve_index=False)
    if module == "duckdb":
        return claims.to_arrow_table() if hasattr(claims, "to_arrow_table") else claims.arrow()
    if hasattr(claims, "__arrow_c_stream__"):
        return pa.table(claims)
    raise ArgumentError(
        f"claims are a pandas, Polars, PyArrow, DuckDB or Spark frame, or the path of a file, not {shown(claims)}",
        what="claims",
        found=claims,
    )
