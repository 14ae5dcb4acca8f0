"""Which question a picture is asked for, and what is told where there is none, or nothing to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.claims import Question
from claimcheck.errors import ClaimcheckError, ToldError, closest, shown
from claimcheck.report import question_order
from claimcheck.report.outline import event_title
from claimcheck.sentences import subject
from claimcheck.statements import Asked
from claimcheck.text import fold

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["NothingToDraw", "UnknownQuestion", "event_beside", "find_asked"]


class NothingToDraw(ToldError, ValueError):
    """A picture of which there would be nothing to see, or too much; the message says what to use instead."""


class UnknownQuestion(ClaimcheckError, LookupError):
    """A question that the report does not hold, or that several have the words of. Attributes: `name`, `forms`."""

    def __init__(self, name: str, told: str, forms: tuple[str, ...] = ()) -> None:
        self.name = name
        self.forms = forms
        super().__init__(told)


def find_asked(report: Report, question: Question | str) -> Asked:
    """The question that is meant: itself, its aspect, or its words as a report has them ("killed", "civilians returned").

    Raises `UnknownQuestion`, with what is near, for one that the report does not hold and for words that several have.
    """
    by_question = {asked.question: asked for asked in report._resolved.questions.values()}
    if isinstance(question, Question):
        if question in by_question:
            return by_question[question]
        raise UnknownQuestion(str(question), f"no claim answers {shown(str(question))}")
    wanted = fold(question)
    for names in (_in_full, subject, _aspect):
        found = sorted((one for one in by_question if fold(names(one)) == wanted), key=question_order)
        if len(found) == 1:
            return by_question[found[0]]
        if found:
            forms = tuple(map(_in_full, found))
            told = ", ".join(map(shown, forms[:8]))
            raise UnknownQuestion(
                question,
                f"{len(found)} questions are called {shown(question)}; expected one of them: {told}",
                forms,
            )
    near = closest(question, map(subject, by_question))
    told = (
        f"no question is called {shown(question)}; expected its aspect, or its words as the report has them"
    )
    raise UnknownQuestion(question, f"{told}; {near}" if near else told)


def event_beside(report: Report, question: Question) -> str:
    """The event of a question, to follow its words in a title; "" where the report is about one event alone."""
    if len({one.event for one in report.questions}) < 2:
        return ""
    return f" ({event_title(report, question.event)})"


def _in_full(question: Question) -> str:
    return str(question)


def _aspect(question: Question) -> str:
    return question.aspect
