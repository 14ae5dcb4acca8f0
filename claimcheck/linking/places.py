"""Places as paths: written freely, at different depths, with or without their state; brought to one form where that is certain.

>>> path_in_form(("about 10 km north of Lyon, France",), {})
('france', 'lyon')
>>> completed([("france", "lyon"), ("france", "auvergne rhone alpe", "lyon")])[("france", "lyon")]
('france', 'auvergne rhone alpe', 'lyon')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from claimcheck.answers import PATH, Answer
from claimcheck.linking.names import words_of
from claimcheck.paths import path_of

__all__ = ["Path", "completed", "path_in_form", "place_answer"]

Path: TypeAlias = tuple[str, ...]

_DIRECTION: Final = r"(?:(?:north|south|east|west)[- ]?)+"
_LEAD_IN: Final = re.compile(
    rf"^(?:(?:about|some|around|approximately)\s+)?(?:[0-9.,]+\s*(?:km|kilomet(?:er|re)s?|miles?|mi|m)\s+)?"
    rf"(?:{_DIRECTION}\s*)?(?:of|from)\s+|^(?:close to|next to|near|in|outside|off|the outskirts of|a suburb of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MOST_CONTEXTS: Final = 50


def path_in_form(steps: tuple[str, ...], aliases: Mapping[str, tuple[str, ...]]) -> Path:
    """The steps of a path as they are compared; a single step with commas is read from the last part to the first."""
    if len(steps) == 1 and "," in steps[0]:
        parts = tuple(part.strip() for part in reversed(steps[0].split(",")))
        steps = tuple(part for part in parts if words_of(part)) or steps
    bare = tuple(_LEAD_IN.sub("", step) or step for step in steps)
    plain = PATH.value(path_of(bare, aliases).sure[0][0])
    assert isinstance(plain, tuple)
    return tuple(" ".join(words_of(step)) or step for step in plain)


def completed(paths: Iterable[Path]) -> dict[Path, Path]:
    """Each path with the broader steps that others tell of its places, where all of them tell the same.

    "Lyon" is completed from "France, Lyon" unless some other Lyon is told of as well. A place that others lie in is
    completed only from one of the same name that one of these lies in too: the state of Washington is not in the District
    of Columbia.
    """
    told = sorted(set(paths))
    contexts: dict[str, set[Path]] = {}
    inside: dict[Path, set[str]] = {}
    for path in told:
        for end in range(1, len(path) + 1):
            contexts.setdefault(path[end - 1], set()).add(path[: end - 1])
            inside.setdefault(path[:end], set()).update(path[end : end + 1])
    return {path: _completed(path, contexts, inside) for path in told}


def _completed(path: Path, contexts: Mapping[str, set[Path]], inside: Mapping[Path, set[str]]) -> Path:
    for end in range(len(path), 0, -1):
        name, context, rest = path[end - 1], path[: end - 1], path[end:]
        if len(contexts[name]) > _MOST_CONTEXTS:
            return path
        mine = inside[path[:end]]
        fuller = [
            one
            for one in sorted(contexts[name])
            if len(one) > len(context)
            and _is_within(context, one)
            and not {name, *rest} & set(one)
            and (not mine or mine & inside[(*one, name)])
        ]
        fullest = [
            one for one in fuller if not any(one != other and _is_within(one, other) for other in fuller)
        ]
        if fullest:
            return (*fullest[0], *path[end - 1 :]) if len(fullest) == 1 else path
    return path


def _is_within(few: Path, many: Path) -> bool:
    """Whether all steps of one path come in the other, in the same order."""
    rest = iter(many)
    return all(step in rest for step in few)


def place_answer(path: Path) -> Answer:
    """Everything at or below a path; loosely, at or below its last step but one: towns are misspelt, or named by a neighbour."""
    plain = Answer.exactly(path, PATH)
    loose = Answer.exactly(path[:-1], PATH) if len(path) > 1 else Answer.everything(PATH)
    return Answer.of_normal(PATH, plain.sure, loose.possible)
