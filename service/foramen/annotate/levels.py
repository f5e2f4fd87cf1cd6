"""Read the names of spinal levels, in all their spellings, and of single vertebrae and roots.

A level lies between two neighbours: L4-5, L4/5, L4-L5, L45, C7-T1. Two that are not neighbours are
the ends of a span: L3-S1 names three levels. What names no level is reported and never mapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["LEVELS", "Mention", "mentions"]

_COUNTS: Final = {"C": 7, "T": 12, "L": 5, "S": 5}
_SPINE: Final = tuple(f"{region}{n + 1}" for region, most in _COUNTS.items() for n in range(most))
_PLACE: Final = {name: place for place, name in enumerate(_SPINE)}
# C1-C2 has neither a disc nor a foramen of the usual kind; the sacrum has no levels.
LEVELS: Final = tuple(f"{a}-{b}" for a, b in pairwise(_SPINE[1 : _PLACE["S1"] + 1]))
_KNOWN: Final = frozenset(LEVELS)
_ROOTS: Final = frozenset((*_SPINE, "C8"))

_NAMED: Final = re.compile(r"(C|TH|T|D|L|S)([0-9]{1,2})", re.IGNORECASE)
_PAIR: Final = re.compile(r"(C|L)([1-9])([1-9])", re.IGNORECASE)
_JOINS: Final = frozenset((
    "-", "/", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\\",
))  # fmt: skip
_THROUGH: Final = frozenset((
    "to", "through", "thru", "until",
))  # fmt: skip
_UNITS: Final = frozenset((
    "mm", "cm", "ml", "mg", "%", "x", "year", "day", "week", "month", "hour",
))  # fmt: skip
# T1 and T2 are also weightings of an image.
_WEIGHTED: Final = frozenset((
    "weighted", "weighting", "signal", "sequence", "image", "flair", "hyperintensity",
    "hyperintense", "hypointense", "hypointensity", "w", "wi", "stir", "relaxation", "bright",
    "shortening", "prolongation", "axial", "sagittal",
))  # fmt: skip
_AND: Final = frozenset(("and", "&", ",", "or", "/", "+"))


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens that name levels, or single vertebrae or roots, or neither.

    Attributes:
        first: the number of the first token; `last` of the last.
        levels: keys like `L4-L5`.
        segments: names like `L5`.
        problem: why some or all of it is not mapped.
    """

    first: int
    last: int
    levels: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Point:
    """One vertebra as written; what is not in the spine has a place of -1."""

    region: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.region}{self.number}"

    @property
    def place(self) -> int:
        return _PLACE.get(self.name, -1)


def mentions(words: Sequence[Token]) -> list[Mention]:
    """Find every mention, in order; none overlaps another."""
    found: list[Mention] = []
    at = 0
    while at < len(words):
        previous = found[-1] if found else None
        mention = _at(words, at, previous)
        if mention is None:
            at += 1
            continue
        if not _is_weighting(words, mention):
            found.append(mention)
        at = mention.last + 1
    return found


def _at(words: Sequence[Token], at: int, previous: Mention | None) -> Mention | None:
    chain, last = _chain(words, at, None)
    if not chain:
        return _continued(words, at, previous)
    end = _through(words, last)
    if end is not None:
        upper, lower = chain[0], end[0][-1]
        return _spanned(at, end[1], (upper, lower))
    if len(chain) == 1:
        return _single(at, last, chain[0])
    return _leveled(at, last, chain)


def _through(words: Sequence[Token], last: int) -> tuple[list[_Point], int] | None:
    """Read `through S1` behind a level."""
    if last + 2 < len(words) and words[last + 1].normal in _THROUGH:
        chain, end = _chain(words, last + 2, None)
        if chain:
            return chain, end
    return None


def _continued(words: Sequence[Token], at: int, previous: Mention | None) -> Mention | None:
    """Read `4-5` in `L3-4 and 4-5`, where the letter is told by what came before."""
    if previous is None or not previous.levels or not words[at].text.isdigit():
        return None
    gap = [word.normal for word in words[previous.last + 1 : at]]
    if not gap or len(gap) > 2 or not set(gap) <= _AND:
        return None
    region = previous.levels[-1].partition("-")[2][0]
    number = words[at].text
    if region == "S" or len(number) > 2:
        return None
    start = _Point(region, int(number))
    chain, last = _chain(words, at, start)
    if len(chain) < 2 or _step(chain) not in _KNOWN:
        return None
    return _leveled(at, last, chain)


def _chain(words: Sequence[Token], at: int, start: _Point | None) -> tuple[list[_Point], int]:
    """Read vertebrae joined by strokes, as far as they go; the last token of them comes too."""
    chain, last = ([start], at) if start else _first(words, at)
    while chain and last + 1 < len(words):
        after = words[last + 1]
        if after.text in _JOINS and last + 2 < len(words):
            point = _point(words, last + 2, chain[-1])
            if point is None:
                break
            chain.append(point)
            last += 2
        elif not after.spaced and (named := _named(after)) is not None:
            chain.append(named)
            last += 1
        else:
            break
    return chain, last


def _first(words: Sequence[Token], at: int) -> tuple[list[_Point], int]:
    word = words[at]
    named = _named(word)
    if named is not None:
        return [named], at
    pair = _PAIR.fullmatch(word.text)
    if pair is not None:
        upper = _Point(pair[1].upper(), int(pair[2]))
        lower = _follow(upper, int(pair[3]))
        if f"{upper.name}-{lower.name}" in _KNOWN:
            return [upper, lower], at
    return _spaced_first(words, at)


def _spaced_first(words: Sequence[Token], at: int) -> tuple[list[_Point], int]:
    """Read `L 4-5`: only with a second vertebra, since `L` may be a side and `C` a list."""
    if words[at].text not in _COUNTS or at + 3 >= len(words):
        return [], at
    number, join = words[at + 1], words[at + 2]
    if not (number.text.isdigit() and len(number.text) < 3 and join.text in _JOINS):
        return [], at
    first = _Point(words[at].text, int(number.text))
    second = _point(words, at + 3, first)
    if second is None or _step([first, second]) not in _KNOWN:
        return [], at
    return [first], at + 1


def _named(word: Token) -> _Point | None:
    match = _NAMED.fullmatch(word.text)
    if match is None:
        return None
    region = match[1].upper()
    if region in {"TH", "D"}:
        region = "T"
    if len(match[2]) == 2 and int(match[2]) > 13:
        return None  # L45, or no vertebra at all
    return _Point(region, int(match[2]))


def _point(words: Sequence[Token], at: int, before: _Point) -> _Point | None:
    """Read the vertebra behind a stroke, whose letter may be left out."""
    word = words[at]
    named = _named(word)
    if named is not None or not word.text.isdigit() or len(word.text) > 2:
        return named
    after = words[at + 1] if at + 1 < len(words) else None
    if after is not None and (
        after.normal in _UNITS
        or (after.text in {".", ","} and not after.spaced and _digit_after(words, at + 1))
    ):
        return None
    if int(word.text) > 13:
        return None
    return _follow(before, int(word.text))


def _digit_after(words: Sequence[Token], at: int) -> bool:
    return at + 1 < len(words) and not words[at + 1].spaced and words[at + 1].text.isdigit()


def _follow(before: _Point, number: int) -> _Point:
    """Give the vertebra of this number, of the next region after the last of one (`L5-1`)."""
    regions = list(_COUNTS)
    if number == 1 and before.number == _COUNTS[before.region] and before.region != "S":
        return _Point(regions[regions.index(before.region) + 1], 1)
    return _Point(before.region, number)


def _step(chain: Sequence[_Point]) -> str:
    return f"{chain[0].name}-{chain[1].name}"


def _single(at: int, last: int, point: _Point) -> Mention:
    if point.name in _ROOTS:
        return Mention(at, last, segments=(point.name,))
    return Mention(at, last, problem=f"There is no vertebra or root {point.name}.")


def _leveled(at: int, last: int, chain: Sequence[_Point]) -> Mention:
    """Read a chain: neighbours are levels, `L3-4/L4-5` are two, others are the ends of a span."""
    levels: list[str] = []
    for upper, lower in pairwise(chain):
        if upper == lower:
            continue
        mention = _spanned(at, last, (upper, lower))
        if mention.problem:
            return mention
        levels += [level for level in mention.levels if level not in levels]
    if not levels:
        return Mention(at, last, problem=f"{chain[0].name} names no level by itself.")
    return Mention(at, last, levels=tuple(levels))


def _spanned(at: int, last: int, ends: tuple[_Point, _Point]) -> Mention:
    upper, lower = ends
    for point in ends:
        if point.place < 0:
            named = f"{upper.name}-{lower.name}"
            return Mention(at, last, problem=f"{named} is no level: there is no {point.name}.")
    if upper.place >= lower.place:
        named = f"{upper.name}-{lower.name}"
        return Mention(at, last, problem=f"{named} is no level: {upper.name} is not above.")
    steps = [f"{a}-{b}" for a, b in pairwise(_SPINE[upper.place : lower.place + 1])]
    unknown = [step for step in steps if step not in _KNOWN]
    known = tuple(step for step in steps if step in _KNOWN)
    problem = f"{', '.join(unknown)}: there is no such level in the graph." if unknown else ""
    return Mention(at, last, levels=known, problem=problem)


def _is_weighting(words: Sequence[Token], mention: Mention) -> bool:
    names = {words[number].text for number in range(mention.first, mention.last + 1)}
    if not names <= {"T1", "T2", "/", "-", "and"}:
        return False
    following = [word.normal for word in words[mention.last + 1 : mention.last + 5] if word.normal]
    return bool(_WEIGHTED & set(following[:3]))
