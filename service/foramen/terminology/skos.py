"""Show the ontology as a SKOS concept scheme, for tools that know thesauri and not OWL.

Concepts are the classes and individuals; relations stay properties and are not among them. The
hierarchy is the nearest broader class, and for an individual its class. A collection holds each
topic. What the scheme and its collections are called lies below `/skos`, where they are served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rdflib import Literal, URIRef

from foramen.endpoint import DISCLAIMER
from foramen.engine.model import make_graph
from foramen.namespaces import DCTERMS, FORAMEN, OWL, RDF, SKOS, XSD, expand

from .topic_names import topic_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.engine.model import Graph, Triple

    from .catalogue import Catalogue
    from .model import Mapped, NameKind, Term

__all__ = ["RELATED", "SCHEME", "skos_graph", "topic_collection"]

SCHEME: Final = FORAMEN.skos
_LICENSE: Final = URIRef("https://creativecommons.org/licenses/by/4.0/")
# What is really meant by the term helps a reader; what only finds it is hidden.
_LABELS: Final[Mapping[NameKind, URIRef]] = {
    "label": SKOS.prefLabel,
    "exact": SKOS.altLabel,
    "abbreviation": SKOS.altLabel,
    "related": SKOS.hiddenLabel,
    "narrow": SKOS.hiddenLabel,
    "broad": SKOS.hiddenLabel,
}
# skos:related is symmetric and says no more than 'see also'. Of the relations of the graph, these
# lead from one thing to the one or few that a reader of the first wants next; hedged ones ('may
# cause') lead everywhere and would drown them.
RELATED: Final = tuple(
    str(FORAMEN[name])
    for name in (
        "affectsRoot", "formsNerve", "hasGanglion", "isAlternativeTo", "mayBeConfusedWith",
        "narrows", "suppliesDermatome", "suppliesKeyMuscle", "testedAtKeyPoint", "transmitsRoot",
    )
)  # fmt: skip


def skos_graph(catalogue: Catalogue, version: str, version_iri: str) -> Graph:
    """Give the whole scheme.

    Args:
        catalogue: terms and mappings.
        version: the version of the dataset, in words.
        version_iri: the version of the ontology that it was made of.
    """
    concepts = [term for term in catalogue.terms.values() if term.kind != "property"]
    held = {term.iri for term in concepts}
    return make_graph(
        (
            *_scheme(version, version_iri),
            *(said for term in concepts for said in _concept(term, held)),
            *(said for term in concepts for said in _related(term, catalogue, held)),
            *(said for term in concepts for said in _topic(term)),
            *(_match(one) for one in catalogue.mappings if one.subject in held),
        )
    )


def topic_collection(topic: str) -> URIRef:
    """Name the collection of a topic."""
    return URIRef(f"{SCHEME}#{topic}")


def _scheme(version: str, version_iri: str) -> Iterator[Triple]:
    yield SCHEME, RDF.type, SKOS.ConceptScheme
    yield SCHEME, SKOS.prefLabel, Literal("Foramen", lang="en")
    yield SCHEME, DCTERMS.title, Literal("The neural foramen as a concept scheme", lang="en")
    yield SCHEME, DCTERMS.description, Literal(DISCLAIMER, lang="en")
    yield SCHEME, DCTERMS.license, _LICENSE
    yield SCHEME, DCTERMS.isVersionOf, FORAMEN.ontology
    yield SCHEME, DCTERMS.source, URIRef(version_iri)
    yield SCHEME, OWL.versionInfo, Literal(version)


def _concept(term: Term, held: set[str]) -> Iterator[Triple]:
    subject = URIRef(term.iri)
    yield subject, RDF.type, SKOS.Concept
    yield subject, SKOS.inScheme, SCHEME
    yield subject, SKOS.notation, Literal(term.id)
    for name in term.names:
        yield subject, _LABELS[name.kind], Literal(name.text, lang="en")
    if term.definition:
        yield subject, SKOS.definition, Literal(term.definition, lang="en")
    if term.deprecated:
        yield subject, OWL.deprecated, Literal("true", datatype=XSD.boolean)
    if term.replaced_by:
        yield subject, DCTERMS.isReplacedBy, URIRef(term.replaced_by)
    above = [parent for parent in term.parents if parent in held]
    for parent in above:
        yield subject, SKOS.broader, URIRef(parent)
        yield URIRef(parent), SKOS.narrower, subject
    if not above and not term.deprecated:
        yield subject, SKOS.topConceptOf, SCHEME
        yield SCHEME, SKOS.hasTopConcept, subject


def _related(term: Term, catalogue: Catalogue, held: set[str]) -> Iterator[Triple]:
    """Relate terms where neither lies above the other: SKOS allows only one of the two (S27)."""
    above = {term.iri, *catalogue.ancestors(term.iri)}
    for name in RELATED:
        for other in term.relations.get(name, ()):
            if other not in held or other in above:
                continue
            if term.iri not in catalogue.ancestors(other):
                yield URIRef(term.iri), SKOS.related, URIRef(other)
                yield URIRef(other), SKOS.related, URIRef(term.iri)


def _topic(term: Term) -> Iterator[Triple]:
    if not term.topic:
        return
    collection = topic_collection(term.topic)
    yield collection, RDF.type, SKOS.Collection
    yield collection, SKOS.prefLabel, Literal(topic_name(term.topic), lang="en")
    yield collection, SKOS.member, URIRef(term.iri)


def _match(mapping: Mapped) -> Triple:
    predicate = expand(mapping.predicate) or mapping.predicate
    return URIRef(mapping.subject), URIRef(predicate), URIRef(mapping.object_iri)
