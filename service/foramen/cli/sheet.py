"""Show one term on a sheet: its names, its definition, its relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from .terminal import console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.lookup.model import Concept, Relation

__all__ = ["show_concept"]


def show_concept(concept: Concept) -> None:
    """Print what a term is called, what it is, and how it relates to others."""
    screen = console()
    screen.print(Text(concept.label, style="bold"))
    screen.print(Text(concept.iri, style="dim"), soft_wrap=True)
    if concept.definition:
        screen.print(Text(concept.definition))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    previous = ""
    for name, value in _facts(concept):
        grid.add_row(Text("" if name == previous else name), Text(value))
        previous = name
    screen.print()
    screen.print(grid)


def _facts(concept: Concept) -> Iterator[tuple[str, str]]:
    yield from concept.synonyms
    for note, text in concept.notes:
        yield note.label, text
    for relation in concept.parents:
        yield "is a kind of", _relation(relation)
    for relation in concept.children:
        yield "has the kind", _relation(relation)
    for member in concept.members:
        yield "has the member", member.label
    for group in (*concept.outgoing, *concept.incoming):
        name = f"◂ {group.property.label}" if group.incoming else group.property.label
        for relation in group.relations:
            yield name, _relation(relation)


def _relation(relation: Relation) -> str:
    """Write the other end, how firmly it is said if not definite, and whether it was derived."""
    strengths = {
        statement.strength.label
        for statement in relation.statements
        if statement.strength is not None and not statement.strength.iri.endswith("/Definite")
    }
    remarks = [*sorted(strengths), *(["inferred"] if relation.inferred else [])]
    return f"{relation.value}  ({', '.join(remarks)})" if remarks else relation.value
