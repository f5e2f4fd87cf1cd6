"""Say in SPARQL what sheets and cards show: the queries that stand on their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .chosen import Chosen

__all__ = ["CAUTIONS_QUERY", "ROOTS_QUERY", "compare_query", "facts_query", "glossary_query"]

_PREFIXES: Final = f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <{RDF}>
PREFIX rdfs: <{RDFS}>
PREFIX skos: <{SKOS}>
"""
ROOTS_QUERY: Final = f"""{_PREFIXES}SELECT ?foramen ?foramenLabel ?root ?rootLabel
  ?traversing ?traversingLabel ?keyPoint ?keyPointLabel
  ?muscle ?muscleLabel ?reflex ?reflexLabel WHERE {{
  ?root foramen:family "Root" ; foramen:ordinal ?number ; rdfs:label ?rootLabel .
  ?foramen foramen:family "Foramen" ; foramen:atLevel ?level ; foramen:transmitsRoot ?root ;
    rdfs:label ?foramenLabel .
  FILTER NOT EXISTS {{ ?foramen foramen:hasLaterality foramen:LeftSide }}
  FILTER NOT EXISTS {{ ?foramen foramen:hasLaterality foramen:RightSide }}
  OPTIONAL {{
    ?level foramen:hasTraversingRoot ?traversing .
    ?traversing rdfs:label ?traversingLabel
  }}
  OPTIONAL {{ ?root foramen:testedAtKeyPoint ?keyPoint . ?keyPoint rdfs:label ?keyPointLabel }}
  OPTIONAL {{ ?root foramen:suppliesKeyMuscle ?muscle . ?muscle rdfs:label ?muscleLabel }}
  OPTIONAL {{
    ?root foramen:mediatesReflex|foramen:mayMediateReflex ?reflex .
    ?reflex rdfs:label ?reflexLabel
  }}
}}
ORDER BY ?number
"""
CAUTIONS_QUERY: Final = f"""{_PREFIXES}SELECT ?condition ?conditionLabel ?relation ?relationLabel
  ?procedure ?procedureLabel ?reason ?strength ?instead ?insteadLabel WHERE {{
  ?statement a foramen:Statement ; rdf:subject ?procedure ; rdf:predicate ?relation ;
    rdf:object ?condition ; foramen:reason ?reason ; foramen:strength ?strength .
  ?procedure rdfs:label ?procedureLabel .
  ?relation rdfs:label ?relationLabel .
  ?condition rdfs:label ?conditionLabel .
  OPTIONAL {{ ?statement foramen:insteadConsider ?instead . ?instead rdfs:label ?insteadLabel }}
}}
ORDER BY ?conditionLabel ?relationLabel ?procedureLabel
"""
_GLOSSARY: Final = """SELECT ?term ?termLabel ?meaning ?topic ?topicLabel WHERE {{
  {chosen}
  ?term foramen:taughtUnder ?topic ; rdfs:label ?termLabel .
  ?topic rdfs:label ?topicLabel .
  OPTIONAL {{ ?term skos:definition ?meaning }}
}}
ORDER BY LCASE(?termLabel)
"""
_FACTS: Final = """SELECT ?concept ?conceptLabel ?relation ?relationLabel ?other ?otherLabel
  ?strength WHERE {{
  {chosen}
  ?statement a foramen:Statement ; rdf:subject ?concept ; rdf:predicate ?relation ;
    rdf:object ?other ; foramen:strength ?strength .
  ?concept rdfs:label ?conceptLabel .
  ?relation rdfs:label ?relationLabel .
  ?other rdfs:label ?otherLabel .
}}
ORDER BY ?conceptLabel ?relationLabel ?otherLabel
"""
_COMPARE: Final = """SELECT ?concept ?conceptLabel ?relation ?relationLabel ?other ?otherLabel
WHERE {{
  VALUES ?concept {{ {terms} }}
  ?concept ?relation ?other ; rdfs:label ?conceptLabel .
  ?relation rdfs:label ?relationLabel .
  ?other rdfs:label ?otherLabel .
}}
ORDER BY ?relationLabel ?otherLabel ?conceptLabel
"""
_OF_TOPICS: Final = "VALUES ?in {{ {iris} }}\n  {name} foramen:taughtUnder ?in ."
_OF_CONCEPTS: Final = "VALUES {name} {{ {iris} }}"


def glossary_query(chosen: Chosen) -> str:
    """Ask for the chosen terms and their meanings."""
    return _PREFIXES + _GLOSSARY.format(chosen=_of(chosen, "?term"))


def facts_query(chosen: Chosen) -> str:
    """Ask for what is stated of the chosen concepts."""
    which = _of(chosen, "?concept") or "?concept foramen:taughtUnder ?topic ."
    return _PREFIXES + _FACTS.format(chosen=which)


def compare_query(terms: Iterable[str]) -> str:
    """Ask for what some terms are related to."""
    return _PREFIXES + _COMPARE.format(terms=_listed(terms))


def _of(chosen: Chosen, name: str) -> str:
    if chosen.is_everything:
        return ""
    form, iris = (_OF_TOPICS, chosen.topics) if chosen.topics else (_OF_CONCEPTS, chosen.concepts)
    return form.format(iris=_listed(iris), name=name)


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
