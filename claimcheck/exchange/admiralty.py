"""The Admiralty Code in the words of other tools: tags of MISP, vocabularies of OpenCTI, the confidence of STIX.

A source's reliability (A to F) and an information's credibility (1 to 6) stay apart, as they do in the code itself.

>>> credibility_tag(3), confidence(3), confidence(6)
('admiralty-scale:information-credibility="3"', 50, None)
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["RELIABILITIES", "confidence", "credibility_tag", "reliability_in", "reliability_tag"]

RELIABILITIES: Final = {
    "A": "A - Completely reliable",
    "B": "B - Usually reliable",
    "C": "C - Fairly reliable",
    "D": "D - Not usually reliable",
    "E": "E - Unreliable",
    "F": "F - Reliability cannot be judged",
}
"""What OpenCTI has in `x_opencti_reliability`."""

_CONFIDENCE: Final = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
_TAG: Final = re.compile('admiralty-scale:source-reliability="?([a-fA-F])"?')


def confidence(credibility: int | None) -> int | None:
    """The `confidence` of STIX 2.1 (its appendix on scales); None where the truth can't be judged."""
    return None if credibility is None else _CONFIDENCE.get(credibility)


def credibility_tag(credibility: int) -> str:
    """The tag of MISP's taxonomy `admiralty-scale` for an information's credibility."""
    return f'admiralty-scale:information-credibility="{credibility}"'


def reliability_tag(letter: str) -> str:
    """The tag of MISP's taxonomy `admiralty-scale` for a source's reliability."""
    return f'admiralty-scale:source-reliability="{letter.lower()}"'


def reliability_in(vocabulary: str | None, labels: list[str]) -> str | None:
    """The letter that a value of OpenCTI or one of some tags tells; None where they tell none."""
    if vocabulary and vocabulary[:1].upper() in RELIABILITIES and vocabulary[1:2] in ("", " ", "-"):
        return vocabulary[0].upper()
    found = sorted({match[1].upper() for label in labels if (match := _TAG.fullmatch(label.strip()))})
    return found[0] if len(found) == 1 else None
