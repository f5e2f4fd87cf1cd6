"""The server that users run, asked over a real socket as OpenRefine asks: manifest first."""

import json

import httpx
import pytest
from serving import served_at

pytestmark = [pytest.mark.interop, pytest.mark.slow]


@pytest.fixture(scope="module")
def client(built):
    with (
        served_at(built.directory) as address,
        httpx.Client(base_url=address, timeout=30) as asking,
    ):
        yield asking


def test_the_addresses_of_the_manifest_are_those_of_the_server(client):
    manifest = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"}).json()
    root = str(client.base_url).rstrip("/")
    assert manifest["view"]["url"] == f"{root}/{{{{id}}}}"
    for kind in ("entity", "property", "type"):
        service = manifest["suggest"][kind]
        address = service["service_url"] + service["service_path"]
        assert address.startswith(root)
        assert client.get(address, params={"prefix": "l"}).json()["result"]
    preview = client.get(manifest["preview"]["url"].replace("{{id}}", "Nerve_C6"))
    assert "frame-ancestors *" in preview.headers["Content-Security-Policy"]


def test_a_batch_of_the_announced_size_is_answered_as_a_form_and_in_the_draft(client):
    size = client.get("/reconcile").json()["batchSize"]
    texts = [f"{side} L{n}-{n + 1} NFS" for n in range(1, 5) for side in ("left", "right")]
    texts = (texts * 13)[:size]
    form = {"queries": json.dumps({f"q{n}": {"query": text} for n, text in enumerate(texts)})}
    old = client.post("/reconcile", data=form).json()
    assert len(old) == size
    assert old["q0"]["result"][0]["id"] == "ForaminalStenosis_L1-L2_left"
    conditions = [[{"matchType": "name", "propertyValue": text}] for text in texts]
    body = {"queries": [{"conditions": one} for one in conditions]}
    new = client.post("/reconcile/1.0/match", json=body).json()["results"]
    assert [one["candidates"][0]["id"] for one in new] == [
        old[f"q{n}"]["result"][0]["id"] for n in range(size)
    ]


def test_a_batch_that_is_too_large_is_refused_over_the_socket_too(client):
    form = {"queries": json.dumps({str(n): {"query": "x" * 300} for n in range(10_000)})}
    answer = client.post("/reconcile", data=form)
    assert answer.status_code == 413
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
