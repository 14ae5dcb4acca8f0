"""The pictures: where things lie, what the table beside them says, and that no text of a source is ever markup in one."""

from __future__ import annotations

import itertools
import re
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from desk import Day, nobody, report_of, says
from hypothesis import given
from hypothesis import strategies as st
from pages import INJECTIONS, hostile
from test_page import example
from test_report import everything

from claimcheck.dossiers import Dossier
from claimcheck.errors import MissingExtra
from claimcheck.events import Event
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.report.pictures import NothingToDraw, Picture, PictureKind, UnknownQuestion
from claimcheck.report.pictures.asking import find_asked
from claimcheck.report.pictures.claim_graph import MOST_CLAIMS
from claimcheck.report.pictures.drawing import Drawing, fitted, width_of
from claimcheck.report.pictures.scales import DAY, Numbers, Times

SVG = "{http://www.w3.org/2000/svg}"


def shapes(picture: Picture, tag: str) -> list[dict[str, str]]:
    return [one.attrib for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}{tag}")]


def texts(picture: Picture) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(picture.svg).iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def toll() -> Report:
    return example("growing_toll")


class TestDrawing:
    @given(st.text())
    def test_any_text_is_text_and_the_picture_is_well_formed(self, text: str) -> None:
        drawing = Drawing(100, 20)
        drawing.text(5, 15, text)
        root = ElementTree.fromstring(drawing.svg(text))
        assert [one.tag for one in root] == [f"{SVG}title", f"{SVG}style", f"{SVG}rect", f"{SVG}text"]
        assert set(root.attrib) == {
            "viewBox",
            "role",
            "aria-label",
            "font-family",
            "font-size",
            "width",
            "height",
        }
        inline = ElementTree.fromstring(drawing.inline(text))
        assert [one.tag for one in inline] == ["text"]

    @given(st.text(), st.floats(10, 500))
    def test_a_fitted_text_fits(self, text: str, room: float) -> None:
        assert width_of(fitted(text, room)) <= max(room, width_of("…"))

    def test_wide_letters_take_more_room_and_combining_marks_none(self) -> None:
        assert width_of("記") > width_of("a") > 0 == width_of("\u0301")

    def test_each_class_has_a_sign_of_its_own(self) -> None:
        words = ("contradicted", "unverified", "revised", "corroborated", "single-source")
        drawings = []
        for word in words:
            drawing = Drawing(10, 10)
            drawing.shape(5, 5, word)
            drawings.append(re.sub(r'(class|fill|stroke)="[^"]*"', "", drawing.inline("")))
        assert len(set(drawings)) >= len(words) - 1  # a ring and a disc differ by what is inside


class TestScales:
    @given(st.lists(st.integers(0, 10**400) | st.fractions(0, 1000), min_size=1), st.booleans())
    def test_numbers_keep_their_order_within_the_axis(self, values: list[Any], whole: bool) -> None:
        scale = Numbers(values, 10, 110, whole=whole)
        places = [scale.at(value) for value in sorted(values)]
        assert places == sorted(places)
        assert all(10 <= place <= 110 for place in places)
        ticks = [place for place, _ in scale.ticks]
        assert ticks == sorted(set(ticks))
        assert 2 <= len(ticks) <= 12
        assert all(10 - 1e-6 <= place <= 110 + 1e-6 for place in ticks)

    @given(
        st.integers(-(10**17), 10**17),
        st.integers(0, 10**17),
        st.sampled_from(("UTC", "Asia/Kolkata", "America/St_Johns")),
    )
    def test_times_keep_their_order_within_the_axis(self, first: int, long: int, zone: str) -> None:
        scale = Times(first, first + long, 10, 110, zone)
        assert 10 <= scale.at(first) <= scale.at(first + long) <= 110
        ticks = [place for place, _ in scale.ticks]
        assert ticks == sorted(ticks)
        assert len(ticks) <= 16
        assert len({label for _, label in scale.ticks}) >= min(len(ticks), 1)

    def test_ticks_are_round(self) -> None:
        assert [label for _, label in Numbers([0, 471], 0, 100).ticks] == [
            "0",
            "100",
            "200",
            "300",
            "400",
            "500",
        ]
        assert [label for _, label in Numbers([Fraction(1, 3)], 0, 1, whole=False).ticks][-1] == "0.4"
        assert [label for _, label in Numbers([3, 900_000], 0, 1).ticks][:3] == ["0", "1", "10"]

    def test_a_day_is_a_day_where_it_happened(self) -> None:
        midnight = 1_751_576_400_000_000  # 4 July 2025 in Kyiv
        scale = Times(midnight, midnight + 3 * DAY, 0, 100, "Europe/Kyiv")
        assert "4 July" in {label: place for place, label in scale.ticks}
        assert scale.at(midnight) == pytest.approx({label: place for place, label in scale.ticks}["4 July"])


class TestRanges:
    def test_rows_are_who_answers_in_which_words_and_how_it_stands(self, toll: Report) -> None:
        picture = toll.ranges("killed")
        assert picture.columns == ("who", "answer", "said", "standing")
        assert ("Aid Union", "at least 60", "08:00 (UTC) on 13 March 2031", "! contradicted") in picture.rows
        assert ("Health Ministry", "48", "09:00 (UTC) on 12 March 2031", "< revised") in picture.rows
        assert picture.alt == toll.contradictions[0].reason

    def test_plain_meaning_is_thick_and_the_possible_thin(self) -> None:
        report = report_of(says("a", "A ministry", "about 300"), says("b", "B ministry", 290))
        lines = [
            one
            for one in shapes(report.ranges("killed"), "line")
            if "s-rest" in one["class"] or "s-agreed" in one["class"]
        ]
        thick = {one["stroke-width"]: float(one["x2"]) - float(one["x1"]) for one in lines}
        assert thick["2"] > thick["7"] > 0

    def test_what_has_no_end_has_an_arrow(self) -> None:
        def arrows(answer: Any) -> int:
            picture = report_of(says("a", "A ministry", answer), says("b", "B ministry", "50 to 90")).ranges(
                "killed"
            )
            return sum(
                one["d"].endswith("Z") and "h" not in one["d"]
                for one in shapes(picture, "path")
                if "f-" in one["class"]
            )

        assert arrows("at least 60") == arrows("50 to 80") + 2  # for the thin and for the thick line

    def test_two_camps_have_a_gap_between_them(self) -> None:
        assert "the gap between the camps" in texts(
            report_of(says("a", "A ministry", 7), says("b", "B ministry", 90)).ranges("killed")
        )

    def test_what_all_named_allow_is_a_band(self) -> None:
        report = report_of(
            says("a", "A ministry", "50 to 90"),
            says("b", "B ministry", "at least 60"),
            says("c", nobody(), 55),
        )
        picture = report.ranges("killed")
        assert "all named allow" in texts(picture)
        assert [row[0] for row in picture.rows][-1].startswith("an unnamed source")

    def test_places_in_the_order_of_values(self) -> None:
        report = report_of(*(says(f"s{number}", f"Office {number}", number * 10) for number in range(1, 6)))
        picture = report.ranges("killed")
        assert [row[1] for row in picture.rows] == ["10", "20", "30", "40", "50"]

    def test_dates_and_shares_have_ranges_too(self) -> None:
        report = report_of(
            says("a", "A ministry", {"on": "2025-07-04"}, aspect="began"), says("b", "B ministry", {"on": "2025-07-06"}, aspect="began"),
            says("c", "A ministry", "half", aspect="share held"), says("d", "B ministry", "most", aspect="share held"),
        )  # fmt: skip
        assert any("July" in text for text in texts(report.ranges("began")))
        assert "100 %" in texts(report.ranges("share held"))

    def test_many_answers_are_cut_with_their_number(self) -> None:
        report = report_of(*(says(f"s{number}", f"Office {number}", number) for number in range(1, 40)))
        picture = report.ranges("killed")
        assert "and 15 more in the table" in texts(picture)
        assert len(picture.rows) == 39

    def test_huge_numbers_can_be_drawn(self) -> None:
        report = report_of(says("a", "A ministry", 10**300), says("b", "B ministry", 3))
        assert "nan" not in report.ranges("killed").svg


class TestTimeline:
    def test_a_lane_a_side_and_a_row_a_claim(self, toll: Report) -> None:
        picture = toll.timeline()
        assert {row[1] for row in picture.rows} == {"Marland", "Aid Union", "Hospital of the Three Bridges"}
        assert len(picture.rows) == len(toll.dossier.claims)
        assert "said, Europe/Lisbon, 2031" in texts(picture)
        assert "The Ember Valley flood, 10 March 2031" in texts(picture)

    def test_rows_are_in_the_order_of_time(self) -> None:
        report = report_of(
            says("late", "A ministry", 7, said=Day(9)), says("early", "B ministry", 7, said=Day(2))
        )
        assert [row[0] for row in report.timeline().rows] == ["2 July 2025", "9 July 2025"]

    def test_claims_without_a_date_are_counted(self) -> None:
        report = report_of(says("a", "A ministry", 7), says("b", "B ministry", 7, said=None))
        assert "1 without a date are left out" in report.timeline().alt

    def test_an_answer_leads_to_what_replaced_it(self) -> None:
        old = says("old", "A ministry", 7, said=Day(5))
        report = report_of(old, says("new", "A ministry", 9, said=Day(7), replaces=[old]))
        assert any(one.get("fill") == "none" and "C" in one["d"] for one in shapes(report.timeline(), "path"))

    def test_many_sides_share_the_last_lane(self) -> None:
        report = report_of(*(says(f"s{number}", f"Office {number}", 7) for number in range(40)))
        assert "others" in {row[1] for row in report.timeline().rows}

    def test_without_any_date_there_is_nothing_to_draw(self) -> None:
        with pytest.raises(NothingToDraw, match="no claim tells when it was said"):
            report_of(says("a", "A ministry", 7, said=None)).timeline()


class TestGrowth:
    def test_a_line_a_side_and_a_row_a_figure(self, toll: Report) -> None:
        picture = toll.growth("killed")
        assert [row[2] for row in picture.rows] == [
            "at least seven",
            "12",
            "31",
            "at least 40",
            "48",
            "at least 60",
            "46",
        ]
        assert len(shapes(picture, "polyline")) == 3
        assert {"Marland", "Aid Union"} <= set(texts(picture))

    def test_lines_are_told_apart_by_their_pattern(self, toll: Report) -> None:
        dashes = [one.get("stroke-dasharray", "") for one in shapes(toll.growth("killed"), "polyline")]
        assert len(set(dashes)) == 3

    def test_a_question_that_does_not_grow_is_told(self, toll: Report) -> None:
        with pytest.raises(NothingToDraw, match="'missing' is not declared to grow"):
            toll.growth("missing")

    def test_figures_without_a_time_are_told(self) -> None:
        with pytest.raises(NothingToDraw, match="no figure of 'toll' tells when it was so"):
            report_of(says("a", "A ministry", 7, aspect="toll", said=None)).growth("toll")

    def test_sides_beyond_the_sixth_are_counted(self) -> None:
        report = report_of(
            *(says(f"s{number}", f"Office {number}", 7 + number, aspect="toll") for number in range(9))
        )
        picture = report.growth("toll")
        assert "and 3 more sides" in texts(picture)
        assert len(picture.rows) == 9


class TestClaimGraph:
    def test_a_row_a_claim_with_its_chain_and_its_question(self) -> None:
        picture = example("prisoner_exchange").draw()
        assert (
            "an anonymous source",
            "TASS, then The Moscow Times",
            "2",
            "civilians returned, from Kursk region",
            "? unverified",
        ) in picture.rows
        assert len(picture.rows) == 18

    def test_nodes_of_one_column_do_not_cover_one_another(self) -> None:
        for picture in (example("prisoner_exchange").draw(), everything().draw()):
            boxes = [one for one in shapes(picture, "rect") if "rx" in one]
            for left in {one["x"] for one in boxes}:
                tops = sorted(float(one["y"]) for one in boxes if one["x"] == left)
                assert all(below - above >= 22 for above, below in itertools.pairwise(tops))

    def test_sixty_claims_at_most(self) -> None:
        claims = [says(f"s{number}", f"Office {number}", 7) for number in range(MOST_CLAIMS + 1)]
        assert report_of(*claims[1:]).draw()
        with pytest.raises(NothingToDraw, match=r"networkx\.write_graphml"):
            report_of(*claims).draw()
        assert "networkx.write_graphml" in report_of(*claims).to_html()

    def test_an_empty_report_is_told(self) -> None:
        with pytest.raises(NothingToDraw, match="holds no claim"):
            crosscheck(Dossier()).draw()


class TestAsking:
    def test_a_question_is_named_by_itself_its_aspect_or_its_words(self) -> None:
        report = example("prisoner_exchange")
        for question in report.questions:
            assert find_asked(report, question).question == question
            assert find_asked(report, str(question)).question == question
        assert find_asked(report, "Civilians  returned, to ukraine").question.scope[0] == (
            "group",
            "civilians",
        )
        assert find_asked(report, "took place").question.aspect == "took place"

    def test_one_that_is_not_there_is_told_with_what_is_near(self, toll: Report) -> None:
        with pytest.raises(UnknownQuestion, match=r"no question is called 'kiled'.*did you mean 'killed'"):
            toll.ranges("kiled")
        with pytest.raises(UnknownQuestion, match="no claim answers"):
            toll.ranges(example("prisoner_exchange").questions[0])

    def test_words_that_several_have_are_told_with_their_forms(self) -> None:
        with pytest.raises(UnknownQuestion, match="5 questions are called 'returned'") as told:
            example("prisoner_exchange").ranges("returned")
        assert len(told.value.forms) == 5

    def test_the_event_stands_in_the_title_where_there_are_several(self) -> None:
        report = report_of(
            says("a", "A ministry", 7),
            says("b", "B ministry", 7, event=Event("fire", name="the fire", id="f")),
        )
        assert report.ranges("e, killed").title.endswith("(Strike, 4 July 2025)")

    @pytest.mark.parametrize("aspect", ["struck", "place"])
    def test_answers_that_lie_on_no_line_are_told(self, aspect: str) -> None:
        answer = "yes" if aspect == "struck" else {"within": ["Alba"]}
        with pytest.raises(NothingToDraw, match="which have no range"):
            report_of(says("a", "A ministry", answer, aspect=aspect)).ranges(aspect)

    def test_answers_that_say_nothing_are_told(self) -> None:
        with pytest.raises(NothingToDraw, match="nobody gives an answer"):
            report_of(says("a", "A ministry", "unknown")).ranges("killed")


class TestPicture:
    def test_it_is_saved_as_what_its_name_ends_in(self, toll: Report, tmp_path: Path) -> None:
        picture = toll.draw()
        picture.save(tmp_path / "graph.svg")
        picture.save(str(tmp_path / "graph.PNG"))
        assert (tmp_path / "graph.svg").read_text(encoding="utf-8") == picture.svg
        assert (tmp_path / "graph.PNG").read_bytes().startswith(b"\x89PNG\r\n")
        with pytest.raises(PictureKind, match=r"saved as \.svg or \.png, not 'graph\.gif'"):
            picture.save(tmp_path / "graph.gif")

    def test_without_the_extra_the_error_names_it(
        self, toll: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "resvg_py", None)
        with pytest.raises(MissingExtra, match=r"resvg-py: pip install 'claimcheck-sources\[png\]'"):
            toll.draw().png()

    def test_in_a_notebook_it_is_an_image_with_its_text_and_as_text_its_table(self, toll: Report) -> None:
        shown = toll.ranges("killed")._repr_mimebundle_()
        assert re.fullmatch(
            r'<img alt="[^"<>]+" style="max-width:100%" src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+">',
            shown["text/html"],
        )
        assert "Aid Union | at least 60 | " in shown["text/plain"]
        assert repr(toll.ranges("killed")) == "<Picture: Killed: answers as ranges>"

    def test_a_picture_asks_nobody_for_anything_whatever_a_source_wrote(self) -> None:
        report = hostile(INJECTIONS[:7])
        for picture in (report.timeline(), report.draw()):
            tags = {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(picture.svg).iter()}
            assert tags <= {"svg", "title", "style", "rect", "line", "path", "polyline", "polygon", "text"}
            assert not re.search(r"href|url\(|@import", picture.svg.replace("&lt;", "<").split("<title>")[0])

    def test_every_rows_has_as_many_values_as_there_are_columns(self) -> None:
        report = everything()
        for picture in (report.timeline(), report.draw(), report.ranges("e, killed")):
            assert {len(row) for row in picture.rows} == {len(picture.columns)}
