"""What an aspect may be declared as, and what several declarations of one come to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, number
from claimcheck.arguments import ArgumentError
from claimcheck.vocabulary import Aspect, Vocabulary


class TestDeclaringAnAspect:
    @pytest.mark.parametrize(
        ("name", "axis"),
        [
            ("count", COUNT),
            ("share", SHARE),
            ("number", number()),
            ("instant", INSTANT),
            ("yes/no", YES_NO),
            ("path", PATH),
            (None, None),
        ],
    )
    def test_its_axis_by_name(self, name: str | None, axis: Any) -> None:
        assert Aspect("a", axis=name).axis == axis

    @pytest.mark.parametrize("grid", ["0.01", 0.01, Decimal("0.010"), "1e-2"])
    def test_its_grid_by_value(self, grid: Any) -> None:
        assert Aspect("a", axis="number", grid=grid).axis == number("0.01")
        assert Aspect("a", axis="number", grid=grid).grid == "0.01"

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ({"axes": "count"}, "unknown argument 'axes' for Aspect; did you mean 'axis'?"),
            ({"synonym": "x"}, "unknown argument 'synonym' for Aspect; did you mean 'synonyms'?"),
            ({"overtime": "x"}, "unknown argument 'overtime' for Aspect; did you mean 'over_time'?"),
            (
                {"axis": "counts"},
                "axis is one of count, instant, number, path, share, yes/no, not 'counts'; did you mean 'count'?",
            ),
            ({"over_time": "grows"}, "over_time is one of accrues, fixed, varies, not 'grows'"),
            (
                {"modality": "plans"},
                "modality is one of forecast, outcome, plan, not 'plans'; did you mean 'plan'?",
            ),
            ({"several": "yes"}, "several is true or false, not 'yes'"),
            ({"unit": 5}, "unit is a name, not 5"),
            ({"grid": "0.01"}, "grid belongs to the axis 'number', not to None"),
            ({"grid": "0.01", "axis": "count"}, "grid belongs to the axis 'number', not to 'count'"),
            ({"grid": "0", "axis": "number"}, "grid is a number above 0 and at most 1000000000, not '0'"),
            ({"grid": True, "axis": "number"}, "grid is a number above 0 and at most 1000000000, not True"),
            ({"grid": "nan", "axis": "number"}, "grid is a number above 0 and at most 1000000000, not 'nan'"),
            (
                {"grid": "1e-999999", "axis": "number"},
                "grid is a number above 0 and at most 1000000000, not '1e-999999'",
            ),
            ({"tolerance": 1.5}, "tolerance is a number above 0 and at most 1, not 1.5"),
            ({"tolerance": "ten"}, "tolerance is a number above 0 and at most 1, not 'ten'"),
            ({"aliases": 5}, "aliases are names with the path each stands for, not 5"),
            ({"aliases": {"x": []}}, "aliases are names with the path each stands for, not {'x': []}"),
            ({"aliases": {"x": [5]}}, "a step of a path is a name, not 5"),
            ({"aliases": ["x"]}, "aliases are names with the path each stands for, not ['x']"),
            ({"synonyms": [5]}, "synonyms is a name, not 5"),
        ],
    )
    def test_what_is_refused(self, arguments: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            Aspect("a", **arguments)
        assert str(caught.value) == told

    @pytest.mark.parametrize(
        "aspect",
        [
            Aspect("killed"),
            Aspect(
                "killed",
                axis="count",
                unit="people",
                synonyms=["dead", "died"],
                over_time="accrues",
                tolerance=0.1,
            ),
            Aspect("price", axis="number", grid="0.01", modality="forecast", note="n"),
            Aspect("cause", several=True),
            Aspect("cause", several=False),
            Aspect(
                "taken to", axis="path", aliases={"Kursk Oblast": ["Russia", "Kursk region"], "Here": "There"}
            ),
        ],
    )
    def test_repr_evaluates_back(self, aspect: Aspect) -> None:
        assert eval(repr(aspect), {"Aspect": Aspect}) == aspect

    def test_str_is_its_name(self) -> None:
        assert str(Aspect("killed", axis="count")) == "killed"


class TestFindingAnAspect:
    VOCABULARY = Vocabulary(
        [
            Aspect(
                "killed", axis="count", unit="people", synonyms=["Dead"], over_time="accrues", tolerance="0.1"
            )
        ]
    )

    @pytest.mark.parametrize("name", ["killed", "KILLED", " Killed ", "dead", "DEAD"])
    def test_by_any_of_its_names(self, name: str) -> None:
        found = self.VOCABULARY.find(name)
        assert (found.name, found.axis, found.unit, found.over_time, found.declared) == (
            "killed",
            COUNT,
            "people",
            "accrues",
            True,
        )
        assert found.tolerance == Fraction(1, 10)
        assert self.VOCABULARY.key(name) == "killed"

    def test_an_undeclared_one_has_the_defaults(self) -> None:
        found = self.VOCABULARY.find("Injured")
        assert (found.name, found.axis, found.unit, found.over_time, found.declared) == (
            "Injured",
            None,
            "",
            "fixed",
            False,
        )
        assert (found.several, found.modality, found.tolerance, found.disputed) == (False, "outcome", 0, ())

    def test_all_of_them(self) -> None:
        assert [meaning.name for meaning in self.VOCABULARY] == ["killed"]


class TestSeveralDeclarationsUnite:
    def test_synonyms_and_aliases_add_up(self) -> None:
        found = Vocabulary(
            [
                Aspect("a", synonyms=["b"], aliases={"X": "y"}),
                Aspect("A", synonyms=["c"], aliases={"Z": "w"}, unit="m"),
            ]
        )
        assert found.key("b") == found.key("c") == "a"
        assert found.find("a").aliases == {"x": ("y",), "z": ("w",)}
        assert found.find("a").name == "A"
        assert found.find("a").unit == "m"
        assert found.find("a").disputed == ()

    @pytest.mark.parametrize(
        ("one", "other", "disputed", "fact", "default"),
        [
            ({"axis": "count"}, {"axis": "share"}, ("axis",), "axis", None),
            ({"unit": "m"}, {"unit": "km"}, ("unit",), "unit", ""),
            ({"over_time": "accrues"}, {"over_time": "varies"}, ("over_time",), "over_time", "fixed"),
            ({"several": True}, {"several": False}, ("several",), "several", False),
            ({"modality": "plan"}, {"modality": "outcome"}, ("modality",), "modality", "outcome"),
            ({"tolerance": "0.1"}, {"tolerance": "0.2"}, ("tolerance",), "tolerance", 0),
            ({"axis": "number", "grid": "0.1"}, {"axis": "number", "grid": "1"}, ("grid",), "axis", number()),
            ({"aliases": {"X": "a"}}, {"aliases": {"x": "b"}}, ("alias 'x'",), "aliases", {}),
        ],
    )
    def test_of_facts_that_differ_none_is_known(
        self, one: Any, other: Any, disputed: Any, fact: str, default: Any
    ) -> None:
        for first, second in ((one, other), (other, one)):
            found = Vocabulary([Aspect("a", **first), Aspect("a", **second)]).find("a")
            assert found.disputed == disputed
            assert getattr(found, fact) == default

    def test_one_name_with_two_owners_is_refused_the_same_in_any_order(self) -> None:
        aspects = [
            Aspect("Killed", synonyms=["lost"]),
            Aspect("killed", synonyms=["lost"]),
            Aspect("missing", synonyms=["Lost", "lost"]),
        ]
        told = set()
        for order in permutations(aspects):
            with pytest.raises(ArgumentError) as caught:
                Vocabulary(order)
            told.add(str(caught.value))
        assert told == {"'Lost' names two aspects, 'Killed' and 'missing'; take it from one of them"}

    def test_a_synonym_that_is_another_aspect_is_refused(self) -> None:
        with pytest.raises(ArgumentError, match=r"names two aspects"):
            Vocabulary([Aspect("killed", synonyms=["missing"]), Aspect("missing")])
