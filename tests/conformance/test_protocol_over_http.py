"""The protocol as a client of the running server meets it, in cases of our own.

The suite's cases need a copy of the suite; these hold the same promises without one. What the
application answers in detail is for tests/http; here it is the whole way through the server.
"""

from urllib.parse import urlencode

import pytest
from w3c.client import DIRECT, FORM, Client, started_server
from w3c.description import run_description
from w3c.results import MEDIA_TYPES, read_answer
from w3c.suite import Data

LEFT, RIGHT, MIDDLE = (f"http://example.org/graph/{side}" for side in ("left", "right", "middle"))
DATA = Data(
    "<urn:spine> <urn:has> <urn:foramen> .\n",
    tuple(
        (graph, f"<{graph}> <urn:side> <urn:{name}> .\n")
        for graph, name in ((LEFT, "left"), (MIDDLE, "middle"), (RIGHT, "right"))
    ),
)
BOTH = f"ASK {{ <{LEFT}> <urn:side> ?l . <{RIGHT}> <urn:side> ?r }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{LEFT}> ?p ?o }} GRAPH ?h {{ <{RIGHT}> ?q ?r }} }}"
SIDES = "SELECT ?side { { ?s <urn:side> ?side } UNION { GRAPH ?g { ?s <urn:side> ?side } } }"
JSON = MEDIA_TYPES[".srj"]


@pytest.fixture(scope="module")
def server():
    with started_server() as address:
        client = Client(address)
        client.load(DATA)
        yield client
        client.close()


def by_get(server, fields, accept=JSON):
    path = "/sparql?" + urlencode(fields, doseq=True)
    return server.send("GET", path, headers={"Accept": accept})


def by_form(server, fields, accept=JSON):
    body = urlencode(fields, doseq=True).encode()
    return server.send("POST", "/sparql", body, {"Content-Type": FORM, "Accept": accept})


def directly(server, fields, accept=JSON):
    others = {name: value for name, value in fields.items() if name != "query"}
    path = "/sparql?" + urlencode(others, doseq=True)
    body = fields["query"].encode()
    return server.send("POST", path, body, {"Content-Type": DIRECT, "Accept": accept})


@pytest.fixture(params=[by_get, by_form, directly])
def way(request):
    return request.param


def answer_of(reply):
    assert reply.status == 200, str(reply)
    return read_answer(reply.body, reply.media_type)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"query": "ASK {}"}, True),
        ({"query": "ASK { <urn:spine> <urn:has> <urn:foramen> }"}, True),
        ({"query": BOTH}, False),
        ({"query": BOTH, "default-graph-uri": [LEFT, RIGHT]}, True),
        ({"query": BOTH, "default-graph-uri": [LEFT]}, False),
        ({"query": BOTH, "named-graph-uri": [LEFT, RIGHT]}, False),
        ({"query": NAMED}, True),
        ({"query": NAMED, "named-graph-uri": [LEFT, RIGHT]}, True),
        ({"query": NAMED, "named-graph-uri": [LEFT, MIDDLE]}, False),
        ({"query": NAMED, "default-graph-uri": [LEFT, RIGHT]}, False),
        # What the request says wins over what the query says.
        ({"query": f"ASK FROM <{LEFT}> {{ <{LEFT}> ?p ?o }}"}, True),
        (
            {"query": f"ASK FROM <{LEFT}> {{ <{LEFT}> ?p ?o }}", "default-graph-uri": [RIGHT]},
            False,
        ),
        ({"query": "ASK {}", "timeout": "3"}, True),
    ],
)
def test_a_question_is_answered_from_the_graphs_that_it_names(server, way, fields, expected):
    assert answer_of(way(server, fields)) is expected


def test_default_and_named_graphs_are_told_apart(server, way):
    fields = {"query": SIDES, "default-graph-uri": [LEFT], "named-graph-uri": [RIGHT]}
    rows = answer_of(way(server, fields)).rows
    assert sorted(side.value for (side,) in rows) == ["urn:left", "urn:right"]


@pytest.mark.parametrize("text", ["100%25", "a+b", "é😀 漢", "%2B", "&query=", "a b;c", "#x"])
def test_a_text_arrives_as_it_was_sent(server, way, text):
    ((value,),) = answer_of(way(server, {"query": f"SELECT ('{text}' AS ?x) {{}}"})).rows
    assert value.value == text


@pytest.mark.parametrize(
    ("query", "media_types"),
    [
        ("SELECT (1 AS ?one) {}", [".srj", ".srx", ".csv", ".tsv"]),
        ("ASK {}", [".srj", ".srx"]),
        ("CONSTRUCT { <urn:a> <urn:b> 1 } {}", [".ttl", ".nt", ".rdf", ".jsonld"]),
        ("DESCRIBE <urn:spine>", [".ttl", ".nt", ".rdf", ".jsonld"]),
    ],
)
def test_each_kind_of_answer_comes_in_the_formats_of_its_kind(server, way, query, media_types):
    for suffix in media_types:
        reply = way(server, {"query": query}, accept=MEDIA_TYPES[suffix])
        assert reply.media_type == MEDIA_TYPES[suffix]
        answer_of(reply)
    unasked = way(server, {"query": query}, accept="*/*")
    assert unasked.media_type in {MEDIA_TYPES[suffix] for suffix in media_types}


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("PUT", "/sparql?query=ASK%7B%7D", b"", {}, 405),
        ("DELETE", "/sparql?query=ASK%7B%7D", None, {}, 405),
        ("PATCH", "/sparql", b"query=ASK%7B%7D", {"Content-Type": FORM}, 405),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
        ("GET", "/sparql?query=ASK%7B", None, {}, 400),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("POST", "/sparql", b"query=ASK%7B%7D&query=SELECT", {"Content-Type": FORM}, 400),
        ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", {"Content-Type": DIRECT}, 400),
        ("POST", "/sparql", b"", {"Content-Type": FORM}, 400),
        ("POST", "/sparql", b"ASK {}", {"Content-Type": "text/plain"}, 415),
        ("POST", "/sparql", b"ASK {}", {}, 415),
        ("POST", "/sparql", b"query=ASK%7B%7D", {}, 415),
        ("POST", "/sparql", "ASK {}".encode("utf-16"), {"Content-Type": DIRECT}, 400),
        (
            "POST",
            "/sparql",
            "ASK {}".encode("utf-16"),
            {"Content-Type": f"{DIRECT}; charset=utf-16"},
            415,
        ),
        ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "image/png"}, 406),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=urn:none", None, {}, 403),
        ("POST", "/sparql", b"INSERT DATA {}", {"Content-Type": "application/sparql-update"}, 403),
        ("POST", "/sparql", b"INSERT DATA {}", {"Content-Type": DIRECT}, 403),
        ("POST", "/sparql", b"update=INSERT+DATA+%7B%7D", {"Content-Type": FORM}, 403),
        ("GET", "/sparql?update=CLEAR+ALL", None, {}, 403),
        ("GET", "/sparql?query=ASK%7BSERVICE%3Curn%3Ax%3E%7B%7D%7D", None, {}, 403),
    ],
)
def test_what_is_no_query_is_refused(server, method, path, body, headers, status):
    reply = server.send(method, path, body, headers)
    assert reply.status == status, str(reply)
    assert reply.media_type == "application/problem+json"
    assert answer_of(by_get(server, {"query": "ASK {}"})) is True


def test_the_endpoint_describes_itself(server):
    found = list(run_description(server))
    assert len(found) == 3
    assert [one.detail for one in found if one.status != "passed"] == []
