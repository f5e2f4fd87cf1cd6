"""Every way to fail has one shape: type, title, status, detail, and the facts of the case."""

import logging

import pytest

from foramen import errors
from foramen.settings import Settings
from foramen.web import create_app
from foramen.web.problems import STATUSES

REASONS = {
    errors.QuerySyntaxError: errors.QuerySyntaxError(1, 2, "A dot."),
    errors.UnknownFunction: errors.UnknownFunction("http://e/f"),
    errors.QueryNotAllowed: errors.QueryNotAllowed("SERVICE", "No."),
    errors.QueryTooLarge: errors.QueryTooLarge(10, "bytes"),
    errors.QueryTimeout: errors.QueryTimeout(10),
    errors.AnswerTooLarge: errors.AnswerTooLarge(10, "rows"),
    errors.EngineFailure: errors.EngineFailure("busy"),
    errors.UnknownTerm: errors.UnknownTerm("x", ["y"]),
    errors.UnknownPlace: errors.UnknownPlace("L4-L6, left", ["L4-L5/left"]),
    errors.UnknownCode: errors.UnknownCode("X:1", "Hint.", ["X:2"]),
    errors.UnknownTerminology: errors.UnknownTerminology("x", ["UBERON"]),
    errors.UnknownTopic: errors.UnknownTopic("x", ["narrowing"]),
    errors.UnknownSource: errors.UnknownSource("claim", "x", ["y"]),
    errors.NotStated: errors.NotStated("x is y"),
    errors.UnknownQuestion: errors.UnknownQuestion("x", ["y"]),
    errors.BadParameter: errors.BadParameter("q", "n", "v", "Hint."),
    errors.NotAcceptable: errors.NotAcceptable(["text/html"]),
    errors.BadRequest: errors.BadRequest("Why."),
    errors.QueryTooComplex: errors.QueryTooComplex(10, "nested brackets"),
    errors.QueryOutOfMemory: errors.QueryOutOfMemory(2**30),
    errors.EngineBusy: errors.EngineBusy(8),
    errors.EngineMisbehaved: errors.EngineMisbehaved("what it sent is no answer."),
    errors.RequestTooSlow: errors.RequestTooSlow(10_000),
    errors.TooManyRequests: errors.TooManyRequests("60 requests a minute", 12),
    errors.UnsupportedMediaType: errors.UnsupportedMediaType("a/b", ["text/turtle"]),
}


class Failing:
    """An engine that fails in a chosen way."""

    name = "failing"

    def __init__(self, guard, error):
        self.guard = guard
        self.error = error

    def answer(self, query):
        raise self.error

    def write(self, query, media_type):
        raise self.error

    def require_ready(self):
        raise self.error

    def counters(self):
        raise self.error

    def close(self):
        pass


@pytest.fixture
def failing_client(knowledge, oxigraph):
    def make(error):
        app = create_app(knowledge, Failing(oxigraph.guard, error), (), Settings())
        return app.test_client()

    return make


@pytest.mark.parametrize("kind", REASONS, ids=lambda kind: kind.__name__)
def test_each_error_has_its_status_and_the_one_shape(failing_client, kind):
    response = failing_client(REASONS[kind]).get("/sparql?query=ASK{}")
    status, title = STATUSES[kind]
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    problem = response.json
    assert problem["status"] == status
    assert problem["title"] == title
    assert problem["detail"] == str(REASONS[kind])
    assert problem["type"].startswith("urn:foramen:problem:")


def test_every_status_of_the_table_is_provoked():
    assert set(STATUSES) == {*REASONS, errors.ForamenError}


def test_a_busy_engine_says_when_to_come_back(failing_client):
    response = failing_client(errors.EngineFailure("busy")).get("/sparql?query=ASK{}")
    assert response.headers["Retry-After"] == "5"


@pytest.mark.parametrize(
    "error", [RuntimeError("secret /etc/passwd"), errors.BadSetting("port", "secret", "x")]
)
@pytest.mark.parametrize("accept", ["*/*", "text/html", "text/plain"])
def test_no_inner_detail_leaves_the_service(failing_client, caplog, error, accept):
    client = failing_client(error)
    with caplog.at_level(logging.ERROR):
        response = client.get("/sparql?query=ASK{}&format=json", headers={"Accept": accept})
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "secret" in caplog.text


def test_an_unforeseen_error_is_found_in_the_log_by_its_number(failing_client, caplog):
    with caplog.at_level(logging.ERROR):
        response = failing_client(RuntimeError("x")).get("/sparql?query=ASK{}")
    assert response.json["instance"].rpartition(":")[2] in caplog.text


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [("*/*", "application/problem+json"), ("application/json", "application/json"),
     ("application/sparql-results+json", "application/problem+json"), ("text/plain", "text/plain"),
     ("text/html", "text/html"), ("image/png", "application/problem+json")],
)  # fmt: skip
def test_an_error_is_told_in_the_form_that_was_asked_for(client, accept, media_type):
    response = client.get("/sparql?query=SELEC", headers={"Accept": accept})
    assert response.status_code == 400
    assert response.mimetype == media_type
    assert "SELECT" in response.text


def test_the_error_page_marks_the_place_and_keeps_the_query(client):
    response = client.get(
        "/sparql?query=SELECT *%0A{ ?s ?p ?o <b>)}", headers={"Accept": "text/html"}
    )
    assert "<mark>" in response.text
    assert "&lt;b&gt;" in response.text
    assert "<b>)" not in response.text
    assert "Run again" in response.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing-of-that-name", 404), ("GET", "/questions/nothing", 404),
     ("POST", "/", 405), ("POST", "/questions", 405), ("GET", "/term", 400),
     ("GET", "/static/../secret", 404), ("GET", "/static/none.css", 404)],
)  # fmt: skip
def test_other_routes_fail_in_the_same_shape(client, method, path, status):
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == status
