"""HTML within what an untrusted notebook keeps: tables, details, bdi and inline style; everything else is text.

>>> print(element("b", "a < b"), quoted("<script>"))
<b>a &lt; b</b> <bdi>&lt;script&gt;</bdi>
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from claimcheck.text import clean

__all__ = [
    "BORDERS",
    "BREAK",
    "OTHER_BORDER",
    "Html",
    "cell",
    "element",
    "folded",
    "joined",
    "plain_table",
    "quoted",
    "table",
]


class Html(str):
    """Text that is HTML already; all other text is cleaned and escaped."""

    __slots__ = ()


BREAK: Final = Html("<br>")
BORDERS: Final = {
    "contradicted": "#c8641e", "unverified": "#9a6ad6", "corroborated": "#2f7fb8",
}  # fmt: skip
"""Colours of the line beside a class, seen on white and on dark alike; the words say the same. No text has a colour."""
OTHER_BORDER: Final = "#7d8590"

_TABLE: Final = "border-collapse: collapse; text-align: left"
_CELL: Final = (
    "border: 1px solid #7d8590; padding: 2px 6px; text-align: left; vertical-align: top; max-width: 22em"
)


def element(name: str, *content: object, **attributes: object) -> Html:
    """One element; content and attributes are escaped, save what is `Html`."""
    told = "".join(
        f' {key.rstrip("_")}="{html.escape(clean(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{told}>{joined(content)}</{name}>")


def joined(content: Iterable[object], between: str = "") -> Html:
    """Several pieces, each escaped save what is `Html`."""
    return Html(
        between.join(one if isinstance(one, Html) else html.escape(clean(str(one))) for one in content)
    )


def quoted(text: str) -> Html:
    """What a source wrote: set apart, so that its direction does not change that of the line."""
    return element("bdi", text)


def folded(summary: object, *content: object) -> Html:
    """Details that are closed until asked for."""
    return element("details", element("summary", summary), *content)


def cell(*content: object, header: str = "", **attributes: object) -> Html:
    """A cell of a table; with a scope, a header."""
    return element("th" if header else "td", *content, scope=header or None, style=_CELL, **attributes)


def table(caption: str, *parts: object) -> Html:
    """A table that scrolls where it is too wide."""
    head = element("caption", caption, style="text-align: left; caption-side: top")
    return element("div", element("table", head, *parts, style=_TABLE), style="overflow-x: auto")


def plain_table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Html:
    """A table with one row of headers; the first cell of each row heads it."""
    head = element("thead", element("tr", *(cell(one, header="col") for one in columns)))
    body = [
        element("tr", *(cell(one, header="" if place else "row") for place, one in enumerate(row)))
        for row in rows
    ]
    return table(caption, head, element("tbody", *body))
