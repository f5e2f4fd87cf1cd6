"""Say relations in words, as they stand over a list of what a term is related to."""

from __future__ import annotations

from typing import Final

from foramen.namespaces import DCTERMS, FORAMEN, OWL, PROV, RDF, RDFS, SCHEMA, SKOS

__all__ = ["verb", "wording"]

# Properties of other vocabularies have no label in the graph.
_WORDS: Final = {
    str(RDF.type): "is a",
    str(RDF.subject): "has the subject",
    str(RDF.predicate): "has the relation",
    str(RDF.object): "has the object",
    str(RDFS.subClassOf): "is a kind of",
    str(RDFS.subPropertyOf): "is a narrower relation than",
    str(RDFS.seeAlso): "see also",
    str(OWL.disjointWith): "shares no member with",
    str(OWL.inverseOf): "is the inverse of",
    str(OWL.annotatedSource): "maps the term",
    str(DCTERMS.source): "rests on",
    str(DCTERMS.isPartOf): "is part of",
    str(DCTERMS.isReplacedBy): "is replaced by",
    str(DCTERMS.subject): "is about",
    str(PROV.wasDerivedFrom): "is derived from",
    str(SKOS.exactMatch): "means the same as",
    str(SKOS.closeMatch): "means nearly the same as",
    str(SKOS.broadMatch): "is narrower than",
    str(SKOS.narrowMatch): "is broader than",
    str(SKOS.relatedMatch): "is related to",
    str(SKOS.broader): "belongs to",
    str(SKOS.narrower): "holds",
    str(SKOS.inScheme): "is of the scheme",
    str(SKOS.topConceptOf): "is a field of",
    str(SKOS.hasTopConcept): "has the field",
    str(SCHEMA.url): "is found at",
    str(FORAMEN.rule): "follows by the rule",
    str(FORAMEN.definedBy): "is defined by the rule",
    str(FORAMEN.basis): "rests on",
    str(FORAMEN.bloomLevel): "asks for the level",
}
# Words that begin a label and are verbs, though they do not end like one.
_VERBS: Final = ("may", "felt", "findings", "does", "narrowing", "reversibility", "attribution")
_NO_VERBS: Final = ("less",)
_ADVERBS: Final = ("typically", "commonly")
_NOUNS: Final = ("evidence", "finding", "reported")


def wording(iri: str, label: str) -> str:
    """Give a relation as words that follow its subject: `is bounded by`, `may cause`."""
    return _WORDS.get(iri) or verb(label)


def verb(label: str) -> str:
    """Put a verb before a label that has none: `at level` is said of something as `is at level`.

    >>> [verb(label) for label in ("bounded by", "transmits root", "may cause", "finding side")]
    ['is bounded by', 'transmits root', 'may cause', 'has finding side']
    """
    first, _, rest = label.partition(" ")
    if first in _NOUNS:
        return f"has {label}"
    if first in _ADVERBS:
        # `typically used when`, but `typically ends at`.
        return label if rest.partition(" ")[0].endswith("s") else f"is {label}"
    is_verb = first in _VERBS or (first.endswith("s") and first not in _NO_VERBS)
    return label if is_verb else f"is {label}"
