"""Say which questions are wanted, and narrow to them: one check for each filter that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .scope import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .quiz import Quiz
    from .quiz_model import Draft

__all__ = ["ACCEPTED", "SIDES", "Wanted", "narrowed"]

ACCEPTED: Final = "accepted"
SIDES: Final = ("left", "right", "none")
"""What a question can be about; `none` stands for those that are about no side."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which questions are wanted; what is empty does not narrow.

    Attributes:
        topics: keys of topics.
        scope: where a learner stands on a path.
        level: a spinal level or a root, `L4-L5` or `C8`.
        side: one of `SIDES`.
        relation: the IRI of a property.
        status: `draft` or `accepted`.
    """

    topics: frozenset[str] = frozenset()
    scope: Scope | None = None
    objective: str = ""
    bloom: str = ""
    level: str = ""
    side: str = ""
    relation: str = ""
    template: str = ""
    strength: str = ""
    status: str = ""


def narrowed(
    quiz: Quiz, drafts: Iterable[Draft], wanted: Wanted
) -> tuple[list[Draft], Mapping[str, int]]:
    """Give what is wanted, and how many each filter leaves out of what those before it left."""
    checks = _checks(quiz, wanted)
    left_out = dict.fromkeys(checks, 0)
    fits: list[Draft] = []
    for draft in drafts:
        missed = next((name for name, passes in checks.items() if not passes(draft)), "")
        if missed:
            left_out[missed] += 1
        else:
            fits.append(draft)
    return fits, left_out


def _checks(quiz: Quiz, wanted: Wanted) -> Mapping[str, Callable[[Draft], bool]]:
    """Give a check for each filter that narrows, in the order in which they are told."""
    scope = wanted.scope or Scope(frozenset(), frozenset())
    checks: tuple[tuple[str, object, Callable[[Draft], bool]], ...] = (
        ("topic", wanted.topics, lambda one: one.topic in wanted.topics),
        ("path", wanted.scope, lambda one: scope.holds(quiz.concepts(one))),
        ("objective", wanted.objective, lambda one: wanted.objective in one.objectives),
        ("level", wanted.level, lambda one: wanted.level in quiz.levels(one)),
        ("side", wanted.side, lambda one: wanted.side == (quiz.side(one) or "none")),
        ("relation", wanted.relation, lambda one: wanted.relation == one.template.relation),
        ("kind", wanted.template, lambda one: wanted.template == one.template.key),
        ("bloom", wanted.bloom, lambda one: wanted.bloom == one.template.bloom),
        ("strength", wanted.strength, lambda one: wanted.strength == one.fact.strength),
        ("status", wanted.status, lambda one: wanted.status == _status(quiz, one)),
    )
    return {name: passes for name, asked, passes in checks if asked}


def _status(quiz: Quiz, draft: Draft) -> str:
    return ACCEPTED if quiz.accepted_by(draft) else "draft"
