"""Give what the pages of browse show as rows, and as queries with the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import rdflib
from rdflib import URIRef

from foramen.engine.model import Bindings
from foramen.terminology.lists import NAMES_A_PLACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.lists import Entry
    from foramen.terminology.model import Term
    from foramen.terminology.part_tree import Part

__all__ = [
    "NAMES_QUERY", "PARTS_QUERY", "TOPICS_QUERY", "Branch", "kind_rows", "kinds_query", "name_rows",
    "part_rows", "term_rows",
]  # fmt: skip

_PREFIXES: Final = """PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oboInOwl: <http://www.geneontology.org/formats/oboInOwl#>
PREFIX foramen: <https://w3id.org/foramen/>
"""
_KINDS: Final = """SELECT DISTINCT ?term ?termLabel ?parent ?parentLabel WHERE {{
  {branch}VALUES ?type {{ owl:Class owl:NamedIndividual }}
  ?term rdf:type ?type ; rdfs:label ?termLabel .
  FILTER(STRSTARTS(STR(?term), STR(foramen:)))
  OPTIONAL {{
    ?term rdfs:subClassOf|rdf:type ?parent .
    ?parent rdf:type owl:Class ; rdfs:label ?parentLabel .
    FILTER(STRSTARTS(STR(?parent), STR(foramen:)) && ?parent != ?term)
    # Only the nearest: nothing lies between.
    FILTER NOT EXISTS {{
      ?term rdfs:subClassOf|rdf:type ?between .
      ?between rdfs:subClassOf+ ?parent .
      FILTER(?between != ?parent && ?between != ?term)
    }}
  }}
}}
ORDER BY ?termLabel ?parentLabel
"""
PARTS_QUERY: Final = f"""{_PREFIXES}# Also what follows from nearer parts.
SELECT DISTINCT ?part ?partLabel ?relation ?whole ?wholeLabel WHERE {{
  {{ ?part foramen:partOf ?whole . BIND(foramen:partOf AS ?relation) }}
  UNION
  {{ ?whole foramen:hasPart ?part . BIND(foramen:hasPart AS ?relation) }}
  ?part rdfs:label ?partLabel ; foramen:topic "anatomy" .
  ?whole rdfs:label ?wholeLabel ; foramen:topic "anatomy" .
}}
ORDER BY ?wholeLabel ?partLabel
"""
TOPICS_QUERY: Final = f"""{_PREFIXES}SELECT ?term ?termLabel ?topic WHERE {{
  ?term foramen:topic ?topic ; rdfs:label ?termLabel .
  FILTER NOT EXISTS {{ ?term foramen:family ?family }}
}}
ORDER BY ?topic ?termLabel
"""
NAMES_QUERY: Final = f"""{_PREFIXES}SELECT DISTINCT ?name ?term ?termLabel WHERE {{
  VALUES ?type {{ owl:Class owl:NamedIndividual owl:ObjectProperty owl:AnnotationProperty }}
  VALUES ?naming {{
    rdfs:label skos:altLabel foramen:abbreviation oboInOwl:hasExactSynonym
    oboInOwl:hasRelatedSynonym oboInOwl:hasNarrowSynonym oboInOwl:hasBroadSynonym
  }}
  ?term rdf:type ?type ; ?naming ?name ; rdfs:label ?termLabel .
  FILTER(STRSTARTS(STR(?term), STR(foramen:)))
  OPTIONAL {{ ?term foramen:family ?family }}
  # Of what there is once for each level, only the names that say no level.
  FILTER(!BOUND(?family) || !REGEX(?name, "{NAMES_A_PLACE}"))
}}
ORDER BY LCASE(?name)
"""
_Row: TypeAlias = "dict[str, URIRef | rdflib.Literal]"


@dataclass(frozen=True, slots=True)
class Branch:
    """What of the tree of kinds is handed out: one branch, or all of it."""

    iri: str
    curie: str


def kinds_query(branch: Branch | None) -> str:
    """Give the query for the rows of a branch, or of the whole tree."""
    below = f"?term rdf:type?/rdfs:subClassOf* {branch.curie} .\n  " if branch else ""
    return _PREFIXES + _KINDS.format(branch=below)


def kind_rows(catalogue: Catalogue, terms: Iterable[Term]) -> Bindings:
    """Give each term with each of its nearest parents; a topmost one with none."""
    rows: list[_Row] = []
    for term in sorted(terms, key=lambda one: (one.label, one.iri)):
        above = [catalogue.terms[iri] for iri in term.parents if iri in catalogue.terms]
        rows += [{**_named("term", term), **_named("parent", one)} for one in above] or [
            _named("term", term)
        ]
    return Bindings(("term", "termLabel", "parent", "parentLabel"), tuple(rows))


def part_rows(terms: Mapping[str, Term], parts: Iterable[Part]) -> Bindings:
    """Give each part with its whole and the relation that says so."""
    ordered = sorted(parts, key=lambda one: (terms[one.whole].label, terms[one.part].label))
    columns = ("part", "partLabel", "relation", "whole", "wholeLabel")
    return Bindings(
        columns,
        tuple(
            {
                **_named("part", terms[one.part]),
                "relation": URIRef(one.relation),
                **_named("whole", terms[one.whole]),
            }
            for one in ordered
        ),
    )


def term_rows(terms: Iterable[Term]) -> Bindings:
    """Give terms with their topics."""
    rows = tuple({**_named("term", one), "topic": rdflib.Literal(one.topic)} for one in terms)
    return Bindings(("term", "termLabel", "topic"), rows)


def name_rows(entries: Iterable[Entry]) -> Bindings:
    """Give names with the terms that they lead to."""
    rows = tuple(
        {"name": rdflib.Literal(one.name.text), **_named("term", one.term)} for one in entries
    )
    return Bindings(("name", "term", "termLabel"), rows)


def _named(column: str, term: Term) -> _Row:
    return {column: URIRef(term.iri), f"{column}Label": rdflib.Literal(term.label)}
