"""The JSON Schemas of a dossier file, of a record of JSON Lines, of a report, of a comparison and of an error: what other programs can rely on.

They are made from the definition of the keys that the readers and the report use (`claimcheck.schemas.made`), and lie in the
package as files.

>>> schema("dossier")["properties"]["claimcheck"]["enum"]
[1]
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

from claimcheck.arguments import choice

__all__ = ["SCHEMAS", "schema", "schema_text"]

SCHEMAS: Final = ("dossier", "records", "report", "comparison", "error")
"""The names of the schemas: a dossier as one document, one record of JSON Lines, a report, a comparison, what stands in their place."""


def schema(name: str = "dossier") -> dict[str, Any]:
    """One of `SCHEMAS` as plain data.

    Raises `ArgumentError` for any other name.
    """
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


def schema_text(name: str = "dossier") -> str:
    """One of `SCHEMAS` as JSON text (draft 2020-12).

    Raises `ArgumentError` for any other name.
    """
    choice(name, SCHEMAS, "a schema")
    return files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8")
