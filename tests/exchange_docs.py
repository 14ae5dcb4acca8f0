"""The tables of docs/exchange-formats.md, made from what each format says that it carries.

`python tests/exchange_docs.py --write` puts them into the page; a test holds the page to them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from claimcheck.exchange import PARTS, Format, find_format

__all__ = ["PAGE", "overview", "page_with_tables", "table_of"]

PAGE = Path(__file__).parents[1] / "docs" / "exchange-formats.md"
NAMES = (
    "claimreview", "prov-json", "prov-n", "stix", "ftm", "xlsx", "parquet", "parquet-findings", "graphml", "node-link",
    "cytoscape", "csv",
)  # fmt: skip
BEGIN, END = "<!-- table {}: made by tests/exchange_docs.py -->", "<!-- end of table -->"

KINDS = {
    "claim": "a claim", "anonymous": "an unnamed source", "described": "an event that a claim describes", "source": "a source",
    "event": "an event", "aspect": "an aspect", "opposed": "`opposed`", "same_event": "`same_event`",
    "different_events": "`different_events`", "dossier": "`timezone`", "undeclared": "`undeclared`", "finding": "a finding",
}  # fmt: skip


def overview() -> str:
    """All formats in short."""
    rows = ["| name | what it is | files | read | written | extra |", "| --- | --- | --- | --- | --- | --- |"]
    for name in (*NAMES, "yaml", "json", "jsonl"):
        one = find_format(name)
        files = ", ".join(f"`{extension}`" for extension in one.extensions)
        marks = ["yes" if function is not None else "no" for function in (one.read, one.write)]
        rows.append(
            f"| `{name}` | {one.title} | {files} | {marks[0]} | {marks[1]} | {f'`{one.extra}`' if one.extra else ''} |"
        )
    return "\n".join(rows)


def table_of(one: Format) -> str:
    """What a format keeps and loses."""
    rows = ["| of | what | how |", "| --- | --- | --- |"]
    for part in one.carries:
        keys = "all" if part.keys == PARTS[part.kind] else ", ".join(f"`{key}`" for key in part.keys)
        keys = "" if PARTS[part.kind] == ("pairs",) else keys
        rows.append(f"| {KINDS[part.kind]} | {keys} | {part.how} |")
    for kind in PARTS:
        lost = one.lost(kind)
        if lost:
            keys = "all" if lost == PARTS[kind] else ", ".join(f"`{key}`" for key in lost)
            rows.append(f"| {KINDS[kind]} | {keys} | **lost** |")
    return "\n".join(rows)


def page_with_tables(text: str) -> str:
    """A page with its tables as they must be."""
    tables = {"overview": overview(), **{name: table_of(find_format(name)) for name in NAMES}}
    for name, table in tables.items():
        before, begin, rest = text.partition(BEGIN.format(name))
        if begin:
            text = f"{before}{begin}\n\n{table}\n\n{END}{rest.partition(END)[2]}"
    return text


if __name__ == "__main__":
    found = PAGE.read_text(encoding="utf-8")
    if "--write" in sys.argv:
        PAGE.write_text(page_with_tables(found), encoding="utf-8")
    elif page_with_tables(found) != found:
        sys.exit(
            "docs/exchange-formats.md is not what the formats say; python tests/exchange_docs.py --write"
        )
