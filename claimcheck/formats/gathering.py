"""What one file tells: its claims with their lines and refs, its declarations, and what of it can't be used."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import Any, Final

from claimcheck.arguments import name_of, names_of
from claimcheck.claims import Claim
from claimcheck.errors import ClaimcheckError, Problem, shown
from claimcheck.events import Event
from claimcheck.formats.building import Builder, References, Teller, declared_name
from claimcheck.formats.entries import Lines, Record, Unusable
from claimcheck.formats.records import NAMES, PAIR, UNDECLARED
from claimcheck.moments import zone
from claimcheck.progress import tracked
from claimcheck.sources import Source
from claimcheck.text import fold
from claimcheck.vocabulary import Aspect

__all__ = ["Gathered"]


class Gathered:
    """The records of one file, built one by one.

    `problems` are those of records that may be left out, `fatal` all others. A claim that can't be used leaves None in
    `claims`; the folded names in `lost_…` are of declarations that can't be used, `lost_refs` of such claims.
    """

    def __init__(self, name: str) -> None:
        self.name: Final = name
        self.problems: list[Problem] = []
        self.fatal: list[Problem] = []
        self.builder: Final = Builder(name, self.problems)
        self.claims: list[Claim | None] = []
        self.lines = array("q")
        self.key_lines: dict[int, Lines] = {}
        self.refs: dict[str, int] = {}
        self.shared_refs: set[str] = set()
        self.references: dict[int, References] = {}
        self.sources: list[tuple[Source, Record] | None] = []
        self.events: list[Event] = []
        self.aspects: list[Aspect] = []
        self.pairs: dict[str, list[tuple[tuple[str, str], Record]]] = {
            "opposed": [],
            "same_event": [],
            "different_events": [],
        }
        self.zones: set[str] = set()
        self.undeclared: dict[str, set[str]] = {"sources": set(), "events": set()}
        self.declares_sources = False
        self.declares_events = False
        self.lost_sources: set[str] = set()
        self.lost_events: set[str] = set()
        self.lost_aspects: set[str] = set()
        self.lost_refs: set[str] = set()
        self.left_out = 0
        self.place: Callable[[int], tuple[str, int]] | None = None
        """Where the line of a record is, and the line to show for it; None where lines are lines."""

    def take(self, records: Iterable[Record | Unusable]) -> None:
        """Build every record of the file."""
        for record in tracked(records, "reading records"):
            if type(record) is Record:
                if record.kind == "claim":
                    self._take_claim(record)
                else:
                    self._takers[record.kind](self, record)
            elif isinstance(record, Unusable):
                self._take_unusable(record)

    def claim_teller(self, index: int) -> Teller:
        """Takes down what is wrong with a claim once all files are known."""
        claim = self.claims[index]
        label = claim.refs[0] if claim is not None and claim.refs else index + 1
        return Teller(
            self.problems, self.name, f"claim {label}", self.lines[index], self.key_lines.get(index)
        )

    def drop(self, index: int) -> None:
        """Leave a claim out."""
        self.claims[index] = None
        self.left_out += 1

    def _take_claim(self, record: Record) -> None:
        index = len(self.claims)
        claim, references = self.builder.claim(record, index + 1)
        self.claims.append(claim)
        self.lines.append(record.line)
        if record.lines is not None:
            self.key_lines[index] = record.lines
        if references is None:
            refs = claim.refs if claim is not None else ()
        else:
            refs = tuple(map(_tidy, references["ref"]))
            if references["replaces"] or references["based_on"]:
                self.references[index] = references
            self.shared_refs.update(map(_tidy, references["shared_ref"]))
        if claim is None:
            self.lost_refs.update(refs)
            self.left_out += 1
            return
        for ref in refs:
            first = self.refs.setdefault(ref, index)
            if first != index:
                other = f"line {self.lines[first]}" if self.lines[first] else f"claim {first + 1}"
                mend = f"{other} has it already; give each claim a ref of its own"
                self.claim_teller(index)(
                    "ref", f"{shown(ref)} once more", "a ref that no other claim of this file has", mend
                )
                self.lost_refs.add(ref)
                self.drop(index)
                return

    def _take_source(self, record: Record) -> None:
        self.declares_sources = True
        source = self.builder.source(record)
        if source is not None:
            self.sources.append((source, record))
        else:
            self.lost_sources |= _names(record, "name", "aliases")
            self.left_out += 1

    def _take_event(self, record: Record) -> None:
        self.declares_events = True
        event = self.builder.event(record)
        if event is not None:
            self.events.append(event)
        else:
            named = declared_name(record, "id")
            self.lost_events |= set() if named is None else {_tidy(named)}
            self.left_out += 1

    def _take_aspect(self, record: Record) -> None:
        aspect = self.builder.aspect(record)
        if aspect is not None:
            self.aspects.append(aspect)
        else:
            self.lost_aspects |= _names(record, "name", "synonyms")
            self.left_out += 1

    def _take_pair(self, record: Record) -> None:
        kind = record.kind
        tell = Teller(self.fatal, self.name, kind, record.line, record.lines)
        value = record.values.get(kind)
        for key in record.values.keys() - {kind}:
            tell(None, f"the unknown key {shown(key)}", f"the key {kind} alone", at=key)
        is_list = isinstance(value, list) and bool(value) and all(isinstance(one, list) for one in value)
        several: list[Any] = list(value or ()) if is_list else [value]
        for pair in several:
            if not PAIR.fits(pair):
                mend = f"write {kind}: [[one, other]]" if isinstance(pair, str) else ""
                tell(None, shown(pair), PAIR.expected, mend)
                continue
            try:
                one, other = (name_of(name, kind) for name in pair)
                if one == other:
                    tell(None, f"{shown(one)} twice", "two names")
                else:
                    self.pairs[kind].append(((one, other), record))
            except ClaimcheckError as error:
                tell(None, shown(pair), PAIR.expected, str(error))

    def _take_dossier(self, record: Record) -> None:
        tell = Teller(self.fatal, self.name, "timezone", record.line, record.lines)
        zones: Any = record.values.get("timezone")
        zones = () if zones is None else zones
        for one in (zones,) if isinstance(zones, str) else zones:
            try:
                zone(name_of(one, "timezone"))
                self.zones.add(one)
            except ClaimcheckError as error:
                tell(
                    None, shown(one), "an IANA time zone such as Europe/Kyiv", str(error).rpartition("; ")[2]
                )

    def _take_undeclared(self, record: Record) -> None:
        tell = Teller(self.fatal, self.name, "undeclared", record.line, record.lines)
        for key, names in record.values.items():
            if key not in UNDECLARED:
                tell(None, f"the unknown key {shown(key)}", "sources or events", at=key)
            elif not (names is None or NAMES.fits(names)):
                tell(key, shown(names), NAMES.expected)
            else:
                try:
                    self.undeclared[key].update(names_of(names, key))
                except ClaimcheckError as error:
                    tell(key, shown(names), NAMES.expected, str(error))

    def _take_unusable(self, unusable: Unusable) -> None:
        problem = unusable.problem
        told = Problem(
            problem.where, problem.found, problem.expected, problem.mend, self.name, problem.line or None
        )
        if unusable.fatal:
            self.fatal.append(told)
        else:
            self.problems.append(told)
            self.left_out += 1
            if problem.where.startswith("claim "):
                self.claims.append(None)
                self.lines.append(problem.line or 0)

    _takers: Final[dict[str, Any]] = {
        "source": _take_source, "event": _take_event, "aspect": _take_aspect, "dossier": _take_dossier,
        "opposed": _take_pair, "same_event": _take_pair, "different_events": _take_pair, "undeclared": _take_undeclared,
    }  # fmt: skip


def _tidy(name: str) -> str:
    """A name as constructors keep it; one that they refuse, as it stands."""
    try:
        return name_of(name, "ref")
    except ClaimcheckError:
        return name


def _names(record: Record, *keys: str) -> set[str]:
    """The folded names that a declaration which can't be used would have declared."""
    values: list[Any] = [declared_name(record, keys[0])]
    for key in keys[1:]:
        others = record.values.get(key)
        values.extend(others if isinstance(others, list) else [others])
    return {fold(value) for value in values if isinstance(value, str)}
