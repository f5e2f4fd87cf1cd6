"""Every operation against shapes written from the prose of the specification; these always run."""

import pytest

from .operations import answers_0_2, answers_1_0
from .shapes import SHAPES_0_2, SHAPES_1_0

jsonschema = pytest.importorskip("jsonschema")


@pytest.mark.interop
@pytest.mark.parametrize(
    ("answers", "shapes", "least"),
    [(answers_0_2, SHAPES_0_2, 60), (answers_1_0, SHAPES_1_0, 50)],
    ids=["0.2", "1.0-draft"],
)
def test_every_operation_answers_as_the_prose_says(ask, answers, shapes, least):
    answered = [(name, document) for name, document in answers(ask.client) if name in shapes]
    complaints = [
        f"{name}: {error.message[:200]} at {error.json_path}"
        for name, document in answered
        for error in jsonschema.Draft202012Validator(shapes[name]).iter_errors(document)
    ]
    assert complaints == []
    assert {name for name, _ in answered} == set(shapes)
    assert len(answered) >= least


@pytest.mark.interop
@pytest.mark.parametrize("shapes", [SHAPES_0_2, SHAPES_1_0], ids=["0.2", "1.0-draft"])
def test_the_shapes_are_schemas_and_refuse_what_is_empty(shapes):
    for name, shape in shapes.items():
        jsonschema.Draft202012Validator.check_schema(shape)
        empty = {"q": {}} if name == "reconciliation-result-batch" else {}
        assert not jsonschema.Draft202012Validator(shape).is_valid(empty), name
