"""Plain Python data as records: a dossier as one mapping, or any number of claims and other records as mappings.

They are what the JSON of a dossier file, or of JSON Lines, is read as, and mean the same; a record without a `type` is a
claim. What Python has beside (floats, dates, tuples, numbers of NumPy) is taken as the plain value that it is. Nothing that
is given is changed.

>>> record, = records_in([{"source": "TASS", "event": "e", "aspect": "returned", "answer": 2.0}])
>>> record.kind, record.values["answer"], record.line
('claim', Decimal('2.0'), 1)
"""

from __future__ import annotations

import datetime
import math
import numbers
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from claimcheck.errors import Problem, UnreadableWords, shown
from claimcheck.formats.entries import Entry, Record, Unusable, records_of
from claimcheck.formats.json_file import DEEPEST, NESTED, SHALLOWER, NotPlainError
from claimcheck.formats.jsonl_file import record_of
from claimcheck.formats.records import SECTIONS
from claimcheck.formats.scalars import MOST_CHARACTERS, decimal

__all__ = ["document_records", "plain_value", "record_in", "records_in"]

_LONGEST_WHOLE: Final = MOST_CHARACTERS * 10 // 3  # in bits
_PLAINLY_SMALL: Final = 1 << 64
_MISSING: Final = "leave out what is not known, or give None"
_EXPECTED: Final = "plain data: text, numbers, true or false, dates, lists and mappings"


def records_in(given: Iterable[Mapping[str, Any]]) -> Iterator[Record | Unusable]:
    """A record for each mapping, its place among them in the place of a line; what can't be used as `Unusable`."""
    for number, values in enumerate(given, 1):
        yield record_in(values, number)


def record_in(values: Any, number: int) -> Record | Unusable:
    """The record of one mapping, the `number`-th."""
    try:
        if type(values) is dict and "type" not in values:
            plain = {
                key if type(key) is str else _key(key): value if type(value) is str else plain_value(value, 1)
                for key, value in values.items()
            }
            return Record("claim", plain, number)
        plain = plain_value(values)
    except NotPlainError as error:
        return Unusable(Problem(f"record {number}", error.found, error.expected, error.mend, line=number))
    if isinstance(plain, dict):
        plain.setdefault("type", "claim")
    return record_of(plain, number)


def document_records(given: Mapping[str, Any]) -> Iterator[Record | Unusable]:
    """The records of a dossier as one mapping, without lines; what can't be used as `Unusable`.

    Raises `RefusedError` where it tells no version, or one that this library does not read.
    """
    problems: list[Unusable] = []
    for record in records_of(_entries(given, problems)):
        yield from problems
        problems.clear()
        yield record
    yield from problems


def _entries(given: Mapping[str, Any], problems: list[Unusable]) -> Iterator[Entry]:
    for key, value in given.items():
        name = key if isinstance(key, str) else shown(key)
        section = SECTIONS.get(name)
        if isinstance(value, (list, tuple)) and section is not None and section.is_listed:
            for number, item in enumerate(value, 1):
                yield from _entry(name, None, item, f"{section.kind} {number}", problems)
        elif isinstance(value, Mapping) and section is not None and section.naming is not None:
            for inner, item in value.items():
                yield from _entry(name, inner, item, f"{section.kind} {inner}", problems)
        else:
            yield from _entry(name, None, value, name, problems, listed=False)


def _entry(
    section: str, name: Any, value: Any, where: str, problems: list[Unusable], *, listed: bool = True
) -> Iterator[Entry]:
    try:
        yield Entry(section, None if name is None else _key(name), plain_value(value, 2), 0, listed=listed)
    except NotPlainError as error:
        fatal = not where.startswith("claim ")
        problems.append(Unusable(Problem(where, error.found, error.expected, error.mend), fatal))


def plain_value(value: Any, depth: int = 0) -> Any:
    """A Python value as the plain data that JSON would hold: text, int, Decimal, bool, None, list and dict.

    Raises `NotPlainError` for what is none, or is nested deeper than 50.
    """
    kind = type(value)
    if (
        kind is str
        or kind is bool
        or value is None
        or (kind is int and -_PLAINLY_SMALL < value < _PLAINLY_SMALL)
    ):
        return value
    if kind is list or kind is dict or isinstance(value, (Mapping, list, tuple)):
        if depth >= DEEPEST:
            raise NotPlainError(NESTED, SHALLOWER)
        if kind is not list and isinstance(value, Mapping):
            return {_key(key): plain_value(item, depth + 1) for key, item in value.items()}
        return [plain_value(item, depth + 1) for item in value]
    if isinstance(value, str):
        return str.__str__(value)  # an enum of texts gives its value
    if isinstance(value, (Decimal, numbers.Number)):
        return _number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise NotPlainError(shown(value), _EXPECTED)


def _number(value: Any) -> int | Decimal:
    if isinstance(value, numbers.Integral):
        whole = int(value)
        if whole.bit_length() > _LONGEST_WHOLE:
            raise NotPlainError("a number without end", "a number of at most 1,000 digits")
        return whole
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotPlainError(str(value), "a finite number", _MISSING)
        written = str(value)
    elif isinstance(value, numbers.Real) and not isinstance(value, numbers.Rational):
        nearest = float(value)
        if not math.isfinite(nearest):
            raise NotPlainError(str(nearest), "a finite number", _MISSING)
        written = repr(nearest)
    else:
        raise NotPlainError(shown(value), "a whole or a decimal number", "give it as a Decimal, or in words")
    try:
        return decimal(written)
    except UnreadableWords as error:
        raise NotPlainError(shown(error.words), error.expected) from None


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str.__str__(key)
    raise NotPlainError(f"the key {shown(key)}", "text as a key")
