"""How names are compared, and how any text is made safe to show."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimcheck.text import clean, fold, skeleton

ANY_TEXT = st.text(st.characters(), max_size=20)


class TestFolding:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("TASS", "tass"),
            ("  The Moscow\tTimes ", "the moscow times"),
            ("The\u00a0Moscow\u3000Times", "the moscow times"),
            ("Straße", "strasse"),
            ("ﬁre", "fire"),
            ("ＴＡＳＳ", "tass"),
            ("Zelens\u200bky", "zelensky"),
            ("e\u0301tat", "état"),
            ("²", "2"),
            ("", ""),
            ("\u200b", ""),
        ],
    )
    def test_names_are_one_where_they_fold_alike(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    def test_a_cyrillic_letter_is_another_letter(self) -> None:
        assert fold("ТASS") != fold("TASS")

    @given(ANY_TEXT)
    @example("ẞ\u0345\u0301")
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(ANY_TEXT)
    def test_a_folded_name_is_clean(self, text: str) -> None:
        assert clean(fold(text)) == fold(text)
        assert fold(text) == " ".join(fold(text).split())


class TestCleaning:
    @pytest.mark.parametrize(
        ("text", "cleaned"),
        [
            ("plain words", "plain words"),
            ("red\x1b[31m alert", "red[31m alert"),
            ("a\x00b\x07c\x7fd\x9be", "abcde"),
            ("a\tb\nc\r\nd", "a b c  d"),
            ("a\u2028b\u2029c\x85d", "a b c d"),
            ("a\u202eb\u2066c\u200fd", "abcd"),
            ("a\ud800b", "ab"),
            ("a\ufffeb\uffffc\ufdd0d\ufdefe\U0010ffff", "abcde"),
            ("\ufdcf\ufdf0", "\ufdcf\ufdf0"),
            ("zero\u200bwidth\ufeff", "zerowidth"),
            ("مى\u200cخواهم", "مى\u200cخواهم"),
            ("क्\u200dष", "क्\u200dष"),
            ("a\u200cb", "ab"),
            ("\u200cم", "م"),
            ("م\u200c", "م"),
            ("م\u200c\u200cم", "مم"),
            ("мосты é 東京", "мосты é 東京"),
        ],
    )
    def test_nothing_commands_a_terminal_and_all_else_stays(self, text: str, cleaned: str) -> None:
        assert clean(text) == cleaned

    @given(ANY_TEXT)
    def test_cleaning_twice_changes_nothing(self, text: str) -> None:
        assert clean(clean(text)) == clean(text)

    @given(ANY_TEXT)
    def test_what_is_clean_can_be_written_anywhere(self, text: str) -> None:
        clean(text).encode("utf-8")
        assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in clean(text))


class TestLookAlikes:
    @pytest.mark.parametrize(("one", "other"), [("TASS", "ТASS"), ("Aposto", "Ароѕтo"), ("Kyiv", "Κyiv")])
    def test_they_share_a_skeleton(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)
        assert skeleton(one) == skeleton(other)

    def test_other_names_do_not(self) -> None:
        assert skeleton("TASS") != skeleton("TASC")
