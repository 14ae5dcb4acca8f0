"""Dossiers as text, and files that are replaced in one step: at any moment the old one or the new one is there, whole.

>>> print(text_of_dossier(Dossier(opposed=[("Russia", "Ukraine")]), "yaml"), end="")
claimcheck: 1
opposed:
  - [Russia, Ukraine]
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem
from claimcheck.formats.files import RefusedError, format_of
from claimcheck.formats.records import SECTIONS, VERSION
from claimcheck.formats.scalars import json_text
from claimcheck.formats.spelling import Spelt, spelt
from claimcheck.formats.yaml_text import is_mapping

__all__ = ["replace_file", "text_of_dossier", "write_dossier"]

PathLike = str | os.PathLike[str]


def text_of_dossier(dossier: Dossier, form: str) -> str:
    """A dossier as text in one of the formats; the same dossier is the same text, always.

    Raises `BadInput` for what no file of that format can hold.
    """
    try:
        form = format_of("<text>", form)
    except RefusedError as refused:
        raise BadInput([refused.problem("<text>")]) from None
    records = spelt(dossier)
    if form == "csv":
        from claimcheck.formats.csv_file import csv_text

        return csv_text(records)
    if form == "yaml":
        from claimcheck.formats.yaml_text import yaml_text

        return yaml_text(records)
    return "".join(_json_lines(records)) if form == "jsonl" else _json_document(records)


def write_dossier(
    dossier: Dossier,
    path: PathLike,
    *,
    format: str | None = None,  # noqa: A002
    inputs: Iterable[PathLike] = (),
) -> None:
    """Write a dossier to a file in one step; the format is that of the suffix unless one is given.

    Raises `BadInput` where the file can't be written, or is one of `inputs`.
    """
    try:
        form = format_of(path, format)
    except RefusedError as refused:
        raise BadInput([refused.problem(str(path))]) from None
    replace_file(path, text_of_dossier(dossier, form).encode("utf-8"), inputs=inputs)


def replace_file(path: PathLike, data: bytes, *, inputs: Iterable[PathLike] = ()) -> None:
    """Put `data` into a file in one step: a reader, or a crash, finds the old file or the new one, never a part.

    Raises `BadInput` where the file can't be written, or is one of `inputs` under whatever name.
    """
    for source in inputs:
        is_input = False
        with suppress(OSError, ValueError):  # one of them is not there
            is_input = os.path.samefile(path, source)
        if is_input:
            found = f"the input file {os.fspath(source)}"
            raise BadInput([Problem("the output", found, "another file", "name a new one", os.fspath(path))])
    try:
        _replace(os.path.realpath(path), data)
    except (OSError, ValueError) as error:
        told = (getattr(error, "strerror", None) or str(error)).lower()
        raise BadInput(
            [Problem("the output", told, "a file that can be written", "", os.fspath(path))]
        ) from None


def _replace(target: str, data: bytes) -> None:
    mode = None
    with suppress(FileNotFoundError):
        found = os.stat(target).st_mode
        if stat.S_ISDIR(found):
            raise IsADirectoryError(21, "Is a directory")
        if not stat.S_ISREG(found):  # a pipe or a terminal can't be replaced
            with open(target, "wb") as stream:
                stream.write(data)
            return
        mode = stat.S_IMODE(found)
    folder = os.path.dirname(target)
    part = os.path.join(folder, f".claimcheck-{secrets.token_hex(8)}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            os.chmod(part, mode)
        os.replace(part, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise
    _sync_folder(folder)


def _sync_folder(folder: str) -> None:
    """Make the new name last through a power cut, where the system lets folders be synced."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _json_lines(records: Spelt) -> Iterator[str]:
    dossier: dict[str, Any] = {"type": "dossier", "version": VERSION}
    zones = records.timezones
    if zones:
        dossier["timezone"] = zones[0] if len(zones) == 1 else zones
    yield json_text(dossier) + "\n"
    for section in SECTIONS.values():
        if section.name == "undeclared":
            if records.undeclared:
                yield json_text({"type": "undeclared", **records.undeclared}) + "\n"
        elif section.name not in ("claimcheck", "timezone"):
            for entry in getattr(records, section.name):
                told = entry if isinstance(entry, dict) else {section.kind: entry}
                yield json_text({"type": section.kind, **told}) + "\n"


def _json_document(records: Spelt) -> str:
    """A dossier as JSON, one record a line."""
    parts = [f'  "claimcheck": {VERSION}']
    zones = records.timezones
    if zones:
        parts.append(f'  "timezone": {json_text(zones[0] if len(zones) == 1 else zones)}')
    for section in SECTIONS.values():
        if section.name in ("claimcheck", "timezone"):
            continue
        entries = getattr(records, section.name)
        if not entries:
            continue
        if section.name == "undeclared":
            parts.append(f'  "undeclared": {json_text(entries)}')
            continue
        if section.naming is not None and is_mapping(entries, section.naming.name):
            lines = [
                f"{json_text(entry.pop(section.naming.name))}: {json_text(entry)}"
                for entry in map(dict, entries)
            ]
            opening, closing = "{", "}"
        else:
            lines = [json_text(entry) for entry in entries]
            opening, closing = "[", "]"
        parts.append(f'  "{section.name}": {opening}\n    ' + ",\n    ".join(lines) + f"\n  {closing}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
