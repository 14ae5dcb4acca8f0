"""Claims as they are judged: resolved against one dossier's sources, vocabulary, events and zones.

A `Statement` is one claim's answer to one question, read, with its voice, its roots, its route and its times; `Asked` is the
question with all statements on it. `claimcheck.resolving` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from claimcheck.answers import COUNT, Answer, Axis
from claimcheck.claims import Claim, Question
from claimcheck.dossiers import Dossier
from claimcheck.hedges import Reading
from claimcheck.moments import ALWAYS, Window
from claimcheck.sources import Sides
from claimcheck.vocabulary import Meaning, Vocabulary

if TYPE_CHECKING:
    from claimcheck.events import Event
    from claimcheck.occurrences import Occurrences

__all__ = ["Asked", "Notice", "Resolved", "Statement", "Voice"]


@attrs.frozen(order=True)
class Notice:
    """What a user would want to know and no law forbids: a suspicion, never a merge. `claims` are ids."""

    kind: str
    text: str
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text


@attrs.define(eq=False)
class Voice:
    """One origin as it counts: a named source, or one anonymous source."""

    key: str
    name: str
    named: bool
    roots: frozenset[str]
    outlet: bool = False
    reliability: str | None = None
    above: frozenset[str] = frozenset()
    """Itself and all that control it."""


@attrs.define(eq=False)
class Asked:
    """One question as it is judged: how it is shown, what its aspect means, where its event happened."""

    key: tuple[Any, ...]
    question: Question
    event: str
    meaning: Meaning
    zone: str
    window: Window | None
    axis: Axis = COUNT
    unit: str = ""
    base: tuple[Any, ...] | None = None
    """For one value of a `several` aspect: the key of the question without the value."""
    names: dict[str, str] = attrs.field(factory=dict)
    statements: list[Statement] = attrs.field(factory=list)
    readings: dict[Any, Reading | str] | None = None
    """What has been read on this axis and aspect already."""
    disputed: bool = False
    """Whether its answers are on two axes, so that none can be read."""
    undated: bool = False
    """Whether some statement on it is undated."""
    own_voices: bool = False
    """Whether an outlet speaks on it without having witnessed."""
    crossed: bool = False
    """Whether some statement on it came through an opponent of its origin."""


@attrs.define(eq=False)
class Statement:
    """One claim's answer to one question, ready to be judged."""

    claim: Claim
    id: str
    """The claim's id."""
    asked: Asked
    voice: Voice
    relays: tuple[str, ...]
    route: frozenset[str]
    """Its relays, without those on the voice's own side."""
    answer: Answer
    flat: Answer
    vacuous: bool
    """Whether it lets everything pass: nothing was said."""
    silence: str
    only: bool
    roots: frozenset[str]
    opposed_route: bool
    """Whether a relay is opposed to the origin's side."""
    own_voice: bool
    """Whether an outlet speaks without having witnessed."""
    named: bool
    """Whether it counts as a named voice's; hearsay and narration lose that, one by one, as a question is judged."""
    said: Window = ALWAYS
    said_anywhere: Window = ALWAYS
    as_of: Window = ALWAYS
    dated: bool = False
    zone: str | None = None
    """The time zone in which its origin speaks, as far as that is declared."""
    hearsay: bool = False
    """Whether it reached us only through opponents of its origin."""
    narration: bool = False
    """Whether it is an outlet's narration of what others told it."""
    outgrown: bool = False
    """Whether its side has since given a later toll, no lower."""
    closing: bool = False
    """Whether it is the "no" by which "only" closes a value that others name."""


@attrs.define(eq=False)
class Resolved:
    """A dossier with every claim read and every name resolved."""

    dossier: Dossier
    sides: Sides
    vocabulary: Vocabulary
    questions: dict[tuple[Any, ...], Asked]
    voices: dict[str, Voice]
    claims: dict[str, Claim]
    notices: list[Notice]
    labels: Mapping[str, str]
    """How each claim is called in a report, by id."""
    occurrences: Occurrences
    _by_claim: dict[str, list[Statement]] | None = None

    @property
    def events(self) -> Mapping[str, Event]:
        """Events by how a question names them: a declared one by its id, a described one by its description in short."""
        return self.occurrences.by_name

    @property
    def statements(self) -> dict[str, list[Statement]]:
        """Statements by claim id, in its order; more than one where an answer closes a `several` aspect, itself first."""
        if self._by_claim is None:
            by_claim: dict[str, list[Statement]] = {id: [] for id in self.claims}
            for asked in self.questions.values():
                for one in asked.statements:
                    by_claim[one.id].insert(len(by_claim[one.id]) if one.closing else 0, one)
            self._by_claim = {id: found for id, found in by_claim.items() if found}
        return self._by_claim
