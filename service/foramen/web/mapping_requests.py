"""Read the terms that other terminologies lack, ready to be asked for there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from foramen.engine.model import Bindings
from foramen.namespaces import compact

from .service import service

__all__ = ["Request", "requests"]

_QUERY: Final = """
PREFIX foramen: <https://w3id.org/foramen/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?term ?target ?label ?definition ?parent ?reason WHERE {
  ?request a foramen:TermRequest ; dcterms:subject ?term ; dcterms:title ?label ;
      dcterms:description ?definition ; foramen:requestedFrom/skos:notation ?target ;
      rdfs:comment ?reason .
  OPTIONAL { ?request foramen:requestedParent ?parent }
}
ORDER BY ?target ?term
"""


@dataclass(frozen=True, slots=True)
class Request:
    """A term that another terminology lacks.

    Attributes:
        term: the IRI of ours.
        target: the prefix of the terminology.
        label: what it might be called there.
        parent: the CURIE of what it would stand below there, or nothing.
        reason: what was looked for there, and why the term is needed.
    """

    term: str
    target: str
    label: str
    definition: str
    parent: str
    reason: str


def requests() -> list[Request]:
    """Give them all, by terminology."""
    engine = service().engine
    answer = engine.answer(engine.guard.check(_QUERY))
    if not isinstance(answer, Bindings):
        return []
    found = []
    for row in answer.rows:
        said = {name: str(value) for name, value in row.items()}
        said["parent"] = compact(said["parent"]) if "parent" in said else ""
        found.append(Request(**said))
    return found
