"""Describe endpoint and dataset as graphs: service description, VoID, DCAT.

What is known when the dataset is built is read from its graph `about`; addresses and limits are
those of the service that answers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rdflib import BNode, Literal, Namespace, URIRef

from foramen.distributions import DATASET, ENDPOINT
from foramen.endpoint import DEFAULT_GRAPH, DISCLAIMER, dataset_triples, service_triples
from foramen.engine.model import Graph, make_graph
from foramen.engine.received import GRAPH_TYPE, read_answer
from foramen.engine.results import BINDINGS, GRAPHS
from foramen.namespaces import (
    DCAT,
    DCTERMS,
    FORAMEN,
    GRAPH,
    RDF,
    RDFS,
    SD,
    SH,
    VOID,
    VOID_EXT,
)
from foramen.settings import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from foramen.engine.model import Term, Triple
    from foramen.knowledge import Knowledge
    from foramen.settings import Settings

__all__ = ["DISCLAIMER", "dcat_record", "service_description", "void_description"]

FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
_DATASET: Final = URIRef(DATASET)
_UNITS: Final = {
    "query_time_limit_ms": "milliseconds",
    "query_memory_bytes": "bytes",
    "max_query_bytes": "bytes",
    "max_query_depth": "levels of brackets",
    "max_query_tokens": "words and signs",
    "max_result_rows": "rows or triples",
    "max_result_bytes": "bytes",
    "max_request_bytes": "bytes",
    "request_time_limit_ms": "milliseconds",
    "concurrent_queries": "queries",
    "queued_queries": "queries",
    "rate_limit_per_minute": "requests a minute",
    "requests_per_client": "requests",
}
# Where a thing is to be had: what the namespace says of these, this service can say of itself.
_PLACES: Final = frozenset(
    {
        VOID.sparqlEndpoint,
        VOID.dataDump,
        DCAT.downloadURL,
        DCAT.landingPage,
        DCAT.endpointURL,
        SD.endpoint,
    }
)
_PARTITIONS: Final = frozenset(
    {VOID.classPartition, VOID.propertyPartition, VOID_EXT.datatypePartition}
)


def service_description(
    knowledge: Knowledge, endpoint: str, settings: Settings | None = None
) -> Graph:
    """Say what the endpoint speaks, which graphs it holds and within which limits it answers."""
    service = URIRef(endpoint)
    triples: list[Triple] = []
    triples += service_triples(service, (offer.media_type for offer in (*BINDINGS, *GRAPHS)))
    triples += dataset_triples(knowledge.graphs, knowledge.default_graphs, _default_size(knowledge))
    triples += _limits(service, settings) if settings else ()
    description = URIRef(f"{endpoint.removesuffix('sparql')}.well-known/void")
    triples.append((service, RDFS.seeAlso, description))
    triples.append((service, DCAT.endpointDescription, URIRef(f"{endpoint}?format=turtle")))
    return make_graph(triples)


def void_description(knowledge: Knowledge, base: str) -> Graph:
    """Say how much of what the dataset holds, down to each property of each class."""
    document = URIRef(f"{base}.well-known/void")
    found: list[Triple] = [
        (document, RDF.type, VOID.DatasetDescription),
        (document, FOAF.primaryTopic, _DATASET),
        (_DATASET, RDF.type, VOID.Dataset),
        (_DATASET, VOID.sparqlEndpoint, URIRef(f"{base}sparql")),
        (DEFAULT_GRAPH, VOID.triples, Literal(_default_size(knowledge))),
    ]
    for graph, size in knowledge.graphs.items():
        found.append((_DATASET, VOID.subset, URIRef(graph)))
        found.append((URIRef(graph), VOID.triples, Literal(size)))
    found += _told(knowledge, base, {_DATASET}, _PARTITIONS | {VOID.subset}, (DCAT, SD, SH))
    return make_graph(found)


def dcat_record(knowledge: Knowledge, base: str) -> Graph:
    """Give the entry of the dataset for a catalogue: what it is, its files, its endpoint."""
    found: list[Triple] = [(_DATASET, RDF.type, DCAT.Dataset)]
    follow = frozenset({VOID.subset, DCTERMS.hasPart, DCAT.distribution})
    found += _told(knowledge, base, {_DATASET, ENDPOINT}, follow, (SD, SH))
    return make_graph(triple for triple in found if triple[1] not in _PARTITIONS)


def _told(
    knowledge: Knowledge,
    base: str,
    start: set[URIRef],
    follow: frozenset[URIRef],
    leave_out: tuple[str, ...],
) -> Iterator[Triple]:
    """Yield what the graph `about` says of some things, and of what they lead to."""
    if str(GRAPH.about) not in knowledge.graphs:
        return
    about = _by_subject(knowledge.graph_file(str(GRAPH.about)))
    seen: set[Term] = {*start}
    rest: list[Term] = [*start]
    while rest:
        node = rest.pop()
        for predicate, value in about.get(node, ()):
            if predicate in follow and value not in seen:
                seen.add(value)
                rest.append(value)
            if not str(predicate).startswith(leave_out):
                yield node, predicate, _here(value, base) if predicate in _PLACES else value


def _here(value: Term, base: str) -> Term:
    return URIRef(base + value.removeprefix(FORAMEN)) if value.startswith(FORAMEN) else value


@lru_cache(maxsize=2)
def _by_subject(path: Path) -> Mapping[Term, Sequence[tuple[Term, Term]]]:
    graph = read_answer(path.read_bytes(), GRAPH_TYPE)
    subjects: dict[Term, list[tuple[Term, Term]]] = {}
    for subject, predicate, value in graph.triples if isinstance(graph, Graph) else ():
        subjects.setdefault(subject, []).append((predicate, value))
    return subjects


def _limits(service: URIRef, settings: Settings) -> Iterator[Triple]:
    """Name each limit with its unit; one that is not set (0) is none."""
    for setting in SETTINGS:
        value = getattr(settings, setting.name)
        if setting.name in _UNITS and value:
            limit = BNode(setting.name.replace("_", "-"))
            yield service, FORAMEN.hasLimit, limit
            yield limit, RDFS.label, Literal(setting.name.replace("_", " "), lang="en")
            yield limit, RDFS.comment, Literal(setting.help, lang="en")
            yield limit, RDF.value, Literal(value)
            yield limit, FORAMEN.unit, Literal(_UNITS[setting.name], lang="en")


def _default_size(knowledge: Knowledge) -> int:
    return sum(knowledge.graphs.get(graph, 0) for graph in knowledge.default_graphs)
