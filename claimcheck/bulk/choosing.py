"""Which questions the columns may judge: those on which nothing happens that they can't carry exactly.

Each rule names the rows that break it; a question is plain where no rule is broken. All else goes to the core.
"""

from __future__ import annotations

from typing import Any

from claimcheck.bulk.extras import narwhals

__all__ = ["odd_questions", "spoken"]


def spoken(rows: Any) -> Any:
    """The rows that columns can carry, and that say something."""
    nw = narwhals()
    return rows.filter(~nw.col("odd"), ~nw.col("void"))


def odd_questions(rows: Any, relayed: tuple[Any, Any] | None = None) -> Any:
    """The questions that the columns must leave to the core, as a lazy frame of `q`.

    `relayed`, where anything is, are two frames about the `spoken` rows: the voices `v` that the relays of a question `q`
    would have, and the roots, as `side`, of those relays that are not of their origin's own.
    """
    nw = narwhals()
    said = spoken(rows)
    broken = [rows.filter(nw.col("odd")).select("q"), _on_two_axes(nw, said), _of_two_minds(nw, said)]
    if relayed is not None:
        by_relay, by_root = relayed
        broken += [_narrated(nw, said, by_relay), _passed_by_another_side(nw, said, by_root)]
    return nw.concat(broken).unique()


def _on_two_axes(nw: Any, said: Any) -> Any:
    """Questions whose answers are on two axes: what is to be made of that, the core knows."""
    ends = said.group_by("q").agg(least=nw.col("axis").min(), most=nw.col("axis").max())
    return ends.filter(nw.col("least") != nw.col("most")).select("q")


def _of_two_minds(nw: Any, said: Any) -> Any:
    """Questions on which one named voice contradicts itself: a revision, or a self-contradiction."""
    ends = (
        said.filter(nw.col("named"))
        .group_by("q", "v")
        .agg(highest=nw.col("pl").max(), lowest=nw.col("pu").min())
    )
    return ends.filter(nw.col("highest") >= nw.col("lowest")).select("q")


def _narrated(nw: Any, said: Any, by_relay: Any) -> Any:
    """Questions on which an outlet both speaks and relays."""
    return said.filter(nw.col("own")).select("q", "v").join(by_relay, on=["q", "v"], how="semi").select("q")


def _passed_by_another_side(nw: Any, said: Any, by_root: Any) -> Any:
    """Questions on which a relay is on the side of another voice."""
    standing = said.filter(nw.col("named"), ~nw.col("own")).select("q", "side")
    return standing.join(by_root, on=["q", "side"], how="semi").select("q")
