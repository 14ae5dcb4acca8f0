"""Suspicions about a dossier: each is told where it should be, and nowhere else."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck import notices
from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.events import Event
from claimcheck.judge import crosscheck
from claimcheck.resolving import resolve
from claimcheck.sources import Source, anonymous
from claimcheck.statements import Notice
from claimcheck.text import clean
from claimcheck.vocabulary import Aspect

CYRILLIC_TE = "\u0422"


def notices_of(*parts: Any) -> list[Notice]:
    dossier = Dossier()
    for part in parts:
        dossier += part
    return list(crosscheck(dossier).notices)


def of_kind(kind: str, *parts: Any) -> list[str]:
    return [notice.text for notice in notices_of(*parts) if notice.kind == kind]


def says(
    name: str = "A", answer: object = 2, *, event: str = "e", aspect: str = "killed", **facts: Any
) -> Claim:
    return Claim(event, aspect, answer, source=name, **facts)


class TestNames:
    def test_a_quiet_dossier_has_no_notice(self) -> None:
        assert notices_of(says("TASS", via="The Moscow Times"), says("Zelensky", 3)) == []

    def test_names_that_differ_in_case_are_read_as_one_source(self) -> None:
        assert of_kind("source spelt differently", says("TASS"), says("Tass", 3)) == [
            "'TASS' and 'Tass' are spelt differently and read as one source."
        ]

    @pytest.mark.parametrize(
        "other",
        [
            says("B", via="tass"),
            says("B", "withheld", silent="tass"),
            Source("tass"),
            Source("B", controlled_by="tass"),
        ],
        ids=["relay", "silent", "declared", "controller"],
    )
    def test_a_name_is_compared_wherever_it_stands(self, other: Any) -> None:
        assert len(of_kind("source spelt differently", says("TASS", aspect="other"), other)) == 1

    def test_a_cyrillic_letter_makes_two_sources_that_look_alike(self) -> None:
        assert of_kind("sources look alike", says("TASS"), says(f"{CYRILLIC_TE}ASS", 3)) == [
            f"'TASS' and '{CYRILLIC_TE}ASS' look alike but are read as 2 sources; "
            "the letters differ (CYRILLIC CAPITAL LETTER TE)."
        ]

    def test_an_alias_makes_look_alikes_one_source(self) -> None:
        declared = Source("TASS", aliases=[f"{CYRILLIC_TE}ASS"])
        assert of_kind("sources look alike", declared, says("TASS"), says(f"{CYRILLIC_TE}ASS", 3)) == []

    def test_other_letters_are_no_look_alikes(self) -> None:
        assert notices_of(says("TASS"), says("TASB", 3)) == []


class TestReadsAsAnonymous:
    @pytest.mark.parametrize(
        "name",
        [
            "officials", "a source", "sources familiar with the talks", "witnesses", "Ukrainian officials", "one diplomat",
            "a spokesman who asked not to be named", "An official in Kyiv", "the officials", "source", "Residents of Sudzha",
            "a senior US official", "people close to the matter", "an unnamed minister", "two soldiers", "local residents",
            "US intelligence officers", "a person briefed on the plan",
        ],
    )  # fmt: skip
    def test_nobody_in_particular_is_noticed(self, name: str) -> None:
        [text] = of_kind("reads as anonymous", says(name))
        assert text.startswith(f"'{name}' is given as a named source but reads as nobody")

    @pytest.mark.parametrize(
        "name",
        [
            "TASS", "Zelensky", "Russian Defense Ministry", "The Moscow Times", "A Just Russia", "Doctors Without Borders",
            "Reporters Without Borders", "Jehovah's Witnesses", "One America News", "Open Source Center", "Officer Smith",
            "Association of Retired Officers", "The Local Paper", "Source 12", "People's Daily", "The",
        ],
    )  # fmt: skip
    def test_a_proper_name_is_not(self, name: str) -> None:
        assert of_kind("reads as anonymous", says(name)) == []

    def test_a_declared_outlet_is_not(self) -> None:
        assert of_kind("reads as anonymous", Source("witness", kind="magazine"), says("witness")) == []

    def test_who_is_given_as_anonymous_is_not(self) -> None:
        assert notices_of(anonymous("officials").says("e", "killed", 2, via="TASS")) == []

    def test_a_relay_is_noticed_too(self) -> None:
        assert len(of_kind("reads as anonymous", says("TASS", via="an official"))) == 1


class TestAspects:
    def alike(self, *names: str, declared: tuple[str, ...] = ()) -> list[str]:
        claims = [says(aspect=name) for name in names]
        return of_kind("aspects look alike", [Aspect(name) for name in declared], claims)

    def test_civilians_retuned_looks_like_civilians_returned(self) -> None:
        twice = [says(aspect="civilians returned"), says(aspect="civilians returned", event="f")]
        [notice] = notices_of(twice, says("B", aspect="civilians retuned"))
        assert notice.text == (
            "Aspect 'civilians retuned' is asked once and looks like 'civilians returned', which is another aspect; "
            "mend the spelling, or declare both if both are meant."
        )
        assert notice.claims == (says("B", aspect="civilians retuned").id,)

    def test_of_two_asked_once_one_is_told(self) -> None:
        assert len(self.alike("civilians returned", "civilians retuned")) == 1

    @pytest.mark.parametrize(
        "name",
        ["retuned", "returrned", "retutned", "reutrned", "re-turned", "Re turned", f"re{chr(0x442)}urned"],
        ids=["left out", "put in", "changed", "swapped", "hyphen", "blank", "look-alike letter"],
    )
    def test_one_slip_from_a_declared_aspect_is_noticed(self, name: str) -> None:
        assert len(self.alike(name, declared=("returned",))) == 1

    def test_words_in_another_order_are_noticed(self) -> None:
        assert len(self.alike("returned civilians", declared=("civilians returned",))) == 1

    def test_an_undeclared_aspect_near_a_declared_one_is_noticed_however_often_it_is_asked(self) -> None:
        claims = [says(aspect="retuned", event=f"e{number}") for number in range(4)]
        [text] = of_kind("aspects look alike", [Aspect("returned")], claims)
        assert text.startswith(
            "Aspect 'retuned' is not declared and looks like 'returned', which is declared"
        )

    @pytest.mark.parametrize(
        "names",
        [
            ("returned", "repatriated"), ("killed", "kill"), ("sector a held", "sector b held"), ("phase 1", "phase 2"),
            ("men held", "women held"), ("held", "hold"), ("killed on day 10", "killed on day 100"), ("returned",),
            ("task1xforce", "taskx1force"),
        ],
    )  # fmt: skip
    def test_what_is_no_slip_is_not_noticed(self, names: tuple[str, ...]) -> None:
        assert self.alike(*names) == []

    def test_what_the_user_declared_is_not_noticed(self) -> None:
        assert self.alike("returned", "retuned", declared=("returned", "retuned")) == []

    def test_a_synonym_is_not_noticed(self) -> None:
        assert notices_of([Aspect("returned", synonyms=["retuned"])], says(aspect="retuned")) == []

    def test_two_well_used_aspects_are_not_noticed(self) -> None:
        claims = [says(aspect=name, event=event) for name in ("arrests", "arrest") for event in "ef"]
        assert of_kind("aspects look alike", claims) == []

    def test_a_series_of_names_is_no_slip(self) -> None:
        assert self.alike(*(f"held by unit {letter}xyz" for letter in "abcdefgh")) == []

    def test_where_all_are_searched_nothing_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(notices, "MOST_ASPECTS", 2)
        assert notices_of(says(aspect="returned"), says(aspect="wounded")) == []

    def test_what_is_not_searched_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(notices, "MOST_ASPECTS", 2)
        claims = [says(aspect=name) for name in ("returned", "retuned", "wounded")]
        assert of_kind("aspects not searched", claims) == [
            "There are 3 undeclared aspects; only the first 2 by name were searched for misspelt ones."
        ]
        assert len(of_kind("aspects look alike", claims)) == 1

    @example("aabra", "abara")
    @example("rxeturn", "reyturn")
    @given(st.text("abr", min_size=5, max_size=7), st.text("abr", min_size=5, max_size=7))
    def test_one_slip_is_found_as_by_trying_all(self, one: str, other: str) -> None:
        slips = {one[:place] + one[place + 1 :] for place in range(len(one))}
        slips |= {one[:place] + letter + one[place:] for place in range(len(one) + 1) for letter in "abr"}
        slips |= {one[:place] + letter + one[place + 1 :] for place in range(len(one)) for letter in "abr"}
        slips |= {
            one[:place] + one[place + 1] + one[place] + one[place + 2 :] for place in range(len(one) - 1)
        }
        expected = one != other and min(len(one), len(other)) >= 5 and other in slips
        assert bool(self.alike(one, other)) == expected


class TestScopes:
    def alone(self, *scopes: dict[str, str], **facts: Any) -> list[Notice]:
        claims = [
            says(f"s{place}", scope=scope, ref=f"c{place}", **facts) for place, scope in enumerate(scopes)
        ]
        return [notice for notice in notices_of(claims) if notice.kind == "alone for want of a scope"]

    def test_a_claim_without_the_others_scope_is_compared_with_nothing(self) -> None:
        full = {"group": "civilians", "to": "Ukraine"}
        [notice] = self.alone({}, full, full)
        assert notice.text == (
            "c0 is compared with nothing: others on 'killed' give a scope that it leaves out (group and to)."
        )
        assert len(notice.claims) == 1

    def test_a_claim_with_more_of_a_scope_than_the_others_is_too(self) -> None:
        [notice] = self.alone(
            {"group": "civilians", "to": "Ukraine"}, {"group": "civilians"}, {"group": "civilians"}
        )
        assert notice.text == (
            "c0 is compared with nothing: others on 'killed' leave out a part of its scope (to)."
        )

    def test_only_the_keys_that_it_leaves_out_are_named(self) -> None:
        full = {"group": "civilians", "to": "Ukraine"}
        [notice] = self.alone({"group": "civilians"}, full, full)
        assert notice.text.endswith("give a scope that it leaves out (to).")

    def test_of_two_alone_the_one_that_wants_a_scope_is_told(self) -> None:
        assert [notice.text[:2] for notice in self.alone({}, {"to": "Ukraine"})] == ["c0"]

    @pytest.mark.parametrize(
        "scopes",
        [
            ({"group": "civilians", "from": "Kursk region"}, {"group": "civilians", "to": "Ukraine"}),
            ({"group": "civilians"}, {"group": "soldiers"}),
            ({}, {}, {"to": "Ukraine"}, {"to": "Ukraine"}),
            ({}, {}, {"group": "civilians"}, {"group": "soldiers"}),
        ],
        ids=["neither holds the other", "other values", "nobody alone", "a breakdown of a total"],
    )
    def test_other_scopes_are_not_noticed(self, scopes: tuple[dict[str, str], ...]) -> None:
        assert self.alone(*scopes) == []

    def test_another_event_or_aspect_is_no_partner(self) -> None:
        assert (
            notices_of(
                says("A"), says("B", event="f", scope={"to": "X"}), says("C", aspect="w", scope={"to": "X"})
            )
            == []
        )

    def test_who_says_nothing_is_not_noticed(self) -> None:
        assert self.alone({}, {"to": "Ukraine"}, {"to": "Ukraine"}, answer="unknown") == []

    def test_the_values_of_an_aspect_that_has_several_are_no_scope(self) -> None:
        cause = Aspect("cause", axis="path", several=True)
        claims = [
            says("A", "fire", aspect="cause"),
            says("B", "a missile", aspect="cause"),
            says("C", "unknown", aspect="cause"),
        ]
        assert notices_of([cause], claims) == []


class TestTimes:
    def test_an_undated_claim_on_a_growing_count_can_contradict_nothing(self) -> None:
        toll = Aspect("killed", over_time="accrues")
        [notice] = notices_of([toll], says("A", 7, ref="a"), says("B", 9, said="2025-07-04"))
        assert (
            notice.text
            == "a tells no time, and 'killed' grows over time: it can contradict nothing; give said or as_of."
        )
        assert not crosscheck(
            Dossier([says("A", 7), says("B", 9, said="2025-07-04")], aspects=[toll])
        ).contradictions

    def test_on_what_varies_a_date_of_publication_does_not_help(self) -> None:
        missing = Aspect("missing", over_time="varies")
        claims = [says(name, 7, aspect="missing", published="2025-07-04", ref=name) for name in "AB"]
        [text] = of_kind("undated", [missing], claims)
        assert text == (
            "A and B tell no time, and 'missing' varies over time: "
            "they can contradict nothing that others say, nor agree with it; give said or as_of."
        )
        assert not crosscheck(Dossier(claims, aspects=[missing])).agreements

    @pytest.mark.parametrize(
        "facts", [{"said": "2025-07-04"}, {"published": "2025-07-04"}, {"as_of": "2025-07-04"}]
    )
    def test_any_time_will_do_for_a_growing_count(self, facts: dict[str, str]) -> None:
        assert of_kind("undated", [Aspect("killed", over_time="accrues")], says("A", 7, **facts)) == []

    def test_what_is_fixed_needs_no_time(self) -> None:
        assert of_kind("undated", says("A", 7)) == []

    def test_many_undated_claims_make_one_notice(self) -> None:
        claims = [says(f"s{number}", number, event=f"e{number}") for number in range(50)]
        [notice] = notices_of([Aspect("killed", over_time="accrues")], claims)
        assert len(notice.claims) == 50
        assert "45 others" in notice.text


class TestPlaces:
    def places(self, *paths: object, **declared: Any) -> list[Notice]:
        claims = [
            says(f"s{place}", {"within": path}, aspect="where", ref=f"c{place}")
            for place, path in enumerate(paths)
        ]
        found = notices_of([Aspect("where", axis="path", **declared)], claims)
        return [notice for notice in found if notice.kind == "perhaps one place"]

    def test_a_path_that_begins_where_another_ends_is_perhaps_one_place(self) -> None:
        [notice] = self.places(["Kursk region"], ["Russia", "Kursk region"])
        assert notice.text == (
            "'Kursk region' and 'Russia > Kursk region' are read as two places on 'where'; if they are one, declare an alias."
        )
        assert len(notice.claims) == 2

    def test_a_place_below_it_counts_as_well(self) -> None:
        for paths in (
            (["Kursk region", "Sudzha"], ["Russia", "Kursk region"]),
            (["Kursk region"], ["Russia", "Kursk region", "Sudzha"]),
        ):
            [notice] = self.places(*paths)
            assert notice.text.startswith("'Kursk region' and 'Russia > Kursk region' are read as two places")
            assert len(notice.claims) == 2

    @pytest.mark.parametrize(
        "paths",
        [
            (["Russia"], ["Russia", "Kursk region"]),
            (["Kyiv"], ["Russia", "Kursk region"]),
            (["New York"], ["New York", "New York"]),
            (["Kursk region"],),
        ],
    )
    def test_other_paths_are_not_noticed(self, paths: tuple[list[str], ...]) -> None:
        assert self.places(*paths) == []

    def test_a_declared_alias_settles_it(self) -> None:
        assert (
            self.places(
                ["Kursk region"],
                ["Russia", "Kursk region"],
                aliases={"Kursk region": ["Russia", "Kursk region"]},
            )
            == []
        )


class TestAll:
    def test_an_event_that_nobody_declares_is_no_matter(self) -> None:
        assert notices_of(says(event="whatever")) == []

    def test_the_order_depends_on_content_alone(self) -> None:
        claims = [says(name, number, aspect=aspect) for number, (name, aspect) in enumerate(
            [("officials", "returned"), ("Tass", "retuned"), ("TASS", "killed"), ("a source", "kiled")]
        )]  # fmt: skip
        found = [list(notices.find_notices(resolve(Dossier(order)))) for order in (claims, claims[::-1])]
        assert found[0] == found[1] == sorted(found[0])
        assert len(found[0]) == 5

    def test_texts_are_clean_sentences(self) -> None:
        odd = "a source\u202e\x1b[31m"
        claims = [
            says(odd, aspect="returned\u202e"),
            says(odd.upper(), aspect="retuned", ref="x\x1b[2J", scope={"to\u202e": "y"}),
        ]
        for notice in notices_of(claims, [Event("x", id="e")]):
            assert notice.text == clean(notice.text)
            assert notice.text.endswith(".")
            assert notice.text[:1].upper() == notice.text[:1] or notice.text[0] in "'\"x"

    def test_many_distinct_aspects_cost_little(self) -> None:
        draw = random.Random(1)
        names = ["".join(draw.choices("abcdefgh ", k=20)) + "x" for _ in range(20_000)]
        resolved = resolve(Dossier([says(aspect=name) for name in names]))
        start = time.process_time()
        list(notices.find_notices(resolved))
        assert time.process_time() - start < 60  # a runaway, not a measure

    def test_many_scopes_on_one_aspect_cost_little(self) -> None:
        scopes: list[dict[str, str]] = [{}] + [
            {"to": f"t{number}", "from": f"f{number}", "by": f"b{number}"} for number in range(5_000)
        ]
        resolved = resolve(Dossier([says(scope=scope) for scope in scopes]))
        start = time.process_time()
        assert len(list(notices.find_notices(resolved))) == 1
        assert time.process_time() - start < 60  # a runaway, not a measure
