"""JSON, read strictly: no duplicate keys, no NaN, no endless numbers, no half characters; and each claim with its line.

A document is taken apart from outside in, so that one bad claim does not hide the next, and nothing but its position is
kept of where a key stands.

>>> [entry.name or entry.value for entry in entries('{"claimcheck": 1, "sources": {"TASS": {}}}', [])]
[1, 'TASS']
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from json.decoder import WHITESPACE, JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any, Final

from claimcheck.errors import ClaimcheckError, Problem, UnreadableWords, shown
from claimcheck.formats.entries import Entry, Record, Unusable, records_of
from claimcheck.formats.files import RefusedError
from claimcheck.formats.records import SECTIONS, Section
from claimcheck.formats.scalars import decimal, is_whole_text, whole

__all__ = ["decode", "entries", "json_records"]


class NotPlainError(ClaimcheckError, ValueError):
    """JSON that parses but that no two readers take alike: told as `found`, `expected` and `mend`."""

    def __init__(self, found: str, expected: str, mend: str = "") -> None:
        self.found = found
        self.expected = expected
        self.mend = mend
        super().__init__(found, expected, mend)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise NotPlainError(f"the key {shown(twice)} twice", "each key once", "leave one of them out")
    return mapping


def _constant(name: str) -> Any:
    raise NotPlainError(name, "a finite number", "put it in quotes if it is meant as a word")


def _whole(text: str) -> int:
    try:
        return whole(text)
    except UnreadableWords as error:
        raise NotPlainError(shown(error.words), error.expected) from None


def _decimal(text: str) -> Decimal:
    try:
        return decimal(text)
    except UnreadableWords as error:
        raise NotPlainError(shown(error.words), error.expected) from None


_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_whole, parse_float=_decimal, parse_constant=_constant
)
_LENIENT: Final = json.JSONDecoder(object_pairs_hook=len, parse_int=str, parse_float=str, parse_constant=str)

_REFUSED: Final = object()
DEEPEST: Final = 50
NESTED: Final = "brackets nested too deep"
SHALLOWER: Final = f"brackets nested at most {DEEPEST} deep"


def decode(text: str) -> Any:
    """The value of a JSON text.

    Raises `json.JSONDecodeError` for what is no JSON, `NotPlainError` for what is, but is refused.
    """
    try:
        value = _STRICT.decode(text)
    except RecursionError:
        raise NotPlainError(NESTED, SHALLOWER) from None
    if text.count("[") + text.count("{") > DEEPEST:
        _refuse_depth(value)
    if "\\u" in text:
        refuse_halves(value)
    return value


def _refuse_depth(value: Any) -> None:
    """Refuse what is nested deeper than `DEEPEST`, before anything goes down into it."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            item
            for one in level
            if isinstance(one, (dict, list))
            for item in (one.values() if isinstance(one, dict) else one)
        ]
    if any(isinstance(one, (dict, list)) for one in level):
        raise NotPlainError(NESTED, SHALLOWER)


def refuse_halves(value: Any) -> None:
    """Refuse text with half of a surrogate pair, which no file in UTF-8 can hold."""
    if isinstance(value, dict):
        for key, item in value.items():
            refuse_halves(key)
            refuse_halves(item)
    elif isinstance(value, list):
        for item in value:
            refuse_halves(item)
    elif type(value) is str and not is_whole_text(value):
        raise NotPlainError(
            "half of a surrogate pair, such as \\ud800", "whole characters", "write the character itself"
        )


def json_records(text: str) -> Iterator[Record | Unusable]:
    """The records of a JSON document; what can't be used as `Unusable`.

    Raises `RefusedError` for what is no JSON, or no dossier.
    """
    problems: list[Unusable] = []
    try:
        for record in records_of(entries(text, problems)):
            yield from problems
            problems.clear()
            yield record
    except RefusedError as refused:
        if not refused.alone:
            yield from problems
        raise
    yield from problems


def entries(text: str, problems: list[Unusable]) -> Iterator[Entry]:
    """The entries of all sections, as they stand; values that are refused are put down in `problems`, and passed over.

    Raises `RefusedError` at the first place that is no JSON, and where the outermost value is no mapping.
    """
    document = _Document(text, problems)
    try:
        yield from document.entries()
    except JSONDecodeError as error:
        line = document.line_at(error.pos)
        mend = "is the file cut short?" if error.pos >= len(text.rstrip()) else ""
        if error.msg == "Extra data":
            mend = "one record a line is JSON Lines: name the file .jsonl, or give --input-format jsonl"
        raise RefusedError(f"no JSON: {error.msg}", "JSON", mend, line=line) from None
    except RecursionError:
        raise RefusedError(NESTED, SHALLOWER) from None


class _Document:
    """A scanner over the outer brackets of a document; what is inside goes to the decoder of the standard library.

    `_members` and `_items` leave `at` at the start of a value; who asked for it moves `at` to its end.
    """

    def __init__(self, text: str, problems: list[Unusable]) -> None:
        self.text = text
        self.at = 0
        self._problems = problems
        self._counted = (0, 1)  # a position, and its line: positions grow
        self._escapes = "\\u" in text

    def line_at(self, position: int) -> int:
        """The line, from 1, of a position."""
        start, line = self._counted if self._counted[0] <= position else (0, 1)
        line += self.text.count("\n", start, position)
        self._counted = (position, line)
        return line

    def entries(self) -> Iterator[Entry]:
        """See `entries`."""
        self._skip()
        if self._next() != "{":
            value = self._value("the dossier", fatal=True)
            self._end()
            if value is _REFUSED:
                return
            expected = "a dossier: a mapping with the keys claimcheck, sources, events, claims …"
            raise RefusedError("a value that is no mapping", expected, line=1)
        for name, at in self._members("the dossier"):
            line = self.line_at(at)
            section = SECTIONS.get(name)
            opening = self._next()
            if opening == "[" and section is not None and section.is_listed:
                yield from self._listed(section)
            elif opening == "{" and section is not None and section.naming is not None:
                yield from self._named(section)
            else:
                value = self._value(name, fatal=True)
                if value is not _REFUSED:
                    yield Entry(name, None, value, line, listed=False)
        self._end()

    def _listed(self, section: Section) -> Iterator[Entry]:
        for number, _ in enumerate(self._items(), 1):
            start = self.at
            value = self._value(f"{section.kind} {number}", fatal=section.kind != "claim")
            if value is not _REFUSED:
                line = self.line_at(start)
                yield Entry(section.name, None, value, line, partial(_line_of, self.text, start, line))

    def _named(self, section: Section) -> Iterator[Entry]:
        for name, _ in self._members(section.name):
            start = self.at
            value = self._value(f"{section.kind} {name}", fatal=True)
            if value is not _REFUSED:
                line = self.line_at(start)
                yield Entry(section.name, name, value, line, partial(_line_of, self.text, start, line))

    def _value(self, where: str, *, fatal: bool) -> Any:
        start = self.at
        try:
            value, self.at = _STRICT.raw_decode(self.text, start)
            if self.text.count("[", start, self.at) + self.text.count("{", start, self.at) > DEEPEST:
                _refuse_depth(value)
            if self._escapes:
                refuse_halves(value)
            return value
        except NotPlainError as error:
            self._refuse(where, error, start, fatal=fatal)
            self.at = _LENIENT.raw_decode(self.text, start)[1]
            return _REFUSED

    def _refuse(self, where: str, error: NotPlainError, at: int, *, fatal: bool) -> None:
        problem = Problem(where, error.found, error.expected, error.mend, line=self.line_at(at))
        self._problems.append(Unusable(problem, fatal))

    def _members(self, where: str) -> Iterator[tuple[str, int]]:
        seen: set[str] = set()
        self.at += 1
        self._skip()
        if self._next() == "}":
            self.at += 1
            return
        while True:
            at = self.at
            if self._next() != '"':
                raise JSONDecodeError("a key in double quotes is missing", self.text, at)
            name, self.at = scanstring(self.text, at + 1, True)
            self._pass(":")
            self._skip()
            try:
                refuse_halves(name)
                if name in seen:
                    raise NotPlainError(
                        f"the key {shown(name)} twice", "each key once", "leave one of them out"
                    )
            except NotPlainError as error:
                self._refuse(where, error, at, fatal=True)
            seen.add(name)
            yield name, at
            self._skip()
            if self._next() == "}":
                self.at += 1
                return
            self._pass(",")
            self._skip()

    def _items(self) -> Iterator[None]:
        self.at += 1
        self._skip()
        if self._next() == "]":
            self.at += 1
            return
        while True:
            yield
            self._skip()
            if self._next() == "]":
                self.at += 1
                return
            self._pass(",")
            self._skip()

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self) -> None:
        self.at = WHITESPACE.match(self.text, self.at).end()

    def _pass(self, character: str) -> None:
        self._skip()
        if self._next() != character:
            raise JSONDecodeError(f"{character!r} is missing", self.text, self.at)
        self.at += 1

    def _end(self) -> None:
        self._skip()
        if self.at < len(self.text):
            raise JSONDecodeError("Extra data", self.text, self.at)


def _line_of(text: str, start: int, line: int, key: str) -> int | None:
    """The line of a key of the mapping that starts at a position; looked for only when a problem is told."""
    document = _Document(text, [])
    document.at = start
    try:
        for name, at in document._members(""):
            if name == key:
                return line + text.count("\n", start, at)
            document.at = _LENIENT.raw_decode(text, document.at)[1]
    except (JSONDecodeError, RecursionError):
        pass
    return None
