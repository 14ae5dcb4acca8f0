"""ClaimReview and Claim of schema.org as JSON-LD, and the answer of the Fact Check Tools API's `claims:search`.

Of what others wrote, each claimed sentence becomes a claim of whoever claims it, and each textual rating a claim of its
publisher: a verdict is one more thing that somebody says, and its words are kept as they are. What we write are findings, the
standing as `alternateName` of a rating without a number: the tool does not say what is true.

>>> from claimcheck.sources import Source
>>> from claimcheck.dossiers import Dossier
>>> review, = reviews(Dossier([Source("A").says("raid", "killed", 8)]).check())
>>> review["claimReviewed"], review["reviewRating"]["alternateName"]
('raid, killed: 8', 'single-source')
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from claimcheck.answers import Relation
from claimcheck.claims import Claim
from claimcheck.exchange.addresses import is_address
from claimcheck.exchange.losses import losses, report_of
from claimcheck.exchange.plugin import Format, Part, Subject, Written
from claimcheck.findings import Camp, Finding
from claimcheck.formats.entries import Record, Unusable
from claimcheck.text import clean

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["CLAIMREVIEW", "reviews", "script_of"]

UNNAMED: Final = "unnamed"
"""The `disambiguatingDescription` of an author whom nobody can hold to it."""


def reviews(report: Report) -> list[dict[str, Any]]:
    """A ClaimReview for each finding that has a standing; of a contradiction, one for each camp."""
    claims = {claim.id: claim for claim in sorted(report.dossier.claims, key=lambda one: (one.id, one.refs))}
    kinds = {source.name: source.kind or "" for source in sorted(report.dossier.sources, key=repr)}
    return [
        _review(finding, words, [claims[one] for one in ids], kinds)
        for finding in report.findings
        for words, ids in _reviewed(finding, report)
    ]


def _reviewed(finding: Finding, report: Report) -> Iterator[tuple[str, list[str]]]:
    """What of a finding is reviewed: an answer in words, with the claims that give it."""
    if finding.standing is None:
        return
    for camp in finding.camps:
        yield camp.words, _makers(camp, report)
    if not finding.camps:
        yield finding.words, list(finding.claims)


def _makers(camp: Camp, report: Report) -> list[str]:
    """The claims that make a camp what it is: those that could be true in it as well have not said it."""
    statements = report._resolved.statements
    return [
        one
        for one in camp.claims
        if any(
            said.voice.name in camp.voices and said.answer.relation(camp.answer) is Relation.CONFIRMS
            for said in statements[one]
        )
    ]


def _review(finding: Finding, words: str, claims: list[Claim], kinds: dict[str, str]) -> dict[str, Any]:
    sentence = clean(f"{finding.question}: {words}")
    return {
        "@type": "ClaimReview",
        "claimReviewed": sentence,
        "reviewBody": clean(finding.reason),
        "reviewRating": {"@type": "Rating", "alternateName": finding.standing},
        "itemReviewed": _item(sentence, claims, kinds),
    }


def _item(sentence: str, claims: list[Claim], kinds: dict[str, str]) -> dict[str, Any]:
    authors = {json.dumps(one := _author(claim, kinds), sort_keys=True): one for claim in claims}
    item: dict[str, Any] = {
        "@type": "Claim",
        "name": sentence,
        **({"author": [authors[key] for key in sorted(authors)]} if authors else {}),
    }
    said = sorted({claim.said.text for claim in claims if claim.said is not None})
    if len(said) == 1:
        item["datePublished"] = said[0]
    urls = sorted({url for claim in claims if (url := _address(claim)) is not None})
    if urls:
        item["appearance"] = [{"@type": "CreativeWork", "url": url} for url in urls]
    return item


def _author(claim: Claim, kinds: dict[str, str]) -> dict[str, str]:
    if not isinstance(claim.source, str):
        told = {"@type": "Person", "name": claim.source.description}
        return {**told, "disambiguatingDescription": UNNAMED}
    return {
        "@type": "Person" if kinds.get(claim.source) == "person" else "Organization",
        "name": claim.source,
    }


def _address(claim: Claim) -> str | None:
    """Where it was said, where that is an address of the web: whatever else it is, no page should link to it."""
    url = claim.attribution.url or ""
    return url if is_address(url) else None


def _graph(report: Report) -> str:
    """JSON that may stand inside a page: what could end a script element, or a string in one, is escaped."""
    data = {"@context": "https://schema.org", "@graph": reviews(report)}
    text = json.dumps(data, ensure_ascii=True, indent=1)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def script_of(report: Report) -> str:
    """The findings of a report as a script element for a page: `<script type="application/ld+json">`."""
    return f'<script type="application/ld+json">\n{_graph(report)}\n</script>\n'


def _write(subject: Subject) -> Written:
    report = report_of(subject)
    without = Counter(finding.kind for finding in report.findings if finding.standing is None)
    untold = [f"{kind} ({number})" for kind, number in sorted(without.items())]
    addresses = sum(
        claim.attribution.url is not None and _address(claim) is None for claim in report.dossier.claims
    )
    lost = list(losses(CLAIMREVIEW, subject))
    if untold:
        lost.append(f"finding: {', '.join(untold)}, which have no standing to write as a rating")
    if addresses:
        lost.append(f"claim: url ({addresses}) that are no addresses of the web")
    return Written((_graph(report) + "\n").encode("ascii"), tuple(lost))


def _read(data: bytes, name: str) -> Iterable[Record | Unusable]:
    from claimcheck.exchange.claimreview_reading import review_records

    return review_records(data)


CLAIMREVIEW: Final = Format(
    name="claimreview",
    title="ClaimReview (schema.org)",
    media_type="application/ld+json",
    extensions=(".jsonld", ".claimreview.json"),
    carries=(
        Part("claim", ("event", "aspect", "scope", "answer"), "a sentence in `claimReviewed`"),
        Part("claim", ("source",), "`itemReviewed.author`"),
        Part(
            "claim", ("said",), "`itemReviewed.datePublished`, where all claims of the finding have the same"
        ),
        Part("claim", ("url",), "`itemReviewed.appearance`"),
        Part("anonymous", ("anonymous",), "an author with the `disambiguatingDescription` “unnamed”"),
        Part("source", ("name",), "the name of an author"),
        Part("finding", ("question", "answer"), "`claimReviewed`"),
        Part("finding", ("standing",), "`reviewRating.alternateName`; never a `ratingValue`"),
        Part("finding", ("reason",), "`reviewBody`"),
    ),
    read=_read,
    write=_write,
    about=(
        "Findings are written, claims are read. Read are JSON-LD of schema.org and the answers of `claims:search`: each "
        "claimed sentence is an event by that name, on which its claimants answer `as claimed: yes` and its reviewers "
        "give a `rating` in their own words. Two ratings never contradict each other. Contexts are never fetched. "
        "Who publishes a review is for you to add (`author`)."
    ),
)
