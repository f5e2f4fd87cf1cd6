"""Answer one MCP request that came over HTTP, with the library's own stateless transport.

Each request has an event loop of its own, in the thread that a web server gave it: nothing is kept
between requests, so any server process may answer the next one, and a tool may simply take its
time in that loop.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from .server import make_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, MutableMapping

    from mcp.server.lowlevel.server import Server

    from .parts import Parts

__all__ = ["HttpAnswer", "HttpAnswerer"]

_PATH: Final = "/mcp"


@dataclass(frozen=True)
class HttpAnswer:
    """A whole answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class HttpAnswerer:
    """Answers requests; one for each application, used by all its threads."""

    def __init__(self, parts: Parts) -> None:
        self._server = make_server(parts, _here)

    def answer(self, headers: Iterable[tuple[str, str]], body: bytes) -> HttpAnswer:
        """Answer a POST."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": _PATH,
            "raw_path": _PATH.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [
                (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
                for name, value in headers
            ],
            "client": None,
            "server": None,
        }
        return asyncio.run(_answer(self._server, scope, body))


async def _here(function: Callable[[], Any]) -> Any:
    return function()


async def _answer(server: Server[Any], scope: dict[str, Any], body: bytes) -> HttpAnswer:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        if waiting:
            return waiting.pop()
        # The client stays: its going is for the web server to notice.
        return await asyncio.Future()

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    manager = StreamableHTTPSessionManager(
        server, json_response=True, stateless=True, max_request_body_size=max(len(body), 1)
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)
    start = sent[0]
    return HttpAnswer(
        status=start["status"],
        headers=tuple((name.decode(), value.decode()) for name, value in start.get("headers", ())),
        body=b"".join(message.get("body", b"") for message in sent[1:]),
    )
