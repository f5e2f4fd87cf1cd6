"""Find everything that is needed before some concepts, in an order that breaks no prerequisite."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Final

from .order import fewest
from .reached import reached

if TYPE_CHECKING:
    from collections.abc import Sequence

    from foramen.terminology.model import Term

    from .curriculum import Curriculum
    from .model import Objective, Prerequisite, Topic
    from .named import Named

__all__ = ["MOST_KNOWN", "MOST_WANTED", "Path", "Step", "path_to"]

MOST_WANTED: Final = 20
MOST_KNOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One concept of a path.

    Attributes:
        number: its place, from 1.
        needs: what of the path comes directly before it, without what others lead by already.
        objectives: those that come within reach at this step.
        reached: how many are within reach with it.
        wanted: whether the path leads to it.
    """

    number: int
    concept: Term
    topic: Topic | None
    needs: tuple[Prerequisite, ...]
    objectives: tuple[Objective, ...]
    reached: int
    wanted: bool


@dataclass(frozen=True)
class Path:
    """The way to some concepts.

    Attributes:
        to: what was to be learned, as it was named.
        known: what was said to be known, as it was named.
        taken_away: what of the way is left out because it is known, or needed for what is known.
        steps: what is needed before, and the wanted concepts themselves.
    """

    to: tuple[Named, ...]
    known: tuple[Named, ...]
    taken_away: tuple[Term, ...]
    steps: tuple[Step, ...]

    @property
    def before(self) -> tuple[Step, ...]:
        """Give the steps that are needed before what is wanted."""
        return tuple(step for step in self.steps if not step.wanted)

    @property
    def is_of_concepts(self) -> bool:
        """Tell whether every name was found, and none is that of a topic."""
        return all(one.term is not None for one in (*self.to, *self.known))

    @property
    def edges(self) -> tuple[Prerequisite, ...]:
        """Give the fewest prerequisites from which the order follows, in the order of the steps."""
        return tuple(one for step in self.steps for one in step.needs)

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """Give the objectives that come within reach, in the order of the steps."""
        return tuple(one for step in self.steps for one in step.objectives)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Give the topics of the steps, in the order in which they are met."""
        found = {step.topic.key: step.topic for step in self.steps if step.topic}
        return tuple(found.values())

    @property
    def by_topic(self) -> tuple[tuple[Topic | None, tuple[Step, ...]], ...]:
        """Give the steps with their topics, as they follow one another."""
        grouped = groupby(self.steps, key=lambda step: step.topic)
        return tuple((topic, tuple(steps)) for topic, steps in grouped)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Give the number of the step of each concept, by its IRI."""
        return {step.concept.iri: step.number for step in self.steps}


def path_to(curriculum: Curriculum, to: Sequence[Named], known: Sequence[Named]) -> Path:
    """Find the path to some concepts for a learner who knows others.

    Whoever knows a concept knows everything that it requires.

    Args:
        curriculum: what is taught.
        to: what is to be learned.
        known: what is known already.
    """
    wanted = {iri for one in to for iri in one.taught}
    start = {iri for one in known for iri in one.taught}
    start |= curriculum.all_needed(start)
    terms = curriculum.catalogue.terms
    whole = {iri for iri in wanted | curriculum.all_needed(wanted) if iri in terms}
    ordered = curriculum.sorted(whole - start)
    return Path(
        to=tuple(to),
        known=tuple(known),
        taken_away=tuple(terms[iri] for iri in curriculum.sorted(whole & start)),
        steps=_steps(curriculum, ordered, start, wanted),
    )


def _steps(
    curriculum: Curriculum, ordered: Sequence[str], known: set[str], wanted: set[str]
) -> tuple[Step, ...]:
    least = set(fewest(ordered, curriculum.before))
    gained = reached(curriculum, ordered, known)
    place = {iri: number for number, iri in enumerate(ordered)}
    total = 0
    steps = []
    for number, iri in enumerate(ordered, 1):
        total += len(gained[iri])
        needs = [one for one in curriculum.needs.get(iri, ()) if (one.needs, iri) in least]
        steps.append(
            Step(
                number=number,
                concept=curriculum.catalogue.terms[iri],
                topic=curriculum.topics.get(curriculum.under.get(iri, "")),
                needs=tuple(sorted(needs, key=lambda one: place[one.needs])),
                objectives=gained[iri],
                reached=total,
                wanted=iri in wanted,
            )
        )
    return tuple(steps)
