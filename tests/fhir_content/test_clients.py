"""Ask a running `foramen serve` for terminology with fhirpy, a FHIR client that others wrote.

The service is one process of its own over the real dataset, and both versions are asked the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import served_at

from foramen.fhir.content import read_concept_map
from foramen.terminology.sssom import mapping_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.knowledge import Knowledge

fhirpy = pytest.importorskip("fhirpy")
exceptions = pytest.importorskip("fhirpy.base.exceptions")

pytestmark = [pytest.mark.interop, pytest.mark.slow]
SYSTEM = "https://w3id.org/foramen/"
FORAMEN = "Foramen_L4-L5_left"


@pytest.fixture(scope="module")
def address(built: Knowledge) -> Iterator[str]:
    """Where a service answers that was started for these tests."""
    with served_at(built.directory) as served:
        yield f"{served}/fhir"


@pytest.fixture(scope="module", params=["r4", "r5"])
def version(request: pytest.FixtureRequest) -> str:
    """The version of FHIR that is spoken."""
    return request.param


@pytest.fixture
def client(address: str, version: str) -> fhirpy.SyncFHIRClient:
    """The client, as its own documentation makes one."""
    return fhirpy.SyncFHIRClient(f"{address}/{version}")


def said(parameters, name):
    """Give the values of the parameters of a name."""
    return [
        next(value for key, value in one.items() if key.startswith("value"))
        for one in parameters["parameter"]
        if one["name"] == name
    ]


def parts(parameters, name):
    """Give the parts of the parameters of a name, each as a dictionary."""
    return [
        {
            part["name"]: next(value for key, value in part.items() if key.startswith("value"))
            for part in one["part"]
            if any(key.startswith("value") for key in part)
        }
        for one in parameters["parameter"]
        if one["name"] == name
    ]


def test_the_metadata_say_which_fhir_is_spoken(client, version):
    found = client.execute("metadata", method="get")
    assert found["resourceType"] == "CapabilityStatement"
    assert found["fhirVersion"].startswith({"r4": "4.0", "r5": "5.0"}[version])
    kinds = {one["type"] for one in found["rest"][0]["resource"]}
    assert {"CodeSystem", "ValueSet", "ConceptMap"} <= kinds


def test_a_code_system_is_found_by_its_address(client):
    found = client.resources("CodeSystem").search(url=SYSTEM).first()
    assert found is not None
    assert found["id"] == "foramen"
    assert found["url"] == SYSTEM


def test_a_code_is_looked_up(client):
    found = client.execute(
        "CodeSystem/$lookup", method="get", params={"system": SYSTEM, "code": FORAMEN}
    )
    assert said(found, "display") == ["left L4/5 intervertebral foramen"]
    properties = parts(found, "property")
    assert {"code": "side", "value": "LeftSide"} in [
        {key: one[key] for key in ("code", "value")} for one in properties
    ]
    designations = {one["value"] for one in parts(found, "designation")}
    assert "left L4/5 IVF" in designations


def test_a_code_is_validated(client):
    asked = {"url": SYSTEM, "code": FORAMEN}
    found = client.execute("CodeSystem/$validate-code", method="get", params=asked)
    assert said(found, "result") == [True]
    wrong = client.execute(
        "CodeSystem/$validate-code", method="get", params={**asked, "code": "Foramen_L6"}
    )
    assert said(wrong, "result") == [False]


def test_a_code_is_validated_against_a_value_set(client):
    asked = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "url", "valueUri": f"{SYSTEM}fhir/ValueSet/level-L4-L5"},
            {"name": "coding", "valueCoding": {"system": SYSTEM, "code": FORAMEN}},
        ],
    }
    found = client.execute("ValueSet/$validate-code", method="post", data=asked)
    assert said(found, "result") == [True]


def test_a_value_set_is_expanded_with_a_filter(client):
    found = client.execute(
        "ValueSet/$expand",
        method="get",
        params={
            "url": f"{SYSTEM}fhir/ValueSet/level-L4-L5",
            "filter": "left",
            "count": 100,
        },
    )
    codes = {one["code"] for one in found["expansion"]["contains"]}
    assert FORAMEN in codes
    assert "ForaminalStenosis_L4-L5_left" in codes
    assert "Foramen_L4-L5_right" not in codes


def test_one_concept_subsumes_another(client):
    asked = {"system": SYSTEM, "codeA": "IntervertebralForamen", "codeB": FORAMEN}
    found = client.execute("CodeSystem/$subsumes", method="get", params=asked)
    assert said(found, "outcome") == ["subsumes"]


def concept_maps(client):
    found = client.resources("ConceptMap").fetch_all()
    if not found:
        pytest.skip("this dataset has no mappings yet")
    return found


def test_codes_are_translated_there_and_back(client, version):
    """Take a mapping that the service itself serves, and ask for it both ways."""
    one = client.get("ConceptMap", concept_maps(client)[0]["id"])
    group = one["group"][0]
    element = group["element"][0]
    target = element["target"][0]
    source, goal = (
        {"system": group[end].partition("|")[0], "code": code}
        for end, code in (("source", element["code"]), ("target", target["code"]))
    )
    there = translated(client, one, {"name": NAMES[version][0], "valueCoding": source})
    assert target["code"] in {match["concept"]["code"] for match in parts(there, "match")}
    backwards = [{"name": NAMES[version][1], "valueCoding": goal}]
    if version == "r4":
        backwards.append({"name": "reverse", "valueBoolean": True})
    back = translated(client, one, *backwards)
    told = {
        match[name]["code"]
        for match in parts(back, "match")
        for name in ("concept", "source")
        if isinstance(match.get(name), dict)
    }
    assert element["code"] in told


# What each version calls the code to start from, forwards and backwards.
NAMES = {"r4": ("coding", "coding"), "r5": ("sourceCoding", "targetCoding")}


def translated(client, concept_map, *parameters):
    asked = [{"name": "url", "valueUri": concept_map["url"]}, *parameters]
    found = client.execute(
        "ConceptMap/$translate",
        method="post",
        data={"resourceType": "Parameters", "parameter": asked},
    )
    assert said(found, "result") == [True]
    return found


def test_a_concept_map_that_was_fetched_is_the_whole_mapping_set(client, built, real_catalogue):
    real = real_catalogue
    for fetched in concept_maps(client):
        prefix = fetched["id"].removeprefix("mappings-")
        one = next(one for name, one in real.terminologies.items() if name.casefold() == prefix)
        found = read_concept_map(client.get("ConceptMap", fetched["id"]), [one])
        wanted = mapping_set(real, built.version, found.header["publication_date"], one)
        assert found.header == wanted.header
        assert found.prefixes == wanted.prefixes
        assert as_set(found) == as_set(wanted)


def as_set(found):
    return {tuple(sorted(row.items())) for row in found.rows}


def test_what_is_not_there_is_told_as_the_client_expects(client):
    with pytest.raises(exceptions.ResourceNotFound):
        client.get("CodeSystem", "nothing-of-the-kind")
    with pytest.raises((exceptions.OperationOutcome, exceptions.ResourceNotFound)) as told:
        client.execute(
            "CodeSystem/$lookup", method="get", params={"system": SYSTEM, "code": "Nothing"}
        )
    assert "OperationOutcome" in str(told.value) or "Nothing" in str(told.value)
