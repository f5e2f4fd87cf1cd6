"""Tell 'absent' as a loss, as of a reflex, from 'absent' as a denial, as of a stenosis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .vocabulary import Found, Site

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["with_losses"]

_BETWEEN: Final = frozenset({"side", "filler", "level", "segment", "verb"})


def with_losses(items: Sequence[Found]) -> list[Found]:
    """Read 'absent' as a loss beside a reflex, not as a denial of one: absent ankle jerk."""
    found = list(items)
    for at, item in enumerate(items):
        is_absent = item.kind == "cue" and getattr(item.value, "way", "") == "either"
        if is_absent and "reflex" in (_next(items, at, 1), _next(items, at, -1)):
            found[at] = Found("change", "loss", item.first, item.last)
    return found


def _next(items: Sequence[Found], at: int, step: int) -> str:
    """Give the site next to an item, past side, level and small words."""
    at += step
    while 0 <= at < len(items) and items[at].kind in _BETWEEN:
        at += step
    value = items[at].value if 0 <= at < len(items) else None
    return value.key if isinstance(value, Site) else ""
