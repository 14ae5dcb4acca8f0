"""A comparison as text, Markdown and plain data: what is new, what changed, what is gone, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from claimcheck.report.comparing import CHANGES, Change
from claimcheck.report.data import FORMAT_VERSION, finding_data
from claimcheck.report.markdown import escaped
from claimcheck.report.outline import CLASSES, class_of, what_was_read
from claimcheck.report.text import wrapped
from claimcheck.sentences import listed
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report.comparing import Comparison

__all__ = [
    "MEANINGS",
    "because",
    "comparison_counts",
    "comparison_data",
    "comparison_html",
    "comparison_json",
    "comparison_markdown",
    "comparison_text",
    "heading",
]

MOST_NAMED: Final = 6
"""So many claims are named for each change, and as added or removed; the rest are counted."""

_MARKS: Final = {word: mark for mark, word, _ in CLASSES}
MEANINGS: Final = {
    "new": "what was not there before",
    "changed": "what is told otherwise now",
    "gone": "what is no longer there",
}


def comparison_text(comparison: Comparison) -> str:
    """The whole comparison in 80 columns, ending in one line of counts."""
    lines = []
    for what, told in heading(comparison):
        lines += wrapped(f"{what}: {told}", "", "  ")
    for what in CHANGES:
        changes = [one for one in comparison if one.what == what]
        if changes:
            lines += ["", f"{what.upper()}  {MEANINGS[what]}"]
        for change in changes:
            finding = change.finding
            lines += wrapped(
                f"{_MARKS[class_of(finding)]} {class_of(finding)}: {finding.reason}", "  ", "    "
            )
            for how in change.how:
                lines += wrapped(how, "    ", "      ")
            lines += wrapped(because(change), "    ", "      ")
    return "\n".join([*lines, "", comparison_counts(comparison)]) + "\n"


def comparison_markdown(comparison: Comparison) -> str:
    """The whole comparison in CommonMark."""
    lines = ["# What moved", ""]
    lines += [f"- {escaped(f'{what}: {told}')}" for what, told in heading(comparison)]
    lines += ["", f"**{escaped(comparison_counts(comparison))}**"]
    for what in CHANGES:
        changes = [one for one in comparison if one.what == what]
        if changes:
            lines += ["", f"## {what.capitalize()}", "", f"*{MEANINGS[what].capitalize()}.*", ""]
        for change in changes:
            lines.append(f"- **{escaped(class_of(change.finding))}**: {escaped(change.finding.reason)}")
            lines += [f"  - {escaped(how)}" for how in change.how]
            lines.append(f"  - *{escaped(because(change))}*")
    return "\n".join(lines) + "\n"


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data; findings in the form of the report file."""
    return {
        "claimcheck": FORMAT_VERSION,
        "changes": [
            {
                "what": change.what,
                "before": None if change.before is None else finding_data(change.before),
                "after": None if change.after is None else finding_data(change.after),
                "how": list(change.how),
                "because": [
                    {"done": one.done, "label": one.label, "words": one.words, "claim": one.claim or None}
                    for one in change.because
                ],
                "together": change.together,
            }
            for change in comparison
        ],
        "claims_added": list(comparison.added),
        "claims_removed": list(comparison.removed),
        "unchanged": comparison.unchanged,
        "remark": comparison_counts(comparison),
    }


def comparison_json(comparison: Comparison) -> str:
    """The comparison as JSON, ending in a new line."""
    return json.dumps(comparison_data(comparison), indent=2) + "\n"


def comparison_html(comparison: Comparison) -> str:
    """The comparison as one page that asks nobody for anything: no script, no style sheet, nothing from outside."""
    from claimcheck.report.notebook import html_of

    return _PAGE.format(body=html_of(comparison))


_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>What moved</title>
</head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 60em; margin: 0 auto; padding: 0 1em">
<main>
<h1>What moved</h1>
{body}
</main>
</body>
</html>
"""


def comparison_counts(comparison: Comparison) -> str:
    """All in one line: "1 new, 2 changed, 0 gone; 11 as before."."""
    if not comparison.changes:
        if not comparison.unchanged:
            return "Nothing changed: neither report has findings."
        number = comparison.unchanged
        return f"Nothing changed: {'the one finding is' if number == 1 else f'all {number:,} findings are'} as before."
    told = ", ".join(f"{len(getattr(comparison, what)):,} {what}" for what in CHANGES)
    return f"{told}; {comparison.unchanged:,} as before."


def because(change: Change) -> str:
    """Who did it, in words."""
    named = [str(one) for one in change.because[:MOST_NAMED]]
    left_out = len(change.because) - len(named)
    told = "; ".join([*named, *([f"{left_out:,} more"] if left_out else [])])
    return clean(f"because of {told}" + (", together" if change.together and len(change.because) > 1 else ""))


def heading(comparison: Comparison) -> list[tuple[str, str]]:
    heading = [("Before", what_was_read(comparison.before)), ("After", what_was_read(comparison.after))]
    for what, labels in (("Claims added", comparison.added), ("Claims removed", comparison.removed)):
        if labels:
            heading.append((what, clean(f"{len(labels):,} ({listed(labels)})")))
    return heading
