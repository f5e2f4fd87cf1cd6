"""Every writer is read back by a parser that is not ours."""

import json

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS, XSD

from foramen.engine.graphs import WRITERS
from foramen.engine.model import make_graph
from foramen.errors import NotAcceptable

X = "http://example.org/"
F = "https://w3id.org/foramen/"
TRIPLES = make_graph(
    [
        (URIRef(F + "b"), RDF.type, URIRef(F + "Class")),
        (URIRef(F + "b"), RDFS.label, Literal('a "quoted"\nline\t<&> é \\', lang="en")),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("plain")),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("4.0", datatype=XSD.decimal, normalize=False)),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("1e3", datatype=XSD.double, normalize=False)),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("true", datatype=XSD.boolean)),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("odd", datatype=URIRef(X + "t"))),
        (URIRef(F + "b"), URIRef(X + "p"), Literal("x", datatype=XSD.date, normalize=False)),
        (URIRef(F + "b"), URIRef(X + "1p"), BNode("n1")),
        (BNode("n1"), URIRef("urn:x:y"), URIRef(X + "it's/é?a=b&c")),
        (BNode("n1"), RDF.type, URIRef(F + "graph/asserted")),
    ]
)
OX_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
}


def written(media_type, triples=TRIPLES.triples):
    return "".join(WRITERS[media_type](triples))


@pytest.mark.parametrize("media_type", WRITERS)
def test_what_is_written_is_read_back_whole(media_type):
    quads = ox.parse(input=written(media_type), format=OX_FORMATS[media_type])
    dataset = ox.Dataset(quads)
    expected = ox.Dataset(
        ox.parse(input=written("application/n-triples"), format=ox.RdfFormat.N_TRIPLES)
    )
    for each in (dataset, expected):
        each.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert dataset == expected
    assert len(expected) == len(TRIPLES.triples)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml"]
)
def test_rdflib_reads_the_same_graph(media_type, monkeypatch):
    monkeypatch.setattr("rdflib.NORMALIZE_LITERALS", False)
    expected = Graph()
    for triple in TRIPLES.triples:
        expected.add(triple)
    read = Graph()
    read.parse(data=written(media_type), format=media_type)
    assert isomorphic(read, expected)


@pytest.mark.parametrize("media_type", WRITERS)
def test_writing_twice_gives_the_same_text(media_type):
    shuffled = make_graph(reversed(TRIPLES.triples)).triples
    assert written(media_type) == written(media_type, shuffled)


@pytest.mark.parametrize("media_type", WRITERS)
def test_an_empty_graph_is_well_formed(media_type):
    assert list(ox.parse(input=written(media_type, ()), format=OX_FORMATS[media_type])) == []


def test_turtle_is_short_and_begins_with_the_type():
    text = written("text/turtle")
    assert "foramen:b a foramen:Class ;\n" in text
    assert "4.0" in text
    assert '"4.0"' not in text
    assert "@prefix skos:" not in text


def test_jsonld_needs_no_context():
    nodes = json.loads(written("application/ld+json"))
    assert all("@context" not in node for node in nodes)


def test_a_predicate_that_xml_cannot_name_is_refused_and_the_others_are_offered():
    triples = [(URIRef(X), URIRef(X + "1/"), URIRef(X))]
    with pytest.raises(NotAcceptable, match="turtle"):
        written("application/rdf+xml", triples)
