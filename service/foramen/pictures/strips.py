"""Build a tall figure of strips, so that a printer may turn the page between two of them.

As a file it is one picture. On a page each strip is a picture by itself, the next one right below
it: to the eye they are one, and no box is cut in two where a sheet of paper ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from .svg import Drawing, number

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Strips"]

# What ends at the border of a strip (the tip of an arrow) is not to be cut off there.
_STRIP: Final = {"class": "picture", "role": "none", "overflow": "visible"}


class Strips(Drawing):
    """A figure whose elements each belong to a strip of it.

    Attributes:
        strips: the groups of elements, from above downwards.
    """

    def __init__(
        self, width: float, height: float, title: str, tops: Sequence[float], *, prefix: str
    ) -> None:
        """Begin a figure.

        Args:
            width: in user units.
            height: the same.
            title: what the figure shows.
            tops: where each strip begins; the first is taken to begin at the upper edge.
            prefix: begins the identifiers in it.
        """
        super().__init__(width, height, title, prefix=prefix)
        self.strips = tuple(self.add("g") for _ in tops)
        self._edges = (0.0, *tops[1:], height)

    def stacked(self) -> str:
        """Write the strips one by one for a page, as one group that has the title as its name."""
        whole = ET.Element("div", {"role": "group", "aria-label": self.title})
        for strip, top, end in zip(self.strips, self._edges, self._edges[1:], strict=False):
            size = {"width": number(self.width), "height": number(end - top)}
            box = f"0 {number(top)} {size['width']} {size['height']}"
            ET.SubElement(whole, "svg", {"viewBox": box, **size, **_STRIP}).append(strip)
        return ET.tostring(whole, encoding="unicode")
