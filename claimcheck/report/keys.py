"""The keys of plain data that other tools rely on: one table gives both the data and their JSON Schema.

>>> NUMBER = Told("real", "its real part", {"type": "integer"}, lambda one, most: one.real)
>>> described(7, (NUMBER,)), schema_of("a number", (NUMBER,))["required"]
({'real': 7}, ['real'])
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

__all__ = ["TEXT", "TEXTS", "Told", "described", "listed", "or_null", "schema_of"]


@attrs.frozen
class Told:
    """A key of a report: what it tells, the JSON Schema of what stands there, and how that is taken from a value.

    `of` is given the value and how many claims may be listed at most. `only` names the class of values that have the key.
    """

    name: str
    told: str
    schema: Mapping[str, Any]
    of: Callable[[Any, int | None], Any]
    only: type | None = None


def described(value: Any, table: tuple[Told, ...], most: int | None = None) -> dict[str, Any]:
    """The plain data of a value, key by key."""
    return {key.name: key.of(value, most) for key in table if key.only is None or isinstance(value, key.only)}


def schema_of(told: str, table: tuple[Told, ...]) -> dict[str, Any]:
    """The schema of what a table describes; further keys may come within one version of the format."""
    return {
        "description": told,
        "type": "object",
        "properties": {key.name: {"description": key.told, **key.schema} for key in table},
        "required": [key.name for key in table if key.only is None],
    }


def listed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a list."""
    return {"type": "array", "items": dict(schema)}


def or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of what may be absent."""
    return {"anyOf": [dict(schema), {"type": "null"}]}


TEXT: Final = {"type": "string"}
TEXTS: Final = listed(TEXT)
