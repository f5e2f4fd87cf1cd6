"""Read from an address which concepts cards and sheets are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.teaching.chosen import of_everything, of_topic
from foramen.teaching.tabled import source_key
from foramen.web.service import service

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.lookup.model import Link
    from foramen.teaching.chosen import Chosen
    from foramen.teaching.model import Topic
    from foramen.web.parameters import Parameters

__all__ = ["CHOOSING", "chosen", "cited", "topics_by_field"]

CHOOSING: Final = ("topic",)


def chosen(given: Parameters) -> Chosen:
    """Give what `topic` names; everything where it is not given.

    Raises:
        BadRequest: there is no such topic.
    """
    curriculum = service().curriculum
    topic = given.text("topic")
    return of_topic(curriculum, topic) if topic else of_everything(curriculum)


def topics_by_field() -> list[tuple[Topic, tuple[Topic, ...]]]:
    """Give each field with its topics, to choose from."""
    curriculum = service().curriculum
    fields = [topic for topic in curriculum.topics.values() if not topic.broader]
    return [(field, curriculum.narrower(field.key)) for field in fields]


def cited(sources: Iterable[str]) -> list[Link]:
    """Give each source once with its title, by key."""
    link = service().concepts.link
    return sorted(map(link, set(sources)), key=lambda one: source_key(one.iri).casefold())
