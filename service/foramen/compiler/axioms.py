"""Say in OWL what a statement says, and in plain edges what an axiom says of named things.

Between classes a statement is an existential: every such foramen transmits some such root.
The blank nodes of an axiom are labelled by the statement, so that builds are byte-equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from rdflib.term import Node

    from foramen.compiler.patterns import Triple
    from foramen.compiler.statements import Statement

__all__ = ["annotations_of", "axioms_of", "edges_of"]


def axioms_of(statement: Statement, classes: AbstractSet[Node]) -> Iterator[Triple]:
    """Yield the axiom of one statement.

    Args:
        statement: what is said.
        classes: everything that is a class; what is not is an individual.
    """
    subject, predicate, value = statement.subject, statement.predicate, statement.object
    if predicate == RDFS.subClassOf or (subject not in classes and value not in classes):
        yield subject, predicate, value
        return
    node = _restriction(statement)
    yield node, RDF.type, OWL.Restriction
    yield node, OWL.onProperty, predicate
    yield node, OWL.someValuesFrom if value in classes else OWL.hasValue, value
    yield subject, RDFS.subClassOf if subject in classes else RDF.type, node


def annotations_of(statement: Statement, classes: AbstractSet[Node]) -> Iterator[Triple]:
    """Yield the OWL annotation that ties an axiom to its statement, sources and strength."""
    axiom = BNode(f"axiom-{statement.iri.rsplit('/', 1)[-1]}")
    *_, (subject, predicate, value) = axioms_of(statement, classes)
    yield axiom, RDF.type, OWL.Axiom
    yield axiom, OWL.annotatedSource, subject
    yield axiom, OWL.annotatedProperty, predicate
    yield axiom, OWL.annotatedTarget, value
    yield axiom, FORAMEN.statement, statement.iri
    if statement.strength is not None:
        yield axiom, FORAMEN.strength, statement.strength
    for source in statement.sources:
        yield axiom, DCTERMS.source, source


def edges_of(axioms: Graph) -> Iterator[Triple]:
    """Yield what the axioms say of named things alone: kinds, hierarchy, property hierarchy."""
    plain = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith}
    for subject, predicate, value in axioms:
        if predicate in plain and isinstance(subject, URIRef) and isinstance(value, URIRef):
            yield subject, predicate, value


def _restriction(statement: Statement) -> BNode:
    return BNode(f"some-{statement.iri.rsplit('/', 1)[-1]}")
