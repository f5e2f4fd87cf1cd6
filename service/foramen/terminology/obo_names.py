"""Say what the files for OBO tools share: which terms they hold, their scopes, where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .catalogue import Catalogue
    from .model import NameKind, Term

__all__ = [
    "ABBREVIATION", "LICENSE", "NO_INDIVIDUALS", "SCOPES", "TITLE", "held", "spaces",
]  # fmt: skip

TITLE: Final = "Foramen, an ontology of the neural foramen"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
ABBREVIATION: Final = str(FORAMEN.abbreviation)
# Readers of OBO warn of instances and skip them.
NO_INDIVIDUALS: Final = (
    "Individuals (grades, workflow steps, answers) are left out here; /skos.ttl and the OWL files "
    "have them."
)
SCOPES: Final[Mapping[NameKind, str]] = {
    "exact": "EXACT",
    "abbreviation": "EXACT",
    "related": "RELATED",
    "narrow": "NARROW",
    "broad": "BROAD",
}


def held(catalogue: Catalogue) -> list[Term]:
    """Give the terms that OBO has a place for: classes, and the relations between them."""
    used = {name for term in catalogue.terms.values() for name in term.relations}
    above = {parent for name in used for parent in catalogue.ancestors(name)}
    return [
        term
        for term in catalogue.terms.values()
        if term.kind == "class" or (term.kind == "property" and term.iri in used | above)
    ]


def spaces(catalogue: Catalogue) -> dict[str, str]:
    """Give the namespace of each prefix that the files use."""
    found = {name: PREFIXES[name] for name in ("foramen", "skos", "dcterms", "oboInOwl")}
    for one in catalogue.terminologies.values():
        if one.namespace:
            found[one.prefix] = one.namespace
    return found
