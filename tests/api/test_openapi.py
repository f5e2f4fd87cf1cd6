"""The OpenAPI document is true: each address that it names answers, each that answers is named."""

import html
import re

import pytest

from foramen.web.openapi import document
from foramen.web.operations import by_tag

OPERATIONS = [
    (method, path, said)
    for path, item in document()["paths"].items()
    for method, said in item.items()
    if method in {"get", "post"}
]
NAMES = [f"{method.upper()} {path}" for method, path, _ in OPERATIONS]


def matcher(app):
    return app.url_map.bind("localhost")


def filled(path):
    """Put something in the place of each variable."""
    return re.sub(r"\{[^}]+\}", "x", path)


@pytest.mark.parametrize(("method", "path", "said"), OPERATIONS, ids=NAMES)
def test_every_operation_has_a_view(app, method, path, said):
    endpoint, _ = matcher(app).match(filled(path), method=method.upper())
    assert endpoint != "terms.term"


@pytest.mark.parametrize(("method", "path", "said"), OPERATIONS, ids=NAMES)
def test_every_operation_says_what_it_does_and_how_it_fails(method, path, said):
    assert said["summary"]
    assert len(said["tags"]) == 1
    assert said["tags"][0] in {tag["name"] for tag in document()["tags"]}
    assert any(status.startswith("2") for status in said["responses"])


def test_every_operation_has_a_name_of_its_own():
    names = [said["operationId"] for _, _, said in OPERATIONS]
    assert len(names) == len(set(names))
    assert len(names) >= 8


def test_every_view_below_api_is_described(app):
    described = {re.sub(r"\{[^}]+\}", "{}", path) for _, path, _ in OPERATIONS}
    served = {
        re.sub(r"<[^>]+>", "{}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "api.nothing_here"
    }
    assert served - described == set()


def test_every_reference_leads_somewhere():
    text = str(document())
    found = set(re.findall(r"#/components/(\w+)/([\w.-]+)", text))
    assert found
    assert [one for one in found if one[1] not in document()["components"].get(one[0], {})] == []


def test_the_document_names_this_server(client):
    given = client.get("/openapi.json", base_url="https://example.org/").get_json()
    assert given["servers"] == [{"url": "https://example.org"}]
    assert "not medical advice" in given["info"]["description"]


def test_the_page_shows_every_operation(client):
    page = client.get("/api").text
    assert [name for name in NAMES if name not in page] == []


@pytest.mark.interop
def test_the_document_is_openapi_3_1():
    from openapi_spec_validator import OpenAPIV31SpecValidator

    problems = list(OpenAPIV31SpecValidator(document()).iter_errors())
    assert problems == []


EXAMPLES = [one for tag in by_tag(document()) for one in tag["operations"]]


def test_every_operation_comes_with_an_example():
    assert [f"{one['method']} {one['path']}" for one in EXAMPLES if not one["address"]] == []
    assert len(EXAMPLES) == len(OPERATIONS) >= 51


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: f"{one['method']} {one['path']}")
def test_every_example_is_answered(served, one):
    if one["method"] == "GET":
        response = served.get(one["address"])
    else:
        sent = {"data": one["body"], "content_type": one["sends"]}
        response = served.post(one["address"], headers={"Accept": "*/*"}, **sent)
    assert response.status_code == 200, response.text[:300]


def test_the_page_shows_what_a_parameter_may_be_and_code_as_code(client):
    page = client.get("/api").text
    assert '<span class="faint">class, individual, property</span>' in page
    assert "<code>system|code</code>" in page
    assert "`" not in page.partition("<main")[2].partition("</main>")[0]
    assert "built-in" not in page


def test_the_page_shows_the_command_of_an_operation(client):
    page = html.unescape(client.get("/api", base_url="http://example.org").text)
    assert "curl -sS 'http://example.org/api/resolve?code=ICD10CM%3AM99.73'" in page
    sent = page.partition("curl -sS http://example.org/reconcile/1.0/match")[2].partition("</code>")
    assert "-H 'Content-Type: application/json'" in sent[0]
    assert "--data-binary" in sent[0]
