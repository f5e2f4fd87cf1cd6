"""Find the shortest derivation of each inferred fact, as one step from its premises.

The rules list single steps; a fact can usually be reached by many. Dijkstra's algorithm over
steps with several premises (Knuth 1977) settles facts in the order of the size of their
smallest derivation, so what is kept never runs in a circle and is as short as any.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

from foramen.compiler.infer import SUB, Closure, Fact, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["needed_steps", "shortest_steps"]


def shortest_steps(
    told: Collection[Fact], closure: Closure, broader: Mapping[str, set[str]]
) -> dict[Fact, Step]:
    """Give, for each fact that is not told, the last step of its smallest derivation.

    Args:
        told: the facts that a statement says.
        closure: what follows, and the single steps.
        broader: the strictly broader classes of each class; a relation to a class is one to
            each of these as well.
    """
    search = _Search(closure.steps, broader)
    # A class is of its own kind; that needs no telling and costs nothing.
    search.offer((fact for fact in closure.facts if fact[1] == SUB and fact[0] == fact[2]), 0)
    search.offer(told, 1)
    return search.settle()


class _Search:
    """Dijkstra's algorithm where a step may have several premises."""

    def __init__(self, steps: Iterable[Step], broader: Mapping[str, set[str]]) -> None:
        self._broader = broader
        self._waiting: dict[Fact, list[Step]] = defaultdict(list)
        for step in sorted(steps, key=lambda one: (one.conclusion, one.rule, one.premises)):
            for premise in set(step.premises):
                self._waiting[premise].append(step)
        self._queue: list[tuple[int, int, Fact, Step | None]] = []
        self._order = count()
        self._cost: dict[Fact, int] = {}
        self._related: dict[str, list[Fact]] = defaultdict(list)

    def offer(self, facts: Iterable[Fact], cost: int) -> None:
        """Put facts that need no step into the queue."""
        for fact in sorted(facts):
            heapq.heappush(self._queue, (cost, next(self._order), fact, None))

    def settle(self) -> dict[Fact, Step]:
        """Settle facts, cheapest first, and give the step by which each was reached."""
        best: dict[Fact, Step] = {}
        while self._queue:
            size, _, fact, last = heapq.heappop(self._queue)
            if fact in self._cost:
                continue
            self._cost[fact] = size
            if last is not None:
                best[fact] = last
            for step in (*self._waiting.get(fact, ()), *self._filler_steps(fact)):
                self._follow(step)
        return best

    def _follow(self, step: Step) -> None:
        cost = self._cost
        if step.conclusion in cost:
            return
        total = 1
        for premise in step.premises:
            paid = cost.get(premise)
            if paid is None:
                return
            total += paid
        heapq.heappush(self._queue, (total, next(self._order), step.conclusion, step))

    def _filler_steps(self, fact: Fact) -> Iterator[Step]:
        """Yield the steps from an end to a broader one, whichever of both facts came last."""
        subject, relation, end = fact
        if relation == SUB:
            for one in self._related.get(subject, ()):
                conclusion = (one[0], one[1], end)
                if conclusion not in self._cost:
                    yield Step(conclusion, "filler", (one, fact))
            return
        self._related[end].append(fact)
        for wide in sorted(self._broader.get(end, ())):
            kind = (end, SUB, wide)
            conclusion = (subject, relation, wide)
            if kind in self._cost and conclusion not in self._cost:
                yield Step(conclusion, "filler", (fact, kind))


def needed_steps(facts: Iterable[Fact], best: Mapping[Fact, Step]) -> dict[Fact, Step]:
    """Keep the steps that explain the given facts, down to what is told."""
    kept: dict[Fact, Step] = {}
    open_facts = sorted(facts)
    while open_facts:
        fact = open_facts.pop()
        if fact in best and fact not in kept:
            kept[fact] = best[fact]
            open_facts.extend(best[fact].premises)
    return kept
