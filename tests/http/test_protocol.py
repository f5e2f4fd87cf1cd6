"""The SPARQL 1.1 protocol, as a client sees it."""

import json
from urllib.parse import quote, urlencode

import pytest

# Queries are put together from our own words.
# ruff: noqa: S608
F = "https://w3id.org/foramen/"
ROOT = f"SELECT ?r {{ <{F}Foramen_L4-L5_left> <{F}transmitsRoot> ?r }}"
JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def only_value(response):
    assert response.status_code == 200, response.text
    (row,) = response.json["results"]["bindings"]
    (value,) = row.values()
    return value["value"]


def get(client, query, accept=JSON, **parameters):
    return client.get(
        "/sparql?" + urlencode({"query": query, **parameters}, doseq=True),
        headers={"Accept": accept},
    )


def test_a_query_by_get(client):
    response = get(client, ROOT)
    assert only_value(response) == F + "Root_L4_left"
    assert response.content_type == JSON


def test_a_query_by_form(client):
    response = client.post("/sparql", data={"query": ROOT}, headers={"Accept": JSON})
    assert only_value(response) == F + "Root_L4_left"


@pytest.mark.parametrize("charset", ["", ";charset=utf-8", "; charset=UTF-8"])
def test_a_query_sent_as_it_is(client, charset):
    response = client.post(
        "/sparql",
        data='SELECT ("é" AS ?x) {}'.encode(),
        content_type=DIRECT + charset,
        headers={"Accept": JSON},
    )
    assert only_value(response) == "é"


def test_form_and_address_may_share_the_parameters(client):
    response = client.post(
        "/sparql?default-graph-uri=" + quote(F + "graph/entailed") + "&format=json",
        data={"query": f"SELECT ?o {{ <{F}Foramen_L4-L5_left> <{F}transmitsRoot> ?o }}"},
    )
    assert only_value(response) == F + "Root"


@pytest.mark.parametrize("text", ["100%25", "a+b", "a b", "%", "&amp;", "é😀", "%2B", "\\\\", "#"])
@pytest.mark.parametrize("method", ["get", "form", "direct"])
def test_nothing_is_decoded_twice(client, method, text):
    query = f"SELECT ('{text}' AS ?x) {{}}"
    if method == "get":
        response = get(client, query)
    elif method == "form":
        response = client.post("/sparql", data={"query": query}, headers={"Accept": JSON})
    else:
        response = client.post(
            "/sparql", data=query.encode(), content_type=DIRECT, headers={"Accept": JSON}
        )
    assert only_value(response) == text.replace("\\\\", "\\")


@pytest.mark.parametrize(
    ("parameters", "graphs"),
    [
        ({}, ["asserted", "axioms", "entailed"]),
        ({"named-graph-uri": [F + "graph/entailed"]}, ["entailed"]),
        ({"named-graph-uri": [F + "graph/entailed", F + "graph/axioms"]}, ["axioms", "entailed"]),
        ({"default-graph-uri": [F + "graph/entailed"]}, []),
        ({"default-graph-uri": ["", F + "graph/entailed"]}, []),
    ],
)
def test_named_graphs_are_chosen_by_the_client(client, parameters, graphs):
    subclass = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
    query = f"SELECT ?g {{ GRAPH ?g {{ <{F}Foramen_L4-L5_left> <{subclass}> ?o }} }} ORDER BY ?g"
    rows = get(client, query, **parameters).json["results"]["bindings"]
    assert [row["g"]["value"].rpartition("/")[2] for row in rows] == graphs


def test_the_protocol_wins_over_from(client):
    query = (
        f"SELECT ?o FROM <{F}graph/asserted> {{ <{F}Foramen_L4-L5_left> <{F}transmitsRoot> ?o }}"
    )
    response = get(client, query, **{"default-graph-uri": F + "graph/entailed"})
    assert only_value(response) == F + "Root"


@pytest.mark.parametrize(
    ("kind", "query", "formats"),
    [
        ("rows", ROOT, ["json", "xml", "csv", "tsv", "markdown"]),
        ("boolean", "ASK {}", ["json", "xml", "csv", "tsv", "md"]),
        ("graph", "CONSTRUCT WHERE { ?s ?p ?o }", ["turtle", "ntriples", "jsonld", "rdfxml"]),
        ("graph", f"DESCRIBE <{F}Pedicle>", ["ttl", "nt", "json", "xml"]),
    ],
)
def test_the_format_can_be_named_in_the_address(client, kind, query, formats):
    types = set()
    for name in formats:
        response = get(client, query, accept="text/html", format=name)
        assert response.status_code == 200
        assert response.data
        types.add(response.mimetype)
    assert len(types) == len(formats), kind


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (ROOT, "*/*", JSON),
        (ROOT, "", JSON),
        (ROOT, "application/json", "application/json"),
        (ROOT, "application/xml", "application/xml"),
        (ROOT, "text/turtle, application/sparql-results+xml", "application/sparql-results+xml"),
        (ROOT, "text/csv;q=0.5, text/tab-separated-values;q=0.6", "text/tab-separated-values"),
        (ROOT, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "*/*", "text/turtle"),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "application/sparql-results+json, */*;q=0.1",
            "text/turtle",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/ld+json", "application/ld+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/json", "application/json"),
        (
            "ASK {}",
            "application/sparql-results+xml;q=0.1, */*;q=0",
            "application/sparql-results+xml",
        ),
    ],
)
def test_the_media_type_is_negotiated_for_the_kind_of_answer(client, query, accept, expected):
    response = get(client, query, accept=accept)
    assert response.status_code == 200
    assert response.mimetype == expected


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ROOT, "text/turtle"), ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv"), (ROOT, "image/png"),
     (ROOT, "*/*;q=0"), ("ASK {}", "text/turtle, application/rdf+xml")],
)  # fmt: skip
def test_what_cannot_be_given_is_406_with_the_list(client, query, accept):
    response = get(client, query, accept=accept)
    assert response.status_code == 406
    assert len(response.json["offered"]) >= 4


def test_an_unknown_format_name_is_406_with_the_names(client):
    response = get(client, ROOT, format="parquet")
    assert response.status_code == 406
    assert response.json["offered"] == ["json", "xml", "csv", "tsv", "markdown", "html"]


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/sparql?query=ASK{}&query=ASK{}"},
        {
            "path": "/sparql?query=ASK{}",
            "method": "POST",
            "data": "query=ASK{}",
            "content_type": FORM,
        },
        {"path": "/sparql?query=ASK{}", "method": "POST", "data": "ASK {}", "content_type": DIRECT},
        {"path": "/sparql", "method": "POST", "data": "x=y", "content_type": FORM},
        {"path": "/sparql", "method": "POST", "data": "", "content_type": FORM},
        {"path": "/sparql?query=%FF"},
        {"path": "/sparql", "method": "POST", "data": b"\xff\xfeA\x00", "content_type": DIRECT},
        {"path": "/sparql", "method": "POST", "data": b"query=%C3", "content_type": FORM},
        {"path": "/sparql?" + "a=b&" * 300},
        {"path": "/sparql?query="},
        {"path": "/sparql?query=%20"},
        {"path": "/sparql", "method": "POST", "data": "", "content_type": DIRECT},
    ],
)
def test_a_malformed_request_is_400(client, request_):
    response = client.open(**request_)
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "multipart/form-data; boundary=x", "application/json",
     DIRECT + ";charset=utf-16", FORM + ";charset=latin-1"],
)  # fmt: skip
def test_another_body_is_415_with_what_is_read(client, content_type):
    response = client.post("/sparql", data=b"ASK {}", content_type=content_type)
    assert response.status_code == 415
    assert response.json["offered"] == [FORM, DIRECT]


def test_a_compressed_body_is_415(client):
    response = client.post(
        "/sparql", data=b"x", content_type=DIRECT, headers={"Content-Encoding": "gzip"}
    )
    assert response.status_code == 415


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"update": "CLEAR ALL"}},
        {"data": b"CLEAR ALL", "content_type": "application/sparql-update"},
        {"data": b"INSERT DATA { <a> <b> <c> }", "content_type": DIRECT},
        {"data": {"query": "DELETE WHERE { ?s ?p ?o }"}},
    ],
)
def test_an_update_is_403_in_words(client, request_):
    response = client.post("/sparql", **request_)
    assert response.status_code == 403
    assert "only reads" in response.json["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405_with_allow(client, method):
    response = client.open("/sparql", method=method)
    assert response.status_code == 405
    assert {"GET", "POST", "HEAD", "OPTIONS"} == set(response.headers["Allow"].split(", "))


def test_head_is_get_without_the_body(client):
    got = get(client, ROOT)
    head = client.head("/sparql?" + urlencode({"query": ROOT}), headers={"Accept": JSON})
    assert head.status_code == 200
    assert head.data == b""
    assert head.content_type == got.content_type
    assert head.content_length == len(got.data)


def test_options_answers_a_preflight(client):
    response = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/sparql?query=x", "/nothing", "/"])
def test_any_page_of_the_web_may_read_answers_and_errors(client, path):
    assert client.get(path).headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("form", ["query", "body"])
def test_a_body_over_the_limit_is_413(client, form):
    text = "ASK {} #" + "x" * 100_000
    request_ = (
        {"data": {"query": text}}
        if form == "query"
        else {"data": text.encode(), "content_type": DIRECT}
    )
    response = client.post("/sparql", **request_)
    assert response.status_code == 413


def test_a_query_over_the_limit_is_413_with_the_limit(client):
    response = get(client, "ASK {} #" + "x" * 65_536)
    assert response.status_code == 413
    assert (response.json["limit"], response.json["unit"]) == (65_536, "bytes")


def test_a_deep_query_is_422_and_the_service_lives(client):
    response = get(client, "SELECT * " + "{" * 5_000 + "}" * 5_000)
    assert response.status_code == 422
    assert response.json["unit"] == "nested brackets"
    assert get(client, "ASK {}").json["boolean"] is True


def test_a_syntax_error_is_400_with_line_column_and_hint(client):
    response = get(client, "SELECT * {\n ?s foramen:transmitsRoot ?o }")
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    problem = response.json
    assert (problem["line"], problem["column"]) == (2, 5)
    assert "PREFIX foramen: <https://w3id.org/foramen/>" in problem["hint"]
    assert problem["status"] == 400
    assert problem["type"] == "urn:foramen:problem:query-syntax-error"


def test_without_a_query_rdf_clients_get_the_service_description(client):
    response = client.get("/sparql", headers={"Accept": "application/n-triples"})
    assert response.mimetype == "application/n-triples"
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<http://localhost/sparql> <{sd}endpoint> <http://localhost/sparql> ." in response.text
    assert f"<{sd}supportedLanguage> <{sd}SPARQL11Query>" in response.text
    assert f"<{sd}name> <{F}graph/axioms>" in response.text
    assert "not medical advice" in response.text


def test_without_a_query_people_get_the_form(client):
    response = client.get("/sparql", headers={"Accept": "text/html"})
    assert response.mimetype == "text/html"
    assert '<textarea id="query"' in response.text


def test_an_answer_says_what_it_varies_with(client):
    assert "Accept" in get(client, ROOT).headers["Vary"]


def test_two_answers_to_one_query_are_equal(client):
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert json.loads(get(client, query).data) == json.loads(get(client, query).data)
