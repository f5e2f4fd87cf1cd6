"""Open the real dataset on both engines, as the questions of this folder need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset, URIRef
from rdflib.util import from_n3

from foramen.engine.guard import Guard
from foramen.engine.model import Limits
from foramen.engine.output import Output
from foramen.engine.rdflib_engine import RdflibEvaluator
from foramen.engine.received import BINDINGS_TYPE, GRAPH_TYPE, read_answer
from foramen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from foramen.engine.model import Answer, CheckedQuery, Engine
    from foramen.knowledge import Knowledge


@pytest.fixture(scope="session")
def oxigraph(whole: Engine) -> Engine:
    """The whole dataset on the engine of every day."""
    return whole


@pytest.fixture(scope="session")
def rdflib(built: Knowledge) -> InProcess:
    """The default graph on rdflib: no question names a graph, and the others take long to load."""
    dataset = Dataset(default_union=False)
    graph = dataset.default_graph
    graph.addN((*triple, graph) for triple in _default_triples(built))
    return InProcess(RdflibEvaluator(dataset), Guard.of(Settings(), built.graphs))


class InProcess:
    """As much of an engine as the tests of questions use, without a process of its own."""

    def __init__(self, evaluator: RdflibEvaluator, guard: Guard) -> None:
        self.guard = guard
        self._evaluator = evaluator

    def answer(self, query: CheckedQuery) -> Answer:
        media_type = GRAPH_TYPE if query.gives_graph else BINDINGS_TYPE
        content = bytearray()
        output = Output(content.extend, Limits(30_000, 100_000, 100_000_000), media_type)
        self._evaluator.evaluate(query, media_type, output)
        output.close()
        return read_answer(bytes(content), media_type)


def _default_triples(knowledge: Knowledge) -> Iterator[tuple[Node, Node, Node]]:
    """Read what is asked by default; several times as fast as rdflib's parser, which is general."""
    iris: dict[str, URIRef] = {}
    for graph in knowledge.default_graphs:
        for line in knowledge.graph_file(graph).read_text("utf-8").splitlines():
            terms = [
                iris.setdefault(text, URIRef(text[1:-1])) if text[0] == "<" else from_n3(text)
                for text in line.removesuffix(" .").split(" ", 2)
            ]
            yield terms[0], terms[1], terms[2]
