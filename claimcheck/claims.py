"""What was said: questions about events, and attributed claims that answer them. All are immutable values.

A claim names its sources and its event; it keeps the answer as it was given.

>>> claim = Claim("exchange", "returned", "two", source="TASS", scope={"group": "civilians"})
>>> print(claim)
TASS on exchange, returned (group: civilians): two
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from claimcheck.arguments import (
    ArgumentError,
    FreeKeys,
    flag,
    free_keys,
    free_values,
    name_of,
    names_of,
    said_as,
    text_or_none,
)
from claimcheck.display import Displayed
from claimcheck.errors import shown
from claimcheck.events import Event, described, event_id
from claimcheck.forms import Given, as_given, identity_of, in_short
from claimcheck.moments import Moment
from claimcheck.sources import Anonymous, Source
from claimcheck.text import fold

if TYPE_CHECKING:
    pass

__all__ = ["Attribution", "Claim", "Question", "Speaker"]

Speaker: TypeAlias = str | Anonymous
"""A named source by its name, or an anonymous one."""


Scope: TypeAlias = tuple[tuple[str, str], ...]

_CLAIM_KEYS = (
    "event", "aspect", "answer", "scope", "source", "via", "cue", "said", "published", "as_of", "url", "quote",
    "quote_span", "replaces", "based_on", "witnessed", "leaked", "silent", "confidential", "ref",
)  # fmt: skip


@attrs.frozen
class Question:
    """What a claim answers: an event, an aspect of it and a scope, as one of its claims put them.

    Two claims are compared only where they answer the same question.
    """

    event: str
    aspect: str
    scope: Scope = ()

    def __str__(self) -> str:
        scope = ", ".join(f"{key}: {value}" for key, value in self.scope)
        return f"{self.event}, {self.aspect}" + (f" ({scope})" if scope else "")


@attrs.frozen(init=False)
class Attribution:
    """How the words reached us: the origin who vouches for them, then the relays in order, first relay first.

    `said` and `published` are `Moment`s, `quote` the words themselves and `quote_span` their characters in the
    document, [first, beyond). The cue ("said", "denied") never changes what an answer means.
    """

    origin: Speaker
    relays: tuple[Speaker, ...]
    cue: str | None
    said: Moment | None
    published: Moment | None
    url: str | None
    quote: str | None
    quote_span: tuple[int, int] | None

    def __init__(
        self,
        origin: Source | Speaker,
        relays: Iterable[Source | Speaker] | Source | Speaker = (),
        *,
        cue: str | None = None,
        said: object = None,
        published: object = None,
        url: str | None = None,
        quote: str | None = None,
        quote_span: Iterable[int] | None = None,
    ) -> None:
        self.__attrs_init__(
            _speaker(origin, "source"),
            tuple(_speaker(one, "via") for one in _several(relays)),
            text_or_none(cue, "cue"),
            None if said is None else Moment.parse(said),
            None if published is None else Moment.parse(published),
            text_or_none(url, "url"),
            text_or_none(quote, "quote"),
            _span(quote_span),
        )

    def __str__(self) -> str:
        return " → ".join(map(str, (self.origin, *self.relays)))


@attrs.frozen(init=False, repr=False)
class Claim(Displayed):
    """One source's answer to one question, with how it reached us.

    `event` is an event's id, or an `Event` that describes it; `answer` is kept as it was given and read only when
    dossiers are cross-checked. `replaces` and `based_on` hold ids of claims. `refs` are the user's names for the claim;
    they, notes and `x-…` keys are no part of its identity. Equality is content.

    Raises `ArgumentError` or `UnreadableWords` for what can't be part of a claim.
    """

    event: str | Event
    aspect: str
    scope: Scope
    answer: Given
    attribution: Attribution
    as_of: Moment | None
    replaces: tuple[str, ...]
    based_on: tuple[str, ...]
    witnessed: bool
    leaked: bool
    silent: str | None
    confidential: bool
    refs: tuple[str, ...]
    extras: FreeKeys
    _declares: tuple[Source | Event, ...] = attrs.field(eq=False)
    _id: str | None = attrs.field(eq=False, default=None)

    def __init__(
        self,
        event: str | Event,
        aspect: str,
        answer: object,
        *,
        source: Source | Speaker | None = None,
        via: Iterable[Source | Speaker] | Source | Speaker = (),
        scope: Mapping[str, object] | Scope = (),
        cue: str | None = None,
        said: object = None,
        published: object = None,
        as_of: object = None,
        url: str | None = None,
        quote: str | None = None,
        quote_span: Iterable[int] | None = None,
        replaces: Iterable[Claim | str] | Claim | str = (),
        based_on: Iterable[Claim | str] | Claim | str = (),
        witnessed: bool = False,
        leaked: bool = False,
        silent: Source | str | None = None,
        confidential: bool = False,
        ref: str | Iterable[str] | None = None,
        attribution: Attribution | None = None,
        extras: FreeKeys = (),
        **free: Any,
    ) -> None:
        if event is None or (isinstance(event, str) and not fold(event)):
            raise ArgumentError("a claim is about an event; give an Event or the id of one")
        if attribution is None:
            if source is None:
                raise ArgumentError("a claim has a source; give a Source, a name or anonymous(...)")
            via = _several(via)  # once: it may be an iterator
            attribution = Attribution(
                source,
                via,
                cue=cue,
                said=said,
                published=published,
                url=url,
                quote=quote,
                quote_span=quote_span,
            )
        elif not isinstance(attribution, Attribution):
            raise ArgumentError.of("attribution", "an Attribution", attribution)
        elif not (
            source is None
            and cue is None
            and said is None
            and published is None
            and url is None
            and quote is None
            and quote_span is None
            and (via is None or via == ())
        ):
            raise ArgumentError(
                "an attribution holds the source, the relays, the cue, the dates and the quote: give them there"
            )
        self.__attrs_init__(
            _event(event),
            name_of(aspect, "an aspect"),
            _scope(scope),
            as_given(answer),
            attribution,
            None if as_of is None else Moment.parse(as_of),
            _claim_ids(replaces, "replaces"),
            _claim_ids(based_on, "based_on"),
            flag(witnessed, "witnessed"),
            flag(leaked, "leaked"),
            None if silent is None else name_of(silent, "silent"),
            flag(confidential, "confidential"),
            names_of(ref, "ref"),
            free_keys(free, "a claim", _CLAIM_KEYS, extras) if free else extras,
            _declared_by(event, source, via, silent),
        )

    @property
    def id(self) -> str:
        """A hash of what was said, 32 hexadecimal digits: the same in every version, whatever the vocabulary."""
        if self._id is None:
            object.__setattr__(self, "_id", _identity(self))
        return self._id  # type: ignore[return-value]

    @property
    def source(self) -> Speaker:
        """Who vouches for it: the origin."""
        return self.attribution.origin

    @property
    def via(self) -> tuple[Speaker, ...]:
        """Who passed it on, first relay first."""
        return self.attribution.relays

    @property
    def said(self) -> Moment | None:
        """When the words were said."""
        return self.attribution.said

    @property
    def published(self) -> Moment | None:
        """When the document that we read was published."""
        return self.attribution.published

    @property
    def ref(self) -> str | None:
        """The user's name for it; the first where there are several."""
        return self.refs[0] if self.refs else None

    @property
    def label(self) -> str:
        """Its ref, else the first eight digits of its id."""
        return self.refs[0] if self.refs else self.id[:8]

    @property
    def note(self) -> tuple[Any, ...]:
        """Notes that travel along."""
        return free_values(self.extras, "note")

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        question = Question(str(self.event), self.aspect, self.scope)
        return f"{self.attribution.origin} on {question}: {in_short(self.answer)}"

    def __repr__(self) -> str:
        return said_as(
            "Claim",
            [
                ("", self.event),
                ("", self.aspect),
                ("", _evaluable(self.answer)),
                ("attribution", self.attribution),
                *((name, getattr(self, name)) for name in ("scope", "as_of", "replaces", "based_on")),
                ("witnessed", self.witnessed or None),
                ("leaked", self.leaked or None),
                ("silent", self.silent),
                ("confidential", self.confidential or None),
                ("ref", self.refs),
                ("extras", self.extras),
            ],
        )


def attribution_of_parts(
    origin: Speaker,
    relays: tuple[Speaker, ...],
    cue: str | None,
    said: Moment | None,
    published: Moment | None,
    url: str | None,
    quote: str | None,
    quote_span: tuple[int, int] | None,
) -> Attribution:
    """The attribution that the constructor makes of parts which are as it would leave them; readers share such parts."""
    attribution = object.__new__(Attribution)
    attribution.__attrs_init__(origin, relays, cue, said, published, url, quote, quote_span)
    return attribution


def claim_of_parts(
    event: str | Event,
    aspect: str,
    scope: Scope,
    answer: Given,
    attribution: Attribution,
    *,
    as_of: Moment | None,
    witnessed: bool,
    leaked: bool,
    silent: str | None,
    refs: tuple[str, ...],
) -> Claim:
    """The claim that the constructor makes of such parts, with nothing declared along with it."""
    claim = object.__new__(Claim)
    claim.__attrs_init__(
        event,
        aspect,
        scope,
        answer,
        attribution,
        as_of,
        (),
        (),
        witnessed,
        leaked,
        silent,
        False,
        refs,
        (),
        (),
    )
    return claim


def scope_of(value: Mapping[str, object] | Scope) -> Scope:
    """A scope as a claim keeps it: names, sorted by key. Raises `ArgumentError`."""
    return _scope(value)


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _identity(claim: Claim) -> str:
    attribution = claim.attribution
    event = claim.event
    told = [
        "claimcheck:1",
        event if isinstance(event, str) else described(event),
        fold(claim.aspect),
        sorted([fold(key), fold(value)] for key, value in claim.scope),
        identity_of(claim.answer),
        _speaker_identity(attribution.origin),
        [_speaker_identity(relay) for relay in attribution.relays],
        fold(attribution.cue or ""),
        attribution.said and attribution.said.text,
        attribution.published and attribution.published.text,
        claim.as_of and claim.as_of.text,
        attribution.url,
        fold(attribution.quote or ""),
        attribution.quote_span,
        claim.witnessed,
        claim.leaked,
        fold(claim.silent or ""),
    ]
    return hashlib.sha256(_as_json(told).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _speaker_identity(speaker: Speaker) -> object:
    if isinstance(speaker, str):
        return fold(speaker)
    return [fold(speaker.description), speaker.handle, sorted(map(fold, speaker.controlled_by))]


def _evaluable(given: Given) -> object:
    from claimcheck.forms import plain

    return plain(given)


def _event(event: str | Event) -> str | Event:
    if isinstance(event, str):
        return event_id(event, "an event's id")
    if isinstance(event, Event):
        return event if event.id is None else event.id
    raise ArgumentError.of("an event", "an Event or the id of one", event)


def _declared_by(event: object, source: object, via: object, silent: object) -> tuple[Source | Event, ...]:
    given = [one for one in (event, source, silent) if not isinstance(one, str) and one is not None]
    if via and not isinstance(via, str):
        given += [one for one in _several(via) if not isinstance(one, str)]  # type: ignore[arg-type]
    declared: list[Source | Event] = []
    for one in given:
        if isinstance(one, Event):
            declared += list(one._involved) if one.id is None else [one]
        elif isinstance(one, (Source, Anonymous)):
            declared += one.with_controllers()
    return tuple(declared)


def _several(values: Iterable[Source | Speaker] | Source | Speaker) -> tuple[Source | Speaker, ...]:
    if isinstance(values, (str, Source, Anonymous)):
        return (values,)
    if type(values) is tuple:
        return values
    if not isinstance(values, Iterable) or isinstance(values, Mapping):
        raise ArgumentError.of("via", "a list of sources, first relay first", values)
    return tuple(values)


def _speaker(value: Source | Speaker, what: str) -> Speaker:
    if isinstance(value, Anonymous):
        return value
    return name_of(value, what)


def _scope(value: Mapping[str, object] | Scope) -> Scope:
    if not value:
        return ()
    pairs = value.items() if isinstance(value, Mapping) else value
    try:
        scope = tuple(
            sorted((name_of(key, "a key of the scope"), _scope_value(key, answer)) for key, answer in pairs)
        )
    except (TypeError, ValueError) as error:
        if isinstance(error, ArgumentError):
            raise
        raise ArgumentError(
            f"a scope maps names to names, such as {{group: civilians}}, not {shown(value)}", found=value
        ) from None
    if len({fold(key) for key, _ in scope}) < len(scope):
        raise ArgumentError(f"a scope names each key once: {shown(dict(scope))}", found=dict(scope))
    return scope


def _scope_value(key: object, value: object) -> str:
    if type(value) is not str:
        if isinstance(value, bool) or value is None:
            raise ArgumentError.of(f"scope {shown(key)}", "a name", value)
        if isinstance(value, int):
            value = str(as_given(value))
    return name_of(value, f"scope {key!r}")


def _span(value: Iterable[int] | None) -> tuple[int, int] | None:
    if value is None:
        return None
    span = tuple(value) if isinstance(value, (list, tuple)) else ()
    if len(span) == 2 and all(type(end) is int and 0 <= end < 2**53 for end in span) and span[0] < span[1]:
        return span[0], span[1]
    raise ArgumentError.of("quote_span", "[first character, first beyond]", value)


def _claim_ids(values: Iterable[Claim | str] | Claim | str, what: str) -> tuple[str, ...]:
    if not values and isinstance(values, (tuple, list)):
        return ()
    several = (values,) if isinstance(values, (Claim, str)) else values
    if not isinstance(several, Iterable) or isinstance(several, Mapping):
        raise ArgumentError.of(what, "a list of claims", values)
    return tuple(sorted({one.id if isinstance(one, Claim) else name_of(one, what) for one in several}))
