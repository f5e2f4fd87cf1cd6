"""Stand before the application: admit clients, answer from memory, and keep account.

It is WSGI middleware. What needs no application (a kept answer, an answer that the client has, a
client that asks too much) is decided by `at_once`, which an asynchronous server may call in its
event loop.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from werkzeug.http import parse_etags
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wsgi import ClosingIterator

from foramen.errors import EngineBusy, TooManyRequests

from .compression import coding_for
from .headers import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from .clients import Clients
    from .kept_answers import KeptAnswers
    from .requests_log import RequestsLog, Trace

__all__ = ["PROBLEM", "TRACE", "Front", "Reply"]

# The exception that the application is to answer, where something was wrong before it was asked.
PROBLEM: Final = "foramen.problem"
TRACE: Final = "foramen.trace"
_KEY: Final = "foramen.key"
_FIXED: Final = "foramen.fixed"
_VARY: Final = "Accept, Accept-Encoding"
# Below this address answers also depend on the languages that a client wants.
_IN_LANGUAGES: Final = "/fhir"
# A larger answer is sent piece by piece, so that a slow reader holds a file and not memory.
_WHOLE_BYTES: Final = 1_048_576
_LARGE_AT_ONCE: Final = 32


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Front:
    """The middleware; one for each server process."""

    def __init__(
        self,
        app: WSGIApplication,
        *,
        version: str,
        kept: KeptAnswers,
        clients: Clients,
        log: RequestsLog,
        trusted_proxies: int,
    ) -> None:
        self._app = app
        self._version = version
        self._kept = kept
        self._clients = clients
        self._log = log
        self._large = threading.BoundedSemaphore(_LARGE_AT_ONCE)
        count = trusted_proxies
        self._proxies = (
            ProxyFix(
                _nothing, x_for=count, x_proto=count, x_host=count, x_port=count, x_prefix=count
            )
            if count
            else None
        )

    def at_once(self, environ: WSGIEnvironment, body: bytes = b"") -> Reply | None:
        """Answer without the application, if that can be.

        Args:
            environ: the request; what is found out about it is noted there.
            body: what a POST sends, where it was read already.
        """
        self._begin(environ)
        environ["HTTP_ACCEPT_ENCODING"] = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = environ[_KEY] = self._key(environ, body)
        if key is None or environ.get(PROBLEM) is not None:
            return None
        reply = self._conditional(environ, key) or self._kept.get(key)
        if reply is None:
            return None
        trace: Trace = environ[TRACE]
        trace.from_memory = True
        self._clients.leave(environ)
        self._log.write(environ, trace, reply.status, len(reply.body))
        return Reply(reply.status, (*reply.headers, ("X-Request-Id", trace.id)), reply.body)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, by the application where `at_once` cannot."""
        if _KEY not in environ:
            reply = self.at_once(environ)
            if reply is not None:
                start_response(reply.status, list(reply.headers))
                return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]
        return self._through(environ, start_response)

    def _begin(self, environ: WSGIEnvironment) -> None:
        environ[TRACE] = self._log.begin()
        if self._proxies is not None:
            self._proxies(environ, _ignore)
        try:
            self._clients.admit(environ)
        except TooManyRequests as problem:
            environ.setdefault(PROBLEM, problem)

    def _key(self, environ: WSGIEnvironment, body: bytes) -> bytes | None:
        """Name what the answer depends on, beside the data."""
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD", "POST"} or (method == "POST" and not body):
            return None
        parts = (
            self._version,
            "POST" if method == "POST" else "GET",
            environ.get("wsgi.url_scheme", ""),
            environ.get("HTTP_HOST", ""),
            environ.get("SCRIPT_NAME", ""),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            environ.get("HTTP_ACCEPT", ""),
            environ["HTTP_ACCEPT_ENCODING"],
            environ.get("CONTENT_TYPE", "") if method == "POST" else "",
            environ.get("HTTP_ACCEPT_LANGUAGE", "") if _is_in_languages(environ) else "",
        )
        text = "\0".join(parts).encode("utf-8", "surrogateescape")
        return hashlib.blake2b(text + b"\0" + body, digest_size=16).digest()

    def _conditional(self, environ: WSGIEnvironment, key: bytes) -> Reply | None:
        """Tell a client that what it has is still right: the data never change under a version."""
        given = environ.get("HTTP_IF_NONE_MATCH")
        if not given or environ["REQUEST_METHOD"] == "POST":
            return None
        etag = key.hex()
        if not parse_etags(given).contains_weak(etag) or given.strip() == "*":
            return None
        vary = f"{_VARY}, Accept-Language" if _is_in_languages(environ) else _VARY
        headers = (("ETag", f'W/"{etag}"'), ("Vary", vary), *EVERYWHERE)
        return Reply("304 NOT MODIFIED", headers, b"")

    def _through(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        trace: Trace = environ[TRACE]
        given: list[Any] = []

        def keep(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            given[:] = [status, headers]

        body = self._app(environ, keep)
        try:
            if _is_large(given, environ) and not self._large.acquire(blocking=False):
                _close(body)
                environ[PROBLEM] = EngineBusy(_LARGE_AT_ONCE)
                body = self._app(environ, keep)
            status, headers = given
            own = {name.lower() for name, _ in headers}
            headers += [pair for pair in EVERYWHERE if pair[0].lower() not in own]
            lasting = self._is_lasting(environ, status, headers)
            if lasting and environ["REQUEST_METHOD"] != "POST":
                headers.append(("ETag", f'W/"{environ[_KEY].hex()}"'))
            whole = None if _is_large(given, environ) else b"".join(body)
            if whole is not None and lasting and environ["REQUEST_METHOD"] != "HEAD":
                self._kept.put(environ[_KEY], Reply(status, tuple(headers), whole))
        except BaseException:
            _close(body)
            self._finish(environ, trace, "500", 0)
            raise
        headers.append(("X-Request-Id", trace.id))
        start_response(status, headers)
        if whole is not None:
            _close(body)
            self._finish(environ, trace, status, len(whole))
            return [whole]
        size = _length(headers) or 0
        return ClosingIterator(
            body,
            [
                self._large.release,
                lambda: _close(body),
                lambda: self._finish(environ, trace, status, size),
            ],
        )

    @staticmethod
    def _is_lasting(
        environ: WSGIEnvironment, status: str, headers: Iterable[tuple[str, str]]
    ) -> bool:
        """Tell whether the application marked the answer as the same for everyone, for long."""
        return (
            status.startswith("200")
            and environ[_KEY] is not None
            and not any(name.lower() == "etag" for name, _ in headers)
            and any(
                name.lower() == "cache-control" and value.startswith("public")
                for name, value in headers
            )
        )

    def _finish(self, environ: WSGIEnvironment, trace: Trace, status: str, size: int) -> None:
        self._clients.leave(environ)
        self._log.write(environ, trace, status, size)


def _is_in_languages(environ: WSGIEnvironment) -> bool:
    return str(environ["PATH_INFO"]).startswith(_IN_LANGUAGES)


def _length(headers: Iterable[tuple[str, str]]) -> int | None:
    return next((int(value) for name, value in headers if name.lower() == "content-length"), None)


def _is_large(given: list[Any], environ: WSGIEnvironment) -> bool:
    """Tell whether an answer is sent in pieces; one that is compressed on the way has no length."""
    status, headers = given
    if environ["REQUEST_METHOD"] == "HEAD" or not status.startswith(("200", "206")):
        return False
    length = _length(headers)
    return length is None or length > _WHOLE_BYTES


def _nothing(*_: Any) -> Iterable[bytes]:
    return ()


def _ignore(*_: Any) -> Any:
    return None


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
