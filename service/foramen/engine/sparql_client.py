"""Speak HTTP to a SPARQL store: pooled, certificates checked, nothing followed, all in time.

Credentials go into headers here and nowhere else. What goes wrong is told with the host, never
with what the store wrote: that is for the log.
"""

from __future__ import annotations

import base64
import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import quote_plus, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from foramen import resources
from foramen.errors import BadSetting, EngineFailure, QueryTimeout

from .breaker import Breaker
from .reply import Reply
from .watchdog import Watchdog

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

    from foramen.settings import Settings

    from .watchdog import Watch

__all__ = ["SparqlClient"]

_log: Final = logging.getLogger(__name__)

_CONNECT_S: Final = 3.0
_PROBE_MS: Final = 3_000
# Longer than the watchdog's time: that one tells a time-out from a broken connection.
_GRACE_S: Final = 2.0
_FORM: Final = "application/x-www-form-urlencoded"
_current: Final = threading.local()


class SparqlClient:
    """Connections to one store, with its credentials, and a breaker before them."""

    def __init__(
        self,
        address: str,
        *,
        connections: int,
        credentials: Mapping[str, str],
    ) -> None:
        self.address = address
        self.breaker = Breaker(self._probe)
        self._watchdog = Watchdog()
        self._pools = urllib3.PoolManager(
            maxsize=connections,
            headers={
                "User-Agent": f"foramen/{resources.version()}",
                "Accept-Encoding": "identity",
                **credentials,
            },
        )
        self._pools.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    @classmethod
    def of(cls, settings: Settings, connections: int) -> SparqlClient:
        """Make the one that the settings name.

        Raises:
            BadSetting: a credential cannot be sent.
        """
        credentials = {}
        if settings.engine_token:
            if not (settings.engine_token.isascii() and settings.engine_token.isprintable()):
                raise BadSetting("engine_token", "...", "it must be printable ASCII")
            credentials["Authorization"] = f"Bearer {settings.engine_token}"
        elif settings.engine_user or settings.engine_password:
            pair = f"{settings.engine_user}:{settings.engine_password}".encode()
            credentials["Authorization"] = f"Basic {base64.b64encode(pair).decode('ascii')}"
        return cls(settings.engine, connections=connections, credentials=credentials)

    @contextmanager
    def query(self, text: str, accept: str, limit_ms: int, *, dataset: str = "") -> Iterator[Reply]:
        """Ask a query, whatever becomes of it; it may be asked twice where a connection is stale.

        Args:
            text: the query.
            accept: what the answer may be.
            limit_ms: the time for all of it, with reading the answer.
            dataset: the graphs to ask, as further fields of the form, each with an & before it.

        Raises:
            EngineFailure: the store cannot be reached.
            QueryTimeout: it said nothing in time.
        """
        self.breaker.require_closed()
        with self._ask(text, accept, limit_ms, dataset) as reply:
            yield reply

    @contextmanager
    def send(
        self,
        address: str,
        body: bytes,
        content_type: str,
        limit_ms: int,
        *,
        accept: str = "*/*",
        again: bool = False,
    ) -> Iterator[Reply]:
        """Post something and give the answer, which is closed at the end.

        Args:
            address: where to.
            body: what.
            content_type: of which kind it is.
            limit_ms: the time for all of it, with reading the answer.
            accept: what the answer may be.
            again: post it twice where a kept connection was closed at the other end meanwhile.
        """
        with self._watchdog.until(time.monotonic() + limit_ms / 1000) as watch:
            headers = {**self._pools.headers, "Accept": accept, "Content-Type": content_type}
            try:
                response = self._posted(address, body, headers, watch, again=again)
            except (HTTPError, OSError, ValueError) as problem:
                self._explain(address, problem, watch, limit_ms)
            self.breaker.answered()
            reply = Reply(response, watch, limit_ms)
            try:
                yield reply
            finally:
                reply.close()

    def close(self) -> None:
        """End all connections."""
        self._pools.clear()

    def _ask(
        self, text: str, accept: str, limit_ms: int, dataset: str = ""
    ) -> AbstractContextManager[Reply]:
        body = f"query={quote_plus(text)}{dataset}".encode("ascii")
        return self.send(self.address, body, _FORM, limit_ms, accept=accept, again=True)

    def _posted(
        self, address: str, body: bytes, headers: Mapping[str, str], watch: Watch, *, again: bool
    ) -> urllib3.BaseHTTPResponse:
        _current.watch = watch
        try:
            return self._pools.urlopen(
                "POST",
                address,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(connect=_CONNECT_S, read=watch.left_s + _GRACE_S),
                preload_content=False,
                decode_content=False,
            )
        except ProtocolError:
            if not again or watch.is_over:
                raise
            return self._posted(address, body, headers, watch, again=False)

    def _explain(self, address: str, problem: Exception, watch: Watch, limit_ms: int) -> NoReturn:
        reached = not isinstance(problem, NewConnectionError | ConnectTimeoutError | SSLError)
        if reached and (watch.is_over or isinstance(problem, ReadTimeoutError)):
            self.breaker.was_silent()
            raise QueryTimeout(limit_ms) from None
        host = urlsplit(address).netloc
        _log.warning("the store at %s cannot be asked: %s", host, problem)
        reason = f"{_reason(problem)} at {host}."
        self.breaker.is_gone(reason)
        raise EngineFailure(reason) from None

    def _probe(self) -> None:
        """Ask what every store can answer at once."""
        try:
            with self._ask("ASK {}", "*/*", _PROBE_MS) as reply:
                reply.text()
        except QueryTimeout:
            reason = f"the store at {urlsplit(self.address).netloc} does not answer."
            self.breaker.is_gone(reason)
            raise EngineFailure(reason) from None


def _reason(problem: Exception) -> str:
    if isinstance(problem, SSLError):
        return "no trusted connection can be made to the store"
    if isinstance(problem, NewConnectionError):  # first: it is a ConnectTimeoutError by descent
        return "no store can be reached"
    if isinstance(problem, ConnectTimeoutError):
        return f"nothing answers within {_CONNECT_S:g} s"
    return "the connection broke to the store"


class _Connection(HTTPConnection):
    def getresponse(self) -> Any:
        _current.watch.cover(self.sock)
        return super().getresponse()


class _SecureConnection(HTTPSConnection):
    def getresponse(self) -> Any:
        _current.watch.cover(self.sock)
        return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
