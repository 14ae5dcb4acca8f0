"""Files to one dossier: the names that claims use are looked up over all files, refs in each, and all problems told.

Where bad records may be left out (`skip_bad`), whatever leans on one is left out with it: a claim whose source, event or
aspect could not be read, and one that replaces or is based on a claim that is gone. Half of the truth can mislead.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import attrs

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier, Place
from claimcheck.errors import BadInput, Problem, closest, shown
from claimcheck.events import Event
from claimcheck.formats.building import CLAIM_ID, Teller, names_in
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import FORMATS, SUFFIXES, RefusedError, format_of, text_of
from claimcheck.formats.gathering import Gathered
from claimcheck.text import fold

if TYPE_CHECKING:
    from claimcheck.exchange.plugin import Format

__all__ = ["LeftOut", "gathered_file", "read_files", "read_text", "refuse", "undeclared_in", "united"]

STANDARD_INPUT: Final = "<stdin>"

Targets = dict[int, dict[str, list[str]]]
"""By the index of a claim in its file: the ids under `replaces` and `based_on`."""

_KEPT: Final = "a claim that is kept"


class LeftOut(tuple[Problem, ...]):
    """The problems of what was left out; `records` counts the records."""

    records: int = 0


def read_files(
    paths: tuple[str | os.PathLike[str], ...],
    input_format: str | None,
    stdin: BinaryIO | None,
    *,
    skip_bad: bool,
) -> tuple[Dossier, LeftOut]:
    """One dossier of all files, and the problems of what was left out of it.

    Raises `BadInput` with all problems of all files.
    """
    return united([gathered_file(path, input_format, stdin) for path in paths], skip_bad=skip_bad)


def gathered_file(
    path: str | os.PathLike[str], input_format: str | None = None, stdin: BinaryIO | None = None
) -> Gathered:
    """What one file tells, with all that is wrong in it."""
    gathered = Gathered(str(STANDARD_INPUT if path == "-" else os.fspath(path)))
    try:
        form = _form_of(path, input_format)
        with nullcontext(stdin or sys.stdin.buffer) if path == "-" else _opened(path) as stream:
            _read(gathered, stream, form)
    except RefusedError as refused:
        refuse(gathered, refused)
    except OSError as error:
        refuse(gathered, _unreadable(error))
    return gathered


def united(files: list[Gathered], *, skip_bad: bool = False) -> tuple[Dossier, LeftOut]:
    """One dossier of all that was gathered, and the problems of what was left out of it.

    Raises `BadInput` with all problems.
    """
    try:
        dossier, left_out = _Union(files, skip_bad=skip_bad).dossier()
    except BadInput as refused:
        raise BadInput(_placed(files, refused.problems)) from None
    placed = LeftOut(_placed(files, left_out))
    placed.records = left_out.records
    return dossier, placed


def read_text(data: bytes, form: str, name: str) -> Dossier:
    """The dossier of one text."""
    gathered = Gathered(name)
    try:
        _read(gathered, io.BytesIO(data), _form_of(name, form))
    except RefusedError as refused:
        refuse(gathered, refused)
    return united([gathered])[0]


def _form_of(path: str | os.PathLike[str], given: str | None) -> str | Format:
    """One of our own formats by its name ("" for standard input without one), or an exchange format."""
    name = given if given is not None else os.path.basename(path)
    ends = os.path.splitext(os.path.splitext(name)[0])[1] if given is None else ""
    if given in FORMATS or (
        given is None and (path == "-" or (not ends and os.path.splitext(name)[1].lower() in SUFFIXES))
    ):
        return format_of(path, given)
    from claimcheck.exchange.registry import reading_format

    found = reading_format(path, given)
    return format_of(path, given) if found is None else found.name if found.name in FORMATS else found


def _placed(files: list[Gathered], problems: Iterable[Problem]) -> Iterator[Problem]:
    places = {file.name: file.place for file in files if file.place is not None}
    for problem in problems:
        place = places.get(problem.file or "")
        if place is None or problem.line is None:
            yield problem
        else:
            cell, line = place(problem.line)
            yield attrs.evolve(problem, where=f"{cell}: {problem.where}", line=line)


def _read_exchanged(gathered: Gathered, stream: BinaryIO, form: Format) -> None:
    from claimcheck.exchange.registry import LARGEST, in_file, read_records

    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RefusedError("a larger file", f"a file of at most {LARGEST:,} bytes", alone=True)
    gathered.place = form.place
    try:
        gathered.take(read_records(form, data, gathered.name))
    except BadInput as refused:
        gathered.fatal.extend(in_file(problem, gathered.name) for problem in refused.problems)


def undeclared_in(path: str | os.PathLike[str]) -> set[str]:
    """The names that a file, which can be read, uses undeclared on purpose."""
    return {name for names in gathered_file(path).undeclared.values() for name in names}


def _read(gathered: Gathered, stream: BinaryIO, form: str | Format) -> None:
    if not isinstance(form, str):
        _read_exchanged(gathered, stream, form)
        return
    records: Callable[[Any], Iterator[Record | Unusable]]
    if form == "jsonl":
        from claimcheck.formats.jsonl_file import jsonl_records

        gathered.take(jsonl_records(stream))
        return
    text = text_of(stream)
    if form == "json":
        from claimcheck.formats.json_file import json_records as records
    elif form == "csv":
        from claimcheck.formats.csv_file import csv_records as records
    else:
        from claimcheck.formats.yaml_file import yaml_records as records
    if not form and text.lstrip()[:1] in ("{", "["):
        raise RefusedError(
            "brackets, so JSON or JSON Lines",
            "YAML, where no format is given",
            "give --input-format json or jsonl",
            line=1,
        )
    gathered.take(records(text))


def refuse(gathered: Gathered, refused: RefusedError) -> None:
    """Take down what stopped a whole file from being read."""
    if refused.alone:
        gathered.problems.clear()
        gathered.fatal.clear()
    gathered.fatal.append(refused.problem(gathered.name))


def _opened(path: str | os.PathLike[str]) -> BinaryIO:
    try:
        return open(path, "rb")
    except ValueError as error:  # a NUL in the name
        raise RefusedError(str(error), "the name of a file") from None


def _unreadable(error: OSError) -> RefusedError:
    if isinstance(error, FileNotFoundError):
        return RefusedError("no such file", "a dossier file")
    if isinstance(error, IsADirectoryError):
        return RefusedError("a folder", "a file", "name the files in it")
    return RefusedError((error.strerror or str(error)).lower(), "a file that can be read")


class _Union:
    """All files together: what each takes from the others, and what it lacks."""

    def __init__(self, files: list[Gathered], *, skip_bad: bool) -> None:
        self._files = files
        self._skip_bad = skip_bad
        self._lost_ids: set[str] = set()
        self._described: set[str] | None = None
        self._suggestions: dict[tuple[str, str], str] = {}

    def _nearest(self, what: str, name: str, names: set[str]) -> str:
        """A suggestion for a misspelt name, looked up once however often the name stands there."""
        found = self._suggestions.get((what, name))
        if found is None:
            found = self._suggestions[what, name] = closest(name, names)
        return found

    def dossier(self) -> tuple[Dossier, LeftOut]:
        """The dossier, and what was left out of it; raises `BadInput`."""
        self._check_sources()
        self._check_events()
        self._check_aspects()
        targets = [self._targets(file) for file in self._files]
        self._drop_dependents(targets)
        fatal = [problem for file in self._files for problem in file.fatal]
        left_out = LeftOut(BadInput(problem for file in self._files for problem in file.problems).problems)
        left_out.records = sum(file.left_out for file in self._files)
        if fatal or (left_out and not self._skip_bad):
            raise BadInput([*fatal, *left_out])
        return self._built(targets), left_out

    def _check_sources(self) -> None:
        """Names of sources that no file declares, where any declares some."""
        if not any(file.declares_sources for file in self._files):
            return
        self._names = {
            name
            for file in self._files
            for one in file.sources
            if one is not None
            for name in (one[0].name, *one[0].aliases)
        } | {name for file in self._files for name in file.undeclared["sources"]}
        self._known = set(map(fold, self._names))
        self._lost = {name for file in self._files for name in file.lost_sources}
        while sum(self._check_controllers(file) for file in self._files):
            pass  # a source that is left out can take those with it that it controls
        for file in self._files:
            for pair, record in file.pairs["opposed"]:
                for name in pair:
                    self._tell_source(name, Teller(file.fatal, file.name, "opposed", record.line), None)
            bad = {name for name in file.builder.source_names if self._is_unknown(name)}
            for index, claim in enumerate(file.claims) if bad else ():
                if claim is not None and not bad.isdisjoint(names_in(claim)):
                    self._tell_names(claim, bad, file.claim_teller(index))
                    self._drop(file, index)

    def _check_controllers(self, file: Gathered) -> bool:
        """Whether a source of the file was left out because of who controls it."""
        lost = False
        for position, one in enumerate(file.sources):
            if one is None:
                continue
            source, record = one
            tell = Teller(file.problems, file.name, f"source {source.name}", record.line, record.lines)
            for name in source.controlled_by:
                self._tell_source(name, tell, "controlled_by")
            if tell.count:
                file.sources[position] = None
                file.left_out += 1
                self._lost |= {fold(name) for name in (source.name, *source.aliases)}
                lost = self._skip_bad
        return lost

    def _is_unknown(self, name: str) -> bool:
        folded = fold(name)
        if self._skip_bad:
            return folded in self._lost or folded not in self._known
        return folded not in self._lost and folded not in self._known

    def _tell_source(self, name: str, tell: Teller, key: str | None) -> None:
        if not self._is_unknown(name):
            return
        if fold(name) in self._lost:
            tell(key, f"{shown(name)}, whose declaration is left out", "a declared source")
        else:
            mend = (
                self._nearest("source", name, self._names) or "declare it under sources, or correct its name"
            )
            tell(key, f"the undeclared source {shown(name)}", "a declared source", mend)

    def _tell_event(self, name: str, known: set[str], tell: Teller, key: str | None) -> None:
        mend = self._nearest("event", name, known) or "declare it under events, or correct its id"
        tell(key, f"the undeclared event {shown(name)}", "the id of a declared event", mend)

    def _tell_names(self, claim: Claim, bad: set[str], tell: Teller) -> None:
        if claim.silent in bad:
            self._tell_source(str(claim.silent), tell, "silent")
        for key, speakers in (("source", (claim.source,)), ("via", claim.via)):
            for speaker in speakers:
                for name in (speaker,) if isinstance(speaker, str) else speaker.controlled_by:
                    self._tell_source(name, tell, key)

    def _check_events(self) -> None:
        """Ids of events that no file declares, where any declares some."""
        if not any(file.declares_events for file in self._files):
            return
        known = {event.id for file in self._files for event in file.events if event.id is not None}
        known |= {name for file in self._files for name in file.undeclared["events"]}
        lost = {name for file in self._files for name in file.lost_events}
        for file in self._files:
            for kind in ("same_event", "different_events"):
                for pair, record in file.pairs[kind]:
                    for name in pair:
                        if name not in known and name not in lost and not self._is_description(name):
                            self._tell_event(
                                name, known, Teller(file.fatal, file.name, kind, record.line), None
                            )
            bad = (
                file.builder.event_ids - known
                if not self._skip_bad
                else file.builder.event_ids - (known - lost)
            )
            for index, claim in enumerate(file.claims) if bad else ():
                if claim is not None and isinstance(claim.event, str) and claim.event in bad:
                    tell = file.claim_teller(index)
                    if claim.event not in lost:
                        self._tell_event(claim.event, known, tell, "event")
                    elif self._skip_bad:
                        tell(
                            "event",
                            f"{shown(claim.event)}, whose declaration is left out",
                            "a declared event",
                        )
                    if tell.count:
                        self._drop(file, index)

    def _is_description(self, name: str) -> bool:
        """Whether a name may be that of an event which claims describe: its own, or a claim's that speaks of it."""
        if self._described is None:
            claims = [claim for file in self._files for claim in file.claims if claim is not None]
            events = [claim.event for claim in claims if isinstance(claim.event, Event)]
            self._described = {fold(ref) for claim in claims for ref in claim.refs}
            self._described.update(fold(name) for event in events for name in (str(event), event.name or ""))
        return name.startswith("described:") or fold(name) in self._described

    def _check_aspects(self) -> None:
        """Claims on aspects whose declaration is left out would be read by the wrong rules."""
        lost = {name for file in self._files for name in file.lost_aspects} if self._skip_bad else set()
        for file in self._files if lost else ():
            for index, claim in enumerate(file.claims):
                if claim is not None and fold(claim.aspect) in lost:
                    found = f"{shown(claim.aspect)}, whose declaration is left out"
                    file.claim_teller(index)("aspect", found, "an aspect that can be read")
                    self._drop(file, index)

    def _drop(self, file: Gathered, index: int) -> None:
        claim = file.claims[index]
        if claim is not None and self._skip_bad:
            self._lost_ids.add(claim.id)
            file.drop(index)

    def _targets(self, file: Gathered) -> Targets:
        """The ids of the claims that claims of a file replace or are based on."""
        found: Targets = {}
        for index, references in file.references.items():
            if file.claims[index] is None:
                continue
            tell = file.claim_teller(index)
            found[index] = {
                key: [
                    target
                    for ref in references[key]
                    if (target := self._target(file, ref, key, tell)) is not None
                ]
                for key in ("replaces", "based_on")
            }
            if tell.count:
                self._drop(file, index)
        return found

    def _drop_dependents(self, targets: list[Targets]) -> None:
        """Leave out all that replaces, or is based on, what is left out; to any depth, over all files."""
        dependents: dict[str, list[tuple[Gathered, int, str]]] = {}
        for file, found in zip(self._files, targets, strict=True):
            for index, keys in found.items():
                for key, ids in keys.items():
                    for target in ids:
                        dependents.setdefault(target, []).append((file, index, key))
        ahead = sorted(self._lost_ids)
        while ahead:
            for file, index, key in dependents.pop(gone := ahead.pop(), ()):
                claim = file.claims[index]
                if claim is not None:
                    file.claim_teller(index)(key, f"{shown(gone)}, a claim that is left out", _KEPT)
                    self._drop(file, index)
                    ahead.append(claim.id)

    def _target(self, file: Gathered, ref: str, key: str, tell: Teller) -> str | None:
        """The id of the claim that a ref means, or that it is; None, and told, where it means none."""
        tidy = " ".join(ref.split())
        if CLAIM_ID.fullmatch(tidy):
            return tidy
        claim = file.claims[file.refs[tidy]] if tidy in file.refs else None
        if tidy in file.shared_refs:
            expected = "a ref of one claim, or the id of a claim"
            tell(key, f"{shown(tidy)}, the ref of several claims", expected)
        elif tidy in file.lost_refs or (tidy in file.refs and claim is None):
            if self._skip_bad:
                tell(key, f"{shown(tidy)}, a claim that is left out", _KEPT)
        elif claim is not None:
            return claim.id
        else:
            mend = closest(tidy, file.refs) or "give the claim that is meant a ref, or name it by its id"
            expected = "the ref of a claim in this file, or the id of a claim"
            tell(key, f"the unknown ref {shown(tidy)}", expected, mend)
        return None

    def _built(self, targets: list[Targets]) -> Dossier:
        claims: list[Claim] = []
        places: dict[str, tuple[Place, ...]] = {}
        several: dict[str, set[Place]] = {}
        for file, found in zip(self._files, targets, strict=True):
            name = file.name
            for index, (claim, line) in enumerate(zip(file.claims, file.lines, strict=True)):
                if claim is None:
                    continue
                if index in found:
                    claim = _with_targets(claim, **found[index])
                claims.append(claim)
                if not line:
                    continue  # it stands in no file
                place = Place(name, line if file.place is None else file.place(line)[1], claim.ref)
                first = places.setdefault(claim.id, (place,))
                if first[0] is not place:
                    several.setdefault(claim.id, set(first)).add(place)
        places.update((key, tuple(sorted(all_of_it, key=_place_order))) for key, all_of_it in several.items())
        return Dossier(
            claims,
            sources=[one[0] for file in self._files for one in file.sources if one is not None],
            events=[event for file in self._files for event in file.events],
            aspects=[aspect for file in self._files for aspect in file.aspects],
            opposed=[pair for file in self._files for pair, _ in file.pairs["opposed"]],
            same_event=[pair for file in self._files for pair, _ in file.pairs["same_event"]],
            different_events=[pair for file in self._files for pair, _ in file.pairs["different_events"]],
            timezone=sorted({zone for file in self._files for zone in file.zones}),
            places=places,
        )


def _with_targets(claim: Claim, *, replaces: list[str], based_on: list[str]) -> Claim:
    """The same claim with the ids of those that it replaces or is based on; its own id is the same."""
    return Claim(
        claim.event, claim.aspect, claim.answer, attribution=claim.attribution, scope=claim.scope, as_of=claim.as_of,
        replaces=replaces, based_on=based_on, witnessed=claim.witnessed, leaked=claim.leaked, silent=claim.silent,
        confidential=claim.confidential, ref=claim.refs, extras=claim.extras,
    )  # fmt: skip


def _place_order(place: Place) -> tuple[str, int, str]:
    return place.file, place.line, place.ref or ""
