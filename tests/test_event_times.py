"""Times of events as texts tell them: what stands alone, what hangs on the day of a document."""

from __future__ import annotations

import datetime

import pytest

from claimcheck.errors import UnreadableWords
from claimcheck.event_times import is_previous, seen_from, series_seen_from, standing_alone
from claimcheck.events import Event

FRIDAY = datetime.date(2025, 7, 4)


def days(moments: tuple[object, ...] | None) -> list[str] | None:
    return None if moments is None else list(map(str, moments))


class TestWhatStandsAlone:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("4 July 2025", ["2025-07-04"]),
            ("July 4, 2025", ["2025-07-04"]),
            ("on July 4, 2025", ["2025-07-04"]),
            ("Friday, July 4, 2025", ["2025-07-04"]),
            ("June 2025", ["2025-06"]),
            ("in June 2025", ["2025-06"]),
            ("2 to 4 June 2025", ["2025-06-02", "2025-06-04"]),
            ("early June 2025", ["2025-06-01", "2025-06-15"]),
            ("2022", ["2022"]),
        ],
    )
    def test_is_a_date_like_any_other(self, words: str, told: list[str]) -> None:
        assert days(standing_alone(words)) == told

    @pytest.mark.parametrize(
        "words", ["Friday", "July 4", "last month", "yesterday", "overnight", "the previous one"]
    )
    def test_is_none_of_what_hangs_on_a_text(self, words: str) -> None:
        assert standing_alone(words) is None

    @pytest.mark.parametrize(
        "words", ["soon", "the 8th", "Friday the thirteenth", "04/07/2025", "31 June 2025"]
    )
    def test_words_that_tell_no_one_time_are_refused(self, words: str) -> None:
        with pytest.raises(UnreadableWords):
            standing_alone(words)

    @pytest.mark.parametrize(
        ("words", "near"),
        [
            ("Frday", "'friday'"),
            ("last moth", "'last month'"),
            ("4 Jully 2025", "'4 july 2025'"),
            ("gibberish", ""),
        ],
    )
    def test_misspelt_is_told_with_what_is_near(self, words: str, near: str) -> None:
        with pytest.raises(UnreadableWords) as refused:
            standing_alone(words)
        assert refused.value.mend == (f"did you mean {near}?" if near else "")


class TestWhatHangsOnTheDay:
    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("Friday", ["2025-07-04"]),
            ("Thursday", ["2025-07-03"]),
            ("yesterday", ["2025-07-03"]),
            ("June 26", ["2025-06-26"]),
            ("last month", ["2025-06"]),
            ("last year", ["2024"]),
            ("overnight", ["2025-07-03", "2025-07-04"]),
            # "last Friday" may be the Friday before today or the one a week earlier: both are left
            ("last Friday", ["2025-06-20", "2025-06-27"]),
        ],
    )
    def test_is_read_at_its_loosest(self, words: str, told: list[str]) -> None:
        assert days(seen_from(words, FRIDAY)) == told

    def test_a_year_before_1000_keeps_its_four_digits(self) -> None:
        assert days(seen_from("last month", datetime.date(800, 3, 2))) == ["0800-02"]

    @pytest.mark.parametrize("words", ["the previous one", "soon"])
    def test_what_no_day_helps_is_refused(self, words: str) -> None:
        with pytest.raises(UnreadableWords):
            seen_from(words, FRIDAY)

    @pytest.mark.parametrize(
        ("series", "told"),
        [
            ("this week", ("in the week from 2025-06-30", ["2025-06-30", "2025-07-04"])),
            ("so far this month", ("in the month from 2025-07-01", ["2025-07-01", "2025-07-04"])),
            ("this year", ("in the year from 2025-01-01", ["2025-01-01", "2025-07-04"])),
            ("today", ("on 2025-07-04", ["2025-07-04"])),
        ],
    )
    def test_a_series_becomes_one_that_stands_alone(self, series: str, told: tuple[str, list[str]]) -> None:
        found = series_seen_from(series, FRIDAY)
        assert found is not None
        assert (found[0], days(found[1])) == told

    @pytest.mark.parametrize("series", ["since Istanbul", "since 2022", "this war", "week", "⁰⁴⁵", "x" * 500])
    def test_a_series_that_stands_alone_is_left(self, series: str) -> None:
        assert series_seen_from(series, FRIDAY) is None


class TestThePreviousOne:
    @pytest.mark.parametrize(
        "words",
        [
            "the previous one",
            "previous exchange",
            "The Previous One",
            "the preceding strike",
            "the one before",
        ],
    )
    def test_is_told_by_its_words(self, words: str) -> None:
        assert is_previous(words)

    @pytest.mark.parametrize("words", ["Friday", "the last one", "the one before Friday", "2025"])
    def test_nothing_else_is_it(self, words: str) -> None:
        assert not is_previous(words)


class TestInAnEvent:
    def test_words_that_stand_alone_are_its_dates(self) -> None:
        assert Event("raid", when="4 July 2025") == Event("raid", when="2025-07-04")

    def test_words_that_hang_on_a_text_are_kept(self) -> None:
        event = Event("raid", when=" The previous  one")
        assert (event.when, event.when_told) == ((), "The previous one")
        assert str(event) == "raid, The previous one"
        assert eval(repr(event)) == event

    def test_an_event_with_an_id_is_in_no_text(self) -> None:
        with pytest.raises(ValueError, match=r"an event with an id is in no text.*'Friday'; write the date"):
            Event("raid", when="Friday", id="e")
