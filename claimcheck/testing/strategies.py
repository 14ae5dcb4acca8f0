"""Hypothesis strategies for every public type: valid by construction, small, and shrinking to what is plain.

Small pools of names, days and numbers are drawn from, so that claims meet: many share a question, a voice or a day. Get
them from `claimcheck.testing`.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO, Answer, Axis, number
from claimcheck.claims import Attribution, Question
from claimcheck.events import Event
from claimcheck.linking import Mention
from claimcheck.moments import ALWAYS, Moment, Window
from claimcheck.rules import LiveClaim
from claimcheck.sources import OUTLET_KINDS, Anonymous, Source
from claimcheck.testing.stories import TOPICS, claims, dossiers, reports
from claimcheck.vocabulary import AXES, MODALITIES, OVER_TIME, Aspect

__all__ = [
    "anonymous_sources",
    "answers",
    "aspects",
    "attributions",
    "axes",
    "claims",
    "dossiers",
    "events",
    "live_claim_groups",
    "live_claims",
    "mentions",
    "moments",
    "questions",
    "reports",
    "sources",
]

NAMES: Final = ("Alba", "Bora", "Cima", "Dena", "Edda", "Fara")
PLACES: Final = (("Alba",), ("Alba", "Kirk"), ("Alba", "Kirk", "Mill"), ("Alba", "Kirk-2"), ("Bora",))
DESCRIPTIONS: Final = ("a source", "a nurse", "officials")

_FIRST_DAY: Final = datetime.date(2025, 7, 1)
_DAY: Final = 86_400_000_000
_EPOCH_DAY: Final = Moment.parse("2025-07-01").window("UTC")[0]


# Answers


def axes() -> SearchStrategy[Axis]:
    """The axes: count, yes/no, path, share, instant, and number with one of some grids."""
    return st.sampled_from([COUNT, YES_NO, PATH, SHARE, INSTANT, number("0.01"), number()])


def answers(
    *, axis: Axis | None = None, highest: int = 24, exact: bool = False, empty: bool = False
) -> SearchStrategy[Answer]:
    """Answers on one axis, or on any: exact, vague, open-ended, with gaps, likely, denied.

    Bounds lie on the first `highest` steps of a coarse grid. With `exact`, what is sure is all that is possible; with
    `empty`, either set may be empty, as in merged states.
    """
    if axis is None:
        return axes().flatmap(lambda one: answers(axis=one, highest=highest, exact=exact, empty=empty))
    if axis.name == "yes/no":
        plain = st.sampled_from([Answer.exactly(True, YES_NO), Answer.exactly(False, YES_NO)])
    elif axis.grid is None:
        plain = _path_answers()
    else:
        plain = _span_answers(axis, highest)
    kinds = [plain]
    if axis.grid is not None and axis.name != "yes/no" and not exact:
        kinds.append(_vague_answers(axis, highest))
    if not exact:
        kinds.append(plain.map(Answer.likely))
    kinds.append(plain.map(Answer.denied).filter(lambda answer: empty or not answer.is_nothing))
    kinds.append(
        plain.map(lambda _: Answer.everything(axis))
    )  # no shorter to draw than a plain one, so none shrinks to it
    if empty:
        kinds.append(plain.map(lambda _: Answer.nothing(axis)))
        kinds.append(plain.map(lambda answer: Answer(axis, (), answer.possible)))
    return st.one_of(kinds)


def _scale(axis: Axis) -> tuple[int, int]:
    """Where the coarse grid of an axis begins, and its step."""
    if axis.name == "instant":
        return int(_EPOCH_DAY), _DAY
    return 0, 5_000_000 if axis.name == "share" else 1


def _span_answers(axis: Axis, highest: int) -> SearchStrategy[Answer]:
    begin, unit = _scale(axis)
    steps = st.integers(0, highest)
    values = steps.map(lambda step: begin + unit * step)

    def between(ends: tuple[int, int]) -> Answer:
        return Answer(axis, [(min(ends), max(ends) + 1)])

    one = values.map(lambda value: Answer(axis, [(value, value + 1)]))
    floors = values.map(lambda value: Answer(axis, [(value, None)]))
    ceilings = values.map(lambda value: Answer(axis, [(None, value + 1)]))
    spans = st.tuples(values, values).map(between)
    gapped = st.lists(st.tuples(values, values), min_size=2, max_size=3).map(
        lambda several: Answer(axis, [(min(ends), max(ends) + 1) for ends in several])
    )
    return st.one_of(one, one, floors, ceilings, spans, gapped)


def _vague_answers(axis: Axis, highest: int) -> SearchStrategy[Answer]:
    begin, unit = _scale(axis)
    step = st.integers(0, highest)

    def nested(ends: tuple[int, int, int, int]) -> Answer:
        outer_low, low, high, outer_high = sorted(ends)
        return Answer(
            axis,
            [(begin + unit * low, begin + unit * high + 1)],
            [(begin + unit * outer_low, begin + unit * outer_high + 1)],
        )

    return st.tuples(step, step, step, step).map(nested)


def _path_answers() -> SearchStrategy[Answer]:
    one = st.sampled_from([Answer.exactly(path, PATH) for path in PLACES])
    return st.one_of(one, st.tuples(one, one).map(lambda pair: pair[0] | pair[1]))


# Times and speakers


def moments(*, days: int = 10, clocks: bool = True) -> SearchStrategy[Moment]:
    """Days from 1 July 2025, clock times on them with an offset, months and years."""
    day = st.integers(0, days - 1).map(lambda number: _FIRST_DAY + datetime.timedelta(days=number))
    kinds = [day.map(str), st.sampled_from(["2025-07", "2025"])]
    if clocks:
        clock = st.tuples(day, st.integers(0, 23), st.sampled_from(["Z", "+03:00", "-05:00"]))
        kinds.append(clock.map(lambda parts: f"{parts[0]}T{parts[1]:02}:00{parts[2]}"))
    return st.one_of(kinds).map(Moment.parse)


@st.composite
def sources(draw: DrawFn, *, names: Sequence[str] = NAMES) -> Source:
    """Sources named from `names`; one is controlled only by such as come earlier there, so that no ring can close."""
    place = draw(st.integers(0, len(names) - 1))
    return Source(
        names[place],
        kind=draw(st.sampled_from([None, "state", *sorted(OUTLET_KINDS)])),
        controlled_by=draw(st.sets(st.sampled_from(names[:place]), max_size=2)) if place else (),
        aliases=draw(st.sampled_from([(), (f"the {names[place]}",)])),
        reliability=draw(st.sampled_from([None, *"ABCDEF"])),
        timezone=draw(st.sampled_from([None, "Europe/Kyiv", "America/New_York"])),
    )


def anonymous_sources(*, names: Sequence[str] = NAMES) -> SearchStrategy[Anonymous]:
    """Unnamed sources by their description, some with a handle, some under one of `names`."""
    return st.builds(
        Anonymous,
        st.sampled_from(DESCRIPTIONS),
        handle=st.sampled_from([None, "h1", "h2"]),
        controlled_by=st.one_of(st.just(()), st.sampled_from(names)),
    )


# What is asked


def events(*, ids: bool | None = None) -> SearchStrategy[Event]:
    """Events with an id, described ones, or both where `ids` is not told."""
    days = moments(clocks=False).map(lambda moment: moment.text)
    when = st.one_of(
        st.none(), days, st.tuples(days, days).map(lambda pair: tuple(sorted(pair, key=_end_of)))
    )
    some_id = (
        st.sampled_from(["e1", "e2"])
        if ids
        else st.none()
        if ids is False
        else st.sampled_from([None, "e1", "e2"])
    )
    return st.builds(
        Event,
        st.sampled_from(["exchange", "strike", "crash"]),
        when=when,
        where=st.sampled_from([(), *PLACES]),
        participants=st.sets(st.sampled_from(NAMES), max_size=2),
        ordinals=st.sampled_from([{}, {"since Istanbul": 8}]),
        timezone=st.sampled_from([None, "Europe/Kyiv"]),
        name=st.sampled_from([None, "the eighth exchange"]),
        id=some_id,
    )


def _end_of(day: str) -> Window:
    return Moment.parse(day).window("UTC")


@st.composite
def mentions(
    draw: DrawFn,
    *,
    places: Sequence[tuple[str, ...]] = PLACES,
    names: Sequence[str] = NAMES,
    bare: bool = True,
) -> Mention:
    """Descriptions to be linked, of one kind or two that fit, on ten days, in months, over days, or at no time.

    A mention's key comes from what it says, so that two drawn with one key are one. Without `bare`, each has a place or a
    participant.
    """
    days = moments(clocks=False)
    stretch = st.tuples(days, days).map(lambda pair: tuple(sorted((one.text for one in pair), key=_end_of)))
    where = draw(st.sampled_from([(), *places] if bare else places))
    event = Event(
        draw(st.sampled_from(["exchange", "prisoner exchange", "strike"])),
        when=draw(st.one_of(days, days, days, stretch, st.none())),
        where=where,
        participants=draw(st.sets(st.sampled_from(names), max_size=2)),
        ordinals=draw(
            st.sampled_from([{}, {}, {}, {"this week": 1}, {"this week": 2}, {f"since {names[0]}": 3}])
        ),
        name=draw(
            st.sampled_from(
                [None, f"the {names[1]} depot", f"{names[1]} works", f"second stage in {names[2]}"]
            )
        ),
    )
    told = draw(st.sets(st.sampled_from(names[:3]), max_size=1))
    killed = draw(st.none() | st.integers(0, 3))
    counts = {} if killed is None else {"killed": Answer.exactly(killed)}
    content = repr((event, sorted(told), killed))
    return Mention(hashlib.sha256(content.encode()).hexdigest()[:12], event, told, counts=counts)


@st.composite
def aspects(draw: DrawFn, *, name: str | None = None) -> Aspect:
    """Declarations of an aspect: each axis, over time, several, modality, tolerance, synonyms and aliases of places."""
    called = draw(st.sampled_from(sorted(topic.name for topic in TOPICS))) if name is None else name
    axis = draw(st.sampled_from([None, *AXES]))
    return Aspect(
        called,
        axis=axis,
        unit=draw(st.sampled_from([None, "people"])),
        grid=draw(st.sampled_from([None, "0.01"])) if axis == "number" else None,
        synonyms=draw(st.sampled_from([(), (f"{called} in all",)])),
        aliases=draw(st.sampled_from([{}, {"the Kirk": ["Alba", "Kirk"]}])),
        over_time=draw(st.sampled_from([None, *OVER_TIME])),
        several=draw(st.sampled_from([None, False, True])),
        modality=draw(st.sampled_from([None, *MODALITIES])),
        tolerance=draw(st.sampled_from([None, "0.1"])),
    )


def questions() -> SearchStrategy[Question]:
    """Questions about the events and aspects that the other strategies draw, some with a scope."""
    scopes = st.sampled_from([(), (("group", "civilians"),), (("group", "soldiers"), ("to", "Alba"))])
    return st.builds(
        Question,
        st.sampled_from(["e1", "e2"]),
        st.sampled_from(sorted(topic.name for topic in TOPICS)),
        scopes,
    )


@st.composite
def attributions(draw: DrawFn, *, names: Sequence[str] = NAMES) -> Attribution:
    """An origin with up to two relays, no speaker twice; dates, cue, address and quote."""
    speakers = st.one_of(st.sampled_from(names), anonymous_sources(names=names))
    chain = draw(st.lists(speakers, min_size=1, max_size=3, unique_by=_speaker_key))
    quote = draw(st.sampled_from([None, "they said so"]))
    return Attribution(
        chain[0],
        chain[1:],
        cue=draw(st.sampled_from([None, "said", "confirmed", "denied"])),
        said=draw(st.none() | moments()),
        published=draw(st.none() | moments()),
        url=draw(st.sampled_from([None, "https://example.org/1"])),
        quote=quote,
        quote_span=(3, 15) if quote and draw(st.booleans()) else None,
    )


def _speaker_key(speaker: Any) -> Any:
    return speaker if isinstance(speaker, str) else (speaker.handle or speaker.description)


# Live claims, as merge rules take them


def live_claims(
    *,
    axis: Axis = COUNT,
    over_time: str = "fixed",
    sources: Sequence[str] = NAMES[:4],
    answers: SearchStrategy[Answer] | None = None,
) -> SearchStrategy[LiveClaim]:
    """Live claims on one question: its axis and how its answers behave over time are the same for all that are drawn."""
    said = _answers_on(axis) if answers is None else answers

    def live(parts: tuple[str, Answer, Window, Window, dict[str, Any]]) -> LiveClaim:
        source, answer, as_of, when, weight = parts
        return LiveClaim(source, answer, as_of=as_of, said=when, over_time=over_time, **weight)

    window = st.sampled_from(_WINDOWS)
    weights = _weights(sources, grows=over_time == "accrues")
    return st.tuples(st.sampled_from(sources), said, window, window, st.sampled_from(weights)).map(live)


@cache
def _answers_on(axis: Axis) -> SearchStrategy[Answer]:
    return answers(axis=axis)


_WINDOWS: Final = (
    ALWAYS,
    *((_EPOCH_DAY + day * _DAY + _DAY // 2,) * 2 for day in range(5)),
    *((_EPOCH_DAY + day * _DAY, _EPOCH_DAY + (day + 1) * _DAY - 1) for day in range(5)),
)
"""When: nobody tells, at some clock time, or on some day."""


def _weights(sources: Sequence[str], *, grows: bool) -> list[dict[str, Any]]:
    """What a rule may weigh: nothing told, a letter, an outlet's own voice, a side, nobody named, an outgrown figure."""
    weights: list[dict[str, Any]] = [{}, *({"reliability": letter} for letter in "ABF"), {"own_voice": True}]
    weights += [{"roots": [root]} for root in sources[:2]] + [{"roots": sources[:2], "reliability": "A"}]
    weights += [{"named": False}, {"named": False, "reliability": "A"}]
    return weights + [{"outgrown": True}, {"outgrown": True, "roots": sources[:1]}] * grows


def live_claim_groups(
    number: int = 3, *, claims: Sequence[SearchStrategy[LiveClaim]] | None = None
) -> SearchStrategy[tuple[list[LiveClaim], ...]]:
    """Groups of one or two live claims each, all on one question: all from one of the strategies in `claims`."""
    if claims is None:
        claims = [live_claims(axis=axis, over_time=over_time) for axis, over_time in _SETTINGS]
    return st.one_of([st.tuples(*[_group(one)] * number) for one in claims])


def _group(claims: SearchStrategy[LiveClaim]) -> SearchStrategy[list[LiveClaim]]:
    """Mostly one claim: laws break on few, and on few they are seen."""
    alone = claims.map(lambda claim: [claim])
    return st.one_of(alone, alone, st.lists(claims, min_size=2, max_size=2))


_SETTINGS: Final = (
    (COUNT, "fixed"),
    (COUNT, "accrues"),
    (COUNT, "varies"),
    (YES_NO, "fixed"),
    (PATH, "fixed"),
    (SHARE, "fixed"),
    (INSTANT, "fixed"),
    (number("0.01"), "varies"),
)
