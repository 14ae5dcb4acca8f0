"""Keeping the good claims of a dossier where some can't be judged (`--skip-bad`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput, Problem

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["without_unreadable"]


def without_unreadable(
    dossier: Dossier, judge: Callable[[Dossier], Report]
) -> tuple[Report, tuple[Problem, ...]]:
    """The report on what of a dossier can be judged, and the problems of the claims that were left out.

    Raises `BadInput` where what is wrong is no single claim's fault (a ring, a name with two owners).
    """
    left_out: list[Problem] = []
    while True:
        try:
            return judge(dossier), tuple(left_out)
        except BadInput as refused:
            bad = [problem.claim for problem in refused.problems]
            if None in bad:
                raise
            left_out += refused.problems
            dossier = dossier.without(id for id in bad if id is not None)
