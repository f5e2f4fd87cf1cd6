"""The longest pages, the parameters that nobody takes, and words about both."""

import pytest

F = "https://w3id.org/foramen/"
MCP_HEADERS = {
    "accept", "content-type", "last-event-id", "mcp-method", "mcp-name", "mcp-protocol-version",
    "mcp-session-id",
}  # fmt: skip


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.text
    return response.get_json()


def test_the_longest_page_of_relations_is_given(served):
    """As one query it would be longer than a query may be."""
    page = get(served, "/api/relations?limit=1000")
    assert len(page["relations"]) >= 1000
    rows = [(row["subject"]["id"], row["property"]["id"]) for row in page["relations"]]
    subjects = [subject for subject, _ in rows]
    assert subjects == sorted(subjects)
    short = get(served, "/api/relations?limit=250")["relations"]
    assert page["relations"][: len(short)] == short


@pytest.mark.parametrize("fields", ["all", "relations", "label,relations"])
def test_a_page_with_relations_is_shorter(served, fields):
    said = get(served, f"/api/terms?limit=101&fields={fields}", 400)["detail"]
    assert said == "limit lies between 1 and 100."
    assert len(get(served, f"/api/terms?limit=100&fields={fields}")["terms"]) == 100


def test_a_page_without_relations_is_not(served):
    page = get(served, "/api/terms?limit=1000&fields=label,mappings,parents")
    assert len(page["terms"]) == 1000


@pytest.mark.parametrize("path", ["/openapi.json", "/api", "/api/context.jsonld"])
def test_an_address_without_parameters_takes_none(served, path):
    assert "There is no parameter 'x' here" in get(served, f"{path}?x=1", 400)["detail"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/codes?level=L4-L5&side=LEFT", "side is one of left, right, not 'LEFT'."),
        ("/api/terms?kind=x", "kind is one of class, individual, property, not 'x'."),
    ],
)
def test_the_choices_are_named_without_a_gap(served, address, said):
    assert get(served, address, 400)["detail"] == said


def test_the_namespace_is_described_and_leads_nowhere_else(served):
    response = served.get("/term", query_string={"name": F})
    assert "Location" not in response.headers
    assert response.status_code in {200, 404}


@pytest.mark.parametrize("path", ["/foramen:", "/foramen_", f"/{F}"])
def test_a_form_without_a_name_is_no_term(served, path):
    assert served.get(path).status_code == 404


def test_a_page_may_send_what_the_protocol_of_agents_needs(served):
    asked = {
        "Origin": "http://localhost:6274",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,mcp-protocol-version",
    }
    answer = served.options("/mcp", headers=asked)
    allowed = answer.headers["Access-Control-Allow-Headers"].lower().split(", ")
    assert set(allowed) == MCP_HEADERS
    elsewhere = served.options("/api/annotate", headers=asked)
    assert elsewhere.headers["Access-Control-Allow-Headers"] == "Accept, Content-Type"


@pytest.mark.parametrize(
    ("path", "form", "body"),
    [
        ("/reconcile/1.0/match", "application/json", '{"queries": [{"limit": %s}]}'),
        ("/fhir/r5/ValueSet/$expand", "application/fhir+json", '{"parameter": [%s]}'),
    ],
)
def test_a_number_of_too_many_digits_is_told_in_our_words(served, path, form, body):
    answer = served.post(path, data=body % ("9" * 5000), content_type=form)
    assert answer.status_code == 400
    assert "too many digits" in answer.text
    assert "set_int_max_str_digits" not in answer.text


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_fhir_names_what_is_no_number(served, name):
    body = f'{{"parameter": [{name}]}}'
    answer = served.post(
        "/fhir/r5/ValueSet/$expand", data=body, content_type="application/fhir+json"
    )
    assert answer.status_code == 400
    assert f"{name} is no JSON number" in answer.text


def test_fhir_says_what_its_address_takes(served):
    answer = served.get("/fhir/r5", headers={"Accept": "application/fhir+json"})
    assert answer.status_code == 405
    assert "by POST" in answer.text
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
