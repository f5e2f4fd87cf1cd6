"""Start programs, see what memory and time they and their children take, and end them."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = [
    "CannotStart",
    "cpu_seconds",
    "end",
    "family",
    "free_memory_mb",
    "free_port",
    "memory_mb",
    "rest",
    "start",
]

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


class CannotStart(Exception):
    """A program ended, or said nothing, before it could be asked."""


def start(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None, **pipes: int
) -> subprocess.Popen[str]:
    """Start a program in a group of its own, so that `end` finds all of it."""
    with log.open("w", encoding="utf-8") as output:
        return subprocess.Popen(
            list(command),
            stdout=pipes.get("stdout", output),
            stdin=pipes.get("stdin", subprocess.DEVNULL),
            stderr=output,
            text=True,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )


def end(process: subprocess.Popen[str]) -> None:
    """End a program and its children, those that left its group among them."""
    members = family(process.pid)
    for sign, patience_s in ((signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience_s)
            break
    for member in members:
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        _close(pipe)


def family(number: int) -> list[int]:
    """Give a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [number]
    for parent in found:
        found += children.get(parent, [])
    return found


def memory_mb(number: int) -> float:
    """Give the memory of a process and its descendants; what they share counts once."""
    kilobytes = 0
    for member in family(number):
        with contextlib.suppress(OSError):
            for line in (_PROC / str(member) / "smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
    return kilobytes / 1024


def free_memory_mb() -> float:
    """Give the memory that a program could take now without the machine swapping."""
    lines = (_PROC / "meminfo").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("MemAvailable:"))


def cpu_seconds(number: int, running: str = "") -> float:
    """Give the processor time of a process and its living descendants.

    Args:
        number: the process.
        running: count only those whose command line holds this.
    """
    ticks = 0
    for member in family(number):
        with contextlib.suppress(OSError, IndexError):
            folder = _PROC / str(member)
            if running.encode() in (folder / "cmdline").read_bytes():
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS


def rest(number: int, patience_s: float = 120.0) -> None:
    """Wait until a server does nothing: what it still works off must not slow the next one."""
    deadline = time.monotonic() + patience_s
    before = cpu_seconds(number)
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = cpu_seconds(number)
        if now - before <= 0.02:
            return
        before = now


def free_port() -> int:
    """Give a port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _close(pipe: IO[str] | None) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError):
            pipe.close()
