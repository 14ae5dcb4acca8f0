"""`claimcheck schema [NAME]`: the JSON Schema of a dossier, a record of JSON Lines, a report, a comparison or an error."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED, put
from claimcheck.schemas import SCHEMAS

__all__ = ["schema"]


@click.command()
@click.argument("name", type=click.Choice(SCHEMAS), default="dossier")
def schema(name: str) -> int:
    """Print a JSON Schema (2020-12): of a dossier file, one record of JSON Lines, a report, a comparison, an error."""
    from claimcheck.schemas import schema_text

    put(schema_text(name), None, ())
    return CHECKED
