"""Find the nearest of our classes that all of some terms are, or are kinds of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["Kinds"]


class Kinds:
    """The hierarchy of classes, as plain texts."""

    def __init__(self, above: Mapping[str, Iterable[str]]) -> None:
        """Take what lies directly above each term: its superclasses, or its types."""
        self._above = {
            term: {other for other in others if other.startswith(FORAMEN)}
            for term, others in above.items()
        }
        self._known: dict[str, frozenset[str]] = {}

    def of(self, term: str) -> frozenset[str]:
        """Give the term and every class of ours that lies above it."""
        if term not in self._known:
            # The compiler has refused circles already; equivalent classes still make some.
            found, rest = {term}, [term]
            while rest:
                new = self._above.get(rest.pop(), set()) - found
                found |= new
                rest += new
            self._known[term] = frozenset(found)
        return self._known[term]

    def nearest(self, terms: Collection[str]) -> list[str]:
        """Give the nearest classes above all terms; where there is none, the topmost of each."""
        sets = [self.of(term) for term in terms]
        common = frozenset.intersection(*sets) if sets else frozenset()
        if common:
            above = {other for one in common for other in self.of(one) if one not in self.of(other)}
            return sorted(common - above)
        return sorted({top for found in sets for top in found if self.of(top) == {top}})
