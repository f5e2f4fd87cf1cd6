"""Write terms as JSON that is JSON-LD too: every key is a term of `/api/context.jsonld`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.namespaces import (
    DCTERMS,
    FORAMEN,
    OBOINOWL,
    OWL,
    RDF,
    RDFS,
    SKOS,
    SSSOM,
    XSD,
    compact,
)

from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from foramen.lookup.model import Link, RelationGroup
    from foramen.terminology.model import Mapped, NameKind, Term

__all__ = ["CONTEXT", "DEFAULT_FIELDS", "FIELDS", "mapping_json", "term_json", "term_ref"]

_NAMES: Final[Mapping[NameKind, str]] = {
    "exact": "synonyms",
    "abbreviation": "abbreviations",
    "related": "related_synonyms",
    "narrow": "narrow_synonyms",
    "broad": "broad_synonyms",
}


def _of(iri: object, **more: object) -> dict[str, object]:
    return {"@id": str(iri), **more}


_ENGLISH: Final = {"@language": "en"}
_LINK: Final = {"@type": "@id"}
CONTEXT: Final[Mapping[str, object]] = {
    "@version": 1.1,
    "iri": "@id",
    "id": None,
    "curie": None,
    "kind": None,
    "label": _of(RDFS.label, **_ENGLISH),
    "definition": _of(SKOS.definition, **_ENGLISH),
    "synonyms": _of(SKOS.altLabel, **_ENGLISH),
    "abbreviations": _of(FORAMEN.abbreviation, **_ENGLISH),
    "related_synonyms": _of(OBOINOWL.hasRelatedSynonym, **_ENGLISH),
    "narrow_synonyms": _of(OBOINOWL.hasNarrowSynonym, **_ENGLISH),
    "broad_synonyms": _of(OBOINOWL.hasBroadSynonym, **_ENGLISH),
    "topic": _of(FORAMEN.topic),
    "family": _of(FORAMEN.family),
    "notation": _of(SKOS.notation),
    "deprecated": _of(OWL.deprecated, **{"@type": str(XSD.boolean)}),
    "replaced_by": _of(DCTERMS.isReplacedBy, **_LINK),
    "parents": _of(RDFS.subClassOf, **_LINK),
    "types": _of(RDF.type, **_LINK),
    "broader_properties": _of(RDFS.subPropertyOf, **_LINK),
    "children": {"@reverse": str(RDFS.subClassOf)},
    "ancestors": None,
    "descendants": None,
    "relations": {"@reverse": str(RDF.subject)},
    "property": _of(RDF.predicate, **_LINK),
    "target": _of(RDF.object, **_LINK),
    "statement": "@id",
    "inferred": None,
    "strength": _of(FORAMEN.strength, **_LINK),
    "sources": _of(DCTERMS.source, **_LINK),
    "mappings": {"@reverse": str(OWL.annotatedSource)},
    "mapping": "@id",
    "predicate": _of(OWL.annotatedProperty, **{"@type": "@vocab"}),
    "object": _of(OWL.annotatedTarget, **_LINK),
    "object_id": None,
    "object_label": _of(SSSOM.object_label),
    "object_source": None,
    "object_source_version": _of(SSSOM.object_source_version),
    "confidence": _of(SSSOM.confidence, **{"@type": str(XSD.decimal)}),
    "justification": _of(SSSOM.mapping_justification, **{"@type": "@vocab"}),
    "comment": _of(RDFS.comment, **_ENGLISH),
    "skos": str(SKOS),
    "semapv": "https://w3id.org/semapv/vocab/",
}


def term_ref(iri: str) -> dict[str, Any]:
    """Name a term where another speaks of it."""
    return _ref(iri, service().concepts.names.label(iri))


def _ref(iri: str, label: str) -> dict[str, Any]:
    return {"id": iri.removeprefix(str(FORAMEN)), "iri": iri, "label": label}


def term_json(term: Term, fields: Collection[str]) -> dict[str, Any]:
    """Write the chosen fields of a term; what it has nothing of is an empty list or left out."""
    found: dict[str, Any] = {"id": term.id, "iri": term.iri}
    for name, write in FIELDS.items():
        if name in fields:
            found |= write(term)
    return found


def mapping_json(mapping: Mapped) -> dict[str, Any]:
    """Write a mapping with the words of SSSOM."""
    written = {
        "mapping": mapping.iri,
        "predicate": mapping.predicate,
        "object": mapping.object_iri,
        "object_id": mapping.object,
        "object_label": mapping.object_label,
        "object_source": mapping.source,
        "object_source_version": mapping.source_version,
        "confidence": mapping.confidence,
        "justification": mapping.justification,
        "comment": mapping.comment,
    }
    return {name: value for name, value in written.items() if value != ""}


def _plain(name: str) -> Callable[[Term], dict[str, Any]]:
    return lambda term: {name: value} if (value := getattr(term, name)) else {}


def _refs(name: str, find: Callable[[Term], Collection[str]]) -> Callable[[Term], dict[str, Any]]:
    return lambda term: {name: [term_ref(iri) for iri in find(term)]}


def _synonyms(term: Term) -> dict[str, Any]:
    return {
        key: found
        for kind, key in _NAMES.items()
        if (found := [name.text for name in term.names if name.kind == kind])
    }


def _up(term: Term) -> dict[str, Any]:
    key = {"class": "parents", "individual": "types", "property": "broader_properties"}[term.kind]
    return {key: [term_ref(iri) for iri in term.parents]}


def _status(term: Term) -> dict[str, Any]:
    if not term.deprecated:
        return {}
    return {"deprecated": True, **({"replaced_by": term.replaced_by} if term.replaced_by else {})}


def _relations(term: Term) -> dict[str, Any]:
    groups = service().concepts.outgoing(term.iri)
    return {"relations": [one for group in groups for one in _group(group)]}


def _group(group: RelationGroup) -> list[dict[str, Any]]:
    written = []
    for relation in group.relations:
        if relation.target is None or not relation.statements:
            continue
        for said in relation.statements:
            one = {
                "statement": said.iri,
                "property": _link(group.property),
                "target": _link(relation.target),
                "inferred": said.inferred,
                "sources": [_link(source) for source in said.sources],
            }
            if said.strength is not None:
                one["strength"] = _link(said.strength)
            written.append(one)
    return written


def _link(link: Link) -> dict[str, Any]:
    if link.iri.startswith(str(FORAMEN)):
        return _ref(link.iri, link.label)
    return {"id": compact(link.iri), "iri": link.iri, "label": link.label}


def _mappings(term: Term) -> dict[str, Any]:
    return {"mappings": [mapping_json(one) for one in service().catalogue.of(term.iri)]}


FIELDS: Final[Mapping[str, Callable[[Term], dict[str, Any]]]] = {
    "curie": _plain("curie"),
    "kind": _plain("kind"),
    "label": _plain("label"),
    "definition": _plain("definition"),
    "synonyms": _synonyms,
    "topic": _plain("topic"),
    "family": _plain("family"),
    "notation": _plain("notation"),
    "status": _status,
    "parents": _up,
    "children": _refs("children", lambda term: service().catalogue.children.get(term.iri, ())),
    "ancestors": _refs("ancestors", lambda term: service().catalogue.ancestors(term.iri)),
    "descendants": _refs("descendants", lambda term: service().catalogue.descendants(term.iri)),
    "relations": _relations,
    "mappings": _mappings,
}
DEFAULT_FIELDS: Final = tuple(
    name for name in FIELDS if name not in {"children", "ancestors", "descendants"}
)
