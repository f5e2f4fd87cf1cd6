"""Build SVG with the paints that figures share; `xml.etree` escapes what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["PAINTS", "Drawing"]

# The light colours of `frontend/styles/tokens.css`; a class `p-<name>` there goes with each.
PAINTS: Final[Mapping[str, Mapping[str, str]]] = {
    "ink": {"fill": "#1f2527"},
    "faint": {"fill": "#586166"},
    "bone": {"fill": "#ece3cd", "stroke": "#8a7a52"},
    "disc": {"fill": "#b9ccd4", "stroke": "#84898a"},
    "opening": {"fill": "#fcfbf8", "stroke": "#586166"},
    "nerve": {"fill": "none", "stroke": "#aa750e"},
    "nerve-lit": {"fill": "none", "stroke": "#944c00"},
    "lit": {"fill": "#f5b83d", "stroke": "#944c00"},
    "body": {"fill": "#efe9df", "stroke": "#84898a"},
    "border": {"fill": "none", "stroke": "#8a7a52"},
    "edge": {"fill": "none", "stroke": "#84898a"},
    "dot": {"fill": "#1f2527", "stroke": "#fcfbf8"},
    "halo": {"fill": "#1f2527", "stroke": "#fcfbf8"},
    "line": {"fill": "none", "stroke": "#84898a"},
    "box": {"fill": "#f3f1ea", "stroke": "#84898a"},
    "box-here": {"fill": "#0b5c6b", "stroke": "#0b5c6b"},
    "on-here": {"fill": "#ffffff"},
    "room": {"fill": "#fcfbf8", "stroke": "none", "fill-opacity": "0"},
    "ring": {"fill": "#fcfbf8", "stroke": "#944c00", "fill-opacity": "0"},
    "ground": {"fill": "#fcfbf8"},
}
_NAMESPACE: Final = "http://www.w3.org/2000/svg"
_FOOT_LINE: Final = 16
_HEAD_LINE: Final = 24
_HEAD_SIZE: Final = 18
_HEAD_EDGE: Final = 12
_FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"


class Drawing:
    """One figure of a given size; everything in it has a paint.

    Attributes:
        root: the `svg` element, to which elements are added.
    """

    def __init__(self, width: float, height: float, title: str, *, prefix: str) -> None:
        """Begin a figure.

        Args:
            width: in user units, which are pixels at natural size.
            height: the same.
            title: what the figure shows, for those who do not see it.
            prefix: begins the identifiers in it, so that a page may hold several figures.
        """
        self.width, self.height, self.title, self.prefix = width, height, title, prefix
        self.root = ET.Element(
            "svg",
            {
                "viewBox": f"0 0 {number(width)} {number(height)}",
                "width": number(width),
                "height": number(height),
                "class": "picture",
                "role": "group",
                "aria-labelledby": f"{prefix}-title",
            },
        )
        ET.SubElement(self.root, "title", {"id": f"{prefix}-title"}).text = title

    def add(
        self,
        tag: str,
        paint: str = "",
        *,
        inside: ET.Element | None = None,
        text: str | None = None,
        **attributes: str | float,
    ) -> ET.Element:
        """Add an element and give it.

        Args:
            tag: its name, such as `path`.
            paint: one of `PAINTS`, or nothing for an element that others are put into.
            inside: where it goes; else the figure itself.
            text: what it says.
            **attributes: `stroke_width=2` is written as `stroke-width="2"`; `class_` and `for_`
                lose their underscore.
        """
        given = {
            name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
            for name, value in attributes.items()
        }
        if paint:
            given = {**PAINTS[paint], **given}
            given["class"] = f"p-{paint} {given.get('class', '')}".strip()
        element = ET.SubElement(self.root if inside is None else inside, tag, given)
        element.text = text
        return element

    def inline(self) -> str:
        """Write the figure for a page, which has its stylesheet."""
        return ET.tostring(self.root, encoding="unicode", short_empty_elements=True)

    def file(
        self, base: str = "", *, described: str = "", head: Sequence[str] = (),
        foot: Sequence[str] = (),
    ) -> str:  # fmt: skip
        """Write the figure as a file by itself, on a ground of its own.

        Args:
            base: the address of the service, so that links in the file lead somewhere.
            described: what a reader of the file should know, and cannot see in it.
            head: lines to write above the figure: what it is called.
            foot: lines to write below the figure: where it comes from and how it may be used.
        """
        whole = Drawing(self.width, self.height, self.title, prefix=self.prefix)
        whole.root = ET.fromstring(ET.tostring(self.root))  # noqa: S314 - what this object wrote
        for place, line in enumerate(foot, 1):
            whole.add("text", "faint", text=line, x=self.width / 2, font_size=11,
                      y=self.height + _FOOT_LINE * place, text_anchor="middle")  # fmt: skip
        for place, line in enumerate(head):
            whole.add("text", "ink", text=line, x=_HEAD_EDGE, font_size=_HEAD_SIZE,
                      y=_HEAD_LINE * (place + 1 - len(head)) - 8, font_weight="600")  # fmt: skip
        above = _HEAD_LINE * len(head) + 12 if head else 0
        high = above + self.height + (_FOOT_LINE * (len(foot) + 0.6) if foot else 0)
        copy = whole.root
        copy.set("viewBox", f"0 {number(-above)} {number(self.width)} {number(high)}")
        copy.set("height", number(high))
        copy.set("xmlns", _NAMESPACE)
        copy.set("font-family", _FONT)
        ground = {"y": number(-above)} if above else {}
        ground |= {"width": "100%", "height": "100%", **PAINTS["ground"], "stroke": "none"}
        copy.insert(1, ET.Element("rect", ground))
        if described:
            note = ET.Element("desc")
            note.text = described
            copy.insert(1, note)
        for link in copy.iter("a"):
            if link.get("href", "").startswith("/"):
                link.set("href", base.rstrip("/") + link.get("href", ""))
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(copy, encoding="unicode")


def number(value: float) -> str:
    """Write a number shortly: at most two digits after the point, and no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
