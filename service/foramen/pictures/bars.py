"""Draw an answer of names and numbers as bars, where it is one and short enough to be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import rdflib
from rdflib import URIRef

from foramen.namespaces import XSD, compact

from .svg import Drawing, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from foramen.engine.model import Bindings, Term

__all__ = ["Bar", "Bars", "bars_of", "draw_bars"]

_MOST: Final = 40
_LEAST: Final = 2
_NUMBERS: Final = frozenset(
    {str(XSD[name]) for name in ("integer", "decimal", "double", "float", "int", "long")}
)
_WIDTH: Final = 360
_STEP: Final = 44
_ROOM: Final = 64  # right of the longest bar, for its number
_LETTERS: Final = 46


@dataclass(frozen=True)
class Bar:
    """One bar: its name, how long it is, and the number as the answer writes it."""

    name: str
    value: float
    written: str


@dataclass(frozen=True)
class Bars:
    """What is drawn: the columns that name and count, and the rows."""

    of: str
    by: str
    bars: tuple[Bar, ...]


def bars_of(answer: Bindings, label: Callable[[str], str] = compact) -> Bars | None:
    """Read an answer as bars: one column of names, one of numbers not below zero, a few rows.

    Args:
        answer: the rows; a column `xLabel` gives the words for column `x`.
        label: gives the words for an IRI without such a column.
    """
    columns = [
        name
        for name in answer.variables
        if not (name.endswith("Label") and name.removesuffix("Label") in answer.variables)
    ]
    if len(columns) != _LEAST or not _LEAST <= len(answer.rows) <= _MOST:
        return None
    counted = [
        name for name in columns if all(_value(row.get(name)) is not None for row in answer.rows)
    ]
    if len(counted) != 1:
        return None
    by = counted[0]
    of = next(name for name in columns if name != by)
    bars = [Bar(_name(row, of, label), _value(row[by]) or 0.0, str(row[by])) for row in answer.rows]
    return Bars(of, by, tuple(bars)) if any(bar.value for bar in bars) else None


def draw_bars(bars: Bars, *, prefix: str) -> Drawing:
    """Draw the bars in the order of the answer, each below its name."""
    drawing = Drawing(
        _WIDTH, len(bars.bars) * _STEP, f"{bars.by} for each {bars.of}, as bars", prefix=prefix
    )
    most = max(bar.value for bar in bars.bars)
    for place, bar in enumerate(bars.bars):
        top = place * _STEP
        length = max(1.0, bar.value / most * (_WIDTH - _ROOM))
        drawing.add("text", "ink", text=_short(bar.name), x=0, y=top + 16, font_size=14)
        drawing.add("rect", "box-here", x=0, y=top + 22, width=length, height=14, rx=2)
        drawing.add("text", "faint", text=_written(bar), x=length + 6, y=top + 34, font_size=13)
    return drawing


def _value(term: Term | None) -> float | None:
    """Give the number that a term is; one that cannot be a length is none."""
    if not isinstance(term, rdflib.Literal) or str(term.datatype) not in _NUMBERS:
        return None
    try:
        value = float(str(term))
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _name(row: Mapping[str, Term], column: str, label: Callable[[str], str]) -> str:
    said = row.get(f"{column}Label", row.get(column))
    if said is None:
        return "(none)"
    return label(str(said)) if isinstance(said, URIRef) else str(said)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"


def _written(bar: Bar) -> str:
    return bar.written if len(bar.written) < 8 else number(bar.value)
