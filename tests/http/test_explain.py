"""`/explain` and `explain=true`: one explanation in every form, and help where there is none."""

import json

import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import DCTERMS, PROV, RDF

F = Namespace("https://w3id.org/foramen/")
WHY = "/explain?subject=Foramen_L4-L5_right&predicate=boundedBy&object=Pedicle"
ASKED = "PREFIX f: <https://w3id.org/foramen/> CONSTRUCT WHERE { ?s f:boundedBy ?o }"


def ask(client, query, **fields):
    return client.get("/sparql", query_string={"query": query, "explain": "true", **fields})


def test_json_tells_the_derivation_down_to_the_statement(client):
    (one,) = client.get(f"{WHY}&format=json").json["explanations"]
    assert one["standing"] == "inferred"
    assert one["sentence"] == "right L4-L5 foramen bounded by pedicle"
    assert one["strength"]["label"] == "definite"
    assert one["strength"]["agrees"] is True
    assert one["derivation"]["rule"]["iri"] == f"{F}rule_sides"
    (premise,) = one["derivation"]["premises"]
    assert premise["iri"] == f"{F}statement_2"
    assert premise["number"] == 2
    assert [source["label"] for source in premise["sources"]] == ["Britannica", "claim INT01"]
    assert [step["iri"] for step in one["statements"]] == [f"{F}statement_2"]
    assert one["left_out"] == 0


def test_the_json_has_just_the_documented_members(client):
    whole = client.get(f"{WHY}&format=json").json
    assert [*whole] == ["explanations", "disclaimer"]
    (one,) = whole["explanations"]
    assert [*one] == [
        "triple", "sentence", "standing", "account", "graphs", "strength", "hedged_by",
        "statements", "derivation", "sources", "left_out",
    ]  # fmt: skip
    assert [*one["derivation"]] == [
        "number", "iri", "kind", "triple", "sentence", "strength", "see", "sources", "disputed_by",
        "remarks", "reason", "caution", "alternatives", "axiom", "in_definition", "rule",
        "premises", "left_out",
    ]  # fmt: skip


def test_the_text_reads_from_the_triple_down(client):
    lines = client.get(f"{WHY}&format=text").text.splitlines()
    assert lines[0] == "Why: right L4-L5 foramen bounded by pedicle?"
    first = lines.index("[1] right L4-L5 foramen bounded by pedicle (definite)")
    below = lines.index("    [2] left L4-L5 foramen bounded by pedicle (definite)")
    assert first < below
    assert lines[below + 1] == "        Stated (after Britannica; claim INT01)"
    assert "not medical advice" in lines[-1]


@pytest.mark.parametrize(
    ("name", "rdf"), [("turtle", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
def test_the_records_come_as_rdf(client, name, rdf):
    graph = Graph().parse(data=client.get(f"{WHY}&format={name}").text, format=rdf)
    assert (F["Foramen_L4-L5_right"], F.boundedBy, F.Pedicle) in graph
    assert (F.inferred_1, PROV.wasDerivedFrom, F.statement_2) in graph
    assert (F.statement_2, DCTERMS.source, F.source_BRIT) in graph
    assert graph.value(F.source_BRIT, RDF.type) == F.Citation


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("text/plain", "text/plain"),
        ("text/turtle, application/json;q=0.5", "text/turtle"),
        ("application/json;q=0.4, text/plain;q=0.6", "text/plain"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_form_is_negotiated(client, accept, media_type):
    response = client.get(WHY, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.mimetype == media_type


def test_a_form_that_is_not_on_offer_is_406(client):
    assert client.get(WHY, headers={"Accept": "text/csv"}).status_code == 406
    assert client.get(f"{WHY}&format=csv").status_code == 406


def test_the_page_links_every_term_and_numbers_every_step(client):
    text = client.get(WHY).text
    assert "<h1>Right L4-L5 foramen bounded by pedicle</h1>" in text
    for piece in ('id="step-1"', 'id="step-2"', 'href="/statement_2"', 'href="/source_BRIT"'):
        assert piece in text


def test_the_page_without_a_triple_asks_for_one(client):
    assert 'name="predicate"' in client.get("/explain").text
    response = client.get("/explain?subject=Pedicle&format=json")
    assert response.status_code == 400
    assert "predicate and object is lacking" in response.json["detail"]


def test_terms_may_be_named_by_their_labels(client):
    path = "/explain?subject=right+L4-L5+foramen&predicate=bounded+by&object=foramen:Pedicle"
    assert client.get(f"{path}&format=json").data == client.get(f"{WHY}&format=json").data


def test_an_unknown_term_is_404_with_the_nearest(client):
    path = "/explain?subject=Foramen_L4-L5_righ&predicate=boundedBy&object=Pedicle&format=json"
    response = client.get(path)
    assert response.status_code == 404
    assert response.json["near"][0] == "Foramen_L4-L5_right"


def test_an_absent_triple_is_404_shows_what_is_held_and_calls_nothing_false(client):
    path = "/explain?subject=Foramen_L4-L5_left&predicate=transmitsRoot&object=Root_L5_left"
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.json["type"] == "urn:foramen:problem:not-stated"
    assert response.json["nearby"][0] == {
        "sentence": "left L4-L5 foramen transmits root left L4 root",
        "subject": f"{F}Foramen_L4-L5_left",
        "predicate": f"{F}transmitsRoot",
        "object": f"{F}Root_L4_left",
    }
    assert "That does not make it false" in response.json["detail"]
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "/explain?subject=https://w3id.org/foramen/Foramen_L4-L5_left&amp;" in page.text
    assert "does not make it false" in client.get(path, headers={"Accept": "text/plain"}).text


@pytest.mark.parametrize(
    "query",
    [
        ASKED,
        "PREFIX f: <https://w3id.org/foramen/> SELECT ?s ?p ?o { ?s ?p ?o . ?s f:boundedBy ?o }",
        "PREFIX f: <https://w3id.org/foramen/> SELECT ?n ?object ?subject ?predicate "
        "{ ?subject ?predicate ?object ; f:boundedBy ?object BIND(1 AS ?n) }",
    ],
)
def test_every_triple_of_an_answer_is_explained(client, query):
    response = ask(client, query)
    assert response.mimetype == "application/json"
    found = {(one["sentence"], one["standing"]) for one in response.json["explanations"]}
    assert found == {
        ("left L4-L5 foramen bounded by pedicle", "stated"),
        ("right L4-L5 foramen bounded by pedicle", "inferred"),
        ("left L5-S1 foramen bounded by pedicle", "follows"),
    }


def test_a_triple_that_the_query_made_is_said_to_be_absent(client):
    query = "PREFIX f: <https://w3id.org/foramen/> CONSTRUCT { f:Pedicle f:boundedBy f:Root } {}"
    (one,) = ask(client, query).json["explanations"]
    assert one["standing"] == "absent"
    assert "does not make it false" in one["account"]


def test_a_posted_query_is_explained_too_in_the_form_that_is_asked_for(client):
    form = {"query": ASKED, "explain": "true"}
    response = client.post("/sparql", data=form, headers={"Accept": "text/plain"})
    assert response.text.count("Why: ") == 3
    page = client.post("/sparql", data=form, headers={"Accept": "text/html"}).text
    assert "<h1>Why 3 triples are in the graph</h1>" in page
    graph = Graph().parse(data=ask(client, ASKED, format="ttl").text, format="turtle")
    assert len([*graph.triples((None, F.boundedBy, F.Pedicle))]) == 3


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("ASK { ?s ?p ?o }", "CONSTRUCT or DESCRIBE"),
        ("SELECT ?s ?o { ?s ?p ?o } LIMIT 1", "This one gives ?s, ?o."),
        ("SELECT ?s ?p ?o { ?s ?p ?x } LIMIT 1", "Row 1 has no value for ?o"),
        (
            "CONSTRUCT { ?s ?p ?x } { ?s ?p ?o . ?x a ?k }",
            "at most 100 are explained at a time: add LIMIT 100",
        ),
    ],
)
def test_what_cannot_be_explained_is_told_how_to_be_asked(client, query, hint):
    response = ask(client, query)
    assert response.status_code == 400
    assert hint in response.json["detail"]


def test_an_answer_without_rows_has_nothing_to_explain(client):
    query = "CONSTRUCT WHERE { ?s <urn:none> ?o }"
    assert ask(client, query).json["explanations"] == []
    assert "Nothing to explain" in ask(client, query, format="html").text


@pytest.mark.parametrize(("value", "explained"), [("1", True), ("", True), ("false", False)])
def test_explain_is_true_or_false(client, value, explained):
    fields = {"query": ASKED, "explain": value, "format": "json"}
    answer = json.loads(client.get("/sparql", query_string=fields).text)
    assert ("explanations" in answer) is explained


def test_explain_is_nothing_else(client):
    response = client.get("/sparql", query_string={"query": ASKED, "explain": "maybe"})
    assert response.status_code == 400
    assert "`explain` is either true or false" in response.json["detail"]
