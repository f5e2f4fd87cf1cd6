"""Keep of a term's relations what its broader terms, and its narrower relations, do not say.

The graph says every relation of every term, so that a question is one triple. A file for readers
of ontologies says each once: they know that what holds of a term holds of what lies below it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .catalogue import Catalogue
    from .model import Term

__all__ = ["nearest_relations"]


def nearest_relations(catalogue: Catalogue) -> dict[str, tuple[tuple[str, str], ...]]:
    """Give for each class its relations to other classes, as pairs of property and class."""
    above = lru_cache(maxsize=None)(catalogue.ancestors)
    said = {
        term.iri: frozenset(_said(term, catalogue))
        for term in catalogue.terms.values()
        if term.kind == "class" and not term.deprecated
    }
    return {
        iri: tuple(
            sorted(
                (name, other)
                for name, other in pairs
                if not any((name, other) in said.get(parent, ()) for parent in above(iri))
                and not any(
                    (narrower, other) in pairs and name in above(narrower)
                    for narrower, _ in pairs
                    if narrower != name
                )
            )
        )
        for iri, pairs in said.items()
    }


def _said(term: Term, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for name, others in term.relations.items():
        if name not in catalogue.terms:
            continue
        for other in others:
            end = catalogue.terms.get(other)
            if end is not None and end.kind == "class" and not end.deprecated:
                yield name, other
