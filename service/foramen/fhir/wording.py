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
        """Tell how well a concept fits: 0 not at all, 4 by a whole name or the code."""
        best = 0
        for name in (code, *names):
            folded = name.casefold()
            if folded == self.whole:
                return 4
            if self.whole not in folded and not self._all_in(folded):
                continue
            best = max(best, 3 if folded.startswith(self.whole) else 2 if name is not code else 1)
        return best

    def _all_in(self, name: str) -> bool:
        """Tell whether each typed word begins a word of the name."""
        if not self._words or any(word not in name for word in self._words):
            return False
        given = _WORD.findall(name)
        return all(any(one.startswith(word) for one in given) for word in self._words)
