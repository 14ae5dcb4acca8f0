"""Which questions the columns may judge: those on which nothing happens that they can't carry exactly.

Each rule names the rows that break it; a question is plain where no rule is broken. All else goes to the core.
"""

from __future__ import annotations

from typing import Any

from claimcheck.bulk.encoding import Encoder
from claimcheck.bulk.extras import narwhals, pyarrow

__all__ = ["plain_questions"]


def plain_questions(outcome: Any, encoder: Encoder, places: dict[str, list[Any]]) -> set[int]:
    """The numbers of the questions that the columns may judge."""
    nw = narwhals()
    rows = outcome.frame("rows")
    spoken = rows.filter(~nw.col("odd"), ~nw.col("void"))
    broken = [
        rows.filter(nw.col("odd")).select("q").unique(),
        _on_two_axes(nw, spoken),
        _of_two_minds(nw, spoken),
        *_relayed(nw, outcome, encoder, spoken),
    ]
    odd = {q for frame in broken for q in outcome.engine.table(frame).column("q").to_pylist()}
    return set(places["q"]) - odd


def _on_two_axes(nw: Any, spoken: Any) -> Any:
    """Questions whose answers are on two axes: what is to be made of that, the core knows."""
    ends = spoken.group_by("q").agg(least=nw.col("axis").min(), most=nw.col("axis").max())
    return ends.filter(nw.col("least") != nw.col("most")).select("q")


def _of_two_minds(nw: Any, spoken: Any) -> Any:
    """Questions on which one named voice contradicts itself: a revision, or a self-contradiction."""
    ends = (
        spoken.filter(nw.col("named"))
        .group_by("q", "v")
        .agg(highest=nw.col("pl").max(), lowest=nw.col("pu").min())
    )
    return ends.filter(nw.col("highest") >= nw.col("lowest")).select("q").unique()


def _relayed(nw: Any, outcome: Any, encoder: Encoder, spoken: Any) -> list[Any]:
    """Questions on which an outlet both speaks and relays (narration), or a relay is on the side of another voice."""
    relays = [(chain.number, relay) for chain in encoder.chains for relay in chain.relays]
    foreign = [(chain.number, root) for chain in encoder.chains for root in chain.foreign]
    if not relays:
        return []
    through = spoken.select("q", "c").unique()
    own = spoken.filter(nw.col("own")).select("q", "v").unique()
    standing = spoken.filter(nw.col("named"), ~nw.col("own")).select("q", "side").unique()
    by_relay = through.join(_pairs(outcome, "relays", relays), on="c").select("q", v="met").unique()
    by_root = through.join(_pairs(outcome, "foreign", foreign), on="c").select("q", side="met").unique()
    return [
        own.join(by_relay, on=["q", "v"]).select("q").unique(),
        standing.join(by_root, on=["q", "side"]).select("q").unique(),
    ]


def _pairs(outcome: Any, name: str, pairs: list[tuple[int, int]]) -> Any:
    """A small table of chains with what they pass."""
    pa = pyarrow()
    import pyarrow.parquet as parquet

    folder = outcome.folder / name
    folder.mkdir()
    columns = {
        "c": pa.array([chain for chain, _ in pairs], pa.int64()),
        "met": pa.array([met for _, met in pairs], pa.int64()),
    }
    parquet.write_table(pa.table(columns), folder / "pairs.parquet")
    return outcome.engine.read(folder)
