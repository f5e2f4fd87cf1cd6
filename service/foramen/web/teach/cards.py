"""Show flash cards of a topic or a path."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.namespaces import compact
from foramen.teaching.backing import STRENGTHS
from foramen.teaching.card_handout import FILTERS, deck_of, read_wanted
from foramen.teaching.cards import KINDS
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs
from .choosing import CHOOSING, chosen, cited, offered_choices

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.card_handout import Deck
    from foramen.teaching.study import Study

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_cards", __name__)

_FIELDS: Final = (*CHOOSING, *FILTERS)
# A page of more is of no use to a reader; the files hold all.
_MOST_SHOWN: Final = 150
_LONGEST: Final = 200


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
        relations=_relations(service().study),
        strengths=STRENGTHS,
        **offered_choices(deck.chosen),
        sources=sources,
        cited=cited(sources[key] for card in shown for key in card.sources),
    )  # fmt: skip


@blueprint.get("/api/teach/cards")
def cards_for_programs() -> Response:
    """Give the same for programs."""
    return answered_for_programs(_deck(Parameters(request.args, _FIELDS)).handout())


def _deck(given: Parameters) -> Deck:
    study = service().study
    said = {name: given.text(name, most=_LONGEST) for name in FILTERS}
    return deck_of(study, chosen(given), read_wanted(study, said))


@lru_cache(maxsize=2)
def _relations(study: Study) -> tuple[tuple[str, str], ...]:
    """Give the relations that cards ask for: local names and labels, by label."""
    named = ((compact(iri).removeprefix("foramen:"), iri) for iri in study.cards.relations)
    return tuple(sorted(((n, study.backing.label(i)) for n, i in named), key=lambda one: one[1]))
