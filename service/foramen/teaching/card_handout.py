"""Make chosen flash cards ready to be shown and taken away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from foramen.namespaces import FORAMEN, compact

from .backing import STRENGTHS
from .cards import KINDS
from .chosen import choose
from .filters import read_level, read_relation, require
from .handout import Handout, Sheet
from .study_queries import facts_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .chosen import Chosen
    from .handout import Card
    from .study import Study

__all__ = ["FILTERS", "Deck", "Wanted", "deck_of", "read_wanted"]

FILTERS: Final = ("kind", "level", "relation", "strength")
"""What narrows the cards of the chosen concepts; what is empty does not."""

_LEAD: Final = (
    "One fact a card, as its sources say it. A card keeps its name: import a later deck, and it "
    "updates the cards that you have."
)
_COLUMNS: Final = ("front", "back", "strength", "sources", "topic", "kind", "page", "key")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards of the chosen concepts are wanted; what is empty does not narrow.

    Attributes:
        kind: one of `KINDS`.
        level: a spinal level or a root, `L4-L5` or `C8`.
        relation: the IRI of a property.
        strength: how firmly a source says it; what a term means has none.
    """

    kind: str = ""
    level: str = ""
    relation: str = ""
    strength: str = ""

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Give how an address names it."""
        relation = self.relation and compact(self.relation).removeprefix("foramen:")
        said = zip(FILTERS, (self.kind, self.level, relation, self.strength), strict=True)
        return [(name, value) for name, value in said if value]


@dataclass(frozen=True, slots=True)
class Deck:
    """Some cards.

    Attributes:
        counts: how many there would be of each kind.
        everything: how many cards there are in all.
        left_out: how many each filter leaves out of what those before it left.
        query: the query for what is stated of the concepts.
    """

    chosen: Chosen
    wanted: Wanted
    cards: tuple[Card, ...]
    counts: dict[str, int]
    everything: int
    left_out: dict[str, int]
    query: str

    @property
    def kind(self) -> str:
        """Give which of `KINDS` they are, or nothing for all."""
        return self.wanted.kind

    @property
    def arguments(self) -> list[tuple[str, str]]:
        """Give how an address names it."""
        return [*self.chosen.arguments, *self.wanted.arguments]

    def handout(self) -> Handout:
        """Make it ready to be taken away."""
        told = [self.chosen.title]
        for name, key in self.wanted.arguments:
            said = {"kind": KINDS.get(key, ""), "level": key}
            told.append(said.get(name, f"{name} {key}"))
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
                "left_out": self.left_out,
                "cards": [_card(card) for card in self.cards],
            },
        )


def read_wanted(study: Study, given: Mapping[str, str]) -> Wanted:
    """Read the filters as people write them.

    Raises:
        BadRequest: something is asked for that there is not.
    """
    said = {name: given.get(name, "").strip() for name in FILTERS}
    require("kind", said["kind"], KINDS)
    require("strength", said["strength"], STRENGTHS)
    cards = study.cards
    return Wanted(
        kind=said["kind"],
        level=read_level(said["level"], cards.level_names),
        relation=read_relation(said["relation"], cards.relations),
        strength=said["strength"],
    )


def deck_of(study: Study, chosen: Chosen, wanted: Wanted) -> Deck:
    """Choose the cards of some concepts, and count what each filter leaves out."""
    cards = study.cards
    topic = dict(chosen.arguments).get("topic", "")
    of_topic = cards.of(choose(study.curriculum, topic)) if topic else cards.every
    left = cards.of(chosen)
    left_out: dict[str, int] = {}
    if topic:
        left_out["topic"] = len(cards.every) - len(of_topic)
    if any(name != "topic" for name, _ in chosen.arguments):
        left_out["path"] = len(of_topic) - len(left)
    if wanted.level:
        left = _kept(left, "level", lambda one: wanted.level in cards.levels(one), left_out)
    if wanted.relation:
        left = _kept(left, "relation", lambda one: wanted.relation == cards.relation(one), left_out)
    if wanted.strength:
        left = _kept(left, "strength", lambda one: wanted.strength == one.strength, left_out)
    counts = {name: sum(card.tags[0] == name for card in left) for name in KINDS}
    if wanted.kind:
        left = _kept(left, "kind", lambda one: wanted.kind == one.tags[0], left_out)
    return Deck(chosen, wanted, left, counts, len(cards.every), left_out, facts_query(chosen))


def _kept(
    cards: tuple[Card, ...], name: str, passes: Callable[[Card], bool], left_out: dict[str, int]
) -> tuple[Card, ...]:
    """Give the cards that pass a filter, and note how many do not."""
    kept = tuple(filter(passes, cards))
    left_out[name] = len(cards) - len(kept)
    return kept


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
