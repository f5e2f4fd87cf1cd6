"""Read the spinal column from the graph: its vertebrae, levels, openings and roots, in order.

Nothing is listed here: a vertebra more in the graph is a vertebra more in the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["SIDES", "Column", "Level", "Opening", "Root", "Vertebra"]

# The right first, as a figure that faces the patient shows them.
SIDES: Final = ("right", "left")
_SIDE_OF: Final[Mapping[str, str]] = {
    str(FORAMEN.RightSide): "right",
    str(FORAMEN.LeftSide): "left",
}
_LAST: Final = 10_000  # the place of what has none


@dataclass(frozen=True, slots=True)
class Vertebra:
    """A vertebra; those of the sacrum are grown together, which the region tells.

    Attributes:
        name: `L4`.
        region: `lumbar`.
    """

    iri: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Root:
    """A nerve root of one side.

    Attributes:
        name: `L4`.
        side: `left` or `right`.
        both: the IRI of the same root without a side.
        dermatome: the IRI of the skin that it supplies, or nothing.
        key_point: the IRI of the point where it is tested, or nothing.
        tested_at: that point in words, without the side.
    """

    iri: str
    name: str
    side: str
    both: str
    region: str
    dermatome: str = ""
    key_point: str = ""
    tested_at: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """An opening by which roots leave, of one side, or in the middle.

    Attributes:
        kind: its family, such as `Foramen`; of what has none, its own local name.
        side: `left` or `right`, or nothing in the middle.
        roots: which leave by it.
    """

    iri: str
    label: str
    kind: str
    side: str
    roots: tuple[Root, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """Two vertebrae with a disc between, and a foramen on each side.

    Attributes:
        key: as in an address, `L4-L5`.
        name: as people write it, `L4/5`.
        disc: the IRI of its disc, or nothing.
        foramina: by side.
        exiting: the root that leaves by the foramen, by side.
        traversing: the root that passes on to the next level, by side; empty where none is said.
    """

    iri: str
    key: str
    name: str
    region: str
    upper: Vertebra
    lower: Vertebra
    disc: str
    foramina: Mapping[str, Opening]
    exiting: Mapping[str, Root]
    traversing: Mapping[str, Root]


@dataclass(frozen=True)
class Column:
    """The spinal column from above.

    Attributes:
        openings: the ways out that are no intervertebral foramina: of C1, C2, S1 and below.
    """

    vertebrae: tuple[Vertebra, ...] = ()
    levels: tuple[Level, ...] = ()
    roots: tuple[Root, ...] = ()
    openings: tuple[Opening, ...] = ()

    @classmethod
    def read(cls, catalogue: Catalogue) -> Column:
        """Read it from the terms and their relations."""
        return _Reading(catalogue).column()

    def level(self, key: str) -> Level | None:
        """Give the level that an address names, `L4-L5`."""
        return self._by_key.get(key)

    def foramen(self, iri: str) -> tuple[Level, Opening] | None:
        """Give the foramen of this IRI with its level."""
        return self._by_foramen.get(iri)

    def root(self, iri: str) -> tuple[Root, ...]:
        """Give the root of this IRI; both sides where the IRI names none."""
        return tuple(root for root in self.roots if iri in {root.iri, root.both})

    @cached_property
    def _by_key(self) -> Mapping[str, Level]:
        return {level.key: level for level in self.levels}

    @cached_property
    def _by_foramen(self) -> Mapping[str, tuple[Level, Opening]]:
        return {
            opening.iri: (level, opening)
            for level in self.levels
            for opening in level.foramina.values()
        }


class _Reading:
    """One reading of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._terms = catalogue.terms
        self._vertebrae = {term.iri: self._vertebra(term) for term in self._family("Vertebra")}
        self._roots = {
            term.iri: self._root(term, side)
            for term in self._family("Root")
            if (side := _side(term))
        }

    def column(self) -> Column:
        levels = tuple(filter(None, map(self._level, self._family("Level"))))
        return Column(
            vertebrae=tuple(self._vertebrae.values()),
            levels=levels,
            roots=tuple(self._roots.values()),
            openings=tuple(self._others(levels)),
        )

    def _family(self, name: str) -> list[Term]:
        """Give the members of a family from above; of one place, by name."""
        members = [
            term for term in self._terms.values() if term.family == name and not term.deprecated
        ]
        return sorted(members, key=lambda term: (self._place(term), term.iri))

    def _place(self, term: Term) -> int:
        """Give a term's place; what has a side is where its like without one is."""
        known = [term, *(self._terms[iri] for iri in term.parents if iri in self._terms)]
        return next((one.ordinal for one in known if one.ordinal is not None), _LAST)

    def _vertebra(self, term: Term) -> Vertebra:
        return Vertebra(term.iri, term.notation, self._region(term))

    def _root(self, term: Term, side: str) -> Root:
        both = next((iri for iri in term.parents if self._is_member(iri, "Root")), "")
        whole = self._terms.get(both, term)
        skin = self._only(term, "suppliesDermatome")
        point = self._only(term, "testedAtKeyPoint")
        words = self._terms.get(self._only(whole, "testedAtKeyPoint"))
        return Root(
            iri=term.iri,
            name=whole.notation,
            side=side,
            both=both,
            region=self._region(term),
            dermatome=skin,
            key_point=point,
            tested_at=words.label if words else "",
        )

    def _level(self, term: Term) -> Level | None:
        upper = self._vertebrae.get(self._only(term, "hasUpperVertebra"))
        lower = self._vertebrae.get(self._only(term, "hasLowerVertebra"))
        if upper is None or lower is None:
            return None
        foramina = {
            opening.side: opening
            for opening in map(self._opening, self._at(term, "Foramen"))
            if opening.side
        }
        return Level(
            iri=term.iri,
            key=term.notation,
            name=term.label.removesuffix(" level"),
            region=self._region(term),
            upper=upper,
            lower=lower,
            disc=next((disc.iri for disc in self._at(term, "Disc")), ""),
            foramina=foramina,
            exiting={side: one.roots[0] for side, one in foramina.items() if one.roots},
            traversing=self._sided(self._only(term, "hasTraversingRoot")),
        )

    def _at(self, level: Term, family: str) -> list[Term]:
        return [
            term
            for term in self._members.get(family, ())
            if level.iri in term.relations.get(str(FORAMEN.atLevel), ())
        ]

    @cached_property
    def _members(self) -> Mapping[str, list[Term]]:
        return {family: self._family(family) for family in ("Foramen", "Disc")}

    def _sided(self, both: str) -> Mapping[str, Root]:
        return {root.side: root for root in self._roots.values() if both and root.both == both}

    def _others(self, levels: Iterable[Level]) -> list[Opening]:
        """Give every other opening by which a root of a side leaves, in the order of the roots."""
        drawn = {opening.iri for level in levels for opening in level.foramina.values()}
        exits = dict.fromkeys(
            iri
            for root in self._roots
            for iri in self._terms[root].relations.get(str(FORAMEN.exitsThrough), ())
            if iri not in drawn and iri in self._terms
        )
        return [self._opening(self._terms[iri]) for iri in exits]

    def _opening(self, term: Term) -> Opening:
        ends = term.relations.get(str(FORAMEN.transmitsRoot), ())
        roots = tuple(root for iri, root in self._roots.items() if iri in ends)
        return Opening(term.iri, term.label, term.family or term.id, _side(term), roots)

    def _region(self, term: Term) -> str:
        region = self._terms.get(self._only(term, "inRegion"))
        return region.label.removesuffix(" region") if region else ""

    def _is_member(self, iri: str, family: str) -> bool:
        return iri in self._terms and self._terms[iri].family == family

    @staticmethod
    def _only(term: Term, relation: str) -> str:
        return next(iter(term.relations.get(str(FORAMEN[relation]), ())), "")


def _side(term: Term) -> str:
    ends = term.relations.get(str(FORAMEN.hasLaterality), ())
    return next((side for iri, side in _SIDE_OF.items() if iri in ends), "")
