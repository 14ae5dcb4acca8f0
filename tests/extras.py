"""What of the extras is installed where the tests run: what needs one is passed over without it, and said to be."""

from __future__ import annotations

from importlib.util import find_spec

from claimcheck.report import Report

HAS_PAGES = find_spec("jinja2") is not None
"""Whether pages can be made: the extra `report`."""

FORMS = ("text", "json", "markdown", *(("html",) if HAS_PAGES else ()))
"""The forms of a report that can be printed here."""


def page_of(report: Report) -> str:
    """The page of a report; "" where pages can't be made."""
    return report.to_html() if HAS_PAGES else ""
