"""Serve the home page and the health check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, jsonify, render_template

from .presentation import by_topic
from .service import service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

__all__ = ["blueprint"]

blueprint: Final = Blueprint("pages", __name__)

_FEATURED_PER_TOPIC: Final = 2
_SAMPLE: Final = "SELECT * FROM <{}> WHERE {{ ?subject ?predicate ?object }} LIMIT 100"


@blueprint.get("/")
def home() -> str:
    """Say what this is, how much there is of it, and where each kind of reader begins."""
    featured = [
        (topic, questions[:_FEATURED_PER_TOPIC])
        for topic, questions in by_topic(service().questions.values())
    ]
    return render_template(
        "home.html", featured=featured, total=len(service().questions), sample=_SAMPLE
    )


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """Tell a monitor that the process answers, and with which data."""
    parts = service()
    response = jsonify(status="ok", version=parts.knowledge.version, engine=parts.engine.name)
    response.headers["Cache-Control"] = "no-store"
    return response
