"""How claims become statements: names resolved, words read, times placed, in one pass over a dossier.

Reading is where a dossier can fail: every problem is told together, by claim, and nothing is judged before all are mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from claimcheck.answers import COUNT, INSTANT, PATH, YES_NO, Answer, Axis, number
from claimcheck.claims import Attribution, Claim, Question, Scope, Speaker
from claimcheck.declarations import (
    agreed,
    by_folded_name,
    find_ring,
    labels_of,
    one_claim_an_id,
)
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, ClaimcheckError, Problem, UnreadableWords, shown
from claimcheck.forms import Form, Given, in_short
from claimcheck.hedges import Circumstances, Reading, natural_axis, read
from claimcheck.moments import ALWAYS, Moment, Window
from claimcheck.occurrences import NOTHING_LINKED, Occurrence, Occurrences, occurrences_of
from claimcheck.progress import tracked
from claimcheck.sources import ControlRing, Sides, Source
from claimcheck.statements import Asked, Notice, Resolved, Statement
from claimcheck.text import fold
from claimcheck.vocabulary import Meaning, Vocabulary
from claimcheck.voices import Voices

__all__ = ["Resolver", "resolve", "sides_of"]


def resolve(
    dossier: Dossier, voices: Voices | None = None, occurrences: Occurrences | None = None
) -> Resolved:
    """Read every claim of a dossier; `voices` and `occurrences` are those of a larger one, of which these claims are a part.

    Raises `BadInput` with all problems: rings in control, names with two owners, words that can't be read on their
    question's axis, two axes in one question.
    """
    return Resolver(dossier, voices, occurrences).resolve()


def sides_of(dossier: Dossier, used: Iterable[str]) -> Sides:
    """Who is on whose side among the declared sources and the names that claims use; raises `ControlRing`."""
    used = sorted(used)
    known = {fold(name) for source in dossier.sources if used for name in (source.name, *source.aliases)}
    undeclared = [Source(name) for name in used if fold(name) not in known]
    return Sides([*dossier.sources, *undeclared], dossier.opposed)


_ANYWHERE: Final = Circumstances()


class Resolver:
    """The state of one resolution: what has been looked up once is not looked up again."""

    def __init__(
        self, dossier: Dossier, voices: Voices | None = None, occurrences: Occurrences | None = None
    ) -> None:
        self.dossier = dossier
        self.problems: list[Problem] = []
        self.notices: list[Notice] = []
        self.claims = one_claim_an_id(dossier.claims)
        self.sources = by_folded_name(dossier.sources) if voices is None else voices.sources
        self.vocabulary = self._vocabulary()
        self.sides = self._sides() if voices is None else voices.sides
        self.zone = dossier.timezone or "UTC"
        self.labels = labels_of(self.claims, dossier)
        self.voices = Voices(self.sides, self.sources) if voices is None else voices
        self._asked: dict[tuple[Any, ...], Asked] = {}
        self._asked_as: dict[tuple[Any, ...], Asked] = {}
        self._readings: dict[tuple[str, str], dict[Any, Reading | str]] = {}
        self._axes: dict[Given, Axis | None] = {}
        self._times: dict[Any, tuple[Window, Window, bool, Window]] = {}
        self.occurrences = self._occurrences() if occurrences is None else occurrences

    def resolve(self) -> Resolved:
        self._refuse_shared_aliases()
        self._tell_disputed_facts()
        if self.problems:
            raise BadInput(self.problems)
        self.voices.settle(claim.attribution for claim in self.claims.values())
        questions = [self._question(claim) for claim in self.claims.values()]
        self._settle_axes(questions)
        pairs = zip(self.claims.items(), questions, strict=True)
        for (id, claim), asked in tracked(pairs, "reading claims", len(questions)):
            if asked.disputed:
                continue
            statement = self._statement(id, claim, asked)
            if statement is not None:
                _add(statement)
        self._refuse_ring(
            "based_on", {id: claim.based_on for id, claim in self.claims.items() if claim.based_on}
        )
        self._refuse_ring(
            "replaces", {id: claim.replaces for id, claim in self.claims.items() if claim.replaces}
        )
        if self.problems:
            raise BadInput(self.problems)
        self._close_several()
        resolved = Resolved(
            self.dossier,
            self.sides,
            self.vocabulary,
            {key: asked for key, asked in self._asked.items() if asked.statements},
            self.voices.found,
            self.claims,
            self.notices,
            self.labels,
            self.occurrences,
        )
        self.notices += self.occurrences.notices
        self._ground_on_bases(resolved)
        return resolved

    # Declarations

    def _vocabulary(self) -> Vocabulary:
        try:
            return Vocabulary(self.dossier.aspects)
        except ClaimcheckError as error:
            self._refuse("aspects", str(error), "one owner for each name")
            return Vocabulary(())

    def _occurrences(self) -> Occurrences:
        try:
            return occurrences_of(
                self.dossier, self.claims, self.notices, _place_aliases(self.vocabulary), self._count_of
            )
        except BadInput as error:
            self.problems += error.problems
            return Occurrences((), {}, NOTHING_LINKED, (), {}, {}, None)

    def _count_of(self, claim: Claim) -> tuple[str, Answer] | None:
        """The question that a claim answers with a count, as far as it tells by itself, and the answer."""
        if isinstance(claim.event, str):
            return None
        meaning = self.vocabulary.find(claim.aspect)
        if (meaning.axis or self._natural(claim.answer)) != COUNT:
            return None
        try:
            answer = read(claim.answer, COUNT, circumstances=_ANYWHERE, tolerance=meaning.tolerance).answer
        except UnreadableWords:
            return None
        scope = sorted((fold(key), self._place(value, meaning)) for key, value in claim.scope)
        return None if answer.is_everything else (repr((self.vocabulary.key(claim.aspect), scope)), answer)

    def _sides(self) -> Sides:
        speakers: set[Speaker] = set()
        for claim in self.claims.values():
            speakers.add(claim.attribution.origin)
            speakers.update(claim.attribution.relays)
        used = {claim.silent for claim in self.claims.values() if claim.silent is not None}
        used.update(
            name for one in speakers for name in ((one,) if isinstance(one, str) else one.controlled_by)
        )
        try:
            return sides_of(self.dossier, used)
        except ControlRing as ring:
            self._refuse(
                "controlled_by",
                f"a ring: {' → '.join((*ring.members, ring.members[0]))}",
                "control that ends in a root",
                "take one of the ties out",
            )
            return Sides(())

    def _refuse_shared_aliases(self) -> None:
        owners: dict[str, str] = {}
        shared = set()
        for owner, group in self.sources.items():
            for alias in (fold(alias) for source in group for alias in source.aliases):
                if owners.setdefault(alias, alias if alias in self.sources else owner) != owner:
                    shared.add(alias)
        for alias in sorted(shared):
            self._refuse_shared_alias(alias)

    def _refuse_shared_alias(self, alias: str) -> None:
        written: list[str] = []
        names: dict[str, str] = {}
        for source in sorted(self.dossier.sources, key=repr):
            found = [name for name in (source.name, *source.aliases) if fold(name) == alias]
            if found:
                written += found
                names.setdefault(fold(source.name), source.name)
        self._refuse(
            "aliases",
            f"{shown(written[0])} names {len(names)} sources: {', '.join(sorted(names.values()))}",
            "one owner for each name",
            "take it from all but one of them",
        )

    def _tell_disputed_facts(self) -> None:
        for group in (group for group in self.sources.values() if len(group) > 1):
            for fact in ("kind", "reliability", "timezone"):
                values = sorted({value for source in group if (value := getattr(source, fact)) is not None})
                if len(values) > 1:
                    self._tell(
                        "differing declarations",
                        f"{group[0].name}: {fact} is declared as {' and as '.join(values)}, so none is taken.",
                    )
        for meaning in self.vocabulary:
            for fact in meaning.disputed:
                self._tell(
                    "differing declarations",
                    f"aspect {meaning.name}: {fact} is declared in two ways, so none is taken.",
                )
        if len(self.dossier.timezones) > 1:
            zones = " and ".join(sorted(self.dossier.timezones))
            self._tell(
                "differing declarations", f"the dossier's time zone is declared as {zones}; UTC is taken."
            )

    # Questions

    def _question(self, claim: Claim) -> Asked:
        return self._asked_for(self.occurrences.of(claim), claim.aspect, claim.scope)

    def _asked_for(self, about: Occurrence, aspect: str, scope: Scope) -> Asked:
        written = (about.key, aspect, scope)
        asked = self._asked_as.get(written)
        if asked is None:
            key = self._key_of(about, aspect, scope)
            asked = self._asked.get(key)
            question = Question(about.name, self.vocabulary.find(aspect).name, scope)
            if asked is None:
                asked = self._asked[key] = self._asked_first(key, question, about)
            elif _question_order(question) < _question_order(asked.question):
                asked.question = question
            self._asked_as[written] = asked
        return asked

    def _key_of(self, about: Occurrence, aspect: str, scope: Scope) -> tuple[Any, ...]:
        """What a question is compared with: the same however its event, aspect and scope are written."""
        return about.key, self.vocabulary.key(aspect), self.compared(scope, aspect)

    def compared(self, scope: Scope, aspect: str) -> tuple[tuple[str, str], ...]:
        """A scope as it is compared."""
        meaning = self.vocabulary.find(aspect)
        return tuple(sorted((fold(key), self._place(value, meaning)) for key, value in scope))

    def window_of(self, about: Occurrence) -> Window | None:
        """When an event happened, as far as that is told."""
        return about.event.window(self.zone) if about.event else None

    def _asked_first(self, key: tuple[Any, ...], question: Question, about: Occurrence) -> Asked:
        """A question that was not asked before."""
        meaning, event = self.vocabulary.find(question.aspect), about.event
        return Asked(
            key,
            question,
            about.name,
            meaning,
            (event.timezone if event else None) or self.zone,
            self.window_of(about),
            axis=meaning.axis or COUNT,
            unit=meaning.unit,
        )

    @staticmethod
    def _place(value: str, meaning: Meaning) -> str:
        """A value of a scope as it is compared; a declared alias of a place is that place."""
        folded = fold(value)
        path = meaning.aliases.get(folded)
        return folded if path is None else fold(path[-1])

    def _settle_axes(self, questions: list[Asked]) -> None:
        """Where no axis is declared, the answers of a question say which it is."""
        found: dict[tuple[Any, ...], dict[str, list[Claim]]] = {}
        for claim, asked in zip(self.claims.values(), questions, strict=True):
            if asked.meaning.axis is None and not asked.meaning.several:
                axis = self._natural(claim.answer)
                if axis is not None:
                    found.setdefault(asked.key, {}).setdefault(axis.name, []).append(claim)
        for key, by_axis in found.items():
            asked = self._asked[key]
            names = set(by_axis)
            asked.disputed = len(names) > 1 and names != {"count", "number"}
            if names == {"count", "number"}:
                names = {"number"}
            if len(names) == 1:
                asked.axis = _axis_named(names.pop())
                continue
            for name, claims in sorted(by_axis.items()):
                others = ", ".join(sorted(set(by_axis) - {name}))
                for claim in claims:
                    self._refuse_claim(
                        claim,
                        "answer",
                        f"{shown(in_short(claim.answer))}, a {name}, where others answer with a {others}",
                        f"one axis for {shown(asked.question.aspect)}",
                        "declare the aspect with its axis, or ask two questions",
                    )

    def _natural(self, given: Given) -> Axis | None:
        if given not in self._axes:
            try:
                self._axes[given] = natural_axis(given)
            except UnreadableWords:
                self._axes[given] = None
        return self._axes[given]

    # Statements

    def _statement(self, id: str, claim: Claim, asked: Asked) -> Statement | None:
        voice, relays, route, opposed, zone = self.voices.chain_of(claim.attribution)
        if len(relays) > 1 or voice.key in relays:
            self._refuse_relay_ring(claim, (voice.key, *relays))
        if asked.meaning.several:
            asked, reading = self._of_several(claim, asked, zone)
        else:
            reading = self._read(claim, asked, asked.axis, claim.answer, zone)
        if reading is None:
            return None
        said, said_anywhere, dated, as_of = self._times_of(claim, asked, zone)
        if claim.silent is not None and not reading.answer.is_everything:
            self._refuse_claim(
                claim,
                "silent",
                f"an answer, {shown(in_short(claim.answer))}",
                "'withheld' where somebody is silent",
            )
            return None
        return Statement(
            claim,
            id,
            asked,
            voice,
            relays,
            route,
            reading.answer,
            reading.flat,
            reading.answer.sure[0][0] == asked.axis.lowest and reading.answer.is_everything,
            "withheld" if claim.silent is not None else reading.silence,
            reading.only,
            voice.roots,
            opposed,
            voice.outlet and not claim.witnessed,
            voice.named,
            said,
            said_anywhere,
            as_of,
            dated,
            zone,
        )

    def _read(self, claim: Claim, asked: Asked, axis: Axis, given: Given, zone: str | None) -> Reading | None:
        known = asked.readings
        if known is None or axis is not asked.axis:
            known = self._readings.setdefault((axis.name, asked.meaning.name), {})
            if axis is asked.axis:
                asked.readings = known
        circumstances = _ANYWHERE
        key: Any = given
        if axis is INSTANT:
            said = claim.said or claim.published
            circumstances = Circumstances(
                said=said.day if said is not None and said.precision not in ("year", "month") else None,
                event_zone=asked.zone,
                speaker_zone=zone,
            )
            key = (given, circumstances)
        found = known.get(key)
        if found is None:
            try:
                found = read(
                    given,
                    axis,
                    circumstances=circumstances,
                    tolerance=asked.meaning.tolerance,
                    aliases=asked.meaning.aliases,
                )
                if found.answer.is_nothing or not found.answer.sure:
                    raise UnreadableWords(in_short(given), "an answer that leaves something")
            except UnreadableWords as error:
                found = f"{error.expected}\x00{error.mend}"
            known[key] = found
        if isinstance(found, str):
            expected, _, mend = found.partition("\x00")
            self._refuse_claim(claim, "answer", shown(in_short(given)), expected, mend)
            return None
        if axis is PATH:
            _remember_names(asked.names, given)
        return found

    def _of_several(self, claim: Claim, asked: Asked, zone: str | None) -> tuple[Asked, Reading | None]:
        """On a `several` aspect each value is a yes/no question of its own."""
        inner, only, denies, likely = _unwrap(claim.answer)
        named = [value for key, value in claim.scope if fold(key) == "value"]
        if named and self._says_yes_or_no(inner):
            return self._of_value(claim, named[0], zone)
        if isinstance(inner, Form) and inner.key in ("any_of", "sure"):
            self._refuse_claim(
                claim, "answer", shown(in_short(claim.answer)), "one value of an aspect that has several",
                "make a claim of each value",
            )  # fmt: skip
            return asked, None
        axis = asked.meaning.axis
        if axis is None or axis.name == "yes/no":
            axis = self._natural(inner)
        if axis is None or axis.name == "yes/no":
            if axis is not None:
                self._refuse_claim(
                    claim,
                    "answer",
                    shown(in_short(claim.answer)),
                    "a value, or yes or no to a `value` in the scope",
                )
                return asked, None
            asked.axis = YES_NO
            return asked, self._read(claim, asked, YES_NO, claim.answer, zone)
        reading = self._read(claim, asked, axis, inner, zone)
        if reading is None:
            return asked, None
        if reading.silence or reading.answer.is_everything:
            asked.axis = YES_NO
            everything = Answer.everything(YES_NO)
            return asked, Reading(everything, everything, silence=reading.silence)
        value_asked = self._value(asked, reading.answer, in_short(_value_shown(inner)))
        said = Answer.exactly(not (denies or reading.denies), YES_NO)
        answer = said.likely() if likely or reading.flat != reading.answer else said
        return value_asked, Reading(answer, said, only=only or reading.only)

    def _says_yes_or_no(self, given: Given) -> bool:
        axis = self._natural(given)
        return axis is None or axis.name == "yes/no"

    def _of_value(self, claim: Claim, words: str, zone: str | None) -> tuple[Asked, Reading | None]:
        """A yes or no to one value, named in the scope, is an answer to the same question as the value itself."""
        scope = tuple((key, value) for key, value in claim.scope if fold(key) != "value")
        base = self._asked_for(self.occurrences.of(claim), claim.aspect, scope)
        axis = base.meaning.axis
        if axis is None or axis.name == "yes/no":
            axis = self._natural(words)
        value = self._read(claim, base, PATH if axis is None else axis, words, zone)
        if value is None:
            return base, None
        asked = self._value(base, value.answer, words)
        return asked, self._read(claim, asked, YES_NO, claim.answer, zone)

    def _value(self, base: Asked, value: Answer, words: str) -> Asked:
        event_key, aspect, scope = base.key
        key = (event_key, aspect, (*scope, ("value", value)))
        asked = self._asked.get(key)
        shown_scope = tuple(sorted((*base.question.scope, ("value", words))))
        question = Question(base.question.event, base.question.aspect, shown_scope)
        if asked is None:
            asked = Asked(
                key, question, base.event, base.meaning, base.zone, base.window, axis=YES_NO, base=base.key
            )
            self._asked[key] = asked
        elif _question_order(question) < _question_order(asked.question):
            asked.question = question
        return asked

    def _close_several(self) -> None:
        """ "Only" says no to every value that others name."""
        by_base: dict[tuple[Any, ...], list[Asked]] = {}
        for asked in self._asked.values():
            if asked.base is not None:
                by_base.setdefault(asked.base, []).append(asked)
        for values in by_base.values():
            closing = [one for asked in values for one in asked.statements if one.only]
            for statement in closing:
                for other in values:
                    if other is statement.asked or not any(
                        one.claim.id != statement.claim.id for one in other.statements
                    ):
                        continue
                    if _one_within_other(statement.asked.key[2][-1][1], other.key[2][-1][1]):
                        continue
                    flat = statement.flat.complement()
                    answer = flat.likely() if statement.answer != statement.flat else flat
                    _add(
                        attrs.evolve(
                            statement, asked=other, answer=answer, flat=flat, only=False, closing=True
                        )
                    )
        for values in by_base.values():
            for asked in values:
                asked.statements.sort(key=lambda one: one.claim.id)

    def _refuse_relay_ring(self, claim: Claim, chain: tuple[str, ...]) -> None:
        twice = next((key for place, key in enumerate(chain) if key in chain[:place]), None)
        if twice is not None:
            speakers = (claim.attribution.origin, *claim.attribution.relays)
            told = " → ".join(str(speakers[place]) for place in range(chain.index(twice), len(chain)))
            self._refuse_claim(claim, "via", f"a ring of relays: {told}", "each speaker once in a chain")

    # Times

    def _times_of(self, claim: Claim, asked: Asked, zone: str | None) -> tuple[Window, Window, bool, Window]:
        """When it was said, within its voice and between voices; whether that is known; and as of when it speaks."""
        told = claim.attribution.said
        if told is None or claim.as_of is not None:
            said, said_anywhere, dated = self._said(claim, asked, zone)
            return said, said_anywhere, dated, self._as_of(claim, asked, said, dated)
        key = (told.text, zone, asked.zone)
        found = self._times.get(key)
        if found is None:
            said, said_anywhere, dated = self._said(claim, asked, zone)
            found = self._times[key] = (said, said_anywhere, dated, self._as_of(claim, asked, said, dated))
        return found

    def _said(self, claim: Claim, asked: Asked, zone: str | None) -> tuple[Window, Window, bool]:
        """When it was said: for the order within one voice, and for the order between voices; and whether it is known."""
        said, published = claim.attribution.said, claim.attribution.published
        if said is not None:
            return said.window(zone or asked.zone), said.window(zone), True
        if published is not None:
            outlet = self.outlet_zone(claim.attribution)
            within, anywhere = published.window(outlet or asked.zone), published.window(outlet)
            return (ALWAYS[0], within[1]), (ALWAYS[0], anywhere[1]), True
        return ALWAYS, ALWAYS, False

    def outlet_zone(self, attribution: Attribution) -> str | None:
        """The time zone of the outlet by which a claim reached us; the origin's own where it came directly."""
        relays = attribution.relays
        if not relays:
            return self.voices.zone_of(attribution)
        last = relays[-1]
        return (
            agreed(self.sources.get(self.sides.key(last), []), "timezone") if isinstance(last, str) else None
        )

    @staticmethod
    def _as_of(claim: Claim, asked: Asked, said: Window, dated: bool) -> Window:
        moment: Moment | None = claim.as_of
        if moment is not None:
            window = moment.window(asked.zone)
            return (window[0], window[0]) if moment.has_clock else window
        if claim.attribution.said is not None:
            return (said[0], said[0]) if claim.attribution.said.has_clock else said
        return said if dated else ALWAYS

    # What a claim is based on

    @staticmethod
    def _ground_on_bases(resolved: Resolved) -> None:
        """A claim that is based on others speaks with its own roots and theirs together."""
        claims = resolved.claims
        based = [id for id, claim in claims.items() if claim.based_on]
        if not based:
            return
        statements = resolved.statements
        done: dict[str, frozenset[str]] = {}

        def roots(start: str) -> frozenset[str]:
            ahead = [start]
            while ahead:
                id = ahead[-1]
                if id in done:
                    ahead.pop()
                    continue
                bases = [base for base in claims[id].based_on if base in statements]
                missing = [base for base in bases if base not in done]
                if missing:
                    ahead.extend(missing)
                    continue
                own = statements[id][0].voice.roots
                done[id] = own.union(*(done[base] for base in bases))
                ahead.pop()
            return done[start]

        for id in based:
            reached = roots(id)
            for statement in statements.get(id, ()):
                statement.roots = reached

    def _refuse_ring(self, what: str, links: Mapping[str, tuple[str, ...]]) -> None:
        ring = find_ring(links)
        if ring:
            members = " → ".join(self.labels[id] for id in (*ring, ring[0]))
            self._refuse(what, f"a ring: {members}", "links that end somewhere", "take one of the links out")

    # Telling

    def _tell(self, kind: str, text: str, claims: Iterable[str] = ()) -> None:
        self.notices.append(Notice(kind, text, tuple(sorted(claims))))

    def _refuse(self, where: str, found: str, expected: str, mend: str = "") -> None:
        self.problems.append(Problem(where, found, expected, mend))

    def _refuse_claim(self, claim: Claim, field: str, found: str, expected: str, mend: str = "") -> None:
        places = self.dossier.places.get(claim.id)
        file, line = (places[0].file, places[0].line) if places else (None, None)
        where = f"claim {self.labels[claim.id]}: {field}"
        self.problems.append(Problem(where, found, expected, mend, file=file, line=line, claim=claim.id))


def _add(statement: Statement) -> None:
    asked = statement.asked
    asked.statements.append(statement)
    if not statement.dated:
        asked.undated = True
    if statement.own_voice:
        asked.own_voices = True
    if statement.opposed_route:
        asked.crossed = True


def _question_order(question: Question) -> Any:
    """By which of several ways to write a question it is shown: the smallest."""
    return question.event, question.aspect, question.scope


def _place_aliases(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The paths that other names of places stand for, on any aspect; none where two aspects differ."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for meaning in vocabulary:
        for alias, path in meaning.aliases.items():
            found.setdefault(alias, set()).add(path)
    return {alias: paths.pop() for alias, paths in sorted(found.items()) if len(paths) == 1}


def _axis_named(name: str) -> Axis:
    from claimcheck.vocabulary import AXES

    return number() if name == "number" else AXES[name]


def _remember_names(names: dict[str, str], given: Given) -> None:
    """How the steps of a path were written, by how they are compared; the first by content where they differ."""
    if isinstance(given, str):
        folded = fold(given)
        if folded not in names or given < names[folded]:
            names[folded] = given
    elif isinstance(given, tuple):
        for one in given:
            _remember_names(names, one)
    elif isinstance(given, Form):
        for _, value in given.items:
            _remember_names(names, value)


def _unwrap(given: Given) -> tuple[Given, bool, bool, bool]:
    """What stands inside `only`, `not` and `probably`, and which of them there were."""
    only = denies = likely = False
    while isinstance(given, Form) and given.key in ("only", "not", "probably"):
        only = only or given.key == "only"
        denies = denies != (given.key == "not")
        likely = likely or given.key == "probably"
        given = given.items[0][1]
    return given, only, denies, likely


def _value_shown(given: Given) -> Given:
    if isinstance(given, Form) and given.key == "within":
        value = given.items[0][1]
        return " > ".join(map(str, value)) if isinstance(value, tuple) else value
    return given


def _one_within_other(one: Answer, other: Answer) -> bool:
    return one.axis == other.axis and (one.confirms(other) or other.confirms(one))
