"""Read records from the graph, a level of the tree at a time, with all that they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import URIRef

from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS, FORAMEN, GRAPH, OWL, PROV, RDF, RDFS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from rdflib.term import Node

    from foramen.engine.model import Engine, Term, Triple

    from .explanation_model import Book, Said

__all__ = ["MOST_RECORDS", "Reader", "iris", "mentions"]

MOST_RECORDS: Final = 5000
_MOST_LEVELS: Final = 100
_BATCH: Final = 200  # so many terms stay far below the limits on the size of a query
_DETAILS: Final = (
    DCTERMS.source,
    FORAMEN.disputedBy,
    FORAMEN.hasEvidence,
    FORAMEN.rule,
    FORAMEN.strength,
)

_ABOUT: Final = """SELECT ?iri ?property ?value {{
  VALUES ?iri {{ {values} }}
  ?iri ?property ?value .
}}
"""
_LABELS: Final = (
    f"SELECT ?iri ?label {{{{ VALUES ?iri {{{{ {{values}} }}}} ?iri <{RDFS.label}> ?label }}}}"
)
_RECORDS: Final = f"""PREFIX rdf: <{RDF}>
SELECT ?s ?p ?o ?found {{{{
  VALUES (?s ?p ?o) {{{{ {{values}} }}}}
  ?found rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
}}}}
"""
_GRAPHS: Final = """SELECT ?s ?p ?o ?found {{
  VALUES (?s ?p ?o) {{ {values} }}
  GRAPH ?found {{ ?s ?p ?o }}
}}
"""
_SOME: Final = f"""PREFIX owl: <{OWL}>
PREFIX rdfs: <{RDFS}>
SELECT ?s ?p ?o ?found {{{{
  VALUES (?s ?p ?o) {{{{ {{values}} }}}}
  GRAPH <{GRAPH.axioms}> {{{{
    ?s rdfs:subClassOf ?found . ?found owl:onProperty ?p ; owl:someValuesFrom ?o .
  }}}}
}}}}
"""
_PARTS: Final = f"""PREFIX owl: <{OWL}>
PREFIX rdf: <{RDF}>
SELECT ?iri ?part ?relation ?filler {{{{
  VALUES ?iri {{{{ {{values}} }}}}
  GRAPH <{GRAPH.axioms}> {{{{
    ?iri owl:equivalentClass ?whole .
    ?whole owl:intersectionOf/rdf:rest* ?cell .
    ?cell rdf:first ?part .
    {{{{ ?part owl:onProperty ?relation ; owl:someValuesFrom ?filler }}}}
    UNION {{{{ ?part a owl:Class FILTER(isIRI(?part)) }}}}
  }}}}
}}}}
"""


def iris(said: Said, property_: Node) -> list[str]:
    """Give the terms that a record leads to by a property."""
    values = said.get(str(property_), [])
    return sorted(str(value) for value in values if isinstance(value, URIRef))


def mentions(said: Said) -> list[str]:
    """Give the sources, evidence, rule and strength that a record names."""
    return [iri for kind in _DETAILS for iri in iris(said, kind)]


class Reader:
    """Reads with few queries: one for each level of all trees, not one for each record."""

    def __init__(self, engine: Engine, graphs: Collection[str]) -> None:
        self._engine = engine
        self._has_axioms = str(GRAPH.axioms) in graphs

    def rows(self, query: str) -> tuple[Mapping[str, Term], ...]:
        """Give the rows of an answer."""
        answer = self._engine.answer(self._engine.guard.check(query))
        return answer.rows if isinstance(answer, Bindings) else ()

    def about(self, wanted: Iterable[str]) -> dict[str, Said]:
        """Give all that the graph says of each IRI."""
        said: dict[str, Said] = {iri: {} for iri in wanted}
        for row in self._batches(_ABOUT, [f"<{iri}>" for iri in said]):
            properties = said[str(row["iri"])]
            properties.setdefault(str(row["property"]), []).append(row["value"])
        return said

    def records_of(self, triples: Sequence[Triple]) -> dict[Triple, list[str]]:
        """Give the records that say each triple."""
        return self._found(_RECORDS, triples)

    def graphs_of(self, triples: Sequence[Triple]) -> dict[Triple, list[str]]:
        """Give the named graphs that hold each triple."""
        return self._found(_GRAPHS, triples)

    def existentials(self, triples: Sequence[Triple]) -> set[Triple]:
        """Give those that OWL states as: every subject is so related to some object."""
        return {*self._found(_SOME, triples)} if self._has_axioms else set()

    def definition_parts(self, classes: Iterable[str]) -> set[Triple]:
        """Give what the definitions of the classes are made of, as triples."""
        if not self._has_axioms:
            return set()
        parts: set[Triple] = set()
        for row in self._batches(_PARTS, [f"<{iri}>" for iri in dict.fromkeys(classes)]):
            if "filler" in row:
                parts.add((row["iri"], row["relation"], row["filler"]))
            else:
                parts.add((row["iri"], URIRef(RDFS.subClassOf), row["part"]))
        return parts

    def fill(self, book: Book, roots: Iterable[str]) -> None:
        """Load the roots and all that they and the book rest on, with their sources and rules."""
        wanted = [*roots, *_premises(book.said.values())]
        for _ in range(_MOST_LEVELS):
            level = [iri for iri in dict.fromkeys(wanted) if iri not in book.said]
            read = self.about(level[: max(MOST_RECORDS - len(book.said), 0)])
            if not read:
                break
            book.said |= read
            wanted = _premises(read.values())
        for _ in range(2):  # what the records mention, then what evidence and rules mention
            mentioned = {iri for said in book.said.values() for iri in mentions(said)}
            mentioned |= {iri for said in book.mentioned.values() for iri in mentions(said)}
            book.mentioned |= self.about(sorted(mentioned - book.mentioned.keys()))

    def labels_of(self, terms: Sequence[str]) -> Iterator[Triple]:
        """Yield the labels of terms, as triples."""
        for row in self._batches(_LABELS, [f"<{iri}>" for iri in terms]):
            yield row["iri"], URIRef(RDFS.label), row["label"]

    def _found(self, query: str, triples: Sequence[Triple]) -> dict[Triple, list[str]]:
        found: dict[Triple, list[str]] = {}
        values = [f"({' '.join(term.n3() for term in triple)})" for triple in triples]
        for row in self._batches(query, values):
            found.setdefault((row["s"], row["p"], row["o"]), []).append(str(row["found"]))
        return {triple: sorted(names) for triple, names in found.items()}

    def _batches(self, query: str, values: Sequence[str]) -> Iterator[Mapping[str, Term]]:
        for start in range(0, len(values), _BATCH):
            yield from self.rows(query.format(values=" ".join(values[start : start + _BATCH])))


def _premises(records: Iterable[Said]) -> list[str]:
    return [premise for said in records for premise in iris(said, PROV.wasDerivedFrom)]
