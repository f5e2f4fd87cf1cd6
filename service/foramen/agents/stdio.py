"""Speak MCP over standard input and output, until the other end closes or a signal comes."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from mcp.server.stdio import stdio_server

from .server import make_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from .parts import Parts

__all__ = ["serve_stdio"]


def serve_stdio(parts: Parts, close: Callable[[], None]) -> None:
    """Serve one client.

    Args:
        parts: what the tools ask.
        close: lets go of them where a signal ends the process.
    """
    anyio.run(_serve, parts, close)


async def _serve(parts: Parts, close: Callable[[], None]) -> None:
    server = make_server(parts, anyio.to_thread.run_sync)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(_end_on_signal, close)
        tasks.start_soon(_read_ahead, parts)
        async with stdio_server() as (incoming, outgoing):
            await server.run(incoming, outgoing, server.create_initialization_options())
        tasks.cancel_scope.cancel()


async def _end_on_signal(close: Callable[[], None]) -> None:
    with anyio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async for _ in signals:
            close()
            # A thread waits for the next line, and nothing but that line could end it.
            os._exit(0)


async def _read_ahead(parts: Parts) -> None:
    """Read what most tools need while the client has not yet called one."""
    await anyio.to_thread.run_sync(lambda: parts.terms, abandon_on_cancel=True)
