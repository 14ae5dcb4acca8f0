"""Serving an assistant: what it may ask of the library, and the server of the Model Context Protocol that lets it.

The tools take contents, never the names of files, and nothing is read that was not handed over. The server is the extra `mcp`.
"""

from __future__ import annotations

from claimcheck.assistant.tools import LARGEST, TOOLS, Answered, Tool, answered

__all__ = ["LARGEST", "TOOLS", "Answered", "Tool", "answered"]
