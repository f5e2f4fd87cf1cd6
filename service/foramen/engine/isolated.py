"""Ask engine processes, which may die: this side waits, limits, and says what became of a query.

Each query has a connection of its own to the socket that all engine processes listen on, so the
kernel hands it to the first that is free.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NoReturn, cast

from foramen.errors import (
    EngineBusy,
    EngineFailure,
    QueryOutOfMemory,
    QueryTimeout,
)

from .keeper import Order
from .model import Written
from .received import BINDINGS_TYPE, GRAPH_TYPE, read_answer
from .wire import DATA, END, ERROR, LATER, LOG, STARTED, Frames, Job, control_socket, query_socket
from .wire import unpack_error as read_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.knowledge import Knowledge

    from .guard import Guard
    from .model import Answer, CheckedQuery, Limits

__all__ = ["IsolatedEngine", "Keeper"]

_log: Final = logging.getLogger(__name__)

_IN_MEMORY_BYTES: Final = 1_048_576
# How much longer than its limit we wait for a process that the kernel ought to have ended.
_GRACE_S: Final = 2.0
_CONTROL_S: Final = 5.0
_LATER_S: Final = 0.05
_LOADING_S: Final = 10.0


class Keeper:
    """The process that loads the data and forks engine processes, for as long as we want it."""

    def __init__(
        self, knowledge: Knowledge, engine: str, *, processes: int, memory_bytes: int
    ) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="foramen-"))
        self._order = Order(
            str(self.directory), str(knowledge.directory.resolve()), engine, processes, memory_bytes
        )
        self._closed = False
        self._lock = threading.Lock()
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # a fresh one: a fork would share our threads' locks
            [sys.executable, "-m", "foramen.engine.keeper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        cast("IO[bytes]", process.stdin).write(self._order.packed())
        cast("IO[bytes]", process.stdin).flush()
        return process

    def keep(self) -> None:
        """Start it again whenever it ends, until it is closed; to be called when it has loaded.

        Raises:
            EngineFailure: it could not load the dataset again.
        """
        while True:
            self._process.wait()
            with self._lock:
                if self._closed:
                    return
                _log.error("the process that keeps the engine's ended; it is started again")
                self._shut_pipes()
                self._process = self._started()
            self.wait_until_loaded()

    def wait_until_loaded(self) -> None:
        """Wait until it can be asked.

        Raises:
            EngineFailure: the engine is not installed, or the dataset cannot be read.
        """
        said = cast("IO[bytes]", self._process.stdout).readline().strip()
        if said != b"ready":
            self.close()
            if said:
                raise read_error(said[5:])  # behind the head of the frame
            raise EngineFailure("its process ended while it loaded the dataset.")

    def is_alive(self) -> bool:
        """Tell whether it still keeps."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it and all its engine processes."""
        with self._lock:
            self._closed = True
            with contextlib.suppress(OSError, ValueError):  # it may have ended by itself
                # Said, since a process that was forked from ours meanwhile holds the pipe open too.
                cast("IO[bytes]", self._process.stdin).write(b"end\n")
            self._shut_pipes()
        self._process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)

    def _shut_pipes(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(BrokenPipeError):
                cast("IO[bytes]", pipe).close()


class _Later(Exception):
    """The process has not all of the data yet."""


class IsolatedEngine:
    """Engine processes, the guard before them, and the limits around them."""

    def __init__(
        self,
        name: str,
        directory: Path,
        guard: Guard,
        limits: Limits,
        *,
        memory_bytes: int,
        places: int,
        queued: int,
        keeper: Keeper | None = None,
    ) -> None:
        self.name = name
        self.guard = guard
        self._queries = query_socket(directory)
        self._control = control_socket(directory)
        self._limits = limits
        self._memory_bytes = memory_bytes
        self._places = places + queued
        self._open = threading.BoundedSemaphore(self._places)
        self._keeper = keeper

    def answer(self, query: CheckedQuery) -> Answer:
        """Evaluate a query and hold the answer as terms."""
        media_type = GRAPH_TYPE if query.gives_graph else BINDINGS_TYPE
        written = self._evaluated(query, media_type, self._limits.held())
        return read_answer(written.read(), media_type)

    def write(self, query: CheckedQuery, media_type: str) -> Written:
        """Evaluate a query and write the answer."""
        return self._evaluated(query, media_type, self._limits)

    def _evaluated(self, query: CheckedQuery, media_type: str, limits: Limits) -> Written:
        limits = limits.within(query.time_limit_ms)
        if not self._open.acquire(blocking=False):
            raise EngineBusy(self._places)
        try:
            job = Job(query, media_type, limits).packed()
            until = time.monotonic() + limits.time_ms / 1000
            while time.monotonic() < until:
                with contextlib.suppress(_Later), self._connection(limits) as connection:
                    connection.sendall(job)
                    return self._received(Frames(connection), connection, limits)
                time.sleep(_LATER_S)
            raise EngineFailure("the named graphs are not loaded yet.")
        finally:
            self._open.release()

    def require_ready(self) -> None:
        """Make sure that a keeper is there and has loaded."""
        self._asked(b"status")

    def counters(self) -> Mapping[str, int]:
        """Give the number of processes, and how many ended in which way."""
        return {name: int(count) for name, count in self._asked(b"status").items()}

    def close(self) -> None:
        """End the keeper, where it is ours."""
        if self._keeper is not None:
            self._keeper.close()

    @contextmanager
    def _connection(self, limits: Limits) -> Iterator[socket.socket]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            # Whoever waits for a place may wait as long as one that has a place may take.
            connection.settimeout(limits.time_ms / 1000 + _GRACE_S)
            self._connect(connection, limits)
            yield connection

    def _connect(self, connection: socket.socket, limits: Limits) -> None:
        """Connect; where nobody listens yet, the data are being loaded, which is worth waiting."""
        until = time.monotonic() + min(_LOADING_S, limits.time_ms / 1000)
        while True:
            try:
                connection.connect(self._queries)
            except OSError as problem:
                if time.monotonic() > until:
                    reason = "its processes are not there; they may be loading."
                    raise EngineFailure(reason) from problem
                time.sleep(_LATER_S)
            else:
                return

    def _received(self, frames: Frames, connection: socket.socket, limits: Limits) -> Written:
        number = self._wait_for_place(frames)
        deadline = time.monotonic() + limits.time_ms / 1000 + _GRACE_S
        file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES)  # noqa: SIM115 -- closed by who reads it
        with contextlib.ExitStack() as stack:
            stack.callback(file.close)
            try:
                size = self._pour(frames, connection, file, deadline)
            except TimeoutError:
                raise QueryTimeout(limits.time_ms) from None
            except (EOFError, ConnectionError):
                self._explain_end(number, limits)
            stack.pop_all()
            return Written(file, size)

    @staticmethod
    def _pour(frames: Frames, connection: socket.socket, file: IO[bytes], deadline: float) -> int:
        """Take the pieces of an answer up to its end, and give its size."""
        size = 0
        while True:
            connection.settimeout(max(0.001, deadline - time.monotonic()))
            kind, content = frames.next()
            if kind == DATA:
                size += file.write(content)
            elif kind == END:
                return size
            elif kind == LOG:
                _log.error("an engine process broke: %s", content.decode("utf-8", "replace"))
            elif kind == ERROR:
                raise read_error(content)

    def _wait_for_place(self, frames: Frames) -> int:
        try:
            kind, content = frames.next()
        except TimeoutError:
            raise EngineBusy(self._places) from None
        except (EOFError, ConnectionError):
            raise EngineFailure("its processes were stopped.") from None
        if kind == LATER:
            raise _Later
        if kind != STARTED:
            raise EngineFailure("its process spoke out of turn.")
        return int(content)

    def _explain_end(self, number: int, limits: Limits) -> NoReturn:
        """Say why a process ended in the middle of a query."""
        code = self._asked(b"why %d" % number).get("exit")
        if code == -signal.SIGALRM:
            raise QueryTimeout(limits.time_ms)
        if code == -signal.SIGABRT:
            raise QueryOutOfMemory(self._memory_bytes)
        if code in {-signal.SIGSEGV, -signal.SIGBUS}:
            raise EngineFailure("the query ended its process. It may be nested too deep.")
        raise EngineFailure("its process was ended from outside.")

    def _asked(self, question: bytes) -> dict[str, int]:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(_CONTROL_S)
                connection.connect(self._control)
                connection.sendall(question + b"\n")
                told: dict[str, int] = json.loads(connection.makefile("rb").readline() or b"{}")
        except (OSError, ValueError) as problem:
            raise EngineFailure("its processes are not there; they may be loading.") from problem
        return told
