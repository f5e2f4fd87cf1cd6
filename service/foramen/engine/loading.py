"""Put the dataset into a store on another machine: whole or not at all, as readers see it.

Every graph goes piece by piece into one with another name; when all are there and their triples
are as many as they should be, one request puts them in the place of the old ones. The store itself
tells how far an interrupted load came, so another machine can go on with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from foramen.errors import BadSetting, EngineMisbehaved

from .placement import (
    CONTROL,
    DEFAULT_GRAPH,
    HAS_GRAPH,
    STAGES,
    control_triples,
    digest_query,
    staging_graph,
)
from .received import BINDINGS_TYPE, GRAPH_TYPE, read_answer
from .refusals import require_success
from .sparql_client import SparqlClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TypeAlias

    from foramen.knowledge import Knowledge
    from foramen.settings import Settings

    from .model import Bindings

    Progress: TypeAlias = Callable[[str, int, int], None]

__all__ = ["PIECE_TRIPLES", "Loaded", "Loader", "quads"]

PIECE_TRIPLES: Final = 10_000
_REQUEST_MS: Final = 600_000
_ANSWER_BYTES: Final = 10_000_000
_UPDATE: Final = "application/sparql-update"


@dataclass(frozen=True)
class Loaded:
    """What a load did.

    Attributes:
        graphs: the number of triples of each graph that the store now holds.
        sent: how many triples were sent; none where the dataset was there already.
        found: how many lay there from an earlier load that was interrupted.
    """

    graphs: Mapping[str, int]
    sent: int
    found: int


class Loader:
    """One dataset on its way into one store."""

    def __init__(
        self, settings: Settings, knowledge: Knowledge, piece_triples: int = PIECE_TRIPLES
    ) -> None:
        self._client = SparqlClient.of(settings, connections=1)
        self._update_address = settings.engine_update
        self._store_address = settings.engine_store
        self._knowledge = knowledge
        self._piece_triples = piece_triples
        self._wanted = _wanted(knowledge)

    def load(self, progress: Progress) -> Loaded:
        """Load what is not there yet, and let it take the place of what was.

        Args:
            progress: is told a graph, how many of its triples are there, and how many it has.

        Raises:
            BadSetting: it is nowhere said where the store takes updates.
            EngineFailure: the store cannot be reached, or refuses.
            EngineMisbehaved: it holds another number of triples than it was sent.
        """
        if self._is_there():
            self._clear_leftovers()
            return Loaded(self._wanted, 0, 0)
        if not self._update_address:
            raise BadSetting("engine_update", "", "say where the store takes SPARQL Update")
        sent = sum(self._stage(graph, progress) for graph in self._wanted)
        self._require_counts(self._staged)
        self._update(";\n".join(self._replacements()))
        self._require_counts(lambda graph: graph)
        self._clear_leftovers()
        return Loaded(self._wanted, sent, sum(self._wanted.values()) - sent)

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def _is_there(self) -> bool:
        rows = self._rows(digest_query())
        if [str(row["digest"]) for row in rows] != [self._knowledge.sources_digest]:
            return False
        return all(self._count(graph) == count for graph, count in self._wanted.items())

    def _staged(self, graph: str) -> str:
        return staging_graph(self._knowledge, graph)

    def _stage(self, graph: str, progress: Progress) -> int:
        """Send what is missing of a graph, and give how many triples that was."""
        wanted, staged = self._wanted[graph], self._staged(graph)
        there = self._count(staged)
        if there == wanted:
            progress(graph, there, wanted)
            return 0
        # Blank nodes are one thing within a request only: such a graph goes in one.
        size = max(1, wanted) if self._has_blank_nodes(graph) else self._piece_triples
        if there % size or there > wanted:  # a store that keeps half a request, or another size
            self._update(f"DROP SILENT GRAPH <{staged}>")
            there = 0
        self._update(f"INSERT DATA {{ GRAPH <{CONTROL}> {{ <{CONTROL}> <{STAGES}> <{staged}> }} }}")
        sent = 0
        progress(graph, there, wanted)
        lines = islice(self._lines(graph), there, None)
        while piece := list(islice(lines, size)):
            self._insert(staged, "".join(piece))
            sent += len(piece)
            progress(graph, there + sent, wanted)
        return sent

    def _lines(self, graph: str) -> Iterator[str]:
        if graph == DEFAULT_GRAPH:
            return _default_lines(self._knowledge)
        return _lines(self._knowledge, graph)

    def _has_blank_nodes(self, graph: str) -> bool:
        return any("_:" in line for line in self._lines(graph))

    def _insert(self, graph: str, ntriples: str) -> None:
        if not self._store_address:
            self._update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{ntriples}}} }}")
            return
        sign = "&" if "?" in self._store_address else "?"
        address = f"{self._store_address}{sign}graph={quote(graph, safe='')}"
        with self._client.send(address, ntriples.encode(), GRAPH_TYPE, _REQUEST_MS) as reply:
            require_success(reply)

    def _replacements(self) -> Iterator[str]:
        """Give the updates of the one request that lets the new take the place of the old."""
        old = {
            str(row["graph"])
            for row in self._rows(
                f"SELECT ?graph WHERE {{ GRAPH <{CONTROL}> {{ ?held <{HAS_GRAPH}> ?graph }} }}"
            )
        }
        for graph in sorted(old - self._wanted.keys()):
            yield f"DROP SILENT GRAPH <{graph}>"
        for graph, count in self._wanted.items():
            staged = self._staged(graph)
            yield f"MOVE <{staged}> TO <{graph}>" if count else f"DROP SILENT GRAPH <{graph}>"
        yield f"DELETE WHERE {{ GRAPH <{CONTROL}> {{ <{DEFAULT_GRAPH}> ?p ?o }} }}"
        yield f"INSERT DATA {{ GRAPH <{CONTROL}> {{\n{control_triples(self._knowledge)}}} }}"

    def _clear_leftovers(self) -> None:
        """Drop what this load and any that was given up left under other names."""
        if not self._update_address:
            return
        left = self._rows(
            f"SELECT ?graph WHERE {{ GRAPH <{CONTROL}> {{ <{CONTROL}> <{STAGES}> ?graph }} }}"
        )
        if not left:
            return
        drops = [f"DROP SILENT GRAPH <{row['graph']}>" for row in left]
        forget = f"DELETE WHERE {{ GRAPH <{CONTROL}> {{ <{CONTROL}> <{STAGES}> ?graph }} }}"
        self._update(";\n".join([*drops, forget]))

    def _require_counts(self, name: Callable[[str], str]) -> None:
        for graph, wanted in self._wanted.items():
            there = self._count(name(graph))
            if there != wanted:
                raise EngineMisbehaved(
                    f"the store holds {there:,} triples of <{graph}> where it was sent {wanted:,}."
                )

    def _count(self, graph: str) -> int:
        rows = self._rows(f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        try:
            (row,) = rows
            return int(str(row["count"]))
        except (ValueError, KeyError) as problem:
            raise EngineMisbehaved("the store cannot count its triples.") from problem

    def _rows(self, query: str) -> tuple[Mapping[str, object], ...]:
        with self._client.query(query, BINDINGS_TYPE, _REQUEST_MS) as reply:
            require_success(reply)
            reply.limit(_ANSWER_BYTES, EngineMisbehaved("it does not end its answer."))
            answer = read_answer(reply.read(), BINDINGS_TYPE)
        if not hasattr(answer, "rows"):
            raise EngineMisbehaved("it answered with the wrong kind of result.")
        return cast("Bindings", answer).rows

    def _update(self, text: str) -> None:
        address = self._update_address
        with self._client.send(address, text.encode(), _UPDATE, _REQUEST_MS) as reply:
            require_success(reply)


def quads(knowledge: Knowledge) -> Iterator[str]:
    """Give all that a load puts into a store, as N-Quads, for a store's own bulk loader."""
    for graph in _wanted(knowledge):
        lines = _default_lines(knowledge) if graph == DEFAULT_GRAPH else _lines(knowledge, graph)
        yield from (_quad(line, graph) for line in lines)
    yield from (_quad(line, CONTROL) for line in control_triples(knowledge).splitlines())


def _quad(line: str, graph: str) -> str:
    return f"{line.rstrip().removesuffix('.')}<{graph}> .\n"


def _wanted(knowledge: Knowledge) -> dict[str, int]:
    """Give the size of each graph; the default graph's triples are counted once each."""
    return {**knowledge.graphs, DEFAULT_GRAPH: sum(1 for _ in _default_lines(knowledge))}


def _lines(knowledge: Knowledge, graph: str) -> Iterator[str]:
    with knowledge.graph_file(graph).open(encoding="utf-8", newline="\n") as lines:
        yield from (line for line in lines if line.strip())


def _default_lines(knowledge: Knowledge) -> Iterator[str]:
    """Give the triples of the default graph: the files are sorted, so they are merged."""
    files = [_lines(knowledge, graph) for graph in knowledge.default_graphs]
    return (line for line, _ in groupby(merge(*files)))
