"""A made-up world of industrial accidents in three registers, to measure linking in another field than one has data of.

The registers differ in what they tell: paths of other depths ("Country, Region, Town", "Country, Town", "near Town,
Country"), towns misspelt or left out or a neighbour's, companies in variants ("Acme Chemical Co.", "ACME Chemicals",
"Acme"), dates to the day, the month or the year, a day off, counts that disagree.
"""

from __future__ import annotations

import datetime
import random

from claimcheck import Answer, Event
from claimcheck.linking import Mention

_SYLLABLES = [consonant + vowel for consonant in "bdklmnrstv" for vowel in "aeiou"]
_SECTORS = ["Chemical", "Steel", "Oil", "Paper", "Foods", "Energy", "Plastics"]
_FORMS = ["Co.", "Ltd", "Inc.", "GmbH", "SA"]
_WHAT = ["explosion", "fire", "leak", "collapse", "spill"]
_COVERAGE = {"A": 0.7, "B": 0.6, "C": 0.25}

Town = tuple[str, str, str]
Company = tuple[str, str, str, list[Town]]


def world(events: int, seed: int, years: int = 20) -> tuple[list[Mention], dict[str, str]]:
    """Mentions of that many accidents, and which accident each is of."""
    draw = random.Random(seed)
    towns = _towns(draw)
    companies: list[Company] = [
        (
            _word(draw, draw.choice((2, 3))),
            draw.choice(_SECTORS),
            draw.choice(_FORMS),
            [draw.choice(towns) for _ in range(draw.choice((1, 1, 2, 3)))],
        )
        for _ in range(max(20, events // 6))
    ]
    mentions, gold = [], {}
    for number in range(events):
        company = draw.choice(companies)
        town = draw.choice(company[3]) if draw.random() < 0.9 else draw.choice(towns)
        day = datetime.date(2000, 1, 1) + datetime.timedelta(days=draw.randrange(365 * years))
        tolls = int(draw.paretovariate(1.2)) - 1, int(draw.paretovariate(0.9)) - 1
        what = draw.choice(_WHAT)
        for register, coverage in _COVERAGE.items():
            if draw.random() < coverage:
                key = f"{register}-{number}"
                mentions.append(
                    Mention(
                        key,
                        _told(draw, register, company, town, day, what, towns),
                        [register],
                        counts=_counts(draw, tolls),
                    )
                )
                gold[key] = str(number)
    return mentions, gold


def _towns(draw: random.Random) -> list[Town]:
    towns = []
    for _ in range(3):
        country = _word(draw, 3)
        for _ in range(6):
            region = _word(draw, 3)
            towns += [(country, region, _word(draw, draw.choice((2, 3)))) for _ in range(15)]
    return towns


def _told(
    draw: random.Random,
    register: str,
    company: Company,
    town: Town,
    day: datetime.date,
    what: str,
    towns: list[Town],
) -> Event:
    country, region, name = town
    day += datetime.timedelta(days=draw.choice((-1, 1)) if draw.random() < 0.07 else 0)
    known = draw.random()
    if draw.random() < 0.06:
        name = _slip(draw, name)
    elif draw.random() < 0.08:
        name = draw.choice([other for _, its_region, other in towns if its_region == region])
    if register == "A":
        where = [country, region, name] if draw.random() < 0.85 else [country, region]
    elif register == "B":
        where = draw.choice([[country, name], [country, name], [f"near {name}, {country}"], [country]])
    else:
        where = draw.choice([[name], [f"{name}, {region}, {country}"]])
    called = _called(draw, company)
    title = draw.random()
    return Event(
        "accident" if register == "C" else "industrial accident",
        when=str(day)[: 10 if known < 0.65 else 7 if known < 0.88 else 4],
        where=where,
        participants=[called] if draw.random() < 0.7 else [],
        name=(
            f"{what.capitalize()} at {called} plant"
            if title < 0.3
            else f"{name} {what}"
            if title < 0.5
            else f"{what.capitalize()} at a {company[1].lower()} works"
            if title < 0.6
            else None
        ),
    )


def _called(draw: random.Random, company: Company) -> str:
    name, sector, form, _ = company
    called = draw.choice(
        [
            f"{name} {sector} {form}",
            f"{name} {sector}",
            f"{name.upper()} {sector}s",
            name,
            f"{name} {sector[:4]}.",
        ]
    )
    return _slip(draw, called) if draw.random() < 0.04 else called


def _counts(draw: random.Random, tolls: tuple[int, int]) -> dict[str, Answer]:
    killed, injured = tolls
    if draw.random() < 0.2:
        killed = max(0, killed + draw.choice((-1, 1, 2)))
    if draw.random() < 0.3:
        injured = max(0, injured + draw.choice((-2, -1, 1, 2, 3)))
    return {"killed": Answer.exactly(killed), "injured": Answer.exactly(injured)}


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(_SYLLABLES) for _ in range(syllables)).capitalize()


def _slip(draw: random.Random, word: str) -> str:
    place = draw.randrange(1, max(2, len(word) - 1))
    return word[:place] + (
        word[place + 1 :] if draw.random() < 0.5 else draw.choice("aeinrst") + word[place:]
    )
