"""Write the SPARQL query whose answer is the fact of a question, with its strength and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.namespaces import DCTERMS, FORAMEN, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from .quiz_model import Draft

__all__ = ["query_of"]

_PREFIXES = "\n".join(
    f"PREFIX {prefix}: <{namespace}>"
    for prefix, namespace in (("foramen", FORAMEN), ("dcterms", DCTERMS))
)
_DEFINITION = """{prefixes}
PREFIX skos: <{skos}>
# What the question asks: the term of this definition.
SELECT ?term ?definition ?source WHERE {{
  VALUES ?term {{ <{subject}> }}
  ?term skos:definition ?definition ; dcterms:source ?source .
}}
ORDER BY ?source
"""
_STATEMENT = """{prefixes}
PREFIX rdf: <{rdf}>
PREFIX rdfs: <{rdfs}>
# What the question asks: a statement, how firmly it is said, and by whom.
SELECT ?subject ?relation ?object ?strength ?source{reason} WHERE {{
  VALUES (?subject ?relation ?object) {{
    (<{subject}>
     <{relation}>
     <{object}>)
  }}
  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ;
    foramen:strength ?said ; dcterms:source ?source .
  ?said rdfs:label ?strength .{because}
}}
ORDER BY ?source
"""


def query_of(draft: Draft) -> str:
    """Give the query; of a caution it also asks for the reason."""
    fact = draft.fact
    if not fact.object:
        return _DEFINITION.format(prefixes=_PREFIXES, skos=SKOS, subject=fact.subject)
    because = "\n  ?statement foramen:reason ?reason ." if fact.text else ""
    return _STATEMENT.format(
        prefixes=_PREFIXES,
        rdf=RDF,
        rdfs=RDFS,
        subject=fact.subject,
        relation=fact.relation,
        object=fact.object,
        reason=" ?reason" if fact.text else "",
        because=because,
    )
