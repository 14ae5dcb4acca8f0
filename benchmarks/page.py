"""How large a page is, and how fast it is made and opened: `python benchmarks/page.py [CLAIMS]`.

Making is told as a ratio to the cross-check of the same claims, opening (where there are Playwright and a browser) as a ratio to
a page of the same number of bytes that is plain paragraphs: ratios hold on a noisy machine where seconds do not.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_page import many_claims

from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck

ROUNDS = 3


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    dossier = many_claims(number)
    checking, report = best(lambda: crosscheck(dossier))
    making, page = best(lambda: report.to_html())
    worked = crosscheck(
        read_dossier(Path(__file__).parents[1] / "examples" / "prisoner_exchange.yaml")
    ).to_html()
    print(f"the worked example: {len(worked.encode()):,} bytes")
    print(f"{number:,} claims: {len(page.encode()):,} bytes")
    print(
        f"made in {making:.2f} s, {making / checking:.1f} times the cross-check of the same claims ({checking:.2f} s)"
    )
    plain = f"<!DOCTYPE html><title>plain</title>{'<p>' + 'a spokesman said that the figure had been counted. ' * 8}"
    plain += ("<p>" + "a spokesman said that the figure had been counted. " * 8) * (len(page) // 411)
    opening = opened(page, plain)
    if opening is None:
        print("opening was not measured: no Playwright, or no browser")
    else:
        print(
            f"its DOM is ready after {opening[0]:.0f} ms, that of plain paragraphs after {opening[1]:.0f} ms"
        )
    return 0


def best(call: Any) -> tuple[float, Any]:
    """The shortest time of some rounds, and what came of the last."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        made = call()
        times.append(time.perf_counter() - start)
    return min(times), made


def opened(*pages: str) -> list[float] | None:
    """How long each takes until its DOM is ready, in milliseconds, the shortest of some rounds; None without a browser."""
    browser = os.environ.get("CLAIMCHECK_BROWSER") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if browser is None:
        return None
    found = []
    with sync_playwright() as run, tempfile.TemporaryDirectory() as folder:
        started = run.chromium.launch(
            executable_path=browser, args=["--no-sandbox", "--disable-background-networking"]
        )
        for page in pages:
            target = Path(folder) / "page.html"
            target.write_text(page, encoding="utf-8")
            times = []
            for _ in range(ROUNDS):
                tab = started.new_page()
                tab.goto(target.as_uri())
                times.append(tab.evaluate("performance.getEntriesByType('navigation')[0].domInteractive"))
                tab.close()
            found.append(min(times))
        started.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
