"""What a notebook shows: reports, dossiers, accounts, answers, claims, findings and comparisons as HTML.

It holds nothing that an untrusted notebook strips (no style sheet, script, SVG, role or aria), sets no ground and no colour of text,
so that it reads on light and on dark, and says every standing in words.

>>> from claimcheck import Dossier, Event, Source
>>> report = (Dossier() + Source("A <b>").says(Event("raid", when="2025-07-04"), "killed", 8)).check()
>>> "<bdi>A &lt;b&gt;</bdi>" in html_of(report), "<b>A" in html_of(report)
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from claimcheck.answers import Answer
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.findings import Finding
from claimcheck.forms import in_short
from claimcheck.report.markup import (
    BORDERS,
    OTHER_BORDER,
    Html,
    cell,
    element,
    folded,
    joined,
    plain_table,
    quoted,
    table,
)
from claimcheck.report.matrix import Entry, Matrix, matrix_of
from claimcheck.report.outline import (
    CLASSES,
    by_event,
    class_of,
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
from claimcheck.sentences import moment_in_words
from claimcheck.wording import in_words

if TYPE_CHECKING:
    from claimcheck.merging import Account
    from claimcheck.report import Report
    from claimcheck.report.comparing import Change, Comparison

__all__ = ["html_of"]

MOST_ROWS: Final = 60
MOST_COLUMNS: Final = 24
MOST_FINDINGS: Final = 200
MOST_CLAIMS: Final = 50
"""So much is shown in a cell of a notebook; how much is left out is said, and the text and the page have all."""

_MARKS: Final = {word: mark for mark, word, _ in CLASSES}


def html_of(value: object) -> str:
    """The HTML of whatever a notebook shows richly.

    Raises `TypeError` for what has no such form.
    """
    from claimcheck.merging import Account
    from claimcheck.report import Report
    from claimcheck.report.comparing import Comparison

    forms: tuple[tuple[type, Any], ...] = (
        (Report, _report), (Dossier, _dossier), (Account, _account), (Answer, _answer), (Claim, _claim),
        (Finding, _alone), (Comparison, _comparison),
    )  # fmt: skip
    for kind, form in forms:
        if isinstance(value, kind):
            return str(form(value))
    raise TypeError(f"no form for notebooks: {type(value).__name__}")


# A report


def _report(report: Report) -> Html:
    parts = [element("p", what_was_read(report))]
    parts += [element("p", element("b", remark)) for remark in remarks(report)]
    parts.append(element("p", element("b", counts(report))))
    matrix = matrix_of(report, rows=MOST_ROWS)
    if matrix.rows:
        parts.append(_matrix(matrix.cut(columns=MOST_COLUMNS)))
    left = MOST_FINDINGS
    main = main_event(report)
    for section in sections(report):
        shown = section.findings[:left]
        left -= len(shown)
        parts.append(_class(section.mark, section.word, section.meaning))
        for event, findings in by_event(shown, main):
            if event != main:
                parts.append(element("p", event_title(report, event)))
            parts.append(element("ul", *(element("li", _finding(report, one)) for one in findings)))
        if len(shown) < len(section.findings):
            parts.append(element("p", f"{len(section.findings) - len(shown):,} more are not shown here."))
    if report.notices:
        told = [element("li", notice.text) for notice in report.notices[:MOST_FINDINGS]]
        parts.append(folded(f"{len(report.notices):,} notices", element("ul", *told)))
    sides = sides_in_words(report)
    if sides:
        told = [element("li", line) for line in sides]
        parts.append(folded("Who is independent of whom", element("ul", *told)))
    parts.append(element("p", element("i", "The report says who says what, never what is true.")))
    return element("div", *parts)


def _class(mark: str, word: str, meaning: str) -> Html:
    style = f"border-left: 4px solid {BORDERS.get(word, OTHER_BORDER)}; padding-left: 8px"
    return element("p", element("b", f"{mark} {word.upper()}"), f" {meaning}", style=style)


def _finding(report: Report, finding: Finding) -> Html:
    place = place_of(report, finding)
    head = joined((element("b", headline(finding)), f" ({place})" if place else ""))
    quotes = [
        element("blockquote", "“", quoted(quote), "”", style="margin: 4px 16px")
        for quote in quotes_of(report, finding)
    ]
    if finding.camps:
        body: list[object] = [_camps(finding), *_flags(finding)]
    else:
        body = [" ", joined((_named(report, finding),))]
    details = [*quotes, *_more(report, finding)]
    return joined((head, *body, folded("quotes and claims", *details) if details else ""))


def _named(report: Report, finding: Finding) -> Html:
    """Why a finding is told; what sources are called is set apart."""
    names = sorted(
        {one.name for one in report._resolved.voices.values() if len(one.name) > 2},
        key=lambda name: (-len(name), name),
    )
    return _set_apart(finding.why, names)


def _set_apart(text: str, names: Iterable[str]) -> Html:
    """A sentence with each of some names in it set apart."""
    for name in names:
        before, found, after = text.partition(name)
        if found:
            return joined((_set_apart(before, names), quoted(name), _set_apart(after, names)))
    return joined((text,))


def _more(report: Report, finding: Finding) -> Iterator[Html]:
    """Each claim of a finding, and what is consistent with it."""
    resolved = report._resolved
    rows = []
    for id in finding.claims[:MOST_CLAIMS]:
        claim = resolved.claims[id]
        told = claim.said or claim.published
        rows.append(
            (
                resolved.labels[id], quoted(str(claim.source)), quoted(", ".join(map(str, claim.via))),
                quoted(in_short(claim.answer)), "" if told is None else moment_in_words(told),
            )
        )  # fmt: skip
    yield plain_table(
        _some("claims", len(finding.claims), MOST_CLAIMS),
        ("claim", "source", "passed on by", "answer", "said"),
        rows,
    )
    if finding.consistent:
        shown = ", ".join(finding.consistent[:MOST_CLAIMS])
        yield element("p", f"consistent with it: {shown}")


def _camps(finding: Finding) -> Html:
    rows = [
        (
            quoted(camp.said), quoted(", ".join(camp.voices[:20])),
            "nobody named" if camp.standing == "unverified" else camp.standing,
        )
        for camp in finding.camps[:MOST_CLAIMS]
    ]  # fmt: skip
    return plain_table(
        _some("camps", len(finding.camps), MOST_CLAIMS), ("says", "who", "standing it would have alone"), rows
    )


def _flags(finding: Finding) -> Iterator[Html]:
    notes = [flag.replace("-", " ") for flag in finding.flags]
    common = getattr(finding, "common", "")
    notes += [f"all allow {common}"] if common else []
    if notes:
        yield element("p", "; ".join(notes))


def _some(what: str, number: int, most: int) -> str:
    return f"{what.capitalize()}" if number <= most else f"The first {most} of {number:,} {what}"


# The matrix


def _matrix(matrix: Matrix) -> Html:
    upper = [cell("question", header="col", rowspan=2)]
    lower = []
    for group in matrix.groups:
        told = joined((quoted(group.title), element("br_"), element("small", group.reason)))
        told = Html(told.replace("<br_></br_>", "<br>"))
        if group.alone:
            upper.append(cell(told, header="col", rowspan=2))
            continue
        upper.append(cell(told, header="colgroup", colspan=len(group.columns)))
        lower += [cell(quoted(column.name), header="col") for column in group.columns]
    upper.append(cell("standing", header="col", rowspan=2))
    spans = (1, *(len(group.columns) for group in matrix.groups), 1)
    groups = [element("colgroup", span=span) for span in spans]
    head = element("thead", element("tr", *upper), element("tr", *lower))
    caption = "Who says what: questions down, sources across, those of one side together"
    for left_out, what in ((matrix.rows_left_out, "questions"), (matrix.columns_left_out, "sources")):
        caption += f"; {left_out:,} {what} are not shown here" if left_out else ""
    return table(caption, *groups, head, *_bodies(matrix))


def _bodies(matrix: Matrix) -> Iterator[Html]:
    """One body for each event, headed by its title where there are several."""
    events: dict[str, list[Html]] = {}
    for row in matrix.rows:
        cells = [
            cell(joined((_entries(one) for one in row_cell.entries), Html("<br>"))) for row_cell in row.cells
        ]
        standing = joined((element("b", row.mark), " ", row.standing)) if row.standing else "no finding"
        line = element("tr", cell(row.subject, header="row"), *cells, cell(standing))
        events.setdefault(row.event, []).append(line)
    for event, lines in events.items():
        title = element("tr", cell(event, header="rowgroup", colspan=len(matrix.columns) + 2))
        yield element("tbody", *([title] if len(events) > 1 else []), *lines)


def _entries(entry: Entry) -> Html:
    if entry.mark in (
        "",
        "1",
    ):  # "1" beside a number reads as one number; who is alone is told under the standing
        return quoted(entry.told)
    return joined((element("b", entry.mark, title=entry.word), " ", quoted(entry.told)))


# Everything else


def _dossier(dossier: Dossier) -> Html:
    claims = sorted(dossier.claims, key=lambda claim: (str(claim.event), claim.aspect, claim.scope, claim.id))
    rows = [
        (
            claim.label, quoted(str(claim.source)), quoted(", ".join(map(str, claim.via))), quoted(str(claim.event)),
            quoted(", ".join((claim.aspect, *(f"{key}: {value}" for key, value in claim.scope)))),
            quoted(in_short(claim.answer)), "" if claim.said is None else moment_in_words(claim.said),
        )
        for claim in claims[:MOST_CLAIMS]
    ]  # fmt: skip
    head = element("p", element("b", str(dossier)))
    if not rows:
        return element("div", head, element("p", "There are no claims in it yet."))
    columns = ("claim", "source", "passed on by", "event", "question", "answer", "said")
    return element("div", head, plain_table(_some("claims", len(claims), MOST_CLAIMS), columns, rows))


def _account(account: Account) -> Html:
    from claimcheck.sentences import capital, subject

    caption = f"Account of {account.event} by the rule {account.rule.replace('_', ' ')}"
    rows = [
        (
            capital(subject(entry.question)), quoted(entry.words or "nothing that still stands"),
            entry.standing or "", quoted("; ".join(map(str, entry.bounds))),
            quoted(", ".join(entry.withheld_by)),
        )
        for entry in account
    ]  # fmt: skip
    if not rows:
        return element("p", f"{caption}: it has no questions.")
    return plain_table(caption, ("question", "answer", "standing", "who set it", "not disclosed by"), rows)


def _answer(answer: Answer) -> Html:
    rows = [("plainly", quoted(in_words(Answer(answer.axis, answer.sure))))] if answer.sure else []
    rows.append(("at its loosest", quoted(in_words(Answer(answer.axis, answer.possible)))))
    return plain_table(f"An answer on the axis {answer.axis.name}", ("reading", "values"), rows)


def _claim(claim: Claim) -> Html:
    attribution = claim.attribution
    facts: list[tuple[str, str]] = [
        ("who vouches", str(claim.source)),
        ("passed on by", ", ".join(map(str, claim.via))),
        ("event", str(claim.event)),
        ("question", ", ".join((claim.aspect, *(f"{key}: {value}" for key, value in claim.scope)))),
        ("answer", in_short(claim.answer)),
        *((name, "" if moment is None else moment_in_words(moment)) for name, moment in (("said", claim.said), ("published", claim.published), ("as of", claim.as_of))),
        ("cue", attribution.cue or ""),
        ("quote", f"“{attribution.quote}”" if attribution.quote else ""),
        ("address", attribution.url or ""),
        ("marked", ", ".join(mark for mark in ("witnessed", "leaked", "confidential") if getattr(claim, mark))),
        ("silent", claim.silent or ""),
        ("id", claim.id),
    ]  # fmt: skip
    rows = [(name, quoted(told)) for name, told in facts if told]
    return plain_table(f"Claim {claim.ref}" if claim.ref else "Claim", ("what", "told"), rows)


def _alone(finding: Finding) -> Html:
    """A finding without its report: the sentence, its camps, its flags."""
    word = class_of(finding)
    head = _class(_MARKS[word], word, "")
    parts = [head, element("p", finding.reason)]
    if finding.camps:
        parts.append(_camps(finding))
    parts += _flags(finding)
    parts.append(element("p", f"claims: {', '.join(finding.refs[:MOST_CLAIMS])}"))
    return element("div", *parts)


def _comparison(comparison: Comparison) -> Html:
    from claimcheck.report.comparing import CHANGES
    from claimcheck.report.comparison import MEANINGS, comparison_counts, heading

    parts = [element("p", f"{what}: {told}") for what, told in heading(comparison)]
    parts.append(element("p", element("b", comparison_counts(comparison))))
    for what in CHANGES:
        changes = [one for one in comparison if one.what == what]
        if changes:
            parts.append(element("p", element("b", what.upper()), f" {MEANINGS[what]}"))
            parts.append(element("ul", *map(_change, changes[:MOST_FINDINGS])))
        if len(changes) > MOST_FINDINGS:
            parts.append(element("p", f"{len(changes) - MOST_FINDINGS:,} more are not shown here."))
    return element("div", *parts)


def _change(change: Change) -> Html:
    from claimcheck.report.comparison import because

    word = class_of(change.finding)
    told = [element("li", quoted(line)) for line in (*change.how, because(change))]
    return element(
        "li", element("b", f"{_MARKS[word]} {word}"), " ", quoted(change.finding.reason), element("ul", *told),
        style=f"border-left: 4px solid {BORDERS.get(word, OTHER_BORDER)}; padding-left: 8px",
    )  # fmt: skip
