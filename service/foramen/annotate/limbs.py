"""Give what is felt the side of the limb that it is felt in: 'tingling in the right hand'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .readings import Reading
    from .vocabulary import Found

__all__ = ["Kinds", "with_limb_sides"]

_AHEAD: Final = frozenset({"filler", "join"})
_TOWARDS: Final = frozenset({"filler", "side", "verb", "level", "segment", "word", "link"})
_LISTED: Final = frozenset({"and", "or"})
_MOST_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Kinds:
    """Local names of terms of some kinds.

    Attributes:
        unplaced: what has no level unless it is said of it.
        felt: what is felt or tested in a limb.
        limbs: parts of the body.
    """

    unplaced: frozenset[str] = frozenset()
    felt: frozenset[str] = frozenset()
    limbs: frozenset[str] = frozenset()


def with_limb_sides(
    items: Sequence[Found], readings: Sequence[Reading], kinds: Kinds
) -> list[Reading]:
    """Give the readings of a sentence, in order, with the sides of limbs.

    Args:
        items: the sentence.
        readings: what it says.
        kinds: which terms are felt, and which are limbs.
    """
    found = list(readings)
    owned = set(_of_own_limb(items, found, kinds))
    for number, one in enumerate(found):
        if one.anchor.term in kinds.limbs:
            _share_behind(items, found, number, kinds, owned)
    for number, one in enumerate(found):
        if one.anchor.term in kinds.limbs and "side" in one.said:
            _share_ahead(items, found, number, kinds, owned)
    for number in range(len(found) - 1, 0, -1):
        _share_listed(items, found, number, kinds, owned)
    return found


def _of_own_limb(items: Sequence[Found], found: Sequence[Reading], kinds: Kinds) -> Iterator[int]:
    """Give what the limb directly before says where it is: 'neck pain'."""
    for number in range(1, len(found)):
        limb, one = found[number - 1].anchor, found[number].anchor
        between = items[limb.last + 1 : one.first]
        goes_on = number + 1 < len(found) and found[number + 1].anchor.term in kinds.limbs
        close = all(item.kind == "filler" for item in between)
        if limb.term in kinds.limbs and close and not goes_on:
            yield number  # not of 'low back pain radiating down the left leg'


def _share_behind(
    items: Sequence[Found], found: list[Reading], limb: int, kinds: Kinds, owned: set[int]
) -> None:
    """Share with what stands before: 'numbness and weakness of the left leg'."""
    at, number = limb, limb - 1
    while number >= 0 and found[number].anchor.term in kinds.felt:
        between = items[found[number].anchor.last + 1 : found[at].anchor.first]
        if not (_leads(between) if at == limb else _lists(between)) or number in owned:
            return
        owned.add(number)
        _side(found, number, found[limb].said.get("side"))
        at, number = number, number - 1


def _share_ahead(
    items: Sequence[Found], found: list[Reading], limb: int, kinds: Kinds, owned: set[int]
) -> None:
    """Share with what follows: 'left leg pain and weakness'."""
    at = limb
    for number in range(limb + 1, len(found)):
        between = items[found[at].anchor.last + 1 : found[number].anchor.first]
        is_limb = found[number].anchor.term in kinds.limbs
        own = number in owned and number != at + 1
        if own or not (is_limb or found[number].anchor.term in kinds.felt):
            return
        if any(item.kind not in _AHEAD for item in between) or (is_limb and at != limb):
            return
        if at == limb and not is_limb and any(item.kind == "join" for item in between):
            return  # 'right arm, pins and needles in the thumb'
        at = limb if is_limb else number
        _side(found, number, found[limb].said["side"])


def _share_listed(
    items: Sequence[Found], found: list[Reading], number: int, kinds: Kinds, owned: set[int]
) -> None:
    """Share the side behind the last of a list: 'numbness and tingling of the left thumb'."""
    first, last = found[number - 1], found[number]
    side = last.said.get("side", -1)
    felt = first.anchor.term in kinds.felt and last.anchor.term in kinds.felt
    between = items[first.anchor.last + 1 : last.anchor.first]
    if felt and side > last.anchor.last and number - 1 not in owned and _lists(between):
        _side(found, number - 1, side)


def _side(found: list[Reading], number: int, side: int | None) -> None:
    one = found[number]
    if side is not None and "side" not in one.said:
        found[number] = replace(one, said={**one.said, "side": side})


def _leads(between: Sequence[Found]) -> bool:
    """Tell whether words lead from what is felt to where: 'in the', 'radiating down the'."""
    words = sum(item.kind == "word" for item in between)
    return bool(between) and words <= _MOST_WORDS and all(one.kind in _TOWARDS for one in between)


def _lists(between: Sequence[Found]) -> bool:
    joins = {str(item.value) for item in between if item.kind == "join"}
    return bool(joins & _LISTED) and all(item.kind in _AHEAD for item in between)
