"""The command line: `claimcheck check FILE …` and its companions.

Each command is a module of this package, named in `_COMMANDS` and imported when it is called. The report goes to standard
output, everything else to standard error. Exit status: 0 checked, 1 `--fail-on` found what it names, 2 unusable input and
nothing judged, 3 a mistake of ours, 130 interrupted.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from claimcheck.cli.output import CHECKED, INTERRUPTED, OUR_MISTAKE, UNUSABLE, tell
from claimcheck.errors import ClaimcheckError, closest, shown

__all__ = ["command", "main"]

_COMMANDS: Final = (
    "bulk", "check", "compare", "convert", "explain", "link", "mcp", "new", "redact", "schema", "template",
)  # fmt: skip
"""Each is the function of that name in the module of that name."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; its exit status."""
    try:
        status = command.main(arguments, prog_name="claimcheck", standalone_mode=False)
        return int(status or CHECKED)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        tell(error.format_message())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            tell(f"See '{error.ctx.command_path} --help'.")
        return UNUSABLE
    except (KeyboardInterrupt, click.Abort, _InterruptedError):
        return INTERRUPTED
    except ClaimcheckError as error:
        tell(str(error))
        return UNUSABLE
    except OSError as error:
        tell(f"{error.filename or 'the file'}: {error.strerror or error}")
        return UNUSABLE
    except Exception as error:
        tell("".join(traceback.format_exception(error)))
        tell("This is a mistake in claimcheck, not in your files. Please report it with the lines above.")
        return OUR_MISTAKE


class _InterruptedError(Exception):
    """Ctrl-C, kept from click, which would print an empty line."""


class _Commands(click.Group):
    """Loads a command when it is asked for, and hands an interruption to `run` as it is."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in _COMMANDS and not name.startswith("-"):
            near = closest(name, _COMMANDS)
            ctx.fail(f"no command {shown(name)}" + (f"; {near}" if near else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _InterruptedError from None


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="claimcheck-sources", prog_name="claimcheck")
def command() -> None:
    """Say which details of an event are agreed, which are contradicted, and which rest on nobody."""
