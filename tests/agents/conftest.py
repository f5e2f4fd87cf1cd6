"""Give tests an agent: the library's own client, speaking with real processes of the service."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from ports import free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from foramen.knowledge import Knowledge

COMMAND = [sys.executable, "-c", "from foramen.cli import main; main()"]
# The service gives a query less time than the tool would, so that the lower limit is seen to win.
TIME_LIMIT_MS = 3000


class Agent:
    """A client that stays connected; its calls wait for their answers."""

    def __init__(self, portal: Any, client: Any) -> None:
        self._portal = portal
        self.client = client

    def do(self, name: str, *given: Any) -> Any:
        """Call a method of the client."""
        return self._portal.call(getattr(self.client, name), *given)

    def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool that answers; the client itself checks the answer by its schema."""
        result = self.do("call_tool", tool, arguments)
        assert not result.is_error, result.content[0].text
        assert result.structured_content["disclaimer"] in result.content[0].text
        return {**result.structured_content, "shown": result.content[0].text}

    def fail(self, tool: str, **arguments: Any) -> str:
        """Call a tool that refuses, and give its words."""
        result = self.do("call_tool", tool, arguments)
        assert result.is_error, result.content[0].text
        assert "Traceback" not in result.content[0].text
        return str(result.content[0].text)


@pytest.fixture(scope="session")
def environment(built: Knowledge) -> dict[str, str]:
    return process_environment(built.directory)


def process_environment(dataset: Path) -> dict[str, str]:
    """Give the environment of a process that reads a dataset."""
    return os.environ | {
        "FORAMEN_DATASET": str(dataset),
        "FORAMEN_QUERY_TIME_LIMIT_MS": str(TIME_LIMIT_MS),
        "FORAMEN_REQUEST_LOG": "off",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }


@pytest.fixture(scope="session")
def address(environment: dict[str, str]) -> Iterator[str]:
    """The address of a real service over the real dataset, as `foramen mcp --http` starts it."""
    pytest.importorskip("mcp")
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "mcp", "--http", "--port", str(port)], env=environment, stdout=subprocess.PIPE
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=60)


@pytest.fixture(scope="session")
def over_stdio(environment: dict[str, str]) -> Iterator[Agent]:
    pytest.importorskip("mcp")
    from mcp.client.stdio import StdioServerParameters, stdio_client

    command = StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "mcp"], env=environment)
    yield from connected(stdio_client(command), "auto")


@pytest.fixture(scope="session")
def over_http(address: str) -> Iterator[Agent]:
    yield from connected(f"{address}/mcp", "auto")


@pytest.fixture(scope="session")
def by_the_older_protocol(address: str) -> Iterator[Agent]:
    yield from connected(f"{address}/mcp", "legacy")


def connected(target: Any, mode: str) -> Iterator[Agent]:
    from anyio.from_thread import start_blocking_portal
    from mcp import Client

    with start_blocking_portal() as portal:
        client = Client(target, mode=mode)
        with portal.wrap_async_context_manager(client):
            yield Agent(portal, client)


@pytest.fixture(params=["over_stdio", "over_http", "by_the_older_protocol"])
def agent(request: pytest.FixtureRequest) -> Agent:
    """An agent by each way in turn: they give the same answers."""
    found: Agent = request.getfixturevalue(request.param)
    return found
