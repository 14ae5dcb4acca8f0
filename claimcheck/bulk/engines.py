"""DuckDB, Polars and Spark: what each needs beside narwhals, each difference in one place.

Shared frames are kept once they are computed, since an engine would run them again at each use.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import weakref
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from claimcheck.arguments import ArgumentError
from claimcheck.bulk.extras import duckdb, narwhals, polars, pyarrow
from claimcheck.errors import closest, shown

__all__ = ["ENGINES", "DuckDB", "Engine", "Polars", "Workplace", "engine_named", "memory_in_bytes"]

ENGINES: Final = ("duckdb", "polars", "spark")
_SIZE: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*([KMGT]?)(i?)B?\s*", re.IGNORECASE)


def memory_in_bytes(limit: str | int | None) -> int | None:
    """A memory limit in bytes: "2GiB", "500MB" or a number of bytes.

    >>> memory_in_bytes("2GiB"), memory_in_bytes("500 MB")
    (2147483648, 500000000)
    """
    if limit is None:
        return None
    if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0:
        return limit
    match = _SIZE.fullmatch(limit) if isinstance(limit, str) else None
    if match is None or float(match[1]) <= 0:
        raise ArgumentError.of("a memory limit", "a size such as 2GiB or 500MB", limit)
    base = 1024 if match[3] else 1000
    return int(float(match[1]) * base ** " KMGT".index(match[2].upper() or " "))


class Workplace:
    """A folder for what is too large for memory; gone when nobody holds it any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="claimcheck-"))
        self._gone = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class Engine(ABC):
    """Where lazy frames are computed."""

    name: str

    @abstractmethod
    def read(self, folder: Path) -> Any:
        """The Parquet files of a folder as a lazy narwhals frame."""

    @abstractmethod
    def keep(self, frame: Any) -> Any:
        """The same frame, computed once."""

    @abstractmethod
    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        """A frame as PyArrow tables, in its order."""

    @abstractmethod
    def write(self, frame: Any, path: Path, compression: str = "zstd") -> None:
        """Write a frame to one Parquet file, in its order."""

    def table(self, frame: Any) -> Any:
        """A whole frame as a PyArrow table."""
        return pyarrow().concat_tables(list(self.batches(frame, 1_000_000)))


class DuckDB(Engine):
    """DuckDB, in memory, with what does not fit spilt into a folder."""

    name = "duckdb"

    def __init__(self, folder: Path, memory: int | None) -> None:
        self._connection = duckdb().connect()
        self._connection.execute("SET temp_directory = ?", [str(folder / "spilt")])
        self._connection.execute("SET preserve_insertion_order = true")
        self._connection.execute("SET TimeZone = 'UTC'")
        if memory is not None:
            self._connection.execute("SET memory_limit = ?", [f"{memory}B"])
        self._kept = 0

    def read(self, folder: Path) -> Any:
        return narwhals().from_native(self._connection.read_parquet(str(folder / "*.parquet")))

    def keep(self, frame: Any) -> Any:
        self._kept += 1
        name = f"kept_{self._kept}"
        relation = narwhals().to_native(frame)
        relation.create(name)
        return narwhals().from_native(self._connection.table(name))

    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        reader = narwhals().to_native(frame).to_arrow_reader(rows)
        empty = True
        for batch in reader:
            empty = False
            yield pyarrow().Table.from_batches([batch])
        if empty:
            yield reader.schema.empty_table()

    def write(self, frame: Any, path: Path, compression: str = "zstd") -> None:
        narwhals().to_native(frame).write_parquet(str(path), compression=compression)


class Polars(Engine):
    """Polars, lazily; it has no limit of memory of its own."""

    name = "polars"

    def __init__(self, folder: Path) -> None:
        self._polars = polars()

    def read(self, folder: Path) -> Any:
        return narwhals().from_native(self._polars.scan_parquet(str(folder / "*.parquet")))

    def keep(self, frame: Any) -> Any:
        return narwhals().from_native(narwhals().to_native(frame).collect().lazy())

    def batches(self, frame: Any, rows: int) -> Iterator[Any]:
        whole = narwhals().to_native(frame).collect()
        for start in range(0, max(whole.height, 1), rows):
            yield whole.slice(start, rows).to_arrow()

    def write(self, frame: Any, path: Path, compression: str = "zstd") -> None:
        narwhals().to_native(frame).collect().write_parquet(path, compression=compression)


def engine_named(name: str, folder: Path, memory: int | None) -> Engine:
    """The engine of that name, working in a folder.

    Raises `ArgumentError` for another name, and `MissingExtra` where its package is not installed.
    """
    narwhals()
    os.makedirs(folder, exist_ok=True)
    if name == "duckdb":
        return DuckDB(folder, memory)
    if name == "polars":
        return Polars(folder)
    near = closest(str(name), ENGINES)
    raise ArgumentError(
        f"the engine is one of {', '.join(ENGINES)}, not {shown(name)}" + (f"; {near}" if near else "")
    )
