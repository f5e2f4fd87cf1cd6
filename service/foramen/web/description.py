"""Describe the endpoint as a graph (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import BNode, Literal, URIRef

from foramen.engine.model import Graph, Triple, make_graph
from foramen.namespaces import DCTERMS, FORMATS, RDF, SD, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

__all__ = ["DISCLAIMER", "service_description"]

DISCLAIMER: Final = (
    "Educational; not medical advice; does not replace an in-person medical evaluation."
)
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


def service_description(knowledge: Knowledge, endpoint: str) -> Graph:
    """Say what the endpoint speaks, which graphs it holds and what they must not be used for."""
    return make_graph(_triples(knowledge, URIRef(endpoint)))


def _triples(knowledge: Knowledge, endpoint: URIRef) -> Iterator[Triple]:
    dataset, default = BNode("dataset"), BNode("default")
    yield endpoint, RDF.type, SD.Service
    yield endpoint, SD.endpoint, endpoint
    yield endpoint, SD.supportedLanguage, SD.SPARQL11Query
    for name in _RESULT_FORMATS:
        yield endpoint, SD.resultFormat, FORMATS[name]
    yield endpoint, SD.defaultDataset, dataset
    yield endpoint, DCTERMS.description, Literal(DISCLAIMER, lang="en")
    yield dataset, RDF.type, SD.Dataset
    yield dataset, SD.defaultGraph, default
    yield default, RDF.type, SD.Graph
    yield default, VOID.triples, Literal(_default_size(knowledge))
    for number, (iri, triples) in enumerate(sorted(knowledge.graphs.items())):
        named, graph = BNode(f"named{number}"), BNode(f"graph{number}")
        yield dataset, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, URIRef(iri)
        yield named, SD.graph, graph
        yield graph, RDF.type, SD.Graph
        yield graph, VOID.triples, Literal(triples)


def _default_size(knowledge: Knowledge) -> int:
    return sum(knowledge.graphs.get(graph, 0) for graph in knowledge.default_graphs)
