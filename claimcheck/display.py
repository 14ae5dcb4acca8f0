"""What a notebook shows of a value: HTML that an untrusted notebook keeps whole, beside the same as text.

>>> from claimcheck.claims import Claim
>>> sorted(Claim("e", "killed", 8, source="A")._repr_mimebundle_())
['text/html', 'text/plain']
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = ["Displayed"]


class Displayed:
    """Whatever a notebook shows richly; `claimcheck.report.notebook` has a form for each."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from claimcheck.report.notebook import html_of

        return html_of(self)

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None, **_: Any
    ) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}
