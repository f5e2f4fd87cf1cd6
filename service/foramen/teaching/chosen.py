"""Choose the concepts that cards and sheets are about: of a topic, of a path, or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from foramen.errors import BadRequest

from .path import path_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .curriculum import Curriculum
    from .model import Topic
    from .named import Named

__all__ = ["Chosen", "choose"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some concepts, in an order of learning.

    Attributes:
        title: what they are; nothing where they are everything.
        arguments: how an address says so.
        topics: the IRIs of the topics of which they are all; nothing where a path chose them.
    """

    concepts: tuple[str, ...]
    title: str = ""
    arguments: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing was left out."""
        return not self.arguments


def choose(
    curriculum: Curriculum,
    topic: str = "",
    to: Sequence[Named] = (),
    known: Sequence[Named] = (),
) -> Chosen:
    """Choose concepts; what is given together narrows the choice.

    Args:
        curriculum: what is taught.
        topic: the key of a topic, or of a field, which stands for its topics.
        to: what is to be learned: it and all that it requires.
        known: what is known: it and all that it requires are left out.

    Raises:
        BadRequest: there is no such topic.
    """
    topics = _topics(curriculum, topic)
    concepts: Sequence[str] = curriculum.order
    if to:
        concepts = [step.concept.iri for step in path_to(curriculum, to, known).steps]
    elif known:
        learned = {iri for one in known for iri in one.taught}
        learned |= curriculum.all_needed(learned)
        concepts = [iri for iri in concepts if iri not in learned]
    if topics:
        keys = {one.key for one in topics}
        concepts = [iri for iri in concepts if curriculum.under[iri] in keys]
    return Chosen(
        tuple(concepts),
        _title(topics, to, known),
        (
            *((("topic", topic),) if topic else ()),
            *(("to", one.key) for one in to),
            *(("known", one.key) for one in known),
        ),
        () if to or known else tuple(one.iri for one in topics),
    )


def _topics(curriculum: Curriculum, key: str) -> Sequence[Topic]:
    """Give a topic with those below it; nothing where none is named."""
    if not key:
        return ()
    topic = curriculum.topics.get(key)
    if topic is None:
        listed = ", ".join(curriculum.topics) or "none"
        raise BadRequest(f"There is no topic {key[:80]!r}. Topics: {listed}.")
    return (topic, *curriculum.narrower(key))


def _title(topics: Sequence[Topic], to: Sequence[Named], known: Sequence[Named]) -> str:
    parts = [topics[0].label] if topics else []
    if to:
        parts.append(f"the path to {', '.join(one.label for one in to)}")
    if known:
        parts.append(f"without {', '.join(one.label for one in known)}")
    return ", ".join(parts)
