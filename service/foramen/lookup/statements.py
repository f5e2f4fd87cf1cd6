"""Read who says the triples of some properties, and how firmly: once, for many look-ups."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from foramen.engine.model import Bindings
from foramen.namespaces import DCTERMS, FORAMEN, RDF, SKOS

from .model import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from foramen.engine.model import Engine

    from .model import Link

__all__ = ["Edge", "Statements"]

Edge: TypeAlias = tuple[str, str, str]
"""Subject, property and object of a triple, as IRIs."""

_INFERRED: Final = str(FORAMEN.InferredStatement)
_QUERY: Final = f"""
PREFIX rdf: <{RDF}>
PREFIX dcterms: <{DCTERMS}>
PREFIX foramen: <{FORAMEN}>
SELECT ?subject ?object ?statement ?kind ?strength ?source WHERE {{{{
  ?statement rdf:predicate <{{property}}> ; rdf:subject ?subject ; rdf:object ?object .
  OPTIONAL {{{{ ?statement a ?kind . FILTER(?kind = foramen:InferredStatement) }}}}
  OPTIONAL {{{{ ?statement foramen:strength ?strength }}}}
  OPTIONAL {{{{ ?statement dcterms:source ?source }}}}
}}}}
"""
_WORDS: Final = f"""
PREFIX skos: <{SKOS}>
PREFIX foramen: <{FORAMEN}>
SELECT ?source ?words WHERE {{
  VALUES ?kind {{ foramen:ArticleClaim foramen:Citation }}
  ?source a ?kind ; skos:definition ?words .
}}
"""
_NOTES: Final = f"""
PREFIX foramen: <{FORAMEN}>
SELECT DISTINCT ?statement ?note WHERE {{
  ?evidence foramen:note ?note .
  ?statement foramen:hasEvidence ?evidence .
}}
"""


class Statements:
    """The statements of every triple of some properties; the dataset does not change."""

    def __init__(
        self, engine: Engine, link: Callable[[str], Link], properties: Iterable[str]
    ) -> None:
        """Read them.

        Args:
            engine: answers the queries, one for each property.
            link: gives a term with its label.
            properties: the IRIs of the properties that will be asked of.
        """
        self._link = link
        self._stated = {
            edge: tuple(self._statement(name, rows[name]) for name in sorted(rows))
            for property_ in properties
            for edge, rows in _by_edge(engine, property_).items()
        }
        self._notes: dict[str, list[str]] = defaultdict(list)
        for row in sorted(_rows(engine, _NOTES), key=lambda row: row["note"]):
            self._notes[row["statement"]].append(row["note"])
        self._words = {row["source"]: row["words"] for row in _rows(engine, _WORDS)}

    def of(self, edge: Edge) -> tuple[Statement, ...]:
        """Give the statements of a triple; none where the graph does not state it."""
        return self._stated.get(edge, ())

    def notes(self, edge: Edge) -> tuple[str, ...]:
        """Give what is noted of a triple: how sources differ, what a strength is said of."""
        found = [note for said in self.of(edge) for note in self._notes.get(said.iri, ())]
        return tuple(dict.fromkeys(found))

    def words(self, source: str) -> str:
        """Give in a sentence what a source says, or nothing where the graph has no such."""
        return self._words.get(source, "")

    def _statement(self, iri: str, rows: Iterable[Mapping[str, str]]) -> Statement:
        found: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name, value in row.items():
                found[name].add(value)
        strength = min(found["strength"], default="")
        return Statement(
            iri=iri,
            inferred=_INFERRED in found["kind"],
            strength=self._link(strength) if strength else None,
            sources=tuple(self._link(source) for source in sorted(found["source"])),
        )


def _by_edge(engine: Engine, property_: str) -> Mapping[Edge, Mapping[str, list[dict[str, str]]]]:
    """Give the rows of each statement of each triple."""
    found: dict[Edge, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(engine, _QUERY.format(property=property_)):
        found[row["subject"], property_, row["object"]][row["statement"]].append(row)
    return found


def _rows(engine: Engine, query: str) -> Iterator[dict[str, str]]:
    answer = engine.answer(engine.guard.check(query))
    for row in answer.rows if isinstance(answer, Bindings) else ():
        yield {name: str(value) for name, value in row.items()}
