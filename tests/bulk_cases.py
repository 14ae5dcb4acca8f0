"""Many drawn dossiers as one: each under names of its own, so that one run judges them side by side; and what came out."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from claimcheck.bulk.core import span_columns
from claimcheck.bulk.ground import key_of
from claimcheck.dossiers import Dossier
from claimcheck.errors import BadInput
from claimcheck.formats import read_dossier
from claimcheck.formats.csv_file import cells_of_claim
from claimcheck.formats.spelling import _aspect, _claim, _event, _source
from claimcheck.judge import weigh
from claimcheck.resolving import resolve
from claimcheck.testing import dossiers

Row = dict[str, str]


def drawn(number: int, **options: Any) -> list[Dossier]:
    """So many dossiers as the shipped strategy draws them; the same in every run."""
    found: list[Dossier] = []

    @settings(
        max_examples=number,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(dossiers(**options))
    def take(dossier: Dossier) -> None:
        found.append(dossier)

    take()
    return found


class Cases:
    """Dossiers side by side: the rows of all their claims, and their declarations as the records of one file.

    `by_id`: what is said of an event that is described is said of an id instead, the same for the same words.
    """

    def __init__(
        self, dossiers: Iterable[Dossier], timezone: str | None = None, *, by_id: bool = False
    ) -> None:
        self.by_id = by_id
        self.rows: list[Row] = []
        self.declared: dict[str, Any] = {
            "claimcheck": 1, "sources": [], "events": [], "aspects": [], "opposed": [], "same_event": [],
            "different_events": [], "undeclared": {"sources": [], "events": []},
        }  # fmt: skip
        if timezone is not None:
            self.declared["timezone"] = timezone
        for number, dossier in enumerate(dossiers):
            if dossier.timezone == timezone:
                self._add(dossier, f"d{number}")
        ids = {one["id"] for one in self.declared["events"]}
        used = {row["event"] for row in self.rows if "event" in row}
        self.declared["undeclared"]["events"] = sorted(used - ids)
        self.declared["aspects"] = [
            json.loads(one)
            for one in sorted({json.dumps(a, sort_keys=True) for a in self.declared["aspects"]})
        ]

    def _add(self, dossier: Dossier, mark: str) -> None:
        def own(name: str) -> str:
            return f"{mark} {name}"

        def speaker(one: Any) -> Any:
            if isinstance(one, str):
                return own(one)
            told = dict(one)
            for key in ("anonymous", "handle"):
                if key in told:
                    told[key] = own(told[key])
            if "controlled_by" in told:
                told["controlled_by"] = list(map(own, told["controlled_by"]))
            return told

        def event(one: Any) -> Any:
            if isinstance(one, str):
                return own(one)
            if self.by_id:
                words = json.dumps(one, sort_keys=True, default=str)
                return own(hashlib.sha256(words.encode()).hexdigest()[:8])
            told = dict(one)
            told["name"] = own(told.get("name", "event"))
            if "participants" in told:
                told["participants"] = list(map(own, told["participants"]))
            return told

        for source in dossier.sources:
            record = _source(source)
            record["name"] = own(record["name"])
            for key in ("controlled_by", "aliases"):
                if key in record:
                    record[key] = list(map(own, record[key]))
            self.declared["sources"].append(record)
        for one in dossier.events:
            record = dict(_event(one))
            record |= {"id": own(record["id"]), "name": own(record.get("name", "event"))}
            if "participants" in record:
                record["participants"] = list(map(own, record["participants"]))
            self.declared["events"].append(record)
        self.declared["aspects"] += [_aspect(one) for one in dossier.aspects]
        for key in ("opposed", "same_event", "different_events"):
            self.declared[key] += [list(map(own, pair)) for pair in sorted(getattr(dossier, key))]
        for claim in sorted(dossier.claims, key=lambda one: one.id):
            record = _claim(claim, set(), {})
            record["ref"] = f"{mark}:{claim.id}"
            for key in ("replaces", "based_on"):
                if key in record:
                    record[key] = [f"{mark}:{id}" for id in record[key]]
            record["source"] = speaker(record["source"])
            if "via" in record:
                record["via"] = list(map(speaker, record["via"]))
            if "silent" in record:
                record["silent"] = own(record["silent"])
            record["event"] = event(record["event"])
            self.rows.append(cells_of_claim(record))
        declared = {source.name for source in dossier.sources}
        opposed = {name for pair in dossier.opposed for name in pair}
        self.declared["undeclared"]["sources"] += map(own, sorted(opposed - declared))

    @property
    def names(self) -> list[str]:
        """The columns of all rows."""
        return sorted({name for row in self.rows for name in row} | {"source", "event", "aspect", "answer"})

    def table(self) -> Any:
        """The rows as a PyArrow table of text."""
        import pyarrow as pa

        return pa.table(
            {name: pa.array([row.get(name) for row in self.rows], pa.string()) for name in self.names}
        )

    def dossier(self, folder: Path) -> Dossier:
        """The declarations as a dossier, read from a file."""
        return read_dossier(self.file(folder))

    def file(self, folder: Path) -> Path:
        path = folder / "declared.json"
        path.write_text(json.dumps(self.declared), encoding="utf-8")
        return path

    def by_core(self, folder: Path) -> tuple[set[Any], set[Any]]:
        """The findings and standings that the core gives, as a CSV and a dossier file are read."""
        import csv

        path = folder / "claims.csv"
        with open(path, "w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, self.names, restval="")
            writer.writeheader()
            writer.writerows(self.rows)
        whole = read_dossier(self.file(folder), path)
        return told_by_core(whole)


SIDES = (
    [{"name": f"state{i}", "kind": "state"} for i in range(3)]
    + [{"name": f"office{i}", "kind": "office", "controlled_by": [f"state{i % 3}"]} for i in range(6)]
    + [{"name": f"paper{i}", "kind": "newspaper"} for i in range(3)]
    + [{"name": f"agency{i}", "kind": "news agency", "controlled_by": [f"state{i}"]} for i in range(2)]
)


def plain_cases(seed: int, questions: int = 50, most: int = 14) -> Cases:
    """Questions such as columns are made for: exact, ranged and hedged answers, some contradicting, some nested."""
    draw = random.Random(seed)
    cases = Cases([])
    cases.declared |= {
        "sources": list(SIDES),
        "aspects": [
            {"name": "killed", "axis": "count"}, {"name": "share", "axis": "share"}, {"name": "held", "axis": "yes/no"},
        ],
        "events": [{"id": f"e{one}", "kind": "strike", "when": "2025-07-04"} for one in range(questions)],
    }  # fmt: skip
    for question in range(questions):
        aspect, highest = draw.choice(["killed"] * 3 + ["share", "held"]), draw.choice([4, 12, 40])
        parted = draw.random() < 0.5
        for _ in range(draw.randint(1, most)):
            cases.rows.append(_row(draw, question, aspect, highest, parted, len(cases.rows)))
    return cases


def _row(
    draw: random.Random, question: int, aspect: str, highest: int, parted: bool, number: int
) -> dict[str, str]:
    low = draw.randint(0, highest)
    high = draw.randint(low, highest)
    wide = high + 1 if parted else high + 41

    def nested(top: int | None) -> str:
        below = max(0, low - draw.randint(0, 3))
        return json.dumps({"sure": [[low, wide]], "possible": [[below, top and top + draw.randint(0, 3)]]})

    answers: dict[str, list[Any]] = {
        "killed": [f"at least {low}", nested(wide), nested(None), json.dumps({"between": [low, wide]})],
        "share": ["half", "most", "33 percent", "all", '{"at_least": 0.2}', "about 40 %"],
        "held": ["yes", "no"] if parted else ["yes"],
    }
    if parted:
        answers["killed"] += [str(low), f"up to {high}", f"about {low + 10}", "dozens", "unknown", "1200"]
    row = {
        "event": f"e{question}", "aspect": aspect, "answer": draw.choice(answers[aspect]), "ref": f"c{number}",
        "said": f"2025-07-0{draw.randint(5, 9)}",
    }  # fmt: skip
    if draw.random() < 0.2:
        row["source.anonymous"] = draw.choice(["a nurse", "officials", "a guard"])
    else:
        row["source"] = draw.choice(SIDES)["name"]
    relay = draw.choice(["paper0", "paper1", "agency0"])
    if draw.random() < 0.3 and relay != row.get("source"):
        row["via"] = relay
    if draw.random() < 0.3:
        row["witnessed"] = "true"
    return row


def told_by_core(dossier: Dossier) -> tuple[set[Any], set[Any]]:
    """The findings and standings on a dossier as the core gives them."""
    resolved = resolve(dossier)
    report, judgements, problems = weigh(resolved)
    if problems:
        raise BadInput(problems)
    keys = {asked.question: key_of(asked.key) for asked in resolved.questions.values()}
    findings = {
        (
            keys[one.question], one.kind, one.standing, *span_columns(one.answer).values(), len(one.camps) or None,
            "anonymous" in one.flags if one.kind == "contradiction" else None,
        )
        for one in report
    }  # fmt: skip
    standings = {
        (key_of(key), one.standing, one.hidden, *span_columns(one.position.answer).values())
        for key, several in judgements.items()
        for one in several
    }
    return findings, standings


_FOUND = (
    "question", "kind", "standing", "sure_lower", "sure_upper", "possible_lower", "possible_upper", "answer", "camps",
    "anonymous",
)  # fmt: skip
_STOOD = (
    "question", "standing", "hidden", "sure_lower", "sure_upper", "possible_lower", "possible_upper", "answer",
)  # fmt: skip


def told_by_twin(report: Any) -> tuple[set[Any], set[Any]]:
    """The findings and standings of a bulk report."""
    return _rows(report, "findings", _FOUND), _rows(report, "standings", _STOOD)


def _rows(report: Any, name: str, columns: tuple[str, ...]) -> set[Any]:
    table = report._run.engine.table(report._frame(name).select(*columns))
    return set(zip(*(table.column(column).to_pylist() for column in columns), strict=True))
