"""Judgements put as findings, each with the sentence that says why; one function for each kind, reading like its rule."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypedDict

import attrs

from claimcheck.answers import INSTANT, Answer, Axis, _hull
from claimcheck.contradictions import Members, Parting, camps_of
from claimcheck.findings import (
    Agreement,
    Anachronism,
    Camp,
    Contradiction,
    Finding,
    Retraction,
    Revision,
    SelfContradiction,
    Tension,
    Unverified,
    Withheld,
)
from claimcheck.liveness import Ending, share_a_route
from claimcheck.sentences import (
    answer_in_words,
    capital,
    dates_of,
    listed,
    moment_in_words,
    origin_of,
    since,
    subject,
    unique,
)
from claimcheck.sources import Sides
from claimcheck.standings import Judgement, Position, Support
from claimcheck.statements import Asked, Resolved, Statement
from claimcheck.text import clean

__all__ = ["Scene"]

NARROW: Final = Fraction(1, 20)
"""Two camps lie narrowly apart where the gap is at most this share of the larger value."""
NARROW_SECONDS: Final = 24 * 60 * 60

_ANSWER: Final = "\x00"
"""Where a sentence puts the answer."""

_DENIALS: Final = ("denied", "denies", "disputed", "disputes", "disowned", "rejected", "never said")
_WITHDRAWALS: Final = (
    "withdrew",
    "withdrawn",
    "retracted",
    "corrected",
    "took back",
    "apologised",
    "apologized",
    "deleted",
)


class Sentence(TypedDict):
    """What of a finding is words."""

    reason: str
    why: str
    words: str


@attrs.define(eq=False)
class Scene:
    """One question as its findings are told: what was asked, by whom it was answered, who is whose side."""

    asked: Asked
    resolved: Resolved
    sides: Sides
    """Who is independent of whom."""
    heading: str = attrs.field(init=False)
    """What is asked, as a sentence begins with it."""

    def __attrs_post_init__(self) -> None:
        self.heading = capital(subject(self.asked.question))

    # Agreement and what is short of it

    def told(self, judgement: Judgement) -> Finding:
        """The finding for a judged answer: an agreement, or what rests on too few."""
        if judgement.standing == "corroborated":
            return self._agreement(judgement)
        if judgement.standing == "unverified":
            return self._unverified(judgement)
        return self._alone(judgement)

    def _agreement(self, judgement: Judgement) -> Agreement:
        supports = judgement.supports
        statements = [one for support in supports for one in support.statements]
        own_voices = [support for support in supports if support.own_voice]
        counting = [support for support in supports if not support.own_voice] if own_voices else supports
        opposed = self.sides.any_opposed([support.voice.key for support in counting])
        outlets = self._common_relays(counting)
        confirming = [one for one in judgement.confirming if one.named]
        outline = len(confirming) > 1 and len(camps_of(confirming)) > 1
        flags = self._common_flags(judgement, statements, supports)
        flags += ["opposed"] * opposed + ["one-outlet"] * bool(outlets) + ["outline-only"] * outline
        words = self.said(judgement.position)
        voices = unique([support.voice.name for support in counting])
        sides = self._names(judgement.sides)
        tie = "opposing sides" if opposed else "no tie declared between them"
        text = f"{listed(voices)} agree on {_ANSWER} ({tie}"
        if outlets:
            text += f"; {'both' if len(voices) == 2 else 'all'} as reported by {listed(outlets)}"
        text += ")"
        if outline:
            text += "; only in outline, since they contradict each other in detail"
        if "disputed-anonymously" in flags:
            text += "; somebody unnamed disputes it"
        if own_voices:
            own = unique([support.voice.name for support in own_voices])
            text += f"; {listed(own)} {'say' if len(own) > 1 else 'says'} so too in {_own_voice(own)}, source not given"
        return Agreement(
            self.asked.question,
            *self._claims(statements),
            **self._sentence(text, statements, words),
            standing="corroborated",
            answer=judgement.position.answer,
            sides=sides,
            consistent=self._consistent(judgement, statements),
            flags=_flags(flags),
            outlets=tuple(outlets),
        )

    def _alone(self, judgement: Judgement) -> Unverified:
        supports = judgement.supports
        statements = [one for support in supports for one in support.statements]
        words = self.said(judgement.position)
        flags = self._common_flags(judgement, statements, supports)
        who = unique(support.voice.name for support in supports)
        if len(who) == 1:
            text = f"{who[0]} is alone in saying {_ANSWER}"
        elif common := frozenset.intersection(*(support.roots for support in supports)):
            text = f"{listed(who)} say {_ANSWER}, all on the side of {listed(self._names(common))}"
        else:
            text = f"{listed(who)} say {_ANSWER}, no two of them independent"
        if all(support.own_voice for support in supports):
            text += f", in {_own_voice(who)}, source not given"
        relays = self._common_relays(supports)
        if relays and len(who) == 1:
            text += f", as reported by {listed(relays)}"
        if "disputed-anonymously" in flags:
            text += "; somebody unnamed disputes it"
        return self._short_of(judgement, judgement.standing, statements, flags, words, text)

    def _unverified(self, judgement: Judgement) -> Unverified:
        statements = [one for position in judgement.confirming for one in position.statements]
        words = self.said(judgement.position)
        flags = ["anonymous"] if any(not one.voice.named for one in statements) else []
        flags += ["hearsay"] * any(one.hearsay for one in statements)
        flags += self._echo_flag(statements) + ["leaked"] * any(one.claim.leaked for one in statements)
        who = unique(origin_of(one, self.sides) for one in statements)
        if len(who) == 1:
            text = f"{who[0]}{',' * (', ' in who[0])} is alone in saying {_ANSWER}"
        else:
            text = f"only {listed(who)} say {_ANSWER}, nobody who can be held to it"
        return self._short_of(judgement, "unverified", statements, flags, words, text)

    def _short_of(
        self,
        judgement: Judgement,
        standing: str,
        statements: Sequence[Statement],
        flags: Sequence[str],
        words: str,
        text: str,
    ) -> Unverified:
        sides = judgement.sides if standing != "unverified" else frozenset()
        return Unverified(
            self.asked.question,
            *self._claims(statements),
            **self._sentence(text, statements, words),
            standing=standing,
            answer=judgement.position.answer,
            sides=self._names(sides),
            consistent=self._consistent(judgement, statements),
            flags=_flags(flags),
        )

    # Contradiction and tension

    def contradiction(
        self,
        parting: Parting,
        parted: Sequence[Statement],
        relays_differ: bool,
        before: Sequence[Statement] = (),
    ) -> Contradiction:
        """The finding for a question with more than one camp.

        `parted` are the statements that are not in every camp; `before` those on a growing count that clash with others at
        an earlier time than the camps are told for.
        """
        conflict = [*parted, *before]
        named = [one for one in conflict if one.named]
        camps = tuple(self._camp(members) for members in parting.members(self.sides))
        voices = {one.voice.key for one in named}
        anonymous = len(parting.named_meets) <= 1
        within = bool(named) and not anonymous and bool(frozenset.intersection(*(one.roots for one in named)))
        margin = _margin(self.asked.axis, parting)
        narrowly = margin is not None and (
            margin < NARROW_SECONDS if self.asked.axis.name == "instant" else margin <= NARROW
        )
        flags = ["anonymous"] * anonymous + ["within-one-side"] * within + ["relays-differ"] * relays_differ
        flags += ["narrowly"] * narrowly + ["leaked"] * any(one.claim.leaked for one in conflict)
        flags += ["hearsay"] * any(one.hearsay for one in conflict)
        common = self._common(parting)
        text = "; against ".join(
            f"{camp.said} ({self._camp_voices(camp)}, {_camp_standing(camp)})" for camp in camps[:6]
        )
        if len(camps) > 6:
            text += f"; against {len(camps) - 6} more"
        if within and len(voices) == 1:
            text += f"; all from {named[0].voice.name}" + (
                ", through different relays" if relays_differ else ""
            )
        elif within:
            text += "; all within one side"
        if before:
            text += f"; contested at an earlier time: {listed(unique(map(self._told_of, before)))}"
        if narrowly:
            text += "; narrowly apart"
        if common:
            text += f"; all allow {common}"
        return Contradiction(
            self.asked.question,
            *self._claims(conflict),
            **self._sentence(text, conflict, listed([camp.said for camp in camps], "or")),
            standing=None if anonymous else "contested",
            sides=self._names(frozenset().union(*(one.roots for one in named))),
            camps=camps,
            flags=_flags(flags),
            margin=margin,
            common=common,
            sets=tuple(
                (one.answer.possible, tuple(sorted({statement.id for statement in one.statements})))
                for one in parting.positions
            ),
        )

    def _told_of(self, one: Statement) -> str:
        when = one.claim.as_of or one.claim.attribution.said
        as_of = f", as of {moment_in_words(when)}" if when is not None else ""
        return f"{self._said([one])} ({origin_of(one, self.sides)}{as_of})"

    def _camp(self, members: Members) -> Camp:
        answer = Answer.of_normal(self.asked.axis, members.meet, members.meet)
        statements = [one for position in members.all for one in position.statements]
        apart = [one for position in members.distinct for one in position.statements]
        claims, refs = self._claims(statements)
        roots: frozenset[str] = frozenset().union(*(one.roots for one in apart if one.named))
        named = unique(one.voice.name for one in apart if one.named)
        unnamed = unique(origin_of(one, self.sides) for one in apart if not one.named)
        return Camp(
            answer,
            claims,
            refs,
            self._names(roots),
            members.standing,
            members.anonymous,
            self.words(answer),
            self._camp_said(members) or self.words(answer),
            tuple(named or unnamed),
        )

    def _camp_said(self, members: Members) -> str:
        """What a camp's own answers say, where they are few; a growing count is read at the time of the clash."""
        said = []
        for position in members.distinct[:4]:
            words = self.said(position)
            if words not in said:
                said.append(words)
        return "" if len(said) > 3 or len(members.distinct) > 4 else listed(said)

    @staticmethod
    def _camp_voices(camp: Camp) -> str:
        return listed(camp.voices) or "nobody apart"

    def _common(self, parting: Parting) -> str:
        if self.asked.axis.grid is None or self.asked.axis.name == "yes/no":
            return ""
        hulls = [_hull(meet)[0] for meet in parting.meets]
        lowers, uppers = [lower for lower, _ in hulls], [upper for _, upper in hulls]
        axis = self.asked.axis
        lower = axis.lowest if None in lowers else min(lowers)
        upper = axis.top if None in uppers else max(uppers)
        if lower == axis.lowest and upper == axis.top:
            return ""
        return self.words(Answer(axis, [(lower, upper)]))

    def tension(self, positions: Sequence[Position]) -> Tension:
        """Answers that strain each other: one finding a question."""
        statements = [one for position in positions for one in position.statements]
        growth = self.asked.meaning.over_time == "accrues"
        parts = []
        for position in positions:
            who = unique(origin_of(one, self.sides) for one in position.statements)
            parts.append(f"{self.said(position)} ({listed(who)})")
        text = f"{listed(parts)} strain each other: no clear contradiction, but worth a look"
        if growth:
            text += "; it may be growth"
        roots = frozenset().union(*(one.roots for one in statements if one.named))
        return Tension(
            self.asked.question,
            *self._claims(statements),
            **self._sentence(text, statements),
            sides=self._names(roots),
            flags=_flags(["may-be-growth"] * growth + ["hearsay"] * any(one.hearsay for one in statements)),
        )

    # What one voice did

    def self_contradiction(self, statements: Sequence[Statement]) -> SelfContradiction:
        """One voice's contradicting answers, none strictly later."""
        words = listed(unique(self._said([one]) for one in statements))
        text = f"{statements[0].voice.name} contradicts itself, with neither said later: {words}"
        return SelfContradiction(
            self.asked.question,
            *self._claims(statements),
            **self._sentence(text, statements),
            sides=self._names(statements[0].roots),
        )

    def revision(self, by: Statement, ended: Sequence[Statement]) -> Revision:
        """A voice that now says otherwise."""
        before = listed(unique(self._said([one]) for one in ended))
        earlier = dates_of(ended)
        text = f"{by.voice.name}{since(by)} revised {before}{f' ({earlier})' if earlier else ''} to {self._said([by])}"
        return Revision(
            self.asked.question,
            *self._claims([by, *ended]),
            **self._sentence(text, (), self.words(by.answer)),
            answer=by.answer,
            sides=self._names(by.voice.roots),
            flags=_flags(self._echo_flag(ended)),
        )

    def retraction(
        self, by: Statement, direct: Sequence[Statement], echoes: Sequence[Statement]
    ) -> Retraction:
        """Claims that their origin, or a relay they came through, withdrew or corrected; and the echoes that fell."""
        ended, asked = [*direct, *echoes], (direct or echoes)[0].asked
        origin = origin_of(ended[0], self.sides)
        before = listed(unique(answer_in_words(one.answer, one.asked) for one in ended))
        disputed = any(_disputes_having_said(by, one) for one in direct)
        own = by.voice.key == ended[0].voice.key
        if disputed:
            text = f"{by.voice.name} disputes having said{since(by)}: {before}"
        elif by.answer.is_everything:
            whose = "" if own else f", which came from {origin},"
            text = f"{by.voice.name}{since(by)} withdrew {before}{whose}"
        else:
            whose = "" if own else f", which came from {origin},"
            text = f"{by.voice.name}{since(by)} corrected {before}{whose} to {answer_in_words(by.answer, by.asked)}"
        flags = ["disputes-having-said"] * disputed + self._echo_flag(ended)
        flags += ["anonymous"] * any(not one.voice.named for one in ended)
        return Retraction(
            asked.question,
            *self._claims([by, *ended]),
            **self._sentence(text.rstrip(","), ()),
            sides=self._names(by.voice.roots),
            flags=_flags(flags),
        )

    def anachronism(self, one: Statement) -> Anachronism:
        """A report of an outcome that was said wholly before its event began."""
        text = f"{origin_of(one, self.sides)} reported {_ANSWER}{since(one)}, before the event began"
        return Anachronism(
            self.asked.question,
            *self._claims([one]),
            **self._sentence(text, (), self.words(one.answer)),
            answer=one.answer,
            sides=self._names(one.voice.roots),
            flags=_flags(["anonymous"] * (not one.voice.named)),
        )

    def withheld(self, roots: frozenset[str], statements: Sequence[Statement]) -> Withheld:
        """A side that should know did not disclose, according to whom."""
        who = unique(origin_of(one, self.sides) for one in statements)
        silent = unique(one.claim.silent or origin_of(one, self.sides) for one in statements)
        text = f"{listed(silent)} did not disclose it" + (
            "" if who == silent else f", according to {listed(who)}"
        )
        unnamed = not any(one.named for one in statements)
        return Withheld(
            self.asked.question,
            *self._claims(statements),
            **self._sentence(text, statements),
            sides=self._names(frozenset(root for root in roots if not root.startswith("\x1e"))),
            flags=_flags(["anonymous"] * unnamed),
        )

    # What the sentences share

    def words(self, answer: Answer) -> str:
        """An answer in English."""
        return answer_in_words(answer, self.asked)

    def said(self, position: Position) -> str:
        """A position as it was said, where all say it in the same words; else its answer in English."""
        return self._said(position.statements)

    def said_by(self, one: Statement) -> str:
        """One statement's answer as it was said, or in English."""
        return self._said([one])

    def _said(self, statements: Sequence[Statement]) -> str:
        answer = statements[0].answer
        given = {one.claim.answer for one in statements}
        if len(given) == 1 and self.asked.axis is not INSTANT and self.asked.base is None:
            (words,) = given
            if isinstance(words, int):
                return f"{words:,}"
            if isinstance(words, str) and len(words) <= 60 and not _is_one_value(answer):
                return clean(words)
        return self.words(answer)

    def _sentence(self, text: str, statements: Iterable[Statement], words: str = "") -> Sentence:
        """The sentence in full, and without question and answer; both with the dates of some statements."""
        dates = dates_of(statements)
        if dates and text.endswith(")"):
            text = f"{text[:-1]}; {dates})"
        elif dates:
            text = f"{text} ({dates})"
        told = f"{text}."
        return {
            "reason": f"{self.heading}: {told.replace(_ANSWER, words)}",
            "why": capital(told.replace(_ANSWER, "this")),
            "words": words,
        }

    def _claims(self, statements: Iterable[Statement]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        ids = sorted({one.id for one in statements})
        labels = self.resolved.labels
        return tuple(ids), tuple(sorted([labels[id] for id in ids]))

    def _names(self, roots: frozenset[str]) -> tuple[str, ...]:
        return self.sides.names(roots)

    def _common_flags(
        self, judgement: Judgement, statements: Sequence[Statement], supports: Sequence[Support]
    ) -> list[str]:
        flags = self._echo_flag(statements)
        if any([support.own_voice for support in supports]):
            flags.append("source-not-given")
        if any([one.claim.leaked for one in statements]):
            flags.append("leaked")
        if judgement.disputed_anonymously:
            flags.append("disputed-anonymously")
        return flags

    @staticmethod
    def _echo_flag(statements: Sequence[Statement]) -> list[str]:
        if len({one.voice.key for one in statements}) == len(statements):
            return []
        chains: dict[Any, set[tuple[str, ...]]] = {}
        for one in statements:
            chains.setdefault((one.voice.key, one.answer), set()).add(one.relays)
        return ["echo"] if any([len(several) > 1 for several in chains.values()]) else []

    def _common_relays(self, supports: Sequence[Support]) -> list[str]:
        """The named relays that every route of every supporter passes; an outlet's own voice came through itself."""
        common: set[str] | None = None
        for support in supports:
            for one in support.statements:
                passed = set(one.relays)
                if support.voice.outlet and len(supports) > 1:
                    passed.add(support.voice.key)
                common = passed if common is None else common & passed
                if not common:
                    return []
        return unique(self.sides.name(relay) for relay in common or () if not relay.startswith("\x1e"))

    def _consistent(self, judgement: Judgement, statements: Sequence[Statement]) -> tuple[str, ...]:
        """What the finding hides behind it, and unnamed voices that say the very same; as refs."""
        ids = {one.id for one in judgement.position.statements}
        for hidden in judgement.hides:
            ids.update([one.id for one in hidden.position.statements])
        ids.difference_update([one.id for one in statements])
        return tuple(sorted(self.resolved.labels[id] for id in ids)) if ids else ()


def _own_voice(names: Sequence[str]) -> str:
    return "its own voice" if len(names) == 1 else "their own voices"


def _flags(flags: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(flags))) if flags else ()


def _is_one_value(answer: Answer) -> bool:
    if answer.sure != answer.possible or len(answer.sure) != 1 or answer.axis.grid is None:
        return False
    lower, upper = answer.sure[0]
    return lower is not None and upper is not None and bool(upper - lower == 1)


def _camp_standing(camp: Camp) -> str:
    if camp.standing == "unverified":
        return "nobody named"
    if camp.standing == "corroborated" and len(camp.sides) > 1:
        return f"corroborated by {_counted(len(camp.sides))} sides"
    return camp.standing


def _counted(number: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if number < len(words) else str(number)


def _margin(axis: Axis, parting: Parting) -> Fraction | None:
    if axis.grid is None or axis.name == "yes/no" or any(len(meet) != 1 for meet in parting.meets):
        return None
    answers = [Answer.of_normal(axis, meet, meet) for meet in parting.meets]
    margins = [
        margin for one, other in itertools.pairwise(answers) if (margin := one.margin(other)) is not None
    ]
    return min(margins, default=None)


def _disputes_having_said(by: Statement, told: Statement) -> bool:
    """Whether a person denies a quote that reached us through others."""
    if by.voice.key != told.voice.key or not by.answer.is_everything or not told.route:
        return False
    cue = (by.claim.attribution.cue or "").casefold()
    if any(word in cue for word in _DENIALS):
        return True
    return not any(word in cue for word in _WITHDRAWALS) and not share_a_route(by, told)


def ended_by(endings: Iterable[tuple[Statement, Ending]]) -> Mapping[str, tuple[Statement, list[Statement]]]:
    """What each replacing or revising claim ended, by its id."""
    found: dict[str, tuple[Statement, list[Statement]]] = {}
    for one, ending in endings:
        found.setdefault(ending.by.id, (ending.by, []))[1].append(one)
    return found
