"""Suggest entities, types and properties to someone who types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.terminology.words import fold

from .entities import KINDS
from .model import Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.search import Search

    from .attributes import Attributes
    from .entities import Entities
    from .model import Attribute, Type

__all__ = ["Suggester"]

_MOST: int = 1000


class Suggester:
    """The suggestions over one catalogue; an empty beginning lets all through."""

    def __init__(self, search: Search, entities: Entities, attributes: Attributes) -> None:
        self._search = search
        self._entities = entities
        self._attributes = attributes

    def entity(self, prefix: str, limit: int, offset: int) -> list[Suggestion]:
        """Suggest entities by any name, identifier or code."""
        found = self._search.find(prefix, kinds=KINDS, limit=limit, offset=offset)
        return [
            Suggestion(
                hit.term.id, hit.term.label, hit.term.definition, self._entities.types_of(hit.term)
            )
            for hit in found.hits
        ]

    def type(self, prefix: str, limit: int, offset: int) -> list[Suggestion]:
        """Suggest types: general classes by any name, and topics."""
        types = self._entities.types
        topics = [one for one in types.values() if _begins(prefix, one)]
        hits = self._search.find(prefix, kinds=["class"], limit=_MOST).hits
        classes = [types[hit.term.id] for hit in hits if hit.term.id in types]
        found = list({one.id: one for one in (*classes, *topics)}.values())
        return [
            Suggestion(one.id, one.name, self._described(one.id), one.broader)
            for one in found[offset : offset + limit]
        ]

    def property(self, prefix: str, limit: int, offset: int) -> list[Suggestion]:
        """Suggest properties by identifier or name."""
        found = [one for one in self._attributes.all.values() if _begins(prefix, one)]
        start = prefix.strip().casefold()
        found.sort(key=lambda one: _distance(start, one))  # stable: equals stay as they stand
        return [
            Suggestion(one.id, one.name, one.description) for one in found[offset : offset + limit]
        ]

    def _described(self, type_: str) -> str:
        term = self._entities.get(type_)
        return term.definition if term is not None else ""


def _begins(prefix: str, one: Type | Attribute) -> bool:
    """Tell whether the identifier begins so, or some word of the name for each that is given."""
    if one.id.casefold().startswith(prefix.strip().casefold()):
        return True
    words = fold(one.name)
    return all(_is_begun(start, words) for start in fold(prefix))


def _is_begun(start: str, words: Iterable[str]) -> bool:
    return any(word.startswith(start) for word in words)


def _distance(start: str, one: Attribute) -> int:
    """Say how far a property is from what was typed: the same, begun so, or only some word."""
    names = {one.id.casefold(), one.name.casefold()}
    return 0 if start in names else 1 if any(name.startswith(start) for name in names) else 2
