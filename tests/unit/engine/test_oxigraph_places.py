"""Oxigraph's own places are up to fourteen characters off; ours name the token."""

import pytest

from foramen.engine import ask
from foramen.errors import QuerySyntaxError

CASES = [
    ("SELECT * { ?s a/?p ?o }", 17),
    ("SELECT * { ?s ?p ?o . FILTER(?o = 'é' && ) }", 42),
    ("SELECT * {BIND(foo(1) as ?x)}", 16),
    ("SELECT * { ?s ?p <a b> }", 22),
    ("SELECT ?s WHERE { ?s label 'x' }", 22),
    ("SELECT * { ?s ?p ?o . FILTER regex(?o 'x') }", 39),
    ("SELECT * {?s ?p ?o} LIMIT ten", 27),
    ("SELECT ?s, ?p { ?s ?p ?o }", 10),
    ("SELECT * { GRAPH ?g ?s ?p ?o }", 21),
    ("CONSTRUCT { ?s ?p } WHERE { ?s ?p ?o }", 19),
    ("SELECT * { ?s ?p ?o . OPTIONAL ?s ?q ?r }", 32),
    ("SELECT * { VALUES ?x (1 2) }", 22),
    ("SELECT * { ?s ?p ?o . } ORDER ?s", 31),
    ("SELECT * { ?s ?p 'a\\q' }", 18),
    ("SELECT * { ?s ?p ?x BIND(2 AS ?x) }", 35),
    ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", 1),
    ("SELECT * { ?s ?p ?o } GROUP BY ?s", 1),
]


@pytest.mark.parametrize(("text", "column"), CASES)
def test_the_place_is_that_of_the_token(oxigraph, text, column):
    with pytest.raises(QuerySyntaxError) as caught:
        ask(oxigraph, text)
    assert (caught.value.line, caught.value.column) == (1, column)


@pytest.mark.parametrize(("text", "column"), CASES)
def test_the_place_does_not_move_with_what_stands_around(oxigraph, text, column):
    with pytest.raises(QuerySyntaxError) as caught:
        ask(oxigraph, f"# a comment\r\n\t\n{text}   # another\n\n")
    assert (caught.value.line, caught.value.column) == (3, column)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("SELECT * { ?s a/?p ?o }", "A path holds no variables"),
        ("SELECT * { ?s ?p ?x BIND(2 AS ?x) }", "AS ?x before this gives a value"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "name it in GROUP BY"),
        ("SELECT * { ?s ?p ?o } GROUP BY ?s", "cannot stand with GROUP BY"),
        ("SELECT (?s AS ?s) { ?s ?p ?o }", "choose a new name"),
        ("SELECT * { ?s ?p 'a\\q' }", "A backslash in a text is written twice"),
        ("SELECT * { ?s ?p <a b> }", "no valid IRI"),
        ("SELECT * { ?s label 'x' }", "a term needs its prefix"),
        ("SELECT * { ?s ?p ?o . OPTIONAL", "never closed"),
        ("SELECT", "ends too early"),
        ("SELECT * { ?s ?p ?o ; ?q ?r ?t ?u ?v }", "dot is probably missing before ?t"),
        ("SELECT * { ?s ?p ?o , ?q ?r ?t ?u }", "dot is probably missing before ?r"),
        ("SELECT * { ?s ?p ?o . Foramen:x ?q ?r }", "is it foramen: ?"),
        ("PREFIX foramen: <http://x/> SELECT * { ?s ?p ?o ( }", "must be closed with )"),
    ],
)
def test_the_hint_says_what_to_mend(oxigraph, text, hint):
    with pytest.raises(QuerySyntaxError) as caught:
        ask(oxigraph, text)
    assert hint in caught.value.hint
