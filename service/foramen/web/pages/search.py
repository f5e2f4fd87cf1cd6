"""Search the terms, and suggest them while a name is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request

from foramen.terminology.fitting import fit
from foramen.web.parameters import Parameters
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["blueprint"]

blueprint: Final = Blueprint("search", __name__)

_SUGGESTED: Final = 8
_KINDS: Final[Mapping[str, str]] = {
    "class": "class",
    "individual": "individual",
    "property": "relation",
}


@blueprint.get("/search")
def search() -> str:
    """Show what a search finds."""
    return render_template("search.html")


@blueprint.get("/search/suggest")
def suggest() -> Response:
    """Give the options of a list, as HTML for the script of the pages."""
    parameters = Parameters(request.args, ("q", "kind", "topic"))
    text = parameters.text("q")
    kind = parameters.choice("kind", ("", *_KINDS), "")
    topic = parameters.text("topic")
    if not text:
        return Response("", mimetype="text/html")
    found = service().search.find(
        text,
        limit=_SUGGESTED,
        kinds=(kind,) if kind else (),
        topics=(topic,) if topic else (),
    )
    fits = [fit(hit) for hit in found.hits]
    return Response(render_template("search/_suggestions.html", fits=fits, kinds=_KINDS))
