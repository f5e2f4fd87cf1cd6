"""Show a plan of lessons within a budget that respects prerequisites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_plan", __name__)


@blueprint.get("/teach/plan")
def plan() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "plan", "Plan", "A plan of lessons within a budget that respects prerequisites.", ()
    )
    return answered(handout, given, "teach/plan.html")
