"""Open the real dataset on both engines, as the questions of this folder need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Dataset, URIRef
from rdflib.util import from_n3

from foramen.engine import open_engine
from foramen.engine.guard import Guard
from foramen.engine.model import Limits
from foramen.engine.rdflib_engine import RdflibEngine
from foramen.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge


@pytest.fixture(scope="session")
def oxigraph(built: Knowledge) -> Iterator[Engine]:
    """The whole dataset on the engine of every day."""
    engine = open_engine(Settings(), built)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def rdflib(built: Knowledge) -> Iterator[Engine]:
    """The default graph on rdflib: no question names a graph, and the others take long to load."""
    dataset = Dataset(default_union=False)
    graph = dataset.default_graph
    graph.addN((*triple, graph) for triple in _default_triples(built))
    settings = Settings()
    limits = Limits(
        settings.query_time_limit_ms, settings.max_result_rows, settings.max_result_bytes
    )
    engine = RdflibEngine(dataset, Guard.of(settings, built.graphs), limits)
    yield engine
    engine.close()


def _default_triples(knowledge: Knowledge) -> Iterator[tuple[Node, Node, Node]]:
    """Read what is asked by default; several times as fast as rdflib's parser, which is general."""
    graphs = {f"<{graph}>" for graph in knowledge.default_graphs}
    iris: dict[str, URIRef] = {}
    with knowledge.quads.open(encoding="utf-8") as quads:
        for line in quads:
            body, _, graph = line.removesuffix(" .\n").rpartition(" ")
            if graph not in graphs:
                continue
            terms = [
                iris.setdefault(text, URIRef(text[1:-1])) if text[0] == "<" else from_n3(text)
                for text in body.split(" ", 2)
            ]
            yield terms[0], terms[1], terms[2]
