"""Write the queries whose answers are what the pages about topics and objectives show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TOPICS", "objectives_query", "topic_query"]

_FORAMEN: Final = f"PREFIX foramen: <{FORAMEN}>\n"
_PREFIXES: Final = f"{_FORAMEN}PREFIX rdf: <{RDF}>\nPREFIX rdfs: <{RDFS}>\n"

TOPICS: Final = f"""{_FORAMEN}PREFIX skos: <{SKOS}>
SELECT ?topic ?topicLabel ?field ?fieldLabel (COUNT(DISTINCT ?concept) AS ?concepts)
       (COUNT(DISTINCT ?objective) AS ?objectives) WHERE {{
  ?topic skos:inScheme foramen:TeachingTopics ; skos:prefLabel ?topicLabel ;
    foramen:ordinal ?place ; skos:broader ?field .
  ?field skos:prefLabel ?fieldLabel .
  OPTIONAL {{ ?node a foramen:TopicMembership ; <{RDF.subject}> ?concept ; <{RDF.object}> ?topic }}
  OPTIONAL {{ ?objective a foramen:LearningObjective ; foramen:taughtUnder ?topic }}
}}
GROUP BY ?topic ?topicLabel ?field ?fieldLabel ?place
ORDER BY ?place
"""


def topic_query(keys: Iterable[str]) -> str:
    """Ask for the concepts of some topics, and what each needs."""
    return f"""{_PREFIXES}SELECT ?concept ?conceptLabel ?needs ?needsLabel ?why ?basis WHERE {{
  VALUES ?topic {{ {_topics(keys)} }}
  ?member a foramen:TopicMembership ; rdf:subject ?concept ; rdf:object ?topic .
  ?concept rdfs:label ?conceptLabel .
  OPTIONAL {{
    ?step a foramen:Prerequisite ; rdf:subject ?concept ; rdf:object ?needs ;
      foramen:rationale ?why .
    ?needs rdfs:label ?needsLabel .
    OPTIONAL {{ ?step foramen:basis ?basis }}
  }}
}}
ORDER BY ?conceptLabel ?needsLabel
"""


def objectives_query(
    topics: Iterable[str] = (), level: str = "", about: Iterable[str] = ()
) -> str:  # fmt: skip
    """Ask for the objectives that fit every choice, and what each is about."""
    chosen = ""
    if keys := _topics(topics):
        chosen += f"  VALUES ?topic {{ {keys} }}\n"
    if level:
        chosen += f"  VALUES ?level {{ foramen:bloom_{level} }}\n"
    if iris := " ".join(f"<{iri}>" for iri in sorted(about)):
        chosen += f"  VALUES ?wanted {{ {iris} }}\n  ?objective foramen:about ?wanted .\n"
    return f"""{_PREFIXES}SELECT DISTINCT
  ?objective ?objectiveLabel ?level ?topic ?about ?aboutLabel ?why
WHERE {{
{chosen}  ?objective a foramen:LearningObjective ; rdfs:label ?objectiveLabel ;
    foramen:bloomLevel ?level ; foramen:taughtUnder ?topic ; foramen:about ?about ;
    foramen:rationale ?why .
  ?level foramen:ordinal ?rank .
  ?topic foramen:ordinal ?place .
  ?about rdfs:label ?aboutLabel .
}}
ORDER BY ?place ?rank ?objectiveLabel ?aboutLabel
"""


def _topics(keys: Iterable[str]) -> str:
    return " ".join(f"<{FORAMEN}topic_{key}>" for key in sorted(keys))
