"""Draw a term between its neighbours: broader above, narrower below, relations at its sides.

What points to the term stands at its left, what it points to at its right. The relation is written
in the box of the neighbour, where no line crosses it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from .svg import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree import ElementTree as ET

__all__ = ["Neighbour", "draw_neighbours"]

_BOX: Final = 206
_GAP: Final = 60  # between columns, for the lines
_SPACE: Final = 14  # between boxes of one column
_EDGE: Final = 12
_PAD: Final = 9
_LINE: Final = 17
_SMALL: Final = 15
_LETTERS: Final = 25  # of a label that fit into a line of a box
_SMALL_LETTERS: Final = 32
_MOST_LINES: Final = 3
_MOST_IN_A_ROW: Final = 3
_SPREAD: Final = 48  # between the rows
_SIZE: Final = 14
_SMALL_SIZE: Final = 12
_WIDTH: Final = 3 * _BOX + 2 * _GAP + 2 * _EDGE


@dataclass(frozen=True)
class Neighbour:
    """A term beside another.

    Attributes:
        relation: how it is tied to it, in words: `is bounded by`.
        hedged: whether that is said with a hedge; its line is then dashed.
    """

    iri: str
    label: str
    relation: str
    hedged: bool = False


@dataclass(frozen=True)
class _Place:
    x: float
    top: float
    height: float

    @property
    def end(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + _BOX / 2, self.top + self.height / 2


@dataclass(frozen=True)
class _Box:
    neighbour: Neighbour
    relation: tuple[str, ...]
    lines: tuple[str, ...]
    place: _Place


def draw_neighbours(
    label: str,
    *,
    above: Sequence[Neighbour] = (),
    below: Sequence[Neighbour] = (),
    left: Sequence[Neighbour] = (),
    right: Sequence[Neighbour] = (),
    address: Callable[[str], str],
    prefix: str = "neighbours",
) -> Drawing:
    """Draw a term and what is around it.

    Args:
        label: what the term is called.
        above: what it is a kind of.
        below: kinds of it.
        left: what points to it.
        right: what it points to.
        address: gives where a neighbour, by its IRI, leads.
        prefix: begins the identifiers in it.
    """
    here = _wrapped(label, _LETTERS, 4)
    own_height = _PAD * 2 + _LINE * len(here)
    columns = _stacked(left), _stacked(right)
    rows = _laid(above), _laid(below)
    middle = max(own_height, *map(_height, columns))
    top = _EDGE + (_tallest(rows[0]) + _SPREAD if above else 0)
    end = top + middle
    height = end + (_SPREAD + _tallest(rows[1]) if below else 0) + _EDGE
    drawing = Drawing(_WIDTH, height, f"What is nearest to {label} in the graph", prefix=prefix)
    own = _Place((_WIDTH - _BOX) / 2, top + (middle - own_height) / 2, own_height)
    beside = [
        *_moved(columns[0], _EDGE, top + (middle - _height(columns[0])) / 2),
        *_moved(columns[1], _WIDTH - _EDGE - _BOX, top + (middle - _height(columns[1])) / 2),
    ]
    over = _moved(rows[0], 0, _EDGE, foot=_EDGE + _tallest(rows[0]))
    under = _moved(rows[1], 0, end + _SPREAD)
    for box in beside:
        _join_beside(drawing, box, own)
    for box in over:
        _join_above(drawing, box, own.top, box.place.end, x=own.middle[0])
    for box in under:
        _join_above(drawing, box, own.end, box.place.top, x=own.middle[0])
    drawing.add("rect", "box-here", x=own.x, y=own.top, width=_BOX, height=own_height, rx=8)
    _write(drawing, here, "on-here", own.middle[0], own.top + _PAD, anchor="middle")
    for box in (*over, *beside, *under):
        _show(drawing, box, address)
    return drawing


def _boxed(neighbour: Neighbour, x: float, y: float) -> _Box:
    relation = _wrapped(neighbour.relation, _SMALL_LETTERS, 2)
    lines = _wrapped(neighbour.label, _LETTERS, _MOST_LINES)
    height = _PAD * 2 + _SMALL * len(relation) + _LINE * len(lines)
    return _Box(neighbour, relation, lines, _Place(x, y, height))


def _stacked(neighbours: Sequence[Neighbour]) -> list[_Box]:
    """Put boxes below one another."""
    boxes: list[_Box] = []
    y = 0.0
    for one in neighbours:
        boxes.append(_boxed(one, 0, y))
        y = boxes[-1].place.end + _SPACE
    return boxes


def _laid(neighbours: Sequence[Neighbour]) -> list[_Box]:
    """Put boxes, at most three, side by side in the middle of the figure."""
    some = neighbours[:_MOST_IN_A_ROW]
    wide = len(some) * (_BOX + _SPACE) - _SPACE
    start = (_WIDTH - wide) / 2
    return [_boxed(one, start + place * (_BOX + _SPACE), 0) for place, one in enumerate(some)]


def _height(boxes: Sequence[_Box]) -> float:
    return boxes[-1].place.end if boxes else 0


def _tallest(boxes: Sequence[_Box]) -> float:
    return max((box.place.height for box in boxes), default=0)


def _moved(boxes: Sequence[_Box], right: float, down: float, *, foot: float = 0) -> list[_Box]:
    """Move boxes; with a `foot` they stand on it, instead of hanging from above."""
    return [
        replace(box, place=_Place(
            box.place.x + right,
            foot - box.place.height if foot else box.place.top + down,
            box.place.height,
        ))
        for box in boxes
    ]  # fmt: skip


def _join_beside(drawing: Drawing, box: _Box, own: _Place) -> None:
    is_left = box.place.x < own.x
    here, there = box.place, own
    start, end = (here, there) if is_left else (there, here)
    first, last = (start.x + _BOX, start.middle[1]), (end.x, end.middle[1])
    turn = (first[0] + last[0]) / 2
    curve = f"M{_at(first)}C{_at((turn, first[1]))} {_at((turn, last[1]))} {_at(last)}"
    _line(drawing, curve, box)
    x, y = last
    _point(drawing, (x, y), (x - 8, y - 4.5), (x - 8, y + 4.5))


def _join_above(drawing: Drawing, box: _Box, own: float, edge: float, *, x: float) -> None:
    """Draw the line between the term and a box above or below; it always leads upwards."""
    lower, upper = ((x, own), (box.place.middle[0], edge))
    if edge > own:
        lower, upper = upper, lower
    turn = (lower[1] + upper[1]) / 2
    curve = f"M{_at(lower)}C{_at((lower[0], turn))} {_at((upper[0], turn))} {_at(upper)}"
    _line(drawing, curve, box)
    tip_x, tip_y = upper
    _point(drawing, (tip_x, tip_y), (tip_x - 4.5, tip_y + 8), (tip_x + 4.5, tip_y + 8))


def _line(drawing: Drawing, curve: str, box: _Box) -> None:
    line = drawing.add("path", "line", d=curve, stroke_width=1.5)
    if box.neighbour.hedged:
        line.set("stroke-dasharray", "5 4")


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _point(drawing: Drawing, *corners: tuple[float, float]) -> None:
    drawing.add("polygon", "faint", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in corners))


def _show(drawing: Drawing, box: _Box, address: Callable[[str], str]) -> None:
    one, place = box.neighbour, box.place
    link = drawing.add("a", href=address(one.iri))
    drawing.add(
        "rect", "box", inside=link, x=place.x, y=place.top, width=_BOX, height=place.height, rx=8
    )
    left, top = place.x + _PAD, place.top + _PAD
    _write(drawing, box.relation, "faint", left, top, size=_SMALL_SIZE, inside=link)
    _write(drawing, box.lines, "ink", left, top + _SMALL * len(box.relation), inside=link)


def _write(
    drawing: Drawing,
    lines: Sequence[str],
    paint: str,
    x: float,
    top: float,
    *,
    size: float = _SIZE,
    anchor: str = "start",
    inside: ET.Element | None = None,
) -> None:
    step = _LINE if size == _SIZE else _SMALL
    for number, line in enumerate(lines):
        written = drawing.add(
            "text",
            paint,
            inside=inside,
            text=line,
            x=x,
            y=top + step * number + size * 0.9,
            font_size=size,
            text_anchor=anchor,
        )
        written.tail = " "  # or the name of a link would run together


def _wrapped(text: str, letters: int, most: int) -> tuple[str, ...]:
    """Break a text into lines; what does not fit into the last one is cut, and seen to be."""
    lines = [""]
    for word in text.split():
        for piece in [word[start : start + letters] for start in range(0, len(word), letters)]:
            joined = f"{lines[-1]} {piece}".strip()
            if len(joined) <= letters:
                lines[-1] = joined
            else:
                lines.append(piece)
    if len(lines) > most:
        last = lines[most - 1]
        lines = [*lines[: most - 1], f"{last[: letters - 1].rstrip()}…"]
    return tuple(lines)
