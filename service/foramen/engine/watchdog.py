"""End connections whose time is over, however slowly the other side drips.

The time-out of a socket begins anew with each byte that arrives; this one does not.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Watch", "Watchdog"]

_LOOK_S: Final = 0.1


class Watchdog:
    """One thread that looks after every connection in use; it starts with the first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._watches: set[Watch] = set()
        self._thread: threading.Thread | None = None

    def until(self, deadline: float) -> Watch:
        """Watch, as a context, the connections that are handed to it, up to a moment."""
        return Watch(self, deadline)

    def add(self, watch: Watch) -> None:
        """Begin to watch."""
        with self._changed:
            self._watches.add(watch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)
                self._thread.start()
            if len(self._watches) == 1:
                self._changed.notify()

    def remove(self, watch: Watch) -> None:
        """Leave it alone from now on: its connection may be another request's at once."""
        with self._changed:
            self._watches.discard(watch)

    def _look(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._watches)
                now = time.monotonic()
                for watch in [watch for watch in self._watches if watch.deadline <= now]:
                    watch.end()
                    self._watches.discard(watch)
            time.sleep(_LOOK_S)


class Watch:
    """The time of one request, and the connection that it uses."""

    def __init__(self, watchdog: Watchdog, deadline: float) -> None:
        self.deadline = deadline
        self.ended = False
        self._watchdog = watchdog
        self._connection: socket.socket | None = None

    @property
    def left_s(self) -> float:
        """Give the seconds that are left, a few milliseconds at least."""
        return max(0.005, self.deadline - time.monotonic())

    @property
    def is_over(self) -> bool:
        """Tell whether the time has passed: what befalls the connection then is our doing."""
        return self.ended or time.monotonic() >= self.deadline

    def cover(self, connection: socket.socket | None) -> None:
        """Take the connection that the request goes over."""
        self._connection = connection
        if self.ended:
            self.end()

    def end(self) -> None:
        """Shut the connection, so that whoever reads from it goes on; called by the watchdog."""
        self.ended = True
        if self._connection is not None:
            with contextlib.suppress(OSError):
                # Below TLS: its own `shutdown` would break a read that is going on.
                socket.socket.shutdown(self._connection, socket.SHUT_RDWR)

    def __enter__(self) -> Watch:
        self._watchdog.add(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._watchdog.remove(self)
