"""Prints docs/vocabulary.md from what the code knows: `python docs/print_vocabulary.py > docs/vocabulary.md`."""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from claimcheck import read_answer
from claimcheck.answers import Axis
from claimcheck.forms import FORMS
from claimcheck.sources import OUTLET_KINDS
from claimcheck.vocabulary import AXES, MODALITIES, OVER_TIME

SAID: Final = datetime.date(2025, 7, 4)

# What each axis is for, and an answer in words that stands on it.
USES: Final = {
    "count": ("people, vehicles, exchanges: whatever is counted", "at least seven"),
    "share": ("a part of a whole", "two in three"),
    "number": ("magnitudes, prices, degrees", "7.8"),
    "instant": ("when something was", "since 2022"),
    "yes/no": ("whether it is so", "it did not"),
    "path": (
        "places, causes, categories, organisations: whatever has broader and narrower",
        {"within": ["Russia", "Kursk region"]},
    ),
}
TIMES: Final = {
    "fixed": "what does not change: all answers are compared, whenever they were given. The default",
    "accrues": "what only grows, such as a toll: an older, lower figure contradicts nothing",
    "varies": "what goes up and down, such as the missing: compared only where the as-of times overlap",
}
KINDS_OF_SPEECH: Final = {
    "outcome": "what happened. The default",
    "plan": "what was agreed or intended: said before its event without being an anachronism",
    "forecast": "what was expected: likewise",
}
# One answer for each form, with the axis that it needs where that is not the count.
EXAMPLES: Final[dict[str, tuple[Any, str]]] = {
    "at_least": ({"at_least": 7}, "count"),
    "more_than": ({"more_than": 1000}, "count"),
    "at_most": ({"at_most": 40}, "count"),
    "less_than": ({"less_than": 40}, "count"),
    "between": ({"between": [100, 300]}, "count"),
    "about": ({"about": 300}, "count"),
    "exactly": ({"exactly": 1000}, "count"),
    "on": ({"on": "2025-07-04"}, "instant"),
    "at": ({"at": "2025-07-04T10:30Z"}, "instant"),
    "since": ({"since": "2022"}, "instant"),
    "from": ({"from": "2022"}, "instant"),
    "within": ({"within": ["Russia", "Kursk region"]}, "path"),
    "any_of": ({"any_of": [{"within": ["Kyiv"]}, {"within": ["Lviv"]}]}, "path"),
    "only": ({"only": {"within": ["a broken dam"]}}, "path"),
    "not": ({"not": "about 50"}, "count"),
    "probably": ({"probably": {"between": [10, 50]}}, "count"),
    "sure": ({"sure": [[2, 4]], "possible": [[1, None]]}, "count"),
}  # fmt: skip
MEANINGS: Final = {
    "at_least": "that or more",
    "more_than": "more than that",
    "at_most": "that or less",
    "less_than": "less than that",
    "between": "from one to the other, both included",
    "about": "read like the word “about”",
    "exactly": "that and nothing else; also for figures that end in zeros",
    "on": "a day, a month or a year, somewhere in it",
    "at": "a clock time with its offset, at its stated precision",
    "since": "a start within that day, month or year",
    "from": "in it or later",
    "within": "one path, broad to narrow: everything at or below it",
    "any_of": "one of several answers; not on an aspect with several values",
    "only": "that, and no other value beside it, on an aspect with several values",
    "not": "a denial: all but what the words may mean",
    "probably": "plainly that, and nothing is ruled out",
    "sure": "any answer at all, as two lists of spans with the upper end left out; null is open",
}  # fmt: skip

PAGE: Final = """# Aspects, answers and outlets

This page is printed from the code; write it anew with `python docs/print_vocabulary.py > docs/vocabulary.md`.

An **aspect** is what is asked of an event. A dossier declares what its answers mean; an aspect that is not declared takes its axis
from its answers, and does not change over time. The library knows no aspect by name: "killed" is whatever you declare it to be.

```yaml
aspects:
  killed: {{axis: count, unit: people, over_time: accrues, synonyms: [dead]}}
  magnitude: {{axis: number, grid: 0.1}}
  cause: {{axis: path, several: true}}
  agreed number: {{axis: count, modality: plan}}
```

[Files](files.md#an-aspect) lists all keys of an aspect.

## Axes

Only answers on one axis can be compared. Values are put on the axis's grid first, so no fraction of a step ever decides.

{axes}

## How answers behave over time

{times}

## What answers speak of

An agreed number is no exchanged one: modality is part of the aspect, and two aspects are never compared.

{modalities}

## Forms of an answer

[Words](hedges.md) are read as they were said. Where words have two readings, or another language, or you want to be exact, write a form. Forms
can stand in one another: `{{not: {{at_least: 7}}}}`.

{forms}

Besides, an answer may be a number, `yes`, `no`, `unknown` (it says nothing either way), or `withheld` (with `silent:` naming who would not
say).

## Kinds of sources that are outlets

The `kind` of a source is free text. These kinds are outlets: what they say in their own voice counts as one of two independent voices only where
they `witnessed` it, and is no voice at all where they only [tell again](concepts.md#sides-who-is-independent-of-whom) what they pass on.

{outlets}
"""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def ends(axis: Axis) -> str:
    """From where to where an axis goes, and in which steps."""
    if axis.grid is None:
        return "names from broad to narrow"
    if axis.name == "yes/no":
        return "no, yes"
    if axis.name == "instant":
        return "instants, to the microsecond"
    lowest = "" if axis.lowest is None else f"from {axis.value(axis.lowest)}"
    highest = "" if axis.highest is None else f" to {axis.value(axis.highest)}"
    step = f"in steps of {float(axis.grid):.9f}".rstrip("0").rstrip(".")
    step += ", or of the aspect's `grid`" if axis.name == "number" else ""
    return f"{lowest}{highest} {step}".strip()


def form(answer: Any) -> str:
    """An answer as it stands in a YAML file."""
    return "`" + json.dumps(answer, ensure_ascii=False).replace('"', "") + "`"


def read(answer: Any, axis: Axis) -> str:
    """How an answer is read that was said on the fourth of July."""
    return str(read_answer(answer, axis, said=SAID))


def vocabulary_page() -> str:
    """The page, with every choice that the code knows; raises `KeyError` for one that is not explained here."""
    axes = []
    for name, axis in AXES.items():
        use, example = USES[name]
        written = f"“{example}”" if isinstance(example, str) else form(example)
        axes.append([f"`{name}`", use, ends(axis), written, read(example, axis)])
    forms = [
        [form(EXAMPLES[name][0]), MEANINGS[name], read(EXAMPLES[name][0], AXES[EXAMPLES[name][1]])]
        for name in sorted(FORMS - {"possible"}, key=list(EXAMPLES).index)
    ]
    return PAGE.format(
        axes=table(["axis", "for", "values", "for example", "is read as"], axes),
        times=table(["`over_time`", "for"], [[f"`{name}`", TIMES[name]] for name in OVER_TIME]),
        modalities=table(
            ["`modality`", "for"], [[f"`{name}`", KINDS_OF_SPEECH[name]] for name in MODALITIES]
        ),
        forms=table(["form", "means", "is read as"], forms),
        outlets=", ".join(f"`{kind}`" for kind in sorted(OUTLET_KINDS)) + ".",
    )


if __name__ == "__main__":
    print(vocabulary_page(), end="")
