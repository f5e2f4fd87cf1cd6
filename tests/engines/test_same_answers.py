"""Another engine gives the answers that a person wrote, and the bytes that ours gives."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from borrowing import borrow

from foramen.engine.results import BINDINGS, GRAPHS
from foramen.errors import ForamenError

if TYPE_CHECKING:
    from foramen.engine.model import Engine

pytestmark = pytest.mark.slow

library = borrow(Path(__file__).parents[1] / "questions" / "test_questions.py")
names = library.names  # a fixture, which asks the `oxigraph` of this folder


def test_every_case_is_asked() -> None:
    assert len({case.question for case in library.CASES}) == library.NUMBER_OF_QUESTIONS


@pytest.mark.parametrize("case", library.CASES, ids=str)
def test_question_has_the_answer_that_its_sources_give(remote: Engine, case, names) -> None:
    library._compare(remote, case, names)


PREFIXES = """
PREFIX foramen: <https://w3id.org/foramen/>
PREFIX g: <https://w3id.org/foramen/graph/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
# One of each kind of thing that engines may do in their own way; each has one right order.
QUERIES = {
    "order": "SELECT ?t ?l { ?t rdfs:label ?l } ORDER BY ?l ?t LIMIT 300",
    "language": "SELECT ?l { ?t skos:altLabel ?l FILTER(LANG(?l) != 'en') } ORDER BY ?l",
    "unbound": "SELECT ?t ?d { ?t a rdfs:Class OPTIONAL { ?t foramen:nothing ?d } } ORDER BY ?t",
    "default graph": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "named graphs": "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "no hidden graph": "SELECT ?g { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), 'default')) }",
    "from": "SELECT (COUNT(*) AS ?n) FROM g:asserted { ?s ?p ?o }",
    "from two": "SELECT (COUNT(*) AS ?n) FROM g:asserted FROM g:inferred { ?s ?p ?o }",
    "from named": "SELECT DISTINCT ?g FROM NAMED g:about { GRAPH ?g { ?s ?p ?o } }",
    "from named alone": "SELECT * FROM NAMED g:about { ?s ?p ?o } LIMIT 1",
    "path": "SELECT ?c { foramen:Foramen_L4-L5_left rdfs:subClassOf+ ?c } ORDER BY ?c",
    "group": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p",
    "negation": "SELECT ?t { ?t a foramen:Strength MINUS { ?t rdfs:label 'may'@en } } ORDER BY ?t",
    "values": "SELECT * { VALUES (?a ?b) { (1 UNDEF) ('q\"\\n\\t<&>' foramen:x) } } ORDER BY ?a",
    "relative": "SELECT ?r { <Foramen_L4-L5_left> <transmitsRoot> ?r }",
    "yes": "ASK { foramen:Foramen_L4-L5_left ?p ?o }",
    "no": "ASK { foramen:Foramen_L4-L5_left foramen:nothing ?o }",
    "construct": "CONSTRUCT { ?t rdfs:label ?l } WHERE { ?t a foramen:Strength ; rdfs:label ?l }",
    "describe": "DESCRIBE foramen:Foramen_L4-L5_left",
    "describe found": "DESCRIBE ?r WHERE { foramen:Foramen_L4-L5_left foramen:transmitsRoot ?r }",
    "empty graph": "CONSTRUCT WHERE { foramen:nothing ?p ?o }",
}


FORMATS = [
    (name, offer.media_type)
    for name, text in QUERIES.items()
    for offer in (GRAPHS if text.startswith(("CONSTRUCT", "DESCRIBE")) else BINDINGS)
]


@pytest.mark.parametrize(("name", "media_type"), FORMATS)
def test_every_format_has_the_same_bytes(
    remote: Engine, oxigraph: Engine, name: str, media_type: str
) -> None:
    query = remote.guard.check(PREFIXES + QUERIES[name])
    assert remote.write(query, media_type).read() == oxigraph.write(query, media_type).read()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {",
        "SELECT ?x { ?x unknown:y ?z }",
        "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }",
        "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }",
        "SELECT * FROM <urn:foreign> { ?s ?p ?o }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    ],
)
def test_every_slip_has_the_same_error(remote: Engine, oxigraph: Engine, text: str) -> None:
    told = []
    for engine in (remote, oxigraph):
        with pytest.raises(ForamenError) as caught:
            engine.write(engine.guard.check(text), BINDINGS[0].media_type)
        told.append((type(caught.value), str(caught.value)))
    assert told[0] == told[1]
