"""Describe one term: what it is called, what it is, and how it relates, with source and strength.

A term is named by its IRI, a prefixed name, its local name, its label or a synonym.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.engine.model import Bindings, Term
from foramen.errors import QuerySyntaxError, UnknownTerm
from foramen.namespaces import (
    FORAMEN,
    RDF,
    RDFS,
    SKOS,
    compact,
    expand,
    is_iri,
)

from .model import Concept, Link, Relation, RelationGroup
from .names import SYNONYMS, Names
from .released import Released
from .statements import Statements

if TYPE_CHECKING:
    from collections.abc import Mapping

    from foramen.engine.model import Engine
    from foramen.knowledge import Knowledge

    from .statements import Said

__all__ = ["Concepts", "description_query"]

_LABEL: Final = str(RDFS.label)
_DEFINITION: Final = str(SKOS.definition)
_TYPE: Final = str(RDF.type)
_PARENT: Final = str(RDFS.subClassOf)
_OUTGOING: Final = (
    "SELECT ?graph ?property ?other WHERE {{ GRAPH ?graph {{ <{iri}> ?property ?other }} }}"
)
_INCOMING: Final = """
SELECT ?graph ?property ?other WHERE {{
  VALUES ?property {{ {properties} }}
  GRAPH ?graph {{ ?other ?property <{iri}> }}
  FILTER(isIRI(?other))
}}
"""
_SOME_INCOMING: Final = """
SELECT ?graph (<{property}> AS ?property) ?other WHERE {{
  GRAPH ?graph {{ ?other <{property}> <{iri}> }}
  FILTER(isIRI(?other))
}}
ORDER BY ?other
LIMIT {most}
"""
_COUNTS: Final = """
SELECT ?property (COUNT(?other) AS ?number) WHERE {{ ?other ?property <{iri}> }}
GROUP BY ?property
"""
_OF_STATEMENTS: Final = {str(RDF.subject), str(RDF.predicate), str(RDF.object)}
# Of a strength there are 17,000 statements: nobody reads that list, and to sort it takes a second.
_MOST_LISTED: Final = 500
_MOST_SORTED: Final = 3000
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
        self.statements = Statements(knowledge, self.link)

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
            if is_iri(iri) and (self.names.knows(iri) or self._exists(iri)):
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
        return self.about(self.resolve(text))

    def about(self, iri: str, *, incoming: bool = True) -> Concept:
        """Collect what the graph says of a term.

        Args:
            iri: of a term that is known to be there.
            incoming: whether to look for what points to it, which takes longest.
        """
        says = self._edges(_OUTGOING.format(iri=iri))
        heard, left_out = self._heard(iri) if incoming else ([], ())
        said = self.statements.about(iri, incoming=True) if heard else {}
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
            incoming=self._groups(heard, said, incoming=True),
            left_out=left_out,
        )

    def outgoing(self, iri: str) -> tuple[RelationGroup, ...]:
        """Give only the relations of a term, which costs one query and not five."""
        return self._outgoing(iri, self._edges(_OUTGOING.format(iri=iri)))

    def _outgoing(self, iri: str, says: list[_Edge]) -> tuple[RelationGroup, ...]:
        return self._groups(says, self.statements.about(iri, incoming=False), incoming=False)

    def _exists(self, iri: str) -> bool:
        uses = (f"<{iri}> ?p ?o", f"?s ?p <{iri}>", f"?s <{iri}> ?o")
        query = f"SELECT * WHERE {{ {{ {' } UNION { '.join(uses)} }} }} LIMIT 1"
        try:
            return bool(self.rows(query))
        except QuerySyntaxError:  # `50%` or `http://[`: the engine is stricter on IRIs than is_iri
            return False

    def rows(self, query: str) -> tuple[Mapping[str, Term], ...]:
        """Give the rows of the answer to a query over the default graph and its parts."""
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
            for row in self.rows(_COUNTS.format(iri=iri))
            if "property" in row and str(row["property"]) not in _OF_STATEMENTS
        }
        few = sorted(name for name, number in counts.items() if number <= _MOST_LISTED)
        many = sorted(counts.keys() - set(few))
        properties = " ".join(f"<{name}>" for name in few)
        edges = self._edges(_INCOMING.format(iri=iri, properties=properties)) if few else []
        left_out = []
        for name in many:
            listed = _MOST_LISTED if counts[name] <= _MOST_SORTED else 0
            if listed:
                query = _SOME_INCOMING.format(iri=iri, property=name, most=listed)
                edges += self._edges(query)
            left_out.append((self.link(name), counts[name] - listed))
        return edges, tuple(left_out)

    def _edges(self, query: str) -> list[_Edge]:
        """Read edges; one that is asserted somewhere is not inferred."""
        inferred: dict[tuple[str, Term], bool] = {}
        for row in self.rows(query):
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
        self, edges: list[_Edge], property_: str, statements: Said
    ) -> tuple[Relation, ...]:
        return tuple(
            Relation(
                target=self.link(str(edge.other)) if isinstance(edge.other, URIRef) else None,
                value=self._name(edge.other),
                inferred=edge.inferred,
                statements=statements.get((property_, str(edge.other)), ()),
            )
            for edge in edges
            if edge.property == property_ and not isinstance(edge.other, rdflib.BNode)
        )

    def _groups(
        self, edges: list[_Edge], statements: Said, *, incoming: bool
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


@dataclass(frozen=True)
class _Edge:
    property: str
    other: Term
    inferred: bool
