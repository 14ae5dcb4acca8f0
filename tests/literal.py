"""A slow, literal judge: design §§2-4 written down once more, apart from the fast one, to be held against it.

Everything is brute force. Answers are compared by intersecting their spans here (not by `Answer`'s methods), camps are
found by trying every subset, a growing toll is judged pair by pair, and every rule is asked of every pair of statements.
Nothing here is imported from the fast judge (`crosscheck`, `liveness`, `camps`, ...) nor from `sources.Sides`.

    judge(dossier) -> list of Verdict, sorted, without repetition

The words are the design's. A `Statement` is what one claim says on one question: one for most claims; on a `several`
aspect "only a fire" says yes to "fire" and no to every other value that somebody names.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from typing import Any

import attrs

from claimcheck.answers import YES_NO, Axis, span_order
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.hedges import Circumstances, Reading, natural_axis, read
from claimcheck.sources import OUTLET_KINDS, Anonymous
from claimcheck.text import fold
from claimcheck.vocabulary import Vocabulary

Spans = tuple[tuple[Any, Any], ...]
Window = tuple[float, float]
Question = tuple[str, str, tuple[tuple[str, str], ...]]

RANKS = ("corroborated", "one-sided", "single-source", "unverified")
MOST_ANSWERS = 14
DAY = 86_400_000_000


@attrs.frozen(order=False)
class Verdict:
    """One finding, as plain sets of claim ids."""

    kind: str
    event: str
    aspect: str
    scope: tuple[tuple[str, str], ...]
    standing: str | None = None
    claims: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    camps: tuple[frozenset[str], ...] = ()
    camp_standings: tuple[str, ...] = ()
    consistent: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """By content alone."""
        plain = [sorted(one) for one in (self.claims, self.sides, self.consistent, self.flags)]
        camps = [sorted(camp) for camp in self.camps]
        question = (self.event, self.aspect, self.scope)
        return (self.kind, question, self.standing or "", plain, camps, self.camp_standings)


# ------------------------------------------------------------------------------------------------ sets of values (§1)


def intersection(a: Spans, b: Spans) -> Spans:
    """All values of both, span by span."""
    found = []
    for a_lower, a_upper in a:
        for b_lower, b_upper in b:
            lower = a_lower if b_lower is None else b_lower if a_lower is None else max(a_lower, b_lower)
            upper = a_upper if b_upper is None else b_upper if a_upper is None else min(a_upper, b_upper)
            if lower is None or upper is None or lower < upper:
                found.append((lower, upper))
    return tuple(sorted(found, key=span_order))


def meet(a: Spans, b: Spans) -> bool:
    """Whether some value lies in both."""
    return intersection(a, b) != ()


def within(a: Spans, b: Spans) -> bool:
    """Whether a is a part of b."""
    return intersection(a, b) == a


def that_or_more(axis: Axis, spans: Spans) -> Spans:
    """From the lowest value up to the end of the axis."""
    return ((spans[0][0], axis.top),) if spans else ()


def that_or_less(axis: Axis, spans: Spans) -> Spans:
    """From the beginning of the axis up to the highest value."""
    return ((axis.lowest, spans[-1][1]),) if spans else ()


def all_but(axis: Axis, spans: Spans) -> Spans:
    """The values in none of the spans."""
    left = axis.whole
    for lower, upper in spans:
        sides: Spans = ()
        if lower is not None:
            sides += ((None, lower),)
        if upper is not None:
            sides += ((upper, None),)
        left = intersection(left, sides)
    return left


def maximal_consistent(sets: Iterable[Spans], axis: Axis) -> list[tuple[frozenset[Spans], Spans]]:
    """The camps: every largest group of these sets that share a value, with the values where it meets.

    Every subset is tried. Without any set there is one camp, of nobody, that allows everything.
    """
    distinct = sorted(set(sets), key=lambda spans: tuple(map(span_order, spans)))
    if len(distinct) > MOST_ANSWERS:
        raise NotImplementedError(
            f"brute force ends at {MOST_ANSWERS} different answers, not {len(distinct)}"
        )
    largest = []
    for size in range(len(distinct) + 1):
        for group in combinations(distinct, size):
            common = axis.whole
            for spans in group:
                common = intersection(common, spans)
            if common and not any(meet(common, other) for other in distinct if other not in group):
                largest.append((frozenset(group), common))
    return sorted(largest, key=lambda camp: tuple(map(span_order, camp[1])))


# ------------------------------------------------------------------------------------------- who is who (§2, first rows)


class World:
    """The declarations of a dossier: names, sides, opposition, zones, events.

    Refuses aliases with two owners, and rings.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.declared = defaultdict(list)
        for source in dossier.sources:
            self.declared[fold(source.name)].append(source)
        self.owner: dict[str, str] = {key: key for key in self.declared}
        for key, group in self.declared.items():
            for alias in {fold(alias) for source in group for alias in source.aliases}:
                if self.owner.setdefault(alias, key) != key:
                    raise ValueError(f"the alias {alias!r} has two owners")
        self.controllers = {
            key: {self.key(name) for source in group for name in source.controlled_by}
            for key, group in self.declared.items()
        }
        refuse_ring(self.controllers, "controlled_by")
        self.opposed_pairs = {frozenset((self.key(one), self.key(other))) for one, other in dossier.opposed}
        self.written: dict[str, set[str]] = defaultdict(set)
        self.note_names(dossier)
        self.timezone = dossier.timezone
        self.events = defaultdict(list)
        for event in dossier.events:
            self.events[fold(event.id or "")].append(event)
        self.vocabulary = Vocabulary(dossier.aspects)
        self.same_event = [{fold(one), fold(other)} for one, other in dossier.same_event]

    def note_names(self, dossier: Dossier) -> None:
        """How each source's name was written, declarations first."""
        for key, group in self.declared.items():
            self.written[key] = {source.name for source in group}
        mentioned = [
            name for group in self.declared.values() for source in group for name in source.controlled_by
        ]
        for claim in dossier.claims:
            for speaker in (claim.source, *claim.via):
                mentioned += speaker.controlled_by if isinstance(speaker, Anonymous) else [speaker]
            mentioned += [claim.silent] if claim.silent else []
        for name in mentioned:
            if self.key(name) not in self.declared:
                self.written[self.key(name)].add(name)

    def key(self, name: str) -> str:
        """The one key of a source under any of its names."""
        return self.owner.get(fold(name), fold(name))

    def name(self, key: str) -> str:
        """How it is called."""
        return min(self.written.get(key) or {key})

    def only(self, key: str, fact: str) -> Any:
        """A single-valued fact of a source; None where its declarations differ."""
        known = {getattr(source, fact) for source in self.declared.get(key, ())} - {None}
        return known.pop() if len(known) == 1 else None

    def is_outlet(self, speaker: str | Anonymous) -> bool:
        """Whether it is an outlet, whoever controls it."""
        if isinstance(speaker, Anonymous):
            return False
        kinds = {fold(source.kind) for source in self.declared.get(self.key(speaker), ()) if source.kind}
        return len(kinds) == 1 and kinds <= OUTLET_KINDS

    def above(self, key: str) -> set[str]:
        """The source and all that control it."""
        return {key}.union(*(self.above(one) for one in self.controllers.get(key, ())))

    def roots_of_key(self, key: str) -> frozenset[str]:
        """The roots it reaches: its side."""
        return frozenset(one for one in self.above(key) if not self.controllers.get(one))

    def people(self, speaker: str | Anonymous) -> set[str]:
        """The named sources a speaker is or is under: an unnamed one is known by its controllers alone."""
        if isinstance(speaker, Anonymous):
            return {self.key(name) for name in speaker.controlled_by}
        return {self.key(speaker)}

    def roots(self, speaker: str | Anonymous) -> frozenset[str]:
        """The side of a named or unnamed speaker."""
        return frozenset().union(*(self.roots_of_key(key) for key in self.people(speaker)))

    def are_opposed(self, one: str | Anonymous, other: str | Anonymous) -> bool:
        """At or below a declared opposed pair, and no root in common."""
        if self.roots(one) & self.roots(other):
            return False
        return any(
            frozenset((upper, lower)) in self.opposed_pairs and upper != lower
            for a in self.people(one)
            for b in self.people(other)
            for upper in self.above(a)
            for lower in self.above(b)
        )

    def event_key(self, event: str | Event) -> str:
        """An event's id, folded; the first of those declared the same. A described one goes by its description."""
        if isinstance(event, Event):
            return fold(str(event))
        same = {fold(event)}
        for _ in self.same_event:
            for pair in self.same_event:
                if pair & same:
                    same |= pair
        return min(same)

    def descriptions(self, event: str | Event) -> list[Event]:
        """What is told of an event."""
        return [event] if isinstance(event, Event) else self.events.get(fold(event), [])

    def event_zone(self, event: str | Event) -> str:
        """The event's zone, else the dossier's, else UTC."""
        zones = {one.timezone for one in self.descriptions(event)} - {None}
        return (zones.pop() if len(zones) == 1 else None) or self.timezone or "UTC"

    def event_start(self, event: str | Event) -> float | None:
        """When it began; None where nothing is told or the tellings differ."""
        windows = {one.window(self.event_zone(event)) for one in self.descriptions(event)} - {None}
        return windows.pop()[0] if len(windows) == 1 else None

    def speaker_zone(self, claim: Claim) -> str | None:
        """The origin's zone; for an unnamed one that of the first named relay."""
        speakers = (
            [claim.source]
            if isinstance(claim.source, str)
            else [one for one in claim.via if isinstance(one, str)]
        )
        return self.only(self.key(speakers[0]), "timezone") if speakers else None

    def voice(self, claim: Claim) -> tuple[Any, ...]:
        """One origin as it counts."""
        origin = claim.source
        if isinstance(origin, str):
            return ("named", self.key(origin))
        if origin.handle:
            return ("handle", fold(origin.handle))
        relays = [self.key(one) for one in claim.via if isinstance(one, str)]
        document = claim.attribution.url if len(claim.via) <= 1 else None
        return ("unnamed", relays[0] if relays else None, document, fold(origin.description))

    def relay_identity(self, relay: str | Anonymous) -> object:
        """What makes two relays one: a name or a handle; an unnamed one is never provably another."""
        if isinstance(relay, str):
            return ("named", self.key(relay))
        return ("handle", fold(relay.handle)) if relay.handle else object()


def refuse_ring(edges: dict[str, set[str]], what: str) -> None:
    """Refuse a ring, its members named."""
    for start in sorted(edges):
        reached, ahead = set(), set(edges.get(start, ()))
        while ahead:
            one = ahead.pop()
            reached.add(one)
            ahead |= set(edges.get(one, ())) - reached
        if start in reached:
            members = sorted(one for one in reached if start in edges.get(one, ()) or one == start)
            raise ValueError(f"{what} goes round in a ring: {', '.join(members)}")


# ------------------------------------------------------------------------------------------------ what was said (§2)


@attrs.define(eq=False)
class Statement:
    """What one claim says on one question, as it was read."""

    id: str
    claim: Claim
    question: Question
    base: Question
    axis: Axis
    sure: Spans
    possible: Spans
    flat: Spans
    silence: bool
    over_time: str
    voice: tuple[Any, ...]
    roots: frozenset[str] = frozenset()
    as_of: Window = (-math.inf, math.inf)
    stated: bool = False
    echoes: list[Statement] = attrs.field(factory=list)
    """All that say the same in the same voice on the same question, itself included."""

    @property
    def says_everything(self) -> bool:
        """It rules nothing out and means nothing."""
        return self.sure == self.axis.whole and self.possible == self.axis.whole

    @property
    def reaches_both_ends(self) -> bool:
        """It says everything, or only denies."""
        return self.sure != () and self.sure[0][0] == self.axis.lowest and self.sure[-1][1] == self.axis.top

    @property
    def is_instant(self) -> bool:
        """Its as-of is a clock time."""
        return self.as_of[0] == self.as_of[1]


class Reader:
    """Reads every claim of a dossier into statements."""

    def __init__(self, world: World, dossier: Dossier) -> None:
        self.world = world
        self.claims: dict[str, Claim] = {}
        self.replaces: dict[str, set[str]] = defaultdict(set)
        self.based_on: dict[str, set[str]] = defaultdict(set)
        for claim in sorted(dossier.claims, key=repr):
            self.claims.setdefault(claim.id, claim)
            self.replaces[claim.id] |= set(claim.replaces)
            self.based_on[claim.id] |= set(claim.based_on)
        refuse_ring(self.replaces, "replaces")
        refuse_ring(self.based_on, "based_on")
        for claim in self.claims.values():
            chain = [world.relay_identity(one) for one in (claim.source, *claim.via)]
            if len(set(chain)) < len(chain):
                raise ValueError(f"a ring of relays: {claim.attribution}")
        self.statements: list[Statement] = []
        by_question = defaultdict(list)
        for claim in self.claims.values():
            by_question[self.question(claim)].append(claim)
        for question, claims in by_question.items():
            self.read_question(question, claims)
        for one in self.statements:
            one.roots = self.roots(one.id)
            one.echoes = [
                other
                for other in self.statements
                if (one.voice, one.question, one.sure, one.possible, one.silence)
                == (other.voice, other.question, other.sure, other.possible, other.silence)
            ]
        for one in self.statements:
            one.as_of, one.stated = self.as_of(one)

    def question(self, claim: Claim) -> Question:
        scope = tuple(sorted((fold(key), fold(value)) for key, value in claim.scope))
        return self.world.event_key(claim.event), self.world.vocabulary.key(claim.aspect), scope

    def axis(self, question: Question, claims: list[Claim]) -> Axis:
        declared = self.world.vocabulary.find(question[1]).axis
        if declared is not None:
            return declared
        natural = {axis for axis in (natural_axis(claim.answer) for claim in claims) if axis is not None}
        if len(natural) > 1:
            raise ValueError(f"two axes in one question, {question}: {sorted(axis.name for axis in natural)}")
        return natural.pop() if natural else YES_NO

    def read_question(self, question: Question, claims: list[Claim]) -> None:
        meaning = self.world.vocabulary.find(question[1])
        axis = self.axis(question, claims)
        readings = []
        for claim in claims:
            circumstances = Circumstances(
                said=claim.said.day if claim.said is not None else None,
                event_zone=self.world.event_zone(claim.event),
                speaker_zone=self.world.speaker_zone(claim),
            )
            readings.append(
                read(
                    claim.answer,
                    axis,
                    circumstances=circumstances,
                    tolerance=meaning.tolerance,
                    aliases=meaning.aliases,
                )
            )
        several = meaning.several and axis.name != "yes/no"
        named_values = set()
        if several:
            named_values = {
                self.value(axis, reading) for reading in readings if self.names_a_value(axis, reading)
            }
        for claim, reading in zip(claims, readings, strict=True):
            if several:
                self.read_several(question, claim, axis, reading, meaning.over_time, named_values)
            else:
                answer, withheld = reading.answer, reading.silence == "withheld"
                self.state(
                    claim, question, question, axis, answer.sure, answer.possible, reading.flat.possible, withheld,
                    meaning.over_time,
                )  # fmt: skip

    @staticmethod
    def names_a_value(axis: Axis, reading: Reading) -> bool:
        return not reading.silence and reading.flat.possible != axis.whole

    @staticmethod
    def value(axis: Axis, reading: Reading) -> str:
        spans = all_but(axis, reading.flat.possible) if reading.denies else reading.flat.possible
        if len(spans) != 1:
            raise ValueError("any_of is refused where several values may hold at once")
        value = axis.value(spans[0][0])
        return " > ".join(value) if isinstance(value, tuple) else str(value)

    def read_several(
        self,
        question: Question,
        claim: Claim,
        axis: Axis,
        reading: Reading,
        over_time: str,
        named_values: set[str],
    ) -> None:
        """Each value is a yes/no question of its own; "only" says no to all that anybody names."""
        whole, yes, no = YES_NO.whole, ((1, 2),), ((0, 1),)
        if not self.names_a_value(axis, reading):
            withheld = reading.silence == "withheld"
            self.state(claim, question, question, YES_NO, whole, whole, whole, withheld, over_time)
            return
        own = self.value(axis, reading)
        plain = no if reading.denies else yes
        likely = reading.answer.possible == axis.whole
        self.state(
            claim, self.with_value(question, own), question, YES_NO, plain, whole if likely else plain, plain, False,
            over_time,
        )  # fmt: skip
        if reading.only:
            for other in sorted(named_values - {own}):
                self.state(
                    claim, self.with_value(question, other), question, YES_NO, no, whole if likely else no, no, False,
                    over_time,
                )  # fmt: skip

    @staticmethod
    def with_value(question: Question, value: str) -> Question:
        event, aspect, scope = question
        return event, aspect, tuple(sorted((*scope, ("value", value))))

    def state(
        self, claim: Claim, question: Question, base: Question, axis: Axis, sure: Spans, possible: Spans, flat: Spans,
        silence: bool, over_time: str,
    ) -> None:  # fmt: skip
        if not possible:
            raise ValueError(f"an answer that leaves nothing: {claim}")
        voice = self.world.voice(claim)
        self.statements.append(
            Statement(claim.id, claim, question, base, axis, sure, possible, flat, silence, over_time, voice)
        )

    def roots(self, claim_id: str) -> frozenset[str]:
        """The origin's roots together with those of all that it is based on."""
        own = self.world.roots(self.claims[claim_id].source)
        return own.union(*(self.roots(one) for one in self.based_on[claim_id] if one in self.claims))

    def date(self, one: Statement, zone: str | None) -> Window | None:
        """When its words were said: `said`, else some time up to `published`; bare days in the speaker's zone, else `zone`."""
        claim = one.claim
        moment = claim.said or claim.published
        if moment is None:
            return None
        start, end = moment.window(self.world.speaker_zone(claim) or zone)
        return (start if claim.said is not None else -math.inf), end

    def dated(self, one: Statement, zone: str | None) -> Statement:
        """Itself; for an undated echo, its earliest dated fellow."""

        def when(other: Statement) -> Window:
            start, end = self.date(other, zone) or (math.inf, math.inf)
            return end, start

        return one if self.date(one, zone) is not None else min(one.echoes, key=when)

    def as_of(self, one: Statement) -> tuple[Window, bool]:
        """The window of its as-of (as given, else its date; a clock time is an instant), and whether it is stated."""
        there = self.world.event_zone(one.claim.event)
        if one.claim.as_of is not None:
            window, moment = one.claim.as_of.window(there), one.claim.as_of
        else:
            like = self.dated(one, there)
            window, moment = self.date(like, there) or (-math.inf, math.inf), like.claim.said
        if moment is None:
            return window, False
        return ((window[0], window[0]) if moment.has_clock else window), True


# ----------------------------------------------------------------------------------- the judge (§3, §4)


class Judge:
    """All rules, each asked of every pair."""

    def __init__(self, dossier: Dossier) -> None:
        self.world = World(dossier)
        self.reader = Reader(self.world, dossier)
        self.all = self.reader.statements
        self.replaced = self.dead_by_replacement()
        # Narration is judged at the latest as-of, which is one of the voices that are no narration: first with none.
        self.narration: set[Statement] = set()
        self.revised = self.dead_by_revision()
        self.outgrown: set[Statement] = set()
        self.narration = self.find_narration()
        self.revised = self.dead_by_revision()
        self.live = [
            one
            for one in self.all
            if one not in self.replaced and one not in self.revised and one not in self.narration
        ]
        self.outgrown = self.find_outgrown()
        self.verdicts: set[Verdict] = set()

    # Time

    def time(self, one: Statement, between_voices: bool) -> Window:
        """When its words were said: an undated echo has the date of its earliest dated fellow."""
        zone = None if between_voices else self.world.event_zone(one.claim.event)
        return self.reader.date(self.reader.dated(one, zone), zone) or (-math.inf, math.inf)

    def strictly_later(self, later: Statement, earlier: Statement) -> bool:
        """Wholly later, in one voice or between two."""
        between = later.voice != earlier.voice
        return self.time(later, between)[0] > self.time(earlier, between)[1]

    # Relations between two statements

    def sets(self, one: Statement) -> tuple[Spans, Spans]:
        """Its sure and possible sets; those of an outgrown figure are "that much or more"."""
        if one in self.outgrown:
            return that_or_more(one.axis, one.sure), that_or_more(one.axis, one.possible)
        return one.sure, one.possible

    def clash_time(self, a: Statement, b: Statement, possible_a: Spans, possible_b: Spans) -> float | None:
        """On a growing count: the instant at which a floor is passed under by a ceiling; None where none is."""
        times = []
        for low, low_spans, high, high_spans in (
            (a, possible_a, b, possible_b),
            (b, possible_b, a, possible_a),
        ):
            floor, ceiling = low_spans[0][0], high_spans[-1][1]
            binds = low.as_of[1] <= high.as_of[0]
            if binds and floor is not None and ceiling is not None and floor >= ceiling:
                times.append(high.as_of[0])
        if a.is_instant and a.as_of == b.as_of and not meet(possible_a, possible_b):
            times.append(a.as_of[0])
        return max(times) if times else None

    def contradict(self, a: Statement, b: Statement, flat: bool = False) -> bool:
        """No value is possible under both; on what changes with time, at the same time. `flat` reads a as if said flat."""
        possible_a, possible_b = self.sets(a)[1], self.sets(b)[1]
        if flat and a not in self.outgrown:
            possible_a = a.flat
        if a is b or a.question != b.question:
            return False
        if a.over_time == "accrues":
            return self.clash_time(a, b, possible_a, possible_b) is not None
        if a.over_time == "varies" and not self.same_instant(a, b):
            return False
        return not meet(possible_a, possible_b)

    @staticmethod
    def same_instant(a: Statement, b: Statement) -> bool:
        return a.stated and b.stated and a.is_instant and a.as_of == b.as_of

    @staticmethod
    def overlap(a: Statement, b: Statement) -> bool:
        """On what varies, two are compared only where their stated as-of times overlap."""
        if a is b or (b in a.echoes and not a.stated and not b.stated):
            return True
        return a.stated and b.stated and a.as_of[0] <= b.as_of[1] and b.as_of[0] <= a.as_of[1]

    # Who has a voice

    def is_hearsay(self, one: Statement) -> bool:
        """Every route of the answer passes a relay opposed to the origin's side."""
        return all(
            any(self.world.are_opposed(relay, echo.claim.source) for relay in echo.claim.via)
            for echo in one.echoes
        )

    def is_voiceless(self, one: Statement) -> bool:
        """Unnamed, hearsay, narration, or based on nothing but such."""
        if one.voice[0] != "named" or self.is_hearsay(one) or one in self.narration:
            return True
        bases = [base for base in self.reader.based_on[one.id] if base in self.reader.claims]
        return bool(bases) and all(
            all(self.is_voiceless(other) for other in self.all if other.id == base) for base in bases
        )

    def is_named(self, one: Statement) -> bool:
        return not self.is_voiceless(one)

    def in_own_voice(self, one: Statement) -> bool:
        """An outlet that says so itself and has not seen it."""
        return self.world.is_outlet(one.claim.source) and not one.claim.witnessed

    def find_narration(self) -> set[Statement]:
        """An unwitnessed outlet's own words that follow from what it relays, from another side or an unnamed origin."""
        latest = self.latest()
        found = set()
        for one in self.all:
            if not self.in_own_voice(one) or one.says_everything or one.silence:
                continue
            outlet = self.world.key(one.claim.source)
            for other in self.all:
                relays = {self.world.key(relay) for relay in other.claim.via if isinstance(relay, str)}
                if other.question != one.question or outlet not in relays or other.silence:
                    continue
                unnamed = other.voice[0] != "named"
                another_side = not (other.roots & self.world.roots(one.claim.source))
                if (unnamed or another_side) and self.confirms(other, one, latest):
                    found.add(one)
        return found

    # Which claims still stand

    def dead_by_replacement(self) -> set[Statement]:
        """Replaced by its origin or by a relay; with it fall its echoes, save words said strictly after.

        A replacement that is itself withdrawn withdraws nothing. Where echoes make two withdrawals each other's
        victims, only the replacements that were declared count among them.
        """
        kills: set[tuple[Statement, Statement, bool]] = set()
        for replacer, target in self.valid_replacements():
            kills.add((replacer, target, True))
            kills |= {(replacer, echo, False) for echo in self.fall_with(target, replacer)}
        status: dict[Statement, bool] = {}  # True: dead

        def settle(edges: set[tuple[Statement, Statement, bool]]) -> None:
            changed = True
            while changed:
                changed = False
                for one in self.all:
                    if one in status:
                        continue
                    killers = [killer for killer, victim, _ in edges if victim is one]
                    dead = any(status.get(killer) is False for killer in killers)
                    alive = all(status.get(killer) is True for killer in killers)
                    if dead or alive:
                        status[one], changed = dead, True

        settle(kills)
        settle({edge for edge in kills if edge[2]})
        assert len(status) == len(self.all)
        return {one for one, dead in status.items() if dead}

    def valid_replacements(self) -> Iterator[tuple[Statement, Statement]]:
        """(replacing, replaced) of those who may: the origin itself, or one through whom the words came."""
        for replacer in self.all:
            if replacer.claim.leaked or self.is_hearsay(replacer):
                continue
            for target in self.all:
                if target.id not in self.reader.replaces[replacer.id]:
                    continue
                relays = {self.world.relay_identity(relay) for relay in target.claim.via}
                if replacer.voice == target.voice or replacer.voice in relays:
                    yield replacer, target

    def fall_with(self, target: Statement, ender: Statement) -> set[Statement]:
        """The echoes that fall with what `ender` ends."""
        return {
            echo
            for echo in target.echoes
            if echo is not target and echo.id != ender.id and not self.strictly_later(echo, ender)
        }

    @staticmethod
    def spoken(statements: set[Statement]) -> set[Statement]:
        """Without leaks, which are never revised, not even as echoes."""
        return {one for one in statements if not one.claim.leaked}

    def revisions(self) -> Iterator[tuple[Statement, Statement]]:
        """(revising, revised): the same named voice by a shared route, strictly later, contradicts it."""
        for old in self.all:
            for new in self.all:
                if (
                    new.voice == old.voice
                    and not {old, new} & (self.replaced | self.narration)
                    and self.is_named(old)
                    and self.is_named(new)
                    and not old.claim.leaked
                    and not new.claim.leaked
                    and self.contradict(new, old)
                    and self.share_a_route(new, old)
                    and self.strictly_later(new, old)
                ):
                    yield new, old

    def share_a_route(self, a: Statement, b: Statement) -> bool:
        """Both direct, or one relay in common; a relay on the voice's own side counts as direct."""

        def relays(one: Statement) -> set[object]:
            side = self.world.roots(one.claim.source)
            return {
                self.world.relay_identity(relay)
                for relay in one.claim.via
                if not self.world.roots(relay) & side
            }

        first, second = relays(a), relays(b)
        return bool(first & second) or (not first and not second)

    def dead_by_revision(self) -> set[Statement]:
        dead = set()
        self.outgrown = set()
        for new, old in self.revisions():
            dead |= {old} | self.spoken(self.fall_with(old, new))
        return dead

    # Growing counts

    def latest(self, question: Question | None = None) -> dict[Question, float]:
        """The latest known as-of of each question, among live voices."""
        found: dict[Question, float] = {}
        for one in self.all:
            counts = one not in self.replaced and one not in self.revised and one not in self.narration
            if counts and not one.says_everything and one.as_of[1] < math.inf:
                found[one.question] = max(found.get(one.question, -math.inf), one.as_of[1])
        return found

    def reading(self, one: Statement, latest: dict[Question, float]) -> tuple[Spans, Spans]:
        """Its two sets as they are compared: on a growing count, as read at the latest as-of."""
        sure, possible = self.sets(one)
        if one.over_time != "accrues":
            return sure, possible
        then = latest.get(one.question, -math.inf)
        start, end = one.as_of
        if start == end == then:
            return sure, possible
        if end <= then:
            return sure, that_or_more(one.axis, possible)
        if start >= then and start > -math.inf:
            return sure, that_or_less(one.axis, possible)
        return sure, one.axis.whole

    def confirms(self, a: Statement, b: Statement, latest: dict[Question, float]) -> bool:
        (sure_a, possible_a), (sure_b, possible_b) = self.reading(a, latest), self.reading(b, latest)
        return within(sure_a, sure_b) and within(possible_a, possible_b)

    def find_outgrown(self) -> set[Statement]:
        """An older figure of a side that has since given a later toll, no lower."""

        def is_figure(one: Statement) -> bool:
            """A real answer of a named voice: no leak, no denial, no likelihood."""
            real = not one.reaches_both_ends and one.possible != one.axis.whole
            return real and self.is_named(one) and not one.claim.leaked

        figures = [one for one in self.live if one.over_time == "accrues" and is_figure(one)]
        found = set()
        for old in figures:
            for new in [one for one in figures if one.question == old.question]:
                floor_old, floor_new = old.possible[0][0], new.possible[0][0]
                no_lower = floor_old is None or (floor_new is not None and floor_new >= floor_old)
                if no_lower and new.roots & old.roots and new.as_of[0] > old.as_of[1]:
                    found.add(old)
        return found

    # Independence and standing

    def independent(self, a: Statement, b: Statement) -> bool:
        """Disjoint sides, neither an outlet's unwitnessed own voice, and a live route of each free of the other's side."""
        if a.roots & b.roots or self.in_own_voice(a) or self.in_own_voice(b):
            return False

        def reached_us_freely(one: Statement, other: Statement) -> bool:
            witness = other.voice if self.world.is_outlet(other.claim.source) else None
            return any(
                not any(
                    self.world.roots(relay) & other.roots and self.world.relay_identity(relay) != witness
                    for relay in echo.claim.via
                )
                for echo in one.echoes
                if echo in self.live and not self.is_voiceless(echo)
            )

        return reached_us_freely(a, b) and reached_us_freely(b, a)

    def standing_alone(self, supporters: list[Statement]) -> str:
        """The standing that these named supporters give, contested or not."""
        if not supporters:
            return "unverified"
        if any(self.independent(a, b) for a, b in combinations(supporters, 2)):
            return "corroborated"
        return "one-sided" if len({one.voice for one in supporters}) > 1 else "single-source"

    def roots_of_named(self, statements: Iterable[Statement]) -> frozenset[str]:
        """The sides of those who stand against one another: no named voice is left out."""
        return frozenset(root for one in statements if self.is_named(one) for root in one.roots)

    def sides(self, statements: Iterable[Statement]) -> frozenset[str]:
        """The sides of supporters; an outlet's unwitnessed own voice is left out where others support, too."""
        named = [one for one in statements if self.is_named(one)]
        counting = [one for one in named if not self.in_own_voice(one)] or named
        return frozenset(root for one in counting for root in one.roots)

    def names(self, roots: Iterable[str]) -> frozenset[str]:
        return frozenset(map(self.world.name, roots))

    # All findings

    def judge(self) -> list[Verdict]:
        latest = self.latest()
        for question in {one.question for one in self.all}:
            arena = [one for one in self.live if one.question == question and not one.silence]
            if arena:
                Arena(self, question, arena, latest).judge()
        self.withheld()
        self.retractions()
        self.revision_findings()
        self.self_contradictions()
        self.anachronisms()
        return sorted(self.verdicts, key=lambda verdict: verdict.sort_key)

    def report(self, kind: str, question: Question, **facts: Any) -> None:
        self.verdicts.add(Verdict(kind, *question, **facts))

    def withheld(self) -> None:
        """A side that should know did not disclose; lapses when that side itself gives an answer with an upper bound."""
        groups = defaultdict(list)
        for one in self.live:
            if one.silence:
                if one.claim.silent is not None:
                    silent: object = self.world.roots(one.claim.silent)
                elif isinstance(one.claim.source, str):
                    silent = self.world.roots(one.claim.source)
                else:
                    silent = one.voice
                groups[one.question, silent].append(one)
        for (question, silent), group in groups.items():
            roots = silent if isinstance(silent, frozenset) else frozenset()
            lapsed = any(
                self.discloses(one) and one.roots <= roots
                for one in self.live
                if question in (one.question, one.base)
            )
            if not lapsed:
                self.report("withheld", question, claims=ids(group), sides=self.names(roots))

    def discloses(self, one: Statement) -> bool:
        if one.silence or one.claim.leaked or self.is_voiceless(one):
            return False
        if one.axis.name in ("yes/no", "path"):
            return not one.says_everything
        lower, upper = one.possible[0][0], one.possible[-1][1]
        if upper is None:
            return False
        return one.axis.top is None or upper < one.axis.top or lower == upper - 1  # "all" is a share in full

    def retractions(self) -> None:
        """Each replacement in force, by the question of what it replaces."""
        groups = defaultdict(list)
        for replacer, target in self.valid_replacements():
            if replacer not in self.replaced and target is self.first_of(target.id):
                groups[replacer.id, target.question].append((replacer, target))
        for (replacer_id, question), pairs in groups.items():
            fallen = {
                echo for replacer, target in pairs for echo in self.fall_with(target, replacer)
            } & self.replaced
            targets = [target for _, target in pairs]
            replacer = self.first_of(replacer_id)
            denies_having_said = replacer.says_everything and any(
                replacer.voice == target.voice and target.claim.via for target in targets
            )
            self.report(
                "retraction",
                question,
                claims=ids([replacer, *targets, *fallen]),
                sides=self.names(self.sides([replacer])),
                flags=flags({"disputes-having-said": denies_having_said}),
            )

    def first_of(self, claim_id: str) -> Statement:
        """A claim's own statement: that on the value it names, before those it denies by "only"."""
        return next(one for one in self.all if one.id == claim_id)

    def revision_findings(self) -> None:
        """Each revising statement, with all that it revises."""
        revised = defaultdict(set)
        first: dict[Statement, Statement] = {}
        for new, old in self.revisions():
            if old not in first or (self.time(new, False), new.id) < (
                self.time(first[old], False),
                first[old].id,
            ):
                first[old] = new
        for old, new in first.items():
            revised[new] |= {old} | self.spoken(self.fall_with(old, new))
        for new, fallen in revised.items():
            self.report(
                "revision",
                new.question,
                claims=ids([new, *fallen]),
                sides=self.names(self.sides([new, *fallen])),
            )

    def self_contradicting(self, question: Question) -> dict[Any, set[Statement]]:
        """By voice: the live statements that contradict another of the same voice by a shared route."""
        found = defaultdict(set)
        for a, b in combinations([one for one in self.live if one.question == question], 2):
            if (
                a.voice == b.voice
                and self.is_named(a)
                and self.is_named(b)
                and not a.claim.leaked
                and not b.claim.leaked
                and self.contradict(a, b)
                and self.share_a_route(a, b)
            ):
                found[a.voice] |= {a, b}
        return found

    def self_contradictions(self) -> None:
        for question in {one.question for one in self.live}:
            for statements in self.self_contradicting(question).values():
                self.report(
                    "self-contradiction",
                    question,
                    claims=ids(statements),
                    sides=self.names(self.sides(statements)),
                )

    def anachronisms(self) -> None:
        """A report of an outcome said wholly before its event began."""
        for one in self.live:
            start = self.world.event_start(one.claim.event)
            outcome = self.world.vocabulary.find(one.question[1]).modality == "outcome"
            reports = not one.says_everything and not one.silence
            if outcome and reports and start is not None and self.time(one, between_voices=True)[1] < start:
                self.report(
                    "anachronism", one.question, claims=ids([one]), sides=self.names(self.sides([one]))
                )


class Arena:
    """The live, voiced statements on one question, judged against one another."""

    def __init__(
        self, judge: Judge, question: Question, arena: list[Statement], latest: dict[Question, float]
    ) -> None:
        self.all_rules = judge
        self.question = question
        self.arena = arena
        self.axis = arena[0].axis
        self.over_time = arena[0].over_time
        self.readings = {one: judge.reading(one, latest) for one in arena}
        self.named = {one for one in arena if judge.is_named(one)}

    def judge(self) -> None:
        if self.over_time == "varies":
            for window in {one.as_of for one in self.arena if one.stated}:
                own = [one for one in self.arena if one.stated and one.as_of == window]
                pool = [one for one in self.arena if self.all_rules.overlap(own[0], one)]
                self.judge_pool(pool, own)
                if own[0].is_instant:
                    self.contradiction(own, {one: one.possible for one in own})
            for one in self.arena:
                if not one.stated:
                    self.judge_pool([one], [one])
        else:
            self.judge_pool(self.arena, self.arena)
            self.contradiction(self.arena, self.sets_in_conflict())
        self.tension()

    # Standings

    def confirms(self, one: Statement, answer: tuple[Spans, Spans]) -> bool:
        sure, possible = self.readings[one]
        return within(sure, answer[0]) and within(possible, answer[1])

    def is_contested(self, sayers: list[Statement]) -> bool:
        """The answer is not in every camp of the named; a likelihood is tested as if said flat."""
        tested = [one for one in sayers if one in self.named] or sayers
        if self.over_time == "accrues":
            return any(
                self.all_rules.contradict(one, other, flat=True) for one in tested for other in self.named
            )
        for one in tested:
            voices = self.named
            if self.over_time == "varies":
                voices = {other for other in self.named if Judge.same_instant(one, other)}
            camps = maximal_consistent([other.possible for other in voices], self.axis)
            if not all(meet(common, one.flat) for _, common in camps):
                return True
        return False

    def judge_pool(self, pool: list[Statement], own: list[Statement]) -> None:
        """Every distinct answer among `own`, by the live named voices of the pool; shown unless a tighter one hides it."""
        shown = [one for one in own if not one.reaches_both_ends and one not in self.all_rules.outgrown]
        judged = {self.readings[one] for one in shown}
        facts = {answer: self.facts(answer, pool, shown) for answer in judged}
        hidden_by = {
            answer: {other for other in judged if self.hides(other, answer, facts)} for answer in judged
        }
        for answer in judged:
            standing, supporters, _ = facts[answer]
            if standing == "contested" or hidden_by[answer]:
                continue
            hidden = {other for other in judged if answer in hidden_by[other]}
            consistent = {one for one in shown if self.readings[one] in hidden}
            sayers = [one for one in shown if self.readings[one] == answer]
            self.show(sayers, standing, supporters, consistent, pool)

    def facts(
        self, answer: tuple[Spans, Spans], pool: list[Statement], shown: list[Statement]
    ) -> tuple[str, list[Statement], frozenset[Any]]:
        """Its standing, who supports it, and the sides on which they are."""
        supporters = [one for one in pool if one in self.named and self.confirms(one, answer)]
        if not supporters:
            unnamed = [one for one in pool if self.confirms(one, answer)]
            return "unverified", unnamed, frozenset(one.voice for one in unnamed)
        if self.is_contested([one for one in shown if self.readings[one] == answer]):
            return "contested", supporters, frozenset()
        return self.all_rules.standing_alone(supporters), supporters, self.all_rules.sides(supporters)

    @staticmethod
    def hides(tighter: tuple[Spans, Spans], answer: tuple[Spans, Spans], facts: dict[Any, Any]) -> bool:
        """Strictly tighter, an equal or better standing, and all its sides."""
        standing, _, sides = facts[answer]
        standing_of_tighter, _, sides_of_tighter = facts[tighter]
        if "contested" in (standing, standing_of_tighter) or tighter == answer:
            return False
        return (
            within(tighter[0], answer[0])
            and within(tighter[1], answer[1])
            and RANKS.index(standing_of_tighter) <= RANKS.index(standing)
            and sides_of_tighter >= sides
        )

    def show(
        self,
        sayers: list[Statement],
        standing: str,
        supporters: list[Statement],
        consistent: set[Statement],
        pool: list[Statement],
    ) -> None:
        judge = self.all_rules
        disputed = any(
            judge.contradict(one, other) for one in sayers for other in pool if other not in self.named
        )
        pairs = list(combinations(supporters, 2))
        common = {
            "leaked": any(one.claim.leaked for one in supporters),
            "disputed-anonymously": disputed,
            "source-not-given": standing != "unverified" and any(map(judge.in_own_voice, supporters)),
        }
        if standing == "corroborated":
            told = common | {
                "opposed": any(
                    judge.independent(a, b) and judge.world.are_opposed(a.claim.source, b.claim.source)
                    for a, b in pairs
                ),
                "one-outlet": self.one_outlet(supporters),
                "outline-only": any(judge.contradict(a, b) for a, b in pairs),
            }
            kind = "agreement"
        else:
            told = common | {
                "anonymous": standing == "unverified" and any(one.voice[0] != "named" for one in supporters),
                "hearsay": any(one.voice[0] == "named" and judge.is_hearsay(one) for one in supporters),
                "echo": any(b in a.echoes for a, b in pairs),
            }
            kind = "unverified"
        judge.report(
            kind,
            self.question,
            standing=standing,
            claims=ids(supporters),
            sides=judge.names(judge.sides(supporters)),
            consistent=ids(consistent) - ids(supporters),
            flags=flags(told),
        )

    def one_outlet(self, supporters: list[Statement]) -> bool:
        """One outlet through which all of it reached us."""
        routes = [
            {self.all_rules.world.key(relay) for relay in one.claim.via if isinstance(relay, str)}
            for one in supporters
            if not self.all_rules.in_own_voice(one)
        ]
        shared = set.intersection(*routes) if routes else set()
        return bool(shared)

    # Contradictions

    def sets_in_conflict(self) -> dict[Statement, Spans]:
        """What each allows where the camps are found: on a growing count, at the latest time at which a clash binds."""
        judge = self.all_rules
        possible = {one: judge.sets(one)[1] for one in self.arena}
        if self.over_time != "accrues":
            return possible
        times = [judge.clash_time(a, b, possible[a], possible[b]) for a, b in combinations(self.arena, 2)]
        clashes = [time for time in times if time is not None]
        if not clashes:
            return dict.fromkeys(self.arena, self.axis.whole)
        then = max(clashes)
        read_then = {}
        for one in self.arena:
            start, end = one.as_of
            spans = self.axis.whole
            if start == end == then:
                spans = possible[one]
            elif end <= then:
                spans = that_or_more(self.axis, possible[one])
            elif start >= then:
                spans = that_or_less(self.axis, possible[one])
            read_then[one] = spans
        return read_then

    def clashing(self) -> set[Statement]:
        """On a growing count: all contested ones, whether or not the camps at the latest clash part them."""
        if self.over_time != "accrues":
            return set()
        pairs = combinations(self.named, 2)
        return {one for a, b in pairs if self.all_rules.contradict(a, b) for one in (a, b)}

    def contradiction(self, arena: list[Statement], sets: dict[Statement, Spans]) -> None:
        """More than one camp."""
        judge = self.all_rules
        camps = maximal_consistent(sets.values(), self.axis)
        if len(camps) < 2:
            return
        members = [[one for one in arena if sets[one] in group] for group, _ in camps]
        conflicting = [one for one in arena if not all(one in camp for camp in members)]
        voices = {one.voice for one in conflicting}
        named = [one for one in conflicting if one in self.named]
        alone = len(voices) == 1 and len(named) == len(conflicting)
        selves = judge.self_contradicting(self.question)
        covered = {sets[one] for one in selves.get(conflicting[0].voice, set()) if one in arena}
        if alone and {sets[one] for one in conflicting} <= covered:
            return
        pairs = [(a, b) for a, b in combinations(conflicting, 2) if not meet(sets[a], sets[b])]
        own_words = [(a, b) for a, b in pairs if not a.claim.leaked and not b.claim.leaked]
        named_camps = maximal_consistent([sets[one] for one in arena if one in self.named], self.axis)
        told = {
            "anonymous": len(named_camps) < 2,
            "within-one-side": len(named_camps) > 1
            and bool(frozenset.intersection(*(one.roots for one in named))),
            "relays-differ": alone
            and bool(own_words)
            and not any(judge.share_a_route(a, b) for a, b in own_words),
            "narrowly": self.narrowly([common for _, common in camps]),
            "leaked": any(one.claim.leaked for one in conflicting),
        }
        judge.report(
            "contradiction",
            self.question,
            claims=ids(conflicting) | ids(self.clashing()),
            sides=judge.names(judge.roots_of_named(named)),
            camps=tuple(ids(one for one in camp if not one.says_everything) for camp in members),
            camp_standings=tuple(self.camp_standing(camp, conflicting) for camp in members),
            flags=flags(told),
        )

    def camp_standing(self, camp: list[Statement], conflicting: list[Statement]) -> str:
        """The best standing, judged within the camp, among its answers that are not in every camp."""
        standings = ["unverified"]
        for one in camp:
            if one in conflicting:
                supporters = [
                    other
                    for other in camp
                    if other in self.named and self.confirms(other, self.readings[one])
                ]
                standings.append(self.all_rules.standing_alone(supporters))
        return min(standings, key=RANKS.index)

    def narrowly(self, meets: list[Spans]) -> bool:
        """The nearest two camps lie within 5 % of the larger value, or a day, of each other."""
        if self.axis.name in ("yes/no", "path"):
            return False
        for a, b in combinations(meets, 2):
            if len(a) != 1 or len(b) != 1:
                continue
            (_, below), (above, _) = sorted((a[0], b[0]), key=span_order)
            below -= 1
            if self.axis.name == "instant":
                near = above - below < DAY
            else:
                near = Fraction(above - below) <= Fraction(5, 100) * max(abs(above), abs(below))
            if near:
                return True
        return False

    def tension(self) -> None:
        """Answers strain each other and at least one is a live named voice's: all claims of those answers.

        On what varies an answer is one of its as-of: two are tense where those overlap, and at no common instant.
        """
        judge = self.all_rules
        answers = defaultdict(set)
        for one in self.arena:
            if one not in judge.outgrown:
                answers[self.readings[one], one.as_of if self.over_time == "varies" else None].add(one)
        tense: set[Statement] = set()
        for a, b in combinations(answers, 2):
            sayers_a, sayers_b = answers[a], answers[b]
            ((sure_a, possible_a), _), ((sure_b, possible_b), _) = a, b
            pairs = [(one, other) for one in sayers_a for other in sayers_b]
            if any(judge.contradict(one, other) for one, other in pairs) or meet(sure_a, sure_b):
                continue
            if self.over_time == "varies":
                strain = any(judge.overlap(one, other) for one, other in pairs)
            else:
                strain = meet(possible_a, possible_b)
            if strain and (sayers_a | sayers_b) & self.named:
                tense |= sayers_a | sayers_b
        if tense:
            judge.report(
                "tension",
                self.question,
                claims=ids(tense),
                sides=judge.names(judge.roots_of_named(tense)),
                flags=flags({"may-be-growth": self.over_time == "accrues"}),
            )


def ids(statements: Iterable[Statement]) -> frozenset[str]:
    return frozenset(one.id for one in statements)


def flags(told: dict[str, bool]) -> frozenset[str]:
    return frozenset(flag for flag, holds in told.items() if holds)


def judge(dossier: Dossier) -> list[Verdict]:
    """The verdicts of the design on a dossier.

    Raises `ValueError` for a dossier that is refused: rings, an alias with two owners, two axes in one question.
    """
    return Judge(dossier).judge()
