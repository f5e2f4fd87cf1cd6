"""Measure what isolation costs a look-up, and what a heavy query on every engine process does."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from . import processes, servers
from .asked import Asked
from .figures import median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .data import Data
    from .servers import Server

__all__ = ["LOOK_UP", "Attack", "Isolation", "attack", "isolation"]

LOOK_UP: Final = """PREFIX foramen: <https://w3id.org/foramen/>
SELECT ?root WHERE { foramen:Foramen_L4-L5_left foramen:transmitsRoot ?root }"""
# New each time, so that no cache answers.
_NEW_LOOK_UP: Final = """PREFIX foramen: <https://w3id.org/foramen/>
SELECT ?root WHERE {{
  foramen:Foramen_L4-L5_left foramen:transmitsRoot ?root BIND({n} AS ?asked) }}"""
_HEAVY: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND({n} AS ?j) }}"
_READINGS: Final = 200  # look-ups a round
_CLIENTS: Final = 4  # that ask look-ups while the heavy queries run
_PLACES: Final = 8  # engine processes, as shipped


@dataclass
class Isolation:
    """Milliseconds of a look-up, a median of many each round."""

    inside: list[float] = field(default_factory=list)
    isolated: list[float] = field(default_factory=list)

    @property
    def cost_ms(self) -> float | None:
        """Give the median of what isolation added in a round."""
        pairs = zip(self.inside, self.isolated, strict=True)
        return median([isolated - inside for inside, isolated in pairs])


@dataclass
class Attack:
    """What look-ups met while every engine process had a heavy query."""

    time_limit_ms: int
    places: int
    look_ups: list[float] = field(default_factory=list)
    calm: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    heavy: list[str] = field(default_factory=list)  # what became of each heavy query

    @property
    def slowest_ms(self) -> float | None:
        """Give the slowest look-up, where all were answered."""
        return None if self.failures or not self.look_ups else max(self.look_ups)

    @property
    def middle_ms(self) -> float | None:
        """Give the median look-up."""
        return quantile(self.look_ups, 0.5)


def isolation(data: Data, python: Path, rounds: int, say: Callable[[str], None]) -> Isolation:
    """Time the same look-up in the asking process and in an engine process, in turn."""
    say("isolation: loading")
    result = Isolation()
    inside = Asked("ours, in process", python, data, 30.0, 60.0)
    try:
        isolated = Asked("ours", python, data, 30.0, 60.0)
        try:
            for number in range(rounds + 1):
                say(f"isolation: round {number}")
                for engine, readings in ((inside, result.inside), (isolated, result.isolated)):
                    reply = engine.ask(LOOK_UP, _READINGS)
                    if reply.problem or reply.rows != 1:
                        raise RuntimeError(f"{engine.engine} did not answer: {reply}")
                    readings += [reply.ms] if number else []  # the first round warms up
        finally:
            isolated.close()
    finally:
        inside.close()
    return result


def attack(data: Data, time_limit_ms: int, rounds: int, say: Callable[[str], None]) -> Attack:
    """Give every engine process a product over the whole graph, and ask look-ups meanwhile.

    Raises:
        CannotStart: the server did not.
    """
    result = Attack(time_limit_ms, _PLACES)
    server = servers.ours(
        data,
        FORAMEN_QUERY_TIME_LIMIT_MS=str(time_limit_ms),
        FORAMEN_CONCURRENT_QUERIES=str(_PLACES),
    )
    server.start(LOOK_UP, 1, 60.0)
    try:
        numbers = iter(range(1, 10**9))
        result.calm = [_timed(server, next(numbers)) for _ in range(20)]
        for number in range(rounds):
            say(f"heavy queries: round {number + 1}")
            _round(server, result, [next(numbers) for _ in range(_PLACES)])
    finally:
        server.stop()
    return result


def _round(server: Server, result: Attack, numbers: list[int]) -> None:
    """Run one round of heavy queries; look-ups are asked until all of these have ended."""
    heavy = [threading.Thread(target=_burden, args=(server, result, each)) for each in numbers]
    over = threading.Event()
    clients = [
        threading.Thread(target=_look_up, args=(server, result, over, client * 10**7 + numbers[0]))
        for client in range(1, _CLIENTS + 1)
    ]
    for thread in heavy:
        thread.start()
    time.sleep(0.2)  # until each has its process
    for thread in clients:
        thread.start()
    for thread in heavy:
        thread.join()
    over.set()
    for thread in clients:
        thread.join()
    if server.process is not None:
        processes.rest(server.process.pid)


def _burden(server: Server, result: Attack, number: int) -> None:
    try:
        servers.ask(server, _HEAVY.format(n=number))
        result.heavy.append("answered")
    except (OSError, ValueError) as problem:
        result.heavy.append(str(problem)[:10])


def _look_up(server: Server, result: Attack, over: threading.Event, number: int) -> None:
    while not over.is_set():
        number += 1
        try:
            result.look_ups.append(_timed(server, number))
        except (OSError, ValueError) as problem:
            result.failures.append(str(problem)[:120])


def _timed(server: Server, number: int) -> float:
    began = time.perf_counter()
    if len(servers.ask(server, _NEW_LOOK_UP.format(n=number))) != 1:
        raise ValueError("another answer")
    return (time.perf_counter() - began) * 1000
