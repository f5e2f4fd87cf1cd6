"""Measure how long a service takes to its first answer, and a build to its dataset."""

from __future__ import annotations

import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from . import servers
from .folders import CACHE, ROOT
from .isolation_section import LOOK_UP

if TYPE_CHECKING:
    from collections.abc import Callable

    from .data import Data

__all__ = ["Startup", "startup"]


@dataclass
class Startup:
    """Seconds of each try."""

    first_answer: list[float] = field(default_factory=list)
    build: list[float] = field(default_factory=list)
    problem: str = ""


def startup(data: Data, rounds: int, say: Callable[[str], None]) -> Startup:
    """Start the service and build the dataset a few times.

    Raises:
        CannotStart: the service did not.
    """
    result = Startup()
    for number in range(rounds):
        say(f"start-up {number + 1} of {rounds}")
        server = servers.ours(data)
        try:
            server.start(LOOK_UP, 1, 60.0)
            result.first_answer.append(server.started_s)
        finally:
            server.stop()
    for number in range(rounds):
        say(f"build {number + 1} of {rounds}")
        seconds = _build()
        if seconds is None:
            result.problem = "the build failed: is the rule engine installed?"
            break
        result.build.append(seconds)
    return result


def _build() -> float | None:
    """Build into a folder of its own, and give the seconds it took."""
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        command = [*servers.program(), "build", "--output", str(Path(folder) / "new")]
        environment = servers.environment()
        began = time.perf_counter()
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True
        )
        return time.perf_counter() - began if done.returncode == 0 else None
