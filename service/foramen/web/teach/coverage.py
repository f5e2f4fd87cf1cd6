"""Show what a syllabus covers, what it misses, and where its order breaks a prerequisite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_coverage", __name__)


@blueprint.get("/teach/coverage")
def coverage() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "coverage",
        "Coverage",
        "What a syllabus covers, what it misses, and where its order breaks a prerequisite.",
        (),
    )
    return answered(handout, given, "teach/coverage.html")
