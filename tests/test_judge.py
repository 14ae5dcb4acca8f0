"""The judge's verdicts: standings, camps, tension, silence, growth; each story with what a careful editor would print."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Day, camps, found, named, nobody, only, report_of, says, tags

from claimcheck.claims import Claim
from claimcheck.errors import BadInput
from claimcheck.judge import crosscheck

A7 = says("a", "A ministry", 7)
B7 = says("b", "B ministry", 7)
C7 = says("c", "C body", 7)


class TestIndependence:
    def test_two_states_that_say_the_same_agree(self) -> None:
        agreement = only("agreement", A7, B7)
        assert agreement.sides == ("A-land", "B-land")
        assert set(agreement.flags) == {"opposed"}

    def test_where_no_tie_is_declared_nothing_more_is_said(self) -> None:
        agreement = only("agreement", A7, C7)
        assert "opposed" not in agreement.flags
        assert "no tie declared" in agreement.reason

    def test_two_offices_of_one_state_are_one_side(self) -> None:
        assert found(A7, says("office", "A office", 7)) == {"one-sided: a office"}

    def test_a_state_and_its_office_are_one_side(self) -> None:
        assert found(A7, says("state", "A-land", 7)) == {"one-sided: a state"}

    def test_one_statement_passed_on_by_two_outlets_is_one_voice(self) -> None:
        echoes = [says("p", "A ministry", 7, via=["Paper"]), says("r", "A ministry", 7, via=["Radio"])]
        assert found(*echoes) == {"single-source: p r"}
        assert tags("single-source", *echoes) == {"echo"}

    def test_a_chain_of_outlets_is_one_voice(self) -> None:
        chain = [
            says("p", "A ministry", 7, via=["Paper"]),
            says("pr", "A ministry", 7, via=["Paper", "Radio"]),
        ]
        assert found(*chain, says("prw", "A ministry", 7, via=["Paper", "Radio", "Wire"])) == {
            "single-source: p pr prw"
        }

    def test_a_body_that_a_state_sits_on_is_not_independent_of_it(self) -> None:
        team = says("team", "Joint team", 7)
        assert found(A7, team) == {"one-sided: a team"}
        assert found(says("d", "D body", 7), team) == {"one-sided: d team"}
        assert found(C7, team) == {"agreement: c team"}

    def test_a_joint_body_does_not_fuse_its_members(self) -> None:
        joint = says("joint", "Truce office", 7)
        assert found(joint) == {"single-source: joint"}
        assert found(joint, A7) == {"one-sided: a joint"}
        assert only("agreement", joint, A7, B7).sides == ("A-land", "B-land")
        assert found(joint, C7) == {"agreement: c joint"}

    def test_what_came_through_one_outlet_is_said(self) -> None:
        through = [says("a", "A ministry", 7, via=["Paper"]), says("b", "B ministry", 7, via=["Paper"])]
        assert "one-outlet" in tags("agreement", *through)
        assert only("agreement", *through).reason.count("both as reported by Paper") == 1

    def test_another_route_is_another_outlet(self) -> None:
        agreement = only(
            "agreement",
            says("a", "A ministry", 7, via=["Paper"]),
            says("b", "B ministry", 7, via=["Paper"]),
            says("b2", "B ministry", 7, via=["Radio"]),
        )
        assert "one-outlet" not in agreement.flags


class TestRelays:
    def test_a_voice_known_only_through_the_other_side_does_not_corroborate_it(self) -> None:
        assert found(A7, says("c", "C body", 7, via=["A wire"])) == {"one-sided: a c"}

    @pytest.mark.parametrize("number", range(6))
    def test_whichever_of_the_two_comes_first(self, number: int) -> None:
        claims = [says("a", "A ministry", number), says("c", "C body", number, via=["A wire"])]
        assert found(*claims) == {"one-sided: a c"}

    def test_a_second_route_free_of_that_side_makes_it_independent(self) -> None:
        c = says("c", "C body", 7, via=["A wire"])
        assert found(A7, c, says("c2", "C body", 7, via=["Radio"])) == {"agreement: a c c2"}

    def test_a_second_route_to_another_answer_does_not(self) -> None:
        c = says("c", "C body", 7, via=["A wire"])
        assert found(A7, c, says("c2", "C body", "at least 5", via=["Radio"])) == {
            "one-sided: a c",
            "agreement: a c c2",
        }

    def test_a_relay_of_a_third_side_is_no_matter(self) -> None:
        assert found(says("b", "B ministry", 7), says("c", "C body", 7, via=["A wire"])) == {"agreement: b c"}

    def test_a_relay_far_up_the_chain_counts_as_well(self) -> None:
        assert found(A7, says("c", "C body", 7, via=["Radio", "A wire", "Paper"])) == {"one-sided: a c"}


class TestAnonymous:
    def test_nobody_corroborates_a_body(self) -> None:
        nurse = says("nurse", nobody(), 7, via=["Wire"])
        assert found(nurse, C7) == {"single-source: c"}
        assert only("single-source", nurse, C7).consistent == ("nurse",)

    def test_two_unnamed_of_one_agency_are_nobody_twice(self) -> None:
        claims = [
            says("nurse", nobody(), 7, via=["Wire"]),
            says("doctor", nobody("a doctor"), 7, via=["Wire"]),
        ]
        assert found(*claims) == {"unverified: doctor nurse"}
        assert tags("unverified", *claims) == {"anonymous"}

    def test_two_unnamed_of_two_agencies_are_nobody_still(self) -> None:
        assert found(says("n", nobody(), 7, via=["Wire"]), says("o", nobody(), 7, via=["Paper"])) == {
            "unverified: n o"
        }

    def test_an_unnamed_source_that_went_round_is_an_echo(self) -> None:
        nurse = [says("n", nobody(), 7, via=["Wire"]), says("n2", nobody(), 7, via=["Wire", "Paper"])]
        assert tags("unverified", *nurse) == {"anonymous", "echo"}
        assert "Wire, citing a nurse" in only("unverified", *nurse).reason

    def test_a_handle_tells_that_it_is_one_person(self) -> None:
        known = [nobody("a nurse", handle="n1"), nobody("a woman who works there", handle="n1")]
        claims = [says("n", known[0], 7, via=["Wire"]), says("n2", known[1], 7, via=["Paper"])]
        assert tags("unverified", *claims) == {"anonymous", "echo"}

    def test_an_official_of_the_other_side_does_not_corroborate_either(self) -> None:
        official = says("official", nobody("a B official", controlled_by="B-land"), 7, via=["Wire"])
        assert found(A7, official) == {"single-source: a"}

    def test_nobody_contests_nothing_and_that_somebody_disputes_it_is_said(self) -> None:
        claims = [A7, B7, says("nurse", nobody(), 9, via=["Wire"])]
        assert found(*claims) == {"agreement: a b", "unverified: nurse", "contradiction: a b nurse"}
        assert "disputed-anonymously" in tags("agreement", *claims)
        contradiction = only("contradiction", *claims)
        assert contradiction.flags == ("anonymous",)
        assert contradiction.standing is None
        assert camps(contradiction) == [("a b", "corroborated"), ("nurse", "unverified")]

    def test_a_single_source_is_disputed_anonymously_too(self) -> None:
        claims = [C7, says("nurse", nobody(), 9, via=["Wire"])]
        assert "disputed-anonymously" in tags("single-source", *claims)

    def test_two_unnamed_that_clash_contest_nothing(self) -> None:
        claims = [says("n", nobody(), 7, via=["Wire"]), says("d", nobody("a doctor"), 9, via=["Wire"])]
        assert found(*claims) == {"unverified: n", "unverified: d", "contradiction: d n"}
        assert "disputed-anonymously" not in tags("unverified", claims[0])

    def test_a_camp_that_only_the_unnamed_make_stands_apart_from_those_of_the_named(self) -> None:
        finding = only(
            "contradiction", A7, says("b", "B ministry", 9), says("nurse", nobody(), 30, via=["Wire"])
        )
        assert [camp.anonymous for camp in finding.camps] == [False, False, True]
        assert "anonymous" not in finding.flags
        assert finding.standing == "contested"

    def test_a_named_answer_looser_than_an_unnamed_one_is_not_supported_by_it(self) -> None:
        claims = [says("nurse", nobody(), 8, via=["Wire"]), says("c", "C body", "at least 7")]
        assert found(*claims) == {"unverified: nurse", "single-source: c"}

    def test_an_unnamed_answer_looser_than_a_named_one_is_hidden_behind_it(self) -> None:
        claims = [says("nurse", nobody(), "at least 5", via=["Wire"]), says("c", "C body", 8)]
        assert found(*claims) == {"single-source: c"}
        assert only("single-source", *claims).consistent == ("nurse",)


class TestOwnVoice:
    def test_an_outlet_in_its_own_voice_is_no_second_side(self) -> None:
        paper = says("paper", "Paper", 7)
        assert found(A7, paper) == {"one-sided: a paper"}
        assert tags("one-sided", A7, paper) == {"source-not-given"}

    def test_two_outlets_that_give_no_source_do_not_agree(self) -> None:
        assert found(says("paper", "Paper", 7), says("radio", "Radio", 7)) == {"one-sided: paper radio"}

    def test_a_states_own_news_agency_is_an_outlet_too(self) -> None:
        assert found(says("awire", "A wire", 7), B7) == {"one-sided: awire b"}

    def test_an_outlet_that_was_there_is_a_side(self) -> None:
        paper = says("paper", "Paper", 7, witnessed=True)
        assert found(A7, paper) == {"agreement: a paper"}
        assert "source-not-given" not in tags("agreement", A7, paper)

    def test_a_witness_may_be_the_relay_of_the_other_voice(self) -> None:
        claims = [says("a", "A ministry", 7, via=["Paper"]), says("paper", "Paper", 7, witnessed=True)]
        assert found(*claims) == {"agreement: a paper"}

    def test_and_that_both_reached_us_through_it_is_said(self) -> None:
        claims = [says("a", "A ministry", 7, via=["Paper"]), says("paper", "Paper", 7, witnessed=True)]
        assert "one-outlet" in tags("agreement", *claims)

    def test_beside_an_agreement_it_is_named_but_no_side(self) -> None:
        claims = [A7, B7, says("paper", "Paper", 7)]
        agreement = only("agreement", *claims)
        assert agreement.sides == ("A-land", "B-land")
        assert "Paper says so too in its own voice, source not given" in agreement.reason
        assert {"opposed", "source-not-given"} == set(agreement.flags)

    def test_an_outlet_can_contradict(self) -> None:
        assert found(A7, says("paper", "Paper", 9)) == {"contradiction: a paper"}


class TestHiding:
    def test_a_looser_answer_with_the_same_sides_is_consistent_and_no_finding(self) -> None:
        claims = [
            says("eight", "A ministry", 8),
            says("seven", "B ministry", "at least 7"),
            says("five", "B-land", "at least 5"),
        ]
        assert found(*claims) == {"single-source: eight", "agreement: eight seven"}
        assert only("agreement", *claims).consistent == ("five",)

    def test_a_looser_answer_with_one_more_side_is_a_finding(self) -> None:
        claims = [
            says("eight", "A ministry", 8),
            says("seven", "B ministry", "at least 7"),
            says("five", "C body", "at least 5"),
        ]
        assert found(*claims) == {
            "single-source: eight",
            "agreement: eight seven",
            "agreement: eight five seven",
        }

    def test_two_tolls_of_one_office_are_its_tighter_one(self) -> None:
        claims = [says("eight", "A ministry", 8), says("some", "A ministry", "at least 5")]
        assert found(*claims) == {"single-source: eight"}
        assert only("single-source", *claims).consistent == ("some",)

    def test_a_contested_answer_hides_nothing(self) -> None:
        claims = [
            says("a", "A ministry", 7),
            says("b", "B ministry", 9),
            says("a5", "A ministry", "at least 5"),
        ]
        assert found(*claims) == {"contradiction: a b", "agreement: a a5 b"}

    def test_all_is_confirmed_by_most_not_the_other_way_round(self) -> None:
        most = says("most", "A ministry", "most", aspect="share held")
        every = says("all", "B ministry", "all", aspect="share held")
        assert found(most, every) == {"agreement: all most", "single-source: all"}


class TestContradiction:
    def test_its_camps_go_from_lowest_to_highest_with_the_standing_each_would_have_alone(self) -> None:
        claims = [
            says("a", "A ministry", 9),
            says("b", "B ministry", 9),
            says("c", "C body", 3),
            says("d", "D body", "at least 2"),
        ]
        finding = only("contradiction", *claims)
        assert camps(finding) == [("c d", "single-source"), ("a b d", "corroborated")]
        assert finding.refs == ("a", "b", "c")
        assert [camp.sides for camp in finding.camps] == [("C body",), ("A-land", "B-land")]
        assert "corroborated by two sides" in finding.reason

    def test_what_all_camps_allow_is_told(self) -> None:
        assert "all allow" in only("contradiction", A7, says("b", "B ministry", 9)).reason
        finding = only("contradiction", A7, says("b", "B ministry", 9), says("c", "C body", "at least 1"))
        assert getattr(finding, "common") == "7 to 9"  # noqa: B009

    def test_three_that_clash_only_jointly(self) -> None:
        claims = [
            says("a", "A ministry", {"any_of": [1, 2]}),
            says("b", "B ministry", {"any_of": [2, 3]}),
            says("c", "C body", {"any_of": [1, 3]}),
        ]
        assert found(*claims) == {"contradiction: a b c"}
        finding = only("contradiction", *claims)
        assert [set(camp.refs) for camp in finding.camps] == [{"a", "c"}, {"a", "b"}, {"b", "c"}]
        assert [len(proof) for proof in finding.proofs()] == [3]  # type: ignore[attr-defined]

    def test_an_answer_that_every_camp_holds_is_agreed_in_outline(self) -> None:
        claims = [A7, says("b", "B ministry", 9), says("c", "C body", "at least 5")]
        assert found(*claims) == {"contradiction: a b", "agreement: a b c"}
        assert "outline-only" in tags("agreement", *claims)

    def test_supporters_that_fit_each_other_agree_in_more_than_outline(self) -> None:
        claims = [A7, says("b", "B ministry", "at least 6"), says("c", "C body", "at least 5")]
        report = report_of(*claims)
        assert found(report) == {"single-source: a", "agreement: a b", "agreement: a b c"}
        assert not any("outline-only" in one.flags for one in report)

    def test_one_that_only_the_unnamed_dispute_is_not_within_one_side(self) -> None:
        claims = [A7, says("office", "A office", 7), says("nurse", nobody(), 9, via=["Wire"])]
        assert tags("contradiction", *claims) == {"anonymous"}

    def test_offices_of_one_state_that_differ_are_within_one_side(self) -> None:
        claims = [A7, says("office", "A office", 9)]
        assert found(*claims) == {"contradiction: a office"}
        assert "within-one-side" in tags("contradiction", *claims)

    def test_a_third_partys_word_takes_it_out_of_the_family(self) -> None:
        claims = [A7, says("office", "A office", 9), says("c", "C body", 9)]
        assert "within-one-side" not in tags("contradiction", *claims)

    @pytest.mark.parametrize(("a", "b", "narrowly"), [(298, 295, True), (100, 94, False), (1, 2, False)])
    def test_camps_close_together_are_narrowly_apart(self, a: int, b: int, narrowly: bool) -> None:
        claims = [says("a", "A ministry", {"exactly": a}), says("b", "B ministry", {"exactly": b})]
        assert ("narrowly" in tags("contradiction", *claims)) is narrowly

    def test_the_strongest_second_camp_comes_first(self) -> None:
        weak = [says("a1", "A ministry", 9), says("c1", "C body", 3), says("d1", "D body", 3)]
        strong = [
            says("a2", "A ministry", 9, event="e2"),
            says("b2", "B ministry", 9, event="e2"),
            says("c2", "C body", 3, event="e2"),
            says("d2", "D body", 3, event="e2"),
        ]
        report = report_of(*weak, *strong)
        assert [finding.question.event for finding in report.contradictions] == ["e2", "e"]

    def test_a_range_and_a_number_beyond_it(self) -> None:
        claims = [says("us", "A ministry", {"between": [100, 300]}), says("them", "B ministry", 471)]
        assert found(*claims) == {"contradiction: them us"}

    def test_yes_against_no(self) -> None:
        claims = [
            says("a", "A ministry", "yes", aspect="struck"),
            says("b", "B ministry", "no", aspect="struck"),
        ]
        assert found(*claims) == {"contradiction: a b"}
        assert only("contradiction", *claims).standing == "contested"

    def test_a_place_and_the_region_it_lies_in(self) -> None:
        region = says("region", "A ministry", {"within": ["Kursk region"]}, aspect="place")
        town = says("town", "B ministry", {"within": ["Kursk region", "Sudzha"]}, aspect="place")
        other = says("other", "C body", {"within": ["Kursk-2"]}, aspect="place")
        assert found(region, town) == {"agreement: region town", "single-source: town"}
        assert found(region, town, other) == {"contradiction: other region town"}


class TestDenial:
    def test_a_denial_contradicts_what_it_denies(self) -> None:
        assert found(says("b", "B ministry", 50), says("no", "A ministry", {"not": 50})) == {
            "contradiction: b no"
        }

    def test_a_denial_confirms_nothing_else_and_is_not_judged(self) -> None:
        assert found(says("no", "A ministry", {"not": 50}), says("c", "C body", 51)) == {"single-source: c"}

    def test_two_that_deny_the_same_have_agreed_on_no_number(self) -> None:
        assert found(says("a", "A ministry", {"not": 50}), says("b", "B ministry", {"not": 50})) == set()

    def test_a_denial_of_about_fifty_denies_all_that_it_may_mean(self) -> None:
        denial = says("no", "A ministry", {"not": "about 50"})
        assert found(denial, says("b", "B ministry", "about 50")) == {"contradiction: b no"}
        assert found(denial, says("c", "C body", 58)) == {"contradiction: c no"}
        assert found(denial, says("c", "C body", 65)) == {"single-source: c"}

    def test_a_denial_that_anybody_died_is_zero(self) -> None:
        none = says("none", "A ministry", "no")
        assert found(none, says("b", "B ministry", "at least 1")) == {"contradiction: b none"}

    def test_presence_is_at_least_one_and_agrees_with_two(self) -> None:
        assert found(says("some", "A ministry", {"at_least": 1}), says("two", "B ministry", "two")) == {
            "agreement: some two",
            "single-source: two",
        }


class TestLikelihood:
    @staticmethod
    def struck(ref: str, source: str, answer: object) -> Claim:
        return says(ref, source, answer, aspect="struck")

    def test_a_likelihood_stands_alone_where_nobody_says_otherwise(self) -> None:
        assert found(self.struck("c", "C body", {"probably": "yes"})) == {"single-source: c"}

    def test_a_likelihood_against_a_fact_is_a_tension(self) -> None:
        claims = [self.struck("a", "A ministry", "yes"), self.struck("c", "C body", {"probably": "no"})]
        assert "contradiction: a c" not in found(*claims)
        assert "tension: a c" in found(*claims)

    def test_a_likelihood_is_contested_where_the_fact_would_be(self) -> None:
        claims = [
            self.struck("yes", "A ministry", "yes"),
            self.struck("no", "B ministry", "no"),
            self.struck("perhaps", "C body", {"probably": "no"}),
        ]
        assert found(*claims) == {"contradiction: no yes", "tension: perhaps yes"}

    def test_a_fact_confirms_a_likelihood_not_the_other_way_round(self) -> None:
        claims = [
            self.struck("yes", "A ministry", "yes"),
            self.struck("likely", "C body", {"probably": "yes"}),
        ]
        assert found(*claims) == {"single-source: yes", "agreement: likely yes"}

    def test_two_that_think_it_likely_agree_that_it_is(self) -> None:
        claims = [
            self.struck("b", "B ministry", {"probably": "yes"}),
            self.struck("c", "C body", {"probably": "yes"}),
        ]
        assert only("agreement", *claims).words.startswith("probably")


class TestSayingNothing:
    @pytest.mark.parametrize("words", ["cannot confirm", "cannot rule out", "unknown", "would not say"])
    def test_it_is_no_answer_and_no_dispute(self, words: str) -> None:
        kinds = found(says("nothing", "A ministry", words), B7)
        assert "single-source: b" in kinds
        assert not any(
            one.startswith(("contradiction", "agreement", "tension", "single-source: nothing"))
            for one in kinds
        )


class TestTension:
    def test_dozens_and_a_hundred_and_fifty_strain(self) -> None:
        claims = [says("a", "A ministry", "dozens"), says("b", "B ministry", 150)]
        assert found(*claims) == {"tension: a b", "single-source: a", "single-source: b"}

    def test_it_is_one_finding_a_question(self) -> None:
        claims = [says("a", "A ministry", "dozens"), says("b", "B ministry", 150), says("c", "C body", 151)]
        assert {"tension: a b c", "contradiction: b c"} <= found(*claims)

    def test_two_unnamed_do_not_make_one(self) -> None:
        claims = [
            says("n", nobody(), "dozens", via=["Wire"]),
            says("d", nobody("a doctor"), 150, via=["Wire"]),
        ]
        assert found(*claims) == {"unverified: n", "unverified: d"}

    def test_a_named_and_an_unnamed_do(self) -> None:
        claims = [says("n", nobody(), "dozens", via=["Wire"]), says("c", "C body", 150)]
        assert "tension: c n" in found(*claims)

    def test_only_what_accrues_may_be_growth(self) -> None:
        fixed = [says("a", "A ministry", "dozens"), says("b", "B ministry", 150)]
        growing = [
            says("a", "A ministry", "dozens", aspect="toll"),
            says("b", "B ministry", 150, aspect="toll"),
        ]
        assert tags("tension", *fixed) == set()
        assert tags("tension", *growing) == {"may-be-growth"}

    def test_round_words_by_two_methods(self) -> None:
        claims = [says("a", "A ministry", "57,000"), says("c", "C body", "60,000")]
        assert found(*claims) == {"tension: a c", "single-source: a", "single-source: c"}


class TestTolerance:
    def test_counts_within_it_strain_and_do_not_contradict(self) -> None:
        near = [
            says("a", "A ministry", {"exactly": 1001}, aspect="marchers"),
            says("b", "B ministry", {"exactly": 1111}, aspect="marchers"),
        ]
        assert found(*near) == {"tension: a b", "single-source: a", "single-source: b"}

    def test_counts_beyond_it_contradict(self) -> None:
        far = [
            says("a", "A ministry", {"exactly": 1001}, aspect="marchers"),
            says("b", "B ministry", {"exactly": 1301}, aspect="marchers"),
        ]
        assert found(*far) == {"contradiction: a b"}

    def test_a_denial_denies_what_was_widened(self) -> None:
        denial = says("no", "A ministry", {"not": {"exactly": 1001}}, aspect="marchers")
        for number, kinds in (
            (1001, {"contradiction: b no"}),
            (1051, {"tension: b no", "single-source: b"}),  # it may mean up to 1,156, and 1,101 is denied
            (1301, {"single-source: b"}),
        ):
            assert found(denial, says("b", "B ministry", {"exactly": number}, aspect="marchers")) == kinds


class TestWithheld:
    SILENT = says("silent", "Paper", "withheld", silent="A-land")

    def test_a_side_that_does_not_say_according_to_whom(self) -> None:
        finding = only("withheld", self.SILENT)
        assert finding.sides == ("A-land",)
        assert "A-land did not disclose it, according to Paper" in finding.reason

    def test_each_silent_side_is_a_finding(self) -> None:
        other = says("silent-b", "Paper", "withheld", silent="B-land")
        assert found(self.SILENT, other) == {"withheld: silent", "withheld: silent-b"}

    @pytest.mark.parametrize(
        ("answer", "kept"), [("at least 5", True), ("up to 9", False), (7, False), ("unknown", True)]
    )
    def test_it_lapses_with_an_answer_that_has_an_upper_bound(self, answer: object, kept: bool) -> None:
        assert (
            "withheld: silent" in found(self.SILENT, says("a", "A ministry", answer, said=Day(6)))
        ) is kept

    def test_on_yes_or_no_any_answer_will_do(self) -> None:
        silent = says("silent", "Paper", "withheld", silent="A-land", aspect="struck")
        assert found(silent, says("a", "A ministry", "no", aspect="struck")) == {"single-source: a"}

    @pytest.mark.parametrize(
        "answer",
        [
            says("x", "C body", 7),
            says("x", "B ministry", 7),
            says("x", nobody("an A official", controlled_by="A-land"), 7, via=["Wire"]),
            says("x", "A ministry", 7, via=["B wire"]),
            says("x", "A ministry", 7, via=["Paper"], leaked=True),
        ],
        ids=["a third party", "the other side", "an unnamed official", "according to its opponent", "a leak"],
    )
    def test_nobody_else_can_speak_for_it(self, answer: Claim) -> None:
        assert "withheld: silent" in found(self.SILENT, answer)

    def test_on_an_aspect_with_several_values_any_of_them_will_do(self) -> None:
        silent = says("silent", "Paper", "withheld", silent="A-land", aspect="caused by")
        assert found(silent, says("fire", "A ministry", "fire", aspect="caused by")) == {
            "single-source: fire"
        }

    def test_who_keeps_silent_may_say_so_itself(self) -> None:
        assert only("withheld", says("mum", "A ministry", "withheld")).sides == ("A-land",)

    def test_a_silence_contradicts_nobody(self) -> None:
        assert found(self.SILENT, says("b", "B ministry", 0)) == {"withheld: silent", "single-source: b"}


class TestAnachronism:
    @staticmethod
    def early(said: str | None, source: Any = "A ministry", **facts: Any) -> set[str]:
        claim = says(
            "early",
            source,
            facts.pop("answer", "yes"),
            said=said,
            aspect=facts.pop("aspect", "struck"),
            **facts,
        )
        return {one for one in found(claim) if one.startswith("anachronism")}

    def test_a_report_days_before(self) -> None:
        assert self.early(Day(1)) == {"anachronism: early"}

    def test_the_eve_may_be_the_day_itself_somewhere_on_earth(self) -> None:
        assert self.early(Day(3)) == set()
        assert self.early(Day(2)) == {"anachronism: early"}

    def test_a_clock_time_is_known_to_be_before(self) -> None:
        assert self.early(Day(3, "20:59")) == {
            "anachronism: early"
        }  # the event's day begins at 21:00 UTC in Kyiv
        assert self.early(Day(3, "21:01")) == set()

    def test_a_forecast_and_a_plan_are_rightly_said_before(self) -> None:
        assert self.early(Day(1), answer=7, aspect="expected") == set()
        assert self.early(Day(1), answer=7, aspect="agreed number") == set()

    def test_of_an_event_without_a_day_nothing_is_before(self) -> None:
        assert self.early(Day(1), event="undated") == set()

    def test_who_says_nothing_reports_nothing(self) -> None:
        assert self.early(Day(1), answer="unknown") == set()

    def test_the_unnamed_report_too_early_as_well(self) -> None:
        assert self.early(Day(1), nobody(), via=["Wire"]) == {"anachronism: early"}

    def test_what_was_published_before_was_said_before(self) -> None:
        assert self.early(None, published=Day(1)) == {"anachronism: early"}


class TestGrowingCounts:
    @staticmethod
    def toll(ref: str, source: Any, answer: object, when: str | None, **facts: Any) -> Claim:
        return says(ref, source, answer, said=when, aspect="toll", **facts)

    def test_lower_first_may_be_growth(self) -> None:
        claims = [self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "B ministry", 12, Day(6))]
        assert "tension: a b" in found(*claims)
        assert not any(one.startswith(("agreement", "contradiction")) for one in found(*claims))

    def test_higher_first_contradicts(self) -> None:
        claims = [self.toll("a", "A ministry", 12, Day(5)), self.toll("b", "B ministry", 7, Day(6))]
        assert found(*claims) == {"contradiction: a b"}

    def test_two_bare_equal_days_never_contradict(self) -> None:
        claims = [self.toll("a", "A ministry", 12, Day(5)), self.toll("b", "B ministry", 7, Day(5))]
        assert not any(one.startswith("contradiction") for one in found(*claims))
        assert "tension: a b" in found(*claims)

    def test_two_numbers_at_one_instant_must_fit(self) -> None:
        claims = [
            self.toll("a", "A ministry", 12, Day(5, "12:00")),
            self.toll("b", "B ministry", 7, Day(5, "12:00")),
        ]
        assert found(*claims) == {"contradiction: a b"}

    def test_one_instant_in_two_zones_is_one(self) -> None:
        kyiv = self.toll("b", "B ministry", 7, "2025-07-05T15:00+03:00")
        assert found(self.toll("a", "A ministry", 12, Day(5, "12:00")), kyiv) == {"contradiction: a b"}

    def test_at_least_seven_at_noon_is_confirmed_by_twelve_in_the_evening(self) -> None:
        claims = [
            self.toll("a", "A ministry", "at least 7", Day(5, "09:00")),
            self.toll("b", "B ministry", 12, Day(5, "18:00")),
        ]
        assert found(*claims) == {"agreement: a b", "single-source: b"}

    def test_a_ceiling_passed_by_an_earlier_floor_contradicts(self) -> None:
        claims = [
            self.toll("a", "A ministry", "at least 12", Day(5)),
            self.toll("b", "B ministry", "up to 10", Day(6)),
        ]
        assert found(*claims) == {"contradiction: a b"}

    def test_and_contests_both_to_the_last_one(self) -> None:
        claims = [
            self.toll("a", "A ministry", "at least 12", Day(5)),
            self.toll("b", "B ministry", "up to 11", Day(6)),
        ]
        assert found(*claims) == {"contradiction: a b"}
        assert "contradiction: a b" not in found(claims[0], self.toll("b", "B ministry", "up to 12", Day(6)))

    def test_numbers_that_may_be_either_clash_at_their_instant(self) -> None:
        noon = Day(8, "12:00")
        claims = [
            self.toll("five", "C body", 5, Day(5)),
            self.toll("two", "D body", 2, Day(6)),
            self.toll("either", "A ministry", {"any_of": [6, 9]}, noon),
            self.toll("seven", "B ministry", 7, noon),
        ]
        finding = only("contradiction", *claims)
        assert finding.refs == ("either", "five", "seven", "two")
        assert [("either" in camp.refs, "seven" in camp.refs) for camp in finding.camps] in (
            [(True, False), (False, True)],
            [(False, True), (True, False)],
        )

    def test_a_ceiling_of_before_does_not(self) -> None:
        claims = [
            self.toll("a", "A ministry", "at least 12", Day(6)),
            self.toll("b", "B ministry", "up to 10", Day(5)),
        ]
        assert not any(one.startswith("contradiction") for one in found(*claims))

    def test_no_figure_without_a_time_is_passed_under(self) -> None:
        claims = [self.toll("a", "A ministry", 12, None), self.toll("b", "B ministry", 7, Day(6))]
        assert not any(one.startswith("contradiction") for one in found(*claims))

    def test_sides_that_reach_one_figure_agree_on_it(self) -> None:
        claims = [
            self.toll("a1", "A ministry", 7, Day(5)),
            self.toll("b1", "B ministry", 12, Day(6)),
            self.toll("a2", "A ministry", 12, Day(7)),
        ]
        assert found(*claims) == {"agreement: a2 b1"}

    def test_the_same_figure_days_apart_is_agreed(self) -> None:
        claims = [self.toll("a", "A ministry", 12, Day(5)), self.toll("b", "B ministry", 12, Day(8))]
        assert found(*claims) == {"agreement: a b"}

    def test_a_trail_of_one_side_is_its_latest_figure_and_makes_no_noise(self) -> None:
        claims = [
            self.toll("t1", "A ministry", 7, Day(5)),
            self.toll("t2", "A office", 12, Day(6)),
            self.toll("t3", "A ministry", 19, Day(7)),
        ]
        assert found(*claims) == {"single-source: t3"}

    def test_what_a_side_has_outgrown_no_longer_agrees_with_the_other(self) -> None:
        claims = [
            self.toll("early", "A ministry", {"between": [200, 300]}, Day(5)),
            self.toll("grown", "A ministry", 471, Day(6)),
            self.toll("other", "B ministry", {"between": [200, 300]}, Day(5)),
        ]
        assert not any(one.startswith("agreement") for one in found(*claims))

    def test_a_floor_of_an_outgrown_figure_still_binds(self) -> None:
        claims = [
            self.toll("a1", "A ministry", 20, Day(5)),
            self.toll("a2", "A ministry", 30, Day(9)),
            self.toll("b", "B ministry", 10, Day(7)),
        ]
        assert found(*claims) == {
            "single-source: a2",
            "contradiction: a1 b",
        } or "contradiction: a1 b" in found(*claims)

    def test_a_lowered_toll_is_a_revision(self) -> None:
        claims = [self.toll("old", "A ministry", 16, Day(5)), self.toll("new", "A ministry", 7, Day(6))]
        assert found(*claims) == {"revision: new old", "single-source: new"}

    def test_a_toll_lowered_by_another_office_is_a_contradiction_within_one_side(self) -> None:
        claims = [self.toll("old", "A ministry", 16, Day(5)), self.toll("new", "A office", 7, Day(6))]
        assert found(*claims) == {"contradiction: new old"}
        assert "within-one-side" in tags("contradiction", *claims)

    def test_the_middle_figure_clashes_whatever_came_after(self) -> None:
        claims = [
            self.toll("five", "A ministry", 5, Day(5)),
            self.toll("two", "B ministry", 2, Day(6)),
            self.toll("six", "C body", 6, Day(7)),
        ]
        contradiction = only("contradiction", *claims)
        assert {"five", "two"} <= set(contradiction.refs)
        assert [
            set(camp.refs) >= want
            for camp, want in zip(contradiction.camps, ({"two"}, {"five"}), strict=True)
        ] == [True, True]

    def test_the_camps_are_those_of_the_latest_clash_and_all_contested_are_named(self) -> None:
        claims = [
            self.toll("five", "A ministry", 5, Day(5)),
            self.toll("two", "B ministry", 2, Day(6)),
            self.toll("twenty", "C body", 20, Day(7)),
            self.toll("fifteen", "D body", 15, Day(8)),
        ]
        contradiction = only("contradiction", *claims)
        assert contradiction.refs == ("fifteen", "five", "twenty", "two")
        low, high = contradiction.camps
        assert "fifteen" in low.refs
        assert "twenty" not in low.refs
        assert "twenty" in high.refs
        assert "fifteen" not in high.refs
        assert not any(
            one.startswith(("single-source: two", "single-source: five")) for one in found(*claims)
        )

    def test_an_unnamed_lower_figure_contests_nothing(self) -> None:
        claims = [
            self.toll("a", "A ministry", 12, Day(5)),
            self.toll("nurse", nobody(), 7, Day(6), via=["Wire"]),
        ]
        assert {"single-source: a", "unverified: nurse", "contradiction: a nurse"} == found(*claims)
        assert "disputed-anonymously" in tags("single-source", *claims)

    def test_as_of_counts_not_said(self) -> None:
        late = self.toll("b", "B ministry", 7, Day(9), as_of=Day(5, "06:00"))
        assert not any(
            one.startswith("contradiction") for one in found(self.toll("a", "A ministry", 12, Day(6)), late)
        )


class TestVaryingCounts:
    @staticmethod
    def missing(ref: str, source: Any, answer: object, when: str | None, **facts: Any) -> Claim:
        return says(ref, source, answer, said=when, aspect="missing", **facts)

    def test_one_day_without_a_clock_is_at_most_a_tension(self) -> None:
        claims = [self.missing("a", "A ministry", 60, Day(5)), self.missing("b", "B ministry", 21, Day(5))]
        assert found(*claims) == {"tension: a b", "single-source: a", "single-source: b"}

    def test_one_minute_and_two_numbers_contradict(self) -> None:
        claims = [
            self.missing("a", "A ministry", 60, Day(5, "12:00")),
            self.missing("b", "B ministry", 21, Day(5, "12:00")),
        ]
        assert found(*claims) == {"contradiction: a b"}

    def test_two_days_are_not_compared(self) -> None:
        claims = [self.missing("a", "A ministry", 60, Day(5)), self.missing("b", "B ministry", 60, Day(7))]
        assert found(*claims) == {"single-source: a", "single-source: b"}

    def test_one_day_and_one_number_agree(self) -> None:
        claims = [self.missing("a", "A ministry", 60, Day(5)), self.missing("b", "B ministry", 60, Day(5))]
        assert found(*claims) == {"agreement: a b"}

    def test_without_a_time_nothing_is_compared(self) -> None:
        claims = [self.missing("a", "A ministry", 60, None), self.missing("b", "B ministry", 60, None)]
        assert found(*claims) == {"single-source: a", "single-source: b"}

    def test_one_voice_that_says_less_later_revises_nothing(self) -> None:
        claims = [self.missing("a", "A ministry", 60, Day(5)), self.missing("a2", "A ministry", 21, Day(6))]
        assert found(*claims) == {"single-source: a", "single-source: a2"}


class TestSeveralCauses:
    @staticmethod
    def cause(ref: str, source: Any, answer: object, **facts: Any) -> Claim:
        return says(ref, source, answer, aspect="caused by", **facts)

    def test_a_fire_and_a_missile_may_both_be(self) -> None:
        claims = [self.cause("fire", "A ministry", "fire"), self.cause("missile", "B ministry", "missile")]
        assert found(*claims) == {"single-source: fire", "single-source: missile"}

    def test_two_that_name_one_cause_agree_on_it(self) -> None:
        claims = [
            self.cause("a", "A ministry", "fire"),
            self.cause("b", "B ministry", "Fire"),
            self.cause("b2", "B ministry", "missile"),
        ]
        assert found(*claims) == {"agreement: a b", "single-source: b2"}

    def test_a_denied_cause_contradicts(self) -> None:
        claims = [
            self.cause("no", "A ministry", {"not": "missile"}),
            self.cause("yes", "B ministry", "missile"),
        ]
        assert found(*claims) == {"contradiction: no yes"}

    def test_the_only_cause_closes_those_that_others_name(self) -> None:
        claims = [
            self.cause("only", "A ministry", {"only": "fire"}),
            self.cause("missile", "B ministry", "missile"),
            self.cause("drone", "C body", "drone"),
        ]
        assert found(*claims) == {
            "single-source: only",
            "contradiction: missile only",
            "contradiction: drone only",
        }

    def test_two_that_name_one_only_cause_agree(self) -> None:
        claims = [
            self.cause("a", "A ministry", {"only": "fire"}),
            self.cause("b", "B ministry", {"only": "fire"}),
        ]
        assert found(*claims) == {"agreement: a b"}

    def test_only_the_unnamed_name_another(self) -> None:
        claims = [
            self.cause("only", "A ministry", {"only": "fire"}),
            self.cause("nurse", nobody(), "missile", via=["Wire"]),
        ]
        assert {"single-source: only", "unverified: nurse", "contradiction: nurse only"} <= found(*claims)
        assert "anonymous" in tags("contradiction", *claims)

    def test_a_narrower_cause_is_not_closed_by_a_broader_only_one(self) -> None:
        claims = [
            self.cause("only", "A ministry", {"only": {"within": ["explosion"]}}),
            self.cause("gas", "B ministry", {"within": ["explosion", "gas"]}),
        ]
        assert not any(one.startswith("contradiction") for one in found(*claims))

    def test_a_yes_to_a_value_in_the_scope_is_that_value(self) -> None:
        claims = [
            self.cause("a", "A ministry", "fire"),
            self.cause("b", "B ministry", "yes", scope={"value": "fire"}),
        ]
        assert found(*claims) == {"agreement: a b"}


class TestDaysAndZones:
    @staticmethod
    def began(ref: str, source: str, answer: object, **facts: Any) -> Claim:
        return says(ref, source, answer, aspect="began", said="2025-01-09", event="winter", **facts)

    @staticmethod
    def where(**zones: str) -> dict[str, Any]:
        from desk import EVENTS, SOURCES

        from claimcheck.events import Event
        from claimcheck.sources import Source

        moved = [
            Source(
                one.name,
                kind=one.kind,
                controlled_by=one.controlled_by,
                timezone=zones.get(one.name.split()[0]),
            )
            for one in SOURCES
        ]
        winter = Event("strike", id="winter", when="2025-01-04", timezone="Europe/Kyiv")
        return {"sources": moved, "events": (*EVENTS, winter)}

    def test_moscows_day_and_kyivs_are_one_in_winter_too(self) -> None:
        declared = self.where(A="Europe/Moscow", B="Europe/Kyiv")
        report = report_of(
            self.began("a", "A ministry", "January 4"), self.began("b", "B ministry", "January 4"), **declared
        )
        assert "agreement: a b" in found(report)
        assert not report.contradictions
        assert not report.tensions

    def test_a_minute_past_midnight_is_on_the_day_where_it_happened(self) -> None:
        at = self.began("a", "A ministry", {"at": "2025-01-03T22:30Z"})  # half past midnight in Kyiv
        assert "agreement: a b" in found(
            report_of(at, self.began("b", "B ministry", "January 4"), **self.where())
        )

    def test_the_day_before_in_the_speakers_zone_is_let_pass(self) -> None:
        at = self.began("a", "A ministry", {"at": "2025-01-03T22:30Z"})
        london = self.began("c", "C body", "January 3")
        declared = self.where(C="Europe/London")
        assert {named(one) for one in report_of(at, london, **declared)} >= {"tension: a c"}
        assert not report_of(at, london, **declared).contradictions

    def test_two_days_apart_contradict(self) -> None:
        claims = [self.began("a", "A ministry", "January 4"), self.began("b", "B ministry", "January 6")]
        assert found(report_of(*claims, **self.where())) == {"contradiction: a b"}


class TestQuestionsApart:
    def test_a_plan_is_no_outcome(self) -> None:
        claims = [says("plan", "A ministry", 1001, aspect="agreed number"), says("done", "B ministry", 1001)]
        assert found(*claims) == {"single-source: plan", "single-source: done"}

    def test_two_that_agree_on_a_plan_agree_on_the_plan(self) -> None:
        claims = [
            says("a", "A ministry", 1001, aspect="agreed number"),
            says("b", "B ministry", 1001, aspect="agreed number"),
        ]
        assert found(*claims) == {"agreement: a b"}

    def test_another_scope_is_another_question(self) -> None:
        claims = [
            says("a", "A ministry", 2, scope={"group": "civilians"}),
            says("b", "B ministry", 9, scope={"group": "soldiers"}),
        ]
        assert found(*claims) == {"single-source: a", "single-source: b"}

    def test_a_part_is_not_the_whole(self) -> None:
        claims = [says("a", "A ministry", 2, scope={"area": "Paris"}), says("b", "B ministry", 2)]
        assert found(*claims) == {"single-source: a", "single-source: b"}

    def test_a_share_is_no_count(self) -> None:
        claims = [
            says("a", "A ministry", "half", aspect="share held"),
            says("b", "B ministry", 500, aspect="killed"),
        ]
        assert found(*claims) == {"single-source: a", "single-source: b"}

    def test_another_event_is_another_question(self) -> None:
        assert found(A7, says("b", "B ministry", 9, event="e2")) == {"single-source: a", "single-source: b"}

    def test_two_ids_that_the_user_calls_one_event_are_one(self) -> None:
        claims = [A7, says("b", "B ministry", 9, event="e2")]
        assert found(report_of(*claims, same_event=[("e", "e2")])) == {"contradiction: a b"}


class TestStories:
    """Longer stories, in which several rules meet."""

    def test_who_withdraws_a_revision_is_back_at_the_first(self) -> None:
        eight, nine = says("eight", "A ministry", 8), says("nine", "A ministry", 9, said=Day(6))
        drop = says("drop", "A ministry", "unknown", said=Day(7), replaces=[nine])
        assert found(eight, nine, drop) == {"retraction: drop nine", "single-source: eight"}

    def test_a_silence_returns_when_the_answer_is_withdrawn(self) -> None:
        silent = says("silent", "Paper", "withheld", silent="A-land")
        seven = says("seven", "A ministry", 7)
        drop = says("drop", "A ministry", "unknown", said=Day(7), replaces=[seven])
        assert found(silent, seven, drop) == {"withheld: silent", "retraction: drop seven"}

    def test_a_withdrawn_report_is_no_anachronism(self) -> None:
        early = says("early", "A ministry", "yes", aspect="struck", said=Day(1))
        drop = says("drop", "A ministry", "unknown", aspect="struck", said=Day(2), replaces=[early])
        assert found(early, drop) == {"retraction: drop early"}

    def test_a_statement_and_its_echo_fall_by_the_echos_route(self) -> None:
        claims = [
            says("eight", "A ministry", 8),
            says("echo", "A ministry", 8, via=["Paper"]),
            says("nine", "A ministry", 9, via=["Paper"], said=Day(6)),
        ]
        assert found(*claims) == {"revision: echo eight nine", "single-source: nine"}

    def test_with_only_withdrawn_its_closing_of_other_causes_falls(self) -> None:
        sole = says("sole", "A ministry", {"only": "fire"}, aspect="caused by")
        missile = says("missile", "B ministry", "missile", aspect="caused by")
        drop = says("drop", "A ministry", "unknown", aspect="caused by", said=Day(6), replaces=[sole])
        assert found(sole, missile) == {"single-source: sole", "contradiction: missile sole"}
        assert found(sole, missile, drop) == {"retraction: drop sole", "single-source: missile"}

    def test_who_names_a_second_cause_later_revises_that_the_first_was_the_only_one(self) -> None:
        claims = [
            says("sole", "A ministry", {"only": "fire"}, aspect="caused by"),
            says("too", "A ministry", "missile", aspect="caused by", said=Day(6)),
        ]
        assert found(*claims) == {"single-source: sole", "revision: sole too", "single-source: too"}

    def test_opposed_holds_below_the_pair_alone(self) -> None:
        claims = [
            says("a", "A ministry", 7, via=["B wire"]),
            says("o", "A office", 8, via=["B ministry"], event="e2"),
        ]
        report = report_of(*claims, opposed=[("A ministry", "B ministry")])
        assert found(report) == {"single-source: a", "single-source: o"}

    def test_on_a_growing_count_a_likelihood_is_passed_under_and_contradicts_nothing(self) -> None:
        claims = [
            says("likely", "A ministry", {"probably": 12}, aspect="toll"),
            says("b", "B ministry", 7, aspect="toll", said=Day(6)),
        ]
        assert found(*claims) == {"tension: b likely", "single-source: b"}

    def test_a_ceiling_that_its_own_side_outgrows_is_growth(self) -> None:
        claims = [
            says("up", "A ministry", "up to 10", aspect="toll"),
            says("more", "A ministry", 12, aspect="toll", said=Day(6)),
        ]
        assert found(*claims) == {"single-source: more"}

    def test_another_number_for_the_same_minute_is_a_revision_of_what_varies(self) -> None:
        noon = Day(5, "12:00")
        claims = [
            says("first", "A ministry", 60, aspect="missing", as_of=noon),
            says("then", "A ministry", 21, aspect="missing", as_of=noon, said=Day(6)),
        ]
        assert found(*claims) == {"revision: first then", "single-source: then"}

    def test_what_varies_is_disputed_anonymously_at_one_minute(self) -> None:
        noon = Day(5, "12:00")
        claims = [
            says("a", "A ministry", 60, aspect="missing", said=noon),
            says("nurse", nobody(), 21, aspect="missing", said=noon, via=["Wire"]),
        ]
        assert found(*claims) == {"single-source: a", "unverified: nurse", "contradiction: a nurse"}
        assert "disputed-anonymously" in tags("single-source", *claims)

    def test_half_and_five_hundred_of_a_thousand(self) -> None:
        claims = [
            says("half", "A ministry", "half", aspect="share held"),
            says("of", "B ministry", "500 of 1,000", aspect="share held"),
        ]
        assert found(*claims) == {"agreement: half of", "single-source: of"}

    def test_a_rumour_denied_by_the_only_one_who_would_know(self) -> None:
        claims = [
            says("rumour", nobody("a channel"), "yes", via=["Wire"], aspect="struck"),
            says("echo", nobody("a channel"), "yes", via=["Wire", "Paper", "Radio"], aspect="struck"),
            says("denial", "A ministry", "no", aspect="struck", cue="denied"),
        ]
        assert found(*claims) == {
            "unverified: echo rumour",
            "single-source: denial",
            "contradiction: denial echo rumour",
        }
        assert {"anonymous"} <= tags("contradiction", *claims)
        assert "disputed-anonymously" in tags("single-source", *claims)

    def test_two_outlets_that_saw_it_agree(self) -> None:
        claims = [says("p", "Paper", 7, witnessed=True), says("r", "Radio", 7, witnessed=True)]
        assert found(*claims) == {"agreement: p r"}

    def test_a_witness_of_one_state_is_on_its_side(self) -> None:
        claims = [says("w", "A wire", 7, witnessed=True), says("a", "A ministry", 7)]
        assert found(*claims) == {"one-sided: a w"}

    def test_a_denied_quote_leaves_what_others_say(self) -> None:
        quote = says("quote", "A ministry", 8, via=["Paper"])
        denial = says("denial", "A ministry", "unknown", cue="denied", said=Day(6), replaces=[quote])
        claims = [quote, denial, says("b", "B ministry", 8), says("c", "C body", 8)]
        assert found(*claims) == {"retraction: denial quote", "agreement: b c"}

    def test_many_camps_are_all_told_in_the_data_and_shortened_in_the_sentence(self) -> None:
        claims = [says(f"s{number:02}", f"Source {number}", 10 * number + 1) for number in range(12)]
        finding = only("contradiction", *claims)
        assert len(finding.camps) == 12
        assert "against 6 more" in finding.reason

    def test_all_sides_narrowly_apart_on_a_day(self) -> None:
        claims = [
            says("a", "A ministry", {"at": "2025-07-04T10:00Z"}, aspect="began"),
            says("b", "B ministry", {"at": "2025-07-04T11:30Z"}, aspect="began"),
        ]
        assert tags("contradiction", *claims) == {"narrowly"}

    def test_a_voice_that_repeats_the_enemys_number_to_deny_it(self) -> None:
        claims = [
            says("b", "B ministry", "more than 200"),
            says("a", "A ministry", {"not": "more than 200"}),
            says("c", "C body", "at least 250"),
        ]
        assert found(*claims) == {"contradiction: a b c"}
        assert camps(only("contradiction", *claims)) == [("a", "single-source"), ("b c", "corroborated")]


class TestManyAnswers:
    """Large questions are judged in other ways than small ones, and must come out the same."""

    @staticmethod
    def many(number: int) -> list[Claim]:
        return [says(f"s{place:03}", f"Source {place}", 10 * place + 11) for place in range(number)]

    def test_each_of_many_exact_answers_is_a_camp(self) -> None:
        claims = [
            *self.many(120),
            says("wide", "C body", "at least 1"),
            says("part", "D body", {"between": [1, 100]}),
        ]
        finding = only("contradiction", *claims)
        assert len(finding.camps) == 120
        assert all("wide" in camp.refs for camp in finding.camps)
        assert [camp.refs for camp in finding.camps[:2]] == [
            ("part", "s000", "wide"),
            ("part", "s001", "wide"),
        ]
        assert finding.camps[-1].refs == ("s119", "wide")
        assert "wide" not in finding.refs
        assert sum("part" in camp.refs for camp in finding.camps) == 9  # 11 to 91

    def test_one_voice_with_many_answers_on_one_day(self) -> None:
        claims = [says(f"s{place:02}", "A ministry", 10 * place + 11) for place in range(40)]
        wide = says("wide", "A ministry", "at least 1")
        finding = only("self-contradiction", *claims, wide)
        assert len(finding.refs) == 40
        assert "wide" not in finding.refs

    def test_more_gaps_than_can_be_searched_are_refused_with_their_question(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        claims = [says(f"s{place}", f"Source {place}", {"any_of": [place, 9]}) for place in range(6)]
        assert found(*claims)
        monkeypatch.setattr("claimcheck.camps.MOST_GAPPED", 3)
        with pytest.raises(BadInput, match=r"killed.*meeting places"):
            report_of(*claims)


class TestAsOf:
    FIRST, THEN = says("first", "A ministry", 8, said=Day(5)), says("then", "A ministry", 9, said=Day(7))

    def test_what_was_said_later_is_left_out(self) -> None:
        assert found(self.FIRST, self.THEN) == {"revision: first then", "single-source: then"}
        assert found(report_of(self.FIRST, self.THEN).dossier.check()) == found(self.FIRST, self.THEN)
        dossier = report_of(self.FIRST, self.THEN).dossier
        assert found(crosscheck(dossier, as_of=Day(6))) == {"single-source: first"}

    def test_what_was_said_on_that_day_is_in(self) -> None:
        dossier = report_of(self.FIRST, self.THEN).dossier
        assert found(crosscheck(dossier, as_of=Day(7))) == {"revision: first then", "single-source: then"}

    def test_what_has_no_date_stays(self) -> None:
        dossier = report_of(says("undated", "A ministry", 8, said=None)).dossier
        assert found(crosscheck(dossier, as_of="2020-01-01")) == {"single-source: undated"}


class TestReport:
    def test_unverified_means_the_standing_and_uncorroborated_all_three(self) -> None:
        report = report_of(says("n", nobody(), 8, via=["Wire"]), says("c", "C body", "at least 7"))
        assert [one.refs for one in report.unverified] == [("n",)]
        assert len(report.uncorroborated) == 2

    def test_an_empty_dossier_gives_an_empty_report(self) -> None:
        report = report_of()
        assert (report.findings, report.questions, report.notices) == ((), (), ())

    def test_findings_come_in_the_order_of_reading(self) -> None:
        report = report_of(
            *(A7, says("b", "B ministry", 9)),
            *(
                says("n", nobody(), 8, via=["Wire"], event="e2"),
                says("s", "Paper", "withheld", silent="A-land", event="undated"),
            ),
            *(
                says("x", "A ministry", "yes", aspect="struck"),
                says("y", "B ministry", "yes", aspect="struck"),
            ),
            says("alone", "C body", 3, aspect="expected"),
        )
        kinds = [one.standing if one.kind == "unverified" else one.kind for one in report]
        assert kinds == ["contradiction", "unverified", "withheld", "single-source", "agreement"]
