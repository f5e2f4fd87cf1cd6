"""Find the foramen that an address names by level and side, in the ways that people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from foramen.errors import UnknownPlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .column import Column, Level, Opening

__all__ = ["Spot", "above", "below", "find_spot", "read_spot"]

_SIDES: Final[Mapping[str, str]] = {"left": "left", "l": "left", "right": "right", "r": "right"}
_BETWEEN: Final = re.compile(r"[\s/_\u2010-\u2015-]+")
_LONGEST: Final = 40
_MOST_NEAR: Final = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """One foramen by level and side.

    Attributes:
        side: `left` or `right`.
    """

    level: Level
    side: str
    opening: Opening

    @property
    def name(self) -> str:
        """Give what the address of a comparison calls it, `L4-L5-left`."""
        return f"{self.level.key}-{self.side}"


def find_spot(column: Column, level: str, side: str) -> Spot:
    """Give the foramen of a level (`L4-L5`, `L4/5`, `l4-5`) and a side.

    Raises:
        UnknownPlace: there is none; the error carries places that are written alike.
    """
    found = _levels(column).get(_folded(level))
    known = _SIDES.get(side.strip().casefold(), "")
    if found is not None and known in found.foramina:
        return Spot(found, known, found.foramina[known])
    raise UnknownPlace(f"{level[:_LONGEST]}, {side[:_LONGEST]}", _near(column, level, known))


def read_spot(column: Column, name: str) -> Spot:
    """Give the foramen that is called so in one word, `L5-S1-left`.

    Raises:
        UnknownPlace: there is none.
    """
    level, _, side = name.strip().rpartition("-")
    return find_spot(column, level, side)


def above(column: Column, spot: Spot) -> Spot | None:
    """Give the foramen of the same side one level up, where there is one."""
    return _beside(column, spot, -1)


def below(column: Column, spot: Spot) -> Spot | None:
    """Give the foramen of the same side one level down, where there is one."""
    return _beside(column, spot, 1)


def _beside(column: Column, spot: Spot, step: int) -> Spot | None:
    place = column.levels.index(spot.level) + step
    if not 0 <= place < len(column.levels):
        return None
    level = column.levels[place]
    opening = level.foramina.get(spot.side)
    return Spot(level, spot.side, opening) if opening else None


def _levels(column: Column) -> dict[str, Level]:
    return {name: level for level in column.levels for name in _names(level)}


def _names(level: Level) -> Iterator[str]:
    yield _folded(level.key)
    yield _folded(level.name)


def _vertebrae(level: Level) -> tuple[str, str]:
    return _folded(level.upper.name), _folded(level.lower.name)


def _folded(name: str) -> str:
    return _BETWEEN.sub("-", name.strip()[:_LONGEST]).casefold()


def _near(column: Column, level: str, side: str) -> tuple[str, ...]:
    """Give the levels of the vertebrae that are named, then those that are written alike."""
    levels, asked = _levels(column), _folded(level)
    vertebrae = set(asked.split("-"))
    found = [one for one in column.levels if not vertebrae.isdisjoint(_vertebrae(one))]
    found += [levels[name] for name in get_close_matches(asked, levels, n=3, cutoff=0.5)]
    keys = list(dict.fromkeys(one.key for one in found))[:_MOST_NEAR]
    return tuple(f"{key}/{one}" for key in keys for one in ([side] if side else ["right", "left"]))
