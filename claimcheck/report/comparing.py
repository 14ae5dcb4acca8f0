"""What moved between two reports: which findings are new, gone or changed, and which claims did it.

Findings are matched by their question and by what they say. A claim did it where, were it alone undone (an added one dropped,
a removed one put back), the finding would be told otherwise; where none alone did, all that changed and bear on it are named.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> first = Dossier() + Source("A").says(raid, "killed", 8, ref="a")
>>> comparison = compare(first.check(), (first + Source("B").says(raid, "killed", 8, ref="b")).check())
>>> for change in comparison.changed:
...     print(change.how, *map(str, change.because))
('standing: single-source, now corroborated', 'with B') b (B: 8), added
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import attrs

from claimcheck.arguments import ArgumentError
from claimcheck.display import Displayed
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, shown
from claimcheck.findings import Finding
from claimcheck.forms import in_short
from claimcheck.report.hanging import asked_again, asked_of, what_matters
from claimcheck.sentences import answer_in_words, listed, origin_of
from claimcheck.statements import Asked
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["CHANGES", "Cause", "Change", "Comparison", "compare"]

CHANGES: Final = ("new", "changed", "gone")
"""What can have come of a finding, in the order of reading."""

_MOST_TRIED: Final = 60
"""So many added or removed claims are undone one by one for each change."""
_ANSWERED: Final = ("agreement", "unverified")


@attrs.frozen
class Cause:
    """A claim, or the declarations, that changed a finding. `done` is "added" or "removed"; `claim` an id, or ""."""

    done: str
    label: str
    words: str = ""
    claim: str = ""

    def __str__(self) -> str:
        return f"{self.label} ({self.words}), {self.done}" if self.words else f"{self.label}, {self.done}"


@attrs.frozen
class Change:
    """What came of one finding. `how` says what is otherwise, `because` who did it; `together` where no one of them alone did."""

    what: str
    before: Finding | None
    after: Finding | None
    how: tuple[str, ...] = ()
    because: tuple[Cause, ...] = ()
    together: bool = False

    @property
    def finding(self) -> Finding:
        """The finding as it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None
        return found


@attrs.frozen
class Comparison(Displayed):
    """What moved from one report to another: changes in the order of reading, and the claims added and removed, by label."""

    before: Report = attrs.field(repr=False)
    after: Report = attrs.field(repr=False)
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int

    @property
    def new(self) -> tuple[Change, ...]:
        """Findings that were not there."""
        return tuple(one for one in self.changes if one.what == "new")

    @property
    def changed(self) -> tuple[Change, ...]:
        """Findings that are told otherwise."""
        return tuple(one for one in self.changes if one.what == "changed")

    @property
    def gone(self) -> tuple[Change, ...]:
        """Findings that are no longer there."""
        return tuple(one for one in self.changes if one.what == "gone")

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __str__(self) -> str:
        from claimcheck.report.comparison import comparison_text

        return comparison_text(self)

    def to_markdown(self) -> str:
        """The comparison as Markdown."""
        from claimcheck.report.comparison import comparison_markdown

        return comparison_markdown(self)

    def to_dict(self) -> dict[str, Any]:
        """The comparison as plain data."""
        from claimcheck.report.comparison import comparison_data

        return comparison_data(self)

    def to_html(self, path: str | os.PathLike[str] | None = None) -> str:
        """The comparison as one HTML page that needs nothing else; with a path, also written there, in one step."""
        from claimcheck.report.comparison import comparison_html

        page = comparison_html(self)
        if path is not None:
            from claimcheck.formats import replace_file

            replace_file(path, page.encode())
        return page

    def to_json(self) -> str:
        """The comparison as a JSON text."""
        from claimcheck.report.comparison import comparison_json

        return comparison_json(self)


def compare(before: Report | Dossier, after: Report | Dossier) -> Comparison:
    """What moved from one report (or dossier) to another.

    Judges the claims that bear on each changed finding once for each claim that was added or removed there, 60 at most.

    Raises `ArgumentError` for what is neither, or is narrowed; `BadInput` for a dossier that can't be judged.
    """
    return _Comparing(_report(before, "before"), _report(after, "after")).comparison()


def _report(value: object, what: str) -> Report:
    from claimcheck.report import Report

    if isinstance(value, Dossier):
        return value.check()
    if not isinstance(value, Report):
        raise ArgumentError(f"{what} is a Report or a Dossier, not {shown(value)}")
    if value.narrowing is not None:
        raise ArgumentError(
            f"{what} is narrowed, so what is left out would be taken for gone; compare whole reports"
        )
    return value


class _Comparing:
    """Two reports as they are compared."""

    def __init__(self, before: Report, after: Report) -> None:
        self.before = before
        self.after = after
        old, new = before._resolved.claims, after._resolved.claims
        self.added = [id for id in new if id not in old]
        self.removed = [id for id in old if id not in new]
        self.same_claims = old.keys() & new.keys()

    def comparison(self) -> Comparison:
        changes: list[Change] = []
        unchanged = 0
        for (asked_before, asked_after), told_before, told_after in self._questions():
            for one, other in _pairs(self, told_before, told_after):
                how = () if one is None or other is None else tuple(self._differences(one, other))
                if one is not None and other is not None and not how:
                    unchanged += 1
                    continue
                what = "new" if one is None else "gone" if other is None else "changed"
                because, together = self._because(asked_before, asked_after, other or one)
                changes.append(Change(what, one, other, how, because, together))
        return Comparison(
            self.before, self.after, tuple(sorted(changes, key=_order)),
            tuple(sorted(self.after._resolved.labels[id] for id in self.added)),
            tuple(sorted(self.before._resolved.labels[id] for id in self.removed)),
            unchanged,
        )  # fmt: skip

    def _questions(self) -> Iterator[tuple[tuple[Asked | None, Asked | None], list[Finding], list[Finding]]]:
        """The questions of both, matched, with the findings on each."""
        old, new = _by_question(self.before), _by_question(self.after)
        left = dict(new)
        for key, (asked, told) in old.items():
            again = left.get(key, (None, []))[0] or asked_again(self.after, asked)
            if again is not None and again.key in left:
                yield (asked, again), told, left.pop(again.key)[1]
            else:
                yield (asked, again), told, []
        for asked, told in left.values():
            yield (
                (self.before._resolved.questions.get(asked.key) or asked_again(self.before, asked), asked),
                [],
                told,
            )

    # What is otherwise

    def summary(self, report: Report, finding: Finding) -> Any:
        """What of a finding makes it another when it changes."""
        return (
            finding.kind, finding.standing, None if finding.camps else finding.words, _voices(report, finding),
            tuple((camp.said, camp.standing, camp.voices) for camp in finding.camps), finding.flags,
        )  # fmt: skip

    def _differences(self, one: Finding, other: Finding) -> Iterator[str]:
        if self.summary(self.before, one) == self.summary(self.after, other):
            return
        if (one.standing or one.kind) != (other.standing or other.kind):
            yield f"standing: {one.standing or one.kind}, now {other.standing or other.kind}"
        if one.words != other.words and not (one.camps or other.camps):
            yield f"answer: {one.words or 'none'}, now {other.words or 'none'}"
        yield from _camps_apart(one, other)
        was, now = set(_voices(self.before, one)), set(_voices(self.after, other))
        if now - was:
            yield f"with {listed(sorted(now - was))}"
        if was - now:
            yield f"without {listed(sorted(was - now))}"
        gained, lost = set(other.flags) - set(one.flags), set(one.flags) - set(other.flags)
        if gained:
            yield f"now marked {listed(sorted(gained))}"
        if lost:
            yield f"no longer marked {listed(sorted(lost))}"

    # Who did it

    def _because(
        self, asked_before: Asked | None, asked_after: Asked | None, finding: Finding | None
    ) -> tuple[tuple[Cause, ...], bool]:
        assert finding is not None
        old = what_matters(self.before, asked_before) if asked_before is not None else frozenset()
        new = what_matters(self.after, asked_after) if asked_after is not None else frozenset()
        added = [id for id in self.added if id in new]
        removed = [id for id in self.removed if id in old]
        if not added and not removed:
            return (Cause("changed", "what is declared of sources, events and aspects"),), False
        tried = [*((id, True) for id in added), *((id, False) for id in removed)]
        asked = asked_after or asked_before
        assert asked is not None
        did: list[tuple[str, bool]] = []
        if len(tried) == 1:
            did = tried
        elif len(tried) <= _MOST_TRIED:
            near = new | {id for id in old if id in self.same_claims} | self._linked_to(removed)
            claims = {claim for claim in self.after.dossier.claims if claim.id in near}
            now = self._told(claims, asked, finding)
            for id, was_added in tried:
                back = {one for one in self.before.dossier.claims if one.id == id}
                undone = {one for one in claims if one.id != id} if was_added else claims | back
                if self._told(undone, asked, finding) != now:
                    did.append((id, was_added))
        causes = sorted(map(self._cause, did or tried), key=lambda one: (one.done, one.label, one.claim))
        return tuple(causes), not did

    def _linked_to(self, removed: Iterable[str]) -> frozenset[str]:
        targets = set(removed)
        return frozenset(
            id
            for id, claim in self.after._resolved.claims.items()
            if not targets.isdisjoint((*claim.replaces, *claim.based_on))
        )

    def _told(self, claims: Iterable[Any], asked: Asked, finding: Finding) -> Any:
        """How a finding would be told on other claims; None where it would not."""
        from claimcheck.judge import crosscheck

        try:
            report = crosscheck(self.after.dossier._with_claims(claims))
        except BadInput:
            return "beyond judgement"
        again = asked_again(report, asked)
        on = [] if again is None else _by_question(report).get(again.key, (again, []))[1]
        for alike in (_says_the_same, _shares_claims):
            for other in on:
                if _family(finding) == _family(other) and alike(self, finding, other, report):
                    return self.summary(report, other)
        return None

    def _cause(self, tried: tuple[str, bool]) -> Cause:
        id, was_added = tried
        report = self.after if was_added else self.before
        statement = report._resolved.statements[id][0]
        said = statement.claim.answer
        words = (
            answer_in_words(statement.answer, statement.asked)
            if not isinstance(said, (str, int)) and not statement.vacuous
            else in_short(said)
        )
        who = origin_of(statement, report._resolved.sides)
        return Cause(
            "added" if was_added else "removed",
            clean(report._resolved.labels[id]),
            clean(f"{who}: {words}"),
            id,
        )


# Matching


def _by_question(report: Report) -> dict[Any, tuple[Asked, list[Finding]]]:
    """The findings of a report under the keys of their questions, questions without findings left out."""
    found: dict[Any, tuple[Asked, list[Finding]]] = {}
    alike: dict[Any, int] = defaultdict(int)
    by_words: dict[Any, Asked] = {}
    for asked in report._resolved.questions.values():
        alike[asked.question] += 1
        by_words[asked.question] = asked
    for finding in report.findings:
        question = finding.question
        asked = by_words[question] if alike[question] == 1 else asked_of(report, finding)
        found.setdefault(asked.key, (asked, []))[1].append(finding)
    return found


def _family(finding: Finding) -> str:
    return "answer" if finding.kind in _ANSWERED else finding.kind


def _pairs(
    comparing: _Comparing, before: list[Finding], after: list[Finding]
) -> Iterator[tuple[Finding | None, Finding | None]]:
    """Findings on one question, matched: those that say the same, then those that share claims, then voices; the rest alone."""
    olds, news = list(before), list(after)
    for alike in (_says_the_same, _shares_claims, _shares_voices, _is_the_only_kind):
        for one in tuple(olds):
            rivals = [
                (likeness, -place, other)
                for place, other in enumerate(news)
                if _family(one) == _family(other)
                and (likeness := alike(comparing, one, other, comparing.after))
            ]
            if rivals:
                other = max(rivals, key=lambda rival: rival[:2])[2]
                olds.remove(one)
                news.remove(other)
                yield one, other
    yield from zip_longest(olds, [])
    yield from ((None, other) for other in news)


def _says_the_same(_: _Comparing, one: Finding, other: Finding, _report: Report) -> int:
    if one.claims == other.claims and one.words == other.words:
        return 2
    return int(_family(one) == "answer" and one.answer == other.answer)


def _shares_claims(_: _Comparing, one: Finding, other: Finding, _report: Report) -> int:
    return len(set(one.claims) & set(other.claims)) if _family(one) != "answer" else 0


def _shares_voices(comparing: _Comparing, one: Finding, other: Finding, report: Report) -> int:
    known = comparing.before if one in comparing.before.findings else comparing.after
    return len(set(_voices(known, one)) & set(_voices(report, other)))


def _is_the_only_kind(_: _Comparing, one: Finding, _other: Finding, _report: Report) -> int:
    return int(one.kind in ("contradiction", "tension"))


def _voices(report: Report, finding: Finding) -> tuple[str, ...]:
    """Who stands behind a finding, by name."""
    resolved = report._resolved
    return tuple(
        sorted(
            {
                origin_of(statements[0], resolved.sides)
                for id in finding.claims
                if (statements := resolved.statements.get(id))
            }
        )
    )


def _camps_apart(one: Finding, other: Finding) -> Iterator[str]:
    was, now = ({camp.said: camp for camp in finding.camps} for finding in (one, other))
    for said in sorted(now.keys() - was.keys()):
        yield f"new camp: {said} ({listed(now[said].voices)}, {now[said].standing})"
    for said in sorted(was.keys() - now.keys()):
        yield f"camp gone: {said}"
    for said in sorted(was.keys() & now.keys()):
        if was[said].standing != now[said].standing:
            yield f"camp {said}: {was[said].standing}, now {now[said].standing}"
    if len(one.camps) != len(other.camps) and not (now.keys() ^ was.keys()):
        yield f"camps: {len(one.camps)}, now {len(other.camps)}"


_PLACES: Final[Mapping[str, int]] = {what: place for place, what in enumerate(CHANGES)}


def _order(change: Change) -> Any:
    from claimcheck.report import finding_order

    return _PLACES[change.what], finding_order(change.finding), change.how
