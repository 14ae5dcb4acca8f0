"""Dossier files: YAML and JSON to write by hand, JSON Lines and CSV for many claims; read strictly, written faithfully.

What is read from what was written is equal to it, in all four; a CSV holds the claims alone.

>>> dossier = loads("claimcheck: 1\\nclaims: [{source: TASS, event: exchange, aspect: returned, answer: two}]", "yaml")
>>> print(*dossier.claims)
TASS on exchange, returned: two
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from claimcheck.dossiers import Dossier
from claimcheck.formats.files import FORMATS, SUFFIXES

if TYPE_CHECKING:
    from claimcheck.formats.reading import LeftOut

__all__ = [
    "FORMATS",
    "SUFFIXES",
    "dumps",
    "loads",
    "read_dossier",
    "read_dossier_with_problems",
    "replace_file",
    "write_dossier",
]

PathLike = str | os.PathLike[str]


def read_dossier(
    *paths: PathLike,
    input_format: str | None = None,
    stdin: BinaryIO | None = None,
    skip_bad: bool = False,
) -> Dossier:
    """One dossier of all files together; "-" is standard input.

    The suffix of a file names its format (.yaml, .yml, .json, .jsonl, .ndjson, .csv) unless `input_format` does;
    standard input without one is read as YAML. With `skip_bad`, records that can't be used are left out, and all that
    lean on them.

    Raises `BadInput` with every problem of every file.
    """
    return read_dossier_with_problems(*paths, input_format=input_format, stdin=stdin, skip_bad=skip_bad)[0]


def read_dossier_with_problems(
    *paths: PathLike,
    input_format: str | None = None,
    stdin: BinaryIO | None = None,
    skip_bad: bool = False,
) -> tuple[Dossier, LeftOut]:
    """The same dossier, with the problems of what was left out of it; their attribute `records` counts the records."""
    from claimcheck.formats.reading import read_files

    return read_files(paths, input_format, stdin, skip_bad=skip_bad)


def loads(text: str | bytes, format: str, *, name: str = "<text>") -> Dossier:  # noqa: A002
    """The dossier of a text in one of `FORMATS`; `name` stands for the file in problems and places.

    Raises `BadInput` with every problem.
    """
    from claimcheck.formats.reading import read_text

    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    return read_text(data, format, name)


def dumps(dossier: Dossier, format: str) -> str:  # noqa: A002
    """A dossier as text in one of `FORMATS`: equal dossiers give equal text. A CSV holds the claims alone.

    Raises `BadInput` for what no file of that format can hold.
    """
    from claimcheck.formats.writing import text_of_dossier

    return text_of_dossier(dossier, format)


def write_dossier(
    dossier: Dossier,
    path: PathLike,
    *,
    format: str | None = None,  # noqa: A002
    inputs: Iterable[PathLike] = (),
) -> None:
    """Write a dossier to a file in one step; its suffix names the format unless `format` does.

    Raises `BadInput` where the file can't be written, or is one of `inputs`.
    """
    from claimcheck.formats import writing

    writing.write_dossier(dossier, path, format=format, inputs=inputs)


def replace_file(path: PathLike, data: bytes, *, inputs: Iterable[PathLike] = ()) -> None:
    """Put `data` into a file in one step: at any moment the old file or the new one is there, whole.

    Raises `BadInput` where the file can't be written, or is one of `inputs` under whatever name.
    """
    from claimcheck.formats import writing

    writing.replace_file(path, data, inputs=inputs)
