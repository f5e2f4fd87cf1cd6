"""Attach levels, sides, severity and certainty to what is spoken of.

A sentence is cut into units, each with at most one thing spoken of, where words join or part. A
unit without a thing of its own ('mild left' in 'mild left and moderate right foraminal stenosis')
is another reading of the next or of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from .certainty import Scope, certainty_at, scopes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .model import Certainty
    from .pairing import Anchor
    from .vocabulary import Found

__all__ = ["Reading", "readings"]

# What is said beside these concerns other levels.
_EXCEPTIONS: Final = frozenset(
    ("except", "except for", "other than", "aside from", "apart from", "otherwise", "excepting",
     "with the exception of")
)  # fmt: skip
_KINDS: Final = ("level", "segment", "side", "severity")
_PARTS: Final = frozenset({"join", "link", "contrast"})
_RUN: Final = frozenset({*_KINDS, "filler", "cue"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing spoken of, as said at one place of a sentence.

    Attributes:
        said: the items that give level, side and so on.
        place: the item at which denial and doubt are looked up.
    """

    anchor: Anchor
    said: dict[str, int]
    place: int
    certainty: Certainty = "present"
    cues: tuple[int, ...] = ()


@dataclass(slots=True)
class _Unit:
    """A part of a sentence; `before` is what it says ahead of its thing, `after` the rest."""

    anchor: Anchor | None = None
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    part: str = ""

    @property
    def said(self) -> dict[str, int]:
        return {**self.after, **self.before}

    @property
    def place(self) -> int:
        if self.anchor is not None:
            return self.anchor.first
        return min(self.said.values())


def readings(
    items: Sequence[Found],
    found: Sequence[Anchor],
    heading: int | None = None,
    unplaced: Collection[str] = (),
) -> list[Reading]:
    """Give everything that a sentence says.

    Args:
        items: the sentence.
        found: what it speaks of, in order.
        heading: the item of a level that an earlier sentence set as heading, if any.
        unplaced: terms that have no level unless it is said of them: pain, radiculopathy.
    """
    units = list(_units(items, found))
    said = {number for one in found for number in range(one.first, one.last + 1)}
    reach = scopes(items, said)
    groups = _grouped(units)
    _share_in_chains(groups)
    _share_levels(items, [g for g in groups if g[0].anchor.term not in unplaced], heading)
    return list(_with_certainty(groups, reach))


def _with_certainty(
    groups: Iterable[list[Reading]], reach: Sequence[Scope]
) -> Iterator[Reading]:
    for group in groups:
        for one in group:
            certainty, cues = certainty_at(reach, one.place, one.anchor)
            said = dict(one.said)
            denied = [scope for scope in reach if scope.cue in cues]
            if certainty == "absent" and not any(
                scope.first <= said.get("severity", -1) <= scope.last for scope in denied
            ):
                said.pop("severity", None)  # it was shared, and is said of what is there
            yield replace(one, said=said, certainty=certainty, cues=cues)


# -- units ---------------------------------------------------------------------------------------


def _units(items: Sequence[Found], found: Sequence[Anchor]) -> Iterator[_Unit]:
    begins = {anchor.first: anchor for anchor in found}
    unit = _Unit()
    at = 0
    while at < len(items):
        anchor = begins.get(at)
        item = items[at]
        if anchor is not None:
            if unit.anchor is not None:
                ahead = _split_before(items, unit, at)
                yield unit
                unit = _Unit(before=ahead, part="next")
            unit.anchor = anchor
            for number in range(anchor.first, anchor.last + 1):
                if items[number].kind in _KINDS:
                    unit.after.setdefault(items[number].kind, number)
            at = anchor.last + 1
            continue
        if item.kind in _PARTS:
            if unit.anchor is not None or unit.said:
                yield unit
                unit = _Unit()
            if unit.part not in {"link", "contrast"}:
                unit.part = item.kind if item.kind != "join" else str(item.value)
        elif item.kind in _KINDS:
            taken = unit.said.get(item.kind)
            if taken is not None and items[taken].value != item.value:
                yield unit
                unit = _Unit(part="next")
            (unit.after if unit.anchor is not None else unit.before).setdefault(item.kind, at)
        at += 1
    if unit.anchor is not None or unit.said:
        yield unit


def _split_before(items: Sequence[Found], unit: _Unit, at: int) -> dict[str, int]:
    """Take what stands directly before the next thing away from the thing before it."""
    start = at
    while start > 0 and items[start - 1].kind in _RUN:
        start -= 1
    moved = {
        kind: number
        for kind, number in unit.after.items()
        if unit.anchor is not None and number > unit.anchor.last and number >= start
    }
    for kind in moved:
        del unit.after[kind]
    return moved


# -- readings of each thing ----------------------------------------------------------------------


def _grouped(units: Sequence[_Unit]) -> list[list[Reading]]:
    """Give the readings of each thing spoken of."""
    groups: list[list[Reading]] = []
    waiting: list[_Unit] = []
    for number, unit in enumerate(units):
        if unit.anchor is not None:
            groups.append(_with_waiting(waiting, unit))
            waiting = []
        elif unit.part == "link":
            continue  # said of something that we do not know
        elif not groups or waiting or _looks_forward(units, number):
            waiting.append(unit)
        else:
            _add_backward(groups[-1], unit)
    for unit in waiting if groups else []:
        _add_backward(groups[-1], unit)
    return groups


def _looks_forward(units: Sequence[_Unit], number: int) -> bool:
    """Tell whether a unit shares the next thing, as 'mild left' in 'mild left and moderate right'.

    It does where the next unit says the same kinds of things before its thing.
    """
    unit = units[number]
    for after in units[number + 1 :]:
        if after.part in {"link", "contrast"}:
            return False
        if after.anchor is None:
            continue
        kinds = unit.said.keys() - {"level"}
        if "level" in unit.said and "level" not in after.before:
            # A level that opens the next clause: 'at L5-S1, mild left foraminal stenosis'.
            return unit.part in {"contrast", "comma"} and not kinds and bool(after.before)
        return bool(kinds & after.before.keys())
    return False


def _with_waiting(waiting: Sequence[_Unit], unit: _Unit) -> list[Reading]:
    assert unit.anchor is not None
    own = dict(unit.said)
    before = dict(unit.before)
    shared = dict(unit.after)
    earlier: list[Reading] = []
    for one in reversed(waiting):
        if one.said.keys() & before.keys() or (earlier and one.said.keys() & earlier[0].said.keys()):
            earlier.insert(0, Reading(unit.anchor, {**shared, **one.said}, one.place))
        else:
            if not earlier:  # 'mild at L3-4, and at L4-5 moderate, bilateral stenosis'
                shared |= unit.before
            own = {**one.said, **own}
            before = {**one.said, **before}
            for reading in earlier:
                for kind, value in one.said.items():
                    reading.said.setdefault(kind, value)
    for reading in earlier[::-1][:1]:
        for kind in ("severity", "side", "level"):
            if kind in reading.said and reading.said[kind] < unit.anchor.first:
                own.setdefault(kind, reading.said[kind])
    return [*earlier, Reading(unit.anchor, own, unit.anchor.first)]


def _add_backward(group: list[Reading], unit: _Unit) -> None:
    """Read a unit as said of the last thing: it fills what is open, or is another reading."""
    said = unit.said
    if not any(said.keys() & reading.said.keys() for reading in group):
        for reading in group:
            reading.said.update(said)
        return
    if "level" in said:
        for reading in group:  # 'mild on the left and severe on the right at L4-5'
            reading.said.setdefault("level", said["level"])
    last = group[-1]
    group.append(Reading(last.anchor, {**last.said, **said}, unit.place))


# -- sharing -------------------------------------------------------------------------------------


def _share_in_chains(groups: Sequence[list[Reading]]) -> None:
    """Let what is said before the first site of a chain, or behind the last, be said of all."""
    for earlier, later in zip(groups, groups[1:], strict=False):
        if earlier[0].anchor.chain != later[0].anchor.chain or len(earlier) > 1:
            continue
        for kind, number in earlier[0].said.items():
            for reading in later:
                reading.said.setdefault(kind, number)
    for earlier, later in zip(groups[-2::-1], groups[:0:-1], strict=True):
        anchor = later[0].anchor
        if earlier[0].anchor.chain != anchor.chain or len(later) > 1:
            continue
        for kind, number in later[0].said.items():
            for reading in earlier:
                if number > (anchor.tail or (anchor.last, 0))[0]:
                    reading.said.setdefault(kind, number)


def _share_levels(
    items: Sequence[Found], groups: Sequence[list[Reading]], heading: int | None
) -> None:
    """Give a level to what has none: that of the thing before, or else of the one after."""
    if any(str(item.value) in _EXCEPTIONS for item in items if item.kind == "contrast"):
        return
    outside = {at for at, item in enumerate(items) if item.kind == "elsewhere"}
    known: int | None = heading
    for group in groups:
        own = _levels(group)
        if not own and known is not None and not _lies_between(outside, items, group):
            for one in group:
                one.said["level"] = known
        known = (own[0] if len(own) == 1 else None) if own else known
    known = None
    spoken = [group[0].anchor for group in groups]
    for group in reversed(groups):
        own = _levels(group)
        if not own and known is not None and not _parted(items, group[-1].anchor, known, spoken):
            for one in group:
                one.said["level"] = known
        known = (own[0] if len(own) == 1 else None) if own else known


def _levels(group: Sequence[Reading]) -> list[int]:
    return list(dict.fromkeys(one.said["level"] for one in group if "level" in one.said))


def _lies_between(outside: set[int], items: Sequence[Found], group: Sequence[Reading]) -> bool:
    """Tell whether a clause speaks of the other levels."""
    first, last = group[0].anchor.first, group[-1].anchor.last
    while first > 0 and items[first - 1].kind != "contrast":
        first -= 1
    while last + 1 < len(items) and items[last + 1].kind != "contrast":
        last += 1
    return any(first <= at <= last for at in outside)


def _parted(
    items: Sequence[Found], anchor: Anchor, level: int, spoken: Sequence[Anchor]
) -> bool:
    """Tell whether a level behind a 'but' is not said of what stands before it.

    One at the very end is: 'the canal is narrow but the foramina are open at L2-3'.
    """
    between = {str(item.value) for item in items[anchor.last : level] if item.kind == "contrast"}
    return ";" in between or (bool(between) and any(one.first > level for one in spoken))
