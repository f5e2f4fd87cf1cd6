"""Cut a sentence into units: parts that speak of one thing at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .pairing import Anchor
    from .vocabulary import Found

__all__ = ["Unit", "cut"]

_KINDS: Final = frozenset({"level", "segment", "side", "severity"})
_PARTS: Final = frozenset({"join", "link", "contrast"})
_STRONG: Final = frozenset({"link", "contrast"})
_RUN: Final = frozenset({*_KINDS, "filler"})


@dataclass(slots=True)
class Unit:
    """A part of a sentence.

    Attributes:
        anchor: what it speaks of, if it does.
        before: the items of each kind that stand ahead of that, or all if it speaks of nothing.
        after: those that stand within or behind it.
        is_void: whether its level is none, such as L4-L6.
        part: what it is parted from the unit before by: and, or, comma, link, contrast, next.
    """

    anchor: Anchor | None = None
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    part: str = ""
    is_void: bool = False

    @property
    def said(self) -> dict[str, int]:
        """Give all items of each kind."""
        return {**self.after, **self.before}

    @property
    def place(self) -> int:
        """Give the item at which denial and doubt are looked up."""
        if self.anchor is not None:
            return self.anchor.first
        return min(self.said.values())


def cut(items: Sequence[Found], found: Sequence[Anchor]) -> list[Unit]:
    """Give the units of a sentence in order.

    Args:
        items: the sentence.
        found: what it speaks of.
    """
    cutter = _Cutter(items)
    begins = {anchor.first: anchor for anchor in found}
    at = 0
    while at < len(items):
        anchor = begins.get(at)
        if anchor is not None:
            cutter.speak(anchor)
            at = anchor.last
        else:
            cutter.take(at)
        at += 1
    cutter.close("")
    return _with_levels_ahead(cutter.units)


def _with_levels_ahead(units: Sequence[Unit]) -> list[Unit]:
    """Put a level that stands alone to what follows it: '...; at C6-7, mild left'."""
    kept: list[Unit] = []
    for unit in units:
        last = kept[-1] if kept else None
        follows = unit.anchor is None and unit.part == "comma" and "level" not in unit.said
        if last is not None and last.anchor is None and last.said.keys() == {"level"} and follows:
            last.before |= unit.before
        else:
            kept.append(unit)
    return kept


class _Cutter:
    def __init__(self, items: Sequence[Found]) -> None:
        self.units: list[Unit] = []
        self._items = items
        self._unit = Unit()
        self._more: list[dict[str, int]] = []

    def close(self, part: str) -> None:
        """End the unit if it says anything; the next is parted from it so."""
        if self._unit.anchor is not None or self._unit.said:
            self.units.append(self._unit)
            self.units += [Unit(after=said, part="and") for said in self._more]
            self._more = []
            self._unit = Unit(part=part)
        elif self._unit.part not in _STRONG:
            self._unit.part = part

    def speak(self, anchor: Anchor) -> None:
        """Take something that is spoken of; a second one begins another unit."""
        if self._unit.anchor is not None:
            ahead = self._ahead(anchor.first, acts=anchor.acts)
            self.close("next")
            self._unit.before = ahead
        self._unit.anchor = anchor
        for said in self._told_within(anchor):
            self._more.append(said)
        own = self._more.pop(0)
        self._unit.after = {kind: at for kind, at in own.items() if at >= anchor.first}

    def _told_within(self, anchor: Anchor) -> list[dict[str, int]]:
        """Give what is told between its words: 'the left foramen is mildly, the right severely'."""
        told: list[dict[str, int]] = [dict(self._unit.before)]
        joined = False
        for at in range(anchor.first, anchor.last + 1):
            item = self._items[at]
            joined = joined or item.kind in {"join", "contrast"}
            if item.kind not in _KINDS:
                continue
            taken = told[-1].get(item.kind)
            if taken is None:
                told[-1][item.kind] = at
            elif joined and self._items[taken].value != item.value:
                told.append({item.kind: at})
                joined = False
        return told

    def take(self, at: int) -> None:
        """Take another item."""
        item = self._items[at]
        if item.kind in _PARTS and item.value != "colon" and not self._is_from_level(at):
            self.close(str(item.value) if item.kind == "join" else item.kind)
        elif item.kind in _KINDS:
            taken = self._unit.said.get(item.kind)
            if taken is not None and self._items[taken].value != item.value:
                self.close("next")
            unit = self._unit
            unit.is_void = unit.is_void or item.value == ()
            (unit.before if unit.anchor is None else unit.after).setdefault(item.kind, at)

    def _is_from_level(self, at: int) -> bool:
        """Tell whether an item begins a span: 'from L1-2 to L4-5'."""
        after = self._items[at + 1].kind if at + 1 < len(self._items) else ""
        return self._items[at].value == "from" and after in {"level", "segment"}

    def _ahead(self, at: int, *, acts: bool) -> dict[str, int]:
        """Take what stands directly before the next thing away from the thing before it.

        Where the next thing is what the first does, only how much is said of it: 'a protrusion on
        the left slightly compresses the root'.
        """
        start = at
        while start > 0 and self._items[start - 1].kind in _RUN:
            start -= 1
        last = self._unit.anchor.last if self._unit.anchor is not None else at
        after = self._unit.after
        moved = {
            kind: number
            for kind, number in after.items()
            if number >= max(start, last + 1) and not (acts and kind != "severity")
        }
        for kind in moved:
            del after[kind]
        return moved
