"""Set the headers that every answer has: nothing runs in a page, anyone may read the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

__all__ = ["register"]

_EVERYWHERE: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Let the application add the headers to every answer, errors included."""
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    response.headers.update(_EVERYWHERE)
    if request.method == "OPTIONS":
        response.headers.update(_PREFLIGHT)
    response.vary.add("Accept")
    return response
