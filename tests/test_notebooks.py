"""The notebooks run from top to bottom, and show what they give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("nbclient", reason="notebooks are run by the package nbclient")

import nbformat
import notebooks
from notebooks import METADATA, NOTEBOOKS

NAMES = [path.stem for path in NOTEBOOKS]


def cells_of(path: Path) -> list[nbformat.NotebookNode]:
    return list(nbformat.read(path, as_version=4).cells)


def test_there_is_one_for_each_piece_of_work() -> None:
    assert NAMES == ["calling_from_another_tool", "contested_toll", "own_merge_rule", "prisoner_exchange"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
class TestEachNotebook:
    def test_gives_what_it_shows(self, path: Path) -> None:
        outcome = notebooks.run(path)
        assert not outcome.wrong, (
            "\n".join(outcome.wrong) + "\npython tests/notebooks.py --write mends outputs"
        )
        assert outcome.cells > 4
        assert outcome.text == path.read_text(encoding="utf-8")

    def test_every_cell_was_run_once_in_order_and_none_failed(self, path: Path) -> None:
        code = [cell for cell in cells_of(path) if cell.cell_type == "code"]
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
        outputs = [output for cell in code for output in cell.outputs]
        assert {output.output_type for output in outputs} <= {"execute_result", "stream", "display_data"}
        assert not [output.text for output in outputs if output.get("name") == "stderr"]

    def test_says_nothing_of_the_machine_that_it_ran_on(self, path: Path) -> None:
        assert nbformat.read(path, as_version=4).metadata == METADATA
        assert not re.search(r"/(tmp|home|root|Users|work)/|0x[0-9a-f]{6,}", path.read_text(encoding="utf-8"))

    def test_begins_with_its_one_heading_and_explains_each_step(self, path: Path) -> None:
        cells = cells_of(path)
        told = [cell.source for cell in cells if cell.cell_type == "markdown"]
        assert told[0] == cells[0].source
        assert [len(re.findall("^# ", text, re.MULTILINE)) for text in told] == [1] + [0] * (len(told) - 1)
        assert len(told) >= sum(cell.cell_type == "code" for cell in cells) - 2

    def test_files_that_it_links_to_are_there(self, path: Path) -> None:
        told = "".join(cell.source for cell in cells_of(path) if cell.cell_type == "markdown")
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)", told)
        assert links
        assert [link for link in links if not (path.parent / link).exists()] == []
