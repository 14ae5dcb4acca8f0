"""Each story in `cases` comes out as a careful editor expects: what must be found, and what must not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.errors import BadInput
from claimcheck.formats import read_dossier
from claimcheck.judge import crosscheck
from claimcheck.text import fold

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name.removesuffix(".expected.yaml") for path in CASES.glob("*.expected.yaml"))

Wanted = Mapping[str, Any]


def expected_of(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / f"{name}.expected.yaml").read_text(encoding="utf-8")) or {}


def findings_of(name: str) -> list[dict[str, Any]]:
    """The findings as other tools get them: through the JSON report of the file."""
    report = crosscheck(read_dossier(CASES / f"{name}.yaml"))
    found: list[dict[str, Any]] = json.loads(report.to_json())["findings"]
    return found


def word(value: Any) -> str:
    """A kind, a standing or a flag as it is compared."""
    return str(value or "").lower().replace("_", "-").replace(" ", "-")


def words(values: Iterable[Any] | None) -> set[str]:
    return {word(value) for value in values or ()}


def names(values: Iterable[Any] | None) -> set[str]:
    return {fold(str(value)) for value in values or ()}


def refs(values: Iterable[Any] | None) -> set[str]:
    return {str(value) for value in values or ()}


def answers_question(wanted: Wanted, question: Mapping[str, Any]) -> bool:
    scope = {fold(key): fold(value) for key, value in question["scope"].items()}
    return all(
        fold(question[key]) == fold(str(wanted[key])) for key in ("event", "aspect") if key in wanted
    ) and all(scope.get(fold(key)) == fold(str(value)) for key, value in wanted.get("scope", {}).items())


def fits(wanted: Wanted, finding: Mapping[str, Any]) -> bool:
    """Whether a finding is the one wanted; what is not asked for may be anything."""
    camps = [refs(camp["refs"]) for camp in finding["camps"]]
    return (
        word(wanted["kind"]) == word(finding["kind"])
        and answers_question(wanted, finding["question"])
        and word(wanted.get("standing")) in ("", word(finding["standing"]))
        and refs(wanted.get("refs")) <= refs(finding["refs"]).union(*camps)
        and all(any(refs(members) <= camp for camp in camps) for members in wanted.get("camps", ()))
        and wanted.get("camp_standings") in (None, [camp["standing"] for camp in finding["camps"]])
        and words(wanted.get("flags")) <= words(finding["flags"])
        and refs(wanted.get("consistent")) <= refs(finding["consistent"])
        and names(wanted.get("sides")) <= names(finding["sides"])
    )


@pytest.mark.parametrize("name", NAMES)
def test_story_comes_out_as_an_editor_expects(name: str) -> None:
    expected = expected_of(name)
    if "refused" in expected:
        with pytest.raises(BadInput):
            findings_of(name)
        return
    found = findings_of(name)
    missing = [wanted for wanted in expected["must"] if not any(fits(wanted, one) for one in found)]
    wrong = [wanted for wanted in expected["must_not"] if any(fits(wanted, one) for one in found)]
    assert (missing, wrong) == ([], [])


class TestTheComparison:
    """A comparison that lets everything pass would make every story pass."""

    def test_there_are_stories(self) -> None:
        assert len(NAMES) >= 20
        assert sum(len(expected_of(name).get("must", ())) for name in NAMES) >= 50

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "agreement"},
            {"aspect": "wounded"},
            {"event": "e2"},
            {"scope": {"area": "Paris"}},
            {"standing": "unverified"},
            {"refs": ["somebody"]},
            {"camps": [["a", "blogger"]]},
            {"camp_standings": ["corroborated", "single-source"]},
            {"flags": ["echo"]},
            {"consistent": ["a"]},
            {"sides": ["Z-land"]},
        ],
    )
    def test_a_wish_that_is_changed_in_one_point_no_longer_fits(self, change: dict[str, Any]) -> None:
        [wanted] = expected_of("x21-one-dissenter")["must"]
        found = findings_of("x21-one-dissenter")
        assert any(fits(wanted, one) for one in found)
        assert not any(fits({**wanted, **change}, one) for one in found)
