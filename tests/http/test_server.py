"""A handful of requests over a real socket, to the server that users run."""

import contextlib
import http.client
import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from ports import free_port, wait_for

import foramen

F = "https://w3id.org/foramen/"
QUERY = f"SELECT ?r {{ <{F}Foramen_L4-L5_left> <{F}transmitsRoot> ?r }}"


@pytest.fixture(
    scope="module",
    params=[("rsgi", "server"), ("wsgi", "application")],
    ids=["as we serve", "as any WSGI server does"],
)
def server(request, mini_directory):
    """Granian over the mini dataset, stopped at the end."""
    interface, target = request.param
    port = free_port()
    mini = Path(__file__).parents[1] / "data" / "mini"
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(Path(foramen.__file__).parents[1]),
        "FORAMEN_DATASET": str(mini_directory),
        "FORAMEN_SOURCES": str(mini),
    }
    command = [sys.executable, "-m", "granian", "--interface", interface, "--factory"]
    command += ["--host", "127.0.0.1", "--port", str(port), f"foramen.wsgi:{target}"]
    with subprocess.Popen(command, env=environment) as process:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/healthz", process)
        yield address
        process.terminate()
        process.wait(60)


def fetch(address, **options):
    request = urllib.request.Request(address, **options)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, dict(response.headers), response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_is_answered(server, way):
    encoded = urllib.parse.urlencode({"query": QUERY})
    if way == "get":
        answer = fetch(f"{server}/sparql?{encoded}")
    elif way == "form":
        answer = fetch(f"{server}/sparql", data=encoded.encode())
    else:
        answer = fetch(
            f"{server}/sparql",
            data=QUERY.encode(),
            headers={"Content-Type": "application/sparql-query"},
        )
    status, headers, body = answer
    assert status == 200
    assert headers["content-type"] == "application/sparql-results+json"
    (row,) = json.loads(body)["results"]["bindings"]
    assert row["r"]["value"] == F + "Root_L4_left"


def test_a_term_resolves(server):
    status, headers, body = fetch(f"{server}/Foramen_L4-L5_left", headers={"Accept": "text/turtle"})
    assert status == 200
    assert headers["content-type"].startswith("text/turtle")
    assert b"foramen:transmitsRoot foramen:Root_L4_left" in body


def test_an_error_keeps_its_shape(server):
    status, headers, body = fetch(f"{server}/sparql?query=SELEC")
    assert status == 400
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["line"] == 1


def test_a_chunked_body_over_the_limit_is_refused(server):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(server).netloc, timeout=60)
    headers = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    pieces = iter([b"x" * 10_000] * 40)
    # It may refuse before it has taken all, and be gone while we still send.
    with contextlib.suppress(ConnectionError):
        connection.request("POST", "/sparql", pieces, headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_deep_query_does_not_end_the_process(server):
    query = "SELECT * " + "{" * 20_000
    status, _, _ = fetch(f"{server}/sparql", data=urllib.parse.urlencode({"query": query}).encode())
    assert status == 422
    assert fetch(f"{server}/healthz")[0] == 200


def test_a_long_chain_does_not_end_the_process(server):
    """18,000 signs in a row overflow the stack of an ordinary thread."""
    query = "ASK { FILTER(" + "!" * 18_000 + "true) }"
    status, _, body = fetch(
        f"{server}/sparql", data=urllib.parse.urlencode({"query": query}).encode()
    )
    assert status == 200
    assert json.loads(body)["boolean"] is True
