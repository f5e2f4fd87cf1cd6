"""An engine on another machine that is dead, slow or lies: each has its error, and all pass."""

import gc
import gzip
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from ports import free_port
from stores import BadStore, holding, one_row, read_request, reply

from foramen.engine import open_engine
from foramen.engine.model import Boolean
from foramen.errors import (
    AnswerTooLarge,
    BadSetting,
    EngineBusy,
    EngineFailure,
    EngineMisbehaved,
    NotAcceptable,
    QueryNotAllowed,
    QuerySyntaxError,
    QueryTimeout,
)
from foramen.settings import Settings

SELECT = "SELECT ?x { ?x ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s ?p ?o }"
JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"
HTML = "<!DOCTYPE html><title>Welcome to our proxy</title>"
CHUNKED = f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()


def healthy(request, connection):
    connection.sendall(reply('{"head":{},"boolean":true}' if "ASK" in request.body else one_row()))


def says(*answer):
    """Give the behaviour of writing these bytes, whatever is asked."""
    content = answer[0] if isinstance(answer[0], bytes) and len(answer) == 1 else reply(*answer)
    return lambda _, connection: connection.sendall(content)


@pytest.fixture
def store(knowledge):
    opened = BadStore(healthy, knowledge.sources_digest)
    yield opened
    opened.close()


@pytest.fixture
def make(knowledge):
    """Open an engine over an address; the keywords are settings."""
    made = []

    def open_one(address, **settings):
        made.append(open_engine(Settings(engine=address, **settings), knowledge))
        return made[-1]

    yield open_one
    for engine in made:
        engine.close()


def ask(engine, text=SELECT, media_type=JSON):
    return engine.write(engine.guard.check(text), media_type).read()


# -- what is sent ----------------------------------------------------------------------------------


def test_the_graphs_are_always_named(make, store, knowledge):
    ask(make(store.address))
    sent = store.requests[0].body
    graph = "https%3A%2F%2Fw3id.org%2Fforamen%2Fgraph%2F"
    assert sent.count(f"default-graph-uri={graph}default") == sent.count("default-graph-uri") == 1
    assert sent.count("named-graph-uri") == len(knowledge.graphs)
    assert f"named-graph-uri={graph}asserted" in sent


def test_a_query_that_chooses_its_graphs_sends_those_alone(make, store, knowledge):
    graph = min(knowledge.graphs)
    ask(make(store.address), f"SELECT ?x FROM <{graph}> {{ ?x ?p ?o }}")  # noqa: S608 -- no SQL
    sent = store.requests[0].body
    assert (sent.count("default-graph-uri"), sent.count("named-graph-uri")) == (1, 0)


def test_the_merged_graph_cannot_be_asked_for_by_name(make, store):
    engine = make(store.address)
    with pytest.raises(QueryNotAllowed):
        engine.guard.check("SELECT * FROM <https://w3id.org/foramen/graph/default> { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"engine_user": "ann", "engine_password": "se:cret"}, "Basic YW5uOnNlOmNyZXQ="),
        ({"engine_token": "abc.def"}, "Bearer abc.def"),
        ({}, None),
    ],
)
def test_credentials_go_into_the_header(make, store, settings, expected):
    ask(make(store.address, **settings))
    assert store.requests[0].headers.get("authorization") == expected


def test_a_token_that_would_break_the_header_is_refused_and_not_repeated(make):
    with pytest.raises(BadSetting) as caught:
        make("http://127.0.0.1:1/", **{"engine_token": "top\r\nsecret: 1"})
    assert "secret" not in str(caught.value)


# -- dead ------------------------------------------------------------------------------------------


def test_a_dead_engine_is_named_without_its_credentials(make, caplog):
    port = free_port()
    engine = make(
        f"http://127.0.0.1:{port}/q?key=hidden",
        **{"engine_user": "ann", "engine_password": "sesame"},
    )
    with pytest.raises(EngineFailure, match=f"127.0.0.1:{port}") as caught:
        ask(engine)
    told = f"{caught.value!r} {caught.value} {caplog.text} {engine!r} {vars(engine)}"
    assert "sesame" not in told
    assert "hidden" not in str(caught.value)


def test_a_connection_that_breaks_is_tried_once_more_and_then_a_failure(make, store):
    store.behave = lambda *_: None
    with pytest.raises(EngineFailure, match="the connection broke"):
        ask(make(store.address))
    assert len(store.requests) == 2


def test_an_engine_without_tls_is_no_https_engine(make, store):
    with pytest.raises(EngineFailure, match="no trusted connection"):
        ask(make(store.address.replace("http:", "https:")))
    assert [request.path for request in store.requests if "query" in request.path] == []


# -- slow ------------------------------------------------------------------------------------------


def drip(content):
    def behave(_, connection):
        for byte in content:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)

    return behave


def silent(_, connection):
    connection.recv(1)  # until the other side hangs up


@pytest.mark.parametrize(
    "behaviour",
    [
        silent,
        drip(b"HTTP/1.1 200 OK\r\n" + b"X-Header: drip\r\n" * 90),
        lambda _, connection: (
            connection.sendall(CHUNKED),
            drip(b"1\r\n \r\n" * 500)(_, connection),
        ),
    ],
    ids=["silent", "a header drips", "a body drips"],
)
def test_a_slow_engine_is_given_up_in_time(make, store, behaviour):
    store.behave = behaviour
    with pytest.raises(QueryTimeout) as caught:
        ask(make(store.address, query_time_limit_ms=400))
    assert caught.value.limit_ms == 400


def test_an_engine_that_hangs_is_soon_left_alone(make, store):
    store.behave = silent
    engine = make(store.address, query_time_limit_ms=100)
    for _ in range(50):
        with pytest.raises((QueryTimeout, EngineFailure)):
            ask(engine)
        if engine.counters()["lost"]:
            break
    assert engine.counters()["lost"] == 1
    assert len(store.requests) <= 20


@pytest.mark.parametrize(
    ("status", "text"),
    [
        ("408 Request Timeout", ""),
        ("504 Gateway Time-out", HTML),
        ("503 Service Unavailable", "Query timed out"),
        ("429 Too Many Requests", "Operation timed out."),
        ("500 Error", "Query evaluation took too long"),
    ],
)
def test_a_store_that_stops_at_its_own_limit_is_a_timeout(make, store, status, text):
    store.behave = says(text, "text/plain", status)
    with pytest.raises(QueryTimeout):
        ask(make(store.address))


def test_when_all_places_wait_the_next_is_turned_away(make, store):
    store.behave = silent
    engine = make(store.address, concurrent_queries=1, queued_queries=0, query_time_limit_ms=1_500)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, engine)
        while not store.requests and not first.done():
            time.sleep(0.01)
        with pytest.raises(EngineBusy):
            ask(engine)
        assert isinstance(first.exception(), QueryTimeout)


# -- lying -----------------------------------------------------------------------------------------

ENDLESS = b'{"head":{"vars":["x"]},"results":{"bindings":['


def chunk(content):
    return b"%x\r\n%s\r\n" % (len(content), content)


def endless(piece, begin=ENDLESS):
    def behave(_, connection):
        connection.sendall(CHUNKED + chunk(begin))
        while True:
            connection.sendall(chunk(piece * 1_000))

    return behave


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (says(HTML, "text/html"), "text/html"),
        (says(HTML), "no whole answer"),
        (says(""), "no whole answer"),
        (says(one_row()[:-3]), "no whole answer"),
        (says(one_row() + "}"), "no whole answer"),
        (says(one_row("not an iri")), "no whole answer"),
        (says(one_row().replace('"vars": ["x"]', '"vars": ["y"]')), "no whole answer"),
        (says('{"head":{},"boolean":true}'), "wrong kind"),
        (says(reply(one_row())[:-5]), "broke off"),
        (says(CHUNKED + b"40\r\n" + ENDLESS), "broke off"),
        (
            says(f"HTTP/1.1 200 OK\r\nContent-Type: {JSON}\r\n\r\n{one_row()}".encode()),
            "where its answer ends",
        ),
        (
            says(gzip.compress(one_row().encode()), JSON, "200 OK", "Content-Encoding: gzip"),
            "compressed",
        ),
        (says("", JSON, "204 No Content"), "refused what is right"),
        (says("", JSON, "418 Teapot"), "refused what is right"),
        (says("Unknown function", "text/plain", "400 Bad Request"), "refused what is right"),
    ],
    ids=[
        "a page",
        "a page that says it is JSON",
        "nothing",
        "cut JSON",
        "more than JSON",
        "no IRI",
        "no such column",
        "a boolean for rows",
        "shorter than said",
        "a cut chunk",
        "no end",
        "compressed",
        "no content",
        "teapot",
        "a right query refused",
    ],
)
def test_a_wrong_answer_is_told_from_a_right_one(make, store, behaviour, reason):
    store.behave = behaviour
    with pytest.raises(EngineMisbehaved, match=reason):
        ask(make(store.address))


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("<urn:a> <urn:b> .\n", NTRIPLES),
        ("<urn:a> <urn:b> <urn:c>", NTRIPLES),
        ("<urn:a> <urn:b> <c> .", "text/turtle"),
        (HTML, NTRIPLES),
        ("<urn:a> <urn:b> <urn:c> .", "text/plain"),
        (one_row(), JSON),
    ],
)
def test_a_wrong_graph_is_told_from_a_right_one(make, store, body, media_type):
    store.behave = says(body, media_type)
    with pytest.raises(EngineMisbehaved):
        ask(make(store.address), CONSTRUCT, NTRIPLES)


@pytest.mark.parametrize("media_type", [NTRIPLES, "text/turtle"])
def test_a_graph_is_read_in_either_form_and_written_anew(make, store, media_type):
    store.behave = says(
        "<urn:b> <urn:p> 1.50 .\n<urn:a> <urn:p> 'x'@EN .\n<urn:b> <urn:p> 1.50 ."
        if media_type == "text/turtle"
        else '<urn:b> <urn:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n'
        '<urn:a> <urn:p> "x"@en .\n',
        media_type,
    )
    lines = ask(make(store.address), CONSTRUCT, NTRIPLES).decode().splitlines()
    assert lines[0].lower() == '<urn:a> <urn:p> "x"@en .'
    assert lines[1:] == ['<urn:b> <urn:p> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .']


@pytest.mark.parametrize(
    ("piece", "unit"),
    [
        (b'{"x":{"type":"uri","value":"urn:x"}},', "rows"),
        (b" ", "bytes"),
        (b'{"x":{"type":"literal","value":"', ""),
    ],
    ids=["rows", "spaces", "a broken row"],
)
def test_an_endless_answer_is_stopped(make, store, piece, unit):
    store.behave = endless(piece)
    engine = make(store.address, max_result_rows=5_000, max_result_bytes=1_000_000)
    with pytest.raises(AnswerTooLarge if unit else EngineMisbehaved) as caught:
        ask(engine)
    assert getattr(caught.value, "unit", "") == unit


def test_an_endless_text_is_stopped(make, store):
    store.behave = endless(b"x", begin=ENDLESS + b'{"x":{"type":"literal","value":"')
    with pytest.raises(AnswerTooLarge):
        ask(make(store.address, max_result_bytes=1_000_000))


def test_an_endless_yes_is_stopped(make, store):
    store.behave = endless(b" ", begin=b'{"head":{},')
    with pytest.raises(EngineMisbehaved, match="does not end"):
        ask(make(store.address), "ASK { ?s ?p ?o }")


def test_a_redirect_is_not_followed(make, store):
    other = BadStore(healthy)
    location = f"Location: {other.address}"
    try:
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"):
            store.behave = says("", "text/plain", status, location)
            with pytest.raises(EngineMisbehaved, match="not followed"):
                ask(make(store.address, **{"engine_token": "secret"}))
        assert other.requests == []
    finally:
        other.close()


def test_no_proxy_of_the_environment_is_used(make, store, monkeypatch):
    other = BadStore(healthy)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{other.port}")
    try:
        ask(make(store.address))
        assert other.requests == []
    finally:
        other.close()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("401 Unauthorized", "FORAMEN_ENGINE_PASSWORD"),
        ("403 Forbidden", "FORAMEN_ENGINE_TOKEN"),
        ("404 Not Found", "see FORAMEN_ENGINE"),
        ("429 Too Many Requests", "overloaded"),
        ("503 Service Unavailable", "overloaded"),
        ("500 Internal Server Error", "failed"),
        ("502 Bad Gateway", "failed"),
    ],
)
def test_a_refusal_says_what_to_look_at(make, store, status, reason):
    store.behave = says("java.lang.NullPointerException at org.secret.Store", "text/plain", status)
    with pytest.raises(EngineFailure, match=reason) as caught:
        ask(make(store.address))
    assert "secret" not in str(caught.value)
    assert not isinstance(caught.value, EngineMisbehaved)


# -- a slip of whoever asks ------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["400 Bad Request", "500 Internal Server Error"])
def test_a_slip_is_placed_and_explained_as_by_an_engine_of_ours(make, store, status):
    store.behave = says("MALFORMED QUERY: Encountered <EOF>", "text/plain", status)
    with pytest.raises(QuerySyntaxError) as caught:
        ask(make(store.address), "SELECT ?x {\n ?x ?p }")
    assert (caught.value.line, caught.value.column) == (2, 8)


def test_a_query_that_keeps_parsers_busy_does_not_keep_us_busy(make, store):
    store.behave = says("no", "text/plain", "400 Bad Request")
    hostile = "SELECT * { FILTER(" + "!(" * 40 + ")" * 41 + " }"
    with pytest.raises(EngineMisbehaved):
        ask(make(store.address), hostile)


def test_a_format_of_the_other_kind_is_refused_before_the_store_is_asked(make, store):
    with pytest.raises(NotAcceptable):
        ask(make(store.address), SELECT, "text/turtle")
    assert store.requests == []


# -- and back --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda *_: None,
        silent,
        says(HTML, "text/html"),
        says(reply(one_row())[:-5]),
        endless(b" "),
        says("", "text/plain", "503 Service Unavailable"),
    ],
    ids=["resets", "silent", "a page", "cut", "endless", "overloaded"],
)
def test_an_engine_that_is_well_again_is_asked_again(make, store, behaviour):
    engine = make(store.address, query_time_limit_ms=200, max_result_bytes=100_000)
    for _ in range(6):
        store.behave = behaviour
        with pytest.raises((EngineFailure, QueryTimeout, AnswerTooLarge)):
            ask(engine)
    store.behave = healthy
    for _ in range(200):
        try:
            assert engine.answer(engine.guard.check("ASK { ?s ?p ?o }")) == Boolean(value=True)
            break
        except (EngineFailure, QueryTimeout):
            time.sleep(0.05)
    else:
        pytest.fail("it was not asked again within 10 s")


def test_connections_are_kept_where_the_store_keeps_them(make, knowledge):
    """Three answers over one connection."""

    def behave(_, connection):
        answers = [holding(knowledge.sources_digest), one_row(), one_row("urn:second")]
        with connection.makefile("rb") as source:
            for content in answers:
                connection.sendall(reply(content).replace(b"Connection: close\r\n", b""))
                read_request(source)

    store = BadStore(behave)
    try:
        engine = make(store.address)
        assert b"urn:x" in ask(engine)
        assert b"urn:second" in ask(engine)
        assert len(store.requests) == 1
    finally:
        store.close()


# -- ready -----------------------------------------------------------------------------------------


def test_a_store_with_this_dataset_is_ready(make, store):
    make(store.address).require_ready()


@pytest.mark.parametrize(("rows", "reason"), [((), "no dataset of ours"), (("1" * 64,), "another")])
def test_a_store_without_it_is_not(make, store, rows, reason):
    store.digest, store.behave = None, says(holding(*rows))
    engine = make(store.address)
    with pytest.raises(EngineFailure, match=f"{reason}.*foramen load"):
        engine.require_ready()
    with pytest.raises(EngineFailure, match=f"{reason}.*foramen load"):
        ask(engine)


def test_a_dead_store_is_not_ready_and_the_service_starts_all_the_same(make):
    engine = make(f"http://127.0.0.1:{free_port()}/query")
    with pytest.raises(EngineFailure):
        engine.require_ready()


def test_what_oxigraph_parsed_ends_in_its_own_thread(make, store):
    """Else its memory is lost, with a complaint that pytest turns into a failure."""
    engine = make(store.address, max_result_rows=10)
    with ThreadPoolExecutor(1) as pool:
        for text, behaviour in (
            (SELECT, endless(b'{"x":{"type":"uri","value":"urn:x"}},')),
            (SELECT, says(one_row()[:-3])),
            (CONSTRUCT, says("<urn:a> <urn:b> <urn:c> .\n" * 20 + "<urn:a>", NTRIPLES)),
        ):
            store.behave = behaviour
            media_type = JSON if text == SELECT else NTRIPLES
            failed = pool.submit(ask, engine, text, media_type).exception()
            assert isinstance(failed, AnswerTooLarge | EngineMisbehaved)
            del failed
    gc.collect()
