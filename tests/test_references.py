"""What points within a text is read against the text where that is certain, and left open where it is not."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.claims import Claim
from claimcheck.events import Event
from claimcheck.references import References, read_references

EXCHANGE = "prisoner exchange"


def claim(
    event: Event | str, *, published: str | None = "2025-07-04", via: str = "The Courier", **more: Any
) -> Claim:
    return Claim(event, "took place", "yes", source="A ministry", via=via, published=published, **more)


def pointing(when: str, **more: Any) -> Event:
    return Event(EXCHANGE, when=when, **more)


def read(*claims: Claim, **declared: Event) -> References:
    return read_references(claims, declared)


def event_of(told: References, one: Claim) -> str | Event | None:
    return told.events.get(one.id)


class TestWordsThatHangOnTheDay:
    def test_are_read_on_the_day_the_document_was_published(self) -> None:
        one = claim(pointing("Thursday"))
        told = read(one)
        assert event_of(told, one) == Event(EXCHANGE, when="2025-07-03")
        assert told.reasons[one.id] == "'Thursday', in a document of 2025-07-04"

    def test_are_read_on_the_day_they_were_said_where_nothing_else_is_known(self) -> None:
        one = claim(pointing("yesterday"), published=None, said="2025-07-02T22:00+03:00")
        assert event_of(read(one), one) == Event(EXCHANGE, when="2025-07-01")

    def test_stay_open_where_the_two_days_read_them_apart(self) -> None:
        one = claim(pointing("yesterday"), said="2025-07-02")
        told = read(one)
        assert one.id in told.open
        assert one.id not in told.events

    def test_are_read_where_both_days_read_them_alike(self) -> None:
        one = claim(pointing("last month"), said="2025-07-02")
        assert event_of(read(one), one) == Event(EXCHANGE, when="2025-06")

    @pytest.mark.parametrize("published", [None, "2025-07", "2025"])
    def test_stay_open_without_a_day(self, published: str | None) -> None:
        one = claim(pointing("Friday"), published=published)
        assert read(one).open == {one.id: "'Friday' hangs on the day of its document, which is not told"}

    def test_stay_open_where_no_such_day_exists(self) -> None:
        one = claim(pointing("Saturday, July 5"))
        told = read(one, claim(pointing("Sunday, July 5")))
        assert len(told.open) == 2

    def test_one_series_this_week_is_not_the_next_weeks(self) -> None:
        first = claim(Event(EXCHANGE, ordinals={"this week": 4}), published="2025-06-14")
        second = claim(Event(EXCHANGE, ordinals={"this week": 2}), published="2025-06-20")
        told = read(first, second)
        assert event_of(told, first) == Event(
            EXCHANGE, when=["2025-06-09", "2025-06-14"], ordinals={"in the week from 2025-06-09": 4}
        )
        assert event_of(told, second) == Event(
            EXCHANGE, when=["2025-06-16", "2025-06-20"], ordinals={"in the week from 2025-06-16": 2}
        )

    def test_the_fourth_this_week_is_the_fourth_day_of_four_that_are_known(self) -> None:
        one = claim(Event(EXCHANGE, ordinals={"this week": 4}), published="2025-06-14")
        days = [claim(pointing(f"2025-06-{day:02}")) for day in (8, 9, 10, 12, 14, 20)]
        found = event_of(read(one, *days), one)
        assert found == Event(EXCHANGE, when="2025-06-14", ordinals={"in the week from 2025-06-09": 4})

    @pytest.mark.parametrize("number", [3, 5])
    def test_a_number_that_is_not_that_of_the_days_known_leaves_the_whole_week(self, number: int) -> None:
        one = claim(Event(EXCHANGE, ordinals={"this week": number}), published="2025-06-14")
        days = [claim(pointing(f"2025-06-{day:02}")) for day in (9, 10, 12, 14)]
        others = [claim(Event("repatriation of bodies", when="2025-06-11"))]
        found = event_of(read(one, *days, *others), one)
        assert isinstance(found, Event)
        assert list(map(str, found.when)) == ["2025-06-09", "2025-06-14"]

    def test_what_stands_alone_is_left_as_it_is(self) -> None:
        told = read(claim(Event(EXCHANGE, when="2025-07-04", ordinals={"since Istanbul": 8})), claim("e"))
        assert (told.events, told.open) == ({}, {})


class TestThePreviousOne:
    def test_is_the_nearest_earlier_one_that_its_document_speaks_of(self) -> None:
        one = claim(pointing("the previous one"))
        others = [claim(pointing(day)) for day in ("2025-07-04", "2025-06-26", "2025-06-20")]
        assert event_of(read(one, *others), one) == Event(EXCHANGE, when="2025-06-26")

    def test_is_one_less_in_each_series(self) -> None:
        one = claim(pointing("the previous one", participants=["Russia"]))
        other = claim(pointing("2025-07-04", ordinals={"since Istanbul": 8, "since 2022": 66}))
        assert event_of(read(one, other), one) == Event(
            EXCHANGE, participants=["Russia"], ordinals={"since Istanbul": 7, "since 2022": 65}
        )

    def test_is_no_earlier_one_that_its_ordinal_rules_out(self) -> None:
        one = claim(pointing("the previous one"))
        others = [
            claim(pointing("2025-07-04", ordinals={"since Istanbul": 8})),
            claim(pointing("2025-06-20", ordinals={"since Istanbul": 6})),
        ]
        assert event_of(read(one, *others), one) == Event(EXCHANGE, ordinals={"since Istanbul": 7})

    def test_may_be_a_declared_event(self) -> None:
        one = claim(pointing("the previous one"))
        declared = {
            "e7": Event(EXCHANGE, when="2025-06-26", id="e7"),
            "e8": Event(EXCHANGE, when="2025-07-04", id="e8"),
        }
        assert event_of(read(one, claim("e7"), claim("e8"), **declared), one) == "e7"

    def test_words_beside_it_are_read_first(self) -> None:
        one = claim(pointing("the previous one"))
        told = read(one, claim(pointing("Friday")), claim(pointing("June 26")))
        assert event_of(told, one) == Event(EXCHANGE, when="2025-06-26")

    def test_stays_open_where_its_document_tells_of_no_other(self) -> None:
        one = claim(pointing("the previous one"))
        told = read(one, claim(pointing("2025-07-04"), via="The Herald"))
        assert told.open == {
            one.id: "'the previous one': its document does not tell which event it comes before"
        }

    def test_stays_open_where_its_document_tells_of_none_before(self) -> None:
        one = claim(pointing("the previous one"))
        assert one.id in read(one, claim(pointing("2025-07-04"))).open

    def test_stays_open_where_two_may_be_the_latest(self) -> None:
        one = claim(pointing("the previous one"))
        others = [claim(pointing("2025-07-04", where="A")), claim(pointing("2025-07-04", where="B"))]
        assert one.id in read(one, *others, claim(pointing("2025-06-26"))).open

    def test_is_never_of_another_kind_or_between_others(self) -> None:
        one = claim(pointing("the previous one", participants=["Russia", "Ukraine"]))
        bodies = claim(Event("repatriation of bodies", when="2025-07-01"))
        elsewhere = claim(pointing("2025-07-02", participants=["Israel", "Hamas"]))
        others = [claim(pointing("2025-07-04")), claim(pointing("2025-06-26")), bodies, elsewhere]
        assert event_of(read(one, *others), one) == Event(EXCHANGE, when="2025-06-26")

    def test_one_address_is_one_document(self) -> None:
        one = claim(pointing("the previous one"), url="https://example.org/1")
        same = [
            claim(pointing(day), url="https://example.org/1", via="X") for day in ("2025-07-04", "2025-06-26")
        ]
        other = claim(pointing("2025-07-01"), url="https://example.org/2")
        assert event_of(read(one, *same, other), one) == Event(EXCHANGE, when="2025-06-26")

    def test_the_order_of_the_claims_makes_no_difference(self) -> None:
        claims = [
            claim(pointing("the previous one")),
            *(claim(pointing(f"2025-06-{day}")) for day in (26, 20, 19)),
        ]
        assert read(*claims) == read(*reversed(claims))
