"""Serve the tools for language models at `/mcp` (MCP over HTTP)."""

from __future__ import annotations

import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, request
from werkzeug.exceptions import MethodNotAllowed

from foramen.errors import BadRequest, QueryNotAllowed, UnsupportedMediaType

from .service import service

if TYPE_CHECKING:
    from foramen.agents.http import HttpAnswerer

__all__ = ["blueprint"]

blueprint: Final = Blueprint("mcp", __name__)

_KEPT: Final = "foramen.mcp"
_LOCK: Final = threading.Lock()
_JSON: Final = "application/json"
_LOCAL: Final = {"localhost", "127.0.0.1", "::1"}
# What clients of the protocol send along; a browser sends none of it without leave.
_SENT_BY_PAGES: Final = (
    "Accept, Content-Type, Last-Event-ID, Mcp-Method, Mcp-Name, Mcp-Protocol-Version, "
    "Mcp-Session-Id"
)
_TAKEN: Final = ("POST", "OPTIONS")
# Named, since GET would else be a term of this name.
_REFUSED: Final = ("GET", "PUT", "PATCH", "DELETE")


@blueprint.route("/mcp", methods=(*_TAKEN, *_REFUSED), provide_automatic_options=False)
def mcp() -> Response:
    """Answer one message; nothing is sent unasked, so there is no stream to open by GET."""
    if request.method == "OPTIONS":
        return Response(
            headers={"Allow": ", ".join(_TAKEN), "Access-Control-Allow-Headers": _SENT_BY_PAGES}
        )
    if request.method != "POST":
        raise MethodNotAllowed(_TAKEN, "Send each MCP message with POST.")
    _require_known_page()
    if request.mimetype != _JSON:
        raise UnsupportedMediaType(request.headers.get("Content-Type", ""), (_JSON,))
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise BadRequest("Send the message as it is, without a Content-Encoding.")
    answer = _answerer().answer(request.headers.items(), request.get_data(cache=False))
    response = Response(answer.body, answer.status)
    del response.headers["Content-Type"]
    for name, value in answer.headers:
        response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response


def _require_known_page() -> None:
    """Refuse web pages of strangers, as the protocol asks against DNS rebinding.

    Only browsers send an Origin, and its host is that of the page: by that a page is known, even
    where it had its own name lead to this machine. Programs and reverse proxies have none.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return
    allowed = service().settings.mcp_origins.split()
    if origin in allowed or _is_local(origin):
        return
    raise QueryNotAllowed(
        "This Origin",
        "Web pages of other sites may not use /mcp, unless FORAMEN_MCP_ORIGINS names them; "
        "programs may, and pages may use /sparql.",
    )


def _is_local(origin: str) -> bool:
    try:
        parts = urlsplit(origin)
        return parts.scheme in {"http", "https"} and parts.hostname in _LOCAL
    except ValueError:
        return False


def _answerer() -> HttpAnswerer:
    """Give what answers, made when first asked for."""
    if find_spec("mcp") is None:
        abort(
            501,
            "This installation has no tools for language models. Whoever runs it adds them with: "
            "pip install 'foramen[mcp]'",
        )
    from foramen.agents.http import HttpAnswerer
    from foramen.agents.parts import Parts, Terms

    held = current_app.extensions
    with _LOCK:
        if _KEPT not in held:
            parts = service()
            held[_KEPT] = HttpAnswerer(
                Parts(
                    parts.knowledge, parts.engine, parts.questions, parts.concepts,
                    lambda: Terms(parts.search, parts.codes),
                )
            )  # fmt: skip
    return cast("HttpAnswerer", held[_KEPT])
