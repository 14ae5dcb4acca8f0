"""`claimcheck redact FILE …`: the dossier that may leave the desk."""

from __future__ import annotations

import click

from claimcheck.cli.output import CHECKED, put, tell
from claimcheck.cli.reading import judged, reads_files

__all__ = ["redact"]


@click.command()
@reads_files
@click.option("-o", "--output", metavar="FILE", help="Write it there, in one step, not to standard output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("yaml", "json", "jsonl", "csv")),
    help="What to write; by default as FILE ends, else YAML.",
)
def redact(
    files: tuple[str, ...], input_format: str | None, skip_bad: bool, output: str | None, form: str | None
) -> int:
    """Write the dossier without what would give its sources away, and say on standard error how much that was."""
    from claimcheck.formats import dumps
    from claimcheck.formats.files import RefusedError, format_of
    from claimcheck.judge import crosscheck
    from claimcheck.redaction import redact as redacted

    dossier, stripped = redacted(judged(files, input_format, skip_bad, crosscheck).dossier)
    if form is None:
        try:
            form = "yaml" if output in (None, "-") else format_of(output, None)
        except RefusedError:
            raise click.UsageError("the name of the output tells no format; say --format") from None
    put(dumps(dossier, form), output, files)
    tell(str(stripped))
    return CHECKED
