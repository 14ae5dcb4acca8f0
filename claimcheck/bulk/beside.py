"""Other processes that do a part of the work, where the machine has processors for them.

Whatever befalls such a process, this one does its part instead: nothing is lost but time.
"""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from claimcheck.bulk.extras import loky
from claimcheck.errors import ClaimcheckError

__all__ = ["Beside", "processors"]

A = TypeVar("A")
B = TypeVar("B")

MOST: Final = 4
"""So many processes at most: each holds what all share."""

_shared: Any = None


class Beside:
    """Some processes, started when the first part is given to them; `shared` is sent to each of them once."""

    def __init__(self, processes: int, shared: Any = None) -> None:
        self.processes = min(processes, MOST)
        self._shared = shared
        self._pool: Any = None

    def begin(self, function: Callable[[Any, A], B], part: A) -> Callable[[], B]:
        """Begin `function(shared, part)` elsewhere; calling what this gives waits for the result.

        `function` is one of a module, and all that goes there and back can be pickled. Raises what it raises.
        """
        future = self._submitted(function, part)

        def wait() -> B:
            if future is not None:
                try:
                    return future.result()  # type: ignore[no-any-return]
                except ClaimcheckError:
                    raise
                except Exception:
                    self.close()
                    self.processes = 0
            return function(self._shared, part)

        return wait

    def each(self, function: Callable[[Any, A], B], parts: Iterable[A]) -> Iterator[B]:
        """`function(shared, part)` for each part, in their order; a single part, or a single process, is not worth it."""
        ahead = iter(parts)
        first = list(itertools.islice(ahead, 2))
        if self.processes < 2 or len(first) < 2:
            yield from (function(self._shared, part) for part in itertools.chain(first, ahead))
            return
        begun: deque[Callable[[], B]] = deque()
        for part in itertools.chain(first, ahead):
            begun.append(self.begin(function, part))
            if len(begun) > self.processes:
                yield begun.popleft()()
        while begun:
            yield begun.popleft()()

    def close(self) -> None:
        """No more is to come: let the processes go."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, kill_workers=True)
            self._pool = None

    def _submitted(self, function: Callable[[Any, A], B], part: A) -> Any:
        if self.processes < 1:
            return None
        try:
            if self._pool is None:
                self._pool = loky().ProcessPoolExecutor(
                    self.processes, initializer=_share, initargs=(self._shared,)
                )
            return self._pool.submit(_called, function, part)
        except Exception:  # no extra, no further process to be had, or something that can't be sent there
            self.close()
            self.processes = 0
            return None


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _share(shared: Any) -> None:
    global _shared
    _shared = shared


def _called(function: Callable[[Any, A], B], part: A) -> B:
    return function(_shared, part)
