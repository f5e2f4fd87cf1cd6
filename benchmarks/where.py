"""Show where the time of a look-up goes, step by step from the engine to the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import median, short
from .load import Load, burst
from .processes import cpu_seconds, rest
from .servers import OURS
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .http_section import Bursts, Kind
    from .isolation_section import Isolation
    from .servers import Server

__all__ = ["bare_answer_ms", "effort_table", "where_table"]

_ENGINE = "foramen.engine"  # in the command line of engine processes
_BARE = "/healthz"  # goes through server and framework, and asks no engine


def bare_answer_ms(server: Server, wrk: str | None) -> float | None:
    """Give the p50 of an answer that needs no engine, at one connection."""
    try:
        result = burst(Load(server.port, [_BARE], 1, 2.0), wrk)
    except ValueError:
        return None
    return None if result.failed or result.broken else result.p50_ms


def effort_table(
    running: Sequence[Server], look_up: Kind, problems: Mapping[str, str], wrk: str | None
) -> Table:
    """Show the processor time that each server spends on one evaluated look-up."""
    rows = []
    for server in running:
        if server.process is None or server.name in problems:
            continue
        paths = [server.location(query) for query in look_up.evaluated]
        before = cpu_seconds(server.process.pid), cpu_seconds(server.process.pid, _ENGINE)
        result = burst(Load(server.port, paths, 8, 3.0), wrk)
        after = cpu_seconds(server.process.pid), cpu_seconds(server.process.pid, _ENGINE)
        rest(server.process.pid)
        whole, engine = (
            (late - early) * 1000 / max(result.requests, 1)
            for early, late in zip(before, after, strict=True)
        )
        rows.append((server.name, short(whole), short(engine) if engine else "-"))
    return Table(
        "Processor time of an evaluated look-up",
        ("server", "ms, all processes", "ms, of that in engine processes"),
        tuple(rows),
        "At 8 connections; hardly moved by what else runs on the machine.",
    )


def where_table(
    results: Sequence[Bursts], isolation: Isolation | None, bare_ms: float | None
) -> Table:
    """Put the figures of the sections side by side."""
    rows = []
    if isolation is not None:
        rows += [
            ("evaluate the query in the process that asks", median(isolation.inside)),
            ("the same through an engine process", median(isolation.isolated)),
        ]
    rows += [
        ("HTTP, an answer that asks no engine", bare_ms),
        ("HTTP, a repeated look-up", _p50(results, "repeated")),
        ("HTTP, a look-up that is evaluated", _p50(results, "evaluated")),
    ]
    shown = tuple((what, short(ms)) for what, ms in rows)
    return Table(
        "Where the time of a look-up goes",
        ("step", "ms"),
        shown,
        "Medians, one connection. The last line less the one about HTTP without an engine is the "
        "engine's share; the first line is the library's own.",
    )


def _p50(results: Sequence[Bursts], mode: str) -> float | None:
    for each in results:
        if (each.server, each.kind, each.mode, each.connections) == (OURS, "look-up", mode, 1):
            return each.middle("p50_ms")
    return None
