"""Show what to teach in which order, with a reason for each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_topics", __name__)


@blueprint.get("/teach/")
def topics() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "topics", "Teach", "What to teach in which order, with a reason for each step.", ()
    )
    return answered(handout, given, "teach/topics.html")
