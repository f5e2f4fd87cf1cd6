"""Tell of triples how firmly they are said and by whom, as entries of tables and of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.lookup.model import Link
from foramen.lookup.statements import Statements
from foramen.namespaces import FORAMEN

from .tabled import FIRM, Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.knowledge import Knowledge
    from foramen.lookup.stated import Edge, Record
    from foramen.terminology.catalogue import Catalogue

__all__ = ["STRENGTHS", "Backing", "strength_of"]

STRENGTHS: Final = (FIRM, "may", "varies")


class Backing:
    """The terms, and the statements about them."""

    def __init__(self, catalogue: Catalogue, statements: Statements) -> None:
        """Take both; what is asked of one is known to the other."""
        self.catalogue, self.statements = catalogue, statements

    @classmethod
    def read(cls, knowledge: Knowledge, catalogue: Catalogue) -> Backing:
        """Read the statements of a dataset, where no service has done so."""
        return cls(catalogue, Statements(knowledge, lambda iri: Link(iri, iri)))

    def label(self, iri: str) -> str:
        """Give the label of a term; of what is none, its name."""
        term = self.catalogue.terms.get(iri)
        return term.label if term else iri.removeprefix(str(FORAMEN))

    def named(self, iri: str) -> Entry:
        """Name a term without saying anything of it."""
        return Entry(self.label(iri), iri)

    def ends(self, iri: str, name: str) -> tuple[str, ...]:
        """Give what a relation leads to, by its local name."""
        term = self.catalogue.terms.get(iri)
        return term.relations.get(str(FORAMEN[name]), ()) if term else ()

    def fact(self, subject: str, name: str, other: str, *, of: str = "") -> Entry:
        """Give a triple as an entry that names its object, or the term `of`."""
        shown = of or other
        return self.backed(self.label(shown), shown, (subject, str(FORAMEN[name]), other))

    def facts(self, iri: str, *names: str) -> tuple[Entry, ...]:
        """Give what relations lead to; what a firmer one named before says is not said again."""
        found: dict[str, Entry] = {}
        for name in names:
            for other in self.ends(iri, name):
                if other not in found:
                    found[other] = self.fact(iri, name, other)
        return tuple(found.values())

    def backed(self, text: str, iri: str, triple: Edge) -> Entry:
        """Give words for a triple with its strength and sources, of all who state it."""
        subject, name, other = triple
        records = self.statements.records(subject).get((name, other), ())
        stated = [one for one in records if not one.inferred] or list(records)
        disputed = (source for one in stated for source, _ in self.statements.disputes(one))
        return Entry(
            text,
            iri,
            strength_of(stated),
            tuple(sorted({source for one in stated for source in one.sources})),
            tuple(sorted(set(disputed))),
        )


def strength_of(records: Iterable[Record]) -> str:
    """Give the firmest of some statements: definite, may or varies, or nothing."""
    found = {one.strength.removeprefix(str(FORAMEN)).lower() for one in records}
    return next((strength for strength in STRENGTHS if strength in found), "")
