"""FHIR over HTTP: media types, errors, caching, batch, search and read."""

import json

import pytest

FHIR = "application/fhir+json"
VERSIONS = ("r4", "r5")
GENDER = "http://hl7.org/fhir/administrative-gender"


def parameters(*given):
    """Write a Parameters resource."""
    return json.dumps({"resourceType": "Parameters", "parameter": list(given)})


def outcome(response):
    """Give the text of the first issue of an OperationOutcome."""
    assert response.mimetype == FHIR
    resource = response.get_json()
    assert resource["resourceType"] == "OperationOutcome"
    return resource["issue"][0]["details"]["text"]


@pytest.mark.parametrize(("name", "fhir"), [("r4", "4.0.1"), ("r5", "5.0.0")])
def test_the_metadata_say_what_is_spoken(http, name, fhir):
    response = http.get(f"/fhir/{name}/metadata")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == f"{FHIR}; fhirVersion={fhir[:3]}; charset=utf-8"
    resource = response.get_json()
    assert resource["fhirVersion"] == fhir
    assert resource["instantiates"] == [
        "http://hl7.org/fhir/CapabilityStatement/terminology-server"
    ]
    kinds = {one["type"]: one for one in resource["rest"][0]["resource"]}
    assert {one["name"] for one in kinds["ValueSet"]["operation"]} >= {"expand", "validate-code"}


def test_the_terminologies_are_listed_with_their_versions(http):
    resource = http.get("/fhir/r5/metadata?mode=terminology").get_json()
    systems = {one["uri"]: one for one in resource["codeSystem"]}
    assert systems["https://w3id.org/foramen/"]["version"][0]["code"] == "0.0.1"
    assert systems[GENDER]["content"] == "complete"
    names = {one["name"] for one in resource["expansion"]["parameter"]}
    assert names >= {"tx-resource", "displayLanguage", "system-version", "filter", "count"}


def test_each_operation_that_is_named_can_be_called(http):
    for one in http.get("/fhir/r5/metadata").get_json()["rest"][0]["resource"]:
        for operation in one["operation"]:
            response = http.get(f"/fhir/r5/{one['type']}/${operation['name']}")
            assert response.status_code in {200, 400}, operation


WRONG = [
    ("GET", "/fhir/r6/metadata", {}, None, 404),
    ("GET", "/fhir/r5/Patient/1", {}, None, 404),
    ("GET", "/fhir/r5/CodeSystem/no", {}, None, 404),
    ("GET", "/fhir/r5/CodeSystem/foramen/a/b", {}, None, 404),
    ("GET", "/fhir/r5/ValueSet/$nothing", {}, None, 404),
    ("GET", "/fhir/r5/$nothing", {}, None, 404),
    ("GET", "/fhir/r5/CodeSystem?nme=x", {}, None, 400),
    ("GET", "/fhir/r5/CodeSystem?url:below=x", {}, None, 400),
    ("GET", "/fhir/r5/CodeSystem?_count=many", {}, None, 400),
    ("GET", "/fhir/r5/CodeSystem?_summary=short", {}, None, 400),
    ("GET", "/fhir/r5/metadata?mode=x", {}, None, 400),
    ("GET", "/fhir/r5/CodeSystem/$lookup?sytem=x", {}, None, 400),
    ("GET", "/fhir/r5/metadata?_format=xml", {}, None, 406),
    ("GET", "/fhir/r5/metadata", {"Accept": "application/fhir+xml"}, None, 406),
    ("GET", "/fhir/r5/metadata", {"Accept": f"{FHIR}; fhirVersion=4.0"}, None, 406),
    ("GET", "/fhir/r4/metadata", {"Accept": f"{FHIR}; fhirVersion=5.0"}, None, 406),
    ("PUT", "/fhir/r5/CodeSystem/foramen", {"Content-Type": FHIR}, "{}", 405),
    ("DELETE", "/fhir/r5/CodeSystem/foramen", {}, None, 405),
    ("PATCH", "/fhir/r5/metadata", {}, None, 405),
    ("POST", "/fhir/r5/CodeSystem", {"Content-Type": FHIR}, "{}", 405),
    ("DELETE", "/fhir/r5/ValueSet/$expand", {}, None, 405),
    ("GET", "/fhir/r5/", {}, None, 405),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": "text/plain"}, "x", 415),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": "application/fhir+xml"}, "<x/>", 415),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": f"{FHIR}; fhirVersion=4.0"}, "{}", 415),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, '{"a": 1,\n  b}', 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, "[1]", 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, '{"a": NaN}', 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, b'{"a": "\xff"}', 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, '{"a": "\\ud800"}', 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, "[" * 50_000, 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR},
     '{"resourceType":"Patient"}', 400),
    ("POST", "/fhir/r5", {"Content-Type": FHIR}, '{"resourceType":"Patient"}', 400),
    ("POST", "/fhir/r5", {"Content-Type": FHIR},
     '{"resourceType":"Bundle","type":"transaction"}', 400),
    ("POST", "/fhir/r5/ValueSet/$expand", {"Content-Type": FHIR}, "x" * 5_000_000, 413),
]  # fmt: skip


def test_there_are_as_many_cases_as_were_written():
    assert len(WRONG) == 35


@pytest.mark.parametrize(("method", "path", "headers", "body", "status"), WRONG)
def test_every_error_is_an_outcome(http, method, path, headers, body, status):
    response = http.open(path, method=method, headers=headers, data=body)
    assert response.status_code == status
    assert len(outcome(response)) > 10
    assert response.headers["Cache-Control"] == "no-store"


def test_a_place_in_the_json_is_named(http):
    response = http.post("/fhir/r5/ValueSet/$expand", data='{"a": 1,\n  b}', content_type=FHIR)
    assert "line 2, column 3" in outcome(response)


def test_a_misspelt_word_is_guessed(http):
    assert "Did you mean system?" in outcome(http.get("/fhir/r5/CodeSystem/$lookup?sytem=x"))
    assert "Did you mean name?" in outcome(http.get("/fhir/r5/CodeSystem?nme=x"))
    assert "Did you mean foramen?" in outcome(http.get("/fhir/r5/CodeSystem/foramn"))


def test_what_is_possible_is_named(http):
    assert http.delete("/fhir/r5/CodeSystem/foramen").headers["Allow"] == "GET, OPTIONS"
    assert http.delete("/fhir/r5/ValueSet/$expand").headers["Allow"] == "GET, POST, OPTIONS"


def test_a_failure_of_ours_is_an_outcome_without_a_trace(http, monkeypatch, caplog):
    def fail(_):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("foramen.web.fhir._server", fail)
    response = http.get("/fhir/r5/metadata?_pretty=false")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "in the log under" in outcome(response)


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("", None, FHIR),
        ("", "application/json", "application/json"),
        ("", "text/html, */*;q=0.8", FHIR),
        ("", "text/html", "application/json"),
        ("?_format=json", "text/html", FHIR),
        ("?_format=application/json", None, "application/json"),
        ("?_format=application/fhir%2Bjson", None, FHIR),
        ("?_format=application/fhir+json", None, FHIR),
        ("", f"{FHIR}; fhirVersion=5.0", FHIR),
    ],
)
def test_json_has_several_names(http, query, accept, media_type):
    response = http.get(f"/fhir/r5/metadata{query}", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, media_type)


def test_pretty_json_has_lines(http):
    assert http.get("/fhir/r5/metadata").text.count("\n") == 1
    assert http.get("/fhir/r5/metadata?_pretty=true").text.count("\n") > 50


def test_head_and_options_are_answered(http):
    response = http.head("/fhir/r5/metadata")
    assert (response.status_code, response.data) == (200, b"")
    response = http.options("/fhir/r5/ValueSet/$expand")
    assert response.status_code == 200
    assert "POST" in response.headers["Access-Control-Allow-Methods"]


def test_a_page_says_where_to_begin(http):
    for path in ("/fhir", "/fhir/r5/"):
        response = http.get(path, headers={"Accept": "text/html"})
        assert response.mimetype == "text/html"
        assert "/fhir/r4/metadata" in response.text


# -- languages and caching ----------------------------------------------------------------------


def languages(system):
    """Send a code system with a name in two languages, and ask for its code."""
    names = [{"language": "de", "value": "Loch"}]
    concept = {"code": "f", "display": "Foramen", "designation": names}
    sent = {"resourceType": "CodeSystem", "url": system, "status": "active", "language": "en",
            "content": "complete", "concept": [concept]}  # fmt: skip
    return parameters(
        {"name": "tx-resource", "resource": sent},
        {"name": "system", "valueUri": system},
        {"name": "code", "valueCode": "f"},
    )


def test_a_kept_answer_is_only_for_its_languages(http):
    def display(language):
        response = http.post(
            "/fhir/r5/CodeSystem/$lookup",
            data=languages("urn:kept"),
            content_type=FHIR,
            headers={"Accept-Language": language},
        )
        given = response.get_json()["parameter"]
        return next(one["valueString"] for one in given if one["name"] == "display")

    assert [display(one) for one in ("de", "en", "de", "en")] == ["Loch", "Foramen"] * 2


def test_a_get_is_kept_for_its_languages(http):
    def tag(language):
        headers = {"Accept-Language": language}
        response = http.get("/fhir/r5/CodeSystem?_summary=true", headers=headers)
        assert response.headers["Vary"] == "Accept, Accept-Encoding, Accept-Language"
        return response.headers["ETag"]

    assert tag("de") != tag("en")
    headers = {"Accept-Language": "de", "If-None-Match": tag("de")}
    response = http.get("/fhir/r5/CodeSystem?_summary=true", headers=headers)
    assert response.status_code == 304
    assert response.headers["Vary"] == "Accept, Accept-Encoding, Accept-Language"


def test_elsewhere_languages_make_no_difference(http):
    tags = {
        http.get("/prefixes", headers={"Accept-Language": one}).headers["ETag"]
        for one in ("de", "en")
    }
    assert len(tags) == 1


# -- read, search, batch ------------------------------------------------------------------------


@pytest.mark.parametrize("name", VERSIONS)
def test_a_resource_is_read_whole_or_in_part(http, name):
    whole = http.get(f"/fhir/{name}/CodeSystem/administrative-gender").get_json()
    assert [one["code"] for one in whole["concept"]] == ["male", "female", "other", "unknown"]
    part = http.get(f"/fhir/{name}/CodeSystem/administrative-gender?_summary=true").get_json()
    assert "concept" not in part
    assert part["meta"]["tag"][0]["code"] == "SUBSETTED"
    part = http.get(f"/fhir/{name}/CodeSystem/administrative-gender?_elements=name").get_json()
    assert part.keys() == {"resourceType", "id", "meta", "url", "name", "status", "content"}


SEARCHES = [
    ("CodeSystem", f"url={GENDER}", ["administrative-gender"]),
    ("CodeSystem", f"system={GENDER}", ["administrative-gender"]),
    ("CodeSystem", f"url={GENDER}&version=5.0.0", ["administrative-gender"]),
    ("CodeSystem", f"url={GENDER}&version=4.0.1", []),
    ("CodeSystem", "name=administrative", ["administrative-gender"]),
    ("CodeSystem", "name:contains=gender", ["administrative-gender"]),
    ("CodeSystem", "name:exact=AdministrativeGender", ["administrative-gender"]),
    ("CodeSystem", "name:exact=administrativegender", []),
    ("CodeSystem", "_id=publication-status", ["publication-status"]),
    ("ValueSet", "_id=publication-status,administrative-gender",
     ["administrative-gender", "publication-status"]),
    ("ValueSet", "status=retired", []),
    ("CodeSystem", "title=publi&status=active", ["publication-status"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "query", "found"), SEARCHES)
def test_a_search_finds(http, kind, query, found):
    bundle = http.get(f"/fhir/r5/{kind}?{query}").get_json()
    assert bundle["type"] == "searchset"
    assert bundle["total"] == len(found)
    assert [one["resource"]["id"] for one in bundle.get("entry", [])] == found


def test_a_search_by_post_is_the_same(http):
    data = {"url": GENDER}
    bundle = http.post("/fhir/r5/CodeSystem/_search", data=data).get_json()
    assert bundle["entry"][0]["fullUrl"].endswith("/fhir/r5/CodeSystem/administrative-gender")


def test_pages_of_a_search_link_to_the_next(http):
    address, seen, total = "/fhir/r5/ValueSet?_count=1&_summary=true", [], None
    while address:
        bundle = http.get(address).get_json()
        total = bundle["total"]
        seen += [one["resource"]["id"] for one in bundle["entry"]]
        following = [one["url"] for one in bundle["link"] if one["relation"] == "next"]
        address = following[0].removeprefix("http://localhost") if following else None
        assert len(seen) <= total
    assert len(set(seen)) == total
    counted = http.get("/fhir/r5/ValueSet?_summary=count").get_json()
    assert (counted["total"], "entry" in counted) == (total, False)


@pytest.mark.parametrize("name", VERSIONS)
def test_a_batch_is_answered_one_by_one(http, name):
    entries = [
        {"request": {"method": "GET", "url": f"CodeSystem/$lookup?system={GENDER}&code=male"}},
        {"request": {"method": "GET", "url": "CodeSystem/nowhere"}},
        {
            "request": {"method": "POST", "url": "ValueSet/$validate-code"},
            "resource": {
                "resourceType": "Parameters",
                "parameter": [
                    {"name": "url", "valueUri": "http://hl7.org/fhir/ValueSet/administrative-gender"},
                    {"name": "coding", "valueCoding": {"system": GENDER, "code": "male"}},
                ],
            },
        },
        {"request": {"method": "DELETE", "url": "CodeSystem/foramen"}},
        {"request": {"method": "POST", "url": ""}},
        {},
    ]  # fmt: skip
    bundle = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    response = http.post(f"/fhir/{name}", data=json.dumps(bundle), content_type=FHIR)
    assert response.status_code == 200
    answers = response.get_json()["entry"]
    statuses = [one["response"]["status"] for one in answers]
    assert statuses == ["200", "404", "200", "405", "400", "400"]
    assert answers[0]["resource"]["resourceType"] == "Parameters"
    assert answers[1]["response"]["outcome"]["resourceType"] == "OperationOutcome"


def test_operations_take_forms(http):
    data = {"system": GENDER, "code": "male"}
    response = http.post("/fhir/r5/CodeSystem/$lookup", data=data)
    assert response.status_code == 200


def test_unknown_parameters_of_a_body_do_no_harm(http):
    body = parameters(
        {"name": "uuid", "valueUuid": "urn:uuid:8acdbfdc-e9d2-11ed-a05b-0242ac120003"},
        {"name": "system", "valueUri": GENDER},
        {"name": "code", "valueCode": "male"},
    )
    response = http.post("/fhir/r5/CodeSystem/$lookup", data=body, content_type=FHIR)
    assert response.status_code == 200


def test_a_value_set_can_be_the_body(http):
    sent = {"resourceType": "ValueSet", "status": "active",
            "compose": {"include": [{"system": GENDER}]}}  # fmt: skip
    response = http.post(
        "/fhir/r5/ValueSet/$expand?count=2", data=json.dumps(sent), content_type="application/json"
    )
    assert len(response.get_json()["expansion"]["contains"]) == 2


def test_the_canonical_address_of_a_value_set_leads_to_it(http):
    led = http.get("/fhir/ValueSet/foramina")
    assert (led.status_code, led.location) == (303, "/fhir/r5/ValueSet/foramina")
    assert http.get(led.location).get_json()["url"].endswith("/fhir/ValueSet/foramina")
