"""Lay the spinal column out on a page: where each vertebra, opening and name goes.

The figure faces the patient, as an image of radiology does: the patient's right is on the viewer's
left. How a region looks is told here; what there is in it comes from the column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from foramen.terminology.column import SIDES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from foramen.terminology.column import Column, Level, Opening, Vertebra

__all__ = ["AXIS", "NAME_X", "WIDTH", "Body", "Exit", "Layout", "Sacral", "lay_out", "outward"]

WIDTH: Final = 320
AXIS: Final = WIDTH / 2
NAME_X: Final = 66  # from the axis to where a nerve ends and its name begins
_TOP: Final = 92  # below the words of the head and the occiput
_FUSED: Final = ("sacral", "coccygeal")
_SACRAL_STEP: Final = 30
_ROW: Final = 27  # no target is lower than this


@dataclass(frozen=True, slots=True)
class _Look:
    """How the vertebrae of a region look, from its first to its last.

    Attributes:
        wide: of a body.
        high: of a body with the disc below it.
        disc: how high that is.
        process: how far the transverse process stands out.
        fall: how far a nerve comes down until its name.
    """

    wide: tuple[float, float]
    high: tuple[float, float]
    disc: float
    process: float
    fall: float


_LOOKS: Final[Mapping[str, _Look]] = {
    "cervical": _Look((38, 44), (27, 28), 6, 8, 2),
    "thoracic": _Look((42, 56), (28, 31), 6, 13, 4),
    "lumbar": _Look((58, 72), (35, 39), 9, 15, 8),
}


@dataclass(frozen=True, slots=True)
class Body:
    """A vertebra that moves by itself, with its transverse processes, above a disc."""

    vertebra: Vertebra
    top: float
    wide: float
    high: float
    process: float
    disc: float

    @property
    def bottom(self) -> float:
        """Give where it ends."""
        return self.top + self.high


@dataclass(frozen=True, slots=True)
class Sacral:
    """A vertebra of the sacrum or coccyx: as wide above as `wide`, below as `below`."""

    vertebra: Vertebra
    top: float
    high: float
    wide: float
    below: float

    @property
    def is_grown(self) -> bool:
        """Tell whether it is of the sacrum, whose vertebrae are one bone."""
        return self.vertebra.region == _FUSED[0]


@dataclass(frozen=True, slots=True)
class Exit:
    """An opening and where its nerve leads.

    Attributes:
        level: of an intervertebral foramen.
        x: where it opens; the name stands at `name_x`, on the same height plus `fall`.
        high: of the room that is its own, above and below together.
    """

    opening: Opening
    level: Level | None
    x: float
    y: float
    name_x: float
    fall: float
    high: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All of it, down to `end`; `regions` says from where to where each runs."""

    bodies: tuple[Body, ...]
    sacrum: tuple[Sacral, ...]
    exits: tuple[Exit, ...]
    middle: tuple[Opening, ...]
    regions: tuple[tuple[str, float, float], ...]
    end: float


def outward(side: str) -> int:
    """Give the direction on the page: the patient's right is on the viewer's left."""
    return -1 if side == "right" else 1


def lay_out(column: Column) -> Layout:
    """Lay out every vertebra that the column has."""
    bodies = _bodies(column)
    floor = bodies[-1].bottom + _look(bodies[-1].vertebra.region).disc if bodies else _TOP
    sacrum = _sacrum(column, floor)
    exits = [*_passages(column, bodies), *_foramina(column, bodies), *_sacral(column, sacrum)]
    middle = tuple(opening for opening in column.openings if not opening.side)
    end = sacrum[-1].top + sacrum[-1].high if sacrum else floor
    return Layout(
        bodies=tuple(bodies),
        sacrum=tuple(sacrum),
        exits=tuple(exits),
        middle=middle,
        regions=tuple(_regions(bodies, sacrum)),
        end=end,
    )


def _look(region: str) -> _Look:
    return _LOOKS.get(region, _LOOKS["lumbar"])


def _bodies(column: Column) -> list[Body]:
    free = [one for one in column.vertebrae if one.region not in _FUSED]
    found: list[Body] = []
    top: float = _TOP
    for vertebra in free:
        look = _look(vertebra.region)
        alike = [one for one in free if one.region == vertebra.region]
        part = alike.index(vertebra) / max(1, len(alike) - 1)
        wide, high = _between(look.wide, part), _between(look.high, part)
        found.append(Body(vertebra, top, wide, high - look.disc, look.process, look.disc))
        top += high
    return found


def _between(ends: tuple[float, float], part: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * part


def _sacrum(column: Column, top: float) -> list[Sacral]:
    fused = [one for one in column.vertebrae if one.region in _FUSED]
    grown = [one for one in fused if one.region == _FUSED[0]]
    found = []
    for place, vertebra in enumerate(grown):
        wide, below = (_between((92, 36), step / max(1, len(grown))) for step in (place, place + 1))
        found.append(Sacral(vertebra, top, _SACRAL_STEP, wide, below))
        top += _SACRAL_STEP
    for vertebra in fused[len(grown) :]:
        found.append(Sacral(vertebra, top + 3, 22, 26, 8))
        top += 25
    return found


def _passages(column: Column, bodies: Sequence[Body]) -> list[Exit]:
    """Place the ways out that pass above the vertebra of their own name."""
    above = {body.vertebra.name: body for body in bodies}
    return [
        Exit(
            opening,
            None,
            AXIS + outward(opening.side) * (body.wide / 2 + 8),
            body.top - 4,
            AXIS + outward(opening.side) * NAME_X,
            0,
            _ROW,
        )
        for opening in column.openings
        for body in [above.get(opening.roots[0].name) if opening.roots else None]
        if body is not None and opening.side
    ]


def _foramina(column: Column, bodies: Sequence[Body]) -> list[Exit]:
    upper = {body.vertebra.iri: body for body in bodies}
    found = []
    for level in column.levels:
        body = upper.get(level.upper.iri)
        if body is None:
            continue
        look = _look(level.upper.region)
        found += [
            Exit(
                level.foramina[side],
                level,
                AXIS + outward(side) * (body.wide / 2 + 8),
                body.bottom + look.disc / 2,
                AXIS + outward(side) * NAME_X,
                look.fall,
                _ROW,
            )
            for side in SIDES
            if side in level.foramina
        ]
    return found


def _sacral(column: Column, sacrum: Sequence[Sacral]) -> list[Exit]:
    """Place the openings on the front of the sacrum, below the vertebra of their own name."""
    above = {body.vertebra.name: body for body in sacrum}
    return [
        Exit(
            opening,
            None,
            AXIS + outward(opening.side) * body.below * 0.27,
            body.top + body.high - 3,
            AXIS + outward(opening.side) * NAME_X,
            9,
            _ROW,
        )
        for opening in column.openings
        if opening.kind.startswith("Anterior") and opening.side and opening.roots
        for body in [above.get(opening.roots[0].name)]
        if body is not None
    ]


def _regions(bodies: Sequence[Body], sacrum: Sequence[Sacral]) -> list[tuple[str, float, float]]:
    spans: dict[str, tuple[float, float]] = {}
    drawn = [(one.vertebra.region, one.top, one.high) for one in bodies]
    drawn += [(one.vertebra.region, one.top, one.high) for one in sacrum]
    for region, top, high in drawn:
        first, _ = spans.get(region, (top, 0))
        spans[region] = first, top + high
    return [(region, *span) for region, span in spans.items()]
