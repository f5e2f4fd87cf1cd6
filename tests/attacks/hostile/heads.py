"""Request lines, headers and parameters that no honest client sends."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from .model import Attack
from .talk import CLOSED, request

__all__ = ["HEADS", "INJECTED"]

# A header that no answer may carry: it could only come out of a request.
INJECTED: Final = "x-injected"
_ASK: Final = "/sparql?query=" + quote("ASK {}")
_TRUE: Final = b'"boolean":true'
# A server may say what is wrong with a head, or close the connection.
_REFUSED: Final = (400, 431, CLOSED)


def _sent(
    kind: str,
    name: str,
    sent: bytes,
    *statuses: int,
    problems: tuple[str, ...] = (
        "",
        "about:blank",
        "bad-request",
        "not-acceptable",
        "unknown-term",
    ),
    holds: bytes = b"",
) -> Attack:
    return Attack(name, kind, sent, frozenset(statuses), frozenset(problems), holds)


def _head(name: str, *lines: bytes, statuses: tuple[int, ...], holds: bytes = b"") -> Attack:
    head = [b"GET " + _ASK.encode() + b" HTTP/1.1", b"Host: localhost", b"Connection: close"]
    sent = b"\r\n".join([*head, *lines]) + b"\r\n\r\n"
    return _sent("header", name, sent, *statuses, holds=holds)


_HEADERS: Final = (
    _head("one of 600 kB", b"X-Long: " + b"x" * 600_000, statuses=_REFUSED),
    _head("20,000 lines", *[b"X-%d: y" % number for number in range(20_000)], statuses=_REFUSED),
    _head("a zero byte", b"X-Zero: a\0b", statuses=_REFUSED),
    _head("a name with a space", b"X Y: z", statuses=_REFUSED),
    _head("a folded line", b"X-Fold: a", b"  b", statuses=(*_REFUSED, 200)),
    _head("bytes that are no UTF-8", b"Accept: \xff\xfe\xc0\xaf", statuses=(400, 200, 406)),
    _head("a bare carriage return", b"X-Bare: a\rX-Injected: yes", statuses=_REFUSED),
    _head("a name of colons", b":::: x", statuses=_REFUSED),
    _head("Host twice", b"Host: evil.example", statuses=(200, 400)),
    _head(
        "X-Forwarded of nobody we trust",
        b"X-Forwarded-Host: evil.example",
        b"X-Forwarded-Proto: gopher",
        b"X-Forwarded-Prefix: //evil.example",
        b"X-Forwarded-For: 127.0.0.1",
        statuses=(200,),
        holds=_TRUE,
    ),
    _head("Expect of something else", b"Expect: a-miracle", statuses=(200, 417), holds=_TRUE),
    _head("an upgrade to h2c", b"Upgrade: h2c", b"HTTP2-Settings: AAMAAABk", statuses=(200,)),
    _head(
        "an upgrade to a web socket",
        b"Upgrade: websocket",
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        statuses=(200, 400),
    ),
    _head(
        "Accept with 5,000 ranges",
        b"Accept: " + b",".join(b"a/b%d;q=0.%d" % (n, n % 10) for n in range(5_000)) + b",*/*",
        statuses=(200,),
        holds=_TRUE,
    ),
    _head("Accept with 40,000 commas", b"Accept: " + b"," * 40_000, statuses=(200, 400, 406)),
    _head(
        "Accept with 20,000 parameters",
        b"Accept: */*" + b";a=b" * 20_000,
        statuses=(200, 400, 406),
    ),
    _head(
        "Accept with weights that are no numbers",
        b"Accept: */*;q=1e309, a/b;q=nan, c/d;q=-inf, text/html;q=9" + b"9" * 5_000,
        statuses=(200, 400, 406),
    ),
    _head(
        "Accept with quotation marks that do not close",
        b'Accept: text/html;x="' + b'\\"' * 20_000,
        statuses=(200, 400, 406),
    ),
    _head(
        "If-None-Match with 10,000 tags",
        b"If-None-Match: " + b", ".join(b'"%d"' % n for n in range(10_000)),
        statuses=(200,),
        holds=_TRUE,
    ),
    _head(
        "If-None-Match that does not close",
        b'If-None-Match: W/"' + b'"W/' * 30_000,
        statuses=(200,),
        holds=_TRUE,
    ),
    _head(
        "If-Modified-Since of no day",
        b"If-Modified-Since: 99999999999999999999",
        b"If-Range: x" * 50,
        statuses=(200,),
        holds=_TRUE,
    ),
    _head(
        "Accept-Encoding with 10,000 codings",
        b"Accept-Encoding: "
        + b",".join(b"c%d" % n for n in range(10_000))
        + b",*;q=0,identity;q=0",
        statuses=(200, 406),
    ),
    _head(
        "Cookie with 10,000 crumbs", b"Cookie: " + b"a=b;" * 10_000, statuses=(200,), holds=_TRUE
    ),
    _head(
        "Authorization that does not decode",
        b"Authorization: Basic " + b"=" * 10_000,
        statuses=(200,),
        holds=_TRUE,
    ),
    _head(
        "Content-Type with 10,000 parameters",
        b"Content-Type: a/b" + b";c=d" * 10_000,
        statuses=(200,),
        holds=_TRUE,
    ),
)
_HOSTS: Final = tuple(
    _sent(
        "header",
        f"Host: {host[:30]!r}",
        f"GET / HTTP/1.1\r\nConnection: close\r\nHost: {host}\r\n\r\n".encode("latin-1"),
        200,
        400,
        CLOSED,
    )
    for host in (
        '"><script>alert(1)</script>',
        "a b",
        "localhost:99999999",
        "[::1",
        "x" * 70_000,
        "../..",
        "user@evil.example",
        "\xff\xfe",
        "",
    )
)
_LINES: Final = tuple(
    _sent("request line", name, sent, *statuses)
    for name, sent, statuses in (
        ("no version", b"GET /\r\n\r\n", _REFUSED),
        ("version 9.9", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", (*_REFUSED, 505)),
        ("no host in 1.1", b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", (200, 400)),
        ("HTTP/1.0", b"GET /healthz HTTP/1.0\r\n\r\n", (200,)),
        ("the start of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\0" * 90, (*_REFUSED, 505)),
        (
            "the start of TLS",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 600,
            _REFUSED,
        ),
        ("zero bytes", b"\0" * 100_000, _REFUSED),
        ("60,000 empty lines", b"\r\n" * 60_000 + b"GET / HTTP/1.1\r\n\r\n", (*_REFUSED, 200)),
        (
            "a target of 400 kB",
            request("GET", "/sparql?query=" + "a" * 400_000),
            (400, 413, 414, 431, CLOSED),
        ),
        (
            "a method of 100 kB",
            b"A" * 100_000 + b" / HTTP/1.1\r\nHost: a\r\n\r\n",
            (*_REFUSED, 405),
        ),
        ("a method of one's own", request("BREW", "/sparql"), (405,)),
        ("a method in small letters", request("get", _ASK), (200, 405)),
        ("TRACE", request("TRACE", "/", b"", {"X-Secret": "s3cret"}), (405,)),
        (
            "CONNECT",
            b"CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n"
            b"Connection: close\r\n\r\n",
            (*_REFUSED, 404, 405),
        ),
        ("PUT", request("PUT", "/graph/about", b"<a:b> <a:b> <a:b> ."), (405,)),
        ("DELETE", request("DELETE", "/graph/about"), (405,)),
        ("PATCH", request("PATCH", "/sparql", b"x"), (405,)),
        ("a target elsewhere", request("GET", "http://evil.example/downloads"), (200, 400, 404)),
        (
            "a target with a name",
            request("GET", "http://user:secret@evil.example:1/"),
            (200, 400, 404),
        ),
        ("a target that is no path", request("GET", "sparql"), (*_REFUSED, 200, 404)),
        ("a target of dots", request("GET", "/" + "../" * 5_000), (400, 404, 308)),
        ("a target of slashes", request("GET", "/" * 50_000), (200, 308, 400, 404)),
        (
            "a target with raw bytes",
            b"GET /\xff\xfe HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            (400, 404, CLOSED),
        ),
    )
)
HEADS: Final = (*_HEADERS, *_HOSTS, *_LINES)
