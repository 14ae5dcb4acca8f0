"""The laws of the design, with the shipped strategies: answers, merge rules, dossiers, and the report as a pure function.

Answers are also held against plain sets and against `portion`. How many examples: see conftest.py.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import portion
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck import Answer, Axis, Claim, Dossier, Event, Report, Source, crosscheck
from claimcheck.answers import COUNT, Relation, Spans, _within
from claimcheck.findings import Finding
from claimcheck.merging import RULES, Rule
from claimcheck.testing import (
    BrokenLaw,
    answers,
    assert_involution,
    assert_meet_semilattice,
    assert_partial_order,
    assert_same_report,
    assert_union_laws,
    axes,
    check_rule,
    claims,
    dossiers,
)

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

EXAMPLES = settings().max_examples
UNIVERSE = 200


def three_answers() -> st.SearchStrategy[tuple[Answer, Answer, Answer]]:
    """Three answers on one axis, whichever it is."""
    return axes().flatmap(lambda axis: st.tuples(*[answers(axis=axis, empty=True, highest=6)] * 3))  # type: ignore[arg-type]


class TestAnswers:
    @given(three_answers())
    def test_merging_is_a_meet_semilattice_in_both_sets(self, three: tuple[Answer, Answer, Answer]) -> None:
        assert_meet_semilattice(*three)

    @given(answers(empty=True))
    def test_complement_is_an_involution(self, answer: Answer) -> None:
        assert_involution(answer)

    @given(three_answers())
    def test_confirms_is_a_partial_order(self, three: tuple[Answer, Answer, Answer]) -> None:
        assert_partial_order(*three)

    @given(answers(empty=True))
    def test_every_answer_is_in_normal_form_and_stays_so(self, answer: Answer) -> None:
        for one in (
            answer,
            answer.complement(),
            answer.denied(),
            answer.likely(),
            answer.hull(),
            answer.or_more(),
        ):
            one._check()

    @given(answers())
    def test_a_repr_evaluates_back(self, answer: Answer) -> None:
        import claimcheck

        assert answer == eval(
            repr(answer), vars(claimcheck) | {name: getattr(claimcheck, name) for name in claimcheck.__all__}
        )


# Against plain sets, over a small universe


def members(spans: Spans) -> frozenset[int]:
    """The values of 0 … 200 that some spans hold."""
    return frozenset(
        value
        for value in range(UNIVERSE + 1)
        for lower, upper in spans
        if (lower is None or lower <= value) and (upper is None or value < upper)
    )


@st.composite
def small_answers(draw: st.DrawFn) -> tuple[Answer, frozenset[int], frozenset[int]]:
    """An answer on 0 … 200 with its two sets spelt out, drawn as sets first."""
    pairs = st.lists(st.tuples(st.integers(0, UNIVERSE), st.integers(0, UNIVERSE)).map(sorted), max_size=4)
    possible: frozenset[int] = frozenset().union(*(range(low, high + 1) for low, high in draw(pairs)))
    sure = possible & frozenset().union(*(range(low, high + 1) for low, high in draw(pairs)))
    answer = Answer(SMALL, [(value, value + 1) for value in sure], [(value, value + 1) for value in possible])
    return answer, sure, possible


SMALL = Axis("count", COUNT.grid, 0, UNIVERSE)
ALL = frozenset(range(UNIVERSE + 1))


def relation_of_sets(one: tuple[Any, ...], other: tuple[Any, ...]) -> Relation:
    """The four relations as the design puts them, on plain sets."""
    (_, sure, possible), (_, other_sure, other_possible) = one, other
    if not possible & other_possible:
        return Relation.CONTRADICTS
    if sure <= other_sure and possible <= other_possible:
        return Relation.CONFIRMS
    return Relation.COMPATIBLE if sure & other_sure else Relation.STRAINS


class TestAnswersAgainstSets:
    @settings(max_examples=max(100, EXAMPLES // 2))
    @given(small_answers(), small_answers())
    @example(
        (Answer.nothing(SMALL), frozenset(), frozenset()),
        (Answer.everything(SMALL), ALL, ALL),
    )
    def test_every_operation_is_the_one_on_sets(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
        (a, a_sure, a_possible), (b, b_sure, b_possible) = one, other
        assert (a_sure, a_possible) == (members(a.sure), members(a.possible))
        assert (a_sure & b_sure, a_possible & b_possible) == (
            members((a & b).sure),
            members((a & b).possible),
        )
        assert (a_sure | b_sure, a_possible | b_possible) == (
            members((a | b).sure),
            members((a | b).possible),
        )
        assert (ALL - a_possible, ALL - a_sure) == (
            members(a.complement().sure),
            members(a.complement().possible),
        )
        assert ALL - a_possible == members(a.denied().possible) == members(a.denied().sure)
        assert (a_sure, ALL) == (members(a.likely().sure), members(a.likely().possible))
        assert a.confirms(b) == (a_sure <= b_sure and a_possible <= b_possible)
        assert a.contradicts(b) == (not a_possible & b_possible)
        assert a.strains(b) == (bool(a_possible & b_possible) and not a_sure & b_sure)
        assert a.relation(b) is relation_of_sets(one, other)
        assert (a == b) == ((a_sure, a_possible) == (b_sure, b_possible))
        assert a.is_nothing == (not a_possible)
        assert a.is_everything == (a_sure == ALL)
        assert a.reaches_both_ends == ({0, UNIVERSE} <= a_sure)

    @given(small_answers())
    def test_hull_and_or_more_fill_up(self, one: tuple[Any, ...]) -> None:
        answer, _, possible = one
        low, high = min(possible, default=0), max(possible, default=-1)
        assert frozenset(range(low, high + 1)) == members(answer.hull().possible)
        assert (frozenset(range(low, UNIVERSE + 1)) if possible else frozenset()) == members(
            answer.or_more().possible
        )


# Against portion, with unbounded spans


class Whole(portion.AbstractDiscreteInterval):  # type: ignore[misc]
    """Intervals of whole numbers."""

    _step = 1


whole = portion.create_api(Whole)


def interval(spans: Spans) -> Any:
    """Spans as portion has them."""
    union = whole.empty()
    for lower, upper in spans:
        union |= whole.closedopen(
            -portion.inf if lower is None else lower, portion.inf if upper is None else upper
        )
    return union


class TestAnswersAgainstPortion:
    @given(answers(axis=COUNT, empty=True), answers(axis=COUNT, empty=True))
    def test_spans_are_those_of_portion(self, a: Answer, b: Answer) -> None:
        for which in ("sure", "possible"):
            one, other = interval(getattr(a, which)), interval(getattr(b, which))
            assert one & other == interval(getattr(a & b, which))
            assert one | other == interval(getattr(a | b, which))
        assert interval(COUNT.whole) - interval(a.possible) == interval(a.complement().sure)
        assert a.contradicts(b) == (interval(a.possible) & interval(b.possible)).empty
        assert a.confirms(b) == (
            interval(a.sure) in interval(b.sure) and interval(a.possible) in interval(b.possible)
        )


# Merge rules


class TestRules:
    @pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
    def test_every_shipped_rule_keeps_every_law(self, rule: Rule[Any]) -> None:
        checked = check_rule(rule, examples=EXAMPLES)
        assert checked.given_up == ()

    @pytest.mark.parametrize("name", sorted(RULES))
    def test_on_claims_as_they_are_read_from_dossiers_too(self, name: str) -> None:
        event = Event("fire", id="e1")
        said = [
            Source("A", reliability="B").says(event, "hurt", "about 50", said="2025-03-01"),
            Source("A", reliability="B").says(event, "hurt", 49, said="2025-03-02"),
            Source("B").says(event, "hurt", "dozens"),
            Source("C").says(event, "hurt", {"not": 50}),
        ]
        check_rule(name, claims=Dossier(said), examples=max(20, EXAMPLES // 10))


# Dossiers


def parts_of(dossier: Dossier, places: list[int]) -> tuple[Dossier, Dossier, Dossier]:
    """Three dossiers that overlap and together are the first: each claim in one of them, every fourth in all."""
    ordered = sorted(dossier.claims, key=lambda claim: claim.id)
    facts = Dossier(
        sources=dossier.sources,
        events=dossier.events,
        aspects=dossier.aspects,
        opposed=dossier.opposed,
        same_event=dossier.same_event,
        timezone=dossier.timezones,
    )
    groups: list[list[Claim]] = [[], [], []]
    for claim, place in zip(ordered, places, strict=False):
        for number in range(3) if place == 3 else (place,):
            groups[number].append(claim)
    return facts | Dossier(groups[0]), Dossier(groups[1]), Dossier(groups[2])


_places = st.lists(st.integers(0, 3), min_size=8, max_size=8)


class TestDossiers:
    @given(dossiers(max_claims=4), dossiers(max_claims=4), dossiers(max_claims=2))
    def test_union_is_commutative_associative_and_idempotent(
        self, a: Dossier, b: Dossier, c: Dossier
    ) -> None:
        assert_union_laws(a, b, c)

    @given(dossiers(), _places, st.permutations(range(3)))
    def test_a_report_depends_on_the_union_alone(
        self, dossier: Dossier, places: list[int], order: list[int]
    ) -> None:
        parts = parts_of(dossier, places)
        first, second, third = (parts[number] for number in order)
        assert_same_report(dossier, first | (second | third))

    @given(dossiers(min_claims=2), st.randoms(use_true_random=False))
    def test_a_report_does_not_hang_on_the_order_of_claims(self, dossier: Dossier, random: Any) -> None:
        shuffled = sorted(dossier.claims, key=lambda claim: claim.id)
        random.shuffle(shuffled)
        rebuilt = Dossier(
            shuffled,
            sources=sorted(dossier.sources, key=repr, reverse=True),
            events=sorted(dossier.events, key=repr, reverse=True),
            aspects=sorted(dossier.aspects, key=repr, reverse=True),
            opposed=sorted(dossier.opposed, reverse=True),
            same_event=dossier.same_event,
            timezone=dossier.timezones,
        )
        assert dossier == rebuilt
        assert_same_report(dossier, rebuilt)


# What changes no standing


def standings(report: Report, but: str | None = None) -> set[tuple[Any, ...]]:
    """Each question's answers with their standings, and its camps with theirs; without those about one event."""

    def told(finding: Finding) -> tuple[Any, ...]:
        camps = tuple((camp.answer, camp.standing) for camp in finding.camps)
        return finding.kind, finding.question, finding.answer, finding.standing, finding.sides, camps

    return {told(one) for one in report if one.standing is not None and one.question.event != but}


def echo_of(claim: Claim) -> Claim:
    """The same words by the same chain on the same date, quoted otherwise."""
    attribution = claim.attribution
    return Claim(
        claim.event,
        claim.aspect,
        claim.answer,
        source=attribution.origin,
        via=attribution.relays,
        scope=claim.scope,
        cue=attribution.cue,
        said=attribution.said,
        published=attribution.published,
        as_of=claim.as_of,
        url=attribution.url,
        quote="the same, quoted otherwise",
        witnessed=claim.witnessed,
        leaked=claim.leaked,
        silent=claim.silent,
        replaces=claim.replaces,
        based_on=claim.based_on,
    )


ELSEWHERE = Event("another event", when="2025-08-01", id="e9")


class TestWhatChangesNoStanding:
    @given(dossiers(min_claims=1), st.integers(0, 7))
    def test_an_echo_by_the_same_chain_and_date(self, dossier: Dossier, place: int) -> None:
        ordered = sorted(dossier.claims, key=lambda claim: claim.id)
        echo = echo_of(ordered[place % len(ordered)])
        assert standings(crosscheck(dossier)) == standings(crosscheck(dossier + echo))

    @given(dossiers(), claims())
    def test_a_claim_about_another_event_that_replaces_nothing(self, dossier: Dossier, claim: Claim) -> None:
        elsewhere = Claim(
            ELSEWHERE, claim.aspect, claim.answer, attribution=claim.attribution, scope=claim.scope, as_of=claim.as_of,
            witnessed=claim.witnessed, leaked=claim.leaked, silent=claim.silent,
        )  # fmt: skip
        more = Dossier([elsewhere], aspects=dossier.aspects)
        try:
            after = crosscheck(dossier | more)
        except ValueError:  # the new claim alone may be unreadable where its aspect is not declared
            return
        assert standings(crosscheck(dossier)) == standings(after, but="e9")


# Every law is red on a broken copy


class TestLawsSeenRed:
    def test_merging_that_forgets_what_is_sure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            Answer, "__and__", lambda one, other: Answer(one.axis, one.sure, [*one.possible, *other.possible])
        )
        self._is_red(TestAnswers().test_merging_is_a_meet_semilattice_in_both_sets)
        self._is_red(TestAnswersAgainstSets().test_every_operation_is_the_one_on_sets)
        self._is_red(TestAnswersAgainstPortion().test_spans_are_those_of_portion)

    def test_a_complement_that_does_not_swap_its_sets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Answer, "complement", Answer.denied)
        self._is_red(TestAnswers().test_complement_is_an_involution)

    def test_confirming_by_the_loose_sets_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Answer, "confirms", lambda one, other: _within(one.possible, other.possible))
        self._is_red(TestAnswers().test_confirms_is_a_partial_order)

    def test_a_union_that_prefers_its_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Dossier, "__or__", lambda one, other: one if one.claims else other)
        self._is_red(TestDossiers().test_union_is_commutative_associative_and_idempotent)

    def test_findings_in_the_order_of_arrival(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck import judge as room

        arrival = count()
        monkeypatch.setattr(room, "finding_order", lambda finding: next(arrival) * 7919 % 101)
        self._is_red(TestDossiers().test_a_report_depends_on_the_union_alone)
        self._is_red(TestDossiers().test_a_report_does_not_hang_on_the_order_of_claims)

    def test_a_rule_that_decides_while_it_combines(self) -> None:
        class Deciding(type(RULES["intersection"])):  # type: ignore[misc]
            def combine(self, one: Any, other: Any) -> Any:
                return max(one, other, key=len)

        with pytest.raises(BrokenLaw):
            check_rule(Deciding(), examples=200)

    def test_echoes_that_count_as_voices(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck import standings as judging

        honest = judging.standing_of

        def by_number(supports: Any, sides: Any) -> str:
            number = sum(len(support.statements) for support in supports)
            return "corroborated" if number > 1 else honest(supports, sides)

        monkeypatch.setattr(judging, "standing_of", by_number)
        self._is_red(TestWhatChangesNoStanding().test_an_echo_by_the_same_chain_and_date)

    def test_a_judge_that_counts_claims_across_questions(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from claimcheck import standings as judging

        honest = judging.judge
        judged: list[int] = []

        def by_memory(*told: Any) -> Any:
            judgements = honest(*told)
            judged.append(len(judgements))
            for judgement in judgements:
                if len(judged) % 2 and judgement.supports:
                    judgement.standing = "one-sided"
            return judgements

        from claimcheck import judge as room

        monkeypatch.setattr(room, "judge", by_memory)
        self._is_red(TestWhatChangesNoStanding().test_a_claim_about_another_event_that_replaces_nothing)

    @staticmethod
    def _is_red(law: Callable[[], None]) -> None:
        with pytest.raises((AssertionError, ExceptionGroup)):
            law()
