"""`claimcheck convert FILE … --to NAME`: a dossier, or the findings on it, in another format."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED, tell
from claimcheck.cli.reading import reads_files

__all__ = ["convert"]


@click.command()
@reads_files
@click.option(
    "--to", "to", metavar="NAME", help="The format to write; else the one that the output's name tells."
)
@click.option("-o", "--output", metavar="FILE", help="Write there, in one step, not to standard output.")
def convert(
    files: tuple[str, ...], input_format: str | None, skip_bad: bool, to: str | None, output: str | None
) -> int:
    """Write dossier files in another format, and tell on standard error what it does not carry.

    A format that tells findings cross-checks the dossier first.
    """
    from claimcheck.cli.output import print_bytes
    from claimcheck.cli.reading import read_dossier
    from claimcheck.exchange import dumps, find_format, write

    if to is None and output in (None, "-"):
        raise click.UsageError("name the format with --to, or a file with -o")
    if to is not None:
        find_format(to)  # a misspelt name is told before anything is read
    dossier = read_dossier(files, input_format, skip_bad)
    if output is None or output == "-":
        written = dumps(dossier, to or "")
        print_bytes(written.data)
        lost = written.lost
    else:
        lost = write(dossier, output, format=to, inputs=[name for name in files if name != "-"])
    for one in lost:
        tell(f"lost: {one}")
    return CHECKED
