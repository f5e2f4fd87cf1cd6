"""Show the learning objectives, all or those of a topic, of a level, about a concept."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.errors import UnknownTerm
from foramen.teaching.model import BLOOM
from foramen.teaching.topic_handouts import some_objectives
from foramen.teaching.topic_queries import objectives_query
from foramen.teaching.topics import keys_of, topic_named
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs

if TYPE_CHECKING:
    from flask import Response

    from foramen.teaching.curriculum import Curriculum
    from foramen.teaching.handout import Handout

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_objectives", __name__)

_CHOICES: Final = ("topic", "level", "about")


@blueprint.get("/teach/objectives")
def objectives() -> Response:
    """Show the page."""
    given = Parameters(request.args, (*_CHOICES, "format"))
    handout = _chosen(given)
    curriculum = service().curriculum
    chosen = handout.members["chosen"]
    about = service().catalogue.get(chosen["about"]) if "about" in chosen else None
    key = chosen.get("topic", "")
    query = objectives_query(
        keys_of(curriculum, topic_named(curriculum, key)) if key else (),
        chosen.get("level", ""),
        (curriculum.taught_as(about.iri) or (about.iri,)) if about else (),
    )
    objectives = [curriculum.objectives[one["key"]] for one in handout.members["objectives"]]
    return answered(
        handout,
        given,
        "teach/objectives.html",
        curriculum=curriculum,
        objectives=objectives,
        parts=[
            (curriculum.topics.get(key), list(some))
            for key, some in groupby(objectives, lambda one: _field(curriculum, one.topic))
        ],
        chosen=chosen,
        about=about,
        levels=BLOOM,
        query=query,
    )


def _field(curriculum: Curriculum, key: str) -> str:
    """Give the field of a topic, which is its own where it is one."""
    topic = curriculum.topics.get(key)
    return topic.broader or topic.key if topic else ""


@blueprint.get("/api/teach/objectives")
def objectives_for_programs() -> Response:
    """Give the same for programs."""
    return answered_for_programs(_chosen(Parameters(request.args, _CHOICES)))


def _chosen(given: Parameters) -> Handout:
    """Make the handout of what is asked for.

    Raises:
        UnknownTopic: there is no such topic.
        UnknownTerm: `about` is the name of nothing that could be taught.
        BadRequest: there is no such level.
    """
    name = given.text("about", most=200)
    iri = service().concepts.resolve(name) if name else ""
    if iri and iri not in service().catalogue.terms:
        raise UnknownTerm(name, ())
    return some_objectives(
        service().curriculum,
        topic=given.text("topic", most=200),
        level=given.choice("level", ("", *BLOOM), ""),
        about=iri,
    )
