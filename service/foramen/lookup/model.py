"""Hold what is known of a term, ready to be shown or written out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Concept", "Link", "Relation", "RelationGroup", "Statement"]


@dataclass(frozen=True)
class Link:
    """A term with its label."""

    iri: str
    label: str


@dataclass(frozen=True)
class Statement:
    """Where a relation comes from, and how firmly it is said.

    Attributes:
        disputed_by: sources that say otherwise.
        reason: why, where a caution gives one.
        instead: what a caution bids to consider instead.
    """

    iri: str
    inferred: bool
    strength: Link | None
    sources: tuple[Link, ...]
    disputed_by: tuple[Link, ...] = ()
    reason: str = ""
    instead: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Relation:
    """One edge, seen from the term that is described; `value` stands where it is no term."""

    target: Link | None
    value: str
    inferred: bool
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class RelationGroup:
    """All edges of one property in one direction."""

    property: Link
    incoming: bool
    relations: tuple[Relation, ...]


@dataclass(frozen=True)
class Concept:
    """Everything the graph says of one term.

    Attributes:
        synonyms: pairs of kind and name.
        notes: every other thing said of it in words, as pairs of property and text.
        parents: what it is a kind of, asserted and inferred.
        children: what is a kind of it.
        members: what is an instance of it.
        left_out: by which property more terms point here than are listed, and how many more.
    """

    iri: str
    curie: str
    label: str
    definition: str
    synonyms: tuple[tuple[str, str], ...]
    notes: tuple[tuple[Link, str], ...]
    types: tuple[Link, ...]
    parents: tuple[Relation, ...]
    children: tuple[Relation, ...]
    members: tuple[Link, ...]
    outgoing: tuple[RelationGroup, ...]
    incoming: tuple[RelationGroup, ...]
    left_out: tuple[tuple[Link, int], ...]
