"""How constructors read what they are given: names, lists of names, choices, and a suggestion for a misspelt word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from claimcheck.errors import ToldError, closest, shown
from claimcheck.text import clean, fold

__all__ = ["ArgumentError", "FreeKeys"]

FreeKeys: TypeAlias = tuple[tuple[str, str], ...]

FREE_KEYS = ("archive", "note", "translation")


class ArgumentError(ToldError, TypeError, ValueError):
    """An argument that is unknown, or of no use; the message names it, what was found and what was expected."""


def refuse_unknown(owner: str, unknown: Mapping[str, object], known: Iterable[str]) -> None:
    """Refuse keyword arguments that nobody asked for, with the nearest known one."""
    known = list(known)
    for name in sorted(unknown):
        near = closest(name, known)
        told = f"unknown argument {shown(name)} for {owner}" + (f"; {near}" if near else "")
        raise ArgumentError(told, what=owner, found=name, expected=f"one of {', '.join(known)}", mend=near)


def name_of(value: object, what: str) -> str:
    """A name with its white space tidied and unprintable characters gone; the words are kept as they were written."""
    name: object = value if isinstance(value, str) else getattr(value, "name", value)
    if isinstance(name, str):
        tidy = " ".join(clean(name).split())
        if tidy and fold(tidy):
            return tidy
    raise ArgumentError.of(what, "a name", value)


def names_of(values: object, what: str) -> tuple[str, ...]:
    """One name or several, as a sorted tuple without repetition."""
    if values is None or values == ():
        return ()
    return tuple(sorted({name_of(value, what) for value in several(values, what)}))


def several(values: object, what: str) -> tuple[Any, ...]:
    """Anything that can be gone through, as a tuple; one name, or one thing with a name, as a tuple of one."""
    if values is None:
        return ()
    if isinstance(values, str) or hasattr(values, "name"):
        return (values,)
    if not isinstance(values, Iterable) or isinstance(values, (bytes, Mapping)):
        raise ArgumentError.of(what, "a list of names", values)
    return tuple(values)


def choice(value: object, allowed: Iterable[str], what: str) -> str:
    """One of the allowed words."""
    choices = sorted(allowed)
    if isinstance(value, str) and value in choices:
        return value
    near = closest(value, choices) if isinstance(value, str) else ""
    raise ArgumentError.of(what, f"one of {', '.join(choices)}", value, near)


def text_or_none(value: object, what: str) -> str | None:
    """Free text, kept as it is; None where it is absent."""
    if value is None or isinstance(value, str):
        return value or None
    raise ArgumentError.of(what, "text", value)


def flag(value: object, what: str) -> bool:
    """True or False, nothing else."""
    if isinstance(value, bool):
        return value
    raise ArgumentError.of(what, "true or false", value)


def free_keys(
    values: Mapping[str, Any], owner: str, known: Iterable[str], kept_before: FreeKeys = ()
) -> FreeKeys:
    """The keys that travel along (`note`, `translation`, `archive`, `x-…`), sorted, each value as JSON text.

    `kept_before` are such keys as this function made them before; they are kept as well.
    """
    kept = list(kept_before)
    for key, value in values.items():
        if key.startswith(("x-", "x_")) and len(key) > 2:
            key = f"x-{key[2:]}"
        elif key not in FREE_KEYS:
            refuse_unknown(owner, {key: value}, [*known, *FREE_KEYS])
        if value is None:
            continue
        several = value if isinstance(value, (list, tuple)) and key in FREE_KEYS else (value,)
        for one in several:
            try:
                kept.append((key, json.dumps(one, ensure_ascii=False, sort_keys=True, allow_nan=False)))
            except (TypeError, ValueError, RecursionError):
                raise ArgumentError(f"{key} holds text or plain data, not {shown(one)}", found=one) from None
    return tuple(sorted(set(kept)))


def free_values(keys: FreeKeys, key: str) -> tuple[Any, ...]:
    """What travels along under one key."""
    return tuple(json.loads(value) for name, value in keys if name == key)


def said_as(owner: str, parts: Iterable[tuple[str, object]]) -> str:
    """A `repr` that leaves out what was not given (None or an empty tuple): `Source('TASS', kind='news agency')`."""
    given = [
        f"{name}={value!r}" if name else repr(value)
        for name, value in parts
        if value is not None and value != ()
    ]
    return f"{owner}({', '.join(given)})"
