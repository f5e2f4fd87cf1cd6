"""Serve the tools for language models at `/mcp` (MCP over HTTP)."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

__all__ = ["blueprint"]

blueprint: Final = Blueprint("mcp", __name__)
