"""Say what the teaching graph holds in JSON: topics, concepts, prerequisites, objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from foramen.namespaces import FORAMEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .model import Competency, Objective, Topic
    from .topics import Lesson, Tally, TopicView

__all__ = [
    "competency_json",
    "concept_json",
    "objective_json",
    "tally_json",
    "topic_json",
    "view_json",
]


def concept_json(term: Term) -> dict[str, Any]:
    """Give a concept as others refer to it."""
    return {"id": term.id, "label": term.label, "iri": term.iri}


def topic_json(topic: Topic) -> dict[str, Any]:
    """Give what is said of a topic itself."""
    return {
        "key": topic.key,
        "label": topic.label,
        "iri": topic.iri,
        "field": topic.broader or None,
        "place": topic.ordinal,
        "definition": topic.definition,
        "rationale": topic.rationale,
    }


def tally_json(tally: Tally) -> dict[str, Any]:
    """Give a topic with how much it holds."""
    return {
        **topic_json(tally.topic),
        "concepts": tally.concepts,
        "prerequisites": tally.prerequisites,
        "objectives": tally.objectives,
        "without_objective": [concept_json(term) for term in tally.without],
    }


def view_json(curriculum: Curriculum, view: TopicView) -> dict[str, Any]:
    """Give everything that is taught in a topic."""
    return {
        **topic_json(view.topic),
        "topics": [tally_json(one) for one in view.topics],
        "concepts": [_lesson_json(one) for one in view.lessons],
        "needed_from": [
            {"topic": topic.key, "concepts": [concept_json(term) for term in terms]}
            for topic, terms in view.outside
        ],
        "objectives": [
            objective_json(curriculum, one) for _, some in view.objectives for one in some
        ],
        "competency_questions": [competency_json(curriculum, one) for one in view.competencies],
    }


def objective_json(curriculum: Curriculum, one: Objective) -> dict[str, Any]:
    """Give an objective with what it is about."""
    return {
        "key": one.key,
        "iri": one.iri,
        "text": one.text,
        "verb": one.verb,
        "level": one.level,
        "topic": one.topic,
        "about": _concepts(curriculum, one.concepts),
        "rationale": one.rationale,
        "basis": [*one.basis],
    }


def competency_json(curriculum: Curriculum, one: Competency) -> dict[str, Any]:
    """Give a competency question with the library question that answers it."""
    return {
        "key": one.key,
        "iri": one.iri,
        "text": one.text,
        "objective": one.objective,
        "question": one.question,
        "parameters": {name: [*values] for name, values in one.given.items()},
        "column": one.column,
        "expects": _concepts(curriculum, one.expects),
        "sources": [*one.sources],
        "rationale": one.rationale,
    }


def _lesson_json(lesson: Lesson) -> dict[str, Any]:
    return {
        **concept_json(lesson.term),
        "topic": lesson.topic.key,
        "start": lesson.starts,
        "rationale": lesson.why,
        "needs": [
            {**concept_json(step.term), "why": step.said.rationale, "basis": [*step.said.basis]}
            for step in lesson.needs
        ],
        "objectives": lesson.objectives,
    }


def _concepts(curriculum: Curriculum, iris: Iterable[str]) -> list[dict[str, Any]]:
    terms = curriculum.catalogue.terms
    return [
        concept_json(terms[iri])
        if iri in terms
        else {"id": iri.removeprefix(str(FORAMEN)), "label": None, "iri": iri}
        for iri in iris
    ]
