"""Make a plan of lessons within a budget: what fits, in which lesson, and what fell out.

Targets are taken by priority, each whole and with everything that it requires and that is neither
known nor taken yet. One that does not fit into what is left falls out, and a later, smaller one may
still fit. So the plan is the best by the order of the targets, not the largest that there could be.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from .reached import reached
from .units import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .model import Objective, Topic
    from .named import Named

__all__ = ["BUDGET", "MOST_SIZE", "MOST_TARGETS", "MOST_UNITS", "Budget", "Plan", "Taken",
           "Unit", "plan_of"]  # fmt: skip

MOST_TARGETS: Final = 60
MOST_UNITS: Final = 60
MOST_SIZE: Final = 30


@dataclass(frozen=True, slots=True)
class Budget:
    """How many lessons there are, and how many new concepts each may have."""

    units: int
    size: int

    @property
    def room(self) -> int:
        """Give how many concepts there is room for."""
        return self.units * self.size


BUDGET: Final = Budget(units=10, size=6)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one target.

    Attributes:
        target: as it was named.
        needs: how many concepts it would bring, itself among them.
        left: how much room there was when it was its turn.
        why: why it fell out, in words; empty where it is in the plan.
    """

    target: Named
    needs: int
    left: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One lesson.

    Attributes:
        number: its place, from 1.
        parts: its concepts, under their topics.
        objectives: what comes within reach in it.
    """

    number: int
    parts: tuple[tuple[Topic | None, tuple[Term, ...]], ...]
    objectives: tuple[Objective, ...]

    @property
    def name(self) -> str:
        """Give what it is called: by its topics."""
        return "; ".join(topic.label for topic, _ in self.parts if topic) or "Without a topic"

    @property
    def concepts(self) -> tuple[Term, ...]:
        """Give its concepts in their order."""
        return tuple(term for _, terms in self.parts for term in terms)


@dataclass(frozen=True)
class Plan:
    """Lessons, and what became of the targets.

    Attributes:
        known: what was said to be known, as it was named.
        targets: what became of each, in order of priority.
    """

    budget: Budget
    known: tuple[Named, ...]
    targets: tuple[Taken, ...]
    units: tuple[Unit, ...]

    @property
    def chosen(self) -> tuple[Taken, ...]:
        """Give the targets that are in the plan."""
        return tuple(one for one in self.targets if not one.why)

    @property
    def fallen_out(self) -> tuple[Taken, ...]:
        """Give the targets that are not."""
        return tuple(one for one in self.targets if one.why)

    @property
    def concepts(self) -> tuple[Term, ...]:
        """Give all concepts in their order."""
        return tuple(term for unit in self.units for term in unit.concepts)

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Give all objectives that come within reach."""
        return tuple(one for unit in self.units for one in unit.objectives)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Give the topics of the concepts, in the order in which they are met."""
        met = {topic.key: topic for unit in self.units for topic, _ in unit.parts if topic}
        return tuple(met.values())

    @property
    def slack(self) -> int:
        """Give how many more concepts there is room for."""
        return self.budget.room - len(self.concepts)


def plan_of(
    curriculum: Curriculum, targets: Sequence[Named], known: Sequence[Named], budget: Budget
) -> Plan:
    """Make the plan.

    Args:
        curriculum: what is taught.
        targets: what is wanted, the most wanted first.
        known: what learners know already; with it they know what it requires.
        budget: how much room there is.
    """
    start = {iri for one in known for iri in one.taught}
    start |= curriculum.all_needed(start)
    terms = curriculum.catalogue.terms
    taken: set[str] = set()
    told = []
    for target in targets:
        whole = curriculum.all_needed(target.taught).union(target.taught)
        missing = {iri for iri in whole - start - taken if iri in terms}
        left = budget.room - len(taken)
        why = _why_not(target, len(missing), left)
        told.append(Taken(target, len(missing), left, why))
        if not why:
            taken |= missing
    units = _units(curriculum, curriculum.sorted(taken), start, budget)
    return Plan(budget, tuple(known), tuple(told), units)


def _why_not(target: Named, needs: int, left: int) -> str:
    if target.ambiguous:
        return "more than one concept is called so"
    if target.unknown:
        return "nothing to be taught is called so"
    if not target.taught:
        return "it has no place in the curriculum"
    if needs > left:
        return f"it needs {needs} new concepts, and there was room for {left}"
    return ""


def _units(
    curriculum: Curriculum, ordered: Sequence[str], known: set[str], budget: Budget
) -> tuple[Unit, ...]:
    keys = [curriculum.under.get(iri, "") for iri in ordered]
    gained = reached(curriculum, ordered, known)
    terms, topics = curriculum.catalogue.terms, curriculum.topics
    units = []
    for number, lesson in enumerate(cut(keys, units=budget.units, size=budget.size), 1):
        by_topic = groupby(lesson, key=keys.__getitem__)
        parts = tuple(
            (topics.get(key), tuple(terms[ordered[place]] for place in places))
            for key, places in by_topic
        )
        within = tuple(one for place in lesson for one in gained[ordered[place]])
        units.append(Unit(number, parts, within))
    return tuple(units)
