"""Draws the pictures of docs/concepts.md with the tool itself: `python docs/draw_pictures.py` writes them to docs/_static/pictures.

Each is an SVG that is light or dark as its reader likes. What stands beside a picture on the page is its own sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from claimcheck import Aspect, Dossier, Event, Report, Source, anonymous, read_dossier
from claimcheck.report.pictures import Picture

HERE: Final = Path(__file__).parent
PICTURES: Final = HERE / "_static" / "pictures"


def strengths() -> Picture:
    """Words of five kinds as ranges: thick where they plainly mean it, thin where they may."""
    fire = Event("fire", when="2031-06-01")
    told = {
        "Fire Brigade": "8",
        "Hospital": "at least seven",
        "Mayor": "about 30",
        "Red Cross": "dozens",
        "Ministry": "up to 40",
    }
    claims = [Source(who).says(fire, "injured", words) for who, words in told.items()]
    return Dossier(claims, aspects=[Aspect("injured", axis="count", unit="people")]).check().ranges("injured")


def sides() -> Picture:
    """Who vouches, who passes on, what is claimed: two of one side, one of the other, one who is nobody."""
    exchange = Event("prisoner exchange", when="2025-07-04")
    russia, ukraine = Source("Russia", kind="state"), Source("Ukraine", kind="state")
    times = Source("The Moscow Times", kind="newspaper")
    tass = Source("TASS", kind="news agency", controlled_by=russia)
    dossier = Dossier(opposed=[(russia, ukraine)])
    for name, root in (("Defense Ministry", russia), ("Zelensky", ukraine)):
        dossier += Source(name, controlled_by=root).says(exchange, "took place", "yes", via=times)
    dossier += tass.says(exchange, "took place", "yes", witnessed=True)
    dossier += anonymous("a source").says(exchange, "equal exchange", "yes", via=[tass, times])
    return dossier.check().draw()


def crash() -> Report:
    """Three figures that can't all be true."""
    event = Event("crash", when="2014-07-17")
    told = {"A": "between 280 and 295", "B": "exactly 298", "C": "at least 250"}
    claims = [Source(who).says(event, "killed", words) for who, words in told.items()]
    return Dossier(claims, aspects=[Aspect("killed", axis="count", unit="people")]).check()


def drawn() -> Mapping[str, Picture]:
    """Every picture by the name of its file."""
    flood = read_dossier(HERE.parent / "examples" / "growing_toll.yaml").check()
    return {
        "strengths.svg": strengths(),
        "sides.svg": sides(),
        "camps.svg": crash().ranges("killed"),
        "growth.svg": flood.growth("killed"),
    }


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    for name, picture in drawn().items():
        picture.save(PICTURES / name)
        print(f"[![{picture.alt}](_static/pictures/{name})](_static/pictures/{name})")
