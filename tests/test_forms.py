"""Answers as they were given: kept as values, numbers by their value, told apart from how they are read."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, number
from claimcheck.errors import UnreadableWords
from claimcheck.forms import FORMS, Form, as_given, identity_of, in_short, plain


class Colour(StrEnum):
    RED = "red"


class Loud(float):
    def __repr__(self) -> str:
        return f"np.float64({float(self)})"


def nested(depth: int) -> Any:
    return {"not": nested(depth - 1)} if depth else 7


class TestWhatMayBeGiven:
    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            ("two", "two"),
            ("  two ", "  two "),
            (7, 7),
            (2.0, 2),
            (Decimal("2.00"), 2),
            (Fraction(4, 2), 2),
            (2.5, Decimal("2.5")),
            (0.1, Decimal("0.1")),
            (Loud(2.5), Decimal("2.5")),
            (Fraction(1, 8), Decimal("0.125")),
            (Decimal("1e3"), 1000),
            (True, "yes"),
            (False, "no"),
            (datetime.date(2025, 7, 4), "2025-07-04"),
            ({"at_least": 7}, Form((("at_least", 7),))),
            ({"at_least": 7.0}, Form((("at_least", 7),))),
            ({"between": [1, 2]}, Form((("between", (1, 2)),))),
            ({"any_of": [Colour.RED, "b"]}, Form((("any_of", ("red", "b")),))),
            ({"only": {"not": None}}, Form((("only", Form((("not", None),))),))),
            (
                {"sure": [[1, None]], "possible": [[0, None]]},
                Form((("possible", ((0, None),)), ("sure", ((1, None),)))),
            ),
        ],
    )
    def test_it_is_kept_as_a_value(self, value: Any, kept: Any) -> None:
        assert as_given(value) == kept
        assert type(as_given(value)) is type(kept)
        assert hash(as_given(value)) == hash(kept)
        assert as_given(as_given(value)) == kept
        assert as_given(plain(kept)) == kept

    @pytest.mark.parametrize(
        ("value", "told"),
        [
            (None, "an answer in words, a number or a form"),
            ("", "an answer in words, a number or a form"),
            (" \u200b", "an answer in words, a number or a form"),
            ([1, 2], "a form such as {at_least: 7}"),
            (b"two", "a form such as {at_least: 7}"),
            (object, "a form such as {at_least: 7}"),
            ({}, "one form in an answer"),
            ({"at_least": 1, "at_most": 2}, "one form in an answer"),
            ({"possible": [[1, 2]]}, "what is sure beside what is possible"),
            ({"at_leest": 1}, "did you mean 'at_least'?"),
            ({7: 1}, "an answer's form, not '7'"),
            ({"any_of": b"ab"}, "a form such as {at_least: 7}"),
            ({"any_of": ["a", ""]}, "an answer in words, a number or a form"),
            (float("nan"), "a finite decimal number of at most 1000 digits"),
            (float("-inf"), "a finite decimal number of at most 1000 digits"),
            (Decimal("sNaN"), "a finite decimal number of at most 1000 digits"),
            (Fraction(1, 3), "a finite decimal number of at most 1000 digits"),
            (Decimal("1e1000"), "a finite decimal number of at most 1000 digits"),
            (Decimal("1e999999999"), "a finite decimal number of at most 1000 digits"),
            (10**1000, "a number of at most 1000 digits"),
            (-(10**1000), "a number of at most 1000 digits"),
            ({"at_least": 10**6000}, "a number of at most 1000 digits"),
            (nested(21), "an answer nested at most 20 deep"),
            (nested(5000 // 10), "an answer nested at most 20 deep"),
        ],
    )
    def test_what_can_be_no_answer_is_refused(self, value: Any, told: str) -> None:
        with pytest.raises(UnreadableWords) as caught:
            as_given(value)
        assert told in str(caught.value)

    @pytest.mark.parametrize("value", [10**1000 - 1, -(10**1000 - 1), Decimal("9e999"), nested(20)])
    def test_up_to_the_limits_it_is_taken(self, value: Any) -> None:
        as_given(value)

    def test_the_forms(self) -> None:
        for key in FORMS - {"sure", "possible"}:
            assert as_given({key: 7}) == Form(((key, 7),))


class TestAnswersSpeltOut:
    @pytest.mark.parametrize(
        ("answer", "written"),
        [
            (Answer.at_least(7), {"possible": [[7, None]], "sure": [[7, None]]}),
            (Answer(COUNT, [(45, 56)], [(40, 61)]), {"possible": [[40, 61]], "sure": [[45, 56]]}),
            (Answer.exactly(True, YES_NO), {"possible": [[1, 2]], "sure": [[1, 2]]}),
            (
                Answer.exactly("Kursk", PATH),
                {"possible": [["kursk\x1f", "kursk "]], "sure": [["kursk\x1f", "kursk "]]},
            ),
            (
                Answer.at_most("0.5", number("0.25")),
                {"possible": [[None, Decimal("0.75")]], "sure": [[None, Decimal("0.75")]]},
            ),
            (
                Answer.at_least("0.5", SHARE),
                {
                    "possible": [[Decimal("0.5"), Decimal("1.000000001")]],
                    "sure": [[Decimal("0.5"), Decimal("1.000000001")]],
                },
            ),
            (
                Answer(INSTANT, [(0, None)]),
                {"possible": [["1970-01-01T00:00:00Z", None]], "sure": [["1970-01-01T00:00:00Z", None]]},
            ),
        ],
    )
    def test_in_values_not_in_steps(self, answer: Answer, written: Any) -> None:
        assert plain(as_given(answer)) == written

    def test_a_time_beyond_the_calendar_is_refused(self) -> None:
        with pytest.raises(UnreadableWords, match=r"a time within the calendar"):
            as_given(Answer(INSTANT, [(0, 10**30)]))


class TestIdentity:
    @pytest.mark.parametrize("two", [2, 2.0, Decimal("2"), Decimal("2.0"), Fraction(2)])
    def test_numbers_go_by_value(self, two: Any) -> None:
        assert identity_of(as_given(two)) == 2

    @pytest.mark.parametrize(
        ("value", "told"), [(2.5, ["2.5"]), (Decimal("2.50"), ["2.5"]), (Decimal("1e-3"), ["0.001"])]
    )
    def test_decimals_go_by_value(self, value: Any, told: Any) -> None:
        assert identity_of(as_given(value)) == told

    def test_words_go_folded_and_are_no_numbers(self) -> None:
        assert identity_of(" At  LEAST two") == "at least two"
        assert identity_of("2") == "2" != identity_of(2)

    def test_forms_go_by_their_parts(self) -> None:
        assert identity_of(as_given({"any_of": ["A", 2.0, None, 0.5]})) == {"any_of": ["a", 2, None, ["0.5"]]}


class TestInShort:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            ("two", "two"),
            (7, "7"),
            (2.5, "2.5"),
            ({"at_least": 7}, '{"at_least": 7}'),
            ({"about": 0.5}, '{"about": "0.5"}'),
            ({"only": "é"}, '{"only": "é"}'),
        ],
    )
    def test_one_line_of_text(self, value: Any, told: str) -> None:
        assert in_short(as_given(value)) == told

    def test_a_form_tells_its_parts(self) -> None:
        form = as_given({"sure": [[1, 2]], "possible": [[0, 3]]})
        assert isinstance(form, Form)
        assert form.key == "sure"
        assert form.get("possible") == ((0, 3),)
        assert form.get("about") is None
        assert repr(as_given({"at_least": 7})) == "Form(at_least=7)"


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(FORMS)) | st.text(max_size=3), inner, max_size=2)))  # fmt: skip
def test_anything_is_kept_faithfully_or_refused_as_our_error(value: Any) -> None:
    try:
        kept = as_given(value)
    except UnreadableWords:
        return
    hash(kept)
    assert as_given(plain(kept)) == kept
