"""Make the tables of the sections that go over HTTP, and of isolation and start-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .figures import median, ratio, short
from .servers import OURS
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .http_section import Bursts
    from .isolation_section import Attack, Isolation
    from .servers import Server
    from .startup_section import Startup

__all__ = ["attack_table", "isolation_table", "load_tables", "server_table", "startup_table"]


def server_table(running: Sequence[Server], problems: Mapping[str, str]) -> Table:
    """Show how long each server took to its first answer, and its memory then."""
    rows = [
        (server.name, short(server.started_s, " s"), short(server.memory_mb, " MB"))
        for server in running
    ]
    rows += [(name, "not measured", why) for name, why in problems.items()]
    return Table(
        "Servers: start-up over the project's graph",
        ("server", "first answer", "memory"),
        tuple(rows),
        "Memory of all its processes (shared pages once). The Oxigraph server reads a store that "
        "was loaded before; ours also holds the named graphs, which no peer does; the others parse "
        "N-Triples as they start.",
    )


def load_tables(results: Sequence[Bursts]) -> list[Table]:
    """Show requests a second and latency, one table a kind of query and mode."""
    tables = []
    for kind, mode in dict.fromkeys((each.kind, each.mode) for each in results):
        own = [each for each in results if (each.kind, each.mode) == (kind, mode)]
        counts = list(dict.fromkeys(each.connections for each in own))
        rows = []
        for name in dict.fromkeys(each.server for each in own):
            cells = [_load(_one(own, name, count), _one(own, OURS, count)) for count in counts]
            rows.append((name, *cells))
        columns = ("server", *(f"{count} connection{'s'[: count > 1]}" for count in counts))
        new = "a query that was never asked before" if mode == "evaluated" else "the same queries"
        note = (
            f"Each request asks {new}. Requests a second; p50 and p99 in milliseconds; in brackets "
            "how many times ours answers as many."
        )
        tables.append(Table(f"HTTP: {kind}, {mode}", columns, tuple(rows), note))
    return tables


def isolation_table(result: Isolation) -> Table:
    """Show what asking another process adds to a look-up."""
    rows = (
        ("in the asking process", short(median(result.inside), " ms")),
        ("in an engine process", short(median(result.isolated), " ms")),
        ("difference", short(result.cost_ms, " ms")),
    )
    return Table(
        "Isolation: a look-up through the engine", ("evaluated", "median"), rows,
        "Checked, evaluated and written as JSON, without HTTP.",
    )  # fmt: skip


def attack_table(result: Attack) -> Table:
    """Show look-ups beside heavy queries."""
    heavy = ", ".join(
        f"{result.heavy.count(outcome)} x {outcome}" for outcome in sorted(set(result.heavy))
    )
    rows = (
        ("look-up before, median", short(median(result.calm), " ms")),
        ("look-ups during", f"{len(result.look_ups)} answered, {len(result.failures)} failed"),
        ("median", short(result.middle_ms, " ms")),
        ("slowest", short(max(result.look_ups, default=0.0), " ms")),
        ("time limit of a query", short(float(result.time_limit_ms), " ms")),
        ("the heavy queries", heavy),
    )
    return Table(
        "Heavy queries: a product over the whole graph on every engine process",
        ("what", "figure"), rows,
        f"{result.places} heavy queries at once on {result.places} engine processes, while four "
        "clients ask look-ups over HTTP, one after another.",
    )  # fmt: skip


def startup_table(result: Startup) -> Table:
    """Show start-up and build."""
    rows = (
        ("from `foramen serve` to the first answer", short(median(result.first_answer), " s")),
        ("`foramen build`", result.problem or short(median(result.build), " s")),
    )
    return Table("Start-up and build", ("what", "median"), rows)


def _one(results: Sequence[Bursts], server: str, connections: int) -> Bursts | None:
    found = (each for each in results if (each.server, each.connections) == (server, connections))
    return next(found, None)


def _load(own: Bursts | None, ours: Bursts | None) -> str:
    if own is None:
        return "-"
    if own.problem:
        return own.problem
    times = ratio(ours.middle("rate") if ours else None, own.middle("rate"))
    text = (
        f"{short(own.middle('rate'))}: {short(own.middle('p50_ms'))}, {short(own.middle('p99_ms'))}"
    )
    return text if own.server == OURS or times is None else f"{text} ({short(times)}x)"
