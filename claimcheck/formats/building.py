"""From records to values: sources, events, aspects and claims, with every problem of a record told, not only the first.

What is legal is decided by the tables in `records` and by the constructors. Claims come by the hundred thousand, so one
in which all is as it mostly is gets built at once; where that fails, each key is looked at on its own, to say what is
wrong with it. Equal attributions and events are shared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from claimcheck.arguments import name_of
from claimcheck.claims import (
    Attribution,
    Claim,
    Scope,
    Speaker,
    attribution_of_parts,
    claim_of_parts,
    scope_of,
)
from claimcheck.errors import ClaimcheckError, Problem, UnreadableWords, closest, shown
from claimcheck.events import Event
from claimcheck.formats.entries import COMMA_IN_BRACES, NAME_OF_ENTRY, Lines, Mapped, Record
from claimcheck.formats.records import (
    ANONYMOUS,
    ASPECT,
    CLAIM,
    CLAIM_ID,
    EVENT,
    FREE_TABLE,
    IDENTIFIED,
    NAMED,
    SOURCE,
    Key,
    Table,
)
from claimcheck.formats.scalars import Glued, Plain, as_free, as_words, free_text, resolved
from claimcheck.forms import as_given
from claimcheck.moments import Moment
from claimcheck.sources import Anonymous, Source
from claimcheck.vocabulary import Aspect

__all__ = ["CLAIM_ID", "Builder", "References", "Teller"]

T = TypeVar("T")

References = dict[str, list[str]]
"""The refs of a claim and those that it names, as they were written: ref, shared_ref, replaces, based_on."""

_NAMING: Final[Table] = {"name": NAMED}
_IDENTIFYING: Final[Table] = {"id": IDENTIFIED}
_QUICK_KEYS: Final = frozenset(CLAIM) - {"replaces", "based_on", "shared_ref", "confidential", "quote_span"}
_REFERENCES: Final = ("ref", "shared_ref", "replaces", "based_on")
_THREE_DIGITS: Final = re.compile("[0-9]{3}")


class Teller:
    """Takes down the problems of one record, each with the line of its key."""

    __slots__ = ("_line", "_lines", "_where", "count", "file", "problems")

    def __init__(
        self, problems: list[Problem], file: str, where: str, line: int | None, lines: Lines | None = None
    ) -> None:
        self.problems = problems
        self.file = file
        self.count = 0
        self._where = where
        self._line = line
        self._lines = lines

    def __call__(
        self, key: str | None, found: str, expected: str, mend: str = "", *, at: str | None = None
    ) -> None:
        """Take down one problem of a key, or (`key` None) of the record, on the line of the key `at`."""
        where = self._where if key is None else f"{self._where}: {key}"
        self.problems.append(Problem(where, found, expected, mend, self.file, self._line_of(at or key)))
        self.count += 1

    def inside(self, key: str, value: object) -> Teller:
        """The teller of a record that stands at a key of this one."""
        lines = value.key_lines.get if isinstance(value, Mapped) else None
        return Teller(self.problems, self.file, f"{self._where}: {key}", self._line_of(key), lines)

    def error(self, key: str, value: object, expected: str, error: ClaimcheckError) -> None:
        """Take down what a constructor said of the value at a key."""
        if isinstance(error, UnreadableWords):
            self(key, shown(error.words), error.expected, error.mend)
            return
        told = str(error)
        if "did you mean" in told:
            told = told[told.index("did you mean") :]
        self(key, shown(value), expected, "" if told.endswith(f"not {shown(value)}") else told)

    def _line_of(self, key: str | None) -> int | None:
        line = self._lines(key) if key is not None and self._lines is not None else None
        return line or self._line or None


class Builder:
    """Builds the values of one file's records, and keeps the names that its claims use."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.source_names: set[str] = set()
        self.event_ids: set[str] = set()
        self._named: dict[str, str] = {}
        self._unnamed: dict[str, Anonymous] = {}
        self._event_names: dict[str, str] = {}
        self._described: dict[str, Event] = {}
        self._attributions: dict[tuple[Any, ...], Attribution] = {}
        self._aspects: dict[str, str] = {}
        self._scopes: dict[tuple[Any, ...], Scope] = {}

    def teller(self, record: Record, where: str) -> Teller:
        """Takes down the problems of one record."""
        return Teller(self.problems, self.file, where, record.line, record.lines)

    def source(self, record: Record) -> Source | None:
        """The source that a record declares; None, its problems told, where it can't be used."""
        return self._declared(Source, record, SOURCE, "name", _NAMING)

    def event(self, record: Record) -> Event | None:
        """The event that a record declares; None, its problems told, where it can't be used."""
        return self._declared(Event, record, EVENT, "id", _IDENTIFYING)

    def aspect(self, record: Record) -> Aspect | None:
        """The aspect that a record declares; None, its problems told, where it can't be used."""
        return self._declared(Aspect, record, ASPECT, "name", _NAMING)

    def _declared(
        self, make: Callable[..., T], record: Record, table: Table, naming: str, naming_table: Table
    ) -> T | None:
        name = declared_name(record, naming)
        tell = self.teller(record, record.kind if name is None else f"{record.kind} {name}")
        values = {key: value for key, value in record.values.items() if key != NAME_OF_ENTRY}
        in_mapping = len(values) < len(record.values)
        known = _kept(table if in_mapping else {**naming_table, **table}, values, tell)
        if in_mapping:
            known[naming] = name
        least = {naming: "x", "axis": known.get("axis")} if table is ASPECT else {naming: "x"}
        return _made(make, known, {**naming_table, **table}, tell, least)

    def claim(self, record: Record, number: int) -> tuple[Claim | None, References | None]:
        """The claim of a record, and its references where it has any but a single ref of its own.

        None, its problems told, where it can't be used. `number` counts the claims of the file, for one without a ref.
        """
        claim = self._quick_claim(record.values)
        if claim is not None:
            return claim, None
        ref = resolved(record.values.get("ref"), as_words)
        tell = self.teller(record, f"claim {ref if isinstance(ref, str) and ref else number}")
        return self._careful_claim(record.values, tell)

    def _quick_claim(self, values: dict[str, Any]) -> Claim | None:
        """The claim of a record in which all is as it mostly is; None where it must be looked at key by key.

        Whatever is built here the careful way builds as well, and equal.
        """
        if type(values) is not dict or not values.keys() <= _QUICK_KEYS:
            return None  # a mapping of YAML holds words that its keys have still to read
        try:
            return self._quick(values.get)
        except (ClaimcheckError, TypeError, _Careful):
            return None

    def part(self, name: str, values: dict[str, Any]) -> Any:
        """A part of a claim by itself where all in it is as it mostly is: "event", "aspect", "scope", "source" or "attribution".

        None where the whole claim must be looked at key by key.
        """
        try:
            if name == "attribution":
                return self._attribution(values.get)
            read = {
                "event": self._event, "aspect": self._aspect, "scope": self._scope, "source": self._speaker,
            }  # fmt: skip
            return read[name](values.get(name))
        except (ClaimcheckError, TypeError, _Careful):
            return None

    def _quick(self, get: Callable[[str], Any]) -> Claim:
        ref, silent, witnessed, leaked, as_of = (
            get("ref"), get("silent"), get("witnessed"), get("leaked"), get("as_of")
        )  # fmt: skip
        if not (witnessed is None or type(witnessed) is bool) or not (leaked is None or type(leaked) is bool):
            raise _Careful
        if ref is not None and (type(ref) is not str or CLAIM_ID.fullmatch(ref)):
            raise _Careful
        event = self._event(get("event"))
        if type(event) is Event and event._involved:
            raise _Careful
        return claim_of_parts(
            event,
            self._aspect(get("aspect")),
            self._scope(get("scope")),
            as_given(get("answer")),
            self._attribution(get),
            as_of=None if as_of is None else self._moment(as_of),
            witnessed=witnessed or False,
            leaked=leaked or False,
            silent=None if silent is None else self._name(silent),
            refs=() if ref is None else (name_of(ref, "ref"),),
        )

    def _attribution(self, get: Callable[[str], Any]) -> Attribution:
        via, quote, said, published = get("via"), get("quote"), get("said"), get("published")
        cue, url = _text_or_none(get("cue")) or None, _text_or_none(get("url")) or None
        if type(via) is str:
            relays: tuple[Speaker, ...] = (self._name(via),)
        else:
            relays = () if via is None else tuple([self._speaker(one) for one in via])
        origin = self._speaker(get("source"))
        if quote is None:
            key = (origin, relays, cue, said, published, url)
            attribution = self._attributions.get(key)
            if attribution is not None:
                return attribution
        attribution = attribution_of_parts(
            origin,
            relays,
            cue,
            None if said is None else self._moment(said),
            None if published is None else self._moment(published),
            url,
            _text_or_none(quote) or None,
            None,
        )
        if quote is None:
            self._attributions[key] = attribution
        return attribution

    def _aspect(self, value: Any) -> str:
        if type(value) is not str:
            raise _Careful
        aspect = self._aspects.get(value)
        if aspect is None:
            aspect = self._aspects[value] = name_of(value, "an aspect")
        return aspect

    def _scope(self, value: Any) -> Scope:
        if not value and (value is None or type(value) is dict):
            return ()
        if type(value) is not dict:
            raise _Careful
        key = tuple(value.items())
        scope = self._scopes.get(key)
        if scope is None:
            scope = scope_of(value)
            if all(type(one) is str for one in value.values()):  # 1 and true are one key, and not one name
                self._scopes[key] = scope
        return scope

    def _moment(self, value: Any) -> Moment:
        if type(value) is not str:
            raise _Careful
        return Moment.parse(value)

    def _speaker(self, value: Any) -> Speaker:
        if type(value) is str:
            return self._name(value)
        if type(value) is not dict:
            raise _Careful
        key = repr(value)
        speaker = self._unnamed.get(key)
        if speaker is None:
            built = self._careful_speaker(value, "source", Teller([], "", "", 0))
            if not isinstance(built, Anonymous):
                raise _Careful
            speaker = self._unnamed[key] = built
            self.source_names.update(built.controlled_by)
        return speaker

    def _name(self, value: Any) -> str:
        """The name of a source, tidied once."""
        if type(value) is not str:
            raise _Careful
        name = self._named.get(value)
        if name is None:
            name = self._named[value] = name_of(value, "source")
            self.source_names.add(name)
        return name

    def _event(self, value: Any) -> str | Event:
        if type(value) is str:
            name = self._event_names.get(value)
            if name is None:
                name = self._event_names[value] = name_of(value, "an event's id")
                self.event_ids.add(name)
            return name
        if type(value) is not dict:
            raise _Careful
        key = repr(value)
        event = self._described.get(key)
        if event is None:
            built = self._careful_event(value, Teller([], "", "", 0))
            if built is None:
                raise _Careful
            event = self._described[key] = built
        return event

    def _careful_claim(self, values: Mapping[str, Any], tell: Teller) -> tuple[Claim | None, References]:
        known = _kept(CLAIM, values, tell)
        if "source" in known:
            known["source"] = self._careful_speaker(known["source"], "source", tell)
        if "via" in known:
            via = known["via"] if isinstance(known["via"], list) else [known["via"]]
            known["via"] = tuple(self._careful_speaker(one, "via", tell) for one in via)
        if isinstance(known.get("event"), dict):
            known["event"] = self._careful_event(known["event"], tell)
        _refuse_glued(values.get("answer"), tell)
        references = {key: _listed(known.pop(key, [])) for key in _REFERENCES}
        for key in ("ref", "shared_ref"):
            for ref in references[key]:
                if CLAIM_ID.fullmatch(ref):
                    tell(key, shown(ref), "a name of your own; 32 hexadecimal digits are the id of a claim")
        known["ref"] = references["ref"] + references["shared_ref"]
        if None in (known.get("source", ""), known.get("event", ""), *known.get("via", ())):
            known = {key: value for key, value in known.items() if key not in ("source", "event", "via")}
        claim = _made(Claim, known, CLAIM, tell, {"event": "x", "aspect": "x", "answer": "x", "source": "x"})
        if claim is not None:
            self.source_names.update(names_in(claim))
            if isinstance(claim.event, str):
                self.event_ids.add(claim.event)
        return claim, references

    def _careful_speaker(self, value: Any, key: str, tell: Teller) -> Speaker | None:
        """A speaker from what stands at a key: a name is left to the constructor of the claim."""
        if not isinstance(value, dict):
            return value  # type: ignore[no-any-return]
        inner = tell.inside(key, value)
        known = _kept(ANONYMOUS, value, inner)
        description = known.pop("anonymous", "x")
        speaker = _made(
            Anonymous, {"description": description, **known}, ANONYMOUS, inner, {"description": "x"}
        )
        tell.count += inner.count
        return speaker

    def _careful_event(self, value: dict[str, Any], tell: Teller) -> Event | None:
        inner = tell.inside("event", value)
        if "id" in value:
            mend = "declare the event under events, and name it here by its id"
            inner(
                None,
                f"the id {shown(value['id'])}",
                "the description of an event, or the id alone",
                mend,
                at="id",
            )
        known = _kept(EVENT, {key: item for key, item in value.items() if key != "id"}, inner)
        event = _made(Event, known, EVENT, inner, {"kind": "x"})
        tell.count += inner.count
        return event


class _Careful(Exception):
    """A record that the quick way leaves to the careful one."""


def names_in(claim: Claim) -> set[str]:
    """The names of sources that a claim uses; not the participants of its event."""
    names = names_of_speakers(claim.attribution)
    return names if claim.silent is None else names | {claim.silent}


def names_of_speakers(attribution: Attribution) -> set[str]:
    """The names of sources that an attribution uses."""
    names = set()
    for speaker in (attribution.origin, *attribution.relays):
        if isinstance(speaker, str):
            names.add(speaker)
        else:
            names.update(speaker.controlled_by)
    return names


def declared_name(record: Record, naming: str) -> str | None:
    """The name or id under which a record declares something; None where it has none that can be used."""
    name = record.values.get(NAME_OF_ENTRY, record.values.get(naming))
    return str(name) if isinstance(name, str) else None


def _text_or_none(value: Any) -> str | None:
    if value is None or type(value) is str:
        return value
    raise _Careful


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _kept(table: Table, values: Mapping[str, Any], tell: Teller) -> dict[str, Any]:
    """The values at known keys that have the right shape, free keys under `extras`; every other one is told."""
    known: dict[str, Any] = {}
    extras: list[tuple[str, str]] = []
    told = set()
    for name, given in values.items():
        key = table.get(name)
        before = tell.count
        if key is not None:
            value = _fitting(key, given, tell)
            if value is not None:
                known[name] = value
        elif table is not ANONYMOUS and (name in FREE_TABLE or (name.startswith("x-") and len(name) > 2)):
            extras += _free(name, given, tell)
        else:
            _tell_unknown(name, given, table, tell)
        if tell.count > before:
            told.add(name)
    for key in table.values():
        if key.required and key.name not in known and key.name not in told:
            tell(key.name, "nothing", key.expected, f"add the key {key.name}")
    if extras:
        known["extras"] = tuple(sorted(set(extras)))
    return known


def _fitting(key: Key, given: Any, tell: Teller) -> Any:
    """The value at a key, its YAML words read; None, and told, where its shape is wrong."""
    shape = key.shape
    try:
        value = _outer(given) if shape.nested else resolved(given, shape.rule)
        value = _wholes(value) if shape.whole else value
    except UnreadableWords as error:
        tell.error(key.name, given, key.expected, error)
        return None
    if value is None:
        return None
    if not shape.fits(value):
        tell(
            key.name, shown(value), key.expected, "" if isinstance(value, (list, dict)) else shape_hint(value)
        )
        return None
    if key.choices and value not in key.choices:
        tell(key.name, shown(value), key.expected, closest(str(value), key.choices))
        return None
    return value


def _wholes(value: Any) -> Any:
    """The same with every number that is a whole one as it: 8.0 as 8."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, list):
        return [_wholes(item) for item in value]
    if isinstance(value, dict):
        return {key: _wholes(item) for key, item in value.items()}
    return value


def shape_hint(value: Any) -> str:
    """How to mend a number, true or false where text belongs."""
    return "put it in quotes if it is meant as text" if isinstance(value, (bool, int)) else ""


def _outer(given: Any) -> Any:
    """Words where a name or a mapping may stand, read as words; mappings stay for their own table."""
    if isinstance(given, list):
        return [_outer(one) for one in given]
    return as_words(given) if isinstance(given, Plain) else given


def _free(name: str, given: Any, tell: Teller) -> list[tuple[str, str]]:
    """What travels along under one key, as JSON text; a list of notes is several."""
    try:
        value = resolved(given, as_free)
        if value is None:
            return []
        several = value if isinstance(value, list) and name in FREE_TABLE else [value]
        return [(name, free_text(one)) for one in several]
    except UnreadableWords as error:
        tell.error(name, given, "text or plain data", error)
        return []


def _tell_unknown(name: str, given: Any, table: Table, tell: Teller) -> None:
    near = closest(name, [*table, *FREE_TABLE])
    if name.startswith("x_"):
        near = f"write {shown('x-' + name[2:])} for a key of your own"
    elif isinstance(given, Plain) and given == "":
        near = COMMA_IN_BRACES  # {answer: more than 1,000} is the key "000" without a value
    tell(None, f"the unknown key {shown(name)}", f"one of {', '.join(table)}", near, at=name)


def _refuse_glued(answer: Any, tell: Teller) -> None:
    """Refuse `any_of: [1,000]`: is it two numbers, or one that is written with a comma?"""
    if not isinstance(answer, dict):
        return
    for form, value in answer.items():
        if form == "any_of" and isinstance(value, list):
            for one in value:
                if type(one) is Glued and _THREE_DIGITS.fullmatch(one):
                    mend = "put a blank after the comma if they are two, or the number in quotes if it is one"
                    tell("answer", f"{shown(str(one))} right after a comma", "a list of numbers", mend)
        else:
            _refuse_glued(value, tell)


def _made(
    make: Callable[..., T], known: dict[str, Any], table: Table, tell: Teller, least: dict[str, Any]
) -> T | None:
    """What the constructor makes of the known values; None, and told, where it refuses any.

    `least` is enough for the constructor, so that each value can be tried on its own.
    """
    if not tell.count:
        try:
            return make(**known)
        except ClaimcheckError as error:
            whole = error
    for name, value in known.items():
        if name != "extras" and value is not None:
            try:
                make(**{**least, name: value})
            except ClaimcheckError as error:
                key = table.get("anonymous" if name == "description" else name)
                assert key is not None, name
                tell.error(key.name, value, key.expected, error)
    if not tell.count:
        tell(None, "keys that do not fit together", "ones that do", str(whole))
    return None
