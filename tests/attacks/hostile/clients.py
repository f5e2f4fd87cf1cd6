"""Clients that dawdle, flood, leave, or never read: what they do, and what must come of it."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from .data import F
from .serving import until
from .talk import CLOSED, asking, connected, exchange, read_reply, request

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["BEHAVIOURS", "LARGE", "LARGE_ROWS", "NeverReaders"]

_HEAVY: Final = asking("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }")
_HEALTH: Final = request("GET", "/healthz")
_POST: Final = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    b"Content-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\n"
)
# An answer of ten megabytes, more than any buffer on the way holds.
LARGE_ROWS: Final = 2_500
LARGE: Final = asking(
    f'PREFIX f: <{F}> SELECT (CONCAT(STR(?n), "{"y" * 4_000}") AS ?long) '
    f"{{ ?a f:number ?n FILTER(?n < {LARGE_ROWS}) }}"
)


def slow_heads(port: int, source: str) -> None:
    """30 connections send a head byte by byte: the server closes them."""
    _dawdle(port, source, b"GET /healthz HTTP/1.1\r\nX-Slow: ", {CLOSED, 408})


def slow_bodies(port: int, source: str) -> None:
    """30 connections send a body byte by byte: each is told that it is too slow."""
    _dawdle(port, source, _POST, {408})


def _dawdle(port: int, source: str, beginning: bytes, statuses: set[int]) -> None:
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connected(port, source)) for _ in range(30)]
        for connection in connections:
            connection.sendall(beginning)
        answered: Counter[int] = Counter()

        def all_are_answered() -> bool:
            ready, _, _ = select.select(connections, [], [], 0.1)
            for connection in ready:
                connections.remove(connection)
                answered[read_reply(connection).status] += 1
            for connection in connections:
                with contextlib.suppress(ConnectionError):
                    connection.sendall(b"x")
            return not connections

        until(all_are_answered, "every slow connection is ended")
    assert set(answered) <= statuses, answered


def idle(port: int, source: str) -> None:
    """1,100 connections send nothing: others still find room, and all are closed."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(connected(port, source)) for _ in range(1_100)]
        assert exchange(port, _HEALTH).status == 200
        for connection in connections:
            assert connection.recv(1) == b""


def churn(port: int, source: str) -> None:
    """500 connections are made and dropped, whole, half said, and by force."""
    for number in range(500):
        with connected(port, source) as connection:
            if number % 3 == 1:
                connection.sendall(_HEALTH[: number % 40])
            if number % 3 == 2:
                _break(connection)


def half_closed(port: int, source: str) -> None:
    """A client that will say no more gets its answer, or an end, and never hangs."""
    for sent in (_HEALTH, asking("ASK {}"), _HEAVY):
        assert exchange(port, sent, source=source, shut=True).status in {200, 504, CLOSED}


def pipelined(port: int, source: str) -> None:
    """100 requests at once on one connection get 100 answers in their order."""
    requests = [
        asking(f"SELECT ?x {{ VALUES ?x {{ {number} }} }}", {"Connection": "keep-alive"})
        for number in range(100)
    ]
    with connected(port, source) as connection, ThreadPoolExecutor(1) as sending:
        sending.submit(connection.sendall, b"".join(requests) + _HEALTH)
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    values = [piece.partition(b'"')[0] for piece in received.split(b'"value":"')[1:]]
    assert values == [b"%d" % number for number in range(100)]
    assert received.endswith(b'"version":"0.0.1"}\n')


def pipelined_and_gone(port: int, source: str) -> None:
    """100 heavy queries at once on one connection, of a client that leaves."""
    with connected(port, source) as connection:
        connection.sendall(_HEAVY.replace(b"Connection: close", b"Connection: keep-alive") * 100)
        _break(connection)


def flood(port: int, source: str) -> None:
    """40 heavy queries of one client at once: it gets its share, and is told so."""
    with ThreadPoolExecutor(40) as pool:
        replies = list(pool.map(lambda _: exchange(port, _HEAVY, source=source), range(40)))
    found = Counter((reply.status, reply.problem) for reply in replies)
    assert set(found) == {(504, "query-timeout"), (429, "too-many-requests")}, found
    assert all("retry-after" in reply.headers for reply in replies if reply.status == 429)


def abandoned(port: int, source: str) -> None:
    """30 heavy queries of a client that does not wait for the answer."""
    for _ in range(30):
        with connected(port, source) as connection:
            connection.sendall(_HEAVY)
            _break(connection)


def broken_bodies(port: int, source: str) -> None:
    """60 bodies are begun and broken off by force."""
    for number in range(60):
        with connected(port, source) as connection:
            connection.sendall(_POST + b"ASK {} #" + b"x" * number)
            _break(connection)


def one_connection_for_all(port: int, source: str) -> None:
    """What one request does wrong spoils none that follows on the same connection."""
    wrong = request("GET", "/sparql?query=%ff", b"", {"Connection": "keep-alive"})
    right = request("GET", "/sparql?query=ASK%7B%7D", b"", {"Connection": "keep-alive"})
    with connected(port, source) as connection:
        for _ in range(50):
            connection.sendall(wrong)
            assert read_reply(connection).status == 400
            connection.sendall(right)
            assert read_reply(connection).content["boolean"] is True


def _break(connection: socket.socket) -> None:
    """Let the connection end with a reset instead of a farewell."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class NeverReaders:
    """Ten clients that ask for a large answer and take none of it."""

    def __init__(self, port: int, sources: list[str]) -> None:
        self._stack = contextlib.ExitStack()
        for source in sources:
            connection = self._stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            connection.bind((source, 0))
            connection.connect(("127.0.0.1", port))
            connection.sendall(LARGE)

    def close(self) -> None:
        """Leave at last."""
        self._stack.close()


BEHAVIOURS: Final[tuple[Callable[[int, str], None], ...]] = (
    slow_heads, slow_bodies, idle, churn, half_closed, pipelined, pipelined_and_gone, flood,
    abandoned, broken_bodies, one_connection_for_all,
)  # fmt: skip
