"""Attach levels, sides, severity and certainty to what is spoken of.

A sentence is cut into units, each with at most one thing spoken of, where words join or part. A
unit without a thing of its own ('mild left' in 'mild left and moderate right foraminal stenosis')
is another reading of the next or of the last one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .certainty import Scope, certainty_at, scopes
from .units import Unit, cut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from .model import Certainty
    from .pairing import Anchor
    from .vocabulary import Found

__all__ = ["Reading", "readings"]

# What is said beside these concerns other levels.
_EXCEPTIONS: Final = frozenset(
    ("except", "except for", "other than", "aside from", "apart from", "otherwise", "excepting",
     "with the exception of")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing spoken of, as said at one place of a sentence.

    Attributes:
        said: the items that give level, side and so on.
        place: the item at which denial and doubt are looked up.
        nth: which of the levels of a list it is of, where each is said in turn.
    """

    anchor: Anchor
    said: dict[str, int]
    place: int
    certainty: Certainty = "present"
    cues: tuple[int, ...] = ()
    nth: int | None = None


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
    units = cut(items, found)
    said = {number for one in found for number in range(one.first, one.last + 1)}
    reach = scopes(items, said)
    groups = _grouped(items, units)
    _share_in_chains(groups)
    _share_levels(items, groups, heading, unplaced)
    return list(_with_certainty(groups, reach))


def _with_certainty(groups: Iterable[list[Reading]], reach: Sequence[Scope]) -> Iterator[Reading]:
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


# -- readings of each thing ----------------------------------------------------------------------


def _grouped(items: Sequence[Found], units: Sequence[Unit]) -> list[list[Reading]]:
    """Give the readings of each thing spoken of."""
    groups: list[list[Reading]] = []
    waiting: list[Unit] = []
    for number, unit in enumerate(units):
        if unit.anchor is not None:
            groups.append(_with_waiting(waiting, unit, unit.anchor))
            waiting = []
        elif not groups or waiting or _is_exception(items, unit) or _looks_forward(units, number):
            waiting.append(unit)
        elif unit.part != "link" or unit.said.keys() == {"level"}:
            # Other words behind a link are said of something that we do not know.
            _add_backward(groups[-1], unit)
    for unit in waiting if groups else []:
        _add_backward(groups[-1], unit)
    return groups


def _is_exception(items: Sequence[Found], unit: Unit) -> bool:
    """Tell whether the next thing tells of a level: 'except L5-S1', 'worst at L5-S1 where'."""
    at = unit.place - 1
    while at >= 0 and items[at].kind == "filler":
        at -= 1
    after = items[max(unit.said.values()) + 1 :]
    if unit.said.keys() == {"level"} and after and after[0].value == "where":
        return True
    return unit.part == "contrast" and at >= 0 and items[at].value in _EXCEPTIONS


def _looks_forward(units: Sequence[Unit], number: int) -> bool:
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


def _with_waiting(waiting: Sequence[Unit], unit: Unit, anchor: Anchor) -> list[Reading]:
    """Give the readings of a thing that units before it share, and its own last."""
    own, before, shared = dict(unit.said), dict(unit.before), dict(unit.after)
    earlier: list[Reading] = []
    for one in reversed(waiting):
        taken = before.keys() | (earlier[0].said.keys() if earlier else set())
        if one.said.keys() & taken:
            if one.is_void:
                continue
            earlier.insert(0, Reading(anchor, {**shared, **one.said}, one.place))
            continue
        if not earlier:  # 'mild at L3-4, and at L4-5 moderate, bilateral stenosis'
            shared |= unit.before
        own, before = {**one.said, **own}, {**one.said, **before}
        for reading in earlier:
            _fill(reading, one.said)
    for reading in earlier:  # 'mild left and severe right C5-6 stenosis'
        _fill(reading, {kind: at for kind, at in unit.before.items() if kind == "level"})
    last = Reading(anchor, own, anchor.first)
    if earlier:
        said = earlier[-1].said.items()
        _fill(last, {kind: at for kind, at in said if kind != "segment" and at < anchor.first})
    return [*earlier, last]


def _fill(reading: Reading, said: Mapping[str, int]) -> None:
    for kind, at in said.items():
        reading.said.setdefault(kind, at)


def _add_backward(group: list[Reading], unit: Unit) -> None:
    """Read a unit as said of the last thing: it fills what is open, or is another reading."""
    said = unit.said
    if not any(said.keys() & reading.said.keys() for reading in group):
        for reading in group:
            reading.said.update(said)
        return
    if unit.is_void:
        return
    if "level" in said:
        for reading in group:  # 'mild on the left and severe on the right at L4-5'
            reading.said.setdefault("level", said["level"])
    last = group[-1]
    group.append(Reading(last.anchor, {**last.said, **said}, unit.place))


# -- sharing -------------------------------------------------------------------------------------


def _share_in_chains(groups: Sequence[list[Reading]]) -> None:
    """Let what is said before the first site of a chain, or behind the last, be said of all."""
    chained = [
        (earlier, later)
        for earlier, later in pairwise(groups)
        if earlier[0].anchor.chain == later[0].anchor.chain
    ]
    for earlier, later in chained:
        if len(earlier) == 1:
            for reading in later:
                _fill(reading, earlier[0].said)
    for earlier, later in reversed(chained):
        if len(later) == 1:
            anchor = later[0].anchor
            behind = (anchor.tail or (anchor.last, 0))[0]
            said = {kind: at for kind, at in later[0].said.items() if at > behind}
            for reading in earlier:
                _fill(reading, said)


def _share_levels(
    items: Sequence[Found],
    groups: Sequence[list[Reading]],
    heading: int | None,
    unplaced: Collection[str],
) -> None:
    """Give a level to what has none: that of the thing before, or else of the one after."""
    if any(str(item.value) in _EXCEPTIONS for item in items if item.kind == "contrast"):
        return
    spoken = [group[0].anchor for group in groups]
    outside = {at for at, item in enumerate(items) if item.kind == "elsewhere"}
    near = heading
    for group in groups:
        is_free = group[0].anchor.term not in unplaced
        near = _shared(group, near, is_free and not _lies_between(outside, items, group))
    near = None
    for group in reversed(groups):
        anchor = group[-1].anchor
        parted = near is not None and _parted(items, anchor, near, spoken)
        near = _shared(group, near, anchor.term not in unplaced and not parted)


def _shared(group: Sequence[Reading], near: int | None, is_free: bool) -> int | None:
    """Give a group the level near it, if it has none and may; give the level to go on with."""
    own = _levels(group)
    if own:
        return own[0] if len(own) == 1 else None
    if near is not None and is_free:
        for one in group:
            one.said["level"] = near
    return near


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


def _parted(items: Sequence[Found], anchor: Anchor, level: int, spoken: Sequence[Anchor]) -> bool:
    """Tell whether a level behind a 'but' is not said of what stands before it.

    One at the very end is: 'the canal is narrow but the foramina are open at L2-3'.
    """
    between = {str(item.value) for item in items[anchor.last : level] if item.kind == "contrast"}
    return ";" in between or (bool(between) and any(one.first > level for one in spoken))
