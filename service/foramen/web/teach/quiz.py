"""Show multiple-choice questions drafted from facts, for review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_quiz", __name__)


@blueprint.get("/teach/quiz")
def quiz() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "quiz", "Quiz drafts", "Multiple-choice questions drafted from facts, for review.", ()
    )
    return answered(handout, given, "teach/quiz.html")
