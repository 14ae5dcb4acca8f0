"""Which event each claim speaks of: ids as they are, descriptions linked, orders that win, names that tell events apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.events import Event
from claimcheck.formats import read_dossier, write_dossier
from claimcheck.occurrences import description_key
from claimcheck.report import Report

EXAMPLE = Path(__file__).parents[1] / "examples" / "eight_exchanges.yaml"
PARTIES = ("Russia", "Ukraine")


def exchange(when: object = None, **more: Any) -> Event:
    return Event("prisoner exchange", when=when, participants=PARTIES, **more)


def says(ref: str, event: Event | str, answer: object = 2, source: str | None = None, **more: Any) -> Claim:
    return Claim(event, "returned", answer, source=source or f"source of {ref}", ref=ref, **more)


def events_of(report: Report) -> list[list[str]]:
    """The refs of the claims by event."""
    found: dict[str, list[str]] = {}
    for asked in report._resolved.questions.values():
        found.setdefault(asked.event, []).extend(str(one.claim.ref) for one in asked.statements)
    return sorted(sorted(refs) for refs in found.values())


class TestTheEightExchanges:
    def test_exactly_eight_come_out_beside_the_bodies_and_the_agreement(self) -> None:
        report = read_dossier(EXAMPLE).check()
        assert events_of(report) == sorted(
            [
                ["headquarters-1", "ministry-1"],
                ["headquarters-2", "ministry-2"],
                ["ministry-3"],
                ["headquarters-4", "ministry-4"],
                ["herald-5", "ministry-5"],
                ["ministry-6", "zelensky-6"],
                ["courier-7", "herald-7", "ministry-7"],
                ["courier-8", "ministry-8", "zelensky-8"],
                ["bodies", "bodies-ministry"],
                ["agreement"],
                # "last month" is no exchange of its own: it fits seven of them, and is left open
                ["herald-month"],
            ]
        )
        assert [one.reason for one in report.linking.undecided if "month" in one.reason or "7" in one.reason]

    def test_both_sides_corroborate_what_they_describe_each_in_their_own_way(self) -> None:
        report = read_dossier(EXAMPLE).check()
        assert {tuple(sorted(finding.refs)) for finding in report.agreements} >= {
            ("headquarters-1", "ministry-1"),
            ("headquarters-4", "ministry-4"),
        }


class TestWithIds:
    def test_nothing_is_guessed(self) -> None:
        declared = [exchange("2025-07-04", id="a"), exchange("2025-07-04", id="b")]
        report = Dossier([says("1", "a"), says("2", "b", 3)], events=declared).check()
        assert events_of(report) == [["1"], ["2"]]
        assert not report.contradictions
        assert report.linking.links == ()

    def test_a_description_comes_to_be_a_declared_event(self) -> None:
        report = Dossier(
            [says("1", "a"), says("2", exchange("2025-07-04"), 3)], events=[exchange("2025-07-04", id="a")]
        ).check()
        assert events_of(report) == [["1", "2"]]
        assert report.contradictions[0].question.event == "a"


class TestOrders:
    ONE = exchange("2025-07-04", name="the eighth")
    OTHER = exchange("2025-07-04", ordinals={"since Istanbul": 8})
    FAR = exchange("2025-06-26")

    @pytest.mark.parametrize(
        "name", ["the eighth", "THE  EIGHTH", "1", description_key(ONE), description_key(ONE)[:20]]
    )
    def test_name_a_description_by_its_name_its_claim_or_its_key(self, name: str) -> None:
        claims = [says("1", self.ONE), says("2", self.OTHER)]
        assert events_of(Dossier(claims).check()) == [["1", "2"]]
        assert events_of(Dossier(claims, different_events=[(name, "2")]).check()) == [["1"], ["2"]]

    def test_join_what_would_be_left_apart(self) -> None:
        claims = [says("1", self.ONE), says("2", self.FAR)]
        assert events_of(Dossier(claims).check()) == [["1"], ["2"]]
        report = Dossier(claims, same_event=[("1", "2")]).check()
        assert events_of(report) == [["1", "2"]]
        assert [link.evidence for link in report.linking.links] == ["the user says they are one event"]

    def test_join_ids_through_a_description(self) -> None:
        claims = [says("1", "a"), says("2", "b"), says("3", self.ONE)]
        assert events_of(Dossier(claims, same_event=[("a", "3"), ("3", "b")]).check()) == [["1", "2", "3"]]

    def test_that_contradict_each_other_are_refused_and_named(self) -> None:
        claims = [says(ref, ref) for ref in "abc"]
        with pytest.raises(BadInput) as caught:
            Dossier(claims, same_event=[("a", "b"), ("b", "c")], different_events=[("a", "c")]).check()
        told = str(caught.value)
        assert all(f"{ref}" in told for ref in ("a = b = c", "different events: a, c"))

    def test_that_contradict_each_other_are_told_as_they_were_written(self) -> None:
        claims = [says("r1", self.ONE), says("r2", self.FAR), says("r3", exchange("Sunday"))]
        with pytest.raises(
            BadInput, match=r"different events: r1, r3: found the contrary by same event: r1 = r2 = r3"
        ):
            Dossier(claims, same_event=[("r1", "r2"), ("r2", "r3")], different_events=[("r3", "r1")]).check()

    def test_win_over_what_is_left_open(self) -> None:
        claims = [says("r1", self.ONE), says("r2", exchange("Sunday"))]
        assert events_of(Dossier(claims).check()) == [["r1"], ["r2"]]
        assert events_of(Dossier(claims, same_event=[("r1", "r2")]).check()) == [["r1", "r2"]]

    def test_of_a_name_that_nobody_speaks_of_are_noticed(self) -> None:
        notices = Dossier([says("1", "e")], different_events=[("e", "f")]).check().notices
        assert [notice.text.split()[0] for notice in notices if notice.kind == "order without an event"] == [
            "'f'"
        ]

    def test_of_a_key_that_no_description_has_are_refused(self) -> None:
        with pytest.raises(
            BadInput, match=r"same_event: found 'described:00'; expected a description that is here"
        ):
            Dossier([says("1", self.ONE)], same_event=[("described:00", "1")]).check()

    def test_of_a_name_that_several_have_are_refused(self) -> None:
        claims = [
            says("1", exchange("2025-07-04", name="x")),
            says("2", exchange("2024-07-04", name="x")),
            says("3", "e"),
        ]
        with pytest.raises(BadInput, match=r"'x', which several have; expected one event; write described:"):
            Dossier(claims, same_event=[("x", "e")]).check()

    def test_in_a_file_that_declares_events_may_name_descriptions(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        dossier = Dossier(
            [says("1", self.ONE), says("2", "e")],
            events=[exchange("2025-01-01", id="e")],
            same_event=[("the eighth", "e")],
        )
        write_dossier(dossier, file)
        assert read_dossier(file) == dossier
        assert events_of(read_dossier(file).check()) == [["1", "2"]]


class TestWhatIsLeftOpen:
    def test_the_previous_one_of_two_documents_is_not_one_event(self) -> None:
        one, other = (
            says(ref, exchange("the previous one"), via=via) for ref, via in (("1", "X"), ("2", "Y"))
        )
        report = Dossier([one, other]).check()
        assert events_of(report) == [["1"], ["2"]]
        assert [notice.kind for notice in report.notices] == ["event left open", "event left open"]

    def test_it_is_no_link_to_what_it_comes_before(self) -> None:
        claims = [
            says("1", exchange("the previous one")),
            says("2", exchange("2025-07-04"), source="source of 1"),
        ]
        assert events_of(Dossier(claims).check()) == [["1"], ["2"]]


class TestNames:
    def test_events_that_read_alike_are_told_apart(self) -> None:
        raids = [Event("raid", when=year, where=["Alba", "Kirk"], name="The raid") for year in (2024, 2025)]
        report = Dossier([says(str(at), raid) for at, raid in enumerate(raids)]).check()
        assert [question.event for question in report.questions] == [
            "The raid (raid, 2024, Alba, Kirk)",
            "The raid (raid, 2025, Alba, Kirk)",
        ]

    def test_a_description_never_takes_the_name_of_an_id(self) -> None:
        report = Dossier(
            [says("1", "The raid"), says("2", Event("raid", name="The raid", when="2025-07-04"))]
        ).check()
        assert len({question.event for question in report.questions}) == 2


def test_the_order_of_the_claims_makes_no_difference() -> None:
    claims = sorted(read_dossier(EXAMPLE).claims, key=lambda claim: claim.id)
    dossier = read_dossier(EXAMPLE)
    reports = [
        Dossier(some, sources=dossier.sources, aspects=dossier.aspects, opposed=dossier.opposed)
        .check()
        .to_json()
        for some in (claims, claims[::-1], claims[7:] + claims[:7] + claims)
    ]
    assert len(set(reports)) == 1
