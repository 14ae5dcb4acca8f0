"""The page: what stands on it and in which order, that its words are those of the text report, and that nothing breaks out."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from desk import Day, nobody, report_of, says
from pages import INJECTIONS, hostile, read_page, unsafe
from test_report import everything

from claimcheck.claims import Claim
from claimcheck.cli import run
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, MissingExtra
from claimcheck.findings import FLAGS
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.html import report_html
from claimcheck.report.html.environment import environment
from claimcheck.report.html.matrix import MOST_COLUMNS, MOST_ROWS, Table, table_of
from claimcheck.report.html.telling import link
from claimcheck.report.html.words import CLASS_MEANINGS, FLAG_MEANINGS
from claimcheck.report.matrix import matrix_of
from claimcheck.report.outline import CLASSES, counts, sides_in_words, what_was_read
from claimcheck.sources import Source
from claimcheck.text import clean

ROOT = Path(__file__).parents[1]
HOSTILE = Path(os.environ.get("CLAIMCHECK_HOSTILE", ROOT / "../shared/data/hostile"))
EXAMPLES = ("prisoner_exchange", "growing_toll", "retraction_echo_rumour")


def example(name: str) -> Report:
    return crosscheck(read_dossier(ROOT / "examples" / f"{name}.yaml"))


@pytest.fixture(scope="module")
def full() -> Report:
    return everything()


@pytest.fixture(scope="module")
def exchange() -> Report:
    return example("prisoner_exchange")


@pytest.fixture(scope="module")
def matrix(exchange: Report) -> Table:
    return table_of(exchange)


def squeezed(text: str) -> str:
    return " ".join(text.split())


class TestOrder:
    def test_sections_come_in_the_order_of_reading(self, full: Report) -> None:
        page = full.to_html()
        parts = [
            "<h1>",
            'id="summary"',
            'id="matrix"',
            'id="findings"',
            'id="sides"',
            'id="claims"',
            'id="method"',
            "<footer",
        ]
        places = [page.rindex(part) if part == "<footer" else page.index(part) for part in parts]
        assert places == sorted(places)

    def test_classes_come_in_the_order_of_reading(self, full: Report) -> None:
        found = re.findall(r'<section id="class-([\w-]+)"', full.to_html())
        assert found == [word for _, word, _ in CLASSES]

    def test_the_counts_are_the_last_words(self, full: Report) -> None:
        assert squeezed(read_page(full.to_html()).text).endswith(counts(full))

    def test_no_contradiction_is_said(self, exchange: Report) -> None:
        assert "No contradiction" in read_page(exchange.to_html()).text.split("Who answers what")[1]

    def test_a_report_on_nothing_is_a_page_that_says_so(self) -> None:
        read = read_page(crosscheck(Dossier()).to_html())
        assert "0 claims on 0 questions" in read.text
        assert "No contradiction." in read.text
        assert unsafe(read) == []


class TestWords:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_they_are_those_of_the_text_report(self, name: str) -> None:
        report = example(name)
        text = squeezed(read_page(report.to_html()).text)
        assert what_was_read(report) in text
        for finding in report:
            assert finding.camps or finding.why in text
            for camp in finding.camps:
                assert camp.said in text
        for line in sides_in_words(report):
            assert line.partition(":")[0] in text

    def test_each_mark_stands_beside_its_word(self, full: Report) -> None:
        page = full.to_html()
        for mark, word, _ in CLASSES:
            shown = {"<": "&lt;"}.get(mark, mark)
            assert f'<b class="badge {word}"><i>{shown}</i> {word}</b>' in page
        marked = re.findall(r'<span class="entry marked ([\w-]+)[^>]*>(.*?)</span></span>', page)
        assert marked
        assert all(cell.endswith(f"({word})") for word, cell in marked)

    def test_every_class_and_flag_is_explained(self, full: Report) -> None:
        text = read_page(full.to_html()).text
        assert list(CLASS_MEANINGS) == [word for _, word, _ in CLASSES]
        assert list(FLAG_MEANINGS) == list(FLAGS)
        for meaning in (*CLASS_MEANINGS.values(), *FLAG_MEANINGS.values()):
            assert meaning in text

    def test_flags_mean_what_the_documentation_says(self) -> None:
        documented = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
        for flag, meaning in FLAG_MEANINGS.items():
            assert f"| `{flag}` | {meaning.replace('reached us', 'reached you')} |" in documented

    def test_what_a_finding_hangs_on_stands_in_its_details(self, exchange: Report) -> None:
        page = report_html(exchange, hangs_on=lambda finding: f"on {finding.refs[0]} alone <b>")
        assert page.count("<dt>hangs on</dt>") == len(exchange.findings)
        assert "on belarus alone &lt;b&gt;" in page

    def test_a_small_report_says_it_by_itself_and_a_large_one_does_not(self, exchange: Report) -> None:
        text = squeezed(read_page(exchange.to_html()).text)
        assert all(str(exchange.hangs_on(finding)) in text for finding in exchange)
        assert "<dt>hangs on</dt>" not in crosscheck(many_claims(80)).to_html()

    def test_a_narrowed_report_says_so_and_claims_nothing_of_the_rest(self, exchange: Report) -> None:
        text = squeezed(read_page(exchange.filter(kind="withheld").to_html()).text)
        assert str(exchange.filter(kind="withheld").narrowing) in text
        assert "No contradiction" not in text
        assert text.endswith("2 withheld shown; 13 left out.")

    def test_a_redacted_report_says_that_it_is_one(self) -> None:
        report = report_of(
            says("a", "A ministry", 7, quote="the secret words", confidential=True),
            says("b", "B ministry", 7),
        )
        redacted = report.redacted()
        page = redacted.to_html()
        assert str(redacted.redaction) in squeezed(read_page(page).text)
        assert "secret" not in page


class TestMatrix:
    @staticmethod
    def row(matrix: Table, subject: str) -> dict[str, list[str]]:
        names = [column.name for group in matrix.groups for column in group.columns]
        [row] = [row for _, rows in matrix.events for row in rows if row.subject == subject]
        cells = [[f"{one.mark} {one.text}".strip() for one in cell] for cell in row.cells]
        return {name: cell for name, cell in zip(names, cells, strict=True) if cell}

    def test_column_groups_are_sides_and_nobody_is_last(self, matrix: Table) -> None:
        assert [group.title for group in matrix.groups] == ["Russia", "Ukraine", "no tie declared", "nobody"]
        assert matrix.groups[0].reason == "3 sources, count once; declared opposed to Ukraine"

    def test_who_only_relays_passes(self, matrix: Table) -> None:
        found = self.row(matrix, "civilians returned, from Kursk region")
        assert found == {
            "TASS": ["passes"],
            "The Moscow Times": ["passes"],
            "TASS, citing an anonymous source": ["? 2"],
        }

    def test_who_is_silent_has_no_word(self, matrix: Table) -> None:
        found = self.row(matrix, "number exchanged")
        assert found["Russia"] == found["Ukraine"] == ["- no word"]
        assert found["The Moscow Times"] == ["no word from Russia", "no word from Ukraine"]

    def test_an_outlet_that_narrates_has_no_mark(self, matrix: Table) -> None:
        assert self.row(matrix, "took place")["The Moscow Times"] == ["narrates: yes", "passes"]

    def test_an_echo_repeats(self) -> None:
        report = report_of(
            says("one", "A ministry", 7, via=["Wire"], said=Day(5)),
            says("two", "A ministry", 7, via=["Paper"], said=Day(6)),
        )
        found = self.row(table_of(report), "killed")
        assert found == {"A ministry": ["1 7"], "Paper": ["repeats"], "Wire": ["passes"]}

    @pytest.mark.parametrize("name", EXAMPLES)
    def test_it_says_what_every_other_table_says(self, name: str) -> None:
        report = example(name)
        rows = [row for _, rows in table_of(report).events for row in rows]
        assert [(row.subject, [[f"{one.mark} {one.text}".strip() for one in cell] for cell in row.cells]) for row in rows] == [
            (row.subject, [[str(one) for one in cell.entries] for cell in row.cells]) for row in matrix_of(report).rows
        ]  # fmt: skip

    def test_hearsay_is_nobodys(self) -> None:
        found = self.row(table_of(report_of(says("a", "A ministry", 7, via="B wire"))), "killed")
        assert found == {"B wire": ["passes"], "A ministry, according to its opponent B wire": ["? 7"]}

    def test_a_question_shows_each_class_of_its_findings_once(self) -> None:
        [(_, rows)] = table_of(example("growing_toll")).events
        [row] = [one for one in rows if one.subject == "killed"]
        assert [one.word for one in row.standings] == ["contradicted", "revised", "tension", "single-source"]
        assert [one.beside for one in row.standings] == ["", "", "may be growth", ""]

    def test_with_many_sources_a_column_is_a_side(self) -> None:
        claims = [
            says(f"s{number}", f"Office {number}", number % 3 + 7) for number in range(MOST_COLUMNS + 1)
        ]
        found = table_of(report_of(*claims, says("nurse", nobody(), 7)))
        assert [group.title for group in found.groups] == ["no tie declared", "nobody"]
        assert sum(one.count for one in found.events[0][1][0].cells[0]) == MOST_COLUMNS + 1
        assert "each column is a side" in found.left_out[0]

    def test_many_questions_are_cut_with_their_number(self) -> None:
        claims = [
            says(f"s{number}", "A ministry", 7, scope={"in": f"street {number}"})
            for number in range(MOST_ROWS + 5)
        ]
        found = table_of(report_of(*claims))
        assert len(found.events[0][1]) == MOST_ROWS
        assert found.left_out == ("5 more questions are not in this table; all are in the list of claims.",)


class TestAnchors:
    @pytest.mark.parametrize("name", EXAMPLES)
    def test_every_link_within_the_page_leads_somewhere_and_no_anchor_is_twice(self, name: str) -> None:
        read = read_page(example(name).to_html())
        ids = read.all("id")
        assert len(ids) == len(set(ids))
        assert {one[1:] for one in read.all("href") if one.startswith("#")} <= set(ids)

    def test_each_finding_question_and_claim_has_one(self, full: Report) -> None:
        ids = read_page(full.to_html()).all("id")
        assert sum(one.startswith("finding-") for one in ids) == len(full.findings)
        assert sum(one.startswith("question-") for one in ids) == len(full.questions)
        assert sum(one.startswith("claim-") for one in ids) == len(full.dossier.claims)

    def test_a_finding_that_has_not_changed_keeps_its_anchor(self) -> None:
        before = report_of(says("a", "A ministry", 7))
        after = report_of(says("a", "A ministry", 7), says("b", "B ministry", 3, aspect="toll"))
        kept = set(read_page(before.to_html()).all("id"))
        assert {one for one in kept if one.startswith(("claim-", "finding-", "question-"))} <= set(
            read_page(after.to_html()).all("id")
        )


class TestNothingFromOutside:
    def test_it_has_no_script_no_source_and_a_policy_that_forbids_them(self, full: Report) -> None:
        page = full.to_html()
        read = read_page(page)
        assert "script" not in {tag for tag, _ in read.elements}
        assert read.all("src") == []
        assert (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
            in read.all("content")
        )
        assert "url(" not in page
        assert "@import" not in page

    def test_only_web_addresses_are_links(self) -> None:
        good, bad = "https://example.org/a?b=1&c=2#d", "javascript:alert(1)"
        report = report_of(says("a", "A ministry", 7, url=good), says("b", "B ministry", 7, url=bad))
        read = read_page(report.to_html())
        assert [one for one in read.all("href") if not one.startswith("#")] == [good]
        assert bad in read.text

    @pytest.mark.parametrize(
        ("url", "expected"),
        [
            ("http://example.org", "http://example.org"),
            ("HTTPS://example.org/ä", "HTTPS://example.org/ä"),
            ("ftp://example.org", ""),
            ("https:example.org", ""),
            ("//example.org", ""),
            ("https://a b", ""),
            ("https://a\nb", ""),
            ("https://a\u202eb", ""),
            ('https://a"b', ""),
            ("https://a<b", ""),
            (" https://a", ""),
            ("data:text/html,x", ""),
            ("", ""),
            (None, ""),
            ("https://" + "a" * 5000, ""),
        ],
    )
    def test_a_link_is_a_plain_web_address(self, url: str | None, expected: str) -> None:
        assert link(url) == expected


class TestHostile:
    def test_nothing_that_a_source_wrote_becomes_an_element_an_attribute_or_an_address(self) -> None:
        read = read_page(hostile(INJECTIONS).to_html())
        assert unsafe(read) == []
        text = squeezed(read.text)
        shown = [squeezed(clean(one)) for one in INJECTIONS]
        assert [one for one in shown if one not in text] == []

    @pytest.mark.skipif(not (HOSTILE / "strings.json").exists(), reason="the hostile strings are not here")
    def test_neither_do_the_hostile_strings(self) -> None:
        texts = json.loads((HOSTILE / "strings.json").read_text(encoding="utf-8"))
        for start in range(0, len(texts), 60):
            assert unsafe(read_page(hostile(texts[start : start + 60]).to_html())) == []

    def test_templates_escape_by_themselves(self) -> None:
        made = environment()
        assert made.autoescape is True
        assert made.from_string("{{ one }}").render(one="<b>\x1b\u202e") == "&lt;b&gt;"

    def test_only_pictures_and_their_colours_are_taken_as_they_are(self) -> None:
        folder = Path(str(sys.modules["claimcheck.report.html"].__file__)).parent / "templates"
        unescaped = [
            found
            for path in sorted(folder.iterdir())
            for found in re.findall(r"\{\{[^}]*\|\s*safe\s*\}\}", path.read_text(encoding="utf-8"))
        ]
        assert sorted(unescaped) == ["{{ page.colors|safe }}", "{{ picture.inline|safe }}"]

    def test_what_breaks_out_is_seen(self) -> None:
        for broken in (
            "<script>",
            "<p onclick=x>",
            "<a href='javascript:x'>",
            "<img src=x>",
            "<p class='x\"y'>",
            "<p id='A B'>",
        ):
            assert unsafe(read_page(broken)), broken


def luminance(color: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = color.lstrip("#")
    digits = "".join(one * 2 for one in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestColours:
    def test_text_has_contrast_enough_in_light_dark_and_print(self) -> None:
        assert contrast("#000", "#ffffff") == pytest.approx(21)
        style = (
            Path(str(sys.modules["claimcheck.report.html"].__file__)).parent / "templates" / "style.css"
        ).read_text(encoding="utf-8")
        palettes = [
            dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", rule))
            for rule in re.findall(r":root\{([^}]*)\}", style)
        ]
        assert len(palettes) == 3
        for colors in palettes:
            for role in ("ink", "quiet", "agreed", "against", "nobody", "rest"):
                for ground in ("paper", "tint"):
                    assert contrast(colors[role], colors[ground]) >= 4.5, (role, ground, colors)

    def test_a_page_and_its_pictures_have_the_same_colours(self) -> None:
        style = (
            Path(str(sys.modules["claimcheck.report.html"].__file__)).parent / "templates" / "style.css"
        ).read_text(encoding="utf-8")
        light, dark = [
            dict(re.findall(r"--([a-z]+):(#[0-9a-f]+)", rule))
            for rule in re.findall(r":root\{([^}]*)\}", style)
        ][:2]
        svg = example("growing_toll").draw().svg
        for role, color in light.items():
            assert f".f-{role}{{fill:{color}}}" in svg.partition("@media")[0]
            assert f".f-{role}{{fill:{dark[role]}}}" in svg.partition("@media")[2]


class TestSize:
    def test_the_worked_example_is_light(self, exchange: Report) -> None:
        assert len(exchange.to_html().encode("utf-8")) <= 200_000

    def test_two_thousand_claims_are_three_megabytes_at_most(self) -> None:
        report = crosscheck(many_claims(2000))
        page = report.to_html()
        assert len(page.encode("utf-8")) <= 3_000_000
        assert sum(one.startswith("claim-") for one in read_page(page).all("id")) == len(
            report.dossier.claims
        )


def many_claims(number: int) -> Dossier:
    """A large newsroom's dossier: eight claims a question by twenty offices of six sides, half of them quoted, all with links."""
    roots = [f"Land {letter}" for letter in "ABCDEF"]
    sources = [Source(f"Office {index}", controlled_by=roots[index % 6]) for index in range(20)]
    claims: list[Claim] = []
    for index in range(number):
        question, speaker = index // 8, index * 7 % 20
        answer = (question * 37) % 300 + 3 + (index % 11 == 0) * 40
        claims.append(
            sources[speaker].says(
                f"event {question // 12}",
                f"aspect {question % 12}",
                f"about {answer}" if index % 5 == 0 else answer,
                via=["Valley Courier"] if index % 2 else [],
                said=f"2031-03-{index % 28 + 1:02}",
                ref=f"c{index}",
                quote="a spokesman said that the figure had been counted by teams on the ground"
                if index % 2
                else None,
                url=f"https://example.org/news/{index}",
            )
        )
    return Dossier(claims, sources=sources, timezone="Europe/Lisbon")


class TestWriting:
    def test_it_is_written_in_one_step_and_returned(self, exchange: Report, tmp_path: Path) -> None:
        page = exchange.to_html(tmp_path / "report.html")
        assert (tmp_path / "report.html").read_text(encoding="utf-8") == page
        assert [one.name for one in tmp_path.iterdir()] == ["report.html"]

    def test_a_place_that_can_not_be_written_is_told(self, exchange: Report, tmp_path: Path) -> None:
        with pytest.raises(BadInput, match="a file that can be written"):
            exchange.to_html(tmp_path / "nowhere" / "report.html")

    def test_the_command_line_writes_the_same(
        self, exchange: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pytest.importorskip("jinja2")
        monkeypatch.chdir(ROOT)
        target = tmp_path / "report.html"
        assert run(["check", "examples/prisoner_exchange.yaml", "--format", "html", "-o", str(target)]) == 0
        page = crosscheck(read_dossier("examples/prisoner_exchange.yaml")).to_html()
        assert target.read_text(encoding="utf-8") == page

    def test_without_the_extra_the_error_names_it(
        self, exchange: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        environment.cache_clear()
        monkeypatch.setitem(sys.modules, "jinja2", None)
        try:
            with pytest.raises(MissingExtra, match=r"Jinja2: pip install 'claimcheck-sources\[report\]'"):
                exchange.to_html()
        finally:
            environment.cache_clear()
