"""Find the concepts whose names have the words that somebody types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Words"]

_WORD: Final = re.compile(r"\w+")


class Words:
    """What somebody types: words, of which the last may be unfinished."""

    def __init__(self, typed: str) -> None:
        self.whole = typed.casefold().strip()
        self._words = _WORD.findall(self.whole)

    def rank(self, code: str, names: Iterable[str]) -> int:
        """Tell how well a concept fits: 0 not at all, 4 by a whole name or the code.

        The names are in small letters.
        """
        whole, best = self.whole, 1 if self.whole in code.casefold() else 0
        if best and code.casefold() == whole:
            return 4
        for name in names:
            if whole in name:
                best = max(best, 4 if name == whole else 3 if name.startswith(whole) else 2)
            elif best < 2 and self._all_in(name):
                best = 2
        return best

    def _all_in(self, name: str) -> bool:
        """Tell whether each typed word begins a word of the name."""
        if not self._words or any(word not in name for word in self._words):
            return False
        given = _WORD.findall(name)
        return all(any(one.startswith(word) for one in given) for word in self._words)
