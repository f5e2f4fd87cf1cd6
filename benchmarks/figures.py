"""Turn measurements into figures: medians, ratios, verdicts."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Target", "median", "quantile", "ratio", "short"]


def median(values: Sequence[float]) -> float | None:
    """Give the middle value, or None of nothing.

    >>> median([3.0, 1.0, 2.0])
    2.0
    """
    return statistics.median(values) if values else None


def quantile(values: Sequence[float], share: float) -> float | None:
    """Give the smallest value that at least this share of all does not exceed.

    >>> quantile([4.0, 1.0, 2.0, 3.0], 0.5)
    2.0
    """
    if not values:
        return None
    ordered = sorted(values)
    whole = int(share * len(ordered))
    place = whole if share * len(ordered) > whole else whole - 1
    return ordered[max(place, 0)]


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """Say how many times theirs goes into ours; None where either was not measured.

    >>> ratio(6.0, 2.0)
    3.0
    """
    return ours / theirs if ours is not None and theirs else None


def short(value: float | None, unit: str = "") -> str:
    """Write a figure with three digits that count.

    >>> short(1234.5), short(0.01234), short(12.34, " ms"), short(None)
    ('1,234', '0.0123', '12.3 ms', '-')
    """
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}{unit}"
    return f"{float(f'{value:.3g}'):g}{unit}"


@dataclass(frozen=True)
class Target:
    """A figure that was promised."""

    what: str
    reached: float | None
    wanted: float
    unit: str
    at_most: bool = False

    @property
    def verdict(self) -> str:
        """Say whether it was reached: yes, no, or that it was not measured.

        >>> Target("isolation", 0.2, 0.3, "ms", at_most=True).verdict
        'reached'
        >>> Target("look-ups", 1.5, 2.0, "times").verdict
        'short'
        """
        if self.reached is None:
            return "not measured"
        fine = self.reached <= self.wanted if self.at_most else self.reached >= self.wanted
        return "reached" if fine else "short"
