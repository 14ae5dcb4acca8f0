"""What pages and pictures look like, line by line: kept in tests/snapshots, so that a change of one is read as a difference.

`CLAIMCHECK_SNAPSHOTS=write python -m pytest tests/test_snapshots.py` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest
from desk import nobody, report_of, says

from claimcheck.report import Report

FOLDER = Path(__file__).parent / "snapshots"


def small() -> Report:
    """A contradiction, somebody unnamed, a silence and a likely growth, with hostile text in between."""
    return report_of(
        says("a-7", "A ministry", 7, quote="seven <b>people</b>", url="https://example.org/a?b=1&c=2"),
        says("b-9", "B ministry", "at least 9", via=["Wire"], quote="«نُه نفر»"),
        says("nurse", nobody(), 8, via=["Paper"], url="javascript:alert(1)"),
        says("silent", "Paper", "withheld", silent="A-land", aspect="agreed number"),
        says("noon", "A office", 3, aspect="toll", said="2025-07-05T10:00Z"),
        says("evening", "C body", 5, aspect="toll", said="2025-07-05T18:00Z"),
    )


def by_line(markup: str) -> str:
    """Markup with each element on a line of its own, without what is the same on every page: style, what words mean."""
    markup = re.sub(r'(<section id="method"[^>]*>).*?</section>', r"\1…</section>", markup, flags=re.DOTALL)
    markup = re.sub(r"<style>.*?</style>", "<style>…</style>", markup, flags=re.DOTALL)
    markup = re.sub(r"claimcheck \d+\.\d+[^\"]*", "claimcheck …", markup)
    lines = (line.strip() for line in re.sub(r"(?<!\n)<(?=[a-z!])", "\n<", markup).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def shown() -> dict[str, str]:
    report = small()
    return {
        "page.html": by_line(report.to_html()),
        "ranges.svg": by_line(report.ranges("killed").svg),
        "timeline.svg": by_line(report.timeline().svg),
        "growth.svg": by_line(report.growth("toll").svg),
        "graph.svg": by_line(report.draw().svg),
        "ranges.txt": f"{report.ranges('killed')}\n",
    }


@pytest.fixture(scope="module")
def now() -> dict[str, str]:
    return shown()


@pytest.mark.parametrize(
    "name", ["page.html", "ranges.svg", "timeline.svg", "growth.svg", "graph.svg", "ranges.txt"]
)
def test_it_is_as_it_was(name: str, now: dict[str, str]) -> None:
    kept = FOLDER / name
    if os.environ.get("CLAIMCHECK_SNAPSHOTS") == "write":
        FOLDER.mkdir(exist_ok=True)
        kept.write_text(now[name], encoding="utf-8", newline="\n")
    before = kept.read_text(encoding="utf-8") if kept.exists() else ""
    changed = difflib.unified_diff(
        before.splitlines(), now[name].splitlines(), f"snapshots/{name}", "now", lineterm="", n=1
    )
    told = "\n".join(changed)
    assert not told, f"{told}\nCLAIMCHECK_SNAPSHOTS=write keeps what is new"
