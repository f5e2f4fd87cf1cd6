"""Draw a term between its neighbours: broader above, narrower below, relations at its sides.

What points to the term stands at its left, what it points to at its right. The relation is written
in the box of the neighbour, where no line crosses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .svg import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Neighbour", "draw_neighbours"]

_BOX: Final = 206
_GAP: Final = 60  # between columns, for the lines
_SPACE: Final = 14  # between boxes of one column
_EDGE: Final = 12
_PAD: Final = 9
_LINE: Final = 17
_SMALL: Final = 15
_LETTERS: Final = 27  # of a label that fit into a line of a box
_SMALL_LETTERS: Final = 32
_MOST_LINES: Final = 3
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
class _Box:
    neighbour: Neighbour
    relation: tuple[str, ...]
    lines: tuple[str, ...]
    x: float
    y: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + _BOX / 2, self.y + self.height / 2


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
    columns = [_stacked(_EDGE + column * (_BOX + _GAP), some) for column, some in
               ((0, left), (2, right))]  # fmt: skip
    x = _EDGE + _BOX + _GAP
    upper, lower = _stacked(x, above), _stacked(x, below)
    here = _wrapped(label, _LETTERS, 4)
    own_height = _PAD * 2 + _LINE * len(here)
    spread = 44  # between the term and what is above and below it
    middle_height = _height(upper) + own_height + _height(lower)
    middle_height += spread * (bool(upper) + bool(lower))
    height = max(middle_height, *map(_height, columns)) + 2 * _EDGE
    top = (height - middle_height) / 2
    own_top = top + (_height(upper) + spread if upper else 0)
    drawing = Drawing(_WIDTH, height, f"What is nearest to {label} in the graph", prefix=prefix)
    centre = (x + _BOX / 2, own_top + own_height / 2)
    boxes = [
        *_moved(upper, top),
        *_moved(lower, own_top + own_height + spread),
        *(box for column in columns for box in _moved(column, (height - _height(column)) / 2)),
    ]
    for box in boxes:
        _join(drawing, box, centre, own_height)
    drawing.add("rect", "box-here", x=x, y=own_top, width=_BOX, height=own_height, rx=8)
    _write(drawing, here, "on-here", x + _BOX / 2, own_top + _PAD, anchor="middle")
    for box in boxes:
        _show(drawing, box, address)
    return drawing


def _stacked(x: float, neighbours: Sequence[Neighbour]) -> list[_Box]:
    boxes: list[_Box] = []
    y = 0.0
    for one in neighbours:
        relation = _wrapped(one.relation, _SMALL_LETTERS, 2)
        lines = _wrapped(one.label, _LETTERS, _MOST_LINES)
        height = _PAD * 2 + _SMALL * len(relation) + _LINE * len(lines)
        boxes.append(_Box(one, relation, lines, x, y, height))
        y += height + _SPACE
    return boxes


def _height(boxes: Sequence[_Box]) -> float:
    return boxes[-1].y + boxes[-1].height if boxes else 0


def _moved(boxes: Sequence[_Box], by: float) -> list[_Box]:
    return [
        _Box(one.neighbour, one.relation, one.lines, one.x, one.y + by, one.height) for one in boxes
    ]


def _join(drawing: Drawing, box: _Box, centre: tuple[float, float], own_height: float) -> None:
    """Draw the line between a box and the term, with a point at the end that is led to."""
    (x, y), (middle_x, middle_y) = box.middle, centre
    if x == middle_x:
        up = y < middle_y
        edge = box.y + box.height if up else box.y
        own = middle_y - own_height / 2 if up else middle_y + own_height / 2
        path = f"M{x:.1f} {own if up else edge:.1f}V{edge if up else own:.1f}"
        tip, direction = ((x, edge), "up") if up else ((x, own), "up")
    else:
        is_left = x < middle_x
        edge = box.x + _BOX if is_left else box.x
        own = middle_x - _BOX / 2 if is_left else middle_x + _BOX / 2
        turn = (edge + own) / 2
        start, end = ((edge, y), (own, middle_y)) if is_left else ((own, middle_y), (edge, y))
        path = (
            f"M{start[0]:.1f} {start[1]:.1f}C{turn:.1f} {start[1]:.1f} "
            f"{turn:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
        )
        tip, direction = end, "right"
    line = drawing.add("path", "line", d=path, stroke_width=1.5)
    if box.neighbour.hedged:
        line.set("stroke-dasharray", "5 4")
    _point(drawing, tip, direction)


def _point(drawing: Drawing, tip: tuple[float, float], direction: str) -> None:
    x, y = tip
    ends = {
        "right": ((x - 8, y - 4.5), (x - 8, y + 4.5)),
        "up": ((x - 4.5, y + 8), (x + 4.5, y + 8)),
    }[direction]
    corners = " ".join(f"{one:.1f},{other:.1f}" for one, other in (tip, *ends))
    drawing.add("polygon", "faint", points=corners)


def _show(drawing: Drawing, box: _Box, address: Callable[[str], str]) -> None:
    one = box.neighbour
    link = drawing.add("a", href=address(one.iri))
    link.set("aria-label", f"{one.relation}: {one.label}")
    drawing.add("rect", "box", inside=link, x=box.x, y=box.y, width=_BOX, height=box.height, rx=8)
    left = box.x + _PAD
    _write(drawing, box.relation, "faint", left, box.y + _PAD, size=_SMALL_SIZE, inside=link)
    top = box.y + _PAD + _SMALL * len(box.relation)
    _write(drawing, box.lines, "ink", left, top, inside=link)


def _write(
    drawing: Drawing,
    lines: Sequence[str],
    paint: str,
    x: float,
    top: float,
    *,
    size: float = _SIZE,
    anchor: str = "start",
    inside: object = None,
) -> None:
    step = _LINE if size == _SIZE else _SMALL
    for number, line in enumerate(lines):
        drawing.add(
            "text",
            paint,
            inside=inside,  # type: ignore[arg-type]
            text=line,
            x=x,
            y=top + step * number + size * 0.9,
            font_size=size,
            text_anchor=anchor,
        )


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
