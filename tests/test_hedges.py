"""Words of real reports and the sets they mean: the sure one, and the possible one where it is looser."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, Axis, number
from claimcheck.errors import UnreadableWords
from claimcheck.forms import as_given
from claimcheck.hedge_table import HEDGES, hedges_page
from claimcheck.hedges import Circumstances, Reading, hedge_table, natural_axis, read, read_answer
from claimcheck.moments import Moment

DOCS = Path(__file__).parent.parent / "docs"
HOSTILE = (
    Path(os.environ.get("CLAIMCHECK_HOSTILE", DOCS.parent.parent / "shared/data/hostile")) / "strings.json"
)
SAID = datetime.date(2025, 7, 5)  # a Saturday
KYIV_SAID = Circumstances(said=SAID, event_zone="Europe/Kyiv")
NUMBER = number()
AXES = [COUNT, SHARE, NUMBER, number("0.01"), INSTANT, YES_NO, PATH]

M = 10**6
ANY = (0, None)


def closed(axis: Axis, *ranges: tuple[Any, Any]) -> list[tuple[Any, Any]]:
    """Half-open spans of values, both ends included."""
    return [
        (None if low is None else axis.step(low), None if high is None else axis.step(high) + 1)
        for low, high in ranges
    ]


COUNTS: list[tuple[Any, ...]] = [
    # Exact
    ("8", (8, 8)), ("two", (2, 2)), ("seven", (7, 7)), ("ten", (10, 10)), ("eleven", (11, 11)), ("304", (304, 304)),
    ("twenty-one", (21, 21)), ("twenty one", (21, 21)), ("exactly 1,000", (1000, 1000)), ("precisely 300", (300, 300)),
    ("exactly fifty", (50, 50)), ("one hundred and five", (105, 105)), ("a hundred and five", (105, 105)),
    ("two thousand and twenty-five", (2025, 2025)), ("1,234", (1234, 1234)), ("1234567", (1234567, 1234567)),
    ("50", (50, 50)), ("57", (57, 57)), ("zero", (0, 0)), ("no", (0, 0)), ("none", (0, 0)), ("nobody", (0, 0)),
    ("no one", (0, 0)), ("not one", (0, 0)), ("0", (0, 0)), ("one", (1, 1)), ("a single", (1, 1)), ("once", (1, 1)),
    ("twice", (2, 2)), ("three times", (3, 3)), ("two people", (2, 2)), ("a total of 304", (304, 304)),
    ("304 in all", (304, 304)), ("just seven", (7, 7)), ("800 of 1,000", (800, 800)), ("Seven.", (7, 7)),
    ("800 out of 1,000", (800, 800)), ("two of three", (2, 2)), ("1 million and one", None),
    # Round figures in digits
    ("100", (100, 100), (95, 105)), ("1,000", (1000, 1000), (950, 1050)), ("57000", (57000, 57000), (54150, 59850)),
    ("1300", (1300, 1300), (1235, 1365)), ("119,000", (119000, 119000), (113050, 124950)),
    ("3600000", (3600000, 3600000), (3420000, 3780000)),
    # About
    ("about 300", (285, 315), (240, 360)), ("about 50", (45, 55), (40, 60)), ("around 600", (570, 630), (480, 720)),
    ("roughly 12", (11, 13), (10, 14)), ("approximately 1,000", (950, 1050), (800, 1200)), ("some 300", (285, 315), (240, 360)),
    ("an estimated 2,000", (1900, 2100), (1600, 2400)), ("estimated 2,000", (1900, 2100), (1600, 2400)),
    ("~40", (36, 44), (32, 48)), ("circa 80", (75, 85), (64, 96)), ("close to 100", (95, 105), (80, 120)),
    ("about three", (3, 3), (2, 4)), ("about one", (1, 1), (0, 2)), ("40 or so", (36, 44), (32, 48)),
    ("about a dozen", (11, 13), (10, 14)), ("in the region of 500", (475, 525), (400, 600)),
    ("about 10 to 20", (10, 20), (8, 24)), ("some 100 to 300", (100, 300), (80, 360)), ("50-odd", (50, 55), (40, 60)),
    ("fifty-odd people", (50, 55), (40, 60)), ("approx 40", (36, 44), (32, 48)),
    # Round words
    ("twenty", (18, 22), (16, 24)), ("fifty", (45, 55), (40, 60)), ("ninety", (85, 95), (72, 108)),
    ("a hundred", (95, 105), (80, 120)), ("three hundred", (285, 315), (240, 360)), ("a dozen", (11, 13), (10, 14)),
    ("two dozen", (22, 26), (20, 28)), ("half a dozen", (6, 6), (5, 7)), ("a thousand", (950, 1050), (800, 1200)),
    ("two thousand", (1900, 2100), (1600, 2400)), ("twelve hundred", (1140, 1260), (960, 1440)),
    ("three million", (2850000, 3150000), (2400000, 3600000)), ("half a million", (475000, 525000), (400000, 600000)),
    ("a quarter of a million", (237500, 262500), (200000, 300000)), ("two hundred and fifty", (238, 262), (200, 300)),
    ("three and a half million", (3325000, 3675000), (2800000, 4200000)), ("a score", (18, 22), (16, 24)),
    ("a million and a half", (1425000, 1575000), (1200000, 1800000)), ("fifty people", (45, 55), (40, 60)),
    ("a hundred thousand", (95000, 105000), (80000, 120000)), ("three dozen", (33, 39), (29, 43)),
    # Decimals and millions
    ("3.5 million", (3450000, 3549999), (3400001, 3599999)), ("1.28 million", (1275000, 1284999), (1270001, 1289999)),
    ("1.08 million", (1075000, 1084999), (1070001, 1089999)), ("1.089 million", (1088500, 1089499), (1088001, 1089999)),
    ("2.0 million", (1950000, 2049999), (1900001, 2099999)), ("3 million", (2850000, 3150000), (2400000, 3600000)),
    ("57 thousand", (56500, 57499), (56001, 57999)), ("100 million", (99500000, 100499999), (99000001, 100999999)),
    ("2.8 million", (2750000, 2849999), (2700001, 2899999)), ("1.2 bn", (1150 * M, 1250 * M - 1), (1100 * M + 1, 1300 * M - 1)),
    # Vague quantities
    ("dozens", (24, 99), (12, 199)), ("dozens of people", (24, 99), (12, 199)), ("scores", (40, 99), (20, 199)),
    ("hundreds", (200, 999), (100, 1999)), ("hundreds of people", (200, 999), (100, 1999)),
    ("thousands", (2000, 9999), (1000, 19999)), ("tens of thousands", (20000, 99999), (10000, 199999)),
    ("hundreds of thousands", (200000, 999999), (100000, 1999999)), ("millions", (2 * M, 10 * M - 1), (M, 20 * M - 1)),
    ("tens of millions", (20 * M, 100 * M - 1), (10 * M, 200 * M - 1)), ("tens", (20, 99), (10, 199)),
    ("a couple", (2, 2), (2, 4)), ("a pair", (2, 2)), ("a few", (3, 5), (2, 10)), ("several", (3, 9), (2, 12)),
    ("a handful", (3, 6), (1, 10)), ("a few dozen", (36, 71), (24, 131)), ("several dozen", (36, 119), (24, 155)),
    ("several hundred", (300, 999), (200, 1299)), ("a few hundred", (300, 599), (200, 1099)),
    ("a couple of hundred", (200, 299), (150, 399)), ("several thousand", (3000, 9999), (2000, 12999)),
    ("a few thousand", (3000, 5999), (2000, 10999)), ("some", (2, None), (1, None)), ("multiple", (2, None)),
    ("several million", (3 * M, 10 * M - 1), (2 * M, 13 * M - 1)), ("several people", (3, 9), (2, 12)),
    # Nearly, just over, well over
    ("nearly 300", (270, 299), (240, 300)), ("almost 50", (45, 49), (40, 50)), ("just under 100", (90, 99), (80, 100)),
    ("nearly 1.1 million", (990000, 1099999), (880000, 1100000)), ("nearly two", (1, 1), (1, 2)),
    ("almost a hundred", (90, 99), (80, 100)), ("just over 200", (201, 220), (200, 240)),
    ("slightly more than 40", (41, 44), (40, 48)), ("a little over 30", (31, 33), (30, 36)),
    ("slightly fewer than 40", (36, 39), (32, 40)), ("well over 100", (111, None), (101, None)),
    ("well under 100", (0, 89), (0, 99)), ("upwards of 40", (41, None), (40, None)), ("just short of 20", (18, 19), (16, 20)),
    # Bounds
    ("at least seven", (7, None)), ("at least 40", (40, None)), ("at least one", (1, None)), ("no fewer than 12", (12, None)),
    ("no less than 12", (12, None)), ("a minimum of 5", (5, None)), ("40 or more", (40, None)), ("40+", (40, None)),
    ("one or more", (1, None)), (">= 40", (40, None)), ("≥40", (40, None)), ("seven at least", (7, None)),
    ("more than 1,000", (1001, None)), ("more than a hundred", (101, None)), ("over 40", (41, None)), ("over a dozen", (13, None)),
    ("in excess of 500", (501, None)), ("above 20", (21, None)), (">40", (41, None)), ("more than 2.5 million", (2500001, None)),
    ("more than 60", (61, None)), ("more than one", (2, None)), ("more than 230", (231, None)), ("up to 40", (0, 40)),
    ("as many as 40", (0, 40)), ("no more than 40", (0, 40)), ("not more than 40", (0, 40)), ("at most 40", (0, 40)),
    ("a maximum of 40", (0, 40)), ("40 or fewer", (0, 40)), ("40 or less", (0, 40)), ("fewer than 40", (0, 39)),
    ("less than 40", (0, 39)), ("under 40", (0, 39)), ("<40", (0, 39)), ("fewer than a hundred", (0, 99)),
    ("at least several hundred", (300, None), (200, None)), ("at least dozens", (24, None), (12, None)),
    ("up to several dozen", (0, 119), (0, 155)), ("at least about 300", (285, None), (240, None)),
    ("at least a dozen", (12, None)), ("up to 1,000 people", (0, 1000)), ("at least 100", (100, None)),
    # Between
    ("between 100 and 300", (100, 300)), ("100-300", (100, 300)), ("100–300", (100, 300)), ("100 to 300", (100, 300)),
    ("from 100 to 300", (100, 300)), ("between fifty and sixty", (50, 60)), ("ten to fifteen", (10, 15)),
    ("between 1.1 and 1.4 million", (1100000, 1400000)), ("3-5 million", (3000000, 5000000)),
    ("between 900 and 1 thousand", (900, 1000)), ("somewhere between 10 and 20", (10, 20)), ("seven or eight", (7, 8)),
    ("two or three", (2, 3)), ("2 or 3 million", ((1900000, 2100000), (2850000, 3150000)), ((1600000, 3600000),)), ("between one hundred and five and two hundred", (105, 200)),
    # Denials
    ("not 50", ((0, 49), (51, None))), ("denied that about 50", ((0, 39), (61, None))), ("denied 7", ((0, 6), (8, None))),
    ("not more than one", (0, 1)), ("denied that dozens", ((0, 11), (200, None))),
    ("denied that more than 40", (0, 40)), ("not none", (1, None)),
    # Likelihood
    ("probably 10 to 50", (10, 50), ANY), ("likely seven", (7, 7), ANY), ("most likely about 50", (45, 55), ANY),
    ("probably not 50", ((0, 49), (51, None)), ANY), ("unlikely 50", ((0, 49), (51, None)), ANY),
    ("almost certainly more than 40", (41, None), ANY), ("probably dozens", (24, 99), ANY), ("only seven", (7, 7)),
]  # fmt: skip
COUNTS = [row for row in COUNTS if row[1] is not None]


def _ranges(told: Any) -> list[tuple[Any, Any]]:
    return list(told) if isinstance(told[0], tuple) else [told]


@pytest.mark.parametrize("row", COUNTS, ids=[row[0] for row in COUNTS])
def test_words_of_counts(row: tuple[Any, ...]) -> None:
    words, sure, *possible = row
    expected = Answer(
        COUNT, closed(COUNT, *_ranges(sure)), closed(COUNT, *_ranges(possible[0])) if possible else None
    )
    assert expected == read(words, COUNT).answer


F = Fraction
SHARES: list[tuple[Any, ...]] = [
    ("most", ("0.500000001", 1)), ("the majority", ("0.500000001", 1)), ("a majority", ("0.500000001", 1)),
    ("more than half", ("0.500000001", 1)), ("over half", ("0.500000001", 1)), ("most of them", ("0.500000001", 1)),
    ("the vast majority", ("0.75", 1), ("0.500000001", 1)), ("all", (1, 1)), ("everyone", (1, 1)), ("none", (0, 0)),
    ("no one", (0, 0)), ("half", ("0.475", "0.525"), ("0.4", "0.6")), ("half of them", ("0.475", "0.525"), ("0.4", "0.6")),
    ("about half", ("0.475", "0.525"), ("0.4", "0.6")), ("a third", ("0.316666667", "0.35"), ("0.266666667", "0.4")),
    ("a quarter", ("0.2375", "0.2625"), ("0.2", "0.3")), ("two thirds", ("0.633333334", "0.7"), ("0.533333334", "0.8")),
    ("two-thirds", ("0.633333334", "0.7"), ("0.533333334", "0.8")), ("three quarters", ("0.7125", "0.7875"), ("0.6", "0.9")),
    ("two in three", ("0.633333334", "0.7"), ("0.533333334", "0.8")), ("one in five", ("0.19", "0.21"), ("0.16", "0.24")),
    ("one in every five", ("0.19", "0.21"), ("0.16", "0.24")), ("nine out of ten", ("0.855", "0.945"), ("0.72", 1)),
    ("800 of 1,000", ("0.8", "0.8")), ("800 of the 1,000", ("0.8", "0.8")), ("3 out of 4", ("0.75", "0.75")),
    ("two of three", ("0.666666667", "0.666666667")), ("33 %", ("0.325", "0.334999999"), ("0.320000001", "0.339999999")),
    ("33 percent", ("0.325", "0.334999999"), ("0.320000001", "0.339999999")),
    ("33 per cent", ("0.325", "0.334999999"), ("0.320000001", "0.339999999")),
    ("12.5 %", ("0.1245", "0.125499999"), ("0.124000001", "0.125999999")), ("0.8", ("0.76", "0.84"), ("0.700000001", "0.899999999")),
    ("5 %", ("0.0475", "0.0525"), ("0.040000001", "0.059999999")), ("0 %", (0, 0)),
    ("thirty percent", ("0.285", "0.315"), ("0.24", "0.36")), ("nearly all", ("0.9", "0.999999999"), ("0.8", 1)),
    ("almost all", ("0.9", "0.999999999"), ("0.8", 1)), ("nearly half", ("0.45", "0.499999999"), ("0.4", "0.5")),
    ("less than half", (0, "0.499999999")), ("less than a third", (0, "0.333333332")), ("at least half", ("0.5", 1)),
    ("up to 40 %", (0, "0.4")), ("more than 90 percent", ("0.900000001", 1)), ("10-20 %", ("0.1", "0.2")),
    ("between 10 and 20 percent", ("0.1", "0.2")), ("10 % to 20 %", ("0.1", "0.2")),
    ("a minority", ("0.000000001", "0.499999999")), ("few", ("0.000000001", "0.25"), (0, "0.499999999")),
    ("some", ("0.000000001", 1)), ("not all", (0, "0.999999999")), ("probably most", ("0.500000001", 1), (0, 1)),
    ("just over half", ("0.500000001", "0.55"), ("0.5", "0.6")), ("well over half", ("0.550000001", 1), ("0.500000001", 1)),
]  # fmt: skip


@pytest.mark.parametrize("row", SHARES, ids=[row[0] for row in SHARES])
def test_words_of_shares(row: tuple[Any, ...]) -> None:
    words, sure, *possible = row
    expected = Answer(SHARE, closed(SHARE, sure), closed(SHARE, possible[0]) if possible else None)
    assert expected == read(words, SHARE).answer


NUMBERS: list[tuple[Any, ...]] = [
    ("7", ("7", "7")), ("7.8", ("7.75", "7.84"), ("7.71", "7.89")), (Decimal("7.8"), ("7.75", "7.84"), ("7.71", "7.89")),
    (Decimal("7.80"), ("7.75", "7.84"), ("7.71", "7.89")), ("7.80", ("7.80", "7.80"), ("7.80", "7.80")),
    ("-5", ("-5", "-5")), ("minus 5", ("-5", "-5")), ("about 7.5", ("7.13", "7.87"), ("6", "9")), ("more than 7.8", ("7.81", None)),
    ("less than 7.8", (None, "7.79")), ("at least 7.8", ("7.8", None)), ("at most -5", (None, "-5")), (100, ("100", "100"), ("95", "105")),
    ("about -10", ("-10.5", "-9.5"), ("-12", "-8")), ("nearly -10", ("-11", "-10.01"), ("-12", "-10")),
    ("two and a half", ("2.38", "2.62"), ("2", "3")), ("7.123", None), ("1,234.5", ("1234.45", "1234.54"), ("1234.41", "1234.59")),
    ("7.1234", ("7.12", "7.12")), ("dozens", ("24", "99"), ("12", "199")),
]  # fmt: skip
NUMBERS = [row for row in NUMBERS if row[1] is not None]


@pytest.mark.parametrize("row", NUMBERS, ids=[str(row[0]) for row in NUMBERS])
def test_words_of_numbers_in_hundredths(row: tuple[Any, ...]) -> None:
    words, sure, *possible = row
    axis = number("0.01")
    expected = Answer(axis, closed(axis, sure), closed(axis, possible[0]) if possible else None)
    assert expected == read(words, axis).answer


def kyiv(first: str | None, last: str | None) -> tuple[Any, Any]:
    """From the start of one date to the end of another, in Kyiv; a clock time is an end that is not included."""
    lower = None if first is None else Moment.parse(first).window("Europe/Kyiv")[0]
    if last is None:
        return lower, None
    moment = Moment.parse(last)
    window = moment.window("Europe/Kyiv")
    return lower, window[0] if moment.has_clock else int(window[1]) + 1


TIMES: list[tuple[Any, ...]] = [
    # Days
    ("2025-07-04", ("2025-07-04", "2025-07-04")), ("on 2025-07-04", ("2025-07-04", "2025-07-04")),
    ("July 4", ("2025-07-04", "2025-07-04")), ("on July 4", ("2025-07-04", "2025-07-04")), ("4 July", ("2025-07-04", "2025-07-04")),
    ("July 4, 2025", ("2025-07-04", "2025-07-04")), ("4 July 2025", ("2025-07-04", "2025-07-04")),
    ("July 4th", ("2025-07-04", "2025-07-04")), ("the 4th of July", ("2025-07-04", "2025-07-04")),
    ("Jul. 4", ("2025-07-04", "2025-07-04")), ("June 26", ("2025-06-26", "2025-06-26")), ("June 2", ("2025-06-02", "2025-06-02")),
    ("July 6", ("2024-07-06", "2024-07-06")), ("July 5", ("2025-07-05", "2025-07-05")), ("December 31", ("2024-12-31", "2024-12-31")),
    ("Friday", ("2025-07-04", "2025-07-04")), ("on Friday", ("2025-07-04", "2025-07-04")), ("Fri", ("2025-07-04", "2025-07-04")),
    ("Saturday", ("2025-07-05", "2025-07-05")), ("Sunday", ("2025-06-29", "2025-06-29")),
    ("Friday, July 4", ("2025-07-04", "2025-07-04")), ("Friday 4 July 2025", ("2025-07-04", "2025-07-04")),
    ("today", ("2025-07-05", "2025-07-05")), ("yesterday", ("2025-07-04", "2025-07-04")),
    ("the day before yesterday", ("2025-07-03", "2025-07-03")), ("tomorrow", ("2025-07-06", "2025-07-06")),
    ("Tuesday last week", ("2025-06-24", "2025-06-24")), ("earlier today", ("2025-07-05", "2025-07-05")),
    ("around July 4", ("2025-07-04", "2025-07-04"), ("2025-07-01", "2025-07-07")),
    ("three days ago", ("2025-07-02", "2025-07-02"), ("2025-07-01", "2025-07-03")),
    ("a week ago", ("2025-06-25", "2025-07-01"), ("2025-06-21", "2025-07-05")),
    ("June 2-4", ("2025-06-02", "2025-06-04")), ("2 to 4 June 2025", ("2025-06-02", "2025-06-04")),
    ("July 3 or July 4", ("2025-07-03", "2025-07-04")), ("June 26 to July 4", ("2025-06-26", "2025-07-04")),
    ("between June 26 and July 4", ("2025-06-26", "2025-07-04")), ("from June 26 to July 4", ("2025-06-26", "2025-07-04")),
    # Parts of days
    ("overnight", ("2025-07-04T21:00+03:00", "2025-07-05T06:00+03:00"), ("2025-07-04T18:00+03:00", "2025-07-05T12:00+03:00")),
    ("overnight into Friday", ("2025-07-03T21:00+03:00", "2025-07-04T06:00+03:00"), ("2025-07-03T18:00+03:00", "2025-07-04T12:00+03:00")),
    ("last night", ("2025-07-04T21:00+03:00", "2025-07-05T06:00+03:00"), ("2025-07-04T18:00+03:00", "2025-07-05T08:00+03:00")),
    ("Friday morning", ("2025-07-04T06:00+03:00", "2025-07-04T12:00+03:00"), ("2025-07-04T00:00+03:00", "2025-07-04T12:00+03:00")),
    ("on Friday evening", ("2025-07-04T18:00+03:00", "2025-07-04T22:00+03:00"), ("2025-07-04T16:00+03:00", "2025-07-05T00:00+03:00")),
    ("the night of July 4", ("2025-07-04T21:00+03:00", "2025-07-05T06:00+03:00"), ("2025-07-04T18:00+03:00", "2025-07-05T08:00+03:00")),
    ("this morning", ("2025-07-05T06:00+03:00", "2025-07-05T12:00+03:00"), ("2025-07-05T00:00+03:00", "2025-07-05T12:00+03:00")),
    ("2025-07-04T10:30+03:00", ("2025-07-04T10:30+03:00", "2025-07-04T10:31+03:00")),
    ("2025-07-04 10:30:15+03:00", ("2025-07-04T10:30:15+03:00", "2025-07-04T10:30:16+03:00")),
    # Weeks, months, years
    ("last month", ("2025-06", "2025-06")), ("this month", ("2025-07", "2025-07")), ("last year", ("2024", "2024")),
    ("next year", ("2026", "2026")), ("last week", ("2025-06-23", "2025-06-29"), ("2025-06-22", "2025-06-29")),
    ("this week", ("2025-06-30", "2025-07-06"), ("2025-06-29", "2025-07-06")),
    ("earlier this month", ("2025-07-01", "2025-07-05")), ("earlier this year", ("2025-01-01", "2025-07-05")),
    ("in June", ("2025-06", "2025-06")), ("June", ("2025-06", "2025-06")), ("in July", ("2025-07", "2025-07")),
    ("in August", ("2024-08", "2024-08")), ("in May", ("2025-05", "2025-05")), ("June 2025", ("2025-06", "2025-06")),
    ("2025-06", ("2025-06", "2025-06")), ("in 2022", ("2022", "2022")), ("2022", ("2022", "2022")), (2022, ("2022", "2022")),
    ("during 2022", ("2022", "2022")), ("early July", ("2025-07-01", "2025-07-10"), ("2025-07-01", "2025-07-15")),
    ("in late June 2025", ("2025-06-21", "2025-06-30"), ("2025-06-16", "2025-06-30")),
    ("mid-June", ("2025-06-11", "2025-06-20"), ("2025-06-08", "2025-06-23")),
    ("early 2022", ("2022-01", "2022-03"), ("2022-01", "2022-06")), ("mid-2022", ("2022-06", "2022-07"), ("2022-04", "2022-09")),
    ("late 2022", ("2022-10", "2022-12"), ("2022-07", "2022-12")), ("2020-2022", ("2020", "2022")),
    ("in 2020 or 2021", ("2020", "2021")), ("around 2022", ("2022", "2022"), ("2021", "2023")),
    # Before, after, since
    ("since 2022", ("2022", "2022")), ("since July 4", ("2025-07-04", "2025-07-04")), ("from 2022", ("2022", None)),
    ("in 2022 or later", ("2022", None)), ("2022 or later", ("2022", None)), ("not before 2022", ("2022", None)),
    ("from 2022 onwards", ("2022", None)),
    ("before Friday", (None, "2025-07-03")), ("before 2022", (None, "2021")), ("prior to July 4", (None, "2025-07-03")),
    ("after July 4", ("2025-07-05", None)), ("after 2022", ("2023", None)), ("by Friday", (None, "2025-07-04")),
    ("no later than July 4", (None, "2025-07-04")), ("in 2022 or earlier", (None, "2022")),
    ("before late June", (None, "2025-06-15"), (None, "2025-06-20")), ("after early July", ("2025-07-16", None), ("2025-07-11", None)),
    ("from late June", ("2025-06-21", None), ("2025-06-16", None)), ("by early July", (None, "2025-07-10"), (None, "2025-07-15")),
    ("probably July 4", ("2025-07-04", "2025-07-04"), (None, None)),
]  # fmt: skip


@pytest.mark.parametrize("row", TIMES, ids=[str(row[0]) for row in TIMES])
def test_words_of_times(row: tuple[Any, ...]) -> None:
    words, sure, *possible = row
    expected = Answer(INSTANT, [kyiv(*sure)], [kyiv(*possible[0])] if possible else None)
    assert expected == read(words, INSTANT, circumstances=KYIV_SAID).answer


YES, NO, EITHER = [(1, 2)], [(0, 1)], [(0, 2)]


@pytest.mark.parametrize(
    ("words", "sure", "possible"),
    [
        ("yes", YES, YES), ("no", NO, NO), ("true", YES, YES), ("it happened", YES, YES), ("it did not happen", NO, NO),
        ("it did not", NO, NO), ("never", NO, NO), ("not", NO, NO), ("denied", NO, NO), ("confirmed", YES, YES),
        ("Yes.", YES, YES), ("not yes", NO, NO), ("denied that yes", NO, NO),
        ("probably", YES, EITHER), ("likely", YES, EITHER), ("very likely", YES, EITHER), ("almost certainly", YES, EITHER),
        ("probably yes", YES, EITHER), ("probably not", NO, EITHER), ("probably no", NO, EITHER), ("unlikely", NO, EITHER),
        ("very unlikely", NO, EITHER), ("highly unlikely", NO, EITHER), ("not likely", NO, EITHER), ("doubtful", NO, EITHER),
        ("may", EITHER, EITHER), ("might", EITHER, EITHER), ("possible", EITHER, EITHER), ("possibly", EITHER, EITHER),
        ("possibly yes", EITHER, EITHER), ("cannot rule out", EITHER, EITHER), ("not ruled out", EITHER, EITHER),
        ("unknown", EITHER, EITHER), ("cannot confirm", EITHER, EITHER), ("declined to comment", EITHER, EITHER),
    ],
)  # fmt: skip
def test_yes_and_no(words: str, sure: Any, possible: Any) -> None:
    assert Answer(YES_NO, sure, possible) == read(words, YES_NO).answer


@pytest.mark.parametrize("axis", AXES, ids=str)
@pytest.mark.parametrize(
    ("words", "silence"),
    [
        ("unknown", "unknown"), ("unclear", "unknown"), ("cannot confirm", "unknown"), ("could not be verified", "unknown"),
        ("not ruled out", "unknown"), ("cannot rule out", "unknown"), ("can't rule out", "unknown"), ("did not rule out", "unknown"),
        ("too early to say", "unknown"), ("possible", "unknown"), ("might", "unknown"), ("unconfirmed", "unknown"),
        ("withheld", "withheld"), ("declined to comment", "withheld"), ("refused to comment", "withheld"),
        ("did not disclose", "withheld"), ("would not say", "withheld"), ("wouldn’t say", "withheld"), ("undisclosed", "withheld"),
        ("refused to say", "withheld"), ("no comment", "withheld"), ("neither confirmed nor denied", "withheld"),
        ("did not respond to a request for comment", "withheld"), ("gave no figures", "withheld"),
    ],
)  # fmt: skip
def test_silence_says_everything(words: str, silence: str, axis: Axis) -> None:
    reading = read(words, axis)
    assert reading.answer.is_everything
    assert reading.flat.is_everything
    assert reading.silence == silence


def test_at_least_two_hundred_phrases_are_tried() -> None:
    assert len(COUNTS) + len(SHARES) + len(NUMBERS) + len(TIMES) >= 300


class TestHowRoundFiguresCompare:
    @pytest.mark.parametrize(
        ("one", "other", "relation"),
        [
            ("3549999", "3.5 million", "confirms"), ("3550000", "3.5 million", "strains"),
            ({"exactly": 3600000}, "3.5 million", "contradicts"), ("1.08 million", "1.089 million", "strains"),
            ("dozens", "150", "strains"), ("8", "at least 7", "confirms"), ("at least 7", "8", "compatible"),
            ("nearly 50", "50", "strains"), ("about 50", "50", "compatible"),
        ],
    )  # fmt: skip
    def test_relations(self, one: Any, other: Any, relation: str) -> None:
        assert read_answer(one).relation(read_answer(other)).value == relation


class TestLikelihoodAndDenial:
    def test_flat_is_the_same_without_the_likelihood(self) -> None:
        reading = read("probably 10 to 50", COUNT)
        assert reading.flat == Answer.between(10, 50)
        assert reading.answer == Answer.between(10, 50).likely()

    def test_where_no_likelihood_was_said_flat_is_the_answer(self) -> None:
        reading = read("about 50", COUNT)
        assert reading.flat == reading.answer

    def test_very_unlikely_is_flatly_no(self) -> None:
        assert read("very unlikely", YES_NO).flat == Answer.exactly(False, YES_NO)

    @pytest.mark.parametrize(
        ("given_", "denies"),
        [
            ("not 50", True), ("denied that 50", True), ({"not": 50}, True), ("50", False), ("denied", True), ("no", False),
            ({"not": {"not": 50}}, False), ("probably not 50", True), ("unlikely 50", True),
        ],
    )  # fmt: skip
    def test_a_denial_is_told(self, given_: Any, denies: bool) -> None:
        axis = YES_NO if given_ in ("denied", "no") else COUNT
        assert read(as_given(given_), axis).denies is denies

    @pytest.mark.parametrize(
        ("given_", "only"),
        [("only fire", True), ("solely fire", True), ({"only": "fire"}, True), ("fire", False)],
    )
    def test_only_closes(self, given_: Any, only: bool) -> None:
        reading = read(as_given(given_), PATH)
        assert reading.only is only
        assert reading.answer == Answer.exactly(["fire"], PATH)

    def test_a_mere_possibility_says_nothing_of_what_follows(self) -> None:
        reading = read("may be 10", COUNT)
        assert reading.answer.is_everything
        assert reading.silence == "unknown"

    @pytest.mark.parametrize(
        ("given_", "axis"),
        [
            ({"not": {"probably": 7}}, COUNT), ("not probably 7", COUNT), ({"not": "unknown"}, COUNT), ({"not": {"only": "fire"}}, PATH),
            ({"only": {"not": "fire"}}, PATH), ("not only fire", PATH), ("denied that unknown", COUNT), ({"not": "most"}, COUNT),
            ({"not": {"at_least": 0}}, COUNT), ({"any_of": ["unknown", 3]}, COUNT),
        ],
    )  # fmt: skip
    def test_what_leaves_nothing_is_refused(self, given_: Any, axis: Axis) -> None:
        with pytest.raises(UnreadableWords):
            read(as_given(given_), axis)


class TestForms:
    @pytest.mark.parametrize(
        ("form", "sure", "possible"),
        [
            ({"at_least": 7}, (7, None), None), ({"more_than": 1000}, (1001, None), None), ({"at_most": 40}, (0, 40), None),
            ({"less_than": 40}, (0, 39), None), ({"between": [100, 300]}, (100, 300), None), ({"between": ["ten", "1,000"]}, (10, 1000), None),
            ({"about": 300}, (285, 315), (240, 360)), ({"exactly": 1000}, (1000, 1000), None), ({"exactly": "3.5 million"}, (3500000, 3500000), None),
            ({"at_least": "several hundred"}, (300, None), (200, None)), ({"at_most": "a dozen"}, (0, 12), None),
            ({"probably": 7}, (7, 7), ANY), ({"probably": {"at_least": 7}}, (7, None), ANY),
            ({"sure": [[2, 4]], "possible": [[1, None]]}, (2, 3), (1, None)), ({"sure": [[2, 4]]}, (2, 3), None),
            ({"only": 7}, (7, 7), None), (7, (7, 7), None), (100, (100, 100), (95, 105)), ({"any_of": [1, 2]}, (1, 2), None),
        ],
    )  # fmt: skip
    def test_counts(self, form: Any, sure: Any, possible: Any) -> None:
        expected = Answer(COUNT, closed(COUNT, sure), None if possible is None else closed(COUNT, possible))
        assert expected == read(as_given(form), COUNT).answer

    @pytest.mark.parametrize(
        ("form", "sure"),
        [
            ({"on": "2025-07-04"}, ("2025-07-04", "2025-07-04")), ({"on": datetime.date(2025, 7, 4)}, ("2025-07-04", "2025-07-04")),
            ({"on": "2025-07"}, ("2025-07", "2025-07")), ({"on": "July 4"}, ("2025-07-04", "2025-07-04")), ({"since": 2022}, ("2022", "2022")),
            ({"from": 2022}, ("2022", None)), ({"from": "Friday"}, ("2025-07-04", None)), ({"at_least": "2025-07-04"}, ("2025-07-04", None)),
            ({"more_than": "2025-07-04"}, ("2025-07-05", None)), ({"at_most": "2025-07-04"}, (None, "2025-07-04")),
            ({"less_than": "2025-07-04"}, (None, "2025-07-03")), ({"between": ["2025-07-01", "2025-07-04"]}, ("2025-07-01", "2025-07-04")),
            ({"at": "2025-07-04T10:30+03:00"}, ("2025-07-04T10:30+03:00", "2025-07-04T10:31+03:00")),
        ],
    )  # fmt: skip
    def test_dates(self, form: Any, sure: Any) -> None:
        assert Answer(INSTANT, [kyiv(*sure)]) == read(as_given(form), INSTANT, circumstances=KYIV_SAID).answer

    def test_several_paths(self) -> None:
        either = read(as_given({"any_of": [{"within": ["Russia", "Kursk region"]}, "Belarus"]}), PATH).answer
        assert either == Answer.exactly(["Russia", "Kursk region"], PATH) | Answer.exactly(["Belarus"], PATH)

    @pytest.mark.parametrize(
        ("form", "axis"),
        [
            ({"between": [3, 2]}, COUNT), ({"between": [3]}, COUNT), ({"between": 3}, COUNT), ({"between": [1, None]}, COUNT),
            ({"at_least": "fire"}, COUNT), ({"at_least": 7}, PATH), ({"at_least": 7}, YES_NO), ({"within": ["Russia"]}, COUNT),
            ({"on": "2025-07-04"}, COUNT), ({"since": 2022}, COUNT), ({"at": "2025-07-04T10:30"}, INSTANT), ({"on": "2025-02-30"}, INSTANT),
            ({"between": ["2025-07-04", "2025-07-01"]}, INSTANT), ({"between": ["2025-07-04", "2025-07-05T10:30Z"]}, INSTANT),
            ({"at_least": Decimal("7.5")}, COUNT), ({"less_than": 0}, COUNT), ({"at_least": 2}, SHARE), ({"more_than": 1}, SHARE),
            ({"at_least": -3}, COUNT), ({"any_of": []}, COUNT), ({"any_of": 3}, COUNT), ({"within": []}, PATH), ({"within": [None]}, PATH),
            ({"at_least": None}, COUNT), ({"sure": []}, COUNT), ({"sure": [[3, 2]]}, COUNT), ({"sure": [3]}, COUNT), ({"sure": [["x", 2]]}, COUNT),
            ({"sure": [[1, 9]], "possible": [[2, 3]]}, COUNT), ({"exactly": "about 50"}, COUNT), ({"more_than": "dozens"}, COUNT),
            ({"on": {"at_least": 3}}, INSTANT), ({"at_least": [3]}, COUNT), (7, YES_NO), (7, SHARE), (Decimal("7.5"), COUNT), (-1, COUNT),
            ({"sure": [["1/0", None]]}, number("0.01")), ({"sure": [[Decimal("0.001"), None]]}, number("0.01")), (("a",), PATH),
            ({"probably": None}, COUNT), ({"since": "1.5"}, INSTANT), ({"on": 20250704}, INSTANT), (Decimal("1.5"), INSTANT),
        ],
    )  # fmt: skip
    def test_impossible_forms_are_refused(self, form: Any, axis: Axis) -> None:
        with pytest.raises(UnreadableWords):
            read(form if isinstance(form, tuple) else as_given(form), axis)


class TestZones:
    def test_a_civil_date_is_sure_where_it_happened_and_possible_where_the_speaker_is(self) -> None:
        around = Circumstances(said=SAID, event_zone="America/New_York", speaker_zone="Europe/Kyiv")
        answer = read("July 4", INSTANT, circumstances=around).answer
        here, there = (
            Moment.parse("2025-07-04").window(zone) for zone in ("America/New_York", "Europe/Kyiv")
        )
        assert answer.sure == ((here[0], here[1] + 1),)
        assert answer.possible == ((there[0], here[1] + 1),)

    def test_before_a_date_may_be_meant_in_the_speakers_zone(self) -> None:
        around = Circumstances(event_zone="Europe/Kyiv", speaker_zone="America/New_York")
        answer = read("before 2025-07-04", INSTANT, circumstances=around).answer
        assert answer.sure[0][1] == Moment.parse("2025-07-04").window("Europe/Kyiv")[0]
        assert answer.possible[0][1] == Moment.parse("2025-07-04").window("America/New_York")[0]

    def test_a_clock_time_needs_no_zone(self) -> None:
        around = Circumstances(event_zone="Europe/Kyiv", speaker_zone="America/New_York")
        answer = read("2025-07-04T10:30Z", INSTANT, circumstances=around).answer
        assert answer.sure == answer.possible

    def test_last_friday_may_be_the_one_of_last_week(self) -> None:
        answer = read("last Friday", INSTANT, circumstances=Circumstances(said=SAID)).answer
        assert str(answer) == "4 July 2025 (at the loosest 27 June 2025 or 4 July 2025)"

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ("last week", "23 to 29 June 2025 (at the loosest 23 June 2025 to 5 July 2025)"),
            ("this week", "30 June 2025 to 6 July 2025 (at the loosest 30 June 2025 to 12 July 2025)"),
        ],
    )
    def test_a_week_may_begin_on_sunday(self, words: str, told: str) -> None:
        assert str(read_answer(words, said="2025-07-06")) == told

    @pytest.mark.parametrize(
        "words", ["Friday", "July 4", "yesterday", "overnight", "last month", "in June", "three days ago"]
    )
    def test_without_the_day_of_speaking_such_dates_are_refused(self, words: str) -> None:
        with pytest.raises(UnreadableWords, match="the day on which it was said"):
            read(words, INSTANT)

    @pytest.mark.parametrize("year", ["0001", "1000", "9999"])
    def test_the_ends_of_the_calendar_are_read(self, year: str) -> None:
        for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
            around = Circumstances(event_zone=zone, speaker_zone="UTC", said=datetime.date(int(year), 12, 31))
            for words in (
                f"{year}-12-31",
                f"around {year}-12-31",
                f"{year}-01",
                "today",
                "tomorrow",
                "last year",
            ):
                reading = None
                with contextlib.suppress(UnreadableWords):
                    reading = read(words, INSTANT, circumstances=around)
                assert reading is None or reading.answer.sure


class TestTolerance:
    @pytest.mark.parametrize(
        ("given_", "sure", "possible"),
        [
            (200, (200, 200), (171, 231)), (57, (57, 57), (52, 62)), ({"at_least": 100}, (100, None), (90, None)),
            ({"at_most": 100}, (0, 100), (0, 110)), ("about 50", (45, 55), (36, 66)), ({"probably": 57}, (57, 57), ANY),
            (5, (5, 5), (5, 5)), ({"any_of": [50, 60]}, ((50, 50), (60, 60)), ((45, 55), (54, 66))),
        ],
    )  # fmt: skip
    def test_it_widens_what_is_possible(self, given_: Any, sure: Any, possible: Any) -> None:
        expected = Answer(COUNT, closed(COUNT, *_ranges(sure)), closed(COUNT, *_ranges(possible)))
        assert expected == read(as_given(given_), COUNT, tolerance=Fraction(1, 10)).answer

    def test_it_widens_before_a_denial(self) -> None:
        answer = read(as_given({"not": 57}), COUNT, tolerance=Fraction(1, 10)).answer
        assert answer == Answer.between(52, 62).denied()

    def test_negative_numbers_are_widened_by_their_size(self) -> None:
        axis = number(1)
        assert read(-50, axis, tolerance=Fraction(1, 10)).answer.possible == ((-55, -44),)

    def test_dates_and_names_have_none(self) -> None:
        for words, axis in (("2022", INSTANT), ("fire", PATH), ("yes", YES_NO)):
            assert read(words, axis, tolerance=Fraction(1, 10)) == read(words, axis)


class TestPaths:
    ALIASES: ClassVar = {
        "kursk oblast": ("Russia", "Kursk region"),
        "kiev": ("Kyiv",),
        "sudzha": ("Russia", "Kursk region", "Sudzha"),
    }

    @pytest.mark.parametrize(
        ("given_", "path"),
        [
            ("Kursk Oblast", ["Russia", "Kursk region"]), ("KURSK  oblast", ["Russia", "Kursk region"]), ("Kiev", ["Kyiv"]),
            ({"within": ["Kursk Oblast", "Rylsk"]}, ["Russia", "Kursk region", "Rylsk"]), ({"within": ["Ukraine", "Kiev"]}, ["Ukraine", "Kyiv"]),
            ({"within": ["Russia", "Kursk Oblast"]}, ["Russia", "Kursk region"]), ({"within": ["Ukraine", "Kiev", "Podil"]}, ["Ukraine", "Kyiv", "Podil"]),
            ({"within": ["Kursk Oblast", "Sudzha"]}, ["Russia", "Kursk region", "Sudzha"]), ("Belarus", ["Belarus"]),
            ("in Kursk Oblast", ["Russia", "Kursk region"]), ("in the Kursk Oblast", ["Russia", "Kursk region"]), ("in The Hague", ["The Hague"]),
            ("fire or missile", ["fire or missile"]), (737, ["737"]), ("7 or 8", ["7 or 8"]), ("may Day rally", ["may Day rally"]),
        ],
    )  # fmt: skip
    def test_paths_and_their_aliases(self, given_: Any, path: list[str]) -> None:
        assert Answer.exactly(path, PATH) == read(as_given(given_), PATH, aliases=self.ALIASES).answer

    def test_a_name_that_reads_as_a_hedge_can_be_written_as_a_path(self) -> None:
        assert read(as_given({"within": ["Unknown"]}), PATH).answer == Answer.exactly(["Unknown"], PATH)

    def test_a_denial_of_a_place(self) -> None:
        assert read("not in the Kursk region", PATH).answer == Answer.exactly(["Kursk region"], PATH).denied()


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("words", "axis", "told"),
        [
            ("1.000", COUNT, "it is 1 with three decimals, or 1,000"), ("12.345", NUMBER, "it is 12 with three decimals, or 12,345"),
            ("1,00", COUNT, "groups of three"), ("1,0000", COUNT, "groups of three"), ("1.2.3", COUNT, "one decimal point"), ("007", COUNT, "leading zero"),
            ("²", COUNT, "digits 0 to 9"), ("٣", COUNT, "digits 0 to 9"), ("½", SHARE, "digits 0 to 9"), ("Ⅳ", COUNT, "digits 0 to 9"),
            ("04/07/2025", INSTANT, "4 July 2025, or 7 April 2025"), ("04.07.2025", INSTANT, "4 July 2025, or 7 April 2025"),
            ("04-07-2025", INSTANT, "4 July 2025, or 7 April 2025"), ("13/07/2025", INSTANT, "write 13 July 2025"), ("13/13/2025", INSTANT, "2025-07-04"),
            ("2025/07/04", INSTANT, "2025-07-04"), ("2025-02-30", INSTANT, "a date that exists"), ("February 30, 2025", INSTANT, "a date that exists"),
            ("Thursday, July 4, 2025", INSTANT, "4 July 2025 is a Friday"), ("May", INSTANT, "it is the month"), ("2025-07-04T10:30", INSTANT, "offset"),
            ("4 to 2 June 2025", INSTANT, "the earlier day first"), ("next Friday", INSTANT, "a date"), ("sometime", INSTANT, "a date"),
            ("February 29", INSTANT, "a date that exists"),
            ("abuot 50", COUNT, "did you mean 'about 50'?"), ("at leest seven", COUNT, "did you mean 'at least seven'?"), ("fiftey", COUNT, "did you mean 'fifty'?"),
            ("tens of thousend", COUNT, "did you mean"), ("seven killed", COUNT, "'seven' would be read; 'killed' belongs"),
            ("at least seven dead", COUNT, "'at least seven' would be read"), ("two civilians from the Kursk region", COUNT, "'two' would be read"),
            ("reportedly 10", COUNT, "leave it out"), ("many", COUNT, "no number that 'many' means"), ("7.8", COUNT, "a whole number"), ("-5", COUNT, "a whole number"),
            ("half", COUNT, "not a share"), ("33 %", NUMBER, "not a share"), ("7", SHARE, "from 0 to 1"), ("120 %", SHARE, "0 % to 100 %"), ("9 of 8", SHARE, "no more than its whole"),
            ("0 of 0", SHARE, "no more than its whole"), ("two in three", COUNT, "not a share"),
            ("300 to 100", COUNT, "the lower end first"), ("between 3 and 2", COUNT, "the lower end first"), ("more than 100 %", SHARE, "leaves no answer"), ("less than 0", COUNT, "leaves no answer"),
            ("maybe-ish", YES_NO, "yes or no"), ("seven", YES_NO, "yes or no"), ("fire", COUNT, "a count"), ("more than dozens", COUNT, "a count"), ("about", COUNT, "a count"),
            ("twenty ten", COUNT, "a count"), ("five fifty", COUNT, "a count"), ("1e5", COUNT, "a count"), ("1 000", COUNT, "a count"), ("3.5m", COUNT, "a count"), ("$5", COUNT, "a count"),
            ("1/2", SHARE, "a share"), ("x" * 201, COUNT, "at most 200 characters"), ("9" * 5000, COUNT, "at most 200 characters"), ("1e2000000", COUNT, "a count"),
        ],
        ids=lambda value: str(value)[:40],
    )  # fmt: skip
    def test_the_error_names_the_words_and_what_to_write(self, words: str, axis: Axis, told: str) -> None:
        with pytest.raises(UnreadableWords) as caught:
            read(words, axis, circumstances=KYIV_SAID)
        assert told in str(caught.value)
        assert caught.value.expected

    def test_free_text_is_not_guessed_at(self) -> None:
        with pytest.raises(UnreadableWords, match="for a name, declare"):
            read_answer("the quick brown fox")
        with pytest.raises(UnreadableWords, match="tells its axis"):
            read_answer("unknown")
        with pytest.raises(UnreadableWords, match="an axis: one of"):
            read_answer("7", "counts")
        with pytest.raises(UnreadableWords, match="tolerance"):
            read_answer("7", tolerance=-1)
        with pytest.raises(UnreadableWords, match="tolerance"):
            read_answer("7", tolerance="x")


class TestNaturalAxis:
    @pytest.mark.parametrize(
        ("given_", "axis"),
        [
            (7, COUNT), ("7", COUNT), ("two", COUNT), ("dozens", COUNT), ("more than 1,000", COUNT), ("3.5 million", COUNT), ("2022", COUNT), ("none", COUNT),
            (Decimal("7.8"), NUMBER), ("7.8", NUMBER), ("-5", NUMBER), ("33 %", SHARE), ("most", SHARE), ("half", SHARE), ("800 of 1,000", SHARE), ("two in three", SHARE),
            ("yes", YES_NO), ("no", YES_NO), ("probably", YES_NO), ("very unlikely", YES_NO), (True, YES_NO), ("denied", YES_NO),
            ("2025-07-04", INSTANT), ("July 4", INSTANT), ("since 2022", INSTANT), ("in 2022", INSTANT), ("Friday", INSTANT), ("04/07/2025", INSTANT), ("yesterday", INSTANT),
            (datetime.date(2025, 7, 4), INSTANT), ("Belarus", PATH), ("fire", PATH), ("Boeing 747", PATH), ("not fire", PATH), ("only fire", PATH), ("in the Kursk region", PATH),
            ("unknown", None), ("withheld", None), ("cannot confirm", None), ("may", None), ("probably 10 to 50", COUNT), ("not 50", COUNT), ("not one", COUNT), ("not more than 40", COUNT),
            ({"at_least": 7}, COUNT), ({"at_least": Decimal("7.5")}, NUMBER), ({"within": ["Russia"]}, PATH), ({"on": "2025-07-04"}, INSTANT), ({"since": 2022}, INSTANT),
            ({"not": 50}, COUNT), ({"probably": "yes"}, YES_NO), ({"only": "fire"}, PATH), ({"any_of": [1, Decimal("2.5")]}, NUMBER), ({"any_of": ["unknown"]}, None),
            ({"between": [100, 300]}, COUNT), ({"about": "half"}, SHARE), ({"sure": [[2, 4]], "possible": [[1, None]]}, COUNT), ({"at_least": "2025-07-04"}, INSTANT),
            (Answer.at_least(7), COUNT), (Answer.exactly(["Russia"], PATH), PATH), (Answer.exactly(datetime.datetime(2025, 7, 4, tzinfo=datetime.UTC), INSTANT), INSTANT),
        ],
        ids=str,
    )  # fmt: skip
    def test_the_words_tell_their_axis(self, given_: Any, axis: Axis | None) -> None:
        assert natural_axis(as_given(given_)) is axis

    @pytest.mark.parametrize(
        "words",
        [
            "1.000",
            "seven killed",
            "abuot 50",
            "reportedly 10",
            "-5 %",
            "$5",
            "half of the prisoners",
            "1e5",
            "many",
            "²",
        ],
    )
    def test_what_is_nearly_a_number_is_no_name(self, words: str) -> None:
        with pytest.raises(UnreadableWords):
            natural_axis(words)


# Laws


def read_or_error(words: Any, axis: Axis, *, tolerance: Fraction = Fraction(0)) -> Reading | UnreadableWords:
    try:
        return read(as_given(words), axis, circumstances=KYIV_SAID, tolerance=tolerance)
    except UnreadableWords as error:
        return error


PIECES = sorted(
    {word for hedge in HEDGES for phrase in hedge.phrases for word in phrase.split()}
    | {"7", "1,000", "3.5", "million", "fifty", "%", "half", "July", "4", "2025", "-", "Friday", "or", "and", "to", "of", "fire", "1.000", "2025-07-04"}
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join) | st.text(max_size=220),
    st.sampled_from(AXES),
)
@example("not " * 50 + "7", COUNT)
@example("between 1 and 2 and 3", COUNT)
@example("\ud800", PATH)
@example("2025-07-04T", INSTANT)
@example("--", COUNT)
def test_any_text_is_an_answer_or_our_error(words: str, axis: Axis) -> None:
    reading = read_or_error(words, axis, tolerance=Fraction(1, 10))
    if isinstance(reading, Reading):
        reading.answer._check()
        reading.flat._check()
        assert reading.answer.possible
    else:
        assert str(reading).isprintable()
    with contextlib.suppress(UnreadableWords):
        natural_axis(words)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join))
def test_words_read_by_themselves_read_on_the_axis_they_name(words: str) -> None:
    try:
        axis = natural_axis(words)
    except UnreadableWords:
        return
    if axis is not None and axis is not INSTANT:
        reading = read_or_error(words, axis)
        refused = ("leaves", "reading", "only", "share")
        assert isinstance(reading, Reading) or any(word in str(reading) for word in refused)


@given(
    st.integers(0, 10**6),
    st.sampled_from(
        ["about {}", "nearly {}", "just over {}", "{}", "{}-odd", "{} or so", "{} million", "{}.5 million"]
    ),
)
def test_a_hedge_leaves_what_it_hedges_possible(value: int, hedge: str) -> None:
    exact = read(as_given({"exactly": hedge.format(value).removeprefix("about ").removeprefix("nearly ").removeprefix("just over ")
                           .removesuffix("-odd").removesuffix(" or so")}), COUNT).answer  # fmt: skip
    try:
        assert not read(hedge.format(value), COUNT).answer.contradicts(exact)
    except UnreadableWords:
        assert value == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "not " * n + "7", lambda n: "or " * n, lambda n: "1," * n, lambda n: "and " * n, lambda n: "twenty " * n,
        lambda n: "a hundred and " * n, lambda n: "-" * n, lambda n: "between 1 and " * n, lambda n: "9" * n, lambda n: "x " * n,
        lambda n: "probably " * n, lambda n: "of " * n, lambda n: "1.1" * n, lambda n: "é" * n, lambda n: "\u0301" * n,
    ],
)  # fmt: skip
def test_no_text_makes_reading_slow(make: Any) -> None:
    start = time.perf_counter()
    for size in (10, 20, 40, 66, 200, 10**6):
        for axis in (COUNT, INSTANT, PATH):
            try:
                read(make(size), axis, circumstances=KYIV_SAID)
            except UnreadableWords:
                continue
    assert time.perf_counter() - start < 20  # a runaway, not a measure


@pytest.mark.skipif(not HOSTILE.exists(), reason="the hostile strings are not here")
def test_hostile_strings_are_answers_or_our_error() -> None:
    for text in json.loads(HOSTILE.read_text(encoding="utf-8")):
        for axis in AXES:
            reading = read_or_error(text, axis)
            assert isinstance(reading, Reading) or str(reading)


# The table


def test_the_examples_of_the_table_are_read() -> None:
    for hedge in HEDGES:
        assert hedge.example
    assert "about 300 (285 to 315, at the loosest 240 to 360)" in hedge_table()


def test_no_phrase_has_two_meanings() -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for hedge in HEDGES:
        for phrase in hedge.phrases:
            key = (hedge.place, hedge.kind, phrase)
            assert key not in seen, key
            seen[key] = hedge.meaning


@pytest.mark.parametrize("hedge", [hedge for hedge in HEDGES if hedge.place == "alone"], ids=repr)
def test_every_phrase_that_stands_alone_is_read(hedge: Any) -> None:
    axis = {"number": COUNT, "share": SHARE, "yes/no": YES_NO, "any": COUNT}[hedge.kind]
    for phrase in hedge.phrases:
        assert read(phrase, axis).answer.possible


@pytest.mark.parametrize("hedge", [hedge for hedge in HEDGES if hedge.place != "alone"], ids=repr)
def test_every_phrase_around_something_is_read(hedge: Any) -> None:
    axis = INSTANT if hedge.kind == "time" else COUNT
    hedged = "2022" if hedge.kind == "time" else "40"
    if hedge.meaning == "between":
        hedged = f"{hedged} and 2023" if hedge.kind == "time" else f"{hedged} and 50"
    if hedge.meaning == "from" and hedge.place == "before":
        hedged = "2022"
    for phrase in hedge.phrases:
        words = f"{phrase} {hedged}" if hedge.place == "before" else f"{hedged} {phrase}"
        assert read(words, axis, circumstances=KYIV_SAID).answer.possible, words


def test_the_printed_table_is_current() -> None:
    assert (DOCS / "hedges.md").read_text(encoding="utf-8") == hedges_page()
