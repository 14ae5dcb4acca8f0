"""What a user would want to know and no law forbids: suspicions about a dossier, never merges.

Each rule is one function and goes over the claims, or the questions, once. Names are compared as they are read; only
here, where nothing is decided, also by how they look.

>>> from claimcheck.dossiers import Dossier
>>> from claimcheck.events import Event
>>> from claimcheck.sources import Source
>>> from claimcheck.resolving import resolve
>>> raid = Event("raid", when="2025-07-04")
>>> dossier = Dossier([Source("officials").says(raid, "killed", 2)])
>>> [notice.kind for notice in find_notices(resolve(dossier))]
['reads as anonymous']
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Final

import attrs

from claimcheck.errors import shown
from claimcheck.moments import ALWAYS
from claimcheck.sentences import listed, subject
from claimcheck.statements import Asked, Notice, Resolved, Statement
from claimcheck.text import clean, fold, skeleton

__all__ = ["find_notices"]

MOST_ASPECTS: Final = 5_000
"""So many undeclared aspects, the first by name, are searched for misspellings; a notice says so where there are more."""
_LEAST_LETTERS: Final = 5
_MOST_ALIKE: Final = 3
_MOST_WIDER: Final = 8
_MOST_SCOPE_KEYS: Final = 6


def find_notices(resolved: Resolved) -> Iterable[Notice]:
    """All notices on a dossier that is resolved, sorted; nearly linear in its claims and questions."""
    names = _Names.of(resolved)
    notices = {
        *_spelt_differently(names),
        *_look_alike_sources(names, resolved),
        *_read_as_anonymous(names, resolved),
        *_look_alike_aspects(resolved),
        *_alone_for_want_of_a_scope(resolved),
        *_undated(resolved),
        *_perhaps_one_place(resolved),
        *_perhaps_one_event(resolved),
    }
    return sorted(notices)


def _listed_labels(ids: Iterable[str], resolved: Resolved) -> str:
    return listed(sorted(clean(resolved.labels[one]) for one in ids))


# Sources


@attrs.frozen(eq=False)
class _Names:
    """The names of sources as they are written in a dossier, by how they are read."""

    spellings: dict[str, list[str]]
    """By folded name; sorted."""
    used: frozenset[str]
    """The spellings that claims use, not only declarations."""

    @classmethod
    def of(cls, resolved: Resolved) -> _Names:
        used: set[str] = set()
        chains: set[tuple[object, ...]] = set()
        for claim in resolved.claims.values():
            attribution = claim.attribution
            if type(attribution.origin) is str:
                used.add(attribution.origin)
            if attribution.relays:
                chains.add(attribution.relays)
            if claim.silent is not None:
                used.add(claim.silent)
        used.update(relay for chain in chains for relay in chain if type(relay) is str)
        names = set(used)
        for source in resolved.dossier.sources:
            names.update((source.name, *source.controlled_by, *source.aliases))
        spellings: dict[str, list[str]] = {}
        for name in sorted(names):
            spellings.setdefault(fold(name), []).append(name)
        return cls(spellings, frozenset(used))


def _spelt_differently(names: _Names) -> Iterator[Notice]:
    """Names that fold alike but are spelt differently: one source."""
    for several in names.spellings.values():
        if len(several) > 1:
            text = f"{listed(list(map(shown, several)))} are spelt differently and read as one source."
            yield Notice("source spelt differently", text)


def _look_alike_sources(names: _Names, resolved: Resolved) -> Iterator[Notice]:
    """Names that look alike but are read as different sources."""
    groups: dict[str, list[str]] = {}
    for folded in names.spellings:
        groups.setdefault(skeleton(folded), []).append(folded)
    for alike in groups.values():
        if len({resolved.sides.key(folded) for folded in alike}) < 2:
            continue
        spelt = [names.spellings[folded][0] for folded in sorted(alike)]
        letters = _foreign_letters(spelt)
        told = listed(list(map(shown, spelt)))
        text = f"{told} look alike but are read as {len(spelt)} sources; the letters differ{letters}."
        yield Notice("sources look alike", text)


def _foreign_letters(names: Sequence[str]) -> str:
    """Which letters that are not ASCII only some of the names have: " (CYRILLIC CAPITAL LETTER TE)"."""
    common = set.intersection(*map(set, names))
    odd = sorted({letter for name in names for letter in name if not letter.isascii()} - common)
    told = [unicodedata.name(letter, f"U+{ord(letter):04X}") for letter in odd[:3]]
    return f" ({', '.join(told)})" if told else ""


# Somebody named who reads as nobody who can be held to it. The rule, on a source that is no declared outlet: its name
# (1) has words that withhold the name, or (2) begins with an article or a number and has a word for a person who speaks,
# or (3) is such a word alone, begins with such a plural, or ends with one that is written small.
_WITHHELD: Final = re.compile(
    r"\b(?:anonymous(?:ly)?|unnamed|unidentified|anonymity|familiar with|close to the|declined to be|"
    r"(?:not|asked not|refused|did not want) to be (?:named|identified)|briefed on|knowledge of the)\b"
)
_INDEFINITE: Final = frozenset(
    (
        "a", "an", "another", "any", "certain", "few", "many", "multiple", "numerous", "one", "other", "several",
        "some", "three", "two", "unspecified", "various",
    )
)  # fmt: skip
_SPEAKERS: Final = frozenset(
    (
        "source", "official", "witness", "eyewitness", "spokesman", "spokeswoman", "spokesperson", "diplomat",
        "officer", "insider", "resident", "local", "aide", "adviser", "advisor", "expert", "analyst", "nurse",
        "doctor", "medic", "soldier", "person", "man", "woman", "lawmaker", "executive", "employee", "worker",
        "survivor", "neighbour", "neighbor", "passer-by", "bystander",
    )
)  # fmt: skip
_CROWDS: Final = frozenset(
    (
        "sources", "officials", "witnesses", "eyewitnesses", "spokesmen", "spokespeople", "diplomats", "insiders",
        "residents", "locals", "people", "bystanders", "survivors", "neighbours", "neighbors", "aides",
    )
)  # fmt: skip
_PEOPLE: Final = _CROWDS | frozenset(
    (
        "officers", "advisers", "advisors", "experts", "analysts", "nurses", "doctors", "medics", "soldiers",
        "persons", "men", "women", "lawmakers", "executives", "employees", "workers",
    )
)  # fmt: skip


def _read_as_anonymous(names: _Names, resolved: Resolved) -> Iterator[Notice]:
    """Named sources whose name is no name."""
    outlets = {resolved.sides.key(source.name) for source in resolved.dossier.sources if source.is_outlet}
    for folded, several in names.spellings.items():
        used = next((name for name in several if name in names.used), None)
        if used is None or not _reads_as_anonymous(used) or resolved.sides.key(folded) in outlets:
            continue
        text = (
            f"{shown(used)} is given as a named source but reads as nobody who can be held to it; "
            "if nobody is named, give it as an anonymous source."
        )
        yield Notice("reads as anonymous", text)


def _reads_as_anonymous(name: str) -> bool:
    folded = fold(name)
    if _WITHHELD.search(folded):
        return True
    words, written = folded.split(), name.split()
    if words[0] in _INDEFINITE:
        return any(word in _SPEAKERS or word in _PEOPLE for word in words[1:])
    if words[0] == "the":
        words, written = words[1:], written[1:]
    if len(words) == 1:
        return words[0] in _SPEAKERS or words[0] in _PEOPLE
    return bool(words) and (words[0] in _CROWDS or (words[-1] in _PEOPLE and written[-1].islower()))


# Aspects


@attrs.define(eq=False)
class _Used:
    """How an aspect is used: its name, whether it is declared, on how many questions, by which claims."""

    name: str
    declared: bool
    questions: int
    first: Asked | None


def _look_alike_aspects(resolved: Resolved) -> Iterator[Notice]:
    """Undeclared aspects that look like a declared one; or, asked once, like any other.

    Two names look alike where they differ in one letter (left out, put in, changed or swapped with its neighbour), in
    blanks and hyphens, in look-alike letters or in the order of their words; never where they differ in a digit.
    """
    aspects = _aspects_used(resolved)
    undeclared = sorted(key for key, used in aspects.items() if not used.declared)
    if not undeclared:
        return
    if len(undeclared) > MOST_ASPECTS:
        text = (
            f"There are {len(undeclared):,} undeclared aspects; "
            f"only the first {MOST_ASPECTS:,} by name were searched for misspelt ones."
        )
        yield Notice("aspects not searched", text)
        del undeclared[MOST_ASPECTS:]
    undeclared.sort(key=lambda key: -aspects[key].questions)
    order = [*sorted(key for key, used in aspects.items() if used.declared), *undeclared]
    place = {key: number for number, key in enumerate(order)}
    nearest: dict[str, str] = {}
    for bucket in _buckets(order):
        for number, key in enumerate(bucket):
            for other in bucket[:number]:
                suspect = not aspects[key].declared and (
                    aspects[key].questions == 1 or aspects[other].declared
                )
                nearer = place[other] < place.get(nearest.get(key, ""), len(order))
                if suspect and nearer and _look_alike(key, other):
                    nearest[key] = other
    for key, other in nearest.items():
        yield _misspelt(aspects[key], aspects[other])


def _aspects_used(resolved: Resolved) -> dict[str, _Used]:
    aspects = {
        resolved.vocabulary.key(meaning.name): _Used(meaning.name, True, 0, None)
        for meaning in resolved.vocabulary
    }
    for asked in resolved.questions.values():
        key = asked.key[1]
        used = aspects.get(key)
        if used is None:
            used = aspects[key] = _Used(asked.meaning.name, asked.meaning.declared, 0, asked)
        elif used.first is None:
            used.first = asked
        used.questions += 1
    return aspects


def _misspelt(used: _Used, other: _Used) -> Notice:
    assert used.first is not None
    statements = used.first.statements if used.questions == 1 else ()
    once = "is asked once" if used.questions == 1 else "is not declared"
    than = "which is declared" if other.declared else "which is another aspect"
    text = (
        f"Aspect {shown(used.name)} {once} and looks like {shown(other.name)}, {than}; "
        "mend the spelling, or declare both if both are meant."
    )
    return Notice("aspects look alike", text, tuple(sorted({one.id for one in statements[:100]})))


def _buckets(keys: Sequence[str]) -> Iterator[list[str]]:
    """Names that may look alike, in the order given: each that share one of the buckets they are put into.

    A name's buckets are itself without blanks, the same with each one letter left out, and its words in order: two names
    one letter apart share one. Many names in one bucket are a series ("sector a", "sector b", …), no slip of the pen.
    """
    buckets: dict[str, str | list[str]] = {}
    for key in keys:
        squeezed = _squeezed(key)
        if len(squeezed) < _LEAST_LETTERS:
            continue
        spots = [squeezed]
        last = ""
        for place, letter in enumerate(squeezed):
            if (
                letter != last and not letter.isdigit()
            ):  # in a run of one letter it does not matter which is left out
                spots.append(squeezed[:place] + squeezed[place + 1 :])
            last = letter
        if " " in key:
            spots.append(" ".join(sorted(skeleton(key).split())))
        for spot in spots:
            bucket = buckets.setdefault(spot, key)
            if bucket is not key:
                if type(bucket) is list:
                    bucket.append(key)
                elif bucket != key:
                    buckets[spot] = [bucket, key]  # type: ignore[list-item]
    for bucket in buckets.values():
        if type(bucket) is list and len(bucket) <= _MOST_ALIKE:
            yield bucket


def _squeezed(key: str) -> str:
    alike = key if key.isascii() else skeleton(key)
    return alike if alike.isalpha() else "".join(filter(str.isalnum, alike))


def _look_alike(one: str, other: str) -> bool:
    """Whether two names, which share a bucket, differ in no more than one letter, in blanks or in the order of words."""
    words, others = skeleton(one).split(), skeleton(other).split()
    if sorted(words) == sorted(others):
        return True
    if len(words) == len(others):
        apart = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
        if all(len(a) < 4 and len(b) < 4 for a, b in apart):
            return False  # "zone a", "zone b" are a list, no slip of the pen
    return _one_letter_apart(_squeezed(one), _squeezed(other))


def _one_letter_apart(one: str, other: str) -> bool:
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if any(letter.isdigit() for letter in left + right):
        return False
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


# Scopes


def _alone_for_want_of_a_scope(resolved: Resolved) -> Iterator[Notice]:
    """Claims alone on their question, where others on the same event and aspect give more of a scope, or less."""
    groups: dict[tuple[Any, Any], list[Asked]] = defaultdict(list)
    for key, asked in resolved.questions.items():
        groups[key[0], key[1]].append(asked)
    for group in groups.values():
        if len(group) > 1 and any(len(asked.statements) == 1 for asked in group):
            yield from _alone_in(group, resolved)


def _alone_in(group: Sequence[Asked], resolved: Resolved) -> Iterator[Notice]:
    by_scope = {asked.key[2]: asked for asked in group if not (asked.meaning.several and asked.base is None)}
    wider: dict[Any, list[Any]] = defaultdict(list)  # the scopes that hold a scope and more, a few of them
    breakdowns: dict[Any, int] = defaultdict(int)  # how many scopes there are with the same keys
    for scope in by_scope:
        breakdowns[_keys(scope)] += 1
        if len(scope) <= _MOST_SCOPE_KEYS:
            for part in _parts(scope):
                if len(wider[part]) < _MOST_WIDER:
                    wider[part].append(scope)
    for scope, asked in by_scope.items():
        if not _is_alone(asked):
            continue
        if wider.get(scope):
            keys = {pair[0] for other in wider[scope] for pair in other} - {pair[0] for pair in scope}
            yield _alone(asked, f"give a scope that it leaves out ({_listed_keys(keys)})", resolved)
        elif len(scope) <= _MOST_SCOPE_KEYS and breakdowns[_keys(scope)] == 1:
            narrower = [part for part in _parts(scope) if part in by_scope]
            if narrower and not any(_is_alone(by_scope[part]) for part in narrower):
                keys = {pair[0] for pair in scope} - {pair[0] for pair in max(narrower, key=len)}
                yield _alone(asked, f"leave out a part of its scope ({_listed_keys(keys)})", resolved)


def _is_alone(asked: Asked) -> bool:
    return len(asked.statements) == 1 and not asked.statements[0].answer.is_everything


def _keys(scope: Any) -> tuple[str, ...]:
    return tuple(pair[0] for pair in scope)


def _parts(scope: Any) -> Iterator[Any]:
    """All scopes that leave out something of this one."""
    for size in range(len(scope)):
        yield from combinations(scope, size)


def _listed_keys(keys: Iterable[str]) -> str:
    return listed(sorted(map(clean, keys)))


def _alone(asked: Asked, why: str, resolved: Resolved) -> Notice:
    alone = asked.statements[0].id
    text = f"{clean(resolved.labels[alone])} is compared with nothing: others on {shown(asked.question.aspect)} {why}."
    return Notice("alone for want of a scope", text, (alone,))


# Times


def _undated(resolved: Resolved) -> Iterator[Notice]:
    """Claims without a time, on aspects whose answers change over time; one notice an aspect."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for asked in resolved.questions.values():
        over_time = asked.meaning.over_time
        if over_time == "fixed":
            continue
        for one in asked.statements:
            unknown = one.as_of == ALWAYS if over_time == "accrues" else one.as_of[0] == ALWAYS[0]
            if unknown and not one.answer.is_everything:
                found[asked.meaning.name].append(one)
    for aspect, statements in found.items():
        ids = tuple(sorted({one.id for one in statements}))
        grows = statements[0].asked.meaning.over_time == "accrues"
        text = (
            f"{_listed_labels(ids, resolved)} {'tell' if len(ids) > 1 else 'tells'} no time, "
            f"and {shown(aspect)} {'grows' if grows else 'varies'} over time: "
            f"{'it can contradict nothing' if len(ids) == 1 else 'they can contradict nothing'}"
            f"{'' if grows else ' that others say, nor agree with it'}; give said or as_of."
        )
        yield Notice("undated", text, ids)


# Places


def _perhaps_one_place(resolved: Resolved) -> Iterator[Notice]:
    """Paths that begin with a name that another path on the question has lower down."""
    for asked in resolved.questions.values():
        if asked.axis.grid is not None or len(asked.statements) < 2:
            continue
        paths = {path for one in asked.statements for path in _paths(one)}
        below: dict[str, tuple[str, ...]] = {}
        for path in sorted(paths):
            for step in path[1:]:
                below.setdefault(step, path)
        told: dict[str, tuple[str, ...]] = {}
        for path in sorted(paths):
            longer = below.get(path[0])
            if longer is not None and longer[0] != path[0]:
                told.setdefault(path[0], longer[: longer.index(path[0]) + 1])
        for step, longer in told.items():
            name, other = (
                shown(" > ".join(asked.names.get(one, one) for one in path)) for path in ((step,), longer)
            )
            text = (
                f"{name} and {other} are read as two places on {shown(subject(asked.question))}; "
                "if they are one, declare an alias."
            )
            ids = {
                one.id
                for one in asked.statements
                for path in _paths(one)
                if path[0] == step or path[: len(longer)] == longer
            }
            yield Notice("perhaps one place", text, tuple(sorted(ids)[:100]))


# Events


def _perhaps_one_event(resolved: Resolved) -> Iterator[Notice]:
    """Descriptions that were linked with little to spare, or left apart for want of little, or that fit several events."""
    occurrences = resolved.occurrences
    linking = occurrences.linking
    if not (linking.doubtful or linking.undecided):
        return
    by_mention: dict[str, list[str]] = defaultdict(list)
    for id, claim in resolved.claims.items():
        by_mention[occurrences.mention_of(claim)].append(id)

    def notice(kind: str, mentions: Iterable[str], text: str) -> Notice:
        ids = sorted({id for mention in mentions for id in by_mention.get(mention, ())})
        return Notice(kind, f"{clean(text)}; claimcheck link tells more.", tuple(ids[:100]))

    for link in linking.doubtful:
        names = " and ".join(
            shown(str(occurrences.told(mention) or mention)) for mention in (link.one, link.other)
        )
        kind = "linked with little to spare" if link.joined else "perhaps one event"
        told = "are read as one event" if link.joined else "are read as two events"
        yield notice(kind, (link.one, link.other), f"{names} {told}, by little: {link.evidence}")
    for one in linking.undecided:
        name = shown(str(occurrences.told(one.mention) or one.mention))
        yield notice("fits several events", (one.mention,), f"{name} {one.reason}, and is left apart")


def _paths(one: Statement) -> Iterator[tuple[str, ...]]:
    """The paths that an answer plainly names: each span of its sure set that is all at or below one path."""
    for lower, upper in one.answer.sure:
        if lower is not None and upper is not None and upper == lower[:-1] + " ":
            yield tuple(lower.split("\x1f")[:-1])
