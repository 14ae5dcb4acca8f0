"""Which plain data may stand somewhere, said once: as a test of a value, and as a JSON Schema.

A `Fit` is built of smaller ones, and builds both from both, so that a reader and the schema can't drift apart. A schema may
say more than the test: the limits that constructors hold, told there with a better sentence.

>>> names = one_or_list_of(Fit(lambda value: isinstance(value, str), {"type": "string"}))
>>> names(["TASS"]), names(7), names.schema["anyOf"][1]
(True, False, {'type': 'array', 'items': {'type': 'string'}})
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

import attrs

__all__ = [
    "ANYTHING",
    "FLAG",
    "NUMBER",
    "TEXT",
    "WHOLE",
    "Fit",
    "either",
    "mapping_of",
    "one_or_list_of",
    "pair_of",
]

Schema: TypeAlias = Mapping[str, Any]


@attrs.frozen
class Fit:
    """A test of plain data, and the same as a JSON Schema."""

    test: Callable[[Any], bool]
    schema: Schema

    def __call__(self, value: Any) -> bool:
        return self.test(value)

    def limited(self, **limits: Any) -> Fit:
        """The same test; a schema that also says what a constructor will hold it to."""
        return Fit(self.test, {**self.schema, **limits})


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


TEXT: Final = Fit(lambda value: isinstance(value, str), {"type": "string"})
FLAG: Final = Fit(lambda value: isinstance(value, bool), {"type": "boolean"})
WHOLE: Final = Fit(_is_whole, {"type": "integer"})
NUMBER: Final = Fit(lambda value: _is_whole(value) or isinstance(value, Decimal), {"type": "number"})
ANYTHING: Final = Fit(lambda value: True, {})


def either(*fits: Fit) -> Fit:
    """What fits one of them."""
    return Fit(lambda value: any(fit.test(value) for fit in fits), {"anyOf": [fit.schema for fit in fits]})


def list_of(fit: Fit, **limits: int) -> Fit:
    """A list of what fits; how long it is, a constructor decides."""
    return Fit(
        lambda value: isinstance(value, list) and all(map(fit.test, value)),
        {"type": "array", "items": fit.schema, **limits},
    )


def one_or_list_of(fit: Fit, **limits: int) -> Fit:
    """One that fits, or a list of them."""
    return either(fit, list_of(fit, **limits))


def mapping_of(fit: Fit, names: Fit) -> Fit:
    """A mapping of names to what fits."""
    return Fit(
        lambda value: isinstance(value, dict) and all(map(fit.test, value.values())),
        {"type": "object", "propertyNames": names.schema, "additionalProperties": fit.schema},
    )


def pair_of(fit: Fit) -> Fit:
    """A list of two that fit."""
    return Fit(
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(fit.test, value)),
        {"type": "array", "items": fit.schema, "minItems": 2, "maxItems": 2, "uniqueItems": True},
    )
