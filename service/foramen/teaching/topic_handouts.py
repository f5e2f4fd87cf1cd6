"""Make the handouts of all topics, of one topic, and of the objectives that fit a choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from .as_json import objective_json, tally_json, topic_json, view_json
from .handout import Handout
from .outline import objective_sheet, outline_of, standard_sheets, topic_sheet
from .topics import fields_of, keys_of, objectives_of, topic_named, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .curriculum import Curriculum
    from .topics import Field, TopicView

__all__ = ["every_topic", "one_topic", "some_objectives"]

_JUDGED: Final = "What comes before what is the judgement of the editors, and each step says why."


def every_topic(curriculum: Curriculum, fields: Iterable[Field] | None = None) -> Handout:
    """Make the handout of the whole curriculum."""
    outline = outline_of(
        curriculum, curriculum.under, objectives=objectives_of(curriculum)
    )  # fmt: skip
    shown = fields_of(curriculum) if fields is None else fields
    return Handout(
        stem="foramen-topics",
        title="Topics to teach",
        lead=f"The field in the order in which one would teach it. {_JUDGED}",
        address="/teach/",
        sheets=(
            topic_sheet(curriculum, curriculum.topics.values()),
            *standard_sheets(curriculum, outline),
        ),
        outline=outline,
        members={
            "fields": [
                {**topic_json(one.topic), "topics": [tally_json(tally) for tally in one.topics]}
                for one in shown
            ]
        },
    )


def one_topic(curriculum: Curriculum, key: str, view: TopicView | None = None) -> Handout:
    """Make the handout of a topic, or of a field with all its topics.

    Raises:
        UnknownTopic: there is none of this key.
    """
    topic = topic_named(curriculum, key)
    shown = view_of(curriculum, topic) if view is None else view
    outline = outline_of(
        curriculum,
        [lesson.term.iri for lesson in shown.lessons],
        objectives=[one for _, some in shown.objectives for one in some],
    )
    concepts, prerequisites, objectives = standard_sheets(curriculum, outline)
    return Handout(
        stem=f"foramen-topic-{key}",
        title=topic.label,
        lead=f"{topic.definition} {topic.rationale}",
        address=f"/teach/topics/{key}",
        sheets=(concepts, prerequisites, objectives),
        outline=outline,
        members=view_json(curriculum, shown),
    )


def some_objectives(
    curriculum: Curriculum, *, topic: str = "", level: str = "", about: str = ""
) -> Handout:
    """Make the handout of the objectives that fit every choice.

    Args:
        curriculum: what the graph says about teaching.
        topic: the key of a topic or field, or nothing.
        level: a level of Bloom's taxonomy, or nothing.
        about: the IRI of a concept or of a member of a family, or nothing.

    Raises:
        UnknownTopic: there is no such topic.
    """
    keys = keys_of(curriculum, topic_named(curriculum, topic)) if topic else ()
    concepts = curriculum.taught_as(about) if about else ()
    # What is not taught is in no objective.
    found = objectives_of(
        curriculum, topics=keys, level=level, about=concepts or ([about] if about else ())
    )
    choice = {"topic": topic, "level": level, "about": _id(curriculum, about)}
    chosen = {name: value for name, value in choice.items() if value}
    return Handout(
        stem="-".join(("foramen-objectives", *chosen.values())),
        title="Learning objectives",
        lead="What a learner can do afterwards: one verb each, at one level of Bloom's revised "
        "taxonomy.",
        address=f"/teach/objectives?{urlencode(chosen)}" if chosen else "/teach/objectives",
        sheets=(objective_sheet(curriculum, found),),
        outline=outline_of(curriculum, {iri for one in found for iri in one.concepts}, found),
        members={
            "chosen": chosen,
            "total": len(found),
            "objectives": [objective_json(curriculum, one) for one in found],
        },
    )


def _id(curriculum: Curriculum, iri: str) -> str:
    term = curriculum.catalogue.terms.get(iri)
    return term.id if term else ""
