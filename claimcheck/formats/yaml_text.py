"""YAML as we write it: no word without quotes that any reader could take for something else, one claim below the other.

>>> print(yaml_flow({"answer": "no", "quote": "Hello world", "span": [1, 2]}))
{answer: "no", quote: Hello world, span: [1, 2]}
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from claimcheck.formats.records import SECTIONS, VERSION
from claimcheck.formats.scalars import Token, json_text, quoted
from claimcheck.formats.spelling import Spelling, Spelt

__all__ = ["yaml_flow", "yaml_text"]

_WORD: Final = re.compile("[A-Za-z][A-Za-z0-9_'./()-]*(?: [A-Za-z0-9_'./()][A-Za-z0-9_'./()-]*)*")
_TAKEN: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_LONGEST_KEY: Final = 100  # YAML finds the colon of a plain key only within 1,024 characters


def yaml_text(records: Spelt) -> str:
    """A dossier as YAML."""
    lines = [f"claimcheck: {VERSION}"]
    if records.timezones:
        zones = records.timezones
        lines.append(f"timezone: {yaml_flow(zones[0] if len(zones) == 1 else zones)}")
    for section in SECTIONS.values():
        if section.name in ("claimcheck", "timezone"):
            continue
        entries = getattr(records, section.name)
        if not entries:
            continue
        lines.append(f"{section.name}:")
        if section.name == "claims":
            for entry in entries:
                lines += _block(entry)
        elif section.name == "undeclared":
            lines += [f"  {_pair(key, names)}" for key, names in entries.items()]
        elif section.naming is not None and is_mapping(entries, section.naming.name):
            for entry in entries:
                name = entry[section.naming.name]
                told = {key: value for key, value in entry.items() if key != section.naming.name}
                lines += _block_pair(name, told, "  ", "  ")
        else:
            lines += [f"  - {yaml_flow(entry)}" for entry in entries]
    return "\n".join(lines) + "\n"


def is_mapping(entries: list[Spelling], naming: str) -> bool:
    """Whether records can stand in a mapping: each has a name, and no two the same; and none says it twice."""
    names = [entry.get(naming) for entry in entries]
    return None not in names and len(set(names)) == len(names)


def yaml_flow(value: Any) -> str:
    """Plain data on one line."""
    if isinstance(value, str) and not isinstance(value, Token):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(_pair(key, item) for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_flow, value)) + "]"
    assert value is None or isinstance(value, (bool, int, Decimal, Token)), value
    return json_text(value)


def _block(claim: Spelling) -> list[str]:
    lines: list[str] = []
    for key, value in claim.items():
        lines += _block_pair(key, value, "    " if lines else "  - ", "    ")
    return lines


def _block_pair(key: str, value: Any, first: str, other: str) -> list[str]:
    if len(key) > _LONGEST_KEY:
        return [f"{first}? {_text(key)}", f"{other}: {yaml_flow(value)}"]
    return [f"{first}{_text(key)}: {yaml_flow(value)}"]


def _pair(key: str, value: Any) -> str:
    mark = "? " if len(key) > _LONGEST_KEY else ""
    return f"{mark}{_text(key)}: {yaml_flow(value)}"


def _text(text: str) -> str:
    if _WORD.fullmatch(text) and text.lower() not in _TAKEN:
        return text
    return quoted(text, wide="\\U")
