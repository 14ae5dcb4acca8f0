"""Merge rules read what was claimed, and accounts tell it with who set each bound and its standing."""

from __future__ import annotations

import pickle
from functools import reduce
from itertools import permutations

import pytest

from claimcheck import Answer, Aspect, Dossier, Event, Moment, Source, anonymous, crosscheck
from claimcheck.answers import COUNT, PATH, YES_NO
from claimcheck.arguments import ArgumentError
from claimcheck.merging import (
    LATEST,
    RULES,
    Conflict,
    Hull,
    Intersection,
    Latest,
    LiveClaim,
    Majority,
    MostReliable,
    Rule,
    RuleError,
    account_of,
    live_claims,
    merge,
)
from claimcheck.rules import as_rule


def at(text: str) -> tuple[float, float]:
    """The window of a moment in UTC; a clock time is one instant."""
    moment = Moment.parse(text)
    first, last = moment.window("UTC")
    return (first, first) if moment.has_clock else (first, last)


def exactly(number: int, source: str = "A", **told: object) -> LiveClaim:
    return LiveClaim(source, Answer.exactly(number), **told)  # type: ignore[arg-type]


def toll(answer: Answer | int, when: str, source: str = "A", **told: object) -> LiveClaim:
    said = Answer.exactly(answer) if isinstance(answer, int) else answer
    return LiveClaim(source, said, as_of=at(when), said=at(when), over_time="accrues", **told)  # type: ignore[arg-type]


def camps(found: object) -> list[tuple[str, tuple[str, ...]]]:
    assert isinstance(found, Conflict)
    return [(str(camp.answer), camp.sources) for camp in found.camps]


NOON, EVENING, NIGHT = "2025-03-01T12:00Z", "2025-03-01T18:00Z", "2025-03-01T23:00Z"


class TestIntersection:
    def test_what_all_leave_possible_is_read(self) -> None:
        claims = [LiveClaim("A", Answer.at_least(7)), LiveClaim("B", Answer.at_most(10))]
        assert Answer.between(7, 10) == merge(Intersection(), claims)

    def test_figures_that_exclude_each_other_conflict_with_their_camps(self) -> None:
        assert camps(merge(Intersection(), [exactly(12, "B"), exactly(7)])) == [("7", ("A",)), ("12", ("B",))]

    def test_who_is_in_every_camp_sets_none_apart(self) -> None:
        claims = [exactly(12, "B"), exactly(7), LiveClaim("C", Answer.at_least(5))]
        assert camps(merge(Intersection(), claims)) == [("7", ("A",)), ("12", ("B",))]

    def test_three_that_clash_only_jointly_make_three_camps(self) -> None:
        def either(one: int, other: int, source: str) -> LiveClaim:
            return LiveClaim(source, Answer.exactly(one) | Answer.exactly(other))

        found = merge(Intersection(), [either(1, 2, "A"), either(2, 3, "B"), either(1, 3, "C")])
        assert camps(found) == [("1", ("A", "C")), ("2", ("A", "B")), ("3", ("B", "C"))]

    def test_strained_answers_leave_what_is_possible_and_nothing_sure(self) -> None:
        dozens = Answer(COUNT, [(24, 100)], [(12, 200)])
        found = merge(Intersection(), [LiveClaim("A", dozens), exactly(150, "B")])
        assert Answer(COUNT, [], [(150, 151)]) == found

    def test_an_unnamed_source_neither_narrows_nor_disputes_a_named_one(self) -> None:
        claims = [
            LiveClaim("A", Answer.at_least(7)),
            exactly(9, "a nurse", named=False),
            exactly(3, "x", named=False),
        ]
        assert Answer.at_least(7) == merge(Intersection(), claims)

    def test_unnamed_sources_are_read_where_nobody_named_speaks(self) -> None:
        assert Answer.exactly(9) == merge(Intersection(), [exactly(9, "a nurse", named=False)])

    def test_saying_nothing_changes_nothing(self) -> None:
        silent = LiveClaim("B", Answer.everything(COUNT))
        assert Answer.exactly(7) == merge(Intersection(), [exactly(7), silent])
        assert Answer.everything(COUNT) == merge(Intersection(), [silent])


class TestGrowingCounts:
    def test_an_earlier_toll_is_a_floor(self) -> None:
        found = merge(Intersection(), [toll(7, NOON), toll(12, EVENING, "B")])
        assert Answer(COUNT, [], [(12, 13)]) == found

    def test_a_later_toll_is_a_ceiling_for_earlier_times(self) -> None:
        claims = [toll(7, NOON), toll(12, NIGHT, "B")]
        assert merge(Intersection(), claims, at(EVENING)[0]).possible == ((7, 13),)  # type: ignore[union-attr]

    def test_a_floor_that_is_passed_under_conflicts_at_every_time(self) -> None:
        claims = [toll(12, NOON), toll(7, EVENING, "B"), toll(Answer.at_least(1), NIGHT, "C")]
        for time in (LATEST, at(NOON)[0], at(NIGHT)[0]):
            assert camps(merge(Intersection(), claims, time)) == [("7", ("B",)), ("at least 12", ("A",))]

    def test_two_bare_days_do_not_contradict(self) -> None:
        claims = [toll(7, "2025-03-01"), toll(12, "2025-03-01", "B")]
        assert isinstance(merge(Intersection(), claims), Answer)

    def test_an_outgrown_figure_is_that_much_or_more_in_both_sets(self) -> None:
        claims = [toll(7, NOON, outgrown=True), toll(12, EVENING)]
        assert Answer.exactly(12) == merge(Intersection(), claims)

    def test_a_state_that_was_merged_in_parts_still_knows_what_the_parts_forbid_together(self) -> None:
        rule = Intersection()
        parts = [rule.lift(claim) for claim in (toll(12, NOON), toll(7, EVENING, "B"), toll(20, NIGHT, "C"))]
        readings = {rule.read(reduce(rule.combine, order)) for order in permutations(parts)}
        assert len(readings) == 1
        assert isinstance(readings.pop(), Conflict)

    def test_gapped_answers_of_one_instant_conflict(self) -> None:
        either = Answer.exactly(7) | Answer.exactly(9)
        assert len(camps(merge(Intersection(), [toll(either, NOON), toll(8, NOON, "B")]))) == 2

    def test_a_gap_that_floor_and_ceiling_close_in_on_conflicts(self) -> None:
        either = Answer.exactly(5) | Answer.exactly(9)
        claims = [
            toll(either, EVENING),
            toll(Answer.at_least(6), NOON, "B"),
            toll(Answer.at_most(8), NIGHT, "C"),
        ]
        assert isinstance(merge(Intersection(), claims, at(EVENING)[0]), Conflict)


class TestWhatVaries:
    @staticmethod
    def missing(number: int, when: str | None, source: str) -> LiveClaim:
        window = {} if when is None else {"as_of": at(when)}
        return LiveClaim(source, Answer.exactly(number), over_time="varies", **window)  # type: ignore[arg-type]

    def test_only_what_is_told_of_the_time_is_read(self) -> None:
        claims = [self.missing(30, NOON, "A"), self.missing(12, EVENING, "B")]
        assert Answer.exactly(12) == merge(Intersection(), claims)
        assert Answer.exactly(30) == merge(Intersection(), claims, at(NOON)[0])
        assert Answer.everything(COUNT) == merge(Intersection(), claims, at(NIGHT)[0])

    def test_the_same_moment_conflicts(self) -> None:
        claims = [self.missing(30, NOON, "A"), self.missing(12, NOON, "B")]
        assert camps(merge(Intersection(), claims)) == [("12", ("B",)), ("30", ("A",))]

    def test_within_one_day_it_may_have_changed(self) -> None:
        claims = [self.missing(30, "2025-03-01", "A"), self.missing(12, "2025-03-01", "B")]
        assert Answer.exactly(12) | Answer.exactly(30) == merge(Intersection(), claims)

    def test_without_any_time_all_are_read(self) -> None:
        claims = [self.missing(30, None, "A"), self.missing(12, None, "B")]
        assert Answer.exactly(12) | Answer.exactly(30) == merge(Intersection(), claims)

    def test_the_majority_at_one_moment_leaves_the_rest_of_the_day_alone(self) -> None:
        claims = [self.missing(30, NOON, "A"), self.missing(12, NOON, "B"), self.missing(12, NOON, "C")]
        assert Answer.exactly(12) == merge(Majority(), [*claims, self.missing(12, "2025-03-01", "D")])


class TestHull:
    def test_it_reaches_from_the_lowest_to_the_highest(self) -> None:
        assert Answer.between(7, 12) == merge(Hull(), [exactly(12), exactly(7, "B"), exactly(8, "C")])

    def test_of_places_it_keeps_those_that_were_named(self) -> None:
        one, other = Answer.exactly("Alba", PATH), Answer.exactly("Cima", PATH)
        assert one | other == merge(Hull(), [LiveClaim("A", one), LiveClaim("B", other)])

    def test_yes_and_no_leave_everything(self) -> None:
        claims = [LiveClaim("A", Answer.exactly(True, YES_NO)), LiveClaim("B", Answer.exactly(False, YES_NO))]
        assert Answer.everything(YES_NO) == merge(Hull(), claims)

    def test_later_tolls_are_left_out_of_an_earlier_reading(self) -> None:
        claims = [toll(7, NOON), toll(12, NIGHT, "B")]
        assert Answer.exactly(7) == merge(Hull(), claims, at(EVENING)[0])
        assert Answer.everything(COUNT) == merge(Hull(), claims, at("2025-02-01")[0])


class TestLatest:
    def test_a_voices_last_word_is_read(self) -> None:
        claims = [exactly(7, said=at(NOON)), exactly(12, said=at(EVENING))]
        assert Answer.exactly(12) == merge(Latest(), claims)

    def test_last_words_of_two_voices_intersect(self) -> None:
        claims = [exactly(7, said=at(NOON)), exactly(12, said=at(EVENING)), exactly(7, "B", said=at(NOON))]
        assert camps(merge(Latest(), claims)) == [("7", ("B",)), ("12", ("A",))]

    def test_what_overlaps_in_time_is_not_told_apart(self) -> None:
        claims = [exactly(7, said=at("2025-03-01")), exactly(12, said=at(EVENING))]
        assert isinstance(merge(Latest(), claims), Conflict)

    def test_an_undated_word_is_no_older_than_any(self) -> None:
        assert isinstance(merge(Latest(), [exactly(7), exactly(12, said=at(EVENING))]), Conflict)

    def test_of_a_growing_count_the_latest_as_of_counts_not_the_latest_word(self) -> None:
        late = LiveClaim("A", Answer.exactly(7), as_of=at(NOON), said=at(NIGHT), over_time="accrues")
        assert Answer.exactly(12) == merge(Latest(), [late, toll(12, EVENING)])

    def test_later_words_do_not_count_for_an_earlier_time(self) -> None:
        claims = [toll(7, NOON), toll(12, NIGHT)]
        assert merge(Latest(), claims, at(EVENING)[0]).possible == ((7, None),)  # type: ignore[union-attr]


class TestMostReliable:
    def test_the_best_letter_decides(self) -> None:
        claims = [exactly(7, reliability="B"), exactly(12, "B", reliability="A"), exactly(9, "C")]
        assert Answer.exactly(12) == merge(MostReliable(), claims)

    def test_ties_intersect(self) -> None:
        claims = [
            exactly(7, reliability="B"),
            LiveClaim("B", Answer.at_least(5), reliability="B"),
            exactly(9, "C"),
        ]
        assert Answer.exactly(7) == merge(MostReliable(), claims)

    def test_f_says_no_more_than_no_letter(self) -> None:
        assert isinstance(merge(MostReliable(), [exactly(7, reliability="F"), exactly(9, "C")]), Conflict)


class TestMajority:
    def test_the_camp_with_most_sides_is_read(self) -> None:
        assert Answer.exactly(12) == merge(Majority(), [exactly(7), exactly(12, "B"), exactly(12, "C")])

    def test_a_side_counts_once(self) -> None:
        claims = [
            exactly(7, "A", roots=["r"]),
            exactly(7, "B", roots=["r"]),
            exactly(12, "C"),
            exactly(12, "D"),
        ]
        assert Answer.exactly(12) == merge(Majority(), claims)

    def test_a_joint_body_adds_nothing_to_its_members(self) -> None:
        joint = exactly(7, "J", roots=["A", "B"])
        claims = [exactly(7), exactly(7, "B"), joint, exactly(12, "C"), exactly(12, "D"), exactly(12, "E")]
        assert Answer.exactly(12) == merge(Majority(), claims)

    def test_an_outlet_that_witnessed_nothing_is_no_side(self) -> None:
        claims = [exactly(12, "A"), exactly(7, "B", own_voice=True), exactly(7, "C", own_voice=True)]
        assert Answer.exactly(12) == merge(Majority(), claims)

    def test_of_two_as_large_the_lowest_is_read_in_any_order(self) -> None:
        claims = [exactly(12, "B"), exactly(7), exactly(9, "C")]
        assert {Answer.exactly(7)} == {merge(Majority(), order) for order in permutations(claims)}

    def test_on_a_growing_count_the_outvoted_toll_binds_nobody(self) -> None:
        claims = [toll(12, NOON), toll(7, EVENING, "B"), toll(7, EVENING, "C")]
        assert Answer.exactly(7) == merge(Majority(), claims)


class TestRules:
    @pytest.mark.parametrize("name", sorted(RULES))
    def test_states_are_hashable_equal_by_content_and_travel(self, name: str) -> None:
        rule = RULES[name]
        one, other = rule.lift(exactly(7)), rule.lift(exactly(12, "B"))
        state = rule.combine(one, other)
        assert rule.combine(other, one) == state
        assert hash(rule.combine(other, one)) == hash(state)
        assert state == pickle.loads(pickle.dumps(state))
        assert rule.read(state) == rule.read(pickle.loads(pickle.dumps(state)))

    def test_a_rule_is_found_by_name_however_it_is_spelt(self) -> None:
        assert RULES["most_reliable"] is as_rule("most reliable") is as_rule("most-reliable")

    def test_a_misspelt_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(RuleError, match="did you mean 'majority'"):
            as_rule("majorty")

    @pytest.mark.parametrize("wrong", [7, None, object(), int])
    def test_what_is_no_rule_is_refused(self, wrong: object) -> None:
        with pytest.raises(RuleError, match="lift, combine and read"):
            as_rule(wrong)

    def test_a_class_and_a_function_of_the_dossier_build_a_rule(self) -> None:
        given = []

        def build(dossier: Dossier) -> Rule[object]:
            given.append(dossier)
            return Hull()  # type: ignore[return-value]

        dossier = Dossier(timezone="Europe/Kyiv")
        assert isinstance(as_rule(Hull, dossier), Hull)
        assert isinstance(as_rule(build, dossier), Hull)
        assert [dossier] == given

    def test_nothing_to_merge_is_an_error(self) -> None:
        with pytest.raises(RuleError, match="nothing to merge"):
            merge(Hull(), [])

    def test_a_reading_that_is_no_answer_is_an_error_that_names_the_rule(self) -> None:
        class Broken(Hull):
            name = "broken"

            def read(self, state: object, at: float = LATEST) -> Answer:
                return 7  # type: ignore[return-value]

        with pytest.raises(RuleError, match="broken gave 7"):
            merge(Broken(), [exactly(7)])

    def test_live_claims_and_conflicts_read_as_english(self) -> None:
        found = merge(Intersection(), [exactly(7), exactly(12, "a nurse", named=True)])
        assert str(found) == "7 (A) against 12 (a nurse)"
        assert str(exactly(7, "a nurse", named=False)) == "a nurse (unnamed): 7"


FIRE = Event("fire", when="2025-03-01", id="fire-1")
RUSSIA, UKRAINE = Source("Russia"), Source("Ukraine")


def fire_dossier() -> Dossier:
    alba, bora = Source("Alba"), Source("Bora", reliability="A")
    return (
        Dossier()
        + alba.says(FIRE, "injured", "at least 7", ref="a1")
        + bora.says(FIRE, "injured", {"between": [8, 10]}, ref="b1")
        + alba.says(FIRE, "dead", 1, ref="a2")
        + bora.says(FIRE, "dead", 2, ref="b2")
        + anonymous("a nurse").says(FIRE, "burnt", 3, via="The Herald", ref="n1")
        + Source("The Herald").says(FIRE, "cost", "withheld", silent=alba, ref="h1")
        + alba.says(FIRE, "evacuated", "unknown", ref="a3")
    )


class TestAccount:
    def test_it_tells_each_question_who_set_it_and_its_standing(self) -> None:
        expected = [
            "Account of fire, 2025-03-01 by the rule intersection:",
            "- Burnt: 3 (The Herald, citing a nurse; unverified).",
            "- Cost: Alba did not disclose it.",
            "- Dead: contested: 1 (Alba) against 2 (Bora).",
            "- Evacuated: nothing that still stands.",
            "- Injured: 8 to 10 (Bora; single-source).",
        ]
        assert expected == str(crosscheck(fire_dossier()).account(FIRE)).splitlines()

    def test_bounds_set_by_different_claims_are_told_apart_each_with_its_standing(self) -> None:
        a, b, c = Source("A"), Source("B"), Source("C")
        dossier = Dossier() + a.says(FIRE, "hurt", "at least 7") + b.says(FIRE, "hurt", "at least 7")
        entry = crosscheck(dossier + c.says(FIRE, "hurt", "up to 10")).account()["hurt"]
        assert entry.bounds[0].sources == ("A", "B")
        assert [bound.standing for bound in entry.bounds] == ["corroborated", "single-source"]
        assert entry.standing == "single-source"
        assert (
            str(entry)
            == "Hurt: 7 to 10 (at least 7 by A and B, corroborated; at most 10 by C, single-source)."
        )

    def test_an_answer_that_nobody_gave_was_set_by_nobody(self) -> None:
        class Invented(Hull):
            name = "invented"

            def read(self, state: object, at: float = LATEST) -> Answer:
                return Answer.between(100, 200)

        entry = crosscheck(fire_dossier()).account(FIRE, Invented())["injured"]
        assert entry.bounds[0].sources == ()
        assert entry.standing is None
        assert "by nobody" in str(entry)

    def test_contested_bounds_are_marked(self) -> None:
        entry = crosscheck(fire_dossier()).account(FIRE, "hull")["dead"]
        assert Answer.between(1, 2) == entry.answer
        assert entry.standing == "contested"

    def test_a_likelihood_is_told_by_what_it_plainly_means(self) -> None:
        dossier = Dossier() + Source("A").says(FIRE, "hurt", {"probably": {"between": [3, 5]}})
        entry = crosscheck(dossier).account(FIRE)["hurt"]
        assert entry.bounds[0].sources == ("A",)
        assert entry.standing == "single-source"

    def test_strained_meanings_are_said_to_strain(self) -> None:
        dossier = Dossier() + Source("A").says(FIRE, "hurt", "dozens") + Source("B").says(FIRE, "hurt", 150)
        assert "though their plain meanings strain each other" in str(crosscheck(dossier).account(FIRE))

    def test_what_was_withdrawn_revised_or_narrated_does_not_count(self) -> None:
        alba = Source("Alba")
        herald = Source("The Herald", kind="newspaper")
        first = alba.says(FIRE, "hurt", 7, said="2025-03-01")
        dossier = Dossier() + first + alba.says(FIRE, "hurt", 9, said="2025-03-02", via=herald)
        dossier += alba.says(FIRE, "dead", 3, said="2025-03-01")
        dossier += alba.says(FIRE, "dead", 4, said="2025-03-02")
        dossier += alba.says(FIRE, "hurt", "unknown", said="2025-03-03", replaces=first)
        dossier += herald.says(FIRE, "hurt", "at least 9")
        account = crosscheck(dossier).account(FIRE)
        assert Answer.exactly(9) == account["hurt"].answer
        assert account["hurt"].bounds[0].sources == ("Alba",)
        assert Answer.exactly(4) == account["dead"].answer

    def test_a_growing_count_can_be_read_at_a_time(self) -> None:
        dead = Aspect("dead", axis="count", over_time="accrues")
        alba = Source("Alba")
        dossier = Dossier(aspects=[dead]) + alba.says(FIRE, "dead", 7, said="2025-03-01T12:00Z")
        dossier += Source("Bora").says(FIRE, "dead", 12, said="2025-03-03T12:00Z")
        report = crosscheck(dossier)
        assert account_of(report, FIRE, at="2025-03-02")["dead"].answer.possible == ((7, 13),)  # type: ignore[union-attr]
        assert account_of(report, FIRE)["dead"].answer.possible == ((12, 13),)  # type: ignore[union-attr]

    @pytest.mark.parametrize("event", [None, FIRE, "fire-1", "fire, 2025-03-01"])
    def test_the_event_is_found_by_itself_its_id_its_words_or_left_out(self, event: object) -> None:
        report = crosscheck(fire_dossier())
        assert report.account(FIRE) == account_of(report, event)  # type: ignore[arg-type]

    def test_events_that_the_user_joined_are_one(self) -> None:
        other = Event("blaze", id="fire-2")
        dossier = Dossier(
            [Source("A").says(FIRE, "hurt", 7), Source("B").says(other, "hurt", 8)],
            same_event=[(FIRE, other)],
        )
        report = crosscheck(dossier)
        assert report.account("fire-1") == report.account("fire-2") == report.account()

    def test_an_unknown_event_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(ArgumentError, match="did you mean 'fire-1'"):
            crosscheck(fire_dossier()).account("fire-2")
        with pytest.raises(ArgumentError, match="it has fire"):
            crosscheck(fire_dossier()).account("zzz")
        with pytest.raises(ArgumentError, match="an event is"):
            crosscheck(fire_dossier()).account(7)  # type: ignore[arg-type]

    def test_with_several_events_one_must_be_named(self) -> None:
        dossier = fire_dossier() + Source("Alba").says(Event("flood"), "dead", 3)
        with pytest.raises(ArgumentError, match="say which event: the report has 2"):
            crosscheck(dossier).account()
        with pytest.raises(ArgumentError, match="the report has 0"):
            crosscheck(Dossier()).account()

    def test_two_described_events_of_one_name_are_told_apart_by_the_event_itself(self) -> None:
        one, other = Event("strike", participants=["Alba"]), Event("strike", participants=["Bora"])
        report = crosscheck(Dossier() + Source("A").says(one, "hurt", 7) + Source("B").says(other, "hurt", 8))
        assert Answer.exactly(8) == report.account(other)["hurt"].answer
        with pytest.raises(ArgumentError, match="names 2 events"):
            report.account("strike")

    def test_entries_can_be_counted_iterated_and_looked_up(self) -> None:
        account = crosscheck(fire_dossier()).account()
        assert 5 == len(account) == len(list(account))
        assert repr(account) == "<Account of 'fire, 2025-03-01' by intersection: 5 questions>"
        with pytest.raises(KeyError):
            account["no such aspect"]

    def test_live_claims_come_by_question_with_all_a_rule_may_weigh(self) -> None:
        found = {question.aspect: claims for question, claims in live_claims(crosscheck(fire_dossier()))}
        assert list(found) == ["burnt", "cost", "dead", "evacuated", "injured"]
        bora = next(claim for claim in found["injured"] if claim.source == "Bora")
        assert ("A", True, frozenset({"bora"})) == (bora.reliability, bora.named, bora.roots)
        assert () == found["evacuated"] == found["cost"]
        assert not found["burnt"][0].named
