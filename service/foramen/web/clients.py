"""Hold each client to its share: so many requests a minute, so many at once.

Counted in each server process by itself; off unless the settings say otherwise.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from foramen.errors import TooManyRequests

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

    from foramen.settings import Settings

__all__ = ["Clients"]

_ADMITTED: Final = "foramen.client"
_SOON_S: Final = 1


class Clients:
    """Who asks, how often, and how much of it is still open."""

    def __init__(self, settings: Settings) -> None:
        self._at_once = settings.requests_per_client
        self._rate = (
            RateLimitItemPerMinute(settings.rate_limit_per_minute)
            if settings.rate_limit_per_minute
            else None
        )
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def admit(self, environ: WSGIEnvironment) -> None:
        """Let a request in, or not.

        Raises:
            TooManyRequests: its client has had its share.
        """
        client = environ.get("REMOTE_ADDR", "")
        if self._rate is not None and not self._limiter.hit(self._rate, client):
            reset = self._limiter.get_window_stats(self._rate, client).reset_time
            wait = max(_SOON_S, math.ceil(reset - time.time()))
            raise TooManyRequests(f"{self._rate.amount:,} requests a minute", wait)
        if not self._at_once:
            return
        with self._lock:
            if self._open[client] >= self._at_once:
                raise TooManyRequests(f"{self._at_once:,} requests open at once", _SOON_S)
            self._open[client] += 1
            environ[_ADMITTED] = client

    def leave(self, environ: WSGIEnvironment) -> None:
        """Note that a request is answered."""
        client = environ.pop(_ADMITTED, None)
        if client is None:
            return
        with self._lock:
            self._open[client] -= 1
            if not self._open[client]:
                del self._open[client]
