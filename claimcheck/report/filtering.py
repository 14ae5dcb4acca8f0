"""A report narrowed to what is asked: by event, question, aspect, kind, source, side, standing, margin.

What comes out is a report with the same surfaces, which says in a sentence what it shows, and that it shows nothing where
nothing is left. Within one criterion any of several values will do; the criteria hold together.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> dossier = Dossier() + [Source("A").says(raid, "killed", 8), Source("B").says(raid, "struck", "yes")]
>>> narrowed = narrow(dossier.check(), source="A")
>>> print(narrowed.narrowing)
Shown: 1 of 2 findings, those with the source A.
>>> print(narrow(dossier.check(), source="A", kind="contradiction").narrowing)
None of 2 findings is of the kind contradiction, and with the source A.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from claimcheck.arguments import ArgumentError
from claimcheck.claims import Question
from claimcheck.errors import closest, shown
from claimcheck.events import Event
from claimcheck.findings import FINDING_KINDS, STANDINGS, Contradiction, Finding
from claimcheck.merging import event_keys
from claimcheck.report.matrix import NOBODY
from claimcheck.report.outline import event_title
from claimcheck.sentences import listed, origin_of, subject
from claimcheck.sources import Anonymous, Source
from claimcheck.statements import Asked, Resolved, Statement
from claimcheck.text import clean, fold

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["KINDS", "Margin", "Narrowing", "Values", "narrow", "narrow_again", "words_of"]

Values: TypeAlias = str | Iterable[str] | None
"""One name, several, or None for all."""
Margin: TypeAlias = str | int | float | Fraction | datetime.timedelta | None

KINDS: Final = (*FINDING_KINDS, "uncorroborated")
"""What `kind` takes. "unverified" means the standing alone; "uncorroborated" also what is one-sided or single-source."""

_UNITS: Final = {"h": "hours", "d": "days", "w": "weeks", "min": "minutes"}


@attrs.frozen
class Narrowing:
    """What a report was narrowed to: the criteria, in words, and how many findings are shown of how many."""

    criteria: tuple[tuple[str, tuple[str, ...]], ...]
    """Pairs of a criterion's name and its values as they were given."""
    shown: int
    all: int

    def __str__(self) -> str:
        of = f"{self.all:,} finding{'s' * (self.all != 1)}"
        told = ", and ".join(_PHRASES[name](listed(values, "or")) for name, values in self.criteria)
        told = clean(told) or "all"
        if not self.all:
            return f"There are no findings to choose from ({told})."
        if not self.shown:
            return f"None of {of} is {told}."
        return f"Shown: {self.shown:,} of {of}, those {told}."


_PHRASES: Final[Mapping[str, Callable[[str], str]]] = {
    "kind": lambda values: f"of the kind {values}",
    "standing": lambda values: f"of the standing {values}",
    "event": lambda values: f"about the event {values}",
    "question": lambda values: f"on the question {values}",
    "aspect": lambda values: f"on the aspect {values}",
    "source": lambda values: f"with the source {values}",
    "side": lambda values: f"with the side {values}",
    "min_margin": lambda values: f"without contradictions that are less than {values} apart",
    "untold": lambda _values: "that fit what is not told here",
}


def narrow(
    report: Report,
    *,
    event: Event | Values = None,
    question: Question | Values = None,
    aspect: Values = None,
    kind: Values = None,
    source: Source | Anonymous | Values = None,
    side: Source | Values = None,
    standing: Values = None,
    min_margin: Margin = None,
) -> Report:
    """The report with only what fits: `report.filter(…)`.

    `event` is an `Event`, its id, or its name or title in the report; `question` a `Question` or how a report words it
    ("civilians returned, from Kursk region"); `aspect` a name or a declared synonym. `kind` takes the words of `KINDS`,
    `standing` those of `STANDINGS`. `source` is a name or an alias of whoever says it, passes it on or is silent, or what an
    unnamed source is called; `side` the name of a root, or "nobody". `min_margin` leaves out contradictions whose nearest
    camps lie closer: a share ("5 %", 0.05) for numbers, a `timedelta` ("36 h", "2 d") for dates.

    Raises `ArgumentError` for a name that the report doesn't have, with the nearest that it has.
    """
    given = {
        "kind": _several(kind), "standing": _several(standing), "event": _several(event),
        "question": _several(question), "aspect": _several(aspect), "source": _several(source), "side": _several(side),
        "min_margin": () if min_margin is None else (min_margin,),
    }  # fmt: skip
    if not any(given.values()):
        return report
    whole = report if report._whole is None else report._whole
    criteria = _Criteria(report)
    fits_question = [criteria.questions(name, given[name]) for name in ("event", "question", "aspect")]
    fits_finding = [
        criteria.findings(name, given[name]) for name in ("kind", "standing", "source", "side", "min_margin")
    ]
    asked_for = [test for test in fits_question if test is not None]
    wanted = [test for test in fits_finding if test is not None]
    kept = {
        key: asked
        for key, asked in report._resolved.questions.items()
        if all(fits(asked) for fits in asked_for)
    }
    shown_questions = {asked.question for asked in kept.values()}
    findings = tuple(
        one
        for one in report.findings
        if one.question in shown_questions and all(fits(one) for fits in wanted)
    )
    if wanted:
        told_on = {one.question for one in findings}
        kept = {key: asked for key, asked in kept.items() if asked.question in told_on}
        shown_questions &= told_on
    before = () if report.narrowing is None else report.narrowing.criteria
    named = [(name, tuple(map(_called, values))) for name, values in given.items() if values]
    return attrs.evolve(
        report,
        findings=findings,
        questions=tuple(one for one in report.questions if one in shown_questions),
        notices=_notices_on(report, kept),
        resolved=_of_questions(report._resolved, kept),
        whole=whole,
        narrowing=Narrowing((*before, *named), len(findings), len(whole.findings)),
    )


def narrow_again(report: Report, before: Report, renamed: Callable[[str], str]) -> Report:
    """A report on renamed claims, narrowed as another was; the criteria are renamed as well.

    Where what was asked for is no longer there nothing is left, and what it was is not told.
    """
    assert before.narrowing is not None
    try:
        for name, values in before.narrowing.criteria:
            if name == "untold":
                raise ArgumentError("a criterion that is not told")
            told = values[0] if name == "min_margin" else tuple(map(renamed, values))
            report = narrow(report, **{name: told})  # type: ignore[arg-type]
    except ArgumentError:
        whole = report if report._whole is None else report._whole
        narrowing = Narrowing((("untold", ("",)),), 0, len(whole.findings))
        resolved = _of_questions(whole._resolved, {})
        return attrs.evolve(
            whole, findings=(), questions=(), notices=(), resolved=resolved, whole=whole, narrowing=narrowing
        )
    return report


def words_of(finding: Finding) -> frozenset[str]:
    """The words that a finding can be asked for by: its kind and its standing; "unverified" is the standing alone."""
    if finding.kind == "unverified":
        return frozenset((finding.standing or "", "uncorroborated"))
    return frozenset((finding.kind, finding.standing or ""))


class _Criteria:
    """What the names in a filter mean in one report; each criterion as a test, None where it was not given."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.resolved = report._resolved
        self.sides = report._resolved.sides

    def questions(self, name: str, values: tuple[Any, ...]) -> Callable[[Asked], bool] | None:
        """The test of a question."""
        if not values:
            return None
        if name == "event":
            keys = set().union(*(self._event(value) for value in values))
            return lambda asked: asked.key[0] in keys
        if name == "question":
            wanted = set().union(*(self._question(value) for value in values))
            return lambda asked: asked.question in wanted
        aspects = {self._aspect(value) for value in values}
        return lambda asked: asked.key[1] in aspects

    def findings(self, name: str, values: tuple[Any, ...]) -> Callable[[Finding], bool] | None:
        """The test of a finding."""
        if not values:
            return None
        if name == "kind":
            words = {_word(value, KINDS, "kind") for value in values}
            return lambda finding: bool(words & words_of(finding))
        if name == "standing":
            standings = {_word(value, STANDINGS, "standing") for value in values}
            return lambda finding: finding.standing in standings
        if name == "min_margin":
            return _wide_enough(values[0])
        if name == "source":
            speaking = set().union(*(self._claims_of(value) for value in values))
            return lambda finding: (
                any(
                    one.asked.question == finding.question
                    for id in speaking.intersection(finding.claims)
                    for one in self.resolved.statements.get(id, ())
                )
                or (finding.kind == "retraction" and not speaking.isdisjoint(finding.claims))
            )
        roots = {self._side(value) for value in values}
        return lambda finding: any(self._has_side(finding, root) for root in roots)

    # What is meant by a name

    def _event(self, value: object) -> set[Any]:
        names = event_keys(self.report)
        for asked in self.resolved.questions.values():
            names.setdefault(event_title(self.report, asked.event), set()).add(asked.key[0])
        if isinstance(value, Event):
            value = value.id or str(value)
        return _found(value, names, "event")

    def _question(self, value: object) -> set[Question]:
        names: dict[str, set[Question]] = {}
        for asked in self.resolved.questions.values():
            for name in (subject(asked.question), clean(str(asked.question))):
                names.setdefault(name, set()).add(asked.question)
        if isinstance(value, Question):
            value = clean(str(value))
        return _found(value, names, "question")

    def _aspect(self, value: object) -> str:
        known = {asked.key[1] for asked in self.resolved.questions.values()}
        if isinstance(value, str) and self.resolved.vocabulary.key(value) in known:
            return self.resolved.vocabulary.key(value)
        names = {asked.meaning.name: {asked.key[1]} for asked in self.resolved.questions.values()}
        _found(value, names, "aspect")
        raise AssertionError("unreachable: a name of an aspect has its key")

    def _claims_of(self, value: object) -> set[str]:
        """The claims that a source made, passed on, or is silent in."""
        names: dict[str, set[str]] = {}
        for id, statements in self.resolved.statements.items():
            for name in self._speakers(statements[0]):
                names.setdefault(fold(name), set()).add(id)
        if isinstance(value, (Source, Anonymous)):
            value = value.name
        wanted = fold(value) if isinstance(value, str) else ""
        if (key := self.sides.key(wanted)) != wanted and wanted not in names:
            wanted = fold(self.sides.name(key))
        if wanted in names:
            return names[wanted]
        written = {
            clean(name): names[fold(name)]
            for statements in self.resolved.statements.values()
            for name in self._speakers(statements[0])
        }
        return _found(value, written, "source")

    def _speakers(self, one: Statement) -> Iterable[str]:
        yield one.voice.name
        yield origin_of(one, self.sides)
        for key, relay in zip(one.relays, one.claim.via, strict=True):
            yield self.sides.name(key) if isinstance(relay, str) else relay.description
        if one.claim.silent is not None:
            yield self.sides.name(self.sides.key(one.claim.silent))

    def _side(self, value: object) -> str:
        if isinstance(value, Source):
            value = value.name
        roots: dict[str, str] = {}
        for statements in self.resolved.statements.values():
            for one in statements:
                silent = one.claim.silent
                for root in (*one.roots, *(self.sides.root_keys(self.sides.key(silent)) if silent else ())):
                    roots[root] = clean(self.sides.name(root))
        wanted = fold(value) if isinstance(value, str) else ""
        if wanted == NOBODY and wanted not in roots:
            return ""
        key = self.sides.key(wanted)
        if key in roots:
            return key
        above = sorted(roots[root] for root in self.sides.root_keys(key) if root in roots)
        if above:
            raise ArgumentError(f"{shown(value)} is no side of its own, but on the side of {listed(above)}")
        _found(value, {name: {name} for name in (*roots.values(), NOBODY)}, "side")
        raise AssertionError("unreachable: a name of a side has its key")

    def _has_side(self, finding: Finding, root: str) -> bool:
        """Whether a side speaks in a finding, or did not disclose it; "" is nobody."""
        if root and self.sides.name(root) in finding.sides:
            return True
        statements = [
            one
            for id in finding.claims
            for one in self.resolved.statements.get(id, ())
            if one.asked.question == finding.question or finding.kind == "retraction"
        ]
        if not root:
            return any(not one.voice.named or one.hearsay for one in statements)
        return any(root in one.roots for one in statements)


def _found(value: object, names: Mapping[str, set[Any]], what: str) -> set[Any]:
    """What a name stands for; names are compared folded.

    Raises `ArgumentError` with the nearest name, or with all where they are few.
    """
    if not isinstance(value, str):
        raise ArgumentError(f"{what} is a name, not {shown(value)}")
    found = {one for name, several in names.items() if fold(name) == fold(value) for one in several}
    if found:
        return found
    near = closest(value, names)
    if not near and len(names) <= 12:
        near = f"it has {', '.join(sorted(names))}" if names else "it has none"
    raise ArgumentError(f"the report has no {what} {shown(value)}" + (f"; {near}" if near else ""))


def _word(value: object, known: Iterable[str], what: str) -> str:
    words = list(known)
    if isinstance(value, str) and value.strip().lower() in words:
        return value.strip().lower()
    near = closest(value, words) if isinstance(value, str) else ""
    raise ArgumentError(
        f"{what} is one of {', '.join(words)}, not {shown(value)}" + (f"; {near}" if near else "")
    )


def _wide_enough(value: object) -> Callable[[Finding], bool]:
    least = _margin_of(value)
    is_time = isinstance(least, datetime.timedelta)

    def fits(finding: Finding) -> bool:
        if not isinstance(finding, Contradiction) or finding.margin is None:
            return True
        if is_time != (finding.camps[0].answer.axis.name == "instant"):
            return True  # a share says nothing about dates, nor a time about numbers
        limit = Fraction(least // datetime.timedelta(microseconds=1), 10**6) if is_time else least
        return bool(finding.margin >= limit)

    return fits


def _margin_of(value: object) -> Any:
    """A share, or a stretch of time: "5 %", 0.05, "36 h", a `timedelta`."""
    expected = "a share such as 0.05 or '5 %', or for dates a time such as '36 h' or '2 d'"
    if isinstance(value, datetime.timedelta):
        return value
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(%|min|h|d|w)?\s*", value)
        if found:
            number, unit = Fraction(found[1]), found[2]
            if unit in _UNITS:
                return datetime.timedelta(**{_UNITS[unit]: float(number)})
            return number / 100 if unit else number
    elif isinstance(value, (int, float, Fraction)) and not isinstance(value, bool) and 0 <= value < 10**9:
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    raise ArgumentError(f"min_margin is {expected}, not {shown(value)}")


def _several(value: Any) -> tuple[Any, ...]:
    if value is None or value == ():
        return ()
    if isinstance(value, (str, Question, Event, Source, Anonymous)) or not isinstance(value, Iterable):
        return (value,)
    return tuple(value)


def _called(value: object) -> str:
    """A value of a criterion in words."""
    if isinstance(value, Question):
        return subject(value)
    return str(value.name if isinstance(value, (Source, Anonymous)) else value)


def _notices_on(report: Report, kept: Mapping[Any, Asked]) -> tuple[Any, ...]:
    ids = {one.id for asked in kept.values() for one in asked.statements}
    return tuple(one for one in report.notices if not ids.isdisjoint(one.claims))


def _of_questions(resolved: Resolved, kept: Mapping[Any, Asked]) -> Resolved:
    speaking = {one.voice.key for asked in kept.values() for one in asked.statements}
    voices = {key: voice for key, voice in resolved.voices.items() if key in speaking}
    return attrs.evolve(resolved, questions=dict(kept), voices=voices, by_claim=None)
