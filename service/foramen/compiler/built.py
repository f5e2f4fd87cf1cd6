"""Read a built dataset back, graph by graph, as plain triples or as an rdflib graph."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rdflib import Graph

from foramen.namespaces import FORAMEN, GRAPH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

__all__ = ["Built", "PlainTriple", "local_name"]

# An IRI is its own text; a literal is its N-Triples form, so it begins with a quotation mark.
PlainTriple = tuple[str, str, str]


class Built:
    """The graphs of a dataset, each read when it is first asked for."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._triples: dict[str, tuple[PlainTriple, ...]] = {}
        self._graphs: dict[str, Graph] = {}

    def triples(self, name: str) -> tuple[PlainTriple, ...]:
        """Give the triples of a graph as plain texts: quick, for the graphs of many triples."""
        if name not in self._triples:
            split = (line.split(" ", 2) for line in self._lines.get(str(GRAPH[name]), ()))
            self._triples[name] = tuple((_plain(s), _plain(p), _plain(o)) for s, p, o in split)
        return self._triples[name]

    def graph(self, name: str) -> Graph:
        """Give a graph."""
        if name not in self._graphs:
            lines = self._lines.get(str(GRAPH[name]), ())
            text = "".join(f"{line} .\n" for line in lines)
            self._graphs[name] = Graph().parse(data=text, format="nt")
        return self._graphs[name]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        """Read each graph as the triples of its lines."""
        return {
            graph: [line.removesuffix(" .\n") for line in _lines_of(self._knowledge, graph)]
            for graph in self._knowledge.graphs
        }


def _lines_of(knowledge: Knowledge, graph: str) -> Iterator[str]:
    with knowledge.graph_file(graph).open(encoding="utf-8") as lines:
        yield from lines


def local_name(iri: object) -> str:
    """Shorten an IRI of ours to its local name."""
    return str(iri).removeprefix(str(FORAMEN))


def _plain(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term
