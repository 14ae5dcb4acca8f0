"""How findings are put in English: who says it, about what, and when.

>>> listed(["A", "B", "C"])
'A, B and C'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from claimcheck.answers import Answer
from claimcheck.claims import Question
from claimcheck.moments import Moment
from claimcheck.sources import Sides
from claimcheck.statements import Asked, Statement
from claimcheck.text import clean
from claimcheck.wording import in_words

__all__ = ["answer_in_words", "date_of", "listed", "origin_of", "subject", "unique"]

_PREPOSITIONS = frozenset(
    ("from", "to", "in", "at", "by", "of", "near", "under", "over", "on", "with", "for", "before", "after")
)
_MOST_NAMED = 6


def unique(values: Iterable[str]) -> list[str]:
    """Values without repetition, sorted."""
    return sorted(set(values))


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Names as a list in a sentence; a long list is cut, with the number left out."""
    if len(names) > _MOST_NAMED:
        shown = names[: _MOST_NAMED - 1]
        return f"{', '.join(shown)} {joint} {len(names) - len(shown)} others"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


@lru_cache(maxsize=4096)
def subject(question: Question) -> str:
    """What a question asks, as a phrase: "civilians returned, from Kursk region"."""
    phrase = question.aspect
    rest = []
    for key, value in question.scope:
        if key.casefold() in ("group", "who"):
            phrase = f"{value} {phrase}"
        elif key.casefold() in _PREPOSITIONS:
            rest.append(f"{key} {value}")
        else:
            rest.append(f"{key}: {value}")
    return clean(", ".join((phrase, *rest)))


def answer_in_words(answer: Answer, asked: Asked) -> str:
    """An answer in English, with names as they were written and times where the event happened."""
    if asked.names:
        return clean(in_words(answer, names=asked.names, zone=asked.zone))
    return _in_words(answer, asked.zone)


@lru_cache(maxsize=1 << 14)
def _in_words(answer: Answer, zone: str) -> str:
    return clean(in_words(answer, zone=zone))


def origin_of(statement: Statement, sides: Sides) -> str:
    """Who vouches, as a copy editor would put it: "TASS, citing an anonymous source"."""
    voice = statement.voice
    if voice.named and not statement.hearsay:
        return clean(voice.name)
    if voice.named:
        opponents = unique(
            sides.name(relay) for relay in statement.relays if sides.are_opposed(voice.key, relay)
        )
        return clean(
            f"{voice.name}, according to its opponent {listed(opponents)}" if opponents else voice.name
        )
    first = next((relay for relay in statement.claim.via if isinstance(relay, str)), None)
    described = clean(voice.name)
    return f"{clean(first)}, citing {described}" if first else f"an unnamed source ({described})"


@lru_cache(maxsize=4096)
def moment_in_words(moment: Moment) -> str:
    """A date or a clock time in English: "4 July 2025", "July 2025", "10:30 (UTC+03:00) on 4 July 2025"."""
    day = moment.day
    if moment.precision == "year":
        return str(day.year)
    if moment.precision == "month":
        return f"{_MONTHS[day.month - 1]} {day.year}"
    told = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    if not moment.has_clock:
        return told
    clock = moment.text[11:16]
    offset = "UTC" if moment.text.endswith("Z") else f"UTC{moment.text[-6:]}"
    return f"{clock} ({offset}) on {told}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date_of(statement: Statement) -> str:
    """When it was said, in words; "" where nobody tells."""
    claim = statement.claim
    moment = claim.attribution.said or claim.attribution.published
    return "" if moment is None else moment_in_words(moment)


def since(statement: Statement) -> str:
    """When it was said, to follow a name: " on 4 July 2025", " at 10:30 (UTC) on 4 July 2025", or ""."""
    told = date_of(statement)
    return "" if not told else f" at {told}" if ":" in told else f" on {told}"


def dates_of(statements: Iterable[Statement]) -> str:
    """The dates of some statements in words, in order of time; more than three are put as first to last."""
    moments: dict[str, Moment] = {}
    for one in statements:
        attribution = one.claim.attribution
        moment = attribution.said or attribution.published
        if moment is not None:
            moments[moment.text] = moment
    if not moments:
        return ""
    if len(moments) == 1:
        return moment_in_words(next(iter(moments.values())))
    days = sorted({text[:10] for text in moments})
    if len(days) > 3:
        return f"{_day(days[0])} to {_day(days[-1])}"
    return listed([_day(day) for day in days])


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    return moment_in_words(Moment.parse(text))


def capital(text: str) -> str:
    """A sentence begins with a capital."""
    return text[:1].upper() + text[1:]
