"""Set the headers that every answer has: pages run our own files only, anyone may read the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

__all__ = ["EVERYWHERE", "register"]

# Added by the front, to what Flask answers and to what is kept: each costs a call otherwise.
EVERYWHERE: Final = (
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Request-Id"),
)
# The data of a running service never change, but it may be started anew with others.
_LASTING: Final = "public, max-age=300"
_PASSING: Final = "no-store"
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Let the application add what depends on the answer, errors included."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    if request.method == "OPTIONS":
        for name, value in _PREFLIGHT.items():
            response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _LASTING if response.status_code == 200 else _PASSING
    # Where names come in several languages, the interface has said so already.
    if "Accept-Language" not in response.headers.get("Vary", ""):
        response.headers["Vary"] = "Accept, Accept-Encoding"
    return response
