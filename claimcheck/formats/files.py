"""Bytes as they come from a file or from standard input, and what makes them no text at all.

Whatever stops a whole file from being read is `RefusedError`; it becomes one problem of that file, with its line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from claimcheck.errors import ClaimcheckError, Problem, closest, shown

__all__ = ["FORMATS", "SUFFIXES", "RefusedError", "format_of", "lines_of", "text_of"]

LONGEST_LINE = 100_000_000
"""Bytes in one line; a longer one is refused before it is held in memory."""

FORMATS: Final = ("yaml", "json", "jsonl", "csv")
SUFFIXES: Final = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv",
}  # fmt: skip

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_ENCODINGS: Final = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_PACKED: Final = (
    (b"\x1f\x8b", "a gzip file", "unpack it first: gunzip -k FILE, or gunzip -c FILE | claimcheck check --input-format … -"),
    (b"PK\x03\x04", "a zip file or spreadsheet", "unpack it, or save the sheet as CSV in UTF-8"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first: unzstd FILE"),
    (b"BZh", "a bzip2 file", "unpack it first: bunzip2 -k FILE"),
    (b"\xfd7zXZ", "an xz file", "unpack it first: unxz -k FILE"),
)  # fmt: skip


class RefusedError(ClaimcheckError, ValueError):
    """What stops a whole file from being read: what was found, what was expected, how to mend it, on which line.

    `alone` where no other problem of the file is worth telling.
    """

    def __init__(
        self, found: str, expected: str, mend: str = "", *, line: int | None = None, alone: bool = False
    ) -> None:
        self.found = found
        self.expected = expected
        self.mend = mend
        self.line = line
        self.alone = alone
        super().__init__(found, expected, mend, line)

    def problem(self, file: str) -> Problem:
        """The same as a problem of that file."""
        return Problem("the file", self.found, self.expected, self.mend, file, self.line)


def format_of(path: str | os.PathLike[str], given: str | None) -> str:
    """The format that was given, else the one that the suffix of the file names; "" for standard input without one.

    Raises `RefusedError` for an unknown format or suffix.
    """
    if given is not None:
        if given in FORMATS:
            return given
        raise RefusedError(
            f"the format {shown(given)}", f"one of {', '.join(FORMATS)}", closest(given, FORMATS)
        )
    if path == "-":
        return ""
    suffix = Path(path).suffix.lower()
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    told = f"the suffix {shown(suffix)}" if suffix else "a name without a suffix"
    raise RefusedError(
        told, f"one of {', '.join(SUFFIXES)}", "or say which it is with --input-format (input_format=)"
    )


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream with their ends, the byte order mark gone; never more than one line in memory.

    Raises `RefusedError` for what is packed, in UTF-16 or UTF-32, empty, or a line longer than `LONGEST_LINE`.
    """
    limit = LONGEST_LINE
    line = stream.readline(limit + 1)
    if not line:
        raise RefusedError("nothing: the file is empty", "a dossier, at least the line claimcheck: 1")
    _refuse_what_is_no_text(line)
    line = line.removeprefix(_BOM)
    number = 1
    while line:
        if len(line) > limit:
            raise RefusedError(
                "a longer line", f"lines of at most {limit:,} bytes", "put one record a line", line=number
            )
        yield line
        line = stream.readline(limit + 1)
        number += 1


def text_of(stream: BinaryIO) -> str:
    """All the text of a stream; line ends as they stand.

    Raises `RefusedError` like `lines_of`, and for what is no UTF-8 or holds NUL.
    """
    data = b"".join(lines_of(stream))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(error, line=data.count(b"\n", 0, error.start) + 1) from None
    if "\0" in text:
        raise RefusedError(
            "the character NUL",
            "text",
            "save the file as text in UTF-8",
            line=text.count("\n", 0, text.index("\0")) + 1,
        )
    return text


def not_utf8(error: UnicodeDecodeError, *, line: int) -> RefusedError:
    """The refusal of bytes that are no UTF-8."""
    found = f"the byte 0x{error.object[error.start]:02x}, which is no UTF-8"
    return RefusedError(found, "text in UTF-8", "save the file in UTF-8", line=line)


def _refuse_what_is_no_text(start: bytes) -> None:
    for magic, told, mend in _PACKED:
        if start.startswith(magic):
            raise RefusedError(told, "text", mend)
    for mark, encoding in _OTHER_ENCODINGS:
        if start.startswith(mark):
            raise RefusedError(f"text in {encoding}", "text in UTF-8", "save the file in UTF-8")
    if b"\0" in start[:4]:
        raise RefusedError("bytes that look like UTF-16 or UTF-32", "text in UTF-8", "save the file in UTF-8")
