"""Cut a text into clauses, so that what is said of one finding is not taken for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Cue", "clauses", "nearest", "pattern"]

_ENDS: Final = re.compile(r"[.;\n](?!\d)|\b(?:but|however|while|whereas|although)\b", re.IGNORECASE)
_COMMA: Final = re.compile(r",")
_AND: Final = re.compile(r"\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say something of what stands near them; `of` is the term they are, if any."""

    start: int
    end: int
    says: str
    of: str = ""

    def meets(self, other: Cue) -> bool:
        """Tell whether both share a character."""
        return self.start < other.end and other.start < self.end


def clauses(text: str, cues: Sequence[Cue], sides: Sequence[Cue]) -> Iterator[tuple[int, int]]:
    """Give the clauses of a text.

    A comma parts two clauses where something is said in each; `and` where each has its own side.
    """
    for start, end in _cut(text, _ENDS, 0, len(text), None):
        for first, last in _cut(text, _COMMA, start, end, cues):
            yield from _cut(text, _AND, first, last, sides)


def nearest(cues: Iterable[Cue], start: int, end: int) -> Cue | None:
    """Give the cue that stands nearest to some words, of two the first."""
    return min(cues, key=lambda one: max(one.start - end, start - one.end, 0), default=None)


def pattern(listed: str, *, space: str = r"[\s-]+", after: str = "") -> re.Pattern[str]:
    """Make a pattern of words between semicolons: any case, any space or hyphen, plural or not.

    Args:
        listed: the words.
        space: what may stand for a space in them.
        after: what must follow them.
    """
    words = sorted((one.strip() for one in listed.split(";")), key=len, reverse=True)
    inner = "|".join(re.escape(one).replace(r"\ ", space) for one in words)
    return re.compile(rf"(?<!\w)(?:{inner})(?:e?s)?(?!\w){after}", re.IGNORECASE)


def _cut(
    text: str, at: re.Pattern[str], start: int, end: int, cues: Sequence[Cue] | None
) -> Iterator[tuple[int, int]]:
    """Cut at each match, or only where both parts hold a cue."""
    matches = [*at.finditer(text, start, end)]
    for number, found in enumerate(matches):
        after = matches[number + 1].start() if number + 1 < len(matches) else end
        if cues is None or (
            _holds(cues, start, found.start()) and _holds(cues, found.end(), after)
        ):
            yield start, found.start()
            start = found.end()
    yield start, end


def _holds(cues: Iterable[Cue], start: int, end: int) -> bool:
    return any(start <= one.start < end for one in cues)
