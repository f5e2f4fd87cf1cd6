"""Hold a table of facts: each with how firmly it is said, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.namespaces import FORAMEN

from .handout import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FIRM", "Entries", "Entry", "Row", "Table", "source_key"]

FIRM: Final = "definite"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact, or a word, in a cell.

    Attributes:
        iri: what it is about, or nothing.
        strength: how firmly it is said: definite, may or varies; nothing where it is no fact.
        sources: the IRIs of who says so.
        disputed: the IRIs of who says otherwise.
    """

    text: str
    iri: str = ""
    strength: str = ""
    sources: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()

    @property
    def hedge(self) -> str:
        """Give what is to be said beside it, if it is not said firmly by all."""
        others = ", ".join(map(source_key, self.disputed))
        hedges = [self.strength] if self.strength != FIRM else []
        return "; ".join(filter(None, [*hedges, others and f"otherwise {others}"]))

    @property
    def words(self) -> str:
        """Give it with its hedge."""
        return f"{self.text} ({self.hedge})" if self.hedge else self.text


Entries: TypeAlias = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its sources are those of all its entries."""

    cells: tuple[Entries, ...]

    @property
    def iri(self) -> str:
        """Give what the row is about, if its first cell names it."""
        return next((entry.iri for entry in self.cells[0]), "")

    @property
    def sources(self) -> tuple[str, ...]:
        """Give every source once, by key."""
        found = {one for cell in self.cells for entry in cell for one in entry.sources}
        return tuple(sorted(found, key=source_key))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of facts under columns; that of the sources stands at the end by itself."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def sheet(self) -> Sheet:
        """Write it as text, with hedges in brackets, the sources and the name of each row."""
        rows = tuple(
            (*map(_joined, row.cells), _keys(row.sources), row.iri.removeprefix(str(FORAMEN)))
            for row in self.rows
        )
        columns = (*self.columns, "sources", "name")
        return Sheet(self.name, self.title, tuple(one.lower() for one in columns), rows)


def source_key(iri: str) -> str:
    """Give the key by which a source is cited: `INT01`, `RADIO-IVF`."""
    return iri.removeprefix(str(FORAMEN)).removeprefix("claim_").removeprefix("source_")


def _joined(cell: Entries) -> str:
    return "; ".join(entry.words for entry in cell)


def _keys(sources: Iterable[str]) -> str:
    return ", ".join(map(source_key, sources))
