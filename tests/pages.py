"""What a test needs of pages: their elements and attributes, as a parser that is not ours reads them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import attrs

from claimcheck.dossiers import Dossier, Place
from claimcheck.errors import ClaimcheckError
from claimcheck.events import Event
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.sources import Source, anonymous

__all__ = ["INJECTIONS", "Read", "hostile", "read_page", "unsafe"]

INJECTIONS = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</svg><script>alert(1)</script>",
    "</bdi></p><iframe src=//evil.example></iframe>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><style>*{background:url(//evil.example)}</style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "x autofocus onfocus=alert(1)//",
    '"><a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "https://evil.example/\" onclick=\"alert(1)",
    "https://evil.example/<script>alert(1)</script>",
    "//evil.example/x",
    "https:evil.example",
    "http://",
    "}</style><link rel=stylesheet href=//evil.example/x.css>",
    "red;background:url(//evil.example/x)",
    "expression(alert(1))",
    "@import url(//evil.example/x.css);",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button>x</button></form>",
    "<link rel=prefetch href=//evil.example>",
    "<!-- <b> -->",
    "--><b>x</b><!--",
    "<![CDATA[<b>x</b>]]>",
    "]]><b>x</b>",
    "<?xml version='1.0'?><b>x</b>",
    "&lt;b&gt;&amp;amp;",
    "&#60;script&#62;",
    "{{ 7 * 7 }}{% raw %}",
    "{{ config.__class__ }}",
    "#}{{ page }}",
    "<plaintext>",
    "<textarea>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<details open ontoggle=alert(1)>",
    "evil\u202eecila\u202c \u2066x\u2069",
    "\x00<b>\x07\x1b[31mred\x9b0m",
    "\ud800<b>lone",
    "خبرگزاری می‌گوید «۱۲ نفر»",
    "עדות ראייה <b>",
    "Донаудампфшифффартсгезельшафтскапитан" * 8,
    "W" * 400,
)  # fmt: skip
"""Scripts, attributes, addresses, SVG, CSS, templates, and text that turns round or is very long."""

_TAGS = frozenset(
    ["html", "head", "meta", "title", "style", "body", "a", "p", "h1", "h2", "h3", "h4", "header", "nav", "main", "section", "footer", "article", "ul", "li", "dl", "dt", "dd", "div", "span", "b", "i", "bdi", "br", "strong", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote", "figure", "figcaption", "svg", "line", "path", "polyline", "polygon", "rect", "text"]
)  # fmt: skip
_ATTRIBUTES = frozenset(
    ["lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "aria-label", "aria-labelledby", "tabindex", "role", "scope", "colspan", "dir", "open", "viewbox", "font-family", "font-size", "font-weight", "x", "y", "x1", "y1", "x2", "y2", "width", "height", "rx", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "points", "d", "text-anchor"]
)  # fmt: skip


@attrs.define
class Read:
    """A page as it was read: its elements with their attributes, in order, and its text outside of style."""

    elements: list[tuple[str, dict[str, str]]] = attrs.field(factory=list)
    text: str = ""

    def all(self, name: str) -> list[str]:
        """Every value of one attribute."""
        return [found[name] for _, found in self.elements if name in found]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self.inside_style = False

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        self.read.elements.append((tag, {name: value or "" for name, value in attributes}))
        self.inside_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.inside_style = False

    def handle_data(self, data: str) -> None:
        if not self.inside_style:
            self.read.text += data


def read_page(page: str) -> Read:
    """A page, read."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.read


def unsafe(read: Read) -> list[str]:
    """What stands in a page that the templates never write, or that could ask somebody for something."""
    found = [f"<{tag}>" for tag, _ in read.elements if tag not in _TAGS]
    for tag, attributes in read.elements:
        found += [f"<{tag} {name}>" for name in attributes if name not in _ATTRIBUTES]
    found += [
        f"href={one!r}"
        for one in read.all("href")
        if not re.fullmatch(r"#[a-z0-9-]+|https?://[^\s\"'<>]+", one)
    ]
    found += [f"id={one!r}" for one in read.all("id") if not re.fullmatch(r"[a-z0-9-]+", one)]
    found += [f"class={one!r}" for one in read.all("class") if not re.fullmatch(r"[a-z -]+", one)]
    return found


def hostile(texts: list[str] | tuple[str, ...]) -> Report:
    """A report with each text wherever a source can put one, and as the name of its file; what is refused is left out."""
    claims: list[Any] = []
    places: dict[str, tuple[Place, ...]] = {}
    for number, text in enumerate(texts):
        for make in _makers(text, number):
            try:
                claims.append(make())
            except ClaimcheckError:
                continue
            places[claims[-1].id] = (Place(text, number + 1),)
    return crosscheck(Dossier(claims, places=places))


def _makers(text: str, number: int) -> list[Any]:
    day = f"2025-07-{number % 28 + 1:02}"
    plain = f"office {number}"
    event = lambda: Event("strike", id=f"e{number}", name=text, when=day, participants=[text])  # noqa: E731
    known = lambda: Event("strike", id=f"k{number}", when=day)  # noqa: E731
    return [
        lambda: Source(text).says(event(), "killed", 7, said=day, quote=text, url=text, cue=text, note=text, ref=text),
        lambda: Source(text).says(known(), "killed", 7, said=day, scope={"group": text, text: "x"}),
        lambda: Source(plain).says(known(), "killed", 9, said=day, via=[text], scope={"group": text}, translation=text),
        lambda: Source(plain).says(known(), "killed", "dozens", said=day, url=f"https://example.org/{text}", archive=text),
        lambda: anonymous(text, controlled_by=text).says(known(), text, 7, said=day, via=["Wire"]),
        lambda: Source(plain).says(known(), "place", {"within": [text]}, said=day, quote=text),
        lambda: Source("Wire").says(known(), "number", "withheld", said=day, silent=text, quote=text),
        lambda: Source(plain, controlled_by=text).says(known(), "struck", "yes", said=day, scope={"where": text}, quote=text),
    ]  # fmt: skip
