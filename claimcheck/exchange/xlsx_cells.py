"""Cells of a workbook as text, and where they are: never a formula, and nothing that XML can't hold goes unescaped.

>>> place_of(position_at("Claims", 7, 4))
('Claims!D7', 7)
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, Final

from claimcheck.errors import shown
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.scalars import json_text

__all__ = ["LONGEST_CELL", "MOST_COLUMNS", "MOST_ROWS", "SHEETS", "cell_name", "escaped", "place_of", "position_at", "text_of_cell"]  # fmt: skip

LONGEST_CELL: Final = 32_767
"""Characters in a cell of a workbook."""

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384

SHEETS: Final = {
    "Claims": "claim", "Sources": "source", "Events": "event", "Aspects": "aspect", "Opposed": "opposed",
    "Same event": "same_event", "Different events": "different_events", "Dossier": "dossier",
}  # fmt: skip
"""The sheets that are read, with the kind of record in their rows."""

_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_TAKEN_AWAY: Final = "x005F_"  # openpyxl takes it out of every text that it reads
_NOT_IN_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    r"""Text as a cell holds it: what XML has no place for as `_x0007_`, the way spreadsheet programs write it.

    Raises `NotPlainError` for what would come back as something else: text that has such an escape in it, or too long.
    """
    if len(text) > LONGEST_CELL:
        raise NotPlainError(
            f"{len(text):,} characters",
            f"at most {LONGEST_CELL:,} in a cell",
            "write it as YAML or JSON Lines",
        )
    if _ESCAPE.search(text) or _TAKEN_AWAY in text:
        raise NotPlainError(
            shown(text),
            "text without _x0041_, which spreadsheet programs take for a character",
            "write it as YAML",
        )
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def text_of_cell(value: Any, kind: str) -> str:
    """What a cell of some data type says, as the same cell of a CSV would.

    Raises `NotPlainError` for a formula, which is never computed, for an error value, and for half a character.
    """
    if value is None:
        return ""
    if kind == "f":
        raise NotPlainError("a formula", "a value", "copy the cell and paste it as values")
    if kind == "e":
        raise NotPlainError(f"the error {shown(value)}", "a value")
    if isinstance(value, str):
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
        if re.search("[\ud800-\udfff]", text):
            raise NotPlainError("half of a surrogate pair", "whole characters")
        return text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time()
        return value.date().isoformat() if is_day else value.isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise NotPlainError(shown(value), "text, a number or a date")


def _number(value: float) -> str:
    """A number of a cell, which is always a double: whole where it is, else the shortest text that means it."""
    if isinstance(value, int):
        return str(value)
    if value != value or value in (float("inf"), float("-inf")):
        raise NotPlainError(str(value), "a finite number")
    exact = Decimal(repr(value))
    return str(int(exact)) if exact == exact.to_integral_value() else json_text(exact)


# A position is one whole number, so that it may stand where lines stand: sheet, row and column.

_NAMES: Final = tuple(SHEETS)


def position_at(sheet: str, row: int, column: int = 0) -> int:
    """Sheet, row and column (both from 1; 0 for the whole row) as one number."""
    return (_NAMES.index(sheet) * MOST_ROWS + row - 1) * (MOST_COLUMNS + 1) + column + 1


def place_of(position: int) -> tuple[str, int]:
    """The cell, or the row, at a position, as it is called; and its row."""
    rest, column = divmod(position - 1, MOST_COLUMNS + 1)
    sheet, row = divmod(rest, MOST_ROWS)
    name = f"{_quoted(_NAMES[sheet])}!"
    return (f"{name}{cell_name(row + 1, column)}" if column else f"{name}{row + 1}:{row + 1}"), row + 1


def cell_name(row: int, column: int) -> str:
    """The name of a cell: D7."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def _quoted(sheet: str) -> str:
    return f"'{sheet}'" if " " in sheet else sheet
