"""Read what a store answers, no further than the time and the bytes that it may take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from urllib3.exceptions import HTTPError, ReadTimeoutError

from foramen.errors import EngineMisbehaved, ForamenError, QueryTimeout

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

    from .watchdog import Watch

__all__ = ["Reply"]

_PLAIN: Final = {"", "identity"}
_TEXT_BYTES: Final = 2_048
_PIECE_BYTES: Final = 65_536


class Reply:
    """What a store answers, read while it arrives."""

    def __init__(self, response: BaseHTTPResponse, watch: Watch, limit_ms: int) -> None:
        self.status = response.status
        content_type = response.headers.get("Content-Type", "")
        self.media_type = content_type.partition(";")[0].strip().lower()
        self._response = response
        self._watch = watch
        self._limit_ms = limit_ms
        self._most: int | None = None
        self._too_large: ForamenError | None = None
        self._read = 0
        self._held = b""

    def limit(self, most_bytes: int, problem: ForamenError) -> None:
        """Raise a problem where more bytes than this are read."""
        self._most, self._too_large = most_bytes, problem

    def read(self, size: int = -1) -> bytes:
        """Read on, as from a file; more is fetched at a time than parsers ask for.

        Raises:
            QueryTimeout: the time is over.
            EngineMisbehaved: the connection ended before the answer did.
        """
        if size < 0:
            return self._held + b"".join(iter(self._fetched, b""))
        if not self._held:
            self._held = self._fetched()
        piece, self._held = self._held[:size], self._held[size:]
        return piece

    def _fetched(self) -> bytes:
        try:
            piece = self._response.read(_PIECE_BYTES, decode_content=False)
        except (HTTPError, OSError, ValueError) as problem:
            if self._watch.is_over or isinstance(problem, ReadTimeoutError):
                raise QueryTimeout(self._limit_ms) from None
            raise EngineMisbehaved("its answer broke off in the middle.") from problem
        if self._watch.is_over:  # an end that the watchdog made looks like one of the answer's
            raise QueryTimeout(self._limit_ms)
        self._read += len(piece)
        if self._most is not None and self._too_large is not None and self._read > self._most:
            raise self._too_large
        return piece

    def text(self) -> str:
        """Give the beginning of what a store says of a failure, on one line."""
        try:
            content = self.read(_TEXT_BYTES)
        except ForamenError:
            return ""
        return " ".join(content.decode("utf-8", "replace").split())

    def require_plain(self) -> None:
        """Make sure that it is not compressed, and says where it ends.

        Raises:
            EngineMisbehaved: else a bomb could hide in it, or a part pass for the whole.
        """
        headers = self._response.headers
        if headers.get("Content-Encoding", "").strip().lower() not in _PLAIN:
            raise EngineMisbehaved("it compressed its answer without being asked to.")
        chunked = "chunked" in headers.get("Transfer-Encoding", "").lower()
        if not chunked and "Content-Length" not in headers:
            raise EngineMisbehaved("it does not say where its answer ends.")

    def close(self) -> None:
        """Give the connection back where the answer was read to its end, else end it."""
        if self._response.closed:
            self._response.release_conn()
        else:
            self._response.close()
