"""The algebra: an answer is a set of values on one axis, known in two strengths.

`Answer.possible` holds every value that a fair reader would still let pass, `Answer.sure` those that the words
plainly mean; `sure` lies within `possible`. Four relations decide how two answers stand to one another, and merging
is intersection: commutative, associative, idempotent.

>>> eight, seven_or_more = Answer.exactly(8), Answer.at_least(7)
>>> eight.confirms(seven_or_more), seven_or_more.confirms(eight)
(True, False)
>>> print(eight & seven_or_more)
8
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, Final, NoReturn, TypeAlias

import attrs

from claimcheck.display import Displayed
from claimcheck.errors import ToldError, shown
from claimcheck.text import fold

__all__ = [
    "COUNT",
    "INSTANT",
    "PATH",
    "SHARE",
    "YES_NO",
    "Answer",
    "AnswerError",
    "Axis",
    "Relation",
    "Span",
    "Spans",
    "number",
    "path_key",
]

Bound: TypeAlias = Any  # an int on a grid, or a str on the path axis; None where unbounded
Span: TypeAlias = tuple[Bound, Bound]
Spans: TypeAlias = tuple[Span, ...]

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND: Final = datetime.timedelta(microseconds=1)
_MOST_DIGITS: Final = 5000
_STEP_END: Final = "\x1f"
_AFTER_STEP_END: Final = "\x20"
_BEYOND_NAMES: Final = "\U0010ffff"  # names hold no noncharacters, so none comes after this


class AnswerError(ToldError, ValueError):
    """A value, span or answer that the axis can't hold; the message names it and what the axis holds."""


class Relation(Enum):
    """How one answer stands to another, first that fits: contradicts, confirms, strains, compatible."""

    CONTRADICTS = "contradicts"
    CONFIRMS = "confirms"
    STRAINS = "strains"
    COMPATIBLE = "compatible"


@attrs.frozen
class Axis:
    """A line of values with a declared grid and ends.

    `grid` is the step between two neighbouring values (None on the path axis, which holds text); `lowest` and
    `highest` are the ends in grid steps, None where there is none. Bounds of spans are whole grid steps: microseconds
    since 1970 UTC on `INSTANT`, billionths on `SHARE`, 0 for no and 1 for yes on `YES_NO`.
    """

    name: str
    grid: Fraction | None = None
    lowest: int | None = None
    highest: int | None = None

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def top(self) -> int | None:
        """The first step beyond the axis; None where it has no upper end."""
        return None if self.highest is None else self.highest + 1

    @property
    def whole(self) -> Spans:
        """The spans that hold every value."""
        return ((self.lowest, self.top),)

    def step(self, value: object) -> Bound:
        """The grid step of one exact value.

        Raises `AnswerError` for a value of another kind, or one that lies between two steps. A number beyond the ends has
        a step as well; an answer cuts it off.
        """
        if type(value) is int and self.name == "count":
            return value
        if self is PATH or self.name == "path":
            return path_key(value)
        if self.name == "instant":
            return _instant_step(value)
        if self.name == "yes/no":
            return _yes_no_step(value)
        fraction = _fraction(self, value)
        assert self.grid is not None
        steps = fraction / self.grid
        if steps.denominator != 1:
            raise AnswerError(
                f"{shown(value)} lies between two values of the axis {self.name!r}, whose grid is {self.grid}",
                found=value,
            )
        return steps.numerator

    def value(self, step: Bound) -> object:
        """The value at a grid step: int, Fraction, datetime (UTC), bool, or a tuple of names."""
        if self.name == "path":
            return tuple(step.split(_STEP_END)[:-1])
        if self.name == "instant":
            return _EPOCH + step * _MICROSECOND
        if self.name == "yes/no":
            return bool(step)
        assert self.grid is not None
        exact = step * self.grid
        return exact.numerator if exact.denominator == 1 else exact


COUNT: Final = Axis("count", Fraction(1), 0)
SHARE: Final = Axis("share", Fraction(1, 10**9), 0, 10**9)
INSTANT: Final = Axis("instant", Fraction(1, 10**6))
YES_NO: Final = Axis("yes/no", Fraction(1), 0, 1)
PATH: Final = Axis("path")


_ANY_NUMBER: Final = Axis("number")


@cache
def _number(grid: Fraction) -> Axis:
    return Axis("number", grid)


def number(grid: str | int | Decimal | Fraction = Fraction(1, 10**9)) -> Axis:
    """The number axis with a grid of its own: `number("0.01")` for prices in cents.

    Raises `AnswerError` where the grid is not a positive number.

    >>> number("0.01").step("7.85")
    785
    """
    told = grid.partition("/") if isinstance(grid, str) else (grid, "", "")
    try:
        exact = _fraction(_ANY_NUMBER, told[0]) / (_fraction(_ANY_NUMBER, told[2]) if told[1] else 1)
    except (AnswerError, ZeroDivisionError):
        exact = Fraction(0)
    if exact <= 0:
        raise AnswerError.of("a grid", "a positive number such as 0.01", grid)
    return _number(exact)


def path_key(names: object) -> str:
    """The text key of a path, broad to narrow: each name folded and ended with U+001F.

    >>> path_key(["Russia", "Kursk region"])
    'russia\\x1fkursk region\\x1f'
    """
    if isinstance(names, str):
        names = (names,)
    if not isinstance(names, Sequence) or not names:
        raise AnswerError.of("a path", "a list of names, broad to narrow", names)
    key = ""
    for name in names:
        folded = fold(name) if isinstance(name, str) else ""
        if not folded:
            raise AnswerError.of("a path", "made of names", name)
        key += folded.replace(_STEP_END, " ") + _STEP_END
    return key


def _instant_step(value: object) -> int:
    if not isinstance(value, datetime.datetime) or value.tzinfo is None:
        raise AnswerError.of("an instant", "a date-time with an offset", value)
    return (value - _EPOCH) // _MICROSECOND


def _yes_no_step(value: object) -> int:
    if value is True or value == "yes":
        return 1
    if value is False or value == "no":
        return 0
    raise AnswerError(f"yes or no, not {shown(value)}", found=value)


def _fraction(axis: Axis, value: object) -> Fraction:
    if isinstance(value, bool):
        raise AnswerError(f"{value} is no number; a {axis.name} is one")
    try:
        if isinstance(value, (int, Fraction)):
            return Fraction(value)
        if isinstance(value, float):
            value = float.__repr__(value)  # as it is written, not as it is stored
        if isinstance(value, (str, Decimal)):
            decimal = Decimal(value)
            digits = len(decimal.as_tuple().digits)
            if decimal.is_finite() and digits <= _MOST_DIGITS and abs(decimal.adjusted()) <= _MOST_DIGITS:
                return Fraction(decimal)
    except ArithmeticError:
        pass
    raise AnswerError.of(f"a {axis.name}", "a finite number", value)


@attrs.frozen(init=False, eq=False, order=False, repr=False)
class Answer(Displayed):
    """Two nested sets of values on one axis, each a sorted tuple of disjoint, non-touching `[lower, upper)` spans.

    The constructor brings any spans (in grid steps) into this normal form, so that `==` is equality of content. It
    never is knowledge: ask `confirms`, `contradicts`, `strains`, `compatible`, and merge with `&`. Where `possible` is
    not given, the words are exact. What lies beyond the ends of the axis is cut off. Raises `AnswerError` for what is no
    span of the axis, and for `sure` beyond `possible`.

    >>> Answer(COUNT, sure=[(8, 9), (7, 8)]) == Answer(COUNT, sure=[(7, 9)])
    True
    """

    axis: Axis
    sure: Spans
    possible: Spans

    def __init__(self, axis: Axis, sure: Iterable[Span], possible: Iterable[Span] | None = None) -> None:
        plain = _normal(axis, sure)
        loose = plain if possible is None else _normal(axis, possible)
        if loose == plain:
            loose = plain  # crisp answers are told by identity where it matters for speed
        elif not _within(plain, loose):
            raise AnswerError(f"what is sure ({plain}) lies within what is possible ({loose})")
        self.__attrs_init__(axis, plain, loose)

    # Making answers

    @classmethod
    def everything(cls, axis: Axis) -> Answer:
        """The answer that rules nothing out."""
        return _trusted(axis, axis.whole, axis.whole)

    @classmethod
    def nothing(cls, axis: Axis) -> Answer:
        """The answer that leaves no value: what a merged contradiction looks like."""
        return _trusted(axis, (), ())

    @classmethod
    def of_normal(cls, axis: Axis, sure: Spans, possible: Spans) -> Answer:
        """An answer of spans that are in normal form already, unchecked: what the algebra itself hands on."""
        return _trusted(axis, sure, possible)

    @classmethod
    def exactly(cls, value: object, axis: Axis = COUNT) -> Answer:
        """One value; on the path axis, everything at or below it.

        >>> Answer.exactly(["Russia"], PATH).possible
        (('russia\\x1f', 'russia '),)
        """
        step = axis.step(value)
        return cls(axis, [(step, _after(axis, step))])

    @classmethod
    def at_least(cls, value: object, axis: Axis = COUNT) -> Answer:
        """`value` or more."""
        return cls(axis, [(axis.step(value), None)])

    @classmethod
    def at_most(cls, value: object, axis: Axis = COUNT) -> Answer:
        """`value` or less."""
        return cls(axis, [(None, _after(axis, axis.step(value)))])

    @classmethod
    def between(cls, lowest: object, highest: object, axis: Axis = COUNT) -> Answer:
        """From `lowest` to `highest`, both included."""
        return cls(axis, [(axis.step(lowest), _after(axis, axis.step(highest)))])

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Answer):
            return NotImplemented
        same_axis = self.axis is other.axis or self.axis == other.axis
        return same_axis and bool(self.sure == other.sure and self.possible == other.possible)

    def __hash__(self) -> int:
        return hash((self.axis.name, self.sure, self.possible))

    # The four relations

    def confirms(self, other: Answer) -> bool:
        """Whether whoever says this also says the other: both its sets lie within the other's."""
        self._same_axis(other)
        return _within(self.sure, other.sure) and _within(self.possible, other.possible)

    def contradicts(self, other: Answer) -> bool:
        """Whether no value is possible under both."""
        self._same_axis(other)
        return not _meet(self.possible, other.possible)

    def strains(self, other: Answer) -> bool:
        """Whether some value is possible under both, but none is plainly meant by both."""
        self._same_axis(other)
        return _meet(self.possible, other.possible) and not _meet(self.sure, other.sure)

    def compatible(self, other: Answer) -> bool:
        """Whether none of the three other relations holds."""
        return self.relation(other) is Relation.COMPATIBLE

    def relation(self, other: Answer) -> Relation:
        """How this answer stands to the other."""
        if self.contradicts(other):
            return Relation.CONTRADICTS
        if self.confirms(other):
            return Relation.CONFIRMS
        return Relation.STRAINS if self.strains(other) else Relation.COMPATIBLE

    # The algebra

    def __and__(self, other: Answer) -> Answer:
        """Both hold: the intersection of each set with its like."""
        if not isinstance(other, Answer):
            return NotImplemented
        self._same_axis(other)
        return _trusted(
            self.axis,
            _intersection(self.sure, other.sure),
            _intersection(self.possible, other.possible),
        )

    def __or__(self, other: Answer) -> Answer:
        """One or the other holds: the union of each set with its like."""
        if not isinstance(other, Answer):
            return NotImplemented
        self._same_axis(other)
        return Answer(self.axis, self.sure + other.sure, self.possible + other.possible)

    def complement(self) -> Answer:
        """Its negation, with the roles of the two sets swapped; the complement of it is the answer again."""
        return _trusted(self.axis, _gaps(self.axis, self.possible), _gaps(self.axis, self.sure))

    def denied(self) -> Answer:
        """What a denial leaves: all but what the words may mean, plainly (no complement).

        >>> print(Answer(COUNT, [(45, 56)], [(40, 61)]).denied())
        anything but 40 to 60
        """
        left = _gaps(self.axis, self.possible)
        return _trusted(self.axis, left, left)

    def likely(self) -> Answer:
        """The same said with "probably": it plainly means as much, and rules nothing out."""
        return _trusted(self.axis, self.sure, self.axis.whole)

    def hull(self) -> Answer:
        """The smallest answer of single spans that holds this one."""
        return _trusted(self.axis, _hull(self.sure), _hull(self.possible))

    def or_more(self) -> Answer:
        """Each set stretched upwards without end: how an older toll of a growing count is read."""
        return _trusted(self.axis, _upwards(self.axis, self.sure), _upwards(self.axis, self.possible))

    def margin(self, other: Answer) -> Fraction | None:
        """How far two contradicting single spans lie apart, as a share of the larger of the two nearest values.

        On the instant axis, in seconds. None where the two meet, are no single spans, or have no distance (paths,
        yes or no).

        >>> Answer.exactly(295).margin(Answer.exactly(298))
        Fraction(3, 298)
        """
        self._same_axis(other)
        if self.axis.grid is None or self.axis.name == "yes/no":
            return None
        if len(self.possible) != 1 or len(other.possible) != 1 or not self.contradicts(other):
            return None
        low, high = sorted((self.possible[0], other.possible[0]), key=span_order)
        below, above = low[1] - 1, high[0]
        if self.axis.name == "instant":
            return Fraction(above - below, 10**6)
        return Fraction(above - below, max(abs(above), abs(below)))

    # What kind of answer it is

    @property
    def is_nothing(self) -> bool:
        """Whether no value is possible."""
        return not self.possible

    @property
    def is_everything(self) -> bool:
        """Whether both sets hold every value: the source said nothing about it."""
        whole = self.axis.whole
        return bool(self.sure == whole and self.possible == whole)

    @property
    def reaches_both_ends(self) -> bool:
        """Whether `sure` reaches both ends of the axis: it says everything, or only denies."""
        axis, sure = self.axis, self.sure
        return bool(sure) and sure[0][0] == axis.lowest and sure[-1][1] == axis.top

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """A total order by content, from lowest to highest: possible spans first, then sure ones."""
        return (
            self.axis.name,
            tuple(map(span_order, self.possible)),
            tuple(map(span_order, self.sure)),
        )

    # What Python would otherwise guess

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "an answer is neither true nor false; ask .is_nothing or .is_everything, or .confirms(other)"
        )

    def _unordered(self, other: object) -> NoReturn:
        raise TypeError(
            "answers have no order; use .confirms, .contradicts or .strains, or sort by .sort_key"
        )

    __lt__ = __le__ = __gt__ = __ge__ = _unordered

    def __repr__(self) -> str:
        axis = {"count": "COUNT", "share": "SHARE", "instant": "INSTANT", "yes/no": "YES_NO"}.get(
            self.axis.name, "PATH" if self.axis.grid is None else f"number({str(self.axis.grid)!r})"
        )
        loose = "" if self.possible == self.sure else f", possible={list(self.possible)!r}"
        return f"Answer({axis}, sure={list(self.sure)!r}{loose})"

    def __str__(self) -> str:
        from claimcheck.wording import in_words

        return in_words(self)

    def _same_axis(self, other: Answer) -> None:
        if self.axis is not other.axis and self.axis != other.axis:
            raise AnswerError(f"answers on two axes have no relation: {self.axis.name} and {other.axis.name}")

    def _check(self) -> None:
        """The invariants of the normal form; for tests."""
        for spans in (self.sure, self.possible):
            assert spans == _normal(self.axis, spans), spans
        assert _within(self.sure, self.possible), self


_new = Answer.__new__
_set = object.__setattr__


def _trusted(axis: Axis, sure: Spans, possible: Spans) -> Answer:
    """An answer of spans that are known to be in normal form."""
    answer = _new(Answer)
    _set(answer, "axis", axis)
    _set(answer, "sure", sure)
    _set(answer, "possible", possible)
    return answer


# Spans: sorted tuples of disjoint, non-touching half-open pairs. None is "no bound": below all as a lower one, above
# all as an upper one.


def span_order(span: Span) -> tuple[Any, ...]:
    """A sort key for spans: by lower bound, then by upper; an absent bound is beyond every other."""
    lower, upper = span
    return (
        (lower is not None, _comparable(lower)),
        (upper is None, _comparable(upper)),
    )


def ends_of(axis: Axis, spans: Spans) -> tuple[Any, Any]:
    """The ends of the hull of some spans, as values that compare where there is no bound."""
    lower, upper = spans[0][0], spans[-1][1]
    if axis.grid is None:
        return lower or "", _BEYOND_NAMES if upper is None else upper
    return float("-inf") if lower is None else lower, float("inf") if upper is None else upper


def _comparable(bound: Bound) -> Bound:
    return 0 if bound is None else bound


def _after(axis: Axis, step: Bound) -> Bound:
    """The first step that no longer belongs to the value at `step`."""
    return step[:-1] + _AFTER_STEP_END if axis.grid is None else step + 1


def _normal(axis: Axis, spans: Iterable[Span]) -> Spans:
    clipped = []
    for span in spans:
        try:
            lower, upper = span
        except (TypeError, ValueError):
            raise AnswerError.of("a span", "a pair [lower, upper)", span) from None
        lower, upper = _on_axis(axis, lower), _on_axis(axis, upper)
        if lower == "":  # no name is below the empty text
            lower = None
        if upper == "":
            continue
        if lower is not None and upper is not None and lower >= upper:
            raise AnswerError(f"a span's lower bound is below its upper one: {shown(span)}", found=span)
        if axis.lowest is not None and (lower is None or lower < axis.lowest):
            lower = axis.lowest
        top = axis.top
        if top is not None and (upper is None or upper > top):
            upper = top
        if lower is None or upper is None or lower < upper:
            clipped.append((lower, upper))
    if len(clipped) < 2:
        return tuple(clipped)
    clipped.sort(key=span_order)
    normal = [clipped[0]]
    for lower, upper in clipped[1:]:
        last_lower, last_upper = normal[-1]
        if last_upper is None:
            break
        if lower is None or lower <= last_upper:
            if upper is None or upper > last_upper:
                normal[-1] = (last_lower, upper)
        else:
            normal.append((lower, upper))
    return tuple(normal)


def _on_axis(axis: Axis, bound: Bound) -> Bound:
    wanted: type = str if axis.grid is None else int
    if bound is not None and (not isinstance(bound, wanted) or isinstance(bound, bool)):
        raise AnswerError(
            f"a bound on the axis {axis.name!r} is {'text' if wanted is str else 'a whole number of grid steps'} "
            f"or None, not {shown(bound)}"
        )
    if isinstance(bound, str) and bound >= _BEYOND_NAMES:
        raise AnswerError.of(f"a bound on the axis {axis.name!r}", "below U+10FFFF", bound)
    return bound


def _intersection(a: Spans, b: Spans) -> Spans:
    if a is b or a == b:
        return a
    result = []
    i = j = 0
    while i < len(a) and j < len(b):
        (a_lower, a_upper), (b_lower, b_upper) = a[i], b[j]
        lower = b_lower if a_lower is None or (b_lower is not None and b_lower > a_lower) else a_lower
        a_ends_first = a_upper is not None and (b_upper is None or a_upper <= b_upper)
        upper = a_upper if a_ends_first else b_upper
        if lower is None or upper is None or lower < upper:
            result.append((lower, upper))
        if a_ends_first:
            i += 1
        else:
            j += 1
    return tuple(result)


def _meet(a: Spans, b: Spans) -> bool:
    """Whether two sets share a value."""
    i = j = 0
    while i < len(a) and j < len(b):
        (a_lower, a_upper), (b_lower, b_upper) = a[i], b[j]
        if a_upper is not None and b_lower is not None and a_upper <= b_lower:
            i += 1
        elif b_upper is not None and a_lower is not None and b_upper <= a_lower:
            j += 1
        else:
            return True
    return False


def _within(a: Spans, b: Spans) -> bool:
    """Whether every value of `a` is one of `b`."""
    if a is b:
        return True
    j = 0
    for lower, upper in a:
        while j < len(b) and b[j][1] is not None and (lower is not None and b[j][1] <= lower):
            j += 1
        if j == len(b):
            return False
        b_lower, b_upper = b[j]
        if b_lower is not None and (lower is None or lower < b_lower):
            return False
        if b_upper is not None and (upper is None or upper > b_upper):
            return False
    return True


def _gaps(axis: Axis, spans: Spans) -> Spans:
    """All values that are in none of the spans."""
    gaps = []
    lower = axis.lowest
    for span_lower, span_upper in spans:
        if span_lower is not None and span_lower != lower:
            gaps.append((lower, span_lower))
        if span_upper is None:
            return tuple(gaps)
        lower = span_upper
    top = axis.top
    if top is None or lower != top:
        gaps.append((lower, top))
    return tuple(gaps)


def _hull(spans: Spans) -> Spans:
    return ((spans[0][0], spans[-1][1]),) if spans else ()


def _upwards(axis: Axis, spans: Spans) -> Spans:
    return ((spans[0][0], axis.top),) if spans else ()
