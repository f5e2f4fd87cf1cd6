"""Choose the concepts that cards and sheets are about: those of a topic, or of a path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foramen.errors import BadRequest

if TYPE_CHECKING:
    from .curriculum import Curriculum

__all__ = ["Chosen", "of_everything", "of_topic"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some concepts, in an order of learning.

    Attributes:
        title: what they are, in words that follow a colon; nothing where they are everything.
        arguments: how an address says so.
        topics: the IRIs of the topics that they are all of; nothing where they are everything.
    """

    concepts: tuple[str, ...]
    title: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()


def of_everything(curriculum: Curriculum) -> Chosen:
    """Choose every concept that is taught."""
    return Chosen(curriculum.order)


def of_topic(curriculum: Curriculum, key: str) -> Chosen:
    """Choose the concepts of a topic; of a field, those of its topics.

    Raises:
        BadRequest: there is no such topic.
    """
    topic = curriculum.topics.get(key)
    if topic is None:
        listed = ", ".join(curriculum.topics)
        raise BadRequest(f"There is no topic {key[:80]!r}. Topics: {listed}.")
    topics = {one.key: one.iri for one in (topic, *curriculum.narrower(key))}
    concepts = tuple(iri for iri in curriculum.order if curriculum.under[iri] in topics)
    return Chosen(concepts, topic.label, (("topic", topic.key),), tuple(topics.values()))
