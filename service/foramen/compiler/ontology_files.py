"""Write the OWL ontology alone: Turtle, RDF/XML and functional-style syntax."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from foramen.compiler.assemble import ONTOLOGY, Assembled
from foramen.compiler.axioms import annotations_of
from foramen.compiler.describe import version_iri
from foramen.compiler.functional import functional_syntax
from foramen.compiler.serialise import n_triples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foramen.compiler.patterns import Triple

__all__ = ["ontology_graph", "write_ontology"]


_MAPPED = frozenset(
    {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
)


def write_ontology(folder: Path, assembled: Assembled) -> None:
    """Write `foramen.ttl`, `foramen.owl` and `foramen.ofn` into a folder."""
    graph = ontology_graph(assembled)
    triples = list(ox.parse(n_triples(graph), format=ox.RdfFormat.N_TRIPLES))
    for suffix, form in (("ttl", ox.RdfFormat.TURTLE), ("owl", ox.RdfFormat.RDF_XML)):
        with (folder / f"foramen.{suffix}").open("wb") as file:
            ox.serialize(triples, file, format=form, prefixes=dict(assembled.prefixes))
    text = functional_syntax(graph, assembled.prefixes)
    (folder / "foramen.ofn").write_text(text, encoding="utf-8")


def ontology_graph(assembled: Assembled) -> Graph:
    """Give the ontology as one graph: header, axioms tied to their statements, annotations."""
    graph = Graph(store="SimpleMemory")  # the usual store keeps more than is asked here
    for triple in _triples(assembled):
        graph.add(triple)
    return graph


def _triples(assembled: Assembled) -> Iterator[Triple]:
    graphs = assembled.graphs
    version = version_iri(graphs["about"])
    yield from graphs["about"].triples((ONTOLOGY, None, None))
    yield ONTOLOGY, OWL.versionIRI, URIRef(version)
    yield ONTOLOGY, OWL.versionInfo, Literal(version.rsplit("/", 1)[-1])
    for name in ("axioms", "constraints", "annotations"):
        yield from graphs[name]
    for triple in graphs["mappings"]:
        # The records of mappings are for the dataset: OWL readers take the plain edges.
        if triple[1] in _MAPPED:
            yield triple
    classes = set(graphs["axioms"].subjects(RDF.type, OWL.Class))
    for statement in assembled.statements:
        if statement.strength is not None:
            yield from annotations_of(statement, classes)
