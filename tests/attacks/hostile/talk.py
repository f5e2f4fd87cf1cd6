"""Speak HTTP by hand: send bytes as they are, and read what comes back."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CLOSED", "FORM", "Reply", "asking", "connected", "exchange", "read_reply", "request"]

FORM: Final = "application/x-www-form-urlencoded"
# The status of a connection that the server closed without an answer.
CLOSED: Final = 0
_PATIENCE_S: Final = 60.0


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def problem(self) -> str:
        """Give the kind of problem that it tells of, or nothing."""
        if not self.headers.get("content-type", "").startswith("application/problem+json"):
            return ""
        return str(json.loads(self.body)["type"]).removeprefix("urn:foramen:problem:")

    @property
    def content(self) -> Any:
        """Give the JSON that it holds."""
        return json.loads(self.body)

    def __str__(self) -> str:
        return f"{self.status} {dict(self.headers)} {self.body[:400].decode('utf-8', 'replace')!r}"


def request(
    method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> bytes:
    """Write a well-formed request that asks to close the connection after it."""
    fields = {"Host": "localhost", "Connection": "close", "Accept": "*/*"}
    if body:
        fields["Content-Length"] = str(len(body))
    fields |= headers or {}
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def asking(query: str, headers: Mapping[str, str] | None = None, **fields: str) -> bytes:
    """Write a request that asks a query, as a form."""
    body = urlencode({"query": query, **fields}).encode()
    return request("POST", "/sparql", body, {"Content-Type": FORM, **(headers or {})})


@contextlib.contextmanager
def connected(port: int, source: str = "127.0.0.1") -> Iterator[socket.socket]:
    """Give a connection to the service from one of this machine's addresses."""
    with socket.create_connection(
        ("127.0.0.1", port), timeout=_PATIENCE_S, source_address=(source, 0)
    ) as connection:
        yield connection


def exchange(port: int, sent: bytes, *, source: str = "127.0.0.1", shut: bool = False) -> Reply:
    """Send bytes and read one reply; a server may refuse before it has taken all of them."""
    with connected(port, source) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            if shut:
                connection.shutdown(socket.SHUT_WR)
        return read_reply(connection, sent.partition(b" ")[0])


def read_reply(connection: socket.socket, method: bytes = b"GET") -> Reply:
    """Read one reply."""
    response = http.client.HTTPResponse(connection, method=method.decode("latin-1"))
    try:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, headers, response.read())
    except (ConnectionError, http.client.HTTPException):
        return Reply(CLOSED)
    finally:
        response.close()
