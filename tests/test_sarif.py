"""The report as SARIF: valid by its schema, at the lines of the claims, and nothing that a source wrote does anything."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from claimcheck import Dossier, Event, Source, check, crosscheck, read_dossier
from claimcheck.cli import run
from claimcheck.dossiers import Place
from claimcheck.findings import FINDING_KINDS
from claimcheck.report.sarif import report_sarif, sarif_data
from claimcheck.testing import reports

EXCHANGE = Path(__file__).parents[1] / "examples" / "prisoner_exchange.yaml"
SCHEMA = os.environ.get("CLAIMCHECK_SARIF_SCHEMA", "")
CRASH = Event("crash", when="2025-07-04")


def results(report: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sarif_data(report)["runs"][0]["results"]
    return found


def located(*places: str) -> dict[str, Any]:
    """The first location of the finding on one claim that stands at these places."""
    dossier = Dossier() + Source("A").says(CRASH, "killed", 2, ref="r")
    (claim,) = dossier.claims
    at = {claim.id: tuple(Place(place, 7, "r") for place in places)}
    ((location,),) = [one["locations"] for one in results(crosscheck(Dossier([claim], places=at)))]
    found: dict[str, Any] = location
    return found


class TestItIsValid:
    @given(reports())
    def test_by_the_models_made_from_the_schema(self, report: Any) -> None:
        model = pytest.importorskip("pydantic_sarif.model", reason="models made from the schema of SARIF")
        model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(report_sarif(report))

    @pytest.mark.skipif(not SCHEMA, reason="the schema of SARIF 2.1.0 is not here (CLAIMCHECK_SARIF_SCHEMA)")
    @given(reports())
    def test_by_the_schema_itself(self, report: Any) -> None:
        jsonschema = pytest.importorskip("jsonschema")
        schema = json.loads(Path(SCHEMA).read_text(encoding="utf-8"))
        jsonschema.validators.validator_for(schema)(schema).validate(json.loads(report_sarif(report)))

    @given(reports())
    def test_where_a_schema_says_nothing(self, report: Any) -> None:
        """A result that does not fail has no level; each names its rule twice alike; a finding is a result."""
        (run_of_it,) = sarif_data(report)["runs"]
        rules = run_of_it["tool"]["driver"]["rules"]
        assert [rule["id"] for rule in rules] == list(FINDING_KINDS)
        assert len(run_of_it["results"]) == len(report.findings)
        for result in run_of_it["results"]:
            assert (result["kind"] == "fail") == (result["level"] != "none")
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert (result["kind"] == "pass") == (result["ruleId"] == "agreement")
            numbers = [one["id"] for one in result.get("relatedLocations", ())]
            assert numbers == list(range(1, len(result["properties"]["claims"])))

    @given(reports())
    def test_the_same_claims_give_the_same_bytes(self, report: Any) -> None:
        assert report_sarif(crosscheck(report.dossier)) == report_sarif(report)
        assert report_sarif(report).isascii()


class TestPlaces:
    def test_a_finding_points_at_the_line_of_its_claim(self) -> None:
        report = crosscheck(read_dossier(EXCHANGE))
        lines = EXCHANGE.read_text(encoding="utf-8").splitlines()
        for result in results(report):
            (location,) = result["locations"]
            line = lines[location["physicalLocation"]["region"]["startLine"] - 1]
            assert location["logicalLocations"][0]["name"] in line
            assert location["logicalLocations"][0]["fullyQualifiedName"] == result["properties"]["claims"][0]

    def test_every_other_claim_is_a_related_location(self) -> None:
        (agreement,) = [one for one in results(check(EXCHANGE)) if one["kind"] == "pass"]
        assert len(agreement["relatedLocations"]) == len(agreement["properties"]["claims"]) - 1 > 0

    @pytest.mark.parametrize(
        ("name", "uri"),
        [
            ("a.yaml", "a.yaml"),
            ("a b/ä%.yaml", "a%20b/%C3%A4%25.yaml"),
            ("a:b?c#d", "a%3Ab%3Fc%23d"),
            ("/abs/a b.yaml", "file:///abs/a%20b.yaml"),
            ("\udcff.yaml", "%3F.yaml"),
        ],
    )
    def test_the_name_of_a_file_is_an_address(self, name: str, uri: str) -> None:
        assert located(name)["physicalLocation"]["artifactLocation"] == {"uri": uri}

    @pytest.mark.parametrize("name", ["<stdin>", "<records>", "<text>"])
    def test_what_stands_in_no_file_is_told_by_its_claim_alone(self, name: str) -> None:
        location = located(name)
        assert "physicalLocation" not in location
        assert location["logicalLocations"][0]["name"] == "r"

    def test_a_file_is_taken_before_what_is_none(self) -> None:
        assert located("<stdin>", "b.yaml")["physicalLocation"]["artifactLocation"] == {"uri": "b.yaml"}


class TestFingerprints:
    def prints(self, report: Any) -> set[str]:
        return {one["partialFingerprints"]["claims/v1"] for one in results(report)}

    def test_stay_while_a_file_is_rearranged(self, tmp_path: Path) -> None:
        text = EXCHANGE.read_text(encoding="utf-8")
        moved = tmp_path / "moved.yaml"
        moved.write_text(
            "\n\n# moved\n" + text.replace("ref: tass-civilians", "ref: other"), encoding="utf-8"
        )
        assert self.prints(check(moved)) == self.prints(check(EXCHANGE))

    def test_differ_where_the_claims_do(self) -> None:
        one = check([{"source": "A", "event": "e", "aspect": "killed", "answer": 2}])
        other = check([{"source": "A", "event": "e", "aspect": "killed", "answer": 3}])
        assert self.prints(one).isdisjoint(self.prints(other))

    def test_no_two_findings_of_the_example_share_one(self) -> None:
        report = check(EXCHANGE)
        assert len(self.prints(report)) == len(report.findings)


class TestHostileText:
    def test_brackets_are_no_link_and_braces_no_placeholder(self) -> None:
        name = "[click](http://x.example) {0} \\[a] \x1b[31m"
        (result,) = results(check([{"source": name, "event": "e", "aspect": "killed", "answer": 2}]))
        text = result["message"]["text"]
        assert "\\[click\\](http://x.example) {{0}} \\\\\\[a\\]" in text
        assert "\x1b" not in text
        assert not re.search(r"(?<!\\)\[", text.replace("\\\\", ""))


class TestTheCommand:
    def test_prints_it(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert run(["check", "--format", "sarif", str(EXCHANGE)]) == 0
        assert capsysbinary.readouterr().out.decode() == check(EXCHANGE).to_sarif()

    def test_fails_on_what_it_is_told_to(self, tmp_path: Path) -> None:
        path = tmp_path / "report.sarif"
        assert (
            run(["check", "--format", "sarif", "-o", str(path), "--fail-on", "unverified", str(EXCHANGE)])
            == 1
        )
        assert json.loads(path.read_bytes())["version"] == "2.1.0"
