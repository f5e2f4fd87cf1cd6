"""Say in RDF what the endpoint speaks and which graphs it asks (SPARQL 1.1 Service Description).

The dataset carries this under the endpoint's name, https://w3id.org/foramen/sparql, and the
service says the same of the address it answers at. Of the features that the vocabulary names none
is true here: no IRI is fetched, SERVICE is refused, and the default graph is the union of some
graphs and not of all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from .distributions import DATASET
from .namespaces import DCAT, DCTERMS, ENTAILMENT, FORAMEN, FORMATS, RDF, RDFS, SD, VOID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    Said = tuple[URIRef, URIRef, URIRef | Literal]

__all__ = ["DEFAULT_GRAPH", "DISCLAIMER", "RESULT_FORMATS", "dataset_triples", "service_triples"]

DISCLAIMER: Final = (
    "Educational; not medical advice; does not replace an in-person medical evaluation."
)
DEFAULT_GRAPH: Final = FORAMEN["default-graph"]
_DATASET: Final = URIRef(DATASET)

# The names that W3C gave to the formats, by media type; IANA names what W3C has no name for.
RESULT_FORMATS: Final[Mapping[str, URIRef]] = {
    "application/sparql-results+json": FORMATS.SPARQL_Results_JSON,
    "application/sparql-results+xml": FORMATS.SPARQL_Results_XML,
    "text/csv": FORMATS.SPARQL_Results_CSV,
    "text/tab-separated-values": FORMATS.SPARQL_Results_TSV,
    "text/markdown": URIRef("https://www.iana.org/assignments/media-types/text/markdown"),
    "text/turtle": FORMATS.Turtle,
    "application/n-triples": FORMATS["N-Triples"],
    "application/ld+json": FORMATS["JSON-LD"],
    "application/rdf+xml": FORMATS.RDF_XML,
    "application/n-quads": FORMATS["N-Quads"],
    "application/trig": FORMATS.TriG,
}
_NOTE: Final = (
    "Read-only SPARQL 1.1; SERVICE is refused. What follows from the ontology is in the data "
    "already, so queries are answered without entailment. A store may write a number in its "
    'shortest form, such as "4" for "4.0": where every digit counts, take the files.'
)


def service_triples(endpoint: URIRef, media_types: Iterable[str]) -> Iterator[Said]:
    """Say what the endpoint speaks."""
    for kind in (SD.Service, DCAT.DataService):
        yield endpoint, RDF.type, kind
    yield endpoint, SD.endpoint, endpoint
    yield endpoint, DCAT.endpointURL, endpoint
    yield endpoint, DCTERMS.title, Literal("Foramen SPARQL endpoint", lang="en")
    yield endpoint, DCTERMS.description, Literal(DISCLAIMER, lang="en")
    yield endpoint, RDFS.comment, Literal(_NOTE, lang="en")
    yield endpoint, SD.supportedLanguage, SD.SPARQL11Query
    yield endpoint, SD.defaultEntailmentRegime, ENTAILMENT.Simple
    for media_type in media_types:
        yield endpoint, SD.resultFormat, RESULT_FORMATS[media_type]
    yield endpoint, SD.defaultDataset, _DATASET
    yield endpoint, DCAT.servesDataset, _DATASET


def dataset_triples(
    graphs: Mapping[str, int], default: Collection[str], default_size: int
) -> Iterator[Said]:
    """Say which graphs the endpoint holds, and which of them a query without FROM asks."""
    yield _DATASET, RDF.type, SD.Dataset
    yield _DATASET, SD.defaultGraph, DEFAULT_GRAPH
    yield DEFAULT_GRAPH, RDF.type, SD.Graph
    yield DEFAULT_GRAPH, VOID.triples, Literal(default_size)
    for name, triples in graphs.items():
        graph = URIRef(name)
        yield _DATASET, SD.namedGraph, graph
        for kind in (SD.NamedGraph, SD.Graph):
            yield graph, RDF.type, kind
        yield graph, SD.name, graph
        yield graph, SD.graph, graph
        yield graph, VOID.triples, Literal(triples)
        if name in default:
            yield DEFAULT_GRAPH, VOID.subset, graph
