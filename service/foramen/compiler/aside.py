"""Do work in a process beside this one, for the time that this one thinks about something else."""

from __future__ import annotations

import multiprocessing
import pickle
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

__all__ = ["Aside"]


class Aside:
    """Work in a forked process, which sees everything as it was when this was made.

    As a context it ends the process, finished or not.
    """

    def __init__(self, work: Callable[[], None]) -> None:
        context = multiprocessing.get_context("fork")  # nothing needs to be pickled on the way in
        self._told, teller = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(work, teller), daemon=True)
        with warnings.catch_warnings():
            # Libraries have idle threads of their own; the work uses none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        teller.close()

    def __enter__(self) -> Aside:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._process.terminate()
        self._process.join()
        self._told.close()

    def wait(self) -> None:
        """Wait until the work is done, and raise what it raised.

        Raises:
            RuntimeError: the process was ended from outside.
        """
        try:
            problem = pickle.loads(self._told.recv_bytes())  # noqa: S301 -- our own process wrote it
        except EOFError:
            raise RuntimeError("a process that wrote files was ended from outside") from None
        self._process.join()
        if problem is not None:
            raise problem


def _run(work: Callable[[], None], teller: Connection) -> None:
    problem: BaseException | None = None
    try:
        work()
    except Exception as raised:  # noqa: BLE001 -- raised again where it is waited for
        problem = raised
    teller.send_bytes(pickle.dumps(problem))
    teller.close()
