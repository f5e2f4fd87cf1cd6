"""Write the query whose answer is what taught concepts need directly and no line teaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .coverage import Coverage

__all__ = ["query_of"]

_MOST: Final = 120


def query_of(found: Coverage) -> str:
    """Give the query; nothing where nothing is missing, or too much is taught to be listed."""
    if not any(gap.direct for gap in found.gaps) or len(found.covered) > _MOST:
        return ""
    taught = _listed(one.concept.iri for one in found.covered)
    topics = _listed(topic.iri for topic in found.topics)
    return f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?taught ?taughtLabel ?needs ?needsLabel ?reason WHERE {{
  VALUES ?taught {{ {taught} }}
  VALUES ?topic {{ {topics} }}
  ?record a foramen:Prerequisite ;
    rdf:subject ?taught ;
    rdf:object ?needs ;
    foramen:rationale ?reason .
  ?needs foramen:taughtUnder ?topic .
  MINUS {{ VALUES ?needs {{ {taught} }} }}
  ?taught rdfs:label ?taughtLabel .
  ?needs rdfs:label ?needsLabel .
}}
ORDER BY ?taughtLabel ?needsLabel
"""


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
