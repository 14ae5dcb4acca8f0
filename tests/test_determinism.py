"""The same claims give the same bytes: under any hash seed, time zone and locale, in whatever order they come."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from functools import reduce
from operator import or_
from pathlib import Path

import pytest
from extras import FORMS, page_of

from claimcheck.dossiers import Dossier
from claimcheck.formats import dumps, read_dossier
from claimcheck.judge import crosscheck

ROOT = Path(__file__).parents[1]
FILES = [
    *(
        ROOT / "examples" / f"{name}.yaml"
        for name in ("prisoner_exchange", "growing_toll", "retraction_echo_rumour")
    ),
    *(
        ROOT / "tests" / "cases" / f"{name}.yaml"
        for name in ("06-crocus", "10-retraites", "x14-three-that-clash-jointly")
    ),
]

PROGRAM = """
import json, sys
import networkx
from claimcheck import crosscheck, read_dossier
from claimcheck.formats import dumps
from importlib.util import find_spec

for path in sys.argv[1:]:
    dossier = read_dossier(path)
    report = crosscheck(dossier)
    forms = [str(report), report.to_json(), report.to_markdown(), report.timeline().svg]
    forms += [report.to_html() for _ in "1" if find_spec("jinja2")]
    forms += [report.draw().svg for _ in "1" if len(dossier.claims) <= 60]
    forms += [dumps(dossier, form) for form in ("yaml", "json", "jsonl", "csv")]
    forms += [report.explain(claim) for claim in sorted(dossier.claims, key=lambda claim: claim.id)[:5]]
    graph = report.graph
    forms += [*networkx.generate_graphml(graph), json.dumps(networkx.node_link_data(graph, edges="edges"))]
    forms += [repr(dossier), repr(report), *map(repr, report)]
    sys.stdout.buffer.write("\\x1e".join(forms).encode("utf-8"))
"""

CIRCUMSTANCES = [
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "3", "TZ": "Asia/Kolkata", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8"},
]


def printed(circumstances: dict[str, str], *arguments: str) -> bytes:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment | circumstances,
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == b""
    return done.stdout


class TestCircumstances:
    def test_hash_seeds_zones_and_locales_change_no_byte_of_any_output(self) -> None:
        names = [str(path) for path in FILES]
        outputs = {printed(one, "-c", PROGRAM, *names) for one in CIRCUMSTANCES}
        assert len(outputs) == 1
        assert len(outputs.pop()) > 50_000

    @pytest.mark.parametrize("form", FORMS)
    def test_neither_do_they_at_the_command_line(self, form: str) -> None:
        arguments = ("-m", "claimcheck", "check", "--format", form, str(FILES[0]), str(FILES[1]))
        assert len({printed(one, *arguments) for one in CIRCUMSTANCES[1:4:2]}) == 1


def outputs_of(dossier: Dossier) -> tuple[str, ...]:
    report = crosscheck(dossier)
    files = [dumps(dossier, form) for form in ("yaml", "json", "jsonl", "csv")]
    return (str(report), report.to_json(), report.to_markdown(), page_of(report), *files)


def in_pieces(dossier: Dossier, pieces: int, chance: random.Random) -> Dossier:
    """The same dossier, merged from pieces in some order, one of them twice."""
    claims = sorted(dossier.claims, key=lambda claim: claim.id)
    chance.shuffle(claims)
    parts = [
        Dossier(
            claims[start::pieces],
            sources=chance.sample(sorted(dossier.sources, key=repr), len(dossier.sources)),
            events=dossier.events,
            aspects=dossier.aspects,
            opposed=[pair[::-1] for pair in dossier.opposed],
            same_event=dossier.same_event,
            different_events=dossier.different_events,
            timezone=dossier.timezones,
            places={claim.id: dossier.places[claim.id] for claim in claims[start::pieces]},
        )
        for start in range(pieces)
    ]
    parts.append(parts[0])
    chance.shuffle(parts)
    return reduce(or_, parts)


class TestOrder:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_shuffled_claims_and_merges_change_no_byte(self, path: Path) -> None:
        dossier = read_dossier(path)
        expected = outputs_of(dossier)
        for seed in range(5):
            assert outputs_of(in_pieces(dossier, 1 + seed, random.Random(seed))) == expected

    def test_files_in_any_order_are_one_dossier(self) -> None:
        names = [str(path) for path in FILES[:3]]
        assert outputs_of(read_dossier(*names)) == outputs_of(read_dossier(*names[::-1]))

    def test_a_written_dossier_gives_the_report_of_the_one_it_was_written_from(self, tmp_path: Path) -> None:
        dossier = read_dossier(FILES[0])
        for form in ("yaml", "json", "jsonl"):
            path = tmp_path / f"again.{form}"
            path.write_text(dumps(dossier, form), encoding="utf-8")
            assert crosscheck(read_dossier(path)).to_json() == crosscheck(dossier).to_json()
