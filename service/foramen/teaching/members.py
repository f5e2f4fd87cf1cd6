"""Write what paths and plans are made of for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .as_json import concept_json

if TYPE_CHECKING:
    from foramen.terminology.catalogue import Catalogue

    from .model import Prerequisite, Topic
    from .named import Named

__all__ = ["as_named", "as_prerequisite", "as_topic"]


def as_topic(topic: Topic | None) -> dict[str, Any] | None:
    """Name a topic."""
    if topic is None:
        return None
    return {"key": topic.key, "label": topic.label, "iri": topic.iri}


def as_prerequisite(one: Prerequisite, catalogue: Catalogue) -> dict[str, Any]:
    """Say what is needed before what, and why."""
    return {
        "concept": concept_json(catalogue.terms[one.concept]),
        "needs": concept_json(catalogue.terms[one.needs]),
        "rationale": one.rationale,
        "basis": list(one.basis),
        "iri": one.iri,
    }


def as_named(one: Named, catalogue: Catalogue) -> dict[str, Any]:
    """Say what a name stands for; nothing is taught under one that was not found."""
    return {
        "given": one.given,
        "label": one.label,
        "taught_as": [concept_json(catalogue.terms[iri]) for iri in one.taught],
    }
