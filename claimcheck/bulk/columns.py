"""The judge in columns: camps, supporters, standings and what is hidden, as sorts and running minima inside a question.

Written once against narwhals, for answers of single spans with sides of one root. Nothing is compared pair by pair save
few hedged answers with hedged ones, and what may hide what among answers of equal standing.

Spans are half-open, an absent bound is `LOWEST` or `HIGHEST`. An answer is confirmed by all that lie within it: `scans` finds
those with two bounds to heed, `hedged` those with four.
"""

from __future__ import annotations

from typing import Any, Final

from claimcheck.bulk.extras import narwhals
from claimcheck.bulk.hedged import hedged_supporters, with_hedged, with_tighter
from claimcheck.bulk.readings import HIGHEST, LOWEST
from claimcheck.bulk.scans import KEY, NONE, scan
from claimcheck.bulk.sides import with_all_sides

__all__ = ["judge_columns", "told_in_full"]

_RANKS: Final = {"contested": 0, "unverified": 1, "single-source": 2, "one-sided": 3, "corroborated": 4}


def judge_columns(engine: Any, rows: Any, progress: Any) -> dict[str, Any]:
    """The "findings" and "standings" on the questions of some rows, as lazy frames by the numbers of questions."""
    nw = narwhals()
    rows = rows.filter(~nw.col("void"))
    answers = engine.keep(_answers(nw, rows))
    progress("distinct answers", 0)
    ends = engine.keep(_ends(nw, answers))
    ranked = engine.keep(_ranked(nw, engine, answers, ends))
    progress("standings", 0)
    hidden = _hidden(nw, engine, ranked, rows)
    standings = engine.keep(_with_hidden(nw, ranked, hidden))
    progress("hidden answers", 0)
    findings = nw.concat(
        [
            _answer_findings(nw, standings),
            _contradictions(nw, answers, ends),
            _tensions(nw, answers, ends),
        ]
    )
    return {"findings": findings, "standings": _standing_rows(nw, standings)}


def told_in_full(frame: Any, places: Any, columns: tuple[str, ...]) -> Any:
    """What was judged in columns with the names of its questions, as a table of results has it."""
    nw = narwhals()
    told = places.select("q", "question", "unit", "event", "aspect", "scope")
    texts = {one: nw.lit(None, dtype=nw.String) for one in ("answer", "reason") if one in columns}
    return frame.join(told, on="q").with_columns(judged=nw.lit("columns"), **texts).select(*columns)


# Distinct answers, and where they part


def _answers(nw: Any, rows: Any) -> Any:
    """One row for each distinct answer to a question: who gives it, as the least and the greatest voice and side.

    Two or more are told by the two being different; null where nobody named (or, for sides, nobody who counts) gives it.
    """
    rows = rows.with_columns(
        voice=nw.when(nw.col("named")).then(nw.col("v")),
        counted=nw.when(nw.col("named") & ~nw.col("own")).then(nw.col("side")),
    )
    return rows.group_by(*KEY).agg(
        v0=nw.col("voice").min(),
        v1=nw.col("voice").max(),
        d0=nw.col("counted").min(),
        d1=nw.col("counted").max(),
    )


def _ends(nw: Any, answers: Any) -> Any:
    """By question: the highest floor and the lowest ceiling, of all answers and of the named ones; whether any is hedged."""
    named = ~nw.col("v0").is_null()
    crisp = (nw.col("sl") == nw.col("pl")) & (nw.col("su") == nw.col("pu"))
    marked = answers.with_columns(
        named_floor=nw.when(named).then(nw.col("pl")),
        named_ceiling=nw.when(named).then(nw.col("pu")),
        hedges=nw.when(crisp).then(nw.lit(0)).otherwise(nw.lit(1)),
    )
    return marked.group_by("q").agg(
        floor=nw.col("pl").max(),
        ceiling=nw.col("pu").min(),
        named_floor=nw.col("named_floor").max(),
        named_ceiling=nw.col("named_ceiling").min(),
        hedged=nw.col("hedges").max(),
    )


# Supporters


def _ranked(nw: Any, engine: Any, answers: Any, ends: Any) -> Any:
    """Every distinct answer with its rank: what it stands at, before any is hidden."""
    crisp = (nw.col("sl") == nw.col("pl")) & (nw.col("su") == nw.col("pu"))
    told = answers.with_columns(
        crisp=nw.when(crisp).then(nw.lit(1)).otherwise(nw.lit(0)), supplies=~nw.col("v0").is_null()
    )
    # Crisp answers ask with their possible span, and every named answer within it is a supporter.
    scanned = scan(nw, told.with_columns(nl=-nw.col("pl"), upper=nw.col("pu"), asks=nw.col("crisp")))
    of_crisp = scanned.filter(nw.col("crisp") == 1).select(*KEY, "one", "two", "sides")
    # Hedged ones ask crisp answers with their sure span, and hedged ones with both.
    pool = told.join(ends.filter(nw.col("hedged") == 1).select("q"), on="q", how="semi").with_columns(
        nl=-nw.col("sl"),
        upper=nw.col("su"),
        asks=1 - nw.col("crisp"),
        supplies=nw.col("supplies") & (nw.col("crisp") == 1),
    )
    by_sure = scan(nw, pool).filter(nw.col("crisp") == 0)
    of_hedged = with_hedged(nw, by_sure, hedged_supporters(nw, engine, told))
    supported = nw.concat([of_crisp, of_hedged])
    return _standing(nw, told.join(supported, on=list(KEY)).join(ends, on="q"))


def _standing(nw: Any, supported: Any) -> Any:
    """The rank of each answer, first rule that fits; contested where a named answer shares no value with it."""
    contested = (
        (nw.col("named_ceiling") <= nw.col("pl")) | (nw.col("named_floor") >= nw.col("pu"))
    ).fill_null(False)
    rank = (
        nw.when(~nw.col("one"))
        .then(nw.lit(_RANKS["unverified"]))
        .when(contested)
        .then(nw.lit(_RANKS["contested"]))
        .when(nw.col("sides"))
        .then(nw.lit(_RANKS["corroborated"]))
        .when(nw.col("two"))
        .then(nw.lit(_RANKS["one-sided"]))
        .otherwise(nw.lit(_RANKS["single-source"]))
    )
    return supported.with_columns(rank=rank).select(*KEY, "crisp", "rank")


# What a tighter answer hides


def _hidden(nw: Any, engine: Any, ranked: Any, rows: Any) -> Any:
    """The answers that are hidden: a strictly tighter one has an equal or better standing and all its sides."""
    standing = engine.keep(ranked.filter(nw.col("rank") > 0))
    candidates = engine.keep(with_tighter(nw, engine, standing))
    # Where one voice alone supports an answer, it supports all that confirm it: their sides are the same.
    sure = candidates.filter(nw.col("rank") == _RANKS["single-source"]).select(*KEY)
    unsure = candidates.filter(nw.col("rank") != _RANKS["single-source"])
    return nw.concat([sure, *with_all_sides(nw, engine, unsure, standing, rows)]).unique()


def _with_hidden(nw: Any, ranked: Any, hidden: Any) -> Any:
    marked = ranked.join(hidden.with_columns(hides=nw.lit(1)), on=list(KEY), how="left")
    return marked.with_columns(hidden=~nw.col("hides").is_null()).drop("hides")


# What is told


def _words(nw: Any) -> Any:
    told = nw.when(nw.col("rank") == 0).then(nw.lit("contested"))
    for word, rank in _RANKS.items():
        if word not in ("contested", "corroborated"):
            told = told.when(nw.col("rank") == rank).then(nw.lit(word))
    return told.otherwise(nw.lit("corroborated"))


def _bounds(nw: Any) -> dict[str, Any]:
    """The bounds as they are told: null where there is none."""
    return {
        name: nw.when(nw.col(column) != absent).then(nw.col(column))
        for name, column, absent in (
            ("sure_lower", "sl", LOWEST),
            ("sure_upper", "su", HIGHEST),
            ("possible_lower", "pl", LOWEST),
            ("possible_upper", "pu", HIGHEST),
        )
    }


def _standing_rows(nw: Any, standings: Any) -> Any:
    return standings.select("q", "hidden", standing=_words(nw), **_bounds(nw))


_FINDING_COLUMNS: Final = (
    "q", "kind", "standing", "sure_lower", "sure_upper", "possible_lower", "possible_upper", "camps", "anonymous",
)  # fmt: skip


def _answer_findings(nw: Any, standings: Any) -> Any:
    """An agreement, or what falls short of one, for each answer that is shown."""
    kind = nw.when(nw.col("rank") == _RANKS["corroborated"]).then(nw.lit("agreement"))
    shown = standings.filter(~nw.col("hidden"), nw.col("rank") > 0)
    return shown.select(
        "q",
        kind=kind.otherwise(nw.lit("unverified")),
        standing=_words(nw),
        **_bounds(nw),
        camps=nw.lit(None, dtype=nw.Int64),
        anonymous=nw.lit(None, dtype=nw.Boolean),
    ).select(*_FINDING_COLUMNS)


def _without_answer(nw: Any) -> dict[str, Any]:
    return {
        name: nw.lit(None, dtype=nw.Int64)
        for name in ("sure_lower", "sure_upper", "possible_lower", "possible_upper")
    }


def _contradictions(nw: Any, answers: Any, ends: Any) -> Any:
    """One finding for each question with more than one camp: an opening edge that a closing one follows at once."""
    parted = ends.filter(nw.col("floor") >= nw.col("ceiling")).with_columns(
        anonymous=~(nw.col("named_floor") >= nw.col("named_ceiling")).fill_null(False)
    )
    spans = answers.join(parted.select("q"), on="q", how="semi")
    edges = nw.concat(
        [
            spans.select("q", place="pl").with_columns(opens=nw.lit(1)),
            spans.select("q", place="pu").with_columns(opens=nw.lit(0)),
        ]
    ).unique()
    edges = edges.with_columns(
        last=nw.col("opens").shift(1).over("q", order_by=["place", "opens"]).fill_null(0)
    )
    meets = edges.filter(nw.col("opens") == 0, nw.col("last") == 1)
    camps = meets.group_by("q").agg(camps=nw.len().cast(nw.Int64))
    return (
        camps.join(parted.select("q", "anonymous"), on="q")
        .with_columns(
            kind=nw.lit("contradiction"),
            standing=nw.when(~nw.col("anonymous")).then(nw.lit("contested")),
            **_without_answer(nw),
        )
        .select(*_FINDING_COLUMNS)
    )


def _tensions(nw: Any, answers: Any, ends: Any) -> Any:
    """One finding for each question on which a sure span lies wholly beyond another whose possible span reaches into it.

    One of the two is hedged: a crisp answer's possible span is its sure one.
    """
    hedged = ends.filter(nw.col("hedged") == 1).select("q")
    answers = answers.join(hedged, on="q", how="semi").with_columns(named=~nw.col("v0").is_null())
    columns = ("q", "place", "asks", "reach", "named", "sl", "su", "pl", "pu")
    below = answers.with_columns(place=nw.col("su"), asks=nw.lit(0), reach=nw.col("pu")).select(*columns)
    above = answers.with_columns(place=nw.col("sl"), asks=nw.lit(1), reach=nw.col("pl")).select(*columns)
    order = ["place", "asks", "sl", "su", "pl", "pu"]
    events = nw.concat([below, above])
    given = nw.col("asks") == 0
    nothing = nw.lit(-NONE)
    events = events.with_columns(
        of_all=nw.when(given).then(nw.col("reach")).otherwise(nothing),
        of_named=nw.when(given & nw.col("named")).then(nw.col("reach")).otherwise(nothing),
    )
    events = events.with_columns(
        of_all=nw.col("of_all").cum_max().over("q", order_by=order),
        of_named=nw.col("of_named").cum_max().over("q", order_by=order),
    )
    reached = nw.when(nw.col("named")).then(nw.col("of_all")).otherwise(nw.col("of_named"))
    strained = events.filter(nw.col("asks") == 1, reached > nw.col("reach")).select("q").unique()
    return strained.with_columns(
        kind=nw.lit("tension"),
        standing=nw.lit(None, dtype=nw.String),
        **_without_answer(nw),
        camps=nw.lit(None, dtype=nw.Int64),
        anonymous=nw.lit(None, dtype=nw.Boolean),
    ).select(*_FINDING_COLUMNS)
