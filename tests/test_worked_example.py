"""The prisoner exchange of 4 July 2025, as the design's table wants it: every finding, and no other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from claimcheck.findings import Finding
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.report import Report

FILE = Path(__file__).parents[1] / "examples" / "prisoner_exchange.yaml"

UKRAINIANS = "to: Ukraine"
TABLE = {
    # kind, standing, aspect, scope, answer: refs, sides, flags
    ("agreement", "corroborated", "took place", "", "yes"): (
        "ministry zelensky", "Russia Ukraine", "one-outlet opposed"),
    ("withheld", None, "number exchanged", "", "", "Russia"): ("silent-russia", "Russia", ""),
    ("withheld", None, "number exchanged", "", "", "Ukraine"): ("silent-ukraine", "Ukraine", ""),
    ("unverified", "single-source", "share held since 2022", f"group: service members, {UKRAINIANS}", "most"): (
        "most", "Ukraine", ""),
    ("unverified", "single-source", "returned", f"group: civilians, {UKRAINIANS}", "at least 1"): (
        "civilians", "Ukraine", ""),
    ("unverified", "single-source", "returned", f"group: soldiers, {UKRAINIANS}", "at least 1"): (
        "soldiers", "Ukraine", ""),
    ("unverified", "single-source", "returned", f"group: National Guard, {UKRAINIANS}", "at least 1"): (
        "guard", "Ukraine", ""),
    ("unverified", "single-source", "returned", f"group: border guards, {UKRAINIANS}", "at least 1"): (
        "border", "Ukraine", ""),
    ("unverified", "unverified", "returned", "from: Kursk region, group: civilians", "2"): (
        "tass-civilians", "", "anonymous"),
    ("unverified", "unverified", "equal exchange", "", "yes"): ("tass-equal", "", "anonymous"),
    ("unverified", "single-source", "taken to", "who: Russian troops", "Belarus"): ("belarus", "Russia", ""),
    ("unverified", "single-source", "agreed number", "group: wounded or ill, and under 25", "more than 1,000"): (
        "agreed", "The Moscow Times", "source-not-given"),
    ("unverified", "single-source", "exchanges carried out before", "", "7"): (
        "before-headline", "The Moscow Times", "source-not-given"),
    ("unverified", "single-source", "repatriated", "group: military personnel, to: Russia", "at least 1"): (
        "ministry-group", "Russia", ""),
    ("unverified", "single-source", "previous exchange", "", "26 June 2025"): (
        "previous", "The Moscow Times", "source-not-given"),
}  # fmt: skip


@pytest.fixture(scope="module")
def report() -> Report:
    return crosscheck(read_dossier(FILE))


def row_of(finding: Finding) -> tuple[object, ...]:
    scope = ", ".join(f"{key}: {value}" for key, value in finding.question.scope)
    row = (finding.kind, finding.standing, finding.question.aspect, scope, finding.words)
    return (*row, *finding.sides) if finding.kind == "withheld" else row


def one_on(report: Report, aspect: str, **scope: str) -> Finding:
    [finding] = [
        one
        for one in report
        if one.question.aspect == aspect and dict(one.question.scope).items() >= scope.items()
    ]
    return finding


class TestTheTable:
    def test_these_are_found_and_nothing_else(self, report: Report) -> None:
        assert {
            row_of(one): (" ".join(one.refs), " ".join(one.sides), " ".join(one.flags)) for one in report
        } == TABLE

    def test_nothing_is_found_twice(self, report: Report) -> None:
        assert max(Counter(map(row_of, report)).values()) == 1

    def test_each_claim_is_accounted_for(self, report: Report) -> None:
        shown = {ref for one in report for ref in (*one.refs, *one.consistent)}
        everything = {claim.ref for claim in report.dossier.claims}
        assert everything - shown == {"headline"}  # narration: the outlet says what it relays

    def test_every_finding_has_a_whole_sentence_for_a_reason(self, report: Report) -> None:
        assert all(one.reason[0].isupper() and one.reason.endswith(".") for one in report)

    def test_what_a_newspaper_tells_of_a_meeting_is_about_another_event(self, report: Report) -> None:
        assert one_on(report, "agreed number").question.event == "talks"
        assert {one.question.event for one in report if one.question.aspect != "agreed number"} == {
            "exchange"
        }


class TestAgreement:
    def test_it_took_place_by_exactly_two_opposing_sides_both_through_one_outlet(
        self, report: Report
    ) -> None:
        [agreement] = report.agreements
        assert agreement.sides == ("Russia", "Ukraine")
        assert agreement.outlets == ("The Moscow Times",)
        assert "opposing sides; both as reported by The Moscow Times" in agreement.reason
        assert agreement.credibility == 1


class TestUnverified:
    def test_both_details_of_the_unnamed_source_and_only_they(self, report: Report) -> None:
        assert {one.refs for one in report.unverified} == {("tass-civilians",), ("tass-equal",)}

    def test_tass_is_named_as_who_cites_it_never_as_who_says_it(self, report: Report) -> None:
        for one in report.unverified:
            assert "TASS, citing an anonymous source, is alone in saying" in one.reason
            assert one.sides == ()
            assert one.credibility == 6


class TestOneVoice:
    def test_headline_and_body_are_one_voice_and_the_looser_is_consistent(self, report: Report) -> None:
        before = one_on(report, "exchanges carried out before")
        assert (before.refs, before.consistent) == (("before-headline",), ("before",))
        assert "in its own voice, source not given" in before.reason


class TestNearMisses:
    def test_zelenskys_civilians_are_not_those_from_kursk(self, report: Report) -> None:
        kursk = one_on(report, "returned", **{"from": "Kursk region"})
        assert kursk.refs == ("tass-civilians",)
        assert kursk.consistent == ()

    def test_the_ministry_would_not_corroborate_tass_either(self) -> None:
        dossier = read_dossier(FILE)
        [tass] = [claim for claim in dossier.claims if claim.ref == "tass-civilians"]
        [ministry] = [one for one in dossier.sources if one.name == "Russian Defense Ministry"]
        scope = dict(tass.scope)
        for source, standing in ((ministry, "single-source"), ("Zelensky", "single-source")):
            speaker = source if isinstance(source, str) else source.name
            says = type(tass)(
                tass.event, tass.aspect, 2, source=speaker, scope=scope, said="2025-07-04", ref="too"
            )
            finding = one_on(crosscheck(dossier + says), "returned", **scope)
            assert (finding.standing, finding.refs) == (standing, ("too",))

    @pytest.mark.parametrize(
        "kind", ["contradiction", "self-contradiction", "tension", "revision", "anachronism"]
    )
    def test_nobody_contradicts_anybody(self, report: Report, kind: str) -> None:
        assert [one for one in report if one.kind == kind] == []

    def test_the_headline_of_a_related_article_is_no_claim(self, report: Report) -> None:
        assert not any(
            "attack" in f"{claim} {claim.attribution.quote}".casefold() for claim in report.dossier.claims
        )

    def test_not_disclosed_is_not_zero(self, report: Report) -> None:
        assert {one.kind for one in report if one.question.aspect == "number exchanged"} == {"withheld"}

    def test_the_newspaper_is_no_side_to_the_agreement(self, report: Report) -> None:
        [agreement] = report.agreements
        assert "headline" not in agreement.refs
        assert "The Moscow Times" not in agreement.sides
