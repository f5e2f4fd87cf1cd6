"""Queries run in processes that may die: what then becomes of the query, and of the others."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import foramen
from foramen.engine import ask, open_engine
from foramen.engine.model import Boolean, CheckedQuery
from foramen.errors import EngineBusy, EngineFailure, QueryOutOfMemory, QueryTimeout
from foramen.settings import Settings

pytestmark = pytest.mark.alone  # they count seconds and bytes

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
DOUBLING = (
    "SELECT (STRLEN(?a30) AS ?n) { BIND('0123456789abcdef' AS ?a0) "
    + " ".join(f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(30))
    + " }"
)
ROOT = (
    "SELECT ?r { <https://w3id.org/foramen/Foramen_L4-L5_left>"
    " <https://w3id.org/foramen/transmitsRoot> ?r }"
)
SETTINGS = Settings(
    query_time_limit_ms=700, query_memory_bytes=200_000_000, concurrent_queries=2, queued_queries=2
)
# What is not about time may take some, on a machine that does much else.
PATIENCE_S = 60
PATIENT = replace(SETTINGS, query_time_limit_ms=PATIENCE_S * 1000)


@pytest.fixture(scope="module")
def isolated(knowledge):
    engine = open_engine(SETTINGS, knowledge)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def patient(knowledge):
    engine = open_engine(PATIENT, knowledge)
    yield engine
    engine.close()


def until(is_so):
    """Wait for what another process is about to do."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail(f"it did not come to be within {PATIENCE_S} s")


def processes_of(engine):
    """Give the process numbers of the engine processes, from the keeper's children."""
    return _children(engine._keeper._process.pid)


def test_an_overrun_is_ended_and_replaced(isolated):
    before = isolated.counters().get("overran", 0)
    with pytest.raises(QueryTimeout) as caught:
        ask(isolated, ENDLESS)
    assert caught.value.limit_ms == 700
    until(lambda: isolated.counters()["processes"] == 2)
    assert isolated.counters()["overran"] == before + 1
    assert ask(isolated, "ASK {}") == Boolean(value=True)


def test_a_client_may_give_less_time_but_not_more(isolated):
    for asked, given in ((100, 100), (60_000, 700)):
        with pytest.raises(QueryTimeout) as caught:
            isolated.answer(CheckedQuery(ENDLESS, "SELECT", time_limit_ms=asked))
        assert caught.value.limit_ms == given


def test_a_query_that_eats_memory_is_told_so(patient):
    with pytest.raises(QueryOutOfMemory) as caught:
        ask(patient, DOUBLING)
    assert caught.value.limit_bytes == 200_000_000
    assert ask(patient, "ASK {}") == Boolean(value=True)


def test_a_process_that_was_killed_is_replaced_and_its_client_told(patient):
    until(lambda: patient.counters()["processes"] == len(processes_of(patient)) == 2)
    spent = {number: _spent(number) for number in processes_of(patient)}
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, patient, ENDLESS)
        until(lambda: any(_spent(number) > spent[number] + 10 for number in spent))
        os.kill(max(spent, key=lambda number: _spent(number) - spent[number]), signal.SIGKILL)
        failure = asked.exception()
    assert isinstance(failure, EngineFailure)
    assert "ended from outside" in str(failure)
    until(lambda: patient.counters()["processes"] == 2)
    assert set(processes_of(patient)) != set(spent)


def _spent(number):
    """Give the time that a process has computed, in hundredths of a second."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11])


def test_others_are_answered_while_one_overruns(patient):
    endless = CheckedQuery(ENDLESS, "SELECT", time_limit_ms=700)
    with ThreadPoolExecutor(1) as pool:
        overrunning = pool.submit(patient.answer, endless)
        answers = [len(ask(patient, ROOT).rows) for _ in range(50)]
        assert isinstance(overrunning.exception(), QueryTimeout)
    assert answers == [1] * 50


def test_more_queries_than_may_wait_are_turned_away_at_once(patient):
    """Two are evaluated and two wait; no place comes free while a fifth is there."""
    until(lambda: patient.counters()["processes"] == len(processes_of(patient)) == 2)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, patient, ENDLESS) for _ in range(4)]
        until(lambda: patient._open._value == 0)
        for _ in range(4):
            with pytest.raises(EngineBusy):
                ask(patient, "ASK {}")
        # A query that overruns and one that was killed free a place in the same way.
        until(lambda: _killed(patient) and all(one.done() for one in asked))
    assert [type(one.exception()) for one in asked] == [EngineFailure] * 4
    assert ask(patient, "ASK {}") == Boolean(value=True)


def _killed(engine):
    """Kill the engine processes that have computed for a while."""
    for number in processes_of(engine):
        if _spent(number) > 10:
            with contextlib.suppress(ProcessLookupError):  # it may have ended just now
                os.kill(number, signal.SIGKILL)
    return True


def test_an_engine_process_can_reach_neither_files_nor_the_network(isolated):
    """The guard refuses SERVICE; the kernel would, too."""
    service = CheckedQuery("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT")
    with pytest.raises(EngineFailure) as caught:
        isolated.answer(service)
    assert "Connection refused" not in str(caught.value)
    until(lambda: all(_is_sealed(number) for number in processes_of(isolated)))


def _is_sealed(number):
    """Tell whether a process can open no more than the connection that it serves."""
    try:
        limits = Path(f"/proc/{number}/limits").read_text().splitlines()
        open_now = len(list(Path(f"/proc/{number}/fd").iterdir()))
    except FileNotFoundError:
        return False
    (line,) = [line for line in limits if line.startswith("Max open files")]
    return int(line.split()[3]) <= max(open_now + 2, 12)


def test_a_broken_process_is_logged_in_full_and_told_in_brief(isolated, caplog):
    with pytest.raises(EngineFailure, match="The log says where") as caught:
        isolated.write(CheckedQuery("ASK {}", "ASK"), ["no", "media type"])
    assert "Traceback" in caplog.text
    assert "Traceback" not in str(caught.value)


def test_nothing_is_left_behind_by_a_service_that_was_killed(mini_directory):
    program = (
        "import sys, time; from pathlib import Path\n"
        "from foramen.settings import Settings; from foramen.knowledge import load_knowledge\n"
        "from foramen.engine import open_engine\n"
        "engine = open_engine(Settings(concurrent_queries=2), load_knowledge(Path(sys.argv[1])))\n"
        "print(engine._keeper._process.pid, flush=True); time.sleep(600)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(foramen.__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", program, str(mini_directory)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as owner:
        keeper = int(owner.stdout.readline())
        try:
            until(lambda: len(_children(keeper)) == 2)
            children = _children(keeper)
        finally:
            owner.kill()
    until(lambda: not any(_lives(number) for number in (keeper, *children)))


def _children(number):
    return [int(n) for n in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


def _lives(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_asks_a_named_graph_waits_until_they_are_loaded(built):
    """The real dataset takes a second to load after the first answer; nobody is told `no rows`."""
    engine = open_engine(PATIENT, built)
    graph = "https://w3id.org/foramen/graph/axioms"
    try:
        assert ask(engine, "ASK { ?s ?p ?o }") == Boolean(value=True)
        waiting = CheckedQuery(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}", "ASK")
        assert engine.answer(waiting) == Boolean(value=True)
    finally:
        engine.close()
