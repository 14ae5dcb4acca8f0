"""Dates as they were given, and the time that they span in a zone, or in any."""

from __future__ import annotations

import contextlib
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import UnreadableWords
from claimcheck.moments import Moment, ZoneError, wholly_later, zone

HOUR = 3_600_000_000


def at(*parts: int) -> int:
    """Microseconds since 1970 of a time in UTC."""
    moment = datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc]
    return (moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(microseconds=1)


class TestReadingDates:
    @pytest.mark.parametrize(
        ("given_as", "text", "precision"),
        [
            ("2025", "2025", "year"),
            (2025, "2025", "year"),
            ("2025-07", "2025-07", "month"),
            ("2025-07-04", "2025-07-04", "day"),
            ("  2025-07-04 ", "2025-07-04", "day"),
            ("2024-02-29", "2024-02-29", "day"),
            ("9999-12-31", "9999-12-31", "day"),
            ("0001-01-01", "0001-01-01", "day"),
            (datetime.date(2025, 7, 4), "2025-07-04", "day"),
            ("2025-07-04T10:30Z", "2025-07-04T10:30Z", "minute"),
            ("2025-07-04t10:30z", "2025-07-04T10:30Z", "minute"),
            ("2025-07-04 10:30Z", "2025-07-04T10:30Z", "minute"),
            ("2025-07-04T10:30+00:00", "2025-07-04T10:30Z", "minute"),
            ("2025-07-04T10:30-00:00", "2025-07-04T10:30Z", "minute"),
            ("2025-07-04T10:30+03", "2025-07-04T10:30+03:00", "minute"),
            ("2025-07-04T10:30+0330", "2025-07-04T10:30+03:30", "minute"),
            ("2025-07-04T10:30-12:00", "2025-07-04T10:30-12:00", "minute"),
            ("2025-07-04T10:30+14:00", "2025-07-04T10:30+14:00", "minute"),
            ("2025-07-04T10:30:15Z", "2025-07-04T10:30:15Z", "second"),
            ("2025-07-04T10:30:15.5Z", "2025-07-04T10:30:15.500000Z", "microsecond"),
            ("2025-07-04T10:30:15,000001Z", "2025-07-04T10:30:15.000001Z", "microsecond"),
            (datetime.datetime(2025, 7, 4, 10, 30, tzinfo=datetime.UTC), "2025-07-04T10:30:00Z", "second"),
        ],
    )
    def test_valid(self, given_as: Any, text: str, precision: str) -> None:
        moment = Moment.parse(given_as)
        assert (moment.text, moment.precision) == (text, precision)
        assert Moment.parse(moment) is moment
        assert Moment.parse(str(moment)) == moment
        assert eval(repr(moment), {"Moment": Moment}) == moment
        assert moment.has_clock is (precision in ("minute", "second", "microsecond"))

    @pytest.mark.parametrize(
        ("given_as", "expected"),
        [
            ("2025-02-29", "a date that exists"),
            ("2025-02-30", "a date that exists"),
            ("2025-13", "a date that exists"),
            ("2025-00-01", "a date that exists"),
            ("2025-07-32", "a date that exists"),
            ("0000", "a date that exists"),
            ("2025-07-04T24:00Z", "a clock time that exists"),
            ("2025-07-04T10:60Z", "a clock time that exists"),
            ("2025-07-04T10:30:60Z", "a clock time that exists"),
            ("2025-07-04T10:30+14:01", "a clock time that exists"),
            ("2025-07-04T10:30+15:00", "a clock time that exists"),
            ("2025-07-04T10:30+03:60", "a clock time that exists"),
            ("9999-12-31T23:59-01:00", "a clock time that exists"),
            ("0001-01-01T00:00+01:00", "a clock time that exists"),
            ("2025-07-04T10:30", "an offset after the clock time"),
            (datetime.datetime(2025, 7, 4, 10, 30), "an offset after the clock time"),
            ("", "a date such as "),
            ("July 4", "a date such as "),
            ("2025-7-4", "a date such as "),
            ("20250704", "a date such as "),
            ("2025-W27-5", "a date such as "),
            ("2025-07-04T10Z", "a date such as "),
            ("2025-07-04T10:30:15.1234567Z", "a date such as "),
            ("٢٠٢٥-٠٧-٠٤", "a date such as "),
            ("2025-07-04\n2025-07-05", "a date such as "),
            ("1" * 41, "a date such as "),
            (True, "a date such as "),
            (999, "a date such as "),
            (10000, "a date such as "),
            (2025.0, "a date such as "),
            (None, "a date such as "),
        ],
    )
    def test_invalid(self, given_as: Any, expected: str) -> None:
        with pytest.raises(UnreadableWords) as caught:
            Moment.parse(given_as)
        assert caught.value.expected.startswith(expected)

    @pytest.mark.parametrize(
        ("given_as", "mend"),
        [
            ("04/07/2025", "write 2025-04-07 or 2025-07-04"),
            ("4.7.2025", "write 2025-04-07 or 2025-07-04"),
            ("04-07-2025", "write 2025-04-07 or 2025-07-04"),
            ("13/07/2025", ""),
            ("07/07/2025", ""),
            ("00/07/2025", ""),
            ("04/07-2025", ""),
        ],
    )
    def test_of_two_readings_both_are_named_and_none_taken(self, given_as: str, mend: str) -> None:
        with pytest.raises(UnreadableWords) as caught:
            Moment.parse(given_as)
        assert caught.value.mend == mend

    def test_a_clock_without_an_offset_says_how_to_mend_it(self) -> None:
        with pytest.raises(UnreadableWords, match=r"write 2025-07-04T10:30Z or 2025-07-04T10:30\+03:00$"):
            Moment.parse("2025-07-04T10:30")

    @given(st.datetimes(timezones=st.just(datetime.UTC)))
    def test_every_aware_time_reads_back(self, moment: datetime.datetime) -> None:
        read = Moment.parse(moment)
        assert datetime.datetime.fromisoformat(read.text) == moment
        assert Moment.parse(read.text) == read

    @given(st.text(max_size=30))
    def test_any_text_is_a_date_or_our_error(self, text: str) -> None:
        with contextlib.suppress(UnreadableWords):
            assert Moment.parse(text).text

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2025", (2025, 1, 1)),
            ("2025-07", (2025, 7, 1)),
            ("2025-07-04", (2025, 7, 4)),
            ("2025-07-04T23:30-05:00", (2025, 7, 4)),
        ],
    )
    def test_its_first_day_is_on_the_calendar_of_whoever_gave_it(
        self, text: str, day: tuple[int, int, int]
    ) -> None:
        assert Moment.parse(text).day == datetime.date(*day)


class TestWindows:
    @pytest.mark.parametrize(
        ("text", "zone_name", "first", "beyond"),
        [
            ("2025-07-04", "UTC", at(2025, 7, 4), at(2025, 7, 5)),
            ("2025-07-04", "Europe/Kyiv", at(2025, 7, 3, 21), at(2025, 7, 4, 21)),
            ("2025-07-04", "Europe/Moscow", at(2025, 7, 3, 21), at(2025, 7, 4, 21)),
            ("2025-01-04", "Europe/Kyiv", at(2025, 1, 3, 22), at(2025, 1, 4, 22)),
            ("2025-03-30", "Europe/Kyiv", at(2025, 3, 29, 22), at(2025, 3, 30, 21)),
            ("2025-10-26", "Europe/Kyiv", at(2025, 10, 25, 21), at(2025, 10, 26, 22)),
            ("2025-07-04", "America/New_York", at(2025, 7, 4, 4), at(2025, 7, 5, 4)),
            ("2025-07", "UTC", at(2025, 7, 1), at(2025, 8, 1)),
            ("2025-12", "UTC", at(2025, 12, 1), at(2026, 1, 1)),
            ("2024-02", "UTC", at(2024, 2, 1), at(2024, 3, 1)),
            ("2025", "UTC", at(2025, 1, 1), at(2026, 1, 1)),
            ("9999-12-31", "UTC", at(9999, 12, 31), at(9999, 12, 31) + 24 * HOUR),
            ("9999-12", "UTC", at(9999, 12, 1), at(9999, 12, 31) + 24 * HOUR),
            ("9999", "UTC", at(9999, 1, 1), at(9999, 12, 31) + 24 * HOUR),
            ("0001-01-01", "UTC", at(1, 1, 1), at(1, 1, 2)),
            ("2025-07-04T10:30Z", "Europe/Kyiv", at(2025, 7, 4, 10, 30), at(2025, 7, 4, 10, 31)),
            ("2025-07-04T10:30+03:00", "UTC", at(2025, 7, 4, 7, 30), at(2025, 7, 4, 7, 31)),
            ("2025-07-04T10:30:15Z", None, at(2025, 7, 4, 10, 30, 15), at(2025, 7, 4, 10, 30, 16)),
            (
                "2025-07-04T10:30:15.5Z",
                None,
                at(2025, 7, 4, 10, 30, 15, 500000),
                at(2025, 7, 4, 10, 30, 15, 500001),
            ),
            ("2025-07-04", None, at(2025, 7, 4) - 14 * HOUR, at(2025, 7, 5) + 12 * HOUR),
            ("9999-12-31", None, at(9999, 12, 31) - 14 * HOUR, at(9999, 12, 31) + 36 * HOUR),
        ],
    )
    def test_both_ends_are_included(self, text: str, zone_name: str | None, first: int, beyond: int) -> None:
        assert Moment.parse(text).window(zone_name) == (first, beyond - 1)

    @pytest.mark.parametrize(
        "zone_name", ["Pacific/Kiritimati", "Etc/GMT+12", "Europe/Kyiv", "America/Los_Angeles"]
    )
    @pytest.mark.parametrize("text", ["2025-07-04", "2025-03-30", "2025", "9999-12-31", "0001-01-01"])
    def test_any_zone_on_earth_holds_each_of_them(self, text: str, zone_name: str) -> None:
        moment = Moment.parse(text)
        first, last = moment.window(zone_name)
        assert first <= last
        assert moment.window(None)[0] <= first
        assert last <= moment.window(None)[1]

    def test_days_follow_one_another_without_a_gap(self) -> None:
        for day in range(1, 31):
            first = Moment.parse(f"2025-03-{day:02}").window("Europe/Kyiv")
            second = Moment.parse(f"2025-03-{day + 1:02}").window("Europe/Kyiv")
            assert second[0] == first[1] + 1

    @pytest.mark.parametrize(
        ("later", "earlier", "expected"),
        [((5, 9), (1, 4), True), ((4, 9), (1, 4), False), ((1, 4), (5, 9), False)],
    )
    def test_wholly_later_is_every_moment_after_every_other(
        self, later: Any, earlier: Any, expected: bool
    ) -> None:
        assert wholly_later(later, earlier) is expected


class TestZones:
    def test_a_zone_by_its_name(self) -> None:
        assert zone("Europe/Kyiv").key == "Europe/Kyiv"

    @pytest.mark.parametrize(
        ("name", "near"),
        [
            ("Europe/Kyev", "; did you mean 'Europe/Kyiv'?"),
            ("europe/moskow", "; did you mean 'Europe/Moscow'?"),
            ("zzzzzzzz", ""),
        ],
    )
    def test_the_nearest_is_suggested(self, name: str, near: str) -> None:
        with pytest.raises(ZoneError) as caught:
            zone(name)
        assert (
            str(caught.value) == f"{name!r} is no time zone; expected an IANA name such as Europe/Kyiv{near}"
        )

    @pytest.mark.parametrize(
        "name",
        ["", "../../etc/passwd", "/etc/passwd", "Europe", "Europe/", "a\x00b", "Europe/Kyiv\n", "x" * 5000],
    )
    def test_what_is_no_name_is_refused(self, name: str) -> None:
        with pytest.raises(ZoneError):
            zone(name)

    @pytest.mark.parametrize("name", [5, None, True, b"UTC"])
    def test_a_zone_is_named_by_text(self, name: Any) -> None:
        with pytest.raises(ZoneError, match=r"^a time zone is an IANA name such as Europe/Kyiv, not "):
            zone(name)
