"""Give the triples of the graph as connections: terms, and who says so how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Connection
from .sheet import iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.lookup.statements import Statements
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

__all__ = ["Connecting"]


class Connecting:
    """Every connection that an answer can speak of, each made when it is."""

    def __init__(self, catalogue: Catalogue, statements: Statements) -> None:
        self._terms = catalogue.terms
        self._statements = statements

    def connection(self, subject: str, property_: str, end: str) -> Connection:
        """Give one triple, its property by local name."""
        name = iri(property_)
        edge = (subject, name, end)
        statements, notes = self._statements.of(edge), self._statements.notes(edge)
        terms = self._terms
        return Connection(terms[subject], terms[name], terms[end], statements, notes)

    def all(self, triples: Iterable[tuple[str, str, str]]) -> tuple[Connection, ...]:
        """Give triples that are named by local names."""
        return tuple(self.connection(iri(one), name, iri(end)) for one, name, end in triples)

    def from_(self, subject: Term, property_: str) -> tuple[Connection, ...]:
        """Give what a property leads to from a term."""
        return tuple(
            self.connection(subject.iri, property_, end)
            for end in subject.relations.get(iri(property_), ())
            if end in self._terms
        )
