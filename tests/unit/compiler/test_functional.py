"""The functional-style writer says every axiom, and refuses what it does not know."""

from __future__ import annotations

import pytest
from rdflib import Graph

from foramen.compiler.functional import functional_syntax
from foramen.errors import ForamenError

PREFIXES = {"foramen": "https://w3id.org/foramen/", "owl": "http://www.w3.org/2002/07/owl#"}
TURTLE = """
@prefix f: <https://w3id.org/foramen/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
f:ontology a owl:Ontology ; owl:versionIRI f:v1 .
rdfs:label a owl:AnnotationProperty .
f:p a owl:ObjectProperty , owl:TransitiveProperty ; owl:propertyChainAxiom ( f:q f:r ) .
f:A a owl:Class ; rdfs:label "a \\"quoted\\" name"@en ;
    rdfs:subClassOf [ a owl:Restriction ; owl:onProperty f:p ; owl:someValuesFrom f:B ] ;
    owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( f:B
        [ a owl:Restriction ; owl:onProperty f:p ; owl:someValuesFrom f:C ] ) ] ;
    owl:disjointWith f:C .
f:i a owl:NamedIndividual , f:A .
[] a owl:AllDisjointClasses ; owl:members ( f:A f:B f:C ) .
"""


def test_every_construct_of_ours_has_its_form():
    text = functional_syntax(Graph().parse(data=TURTLE), PREFIXES)
    for line in [
        "Ontology(<https://w3id.org/foramen/ontology> <https://w3id.org/foramen/v1>",
        "Declaration(Class(foramen:A))",
        "AnnotationAssertion(<http://www.w3.org/2000/01/rdf-schema#label> foramen:A "
        '"a \\"quoted\\" name"@en)',
        "SubClassOf(foramen:A ObjectSomeValuesFrom(foramen:p foramen:B))",
        "EquivalentClasses(foramen:A ObjectIntersectionOf(foramen:B "
        "ObjectSomeValuesFrom(foramen:p foramen:C)))",
        "DisjointClasses(foramen:A foramen:C)",
        "DisjointClasses(foramen:A foramen:B foramen:C)",
        "SubObjectPropertyOf(ObjectPropertyChain(foramen:q foramen:r) foramen:p)",
        "TransitiveObjectProperty(foramen:p)",
        "ClassAssertion(foramen:A foramen:i)",
    ]:
        assert line in text


def test_an_axiom_that_has_no_form_is_refused():
    turtle = TURTLE + "f:A owl:disjointUnionOf ( f:B f:C ) ."
    with pytest.raises(ForamenError, match="disjointUnionOf has no functional-style form"):
        functional_syntax(Graph().parse(data=turtle), PREFIXES)
