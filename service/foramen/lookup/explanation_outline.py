"""Arrange records as a tree: each is shown once in full, numbered, and only named after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN

from .explanation_model import Step
from .explanation_records import weakest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .explanation_model import Record, Rule

__all__ = ["hedges", "outline", "reckon"]

# Deeper trees cannot be read, and would overflow Python's stack; real ones have 8 levels.
MOST_DEPTH: Final = 100


def outline(roots: Iterable[str], records: Mapping[str, Record]) -> tuple[Step, ...]:
    """Give the tree of each root; the numbers go on from one tree to the next."""
    numbers: dict[str, int] = {}

    def step(key: str, depth: int) -> Step:
        record = records[key]
        if key in numbers:
            return Step(numbers[key], record, repeated=True)
        numbers[key] = len(numbers) + 1
        own = numbers[key]
        known = [] if depth == MOST_DEPTH else [one for one in record.premises if one in records]
        premises = tuple(step(premise, depth + 1) for premise in known)
        return Step(own, record, False, premises, len(record.premises) - len(known))

    return tuple(step(root, 0) for root in roots)


def reckon(tree: Step) -> str | None:
    """Give the weakest strength of all that a tree rests on, or none where it is not whole."""
    steps = list(tree.walk())
    if any(step.left_out for step in steps):
        return None
    grounds = [step.record.strength for step in steps if not step.record.inferred]
    rules = [step.record.rule.strength for step in steps if step.record.rule]
    return weakest([*grounds, *rules])


def hedges(tree: Step, strength: str) -> tuple[Record | Rule, ...]:
    """Give the statements and rules that a derived triple has its hedge from."""
    if not tree.record.inferred or strength in {"", str(FORAMEN.Definite)}:
        return ()
    found: dict[str, Record | Rule] = {}
    for step in tree.walk():
        record, rule = step.record, step.record.rule
        if rule and rule.strength == strength:
            found.setdefault(rule.iri, rule)
        if not record.inferred and record.strength == strength:
            found.setdefault(record.iri, record)
    return tuple(found.values())
