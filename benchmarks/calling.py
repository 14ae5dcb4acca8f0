"""What `claimcheck.check` costs beyond the cross-check, as ratios in the same run: `python benchmarks/calling.py`.

The bar is the cross-check of the ready dossier and the building of its claims, one constructor call each. `--quick` runs a
tenth of the claims.
"""

from __future__ import annotations

import argparse

from core import CLAIMS, claims_of, dossier_of, records, show, timed

from claimcheck import check
from claimcheck.dossiers import Dossier
from claimcheck.judge import crosscheck

BAR = 1.3


def main() -> None:
    """Print each ratio with its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the claims")
    number = CLAIMS // 10 if parser.parse_args().quick else CLAIMS
    rows = records(number)
    bare = [{key: value for key, value in row.items() if key != "type"} for row in rows]
    ready = dossier_of(rows)
    declared = Dossier(sources=ready.sources, aspects=ready.aspects)
    judged = timed(lambda: crosscheck(ready))
    built = timed(lambda: claims_of(rows))
    told = f"cross-check {judged:.2f} s, building {built:.2f} s"
    for what, given in (("claims as dicts", bare), ("records as dicts, with their type", rows)):
        called = timed(lambda given=given: check(given, declared))  # type: ignore[misc]
        show(f"check, {what}", called / (judged + built), BAR, f"{called:.2f} s; {told}")


if __name__ == "__main__":
    main()
