"""Tell of terms what relates them to others, so that they can be laid beside one another.

What only repeats another relation in wider words is left out, and so is what leads to a term only
because it leads to a broader one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.namespaces import FORAMEN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.lookup.stated import Edge
    from foramen.lookup.statements import Statements

    from .model import Term
    from .neighbourhood import Neighbourhood

__all__ = ["KIND", "STRENGTHS", "Relation", "edge", "firmest", "related", "shared"]

Relation: TypeAlias = "tuple[bool, str]"
"""Whether it leads to the term, and the property."""

KIND: Final = str(RDFS.subClassOf)
STRENGTHS: Final = tuple(str(FORAMEN[name]) for name in ("Definite", "May", "Varies"))
_RECORDS: Final = frozenset(str(FORAMEN[name]) for name in ("definedBy", "answeredBy"))


def related(term: Term, near: Neighbourhood) -> Mapping[Relation, tuple[str, ...]]:
    """Give what a term is related to, by relation."""
    out = {(False, name): ends for name, ends in _outgoing(term, near).items()}
    return out | {(True, name): starts for name, starts in _incoming(term, near).items()}


def edge(iri: str, relation: Relation, other: str) -> Edge:
    """Give the triple of a term and one that it is related to."""
    incoming, name = relation
    return (other, name, iri) if incoming else (iri, name, other)


def firmest(statements: Statements, triple: Edge) -> str:
    """Give how firmly a triple is said, by IRI: the firmest where more than once; or nothing."""
    said = {one.strength.iri for one in statements.of(triple) if one.strength}
    return next((strength for strength in STRENGTHS if strength in said), "")


def _outgoing(term: Term, near: Neighbourhood) -> dict[str, tuple[str, ...]]:
    """Give the relations of a term that no narrower one repeats, and what it is a kind of."""
    told = {
        name: kept
        for name, ends in term.relations.items()
        if name not in _RECORDS
        if (kept := tuple(one for one in ends if not near.is_repeated(term.iri, name, one)))
    }
    return {KIND: term.parents, **told} if term.parents else told


def _incoming(term: Term, near: Neighbourhood) -> dict[str, tuple[str, ...]]:
    """Give what leads to a term by itself, and not only because a broader term does so."""
    return {
        name: kept
        for name, starts in near.incoming(term.iri).items()
        if name not in _RECORDS
        if (kept := tuple(one for one in starts if _is_its_own(near, one, name, term.iri)))
    }


def _is_its_own(near: Neighbourhood, start: str, name: str, end: str) -> bool:
    return near.origin(start, name, end) is None and not near.is_repeated(start, name, end)


def shared(sides: Iterable[Iterable[str]]) -> frozenset[str]:
    """Give what all sides have."""
    held = [frozenset(side) for side in sides]
    return frozenset.intersection(*held) if held else frozenset()
