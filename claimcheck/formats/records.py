"""The keys of a dossier file: the one definition of what may stand where, whatever the format.

Each kind of record (a source, an event, an aspect, a claim) has a table of `Key`s; a `Shape` says which plain data fits
at a key and how a YAML word without quotes is read there. All readers, the documentation and the JSON Schema are made
from these tables; what the values mean is left to the constructors.

>>> CLAIM["answer"].required, CLAIM["witnessed"].shape.expected
(True, 'true or false')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from claimcheck.events import BEYOND_ORDINALS
from claimcheck.formats import fits
from claimcheck.formats.fits import Fit
from claimcheck.formats.scalars import Rule, as_answer, as_flag, as_free, as_number, as_words
from claimcheck.forms import FORMS
from claimcheck.moments import FIRST_YEAR, LAST_YEAR, LONGEST_DATE, WRITTEN_DATE
from claimcheck.sources import RELIABILITIES
from claimcheck.vocabulary import AXES, GREATEST_GRID, MODALITIES, OVER_TIME

__all__ = ["ANONYMOUS", "ASPECT", "CLAIM", "EVENT", "SECTIONS", "SOURCE", "Key", "Shape", "Table"]

VERSION: Final = 1
"""The version of the format that is written."""

READ_VERSIONS: Final = range(1, VERSION + 1)
"""The versions that are read."""

CLAIM_ID: Final = re.compile("[0-9a-f]{32}")
"""How the id of a claim looks; no ref may look like one."""

_NUMBER_IN_TEXT: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")


@attrs.frozen
class Shape:
    """What plain data may stand at a key.

    `fits` tells whether a value may, and is a JSON Schema; `expected` says so in words; `rule` reads a YAML word that
    stands there. In a `nested` shape a mapping is a record with a table of its own; in a `whole` one 8.0 is 8.
    """

    name: str
    expected: str
    fits: Fit
    rule: Rule = as_words
    nested: bool = False
    whole: bool = False


@attrs.frozen
class Key:
    """One key of a record: its shape, what it is for, the words it allows, and whether it must be there."""

    name: str
    shape: Shape
    told: str
    required: bool = False
    choices: tuple[str, ...] = ()
    limits: Mapping[str, Any] = attrs.field(factory=dict)
    """What a schema says of its values beside their shape: the limits that constructors hold."""

    @property
    def expected(self) -> str:
        """What belongs at this key, in words."""
        return f"one of {', '.join(self.choices)}" if self.choices else self.shape.expected


Table: TypeAlias = Mapping[str, Key]


def _unnamed(pattern: re.Pattern[str]) -> str:
    """A pattern as every language of patterns reads it: its groups without names."""
    return re.sub(r"\(\?P<\w+>", "(", pattern.pattern)


_NAME: Final = fits.TEXT.limited(pattern=r"\S")
_YEAR: Final = fits.WHOLE.limited(minimum=FIRST_YEAR, maximum=LAST_YEAR)
_DATE: Final = fits.either(
    fits.TEXT.limited(pattern=rf"^\s*(?:{_unnamed(WRITTEN_DATE)})\s*$", maxLength=LONGEST_DATE), _YEAR
)
_REF: Final = _NAME.limited(**{"not": {"pattern": f"^{CLAIM_ID.pattern}$", "maxLength": 32}})
_PATH: Final = fits.one_or_list_of(_NAME)
_FORM_LESS: Final = {key: {"$ref": "#/$defs/given"} for key in sorted(FORMS - {"possible"})}
_ANSWER: Final = {
    "anyOf": [
        {"type": "string", "pattern": r"\S"},
        {"type": ["number", "boolean"]},
        {"$ref": "#/$defs/form"},
    ]
}
FORM_SCHEMAS: Final[Mapping[str, Any]] = {
    "form": {
        "description": "one of the written forms, such as {at_least: 7}; which words fit in it, its axis decides",
        "type": "object",
        "anyOf": [
            {"minProperties": 1, "maxProperties": 1, "properties": _FORM_LESS, "additionalProperties": False},
            {
                "required": ["possible", "sure"],
                "properties": {key: {"$ref": "#/$defs/given"} for key in ("possible", "sure")},
                "additionalProperties": False,
            },
        ],
    },
    "given": {
        "description": "what stands in a form",
        "anyOf": [
            *_ANSWER["anyOf"],
            {"type": "null"},
            {"type": "array", "items": {"$ref": "#/$defs/given"}},
        ],
    },
}
"""The forms of an answer, as `forms.as_given` takes them."""

TEXT: Final = Shape("text", "text", fits.TEXT)
NAME: Final = Shape("name", "a name", _NAME)
NAMES: Final = Shape("names", "a name or a list of names", fits.one_or_list_of(_NAME))
REFS: Final = Shape("refs", "a name or a list of names", fits.one_or_list_of(_REF))
PATH: Final = Shape("path", "a name, or a list of names from broad to narrow", _PATH)
DATE: Final = Shape("date", "a date such as 2025-07-04 or 2025-07-04T10:30+03:00", _DATE, whole=True)
DATES: Final = Shape(
    "dates",
    "a date, or a pair [first, last]",
    fits.either(_NAME, _YEAR, fits.list_of(_DATE, minItems=1, maxItems=2)),  # words are read in their text
    whole=True,
)
FLAG: Final = Shape("flag", "true or false", fits.FLAG, as_flag)
NUMBER: Final = Shape(
    "number",
    "a number such as 0.1",
    fits.either(
        fits.NUMBER.limited(exclusiveMinimum=0),
        fits.Fit(
            lambda value: isinstance(value, str) and _NUMBER_IN_TEXT.fullmatch(value) is not None,
            {"type": "string", "pattern": f"^{_NUMBER_IN_TEXT.pattern}$"},
        ),
    ),
    as_number,
)
ZONE: Final = Shape("zone", "an IANA time zone such as Europe/Kyiv", _NAME)
ZONES: Final = Shape("zones", "an IANA time zone such as Europe/Kyiv", fits.one_or_list_of(_NAME))
ORDINALS: Final = Shape(
    "ordinals",
    "a mapping of a series to a whole number, such as {since Istanbul: 8}",
    fits.mapping_of(
        fits.Fit(fits.NUMBER.test, {"type": "integer", "minimum": 1, "exclusiveMaximum": BEYOND_ORDINALS}),
        _NAME,
    ),
    as_number,
    whole=True,
)
ALIASES: Final = Shape(
    "aliases",
    "a mapping of other names to the path that each stands for, such as {Kursk Oblast: [Russia, Kursk region]}",
    fits.mapping_of(fits.one_or_list_of(_NAME, minItems=1), _NAME),
)
_SPEAKER: Final = fits.Fit(
    lambda value: isinstance(value, (str, dict)),
    {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/$defs/unnamed_source"}]},
)
SPEAKER: Final = Shape("speaker", "a name, or {anonymous: a description}", _SPEAKER, nested=True)
SPEAKERS: Final = Shape(
    "speakers",
    "a list of sources, first relay first, each a name or {anonymous: a description}",
    fits.one_or_list_of(_SPEAKER),
    nested=True,
)
DESCRIBED: Final = Shape(
    "about",
    "the id of an event, or a mapping that describes it",
    fits.Fit(
        _SPEAKER.test,
        {"anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/$defs/described_event"}]},
    ),
    nested=True,
)
SCOPE: Final = Shape(
    "scope",
    "a mapping of names to names, such as {group: civilians}",
    fits.mapping_of(fits.either(_NAME, fits.WHOLE), _NAME),
    whole=True,
)
ANSWER: Final = Shape(
    "answer",
    "an answer in words, a number, or a form such as {at_least: 7}",
    fits.Fit(lambda value: True, _ANSWER),
    as_answer,
)
QUOTE_SPAN: Final = Shape(
    "span",
    "a pair [first character, first beyond]",
    fits.Fit(
        lambda value: isinstance(value, list),
        {
            "type": "array",
            "items": {"type": "integer", "minimum": 0, "exclusiveMaximum": 2**53},
            "minItems": 2,
            "maxItems": 2,
            "uniqueItems": True,
        },
    ),
    as_number,
    whole=True,
)
PAIR: Final = Shape("pair", "a pair of names, such as [Russia, Ukraine]", fits.pair_of(_NAME))
FREE: Final = Shape("free", "text or plain data", fits.ANYTHING, as_free)


def _table(keys: Iterable[Key]) -> Table:
    return {key.name: key for key in keys}


FREE_TABLE: Final = _table(
    (
        Key("note", FREE, "a note, or a list of them; no part of what was said"),
        Key("translation", FREE, "the words in another language"),
        Key("archive", FREE, "where the document is archived"),
    )
)

ANONYMOUS: Final = _table(
    (
        Key("anonymous", NAME, "the description: a source familiar with the talks", required=True),
        Key("handle", TEXT, "your own name for this person, where two descriptions mean one"),
        Key("controlled_by", NAMES, "whose side it is on, as far as the description tells"),
        Key("confidential", FLAG, "true: not to be shown to everybody"),
    )
)

EVENT: Final = _table(
    (
        Key("kind", NAME, "what happened: prisoner exchange"),
        Key(
            "when",
            DATES,
            "a day, a month, a year or a clock time, or [first, last]; in a claim also words: Friday, the previous one",
        ),
        Key("where", PATH, "a path of places, broad to narrow"),
        Key("participants", NAMES, "who took part"),
        Key("ordinals", ORDINALS, "which one it is in a series: {since Istanbul: 8}"),
        Key("timezone", ZONE, "the zone of its civil dates"),
        Key("name", NAME, "how it is called"),
    )
)

SOURCE: Final = _table(
    (
        Key("kind", NAME, "state, office, news agency …"),
        Key("controlled_by", NAMES, "the sources that control this one"),
        Key("aliases", NAMES, "its other names"),
        Key("reliability", NAME, "a letter of the Admiralty Code", choices=tuple(sorted(RELIABILITIES))),
        Key("timezone", ZONE, "the zone in which it dates what it says"),
        Key("confidential", FLAG, "true: not to be shown to everybody"),
    )
)

ASPECT: Final = _table(
    (
        Key("axis", NAME, "what its answers are", choices=tuple(AXES)),
        Key("unit", NAME, "what is counted: people"),
        Key("grid", NUMBER, "the step of a number axis: 0.01", limits={"maximum": GREATEST_GRID}),
        Key("synonyms", NAMES, "other names of the aspect"),
        Key("aliases", ALIASES, "other names of places or categories"),
        Key("over_time", NAME, "how its answers behave over time", choices=OVER_TIME),
        Key("several", FLAG, "true: more than one value may hold at once"),
        Key("modality", NAME, "what its answers speak of", choices=MODALITIES),
        Key("tolerance", NUMBER, "by which fraction counts may differ by method: 0.1", limits={"maximum": 1}),
    )
)

CLAIM: Final = _table(
    (
        Key("ref", REFS, "your own name for the claim, in this file"),
        Key("source", SPEAKER, "who vouches for it", required=True),
        Key("via", SPEAKERS, "who passed it on, first relay first"),
        Key("cue", TEXT, "the verb of the report: said, confirmed, denied"),
        Key("said", DATE, "when the words were said"),
        Key("published", DATE, "when the document that you read was published"),
        Key("as_of", DATE, "the time that the answer holds for"),
        Key("event", DESCRIBED, "the id of an event, or a mapping that describes it", required=True),
        Key("aspect", NAME, "what of the event it tells", required=True),
        Key("scope", SCOPE, "of which part: {group: civilians, from: Kursk region}"),
        Key("answer", ANSWER, "words, a number or a form", required=True),
        Key("quote", TEXT, "the words themselves"),
        Key("quote_span", QUOTE_SPAN, "their characters in the document: [first, first beyond]"),
        Key("url", TEXT, "where the document is"),
        Key("replaces", NAMES, "refs or ids of the claims that it withdraws or corrects"),
        Key("based_on", NAMES, "refs or ids of the claims that it was computed from"),
        Key("witnessed", FLAG, "true: the source saw, counted or holds the document itself"),
        Key("leaked", FLAG, "true: from a document that its author did not publish"),
        Key("silent", NAME, "who would not say, where the answer is withheld"),
        Key("confidential", FLAG, "true: not to be shown to everybody"),
        Key(
            "shared_ref",
            REFS,
            "refs that other claims in this file have too (written where dossiers were merged)",
        ),
    )
)

# What records of JSON Lines say beside the keys of their kind, and lists of records in YAML and JSON.
NAMED: Final = Key("name", NAME, "its name", required=True)
IDENTIFIED: Final = Key("id", NAME, "the id by which claims name it")


@attrs.frozen
class Section:
    """A top-level key of a YAML or JSON dossier, and the kind of record that each of its entries is."""

    name: str
    kind: str
    told: str
    holds: str
    table: Table | None = None
    naming: Key | None = None

    @property
    def is_listed(self) -> bool:
        """Whether it may be written as a list: pairs, claims, and records that say their own name."""
        return self.kind not in ("version", "timezone", "undeclared")


SECTIONS: Final[Mapping[str, Section]] = {
    section.name: section
    for section in (
        Section("claimcheck", "version", "the version of the format", "the number 1"),
        Section("timezone", "timezone", "where events happened unless they say otherwise", ZONES.expected),
        Section("sources", "source", "who speaks", "a mapping of names to what is known of each source", SOURCE, NAMED),
        Section("opposed", "opposed", "pairs of sources at odds", "a list of pairs, such as [[Russia, Ukraine]]"),
        Section("events", "event", "what is spoken about", "a mapping of ids to a description of each event", EVENT, IDENTIFIED),
        Section("same_event", "same_event", "pairs of events that are one, by id or by the name of a description", "a list of pairs, such as [[e1, e2]]"),
        Section("different_events", "different_events", "pairs of events that are not one, likewise", "a list of pairs, such as [[e1, e2]]"),
        Section("aspects", "aspect", "what is asked", "a mapping of names to what is known of each aspect", ASPECT, NAMED),
        Section(
            "undeclared", "undeclared", "names that are used and not declared, on purpose (written where dossiers were merged)",
            "a mapping of sources and events to lists of names",
        ),
        Section("claims", "claim", "what was said", "a list of claims", CLAIM),
    )
}  # fmt: skip

UNDECLARED: Final = _table(
    (
        Key("sources", NAMES, "names of sources"),
        Key("events", NAMES, "ids of events"),
    )
)

KINDS: Final = (
    "dossier", "source", "event", "aspect", "opposed", "same_event", "different_events", "undeclared", "claim",
)  # fmt: skip
"""The values of `type` in JSON Lines."""
