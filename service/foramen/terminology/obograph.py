"""Write the ontology as an OBO graph, the JSON that ontology tools exchange.

It holds what the OBO file holds (`obo`), with IRIs in full.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from foramen.endpoint import DISCLAIMER
from foramen.namespaces import DCTERMS, FORAMEN, OBOINOWL, RDFS, expand

from .nearest import nearest_relations
from .obo_names import ABBREVIATION, LICENSE, NO_INDIVIDUALS, SCOPES, TITLE, held
from .skos import topic_collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalogue import Catalogue
    from .model import Mapped, Name, Term

__all__ = ["obo_graph"]

_SAME: Final = ("skos:exactMatch", "skos:closeMatch")


def obo_graph(catalogue: Catalogue, version_iri: str) -> dict[str, Any]:
    """Give the document."""
    terms = held(catalogue)
    graph = {
        "id": str(FORAMEN.ontology),
        "lbl": TITLE,
        "meta": {
            "version": version_iri,
            "basicPropertyValues": [
                {"pred": str(DCTERMS.title), "val": TITLE},
                {"pred": str(DCTERMS.license), "val": LICENSE},
                {"pred": str(RDFS.comment), "val": DISCLAIMER},
                {"pred": str(RDFS.comment), "val": NO_INDIVIDUALS},
            ],
        },
        "nodes": [*_abbreviation(), *(_node(term, catalogue) for term in terms)],
        "edges": list(_edges(catalogue, terms)),
        "equivalentNodesSets": [],
        "logicalDefinitionAxioms": [],
        "domainRangeAxioms": [],
        "propertyChainAxioms": [],
    }
    return {"graphs": [graph]}


def _abbreviation() -> Iterator[dict[str, Any]]:
    """Declare the one type of synonyms."""
    yield {
        "id": ABBREVIATION,
        "lbl": "abbreviation",
        "type": "PROPERTY",
        "propertyType": "ANNOTATION",
    }


def _node(term: Term, catalogue: Catalogue) -> dict[str, Any]:
    meta: dict[str, Any] = {}
    if term.definition:
        meta["definition"] = {"val": term.definition, "xrefs": list(term.sources)}
    if term.topic:
        meta["subsets"] = [str(topic_collection(term.topic))]
    mapped = catalogue.of(term.iri)
    parts = {
        "synonyms": [_synonym(name) for name in term.names if name.kind != "label"],
        "xrefs": [_xref(one) for one in mapped if one.predicate in _SAME],
        "basicPropertyValues": [*map(_match, mapped), *_replaced(term)],
    }
    meta |= {name: values for name, values in parts.items() if values}
    if term.deprecated:
        meta["deprecated"] = True
    node = {"id": term.iri, "lbl": term.label, "type": term.kind.upper()}
    if term.kind == "property":
        node["propertyType"] = "OBJECT"
    return {**node, "meta": meta} if meta else node


def _synonym(name: Name) -> dict[str, Any]:
    scope = SCOPES[name.kind].capitalize()
    kind = {"synonymType": ABBREVIATION} if name.kind == "abbreviation" else {}
    return {"pred": f"has{scope}Synonym", "val": name.text, "xrefs": [], **kind}


def _xref(mapping: Mapped) -> dict[str, Any]:
    label = {"lbl": mapping.object_label} if mapping.object_label else {}
    return {"val": mapping.object, **label}


def _match(mapping: Mapped) -> dict[str, Any]:
    predicate = expand(mapping.predicate) or mapping.predicate
    return {"pred": predicate, "val": mapping.object_iri}


def _replaced(term: Term) -> Iterator[dict[str, Any]]:
    if term.replaced_by:
        yield {"pred": str(OBOINOWL.replacedBy), "val": term.replaced_by}


def _edges(catalogue: Catalogue, terms: list[Term]) -> Iterator[dict[str, str]]:
    names = {term.iri for term in terms}
    relations = nearest_relations(catalogue)
    for term in terms:
        if term.deprecated:
            continue
        up = "is_a" if term.kind == "class" else "subPropertyOf"
        for parent in term.parents:
            if parent in names:
                yield {"sub": term.iri, "pred": up, "obj": parent}
        for name, other in relations.get(term.iri, ()):
            yield {"sub": term.iri, "pred": name, "obj": other}
