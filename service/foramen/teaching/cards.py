"""Make flash cards of what the graph states: one fact a card, with its strength and sources.

A card is named by the triple that it asks for, so that it keeps its name as long as the fact does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.lookup.level_query import WEAKER
from foramen.lookup.wording import wording
from foramen.namespaces import FORAMEN
from foramen.terminology.level_compare import without_side
from foramen.terminology.naming import level_of
from foramen.terminology.neighbourhood import natural

from .card_sentences import QUESTIONS, SENTENCES, said
from .card_words import CAUTION, CAUTION_ABOUT, COMPLETE, DEFINITION, LEVELS, SKIPPED, TIE, TOLD
from .filters import level_names
from .handout import Card
from .quiz_facts import content_words
from .tabled import FIRM, source_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from .backing import Backing
    from .caution_table import Caution
    from .chosen import Chosen
    from .curriculum import Curriculum
    from .tabled import Entry

__all__ = ["KINDS", "Cards"]

_OWN_SIDE: Final = str(FORAMEN.Laterality)
KINDS: Final[Mapping[str, str]] = {
    "meaning": "What terms mean",
    "fact": "What relates them",
    "level": "Levels and roots",
    "caution": "Cautions",
}


class Cards:
    """All cards of a curriculum, each under the concepts that it is for."""

    def __init__(
        self,
        curriculum: Curriculum,
        backing: Backing,
        cautions: Sequence[Caution],
        phrase: Callable[[str], str],
    ) -> None:
        """Take what is taught, what is said, and what puts a term into a sentence."""
        self._phrase = phrase
        self._curriculum, self._backing, self._cautions = curriculum, backing, cautions
        self.sources: dict[str, str] = {}  # the IRI of every source of a card, by key
        self._triples: dict[str, tuple[str, ...]] = {}  # what each card asks for, by key

    def of(self, chosen: Chosen, kinds: Collection[str] = ()) -> tuple[Card, ...]:
        """Give the cards of some concepts in their order, of some kinds or of all."""
        found: dict[str, Card] = {}
        for iri in chosen.concepts:
            for card in self.by_concept.get(iri, ()):
                if not kinds or card.tags[0] in kinds:
                    found.setdefault(card.key, card)
        return tuple(found.values())

    @cached_property
    def by_concept(self) -> Mapping[str, tuple[Card, ...]]:
        """Give the cards of each taught concept, by its IRI."""
        found: dict[str, list[Card]] = defaultdict(list)
        for iri in self._curriculum.order:
            found[iri] += self._about(iri)
        for iri, card in self._of_levels():
            found[iri].append(card)
        for iri, card in self._of_cautions():
            found[iri].append(card)
        return {iri: tuple(cards) for iri, cards in found.items()}

    def relation(self, card: Card) -> str:
        """Give the IRI of the relation that a card asks for; of a definition, nothing."""
        return next(iter(self._triples.get(card.key, ())[1:2]), "")

    def levels(self, card: Card) -> frozenset[str]:
        """Give the levels and roots that a card is about."""
        terms = self._backing.catalogue.terms
        ends = (terms[one] for one in self._triples.get(card.key, ())[::2] if one in terms)
        return frozenset(map(level_of, ends)) - {""}

    @cached_property
    def relations(self) -> frozenset[str]:
        """Give the IRIs of all relations that cards ask for."""
        return frozenset(self.relation(one) for one in self.every) - {""}

    @cached_property
    def level_names(self) -> Mapping[str, str]:
        """Give the levels and roots that cards are about, by the ways to write them."""
        return level_names({level for one in self.every for level in self.levels(one)})

    @cached_property
    def every(self) -> tuple[Card, ...]:
        """Give every card once."""
        found = {card.key: card for cards in self.by_concept.values() for card in cards}
        return tuple(found.values())

    def _about(self, iri: str) -> Iterator[Card]:
        term = self._backing.catalogue.terms.get(iri)
        if term is None:
            return
        if term.definition:
            front = DEFINITION.format(term=term.label)
            yield self._card(
                f"meaning.{term.id}", front, term.definition, iri, "meaning", term.sources
            )
        yield from self._facts(iri)

    def _facts(self, iri: str) -> Iterator[Card]:
        """Ask for what is told of a concept; of two that ask the same, each says which it is."""
        told = self._told(iri).items()
        cards = [
            self._fact(iri, name, end, alone=len(ends) == 1) for name, ends in told for end in ends
        ]
        alike: dict[str, list[str]] = defaultdict(list)
        for card in cards:
            alike[card.front].append(card.key)
        for card in cards:
            keys = alike[card.front]
            told_apart = f"{card.front} ({keys.index(card.key) + 1} of {len(keys)})"
            yield replace(card, front=told_apart) if len(keys) > 1 else card

    def _told(self, iri: str) -> Mapping[str, Sequence[str]]:
        """Give what sources state of a concept itself, by relation."""
        found: dict[str, list[str]] = defaultdict(list)
        statements = self._backing.statements
        for (name, other), records in sorted(statements.records(iri).items()):
            stated = [one for one in records if not one.inferred and not statements.reason(one)]
            known = other in self._backing.catalogue.terms and name.startswith(FORAMEN)
            if stated and known and name.removeprefix(FORAMEN) not in SKIPPED:
                found[name].append(other)
        return {name: self._once(ends) for name, ends in found.items()}

    def _once(self, ends: Sequence[str]) -> Sequence[str]:
        """Leave of what is the same on both sides the first."""
        catalogue = self._backing.catalogue
        return tuple({without_side(catalogue, end): end for end in reversed(ends)}.values())[::-1]

    def _fact(self, iri: str, name: str, end: str, *, alone: bool) -> Card:
        """Ask for the one thing that a relation leads to, or for how two things are related."""
        both = without_side(self._backing.catalogue, end)
        shown = end if both == _OWN_SIDE else both
        fact = self._backing.backed(self._backing.label(shown), end, (iri, name, end))
        hedged = fact.strength != FIRM
        words = wording(name, self._backing.label(name))
        relation = name.removeprefix(FORAMEN)
        subject, other = self._phrase(iri), self._phrase(shown)
        front = said(QUESTIONS.get(relation, COMPLETE.format(words=words)), subject, hedged=hedged)
        back = fact.text
        # Asked for by its own words, an answer would be given away.
        if not alone or content_words(fact.text) <= content_words(front):
            told = SENTENCES.get(relation, TOLD.format(words=words))
            front = said(TIE, subject, other, hedged=hedged)
            back = said(told, subject, other, hedged=hedged)
        return self._backed(self._key("fact", iri, name, both), front, back, fact, iri, "fact")

    def _of_levels(self) -> Iterator[tuple[str, Card]]:
        """Ask of every level and root what the general facts do not tell."""
        terms = self._backing.catalogue.terms.values()
        for term in sorted(terms, key=lambda one: natural(one.label)):
            if "_" in term.notation:
                continue  # of one side, where the same is said
            for name, front in LEVELS.get(term.family, {}).items():
                firm = self._backing.ends(term.iri, WEAKER.get(name, ""))
                for fact in self._backing.facts(term.iri, name):
                    if fact.iri not in firm and (concept := self._last((fact.iri, term.iri))):
                        key = self._key("level", term.iri, str(FORAMEN[name]), fact.iri)
                        asked = front.format(term=term.label)
                        yield concept, self._backed(key, asked, fact.text, fact, concept, "level")

    def _of_cautions(self) -> Iterator[tuple[str, Card]]:
        for one in self._cautions:
            procedure, condition = map(self._phrase, (one.procedure, one.condition))
            relation = one.relation.removeprefix(FORAMEN)
            words = wording(one.relation, self._backing.label(one.relation))
            hedged = one.strength != FIRM
            told = SENTENCES.get(relation, TOLD.format(words=words))
            instead = "; ".join(map(self._backing.label, one.instead))
            back = f"{said(told, procedure, condition, hedged=hedged)} {one.reason}"
            back += f" Consider instead: {instead}." if instead else ""
            back += _otherwise(one.disputed)
            about = CAUTION.format(about=CAUTION_ABOUT.get(relation, "about"))
            front = said(about, procedure, condition, hedged=hedged)
            key = self._key("caution", one.procedure, one.relation, one.condition)
            ends = (one.condition, one.procedure)
            card = self._card(
                key, front, back, self._last(ends), "caution", one.sources, one.strength
            )
            for concept in dict.fromkeys(map(self._taught, ends)):
                if concept:
                    yield concept, card

    def _taught(self, iri: str) -> str:
        """Give the concept that a term is taught as, or nothing."""
        return next(iter(self._curriculum.taught_as(iri)), "")

    def _last(self, iris: Iterable[str]) -> str:
        """Give the concept of some terms that is taught last, when all are known; or nothing."""
        taught = [concept for concept in map(self._taught, iris) if concept]
        return max(taught, key=lambda iri: self._places.get(iri, 0), default="")

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {iri: number for number, iri in enumerate(self._curriculum.order)}

    def _key(self, kind: str, *triple: str) -> str:
        key = ".".join((kind, *(iri.removeprefix(str(FORAMEN)) for iri in triple)))
        self._triples[key] = triple
        return key

    def _backed(self, key: str, front: str, back: str, fact: Entry, iri: str, kind: str) -> Card:
        back += _otherwise(fact.disputed)
        return self._card(key, front, back, iri, kind, fact.sources, fact.strength)

    def _card(
        self, key: str, front: str, back: str, concept: str, kind: str,
        sources: Sequence[str], strength: str = "",
    ) -> Card:  # fmt: skip
        self.sources |= {source_key(source): source for source in sources}
        return Card(
            key=key,
            front=front,
            back=back,
            topic=self._curriculum.under.get(concept, ""),
            strength=strength,
            sources=tuple(sorted(map(source_key, sources))),
            address=f"/{concept.removeprefix(FORAMEN)}",
            tags=(kind,),
        )


def _otherwise(disputed: Sequence[str]) -> str:
    """Give who says otherwise, in brackets, or nothing.

    >>> _otherwise(["https://w3id.org/foramen/source_HARR"])
    ' (HARR says otherwise)'
    """
    if not disputed:
        return ""
    says = "say" if len(disputed) > 1 else "says"
    return f" ({', '.join(map(source_key, disputed))} {says} otherwise)"
