"""Compare servers: requests a second and latency, with queries new each time and repeated."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from . import processes, servers
from .figures import median
from .load import Burst, Load, burst

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .servers import Server

__all__ = ["CONNECTIONS", "Bursts", "Kind", "Rounds", "compare", "kinds"]

CONNECTIONS: Final = (1, 8, 64)
EVALUATED: Final = "evaluated"
REPEATED: Final = "repeated"
# Variants of another server, measured beside it where targets are set.
ONLY_AT_8: Final = (servers.OURS_LOGGED, "rdflib-endpoint on Oxigraph")

_LONGEST_S: Final = 60.0  # that one reading of a slow server may take

_PREFIXES: Final = """PREFIX foramen: <https://w3id.org/foramen/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
# The number makes each query a new one; every engine binds it at the same small cost.
_NEW: Final = "BIND({n} AS ?asked)"
_KEYS: Final = (
    _PREFIXES
    + """SELECT DISTINCT ?key WHERE {
  ?key foramen:transmitsRoot ?root ; foramen:hasLaterality ?side .
  FILTER(STRSTARTS(STR(?key), "https://w3id.org/foramen/Foramen_"))
}"""
)
_LOOK_UP: Final = _PREFIXES + "SELECT ?root WHERE {{ <{key}> foramen:transmitsRoot ?root {new} }}"
_LEVELS: Final = (
    _PREFIXES
    + """SELECT DISTINCT ?key WHERE {
  ?finding foramen:findingLevel ?key ; foramen:mayCompromise ?root . ?root rdfs:label ?label }"""
)
_JOIN: Final = (
    _PREFIXES
    + """SELECT ?finding ?root ?label WHERE {{
  ?finding foramen:findingLevel <{key}> .
  ?finding foramen:mayCompromise ?root .
  ?root rdfs:label ?label {new} }}"""
)
_ROWS: Final = (
    _PREFIXES
    + """SELECT ?statement ?subject ?strength WHERE {{
  ?statement rdf:subject ?subject ; foramen:strength ?strength {new} }} LIMIT 1000"""
)


@dataclass(frozen=True)
class Kind:
    """One kind of query: what is asked in turn, new each time or repeated."""

    name: str
    evaluated: tuple[str, ...]
    repeated: tuple[str, ...]
    only_count: bool = False


@dataclass(frozen=True)
class Rounds:
    """How much is measured."""

    number: int
    seconds: float
    connections: tuple[int, ...] = CONNECTIONS


@dataclass
class Bursts:
    """All readings of one server under one load, or why there are none."""

    server: str
    kind: str
    mode: str
    connections: int
    bursts: list[Burst] = field(default_factory=list)
    problem: str = ""
    is_slow: bool = False  # so slow that it is read once, for longer

    def middle(self, what: str) -> float | None:
        """Give the median of a figure of the bursts, where all was answered."""
        return None if self.problem else median([getattr(each, what) for each in self.bursts])

    def as_json(self) -> dict[str, Any]:
        """Give plain values for the file of raw figures."""
        return asdict(self)


def kinds(ours: Server) -> list[Kind]:
    """Make the queries from the keys that the graph has."""
    found = []
    for name, keys, text in (("look-up", _KEYS, _LOOK_UP), ("join", _LEVELS, _JOIN)):
        named = [row.removeprefix("key=") for row in servers.ask(ours, keys)]
        if not named:
            raise ValueError(f"the graph has no keys for {name}")
        found.append(
            Kind(
                name,
                tuple(text.format(key=key, new=_NEW) for key in named),
                tuple(text.format(key=key, new="") for key in named),
            )
        )
    rows = (_ROWS.format(new=_NEW),), (_ROWS.format(new=""),)
    return [*found, Kind("1,000 rows", *rows, only_count=True)]


def compare(
    running: Sequence[Server],
    asked: Sequence[Kind],
    rounds: Rounds,
    wrk: str | None,
    say: Callable[[str], None],
) -> list[Bursts]:
    """Check that all answer alike, then load one after another, round by round."""
    all_bursts = list(_planned(running, asked, rounds))
    for kind in asked:
        say(f"checking the answers to: {kind.name}")
        problems = check(running, kind)
        for each in all_bursts:
            if each.kind == kind.name:
                each.problem = problems.get(each.server, "")
    by_name = {server.name: server for server in running}
    queries = {(k.name, mode): getattr(k, mode) for k in asked for mode in (EVALUATED, REPEATED)}
    middle = rounds.connections[len(rounds.connections) // 2]  # enough to warm up with
    for number in range(rounds.number + 1):
        for each in all_bursts:
            if each.problem or each.is_slow or (number == 0 and each.connections != middle):
                continue
            say(f"round {number}: {each.kind}, {each.mode}, {each.connections}, {each.server}")
            load = queries[each.kind, each.mode], rounds.seconds, wrk
            _read(each, by_name[each.server], *load, counts=number > 0)
    return all_bursts


def check(running: Sequence[Server], kind: Kind) -> dict[str, str]:
    """Compare what the servers answer, and name those that fail or differ from the most."""
    problems: dict[str, str] = {}
    given: dict[str, str] = {}
    for server in running:
        try:
            answers = [servers.ask(server, query) for query in (kind.evaluated[0], *kind.repeated)]
        except (OSError, ValueError) as problem:
            problems[server.name] = f"fails: {problem}"[:160]
            continue
        told = [len(rows) for rows in answers] if kind.only_count else answers
        given[server.name] = json.dumps(told)
    values = list(given.values())
    for name, answer in given.items():
        if values.count(answer) <= len(values) / 2:
            problems[name] = "another answer"
    return problems


def _planned(running: Sequence[Server], asked: Sequence[Kind], rounds: Rounds) -> Iterator[Bursts]:
    for kind in asked:
        for mode in (EVALUATED, REPEATED):
            for connections in rounds.connections:
                for server in running:
                    if connections == 8 or server.name not in ONLY_AT_8:
                        yield Bursts(server.name, kind.name, mode, connections)


def _run(
    server: Server, queries: Sequence[str], connections: int, seconds: float, wrk: str | None
) -> tuple[Burst, bool]:
    """Load a server; longer where it is so slow that a short time would show nothing."""
    paths = [server.location(query) for query in queries]
    result = burst(Load(server.port, paths, connections, seconds), wrk)
    is_slow = result.requests < 4 * connections and not (result.failed or result.broken)
    if is_slow:
        _settle(server)
        began = time.perf_counter()
        servers.ask(server, queries[0])
        twice = 2 * connections * (time.perf_counter() - began)
        longer = min(max(seconds * 5, twice), _LONGEST_S)
        result = burst(Load(server.port, paths, connections, longer), wrk)
    _settle(server)
    return result, is_slow


def _settle(server: Server) -> None:
    if server.process is not None:
        processes.rest(server.process.pid)


def _read(
    each: Bursts,
    server: Server,
    queries: Sequence[str],
    seconds: float,
    wrk: str | None,
    *,
    counts: bool,
) -> None:
    try:
        result, is_slow = _run(server, queries, each.connections, seconds, wrk)
    except ValueError:
        each.problem = "it no longer answers"
        return
    if counts:
        _add(each, result)
        each.is_slow = is_slow


def _add(each: Bursts, result: Burst) -> None:
    each.bursts.append(result)
    if result.failed or result.broken:
        each.problem = f"{result.failed} failed, {result.broken} broken of {result.requests}"
    elif not result.requests:
        each.problem = f"no answer within {each.bursts[-1].seconds:.0f} s"
