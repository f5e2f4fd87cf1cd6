"""Check that the axioms stay within OWL 2 EL and that every name in them is declared, as one kind.

What is looked for is what our axioms could contain; a test holds this against the OWL API.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS

from foramen.compiler.findings import VIOLATION, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

__all__ = ["check_profile"]

_DECLARATIONS = {OWL.Class, OWL.ObjectProperty, OWL.AnnotationProperty, OWL.NamedIndividual}
_TYPES = _DECLARATIONS | {OWL.Restriction, OWL.TransitiveProperty, OWL.AllDisjointClasses}
_AXIOMS = {
    RDF.type,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    OWL.disjointWith,
    OWL.propertyChainAxiom,
    OWL.intersectionOf,
    OWL.onProperty,
    OWL.someValuesFrom,
    OWL.hasValue,
    OWL.members,
    RDF.first,
    RDF.rest,
}
_CLASS_ENDS = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith, OWL.someValuesFrom)
_PROPERTY_ENDS = (RDFS.subPropertyOf, OWL.onProperty, OWL.propertyChainAxiom)


def check_profile(axioms: Graph, annotations: Graph) -> Iterator[Finding]:
    """Find what is no OWL 2 EL, undeclared, or declared as two kinds at once."""
    kinds = {kind: set(axioms.subjects(RDF.type, kind)) for kind in _DECLARATIONS}
    yield from _foreign_constructs(axioms, kinds)
    yield from _undeclared(axioms, annotations, kinds)
    for name in sorted({s for s in axioms.subjects(RDF.type) if isinstance(s, URIRef)}):
        as_kinds = sorted(kind.fragment for kind, names in kinds.items() if name in names)
        if len(as_kinds) > 1:
            message = f"It is declared as {' and as '.join(as_kinds)}. Give one of them a new name."
            yield _violation(name, "", message)


def _foreign_constructs(axioms: Graph, kinds: dict[URIRef, set[Node]]) -> Iterator[Finding]:
    """Find what EL has not; a relation between two individuals is a plain triple."""
    relations, individuals = kinds[OWL.ObjectProperty], kinds[OWL.NamedIndividual]
    restrictions = set(axioms.subjects(RDF.type, OWL.Restriction))
    for subject, predicate, value in axioms:
        if predicate in relations and subject in individuals:
            continue
        if predicate not in _AXIOMS:
            message = "OWL 2 EL has no such construct. Say it in another way, or as a constraint."
            yield _violation(subject, str(predicate), message)
        elif predicate == RDF.type and value not in _TYPES | kinds[OWL.Class] | restrictions:
            message = "The type is no construct of OWL 2 EL and no declared class."
            yield _violation(subject, str(value), message)


def _undeclared(
    axioms: Graph, annotations: Graph, kinds: dict[URIRef, set[Node]]
) -> Iterator[Finding]:
    expected = [(name, kinds[OWL.Class]) for p in _CLASS_ENDS for name in _ends(axioms, p)]
    expected += [
        (name, kinds[OWL.ObjectProperty]) for p in _PROPERTY_ENDS for name in _ends(axioms, p)
    ]
    expected += [(name, kinds[OWL.NamedIndividual]) for name in axioms.objects(None, OWL.hasValue)]
    expected += [(name, kinds[OWL.AnnotationProperty]) for name in annotations.predicates()]
    for name in sorted({str(name) for name, declared in expected if name not in declared}):
        yield _violation(name, "", "It is used in an axiom or annotation and declared nowhere.")


def _ends(axioms: Graph, predicate: URIRef) -> Iterator[Node]:
    for subject, value in axioms.subject_objects(predicate):
        yield from (end for end in (subject, value) if isinstance(end, URIRef))


def _violation(focus: object, path: str, message: str) -> Finding:
    return Finding(VIOLATION, str(focus), path, message=message, source="profile")
