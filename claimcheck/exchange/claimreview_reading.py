"""ClaimReview, Claim and the answers of `claims:search` as records. No context is fetched: names are taken as schema.org's.

>>> records = list(review_records(b'{"claims": [{"text": "The moon is cheese", "claimant": "A mouse"}]}'))
>>> [record.values.get("source") for record in records if record.kind == "claim"]
['A mouse']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from claimcheck.errors import UnreadableWords
from claimcheck.exchange.claimreview import UNNAMED
from claimcheck.exchange.documents import MisshapenError, Node, document, several
from claimcheck.exchange.statements import aspects_of_statements, claimed, tidy, verdict
from claimcheck.formats.entries import Record, Unusable
from claimcheck.formats.files import RefusedError
from claimcheck.moments import Moment

__all__ = ["review_records"]

RATING: Final = "rating"
_PREFIXES: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)(?=.)")
_LOCAL_TIME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+")
_EXPECTED: Final = "ClaimReview or Claim of schema.org, or an answer of claims:search"


def review_records(data: bytes) -> Iterator[Record | Unusable]:
    """The records of a document.

    Raises `RefusedError` for what is no JSON, and where nothing in it is a claim or a review.
    """
    found = document(data)
    if isinstance(found, dict) and "claims" in found:
        top = Node(found, "")
        yield from _all(list(top.items("claims")), _searched)
        return
    nodes: list[Node] = []
    by_id: dict[str, Any] = {}
    _collect(Node(_without_prefixes(found), ""), nodes, by_id)
    items = [Node(node.value, node.where) for node in nodes if _types(node) & {"ClaimReview", "Claim"}]
    reviewed = {id(item) for node in items for item in _reviewed_values(node, by_id)}
    wanted = [node for node in items if id(node.value) not in reviewed]
    if not wanted and found not in ({}, []) and not _is_empty_graph(found):
        raise RefusedError("no ClaimReview", _EXPECTED)
    yield from _all(wanted, lambda node: _told(node, by_id))


def _is_empty_graph(found: Any) -> bool:
    return isinstance(found, dict) and found.get("@graph") == []


def _all(nodes: list[Node], records_of: Any) -> Iterator[Record | Unusable]:
    """The records of all items, each with the number of its item, and the sources that they name."""
    names: set[str] = set()
    told: list[Record | Unusable] = []
    for number, node in enumerate(nodes, 1):
        for record in several([node], records_of):
            if isinstance(record, Record):
                record = record._replace(line=number)
                if isinstance(record.values["source"], str):
                    names.add(record.values["source"])
            else:
                record = Unusable(_claim_problem(record, number))
            told.append(record)
    if told:
        yield from aspects_of_statements(RATING)
    for name in sorted(names):
        yield Record("source", {"name": name}, 1)
    yield from told


def _claim_problem(unusable: Unusable, number: int) -> Any:
    import attrs

    problem = unusable.problem
    return attrs.evolve(problem, where=f"claim {number}: {problem.where}", line=number)


# The answer of claims:search


def _searched(node: Node) -> Iterator[Record]:
    sentence = _needed(node, node.text("text"), "text")
    yield from claimed(
        _name(node.text("claimant")), sentence, **_dates("said", node.text("claimDate")), quote=sentence
    )
    for review in node.items("claimReview"):
        rating = review.text("textualRating")
        publisher = review.text("publisher", "name") or review.text("publisher", "site")
        if rating is not None:
            yield from verdict(
                _name(publisher), sentence, RATING, rating, **_dates("published", review.text("reviewDate")),
                url=review.text("url"), note=review.text("title"), **_own("language", review.text("languageCode")),
            )  # fmt: skip


# JSON-LD


def _told(node: Node, by_id: dict[str, Any]) -> Iterator[Record]:
    """The claims of one ClaimReview, or of one Claim by itself."""
    if "ClaimReview" not in _types(node):
        sentence = _needed(node, _first_text(node, "text", "name", "description"), "text")
        yield from _claims_of(node, sentence, by_id)
        return
    items = [Node(value, f"{node.where}.itemReviewed") for value in _reviewed_values(node, by_id)]
    found = _first_text(node, "claimReviewed") or next(
        (text for item in items if (text := _first_text(item, "text", "name", "description"))), None
    )
    sentence = _needed(node, found, "claimReviewed")
    for item in items or [Node({}, f"{node.where}.itemReviewed")]:
        yield from _claims_of(item, sentence, by_id)
    yield from _verdicts_of(node, sentence, by_id)


def _claims_of(item: Node, sentence: str, by_id: dict[str, Any]) -> Iterator[Record]:
    authors = _speakers(item, "author", by_id) or _speakers(item, "creator", by_id) or [None]
    told = _dates("said", _first_text(item, "datePublished", "dateCreated"))
    urls = [url for key in ("firstAppearance", "appearance", "url") for url in _addresses(item, key, by_id)]
    for author in authors:
        yield from claimed(author, sentence, **told, url=next(iter(urls), None), quote=sentence)


def _verdicts_of(node: Node, sentence: str, by_id: dict[str, Any]) -> Iterator[Record]:
    for rating in _values(node, "reviewRating", by_id):
        words = _first_text(rating, "alternateName", "name") or _number(rating)
        if words is None:
            continue
        told = {
            **_dates("published", _first_text(node, "datePublished")),
            "url": next(iter(_addresses(node, "url", by_id)), None),
            "note": _first_text(node, "reviewBody", "headline", "description"),
            **_own("language", _first_text(node, "inLanguage")),
        }
        for publisher in _speakers(node, "author", by_id) or _speakers(node, "publisher", by_id) or [None]:
            yield from verdict(publisher, sentence, RATING, words, **told)


def _number(rating: Node) -> str | None:
    """A rating that has no words: its number, which is no more than "2 of 5"."""
    value, best = (_scalar(rating.get(key).value) for key in ("ratingValue", "bestRating"))
    return None if value is None else f"{value} of {best}" if best is not None else value


def _scalar(value: Any) -> str | None:
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    return None if value is None or isinstance(value, (dict, list, bool)) else tidy(str(value)) or None


def _speakers(node: Node, key: str, by_id: dict[str, Any]) -> list[Any]:
    """Who stands under a key: names; an unnamed one as we write them; those without any name are passed over."""
    speakers: list[Any] = []
    for one in _values(node, key, by_id):
        name = _name(
            one.value if isinstance(one.value, str) else _first_text(one, "name", "legalName", "url")
        )
        if name is None:
            continue
        unnamed = isinstance(one.value, dict) and one.value.get("disambiguatingDescription") == UNNAMED
        speakers.append({"anonymous": name} if unnamed else name)
    return speakers


def _addresses(node: Node, key: str, by_id: dict[str, Any]) -> Iterator[str]:
    for one in _values(node, key, by_id):
        if isinstance(one.value, str):
            yield one.value
        elif isinstance(one.value, dict):
            url = _first_text(one, "url", "@id")
            if url is not None:
                yield url


def _values(node: Node, key: str, by_id: dict[str, Any]) -> Iterator[Node]:
    """What stands under a key, references resolved."""
    for one in node.items(key):
        value = one.value
        if isinstance(value, dict) and set(value) == {"@id"}:
            value = by_id.get(value["@id"] if isinstance(value["@id"], str) else "", value)
        if isinstance(value, dict) and "@value" in value:
            value = value["@value"]
        yield Node(value, one.where)


def _reviewed_values(node: Node, by_id: dict[str, Any]) -> list[Any]:
    if not isinstance(node.value, dict):
        return []
    return [one.value for one in _values(node, "itemReviewed", by_id) if isinstance(one.value, dict)]


def _first_text(node: Node, *keys: str) -> str | None:
    for key in keys:
        for one in node.items(key):
            value = one.value
            if isinstance(value, dict) and "@value" in value:
                value = value["@value"]
            text = Node(value, one.where).text()
            if text is not None:
                return text
    return None


def _name(text: str | None) -> str | None:
    return None if text is None else tidy(text) or None


def _needed(node: Node, text: str | None, key: str) -> str:
    if text is None or not tidy(text):
        raise MisshapenError(
            f"{node.where}.{key}" if node.where else key, text, "the sentence that is claimed"
        )
    return text


def _dates(key: str, text: str | None) -> dict[str, str]:
    """A date as we read it; of a clock time without an offset the day; anything else as it is, under a key of its own."""
    if text is None:
        return {}
    local = _LOCAL_TIME.fullmatch(text)
    for candidate in (text, local[1] if local else text):
        try:
            return {key: Moment.parse(candidate).text}
        except UnreadableWords:
            continue
    return {f"x-{key}": text}


def _own(key: str, text: str | None) -> dict[str, str]:
    return {} if text is None else {f"x-{key}": text}


def _types(node: Node) -> set[str]:
    value = node.value.get("@type") if isinstance(node.value, dict) else None
    return {one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)}


def _without_prefixes(value: Any) -> Any:
    """A document whose keys and types of schema.org are short, however they were written."""
    if isinstance(value, dict):
        short: dict[str, Any] = {}
        for key, item in value.items():
            short.setdefault(_PREFIXES.sub("", key, count=1), _without_prefixes(item))
        types = short.get("@type")
        if isinstance(types, (str, list)):
            listed = types if isinstance(types, list) else [types]
            short["@type"] = [
                _PREFIXES.sub("", one, count=1) if isinstance(one, str) else one for one in listed
            ]
        return short
    return [_without_prefixes(item) for item in value] if isinstance(value, list) else value


def _collect(node: Node, nodes: list[Node], by_id: dict[str, Any]) -> None:
    """All nodes of a document, from outside in."""
    if isinstance(node.value, list):
        for number, item in enumerate(node.value):
            _collect(Node(item, f"{node.where}[{number}]"), nodes, by_id)
    elif isinstance(node.value, dict):
        if set(node.value) != {"@id"}:
            nodes.append(node)
            name = node.value.get("@id")
            if isinstance(name, str):
                by_id.setdefault(name, node.value)
        for key, item in node.value.items():
            if isinstance(item, (dict, list)):
                _collect(Node(item, f"{node.where}.{key}" if node.where else key), nodes, by_id)
