"""What leaves the desk holds no trace of who must not be told, and what is left still counts as it did, never for more."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote as url_quote

import attrs
import networkx
import pytest
from desk import Day, dossier_of, found, nobody, report_of, says
from hypothesis import given
from hypothesis import strategies as st

from claimcheck import compare
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier, Place
from claimcheck.events import Event
from claimcheck.formats import dumps, loads
from claimcheck.graph import status_of
from claimcheck.judge import crosscheck
from claimcheck.redaction import redact
from claimcheck.report import Report
from claimcheck.report.matrix import matrix_of
from claimcheck.report.notebook import html_of
from claimcheck.report.text import report_text
from claimcheck.sources import Source, anonymous
from claimcheck.testing import dossiers
from claimcheck.vocabulary import Aspect


def redacted(*claims: Claim, **declared: Any) -> Dossier:
    return dossier_of(*claims, **declared).redacted()


def only_claim(dossier: Dossier) -> Claim:
    [claim] = dossier.claims
    return claim


def forms(report: Report) -> Iterator[str]:
    """Everything that can leave the desk, as text."""
    yield report_text(report)
    yield report.to_markdown()
    yield report.to_json()
    yield repr(report) + repr(report.findings) + repr(report.questions) + repr(report.notices)
    yield repr(matrix_of(report))
    yield html_of(report) + html_of(report.dossier)
    for frame in (report.findings_table("polars"), report.claims_table("polars"), report.matrix("polars")):
        yield repr(frame.to_dicts())
    yield from map(repr, networkx.node_link_data(report.graph, edges="edges").items())
    for claim in sorted(report.dossier.claims, key=lambda one: one.id):
        yield report.explain(claim)
    yield repr(report.dossier) + str(report.dossier)
    for form in ("yaml", "json", "jsonl", "csv"):
        yield dumps(report.dossier, form)
    for event in {question.event for question in report.questions}:
        yield str(report.account(event))


SECRET = Source(
    "Wilma Quist",
    kind="nurse",
    aliases=["W. Quist"],
    confidential=True,
    controlled_by="A-land",
    note="tel 555-0175",
)


class TestWhatIsStripped:
    def test_a_confidential_source_is_renamed_and_loses_all_but_its_ties(self) -> None:
        dossier = redacted(
            says("call", "W. Quist", 7, quote="seven", url="https://a.org/x", translation="sieben"),
            sources=[SECRET],
        )
        claim = only_claim(dossier)
        assert claim.source == "confidential source 1"
        assert (claim.attribution.quote, claim.attribution.url, claim.refs, claim.extras) == (
            None,
            None,
            (),
            (),
        )
        assert dossier.sources == {Source("confidential source 1", controlled_by="A-land")}

    def test_an_outlets_kind_stays_since_it_decides_how_it_counts(self) -> None:
        dossier = redacted(
            says("a", "Deep Paper", 7), sources=[Source("Deep Paper", kind="blog", confidential=True)]
        )
        assert dossier.sources == {Source("confidential source 1", kind="blog")}

    def test_a_confidential_unnamed_source_is_described_by_a_number(self) -> None:
        origin = anonymous("a nurse at Mercy", handle="wq", confidential=True, controlled_by="A-land")
        assert only_claim(redacted(says("a", origin, 7))).source == anonymous(
            "confidential source 1", handle="unnamed 1"
        )

    def test_handles_are_replaced_and_the_voice_is_still_one(self) -> None:
        nurse, other = (anonymous("a nurse", handle=handle) for handle in ("wilma", "rosa"))
        claims = [
            says("a", nurse, 7, via="Wire"),
            says("b", nurse, 8, via="Paper"),
            says("c", other, 9, via="Radio"),
        ]
        dossier = redacted(*claims)
        handles = {claim.ref: claim.source.handle for claim in dossier.claims}
        assert handles["a"] == handles["b"] != handles["c"]
        assert set(handles.values()) == {"unnamed 1", "unnamed 2"}

    def test_quotes_of_who_has_only_a_handle_stay(self) -> None:
        assert (
            only_claim(redacted(says("a", anonymous("a nurse", handle="w"), 7, quote="so"))).attribution.quote
            == "so"
        )

    def test_notes_and_free_keys_go_and_public_archives_stay(self) -> None:
        claim = only_claim(
            redacted(
                says(
                    "a",
                    "C body",
                    7,
                    note="he called",
                    x_desk="7",
                    archive="https://a.org/1",
                    translation="so",
                )
            )
        )
        assert dict(claim.extras) == {"archive": '"https://a.org/1"', "translation": '"so"'}

    @pytest.mark.parametrize(
        ("address", "kept"),
        [
            ("https://example.org/a?b=c", True), ("http://8.8.8.8/a", True), ("file:///desk/a.pdf", False),
            ("https://wiki.internal/a", False), ("http://localhost:8000/a", False), ("http://10.0.0.7/a", False),
            ("https://desk:pass@example.org/a", False), ("intranet/a", False), ("http://[::1]/a", False),
            ("http://2130706433/", False), ("https://example.org/a b", False), ("ftp://example.org/a", False), ("http://[", False),
            ("http://abc.onion/", False),
        ],
    )  # fmt: skip
    def test_only_public_addresses_stay(self, address: str, kept: bool) -> None:
        claim = only_claim(redacted(says("a", "C body", 7, url=address)))
        assert claim.attribution.url == (address if kept else None)

    def test_who_is_apart_only_by_an_address_that_goes_stays_apart(self) -> None:
        claims = [says(x, nobody(), 7, via="Wire", url=f"file:///{x}") for x in "ab"]
        voices = {claim.source.handle for claim in redacted(*claims).claims}
        assert voices == {"unnamed 1", "unnamed 2"}

    def test_an_address_with_a_secret_name_in_it_goes_however_it_is_spelt(self) -> None:
        for address in (
            "https://a.org/wilma-quist",
            "https://a.org/Wilma%20Quist",
            "https://a.org/wilmaquist2",
            "https://a.org/%2557ilma%20Quist",
        ):
            dossier = redacted(
                says("a", "C body", 7, url=address), says("b", "Wilma Quist", 8), sources=[SECRET]
            )
            assert {claim.attribution.url for claim in dossier.claims} == {None}

    def test_secret_names_go_from_all_other_text(self) -> None:
        dossier = redacted(
            says("b", "Wilma Quist", 8),
            says(
                "interview-wilma_quist", "Wilma Quist's son", "yes", aspect="met Wilma Quist", scope={"with": "W. Quist"},
                quote="Ask Wılma Quist, or WILMA  QUIST", cue="told Wilma Quist",
            ),
            sources=[SECRET, Source("Wilma Quist's son")],
        )  # fmt: skip
        text = repr(dossier)
        assert not re.search(r"(?i)quist|wilma", text)
        assert "confidential source 1's son" in text

    def test_secret_names_in_short_words_do_not_eat_others(self) -> None:
        dossier = redacted(
            says("b", "Al", 8), says("a", "C body", 7, quote="Also all the allies of Al"),
            sources=[Source("Al", confidential=True)],
        )  # fmt: skip
        assert {claim.attribution.quote for claim in dossier.claims} == {
            None,
            "Also all the allies of confidential source 1",
        }

    def test_file_names_and_lines_go(self) -> None:
        claim = says("a", "C body", 7)
        dossier = Dossier([claim], places={claim.id: (Place("/home/wilma/a.yaml", 7),)})
        assert dossier.redacted().places == {}
        assert "1 file name left out" in str(redact(dossier)[1])

    def test_dangling_links_go_since_an_id_is_a_hash(self) -> None:
        claim = only_claim(redacted(says("a", "C body", 7, replaces="0" * 32, based_on="1" * 32)))
        assert (claim.replaces, claim.based_on) == ((), ())

    def test_links_follow_the_new_ids(self) -> None:
        old = says("old", "Wilma Quist", 8)
        dossier = redacted(old, says("new", "Wilma Quist", 7, said=Day(6), replaces=old), sources=[SECRET])
        links = {claim.id: claim.replaces for claim in dossier.claims}
        [target] = [targets[0] for targets in links.values() if targets]
        assert links[target] == ()
        assert [one.kind for one in crosscheck(dossier)][:1] == ["retraction"]

    def test_a_name_that_is_taken_is_not_given_again(self) -> None:
        dossier = redacted(
            says("b", "Wilma Quist", 8), says("a", "confidential source 1", 7), sources=[SECRET, Source("Confidential Source 1")],
        )  # fmt: skip
        assert {claim.source for claim in dossier.claims} == {
            "confidential source 1",
            "confidential source 2",
        }

    def test_two_claims_that_only_their_quotes_told_apart_stay_two(self) -> None:
        old = says("old", "Wilma Quist", 8, quote="eight")
        new = says("new", "Wilma Quist", 8, quote="eight again", replaces=old)
        dossier = redacted(old, new, sources=[SECRET])
        assert len({claim.id for claim in dossier.claims}) == 2
        assert {one.kind for one in crosscheck(dossier)} == {"retraction", "unverified"}


class TestConfidentialClaims:
    def test_they_go_with_what_only_they_used(self) -> None:
        dossier = redacted(
            says("a", "C body", 7),
            says("b", "Bank clerk", "yes", event="e2", aspect="bribe paid", confidential=True),
            sources=[Source("C body"), Source("Bank clerk")],
            aspects=[Aspect("bribe paid")],
        )
        assert only_claim(dossier).ref == "a"
        assert {one.name for one in dossier.sources} == {"C body"}
        assert {one.id for one in dossier.events} == {"e", "undated"}
        assert dossier.aspects == frozenset()

    def test_what_one_withdrew_goes_too(self) -> None:
        gone = says("gone", "C body", 8)
        back = says("back", "C body", "unknown", said=Day(6), replaces=gone, confidential=True)
        assert len(redacted(gone, back, says("a", "A ministry", 7)).claims) == 1

    def test_what_is_based_on_one_goes_too(self) -> None:
        base = says("base", "A ministry", 8, confidential=True)
        assert len(redacted(base, says("sum", "C body", 8, based_on=base)).claims) == 0

    def test_a_narrators_own_words_go_with_what_they_narrate(self) -> None:
        told = says("told", nobody(), 8, via="Paper", confidential=True)
        assert len(redacted(told, says("own", "Paper", 8)).claims) == 0

    def test_the_report_says_that_some_were_left_out(self) -> None:
        report = report_of(
            says("a", "A ministry", 7), says("b", "B ministry", 7, confidential=True)
        ).redacted()
        assert found(report) == {"single-source: a"}
        assert (
            "Redacted: 1 confidential claim left out. What these bear on may stand otherwise."
            in report_text(report).replace("\n  ", " ")
        )


class TestReports:
    def story(self) -> Report:
        return report_of(
            says("a", "Wilma Quist", 7), says("b", "B ministry", 7), says("c", "C body", "yes", aspect="struck"),
            sources=[SECRET, Source("B ministry", controlled_by="B-land")], opposed=[("A-land", "B-land")],
        )  # fmt: skip

    def test_a_renamed_source_still_counts_as_its_side(self) -> None:
        [agreement] = self.story().redacted().agreements
        assert "B ministry and confidential source 1 agree on 7 (opposing sides" in agreement.reason

    def test_a_narrowed_report_is_narrowed_by_the_new_names(self) -> None:
        report = self.story().filter(source="Wilma Quist").redacted()
        assert [one.kind for one in report] == ["agreement"]
        assert "those with the source confidential source 1" in str(report.narrowing)

    def test_what_was_asked_for_is_not_told_where_it_is_gone(self) -> None:
        report = report_of(
            says("a", "C body", 7), says("b", "C body", "yes", aspect="bribe paid", confidential=True)
        )
        narrowed = report.filter(aspect="bribe paid").redacted()
        assert str(narrowed.narrowing) == "None of 1 finding is that fit what is not told here."
        assert not any("bribe" in form for form in forms(narrowed))

    def test_nothing_to_strip_is_said(self) -> None:
        assert (
            str(report_of(says("a", "C body", 7)).redacted().redaction)
            == "Redacted: there was nothing to take out."
        )

    def test_counts_stand_in_json(self) -> None:
        remarks = json.loads(self.story().redacted().to_json())["remarks"]
        assert remarks == ["Redacted: 1 source renamed, 1 ref left out."] or remarks[0].startswith(
            "Redacted: 1 source renamed"
        )


# No trace


@attrs.frozen
class Secrets:
    """Strings that must not leave, each of its own kind; two sets of them are told apart by nothing else."""

    names: tuple[str, ...]
    mark: str

    @property
    def all(self) -> list[str]:
        return [*self.names, self.mark]


def planted(dossier: Dossier, secrets: Secrets, where: list[int]) -> Dossier:
    """A dossier with secrets in every place that can hold one; `where` chooses among the claims."""
    named, aliased, described, handle = secrets.names
    mark = secrets.mark
    claims = []
    renamed: dict[str, str] = {}
    for number, claim in enumerate(sorted(dossier.claims, key=lambda one: one.id)):
        choice = where[number % len(where)]
        source: Any = claim.source
        if choice % 7 == 1:
            source = named
        elif choice % 7 == 2:
            source = aliased
        elif choice % 7 == 3:
            source = anonymous(described, confidential=True)
        elif choice % 7 == 4:
            source = anonymous("a clerk", handle=handle)
        attribution = claim.attribution
        via = tuple(one for one in claim.via if one != source)
        new = Claim(
            claim.event, claim.aspect, claim.answer, source=source, via=via, scope=claim.scope, cue=f"told {named}" if choice % 3 == 1 else attribution.cue,
            said=claim.said, published=claim.published, as_of=claim.as_of,
            url=f"https://a.org/{url_quote(named)}" if choice % 3 == 2 else f"file:///{mark}", quote=f"as {aliased.upper()} said" if choice % 2 else None,
            quote_span=(number, number + 1), witnessed=claim.witnessed, leaked=claim.leaked, silent=claim.silent,
            replaces=[renamed[id] for id in claim.replaces if id in renamed], based_on=[renamed[id] for id in claim.based_on if id in renamed],
            note=f"{mark} rang", x_desk=mark, archive=f"http://{mark}.internal/", translation=f"{described}", ref=f"{named}-{number}" if choice % 2 else f"r{number}",
            confidential=claim.confidential,
        )  # fmt: skip
        renamed[claim.id] = new.id
        claims.append(new)
    for answer, speaker in enumerate(
        (named, anonymous(described, confidential=True), anonymous("a clerk", handle=handle))
    ):
        claims.append(
            Claim("v", "seen", answer, source=speaker, via="The Herald", quote=mark if answer < 2 else None)
        )
    secret = says(
        f"ref {mark}",
        named,
        "yes",
        aspect=f"aspect {mark}",
        event=Event(f"event {mark}"),
        quote=mark,
        scope={mark: mark},
        confidential=True,
    )
    declared = [
        Source(named, aliases=[aliased], kind="clerk", controlled_by="Alba", timezone=None, reliability="C", note=mark, confidential=True),
        Source("The Herald", kind="magazine", x_contact=mark),
    ]  # fmt: skip
    other = [one for one in dossier.sources if one.name != "The Herald"]
    return Dossier(
        [*claims, secret], sources=[*other, *declared, Source("Alba")], events=[*dossier.events, Event("visit", id="v", note=mark)],
        aspects=dossier.aspects, opposed=dossier.opposed, same_event=dossier.same_event, timezone=dossier.timezones,
        places={claim.id: (Place(f"/home/{mark}/{handle}.yaml", 3),) for claim in claims},
    )  # fmt: skip


@st.composite
def two_desks(draw: st.DrawFn) -> tuple[Dossier, Dossier, Secrets, Dossier]:
    """One story with two sets of secrets planted, the first set, and the story."""
    story = draw(dossiers(min_claims=1, max_claims=5))
    where = draw(st.lists(st.integers(0, 20), min_size=1, max_size=6))
    first = Secrets(("Wilhelmina Quux", "Quuxlein", "a warden at Xyzzyton", "Kvothe-77"), "zanzibarium")
    second = Secrets(("Aaron Aabye", "Бронислава Щука", "zz the last guard", "a_1_handle"), "misericordia")
    return planted(story, first, where), planted(story, second, where), first, story


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def is_traced(secret: str, form: str) -> bool:
    """Whether a secret is in a form: as it is, folded, joined, escaped as in JSON or an address."""
    return any(one in form for one in (secret, json.dumps(secret)[1:-1], url_quote(secret))) or letters(
        secret
    ) in letters(form)


class TestNoTrace:
    def test_nor_in_the_forms_that_take_long_to_make(self) -> None:
        secrets = Secrets(("Wilhelmina Quux", "Quuxlein", "a warden at Xyzzyton", "Kvothe-77"), "zanzibarium")
        story = dossier_of(
            *(says(f"r{number}", source, number % 4, said=Day(number % 5 + 5), quote="so") for number, source in enumerate(("A ministry", "B ministry", "C body", "Wire", "Paper", "Radio", "D body"))),
        )  # fmt: skip
        dossier = planted(story, secrets, [0, 1, 2, 3, 4, 5, 6])
        report = crosscheck(dossier).redacted()
        moved = compare(Dossier(), report)
        told = [
            report.to_html(),
            str(report.timeline()),
            str(report.draw()),
            moved.to_html(),
            str(moved),
            moved.to_json(),
            moved.to_markdown(),
        ]
        told += [bytes(data).decode("latin-1") for data in (pickle.dumps(report.dossier),)]
        for form in (*told, *forms(report)):
            assert not [secret for secret in secrets.all if is_traced(secret, form)]

    @given(two_desks())
    def test_no_secret_is_in_any_form(self, drawn: tuple[Dossier, Dossier, Secrets, Dossier]) -> None:
        dossier, _, secrets, _ = drawn
        report = crosscheck(dossier).redacted()
        ids = {claim.id for claim in dossier.claims} - {claim.id for claim in report.dossier.claims}
        for form in forms(report):
            assert not [secret for secret in secrets.all if is_traced(secret, form)]
            assert not [id for id in ids if id[:8] in form], (
                "the hash of what was said can be tried against names"
            )

    @given(two_desks())
    def test_other_secrets_leave_the_same_bytes(
        self, drawn: tuple[Dossier, Dossier, Secrets, Dossier]
    ) -> None:
        one, other, _, _ = drawn
        assert dumps(one.redacted(), "json") == dumps(other.redacted(), "json")
        assert report_text(crosscheck(one).redacted()) == report_text(crosscheck(other).redacted())

    @given(two_desks())
    def test_what_is_redacted_reads_back_and_has_nothing_more_to_strip(
        self, drawn: tuple[Dossier, Dossier, Secrets, Dossier]
    ) -> None:
        dossier = drawn[0].redacted()
        assert loads(dumps(dossier, "yaml"), "yaml") == dossier
        assert report_text(crosscheck(dossier.redacted())) == report_text(crosscheck(dossier))


def shape(report: Report) -> list[Any]:
    """What a report says, without names."""
    return sorted(
        (one.kind, one.standing or "", one.words, one.flags, [(camp.standing, camp.words) for camp in one.camps], len(one.sides))
        for one in report
    )  # fmt: skip


class TestWhatIsLeftCounts:
    @given(two_desks())
    def test_as_it_did(self, drawn: tuple[Dossier, Dossier, Secrets, Dossier]) -> None:
        public = Dossier.without(drawn[0], [claim for claim in drawn[0].claims if claim.confidential])
        assert shape(crosscheck(public).redacted()) == shape(crosscheck(public))

    @given(dossiers(min_claims=2, max_claims=7), st.sets(st.integers(0, 6), min_size=1, max_size=3))
    def test_never_for_more_where_claims_are_left_out(self, dossier: Dossier, secret: set[int]) -> None:
        ordered = sorted(dossier.claims, key=lambda one: one.id)
        ids = {claim.id for place, claim in enumerate(ordered) if place in secret}
        marked = Dossier.without(dossier, ids) + [confidential(claim) for claim in ordered if claim.id in ids]
        before, after = crosscheck(marked), crosscheck(marked.redacted())
        assert not ids & {claim.id for claim in after.dossier.claims}
        counted = counting(before)
        assert all(key in counted and counted[key] <= roots for key, roots in counting(after).items())


def confidential(claim: Claim) -> Claim:
    return Claim(
        claim.event, claim.aspect, claim.answer, attribution=claim.attribution, scope=claim.scope, as_of=claim.as_of,
        replaces=claim.replaces, based_on=claim.based_on, witnessed=claim.witnessed, leaked=claim.leaked,
        silent=claim.silent, ref=claim.refs, confidential=True,
    )  # fmt: skip


def counting(report: Report) -> dict[Any, frozenset[str]]:
    """Who counts on what, with which roots: what the claims that live say, but for their ids."""
    return {
        (one.voice.name, one.asked.key[1:], one.claim.answer, one.said, one.relays): one.roots
        for asked in report._resolved.questions.values()
        for one in asked.statements
        if one.named and status_of(one, report._endings) == "live"
    }
