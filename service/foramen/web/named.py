"""Find the term that a request names, in any way that a person may name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.errors import UnknownTerm

from .service import service

if TYPE_CHECKING:
    from foramen.terminology.model import Term

__all__ = ["term_named"]


def term_named(name: str) -> Term:
    """Give the term: by its local name, CURIE, IRI, label or synonym.

    Raises:
        UnknownTerm: nothing is called so, or it is no term but a record of the graph.
    """
    parts = service()
    known = parts.catalogue.get(name)
    if known is not None:
        return known
    iri = parts.concepts.resolve(name)
    if iri not in parts.catalogue.terms:
        raise UnknownTerm(name, parts.concepts.names.near(name))
    return parts.catalogue.terms[iri]
