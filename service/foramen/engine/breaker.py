"""Stop asking an engine that does not answer, and find out by itself when it is back.

Without this every request would wait for the same dead machine, each up to its limit.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from foramen.errors import EngineFailure

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Breaker"]

_PAUSE_S: Final = 1.0
# A heavy query overruns without any fault of the engine; several in a row, and nothing answered
# in between, is an engine that hangs.
_SILENCES: Final = 5


class Breaker:
    """Remembers how the engine fared; while it is open, requests fail at once.

    After a pause one request tries whether the engine is back, with a question that costs
    nothing; the others fail until that one is answered.
    """

    def __init__(self, probe: Callable[[], object], pause_s: float = _PAUSE_S) -> None:
        self._probe = probe
        self._pause_s = pause_s
        self._lock = threading.Lock()
        self._silences = 0
        self._reason: str | None = None
        self._next_try = 0.0
        self.times_opened = 0

    @property
    def is_open(self) -> bool:
        """Tell whether the engine is held to be dead."""
        return self._reason is not None

    def require_closed(self) -> None:
        """Let a request pass where the engine lives, or is found to be back.

        Raises:
            EngineFailure: it is held to be dead.
        """
        with self._lock:
            if self._reason is None:
                return
            now = time.monotonic()
            if now < self._next_try:
                raise EngineFailure(self._reason)
            self._next_try = now + self._pause_s
        self._probe()
        self.answered()

    def answered(self) -> None:
        """Take note that the engine lives."""
        with self._lock:
            self._silences = 0
            self._reason = None

    def is_gone(self, reason: str) -> None:
        """Take note that the engine cannot be reached."""
        with self._lock:
            if self._reason is None:
                self.times_opened += 1
            self._reason = reason
            self._next_try = time.monotonic() + self._pause_s

    def was_silent(self) -> None:
        """Take note that the engine said nothing at all in the time it had."""
        with self._lock:
            self._silences += 1
            seems_dead = self._silences >= _SILENCES
        if seems_dead:
            self.is_gone("it takes connections and does not answer.")
