"""Bodies of kinds that this service does not read, or that are not what their type says."""

from __future__ import annotations

import gzip
from typing import Final

from .model import Attack
from .talk import FORM, request

__all__ = ["BODIES"]

_DIRECT: Final = "application/sparql-query"
_QUERY: Final = b"ASK {}"


def _post(
    name: str, media_type: str, body: bytes, status: int, problem: str, **headers: str
) -> Attack:
    fields = {"Content-Type": media_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
    sent = request("POST", "/sparql", body, fields)
    return Attack(name, "body", sent, frozenset({status}), frozenset({problem}))


BODIES: Final = (
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
