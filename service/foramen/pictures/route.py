"""Draw steps of learning from above downwards: what is needed first stands above what needs it.

Steps of one topic stand together in a band. It is drawn at a size to be read at; a long path makes
a tall picture, never a small one.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .layers import laid_out
from .svg import Drawing, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree import ElementTree as ET

    from .layers import Spot

__all__ = ["Stop", "draw_route"]

_BOX: Final = 172
_THREAD: Final = 6  # the place of a line that passes a row
_GAP: Final = 18
_EDGE: Final = 12
_BAND: Final = 132  # the column of names of bands
_PAD: Final = 8
_LINE: Final = 17
_SIZE: Final = 14
_BAND_SIZE: Final = 13
_LETTERS: Final = 20
_BAND_LETTERS: Final = 17
_BETWEEN: Final = 38  # rows, for the lines
_MOST_IN_A_ROW: Final = 5
_LEAST_WIDTH: Final = 420  # for what is written below a file
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
class _Row:
    top: float
    height: float
    stops: tuple[str, ...]

    @property
    def end(self) -> float:
        return self.top + self.height


def draw_route(
    stops: Sequence[Stop], lines: Sequence[tuple[str, str]], *, title: str, prefix: str = "route"
) -> Drawing:
    """Draw steps in their order, numbered from 1.

    Args:
        stops: the steps; none is needed for one before it.
        lines: pairs of keys: what is needed, and for what.
        title: what the picture shows.
        prefix: begins the identifiers in it.
    """
    texts = {
        stop.key: tuple(textwrap.wrap(f"{place}. {stop.label}", _LETTERS)) or ("",)
        for place, stop in enumerate(stops, 1)
    }
    bands = _bands(stops, lines)
    rows = _rows(bands, texts)
    layout = laid_out(
        [row.stops for row in rows], lines, box=_BOX, line=_THREAD, gap=_GAP
    )  # fmt: skip
    left = _EDGE + (_BAND if any(name for name, _ in bands) else 0)
    spots = [spot for row in layout.rows for spot in row]
    width = left + max((spot.x + spot.width / 2 for spot in spots), default=0.0) + _EDGE
    width = max(width, _LEAST_WIDTH)
    drawing = Drawing(width, rows[-1].end + _EDGE if rows else 2 * _EDGE, title, prefix=prefix)
    _draw_bands(drawing, bands, rows)
    for spot in spots:
        spot.x += left
    for spot in spots:
        _draw_lines(drawing, spot, rows, _bottom(spot, rows, texts))
    named = {stop.key: stop for stop in stops}
    for spot in spots:
        if spot.box:
            _draw_stop(drawing, named[spot.key], texts[spot.key], spot.x, rows[spot.row].top)
    return drawing


def _bands(
    stops: Sequence[Stop], lines: Iterable[tuple[str, str]]
) -> list[tuple[str, list[list[str]]]]:
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


def _rows(
    bands: Sequence[tuple[str, list[list[str]]]], texts: dict[str, tuple[str, ...]]
) -> list[_Row]:
    found: list[_Row] = []
    top = float(_EDGE)
    for name, rows in bands:
        start = top
        for keys in rows:
            height = max(_height(texts[key]) for key in keys)
            found.append(_Row(top, height, tuple(keys)))
            top += height + _BETWEEN
        top = max(top, start + len(_band_lines(name)) * _LINE + _BETWEEN / 2)
    return found


def _height(lines: Sequence[str]) -> float:
    return 2 * _PAD + _LINE * len(lines)


def _band_lines(name: str) -> list[str]:
    return textwrap.wrap(name, _BAND_LETTERS)


def _draw_bands(
    drawing: Drawing, bands: Sequence[tuple[str, list[list[str]]]], rows: Sequence[_Row]
) -> None:
    """Write the name of each band at the left, with a fine line above all but the first."""
    first = 0
    for name, inside in bands:
        top = rows[first].top
        if first:
            y = top - _BETWEEN / 2
            drawing.add("path", "line", d=f"M{_EDGE} {number(y)}H{number(drawing.width - _EDGE)}",
                        stroke_width=0.75, stroke_dasharray="1 4")  # fmt: skip
        for place, line in enumerate(_band_lines(name)):
            drawing.add("text", "faint", text=line, x=_EDGE, y=top + _PAD + _LINE * (place + 0.75),
                        font_size=_BAND_SIZE)  # fmt: skip
        first += len(inside)


def _bottom(spot: Spot, rows: Sequence[_Row], texts: dict[str, tuple[str, ...]]) -> float:
    """Give where the lines of a spot begin; one that passes goes on where it came from."""
    row = rows[spot.row]
    return row.top + _height(texts[spot.key]) if spot.box else row.top


def _draw_lines(drawing: Drawing, spot: Spot, rows: Sequence[_Row], start: float) -> None:
    end = rows[spot.row].end
    for below in spot.below:
        goal = rows[below.row].top
        tip = goal - _HEAD if below.box else goal
        turn = (end + tip) / 2
        curve = (
            f"M{number(spot.x)} {number(start)}V{number(end)}"
            f"C{number(spot.x)} {number(turn)} {number(below.x)} {number(turn)} "
            f"{number(below.x)} {number(tip)}"
        )
        drawing.add("path", "line", d=curve, stroke_width=1.5)
        if below.box:
            corners = ((below.x, goal), (below.x - _HEAD_HALF, tip), (below.x + _HEAD_HALF, tip))
            points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
            drawing.add("polygon", "faint", points=points)


def _draw_stop(
    drawing: Drawing, stop: Stop, lines: Sequence[str], middle: float, top: float
) -> None:
    link = drawing.add("a", href=stop.href)
    drawing.add(
        "rect", "box-here" if stop.wanted else "box", inside=link, x=middle - _BOX / 2, y=top,
        width=_BOX, height=_height(lines), rx=8,
    )  # fmt: skip
    for place, line in enumerate(lines):
        written = _text(drawing, link, line, middle - _BOX / 2 + _PAD + 2, top + _PAD, place,
                        "on-here" if stop.wanted else "ink")  # fmt: skip
        written.tail = " "  # or the name of a link would run together


def _text(
    drawing: Drawing, link: ET.Element, line: str, x: float, top: float, place: int, paint: str
) -> ET.Element:
    y = top + _LINE * place + _SIZE * 0.9
    return drawing.add("text", paint, inside=link, text=line, x=x, y=y, font_size=_SIZE)
