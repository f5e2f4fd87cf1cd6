"""Say of a multiple-choice question what every question format carries beside its options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from foramen.teaching.handout import Choice

__all__ = ["category", "feedback", "named", "tags"]

_TOP: Final = "$course$/top/Foramen"
_LONGEST: Final = 200


def category(topic: str) -> str:
    """Give the path of the category in a question bank, by the key of the topic."""
    return f"{_TOP}/{topic.replace('/', '//') or 'no topic'}"


def named(choice: Choice) -> str:
    """Name the question in a list: what its status is, then what it asks."""
    status = choice.status.partition(" ")[0].capitalize()
    text = f"{status}: {' '.join(choice.stem.split())}"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3].rstrip()}..."


def feedback(choice: Choice) -> tuple[str, ...]:
    """Give what is shown after the answer: the fact, how firmly and by whom, and the status."""
    said = f"Strength: {choice.strength}. Sources: {', '.join(choice.sources)}."
    return choice.fact, said, f"{choice.status.capitalize()}."


def tags(choice: Choice) -> tuple[str, ...]:
    """Give the tags: that it is a draft, its level, its strength, its objectives."""
    status = choice.status.partition(" ")[0]
    return tuple(
        filter(None, ("foramen", status, choice.bloom, choice.strength, *choice.objectives))
    )
