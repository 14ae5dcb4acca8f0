"""Dossiers, findings and empty templates as workbooks. Every cell is text; the same content is the same bytes.

A text that a spreadsheet would take for a formula is a string cell with the quote prefix, so it is shown as it is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem
from claimcheck.exchange.tables import TABLES, finding_rows, table_of
from claimcheck.exchange.xlsx_cells import MOST_ROWS, cell_name, escaped
from claimcheck.exchange.xlsx_reading import openpyxl
from claimcheck.formats.csv_file import guarded
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.records import ANONYMOUS, CLAIM, FREE_TABLE, VERSION, Key
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import Spelt, spelt

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["template_bytes", "template_csv", "workbook_bytes"]

_DECLARED: Final = (
    ("Sources", "source", "sources"),
    ("Events", "event", "events"),
    ("Aspects", "aspect", "aspects"),
)
_PAIRS: Final = (
    ("Opposed", "opposed"),
    ("Same event", "same_event"),
    ("Different events", "different_events"),
)
_LISTED: Final = 1000
"""How many rows drop-downs look at, and are offered on, at least."""

_TEMPLATE: Final = (
    "ref", "source", "source.anonymous", "via", "cue", "said", "published", "event", "aspect", "scope.group", "scope.from",
    "scope.to", "answer", "quote", "url", "witnessed", "silent", "replaces", "note",
)  # fmt: skip

_INSTRUCTIONS: Final = (
    "Who says what: one claim a row, on the sheet Claims.",
    "A claim is one source's answer to one question about one event. Two numbers in one sentence are two rows.",
    "First name the sources, events and aspects on their sheets; then the cells below source, event and aspect offer them.",
    "source.anonymous is for whoever nobody can hold to it: write \"a source familiar with the talks\" there, and leave source empty.",
    "via is who passed it on, first relay first, separated by |. What counts is who said it first, not how many repeat it.",
    "controlled_by (on Sources) is what makes two voices one side: TASS and a Russian ministry are both controlled by Russia.",
    "answer takes words as they were said (two, at least seven, dozens, yes, no, withheld, unknown), a number, or a form such as {\"at_least\": 7}.",
    "Add a column scope.anything for a part of an event, and x-anything for what is yours alone.",
    "Dates are 2025-07-04, 2025-07, 2025, or 2025-07-04T10:30+03:00. Formulas are not computed: paste values.",
    "Then: claimcheck check THIS-FILE, or claimcheck convert THIS-FILE -o checked.xlsx for the findings on a sheet of their own.",
)  # fmt: skip


def workbook_bytes(dossier: Dossier, report: Report | None) -> bytes:
    """A dossier as a workbook, with the findings of a report on it, if any, on the second sheet.

    Raises `BadInput` for what no cell can hold.
    """
    making = _Making()
    records = spelt(dossier)
    header, rows = table_of("claim", records.claims)
    making.sheet("Claims", header, rows)
    if report is not None:
        making.sheet("Findings", *finding_rows(report))
    for title, kind, section in _DECLARED:
        several = getattr(records, section)
        if several:
            making.sheet(title, *table_of(kind, several))
    for title, section in _PAIRS:
        pairs = getattr(records, section)
        if pairs:
            making.sheet(
                title, ("one", "other"), [dict(zip(("one", "other"), pair, strict=True)) for pair in pairs]
            )
    making.sheet("Dossier", ("key", "value"), _settings(records))
    return making.bytes()


def template_bytes() -> bytes:
    """An empty workbook to fill in: drop-downs for sources, events, aspects and fixed words, and a page of instructions."""
    making = _Making()
    making.sheet("Claims", _TEMPLATE, ())
    for title, kind, _ in _DECLARED:
        making.sheet(title, table_of(kind, ())[0], ())
    making.sheet("Opposed", ("one", "other"), ())
    making.sheet("Dossier", ("key", "value"), [{"key": "claimcheck", "value": str(VERSION)}])
    making.instructions()
    return making.bytes()


def template_csv() -> str:
    """The same columns as the first line of a CSV."""
    return ",".join(_TEMPLATE) + "\n"


def _settings(records: Spelt) -> list[Mapping[str, str]]:
    told = {"claimcheck": str(VERSION)}
    if records.timezones:
        told["timezone"] = "|".join(records.timezones)
    told |= {f"undeclared {what}": json_text(names) for what, names in records.undeclared.items()}
    return [{"key": key, "value": value} for key, value in told.items()]


class _Making:
    """A workbook in the making; what no cell can hold is put down, and told when it is done."""

    def __init__(self) -> None:
        self._package = openpyxl()
        self._book = self._package.Workbook()
        self._book.remove(self._book.active)
        self._problems: list[Problem] = []
        self._bold = self._package.styles.Font(bold=True)

    def sheet(self, title: str, header: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
        """A sheet with a first row that stays in view, and drop-downs where its columns have them."""
        sheet = self._book.create_sheet(title)
        letters = self._package.utils.get_column_letter
        for column, name in enumerate(header, 1):
            self._put(sheet, 1, column, name).font = self._bold
            sheet.column_dimensions[letters(column)].number_format = "@"
            sheet.column_dimensions[letters(column)].width = _width(name)
        last = 1
        for last, row in enumerate(rows, 2):
            if last > MOST_ROWS:
                self._problems.append(
                    Problem(title, "more rows", f"at most {MOST_ROWS:,} on a sheet", "write it as JSON Lines")
                )
                break
            for column, name in enumerate(header, 1):
                if name in row:
                    self._put(sheet, last, column, row[name])
        sheet.freeze_panes = "A2"
        for column, name in enumerate(header, 1):
            self._offer(sheet, title, name, f"{letters(column)}2:{letters(column)}{max(last, _LISTED)}")

    def _put(self, sheet: Any, row: int, column: int, text: str) -> Any:
        cell = sheet.cell(row, column)
        try:
            cell.value = escaped(text)
        except NotPlainError as error:
            where = f"{sheet.title}!{cell_name(row, column)}"
            self._problems.append(Problem(where, error.found, error.expected, error.mend))
            return cell
        cell.data_type = "s"  # whatever it looks like
        cell.number_format = "@"
        if guarded(text) != text:
            cell.quotePrefix = True
        return cell

    def _offer(self, sheet: Any, title: str, name: str, cells: str) -> None:
        """A drop-down in a column; what is not offered may still be written, after a question."""
        listed = _offered(title, name)
        if listed is None:
            return
        offer = self._package.worksheet.datavalidation.DataValidation(
            type="list", formula1=listed, allow_blank=True, errorStyle="warning", showErrorMessage=True
        )
        offer.error = "This is none of the words offered. Keep it all the same?"
        offer.add(cells)
        sheet.add_data_validation(offer)

    def instructions(self) -> None:
        """The page of instructions, and what each column is for."""
        sheet = self._book.create_sheet("Instructions")
        wrapped = self._package.styles.Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions["A"].width = 24
        sheet.column_dimensions["B"].width = 100
        row = 0
        for row, line in enumerate(_INSTRUCTIONS, 1):
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            self._put(sheet, row, 1, line).alignment = wrapped
        tables = {"Claims": {**CLAIM, "source.anonymous": ANONYMOUS["anonymous"], **FREE_TABLE}}
        tables |= {title: dict(TABLES[kind][1]) for title, kind, _ in _DECLARED}
        for title, table in tables.items():
            row += 2
            self._put(sheet, row, 1, title).font = self._bold
            for key in table.values():
                row += 1
                self._put(sheet, row, 1, "source.anonymous" if key is ANONYMOUS["anonymous"] else key.name)
                self._put(sheet, row, 2, _told(key)).alignment = wrapped

    def bytes(self) -> bytes:
        """The workbook, its times taken out of it; raises `BadInput` with all that no cell can hold."""
        if self._problems:
            raise BadInput(self._problems)
        packed = io.BytesIO()
        self._book.save(packed)
        return _timeless(packed.getvalue())


def _told(key: Key) -> str:
    return f"{key.told}: {', '.join(key.choices)}" if key.choices else key.told


def _width(name: str) -> int:
    return 50 if name in ("quote", "reason", "answer", "url", "note") else max(14, len(name) + 2)


_RANGES: Final = {"source": "Sources", "silent": "Sources", "event": "Events", "aspect": "Aspects", "controlled_by": "Sources", "one": "Sources", "other": "Sources"}  # fmt: skip


def _offered(title: str, name: str) -> str | None:
    """What a drop-down offers in a column: the names on a sheet, or fixed words."""
    if name in _RANGES and (title == "Claims" or name not in ("source", "event", "aspect")) and title not in ("Same event", "Different events"):  # fmt: skip
        return f"{_RANGES[name]}!$A$2:$A${_LISTED}"
    tables: dict[str, Mapping[str, Key]] = {
        "Claims": CLAIM,
        **{shown: TABLES[kind][1] for shown, kind, _ in _DECLARED},
    }
    key = tables.get(title, {}).get(name)
    if key is None:
        return None
    words = key.choices or (("true", "false") if key.shape.name == "flag" else ())
    return f'"{",".join(words)}"' if words else None


_TIME: Final = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def _timeless(data: bytes) -> bytes:
    """A workbook without the time of its making, so that the same content is the same bytes."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            told = before.read(part)
            if part.filename == "docProps/core.xml":
                told = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", told)
            fixed = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            after.writestr(fixed, told)
    return made.getvalue()
