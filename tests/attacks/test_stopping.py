"""Stop and reload the service while clients ask: whoever was let in gets a right answer."""

import json
import os
import shutil
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile.data import F, grow
from hostile.serving import started_service, until
from hostile.talk import asking, connected, exchange, read_reply, request

pytestmark = pytest.mark.slow
LABEL = asking(
    f"SELECT ?label {{ <{F}node_7> <http://www.w3.org/2000/01/rdf-schema#label> ?label }}"
)
# A second of work: 500,000 rows, each with its own text.
LONG = asking(
    f"SELECT (COUNT(?t) AS ?n) {{ ?a <{F}group> <{F}group_1> . ?b <{F}number> ?c "
    "BIND(SHA512(CONCAT(STR(?a), STR(?b))) AS ?t) }"
)
# So many that some have just connected, and sent nothing yet, at any moment.
CLIENTS = 12
ROUND = 30


class Clients:
    """Clients that ask for the label of node 7 again and again, each on new connections."""

    def __init__(self, port):
        self.answers = Counter()
        self._port = port
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._ask, daemon=True) for _ in range(CLIENTS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _ask(self):
        while not self._stop.is_set():
            try:
                with connected(self._port) as connection:
                    connection.sendall(LABEL)
                    reply = read_reply(connection, b"POST")
            except ConnectionRefusedError:
                self.answers["refused"] += 1
                self._stop.wait(0.01)
                continue
            except ConnectionError:
                self.answers["reset"] += 1
                continue
            self.answers[label(reply)] += 1


def label(reply):
    if reply.status != 200:
        return reply.status
    (row,) = json.loads(reply.body)["results"]["bindings"]
    return row["label"]["value"]


@pytest.fixture
def dataset(grown_directory, tmp_path):
    """A dataset that can be replaced."""
    return shutil.copytree(grown_directory, tmp_path / "dataset")


@pytest.fixture
def service(dataset, tmp_path):
    """A service over it."""
    (tmp_path / "service").mkdir()
    limits = {"QUERY_TIME_LIMIT_MS": "20000", "REQUESTS_PER_CLIENT": "0"}
    with started_service(dataset, tmp_path / "service", **limits) as started:
        yield started


def replace(dataset, mini, tmp_path):
    """Put a dataset with other labels in the place of the one that is served."""
    fresh = grow(mini, tmp_path / "fresh", label="vertex", version="0.0.2")
    dataset.rename(tmp_path / "old")
    fresh.rename(dataset)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_stop_drops_no_request(service, number):
    """What is being evaluated is answered, also a query that takes its time."""
    with ThreadPoolExecutor(3) as pool, Clients(service.port) as clients:
        slow = [pool.submit(exchange, service.port, LONG) for _ in range(2)]
        until(lambda: clients.answers["node 7"] > ROUND, "clients are answered")
        until(lambda: sum(map(service.processor_time, service.engines())) > 0.3, "work is done")
        service.process.send_signal(number)
        until(lambda: service.process.poll() is not None, "the service ends")
        for one in slow:
            reply = one.result()
            assert reply.status == 200, reply
            assert b'"value":"500000"' in reply.body
        until(lambda: clients.answers["refused"] > ROUND, "clients are refused")
    assert set(clients.answers) == {"node 7", "refused"}, clients.answers
    assert service.process.returncode == 0
    assert service.leftovers() == []


def test_a_stop_also_ends_a_process_that_does_not_listen_yet(grown_directory, tmp_path):
    """Granian kills a process that goes on, but with this limit only after five minutes."""
    with started_service(grown_directory, tmp_path, QUERY_TIME_LIMIT_MS="300000") as service:
        (before,) = service.servers()
        os.kill(before, signal.SIGKILL)
        until(lambda: service.servers() not in ([], [before]), "another one starts")
        service.process.terminate()
        until(lambda: service.process.poll() is not None, "the service ends")
        assert service.process.returncode == 0


def test_a_stop_closes_connections_that_wait(service):
    """A client that holds its connection open does not hold up the stop."""
    with connected(service.port) as connection:
        connection.sendall(request("GET", "/healthz", b"", {"Connection": "keep-alive"}))
        assert read_reply(connection).status == 200
        service.process.terminate()
        assert connection.recv(1) == b""
        assert service.process.wait(60) == 0


def test_a_stop_does_not_wait_for_a_client_that_never_reads(grown_directory, tmp_path):
    """An answer in pieces is given up with its connection; the kernel would let it go in 30 s."""
    table = b"text\n" + b'"left foraminal narrowing at L4-5"\n' * 19_000
    sent = request("POST", "/api/annotate", table, {"Content-Type": "text/csv"})
    with (
        started_service(grown_directory, tmp_path, QUERY_TIME_LIMIT_MS="1500") as service,
        connected(service.port) as connection,
    ):
        connection.sendall(sent)
        assert connection.recv(12) == b"HTTP/1.1 200"
        service.process.terminate()
        until(lambda: service.process.poll() is not None, "the service ends", 29)
        assert service.process.returncode == 0
        assert service.leftovers() == []


def test_a_reload_serves_the_new_data_and_drops_no_request(
    service, dataset, mini_directory, tmp_path
):
    keeper, servers = service.keeper(), service.servers()
    assert version(service) == "0.0.1"
    with ThreadPoolExecutor(1) as pool, Clients(service.port) as clients:
        until(lambda: clients.answers["node 7"] > ROUND, "clients are answered")
        replace(dataset, mini_directory, tmp_path)
        slow = pool.submit(exchange, service.port, LONG)
        until(lambda: sum(map(service.processor_time, service.engines())) > 0.3, "work is done")
        service.process.send_signal(signal.SIGHUP)
        until(lambda: clients.answers["vertex 7"] > ROUND, "the new data are served")
        until(lambda: not set(servers) & set(service.servers()), "the old process has gone")
        before = clients.answers["node 7"]
        seen = clients.answers["vertex 7"]
        until(lambda: clients.answers["vertex 7"] > seen + ROUND, "they are served on")
        assert clients.answers["node 7"] == before
        assert slow.result().status == 200
    assert set(clients.answers) == {"node 7", "vertex 7"}, clients.answers
    assert version(service) == "0.0.2"
    assert service.is_running(service.process.pid)
    assert service.keepers() != [keeper]


def test_a_reload_to_data_that_cannot_be_read_keeps_the_old(service, dataset):
    (dataset / "manifest.json").write_text("{", "utf-8")
    with Clients(service.port) as clients:
        until(lambda: clients.answers["node 7"] > ROUND, "clients are answered")
        service.process.send_signal(signal.SIGHUP)
        until(lambda: "nothing is reloaded" in service.log, "it says what is wrong")
        seen = clients.answers["node 7"]
        until(lambda: clients.answers["node 7"] > seen + ROUND, "clients are answered still")
    assert set(clients.answers) == {"node 7"}, clients.answers
    assert service.process.poll() is None
    assert "Traceback" not in service.log


def version(service):
    reply = exchange(service.port, request("GET", "/healthz"))
    return reply.content["version"]
