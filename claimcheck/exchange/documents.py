"""JSON documents of other tools, read as strictly as our own: UTF-8, no duplicate keys, no endless numbers, bounded depth.

Whoever reads one asks for what should be there; what is not is told with its place in the document.

>>> Node({"author": {"name": 7}}, "claims[0]").text("author", "name")
Traceback (most recent call last):
claimcheck.exchange.documents.MisshapenError: claims[0].author.name: found 7; expected text
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from json import JSONDecodeError
from typing import Any

from claimcheck.errors import ClaimcheckError, Problem, shown
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError, text_of
from claimcheck.formats.json_file import NotPlainError, decode

__all__ = ["MisshapenError", "Node", "document", "several"]


class MisshapenError(ClaimcheckError, ValueError):
    """A value of a document that is not what stands there. Attribute: `problem`."""

    def __init__(self, where: str, found: object, expected: str, mend: str = "") -> None:
        self.problem = Problem(where, shown(found), expected, mend)
        super().__init__(where, expected)

    def __str__(self) -> str:
        return str(self.problem)


def document(data: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raises `RefusedError`, with the line where there is one, for what is no JSON or is refused in it.
    """
    text = text_of(io.BytesIO(data))
    try:
        return decode(text)
    except JSONDecodeError as error:
        mend = "is the file cut short?" if error.pos >= len(text.rstrip()) else ""
        raise RefusedError(f"no JSON: {error.msg}", "JSON", mend, line=error.lineno) from None
    except NotPlainError as error:
        raise RefusedError(error.found, error.expected, error.mend) from None


class Node:
    """A value in a document, and where it is: `claims[3].author`. Absent values are None."""

    __slots__ = ("value", "where")

    def __init__(self, value: Any, where: str) -> None:
        self.value = value
        self.where = where

    def get(self, *keys: str) -> Node:
        """What stands below it under some keys; raises `MisshapenError` where one of them is below no mapping."""
        node = self
        for key in keys:
            if node.value is None:
                return Node(None, f"{node.where}.{key}")
            if not isinstance(node.value, dict):
                raise MisshapenError(node.where, node.value, "a mapping")
            node = Node(node.value.get(key), f"{node.where}.{key}" if node.where else key)
        return node

    def mapping(self) -> dict[str, Any]:
        """It as a mapping."""
        if not isinstance(self.value, dict):
            raise MisshapenError(self.where, self.value, "a mapping")
        return self.value

    def text(self, *keys: str) -> str | None:
        """The text below it; None where nothing is there, or it is blank."""
        node = self.get(*keys)
        if node.value is None:
            return None
        if not isinstance(node.value, str):
            raise MisshapenError(node.where, node.value, "text")
        return node.value.strip() or None

    def items(self, *keys: str) -> Iterator[Node]:
        """The items of the list below it; one value that is no list stands for itself."""
        node = self.get(*keys)
        if isinstance(node.value, list):
            for number, item in enumerate(node.value):
                yield Node(item, f"{node.where}[{number}]")
        elif node.value is not None:
            yield node


def several(
    nodes: Iterable[Node], records_of: Callable[[Node], Iterable[Record | Unusable]]
) -> Iterator[Record | Unusable]:
    """The records of some nodes; a node that is not what stands there is told, and hides no other."""
    for node in nodes:
        try:
            yield from list(records_of(node))
        except MisshapenError as error:
            yield Unusable(error.problem)
