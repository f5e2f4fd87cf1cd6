"""Put the lines of a syllabus in an order that breaks no prerequisite, moving as few as it can."""

from __future__ import annotations

import heapq
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from .order import needed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .matched import Line

__all__ = ["rearranged", "tangled"]


def rearranged(
    lines: Sequence[Line], before: Mapping[str, Collection[str]]
) -> tuple[Line, ...] | None:
    """Give the same lines so that none teaches anything before what that needs.

    Of the lines that could come next, the one that stood first does. There may be no such order:
    where each of two lines teaches what the other needs, one of them must be parted.

    Args:
        lines: of a syllabus.
        before: the names of what directly comes before each concept.
    """
    sorter = _sorter(lines, before)
    try:
        sorter.prepare()
    except CycleError:
        return None
    ready: list[int] = []
    found: list[Line] = []
    while sorter.is_active():
        for place in sorter.get_ready():
            heapq.heappush(ready, place)
        place = heapq.heappop(ready)
        found.append(lines[place])
        sorter.done(place)
    return tuple(found)


def tangled(lines: Sequence[Line], before: Mapping[str, Collection[str]]) -> tuple[Line, ...]:
    """Give lines that need each other in a circle, so that no order of them breaks nothing."""
    try:
        _sorter(lines, before).prepare()
    except CycleError as problem:
        return tuple(lines[place] for place in sorted(set(problem.args[1])))
    return ()


def _sorter(lines: Sequence[Line], before: Mapping[str, Collection[str]]) -> TopologicalSorter[int]:
    """Tell of each line, by its place, which lines must come before it."""
    named = [{mention.concept.iri for mention in line.mentions} for line in lines]
    first: dict[str, int] = {}
    for place, concepts in enumerate(named):
        for iri in concepts:
            first.setdefault(iri, place)
    needs = {iri: needed([iri], before) & first.keys() for iri in first}
    sorter: TopologicalSorter[int] = TopologicalSorter(dict.fromkeys(range(len(lines)), ()))
    for place, concepts in enumerate(named):
        # Also a line that only repeats a concept: the one that was first may move behind it.
        for other in {other for iri in concepts for other in needs[iri]} - concepts:
            sorter.add(place, first[other])
    return sorter
