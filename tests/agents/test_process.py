"""`foramen mcp` as a process: what it says on which stream, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from typing import IO, TYPE_CHECKING

import pytest

from foramen import cli

from .conftest import COMMAND, process_environment

if TYPE_CHECKING:
    from pathlib import Path

INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-11-25",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


@pytest.fixture(scope="module")
def environment(mini_directory: Path) -> dict[str, str]:
    """Over the mini dataset: here it is of no account what is known, and it is there at once."""
    return process_environment(mini_directory)


def call(number: int, query: str) -> dict[str, object]:
    params = {"name": "sparql", "arguments": {"query": query}}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


def started(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    pytest.importorskip("mcp")
    return subprocess.Popen(
        [*COMMAND, "mcp"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def say(process: subprocess.Popen[bytes], message: object) -> None:
    stdin: IO[bytes] | None = process.stdin
    assert stdin is not None
    text = message if isinstance(message, bytes) else json.dumps(message).encode()
    stdin.write(text + b"\n")
    stdin.flush()


def hear(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    answer: dict[str, object] = json.loads(process.stdout.readline())
    return answer


@pytest.mark.interop
@pytest.mark.slow
def test_only_the_protocol_is_on_standard_output_and_the_end_of_input_ends_it(
    environment: dict[str, str],
) -> None:
    process = started(environment)
    say(process, INITIALIZE)
    assert hear(process)["id"] == 1
    say(process, INITIALIZED)
    say(process, call(2, "ASK { ?s ?p ?o }"))
    assert hear(process)["id"] == 2
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert (out, err) == (b"", b"")


@pytest.mark.interop
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_its_engine(environment: dict[str, str], number: int) -> None:
    process = started(environment)
    say(process, INITIALIZE)
    assert hear(process)["id"] == 1
    process.send_signal(number)
    # The end of the output comes only when no process of it is left that holds the pipe.
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert (out, err) == (b"", b"")


@pytest.mark.interop
@pytest.mark.slow
def test_a_query_that_takes_its_time_holds_nothing_else_up(environment: dict[str, str]) -> None:
    process = started(environment)
    say(process, INITIALIZE)
    assert hear(process)["id"] == 1
    say(process, INITIALIZED)
    patterns = " ".join(f"?s{one} ?p{one} ?o{one} ." for one in range(8))
    slow = f"SELECT (COUNT(*) AS ?n) WHERE {{ {patterns} FILTER(?o0 != ?o7) }}"
    say(process, call(2, slow))
    say(process, {"jsonrpc": "2.0", "id": 3, "method": "ping"})
    assert hear(process)["id"] == 3
    assert hear(process)["id"] == 2
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.interop
@pytest.mark.slow
def test_what_is_no_message_does_not_end_it(environment: dict[str, str]) -> None:
    process = started(environment)
    say(process, INITIALIZE)
    assert hear(process)["id"] == 1
    say(process, INITIALIZED)
    for line in (b"", b"hello", b"\xff\xfe", b"[" * 50_000, b"{}", b"[]"):
        say(process, line)
    say(process, {"jsonrpc": "2.0", "id": 9, "method": "ping"})
    answers = [hear(process)]
    while answers[-1].get("id") != 9:
        answers.append(hear(process))
    assert answers[-1]["result"] == {}
    process.communicate(timeout=60)
    assert process.returncode == 0


@pytest.mark.interop
@pytest.mark.slow
def test_without_a_dataset_it_says_so_and_nothing_on_standard_output(
    environment: dict[str, str],
) -> None:
    pytest.importorskip("mcp")
    ran = subprocess.run(
        [*COMMAND, "mcp"],
        env={**environment, "FORAMEN_DATASET": os.devnull},
        input=b"",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert b"foramen build" in ran.stderr


def test_without_the_library_it_says_how_to_add_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("foramen.cli.agents.find_spec", lambda _: None)
    for arguments in (["mcp"], ["mcp", "--http"]):
        assert cli.run(arguments) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "pip install 'foramen[mcp]'" in said.err


def test_a_port_is_only_for_http(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("mcp")
    assert cli.run(["mcp", "--port", "8001"]) == 2
    assert "--http" in capsys.readouterr().err
