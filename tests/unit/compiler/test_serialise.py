"""N-Triples are sorted, one line a triple, and any reader takes them."""

from __future__ import annotations

import pyoxigraph
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from foramen.compiler.serialise import n_triples

A, P = URIRef("https://example.org/a"), URIRef("https://example.org/p")
TEXT = 'two\nlines, a "quote", a \\ and a\ttab'


def test_a_text_of_several_lines_stays_on_one_line_and_comes_back_whole():
    text = n_triples([(A, P, Literal(TEXT, lang="en"))])
    assert text.count("\n") == 1
    [triple] = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert triple.object.value == TEXT
    assert triple.object.language == "en"


def test_lines_are_sorted_and_typed_and_blank_nodes_keep_their_labels():
    graph = [(BNode("b1"), P, Literal("4.0", datatype=XSD.decimal)), (A, P, Literal("x"))]
    assert n_triples(graph) == (
        '<https://example.org/a> <https://example.org/p> "x" .\n'
        '_:b1 <https://example.org/p> "4.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
    )
