"""`/mcp` as HTTP: what is refused before any tool is asked, and how answers are sent."""

from __future__ import annotations

import json
from importlib import util
from typing import TYPE_CHECKING, Any

import pytest

from foramen.settings import Settings
from foramen.web import create_app

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge
    from foramen.questions import Question

needs_mcp = pytest.mark.skipif(util.find_spec("mcp") is None, reason="mcp is not installed")

LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
HEADERS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


def post(client: FlaskClient, body: Any = None, **headers: str) -> TestResponse:
    sent = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    data = body if isinstance(body, bytes) else json.dumps(LIST if body is None else body)
    return client.post("/mcp", data=data, headers=sent)


def call(tool: str, **arguments: Any) -> dict[str, Any]:
    params = {"name": tool, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": params}


@needs_mcp
@pytest.mark.interop
def test_a_message_is_answered_as_json_and_kept_by_nobody(client: FlaskClient) -> None:
    answer = post(client)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Mcp-Session-Id" not in answer.headers
    assert len(answer.json["result"]["tools"]) == 6


@needs_mcp
@pytest.mark.interop
def test_the_same_message_is_evaluated_each_time(client: FlaskClient) -> None:
    query = "SELECT (RAND() AS ?n) WHERE { }"
    first, second = (post(client, call("sparql", query=query)).get_data() for _ in range(2))
    assert first != second


@needs_mcp
@pytest.mark.interop
def test_a_handshake_agrees_on_a_version(client: FlaskClient) -> None:
    params = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    }
    message = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}
    result = post(client, message).json["result"]
    assert result["protocolVersion"] == "2025-06-18"
    assert result["serverInfo"]["name"] == "foramen"
    done = post(client, {"jsonrpc": "2.0", "method": "notifications/initialized"})
    assert (done.status_code, done.get_data()) == (202, b"")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_only_post_is_taken(client: FlaskClient, method: str) -> None:
    answer = client.open("/mcp", method=method, headers={"Accept": "text/event-stream"})
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    assert answer.mimetype == "application/problem+json"


def test_a_browser_may_ask_what_is_taken(client: FlaskClient) -> None:
    answer = client.options("/mcp")
    assert answer.status_code == 200
    assert answer.headers["Allow"] == "POST, OPTIONS"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json-rpc", ""]
)
def test_only_json_is_read(client: FlaskClient, kind: str) -> None:
    answer = post(client, Content_Type=kind)
    assert answer.status_code == 415
    assert answer.json["offered"] == ["application/json"]


@needs_mcp
@pytest.mark.interop
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://localhost:6274", 200),
        ("http://127.0.0.1:8000", 200),
        ("http://[::1]:8000", 200),
        ("https://agents.example", 200),
        ("https://agents.example:444", 403),
        ("http://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("http://localhost@evil.example", 403),
        ("file://localhost", 403),
        ("http://[", 403),
        ("null", 403),
        ("", 403),
    ],
)
def test_web_pages_of_strangers_are_refused(
    knowledge: Knowledge,
    oxigraph: Engine,
    questions: tuple[Question, ...],
    origin: str,
    status: int,
) -> None:
    settings = Settings(mcp_origins="https://agents.example https://other.example")
    client = create_app(knowledge, oxigraph, questions, settings).test_client()
    answer = post(client, Origin=origin, Host="evil.example")
    assert answer.status_code == status
    if status == 403:
        assert answer.json["type"] == "urn:foramen:problem:query-not-allowed"
        assert "FORAMEN_MCP_ORIGINS" in answer.json["detail"]


@needs_mcp
@pytest.mark.interop
def test_a_program_behind_a_reverse_proxy_is_answered_under_any_host(client: FlaskClient) -> None:
    assert post(client, Host="foramen.example.org").status_code == 200


@needs_mcp
@pytest.mark.interop
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"7",
        b"\xff\xfe",
        b'"tools/list"',
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "\\ud800"}}',
        json.dumps([LIST, LIST]).encode(),
        json.dumps({**LIST, "jsonrpc": "1.0"}).encode(),
    ],
    ids=lambda body: repr(body[:24]),
)
@pytest.mark.parametrize("version", ["", "2025-06-18", "2026-07-28"])
def test_what_is_no_message_is_refused_in_json(
    client: FlaskClient, body: bytes, version: str
) -> None:
    headers = {"MCP_Protocol_Version": version} if version else {}
    answer = post(client, body, **headers)
    assert answer.status_code == 400
    assert answer.json["error"]["code"] in {-32700, -32600, -32602}
    assert "Traceback" not in answer.get_data(as_text=True)


@needs_mcp
@pytest.mark.interop
def test_a_version_that_nobody_knows_is_refused(client: FlaskClient) -> None:
    answer = post(client, MCP_Protocol_Version="1999-01-01")
    assert answer.status_code == 400
    assert "error" in answer.json


@needs_mcp
@pytest.mark.interop
def test_a_client_that_takes_no_json_is_refused(client: FlaskClient) -> None:
    assert post(client, Accept="text/html").status_code == 406


@needs_mcp
@pytest.mark.interop
def test_a_body_above_the_limit_is_refused(client: FlaskClient) -> None:
    answer = post(client, call("search", words="a" * 100_001), Accept="*/*")
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


@needs_mcp
@pytest.mark.interop
def test_arguments_that_are_no_object_and_methods_that_are_not_there_are_refused(
    client: FlaskClient,
) -> None:
    listed = {**call("search"), "params": {"name": "search", "arguments": [1]}}
    assert post(client, listed).json["error"]["code"] == -32602
    unknown = {"jsonrpc": "2.0", "id": 1, "method": "tools/delete", "params": {}}
    assert post(client, unknown).json["error"]["code"] == -32601


@needs_mcp
@pytest.mark.interop
def test_a_client_that_asks_too_much_is_told_so(
    knowledge: Knowledge, oxigraph: Engine, questions: tuple[Question, ...]
) -> None:
    settings = Settings(rate_limit_per_minute=2)
    client = create_app(knowledge, oxigraph, questions, settings).test_client()
    statuses = [post(client).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


@needs_mcp
@pytest.mark.interop
def test_a_fault_of_our_own_is_told_without_its_inside(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: Any) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("foramen.agents.looking_up.search", breaks)
    result = post(client, call("search", words="foramen")).json["result"]
    assert result["isError"] is True
    (content,) = result["content"]
    assert "The service failed" in content["text"]
    assert "secret" not in content["text"]
    number = content["text"].rstrip(".").rpartition(" ")[2]
    assert number in caplog.text


def test_without_the_library_it_is_said_how_to_add_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foramen.web.mcp.find_spec", lambda _: None)
    answer = post(client, Accept="*/*")
    assert answer.status_code == 501
    assert answer.mimetype == "application/problem+json"
    assert "pip install 'foramen[mcp]'" in answer.json["detail"]
