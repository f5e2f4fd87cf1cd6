"""Collect what bears on one intervertebral foramen: each fact with its strength and sources."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from foramen.engine.model import Bindings
from foramen.lookup.level_query import SECTIONS, level_query

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.engine.model import Engine, Term

    from .catalogue import Catalogue

__all__ = ["LevelFact", "LevelFacts"]

_KEY: Final = ("section", "subject", "property", "object", "note")


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
    """What bears on each foramen, asked once: a served dataset does not change."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        self._engine, self._catalogue = engine, catalogue
        self._known: dict[str, tuple[LevelFact, ...]] = {}

    def of(self, foramen: str) -> tuple[LevelFact, ...]:
        """Give what bears on a foramen, by its IRI, in the order of the sections."""
        if foramen not in self._known:
            self._known[foramen] = self._read(foramen)
        return self._known[foramen]

    def _read(self, foramen: str) -> tuple[LevelFact, ...]:
        answer = self._engine.answer(self._engine.guard.check(level_query(foramen)))
        rows = answer.rows if isinstance(answer, Bindings) else ()
        places = list(SECTIONS)
        ordered = sorted(rows, key=lambda row: (places.index(str(row["section"])), *_key(row)))
        return tuple(_fact(self._catalogue, list(group)) for _, group in groupby(ordered, _key))


def _key(row: Mapping[str, Term]) -> tuple[str, ...]:
    return tuple(str(row.get(name, "")) for name in _KEY)


def _fact(catalogue: Catalogue, rows: list[Mapping[str, Term]]) -> LevelFact:
    """Make one fact of the rows that differ in their source alone."""
    section, subject, property_, object_, note = _key(rows[0])
    inferred = all(str(row["inferred"]) == "true" for row in rows)
    return LevelFact(
        section=section,
        subject=subject,
        property=property_,
        object=object_,
        strength=str(rows[0]["strength"]),
        sources=tuple(dict.fromkeys(str(row["source"]) for row in rows)),
        inferred=inferred,
        note=note,
        said_of=_said_of(catalogue, subject, property_, object_) if inferred else "",
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
