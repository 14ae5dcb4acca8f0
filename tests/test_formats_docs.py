"""The page on files says what the code does."""

from __future__ import annotations

import doctest
from pathlib import Path

from claimcheck.formats import SUFFIXES
from claimcheck.formats.files import LONGEST_LINE
from claimcheck.formats.records import ANONYMOUS, ASPECT, CLAIM, EVENT, FREE_TABLE, KINDS, SECTIONS, SOURCE

PAGE = Path(__file__).parents[1] / "docs" / "files.md"


class TestThePage:
    def test_its_examples_run(self) -> None:
        """Each of them, and they are counted."""
        failed, tried = doctest.testfile(str(PAGE), module_relative=False)
        assert (failed, tried) == (0, 5)

    def test_every_key_is_told_with_what_belongs_there(self) -> None:
        """From the one definition of keys."""
        page = PAGE.read_text("utf-8")
        for table in (CLAIM, ANONYMOUS, SOURCE, EVENT, ASPECT, FREE_TABLE):
            for key in table.values():
                required = " (required)" if key.required else ""
                assert f"| `{key.name}` | {key.told}{required} | {key.expected} |" in page
        for section in SECTIONS.values():
            assert f"| `{section.name}` | {section.told} | {section.holds} |" in page

    def test_every_suffix_and_kind_of_record_and_the_limit_are_told(self) -> None:
        """None is left to be found out."""
        page = PAGE.read_text("utf-8")
        assert all(f"`{suffix}`" in page for suffix in SUFFIXES)
        assert all(f"`{kind}`" in page for kind in KINDS)
        assert f"{LONGEST_LINE:,} bytes" in page
