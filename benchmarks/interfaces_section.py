"""Measure interfaces and pages: each asked something else every time, over HTTP."""

from __future__ import annotations

import json
import time
import urllib.request
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from . import processes, servers
from .isolation_section import LOOK_UP
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .data import Data
    from .interface_requests import Request

__all__ = ["Asked", "interfaces", "interfaces_table"]

_JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Asked:
    """The milliseconds of each request to one interface."""

    name: str
    milliseconds: tuple[float, ...]


def interfaces(
    data: Data,
    requests: Mapping[str, Callable[[int], Request]],
    times: int,
    say: Callable[[str], None],
) -> list[Asked]:
    """Ask for everything so many times, no two requests alike but for what a number adds.

    Raises:
        CannotStart: the service did not start.
    """
    server = servers.ours(data)
    try:
        server.start(LOOK_UP, 1, 60.0)
        if server.process is not None:
            processes.rest(server.process.pid)  # what it still loads is not the time of a request
        address = f"http://127.0.0.1:{server.port}"
        result = []
        for name, make in requests.items():
            say(f"request: {name}")
            _fetch(address, *make(-1))  # what is read once is not the time of a request
            result.append(Asked(name, tuple(_times(address, make, times))))
        return result
    finally:
        server.stop()


def _times(address: str, make: Callable[[int], Request], times: int) -> Iterable[float]:
    asked = set()
    for number in range(times):
        request = make(number)
        asked.add(repr(request))
        if len(asked) <= number:
            raise ValueError(f"asked before, so kept in memory: {request[0]}")
        began = time.perf_counter()
        _fetch(address, *request)
        yield (time.perf_counter() - began) * 1000


def _fetch(address: str, path: str, body: Any = None) -> None:
    content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    headers = {} if body is None or isinstance(body, bytes) else _JSON
    request = urllib.request.Request(address + path, content, headers)  # noqa: S310 -- our own server
    with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
        response.read()
        if response.status != 200 or response.url != address + path:
            raise ValueError(f"not answered there: {path}")


def interfaces_table(title: str, asked: Iterable[Asked]) -> Table:
    """Show the median and the slow ones, and each beside a request that needs no work."""
    asked = list(asked)
    least = median(asked[0].milliseconds)
    return Table(
        title,
        ("request", "median ms", "95th ms", "beside the first"),
        tuple(
            (
                one.name,
                f"{median(one.milliseconds):.2f}",
                f"{quantiles(one.milliseconds, n=20)[-1]:.2f}",
                f"{median(one.milliseconds) / least:.1f}",
            )
            for one in asked
        ),
        "One request after another from one client, each another one, so that none is answered "
        "from memory. The first row is a request that needs no work.",
    )
