"""Draw the spine from the front, with a link at every opening by which a root leaves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .bones import draw_bones
from .curves import path
from .spine_layout import AXIS, NAME_X, WIDTH, lay_out, outward
from .svg import Drawing, number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from xml.etree import ElementTree as ET

    from foramen.terminology.column import Column, Opening, Root

    from .spine_layout import Exit, Layout

__all__ = ["FACING", "draw_spine"]

FACING: Final = "Front view, facing the patient"
_EDGE: Final = 16
_LEVEL_X: Final = 101  # from the axis to the name of a level
_ROW: Final = 32
_LINE: Final = 20
_LEGIBLE: Final = 60


def draw_spine(
    column: Column,
    *,
    address: Callable[[str], str],
    chosen: str = "",
    lit: Collection[str] = (),
    prefix: str = "spine",
    swap: bool = True,
) -> Drawing:
    """Draw every vertebra, level and opening of a column.

    Args:
        column: what there is to draw.
        address: gives where an opening, by its IRI, leads.
        chosen: the IRI of the opening that the page is about, or nothing.
        lit: the IRIs of roots (with a side or without) and openings to make stand out.
        prefix: begins the identifiers in it.
        swap: whether the script may follow its links without leaving the page.
    """
    layout = lay_out(column)
    title = f"The spine. {FACING}: the patient's right is on the viewer's left."
    signs = _signs(column, layout, chosen)
    high = layout.end + _ROW * len(layout.middle) + _LINE * len(signs) + 22
    drawing = Drawing(WIDTH, high, title, prefix=prefix)
    spine = _Spine(column, layout, drawing, address, chosen, frozenset(lit), swap)
    return spine.draw(signs)


class _Spine:
    """One drawing of it."""

    def __init__(
        self,
        column: Column,
        layout: Layout,
        drawing: Drawing,
        address: Callable[[str], str],
        chosen: str,
        lit: frozenset[str],
        swap: bool,
    ) -> None:
        self._column, self._layout, self._drawing = column, layout, drawing
        self._address, self._chosen, self._lit, self._swap = address, chosen, lit, swap

    def draw(self, signs: Sequence[tuple[str, str]]) -> Drawing:
        """Draw it from the back to the front, and give it."""
        self._head()
        self._regions()
        chosen = [
            level.iri
            for level in self._column.levels
            if any(self._is_chosen(one) for one in level.foramina.values())
        ]
        draw_bones(self._drawing, self._column, self._layout, chosen)
        for one in self._layout.exits:
            self._exit(one)
        self._traversing()
        self._middle()
        self._key(signs)
        return self._drawing

    def _head(self) -> None:
        add = self._drawing.add
        for words, x, anchor in (
            ("Patient's right", 4, "start"),
            ("Patient's left", WIDTH - 4, "end"),
        ):
            add("text", "ink", text=words, x=x, y=16, font_size=13, font_weight="600",
                text_anchor=anchor)  # fmt: skip
        add("text", "faint", text=FACING, x=AXIS, y=37, font_size=12, text_anchor="middle")

    def _regions(self) -> None:
        add = self._drawing.add
        for region, top, bottom in self._layout.regions:
            middle = (top + bottom) / 2
            if bottom - top < _LEGIBLE:
                continue
            line = path("M", (_EDGE, top + 3)) + path("L", (_EDGE, bottom - 3))
            add("path", "line", d=line, stroke_width=1)
            add("text", "faint", text=region, font_size=11, text_anchor="middle",
                transform=f"translate({_EDGE - 5} {number(middle)}) rotate(-90)")  # fmt: skip

    def _exit(self, one: Exit) -> None:
        add, opening = self._drawing.add, one.opening
        way = outward(opening.side)
        chosen, lit = self._is_chosen(opening), self._is_lit(opening)
        anchor = "end" if way < 0 else "start"
        if one.level is not None:  # below the link, whose name says it as a whole
            add("text", "faint", text=one.level.name, x=AXIS + way * _LEVEL_X,
                y=one.y + one.fall + 4, font_size=11, font_weight="700" if chosen else "400",
                text_anchor=anchor, aria_hidden="true")  # fmt: skip
        link = self._link(opening, self._words(one), chosen=chosen)
        self._room(one, link, chosen=chosen)
        end = AXIS + way * NAME_X, one.y + one.fall
        bend = (end[0] - one.x) * 0.55
        curve = path("M", (one.x, one.y)) + path(
            "C", (one.x + bend, one.y), (end[0] - bend, end[1]), end
        )
        add("path", "nerve-lit" if lit else "nerve", inside=link, class_="strand", d=curve,
            stroke_width=5 if lit else 2.5, stroke_linecap="round")  # fmt: skip
        self._hole(one, link, lit=lit)
        add("text", "ink", inside=link, text=_roots(opening.roots), x=end[0] + way * 5,
            y=end[1] + 4, font_size=12.5, font_weight="700" if lit else "500",
            text_anchor=anchor)  # fmt: skip

    def _room(self, one: Exit, link: ET.Element, *, chosen: bool) -> None:
        """Draw what can be pointed at; a line runs around it where it is chosen."""
        way = outward(one.opening.side)
        near, far = one.x - way * 8, AXIS + way * (AXIS - _EDGE - 3)
        self._drawing.add(
            "rect", "ring" if chosen else "room", inside=link, class_="room", x=min(near, far),
            y=one.y + one.fall / 2 - one.high / 2, width=abs(far - near), height=one.high, rx=6,
            stroke_width=1.5 if chosen else 0,
        )  # fmt: skip

    def _hole(self, one: Exit, link: ET.Element, *, lit: bool) -> None:
        """Draw the opening: round between two vertebrae, an edge where it is of another kind."""
        paint, width = ("lit", 2.5) if lit else ("opening", 1.6)
        if one.level is not None or one.opening.kind.endswith("SacralForamen"):
            self._drawing.add("ellipse", paint, inside=link, class_="hole", cx=one.x, cy=one.y,
                              rx=4.5, ry=5.5, stroke_width=width)  # fmt: skip
            return
        shape = path("M", (one.x, one.y - 6)) + "l5 6l-5 6l-5 -6Z"
        self._drawing.add("path", paint, inside=link, class_="hole", d=shape, stroke_width=width)

    def _traversing(self) -> None:
        """Draw the root that passes the chosen level on its way to the next."""
        places = {one.opening.iri: one for one in self._layout.exits}
        for one in self._layout.exits:
            if one.level is None or not self._is_chosen(one.opening):
                continue
            root = one.level.traversing.get(one.opening.side)
            end = next(
                (exit_ for exit_ in places.values() if root in exit_.opening.roots), None
            ) if root else None  # fmt: skip
            if end is None:
                continue
            inner = AXIS + outward(one.opening.side) * 22
            curve = path("M", (inner, one.y - 18)) + path(
                "C", (inner, one.y + 14), (inner, end.y - 10), (end.x, end.y)
            )
            self._drawing.add("path", "nerve-lit", d=curve, stroke_width=2.5,
                              stroke_dasharray="5 4")  # fmt: skip

    def _middle(self) -> None:
        for place, opening in enumerate(self._layout.middle):
            y = self._layout.end + _ROW * place + _ROW / 2 + 4
            words = f"{opening.label}: {_roots(opening.roots)}"
            link = self._link(opening, _sentence(words), chosen=self._is_chosen(opening))
            self._drawing.add("rect", "box", inside=link, class_="room", x=AXIS - 88, y=y - 13,
                              width=176, height=26, rx=6, stroke_width=1)  # fmt: skip
            self._drawing.add("text", "ink", inside=link, text=words, x=AXIS, y=y + 4,
                              font_size=12, text_anchor="middle")  # fmt: skip

    def _key(self, signs: Sequence[tuple[str, str]]) -> None:
        """Say what the shapes mean."""
        add = self._drawing.add
        y = self._layout.end + _ROW * len(self._layout.middle) + 24
        for row, (shape, words) in enumerate(signs):
            middle = y + _LINE * row
            self._sign(shape, middle)
            add("text", "faint", text=words, x=46, y=middle + 4, font_size=11.5)

    def _sign(self, shape: str, y: float) -> None:
        add = self._drawing.add
        if shape == "round":
            add("ellipse", "opening", cx=32, cy=y, rx=4.5, ry=5.5, stroke_width=1.6)
        elif shape == "edged":
            add("path", "opening", d=path("M", (32, y - 6)) + "l5 6l-5 6l-5 -6Z", stroke_width=1.6)
        elif shape:
            line = path("M", (20, y)) + path("L", (40, y))
            dashes = "5 4" if shape == "dashed" else "none"
            add("path", "nerve-lit", d=line, stroke_width=2.5 if dashes != "none" else 5,
                stroke_dasharray=dashes)  # fmt: skip

    def _link(self, opening: Opening, words: str, *, chosen: bool) -> ET.Element:
        link = self._drawing.add("a", href=self._address(opening.iri), aria_label=words)
        if chosen:
            link.set("aria-current", "true")
        if self._swap:
            link.set("data-swap-link", "")
        self._drawing.add("title", inside=link, text=words)
        return link

    def _words(self, one: Exit) -> str:
        opening, level = one.opening, one.level
        if level is None:
            return self._plain(opening)
        words = f"{opening.side} {level.name} foramen, exiting root {_roots(opening.roots)}"
        passing = level.traversing.get(opening.side)
        words += f", traversing root {passing.name}" if passing else ""
        return _sentence(words)

    @staticmethod
    def _plain(opening: Opening) -> str:
        return _sentence(f"{opening.label}, root {_roots(opening.roots)}")

    def _is_chosen(self, opening: Opening) -> bool:
        return bool(self._chosen) and opening.iri == self._chosen

    def _is_lit(self, opening: Opening) -> bool:
        told = {opening.iri, *(iri for root in opening.roots for iri in (root.iri, root.both))}
        return self._is_chosen(opening) or not told.isdisjoint(self._lit)


def _signs(column: Column, layout: Layout, chosen: str) -> list[tuple[str, str]]:
    """Give the rows of the key: a shape, and what it means."""
    rows = [("round", "a foramen")]
    if layout.middle or any(one.level is None for one in layout.exits):
        rows.append(("edged", "a way out that is no intervertebral foramen"))
    found = column.foramen(chosen)
    if found is not None:
        level, opening = found
        rows.append(("thick", f"{_roots(opening.roots)} leaves at {level.name}"))
        passing = level.traversing.get(opening.side)
        if passing is not None:
            rows.append(("dashed", f"{passing.name} passes {level.name} and leaves below"))
    drawn = {one.opening.kind for one in layout.exits} | {one.kind for one in layout.middle}
    behind = dict.fromkeys(one.kind for one in column.openings if one.kind not in drawn)
    rows += [("", f"at the back: {_spaced(kind)}") for kind in behind]
    rows.append(("", "schematic, not to scale"))
    return rows


def _spaced(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def _roots(roots: tuple[Root, ...]) -> str:
    """Name roots once, though both sides may be there."""
    return ", ".join(dict.fromkeys(root.name for root in roots))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
