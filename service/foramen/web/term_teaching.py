"""Tell how a term is taught: its topic, what it needs and leads to, objectives and questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flask import url_for

from foramen.namespaces import FORAMEN
from foramen.teaching.topics import Step, objectives_of, steps

from .service import service

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from foramen.teaching.curriculum import Curriculum
    from foramen.teaching.model import Competency, Objective, Topic
    from foramen.terminology.model import Term

__all__ = ["Onward", "Taught", "onward", "step_of", "taught"]


@dataclass(frozen=True, slots=True)
class Taught:
    """How a concept is taught.

    Attributes:
        term: the concept; of a member of a family, what the member is taught as.
        why: why it is taught under its topic.
        needs: what is to be understood before.
        leads: what it is needed for.
        competencies: questions that test one of its objectives.
    """

    term: Term
    topic: Topic
    why: str
    starts: bool
    needs: tuple[Step, ...]
    leads: tuple[Step, ...]
    objectives: tuple[Objective, ...]
    competencies: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a record of teaching is shown among its like."""

    address: str
    text: str


def taught(term: Term) -> tuple[Taught, ...]:
    """Give how a term is taught: by itself, or as the nearest concepts above it; maybe not."""
    curriculum = service().curriculum
    return tuple(
        _taught(curriculum, iri)
        for iri in curriculum.taught_as(term.iri)
        if curriculum.under[iri] in curriculum.topics and iri in curriculum.catalogue.terms
    )


def _taught(curriculum: Curriculum, iri: str) -> Taught:
    objectives = objectives_of(curriculum, about=[iri])
    tested = {one.key for one in objectives}
    return Taught(
        term=curriculum.catalogue.terms[iri],
        topic=curriculum.topics[curriculum.under[iri]],
        why=curriculum.why.get(iri, ""),
        starts=iri in curriculum.starts,
        needs=steps(curriculum, iri),
        leads=steps(curriculum, iri, leading_on=True),
        objectives=objectives,
        competencies=tuple(
            one for one in curriculum.competencies.values() if one.objective in tested
        ),
    )


def step_of(iri: str) -> tuple[Term, Step] | None:
    """Give the concept and the step of a prerequisite's record, or nothing for another term."""
    curriculum = service().curriculum
    if not iri.startswith(f"{FORAMEN}prerequisite_"):
        return None
    terms = curriculum.catalogue.terms
    for said in curriculum.prerequisites:
        if said.iri == iri and said.concept in terms and said.needs in terms:
            topic = curriculum.topics.get(curriculum.under.get(said.needs, ""))
            return terms[said.concept], Step(said, terms[said.needs], topic)
    return None


def onward(iri: str) -> Onward | None:
    """Give the page on which a record of teaching is shown among its like, if it is one."""
    local = iri.removeprefix(str(FORAMEN))
    kind, _, key = local.partition("_")
    if local == "TeachingTopics":
        return Onward(url_for("teach_topics.topics"), "All topics in the order of teaching")
    find = _PAGES.get(kind) if local != iri and key else None
    return find(service().curriculum, key) if find else None


def _whole(curriculum: Curriculum, key: str) -> Onward | None:
    found = _topic(curriculum, key)
    return found and Onward(found.address, "Its concepts, objectives and questions in order")


def _topic(curriculum: Curriculum, key: str, place: str = "") -> Onward | None:
    topic = curriculum.topics.get(key)
    if topic is None:
        return None
    address = url_for("teach_topics.topic", key=key, _anchor=place or None)
    return Onward(address, f"Where it is taught: {topic.label}")


def _objective(curriculum: Curriculum, key: str) -> Onward | None:
    one = curriculum.objectives.get(key)
    return _topic(curriculum, one.topic, f"objective-{key}") if one else None


def _competency(curriculum: Curriculum, key: str) -> Onward | None:
    one = curriculum.competencies.get(key)
    objective = curriculum.objectives.get(one.objective) if one else None
    return _topic(curriculum, objective.topic, f"competency-{key}") if objective else None


def _concept(curriculum: Curriculum, name: str) -> Onward | None:
    return _topic(curriculum, curriculum.under.get(f"{FORAMEN}{name.partition('__')[0]}", ""))


def _level(_: Curriculum, key: str) -> Onward:
    return Onward(url_for("teach_objectives.objectives", level=key), "All objectives of the level")


_PAGES: Final[Mapping[str, Callable[[Curriculum, str], Onward | None]]] = {
    "topic": _whole,
    "objective": _objective,
    "competency": _competency,
    "prerequisite": _concept,
    "membership": _concept,
    "bloom": _level,
}
