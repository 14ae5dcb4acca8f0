"""What is known of an event from one description or several: each descriptor a set with a plain and a loose reading.

Time and place are answers, so all that is said of one event can be true together exactly where their intersection
leaves something; kinds do where one holds the other's words, ordinals where no series has two numbers; participants,
names and sources are open lists and unite.

>>> from claimcheck.linking.mentions import Event, Mention
>>> one, other = (Description.of(Mention(day, Event("strike", when=day)), "UTC", {}) for day in ("2025-06-26", "2025-07-04"))
>>> why_apart(one, other)
('time', '26 June 2025 and 4 July 2025 share no day')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

import attrs

from claimcheck.answers import INSTANT, PATH, Answer
from claimcheck.linking.mentions import Mention
from claimcheck.linking.names import normal, words_of
from claimcheck.linking.parts import PartMark, part_mark
from claimcheck.paths import path_of

__all__ = ["HALF_A_DAY", "Description", "Path", "joined", "why_apart"]

Path: TypeAlias = tuple[str, ...]

HALF_A_DAY: Final = 12 * 3_600_000_000
"""How far a reporter's date may be off, either way, in microseconds: two dates a day apart still meet, two days apart not."""


@attrs.frozen(eq=False)
class Description:
    """The descriptors of one mention, or those of several taken together.

    `when` and `place` are None where nobody tells; `paths`, `names` and `participants` hold what each mention said,
    normalised and sorted. `ordinals` maps a series to its number, `marks` are the stages or parts it is said to be.
    """

    kind: frozenset[str]
    when: Answer | None
    place: Answer | None
    paths: tuple[Path, ...]
    names: tuple[tuple[str, ...], ...]
    participants: frozenset[str]
    ordinals: Mapping[str, int]
    marks: frozenset[PartMark]
    counts: tuple[tuple[str, Answer], ...]
    sources: tuple[str, ...]
    told_kind: str
    told_when: str
    told_place: str
    told_names: tuple[str, ...]
    told_participants: tuple[tuple[str, str], ...]
    told_series: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, mention: Mention, timezone: str, aliases: Mapping[str, tuple[str, ...]]) -> Description:
        """What one mention tells; bare dates are meant in the event's own zone, else in `timezone`."""
        event = mention.event
        window = event.window(timezone)
        when = None
        told_when = ""
        if window is not None:
            lower, upper = int(window[0]), int(window[1]) + 1
            when = Answer.of_normal(INSTANT, ((lower, upper),), ((lower - HALF_A_DAY, upper + HALF_A_DAY),))
            told_when = event.timezone or timezone
        path, place = _place(event.where, aliases)
        name = words_of(event.name) if event.name else ()
        mark = part_mark(event.name or "") or part_mark(event.kind or "")
        return cls(
            frozenset(words_of(event.kind)) if event.kind else frozenset(),
            when,
            place,
            (path,) if path else (),
            (name,) if name else (),
            frozenset(" ".join(words_of(one)) for one in event.participants),
            {normal(series): number for series, number in event.ordinals},
            frozenset((mark,)) if mark else frozenset(),
            mention.counts,
            mention.sources,
            event.kind or "",
            told_when,
            ", ".join(reversed(event.where)),
            (event.name,) if event.name else (),
            tuple((" ".join(words_of(one)), one) for one in event.participants),
            tuple((normal(series), series) for series, _ in event.ordinals),
        )

    @property
    def earliest(self) -> float:
        """Where the loose reading of its time begins."""
        return float("-inf") if self.when is None or not self.when.possible else self.when.possible[0][0]

    @property
    def latest(self) -> float:
        """Where the loose reading of its time ends, exclusive."""
        return float("inf") if self.when is None or not self.when.possible else self.when.possible[-1][1]

    @property
    def plain_span(self) -> tuple[int, int] | None:
        """Its time as plainly told, from begin to end, exclusive; None where nobody tells."""
        if self.when is None:
            return None
        spans = self.when.sure or self.when.possible
        return spans[0][0], spans[-1][1]

    def is_vaguer_than(self, other: Description) -> bool:
        """Whether it tells less of when or where: a longer time, or a place fewer steps deep."""
        mine, others = self.plain_span, other.plain_span
        if mine is None or others is None:
            return mine is None and others is not None
        if mine[1] - mine[0] > max(others[1] - others[0], 2 * HALF_A_DAY + HALF_A_DAY):
            return True
        return len(self.deepest) < len(other.deepest)

    @property
    def deepest(self) -> Path:
        """The longest of its paths, the first by content among equals."""
        return max(self.paths, key=lambda path: (len(path), path), default=())


def _place(steps: tuple[str, ...], aliases: Mapping[str, tuple[str, ...]]) -> tuple[Path, Answer | None]:
    """A path as it is compared, and the answer that it is: the last step may be a neighbour's, or misspelt."""
    if not steps:
        return (), None
    plain = path_of(steps, aliases)
    folded = plain.axis.value(plain.sure[0][0])
    assert isinstance(folded, tuple)
    path = tuple(" ".join(words_of(step)) or step for step in folded)
    exact = Answer.exactly(path, PATH)
    loose = Answer.exactly(path[:-1], PATH) if len(path) > 1 else Answer.everything(PATH)
    return path, Answer.of_normal(PATH, exact.sure, loose.possible)


def why_apart(one: Description, other: Description) -> tuple[str, str] | None:
    """The descriptor on which two can't be true together, and that in words; None where they can."""
    if not (one.kind <= other.kind or other.kind <= one.kind):
        return "kind", f"{one.told_kind} and {other.told_kind} are two kinds of event"
    if one.when is not None and other.when is not None and one.when.contradicts(other.when):
        return "time", f"{time_in_words(one)} and {time_in_words(other)} share no day"
    if one.place is not None and other.place is not None and one.place.contradicts(other.place):
        return "place", f"{one.told_place} and {other.told_place} are two places"
    for series in sorted(one.ordinals.keys() & other.ordinals.keys()):
        if one.ordinals[series] != other.ordinals[series]:
            told = dict(other.told_series) | dict(one.told_series)
            return "ordinal", (
                f"number {one.ordinals[series]} and number {other.ordinals[series]} {told[series]} are two events"
            )
    if one.marks and other.marks and not one.marks & other.marks:
        first, second = min(one.marks), min(other.marks)
        return "part", f"{first} and {second} are two parts"
    return None


def joined(descriptions: Iterable[Description]) -> Description:
    """What several descriptions come to together. Where the user joined what can't be true together, the union."""
    several = list(descriptions)
    if len(several) == 1:
        return several[0]
    kind = max((one.kind for one in several), key=lambda words: (len(words), sorted(words)))
    ordinals: dict[str, int] = {}
    for one in several:
        for series, number in one.ordinals.items():
            ordinals[series] = min(number, ordinals.get(series, number))
    return Description(
        kind,
        _meet([one.when for one in several if one.when is not None]),
        _meet([one.place for one in several if one.place is not None]),
        tuple(sorted({path for one in several for path in one.paths})),
        tuple(sorted({name for one in several for name in one.names})),
        frozenset().union(*(one.participants for one in several)),
        ordinals,
        frozenset().union(*(one.marks for one in several)),
        tuple(pair for one in several for pair in one.counts),
        tuple(source for one in several for source in one.sources),
        max((one.told_kind for one in several), key=lambda told: (len(words_of(told)), told)) if kind else "",
        min((one.told_when for one in several if one.told_when), default=""),
        max((one.told_place for one in several), key=lambda told: (told.count(","), told)),
        tuple(sorted({name for one in several for name in one.told_names})),
        tuple(sorted({pair for one in several for pair in one.told_participants})),
        tuple(sorted({pair for one in several for pair in one.told_series})),
    )


def _meet(answers: list[Answer]) -> Answer | None:
    if not answers:
        return None
    met = answers[0]
    for answer in answers[1:]:
        met = met & answer
    if met.is_nothing:
        met = answers[0]
        for answer in answers[1:]:
            met = (met | answer).hull()
    return met


def time_in_words(one: Description) -> str:
    """Its time as a reader would say it: the plain reading, else the loose one."""
    from claimcheck.wording import in_words

    if one.when is None:
        return "no time"
    plain = one.when.sure or one.when.possible
    told = in_words(Answer(INSTANT, plain), zone=one.told_when or "UTC")
    return told.removeprefix("in ")
