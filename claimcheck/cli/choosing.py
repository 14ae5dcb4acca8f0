"""Options that take words separated by commas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from claimcheck.errors import closest, shown

__all__ = ["words_among"]


def words_among(
    allowed: Sequence[str],
) -> Callable[[click.Context, click.Parameter, str | None], frozenset[str]]:
    """A callback that reads words separated by commas, in lower case; it refuses all but the allowed, with the nearest."""

    def read(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[str]:
        words = frozenset(word.strip().lower() for word in (value or "").split(",") if word.strip())
        for word in sorted(words):
            if word not in allowed:
                near = closest(word, allowed)
                told = f"{shown(word)} is none of {', '.join(allowed)}"
                raise click.BadParameter(f"{told}; {near}" if near else told)
        return words

    return read
