"""A table over a real socket: the answer arrives in pieces, and one that broke off can be told."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from ports import free_port, wait_for
from stores import plain_environment

import foramen

ROWS = 2_000
TABLE = "text\n" + "Mild left and moderate right foraminal narrowing at L4-5.\n" * ROWS


@contextmanager
def serving(built, root):
    port = free_port()
    environment = {
        **plain_environment(),
        "PYTHONPATH": str(Path(foramen.__file__).parents[1]),
        "FORAMEN_DATASET": str(built.directory),
    }
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--factory"]
    command += ["--host", "127.0.0.1", "--port", str(port), "foramen.wsgi:server"]
    # As `foramen serve` does: a worker that is stopped within an answer may wait for itself.
    command += ["--workers-kill-timeout", "5"]
    with subprocess.Popen(command, env=environment, cwd=root) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", process)
            yield port
        finally:
            process.terminate()
            process.wait(60)


@pytest.fixture(scope="module")
def port(built):
    with serving(built, Path(__file__).parents[2]) as port:
        yield port


def send(port, query=""):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(
        "POST", f"/api/annotate{query}", TABLE.encode(), {"Content-Type": "text/csv"}
    )
    return connection, connection.getresponse()


@pytest.mark.slow
def test_a_long_table_arrives_in_pieces_and_ends(port):
    connection, answer = send(port)
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "application/x-ndjson"
    assert answer.getheader("Content-Length") is None
    first = json.loads(answer.readline())
    # The first rows are here before the last were read: the server told no length and goes on.
    assert first["row"] == 2
    assert [one["side"] for one in first["annotations"]] == ["left", "right"]
    kinds = [json.loads(line) for line in answer]
    assert sum("row" in line for line in kinds) == ROWS - 1
    assert next(line for line in kinds if "progress" in line) == {
        "progress": {"done": 50, "total": ROWS}
    }
    assert kinds[-1] == {"end": {"rows": ROWS, "annotations": 2 * ROWS, "concerns": 0}}
    connection.close()


@pytest.mark.slow
def test_a_client_that_leaves_harms_nobody(port):
    connection, answer = send(port, "?format=csv")
    assert answer.read(1000).startswith(b"row,id,start")
    connection.close()
    address = f"http://127.0.0.1:{port}/api/annotate?text=NFS+L4-5"
    with urllib.request.urlopen(address, timeout=60) as other:
        assert json.load(other)["annotations"][0]["level"] == "L4-L5"
