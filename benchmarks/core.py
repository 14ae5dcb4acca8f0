"""How fast the core is, as ratios against a bare sketch in the same run: `python benchmarks/core.py`.

The sketch only groups claims by question, sweeps spans and counts sides, in plain dicts and tuples; it reads nothing,
writes no sentence and knows no law. Ratios hold on a noisy machine where seconds do not. `--quick` runs a tenth of it.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claimcheck.claims import Claim
from claimcheck.dossiers import Dossier
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.sources import Source
from claimcheck.vocabulary import Aspect

CLAIMS = 100_000
A_QUESTION = 8


def records(number: int, seed: int = 4) -> list[dict[str, Any]]:
    """Claims as a wire archive has them: eight a question, half of them relayed.

    On half of the questions all say the same, on a quarter they hedge, on a quarter somebody contradicts the others.
    """
    draw = random.Random(seed)
    sources = [f"source {index}" for index in range(200)]
    outlets = [f"outlet {index}" for index in range(20)]
    made = []
    for index in range(number):
        question = index // A_QUESTION
        truth = (question * 37) % 300 + 3
        answer: Any = truth
        if question % 4 == 1:
            answer = draw.choice((truth, truth, f"at least {truth - 1}", f"about {truth}"))
        elif question % 4 == 0 and draw.random() < 0.3:
            answer = truth + 40
        record: dict[str, Any] = {
            "type": "claim",
            "ref": f"c{index}",
            "source": draw.choice(sources),
            "said": f"2025-07-{draw.randrange(1, 29):02}",
            "event": f"event {question // 4}",
            "aspect": f"aspect {question % 4}",
            "answer": answer,
        }
        if draw.random() < 0.5:
            record["via"] = [draw.choice(outlets)]
        if question % 5 == 0:
            record["scope"] = {"group": "civilians"}
        made.append(record)
    return made


def hot_records(number: int) -> list[dict[str, Any]]:
    """One question on which every claim gives another exact answer."""
    return [
        {
            "type": "claim",
            "source": f"source {index % 200}",
            "event": "e",
            "aspect": "hot",
            "answer": {"exactly": index},
        }
        for index in range(number)
    ]


def claims_of(rows: list[dict[str, Any]]) -> list[Claim]:
    """The same as claims."""
    made = []
    for row in rows:
        row = {key: value for key, value in row.items() if key != "type"}
        made.append(Claim(row.pop("event"), row.pop("aspect"), row.pop("answer"), **row))
    return made


def dossier_of(rows: list[dict[str, Any]]) -> Dossier:
    """The claims with a vocabulary and forty sides of five sources each."""
    sources = [Source(f"source {index}", controlled_by=[f"side {index // 5}"]) for index in range(200)]
    aspects = [Aspect(f"aspect {index}", axis="count") for index in range(4)] + [Aspect("hot", axis="count")]
    return Dossier(claims_of(rows), sources=sources, aspects=aspects)


def bare_reading(answer: Any) -> tuple[int, int]:
    """The span of the three kinds of answers that occur here, read in the barest way."""
    if isinstance(answer, int):
        return answer, answer + 1
    hedge, _, number = answer.rpartition(" ")
    middle = int(number)
    return (middle, 10**9) if hedge == "at least" else (middle * 4 // 5, middle * 6 // 5 + 1)


def sketch(claims: frozenset[Claim], sides: dict[Any, str]) -> int:
    """Group by question, sweep the spans, count the sides of each answer."""
    questions: dict[tuple[Any, ...], list[tuple[int, int, str]]] = {}
    for claim in claims:
        question = (claim.event, claim.aspect, claim.scope)
        lower, upper = bare_reading(claim.answer)
        questions.setdefault(question, []).append((lower, upper, sides[claim.attribution.origin]))
    found = 0
    for asked in questions.values():
        answers: dict[tuple[int, int], set[str]] = {}
        for lower, upper, side in asked:
            answers.setdefault((lower, upper), set()).add(side)
        edges = sorted([(lower, 1) for lower, _ in answers] + [(upper, 0) for _, upper in answers])
        camps, opened = 0, False
        for _, opening in edges:
            if opening:
                opened = True
            elif opened:
                camps += 1
                opened = False
        spans_here = sorted(answers)
        for index, (lower, upper) in enumerate(spans_here):
            backing = set(answers[lower, upper])
            for other_lower, other_upper in spans_here[index + 1 :]:
                if other_lower >= upper:
                    break
                if other_upper <= upper:
                    backing |= answers[other_lower, other_upper]
            found += len(backing) > 1
        found += camps > 1
    return found


def sketch_input(dossier: Dossier) -> tuple[frozenset[Claim], dict[Any, str]]:
    """The dossier's own claims, and who is on whose side."""
    return dossier.claims, {source.name: source.controlled_by[0] for source in dossier.sources}


def timed(run: Callable[[], Any], times: int = 3) -> float:
    """The best of a few runs, in seconds of processor time; by `timeit`, so without cyclic garbage collection."""
    best = float("inf")
    for _ in range(times):
        gc.collect()
        best = min(best, timeit.timeit(run, number=1, timer=time.process_time))
    return best


def show(what: str, ratio: float, bar: float, told: str) -> None:
    """One line: the ratio, its bar, whether it is met."""
    print(f"{'ok  ' if ratio <= bar else 'OVER'} {what:<58} {ratio:7.2f}  (bar {bar:g})  {told}", flush=True)


def peak_memory(path: Path, number: int) -> float:
    """Peak bytes a claim of reading and cross-checking a file, beyond one of a single claim; each in a process of its own."""
    code = (
        "import sys;"
        "from claimcheck import crosscheck, read_dossier;"
        "report = crosscheck(read_dossier(sys.argv[1]));"
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'));"
        "print(int(status['VmHWM'].split()[0]) * 1024)"
    )

    def peak(name: Path) -> int:
        run = [sys.executable, "-c", code, str(name)]
        return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)

    first = path.with_name("one.jsonl")
    first.write_bytes(path.read_bytes().splitlines()[0] + b"\n")
    return (peak(path) - peak(first)) / number


def write(rows: list[dict[str, Any]], path: str) -> None:
    """The records as JSON Lines."""
    Path(path).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def import_cost() -> float:
    """Milliseconds that `import claimcheck` costs beyond an interpreter with attrs imported; median of pairs."""

    def spent(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return (time.perf_counter() - start) * 1000

    differences = sorted(spent("import attrs, claimcheck") - spent("import attrs") for _ in range(9))
    return differences[4]


def main() -> None:
    """Print every ratio with its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the claims")
    parser.add_argument("--million", action="store_true", help="also a million claims (minutes, 3 GB)")
    options = parser.parse_args()
    number = CLAIMS // 10 if options.quick else CLAIMS
    rows = records(number)
    dossier = dossier_of(rows)
    prepared = sketch_input(dossier)
    bare = timed(lambda: sketch(*prepared))
    full = timed(lambda: crosscheck(dossier))
    show("cross-check, against the sketch", full / bare, 10, f"{full:.2f} s, sketch {bare:.2f} s")
    hot = dossier_of(hot_records(number))
    heat = timed(lambda: crosscheck(hot), 2)
    show("one hot question, against as many spread-out claims", heat / full, 4, f"{heat:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.jsonl"
        write(rows, str(path))
        lines = path.read_bytes().splitlines()
        loads = timed(lambda: [json.loads(line) for line in lines])
        reading = timed(lambda: read_dossier(path))
        show(
            "reading JSON Lines, against json.loads",
            reading / loads,
            12,
            f"{reading:.2f} s, json.loads {loads:.2f} s",
        )
        show(
            "peak memory, KB a claim",
            peak_memory(path, number) / 1000,
            3,
            "read from JSON Lines and cross-checked",
        )
    tenth = dossier_of(records(number // 10))
    small = timed(lambda: crosscheck(tenth))
    show("ten times the claims, time", full / small, 12, f"{small:.3f} s for {number // 10:,}")
    if options.million:
        del dossier, hot
        million = dossier_of(records(number * 10))
        large = timed(lambda: crosscheck(million), 1)
        show("ten times as many again, time", large / full, 12, f"{large:.1f} s for {number * 10:,}")
    show("import claimcheck, ms beyond attrs", import_cost(), 60, "")


if __name__ == "__main__":
    main()
