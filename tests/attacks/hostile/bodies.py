"""Bodies that are not what their headers say, or more than anyone would send."""

from __future__ import annotations

import gzip
from typing import Final

from .model import Attack
from .talk import CLOSED, FORM, request

__all__ = ["BODIES"]

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


def _post(
    name: str, media_type: str, body: bytes, status: int, problem: str, **headers: str
) -> Attack:
    fields = {"Content-Type": media_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
    sent = request("POST", "/sparql", body, fields)
    return Attack(name, "body", sent, frozenset({status}), frozenset({problem}))


def _chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))


_CHUNKED: Final = b"Transfer-Encoding: chunked\r\n"
_SMUGGLED: Final = b"GET /healthz?smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

_KINDS: Final = (
    _post(
        "a gzip bomb",
        _DIRECT,
        gzip.compress(b"#" * 50_000_000, 9),
        415,
        "unsupported-media-type",
        Content_Encoding="gzip",
    ),
    _post(
        "a coding that nobody knows",
        _DIRECT,
        _QUERY,
        415,
        "unsupported-media-type",
        Content_Encoding="gzip, gzip, br",
    ),
    _post(
        "multipart",
        "multipart/form-data; boundary=x",
        b"--x\r\n" * 20_000,
        415,
        "unsupported-media-type",
    ),
    _post(
        "multipart without a boundary",
        "multipart/form-data",
        b"--" * 5_000,
        415,
        "unsupported-media-type",
    ),
    _post(
        "JSON nested 50,000 deep", "application/json", b"[" * 50_000, 415, "unsupported-media-type"
    ),
    _post(
        "XML with entities",
        "application/xml",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        415,
        "unsupported-media-type",
    ),
    _post(
        "UTF-16",
        f"{_DIRECT}; charset=utf-16",
        "ASK {}".encode("utf-16"),
        415,
        "unsupported-media-type",
    ),
    _post("UTF-7", f"{_DIRECT}; charset=utf-7", b"+AEEAUwBL- {}", 415, "unsupported-media-type"),
    _post("a type of 20 kB", "a/" + "b" * 20_000, _QUERY, 415, "unsupported-media-type"),
    _post(
        "a type of quotation marks",
        'a/b; c="' + '\\"' * 10_000,
        _QUERY,
        415,
        "unsupported-media-type",
    ),
    _post("bytes that are no UTF-8", _DIRECT, b"ASK {} # \xff\xfe", 400, "bad-request"),
    _post("zero bytes", _DIRECT, b"\0" * 10_000, 400, "query-syntax-error"),
    _post("a form that is no UTF-8", FORM, b"query=%ff", 400, "bad-request"),
    _post("a form of 60,000 fields", FORM, b"a&" * 60_000, 400, "bad-request"),
    _post("a form without a query", FORM, b"=" * 60_000, 400, "bad-request"),
    _post("an update", "application/sparql-update", b"DROP ALL", 403, "query-not-allowed"),
    _post("an update in a form", FORM, b"update=DROP+ALL", 403, "query-not-allowed"),
    _post("an update as a query", FORM, b"query=DROP+ALL", 403, "query-not-allowed"),
)
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
BODIES: Final = (*_KINDS, *_SIZES)
