"""Answers told in English, and as plain forms that are read back as the same answer."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, Axis, number, path_key
from claimcheck.errors import UnreadableWords
from claimcheck.forms import as_given
from claimcheck.hedges import natural_axis, read, read_answer
from claimcheck.wording import in_words, to_form

SAID = datetime.date(2025, 7, 5)
CENTS = number("0.01")
THIRDS = number(Fraction(1, 3))

YEAR_1, YEAR_9999 = -62135596800 * 10**6, 253402300799 * 10**6


def said(words: Any, axis: Axis | None = None) -> Answer:
    return read_answer(words, axis, said=SAID)


@pytest.mark.parametrize(
    ("given_", "told"),
    [
        (8, "8"),
        ("exactly 1,000", "1,000"),
        (1000, "1,000 (at the loosest 950 to 1,050)"),
        ({"at_least": 7}, "at least 7"),
        ("more than 1,000", "more than 1,000"),
        ("up to 40", "at most 40"),
        ("10 to 50", "10 to 50"),
        ({"not": 50}, "anything but 50"),
        ("denied that about 50", "anything but 40 to 60"),
        ({"any_of": [1, 3]}, "1 or 3"),
        ({"any_of": [1, 3, 5, 7, 9, 11, 13]}, "1, 3, 5, 7, 9 or 2 more"),
        ("about 300", "about 300 (285 to 315, at the loosest 240 to 360)"),
        ("3.5 million", "about 3,500,000 (3,450,000 to 3,549,999, at the loosest 3,400,001 to 3,599,999)"),
        ("dozens", "24 to 99 (at the loosest 12 to 199)"),
        ("probably 10 to 50", "probably 10 to 50"),
        ("none", "0"),
        ("most", "most (more than half)"),
        ("half", "about 50 % (47.5 % to 52.5 %, at the loosest 40 % to 60 %)"),
        ("33 %", "about 33 % (32.5 % to 33.5 %, at the loosest 32 % to 34 %)"),
        ("800 of 1,000", "80 %"),
        ("more than 10 %", "more than 10 %"),
        ("at least 10 %", "at least 10 %"),
        ("less than a quarter", "less than 25 %"),
        ("up to a quarter", "at most 25 %"),
        ("all", "all"),
        ("few", "some, but at most 25 % (at the loosest less than 50 %)"),
        ("a minority", "some, but less than 50 %"),
        ("7.8", "about 7.8 (7.75 to 7.85, at the loosest 7.7 to 7.9)"),
        ("more than 7.8", "more than 7.8"),
        ("yes", "yes"),
        ("no", "no"),
        ("probably", "probably yes"),
        ("very unlikely", "probably not"),
        ("July 4", "4 July 2025"),
        ("in June", "in June 2025"),
        ("in 2022", "in 2022"),
        ("since 2022", "in 2022"),
        ("in 2022 or later", "from 2022 on"),
        ("before Friday", "before 4 July 2025"),
        ("after July 4", "from 5 July 2025 on"),
        ("June 2-4", "2 to 4 June 2025"),
        ("June 26 to July 4", "26 June 2025 to 4 July 2025"),
        ("from 2020 to 2022", "2020 to 2022"),
        ("between May and June", "May 2025 to June 2025"),
        ({"at": "2025-07-04T10:30Z"}, "4 July 2025, 10:30 UTC"),
        ("early July", "1 to 10 July 2025 (at the loosest 1 to 15 July 2025)"),
        ("Friday morning", "4 July 2025, 06:00 UTC to 4 July 2025, 12:00 UTC (at the loosest 4 July 2025 to "
                           "4 July 2025, 12:00 UTC)"),
        ({"within": ["Russia", "Kursk region"]}, "russia > kursk region"),
        ({"not": {"within": ["Russia"]}}, "anything but russia"),
        ({"any_of": [{"within": ["Belarus"]}, {"within": ["Russia"]}]}, "belarus or russia"),
    ],
)  # fmt: skip
def test_an_answer_reads_as_english(given_: Any, told: str) -> None:
    axis = {"from 2020 to 2022": INSTANT}.get(given_) if isinstance(given_, str) else None
    assert told == in_words(said(given_, axis))
    assert told == str(said(given_, axis))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer.everything(COUNT), "anything"),
        (Answer.everything(YES_NO), "anything"),
        (Answer.nothing(COUNT), "nothing"),
        (Answer(COUNT, [], [(2, 5)]), "at the loosest 2 to 4"),
        (Answer(YES_NO, [], [(0, 1)]), "at the loosest no"),
        (Answer(number(1), [(None, 5)]), "at most 4"),
        (Answer(PATH, [(None, "b")]), "names before b"),
        (Answer(PATH, [("b", None)]), "names from b on"),
        (Answer(PATH, [("b", "c")]), "names from b to before c"),
        (Answer(INSTANT, [(10**20, None)]), "from a time beyond the calendar on"),
        (Answer(COUNT, [(10**400, None)]), "at least a number of more than 300 digits"),
    ],
)
def test_what_no_words_say_is_told_all_the_same(answer: Answer, told: str) -> None:
    assert told == in_words(answer)


def test_a_unit_follows_the_number() -> None:
    assert in_words(Answer.at_least(7), unit="people") == "at least 7 people"
    assert (
        in_words(said("about 300"), unit="people")
        == "about 300 people (285 to 315, at the loosest 240 to 360)"
    )
    assert in_words(said("most"), unit="people") == "most (more than half)"
    assert in_words(Answer.everything(COUNT), unit="people") == "anything"


def test_a_path_is_told_as_it_was_written() -> None:
    names = {"russia": "Russia", "kursk region": "Kursk region"}
    assert in_words(said({"within": ["Russia", "Kursk region"]}), names=names) == "Russia > Kursk region"


def test_a_date_is_told_on_the_calendar_of_the_zone() -> None:
    day = read_answer("2025-07-04", event_zone="Europe/Kyiv")
    assert in_words(day, zone="Europe/Kyiv") == "4 July 2025"
    assert in_words(day) == "3 July 2025, 21:00 UTC to 4 July 2025, 21:00 UTC"


def test_wording_carries_no_terminal_escapes() -> None:
    assert in_words(Answer.exactly(["a"], PATH), names={"a": "red\x1b[31m"}) == "red[31m"


@pytest.mark.parametrize(
    ("given_", "form"),
    [
        (8, 8),
        ("1,000", 1000),
        ("exactly 1,000", {"exactly": 1000}),
        ("at least seven", {"at_least": 7}),
        ("more than 1,000", {"at_least": 1001}),
        ("up to 40", {"at_most": 40}),
        ("10 to 50", {"between": [10, 50]}),
        ("not 50", {"not": 50}),
        ("about 300", {"about": 300}),
        ("probably 10 to 50", {"probably": {"between": [10, 50]}}),
        ("cannot rule out", "unknown"),
        ("dozens", {"sure": [[24, 100]], "possible": [[12, 200]]}),
        ("very unlikely", {"probably": "no"}),
        ("July 4", {"between": ["2025-07-04T00:00Z", "2025-07-04T23:59Z"]}),
        ("in 2022 or later", {"at_least": "2022-01-01T00:00Z"}),
        ("before 2022", {"less_than": "2022-01-01T00:00Z"}),
        ({"at": "2025-07-04T10:30Z"}, {"at": "2025-07-04T10:30Z"}),
        ({"within": ["Russia", "Kursk region"]}, {"within": ["russia", "kursk region"]}),
        ({"any_of": [1, 3]}, {"any_of": [1, 3]}),
    ],
)
def test_the_form_of_an_answer_is_the_simplest_that_says_it(given_: Any, form: Any) -> None:
    axis = natural_axis(as_given(given_)) or COUNT
    assert form == to_form(said(given_, axis))


def test_the_form_of_nothing_is_refused() -> None:
    assert to_form(Answer.nothing(COUNT)) == {"sure": []}
    with pytest.raises(UnreadableWords, match="leaves no answer"):
        read(as_given(to_form(Answer.nothing(COUNT))), COUNT)


# Round trips

BOUNDS: dict[Axis, st.SearchStrategy[Any]] = {
    COUNT: st.integers(0, 10**7) | st.integers(0, 10**40),
    SHARE: st.integers(0, 10**9 + 1),
    CENTS: st.integers(-(10**8), 10**8) | st.integers(-(10**40), 10**40),
    THIRDS: st.integers(-(10**6), 10**6),
    INSTANT: st.integers(YEAR_1, YEAR_9999)
    | st.integers(-(10**5), 10**5).map(lambda minutes: minutes * 60 * 10**6),
    YES_NO: st.integers(0, 2),
    PATH: st.lists(
        st.sampled_from(["russia", "kursk", "ukraine", "may", "1.000", "not"]), min_size=1, max_size=3
    ).flatmap(lambda names: st.sampled_from([path_key(names), path_key(names)[:-1] + " "])),
}


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers on every axis that leave something."""
    axis = draw(st.sampled_from(list(BOUNDS)))
    ends = sorted(draw(st.lists(BOUNDS[axis], min_size=2, max_size=8, unique=True)))
    spans: list[tuple[Any, Any]] = list(zip(ends[::2], ends[1::2], strict=False))
    if draw(st.booleans()):
        spans[-1] = (spans[-1][0], None)
    if draw(st.booleans()):
        spans[0] = (None, spans[0][1])
    kept = [span for span in spans if draw(st.booleans())]
    sure = Answer(axis, kept or spans[:1]).sure if draw(st.integers(0, 9)) else ()
    if draw(st.booleans()):
        return Answer(axis, spans)
    return Answer(axis, sure, axis.whole if draw(st.booleans()) else spans)


@given(answers().filter(lambda answer: not answer.is_nothing))
@example(said("3.5 million"))
@example(Answer(SHARE, [(320000001, 340000000)]))
@example(Answer(CENTS, [(10**40 + 1, 10**40 + 3)]))
@example(Answer(THIRDS, [(1, 2)]))
@example(Answer.everything(INSTANT))
def test_the_form_of_an_answer_is_read_as_the_same_answer(answer: Answer) -> None:
    assert answer == read(as_given(to_form(answer)), answer.axis).answer


@given(answers(), st.sampled_from(["UTC", "Europe/Kyiv", "America/New_York"]))
def test_every_answer_is_told_in_one_line(answer: Answer, zone: str) -> None:
    told = in_words(answer, unit="people", zone=zone)
    assert told
    assert told.isprintable()
    assert told == in_words(answer, unit="people", zone=zone)
