"""Show flash cards of a topic or a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.card_handout import deck_of
from foramen.teaching.cards import KINDS
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs
from .choosing import CHOOSING, chosen, cited, offered_choices

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.card_handout import Deck

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_cards", __name__)

_FIELDS: Final = (*CHOOSING, "kind")
# A page of more is of no use to a reader; the files hold all.
_MOST_SHOWN: Final = 150


@blueprint.get("/teach/cards")
def cards() -> Response:
    """Show the cards, or give them as a file."""
    given = Parameters(request.args, (*_FIELDS, "format"))
    deck = _deck(given)
    shown, sources = deck.cards[:_MOST_SHOWN], service().study.cards.sources
    return answered(
        deck.handout(), given, "teach/cards.html",
        deck=deck,
        shown=shown,
        kinds=KINDS,
        **offered_choices(deck.chosen),
        sources=sources,
        cited=cited(sources[key] for card in shown for key in card.sources),
    )  # fmt: skip


@blueprint.get("/api/teach/cards")
def cards_for_programs() -> Response:
    """Give the same for programs."""
    return answered_for_programs(_deck(Parameters(request.args, _FIELDS)).handout())


def _deck(given: Parameters) -> Deck:
    kind = given.choice("kind", ("", *KINDS), "")
    return deck_of(service().study, chosen(given), kind)
