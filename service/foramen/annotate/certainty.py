"""Tell what a sentence denies or doubts: which words of denial reach which items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .cues import Cue

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .model import Certainty
    from .pairing import Anchor
    from .vocabulary import Found

__all__ = ["Scope", "certainty_at", "scopes"]

_ATTRIBUTES: Final = frozenset({"side", "level", "severity", "segment"})
_OPENING: Final = frozenset({"side", "level"})
_FLIPPED: Final[dict[Certainty, Certainty]] = {
    "present": "absent", "absent": "present", "uncertain": "uncertain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """The items, from `first` to `last`, that one cue reaches."""

    cue: int
    certainty: Certainty
    first: int
    last: int


def scopes(items: Sequence[Found], said: Collection[int]) -> list[Scope]:
    """Give how far each cue of a sentence reaches.

    Args:
        items: the sentence.
        said: the items that belong to something that is spoken of.
    """
    found: list[Scope] = []
    for at, item in enumerate(items):
        if item.kind == "cue" and isinstance(item.value, Cue):
            found += _reach(items, said, at, item.value)
    return found


def certainty_at(
    scopes: Sequence[Scope], place: int, anchor: Anchor
) -> tuple[Certainty, tuple[int, ...]]:
    """Tell how certain it is what is said at a place, and by which cues.

    Denial goes before doubt; to find a foramen open is to deny that it is narrowed.
    """
    low, high = anchor.tail or (0, -1)
    reached = [
        scope for scope in scopes if scope.first <= place <= scope.last or low < scope.cue < high
    ]
    kinds = {scope.certainty for scope in reached}
    certainty: Certainty = (
        "absent" if "absent" in kinds else "uncertain" if "uncertain" in kinds else "present"
    )
    cues = tuple(scope.cue for scope in reached if scope.certainty == certainty)
    return (_FLIPPED[certainty] if anchor.denies else certainty), cues


def _reach(items: Sequence[Found], said: Collection[int], at: int, cue: Cue) -> list[Scope]:
    on = Scope(at, cue.certainty, at, _end(items, at, far=cue.far))
    back = Scope(at, cue.certainty, _start(items, at, far=cue.far), at)
    if at == len(items) - 1 and cue.way == "on":
        return [Scope(at, cue.certainty, 0, at)]  # a question mark asks about the whole sentence
    if cue.way == "either":
        return _either(items, said, on, back)
    return {"on": [on], "back": [back], "both": [on, back]}[cue.way]


def _either(items: Sequence[Found], said: Collection[int], on: Scope, back: Scope) -> list[Scope]:
    """Choose by what follows: 'possible stenosis', but 'stenosis is possible at L4-5'."""
    after = _follows(items, said, on.cue)
    if after == "nothing":
        return [back]
    behind_verb = on.cue > 0 and items[on.cue - 1].kind == "verb"
    is_predicate = behind_verb and any(at in said for at in range(back.first, on.cue))
    return [on, back] if after == "attribute" and is_predicate else [on]


def _follows(items: Sequence[Found], said: Collection[int], at: int) -> str:
    """Tell what follows in the clause that a cue can speak of."""
    attribute = False
    for number in range(at + 1, len(items)):
        kind = items[number].kind
        if number in said:
            return "thing"
        if kind in {"join", "contrast"}:
            break
        attribute = attribute or kind in _ATTRIBUTES
    return "attribute" if attribute else "nothing"


def _end(items: Sequence[Found], at: int, *, far: bool) -> int:
    number = at + 1
    if number < len(items) and items[number].kind == "link":
        number += 1  # 'probably from'
    while number < len(items):
        item = items[number]
        if item.kind == "contrast":
            break
        if item.kind == "link" and (not far or _begins_with(items, number + 1, {"severity"})):
            break
        if item.kind == "join":
            after = _after_joins(items, number)
            either = any(items[one].value == "or" for one in range(number, after))
            if not either and (not far or _is_new_clause(items, after)):
                break
            number = after
            continue
        number += 1
    return number - 1


def _after_joins(items: Sequence[Found], at: int) -> int:
    while at < len(items) and items[at].kind == "join":
        at += 1
    return at


def _is_new_clause(items: Sequence[Found], at: int) -> bool:
    """Tell whether what follows a comma or 'and' is said anew, and not part of a list."""
    if _begins_with(items, at, {"severity", "cue"}):
        return True
    if _begins_with(items, at, _OPENING) and not _or_follows(items, at):
        return True
    for item in items[at:]:
        if item.kind == "verb":
            return True
        if item.kind in {"join", "link", "contrast"}:
            return False
    return False


def _begins_with(items: Sequence[Found], at: int, kinds: Collection[str]) -> bool:
    """Tell whether the next item that says something is of one of these kinds."""
    for item in items[at:]:
        if item.kind != "filler":
            return item.kind in kinds
    return False


def _or_follows(items: Sequence[Found], at: int) -> bool:
    for item in items[at:]:
        if item.kind in {"contrast", "verb"}:
            return False
        if item.kind == "join" and item.value == "or":
            return True
    return False


def _is_named_anew(items: Sequence[Found], join: int) -> bool:
    """Tell whether a clause follows: 'a bulge, and a protrusion cannot be excluded'."""
    joins = {str(item.value) for item in items[max(join - 1, 0) : join + 1] if item.kind == "join"}
    return joins >= {"comma", "and"} and str(items[join + 1].value) in {"a", "an", "the", "there"}


def _start(items: Sequence[Found], at: int, *, far: bool) -> int:
    """Give where the clause begins whose end a cue is: at a verb of its own, and not another's."""
    verbs, begin = 0, at
    for number in range(at - 1, -1, -1):
        kind = items[number].kind
        if kind == "contrast":
            return number + 1
        if kind == "verb" and items[number + 1].kind != "verb":
            verbs += 1
            if verbs > 1:
                return begin
        if kind == "join" and _is_named_anew(items, number):
            return number + 1
        if kind == "join":
            begin = number + 1
            if not far and items[number].value == "comma":
                return begin
    return 0
