"""Tell what points to a term, what it has from broader terms, and where it stands among others.

The graph says every relation of every term. What a term has from a broader one is told apart here,
and so is a relation that only repeats a narrower one (`bounded by` beside `bounded above by`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from .catalogue import Catalogue

__all__ = ["Neighbourhood", "natural"]

_PART_OF: Final = str(FORAMEN.partOf)
_HAS_PART: Final = str(FORAMEN.hasPart)
_REGIONS: Final = ("C", "T", "L", "S", "Co")
_LEVEL: Final = re.compile(r"\b(Co|[CTLS])(\d+)")
_NUMBER: Final = re.compile(r"\d+")
_MOST_PATHS: Final = 6


def natural(label: str) -> tuple[str, ...]:
    """Give what to sort a label by: levels from the head down, numbers by their size.

    >>> sorted(["L5 root", "C10", "left T2 root", "C2", "T1 root"], key=natural)
    ['C2', 'C10', 'T1 root', 'L5 root', 'left T2 root']
    """
    placed = _LEVEL.sub(lambda found: f"{_REGIONS.index(found[1])}.{found[2]}", label)
    text = _NUMBER.sub(lambda found: found[0].zfill(3), placed.casefold())
    return text, label


class Neighbourhood:
    """The relations of one catalogue, also from their other ends; made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._above = lru_cache(maxsize=None)(catalogue.ancestors)
        self._below = lru_cache(maxsize=None)(catalogue.descendants)

    def above(self, iri: str) -> tuple[str, ...]:
        """Give every broader term, nearest first."""
        return self._above(iri)

    def incoming(self, iri: str) -> Mapping[str, tuple[str, ...]]:
        """Give by property the terms that point to this one."""
        return self._incoming.get(iri, {})

    def uses(self, property_: str) -> tuple[tuple[str, str], ...]:
        """Give every pair of terms that a property joins."""
        return self._uses.get(property_, ())

    def origin(self, iri: str, property_: str, other: str) -> str | None:
        """Give the broadest term that is related so, where that is not the term itself."""
        said = [one for one in self.above(iri) if other in self._ends(one, property_)]
        return next((one for one in said if not self._is_below(one, said)), None)

    def is_repeated(self, iri: str, property_: str, other: str) -> bool:
        """Tell whether a narrower relation of the same two terms says it already."""
        term = self._catalogue.terms.get(iri)
        relations = term.relations if term else {}
        return any(
            other in ends and property_ in self.above(narrower)
            for narrower, ends in relations.items()
            if narrower != property_
        )

    def nearest(self, iris: Collection[str]) -> tuple[str, ...]:
        """Leave of some terms those that none of the others is a kind of."""
        beyond = {far for one in iris for far in self.above(one)}
        return tuple(one for one in iris if one not in beyond)

    def common(self, one: str, other: str) -> tuple[str, ...]:
        """Give the nearest terms that both are kinds of; a term counts as a kind of itself."""
        kinds = (other, *self.above(other))
        return self.nearest([kind for kind in (one, *self.above(one)) if kind in kinds])

    def breadth(self, iri: str) -> int:
        """Count what a term has below it; the members of one family count as one."""
        known = self._catalogue.terms
        below = self._below(iri)
        return len({known[one].family or one for one in below if one in known})

    def paths(self, iri: str) -> tuple[tuple[str, ...], ...]:
        """Give the ways from the topmost terms down to this one, at most six, the shortest first.

        They go by terms that only gather others (`left-sided structure`) where there is no other.
        """
        ways: list[tuple[str, ...]] = [(iri,)]
        done: list[tuple[str, ...]] = []
        while ways and len(done) < _MOST_PATHS:
            way = ways.pop(0)
            parents = [one for one in self._proper_parents(way[0]) if one not in way]
            ways += [(parent, *way) for parent in parents]
            if not parents:
                done.append(way)
        return tuple(done)

    def gatherings(self, iri: str) -> tuple[str, ...]:
        """Give the broader terms, near or far, that only gather others."""
        known = self._catalogue.terms
        return tuple(one for one in self.above(iri) if one in known and known[one].grouping)

    def wholes(self, iri: str) -> tuple[str, ...]:
        """Give what the term is a part of, as said from either end, the nearest alone."""
        return self._nearest_parts(iri, up=True)

    def parts(self, iri: str) -> tuple[str, ...]:
        """Give the parts of the term, as said from either end, the nearest alone."""
        return self._nearest_parts(iri, up=False)

    def _nearest_parts(self, iri: str, *, up: bool) -> tuple[str, ...]:
        found = self._joined(iri, up=up)
        far = {one for near in found for one in self._joined(near, up=up) if one != near}
        kinds = self.nearest(sorted(found)) if up else tuple(found)
        return tuple(sorted((one for one in kinds if one not in far), key=self._order))

    def _joined(self, iri: str, *, up: bool) -> set[str]:
        mine, theirs = (_PART_OF, _HAS_PART) if up else (_HAS_PART, _PART_OF)
        said = self._ends(iri, mine)
        told = self.incoming(iri).get(theirs, ())
        # What only inherits the relation is a kind of what has it: the tree would name each again.
        own = [one for one in told if self.origin(one, theirs, iri) is None]
        return {*said, *own} - {iri}

    def _order(self, iri: str) -> tuple[str, ...]:
        term = self._catalogue.terms.get(iri)
        return natural(term.label if term else iri)

    def _ends(self, iri: str, property_: str) -> tuple[str, ...]:
        term = self._catalogue.terms.get(iri)
        return term.relations.get(property_, ()) if term else ()

    def _parents(self, iri: str) -> tuple[str, ...]:
        term = self._catalogue.terms.get(iri)
        return term.parents if term else ()

    def _proper_parents(self, iri: str) -> tuple[str, ...]:
        known = self._catalogue.terms
        proper = [one for one in self.above(iri) if one in known and not known[one].grouping]
        return self.nearest(proper) or tuple(one for one in self._parents(iri) if one in known)

    def _is_below(self, iri: str, others: Iterable[str]) -> bool:
        return any(one in self.above(iri) for one in others)

    @cached_property
    def _incoming(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for term in self._catalogue.terms.values():
            for property_, ends in term.relations.items():
                for end in ends:
                    found[end][property_].append(term.iri)
        return {
            end: {name: tuple(ones) for name, ones in sorted(by_name.items())}
            for end, by_name in found.items()
        }

    @cached_property
    def _uses(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for term in self._catalogue.terms.values():
            for property_, ends in term.relations.items():
                found[property_] += [(term.iri, end) for end in ends]
        return {name: tuple(pairs) for name, pairs in found.items()}
