"""Put load on a server and read what came of it: with wrk, or with threads where it is missing."""

from __future__ import annotations

import http.client
import itertools
import json
import subprocess
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .figures import quantile
from .folders import CACHE, HERE

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Burst", "Load", "burst", "parse_wrk"]

_MARK: Final = "FIGURES "
_PATIENCE_S: Final = 60
_HEADERS: Final = {"Accept": "application/sparql-results+json"}
# Each request of the whole run has a number of its own.
_numbers: Final = itertools.count(1, 10_000_000)


@dataclass(frozen=True)
class Load:
    """What is asked of which server: paths in turn, with {n} for the request's own number."""

    port: int
    paths: Sequence[str]
    connections: int
    seconds: float


@dataclass(frozen=True)
class Burst:
    """What came of a load."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    failed: int = 0  # answered with a status of 400 or more
    broken: int = 0  # not answered

    @property
    def rate(self) -> float:
        """Give the requests answered in a second."""
        return self.requests / self.seconds if self.seconds else 0.0


def burst(load: Load, wrk: str | None) -> Burst:
    """Run a load once."""
    return _with_threads(load) if wrk is None else _with_wrk(load, wrk)


def parse_wrk(text: str) -> Burst:
    """Read the line of figures that our script makes wrk print.

    Raises:
        ValueError: there is none: wrk did not reach the server.
    """
    for line in text.splitlines():
        if line.startswith(_MARK):
            return Burst(**json.loads(line.removeprefix(_MARK)))
    raise ValueError(f"wrk gave no figures: {text.strip()[-200:]}")


def _with_wrk(load: Load, wrk: str) -> Burst:
    paths = CACHE / "paths.txt"
    paths.write_text("".join(f"{path}\n" for path in load.paths), "utf-8")
    command = [
        wrk,
        "--threads=1",
        f"--connections={load.connections}",
        f"--duration={max(1, round(load.seconds))}s",
        f"--timeout={_PATIENCE_S}s",
        f"--script={HERE / 'wrk.lua'}",
        f"http://127.0.0.1:{load.port}",
        "--",
        str(paths),
        str(next(_numbers)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return parse_wrk(done.stdout + done.stderr)


def _with_threads(load: Load) -> Burst:
    """Ask from threads: slower than wrk, so fast servers are seen slower than they are."""
    ends = time.perf_counter() + load.seconds
    numbers = itertools.count(next(_numbers))
    times: list[float] = []
    statuses: list[int] = []
    threads = [
        threading.Thread(target=_ask, args=(load, ends, numbers, times, statuses))
        for _ in range(load.connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - started
    p50, p99 = quantile(times, 0.5) or 0.0, quantile(times, 0.99) or 0.0
    failed = sum(1 for status in statuses if status >= 400)
    broken = sum(1 for status in statuses if status == 0)
    return Burst(len(times), seconds, p50, p99, max(times, default=0.0), failed, broken)


def _ask(
    load: Load, ends: float, numbers: itertools.count[int], times: list[float], statuses: list[int]
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=_PATIENCE_S)
    while time.perf_counter() < ends:
        number = next(numbers)
        path = load.paths[number % len(load.paths)].replace("{n}", str(number), 1)
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers=_HEADERS)
            response = connection.getresponse()
            response.read()
        except OSError:
            connection.close()
            statuses.append(0)
            continue
        times.append((time.perf_counter() - started) * 1000)
        statuses.append(response.status)
    connection.close()
