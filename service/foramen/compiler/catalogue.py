"""Enter the dataset in a catalogue (DCAT, VoID): what it is, its files, its prefixes.

Every address is the IRI that the namespace gives it; the service puts its own in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, VOID, XSD

from foramen.distributions import DATASET, ENDPOINT, ONTOLOGY, distributions
from foramen.endpoint import DEFAULT_GRAPH
from foramen.namespaces import DCAT, FORAMEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from rdflib.term import Node

__all__ = ["catalogue", "prefix_declarations"]

_IANA = "https://www.iana.org/assignments/media-types/"
_DATASET, _ONTOLOGY = URIRef(DATASET), URIRef(ONTOLOGY)
# What the header says of the ontology and is as true of the whole dataset.
_SHARED = (
    DCTERMS.license, DCTERMS.creator, DCTERMS.publisher, DCTERMS.created, DCTERMS.modified,
    DCTERMS.source, FORAMEN.disclaimer,
)  # fmt: skip
_TITLE = "Foramen: a knowledge graph of the neural foramen"
_DESCRIPTION = (
    "Which opening of the spine lets out which root, what bounds and narrows it, what that may "
    "feel like, how it is looked at, graded and treated, and what speaks against it; each "
    "statement with its source and strength, each inference with what it follows from. For "
    "education: it is no medical advice and no substitute for being examined in person."
)
_KEYWORDS = (
    "anatomy", "education", "foraminal stenosis", "intervertebral foramen", "neural foramen",
    "radiculopathy", "spinal nerve root", "spine",
)  # fmt: skip
# The vocabularies that the default graph speaks; the rest of the prefixes only name other terms.
_VOCABULARIES = (
    "foramen", "rdf", "rdfs", "owl", "skos", "dcterms", "sh", "schema", "void", "dcat", "sd",
)  # fmt: skip
_EXAMPLES = ("Foramen_L4-L5_left", "ForaminalStenosis", "Root_L5_right")


def catalogue(header: Graph, graphs: Collection[str], prefixes: Mapping[str, str]) -> Graph:
    """Describe the dataset and each file that it is handed out as."""
    record = Graph()
    for predicate, value in (*_shared(header), *_own(prefixes)):
        record.add((_DATASET, predicate, value))
    version = str(header.value(_ONTOLOGY, OWL.versionInfo))
    record.add((_DATASET, DCTERMS.issued, Literal(version, datatype=XSD.date)))
    for thing in (DATASET, ONTOLOGY, *graphs):
        record.add((URIRef(thing), DCAT.version, Literal(version)))
        record.add((URIRef(thing), DCTERMS.hasVersion, URIRef(f"{thing}/{version}")))
    for part in (DEFAULT_GRAPH, *map(URIRef, graphs)):
        record.add((_DATASET, VOID.subset, part))
        record.add((part, RDF.type, VOID.Dataset))
    record.add((DEFAULT_GRAPH, RDFS.label, Literal("default graph", lang="en")))
    record += _files(graphs, header.value(_ONTOLOGY, DCTERMS.license))
    return record


def _shared(header: Graph) -> Iterator[tuple[URIRef, Node]]:
    for predicate in _SHARED:
        for value in header.objects(_ONTOLOGY, predicate):
            yield predicate, value


def _own(prefixes: Mapping[str, str]) -> Iterator[tuple[URIRef, Node]]:
    yield RDF.type, VOID.Dataset
    yield RDF.type, DCAT.Dataset
    yield RDFS.label, Literal("Foramen dataset", lang="en")
    yield DCTERMS.title, Literal(_TITLE, lang="en")
    yield DCTERMS.description, Literal(_DESCRIPTION, lang="en")
    yield DCTERMS.identifier, Literal(DATASET, datatype=XSD.anyURI)
    yield DCTERMS.language, Literal("en")
    yield DCTERMS.hasPart, _ONTOLOGY
    yield DCTERMS.conformsTo, _ONTOLOGY
    yield DCAT.landingPage, FORAMEN.downloads
    yield VOID.sparqlEndpoint, ENDPOINT
    yield VOID.uriSpace, Literal(str(FORAMEN))
    yield from ((DCAT.keyword, Literal(word, lang="en")) for word in _KEYWORDS)
    yield from ((VOID.exampleResource, FORAMEN[name]) for name in _EXAMPLES)
    yield from ((VOID.vocabulary, URIRef(prefixes[prefix])) for prefix in _VOCABULARIES)


def _files(graphs: Iterable[str], licence: Node | None) -> Graph:
    record = Graph()
    for file in distributions(graphs):
        node, thing = FORAMEN[file.path], URIRef(file.of)
        record.add((thing, DCAT.distribution, node))
        record.add((thing, VOID.dataDump, node))
        record.add((node, RDF.type, DCAT.Distribution))
        record.add((node, DCAT.downloadURL, node))
        if licence is not None:
            record.add((node, DCTERMS.license, licence))
        record.add((node, DCAT.mediaType, URIRef(f"{_IANA}{file.media_type}")))
    return record


def prefix_declarations(ontology: URIRef, prefixes: Mapping[str, str]) -> Graph:
    """Declare the prefixes, so that editors and `sh:prefixes` find them."""
    declared = Graph()
    for prefix, namespace in prefixes.items():
        node = FORAMEN[f"prefix_{prefix}"]
        declared.add((ontology, SH.declare, node))
        declared.add((node, RDF.type, SH.PrefixDeclaration))
        declared.add((node, SH.prefix, Literal(prefix)))
        declared.add((node, SH.namespace, Literal(namespace, datatype=XSD.anyURI)))
    return declared
