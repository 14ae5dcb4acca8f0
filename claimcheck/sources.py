"""Who speaks, and who is independent of whom.

Corroboration counts sides, not voices: a source's side is the set of roots that it reaches over `controlled_by`, and two
voices are independent only where those sets share nothing.

>>> russia = Source("Russia", kind="state")
>>> tass = Source("TASS", kind="news agency", controlled_by=russia)
>>> ministry = Source("Defense Ministry", controlled_by=russia)
>>> sides = Sides([russia, tass, ministry])
>>> sorted(sides.roots("TASS") & sides.roots("Defense Ministry"))
['Russia']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.arguments import (
    ArgumentError,
    FreeKeys,
    choice,
    flag,
    free_keys,
    free_values,
    name_of,
    names_of,
    refuse_unknown,
    said_as,
    several,
    text_or_none,
)
from claimcheck.errors import ClaimcheckError, shown
from claimcheck.moments import zone
from claimcheck.text import fold

if TYPE_CHECKING:
    from claimcheck.claims import Claim
    from claimcheck.events import Event

__all__ = ["OUTLET_KINDS", "Anonymous", "ControlRing", "Sides", "Source", "anonymous"]

OUTLET_KINDS: Final = frozenset(
    ("outlet", "newspaper", "news agency", "broadcaster", "channel", "magazine", "site", "blog")
)
RELIABILITIES: Final = frozenset("ABCDEF")

_SOURCE_KEYS = ("name", "kind", "controlled_by", "aliases", "reliability", "timezone", "confidential")
_ANONYMOUS_KEYS = ("anonymous", "handle", "controlled_by", "confidential")


class ControlRing(ClaimcheckError, ValueError):
    """Sources that control one another in a ring; `members` names them in order."""

    def __init__(self, members: Iterable[str]) -> None:
        self.members = tuple(members)
        super().__init__(self.members)

    def __str__(self) -> str:
        return f"controlled_by goes round in a ring: {' → '.join((*self.members, self.members[0]))}"


class _Speaker:
    """Whoever can be the origin of a claim."""

    __slots__ = ()

    def says(self, event: Event | str, aspect: str, answer: object, **attribution: Any) -> Claim:
        """This source's answer to one question about an event.

        `event` is an `Event` or the id of one; `answer` is words, a number, a form such as `{"at_least": 7}` or an
        `Answer`. Every other key of a claim may follow by name: `scope`, `via`, `cue`, `said`, `published`, `as_of`,
        `url`, `quote`, `quote_span`, `replaces`, `based_on`, `witnessed`, `leaked`, `silent`, `ref`, `note`,
        `translation`, `archive`, `confidential`, and `x_…` for keys of your own.

        Raises `ArgumentError` or `UnreadableWords` for what can't be part of a claim.

        >>> print(Source("Zelensky").says("exchange", "returned", "at least 1", scope={"group": "civilians"}))
        Zelensky on exchange, returned (group: civilians): at least 1
        """
        from claimcheck.claims import Claim

        assert isinstance(self, (Source, Anonymous))
        return Claim(event, aspect, answer, source=self, **attribution)


@attrs.frozen(init=False, repr=False)
class Source(_Speaker):
    """A person, an office or an outlet, by name; somebody who can be held to it.

    `kind` is free text, but the kinds in `OUTLET_KINDS` are outlets, whose own voice counts less. `controlled_by` names
    the sources that control this one (`Source` objects or names); a source without any is its own root. `aliases` are
    other names of it, `reliability` a letter of the Admiralty Code (A to F), `timezone` an IANA zone.

    Raises `ArgumentError` for an unknown argument, an empty name or a reliability beyond F; `ZoneError` for a zone
    that does not exist.

    >>> Source("TASS", kind="news agency", control_by="Russia")
    Traceback (most recent call last):
    claimcheck.arguments.ArgumentError: unknown argument 'control_by' for Source; did you mean 'controlled_by'?
    """

    name: str
    kind: str | None
    controlled_by: tuple[str, ...]
    aliases: tuple[str, ...]
    reliability: str | None
    timezone: str | None
    confidential: bool
    extras: FreeKeys
    _controllers: tuple[Source, ...] = attrs.field(eq=False)

    def __init__(
        self,
        name: str,
        *,
        kind: str | None = None,
        controlled_by: Source | str | Iterable[Source | str] = (),
        aliases: str | Iterable[str] = (),
        reliability: str | None = None,
        timezone: str | None = None,
        confidential: bool = False,
        extras: FreeKeys = (),
        **free: Any,
    ) -> None:
        controllers = _controllers(controlled_by)
        if timezone is not None:
            timezone = zone(name_of(timezone, "timezone")).key
        self.__attrs_init__(
            name_of(name, "the name of a source"),
            None if kind is None else name_of(kind, "kind"),
            names_of(controllers, "controlled_by"),
            names_of(aliases, "aliases"),
            None if reliability is None else choice(reliability, RELIABILITIES, "reliability"),
            timezone,
            flag(confidential, "confidential"),
            free_keys(free, "Source", _SOURCE_KEYS, extras),
            tuple(one for one in controllers if isinstance(one, Source)),
        )

    @property
    def is_outlet(self) -> bool:
        """Whether what it says in its own voice may be narration of what others told it."""
        return self.kind is not None and fold(self.kind) in OUTLET_KINDS

    @property
    def note(self) -> tuple[Any, ...]:
        """Notes that travel along; no part of what the source is."""
        return free_values(self.extras, "note")

    def with_controllers(self) -> Iterable[Source]:
        """This source and the `Source` objects above it, as they were given, each once."""
        return _upwards((self,))

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return said_as(
            "Source",
            [
                ("", self.name),
                ("kind", self.kind),
                ("controlled_by", self.controlled_by),
                ("aliases", self.aliases),
                ("reliability", self.reliability),
                ("timezone", self.timezone),
                ("confidential", self.confidential or None),
                ("extras", self.extras),
            ],
        )


@attrs.frozen(init=False, repr=False)
class Anonymous(_Speaker):
    """A source that nobody can hold to it, by its description ("a source familiar with the talks").

    Two are the same only where the first named relay, its document and the description are, or the `handle` that the
    user gives. `controlled_by` ("a Ukrainian security official") is shown, and only ever makes it less independent.

    >>> print(Anonymous("a nurse"))
    a nurse (unnamed)
    """

    description: str
    handle: str | None
    controlled_by: tuple[str, ...]
    confidential: bool
    _controllers: tuple[Source, ...] = attrs.field(eq=False)

    def __init__(
        self,
        description: str,
        *,
        handle: str | None = None,
        controlled_by: Source | str | Iterable[Source | str] = (),
        confidential: bool = False,
        **unknown: object,
    ) -> None:
        refuse_unknown("an anonymous source", unknown, _ANONYMOUS_KEYS)
        controllers = _controllers(controlled_by)
        self.__attrs_init__(
            name_of(description, "the description of an anonymous source"),
            text_or_none(handle, "handle"),
            names_of(controllers, "controlled_by"),
            flag(confidential, "confidential"),
            tuple(one for one in controllers if isinstance(one, Source)),
        )

    @property
    def name(self) -> str:
        """Its description; it has no name."""
        return self.description

    def with_controllers(self) -> Iterable[Source]:
        """The `Source` objects above it, as they were given, each once."""
        return _upwards(self._controllers)

    def __str__(self) -> str:
        return f"{self.description} (unnamed)"

    def __repr__(self) -> str:
        return said_as(
            "Anonymous",
            [
                ("", self.description),
                ("handle", self.handle),
                ("controlled_by", self.controlled_by),
                ("confidential", self.confidential or None),
            ],
        )


def anonymous(
    description: str,
    *,
    handle: str | None = None,
    controlled_by: Source | str | Iterable[Source | str] = (),
    confidential: bool = False,
    **unknown: object,
) -> Anonymous:
    """An anonymous source by its description: `anonymous("a source").says(exchange, "returned", "two", via=tass)`."""
    return Anonymous(
        description, handle=handle, controlled_by=controlled_by, confidential=confidential, **unknown
    )


def _controllers(given: object) -> tuple[Source | str, ...]:
    """Who controls a source, as they were given; nobody unnamed can be held to be one of them."""
    controllers = several(given, "controlled_by")
    for one in controllers:
        if isinstance(one, Anonymous):
            raise ArgumentError(f"controlled_by holds named sources, not {shown(one)}", found=one)
    return controllers


def _upwards(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Some sources and all `Source` objects above them."""
    found = dict.fromkeys(sources)
    ahead = [controller for source in sources for controller in source._controllers]
    met = set(map(id, ahead))
    while ahead:
        source = ahead.pop()
        found.setdefault(source)
        for controller in source._controllers:
            if id(controller) not in met:
                met.add(id(controller))
                ahead.append(controller)
    return tuple(found)


class Sides:
    """Who is on whose side: roots over `controlled_by`, and declared opposition, of the sources of one dossier.

    Built from source declarations; several of one name unite their ties. `opposed` pairs hold for all at or below
    them, never between sources that share a root. Names are compared folded, aliases resolved.

    Raises `ControlRing` where control goes round.
    """

    def __init__(self, sources: Iterable[Source], opposed: Iterable[tuple[str, str]] = ()) -> None:
        declared: dict[str, list[Source]] = {}
        for source in sources:
            declared.setdefault(fold(source.name), []).append(source)
        aliased = [key for key, group in declared.items() if any(source.aliases for source in group)]
        self._aliases = {
            fold(alias): key
            for key in sorted(aliased, reverse=True)
            for source in declared[key]
            for alias in source.aliases
        }
        self._aliases.update(zip(declared, declared, strict=True))
        self._names = {key: min(source.name for source in group) for key, group in declared.items()}
        self._controllers: Mapping[str, tuple[str, ...]] = {
            key: tuple(sorted({self.key(name) for source in group for name in source.controlled_by}))
            for key, group in declared.items()
        }
        controllers = {
            name for group in declared.values() for source in group for name in source.controlled_by
        }
        for name in sorted(controllers):
            self._names.setdefault(self.key(name), name)
        if self._may_have_rings():
            self._refuse_rings()
        self._roots: dict[str, frozenset[str]] = {}
        self._above: dict[str, frozenset[str]] = {}
        self._opposed = frozenset(
            frozenset((self.key(one), self.key(other)))
            for one, other in opposed
            if self.key(one) != self.key(other)
        )
        self._opposition: dict[tuple[str, str], bool] = {}
        self._sorted_names: dict[frozenset[str], tuple[str, ...]] = {}

    def key(self, name: str) -> str:
        """The one key of a source under any of its names."""
        folded = fold(name)
        return self._aliases.get(folded, folded)

    def name(self, key: str) -> str:
        """How a source is called in reports."""
        return self._names.get(key, key)

    def above(self, key: str) -> frozenset[str]:
        """The source itself and all that control it, near or far; by key."""
        if not self._controllers.get(key):
            return frozenset((key,))
        found = self._above.get(key)
        if found is None:
            reached, ahead = {key}, [key]
            while ahead:
                for controller in self._controllers.get(ahead.pop(), ()):
                    if controller not in reached:
                        reached.add(controller)
                        ahead.append(controller)
            found = self._above[key] = frozenset(reached)
        return found

    def root_keys(self, key: str) -> frozenset[str]:
        """The roots that a source reaches: its side; by key."""
        while len(above := self._controllers.get(key, ())) == 1:
            key = above[0]
        found = self._roots.get(key)
        if found is None:
            found = frozenset(one for one in self.above(key) if not self._controllers.get(one))
            self._roots[key] = found
        return found

    def names(self, keys: frozenset[str]) -> tuple[str, ...]:
        """How some sources, by key, are called in reports; sorted."""
        found = self._sorted_names.get(keys)
        if found is None:
            found = self._sorted_names[keys] = tuple(sorted(self._names.get(key, key) for key in keys))
        return found

    def roots(self, name: str) -> frozenset[str]:
        """The names of the roots that a source reaches; a source that nobody controls is its own root."""
        return frozenset(self._names.get(root, name) for root in self.root_keys(self.key(name)))

    def are_opposed(self, one: str, other: str) -> bool:
        """Whether two sources (by key) are at or below a declared opposed pair and share no root."""
        if not self._opposed:
            return False
        pair = (one, other) if one < other else (other, one)
        found = self._opposition.get(pair)
        if found is None:
            found = self._find_opposition(one, other)
            self._opposition[pair] = found
        return found

    @property
    def opposed_pairs(self) -> tuple[tuple[str, str], ...]:
        """The declared pairs, by key; sorted."""
        pairs = [tuple(sorted(pair)) for pair in self._opposed]
        return tuple(sorted((pair[0], pair[1]) for pair in pairs))

    def any_opposed(self, keys: Iterable[str]) -> bool:
        """Whether some two of these sources (by key) are opposed."""
        if not self._opposed:
            return False
        several = sorted(set(keys))
        return any(
            self.are_opposed(one, other)
            for index, one in enumerate(several)
            for other in several[index + 1 :]
        )

    def _find_opposition(self, one: str, other: str) -> bool:
        if self.root_keys(one) & self.root_keys(other):
            return False
        return any(
            frozenset((upper, lower)) in self._opposed
            for upper in self.above(one)
            for lower in self.above(other)
        )

    def _may_have_rings(self) -> bool:
        """Whether control goes round, or too far up to be sure of at a glance."""
        under = {key for key, controllers in self._controllers.items() if controllers}
        for _ in range(8):
            further = {key for key in under if not under.isdisjoint(self._controllers[key])}
            if not further:
                return False
            under = further
        return True

    def _refuse_rings(self) -> None:
        done: set[str] = set()
        for start in sorted(self._controllers):
            trail: list[tuple[str, int]] = [(start, 0)] if start not in done else []
            on_trail = {start}
            while trail:
                key, turn = trail[-1]
                controllers = self._controllers.get(key, ())
                if turn == len(controllers):
                    trail.pop()
                    on_trail.discard(key)
                    done.add(key)
                    continue
                trail[-1] = (key, turn + 1)
                above = controllers[turn]
                if above in on_trail:
                    members = [one for one, _ in trail]
                    members = members[members.index(above) :]
                    first = members.index(min(members))
                    raise ControlRing(self.name(one) for one in members[first:] + members[:first])
                if above not in done:
                    trail.append((above, 0))
                    on_trail.add(above)
