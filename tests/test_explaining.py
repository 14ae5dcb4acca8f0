"""What is told of one claim: who vouches, whether it counts and why not, what meets it and what nearly did."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import attrs
import pytest

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier, Place
from claimcheck.errors import ClaimcheckError
from claimcheck.events import Event
from claimcheck.explaining import (
    MOST_LISTED,
    AmbiguousClaim,
    Explanation,
    Others,
    ToldAnswer,
    UnknownClaim,
    explain,
    explanation_of,
)
from claimcheck.judge import crosscheck
from claimcheck.report import Report
from claimcheck.sources import Source, anonymous
from claimcheck.text import clean
from claimcheck.vocabulary import Aspect

HOSTILE = Path(os.environ.get("CLAIMCHECK_HOSTILE", Path(__file__).parents[1] / "../shared/data/hostile"))

RUSSIA, UKRAINE = Source("Russia", kind="state"), Source("Ukraine", kind="state")
MINISTRY = Source("Defense Ministry", controlled_by=RUSSIA, reliability="C")
TASS = Source("TASS", kind="news agency", controlled_by=MINISTRY)
ZELENSKY = Source("Zelensky", controlled_by=UKRAINE)
TIMES = Source("The Moscow Times", kind="newspaper")
EXCHANGE = Event("prisoner exchange", id="exchange", when="2025-07-04", participants=[RUSSIA, UKRAINE])


def says(source: Any, answer: object, **facts: Any) -> Claim:
    speaker = Source(source) if isinstance(source, str) else source
    return speaker.says(facts.pop("event", EXCHANGE), facts.pop("aspect", "returned"), answer, **facts)


def check(*claims: Claim, aspects: tuple[Aspect, ...] = (), opposed: bool = True) -> Report:
    pairs = [(RUSSIA, UKRAINE)] if opposed else []
    return crosscheck(Dossier(claims, aspects=aspects, opposed=pairs))


def answer_of(report: Report, claim: Claim | str) -> ToldAnswer:
    [answer] = explanation_of(report, claim).answers
    return answer


def labels(others: Others) -> list[str]:
    return [other.label for other in others.shown]


def squeezed(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


class TestWhoSaysIt:
    def test_the_chain_cue_dates_quote_and_url_are_told(self) -> None:
        claim = says(
            anonymous("a source"), "two", via=[TASS, anonymous("an aide"), TIMES], cue="reported", said="2025-07-04",
            published="2025-07-05", as_of="2025-07-03", url="https://example.org/1", quote=" two civilians ",
            quote_span=(1200, 1214), leaked=True, witnessed=True,
        )  # fmt: skip
        assert explanation_of(check(claim), claim).attribution == (
            ("who vouches", "a source (unnamed: nobody who can be held to it)"),
            ("passed on by", "TASS, then an aide (unnamed), then The Moscow Times"),
            ("cue", "reported"),
            ("said", "4 July 2025"),
            ("published", "5 July 2025"),
            ("as of", "3 July 2025"),
            ("quote", '"two civilians"'),
            ("characters", "1,200 up to 1,214 of the document"),
            ("url", "https://example.org/1"),
            ("marked", "witnessed, leaked"),
        )

    def test_the_reliability_of_the_source_is_told_apart_from_the_credibility_of_the_answer(self) -> None:
        told = explain(check(says(MINISTRY, 2, ref="m")), "m")
        assert "reliability: C (Admiralty Code, of the source)" in told
        assert "credibility 3 of the Admiralty Code" in squeezed(told)

    def test_what_it_replaces_and_is_based_on_is_told(self) -> None:
        first = says("A", 2, ref="first", said="2025-07-04")
        later = says("A", 3, replaces=[first], based_on=["f" * 32], said="2025-07-05")
        told = dict(explanation_of(check(first, later), later).attribution)
        assert (told["replaces"], told["based on"]) == ("first", "ffffffff (not here)")

    def test_the_place_in_a_file_is_told(self) -> None:
        claim = says("A", 2, ref="a")
        report = crosscheck(Dossier([claim], places={claim.id: (Place("x.yaml", 41, "a"),)}))
        assert explanation_of(report, "a").places == ("x.yaml:41",)
        assert "x.yaml:41; id " in explain(report, "a")


class TestSide:
    def test_the_root_and_the_way_to_it_are_told(self) -> None:
        claim = says(TASS, 2)
        assert explanation_of(check(claim, says(ZELENSKY, 3)), claim).side == (
            "Russia: TASS is controlled by it, through Defense Ministry",
            "declared opposed to Zelensky",
        )

    def test_two_roots_are_both_told(self) -> None:
        joint = Source("Joint Centre", controlled_by=[RUSSIA, UKRAINE])
        claim = says(joint, 2)
        assert explanation_of(check(claim), claim).side == (
            "Russia and Ukraine: Joint Centre is controlled by them",
        )

    def test_no_tie_declared_is_said_as_that(self) -> None:
        claim = says("Reuters", 2)
        assert explanation_of(check(claim), claim).side == ("Reuters is its own root: no tie declared",)

    def test_a_nobody_has_no_side(self) -> None:
        claim = says(anonymous("an official", controlled_by=UKRAINE), 2)
        first, second = explanation_of(check(claim), claim).side
        assert first.startswith("nobody's")
        assert second == "its description ties it to Ukraine, which only makes it less independent"

    def test_what_it_is_based_on_adds_its_roots(self) -> None:
        base = says(MINISTRY, 2)
        claim = says("Reuters", 2, based_on=base)
        assert explanation_of(check(base, claim), claim).side[-1] == (
            "with what the claim is based on, it speaks with the roots Reuters and Russia"
        )


class TestAnswer:
    def test_exact_words_have_one_reading(self) -> None:
        answer = answer_of(check(says("A", "at least seven", ref="a")), "a")
        assert answer.plain == answer.loosest == "at least 7"
        assert "read as: at least 7" in explain(check(says("A", "at least seven", ref="a")), "a")

    def test_vague_words_have_two(self) -> None:
        answer = answer_of(check(says("A", "dozens", ref="a")), "a")
        assert (answer.plain, answer.loosest) == ("24 to 99", "12 to 199")
        told = explain(check(says("A", "dozens", ref="a")), "a")
        assert "given: dozens" in told
        assert "plainly: 24 to 99" in told
        assert "at its loosest: 12 to 199" in told

    def test_the_question_and_event_are_told(self) -> None:
        answer = answer_of(check(says("A", 2, scope={"group": "civilians", "to": "Ukraine"}, ref="a")), "a")
        assert answer.question == "Civilians returned, to Ukraine"
        assert answer.event == "Prisoner exchange, Russia and Ukraine, 4 July 2025"

    def test_a_claim_that_closes_an_aspect_has_an_answer_to_each_value(self) -> None:
        cause = Aspect("cause", axis="path", several=True)
        only = says("A", {"only": "a missile"}, aspect="cause", ref="only")
        report = check(only, says("B", "a fire", aspect="cause", ref="b"), aspects=(cause,))
        answers = explanation_of(report, "only").answers
        assert [answer.plain for answer in answers] == ["no", "yes"]
        assert [labels(answer.contradicted_by) for answer in answers] == [["b"], []]


class TestWhetherItCounts:
    def test_a_named_voice_s_live_answer_counts(self) -> None:
        answer = answer_of(check(says("A", 2, ref="a")), "a")
        assert (answer.live, answer.counts, answer.status, answer.reasons) == (True, True, "live", ())

    def test_an_unnamed_source_s_is_live_and_does_not_count(self) -> None:
        answer = answer_of(check(says(anonymous("a source"), 2, ref="a")), "a")
        assert (answer.live, answer.counts) == (True, False)
        assert answer.reasons == ("it rests on an unnamed source, whom nobody can hold to it",)

    def test_what_was_corrected_says_by_whom_and_when(self) -> None:
        first = says("A", 2, ref="first", said="2025-07-04")
        report = check(first, says("A", 3, ref="second", replaces=first, said="2025-07-05"))
        answer = answer_of(report, "first")
        assert (answer.live, answer.counts, answer.status) == (False, False, "replaced")
        assert answer.reasons[0] == "corrected by second, A, 5 July 2025"

    def test_what_was_withdrawn_falls_with_its_echoes(self) -> None:
        first = says("A", 2, ref="first", said="2025-07-04")
        echo = says("A", 2, ref="echo", said="2025-07-04", via=TIMES)
        report = check(first, echo, says("A", "unknown", ref="second", replaces=first, said="2025-07-05"))
        assert answer_of(report, "first").reasons[0] == "withdrawn by second, A, 5 July 2025"
        assert (
            answer_of(report, "echo").reasons[0]
            == "withdrawn, as an echo of what it ended by second, A, 5 July 2025"
        )
        assert answer_of(report, "echo").status == "replaced"

    def test_what_was_revised_says_to_what(self) -> None:
        first, later = (
            says("A", 2, ref="first", said="2025-07-04"),
            says("A", 30, ref="second", said="2025-07-05"),
        )
        answer = answer_of(check(first, later), "first")
        assert answer.status == "revised"
        assert answer.reasons[0] == "revised: the same voice later said 30 (second, A, 5 July 2025)"

    def test_narration_says_what_it_repeats(self) -> None:
        report = check(says(TIMES, 2, ref="own"), says("A", 2, via=TIMES, ref="a"))
        answer = answer_of(report, "own")
        assert (answer.live, answer.status) == (False, "narration")
        assert answer.reasons == (
            "narration: The Moscow Times says in its own voice what it relays from others (a)",
        )

    def test_an_outlet_s_own_voice_is_never_one_of_two(self) -> None:
        answer = answer_of(check(says(TIMES, 2, ref="own")), "own")
        assert answer.counts
        assert answer.reasons == (
            "an outlet's own voice that witnessed nothing: it is never one of two independent voices",
        )

    def test_hearsay_names_the_opponent(self) -> None:
        answer = answer_of(check(says(ZELENSKY, 2, via=MINISTRY, ref="z")), "z")
        assert not answer.counts
        assert answer.reasons == (
            "hearsay: it reached us only as Zelensky, according to its opponent Defense Ministry",
        )

    def test_what_is_based_on_nobody_is_voiceless(self) -> None:
        base = says(anonymous("a source"), 2, ref="base")
        answer = answer_of(check(base, says("Reuters", 2, based_on=base, ref="r")), "r")
        assert not answer.counts
        assert answer.reasons == ("all that it is based on is voiceless, and so is it",)

    def test_an_outgrown_toll_says_so(self) -> None:
        killed = Aspect("killed", over_time="accrues")
        early = says("A", 7, aspect="killed", said="2025-07-04T06:00Z", ref="early")
        late = says("A", 12, aspect="killed", said="2025-07-05T06:00Z", ref="late")
        report = check(early, late, aspects=(killed,))
        assert answer_of(report, "early").reasons[0].startswith("outgrown: ")
        assert answer_of(report, "late").reasons == ()

    def test_an_echo_is_counted_once(self) -> None:
        report = check(says("A", 2, ref="one"), says("A", 2, via=TIMES, ref="two"))
        assert answer_of(report, "one").reasons == ("an echo, with two: one voice, one answer, counted once",)

    def test_a_likelihood_rules_nothing_out(self) -> None:
        assert answer_of(check(says("A", "probably 10", ref="a")), "a").reasons == (
            "a likelihood: it rules nothing out",
        )

    def test_a_leak_says_what_it_can_t_do(self) -> None:
        assert answer_of(check(says("A", 10, ref="a", leaked=True)), "a").reasons == (
            "leaked: it neither revises nor is revised, and withdraws nothing",
        )

    def test_who_withholds_gives_no_answer(self) -> None:
        answer = answer_of(check(says(TIMES, "withheld", silent=RUSSIA, ref="a"), says("B", 2, ref="b")), "a")
        assert not answer.counts
        assert answer.reasons[0] == "it says that Russia did not disclose it, and gives no answer"
        assert labels(answer.confirms) == []

    def test_no_time_on_a_growing_toll_is_told(self) -> None:
        killed = Aspect("killed", over_time="accrues")
        answer = answer_of(check(says("A", 7, aspect="killed", ref="a"), aspects=(killed,)), "a")
        assert answer.reasons == ("no time is known for it, on an answer that changes over time",)

    def test_on_what_varies_a_date_of_publication_is_no_time(self) -> None:
        missing = Aspect("missing", over_time="varies")
        for facts, told in (({"published": "2025-07-04"}, 1), ({"said": "2025-07-04"}, 0)):
            report = check(says("A", 7, aspect="missing", ref="a", **facts), aspects=(missing,))
            assert len(answer_of(report, "a").reasons) == told


class TestWhatMeetsIt:
    report = check(
        says("A", 8, ref="eight"),
        says("B", "at least 7", ref="seven"),
        says("C", 80, ref="eighty"),
        says("D", "dozens", ref="dozens"),
        says(anonymous("a source"), 8, ref="nobody"),
    )

    def test_what_confirms_and_contradicts_it_is_listed_named_voices_first(self) -> None:
        answer = answer_of(self.report, "seven")
        assert labels(answer.confirmed_by) == ["dozens", "eight", "eighty", "nobody"]
        assert labels(answer.contradicted_by) == []

    def test_what_it_confirms_and_is_contradicted_by(self) -> None:
        answer = answer_of(self.report, "eight")
        assert labels(answer.confirms) == ["seven", "nobody"]
        assert labels(answer.contradicted_by) == ["dozens", "eighty"]

    def test_what_strains_it(self) -> None:
        report = check(says("A", 150, ref="a"), says("B", "dozens", ref="b", said="2025-07-04"))
        [other] = answer_of(report, "a").strained_by.shown
        assert str(other).startswith("b: B: 24 to 99")
        assert str(other).endswith("(4 July 2025)")

    def test_the_dead_meet_nothing(self) -> None:
        first = says("A", 8, ref="first", said="2025-07-04")
        report = check(
            first, says("A", 9, ref="second", replaces=first, said="2025-07-05"), says("B", 8, ref="b")
        )
        assert labels(answer_of(report, "b").confirmed_by) == []
        assert labels(answer_of(report, "b").contradicted_by) == ["second"]

    def test_a_long_list_is_cut_with_the_count(self) -> None:
        report = check(
            says("A", 8, ref="a"),
            *(says(f"s{number}", 8, ref=f"r{number}") for number in range(MOST_LISTED + 5)),
        )
        assert (len(answer_of(report, "a").confirmed_by.shown), answer_of(report, "a").confirmed_by.more) == (
            MOST_LISTED,
            5,
        )
        assert "and 5 more" in explain(report, "a")


class TestFindings:
    def test_its_findings_come_with_standing_and_credibility(self) -> None:
        report = check(says(MINISTRY, 2, ref="m"), says(ZELENSKY, 2, ref="z"))
        [(kind, reason)] = explanation_of(report, "m").findings
        assert kind == "agreement, corroborated, credibility 1 of the Admiralty Code"
        assert reason == report.agreements[0].reason

    def test_a_finding_that_hides_it_is_told(self) -> None:
        eight = says(MINISTRY, 8, ref="eight")
        report = check(eight, says(MINISTRY, "at least 7", ref="seven"))
        [(kind, _)] = explanation_of(report, "seven").findings
        assert kind.endswith("this claim is consistent with it")

    def test_a_finding_of_others_on_its_question_is_not_its_own(self) -> None:
        report = check(says("A", "unknown", ref="a"), says("B", 2, ref="b"))
        assert explanation_of(report, "a").findings == ()

    def test_a_claim_in_no_finding_is_told_so(self) -> None:
        assert "no finding names it" in explain(check(says("A", "unknown", ref="a")), "a")


class TestNearMisses:
    report = check(
        says(
            anonymous("a source"),
            "two",
            via=[TASS, TIMES],
            scope={"group": "civilians", "from": "Kursk region"},
            ref="tass",
        ),
        says(
            ZELENSKY, "at least 1", via=TIMES, scope={"group": "civilians", "to": "Ukraine"}, ref="civilians"
        ),
        says(ZELENSKY, 0, via=TIMES, scope={"group": "soldiers", "to": "Ukraine"}, ref="soldiers"),
        says(
            "A",
            "two",
            scope={"group": "civilians", "from": "Kursk region"},
            event=Event("swap", id="swap"),
            ref="other",
        ),
        says("B", "two", aspect="buried", scope={"group": "civilians", "from": "Kursk region"}, ref="buried"),
        says("C", "unknown", scope={"group": "civilians"}, ref="silent"),
    )

    def test_zelensky_s_civilians_went_to_ukraine(self) -> None:
        told = {other.label: other.why for other in answer_of(self.report, "tass").near.shown}
        assert told["civilians"] == (
            "not support: it is about civilians returned, to Ukraine (from: Kursk region, there none; to: Ukraine, here no 'to')"
        )

    def test_another_value_of_the_scope_is_no_contradiction(self) -> None:
        told = {other.label: other.why for other in answer_of(self.report, "tass").near.shown}
        assert told["soldiers"] == (
            "no contradiction: it is about soldiers returned, to Ukraine "
            "(from: Kursk region, there none; group: soldiers, here civilians; to: Ukraine, here no 'to')"
        )

    def test_the_same_of_another_event_is_near(self) -> None:
        told = {other.label: other.why for other in answer_of(self.report, "tass").near.shown}
        assert told["other"] == "not support: it is about another event, swap"

    def test_the_nearest_comes_first_and_other_aspects_not_at_all(self) -> None:
        assert labels(answer_of(self.report, "tass").near) == ["other", "civilians", "soldiers"]

    def test_the_text_tells_it(self) -> None:
        assert (
            "civilians: Zelensky: at least 1; not support: it is about civilians returned, to Ukraine"
            in squeezed(explain(self.report, "tass"))
        )

    def test_what_would_only_strain_is_no_tension(self) -> None:
        report = check(says("A", 150, ref="a"), says("B", "dozens", scope={"to": "X"}, ref="b"))
        assert answer_of(report, "a").near.shown[0].why.startswith("no tension: ")

    def test_many_are_cut_with_the_count(self) -> None:
        others = [says("B", 2, scope={"to": f"place {number}"}) for number in range(MOST_LISTED + 3)]
        assert answer_of(check(says("A", 2, ref="a"), *others), "a").near.more == 3


class TestFinding:
    claim = says("A", 2, ref="tass-civilians")
    report = check(claim)

    def test_a_claim_is_found_by_itself_its_ref_its_id_and_its_first_digits(self) -> None:
        told = explain(self.report, self.claim)
        for name in ("tass-civilians", self.claim.id, self.claim.id[:8]):
            assert explain(self.report, name) == told == self.report.explain(name)

    def test_a_misspelt_ref_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UnknownClaim) as caught:
            explain(self.report, "tass-civilans")
        assert str(caught.value) == (
            "no claim or event is called 'tass-civilans'; expected a ref, file:ref, an id or its first 8 digits, or an event; "
            "did you mean 'tass-civilians'?"
        )
        assert isinstance(caught.value, ClaimcheckError)
        assert (caught.value.name, caught.value.suggestion) == (
            "tass-civilans",
            "did you mean 'tass-civilians'?",
        )

    @pytest.mark.parametrize("name", ["", "zzz", "0" * 32])
    def test_what_is_near_to_nothing_is_refused_without_a_suggestion(self, name: str) -> None:
        with pytest.raises(UnknownClaim) as caught:
            explain(self.report, name)
        assert caught.value.suggestion == ""

    def test_fewer_digits_of_an_id_are_no_name(self) -> None:
        with pytest.raises(UnknownClaim):
            explain(self.report, self.claim.id[:7])

    def test_a_claim_of_another_dossier_is_refused(self) -> None:
        with pytest.raises(UnknownClaim):
            explain(self.report, says("B", 3))

    def test_a_ref_of_two_files_is_refused_naming_both(self) -> None:
        one, other = says("A", 2, ref="x"), says("B", 3, ref="x")
        places = {one.id: (Place("a.yaml", 3, "x"),), other.id: (Place("b.yaml", 7, "x"),)}
        report = crosscheck(Dossier([one, other], places=places))
        with pytest.raises(AmbiguousClaim) as caught:
            explain(report, "x")
        assert str(caught.value) == "2 claims are called 'x'; expected one of them: 'a.yaml:x' or 'b.yaml:x'"
        assert caught.value.forms == ("a.yaml:x", "b.yaml:x")
        for claim, name in ((one, "a.yaml:x"), (other, "b.yaml:x"), (one, "a.yaml:3")):
            assert explain(report, name) == explain(report, claim)

    def test_a_ref_of_two_claims_in_no_file_is_refused_naming_ids(self) -> None:
        claims = [says("A", 2, ref="x"), says("B", 3, ref="x")]
        with pytest.raises(AmbiguousClaim) as caught:
            explain(check(*claims), "x")
        for claim, form in zip(sorted(claims, key=lambda one: one.id), caught.value.forms, strict=True):
            assert explain(check(*claims), form) == explain(check(*claims), claim)


class TestText:
    def test_an_explanation_is_an_immutable_value(self) -> None:
        report = check(says("A", 2, ref="a"))
        explanation = explanation_of(report, "a")
        assert explanation == explanation_of(report, "a")
        assert json.loads(json.dumps(attrs.asdict(explanation)))["label"] == "a"
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            explanation.label = "b"  # type: ignore[misc]

    def test_the_text_does_not_depend_on_the_order_of_input(self) -> None:
        claims = [says(f"s{number}", 2 + number % 3, ref=f"r{number}", via=TIMES) for number in range(9)]
        assert explain(check(*claims), "r1") == explain(check(*claims[::-1]), "r1")

    def test_lines_are_at_most_80_wide_and_the_text_ends_in_one_new_line(self) -> None:
        told = explain(TestNearMisses.report, "tass")
        assert max(map(len, told.splitlines())) <= 80
        assert told.endswith(".\n")

    def test_hostile_strings_are_cleaned_everywhere(self) -> None:
        if not (HOSTILE / "strings.json").exists():
            pytest.skip("no hostile strings here")
        for text in [
            *json.loads((HOSTILE / "strings.json").read_text("utf-8")),
            "\x1b[31m\u202ered\x00\ud800",
            "a\x9bb",
        ]:
            for facts in (
                {"quote": text, "url": text, "cue": text},
                {"ref": text, "scope": {"to": text}},
                {"event": text},
            ):
                try:
                    claim = Claim(facts.get("event", "e"), "killed", 1, source="A" + text, via="B" + text, **{
                        key: value for key, value in facts.items() if key != "event"
                    })  # fmt: skip
                    told = explain(crosscheck(Dossier([claim])), claim)
                except ClaimcheckError:
                    continue
                assert isinstance(told, str)
                assert all(line == clean(line) for line in told.split("\n")), repr(text)

    def test_the_parts_come_in_their_order(self) -> None:
        told = explain(TestNearMisses.report, "tass")
        headings = [line for line in told.splitlines() if line.isupper() and not line.startswith(" ")]
        assert headings == [
            "WHO SAYS IT", "ITS SIDE", "ITS ANSWER", "DOES IT COUNT", "CONFIRMED BY", "NEARLY MET IT", "WHAT CAME OF IT",
            "WHAT THAT HANGS ON",
        ]  # fmt: skip

    def test_explanation_is_what_explain_prints(self) -> None:
        explanation = explanation_of(TestNearMisses.report, "tass")
        assert isinstance(explanation, Explanation)
        assert str(explanation) == explain(TestNearMisses.report, "tass")
