"""The server of the Model Context Protocol, over standard input and output, on the official package `mcp`.

One call is judged in a thread of its own, so that the server goes on answering. What is our own mistake is told as one, and its
trace goes to standard error.
"""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING, Any

import claimcheck
from claimcheck.assistant.tools import TOOLS, answered
from claimcheck.errors import MissingExtra
from claimcheck.text import clean

if TYPE_CHECKING:
    from mcp.server import Server

__all__ = ["make_server", "serve"]

_TOLD = (
    "claimcheck says which details of an event sources agree on, which are contradicted, and which are unverified. It never"
    " says what is true. Hand over contents, never the names of files."
)


def make_server() -> Server[Any]:
    """The server, on no transport yet. Raises `MissingExtra` without the package `mcp`."""
    try:
        import anyio.to_thread
        import mcp_types as types
        from mcp.server import Server
    except ImportError:
        raise MissingExtra("mcp", "mcp") from None

    async def list_tools(_context: Any, _asked: Any) -> types.ListToolsResult:
        reads_only = types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
        )
        tools = [
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.told,
                input_schema=dict(tool.takes),
                output_schema=dict(tool.gives),
                annotations=reads_only,
            )
            for tool in TOOLS.values()
        ]
        return types.ListToolsResult(tools=tools)

    async def call_tool(_context: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        answer = await anyio.to_thread.run_sync(answered, asked.name, asked.arguments or {})
        if answer.error is not None:
            trace = "".join(traceback.format_exception(answer.error)).splitlines()
            sys.stderr.write("".join(f"{clean(line)}\n" for line in trace))
        return types.CallToolResult(
            content=[types.TextContent(type="text", text=answer.text)],
            structured_content=answer.data,
            is_error=answer.is_error,
        )

    return Server(
        "claimcheck",
        version=claimcheck.__version__,
        instructions=_TOLD,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def serve() -> None:
    """Serve on standard input and output until the other side hangs up. Raises `MissingExtra` without the package `mcp`."""
    server = make_server()
    import anyio
    from mcp.server.stdio import stdio_server

    async def run() -> None:
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(run)
