"""Make the code system of our terms, and a small one of the relations between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, OBOINOWL

from .canonical import RELATIONS, SYSTEM, Resource, described, value_set_url
from .properties import Properties

if TYPE_CHECKING:
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import NameKind, Term

    from .properties import Property

__all__ = ["code_systems"]

_ON_CONCEPTS: Final = (
    "=", "in", "not-in", "is-a", "is-not-a", "descendent-of", "child-of", "generalizes", "regex",
)  # fmt: skip
_ON_PROPERTIES: Final = ("=", "in", "not-in", "exists", "regex")
# The uses that FHIR suggests are codes of SNOMED CT, which not everybody may use; these are the
# names by which the graph itself, as all ontologies of the OBO family, calls its synonyms.
_USES: Final[dict[NameKind, Resource]] = {
    "exact": {"system": str(OBOINOWL), "code": "hasExactSynonym", "display": "synonym"},
    "abbreviation": {"system": RELATIONS, "code": "abbreviation", "display": "abbreviation"},
    "related": {"system": str(OBOINOWL), "code": "hasRelatedSynonym", "display": "related synonym"},
    "narrow": {"system": str(OBOINOWL), "code": "hasNarrowSynonym", "display": "narrower synonym"},
    "broad": {"system": str(OBOINOWL), "code": "hasBroadSynonym", "display": "broader synonym"},
}


def code_systems(catalogue: Catalogue, version: str, date: str) -> list[Resource]:
    """Give the code system of classes and individuals, and that of relations."""
    properties = Properties(catalogue)
    terms = [term for term in catalogue.terms.values() if term.kind != "property"]
    relations = [term for term in catalogue.terms.values() if term.kind == "property"]
    system = _system(
        properties, terms, "foramen", SYSTEM,
        "Foramen: the neural foramen and foraminal stenosis",
        "Anatomy, findings, causes, symptoms, imaging and care of the neural foramen, level by "
        "level and side by side. Every property of a concept is a relation of the knowledge graph.",
        version, date,
    )  # fmt: skip
    others = _system(
        properties, relations, "foramen-relations", RELATIONS,
        "Foramen: the relations of the graph",
        "The relations and notes that the concepts of Foramen have as properties.",
        version, date,
    )  # fmt: skip
    return [system, others]


def _system(
    properties: Properties,
    terms: list[Term],
    name: str,
    url: str,
    title: str,
    description: str,
    version: str,
    date: str,
) -> Resource:
    concepts = [_concept(term, properties) for term in sorted(terms, key=lambda term: term.id)]
    declared = properties.declared(concepts)
    return {
        **described("CodeSystem", name, url, title, description, version, date),
        "caseSensitive": True,
        "valueSet": value_set_url("all" if name == "foramen" else "relations"),
        "hierarchyMeaning": "is-a",
        "compositional": False,
        "versionNeeded": False,
        "content": "complete",
        "count": len(concepts),
        "filter": _filters(declared),
        "property": [one.declared() for one in declared],
        "concept": concepts,
    }


def _filters(declared: list[Property]) -> list[Resource]:
    on_concepts = {
        "code": "concept",
        "description": "A concept by its place among the others; regex is matched to its code.",
        "operator": list(_ON_CONCEPTS),
        "value": "a code, codes with commas between, or a regular expression",
    }
    return [on_concepts] + [
        {
            "code": one.code,
            "description": one.description,
            "operator": list(_ON_PROPERTIES),
            "value": "a code" if one.type == "code" else "the text of the property",
        }
        for one in declared
        if one.is_filter
    ]


def _concept(term: Term, properties: Properties) -> Resource:
    concept = {
        "code": term.iri.removeprefix(str(FORAMEN)),
        "display": term.label,
        "definition": term.definition,
        "designation": [
            {"language": "en", "use": _USES[name.kind], "value": name.text}
            for name in term.names
            if name.kind in _USES
        ],
        "property": properties.of(term),
    }
    return {element: value for element, value in concept.items() if value}
