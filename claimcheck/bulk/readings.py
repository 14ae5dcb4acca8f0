"""The answers of a run as four bounds: each distinct one is read once, by the core.

Reading words takes longest of all that is done for a distinct value, so where there are many and the machine has further
processors, other processes read the answers of a batch while this one learns who gave them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from claimcheck.answers import INSTANT, Axis
from claimcheck.bulk.beside import Beside
from claimcheck.bulk.distinct import NOBODY, Met, Numbered
from claimcheck.errors import ClaimcheckError
from claimcheck.formats.csv_file import _answer
from claimcheck.forms import as_given
from claimcheck.hedges import Reading, natural_axis, read
from claimcheck.resolving import _axis_named
from claimcheck.vocabulary import AXES, Meaning

__all__ = ["HIGHEST", "LOWEST", "Context", "Readings", "bounds_of"]

LOWEST: Final = -(2**62)
HIGHEST: Final = 2**62
"""What stands for a bound that is not there; an answer at or beyond either is the core's."""
MANY: Final = 4_000
"""So many answers of a batch are worth the start of another process."""

Context: TypeAlias = tuple[Axis | None, Meaning]
"""On what an answer is read: an axis, if one is known, and an aspect."""

_Bounds: TypeAlias = tuple[str | None, int, int, int, int, int, int]
"""The axis, the lower and upper bound of what is sure and of what is possible, whether it is odd, whether it says nothing."""
_TOO_FAR: Final = 2**63
_ODD: Final[_Bounds] = (None, 0, 1, 0, 1, 1, 0)


class Readings:
    """What answers mean: a number for each way to read one, and in columns what its rows need to know of it."""

    def __init__(self, contexts: Sequence[Context], *, processes: int = 0) -> None:
        self.axes: list[str] = []
        """The axes that were met; rows have their numbers."""
        self._contexts = contexts
        self._beside = Beside(processes)
        self._columns = Numbered(axis=NOBODY, sl=0, su=1, pl=0, pu=1, odd=1, void=0)
        self._met = Met()

    def column(self, numbers: Any, name: str) -> Any:
        """What rows need to know of some answers: `axis`, the bounds `sl`, `su`, `pl`, `pu`, and whether it is `odd` or `void`."""
        return self._columns.of(numbers, name)

    def begin(self, values: Sequence[tuple[int, str | None]]) -> Callable[[], Any]:
        """Begin to read some answers, each with the number of its context; calling what this gives waits for their numbers."""
        processes = self._beside.processes
        fresh = [value for value in values if value not in self._met] if processes else []
        parts = [fresh[first::processes] for first in range(processes)] if len(fresh) >= MANY else []
        contexts = list(self._contexts)
        begun = [self._beside.begin(_bounds_of_all, (contexts, part)) for part in parts]

        def wait() -> Any:
            for part, read_as in zip(parts, begun, strict=True):
                for value, bounds in zip(part, read_as(), strict=True):
                    self._met.learn(value, self._add(bounds))
            return self._met.of(values, self._read)

        return wait

    def close(self) -> None:
        """No more is to come."""
        self._met.forget()
        self._beside.close()

    def _read(self, value: tuple[int, str | None]) -> int:
        return self._add(bounds_of(self._contexts, value))

    def _add(self, bounds: _Bounds) -> int:
        axis, *told = bounds
        if axis is None:
            return self._columns.add(NOBODY, *told)
        if axis not in self.axes:
            self.axes.append(axis)
        return self._columns.add(self.axes.index(axis), *told)


def _bounds_of_all(
    _: None, asked: tuple[Sequence[Context], Sequence[tuple[int, str | None]]]
) -> list[_Bounds]:
    contexts, values = asked
    # An axis that came from another process is equal to the one here, and not the same.
    same = {axis: axis for axis in AXES.values()}
    here = [(axis and same.get(axis, axis), meaning) for axis, meaning in contexts]
    return [bounds_of(here, value) for value in values]


def bounds_of(contexts: Sequence[Context], value: tuple[int, str | None]) -> _Bounds:
    """How a cell is read in a context; odd where columns can't carry that, or the core would refuse it."""
    context, cell = value
    if cell is None or context == NOBODY:
        return _ODD
    axis, meaning = contexts[context]
    try:
        given = as_given(_answer(cell))
        if axis is None:
            natural = natural_axis(given)
            if natural is None:
                return _ODD
            axis = _axis_named(natural.name)
        if axis is INSTANT or axis.grid is None:
            return _ODD
        reading = read(given, axis, tolerance=meaning.tolerance, aliases=meaning.aliases)
    except (ClaimcheckError, TypeError):
        return _ODD
    return _bounds(axis, reading)


def _bounds(axis: Axis, reading: Reading) -> _Bounds:
    answer = reading.answer
    if reading.silence == "withheld" or reading.only or reading.flat != answer:
        return _ODD
    if len(answer.sure) != 1 or len(answer.possible) != 1:
        return _ODD
    if answer.is_everything:
        return axis.name, LOWEST, HIGHEST, LOWEST, HIGHEST, 0, 1
    if answer.reaches_both_ends:
        return _ODD
    (sure_lower, sure_upper), (lower, upper) = answer.sure[0], answer.possible[0]
    told = _told(sure_lower, LOWEST), _told(sure_upper, HIGHEST), _told(lower, LOWEST), _told(upper, HIGHEST)
    return _ODD if _TOO_FAR in told else (axis.name, *told, 0, 0)


def _told(bound: int | None, absent: int) -> int:
    if bound is None:
        return absent
    return bound if LOWEST < bound < HIGHEST else _TOO_FAR
