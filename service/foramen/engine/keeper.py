"""Keep engine processes waiting: load the dataset once, fork, and replace each that ends.

Run as `python -m foramen.engine.keeper`, which `isolated` does. The data is loaded into this
process alone; the forked ones share its memory. It ends when its standard input does, so that
nothing is left behind by a service that was killed.
"""

from __future__ import annotations

import contextlib
import gc
import json
import mmap
import os
import selectors
import shutil
import signal
import socket
import sys
import time
from collections import Counter, OrderedDict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from foramen.errors import EngineFailure, ForamenError
from foramen.knowledge import load_knowledge

from . import worker
from .wire import control_socket, pack_error, query_socket

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import Evaluator

__all__ = ["Order", "main"]

_BACKLOG: Final = 4096
_REMEMBERED: Final = 1000
_SHORT_LIFE_S: Final = 0.5
_PAUSE_S: Final = 0.2
_UNSEALED: Final = frozenset({"rdflib"})  # it imports parts of itself while it evaluates


@dataclass(frozen=True)
class Order:
    """What a keeper is to keep; it arrives as the first line of standard input."""

    directory: str
    dataset: str
    engine: str
    processes: int
    memory_bytes: int

    def packed(self) -> bytes:
        """Give the line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    """Load, say so with a line on standard output, and keep until standard input ends."""
    order = Order(**json.loads(sys.stdin.buffer.readline()))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the service, which then tells us
    try:
        keeper = _Keeper(order)
    except ForamenError as problem:
        _say(pack_error(problem))
        sys.exit(1)
    except (OSError, ValueError) as problem:
        reason = f"{order.dataset} cannot be read ({problem}). Build it again with `foramen build`."
        _say(pack_error(EngineFailure(reason)))
        sys.exit(1)
    _say(b"ready")
    keeper.run()


def _say(message: bytes) -> None:
    sys.stdout.buffer.write(message + b"\n")
    sys.stdout.buffer.flush()


def _evaluator(order: Order) -> tuple[Evaluator, Callable[[], None] | None]:
    """Load what most queries ask, and give what loads the rest, if it is not all."""
    knowledge = load_knowledge(Path(order.dataset))
    if order.engine == "rdflib":
        from .rdflib_engine import RdflibEvaluator, load_dataset

        return RdflibEvaluator(load_dataset(knowledge)), None
    from .oxigraph_engine import OxigraphEvaluator, load_default_graph, load_named_graphs

    store = load_default_graph(knowledge)
    return OxigraphEvaluator(store), lambda: load_named_graphs(store, knowledge)


class _Keeper:
    """The loaded data, the sockets, and the processes that are alive."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._evaluator, self._load_rest = _evaluator(order)
        # Shared with the forked processes: the number of the generation that is wanted.
        self._generation = mmap.mmap(-1, 1)
        self._latest = 0
        directory = Path(order.directory)
        self._queries = _listen(query_socket(directory))
        self._control = _listen(control_socket(directory))
        self._born: dict[int, float] = {}
        self._ends: OrderedDict[int, int] = OrderedDict()
        self._asked: dict[int, list[socket.socket]] = {}
        self._counters: Counter[str] = Counter()
        self._old: set[int] = set()

    def run(self) -> None:
        """Serve until standard input ends."""
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        selector = selectors.DefaultSelector()
        for source in (woken, self._control, sys.stdin.buffer):
            selector.register(source, selectors.EVENT_READ)
        self._fork_generation()
        if self._load_rest is not None:
            self._load_rest()
            self._load_rest = None
            self._fork_generation()
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if woken in ready:
                os.read(woken, 4096)
                self._reap()
            if self._control in ready:
                self._hear()
            if sys.stdin.buffer in ready:  # it says `end`, or has ended
                self._end()

    def _fork_generation(self) -> None:
        """Fork as many processes as are wanted; those of the last generation end when idle."""
        # What lives now lives for good; forked processes need not touch its pages.
        gc.collect()
        gc.freeze()
        self._latest += 1  # a forked process keeps its own number here
        self._generation[0] = self._latest
        self._old.update(self._born)
        for _ in range(self._order.processes):
            self._fork()

    def _fork(self) -> None:
        number = os.fork()
        if number == 0:
            self._become_worker()
        self._born[number] = time.monotonic()

    def _become_worker(self) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            for connections in self._asked.values():
                for connection in connections:
                    connection.close()
            worker.run(
                self._queries,
                self._evaluator,
                self._order.memory_bytes,
                may_open_files=self._order.engine in _UNSEALED,
                is_current=lambda: self._generation[0] == self._latest,
                is_whole=self._load_rest is None,
            )
        finally:
            os._exit(1)

    def _reap(self) -> None:
        """Remember how processes ended, tell who asked, and fork others in their place."""
        with contextlib.suppress(ChildProcessError):
            while True:
                number, status = os.waitpid(-1, os.WNOHANG)
                if number == 0:
                    break
                code = os.waitstatus_to_exitcode(status)
                self._ends[number] = code
                if len(self._ends) > _REMEMBERED:
                    self._ends.popitem(last=False)
                for connection in self._asked.pop(number, ()):
                    self._reply(connection, {"exit": code})
                lived = time.monotonic() - self._born.pop(number, 0.0)
                is_old = number in self._old
                self._old.discard(number)
                if code != 0 or not is_old:
                    self._counters[_name(code)] += 1
                if is_old:
                    continue
                if lived < _SHORT_LIFE_S:
                    time.sleep(_PAUSE_S)  # one that cannot live must not be forked in a spin
                self._fork()

    def _hear(self) -> None:
        connection, _ = self._control.accept()
        connection.settimeout(1.0)
        try:
            question = connection.makefile("rb").readline().split()
        except OSError:
            connection.close()
            return
        if question[:1] == [b"why"] and len(question) > 1:
            self._tell(connection, int(question[1]))
        else:
            alive = {"processes": len(self._born) - len(self._old)}
            self._reply(connection, {**alive, **self._counters})

    def _tell(self, connection: socket.socket, number: int) -> None:
        """Say how a process ended, when it has."""
        if number in self._ends or number not in self._born:
            self._reply(connection, {"exit": self._ends.get(number)})
        else:
            self._asked.setdefault(number, []).append(connection)

    @staticmethod
    def _reply(connection: socket.socket, content: object) -> None:
        with connection, contextlib.suppress(OSError):
            connection.sendall(json.dumps(content).encode() + b"\n")

    def _end(self) -> NoReturn:
        for number in self._born:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        # Whoever started this may have been killed and cannot do it.
        shutil.rmtree(self._order.directory, ignore_errors=True)
        sys.exit(0)


def _listen(path: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    Path(path).unlink(missing_ok=True)
    listener.bind(path)
    listener.listen(_BACKLOG)
    return listener


def _name(code: int) -> str:
    """Name what ended a process, as a monitor counts it."""
    if code == 0:
        return "retired"
    if code == -signal.SIGALRM:
        return "overran"
    return "ran_out_of_memory" if code == -signal.SIGABRT else "crashed"


if __name__ == "__main__":
    main()
