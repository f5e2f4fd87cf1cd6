"""Run the sections one after another, and keep the tables, targets and raw figures of all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console

from . import data, engine_section, http_section, library, peers, servers, where
from .engine_tables import growth_table, library_table, query_table
from .http_tables import attack_table, isolation_table, load_tables, server_table, startup_table
from .interface_requests import REQUESTS
from .interfaces_section import interfaces, interfaces_table
from .isolation_section import LOOK_UP, attack, isolation
from .page_requests import PAGES
from .processes import CannotStart
from .startup_section import startup
from .tables import Table, show
from .targets import http_targets, isolation_targets, startup_targets, target_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .figures import Target
    from .isolation_section import Isolation

__all__ = ["SECTIONS", "Run", "summarise"]


@dataclass
class Run:
    """What was chosen, and what has been found so far."""

    quick: bool
    rounds: int
    sizes: tuple[int, ...]
    load_minutes: float
    console: Console
    python: Path
    tables: list[Table] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)
    loads: list[http_section.Bursts] = field(default_factory=list)
    isolated: Isolation | None = None
    bare_ms: float | None = None

    def say(self, what: str) -> None:
        """Say what is done now, on standard error."""
        self.console.print(f"[dim]{what}[/dim]", highlight=False)

    def keep(self, *tables: Table) -> None:
        """Keep tables and show them."""
        self.tables += tables
        for table in tables:
            show(Console(width=max(100, Console().width)), table)


def _engine(run: Run) -> None:
    plan = engine_section.Plan(
        rounds=run.rounds,
        query_limit_s=3.0 if run.quick else 10.0,
        load_limit_s=run.load_minutes * 60,
        library_limit_s=15.0 if run.quick else 90.0,
    )
    graphs = [data.project(), *map(data.grown, run.sizes)]
    foramen, questions = library.heavier("foramen"), library.library()
    loads: list[engine_section.Loaded] = []
    cells: list[engine_section.Cell] = []
    for graph in graphs:
        new = engine_section.compare(graph, foramen, questions, run.python, plan, loads, run.say)
        loads += new[0]
        cells += new[1]
        run.keep(query_table(graph.name, cells))
    brick = data.brick(peers.brick_file(run.python))
    new = engine_section.compare(brick, library.heavier("brick"), [], run.python, plan, [], run.say)
    loads += new[0]
    cells += new[1]
    run.keep(query_table("Brick", cells), library_table(cells), growth_table(loads))
    run.raw["engine"] = {
        "loads": [asdict(load) for load in loads],
        "queries": [asdict(cell) | {"median_ms": cell.median_ms} for cell in cells],
    }


def _http(run: Run) -> None:
    wrk = peers.wrk()
    if wrk is None:
        run.say("wrk is missing: the load comes from Python threads, which are slower than wrk")
    rounds = http_section.Rounds(run.rounds, 1.0, (8,))
    if not run.quick:
        rounds = http_section.Rounds(run.rounds, 2.0)
    run.say("starting the servers")
    running, problems = servers.started(data.project(), run.python, peers.jena(), LOOK_UP, 1)
    try:
        ours = next((server for server in running if server.name == servers.OURS), None)
        if ours is None:
            raise CannotStart(f"our own service: {problems[servers.OURS]}")
        run.keep(server_table(running, problems))
        kinds = http_section.kinds(ours)
        run.loads = http_section.compare(running, kinds, rounds, wrk, run.say)
        wrong = http_section.check(running, kinds[0])
        effort = where.effort_table(running, kinds[0], wrong, wrk)
        run.bare_ms = where.bare_answer_ms(ours, wrk)
    finally:
        for server in running:
            server.stop()
    run.keep(*load_tables(run.loads), effort)
    run.targets += http_targets(run.loads)
    run.raw["http"] = {
        "generator": "wrk" if wrk else "threads",
        "loads": [each.as_json() for each in run.loads],
        "bare_ms": run.bare_ms,
    }


def _isolation(run: Run) -> None:
    graph = data.project()
    run.isolated = isolation(graph, run.python, 3 * run.rounds, run.say)
    run.keep(isolation_table(run.isolated))
    beside = attack(graph, 1000 if run.quick else 2000, run.rounds, run.say)
    run.keep(attack_table(beside))
    run.targets += isolation_targets(run.isolated, beside)
    run.raw["isolation"] = asdict(run.isolated)
    run.raw["attack"] = asdict(beside)


def _startup(run: Run) -> None:
    result = startup(data.project(), run.rounds, run.say)
    run.keep(startup_table(result))
    run.targets += startup_targets(result)
    run.raw["startup"] = asdict(result)


def _interfaces(run: Run) -> None:
    asked = interfaces(data.project(), REQUESTS, 50 if run.quick else 300, run.say)
    run.keep(interfaces_table("Interfaces of other systems", asked))
    run.raw["interfaces"] = [asdict(one) for one in asked]


def _pages(run: Run) -> None:
    asked = interfaces(data.project(), PAGES, 50 if run.quick else 184, run.say)
    run.keep(interfaces_table("Pages", asked))
    run.raw["pages"] = [asdict(one) for one in asked]


def summarise(run: Run) -> list[Table]:
    """Show what was reached and where the time goes, from all sections that ran."""
    tables = []
    if run.targets:
        tables.append(target_table(run.targets))
    if run.loads:
        tables.append(where.where_table(run.loads, run.isolated, run.bare_ms))
    run.keep(*tables)
    run.raw["targets"] = [asdict(target) | {"verdict": target.verdict} for target in run.targets]
    return tables


SECTIONS: Final[dict[str, Callable[[Run], None]]] = {
    "engine": _engine,
    "http": _http,
    "isolation": _isolation,
    "startup": _startup,
    "interfaces": _interfaces,
    "pages": _pages,
}
"""The sections, in the order in which they run."""
