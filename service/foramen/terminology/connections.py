"""Find how two terms are connected: the shortest ways between them, by relations in any direction.

What everything is tied to (a side, a region, a topmost kind) connects nothing, so no way goes
through it; it may stand at an end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from foramen.namespaces import FORAMEN, RDFS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .catalogue import Catalogue
    from .model import Term
    from .neighbourhood import Neighbourhood

__all__ = ["LONGEST", "Connections", "Step"]

LONGEST: Final = 4
_MOST: Final = 3
_KIND: Final = str(RDFS.subClassOf)
_WIDE: Final = 90  # what is tied to so many terms by relations of its own connects nothing
# What tells terms apart, describes them, or says where they lie, is no way from one to another.
_NO_WAYS: Final = frozenset(
    str(FORAMEN[name])
    for name in (
        "answeredBy", "definedBy", "distinctFrom", "findingRegion", "findingSide",
        "hasLaterality", "inRegion", "isAlternativeTo", "mayBeConfusedWith",
        "typicallySymptomaticOn",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way, as the graph has it; `forward` where it is walked so."""

    subject: str
    relation: str
    object: str
    forward: bool

    @property
    def end(self) -> str:
        """Give where the step leads."""
        return self.object if self.forward else self.subject


class Connections:
    """The terms of a catalogue as places, and their relations as ways between them."""

    def __init__(self, catalogue: Catalogue, neighbourhood: Neighbourhood) -> None:
        self._catalogue, self._near = catalogue, neighbourhood
        self._steps = lru_cache(maxsize=4000)(lambda iri: tuple(self._steps_from(iri)))
        self._beside = lru_cache(maxsize=4000)(
            lambda iri: tuple({step.end for step in self._steps(iri)})
        )
        self._dullness = lru_cache(maxsize=20_000)(self._how_dull)

    def between(self, one: str, other: str) -> tuple[tuple[Step, ...], ...]:
        """Give the shortest ways, at most three and of at most four steps, the most telling first.

        Each goes by other terms than those before it.
        """
        if one == other or not {one, other} <= self._catalogue.terms.keys():
            return ()
        found = sorted(self._ways(one, other), key=self._cost)
        chosen: list[tuple[Step, ...]] = []
        met: set[str] = set()
        for way in found:
            inner = {step.end for step in way[:-1]}
            if not inner & met and not (chosen and not inner):
                chosen.append(way)
                met |= inner
            if len(chosen) == _MOST:
                break
        return tuple(chosen)

    def _ways(self, one: str, other: str) -> Iterator[tuple[Step, ...]]:
        """Yield ways of the least number of steps, then those with one more."""
        distances = self._distances(other)
        shortest = distances.get(one)
        if shortest is None:
            return
        for length in range(shortest, min(shortest + 1, LONGEST) + 1):
            yield from self._walks(one, other, length, distances, (one,))

    def _walks(
        self, here: str, goal: str, left: int, distances: Mapping[str, int], met: tuple[str, ...]
    ) -> Iterator[tuple[Step, ...]]:
        for step in self._steps(here):
            if step.end == goal:
                if left == 1:
                    yield (step,)
            elif (
                left > 1
                and step.end not in met
                and distances.get(step.end, LONGEST) < left
                and not self._is_hub(step.end)
            ):
                for rest in self._walks(step.end, goal, left - 1, distances, (*met, step.end)):
                    yield (step, *rest)

    def _distances(self, goal: str) -> Mapping[str, int]:
        """Give how many steps each term is from the goal, as far as it matters."""
        found = {goal: 0}
        ring = [goal]
        for distance in range(1, LONGEST + 1):
            new = set().union(*map(self._beside, ring)) - found.keys()
            found |= dict.fromkeys(new, distance)
            ring = [one for one in new if not self._is_hub(one)]
        return found

    def _steps_from(self, iri: str) -> Iterator[Step]:
        known = self._catalogue.terms
        term = known[iri]
        for property_, ends in term.relations.items():
            if property_ not in _NO_WAYS:
                yield from (Step(iri, property_, end, True) for end in ends if end in known)
        for property_, starts in self._near.incoming(iri).items():
            if property_ not in _NO_WAYS:
                yield from (Step(one, property_, iri, False) for one in starts if one in known)
        for parent in self._proper(term):
            yield Step(iri, _KIND, parent, True)
        for child in self._catalogue.children.get(iri, ()):
            if iri in self._proper(known[child]):
                yield Step(child, _KIND, iri, False)

    def _proper(self, term: Term) -> tuple[str, ...]:
        known = self._catalogue.terms
        return tuple(one for one in term.parents if one in known and not known[one].grouping)

    def _cost(self, way: tuple[Step, ...]) -> tuple[object, ...]:
        """Tell how little a way says: its length, then what is inherited, said twice, or wide."""
        return len(way), sum(map(self._dullness, way)), tuple(step.end for step in way)

    def _how_dull(self, step: Step) -> float:
        if step.relation == _KIND:
            return 1.5
        inherited = self._near.origin(step.subject, step.relation, step.object) is not None
        repeated = self._near.is_repeated(step.subject, step.relation, step.object)
        return 1.0 * inherited + 2.0 * repeated + self._degree(step.end) / _WIDE

    def _is_hub(self, iri: str) -> bool:
        term = self._catalogue.terms[iri]
        is_topmost = not term.parents and iri in self._catalogue.children
        return term.grouping or is_topmost or self._degree(iri) > _WIDE

    def _degree(self, iri: str) -> int:
        return self._degrees.get(iri, 0)

    @cached_property
    def _degrees(self) -> Mapping[str, int]:
        """Count the relations of each term that are its own, from both ends."""
        found: dict[str, int] = {}
        for term in self._catalogue.terms.values():
            for property_, ends in term.relations.items():
                for end in ends:
                    if property_ in _NO_WAYS or self._near.origin(term.iri, property_, end):
                        continue
                    for one in (term.iri, end):
                        found[one] = found.get(one, 0) + 1
        return found
