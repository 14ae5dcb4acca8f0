"""The report on paper: its order, its marks, its width, and what a hostile name or quote can do to it (nothing)."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from pathlib import Path

import pytest
from desk import Day, nobody, report_of, says

from claimcheck.dossiers import Dossier
from claimcheck.errors import ClaimcheckError
from claimcheck.events import Event
from claimcheck.findings import CREDIBILITY, FINDING_KINDS, FLAGS, STANDINGS
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.data import report_data, report_json
from claimcheck.report.markdown import escaped, report_markdown
from claimcheck.report.outline import CLASSES, class_of, counts
from claimcheck.report.text import WIDTH, report_text
from claimcheck.sources import Source, anonymous

ROOT = Path(__file__).parents[1]
HOSTILE = Path(os.environ.get("CLAIMCHECK_HOSTILE", ROOT / "../shared/data/hostile"))

KEYS = {
    "kind",
    "question",
    "standing",
    "answer",
    "claims",
    "refs",
    "sides",
    "camps",
    "consistent",
    "flags",
    "reason",
}
CAMP_KEYS = {"answer", "claims", "refs", "sides", "standing"}


def everything() -> Report:
    """A report with a finding of every class."""
    withdrawn = says("gone", "C body", 3, scope={"group": "pilots"})
    return report_of(
        *(says("a", "A ministry", 7), says("b", "B ministry", 9)),
        says("nurse", nobody(), 8, via=["Wire"], scope={"group": "children"}, quote="eight children, I counted them"),
        *(says("self1", "D body", 1, aspect="expected"), says("self2", "D body", 2, aspect="expected")),
        says("early", "C body", "yes", aspect="struck", said=Day(1)),
        *(says("old", "C body", 1, scope={"group": "guards"}), says("new", "C body", 2, scope={"group": "guards"}, said=Day(6))),
        *(withdrawn, says("drop", "C body", "unknown", scope={"group": "pilots"}, said=Day(6), replaces=[withdrawn])),
        *(says("dozens", "A ministry", "dozens", aspect="marchers"), says("many", "B ministry", 150, aspect="marchers")),
        says("silent", "Paper", "withheld", silent="A-land", aspect="agreed number"),
        *(says("x", "A ministry", "half", aspect="share held"), says("y", "A office", "half", aspect="share held")),
        *(says("yes", "A ministry", "yes", aspect="struck", event="e2"), says("too", "B ministry", "yes", aspect="struck", event="e2")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def full() -> Report:
    return everything()


@pytest.fixture(scope="module")
def exchange() -> Report:
    return crosscheck(read_dossier(ROOT / "examples" / "prisoner_exchange.yaml"))


def width_of(line: str) -> int:
    """How many cells of a terminal a line takes."""
    marks = ("Mn", "Me", "Cf")
    return sum(
        0 if unicodedata.category(c) in marks else 1 + (unicodedata.east_asian_width(c) in "WF") for c in line
    )


def headings(text: str) -> list[str]:
    """The class headings of a text report: mark and word."""
    words = {word.upper() for _, word, _ in CLASSES}
    found = [re.match(r"(\S) ([A-Z-]+)(?:  |$)", line) for line in text.splitlines()]
    return [f"{one[1]} {one[2]}" for one in found if one and one[2] in words]


class TestOrder:
    ORDER = (
        "! CONTRADICTED", "? UNVERIFIED", "x SELF-CONTRADICTION", "x ANACHRONISM", "< REVISED", "< WITHDRAWN",
        "~ TENSION", "- WITHHELD", "1 ONE-SIDED", "1 SINGLE-SOURCE", "= CORROBORATED",
    )  # fmt: skip

    def test_classes_come_in_the_order_of_reading_each_mark_with_its_word(self, full: Report) -> None:
        assert tuple(headings(report_text(full))) == self.ORDER

    def test_what_was_read_is_first_and_the_counts_are_last(self, exchange: Report) -> None:
        lines = report_text(exchange).splitlines()
        assert "prisoner_exchange.yaml: 18 claims on 14 questions" in " ".join(" ".join(lines[:3]).split())
        assert lines[-1] == counts(exchange)
        assert lines[-1].startswith("No contradiction. 2 unverified, 2 withheld, ")

    def test_the_sides_stand_before_the_counts(self, exchange: Report) -> None:
        text = report_text(exchange)
        assert text.index("= CORROBORATED") < text.index("SIDES") < text.index("No contradiction.")
        assert "Russia: Russia, Russian Defense Ministry and TASS (count once)" in text
        assert "no tie declared: The Moscow Times" in text
        assert "nobody: TASS, citing an anonymous source" in text

    def test_markdown_has_the_same_order(self, full: Report) -> None:
        found = [line[3:] for line in report_markdown(full).splitlines() if line.startswith("## ")]
        assert [one.upper() for one in found[: len(self.ORDER)]] == [one[2:] for one in self.ORDER]
        assert found[-1] == "Who is independent of whom"

    def test_json_has_the_same_order(self, full: Report) -> None:
        words = [word for _, word, _ in CLASSES]
        places = [words.index(class_of(one)) for one in full.findings]
        assert places == sorted(places)
        assert [one["kind"] for one in report_data(full)["findings"]] == [one.kind for one in full.findings]

    def test_an_empty_class_is_not_shown_save_in_the_counts(self, exchange: Report) -> None:
        assert headings(report_text(exchange)) == [
            "? UNVERIFIED", "- WITHHELD", "1 SINGLE-SOURCE", "= CORROBORATED",
        ]  # fmt: skip
        assert counts(exchange).startswith("No contradiction.")

    def test_the_counts_count_what_is_shown(self, full: Report) -> None:
        total = sum(int(number) for number in re.findall(r"(\d+) (?!notice)", counts(full)))
        assert total == len(full.findings)


class TestText:
    def test_no_line_is_wider_than_a_terminal(self, full: Report, exchange: Report) -> None:
        for report in (full, exchange):
            assert [line for line in report_text(report).splitlines()[:-1] if width_of(line) > WIDTH] == []

    def test_marks_are_plain_ascii_and_no_tick_or_cross(self) -> None:
        assert all(mark.isascii() and mark.isprintable() for mark, _, _ in CLASSES)

    def test_each_finding_tells_its_place_in_the_file(self, exchange: Report) -> None:
        assert re.search(
            r"^  :\d+ +civilians returned, from Kursk region: 2$", report_text(exchange), re.MULTILINE
        )

    def test_quotes_are_shown(self, exchange: Report) -> None:
        assert "“included two civilians from the Kursk region”" in report_text(exchange)

    def test_a_contradiction_shows_its_camps_and_who_is_in_them(self, full: Report) -> None:
        text = report_text(full)
        assert "| 7: A ministry (single-source)" in text
        assert "| 9: B ministry (single-source)" in text

    def test_it_ends_with_one_new_line_and_has_no_trailing_blanks(self, full: Report) -> None:
        text = report_text(full)
        assert text.endswith(".\n")
        assert not text.endswith("\n\n")
        assert [line for line in text.splitlines() if line != line.rstrip()] == []

    def test_paint_sees_headings_alone_and_changes_no_word(self, full: Report) -> None:
        painted = report_text(full, paint=lambda mark, text: f"\x1b[1m{text}\x1b[0m")
        assert painted.replace("\x1b[1m", "").replace("\x1b[0m", "") == report_text(full)
        assert painted.count("\x1b[1m") == len(TestOrder.ORDER)

    def test_names_longer_than_a_line_are_broken(self) -> None:
        name = "Донаудампфшифффартсгезельшафтскапитан" * 5
        lines = report_text(report_of(says("a", name, 7))).splitlines()
        assert max(map(width_of, lines)) <= WIDTH
        assert name in "".join(line.strip() for line in lines)

    def test_wide_letters_count_twice(self) -> None:
        lines = report_text(report_of(says("a", "新華社" * 20, 7, quote="記者" * 60))).splitlines()
        assert max(map(width_of, lines)) <= WIDTH

    def test_many_camps_are_cut_with_their_number(self) -> None:
        report = report_of(*(says(f"s{place}", f"Source {place}", 10 * place + 11) for place in range(120)))
        assert "| and 100 more camps" in report_text(report)
        assert "- and 20 more camps" in report_markdown(report)
        assert len(report_data(report)["findings"][0]["camps"]) == 120

    def test_titles_of_many_events_are_wrapped(self) -> None:
        events = [
            Event("strike", id=f"s{number}", name="the strike of the long night " * 5) for number in range(12)
        ]
        claims = [says(str(one.id), "A ministry", 7, event=one) for one in events]
        text = report_text(report_of(*claims, events=()))
        assert max(map(width_of, text.splitlines())) <= WIDTH
        assert "and 2 more events" in text


class TestJson:
    def test_every_finding_has_the_keys_that_others_rely_on(self, full: Report) -> None:
        for finding in report_data(full)["findings"]:
            assert finding.keys() >= KEYS
            assert finding["question"].keys() == {"event", "aspect", "scope"}
            assert all(camp.keys() >= CAMP_KEYS for camp in finding["camps"])
            assert finding["kind"] in FINDING_KINDS
            assert finding["standing"] in (*STANDINGS, None)
            assert set(finding["flags"]) <= set(FLAGS)
            assert finding["credibility"] == CREDIBILITY.get(finding["standing"])

    def test_the_whole_has_its_version_questions_and_notices(self, full: Report) -> None:
        data = report_data(full)
        assert data["claimcheck"] == 1
        assert data.keys() == {"claimcheck", "remarks", "findings", "questions", "notices"}
        assert len(data["questions"]) == len(full.questions)

    def test_it_is_ascii_and_reads_back_as_it_was(self) -> None:
        report = report_of(says("é", "Путин\u202e", 7, quote="“так”\x1b[31m"))
        text = report_json(report)
        assert text.isascii()
        assert "\x1b" not in text
        assert json.loads(text) == report_data(report)

    def test_answers_are_forms_that_can_be_read_again(self, full: Report) -> None:
        for finding in report_data(full)["findings"]:
            for answer in [finding["answer"], *(camp["answer"] for camp in finding["camps"])]:
                if answer is not None:
                    again = says("again", "A ministry", answer, aspect=finding["question"]["aspect"])
                    assert report_of(again).questions

    def test_ids_of_claims_and_their_refs_go_together(self, full: Report) -> None:
        for finding in report_data(full)["findings"]:
            assert len(finding["claims"]) == len(finding["refs"]) == finding["claim_count"]

    def test_at_most_a_thousand_claims_are_listed_with_their_count(self) -> None:
        many = [says(f"a{number}", f"Office {number}", 7) for number in range(1001)]
        report = report_of(*many, says("b", "B ministry", 9))
        for limit, listed in ((1000, 1000), (None, 1001), (10, 10)):
            [finding] = [one for one in report_data(report, most_claims=limit)["findings"] if one["camps"]]
            assert [len(camp["claims"]) for camp in finding["camps"]] == [listed, 1]
            assert [len(camp["refs"]) for camp in finding["camps"]] == [listed, 1]
            assert [camp["claim_count"] for camp in finding["camps"]] == [1001, 1]
            assert finding["claim_count"] == 1002
        assert len(report_data(report)["findings"][0]["claims"]) == 1000
        assert len(report_text(report)) < 4000


class TestEmpty:
    def test_a_report_on_nothing_says_so_on_every_surface(self) -> None:
        report = crosscheck(Dossier())
        assert report_text(report).startswith("0 claims on 0 questions about 0 events; 0 named sources\n")
        assert report_text(report).endswith("No contradiction.\n")
        assert "No contradiction." in report_markdown(report)
        assert report_data(report) == {
            "claimcheck": 1,
            "remarks": ["There are no claims, so there is nothing to say."],
            "findings": [],
            "questions": [],
            "notices": [],
        }

    def test_a_claim_that_says_nothing_is_no_finding(self) -> None:
        report = report_of(says("a", "A ministry", "unknown"))
        assert report_text(report).startswith("1 claim on 1 question about 1 event; 1 named source\n")


class TestDocumented:
    @pytest.mark.parametrize("word", [*FLAGS, *FINDING_KINDS, *STANDINGS])
    def test_every_flag_kind_and_standing_is_in_the_documentation(self, word: str) -> None:
        text = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
        assert f"`{word}`" in text


NAMES = (
    "\x1b[31mRed\x1b[0m Office",
    "Bell\x07 \x9b2J Agency",
    "evil\u202eecila\u202c",
    "two\r\nlines",
    "null\x00byte",
    "<script>alert(1)</script>",
    "</bdi><img src=x onerror=alert(1)>",
    "[click](https://evil.example)",
    "![pic](javascript:alert(1))",
    "**bold** _it_ `code` ~~no~~",
    "| a | b |\n|---|---|",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "=cmd|' /C calc'!A0",
    "&lt;b&gt; &amp;",
    "$x^2$",
    "https://evil.example/?q=1",
    "zero\u200bwidth\ufeff",
    "\ud800lone",
    "خبرگزاری می‌گوید",
)


def hostile_report(text: str) -> Report | None:
    """A report with a text wherever a source can put one; None where the library refuses it as a name."""
    try:
        speaker = Source(text)
        event = Event("strike", name=text, id="h", participants=[text])
        claims = [
            says("1", text, 7, event=event, quote=text, scope={"group": text}, cue=text, note=text),
            says("2", "C body", 9, event=event, via=[text], scope={"group": text}, aspect="killed"),
            says("3", anonymous(text), 7, event=event, via=["Wire"], aspect=text, url=text),
            says("4", text, {"within": [text]}, event=event, aspect="place"),
            says(text, text, "withheld", event=event, silent=text),
        ]
    except ClaimcheckError:
        return None
    return crosscheck(Dossier(claims, sources=[speaker]))


def commands_in(text: str) -> list[str]:
    """Characters of a text that could command a terminal or turn a line round."""
    joiners = "\u200c\u200d"
    return [
        c
        for c in text
        if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") and c not in joiners
    ]


def held(report: Report) -> None:
    text, markdown = report_text(report), report_markdown(report)
    assert commands_in(text) == []
    assert commands_in(markdown) == []
    assert report_json(report).isascii()
    assert max(map(width_of, text.splitlines()[:-1])) <= WIDTH
    bare = re.sub(r"\\.", "", markdown)  # what is left when all that is escaped is gone
    assert "<" not in bare
    assert "](" not in bare
    assert "`" not in bare
    assert "http://" not in bare
    assert "https://" not in bare
    table = [line for line in bare.splitlines() if "|" in line]
    assert {line.count("|") for line in table} <= {4}
    assert not re.search(r"(?m)^(?:    |\t|\+ |\d+[.)] |===|---)", markdown)
    assert not re.search(r"(?m)^ *[->] +(?:[-+*#>] |\d+[.)] |---|===)", markdown)


class TestHostile:
    @pytest.mark.parametrize("text", NAMES, ids=ascii)
    def test_nothing_that_a_source_wrote_commands_a_terminal_or_is_markup(self, text: str) -> None:
        report = hostile_report(text)
        if report is not None:
            held(report)

    def test_most_such_names_are_accepted(self) -> None:
        assert sum(hostile_report(text) is not None for text in NAMES) >= len(NAMES) // 2

    @pytest.mark.skipif(not (HOSTILE / "strings.json").exists(), reason="the hostile strings are not here")
    def test_neither_do_the_hostile_strings(self) -> None:
        for text in json.loads((HOSTILE / "strings.json").read_text(encoding="utf-8")):
            report = hostile_report(text)
            if report is not None:
                held(report)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("[a](b)", r"\[a\](b)"),
            ("a\nb\tc", "a b c"),
            ("# no heading", r"\# no heading"),
            ("a\x1b[1mb", r"a\[1mb"),
            ("https://a.example", r"https\://a.example"),
        ],
    )
    def test_escaped_text_is_one_line_without_markup(self, text: str, expected: str) -> None:
        assert escaped(text) == expected


class TestHostileLists:
    """A line that a quote or a headline begins must not become a list, a heading or code."""

    @pytest.mark.parametrize(
        "text", ["- item", "+ item", "1. item", "1) item", "# h", "> q", "---", "***", "```", "    code"]
    )
    def test_a_quote_stays_a_quote(self, text: str) -> None:
        report = report_of(says("a", "A ministry", 7, quote=text))
        [line] = [line for line in report_markdown(report).splitlines() if line.startswith("  > ")]
        words = line.removeprefix("  > ")
        assert not re.match(r"(?:[-+*#>`]|\d+[.)]\s|\s{4})", words), words
