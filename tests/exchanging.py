"""What tests of exchange formats share: the formats that can be used here, and a dossier that uses everything."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final

import pytest

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.exchange import Format, find_format, formats
from claimcheck.sources import Anonymous, Source
from claimcheck.vocabulary import Aspect

__all__ = ["EVERYTHING", "NEEDED", "NEEDS", "READ_BACK", "WRITTEN", "needed"]

NEEDED: Final = {"prov": ("prov",), "xlsx": ("openpyxl", "defusedxml"), "parquet": ("pyarrow",)}
"""By extra: the packages that it brings, as they are imported."""

READ_BACK: Final = ("json", "jsonl", "parquet", "prov-json", "stix", "xlsx", "yaml")
"""The formats from which all comes back that they carry."""

WRITTEN: Final = tuple(one.name for one in formats() if one.write is not None)
NEEDS: Final = {one.name: NEEDED.get(one.extra or "", ()) for one in formats()}


def needed(name: str) -> Format:
    """The format; the test is skipped where a package that it needs is not here."""
    for package in NEEDS[name]:
        if find_spec(package) is None:
            pytest.skip(f"the package {package} is not here")
    return find_format(name)


_FREE: Final[dict[str, Any]] = {
    "note": ["one", "two"],
    "translation": "deux",
    "archive": "a",
    "x_own": [1, 2.5, None],
}
_SOURCES = (
    Source("Russia", kind="state"),
    Source(
        "TASS", kind="news agency", controlled_by="Russia", aliases=["ITAR-TASS"], reliability="C", **_FREE
    ),
    Source("The Moscow Times", kind="newspaper", timezone="Europe/Amsterdam", confidential=True),
)
_EVENT = Event(
    "prisoner exchange", when=("2025-07-04", "2025-07-05"), where=["Belarus", "Gomel"], participants=["Russia", "Ukraine"],
    ordinals={"since Istanbul": 8}, timezone="Europe/Kyiv", name="the eighth exchange", id="e8", **_FREE,
)  # fmt: skip
_TWO = Claim(
    "e8", "returned", "two", source=Anonymous("a source", handle="h1", controlled_by="Russia", confidential=True), ref="two",
    via=["TASS", Anonymous("an official"), "The Moscow Times"], scope={"group": "civilians"}, cue="reported", said="2025-07-04",
    published="2025-07-04T10:30+03:00", as_of="2025", url="https://example.org/1?a=1&b=2", quote="=two <b>civilians</b>",
    quote_span=(3, 9), witnessed=True, **_FREE,
)  # fmt: skip
EVERYTHING: Final = Dossier(
    [
        _TWO,
        Claim("e8", "returned", {"at_least": 3}, source="Ukraine", replaces=[_TWO], ref="three", leaked=True),
        Claim("e8", "returned", "unknown", source="TASS", replaces=["0" * 32], based_on=[_TWO], confidential=True),
        Claim(Event("raid", when=("2024", "2025"), where="Kirk", participants="A", ordinals={"s": 1}, timezone="UTC", name="r", **_FREE), "number exchanged", "withheld", source="TASS", silent="Russia"),
    ],
    sources=_SOURCES,
    events=[_EVENT, Event("x", id="e9")],
    aspects=[
        Aspect("returned", axis="count", unit="people", synonyms=["came back"], over_time="accrues", tolerance="0.1", several=False, modality="plan"),
        Aspect("level", axis="number", grid="0.01", aliases={"Kursk Oblast": ["Russia", "Kursk region"]}, **_FREE),
    ],
    opposed=[("Russia", "Ukraine")],
    same_event=[("e8", "e9")],
    different_events=[("e8", "e10")],
    timezone=["Europe/Kyiv", "UTC"],
)  # fmt: skip
"""A dossier with every key that a file can have."""
