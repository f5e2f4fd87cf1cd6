"""Run evaluations on threads with deep stacks, a limited number at a time, for a limited time.

No engine in the process can be interrupted: one that overruns is left to end by itself and keeps
its place until then. Evaluation in processes that may die replaces this module and nothing else.
"""

from __future__ import annotations

import threading
import time
import traceback
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from foramen.errors import EngineFailure, QueryTimeout

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Deadline", "Evaluation"]

T = TypeVar("T")

# No query of the greatest allowed length overflowed this; the usual stack overflows at 15 kB.
_STACK_BYTES: Final = 256 * 1024 * 1024
_starting: Final = threading.Lock()


class Deadline:
    """The moment by which an answer must be there."""

    def __init__(self, limit_ms: int) -> None:
        self.limit_ms = limit_ms
        self._end = time.monotonic() + limit_ms / 1000

    @property
    def remaining_s(self) -> float:
        """Give the seconds that are left, never less than none."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Stop an evaluation that gives its results one by one.

        Raises:
            QueryTimeout: the moment has passed.
        """
        if time.monotonic() > self._end:
            raise QueryTimeout(self.limit_ms)


class _Task(Generic[T]):
    """One evaluation: what to run, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._done = threading.Event()
        self._value: T | None = None
        self._problem: BaseException | None = None

    def run(self) -> None:
        try:
            self._value = self._work()
        except BaseException as problem:  # noqa: BLE001 -- raised where it is waited for
            _forget_locals(problem)
            self._problem = problem
        finally:
            self._done.set()

    def wait(self, deadline: Deadline) -> T:
        if not self._done.wait(deadline.remaining_s):
            raise QueryTimeout(deadline.limit_ms)
        if self._problem is not None:
            raise self._problem
        return self._value  # type: ignore[return-value]  # set, since nothing was raised


def _forget_locals(problem: BaseException | None) -> None:
    """Drop what the failed frames hold, here: pyoxigraph's results must die in their own thread."""
    while problem is not None:
        traceback.clear_frames(problem.__traceback__)
        problem = problem.__cause__ or problem.__context__


class Evaluation:
    """A fixed number of places, each a thread that is started when first needed and then waits."""

    def __init__(self, places: int, limit_ms: int) -> None:
        self._limit_ms = limit_ms
        self._places = places
        self._free = threading.BoundedSemaphore(places)
        self._tasks: SimpleQueue[_Task[Any] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def run(self, work: Callable[[Deadline], T]) -> T:
        """Call `work` on a place and give what it gives.

        Raises:
            EngineFailure: no place came free in time.
            QueryTimeout: the work took longer than it may.
        """
        deadline = Deadline(self._limit_ms)
        if not self._free.acquire(timeout=deadline.remaining_s):
            raise EngineFailure(f"all {self._places} places are busy; try again later.")
        task = _Task(lambda: work(deadline))
        self._tasks.put(task)
        self._start_thread()
        return task.wait(deadline)

    def close(self) -> None:
        """Let the threads that wait end."""
        for _ in self._threads:
            self._tasks.put(None)

    def _start_thread(self) -> None:
        if len(self._threads) == self._places or self._tasks.empty():
            return
        with _starting:
            usual = threading.stack_size(_STACK_BYTES)
            try:
                thread = threading.Thread(target=self._serve, name="evaluation", daemon=True)
                thread.start()
                self._threads.append(thread)
            finally:
                threading.stack_size(usual)

    def _serve(self) -> None:
        while (task := self._tasks.get()) is not None:
            task.run()
            self._free.release()
