"""Run a WSGI application behind granian's asynchronous interface (RSGI).

A thread is held only while the application thinks: bodies are read and answers are sent in the
event loop, within limits, so that slow clients cost no more than a connection.
"""

from __future__ import annotations

import asyncio
import io
import logging
import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Protocol

from werkzeug.exceptions import RequestEntityTooLarge

from foramen.errors import BadRequest, RequestTooSlow

from .front import PROBLEM
from .listening import is_to_be_followed, let_silent_clients_go, take_no_more_clients
from .sending import IDLE, PATIENCE_S, send_slowly
from .uploads import takes_uploads

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from wsgiref.types import WSGIEnvironment

    from .front import Front, Reply

__all__ = ["Rsgi"]

_log: Final = logging.getLogger(__name__)

# Whoever has connected sends a request within this time.
_HEARING_S: Final = 0.3
# A process that follows listens within this time, also on a machine that does much else.
_FOLLOWED_S: Final = 10.0
_LOOK_S: Final = 0.05
_WITHOUT_HTTP: Final = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class _Scope(Protocol):
    method: str
    path: str
    query_string: str
    scheme: str
    http_version: str
    client: str
    server: str
    authority: str | None
    headers: Mapping[str, str]


class _Connection(Protocol):
    def __aiter__(self) -> Any: ...
    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...
    def response_file(self, status: int, headers: list[tuple[str, str]], file: str) -> None: ...


class Rsgi:
    """The application as granian calls it; one for each server process."""

    def __init__(
        self,
        front: Front,
        *,
        threads: int,
        max_request_bytes: int,
        max_upload_bytes: int,
        request_time_limit_ms: int,
    ) -> None:
        self._front = front
        self._most_threads = threads
        self._max_request_bytes = max_request_bytes
        self._max_upload_bytes = max_upload_bytes
        self._request_time_limit_ms = request_time_limit_ms
        self._tasks: SimpleQueue[_Task] = SimpleQueue()
        self._threads = 0
        self._waiting = 0
        self._is_first = True

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Remember the event loop of this process, and let it end without losing a client.

        Granian has just said what SIGTERM and SIGINT do: end at once, which closes the connections
        that have brought no request yet, also those that bring one at this moment.
        """
        self._loop = loop
        loop.add_signal_handler(signal.SIGTERM, self._leave)

    def _leave(self, waited: float = 0) -> None:
        """Take no more clients, hear out those that are there, and end.

        At a reload, granian says so after a while, whether or not the next process listens by then.
        """
        if waited < _FOLLOWED_S and is_to_be_followed():
            self._loop.call_later(_LOOK_S, self._leave, waited + _LOOK_S)
            return
        rest = _HEARING_S if take_no_more_clients() else 0
        self._loop.call_later(rest, os.kill, os.getpid(), signal.SIGINT)

    async def __rsgi__(self, scope: _Scope, connection: _Connection) -> None:
        """Answer one request."""
        if self._is_first:  # only now does this process listen
            self._is_first = False
            let_silent_clients_go(PATIENCE_S)
        body, problem = b"", None
        if scope.method not in {"GET", "HEAD", "OPTIONS"}:
            body, problem = await self._read(scope, connection)
        environ = _environ(scope, body)
        if problem is not None:
            environ[PROBLEM] = problem
        reply = self._front.at_once(environ, body)
        if reply is not None:
            _send_whole(connection, scope.method, reply)
            return
        status, headers, pieces = await self._in_thread(environ)
        if isinstance(pieces, bytes):
            if scope.method == "HEAD":
                connection.response_empty(status, headers)
            else:
                connection.response_bytes(status, headers, pieces)
            return
        try:
            idle = environ.get(IDLE, PATIENCE_S)
            await send_slowly(connection, status, headers, pieces, idle)
        finally:
            pieces.close()

    async def _read(self, scope: _Scope, connection: _Connection) -> tuple[bytes, Exception | None]:
        large = takes_uploads(scope.path)
        most = self._max_upload_bytes if large else self._max_request_bytes
        try:
            async with asyncio.timeout(self._request_time_limit_ms / 1000):
                body, empty = bytearray(), 0
                async for piece in connection:
                    body += piece
                    empty += not piece
                    if len(body) > most:
                        return b"", RequestEntityTooLarge(f"The body may have {most:,} bytes.")
                if _is_whole(scope, len(body), empty):
                    return bytes(body), None
        except TimeoutError:
            return b"", RequestTooSlow(self._request_time_limit_ms)
        except Exception as problem:  # noqa: BLE001 -- granian's own, of a body that broke off
            _log.info("a body could not be read: %s", problem)
        return b"", BadRequest("The body of the request broke off.")

    async def _in_thread(self, environ: WSGIEnvironment) -> Any:
        future = self._loop.create_future()
        self._tasks.put(_Task(self._front, environ, self._loop, future))
        self._waiting += 1
        if self._waiting > self._threads and self._threads < self._most_threads:
            self._threads += 1
            threading.Thread(target=self._work, name=f"answer-{self._threads}", daemon=True).start()
        try:
            return await future
        finally:
            self._waiting -= 1

    def _work(self) -> None:
        while True:
            self._tasks.get().run()


class _Task:
    """One request that a thread is to answer."""

    __slots__ = ("environ", "front", "future", "loop")

    def __init__(
        self,
        front: Front,
        environ: WSGIEnvironment,
        loop: asyncio.AbstractEventLoop,
        future: asyncio.Future[Any],
    ) -> None:
        self.front = front
        self.environ = environ
        self.loop = loop
        self.future = future

    def run(self) -> None:
        try:
            answer = self._answer()
        except BaseException as problem:  # noqa: BLE001 -- raised where it is waited for
            self.loop.call_soon_threadsafe(self._fail, problem)
        else:
            self.loop.call_soon_threadsafe(self._tell, answer)

    def _answer(self) -> Any:
        given: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            given[:] = [int(status[:3]), [(name.lower(), value) for name, value in headers]]

        pieces = self.front(self.environ, start)
        if isinstance(pieces, list):
            return (*given, b"".join(pieces))
        return (*given, _with_close(pieces))

    def _tell(self, answer: Any) -> None:
        if not self.future.done():
            self.future.set_result(answer)

    def _fail(self, problem: BaseException) -> None:
        if not self.future.done():
            self.future.set_exception(problem)


def _with_close(pieces: Iterable[bytes]) -> Generator[bytes]:
    try:
        # An empty piece would read as the end.
        yield from filter(None, pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()


def _is_whole(scope: _Scope, size: int, empty: int) -> bool:
    """Tell whether a body came to its end; granian gives an empty piece for that, and for a fault.

    A query that broke off may still be a query, which nobody asked.
    """
    declared = scope.headers.get("content-length")
    return empty <= 1 and (declared is None or int(declared) == size)


def _send_whole(connection: _Connection, method: str, reply: Reply) -> None:
    headers = [(name.lower(), value) for name, value in reply.headers]
    if method == "HEAD" or not reply.body:
        connection.response_empty(int(reply.status[:3]), headers)
    else:
        connection.response_bytes(int(reply.status[:3]), headers, reply.body)


def _environ(scope: _Scope, body: bytes) -> WSGIEnvironment:
    """Give the request as WSGI has it."""
    server, _, port = scope.server.rpartition(":")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = _WITHOUT_HTTP.get(name) or "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    if scope.authority:
        environ.setdefault("HTTP_HOST", scope.authority)
    if environ.pop("HTTP_TRANSFER_ENCODING", None):
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ
