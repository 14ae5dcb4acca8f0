"""What the words of a report mean, as the method section of a page tells it; the flags as `docs/reports.md` has them."""

from __future__ import annotations

from typing import Final

__all__ = ["CLASS_MEANINGS", "FLAG_MEANINGS", "STATUS_MEANINGS"]

CLASS_MEANINGS: Final = {
    "contradicted": (
        "Named sources say what can’t all be true, even on the loosest reading of their words. The answers are sorted into "
        "camps: the largest sets that can be true together."
    ),
    "unverified": (
        "It rests on unnamed sources alone, or on what one side’s opponent says that it said. Nobody can be held to it."
    ),
    "self-contradiction": "One voice gives two answers that can’t both be true, and neither was said later.",
    "anachronism": "An outcome was reported before its event began.",
    "revised": "The same voice later says what contradicts its earlier words. The earlier words no longer count.",
    "withdrawn": "Taken back or corrected by its source, or by an outlet that passed it on.",
    "tension": (
        "What the words plainly mean does not meet, what they may mean does: “dozens” and “150”. Worth a look, no accusation."
    ),
    "withheld": "A side that should know did not disclose it, according to whom.",
    "one-sided": "Several named voices say it, and no two of them are independent of one another.",
    "single-source": "One named voice says it.",
    "corroborated": (
        "Named voices on two independent sides say it, even on the strictest reading of their words: neither side answers to "
        "what controls the other, and neither is known only through the other."
    ),
}
"""Each class of findings, in a sentence or two."""

FLAG_MEANINGS: Final = {
    "anonymous": "somebody unnamed is behind it; on a contradiction: only with them is there one",
    "echo": "the same statement reached us by several routes, and counts once",
    "hearsay": "it came only through an opponent of who is said to have spoken",
    "opposed": "the two sides that agree are declared to be at odds",
    "one-outlet": "all of its words came through one outlet",
    "source-not-given": "an outlet says it in its own voice and does not tell how it knows",
    "disputed-anonymously": "somebody unnamed says otherwise",
    "outline-only": "those who agree on it contradict one another in the detail",
    "within-one-side": "the camps are all on one side",
    "relays-differ": "one voice says two things, each by another route: the relays may be to blame",
    "narrowly": "the nearest two camps lie close together",
    "may-be-growth": "the later figure of a growing count may simply be the newer one",
    "leaked": "a leaked document is among its claims",
    "disputes-having-said": "somebody denies the quote, and so takes it back without saying what is so",
}
"""Each flag of a finding."""

STATUS_MEANINGS: Final = {
    "narration": "narration: the outlet’s own words are implied by what it passes on, so they are no voice of their own",
    "outgrown": "outgrown: its side has since given a later toll, no lower, so it is read as that much or more",
    "hearsay": "hearsay: it came only through an opponent of who is said to have spoken",
    "own voice": "an outlet’s own voice that witnessed nothing: never one of two independent voices",
}
"""Why a claim does not count as a named voice's, or counts less."""
