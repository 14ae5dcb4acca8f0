"""A workbook as records. Formulas are not computed, links not followed, and a workbook that unpacks to too much is refused.

The sheet `Claims` holds claims, with the columns of a CSV; `Sources`, `Events`, `Aspects`, `Opposed`, `Same event`, `Different events` and
`Dossier` hold declarations where they are there. Others are passed over, save one whose name looks like one of these.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from claimcheck.errors import MissingExtra, Problem, closest, shown
from claimcheck.exchange.tables import Columns
from claimcheck.exchange.xlsx_cells import MOST_COLUMNS, MOST_ROWS, SHEETS, position_at, text_of_cell
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.json_file import NotPlainError
from claimcheck.text import fold

__all__ = ["MOST_UNPACKED", "openpyxl", "xlsx_records"]

MOST_UNPACKED: Final = 200_000_000
"""Bytes to which a workbook may unpack; a larger one is refused before it is."""

_MOST_PARTS: Final = 10_000
_OURS: Final = ("Instructions", "Findings", "Lists")
_PAIRS: Final = ("opposed", "same_event", "different_events")
_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def openpyxl() -> Any:
    """The package; raises `MissingExtra` where it, or defusedxml which it reads XML with, is not installed."""
    try:
        import defusedxml  # noqa: F401
    except ImportError:
        raise MissingExtra("defusedxml", "xlsx") from None
    try:
        import openpyxl
    except ImportError:
        raise MissingExtra("openpyxl", "xlsx") from None
    return openpyxl


def xlsx_records(data: bytes, name: str) -> Iterator[Record | Unusable]:
    """The records of a workbook, each with its position in the place of a line.

    Raises `RefusedError` for what is no workbook, unpacks to too much, or has no sheet of claims.
    """
    package = openpyxl()
    _refuse_danger(data)
    try:
        book = package.load_workbook(io.BytesIO(data), read_only=True, keep_links=False, rich_text=False)
        found = {sheet: book[title] for title, sheet in _sheets(book)}
    except RefusedError:
        raise
    except Exception as error:  # what is wrong inside a package is raised in many kinds
        raise RefusedError(f"no workbook: {shown(str(error))}", "a workbook (.xlsx)") from None
    for sheet, kind in SHEETS.items():
        if sheet in found:
            yield from _records(found[sheet], sheet, kind)


def _refuse_danger(data: bytes) -> None:
    """Refuse what is no zip file, what unpacks to too much, and XML that declares anything."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedError(
            "an old .xls workbook, or one with a password",
            "a workbook (.xlsx)",
            "save it as .xlsx, without one",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
            if len(listed) > _MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
                raise RefusedError(
                    "a workbook that unpacks to too much",
                    f"at most {MOST_UNPACKED:,} bytes",
                    "write it as CSV or JSON Lines",
                )
            for part in listed:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    text = parts.read(part)
                    if any(mark in text for mark in _DOCTYPES):
                        raise RefusedError(f"a document type in {shown(part.filename)}", "XML without one")
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(
            f"no workbook: {shown(str(error))}", "a workbook (.xlsx)", "is the file cut short?"
        ) from None


def _sheets(book: Any) -> Iterator[tuple[str, str]]:
    """The titles of the sheets that are read, with how we call them."""
    known = {fold(name): name for name in SHEETS}
    titles = [sheet.title for sheet in book.worksheets]
    found = [(title, known[fold(title)]) for title in titles if fold(title) in known]
    if len({name for _, name in found}) < len(found):
        raise RefusedError(f"two sheets for one of {', '.join(SHEETS)}", "each once")
    for title in titles:
        if fold(title) not in known and title not in _OURS and (near := closest(title, SHEETS)):
            raise RefusedError(
                f"the sheet {shown(title)}", f"one of {', '.join(SHEETS)}, or another name", near
            )
    if "Claims" not in [name for _, name in found]:
        others = [title for title in titles if fold(title) not in known and title not in _OURS]
        if len(others) != 1:
            raise RefusedError(
                f"the sheets {', '.join(map(shown, titles)) or 'none'}",
                "a sheet with the name Claims",
                "name it so",
            )
        found.append((others[0], "Claims"))
    yield from found


def _records(sheet: Any, name: str, kind: str) -> Iterator[Record | Unusable]:
    columns: Columns | None = None
    number = 0
    for row, cells in _rows(sheet, name):
        if isinstance(cells, Unusable):
            number += columns is not None
            yield cells
        elif not any(cells):
            continue
        elif kind in _PAIRS or kind == "dossier":
            if columns is None and cells[:2] in (["one", "other"], ["key", "value"]):
                columns = Columns(kind, tuple(cells), [])
                continue
            yield (
                _pair(kind, cells, position_at(name, row))
                if kind in _PAIRS
                else _setting(cells, position_at(name, row))
            )
        elif columns is None:
            header = cells[: max(number for number, cell in enumerate(cells, 1) if cell)]
            columns = Columns.of(kind, header, position_at(name, row))
        else:
            number += 1
            yield _record(columns, cells, number, name, row)


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str] | Unusable]]:
    """The rows with their numbers, each cell as text; a row in which some cell can't be used as that."""
    if not hasattr(sheet, "reset_dimensions"):
        raise RefusedError(f"the sheet {shown(name)}, which is a chart", "a sheet with cells")
    sheet.reset_dimensions()  # what a sheet says of its size may be a lie
    try:
        for row, cells in enumerate(sheet.iter_rows(max_row=MOST_ROWS, max_col=None), 1):
            yield row, _texts(cells, name, row)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError(f"no workbook: {shown(str(error))}", "a workbook (.xlsx)") from None


def _texts(cells: Any, name: str, row: int) -> list[str] | Unusable:
    texts = []
    for column, cell in enumerate(cells, 1):
        try:
            texts.append(text_of_cell(cell.value, cell.data_type))
        except NotPlainError as error:
            line = position_at(name, row, min(column, MOST_COLUMNS))
            where = f"{SHEETS[name]} in row {row}"
            return Unusable(
                Problem(where, error.found, error.expected, error.mend, line=line), SHEETS[name] != "claim"
            )
    return texts


def _record(columns: Columns, cells: list[str], number: int, name: str, row: int) -> Record | Unusable:
    def line_of(key: str) -> int | None:
        for column, called in enumerate(columns.names, 1):
            if called == key or called.startswith(f"{key}."):
                return position_at(name, row, column)
        return None

    width = len(columns.names)
    if any(cells[width:]):
        column = next(column for column, cell in enumerate(cells, 1) if column > width and cell)
        problem = Problem(
            f"{columns.kind} {number}", shown(cells[column - 1]), "nothing, as no column has its name here",
            "name the column in the first row", line=position_at(name, row, min(column, MOST_COLUMNS)),
        )  # fmt: skip
        return Unusable(problem, columns.kind != "claim")
    given = [*cells, *[""] * (width - len(cells))][:width]
    return columns.record(given, number, position_at(name, row), line_of)


def _pair(kind: str, cells: list[str], line: int) -> Record:
    return Record(kind, {kind: [cell for cell in cells if cell]}, line)


def _setting(cells: list[str], line: int) -> Record | Unusable:
    from json import JSONDecodeError

    from claimcheck.formats.entries import check_version
    from claimcheck.formats.json_file import decode
    from claimcheck.formats.scalars import as_number

    key, value = [*cells, ""][:2]
    if key == "claimcheck":
        check_version(as_number(value), line=line)
        return Record("dossier", {}, line)
    if key == "timezone":
        return Record("dossier", {"timezone": [one.strip() for one in value.split("|")]}, line)
    if key in ("undeclared sources", "undeclared events"):
        try:
            return Record("undeclared", {key.partition(" ")[2]: decode(value)}, line)
        except (JSONDecodeError, NotPlainError):
            return Unusable(Problem(key, shown(value), "a list as in JSON", line=line), fatal=True)
    expected = "one of claimcheck, timezone, undeclared sources, undeclared events"
    return Unusable(
        Problem(
            "the dossier",
            f"the unknown key {shown(key)}",
            expected,
            closest(key, ("claimcheck", "timezone")),
            line=line,
        ),
        fatal=True,
    )
