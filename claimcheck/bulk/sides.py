"""Which answers are hidden by a tighter one with all their sides: by pairs on most questions, by counting on large ones.

What confirms a tighter answer confirms the wider, so that its sides are some of the other's: they are all of them where they
are as many. How many sides stand within a span is told without comparing: those of one side, where none lies within
another, are a stair, and a span takes in one point more of it than of the corners between its points, or none of either.
"""

from __future__ import annotations

from typing import Any, Final

from claimcheck.bulk.hedged import halved, with_tighter
from claimcheck.bulk.scans import KEY, NONE, differs, within

__all__ = ["with_all_sides"]

PAIRS = 10_000
"""Up to so many pairs of a candidate and an answer, on one question, are compared."""
SLICE = 20_000_000
"""So many pairs of a hedged answer and what may confirm it are there at once."""
_UNNAMED, _OWN, _COUNTED = range(3)
"""Who stands behind an answer: unnamed voices, outlets of which it is their own, sides that count. The highest is told."""
_WEIGHTS: Final = ("w0", "w1", "w2")
"""How many of each grade."""
_UNVERIFIED: Final = 1
_SINGLE_SOURCE: Final = 2
_ONE_SIDED: Final = 3


def with_all_sides(nw: Any, engine: Any, unsure: Any, standing: Any, rows: Any) -> list[Any]:
    """Those of the candidates that a tighter answer with all their sides hides."""
    asking = unsure.group_by("q").agg(asking=nw.len())
    numbers = standing.group_by("q").agg(asked=nw.len()).join(asking, on="q")
    pairs = nw.col("asking").cast(nw.Int64) * nw.col("asked").cast(nw.Int64)
    large = engine.keep(numbers.filter(pairs > PAIRS).select("q"))
    if not engine.table(large).num_rows:
        return [_of_pairs(nw, engine, _pairs(nw, unsure, standing), rows)]
    few = _pairs(nw, unsure.join(large, on="q", how="anti"), standing)
    unsure, standing, given = (frame.join(large, on="q", how="semi") for frame in (unsure, standing, rows))
    backers = engine.keep(_backers(nw, given))
    unsure = engine.keep(_without_last_of_a_side(nw, engine, unsure, backers))
    asked, backers = (
        frame.join(unsure.select("q").unique(), on="q", how="semi") for frame in (standing, backers)
    )
    # What hides a candidate has its standing: it can have no more voices or sides than the candidate, and no fewer.
    asked = asked.filter(nw.col("rank") != _SINGLE_SOURCE)
    numbered = engine.keep(_numbered(nw, engine, asked, engine.keep(backers)))
    hidden = with_tighter(nw, engine, numbered, ("q", "grade", "number"))
    hidden = engine.keep(hidden.join(unsure.select(*KEY), on=list(KEY), how="semi").select(*KEY))
    rest = _not_counted(nw, unsure.join(hidden, on=list(KEY), how="anti"), numbered)
    return [hidden, _of_pairs(nw, engine, nw.concat([few, rest]), rows)]


# By pairs


def _pairs(nw: Any, wide: Any, tight: Any) -> Any:
    tighter = tight.select("q", tsl="sl", tsu="su", tpl="pl", tpu="pu", trank="rank")
    return (
        wide.select(*KEY, "rank")
        .join(tighter, on="q")
        .filter(*within(nw), differs(nw), nw.col("trank") >= nw.col("rank"))
    )


def _of_pairs(nw: Any, engine: Any, pairs: Any, rows: Any) -> Any:
    """The wider answers of pairs in which the tighter one has all its sides."""
    pairs = engine.keep(pairs)
    wide = pairs.select(*KEY)
    tight = pairs.select("q", sl="tsl", su="tsu", pl="tpl", pu="tpu")
    asked = nw.concat([wide, tight]).unique()
    sides = engine.keep(_sides(nw, asked, rows))
    counted = sides.group_by(*KEY).agg(number=nw.len())
    of_tight = sides.select("q", "backer", tsl="sl", tsu="su", tpl="pl", tpu="pu")
    shared = (
        pairs.join(sides, on=list(KEY))
        .join(of_tight, on=["q", "backer", "tsl", "tsu", "tpl", "tpu"])
        .group_by(*KEY, "tsl", "tsu", "tpl", "tpu")
        .agg(shared=nw.len())
    )
    return shared.join(counted, on=list(KEY)).filter(nw.col("shared") == nw.col("number")).select(*KEY)


def _backers(nw: Any, rows: Any) -> Any:
    """Who gives each answer, one row each, and how they count."""
    return (
        rows.with_columns(
            grade=nw.when(~nw.col("named"))
            .then(nw.lit(_UNNAMED))
            .when(nw.col("own"))
            .then(nw.lit(_OWN))
            .otherwise(nw.lit(_COUNTED)),
            backer=nw.when(nw.col("named")).then(nw.col("side")).otherwise(nw.col("v")),
        )
        .select(*KEY, "grade", "backer")
        .unique()
    )


def _sides(nw: Any, asked: Any, rows: Any) -> Any:
    """Who stands behind some answers, one row each: sides that count, else those of own voices, else unnamed voices."""
    backers = _backers(nw, rows.join(asked.select("q").unique(), on="q", how="semi")).select(
        "q", "grade", "backer", tsl="sl", tsu="su", tpl="pl", tpu="pu"
    )
    confirmed = asked.join(backers, on="q").filter(*within(nw)).select(*KEY, "grade", "backer").unique()
    best = confirmed.group_by(*KEY).agg(top=nw.col("grade").max())
    return confirmed.join(best, on=list(KEY)).filter(nw.col("grade") == nw.col("top")).select(*KEY, "backer")


# By counting


def _without_last_of_a_side(nw: Any, engine: Any, unsure: Any, backers: Any) -> Any:
    """Candidates save those with a side that gives nothing tighter: no tighter answer has all their sides."""
    again = _given_again(nw, engine, backers.select(*KEY, "backer").unique(), ("q", "backer"))
    # Of a one-sided answer, outlets of which it is their own may be passed over for a side that counts.
    told = nw.when(nw.col("rank") == _UNVERIFIED).then(nw.lit(_UNNAMED)).otherwise(nw.lit(_COUNTED))
    behind = unsure.join(backers, on=list(KEY)).filter(nw.col("grade") == told)
    last = behind.join(again, on=[*KEY, "backer"], how="anti").select(*KEY).unique()
    return unsure.join(last, on=list(KEY), how="anti")


def _given_again(nw: Any, engine: Any, given: Any, by: tuple[str, ...]) -> Any:
    """What is given with a tighter answer from the same giver, as `by` tells who that is."""
    crisp = (nw.col("sl") == nw.col("pl")) & (nw.col("su") == nw.col("pu"))
    given = given.with_columns(crisp=nw.when(crisp).then(nw.lit(1)).otherwise(nw.lit(0)), rank=nw.lit(1))
    return with_tighter(nw, engine, engine.keep(given), by).select(*dict.fromkeys((*KEY, *by)))


def _numbered(nw: Any, engine: Any, asked: Any, backers: Any) -> Any:
    """Answers with the `number` of who stands behind them, and their `grade`."""
    counts = nw.concat(
        [
            _crisp_counts(nw, engine, asked.filter(nw.col("crisp") == 1), backers),
            *_hedged_counts(nw, engine, asked.filter(nw.col("crisp") == 0), backers),
        ]
    )
    counts = counts.group_by(*KEY).agg(**{name: nw.col(name).sum() for name in _WEIGHTS})
    number, grade = nw.col("w0"), nw.lit(_UNNAMED)
    for higher in (_OWN, _COUNTED):
        there = nw.col(f"w{higher}") > 0
        number = nw.when(there).then(nw.col(f"w{higher}")).otherwise(number)
        grade = nw.when(there).then(nw.lit(higher)).otherwise(grade)
    told = counts.with_columns(grade=grade, number=number.cast(nw.Int64)).select(*KEY, "grade", "number")
    return asked.join(told, on=list(KEY))


def _hedged_counts(nw: Any, engine: Any, hedged: Any, backers: Any) -> list[Any]:
    """By how many each hedged answer is confirmed: compared with all, `SLICE` pairs at once.

    A side's answers that lie round another of its own say nothing more.
    """
    hedged = engine.keep(
        hedged.with_columns(place=nw.col("sl").cum_count().over("q", order_by=list(KEY[1:])).cast(nw.Int64))
    )
    [last] = engine.table(hedged.select(last=nw.col("place").max())).column("last").to_pylist()
    if last is None:
        return []
    by = ("q", "grade", "backer")
    again = _given_again(nw, engine, backers, by)
    points = engine.keep(
        backers.join(again, on=[*KEY, "grade", "backer"], how="anti").select(
            "q", "grade", "backer", **{f"t{name}": nw.col(name) for name in KEY[1:]}
        )
    )
    at_once = max(SLICE // max(engine.table(points.select("q")).num_rows, 1), 1)
    slices = []
    for first in range(0, last, at_once):
        some = hedged.filter(nw.col("place") > first, nw.col("place") <= first + at_once)
        found = some.join(points, on="q").filter(*within(nw)).select(*KEY, "grade", "backer").unique()
        found = _weighed(nw, found.with_columns(weight=nw.lit(1).cast(nw.Int64)))
        slices.append(engine.keep(_summed(nw, found, KEY)))
    return slices


def _weighed(nw: Any, frame: Any) -> Any:
    """With the weight of each row under its grade."""
    nothing = nw.lit(0).cast(nw.Int64)
    return frame.with_columns(
        **{
            name: nw.when(nw.col("grade") == grade).then(nw.col("weight")).otherwise(nothing)
            for grade, name in enumerate(_WEIGHTS)
        }
    )


def _summed(nw: Any, frame: Any, by: tuple[str, ...]) -> Any:
    found = frame.group_by(*by).agg(**{name: nw.col(name).sum() for name in _WEIGHTS})
    return found.with_columns(**{name: nw.col(name).cast(nw.Int64) for name in _WEIGHTS})


def _crisp_counts(nw: Any, engine: Any, crisp: Any, backers: Any) -> Any:
    """By how many each crisp answer is confirmed: points less corners of their stairs, in halves."""
    points = _stairs(nw, engine, backers)
    columns = (*KEY, "nl", "upper", "gives", "asks", *_WEIGHTS)
    nothing = nw.lit(0).cast(nw.Int64)
    asking = crisp.with_columns(
        nl=-nw.col("pl"), upper=nw.col("pu"), gives=nw.lit(False), asks=nw.lit(True),
        **dict.fromkeys(_WEIGHTS, nothing),
    )  # fmt: skip
    giving = points.with_columns(gives=nw.lit(True), asks=nw.lit(False), **dict.fromkeys(KEY[1:], nothing))
    both = nw.concat([asking.select(*columns), giving.select(*columns)])
    both = both.with_columns(turn=nw.when(nw.col("asks")).then(nw.lit(1)).otherwise(nw.lit(0)))
    near, halves = halved(nw, engine, both, ("q",), ("nl", "upper", "turn"), "cut")
    return nw.concat([_counted_near(nw, near), _counted_before(nw, halves)])


def _stairs(nw: Any, engine: Any, backers: Any) -> Any:
    """The points of every side's stair, to be counted once, and the corners between them, to be taken off once."""
    by, order = ("q", "grade", "backer"), ["nl", "upper"]
    points = backers.with_columns(nl=-nw.col("pl"), upper=nw.col("pu")).select(*by, *order).unique()
    points = points.with_columns(best=nw.col("upper").cum_min().over(*by, order_by=order))
    points = points.with_columns(before=nw.col("best").shift(1).over(*by, order_by=order).fill_null(NONE))
    # Within a point's span lies another of its side if one before it reaches no higher. The last before has the best.
    points = engine.keep(points.filter(nw.col("upper") < nw.col("before")))
    corners = points.filter(nw.col("before") != NONE).with_columns(upper=nw.col("before"))
    parts = [
        frame.select(*by, *order).with_columns(weight=nw.lit(weight).cast(nw.Int64))
        for frame, weight in ((points, 1), (corners, -1))
    ]
    return _summed(nw, _weighed(nw, nw.concat(parts)), ("q", *order))


def _counted_near(nw: Any, near: Any) -> Any:
    """What lies within each crisp answer, of its own block."""
    giving = near.filter(nw.col("gives")).select(
        "q", "block", tnl="nl", tupper="upper", **{f"t{name}": nw.col(name) for name in _WEIGHTS}
    )
    pairs = near.filter(nw.col("asks")).drop(*_WEIGHTS).join(giving, on=["q", "block"])
    pairs = pairs.filter(nw.col("tnl") <= nw.col("nl"), nw.col("tupper") <= nw.col("upper"))
    return _summed(nw, pairs.select(*KEY, **{name: nw.col(f"t{name}") for name in _WEIGHTS}), KEY)


def _counted_before(nw: Any, halves: Any) -> Any:
    """What lies within each crisp answer, of the earlier half of every cut that has it in the later."""
    order = ["upper", "turn", "nl", "sl", "su", "pl", "pu"]
    sums = {name: nw.when(nw.col("gives")).then(nw.col(name)).otherwise(nw.lit(0)) for name in _WEIGHTS}
    counted = halves.with_columns(**sums)
    counted = counted.with_columns(
        **{name: nw.col(name).cum_sum().over("q", "cut", order_by=order).cast(nw.Int64) for name in sums}
    )
    return counted.filter(nw.col("asks")).select(*KEY, *sums)


def _not_counted(nw: Any, unsure: Any, numbered: Any) -> Any:
    """Pairs that no count decides: those of one-sided answers, a side that counts behind one, outlets behind the other."""
    one_sided = numbered.filter(nw.col("rank") == _ONE_SIDED)
    counting = one_sided.filter(nw.col("grade") == _COUNTED).select(*KEY)
    wide = unsure.join(counting, on=list(KEY), how="semi")
    return _pairs(nw, wide, one_sided.filter(nw.col("grade") == _OWN))
