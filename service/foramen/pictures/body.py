"""Draw the body from the front and the back, with the skin that given roots supply.

The map is a schema of our own: where territories meet differs between the maps that are in print.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from foramen.terminology.column import SIDES

from .body_table import VIEWS, read_shapes
from .curves import polygon, smooth
from .svg import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from xml.etree import ElementTree as ET

    from foramen.terminology.column import Column, Root

    from .body_table import Point, Shape

__all__ = ["SCHEMATIC", "draw_body"]

SCHEMATIC: Final = "Schematic; published maps differ."
_WIDTH: Final = 320
_TOP: Final = 54
_TALL: Final = 424
_CENTRES: Final = {"front": 80, "back": 240}
_HEADS: Final = {
    "front": ("Front view", "facing the patient"),
    "back": ("Back view", "from behind the patient"),
}
_ROW: Final = 28
_LINE: Final = 16
_LETTERS: Final = 46  # on one line
# Where the name of a lit root stands from its point, outwards and down; further in when `inwards`.
_NAMED: Final = (7, 4.5, "outwards")
_NAMED_ELSEWHERE: Final[Mapping[str, tuple[float, float, str]]] = {
    # Three points lie on one hand, two on one elbow, and two beside the midline.
    "C5": (21.4, 4.5, "inwards"),
    "C6": (2.4, -9.5, "inwards"),
    "C7": (9.4, 27, "inwards"),
    "C8": (-7, 4.5, "inwards"),
    "T1": (-7, 4.5, "inwards"),
    "S4": (7, -2.5, "outwards"),
    "S5": (7, 10.5, "outwards"),
}


def draw_body(
    column: Column,
    *,
    address: Callable[[str], str],
    lit: Collection[str] = (),
    passing: Collection[str] = (),
    sides: Collection[str] = SIDES,
    prefix: str = "body",
) -> Drawing:
    """Draw the body and light the territories of some roots.

    Args:
        column: has the roots, and what the graph says of where each is tested.
        address: gives where a root, by its IRI, leads.
        lit: the IRIs of roots; one without a side means both.
        passing: the IRIs of roots to draw around in dashes, such as those that pass a level.
        sides: which of those sides are lit.
        prefix: begins the identifiers in it.
    """
    roots, others = (
        [
            root
            for root in column.roots
            if root.side in sides and not {root.iri, root.both}.isdisjoint(given)
        ]
        for given in (lit, passing)
    )
    others = [root for root in others if root not in roots]
    rows = [*_merged(roots), *_merged(others, "dashed, ")]
    title = "The body from the front and the back"
    title += f", with the skin supplied by {_names(roots)}" if roots else ""
    high = _TOP + _TALL + 30 + sum(_high(words) for words, _ in rows)
    drawing = Drawing(_WIDTH, high, f"{title}. {SCHEMATIC}", prefix=prefix)
    return _Body(column, drawing, roots, others, address).draw(rows)


class _Body:
    """One drawing of it."""

    def __init__(
        self,
        column: Column,
        drawing: Drawing,
        roots: Sequence[Root],
        others: Sequence[Root],
        address: Callable[[str], str],
    ) -> None:
        self._drawing, self._address = drawing, address
        self._lit = {(root.name, root.side) for root in roots}
        self._dashed = {(root.name, root.side) for root in others}
        self._tested = {(root.name, root.side): root.tested_at for root in column.roots}

    def draw(self, rows: Iterable[tuple[str, Root]]) -> Drawing:
        """Draw both views, then what is lit in words."""
        for view in VIEWS:
            self._view(view)
        self._words(rows)
        return self._drawing

    def _view(self, view: str) -> None:
        add, centre = self._drawing.add, _CENTRES[view]
        for line, (paint, words) in enumerate(zip(("ink", "faint"), _HEADS[view], strict=True)):
            add("text", paint, text=words, x=centre, y=16 + 18 * line, font_size=13 - line,
                font_weight=str(600 - 200 * line), text_anchor="middle")  # fmt: skip
        for side in SIDES:
            for line, words in enumerate(("patient's", side)):
                add("text", "faint", text=words, x=centre + 52 * _way(view, side),
                    y=_TOP + 28 + 14 * line, font_size=11.5, text_anchor="middle")  # fmt: skip
        figure = add("g", transform=f"translate({centre} {_TOP})")
        mine = [shape for shape in read_shapes() if shape.view == view]
        half = next(shape.points for shape in mine if shape.kind == "outline")
        outline = smooth([*half, *_mirrored(half[1:-1])[::-1]], closed=True)
        clip = f"{self._drawing.prefix}-{view}"
        within = add("clipPath", inside=figure, id=clip)
        add("path", "body", inside=within, d=outline)
        add("path", "body", inside=figure, d=outline, stroke_width=1)
        skin = add("g", inside=figure, clip_path=f"url(#{clip})")
        self._territories(skin, mine)
        self._details(figure, mine)
        add("path", "edge", inside=figure, d=outline, stroke_width=1.2)
        for side in SIDES:
            self._points(figure, mine, side)

    def _territories(self, skin: ET.Element, shapes: Sequence[Shape]) -> None:
        """Draw the lines of all territories as one path, and those that are lit over it."""
        drawn = [
            (shape.root, side, polygon(tuple(_turned(shape.points, _way(shape.view, side)))))
            for shape in shapes
            if shape.kind == "territory"
            for side in SIDES
        ]
        borders = "".join(line for _, _, line in drawn)
        self._drawing.add("path", "border", inside=skin, d=borders, stroke_width=0.6,
                          stroke_linejoin="round")  # fmt: skip
        for root, side, line in drawn:
            if (root, side) in self._lit:
                self._drawing.add("path", "lit", inside=skin, d=line, stroke_width=1.8,
                                  stroke_linejoin="round")  # fmt: skip
        for root, side, line in drawn:
            if (root, side) in self._dashed:
                self._drawing.add("path", "lit", inside=skin, d=line, stroke_width=2,
                                  stroke_dasharray="5 4", fill_opacity=0.35)  # fmt: skip

    def _details(self, figure: ET.Element, shapes: Iterable[Shape]) -> None:
        lines = [
            smooth(_turned(shape.points, way))
            for shape in shapes
            if shape.kind == "detail"
            for way in (1, -1)
        ]
        self._drawing.add("path", "edge", inside=figure, d="".join(lines), stroke_width=0.7,
                          stroke_opacity=0.6, stroke_linecap="round")  # fmt: skip

    def _points(self, figure: ET.Element, shapes: Sequence[Shape], side: str) -> None:
        """Draw the key sensory points that the graph has; those of lit roots have their names."""
        add = self._drawing.add
        for shape in shapes:
            if shape.kind != "point" or not self._tested.get((shape.root, side)):
                continue
            [(x, y)] = _turned(shape.points, _way(shape.view, side))
            lit = (shape.root, side) in self._lit | self._dashed
            add("circle", "dot", inside=figure, cx=x, cy=y, r=3.2 if lit else 1,
                stroke_width=1.2 if lit else 0)  # fmt: skip
            if lit:
                self._name(figure, shape.root, x, y)

    def _name(self, figure: ET.Element, root: str, x: float, y: float) -> None:
        out, down, reads = _NAMED_ELSEWHERE.get(root, _NAMED)
        way = 1 if x >= 0 else -1
        starts = (way > 0) == (reads == "outwards")
        self._drawing.add(
            "text", "halo", inside=figure, text=root, x=x + way * out, y=y + down, font_size=13,
            font_weight="700", stroke_width=3, paint_order="stroke", stroke_linejoin="round",
            text_anchor="start" if starts else "end",
        )  # fmt: skip

    def _words(self, rows: Iterable[tuple[str, Root]]) -> None:
        add = self._drawing.add
        y: float = _TOP + _TALL + 16
        add("text", "faint", text=SCHEMATIC, x=_WIDTH / 2, y=y, font_size=12, text_anchor="middle")
        y += 8
        for words, root in rows:
            lines = wrap(words, _LETTERS)
            high = _high(words)
            link = add("a", href=self._address(root.iri))
            add("rect", "room", inside=link, class_="room", x=2, y=y, width=_WIDTH - 4,
                height=high, rx=5, stroke_width=0)  # fmt: skip
            for place, line in enumerate(f"{one} " for one in lines):  # so they read as one
                add("text", "ink", inside=link, text=line, x=_WIDTH / 2, y=y + 18 + _LINE * place,
                    font_size=12.5, text_anchor="middle")  # fmt: skip
            y += high


def _way(view: str, side: str) -> int:
    """Give the direction on the page: from the back, the patient's right is on the right."""
    facing = -1 if side == "right" else 1
    return facing if view == "front" else -facing


def _turned(points: Iterable[Point], way: int) -> list[Point]:
    return [(x * way, y) for x, y in points]


def _mirrored(points: Iterable[Point]) -> list[Point]:
    return _turned(points, -1)


def _names(roots: Iterable[Root]) -> str:
    return ", ".join(f"{root.side} {root.name}" for root in roots)


def _merged(roots: Sequence[Root], before: str = "") -> list[tuple[str, Root]]:
    """Give one row for each root: its name, its sides, and where it is tested."""
    sides: dict[str, list[Root]] = {}
    for root in roots:
        sides.setdefault(root.name, []).append(root)
    rows = []
    for name, same in sides.items():
        words = f"{before}{' and '.join(one.side for one in same)} {name}: {_where(same[0])}"
        rows.append((words[:1].upper() + words[1:], same[0]))
    return rows


def _high(words: str) -> float:
    return _ROW + _LINE * (len(wrap(words, _LETTERS)) - 1)


def _where(root: Root) -> str:
    if root.tested_at:
        return root.tested_at
    return "no point of its own" if root.dermatome else "no skin of its own is stated"
