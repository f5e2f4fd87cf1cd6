"""Say in SPARQL by which openings of the spine the roots leave, and at which level."""

from __future__ import annotations

from typing import Final

from foramen.namespaces import FORAMEN, RDFS

__all__ = ["LEVELS_QUERY"]

LEVELS_QUERY: Final = f"""PREFIX foramen: <{FORAMEN}>
PREFIX rdfs: <{RDFS}>
SELECT ?level ?levelLabel ?side ?sideLabel ?opening ?openingLabel ?exiting ?exitingLabel
  ?traversing ?traversingLabel WHERE {{
  VALUES ?side {{ foramen:LeftSide foramen:RightSide }}
  ?root foramen:family "Root" ; foramen:ordinal ?number .
  ?exiting rdfs:subClassOf ?root ; foramen:hasLaterality ?side ; foramen:exitsThrough ?opening ;
    rdfs:label ?exitingLabel .
  ?side rdfs:label ?sideLabel .
  ?opening rdfs:label ?openingLabel .
  OPTIONAL {{
    ?opening foramen:atLevel ?level .
    ?level rdfs:label ?levelLabel .
    OPTIONAL {{
      ?level foramen:hasTraversingRoot ?passing .
      ?traversing rdfs:subClassOf ?passing ; foramen:hasLaterality ?side ;
        rdfs:label ?traversingLabel .
    }}
  }}
}}
ORDER BY ?number DESC(?sideLabel) ?openingLabel
"""
