"""Say which terms can be matched, and of which types they are."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from foramen.terminology.naming import heads

from .model import Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

__all__ = ["KINDS", "TOPIC", "Entities"]

KINDS: Final = ("class", "individual")
TOPIC: Final = "topic:"


class Entities:
    """Every class and individual as an entity, and the general classes as types."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._heads = heads(catalogue)
        self.all: tuple[Term, ...] = tuple(
            term for term in catalogue.terms.values() if term.kind in KINDS
        )
        self.types: Mapping[str, Type] = {one.id: one for one in self._types()}
        self._shown = lru_cache(maxsize=4096)(self._types_of)
        self._borne = lru_cache(maxsize=4096)(self._type_ids)

    def get(self, identifier: str) -> Term | None:
        """Give the entity with this local name, CURIE or IRI."""
        term = self._catalogue.get(identifier)
        return term if term is not None and term.kind in KINDS else None

    def is_of(self, term: Term, type_: str) -> bool:
        """Tell whether an entity bears a type, itself or by what it is a kind of."""
        return type_.removeprefix("foramen:") in self._borne(term.iri)

    def types_of(self, term: Term) -> tuple[Type, ...]:
        """Give the types to show of an entity: the nearest one, and the broadest above it."""
        return self._shown(term.iri)

    @property
    def default_types(self) -> tuple[Type, ...]:
        """Give the broadest types."""
        return tuple(
            one for one in self.types.values() if not one.broader and not one.id.startswith(TOPIC)
        )

    def _types_of(self, iri: str) -> tuple[Type, ...]:
        term = self._catalogue.terms[iri]
        head = self._heads.get(term.family)
        nearest = [head.id] if head is not None and head.iri != term.iri else []
        above = [self._catalogue.terms[iri].id for iri in self._known_above(term)]
        broadest = [one for one in above if one in self.types and not self.types[one].broader]
        shown = dict.fromkeys([*(nearest or above[:1]), *broadest])
        return tuple(self.types[one] for one in shown if one in self.types)

    def _type_ids(self, iri: str) -> frozenset[str]:
        term = self._catalogue.terms[iri]
        above = {self._catalogue.terms[iri].id for iri in self._known_above(term)}
        own = {term.id} if term.id in self.types else set()
        return frozenset(above | own | {f"{TOPIC}{term.topic}"})

    def _known_above(self, term: Term) -> list[str]:
        terms = self._catalogue.terms
        return [iri for iri in self._catalogue.ancestors(term.iri) if iri in terms]

    def _types(self) -> list[Type]:
        catalogue = self._catalogue
        broad = [
            term
            for term in self.all
            if term.kind == "class" and not term.notation and catalogue.children.get(term.iri)
        ]
        names = {term.iri: Type(term.id, term.label) for term in broad}
        found = [
            Type(term.id, term.label, tuple(names[iri] for iri in term.parents if iri in names))
            for term in broad
        ]
        topics = sorted({term.topic for term in self.all if term.topic})
        words = {topic: f"topic: {topic.replace('-', ' ')}" for topic in topics}
        return found + [Type(f"{TOPIC}{topic}", name) for topic, name in words.items()]
