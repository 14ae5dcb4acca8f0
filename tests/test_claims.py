"""Events, claims and dossiers: what they are made of, who a claim is, and that merging is set union."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import claimcheck
from claimcheck.answers import Answer
from claimcheck.arguments import ArgumentError
from claimcheck.claims import Attribution, Claim, Question
from claimcheck.dossiers import Dossier, Place
from claimcheck.errors import UnreadableWords
from claimcheck.events import Event
from claimcheck.moments import Moment, ZoneError
from claimcheck.sources import Anonymous, Source, anonymous
from claimcheck.vocabulary import Aspect

NAMES = {name: getattr(claimcheck, name) for name in claimcheck.__all__} | {"Decimal": Decimal}

RUSSIA, UKRAINE = Source("Russia", kind="state"), Source("Ukraine", kind="state")
TASS = Source("TASS", kind="news agency", controlled_by=RUSSIA)
TIMES = Source("The Moscow Times", kind="newspaper")
EXCHANGE = Event("prisoner exchange", when="2025-07-04", participants=[RUSSIA, UKRAINE], id="exchange-8")


def claim(**changed: Any) -> Claim:
    """One claim with nothing left out, save what is changed."""
    facts: dict[str, Any] = {
        "event": "exchange-8", "aspect": "returned", "answer": "two", "source": anonymous("a source"), "via": ["TASS", "The Moscow Times"],
        "scope": {"group": "civilians", "from": "Kursk region"}, "cue": "reported", "said": "2025-07-04", "published": "2025-07-05",
        "as_of": "2025-07-03", "url": "https://example.org/1", "quote": "included two civilians", "quote_span": [10, 32],
    }  # fmt: skip
    return Claim(**(facts | changed))


class TestDeclaringAnEvent:
    def test_its_facts(self) -> None:
        event = Event(
            "fire", when=["2025-07-04", "2025-07-06"], where=["Ukraine", "Kyiv"], participants=["B", UKRAINE, "B"],
            ordinals={"z": 2, "a": 1}, timezone=" Europe/Kyiv ", name="The  Fire", id="fire-1", note="n",
        )  # fmt: skip
        assert [moment.text for moment in event.when] == ["2025-07-04", "2025-07-06"]
        assert event.where == ("Ukraine", "Kyiv")
        assert event.participants == ("B", "Ukraine")
        assert event.ordinals == (("a", 1), ("z", 2))
        assert event.timezone == "Europe/Kyiv"
        assert (event.name, event.id, event.extras) == ("The Fire", "fire-1", (("note", '"n"'),))

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ({}, "an event needs a kind, a time, a place, participants, a name or an id"),
            ({"whem": "2025"}, "unknown argument 'whem' for Event; did you mean 'when'?"),
            ({"participant": "x"}, "unknown argument 'participant' for Event; did you mean 'participants'?"),
            ({"kind": 5}, "the kind of an event is a name, not 5"),
            ({"where": 5}, "where is a path, a list of names from broad to narrow, not 5"),
            ({"where": ["a", 5]}, "a step of where is a name, not 5"),
            ({"participants": 5}, "participants is a list of names, not 5"),
            ({"participants": [5]}, "participants is a name, not 5"),
            ({"ordinals": 5}, "ordinals map a series to a number, not 5"),
            ({"ordinals": {"s": 0}}, "the ordinal in 's' is a whole number from 1, not 0"),
            ({"ordinals": {"s": True}}, "the ordinal in 's' is a whole number from 1, not True"),
            ({"ordinals": {"s": "8th"}}, "the ordinal in 's' is a whole number from 1, not '8th'"),
            ({"ordinals": {5: 1}}, "the series of an ordinal is a name, not 5"),
            (
                {"when": ["2025", "2026", "2027"]},
                "when is a date or a pair [first, last], not ['2025', '2026', '2027']",
            ),
            ({"when": ["2025-07-05", "2025-07-04"]}, "when ends before it begins: 2025-07-05 to 2025-07-04"),
            ({"name": ""}, "the name of an event is a name, not ''"),
            ({"id": 5}, "the id of an event is a name, not 5"),
            (
                {"id": "described:1"},
                "the id of an event is a name of your own, not 'described:1'; 'described:' begins the keys of descriptions; "
                "describe the event, or give it another id",
            ),
            ({"timezone": 5}, "timezone is a name, not 5"),
        ],
    )
    def test_what_is_refused(self, arguments: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            Event(**arguments)
        assert str(caught.value) == told

    def test_a_date_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(UnreadableWords, match=r"expected a date that exists"):
            Event(when="2025-02-30")

    def test_a_zone_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ZoneError, match=r"Europe/Kyiv"):
            Event("fire", timezone="Europe/Kyev")

    def test_its_window_is_in_its_own_zone_else_in_the_one_given(self) -> None:
        day = Moment.parse("2025-07-04")
        assert Event(when="2025-07-04").window("Europe/Kyiv") == day.window("Europe/Kyiv")
        assert Event(when="2025-07-04", timezone="Asia/Tokyo").window("Europe/Kyiv") == day.window(
            "Asia/Tokyo"
        )
        assert Event("fire").window("UTC") is None
        first, last = Event(when=["2025-07-04", "2025-07-06"]).window("UTC") or ()
        assert (first, last) == (day.window("UTC")[0], Moment.parse("2025-07-06").window("UTC")[1])

    def test_one_day_twice_is_a_day(self) -> None:
        assert Event(when=["2025-07-04", "2025-07-04"]) == Event(when="2025-07-04")

    @pytest.mark.parametrize(
        ("event", "told"),
        [
            (Event("prisoner exchange", when="2025-07-04"), "prisoner exchange, 2025-07-04"),
            (
                Event("fire", when=["2025-07-04", "2025-07-06"], where=["Ukraine", "Kyiv"]),
                "fire, 2025-07-04 to 2025-07-06, Ukraine, Kyiv",
            ),
            (Event("fire", name="The Great Fire"), "The Great Fire"),
            (Event(id="fire-1"), "fire-1"),
            (Event(participants=["B", "A"]), "A, B"),
            (Event(ordinals={"s": 1}), "an event"),
        ],
    )
    def test_str_is_english_and_repr_evaluates_back(self, event: Event, told: str) -> None:
        assert str(event) == told
        assert eval(repr(event), NAMES) == event


class TestMakingAClaim:
    def test_its_facts(self) -> None:
        made = claim(
            replaces=["b", "a"],
            based_on="c",
            witnessed=True,
            leaked=True,
            silent=RUSSIA,
            confidential=True,
            ref=["y", "x"],
            note="n",
        )
        assert made.source == Anonymous("a source")
        assert made.via == ("TASS", "The Moscow Times")
        assert made.scope == (("from", "Kursk region"), ("group", "civilians"))
        assert (made.said, made.published, made.as_of) == tuple(
            map(Moment.parse, ("2025-07-04", "2025-07-05", "2025-07-03"))
        )
        assert (made.replaces, made.based_on, made.refs) == (("a", "b"), ("c",), ("x", "y"))
        assert (made.witnessed, made.leaked, made.silent, made.confidential) == (True, True, "Russia", True)
        assert (made.ref, made.label, made.note) == ("x", "x", ("n",))
        assert made.attribution.quote_span == (10, 32)

    def test_without_a_ref_its_label_is_the_start_of_its_id(self) -> None:
        assert claim().ref is None
        assert claim().label == claim().id[:8]

    @pytest.mark.parametrize(
        ("changed", "told"),
        [
            ({"event": ""}, "a claim is about an event; give an Event or the id of one"),
            ({"event": None}, "a claim is about an event; give an Event or the id of one"),
            ({"event": 5}, "an event is an Event or the id of one, not 5"),
            ({"source": None}, "a claim has a source; give a Source, a name or anonymous(...)"),
            ({"source": 5}, "source is a name, not 5"),
            ({"aspect": ""}, "an aspect is a name, not ''"),
            ({"via": 5}, "via is a list of sources, first relay first, not 5"),
            ({"via": [5]}, "via is a name, not 5"),
            ({"scope": 5}, "a scope maps names to names, such as {group: civilians}, not 5"),
            ({"scope": {"group": True}}, "scope 'group' is a name, not True"),
            ({"scope": {"group": ["a"]}}, "scope 'group' is a name, not ['a']"),
            (
                {"scope": {"group": "a", "GROUP": "b"}},
                "a scope names each key once: {'GROUP': 'b', 'group': 'a'}",
            ),
            ({"cue": 5}, "cue is text, not 5"),
            ({"url": 5}, "url is text, not 5"),
            ({"quote": b"x"}, "quote is text, not b'x'"),
            ({"quote_span": [3, 3]}, "quote_span is [first character, first beyond], not [3, 3]"),
            ({"quote_span": [-1, 3]}, "quote_span is [first character, first beyond], not [-1, 3]"),
            ({"quote_span": [0, True]}, "quote_span is [first character, first beyond], not [0, True]"),
            ({"quote_span": "03"}, "quote_span is [first character, first beyond], not '03'"),
            ({"replaces": 5}, "replaces is a list of claims, not 5"),
            ({"based_on": [5]}, "based_on is a name, not 5"),
            ({"witnessed": "yes"}, "witnessed is true or false, not 'yes'"),
            ({"leaked": 1}, "leaked is true or false, not 1"),
            ({"silent": 5}, "silent is a name, not 5"),
            ({"ref": 5}, "ref is a list of names, not 5"),
            ({"confidential": None}, "confidential is true or false, not None"),
            ({"witnesed": True}, "unknown argument 'witnesed' for a claim; did you mean 'witnessed'?"),
            ({"replace": []}, "unknown argument 'replace' for a claim; did you mean 'replaces'?"),
            ({"translatoin": ""}, "unknown argument 'translatoin' for a claim; did you mean 'translation'?"),
            ({"attribution": "TASS", "source": None}, "attribution is an Attribution, not 'TASS'"),
            (
                {"attribution": Attribution("TASS")},
                "an attribution holds the source, the relays, the cue, the dates and the quote: give them there",
            ),
        ],
    )
    def test_what_is_refused(self, changed: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            claim(**changed)
        assert str(caught.value) == told

    @pytest.mark.parametrize(
        "changed",
        [
            {"answer": None},
            {"answer": ""},
            {"answer": float("nan")},
            {"said": "2025-02-30"},
            {"as_of": "noon"},
        ],
    )
    def test_words_that_give_nothing_are_refused(self, changed: dict[str, Any]) -> None:
        with pytest.raises(UnreadableWords):
            claim(**changed)

    def test_it_takes_an_attribution_whole(self) -> None:
        told = Attribution("TASS", ["The Moscow Times"], cue="said")
        assert Claim("e", "a", 1, attribution=told) == Claim(
            "e", "a", 1, source="TASS", via="The Moscow Times", cue="said"
        )
        assert str(told) == "TASS → The Moscow Times"

    def test_sources_given_once_come_along(self) -> None:
        made = Claim("e", "a", 1, source="A", via=(one for one in [TASS, TIMES]))
        assert made.via == ("TASS", "The Moscow Times")
        assert Dossier([made]).sources == {TASS, TIMES, RUSSIA}

    @pytest.mark.parametrize(
        "made",
        [
            claim(),
            claim(
                replaces=["b", "a"],
                witnessed=True,
                leaked=True,
                silent="Russia",
                confidential=True,
                ref="r",
                note="n",
                x_a={"b": [1]},
            ),
            claim(event=Event("fire", when="2025-07-04", participants=["A"]), answer={"between": [100, 2.5]}),
            claim(answer=0),
            claim(answer=False),
            claim(answer=2.5),
            claim(answer=Answer(claimcheck.COUNT, [(45, 56)], [(40, 61)])),
            claim(
                source="A",
                via=(),
                scope=(),
                cue=None,
                said=None,
                published=None,
                as_of=None,
                url=None,
                quote=None,
                quote_span=None,
            ),
        ],
    )
    def test_repr_evaluates_back(self, made: Claim) -> None:
        again = eval(repr(made), NAMES)
        assert again == made
        assert again.id == made.id

    def test_str_is_english(self) -> None:
        assert (
            str(claim())
            == "a source (unnamed) on exchange-8, returned (from: Kursk region, group: civilians): two"
        )
        assert str(Question("fire", "killed")) == "fire, killed"


OTHERWISE: dict[str, Any] = {
    "event": "exchange-9", "aspect": "freed", "answer": "three", "source": anonymous("a nurse"), "via": ["The Moscow Times", "TASS"],
    "scope": {"group": "civilians"}, "cue": "said", "said": "2025-07-03", "published": None, "as_of": "2025-07-02", "url": None,
    "quote": "two", "quote_span": [10, 33], "witnessed": True, "leaked": True, "silent": "Russia",
}  # fmt: skip


class TestWhoAClaimIs:
    @pytest.mark.parametrize(
        ("made", "pinned"),
        [
            (claim(), "68223c4ed93a14549eb268e6c1cb7f9b"),
            (Claim("e", "killed", 2, source="A"), "427bc688aca856ae4b2a2b747b41c9df"),
            (Claim("e", "killed", {"at_least": 7}, source="A", via="B"), "274bd89a52cdc6325e2c614dc073dc10"),
            (
                Claim(
                    Event(
                        "fire",
                        when=["2025-07-04", "2025-07-06"],
                        where=["Ukraine", "Kyiv"],
                        participants=["B", "a"],
                        ordinals={"s": 1},
                        timezone="UTC",
                        name="N",
                    ),
                    "price",
                    2.5,
                    source="Ж",
                ),
                "5afee6fa91b66c5f4dd564e1888e012a",
            ),
            (
                Claim(
                    "e",
                    "took place",
                    True,
                    source=Anonymous("a man", handle="h", controlled_by=["Z", "B"]),
                    witnessed=True,
                    leaked=True,
                    silent="Q",
                ),
                "e3c3961a6914a0e084c4685ef2e7d48b",
            ),
            (
                Claim("e", "where", {"any_of": [{"within": ["Russia", "Kursk region"]}, "Kyiv"]}, source="A"),
                "4355d98226e6b9c1e77e2d6b44b18401",
            ),
        ],
    )
    def test_ids_never_change(self, made: Claim, pinned: str) -> None:
        """These are in people's files. If this test goes red, the change is wrong, not the test."""
        assert made.id == pinned

    @pytest.mark.parametrize(
        "changed",
        [
            {"ref": "tass-1"},
            {"note": "n"},
            {"translation": "t"},
            {"archive": "https://archive.example"},
            {"x_desk": 5},
            {"confidential": True},
            {"replaces": ["other"]},
            {"based_on": ["other"]},
            {"aspect": " RETURNED "},
            {"answer": "Two"},
            {"cue": "Reported"},
            {"quote": "Included  two civilians"},
            {"via": [Source("tass", kind="news agency"), TIMES]},
            {"scope": {"GROUP": "Civilians", "From": "kursk region"}},
            {"source": anonymous("A source", confidential=True)},
            {"event": EXCHANGE},
        ],
    )
    def test_what_is_no_part_of_its_identity(self, changed: dict[str, Any]) -> None:
        assert claim(**changed).id == claim().id

    @pytest.mark.parametrize("key", sorted(OTHERWISE))
    def test_what_is_part_of_its_identity(self, key: str) -> None:
        assert claim(**{key: OTHERWISE[key]}).id != claim().id

    @pytest.mark.parametrize(
        "source",
        ["a source", anonymous("a source", handle="h"), anonymous("a source", controlled_by="Russia")],
    )
    def test_who_an_unnamed_source_is(self, source: Any) -> None:
        assert claim(source=source).id != claim().id

    @pytest.mark.parametrize("two", [2, 2.0, Decimal("2"), Decimal("2.00"), Fraction(2)])
    def test_two_is_one_answer_however_typed(self, two: Any) -> None:
        assert claim(answer=two).id == claim(answer=2).id
        assert claim(answer=two) == claim(answer=2)
        assert claim(answer={"at_least": two}).id == claim(answer={"at_least": 2}).id

    @pytest.mark.parametrize("other", ["2", "two", True, 3, {"exactly": 2}, 2.5])
    def test_other_answers_are_others(self, other: Any) -> None:
        assert claim(answer=other).id != claim(answer=2).id

    @pytest.mark.parametrize(
        "described",
        [
            {"kind": "flood"},
            {"when": "2025-07-05"},
            {"where": ["Russia"]},
            {"participants": ["B"]},
            {"ordinals": {"s": 2}},
            {"timezone": "Asia/Tokyo"},
            {"name": "M"},
        ],
    )
    def test_a_described_event_goes_by_its_description(self, described: dict[str, Any]) -> None:
        facts: dict[str, Any] = {
            "kind": "fire",
            "when": "2025-07-04",
            "where": ["Ukraine"],
            "participants": ["A"],
            "ordinals": {"s": 1},
            "timezone": "UTC",
            "name": "N",
        }
        assert claim(event=Event(**facts)).id == claim(event=Event(**facts, note="n")).id
        assert claim(event=Event(**(facts | described))).id != claim(event=Event(**facts)).id

    def test_equality_is_content_and_the_hash_is_the_ids(self) -> None:
        assert claim() == claim()
        assert claim(ref="x") != claim()
        assert hash(claim(ref="x")) == hash(claim())
        assert claim() != "claim"

    def test_an_id_is_the_same_under_every_hash_seed(self) -> None:
        told = "from claimcheck import *; print(Claim('e','a',{'any_of':['x','y']},source=anonymous('m',controlled_by=['p','q']),scope={'b':'1','a':'2'}).id)"
        seen = {
            subprocess.run(
                [sys.executable, "-c", told],
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(seen) == 1


class TestDossiersAreSets:
    A = Source("A").says(EXCHANGE, "killed", 1, ref="a")
    B = TASS.says("fire", "killed", 2)

    def test_what_a_claim_names_comes_along(self) -> None:
        dossier = Dossier([self.A, self.B])
        assert dossier.sources == {Source("A"), RUSSIA, UKRAINE, TASS}
        assert dossier.events == {EXCHANGE}

    @pytest.mark.parametrize("order", [1, -1])
    def test_equal_declarations_each_bring_what_they_name(self, order: int) -> None:
        twins = [Source("TASS", controlled_by="Russia"), Source("TASS", controlled_by=RUSSIA)][::order]
        assert Dossier(sources=twins).sources == {twins[0], RUSSIA}
        events = [Event("e", id="e", participants=["Russia"]), Event("e", id="e", participants=[RUSSIA])][
            ::order
        ]
        assert Dossier(events=events).sources == {RUSSIA}

    def test_pairs_bring_their_sources_and_events(self) -> None:
        other = Event(id="other")
        dossier = Dossier(
            opposed=[(UKRAINE, RUSSIA)], same_event=[(EXCHANGE, other)], different_events=[["z", "a"]]
        )
        assert dossier.opposed == {("Russia", "Ukraine")}
        assert dossier.same_event == {("exchange-8", "other")}
        assert dossier.different_events == {("a", "z")}
        assert dossier.sources == {RUSSIA, UKRAINE}
        assert dossier.events == {EXCHANGE, other}

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            ({"claims": [1]}, "claims is a list of Claims, not 1"),
            ({"claims": 1}, "claims is a list of Claims, not 1"),
            ({"claims": "abc"}, "claims is a list of Claims, not 'abc'"),
            ({"sources": ["Russia"]}, "sources is a list of Sources, not 'Russia'"),
            ({"events": ["e"]}, "events is a list of Events, not 'e'"),
            ({"aspects": ["a"]}, "aspects is a list of Aspects, not 'a'"),
            ({"opposed": 5}, "opposed is a list of pairs of two names, not 5"),
            ({"opposed": [5]}, "opposed is a list of pairs of two names, not 5"),
            ({"opposed": ("Russia", "Ukraine")}, "opposed is a list of pairs of two names, not 'Russia'"),
            (
                {"opposed": [("Russia", "Russia")]},
                "opposed is a list of pairs of two names, not ('Russia', 'Russia')",
            ),
            ({"opposed": [("a", "b", "c")]}, "opposed is a list of pairs of two names, not ('a', 'b', 'c')"),
            ({"same_event": [("e",)]}, "same_event is a list of pairs of two names, not ['e']"),
            ({"different_events": [(1, 2)]}, "different_events is a name, not 1"),
            ({"timezone": 5}, "timezone is a list of names, not 5"),
            ({"oposed": []}, "unknown argument 'oposed' for a dossier; did you mean 'opposed'?"),
            ({"time_zone": ""}, "unknown argument 'time_zone' for a dossier; did you mean 'timezone'?"),
        ],
    )
    def test_what_is_refused(self, arguments: dict[str, Any], told: str) -> None:
        with pytest.raises(ArgumentError) as caught:
            Dossier(**arguments)
        assert str(caught.value) == told

    def test_a_single_one_may_stand_for_itself(self) -> None:
        assert Dossier(self.A, sources=TASS, events=EXCHANGE, aspects=Aspect("a")) == Dossier(
            [self.A], sources=[TASS], events=[EXCHANGE], aspects=[Aspect("a")]
        )

    @pytest.mark.parametrize(
        ("zones", "zone"),
        [(None, None), ("Europe/Kyiv", "Europe/Kyiv"), (["UTC", "Europe/Kyiv"], None), ([], None)],
    )
    def test_its_zone_is_known_where_there_is_one(self, zones: Any, zone: str | None) -> None:
        assert Dossier(timezone=zones).timezone == zone

    def test_union_takes_everything(self) -> None:
        one = Dossier(
            [self.A], aspects=[Aspect("x")], opposed=[("A", "B")], same_event=[("e", "f")], timezone="UTC"
        )
        other = Dossier(
            [self.B],
            aspects=[Aspect("y")],
            opposed=[("C", "D")],
            different_events=[("g", "h")],
            timezone="Asia/Tokyo",
        )
        both = one | other
        assert both == other | one
        assert both | one == both
        for field in attrs.fields(Dossier):
            if field.name != "places":
                assert getattr(both, field.name) == getattr(one, field.name) | getattr(other, field.name)

    def test_union_takes_places_sorted_and_once(self) -> None:
        first, second, third = Place("a.yaml", 2, "x"), Place("a.yaml", 10), Place("b.yaml", 1)
        one, other = (
            Dossier(places={"1": (second, first), "2": (third,)}),
            Dossier(places={"1": (third, first)}),
        )
        assert (one | other).places == {"1": (first, second, third), "2": (third,)}
        assert (other | one).places["1"] == (first, second, third)
        assert one == Dossier()
        assert str(first) == "a.yaml:2"

    def test_union_is_with_dossiers(self) -> None:
        with pytest.raises(TypeError):
            Dossier() | [self.A]  # type: ignore[operator]

    def test_adding_anything_or_lists_of_anything(self) -> None:
        dossier = Dossier()
        dossier += self.A
        dossier += [self.B, TIMES, Event(id="fire"), Aspect("killed"), Dossier(opposed=[("A", "B")])]
        dossier += (one for one in [Source("Z")])
        dossier += TIMES
        dossier += Event(id="fire")
        dossier += Aspect("killed")
        dossier += Dossier(timezone="UTC")
        dossier += []
        assert dossier == Dossier(
            [self.A, self.B], sources=[TIMES, Source("Z")], events=[Event(id="fire")], aspects=[Aspect("killed")],
            opposed=[("A", "B")], timezone="UTC",
        )  # fmt: skip
        assert len(dossier) == 2

    @pytest.mark.parametrize("other", ["claim", 5, None, [5], b"x", {"a": 1}, [["x"]]])
    def test_what_can_not_be_added(self, other: Any) -> None:
        with pytest.raises(
            ArgumentError, match=r"^a dossier takes claims, sources, events, aspects and dossiers, not "
        ):
            Dossier() + other

    def test_without_some_claims_the_declarations_stay(self) -> None:
        dossier = Dossier([self.A, self.B], timezone="UTC", places={"1": (Place("f", 1),)})
        for removed in ([self.A], [self.A.id], self.A, self.A.id):
            left = dossier.without(removed)
            assert left.claims == {self.B}
            assert (left.sources, left.events, left.timezones, left.places) == (
                dossier.sources,
                dossier.events,
                dossier.timezones,
                dossier.places,
            )
        assert dossier.without([]) == dossier
        assert dossier.without(["unknown"]) == dossier

    @pytest.mark.parametrize(
        ("dossier", "told"),
        [
            (Dossier(), "a dossier of 0 claims by 0 named sources"),
            (Dossier([A]), "a dossier of 1 claim by 1 named source"),
            (Dossier([A, B, claim()]), "a dossier of 3 claims by 2 named sources"),
        ],
    )
    def test_str_is_english(self, dossier: Dossier, told: str) -> None:
        assert str(dossier) == told

    @pytest.mark.parametrize(
        "dossier",
        [
            Dossier(),
            Dossier(
                [A, B, claim()],
                aspects=[Aspect("killed", several=False)],
                opposed=[(RUSSIA, UKRAINE)],
                same_event=[("e", "f")],
                different_events=[("g", "h")],
                timezone=["UTC", "Asia/Tokyo"],
            ),
        ],
    )
    def test_repr_evaluates_back(self, dossier: Dossier) -> None:
        assert eval(repr(dossier), NAMES) == dossier

    def test_it_checks_itself(self) -> None:
        assert Dossier([self.A]).check().findings

    def test_a_date_may_be_a_date(self) -> None:
        assert claim(said=datetime.date(2025, 7, 4)) == claim()
