"""Tell of each topic how much it holds, and of one topic what is taught in it, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import UnknownTopic

from .model import BLOOM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .model import Competency, Objective, Prerequisite, Topic

__all__ = [
    "Field",
    "Lesson",
    "Step",
    "Tally",
    "TopicView",
    "by_level",
    "fields_of",
    "keys_of",
    "objectives_of",
    "steps",
    "tally_of",
    "topic_named",
    "view_of",
]

_RANK: Final = {level: rank for rank, level in enumerate(BLOOM)}


@dataclass(frozen=True, slots=True)
class Tally:
    """How much a topic holds; `without` are its concepts that no objective is about."""

    topic: Topic
    concepts: int
    prerequisites: int
    objectives: int
    without: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field with its topics, in the order of teaching."""

    topic: Topic
    topics: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A prerequisite with the term at its other end and the topic of that."""

    said: Prerequisite
    term: Term
    topic: Topic | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A concept in its place of the order.

    Attributes:
        why: why it is taught under its topic.
        starts: whether a learner needs nothing of the graph before it.
        needs: what it directly needs.
        objectives: how many objectives are about it.
    """

    term: Term
    topic: Topic
    why: str
    starts: bool
    needs: tuple[Step, ...]
    objectives: int


@dataclass(frozen=True, slots=True)
class TopicView:
    """Everything that is taught in a topic, or in all topics of a field.

    Attributes:
        field: the field that the topic is part of; a field has none.
        topics: of a field, its topics.
        earlier: the topic that is taught before it, if there is one; `later` the one behind.
        lessons: its concepts in an order of learning.
        outside: what they directly need of other topics, by topic.
        objectives: pairs of a level of Bloom's taxonomy and the objectives of the level.
    """

    topic: Topic
    field: Topic | None
    topics: tuple[Tally, ...]
    earlier: Topic | None
    later: Topic | None
    lessons: tuple[Lesson, ...]
    outside: tuple[tuple[Topic, tuple[Term, ...]], ...]
    objectives: tuple[tuple[str, tuple[Objective, ...]], ...]
    competencies: tuple[Competency, ...]


def topic_named(curriculum: Curriculum, key: str) -> Topic:
    """Find a topic by its key.

    Raises:
        UnknownTopic: there is none.
    """
    if key not in curriculum.topics:
        raise UnknownTopic(key, get_close_matches(key, curriculum.topics, n=3))
    return curriculum.topics[key]


def keys_of(curriculum: Curriculum, topic: Topic) -> tuple[str, ...]:
    """Give the keys under which a topic's concepts stand: its own, or those of a field's topics."""
    return tuple(one.key for one in curriculum.narrower(topic.key)) or (topic.key,)


def fields_of(curriculum: Curriculum) -> tuple[Field, ...]:
    """Give the fields with their topics."""
    return tuple(
        Field(
            field, tuple(tally_of(curriculum, one) for one in curriculum.narrower(field.key))
        )
        for field in curriculum.topics.values()
        if not field.broader
    )  # fmt: skip


def tally_of(curriculum: Curriculum, topic: Topic) -> Tally:
    """Count what a topic holds, or all topics of a field together."""
    keys = keys_of(curriculum, topic)
    terms = [term for key in keys for term in curriculum.members.get(key, ())]
    return Tally(
        topic=topic,
        concepts=len(terms),
        prerequisites=sum(len(curriculum.needs.get(term.iri, ())) for term in terms),
        objectives=len(objectives_of(curriculum, topics=keys)),
        without=tuple(term for term in terms if not curriculum.objectives_about.get(term.iri)),
    )


def view_of(curriculum: Curriculum, topic: Topic) -> TopicView:
    """Gather what is taught in a topic."""
    keys = keys_of(curriculum, topic)
    lessons = tuple(
        _lesson(curriculum, iri) for iri in curriculum.order
        if curriculum.under[iri] in keys and iri in curriculum.catalogue.terms
    )  # fmt: skip
    objectives = objectives_of(curriculum, topics=keys)
    tested = {one.key for one in objectives}
    siblings = [
        one for one in curriculum.topics.values() if bool(one.broader) == bool(topic.broader)
    ]
    place = siblings.index(topic)
    return TopicView(
        topic=topic,
        field=curriculum.topics.get(topic.broader),
        topics=tuple(tally_of(curriculum, one) for one in curriculum.narrower(topic.key)),
        earlier=siblings[place - 1] if place else None,
        later=siblings[place + 1] if place + 1 < len(siblings) else None,
        lessons=lessons,
        outside=_outside(curriculum, lessons, keys),
        objectives=by_level(objectives),
        competencies=tuple(
            one for one in curriculum.competencies.values() if one.objective in tested
        ),
    )


def objectives_of(
    curriculum: Curriculum,
    *,
    topics: Iterable[str] = (),
    level: str = "",
    about: Iterable[str] = (),
) -> tuple[Objective, ...]:
    """Give the objectives that fit every choice, by topic, level and text; an empty one fits all.

    Args:
        curriculum: what the graph says about teaching.
        topics: keys of topics.
        level: a level of Bloom's taxonomy.
        about: IRIs of concepts, of which one is enough.
    """
    keys, concepts = set(topics), set(about)
    found = [
        one
        for one in curriculum.objectives.values()
        if (not keys or one.topic in keys)
        and level in {"", one.level}
        and (not concepts or concepts.intersection(one.concepts))
    ]
    place = {key: topic.ordinal for key, topic in curriculum.topics.items()}
    found.sort(key=lambda one: (place.get(one.topic, 0), _RANK.get(one.level, 0), one.text))
    return tuple(found)


def by_level(objectives: Iterable[Objective]) -> tuple[tuple[str, tuple[Objective, ...]], ...]:
    """Group objectives by level, from remembering to creating; a level without any is left out."""
    some = tuple(objectives)
    groups = ((level, tuple(one for one in some if one.level == level)) for level in BLOOM)
    return tuple((level, found) for level, found in groups if found)


def _lesson(curriculum: Curriculum, iri: str) -> Lesson:
    return Lesson(
        term=curriculum.catalogue.terms[iri],
        topic=curriculum.topics[curriculum.under[iri]],
        why=curriculum.why.get(iri, ""),
        starts=iri in curriculum.starts,
        needs=steps(curriculum, iri),
        objectives=len(curriculum.objectives_about.get(iri, ())),
    )


def steps(curriculum: Curriculum, iri: str, *, leading_on: bool = False) -> tuple[Step, ...]:
    """Give what a concept directly needs, or what it directly leads to, by topic, then label."""
    said = (curriculum.leads_to if leading_on else curriculum.needs).get(iri, ())
    found = []
    for one in said:
        other = one.concept if leading_on else one.needs
        if other in curriculum.catalogue.terms:
            topic = curriculum.topics.get(curriculum.under.get(other, ""))
            found.append(Step(one, curriculum.catalogue.terms[other], topic))
    found.sort(key=lambda step: (_place(step), step.term.label.casefold()))
    return tuple(found)


def _place(step: Step) -> int:
    return step.topic.ordinal if step.topic else 0


def _outside(
    curriculum: Curriculum, lessons: Iterable[Lesson], keys: Iterable[str]
) -> tuple[tuple[Topic, tuple[Term, ...]], ...]:
    """Give what the lessons directly need of other topics, each once, in an order of learning."""
    inside = set(keys)
    needed = {
        step.term.iri: step
        for lesson in lessons
        for step in lesson.needs
        if step.topic and step.topic.key not in inside
    }
    ordered = [needed[iri] for iri in curriculum.order if iri in needed]
    return tuple(
        (topic, terms)
        for topic in curriculum.topics.values()
        if (terms := tuple(step.term for step in ordered if step.topic is topic))
    )
