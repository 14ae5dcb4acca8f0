"""The report as plain text for a terminal, 80 columns wide; every mark stands beside its word."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from claimcheck.findings import Finding
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

__all__ = ["report_text", "wrapped"]

WIDTH: Final = 80
MOST_CAMPS: Final = 20

Paint = Callable[[str, str], str]
"""Colours a heading, given its mark and its text."""


def report_text(report: Report, *, paint: Paint | None = None) -> str:
    """The whole report, ending in one line of counts. `paint(mark, text)` may colour headings."""
    paint = paint or (lambda _mark, text: text)
    lines = wrapped(what_was_read(report), "", "  ")
    for remark in remarks(report):
        lines += ["", *wrapped(remark, "", "  ")]
    main = main_event(report)
    events = sorted(
        {question.event for question in report.questions}, key=lambda event: (event != main, event)
    )
    titles = [line for event in events[:10] for line in wrapped(event_title(report, event), "", "  ")]
    lines += ["", *titles] if titles else []
    if len(events) > 10:
        lines.append(f"and {len(events) - 10} more events")
    for section in sections(report):
        lines += ["", paint(section.mark, f"{section.mark} {section.word.upper()}") + f"  {section.meaning}"]
        for event, findings in by_event(section.findings, main):
            if event != main:
                lines += wrapped(f"{event_title(report, event)}:", "  ", "    ")
            for finding in findings:
                lines += _finding(report, finding)
    if report.notices:
        lines += ["", "NOTICES"]
        for notice in report.notices:
            lines += wrapped(clean(notice.text), "  ", "    ")
    sides = sides_in_words(report)
    if sides:
        lines += ["", "SIDES"]
        for line in sides:
            lines += wrapped(line, "  ", "    ")
    return "\n".join([*lines, *([] if sides else [""]), counts(report)]) + "\n"


def _finding(report: Report, finding: Finding) -> list[str]:
    place = place_of(report, finding)
    label = f"  {place:<5} " if place else "  "
    hanging = " " * 8 if place else " " * 4
    if _cells(label) > WIDTH // 2:
        lines = [label.rstrip(), *wrapped(headline(finding), hanging, hanging)]
    else:
        lines = wrapped(headline(finding), label, hanging)
    if finding.camps:
        for camp in finding.camps[:MOST_CAMPS]:
            who = ", ".join(camp.voices[:6]) + (
                f" and {len(camp.voices) - 6} more" if len(camp.voices) > 6 else ""
            )
            standing = "nobody named" if camp.standing == "unverified" else camp.standing
            lines += wrapped(f"{camp.said}: {clean(who)} ({standing})", f"{hanging}| ", f"{hanging}|   ")
        if len(finding.camps) > MOST_CAMPS:
            lines.append(f"{hanging}| and {len(finding.camps) - MOST_CAMPS} more camps")
        notes = [flag.replace("-", " ") for flag in finding.flags]
        common = getattr(finding, "common", "")
        notes += [f"all allow {common}"] if common else []
        if notes:
            lines += wrapped("; ".join(notes), hanging, hanging)
    else:
        lines += wrapped(finding.why, hanging, hanging)
        for quote in quotes_of(report, finding):
            lines += wrapped(f"“{quote}”", hanging, f"{hanging} ")
    if finding.consistent:
        shown = ", ".join(finding.consistent[:6])
        more = f" and {len(finding.consistent) - 6} more" if len(finding.consistent) > 6 else ""
        lines += wrapped(f"consistent with it: {clean(shown)}{more}", hanging, hanging)
    return lines


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """A text in lines that fit, the first after `first`, all others after `rest`; a word longer than a line is broken."""
    lines, line, used, is_empty = [], first, _cells(first), True
    for word in text.split():
        needed = _cells(word)
        if not is_empty and used + 1 + needed > WIDTH:
            lines.append(line)
            line, used, is_empty = rest, _cells(rest), True
        if not is_empty:
            line, used = f"{line} ", used + 1
        while used + needed > WIDTH and used < WIDTH:
            fitting = _fitting(word, WIDTH - used)
            lines.append(line + word[:fitting])
            word = word[fitting:]
            line, used, needed = rest, _cells(rest), _cells(word)
        line, used, is_empty = line + word, used + needed, False
    return [*lines, line.rstrip()]


def _fitting(word: str, room: int) -> int:
    """How many characters of a word fit into some cells of a terminal; at least one."""
    for index, character in enumerate(word):
        room -= _cells(character)
        if room < 0:
            return max(index, 1)
    return len(word)


def _cells(text: str) -> int:
    """How many cells of a terminal a text takes: East Asian letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me", "Cf")
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
