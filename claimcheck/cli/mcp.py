"""`claimcheck mcp`: a server for assistants, over standard input and output."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED

__all__ = ["mcp"]


@click.command()
def mcp() -> int:
    """Serve an assistant over standard input and output (Model Context Protocol): check, explain, read words, compare.

    It reads no files: dossiers are handed over in calls. It needs the extra mcp: pip install 'claimcheck-sources[mcp]'.
    """
    from claimcheck.assistant.server import serve

    serve()
    return CHECKED
