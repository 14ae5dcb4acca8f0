"""Where a command's words go: its result to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

import click

from claimcheck.text import clean

__all__ = [
    "CHECKED",
    "FOUND",
    "INTERRUPTED",
    "OUR_MISTAKE",
    "UNUSABLE",
    "painter",
    "print_bytes",
    "put",
    "tell",
]

CHECKED, FOUND, UNUSABLE, OUR_MISTAKE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit statuses: checked; `--fail-on` found what it names; unusable input; a mistake of ours; interrupted."""

_COLORS: Final = {
    "!": "red",
    "?": "magenta",
    "x": "red",
    "<": "yellow",
    "~": "yellow",
    "-": "cyan",
    "=": "blue",
}


def painter(color: str, output: str | None) -> Callable[[str, str], str] | None:
    if not _wants_color(color, output):
        return None
    return lambda mark, text: click.style(text, fg=_COLORS.get(mark), bold=True)


def _wants_color(color: str, output: str | None) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return (
        output is None and os.environ.get("TERM") != "dumb" and sys.stdout is not None and sys.stdout.isatty()
    )


def put(text: str, output: str | None, inputs: Sequence[str]) -> None:
    """To standard output as UTF-8, whatever the locale; or to a file in one step, never over an input."""
    data = text.encode("utf-8", "replace")
    if output is None or output == "-":
        print_bytes(data)
        return
    from claimcheck.formats import replace_file

    replace_file(output, data, inputs=[name for name in inputs if name != "-"])


def print_bytes(data: bytes) -> bool:
    """To standard output, where there is one; whether anybody still reads it. Quietly where whoever did has gone."""
    if sys.stdout is None:
        return False
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "standard output") from None
        return False
    return True


def tell(text: str) -> None:
    if sys.stderr is None:
        return
    lines = "\n".join(clean(line) for line in text.splitlines())
    sys.stderr.write(
        lines.encode("utf-8", "replace").decode("utf-8") + "\n" if _is_utf8() else _in_ascii(lines) + "\n"
    )


def _is_utf8() -> bool:
    return (sys.stderr.encoding or "").lower().replace("-", "") == "utf8"


def _in_ascii(text: str) -> str:
    return text.encode("ascii", "backslashreplace").decode("ascii")
