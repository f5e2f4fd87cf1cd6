"""Show everything that is needed before a concept, in an order that breaks no prerequisite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_path", __name__)


@blueprint.get("/teach/path")
def path() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "path",
        "Path",
        "Everything that is needed before a concept, in an order that breaks no prerequisite.",
        (),
    )
    return answered(handout, given, "teach/path.html")
