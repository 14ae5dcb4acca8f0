"""How well and how fast mentions are linked: `python benchmarks/linking.py FOLDER`.

FOLDER holds `*.jsonl` files of mentions with gold events: one object a line with `mention`, `source`, `kind`, `when` [first
day, last day], `where`, `participants`, `name`, `counts` and `event` (null: not scored). Without a folder only what is made up
is measured. `--errors N` prints N errors of each file; `--weights` turns each weight up and down by 30 %; `--large` links
100,000 mentions as well. Against Splink in the same run where it is installed.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import hashlib
import itertools
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from accidents import world

from claimcheck import Answer, Aspect, Dossier, Event, Source, crosscheck
from claimcheck.linking import Linking, Mention, link, scoring
from claimcheck.linking.descriptions import conflict, described
from claimcheck.linking.rates import Rates

Gold = Mapping[str, str]


# Scores


def pairwise_and_b_cubed(gold: Gold, found: Gold) -> tuple[float, float, float, float]:
    """Pairwise precision, recall and F1, and B-cubed F1, over the mentions of which the event is known."""

    def pairs(sizes: Iterable[int]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes)

    both = Counter((gold[key], found[key]) for key in gold)
    events, clusters = Counter(gold.values()), Counter(found[key] for key in gold)
    right = pairs(both.values())
    precision = right / (pairs(clusters.values()) or 1)
    recall = right / (pairs(events.values()) or 1)
    pure = sum(both[gold[key], found[key]] / clusters[found[key]] for key in gold) / len(gold)
    whole = sum(both[gold[key], found[key]] / events[gold[key]] for key in gold) / len(gold)
    return precision, recall, harmonic(precision, recall), harmonic(pure, whole)


def harmonic(one: float, other: float) -> float:
    """The harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0


def cluster_of(linking: Linking) -> dict[str, str]:
    """The cluster of each mention."""
    return {key: one.key for one in linking.clusters for key in one.members}


def show(what: str, gold: Gold, linking: Linking, seconds: float) -> None:
    """One line of scores."""
    precision, recall, pairwise, b_cubed = pairwise_and_b_cubed(gold, cluster_of(linking))
    print(
        f"{what:<34} P {precision:.4f}  R {recall:.4f}  F1 {pairwise:.4f}  B-cubed {b_cubed:.4f}"
        f"  undecided {len(linking.undecided):4}  {seconds:6.2f} s",
        flush=True,
    )


def timed(run: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the processor time it takes."""
    gc.collect()
    gc.disable()  # or what was made before decides how long it takes
    try:
        start = time.process_time()
        return run(), time.process_time() - start
    finally:
        gc.enable()


# Files


def read(path: Path) -> tuple[list[dict[str, Any]], list[Mention], dict[str, str]]:
    """The rows of a file, as mentions, and the gold event of those that have one."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return (
        rows,
        [mention_of(row) for row in rows],
        {row["mention"]: row["event"] for row in rows if row["event"]},
    )


def mention_of(row: dict[str, Any]) -> Mention:
    """One row as a mention."""
    first, last = row["when"]
    event = Event(
        row["kind"],
        when=first if first == last else (first, last),
        where=row["where"],
        participants=row["participants"],
        name=row["name"],
    )
    counts = {question: Answer.exactly(number) for question, number in row["counts"].items()}
    return Mention(row["mention"], event, [row["source"]], counts=counts)


def halves(rows: list[dict[str, Any]]) -> Iterable[tuple[str, Callable[[dict[str, Any]], bool]]]:
    """Two ways to cut the mentions in half: by time and by place."""
    middle = sorted(row["when"][0] for row in rows)[len(rows) // 2]
    yield "first half by time", lambda row: row["when"][0] < middle
    yield "second half by time", lambda row: row["when"][0] >= middle

    def odd(row: dict[str, Any]) -> bool:
        return bool(hashlib.sha256(repr(row["where"][:2]).encode()).digest()[0] % 2)

    yield "half of the states", odd
    yield "the other half", lambda row: not odd(row)


def measure_file(path: Path, options: argparse.Namespace) -> None:
    """All that is measured on one file."""
    rows, mentions, gold = read(path)
    linking, seconds = timed(lambda: link(mentions))
    show(f"{path.name}: {len(mentions)} mentions", gold, linking, seconds)
    for what, wanted in halves(rows):
        keys = {row["mention"] for row in rows if wanted(row)}
        part, seconds = timed(lambda keys=keys: link([one for one in mentions if one.key in keys]))  # type: ignore[misc]
        show(f"  {what}", {key: event for key, event in gold.items() if key in keys}, part, seconds)
    if options.weights:
        measure_weights(mentions, gold)
    if options.errors:
        show_errors(mentions, gold, linking, options.errors)
    measure_contradictions(rows, gold, linking, options.inclusive)
    if all(row["when"][0] == row["when"][1] for row in rows):
        measure_splink(rows, mentions, gold)


def measure_weights(mentions: list[Mention], gold: Gold) -> None:
    """The worst that comes of turning one weight up or down by 30 %."""
    found = []
    for name, weight in sorted(scoring.WEIGHTS.items()):
        for factor in (0.7, 1.3):
            scoring.WEIGHTS[name] = weight * factor
            precision, _, pairwise, b_cubed = pairwise_and_b_cubed(gold, cluster_of(link(mentions)))
            found.append((pairwise, b_cubed, precision, f"{name} x {factor}"))
        scoring.WEIGHTS[name] = weight
    for pairwise, b_cubed, precision, what in sorted(found)[:4]:
        print(f"  {what:<34} P {precision:.4f}  F1 {pairwise:.4f}  B-cubed {b_cubed:.4f}")
    print(
        f"  lowest B-cubed {min(one[1] for one in found):.4f}, lowest precision {min(one[2] for one in found):.4f}"
    )


def show_errors(mentions: list[Mention], gold: Gold, linking: Linking, number: int) -> None:
    """Pairs that were missed and pairs that are wrong, half of each, with what was seen of them."""
    known = dict(zip((one.key for one in mentions), described(mentions, "UTC", {}), strict=True))
    by_key = {one.key: one for one in mentions}
    rates = Rates.of(known.values())
    found = cluster_of(linking)

    def pairs(groups: Gold, other: Gold) -> list[tuple[str, str]]:
        members = defaultdict(list)
        for key in sorted(gold):
            members[groups[key]].append(key)
        wrong = [
            pair for group in members.values() for pair in itertools.combinations(group, 2)
            if other[pair[0]] != other[pair[1]]
        ]  # fmt: skip
        return sorted(wrong, key=lambda pair: hashlib.sha256(repr(pair).encode()).digest())

    for what, wrong in (("missed", pairs(gold, found)), ("joined wrongly", pairs(found, gold))):
        print(f"  {what}: {len(wrong)}")
        for pair in wrong[: number // 2]:
            for key in pair:
                told = by_key[key]
                counts = {question: str(answer) for question, answer in told.counts}
                when = " to ".join(moment.text for moment in told.event.when)
                print(f"    {key:<14} {when:<24} {', '.join(told.event.where)}; {told.event.name}; {counts}")
            one, other = (known[key] for key in pair)
            parts = [] if conflict(one, other) else scoring.score(one, other, rates)
            seen = ", ".join(f"{part.seen} {part.points:.1f}" for part in parts)
            print(f"      {conflict(one, other) or f'{scoring.points_of(parts):.1f}: {seen}'}")


# Contradictions


def contradicted(
    rows: Iterable[dict[str, Any]], event_of: Gold, inclusive: Iterable[str] | None = None
) -> set[tuple[str, str]]:
    """Events and questions on which two sources give different counts, as `crosscheck` finds them.

    Where it is told which sources are `inclusive`, how a source counts is part of the scope: they count a dead attacker,
    the others do not, and what an inclusive source gives as victims alone answers the others' question.
    """
    claims, sources, questions = [], {}, set()
    for row in rows:
        source = sources.setdefault(row["source"], Source(row["source"]))
        for question, number in row["counts"].items():
            scope = {}
            if inclusive is not None and question.endswith("killed"):
                with_attacker = row["source"] in inclusive and not question.startswith("victims")
                question, scope = "killed", {"attacker": "counted" if with_attacker else "not counted"}
            questions.add(question)
            claims.append(source.says(event_of[row["mention"]], question, {"exactly": number}, scope=scope))
    aspects = [Aspect(name, axis="count") for name in sorted(questions)]
    found = crosscheck(Dossier(claims, sources=sources.values(), aspects=aspects)).findings
    return {
        (one.question.event, one.question.aspect)
        for one in found
        if one.kind in ("contradiction", "self-contradiction")
    }


def measure_contradictions(
    rows: list[dict[str, Any]], gold: Gold, linking: Linking, inclusive: list[str] | None
) -> None:
    """How many of the contradictions of the gold events are found between the linked mentions."""
    scored = [row for row in rows if row["event"]]
    numbers = Counter(gold[row["mention"]] for row in scored)
    several = {event for event, number in numbers.items() if number > 1}
    found = {key: f"cluster {one}" for key, one in cluster_of(linking).items()}
    wanted = {pair for pair in contradicted(scored, gold) if pair[0] in several}
    seen = contradicted(scored, found)
    members = defaultdict(set)
    for row in scored:
        members[gold[row["mention"]]].add(found[row["mention"]])
    hit = {pair for pair in wanted if any((one, pair[1]) in seen for one in members[pair[0]])}
    events, events_hit = {pair[0] for pair in wanted}, {pair[0] for pair in hit}
    print(
        f"  contradictions in {len(several)} events with several sources: on {len(events_hit)} of {len(events)} events found"
        f" ({len(events_hit) / len(events):.1%}), on {len(hit)} of {len(wanted)} questions ({len(hit) / len(wanted):.1%})"
    )
    if inclusive is not None:
        left = contradicted(scored, gold, inclusive)
        print(
            "  question        contradicted   left when it is part of the scope whether the attacker is counted"
        )
        for question in sorted({pair[1] for pair in wanted}):
            before = {pair[0] for pair in wanted if pair[1] == question}
            print(f"  {question:<16}{len(before):12}{sum((event, question) in left for event in before):7}")


# Splink


def measure_splink(rows: list[dict[str, Any]], mentions: list[Mention], gold: Gold) -> None:
    """The same mentions by Splink: its time against ours, and its best score over some thresholds."""
    try:
        import splink  # noqa: F401
    except ImportError:
        print("  Splink is not installed, so there is nothing to compare with")
        return
    ours = min(timed(lambda: link(mentions))[1] for _ in range(2))
    some = rows[:100]
    by_splink(some, {row["mention"]: "" for row in some})  # what is imported and set up once is not counted
    best, spent = timed(lambda: by_splink(rows, gold))
    print(
        f"  Splink: pairwise F1 {best[0]:.4f} at the best of ten thresholds, {spent:.2f} s of processor time"
    )
    print(f"  ours takes {ours:.2f} s, {ours / spent:.2f} of that (bar 0.5)")


def by_splink(rows: list[dict[str, Any]], gold: Gold) -> tuple[float, float]:
    """The best pairwise F1 over ten thresholds, and the threshold."""
    import logging

    import pandas
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    table = pandas.DataFrame(
        {
            "unique_id": row["mention"],
            "day": row["when"][0],
            "state": (row["where"] + ["", ""])[1],
            "town": (row["where"] + ["", "", ""])[2],
            "name": row["name"] or None,
            "killed": row["counts"].get("killed"),
            "injured": row["counts"].get("injured"),
        }
        for row in rows
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("day"), block_on("state", "town")],
        comparisons=[
            compare.AbsoluteDateDifferenceAtThresholds(
                "day", input_is_string=True, metrics=["day", "day"], thresholds=[1, 7]
            ),
            compare.ExactMatch("state"),
            compare.JaroWinklerAtThresholds("town", [0.92, 0.8]),
            compare.JaroWinklerAtThresholds("name", [0.9, 0.7]),
            compare.ExactMatch("killed"),
            compare.ExactMatch("injured"),
        ],
    )
    interface = DuckDBAPI()
    linker = Linker(interface.register(table), settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("day", "state")], recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("state", "town"))
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    best = (0.0, 0.0)
    for threshold in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99):
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        found = {row["unique_id"]: str(row["cluster_id"]) for row in clusters.as_record_list()}
        best = max(best, (pairwise_and_b_cubed(gold, found)[2], threshold))
    return best


# Made-up mentions


def spread(number: int, seed: int = 2) -> list[Mention]:
    """Mentions of five registers over thirty years, as many provinces as it takes to keep each as busy."""
    draw = random.Random(seed)
    provinces = max(5, number // 200)
    made = []
    for place in range(number):
        event = draw.randrange(int(number / 1.6) + 1)
        truth = random.Random(event * 7919 + seed)
        province, town = truth.randrange(provinces), truth.randrange(20)
        day = str(datetime.date(1995, 1, 1) + datetime.timedelta(days=truth.randrange(365 * 30)))
        name = f"{truth.choice('abcdefgh') * 2}{truth.randrange(3000)} works fire"
        known = draw.random()
        made.append(
            Mention(
                f"m{place}",
                Event(
                    "accident",
                    when=day[: 10 if known < 0.65 else 7 if known < 0.9 else 4],
                    where=["C", f"province {province}", f"town {province}-{town}"][
                        : 3 if draw.random() < 0.8 else 2
                    ],
                    name=name if draw.random() < 0.4 else None,
                ),
                [f"register {draw.randrange(5)}"],
                counts={"killed": Answer.exactly(truth.randrange(6))},
            )
        )
    return made


def one_day(number: int, seed: int = 1) -> list[Mention]:
    """Mentions of one kind, place and day, by five sources."""
    draw = random.Random(seed)
    return [
        Mention(
            f"h{place}",
            Event(
                "strike",
                when="2025-06-26",
                where=["A", "B"],
                participants=["X"],
                name=f"strike on {draw.choice('abcdefghij') * 3}{draw.randrange(400)} depot",
            ),
            [f"source {place % 5}"],
            counts={"killed": Answer.exactly(draw.randrange(40))},
        )
        for place in range(number)
    ]


def measure_made_up(options: argparse.Namespace) -> None:
    """Another field, and how time and memory grow."""
    for seed in (1, 2):
        for events in (300, 1500, 4000):
            mentions, gold = world(events, seed)
            linking, seconds = timed(lambda mentions=mentions: link(mentions))  # type: ignore[misc]
            show(f"accidents {seed}: {len(mentions)} mentions", gold, linking, seconds)
            if options.errors and (seed, events) == (1, 1500):
                show_errors(mentions, gold, linking, options.errors)
    measure_growth("one day, 500 and 5,000", [one_day(500), one_day(5000)], 13)
    sizes = [10_000, 100_000] if options.large else [1000, 10_000]
    measure_growth(f"spread, {sizes[0]:,} and {sizes[1]:,}", [spread(size) for size in sizes], 13)
    if options.large:
        code = (
            f"import sys; sys.path[:0] = {[str(Path(__file__).parent)]!r}; import linking; "
            "from claimcheck.linking import link; import resource; link(linking.spread(100_000)); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        print(f"peak memory of 100,000 mentions: {int(done.stdout) / 1024:.0f} MB (bar 1024)")


def measure_growth(what: str, sets: list[list[Mention]], bar: float) -> None:
    """Ten times the mentions against one time."""
    small, large = (timed(lambda one=one: link(one))[1] for one in sets)  # type: ignore[misc]
    print(f"{what}: {small:.2f} s and {large:.2f} s, {large / small:.1f} times (bar {bar:g})", flush=True)


def main() -> None:
    """Print all that is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of each file")
    parser.add_argument("--inclusive", nargs="+", help="sources that count a dead attacker among the killed")
    parser.add_argument("--weights", action="store_true", help="turn each weight up and down by 30 %%")
    parser.add_argument("--large", action="store_true", help="link 100,000 mentions as well")
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.jsonl")) if options.folder else ():
        measure_file(path, options)
    measure_made_up(options)
    print(f"peak memory of this run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
