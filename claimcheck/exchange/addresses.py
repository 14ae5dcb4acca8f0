"""Addresses of the web: the only ones that are written where another tool may make a link of them.

>>> is_address("https://example.org/1"), is_address("javascript:alert(1)")
(True, False)
"""

from __future__ import annotations

from claimcheck.text import clean

__all__ = ["is_address"]


def is_address(url: str) -> bool:
    """Whether it is an address of the web, in characters that command nothing."""
    return url.startswith(("https://", "http://")) and url == clean(url) and not any(map(str.isspace, url))
