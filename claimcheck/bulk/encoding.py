"""Rows of text to rows of whole numbers: whatever has few distinct values is resolved once a value, by the core.

A row becomes its question, its voice and side, and the four bounds of its answer. A row that the columns can't carry
exactly is `odd`: its question goes to the core. So does every row that the core might refuse, and the core says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs

from claimcheck.answers import INSTANT, Answer, Axis
from claimcheck.bulk.ground import Ground, key_of, unit_of
from claimcheck.bulk.rowtexts import refs_in, told_json
from claimcheck.claims import Claim
from claimcheck.errors import ClaimcheckError
from claimcheck.formats.building import Builder, names_in
from claimcheck.formats.csv_file import _answer, columns_of, guarded, record_of_row
from claimcheck.formats.entries import Record
from claimcheck.forms import as_given
from claimcheck.hedges import Reading, natural_axis, read
from claimcheck.resolving import Resolver, _axis_named
from claimcheck.statements import Asked
from claimcheck.text import fold

__all__ = ["HIGHEST", "LOWEST", "NOBODY", "Chain", "Encoder", "Place"]

LOWEST: Final = -(2**62)
HIGHEST: Final = 2**62
"""What stands for a bound that is not there; an answer at or beyond either is the core's."""
NOBODY: Final = -1
"""The side of whoever is unnamed."""

_DUMMY: Final = {"source": "x", "event": "x", "aspect": "x", "answer": "x"}


@attrs.define(eq=False)
class Place:
    """One question as its rows name it: what it is compared with, how it is shown, what its aspect means."""

    number: int
    unit: str
    key: str
    asked: Asked
    window: int
    """When its event began, in microseconds; LOWEST where nothing can come too early."""
    odd: bool


@attrs.define(eq=False)
class Chain:
    """One chain of speakers: whose voice it is, on which side, by which relays."""

    number: int
    example: Claim
    voice: int
    side: int
    named: bool
    outlet: bool
    zones: int
    odd: bool
    relays: tuple[int, ...]
    """The voices that its relays would have, for an outlet's narration."""
    foreign: tuple[int, ...]
    """The roots of relays that are not its own."""


class Encoder:
    """Resolves batches of text, and remembers every distinct value that it has met."""

    def __init__(self, ground: Ground, names: Sequence[str]) -> None:
        self.ground = ground
        self.names = list(names)
        self.places: list[Place] = []
        self.chains: list[Chain] = []
        self.hangs = False
        """Whether rows were met of which only all claims together tell the event: described ones, or ordered by ref."""
        self._resolver: Resolver = ground.resolver()
        self._by_key: dict[Any, Place] = {}
        self._setters: dict[tuple[str, ...], tuple[Any, set[str], list[str]]] = {}
        self._parts: dict[str, dict[tuple[str | None, ...], Claim | None]] = {
            group: {} for group in ("event", "aspect", "scope")
        }
        self._at: dict[str, list[int]] = {}
        self._places: dict[tuple[str | None, ...], Place | None] = {}
        self._chains: dict[tuple[str | None, ...], Chain | None] = {}
        self._manners: dict[tuple[str | None, ...], tuple[bool, bool]] = {}
        self._times: dict[tuple[str | None, ...], bool] = {}
        self._said: dict[tuple[Any, ...], int] = {}
        self._numbers: dict[str, int] = {}
        self._zones: dict[tuple[str | None, str | None], int] = {}
        self._zone_pairs: list[tuple[str | None, str | None]] = []
        self._readings: dict[tuple[int, str | None], tuple[int, int, int, int, int, bool, bool]] = {}
        self._contexts: dict[tuple[str, str], int] = {}
        self._context_list: list[tuple[Axis | None, Asked]] = []
        self._axes: dict[str, int] = {}
        self._grids: dict[int, str] = {}

    def encode(self, table: Any, numbers: Any) -> dict[str, Any]:
        """The columns of a batch as NumPy arrays; `numbers` are those of its rows."""
        import numpy as np

        self._meet_ordered(table)
        coder = _Coder(table)
        rows = table.num_rows
        question = [name for name in self.names if name.partition(".")[0] in ("event", "aspect", "scope")]
        speakers = [name for name in self.names if name.partition(".")[0] == "source"] + ["via"]
        place_of = coder.each(question, self._places, self._place)
        chain_of = coder.each(
            [*speakers, *(["url"] if "source.anonymous" in self.names else [])],
            self._chains,
            self._chain,
            only_with=("url", "source.anonymous"),
        )
        manner_of = coder.each(
            ["witnessed", "leaked", "silent", "confidential", "quote_span", "shared_ref"],
            self._manners,
            self._manner,
        )
        time_of = coder.each(["said", "published", "as_of"], self._times, self._time)
        places = [place_of.values[code] for code in range(len(place_of.values))]
        chains = chain_of.values
        q = _taken(np, [NOBODY if one is None else one.number for one in places], place_of.codes, np.int64)
        odd = _taken(np, [one is None or one.odd for one in places], place_of.codes, bool)
        odd |= _taken(np, [one is None or one.odd for one in chains], chain_of.codes, bool)
        odd |= _taken(np, [not fine for fine, _ in manner_of.values], manner_of.codes, bool)
        odd |= _taken(np, [not fine for fine in time_of.values], time_of.codes, bool)
        witnessed = _taken(np, [saw for _, saw in manner_of.values], manner_of.codes, bool)
        odd |= self._strange(np, table, rows)
        contexts = _taken(
            np, [NOBODY if one is None else self._context(one) for one in places], place_of.codes, np.int64
        )
        answers = coder.with_numbers(["answer"], contexts)
        read_as = [self._reading(context, *cells) for cells, context in answers.values]
        columns = {
            name: _taken(np, [one[place] for one in read_as], answers.codes, np.int64)
            for place, name in enumerate(("axis", "sl", "su", "pl", "pu"))
        }
        odd |= _taken(np, [one[5] for one in read_as], answers.codes, bool)
        silent = _taken(np, [one[6] for one in read_as], answers.codes, bool)
        odd |= ~silent & self._too_early(np, coder, place_of, chain_of, time_of)

        def of_chain(get: Callable[[Chain], Any], absent: Any, kind: Any) -> Any:
            return _taken(np, [absent if one is None else get(one) for one in chains], chain_of.codes, kind)

        named = of_chain(lambda one: one.named, False, bool)
        return {
            "row": numbers,
            "q": q,
            "c": of_chain(lambda one: one.number, NOBODY, np.int64),
            "v": of_chain(lambda one: one.voice, NOBODY, np.int64),
            "side": of_chain(lambda one: one.side, NOBODY, np.int64),
            "named": named,
            "own": of_chain(lambda one: one.outlet, False, bool) & named & ~witnessed,
            **columns,
            "odd": odd,
            "void": silent,
        }

    def units(self, table: Any) -> dict[str, Any]:
        """The keys of each row's question and of its unit, and how the question is shown; as PyArrow columns."""
        import pyarrow as pa

        self._meet_ordered(table)
        names = [name for name in self.names if name.partition(".")[0] in ("event", "aspect", "scope")]
        found = _Coder(table).each(names, self._places, self._place)
        codes = pa.array(found.codes)

        def told(get: Callable[[Place], str | None], absent: str | None) -> Any:
            values = [absent if one is None else get(one) for one in found.values]
            return pa.array(values, pa.string()).take(codes)

        def scope(place: Place) -> str | None:
            shown = place.asked.question.scope
            return told_json(dict(shown)) if shown else None

        return {
            "question": told(lambda one: one.key, None),
            "unit": told(lambda one: one.unit, ""),
            "event_shown": told(lambda one: one.asked.question.event, None),
            "aspect_shown": told(lambda one: one.asked.question.aspect, None),
            "scope_shown": told(scope, None),
        }

    # One distinct value at a time

    def _claim(self, names: tuple[str, ...], cells: Sequence[str | None]) -> Claim | None:
        """A claim with these cells, and dummies for what else it needs; None where the core would refuse it."""
        columns, groups, dummies = self._columns_of(names)
        texts = ["" if cell is None else guarded(cell) for cell in (*cells, *dummies)]
        record = record_of_row(columns, texts, 1, 1)
        if not isinstance(record, Record):
            return None
        claim, _ = Builder("", []).claim(record, 1)
        if claim is None:
            return None
        # A dummy is no name that has to be declared.
        used = names_in(claim) - ({"x"} if "source" not in groups else set())
        event = claim.event if "event" in groups else None
        return claim if self.ground.knows(used, event) else None

    def _columns_of(self, names: tuple[str, ...]) -> tuple[Any, set[str], list[str]]:
        found = self._setters.get(names)
        if found is None:
            groups = {name.partition(".")[0] for name in names}
            dummies = {name: dummy for name, dummy in _DUMMY.items() if name not in groups}
            found = columns_of([*names, *dummies], 1), groups, list(dummies.values())
            self._setters[names] = found
        return found

    def _place(self, names: Sequence[str], cells: tuple[str | None, ...]) -> Place | None:
        parts = [self._part(group, names, cells) for group in ("event", "aspect", "scope")]
        if any(part is None for part in parts):
            return None
        event = parts[0].event
        if not isinstance(event, str):
            self.hangs = True
            return None
        about = self._resolver.occurrences.known_as(event)
        asked = self._resolver._asked_for(about, parts[1].aspect, parts[2].scope)
        found = self._by_key.get(asked.key)
        if found is None:
            meaning = asked.meaning
            axis = meaning.axis
            odd = meaning.several or meaning.over_time != "fixed" or (axis is not None and axis.grid is None)
            began = LOWEST if asked.window is None or meaning.modality != "outcome" else asked.window[0]
            found = self._by_key[asked.key] = Place(
                len(self.places),
                key_of(unit_of(asked)),
                key_of(asked.key),
                asked,
                int(max(began, LOWEST)),
                odd,
            )
            self.places.append(found)
        return found

    def _part(self, group: str, names: Sequence[str], cells: tuple[str | None, ...]) -> Any:
        """A claim with what the cells tell of one part of a question, looked up once."""
        at = self._at.get(group)
        if at is None:
            at = [place for place, name in enumerate(names) if name.partition(".")[0] == group]
            self._at[group] = at
        given = tuple([cells[place] for place in at])
        known = self._parts[group]
        if given not in known:
            known[given] = self._claim(tuple([names[place] for place in at]), given)
        return known[given]

    def _chain(self, names: Sequence[str], cells: tuple[str | None, ...]) -> Chain | None:
        claim = self._claim(tuple(names), cells)
        if claim is None:
            return None
        resolver = self._resolver
        voice, relays, _route, opposed = resolver.voices.chain_of(claim)
        sides = resolver.sides
        roots = sorted(voice.roots) if voice.named else []
        rings = len(set(relays)) < len(relays) or voice.key in relays
        foreign = {root for relay in relays for root in sides.root_keys(relay)} - set(roots)
        zones = (voice.zone, resolver._outlet_zone(claim, voice))
        if zones not in self._zones:
            self._zones[zones] = len(self._zone_pairs)
            self._zone_pairs.append(zones)
        chain = Chain(
            len(self.chains),
            claim,
            self._number(voice.key),
            self._number(roots[0]) if roots else NOBODY,
            voice.named,
            voice.outlet,
            self._zones[zones],
            opposed or rings or len(roots) > 1,
            tuple(self._number(relay) for relay in relays),
            tuple(self._number(root) for root in sorted(foreign)),
        )
        self.chains.append(chain)
        return chain

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _manner(self, names: Sequence[str], cells: tuple[str | None, ...]) -> tuple[bool, bool]:
        """Whether columns can carry how it was said, and whether it was witnessed."""
        given = dict(zip(names, cells, strict=True))
        claim = self._claim(tuple(names), cells)
        fine = claim is not None and not (claim.leaked or claim.silent or given.get("shared_ref"))
        return fine, claim is not None and claim.witnessed

    def _time(self, names: Sequence[str], cells: tuple[str | None, ...]) -> bool:
        return self._claim(tuple(names), cells) is not None

    def _strange(self, np: Any, table: Any, rows: int) -> Any:
        """Rows with links, with a ref that may be refused, with free keys that are no plain words."""
        import pyarrow.compute as compute

        strange = np.zeros(rows, dtype=bool)
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
        if ordered and not self.hangs and "ref" in table.column_names:
            cells = table.column("ref").unique().to_pylist()
            self.hangs = any(fold(ref) in ordered for cell in cells for ref in refs_in(cell))

    def _context(self, place: Place) -> int:
        """What a reading needs beside the words: the axis and the aspect; on dates, the question as well."""
        meaning = place.asked.meaning
        key = (
            meaning.axis.name if meaning.axis is not None else "",
            fold(meaning.name) if meaning.declared else "",
        )
        if key not in self._contexts:
            self._contexts[key] = len(self._context_list)
            self._context_list.append((meaning.axis, place.asked))
        return self._contexts[key]

    def _reading(self, context: int, cell: str | None) -> tuple[int, int, int, int, int, bool, bool]:
        key = (context, cell)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = self._read(context, cell)
        return found

    def _read(self, context: int, cell: str | None) -> tuple[int, int, int, int, int, bool, bool]:
        """The axis, the four bounds; whether the columns can't carry it; whether it says nothing."""
        odd = (NOBODY, 0, 1, 0, 1, True, False)
        if cell is None or context == NOBODY:
            return odd
        axis, asked = self._context_list[context]
        try:
            given = as_given(_answer(cell))
            if axis is None:
                axis = natural_axis(given)
                if axis is None:
                    return odd
                axis = _axis_named(axis.name)
            if axis is INSTANT or axis.grid is None:
                return odd
            reading = read(given, axis, tolerance=asked.meaning.tolerance, aliases=asked.meaning.aliases)
        except (ClaimcheckError, TypeError):
            return odd
        return self._bounds(axis, reading) or odd

    def _bounds(self, axis: Axis, reading: Reading) -> tuple[int, int, int, int, int, bool, bool] | None:
        answer = reading.answer
        if reading.silence == "withheld" or reading.only or reading.flat != answer:
            return None
        if len(answer.sure) != 1 or len(answer.possible) != 1:
            return None
        number = self._axes.setdefault(axis.name, len(self._axes))
        if answer.is_everything:
            return number, LOWEST, HIGHEST, LOWEST, HIGHEST, False, True
        if answer.reaches_both_ends:
            return None
        bounds = []
        for lower, upper in (answer.sure[0], answer.possible[0]):
            bounds += [LOWEST if lower is None else lower, HIGHEST if upper is None else upper]
        if any(not LOWEST <= bound <= HIGHEST or bound in (LOWEST, HIGHEST) for bound in _finite(answer)):
            return None
        return number, bounds[0], bounds[1], bounds[2], bounds[3], False, False

    def _too_early(self, np: Any, coder: _Coder, place_of: Any, chain_of: Any, time_of: Any) -> Any:
        """Rows that were said, anywhere on earth, wholly before the event of their question began."""
        begins = _taken(
            np, [LOWEST if one is None else one.window for one in place_of.values], place_of.codes, np.int64
        )
        if (begins == LOWEST).all():
            return np.zeros(len(begins), dtype=bool)
        zones = _taken(
            np, [0 if one is None else one.zones for one in chain_of.values], chain_of.codes, np.int64
        )
        pairs, codes = np.unique(time_of.codes * (len(self._zone_pairs) + 1) + zones, return_inverse=True)
        ends = [
            self._end(
                time_of.keys[pair // (len(self._zone_pairs) + 1)], int(pair % (len(self._zone_pairs) + 1))
            )
            for pair in pairs.tolist()
        ]
        return np.array(ends, dtype=np.int64)[codes] < begins

    def _end(self, cells: tuple[str | None, ...], zones: int) -> int:
        key = (cells, zones)
        if key not in self._said:
            names = ("said", "published", "as_of")
            claim = self._claim(tuple(names), cells)
            end = float(HIGHEST)
            if claim is not None and self._zone_pairs:
                voice_zone, outlet_zone = self._zone_pairs[zones]
                if claim.said is not None:
                    end = claim.said.window(voice_zone)[1]
                elif claim.published is not None:
                    end = claim.published.window(outlet_zone)[1]
            self._said[key] = int(end)
        return self._said[key]

    # What the results are told with

    def place_rows(self) -> dict[str, list[Any]]:
        """The questions as columns."""
        shown = [place.asked.question for place in self.places]
        return {
            "q": [place.number for place in self.places],
            "question": [place.key for place in self.places],
            "unit": [place.unit for place in self.places],
            "event": [one.event for one in shown],
            "aspect": [one.aspect for one in shown],
            "scope": [told_json(dict(one.scope)) if one.scope else None for one in shown],
        }


def _finite(answer: Answer) -> list[int]:
    return [bound for span in (*answer.sure, *answer.possible) for bound in span if bound is not None]


@attrs.define(eq=False)
class _Each:
    """Rows by the code of their distinct value, the distinct values, and what was made of each."""

    codes: Any
    keys: list[tuple[str | None, ...]]
    values: list[Any]


class _Coder:
    """Finds the distinct combinations of some columns of a batch."""

    def __init__(self, table: Any) -> None:
        import numpy as np

        self._np = np
        self._table = table
        self._coded: dict[str, tuple[Any, list[str | None]]] = {}

    def each(
        self,
        names: Sequence[str],
        known: dict[tuple[str | None, ...], Any],
        make: Callable[[Sequence[str], tuple[str | None, ...]], Any],
        *,
        only_with: tuple[str, str] | None = None,
    ) -> _Each:
        """What is made of each distinct combination; `known` keeps it for further batches.

        `only_with` names a column that counts only where another has a value.
        """
        columns = []
        for name in names:
            codes, values = self._column(name)
            if only_with is not None and name == only_with[0]:
                other, others = self._column(only_with[1])
                codes = self._np.where(
                    self._np.array([one is None for one in others], dtype=bool)[other], len(values), codes
                )
                values = [*values, None]
            columns.append((codes, values))
        codes, firsts = self._combined([codes for codes, _ in columns])
        keys = [tuple(values[one[first]] for one, values in columns) for first in firsts]
        made = []
        for key in keys:
            if key not in known:
                known[key] = make(names, key)
            made.append(known[key])
        return _Each(codes, keys, made)

    def with_numbers(self, names: Sequence[str], numbers: Any) -> _Each:
        """The distinct combinations of some columns with a column of numbers; each as its cells and the number."""
        columns = [self._column(name) for name in names]
        codes, firsts = self._combined([*(one for one, _ in columns), numbers - numbers.min(initial=0)])
        pairs = [
            (tuple(values[one[first]] for one, values in columns), int(numbers[first])) for first in firsts
        ]
        return _Each(codes, [cells for cells, _ in pairs], pairs)

    def _column(self, name: str) -> tuple[Any, list[str | None]]:
        found = self._coded.get(name)
        if found is None:
            import pyarrow as pa

            if name not in self._table.column_names:
                found = self._np.zeros(self._table.num_rows, dtype=self._np.int64), [None]
            else:
                coded = self._table.column(name).combine_chunks()
                coded = coded.dictionary_encode()
                if isinstance(coded, pa.ChunkedArray):
                    coded = coded.combine_chunks() if coded.num_chunks != 1 else coded.chunk(0)
                values = [*coded.dictionary.to_pylist(), None]
                indices = coded.indices.fill_null(len(values) - 1)
                found = indices.to_numpy(zero_copy_only=False).astype(self._np.int64), values
            self._coded[name] = found
        return found

    def _combined(self, columns: Sequence[Any]) -> tuple[Any, list[int]]:
        np = self._np
        codes = np.zeros(self._table.num_rows, dtype=np.int64)
        firsts: Any = np.zeros(min(1, self._table.num_rows), dtype=np.int64)
        for column in columns:
            if len(column) and column.max() == 0:
                continue
            most = int(column.max(initial=0)) + 1
            _, firsts, codes = np.unique(codes * most + column, return_index=True, return_inverse=True)
        return codes, firsts.tolist()


def _taken(np: Any, values: Sequence[Any], codes: Any, kind: Any) -> Any:
    """The value of each row by its code."""
    if not len(codes):
        return np.zeros(0, dtype=kind)
    return np.array(values, dtype=kind)[codes]


def _array(np: Any, column: Any) -> Any:
    return (
        column.to_numpy(zero_copy_only=False)
        if not hasattr(column, "chunks")
        else np.asarray(column.to_numpy())
    )
