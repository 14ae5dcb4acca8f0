"""The page in a real browser: nothing runs, nothing leaves, all are served; with and without style, wide and narrow, dark and light.

It needs Playwright and the system's Chromium (or another that CLAIMCHECK_BROWSER names); the check of accessibility needs
axe-core (`npm install axe-core`, here or wherever CLAIMCHECK_AXE points at its axe.min.js). What is not there is skipped.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import INJECTIONS, hostile
from test_page import EXAMPLES, HOSTILE, ROOT, example, many_claims, squeezed
from test_report import everything

from claimcheck.judge import crosscheck
from claimcheck.report.outline import CLASSES, sections
from claimcheck.text import clean

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: pip install 'claimcheck-sources[browser]'"
)

BROWSER = os.environ.get("CLAIMCHECK_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
AXE = next(
    (
        path
        for path in (
            Path(os.environ.get("CLAIMCHECK_AXE", "/nowhere")),
            ROOT / "node_modules/axe-core/axe.min.js",
        )
        if path.is_file()
    ),
    None,
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no browser: install chromium, or name one in CLAIMCHECK_BROWSER"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as run:
        started = run.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield started
        started.close()


class Opened:
    """A page that was opened, all that it asked for, and all that ran in it."""

    def __init__(self, browser: Any, page: str, folder: Path, **circumstances: Any) -> None:
        self.asked: list[str] = []
        self.ran: list[str] = []
        self.context = browser.new_context(**circumstances)
        self.tab = self.context.new_page()
        target = folder / "page.html"
        target.write_text(page, encoding="utf-8")
        self.tab.route("**/*", self._answer)
        self.tab.on("dialog", lambda dialog: (self.ran.append(dialog.message), dialog.dismiss()))
        self.tab.on("pageerror", lambda error: self.ran.append(str(error)))
        self.tab.on("console", lambda message: self.ran.append(message.text))
        self.address = target.as_uri()
        self.tab.goto(self.address)

    def _answer(self, route: Any) -> None:
        if route.request.url == self.address:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


def opened(browser: Any, page: str, folder: Path, **circumstances: Any) -> Opened:
    return Opened(browser, page, folder, **circumstances)


ELEMENTS = """() => [...document.querySelectorAll('*')].map(one => [
    one.localName, one.namespaceURI.split('/').pop(), [...one.attributes].map(each => [each.name, each.value])])"""

HTML = frozenset(
    ["html", "head", "meta", "title", "style", "body", "a", "p", "h1", "h2", "h3", "h4", "header", "nav", "main", "section", "footer", "article", "ul", "li", "dl", "dt", "dd", "div", "span", "b", "i", "bdi", "br", "strong", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote", "figure", "figcaption"]
)  # fmt: skip
SVG = frozenset(("svg", "line", "path", "polyline", "polygon", "rect", "text"))


def foreign(elements: list[Any]) -> list[str]:
    """Elements and attributes that no template wrote."""
    found = []
    for name, space, attributes in elements:
        if name not in (SVG if space == "svg" else HTML):
            found.append(f"<{name}>")
        for attribute, value in attributes:
            if attribute.startswith("on") or attribute in (
                "src",
                "srcdoc",
                "style",
                "action",
                "xlink:href",
                "autofocus",
            ):
                found.append(f"<{name} {attribute}>")
            if attribute == "href" and not re.match(r"#[a-z0-9-]+$|https?://", value):
                found.append(f"href={value}")
    return found


class TestHostile:
    @staticmethod
    def held(browser: Any, texts: list[str], folder: Path) -> None:
        report = hostile(texts)
        with opened(browser, report.to_html(), folder) as page:
            assert foreign(page.tab.evaluate(ELEMENTS)) == []
            shown = squeezed(page.tab.evaluate("document.body.textContent"))
            names = {claim.source for claim in report.dossier.claims if isinstance(claim.source, str)}
            assert [one for one in texts if one in names and squeezed(clean(one)) not in shown] == []
            assert (page.asked, page.ran) == ([], [])

    def test_no_script_runs_no_request_leaves_and_no_element_appears(
        self, browser: Any, tmp_path: Path
    ) -> None:
        self.held(browser, list(INJECTIONS), tmp_path)

    @pytest.mark.skipif(not (HOSTILE / "strings.json").exists(), reason="the hostile strings are not here")
    def test_neither_for_the_hostile_strings(self, browser: Any, tmp_path: Path) -> None:
        texts = json.loads((HOSTILE / "strings.json").read_text(encoding="utf-8"))
        for start in range(0, len(texts), 75):
            self.held(browser, texts[start : start + 75], tmp_path)

    def test_the_policy_holds_even_where_escaping_fails(self, browser: Any, tmp_path: Path) -> None:
        broken = "<script>document.title='ran'</script><img src='https://evil.example/x.png' onerror=\"document.title='ran'\">"
        page = example("growing_toll").to_html().replace("</header>", f"{broken}</header>")
        with opened(browser, page, tmp_path) as one:
            assert one.tab.title() != "ran"
            assert one.asked == []
            assert set(foreign(one.tab.evaluate(ELEMENTS))) == {
                "<script>",
                "<img>",
                "<img src>",
                "<img onerror>",
            }


class TestOffline:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_the_page_asks_nobody_for_anything(self, name: str, browser: Any, tmp_path: Path) -> None:
        with opened(browser, example(name).to_html(), tmp_path) as page:
            page.tab.wait_for_load_state("load")
            assert (page.asked, page.ran) == ([], [])
            assert (
                page.tab.evaluate("document.querySelectorAll('[src],link,script,iframe,object,embed').length")
                == 0
            )

    def test_without_any_style_every_standing_is_still_read(self, browser: Any, tmp_path: Path) -> None:
        report = everything()
        page = re.sub(r"<style>.*?</style>", "", report.to_html(), flags=re.DOTALL)
        with opened(browser, page, tmp_path) as one:
            assert one.tab.evaluate("document.styleSheets.length") == 0
            shown = one.tab.evaluate(
                "[...document.querySelectorAll('article')].map(one => one.innerText.split('\\n').slice(0, 3).join(' '))"
            )
            expected = [section.word for section in sections(report) for _ in section.findings]
            assert len(shown) == len(expected)
            assert [word for text, word in zip(shown, expected, strict=True) if word not in text] == []
            assert {word for _, word, _ in CLASSES} == set(expected)
            standing = one.tab.evaluate(
                "[...document.querySelectorAll('.matrix td.standing')].map(one => one.innerText)"
            )
            assert all(standing)


class TestLayout:
    @pytest.mark.parametrize("width", [320, 1280])
    @pytest.mark.parametrize("name", [*EXAMPLES, "injections", "everything"])
    def test_the_page_is_never_wider_than_its_window(
        self, name: str, width: int, browser: Any, tmp_path: Path
    ) -> None:
        report = (
            hostile(INJECTIONS)
            if name == "injections"
            else everything()
            if name == "everything"
            else example(name)
        )
        with opened(browser, report.to_html(), tmp_path, viewport={"width": width, "height": 800}) as page:
            assert page.tab.evaluate("document.scrollingElement.scrollWidth") <= width

    def test_quotes_from_right_to_left_stand_on_the_right(self, browser: Any, tmp_path: Path) -> None:
        with opened(browser, hostile(["خبرگزاری می‌گوید", "a plain quote"]).to_html(), tmp_path) as page:
            directions = page.tab.evaluate(
                "[...document.querySelectorAll('#claims blockquote bdi')].map(one => getComputedStyle(one).direction)"
            )
            assert set(directions) == {"rtl", "ltr"}

    def test_what_has_the_focus_is_seen_and_the_first_is_a_way_past_the_navigation(
        self, browser: Any, tmp_path: Path
    ) -> None:
        with opened(browser, example("growing_toll").to_html(), tmp_path) as page:
            page.tab.keyboard.press("Tab")
            assert page.tab.evaluate("document.activeElement.getAttribute('href')") == "#findings"
            assert page.tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
            for _ in range(12):
                page.tab.keyboard.press("Tab")
                outline = page.tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline not in ("none", "")

    def test_links_to_findings_and_claims_lead_to_them(self, browser: Any, tmp_path: Path) -> None:
        with opened(browser, example("growing_toll").to_html(), tmp_path) as page:
            page.tab.click("#summary .contradicted dd a")
            assert page.tab.evaluate("document.querySelector(':target').className") == "finding contradicted"

    def test_in_print_details_unfold_and_nothing_is_cut_off(self, browser: Any, tmp_path: Path) -> None:
        with opened(browser, example("prisoner_exchange").to_html(), tmp_path) as page:
            page.tab.emulate_media(media="print")
            page.tab.wait_for_function(
                "document.querySelector('.finding details dl').checkVisibility({contentVisibilityAuto: true})"
            )
            assert page.tab.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
            assert page.tab.pdf().startswith(b"%PDF-")

    def test_a_large_page_is_whole(self, browser: Any, tmp_path: Path) -> None:
        report = crosscheck(many_claims(2000))
        with opened(browser, report.to_html(), tmp_path) as page:
            assert page.tab.evaluate("document.querySelectorAll('#claims li').length") == 2000
            last = page.tab.locator("#claims li").last
            last.scroll_into_view_if_needed()
            assert last.is_visible()
            assert (page.asked, page.ran) == ([], [])


@pytest.mark.skipif(
    AXE is None, reason="no axe-core: npm install axe-core, or point CLAIMCHECK_AXE at axe.min.js"
)
class TestAccessible:
    LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

    @pytest.mark.parametrize(
        ("name", "width", "scheme"),
        [
            ("prisoner_exchange", 320, "light"),
            ("prisoner_exchange", 1280, "dark"),
            ("growing_toll", 1280, "light"),
            ("everything", 320, "dark"),
            ("everything", 1280, "light"),
            ("right to left", 1280, "light"),
        ],
    )
    def test_axe_finds_nothing(
        self, name: str, width: int, scheme: str, browser: Any, tmp_path: Path
    ) -> None:
        report = (
            everything() if name == "everything"
            else hostile(["خبرگزاری می‌گوید", "עדות"]) if name == "right to left"
            else example(name)
        )  # fmt: skip
        circumstances = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
        with opened(browser, report.to_html(), tmp_path, **circumstances) as page:
            page.tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert AXE is not None
            page.tab.evaluate(AXE.read_text(encoding="utf-8"))
            told = page.tab.evaluate(
                "levels => axe.run({runOnly: {type: 'tag', values: levels}})", list(self.LEVELS)
            )
            assert [(one["id"], one["nodes"][0]["html"][:300]) for one in told["violations"]] == []
            assert len(told["passes"]) > 20
