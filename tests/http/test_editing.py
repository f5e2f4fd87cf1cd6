"""What the SPARQL editor asks: what the graph holds, and what is wrong with a query, and where."""

import gzip
import json

import pytest

F = "https://w3id.org/foramen/"
PREFIXES = (
    f"PREFIX foramen: <{F}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
)
# By ontology/families/claims.tsv and what follows from it; read in the tables, not in an answer.
OF_FORAMINA = {
    "foramen:atLevel", "foramen:hasUpperVertebra", "foramen:hasLowerVertebra",
    "foramen:boundedSuperiorlyBy", "foramen:boundedInferiorlyBy", "foramen:boundedAnteriorlyBy",
    "foramen:boundedPosteriorlyBy", "foramen:boundedBy", "foramen:mayContain",
    "foramen:transmits", "foramen:transmitsRoot", "rdfs:label", "rdfs:subClassOf",
    "skos:definition",
}  # fmt: skip
NOT_OF_FORAMINA = {
    "foramen:exitsThrough", "foramen:narrows", "foramen:suppliesDermatome", "foramen:hasGrade",
    "foramen:strength", "rdf:subject",
}  # fmt: skip


@pytest.fixture(scope="module")
def schema(served):
    response = served.get("/sparql/schema.json")
    assert response.mimetype == "application/json"
    assert len(gzip.compress(response.data)) < 60_000
    return response.json


def properties(schema, part, name):
    place = [term[0] for term in schema["terms"]].index(name)
    pairs = schema[part][str(place)]
    return {
        schema["properties"][number][0]: count
        for number, count in zip(pairs[::2], pairs[1::2], strict=True)
    }


def asked(client, query):
    form = {"query": PREFIXES + query, "format": "json"}
    return client.post("/sparql", data=form).json["results"]["bindings"]


def test_a_class_has_the_properties_of_its_rows_in_the_tables(schema):
    found = properties(schema, "nearest", "foramen:IntervertebralForamen")
    assert found.keys() >= OF_FORAMINA
    assert not found.keys() & NOT_OF_FORAMINA
    # One upper and one lower vertebra for each of the 23 levels that have an opening.
    assert (found["foramen:hasUpperVertebra"], found["foramen:hasLowerVertebra"]) == (23, 23)


def test_the_most_used_property_of_a_class_comes_first(schema):
    counts = list(properties(schema, "nearest", "foramen:IntervertebralForamen").values())
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 20


@pytest.mark.parametrize(
    ("part", "name", "pattern"),
    [
        ("nearest", "foramen:IntervertebralForamen", "?x rdfs:subClassOf {} ; ?p ?o"),
        ("below", "foramen:IntervertebralForamen", "?x rdfs:subClassOf+ {} . ?x ?p ?o"),
        ("nearest", "foramen:Radiculopathy", "?x rdfs:subClassOf {} ; ?p ?o"),
        ("typed", "foramen:Caution", "?x a {} ; ?p ?o"),
    ],
)
def test_the_schema_says_what_a_query_would_find(served, schema, part, name, pattern):
    rows = asked(served, f"SELECT ?p (COUNT(*) AS ?n) {{ {pattern.format(name)} }} GROUP BY ?p")
    counts = sorted((int(row["n"]["value"]) for row in rows), reverse=True)
    assert list(properties(schema, part, name).values()) == counts
    assert len(counts) > 5


def test_a_term_has_its_own_properties_alone(served, schema):
    place = [term[0] for term in schema["terms"]].index("foramen:Foramen_L4-L5_left")
    own = {schema["properties"][number][0] for number in schema["sets"][schema["own"][place]]}
    rows = asked(served, "SELECT DISTINCT ?p { foramen:Foramen_L4-L5_left ?p ?o }")
    assert len(own) == len(rows) > 10
    assert "foramen:transmitsRoot" in own
    assert "foramen:narrows" not in own


def test_a_property_leads_to_the_terms_that_it_leads_to_in_the_graph(schema):
    number = [one[0] for one in schema["properties"]].index("foramen:hasLaterality")
    places = schema["values"][str(number)][::2]
    names = {schema["terms"][place][0] for place in places}
    assert names >= {"foramen:LeftSide", "foramen:RightSide"}


def test_graphs_outside_the_default_graph_are_told_apart(schema):
    default = {iri.rpartition("/")[2]: is_default for iri, _, _, is_default in schema["graphs"]}
    assert default["asserted"] is True
    assert default["entailed"] is False


MISTAKES = [
    ("SELECT * {\n  ?s ?p ?o", (2, 11), "never closed: add }"),
    ("SELECT * {\n  ?s rdfs:label ?o }", (2, 6), "Prefix rdfs: is not declared"),
    ("SELECT * {\n  ?s ?p ?o\n  ?s ?q ?r }", (3, 3), "A dot is probably missing before ?s"),
    ("SELCT * { ?s ?p ?o }", (1, 1), "is it SELECT?"),
    ('SELECT * { ?s ?p "root }', (1, 18), 'is not closed: add "'),
    ("SELECT * { ?s ?p ?o ) }", (1, 21), "must be closed with } before this )"),
    ("SELECT * { s ?p ?o }", (1, 12), "a variable needs a ?"),
    ("SELECT * { ?s ?p ?o LIMIT 5 }", (1, 21), "belongs behind the last }"),
    ("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", (1, 1), "name it in GROUP BY"),
    ("SELECT * { ?s ?p ?o } }", (1, 23), "There is no { that this } closes"),
    ("", (1, 1), "The query is empty"),
    ("INSERT DATA { <a:b> <a:c> <a:d> }", (1, 1), "This endpoint only reads"),
    ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", (1, 12), "asks no other"),
    ("SELECT * FROM <http://a.example/> { ?s ?p ?o }", (1, 15), "Only the graphs of this endpoint"),
    ("SELECT (<http://a.example/f>(1) AS ?x) {}", (1, 9), "no function of this endpoint"),
]


@pytest.mark.parametrize(("query", "where", "words"), MISTAKES)
def test_a_common_mistake_is_told_at_its_place_in_plain_words(client, query, where, words):
    said = client.post("/sparql/check", data={"query": query}).json
    assert said["ok"] is False
    (remark,) = said["remarks"]
    assert remark["kind"] == "error"
    assert (remark["line"], remark["column"]) == where
    assert words in remark["text"]


def test_a_query_that_is_right_is_said_to_be(client):
    response = client.get("/sparql/check", query_string={"query": "SELECT * { ?s ?p ?o }"})
    assert response.json == {"ok": True, "remarks": []}
    assert response.headers["Cache-Control"] == "no-store"


def test_a_check_runs_nothing_that_would_take_long(served):
    triples = " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(9))
    said = served.post("/sparql/check", data={"query": f"SELECT * {{ {triples} }}"}).json
    assert said == {"ok": True, "remarks": []}


def test_a_name_that_the_graph_lacks_is_told_with_the_nearest(served):
    query = PREFIXES + "SELECT * { ?f foramen:transmitRoot ?r }"
    (remark,) = served.post("/sparql/check", data={"query": query}).json["remarks"]
    assert (remark["kind"], remark["line"], remark["column"]) == ("advice", 3, 15)
    assert remark["length"] == len("foramen:transmitRoot")
    assert "foramen:transmitsRoot" in remark["text"]


def test_a_record_that_the_graph_holds_is_no_unknown_name(served):
    query = PREFIXES + "SELECT * { foramen:claim_INT02 rdfs:label ?l ; foramen:strength ?s }"
    assert served.post("/sparql/check", data={"query": query}).json["remarks"] == []


def test_a_variable_that_stands_nowhere_else_is_told(served):
    query = "SELECT ?a ?lonely (1 AS ?b) { ?a ?p ?o }"
    (remark,) = served.post("/sparql/check", data={"query": query}).json["remarks"]
    assert (remark["line"], remark["column"], remark["length"]) == (1, 11, 7)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/sparql/check", 400),
        ("get", "/sparql/check?query=%FF", 400),
        ("get", "/sparql/check?query=ASK{}&query=ASK{}", 400),
        ("get", "/sparql/schema.json?x=1", 400),
        ("post", "/sparql/check", 415),
        ("put", "/sparql/check", 405),
    ],
)
def test_what_cannot_be_read_is_refused(client, method, path, status):
    assert getattr(client, method)(path).status_code == status


@pytest.mark.parametrize(
    "query", ["\0", "\ud7ff\u202eASK", "{" * 500, "?" * 9000, "a:" * 3000, "#"]
)
def test_hostile_text_gets_an_answer(client, query):
    response = client.post("/sparql/check", data={"query": query})
    assert response.status_code == 200
    assert response.json["ok"] is False


def test_the_document_is_one_line_of_json(served):
    assert json.loads(served.get("/sparql/schema.json").data)["version"]
