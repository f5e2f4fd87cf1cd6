"""Every term has one address, which answers in every format; other forms of its name lead there."""

import pytest
from rdflib import Graph, URIRef

F = "https://w3id.org/foramen/"
LEFT = "Foramen_L4-L5_left"
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}


def links(response):
    return [link for value in response.headers.getlist("Link") for link in value.split(", <")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_suffix_gives_the_same_graph_as_accept(client, suffix):
    media_type, parser = FORMATS[suffix]
    by_suffix = client.get(f"/{LEFT}.{suffix}")
    by_accept = client.get(f"/{LEFT}", headers={"Accept": media_type})
    assert by_suffix.status_code == by_accept.status_code == 200
    assert by_suffix.mimetype == by_accept.mimetype == media_type
    assert by_suffix.data == by_accept.data
    graph = Graph().parse(data=by_suffix.data, format=parser)
    assert (URIRef(F + LEFT), URIRef(F + "transmitsRoot"), URIRef(F + "Root_L4_left")) in graph


def test_a_suffix_wins_over_accept(client):
    response = client.get(f"/{LEFT}.ttl", headers={"Accept": "text/html"})
    assert response.mimetype == "text/turtle"


def test_the_page_has_a_suffix_too(client):
    assert client.get(f"/{LEFT}.html", headers={"Accept": "text/turtle"}).mimetype == "text/html"


@pytest.mark.parametrize(
    "form",
    [f"foramen:{LEFT}", f"foramen_{LEFT}", f"{F}{LEFT}", f"https:/w3id.org/foramen/{LEFT}"],
)
def test_other_forms_of_a_name_lead_to_its_address(client, form):
    response = client.get(f"/{form}?format=turtle")
    assert response.status_code == 301
    assert response.location == f"/{LEFT}?format=turtle"


@pytest.mark.parametrize("form", [f"foramen:{LEFT}", f"foramen_{LEFT}", f"{F}{LEFT}"])
def test_other_forms_keep_their_suffix_and_query(client, form):
    response = client.get(f"/{form}.ttl?x=%0d%0ay")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/{LEFT}.ttl?x=%0d%0ay"


@pytest.mark.parametrize(
    "form",
    ["foramen://evil.example", "foramen:%5C%5Cevil.example", "https://evil.example/",
     "foramen:", f"{F}/evil.example.ttl", f"{F}https://evil.example"],
)  # fmt: skip
def test_no_form_of_a_name_leads_elsewhere(client, form):
    response = client.get(f"/{form}")
    assert response.status_code == 404
    assert "Location" not in response.headers


def test_a_capital_f_is_a_family_and_no_prefix(client):
    assert client.get(f"/{LEFT}").status_code == 200
    assert client.get("/Foramen_IntervertebralForamen").status_code == 404


@pytest.mark.parametrize(
    "name", ["Foramen_L4-L5_lef.ttl", "foramen:nothing", f"{LEFT}.exe", ".ttl"]
)
def test_what_does_not_exist_is_404_in_words(client, name):
    response = client.get(f"/{name}", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.get_json()["title"]


def test_a_file_cites_the_term_and_not_itself(client):
    response = client.get(f"/{LEFT}.ttl")
    assert any(f"{F}{LEFT}>" in link and 'rel="cite-as"' in link for link in links(response))
    assert any('rel="describes"' in link for link in links(response))


def test_a_page_names_its_other_forms(client):
    response = client.get(f"/{LEFT}", headers={"Accept": "text/html"})
    described = [link for link in links(response) if 'rel="describedby"' in link]
    assert any("text/turtle" in link for link in described)
    assert any("application/ld+json" in link for link in described)
    assert any('rel="license"' in link for link in links(response))
    assert any('rel="type"' in link for link in links(response))


def test_every_term_of_the_real_graph_answers(served, built):
    lines = built.graph_file(f"{F}graph/axioms").read_text("utf-8").splitlines()
    kinds = ("owl#Class> .", "owl#NamedIndividual> .", "owl#ObjectProperty> .")
    names = sorted(
        {
            line.split("> ")[0].removeprefix(f"<{F}")
            for line in lines
            if line.startswith(f"<{F}") and line.endswith(kinds)
        }
    )
    assert len(names) > 2000
    # One in nine, so that each family and kind is met: the whole takes half a minute.
    for name in names[::9]:
        response = served.get(f"/{name}.nt")
        assert response.status_code == 200, name
        assert f"<{F}{name}> " in response.text
