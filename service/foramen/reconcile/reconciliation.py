"""Put the parts of the reconciliation service together over one catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .attributes import Attributes
from .entities import Entities
from .extending import extend
from .matching import Matcher
from .suggesting import Suggester

if TYPE_CHECKING:
    from foramen.terminology.search import Search

    from .model import Attribute, Candidate, Extension, Query, Table

__all__ = ["Reconciliation"]


class Reconciliation:
    """What every version of the API is written from; made once, asked by many threads."""

    def __init__(self, search: Search) -> None:
        self.catalogue = search.catalogue
        self.entities = Entities(search.catalogue)
        self.attributes = Attributes(search.catalogue, self.entities)
        self.suggest = Suggester(search, self.entities, self.attributes)
        self._matcher = Matcher(search, self.entities, self.attributes)

    def match(self, query: Query) -> list[Candidate]:
        """Give the candidates of one query, best first."""
        return self._matcher.match(query)

    def extend(self, wanted: Extension) -> Table:
        """Give the values of properties of some entities."""
        return extend(wanted, self.entities, self.attributes)

    def propose(self, type_: str, limit: int) -> tuple[Attribute, ...]:
        """Give the properties that entities of a type have, common ones first; 0 for all."""
        found = self.attributes.of_type(type_)
        return found[:limit] if limit else found
