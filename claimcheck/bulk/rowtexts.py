"""Any frame or file as batches of text: every cell as a CSV would hold it, so that one reader reads them all.

Typed cells become the words that mean the same: a count its digits, a date its ISO form, a list its names with `|` between
them. A cell without a value is null.

>>> texts_of(pyarrow().table({"answer": [7, None], "via": [["TASS"], []]})).to_pylist()
[{'answer': '7', 'via': 'TASS'}, {'answer': None, 'via': None}]
"""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from claimcheck.bulk.extras import pyarrow
from claimcheck.errors import BadInput, ClaimcheckError, Problem, shown
from claimcheck.formats.csv_file import _GUARDED, _split, cells_of_claim, cells_of_list, columns_of
from claimcheck.formats.files import RefusedError
from claimcheck.formats.records import CLAIM
from claimcheck.formats.scalars import json_text

__all__ = [
    "BATCH",
    "Texts",
    "batches_of_files",
    "batches_of_table",
    "files_of",
    "names_of_files",
    "pairs_of_rows",
    "refs_in",
    "refuse_columns",
    "texts_of",
]

BATCH: Final = 131_072
"""Rows that are read at a time."""

Texts = Callable[[], Iterator[Any]]
"""Gives the batches of a frame, from the first, each time it is called: PyArrow tables of text."""

_FLAGS: Final = tuple(key.name for key in CLAIM.values() if key.shape.name == "flag")
_SUFFIXES: Final = {
    ".parquet": "parquet", ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip


def refs_in(cell: str | None) -> list[str]:
    """The refs, or ids, that stand in one cell.

    >>> refs_in("wire-1 | the  second")
    ['wire-1', 'the second']
    """
    return [" ".join(part.split()) for part in _split(cell)] if cell else []


def pairs_of_rows(table: Any, names: Sequence[str]) -> Iterator[tuple[int, list[str | None]]]:
    """The rows of a table: the number of each, and its cells under some names."""
    columns = [table.column(name).to_pylist() for name in names]
    for row, *cells in zip(table.column("row").to_pylist(), *columns, strict=True):
        yield row, cells


def refuse_columns(names: Sequence[str], where: str) -> None:
    """Raise `BadInput` for a column that no claim has, one that stands twice, and one that every claim needs."""
    try:
        columns_of(list(names), 1)
    except RefusedError as refused:
        raise BadInput(
            [Problem("the columns", refused.found, refused.expected, refused.mend, file=where)]
        ) from None


def texts_of(table: Any) -> Any:
    """A PyArrow table with every column as text, nulls and empty cells as null; structs taken apart.

    Raises `BadInput` for a column of a type that can hold no part of a claim (bytes, durations).
    """
    pa = pyarrow()
    if any(
        pa.types.is_nested(_plain(pa, field.type)) and not _is_list_of_text(pa, field)
        for field in table.schema
    ):
        return _spelt(pa, table)
    columns = {field.name: _text(pa, table.column(field.name), field.name) for field in table.schema}
    return pa.table(columns)


def _plain(pa: Any, kind: Any) -> Any:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _is_list_of_text(pa: Any, field: Any) -> bool:
    kind = field.type
    if not (pa.types.is_list(kind) or pa.types.is_large_list(kind)):
        return False
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(bool(is_text(kind.value_type)) for is_text in texts)


def _text(pa: Any, column: Any, name: str) -> Any:
    import pyarrow.compute as compute

    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_null(kind):
        return pa.nulls(len(column), pa.string())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        text = column.cast(pa.string())
        return compute.if_else(compute.equal(text, ""), None, text)
    if pa.types.is_integer(kind):
        return column.cast(pa.string())
    if pa.types.is_boolean(kind):
        yes, no = ("true", "false") if name in _FLAGS else ("yes", "no")
        return compute.if_else(column, yes, no)
    reader = _reader(pa, kind)
    if reader is None:
        raise BadInput(
            [
                Problem(
                    f"the column {name}",
                    f"values of the type {kind}",
                    "text, numbers, dates or flags",
                    "cast it first",
                )
            ]
        )
    return pa.chunked_array(
        [pa.array([None if one is None else reader(one) for one in column.to_pylist()], pa.string())]
    )


def _reader(pa: Any, kind: Any) -> Callable[[Any], str | None] | None:
    """How a value of a type that is no text is spelt."""
    if pa.types.is_floating(kind):
        return _number
    if pa.types.is_decimal(kind):
        return lambda one: format(one, "f")
    if pa.types.is_date(kind):
        return lambda one: str(one.isoformat())
    if pa.types.is_timestamp(kind):
        return _moment
    if pa.types.is_nested(kind):
        return _list
    return None


def _number(value: float) -> str:
    """The shortest digits that mean the number; NaN and infinities as words, which no axis holds."""
    if not math.isfinite(value):
        return repr(float(value))
    whole = value == int(value)
    return str(int(value)) if whole else format(Decimal(repr(value)), "f")


def _moment(value: datetime.datetime) -> str:
    """A clock time; one without a zone stays without, so that it is refused with what is missing."""
    if value.tzinfo is not None:
        value = value.astimezone(datetime.UTC)
    return value.isoformat().replace("+00:00", "Z")


def _list(value: list[str | None]) -> str | None:
    return cells_of_list([one for one in value if one is not None]) or None


def _spelt(pa: Any, table: Any) -> Any:
    """Rows with parts inside parts, taken apart one by one as a claim is written to a CSV."""
    rows = [_cells_of(_without_nulls(row), None) for row in table.to_pylist()]
    names = list(dict.fromkeys(name for row in rows for name in row))
    names += [name for name in table.column_names if name in CLAIM and name != "scope" and name not in names]
    return pa.table({name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in names})


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None and one != []}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    if isinstance(value, datetime.datetime):
        return _moment(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return Decimal(_number(value)) if math.isfinite(value) else repr(value)
    return value


# Where batches come from


def batches_of_table(table: Any) -> Texts:
    """The batches of a PyArrow table."""
    return lambda: (texts_of(table.slice(start, BATCH)) for start in range(0, max(table.num_rows, 1), BATCH))


def files_of(path: str | Path) -> list[Path]:
    """The files that a path names: itself, or all claim files of a folder, sorted by name.

    Raises `BadInput` where there is none, or one of another kind.
    """
    path = Path(path)
    found = (
        sorted(one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES) if path.is_dir() else [path]
    )
    found = [one for one in found if not one.name.startswith(("_", "."))]
    if not found:
        raise _refused(path, "a folder without claims", f"files that end in {', '.join(_SUFFIXES)}")
    for one in found:
        if one.suffix.lower() not in _SUFFIXES:
            raise _refused(one, f"the suffix {shown(one.suffix)}", f"one of {', '.join(_SUFFIXES)}")
        if not one.is_file():
            raise _refused(one, "no such file", "a file of claims")
    return found


def names_of_files(paths: Sequence[Path]) -> list[str]:
    """The columns of all files together; JSON Lines are read for them."""
    return list(dict.fromkeys(name for path in paths for name in _names_of_file(path)))


def _names_of_file(path: Path) -> Iterator[str]:
    schema = _schema_of(path)
    if schema is not None and not any(pyarrow().types.is_nested(field.type) for field in schema):
        refuse_columns_of_schema(schema, str(path))
        yield from texts_of(schema.empty_table()).column_names
        return
    # Only its rows tell the parts of a struct, or what keys a record has.
    of_rows = schema is not None or path.suffix.lower() in (".jsonl", ".ndjson")
    for batch in _batches(path):
        yield from batch.column_names
        if not of_rows:
            return


def _schema_of(path: Path) -> Any:
    """The schema of a Parquet file; None for other files, and for one that can't be read, which is told where its rows are."""
    if path.suffix.lower() != ".parquet":
        return None
    import pyarrow.parquet as parquet

    try:
        return parquet.read_schema(path)
    except (pyarrow().ArrowException, OSError):
        return None


def _refused(path: Path, found: str, expected: str, mend: str = "") -> BadInput:
    return BadInput([Problem("the file", found, expected, mend, file=str(path))])


def batches_of_files(paths: Sequence[Path]) -> Texts:
    """The batches of some files, one file after the other."""
    return lambda: (batch for path in paths for batch in _batches(path))


def _batches(path: Path) -> Iterator[Any]:
    form = _SUFFIXES[path.suffix.lower()]
    pa = pyarrow()
    try:
        yield from {"parquet": _parquet, "csv": _csv, "jsonl": _jsonl}[form](pa, path)
    except RefusedError as refused:
        raise BadInput([refused.problem(str(path))]) from None
    except ClaimcheckError:
        raise
    except (pa.ArrowException, OSError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _refused(path, shown(told, limit=200), f"a {form} file", "is it cut short?") from None


def _parquet(pa: Any, path: Path) -> Iterator[Any]:
    import pyarrow.parquet as parquet

    with parquet.ParquetFile(path) as file:
        refuse_columns_of_schema(file.schema_arrow, str(path))
        for batch in file.iter_batches(BATCH):
            yield texts_of(pa.Table.from_batches([batch]))
        if file.metadata.num_rows == 0:
            yield texts_of(file.schema_arrow.empty_table())


def refuse_columns_of_schema(schema: Any, where: str) -> None:
    """Raise `BadInput` for columns that no claim has; parts of a struct count as columns."""
    pa = pyarrow()
    names = []
    for field in schema:
        if pa.types.is_struct(field.type) and field.name in ("source", "event", "scope"):
            names += [f"{field.name}.{part.name}" for part in field.type]
        elif field.name not in ("scope",):
            names.append(field.name)
    refuse_columns(names, where)


def _csv(pa: Any, path: Path) -> Iterator[Any]:
    """All cells as text; the apostrophe by which a spreadsheet is kept from seeing a formula is taken away."""
    import pyarrow.csv as csv

    parse = csv.ParseOptions(newlines_in_values=True)
    with open(path, "rb") as stream:
        header = stream.readline().decode("utf-8-sig", "replace")
    if not header.strip():
        raise RefusedError("no header", "the names of the columns in the first row", line=1)
    names = csv.read_csv(pa.py_buffer(header.encode("utf-8")), parse_options=parse).column_names
    refuse_columns(names, str(path))
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)
    with csv.open_csv(path, parse_options=parse, convert_options=convert) as reader:
        for batch in reader:
            yield _unguarded(pa, texts_of(pa.Table.from_batches([batch])))


def _unguarded(pa: Any, table: Any) -> Any:
    import pyarrow.compute as compute

    columns = {}
    for name in table.column_names:
        column = table.column(name)
        if compute.any(compute.starts_with(column, "'")).as_py():
            cells = [
                one[1:] if one and one.startswith("'") and _GUARDED.match(one) else one
                for one in column.to_pylist()
            ]
            column = pa.chunked_array([pa.array(cells, pa.string())])
        columns[name] = column
    return pa.table(columns)


def _jsonl(pa: Any, path: Path) -> Iterator[Any]:
    """Claims of a JSON Lines file; other records belong in the dossier."""
    from claimcheck.formats.entries import Record
    from claimcheck.formats.jsonl_file import jsonl_records

    rows: list[dict[str, str]] = []
    with open(path, "rb") as stream:
        for record in jsonl_records(stream):
            if not isinstance(record, Record):
                told = record.problem
                raise BadInput(
                    [Problem(told.where, told.found, told.expected, told.mend, str(path), told.line)]
                )
            if record.kind == "claim":
                rows.append(_cells_of(record.values, record.line))
            elif record.kind != "dossier":
                expected = "claims alone"
                raise RefusedError(
                    f"a record of the type {record.kind}", expected, "put it in the dossier", line=record.line
                )
            if len(rows) == BATCH:
                yield _table_of(pa, rows)
                rows = []
    yield _table_of(pa, rows)


def _cells_of(values: dict[str, Any], line: int | None) -> dict[str, str]:
    """The cells of one record, whose parts may be of the wrong shape."""
    told = {name: value for name, value in values.items() if value is not None}
    if isinstance(told.get("via"), (str, dict)):
        told["via"] = [told["via"]]
    for name, kind in (("scope", dict), ("via", list)):
        if not isinstance(told.get(name, kind()), kind):
            raise RefusedError(
                f"the {name} {shown(told[name])}", "a mapping" if kind is dict else "a list", line=line
            )
    if "scope" in told:
        told["scope"] = {
            name: one if isinstance(one, str) else json_text(one) for name, one in told["scope"].items()
        }
    event = told.get("event")
    if isinstance(event, dict) and not isinstance(event.get("ordinals", {}), dict):
        raise RefusedError(f"the ordinals {shown(event['ordinals'])}", "a mapping", line=line)
    return cells_of_claim(told)


def _table_of(pa: Any, rows: list[dict[str, str]]) -> Any:
    names = list(
        dict.fromkeys([key.name for key in CLAIM.values() if key.required] + [n for row in rows for n in row])
    )
    return pa.table({name: pa.array([row.get(name) or None for row in rows], pa.string()) for name in names})


def told_json(value: Any) -> str:
    """JSON text with its keys sorted."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
