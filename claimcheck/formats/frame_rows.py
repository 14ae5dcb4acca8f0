"""Data frames as claims: one a row, with the columns of a CSV file; pandas, Polars, PyArrow, DuckDB and others.

A cell of text means what it means in a CSV. Numbers, flags, dates and lists are taken as they are; a missing value is an
empty cell. narwhals, which knows the kinds of frames, is the extra `frames`.
"""

from __future__ import annotations

import datetime
import math
import numbers
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from claimcheck.errors import MissingExtra, Problem, shown
from claimcheck.formats.csv_file import cell_of_list, columns_of, record_of_row
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.python_data import plain_value
from claimcheck.formats.scalars import json_text

__all__ = ["frame_records", "is_frame"]


def is_frame(given: object) -> bool:
    """Whether it looks like a data frame: it names its columns, and is no mapping."""
    return hasattr(type(given), "columns")  # of its class: asking a lazy frame itself makes it work


def frame_records(given: Any) -> Iterator[Record | Unusable]:
    """The claims of a data frame, the number of the row (from 1) in the place of a line.

    Raises `MissingExtra` without narwhals, `NotPlainError` for a frame that it does not know, and `RefusedError` for
    unknown or missing columns.
    """
    names, rows = _rows(given)
    columns = columns_of(names, None)
    for number, row in enumerate(rows, 1):
        try:
            cells = [_cell(name, value) for name, value in zip(names, row, strict=True)]
        except NotPlainError as error:
            yield Unusable(Problem(f"claim {number}", error.found, error.expected, error.mend, line=number))
            continue
        if any(cells):
            yield record_of_row(columns, cells, number, number)


def _rows(given: Any) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    try:
        import narwhals
    except ImportError:
        raise MissingExtra("narwhals", "frames") from None
    frame: Any = narwhals.from_native(given, pass_through=True)
    if isinstance(frame, narwhals.LazyFrame):
        if hasattr(given, "fetchall"):  # a relation of DuckDB gives its rows without PyArrow
            return list(map(str, given.columns)), iter(given.fetchall())
        frame = frame.collect()
    if not isinstance(frame, narwhals.DataFrame):
        raise NotPlainError(
            shown(type(given).__name__),
            "a data frame of pandas, Polars, PyArrow, DuckDB or another that narwhals knows",
        )
    return list(map(str, frame.columns)), frame.iter_rows(named=False)


def _cell(column: str, value: Any) -> str:
    """A value as the cell of a CSV that says the same."""
    if isinstance(value, str):
        return value
    if value is None or _is_missing(value):
        return ""
    if hasattr(value, "tolist") and not isinstance(value, (list, tuple)):  # an array or a number of NumPy
        value = value.tolist()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, numbers.Number):
        return _number(value)
    if isinstance(value, datetime.datetime):
        is_day = value.tzinfo is None and value.time() == datetime.time()  # how frames keep dates
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    plain = plain_value(value)
    if isinstance(plain, list):
        return cell_of_list(column, plain)
    return json_text(plain)


def _is_missing(value: Any) -> bool:
    """NaN, and what pandas has for a missing value or time."""
    if isinstance(value, (float, Decimal)):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType")


def _number(value: Any) -> str:
    """A number as a cell; a whole one without a point, since a column with gaps turns 7 into 7.0."""
    plain = plain_value(value)
    if isinstance(plain, Decimal) and plain == plain.to_integral_value():
        plain = int(plain)
    return json_text(plain)
