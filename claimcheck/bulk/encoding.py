"""Rows of text to rows of whole numbers: whatever has few distinct values is resolved once a value, by the core.

A row becomes its question, its voice and side, and the four bounds of its answer. A row that the columns can't carry
exactly is `odd`: its question goes to the core. So does every row that the core might refuse, and the core says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from claimcheck.bulk.distinct import NOBODY, Cells, Distinct, Met, Numbered
from claimcheck.bulk.extras import numpy, pyarrow
from claimcheck.bulk.ground import Ground
from claimcheck.bulk.parts import Parts
from claimcheck.bulk.questions import Questions
from claimcheck.bulk.readings import HIGHEST, LOWEST, Readings
from claimcheck.bulk.rowtexts import refs_in
from claimcheck.bulk.speakers import Speakers
from claimcheck.resolving import Resolver
from claimcheck.text import fold

__all__ = ["HIGHEST", "LOWEST", "NOBODY", "Encoder"]

_MANNER: Final = ("witnessed", "leaked", "silent", "confidential", "quote_span", "shared_ref")
_TIMES: Final = ("said", "published", "as_of")


class Encoder:
    """Resolves batches of text, and remembers every distinct value that it has met.

    `processes` beside this one may read answers.
    """

    def __init__(self, ground: Ground, names: Sequence[str], *, processes: int = 0) -> None:
        self.ground = ground
        self.names = list(names)
        self.silent: set[str] = set()
        """The names of those who are said to be silent."""
        self._ordered = False
        self._resolver: Resolver = ground.resolver()
        self.parts = Parts(ground)
        self.questions = Questions(self.parts, self._resolver, names)
        self.speakers = Speakers(self.parts, self._resolver, names)
        self._manners = Numbered(odd=1, witnessed=0)
        self._manners_met = Met()
        self._times: list[Cells] = []
        self._times_met = Met()
        self.readings = Readings(self.questions.contexts, processes=processes)
        self._ends_met = Met()

    @property
    def hangs(self) -> bool:
        """Whether rows were met of which only all claims together tell the event: described ones, or ordered by ref."""
        return self._ordered or self.questions.hangs

    def encode(self, table: Any, numbers: Any) -> dict[str, Any]:
        """The columns of a batch as NumPy arrays; `numbers` are those of its rows."""
        np = numpy()
        self._meet_ordered(table)
        distinct = Distinct(table)
        codes, answers = distinct.pairs(self.questions.contexts_of(distinct), "answer")
        read_answers = self.readings.begin(answers)
        asked = self.questions.of(distinct)
        chains = self.speakers.of(distinct)
        manners = distinct.met(_MANNER, self._manners_met, self._manner)
        times = distinct.met(_TIMES, self._times_met, self._time)
        readings = read_answers()[codes]
        void = self.readings.column(readings, "void") == 1
        odd = (
            self.questions.column(asked, "odd")
            | self.speakers.column(chains, "odd")
            | self._manners.of(manners, "odd")
            | self.readings.column(readings, "odd")
        ) == 1
        odd |= (times == NOBODY) | self._strange(np, table)
        odd |= ~void & self._too_early(np, asked, chains, times)
        named = self.speakers.column(chains, "named") == 1
        speaks = named & (self.speakers.column(chains, "outlet") == 1)
        self.parts.forget()
        return {
            "row": numbers,
            "q": asked,
            "c": chains,
            "v": self.speakers.column(chains, "v"),
            "side": self.speakers.column(chains, "side"),
            "named": named,
            "own": speaks & (self._manners.of(manners, "witnessed") == 0),
            **{name: self.readings.column(readings, name) for name in ("axis", "sl", "su", "pl", "pu")},
            "odd": odd,
            "void": void,
        }

    def close(self) -> None:
        """No more batches are to come: let go of what only they would need."""
        self.readings.close()
        for met in (self._manners_met, self._times_met, self._ends_met):
            met.forget()
        self.questions.close()
        self.speakers.close()
        self.parts.forget()

    def keyed(self, table: Any, numbers: Any) -> dict[str, Any]:
        """The same as PyArrow columns with keys in place of numbers, for rows that are encoded in many places.

        With them `unit`, and how the question is shown; `relays` and `foreign` are lists of keys.
        """
        pa = pyarrow()
        encoded = self.encode(table, numbers)
        questions, speakers = self.questions, self.speakers
        asked, chains = encoded["q"].tolist(), encoded.pop("c").tolist()
        met = sorted({*asked} - {NOBODY})
        shown = questions.told(met)
        place = {number: place for place, number in enumerate(met)}
        at = [place.get(one, NOBODY) for one in asked]

        def told(values: Callable[[int], Any], of: list[int]) -> Any:
            known = {one: values(one) for one in set(of) - {NOBODY}}
            return pa.array([known.get(one) for one in of], pa.string())

        def listed(of_chain: dict[int, list[int]]) -> Any:
            known = {one: [speakers.keys[key] for key in of_chain.get(one, ())] for one in set(chains)}
            return pa.array([known[one] for one in chains], pa.list_(pa.string()))

        return {
            **encoded,
            "q": told(questions.keys.__getitem__, asked),
            "unit": told(questions.units.__getitem__, asked).fill_null(""),
            **{f"{name}_shown": told(values.__getitem__, at) for name, values in shown.items()},
            **{name: told(speakers.keys.__getitem__, encoded[name].tolist()) for name in ("v", "side")},
            "axis": told(self.readings.axes.__getitem__, encoded["axis"].tolist()),
            "relays": listed(speakers.relays),
            "foreign": listed(speakers.foreign),
        }

    def units(self, table: Any) -> None:
        """Meet the questions of a batch alone."""
        self._meet_ordered(table)
        self.questions.of(Distinct(table))
        self.parts.forget()

    # One distinct value at a time

    def _manner(self, cells: Cells) -> int:
        """Whether columns can carry how it was said, and whether it was witnessed."""
        claim = self.parts.claim(_MANNER, cells)
        if claim is None:
            return NOBODY
        if claim.silent is not None:
            self.silent.add(claim.silent)
        shares = cells[_MANNER.index("shared_ref")] is not None
        return self._manners.add(
            int(claim.leaked or claim.silent is not None or shares), int(claim.witnessed)
        )

    def _time(self, cells: Cells) -> int:
        if self.parts.claim(_TIMES, cells) is None:
            return NOBODY
        self._times.append(cells)
        return len(self._times) - 1

    def _end(self, value: tuple[int, int]) -> int:
        """When a row had been said at the latest, anywhere on earth, by its times and the zones of its speakers."""
        zones, time = value
        end = float(HIGHEST)
        claim = None if time == NOBODY else self.parts.claim(_TIMES, self._times[time])
        if claim is not None and self.speakers.zones:
            voice_zone, outlet_zone = self.speakers.zones[zones]
            if claim.said is not None:
                end = claim.said.window(voice_zone)[1]
            elif claim.published is not None:
                end = claim.published.window(outlet_zone)[1]
        return int(end)

    # Whole batches

    def _strange(self, np: Any, table: Any) -> Any:
        """Rows with links, with a ref that may be refused, with free keys that are no plain words."""
        import pyarrow.compute as compute

        strange = np.zeros(table.num_rows, dtype=bool)
        for name in self.names:
            column = table.column(name)
            if name in ("replaces", "based_on"):
                strange |= _array(np, compute.is_valid(column))
            elif name == "ref":
                usual = compute.match_substring_regex(column, "^[ -{}~]*[!-{}~][ -{}~]*$")
                id_like = compute.match_substring_regex(column, "^ *[0-9a-f]{32} *$")
                fine = compute.and_(usual, compute.invert(id_like))
                strange |= ~_array(np, compute.fill_null(fine, True))
            elif name.startswith("x-") or name in ("note", "translation", "archive"):
                odd = compute.match_substring_regex(column, '^[\\s{\\["]|[^\\x20-\\x{D7FF}]')
                strange |= _array(np, compute.fill_null(odd, False))
        return strange

    def _meet_ordered(self, table: Any) -> None:
        """Learn whether a ref is a name that the user orders to be one event with others, or not."""
        ordered = self.ground.ordered()
        if ordered and not self._ordered and "ref" in table.column_names:
            cells = table.column("ref").unique().to_pylist()
            self._ordered = any(fold(ref) in ordered for cell in cells for ref in refs_in(cell))

    def _too_early(self, np: Any, asked: Any, chains: Any, times: Any) -> Any:
        """Rows that were said, anywhere on earth, wholly before the event of their question began."""
        begins = self.questions.column(asked, "window")
        if (begins == LOWEST).all():
            return np.zeros(len(begins), dtype=bool)
        zones = self.speakers.column(chains, "zones")
        together = (times - NOBODY) * max(len(self.speakers.zones), 1) + zones
        pairs, codes = np.unique(together, return_inverse=True)
        most = max(len(self.speakers.zones), 1)
        parted = [(pair % most, pair // most + NOBODY) for pair in pairs.tolist()]
        ends = self._ends_met.of(parted, self._end)
        return ends[codes] < begins


def _array(np: Any, column: Any) -> Any:
    return (
        column.to_numpy(zero_copy_only=False)
        if not hasattr(column, "chunks")
        else np.asarray(column.to_numpy())
    )
