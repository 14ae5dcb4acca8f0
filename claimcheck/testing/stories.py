"""Strategies for claims and whole dossiers: small made-up stories in which everything that the design knows can happen.

A story has a cast (states, what they control, outlets, an opposed pair), a few questions, and claims that answer them. It is
always one that `crosscheck` accepts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from claimcheck.claims import Claim, Speaker
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.sources import Anonymous, Source
from claimcheck.vocabulary import Aspect

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["TOPICS", "Topic", "claims", "dossiers", "reports"]

T = TypeVar("T")


@attrs.frozen
class Topic:
    """One aspect with answers that can be read on it, plain ones first; `declared` is its declaration, if any."""

    name: str
    answers: tuple[Any, ...]
    declared: Aspect | None = None
    scopes: tuple[dict[str, str], ...] = ({}, {"group": "civilians"})


_COUNTS: Final = (
    2, 1, 3, 7, 8, 12, "two", "at least two", "at least seven", "up to 7", "more than 2", "about 10", "dozens",
    "probably 2", "none", {"between": [2, 8]}, {"not": 2}, {"any_of": [2, 8]}, {"less_than": 8}, {"about": 8},
    {"probably": {"at_least": 7}}, {"sure": [[2, 4]], "possible": [[1, 9]]}, "unknown",
)  # fmt: skip
_TOLLS: Final = (
    7,
    12,
    8,
    "at least 7",
    "at least 12",
    "up to 8",
    "up to 12",
    "about 10",
    "dozens",
    {"not": 7},
    {"any_of": [7, 12]},
    "unknown",
)
_PLACES: Final = (
    "Alba", {"within": ["Alba", "Kirk"]}, {"within": ["Alba", "Kirk", "Mill"]}, "Bora", {"any_of": ["Alba", "Bora"]},
    {"not": "Bora"}, {"not": {"within": ["Alba", "Kirk"]}}, {"probably": "Bora"}, "the Kirk", "unknown",
)  # fmt: skip

TOPICS: Final = (
    Topic("returned", _COUNTS),
    Topic("took place", ("yes", "no", "probably", {"not": "yes"}, "unknown")),
    Topic(
        "killed",
        _TOLLS,
        Aspect("killed", axis="count", over_time="accrues", unit="people", synonyms=["dead"]),
    ),
    Topic("missing", _TOLLS, Aspect("missing", axis="count", over_time="varies")),
    Topic(
        "taken to",
        _PLACES,
        Aspect("taken to", axis="path", aliases={"the Kirk": ["Alba", "Kirk"]}),
    ),
    Topic(
        "cause",
        (
            "fire",
            "missile",
            {"only": "fire"},
            {"only": "missile"},
            {"not": "fire"},
            {"probably": "missile"},
            "unknown",
        ),
        Aspect("cause", axis="path", several=True),
    ),
    Topic(
        "share",
        ("half", "most", "33 percent", "all", {"at_least": "0.2"}, {"not": "half"}),
        Aspect("share", axis="share"),
    ),
    Topic(
        "began",
        (
            "2025-07-04",
            "2025-07-05",
            {"at": "2025-07-04T10:30Z"},
            {"since": 2022},
            {"from": 2022},
            {"not": "2025-07-04"},
        ),
        Aspect("began", axis="instant"),
    ),
    Topic(
        "agreed",
        (1000, "more than 1,000", 1200, "about 1,000"),
        Aspect("agreed", axis="count", modality="plan"),
    ),
    Topic(
        "crowd",
        (1000, 1060, 1200, {"not": 1000}, {"exactly": 1000}),
        Aspect("crowd", axis="count", tolerance="0.1"),
    ),
    Topic(
        "magnitude", ("7.8", "7.9", 8, {"at_least": "7.5"}), Aspect("magnitude", axis="number", grid="0.1")
    ),
)
"""What the stories are about; the first ones are what failures shrink to."""

_STATES: Final = ("Alba", "Bora")
_OTHERS: Final = (
    (Source("Alba Office", controlled_by="Alba"), Source("Bora Office", controlled_by="Bora")),
    (
        Source("Alba Press", kind="news agency", controlled_by="Alba"),
        Source("Bora Press", kind="newspaper", controlled_by="Bora"),
    ),
    (
        Source("The Courier", kind="newspaper"),
        Source("The Herald", kind="magazine", timezone="America/New_York"),
    ),
    (Source("Joint Body", controlled_by=["Alba", "Bora"]),),
    (Source("A Witness", aliases=["the witness"], reliability="B"), Source("A Charity", kind="charity")),
)
_CAST: Final = tuple(source for group in _OTHERS for source in group)
_SOURCES: Final = (*(Source(name, kind="state") for name in _STATES), *_CAST)

_NAMES: Final = (*_STATES, *(source.name for source in _CAST))
_DAYS: Final = ("2025-07-04", "2025-07-05", "2025-07-06")
_TIMES: Final = (
    *_DAYS,
    "2025-07-04T12:00Z",
    "2025-07-05T12:00Z",
    "2025-07-05T18:00+03:00",
    "2025-07",
    "2025-07-01",
)
_EVENT: Final = Event("exchange", when="2025-07-04", id="e1", timezone="Europe/Kyiv")
_EVENTS: Final = (
    _EVENT,
    Event("strike", when=("2025-07-03", "2025-07-05"), where=["Alba", "Kirk"], id="e2"),
    Event("crash", when="2025-07-05", participants=["Alba"]),
)
_UNNAMED: Final = (
    Anonymous("a source"),
    Anonymous("a nurse"),
    Anonymous("an official", controlled_by="Alba"),
    Anonymous("a source", handle="h1"),
)


def reports(**options: Any) -> SearchStrategy[Report]:
    """Reports of the dossiers that `dossiers(**options)` draws."""
    from claimcheck.judge import crosscheck

    return dossiers(**options).map(crosscheck)


@st.composite
def claims(draw: DrawFn, *, topics: Sequence[Topic] = TOPICS) -> Claim:
    """Single claims on any topic, replacing and based on nothing."""
    topic = _pick(draw, topics)
    return _claim(draw, topic, _pick(draw, topic.scopes), draw(_events), ())


@st.composite
def dossiers(
    draw: DrawFn,
    *,
    topics: Sequence[Topic] = TOPICS,
    min_claims: int = 0,
    max_claims: int = 8,
    max_questions: int = 2,
) -> Dossier:
    """Dossiers that cross-check accepts: `min_claims` to `max_claims` claims on a few questions, so that they meet.

    What happens in them: control, opposed pairs, unnamed sources, hearsay, outlets that witnessed it or not, echoes,
    replacements by those who may and by others, bases, leaks, silence, as-of days and clock times, hedged words, denials,
    likelihoods, "only", and aspects of every kind.
    """
    asked = []
    for _ in range(1 + draw(_positions(max_questions))):
        topic = _pick(draw, topics)
        asked.append((topic, _pick(draw, topic.scopes), draw(_events)))
    drawn: dict[str, Claim] = {}
    for _ in range(min_claims + draw(_positions(max_claims - min_claims + 1))):
        topic, scope, event = _pick(draw, asked)
        claim = _claim(draw, topic, scope, event, tuple(drawn.values()))
        drawn.setdefault(claim.id, claim)  # a second record of one claim could close a ring
    declared = {topic.declared for topic, _, _ in asked if topic.declared is not None}
    return Dossier(
        drawn.values(),
        sources=_declared(drawn.values()),
        events=[event for event in _EVENTS if event.id],
        aspects=declared,
        opposed=draw(_oppositions),
        same_event=draw(_joined),
        timezone=draw(_zones),
    )


def _declared(claims: Iterable[Claim]) -> list[Source]:
    """The sources that some claims name, and the states that control them."""
    named = set(_STATES)
    for claim in claims:
        named |= {speaker for speaker in (claim.source, *claim.via) if isinstance(speaker, str)}
    return [source for source in _SOURCES if source.name in named]


def _claim(
    draw: DrawFn, topic: Topic, scope: dict[str, str], event: Event, earlier: tuple[Claim, ...]
) -> Claim:
    """One claim; now and then the echo of an earlier one by another chain."""
    told: dict[str, Any] = {"scope": scope}
    origin: Speaker
    if earlier and bool(draw(_one_in_four)):
        first = _pick(draw, earlier)
        event_of = first.event
        origin, answer, aspect, told["scope"] = first.source, first.answer, first.aspect, first.scope
        told |= {
            "said": first.said,
            "as_of": first.as_of,
            "witnessed": first.witnessed,
            "silent": first.silent,
        }
    else:
        event_of, aspect = event, topic.name
        origin = draw(_origins)
        answer = _pick(draw, topic.answers)
        told["said"], told["as_of"] = draw(_saids), draw(_as_ofs)
        twist = draw(_twists)
        told |= {"silent": draw(_states)} if twist == "silent" else {} if twist is None else _TWISTS[twist]
        answer = "withheld" if "silent" in told else answer
    told["via"] = [relay for relay in draw(_chains) if relay != origin]
    told["published"] = draw(_publisheds)
    told["quote"], told["url"] = draw(_details)
    link = draw(_links) if earlier else None
    if link:
        told[link] = [_pick(draw, earlier)]
    return Claim(event_of, aspect, answer, source=origin, **told)


# Strategies that many claims draw from are made once: making one costs more than drawing from it.

_TWISTS: Final[dict[str, dict[str, Any]]] = {
    "witnessed": {"witnessed": True},
    "leaked": {"leaked": True},
    "denied": {"cue": "denied"},
}

_one_in_four: SearchStrategy[bool] = st.sampled_from((False, False, False, True))
_origins: SearchStrategy[Speaker] = st.sampled_from((*_NAMES, *_NAMES, *_UNNAMED))
_states = st.sampled_from(_STATES)
_saids = st.sampled_from((None, *_TIMES))
_as_ofs = st.sampled_from((None, None, None, *_TIMES[:6]))
_publisheds = st.sampled_from((None, None, *_TIMES[:5]))
_twists = st.sampled_from((None, None, None, None, *_TWISTS, "silent"))
_chains = st.one_of(
    st.just(()),
    st.just(("The Courier",)),
    st.sampled_from([(name,) for name in _NAMES]),
    st.sampled_from(list(permutations(_NAMES, 2))),
)
_details = st.sampled_from(
    (
        (None, None),
        (None, None),
        ("word for word", None),
        (None, "https://example.org/1"),
        ("in other words", "https://example.org/2"),
    )
)
_links = st.sampled_from((None, None, None, None, "replaces", "based_on"))
_events = st.sampled_from(_EVENTS)
_oppositions = st.sampled_from([(), [("Alba", "Bora")], [("Alba", "The Courier")]])
_joined = st.sampled_from([(), (), (), [("e1", "e2")]])
_zones = st.sampled_from([None, "Europe/Kyiv"])


@cache
def _positions(number: int) -> SearchStrategy[int]:
    return st.integers(0, number - 1)


def _pick(draw: DrawFn, values: Sequence[T]) -> T:
    """One of some values; the first is what a failure shrinks to."""
    return values[draw(_positions(len(values)))]
