"""Which descriptions speak of one event: exchanges, accidents, orders, what is left open, and the words for it."""

from __future__ import annotations

import pytest

from claimcheck import YES_NO, Answer, Event
from claimcheck.arguments import ArgumentError
from claimcheck.errors import BadInput
from claimcheck.linking import Linking, Mention, changes, link

BOTH = ("Russia", "Ukraine")
DAYS = (
    "2025-06-09", "2025-06-10", "2025-06-12", "2025-06-14", "2025-06-19", "2025-06-20", "2025-06-26", "2025-07-04",
)  # fmt: skip


WEEK = {"ordinals": {"this week": 4}}


def mention(key: str, *sources: str, kind: str | None = "prisoner exchange", **told: object) -> Mention:
    return Mention(key, Event(kind, **told), sources)  # type: ignore[arg-type]


def groups(linking: Linking) -> list[tuple[str, ...]]:
    return [one.members for one in linking.clusters]


def together(*mentions: Mention) -> bool:
    return len(link(mentions).clusters) == 1


class TestEightExchanges:
    """The exchanges of June and July 2025 as different people mention them, with what happened beside them."""

    by_date = tuple(
        one
        for number, day in enumerate(DAYS, start=1)
        for one in (
            mention(f"zelensky {day}", "Zelensky", when=day, participants=BOTH),
            mention(
                f"ministry {day}", "Ministry", kind="exchange", when=day, participants=BOTH,
                ordinals={"since Istanbul": number},
            ),
            mention(f"headquarters {day}", "HQ", kind="exchange of prisoners", when=day, participants=BOTH),
        )
    )  # fmt: skip
    otherwise = (
        mention("under-25s", "BBC", when="2025-06-09", participants=BOTH, name="exchange of under-25s"),
        mention("the young", "TASS", when="2025-06-09", name="exchange of prisoners under 25"),
        mention(
            "wounded", "BBC", when="2025-06-12", participants=BOTH, name="exchange of the wounded and ill"
        ),
        mention(
            "fourth this week", "Reuters", when="2025-06-14", participants=BOTH, ordinals={"this week": 4}
        ),
        mention("fourth since", "Lubinets", participants=BOTH, ordinals={"since Istanbul": 4}),
        mention("eighth", "Moscow Times", participants=BOTH, ordinals={"since Istanbul": 8}),
        mention("66th", "Yusov", when="2025-07-04", participants=BOTH, ordinals={"since 2022": 66}),
        mention("bare", "AFP", kind="exchange", when="2025-06-26"),
    )
    beside = (
        mention("bodies", "ICRC", kind="repatriation of bodies", when="2025-06-11", participants=BOTH),
        mention("bodies again", "HQ", kind="repatriation of bodies", when="2025-06-11", participants=BOTH),
        mention(
            "agreement", "Moscow Times", kind="agreement", when="2025-06-02", participants=BOTH, where=["Istanbul"]
        ),
    )  # fmt: skip

    def test_exactly_eight_come_out(self) -> None:
        linking = link([*self.by_date, *self.otherwise, *self.beside])
        exchanges = [one for one in linking.clusters if "exchange" in one.kind]
        assert len(exchanges) == 8
        assert sorted(key for one in exchanges for key in one.members if key.startswith("zelensky")) == [
            f"zelensky {day}" for day in DAYS
        ]

    def test_each_stands_with_all_who_mention_it(self) -> None:
        linking = link([*self.by_date, *self.otherwise, *self.beside])
        assert linking.of("fourth since").members == (
            "fourth since", "fourth this week", "headquarters 2025-06-14", "ministry 2025-06-14", "zelensky 2025-06-14",
        )  # fmt: skip
        assert linking.of("the young") is linking.of("under-25s") is linking.of("zelensky 2025-06-09")
        assert linking.of("66th") is linking.of("eighth") is linking.of("ministry 2025-07-04")
        assert linking.of("eighth").ordinals == (("since 2022", 66), ("since Istanbul", 8))
        assert linking.of("bare") is linking.of("zelensky 2025-06-26")

    def test_bodies_and_the_agreement_stand_beside_them(self) -> None:
        linking = link([*self.by_date, *self.otherwise, *self.beside])
        assert linking.of("bodies").members == ("bodies", "bodies again")
        assert linking.of("agreement").members == ("agreement",)

    def test_without_ordinals_consecutive_days_are_two_exchanges(self) -> None:
        told = [
            mention(f"{who} {day}", who, when=day, participants=BOTH)
            for day in DAYS
            for who in ("A", "B", "C")
        ]
        assert groups(link(told)) == [tuple(f"{who} {day}" for who in ("A", "B", "C")) for day in DAYS]

    def test_what_fits_them_all_is_left_open_and_changes_nothing(self) -> None:
        vague = [
            mention("june", "X", when="2025-06", participants=BOTH),
            mention("some time", "Y", participants=BOTH),
        ]
        before, after = link([*self.by_date]), link([*self.by_date, *vague])
        assert set(groups(after)) == {*groups(before), ("june",), ("some time",)}
        assert [(one.mention, len(one.clusters)) for one in after.undecided] == [
            ("june", 7),
            ("some time", 9),  # june is an event of its own as well, as far as is known
        ]
        assert after.undecided[0].reason == "fits 7 events about as well"

    def test_refusals_say_why(self) -> None:
        reasons = {one.reason for one in link(self.by_date).refused}
        assert "26 June 2025 and 4 July 2025 share no day" in reasons
        assert "number 1 and number 2 since Istanbul are two events" in reasons


class TestEvidence:
    def test_a_link_tells_kind_day_and_participants(self) -> None:
        one, other = (mention(key, key, when="2025-06-26", participants=BOTH) for key in "ab")
        (told,) = link([one, other]).links
        assert told.evidence == "same kind, 26 June 2025 in both, both between Russia and Ukraine"
        assert [part.name for part in told.parts] == ["time", "participants"]
        assert (told.one, told.other, told.joined) == ("a", "b", True)

    @pytest.mark.parametrize(
        ("one", "other", "words"),
        [
            ({"when": "2025-06-26", **WEEK}, {"when": "2025-06-27", **WEEK}, "26 June 2025 and 27 June 2025 are a day apart"),
            ({"when": "2025-06-26", **WEEK}, {"when": "2025-06", **WEEK}, "June 2025 fits 26 June 2025"),
            ({"where": ["Ohio", "Kileen"]}, {"where": ["Ohio", "Killeen"]}, "Kileen, Ohio and Killeen, Ohio are spelt alike"),
            ({"where": ["Ohio", "Troy"]}, {"where": ["Ohio"]}, "same kind"),
            ({"where": ["Ohio", "Troy"]}, {"where": ["Ohio", "Troy"]}, "Troy, Ohio in both"),
            ({"name": "fire at Acme Chemicals"}, {"name": "Acme Chemical blaze"}, "names alike (Acme Chemical blaze; fire at Acme Chemicals)"),
            ({"ordinals": {"this week": 4}}, {"ordinals": {"This week": 4}}, "number 4 This week in both"),
            ({"kind": "exchange"}, {"kind": "prisoner exchange"}, "kinds that fit (exchange; prisoner exchange)"),
            ({"kind": None}, {"kind": "strike"}, "kind not told in both"),
        ],
    )  # fmt: skip
    def test_each_descriptor_has_its_words(
        self, one: dict[str, object], other: dict[str, object], words: str
    ) -> None:
        common = {"kind": "fire", "when": "2025-06-26", "participants": ["Acme"]}
        told = {**common, **one}, {**common, **other}
        if "kind" in one:
            told[0]["kind"], told[1]["kind"] = one["kind"], other["kind"]
        linking = link([mention("a", "A", **told[0]), mention("b", "B", **told[1])])  # type: ignore[arg-type]
        assert words in linking.links[0].evidence

    def test_hostile_text_is_tidied(self) -> None:
        told = [mention(key, key, when="2025-06-26", participants=["\x1b[31mred", "b"]) for key in "ab"]
        assert "\x1b" not in link(told).links[0].evidence


class TestTime:
    year = tuple(
        mention(f"fire of {day}", "list", kind="fire", when=day, where=["Ohio", "Lima"])
        for day in ("2025-01-03", "2025-12-05")
    )
    """What a list of all the year tells: that fires are rare."""

    def test_a_day_apart_may_be_one_event_and_two_days_apart_never(self) -> None:
        first = mention("a", "A", kind="fire", when="2025-06-26", where=["Ohio", "Troy"])
        for when, members in (("2025-06-27", ("a", "b")), ("2025-06-28", ("a",))):
            other = mention("b", "B", kind="fire", when=when, where=["Ohio", "Troy"])
            assert link([*self.year, first, other]).of("a").members == members

    def test_a_month_is_one_with_the_only_event_in_it(self) -> None:
        first = mention("a", "A", kind="fire", when="2025-06-26", where=["Ohio", "Troy"])
        month = mention("b", "B", kind="fire", when="2025-06", where=["Ohio", "Troy"])
        assert link([*self.year, first, month]).of("a").members == ("a", "b")

    def test_a_month_does_not_bridge_two_consecutive_days(self) -> None:
        days = [mention(day, day, when=day, participants=BOTH) for day in ("2025-06-09", "2025-06-10")]
        days += [
            mention(f"{day} too", f"{day} too", when=day, participants=BOTH)
            for day in ("2025-06-09", "2025-06-10")
        ]
        linking = link([*days, mention("june", "X", when="2025-06", participants=BOTH)])
        assert groups(linking) == [
            ("2025-06-09", "2025-06-09 too"),
            ("2025-06-10", "2025-06-10 too"),
            ("june",),
        ]

    def test_a_day_is_meant_where_the_event_happened(self) -> None:
        kyiv = mention("a", "A", when="2025-06-26", participants=BOTH, timezone="Europe/Kyiv")
        clock = mention("b", "B", when="2025-06-25T22:30Z", participants=BOTH)
        assert (
            link([kyiv, clock], timezone="Europe/Kyiv")
            .links[0]
            .parts[0]
            .words.startswith("26 June 2025 fits")
        )


class TestPlaces:
    @pytest.mark.parametrize(
        "other",
        [
            ["France", "Auvergne", "Lyon"], ["Lyon"], ["near Lyon, France"], ["10 km north of Lyon"], ["France", "LYON"],
            ["France", "Lyons"], ["France"],
        ],
    )  # fmt: skip
    def test_one_place_is_written_in_many_ways(self, other: list[str]) -> None:
        told = mention("a", "A", kind="fire", when="2025-06-26", where=["France", "Lyon"])
        assert together(told, mention("b", "B", kind="fire", when="2025-06-26", where=other))

    def test_two_states_are_two_events(self) -> None:
        told = mention("a", "A", kind="fire", when="2025-06-26", where=["US", "Ohio", "Troy"])
        assert not together(
            told, mention("b", "B", kind="fire", when="2025-06-26", where=["US", "Texas", "Troy"])
        )

    def test_an_alias_makes_two_names_one_place(self) -> None:
        told = [
            mention("a", "A", kind="fire", when="2025-06-26", where=["Russia", "Kursk region", "Sudzha"]),
            mention("b", "B", kind="fire", when="2025-06-26", where=["Kursk Oblast", "Sudzha"]),
        ]
        linking = link(told, place_aliases={"Kursk Oblast": ["Russia", "Kursk region"]})
        assert len(linking.clusters) == 1
        assert "are one place" in linking.links[0].evidence

    def test_a_name_of_which_there_are_two_is_not_completed(self) -> None:
        told = [
            mention("a", "A", kind="fire", when="2025-06-26", where=["US", "Ohio", "Troy"]),
            mention("b", "B", kind="fire", when="2025-06-26", where=["US", "Texas", "Troy"]),
            mention("c", "C", kind="fire", when="2025-06-26", where=["Troy"]),
        ]
        linking = link(told)
        assert groups(linking) == [("a",), ("b",), ("c",)]
        assert linking.undecided[0].clusters == ("a", "b")


class TestSources:
    def test_a_list_tells_of_each_event_once(self) -> None:
        troy = {"kind": "fire", "where": ["Ohio", "Troy"]}
        others = [
            mention(f"fire {day}", "list", when=f"2025-06-{day:02}", **troy)  # type: ignore[arg-type]
            for day in range(1, 24, 2)
        ]
        event = Event("fire", when="2025-06-26", where=["Ohio", "Troy"])
        one, other = (
            Mention(key, event, ["list"], counts={"hurt": Answer.exactly(hurt)})
            for key, hurt in (("a", 1), ("b", 5))
        )
        assert link([*others, one, other]).of("a").members == ("a",)
        another = Mention("b", event, ["another"], counts=other.counts)
        assert link([*others, one, another]).of("a").members == ("a", "b")

    def test_counts_are_no_veto(self) -> None:
        told = Event("fire", when="2025-06-26", where=["Ohio", "Troy"])
        many = [
            Mention(key, told, [key], counts={"hurt": Answer.exactly(hurt)})
            for key, hurt in (("a", 1), ("b", 900))
        ]
        linking = link(many)
        assert len(linking.clusters) == 1
        assert "counts differ" in linking.links[0].evidence

    def test_counts_on_two_axes_are_not_compared(self) -> None:
        told = Event("fire", when="2025-06-26", where=["Ohio", "Troy"])
        answers = (Answer.exactly(1), Answer.exactly(True, YES_NO))
        many = [
            Mention(key, told, [key], counts={"hurt": each}) for key, each in zip("ab", answers, strict=True)
        ]
        assert [part.name for part in link(many).links[0].parts] == ["time", "place"]

    def test_identical_mentions_collapse(self) -> None:
        event = Event("fire", when="2025-06", participants=["Acme"])
        told = [Mention(f"m{number:05}", event, ["A"]) for number in range(20_000)]
        linking = link(told)
        assert len(linking.clusters) == 1
        assert len(linking.clusters[0].members) == 20_000
        assert linking.links[0].evidence == "the same in every word, by the same sources"

    def test_a_crowded_day_is_told_to_be_one(self) -> None:
        told = [
            Mention(f"m{number:03}", Event("fire", when="2025-06-26", where=["Ohio"]), ["A"], counts={"hurt": Answer.exactly(number)})
            for number in range(150)
        ]  # fmt: skip
        linking = link(told)
        assert len(linking.clusters) == 150
        assert {one.reason for one in linking.undecided} == {"fits more mentions than can be told apart"}


class TestParts:
    def test_a_stage_is_related_to_the_whole_and_not_merged(self) -> None:
        whole = mention("whole", "A", when="2025-06-09", participants=BOTH)
        stages = [
            mention(
                "second", "B", when="2025-06-09", participants=BOTH, name="the second stage of the exchange"
            ),
            mention("stage 2", "C", when="2025-06-09", participants=BOTH, name="exchange, stage two"),
            mention("first", "B", when="2025-06-09", participants=BOTH, name="exchange, 1st phase"),
        ]
        linking = link([whole, *stages])
        assert groups(linking) == [("first",), ("second", "stage 2"), ("whole",)]
        assert [(one.part, one.whole) for one in linking.parts_of] == [
            ("first", "whole"),
            ("second", "whole"),
        ]
        assert "26 June" not in linking.parts_of[0].evidence
        assert "both between Russia and Ukraine" in linking.parts_of[0].evidence


class TestOrders:
    one = mention("a", "A", when="2025-06-26", participants=BOTH)
    other = mention("b", "B", when="2025-06-26", participants=BOTH)
    far = mention("c", "C", when="2024-01-01", participants=["Chile"])

    def test_same_wins_over_all_that_is_said(self) -> None:
        linking = link([self.one, self.far], same=[("c", "a")])
        assert groups(linking) == [("a", "c")]
        assert linking.links[0].evidence == "the user says they are one event"
        assert linking.links[0].score == float("inf")

    def test_different_wins_over_all_that_is_said(self) -> None:
        linking = link([self.one, self.other], different=[("b", "a")])
        assert groups(linking) == [("a",), ("b",)]
        assert linking.refused[0].reason == "the user says they are different events"

    def test_different_wins_over_identical_words(self) -> None:
        twin = Mention("b", self.one.event, self.one.sources)
        assert len(link([self.one, twin]).clusters) == 1
        assert len(link([self.one, twin], different=[("a", "b")]).clusters) == 2

    def test_orders_that_contradict_are_named_together(self) -> None:
        with pytest.raises(BadInput) as error:
            link(
                [self.one, self.other, self.far],
                same=[("a", "b"), ("b", "c")],
                different=[("a", "c"), ("b", "b")],
            )
        assert [problem.found for problem in error.value.problems] == [
            "the contrary by same event: a = b = c",
            "the contrary by same event: b",
        ]

    def test_an_order_about_nothing_is_refused_with_a_suggestion(self) -> None:
        told = [mention("exchange-8", "A"), self.one]
        with pytest.raises(BadInput, match=r"did you mean 'exchange-8'\?"):
            link(told, same=[("exchange-9", "a")])

    def test_declared_events_are_merged_by_order_alone(self) -> None:
        one, other = (Mention(key, self.one.event, declared=True) for key in "ab")
        described = mention("c", "C", when="2025-06-26", participants=BOTH)
        assert groups(link([one, other])) == [("a",), ("b",)]
        assert groups(link([one, other], same=[("a", "b")])) == [("a", "b")]
        assert groups(link([one, described])) == [("a", "c")]
        assert groups(link([one, other, described])) == [("a",), ("b",), ("c",)]


class TestChanges:
    one = mention("a", "A", when="2025-06-26", participants=BOTH)
    other = mention("b", "B", when="2025-06-26", participants=BOTH)
    far = mention("c", "C", when="2025-08-26", participants=BOTH)

    def test_what_is_new_and_what_grew_is_told_with_its_reason(self) -> None:
        told = changes(link([self.one]), link([self.one, self.other, self.far]))
        assert [(one.what, one.clusters) for one in told] == [("grew", ("a",)), ("new", ("c",))]
        assert "26 June 2025 in both" in told[0].reason

    def test_what_merged_and_what_split(self) -> None:
        apart, one = link([self.one, self.other], different=[("a", "b")]), link([self.one, self.other])
        assert [(each.what, each.clusters) for each in changes(apart, one)] == [("merged", ("a", "b"))]
        assert [(each.what, each.clusters) for each in changes(one, apart)] == [("split", ("a", "b"))]

    def test_what_is_gone(self) -> None:
        told = changes(link([self.one, self.other, self.far]), link([self.one]))
        assert [(one.what, one.clusters) for one in told] == [("gone", ("c",)), ("shrank", ("a",))]


class TestBadInput:
    def test_one_key_of_two_mentions_is_refused(self) -> None:
        with pytest.raises(BadInput, match="two descriptions by the key 'a'"):
            link([mention("a", "A"), mention("a", "B")])

    def test_a_mention_is_of_an_event(self) -> None:
        with pytest.raises(ArgumentError, match="a mention is of an Event"):
            Mention("a", "exchange-8")  # type: ignore[arg-type]

    def test_a_count_is_an_answer(self) -> None:
        with pytest.raises(ArgumentError, match="the count 'killed' is an Answer, not 3"):
            Mention("a", Event("fire"), counts={"killed": 3})  # type: ignore[dict-item]

    def test_nothing_is_linked_to_nothing(self) -> None:
        assert link([]) == Linking((), (), (), (), (), ())

    def test_what_tells_only_an_id_stays_by_itself(self) -> None:
        told = [Mention(key, Event(id=key), declared=True) for key in "ab"]
        assert [one.title for one in link(told).clusters] == ["a", "b"]
