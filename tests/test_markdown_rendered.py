"""Markdown as a reader's wiki or tracker renders it: tables are tables, and what a source wrote is never markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from desk import nobody, report_of, says
from test_notebook import ATTACKS, hostile_strings
from test_report import everything

from claimcheck import compare
from claimcheck.errors import ClaimcheckError
from claimcheck.report import Report

pytest.importorskip("markdown_it", reason="the package markdown-it-py is not here")

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKUP = {
    "link_open",
    "image",
    "html_inline",
    "html_block",
    "code_inline",
    "code_block",
    "fence",
    "s_open",
    "hr",
    "lheading_open",
}
READERS = {
    "commonmark": MarkdownIt("commonmark").enable("table"),
    "without html": MarkdownIt("commonmark", {"html": False}).enable("table"),
    "as trackers do": MarkdownIt("gfm-like"),
}
READERS["as trackers do"].linkify.set(
    {"fuzzy_link": False}
)  # they link www. and http, not every word with a dot
MORE = (
    "a | b", "a \\| b", "| --- |", "- item", "1. item", "# heading", "> quote", "```", "~~gone~~", "**bold**", "_it_", "[x]: http://a.b",
    "![x](http://a.b/c.png)", "<http://a.b>", "www.a.b", "a@b.cd", "&lt;script&gt;", "\\", "http://a.b/|c", "x\n\n# y", "[^1]", "$x$", "line  \nbreak",
)  # fmt: skip


def tokens(reader: MarkdownIt, text: str) -> Iterator[Token]:
    for token in reader.parse(text):
        yield token
        yield from token.children or ()


def hostile(text: str) -> Report:
    return report_of(
        says(text, f"S {text}", "yes", aspect=f"place {text}", scope={"group": text}, quote=text, cue=text, via=f"W {text}"),
        says("b", nobody(text), "no", aspect=f"place {text}", scope={"group": text}, quote=text, via=f"{text} W"),
    )  # fmt: skip


class TestWhatIsRendered:
    @pytest.mark.parametrize("name", READERS)
    def test_one_table_at_the_top_with_a_line_a_question(self, name: str) -> None:
        report = everything()
        types = [token.type for token in tokens(READERS[name], report.to_markdown())]
        assert types.count("table_open") == 1
        assert types.count("tr_open") == 1 + len(report.questions)
        assert types.count("td_open") == 3 * len(report.questions)
        assert types.index("table_open") < types.index("bullet_list_open", types.index("table_open"))

    @pytest.mark.parametrize("name", READERS)
    def test_a_quote_belongs_to_its_finding(self, name: str) -> None:
        levels = [
            token.level
            for token in tokens(READERS[name], everything().to_markdown())
            if token.type == "blockquote_open"
        ]
        assert levels == [2]

    def test_nothing_left_is_said(self) -> None:
        text = everything().filter(kind="agreement", side="nobody").to_markdown()
        assert "None of" in text
        assert "| Question |" not in text


def built(reader: MarkdownIt, report: Report) -> dict[str, int]:
    """How many of each thing that a reader sees at once is in a report; notices differ with the names."""
    types = Counter(token.type for token in tokens(reader, report.to_markdown()))
    wanted = (
        "table_open",
        "tr_open",
        "td_open",
        "blockquote_open",
        "ordered_list_open",
        "em_open",
        "strong_open",
    )
    return {kind: types[kind] for kind in wanted}


class TestHostileText:
    @pytest.mark.parametrize("name", READERS)
    def test_is_never_markup(self, name: str) -> None:
        reader, checked = READERS[name], 0
        harmless = hostile("x")
        benign = built(reader, harmless)
        for text in (*MORE, *(hostile_strings() if name == "as trackers do" else ATTACKS)):
            try:
                report = hostile(text)
            except ClaimcheckError:
                continue  # what is no name is refused
            for form in (report.to_markdown(), compare(report_of(), report).to_markdown()):
                found = {token.type for token in tokens(reader, form)} & MARKUP
                assert not found, (text, found)
            if len(report.findings) == len(harmless.findings):
                assert built(reader, report) == benign, text
                checked += 1
        assert checked > 20
