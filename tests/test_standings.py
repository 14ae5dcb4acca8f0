"""Standings by small cases made by hand: who supports an answer, and which two of them are independent."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from claimcheck.answers import COUNT, Answer
from claimcheck.claims import Claim
from claimcheck.contradictions import part
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.judge import crosscheck
from claimcheck.sources import Sides, Source
from claimcheck.standings import Position, Support, gather, independent, judge, standing_of, supports_of
from claimcheck.statements import Voice
from claimcheck.vocabulary import Aspect

RUSSIA, UKRAINE = Source("Russia"), Source("Ukraine")
SIDES = Sides(
    [
        RUSSIA, UKRAINE, Source("TASS", kind="news agency", controlled_by=RUSSIA), Source("MoD", controlled_by=RUSSIA),
        Source("Zelensky", controlled_by=UKRAINE), Source("Joint", controlled_by=[RUSSIA, UKRAINE]),
        Source("Times", kind="newspaper"), Source("Post", kind="newspaper"), Source("UN"),
    ]
)  # fmt: skip


def support(name: str, *routes: tuple[str, ...], outlet: bool = False, own_voice: bool = False) -> Support:
    """One voice's backing by some routes, directly where none are given."""
    roots = SIDES.root_keys(name)
    statements: Any = [SimpleNamespace(relays=route) for route in routes or ((),)]
    return Support(Voice(name, name, True, roots, outlet=outlet), roots, own_voice, statements)


def statement(
    answer: Answer, name: str, *, named: bool = True, own_voice: bool = False, outgrown: bool = False
) -> Any:
    voice = Voice(name, name, named, SIDES.root_keys(name))
    return SimpleNamespace(
        answer=answer,
        voice=voice,
        named=named,
        roots=voice.roots,
        own_voice=own_voice,
        outgrown=outgrown,
        relays=(),
        dated=False,
    )


def positions(*told: tuple[Any, ...]) -> list[Position]:
    """Positions of (name, answer), or (name, answer, False) where nobody is named."""
    voices: dict[str, Any] = {}
    pairs = []
    for name, answer, *named in told:
        one = statement(answer, name, named=all(named))
        one.voice = voices.setdefault(name, one.voice)
        pairs.append(
            (
                one,
                answer,
                Answer(COUNT, answer.sure)
                if answer.possible == COUNT.whole and answer.sure != COUNT.whole
                else answer,
            )
        )
    return gather(pairs)


class TestWhoIsIndependent:
    @pytest.mark.parametrize(
        ("one", "other", "expected"),
        [
            (support("mod"), support("zelensky"), True),
            (support("mod"), support("tass"), False),
            (support("mod"), support("russia"), False),
            (support("un"), support("zelensky"), True),
            # a joint body is on both sides, and does not make enemies one side
            (support("joint"), support("zelensky"), False),
            (support("joint"), support("un"), True),
            # words that came only by the other's side are no second voice
            (support("zelensky", ("tass",)), support("mod"), False),
            (support("zelensky", ("tass",), ("times",)), support("mod"), True),
            (support("zelensky", ("times", "tass")), support("mod"), False),
            (support("zelensky", ("times",)), support("mod", ("times",)), True),
            (support("zelensky", ("joint",)), support("mod"), False),
            (support("zelensky", ("joint",)), support("un"), True),
            # an outlet's own voice counts only where it witnessed
            (support("times", outlet=True, own_voice=True), support("mod"), False),
            (support("times", outlet=True), support("mod"), True),
            # and then it may be the other's relay as well
            (support("times", outlet=True), support("mod", ("times",)), True),
            (support("un"), support("mod", ("un",)), False),
            (support("times", outlet=True), support("mod", ("times", "tass")), True),
            (support("tass", outlet=True), support("zelensky", ("tass",)), True),
            (support("tass", outlet=True), support("zelensky", ("mod",)), False),
            (support("tass", outlet=True), support("zelensky", ("tass", "mod")), False),
        ],
    )
    def test_in_both_directions(self, one: Support, other: Support, expected: bool) -> None:
        assert independent(one, other, SIDES) is expected
        assert independent(other, one, SIDES) is expected


class TestTheStandingThatSupportersGive:
    @pytest.mark.parametrize(
        ("supports", "standing"),
        [
            ([], "unverified"),
            ([support("mod")], "single-source"),
            ([support("mod"), support("zelensky")], "corroborated"),
            ([support("mod"), support("tass")], "one-sided"),
            ([support("mod"), support("tass"), support("russia")], "one-sided"),
            ([support("mod"), support("tass"), support("un")], "corroborated"),
            ([support("joint"), support("mod"), support("zelensky")], "corroborated"),
            ([support("joint"), support("mod")], "one-sided"),
            ([support("zelensky", ("tass",)), support("mod")], "one-sided"),
            ([support("times", own_voice=True), support("post", own_voice=True)], "one-sided"),
            ([support("times", own_voice=True), support("mod"), support("tass")], "one-sided"),
            ([support("times", own_voice=True), support("mod"), support("zelensky")], "corroborated"),
            (
                [support("zelensky", ("mod",)), support("mod"), support("zelensky", ("times",))],
                "corroborated",
            ),
        ],
    )
    def test_first_rule_that_fits(self, supports: list[Support], standing: str) -> None:
        assert standing_of(supports, SIDES) == standing
        assert standing_of(supports[::-1], SIDES) == standing

    def test_one_voice_twice_is_one_source(self) -> None:
        one = support("mod")
        again = Support(one.voice, frozenset({"un"}), False, one.statements)
        assert standing_of([one, again], SIDES) == "single-source"

    def test_alike_supports_are_compared_by_their_routes(self) -> None:
        by_foe, free = support("zelensky", ("mod",)), support("ukraine", ("times",))
        assert standing_of([support("joint"), by_foe, support("mod"), free], SIDES) == "corroborated"

    def test_alike_supports_are_compared_by_whether_they_witnessed(self) -> None:
        wrote, saw = support("times", own_voice=True), support("times")
        assert standing_of([support("joint"), wrote, saw], SIDES) == "corroborated"
        joint, told = support("joint"), support("mod", ("post",))
        assert (
            standing_of([joint, told, support("post", own_voice=True), support("post", outlet=True)], SIDES)
            == "corroborated"
        )

    def test_alike_supports_are_compared_by_whether_they_are_outlets(self) -> None:
        """Only the outlet may relay the other voice; the office of the same side and route may not."""
        office, outlet = support("russia"), support("tass", outlet=True)
        told = support("zelensky", ("tass",))
        assert standing_of([support("joint"), office, outlet, told], SIDES) == "corroborated"
        assert standing_of([support("joint"), office, support("tass"), told], SIDES) == "one-sided"


class TestGathering:
    def test_one_answer_is_one_position_with_all_who_give_it(self) -> None:
        [low, high] = positions(
            ("mod", Answer.exactly(9)), ("un", Answer.exactly(7)), ("tass", Answer.exactly(9))
        )
        assert (low.answer, high.answer) == (Answer.exactly(7), Answer.exactly(9))
        assert [one.voice.key for one in high.statements] == ["mod", "tass"]
        assert (high.low, high.high) == (9, 10)

    def test_a_position_is_named_where_anyone_is(self) -> None:
        [one] = positions(("a nurse", Answer.exactly(9), False), ("un", Answer.exactly(9)))
        assert one.named
        assert [support.voice.key for support in supports_of(one)] == ["un"]
        [alone] = positions(("a nurse", Answer.exactly(9), False))
        assert not alone.named
        assert supports_of(alone) == []

    def test_probably_no_and_a_plain_answer_are_two(self) -> None:
        assert len(positions(("mod", Answer.exactly(9).likely()), ("un", Answer.exactly(9)))) == 2

    def test_what_was_outgrown_is_apart(self) -> None:
        answer = Answer.exactly(9)
        pairs = [(statement(answer, "mod", outgrown=grown), answer, answer) for grown in (False, True)]
        assert [one.outgrown for one in gather(pairs)] == [False, True]
        assert [one.outgrown for one in gather(pairs[::-1])] == [False, True]

    def test_echoes_are_one_support(self) -> None:
        [one] = positions(("mod", Answer.exactly(9)), ("mod", Answer.exactly(9)), ("un", Answer.exactly(9)))
        assert [(support.voice.key, len(support.statements)) for support in supports_of(one)] == [
            ("mod", 2),
            ("un", 1),
        ]
        assert supports_of(one) is supports_of(one)

    def test_positions_with_the_same_ends_are_sorted_by_content(self) -> None:
        gapped, whole = Answer(COUNT, [(1, 2), (8, 9)]), Answer(COUNT, [(1, 9)])
        assert [one.answer for one in positions(("mod", whole), ("un", gapped))] == [gapped, whole]
        assert [one.answer for one in positions(("mod", gapped), ("un", whole))] == [gapped, whole]


def judged(*told: tuple[Any, ...]) -> dict[str, tuple[str, bool, tuple[str, ...]]]:
    """Each answer's standing, whether it is hidden, and what it hides, by its words."""
    found = positions(*told)
    return {
        str(one.position.answer): (
            one.standing,
            one.hidden,
            tuple(str(other.position.answer) for other in one.hides),
        )
        for one in judge(found, found, part(found).named_meets, None, SIDES)
    }


class TestJudging:
    def test_a_looser_answer_is_supported_by_a_tighter_one(self) -> None:
        assert judged(("mod", Answer.exactly(8)), ("un", Answer.at_least(7))) == {
            "8": ("single-source", False, ()),
            "at least 7": ("corroborated", False, ()),
        }

    def test_the_route_tells_whether_two_are_independent(self) -> None:
        answer, other = Answer.exactly(8), Answer.exactly(3)
        mod, zelensky, un = statement(answer, "mod"), statement(answer, "zelensky"), statement(other, "un")
        zelensky.relays = ("tass",)
        for voices, contested, standing in (
            ([mod, zelensky], None, "one-sided"),
            ([mod, zelensky, un], (), "one-sided"),
        ):
            found = gather((one, one.answer, one.answer) for one in voices)
            judgements = judge(found, found, part(found).named_meets, contested, SIDES)
            assert {one.position.answer: one.standing for one in judgements}[answer] == standing

    def test_the_example_of_three_answers(self) -> None:
        """Agreed: at least 7 (A, B; C consistent), and 8: A alone."""
        told = judged(("un", Answer.exactly(8)), ("mod", Answer.at_least(7)), ("tass", Answer.at_least(5)))
        assert told == {
            "8": ("single-source", False, ()),
            "at least 7": ("corroborated", False, ("at least 5",)),
            "at least 5": ("corroborated", True, ()),
        }

    def test_an_answer_with_a_side_of_its_own_is_not_hidden(self) -> None:
        told = judged(
            ("un", Answer.exactly(8)), ("mod", Answer.at_least(7)), ("zelensky", Answer.at_least(5))
        )
        assert told["at least 5"] == ("corroborated", False, ())

    def test_a_better_standing_is_not_hidden(self) -> None:
        told = judged(("mod", Answer.exactly(8)), ("tass", Answer.at_least(7)))
        assert told == {"8": ("single-source", False, ()), "at least 7": ("one-sided", False, ())}

    def test_contested_where_it_is_not_in_every_camp(self) -> None:
        told = judged(("mod", Answer.exactly(8)), ("un", Answer.exactly(3)), ("zelensky", Answer.at_least(1)))
        assert told == {
            "8": ("contested", False, ()),
            "3": ("contested", False, ()),
            "at least 1": ("corroborated", False, ()),
        }

    def test_a_contested_answer_hides_nothing(self) -> None:
        told = judged(("mod", Answer.exactly(8)), ("tass", Answer.between(8, 9)), ("un", Answer.exactly(3)))
        assert told["between 8 and 9" if "between 8 and 9" in told else "8 to 9"] == ("contested", False, ())

    def test_nobody_unnamed_contests_or_corroborates(self) -> None:
        told = judged(
            ("mod", Answer.exactly(8)),
            ("a nurse", Answer.exactly(3), False),
            ("a man", Answer.exactly(8), False),
        )
        assert told == {"8": ("single-source", False, ()), "3": ("unverified", False, ())}

    def test_an_unnamed_tighter_answer_hides_no_named_one(self) -> None:
        told = judged(("mod", Answer.at_least(5)), ("a nurse", Answer.exactly(8), False))
        assert told == {"at least 5": ("single-source", False, ()), "8": ("unverified", False, ())}

    def test_an_unnamed_answer_is_hidden_behind_a_tighter_one_of_the_same_voice(self) -> None:
        told = judged(("a nurse", Answer.exactly(8), False), ("a nurse", Answer.at_least(7), False))
        assert told == {"8": ("unverified", False, ("at least 7",)), "at least 7": ("unverified", True, ())}

    def test_a_likelihood_is_contested_where_it_would_be_without_probably(self) -> None:
        told = judged(("mod", Answer.exactly(8).likely()), ("un", Answer.exactly(3)))
        assert told == {"probably 8": ("contested", False, ()), "3": ("single-source", False, ())}
        told = judged(("mod", Answer.exactly(8).likely()), ("un", Answer.at_least(3)))
        assert told["probably 8"] == ("single-source", False, ())

    def test_an_answer_that_says_everything_is_not_judged(self) -> None:
        told = judged(("mod", Answer.everything(COUNT)), ("un", Answer.exactly(3)))
        assert told == {"3": ("single-source", False, ())}

    def test_of_growing_counts_the_contested_are_given(self) -> None:
        found = positions(("mod", Answer.exactly(8)), ("un", Answer.at_least(7)))
        first, second = judge(found, found, (), found[1:], SIDES)
        assert (first.position.answer, first.standing) == (Answer.at_least(7), "corroborated")
        assert (second.position.answer, second.standing) == (Answer.exactly(8), "contested")

    def test_sides_are_those_that_count(self) -> None:
        voices = [statement(Answer.exactly(8), "times", own_voice=True), statement(Answer.exactly(8), "mod")]
        found = gather((one, one.answer, one.answer) for one in voices)
        [one] = judge(found, found, part(found).named_meets, None, SIDES)
        assert one.sides == {"russia"}
        wrote = gather((one, one.answer, one.answer) for one in voices[:1])
        [alone] = judge(wrote, wrote, part(wrote).named_meets, None, SIDES)
        assert alone.sides == {"times"}  # nobody else is there to be shown


class TestStandingsOfDossiers:
    """The same through the front door."""

    EVENT = Event("fire", id="fire")

    def standing(self, *claims: Claim) -> list[tuple[str, str | None]]:
        dossier = Dossier(claims, events=[self.EVENT], aspects=[Aspect("killed", axis="count")])
        return sorted((finding.kind, finding.standing) for finding in crosscheck(dossier).findings)

    def test_an_outlet_that_saw_may_relay_the_other_voice(self) -> None:
        times, mod = Source("Times", kind="newspaper"), Source("MoD")
        saw = times.says("fire", "killed", 3, witnessed=True)
        wrote = times.says("fire", "killed", 3)
        told = mod.says("fire", "killed", 3, via=times)
        assert self.standing(saw, told) == [("agreement", "corroborated")]
        assert self.standing(wrote, told) == [("unverified", "single-source")]

    def test_a_joint_body_is_no_second_side(self) -> None:
        joint = Source("Joint", controlled_by=[RUSSIA, UKRAINE])
        mod, zelensky = Source("MoD", controlled_by=RUSSIA), Source("Zelensky", controlled_by=UKRAINE)
        claims = [one.says("fire", "killed", 3) for one in (joint, mod, zelensky)]
        assert self.standing(*claims[:2]) == [("unverified", "one-sided")]
        assert self.standing(*claims) == [("agreement", "corroborated")]
