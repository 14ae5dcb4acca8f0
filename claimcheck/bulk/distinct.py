"""Distinct values: those of a batch, and those of a whole run under their numbers.

A run has far fewer distinct values than rows. Each is read once, and what was made of it stands in columns of numbers,
so that a batch takes it by index.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from claimcheck.bulk.extras import numpy, pyarrow

__all__ = ["NOBODY", "Cells", "Distinct", "Met", "Numbered"]

NOBODY: Final = -1
"""The number of what is not there: the side of whoever is unnamed, the question of a row that names none."""

Cells = tuple[str | None, ...]
"""Some cells of a row, as text; None where there is no value."""


class Numbered:
    """Columns of whole numbers about things that are numbered from 0, in the order in which they are met."""

    def __init__(self, **absent: int) -> None:
        self._absent = absent
        self._places = {name: place for place, name in enumerate(absent)}
        self._values = array("q")

    def __len__(self) -> int:
        return len(self._values) // len(self._absent)

    def add(self, *values: int) -> int:
        """One thing more, with a value for each column; its number."""
        self._values.extend(values)
        return len(self) - 1

    def of(self, numbers: Any, name: str) -> Any:
        """A column at some numbers, a NumPy array; for `NOBODY` what was named as absent."""
        np = numpy()
        if not self._values:
            return np.full(len(numbers), self._absent[name], dtype=np.int64)
        column = np.frombuffer(self._values, dtype=np.int64)[self._places[name] :: len(self._absent)]
        return np.where(numbers == NOBODY, self._absent[name], column[numbers])


class Met:
    """The distinct values of one kind that were met, each with the number of what was made of it, `NOBODY` for nothing."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def __contains__(self, value: Any) -> bool:
        return value in self._numbers

    def learn(self, value: Any, number: int) -> None:
        """Know the number of a value that was made elsewhere."""
        self._numbers[value] = number

    def forget(self) -> None:
        """Let go of all values; the columns about them stay."""
        self._numbers.clear()

    def of(self, values: Iterable[Any], make: Callable[[Any], int]) -> Any:
        """The numbers of some values, a NumPy array; what was not met before is made."""
        known, found = self._numbers, []
        for value in values:
            number = known.get(value)
            if number is None:
                number = known[value] = make(value)
            found.append(number)
        return numpy().array(found, dtype=numpy().int64)


class Distinct:
    """The distinct combinations of cells in a batch, a PyArrow table of text."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._coded: dict[str, tuple[Any, list[str | None]]] = {}

    def met(self, names: Sequence[str], met: Met, make: Callable[[Cells], int]) -> Any:
        """The number of each row, by its cells under some names."""
        codes, columns = self._combined([self._column(name) for name in names])
        return met.of(zip(*columns, strict=True), make)[codes]

    def pairs(self, numbers: Any, name: str) -> tuple[Any, list[tuple[int, str | None]]]:
        """The distinct pairs of a number of each row and its cell under a name; and which of them each row has."""
        least = int(numbers.min(initial=0))
        shifted = numbers - least, range(least, int(numbers.max(initial=least)) + 1)
        codes, columns = self._combined([shifted, self._column(name)])
        return codes, list(zip(*columns, strict=True))

    def only_with(self, name: str, other: str) -> None:
        """Take the cells under a name for empty where there is none under another."""
        codes, values = self._column(name)
        others, cells = self._column(other)
        absent = numpy().array([cell is None for cell in cells], dtype=bool)[others]
        self._coded[name] = numpy().where(absent, len(values), codes), [*values, None]

    def _column(self, name: str) -> tuple[Any, list[str | None]]:
        """The codes of a column, and the cell of each code."""
        found = self._coded.get(name)
        if found is None:
            found = self._coded[name] = self._code(name)
        return found

    def _code(self, name: str) -> tuple[Any, list[str | None]]:
        if name not in self._table.column_names:
            return numpy().zeros(self._table.num_rows, dtype=numpy().int64), [None]
        coded = _whole(self._table.column(name)).dictionary_encode(null_encoding="encode")
        return coded.indices.to_numpy().astype(numpy().int64), coded.dictionary.to_pylist()

    def _combined(self, columns: Sequence[tuple[Any, Sequence[Any]]]) -> tuple[Any, list[list[Any]]]:
        """A code for each combination, and the values of the combinations, column by column."""
        np = numpy()
        together = np.zeros(self._table.num_rows, dtype=np.int64)
        for codes, values in columns:
            together = together * len(values) + codes
            if len(values) > 1:
                coded = pyarrow().array(together).dictionary_encode()
                together = coded.indices.to_numpy().astype(np.int64)
        return together, [
            [values[code] for code in _at_first(np, codes, together).tolist()] for codes, values in columns
        ]


def _at_first(np: Any, codes: Any, together: Any) -> Any:
    """The code of one row of each combination."""
    found = np.zeros(int(together.max(initial=-1)) + 1, dtype=np.int64)
    found[together] = codes
    return found


def _whole(column: Any) -> Any:
    """A column as one array."""
    if column.num_chunks == 1:
        return column.chunk(0)
    whole = column.combine_chunks()
    return whole.chunk(0) if hasattr(whole, "num_chunks") else whole
