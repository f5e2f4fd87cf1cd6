"""Write the SPARQL query whose answer are the reasons of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, compact

from .sheet import SERVES

if TYPE_CHECKING:
    from .model import Answer

__all__ = ["query_of"]


def query_of(answer: Answer) -> str:
    """Give the query for the roots of the findings that were counted, or of the causes."""
    found = [compact(one.term.iri) for one in answer.counted]
    return _reasons(found) if found else _CAUSES


_PREFIXES = f"""\
PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <{RDFS}>
PREFIX dcterms: <{DCTERMS}>
"""
_CAUSES = f"""{_PREFIXES}\
SELECT DISTINCT ?cause ?causeLabel ?condition ?conditionLabel ?strength ?source WHERE {{
  VALUES ?condition {{ foramen:Radiculopathy foramen:ForaminalStenosis }}
  ?cause foramen:mayMimic ?condition ; rdfs:label ?causeLabel .
  ?condition rdfs:label ?conditionLabel .
  ?statement rdf:subject ?cause ; rdf:predicate foramen:mayMimic ; rdf:object ?condition ;
    foramen:strength ?strength ; dcterms:source ?source .
}}
ORDER BY ?causeLabel ?conditionLabel ?source
"""


def _reasons(findings: list[str]) -> str:
    named = "\n    ".join(findings)
    relations = " ".join(f"foramen:{name}" for name in SERVES)
    return f"""{_PREFIXES}\
SELECT DISTINCT ?root ?rootLabel ?relation ?relationLabel ?finding ?findingLabel ?strength ?source
WHERE {{
  VALUES ?finding {{
    {named}
  }}
  VALUES ?relation {{
    {relations}
  }}
  ?root ?relation ?finding ; rdfs:label ?rootLabel .
  # Where a root mediates a reflex, that it may do so is said already.
  FILTER(?relation != foramen:mayMediateReflex
    || NOT EXISTS {{ ?root foramen:mediatesReflex ?finding }})
  ?finding rdfs:label ?findingLabel .
  ?relation rdfs:label ?relationLabel .
  ?statement rdf:subject ?root ; rdf:predicate ?relation ; rdf:object ?finding ;
    foramen:strength ?strength ; dcterms:source ?source .
}}
ORDER BY ?rootLabel ?findingLabel ?source
"""
