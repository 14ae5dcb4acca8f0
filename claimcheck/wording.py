"""Answers to English in one line, and to the plain forms of a dossier file.

>>> from claimcheck.answers import COUNT, Answer
>>> print(in_words(Answer(COUNT, [(285, 316)], [(240, 361)]), unit="people"))
about 300 people (285 to 315, at the loosest 240 to 360)
>>> to_form(Answer.at_least(7))
{'at_least': 7}
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

from claimcheck.amounts import NUMERIC, bounded
from claimcheck.answers import COUNT, Answer, Axis, Bound, Span, Spans
from claimcheck.errors import UnreadableWords
from claimcheck.forms import as_given
from claimcheck.given_forms import read_given
from claimcheck.moments import zone as zone_of
from claimcheck.readings import Asked
from claimcheck.text import clean

__all__ = ["in_words", "to_form"]

_NO_NAMES: Final[Mapping[str, str]] = {}
_MOST_LISTED: Final = 5
_DIGITS: Final = 6
_STEP_END: Final = "\x1f"
_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def in_words(
    answer: Answer, *, unit: str = "", names: Mapping[str, str] = _NO_NAMES, zone: str = "UTC"
) -> str:
    """An answer in English, in one line.

    `unit` follows a number. `names` has the steps of paths as they were written, by how they are compared. Dates are
    told on the calendar of `zone`. The text is short, not exact: shares and fine numbers are cut to six digits.

    >>> from claimcheck.answers import PATH, Answer
    >>> in_words(Answer.exactly(["Russia", "Kursk region"], PATH), names={"russia": "Russia"})
    'Russia > kursk region'
    """
    if answer.axis is COUNT and not unit and answer.sure is answer.possible and len(answer.sure) == 1:
        lower, upper = answer.sure[0]
        if upper is not None and upper - lower == 1:
            return f"{lower:,}"  # by far the commonest answer
    wording = _Wording(answer.axis, names, zone)
    return clean(
        wording.answer(answer, f" {unit}" if unit and answer.axis.name in ("count", "number") else "")
    )


class _Wording:
    """The words for spans of one axis."""

    def __init__(self, axis: Axis, names: Mapping[str, str], zone: str) -> None:
        self.axis = axis
        self.names = names
        self.zone = zone

    def answer(self, answer: Answer, unit: str) -> str:
        plainly, loosely = self.spans(answer.sure), self.spans(answer.possible)
        if answer.sure == answer.possible:
            return plainly + unit if answer.possible and not answer.is_everything else plainly
        if answer.possible == self.axis.whole and answer.sure:
            return "probably not" if plainly == "no" else f"probably {plainly}{unit}"
        if not answer.sure:
            return f"at the loosest {loosely}{unit}"
        middle = _middle(answer)
        middle = _rounded_from(answer) if middle is None else middle
        if middle is not None:
            return f"about {self.value(middle)}{unit} ({plainly}, at the loosest {loosely})"
        return f"{plainly}{unit} (at the loosest {loosely})"

    def spans(self, spans: Spans) -> str:
        """One set."""
        if not spans:
            return "nothing"
        if spans == self.axis.whole:
            return "anything"
        denied = Answer(self.axis, spans).complement().sure
        if len(denied) < len(spans):
            return f"anything but {self._listed(denied)}"
        return self._listed(spans)

    def _listed(self, spans: Spans) -> str:
        told = [self.span(span) for span in spans[:_MOST_LISTED]]
        if len(spans) > _MOST_LISTED:
            told.append(f"{len(spans) - _MOST_LISTED:,} more")
        return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"

    def span(self, span: Span) -> str:
        if self.axis.name == "path":
            return self._path(span)
        if self.axis.name == "instant":
            return _times(span, self.zone)
        if self.axis.name == "yes/no":
            return "yes" if span[0] else "no"
        return self._share(span) if self.axis.name == "share" else self._numbers(span)

    def _numbers(self, span: Span) -> str:
        lower, upper = span
        if upper is None:
            if lower is not None and (self._is_round(lower - 1) or self._is_finely_rounder(lower - 1, lower)):
                return f"more than {self.value(lower - 1)}"
            return f"at least {self.value(lower)}"
        last = upper - 1
        if lower == last:
            return self.value(last)
        if lower is None or (lower == 0 == self.axis.lowest):
            fine = self._is_round(upper) or self._is_finely_rounder(upper, last)
            return f"less than {self.value(upper)}" if fine else f"at most {self.value(last)}"
        return f"{self.value(lower)} to {self.value(last)}"

    def _is_round(self, step: int) -> bool:
        """Whether a count ends in two zeros or more, so that "more than 1,000" reads better than "at least 1,001"."""
        return self.axis.name == "count" and step > 0 and step % 100 == 0

    def _is_finely_rounder(self, step: int, other: int) -> bool:
        return self.axis.name == "number" and _rounder(step, other)

    def _share(self, span: Span) -> str:
        lower, upper = span
        highest = self.axis.highest
        assert highest is not None
        if (lower, upper) == (highest // 2 + 1, highest + 1):
            return "most (more than half)"
        if upper - lower == 1:
            return {0: "none", highest: "all"}.get(lower) or self.value(lower)
        if lower == 1:
            rest = "" if upper == highest + 1 else f", but {self._share((0, upper))}"
            return "more than none" if not rest else f"some{rest}"
        if upper == highest + 1:
            return (
                f"more than {self.value(lower - 1)}"
                if _rounder(lower - 1, lower)
                else f"at least {self.value(lower)}"
            )
        if lower == 0:
            return (
                f"less than {self.value(upper)}"
                if _rounder(upper, upper - 1)
                else f"at most {self.value(upper - 1)}"
            )
        return f"{self.value(lower)} to {self.value(upper - 1)}"

    def value(self, step: Bound) -> str:
        """One value of a number axis."""
        if self.axis.name == "share":
            return f"{_short(Fraction(step, 10**7))} %"
        assert self.axis.grid is not None
        return _short(step * self.axis.grid)

    def _path(self, span: Span) -> str:
        lower, upper = span
        if lower is not None and upper == lower[:-1] + " ":
            steps = lower.split(_STEP_END)[:-1]
            return " > ".join(self.names.get(step, step) for step in steps)
        ends = ["" if end is None else end.replace(_STEP_END, " > ").rstrip(" >") for end in span]
        if lower is None:
            return f"names before {ends[1]}"
        return f"names from {ends[0]} on" if upper is None else f"names from {ends[0]} to before {ends[1]}"


def _middle(answer: Answer) -> int | None:
    """The grid step of which both sets are what "about" makes; None where there is none."""
    axis = answer.axis
    if axis.grid is None or axis.name not in NUMERIC or len(answer.sure) != 1 or None in answer.sure[0]:
        return None
    lower, upper = answer.sure[0]
    middle = (lower + upper - 1) // 2
    try:
        return middle if bounded("about", middle * axis.grid, axis) == answer else None
    except UnreadableWords:
        return None


def _rounded_from(answer: Answer) -> int | None:
    """The grid step that both sets lie evenly around, as around decimals; None where there is none."""
    if answer.axis.name not in NUMERIC or len(answer.sure) != 1 or len(answer.possible) != 1:
        return None
    (lower, upper), (lowest, top) = answer.sure[0], answer.possible[0]
    if None in (lower, upper, lowest, top) or upper - lower == 1:
        return None
    middle, odd = divmod(lower + upper, 2)
    return middle if not odd and lowest + top - 1 == 2 * middle else None


def _rounder(step: int, other: int) -> bool:
    """Whether a step is much rounder than its neighbour, so that a bound was meant there."""
    return step % 1000 == 0 and other % 1000 != 0


def _short(value: Fraction) -> str:
    """A number in digits, grouped by thousands; fractions cut to six digits."""
    whole = value.numerator // value.denominator if value >= 0 else -(-value.numerator // value.denominator)
    if value.denominator == 1 or abs(whole) >= 10**_DIGITS:
        return f"{whole:,}" if abs(whole) < 10**300 else "a number of more than 300 digits"
    with localcontext() as context:
        context.prec = _DIGITS
        rounded = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    return f"{rounded:,f}"


# Dates


def _times(span: Span, zone_name: str) -> str:
    lower, upper = span
    if lower is None:
        return f"before {_end(upper, zone_name)}"
    if upper is None:
        return f"from {_end(lower, zone_name)} on"
    first, last = _local(lower, zone_name), _local(upper, zone_name)
    if first is None or last is None:
        return f"{_time(lower, zone_name)} to {_time(upper, zone_name)}"
    if upper - lower in (1, 10**6, 60 * 10**6) and lower % (upper - lower) == 0:
        return f"{_day(first)}, {_clock(first)} {_zone_shown(zone_name)}"
    if not (_is_midnight(first) and _is_midnight(last)):
        return f"{_time(lower, zone_name)} to {_time(upper, zone_name)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 1, 1):
        years = (first.year, last.year - 1)
        return f"in {years[0]}" if years[0] == years[1] else f"{years[0]} to {years[1]}"
    if first.day == last.day == 1:
        month = last - datetime.timedelta(days=1)
        told = [f"{_MONTHS[one.month - 1]} {one.year}" for one in (first, month)]
        return f"in {told[0]}" if told[0] == told[1] else f"{told[0]} to {told[1]}"
    until = last - datetime.timedelta(days=1)
    if until == first:
        return _day(first)
    same = (first.year, first.month) == (until.year, until.month)
    return f"{first.day if same else _day(first)} to {_day(until)}"


def _end(step: int, zone_name: str) -> str:
    """A moment that bounds all time on one side: its year where that begins there."""
    local = _local(step, zone_name)
    begins = local is not None and _is_midnight(local) and (local.month, local.day) == (1, 1)
    return str(local.year) if local is not None and begins else _time(step, zone_name)


def _time(step: int, zone_name: str) -> str:
    """A moment: its day where that begins there, else with the clock."""
    local = _local(step, zone_name)
    if local is None:
        return "a time beyond the calendar"
    return _day(local) if _is_midnight(local) else f"{_day(local)}, {_clock(local)} {_zone_shown(zone_name)}"


def _local(step: int, zone_name: str) -> datetime.datetime | None:
    """The naive time on the calendar of a zone; None beyond it."""
    try:
        moment = _EPOCH + datetime.timedelta(microseconds=step)
        return moment.astimezone(zone_of(zone_name)).replace(tzinfo=None, fold=0)
    except (OverflowError, ValueError):
        return None


def _is_midnight(moment: datetime.datetime) -> bool:
    return moment.time() == datetime.time()


_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _day(moment: datetime.datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _clock(moment: datetime.datetime) -> str:
    text = moment.time().isoformat()
    return text[:5] if text.endswith(":00") and len(text) == 8 else text


def _zone_shown(zone_name: str) -> str:
    return "UTC" if zone_name == "UTC" else f"in {zone_name}"


# Forms


def to_form(answer: Answer) -> object:
    """An answer as one of the written forms: text, int, Decimal, None, list and dict.

    `read` gives the same answer for it, on the same axis, in every zone and with no tolerance; that is tried here. The
    answer that leaves nothing has a form too, which `read` refuses.
    """
    for form in _candidates(answer):
        try:
            if read_given(as_given(form), Asked(answer.axis)).answer == answer:
                return form
        except (UnreadableWords, ArithmeticError):
            continue
    axis = answer.axis
    spelt: dict[str, object] = {"sure": [[_bound(bound, axis) for bound in span] for span in answer.sure]}
    if answer.possible != answer.sure:
        spelt["possible"] = [[_bound(bound, axis) for bound in span] for span in answer.possible]
    return spelt


def _candidates(answer: Answer) -> Iterator[object]:
    axis = answer.axis
    if answer.is_everything:
        yield "unknown"
    if answer.sure != answer.possible:
        middle = _middle(answer)
        if middle is not None:
            yield {"about": _value(middle, axis)}
        if len(answer.sure) == 1 and axis.name in NUMERIC and answer.sure[0][0] is not None:
            yield _value(answer.sure[0][0], axis)
        if answer.sure and answer.possible == axis.whole:
            yield {"probably": to_form(Answer(axis, answer.sure))}
        return
    if len(answer.possible) == 1:
        yield from _one(answer.possible[0], axis)
    denied = answer.complement().sure
    if 0 < len(denied) < len(answer.possible):
        yield {"not": to_form(Answer(axis, denied))}
    if 1 < len(answer.possible) <= _MOST_LISTED:
        yield {"any_of": [to_form(Answer(axis, [span])) for span in answer.possible]}


def _one(span: Span, axis: Axis) -> Iterator[object]:
    lower, upper = span
    if axis.name == "path":
        if lower is not None:
            yield {"within": lower.split(_STEP_END)[:-1]}
        return
    if axis.name == "yes/no":
        yield "yes" if lower else "no"
        return
    if axis.name == "instant":
        yield from _stretch(lower, upper)
        return
    last: Bound = None if upper is None else upper - 1
    if lower == last:
        yield _value(lower, axis)
        yield {"exactly": _value(lower, axis)}
    elif lower is None or (lower == axis.lowest and upper != axis.top):
        yield {"at_most": _value(last, axis)}
    elif upper is None or upper == axis.top:
        yield {"at_least": _value(lower, axis)}
    else:
        yield {"between": [_value(lower, axis), _value(last, axis)]}


def _stretch(lower: int | None, upper: int | None) -> Iterator[object]:
    """Clock times alone: a bare date would be read in whatever zone is asked."""
    if upper is None and lower is not None:
        yield {"at_least": _iso(lower)}
    elif lower is None and upper is not None:
        yield {"less_than": _iso(upper)}
    elif lower is not None and upper is not None:
        if upper - lower in (1, 10**6, 60 * 10**6):
            yield {"at": _iso(lower, upper - lower)}
        unit = next(unit for unit in (60 * 10**6, 10**6, 1) if upper % unit == 0)
        yield {"between": [_iso(lower), _iso(upper - unit, unit)]}


def _iso(step: int, unit: int = 0) -> str:
    """A moment in UTC, to the minute, the second or the microsecond; the coarsest that fits where no unit is given."""
    unit = unit or next(unit for unit in (60 * 10**6, 10**6, 1) if step % unit == 0)
    moment = _EPOCH + datetime.timedelta(microseconds=step)
    precision = {60 * 10**6: "minutes", 10**6: "seconds"}.get(unit, "microseconds")
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


def _value(step: Bound, axis: Axis) -> int | Decimal | str:
    """A value of a number axis, exactly: as a decimal, or as "1/3" where decimals can't tell it."""
    assert axis.grid is not None
    exact: Fraction = step * axis.grid
    if exact.denominator == 1:
        return exact.numerator
    twos = exact.denominator
    places = 0
    while twos % 2 == 0 or twos % 5 == 0:
        twos = twos // 10 if twos % 10 == 0 else twos // 2 if twos % 2 == 0 else twos // 5
        places += 1
    if twos != 1:
        return f"{exact.numerator}/{exact.denominator}"
    scaled = exact * 10**places
    return Decimal((int(scaled < 0), tuple(map(int, str(abs(scaled.numerator)))), -places))


def _bound(step: Bound, axis: Axis) -> Any:
    if step is None or axis.name in ("path", "yes/no"):
        return step
    return _iso(step) if axis.name == "instant" else _value(step, axis)
