"""The one table of hedges: which words are read, and what they mean. The reader looks words up here; the docs print it.

Each row is a hedge: its phrases, the meaning that the reader gives them, where they stand (alone, before or after what
they hedge), what that makes sure and possible, and an example.

>>> longest("before", "number", ("more", "than", "about", "40"))
(Hedge('more than', 'more than X'), 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

import attrs

from claimcheck.number_words import Tokens, tokens

__all__ = ["HEDGES", "VOCABULARY", "Hedge", "alone", "hedge_table", "hedges_page", "longest"]

Kind = Literal["number", "share", "time", "any", "yes/no"]
Place = Literal["alone", "before", "after"]
Range = tuple[Fraction | int | None, Fraction | int | None]


@attrs.frozen(repr=False)
class Hedge:
    """One row. `sure` and `possible` are the two sets, both ends included, where the words name no number themselves."""

    kind: Kind
    place: Place
    meaning: str
    phrases: tuple[str, ...]
    means: tuple[str, str]
    example: str
    sure: Range = (None, None)
    possible: Range = (None, None)

    def __repr__(self) -> str:
        around = {"alone": "{}", "before": "{} X", "after": "X {}"}[self.place]
        return f"Hedge({self.meaning!r}, {around.format(self.phrases[0])!r})"


def _row(
    kind: Kind, place: Place, meaning: str, phrases: str, sure: str, possible: str, example: str
) -> Hedge:
    return Hedge(kind, place, meaning, tuple(phrases.split(" | ")), (sure, possible or sure), example)


def _vague(phrases: str, sure: Range, possible: Range) -> Hedge:
    names = tuple(phrases.split(" | "))
    return Hedge(
        "number", "alone", "vague", names, (_ends(*sure), _ends(*possible)), names[0], sure, possible
    )


def _ends(low: Fraction | int | None, high: Fraction | int | None) -> str:
    if low == high:
        return f"{low:,}"
    return f"{low:,} or more" if high is None else f"{low:,} to {high:,}"


def _several(unit: int, word: str) -> list[Hedge]:
    """ "A couple of hundred", "a few hundred", "several hundred"; "hundreds"."""
    of = f"{word}s"
    return [
        _vague("a couple hundred | a couple of hundred | couple of hundred".replace("hundred", word),
               (2 * unit, 3 * unit - 1), (3 * unit // 2, 4 * unit - 1)),
        _vague(f"a few {word} | few {word}", (3 * unit, 6 * unit - 1), (2 * unit, 11 * unit - 1)),
        _vague(f"several {word} | several {of}", (3 * unit, 10 * unit - 1), (2 * unit, 13 * unit - 1)),
    ]  # fmt: skip


def _plural(unit: int, phrases: str) -> Hedge:
    return _vague(phrases, (2 * unit, 10 * unit - 1), (unit, 20 * unit - 1))


_MORE = "more than X"
_HALF = Fraction(1, 2)


def _share(phrases: str, means: tuple[str, str], sure: Range, possible: Range) -> Hedge:
    names = tuple(phrases.split(" | "))
    return Hedge("share", "alone", "share", names, means, names[0], sure, possible)


_JUST_ABOVE_HALF = _HALF + Fraction(1, 10**9)  # the grid of shares is a billionth
_JUST_ABOVE_NONE = Fraction(1, 10**9)

HEDGES: Final[tuple[Hedge, ...]] = (
    # Numbers
    _row("number", "before", "exactly", "exactly | precisely", "X", "", "exactly 1,000"),
    _row("number", "before", "as it is", "a total of | total of | just", "as X", "", "a total of 304"),
    _row(
        "number", "before", "about",
        "about | around | roughly | approximately | approx | circa | some | an estimated | estimated | close to | "
        "in the region of | in the order of | on the order of | ~",
        "5 % either way; on counts never less than the smaller of 10 % and 5",
        "20 % either way; on counts at least 1", "about 300",
    ),
    _row("number", "after", "about", "or so | or thereabouts", "as about X", "as about X", "forty or so"),
    _row("number", "after", "odd", "- odd | odd", "X to 10 % more", "20 % either way", "50-odd"),
    _row(
        "number", "before", "nearly",
        "nearly | almost | just under | just below | just short of | a little under | slightly under | "
        "slightly less than | slightly fewer than | a little less than | approaching | virtually | practically",
        "up to 10 % less than X, X itself not", "up to 20 % less than X, X included", "nearly 1.1 million",
    ),
    _row(
        "number", "before", "just over",
        "just over | just above | just more than | a little over | a little more than | slightly over | "
        "slightly more than", "up to 10 % more than X, X itself not", "up to 20 % more than X, X included",
        "just over 200",
    ),
    _row("number", "before", "well over", "well over | well above | far more than", "more than 10 % over X", _MORE,
         "well over 100"),
    _row("number", "before", "well under", "well under | well below | far fewer than | far less than",
         "more than 10 % under X", "less than X", "well under 100"),
    _row("number", "before", "upwards of", "upwards of | upward of | north of", _MORE, "X or more", "upwards of 40"),
    _row("number", "before", "more than", "more than | over | above | greater than | in excess of | exceeding | >",
         _MORE, "", "more than 1,000"),
    _row(
        "number", "before", "at least",
        "at least | no fewer than | no less than | not fewer than | not less than | a minimum of | minimum of | "
        "minimum | at a minimum | at the very least | > = | ≥ | as few as",
        "X or more", "", "at least seven",
    ),
    _row("number", "after", "at least", "or more | or over | and more | plus | + | and above | and over | at least | "
         "at a minimum | minimum", "X or more", "", "40 or more"),
    _row(
        "number", "before", "at most",
        "at most | up to | no more than | not more than | not over | as many as | as much as | a maximum of | "
        "maximum of | maximum | < = | ≤ | not exceeding",
        "X or less", "", "up to 40",
    ),
    _row("number", "after", "at most", "or fewer | or less | or under | and under | at most | at the most | maximum",
         "X or less", "", "40 or fewer"),
    _row("number", "before", "less than", "less than | fewer than | under | below | <", "less than X", "",
         "fewer than 40"),
    _row("number", "before", "between", "between | anywhere between | somewhere between | from | anywhere from",
         "from X to Y, both included", "", "between 100 and 300"),
    _vague("no | none | nil | nobody | no one | not one | not a single one | not any | nothing", (0, 0), (0, 0)),
    _vague("once | a single | a single one", (1, 1), (1, 1)),
    _vague("twice | a pair", (2, 2), (2, 2)),
    _vague("some", (2, None), (1, None)),
    _vague("multiple", (2, None), (2, None)),
    _vague("a couple | couple", (2, 2), (2, 4)),
    _vague("a few", (3, 5), (2, 10)),
    _vague("a handful", (3, 6), (1, 10)),
    _vague("several", (3, 9), (2, 12)),
    _plural(10, "tens"),
    _vague("dozens", (24, 99), (12, 199)),
    *_several(12, "dozen"),
    _vague("scores", (40, 99), (20, 199)),
    _plural(100, "hundreds"),
    *_several(100, "hundred"),
    _plural(1000, "thousands"),
    *_several(1000, "thousand"),
    _plural(10**4, "tens of thousands"),
    _plural(10**5, "hundreds of thousands"),
    _plural(10**6, "millions"),
    *_several(10**6, "million"),
    _plural(10**7, "tens of millions"),
    _plural(10**8, "hundreds of millions"),
    _plural(10**9, "billions"),
    *_several(10**9, "billion"),
    # Shares of a whole
    _share("most | the majority | a majority | majority | the bulk",
           ("more than half", "more than half"), (_JUST_ABOVE_HALF, 1), (_JUST_ABOVE_HALF, 1)),
    _share("the vast majority | a vast majority | an overwhelming majority | the overwhelming majority",
           ("three quarters or more", "more than half"), (Fraction(3, 4), 1), (_JUST_ABOVE_HALF, 1)),
    _share("a minority | the minority | minority", ("less than half, but some",) * 2,
           (_JUST_ABOVE_NONE, _HALF - _JUST_ABOVE_NONE), (_JUST_ABOVE_NONE, _HALF - _JUST_ABOVE_NONE)),
    _share("few", ("up to a quarter, but some", "less than half"),
           (_JUST_ABOVE_NONE, Fraction(1, 4)), (0, _HALF - _JUST_ABOVE_NONE)),
    _share("some", ("more than none",) * 2, (_JUST_ABOVE_NONE, 1), (_JUST_ABOVE_NONE, 1)),
    _share("all | all of them | everyone | everybody | every one | the whole | the entire", ("all",) * 2, (1, 1), (1, 1)),
    _share("none | no | nobody | no one | none of them | nothing | zero", ("none",) * 2, (0, 0), (0, 0)),
    # Times
    _row("time", "before", "on", "on | in | during | at", "X", "also X in the speaker's zone", "on July 4"),
    _row("time", "before", "since", "since", "a start within X", "", "since 2022"),
    _row("time", "before", "from", "from | starting | starting in | starting on | not before | no earlier than | on or after | not earlier than",
         "from the start of X on", "", "from 2022"),
    _row("time", "after", "from", "or later | or after | onward | onwards | and later", "from the start of X on", "",
         "in 2022 or later"),
    _row("time", "before", "before", "before | prior to | earlier than | ahead of", "before the start of X", "",
         "before Friday"),
    _row("time", "before", "after", "after | later than", "after the end of X", "", "after July 4"),
    _row("time", "before", "by", "by | no later than | not later than | at the latest by | not after | on or before",
         "up to the end of X", "", "by Friday"),
    _row("time", "after", "by", "or earlier | or before | at the latest", "up to the end of X", "", "2022 or earlier"),
    _row("time", "before", "about", "about | around | circa | roughly | approximately", "X",
         "three days, a month or a year more at either end", "around July 4"),
    _row("time", "before", "between", "between", "from the start of X to the end of Y", "", "between June 2 and July 4"),
    # Yes or no
    _row("yes/no", "alone", "yes",
         "yes | true | it did | it happened | it took place | it does | it is | it was | they did | correct | confirmed",
         "yes", "", "it happened"),
    _row("yes/no", "alone", "no",
         "no | false | not | never | it did not | it didn't | it did not happen | it did not take place | "
         "it never happened | it does not | it is not | it was not | they did not | incorrect", "no", "",
         "it did not happen"),
    _row("yes/no", "alone", "denied", "denied | denies | denied it | denies it", "no, as a denial", "", "denied it"),
    _row("yes/no", "alone", "likely",
         "probably | likely | very likely | most likely | highly likely | more likely than not | almost certainly | "
         "presumably | probable", "yes", "everything", "very likely"),
    _row("yes/no", "alone", "unlikely",
         "unlikely | very unlikely | highly unlikely | most unlikely | probably not | likely not | not likely | "
         "improbable | doubtful | almost certainly not | most likely not", "no", "everything", "very unlikely"),
    # Whatever is asked
    _row("any", "before", "likely",
         "probably | likely | very likely | most likely | highly likely | almost certainly | presumably | "
         "is likely | is probably | was probably | it is likely that | it was probably", "X",
         "everything: a likelihood rules nothing out", "probably 10 to 50"),
    _row("any", "before", "unlikely", "unlikely | very unlikely | highly unlikely | unlikely to be | it is unlikely that",
         "anything but X", "everything", "very unlikely 50"),
    _row("any", "before", "may be",
         "may be | might be | could be | may have been | might have been | could have been | possibly | perhaps | maybe | "
         "cannot confirm | cannot confirm that | could not confirm | could not confirm that | cannot rule out | "
         "cannot rule out that | can't rule out | could not rule out | did not rule out | did not rule out that | not ruled out | "
         "unable to confirm", "everything", "", "may be 10"),
    _row("any", "before", "not",
         "not | denied | denied that | denies | denies that | denying | denied it was | denies it was | it was not | "
         "it is not | was not | no truth to", "anything but all that X may mean", "", "denied that about 50"),
    _row("any", "before", "only", "only | solely | only by | nothing but | exclusively", "as X, and nothing else", "",
         "only fire"),
    _row(
        "any", "alone", "unknown",
        "unknown | not known | not yet known | unclear | not clear | not immediately clear | it is unclear | it was unclear | it is not clear | "
        "undetermined | not determined | "
        "cannot confirm | can not confirm | can't confirm | could not confirm | couldn't confirm | unable to confirm | "
        "cannot be confirmed | could not be confirmed | cannot be verified | could not be verified | unable to verify | "
        "could not verify | cannot verify | could not independently verify | could not be independently verified | unverified | "
        "unconfirmed | not confirmed | not ruled out | "
        "cannot rule out | can not rule out | can't rule out | cannot rule it out | cannot be ruled out | "
        "can't be ruled out | could not rule out | did not rule out | did not rule it out | "
        "has not ruled out | would not rule out | will not rule out | may | might | could | may be | might be | could be | "
        "it may | it might | it could | it may have | it might have | "
        "possible | possibly | it is possible | perhaps | maybe | does not know | do not know | did not know | don't know | "
        "no information | no figures available | not available | too early to say | too early to tell | remains unclear | "
        "remains unknown | neither confirmed nor ruled out | still being established",
        "everything", "", "cannot rule out",
    ),
    _row(
        "any", "alone", "withheld",
        "withheld | undisclosed | not disclosed | did not disclose | has not disclosed | have not disclosed | "
        "would not disclose | declined to disclose | refused to disclose | declined to comment | declines to comment | "
        "refused to comment | would not comment | did not comment | has not commented | not commented | no comment | "
        "declined to say | declines to say | refused to say | refuses to say | would not say | will not say | "
        "wouldn't say | won't say | did not say | didn't say | has not said | declined to confirm | would not confirm | "
        "refused to confirm | neither confirmed nor denied | would neither confirm nor deny | "
        "declined to confirm or deny | declined to answer | refused to answer | did not answer | did not respond | "
        "did not respond to a request for comment | did not immediately respond to a request for comment | "
        "gave no figure | gave no figures | gave no number | gave no numbers | gave no details | did not give a figure | "
        "did not give a number | did not provide a figure | declined to give a figure | declined to give a number | "
        "not made public | not released | did not release | did not elaborate | kept secret | classified",
        "everything", "", "declined to comment",
    ),
)  # fmt: skip

NOT_READ: Final[dict[str, str]] = {
    "reportedly": "leave it out, and give whoever reported it as the source",
    "allegedly": "leave it out, and give whoever alleges it as the source",
    "said": "give who said it as the source, and here only what was said",
    "confirmed": "give the cue as `cue`, and here only what was said",
    "officially": "leave it out, and give the office as the source",
    "many": "there is no number that 'many' means",
    "numerous": "there is no number that 'numerous' means",
}
"""Words that tell no answer, and what to do with them."""


def _index() -> dict[tuple[str, str], dict[Tokens, Hedge]]:
    index: dict[tuple[str, str], dict[Tokens, Hedge]] = {}
    for hedge in HEDGES:
        rows = index.setdefault((hedge.place, hedge.kind), {})
        for phrase in hedge.phrases:
            rows[tokens(phrase)] = hedge
    return index


_INDEX: Final = _index()
_LONGEST: Final = {key: max(map(len, rows)) for key, rows in _INDEX.items()}
_EDGES: Final = {
    (place, kind): {phrase[0 if place == "before" else -1] for phrase in rows}
    for (place, kind), rows in _INDEX.items()
}
"""The words that a hedge of each kind begins (or ends) with."""

VOCABULARY: Final = frozenset(
    word for rows in _INDEX.values() for phrase in rows for word in phrase if word.isalpha()
)
"""Every word that some hedge is made of."""


def alone(kind: Kind, words: Tokens) -> Hedge | None:
    """The hedge of that kind that these words are, as a whole."""
    return _INDEX.get(("alone", kind), {}).get(words)


def longest(place: Literal["before", "after"], kind: Kind, words: Sequence[str]) -> tuple[Hedge, int] | None:
    """The longest hedge that these words begin (or end) with and that leaves something, and of how many tokens it is."""
    if not words or words[0 if place == "before" else -1] not in _EDGES.get((place, kind), ()):
        return None
    rows = _INDEX.get((place, kind), {})
    words = tuple(words)
    for length in range(min(_LONGEST.get((place, kind), 0), len(words) - 1), 0, -1):
        found = rows.get(words[:length] if place == "before" else words[-length:])
        if found is not None:
            return found, length
    return None


_TITLES: Final[dict[Kind, str]] = {
    "number": "Numbers", "share": "Shares of a whole", "time": "Times", "yes/no": "Yes or no", "any": "Whatever is asked",
}  # fmt: skip


def hedge_table() -> str:
    """The table as Markdown, with what each example is read as."""
    lines = []
    for kind, title in _TITLES.items():
        lines += [
            f"## {title}",
            "",
            "| words | plainly mean (sure) | may mean (possible) | for example | is read as |",
        ]
        lines.append("| --- | --- | --- | --- | --- |")
        lines += [_line(hedge) for hedge in HEDGES if hedge.kind == kind]
        lines.append("")
    return "\n".join(lines)


_PAGE: Final = """# How words are read

This page is printed from the table that the reader itself looks words up in (`claimcheck.hedge_table`); write it anew with
`python -m claimcheck.hedge_table > docs/hedges.md`.

Every phrase has a plain reading, *sure*, and the loosest honest one, *possible*; X is what stands beside the hedge. Words
are read from the outside in, by the longest phrase that fits: "probably not more than 40" is "probably" around "not more
than 40". What can't be read is an error that names the words and the nearest form that can; nothing is guessed.

- A figure in digits is exact; one that ends in two zeros or more is possibly 5 % more or less. Inside a bound ("more than
  1,000", "100 to 300") numbers are exact. `{exactly: 1000}` is always exact.
- Round number words (multiples of ten from twenty up, dozens, hundreds ...), "half", "a third" and "two in three" are read
  as "about". "Ten", "seven" and "twenty-one" are exact, and so is "800 of 1,000".
- Decimals, millions and per cent are sure to half of their last digit, possible to one of it, and never looser than "about".
- "1.000" and "04/07/2025" have two readings and are refused; so are "1,00", "007" and digits other than 0 to 9.
- Only nouns that name nobody in particular may follow a number ("people", "of them", "in total"): in "seven killed", what
  was counted belongs in the aspect or the scope.
- A date is sure where the event happened, and possible also where the speaker is. "Friday" is the latest Friday up to the
  day of speaking, that day included; "July 4" without a year is the latest one, at most a year back; "last Friday" is the latest before
  that day, and may be the one a week earlier. Without the day of speaking they are refused.
- On the path axis words are one name, save for the hedges under "Whatever is asked" and an "in" or "in the" before it. A
  name that reads as a hedge ("Unknown") is written `{within: [Unknown]}`.

In the examples below, words were said on 4 July 2025.

"""


def hedges_page() -> str:
    """The page of the documentation that `docs/hedges.md` holds."""
    return _PAGE + hedge_table()


def _line(hedge: Hedge) -> str:
    around = {"alone": "{}", "before": "{} X", "after": "X {}"}[hedge.place]
    phrases = ", ".join(
        around.format(phrase.replace(" - ", "-").replace("- odd", "-odd")) for phrase in hedge.phrases
    )
    cells = (phrases, *hedge.means, hedge.example, _read_as(hedge))
    return (
        "| "
        + " | ".join(cell.replace("|", "\\|").replace("~", "\\~").replace("<", "&lt;") for cell in cells)
        + " |"
    )


def _read_as(hedge: Hedge) -> str:
    import datetime

    from claimcheck.answers import COUNT, INSTANT, PATH, SHARE, YES_NO
    from claimcheck.hedges import Circumstances, natural_axis, read

    axis = {"number": COUNT, "share": SHARE, "time": INSTANT, "yes/no": YES_NO}.get(hedge.kind)
    axis = axis or natural_axis(hedge.example) or (PATH if hedge.meaning == "only" else COUNT)
    reading = read(hedge.example, axis, circumstances=Circumstances(said=datetime.date(2025, 7, 4)))
    return str(reading.answer) + (f" (silence: {reading.silence})" if reading.silence else "")


if __name__ == "__main__":
    print(hedges_page(), end="")
