"""Compress answers as the client accepts: zstd, br or gzip, whole ones and streamed ones."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask_compress import Compress
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from foramen.engine.results import BINDINGS, GRAPHS

if TYPE_CHECKING:
    from flask import Flask

__all__ = ["coding_for", "register"]

_ALGORITHMS: Final = ["zstd", "br", "gzip"]  # where a client likes all of them equally
_OTHERS: Final = [
    "text/html", "text/css", "text/plain", "text/javascript", "image/svg+xml",
    "application/javascript", "application/problem+json", "application/linkset+json",
    "application/owl+xml", "text/owl-functional", "application/fhir+json",
]  # fmt: skip


@lru_cache(maxsize=1000)
def coding_for(accept_encoding: str) -> str:
    """Choose the coding that a client likes best, or none; a quality of 0 forbids one.

    >>> coding_for("gzip, br;q=0.5"), coding_for("gzip;q=0"), coding_for("br, gzip, zstd")
    ('gzip', '', 'zstd')
    """
    accepted = parse_accept_header(accept_encoding, Accept)
    likes = [(accepted.quality(name), name) for name in _ALGORITHMS]
    quality, name = max(likes, key=lambda pair: pair[0])
    plain = accepted["identity"] if "identity" in accepted.values() else 0
    return name if quality > 0 and quality >= plain else ""


def register(app: Flask) -> None:
    """Let the application compress."""
    named = {name for f in (*BINDINGS, *GRAPHS) for name in (f.media_type, *f.aliases)}
    app.config["COMPRESS_ALGORITHM"] = _ALGORITHMS
    app.config["COMPRESS_STREAMS"] = True
    app.config["COMPRESS_ALGORITHM_STREAMING"] = _ALGORITHMS
    app.config["COMPRESS_MIMETYPES"] = sorted({*named, *_OTHERS})
    app.config["COMPRESS_BR_LEVEL"] = 4
    app.config["COMPRESS_GZIP_LEVEL"] = 5
    app.config["COMPRESS_ZSTD_LEVEL"] = 3
    Compress(app)
