"""Kill each process of the service in turn: it is replaced, and nobody else's request is harmed."""

import os
import shutil
import signal
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hostile.data import F
from hostile.serving import started_service, until
from hostile.talk import CLOSED, asking, exchange, request
from hostile.witness import Witness

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="its processes are looked at in /proc"),
]

HEAVY = asking("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
NORMAL = asking(f"SELECT ?o {{ <{F}node_7> <{F}next> ?o }}")
NOTICED = 50


@pytest.fixture
def service(grown_directory, tmp_path):
    """A service with two server processes, and time enough to be killed in."""
    with started_service(
        grown_directory, tmp_path, WORKERS="2", QUERY_TIME_LIMIT_MS="20000"
    ) as started:
        until(lambda: started.listening() == 2, "two server processes listen")
        yield started


def busy(service):
    """Give the engine processes that are evaluating: they hold the processor."""
    return [number for number in service.engines() if service.processor_time(number) > 0.3]


def answers(service):
    reply = exchange(service.port, NORMAL)
    return reply.status == 200 and b"node_8" in reply.body


def test_an_engine_process_killed_while_it_evaluates(service):
    """Its client is told, other clients notice nothing, and another stands in its place."""
    with Witness(service.port) as witness, ThreadPoolExecutor(1) as pool:
        asked = pool.submit(exchange, service.port, HEAVY)
        until(lambda: busy(service), "an engine process evaluates")
        number = max(busy(service), key=service.processor_time)
        os.kill(number, signal.SIGKILL)
        reply = asked.result()
        assert (reply.status, reply.problem) == (503, "engine-failure")
        assert reply.headers["retry-after"]
        until(lambda: len(service.engines()) == 3, "it is replaced")
        seen = witness.asked
        until(lambda: witness.asked > seen + NOTICED, "others went on asking")
    assert number not in service.engines()
    assert witness.failures == []
    assert service.dead() == []


def test_every_engine_process_killed(service):
    for number in service.engines():
        os.kill(number, signal.SIGKILL)
    until(lambda: answers(service), "others stand in their place")
    until(lambda: len(service.engines()) == 3, "there are as many as before")


def test_the_keeper_killed(service):
    """It is started again; who asks meanwhile is told to come again."""
    keeper = service.keeper()
    os.kill(keeper, signal.SIGKILL)
    statuses = set()

    def is_back():
        reply = exchange(service.port, NORMAL)
        statuses.add((reply.status, reply.problem))
        return reply.status == 200 and service.keepers() not in ([], [keeper])

    until(is_back, "another keeper answers")
    assert statuses <= {(200, ""), (503, "engine-failure")}
    until(lambda: len(service.engines()) == 3, "it has its processes")
    with Witness(service.port) as witness:
        until(lambda: witness.asked > NOTICED, "it answers")
    assert witness.failures == []
    assert exchange(service.port, request("GET", "/readyz")).status == 200


def test_a_request_in_flight_outlives_the_keeper(service):
    """The engine process that evaluates it ends its work before it follows its keeper."""
    groups = " ".join(f"?n{group} <{F}group> <{F}group_{group}> ." for group in range(3))
    ten = "VALUES ?x { 0 1 2 3 4 5 6 7 8 9 }"
    slow = asking(f"SELECT (COUNT(*) AS ?n) {{ {groups} {ten} }}")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(exchange, service.port, slow)
        until(lambda: busy(service), "an engine process evaluates")
        os.kill(service.keeper(), signal.SIGKILL)
        reply = asked.result()
    assert reply.status == 200, reply
    # Three groups of 100 nodes each, and ten numbers.
    assert b'"value":"10000000"' in reply.body


def test_a_server_process_killed(service):
    """The other one goes on, and a new one joins it."""
    first, second = service.servers()
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in service.servers(), "it is gone")
    assert answers(service)
    until(lambda: len(service.servers()) == 2, "it is replaced")
    assert second in service.servers()
    until(lambda: service.listening() == 2, "the new one listens")
    with Witness(service.port, keep_alive=False) as witness:
        until(lambda: witness.asked > NOTICED, "it answers")
    assert witness.failures == []


def test_the_whole_service_killed(grown_directory, tmp_path):
    """What it started ends with it: nothing is left that holds memory or the port."""
    with started_service(grown_directory, tmp_path) as service:
        started = service.processes()
        service.process.kill()
        service.process.wait()
        until(lambda: not any(map(service.is_running, started)), "all of its processes end")
        with pytest.raises(ConnectionRefusedError):
            exchange(service.port, NORMAL)


def test_a_keeper_that_cannot_load_again_ends_the_service(
    mini_directory, grown_directory, tmp_path
):
    shutil.copytree(grown_directory, tmp_path / "dataset")
    (tmp_path / "service").mkdir()
    with started_service(tmp_path / "dataset", tmp_path / "service") as service:
        (tmp_path / "dataset" / "graphs" / "grown.nt").write_text("no triples\n", "utf-8")
        os.kill(service.keeper(), signal.SIGKILL)
        until(lambda: service.process.poll() is not None, "the service ends")
        assert service.process.returncode not in {0, -signal.SIGKILL}
        assert "Traceback" not in service.log
        assert exchange_or_refused(service.port) == CLOSED


def exchange_or_refused(port):
    try:
        return exchange(port, NORMAL).status
    except ConnectionRefusedError:
        return CLOSED
