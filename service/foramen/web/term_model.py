"""Hold what the page of a term shows of its relations, ready for any form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from foramen.lookup.model import Link, Statement

__all__ = ["STRENGTHS", "Entry", "Group", "Relations"]

STRENGTHS: Final = tuple(str(FORAMEN[name]) for name in ("Definite", "May", "Varies"))


@dataclass(frozen=True)
class Entry:
    """One relation, seen from the term of the page.

    Attributes:
        origin: the broader term of which it is said, where it is said of one.
        reasons: the statements of `origin`, where they tell why or what else to consider.
    """

    target: Link
    inferred: bool
    origin: Link | None
    statements: tuple[Statement, ...]
    reasons: tuple[Statement, ...] = ()

    @property
    def firmness(self) -> int:
        """Give the place of its strength, the firmest first; what has none comes last."""
        ranks = [
            STRENGTHS.index(one.strength.iri)
            for one in self.statements
            if one.strength and one.strength.iri in STRENGTHS
        ]
        return min(ranks, default=len(STRENGTHS))


@dataclass(frozen=True)
class Group:
    """The relations of one property in one direction.

    Attributes:
        words: the property as a verb: `is bounded by`.
        entries: the firmest first.
        shared: the broader term of which all of them are said, where it is one and the same.
        inherited: narrower terms of which the same holds, because it holds of one in `entries`.
        left_out: how many more there are than are listed.
    """

    property: Link
    incoming: bool
    words: str
    entries: tuple[Entry, ...]
    shared: Link | None = None
    inherited: tuple[Link, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Relations:
    """What a page lists.

    Attributes:
        outgoing: what is said of the term.
        cautions: what is said of the term to warn.
        general: what only repeats, less exactly, what is in `outgoing`.
        incoming: what is said of other terms about it.
        incoming_general: the same of `incoming`.
        records: how the term is tied to what describes it: rules, terms of other vocabularies.
    """

    outgoing: tuple[Group, ...]
    cautions: tuple[Group, ...]
    general: tuple[Group, ...]
    incoming: tuple[Group, ...]
    incoming_general: tuple[Group, ...]
    records: tuple[Group, ...]

    @property
    def all(self) -> tuple[Group, ...]:
        """Give every group, in the order of the page."""
        return (
            *self.outgoing, *self.cautions, *self.general, *self.incoming,
            *self.incoming_general, *self.records,
        )  # fmt: skip
