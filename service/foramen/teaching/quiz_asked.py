"""Read which questions somebody wants, in words that a page, a program or a command was given."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import BadRequest
from foramen.namespaces import compact

from .model import BLOOM
from .quiz import Wanted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .quiz import Quiz

__all__ = ["FILTERS", "MOST", "STATUSES", "STRENGTHS", "USUAL", "read_wanted"]

USUAL: Final = 10
MOST: Final = 100
STRENGTHS: Final = ("definite", "may", "varies")
STATUSES: Final = ("draft", "accepted")
FILTERS: Final = (
    "topic", "objective", "bloom", "level", "relation", "kind", "strength", "status",
)  # fmt: skip
"""What narrows the choice; what is empty does not."""
_LONGEST: Final = 60


def read_wanted(quiz: Quiz, given: Mapping[str, str]) -> Wanted:
    """Read the filters; a topic that is a field stands for all of its topics.

    Raises:
        BadRequest: something is asked for that there is not.
    """
    said = {name: given.get(name, "").strip() for name in FILTERS}
    curriculum = quiz.curriculum
    topics = frozenset[str]()
    if key := said["topic"]:
        _known("topic", key, curriculum.topics)
        topics = frozenset((key, *(one.key for one in curriculum.narrower(key))))
    if said["objective"]:
        _known("objective", said["objective"], curriculum.objectives)
    for name, choices in (("bloom", BLOOM), ("strength", STRENGTHS), ("status", STATUSES)):
        if said[name]:
            _known(name, said[name], choices)
    if said["kind"]:
        _known("kind", said["kind"], quiz.templates)
    return Wanted(
        topics=topics,
        objective=said["objective"],
        bloom=said["bloom"],
        level=_level(quiz, said["level"]),
        relation=_relation(quiz, said["relation"]),
        template=said["kind"],
        strength=said["strength"],
        status=said["status"],
    )


def _level(quiz: Quiz, given: str) -> str:
    """Read a level or a root, as people write them: `L4/5`, `l4-l5`, `C8`."""
    if not given:
        return ""
    known = quiz.level_names
    found = known.get(given.casefold().replace("\u2013", "-").replace(" ", ""))
    if found is None:
        raise _unknown("level", given, known.values())
    return found


def _relation(quiz: Quiz, given: str) -> str:
    if not given:
        return ""
    asked = {one.relation for one in quiz.templates.values() if one.relation}
    known = {compact(iri).removeprefix("foramen:"): iri for iri in asked}
    name = given.removeprefix("foramen:")
    _known("relation", name, known)
    return known[name]


def _known(name: str, given: str, choices: Collection[str]) -> None:
    if given not in choices:
        raise _unknown(name, given, choices)


def _unknown(name: str, given: str, choices: Collection[str]) -> BadRequest:
    choices = tuple(dict.fromkeys(choices))
    begun = [one for one in choices if len(given) > 2 and one.startswith(given)]
    near = begun or get_close_matches(given[:_LONGEST], choices, n=3, cutoff=0.5)
    listed = near or choices[:8]
    hint = f" Near: {', '.join(near)}." if near else f" For example: {', '.join(listed)}."
    shown = given if len(given) <= _LONGEST else f"{given[:_LONGEST]}..."
    return BadRequest(f"There is no {name} {shown!r} here.{hint if listed else ''}")
