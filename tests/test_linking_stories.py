"""What an editor expects of linking in small dossiers, where hardly anything tells how rare an event is."""

from __future__ import annotations

import pytest

from claimcheck.events import Event
from claimcheck.linking import Linking, Mention, link

KYIV, KHARKIV = ("Ukraine", "Kyiv"), ("Ukraine", "Kharkiv")


def linked(*events: Event, sources: str = "ABCDEFGH") -> Linking:
    return link([Mention(str(at), event, [sources[at]]) for at, event in enumerate(events)])


def clusters(linking: Linking) -> list[str]:
    return ["".join(cluster.members) for cluster in linking.clusters]


def strike(when: object = "2025-07-04", where: object = (), **more: object) -> Event:
    return Event("strike", when=when, where=where, **more)  # type: ignore[arg-type]


class TestWhatIsNotOneEvent:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param(strike(where=KYIV), strike(where=KHARKIV), id="two cities on one day"),
            pytest.param(strike(where=KYIV), strike("2025-07-05", KYIV), id="two days in one city"),
            pytest.param(strike(where=KYIV), strike("2025-07-05"), id="two days and no place"),
            pytest.param(strike(where=KYIV), strike("2025"), id="a year"),
            pytest.param(strike(where=KYIV), strike(None), id="the kind alone"),
            pytest.param(
                strike(participants=["Russia", "Ukraine"]),
                strike(participants=["Israel", "Iran"]),
                id="other parties",
            ),
            pytest.param(
                strike(where=KYIV), Event("protest", when="2025-07-04", where=KYIV), id="another kind"
            ),
            pytest.param(
                strike(ordinals={"this year": 7}),
                strike(ordinals={"this year": 8}),
                id="another number of one series",
            ),
        ],
    )
    def test_is_left_apart(self, one: Event, other: Event) -> None:
        assert clusters(linked(one, other)) == ["0", "1"]
        assert clusters(linked(other, one)) == ["0", "1"]

    def test_a_vague_report_joins_no_two_events_and_is_left_open(self) -> None:
        linking = linked(strike(where=KYIV), strike(where=KHARKIV), strike(where="Ukraine"))
        assert clusters(linking) == ["0", "1", "2"]
        assert [one.mention for one in linking.undecided] == ["2"]

    def test_a_source_that_tells_of_two_days_speaks_of_two_events(self) -> None:
        events = [
            strike("2025-07-04", KYIV),
            strike("2025-07-05", KYIV),
            strike("2025-07-05", KYIV, name="the raid"),
        ]
        assert clusters(linked(*events, sources="AAB")) == ["0", "12"]


class TestWhatIsOneEvent:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            pytest.param(strike(where=KYIV), strike(where="Ukraine"), id="a city and its country"),
            pytest.param(strike(), Event("drone strike", when="2025-07-04"), id="a kind and a narrower one"),
            pytest.param(strike(where=KYIV), Event(when="2025-07-04", where=KYIV), id="no kind"),
            pytest.param(
                strike(ordinals={"this year": 7}), strike(None, ordinals={"this year": 7}), id="one number of a series"
            ),
            pytest.param(strike(where=KYIV, name="Okhmatdyt strike"), Event(name="Okhmatdyt strike"), id="the name alone"),
            pytest.param(
                strike(where=KYIV, name="Okhmatdyt hospital strike"), strike("2025-07-05", KYIV, name="Okhmatdyt hospital"),
                id="a day apart, under one name",
            ),
        ],
    )  # fmt: skip
    def test_is_linked_and_tells_why(self, one: Event, other: Event) -> None:
        linking = linked(one, other)
        assert clusters(linking) == ["01"]
        assert linking.links[0].evidence

    def test_the_evidence_of_a_name_is_the_name(self) -> None:
        linking = linked(strike(where=KYIV, name="Okhmatdyt strike"), Event(name="Okhmatdyt strike"))
        assert "Okhmatdyt strike in both" in linking.links[0].evidence
