"""Show tables to study from: levels and roots, cautions, comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_sheets", __name__)


@blueprint.get("/teach/sheets")
def sheets() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    handout = Handout(
        "sheets",
        "Study sheets",
        "Tables to study from: levels and roots, cautions, comparisons.",
        (),
    )
    return answered(handout, given, "teach/sheets.html")
