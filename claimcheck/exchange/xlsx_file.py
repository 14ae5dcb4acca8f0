"""Workbooks (.xlsx): a dossier in the sheets that a news desk keeps, and the findings on a sheet of their own.

Reading is in `xlsx_reading`, writing in `xlsx_writing`; both use openpyxl and defusedxml, the extra `xlsx`.

>>> XLSX.extensions, XLSX.lost("claim")
(('.xlsx',), ())
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError
from claimcheck.exchange.losses import dossier_of, losses
from claimcheck.exchange.plugin import ALL, Format, Part, Subject, Written
from claimcheck.exchange.xlsx_cells import place_of
from claimcheck.formats.entries import Record, Unusable

__all__ = ["XLSX"]


def _read(data: bytes, name: str) -> Iterable[Record | Unusable]:
    from claimcheck.exchange.xlsx_reading import xlsx_records

    return xlsx_records(data, name)


def _write(subject: Subject) -> Written:
    """With the findings, where the dossier can be judged; else the note says why there are none."""
    from claimcheck.exchange.xlsx_writing import workbook_bytes

    dossier = dossier_of(subject)
    lost = losses(XLSX, dossier)
    try:
        report = None if not dossier.claims else subject.check() if isinstance(subject, Dossier) else subject
    except ClaimcheckError:
        report = None
        lost = (*lost, "finding: all, as the claims can't be judged; claimcheck check tells why")
    return Written(workbook_bytes(dossier, report), lost)


XLSX: Final = Format(
    name="xlsx",
    title="Workbook (XLSX)",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    extensions=".xlsx",
    carries=(
        Part("claim", ALL, "a row of the sheet `Claims`, with the columns of a CSV"),
        Part("anonymous", ALL, "columns `source.…`"),
        Part("described", ALL, "columns `event.…`"),
        Part("source", ALL, "a row of the sheet `Sources`"),
        Part("event", ALL, "a row of the sheet `Events`"),
        Part("aspect", ALL, "a row of the sheet `Aspects`"),
        Part("opposed", ALL, "a row of the sheet `Opposed`"),
        Part("same_event", ALL, "a row of the sheet `Same event`"),
        Part("different_events", ALL, "a row of the sheet `Different events`"),
        Part("dossier", ALL, "a row of the sheet `Dossier`"),
        Part("undeclared", ALL, "rows of the sheet `Dossier`"),
        Part("finding", ALL, "a row of the sheet `Findings`, which is not read"),
    ),
    read=_read,
    write=_write,
    extra="xlsx",
    about="See [spreadsheets](spreadsheets.md).",
    place=place_of,
)
