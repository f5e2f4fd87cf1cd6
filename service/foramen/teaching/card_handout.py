"""Make chosen flash cards ready to be shown and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from foramen.namespaces import FORAMEN

from .cards import KINDS
from .handout import Handout, Sheet
from .study_queries import facts_query

if TYPE_CHECKING:
    from .chosen import Chosen
    from .handout import Card
    from .study import Study

__all__ = ["Deck", "deck_of"]

_LEAD: Final = (
    "One fact a card, as its sources say it. A card keeps its name: take a later deck in, and it "
    "renews the cards that you have."
)
_COLUMNS: Final = ("front", "back", "strength", "sources", "topic", "kind", "page", "key")


@dataclass(frozen=True, slots=True)
class Deck:
    """Some cards.

    Attributes:
        kind: which of `KINDS`, or nothing for all.
        counts: how many there would be of each kind.
        query: the query for what is stated of the concepts.
    """

    chosen: Chosen
    kind: str
    cards: tuple[Card, ...]
    counts: dict[str, int]
    query: str

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Give how an address names it."""
        return [*self.chosen.arguments, *([("kind", self.kind)] if self.kind else [])]

    def handout(self) -> Handout:
        """Make it ready to be taken away."""
        told = [self.chosen.title, KINDS.get(self.kind, "")]
        rows = tuple(map(_row, self.cards))
        return Handout(
            stem="-".join(("cards", *(value for _, value in self.arguments)))[:80],
            title=": ".join(("Flash cards", *filter(None, told))),
            lead=_LEAD,
            sheets=(Sheet("cards", "Flash cards", _COLUMNS, rows),),
            address="?".join(filter(None, ("/teach/cards", urlencode(self.arguments)))),
            cards=self.cards,
            members={
                **dict(self.arguments),
                "count": len(self.cards),
                "kinds": self.counts,
                "cards": [_card(card) for card in self.cards],
            },
        )


def deck_of(study: Study, chosen: Chosen, kind: str = "") -> Deck:
    """Choose the cards of some concepts, of one kind or of all."""
    every = study.cards.of(chosen)
    counts = {name: sum(card.tags[0] == name for card in every) for name in KINDS}
    cards = tuple(card for card in every if not kind or card.tags[0] == kind)
    return Deck(chosen, kind, cards, counts, facts_query(chosen))


def _row(card: Card) -> tuple[str, ...]:
    said = {**_card(card), "sources": ", ".join(card.sources)}
    return tuple(said[column] for column in _COLUMNS)


def _card(card: Card) -> dict[str, Any]:
    return {
        "front": card.front,
        "back": card.back,
        "strength": card.strength,
        "sources": list(card.sources),
        "topic": card.topic,
        "kind": card.tags[0],
        "page": f"{FORAMEN}{card.address.lstrip('/')}",
        "key": card.key,
    }
