"""Write parts of the curriculum for programs, in the same words wherever they appear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foramen.terminology.catalogue import Catalogue
    from foramen.terminology.model import Term

    from .model import Objective, Prerequisite, Topic
    from .named import Named

__all__ = ["as_concept", "as_named", "as_objective", "as_prerequisite", "as_topic"]


def as_concept(term: Term) -> dict[str, Any]:
    """Name a concept."""
    return {"id": term.id, "label": term.label, "iri": term.iri}


def as_topic(topic: Topic | None) -> dict[str, Any] | None:
    """Name a topic."""
    if topic is None:
        return None
    return {"key": topic.key, "label": topic.label, "iri": topic.iri}


def as_objective(objective: Objective) -> dict[str, Any]:
    """Say what a learner can do, and at which level."""
    return {
        "id": objective.key,
        "text": objective.text,
        "level": objective.level,
        "iri": objective.iri,
    }


def as_prerequisite(one: Prerequisite, catalogue: Catalogue) -> dict[str, Any]:
    """Say what is needed before what, and why."""
    return {
        "concept": as_concept(catalogue.terms[one.concept]),
        "needs": as_concept(catalogue.terms[one.needs]),
        "rationale": one.rationale,
        "basis": list(one.basis),
        "iri": one.iri,
    }


def as_named(one: Named, catalogue: Catalogue) -> dict[str, Any]:
    """Say what a name stands for; nothing is taught under one that was not found."""
    return {
        "given": one.given,
        "label": one.label,
        "taught_as": [as_concept(catalogue.terms[iri]) for iri in one.taught],
    }
