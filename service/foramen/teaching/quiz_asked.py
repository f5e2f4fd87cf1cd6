"""Read which questions somebody wants, in words that a page, a program or a command was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .backing import STRENGTHS
from .filters import read_level, read_relation, require
from .model import BLOOM
from .quiz_wanted import ACCEPTED, SIDES, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .named import Named
    from .quiz import Quiz
    from .scope import Scope

__all__ = ["FILTERS", "MOST", "STATUSES", "USUAL", "asked_way", "read_wanted"]

USUAL: Final = 10
MOST: Final = 100
STATUSES: Final = ("draft", ACCEPTED)
FILTERS: Final = (
    "topic", "objective", "bloom", "level", "side", "relation", "kind", "strength", "status",
)  # fmt: skip
"""What narrows the choice, beside a path; what is empty does not."""


def asked_way(to: Sequence[Named], known: Sequence[Named]) -> dict[str, str]:
    """Give how an address names a path; several names are one text with commas."""
    said = (("to", to), ("known", known))
    return {name: ", ".join(one.key for one in names) for name, names in said if names}


def read_wanted(quiz: Quiz, given: Mapping[str, str], scope: Scope | None = None) -> Wanted:
    """Read the filters; a topic that is a field stands for all of its topics.

    Args:
        quiz: what can be asked.
        given: the filters by name.
        scope: where a learner stands on a path, if one was named.

    Raises:
        BadRequest: something is asked for that there is not.
    """
    said = {name: given.get(name, "").strip() for name in FILTERS}
    curriculum = quiz.curriculum
    topics = frozenset[str]()
    if key := said["topic"]:
        require("topic", key, curriculum.topics)
        topics = frozenset((key, *(one.key for one in curriculum.narrower(key))))
    for name, choices in (
        ("objective", curriculum.objectives),
        ("bloom", BLOOM),
        ("side", SIDES),
        ("strength", STRENGTHS),
        ("status", STATUSES),
        ("kind", quiz.templates),
    ):
        require(name, said[name], choices)
    asked = {one.relation for one in quiz.templates.values() if one.relation}
    return Wanted(
        topics=topics,
        scope=scope,
        objective=said["objective"],
        bloom=said["bloom"],
        level=read_level(said["level"], quiz.level_names),
        side=said["side"],
        relation=read_relation(said["relation"], asked),
        template=said["kind"],
        strength=said["strength"],
        status=said["status"],
    )
