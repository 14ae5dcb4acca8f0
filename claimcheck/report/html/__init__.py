"""The report as one page that asks nobody for anything: no script, no request, no font, no picture from outside.

It can be mailed, printed, archived and opened in twenty years. Every text in it is escaped by the templates, which come
from this package alone; pictures are SVG that `claimcheck.report.pictures` wrote.

>>> from claimcheck import Dossier, Event, Source
>>> raid = Event("raid", when="2025-07-04")
>>> page = report_html((Dossier() + Source("<b>A</b>").says(raid, "killed", 8)).check())
>>> "&lt;b&gt;A&lt;/b&gt;" in page, "<b>A</b>" in page, "<script" in page
(True, False, False)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from claimcheck.findings import Finding

if TYPE_CHECKING:
    from claimcheck.report import Report

__all__ = ["MOST_HUNG", "report_html"]

MOST_HUNG: Final = 60
"""Up to so many claims a page says what each finding hangs on; each is judged once for each thing dropped."""


def report_html(report: Report, *, hangs_on: Callable[[Finding], object] | None = None) -> str:
    """The report as an HTML page; the same text for the same claims.

    `hangs_on` gives, for a finding, what it hangs on, as a sentence or what `str` makes one of; it stands in the finding's
    details. `report.to_html` gives `report.hangs_on`, for reports on up to 60 claims.

    Raises `MissingExtra` where Jinja2 is not installed.
    """
    from claimcheck.report.html.environment import environment
    from claimcheck.report.html.page import page_of

    return environment().get_template("page.html").render(page=page_of(report, hangs_on))
