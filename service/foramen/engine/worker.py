"""Be one engine process: take a query, evaluate it, send the answer, take the next.

Whatever must not happen is left to the kernel, since no engine can be interrupted: the clock, the
address space and the number of open files are limited, and a process that goes beyond is ended.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foramen.errors import EngineFailure, ForamenError, QueryOutOfMemory

from .heap import keep_one_heap
from .output import Output
from .wire import DATA, END, LATER, LOG, STARTED, Frames, Job, frame, pack_error

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from .model import Evaluator

__all__ = ["run"]

# No query of the greatest allowed length overflowed this; the usual stack overflows at 15 kB.
_STACK_BYTES: Final = 256 * 1024 * 1024
# A process that holds so much more than at first is replaced, so that the memory comes back.
_GROWTH_BYTES: Final = 8 * 1024 * 1024
_PEAK_STEP_BYTES: Final = 1024 * 1024
_SIZES: Final = Path("/proc/self/statm")
_LOOK_UP_S: Final = 1.0
_REQUEST_S: Final = 10.0


def run(
    listener: socket.socket,
    evaluator: Evaluator,
    memory_bytes: int,
    *,
    may_open_files: bool,
    is_current: Callable[[], bool],
    is_whole: bool,
) -> None:
    """Serve until this process has grown, or others are to take its place; never returns.

    Args:
        listener: the socket that all engine processes accept connections on.
        evaluator: what evaluates.
        memory_bytes: how much a query may take beside the data.
        may_open_files: whether the evaluator opens some, which else is made impossible.
        is_current: tells whether no other generation of processes has come.
        is_whole: whether the evaluator has the named graphs, not just the default one.
    """
    parent = os.getppid()
    _restrain(memory_bytes, may_open_files=may_open_files)
    worker = _Worker(
        listener,
        evaluator,
        memory_bytes,
        is_wanted=lambda: os.getppid() == parent and is_current(),
        is_whole=is_whole,
    )
    threading.stack_size(_STACK_BYTES)
    thread = threading.Thread(target=worker.serve)
    thread.start()
    thread.join()
    os._exit(0)


def _restrain(memory_bytes: int, *, may_open_files: bool) -> None:
    keep_one_heap()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(100_000)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _SIZES.exists():  # else the system has no limit that works
        pages = int(_SIZES.read_text().split()[0])
        most = pages * resource.getpagesize() + _STACK_BYTES + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    # An allocator that gives up prints a line, which is no news to anybody.
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.close(quiet)
    if not may_open_files:
        # One more can be open: the connection that is served. Nothing can be fetched or read.
        free = os.dup(0)
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free + 1, free + 1))


class _Worker:
    def __init__(
        self,
        listener: socket.socket,
        evaluator: Evaluator,
        memory_bytes: int,
        *,
        is_wanted: Callable[[], bool],
        is_whole: bool,
    ) -> None:
        self._listener = listener
        self._evaluator = evaluator
        self._memory_bytes = memory_bytes
        self._is_wanted = is_wanted
        self._is_whole = is_whole
        self._started = frame(STARTED, str(os.getpid()).encode())
        self._first_size = _held_memory()
        self._peak = _peak_memory()

    def serve(self) -> None:
        self._listener.settimeout(_LOOK_UP_S)
        while self._is_wanted() and not self._has_grown():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listener.accept()
                # The service may have gone: that is its own affair.
                with connection, contextlib.suppress(OSError, EOFError):
                    self._answer(connection)

    def _has_grown(self) -> bool:
        """Tell whether it holds much more than at first; looked into only after a new peak."""
        peak = _peak_memory()
        if peak - self._peak < _PEAK_STEP_BYTES:
            return False
        self._peak = peak
        return _held_memory() - self._first_size >= _GROWTH_BYTES

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(_REQUEST_S)
        _, content = Frames(connection).next()
        job = Job.unpacked(content)
        if job.query.names_graphs and not self._is_whole:
            connection.sendall(frame(LATER))
            return
        connection.sendall(self._started)
        connection.settimeout(None)
        signal.setitimer(signal.ITIMER_REAL, job.limits.time_ms / 1000)
        answer = _Answer(connection)
        try:
            output = Output(answer.take, job.limits, job.media_type)
            self._evaluator.evaluate(job.query, job.media_type, output)
            output.close()
            last = frame(END)
        except ForamenError as problem:
            last = pack_error(problem)
        except MemoryError:
            last = pack_error(QueryOutOfMemory(self._memory_bytes))
        except Exception:  # noqa: BLE001 -- the service logs it and says that the engine failed
            answer.end(frame(LOG, traceback.format_exc().encode()))
            last = pack_error(EngineFailure("it broke. The log says where."))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        answer.end(last)


class _Answer:
    """The pieces of an answer; the last goes out together with the end, which spares a call."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = b""

    def take(self, piece: bytes) -> None:
        if self._held:
            self._connection.sendall(self._held)
        self._held = frame(DATA, piece)

    def end(self, last: bytes) -> None:
        self._connection.sendall(self._held + last)
        self._held = b""


def _held_memory() -> int:
    """Give the memory that is this process's own, in bytes; or the most that it ever was."""
    if _SIZES.exists():
        _, resident, shared, *_ = map(int, _SIZES.read_text().split())
        return (resident - shared) * resource.getpagesize()
    return _peak_memory()


def _peak_memory() -> int:
    """Give the most memory that this process ever held, in bytes; it costs next to nothing."""
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kibibytes if sys.platform == "darwin" else kibibytes * 1024
