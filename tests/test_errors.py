"""What goes wrong through no fault of ours: told in one line, with its facts as attributes."""

from __future__ import annotations

import pickle
from itertools import permutations

import pytest

from claimcheck.answers import AnswerError
from claimcheck.arguments import ArgumentError
from claimcheck.camps import TooManyGaps
from claimcheck.errors import (
    BadInput,
    ClaimcheckError,
    MissingExtra,
    Problem,
    UnreadableWords,
    closest,
    shown,
)
from claimcheck.moments import ZoneError
from claimcheck.sources import ControlRing


class TestEveryErrorIsOurs:
    @pytest.mark.parametrize(
        ("error", "builtin"),
        [
            (UnreadableWords, ValueError),
            (BadInput, ValueError),
            (MissingExtra, ImportError),
            (AnswerError, ValueError),
            (ArgumentError, TypeError),
            (ArgumentError, ValueError),
            (ZoneError, ValueError),
            (ControlRing, ValueError),
            (TooManyGaps, ValueError),
        ],
    )
    def test_and_the_builtin_that_a_reader_would_catch(
        self, error: type[Exception], builtin: type[Exception]
    ) -> None:
        assert issubclass(error, ClaimcheckError)
        assert issubclass(error, builtin)

    def test_the_base_is_a_plain_exception(self) -> None:
        assert ClaimcheckError.__bases__ == (Exception,)


class TestUnreadableWords:
    def test_it_tells_what_was_found_and_expected_and_how_to_mend_it(self) -> None:
        error = UnreadableWords("1.000", "a number with one reading", mend="write 1000")
        assert str(error) == "can't read '1.000'; expected a number with one reading; write 1000"
        assert (error.words, error.expected, error.mend) == (
            "1.000",
            "a number with one reading",
            "write 1000",
        )

    def test_without_a_way_to_mend_it(self) -> None:
        assert str(UnreadableWords("x", "a date")) == "can't read 'x'; expected a date"

    def test_it_pickles(self) -> None:
        assert (
            str(pickle.loads(pickle.dumps(UnreadableWords("x", "y", mend="z"))))
            == "can't read 'x'; expected y; z"
        )


class TestMissingExtra:
    def test_it_names_the_extra(self) -> None:
        error = MissingExtra("hypothesis", "testing")
        assert str(error) == "this needs the package hypothesis: pip install 'claimcheck-sources[testing]'"
        assert (error.package, error.extra) == ("hypothesis", "testing")


class TestProblems:
    @pytest.mark.parametrize(
        ("problem", "told"),
        [
            (Problem("answer", "'x'", "a number"), "answer: found 'x'; expected a number"),
            (
                Problem("answer", "'x'", "a number", file="a.yaml"),
                "a.yaml: answer: found 'x'; expected a number",
            ),
            (
                Problem("answer", "'x'", "a number", "write 7", "a.yaml", 12),
                "a.yaml:12: answer: found 'x'; expected a number; write 7",
            ),
            (Problem("a\x1bb", "c\nd", "e", "\x07f", "\x1bg", 1), "g:1: ab: found c d; expected e; f"),
        ],
    )
    def test_each_is_one_clean_line(self, problem: Problem, told: str) -> None:
        assert str(problem) == told

    def test_they_come_in_the_order_of_file_and_line_each_once(self) -> None:
        problems = [
            Problem("w", "f", "e"),
            Problem("w", "f", "e", file="a", line=2),
            Problem("w", "f", "e", file="a", line=10),
            Problem("w", "f", "e", file="b", line=1, claim="1"),
            Problem("w", "f", "e", file="b", line=1, claim="2"),
            Problem("w", "g", "e", file="b", line=1),
        ]
        for order in permutations(problems):
            assert BadInput([*order, order[0]]).problems == tuple(problems)

    def test_one_line_for_each(self) -> None:
        assert str(BadInput([Problem("w", "f", "e", line=2), Problem("w", "f", "e", line=1)])) == (
            "1: w: found f; expected e\n2: w: found f; expected e"
        )


class TestAnyValueCanBeShown:
    @pytest.mark.parametrize(
        ("value", "told"),
        [
            ("a", "'a'"),
            ("\x1b[31m", "'\\x1b[31m'"),
            ("é\u202e", "'é\\u202e'"),
            (7, "7"),
            ("a" * 78, f"'{'a' * 78}'"),
            ("a" * 79, f"'{'a' * 76}..."),
        ],
    )
    def test_quoted_cleaned_and_cut(self, value: object, told: str) -> None:
        assert shown(value) == told
        assert len(shown(value)) <= 80

    def test_a_hostile_repr_hides_no_error(self) -> None:
        class Hostile:
            def __repr__(self) -> str:
                raise RuntimeError

        assert shown(Hostile()) == "<Hostile>"

    def test_a_number_too_long_to_print(self) -> None:
        assert shown(10**5000) == "<int>"


class TestSuggestions:
    @pytest.mark.parametrize(
        ("name", "names", "told"),
        [
            ("control_by", ["controlled_by", "kind"], "did you mean 'controlled_by'?"),
            ("tass", ["TASS"], "did you mean 'TASS'?"),
            ("zebra", ["TASS"], ""),
            ("x", [], ""),
            ("a" * 201, ["a" * 200], ""),
            ("a" * 199, ["a" * 201], ""),
            ("tas", ["TASS", "tass"], "did you mean 'TASS'?"),
        ],
    )
    def test_the_nearest_name(self, name: str, names: list[str], told: str) -> None:
        assert closest(name, names) == told

    def test_the_order_of_the_names_is_no_matter(self) -> None:
        assert len({closest("abcd", order) for order in permutations(["abce", "abcf", "ABCE"])}) == 1
