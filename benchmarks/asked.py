"""Keep one engine's process: load, ask, and end it when it does not stop by itself."""

from __future__ import annotations

import contextlib
import json
import select
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from . import processes
from .folders import CACHE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from .data import Data

__all__ = ["Asked", "NotLoaded", "Reply"]

_GRACE_S: Final = 3.0
_SHORT_MS: Final = 20.0  # one reading of a shorter query is repeated within the round
_MOST_REPEATS: Final = 7
_MOST_KILLS: Final = 3  # then loading again and again would take the whole run


class NotLoaded(Exception):
    """The engine did not load the graph within its time."""


@dataclass(frozen=True)
class Reply:
    """What came of one query: its time and answer, or the problem: late or cannot."""

    problem: str = ""
    ms: float = 0.0
    rows: int = 0
    digest: str = ""
    why: str = ""


class Asked:
    """One engine over one graph; loads when made."""

    def __init__(
        self, engine: str, python: Path, data: Data, limit_s: float, load_limit_s: float
    ) -> None:
        self.engine = engine
        self.loaded_s = 0.0
        self.memory_mb = 0.0
        self.kills = 0
        self._limit_s = limit_s
        self._load_limit_s = load_limit_s
        interpreter = sys.executable if engine.startswith("ours") else str(python)
        arguments = [engine, str(data.file), str(data.dataset), str(limit_s)]
        self._command = [interpreter, "-m", "benchmarks.runner", *arguments]
        self._process: subprocess.Popen[str] | None = None
        self._load()
        self._repeats: dict[str, int] = {}

    def ask(self, query: str, repeats: int | None = None) -> Reply:
        """Give the median time of a few evaluations, and what was answered."""
        if self._process is None:
            if self.kills >= _MOST_KILLS:
                return Reply("late", why="not asked: ended too often")
            try:
                self._load()
            except NotLoaded as problem:
                return Reply("cannot", why=str(problem))
        wanted = repeats or self._repeats.get(query, 1)
        told = self._exchange({"query": query, "repeats": wanted})
        if told is None:
            self._kill()
            return Reply("late")
        reply = Reply(**told)
        if not reply.problem:
            fitting = int(_SHORT_MS / max(reply.ms, 0.01))
            self._repeats[query] = max(1, min(_MOST_REPEATS, fitting))
        return reply

    def memory_now_mb(self) -> float:
        """Give the memory that the engine holds now."""
        return processes.memory_mb(self._process.pid) if self._process else 0.0

    def close(self) -> None:
        """End the engine."""
        if self._process is not None:
            processes.end(self._process)
            self._process = None

    def _load(self) -> None:
        log = CACHE / f"engine-{self.engine.replace(' ', '-').replace(',', '')}.log"
        service = f"{ROOT / 'service'}:{ROOT}"
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = processes.start(self._command, log, {"PYTHONPATH": service}, **pipes)
        told = self._line(self._load_limit_s)
        if told is None or "loaded_s" not in told:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1.0)
            ended = self._process.poll() is not None
            self._kill()
            reason = "ended while it loaded" if ended else f"{self._load_limit_s:.0f} s were over"
            raise NotLoaded(reason)
        self.loaded_s = float(told["loaded_s"])
        self.memory_mb = processes.memory_mb(self._process.pid)

    def _kill(self) -> None:
        self.kills += 1
        self.close()

    def _exchange(self, order: dict[str, Any]) -> dict[str, Any] | None:
        if self._process is None or self._process.stdin is None:
            return None
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return None
        return self._line(self._limit_s + _GRACE_S)

    def _line(self, patience_s: float) -> dict[str, Any] | None:
        output = self._process.stdout if self._process else None
        if output is None or not select.select([output], [], [], patience_s)[0]:
            return None
        line = output.readline()
        told: dict[str, Any] | None = json.loads(line) if line else None
        return told
