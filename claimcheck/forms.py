"""An answer as it was given: words, a number, or a form such as `{at_least: 7}`; kept apart from how it is read.

What was given decides a claim's identity; a better reading of the same words changes no identity.

>>> as_given(2.0), as_given(True), as_given({"at_least": 7})
(2, 'yes', Form(at_least=7))
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction
from typing import Any, Final, TypeAlias, Union

import attrs

from claimcheck.answers import Answer
from claimcheck.errors import UnreadableWords, closest
from claimcheck.text import clean, fold

__all__ = ["FORMS", "Form", "Given", "as_given", "identity_of", "plain"]

MOST_DIGITS: Final = 1000
DEEPEST: Final = 20
_EXACT: Final = Context(prec=2 * MOST_DIGITS)
_TOO_MANY_DIGITS: Final = 10**MOST_DIGITS

FORMS: Final = frozenset(
    (
        "at_least", "more_than", "at_most", "less_than", "between", "about", "exactly", "on", "at", "since", "from",
        "within", "any_of", "only", "not", "probably", "sure", "possible",
    )
)  # fmt: skip


@attrs.frozen(repr=False, cache_hash=True)
class Form:
    """One of the written forms: pairs of a key of `FORMS` and what stands there, sorted by key."""

    items: tuple[tuple[str, Given], ...]

    def get(self, key: str) -> Given:
        """What stands at a key, or None."""
        return dict(self.items).get(key)

    @property
    def key(self) -> str:
        """Its only key, or "sure" for the form that spells out both sets."""
        return "sure" if len(self.items) == 2 else self.items[0][0]

    def __repr__(self) -> str:
        return f"Form({', '.join(f'{key}={value!r}' for key, value in self.items)})"


Given: TypeAlias = Union[str, int, Decimal, Form, tuple["Given", ...], None]  # noqa: UP007 (recursive)


def as_given(value: Any, *, _depth: int = 0) -> Given:
    """Any value that a user or a file may give as an answer, as an immutable value; numbers by their value.

    Accepts words, numbers (`2`, `2.0` and `Decimal("2")` are one), dates, True and False (yes and no), a mapping with
    keys of `FORMS`, sequences inside such a mapping, and an `Answer`.

    Raises `UnreadableWords` for what can be none of these: NaN, infinities, numbers of more than 1,000 digits, unknown
    keys, empty text, anything nested deeper than 20.
    """
    if _depth > DEEPEST:
        raise UnreadableWords("…", f"an answer nested at most {DEEPEST} deep")
    if isinstance(value, str):
        if not clean(value).strip():
            raise UnreadableWords(value, "an answer in words, a number or a form")
        return str.__str__(value)  # an enum of texts gives its value
    if type(value) is int:
        return _whole(value)
    if type(value) is dict:
        return _form(value, _depth)
    if type(value) is list and _depth:
        return tuple([as_given(item, _depth=_depth + 1) for item in value])
    if value is None or isinstance(value, Form):
        if value is None and _depth == 0:
            raise UnreadableWords(value, "an answer in words, a number or a form")
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float, Decimal, Fraction)):
        return _number(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, Answer):
        return _spelt_out(value)
    if isinstance(value, Mapping):
        return _form(value, _depth)
    if isinstance(value, Sequence) and _depth and not isinstance(value, (bytes, bytearray)):
        return tuple(as_given(item, _depth=_depth + 1) for item in value)
    raise UnreadableWords(value, "an answer in words, a number or a form such as {at_least: 7}")


def identity_of(given: Given) -> Any:
    """What of a given answer decides a claim's identity: words folded, numbers by value, as plain data."""
    if isinstance(given, str):
        return fold(given)
    if isinstance(given, Decimal):
        return [format(given.normalize(_EXACT), "f")]
    if isinstance(given, Form):
        return {key: identity_of(value) for key, value in given.items}
    if isinstance(given, tuple):
        return [identity_of(item) for item in given]
    return given


def plain(given: Given) -> Any:
    """A given answer as plain data for a file: text, int, Decimal, None, dict and list."""
    if isinstance(given, Form):
        return {key: plain(value) for key, value in given.items}
    if isinstance(given, tuple):
        return [plain(item) for item in given]
    return given


def in_short(given: Given) -> str:
    """A given answer in one line of text, as in a file: `two`, `7`, `{"at_least": 7}`."""
    if isinstance(given, (str, int, Decimal)):
        return str(given)
    return json.dumps(plain(given), ensure_ascii=False, default=str)


def _whole(value: int) -> int:
    if abs(value) >= _TOO_MANY_DIGITS:
        raise UnreadableWords("a number", f"a number of at most {MOST_DIGITS} digits")
    return value


def _number(value: int | float | Decimal | Fraction) -> int | Decimal:
    if isinstance(value, int):
        return _whole(int(value))
    try:
        if isinstance(value, Fraction):
            exact = exact_decimal(value)
        else:
            exact = Decimal(float.__repr__(value)) if isinstance(value, float) else value
        if (
            exact.is_finite()
            and len(exact.as_tuple().digits) <= MOST_DIGITS
            and abs(exact.adjusted()) < MOST_DIGITS
        ):
            return int(exact) if exact == exact.to_integral_value() else exact.normalize(_EXACT)
    except ArithmeticError:
        pass
    raise UnreadableWords(value, f"a finite decimal number of at most {MOST_DIGITS} digits")


def exact_decimal(value: Fraction) -> Decimal:
    """A fraction as the decimal number that it is; raises `ArithmeticError` where it is none, such as a third."""
    with localcontext(Context(prec=2 * MOST_DIGITS, traps=[Inexact])):
        return Decimal(value.numerator) / Decimal(value.denominator)


def _form(value: Mapping[Any, Any], depth: int) -> Form:
    keys = sorted(map(str, value))
    for key in keys:
        if key not in FORMS:
            raise UnreadableWords(
                value,
                f"an answer's form, not {key!r}",
                mend=closest(key, FORMS) or f"one of {', '.join(sorted(FORMS))}",
            )
    if len(keys) != 1 and keys != ["possible", "sure"]:
        raise UnreadableWords(dict(value), "one form in an answer, such as {at_least: 7}")
    if keys == ["possible"]:
        raise UnreadableWords(dict(value), "what is sure beside what is possible")
    return Form(tuple((key, as_given(value[key], _depth=depth + 1)) for key in keys))


def _spelt_out(answer: Answer) -> Form:
    axis = answer.axis

    def bound(step: str | int | None) -> Given:
        if step is None or isinstance(step, str) or axis.name == "yes/no":
            return step
        try:
            value = axis.value(step)
        except OverflowError:
            raise UnreadableWords(step, "a time within the calendar, the years 1 to 9999") from None
        if isinstance(value, datetime.datetime):
            return value.isoformat().replace("+00:00", "Z")
        return exact_decimal(value) if isinstance(value, Fraction) else step

    def spans(pairs: Any) -> tuple[Given, ...]:
        return tuple((bound(lower), bound(upper)) for lower, upper in pairs)

    return Form((("possible", spans(answer.possible)), ("sure", spans(answer.sure))))
