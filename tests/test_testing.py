"""The room that others test with: strategies, `check_rule`, laws, and their behaviour without Hypothesis."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import claimcheck.testing
from claimcheck import (
    Anonymous,
    Answer,
    Aspect,
    Attribution,
    Axis,
    Claim,
    Dossier,
    Event,
    Moment,
    Question,
    Report,
    Source,
    crosscheck,
)
from claimcheck.answers import COUNT, PATH, YES_NO
from claimcheck.errors import ClaimcheckError, MissingExtra
from claimcheck.findings import FINDING_KINDS, FLAGS
from claimcheck.linking import Mention
from claimcheck.merging import LATEST, Conflict, Hull, Intersection, LiveClaim, Rule, RuleError
from claimcheck.testing import (
    BrokenLaw,
    anonymous_sources,
    answers,
    aspects,
    assert_involution,
    assert_meet_semilattice,
    assert_partial_order,
    assert_same_report,
    assert_union_laws,
    associates,
    attributions,
    axes,
    check_rule,
    claims,
    commutes,
    dossiers,
    events,
    is_idempotent,
    live_claims,
    mentions,
    moments,
    questions,
    reports,
    sources,
)

ROOT = Path(__file__).parent.parent
FEW = settings(max_examples=50)
FIGURES = live_claims(answers=st.integers(5, 20).map(Answer.exactly))


def figure(claim: LiveClaim) -> int:
    lower: int = claim.answer.possible[0][0]
    return lower


class Averaging(Rule[Fraction]):
    name = "averaging"

    def lift(self, claim: LiveClaim) -> Fraction:
        return Fraction(figure(claim))

    def combine(self, one: Fraction, other: Fraction) -> Fraction:
        return (one + other) / 2

    def read(self, state: Fraction, at: float = LATEST) -> Answer | Conflict:
        return Answer.exactly(round(state))


class LastOneWins(Rule[Answer]):
    name = "last one wins"

    def lift(self, claim: LiveClaim) -> Answer:
        return claim.answer

    def combine(self, one: Answer, other: Answer) -> Answer:
        return other

    def read(self, state: Answer, at: float = LATEST) -> Answer | Conflict:
        return state


class Within(Rule[Any]):
    name = "within 10 %"

    def lift(self, claim: LiveClaim) -> int | None:
        return figure(claim)

    def combine(self, one: int | None, other: int | None) -> int | None:
        if one is None or other is None or 10 * min(one, other) < 9 * max(one, other):
            return None
        return max(one, other)

    def read(self, state: int | None, at: float = LATEST) -> Answer | Conflict:
        return Answer.nothing(COUNT) if state is None else Answer.exactly(state)


class TestCheckRule:
    def test_averaging_is_caught_by_three_claims(self) -> None:
        with pytest.raises(BrokenLaw) as caught:
            check_rule(Averaging(), claims=FIGURES, examples=300)
        assert caught.value.law == "associative"
        assert [figure(claim) for claim in caught.value.claims] == [5, 5, 6]
        assert "combine(combine(a, b), c) gives 11/2" in str(caught.value)

    def test_nearness_is_caught_by_three_neighbours(self) -> None:
        with pytest.raises(BrokenLaw) as caught:
            check_rule(Within(), claims=FIGURES)
        assert caught.value.law == "associative"
        assert [figure(claim) for claim in caught.value.claims] == [9, 10, 11]

    def test_arrival_is_caught_by_two_claims(self) -> None:
        with pytest.raises(BrokenLaw) as caught:
            check_rule(LastOneWins(), claims=FIGURES, examples=300)
        assert caught.value.law == "commutative"
        assert [figure(claim) for claim in caught.value.claims] == [5, 6]

    def test_counting_how_often_is_caught_by_one_claim_unless_it_is_given_up(self) -> None:
        class Counting(Rule[int]):
            def lift(self, claim: LiveClaim) -> int:
                return 1

            def combine(self, one: int, other: int) -> int:
                return one + other

            def read(self, state: int, at: float = LATEST) -> Answer:
                return Answer.exactly(state)

        with pytest.raises(BrokenLaw) as caught:
            check_rule(Counting(), examples=100)
        assert (caught.value.law, len(caught.value.claims)) == ("idempotent", 1)
        rule = Counting()
        rule.gives_up = {"idempotent": "it counts"}
        assert "; not idempotent: it counts" in str(check_rule(rule, examples=20))

    def test_a_rule_that_fails_or_reads_no_answer_is_not_total(self) -> None:
        class Failing(Hull):
            def read(self, state: object, at: float = LATEST) -> Answer | Conflict:
                raise ZeroDivisionError("oh")

        class Silent(Hull):
            def read(self, state: object, at: float = LATEST) -> Answer | Conflict:
                return None  # type: ignore[return-value]

        with pytest.raises(BrokenLaw, match="gives ZeroDivisionError: oh"):
            check_rule(Failing(), examples=50)
        with pytest.raises(BrokenLaw, match="no Answer and no Conflict"):
            check_rule(Silent(), examples=50)

    def test_a_rule_may_give_up_being_total(self) -> None:
        rule = Averaging()
        rule.gives_up = {"total": "figures only", "associative": "an average"}
        assert check_rule(rule, claims=FIGURES, examples=20).kept == ("pure", "commutative", "idempotent")
        rule.gives_up = {"total": "figures only", "associative": "an average"}
        assert check_rule(rule, examples=20).examples == 20

    @pytest.mark.parametrize("where", ["lift", "combine", "read"])
    def test_a_rule_that_remembers_is_not_pure(self, where: str) -> None:
        class Remembering(Hull):
            turns = 0

            def _turn(self, told: Any, here: str) -> Any:
                self.turns += here == where
                return told if self.turns % 2 == 0 or here != where else self._odd(here)

            @staticmethod
            def _odd(here: str) -> Any:
                odd = LiveClaim("Odd", Answer.exactly(self_made))
                return Answer.exactly(self_made) if here == "read" else frozenset({odd})

            def lift(self, claim: LiveClaim) -> Any:
                return self._turn(super().lift(claim), "lift")

            def combine(self, one: Any, other: Any) -> Any:
                return self._turn(super().combine(one, other), "combine")

            def read(self, state: Any, at: float = LATEST) -> Any:
                return self._turn(super().read(state, at), "read")

        self_made = 99
        with pytest.raises(BrokenLaw) as caught:
            check_rule(Remembering(), claims=FIGURES, examples=100)
        assert {"pure", "commutative", "associative", "idempotent"} & {
            one.law for one in caught.value.breaches
        }

    def test_a_rule_that_changes_what_it_was_given_is_not_pure(self) -> None:
        class State(list[int]):
            def __hash__(self) -> int:  # type: ignore[override]
                return hash(tuple(self))

        class Appending(Rule[State]):
            def lift(self, claim: LiveClaim) -> State:
                return State([figure(claim)])

            def combine(self, one: State, other: State) -> State:
                one.extend(other)
                return one

            def read(self, state: State, at: float = LATEST) -> Answer:
                return Answer.exactly(max(state))

        with pytest.raises(BrokenLaw) as caught:
            check_rule(Appending(), claims=FIGURES, examples=50)
        assert "pure" in {one.law for one in caught.value.breaches}

        class Popping(Appending):
            def combine(self, one: State, other: State) -> State:
                return State(sorted({*one, *other}))

            def read(self, state: State, at: float = LATEST) -> Answer:
                return Answer.exactly(state.pop())

        with pytest.raises(BrokenLaw) as caught:
            check_rule(Popping(), claims=FIGURES, examples=50)
        assert "the state before read gives [5]" in str(caught.value)

    def test_a_reading_that_hangs_on_more_than_the_state_is_caught(self) -> None:
        class Loose(frozenset[LiveClaim]):
            order: tuple[LiveClaim, ...] = ()

        class FirstHeard(Rule[Loose]):
            def lift(self, claim: LiveClaim) -> Loose:
                state = Loose({claim})
                state.order = (claim,)
                return state

            def combine(self, one: Loose, other: Loose) -> Loose:
                state = Loose(one | other)
                state.order = one.order + other.order
                return state

            def read(self, state: Loose, at: float = LATEST) -> Answer:
                return state.order[0].answer

        with pytest.raises(BrokenLaw, match=r"read\(combine\(a, b\)\) gives"):
            check_rule(FirstHeard(), claims=FIGURES, examples=100)

    def test_all_broken_laws_are_told_at_once(self) -> None:
        class Minus(Averaging):
            name = "minus"

            def combine(self, one: Fraction, other: Fraction) -> Fraction:
                return one - other

            def read(self, state: Fraction, at: float = LATEST) -> Answer:
                return Answer.exactly(abs(round(state)))

        with pytest.raises(BrokenLaw) as caught:
            check_rule(Minus(), claims=FIGURES, examples=100)
        assert [one.law for one in caught.value.breaches] == ["commutative", "associative", "idempotent"]

    def test_it_is_both_our_error_and_an_assertion(self) -> None:
        assert issubclass(BrokenLaw, ClaimcheckError)
        assert issubclass(BrokenLaw, AssertionError)

    @pytest.mark.parametrize(
        ("gives_up", "message"),
        [
            ({"comutative": "so"}, "did you mean 'commutative'"),
            ({"pure": " "}, "says why"),
            ({"pure": 7}, "says why"),
        ],
    )
    def test_a_law_that_there_is_not_or_no_reason_is_refused(self, gives_up: Any, message: str) -> None:
        rule = Averaging()
        rule.gives_up = gives_up
        with pytest.raises(RuleError, match=message):
            check_rule(rule)

    def test_giving_up_everything_leaves_nothing_to_check(self) -> None:
        rule = Averaging()
        rule.gives_up = dict.fromkeys(claimcheck.testing.LAWS, "no")
        with pytest.raises(RuleError, match="every law"):
            check_rule(rule)

    def test_claims_may_come_from_a_dossier_or_a_list(self) -> None:
        event = Event("fire")
        dossier = Dossier() + Source("A").says(event, "hurt", 7) + Source("B").says(event, "hurt", 9)
        with pytest.raises(BrokenLaw) as caught:
            check_rule(LastOneWins(), claims=dossier, examples=50)
        assert {7, 9} == {figure(claim) for claim in caught.value.claims}
        alone = [LiveClaim("A", Answer.exactly(7))]
        assert check_rule(LastOneWins(), claims=alone, examples=20)

    @pytest.mark.parametrize("wrong", [7, [], Dossier(), [7]])
    def test_claims_that_are_none_are_refused(self, wrong: Any) -> None:
        with pytest.raises(RuleError, match=r"live claims|LiveClaim"):
            check_rule(Hull(), claims=wrong)

    def test_it_tries_the_same_claims_every_time_and_others_with_another_seed(self) -> None:
        def drawn(seed: int | None) -> list[str]:
            heard: list[str] = []

            class Listening(Hull):
                def lift(self, claim: LiveClaim) -> frozenset[LiveClaim]:
                    heard.append(str(claim))
                    return super().lift(claim)

            check_rule(Listening(), examples=20, seed=seed)
            return heard

        assert drawn(None) == drawn(None)
        assert drawn(1) != drawn(2)

    def test_a_rule_is_also_taken_by_name(self) -> None:
        assert check_rule("intersection", examples=10) == check_rule(Intersection(), examples=10)


class TestLawsAsFunctions:
    """Each is seen red on something broken."""

    def test_laws_of_an_operation(self) -> None:
        assert commutes(max, 1, 2)
        assert not commutes(lambda one, _other: one, 1, 2)
        assert associates(max, 1, 2, 3)
        assert not associates(lambda one, other: one - other, 1, 2, 3)
        assert is_idempotent(max, 3)
        assert not is_idempotent(lambda one, other: one + other, 3)

    A, B, C = Answer.exactly(1), Answer.exactly(2), Answer.at_least(0)

    @pytest.mark.parametrize(
        ("broken", "law"),
        [
            (lambda one, other: one, "commutative"),
            (lambda one, other: one.hull() | other.hull(), "within both"),
            (lambda one, other: Answer.nothing(COUNT), "idempotent"),
            (lambda one, other: one if one == other else Answer.nothing(COUNT), "the greatest lower bound"),
        ],
    )
    def test_a_broken_merge_of_answers_is_caught(
        self, monkeypatch: pytest.MonkeyPatch, broken: Callable[..., Answer], law: str
    ) -> None:
        monkeypatch.setattr(Answer, "__and__", broken)
        with pytest.raises(BrokenLaw, match=law):
            assert_meet_semilattice(self.C, Answer.at_least(1), self.A)

    def test_a_broken_complement_is_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        vague = Answer(COUNT, [(5, 6)], [(4, 8)])
        monkeypatch.setattr(Answer, "complement", Answer.denied)
        with pytest.raises(BrokenLaw, match="an involution"):
            assert_involution(vague)
        monkeypatch.setattr(Answer, "complement", lambda answer: answer)
        with pytest.raises(BrokenLaw, match="apart from what it negates"):
            assert_involution(vague)

    @pytest.mark.parametrize(
        ("broken", "law"),
        [
            (lambda one, other: False, "reflexive"),
            (lambda one, other: True, "antisymmetric"),
            (lambda one, other: abs(one.possible[0][0] - other.possible[0][0]) <= 1, "antisymmetric"),
            (lambda one, other: 0 <= one.possible[0][0] - other.possible[0][0] <= 1, "transitive"),
            (lambda one, other: one.possible[0][0] >= other.possible[0][0], "the order of &"),
        ],
    )
    def test_a_broken_order_is_caught(
        self, monkeypatch: pytest.MonkeyPatch, broken: Callable[..., bool], law: str
    ) -> None:
        monkeypatch.setattr(Answer, "confirms", broken)
        with pytest.raises(BrokenLaw, match=law):
            assert_partial_order(Answer.exactly(2), Answer.exactly(1), Answer.exactly(0))

    def test_broken_relations_are_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        one, other = Answer.exactly(1), Answer.exactly(2)
        monkeypatch.setattr(Answer, "strains", lambda one, other: one.possible < other.possible)
        with pytest.raises(BrokenLaw, match="strains is not symmetric"):
            assert_partial_order(one, other, one)
        monkeypatch.setattr(Answer, "contradicts", lambda one, other: one.possible < other.possible)
        with pytest.raises(BrokenLaw, match="contradicts is not symmetric"):
            assert_partial_order(one, other, one)
        monkeypatch.undo()
        monkeypatch.setattr(Answer, "contradicts", lambda one, other: True)
        with pytest.raises(BrokenLaw, match="apart from contradicts"):
            assert_partial_order(one, one, one)

    def test_a_broken_union_is_caught(self, monkeypatch: pytest.MonkeyPatch) -> None:
        event = Event("fire")
        one, other = (Dossier() + Source(name).says(event, "hurt", 7) for name in "AB")
        monkeypatch.setattr(Dossier, "__or__", lambda one, other: one)
        with pytest.raises(BrokenLaw, match="merging dossiers is not commutative"):
            assert_union_laws(one, other, one)
        empty = Dossier()
        monkeypatch.setattr(Dossier, "__or__", lambda one, other: one if one == other else empty)
        with pytest.raises(BrokenLaw, match=r"without loss|associative"):
            assert_union_laws(one, other, other)

    def test_reports_that_differ_are_caught(self) -> None:
        event = Event("fire")
        one, other = (Dossier() + Source(name).says(event, "hurt", 7) for name in "AB")
        with pytest.raises(BrokenLaw, match="the same on both"):
            assert_same_report(one, other)
        refused = one + Source("A", controlled_by="A").says(event, "hurt", 8)
        assert_same_report(refused, refused)
        with pytest.raises(BrokenLaw, match="a ring"):
            assert_same_report(one, refused)


TYPES: list[tuple[type, st.SearchStrategy[Any]]] = [
    (Axis, axes()),
    (Answer, answers()),
    (Moment, moments()),
    (Source, sources()),
    (Anonymous, anonymous_sources()),
    (Event, events()),
    (Aspect, aspects()),
    (Question, questions()),
    (Attribution, attributions()),
    (Claim, claims()),
    (Dossier, dossiers()),
    (Report, reports()),
    (LiveClaim, live_claims()),
    (Mention, mentions()),
]


class TestStrategies:
    @pytest.mark.parametrize(("kind", "strategy"), TYPES, ids=[kind.__name__ for kind, _ in TYPES])
    def test_each_draws_its_type_also_by_from_type(
        self, kind: type, strategy: st.SearchStrategy[Any]
    ) -> None:
        claimcheck.testing._register()

        @FEW
        @given(strategy, st.from_type(kind))
        def check(drawn: object, by_type: object) -> None:
            assert isinstance(drawn, kind)
            assert isinstance(by_type, kind)
            assert str(drawn)
            assert repr(drawn)

        check()

    @given(answers(empty=True))
    def test_answers_are_in_normal_form(self, answer: Answer) -> None:
        answer._check()

    @FEW
    @given(answers(axis=COUNT, exact=True))
    def test_exact_answers_are_sure_of_all_that_is_possible(self, answer: Answer) -> None:
        assert answer.sure == answer.possible

    @FEW
    @given(answers(axis=COUNT))
    def test_answers_leave_something_unless_asked_otherwise(self, answer: Answer) -> None:
        assert answer.possible
        assert not answer.is_nothing

    @given(dossiers())
    def test_dossiers_can_be_cross_checked(self, dossier: Dossier) -> None:
        crosscheck(dossier)

    @FEW
    @given(dossiers(min_claims=3, max_claims=5))
    def test_no_more_claims_are_drawn_than_asked_for(self, dossier: Dossier) -> None:
        assert len(dossier) <= 5

    def test_stories_lead_to_every_kind_of_finding_and_most_flags(self) -> None:
        kinds: set[str] = set()
        flags: set[str] = set()

        @settings(max_examples=1500, database=None, phases=[Phase.generate], derandomize=True)
        @given(reports())
        def listen(report: Report) -> None:
            kinds.update(one.kind for one in report)
            flags.update(flag for one in report for flag in one.flags)

        listen()
        assert set(FINDING_KINDS) == kinds
        assert {"disputes-having-said", "relays-differ"} >= set(FLAGS) - flags

    def test_they_shrink_to_what_is_plain(self) -> None:
        assert Answer.exactly(0) == find(answers(axis=COUNT), lambda answer: True)
        assert Answer.exactly(True, YES_NO) == find(answers(axis=YES_NO), lambda answer: True)
        assert Answer.exactly("Alba", PATH) == find(answers(axis=PATH), lambda answer: True)
        assert Source("Alba") == find(sources(), lambda source: True)
        assert find(moments(), lambda moment: True).text == "2025-07-01"
        assert len(find(dossiers(), lambda dossier: True)) == 0
        assert str(find(claims(), lambda claim: True)) == "Alba on e1, returned: 2"


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
    )
    return done.stdout.strip()


class TestWithoutHypothesis:
    def test_importing_the_room_does_not_import_it(self) -> None:
        assert (
            run("import sys, claimcheck, claimcheck.testing; print('hypothesis' in sys.modules)") == "False"
        )

    def test_asking_for_what_needs_it_names_the_extra(self) -> None:
        code = (
            "import sys; sys.modules['hypothesis'] = None\n"
            "import claimcheck.testing as t; from claimcheck.merging import Hull\n"
            "for ask in (lambda: t.claims, lambda: t.check_rule(Hull())):\n"
            "    try: ask()\n"
            "    except Exception as error: print(type(error).__name__, error)"
        )
        told = "MissingExtra this needs the package hypothesis: pip install 'claimcheck-sources[testing]'"
        assert [told, told] == run(code).splitlines()

    def test_the_laws_need_nothing(self) -> None:
        code = (
            "import sys; sys.modules['hypothesis'] = None\n"
            "from claimcheck import Answer; from claimcheck.testing import assert_involution\n"
            "print(assert_involution(Answer.exactly(7)))"
        )
        assert run(code) == "None"

    def test_types_are_registered_where_hypothesis_is_imported_first(self) -> None:
        code = (
            "from hypothesis import strategies as st; import claimcheck.testing\n"
            "from claimcheck import Claim; from hypothesis import find\n"
            "print(find(st.from_type(Claim), lambda claim: True))"
        )
        assert run(code) == "Alba on e1, returned: 2"

    def test_unknown_names_are_no_attributes(self) -> None:
        with pytest.raises(AttributeError, match="no attribute 'clams'"):
            claimcheck.testing.clams  # noqa: B018
        assert set(claimcheck.testing.__all__) <= set(dir(claimcheck.testing))
        assert issubclass(MissingExtra, ImportError)


def test_the_page_on_rules_and_laws_runs() -> None:
    """Every example of the page does what it shows."""
    page = ROOT / "docs" / "rules-and-laws.md"
    done = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert (0, page.read_text(encoding="utf-8").count(">>> ")) == (done.failed, done.attempted)
