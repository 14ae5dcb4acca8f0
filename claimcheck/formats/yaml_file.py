"""YAML, read as words with places: no tag, no anchor and no YAML 1.1 guess (`no`, `1:30`, `017`) ever takes effect.

The parser's events are taken one by one, and what is refused is refused before anything is built of it. Words without
quotes are `Plain`: the key at which they stand decides whether they are a number, a flag or text.

>>> tree_of("{answer: no, said: 2025-02-30}", [])
{'answer': 'no', 'said': '2025-02-30'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from claimcheck.errors import Problem, shown
from claimcheck.formats.entries import COMMA_IN_BRACES, Entry, Mapped, Record, Unusable, records_of
from claimcheck.formats.files import RefusedError
from claimcheck.formats.records import SECTIONS
from claimcheck.formats.scalars import Glued, Plain, is_whole_text

__all__ = ["DEEPEST", "tree_of", "yaml_records"]

DEEPEST: Final = 50

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML's own definition lets stand in a file; all else is written as an escape.
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def yaml_records(text: str) -> Iterator[Record | Unusable]:
    """The records of a YAML document; what can't be used as `Unusable`.

    Raises `RefusedError` for what is no YAML, or no dossier.
    """
    problems: list[Unusable] = []
    tree = tree_of(text, problems)
    yield from problems
    if problems:
        return
    if not isinstance(tree, Mapped):
        expected = "a dossier: a mapping with the keys claimcheck, sources, events, claims …"
        mend = (
            ""
            if tree is not None and not isinstance(tree, str)
            else "is it another format? name it: --input-format json, jsonl or csv"
        )
        raise RefusedError("nothing" if tree is None else shown(tree), expected, mend, line=1)
    yield from records_of(_entries(tree))


def _entries(tree: Mapped) -> Iterator[Entry]:
    for name, value in tree.items():
        line, section = tree.key_lines[name], SECTIONS.get(name)
        if isinstance(value, Mapped) and section is not None and section.naming is not None:
            for entry_name, entry in value.items():
                yield Entry(name, entry_name, entry, value.key_lines[entry_name], _lines(entry))
        elif isinstance(value, list) and section is not None and section.is_listed:
            for entry, entry_line in (
                zip(value, value.lines, strict=True) if isinstance(value, _Listed) else ()
            ):
                yield Entry(name, None, entry, entry_line, _lines(entry))
        elif not (
            value is None
            or (isinstance(value, Plain) and value == "" and section is not None and section.is_listed)
        ):
            yield Entry(name, None, value, line, _lines(value), listed=False)


def _lines(value: Any) -> Any:
    return value.key_lines.get if isinstance(value, Mapped) else None


class _Listed(list[Any]):
    """A list of a YAML file, with the lines of its items."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def tree_of(text: str, problems: list[Unusable]) -> Any:
    """The words, lists and mappings of a YAML text; what is refused in it is put down in `problems`.

    Raises `RefusedError` for what is no YAML, for several documents, and for anything nested deeper than 50.
    """
    unprintable = _UNPRINTABLE.search(text)
    if unprintable is not None:
        line = text.count("\n", 0, unprintable.start()) + 1
        raise RefusedError(
            f"the character U+{ord(unprintable[0]):04X}",
            "text",
            "write it as an escape in double quotes",
            line=line,
        )
    events = yaml.parse(text, Loader=LOADER)
    try:
        return _Tree(events, problems).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = ", ".join(str(part) for part in (error.context, error.problem) if part)
        at = None if mark is None else mark.line + 1
        at_end = mark is not None and mark.line >= text.rstrip().count("\n") + 1
        raise RefusedError(
            f"no YAML: {told}", "YAML", "is the file cut short?" if at_end else "", line=at
        ) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError, IndexError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(f"no YAML: {error}", "YAML") from None


class _Tree:
    """Builds words, lists and mappings from parser events."""

    def __init__(self, events: Iterator[Any], problems: list[Unusable]) -> None:
        self._events = events
        self._problems = problems

    def document(self) -> Any:
        """The one document of a stream; None where there is none."""
        next(self._events)  # the start of the stream
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            return None
        if start.tags:
            self._refuse("a tag directive", "YAML without tags", start)
        tree = self._node(next(self._events), 1)
        next(self._events)  # the end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise RefusedError(
                "a second document (---)", "one dossier a file", line=after.start_mark.line + 1
            )
        return tree

    def _node(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(
                f"the alias *{event.anchor}", "YAML without anchors and aliases", event, "write the value out"
            )
            return None
        if event.anchor is not None:
            self._refuse(
                f"the anchor &{event.anchor}",
                "YAML without anchors and aliases",
                event,
                "put a value with & in quotes",
            )
        if event.tag is not None:
            self._refuse(
                f"the tag {shown(event.tag)}", "YAML without tags", event, "put a value with ! in quotes"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth > DEEPEST:
            raise RefusedError(
                "brackets nested too deep", f"at most {DEEPEST} levels", line=event.start_mark.line + 1
            )
        return (
            self._list(depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(event, depth)
        )

    def _scalar(self, event: Any) -> str:
        value: str = event.value
        if not is_whole_text(value):
            self._refuse("half of a surrogate pair, such as \\ud800", "whole characters", event)
            return ""
        return value if event.style else Plain(value)

    def _list(self, depth: int) -> list[Any]:
        items = _Listed()
        last: Any = None
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            if type(item) is Plain and last is not None and event.start_mark.index == last.end_mark.index + 1:
                item = Glued(item)
            items.append(item)
            items.lines.append(event.start_mark.line + 1)
            last = event if isinstance(event, yaml.ScalarEvent) and item[-1:].isdigit() else None
        return items

    def _mapping(self, start: Any, depth: int) -> Mapped:
        mapping = Mapped(start.start_mark.line + 1)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if not isinstance(key, str):
                self._refuse(f"the key {shown(key)}", "a word as a key", event, "put it in quotes")
            elif type(key) is Plain and key == "<<":
                self._refuse(
                    "a merge key <<", "YAML without anchors and aliases", event, "write the keys out"
                )
            elif key in mapping:
                mend = (
                    COMMA_IN_BRACES if isinstance(value, Plain) and value == "" else "leave one of them out"
                )
                self._refuse(f"the key {shown(str(key))} twice", "each key once", event, mend)
            else:
                mapping[str(key)] = value
                mapping.key_lines[str(key)] = line
        return mapping

    def _refuse(self, found: str, expected: str, event: Any, mend: str = "") -> None:
        self._problems.append(
            Unusable(Problem("YAML", found, expected, mend, line=event.start_mark.line + 1), fatal=True)
        )
