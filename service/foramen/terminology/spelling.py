"""Tell which words of a query were taken for others, because no name has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .model import NAME_KINDS

if TYPE_CHECKING:
    from .search import Search
    from .search_model import Hit

__all__ = ["forgiven"]

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ALIKE: Final = 0.6
_MOST: Final = 24


def forgiven(search: Search, text: str, best: Hit) -> tuple[tuple[str, str], ...]:
    """Give each word that no name has, with the word of the best name that was taken for it."""
    if best.kind not in NAME_KINDS:
        return ()
    meant = _WORD.findall(best.name)
    found = []
    for typed in _WORD.findall(text)[:_MOST]:
        if search.knows(typed):
            continue
        near = process.extractOne(
            typed.lower(), meant, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE,
            processor=str.lower,
        )  # fmt: skip
        if near is not None:
            found.append((typed, near[0]))
    return tuple(found)
