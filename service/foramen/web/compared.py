"""Lay two terms beside one another: what is said of both, of one alone, and how they are tied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from foramen.lookup.wording import wording
from foramen.terminology.neighbourhood import natural
from foramen.terminology.side_by_side import KIND, edge, firmest, related

from .linked import term_ref
from .service import service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.lookup.model import Link, Statement
    from foramen.terminology.connections import Step
    from foramen.terminology.model import Term
    from foramen.terminology.side_by_side import Relation

__all__ = ["Compared", "Found", "Leg", "Row", "compared", "way_json", "ways"]


@dataclass(frozen=True)
class Found:
    """A term at the other end of a relation, with how firmly it is said of each of the two."""

    target: Link
    left: Link | None = None
    right: Link | None = None


@dataclass(frozen=True)
class Row:
    """One relation of two terms.

    Attributes:
        words: the relation as a verb.
        incoming: whether it leads to them.
        only_left: what is said of the first alone.
    """

    property: Link
    words: str
    incoming: bool
    both: tuple[Found, ...]
    only_left: tuple[Found, ...]
    only_right: tuple[Found, ...]


@dataclass(frozen=True)
class Leg:
    """One step of a way between two terms, with who says so."""

    subject: Link
    words: str
    relation: Link
    object: Link
    forward: bool
    statements: tuple[Statement, ...]

    @property
    def inferred(self) -> bool:
        """Tell whether no source says so in these words."""
        return bool(self.statements) and all(one.inferred for one in self.statements)


@dataclass(frozen=True)
class Compared:
    """Two terms beside one another.

    Attributes:
        common: the nearest kinds that both are of.
        ways: how they are connected.
    """

    left: Term
    right: Term
    common: tuple[Link, ...]
    rows: tuple[Row, ...]
    ways: tuple[tuple[Leg, ...], ...]

    def as_json(self) -> dict[str, Any]:
        """Write it for other programs."""
        return {
            "a": {**term_ref(self.left.iri), "definition": self.left.definition},
            "b": {**term_ref(self.right.iri), "definition": self.right.definition},
            "common_kinds": [term_ref(one.iri) for one in self.common],
            "relations": [
                {
                    "property": term_ref(row.property.iri),
                    "direction": "in" if row.incoming else "out",
                    "both": [_found_json(one) for one in row.both],
                    "only_a": [_found_json(one) for one in row.only_left],
                    "only_b": [_found_json(one) for one in row.only_right],
                }
                for row in self.rows
            ],
            "paths": [way_json(way) for way in self.ways],
        }


def compared(left: Term, right: Term) -> Compared:
    """Compare two terms of the catalogue."""
    parts = service()
    link = parts.concepts.link
    common = parts.neighbourhood.common(left.iri, right.iri)
    return Compared(
        left=left,
        right=right,
        common=tuple(map(link, common)),
        rows=tuple(_rows(left, right)),
        ways=ways(left, right),
    )


def ways(left: Term, right: Term) -> tuple[tuple[Leg, ...], ...]:
    """Give the shortest ways from one term to another."""
    parts = service()
    found = parts.connections.between(left.iri, right.iri)
    return tuple(tuple(map(_leg, way)) for way in found)


def way_json(way: Iterable[Leg]) -> list[dict[str, Any]]:
    """Write the steps of a way, each as the triple that it is."""
    return [
        {
            "subject": term_ref(leg.subject.iri),
            "property": term_ref(leg.relation.iri),
            "object": term_ref(leg.object.iri),
            "forward": leg.forward,
            "inferred": leg.inferred,
            "strengths": sorted({one.strength.label for one in leg.statements if one.strength}),
            "statements": [one.iri for one in leg.statements],
        }
        for leg in way
    ]


def _leg(step: Step) -> Leg:
    concepts = service().concepts
    link = concepts.link
    property_ = link(step.relation)
    return Leg(
        subject=link(step.subject),
        words=wording(step.relation, property_.label),
        relation=property_,
        object=link(step.object),
        forward=step.forward,
        statements=concepts.statements.of((step.subject, step.relation, step.object)),
    )


def _found_json(found: Found) -> dict[str, Any]:
    strengths = {"strength_a": found.left, "strength_b": found.right}
    told = {name: link.label for name, link in strengths.items() if link}
    return {**term_ref(found.target.iri), **told}


def _rows(left: Term, right: Term) -> Iterator[Row]:
    """Yield a row for each relation, those that both have first, then what leads to them."""
    near, link = service().neighbourhood, service().concepts.link
    mine, theirs = related(left, near), related(right, near)
    rows = []
    for relation in dict.fromkeys((*mine, *theirs)):
        ones, others = mine.get(relation, ()), theirs.get(relation, ())
        found = {
            one: Found(
                link(one),
                _strength(left, relation, one) if one in ones else None,
                _strength(right, relation, one) if one in others else None,
            )
            for one in sorted({*ones, *others}, key=_order)
        }
        incoming, name = relation
        property_ = link(name)
        rows.append(
            Row(
                property=property_,
                words=wording(name, property_.label),
                incoming=incoming,
                both=tuple(one for iri, one in found.items() if iri in ones and iri in others),
                only_left=tuple(one for iri, one in found.items() if iri not in others),
                only_right=tuple(one for iri, one in found.items() if iri not in ones),
            )
        )
    yield from sorted(rows, key=_rank)


def _rank(row: Row) -> tuple[object, ...]:
    is_kind = row.property.iri == KIND
    is_told_of_both = bool(row.both) or bool(row.only_left and row.only_right)
    return row.incoming, not is_kind, not is_told_of_both, row.property.label


def _strength(term: Term, relation: Relation, other: str) -> Link | None:
    """Give how firmly it is said; where it is said more than once, the firmest."""
    concepts = service().concepts
    strength = firmest(concepts.statements, edge(term.iri, relation, other))
    return concepts.link(strength) if strength else None


def _order(iri: str) -> tuple[str, ...]:
    return natural(service().concepts.names.label(iri))
