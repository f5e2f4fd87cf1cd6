"""Ask `/api/codes` over the real dataset: its answers, its description, its refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.web.openapi import document

if TYPE_CHECKING:
    from flask.testing import FlaskClient


ISSUE = "/api/codes?foramen=Foramen_L4-L5_left&cause=DiscHerniation&with=Radiculopathy"


def codes(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [(one["standing"], one["code"]) for one in answer.json["codes"]]


def test_the_question_of_a_record_system_is_answered(served: FlaskClient) -> None:
    assert codes(served, ISSUE) == [
        ("applies", "ICD10CM:M51.16"),
        ("applies", "ICD10CM:M99.73"),
        ("excluded", "ICD10CM:M54.16"),
        ("excluded", "ICD10CM:M54.32"),
        ("excluded", "ICD10CM:M54.42"),
    ]


def test_a_code_comes_with_what_it_leaves_open_and_its_instructions(served: FlaskClient) -> None:
    code = served.get(ISSUE).json["codes"][1]
    assert code["leaves_open"] == ["level", "side", "exact cause", "presentation"]
    assert {"at": "M99", "kind": "use", "text": "Only for what no other category holds."} in code[
        "instructions"
    ]
    assert served.get(ISSUE).json["codes"][2]["excluded_by"].endswith("(Excludes1 at M54.1).")


def test_level_and_side_are_as_good_as_a_foramen(served: FlaskClient) -> None:
    address = "/api/codes?level=Level_L4-L5&side=left&cause=DiscHerniation&with=Radiculopathy"
    assert served.get(address).json == served.get(ISSUE).json


def test_terms_may_be_said_in_words(served: FlaskClient) -> None:
    address = "/api/codes?foramen=left+L4/5+neural+foramen&cause=herniated+disc&with=radiculopathy"
    assert codes(served, address) == codes(served, ISSUE)


@pytest.mark.interop
def test_the_answer_is_as_described(served: FlaskClient) -> None:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    description = document()
    described = Resource.from_contents(description, DRAFT202012)
    schema = {"$ref": "urn:codes#/components/schemas/Codes"}
    validator = Draft202012Validator(
        schema, registry=Registry().with_resource("urn:codes", described)
    )
    validator.validate(served.get(ISSUE).json)
    example = description["paths"]["/api/codes"]["get"]["responses"]["200"]["content"]
    validator.validate(example["application/json"]["example"])


def test_the_answer_may_be_kept(served: FlaskClient) -> None:
    answer = served.get(ISSUE)
    assert "max-age=300" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("", 400, "Say foramen="),
        ("?foramen=Foramen_L4-L5&level=Level_L4-L5", 400, "Say foramen="),
        ("?foramen=Foramen_L4-L5_left&side=right", 400, "leave out side"),
        ("?foramen=IntervertebralForamen", 400, "no foramen of one level"),
        ("?level=LumbarRegion", 400, "give a level"),
        ("?level=Level_L4-L5&side=middle", 400, "side is one of"),
        ("?level=Level_L4-L5&couse=Osteophyte", 400, "Did you mean cause?"),
        ("?level=Level_L4-L5&cause=MRI", 400, "is none"),
        ("?level=Level_L4-L5&cause=Osteophite", 404, "Osteophite"),
        ("?level=Level_L4-L5&cause=" + ",".join(["Osteophyte"] * 11), 400, "at most 10"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    served: FlaskClient, query: str, status: int, words: str
) -> None:
    answer = served.get(f"/api/codes{query}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert words in answer.text
