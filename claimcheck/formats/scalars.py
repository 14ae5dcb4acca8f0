"""Words and numbers as files hold them, and JSON text that is the same on every machine.

A number is capped before any number type sees it, and a YAML word stays a word until the key that it stands at says
what it wants: a flag, a number, an answer or plain text.

>>> as_answer(Plain("1000")), as_answer(Plain("017")), as_answer(Plain("no")), as_flag(Plain("no"))
(1000, '017', 'no', False)
>>> json_text({"at_least": decimal("2.50"), "words": "a\\x1b[31m"})
'{"at_least": 2.5, "words": "a\\\\u001b[31m"}'
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, TypeAlias

from claimcheck.errors import UnreadableWords

__all__ = [
    "Plain",
    "Token",
    "as_answer",
    "as_flag",
    "as_free",
    "as_number",
    "as_words",
    "decimal",
    "json_text",
    "whole",
]

MOST_CHARACTERS: Final = 4000  # of a number; Python itself reads no whole number of more than 4,300 digits
GREATEST_EXPONENT: Final = 308  # as far as JSON readers elsewhere can follow
DEEPEST_FREE: Final = 40

Rule: TypeAlias = Callable[[str], Any]

_PLAIN_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}\.[0-9]{2}0")
_JSON_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_JOINERS: Final = "\u200c\u200d"
_NOTHING: Final = frozenset(("", "~", "null"))
_FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


class Plain(str):
    """A word that stands without quotes in YAML: its key decides what it is."""

    __slots__ = ()


class Glued(Plain):
    """A plain word in a YAML list right after a comma, `[1,000]`: a list, or a number written with a comma?"""

    __slots__ = ()


class Token(str):
    """A number as JSON text, to be written as it stands."""

    __slots__ = ()


def whole(text: str) -> int:
    """A whole number from its digits; `UnreadableWords` where there are too many."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableWords(f"{text[:20]}…", "a number of at most 1,000 digits")
    return int(text)


def decimal(text: str) -> Decimal:
    """A number with a point or an exponent, exactly; `UnreadableWords` for too many digits or an exponent beyond 308."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MOST_CHARACTERS:
        raise UnreadableWords(f"{text[:20]}…", "a number of at most 1,000 digits")
    if len(exponent) <= 5 and abs(int(exponent or 0)) <= 1000:
        exact = Decimal(text)
        if exact.adjusted() <= GREATEST_EXPONENT or not exponent:
            return exact
    raise UnreadableWords(
        text if len(text) < 40 else f"{text[:20]}…", f"a number whose exponent is at most {GREATEST_EXPONENT}"
    )


def plain_number(text: str) -> int | Decimal | None:
    """The number that `text` plainly is (7, -3, 2.0); None for any other word (017, 1e5, ², 1_000).

    1.000 stays a word: it may be a thousand, so whoever reads it refuses it with both readings.
    """
    if _PLAIN_NUMBER.fullmatch(text) is None or _THOUSANDS.fullmatch(text) is not None:
        return None
    return decimal(text) if "." in text else whole(text)


def as_words(text: str) -> str | None:
    """A plain word where text is wanted: itself; nothing, ~ and null are None."""
    return None if text in _NOTHING else str(text)


def as_flag(text: str) -> Any:
    """A plain word where true or false is wanted."""
    return None if text in _NOTHING else _FLAGS.get(text.lower(), str(text))


def as_number(text: str) -> Any:
    """A plain word where a number is wanted."""
    if text in _NOTHING:
        return None
    number = plain_number(text)
    return str(text) if number is None else number


def as_answer(text: str) -> Any:
    """A plain word in an answer: a number where it plainly is one, None for null, else the word."""
    return as_number(text)


def as_free(text: str) -> Any:
    """A plain word under a key that travels along: what JSON makes of it, else the word."""
    if text in _NOTHING:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _JSON_NUMBER.fullmatch(text):
        return decimal(text) if set(text) & set(".eE") else whole(text)
    return str(text)


def resolved(value: Any, rule: Rule) -> Any:
    """`value` with every plain YAML word in it read by the rule of its key; mappings and lists as plain ones."""
    kind = type(value)
    if kind is Plain or kind is Glued:
        return rule(value)
    if isinstance(value, dict):
        return {str(key): resolved(item, rule) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item, rule) for item in value]
    return value


def number_text(number: Decimal) -> str:
    """A decimal number of an answer as files hold it: without exponent, without trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def free_text(value: Any) -> str:
    """A value that travels along as the JSON text that a claim keeps of it: keys sorted, numbers in one form.

    Raises `UnreadableWords` where it is nested deeper than 40.
    """
    return json_text(_canonical(value, 0), string=json.encoder.encode_basestring)


def free_value(text: str) -> Any:
    """What `free_text` was made from, numbers with a point as `Token`s."""
    return json.loads(text, parse_float=_free_number, parse_int=whole)


def _canonical(value: Any, depth: int) -> Any:
    if depth > DEEPEST_FREE:
        raise UnreadableWords("…", f"a value nested at most {DEEPEST_FREE} deep")
    if isinstance(value, Decimal):
        return _free_number(value)
    if isinstance(value, dict):
        return {key: _canonical(value[key], depth + 1) for key in sorted(value)}
    if isinstance(value, list):
        return [_canonical(item, depth + 1) for item in value]
    return value


def _free_number(written: str | Decimal) -> Token:
    """The shortest text of a number with a point or exponent: as a float is written where it is exactly one."""
    exact = decimal(written) if isinstance(written, str) else written
    nearest = float(exact)
    if math.isfinite(nearest) and Decimal(repr(nearest)) == exact:
        return Token(repr(nearest))
    return Token(exact)


def json_text(value: Any, *, string: Callable[[str], str] | None = None) -> str:
    """Plain data as JSON on one line, what a terminal would obey escaped; numbers as they are, never as floats."""
    if type(value) is str:
        return quoted(value) if string is None else string(value)
    if isinstance(value, Token):
        return str(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, dict):
        pairs = (
            f"{json_text(key, string=string)}: {json_text(item, string=string)}"
            for key, item in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    return "[" + ", ".join(json_text(item, string=string) for item in value) + "]"


def quoted(text: str, *, wide: str = "") -> str:
    r"""Text in double quotes with everything invisible escaped, save the joiners inside Persian or Hindi words.

    `wide` is the escape for characters beyond U+FFFF (`\U` in YAML); JSON has none and takes two halves.

    >>> print(quoted("line\u2028 \U000e0041"), quoted("\U000e0041", wide=r"\U"))
    "line\u2028 \udb40\udc41" "\U000e0041"
    """
    written = json.encoder.encode_basestring(text)
    if written.isprintable():
        return written
    return "".join(
        character if character.isprintable() or character in _JOINERS else _escape(character, wide)
        for character in written
    )


def _escape(character: str, wide: str) -> str:
    point = ord(character)
    if point < 0x10000:
        return f"\\u{point:04x}"
    if wide:
        return f"{wide}{point:08x}"
    point -= 0x10000
    return f"\\u{0xD800 + (point >> 10):04x}\\u{0xDC00 + (point & 0x3FF):04x}"


def is_whole_text(text: str) -> bool:
    """Whether every character is one: no half of a surrogate pair, which no file in UTF-8 can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
