"""Keep the answers that were asked for last, up to so many bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .front import Reply

__all__ = ["KeptAnswers"]

_LARGEST_SHARE: Final = 16  # one answer may take a sixteenth of the room


class KeptAnswers:
    """Answers by key; the one that was not asked for longest goes first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._replies: OrderedDict[bytes, Reply] = OrderedDict()
        self._lock = threading.Lock()
        self.hits = self.misses = 0

    def get(self, key: bytes) -> Reply | None:
        """Give the answer, if it is kept."""
        with self._lock:
            reply = self._replies.get(key)
            if reply is None:
                self.misses += 1
                return None
            self.hits += 1
            self._replies.move_to_end(key)
            return reply

    def put(self, key: bytes, reply: Reply) -> None:
        """Keep an answer, unless it is too large to be worth it."""
        size = _size(reply)
        if size > self._most_bytes // _LARGEST_SHARE:
            return
        with self._lock:
            former = self._replies.pop(key, None)
            self._bytes += size - (_size(former) if former is not None else 0)
            self._replies[key] = reply
            while self._bytes > self._most_bytes:
                _, oldest = self._replies.popitem(last=False)
                self._bytes -= _size(oldest)


def _size(reply: Reply) -> int:
    return len(reply.body) + sum(len(name) + len(value) for name, value in reply.headers) + 200
