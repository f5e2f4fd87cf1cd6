import pytest
from rdflib import Graph
from rdflib.namespace import SH

from foramen.namespaces import PREFIXES, compact, expand, is_iri
from foramen.resources import sources_root


def test_the_prefixes_are_those_of_the_ontology_both_ways():
    graph = Graph()
    graph.parse(sources_root() / "ontology" / "prefixes.ttl", format="turtle")
    declared = {
        str(graph.value(node, SH.prefix)): str(graph.value(node, SH.namespace))
        for node in graph.objects(None, SH.declare)
    }
    assert dict(PREFIXES) == declared


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/foramen/Foramen_L4-L5_left", "foramen:Foramen_L4-L5_left"),
        ("http://purl.obolibrary.org/obo/UBERON_0003693", "UBERON:0003693"),
        ("http://purl.obolibrary.org/obo/GO_0008150", "obo:GO_0008150"),
        ("https://w3id.org/foramen/graph/asserted", "https://w3id.org/foramen/graph/asserted"),
        ("https://w3id.org/foramen/", "https://w3id.org/foramen/"),
        ("https://w3id.org/foramen/ends.", "https://w3id.org/foramen/ends."),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_an_iri_is_shortened_only_to_what_can_be_pasted_into_a_query(iri, short):
    assert compact(iri) == short


def test_a_prefixed_name_is_expanded_and_an_unknown_prefix_is_not():
    assert expand("foramen:May") == "https://w3id.org/foramen/May"
    assert expand("nope:May") is None
    assert expand("May") is None


@pytest.mark.parametrize("text", ["urn:x", "http://x/é", "https://w3id.org/foramen/a'b"])
def test_an_iri_is_one(text):
    assert is_iri(text)


@pytest.mark.parametrize(
    "text", ["", "x", "urn:x y", "urn:x>", 'urn:"', "urn:{", "urn:\\", "urn:\n"]
)
def test_what_could_end_an_iri_early_is_none(text):
    assert not is_iri(text)
