"""DESCRIBE as every store understands it: which queries are rewritten, and into what."""

import pyoxigraph
import pytest

from foramen.engine.describing import as_construct
from foramen.engine.guard import Guard

GUARD = Guard(10_000, 64, 1_000, frozenset({"urn:g"}))
DATA = """
PREFIX : <urn:>
INSERT DATA { :a :label "A" ; :part :b . :b :label "B" . :c :part :a }
"""


def described(text):
    store = pyoxigraph.Store()
    store.update(DATA)
    return sorted(
        f"{t.subject.value[4:]} {t.predicate.value[4:]}"
        for t in store.query(as_construct(GUARD.check(text)))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DESCRIBE <urn:a>", ["a label", "a part"]),
        ("PREFIX : <urn:> DESCRIBE :a :b :a", ["a label", "a part", "b label"]),
        ("DESCRIBE ?x WHERE { ?x <urn:label> 'B' }", ["b label"]),
        ("DESCRIBE ?x { ?x <urn:label> ?l } ORDER BY DESC(?l) LIMIT 1 # the last", ["b label"]),
        ("DESCRIBE ?x ?y WHERE { ?x <urn:part> ?y } VALUES ?y { <urn:a> }",
         ["a label", "a part", "c part"]),
    ],
)  # fmt: skip
def test_what_is_said_of_the_terms_is_given(text, expected):
    assert as_construct(GUARD.check(text)).partition("CONSTRUCT")[1]
    assert described(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        "DESCRIBE * WHERE { ?s ?p ?o }",
        "DESCRIBE <urn:a> FROM <urn:g>",
        "DESCRIBE <urn:a> WHERE { broken",
        "DESCRIBE ?x",
        "DESCRIBE <urn:a> ?x WHERE { ?x ?p ?o }",
        "DESCRIBE",
    ],
)
def test_other_queries_are_left_as_they_are(text):
    assert as_construct(GUARD.check(text)) == text
