"""What a notebook shows: only what an untrusted notebook keeps, nothing of it anybody's markup, and the same as text."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from desk import Day, dossier_of, nobody, report_of, says
from hypothesis import given
from test_report import everything

from claimcheck import compare, read_answer
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.judge import crosscheck
from claimcheck.report.markup import BORDERS, OTHER_BORDER
from claimcheck.report.notebook import MOST_FINDINGS, html_of
from claimcheck.testing import dossiers

ROOT = Path(__file__).parents[1]
HOSTILE = Path(os.environ.get("CLAIMCHECK_HOSTILE", ROOT / "../shared/data/hostile"))

# What the sanitiser of JupyterLab 4 keeps in an untrusted notebook, of what is used here.
KEPT = {
    "div", "p", "b", "i", "small", "ul", "li", "blockquote", "details", "summary", "bdi", "br", "table", "caption",
    "colgroup", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
KEPT_ATTRIBUTES = {
    "*": {"style", "title", "lang", "dir"},
    "colgroup": {"span"},
    "th": {"scope", "rowspan", "colspan"},
    "td": {"rowspan", "colspan"},
}
KEPT_STYLES = {
    "border": r"1px solid #[0-9a-f]{6}", "border-left": r"4px solid #[0-9a-f]{6}", "border-collapse": "collapse",
    "padding": "2px 6px", "padding-left": "8px", "margin": "4px 16px", "text-align": "left", "vertical-align": "top",
    "max-width": "22em", "overflow-x": "auto", "caption-side": "top",
}  # fmt: skip
VOID = {"br"}

ATTACKS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table><style>*{display:none}</style>",
    "javascript:alert(1)", "' onmouseover='alert(1)", "<svg/onload=alert(1)>", "&lt;b&gt;", "\x1b[31mred", "\u202egnp.exe",
    "{{7*7}}", "</bdi><a href=//evil.example>x</a>", "x\x00y", "\ud800", "<!--", "]]>", "<br_></br_>",
)  # fmt: skip


class Reader(HTMLParser):
    """Reads HTML as a sanitiser does: every element and attribute that it would strip, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stripped: list[str] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.elements: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "all that is opened is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag not in KEPT:
            self.stripped.append(f"<{tag}>")
        for name, value in attrs:
            if name not in KEPT_ATTRIBUTES["*"] | KEPT_ATTRIBUTES.get(tag, set()):
                self.stripped.append(f"<{tag} {name}>")
            if name == "style":
                for rule in (value or "").split("; "):
                    what, _, worth = rule.partition(": ")
                    if not re.fullmatch(KEPT_STYLES.get(what, "(?!)"), worth):
                        self.stripped.append(rule)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag]
        self.open.pop()

    def handle_comment(self, data: str) -> None:
        self.stripped.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.stripped.append(f"<!{decl}")

    def unknown_decl(self, data: str) -> None:
        self.stripped.append(f"<![{data}")

    def handle_pi(self, data: str) -> None:
        self.stripped.append(f"<?{data}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def hostile_strings() -> list[str]:
    path = HOSTILE / "strings.json"
    return (
        [*ATTACKS, *(one for one in json.loads(path.read_text("utf-8")) if isinstance(one, str))]
        if path.exists()
        else list(ATTACKS)
    )


def values() -> Iterator[Any]:
    report = everything()
    yield from (report, report.dossier, *report.findings, *report.dossier.claims)
    for event in ("e", "e2"):
        yield report.account(event)
    yield from map(read_answer, ("dozens", "yes", 7, "probably 2", "up to 40"))
    yield compare(report.dossier.without([one.id for one in report.dossier.claims][:6]), report)
    yield from (
        report_of(),
        Dossier(),
        report.filter(kind="agreement", side="nobody"),
        compare(report_of(), report_of()),
    )
    yield report.redacted()


class TestWhatIsShown:
    @pytest.mark.parametrize("value", list(values()), ids=lambda one: type(one).__name__)
    def test_an_untrusted_notebook_keeps_all_of_it_and_text_stands_beside(self, value: Any) -> None:
        bundle = value._repr_mimebundle_()
        assert bundle.keys() == {"text/plain", "text/html"}
        assert bundle["text/plain"] == str(value) != ""
        assert bundle["text/html"] == value._repr_html_()
        assert Reader(bundle["text/html"]).stripped == []

    def test_every_standing_is_read_without_any_style(self) -> None:
        text = " ".join(Reader(html_of(everything())).text)
        for word in ("CONTRADICTED", "UNVERIFIED", "SELF-CONTRADICTION", "ANACHRONISM", "REVISED", "WITHDRAWN", "TENSION", "WITHHELD", "ONE-SIDED", "SINGLE-SOURCE", "CORROBORATED"):  # fmt: skip
            assert word in text
        assert "contradicted, 2 camps" in text
        assert "3 sources, count once; declared opposed to B-land" in text

    def test_headers_have_scopes_and_tables_captions(self) -> None:
        html = html_of(everything())
        assert html.count("<table") == html.count("<caption")
        assert html.count("<th ") == html.count('<th scope="')
        assert 'scope="colgroup"' in html
        assert 'scope="rowgroup"' in html

    def test_details_are_folded(self) -> None:
        html = html_of(everything())
        assert "<details><summary>quotes and claims</summary>" in html
        assert "<details open" not in html

    def test_nothing_left_and_nothing_there_are_said(self) -> None:
        assert "None of" in html_of(everything().filter(kind="tension", side="nobody"))
        assert "There are no claims, so there is nothing to say." in html_of(report_of())
        assert "There are no claims in it yet." in html_of(Dossier())

    def test_what_is_too_much_is_counted(self) -> None:
        claims = [
            says(f"r{number}", f"S{number}", number, scope={"n": str(number)})
            for number in range(MOST_FINDINGS + 5)
        ]
        html = html_of(crosscheck(Dossier(claims)))
        assert "5 more are not shown here." in html
        assert "145 questions are not shown here; 181 sources are not shown here" in html

    def test_what_has_no_form_is_refused(self) -> None:
        with pytest.raises(TypeError, match="no form for notebooks: int"):
            html_of(7)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 reckons it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class TestLightAndDark:
    @pytest.mark.parametrize("ground", ["#ffffff", "#111111", "#1e1e1e", "#0d1117"])
    @pytest.mark.parametrize("line", [*BORDERS.values(), OTHER_BORDER])
    def test_lines_are_seen_on_both(self, line: str, ground: str) -> None:
        assert contrast(line, ground) >= 3

    def test_no_text_has_a_colour_and_nothing_a_ground(self) -> None:
        html = html_of(everything())
        assert not re.search(r"(?<![-\w])color:|background", html)


class TestHostileText:
    @pytest.mark.parametrize("text", hostile_strings(), ids=range(len(hostile_strings())))
    def test_nothing_that_a_source_wrote_is_markup(self, text: str) -> None:
        try:
            claims = [
                says(text, f"C {text}", f"S {text}", aspect=f"place {text}", scope={f"k{text}": f"v{text}"}, quote=text, cue=text, url=text, via=f"W {text}"),
                says("b", nobody(f"d {text}"), "T", aspect=f"place {text}", scope={f"k{text}": f"v{text}"}, quote=text),
            ]  # fmt: skip
            report = report_of(*claims)
        except ValueError:
            return  # what is no name is refused
        clean_report = report_of(
            says(
                "a",
                "C x",
                "S x",
                aspect="place x",
                scope={"kx": "vx"},
                quote="x",
                cue="x",
                url="x",
                via="W x",
            ),
            says("b", nobody("d x"), "T", aspect="place x", scope={"kx": "vx"}, quote="x"),
        )
        for value in (
            report,
            report.dossier,
            report.findings[0],
            report.account(),
            compare(report_of(), report),
        ):
            read = Reader(html_of(value))
            assert read.stripped == []
            assert not re.search(
                r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", html_of(value)
            )
        for claim in report.dossier.claims:
            assert Reader(html_of(claim)).stripped == []
        if len(report.findings) == len(clean_report.findings):
            assert sorted(set(Reader(html_of(report)).elements)) == sorted(
                set(Reader(html_of(clean_report)).elements)
            )


class TestLaws:
    @given(dossiers())
    def test_any_report_is_kept_whole_and_is_the_same_in_any_order(self, dossier: Dossier) -> None:
        html = html_of(crosscheck(dossier))
        assert Reader(html).stripped == []
        assert html == html_of(crosscheck(Dossier.without(dossier, []) | dossier))


class TestComparisonPage:
    def test_it_asks_nobody_for_anything(self, tmp_path: Path) -> None:
        comparison = compare(
            dossier_of(says("a", "C body", 7)), dossier_of(says("a", "C body", 7), says("b", "D <body", 9))
        )
        page = comparison.to_html(tmp_path / "moved.html")
        assert (tmp_path / "moved.html").read_text("utf-8") == page
        assert "default-src 'none'" in page
        assert not re.search(r"(?i)<script|<link|src=|href=|url\(", page)
        assert "D &lt;body" in page
        assert 'lang="en"' in page


def test_a_claim_shows_what_it_is() -> None:
    claim = Claim("e", "killed", 7, source="A", via="Wire", said=Day(5), quote="seven", witnessed=True)
    text = " ".join(Reader(html_of(claim)).text)
    for told in ("A", "Wire", "5 July 2025", "“seven”", "witnessed", claim.id):
        assert told in text
