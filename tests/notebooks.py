"""Runs the notebooks in `examples/`, which are kept with their outputs, so that they can be read where nothing runs them.

Each is run from top to bottom in a fresh kernel, in a scratch copy of `examples/` with a `claimcheck` command; what its cells
give has to be what is stored. `python tests/notebooks.py --write` stores it anew; read the difference before you keep it.
"""

from __future__ import annotations

import copy
import os
import sys
from pathlib import Path
from typing import Any

import attrs
import nbformat
from documents import ROOT, scratch
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "examples").glob("*.ipynb"))

# All that a notebook says of what it runs on: no version of Python, no times, no name of an environment.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@attrs.define
class Outcome:
    """What came of running a notebook: how many cells ran, which of them gave something else, and its text as it should be."""

    cells: int
    wrong: list[str]
    text: str


def run(path: Path) -> Outcome:
    """Run a notebook and compare each cell's outputs with those that are stored.

    Raises `nbclient.exceptions.CellExecutionError` where a cell fails without the tag `raises-exception`.
    """
    stored = nbformat.read(path, as_version=4)
    now = copy.deepcopy(stored)
    with scratch() as environment:
        client = NotebookClient(
            now,
            timeout=120,
            kernel_name="python3",
            coalesce_streams=True,
            record_timing=False,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(Path.cwd() / "examples")}},
        )
        client.execute(env={**os.environ, **environment})
    now.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(now.cells):
        cell.id = f"cell-{number:02}"
        if cell.cell_type == "code":
            cell.metadata = nbformat.from_dict(
                {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
            )
    wrong = [
        f"{path.name}, cell {number}:\n{before.source}\n--- the notebook shows\n{_shown(before)}\n--- it is\n{_shown(after)}\n"
        for number, (before, after) in enumerate(zip(stored.cells, now.cells, strict=True))
        if before.cell_type == "code" and before.outputs != after.outputs
    ]
    code = sum(cell.cell_type == "code" for cell in now.cells)
    return Outcome(code, wrong, nbformat.writes(now, indent=1) + "\n")


def _shown(cell: Any) -> str:
    """The outputs of a cell as text, as far as they have one."""
    told = [
        output.get("text") or output.get("data", {}).get("text/plain") or str(output)
        for output in cell.outputs
    ]
    return "\n".join(told)


def main() -> int:
    """Run the notebooks; with `--write`, store what they give."""
    named = [Path(name).resolve() for name in sys.argv[1:] if name != "--write"]
    wrong = 0
    for path in named or NOTEBOOKS:
        outcome = run(path)
        wrong += len(outcome.wrong)
        print(f"{path.relative_to(ROOT)}: {outcome.cells} cells, {len(outcome.wrong)} wrong")
        if "--write" in sys.argv:
            path.write_text(outcome.text, encoding="utf-8")
        else:
            print(*outcome.wrong, sep="\n", end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
