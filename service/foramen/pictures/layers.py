"""Put the boxes of a drawing into rows and order each row so that few lines cross.

The way of Sugiyama (1981): every line leads from a row to a lower one; where it passes rows, it has
a place in each, so that it runs through no box; each row is sorted by where its neighbours stand.
Lines from one box share their places, so what leads to many is one line that branches.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Layout", "Spot", "laid_out"]

_SWEEPS: Final = 12
_SETTLE: Final = 24


@dataclass(eq=False, slots=True)
class Spot:
    """A place in a row: of a box, or of a line that passes the row.

    Attributes:
        key: the box, or the one from which the passing line comes.
        box: whether it is a box.
        x: its middle.
        above: the spots of the row above that lead to it; `below` those that it leads to.
    """

    key: str
    row: int
    box: bool
    width: float
    x: float = 0.0
    above: list[Spot] = field(default_factory=list)
    below: list[Spot] = field(default_factory=list)


@dataclass(frozen=True)
class Layout:
    """Rows from above, each from left to right."""

    rows: tuple[tuple[Spot, ...], ...]


def laid_out(
    rows: Sequence[Sequence[str]],
    lines: Iterable[tuple[str, str]],
    *,
    box: float,
    line: float,
    gap: float,
) -> Layout:
    """Give every box and every passing line its place.

    Args:
        rows: the boxes of each row, in the order to begin with.
        lines: pairs of boxes; the second stands in a lower row than the first.
        box: how wide a box is.
        line: how wide the place of a passing line is.
        gap: how much is free between two places.
    """
    placed = [[Spot(key, row, True, box) for key in keys] for row, keys in enumerate(rows)]
    _join(placed, lines, line)
    _untangle(placed)
    _settle(placed, gap)
    return Layout(tuple(map(tuple, placed)))


def _join(placed: list[list[Spot]], lines: Iterable[tuple[str, str]], width: float) -> None:
    """Tie the spots together, with spots for lines in the rows that they pass."""
    spots = {spot.key: spot for row in placed for spot in row}
    goals: dict[str, list[Spot]] = defaultdict(list)
    for first, last in lines:
        goals[first].append(spots[last])
    for start in spots.values():
        here = start
        for goal in sorted(goals[start.key], key=lambda spot: spot.row):
            while here.row < goal.row - 1:
                here = _tied(here, Spot(start.key, here.row + 1, False, width))
                placed[here.row].append(here)
            _tied(here, goal)


def _tied(upper: Spot, lower: Spot) -> Spot:
    upper.below.append(lower)
    lower.above.append(upper)
    return lower


def _untangle(placed: list[list[Spot]]) -> None:
    """Sort rows by their neighbours, downwards and upwards in turn; keep the best that was met."""
    best = _crossings(placed), [tuple(row) for row in placed]
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in placed if down else reversed(placed):
            _sort(row, placed, down=down)
        crossed = _crossings(placed)
        if crossed < best[0]:
            best = crossed, [tuple(row) for row in placed]
    for row, kept in zip(placed, best[1], strict=True):
        row[:] = kept


def _sort(row: list[Spot], placed: list[list[Spot]], *, down: bool) -> None:
    if not row:
        return
    other = row[0].row + (-1 if down else 1)
    if not 0 <= other < len(placed):
        return
    place = {spot: number for number, spot in enumerate(placed[other])}
    scale = (len(place) or 1) / len(row)
    wish = {}
    for number, spot in enumerate(row):
        ends = spot.above if down else spot.below
        wish[spot] = sum(place[end] for end in ends) / len(ends) if ends else number * scale
    row.sort(key=wish.__getitem__)


def _crossings(placed: list[list[Spot]]) -> int:
    """Count how often lines between neighbouring rows cross."""
    total = 0
    for row in placed[1:]:
        above = {spot: number for number, spot in enumerate(placed[row[0].row - 1])} if row else {}
        met: list[int] = []
        for spot in row:
            ends = sorted(above[end] for end in spot.above)
            total += sum(before > end for end in ends for before in met)
            met += ends
    return total


def _settle(placed: list[list[Spot]], gap: float) -> None:
    """Move spots towards what they are tied to, as far as their row leaves room."""
    wide = {id(row): sum(spot.width + gap for spot in row) - gap for row in placed}
    widest = max(wide.values(), default=0.0)
    for row in placed:
        x = (widest - wide[id(row)]) / 2
        for spot in row:
            spot.x = x + spot.width / 2
            x += spot.width + gap
    for turn in range(_SETTLE):
        down = turn % 2 == 0
        for row in placed if down else reversed(placed):
            wish = {spot: _wish(spot, down=down) for spot in row}
            _spread(row, wish, gap, widest - wide[id(row)])


def _wish(spot: Spot, *, down: bool) -> float:
    ends = (spot.above if down else spot.below) or spot.above or spot.below
    return sum(end.x for end in ends) / len(ends) if ends else spot.x


def _spread(row: Sequence[Spot], wish: Mapping[Spot, float], gap: float, room: float) -> None:
    """Put spots as near to their wishes as order, widths and room allow (pool adjacent violators).

    A place is counted from where the spot would stand if the row were pushed to the left.
    """
    blocks: list[tuple[int, float]] = []  # how many spots, the sum of their wished places
    pushed = []
    x = 0.0
    for spot in row:
        pushed.append(x + spot.width / 2)
        x += spot.width + gap
        count, total = 1, wish[spot] - pushed[-1]
        while blocks and blocks[-1][1] / blocks[-1][0] >= total / count:
            more, sum_ = blocks.pop()
            count, total = count + more, total + sum_
        blocks.append((count, total))
    places = (min(max(total / count, 0.0), room) for count, total in blocks for _ in range(count))
    for spot, left, place in zip(row, pushed, places, strict=True):
        spot.x = left + place
