"""Who speaks, what a source may be made of, and who is on whose side."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.arguments import ArgumentError
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.moments import ZoneError
from claimcheck.sources import OUTLET_KINDS, Anonymous, ControlRing, Sides, Source, anonymous

RUSSIA, UKRAINE = Source("Russia", kind="state"), Source("Ukraine", kind="state")
TASS = Source("TASS", kind="news agency", controlled_by=RUSSIA, aliases=["ITAR-TASS"])
MINISTRY = Source("Defense Ministry", controlled_by="Russia")
ZELENSKY = Source("Zelensky", controlled_by=UKRAINE)
JOINT = Source("Joint Centre", controlled_by=[RUSSIA, UKRAINE])
TIMES = Source("The Moscow Times", kind="newspaper")
ALL = [RUSSIA, UKRAINE, TASS, MINISTRY, ZELENSKY, JOINT, TIMES]


class TestWhatASourceIsMadeOf:
    def test_its_facts(self) -> None:
        source = Source(
            "  The \t Times ", kind="newspaper", controlled_by=["B", "A", "A"], aliases="T", reliability="B", timezone="Europe/Kyiv",
            confidential=True, note="n", x_desk={"b": 1, "a": 2}, translation=["t", "s"],
        )  # fmt: skip
        assert source.name == "The Times"
        assert source.kind == "newspaper"
        assert source.controlled_by == ("A", "B")
        assert source.aliases == ("T",)
        assert source.reliability == "B"
        assert source.timezone == "Europe/Kyiv"
        assert source.confidential is True
        assert source.note == ("n",)
        assert source.extras == (
            ("note", '"n"'),
            ("translation", '"s"'),
            ("translation", '"t"'),
            ("x-desk", '{"a": 2, "b": 1}'),
        )

    def test_what_is_not_given_is_empty(self) -> None:
        source = Source("A")
        assert (source.kind, source.controlled_by, source.aliases, source.reliability, source.timezone) == (
            None,
            (),
            (),
            None,
            None,
        )
        assert source.confidential is False
        assert source.note == source.extras == ()

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (
                {"control_by": "Russia"},
                "unknown argument 'control_by' for Source; did you mean 'controlled_by'?",
            ),
            ({"knd": "state"}, "unknown argument 'knd' for Source; did you mean 'kind'?"),
            ({"alias": "x"}, "unknown argument 'alias' for Source; did you mean 'aliases'?"),
            ({"nmae": "x"}, "unknown argument 'nmae' for Source; did you mean 'name'?"),
            ({"relability": "A"}, "unknown argument 'relability' for Source; did you mean 'reliability'?"),
            ({"time_zone": "UTC"}, "unknown argument 'time_zone' for Source; did you mean 'timezone'?"),
            (
                {"confidental": True},
                "unknown argument 'confidental' for Source; did you mean 'confidential'?",
            ),
            ({"qqq": 1}, "unknown argument 'qqq' for Source"),
            ({"x_": 1}, "unknown argument 'x_' for Source"),
            ({"kind": 5}, "kind is a name, not 5"),
            ({"controlled_by": 5}, "controlled_by is a list of names, not 5"),
            ({"controlled_by": [5]}, "controlled_by is a name, not 5"),
            ({"controlled_by": {"a": 1}}, "controlled_by is a list of names, not {'a': 1}"),
            (
                {"controlled_by": [anonymous("a man")]},
                "controlled_by holds named sources, not Anonymous('a man')",
            ),
            (
                {"controlled_by": anonymous("a man")},
                "controlled_by holds named sources, not Anonymous('a man')",
            ),
            ({"aliases": 5}, "aliases is a list of names, not 5"),
            ({"aliases": [""]}, "aliases is a name, not ''"),
            ({"aliases": b"x"}, "aliases is a list of names, not b'x'"),
            ({"reliability": "G"}, "reliability is one of A, B, C, D, E, F, not 'G'"),
            ({"reliability": "a"}, "reliability is one of A, B, C, D, E, F, not 'a'; did you mean 'A'?"),
            ({"reliability": 1}, "reliability is one of A, B, C, D, E, F, not 1"),
            ({"timezone": 5}, "timezone is a name, not 5"),
            ({"confidential": "yes"}, "confidential is true or false, not 'yes'"),
            ({"confidential": 1}, "confidential is true or false, not 1"),
            ({"note": object}, "note holds text or plain data, not <class 'object'>"),
            ({"note": float("nan")}, "note holds text or plain data, not nan"),
        ],
    )
    def test_what_is_refused(self, arguments: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            Source("A", **arguments)
        assert str(caught.value) == told

    @pytest.mark.parametrize("name", ["", "  ", "\u200b", None, 5, b"A", "\x00"])
    def test_a_source_has_a_name(self, name: Any) -> None:
        with pytest.raises(ArgumentError, match=r"^the name of a source is a name, not "):
            Source(name)

    def test_a_zone_that_does_not_exist_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(
            ZoneError, match=r"^'Europe/Kyev' is no time zone; .*; did you mean 'Europe/Kyiv'"
        ):
            Source("A", timezone="Europe/Kyev")

    def test_a_zone_is_tidied_like_a_name(self) -> None:
        assert Source("A", timezone=" Europe/Kyiv ").timezone == "Europe/Kyiv"

    @pytest.mark.parametrize("kind", [*sorted(OUTLET_KINDS), "Newspaper", "NEWS  AGENCY"])
    def test_an_outlet_by_its_kind(self, kind: str) -> None:
        assert Source("A", kind=kind).is_outlet

    @pytest.mark.parametrize("kind", [None, "state", "person", "newspapers"])
    def test_no_outlet(self, kind: str | None) -> None:
        assert not Source("A", kind=kind).is_outlet

    def test_what_is_told_twice_is_kept(self) -> None:
        assert Source("A", extras=(("x-b", "1"),), note="n").extras == (("note", '"n"'), ("x-b", "1"))

    @pytest.mark.parametrize(
        "source",
        [
            Source("A"),
            Source(
                "A",
                controlled_by=[RUSSIA, "B"],
                kind="state",
                aliases=["x", "y"],
                reliability="A",
                timezone="UTC",
            ),
            Source("A", confidential=True, note=["n", "m"], x_y=[1, None]),
            Anonymous("a nurse"),
            Anonymous("a nurse", handle="n1", controlled_by=UKRAINE, confidential=True),
        ],
    )
    def test_repr_evaluates_back(self, source: Any) -> None:
        assert eval(repr(source), {"Source": Source, "Anonymous": Anonymous}) == source

    def test_what_was_not_given_is_not_in_the_repr(self) -> None:
        assert repr(Source("A")) == "Source('A')"
        assert repr(Anonymous("a nurse")) == "Anonymous('a nurse')"
        assert repr(Source("A", confidential=True)) == "Source('A', confidential=True)"

    def test_str_is_its_name(self) -> None:
        assert str(TASS) == "TASS"


class TestSourcesAboveComeAlong:
    def test_each_once_itself_first(self) -> None:
        top = Source("top")
        left, right = Source("left", controlled_by=top), Source("right", controlled_by=top)
        bottom = Source("bottom", controlled_by=[left, right])
        assert next(iter(bottom.with_controllers())) == bottom
        assert sorted(one.name for one in bottom.with_controllers()) == ["bottom", "left", "right", "top"]

    def test_of_an_unnamed_source_those_above_alone(self) -> None:
        assert {one.name for one in Anonymous("a man", controlled_by=TASS).with_controllers()} == {
            "TASS",
            "Russia",
        }
        assert list(Anonymous("a man", controlled_by="TASS").with_controllers()) == []

    def test_a_long_chain_and_many_diamonds_take_no_time(self) -> None:
        below: Any = Source("root")
        for step in range(3000):
            below = Source(f"s{step}", controlled_by=below)
        assert len(list(below.with_controllers())) == 3001
        left = right = Source("r")
        for step in range(60):
            left, right = (Source(f"{side}{step}", controlled_by=[left, right]) for side in "lr")
        assert len(list(left.with_controllers())) == 120


class TestAnonymousSources:
    def test_their_facts(self) -> None:
        unnamed = anonymous("a  security official", handle="h", controlled_by=["Ukraine"], confidential=True)
        assert unnamed == Anonymous(
            "a security official", handle="h", controlled_by=UKRAINE, confidential=True
        )
        assert (unnamed.description, unnamed.name, unnamed.handle) == (
            "a security official",
            "a security official",
            "h",
        )
        assert unnamed.controlled_by == ("Ukraine",)
        assert unnamed.confidential is True
        assert str(unnamed) == "a security official (unnamed)"

    def test_what_is_not_given_is_empty(self) -> None:
        unnamed = anonymous("a man")
        assert (unnamed.handle, unnamed.controlled_by, unnamed.confidential) == (None, (), False)

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ({"handel": "x"}, "unknown argument 'handel' for an anonymous source; did you mean 'handle'?"),
            (
                {"confidental": True},
                "unknown argument 'confidental' for an anonymous source; did you mean 'confidential'?",
            ),
            (
                {"control_by": "x"},
                "unknown argument 'control_by' for an anonymous source; did you mean 'controlled_by'?",
            ),
            (
                {"anonimous": "x"},
                "unknown argument 'anonimous' for an anonymous source; did you mean 'anonymous'?",
            ),
            ({"handle": 5}, "handle is text, not 5"),
            ({"controlled_by": 5}, "controlled_by is a list of names, not 5"),
            ({"controlled_by": [5]}, "controlled_by is a name, not 5"),
            ({"confidential": 0}, "confidential is true or false, not 0"),
        ],
    )
    @pytest.mark.parametrize("make", [anonymous, Anonymous])
    def test_what_is_refused(self, make: Any, arguments: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            make("a man", **arguments)
        assert str(caught.value) == told

    def test_one_needs_a_description(self) -> None:
        with pytest.raises(
            ArgumentError, match=r"^the description of an anonymous source is a name, not ''$"
        ):
            anonymous("")


class TestSaying:
    def test_a_source_says_a_claim(self) -> None:
        claim = TASS.says(
            "exchange", "returned", "two", scope={"group": "civilians"}, via=TIMES, cue="reported"
        )
        assert claim == Claim(
            "exchange",
            "returned",
            "two",
            source="TASS",
            scope={"group": "civilians"},
            via=["The Moscow Times"],
            cue="reported",
        )

    def test_sources_that_it_names_come_along(self) -> None:
        dossier = Dossier() + anonymous("a man", controlled_by=ZELENSKY).says("e", "a", 1, via=[TASS, TIMES])
        assert {one.name for one in dossier.sources} == {
            "Zelensky",
            "Ukraine",
            "TASS",
            "Russia",
            "The Moscow Times",
        }


class TestSides:
    @pytest.mark.parametrize(
        ("name", "roots"),
        [
            ("Russia", {"Russia"}),
            ("TASS", {"Russia"}),
            ("itar-tass", {"Russia"}),
            ("Defense Ministry", {"Russia"}),
            ("Joint Centre", {"Russia", "Ukraine"}),
            ("The Moscow Times", {"The Moscow Times"}),
            ("nobody knows", {"nobody knows"}),
        ],
    )
    def test_a_side_is_the_roots_that_a_source_reaches(self, name: str, roots: set[str]) -> None:
        assert Sides(ALL).roots(name) == roots

    def test_an_undeclared_controller_is_a_root_by_the_name_it_was_given(self) -> None:
        sides = Sides([MINISTRY])
        assert sides.roots("Defense Ministry") == {"Russia"}
        assert sides.name("russia") == "Russia"
        assert sides.name("unheard of") == "unheard of"

    def test_several_declarations_unite_their_ties(self) -> None:
        sides = Sides([Source("A", controlled_by="B"), Source("a", controlled_by="C")])
        assert sides.roots("A") == {"B", "C"}
        assert sides.name("a") == "A"

    def test_names_come_before_aliases_and_aliases_go_by_content(self) -> None:
        sources = [Source("A", aliases=["B", "X"]), Source("B"), Source("C", aliases=["x"])]
        for order in (sources, sources[::-1]):
            sides = Sides(order)
            assert (sides.key("b"), sides.key("X"), sides.key("other")) == ("b", "a", "other")

    def test_a_controller_by_its_alias(self) -> None:
        assert Sides([TASS, Source("desk", controlled_by="ITAR-TASS"), RUSSIA]).roots("desk") == {"Russia"}

    def test_all_that_control_a_source(self) -> None:
        sides = Sides([*ALL, Source("desk", controlled_by=TASS)])
        assert sides.above("desk") == {"desk", "tass", "russia"}
        assert sides.above("nobody") == {"nobody"}

    def test_names_are_sorted(self) -> None:
        sides = Sides(ALL)
        assert sides.names(frozenset({"tass"})) == sides.names(frozenset({"tass"})) == ("TASS",)
        assert sides.names(frozenset({"ukraine", "russia", "unknown"})) == (
            "Russia",
            "Ukraine",
            "unknown",
        )

    @given(st.dictionaries(st.sampled_from("abcdefgh"), st.sets(st.sampled_from("abcdefgh"))))
    def test_roots_are_what_plain_reachability_finds(self, ties: dict[str, set[str]]) -> None:
        upward = {below: {above for above in group if above > below} for below, group in ties.items()}
        sides = Sides([Source(name, controlled_by=sorted(group)) for name, group in upward.items()])

        def reached(name: str) -> set[str]:
            return {name}.union(*(reached(above) for above in upward.get(name, ())))

        for name in "abcdefgh":
            assert sides.above(name) == reached(name)
            assert sides.root_keys(name) == {one for one in reached(name) if not upward.get(one)}


class TestOpposition:
    def test_it_holds_for_all_at_or_below_the_pair(self) -> None:
        sides = Sides(ALL, [("Russia", "Ukraine")])
        assert sides.are_opposed("russia", "ukraine")
        assert sides.are_opposed("tass", "zelensky")
        assert sides.are_opposed("zelensky", "tass")
        assert sides.are_opposed("tass", "zelensky")  # asked again, it is the same
        assert not sides.are_opposed("tass", "the moscow times")
        assert not sides.are_opposed("tass", "russia")

    def test_never_between_sources_that_share_a_root(self) -> None:
        sides = Sides(ALL, [("Russia", "Ukraine")])
        assert not sides.are_opposed("joint centre", "ukraine")
        assert not sides.are_opposed("joint centre", "tass")

    def test_a_pair_may_be_named_by_alias_and_lower_down(self) -> None:
        sides = Sides(ALL, [("ITAR-TASS", "zelensky")])
        assert sides.are_opposed("tass", "zelensky")
        assert not sides.are_opposed("russia", "ukraine")

    def test_nobody_is_opposed_to_itself(self) -> None:
        assert not Sides(ALL, [("TASS", "ITAR-TASS")]).are_opposed("tass", "tass")

    def test_some_two_of_several(self) -> None:
        sides = Sides(ALL, [("Russia", "Ukraine")])
        assert sides.any_opposed(["the moscow times", "tass", "zelensky"])
        assert sides.any_opposed(["zelensky", "tass"])
        assert not sides.any_opposed(["the moscow times", "tass", "russia"])
        assert not Sides(ALL).any_opposed(["tass", "zelensky"])


class TestRingsAreNamed:
    @pytest.mark.parametrize(
        ("ties", "members"),
        [
            ({"A": "A"}, ("A",)),
            ({"A": "B", "B": "A"}, ("A", "B")),
            ({"B": "C", "C": "A", "A": "B"}, ("A", "B", "C")),
            ({"Z": "C", "C": "B", "B": "C"}, ("B", "C")),
            ({"A": "D", "B": "D", "D": "E", "E": "F", "F": "E"}, ("E", "F")),
        ],
    )
    def test_from_the_first_by_name(self, ties: dict[str, str], members: tuple[str, ...]) -> None:
        with pytest.raises(ControlRing) as caught:
            Sides(Source(name, controlled_by=above) for name, above in ties.items())
        assert caught.value.members == members
        assert (
            str(caught.value) == f"controlled_by goes round in a ring: {' → '.join((*members, members[0]))}"
        )

    def test_a_ring_over_an_alias(self) -> None:
        with pytest.raises(ControlRing):
            Sides([Source("A", aliases=["X"], controlled_by="B"), Source("B", controlled_by="x")])

    def test_two_ways_up_are_no_ring(self) -> None:
        Sides(
            [
                Source("A", controlled_by=["B", "C"]),
                Source("B", controlled_by="D"),
                Source("C", controlled_by="D"),
            ]
        )
