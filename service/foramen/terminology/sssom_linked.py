"""Write a mapping set as linked data: JSON-LD that is also plain SSSOM JSON, and RDF.

A mapping is an `owl:Axiom` that is named by its record, as in the graph `mappings` of the dataset.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from rdflib import BNode, Literal, URIRef

from foramen.engine.model import make_graph
from foramen.namespaces import DCTERMS, OWL, PROV, RDF, RDFS, SSSOM, XSD

from .sssom_model import (
    ADDRESS_SLOTS,
    DATE_SLOTS,
    HEADER_SLOTS,
    LIST_SLOTS,
    NUMBER_SLOTS,
    REFERENCE_SLOTS,
    ROW_SLOTS,
    expand,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from foramen.engine.model import Graph, Term, Triple

    from .sssom_model import MappingSet, Row

__all__ = ["mapping_graph", "write_json"]

_PAV: Final = "http://purl.org/pav/"
_PREDICATES: Final = {
    "author_id": URIRef(f"{_PAV}authoredBy"),
    "comment": RDFS.comment,
    "creator_id": DCTERMS.creator,
    "license": DCTERMS.license,
    "mapping_date": DCTERMS.created,
    "mapping_set_description": DCTERMS.description,
    "mapping_set_source": PROV.wasDerivedFrom,
    "mapping_set_title": DCTERMS.title,
    "mapping_set_version": OWL.versionInfo,
    "object_id": OWL.annotatedTarget,
    "predicate_id": OWL.annotatedProperty,
    "publication_date": DCTERMS.issued,
    "see_also": RDFS.seeAlso,
    "subject_id": OWL.annotatedSource,
}
_TYPES: Final = frozenset({"subject_type", "object_type", "predicate_type"})
_ENTITY_TYPES: Final = {
    "owl class": OWL.Class,
    "owl object property": OWL.ObjectProperty,
    "owl data property": OWL.DatatypeProperty,
    "owl annotation property": OWL.AnnotationProperty,
    "owl named individual": OWL.NamedIndividual,
    "rdfs resource": RDFS.Resource,
    "rdfs class": RDFS.Class,
    "rdfs literal": RDFS.Literal,
    "rdfs datatype": RDFS.Datatype,
    "rdf property": RDF.Property,
}


def write_json(found: MappingSet) -> str:
    """Write SSSOM JSON, with a context for those who read it as linked data."""
    document = {
        "@context": _context(found.prefixes),
        "@type": "MappingSet",
        **{slot: _plain(slot, text) for slot, text in found.header.items()},
        "mappings": [
            {slot: _plain(slot, text) for slot, text in row.items()} for row in found.rows
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _plain(slot: str, text: str) -> str | float | list[str]:
    if slot in NUMBER_SLOTS:
        return float(text)
    return parts(slot, text) if slot in LIST_SLOTS else text


def _context(prefixes: Mapping[str, str]) -> dict[str, object]:
    spaces = {"owl": str(OWL), "xsd": str(XSD), "sssom": str(SSSOM), **prefixes}
    # Without its own `@prefix`, a space that ends in `_` would not do for CURIEs.
    context: dict[str, object] = {
        prefix: {"@id": space, "@prefix": True} for prefix, space in sorted(spaces.items())
    }
    context["MappingSet"] = str(SSSOM.MappingSet)
    context["mappings"] = {"@id": str(SSSOM.mappings), "@container": "@set"}
    for slot in dict.fromkeys((*HEADER_SLOTS, *ROW_SLOTS)):
        context[slot] = _described(slot)
    context["mapping_set_id"] = context["record_id"] = "@id"
    return context


def _described(slot: str) -> dict[str, str]:
    described = {"@id": str(_predicate(slot))}
    if slot in REFERENCE_SLOTS | ADDRESS_SLOTS:
        described["@type"] = "@id"
    elif slot in NUMBER_SLOTS:
        described["@type"] = str(XSD.double)
    elif slot in DATE_SLOTS:
        described["@type"] = str(XSD.date)
    return described


def _predicate(slot: str) -> URIRef:
    return _PREDICATES.get(slot, SSSOM[slot])


def mapping_graph(found: MappingSet) -> Graph:
    """Give the set, its mappings, and the mappings as plain triples (`skos:exactMatch`)."""
    return make_graph(_triples(found))


def _triples(found: MappingSet) -> Iterator[Triple]:
    whole = URIRef(found.header.get("mapping_set_id") or "urn:sssom:mapping-set")
    yield whole, RDF.type, SSSOM.MappingSet
    for slot, text in found.header.items():
        if slot != "mapping_set_id":
            yield from _said(whole, slot, text, found.prefixes)
    for at, row in enumerate(found.rows):
        record = row.get("record_id", "")
        one = URIRef(expand(record, found.prefixes)) if record else BNode(f"mapping-{at}")
        yield whole, SSSOM.mappings, one
        yield one, RDF.type, OWL.Axiom
        for slot, text in row.items():
            yield from _said(one, slot, text, found.prefixes)
        if not row.get("predicate_modifier"):
            yield _stated(row, found.prefixes)


def _stated(row: Row, spaces: Mapping[str, str]) -> Triple:
    subject, predicate, target = (
        URIRef(expand(row[slot], spaces)) for slot in ("subject_id", "predicate_id", "object_id")
    )
    return subject, predicate, target


def _said(about: Term, slot: str, text: str, spaces: Mapping[str, str]) -> Iterator[Triple]:
    for part in parts(slot, text):
        yield about, _predicate(slot), _value(slot, part, spaces)


def _value(slot: str, text: str, spaces: Mapping[str, str]) -> Term:
    if slot in REFERENCE_SLOTS:
        return URIRef(expand(text, spaces))
    if slot in ADDRESS_SLOTS:
        return URIRef(text)
    if slot in NUMBER_SLOTS:
        return Literal(text, datatype=XSD.double, normalize=False)
    if slot in DATE_SLOTS:
        return Literal(text, datatype=XSD.date)
    if slot in _TYPES and text in _ENTITY_TYPES:
        return _ENTITY_TYPES[text]
    return Literal(text)
