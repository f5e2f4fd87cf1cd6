"""Bodies that are too large, broken off, or whose length is said in two ways."""

from __future__ import annotations

from typing import Final

from .model import Attack
from .talk import CLOSED

__all__ = ["FRAMINGS"]

_DIRECT: Final = "application/sparql-query"
_TRUE: Final = b'"boolean":true'
_QUERY: Final = b"ASK {}"
_PROBLEMS: Final = ("", "about:blank", "bad-request", "query-syntax-error", "request-too-slow")


def _raw(
    kind: str,
    name: str,
    headers: bytes,
    body: bytes,
    *statuses: int,
    holds: bytes = b"",
    shut: bool = False,
) -> Attack:
    head = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    kind_of_body = (
        b"" if b"Content-Type" in headers else b"Content-Type: " + _DIRECT.encode() + b"\r\n"
    )
    sent = head + kind_of_body + headers + b"\r\n" + body
    return Attack(name, kind, sent, frozenset(statuses), frozenset(_PROBLEMS), holds, shut)


def _chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))


_CHUNKED: Final = b"Transfer-Encoding: chunked\r\n"
_SMUGGLED: Final = b"GET /healthz?smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

_SIZES: Final = (
    _raw(
        "oversize", "by Content-Length", b"Content-Length: 300000\r\n", b"#" * 300_000, 413, CLOSED
    ),
    _raw("oversize", "chunked", _CHUNKED, _chunked(*[b"#" * 10_000] * 40), 413, CLOSED),
    _raw("oversize", "announced and not sent", b"Content-Length: 300000\r\n", b"", 408, 413),
    _raw(
        "oversize",
        "announced beyond all numbers",
        b"Content-Length: 999999999999999999\r\n",
        b"",
        408,
        413,
    ),
    _raw(
        "oversize",
        "more digits than a number has",
        b"Content-Length: " + b"9" * 400 + b"\r\n",
        b"",
        400,
        CLOSED,
    ),
    _raw(
        "oversize",
        "asked for leave first",
        b"Expect: 100-continue\r\nContent-Length: 900000000\r\n",
        b"",
        408,
        413,
    ),
    _raw("chunks", "60,000 of one byte", _CHUNKED, _chunked(*[b"#"] * 60_000), 400, 408),
    _raw(
        "chunks",
        "6 of one byte, one query",
        _CHUNKED,
        _chunked(*[b"%c" % c for c in _QUERY]),
        200,
        holds=_TRUE,
    ),
    _raw("chunks", "of no size", _CHUNKED, b"zz\r\nASK {}\r\n0\r\n\r\n", 400, CLOSED),
    _raw("chunks", "of a negative size", _CHUNKED, b"-6\r\nASK {}\r\n0\r\n\r\n", 400, CLOSED),
    _raw(
        "chunks",
        "of the greatest size",
        _CHUNKED,
        b"ffffffffffffffff\r\nASK {}\r\n0\r\n\r\n",
        400,
        408,
        413,
        CLOSED,
    ),
    _raw(
        "chunks",
        "of a size beyond all numbers",
        _CHUNKED,
        b"f" * 300 + b"\r\nASK {}\r\n0\r\n\r\n",
        400,
        CLOSED,
    ),
    _raw(
        "chunks",
        "with extensions of 100 kB",
        _CHUNKED,
        b"6;" + b"x" * 100_000 + b"\r\nASK {}\r\n0\r\n\r\n",
        400,
        CLOSED,
    ),
    _raw(
        "chunks",
        "with 20,000 trailers",
        _CHUNKED,
        b"6\r\nASK {}\r\n0\r\n" + b"a: b\r\n" * 20_000 + b"\r\n",
        200,
        400,
        CLOSED,
    ),
    _raw("chunks", "without an end", _CHUNKED, b"6\r\nASK {}\r\n", 408),
)
# What came is a query by itself: answered, it would be a wrong answer.
_TRUNCATED: Final = (
    _raw(
        "truncated", "a body, and gone", b"Content-Length: 60\r\n", _QUERY, 400, CLOSED, shut=True
    ),
    _raw("truncated", "a body, and silent", b"Content-Length: 60\r\n", _QUERY, 408),
    _raw("truncated", "chunks, and gone", _CHUNKED, b"6\r\nASK {}\r\n", 400, CLOSED, shut=True),
    _raw("truncated", "a chunk, and gone", _CHUNKED, b"60\r\nASK {}", 400, CLOSED, shut=True),
    _raw("truncated", "chunks, and rubbish", _CHUNKED, b"6\r\nASK {}\r\nzz\r\n", 400, CLOSED),
    _raw(
        "truncated",
        "a chunk longer than its size",
        _CHUNKED,
        b"6\r\nASK {}x\r\n0\r\n\r\n",
        400,
        CLOSED,
    ),
    _raw("truncated", "a head, and gone", b"X-Half: ", b"", 400, CLOSED, shut=True),
)
_SMUGGLING: Final = (
    _raw(
        "smuggling",
        "length and chunks",
        b"Content-Length: 6\r\n" + _CHUNKED,
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "chunks and length",
        _CHUNKED + b"Content-Length: 60\r\n",
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "two lengths",
        b"Content-Length: 6\r\nContent-Length: 60\r\n",
        _QUERY + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "a list of lengths",
        b"Content-Length: 6, 60\r\n",
        _QUERY + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "a length with a sign",
        b"Content-Length: +6\r\n",
        _QUERY + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling", "a negative length", b"Content-Length: -6\r\n", _QUERY + _SMUGGLED, 400, CLOSED
    ),
    _raw(
        "smuggling",
        "a length in base 16",
        b"Content-Length: 0x6\r\n",
        _QUERY + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "a space before the colon",
        b"Transfer-Encoding : chunked\r\n",
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "a coding that is not chunked",
        b"Transfer-Encoding: xchunked\r\n",
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling", "chunked twice", _CHUNKED * 2, _chunked(_QUERY) + _SMUGGLED, 200, 400, CLOSED
    ),
    _raw(
        "smuggling",
        "chunked, then not",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "chunked with a vertical tab",
        b"Transfer-Encoding: \x0bchunked\r\n",
        b"0\r\n\r\n" + _SMUGGLED,
        400,
        CLOSED,
    ),
    _raw(
        "smuggling",
        "behind a whole request",
        b"Content-Length: 6\r\n",
        _QUERY + _SMUGGLED,
        200,
        holds=_TRUE,
    ),
)

FRAMINGS: Final = (*_SIZES, *_TRUNCATED, *_SMUGGLING)
