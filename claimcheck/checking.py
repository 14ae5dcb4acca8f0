"""The call for other programs: whatever holds claims in, a report out.

It takes plain dicts, the paths of files, data frames, claims and dossiers, alone or together. It keeps nothing between calls,
so that any number of threads and processes may call it at once.

>>> report = check([{"source": "TASS", "event": "exchange", "aspect": "returned", "answer": "two"}])
>>> report.to_dict()["findings"][0]["standing"]
'single-source'
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

from claimcheck.arguments import ArgumentError
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import Problem, shown
from claimcheck.events import Event
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.formats.frame_rows import frame_records, is_frame
from claimcheck.formats.gathering import Gathered
from claimcheck.formats.json_file import NotPlainError
from claimcheck.formats.python_data import document_records, record_in
from claimcheck.formats.reading import gathered_file, refuse, united
from claimcheck.sources import Source
from claimcheck.vocabulary import Aspect

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Checkable", "DataFrame", "check", "dossier_of"]


class DataFrame(Protocol):
    """A data frame of pandas, Polars, PyArrow, DuckDB or another that narwhals knows."""

    @property
    def columns(self) -> Any:
        """The names of its columns, or the columns themselves."""


Item: TypeAlias = Mapping[str, Any] | str | os.PathLike[str] | Claim | Source | Event | Aspect | Dossier
"""What may stand in a list: a record, a path, or a value of this library."""

Checkable: TypeAlias = Item | DataFrame | Iterable[Item]
"""Whatever holds claims."""

_VALUES: Final = (Claim, Source, Event, Aspect, Dossier)
_EXPECTED: Final = "a dossier, a list of claims (each a mapping of keys to values), a path or a data frame"


def check(*given: Checkable, as_of: object = None, input_format: str | None = None) -> Report:
    """The report on everything that is given, as one dossier.

    Each may be a mapping (a dossier, as in a JSON file, with the key `claimcheck: 1`), a list or other iterable of
    mappings (claims; other records with their `type`, as in JSON Lines), the path of a file or several, a data frame with
    the columns of a CSV file, or a `Dossier` or other value of this library. With `as_of`, what was wholly said later is left
    out. `input_format` is the format of the files, whatever their names end in.

    Raises `BadInput`, with every problem, for what can't be read or judged; `ArgumentError` for what holds no claims at all.
    """
    from claimcheck.judge import crosscheck

    return crosscheck(dossier_of(*given, input_format=input_format), as_of)


def dossier_of(*given: Checkable, input_format: str | None = None) -> Dossier:
    """One dossier of everything that `check` takes.

    Raises `BadInput` and `ArgumentError` like `check`.
    """
    if not given:
        raise ArgumentError(f"check takes {_EXPECTED}; nothing is given")
    gathering = _Gathering(input_format)
    for one in given:
        gathering.take(one)
    return gathering.dossier()


class _Gathering:
    """What is given, each in its own way; files and values as they come along."""

    def __init__(self, input_format: str | None) -> None:
        self._input_format = input_format
        self._files: list[Gathered] = []
        self._ready = Dossier()
        self._values: list[Any] = []

    def take(self, given: Any) -> None:
        """Take one of the things that are given."""
        if isinstance(given, _VALUES):
            self._values.append(given)
        elif isinstance(given, (str, os.PathLike)):
            self._files.append(gathered_file(given, self._input_format))
        elif isinstance(given, Mapping):
            self._document(given)
        elif is_frame(given):
            gathered = self._named("frame")
            self._gather(gathered, lambda: frame_records(given))
        elif isinstance(given, Iterable) and not isinstance(given, (bytes, bytearray, memoryview)):
            gathered = self._named("records")
            gathered.take(self._records(given))
        else:
            raise ArgumentError(f"check takes {_EXPECTED}, not {shown(given)}", found=given)

    def dossier(self) -> Dossier:
        """All of it."""
        ready = Dossier() + self._values
        if self._files and (ready.sources or ready.events):
            self._files.append(_declarations(ready))
        if not self._files:
            return ready
        read = united(self._files)[0]
        return read | ready if self._values else read

    def _named(self, what: str) -> Gathered:
        """A name for what has none: refs belong to it as they belong to a file."""
        number = 1 + sum(file.name.startswith(f"<{what}") for file in self._files)
        gathered = Gathered(f"<{what}>" if number == 1 else f"<{what} {number}>")
        self._files.append(gathered)
        return gathered

    def _document(self, given: Mapping[str, Any]) -> None:
        gathered = self._named("dossier")
        if "claimcheck" not in given and {"source", "answer"} <= given.keys():
            mend = "put it in a list: check([claim])"
            gathered.fatal.append(Problem("the dossier", "a single claim", _EXPECTED, mend, gathered.name))
            return
        self._gather(gathered, lambda: document_records(given))

    def _gather(self, gathered: Gathered, records: Any) -> None:
        try:
            gathered.take(records())
        except RefusedError as refused:
            refused.line = None
            refuse(gathered, refused)
        except NotPlainError as error:
            refuse(gathered, RefusedError(error.found, error.expected, error.mend))

    def _records(self, given: Iterable[Any]) -> Iterator[Record | Unusable]:
        for number, one in enumerate(given, 1):
            if isinstance(one, Mapping):
                yield record_in(one, number)
            elif isinstance(one, (str, os.PathLike, *_VALUES)):
                self.take(one)
            else:
                yield Unusable(
                    Problem(f"record {number}", shown(one), "a mapping of keys to values", line=number),
                    fatal=True,
                )


def _declarations(dossier: Dossier) -> Gathered:
    """The names that values of this library bring, so that files which declare others do not refuse them."""
    declared = Gathered("<values>")
    declared.undeclared["sources"].update(
        name for source in dossier.sources for name in (source.name, *source.aliases)
    )
    declared.undeclared["events"].update(event.id for event in dossier.events if event.id is not None)
    return declared
