"""What goes wrong through no fault of ours: told in one line, with its facts as attributes."""

from __future__ import annotations

import importlib
import pickle
import pkgutil
from collections.abc import Callable
from itertools import permutations

import pytest

import claimcheck
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
from claimcheck.exchange.documents import MisshapenError
from claimcheck.exchange.registry import BrokenFormat
from claimcheck.explaining import AmbiguousClaim
from claimcheck.formats.files import format_of
from claimcheck.formats.json_file import decode
from claimcheck.moments import ZoneError
from claimcheck.report.links import UnknownEvent
from claimcheck.report.pictures.asking import NothingToDraw, UnknownQuestion
from claimcheck.report.pictures.picture import PictureKind
from claimcheck.sources import ControlRing
from claimcheck.testing.laws import Breach, BrokenLaw


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


def _modules() -> list[str]:
    found = pkgutil.walk_packages(claimcheck.__path__, "claimcheck.")
    return sorted(one.name for one in found if not one.name.endswith("__main__"))


def _raised(call: Callable[[], object]) -> ClaimcheckError:
    with pytest.raises(ClaimcheckError) as caught:
        call()
    return caught.value


def _gapped() -> None:
    from claimcheck.camps import find_camps

    find_camps([((0, 1), (20_000, 20_001)), *(((step, step + 1),) for step in range(10_000))])


A_REPORT = claimcheck.check([{"ref": "a", "source": "A", "event": "e", "aspect": "killed", "answer": 2}])

SAMPLES: dict[str, Callable[[], object]] = {
    "AmbiguousClaim": lambda: raise_(AmbiguousClaim("a", ["b", "c"])),
    "AnswerError": lambda: claimcheck.number(-1),
    "ArgumentError": lambda: claimcheck.Source("A", knd="state"),
    "BadInput": lambda: claimcheck.check([{}]),
    "BrokenFormat": lambda: raise_(BrokenFormat("theirs", "their-package", "it has no name")),
    "BrokenLaw": lambda: raise_(BrokenLaw([Breach("a rule", "total", (), ())])),
    "ControlRing": lambda: raise_(ControlRing(["A", "B"])),
    "MisshapenError": lambda: raise_(MisshapenError("claims[0]", 7, "a mapping")),
    "MissingExtra": lambda: raise_(MissingExtra("prov", "prov")),
    "NoOneEntry": lambda: A_REPORT.account()["zzz"],
    "NotPlainError": lambda: decode("NaN"),
    "NothingToDraw": lambda: raise_(NothingToDraw("there is nothing to see", what="a picture")),
    "PictureKind": lambda: raise_(PictureKind("a picture is saved as .svg or .png", found="x.gif")),
    "RefusedError": lambda: format_of("x.txt", None),
    "RuleError": lambda: A_REPORT.account(rule="hul"),
    "TooManyGaps": _gapped,
    "UnknownClaim": lambda: A_REPORT.explain("zzz"),
    "UnknownEvent": lambda: raise_(UnknownEvent("zzz", "did you mean 'e'?")),
    "UnknownQuestion": lambda: raise_(UnknownQuestion("zzz", "no claim answers 'zzz'")),
    "UnreadableWords": lambda: claimcheck.read_answer("sevenish"),
    "WrongAxis": lambda: claimcheck.read_answer("half", "count"),
    "HangsOnItsDay": lambda: claimcheck.read_answer("Friday"),
    "ZoneError": lambda: claimcheck.Dossier(timezone="Europe/Kiew"),
}


def raise_(error: ClaimcheckError) -> None:
    raise error


class TestEveryErrorCarriesItsFacts:
    def classes(self) -> dict[str, type[ClaimcheckError]]:
        for name in _modules():
            importlib.import_module(name)
        found: dict[str, type[ClaimcheckError]] = {}
        ahead: list[type[ClaimcheckError]] = [ClaimcheckError]
        while ahead:
            for one in ahead.pop().__subclasses__():
                if one.__module__.startswith("claimcheck.") and one.__name__ not in found:
                    found[one.__name__] = one
                    ahead.append(one)
        return {name: one for name, one in found.items() if not name.startswith("_") and name != "ToldError"}

    def test_each_class_has_a_sample_here(self) -> None:
        assert self.classes().keys() - SAMPLES.keys() == set()

    def test_no_other_exception_leaves_the_library(self) -> None:
        """What is no `ClaimcheckError` is private, and caught where it is raised."""
        for name in _modules():
            for one in vars(importlib.import_module(name)).values():
                if isinstance(one, type) and issubclass(one, BaseException) and one.__module__ == name:
                    assert issubclass(one, ClaimcheckError) or one.__name__.startswith("_"), one

    @pytest.mark.parametrize("name", sorted(SAMPLES))
    def test_as_attributes(self, name: str) -> None:
        error = _raised(SAMPLES[name])
        assert type(error).__name__ == name
        facts = {
            key: value for key, value in vars(error).items() if key != "told" and value not in ("", (), None)
        }
        assert facts, f"{name} tells its facts in words alone"

    @pytest.mark.parametrize("name", sorted(SAMPLES))
    def test_and_keeps_them_when_it_is_pickled(self, name: str) -> None:
        error = _raised(SAMPLES[name])
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again), repr(vars(again))) == (type(error), str(error), repr(vars(error)))

    def test_a_foreign_value_that_cannot_be_pickled_is_kept_as_it_is_shown(self) -> None:
        error = UnreadableWords(lambda: None, "an answer")
        again = pickle.loads(pickle.dumps(error))
        assert again.words.startswith("<function")
        assert again.expected == "an answer"


class TestToldErrors:
    def test_the_sentence_is_made_of_the_facts(self) -> None:
        error = ArgumentError.of("axis", "one of count, share", "cuont", "did you mean 'count'?")
        assert str(error) == error.told == "axis is one of count, share, not 'cuont'; did you mean 'count'?"
        assert (error.what, error.expected) == ("axis", "one of count, share")
        assert (error.found, error.mend) == ("'cuont'", "did you mean 'count'?")

    def test_a_misspelt_argument(self) -> None:
        error = _raised(lambda: claimcheck.Source("A", knd="state"))
        assert isinstance(error, ArgumentError)
        assert (error.what, error.found, error.mend) == ("Source", "'knd'", "did you mean 'kind'?")


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
