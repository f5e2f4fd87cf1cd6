"""What stands before the application: identity, freshness, shares, the log and the counts."""

import gzip
import io
import json
from urllib.parse import urlencode

import brotli
import pytest
from backports import zstd

from foramen.engine.model import Written
from foramen.errors import EngineFailure
from foramen.settings import Settings
from foramen.web import create_app
from foramen.web.front import Reply
from foramen.web.kept_answers import KeptAnswers

F = "https://w3id.org/foramen/"
ROOT = f"SELECT ?r {{ <{F}Foramen_L4-L5_left> <{F}transmitsRoot> ?r }}"
ALL = "SELECT * { ?s ?p ?o }"


class Counting:
    """An engine that counts how often it is asked."""

    name = "counting"

    def __init__(self, engine):
        self._engine = engine
        self.guard = engine.guard
        self.asked = 0

    def answer(self, query):
        self.asked += 1
        return self._engine.answer(query)

    def write(self, query, media_type):
        self.asked += 1
        return self._engine.write(query, media_type)

    def require_ready(self):
        self._engine.require_ready()

    def counters(self):
        return self._engine.counters()


@pytest.fixture
def counting(oxigraph):
    return Counting(oxigraph)


@pytest.fixture
def make(knowledge, counting, questions):
    def made(**settings):
        return create_app(knowledge, counting, questions, Settings(**settings)).test_client()

    return made


def get(client, query=ROOT, headers=None, **parameters):
    return client.get("/sparql?" + urlencode({"query": query, **parameters}), headers=headers)


def test_a_client_that_has_the_answer_is_not_given_it_again(make, counting):
    client = make(cache_bytes=0)
    first = get(client)
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    again = get(client, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == etag
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert counting.asked == 1


@pytest.mark.parametrize(
    "path", ["/", "/questions", "/Pedicle", "/sparql", "/static/foramen-style.css"]
)
def test_every_page_can_be_asked_conditionally(make, path):
    client = make()
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_each_form_of_an_answer_has_an_etag_of_its_own(make):
    client = make()
    forms = [{}, {"Accept": "text/csv"}, {"Accept-Encoding": "gzip"}, {"Host": "example.org"}]
    assert len({get(client, headers=headers).headers["ETag"] for headers in forms}) == len(forms)
    etag = get(client, headers=forms[1]).headers["ETag"]
    assert get(client, headers={"If-None-Match": etag}).status_code == 200


def test_any_etag_will_do_means_nothing_before_there_is_an_answer(make):
    assert get(make(), headers={"If-None-Match": "*"}).status_code == 200
    assert get(make(), query="SELEC", headers={"If-None-Match": "*"}).status_code == 400


def test_an_answer_is_evaluated_once_for_all_who_ask_the_same(make, counting):
    client = make()
    answers = [get(client), get(client), get(client)]
    assert [answer.data for answer in answers] == [answers[0].data] * 3
    assert counting.asked == 1
    posted = [client.post("/sparql", data={"query": ROOT}) for _ in range(2)]
    assert posted[0].data == posted[1].data == answers[0].data
    assert counting.asked == 3  # the test client hands a body on unread; the server keeps these too


def test_errors_and_what_changes_are_not_kept(make, counting):
    client = make()
    for query in ("SELECT (NOW() AS ?t) {}", "SELECT (RAND() AS ?x) {}"):
        before = counting.asked
        first, second = get(client, query), get(client, query)
        assert first.headers["Cache-Control"] == "no-store"
        assert "ETag" not in first.headers
        assert counting.asked == before + 2
        assert first.data != second.data or "NOW" in query
    assert get(client, "SELEC").headers["Cache-Control"] == "no-store"


def test_head_has_the_headers_of_get(make):
    client = make()
    head, got = client.head("/sparql?query=ASK{}"), client.get("/sparql?query=ASK{}")
    assert head.data == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.parametrize(
    ("accepted", "coding", "decode"),
    [("gzip", "gzip", gzip.decompress), ("br", "br", brotli.decompress),
     ("br;q=0.1, gzip;q=0.9", "gzip", gzip.decompress), ("identity", None, bytes),
     ("gzip;q=0", None, bytes), ("lzw", None, bytes), ("gzip;q=0.2, identity", None, bytes),
     ("*", "zstd", zstd.decompress), ("gzip;q=0, *;q=0.5", "zstd", zstd.decompress)],
)  # fmt: skip
def test_an_answer_is_compressed_as_the_client_accepts(make, accepted, coding, decode):
    client = make()
    plain = get(client, ALL).data
    answer = get(client, ALL, headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding") == coding
    assert decode(answer.data) == plain
    assert {"Accept", "Accept-Encoding"} <= set(answer.vary)
    assert coding is None or len(answer.data) < len(plain) / 3


class Large:
    """An engine whose every answer has three million bytes, and that knows which are let go of."""

    name = "large"

    def __init__(self, guard):
        self.guard = guard
        self.files = []

    def write(self, query, media_type):
        file = io.BytesIO(b"0123456789" * 300_000)
        self.files.append(file)
        return Written(file, 3_000_000)

    def counters(self):
        return {}


@pytest.fixture
def large(knowledge, oxigraph):
    engine = Large(oxigraph.guard)
    return engine, create_app(knowledge, engine, (), Settings()).test_client()


def test_a_large_answer_comes_in_pieces_with_its_length(large):
    engine, client = large
    answer = get(client)
    assert answer.headers["Content-Length"] == "3000000"
    assert len(answer.data) == 3_000_000
    head = client.head("/sparql?" + urlencode({"query": ROOT}))
    assert head.headers["Content-Length"] == "3000000"
    packed = get(client, headers={"Accept-Encoding": "gzip"})
    assert len(gzip.decompress(packed.data)) == 3_000_000
    assert all(file.closed for file in engine.files)


def test_only_so_many_large_answers_are_open_at_once(large):
    engine, client = large
    opened = [
        client.get("/sparql?" + urlencode({"query": ROOT}), buffered=False) for _ in range(32)
    ]
    refused = get(client)
    assert refused.status_code == 503
    assert refused.json["type"] == "urn:foramen:problem:engine-busy"
    assert refused.headers["Retry-After"] == "5"
    for answer in opened:
        answer.close()
    assert get(client).status_code == 200
    assert all(file.closed for file in engine.files)


def test_each_answer_has_a_number_that_the_log_has_too(make, capfd):
    client = make()
    answers = [get(client), get(client), client.get("/nothing/here")]
    numbers = [answer.headers["X-Request-Id"] for answer in answers]
    assert len(set(numbers)) == 3
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["id"] for line in lines] == numbers
    assert [line["status"] for line in lines] == [200, 200, 404]
    assert [line["from_memory"] for line in lines] == [False, True, False]
    assert "query" in lines[0]


def test_the_log_holds_no_query_and_nothing_can_break_its_lines(make, capfd):
    client = make()
    get(client, 'SELECT ("secret" AS ?x) {}')
    client.get('/a%0Aforged%22:%201%0D%0A{"id":"x"}')
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "secret" not in "".join(lines)
    assert json.loads(lines[1])["path"] == '/a\nforged": 1\r\n{"id":"x"}'


def test_the_log_can_be_text_or_off(make, capfd):
    make(request_log="text").get("/a%0Ab c")
    (line,) = capfd.readouterr().err.splitlines()
    assert " GET " in line
    assert " 404 " in line
    make(request_log="off").get("/")
    assert capfd.readouterr().err == ""


def test_a_client_has_its_share_of_a_minute(make):
    client = make(rate_limit_per_minute=3)
    assert [get(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = get(client)
    assert refused.json["type"] == "urn:foramen:problem:too-many-requests"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get("/healthz", environ_overrides={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200


def test_behind_a_proxy_the_client_is_whom_the_proxy_names(make):
    client = make(rate_limit_per_minute=1, trusted_proxies=1)
    for name in ("198.51.100.1", "198.51.100.2"):
        assert get(client, headers={"X-Forwarded-For": f"6.6.6.6, {name}"}).status_code == 200
    again = get(client, headers={"X-Forwarded-For": "7.7.7.7, 198.51.100.1"})
    assert again.status_code == 429


def test_without_a_proxy_nobody_can_pass_for_another(make):
    client = make(rate_limit_per_minute=1)
    assert get(client, headers={"X-Forwarded-For": "198.51.100.1"}).status_code == 200
    assert get(client, headers={"X-Forwarded-For": "198.51.100.2"}).status_code == 429


def test_a_client_has_only_so_many_requests_open(knowledge, oxigraph):
    app = create_app(knowledge, Large(oxigraph.guard), (), Settings(requests_per_client=2))
    client = app.test_client()
    opened = [client.get("/sparql?query=ASK{}", buffered=False) for _ in range(2)]
    assert client.get("/sparql?query=ASK{}").status_code == 429
    opened[0].close()
    assert client.get("/healthz").status_code == 200
    opened[1].close()


def test_the_counts_are_there_for_prometheus(make):
    client = make()
    get(client)
    get(client)
    text = client.get("/metrics").text
    assert 'foramen_requests_total{from_memory="no",method="GET",status="200"} 1.0' in text
    assert 'foramen_requests_total{from_memory="yes",method="GET",status="200"} 1.0' in text
    assert "foramen_engine_up 1.0" in text
    assert "foramen_engine_processes 8.0" in text


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [("local", "127.0.0.1", 200), ("local", "198.51.100.1", 404), ("all", "198.51.100.1", 200),
     ("none", "127.0.0.1", 404)],
)  # fmt: skip
def test_the_counts_are_for_whom_the_settings_say(make, who, address, status):
    client = make(metrics=who)
    assert client.get("/metrics", environ_overrides={"REMOTE_ADDR": address}).status_code == status


def test_readiness_is_that_of_the_engine_and_health_is_not(make, counting, monkeypatch):
    client = make()
    assert client.get("/readyz").json["status"] == "ready"

    def fail():
        raise EngineFailure("its processes are not there.")

    monkeypatch.setattr(counting, "require_ready", fail)
    unready = client.get("/readyz")
    assert unready.status_code == 503
    assert "not there" in unready.json["detail"]
    healthy = client.get("/healthz")
    assert healthy.status_code == 200
    assert healthy.headers["Cache-Control"] == "no-store"


def test_the_answer_asked_for_last_is_kept_longest():
    kept = KeptAnswers(16_000)
    reply = Reply("200 OK", (), b"x" * 500)
    for number in range(30):
        kept.put(b"%d" % number, reply)
        assert kept.get(b"0") == reply
    assert kept.get(b"1") is None
    assert kept.get(b"29") == reply
    kept.put(b"large", Reply("200 OK", (), b"x" * 2_000))
    assert kept.get(b"large") is None


@pytest.mark.parametrize("timeout", ["0", "-1", "soon", "1h", "1e9", "٣", "99999999"])
def test_a_time_that_cannot_be_is_refused(make, timeout):
    assert get(make(), timeout=timeout).status_code == 400


@pytest.mark.parametrize("timeout", ["5", "0.5", "500ms", "5s", ""])
def test_a_client_may_say_how_long_it_waits(make, timeout):
    assert get(make(), timeout=timeout).status_code == 200
