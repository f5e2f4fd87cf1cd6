"""Start the servers that are compared, each as its user would, over the same graph."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from . import processes
from .folders import CACHE, ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .data import Data
    from .peers import Jena

__all__ = ["OURS", "OURS_LOGGED", "Server", "ask", "environment", "ours", "program", "started"]

OURS: Final = "ours"
OURS_LOGGED: Final = "ours, access log on"
_LIKE_PEERS: Final = {"FORAMEN_WORKERS": "2", "FORAMEN_REQUEST_LOG": "off"}


@dataclass
class Server:
    """A server: how it is started, and where it listens once it is."""

    name: str
    command: Sequence[str]  # {port} stands for the port
    path: str
    environment: Mapping[str, str] = field(default_factory=dict)
    started_s: float = 0.0
    memory_mb: float = 0.0
    port: int = 0
    process: subprocess.Popen[str] | None = None

    def start(self, query: str, rows: int, patience_s: float) -> None:
        """Start it and wait for the first right answer.

        Raises:
            CannotStart: it ended, or gave none in time.
        """
        self.port = processes.free_port()
        command = [part.replace("{port}", str(self.port)) for part in self.command]
        log = CACHE / f"server-{self.name.replace(' ', '-').replace(',', '')}.log"
        began = time.perf_counter()
        self.process = processes.start(command, log, self.environment)
        while time.perf_counter() - began < patience_s:
            try:
                answer = ask(self, query)
            except (OSError, ValueError):
                if self.process.poll() is not None:
                    break
                time.sleep(0.01)
                continue
            if len(answer) == rows:
                self.started_s = time.perf_counter() - began
                self.memory_mb = processes.memory_mb(self.process.pid)
                return
        ended = self.process.poll() is not None
        self.stop()
        raise processes.CannotStart(
            "it ended as it started" if ended else f"no right answer within {patience_s:.0f} s"
        )

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            processes.end(self.process)
            self.process = None

    def location(self, query: str) -> str:
        """Give the path and parameters that ask a query; {n} stays as it is."""
        asked = urllib.parse.quote(query, safe="").replace("%7Bn%7D", "{n}")
        return f"{self.path}?query={asked}"


def ask(server: Server, query: str, timeout_s: float = 120.0) -> list[str]:
    """Ask once and give the rows, each as text, sorted.

    Raises:
        OSError: it is not there.
        ValueError: the status is not 200, or the answer is no JSON of rows.
    """
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout_s)
    try:
        accepted = {"Accept": "application/sparql-results+json"}
        connection.request("GET", server.location(query).replace("{n}", "0"), headers=accepted)
        response = connection.getresponse()
        content = response.read()
    except http.client.HTTPException as problem:
        raise ValueError(str(problem)) from problem
    finally:
        connection.close()
    if response.status != 200:
        raise ValueError(f"status {response.status}: {content[:200]!r}")
    rows: list[dict[str, Any]] = json.loads(content)["results"]["bindings"]
    return sorted(" ".join(f"{name}={row[name]['value']}" for name in sorted(row)) for row in rows)


def ours(data: Data, **settings: str) -> Server:
    """Give our service as `foramen serve` starts it, with two processes and no access log."""
    own = {**_LIKE_PEERS, "FORAMEN_DATASET": str(data.dataset), **settings}
    name = OURS_LOGGED if own["FORAMEN_REQUEST_LOG"] != "off" else OURS
    command = [*program(), "serve", "--port", "{port}"]
    return Server(name, command, "/sparql", {**environment(), **own})


def program() -> list[str]:
    """Give the command that runs the checkout's program, installed or not."""
    return [sys.executable, "-c", "from foramen.cli import main; main()"]


def environment() -> dict[str, str]:
    """Give the environment in which the checkout's program runs."""
    return {
        **os.environ,
        "FORAMEN_SOURCES": str(ROOT),
        "PYTHONPATH": str(ROOT / "service"),
    }


def started(
    data: Data, python: Path, jena: Jena | str, query: str, rows: int
) -> tuple[list[Server], dict[str, str]]:
    """Start every server, and say which could not be started and why."""
    servers = templates(data, python)
    problems: dict[str, str] = {}
    if isinstance(jena, str):
        problems["Jena"] = jena
    else:
        servers.append(_jena(data, jena))
    running: list[Server] = []
    try:
        for server in servers:
            try:
                server.start(query, rows, 180.0)
                running.append(server)
            except processes.CannotStart as problem:
                problems[server.name] = str(problem)
    except BaseException:
        for server in running:
            server.stop()
        raise
    return running, problems


def templates(data: Data, python: Path) -> list[Server]:
    """Give ours and the peers from PyPI, not started."""
    location = CACHE / f"oxigraph-{data.file.parent.name}"
    oxigraph = str(python.with_name("oxigraph"))
    if not location.is_dir():
        load = [oxigraph, "load", "--location", str(location), "--file", str(data.file)]
        subprocess.run(load, check=True, capture_output=True)
    serve = ["serve-read-only", "--location", str(location), "--bind", "127.0.0.1:{port}"]
    endpoint = [str(python.with_name("rdflib-endpoint")), "serve", "--host", "127.0.0.1"]
    endpoint += ["--port", "{port}", str(data.file)]
    return [
        ours(data),
        ours(data, FORAMEN_REQUEST_LOG="json"),
        Server("Oxigraph server", [oxigraph, *serve], "/query"),
        Server("rdflib-endpoint", endpoint, "/"),
        Server("rdflib-endpoint on Oxigraph", [*endpoint, "--store", "Oxigraph"], "/"),
    ]


def _jena(data: Data, jena: Jena) -> Server:
    command = [jena.java, "-Dsun.net.httpserver.nodelay=true", "-cp", jena.class_path]
    return Server("Jena", [*command, "JenaServer", "{port}", str(data.file)], "/sparql")
