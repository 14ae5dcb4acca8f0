"""How claims are resolved before they are judged: voices, questions, times, axes; and all that is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import ASPECTS, EVENTS, OPPOSED, SOURCES, Day, found, nobody, report_of, resolved, says

from claimcheck.claims import Claim
from claimcheck.declarations import find_ring
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.events import Event
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.moments import ALWAYS, Moment
from claimcheck.resolving import resolve
from claimcheck.sources import Anonymous, Source
from claimcheck.statements import Statement
from claimcheck.vocabulary import Aspect


def told(*claims: Claim, **declared: Any) -> dict[str, Statement]:
    """The claims as they are judged, by ref."""
    return {one[0].claim.refs[0]: one[0] for one in resolved(*claims, **declared).statements.values()}


def voices(*claims: Claim, **declared: Any) -> int:
    return len({one.voice.key for one in told(*claims, **declared).values()})


def questions(*claims: Claim, **declared: Any) -> int:
    return len(resolved(*claims, **declared).questions)


def refusal(*claims: Claim, **declared: Any) -> str:
    with pytest.raises(BadInput) as refused:
        report_of(*claims, **declared)
    return str(refused.value)


class TestVoices:
    def test_an_alias_is_the_source(self) -> None:
        sources = (*SOURCES, Source("TASS", aliases=["ITAR-TASS"]))
        assert voices(says("t", "TASS", 7), says("i", "ITAR-TASS", 7), sources=sources) == 1

    def test_case_and_width_make_no_other_source(self) -> None:
        assert (
            voices(says("a", "A ministry", 7), says("b", "a  MINISTRY", 7), says("c", "Ａ ministry", 7)) == 1
        )

    def test_a_look_alike_letter_does(self) -> None:
        assert voices(says("a", "A ministry", 7), says("b", "А ministry", 7)) == 2

    def test_the_unnamed_are_told_apart_by_relay_document_and_description(self) -> None:
        first = says("1", nobody(), 7, via=["Wire"], url="https://w.example/1")
        assert voices(first, says("2", nobody(), 8, via=["Wire"], url="https://w.example/1")) == 1
        assert voices(first, says("2", nobody(), 8, via=["Wire"], url="https://w.example/2")) == 2
        assert voices(first, says("2", nobody(), 8, via=["Paper"], url="https://w.example/1")) == 2
        assert voices(first, says("2", nobody("a doctor"), 8, via=["Wire"], url="https://w.example/1")) == 2

    def test_a_handle_is_one_whatever_the_relay(self) -> None:
        source = nobody("a nurse", handle="n1")
        assert (
            voices(
                says("1", source, 7, via=["Wire"]), says("2", nobody("she", handle="N1"), 8, via=["Paper"])
            )
            == 1
        )

    def test_the_roots_of_an_unnamed_one_are_those_declared(self) -> None:
        official = nobody("an official", controlled_by="A ministry")
        assert told(says("1", official, 7, via=["Wire"]))["1"].voice.roots == frozenset(
            told(says("2", "A office", 7))["2"].voice.roots
        )

    def test_a_source_known_only_as_a_relay_is_no_voice(self) -> None:
        world = resolved(says("a", "A ministry", 7, via=["Paper"]))
        assert {voice.name for voice in world.voices.values()} == {"A ministry"}

    def test_an_undeclared_source_is_its_own_root(self) -> None:
        assert found(says("a", "A ministry", 7), says("z", "Somebody new", 7)) == {"agreement: a z"}

    def test_of_facts_declared_in_two_ways_none_is_taken_and_that_is_noticed(self) -> None:
        twice = (*SOURCES, Source("Paper", kind="person"))
        claims = [says("a", "A ministry", 7), says("paper", "Paper", 7)]
        assert found(report_of(*claims, sources=twice)) == {"agreement: a paper"}
        assert "differing declarations" in {one.kind for one in report_of(*claims, sources=twice).notices}

    def test_ties_declared_apart_are_united(self) -> None:
        twice = (*SOURCES, Source("C body", controlled_by="A-land"))
        assert found(report_of(says("a", "A ministry", 7), says("c", "C body", 7), sources=twice)) == {
            "one-sided: a c"
        }


class TestQuestions:
    def test_case_width_and_blanks_make_no_other_question(self) -> None:
        assert (
            questions(
                says("1", "A ministry", 7, aspect="killed", scope={"Group": "Civilians"}),
                says("2", "B ministry", 7, aspect=" KILLED ", scope={"group": "civilians "}),
            )
            == 1
        )

    def test_a_declared_synonym_is_the_aspect(self) -> None:
        aspects = (*ASPECTS, Aspect("dead", axis="count", synonyms=["fatalities"]))
        assert (
            questions(
                says("1", "A ministry", 7, aspect="dead"),
                says("2", "B ministry", 7, aspect="fatalities"),
                aspects=aspects,
            )
            == 1
        )

    def test_what_only_sounds_alike_is_another(self) -> None:
        assert questions(says("1", "A ministry", 7), says("2", "B ministry", 7, aspect="deaths")) == 2

    def test_the_order_of_a_scope_is_no_matter(self) -> None:
        one = says("1", "A ministry", 7, scope={"to": "Ukraine", "group": "civilians"})
        assert questions(one, says("2", "B ministry", 7, scope={"group": "civilians", "to": "Ukraine"})) == 1

    def test_an_alias_of_a_place_is_the_place_at_any_depth(self) -> None:
        aspects = (
            *ASPECTS,
            Aspect("held at", axis="path", aliases={"Kursk Oblast": ["Russia", "Kursk region"]}),
        )
        claims = [
            says("1", "A ministry", {"within": ["Kursk Oblast", "Sudzha"]}, aspect="held at"),
            says("2", "B ministry", {"within": ["Russia", "Kursk region", "Sudzha"]}, aspect="held at"),
        ]
        assert found(report_of(*claims, aspects=aspects)) == {"agreement: 1 2"}

    def test_an_event_described_alike_is_one(self) -> None:
        crash = {"when": "2014-07-17", "where": ["Hrabove"]}
        one = says("1", "A ministry", 7, event=Event("crash", **crash))
        assert questions(one, says("2", "B ministry", 7, event=Event("Crash", **crash))) == 1
        assert questions(one, says("2", "B ministry", 7, event=Event("crash", when="2014-07-18"))) == 2

    def test_same_event_joins_ids_through_a_third(self) -> None:
        claims = [says("1", "A ministry", 7), says("2", "B ministry", 7, event="undated")]
        pairs = [("e", "e2"), ("e2", "undated")]
        assert questions(*claims, same_event=pairs) == questions(*claims, same_event=pairs[::-1]) == 1
        assert questions(*claims) == 2


class TestAxes:
    def test_the_answers_say_which_where_none_is_declared(self) -> None:
        assert told(says("1", "A ministry", "two", aspect="jets"))["1"].answer.axis.name == "count"
        assert told(says("1", "A ministry", "yes", aspect="seen"))["1"].answer.axis.name == "yes/no"
        assert told(says("1", "A ministry", "Belarus", aspect="taken to"))["1"].answer.axis.name == "path"

    def test_two_axes_in_one_question_are_refused_by_claim(self) -> None:
        told = refusal(
            says("number", "A ministry", 7, aspect="seen"), says("word", "B ministry", "yes", aspect="seen")
        )
        assert "claim number" in told
        assert "claim word" in told

    def test_silence_has_no_axis_of_its_own(self) -> None:
        claims = [
            says("1", "A ministry", 7, aspect="jets"),
            says("2", "B ministry", "unknown", aspect="jets"),
        ]
        assert found(*claims) == {"single-source: 1"}

    def test_two_axes_in_two_questions_are_fine(self) -> None:
        claims = [
            says("1", "A ministry", 7, aspect="seen"),
            says("2", "B ministry", "yes", aspect="seen", event="e2"),
        ]
        assert found(*claims) == {"single-source: 1", "single-source: 2"}


class TestTimes:
    @staticmethod
    def day(text: str, zone: str | None) -> tuple[float, float]:
        return Moment.parse(text).window(zone)

    def test_a_bare_day_is_one_in_the_speakers_zone(self) -> None:
        sources = (*SOURCES, Source("Reporter", timezone="Asia/Tokyo"))
        statement = told(says("1", "Reporter", 7, said=Day(5)), sources=sources)["1"]
        assert statement.said == statement.said_anywhere == self.day(Day(5), "Asia/Tokyo")

    def test_where_none_is_known_it_is_the_events_within_a_voice_and_any_between_voices(self) -> None:
        statement = told(says("1", "A ministry", 7, said=Day(5)))["1"]
        assert statement.said == self.day(Day(5), "Europe/Kyiv")
        assert statement.said_anywhere == self.day(Day(5), None)
        assert statement.said_anywhere[0] < statement.said[0]
        assert statement.said_anywhere[1] > statement.said[1]

    def test_as_of_is_what_was_said_unless_given(self) -> None:
        assert told(says("1", "A ministry", 7, said=Day(5)))["1"].as_of == self.day(Day(5), "Europe/Kyiv")
        given = told(says("1", "A ministry", 7, said=Day(9), as_of=Day(5)))["1"]
        assert given.as_of == self.day(Day(5), "Europe/Kyiv")

    def test_a_clock_time_is_one_instant(self) -> None:
        first, last = told(says("1", "A ministry", 7, said=Day(5, "12:00")))["1"].as_of
        assert first == last

    def test_what_was_only_published_was_said_some_time_up_to_then(self) -> None:
        statement = told(says("1", "A ministry", 7, said=None, published=Day(5)))["1"]
        assert statement.said == statement.as_of == (ALWAYS[0], self.day(Day(5), "Europe/Kyiv")[1])

    def test_without_any_date_it_is_unknown(self) -> None:
        statement = told(says("1", "A ministry", 7, said=None))["1"]
        assert (statement.said, statement.as_of, statement.dated) == (ALWAYS, ALWAYS, False)

    def test_the_events_own_zone_goes_before_the_dossiers(self) -> None:
        events = (*EVENTS, Event("strike", id="far", when="2025-07-04", timezone="Asia/Tokyo"))
        statement = told(says("1", "A ministry", 7, event="far"), events=events)["1"]
        assert statement.said == self.day(Day(5), "Asia/Tokyo")


class TestShared:
    def test_refs_and_links_of_two_records_of_one_claim_are_united(self) -> None:
        one, other = says("one", "A ministry", 7), says("other", "A ministry", 7)
        assert one.id == other.id
        [statement] = told(one, other).values()
        assert set(statement.claim.refs) == {"one", "other"}

    def test_labels_are_ids_where_a_claim_has_no_ref(self) -> None:
        claim = Claim("e", "killed", 7, source="A ministry")
        assert list(resolved(claim).labels.values()) == [claim.id[:8]]


def ring_of(link: str) -> list[Claim]:
    """Two claims that link to each other; a claim's id does not hang on its links."""
    first, second = says("first", "A ministry", 7), says("second", "A ministry", 8)
    return [
        says("first", "A ministry", 7, **{link: [second]}),
        says("second", "A ministry", 8, **{link: [first]}),
    ]


class TestRefused:
    def test_an_alias_with_two_owners(self) -> None:
        told = refusal(sources=[Source("Agence A", aliases=["AA"]), Source("Anadolu", aliases=["aa"])])
        assert "aliases" in told
        assert "Agence A, Anadolu" in told

    def test_a_name_that_is_anothers_alias(self) -> None:
        assert "one owner for each name" in refusal(
            sources=[Source("TASS"), Source("ITAR", aliases=["tass"])]
        )

    def test_a_ring_in_control_with_its_members(self) -> None:
        ring = [
            Source("X", controlled_by="Y"),
            Source("Y", controlled_by="Z"),
            Source("Z", controlled_by="X"),
            Source("Outside", controlled_by="X"),
        ]
        told = refusal(says("a", "X", 7), sources=ring, opposed=())
        assert "controlled_by" in told
        assert all(name in told for name in "XYZ")
        assert "Outside" not in told

    def test_a_source_that_controls_itself(self) -> None:
        assert "ring" in refusal(sources=[Source("X", controlled_by="X")], opposed=())

    @pytest.mark.parametrize("link", ["replaces", "based_on"])
    def test_a_ring_of_links_with_its_members(self, link: str) -> None:
        told = refusal(*ring_of(link), says("outside", "B ministry", 7))
        assert link in told
        assert "first" in told
        assert "second" in told
        assert "outside" not in told

    def test_a_ring_of_relays_with_its_members(self) -> None:
        told = refusal(says("a", "A ministry", 7, via=["Paper", "Radio", "Paper"]))
        assert "claim a: via" in told
        assert "Paper → Radio → Paper" in told

    def test_an_origin_among_its_own_relays(self) -> None:
        assert "A ministry → Paper → A ministry" in refusal(
            says("a", "A ministry", 7, via=["Paper", "A ministry"])
        )

    def test_any_of_on_an_aspect_that_has_several(self) -> None:
        told = refusal(says("a", "A ministry", {"any_of": ["fire", "missile"]}, aspect="caused by"))
        assert "claim a: answer" in told

    def test_words_that_can_not_be_read(self) -> None:
        told = refusal(says("a", "A ministry", "a goodly number"))
        assert "a goodly number" in told
        assert "claim a: answer" in told

    def test_an_answer_of_another_axis_than_declared(self) -> None:
        assert "claim a: answer" in refusal(says("a", "A ministry", "yes", aspect="killed"))

    def test_an_answer_from_who_is_said_to_be_silent(self) -> None:
        with pytest.raises(ValueError, match="silent"):
            report_of(says("a", "Paper", 7, silent="A-land"))

    def test_an_answer_that_leaves_nothing(self) -> None:
        with pytest.raises(ValueError, match="answer"):
            report_of(says("a", "A ministry", {"less_than": 0}))

    def test_all_problems_together(self) -> None:
        told = refusal(
            says("a", "A ministry", "a goodly number"), says("b", "B ministry", "blue"), *ring_of("based_on")
        )
        assert all(word in told for word in ("claim a", "claim b", "based_on"))

    def test_a_dossier_that_is_refused_can_be_merged_all_the_same(self) -> None:
        one = Dossier(sources=[Source("Agence A", aliases=["AA"])])
        other = Dossier(sources=[Source("Anadolu", aliases=["aa"])])
        with pytest.raises(BadInput):
            crosscheck(one | other)

    def test_a_long_chain_of_links_is_no_ring(self) -> None:
        chain = [says("0", "A ministry", 0, aspect="toll")]
        for number in range(1, 1500):
            chain.append(says(str(number), "A ministry", number, aspect="toll", based_on=[chain[-1]]))
        assert len(report_of(*chain).findings) >= 1


class TestPlaces:
    FILE = """\
claimcheck: 1
sources: {A ministry: {}, B ministry: {}}
events: {e: {kind: strike}}
aspects: {killed: {axis: count}}
claims:
  - {ref: good, source: A ministry, event: e, aspect: killed, answer: 7}
  - ref: bad
    source: B ministry
    event: e
    aspect: killed
    answer: a goodly number
  - {ref: blue, source: B ministry, event: e, aspect: killed, answer: blue}
"""

    def test_a_problem_of_a_claim_tells_its_file_and_line(self, tmp_path: Path) -> None:
        path = tmp_path / "story.yaml"
        path.write_text(self.FILE, encoding="utf-8")
        with pytest.raises(BadInput) as refused:
            crosscheck(read_dossier(path))
        first, second = str(refused.value).splitlines()[-2:]
        assert first.startswith((f"{path}:7:", f"{path}:11:"))
        assert "a goodly number" in first
        assert second.startswith(f"{path}:12:")
        assert "blue" in second


class TestRings:
    @pytest.mark.parametrize(
        ("links", "ring"),
        [
            ({}, ()),
            ({"a": ("b",), "b": ("c",)}, ()),
            ({"a": ("b", "c"), "b": ("d",), "c": ("d",)}, ()),
            ({"a": ("a",)}, ("a",)),
            ({"x": ("b",), "b": ("c",), "c": ("a",), "a": ("b",)}, ("a", "b", "c")),
            ({"a": ("elsewhere",)}, ()),
        ],
    )
    def test_a_ring_is_found_from_its_smallest_member(
        self, links: dict[str, tuple[str, ...]], ring: tuple[str, ...]
    ) -> None:
        assert find_ring(links) == ring


def test_the_desk_is_a_sound_dossier() -> None:
    assert not crosscheck(Dossier(sources=SOURCES, events=EVENTS, aspects=ASPECTS, opposed=OPPOSED)).findings


def test_an_unnamed_source_speaks_in_the_zone_of_each_claim_s_first_relay() -> None:
    papers = [Source("Times", timezone="America/New_York"), Source("Pravda", timezone="Europe/Kyiv")]
    officer = Anonymous("an officer", handle="officer")
    claims = [officer.says("raid", "began", "2025-07-04", via=paper.name) for paper in papers]
    declared = {"sources": papers, "aspects": [Aspect("began", axis="instant")]}
    together = resolve(Dossier(claims, **declared)).statements
    alone = [resolve(Dossier([claim], **declared)).statements[claim.id][0].answer for claim in claims]
    assert [together[claim.id][0].answer for claim in claims] == alone
    assert alone[0] != alone[1]
