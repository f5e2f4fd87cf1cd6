"""Say a mapping predicate in the words of FHIR, which differ between R4 and R5, and back.

R4's equivalence tells of the target as seen from the source: "the target mapping is wider in
meaning than the source concept" is `wider`, which is what `skos:broadMatch` says of its object.
R5 reads from source to target and calls the same `source-is-narrower-than-target`.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BROADER",
    "EQUIVALENCES",
    "NARROWER",
    "NOT_RELATED",
    "RELATED",
    "SAME",
    "needs_comment",
    "predicate_of",
    "relationship",
]

SAME: Final = "equivalent"
NARROWER: Final = "source-is-narrower-than-target"
BROADER: Final = "source-is-broader-than-target"
RELATED: Final = "related-to"
NOT_RELATED: Final = "not-related-to"

# A close match is no claim of sameness; that it is close stays in the property `predicate_id`.
_RELATIONSHIPS: Final = {
    "skos:exactMatch": SAME,
    "owl:equivalentClass": SAME,
    "owl:equivalentProperty": SAME,
    "owl:sameAs": SAME,
    "skos:broadMatch": NARROWER,
    "rdfs:subClassOf": NARROWER,
    "rdfs:subPropertyOf": NARROWER,
    "skos:narrowMatch": BROADER,
    "sssom:superClassOf": BROADER,
}
EQUIVALENCES: Final = {
    SAME: "equivalent",
    NARROWER: "wider",
    BROADER: "narrower",
    RELATED: "relatedto",
    NOT_RELATED: "disjoint",
}
# For maps that others made, which do not carry the predicate.
_PREDICATES: Final = {
    "equal": "skos:exactMatch",
    "equivalent": "skos:exactMatch",
    NARROWER: "skos:broadMatch",
    "wider": "skos:broadMatch",
    "subsumes": "skos:broadMatch",
    BROADER: "skos:narrowMatch",
    "narrower": "skos:narrowMatch",
    "specializes": "skos:narrowMatch",
    "inexact": "skos:closeMatch",
}


def relationship(predicate: str, *, is_negated: bool = False) -> str:
    """Give R5's relationship of a source to its target.

    >>> relationship("skos:broadMatch")
    'source-is-narrower-than-target'
    """
    if is_negated:
        return NOT_RELATED if predicate == "skos:relatedMatch" else RELATED
    return _RELATIONSHIPS.get(predicate, RELATED)


def predicate_of(said: str) -> str:
    """Give the predicate that R5's relationship or R4's equivalence comes nearest to."""
    return _PREDICATES.get(said, "skos:relatedMatch")


def needs_comment(said: str, source: str = "the source", target: str = "the target") -> str:
    """Give the comment that both versions require here (their rule cmd-1), or nothing.

    It names both ends, so that it is true whichever way a map is read.
    """
    if said == BROADER:
        return f"Broader: {source}. Narrower: {target}."
    return f"Stated not to be related: {source}; {target}." if said == NOT_RELATED else ""
