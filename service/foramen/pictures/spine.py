"""Draw the spine from the front, with a link at every opening by which a root leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .spine_layout import AXIS, WIDTH, lay_out, outward
from .svg import Drawing, number

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from xml.etree import ElementTree as ET

    from foramen.terminology.column import Column, Opening, Root

    from .spine_layout import Body, Exit, Layout

__all__ = ["FACING", "draw_spine"]

FACING: Final = "Front view, facing the patient"
_EDGE: Final = 14
_LEVEL_X: Final = 108  # from the axis to the name of a level


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
    drawing = Drawing(WIDTH, layout.high, title, prefix=prefix)
    return _Spine(column, layout, drawing, address, chosen, frozenset(lit), swap).draw()


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

    def draw(self) -> Drawing:
        self._head()
        self._regions()
        for body in self._layout.bodies:
            self._processes(body)
        self._discs()
        for body in self._layout.bodies:
            self._body(body)
        self._sacrum()
        for one in self._layout.exits:
            self._exit(one)
        self._traversing()
        self._middle()
        return self._drawing

    def _head(self) -> None:
        add = self._drawing.add
        for words, x, anchor in (
            ("Patient's right", 4, "start"),
            ("Patient's left", WIDTH - 4, "end"),
        ):
            add("text", "ink", text=words, x=x, y=16, font_size=13, font_weight="600",
                text_anchor=anchor)  # fmt: skip
        add("text", "faint", text=FACING, x=AXIS, y=36, font_size=12, text_anchor="middle")
        if self._layout.bodies:
            top = self._layout.bodies[0].top
            rim, floor = top - 30, top - 8
            bowl = f"M{AXIS - 36} {rim}C{AXIS - 34} {floor} {AXIS + 34} {floor} {AXIS + 36} {rim}"
            add("path", "bone", d=bowl, stroke_width=1.2)
            add("text", "faint", text="occiput", x=AXIS, y=top - 20, font_size=11,
                text_anchor="middle")  # fmt: skip

    def _regions(self) -> None:
        add = self._drawing.add
        for region, top, bottom in self._layout.regions:
            middle = (top + bottom) / 2
            add("path", "line", d=f"M{_EDGE} {top + 3}V{bottom - 3}", stroke_width=1)
            add("text", "faint", text=region, font_size=11, text_anchor="middle",
                transform=f"translate({_EDGE - 5} {middle:.1f}) rotate(-90)")  # fmt: skip

    def _processes(self, body: Body) -> None:
        reach = body.wide / 2 + body.process
        self._drawing.add(
            "rect", "bone", x=AXIS - reach, y=body.top + 2, width=2 * reach, height=7, rx=3.5,
            stroke_width=1,
        )  # fmt: skip

    def _body(self, body: Body) -> None:
        half, waist = body.wide / 2, body.wide / 2 - 3
        left, right, top, bottom = AXIS - half, AXIS + half, body.top, body.bottom
        middle = (top + bottom) / 2
        outline = (
            f"M{left} {top}Q{AXIS} {top + 2} {right} {top}"
            f"Q{AXIS + waist - 2} {middle} {right} {bottom}"
            f"Q{AXIS} {bottom - 2} {left} {bottom}Q{AXIS - waist + 2} {middle} {left} {top}Z"
        )
        self._drawing.add("path", "bone", d=outline, stroke_width=1.2, stroke_linejoin="round")
        self._name(body.vertebra.name, middle)

    def _name(self, name: str, middle: float) -> None:
        self._drawing.add(
            "text", "ink", text=name, x=AXIS, y=middle + 4, font_size=11.5, text_anchor="middle"
        )

    def _discs(self) -> None:
        below = {body.vertebra.iri: body for body in self._layout.bodies}
        for level in self._column.levels:
            body = below.get(level.upper.iri)
            if body is None:
                continue
            is_chosen = any(self._is_chosen(one) for one in level.foramina.values())
            wide = body.wide - 3
            self._drawing.add(
                "rect", "lit" if is_chosen else "disc", x=AXIS - wide / 2, y=body.bottom - 1,
                width=wide, height=12 if level.region == "lumbar" else 9, rx=4, stroke_width=0.8,
            )  # fmt: skip

    def _sacrum(self) -> None:
        for one in self._layout.sacrum:
            half, below = one.wide / 2, one.below / 2
            floor = one.top + one.high
            outline = (
                f"M{AXIS - half} {one.top}H{AXIS + half}L{AXIS + below} {floor}"
                f"H{AXIS - below}Z"
            )  # fmt: skip
            self._drawing.add("path", "bone", d=outline, stroke_width=1, stroke_linejoin="round")
            self._name(one.vertebra.name, one.top + one.high / 2)

    def _exit(self, one: Exit) -> None:
        add, opening = self._drawing.add, one.opening
        way = outward(opening.side)
        chosen, lit = self._is_chosen(opening), self._is_lit(opening)
        paint = "nerve-lit" if lit else "nerve"
        link = self._link(opening, self._words(one), chosen=chosen)
        far = WIDTH - _EDGE - 4 if way > 0 else _EDGE + 4
        add("rect", "ground", inside=link, class_="hit", x=min(one.x - way * 7, far),
            y=one.y - one.high / 2, width=abs(far - one.x + way * 7), height=one.high, rx=5,
            fill_opacity=0)  # fmt: skip
        end, drop = one.name_x, one.y + one.fall
        curve = _points("M", (one.x, one.y))
        curve += _points("C", (one.x + way * 12, one.y), (end - way * 12, drop), (end, drop))
        add("path", paint, inside=link, class_="strand", d=curve, stroke_width=5 if lit else 2.5,
            stroke_linecap="round")  # fmt: skip
        self._hole(one, link, lit=lit)
        anchor = "end" if way < 0 else "start"
        add("text", "ink", inside=link, text=_roots(opening.roots), x=end + way * 5, y=drop + 4,
            font_size=12.5, font_weight="700" if lit else "500", text_anchor=anchor)  # fmt: skip
        if one.level is not None:
            add("text", "faint", inside=link, text=one.level.name, x=AXIS + way * _LEVEL_X,
                y=drop + 4, font_size=11, font_weight="700" if chosen else "400",
                text_anchor=anchor)  # fmt: skip

    def _hole(self, one: Exit, link: ET.Element, *, lit: bool) -> None:
        """Draw the opening: round between two vertebrae, an edge where it is of another kind."""
        paint, width = ("lit", 2.5) if lit else ("opening", 1.6)
        if one.level is not None or one.opening.kind.endswith("SacralForamen"):
            self._drawing.add("ellipse", paint, inside=link, class_="hole", cx=one.x, cy=one.y,
                              rx=4.5, ry=5.5, stroke_width=width)  # fmt: skip
            return
        shape = f"M{one.x} {one.y - 6}l5 6l-5 6l-5 -6Z"
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
            inner = AXIS + outward(one.opening.side) * 20
            curve = (
                f"M{inner} {one.y - 14}C{inner} {one.y + 18} {inner} {end.y - 8} {end.x} {end.y}"
            )
            self._drawing.add("path", "nerve-lit", d=curve, stroke_width=2.5,
                              stroke_dasharray="5 4", class_="passing")  # fmt: skip

    def _middle(self) -> None:
        for place, opening in enumerate(self._layout.middle):
            y = self._layout.end + 26 + 36 * place
            link = self._link(opening, self._plain(opening), chosen=self._is_chosen(opening))
            self._drawing.add("rect", "box", inside=link, class_="hit", x=AXIS - 92, y=y - 14,
                              width=184, height=28, rx=6, stroke_width=1)  # fmt: skip
            words = f"{opening.label}: {_roots(opening.roots)}"
            self._drawing.add("text", "ink", inside=link, text=words, x=AXIS, y=y + 4,
                              font_size=12, text_anchor="middle")  # fmt: skip

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


def _points(command: str, *points: tuple[float, float]) -> str:
    return command + " ".join(f"{number(x)} {number(y)}" for x, y in points)


def _roots(roots: tuple[Root, ...]) -> str:
    """Name roots once, though both sides may be there."""
    return ", ".join(dict.fromkeys(root.name for root in roots))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
