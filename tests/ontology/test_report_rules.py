"""Each rule of the report is silent on a sound ontology and speaks up on one fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import Graph

from foramen.compiler.report_rules import RULES, Terms, report

if TYPE_CHECKING:
    from foramen.compiler.built import Built

PREFIXES = """
@prefix : <https://w3id.org/foramen/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
AXIOMS = """
:Thing a owl:Class . :Opening a owl:Class ; rdfs:subClassOf :Thing .
:Wall a owl:Class ; rdfs:subClassOf :Thing . :has a owl:ObjectProperty .
:Open a owl:Class ; rdfs:subClassOf :Opening ; owl:equivalentClass [ a owl:Class ;
  owl:intersectionOf ( :Opening [ a owl:Restriction ; owl:onProperty :has ;
    owl:someValuesFrom :Wall ] ) ] .
"""
ANNOTATIONS = """
:Thing rdfs:label "thing"@en ; :topic "upper" ; skos:definition "Whatever is."@en .
:Opening rdfs:label "opening"@en ; skos:altLabel "hole"@en ;
  skos:definition "A thing to go through."@en .
:Wall rdfs:label "wall"@en ; skos:definition "A thing to stop at."@en .
:Open rdfs:label "open opening"@en ; skos:definition "An opening with a wall."@en .
:has rdfs:label "has"@en ; skos:definition "The subject has the object."@en .
"""
ABOUT = """
:ontology dcterms:title "t" ; dcterms:description "d" ; dcterms:license "l" ;
  dcterms:creator "c" ; owl:versionIRI <urn:v> .
"""
FAULTS = {
    "duplicate_label": (2, ':Wall rdfs:label "Opening"@en .'),
    "duplicate_definition": (2, ':Wall skos:definition "A thing  to go through."@en .'),
    "duplicate_exact_synonym": (2, ':Wall skos:altLabel "hole"@en .'),
    "duplicate_label_synonym": (2, ':Wall skos:altLabel "opening"@en .'),
    "label_synonym": (2, ':Wall skos:altLabel "Wall"@en .'),
    "annotation_whitespace": (2, ':Wall skos:altLabel " side"@en .'),
    "unfilled_template": (2, ':Wall skos:altLabel "{side }wall"@en .'),
    "definition_form": (2, ':Wall skos:definition "something solid"@en .'),
    "multiple_equivalent_class_definitions": (1, ":Open owl:equivalentClass :Wall ."),
    "equivalent_class_axiom_no_genus": (
        1,
        """:Wall owl:equivalentClass
        [ a owl:Restriction ; owl:onProperty :has ; owl:someValuesFrom :Thing ] .""",
    ),
    "deprecated_class_reference": (2, ":Wall owl:deprecated true ."),
    "deprecated_without_successor": (2, ":Wall owl:deprecated true ."),
    "misused_obsolete_label": (2, ":Wall obo:IAO_0100001 :Opening ."),
    "deprecated_boolean_datatype": (2, ':Wall owl:deprecated "yes" .'),
    "missing_superclass": (1, ":Roof a owl:Class ."),
    "invalid_entity_uri": (1, ":roof a owl:Class ; rdfs:subClassOf :Thing ."),
    "illegal_use_of_built_in_vocabulary": (1, "owl:Thing rdfs:subClassOf :Thing ."),
    "missing_ontology_header": (3, ""),
}


def terms(extra: str = "", graph: int = 0) -> Terms:
    texts = [AXIOMS, ANNOTATIONS, "" if graph == 3 else ABOUT]
    if graph < 3:
        texts[max(graph - 1, 0)] += extra
    return Terms(*(Graph().parse(data=PREFIXES + text, format="turtle") for text in texts))


def test_every_rule_has_a_fault_here() -> None:
    assert {name for name, _, _ in RULES} == FAULTS.keys()


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, rule in RULES])
def test_a_rule_is_silent_on_a_sound_ontology(name: str, rule) -> None:
    assert list(rule(terms())) == []


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, rule in RULES])
def test_a_rule_finds_its_fault(name: str, rule) -> None:
    graph, extra = FAULTS[name]
    found = list(rule(terms(extra, graph)))
    assert found
    assert all(message.endswith((".", ",")) for _, _, message in found), found


def test_a_finding_names_its_rule_and_term(built: Built) -> None:
    findings = list(report(built))
    assert all(finding.focus.startswith("http") and finding.message for finding in findings)
    assert {finding.source for finding in findings} <= {name for name, _, _ in RULES}
