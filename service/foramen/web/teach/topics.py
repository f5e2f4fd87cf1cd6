"""Show what to teach in which order: all topics, and one topic with all that is taught in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, request

from foramen.teaching.topic_handouts import every_topic, one_topic
from foramen.teaching.topic_queries import TOPICS, topic_query
from foramen.teaching.topics import fields_of, keys_of, topic_named, view_of
from foramen.web.parameters import Parameters
from foramen.web.service import service

from .answering import answered, answered_for_programs

if TYPE_CHECKING:
    from flask import Response

__all__ = ["blueprint"]

blueprint: Final = Blueprint("teach_topics", __name__)


@blueprint.get("/teach/")
def topics() -> Response:
    """Show the topics by field, with how much each holds, and the way to every tool."""
    given = Parameters(request.args, ("format",))
    curriculum = service().curriculum
    fields = fields_of(curriculum)
    handout = every_topic(curriculum, fields)
    return answered(
        handout, given, "teach/topics.html", fields=fields, curriculum=curriculum, query=TOPICS
    )


@blueprint.get("/teach/topics/<key>")
def topic(key: str) -> Response:
    """Show what is taught in a topic, in an order of learning."""
    given = Parameters(request.args, ("format",))
    curriculum = service().curriculum
    shown = topic_named(curriculum, key)
    view = view_of(curriculum, shown)
    return answered(
        one_topic(curriculum, key, view),
        given,
        "teach/topic.html",
        view=view,
        curriculum=curriculum,
        query=topic_query(keys_of(curriculum, shown)),
    )


@blueprint.get("/api/teach/topics")
def topics_for_programs() -> Response:
    """Give the topics by field."""
    Parameters(request.args, ())
    return answered_for_programs(every_topic(service().curriculum))


@blueprint.get("/api/teach/topics/<key>")
def topic_for_programs(key: str) -> Response:
    """Give what is taught in a topic."""
    Parameters(request.args, ())
    return answered_for_programs(one_topic(service().curriculum, key))
