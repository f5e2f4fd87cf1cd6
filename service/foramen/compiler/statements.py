"""Gather the rows that say the same thing into one statement with all its sources.

Patterns construct an anonymous `foramen:Statement` a row. Rows with the same subject, predicate
and object are one statement; its IRI is made from those three, so it stays the same as long as
what is said stays the same, whoever else comes to say it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rdflib import URIRef
from rdflib.namespace import DCTERMS, RDF

from foramen.errors import SourceError
from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from foramen.compiler.patterns import Triple
    from foramen.compiler.tables import Row

__all__ = ["Statement", "StatementBook", "statement_iri"]

_CORE = {RDF.type, RDF.subject, RDF.predicate, RDF.object, FORAMEN.strength, DCTERMS.source}
_PARTS = {RDF.subject: "a subject", RDF.predicate: "a relation", RDF.object: "an object"}
_PER_SOURCE = {FORAMEN.note, FORAMEN.confidence}


def statement_iri(subject: Node, predicate: Node, value: Node) -> URIRef:
    """Mint the IRI of what is said; the same formula can be written in SPARQL with SHA1."""
    digest = hashlib.sha1(f"{subject} {predicate} {value}".encode(), usedforsecurity=False)
    return FORAMEN[f"st_{digest.hexdigest()[:12]}"]


@dataclass
class Statement:
    """One thing that is said, with who says it and how firmly."""

    subject: Node
    predicate: Node
    object: Node
    strength: Node | None = None
    sources: set[Node] = field(default_factory=set)
    further: set[tuple[Node, Node]] = field(default_factory=set)
    evidence: dict[Node, set[tuple[Node, Node]]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def iri(self) -> URIRef:
        """Give the statement's IRI."""
        return statement_iri(self.subject, self.predicate, self.object)

    def triples(self) -> Iterator[Triple]:
        """Yield the record: what is said, its strength and sources, and what each source adds."""
        iri = self.iri
        yield iri, RDF.type, FORAMEN.Statement
        yield iri, RDF.subject, self.subject
        yield iri, RDF.predicate, self.predicate
        yield iri, RDF.object, self.object
        if self.strength is not None:
            yield iri, FORAMEN.strength, self.strength
        for source in self.sources:
            yield iri, DCTERMS.source, source
        for predicate, value in self.further:
            yield iri, predicate, value
        for source, details in self.evidence.items():
            local = str(source).removeprefix(str(FORAMEN))
            node = URIRef(f"{iri}_{local}".replace("/st_", "/evidence_"))
            yield iri, FORAMEN.hasEvidence, node
            yield node, RDF.type, FORAMEN.Evidence
            yield node, DCTERMS.source, source
            for predicate, value in details:
                yield node, predicate, value


class StatementBook:
    """All statements, by what they say."""

    def __init__(self) -> None:
        self._by_content: dict[Triple, Statement] = {}
        self.faults: list[SourceError] = []

    def __iter__(self) -> Iterator[Statement]:
        """Yield the statements in the order of their IRIs."""
        yield from sorted(self._by_content.values(), key=lambda statement: statement.iri)

    def __len__(self) -> int:
        """Count the statements."""
        return len(self._by_content)

    def add(self, row: Row, triples: Iterable[Triple]) -> list[Triple]:
        """Take the statements out of what a row constructed; return the other triples."""
        by_subject: dict[Node, list[tuple[Node, Node]]] = {}
        for subject, predicate, value in triples:
            by_subject.setdefault(subject, []).append((predicate, value))
        rest: list[Triple] = []
        for subject, pairs in by_subject.items():
            if (RDF.type, FORAMEN.Statement) in pairs:
                self._enter(row, pairs)
            else:
                rest += [(subject, predicate, value) for predicate, value in pairs]
        return rest

    def _enter(self, row: Row, pairs: list[tuple[Node, Node]]) -> None:
        one = {predicate: value for predicate, value in pairs if predicate in _CORE}
        if lacking := [name for part, name in _PARTS.items() if part not in one]:
            rule = f"the row makes a statement without {' and '.join(lacking)}"
            mend = "fill the cell that it is made of, or mend the pattern"
            self.faults.append(SourceError(row.file, row.number, None, rule, mend))
            return
        key = (one[RDF.subject], one[RDF.predicate], one[RDF.object])
        statement = self._by_content.setdefault(key, Statement(*key))
        statement.rows.append(row)
        self._grade(statement, row, one.get(FORAMEN.strength))
        source = one.get(DCTERMS.source)
        if source is not None:
            statement.sources.add(source)
        disputed = next(
            (value for predicate, value in pairs if predicate == FORAMEN.disputedBy), None
        )
        for predicate, value in pairs:
            if predicate in _PER_SOURCE:
                owner = source or disputed
                if owner is not None:
                    statement.evidence.setdefault(owner, set()).add((predicate, value))
            elif predicate not in _CORE or (predicate == RDF.type and value != FORAMEN.Statement):
                statement.further.add((predicate, value))

    def _grade(self, statement: Statement, row: Row, strength: Node | None) -> None:
        if strength is not None and statement.strength not in (None, strength):
            other = statement.rows[0]
            self.faults.append(
                SourceError(
                    row.file,
                    row.number,
                    "strength",
                    f"the same statement has another strength in {other.file}, row {other.number}",
                    "give both rows the weaker strength, and say in the note what this source says",
                )
            )
        statement.strength = strength or statement.strength
