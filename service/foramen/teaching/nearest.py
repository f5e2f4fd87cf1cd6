"""Tell which concepts words may mean that no name has: better none than a bad guess.

A name is near where it and the words have most of what they say in common, whichever of them says
more; or where it has all of several words, and few names have: "Lee grading". A word that no name
has, nor one with a slip of the hand in it, says the most of all: what a hip examination is cannot
be guessed from other examinations.
"""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from foramen.terminology.words import KIN, content, fold

from .filler import JOINING, telling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from foramen.terminology.model import Term

__all__ = ["Nearest"]

_KINDS: Final = ("label", "exact", "related")
_NEAR_ENOUGH: Final = 0.62
_ALONE: Final = 0.8
_FEW: Final = 2
_KINDRED: Final = 0.6  # noun and adjective
_LEAST_LETTERS: Final = 5
_MANY_LETTERS: Final = 9
_MOST_WORDS: Final = 8
_MOST_ALIKE: Final = 3
_KEPT: Final = 8_192


class Nearest:
    """The names of some terms, by what they say."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the terms."""
        said = {
            (term.iri, words)
            for term in terms
            for name in term.names
            if name.kind in _KINDS and (words := _said(name.text))
        }
        self._names = sorted(said)
        self._having: dict[str, list[int]] = defaultdict(list)
        for number, (_, words) in enumerate(self._names):
            for word in words:
                self._having[word].append(number)
        self._says: Mapping[str, float] = {
            word: 1.0 + math.log(len(self._names) / len(numbers))
            for word, numbers in self._having.items()
        }
        self._most = max(self._says.values(), default=1.0)
        self._words = sorted(self._having)
        self._alike = lru_cache(maxsize=_KEPT)(self._look)

    def find(self, text: str, about: str = "") -> Mapping[str, float]:
        """Give the IRIs of what a text may mean, and how near each is, from 0 to 1.

        Args:
            text: the words.
            about: of these words a name must have one; else of all.
        """
        said = telling(text)
        words = content(said)[:_MOST_WORDS] if said else ()
        wanted = set(telling(about)) if about else set(words)
        meant = {word: self._alike(word) for word in words}
        if not any(meant[word] for word in words if word in wanted):
            return {}
        asked = sum(
            max((self._says[one] for one in alike), default=self._most) for alike in meant.values()
        )
        shared = self._shared(meant, wanted)
        found = dict.fromkeys(self._shortened(words, shared), _NEAR_ENOUGH)
        for number, common in shared.items():
            iri, has = self._names[number]
            near = 2 * common / (asked + sum(self._says[word] for word in has))
            if near >= self._enough(words, has) and near > found.get(iri, 0.0):
                found[iri] = near
        # What a word alone may be a half of in several names, it says of none: "pathology".
        guessed = len(words) == 1 < len(found) and max(found.values()) < _ALONE
        return {} if guessed else found

    def _enough(self, words: tuple[str, ...], has: tuple[str, ...]) -> float:
        """Tell how near is near enough: one word alone is much only where few names have it."""
        if len(words) == 1 and len(self._having.get(words[0], ())) > _FEW:
            return _ALONE
        return _ALONE if len(has) == 1 < len(words) else _NEAR_ENOUGH

    def _shortened(self, words: tuple[str, ...], numbers: Iterable[int]) -> Collection[str]:
        """Give the terms that several words are a part of a name of, if they are of few."""
        if len(words) < 2:
            return ()
        whole = {iri for iri, has in map(self._names.__getitem__, numbers) if {*words} <= {*has}}
        return whole if len(whole) <= _FEW else ()

    def _shared(
        self, meant: Mapping[str, Mapping[str, float]], wanted: Collection[str]
    ) -> Mapping[int, float]:
        """Give what each name has in common with the words, where it has one that is wanted."""
        shared: dict[int, float] = defaultdict(float)
        about: set[int] = set()
        for word, alike in meant.items():
            best: dict[int, float] = {}
            for one, likeness in alike.items():
                for number in self._having[one]:
                    best[number] = max(best.get(number, 0.0), self._says[one] * likeness)
            for number, common in best.items():
                shared[number] += common
            if word in wanted:
                about |= best.keys()
        return {number: shared[number] for number in sorted(about)}

    def _look(self, word: str) -> Mapping[str, float]:
        """Give the word, if a name has it, or those that a slip of the hand makes of it."""
        kin = {KIN[word]: _KINDRED} if KIN.get(word) in self._having else {}
        if word in self._having:
            return {**kin, word: 1.0}
        if len(word) < _LEAST_LETTERS or not word.isalpha():
            return kin
        slips = 1 if len(word) < _MANY_LETTERS else 2
        found = process.extract(
            word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=_MOST_ALIKE
        )
        return kin | {near: 1.0 - distance / len(word) for near, distance, _ in found}


def _said(name: str) -> tuple[str, ...]:
    words = tuple(word for word in fold(name) if word not in JOINING)
    return content(words) if words else ()
