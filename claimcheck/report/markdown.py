"""The report as Markdown that pastes well into a ticket, a wiki or a fact-check memo.

What a source wrote is escaped, so that it is never markup: no link, no mention, no tag.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimcheck.findings import Finding
from claimcheck.report.matrix import matrix_of
from claimcheck.report.outline import (
    by_event,
    counts,
    event_title,
    headline,
    main_event,
    place_of,
    quotes_of,
    remarks,
    sections,
    sides_in_words,
    what_was_read,
)
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["escaped", "report_markdown"]

MOST_ROWS: Final = 100
MOST_NAMED: Final = 8
"""So many questions stand in the table at the top, and so many sources in a line of it."""

_PASSING: Final = ("passes", "repeats", "tells of silence")
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>#|~@!&$^=])")
_LINK: Final = re.compile(r"(?i)(?<=\b)(https?|ftp|mailto|xmpp|www)([:.])")
_ITEM: Final = re.compile(r"\A(\d*)([-+.)])(?=[\s-]|\Z)")
"""What would begin a list, or underline a heading."""


def escaped(text: str) -> str:
    r"""Any text as it may stand in Markdown: one line, nothing in it is markup.

    >>> print(escaped("[x](http://a.b) <b> @desk"))
    \[x\](http\://a.b) \<b\> \@desk
    """
    line = _MARKUP.sub(r"\\\1", " ".join(clean(text).split()))
    return _ITEM.sub(r"\1\\\2", _LINK.sub(r"\1\\\2", line))


def report_markdown(report: Report) -> str:
    """The whole report in CommonMark, with one table (as most wikis and trackers read them) at the top."""
    lines = ["# Who says what", "", escaped(what_was_read(report)), ""]
    lines += [line for remark in remarks(report) for line in (escaped(remark), "")]
    main = main_event(report)
    events = sorted(
        {question.event for question in report.questions}, key=lambda event: (event != main, event)
    )
    lines += [f"- {escaped(event_title(report, event))}" for event in events]
    lines += ["", f"**{escaped(counts(report))}**", *_at_a_glance(report)]
    for section in sections(report):
        lines += ["", f"## {section.word.capitalize()}", "", f"*{section.meaning.capitalize()}.*"]
        for event, findings in by_event(section.findings, main):
            lines.append("")
            if event != main:
                lines += [f"### {escaped(event_title(report, event))}", ""]
            for finding in findings:
                lines += _finding(report, finding)
    if report.notices:
        lines += ["", "## Notices", "", *(f"- {escaped(notice.text)}" for notice in report.notices)]
    sides = sides_in_words(report)
    if sides:
        lines += ["", "## Who is independent of whom", "", *(f"- {escaped(line)}" for line in sides)]
    lines += ["", "*The report says who says what, never what is true.*"]
    return "\n".join(lines) + "\n"


def _at_a_glance(report: Report) -> list[str]:
    """A table with a line for each question: where it stands, and who says what."""
    matrix = matrix_of(report, rows=MOST_ROWS)
    if not matrix.rows:
        return []
    main = main_event(report)
    heads = ["Question", "Standing", "Who says what"]
    lines = ["", f"| {' | '.join(heads)} |", f"| {' | '.join(['---'] * len(heads))} |"]
    for row in matrix.rows:
        told = [
            (column.name, "; ".join(one.told for one in cell.entries if one.role not in _PASSING))
            for column, cell in zip(matrix.columns, row.cells, strict=True)
        ]
        said = [f"{name}: {words}" for name, words in told if words]
        who = "; ".join(said[:MOST_NAMED]) + (
            f"; {len(said) - MOST_NAMED} more" if len(said) > MOST_NAMED else ""
        )
        about = row.subject if row.question.event == main else f"{row.subject} ({row.event})"
        lines.append(f"| {escaped(about)} | {escaped(row.standing or 'no finding')} | {escaped(who)} |")
    if matrix.rows_left_out:
        lines += ["", f"{matrix.rows_left_out:,} more questions are not in this table."]
    return lines


def _finding(report: Report, finding: Finding) -> list[str]:
    place = place_of(report, finding)
    where = f" ({escaped(place)})" if place else ""
    lines = [f"- **{escaped(headline(finding))}**{where}"]
    if finding.camps:
        for camp in finding.camps[:100]:
            who = ", ".join(camp.voices[:20]) + (
                f" and {len(camp.voices) - 20} more" if len(camp.voices) > 20 else ""
            )
            standing = "nobody named" if camp.standing == "unverified" else camp.standing
            lines.append(f"  - {escaped(camp.said)}: {escaped(who)} ({standing})")
        if len(finding.camps) > 100:
            lines.append(f"  - and {len(finding.camps) - 100} more camps")
        common = getattr(finding, "common", "")
        notes = [flag.replace("-", " ") for flag in finding.flags] + (
            [f"all allow {common}"] if common else []
        )
        if notes:
            lines.append(f"  - *{escaped('; '.join(notes))}*")
    else:
        lines.append(f"  {escaped(finding.why)}")
    for quote in quotes_of(report, finding):
        lines += ["", f"  > {escaped(quote)}"]
    if finding.consistent:
        lines += ["", f"  - consistent with it: {escaped(', '.join(finding.consistent[:100]))}"]
    return lines
