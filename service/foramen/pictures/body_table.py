"""Read `body.tsv`: the outline of the body, and where on it the territory of each root is drawn.

Its columns: `root`; `view` (front, back); `kind`; `shape`, the points as `x,y` from the midline and
the crown of the head, on the half that is drawn and mirrored; and, of a point, the words of the key
sensory point that it stands for. Kinds are `outline`, `detail`, `territory` and `point`.
The person stands in the anatomical position, 420 high, so the thumb is the outer finger.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final, TypeAlias

__all__ = ["VIEWS", "Point", "Shape", "read_shapes"]

VIEWS: Final = ("front", "back")
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of the table."""

    root: str
    view: str
    kind: str
    points: tuple[Point, ...]
    key_point: str


@lru_cache(maxsize=1)
def read_shapes() -> tuple[Shape, ...]:
    """Give every row, in its order, which is the order of drawing."""
    text = (resources.files("foramen.pictures") / "body.tsv").read_text("utf-8")
    return tuple(
        Shape(row["root"], row["view"], row["kind"], _points(row["shape"]), row["key_point"])
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


def _points(shape: str) -> tuple[Point, ...]:
    pairs = (pair.split(",") for pair in shape.split(" "))
    return tuple((float(x), float(y)) for x, y in pairs)
