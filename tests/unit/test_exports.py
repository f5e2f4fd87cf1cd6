import pickle

import pytest

import foramen
from foramen import errors


def test_the_public_names_are_these():
    assert foramen.__all__ == [
        "ForamenError",
        "Knowledge",
        "Settings",
        "__version__",
        "load_knowledge",
    ]
    assert all(hasattr(foramen, name) for name in foramen.__all__)


def test_the_version_is_that_of_the_project():
    assert foramen.__version__.count(".") == 2


ERRORS = [
    errors.SourceError("a.tsv", 3, "label", "It is empty.", "Write a label."),
    errors.SourceErrors([errors.SourceError("a.tsv", 3, None, "Wrong.", "")]),
    errors.DatasetMissing("build"),
    errors.StaleDataset("build", "a" * 64, "b" * 64),
    errors.ShapesViolated(["finding"]),
    errors.Inconsistent(["foramen:X"]),
    errors.Inconsistent([]),
    errors.ReasonerUnavailable("no Java"),
    errors.QuerySyntaxError(2, 7, "A dot."),
    errors.QueryNotAllowed("SERVICE", "No."),
    errors.QueryTooLarge(65536, "bytes"),
    errors.QueryTimeout(1500),
    errors.AnswerTooLarge(1000, "rows"),
    errors.EngineFailure("busy"),
    errors.UnknownTerm("x", ["y", "z"]),
    errors.NotStated(
        "x is y", [{"sentence": "x is z", "subject": "x", "predicate": "is", "object": "z"}]
    ),
    errors.UnknownQuestion("x"),
    errors.BadParameter("q", "n", "v", "Hint."),
    errors.NotAcceptable(["text/html"]),
    errors.BadRequest("Why."),
    errors.UnsupportedMediaType("image/png", ["text/turtle"]),
    errors.BadSetting("port", "x", "it must be a number"),
    errors.PortTaken("127.0.0.1", 8000),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_is_a_sentence_and_survives_a_process_border(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- our own bytes
    assert type(again) is type(error)
    assert str(again) == str(error) != ""


def test_every_error_is_in_the_drawing():
    classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.ForamenError)
    }
    for name in classes:
        assert name in errors.__doc__


def test_a_source_error_names_file_row_and_column():
    assert str(ERRORS[0]) == "a.tsv, row 3, column label: It is empty. Write a label."


def test_near_names_are_offered():
    assert str(errors.UnknownTerm("x", ["y", "z"])) == "There is no term 'x'. Did you mean y or z?"
