"""Find names of terms in a line, the longest first, by their folded words.

The annotator reads the language of reports and passes over everyday words. A syllabus names what it
teaches, so here every name counts: those of several words wherever they stand, those of one word
unless they are everyday words, which count only where they stand alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from foramen.terminology.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from foramen.terminology.model import Term

__all__ = ["NamesInLines", "is_everyday"]

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 12
_KINDS: Final = ("label", "exact", "abbreviation", "related")
# In a longer line these words seldom speak of the concept that is called so.
_EVERYDAY: Final = frozenset(
    ("value", "factor", "finding", "patient", "clinician", "preparation", "stable", "observation",
     "monitoring", "nerve", "extension", "disorder", "grade", "substance", "mild", "moderate",
     "severe", "stenotic", "patent", "course", "leg", "arm", "hand", "foot", "epidural", "pt")
)  # fmt: skip


def is_everyday(text: str) -> bool:
    """Tell whether a text is a single word that seldom means what is called so.

    >>> is_everyday("Patients"), is_everyday("foramen")
    (True, False)
    """
    words = fold(text)
    return len(words) == 1 and words[0] in _EVERYDAY


class NamesInLines:
    """The names of some terms, by their words."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the terms; where several share a name, those of which it is the better name win."""
        self._named: dict[tuple[str, ...], list[tuple[int, Term]]] = {}
        self._short: dict[str, list[Term]] = {}
        for term in terms:
            for name in term.names:
                if name.kind == "abbreviation":
                    self._short.setdefault(name.text, []).append(term)
                elif name.kind in _KINDS:
                    place = _KINDS.index(name.kind)
                    for text in _without_remark(name.text):
                        self._named.setdefault(fold(text), []).append((place, term))
        # Most words begin no name, and need not be tried with those after them.
        self._begin = {key[0] for key in self._named if key}
        self._begin_short = {one[0] for text in self._short if (one := _WORD.search(text))}

    def find(self, line: str) -> Iterator[tuple[int, int, Term]]:
        """Give where each name stands; none overlaps another."""
        words = [(one.start(), one.end(), one[0]) for one in _WORD.finditer(line)]
        folded = [fold(word) for _, _, word in words]
        at = 0
        while at < len(words):
            length, terms = self._longest(line, words, folded, at)
            start, end = words[at][0], words[at + max(length, 1) - 1][1]
            yield from ((start, end, term) for term in terms)
            at += max(length, 1)

    def _longest(
        self,
        line: str,
        words: list[tuple[int, int, str]],
        folded: list[tuple[str, ...]],
        at: int,
    ) -> tuple[int, list[Term]]:
        begins = not folded[at] or folded[at][0] in self._begin or words[at][2] in self._begin_short
        most = _LONGEST if begins else 0
        for last in range(min(len(words), at + most), at, -1):
            key = tuple(part for one in folded[at:last] for part in one)
            found = self._named.get(key)
            if found and not (
                len(words) > 1 and is_everyday(line[words[at][0] : words[last - 1][1]])
            ):
                best = min(place for place, _ in found)
                return last - at, [term for place, term in found if place == best]
            short = self._short.get(line[words[at][0] : words[last - 1][1]])
            if short:
                return last - at, short
        return 0, []


def _without_remark(name: str) -> Iterator[str]:
    """Give a name, and it without a remark in brackets at its end: a year, where it is used."""
    yield name
    before, bracket, _ = name.partition(" (")
    if bracket and len(fold(before)) > 2:
        yield before
