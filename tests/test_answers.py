"""The algebra of answers: axes, normal form, the four relations, and what Python would otherwise guess.

The oracle is a plain `frozenset` over a small universe, and `portion` on spans.
"""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import portion
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.answers import (
    COUNT,
    INSTANT,
    PATH,
    SHARE,
    YES_NO,
    Answer,
    AnswerError,
    Axis,
    Relation,
    ends_of,
    number,
    path_key,
    span_order,
)

UTC = datetime.UTC
UNIVERSE = frozenset(range(201))
SMALL = Axis("small", Fraction(1), 0, 200)
ENDLESS = number(1)


def spans(axis: Axis = SMALL) -> st.SearchStrategy[list[tuple[Any, Any]]]:
    """Spans in any order, touching, overlapping or apart; on an endless axis some without a bound."""
    bound = st.integers(0, 201)
    pair = (
        st.tuples(bound, bound).filter(lambda ends: ends[0] != ends[1]).map(lambda ends: tuple(sorted(ends)))
    )
    if axis.lowest is None or axis.top is None:
        pair |= bound.map(lambda end: (None, end)) | bound.map(lambda end: (end, None))
    return st.lists(pair, max_size=4)


def answers(axis: Axis = SMALL) -> st.SearchStrategy[Answer]:
    """Answers with gaps, and empty ones; what is sure lies within what is possible."""
    return st.builds(lambda one, more: Answer(axis, one, one + more), spans(axis), spans(axis))


def members(held: tuple[tuple[Any, Any], ...]) -> frozenset[int]:
    """The values of some spans, over a universe that is wide enough for all bounds drawn."""
    found: set[int] = set()
    for lower, upper in held:
        found |= set(range(-1 if lower is None else lower, 202 if upper is None else upper))
    return frozenset(found)


def both(answer: Answer) -> tuple[frozenset[int], frozenset[int]]:
    return members(answer.sure), members(answer.possible)


def interval(held: list[tuple[Any, Any]]) -> portion.Interval:
    """The same spans for `portion`."""
    found = portion.empty()
    for lower, upper in held:
        found |= portion.closedopen(
            -portion.inf if lower is None else lower, portion.inf if upper is None else upper
        )
    return found


def from_interval(held: portion.Interval) -> tuple[tuple[Any, Any], ...]:
    return tuple(
        (None if one.lower == -portion.inf else one.lower, None if one.upper == portion.inf else one.upper)
        for one in held
        if not one.empty
    )


class TestAnswersAreSetsOfValues:
    """Every operation against a plain set over 0 … 200, and against `portion` where there is no end."""

    @given(answers(), answers())
    @example(Answer(SMALL, [(0, 1)]), Answer(SMALL, [(1, 2)]))
    def test_merging_is_intersection_of_each_set_with_its_like(self, one: Answer, other: Answer) -> None:
        merged = one & other
        merged._check()
        assert both(merged) == (both(one)[0] & both(other)[0], both(one)[1] & both(other)[1])

    @given(answers(), answers())
    def test_or_is_union_of_each_set_with_its_like(self, one: Answer, other: Answer) -> None:
        either = one | other
        either._check()
        assert both(either) == (both(one)[0] | both(other)[0], both(one)[1] | both(other)[1])

    @given(answers())
    def test_complement_swaps_the_roles_of_the_sets(self, answer: Answer) -> None:
        swapped = answer.complement()
        swapped._check()
        assert both(swapped) == (UNIVERSE - both(answer)[1], UNIVERSE - both(answer)[0])
        assert swapped.complement() == answer

    @given(answers())
    def test_a_denial_denies_all_that_the_words_may_mean(self, answer: Answer) -> None:
        left = answer.denied()
        left._check()
        assert both(left) == (UNIVERSE - both(answer)[1],) * 2

    @given(answers())
    def test_a_likelihood_rules_nothing_out(self, answer: Answer) -> None:
        likely = answer.likely()
        likely._check()
        assert both(likely) == (both(answer)[0], UNIVERSE)

    @given(answers())
    def test_or_more_reaches_up_from_the_lowest_value(self, answer: Answer) -> None:
        grown = answer.or_more()
        grown._check()
        assert both(grown) == tuple(
            frozenset(value for value in UNIVERSE if held and value >= min(held)) for held in both(answer)
        )

    @given(answers())
    def test_the_hull_is_the_smallest_single_span_around(self, answer: Answer) -> None:
        hull = answer.hull()
        hull._check()
        assert both(hull) == tuple(
            frozenset(range(min(held), max(held) + 1)) if held else frozenset() for held in both(answer)
        )
        assert len(hull.sure) <= 1
        assert len(hull.possible) <= 1

    @given(answers(), answers())
    @example(Answer(SMALL, [(0, 1)]), Answer(SMALL, [(1, 2)]))
    def test_the_relations_are_set_algebra(self, one: Answer, other: Answer) -> None:
        (sure, possible), (other_sure, other_possible) = both(one), both(other)
        confirms = sure <= other_sure and possible <= other_possible
        contradicts = not possible & other_possible
        strains = bool(possible & other_possible) and not sure & other_sure
        assert one.confirms(other) is confirms
        assert one.contradicts(other) is contradicts
        assert one.strains(other) is strains
        assert one.compatible(other) is not (confirms or contradicts or strains)

    @given(answers(), answers())
    def test_equality_is_content(self, one: Answer, other: Answer) -> None:
        assert (one == other) == (both(one) == both(other))
        assert one != other or hash(one) == hash(other)
        assert (one.sort_key == other.sort_key) == (one == other)

    @given(answers())
    def test_what_kind_of_answer_it_is(self, answer: Answer) -> None:
        sure, possible = both(answer)
        assert answer.is_nothing is not bool(possible)
        assert answer.is_everything is (sure == UNIVERSE == possible)
        assert answer.reaches_both_ends is (0 in sure and 200 in sure)

    @given(spans(ENDLESS), spans(ENDLESS))
    def test_spans_without_ends_are_as_portion_has_them(self, one: list[Any], other: list[Any]) -> None:
        a, b = Answer(ENDLESS, one), Answer(ENDLESS, other)
        assert a.sure == from_interval(interval(one))
        assert (a & b).sure == from_interval(interval(one) & interval(other))
        assert (a | b).sure == from_interval(interval(one) | interval(other))
        assert a.complement().sure == from_interval(~interval(one))
        assert a.contradicts(b) is (interval(one) & interval(other)).empty
        assert a.confirms(b) is (interval(other).contains(interval(one)) or not one)

    @given(spans(ENDLESS))
    def test_an_answer_comes_back_from_its_repr(self, held: list[Any]) -> None:
        answer = Answer(ENDLESS, held[:1], held)
        assert eval(repr(answer), {"Answer": Answer, "number": number}) == answer


class TestTheConstructorIsTheNormaliser:
    @pytest.mark.parametrize(
        ("given_spans", "normal"),
        [
            ([], ()),
            ([(7, 8)], ((7, 8),)),
            ([(8, 9), (7, 8)], ((7, 9),)),
            ([(0, 4), (2, 3)], ((0, 4),)),
            ([(0, 4), (2, 6)], ((0, 6),)),
            ([(0, 2), (3, 5)], ((0, 2), (3, 5))),
            ([(None, 3)], ((0, 3),)),
            ([(-5, 3)], ((0, 3),)),
            ([(-5, -2)], ()),
            ([(None, 0)], ()),
            ([(5, None), (2, 3)], ((2, 3), (5, None))),
            ([(5, None), (7, 9)], ((5, None),)),
            ([(5, 9), (7, None)], ((5, None),)),
        ],
    )
    def test_spans_of_a_count(self, given_spans: list[Any], normal: Any) -> None:
        assert Answer(COUNT, given_spans).sure == normal
        assert Answer(COUNT, given_spans).possible == normal

    @pytest.mark.parametrize(
        ("given_spans", "normal"),
        [([(-1, 3)], ((0, 2),)), ([(1, 9)], ((1, 2),)), ([(2, None)], ()), ([(None, None)], ((0, 2),))],
    )
    def test_what_lies_beyond_the_ends_is_cut_off(self, given_spans: list[Any], normal: Any) -> None:
        assert Answer(YES_NO, given_spans).sure == normal

    @pytest.mark.parametrize(
        ("axis", "bad"),
        [
            (COUNT, [(3, 3)]),
            (COUNT, [(4, 3)]),
            (COUNT, [7]),
            (COUNT, [(1, 2, 3)]),
            (COUNT, [("1", 2)]),
            (COUNT, [(1.0, 2)]),
            (COUNT, [(True, 2)]),
            (COUNT, [(0, True)]),
            (PATH, [(1, 2)]),
            (PATH, [("b", "a")]),
            (PATH, [("a", "\U0010ffff")]),
            (PATH, [("\U0010ffffz", None)]),
        ],
    )
    def test_what_is_no_span_is_refused(self, axis: Axis, bad: list[Any]) -> None:
        with pytest.raises(AnswerError):
            Answer(axis, bad)

    @pytest.mark.parametrize(
        ("axis", "bad", "told"),
        [
            (COUNT, [7], r"a span is a pair \[lower, upper\), not 7"),
            (COUNT, [(4, 3)], r"a span's lower bound is below its upper one: \(4, 3\)"),
            (
                COUNT,
                [("1", 2)],
                "a bound on the axis 'count' is a whole number of grid steps or None, not '1'",
            ),
            (PATH, [(1, None)], "a bound on the axis 'path' is text or None, not 1"),
        ],
    )
    def test_the_error_names_what_was_found(self, axis: Axis, bad: list[Any], told: str) -> None:
        with pytest.raises(AnswerError, match=rf"^{told}$"):
            Answer(axis, bad)

    @pytest.mark.parametrize(
        ("given_spans", "normal"),
        [([("", "b")], ((None, "b"),)), ([(None, "")], ()), ([("", None)], ((None, None),))],
    )
    def test_no_name_is_below_the_empty_text(self, given_spans: list[Any], normal: Any) -> None:
        assert Answer(PATH, given_spans).sure == normal

    def test_what_is_sure_lies_within_what_is_possible(self) -> None:
        with pytest.raises(AnswerError, match=r"what is sure \(\(\(0, 9\),\)\) lies within what is possible"):
            Answer(COUNT, [(0, 9)], [(1, 9)])

    def test_an_answer_without_a_loose_reading_is_exact(self) -> None:
        assert Answer(COUNT, [(1, 2)]) == Answer(COUNT, [(1, 2)], [(1, 2)])

    def test_answers_pickle(self) -> None:
        answer = Answer(COUNT, [(45, 56)], [(40, 61)])
        assert pickle.loads(pickle.dumps(answer)) == answer


class TestMakingAnswers:
    # tables hold what makes an answer, so that it is made while the test runs

    @pytest.mark.parametrize(
        ("make", "held"),
        [
            (lambda: Answer.exactly(8), ((8, 9),)),
            (lambda: Answer.exactly(True, YES_NO), ((1, 2),)),
            (lambda: Answer.exactly("no", YES_NO), ((0, 1),)),
            (lambda: Answer.exactly(["Kursk"], PATH), (("kursk\x1f", "kursk "),)),
            (lambda: Answer.at_least(7), ((7, None),)),
            (lambda: Answer.at_least("0.5", SHARE), ((5 * 10**8, 10**9 + 1),)),
            (lambda: Answer.at_most(40), ((0, 41),)),
            (lambda: Answer.at_most(40, ENDLESS), ((None, 41),)),
            (lambda: Answer.between(100, 300), ((100, 301),)),
            (lambda: Answer.between("7.8", "7.9", number("0.1")), ((78, 80),)),
            (lambda: Answer.everything(COUNT), ((0, None),)),
            (lambda: Answer.everything(PATH), ((None, None),)),
            (lambda: Answer.everything(SHARE), ((0, 10**9 + 1),)),
        ],
    )
    def test_bounds_are_half_open(self, make: Callable[[], Answer], held: Any) -> None:
        answer = make()
        assert answer.sure == answer.possible == held

    def test_an_answer_beyond_the_axis_is_nothing(self) -> None:
        assert Answer.exactly(-5).is_nothing
        assert Answer.exactly(2, SHARE).is_nothing

    def test_from_high_to_low_is_refused(self) -> None:
        with pytest.raises(AnswerError):
            Answer.between(300, 100)


class TestNumbersGoByTheirValue:
    @pytest.mark.parametrize(
        "two", [2, 2.0, "2", "2.0", "2e0", Decimal("2"), Decimal("2.00"), Fraction(4, 2)]
    )
    def test_two_is_two_however_written(self, two: Any) -> None:
        assert Answer.exactly(two) == Answer.exactly(2)

    def test_a_float_counts_as_it_is_written(self) -> None:
        assert number("0.1").step(0.1) == 1
        assert SHARE.step(0.3) == 3 * 10**8
        assert number(0.01) is number("0.01")

    def test_a_float_with_a_repr_of_its_own_counts_by_its_digits(self) -> None:
        class Loud(float):
            def __repr__(self) -> str:
                return f"np.float64({float(self)})"

        assert COUNT.step(Loud(2)) == 2

    @pytest.mark.parametrize("axis", [COUNT, SHARE, number()])
    @pytest.mark.parametrize(
        "bad",
        [True, False, float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), "nan", "inf", "", "two", "²", "½",
         None, [], 1j, "1e5001", "1e-5001", Decimal("1e999999"), "9" * 5002, "0." + "1" * 5001],
    )  # fmt: skip
    def test_what_is_no_finite_number_is_refused(self, axis: Axis, bad: Any) -> None:
        with pytest.raises(AnswerError, match=rf"a {axis.name}|between two"):
            axis.step(bad)

    def test_true_is_not_one(self) -> None:
        with pytest.raises(AnswerError, match=r"^True is no number; a count is one$"):
            COUNT.step(True)

    def test_a_number_of_five_thousand_digits_counts(self) -> None:
        assert COUNT.step("9" * 5000) == 10**5000 - 1

    def test_between_two_steps_there_is_no_value(self) -> None:
        with pytest.raises(
            AnswerError, match=r"^2.5 lies between two values of the axis 'count', whose grid is 1$"
        ):
            COUNT.step(2.5)

    @pytest.mark.parametrize(
        "grid", ["0", "-1", 0, "x", "nan", None, float("inf"), True, "1/0", "1e9999999", "1e-9999999", "1/"]
    )
    def test_a_grid_is_a_positive_number(self, grid: Any) -> None:
        with pytest.raises(AnswerError, match=r"^a grid is a positive number such as 0.01, not "):
            number(grid)

    def test_one_grid_makes_one_axis(self) -> None:
        assert number("0.01") is number(Fraction(1, 100)) is number("1/100") is number(Decimal("0.010"))
        assert number("0.01") != number("0.1")
        assert number().grid == Fraction(1, 10**9)


class TestAxes:
    @pytest.mark.parametrize(
        ("axis", "value", "step"),
        [
            (COUNT, 7, 7),
            (SHARE, Fraction(1, 2), 500_000_000),
            (SHARE, 1, 1_000_000_000),
            (number("0.01"), Fraction(157, 20), 785),
            (number("0.01"), -3, -300),
            (YES_NO, True, 1),
            (YES_NO, False, 0),
            (PATH, ("russia", "kursk region"), "russia\x1fkursk region\x1f"),
            (INSTANT, datetime.datetime(1970, 1, 1, tzinfo=UTC), 0),
            (INSTANT, datetime.datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), 1_000_005),
            (INSTANT, datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), -1_000_000),
        ],
    )
    def test_a_value_comes_back_from_its_step(self, axis: Axis, value: Any, step: Any) -> None:
        assert axis.step(value) == step
        assert axis.value(step) == value
        assert type(axis.value(step)) is type(value)

    @given(st.integers())
    def test_a_step_comes_back_from_its_value(self, step: int) -> None:
        for axis in (COUNT, SHARE, number("0.01"), number("2.5")):
            assert axis.step(axis.value(step)) == step

    def test_an_instant_is_the_same_in_every_zone(self) -> None:
        kyiv = datetime.timezone(datetime.timedelta(hours=3))
        assert INSTANT.step(datetime.datetime(1970, 1, 1, 3, tzinfo=kyiv)) == 0

    @pytest.mark.parametrize(
        ("axis", "bad", "told"),
        [
            (INSTANT, datetime.datetime(2025, 7, 4), "an instant is a date-time with an offset, not "),
            (INSTANT, "2025-07-04", "an instant is a date-time with an offset, not "),
            (INSTANT, 0, "an instant is a date-time with an offset, not "),
            (YES_NO, 1, "yes or no, not 1"),
            (YES_NO, 0, "yes or no, not 0"),
            (YES_NO, "maybe", "yes or no, not 'maybe'"),
            (PATH, [], r"a path is a list of names, broad to narrow, not \[\]"),
            (PATH, 7, "a path is a list of names, broad to narrow, not 7"),
            (PATH, ["Russia", ""], "a path is made of names, not ''"),
            (PATH, ["Russia", 7], "a path is made of names, not 7"),
        ],
    )
    def test_a_value_of_another_kind_is_refused(self, axis: Axis, bad: Any, told: str) -> None:
        with pytest.raises(AnswerError, match=rf"^{told}"):
            axis.step(bad)

    @pytest.mark.parametrize(("said", "step"), [("yes", 1), ("no", 0), (True, 1), (False, 0)])
    def test_yes_and_no_may_be_words(self, said: Any, step: int) -> None:
        assert YES_NO.step(said) == step

    def test_within_one_step_an_instant_is_cut_to_its_microsecond(self) -> None:
        step = INSTANT.step(datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
        assert (type(step), step) == (int, 253402300799999999)

    def test_the_error_shows_the_value(self) -> None:
        with pytest.raises(AnswerError, match=r"not 'noon'$"):
            INSTANT.step("noon")

    @pytest.mark.parametrize(
        ("axis", "lowest", "top"),
        [(COUNT, 0, None), (SHARE, 0, 10**9 + 1), (YES_NO, 0, 2), (INSTANT, None, None), (PATH, None, None)],
    )
    def test_the_ends_of_an_axis(self, axis: Axis, lowest: Any, top: Any) -> None:
        assert axis.top == top
        assert axis.whole == ((lowest, top),)

    def test_equal_axes_hash_alike(self) -> None:
        assert hash(Axis("count", Fraction(1), 0)) == hash(COUNT)
        assert Axis("count", Fraction(1), 0) == COUNT

    def test_an_axis_that_is_a_copy_is_the_same_axis(self) -> None:
        assert Answer.exactly(7, Axis("count", Fraction(1), 0)).confirms(Answer.at_least(7))

    @pytest.mark.parametrize(
        "name",
        ["confirms", "contradicts", "strains", "compatible", "relation", "margin", "__and__", "__or__"],
    )
    def test_answers_on_two_axes_have_no_relation(self, name: str) -> None:
        with pytest.raises(AnswerError, match=r"^answers on two axes have no relation: count and share$"):
            getattr(Answer.exactly(1), name)(Answer.exactly(1, SHARE))


class TestPaths:
    def test_everything_at_or_below_one_path_is_one_span(self) -> None:
        kursk = Answer.exactly(["Russia", "Kursk"], PATH)
        assert Answer.exactly(["Russia", "Kursk", "Sudzha"], PATH).confirms(kursk)
        assert kursk.confirms(Answer.exactly("Russia", PATH))
        assert not Answer.exactly("Russia", PATH).confirms(kursk)

    @pytest.mark.parametrize("other", ["Kursk-2", "Kursk region", "Kursk!", "Kurs", "Kurska", "Kursk 2"])
    def test_kursk_never_takes_in_another_name(self, other: str) -> None:
        assert Answer.exactly(["Russia", "Kursk"], PATH).contradicts(Answer.exactly(["Russia", other], PATH))

    def test_names_are_folded(self) -> None:
        assert path_key("a\u0085b") == "a b\x1f"
        assert path_key("  KURSK\tregion ") == "kursk region\x1f"
        assert path_key(("a", "b")) == "a\x1fb\x1f"

    def test_a_step_end_inside_a_name_makes_no_second_step(self) -> None:
        assert path_key("a\x1fb").count("\x1f") == 1


class TestRelations:
    @pytest.mark.parametrize(
        ("one", "other", "relation"),
        [
            (Answer.exactly(8), Answer.at_least(7), Relation.CONFIRMS),
            (Answer.at_least(7), Answer.exactly(8), Relation.COMPATIBLE),
            (Answer.exactly(8), Answer.exactly(8), Relation.CONFIRMS),
            (Answer.exactly(6), Answer.at_least(7), Relation.CONTRADICTS),
            (Answer(COUNT, [(24, 100)], [(12, 200)]), Answer.exactly(150), Relation.STRAINS),
            (Answer.exactly(150), Answer(COUNT, [(24, 100)], [(12, 200)]), Relation.STRAINS),
            (Answer.between(1, 5), Answer.between(4, 9), Relation.COMPATIBLE),
            (Answer(COUNT, []), Answer.exactly(8), Relation.CONTRADICTS),
        ],
    )
    def test_first_that_fits(self, one: Answer, other: Answer, relation: Relation) -> None:
        assert one.relation(other) is relation

    def test_only_compatible_answers_are_compatible(self) -> None:
        assert Answer.at_least(7).compatible(Answer.exactly(8))
        assert not Answer.exactly(8).compatible(Answer.at_least(7))

    def test_sure_alone_does_not_confirm(self) -> None:
        vague = Answer(COUNT, [(7, 8)], [(6, 9)])
        assert not vague.confirms(Answer.exactly(7))
        assert not Answer.exactly(6).confirms(vague)
        assert Answer.exactly(7).confirms(vague)


class TestMargin:
    @pytest.mark.parametrize(
        ("one", "other", "margin"),
        [
            (Answer.exactly(295), Answer.exactly(298), Fraction(3, 298)),
            (Answer.exactly(298), Answer.exactly(295), Fraction(3, 298)),
            (Answer.at_most(3), Answer.at_least(7), Fraction(4, 7)),
            (Answer.between(1, 3), Answer.between(7, 9), Fraction(4, 7)),
            (Answer.exactly(7), Answer.exactly(8), Fraction(1, 8)),
            (Answer.exactly(-8, ENDLESS), Answer.exactly(-4, ENDLESS), Fraction(1, 2)),
            (Answer.exactly(7), Answer.exactly(7), None),
            (Answer.at_least(7), Answer.exactly(8), None),
            (Answer(COUNT, [(1, 2), (4, 5)]), Answer.exactly(9), None),
            (Answer.exactly(9), Answer(COUNT, [(1, 2), (4, 5)]), None),
            (Answer(COUNT, []), Answer.exactly(9), None),
            (Answer.exactly("a", PATH), Answer.exactly("b", PATH), None),
            (Answer.exactly(True, YES_NO), Answer.exactly(False, YES_NO), None),
            (Answer(INSTANT, [(0, 1)]), Answer(INSTANT, [(3_000_000, 3_000_001)]), Fraction(3)),
            (
                Answer(INSTANT, [(0, 1_000_000)]),
                Answer(INSTANT, [(1_500_000, None)]),
                Fraction(500_001, 10**6),
            ),
        ],
    )
    def test_a_share_of_the_larger_of_the_two_nearest_values(
        self, one: Answer, other: Answer, margin: Any
    ) -> None:
        assert one.margin(other) == margin

    def test_of_spans_without_ends(self) -> None:
        low, high = Answer.at_most(3, ENDLESS), Answer.at_least(7, ENDLESS)
        assert low.margin(high) == high.margin(low) == Fraction(4, 7)
        first = Answer(INSTANT, [(None, 1_000_000)])
        assert first.margin(Answer(INSTANT, [(None, 1), (9, 10)])) is None


class TestSorting:
    @pytest.mark.parametrize(
        "lowest_first",
        [
            [
                Answer.at_most(3, ENDLESS),
                Answer.exactly(-5, ENDLESS),
                Answer.exactly(3, ENDLESS),
                Answer.at_least(3, ENDLESS),
            ],
            [Answer.exactly(0), Answer.between(0, 1), Answer.at_least(0), Answer.exactly(1)],
            [Answer.exactly(1).likely(), Answer.exactly(2).likely(), Answer.exactly(1)],
        ],
    )
    def test_answers_sort_from_lowest_to_highest(self, lowest_first: list[Answer]) -> None:
        highest_first = lowest_first[::-1]
        assert sorted(highest_first, key=lambda answer: answer.sort_key) == lowest_first

    def test_axes_come_first(self) -> None:
        assert Answer.exactly(9).sort_key < Answer.exactly("a", PATH).sort_key

    def test_an_absent_bound_is_beyond_every_other(self) -> None:
        in_order = [(None, -9), (None, 4), (None, None), (-7, 4), (-7, None), (0, 1)]
        reverse = in_order[::-1]
        assert sorted(reverse, key=span_order) == in_order


class TestEnds:
    @pytest.mark.parametrize(
        ("axis", "spans", "ends"),
        [
            (COUNT, ((7, 9),), (7, 9)),
            (COUNT, ((7, 9), (12, None)), (7, float("inf"))),
            (ENDLESS, ((None, 3),), (float("-inf"), 3)),
            (PATH, (("a", "b"), ("c", "d")), ("a", "d")),
            (PATH, ((None, None),), ("", "\U0010ffff")),
        ],
    )
    def test_they_compare_where_there_is_no_bound(self, axis: Axis, spans: Any, ends: Any) -> None:
        assert ends_of(axis, spans) == ends

    def test_nothing_holds_no_value(self) -> None:
        assert Answer.nothing(COUNT) == Answer(COUNT, [])
        assert Answer.nothing(PATH).is_nothing


class TestWhatPythonWouldGuess:
    def test_an_answer_is_neither_true_nor_false(self) -> None:
        with pytest.raises(TypeError, match=r"\.is_nothing or \.is_everything, or \.confirms\(other\)$"):
            bool(Answer.exactly(8))

    @pytest.mark.parametrize("name", ["__lt__", "__le__", "__gt__", "__ge__"])
    def test_answers_have_no_order(self, name: str) -> None:
        with pytest.raises(
            TypeError,
            match=r"^answers have no order; use \.confirms, \.contradicts or \.strains, or sort by \.sort_key$",
        ):
            getattr(Answer.exactly(1), name)(Answer.exactly(2))

    def test_equality_with_another_thing_is_false(self) -> None:
        assert Answer.exactly(8) != 8
        assert Answer.exactly(1) != Answer.exactly(1, SHARE)

    @pytest.mark.parametrize("name", ["__and__", "__or__"])
    def test_merging_with_another_thing_is_left_to_it(self, name: str) -> None:
        assert getattr(Answer.exactly(8), name)(8) is NotImplemented

    def test_an_answer_does_not_change(self) -> None:
        with pytest.raises(AttributeError):
            Answer.exactly(8).sure = ()  # type: ignore[misc]


class TestHowAnswersLook:
    @pytest.mark.parametrize(
        ("answer", "told"),
        [
            (Answer.exactly(8), "Answer(COUNT, sure=[(8, 9)])"),
            (Answer(COUNT, [(45, 56)], [(40, 61)]), "Answer(COUNT, sure=[(45, 56)], possible=[(40, 61)])"),
            (Answer.exactly(True, YES_NO), "Answer(YES_NO, sure=[(1, 2)])"),
            (Answer.exactly("a", PATH), "Answer(PATH, sure=[('a\\x1f', 'a ')])"),
            (Answer(INSTANT, [(0, 1)]), "Answer(INSTANT, sure=[(0, 1)])"),
            (Answer.exactly(0, SHARE), "Answer(SHARE, sure=[(0, 1)])"),
            (Answer.exactly("7.85", number("0.01")), "Answer(number('1/100'), sure=[(785, 786)])"),
        ],
    )
    def test_repr_evaluates_back(self, answer: Answer, told: str) -> None:
        names = {
            "Answer": Answer,
            "COUNT": COUNT,
            "YES_NO": YES_NO,
            "PATH": PATH,
            "INSTANT": INSTANT,
            "SHARE": SHARE,
            "number": number,
        }
        assert repr(answer) == told
        assert eval(told, names) == answer

    @pytest.mark.parametrize(
        ("answer", "told"),
        [
            (Answer.exactly(8), "8"),
            (Answer.at_least(1000), "at least 1,000"),
            (Answer.everything(COUNT), "anything"),
            (Answer.exactly(True, YES_NO), "yes"),
        ],
    )
    def test_str_is_english(self, answer: Answer, told: str) -> None:
        assert str(answer) == told
