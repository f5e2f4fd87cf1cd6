"""Find the questions of the library whose words a search has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .words import content, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from foramen.questions import Question

__all__ = ["questions_about"]

_MOST: Final = 5


def questions_about(text: str, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Give the questions that have every word of the text; those that ask it so come first."""
    wanted = set(content(fold(text)))
    if not wanted:
        return ()
    found = []
    for one in questions:
        asked = set(fold(one.summary))
        if wanted <= asked | set(fold(f"{one.description} {' '.join(one.tags)}")):
            found.append((-len(wanted & asked), one.summary, one))
    return tuple(one for _, _, one in sorted(found, key=lambda entry: entry[:2])[:_MOST])
