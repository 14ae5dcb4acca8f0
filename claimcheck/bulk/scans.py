"""What lies within what, without comparing pair by pair: scans in the order of tightness.

Spans are half-open. In the order "lower bound falling, upper bound rising" all that lies within a span comes before it, and
has an upper bound no higher: the running minimum of upper bounds tells whether there is any, and the second best of *another*
voice whether there are two.
"""

from __future__ import annotations

from typing import Any, Final

__all__ = ["KEY", "NONE", "differs", "hit", "scan", "within"]

NONE: Final = 2**63 - 1
"""Beyond every bound: no such supporter."""
KEY: Final = ("q", "sl", "su", "pl", "pu")
"""What makes an answer distinct: its question and its bounds."""


def scan(nw: Any, frame: Any, by: tuple[str, ...] = ("q",)) -> Any:
    """Whether the answers before each, in the order of tightness, support it: `one` voice, `two` voices, two `sides`.

    `nl` is the lower bound with its sign turned, since one direction holds for all keys of an order. Whoever `asks` comes
    after those with the same span. `voice` and `side` are those of the tightest supporter: the only one, where one is all.
    """
    order = ["nl", "upper", "asks", "sl", "su", "pl", "pu"]
    nothing = nw.lit(NONE)

    def running(column: str) -> Any:
        return nw.col(column).cum_min().over(*by, order_by=order)

    def before(column: str, absent: Any) -> Any:
        return nw.col(column).shift(1).over(*by, order_by=order).fill_null(absent)

    def filled(column: str) -> Any:
        return nw.col(column).fill_null(strategy="forward").over(*by, order_by=order)

    supplies = nw.col("supplies")
    frame = frame.with_columns(
        u=nw.when(supplies).then(nw.col("upper")).otherwise(nothing),
        w=nw.when(supplies & ~nw.col("d0").is_null()).then(nw.col("upper")).otherwise(nothing),
    )
    frame = frame.with_columns(best=running("u"), best_side=running("w"))
    frame = frame.with_columns(best_before=before("best", NONE), side_before=before("best_side", NONE))
    frame = frame.with_columns(
        holds=nw.when(nw.col("u") < nw.col("best_before")).then(nw.col("v0")),
        holds_side=nw.when(nw.col("w") < nw.col("side_before")).then(nw.col("d0")),
    )
    frame = frame.with_columns(voice=filled("holds"), backing=filled("holds_side"))
    frame = frame.with_columns(voice_before=before("voice", -1), backing_before=before("backing", -1))
    frame = frame.with_columns(
        pair=_second(nw, "u", "v0", "v1", "best_before", "voice_before"),
        pair_side=_second(nw, "w", "d0", "d1", "side_before", "backing_before"),
    )
    frame = frame.with_columns(second=running("pair"), second_side=running("pair_side"))
    return frame.with_columns(
        one=nw.col("best") <= nw.col("upper"),
        two=nw.col("second") <= nw.col("upper"),
        one_side=nw.col("best_side") <= nw.col("upper"),
        sides=nw.col("second_side") <= nw.col("upper"),
    )


def _second(nw: Any, own: str, least: str, most: str, best: str, holder: str) -> Any:
    """How far up two different ones reach together, with this row as the later of the two."""
    reach, before, nothing = nw.col(own), nw.col(best), nw.lit(NONE)
    together = nw.when(reach > before).then(reach).otherwise(before)
    return (
        nw.when(reach == nothing)
        .then(nothing)
        .when(nw.col(least) != nw.col(most))
        .then(reach)
        .when(nw.col(holder) != nw.col(least))
        .then(together)
        .otherwise(nothing)
    )


def hit(nw: Any, frame: Any, counts_as: Any, by: tuple[str, ...] = ("q",)) -> Any:
    """Whether an answer before each, in the order of tightness, lies within it and ranks as high."""
    order = ["nl", "upper", "asks", "sl", "su", "pl", "pu"]
    ranks = (1, 2, 3, 4)
    frame = frame.with_columns(counts_as=counts_as)
    frame = frame.with_columns(
        **{
            f"u{rank}": nw.when(nw.col("counts_as") >= rank).then(nw.col("upper")).otherwise(nw.lit(NONE))
            for rank in ranks
        }
    )
    frame = frame.with_columns(
        **{f"m{rank}": nw.col(f"u{rank}").cum_min().over(*by, order_by=order) for rank in ranks}
    )
    frame = frame.with_columns(
        **{
            f"b{rank}": nw.col(f"m{rank}").shift(1).over(*by, order_by=order).fill_null(NONE)
            for rank in ranks
        }
    )
    chosen = nw.when(nw.col("rank") == 1).then(nw.col("b1"))
    for rank in (2, 3):
        chosen = chosen.when(nw.col("rank") == rank).then(nw.col(f"b{rank}"))
    return frame.with_columns(hit=chosen.otherwise(nw.col("b4")) <= nw.col("upper"))


def within(nw: Any) -> list[Any]:
    """That both spans of the tighter answer lie within those of the other."""
    return [
        nw.col("tsl") >= nw.col("sl"),
        nw.col("tsu") <= nw.col("su"),
        nw.col("tpl") >= nw.col("pl"),
        nw.col("tpu") <= nw.col("pu"),
    ]


def differs(nw: Any) -> Any:
    return (
        (nw.col("tsl") != nw.col("sl"))
        | (nw.col("tsu") != nw.col("su"))
        | (nw.col("tpl") != nw.col("pl"))
        | (nw.col("tpu") != nw.col("pu"))
    )
