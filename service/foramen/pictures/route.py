"""Draw steps of learning from above downwards: what is needed first stands above what needs it.

Steps of one topic stand together in a band. It is drawn at a size to be read at; a long path makes
a tall picture, never a small one.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from .layers import laid_out
from .strips import Strips
from .svg import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from xml.etree import ElementTree as ET

    from .layers import Layout, Spot

__all__ = ["MOST_TIED", "Stop", "draw_route"]

_BOX: Final = 172
_ROOM: Final = 10  # beside a box, more than beside a line
_THREAD: Final = 2  # the place of a line that passes a row
_GAP: Final = 8
_EDGE: Final = 12
_BAND: Final = 132  # the column of names of bands
_PAD: Final = 8
_LINE: Final = 17
_SIZE: Final = 14
_BAND_SIZE: Final = 13
_NOTE_SIZE: Final = 12
_LETTERS: Final = 20
_NOTE_LETTERS: Final = 23
_BAND_LETTERS: Final = 17
_BETWEEN: Final = 38  # rows, for the lines
_MOST_IN_A_ROW: Final = 4
MOST_TIED: Final = 24
_HEAD_OF_BAND: Final = 26
_LEAST_WIDTH: Final = 440  # for what is written below a file
_HEAD_HALF: Final = 4.5
_HEAD: Final = 8


@dataclass(frozen=True, slots=True)
class Stop:
    """One step.

    Attributes:
        key: names it among the others.
        label: what it is called.
        band: what it is taught with.
        href: where it leads.
        wanted: whether the path leads to it.
    """

    key: str
    label: str
    band: str
    href: str
    wanted: bool = False


@dataclass(frozen=True)
class _Label:
    """What is written in a box: number and name, and the numbers of what has no line to it."""

    lines: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def height(self) -> float:
        return 2 * _PAD + _LINE * (len(self.lines) + len(self.notes))


@dataclass(frozen=True)
class _Row:
    """A row of boxes; `start` is the border to what stands above."""

    start: float
    top: float
    height: float
    stops: tuple[str, ...]

    @property
    def end(self) -> float:
        return self.top + self.height


_Bands: TypeAlias = "list[tuple[str, list[list[str]]]]"


def draw_route(
    stops: Sequence[Stop], lines: Sequence[tuple[str, str]], *, title: str, prefix: str = "route"
) -> Strips:
    """Draw steps in their order, numbered from 1.

    Of many steps only lines within a band are drawn, since nobody could follow the others: what a
    step needs of other bands is named in its box, by number.

    Args:
        stops: the steps; none is needed for one before it.
        lines: pairs of keys: what is needed, and for what.
        title: what the picture shows.
        prefix: begins the identifiers in it.
    """
    bands = _bands(stops, lines)
    apart = len(stops) > MOST_TIED and len(bands) > 1
    band_of = {key: name for name, rows in bands for row in rows for key in row}
    tied = [pair for pair in lines if not apart or band_of[pair[0]] == band_of[pair[1]]]
    labels = _labels(stops, set(lines).difference(tied))
    rows = _rows(bands, labels, apart=apart)
    layout = laid_out(
        [row.stops for row in rows], tied, box=_BOX + _ROOM, line=_THREAD, gap=_GAP
    )  # fmt: skip
    left = _EDGE + (_BAND if not apart and any(name for name, _ in bands) else 0) - _ROOM / 2
    if apart:
        _to_the_left(layout, bands)
    spots = [spot for row in layout.rows for spot in row]
    for spot in spots:
        spot.x += left
    width = max((spot.x + spot.width / 2 - _ROOM / 2 for spot in spots), default=0.0) + _EDGE
    height = rows[-1].end + _EDGE if rows else 2 * _EDGE
    drawing = Strips(max(width, _LEAST_WIDTH), height, title, [row.start for row in rows],
                     prefix=prefix)  # fmt: skip
    (_head_bands if apart else _name_bands)(drawing, bands, rows)
    for spot in spots:
        row = rows[spot.row]
        start = row.top + labels[spot.key].height if spot.box else row.top
        _draw_lines(drawing, spot, rows, start)
    named = {stop.key: stop for stop in stops}
    for spot in spots:
        if spot.box:
            group = drawing.strips[spot.row]
            top = rows[spot.row].top
            _draw_stop(drawing, group, named[spot.key], labels[spot.key], spot.x, top)
    return drawing


def _to_the_left(layout: Layout, bands: _Bands) -> None:
    """Let every band begin below its name, where it is in sight on a narrow screen."""
    first = 0
    for _, inside in bands:
        spots = [spot for row in layout.rows[first : first + len(inside)] for spot in row]
        left = min(spot.x - spot.width / 2 for spot in spots)
        for spot in spots:
            spot.x -= left
        first += len(inside)


def _labels(stops: Sequence[Stop], told: Iterable[tuple[str, str]]) -> dict[str, _Label]:
    number_of = {stop.key: place for place, stop in enumerate(stops, 1)}
    after: dict[str, list[int]] = defaultdict(list)
    for first, last in told:
        after[last].append(number_of[first])
    return {
        stop.key: _Label(
            tuple(textwrap.wrap(f"{number_of[stop.key]}. {stop.label}", _LETTERS)) or ("",),
            tuple(textwrap.wrap(_after(after[stop.key]), _NOTE_LETTERS)),
        )
        for stop in stops
    }


def _after(numbers: Iterable[int]) -> str:
    listed = ", ".join(map(str, sorted(numbers)))
    return f"after {listed}" if listed else ""


def _bands(stops: Sequence[Stop], lines: Iterable[tuple[str, str]]) -> _Bands:
    """Give the bands in order, each with its rows; one without a name where none would fit."""
    names = list(dict.fromkeys(stop.band for stop in stops))
    place = {stop.key: names.index(stop.band) for stop in stops}
    pairs = list(lines)
    if any(place[first] > place[last] for first, last in pairs):
        names, place = [""], dict.fromkeys(place, 0)
    before: dict[str, list[str]] = defaultdict(list)
    for first, last in pairs:
        before[last].append(first)
    return [
        (name, _filled([stop.key for stop in stops if place[stop.key] == number], before))
        for number, name in enumerate(names)
    ]


def _filled(keys: Sequence[str], before: dict[str, list[str]]) -> list[list[str]]:
    """Put each into the first row below all that it needs that has room."""
    rows: list[list[str]] = []
    row_of: dict[str, int] = {}
    for key in keys:
        row = max((row_of[one] + 1 for one in before[key] if one in row_of), default=0)
        while row < len(rows) and len(rows[row]) >= _MOST_IN_A_ROW:
            row += 1
        if row == len(rows):
            rows.append([])
        rows[row].append(key)
        row_of[key] = row
    return rows


def _rows(bands: _Bands, labels: Mapping[str, _Label], *, apart: bool) -> list[_Row]:
    """Give the rows their places: below the name of their band if bands stand apart."""
    found: list[_Row] = []
    top = float(_EDGE)
    for name, rows in bands:
        start = top
        for keys in rows:
            border = top - 1  # or half of the outline of a box would be beyond it
            if apart and keys is rows[0]:
                border, top = top - _EDGE, top + _HEAD_OF_BAND
            height = max(labels[key].height for key in keys)
            found.append(_Row(border, top, height, tuple(keys)))
            top += height + _BETWEEN
        if apart:
            top -= _LINE  # no line has to turn there
        else:
            top = max(top, start + len(_band_lines(name)) * _LINE + _BETWEEN / 2)
    return found


def _band_lines(name: str) -> list[str]:
    return textwrap.wrap(name, _BAND_LETTERS)


def _head_bands(drawing: Strips, bands: _Bands, rows: Sequence[_Row]) -> None:
    """Write the name of each band above it, below a fine line."""
    first = 0
    for name, inside in bands:
        group, top = drawing.strips[first], rows[first].top - _HEAD_OF_BAND
        if first:
            _divide(drawing, group, top - _PAD)
        drawing.add("text", "ink", inside=group, text=name, x=_EDGE, y=top + _SIZE,
                    font_size=_SIZE, font_weight="600")  # fmt: skip
        first += len(inside)


def _name_bands(drawing: Strips, bands: _Bands, rows: Sequence[_Row]) -> None:
    """Write the name of each band at the left, with a fine line above all but the first."""
    first = 0
    for name, inside in bands:
        group, top = drawing.strips[first], rows[first].top
        if first:
            _divide(drawing, drawing.strips[first - 1], top - _BETWEEN / 2)
        for place, line in enumerate(_band_lines(name)):
            drawing.add("text", "faint", inside=group, text=line, x=_EDGE,
                        y=top + _PAD + _LINE * (place + 0.75), font_size=_BAND_SIZE)  # fmt: skip
        first += len(inside)


def _divide(drawing: Strips, group: ET.Element, y: float) -> None:
    drawing.add("path", "line", inside=group, stroke_width=0.75, stroke_dasharray="1 4",
                d=f"M{_EDGE} {number(y)}H{number(drawing.width - _EDGE)}")  # fmt: skip


def _draw_lines(drawing: Strips, spot: Spot, rows: Sequence[_Row], start: float) -> None:
    end, group = rows[spot.row].end, drawing.strips[spot.row]
    for below in spot.below:
        goal = rows[below.row].top
        tip = goal - _HEAD if below.box else goal
        turn = (end + tip) / 2
        curve = (
            f"M{number(spot.x)} {number(start)}V{number(end)}"
            f"C{number(spot.x)} {number(turn)} {number(below.x)} {number(turn)} "
            f"{number(below.x)} {number(tip)}"
        )
        drawing.add("path", "line", inside=group, d=curve, stroke_width=1.5)
        if below.box:
            corners = ((below.x, goal), (below.x - _HEAD_HALF, tip), (below.x + _HEAD_HALF, tip))
            points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
            drawing.add("polygon", "faint", inside=group, points=points)


def _draw_stop(
    drawing: Strips, group: ET.Element, stop: Stop, label: _Label, middle: float, top: float
) -> None:
    link = drawing.add("a", inside=group, href=stop.href)
    drawing.add(
        "rect", "box-here" if stop.wanted else "box", inside=link, x=middle - _BOX / 2, y=top,
        width=_BOX, height=label.height, rx=8,
    )  # fmt: skip
    sizes = [_SIZE] * len(label.lines) + [_NOTE_SIZE] * len(label.notes)
    for place, (line, size) in enumerate(zip((*label.lines, *label.notes), sizes, strict=True)):
        paint = "on-here" if stop.wanted else "ink" if size == _SIZE else "faint"
        written = drawing.add(
            "text", paint, inside=link, text=line, x=middle - _BOX / 2 + _PAD + 2,
            y=top + _PAD + _LINE * place + _SIZE * 0.9, font_size=size,
        )  # fmt: skip
        written.tail = " "  # or the name of a link would run together
