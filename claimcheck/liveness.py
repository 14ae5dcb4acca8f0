"""Which statements still stand, and which never were a voice: hearsay, narration, withdrawn, revised, outgrown.

Only live statements count. One is dead when its origin or, for what came through it, a relay replaced it, or when the same
voice later contradicted it by a shared route; its echoes fall with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate
from typing import Any

import attrs

from claimcheck.answers import Answer, ends_of
from claimcheck.moments import ALWAYS, Window, wholly_later
from claimcheck.sources import Sides
from claimcheck.statements import Asked, Notice, Resolved, Statement

__all__ = [
    "Ending",
    "clash",
    "date_echoes",
    "find_replaced",
    "find_revised",
    "find_self_contradictions",
    "latest",
    "mark_hearsay",
    "mark_narration",
    "mark_outgrown",
    "read_at",
    "share_a_route",
]


@attrs.frozen(eq=False)
class Ending:
    """What ended a statement: the one that ended it, and whether it fell as an echo of another that was ended."""

    by: Statement
    echo: bool = False


def echo_key(one: Statement) -> tuple[Any, ...]:
    """Who says what: statements on one question that share it are echoes of one another.

    Saying nothing is an echo only where the same is passed over in silence, or withdrawn.
    """
    if one.vacuous:
        return one.voice.key, one.answer, one.silence, one.claim.silent, one.claim.replaces
    return one.voice.key, one.answer


def echoes_of(statements: Iterable[Statement]) -> dict[tuple[Any, ...], list[Statement]]:
    """Statements of one question, gathered with their echoes."""
    groups: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        groups[echo_key(one)].append(one)
    return groups


def date_echoes(asked: Asked) -> None:
    """An undated echo has the date of its earliest dated fellow."""
    for fellows in echoes_of(asked.statements).values():
        dated = [one for one in fellows if one.dated]
        if not dated or len(dated) == len(fellows):
            continue
        earliest = min(dated, key=lambda one: (one.said, one.id))
        for one in fellows:
            if not one.dated:
                one.said, one.said_anywhere, one.dated = earliest.said, earliest.said_anywhere, True
                if one.claim.as_of is None:
                    one.as_of = earliest.as_of


# Who has no voice


def mark_hearsay(resolved: Resolved, ended: Container[str] = ()) -> None:
    """Words that reached us only through a relay opposed to the origin's side are nobody's voice.

    What is based on nothing but voiceless claims is voiceless too. Claims that were `ended` are no route any more.
    """
    for asked in resolved.questions.values():
        if asked.crossed:
            for fellows in echoes_of(one for one in asked.statements if one.id not in ended).values():
                if all(one.opposed_route for one in fellows):
                    for one in fellows:
                        one.named = False
                        one.hearsay = True
    based = [id for id, claim in resolved.claims.items() if claim.based_on]
    changed = bool(based)
    while changed:
        changed = False
        for id in based:
            bases = [
                resolved.statements[base][0]
                for base in resolved.claims[id].based_on
                if base in resolved.statements
            ]
            if bases and not any(base.named for base in bases):
                for one in resolved.statements[id]:
                    changed = changed or one.named
                    one.named = False


def mark_narration(asked: Asked, sides: Sides) -> None:
    """An outlet's own unwitnessed words are no voice where what it relays from elsewhere on the question implies them."""
    own = [one for one in asked.statements if one.own_voice and not one.silence]
    if not own:
        return
    relayed: dict[str, list[Statement]] = defaultdict(list)
    for one in asked.statements:
        for relay in one.relays:
            relayed[relay].append(one)
    accrues = asked.meaning.over_time == "accrues"
    time = latest(one for one in asked.statements if not one.vacuous) if accrues else 0
    for outlet in own:
        said = read_at(outlet, time).answer if accrues else outlet.answer
        for source in relayed.get(outlet.voice.key, ()):
            elsewhere = not source.voice.named or not (source.roots & outlet.voice.roots)
            if elsewhere and (read_at(source, time).answer if accrues else source.answer).confirms(said):
                outlet.named = False
                outlet.narration = True
                break


# Withdrawal


def find_replaced(resolved: Resolved) -> dict[str, Ending]:
    """Claims that a live claim of their origin, or of a relay they came through, replaces; by id, echoes included.

    Others' attempts, replacements whose target is not here and withdrawn bases are noted in `resolved.notices`.
    """
    links: dict[str, set[str]] = {}
    direct: dict[str, set[str]] = {}
    for id in [id for id, claim in resolved.claims.items() if claim.replaces]:
        claim = resolved.claims[id]
        replacer = resolved.statements[id][0]
        for target in claim.replaces:
            label = resolved.labels[id]
            if target not in resolved.statements:
                text = f"{label} replaces {target[:8]}, which is not in this dossier."
                resolved.notices.append(Notice("replacement without target", text, (id,)))
                continue
            told = resolved.statements[target][0]
            if not _may_replace(replacer, told):
                text = f"{label} can't withdraw {resolved.labels[target]}: it comes neither from its origin nor from a relay of it."
                resolved.notices.append(Notice("replacement ignored", text, (id, target)))
                continue
            direct.setdefault(id, set()).add(target)
            links.setdefault(id, set()).update(_with_echoes(replacer, told, resolved))
    if not links:
        return {}
    ended = _ended(links) or _ended(direct) or {}
    endings = {}
    for id, by in ended.items():
        replacer = resolved.statements[by][0]
        endings[id] = Ending(replacer, echo=id not in direct.get(by, ()))
    for id, claim in sorted(resolved.claims.items()):
        withdrawn = [base for base in claim.based_on if base in endings]
        if withdrawn and id not in endings:
            names = ", ".join(resolved.labels[base] for base in withdrawn)
            text = f"{resolved.labels[id]} is based on {names}, since withdrawn."
            resolved.notices.append(Notice("withdrawn basis", text, (id, *withdrawn)))
    return endings


def _may_replace(replacer: Statement, told: Statement) -> bool:
    if replacer.claim.leaked or replacer.hearsay:
        return False
    return replacer.voice.key == told.voice.key or replacer.voice.key in told.relays


def _with_echoes(replacer: Statement, told: Statement, resolved: Resolved) -> set[str]:
    """The claim that is replaced, and its echoes, save those said strictly after the withdrawal.

    Where a relay takes back what came through it, what came by other routes stays.
    """
    fellows = {told.id}
    by_relay = replacer.voice.key != told.voice.key
    above = None
    for one in told.asked.statements:
        if one is replacer or one is told or echo_key(one) != echo_key(told):
            continue
        alike = one.said == told.said and one.relays == told.relays
        if one.id == replacer.id or (strictly_after(one, replacer) and not alike):
            continue
        if by_relay and replacer.voice.key not in one.relays:
            continue
        if above is None:
            above = _replacers_of(replacer.id, resolved)
        if one.id not in above:
            fellows.add(one.id)
    return fellows


def _replacers_of(id: str, resolved: Resolved) -> set[str]:
    """All claims that replace a claim, near or far."""
    reached = {id}
    grown = True
    while grown:
        grown = False
        for other in resolved.statements:
            if other not in reached and not reached.isdisjoint(resolved.claims[other].replaces):
                reached.add(other)
                grown = True
    return reached


def strictly_after(one: Statement, other: Statement) -> bool:
    """Whether one statement was wholly said after another; in the event's zone where both are of one voice."""
    if one.voice.key == other.voice.key:
        return wholly_later(one.said, other.said)
    return wholly_later(one.said_anywhere, other.said_anywhere)


def _ended(links: dict[str, set[str]]) -> dict[str, str] | None:
    """Who is ended by whom, where only a live replacer ends anything; None where the links go round."""
    replacers: dict[str, set[str]] = defaultdict(set)
    for replacer, targets in links.items():
        for target in targets:
            replacers[target].add(replacer)
    try:
        order = tuple(
            TopologicalSorter({id: sorted(by) for id, by in sorted(replacers.items())}).static_order()
        )
    except CycleError:
        return None
    ended: dict[str, str] = {}
    for id in order:
        live = [by for by in replacers.get(id, ()) if by not in ended]
        if live:
            ended[id] = min(live)
    return ended


# Revision


def share_a_route(one: Statement, other: Statement) -> bool:
    """Whether both came directly, or through one relay in common; a relay on the voice's own side counts as direct."""
    if not one.route and not other.route:
        return True
    return not one.route.isdisjoint(other.route)


def clash(one: Statement, other: Statement, over_time: str) -> bool:
    """Whether two statements on one question contradict each other, each read at its own time."""
    if over_time == "fixed":
        return one.answer.contradicts(other.answer)
    if over_time == "varies":
        return one.as_of == other.as_of and is_instant(one.as_of) and one.answer.contradicts(other.answer)
    if (
        one.as_of == other.as_of
        and is_instant(one.as_of)
        and at_its_time(one).contradicts(at_its_time(other))
    ):
        return True
    return _passes_under(one, other) or _passes_under(other, one)


def at_its_time(one: Statement) -> Answer:
    """What a growing count's statement says of its own as-of: an outgrown one, only that much or more."""
    return one.answer.or_more() if one.outgrown else one.answer


def _passes_under(floor: Statement, ceiling: Statement) -> bool:
    """Whether a ceiling that binds no earlier than a floor lies below it."""
    if ceiling.outgrown or floor.as_of[1] > ceiling.as_of[0]:
        return False
    lower, upper = floor_of(floor.answer), ceiling_of(ceiling.answer)
    return lower is not None and upper is not None and bool(upper <= lower)


def floor_of(answer: Answer) -> int | None:
    """The lowest possible value; None where there is none."""
    lower: int | None = answer.possible[0][0]
    return lower


def ceiling_of(answer: Answer) -> int | None:
    """The first value above all possible ones; None where there is none."""
    upper: int | None = answer.possible[-1][1]
    return upper


def is_instant(window: Window) -> bool:
    """Whether a window is one moment that is known."""
    return window[0] == window[1] and window[0] != ALWAYS[0]


def find_revised(statements: Sequence[Statement], over_time: str) -> dict[int, Ending]:
    """Statements that the same named voice later contradicted by a shared route, echoes included; by position."""
    endings: dict[int, Ending] = {}
    for positions in _by_voice(statements, lambda one: not one.claim.leaked):
        own = [(position, statements[position]) for position in positions]
        alike = _alike(one for _, one in own)
        revisable = {
            id(one): later
            for group in alike
            if (later := [other for others in alike if _may_revise(others[0], group[0]) for other in others])
            for one in group
        }
        if not revisable:
            continue
        for position, one in own:
            later = [other for other in revisable.get(id(one), ()) if clash(one, other, over_time)]
            if later:
                endings[position] = Ending(min(later, key=lambda other: (other.said, other.id)))
        revised = [(statements[position], endings[position].by) for position, _ in own if position in endings]
        for position, one in own:
            if position in endings:
                continue
            for fellow, by in revised:
                if fellow.answer == one.answer and not wholly_later(one.said, by.said):
                    endings[position] = Ending(by, echo=True)
                    break
    return endings


def _alike(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Statements of one voice that were said at one time by one route: order and route are the same for all of them."""
    groups: dict[tuple[Window, frozenset[str]], list[Statement]] = {}
    for one in statements:
        groups.setdefault((one.said, one.route), []).append(one)
    return list(groups.values())


def _may_revise(later: Statement, earlier: Statement) -> bool:
    return wholly_later(later.said, earlier.said) and share_a_route(earlier, later)


def find_self_contradictions(live: Sequence[Statement], over_time: str) -> list[tuple[list[Statement], bool]]:
    """Per voice that contradicts itself: its statements that do, and whether by a shared route and in no order."""
    found = []
    for positions in _by_voice(live, lambda one: True):
        alike = _alike(live[position] for position in positions)
        shared: list[Statement] = []
        apart: list[Statement] = []
        for index, group in enumerate(alike):
            for others in alike[index:]:
                unordered = not (_later(group, others) or _later(others, group))
                same_way = unordered and share_a_route(group[0], others[0])
                for one, leaked in _clashing(group, others, over_time):
                    (shared if same_way and not leaked else apart).append(one)
        if shared:
            found.append((_once(shared), True))
        if apart:
            found.append((_once(apart), False))
    return found


def _later(group: Sequence[Statement], others: Sequence[Statement]) -> bool:
    return wholly_later(group[0].said, others[0].said)


def _once(statements: Iterable[Statement]) -> list[Statement]:
    return list({id(one): one for one in statements}.values())


def _clashing(
    group: Sequence[Statement], others: Sequence[Statement], over_time: str
) -> Iterable[tuple[Statement, bool]]:
    """Statements of two groups that clash with one of the other group, and whether either of the two was leaked.

    Pair by pair, save where many exact or ranged answers make that too many: there the outermost of the others decide.
    """
    leaks = any(one.claim.leaked for one in (*group, *others))
    single = all(len(one.answer.possible) == 1 for one in (*group, *others))
    if over_time != "fixed" or leaks or not single or len(group) * len(others) < 1000:
        for index, one in enumerate(group):
            for other in others[index + 1 :] if others is group else others:
                if clash(one, other, over_time):
                    leaked = one.claim.leaked or other.claim.leaked
                    yield one, leaked
                    yield other, leaked
        return
    for some, rest in ((group, others), (others, group)):
        highest = max(rest, key=lambda one: ends_of(one.answer.axis, one.answer.possible)[0])
        lowest = min(rest, key=lambda one: ends_of(one.answer.axis, one.answer.possible)[1])
        for one in some:
            if one.answer.contradicts(highest.answer) or one.answer.contradicts(lowest.answer):
                yield one, False


def _by_voice(statements: Sequence[Statement], counts: Callable[[Statement], bool]) -> list[list[int]]:
    """Positions of the statements of each named voice that gives more than one answer."""
    if len({one.voice.key for one in statements}) == len(statements):
        return []
    by_voice: dict[str, list[int]] = {}
    for position, one in enumerate(statements):
        if one.named and counts(one):
            by_voice.setdefault(one.voice.key, []).append(position)
    return [
        positions
        for positions in by_voice.values()
        if len(positions) > 1
        and any(statements[p].answer != statements[positions[0]].answer for p in positions)
    ]


# Growing counts


@attrs.frozen(eq=False)
class Read:
    """How a statement on a growing count is read at some time."""

    answer: Answer
    flat: Answer


def latest(statements: Iterable[Statement]) -> float:
    """The latest known as-of time; minus infinity where none is known."""
    return max((one.as_of[1] for one in statements if one.as_of[1] != ALWAYS[1]), default=ALWAYS[0])


def read_at(statement: Statement, time: float) -> Read:
    """A growing count's answer read at a time: that much or more later, that much or less earlier."""
    if statement.outgrown:
        return Read(statement.answer.or_more(), statement.flat.or_more())
    first, last = statement.as_of
    if first == last == time:
        return Read(statement.answer, statement.flat)
    return Read(_shifted(statement.answer, first, last, time), _shifted(statement.flat, first, last, time))


def _shifted(answer: Answer, first: float, last: float, time: float) -> Answer:
    axis = answer.axis
    if last <= time:
        return Answer.of_normal(axis, answer.sure, answer.or_more().possible)
    if first >= time:
        return Answer.of_normal(axis, answer.sure, ((axis.lowest, answer.possible[-1][1]),))
    return Answer.of_normal(axis, answer.sure, axis.whole)


def mark_outgrown(live: Sequence[Statement]) -> None:
    """Older figures of one side's trail: those after which the side gave one no lower, wholly later."""
    figures = [
        one
        for one in live
        if one.named and not one.claim.leaked and not one.answer.reaches_both_ends and one.answer == one.flat
    ]
    tolls = [one for one in figures if one.as_of[0] != ALWAYS[0]]
    trails: dict[str, list[Statement]] = defaultdict(list)
    for toll in sorted(tolls, key=lambda one: one.as_of[0]):
        for root in toll.roots:
            trails[root].append(toll)
    highest_from = {root: _highest_from(trail) for root, trail in trails.items()}
    for one in figures:
        lower = _bottom(one.answer)
        for root in one.roots:
            trail = trails.get(root, [])
            later = bisect_right(trail, one.as_of[1], key=lambda toll: toll.as_of[0])
            if later < len(trail) and highest_from[root][later] >= lower:
                one.outgrown = True
                break


def _highest_from(trail: Sequence[Statement]) -> list[float]:
    """For each place in a trail, the highest lower end from there on."""
    highest = list(accumulate((_bottom(toll.answer) for toll in reversed(trail)), max))
    return highest[::-1]


def _bottom(answer: Answer) -> float:
    lower = answer.possible[0][0]
    return float("-inf") if lower is None else lower
