"""Put concepts in an order of learning: no concept comes before what it requires.

Everything here is about names and takes what directly comes before each as a mapping; it goes in
no circle, which a shape of the graph holds.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

__all__ = ["fewest", "in_order", "needed"]


def needed(concepts: Iterable[str], before: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Give everything that some of the concepts require, directly or by way of others.

    >>> sorted(needed(["c"], {"c": ["b"], "b": ["a"], "d": ["c"]}))
    ['a', 'b']
    """
    found: set[str] = set()
    ring = [*concepts]
    while ring:
        ring = [one for name in ring for one in before.get(name, ()) if one not in found]
        found.update(ring)
    return frozenset(found)


def in_order(
    concepts: Collection[str],
    before: Mapping[str, Collection[str]],
    place: Callable[[str], tuple[int, str]],
) -> tuple[str, ...]:
    """Give the concepts so that each comes after what it requires among them.

    What stands between two of them and is not among them counts too. Of those that could come
    next, the one with the least place comes first.

    >>> in_order(["c", "a", "b"], {"c": ["x"], "x": ["b"]}, lambda name: (0, name))
    ('a', 'b', 'c')
    """
    wanted = set(concepts)
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for one in wanted:
        sorter.add(one, *(needed([one], before) & wanted))
    sorter.prepare()
    ready: list[str] = []
    found: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=place)
        if not ready:
            break
        first = ready.pop(0)
        found.append(first)
        sorter.done(first)
    return tuple(found)


def fewest(
    concepts: Collection[str], before: Mapping[str, Collection[str]]
) -> tuple[tuple[str, str], ...]:
    """Give the fewest steps (earlier, later) from which the same order follows, sorted.

    A step that others already lead by is left out; what is not among the concepts is passed over.

    >>> fewest(["a", "b", "c"], {"c": ["b", "a"], "b": ["a"]})
    (('a', 'b'), ('b', 'c'))
    """
    wanted = set(concepts)
    every = {one: needed([one], before) & wanted for one in wanted}
    return tuple(
        sorted(
            (earlier, later)
            for later, befores in every.items()
            for earlier in befores
            if not any(earlier in every[other] for other in befores)
        )
    )
