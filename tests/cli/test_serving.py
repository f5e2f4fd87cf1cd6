"""`foramen serve` as a user runs it: a process of its own, spoken to over HTTP."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING

import pytest
from ports import free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = [sys.executable, "-c", "from foramen.cli import main; main()"]
QUESTION = "ASK { ?s ?p ?o }"


@pytest.fixture(scope="module")
def environment(small_sources: Path, small_dataset: Path) -> dict[str, str]:
    return os.environ | {
        "FORAMEN_SOURCES": str(small_sources),
        "FORAMEN_DATASET": str(small_dataset),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


@pytest.fixture(scope="module")
def served(
    environment: dict[str, str],
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, port
    finally:
        process.kill()
        process.communicate()


def ask(port: int, process: subprocess.Popen[str]) -> bool:
    """Put a question, as soon as the server can answer."""
    address = f"http://127.0.0.1:{port}"
    wait_for(f"{address}/readyz", process)
    query = urllib.parse.urlencode({"query": QUESTION})
    request = urllib.request.Request(
        f"{address}/sparql?{query}", headers={"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return bool(json.load(response)["boolean"])


def test_the_service_answers_says_what_it_serves_and_stops_when_told(
    served: tuple[subprocess.Popen[str], int], environment: dict[str, str]
) -> None:
    process, port = served
    assert ask(port, process) is True

    taken = subprocess.run(
        [*COMMAND, "serve", "--port", str(port)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert taken.returncode == 2
    assert f"Port {port}" in taken.stderr
    assert f"make serve PORT={port + 1}" in taken.stderr

    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "5 classes" in said
    assert f"http://127.0.0.1:{port}/sparql" in said
    assert "Traceback" not in said


def test_a_host_that_is_not_ours_is_refused_in_words(environment: dict[str, str]) -> None:
    ran = subprocess.run(
        [*COMMAND, "serve", "--host", "192.0.2.1"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2
    assert "not an address of this machine" in ran.stderr


def test_a_pipe_that_closes_ends_the_command_quietly(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "questions"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as listing:
        assert listing.stdout is not None
        listing.stdout.close()
        assert listing.wait(timeout=60) == 141
        assert listing.stderr is not None
        assert listing.stderr.read() == ""
