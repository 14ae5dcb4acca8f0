"""A progress bar for long work: on a terminal and in a notebook, where the extra `progress` is there; nothing otherwise.

A bar tells what is being done in words of ours alone, never in a source's, since it is written past all cleaning. It comes after
a second, and goes when the work is done. The environment variable TQDM_DISABLE=1 turns it off.

>>> list(tracked(range(3), "counting"))  # no terminal here
[0, 1, 2]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypeVar

__all__ = ["tracked"]

Item = TypeVar("Item")

LEAST: Final = 1000
"""Less than so much is never long."""
DELAY: Final = 1.0
"""Seconds before a bar comes."""


def tracked(items: Iterable[Item], doing: str, total: int | None = None) -> Iterable[Item]:
    """The items as they are, with a bar where somebody watches and there are many; `total` None is not known."""
    if total is not None and total < LEAST:
        return items
    bar = _bar()
    return items if bar is None else _drawn(bar, items, doing, total)


def _drawn(bar: Any, items: Iterable[Item], doing: str, total: int | None) -> Iterator[Item]:
    with bar(total=total, desc=doing, delay=DELAY, leave=False, unit="", file=sys.stderr) as drawn:
        for item in items:
            yield item
            drawn.update()


def _bar() -> Any:
    """The kind of bar for where we are; None where nobody watches, or there is none."""
    in_notebook = _in_notebook()
    if not (in_notebook or _on_terminal()):
        return None
    try:
        import tqdm
    except ImportError:
        return None
    if in_notebook and _has("ipywidgets"):
        import tqdm.notebook

        return tqdm.notebook.tqdm
    return tqdm.tqdm


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _in_notebook() -> bool:
    """Whether a kernel of a notebook runs us."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell"


def _has(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None
