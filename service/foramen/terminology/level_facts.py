"""Collect what bears on one intervertebral foramen: each fact with its strength and sources."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from foramen.lookup.level_query import SECTIONS

from .level_walk import LevelWalk

if TYPE_CHECKING:
    from foramen.lookup.statements import Statements

    from .catalogue import Catalogue
    from .level_walk import Row
    from .neighbourhood import Neighbourhood

__all__ = ["LevelFact", "LevelFacts"]

_KEY: Final = 5  # so many columns of a row tell facts apart; the others tell sources
_PLACES: Final = {section: place for place, section in enumerate(SECTIONS)}


@dataclass(frozen=True, slots=True)
class LevelFact:
    """A triple as a page about a foramen shows it; terms are IRIs.

    Attributes:
        section: which of `SECTIONS` it belongs to.
        sources: who says so; in a dispute, who says otherwise.
        note: what is to be known beside it, in words.
        said_of: the widest kind of the subject of which the same is said, or nothing.
    """

    section: str
    subject: str
    property: str
    object: str
    strength: str
    sources: tuple[str, ...]
    inferred: bool
    note: str = ""
    said_of: str = ""


class LevelFacts:
    """What bears on each foramen, gathered once: a served dataset does not change."""

    def __init__(
        self, catalogue: Catalogue, neighbourhood: Neighbourhood, statements: Statements
    ) -> None:
        self._catalogue = catalogue
        self._walk = LevelWalk(catalogue, neighbourhood, statements)
        self._known: dict[str, tuple[LevelFact, ...]] = {}

    def of(self, foramen: str) -> tuple[LevelFact, ...]:
        """Give what bears on a foramen, by its IRI, in the order of the sections."""
        if foramen not in self._known:
            self._known[foramen] = self._read(foramen)
        return self._known[foramen]

    def _read(self, foramen: str) -> tuple[LevelFact, ...]:
        rows = sorted(set(self._walk.rows(foramen)), key=lambda row: (_PLACES[row.section], row))
        facts = groupby(rows, key=lambda row: row[:_KEY])
        return tuple(_fact(self._catalogue, list(group)) for _, group in facts)


def _fact(catalogue: Catalogue, rows: list[Row]) -> LevelFact:
    """Make one fact of the rows that differ in their source alone."""
    first = rows[0]
    inferred = all(row.inferred for row in rows)
    return LevelFact(
        section=first.section,
        subject=first.subject,
        property=first.property,
        object=first.object,
        strength=first.strength,
        sources=tuple(dict.fromkeys(row.source for row in rows)),
        inferred=inferred,
        note=first.note,
        said_of=_said_of(catalogue, first.subject, first.property, first.object)
        if inferred
        else "",
    )


def _said_of(catalogue: Catalogue, subject: str, property_: str, object_: str) -> str:
    """Give the widest kind of the subject that has the very same relation."""
    kinds = [
        kind
        for kind in catalogue.ancestors(subject)
        if kind in catalogue.terms and object_ in catalogue.terms[kind].relations.get(property_, ())
    ]
    wider = {kind: set(catalogue.ancestors(kind)) for kind in kinds}
    return next((kind for kind in kinds if wider[kind].isdisjoint(kinds)), "")
