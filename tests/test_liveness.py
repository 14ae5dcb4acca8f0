"""Which claims still stand: replaced, revised, echoed, outgrown; and which never were anybody's voice."""

from __future__ import annotations

from typing import Any

import pytest
from desk import Day, camps, found, nobody, only, report_of, resolved, says, tags

from claimcheck.claims import Claim
from claimcheck.liveness import (
    clash,
    date_echoes,
    find_replaced,
    latest,
    mark_outgrown,
    read_at,
    share_a_route,
)
from claimcheck.statements import Statement


def struck(ref: str, source: Any, answer: object = "yes", **facts: Any) -> Claim:
    return says(ref, source, answer, aspect="struck", **facts)


def told(*claims: Claim) -> dict[str, Statement]:
    """The claims as they are judged, by ref."""
    return {one[0].claim.refs[0]: one[0] for one in resolved(*claims).statements.values()}


def notices(*claims: Claim) -> list[str]:
    return [notice.kind for notice in report_of(*claims).notices]


class TestHearsay:
    def test_words_told_only_by_an_opponent_are_nobodys(self) -> None:
        claim = says("a", "A ministry", 7, via=["B wire"])
        assert found(claim) == {"unverified: a"}
        finding = only("unverified", claim)
        assert finding.flags == ("hearsay",)
        assert "according to its opponent B wire" in finding.reason

    def test_an_opponent_anywhere_on_the_way_is_enough(self) -> None:
        assert tags("unverified", says("a", "A ministry", 7, via=["Paper", "B wire", "Radio"])) == {"hearsay"}

    def test_another_way_gives_the_voice_back_to_all_its_echoes(self) -> None:
        hearsay = says("a", "A ministry", 7, via=["B wire"])
        assert found(hearsay, says("a2", "A ministry", 7, via=["Paper"]), says("c", "C body", 7)) == {
            "agreement: a a2 c"
        }

    def test_another_answer_by_another_way_does_not(self) -> None:
        hearsay = says("a", "A ministry", 7, via=["B wire"])
        looser = says("a2", "A ministry", "at least 5", via=["Paper"])
        assert found(hearsay, looser) == {"unverified: a", "single-source: a2"}

    def test_a_way_that_was_itself_withdrawn_does_not(self) -> None:
        hearsay, other = says("a", "A ministry", 7, via=["B wire"]), says("p", "A ministry", 7, via=["Paper"])
        drop = says("drop", "Paper", "unknown", said=Day(6), replaces=[other])
        assert found(hearsay, other, drop) == {"retraction: drop p", "unverified: a"}

    def test_it_contests_nothing(self) -> None:
        claims = [says("a", "A ministry", 7), says("said", "A office", 70, via=["B ministry"])]
        assert found(*claims) == {"single-source: a", "unverified: said", "contradiction: a said"}
        assert {"anonymous", "hearsay"} <= tags("contradiction", *claims)

    def test_it_revises_nothing_and_is_no_self_contradiction(self) -> None:
        claims = [says("a", "A ministry", 7), says("then", "A ministry", 70, via=["B wire"], said=Day(6))]
        kinds = found(*claims)
        assert not any(one.startswith(("revision", "self-contradiction")) for one in kinds)
        assert "single-source: a" in kinds

    def test_an_opponent_of_ones_own_root_is_none(self) -> None:
        assert found(says("joint", "Truce office", 7, via=["B wire"])) == {"single-source: joint"}

    def test_a_neutral_relay_makes_no_hearsay(self) -> None:
        assert found(says("a", "A ministry", 7, via=["Paper"])) == {"single-source: a"}


class TestNarration:
    def test_a_headline_does_not_launder_its_unnamed_source(self) -> None:
        claims = [says("nurse", nobody(), 7, via=["Paper"]), says("headline", "Paper", 7)]
        assert found(*claims) == {"unverified: nurse"}

    def test_a_looser_headline_neither(self) -> None:
        claims = [says("nurse", nobody(), 7, via=["Paper"]), says("headline", "Paper", "at least 5")]
        assert found(*claims) == {"unverified: nurse"}

    def test_what_follows_from_a_named_source_of_another_side_is_narration_too(self) -> None:
        claims = [says("a", "A ministry", 7, via=["Paper"]), says("headline", "Paper", 7)]
        assert found(*claims) == {"single-source: a"}

    def test_more_than_was_relayed_is_the_outlets_own(self) -> None:
        claims = [
            says("a", "A ministry", "at least 5", via=["Paper"]),
            says("headline", "Paper", "at least 7"),
        ]
        assert found(*claims) == {"single-source: headline", "one-sided: a headline"}

    def test_what_another_outlet_relayed_is_not_narrated(self) -> None:
        claims = [says("nurse", nobody(), 7, via=["Radio"]), says("paper", "Paper", 7)]
        assert found(*claims) == {"single-source: paper"}

    def test_a_witness_does_not_narrate(self) -> None:
        claims = [says("nurse", nobody(), 7, via=["Paper"]), says("paper", "Paper", 7, witnessed=True)]
        assert found(*claims) == {"single-source: paper"}

    def test_an_agency_does_not_narrate_its_own_side(self) -> None:
        claims = [says("a", "A ministry", 7, via=["A wire"]), says("wire", "A wire", 7)]
        assert found(*claims) == {"one-sided: a wire"}

    def test_but_it_does_narrate_an_unnamed_official_of_its_own_side(self) -> None:
        official = nobody("an A official", controlled_by="A-land")
        claims = [says("official", official, 7, via=["A wire"]), says("wire", "A wire", 7)]
        assert found(*claims) == {"unverified: official"}

    def test_on_another_question_it_is_no_narration(self) -> None:
        claims = [says("nurse", nobody(), 7, via=["Paper"]), struck("paper", "Paper")]
        assert found(*claims) == {"unverified: nurse", "single-source: paper"}

    def test_a_growing_count_is_narrated_at_its_time(self) -> None:
        claims = [
            says("nurse", nobody(), 12, via=["Paper"], aspect="toll", said=Day(6)),
            says("headline", "Paper", "at least 7", aspect="toll", said=Day(6)),
        ]
        assert found(*claims) == {"unverified: nurse"}


class TestBasedOn:
    A7 = says("a", "A ministry", 7)

    def test_a_calculation_speaks_with_the_sides_of_its_basis(self) -> None:
        total = struck("sum", "C body", based_on=[self.A7])
        assert found(self.A7, total, struck("office", "A office")) == {
            "single-source: a",
            "one-sided: office sum",
        }
        assert found(self.A7, total, struck("b", "B ministry")) == {"single-source: a", "agreement: b sum"}

    def test_a_calculation_on_a_calculation_goes_down_to_the_first(self) -> None:
        middle = says("middle", "D body", 3, event="e2", based_on=[self.A7])
        total = struck("sum", "C body", based_on=[middle])
        assert "one-sided: office sum" in found(self.A7, middle, total, struck("office", "A office"))

    def test_what_rests_on_nobody_is_nobodys(self) -> None:
        nurse = says("nurse", nobody(), 7, via=["Wire"])
        middle = says("middle", "D body", 3, event="e2", based_on=[nurse])
        assert found(nurse, middle, struck("sum", "C body", based_on=[middle])) == {
            "unverified: nurse",
            "unverified: middle",
            "unverified: sum",
        }

    def test_one_named_basis_is_enough_for_a_voice(self) -> None:
        nurse = says("nurse", nobody(), 7, via=["Wire"], event="e2")
        total = struck("sum", "C body", based_on=[nurse, self.A7])
        assert "single-source: sum" in found(nurse, self.A7, total)

    def test_what_rests_on_hearsay_is_nobodys(self) -> None:
        hearsay = says("a", "A ministry", 7, via=["B wire"])
        assert "unverified: sum" in found(hearsay, struck("sum", "C body", based_on=[hearsay]))

    def test_a_withdrawn_basis_is_noticed(self) -> None:
        total = struck("sum", "C body", based_on=[self.A7])
        drop = says("drop", "A ministry", "unknown", said=Day(6), replaces=[self.A7])
        assert "withdrawn basis" in notices(self.A7, total, drop)
        assert "single-source: sum" in found(self.A7, total, drop)


class TestReplaced:
    FIRST = struck("first", "A ministry")
    DROP = struck("drop", "A ministry", "unknown", said=Day(6), replaces=[FIRST])

    def test_by_its_origin(self) -> None:
        assert found(self.FIRST, self.DROP) == {"retraction: drop first"}
        assert "withdrew" in only("retraction", self.FIRST, self.DROP).reason

    def test_by_another_answer_it_is_corrected(self) -> None:
        first = says("first", "A ministry", 7)
        then = says("then", "A ministry", 8, replaces=[first])
        assert found(first, then) == {"retraction: first then", "single-source: then"}
        assert "corrected 7 to 8" in only("retraction", first, then).reason

    def test_its_echoes_fall_with_it(self) -> None:
        echo = struck("echo", "A ministry", via=["Paper"])
        assert found(self.FIRST, echo, self.DROP) == {"retraction: drop echo first"}
        assert "echo" in tags("retraction", self.FIRST, echo, self.DROP)

    def test_who_withdraws_what_was_said_in_person_disputes_no_quote_however_many_echoes_fall(self) -> None:
        echo = struck("echo", "A ministry", via=["Paper"])
        assert "disputes-having-said" not in tags("retraction", self.FIRST, echo, self.DROP)
        assert "withdrew" in only("retraction", self.FIRST, echo, self.DROP).reason

    def test_an_undated_echo_has_the_date_of_its_fellow_and_falls(self) -> None:
        echo = struck("echo", "A ministry", via=["Paper"], said=None)
        assert found(self.FIRST, echo, self.DROP) == {"retraction: drop echo first"}

    def test_an_echo_of_the_same_day_is_not_strictly_later_and_falls(self) -> None:
        echo = struck("echo", "A ministry", via=["Paper"], said=Day(6))
        assert found(self.FIRST, echo, self.DROP) == {"retraction: drop echo first"}

    def test_words_said_strictly_after_stand(self) -> None:
        again = struck("again", "A ministry", said=Day(7))
        assert found(self.FIRST, self.DROP, again) == {"retraction: drop first", "single-source: again"}

    def test_a_retraction_of_a_retraction_reinstates(self) -> None:
        echo = struck("echo", "A ministry", via=["Paper"])
        back = struck("back", "A ministry", "unknown", said=Day(7), replaces=[self.DROP])
        assert found(self.FIRST, echo, self.DROP, back) == {
            "retraction: back drop",
            "single-source: echo first",
        }

    def test_a_third_retraction_ends_it_again(self) -> None:
        back = struck("back", "A ministry", "unknown", said=Day(7), replaces=[self.DROP])
        end = struck("end", "A ministry", "unknown", said=Day(8), replaces=[back])
        assert found(self.FIRST, self.DROP, back, end) == {"retraction: back end", "retraction: drop first"}

    def test_to_take_back_one_withdrawal_leaves_the_others(self) -> None:
        x, y = says("x", "A ministry", 8, via=["Paper"]), says("y", "A ministry", 9, via=["Radio"])
        no_x = says("no-x", "A ministry", "unknown", said=Day(6), replaces=[x], quote="not eight")
        no_y = says("no-y", "A ministry", "unknown", said=Day(6), replaces=[y], quote="not nine")
        back = says("back", "A ministry", "unknown", said=Day(7), replaces=[no_x])
        assert found(x, y, no_x, no_y, back) == {
            "retraction: back no-x",
            "retraction: no-y y",
            "single-source: x",
        }

    def test_who_knows_nothing_in_person_does_not_lend_a_voice_to_hearsay(self) -> None:
        mum = struck("mum", "A ministry", "cannot rule out")
        hearsay = struck(
            "hearsay", "A ministry", "unknown", via=["B wire"], said=Day(6), replaces=[self.FIRST]
        )
        assert found(self.FIRST, mum, hearsay) == {"single-source: first"}

    def test_by_a_relay_what_came_through_it(self) -> None:
        story = struck("story", nobody(), via=["Paper"])
        copy = struck("copy", nobody(), via=["Paper", "Radio"])
        drop = struck("drop", "Paper", "unknown", said=Day(6), replaces=[story])
        assert found(story, copy, drop) == {"retraction: copy drop story"}
        assert "anonymous" in tags("retraction", story, copy, drop)

    def test_a_relay_takes_back_nothing_that_came_by_other_ways(self) -> None:
        story, other = (
            struck("story", "A ministry", via=["Paper"]),
            struck("other", "A ministry", via=["Radio"]),
        )
        drop = struck("drop", "Paper", "unknown", said=Day(6), replaces=[story])
        assert found(story, other, drop) == {"retraction: drop story", "single-source: other"}

    def test_an_unrelated_outlet_withdraws_nothing_and_that_is_noticed(self) -> None:
        drop = struck("drop", "Radio", "unknown", said=Day(6), replaces=[self.FIRST])
        assert found(self.FIRST, drop) == {"single-source: first"}
        assert "replacement ignored" in notices(self.FIRST, drop)

    def test_neither_does_another_office_of_the_same_state(self) -> None:
        drop = struck("drop", "A office", "unknown", said=Day(6), replaces=[self.FIRST])
        assert found(self.FIRST, drop) == {"single-source: first"}

    def test_nor_the_enemy(self) -> None:
        drop = struck("drop", "B ministry", "unknown", said=Day(6), replaces=[self.FIRST])
        assert found(self.FIRST, drop) == {"single-source: first"}

    def test_a_leak_withdraws_nothing(self) -> None:
        leak = struck(
            "leak", "A ministry", "unknown", via=["Paper"], leaked=True, said=Day(6), replaces=[self.FIRST]
        )
        assert found(self.FIRST, leak) == {"single-source: first"}
        assert "replacement ignored" in notices(self.FIRST, leak)

    def test_hearsay_withdraws_nothing(self) -> None:
        hearsay = struck(
            "hearsay", "A ministry", "unknown", via=["B wire"], said=Day(6), replaces=[self.FIRST]
        )
        assert found(self.FIRST, hearsay) == {"single-source: first"}

    def test_what_is_not_here_can_not_be_replaced_and_that_is_noticed(self) -> None:
        assert found(self.DROP) == set()
        assert notices(self.DROP) == ["replacement without target"]

    def test_what_was_withdrawn_supports_and_contests_nothing(self) -> None:
        no, b = struck("no", "C body", "no"), struck("b", "B ministry")
        assert found(self.FIRST, self.DROP, no) == {"retraction: drop first", "single-source: no"}
        assert found(self.FIRST, self.DROP, b) == {"retraction: drop first", "single-source: b"}

    def test_who_denies_the_quote_disputes_having_said_it_and_the_fact_is_untouched(self) -> None:
        quote = struck("quote", "A ministry", via=["Paper"])
        denial = struck(
            "denial", "A ministry", "unknown", cue="denied having said so", said=Day(6), replaces=[quote]
        )
        claims = [quote, denial, struck("c", "C body")]
        assert found(*claims) == {"retraction: denial quote", "single-source: c"}
        assert "disputes-having-said" in tags("retraction", *claims)
        assert "disputes having said" in only("retraction", *claims).reason

    def test_who_said_it_in_person_can_only_withdraw_it(self) -> None:
        assert "disputes-having-said" not in tags("retraction", self.FIRST, self.DROP)

    def test_a_replacement_may_be_on_another_question(self) -> None:
        then = says("then", "A ministry", 3, said=Day(6), replaces=[self.FIRST])
        assert found(self.FIRST, then) == {"retraction: first then", "single-source: then"}

    def test_replaced_claims_are_told_with_who_ended_them(self) -> None:
        world = resolved(self.FIRST, self.DROP)
        ended = find_replaced(world)
        assert {world.labels[claim]: ending.by.claim.refs[0] for claim, ending in ended.items()} == {
            "first": "drop"
        }


class TestRevised:
    EIGHT = says("eight", "A ministry", 8)

    def test_the_same_voice_in_person_later_and_otherwise(self) -> None:
        assert found(self.EIGHT, says("nine", "A ministry", 9, said=Day(6))) == {
            "revision: eight nine",
            "single-source: nine",
        }

    def test_on_one_day_only_clock_times_order(self) -> None:
        morning, evening = (
            says("m", "A ministry", 8, said=Day(5, "08:00")),
            says("n", "A ministry", 9, said=Day(5, "18:00")),
        )
        assert found(morning, evening) == {"revision: m n", "single-source: n"}
        assert found(morning, says("n", "A ministry", 9)) == {"self-contradiction: m n"}

    def test_a_looser_statement_revises_nothing(self) -> None:
        assert found(self.EIGHT, says("some", "A ministry", "at least 5", said=Day(6))) == {
            "single-source: eight"
        }

    def test_a_tension_revises_nothing(self) -> None:
        claims = [says("d", "A ministry", "dozens"), says("n", "A ministry", 150, said=Day(6))]
        assert not any(one.startswith("revision") for one in found(*claims))

    def test_by_one_relay_in_common(self) -> None:
        claims = [
            says("e", "A ministry", 8, via=["Paper"]),
            says("n", "A ministry", 9, via=["Paper"], said=Day(6)),
        ]
        assert found(*claims) == {"revision: e n", "single-source: n"}

    def test_by_two_relays_it_may_be_the_relays_that_differ(self) -> None:
        claims = [
            says("e", "A ministry", 8, via=["Paper"]),
            says("n", "A ministry", 9, via=["Radio"], said=Day(6)),
        ]
        assert found(*claims) == {"contradiction: e n"}
        assert {"relays-differ", "within-one-side"} <= tags("contradiction", *claims)

    def test_in_person_and_by_an_outlet_is_no_shared_route(self) -> None:
        claims = [self.EIGHT, says("n", "A ministry", 9, via=["Radio"], said=Day(6))]
        assert found(*claims) == {"contradiction: eight n"}

    def test_a_relay_on_ones_own_side_is_as_good_as_in_person(self) -> None:
        assert found(self.EIGHT, says("n", "A ministry", 9, via=["A wire"], said=Day(6))) == {
            "revision: eight n",
            "single-source: n",
        }

    def test_another_office_revises_nothing(self) -> None:
        assert found(self.EIGHT, says("n", "A office", 9, said=Day(6))) == {"contradiction: eight n"}

    def test_its_echoes_fall_with_it_by_whatever_way_they_came(self) -> None:
        echoes = [
            says("e2", "A ministry", 8, via=["Paper"]),
            says("e3", "A ministry", 8, via=["Radio"], said=None),
        ]
        claims = [self.EIGHT, *echoes, says("nine", "A ministry", 9, said=Day(6))]
        assert found(*claims) == {"revision: e2 e3 eight nine", "single-source: nine"}

    def test_an_old_echo_told_again_later_falls_as_well_where_it_is_dated_by_what_was_said(self) -> None:
        echo = says("e2", "A ministry", 8, via=["Radio"], said=Day(5), published=Day(9))
        assert found(self.EIGHT, echo, says("nine", "A ministry", 9, said=Day(6))) == {
            "revision: e2 eight nine",
            "single-source: nine",
        }

    def test_who_goes_back_to_the_first_says_it_anew(self) -> None:
        claims = [
            self.EIGHT,
            says("nine", "A ministry", 9, said=Day(6)),
            says("back", "A ministry", 8, said=Day(7)),
        ]
        assert "single-source: back" in found(*claims)
        assert not any(one.startswith("contradiction") for one in found(*claims))

    def test_what_was_revised_supports_nobody(self) -> None:
        claims = [self.EIGHT, says("nine", "A ministry", 9, said=Day(6)), says("b", "B ministry", 8)]
        assert found(*claims) == {"revision: eight nine", "contradiction: b nine"}

    def test_the_unnamed_revise_nothing(self) -> None:
        claims = [says("n", nobody(), 8, via=["Wire"]), says("m", nobody(), 9, via=["Wire"], said=Day(6))]
        assert found(*claims) == {"unverified: n", "unverified: m", "contradiction: m n"}

    def test_an_undated_statement_revises_nothing_and_is_not_revised(self) -> None:
        assert found(self.EIGHT, says("n", "A ministry", 9, said=None)) == {"self-contradiction: eight n"}

    def test_another_question_is_not_revised(self) -> None:
        claims = [self.EIGHT, says("n", "A ministry", 9, said=Day(6), scope={"group": "soldiers"})]
        assert found(*claims) == {"single-source: eight", "single-source: n"}


class TestLeaks:
    PUBLIC = says("public", "A ministry", 8)
    LEAK = says("leak", "A ministry", 40, via=["Paper"], said=Day(7), leaked=True)

    def test_a_leak_against_its_authors_own_line_is_a_contradiction_within_one_voice(self) -> None:
        assert found(self.PUBLIC, self.LEAK) == {"contradiction: leak public"}
        finding = only("contradiction", self.PUBLIC, self.LEAK)
        assert set(finding.flags) == {"leaked", "within-one-side"}
        assert camps(finding) == [("public", "single-source"), ("leak", "single-source")]

    def test_the_authors_later_word_does_not_revise_the_leak(self) -> None:
        denial = says("denial", "A ministry", 8, said=Day(9))
        assert found(self.LEAK, denial) == {"contradiction: denial leak"}

    def test_nor_where_both_came_by_one_outlet(self) -> None:
        denial = says("denial", "A ministry", 8, via=["Paper"], said=Day(9))
        assert found(self.LEAK, denial) == {"contradiction: denial leak"}

    def test_a_leak_beside_a_self_contradiction_is_told_apart_from_it(self) -> None:
        other = says("other", "A ministry", 9)
        assert found(self.PUBLIC, other, self.LEAK) == {
            "self-contradiction: other public",
            "contradiction: leak other public",
        }

    def test_a_leak_that_the_other_side_bears_out_is_agreed(self) -> None:
        assert "agreement: b leak" in found(self.LEAK, says("b", "B ministry", 40))
        assert {"leaked", "opposed"} <= tags("agreement", self.LEAK, says("b", "B ministry", 40))

    def test_a_leak_told_by_the_opponent_alone_is_hearsay(self) -> None:
        leak = says("leak", "A ministry", 40, via=["B wire"], said=Day(7), leaked=True)
        assert found(leak, says("b", "B ministry", 40)) == {"single-source: b"}
        assert tags("unverified", leak) == {"hearsay", "leaked"}

    def test_two_leaks_of_one_author_that_differ_contradict(self) -> None:
        other = says("other", "A ministry", 60, via=["Paper"], said=Day(8), leaked=True)
        assert found(self.LEAK, other) == {"contradiction: leak other"}


class TestSelfContradiction:
    def test_two_answers_on_one_day(self) -> None:
        claims = [says("e", "A ministry", 8), says("n", "A ministry", 9)]
        assert found(*claims) == {"self-contradiction: e n"}
        assert "contradicts itself" in only("self-contradiction", *claims).reason

    def test_with_another_voice_in_it_there_is_a_contradiction_as_well(self) -> None:
        claims = [says("e", "A ministry", 8), says("n", "A ministry", 9), says("b", "B ministry", 10)]
        assert found(*claims) == {"self-contradiction: e n", "contradiction: b e n"}

    def test_a_third_voice_that_fits_both_is_not_in_it(self) -> None:
        claims = [
            says("e", "A ministry", 8),
            says("n", "A ministry", 9),
            says("b", "B ministry", "at least 5"),
        ]
        assert found(*claims) == {"self-contradiction: e n", "agreement: b e n"}

    def test_the_unnamed_do_not_contradict_themselves(self) -> None:
        claims = [says("e", nobody(), 8, via=["Wire"]), says("n", nobody(), 9, via=["Wire"])]
        assert not any(one.startswith("self-contradiction") for one in found(*claims))

    def test_by_two_outlets_on_one_day_the_relays_differ(self) -> None:
        claims = [says("e", "A ministry", 8, via=["Paper"]), says("n", "A ministry", 9, via=["Radio"])]
        assert found(*claims) == {"contradiction: e n"}
        assert "relays-differ" in tags("contradiction", *claims)


class TestTrail:
    @staticmethod
    def toll(ref: str, source: str, answer: object, when: str | None, **facts: Any) -> Claim:
        return says(ref, source, answer, said=when, aspect="toll", **facts)

    def outgrown(self, *claims: Claim) -> set[str]:
        statements = told(*claims)
        mark_outgrown(list(statements.values()))
        return {ref for ref, one in statements.items() if one.outgrown}

    def test_a_later_toll_no_lower_outgrows_it(self) -> None:
        assert self.outgrown(
            self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "A office", 12, Day(6))
        ) == {"a"}

    def test_the_same_figure_later_outgrows_it_as_well(self) -> None:
        assert self.outgrown(
            self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "A office", 7, Day(6))
        ) == {"a"}

    def test_a_lower_one_does_not(self) -> None:
        assert (
            self.outgrown(self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "A office", 5, Day(6)))
            == set()
        )

    def test_one_of_the_same_day_does_not(self) -> None:
        assert (
            self.outgrown(self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "A office", 12, Day(5)))
            == set()
        )

    def test_another_side_does_not(self) -> None:
        assert (
            self.outgrown(self.toll("a", "A ministry", 7, Day(5)), self.toll("b", "B ministry", 12, Day(6)))
            == set()
        )

    def test_a_joint_body_does(self) -> None:
        assert self.outgrown(
            self.toll("a", "A ministry", 7, Day(5)), self.toll("j", "Joint team", 12, Day(6))
        ) == {"a"}

    def test_a_leak_neither_outgrows_nor_is_outgrown(self) -> None:
        leak = self.toll("leak", "A ministry", 40, Day(6), via=["Paper"], leaked=True)
        assert self.outgrown(
            self.toll("a", "A ministry", 7, Day(5)), leak, self.toll("b", "A ministry", 50, Day(7))
        ) == {"a"}

    def test_a_figure_without_a_time_is_not_outgrown(self) -> None:
        assert (
            self.outgrown(self.toll("a", "A ministry", 7, None), self.toll("b", "A ministry", 12, Day(6)))
            == set()
        )

    def test_a_denial_is_no_figure(self) -> None:
        assert (
            self.outgrown(
                self.toll("no", "A ministry", {"not": 7}, Day(5)), self.toll("b", "A ministry", 12, Day(6))
            )
            == set()
        )


class TestReading:
    """A growing count read at another time than it speaks of."""

    @staticmethod
    def reading(answer: object, when: str | None, at: str) -> str:
        statement = told(says("x", "A ministry", answer, said=when, aspect="toll"))["x"]
        moment = told(says("t", "C body", 1, said=at, aspect="toll"))["t"].as_of
        return str(read_at(statement, moment[0]).answer)

    def test_later_it_is_that_much_or_more(self) -> None:
        assert self.reading(7, Day(5, "12:00"), Day(6, "12:00")) == "7 (at the loosest at least 7)"

    def test_earlier_it_is_that_much_or_less(self) -> None:
        assert self.reading(7, Day(5, "12:00"), Day(4, "12:00")) == "7 (at the loosest at most 7)"

    def test_at_its_own_instant_it_is_itself(self) -> None:
        assert self.reading(7, Day(5, "12:00"), Day(5, "12:00")) == "7"

    def test_inside_its_day_it_may_be_anything(self) -> None:
        assert self.reading(7, Day(5), Day(5, "12:00")) == "probably 7"  # it rules nothing out

    def test_the_latest_time_is_the_last_that_is_known(self) -> None:
        statements = told(
            says("a", "A ministry", 7, said=Day(5, "12:00"), aspect="toll"),
            says("b", "A ministry", 7, said=Day(6, "12:00"), aspect="toll"),
            says("c", "C body", 9, said=None, aspect="toll"),
        )
        assert latest(statements.values()) == statements["b"].as_of[1]
        assert latest([statements["c"]]) == float("-inf")


class TestClash:
    """Whether two statements contradict each other, each read at its own time."""

    @pytest.mark.parametrize(
        ("one", "other", "clashes"),
        [
            ((12, Day(5)), (7, Day(6)), True),
            ((7, Day(5)), (12, Day(6)), False),
            ((12, Day(5)), (7, Day(5)), False),
            ((12, Day(5, "12:00")), (7, Day(5, "12:00")), True),
            (("at least 12", Day(5)), ("up to 11", Day(6)), True),
            (("at least 12", Day(5)), ("up to 12", Day(6)), False),
            (("at least 12", Day(6)), ("up to 11", Day(5)), False),
            ((12, Day(5)), (7, None), False),
        ],
    )
    def test_on_a_growing_count(
        self, one: tuple[object, str], other: tuple[object, str], clashes: bool
    ) -> None:
        statements = told(
            says("one", "A ministry", one[0], said=one[1], aspect="toll"),
            says("other", "B ministry", other[0], said=other[1], aspect="toll"),
        )
        assert clash(statements["one"], statements["other"], "accrues") is clashes
        assert clash(statements["other"], statements["one"], "accrues") is clashes


class TestRoutes:
    @pytest.mark.parametrize(
        ("one", "other", "shared"),
        [
            ([], [], True),
            ([], ["Paper"], False),
            (["Paper"], ["Paper"], True),
            (["Paper"], ["Radio"], False),
            (["Paper", "Radio"], ["Wire", "Radio"], True),
            ([], ["A wire"], True),
            (["A wire"], ["A wire", "Paper"], False),
        ],
    )
    def test_two_ways_are_shared(self, one: list[str], other: list[str], shared: bool) -> None:
        statements = told(says("one", "A ministry", 7, via=one), says("other", "A ministry", 8, via=other))
        assert share_a_route(statements["one"], statements["other"]) is shared


class TestUndatedEchoes:
    def test_an_undated_echo_has_the_date_of_its_earliest_dated_fellow(self) -> None:
        world = resolved(
            says("early", "A ministry", 7, said=Day(5)),
            says("late", "A ministry", 7, via=["Paper"], said=Day(6)),
            says("undated", "A ministry", 7, via=["Radio"], said=None),
            says("other", "A ministry", 8, via=["Radio"], said=None),
        )
        [asked] = world.questions.values()
        date_echoes(asked)
        times = {one.claim.refs[0]: (one.said, one.as_of) for one in asked.statements}
        assert times["undated"] == times["early"]
        assert times["other"] != times["early"]

    def test_its_own_as_of_stays(self) -> None:
        world = resolved(
            says("early", "A ministry", 7, said=Day(5), aspect="toll"),
            says("undated", "A ministry", 7, via=["Radio"], said=None, as_of=Day(9), aspect="toll"),
        )
        [asked] = world.questions.values()
        before = {one.claim.refs[0]: one.as_of for one in asked.statements}
        date_echoes(asked)
        assert {one.claim.refs[0]: one.as_of for one in asked.statements} == before
