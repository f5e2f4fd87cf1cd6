"""Make an outline of a part of the curriculum, and the tables that every outline is written as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foramen.namespaces import FORAMEN

from .handout import Outline, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .curriculum import Curriculum
    from .model import Objective, Prerequisite, Topic

__all__ = [
    "concept_sheet",
    "objective_sheet",
    "outline_of",
    "prerequisite_sheet",
    "source_keys",
    "standard_sheets",
    "topic_sheet",
]


def outline_of(
    curriculum: Curriculum,
    concepts: Iterable[str],
    objectives: Iterable[Objective] | None = None,
) -> Outline:
    """Make the outline of some concepts, put into an order of learning.

    Args:
        curriculum: what the graph says about teaching.
        concepts: the IRIs; one that is not taught is passed over.
        objectives: those to list; without them, every one that is about any of the concepts.
    """
    wanted = set(concepts)
    terms = tuple(
        curriculum.catalogue.terms[iri]
        for iri in curriculum.order
        if iri in wanted and iri in curriculum.catalogue.terms
    )
    held = {term.iri for term in terms}
    listed = _about(curriculum, held) if objectives is None else tuple(objectives)
    keys = {curriculum.under[iri] for iri in held} | {one.topic for one in listed}
    return Outline(
        topics=_with_fields(curriculum, keys),
        concepts=terms,
        under={term.iri: curriculum.under[term.iri] for term in terms},
        prerequisites=tuple(
            one for term in terms for one in curriculum.needs.get(term.iri, ()) if one.needs in held
        ),
        objectives=listed,
    )


def standard_sheets(curriculum: Curriculum, outline: Outline) -> tuple[Sheet, ...]:
    """Make the tables of an outline: concepts, prerequisites, objectives; one without rows too."""
    return (
        concept_sheet(curriculum, outline),
        prerequisite_sheet(curriculum, outline.prerequisites),
        objective_sheet(curriculum, outline.objectives),
    )


def topic_sheet(curriculum: Curriculum, topics: Iterable[Topic]) -> Sheet:
    """Make the table of topics, with how much each holds; a field holds what its topics hold."""
    rows = tuple(
        (
            topic.ordinal,
            topic.key,
            topic.label,
            _label(curriculum, topic.broader),
            *_counted(curriculum, topic),
            topic.definition,
            topic.rationale,
        )
        for topic in topics
    )
    columns = (
        "place", "key", "topic", "field", "concepts", "objectives", "definition", "why here",
    )  # fmt: skip
    return Sheet("topics", "Topics in the order of teaching", columns, rows)


def concept_sheet(curriculum: Curriculum, outline: Outline) -> Sheet:
    """Make the table of concepts, with the labels of what each directly needs anywhere."""
    rows = tuple(
        (
            place,
            term.label,
            term.id,
            _label(curriculum, outline.under[term.iri]),
            "; ".join(_name(curriculum, one.needs) for one in curriculum.needs.get(term.iri, ())),
            term.definition,
            len(curriculum.objectives_about.get(term.iri, ())),
        )
        for place, term in enumerate(outline.concepts, 1)
    )
    columns = ("place", "concept", "name", "topic", "needs", "definition", "objectives")
    return Sheet("concepts", "Concepts in an order of learning", columns, rows)


def prerequisite_sheet(curriculum: Curriculum, prerequisites: Iterable[Prerequisite]) -> Sheet:
    """Make the table of prerequisites."""
    rows = tuple(
        (
            _name(curriculum, one.concept),
            _name(curriculum, one.needs),
            one.rationale,
            source_keys(one.basis),
        )
        for one in prerequisites
    )
    columns = ("concept", "needs", "why", "basis")
    return Sheet("prerequisites", "What needs what, and why", columns, rows)


def objective_sheet(curriculum: Curriculum, objectives: Iterable[Objective]) -> Sheet:
    """Make the table of objectives."""
    rows = tuple(
        (
            one.text,
            one.level,
            _label(curriculum, one.topic),
            "; ".join(_name(curriculum, iri) for iri in one.concepts),
            one.rationale,
            source_keys(one.basis),
            one.key,
        )
        for one in objectives
    )
    columns = ("the learner can", "level", "topic", "about", "why", "basis", "key")
    return Sheet("objectives", "Learning objectives", columns, rows)


def source_keys(iris: Iterable[str]) -> str:
    """Give the keys of claims and citations as their tables have them: `INT02, ASIA`."""
    return ", ".join(iri.removeprefix(str(FORAMEN)).partition("_")[2] for iri in iris)


def _about(curriculum: Curriculum, concepts: Iterable[str]) -> tuple[Objective, ...]:
    """Give the objectives that are about some of the concepts, in their own order."""
    held = set(concepts)
    return tuple(one for one in curriculum.objectives.values() if held.intersection(one.concepts))


def _with_fields(curriculum: Curriculum, keys: Iterable[str]) -> tuple[Topic, ...]:
    """Give the topics with the fields above them, in the order of teaching."""
    wanted = set(keys)
    wanted |= {curriculum.topics[key].broader for key in wanted if key in curriculum.topics}
    return tuple(topic for topic in curriculum.topics.values() if topic.key in wanted)


def _counted(curriculum: Curriculum, topic: Topic) -> tuple[int, int]:
    """Count the concepts and objectives of a topic, or of all topics of a field."""
    keys = {topic.key, *(one.key for one in curriculum.narrower(topic.key))}
    concepts = sum(len(curriculum.members.get(key, ())) for key in keys)
    objectives = sum(one.topic in keys for one in curriculum.objectives.values())
    return concepts, objectives


def _label(curriculum: Curriculum, key: str) -> str:
    return curriculum.topics[key].label if key in curriculum.topics else key


def _name(curriculum: Curriculum, iri: str) -> str:
    term = curriculum.catalogue.terms.get(iri)
    return term.label if term else iri.removeprefix(str(FORAMEN))
