"""Write an ontology graph in OWL 2 functional-style syntax.

Only the constructs that our axioms use are known; anything else is an error, so that no axiom is
dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

from foramen.errors import ForamenError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rdflib.term import Node

__all__ = ["functional_syntax"]

_DECLARED: dict[Node, str] = {
    OWL.Class: "Class",
    OWL.ObjectProperty: "ObjectProperty",
    OWL.AnnotationProperty: "AnnotationProperty",
    OWL.NamedIndividual: "NamedIndividual",
}


def functional_syntax(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """Give the text of an ontology document.

    Raises:
        ForamenError: the graph holds a construct that this writer does not know.
    """
    ontology = next(iter(graph.subjects(RDF.type, OWL.Ontology)))
    version = graph.value(ontology, OWL.versionIRI)
    writer = _Writer(graph, prefixes)
    head = [f"Prefix({name}:=<{iri}>)" for name, iri in sorted(prefixes.items())]
    body = sorted({f"  {line}" for line in writer.lines(ontology)})
    return "\n".join([*head, "", f"Ontology(<{ontology}> <{version}>", *body, ")"]) + "\n"


class _Writer:
    def __init__(self, graph: Graph, prefixes: Mapping[str, str]) -> None:
        self._graph = graph
        self._prefixes = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._terms: dict[Node, str] = {}
        self._annotations = set(graph.subjects(RDF.type, OWL.AnnotationProperty))
        self._properties = set(graph.subjects(RDF.type, OWL.ObjectProperty))
        self._classes = set(graph.subjects(RDF.type, OWL.Class))
        self._notes = {
            (
                graph.value(axiom, OWL.annotatedSource),
                graph.value(axiom, OWL.annotatedProperty),
                graph.value(axiom, OWL.annotatedTarget),
            ): axiom
            for axiom in graph.subjects(RDF.type, OWL.Axiom)
        }

    def lines(self, ontology: Node) -> Iterator[str]:
        for subject, predicate, value in self._graph:
            if subject == ontology:
                if predicate in self._annotations:
                    yield f"Annotation({self._term(predicate)} {self._term(value)})"
            elif isinstance(subject, URIRef):
                yield from self._axiom(subject, predicate, value)
            elif predicate == OWL.members:
                members = Collection(self._graph, value)
                yield f"DisjointClasses({' '.join(sorted(map(self._expression, members)))})"

    def _axiom(self, subject: URIRef, predicate: Node, value: Node) -> Iterator[str]:
        noted = self._noted(subject, predicate, value)
        name = self._term(subject)
        if predicate == RDF.type:
            yield from self._typing(subject, value, noted)
        elif predicate in self._annotations:
            yield f"AnnotationAssertion({self._term(predicate)} {name} {self._term(value)})"
        elif predicate in self._properties:
            ends = f"{self._term(predicate)} {name} {self._term(value)}"
            yield f"ObjectPropertyAssertion({noted}{ends})"
        elif predicate == OWL.propertyChainAxiom:
            chain = " ".join(self._term(step) for step in Collection(self._graph, value))
            yield f"SubObjectPropertyOf(ObjectPropertyChain({chain}) {name})"
        elif predicate in _BINARY:
            yield f"{_BINARY[predicate]}({noted}{name} {self._expression(value)})"
        else:
            message = f"{predicate} has no functional-style form here"
            raise ForamenError(message)

    def _typing(self, subject: URIRef, value: Node, noted: str) -> Iterator[str]:
        name = self._term(subject)
        if value in _DECLARED:
            yield f"Declaration({_DECLARED[value]}({name}))"
        elif value == OWL.TransitiveProperty:
            yield f"TransitiveObjectProperty({name})"
        else:
            yield f"ClassAssertion({noted}{self._expression(value)} {name})"

    def _expression(self, node: Node) -> str:
        if not isinstance(node, BNode):
            return self._term(node)
        if parts := self._graph.value(node, OWL.intersectionOf):
            inner = " ".join(map(self._expression, Collection(self._graph, parts)))
            return f"ObjectIntersectionOf({inner})"
        relation = self._term(self._one(node, OWL.onProperty))
        if filler := self._graph.value(node, OWL.someValuesFrom):
            return f"ObjectSomeValuesFrom({relation} {self._expression(filler)})"
        return f"ObjectHasValue({relation} {self._term(self._one(node, OWL.hasValue))})"

    def _one(self, node: Node, predicate: URIRef) -> Node:
        value = self._graph.value(node, predicate)
        if value is None:
            message = f"the class expression {node} lacks {predicate}"
            raise ForamenError(message)
        return value

    def _noted(self, subject: Node, predicate: Node, value: Node) -> str:
        node = self._notes.get((subject, predicate, value))
        if node is None:
            return ""
        pairs = sorted(
            (self._term(predicate), self._term(value))
            for predicate, value in self._graph.predicate_objects(node)
            if predicate in self._annotations
        )
        return "".join(f"Annotation({predicate} {value}) " for predicate, value in pairs)

    def _term(self, term: Node) -> str:
        known = self._terms.get(term)
        if known is None:
            known = self._terms[term] = self._written(term)
        return known

    def _written(self, term: Node) -> str:
        if isinstance(term, Literal):
            text = str(term).replace("\\", "\\\\").replace('"', '\\"')
            if term.language:
                return f'"{text}"@{term.language}'
            return (
                f'"{text}"'
                if term.datatype in (None, XSD.string)
                else f'"{text}"^^<{term.datatype}>'
            )
        for name, iri in self._prefixes:
            local = str(term).removeprefix(iri)
            if local != str(term) and local.replace("_", "").replace("-", "").isalnum():
                return f"{name}:{local}"
        return f"<{term}>"


_BINARY: dict[Node, str] = {
    RDFS.subClassOf: "SubClassOf",
    RDFS.subPropertyOf: "SubObjectPropertyOf",
    OWL.equivalentClass: "EquivalentClasses",
    OWL.disjointWith: "DisjointClasses",
    OWL.inverseOf: "InverseObjectProperties",
}
