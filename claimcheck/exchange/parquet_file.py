"""Parquet: claims, or findings, as a table of text with the columns of a CSV, for data frames and query engines.

>>> PARQUET.lost("claim"), PARQUET.lost("opposed")
((), ('pairs',))
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from claimcheck.errors import MissingExtra, Problem, shown
from claimcheck.exchange.losses import dossier_of, losses, report_of
from claimcheck.exchange.plugin import ALL, Format, Part, Subject, Written
from claimcheck.exchange.tables import Columns, finding_rows, table_of
from claimcheck.exchange.xlsx_cells import text_of_cell
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.spelling import spelt

__all__ = ["MOST_UNPACKED", "PARQUET", "PARQUET_FINDINGS"]

MOST_UNPACKED: Final = 2_000_000_000
"""Bytes to which a table may unpack; a larger one is refused before it is."""


def _pyarrow() -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("pyarrow", "parquet") from None
    return pyarrow


def _table_bytes(header: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    pyarrow = _pyarrow()
    columns = {name: pyarrow.array([row.get(name) for row in rows], pyarrow.string()) for name in header}
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), made)
    return made.getvalue()


def _write_claims(subject: Subject) -> Written:
    header, rows = table_of("claim", spelt(dossier_of(subject)).claims)
    return Written(_table_bytes(header, rows), losses(PARQUET, subject))


def _write_findings(subject: Subject) -> Written:
    header, rows = finding_rows(report_of(subject))
    return Written(_table_bytes(header, rows), losses(PARQUET_FINDINGS, subject))


def _read(data: bytes, name: str) -> Iterator[Record | Unusable]:
    """The claims of a table, the number of the row in the place of a line.

    Raises `RefusedError` for what is no Parquet, unpacks to too much, or has an unknown or missing column.
    """
    pyarrow = _pyarrow()
    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        groups = range(file.metadata.num_row_groups)
        size = sum(file.metadata.row_group(group).total_byte_size for group in groups)
        header = [str(column) for column in file.schema_arrow.names]
    except Exception as error:  # what is wrong in a file is raised in many kinds
        raise _no_table(error) from None
    if size > MOST_UNPACKED:
        raise RefusedError("a table that unpacks to too much", f"at most {MOST_UNPACKED:,} bytes")
    columns = Columns.of("claim", header, 1)
    for number, row in enumerate(_rows(file), 1):
        record = _record(columns, row, number)
        if record is not None:
            yield record


def _rows(file: Any) -> Iterator[tuple[Any, ...]]:
    for batch in _batches(file):
        yield from zip(*batch, strict=True)


def _batches(file: Any) -> Iterator[list[list[Any]]]:
    """The columns of some rows at a time, as plain values."""
    try:
        for batch in file.iter_batches():
            yield [column.to_pylist() for column in batch.columns]
    except Exception as error:
        raise _no_table(error) from None


def _no_table(error: Exception) -> RefusedError:
    return RefusedError(f"no Parquet: {shown(str(error))}", "a table in Parquet", "is the file cut short?")


def _record(columns: Columns, row: tuple[Any, ...], number: int) -> Record | Unusable | None:
    try:
        cells = [value if isinstance(value, str) else text_of_cell(value, "") for value in row]
    except NotPlainError as error:
        return Unusable(Problem(f"claim {number}", error.found, error.expected, error.mend, line=number))
    return columns.record(cells, number, number) if any(cells) else None


PARQUET: Final = Format(
    name="parquet",
    title="Parquet, of claims",
    media_type="application/vnd.apache.parquet",
    extensions=".parquet",
    carries=(
        Part("claim", ALL, "a row each, with the columns of a CSV, all of them text"),
        Part("anonymous", ALL, "columns `source.…`"),
        Part("described", ALL, "columns `event.…`"),
    ),
    read=_read,
    write=_write_claims,
    extra="parquet",
    about="Numbers, dates and flags in a column are read as well.",
)
PARQUET_FINDINGS: Final = Format(
    name="parquet-findings",
    title="Parquet, of findings",
    media_type="application/vnd.apache.parquet",
    extensions=".findings.parquet",
    carries=(Part("finding", ALL, "a row each"), Part("claim", ("ref",), "the column `claims`")),
    write=_write_findings,
    extra="parquet",
)
