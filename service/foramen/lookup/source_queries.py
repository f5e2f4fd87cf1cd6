"""Write the queries about sources: those that are read at once, and those that a page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import rdflib

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, SCHEMA, SKOS, compact

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CITATIONS",
    "CLAIMS",
    "DIFFERING",
    "DISPUTED",
    "FAMILIES",
    "INFERRED",
    "NOTED",
    "QUESTIONS",
    "RESTING",
    "SAID",
    "STRENGTHS",
    "query_of_claims",
    "query_of_sources",
    "query_of_statements",
]

_PREFIXES: Final = f"""\
PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
PREFIX dcterms: <{DCTERMS}>
PREFIX schema: <{SCHEMA}>
"""

CITATIONS: Final = f"""{_PREFIXES}
SELECT ?source ?key ?title ?used ?address ?evidence WHERE {{
  ?source a foramen:Citation .
  OPTIONAL {{ ?source dcterms:identifier ?key }}
  OPTIONAL {{ ?source rdfs:label ?title }}
  OPTIONAL {{ ?source skos:definition ?used }}
  OPTIONAL {{ ?source schema:url ?address }}
  OPTIONAL {{ ?source foramen:evidenceCode ?evidence }}
}}
ORDER BY ?source
"""
CLAIMS: Final = f"""{_PREFIXES}
SELECT ?claim ?id ?part ?section ?text ?strength ?note WHERE {{
  ?claim a foramen:ArticleClaim .
  OPTIONAL {{ ?claim dcterms:identifier ?id }}
  OPTIONAL {{ ?claim dcterms:isPartOf ?part }}
  OPTIONAL {{ ?claim foramen:section ?section }}
  OPTIONAL {{ ?claim skos:definition ?text }}
  OPTIONAL {{ ?claim foramen:strength ?strength }}
  OPTIONAL {{ ?claim skos:editorialNote ?note }}
}}
ORDER BY ?claim
"""
SAID: Final = f"""{_PREFIXES}
SELECT ?statement ?subject ?predicate ?object ?strength ?source WHERE {{
  ?statement a foramen:Statement ; rdf:subject ?subject ; rdf:predicate ?predicate ;
    rdf:object ?object .
  OPTIONAL {{ ?statement foramen:strength ?strength }}
  OPTIONAL {{ ?statement dcterms:source ?source }}
}}
"""
NOTED: Final = f"""{_PREFIXES}
SELECT ?statement ?source ?note WHERE {{
  ?statement foramen:hasEvidence ?evidence . ?evidence dcterms:source ?source ; foramen:note ?note .
}}
"""
DISPUTED: Final = f"""{_PREFIXES}
SELECT ?statement ?source WHERE {{ ?statement foramen:disputedBy ?source . }}
"""
FAMILIES: Final = f"""{_PREFIXES}
SELECT ?term ?topic ?family WHERE {{
  ?term foramen:topic ?topic .
  OPTIONAL {{ ?term foramen:family ?family }}
}}
"""
# Evidence belongs to a statement that is counted by itself; so does what is inferred.
RESTING: Final = f"""{_PREFIXES}
SELECT ?source ?kind ?thing WHERE {{
  ?thing dcterms:source ?source ; a ?kind .
  MINUS {{ ?thing a foramen:InferredStatement }}
  MINUS {{ ?thing a foramen:Statement }}
  MINUS {{ ?thing a foramen:Evidence }}
  FILTER(STRSTARTS(STR(?source), STR(foramen:)))
}}
"""
INFERRED: Final = f"""{_PREFIXES}
SELECT ?source (COUNT(DISTINCT ?inferred) AS ?number) WHERE {{
  ?inferred a foramen:InferredStatement ; dcterms:source ?source .
}}
GROUP BY ?source
"""
QUESTIONS: Final = f"""{_PREFIXES}
SELECT ?question ?label ?answer ?polarity ?claim WHERE {{
  ?question a foramen:FrequentQuestion ; rdfs:label ?label ; dcterms:source ?claim .
  OPTIONAL {{ ?question skos:definition ?answer }}
  OPTIONAL {{ ?question foramen:answerPolarity ?polarity }}
}}
ORDER BY ?question ?claim
"""
STRENGTHS: Final = f"""{_PREFIXES}
SELECT ?strength ?meaning WHERE {{
  ?strength a foramen:Strength .
  OPTIONAL {{ ?strength skos:definition ?meaning }}
}}
"""
DIFFERING: Final = f"""{_PREFIXES}
SELECT ?statement ?subject ?subjectLabel ?predicate ?predicateLabel ?object ?objectLabel
  ?strength ?differing ?differingLabel ?note
WHERE {{
  ?statement foramen:disputedBy ?differing ; rdf:subject ?subject ; rdf:predicate ?predicate ;
    rdf:object ?object .
  OPTIONAL {{ ?statement foramen:strength ?strength }}
  OPTIONAL {{ ?subject rdfs:label ?subjectLabel }}
  OPTIONAL {{ ?predicate rdfs:label ?named }}
  BIND(IF(?predicate = rdfs:subClassOf, "is a kind of", ?named) AS ?predicateLabel)
  OPTIONAL {{ ?object rdfs:label ?objectLabel }}
  OPTIONAL {{ ?differing rdfs:label ?differingLabel }}
  OPTIONAL {{
    ?statement foramen:hasEvidence ?evidence .
    ?evidence dcterms:source ?differing ; foramen:note ?note .
  }}
}}
ORDER BY ?subjectLabel ?predicateLabel ?objectLabel ?differing
"""

_SOURCES: Final = """
SELECT ?source ?sourceLabel ?address ?used (COUNT(DISTINCT ?statement) AS ?statements) WHERE {{
  {values}?source a foramen:Citation .
  OPTIONAL {{ ?source rdfs:label ?sourceLabel }}
  OPTIONAL {{ ?source schema:url ?address }}
  OPTIONAL {{ ?source skos:definition ?used }}
  OPTIONAL {{
    {{ ?statement dcterms:source ?source }}
    UNION
    {{ ?claim dcterms:isPartOf ?source . ?statement dcterms:source ?claim }}
    ?statement a foramen:Statement .
  }}
}}
GROUP BY ?source ?sourceLabel ?address ?used
ORDER BY ?source
"""
_CLAIMS: Final = """
SELECT ?claim ?section ?text ?strength (COUNT(DISTINCT ?statement) AS ?statements) WHERE {{
  {values}?claim a foramen:ArticleClaim .
  OPTIONAL {{ ?claim foramen:section ?section }}
  OPTIONAL {{ ?claim skos:definition ?text }}
  OPTIONAL {{ ?claim foramen:strength ?strength }}
  OPTIONAL {{ ?statement dcterms:source ?claim ; a foramen:Statement }}
}}
GROUP BY ?claim ?section ?text ?strength
ORDER BY ?claim
"""
_STATEMENTS: Final = """
SELECT DISTINCT ?statement ?subject ?subjectLabel ?predicate ?predicateLabel ?object ?objectLabel
  ?strength ?note
WHERE {{
  {source}
  ?statement dcterms:source ?source ; a foramen:Statement ; rdf:subject ?subject ;
    rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL {{ ?statement foramen:strength ?strength }}
  OPTIONAL {{ ?subject rdfs:label ?subjectLabel }}
  OPTIONAL {{ ?predicate rdfs:label ?named }}
  BIND(IF(?predicate = rdfs:subClassOf, "is a kind of", ?named) AS ?predicateLabel)
  OPTIONAL {{ ?object rdfs:label ?objectLabel }}
  OPTIONAL {{
    ?statement foramen:hasEvidence ?evidence .
    ?evidence dcterms:source ?source ; foramen:note ?note .
  }}{filters}
}}
ORDER BY ?subjectLabel ?predicateLabel ?objectLabel
"""


def query_of_sources(chosen: Iterable[str] | None) -> str:
    """Give the query of the list of sources: of all, or of the chosen ones."""
    return _PREFIXES + _SOURCES.format(values=_values("source", chosen))


def query_of_claims(chosen: Iterable[str] | None) -> str:
    """Give the query of the list of claims: of all, or of the chosen ones."""
    return _PREFIXES + _CLAIMS.format(values=_values("claim", chosen))


def query_of_statements(
    source: str, *, whole: bool = False, topic: str = "", strength: str = "", words: str = ""
) -> str:
    """Give the query of what rests on a source, on its claims where it is the `whole` article."""
    part = f"?source dcterms:isPartOf {_written(source)} ."
    filters = ""
    if topic:
        filters += f"\n  ?subject foramen:topic {_literal(topic)} ."
    if strength:
        filters += f"\n  ?statement foramen:strength {_written(strength)} ."
    said = '?subjectLabel, " ", COALESCE(?predicateLabel, ""), " ", ?objectLabel'
    for word in words.lower().split():
        text = f'LCASE(CONCAT({said}, " ", COALESCE(?note, "")))'
        filters += f"\n  FILTER(CONTAINS({text}, {_literal(word)}))"
    given = part if whole else f"VALUES ?source {{ {_written(source)} }}"
    return _PREFIXES + _STATEMENTS.format(source=given, filters=filters)


def _values(name: str, chosen: Iterable[str] | None) -> str:
    if chosen is None:
        return ""
    return f"VALUES ?{name} {{ {' '.join(map(_written, chosen))} }}\n  "


def _written(iri: str) -> str:
    short = compact(iri)
    return short if short != iri else f"<{iri}>"


def _literal(text: str) -> str:
    return rdflib.Literal(text).n3()
