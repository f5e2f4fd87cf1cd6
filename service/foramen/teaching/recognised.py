"""Tell which words of a line were recognised: those that name a concept, wherever they stand.

A name may be in pieces, as "foraminal disc herniation" is in "Disc herniation (foraminal)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from foramen.terminology.model import Term

__all__ = ["APART", "Place", "joined", "recognised_of"]

APART: Final = re.compile(r"[,;:]")
"""Signs over which a name may reach, with words of others between."""

_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a line, from one character to another, and the terms that they name."""

    start: int
    end: int
    terms: tuple[Term, ...]


def recognised_of(text: str, place: Place, taught: Collection[Term]) -> Iterator[tuple[int, int]]:
    """Give where the words of a place stand.

    Args:
        text: the line.
        place: what is named where; if it reaches over a sign, its words are those of names.
        taught: the concepts as which its terms are taught.
    """
    if not taught:
        return
    if APART.search(text, place.start, place.end):
        known = _words(name.text for term in (*taught, *place.terms) for name in term.names)
        yield from _standing(known, text, place.start, place.end)
        return
    yield place.start, place.end
    said = fold(text[place.start : place.end])
    for term in place.terms:
        if all(fold(name.text) != said for name in term.names):
            yield from _standing(_words([term.label]) - {*said}, text, 0, len(text))


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Give spans in their order, those that overlap as one.

    >>> joined([(8, 9), (0, 4), (2, 6)])
    ((0, 6), (8, 9))
    """
    several: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if several and start <= several[-1][1]:
            start, last = several.pop()
            end = max(end, last)
        several.append((start, end))
    return tuple(several)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in fold(text)}


def _standing(known: set[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _WORD.finditer(text, start, end):
        if known.intersection(fold(found[0])):
            yield found.span()
