"""Links in the headers lead a machine from any address to the rest (FAIR Signposting)."""

from __future__ import annotations

import pytest
from werkzeug.http import parse_options_header

from foramen.distributions import distributions

F = "https://w3id.org/foramen/"
HERE = "http://localhost/"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def links(response):
    """Give the targets of each relation."""
    found = {}
    for value in response.headers.getlist("Link"):
        target, options = parse_options_header(value)
        found.setdefault(options["rel"], []).append(target.strip("<>"))
    return found


def follow(reader, address):
    with reader.get(address.removeprefix(HERE.rstrip("/"))) as response:
        return response.status_code, response.mimetype


@pytest.mark.parametrize("path", ["/", "/downloads"])
def test_the_landing_page_leads_to_name_licence_record_and_files(reader, path):
    found = links(reader.get(path))
    assert found["cite-as"] == [f"{F}dataset"]
    assert found["license"] == [LICENSE]
    assert set(found["type"]) == {"https://schema.org/AboutPage", "https://schema.org/Dataset"}
    assert f"{HERE}dataset.nq" in found["item"]
    assert found["linkset"] == [f"{HERE}linkset"]


def test_every_link_of_the_landing_page_leads_to_what_it_promises(reader):
    promised = [parse_options_header(value) for value in reader.get("/").headers.getlist("Link")]
    local = [(target.strip("<>"), options.get("type")) for target, options in promised]
    local = [(target, kind) for target, kind in local if target.startswith(HERE)]
    assert len(local) == 7
    for target, kind in local:
        assert follow(reader, target) == (200, kind)


def test_a_file_leads_to_its_version_and_back_to_the_landing_page(reader):
    with reader.get("/graph/annotations.ttl") as response:
        found = links(response)
    assert found["cite-as"] == [f"{F}graph/annotations/2026-01-02"]
    assert found["collection"] == [f"{HERE}downloads"]
    assert found["license"] == [LICENSE]


def test_a_negotiated_file_has_the_links_of_the_file(reader):
    with (
        reader.get("/ontology", headers={"Accept": "text/turtle"}) as negotiated,
        reader.get("/ontology.ttl") as named,
    ):
        assert links(negotiated) == links(named)


def test_a_term_leads_to_its_iri_and_its_data(reader):
    page = reader.get("/Foramen_L4-L5_left", headers={"Accept": "text/html"})
    found = links(page)
    assert found["cite-as"] == [f"{F}Foramen_L4-L5_left"]
    assert f"{HERE}Foramen_L4-L5_left?format=turtle" in found["describedby"]
    for address in found["describedby"]:
        assert follow(reader, address)[0] == 200


def test_the_data_of_a_term_say_what_they_describe(reader):
    data = reader.get("/Foramen_L4-L5_left", headers={"Accept": "text/turtle"})
    assert links(data)["describes"] == [f"{F}Foramen_L4-L5_left"]


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/dataset"])
def test_what_describes_leads_to_what_it_describes_or_to_more(reader, path):
    found = links(reader.get(path, headers={"Accept": "text/turtle"}))
    assert found.keys() & {"describes", "describedby"}


def test_a_problem_has_no_links(reader):
    assert links(reader.get("/nothing-here")) == {}


def test_the_linkset_names_every_file_and_each_leads_back(reader, released):
    response = reader.get("/linkset")
    assert response.mimetype == "application/linkset+json"
    landing, *files = response.json["linkset"]
    expected = {f"{HERE}{file.path}" for file in distributions(released.graphs)}
    assert {item["href"] for item in landing["item"]} == expected
    assert {context["anchor"] for context in files} == expected
    for context in files:
        assert [target["href"] for target in context["collection"]] == [landing["anchor"]]


def test_a_name_cannot_break_out_of_the_header(reader):
    response = reader.get("/Foramen_L4-L5_left%3E%0D%0AX-Evil:%201", headers={"Accept": "*/*"})
    assert "X-Evil" not in response.headers
