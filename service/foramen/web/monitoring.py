"""Tell a monitor how the service fares: alive, ready, and its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, abort, jsonify, request

from .metrics import CONTENT_TYPE
from .service import service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("monitoring", __name__)

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@blueprint.after_request
def never_keep(response: Response) -> Response:
    """Keep no answer of these: each is of the moment."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Tell that the process answers, and with which data; the engine is not asked."""
    parts = service()
    return jsonify(status="ok", version=parts.knowledge.version, engine=parts.engine.name)


@blueprint.get("/readyz")
def readiness() -> ResponseReturnValue:
    """Tell that queries can be answered, or 503 with the reason."""
    parts = service()
    parts.engine.require_ready()
    return jsonify(status="ready", version=parts.knowledge.version, engine=parts.engine.name)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Give the counts in the format of Prometheus, to whom the settings say."""
    parts = service()
    who = parts.settings.metrics
    if who == "none" or (who == "local" and request.remote_addr not in _THIS_MACHINE):
        abort(404)
    return Response(parts.metrics.text(), content_type=CONTENT_TYPE)
