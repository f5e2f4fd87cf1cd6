"""Put the lines of a syllabus in an order that breaks no prerequisite, moving as few as it can."""

from __future__ import annotations

import heapq
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from .order import needed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .matching import Line

__all__ = ["rearranged"]


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
