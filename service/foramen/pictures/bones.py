"""Draw the bones and discs of the spine from the front; nothing here is a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .curves import path
from .spine_layout import AXIS

if TYPE_CHECKING:
    from collections.abc import Collection

    from foramen.terminology.column import Column

    from .spine_layout import Body, Layout
    from .svg import Drawing

__all__ = ["draw_bones"]

_BELOW_SKULL: Final = "C1"  # a figure of a part of the spine has no skull


def draw_bones(drawing: Drawing, column: Column, layout: Layout, chosen: Collection[str]) -> None:
    """Draw every vertebra and disc.

    Args:
        drawing: what to draw on.
        column: has the levels that have a disc.
        layout: where things go.
        chosen: the IRIs of levels whose disc stands out.
    """
    if layout.bodies and layout.bodies[0].vertebra.name == _BELOW_SKULL:
        _occiput(drawing, layout.bodies[0].top)
    _sacrum(drawing, layout)
    for body in layout.bodies:
        _processes(drawing, body)
    _discs(drawing, column, layout, chosen)
    for body in layout.bodies:
        _body(drawing, body)


def _occiput(drawing: Drawing, top: float) -> None:
    rim, floor = top - 38, top - 11
    bowl = path("M", (AXIS - 40, rim)) + path(
        "C", (AXIS - 34, floor - 2), (AXIS - 22, floor), (AXIS, floor)
    )
    bowl += path("C", (AXIS + 22, floor), (AXIS + 34, floor - 2), (AXIS + 40, rim))
    drawing.add("path", "bone", d=bowl, stroke_width=1.2)
    drawing.add("text", "faint", text="occiput", x=AXIS, y=rim + 15, font_size=11,
                text_anchor="middle")  # fmt: skip


def _processes(drawing: Drawing, body: Body) -> None:
    """Draw the transverse processes as one piece behind the body, thinner outwards."""
    near, far, top = body.wide / 2 - 4, body.wide / 2 + body.process, body.top + 1
    for way in (-1, 1):
        x, tip = AXIS + way * near, AXIS + way * far
        shape = path("M", (x, top)) + path("C", (x + way * 8, top + 2), (tip, top), (tip, top + 4))
        shape += path("C", (tip, top + 8), (x + way * 8, top + 7), (x, top + 11)) + "Z"
        drawing.add("path", "bone", d=shape, stroke_width=1, stroke_linejoin="round")


def _body(drawing: Drawing, body: Body) -> None:
    """Draw a body with a waist, its ends a little hollow and its corners round."""
    half, waist = body.wide / 2, body.wide / 2 - 5
    top, bottom, corner = body.top, body.bottom, 3
    middle = (top + bottom) / 2
    shape = path("M", (AXIS - half + corner, top)) + path(
        "Q", (AXIS, top + 2.5), (AXIS + half - corner, top)
    )
    shape += path("Q", (AXIS + half, top), (AXIS + half, top + corner))
    shape += path("Q", (AXIS + waist, middle), (AXIS + half, bottom - corner))
    shape += path("Q", (AXIS + half, bottom), (AXIS + half - corner, bottom))
    shape += path("Q", (AXIS, bottom - 2.5), (AXIS - half + corner, bottom))
    shape += path("Q", (AXIS - half, bottom), (AXIS - half, bottom - corner))
    shape += path("Q", (AXIS - waist, middle), (AXIS - half, top + corner))
    shape += path("Q", (AXIS - half, top), (AXIS - half + corner, top)) + "Z"
    drawing.add("path", "bone", d=shape, stroke_width=1.2)
    _name(drawing, body.vertebra.name, middle)


def _name(drawing: Drawing, name: str, middle: float) -> None:
    drawing.add("text", "ink", text=name, x=AXIS, y=middle + 4, font_size=11.5,
                text_anchor="middle")  # fmt: skip


def _discs(drawing: Drawing, column: Column, layout: Layout, chosen: Collection[str]) -> None:
    above = {body.vertebra.iri: body for body in layout.bodies}
    for level in column.levels:
        body = above.get(level.upper.iri)
        if body is None:
            continue
        paint, width = ("lit", 1.6) if level.iri in chosen else ("disc", 0.8)
        wide = body.wide - 2
        drawing.add("rect", paint, x=AXIS - wide / 2, y=body.bottom - 2, width=wide,
                    height=body.disc + 4, rx=4, stroke_width=width)  # fmt: skip


def _sacrum(drawing: Drawing, layout: Layout) -> None:
    """Draw the sacrum as one bone, ridged where its vertebrae grew together; then the coccyx."""
    grown = [one for one in layout.sacrum if one.is_grown]
    if grown:
        top, floor = grown[0].top, grown[-1].top + grown[-1].high
        right = _flank(grown[0].wide / 2, grown[-1].below / 2, top, floor)
        left = [(2 * AXIS - x, y) for x, y in reversed(right)]
        shape = path("M", left[-1]) + path("Q", (AXIS, top + 5), right[0])
        shape += path("C", *right[1:]) + path("L", left[0]) + path("C", *left[1:]) + "Z"
        drawing.add("path", "bone", d=shape, stroke_width=1.2, stroke_linejoin="round")
    for one in grown[:-1]:
        half, y = one.below * 0.2, one.top + one.high
        ridge = path("M", (AXIS - half, y)) + path("Q", (AXIS, y + 3), (AXIS + half, y))
        drawing.add("path", "line", d=ridge, stroke_width=1)
    for one in layout.sacrum:
        if not one.is_grown:
            half, low = one.wide / 2, one.top + one.high
            tail = path("M", (AXIS - half, one.top)) + path(
                "Q", (AXIS, one.top - 3), (AXIS + half, one.top)
            )
            tail += path("C", (AXIS + half - 2, low - 4), (AXIS + 5, low), (AXIS, low))
            tail += path("C", (AXIS - 5, low), (AXIS - half + 2, low - 4), (AXIS - half, one.top))
            drawing.add("path", "bone", d=tail + "Z", stroke_width=1.2, stroke_linejoin="round")
        _name(drawing, one.vertebra.name, one.top + one.high / 2)


def _flank(wide: float, below: float, top: float, floor: float) -> list[tuple[float, float]]:
    """Give one side of the sacrum: the wing, then down to the tip."""
    return [
        (AXIS + wide * 0.55, top + 2),
        (AXIS + wide * 0.8, top - 3),
        (AXIS + wide + 4, top - 1),
        (AXIS + wide + 2, top + 16),
        (AXIS + wide - 2, (top + floor) / 2 - 10),
        (AXIS + below + 8, floor - 30),
        (AXIS + below - 2, floor),
    ]
