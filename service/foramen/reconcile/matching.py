"""Match one query to entities: by name, then by type and by properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import fold, places

from .attributes import PLACES
from .entities import KINDS
from .model import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.model import Term
    from foramen.terminology.search import Search
    from foramen.terminology.search_model import Hit

    from .attributes import Attributes
    from .entities import Entities
    from .model import Condition, Query

__all__ = ["FEATURES", "Matcher"]

FEATURES: Final = {
    "name": "likeness of the name, from 0 to 100",
    "same_name": "a name that says the same",
    "type": "a wanted type",
    "properties": "share of the properties that fit",
}
_CONSIDERED: Final = 200
# A name that says the same, if in other words: see foramen.terminology.scoring.
_SAME_NAME: Final = 0.88
_CLEAR: Final = 0.02
_OTHER_TYPE: Final = 0.6
_LEAST_BY_PROPERTIES: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Weighed:
    """An entity, and how well it answers: by name, by type, and by the share of properties."""

    term: Term
    name: float
    has_type: bool
    share: float

    @property
    def score(self) -> float:
        by_properties = _LEAST_BY_PROPERTIES + (1 - _LEAST_BY_PROPERTIES) * self.share
        return self.name * by_properties * (1 if self.has_type else _OTHER_TYPE)

    @property
    def is_sure(self) -> bool:
        return self.name >= _SAME_NAME and self.has_type and self.share == 1

    def features(self) -> dict[str, float | bool]:
        return {
            "name": round(100 * self.name, 2),
            "same_name": self.name >= _SAME_NAME,
            "type": self.has_type,
            "properties": round(self.share, 4),
        }


class Matcher:
    """The matching over one catalogue."""

    def __init__(self, search: Search, entities: Entities, attributes: Attributes) -> None:
        self._search = search
        self._entities = entities
        self._attributes = attributes

    def match(self, query: Query) -> list[Candidate]:
        """Give the candidates of a query, best first; at most one of them is a match."""
        weighed = [
            one
            for term, name in self._named(query)
            if (one := self._weigh(term, name, query)) is not None
        ]
        weighed.sort(key=lambda one: -round(one.score, 4))  # stable: equals stay as found
        runner_up = weighed[1].score if len(weighed) > 1 else 0.0
        return [
            Candidate(
                term=one.term,
                score=round(100 * one.score, 2),
                match=place == 0 and one.is_sure and one.score - runner_up >= _CLEAR,
                types=self._entities.types_of(one.term),
                features=one.features(),
            )
            for place, one in enumerate(weighed[: query.limit])
        ]

    def _named(self, query: Query) -> Iterable[tuple[Term, float]]:
        """Give the entities that the text or the identifiers name, with how well they do."""
        if query.ids:
            given = [self._entities.get(one) for one in query.ids]
            named = {term.iri: term for term in given if term is not None}
            return [(term, 1.0) for term in named.values()]
        if not query.text:
            return [(term, 1.0) for term in self._entities.all if not term.deprecated]
        found = self._found(query.text)
        placed = " ".join([*self._places(query), query.text])
        if placed != query.text:
            for iri, hit in self._found(placed).items():
                if iri not in found or hit.score > found[iri].score:
                    found[iri] = hit
        return [(hit.term, hit.score) for hit in found.values()]

    def _found(self, text: str) -> dict[str, Hit]:
        hits = self._search.best(text, kinds=KINDS, limit=_CONSIDERED)
        return {hit.term.iri: hit for hit in hits}

    def _places(self, query: Query) -> list[str]:
        """Give the levels and sides that conditions name, as names of members have them."""
        said = {
            one.attribute: one.values[0]
            for one in query.conditions
            if one.attribute in PLACES and len(one.values) == 1 and one.quantifier != "none"
        }
        found: list[str] = []
        for value in said.values():
            term = self._entities.get(value)
            named = places(fold(term.label if term is not None else value))
            found += [word.replace("~", "-") for word in sorted(named)]
        return found

    def _weigh(self, term: Term, name: float, query: Query) -> _Weighed | None:
        """Weigh one entity; nothing where it must not be a candidate."""
        has_type = self._has_type(term, query)
        if not has_type and query.strictness != "should":
            return None
        fits = [self._fits(term, one) for one in query.conditions]
        if any(one.required and not fit for one, fit in zip(query.conditions, fits, strict=True)):
            return None
        share = sum(fits) / len(fits) if fits else 1.0
        if not (query.text or query.ids or share):
            return None
        return _Weighed(term, name, has_type, share)

    def _has_type(self, term: Term, query: Query) -> bool:
        bears = [self._entities.is_of(term, type_) for type_ in query.types]
        return not bears or (all(bears) if query.strictness == "all" else any(bears))

    def _fits(self, term: Term, condition: Condition) -> bool:
        has = [self._attributes.has(term, condition.attribute, one) for one in condition.values]
        if condition.quantifier == "none":
            return not any(has)
        return all(has) if condition.quantifier == "all" else any(has)
