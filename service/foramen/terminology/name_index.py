"""Index every name of every term by its words, so that a few words find it in milliseconds."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .naming import called
from .words import content, fold, folded_text, loose, places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .catalogue import Catalogue
    from .naming import Called

__all__ = ["Entry", "NameIndex"]

_NEAR_WORDS: Final = 8
_NEAR_NAMES: Final = 12
_ALIKE: Final = 0.74
_LAST: Final = "\U0010ffff"  # sorts after whatever continues a text


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, ready to be compared.

    Attributes:
        words: its words, folded, in order.
        content: those that tell it apart, each once, sorted.
        weight: how much its content says; a rare word says more.
        places: which of its words name a level, a segment or a side.
        breadth: how many narrower terms the term has, on a scale from 0 to 1.
    """

    called: Called
    words: tuple[str, ...]
    content: tuple[str, ...]
    weight: float
    places: frozenset[str]
    breadth: float


class NameIndex:
    """The names of a catalogue, by whole text, by words and by beginnings of words."""

    def __init__(self, catalogue: Catalogue) -> None:
        names = list(called(catalogue))
        folded = [fold(name.text) for name in names]
        contents = [content(words) for words in folded]
        postings: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(contents):
            for word in words:
                postings[word].add(number)
        self.weights: Mapping[str, float] = {
            word: 1.0 + math.log(len(names) / len(found)) for word, found in postings.items()
        }
        self.postings: Mapping[str, set[int]] = dict(postings)
        breadth = _breadths(catalogue)
        self.entries: tuple[Entry, ...] = tuple(
            Entry(
                name, words, telling, sum(self.weights[word] for word in telling), places(words),
                breadth[name.term.iri],
            )
            for name, words, telling in zip(names, folded, contents, strict=True)
        )  # fmt: skip
        self._vocabulary: list[str] = sorted(self.postings)
        self._texts = _grouped((folded_text(name.text), n) for n, name in enumerate(names))
        self._phrases = _grouped((" ".join(words), n) for n, words in enumerate(folded))
        self._contents = _grouped((" ".join(words), n) for n, words in enumerate(contents))
        self._loose = _grouped((" ".join(loose(words)), n) for n, words in enumerate(folded))
        self._general = sorted(
            (" ".join(entry.words), n) for n, entry in enumerate(self.entries) if not entry.places
        )
        self._closed = _grouped(("".join(words), n) for n, words in enumerate(folded))
        self._closed_names: list[str] = list(self._closed)

    def same_text(self, text: str) -> tuple[int, ...]:
        """Give the names that read the same but for capitals and accents."""
        return self._texts.get(folded_text(text), ())

    def same_phrase(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Give the names of the same words in the same order."""
        return self._phrases.get(" ".join(words), ())

    def same_words(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Give the names of the same words in any order."""
        return self._contents.get(" ".join(content(words)), ())

    def kindred_words(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Give the names of the same words in any order, adjectives being as good as nouns."""
        return self._loose.get(" ".join(loose(words)), ())

    def general(self, start: str) -> list[int]:
        """Give the names, of no level or side, that begin so."""
        low = bisect_left(self._general, (start, 0))
        high = bisect_left(self._general, (start + _LAST, 0))
        return [number for _, number in self._general[low:high]]

    def same_letters(self, words: tuple[str, ...]) -> tuple[int, ...]:
        """Give the names that differ in where words begin: `foot drop`, `footdrop`."""
        return self._closed.get("".join(words), ())

    def beginning(self, start: str) -> list[str]:
        """Give the words that begin so."""
        low = bisect_left(self._vocabulary, start)
        high = bisect_left(self._vocabulary, start + _LAST)
        return self._vocabulary[low:high]

    def near_words(self, word: str) -> list[tuple[str, float]]:
        """Give the words that a slip of the hand makes of this one, and how near they are."""
        if len(word) < 4 or any(sign.isdigit() for sign in word):
            return []
        edits = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
        found = process.extract(
            word, self._vocabulary, scorer=OSA.distance, score_cutoff=edits, limit=_NEAR_WORDS
        )
        return [
            (near, 1.0 - distance / max(len(word), len(near)))
            for near, distance, _ in found
            if not any(sign.isdigit() for sign in near)
        ]

    def near_names(self, words: tuple[str, ...]) -> list[tuple[int, float]]:
        """Give the names whose letters are nearly the same, and how near they are."""
        found = process.extract(
            "".join(words), self._closed_names, scorer=OSA.normalized_similarity,
            score_cutoff=_ALIKE, limit=_NEAR_NAMES,
        )  # fmt: skip
        return [(number, alike) for name, alike, _ in found for number in self._closed[name]]


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in pairs:
        found[key].append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _breadths(catalogue: Catalogue) -> Mapping[str, float]:
    below = {iri: len(catalogue.descendants(iri)) for iri in catalogue.terms}
    most = math.log1p(max(below.values(), default=1) or 1)
    return {iri: math.log1p(count) / most for iri, count in below.items()}
