"""What a user would want to know and no law forbids: suspicions, never merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from claimcheck.statements import Notice, Resolved

__all__ = ["find_notices"]


def find_notices(resolved: Resolved) -> Iterable[Notice]:
    """All notices on a dossier that is resolved."""
    return []
