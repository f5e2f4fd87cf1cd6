"""Show flash cards of a topic or a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.handout import Handout
from foramen.web.parameters import Parameters

from .answering import answered

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_cards", __name__)


@blueprint.get("/teach/cards")
def cards() -> Response:
    """Show the page."""
    given = Parameters(request.args, ("format",))
    lead = "Flash cards of a topic or a path."
    handout = Handout("cards", "Flash cards", lead, ())
    return answered(handout, given, "teach/cards.html")
