"""Start `foramen serve` as users do, and look at its processes as the kernel shows them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ports import free_port

import foramen

from .talk import exchange, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["LIMITS", "Service", "started_service", "until"]

_PATIENCE_S: Final = 120.0
_PROC: Final = Path("/proc")
# The state of a socket, as the kernel writes it.
_LISTENS: Final = "0A"
LIMITS: Final = {
    "QUERY_TIME_LIMIT_MS": "1500",
    "QUERY_MEMORY_BYTES": "300000000",
    "CONCURRENT_QUERIES": "3",
    "MAX_RESULT_ROWS": "10000",
    "MAX_RESULT_BYTES": "12000000",
    "REQUEST_TIME_LIMIT_MS": "2000",
    "REQUESTS_PER_CLIENT": "3",
    "CACHE_BYTES": "500000",
}


def until(condition: Callable[[], object], what: str, seconds: float = _PATIENCE_S) -> None:
    """Wait for a condition, and fail when it does not come true."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds:g} s")
        time.sleep(0.05)


@dataclass(frozen=True)
class Service:
    """A running service and everything that it started."""

    process: subprocess.Popen[bytes]
    port: int
    directory: Path

    @property
    def log(self) -> str:
        """Give what it wrote on standard error so far."""
        return (self.directory / "log").read_text("utf-8", "replace")

    @property
    def temporary(self) -> Path:
        """Give the folder that it has for temporary files."""
        return self.directory / "tmp"

    def processes(self) -> list[int]:
        """Give the numbers of its processes, itself first."""
        found = [self.process.pid]
        for number in found:
            found += _children(number)
        return found

    def engines(self) -> list[int]:
        """Give the numbers of its engine processes."""
        return [number for keeper in self.keepers() for number in _children(keeper)]

    def keeper(self) -> int:
        """Give the number of the process that holds the data."""
        (keeper,) = self.keepers()
        return keeper

    def keepers(self) -> list[int]:
        """Give the keeper, and beside it the old one for a while after a reload."""
        return [number for number in _children(self.process.pid) if _is_keeper(number)]

    def servers(self) -> list[int]:
        """Give the numbers of the processes that speak HTTP."""
        own = _children(self.process.pid)
        return [number for number in own if not _is_keeper(number)]

    def listening(self) -> int:
        """Count the sockets on which its server processes take connections: each has its own."""
        number = f":{self.port:04X}"
        lines = [line.split() for line in (_PROC / "net" / "tcp").read_text().splitlines()]
        return sum(line[1].endswith(number) and line[3] == _LISTENS for line in lines[1:])

    def memory(self) -> dict[int, int]:
        """Give the bytes of memory of each process; what several share counts once in all."""
        return {number: _memory(number) for number in self.processes()}

    def open_files(self) -> int:
        """Give the number of open files of all its processes."""
        return sum(_open_files(number) for number in self.processes())

    @staticmethod
    def processor_time(number: int) -> float:
        """Give the seconds that a process has computed."""
        fields = _fields(number)
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0.0

    @staticmethod
    def is_running(number: int) -> bool:
        """Tell whether there is such a process, and it has not ended."""
        return _state(number) not in {"", "Z"}

    def dead(self) -> list[int]:
        """Give the processes that ended and were not noticed."""
        return [number for number in self.processes() if _state(number) == "Z"]

    def leftovers(self) -> list[str]:
        """Give the temporary files that have names."""
        return sorted(str(path.relative_to(self.temporary)) for path in self.temporary.rglob("*"))


@contextlib.contextmanager
def started_service(dataset: Path, directory: Path, **settings: str) -> Iterator[Service]:
    """Start the service in processes of its own, and stop it at the end."""
    port = free_port()
    (directory / "tmp").mkdir()
    sources = Path(__file__).parents[2] / "data" / "mini"
    environment = {
        "PATH": os.defpath,
        "TMPDIR": str(directory / "tmp"),
        "PYTHONPATH": str(Path(foramen.__file__).parents[1]),
        "FORAMEN_PORT": str(port),
        "FORAMEN_DATASET": str(dataset),
        "FORAMEN_SOURCES": str(sources),
        **{f"FORAMEN_{name}": value for name, value in {**LIMITS, **settings}.items()},
    }
    command = [sys.executable, "-c", "from foramen.cli import main; main()", "serve"]
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    service = Service(process, port, directory)
    try:
        until(lambda: _is_ready(service), "the service answers")
        if sys.platform == "linux":
            processes = int(LIMITS["CONCURRENT_QUERIES"])
            until(lambda: len(service.engines()) == processes, "all engine processes are there")
        yield service
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                for number in reversed(service.processes()):
                    os.kill(number, signal.SIGKILL)
                process.wait()
                raise


def _is_ready(service: Service) -> bool:
    assert service.process.poll() is None, service.log
    with contextlib.suppress(ConnectionError):
        return exchange(service.port, request("GET", "/readyz")).status == 200
    return False


def _children(number: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in (_PROC / str(number) / "task").iterdir():
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found


def _is_keeper(number: int) -> bool:
    with contextlib.suppress(OSError):
        return b"engine.keeper" in (_PROC / str(number) / "cmdline").read_bytes()
    return False


def _memory(number: int) -> int:
    with contextlib.suppress(OSError):
        for line in (_PROC / str(number) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _open_files(number: int) -> int:
    with contextlib.suppress(OSError):
        return len(list((_PROC / str(number) / "fd").iterdir()))
    return 0


def _state(number: int) -> str:
    return next(iter(_fields(number)), "")


def _fields(number: int) -> list[str]:
    """Give what the kernel tells of a process, from its state on."""
    with contextlib.suppress(OSError):
        return (_PROC / str(number) / "stat").read_text().rpartition(")")[2].split()
    return []
