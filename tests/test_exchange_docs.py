"""The page of exchange formats says what the formats say."""

from __future__ import annotations

import pytest
from exchange_docs import BEGIN, NAMES, PAGE, page_with_tables

from claimcheck.exchange import PARTS, find_format, format_names

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_tables_are_what_the_formats_say() -> None:
    assert page_with_tables(TEXT) == TEXT, "python tests/exchange_docs.py --write"


@pytest.mark.parametrize("name", NAMES)
def test_every_format_has_its_table_and_its_words(name: str) -> None:
    assert BEGIN.format(name) in TEXT
    assert find_format(name).about in TEXT


def test_no_format_is_left_out() -> None:
    ours = {name for name in format_names() if find_format(name).write.__module__.startswith("claimcheck.")}
    assert ours == {*NAMES, "yaml", "json", "jsonl"}


@pytest.mark.parametrize("name", NAMES)
def test_no_key_is_carried_in_two_ways(name: str) -> None:
    """Each key stands in one row, so that the table has one answer."""
    one = find_format(name)
    for kind in PARTS:
        keys = [key for part in one.carries if part.kind == kind for key in part.keys]
        assert len(keys) == len(set(keys)), (kind, keys)
