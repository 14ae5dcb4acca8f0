"""Linking is a pure function of the set of mentions, and what it joins can be true together: laws on drawn mentions."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.linking import Linking, Mention, changes, link
from claimcheck.linking.candidates import are_comparable, candidate_pairs
from claimcheck.linking.clusters import Clustering, cluster
from claimcheck.linking.descriptions import Description, conflict, described
from claimcheck.linking.rates import Rates
from claimcheck.testing import mentions


def key_of(mention: Mention) -> str:
    return mention.key


SETS = st.lists(mentions(), max_size=9, unique_by=key_of)
FEW = st.lists(mentions(bare=False), max_size=6, unique_by=key_of)
ELSEWHERE = st.lists(
    mentions(
        places=[("Quorn",), ("Quorn", "Rusk"), ("Quorn", "Rusk", "Selby")],
        names=("Quill", "Rook", "Swift", "Teal", "Urchin"),
        bare=False,
    ),
    max_size=8,
    unique_by=key_of,
)


def groups(linking: Linking) -> set[tuple[str, ...]]:
    return {one.members for one in linking.clusters}


class TestPureFunctionOfTheSet:
    @given(SETS, st.randoms(use_true_random=False))
    def test_order_and_repetition_change_nothing(self, drawn: list[Mention], random: object) -> None:
        shuffled = [*drawn, *drawn[:3]]
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert link(shuffled) == link(drawn)

    @given(SETS)
    def test_every_mention_is_in_exactly_one_cluster(self, drawn: list[Mention]) -> None:
        members = [key for one in link(drawn).clusters for key in one.members]
        assert sorted(members) == sorted(map(key_of, drawn))

    @given(FEW, ELSEWHERE)
    def test_mentions_that_share_no_block_with_a_cluster_leave_it_alone(
        self, drawn: list[Mention], others: list[Mention]
    ) -> None:
        anchors = {anchor for one in described(drawn, "UTC", {}) for anchor in one.anchors}
        told = described(others, "UTC", {})
        far = [one for one, each in zip(others, told, strict=True) if anchors.isdisjoint(each.anchors)]
        before, after = link(drawn), link([*drawn, *far])
        assert groups(before) <= groups(after)
        assert set(before.links) <= set(after.links)

    @given(SETS, st.integers(0, 9))
    def test_a_dossier_that_grew_is_linked_as_if_it_had_come_at_once(
        self, drawn: list[Mention], first: int
    ) -> None:
        before, after = link(drawn[:first]), link(drawn)
        assert after == link([*drawn[first:], *drawn[:first]])
        told = changes(before, after)
        touched = {name for change in told for name in change.clusters}
        for one in before.clusters:
            assert one.members in groups(after) or touched & {
                *one.members,
                *(after.of(key).key for key in one.members),
            }

    @given(SETS)
    def test_nothing_changes_between_a_linking_and_itself(self, drawn: list[Mention]) -> None:
        assert changes(link(drawn), link(drawn)) == ()


class TestWhatIsJoinedCanBeTrueTogether:
    @given(SETS)
    def test_some_time_and_some_place_is_left_in_every_cluster(self, drawn: list[Mention]) -> None:
        for one in link(drawn).clusters:
            known = described(one.mentions, "UTC", {})
            for told in ([each.when for each in known], [each.place for each in known]):
                answers = [answer for answer in told if answer is not None]
                for answer in answers[1:]:
                    answers[0] = answers[0] & answer
                assert not answers or not answers[0].is_nothing

    @given(SETS)
    def test_no_series_has_two_numbers_and_kinds_hold_one_another(self, drawn: list[Mention]) -> None:
        for one in link(drawn).clusters:
            ordinals = {ordinal for each in one.mentions for ordinal in each.event.ordinals}
            assert len(ordinals) == len({series for series, _ in ordinals})
            kinds = sorted({frozenset((each.event.kind or "").split()) for each in one.mentions}, key=len)
            assert all(less <= more for less, more in pairwise(kinds))

    @given(SETS)
    def test_a_stage_is_never_merged_with_what_is_no_stage(self, drawn: list[Mention]) -> None:
        for one in link(drawn).clusters:
            stages = {"second stage" in (each.event.name or "") for each in one.mentions}
            assert len(stages) == 1

    @given(SETS)
    def test_the_score_of_a_link_is_the_sum_of_its_parts(self, drawn: list[Mention]) -> None:
        for one in link(drawn).links:
            assert one.score == pytest.approx(sum(part.points for part in one.parts)) or not one.parts
            assert one.evidence


class TestOrdersWin:
    @given(SETS, st.randoms(use_true_random=False))
    def test_same_are_together_and_different_apart(self, drawn: list[Mention], random: object) -> None:
        keys = sorted(map(key_of, drawn))
        half = len(keys) // 2
        same = [(keys[place], keys[place + 1]) for place in range(0, half - 1, 2)]
        different = [(one, other) for one, other in combinations(keys[half:], 2)]
        linking = link(drawn, same=same, different=different)
        assert all(linking.of(one) is linking.of(other) for one, other in same)
        assert all(linking.of(one) is not linking.of(other) for one, other in different)


def brute_force(known: list[Description]) -> Clustering:
    """Best-first over all pairs that are worth comparing, found without blocks."""
    pairs = [
        (one, other)
        for one, other in combinations(range(len(known)), 2)
        if are_comparable(known[one], known[other])
    ]
    return cluster(known, [False] * len(known), pairs, [], {}, Rates.of(known))


class TestBlocking:
    @given(SETS)
    def test_blocks_lose_no_pair_that_can_be_one_event(self, drawn: list[Mention]) -> None:
        known = described(drawn, "UTC", {})
        found, crowded = candidate_pairs(known)
        comparable = {
            (one, other)
            for one, other in combinations(range(len(known)), 2)
            if are_comparable(known[one], known[other]) and not conflict(known[one], known[other])
        }
        assert not crowded
        assert comparable <= found
        assert all(are_comparable(known[one], known[other]) for one, other in found)

    @given(SETS)
    def test_clusters_are_those_of_all_pairs(self, drawn: list[Mention]) -> None:
        known = described(sorted(drawn, key=key_of), "UTC", {})
        blocked = cluster(known, [False] * len(known), candidate_pairs(known)[0], [], {}, Rates.of(known))
        assert blocked.groups == brute_force(known).groups
        assert blocked.links == brute_force(known).links

    @given(SETS, st.integers(0, 3))
    def test_no_mention_has_more_pairs_than_blocks_allow(self, drawn: list[Mention], most: int) -> None:
        known = described(drawn, "UTC", {})
        found, crowded = candidate_pairs(known, most)
        everyone, _ = candidate_pairs(known)
        assert found <= everyone
        assert crowded or found == everyone


def test_hash_seed_and_time_zone_change_nothing() -> None:
    code = (
        "from claimcheck import Answer, Event\n"
        "from claimcheck.linking import Mention, link\n"
        "print(link(Mention(f'm{n}', Event('strike', when=f'2025-06-{n % 7 + 1:02}', where=['A', f'B{n % 3}'],"
        " participants=[f'p{n % 2}', f'q{n % 5}'], name=f'depot {n % 4} fire north'), [f's{n % 6}'],"
        " counts={'killed': Answer.exactly(n % 3), 'hurt': Answer.exactly(n % 2)}) for n in range(60)))"
    )

    def run(seed: str, zone: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert run("1", "UTC") == run("2", "Asia/Tokyo") == run("77", "America/New_York")
