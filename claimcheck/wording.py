"""Answers to English, and to the plain forms of a dossier file."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.answers import Answer

__all__ = ["in_words", "to_form"]


def in_words(answer: Answer, *, unit: str = "", names: Mapping[str, str] = {}, zone: str = "UTC") -> str:  # noqa: B006
    return f"{answer.sure} {answer.possible}"


def to_form(answer: Answer) -> object:
    from claimcheck.forms import as_given, plain

    return plain(as_given(answer))
