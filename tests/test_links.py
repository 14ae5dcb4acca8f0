"""What `claimcheck link` prints, and what is known of one event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from claimcheck.claims import Claim
from claimcheck.cli import command
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.explaining import UnknownClaim
from claimcheck.formats import write_dossier
from claimcheck.report.links import UnknownEvent, event_text, linked_events, links_data, links_text

ALBA = Event("raid", when="2025-07-04", where="Alba")
KIRK = Event("raid", when="July 4, 2025", where=["Alba", "Kirk"], name="The raid on Kirk")
LATER = Event("raid", when="2025-07-09", where=["Alba", "Kirk"])


def says(ref: str, event: Event | str, **more: Any) -> Claim:
    return Claim(event, "killed", 2, source=f"source of {ref}", ref=ref, **more)


def dossier(*claims: Claim, **more: Any) -> Dossier:
    return Dossier(claims or [says("one", ALBA), says("other", KIRK), says("later", LATER)], **more)


class TestTheListOfEvents:
    def test_comes_in_the_order_of_time_with_each_description_and_its_claims(self) -> None:
        events = linked_events(dossier().check())
        assert [event.title for event in events] == [
            "The raid on Kirk, 4 July 2025",
            "Raid, Kirk, 9 July 2025",
        ]
        assert [sorted(one.claims) for one in events[0].descriptions] in (
            [["one"], ["other"]],
            [["other"], ["one"]],
        )

    def test_tells_why_in_words_and_a_score_that_is_the_sum_of_its_parts(self) -> None:
        report = dossier().check()
        (link,) = report.linking.links
        assert link.score == pytest.approx(sum(part.points for part in link.parts))
        text = links_text(report)
        assert "linked: same kind, 4 July 2025 in both" in " ".join(text.split())
        assert f"score {link.score:.1f} = " in " ".join(text.split())

    def test_tells_why_the_near_ones_are_not_linked(self) -> None:
        told = " ".join(links_text(dossier().check()).split())
        assert "REFUSED" in told
        assert "share no day" in told

    def test_tells_what_the_user_ordered(self) -> None:
        report = dossier(says("one", ALBA), says("later", LATER), same_event=[("one", "later")]).check()
        assert "linked: the user says they are one event" in links_text(report)

    def test_tells_what_hangs_on_a_text_that_does_not_tell(self) -> None:
        report = dossier(says("one", Event("raid", when="the previous one"))).check()
        assert "LEFT OPEN" in links_text(report)
        assert "'the previous one'" in " ".join(links_text(report).split())

    def test_fits_80_columns_and_holds_no_control_characters(self) -> None:
        hostile = Event("raid\x1b[31m", when="2025-07-04", where="Alba\u202e", name="x" * 200)
        text = links_text(dossier(says("one", hostile), says("other", ALBA)).check())
        assert all(len(line) <= 80 for line in text.splitlines())
        assert not set(text) & set("\x1b\u202e")

    def test_of_a_dossier_with_ids_alone_is_their_list(self) -> None:
        report = dossier(says("one", "a"), says("other", "b")).check()
        assert links_text(report).splitlines()[0] == "2 descriptions of 2 events"


class TestWhatChanged:
    def test_is_told_between_two_states_of_a_dossier(self) -> None:
        before = dossier(says("one", ALBA)).check()
        told = " ".join(links_text(dossier().check(), before).split())
        assert "CHANGED" in told
        assert "grew" in told
        assert "new" in told

    def test_nothing_is_said_to_be_nothing(self) -> None:
        assert "nothing changed" in links_text(dossier().check(), dossier().check())


class TestAsData:
    def test_is_what_the_text_tells(self) -> None:
        report = dossier().check()
        told = links_data(report, dossier(says("one", ALBA)).check())
        assert json.loads(json.dumps(told)) == told
        assert [event["title"] for event in told["events"]] == [
            event.title for event in linked_events(report)
        ]
        (link,) = told["events"][0]["links"]
        assert link["score"] == pytest.approx(sum(part["points"] for part in link["parts"]), abs=0.05)
        assert {one["what"] for one in told["changes"]} == {"grew", "new"}


class TestOneEvent:
    @pytest.mark.parametrize(
        "name", ["The raid on Kirk", "the RAID on Kirk", "The raid on Kirk, 4 July 2025"]
    )
    def test_is_found_by_its_name_or_title(self, name: str) -> None:
        report = dossier().check()
        assert report.explain(name) == event_text(report, name)
        assert "killed: 2 claims" in report.explain(name)

    def test_is_found_by_itself_and_by_the_key_of_a_description(self) -> None:
        report = dossier().check()
        assert report.explain(LATER) == event_text(report, "raid, 2025-07-09, Alba, Kirk")
        key = linked_events(report)[0].descriptions[0].key
        assert report.explain(key) == report.explain("The raid on Kirk")

    def test_a_claim_goes_before_an_event_of_the_same_name(self) -> None:
        report = dossier(says("raid on Kirk", Event("raid", when="2025-07-04", name="raid on Kirk"))).check()
        assert report.explain("raid on Kirk").startswith("raid on Kirk: Killed")

    def test_that_is_not_there_is_refused_with_the_nearest(self) -> None:
        report = dossier().check()
        with pytest.raises(UnknownEvent, match="did you mean 'The raid on Kirk'"):
            event_text(report, "The raid on Krik")
        with pytest.raises(
            UnknownClaim, match=r"no claim or event is called.*did you mean 'The raid on Kirk'"
        ):
            report.explain("The raid on Krik")

    def test_a_claim_tells_how_its_event_was_told(self) -> None:
        one = says("one", Event("raid", when="Friday", where="Alba"), published="2025-07-04")
        told = " ".join(dossier(one, says("other", KIRK)).check().explain("one").split())
        assert (
            "event told as: raid, Friday, Alba; 'Friday', in a document of 2025-07-04; linked with 1 other"
            in told
        )


class TestTheCommand:
    def test_prints_the_list(self, tmp_path: Path) -> None:
        write_dossier(dossier(), tmp_path / "a.yaml")
        done = CliRunner().invoke(command, ["link", str(tmp_path / "a.yaml")])
        assert done.exit_code == 0
        assert done.output.startswith("3 descriptions of 2 events\n")

    def test_says_what_changed_as_json_into_a_file(self, tmp_path: Path) -> None:
        write_dossier(dossier(), tmp_path / "a.yaml")
        write_dossier(dossier(says("one", ALBA)), tmp_path / "b.yaml")
        arguments = ["link", str(tmp_path / "a.yaml"), "--before", str(tmp_path / "b.yaml")]
        done = CliRunner().invoke(
            command, [*arguments, "--format", "json", "-o", str(tmp_path / "links.json")]
        )
        assert done.exit_code == 0
        told = json.loads((tmp_path / "links.json").read_text("utf-8"))
        assert {one["what"] for one in told["changes"]} == {"grew", "new"}
