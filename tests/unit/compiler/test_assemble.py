"""Tables become statements, axioms and edges; every fault of every table is reported at once."""

from __future__ import annotations

import pytest
from rdflib import BNode, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS
from tests.unit.compiler.conftest import CLAIMS, PROPERTIES, TERMS

from foramen.compiler.assemble import assemble
from foramen.compiler.statements import statement_iri
from foramen.errors import SourceErrors
from foramen.namespaces import FORAMEN

WALL = f"{TERMS}Wall\twall\tAnatomicalStructure\tA wall.\tBOOK\t\t\n"
HOLE = f"{WALL}Hole\thole\tAnatomicalSpace\tA hole.\tINT01\t\tseen once\n"
BOUNDED = f"{PROPERTIES}boundedBy\tbounded by\t\t\t\t\tHas a wall.\tBOOK\n"


def faults_of(root) -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        assemble(root)
    return [str(fault) for fault in caught.value.findings]


def test_two_rows_with_two_sources_are_one_statement_one_axiom_and_one_edge(small_sources):
    rows = "Hole\tboundedBy\tWall\tmay\tINT01\t\nHole\tboundedBy\tWall\tmay\tBOOK\tonly one side\n"
    root = small_sources(**{"terms/x": HOLE, "properties/x": BOUNDED, "claims/x": CLAIMS + rows})
    graphs = assemble(root).graphs
    said = statement_iri(FORAMEN.Hole, FORAMEN.boundedBy, FORAMEN.Wall)
    assert set(graphs["statements"].objects(said, DCTERMS.source)) == {
        FORAMEN.claim_INT01,
        FORAMEN.source_BOOK,
    }
    assert graphs["statements"].value(said, FORAMEN.strength) == FORAMEN.May
    assert (FORAMEN.Hole, FORAMEN.boundedBy, FORAMEN.Wall) in graphs["asserted"]
    node = BNode(f"some-{said.rsplit('/', 1)[-1]}")
    assert (FORAMEN.Hole, RDFS.subClassOf, node) in graphs["axioms"]
    assert (node, OWL.someValuesFrom, FORAMEN.Wall) in graphs["axioms"]
    evidence = graphs["statements"].value(said, FORAMEN.hasEvidence)
    assert str(graphs["statements"].value(evidence, FORAMEN.note)) == "only one side"
    assert graphs["statements"].value(evidence, DCTERMS.source) == FORAMEN.source_BOOK


def test_the_same_statement_with_two_strengths_is_a_fault(small_sources):
    rows = "Hole\tboundedBy\tWall\tmay\tINT01\t\nHole\tboundedBy\tWall\tdefinite\tBOOK\t\n"
    root = small_sources(**{"terms/x": HOLE, "properties/x": BOUNDED, "claims/x": CLAIMS + rows})
    assert faults_of(root) == [
        "ontology/claims/x.tsv, row 3, column strength: the same statement has another strength "
        "in ontology/claims/x.tsv, row 2; give both rows the weaker strength, and say in the note "
        "what this source says"
    ]


def test_an_unknown_term_and_an_unknown_source_are_named_with_the_nearest(small_sources):
    rows = "Hole\tboundedBy\tWal\tmay\tINT02\t\n"
    root = small_sources(**{"terms/x": HOLE, "properties/x": BOUNDED, "claims/x": CLAIMS + rows})
    found = faults_of(root)
    assert any(
        "row 2, column object: 'Wal' is declared nowhere; did you mean Wall" in f for f in found
    )
    assert any("row 2, column source: 'INT02' is declared nowhere" in f for f in found)


def test_a_key_in_two_tables_is_a_fault_that_names_both(small_sources):
    root = small_sources(**{"terms/x": WALL, "terms/y": WALL})
    assert faults_of(root)[0].startswith(
        "ontology/terms/y.tsv, row 2, column id: Wall stands already in ontology/terms/x.tsv, row 2"
    )


def test_a_table_that_no_pattern_reads_and_a_wrong_header_are_faults(small_sources):
    root = small_sources(**{"stray/x": "a\tb\n", "terms/x": "id\tlabel\nA\ta\n"})
    found = faults_of(root)
    assert any("ontology/stray/x.tsv: no patterns read this table" in fault for fault in found)
    assert any("ontology/terms/x.tsv, row 1: the columns are id, label" in fault for fault in found)


def test_the_schemas_own_hierarchy_has_statements_too(small_sources):
    graphs = assemble(small_sources()).graphs
    said = statement_iri(
        FORAMEN.AnatomicalStructure,
        RDFS.subClassOf,
        URIRef("http://purl.obolibrary.org/obo/BFO_0000040"),
    )
    assert (said, RDF.type, FORAMEN.Statement) in graphs["statements"]
    assert (said, DCTERMS.source, FORAMEN.source_EDITORIAL) in graphs["statements"]
