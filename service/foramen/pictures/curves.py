"""Write smooth paths through points."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .svg import number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["path", "polygon", "smooth"]

_CORNER: Final = math.radians(62)


def path(command: str, *points: tuple[float, float]) -> str:
    """Write one command of a path with its points."""
    return command + " ".join(f"{number(x)} {number(y)}" for x, y in points)


@lru_cache(maxsize=512)  # the same borders are drawn on each page
def polygon(points: Sequence[tuple[float, float]]) -> str:
    """Write a closed path; where it turns a little it is a curve, where it turns much a corner.

    Two polygons with a side in common have the same curve there.
    """
    count = len(points)
    written = ""
    for place, here in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % count]
        if _turn(before, here, after) > _CORNER:
            written += path("L", here)
        else:
            written += path("L", _middle(before, here)) + path("Q", here, _middle(here, after))
    return "M" + written[1:] + "Z"


def _middle(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _turn(
    before: tuple[float, float], here: tuple[float, float], after: tuple[float, float]
) -> float:
    """Give by how much the way turns here, from 0 to pi."""
    coming = math.atan2(here[1] - before[1], here[0] - before[0])
    going = math.atan2(after[1] - here[1], after[0] - here[0])
    turn = abs(going - coming)
    return min(turn, 2 * math.pi - turn)


def smooth(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """Write a curve that passes every point (Catmull and Rom's)."""
    count = len(points)
    written = path("M", points[0])
    for place in range(count if closed else count - 1):
        before, here, there, after = (
            points[(place + step) % count if closed else min(max(place + step, 0), count - 1)]
            for step in (-1, 0, 1, 2)
        )
        written += path("C", _lean(here, before, there), _lean(there, after, here), there)
    return written + ("Z" if closed else "")


def _lean(
    point: tuple[float, float], away: tuple[float, float], towards: tuple[float, float]
) -> tuple[float, float]:
    return point[0] + (towards[0] - away[0]) / 6, point[1] + (towards[1] - away[1]) / 6
