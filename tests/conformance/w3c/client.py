"""Talk to a server over HTTP, and start one."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from ports import free_port

import foramen

from .loader import DEFAULT
from .suite import Data

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["DIRECT", "FORM", "Client", "Reply", "started_server"]

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
# As in `server`, which is not imported here: a server elsewhere needs nothing of this machine.
_CONTROL: Final = "/conformance/dataset"
_PATIENCE_S: Final = 60


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    media_type: str
    body: bytes
    headers: Mapping[str, str]

    def __str__(self) -> str:
        return f"{self.status} {self.media_type} {self.body[:300].decode('utf-8', 'replace')!r}"


class Client:
    """One connection to a server that is kept open."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.address = address.rstrip("/")
        self.endpoint = f"{self.address}/sparql"
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=_PATIENCE_S)
        self._path = parts.path.rstrip("/")
        self._loaded: Data | None = None

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request."""
        self._connection.request(method, self._path + path, body, dict(headers or {}))
        response = self._connection.getresponse()
        media_type = (response.getheader("Content-Type") or "").partition(";")[0].strip()
        named = {name.lower(): value for name, value in response.getheaders()}
        reply = Reply(response.status, media_type, response.read(), named)
        if reply.status >= 400:
            # A server that refuses a request before it has read the body closes the connection,
            # and may do so without a word; the next request opens a new one.
            self._connection.close()
        return reply

    def ask(self, query: str, accept: str, graphs: Mapping[str, list[str]] | None = None) -> Reply:
        """Ask `/sparql`, by form, so that no address becomes too long."""
        fields = urlencode({"query": query, **(graphs or {})}, doseq=True).encode()
        return self.send("POST", "/sparql", fields, {"Content-Type": FORM, "Accept": accept})

    def can_load(self) -> bool:
        """Tell whether this is the server of `server.py`, which takes datasets."""
        return self.send("GET", _CONTROL).status == 204

    def take_as_it_is(self) -> None:
        """Ask a server whose data we cannot choose: no case may then have data of its own."""
        self._loaded = Data()

    def load(self, data: Data) -> None:
        """Let the server answer from these graphs and no others."""
        if data == self._loaded:
            return
        graphs = {DEFAULT: data.default, **dict(data.named)}
        reply = self.send("PUT", _CONTROL, json.dumps(graphs).encode())
        if reply.status != 204:
            raise ConnectionError(f"The server does not take the dataset: {reply}")
        self._loaded = data

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def started_server() -> Iterator[str]:
    """Start the test-only application on granian, and give its address."""
    port = free_port()
    here = str(Path(__file__).parents[1])
    package = str(Path(foramen.__file__).parents[1])
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--blocking-threads", "2", "--log-level", "error", "w3c.server:application"]
    with tempfile.TemporaryDirectory(prefix="w3c-") as temporary:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([here, package]),
            "TMPDIR": temporary,
            # Each dataset needs its engine processes anew, and we ask one thing at a time.
            "FORAMEN_CONCURRENT_QUERIES": "1",
            "FORAMEN_REQUEST_LOG": "off",
        }
        with subprocess.Popen(command, env=environment, cwd=here) as process:
            address = f"http://127.0.0.1:{port}"
            try:
                _wait_for(address, process)
                yield address
            finally:
                process.terminate()
                process.wait(20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + _PATIENCE_S
    while time.monotonic() < give_up:
        if process.poll() is not None:
            raise ConnectionError("The server ended while it started.")
        client = Client(address)
        try:
            if client.can_load():
                return
        except OSError:
            time.sleep(0.05)
        finally:
            client.close()
    raise ConnectionError("The server does not answer.")
