"""Who says what about an event: which details are agreed, which contradicted, and which rest on nobody.

It models each statement as an attributed claim, cross-checks the claims of a dossier, and never says what is true.

>>> from claimcheck import Dossier, Event, Source, crosscheck
>>> exchange = Event("prisoner exchange", when="2025-07-04")
>>> dossier = Dossier() + Source("Zelensky").says(exchange, "took place", "yes", via="The Moscow Times")
>>> print(crosscheck(dossier).findings[0])
Took place: Zelensky is alone in saying yes, as reported by The Moscow Times.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimcheck.answers import COUNT as COUNT
    from claimcheck.answers import INSTANT as INSTANT
    from claimcheck.answers import PATH as PATH
    from claimcheck.answers import SHARE as SHARE
    from claimcheck.answers import YES_NO as YES_NO
    from claimcheck.answers import Answer as Answer
    from claimcheck.answers import Axis as Axis
    from claimcheck.answers import Relation as Relation
    from claimcheck.answers import number as number
    from claimcheck.checking import check as check
    from claimcheck.claims import Attribution as Attribution
    from claimcheck.claims import Claim as Claim
    from claimcheck.claims import Question as Question
    from claimcheck.dossiers import Dossier as Dossier
    from claimcheck.errors import BadInput as BadInput
    from claimcheck.errors import ClaimcheckError as ClaimcheckError
    from claimcheck.errors import Problem as Problem
    from claimcheck.errors import UnreadableWords as UnreadableWords
    from claimcheck.events import Event as Event
    from claimcheck.exchange import write as write
    from claimcheck.findings import Finding as Finding
    from claimcheck.formats import read_dossier as read_dossier
    from claimcheck.formats import write_dossier as write_dossier
    from claimcheck.hedges import read_answer as read_answer
    from claimcheck.judge import crosscheck as crosscheck
    from claimcheck.merging import Account as Account
    from claimcheck.moments import Moment as Moment
    from claimcheck.report import Report as Report
    from claimcheck.report.comparing import Comparison as Comparison
    from claimcheck.report.comparing import compare as compare
    from claimcheck.sources import Anonymous as Anonymous
    from claimcheck.sources import Source as Source
    from claimcheck.sources import anonymous as anonymous
    from claimcheck.vocabulary import Aspect as Aspect

__version__ = "0.1.0"

_ROOMS = {
    "answers": ("COUNT", "INSTANT", "PATH", "SHARE", "YES_NO", "Answer", "Axis", "Relation", "number"),
    "checking": ("check",),
    "claims": ("Attribution", "Claim", "Question"),
    "dossiers": ("Dossier",),
    "events": ("Event",),
    "judge": ("crosscheck",),
    "errors": ("BadInput", "ClaimcheckError", "Problem", "UnreadableWords"),
    "exchange": ("write",),
    "findings": ("Finding",),
    "formats": ("read_dossier", "write_dossier"),
    "hedges": ("read_answer",),
    "merging": ("Account",),
    "moments": ("Moment",),
    "report": ("Report",),
    "report.comparing": ("Comparison", "compare"),
    "sources": ("Anonymous", "Source", "anonymous"),
    "vocabulary": ("Aspect",),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = sorted([*_HOME, "__version__"])


def __getattr__(name: str) -> Any:
    """Public names come from their rooms when first asked for, so that importing the package costs little."""
    room = _HOME.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{room}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
