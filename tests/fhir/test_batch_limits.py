"""What a batch may ask for: its entries share one budget, and none spoils the answer of another."""

import pytest

from foramen.fhir import limits
from foramen.fhir.dialects import DIALECTS
from foramen.fhir.server import Request, Server

CONCEPTS = 5_000
LARGE = {
    "resourceType": "CodeSystem", "id": "large", "url": "urn:large", "status": "active",
    "content": "complete", "concept": [{"code": f"c{n}"} for n in range(CONCEPTS)],
}  # fmt: skip
BASE = "http://localhost/fhir/r5"


@pytest.fixture(scope="module")
def server():
    """A server with one code system of 5,000 concepts."""
    return Server([LARGE], DIALECTS["r5"], version="1", date="2026-01-01")


def ask(server, entries):
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    return server.answer(Request("POST", (), (), bundle, "", BASE))


def get(url):
    return {"request": {"method": "GET", "url": url}}


@pytest.mark.parametrize("url", ["CodeSystem/large", "CodeSystem", "CodeSystem?url=urn:large"])
def test_a_batch_cannot_ask_for_a_large_resource_again_and_again(server, url):
    answer = ask(server, [get(url)] * limits.BATCH_ENTRIES)
    statuses = [one["response"]["status"] for one in answer.resource["entry"]]
    given = statuses.count("200")
    assert 1 <= given <= limits.WORK // CONCEPTS
    assert statuses == ["200"] * given + ["422"] * (limits.BATCH_ENTRIES - given)
    said = answer.resource["entry"][-1]["response"]["outcome"]["issue"][0]["details"]["text"]
    assert "more than 400,000" in said


def test_a_batch_may_ask_for_many_small_parts(server):
    answer = ask(server, [get("CodeSystem/large?_summary=true")] * limits.BATCH_ENTRIES)
    assert {one["response"]["status"] for one in answer.resource["entry"]} == {"200"}


@pytest.mark.parametrize(
    "url", ["http://[", "//[/x", "https://[::1", "http://evil.example/metadata", "//evil/metadata"]
)
def test_an_address_of_elsewhere_spoils_no_other_entry(server, url):
    answer = ask(server, [get(url), get(f"{BASE}/metadata")])
    assert answer.status == 200
    assert [one["response"]["status"] for one in answer.resource["entry"]] == ["404", "200"]


@pytest.mark.parametrize("entries", [[1], ["x", {}], [None], {}, "x"])
def test_entries_that_are_no_objects_are_refused(server, entries):
    """Left out, they would shift the answers of the others."""
    answer = ask(server, entries)
    assert answer.status == 400
    assert answer.resource["issue"][0]["details"]["text"] == (
        "Bundle.entry must be a list of objects."
    )
