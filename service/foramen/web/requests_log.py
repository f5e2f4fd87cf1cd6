"""Write a line for each request, and count it for a monitor.

A line is one JSON object, or one of plain words, and nothing that a client sends can break it. It
holds no query: queries can be long and private, so only a digest is noted, by which equal ones are
found.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TextIO

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from .metrics import Metrics

__all__ = ["QUERY", "RequestsLog", "Trace"]

# Where the application notes the query that it was asked.
QUERY: Final = "foramen.query"


class Trace:
    """One request on its way."""

    __slots__ = ("from_memory", "id", "started")

    def __init__(self, number: str) -> None:
        self.id = number
        self.started = time.perf_counter()
        self.from_memory = False


class RequestsLog:
    """The log of one server process."""

    def __init__(self, form: str, metrics: Metrics, file: TextIO | None = None) -> None:
        self._form = form
        self._metrics = metrics
        self._file = file
        self._prefix = os.urandom(5).hex()
        self._numbers = itertools.count(1)

    def begin(self) -> Trace:
        """Number a request."""
        return Trace(f"{self._prefix}-{next(self._numbers):x}")

    def write(self, environ: WSGIEnvironment, trace: Trace, status: str, size: int) -> None:
        """Note how a request was answered."""
        seconds = time.perf_counter() - trace.started
        code = status[:3]
        self._metrics.count(environ["REQUEST_METHOD"], code, seconds, from_memory=trace.from_memory)
        if self._form != "off":
            self._write({
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "id": trace.id,
                "client": environ.get("REMOTE_ADDR", ""),
                "method": environ["REQUEST_METHOD"],
                "path": _path(environ),
                "status": int(code),
                "bytes": size,
                "ms": round(seconds * 1000, 2),
                "from_memory": trace.from_memory,
                **_query(environ),
            })  # fmt: skip

    def _write(self, facts: dict[str, Any]) -> None:
        if self._form == "json":
            line = json.dumps(facts)
        else:
            line = " ".join(
                json.dumps(value) if isinstance(value, str) and " " in value else str(value)
                for value in (ascii(v)[1:-1] if isinstance(v, str) else v for v in facts.values())
            )
        file = self._file or sys.stderr
        file.write(line + "\n")
        file.flush()


def _path(environ: WSGIEnvironment) -> str:
    """Give the path as it was sent; WSGI passes its bytes as if they were Latin-1."""
    path: str = environ["PATH_INFO"]
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def _query(environ: WSGIEnvironment) -> dict[str, str]:
    query = environ.get(QUERY)
    if query is None:
        return {}
    return {"query": hashlib.sha256(query.encode("utf-8", "replace")).hexdigest()[:16]}
