"""The counts of a graph are right, the graph that holds them included, and say what leads where."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS, VOID, XSD

from foramen.compiler.kinds import Kinds
from foramen.compiler.partitions import partitions
from foramen.namespaces import FORAMEN, VOID_EXT

WHOLE, OWN = FORAMEN.whole, FORAMEN.own
F = FORAMEN
TRIPLES = [
    (F.Opening, RDF.type, OWL.Class),
    (F.Upper, RDF.type, OWL.Class),
    (F.Upper, RDFS.subClassOf, F.Opening),
    (F.Lower, RDF.type, OWL.Class),
    (F.Lower, RDFS.subClassOf, F.Opening),
    (F.Root, RDF.type, OWL.Class),
    (F.Left, RDF.type, OWL.Class),
    (F.Left, RDFS.subClassOf, F.Root),
    (F.transmits, RDF.type, OWL.ObjectProperty),
    (F.Upper, F.transmits, F.Left),
    (F.Lower, F.transmits, F.Root),
    (F.Upper, RDFS.label, Literal("upper", lang="en")),
    (F.Upper, SKOS.notation, Literal("U")),
    (F.Upper, F.ordinal, Literal("1", datatype=XSD.integer)),
]
ABOUT = [(WHOLE, RDF.type, VOID.Dataset)]


@pytest.fixture(scope="module")
def described() -> Graph:
    """What is told of the graph."""
    graph = Graph()
    for triple in partitions(WHOLE, OWN, TRIPLES, ABOUT):
        graph.add(triple)
    return graph


@pytest.fixture(scope="module")
def whole(described: Graph) -> Graph:
    """The graph with what is told of it."""
    graph = Graph()
    for triple in (*TRIPLES, *ABOUT, *described):
        graph.add(triple)
    return graph


def value(graph: Graph, subject: object, predicate: object) -> object:
    (found,) = graph.objects(subject, predicate)
    return found.toPython()


def part_of(graph: Graph, path: list[tuple[URIRef, URIRef, URIRef]]) -> URIRef:
    """Follow partitions: each step is the kind of partition, what names it, and the name."""
    node = WHOLE
    for kind, naming, name in path:
        (node,) = (part for part in graph.objects(node, kind) if (part, naming, name) in graph)
    return node


CLASS = (VOID.classPartition, VOID["class"], OWL.Class)


def test_a_class_has_its_entities_and_its_properties(described):
    assert value(described, part_of(described, [CLASS]), VOID.entities) == 5
    transmits = [CLASS, (VOID.propertyPartition, VOID.property, F.transmits)]
    assert value(described, part_of(described, transmits), VOID.triples) == 2
    to_class = [*transmits, (VOID.classPartition, VOID["class"], OWL.Class)]
    assert value(described, part_of(described, to_class), VOID.triples) == 2


@pytest.mark.parametrize(
    ("predicate", "datatype"),
    [(RDFS.label, RDF.langString), (SKOS.notation, XSD.string), (F.ordinal, XSD.integer)],
)
def test_a_property_says_the_datatype_of_its_values(described, predicate, datatype):
    path = [
        CLASS,
        (VOID.propertyPartition, VOID.property, predicate),
        (VOID_EXT.datatypePartition, VOID_EXT.datatype, datatype),
    ]
    assert value(described, part_of(described, path), VOID.triples) == 1


def test_only_what_is_a_type_is_a_class_of_a_partition(described, whole):
    named = set(described.objects(None, VOID["class"]))
    assert F.Opening not in named
    assert named == set(whole.objects(None, RDF.type))


def test_a_relation_leads_from_the_nearest_class_to_the_nearest_class(described):
    part = part_of(described, [(VOID.propertyPartition, VOID.property, F.transmits)])
    assert set(described.objects(part, F.subjectKind)) == {F.Opening}
    assert set(described.objects(part, F.objectKind)) == {F.Root}


def test_the_counts_count_themselves(described, whole):
    assert value(described, WHOLE, VOID.triples) == len(whole)
    assert value(described, OWN, VOID.triples) == len(ABOUT) + len(described)
    assert value(described, WHOLE, VOID.distinctSubjects) == len(set(whole.subjects()))
    assert value(described, WHOLE, VOID.distinctObjects) == len(set(whole.objects()))
    assert value(described, WHOLE, VOID.properties) == len(set(whole.predicates()))
    counted = Counter(whole.predicates())
    for part in described.objects(WHOLE, VOID.propertyPartition):
        predicate = described.value(part, VOID.property)
        assert value(described, part, VOID.triples) == counted.pop(predicate)
    assert not counted


def test_terms_without_a_class_in_common_are_told_by_the_topmost_of_each():
    kinds = Kinds({f"{F}A1": [f"{F}A"], f"{F}B2": [f"{F}B1"], f"{F}B1": [f"{F}B"]})
    assert kinds.nearest([f"{F}A1", f"{F}B2", f"{F}B1"]) == [f"{F}A", f"{F}B"]
    assert kinds.nearest([f"{F}B2", f"{F}B1"]) == [f"{F}B1"]
    assert kinds.nearest([]) == []


def test_equivalent_classes_do_not_run_in_a_circle():
    kinds = Kinds({f"{F}A": [f"{F}B"], f"{F}B": [f"{F}A"], f"{F}C": [f"{F}A"]})
    assert kinds.nearest([f"{F}C"]) == [f"{F}C"]
    assert kinds.nearest([f"{F}A", f"{F}C"]) == [f"{F}A", f"{F}B"]
