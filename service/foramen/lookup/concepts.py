"""Describe one term: what it is called, what it is, and how it relates, with source and strength.

A term is named by its IRI, a prefixed name, its local name, its label or a synonym.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.engine.model import Bindings, Term
from foramen.errors import QuerySyntaxError, UnknownTerm
from foramen.namespaces import (
    DCTERMS,
    FORAMEN,
    RDF,
    RDFS,
    SKOS,
    compact,
    expand,
    is_iri,
)

from .model import Concept, Link, Relation, RelationGroup, Statement
from .names import SYNONYMS, Names
from .released import Released

if TYPE_CHECKING:
    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

__all__ = ["Concepts", "description_query"]

_LABEL: Final = str(RDFS.label)
_DEFINITION: Final = str(SKOS.definition)
_TYPE: Final = str(RDF.type)
_PARENT: Final = str(RDFS.subClassOf)
_INFERRED_STATEMENT: Final = str(FORAMEN.InferredStatement)
_OUTGOING: Final = (
    "SELECT ?graph ?property ?other WHERE {{ GRAPH ?graph {{ <{iri}> ?property ?other }} }}"
)
_INCOMING: Final = f"""
PREFIX rdf: <{RDF}>
SELECT ?graph ?property ?other WHERE {{{{
  GRAPH ?graph {{{{ ?other ?property <{{iri}}> }}}}
  FILTER(?property NOT IN (rdf:subject, rdf:predicate, rdf:object{{besides}}) && isIRI(?other))
}}}}
"""
_SOME_INCOMING: Final = """
SELECT ?graph (<{property}> AS ?property) ?other WHERE {{
  GRAPH ?graph {{ ?other <{property}> <{iri}> }}
  FILTER(isIRI(?other))
}}
ORDER BY ?other
LIMIT {most}
"""
_COUNTS: Final = f"""
PREFIX rdf: <{RDF}>
SELECT ?property (COUNT(*) AS ?number) WHERE {{{{
  ?other ?property <{{iri}}>
  FILTER(?property NOT IN (rdf:subject, rdf:predicate, rdf:object) && isIRI(?other))
}}}}
GROUP BY ?property
"""
# Of a strength there are 17,000 statements: nobody reads that list, and it takes seconds to make.
_MOST_LISTED: Final = 500
_STATEMENTS: Final = f"""
PREFIX rdf: <{RDF}>
PREFIX dcterms: <{DCTERMS}>
PREFIX foramen: <{FORAMEN}>
SELECT ?statement ?kind ?property ?other ?strength ?source WHERE {{{{
  ?statement {{mine}} <{{iri}}> ; rdf:predicate ?property ; {{theirs}} ?other ; a ?kind .
  FILTER(?kind IN (foramen:Statement, foramen:InferredStatement))
  OPTIONAL {{{{ ?statement foramen:strength ?strength }}}}
  OPTIONAL {{{{ ?statement dcterms:source ?source }}}}
}}}}
"""
_DESCRIPTION: Final = f"""PREFIX rdf: <{RDF}>
CONSTRUCT {{{{
  <{{iri}}> ?property ?object .
  ?subject ?relation <{{iri}}> .
  ?statement ?says ?what .
}}}}
WHERE {{{{
  {{{{ <{{iri}}> ?property ?object }}}}
  UNION {{{{
    ?subject ?relation <{{iri}}> .
    FILTER(?relation NOT IN (rdf:subject, rdf:predicate, rdf:object))
  }}}}
  UNION {{{{ ?statement rdf:subject <{{iri}}> ; ?says ?what }}}}
}}}}
"""


def description_query(iri: str) -> str:
    """Give the query that describes a term as a graph."""
    return _DESCRIPTION.format(iri=iri)


class Concepts:
    """The terms of the graph, looked up through an engine."""

    def __init__(self, knowledge: Knowledge, engine: Engine) -> None:
        self._engine = engine
        self._graphs = knowledge.default_graphs
        self._released = Released(knowledge)

    @cached_property
    def names(self) -> Names:
        """Give the labels and synonyms, read when first asked for."""
        return Names(self._engine)

    def resolve(self, text: str) -> str:
        """Give the IRI that a person means.

        Raises:
            UnknownTerm: nothing is called so; the error carries near matches.
        """
        given = text.strip().removeprefix("<").removesuffix(">")
        for iri in (given, expand(given) or "", f"{FORAMEN}{given}"):
            if is_iri(iri) and self._exists(iri):
                return iri
        if found := self.names.find(given):
            return found
        bare = given.removeprefix(FORAMEN).removeprefix("foramen:")
        raise UnknownTerm(text, self.names.near(bare))

    def link(self, iri: str) -> Link:
        """Give a term with its label."""
        return Link(iri, self.names.label(iri))

    def describe(self, text: str) -> Concept:
        """Collect what the graph says of a term, named in any way that `resolve` takes."""
        iri = self.resolve(text)
        says = self._edges(_OUTGOING.format(iri=iri))
        heard, left_out = self._heard(iri)
        texts = [
            (str(kind), str(text))
            for _, kind, text in self._released.about(iri)
            if isinstance(text, rdflib.Literal)
        ]
        return Concept(
            iri=iri,
            curie=compact(iri),
            label=self.names.label(iri),
            definition=next((text for kind, text in texts if kind == _DEFINITION), ""),
            synonyms=tuple((SYNONYMS[kind], text) for kind, text in texts if kind in SYNONYMS),
            notes=tuple(
                (self.link(kind), text)
                for kind, text in texts
                if kind not in SYNONYMS and kind not in {_LABEL, _DEFINITION}
            ),
            types=self._links(says, _TYPE),
            parents=self._relations(says, _PARENT, {}),
            children=self._relations(heard, _PARENT, {}),
            members=self._links(heard, _TYPE),
            outgoing=self._outgoing(iri, says),
            incoming=self._groups(heard, self._statements(iri, incoming=True), incoming=True),
            left_out=left_out,
        )

    def outgoing(self, iri: str) -> tuple[RelationGroup, ...]:
        """Give only the relations of a term, which costs two queries and not eight."""
        return self._outgoing(iri, self._edges(_OUTGOING.format(iri=iri)))

    def _outgoing(self, iri: str, says: list[_Edge]) -> tuple[RelationGroup, ...]:
        return self._groups(says, self._statements(iri, incoming=False), incoming=False)

    def _exists(self, iri: str) -> bool:
        uses = (f"<{iri}> ?p ?o", f"?s ?p <{iri}>", f"?s <{iri}> ?o")
        query = f"SELECT * WHERE {{ {{ {' } UNION { '.join(uses)} }} }} LIMIT 1"
        try:
            return bool(self._rows(query))
        except QuerySyntaxError:  # `50%` or `http://[`: the engine is stricter on IRIs than is_iri
            return False

    def _rows(self, query: str) -> tuple[Mapping[str, Term], ...]:
        # GRAPH ?graph must not reach the graphs that are not part of the default one.
        checked = self._engine.guard.check(
            query, default_graphs=self._graphs, named_graphs=self._graphs
        )
        answer = self._engine.answer(checked)
        return answer.rows if isinstance(answer, Bindings) else ()

    def _heard(self, iri: str) -> tuple[list[_Edge], tuple[tuple[Link, int], ...]]:
        """Read what points here, no more of each property than is worth listing."""
        counts = {
            str(row["property"]): int(str(row["number"]))
            for row in self._rows(_COUNTS.format(iri=iri))
            if "property" in row
        }
        many = sorted(name for name, number in counts.items() if number > _MOST_LISTED)
        besides = "".join(f", <{name}>" for name in many)
        edges = self._edges(_INCOMING.format(iri=iri, besides=besides))
        for name in many:
            query = _SOME_INCOMING.format(iri=iri, property=name, most=_MOST_LISTED)
            edges += self._edges(query)
        left_out = tuple((self.link(name), counts[name] - _MOST_LISTED) for name in many)
        return edges, left_out

    def _edges(self, query: str) -> list[_Edge]:
        """Read edges; one that is asserted somewhere is not inferred."""
        inferred: dict[tuple[str, Term], bool] = {}
        for row in self._rows(query):
            edge = (str(row["property"]), row["other"])
            here = str(row["graph"]).endswith("/inferred")
            inferred[edge] = here and inferred.get(edge, True)
        edges = [_Edge(name, other, derived) for (name, other), derived in inferred.items()]
        return sorted(
            edges, key=lambda edge: (edge.property, edge.inferred, self._name(edge.other))
        )

    def _name(self, term: Term) -> str:
        return self.names.label(str(term)) if isinstance(term, URIRef) else str(term)

    def _links(self, edges: list[_Edge], property_: str) -> tuple[Link, ...]:
        return tuple(
            self.link(str(edge.other))
            for edge in edges
            if edge.property == property_ and isinstance(edge.other, URIRef)
        )

    def _relations(
        self, edges: list[_Edge], property_: str, statements: _Statements
    ) -> tuple[Relation, ...]:
        return tuple(
            Relation(
                target=self.link(str(edge.other)) if isinstance(edge.other, URIRef) else None,
                value=self._name(edge.other),
                inferred=edge.inferred,
                statements=statements.get((property_, edge.other), ()),
            )
            for edge in edges
            if edge.property == property_ and not isinstance(edge.other, rdflib.BNode)
        )

    def _groups(
        self, edges: list[_Edge], statements: _Statements, *, incoming: bool
    ) -> tuple[RelationGroup, ...]:
        properties = {
            edge.property
            for edge in edges
            if isinstance(edge.other, URIRef) and edge.property not in {_TYPE, _PARENT}
        }
        groups = [
            RelationGroup(
                self.link(property_), incoming, self._relations(edges, property_, statements)
            )
            for property_ in properties
        ]
        return tuple(sorted(groups, key=lambda group: (group.property.label, group.property.iri)))

    def _statements(self, iri: str, *, incoming: bool) -> _Statements:
        mine, theirs = ("rdf:object", "rdf:subject") if incoming else ("rdf:subject", "rdf:object")
        merged: dict[tuple[str, Term], dict[str, _Said]] = defaultdict(dict)
        for row in self._rows(_STATEMENTS.format(iri=iri, mine=mine, theirs=theirs)):
            edge = (str(row["property"]), row["other"])
            said = merged[edge].setdefault(str(row["statement"]), _Said())
            said.inferred = said.inferred or str(row["kind"]) == _INFERRED_STATEMENT
            said.strengths.update(str(row[name]) for name in ("strength",) if name in row)
            said.sources.update(str(row[name]) for name in ("source",) if name in row)
        return {
            edge: tuple(self._statement(name, by_name[name]) for name in sorted(by_name))
            for edge, by_name in merged.items()
        }

    def _statement(self, iri: str, said: _Said) -> Statement:
        strength = next((self.link(strength) for strength in sorted(said.strengths)), None)
        sources = tuple(self.link(source) for source in sorted(said.sources))
        return Statement(iri, said.inferred, strength, sources)


@dataclass(frozen=True)
class _Edge:
    property: str
    other: Term
    inferred: bool


class _Said:
    """What the rows of one statement add up to."""

    def __init__(self) -> None:
        self.inferred = False
        self.strengths: set[str] = set()
        self.sources: set[str] = set()


_Statements = Mapping[tuple[str, Term], tuple[Statement, ...]]
