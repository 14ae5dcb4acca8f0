"""Writes the JSON Schemas that lie in the package: `python tests/schemas.py --write`; else tells which differ."""

from __future__ import annotations

import sys
from pathlib import Path

from claimcheck.schemas import SCHEMAS, made

FOLDER = Path(made.__file__).parent


def main() -> int:
    differing = [name for name in SCHEMAS if not _is_written(name)]
    for name in differing:
        print(f"{name}.json differs from what the code makes")
        if "--write" in sys.argv[1:]:
            (FOLDER / f"{name}.json").write_text(made.written(name), encoding="utf-8", newline="\n")
    return int(bool(differing) and "--write" not in sys.argv[1:])


def _is_written(name: str) -> bool:
    path = FOLDER / f"{name}.json"
    return path.is_file() and path.read_text(encoding="utf-8") == made.written(name)


if __name__ == "__main__":
    sys.exit(main())
