"""What a vocabulary knows of an aspect: its axis, unit, grid and synonyms, and how its answers behave over time.

>>> killed = Aspect("killed", axis="count", unit="people", over_time="accrues", synonyms=["dead"])
>>> Vocabulary([killed]).find("Dead").name
'killed'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Axis, number
from claimcheck.arguments import (
    ArgumentError,
    FreeKeys,
    choice,
    flag,
    free_keys,
    name_of,
    names_of,
    said_as,
)
from claimcheck.errors import shown
from claimcheck.text import fold

__all__ = ["AXES", "MODALITIES", "OVER_TIME", "Aspect", "Vocabulary"]

AXES: Final[Mapping[str, Axis]] = {
    "count": COUNT,
    "share": SHARE,
    "number": number(),
    "instant": INSTANT,
    "yes/no": YES_NO,
    "path": PATH,
}
OVER_TIME: Final = ("fixed", "accrues", "varies")
GREATEST_GRID: Final = 10**9
MODALITIES: Final = ("outcome", "plan", "forecast")

_ASPECT_KEYS = (
    "name", "axis", "unit", "grid", "synonyms", "aliases", "over_time", "several", "modality", "tolerance",
)  # fmt: skip


@attrs.frozen(init=False, repr=False)
class Aspect:
    """What is asked of an event ("killed", "returned", "taken to"), and what its answers mean.

    `axis` is one of `AXES`; `grid` is the step of a number axis (0.01). `over_time` is "fixed", "accrues" (a toll
    only grows) or "varies" (missing, without power: compared only where the as-of times overlap). `several`: more than
    one value may hold at once. `modality`: "outcome", "plan" or "forecast". `tolerance`: the fraction by which counts
    made by different methods may differ; it widens what is possible. `synonyms` are other names of the aspect,
    `aliases` other names of places: `{"Kursk Oblast": ["Russia", "Kursk region"]}`.

    Raises `ArgumentError` for unknown arguments and choices.
    """

    name: str
    axis_name: str | None
    unit: str | None
    grid: str | None
    synonyms: tuple[str, ...]
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    over_time: str | None
    several: bool | None
    modality: str | None
    tolerance: str | None
    extras: FreeKeys

    def __init__(
        self,
        name: str,
        *,
        axis: str | None = None,
        unit: str | None = None,
        grid: str | float | Decimal | None = None,
        synonyms: str | Iterable[str] = (),
        aliases: Mapping[str, str | Iterable[str]] | Iterable[tuple[str, Iterable[str]]] = (),
        over_time: str | None = None,
        several: bool | None = None,
        modality: str | None = None,
        tolerance: str | float | Decimal | None = None,
        extras: FreeKeys = (),
        **free: Any,
    ) -> None:
        if grid is not None and axis != "number":
            raise ArgumentError(f"grid belongs to the axis 'number', not to {shown(axis)}", found=axis)
        self.__attrs_init__(
            name_of(name, "the name of an aspect"),
            None if axis is None else choice(axis, AXES, "axis"),
            None if unit is None else name_of(unit, "unit"),
            None if grid is None else _decimal(grid, "grid", Decimal(GREATEST_GRID)),
            names_of(synonyms, "synonyms"),
            _aliases(aliases),
            None if over_time is None else choice(over_time, OVER_TIME, "over_time"),
            None if several is None else flag(several, "several"),
            None if modality is None else choice(modality, MODALITIES, "modality"),
            None if tolerance is None else _decimal(tolerance, "tolerance", Decimal(1)),
            free_keys(free, "Aspect", _ASPECT_KEYS, extras),
        )

    @property
    def axis(self) -> Axis | None:
        """The axis of its answers; None where it is left to the answers."""
        if self.axis_name is None:
            return None
        return number(self.grid) if self.grid is not None else AXES[self.axis_name]

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return said_as(
            "Aspect",
            [
                ("", self.name),
                ("axis", self.axis_name),
                ("unit", self.unit),
                ("grid", self.grid),
                ("synonyms", self.synonyms),
                ("aliases", self.aliases),
                ("over_time", self.over_time),
                ("several", self.several),
                ("modality", self.modality),
                ("tolerance", self.tolerance),
                ("extras", self.extras),
            ],
        )


@attrs.frozen
class Meaning:
    """All that the declarations of one aspect come to together."""

    name: str
    axis: Axis | None = None
    unit: str = ""
    aliases: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    over_time: str = "fixed"
    several: bool = False
    modality: str = "outcome"
    tolerance: Fraction = Fraction(0)
    declared: bool = True
    disputed: tuple[str, ...] = ()
    """What the declarations differ in, so that none is known."""


class Vocabulary:
    """The aspects that a dossier declares, by any of their names; several declarations of one aspect unite.

    Where two declarations differ in a single-valued fact, none is known (`Meaning.disputed` names it).

    Raises `ArgumentError` where one name belongs to two aspects.
    """

    def __init__(self, aspects: Iterable[Aspect]) -> None:
        groups: dict[str, list[Aspect]] = {}
        for aspect in aspects:
            groups.setdefault(fold(aspect.name), []).append(aspect)
        self._keys: dict[str, str] = {key: key for key in groups}
        for key in sorted(groups):
            for aspect in sorted(groups[key], key=repr):
                for synonym in aspect.synonyms:
                    owner = self._keys.setdefault(fold(synonym), key)
                    if owner != key:
                        first, second = sorted(
                            min(one.name for one in groups[which]) for which in (owner, key)
                        )
                        raise ArgumentError(
                            f"{shown(synonym)} names two aspects, {shown(first)} and {shown(second)}; "
                            "take it from one of them"
                        )
        self._meanings = {key: _meaning(group) for key, group in groups.items()}

    def key(self, name: str) -> str:
        """The one key of an aspect under any of its names."""
        folded = fold(name)
        return self._keys.get(folded, folded)

    def find(self, name: str) -> Meaning:
        """What is known of an aspect; for an undeclared one, the defaults under the name as it was asked."""
        found = self._meanings.get(self.key(name))
        return Meaning(name, declared=False) if found is None else found

    def __iter__(self) -> Any:
        return iter(self._meanings.values())


def _meaning(group: list[Aspect]) -> Meaning:
    disputed = []

    def only(what: str, default: Any) -> Any:
        values = {value for value in (getattr(aspect, what) for aspect in group) if value is not None}
        if len(values) > 1:
            disputed.append(what.removesuffix("_name"))
        return values.pop() if len(values) == 1 else default

    axis_name, grid = only("axis_name", None), only("grid", None)
    aliases: dict[str, tuple[str, ...]] = {}
    differing = set()
    for aspect in group:
        for alias, path in aspect.aliases:
            if aliases.setdefault(fold(alias), path) != path:
                differing.add(fold(alias))
    for key in differing:
        disputed.append(f"alias {key!r}")
        del aliases[key]
    axis = None
    if axis_name is not None:
        axis = number(grid) if grid is not None and axis_name == "number" else AXES[axis_name]
    return Meaning(
        name=min(aspect.name for aspect in group),
        axis=axis,
        unit=only("unit", ""),
        aliases=aliases,
        over_time=only("over_time", "fixed"),
        several=only("several", False),
        modality=only("modality", "outcome"),
        tolerance=Fraction(only("tolerance", "0")),
        disputed=tuple(sorted(set(disputed))),
    )


def _decimal(value: object, what: str, most: Decimal) -> str:
    try:
        exact = Decimal(repr(value) if isinstance(value, float) else str(value))
        if (
            not isinstance(value, bool)
            and exact.is_finite()
            and 0 < exact <= most
            and abs(exact.adjusted()) < 50
        ):
            return format(exact.normalize(), "f")
    except ArithmeticError:
        pass
    raise ArgumentError.of(what, f"a number above 0 and at most {most}", value)


def _aliases(given: object) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs = given.items() if isinstance(given, Mapping) else given
    try:
        aliases = set()
        for alias, path in pairs:  # type: ignore[attr-defined]
            steps = (path,) if isinstance(path, str) else tuple(path)
            if not steps:
                raise ValueError(alias)
            aliases.add(
                (name_of(alias, "an alias"), tuple(name_of(step, "a step of a path") for step in steps))
            )
        return tuple(sorted(aliases))
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(
            f"aliases are names with the path each stands for, not {shown(given)}", found=given
        ) from None
