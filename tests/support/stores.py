"""Stores that tests start: a real one, one between that counts, and one that misbehaves."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import shutil
import socketserver
import subprocess
import sys
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ports import free_port, wait_for

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Addresses:
    """Where a store answers, and where it takes updates and graphs."""

    base: str

    @property
    def settings(self) -> dict[str, str]:
        return {
            "engine": f"{self.base}/query",
            "engine_update": f"{self.base}/update",
            "engine_store": f"{self.base}/store",
        }

    @property
    def environment(self) -> dict[str, str]:
        return {f"FORAMEN_{name.upper()}": value for name, value in self.settings.items()}


class OxigraphServer:
    """The Oxigraph server of PyPI, over data in a folder or in memory."""

    def __init__(self, location: Path | None = None) -> None:
        self.port = free_port()
        self.addresses = Addresses(f"http://127.0.0.1:{self.port}")
        beside = Path(sys.executable).with_name("oxigraph")
        program = str(beside) if beside.exists() else shutil.which("oxigraph")
        assert program, "pip install oxigraph: it is one of the test requirements"
        self._command = [program, "serve", "--bind", f"127.0.0.1:{self.port}"]
        if location is not None:
            self._command += ["--location", str(location)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(f"{self.addresses.base}/query?query=ASK%7B%7D", self._process)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)
            self._process = None


@contextlib.contextmanager
def oxigraph_server(location: Path | None = None) -> Iterator[OxigraphServer]:
    server = OxigraphServer(location)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class CountingProxy:
    """Passes requests on to a store and writes them down.

    `hold` makes the request of that number, among those to the graph store, wait until it is let
    go, unanswered; `is_held` says when that is so.
    """

    def __init__(self, behind: Addresses) -> None:
        self.requests: list[str] = []
        self.updates: list[str] = []
        self.hold: int | None = None
        self.is_held = threading.Event()
        self._let_go = threading.Event()
        proxy = self
        host = behind.base.removeprefix("http://")

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                proxy.requests.append(self.path)
                if self.path == "/update":
                    proxy.updates.append(body.decode())
                if proxy.hold is not None and proxy.sent == proxy.hold:
                    proxy.is_held.set()
                    proxy._let_go.wait(60)
                    self.close_connection = True
                    return
                connection = http.client.HTTPConnection(host, timeout=60)
                names = ("Content-Type", "Accept")
                connection.request(
                    "POST", self.path, body, {name: self.headers[name] for name in names}
                )
                answer = connection.getresponse()
                content = answer.read()
                self.send_response(answer.status)
                self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                connection.close()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.addresses = Addresses(f"http://127.0.0.1:{self._server.server_port}")
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def sent(self) -> int:
        """Count the pieces of graphs."""
        return sum(path.startswith("/store?") for path in self.requests)

    def let_go(self) -> None:
        """Answer whatever is held with the end of the connection, and hold nothing more."""
        self.hold = None
        self._let_go.set()

    def forget(self) -> None:
        self.requests.clear()
        self.updates.clear()

    def close(self) -> None:
        self.let_go()
        self._server.shutdown()
        self._server.server_close()


@dataclass
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: str


def read_request(source: BinaryIO) -> Request:
    """Read one request to its end."""
    path = source.readline().decode().split(" ")
    headers = {}
    while (line := source.readline().decode().strip()) != "":
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = source.read(int(headers.get("content-length", 0))).decode()
    return Request(path[1] if len(path) > 1 else "", headers, body)


class BadStore:
    """A server that answers with the bytes its behaviour writes, one request a connection.

    Asked which dataset it holds, it tells the digest that it was given, and does not count that.
    """

    def __init__(
        self, behave: Callable[[Request, socket.socket], None], digest: str | None = None
    ) -> None:
        self.behave = behave
        self.digest = digest
        self.requests: list[Request] = []
        self.is_closing = threading.Event()
        store = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                request = read_request(self.rfile)
                with contextlib.suppress(OSError):
                    if store.digest is not None and "%23holds" in request.body:
                        self.connection.sendall(reply(holding(store.digest)))
                        return
                    store.requests.append(request)
                    store.behave(request, self.connection)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}/query"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.is_closing.set()
        self._server.shutdown()
        self._server.server_close()


def reply(
    body: bytes | str,
    media_type: str = "application/sparql-results+json",
    status: str = "200 OK",
    *headers: str,
) -> bytes:
    """Write a whole answer."""
    content = body if isinstance(body, bytes) else body.encode()
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(content)}",
        "Connection: close",
        *headers,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def one_row(value: str = "urn:x") -> str:
    """Write an answer of one row."""
    bindings = [{"x": {"type": "uri", "value": value}}]
    return json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": bindings}})


def holding(*digests: str) -> str:
    """Write the answer to the question which dataset is held."""
    bindings = [
        {"digest": {"type": "literal", "value": one}, "version": {"type": "literal", "value": "1"}}
        for one in digests
    ]
    return json.dumps({"head": {"vars": ["digest", "version"]}, "results": {"bindings": bindings}})


def plain_environment() -> dict[str, str]:
    """Give an environment without settings of ours, for a process that a test starts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FORAMEN_")}
