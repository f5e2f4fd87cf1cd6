"""Ask `/api/codes` over the real dataset: its answers, its description, its refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from foramen.engine import open_engine
from foramen.settings import Settings
from foramen.web import create_app
from foramen.web.openapi import document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from foramen.knowledge import Knowledge

ISSUE = "/api/codes?foramen=Foramen_L4-L5_left&cause=DiscHerniation&with=Radiculopathy"


@pytest.fixture(scope="module")
def whole(built: Knowledge) -> Iterator[FlaskClient]:
    """A client of the service over the real dataset."""
    engine = open_engine(Settings(), built)
    yield create_app(built, engine, (), Settings()).test_client()
    engine.close()


def codes(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return [(one["standing"], one["code"]) for one in answer.json["codes"]]


def test_the_question_of_a_record_system_is_answered(whole: FlaskClient) -> None:
    assert codes(whole, ISSUE) == [
        ("applies", "ICD10CM:M51.16"),
        ("applies", "ICD10CM:M99.73"),
        ("excluded", "ICD10CM:M54.16"),
        ("excluded", "ICD10CM:M54.32"),
        ("excluded", "ICD10CM:M54.42"),
    ]


def test_a_code_comes_with_what_it_leaves_open_and_its_instructions(whole: FlaskClient) -> None:
    code = whole.get(ISSUE).json["codes"][1]
    assert code["leaves_open"] == ["level", "side", "exact cause", "presentation"]
    assert {"at": "M99", "kind": "use", "text": "Only for what no other category holds."} in code[
        "instructions"
    ]
    assert whole.get(ISSUE).json["codes"][2]["excluded_by"].endswith("(Excludes1 at M54.1).")


def test_level_and_side_are_as_good_as_a_foramen(whole: FlaskClient) -> None:
    address = "/api/codes?level=Level_L4-L5&side=left&cause=DiscHerniation&with=Radiculopathy"
    assert whole.get(address).json == whole.get(ISSUE).json


def test_terms_may_be_said_in_words(whole: FlaskClient) -> None:
    address = "/api/codes?foramen=left+L4/5+neural+foramen&cause=herniated+disc&with=radiculopathy"
    assert codes(whole, address) == codes(whole, ISSUE)


@pytest.mark.interop
def test_the_answer_is_as_described(whole: FlaskClient) -> None:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    description = document()
    described = Resource.from_contents(description, DRAFT202012)
    schema = {"$ref": "urn:codes#/components/schemas/Codes"}
    validator = Draft202012Validator(
        schema, registry=Registry().with_resource("urn:codes", described)
    )
    validator.validate(whole.get(ISSUE).json)
    example = description["paths"]["/api/codes"]["get"]["responses"]["200"]["content"]
    validator.validate(example["application/json"]["example"])


def test_the_answer_may_be_kept(whole: FlaskClient) -> None:
    answer = whole.get(ISSUE)
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
    whole: FlaskClient, query: str, status: int, words: str
) -> None:
    answer = whole.get(f"/api/codes{query}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert words in answer.text
