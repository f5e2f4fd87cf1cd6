"""Arrange the structures of the body as a tree: each below what it is a part of.

`partOf` says that every such thing is part of such a whole, `hasPart` that every such whole has
such a part; a branch of either kind says which. What follows from a nearer branch is not drawn.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .naming import heads
from .nearest import nearest_relations
from .trees import Elsewhere, Node, by_family, folded, in_order, is_sided, sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["Part", "PartTree"]

_PART_OF: Final = str(FORAMEN.partOf)
_HAS_PART: Final = str(FORAMEN.hasPart)
_TOPIC: Final = "anatomy"
_HOWS: Final = {_PART_OF: "part", _HAS_PART: "has"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part and a whole, by IRI, and the relation that says so, in its own direction."""

    part: str
    whole: str
    relation: str


class PartTree:
    """What is part of what.

    A whole that is no part itself, but a kind of one that is drawn, is drawn below that; so
    the vertebrae of each level, with their pedicles, lie below `vertebra`. Not so below what some
    whole has: of the nerve roots that the cauda equina has, the cervical ones are no part.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.parts = tuple(_nearest(catalogue))
        self._wholes: dict[str, dict[str, str]] = defaultdict(dict)
        below: dict[str, dict[str, str]] = defaultdict(dict)
        for one in self.parts:
            if not self._is_sided(one):
                self._wholes[one.part].setdefault(one.whole, _HOWS[one.relation])
                below[one.whole].setdefault(one.part, _HOWS[one.relation])
        tops = self._hang_kinds(below)
        self._apart = {
            iri
            for iri, wholes in self._wholes.items()
            if "kind" in below.get(iri, {}).values() and set(wholes.values()) == {"has"}
        }
        self._below: Mapping[str, Mapping[str, str]] = below
        terms = catalogue.terms
        self.roots: tuple[Node, ...] = tuple(
            self._node(term, (), main=True)
            for term in sorted((terms[iri] for iri in {*tops, *self._apart}), key=in_order)
        )

    def holds(self, iri: str) -> bool:
        """Tell whether a term is drawn, itself or beside what it is a side of."""
        return self._base(iri) in self._below or self._base(iri) in self._wholes

    def way(self, iri: str) -> tuple[str, ...]:
        """Give the IRIs from a top down to a term, along the places where terms are opened."""
        base = self._base(iri)
        found = [base]
        while found[-1] not in self._apart and (wholes := self._wholes.get(found[-1])):
            above = self._main(wholes)
            if above in found:
                break
            found.append(above)
        return (*reversed(found), iri) if iri != base else tuple(reversed(found))

    def _is_sided(self, one: Part) -> bool:
        terms = self._catalogue.terms
        return is_sided(terms[one.part]) or is_sided(terms[one.whole])

    def _base(self, iri: str) -> str:
        term = self._catalogue.terms[iri]
        if not is_sided(term):
            return iri
        above = (self._catalogue.terms.get(parent) for parent in term.parents)
        return next((one.iri for one in above if one and one.family == term.family), iri)

    def _main(self, wholes: Mapping[str, str]) -> str:
        return min(wholes, key=lambda iri: in_order(self._catalogue.terms[iri]))

    def _hang_kinds(self, below: dict[str, dict[str, str]]) -> list[str]:
        """Put each whole that is no part below what it is a kind of; give those left on top."""
        general = heads(self._catalogue)
        drawn = below.keys() | self._wholes.keys()
        tops = []
        for iri in sorted(below.keys() - self._wholes.keys()):
            term = self._catalogue.terms[iri]
            above = [general[term.family].iri] if term.family in general else []
            above += self._catalogue.ancestors(iri)
            nearest = next((one for one in above if one in drawn and one != iri), None)
            if nearest is None:
                tops.append(iri)
            else:
                self._wholes[iri][nearest] = below[nearest][iri] = "kind"
        return tops

    def _node(self, term: Term, way: tuple[Term, ...], *, main: bool) -> Node:
        """Draw a term below the terms on its way; what would go in a circle ends."""
        terms = self._catalogue.terms
        above = way[-1].iri if way else ""
        how = self._below[above][term.iri] if way else ""
        below = set(self._reached(term.iri))
        if way and term.iri in self._apart:
            apart = (Elsewhere(term, len(below)),)
            return Node(term, elsewhere=apart, main=False, how=how)

        def drawn(some: Iterable[Term]) -> list[Node]:
            return [
                self._node(
                    one,
                    (*way, term),
                    main=main and self._main(self._wholes[one.iri]) == term.iri,
                )
                for one in some
                if one not in way
            ]

        families = by_family(terms[iri] for iri in self._below.get(term.iri, ()))
        nodes, folds = folded(
            drawn(families.get("", ())), [drawn(some) for name, some in families.items() if name]
        )
        wholes = [iri for iri in self._wholes.get(term.iri, ()) if way and iri != above]
        return Node(
            term,
            nodes,
            folds,
            sides_of(term, self._catalogue),
            also=tuple(terms[iri] for iri in wholes),
            main=main,
            how=how,
            below=len(below),
        )

    def _reached(self, start: str) -> Iterator[str]:
        """Yield all that is drawn below a term, each once."""
        met = {start}
        ring = [start]
        while ring:
            ring = [one for iri in ring for one in self._below.get(iri, ()) if one not in met]
            met.update(ring)
            for iri in dict.fromkeys(ring):
                yield iri
                yield from (
                    one.iri for one in sides_of(self._catalogue.terms[iri], self._catalogue)
                )
            ring = [iri for iri in dict.fromkeys(ring) if iri not in self._apart]


def _nearest(catalogue: Catalogue) -> Iterator[Part]:
    """Yield the parts of anatomy, without those that follow from two nearer ones."""
    terms = catalogue.terms
    found = [
        Part(*((iri, other) if name == _PART_OF else (other, iri)), relation=name)
        for iri, relations in nearest_relations(catalogue).items()
        for name, other in relations
        if name in _HOWS
    ]
    found = [one for one in found if terms[one.part].topic == terms[one.whole].topic == _TOPIC]
    wholes = _wholes(catalogue)
    for one in found:
        between = wholes[one.part] - {one.whole}
        if not any(one.whole in wholes.get(nearer, ()) for nearer in between):
            yield one


def _wholes(catalogue: Catalogue) -> Mapping[str, set[str]]:
    """Give all that each term is part of, also by way of broader terms."""
    found: dict[str, set[str]] = defaultdict(set)
    for term in catalogue.terms.values():
        found[term.iri].update(term.relations.get(_PART_OF, ()))
        for part in term.relations.get(_HAS_PART, ()):
            found[part].add(term.iri)
    return found
