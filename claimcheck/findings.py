"""What a cross-check can report: the kinds of findings, their standings and flags.

Each finding names its question, its claims by id and a sentence that says why. Nothing here says what is true.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, ClassVar, Final

import attrs

from claimcheck.answers import Answer
from claimcheck.claims import Question
from claimcheck.display import Displayed

__all__ = [
    "CREDIBILITY",
    "FINDING_KINDS",
    "FLAGS",
    "STANDINGS",
    "Agreement",
    "Anachronism",
    "Camp",
    "Contradiction",
    "Finding",
    "Retraction",
    "Revision",
    "SelfContradiction",
    "Tension",
    "Unverified",
    "Withheld",
]

STANDINGS: Final = ("corroborated", "one-sided", "single-source", "unverified", "contested")
"""From the best to the weakest, save "contested", which stands apart."""

CREDIBILITY: Final = {
    "corroborated": 1,
    "one-sided": 2,
    "single-source": 3,
    "contested": 4,
    "unverified": 6,
}
"""Information credibility of the Admiralty Code (NATO AJP-2.1) that each standing maps to: 1 confirmed by independent
sources, 2 probably true, 3 possibly true, 4 doubtful, 6 cannot be judged. 5, improbable, is never given: the tool does not
say what is true."""

FLAGS: Final = (
    "anonymous", "echo", "hearsay", "opposed", "one-outlet", "source-not-given", "disputed-anonymously",
    "outline-only", "within-one-side", "relays-differ", "narrowly", "may-be-growth", "leaked", "disputes-having-said",
)  # fmt: skip


@attrs.frozen(eq=True)
class Camp:
    """One of the largest sets of answers that can be true together.

    `answer` is where they meet; `claims` are those whose answers hold there, `sides` who makes it different from the
    others, `standing` what it would have alone. `anonymous`: its named members are no camp of the named.
    """

    answer: Answer
    claims: tuple[str, ...]
    refs: tuple[str, ...]
    sides: tuple[str, ...]
    standing: str
    anonymous: bool = False
    words: str = ""
    said: str = ""
    """Its own answers as they were said, where they are few; else where they meet, in English."""
    voices: tuple[str, ...] = ()


@attrs.frozen
class Finding(Displayed):
    """Something that a cross-check says.

    `answer` is the answer judged, where there is one; `claims` are ids, `refs` how the user calls them, `sides` the
    names of the roots that stand behind it. `words` is the answer in English, `reason` the sentence that says why.
    """

    kind: ClassVar[str] = "finding"
    question: Question
    claims: tuple[str, ...]
    refs: tuple[str, ...]
    reason: str
    standing: str | None = None
    answer: Answer | None = None
    sides: tuple[str, ...] = ()
    camps: tuple[Camp, ...] = ()
    consistent: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    words: str = ""
    why: str = ""
    """The reason where question and answer stand above it already: "Zelensky alone, as reported by ..."."""

    @property
    def credibility(self) -> int | None:
        """Its information credibility by the Admiralty Code, 1 to 6; None where it has no standing."""
        return None if self.standing is None else CREDIBILITY[self.standing]

    def __str__(self) -> str:
        return self.reason


@attrs.frozen
class Agreement(Finding):
    """An answer is corroborated: named supporters, two of them independent."""

    kind: ClassVar[str] = "agreement"
    outlets: tuple[str, ...] = ()
    """The outlets that every supporter's words came through."""


@attrs.frozen
class Contradiction(Finding):
    """A question has more than one camp. `margin` is how far the nearest two lie apart, where both are single spans."""

    kind: ClassVar[str] = "contradiction"
    margin: Fraction | None = None
    common: str = ""
    """What all camps allow at least and at most, in words."""
    _sets: tuple[tuple[tuple[Any, ...], tuple[str, ...]], ...] = attrs.field(default=(), repr=False, eq=False)

    def proofs(self) -> Iterator[tuple[str, ...]]:
        """Minimal sets of answers that can't be true together, smallest first: ids of the claims that give them."""
        from claimcheck.camps import find_proofs

        for members in find_proofs([spans for spans, _ in self._sets]):
            yield tuple(sorted({claim for member in members for claim in self._sets[member][1]}))


@attrs.frozen
class Unverified(Finding):
    """An answer that is not corroborated: unverified, one-sided or single-source."""

    kind: ClassVar[str] = "unverified"


@attrs.frozen
class Tension(Finding):
    """Answers that strain each other: worth a look, no accusation."""

    kind: ClassVar[str] = "tension"


@attrs.frozen
class Withheld(Finding):
    """A side that should know did not disclose, according to whom."""

    kind: ClassVar[str] = "withheld"


@attrs.frozen
class Revision(Finding):
    """A voice contradicted what it said before."""

    kind: ClassVar[str] = "revision"


@attrs.frozen
class Retraction(Finding):
    """A claim was withdrawn or corrected by its origin, or by a relay that it came through."""

    kind: ClassVar[str] = "retraction"


@attrs.frozen
class SelfContradiction(Finding):
    """One voice's contradicting answers, none strictly later."""

    kind: ClassVar[str] = "self-contradiction"


@attrs.frozen
class Anachronism(Finding):
    """A report of an outcome that was said wholly before its event began."""

    kind: ClassVar[str] = "anachronism"


FINDING_KINDS: Final[dict[str, type[Finding]]] = {
    one.kind: one
    for one in (
        Contradiction,
        Unverified,
        SelfContradiction,
        Anachronism,
        Revision,
        Retraction,
        Tension,
        Withheld,
        Agreement,
    )
}
