"""A small writer of SVG: lines, shapes and text, built as a tree and put out by the XML library, so no text is ever markup.

Text is cleaned of what XML forbids. Colours come twice: as attributes, so that a picture needs no style, and as classes, so
that a dark page can change them. Nothing in a picture is a link, a script, an outside address or an id.

>>> drawing = Drawing(100, 20)
>>> drawing.text(5, 15, "</svg><script>")
>>> "&lt;script&gt;" in drawing.inline("a picture") and "<script" not in drawing.inline("a picture")
True
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree

from claimcheck.text import clean

__all__ = ["DASHES", "FONT", "Drawing", "fitted", "width_of"]

FONT: Final = 13
"""The size of a picture's text, in its own units."""

_EDGE: Final = 16
"""The margin of a picture that stands by itself."""

_INK, _QUIET, _LINE, _PAPER, _TINT = "#1f2328", "#57606a", "#d0d7de", "#ffffff", "#eff2f5"
_LIGHT: Final = {
    "ink": _INK,
    "quiet": _QUIET,
    "line": _LINE,
    "paper": _PAPER,
    "tint": _TINT,
    "agreed": "#0b5f8a",
    "against": "#a33b00",
    "nobody": "#6b3fa0",
    "rest": "#57606a",
}
_DARK: Final = {
    "ink": "#e6edf3",
    "quiet": "#9da7b3",
    "line": "#30363d",
    "paper": "#0d1117",
    "tint": "#1b2129",
    "agreed": "#6cb6ff",
    "against": "#ffa657",
    "nobody": "#d2a8ff",
    "rest": "#9da7b3",
}
_FAMILY: Final = (
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Liberation Sans',Arial,sans-serif"
)

DASHES: Final = ("", "7 4", "2 3", "9 3 2 3", "4 2", "1 4")
"""Patterns that tell lines apart where colour does not."""

_COLOR_OF: Final = {
    "contradicted": "against",
    "self-contradiction": "against",
    "anachronism": "against",
    "tension": "against",
    "unverified": "nobody",
    "corroborated": "agreed",
}


def color_of(word: str) -> str:
    """The colour of a class of findings, by its role; "rest" for all that is neither agreed, contradicted nor unverified."""
    return _COLOR_OF.get(word, "rest")


def width_of(text: str, size: float = FONT) -> float:
    """About how wide a text is: East Asian letters are as wide as they are high, combining marks take no room."""
    cells = 0.0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        if unicodedata.east_asian_width(character) in "WF":
            cells += 1.0
        elif character in "iljtfrI.,:;'|! ()[]":
            cells += 0.32
        elif character in "mwMW%@—…" or character.isupper():
            cells += 0.78
        else:
            cells += 0.56
    return cells * size


def fitted(text: str, room: float, size: float = FONT) -> str:
    """A text on one line, cut with an ellipsis where it is wider than its room."""
    text = " ".join(clean(text).split())
    if width_of(text, size) <= room:
        return text
    used = width_of("…", size)
    for index, character in enumerate(text):
        used += width_of(character, size)
        if used > room:
            return text[:index].rstrip() + "…"
    return text


class Drawing:
    """One picture under way; its size is in units of its own, and it scales as a whole."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._root = ElementTree.Element("svg")

    # What can be drawn; `role` is a colour by name

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        role: str = "line",
        *,
        thick: float = 1,
        dash: str = "",
        cap: str = "",
    ) -> None:
        """A straight line."""
        self._add(
            "line", x1=_n(x1), y1=_n(y1), x2=_n(x2), y2=_n(y2), **_stroke(role, thick, dash), **_cap(cap)
        )

    def path(self, steps: str, role: str, *, thick: float = 1, dash: str = "") -> None:
        """A line of any shape, given as the steps of an SVG path that this package wrote."""
        self._add("path", d=steps, fill="none", **_stroke(role, thick, dash))

    def polyline(
        self, points: Iterable[tuple[float, float]], role: str, *, thick: float = 1, dash: str = ""
    ) -> None:
        """A line through points."""
        told = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add("polyline", points=told, fill="none", **_stroke(role, thick, dash))

    def area(self, points: Iterable[tuple[float, float]], role: str, *, opacity: str = "0.14") -> None:
        """A filled shape, faint."""
        told = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add("polygon", points=told, **_fill(role), **{"fill-opacity": opacity})

    def box(
        self, x: float, y: float, width: float, height: float, role: str = "tint", *, corner: float = 0
    ) -> None:
        """A filled rectangle."""
        rounded = {"rx": _n(corner)} if corner else {}
        self._add("rect", x=_n(x), y=_n(y), width=_n(width), height=_n(height), **rounded, **_fill(role))

    def arrow(self, x: float, y: float, dx: float, dy: float, half: float, role: str) -> None:
        """A filled arrowhead whose tip is at (x + dx, y + dy) and whose back, `half` wide to each side, is at (x, y)."""
        wide, high = (0.0, half) if dx else (half, 0.0)
        steps = f"M{_n(x - wide)},{_n(y - high)}L{_n(x + dx)},{_n(y + dy)}L{_n(x + wide)},{_n(y + high)}Z"
        self._add("path", d=steps, **_fill(role))

    def shape(self, x: float, y: float, word: str, size: float = 4.5) -> None:
        """The sign of a class at one place."""
        self.shapes([(x, y)], word, size)

    def shapes(self, places: Iterable[tuple[float, float]], word: str, size: float = 4.5) -> None:
        """The sign of a class at some places: a disc for the corroborated, a ring for the unverified, a diamond for the
        contradicted, a cross for the revised and withdrawn, a square for the rest."""
        role = color_of(word)
        if word in ("contradicted", "self-contradiction", "anachronism"):
            s = _n(size * 1.3)
            told, filled = f"m0,-{s}l{s},{s}l-{s},{s}l-{s},-{s}z", True
        elif word in ("revised", "withdrawn"):
            s, d = _n(size * 0.8), _n(size * 1.6)
            told, filled = f"m-{s},-{s}l{d},{d}m0,-{d}l-{d},{d}", False
        elif word in ("corroborated", "unverified"):
            s, d = _n(size), _n(2 * size)
            told, filled = f"m-{s},0a{s},{s} 0 1 0 {d},0a{s},{s} 0 1 0 -{d},0z", word == "corroborated"
        else:
            s, d = _n(size * 0.8), _n(size * 1.6)
            told, filled = f"m-{s},-{s}h{d}v{d}h-{d}z", True
        steps = "".join(f"M{_n(x)},{_n(y)}{told}" for x, y in places)
        if filled:
            self._add("path", d=steps, **_fill(role))
        elif word == "unverified":
            paper = {"class": f"s-{role} f-paper", "fill": _LIGHT["paper"]}
            self._add("path", d=steps, **(_stroke(role, 1.8, "") | paper))
        else:
            self.path(steps, role, thick=1.8)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "ink",
        *,
        anchor: str = "start",
        bold: bool = False,
        size: float = FONT,
    ) -> None:
        """A text on one line."""
        told = _fill(role) | {"x": _n(x), "y": _n(y)}
        if anchor != "start":
            told["text-anchor"] = anchor
        if bold:
            told["font-weight"] = "600"
        if size != FONT:
            told["font-size"] = _n(size)
        self._add("text", **told).text = " ".join(clean(text).split())

    # What comes of it

    def inline(self, alt: str) -> str:
        """The picture as an element of a page that brings the colours."""
        return ElementTree.tostring(self._finished(alt), encoding="unicode")

    def svg(self, alt: str) -> str:
        """The picture as a document of its own, light or dark as its reader likes."""
        root = self._finished(alt)
        root.set("xmlns", "http://www.w3.org/2000/svg")
        width, height = self.width + 2 * _EDGE, self.height + 2 * _EDGE
        root.set("viewBox", f"{-_EDGE} {-_EDGE} {_n(width)} {_n(height)}")
        root.set("width", _n(width))
        root.set("height", _n(height))
        title = ElementTree.Element("title")
        title.text = clean(alt)
        style = ElementTree.Element("style")
        style.text = _style()
        paper = ElementTree.Element(
            "rect",
            {"x": str(-_EDGE), "y": str(-_EDGE), "width": _n(width), "height": _n(height), **_fill("paper")},
        )
        root[:0] = [title, style, paper]
        return ElementTree.tostring(root, encoding="unicode") + "\n"

    def _finished(self, alt: str) -> ElementTree.Element:
        root = ElementTree.Element(
            "svg",
            {
                "viewBox": f"0 0 {_n(self.width)} {_n(self.height)}",
                "role": "img",
                "aria-label": clean(alt),
                "font-family": _FAMILY,
                "font-size": str(FONT),
            },
        )
        root.extend(self._root)
        return root

    def _add(self, tag: str, **attributes: str) -> ElementTree.Element:
        return ElementTree.SubElement(self._root, tag, attributes)


def colors_in_css() -> str:
    """The colours of pictures on a page that has `--ink`, `--paper` and the rest as variables."""
    return "".join(f".f-{role}{{fill:var(--{role})}}.s-{role}{{stroke:var(--{role})}}" for role in _LIGHT)


def _style() -> str:
    def rules(colors: dict[str, str]) -> str:
        return "".join(
            f".f-{role}{{fill:{color}}}.s-{role}{{stroke:{color}}}" for role, color in colors.items()
        )

    return f"{rules(_LIGHT)}@media (prefers-color-scheme:dark){{{rules(_DARK)}}}"


def _fill(role: str) -> dict[str, str]:
    return {"class": f"f-{role}", "fill": _LIGHT[role]}


def _stroke(role: str, thick: float, dash: str) -> dict[str, str]:
    told = {"class": f"s-{role}", "stroke": _LIGHT[role]}
    if thick != 1:
        told["stroke-width"] = _n(thick)
    if dash:
        told["stroke-dasharray"] = dash
    return told


def _cap(cap: str) -> dict[str, str]:
    return {"stroke-linecap": cap} if cap else {}


def _n(value: float) -> str:
    """A number as it stands in a picture: to a tenth, without a needless end, and the same on every machine."""
    told = f"{value:.1f}"
    return told[:-2] if told.endswith(".0") else told
