"""Tell level by level which root leaves, and by what it is tested: one row for each foramen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .tabled import Entry, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.column import Column, Level

    from .backing import Backing
    from .tabled import Entries

__all__ = ["root_table"]

_COLUMNS: Final = (
    "Foramen", "Between", "Region", "Disc", "Exiting root", "Traversing root",
    "Key sensory point", "Key muscles", "Reflex",
)  # fmt: skip


def root_table(column: Column, backing: Backing) -> Table:
    """Make the table; left and right are the same and share a row."""
    rows = tuple(_row(level, backing) for level in column.levels)
    return Table("roots", "Levels and roots", _COLUMNS, rows)


def _row(level: Level, backing: Backing) -> Row:
    foramen = _without_side(level, backing)
    root = next((one.both for one in level.exiting.values()), "")
    return Row(
        (
            (Entry(level.name, foramen),),
            (Entry(f"{level.upper.name} and {level.lower.name}"),),
            (Entry(level.region),),
            _short([backing.fact(level.disc, "atLevel", level.iri, of=level.disc)], level.name),
            _roots(backing.facts(foramen, "transmitsRoot"), backing),
            _roots(backing.facts(level.iri, "hasTraversingRoot"), backing),
            backing.facts(root, "testedAtKeyPoint"),
            backing.facts(root, "suppliesKeyMuscle"),
            backing.facts(root, "mediatesReflex", "mayMediateReflex"),
        )
    )


def _short(entries: Iterable[Entry], name: str) -> Entries:
    return tuple(replace(entry, text=name) for entry in entries if entry.iri)


def _roots(entries: Iterable[Entry], backing: Backing) -> Entries:
    """Name roots as people do: `C8`."""
    known = backing.catalogue.terms
    return tuple(replace(entry, text=known[entry.iri].notation) for entry in entries)


def _without_side(level: Level, backing: Backing) -> str:
    """Give the foramen of both sides; of one that has none, that of a side."""
    one = next((opening.iri for opening in level.foramina.values()), "")
    term = backing.catalogue.terms.get(one)
    both = [iri for iri in term.parents if _is_foramen(iri, backing)] if term else []
    return next(iter(both), one)


def _is_foramen(iri: str, backing: Backing) -> bool:
    term = backing.catalogue.terms.get(iri)
    return term is not None and term.family == "Foramen"
