"""Tell which objectives come within reach as concepts are learned one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .curriculum import Curriculum
    from .model import Objective

__all__ = ["reached"]


def reached(
    curriculum: Curriculum, steps: Sequence[str], known: Collection[str]
) -> Mapping[str, tuple[Objective, ...]]:
    """Give the objectives of each step at which the last of what they are about is learned.

    What rests on known concepts alone was within reach before, and what rests on a concept that is
    neither known nor a step is not reached.

    Args:
        curriculum: what is taught.
        steps: the IRIs of concepts in the order in which they are learned.
        known: the IRIs of those that were known before.
    """
    place = dict.fromkeys(known, -1) | {iri: number for number, iri in enumerate(steps)}
    met = {one.key: one for iri in steps for one in curriculum.objectives_about.get(iri, ())}
    found: dict[str, list[Objective]] = {iri: [] for iri in steps}
    for key, objective in curriculum.objectives.items():
        if key in met and all(iri in place for iri in objective.concepts):
            last = max(objective.concepts, key=lambda iri: place[iri])
            found[last].append(objective)
    return {iri: tuple(some) for iri, some in found.items()}
