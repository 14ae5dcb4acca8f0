"""Secret names taken out of any text, and which addresses are public.

A name is found however it is spaced, joined or written in letters that read alike once folded ("Wilma Quist",
"wilma-quist", "WILMAQUIST"), and with it the whole of the word that it stands in, since a word with a hole tells what was in it.

>>> scrub = Scrubber({"Wilma Quist": "confidential source 1"})
>>> scrub("So says Wilma  Quist's son (interview-wilma_quist-2)")
"So says confidential source 1's son (interview-confidential source 1-2)"
>>> scrub("A whole other text")
'A whole other text'
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from claimcheck.text import clean, fold

__all__ = ["Scrubber", "is_public_address"]

_LONG: Final = 4
"""Names at least so long are also found inside longer words."""
_JOINABLE: Final = 8
"""Names of several words, at least so long together, are also found without anything between these."""


class Scrubber:
    """Replaces secrets in texts, each with what stands in its place; remembers which texts it changed."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._instead = {fold(secret): instead for secret, instead in sorted(secrets.items()) if fold(secret)}
        ordered = sorted(self._instead, key=lambda secret: (-len(secret), secret))
        self._patterns = [
            (re.compile(_pattern(secret), re.IGNORECASE), self._instead[secret]) for secret in ordered
        ]
        self._squeezed = [
            (squeezed, self._instead[secret])
            for secret in ordered
            if len(squeezed := _squeeze(secret)) >= _LONG
            and (len(squeezed) >= _JOINABLE or not re.search(r"[\W_]", secret))
        ]
        self._known: dict[str, str] = {}
        self.changed: set[str] = set()

    def __call__(self, text: str) -> str:
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._replaced(text)
            if found != text and fold(text) not in self._instead:
                self.changed.add(text)
        return found

    def finds(self, text: str) -> bool:
        """Whether a secret is in a text, or in an address as it reads once decoded."""
        read = text
        for _ in range(3):
            if self._replaced(read) != read:
                return True
            read = unquote(read)
        return False

    def _replaced(self, text: str) -> str:
        whole = self._instead.get(fold(text))
        if whole is not None:
            return whole
        for pattern, instead in self._patterns:
            text = pattern.sub(lambda _found, instead=instead: instead, text)  # type: ignore[misc]
        rest = text
        for instead in set(self._instead.values()):
            rest = rest.replace(instead, " ")
        folded, squeezed = fold(rest), _squeeze(rest)
        for pattern, instead in self._patterns:
            if pattern.search(folded):  # written in letters that only read alike once folded
                return instead
        return next((instead for secret, instead in self._squeezed if secret in squeezed), text)


def _pattern(secret: str) -> str:
    """A folded secret as it may be written: its words with anything between that is no letter or digit."""
    words = re.findall(r"[^\W_]+", secret)
    if not words:
        return re.escape(secret)
    length = len("".join(words))
    between = r"[\W_]*" if length >= _JOINABLE else r"[\W_]+"
    inside = between.join(map(re.escape, words))
    return rf"[^\W_]*{inside}[^\W_]*" if length >= _LONG else rf"(?<![^\W_]){inside}(?![^\W_])"


def _squeeze(text: str) -> str:
    """The letters and digits of a text alone, folded."""
    return "".join(character for character in fold(text) if character.isalnum())


def is_public_address(address: str) -> bool:
    """Whether anybody can open an address: http(s), on a public host, without credentials.

    >>> [is_public_address(one) for one in ("https://example.org/a", "file:///desk/a", "http://wiki.internal/a")]
    [True, False, False]
    """
    if clean(address) != address or any(character.isspace() for character in address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if (
        parts.scheme.lower() not in ("http", "https")
        or parts.username is not None
        or parts.password is not None
    ):
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        name = host.rstrip(".").lower()
        ending = name.rpartition(".")[2]
        return "." in name and not ending.isdigit() and ending not in _PRIVATE_ENDINGS


_PRIVATE_ENDINGS: Final = frozenset(
    (
        "local",
        "localhost",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "test",
        "invalid",
        "onion",
        "arpa",
    )
)
