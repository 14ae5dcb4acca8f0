"""JSON Lines: one record a line, read as a stream, so that a million claims need no more memory than they are.

>>> import io
>>> record, = jsonl_records(io.BytesIO(b'{"type": "source", "name": "TASS", "kind": "news agency"}'))
>>> record.kind, record.values
('source', {'name': 'TASS', 'kind': 'news agency'})
"""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError
from typing import Any, BinaryIO, Final

from claimcheck.errors import Problem, closest, shown
from claimcheck.formats.entries import Record, Unusable, check_version
from claimcheck.formats.files import RefusedError, lines_of, not_utf8
from claimcheck.formats.json_file import NotPlainError, decode
from claimcheck.formats.records import KINDS, ZONES

__all__ = ["jsonl_records", "record_of"]

_KINDS: Final = frozenset(KINDS)


def jsonl_records(stream: BinaryIO) -> Iterator[Record | Unusable]:
    """The records of a stream; a line that can't be read as `Unusable`. Lines without anything are passed over.

    Raises `RefusedError` for what is no text, and for a version that is none of ours.
    """
    blank = True
    for number, line in enumerate(lines_of(stream), 1):
        if blank and not line.isspace():
            blank = False
        try:
            values = decode(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            refused = not_utf8(error, line=number)
            yield _unusable(number, refused.found, refused.expected, refused.mend)
        except JSONDecodeError as error:
            if not line.strip():
                continue
            mend = "is the file cut short?" if not line.endswith(b"\n") else "write one record a line"
            yield _unusable(
                number, f"no JSON: {error.msg} (column {error.colno})", "a JSON object on one line", mend
            )
        except NotPlainError as error:
            yield _unusable(number, error.found, error.expected, error.mend)
        else:
            yield record_of(values, number)
    if blank:
        raise RefusedError("nothing but blanks", "one record a line")


def record_of(values: Any, line: int) -> Record | Unusable:
    """The record of what stands on one line; its `type` is taken out of it."""
    if type(values) is not dict:
        return _unusable(line, shown(values), "a JSON object on one line")
    kind = values.pop("type", None)
    if kind == "claim":
        return Record("claim", values, line)
    if kind == "dossier":
        return _dossier(values, line)
    if type(kind) is str and kind in _KINDS:
        return Record(kind, values, line)
    found = "no type" if kind is None else f"the type {shown(kind)}"
    mend = closest(kind, KINDS) if isinstance(kind, str) else 'add "type": "claim", or whichever it is'
    return _unusable(line, found, f"one of {', '.join(KINDS)}", mend)


def _dossier(values: dict[str, Any], line: int) -> Record | Unusable:
    """The record that tells the version of the format and the time zone of the whole."""
    for key in values:
        if key not in ("version", "claimcheck", "timezone"):
            near = closest(key, ("version", "timezone"))
            problem = Problem(
                "dossier", f"the unknown key {shown(key)}", "version or timezone", near, line=line
            )
            return Unusable(problem, fatal=True)
    if "version" in values and "claimcheck" in values:
        return Unusable(
            Problem("dossier", "both version and claimcheck", "one of them", line=line), fatal=True
        )
    check_version(values.get("version", values.get("claimcheck")), line=line)
    zones = values.get("timezone")
    if zones is None or ZONES.fits(zones):
        return Record("dossier", {"timezone": zones}, line)
    return Unusable(Problem("timezone", shown(zones), ZONES.expected, line=line), fatal=True)


def _unusable(line: int, found: str, expected: str, mend: str = "") -> Unusable:
    return Unusable(Problem(f"record on line {line}", found, expected, mend, line=line))
