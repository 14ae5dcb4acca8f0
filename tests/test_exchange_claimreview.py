"""ClaimReview: other people's claims and ratings are read, findings are written, and a page with them is safe."""

from __future__ import annotations

import json
from typing import Any

import desk
import pytest
from hypothesis import given, settings

import claimcheck.testing
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.exchange import dumps
from claimcheck.exchange.claimreview import reviews, script_of
from claimcheck.formats import loads
from claimcheck.report import Report
from claimcheck.sources import Anonymous, Source


def read(document: Any) -> Dossier:
    return loads(json.dumps(document).encode("utf-8"), "claimreview", name="a.json")


def told(dossier: Dossier) -> set[tuple[str, str, str]]:
    """Who claims or rates what: the source, the sentence, the answer."""
    return {
        (str(one.source), str(one.event), json.dumps(one.answer, default=lambda form: form.items[0][1]))
        for one in dossier.claims
    }


SEARCHED = {
    "claims": [
        {
            "text": "The bridge was blown up by divers",
            "claimant": "A blog",
            "claimDate": "2024-03-05T00:00:00Z",
            "claimReview": [
                {"publisher": {"name": "Fact Desk", "site": "desk.example"}, "url": "https://desk.example/bridge", "title": "No divers", "reviewDate": "2024-03-07T10:00:00Z", "textualRating": "False", "languageCode": "en"},
                {"publisher": {"site": "check.example"}, "url": "https://check.example/1", "textualRating": "Unproven", "languageCode": "en"},
            ],
        },
        {"text": "Half of the money is gone", "claimReview": [{"publisher": {"name": "Fact Desk"}, "textualRating": "True"}]},
    ],
    "nextPageToken": "CAo",
}  # fmt: skip
"""In the shape of an answer of the Fact Check Tools API."""

PAGE = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "datePublished": "2016-06-22",
    "url": "https://example.com/news/science/worldisflat.html",
    "claimReviewed": "The world is flat",
    "author": {"@type": "Organization", "name": "Example.com science watch"},
    "reviewRating": {"@type": "Rating", "ratingValue": "1", "bestRating": "5", "worstRating": "1", "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Organization", "name": "Square World Society", "sameAs": "https://example.flatworlders.com/"},
        "datePublished": "2016-06-20",
        "appearance": {"@type": "OpinionNewsArticle", "url": "https://example.com/news/a122121", "headline": "Square Earth"},
    },
}  # fmt: skip
"""In the shape of the example that search engines give to publishers."""


class TestWhatOthersWrote:
    def test_an_answer_of_a_search_is_claims_and_ratings(self) -> None:
        assert told(read(SEARCHED)) == {
            ("A blog", "The bridge was blown up by divers", '"yes"'),
            ("Fact Desk", "The bridge was blown up by divers", '["False"]'),
            ("check.example", "The bridge was blown up by divers", '["Unproven"]'),
            ("an unattributed source (unnamed)", "Half of the money is gone", '"yes"'),
            ("Fact Desk", "Half of the money is gone", '["True"]'),
        }

    def test_two_ratings_never_contradict_each_other(self) -> None:
        report = read(SEARCHED).check()
        assert not report.contradictions
        assert [str(one.source) for one in report.dossier.claims if one.aspect == "rating"].count(
            "Fact Desk"
        ) == 2

    def test_a_page_is_a_claim_and_a_rating(self) -> None:
        dossier = read(PAGE)
        assert told(dossier) == {
            ("Square World Society", "The world is flat", '"yes"'),
            ("Example.com science watch", "The world is flat", '["False"]'),
        }
        [claim] = [one for one in dossier.claims if one.aspect == "as claimed"]
        assert (claim.said and claim.said.text, claim.attribution.url) == (
            "2016-06-20",
            "https://example.com/news/a122121",
        )

    @pytest.mark.parametrize(
        "document",
        [
            [PAGE],
            {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "x"}, PAGE]},
            {"@type": "NewsArticle", "mainEntity": PAGE},
            {**PAGE, "@type": ["ClaimReview", "Review"]},
            {**PAGE, "@type": "http://schema.org/ClaimReview"},
            {f"schema:{key}" if key[0] != "@" else key: value for key, value in PAGE.items()} | {"@type": "schema:ClaimReview"},
            {**PAGE, "claimReviewed": {"@value": "The world is flat", "@language": "en"}},
            {"@graph": [{**PAGE, "itemReviewed": {"@id": "#claim"}}, {**PAGE["itemReviewed"], "@id": "#claim"}]},  # type: ignore[dict-item]
        ],
        ids=["list", "graph", "inside an article", "two types", "full type", "prefixes", "language", "reference"],
    )  # fmt: skip
    def test_however_json_ld_is_written_it_says_the_same(self, document: Any) -> None:
        assert told(read(document)) == told(read(PAGE))

    def test_a_claim_by_itself_is_read(self) -> None:
        assert told(read({"@type": "Claim", "text": "It rains", "author": [{"name": "A"}, "B"]})) == {
            ("A", "It rains", '"yes"'), ("B", "It rains", '"yes"'),
        }  # fmt: skip

    def test_a_rating_without_words_keeps_its_number_as_words(self) -> None:
        rated = {**PAGE, "reviewRating": {"ratingValue": 2, "bestRating": 5}}
        assert ("Example.com science watch", "The world is flat", '["2 of 5"]') in told(read(rated))

    def test_a_date_that_is_none_travels_along(self) -> None:
        [claim] = read({"@type": "Claim", "text": "It rains", "datePublished": "last Friday"}).claims
        assert claim.said is None
        assert dict(claim.extras)["x-said"] == '"last Friday"'

    def test_a_clock_time_without_an_offset_is_a_day(self) -> None:
        [claim] = read({"@type": "Claim", "text": "It rains", "datePublished": "2016-06-20T11:00:00"}).claims
        assert claim.said is not None
        assert claim.said.text == "2016-06-20"

    def test_one_bad_item_hides_no_other_and_is_told_with_its_place(self) -> None:
        bad = {"claims": [{"text": 7}, {"text": "x", "claimant": {}}, {"claimant": "A"}, {"text": "y"}]}
        with pytest.raises(BadInput) as refused:
            read(bad)
        assert str(refused.value).splitlines() == [
            "a.json:1: claim 1: claims[0].text: found 7; expected text",
            "a.json:2: claim 2: claims[1].claimant: found {}; expected text",
            "a.json:3: claim 3: claims[2].text: found None; expected the sentence that is claimed",
        ]

    @pytest.mark.parametrize("document", [{"@type": "Recipe"}, {"a": 1}, [1], 7, None, "ClaimReview"])
    def test_what_holds_no_claim_is_refused(self, document: Any) -> None:
        with pytest.raises(BadInput, match="no ClaimReview"):
            read(document)

    def test_a_context_is_never_fetched(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import socket

        def refused(*_: object, **__: object) -> None:
            raise AssertionError("a connection was asked for")

        monkeypatch.setattr(socket, "socket", refused)
        assert read({**PAGE, "@context": "http://evil.example/context.jsonld"}).claims


class TestWhatIsWritten:
    report = desk.report_of(
        desk.says("a", "A ministry", 7, url="https://a.example/1"),
        desk.says("b", "B ministry", "at least 9", via="Paper"),
        desk.says("n", desk.nobody(), 12, aspect="missing", as_of=desk.Day(5)),
        desk.says("w", "A office", "withheld", aspect="toll", silent="B ministry"),
    )

    def test_the_standing_is_the_alternate_name_and_no_number_is_there(self) -> None:
        found = reviews(self.report)
        assert {one["reviewRating"]["alternateName"] for one in found} == {"contested", "unverified"}
        assert not any("ratingValue" in one["reviewRating"] for one in found)

    def test_each_camp_of_a_contradiction_has_its_own_authors(self) -> None:
        authors = {
            one["claimReviewed"]: [who["name"] for who in one["itemReviewed"]["author"]]
            for one in reviews(self.report)
        }
        assert authors["e, killed: 7"] == ["A ministry"]
        assert authors["e, killed: at least 9"] == ["B ministry"]

    def test_whoever_could_be_right_in_a_camp_has_not_said_it(self) -> None:
        report = desk.report_of(
            desk.says("a", "A ministry", "at least 5"),
            desk.says("b", "B ministry", 7),
            desk.says("c", "C body", 9),
        )
        for review in reviews(report):
            assert "A ministry" not in [who["name"] for who in review["itemReviewed"].get("author", [])] or (
                "at least 5" in review["claimReviewed"]
            )

    def test_an_unnamed_source_comes_back_unnamed(self) -> None:
        dossier = loads(dumps(self.report, "claimreview").data, "claimreview")
        assert Anonymous("a nurse") in {claim.source for claim in dossier.claims}

    def test_what_has_no_standing_is_told_as_lost(self) -> None:
        assert (
            "finding: withheld (1), which have no standing to write as a rating"
            in dumps(self.report, "claimreview").lost
        )

    def test_no_address_but_of_the_web_is_written(self) -> None:
        report = Dossier([Source("A").says("e", "a", "yes", url="javascript:alert(1)")]).check()
        written = dumps(report, "claimreview")
        assert b"javascript" not in written.data
        assert "claim: url (1) that are no addresses of the web" in written.lost

    @settings(max_examples=40)
    @given(report=claimcheck.testing.reports())
    def test_sentences_authors_and_standings_come_back(self, report: Report) -> None:
        """Each review is read as a claim of each author and a rating of nobody named, since who publishes is not ours to say."""
        expected = set()
        for review in reviews(report):
            sentence = review["claimReviewed"]
            expected.add((sentence, "rating", json.dumps([review["reviewRating"]["alternateName"]])))
            for author in review["itemReviewed"].get("author", [{"name": "an unattributed source"}]):
                expected.add((sentence, "as claimed", author["name"]))
        dossier = loads(dumps(report, "claimreview").data, "claimreview")
        found = set()
        for claim in dossier.claims:
            is_rating = claim.aspect == "rating"
            name = claim.source if isinstance(claim.source, str) else claim.source.description
            rating = json.dumps(claim.answer.items[0][1]) if is_rating else name  # type: ignore[union-attr]
            found.add((str(claim.event), claim.aspect, rating))
        assert found == expected


HOSTILE = "</script><script>alert(1)</script><!-- &amp; \u2028 '\" \x1b[31m"


class TestOthersReadIt:
    report = (Dossier() + Source(HOSTILE).says("e", "killed", 8, quote=HOSTILE, said="2025-07-04")).check()

    def test_a_json_ld_processor_expands_it_without_fetching(self) -> None:
        jsonld = pytest.importorskip("pyld.jsonld")

        def local(url: str, _options: object) -> dict[str, Any]:
            if url not in ("https://schema.org", "https://schema.org/"):
                raise AssertionError(f"{url} was asked for")
            return {
                "contextUrl": None,
                "documentUrl": url,
                "document": {"@context": {"@vocab": "http://schema.org/"}},
            }

        data = json.loads(dumps(TestWhatIsWritten.report, "claimreview").data)
        expanded = jsonld.expand(data, {"documentLoader": local})
        types = (
            [node["@type"] for node in expanded[0]["@graph"]]
            if "@graph" in expanded[0]
            else [node["@type"] for node in expanded]
        )
        assert types == [["http://schema.org/ClaimReview"]] * len(reviews(TestWhatIsWritten.report))

    def test_extruct_finds_it_in_a_page(self) -> None:
        extruct = pytest.importorskip("extruct")
        page = f"<html><head>{script_of(self.report)}</head><body><p>x</p></body></html>"
        [found] = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
        assert found["@graph"] == reviews(self.report)

    def test_no_text_ends_the_script_element(self) -> None:
        script = script_of(self.report)
        assert script.count("<") == 2
        assert script.count(">") == 2
        assert script.isascii()
        assert "\x1b" not in script
