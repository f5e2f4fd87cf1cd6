"""Serve the home page."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template

from foramen.web.presentation import by_topic
from foramen.web.service import service

__all__ = ["blueprint"]

blueprint: Final = Blueprint("home", __name__)

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
