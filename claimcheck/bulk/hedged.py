"""Hedged answers: who supports them, and which of them, and of all others, a tighter one may hide.

One hedged answer lies within another where both its spans do, which is four bounds. On a question with few hedged answers
they are compared pair by pair. On one with many, a scan does two of the bounds, and halving the other two: the answers are
put in an order in which all that lies within an answer comes before it, and cut into blocks; the blocks are halved, and each
half again. Two answers are parted by one cut alone, and there the later half asks the earlier one; those of one block are
compared pair by pair. So each answer is in as many halves as the blocks can be halved, twice over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from claimcheck.bulk.scans import KEY, NONE, differs, hit, scan, within

__all__ = ["halved", "hedged_supporters", "with_hedged", "with_tighter"]

FEW = 2_000
"""Up to so many distinct hedged answers on one question are compared pair by pair, which is faster."""
BLOCK = 512
"""Up to so many answers are not halved, but compared pair by pair."""
_BY_LOWER: Final = ("from_lower", "pu", "from_sure", "su")
_BY_UPPER: Final = ("pu", "from_lower", "from_sure", "su")
"""Orders in which whatever lies within an answer comes before it. (Lower bounds are turned: an order has one direction.)"""


def hedged_supporters(nw: Any, engine: Any, told: Any) -> Any:
    """For each hedged answer, the least and greatest voice and side of the hedged answers that confirm it.

    Two or more are told by the two being different. An answer that no named one confirms is not there.
    """
    hedged = told.filter(nw.col("crisp") == 0).with_columns(gives=nw.col("supplies"), asks=nw.lit(True))

    def by_pairs(pairs: Any) -> Any:
        return _extremes(nw, pairs.select(*KEY, pv0="tv0", pv1="tv1", pd0="td0", pd1="td1"))

    def by_scan(halves: Any, by: tuple[str, ...]) -> Any:
        scanned = scan(nw, _in_order(nw, halves).with_columns(supplies=nw.col("gives")), by)
        return scanned.filter(nw.col("asks") == 1, nw.col("one")).select(
            *KEY,
            pv0="voice",
            pv1=_other(nw, "two", "voice"),
            pd0=nw.when(nw.col("one_side")).then(nw.col("backing")),
            pd1=nw.when(nw.col("one_side")).then(_other(nw, "sides", "backing")),
        )

    parts = _compared(nw, engine, hedged, ("v0", "v1", "d0", "d1"), by_pairs, by_scan)
    return _extremes(nw, nw.concat(parts))


def _extremes(nw: Any, found: Any) -> Any:
    return found.group_by(*KEY).agg(
        pv0=nw.col("pv0").min(), pv1=nw.col("pv1").max(), pd0=nw.col("pd0").min(), pd1=nw.col("pd1").max()
    )


def _other(nw: Any, several: str, one: str) -> Any:
    """The one that was found or, where there are several, what is greater than any: which others they are is no matter."""
    return nw.when(nw.col(several)).then(nw.lit(NONE)).otherwise(nw.col(one))


def with_hedged(nw: Any, by_sure: Any, hedged: Any) -> Any:
    """Supporters of hedged answers: crisp ones from the scan and hedged ones, together."""
    both = by_sure.join(hedged, on=list(KEY), how="left")

    def together(one: str, two: str, holder: str, least: str, most: str) -> tuple[Any, Any]:
        from_scan, from_hedged = nw.col(one), ~nw.col(least).is_null()
        differ = (nw.col(least) != nw.col(most)).fill_null(False)
        apart = (nw.col(holder) != nw.col(least)).fill_null(False)
        return from_scan | from_hedged, nw.col(two) | differ | (from_scan & from_hedged & apart)

    one, two = together("one", "two", "voice", "pv0", "pv1")
    _, sides = together("one_side", "sides", "backing", "pd0", "pd1")
    return both.select(*KEY, one=one, two=two, sides=sides)


def with_tighter(nw: Any, engine: Any, standing: Any, by: tuple[str, ...] = ("q",)) -> Any:
    """The answers, crisp or hedged, with a strictly tighter one of equal or better rank; `by` tells among which."""
    columns = list(dict.fromkeys((*KEY, *by, "crisp", "rank")))
    by_possible = standing.with_columns(nl=-nw.col("pl"), upper=nw.col("pu"), asks=nw.col("crisp"))
    of_crisp = hit(nw, by_possible, nw.col("rank"), by).filter(nw.col("crisp") == 1, nw.col("hit"))
    by_sure = standing.with_columns(nl=-nw.col("sl"), upper=nw.col("su"), asks=1 - nw.col("crisp"))
    crisp_alone = nw.when(nw.col("crisp") == 1).then(nw.col("rank")).otherwise(nw.lit(0))
    of_hedged = hit(nw, by_sure, crisp_alone, by).filter(nw.col("crisp") == 0, nw.col("hit"))
    parts = [of_crisp, of_hedged, *_hedged_with_tighter(nw, engine, standing, by)]
    return nw.concat([frame.select(*columns) for frame in parts]).unique()


def _hedged_with_tighter(nw: Any, engine: Any, standing: Any, by: tuple[str, ...]) -> list[Any]:
    """The hedged answers with a strictly tighter hedged one of equal or better rank; some more than once."""
    hedged = standing.filter(nw.col("crisp") == 0).with_columns(gives=nw.lit(True), asks=nw.lit(True))
    columns = list(dict.fromkeys((*KEY, *by, "crisp", "rank")))

    def by_pairs(pairs: Any) -> Any:
        return pairs.filter(differs(nw), nw.col("trank") >= nw.col("rank")).select(*columns)

    def by_scan(halves: Any, inside: tuple[str, ...]) -> Any:
        counts_as = nw.when(nw.col("gives")).then(nw.col("rank")).otherwise(nw.lit(0))
        found = hit(nw, _in_order(nw, halves), counts_as, inside)
        return found.filter(nw.col("asks") == 1, nw.col("hit")).select(*columns)

    return _compared(nw, engine, hedged, ("rank",), by_pairs, by_scan, by)


def _in_order(nw: Any, halves: Any) -> Any:
    """With what a scan of the sure spans asks for."""
    asks = nw.when(nw.col("asks")).then(nw.lit(1)).otherwise(nw.lit(0))
    return halves.with_columns(nl=-nw.col("sl"), upper=nw.col("su"), asks=asks)


# Pairs and halves


def _compared(
    nw: Any,
    engine: Any,
    hedged: Any,
    told: tuple[str, ...],
    by_pairs: Callable[[Any], Any],
    by_scan: Callable[[Any, tuple[str, ...]], Any],
    by: tuple[str, ...] = ("q",),
) -> list[Any]:
    """What comes of comparing hedged answers: every two of a question meet once, in a pair or in two halves.

    Of the tighter answer those that are `told` are there in a pair, with a t before their names.
    """
    numbers = engine.keep(hedged.group_by(*by).agg(answers=nw.len()))
    few = hedged.join(numbers.filter(nw.col("answers") <= FEW).select(*by), on=list(by), how="semi")
    parts = [by_pairs(_paired(nw, few, by, told))]
    large = numbers.filter(nw.col("answers") > FEW).select(*by)
    if engine.table(large).num_rows:
        many = hedged.join(large, on=list(by), how="semi").with_columns(
            from_lower=-nw.col("pl"), from_sure=-nw.col("sl")
        )
        near, halves = halved(nw, engine, many, by, _BY_LOWER, "cut")
        parts.append(by_pairs(_paired(nw, near, (*by, "block"), told)))
        near, halves = halved(nw, engine, halves, (*by, "cut"), _BY_UPPER, "second_cut")
        parts.append(by_pairs(_paired(nw, near, (*by, "cut", "block"), told)))
        parts.append(by_scan(halves, (*by, "cut", "second_cut")))
    return [engine.keep(part) for part in parts]


def _paired(nw: Any, frame: Any, by: tuple[str, ...], told: tuple[str, ...]) -> Any:
    """Every answer that asks, with each that gives and lies within it; itself among them."""
    tighter = frame.filter(nw.col("gives")).select(
        *by, **{f"t{name}": nw.col(name) for name in (*KEY[1:], *told)}
    )
    return frame.filter(nw.col("asks")).join(tighter, on=list(by)).filter(*within(nw))


def halved(
    nw: Any, engine: Any, frame: Any, by: tuple[str, ...], order: tuple[str, ...], cut: str
) -> tuple[Any, Any]:
    """The answers in their blocks, and in the halves of every cut: the earlier give there, the later ask."""
    place = nw.col(order[0]).cum_count().over(*by, order_by=list(order)).cast(nw.Int64)
    blocks = engine.keep(frame.with_columns(place=place).with_columns(block=(nw.col("place") - 1) // BLOCK))
    [last] = engine.table(blocks.select(last=nw.col("block").max())).column("last").to_pylist()
    halves = []
    for level in range(max(int(last or 0).bit_length(), 1)):
        half, whole = nw.col("block") // 2**level, nw.col("block") // 2 ** (level + 1)
        halves.append(
            blocks.with_columns(
                gives=nw.col("gives") & (half == whole * 2),
                asks=nw.col("asks") & (half != whole * 2),
                **{cut: whole * 64 + level},
            ).filter(nw.col("gives") | nw.col("asks"))
        )
    return blocks, engine.keep(nw.concat(halves).drop("block", "place"))
