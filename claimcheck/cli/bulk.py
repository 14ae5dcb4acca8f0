"""`claimcheck bulk check CLAIMS …`: millions of claims, judged by DuckDB, Polars or Spark."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import click

from claimcheck.cli.output import CHECKED, put, tell

__all__ = ["bulk"]

_MOST_BAD = 20


@click.group()
def bulk() -> None:
    """Cross-check millions of claims in Parquet, CSV or JSON Lines files (claimcheck bulk check --help)."""


@bulk.command()
@click.argument("claims")
@click.option(
    "--dossier",
    "dossiers",
    multiple=True,
    metavar="FILE",
    help="Sources, events and aspects; may be repeated.",
)
@click.option(
    "-o", "--output", metavar="FOLDER", help="Write all results there as Parquet files, in one step."
)
@click.option(
    "--previous",
    metavar="FOLDER",
    help="An earlier result, to which these claims are added; only what they touch is judged again.",
)
@click.option(
    "--engine",
    type=click.Choice(("duckdb", "polars", "spark")),
    default="duckdb",
    show_default=True,
    help="Who computes.",
)
@click.option(
    "--memory", metavar="SIZE", help="What DuckDB may take, such as 2GiB; what is beyond goes to disk."
)
def check(
    claims: str,
    dossiers: tuple[str, ...],
    output: str | None,
    previous: str | None,
    engine: str,
    memory: str | None,
) -> int:
    """Cross-check a file of claims, or a folder of them, with the columns of a CSV of claims."""
    from claimcheck import bulk as twin

    report = twin.check(
        claims,
        dossier=dossiers or None,
        previous=previous,
        engine=engine,
        memory=memory,
        progress=_progress(),
    )
    for row in report.first_bad_rows(_MOST_BAD):
        tell(str(row))
    if report.tally.bad_rows > _MOST_BAD:
        tell(f"{report.tally.bad_rows:,} bad rows in all; --output writes them to bad_rows/.")
    if output is not None:
        report.write(output)
    put(report.summary() + "\n", None, ())
    return CHECKED


def _progress() -> Callable[[str, int], None] | None:
    """Says on a terminal what is being done, at most twice a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    last = [0.0]

    def told(what: str, count: int) -> None:
        now = time.monotonic()
        if not count or now - last[0] > 0.5:
            last[0] = now
            tell(f"{what}: {count:,}" if count else what)

    return told
