"""The options by which a command shows only a part of its report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["narrowed", "narrows"]

_MANY: Final = {
    "event": ("NAME", "Show only findings about this event: its id or its name."),
    "question": ("WORDS", "Show only findings on this question, as the report words it."),
    "aspect": ("NAME", "Show only findings on this aspect."),
    "kind": ("WORD", "Show only findings of this kind, such as contradiction or uncorroborated."),
    "source": ("NAME", "Show only findings with this source: who says it, passes it on or is silent."),
    "side": ("NAME", "Show only findings with this side: the name of a root, or nobody."),
    "standing": ("WORD", "Show only findings of this standing, such as single-source."),
}


def narrows(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that can show a part of its report; each may be given several times."""
    function = click.option(
        "--min-margin",
        metavar="SIZE",
        help="Leave out contradictions that are less apart: 5% for numbers, 36h or 2d for dates.",
    )(function)
    for name, (what, told) in reversed(_MANY.items()):
        function = click.option(f"--{name}", metavar=what, multiple=True, help=told)(function)
    return function


def narrowed(report: Report, given: dict[str, Any]) -> Report:
    """The part of a report that the options ask for; takes them out of `given`."""
    return report.filter(min_margin=given.pop("min_margin"), **{name: given.pop(name) for name in _MANY})
