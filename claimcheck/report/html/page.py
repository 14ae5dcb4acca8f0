"""All that a page shows, gathered as plain values in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import attrs

from claimcheck import __version__
from claimcheck.claims import Question
from claimcheck.findings import CREDIBILITY
from claimcheck.report import question_order
from claimcheck.report.classing import Classing
from claimcheck.report.html.matrix import Table, table_of
from claimcheck.report.html.telling import MANY_CLAIMS, HangsOn, Telling, ToldFinding, ToldQuestion
from claimcheck.report.html.words import CLASS_MEANINGS, FLAG_MEANINGS
from claimcheck.report.outline import (
    CLASSES,
    Section,
    by_event,
    counts,
    event_title,
    main_event,
    remarks,
    sections,
    what_was_read,
)
from claimcheck.report.pictures.asking import NothingToDraw
from claimcheck.report.pictures.claim_graph import claim_graph
from claimcheck.report.pictures.drawing import colors_in_css
from claimcheck.report.pictures.growth import grows, growth
from claimcheck.report.pictures.picture import Picture
from claimcheck.report.pictures.ranges import can_be_drawn, ranges
from claimcheck.report.pictures.timeline import timeline
from claimcheck.report.sides import Side
from claimcheck.sentences import capital

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["Page", "page_of"]

MOST_RANGES: Final = 24
MOST_GROWTHS: Final = 12
_SHOWN_IN_SUMMARY: Final = 5

RANGES_LEAD: Final = "Thick: what the words plainly mean. Thin: what they may mean. An arrow: no end. The band is what all named sources allow."
GROWTH_LEAD: Final = "A step line for each side; an arrow stands for “at least”. An older, lower figure is no contradiction of a later one."
TIMELINE_LEAD: Final = "A lane for each side, a sign for each claim, an arrow from an answer to what replaced it, the day of the event as a band."
GRAPH_LEAD: Final = (
    "From who vouches for it, through those who passed it on, to the claim and what it answers."
)


@attrs.frozen
class SectionOfPictures:
    """Some pictures under one title."""

    anchor: str
    title: str
    lead: str
    pictures: tuple[Picture, ...]


@attrs.frozen
class ClassOfFindings:
    """One class of findings: its mark, word, what it means, and its findings under their events."""

    mark: str
    word: str
    meaning: str
    count: int
    events: tuple[tuple[str, tuple[ToldFinding, ...]], ...]

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"class-{self.word}"

    @property
    def is_brief(self) -> bool:
        """Whether its headlines say enough, so that a summary needs no reason beside them."""
        return self.word in ("one-sided", "single-source", "corroborated")

    @property
    def first(self) -> tuple[ToldFinding, ...]:
        """The findings that a summary has room for."""
        told = [finding for _, findings in self.events for finding in findings]
        return tuple(told[:_SHOWN_IN_SUMMARY])


@attrs.frozen
class Meaning:
    """A standing as the method section explains it."""

    mark: str
    word: str
    meaning: str
    credibility: int | None


@attrs.frozen
class Page:
    """What stands on the page."""

    title: str
    events: tuple[str, ...]
    read: str
    remarks: tuple[str, ...]
    is_whole: bool
    """Whether all findings are shown, so that there is no contradiction where none is."""
    counts: str
    classes: tuple[ClassOfFindings, ...]
    matrix: Table
    sides: tuple[Side, ...]
    pictures: tuple[SectionOfPictures, ...]
    questions: tuple[ToldQuestion, ...]
    notices: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    flags: tuple[tuple[str, str, str], ...]
    version: str
    colors: str

    @property
    def is_large(self) -> bool:
        """Whether a browser does well to lay out only what is in view."""
        return sum(len(question.claims) for question in self.questions) > MANY_CLAIMS


def page_of(report: Report, hangs_on: HangsOn | None) -> Page:
    """The page of a report."""
    classing = Classing(report)
    telling = Telling(report, classing, hangs_on)
    main = main_event(report)
    events = sorted({question.event for question in report.questions}, key=lambda one: (one != main, one))
    titles = {event: event_title(report, event) for event in events}
    asked = sorted(
        report._resolved.questions.values(),
        key=lambda one: (
            one.question.event != main,
            one.question.event,
            one.question.aspect,
            one.question.scope,
        ),
    )
    classes = tuple(_class(section, telling, main, titles) for section in sections(report))
    return Page(
        titles.get(main, "Who says what"),
        tuple(titles[event] for event in events[1:]),
        what_was_read(report),
        tuple(remarks(report)),
        report.narrowing is None,
        counts(report),
        classes,
        table_of(report, classing),
        classing.sides,
        tuple(_pictures(report, classing, telling.drawn)),
        tuple(telling.question(one, titles[one.question.event]) for one in asked),
        tuple(notice.text for notice in report.notices),
        tuple(
            Meaning(
                mark,
                word,
                CLASS_MEANINGS[word],
                CREDIBILITY.get("contested" if word == "contradicted" else word),
            )
            for mark, word, _ in CLASSES
        ),
        tuple((f"flag-{flag}", flag.replace("-", " "), meaning) for flag, meaning in FLAG_MEANINGS.items()),
        __version__,
        colors_in_css(),
    )


def _class(section: Section, telling: Telling, main: str, titles: dict[str, str]) -> ClassOfFindings:
    return ClassOfFindings(
        section.mark,
        section.word,
        section.meaning,
        len(section.findings),
        tuple(
            ("" if event == main else titles[event], tuple(map(telling.finding, findings)))
            for event, findings in by_event(section.findings, main)
        ),
    )


def _pictures(report: Report, classing: Classing, drawn: set[Question]) -> Iterator[SectionOfPictures]:
    """The pictures that stand by themselves; what has been `drawn` in a finding is not drawn again."""
    questions = [asked for asked in report._resolved.questions.values() if can_be_drawn(asked)]
    questions = sorted(
        (one for one in questions if one.question not in drawn), key=lambda one: question_order(one.question)
    )
    room = max(0, MOST_RANGES - len(drawn))
    if questions[:room]:
        yield SectionOfPictures(
            "ranges",
            "Ranges",
            RANGES_LEAD + _left_out(len(questions) - room, "question"),
            tuple(ranges(report, one.question, classing) for one in questions[:room]),
        )
    growing = sorted(
        (one for one in report._resolved.questions.values() if grows(one)),
        key=lambda one: question_order(one.question),
    )
    if growing:
        yield SectionOfPictures(
            "growth",
            "How tolls grow",
            GROWTH_LEAD + _left_out(len(growing) - MOST_GROWTHS, "toll"),
            tuple(growth(report, one.question, classing) for one in growing[:MOST_GROWTHS]),
        )
    with suppress(NothingToDraw):
        yield SectionOfPictures("timeline", "Timeline", TIMELINE_LEAD, (timeline(report, classing),))
    try:
        yield SectionOfPictures("graph", "Claim graph", GRAPH_LEAD, (claim_graph(report, classing),))
    except NothingToDraw as told:
        if report.questions:
            yield SectionOfPictures("graph", "Claim graph", f"{capital(str(told))}.", ())


def _left_out(number: int, what: str) -> str:
    return (
        f" {number:,} more {what}{'s' * (number > 1)} are in the list of claims alone." if number > 0 else ""
    )
