"""What can go wrong through no fault of ours, told so that it can be mended.

Every exception of the library derives from `ClaimcheckError`; each carries its facts as attributes.

>>> raise UnreadableWords("1.000", "a number with one reading", mend="write 1000 or 1,000, or 1.0")
Traceback (most recent call last):
claimcheck.errors.UnreadableWords: can't read '1.000'; expected a number with one reading; write 1000 or 1,000, or 1.0
"""

from __future__ import annotations

import difflib
import pickle
from collections.abc import Iterable
from typing import Any, Final, Self

import attrs

from claimcheck.text import clean

__all__ = [
    "BadInput",
    "ClaimcheckError",
    "MissingExtra",
    "Problem",
    "ToldError",
    "UnreadableWords",
    "closest",
]


NOTHING: Final = object()


class ClaimcheckError(Exception):
    """The one class from which every error of this library derives. Its facts are its attributes; it can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        facts = {name: _portable(value) for name, value in vars(self).items()}
        return _restored, (type(self), tuple(map(_portable, self.args)), facts)


def _portable(value: object) -> object:
    """A value that another process can take: itself, else how it is shown."""
    try:
        pickle.dumps(value)
    except Exception:  # whatever a foreign value raises, the error that is told is the one that matters
        return shown(value)
    return value


def _restored(
    kind: type[ClaimcheckError], arguments: tuple[Any, ...], facts: dict[str, Any]
) -> ClaimcheckError:
    error = kind.__new__(kind, *arguments)
    error.args = arguments
    vars(error).update(facts)
    return error


class ToldError(ClaimcheckError):
    """An error told in one sentence.

    Attributes: `told`, the sentence; `what` is at fault, what was `found`, what was `expected` and how to `mend` it, each in
    words, "" where the sentence alone tells it.
    """

    def __init__(
        self, told: str, *, what: str = "", found: object = NOTHING, expected: str = "", mend: str = ""
    ) -> None:
        self.told = told
        self.what = what
        self.found = "" if found is NOTHING else shown(found)
        self.expected = expected
        self.mend = mend
        super().__init__(told)

    @classmethod
    def of(cls, what: str, expected: str, found: object, mend: str = "") -> Self:
        """The error that says "`what` is `expected`, not `found`; `mend`"."""
        told = f"{what} is {expected}, not {shown(found)}"
        return cls(f"{told}; {mend}" if mend else told, what=what, found=found, expected=expected, mend=mend)


class UnreadableWords(ClaimcheckError, ValueError):
    """Words (or a value) that give no answer, or more than one.

    Attributes: `words`, what was found; `expected`; `mend`, what to write instead, or "".
    """

    def __init__(self, words: object, expected: str, *, mend: str = "") -> None:
        self.words = words
        self.expected = expected
        self.mend = mend
        super().__init__(words, expected)

    def __str__(self) -> str:
        told = f"can't read {shown(self.words)}; expected {self.expected}"
        return f"{told}; {self.mend}" if self.mend else told


class MissingExtra(ClaimcheckError, ImportError):
    """A package that only one extra brings is not installed; the message names the extra."""

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(package, extra)

    def __str__(self) -> str:
        return f"this needs the package {self.package}: pip install 'claimcheck-sources[{self.extra}]'"


@attrs.frozen(order=True)
class Problem:
    """One thing that is wrong with the input: where, what was found, what was expected, how to mend it.

    `file` and `line` are None for claims that no file holds; `line` counts from 1.

    >>> print(Problem("claim tass-1: answer", "'seven-ish'", "a number", file="a.yaml", line=12))
    a.yaml:12: claim tass-1: answer: found 'seven-ish'; expected a number
    """

    where: str
    found: str
    expected: str
    mend: str = ""
    file: str | None = None
    line: int | None = None
    claim: str | None = None
    """The id of the claim at fault; None where it is no single claim's fault, or it could not be read."""

    def __str__(self) -> str:
        place = "" if self.file is None else f"{clean(self.file)}:"
        place += "" if self.line is None else f"{self.line}:"
        parts = [f"found {self.found}", f"expected {self.expected}"]
        parts += [self.mend] if self.mend else []
        return f"{place} {clean(self.where)}: {clean('; '.join(parts))}".strip()


class BadInput(ClaimcheckError, ValueError):
    """Input that can't be used: every problem found in it, in the order of file and line.

    Attribute: `problems`, a tuple of `Problem`.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(
                set(problems),
                key=lambda p: (
                    p.file or "",
                    p.line or 0,
                    p.where,
                    p.found,
                    p.expected,
                    p.mend,
                    p.claim or "",
                ),
            )
        )
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


def shown(value: object, *, limit: int = 80) -> str:
    """Any value as it may stand in a message: cleaned, quoted, cut at `limit` characters."""
    try:
        text = repr(value)
    except Exception:  # a hostile __repr__ must not hide the error that is being told
        text = f"<{type(value).__name__}>"
    text = clean(text)
    return text if len(text) <= limit else f"{text[: limit - 3]}..."


def closest(name: str, names: Iterable[str]) -> str:
    """A suggestion for a misspelt name: "did you mean 'TASS'?", or "" where nothing is near.

    >>> closest("control_by", ["controlled_by", "kind"])
    "did you mean 'controlled_by'?"
    """
    if len(name) > 200:
        return ""
    candidates = sorted({other for other in names if len(other) <= 200})[:5000]
    folded = {other.casefold(): other for other in reversed(candidates)}
    near = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return f"did you mean {shown(folded[near[0]])}?" if near else ""
