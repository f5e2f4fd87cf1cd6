"""Make the tables of the engine section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .engine_section import ENGINES
from .figures import ratio, short
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .engine_section import Cell, Loaded

__all__ = ["growth_table", "library_table", "query_table"]

_PROBLEMS: Final = {"late": "too late", "cannot": "cannot", "wrong": "other answer"}


def growth_table(loads: Sequence[Loaded]) -> Table:
    """Show load time and memory by size."""
    sizes = list(dict.fromkeys((load.data, load.triples) for load in loads))
    rows = []
    for name, triples in sizes:
        by_engine = {load.engine: load for load in loads if load.data == name}
        cells = [_loaded(by_engine[engine]) for engine in ENGINES]
        rows.append((f"{name} ({triples:,})", *cells))
    return Table(
        "Engines: load time and memory",
        ("graph (triples)", *ENGINES),
        tuple(rows),
        "Seconds to load from N-Triples, and memory of all its processes then (shared pages once).",
    )


def query_table(data: str, cells: Sequence[Cell]) -> Table:
    """Show every heavier query over one graph, and how often ours fits into a peer's time."""
    own = [cell for cell in cells if cell.data == data and not cell.of_library]
    rows = []
    for query in dict.fromkeys(cell.query for cell in own):
        by_engine = {cell.engine: cell for cell in own if cell.query == query}
        counts = {str(c.rows) for c in by_engine.values() if c.rows is not None and not c.problem}
        ours = by_engine["ours"].median_ms if "ours" in by_engine else None
        shown = [_timed(by_engine.get(engine), ours) for engine in ENGINES]
        rows.append((query, " or ".join(sorted(counts)) or "-", *shown))
    return Table(
        f"Engines: queries on {data}",
        ("query", "rows", *ENGINES),
        tuple(rows),
        "Milliseconds, medians; in brackets how many times ours.",
    )


def library_table(cells: Sequence[Cell]) -> Table:
    """Show the question library by graph: how many were answered, and how long that took."""
    own = [cell for cell in cells if cell.of_library]
    rows = []
    for data in dict.fromkeys(cell.data for cell in own):
        here = [cell for cell in own if cell.data == data]
        total = len({cell.query for cell in here})
        rows.append((f"{data}, {total} questions", *(_library(e, here, total) for e in ENGINES)))
    return Table(
        "Engines: the question library",
        ("graph", *ENGINES),
        tuple(rows),
        "Questions answered as most engines do; median and slowest of these in milliseconds; in "
        "brackets the time of all questions that it and ours answered, in times of ours.",
    )


def _library(engine: str, cells: Sequence[Cell], total: int) -> str:
    ours = {cell.query: cell.median_ms for cell in cells if cell.engine == "ours"}
    own = {cell.query: cell.median_ms for cell in cells if cell.engine == engine}
    times = sorted(ms for ms in own.values() if ms is not None)
    if not times:
        return "-"
    both = [(ms, mine) for query, ms in own.items() if ms and (mine := ours.get(query))]
    share = ratio(sum(ms for ms, _ in both), sum(mine for _, mine in both))
    text = f"{len(times)}/{total}: {short(times[len(times) // 2])}, {short(times[-1])}"
    return text if engine == "ours" else f"{text} ({short(share)}x)"


def _loaded(load: Loaded) -> str:
    if load.seconds is None:
        return load.problem
    return f"{short(load.seconds)} s, {short(load.memory_mb)} MB"


def _timed(cell: Cell | None, ours: float | None) -> str:
    if cell is None:
        return "-"
    if cell.problem:
        return _PROBLEMS[cell.problem]
    times = ratio(cell.median_ms, ours)
    return short(cell.median_ms) + ("" if cell.engine == "ours" else f" ({short(times)}x)")
