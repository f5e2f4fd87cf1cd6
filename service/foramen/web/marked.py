"""Cut an annotated text into plain and marked pieces, for a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from foramen.annotate.model import Annotated

__all__ = ["Piece", "marked"]


@dataclass(frozen=True)
class Piece:
    """A part of a text, with the numbers of the annotations whose words it belongs to."""

    text: str
    numbers: tuple[int, ...] = ()


def marked(text: str, found: Annotated) -> Iterator[Piece]:
    """Give the pieces in order; together they are the text."""
    begins: dict[int, list[int]] = defaultdict(list)
    ends: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(found.annotations, 1):
        begins[one.start].append(number)
        ends[one.end].append(number)
    within: dict[int, None] = {}
    for place, after in pairwise(sorted({0, len(text), *begins, *ends})):
        for number in ends.get(place, ()):
            within.pop(number, None)
        within.update(dict.fromkeys(begins.get(place, ())))
        yield Piece(text[place:after], tuple(within))
