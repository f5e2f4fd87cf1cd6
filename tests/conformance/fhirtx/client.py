"""Ask a FHIR server what a case asks, and start the service."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ports import free_port

from .conversion import as_r5

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .suite import Case

__all__ = ["Client", "started_server"]

_PATIENCE_S: Final = 60
_PATHS: Final = {
    "metadata": "/metadata",
    "term-caps": "/metadata?mode=terminology",
    "expand": "/ValueSet/$expand",
    "validate-code": "/ValueSet/$validate-code",
    "cs-validate-code": "/CodeSystem/$validate-code",
    "lookup": "/CodeSystem/$lookup",
    "translate": "/ConceptMap/$translate",
    "batch-validate": "/ValueSet/$batch-validate-code",
}


class Client:
    """One connection to the server, that is kept open."""

    def __init__(self, address: str, fhir: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=_PATIENCE_S)
        self._path = parts.path.rstrip("/") + f"/fhir/r{fhir}"
        self._fhir = fhir

    def ask(self, case: Case) -> tuple[int, Any]:
        """Send a case and give status and resource, as R5 writes it."""
        headers = {"Accept": "application/fhir+json"}
        if case.language:
            headers["Accept-Language"] = case.language
        body = None
        if case.request is not None:
            headers["Content-Type"] = "application/fhir+json"
            extra = [{"name": "tx-resource", "resource": one} for one in case.resources]
            whole = {**case.request, "parameter": [*case.request["parameter"], *extra]}
            body = json.dumps(whole).encode()
        status, content = self.send(
            "POST" if body else "GET", _PATHS[case.operation], body, headers
        )
        resource = json.loads(content)
        return status, as_r5(resource) if self._fhir == "4" else resource

    def send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes]:
        """Send one request, on a new connection if the old one was closed."""
        try:
            self._connection.request(method, self._path + path, body, headers)
            response = self._connection.getresponse()
        except (ConnectionError, http.client.HTTPException):
            self._connection.close()
            self._connection.request(method, self._path + path, body, headers)
            response = self._connection.getresponse()
        return response.status, response.read()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@contextmanager
def started_server() -> Iterator[str]:
    """Run `foramen serve` on a free port, and give its address when it is ready."""
    port = free_port()
    service = Path(__file__).parents[3] / "service"
    environment = {**os.environ, "PYTHONPATH": str(service), "FORAMEN_REQUEST_LOG": "off"}
    code = "from foramen.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(_PATIENCE_S)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise ConnectionError(f"the server ended with {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise ConnectionError("the server did not become ready")
