"""Camps against brute force: the maximal consistent subsets of some sets, and their minimal contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck import camps as room
from claimcheck.answers import PATH, Answer, Spans, number
from claimcheck.camps import TooManyGaps, find_camps, find_proofs, holds_at, meets_all

BEYOND = 12


def single_spans() -> st.SearchStrategy[Spans]:
    bound = st.integers(0, BEYOND)
    closed = st.tuples(bound, bound).filter(lambda ends: ends[0] < ends[1])
    return (closed | bound.map(lambda end: (end, None)) | bound.map(lambda end: (None, end + 1))).map(
        lambda span: (span,)
    )


def gapped_spans() -> st.SearchStrategy[Spans]:
    return st.lists(single_spans().map(lambda spans: spans[0]), min_size=1, max_size=3).map(
        lambda spans: Answer(number(1), spans).possible
    )


def values(spans: Spans) -> frozenset[int]:
    """The values of a set, over a universe that is one wider than the bounds drawn."""
    return frozenset(
        chain.from_iterable(
            range(-1 if lower is None else lower, BEYOND + 2 if upper is None else upper)
            for lower, upper in spans
        )
    )


def shared(sets: Sequence[frozenset[int]]) -> frozenset[int]:
    return reduce(frozenset.__and__, sets)


def subsets(count: int) -> list[tuple[int, ...]]:
    return [one for size in range(1, count + 1) for one in combinations(range(count), size)]


def camps_by_force(sets: Sequence[Spans]) -> set[frozenset[int]]:
    """The largest sets of positions that share a value."""
    held = list(map(values, sets))
    fitting = [frozenset(one) for one in subsets(len(sets)) if shared([held[index] for index in one])]
    return {one for one in fitting if not any(one < other for other in fitting)}


def proofs_by_force(sets: Sequence[Spans]) -> list[frozenset[int]]:
    """The smallest sets of positions that share no value."""
    held = list(map(values, sets))
    clashing = [frozenset(one) for one in subsets(len(sets)) if not shared([held[index] for index in one])]
    return [one for one in clashing if not any(other < one for other in clashing)]


class TestCampsAreTheLargestSetsThatCanBeTrueTogether:
    @given(
        st.lists(single_spans(), min_size=1, max_size=7) | st.lists(gapped_spans(), min_size=1, max_size=6)
    )
    @example([((1, 3),), ((3, 5),)])
    @example([((1, 3),), ((2, 4),), ((1, 2), (3, 4))])
    @example([((None, 3),), ((None, 5),), ((4, None),)])
    def test_camps_meet_where_brute_force_says(self, sets: list[Spans]) -> None:
        found = find_camps(sets)
        by_members = {
            frozenset(index for index, one in enumerate(sets) if holds_at(one, meet)): meet for meet in found
        }
        assert set(by_members) == camps_by_force(sets)
        assert len(by_members) == len(found)
        for members, meet in by_members.items():
            assert values(meet) == shared([values(sets[index]) for index in members])

    @given(
        st.lists(single_spans(), min_size=1, max_size=7) | st.lists(gapped_spans(), min_size=1, max_size=6)
    )
    def test_in_every_camp_is_in_no_minimal_contradiction(self, sets: list[Spans]) -> None:
        found = find_camps(sets)
        in_some = frozenset(chain.from_iterable(proofs_by_force(sets)))
        assert [meets_all(one, found) for one in sets] == [index not in in_some for index in range(len(sets))]

    @given(
        st.lists(single_spans(), min_size=1, max_size=7) | st.lists(gapped_spans(), min_size=1, max_size=6)
    )
    def test_camps_come_from_lowest_to_highest(self, sets: list[Spans]) -> None:
        lowest = [min(values(meet)) for meet in find_camps(sets)]
        assert lowest == sorted(lowest)

    @given(st.lists(single_spans(), min_size=1, max_size=7), st.randoms())
    def test_the_order_of_the_sets_is_no_matter(self, sets: list[Spans], random: Any) -> None:
        other = list(sets)
        random.shuffle(other)
        assert find_camps(other) == find_camps(sets)

    @pytest.mark.parametrize(
        ("sets", "camps"),
        [
            ([], (((None, None),),)),
            ([((3, 4),)], (((3, 4),),)),
            ([((0, 10),), ((5, 20),), ((12, 30),)], (((5, 10),), ((12, 20),))),
            ([((1, 2),), ((2, 3),)], (((1, 2),), ((2, 3),))),
            ([((0, None),), ((7, None),)], (((7, None),),)),
            ([((None, 3),), ((7, None),)], (((None, 3),), ((7, None),))),
            ([((None, "b"),), (("c", None),)], (((None, "b"),), (("c", None),))),
            ([(("a", "b"),), ((None, None),)], ((("a", "b"),),)),
            ([(), ((1, 2),)], (((1, 2),),)),
            ([()], ()),
            ([((0, 50), (51, None)), ((50, 51),)], (((0, 50), (51, None)), ((50, 51),))),
            ([((0, 1), (5, 6)), ((0, 1), (5, 6), (9, 10)), ((9, 10),)], (((0, 1), (5, 6)), ((9, 10),))),
        ],
    )
    def test_small_cases(self, sets: list[Spans], camps: Any) -> None:
        assert find_camps(sets) == camps

    def test_paths_meet_below_the_narrower_one(self) -> None:
        russia, kursk, kyiv = (
            Answer.exactly(path, PATH).possible for path in (["Russia"], ["Russia", "Kursk"], ["Kyiv"])
        )
        assert find_camps([russia, kursk, kyiv]) == (kyiv, kursk)


class TestProofsAreMinimalContradictions:
    @given(st.lists(single_spans(), max_size=7) | st.lists(gapped_spans(), max_size=6))
    @example([((1, 3),), ((2, 4),), ((1, 2), (3, 4))])
    def test_all_and_only_the_minimal_ones(self, sets: list[Spans]) -> None:
        found = list(find_proofs(sets))
        assert {frozenset(one) for one in found} == set(proofs_by_force(sets))
        assert len(set(found)) == len(found)
        assert [len(one) for one in found] == sorted(map(len, found))

    def test_an_empty_set_contradicts_itself(self) -> None:
        assert list(find_proofs([(), ((1, 2),)])) == [(0,)]

    def test_they_come_lazily(self) -> None:
        many = [((step, step + 1),) for step in range(10_000)]
        assert next(find_proofs(many)) == (0, 1)


class TestWhatHasGapsIsLimited:
    def test_too_many_meeting_places_are_refused_with_their_number(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(room, "MOST_GAPPED", 3)
        sets = [((step, step + 1),) for step in range(4)]
        gapped = ((0, 1), (3, 4))
        with pytest.raises(
            TooManyGaps, match=r"^4 meeting places of answers with gaps on one question; at most 3 can"
        ):
            find_camps([*sets, gapped])
        assert len(find_camps([*sets[:3], ((0, 1), (2, 3))])) == 3

    def test_single_spans_have_no_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "MOST_GAPPED", 3)
        assert len(find_camps([((step, step + 1),) for step in range(5000)])) == 5000

    def test_the_limit(self) -> None:
        assert room.MOST_GAPPED == 4096


class TestWhoIsInACamp:
    def test_an_answer_in_the_first_and_the_last_camp_is_in_those_between(self) -> None:
        camps = find_camps([((0, 2),), ((4, 6),), ((8, 10),), ((0, 10),), ((5, 9),)])
        assert meets_all(((0, 10),), camps)
        assert not meets_all(((4, 10),), camps)
        assert not meets_all(((0, 6),), camps)

    def test_an_answer_with_gaps_may_leave_out_the_middle(self) -> None:
        camps = find_camps([((0, 2),), ((4, 6),), ((8, 10),)])
        assert not meets_all(((0, 2), (8, 10)), camps)
        assert meets_all(((0, 1), (5, 9)), camps)

    def test_one_camp_with_gaps_in_the_middle_is_met_by_its_members(self) -> None:
        denial = Answer.between(4, 6).denied().possible
        camps = find_camps([((0, 2),), denial, ((4, 6),), ((9, 10),)])
        assert [meets_all(one, camps) for one in (denial, ((0, 10),), ((5, 6),))] == [False, True, False]
