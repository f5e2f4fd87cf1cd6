"""Find the terms that some words may mean, each by the name that answers best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import scoring
from .identifiers import Identifiers
from .name_index import NameIndex
from .search_model import Hit
from .words import KIN, content, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .catalogue import Catalogue

__all__ = ["Finder"]

_MOST_WORDS: Final = 24
_MOST_SHORT_FORMS: Final = 4
_SHORT_FORM: Final = 6
_ENOUGH: Final = 0.3
_WHOLE_ENOUGH: Final = 0.5
_SOME: Final = 0.37
_EVERYWHERE: Final = 700
_LEAST_LETTERS: Final = 4
_SHORT: Final = 3


class Finder:
    """The words, identifiers and codes of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._identifiers = Identifiers(catalogue)
        self._names = NameIndex(catalogue)
        self._short = self._short_forms()

    def identified(self, text: str) -> dict[str, Hit]:
        """Find the terms that an identifier or a code names, by IRI."""
        found: dict[str, Hit] = {}
        term = self._identifiers.term(text)
        if term is not None:
            found[term.iri] = Hit(term, 1.0, term.id, "id")
        for mapping, worth in self._identifiers.mapped(text):
            mapped = self._catalogue.terms.get(mapping.subject)
            if mapped is not None:
                _keep(found, Hit(mapped, worth, mapping.object, "code"))
        return found

    def named_so(self, text: str) -> dict[str, Hit]:
        """Find the terms with this very name, whatever its capitals."""
        found: dict[str, Hit] = {}
        self._add_same(found, self._names.same_text(text), text, scoring.TEXT)
        return found

    def said_alike(self, text: str) -> dict[str, Hit]:
        """Find the terms with a name that says the same, in the same words."""
        words = fold(text)[:_MOST_WORDS]
        return self._said_alike(text, words) if words else {}

    def named(self, text: str) -> dict[str, Hit]:
        """Find the terms that the text may mean."""
        words = fold(text)[:_MOST_WORDS]
        if not words:
            return {}
        found = self._said_alike(text, words)
        typed = text.rpartition(" ")[2].casefold()
        if len(words) == 1 and len(words[0]) < _SHORT and words[0].isalpha():
            self._add_begun(found, words)
            return found
        if self._add_whole(found, words, typed, near=False):
            return found
        if len("".join(words)) >= _LEAST_LETTERS:
            for number, alike in self._names.near_names(words):
                self._add_same(found, (number,), text, scoring.ALIKE * alike)
        if not self._add_whole(found, words, typed, near=True):
            self._add_partly(found, words)
        return found

    def knows(self, word: str) -> bool:
        """Tell whether some name has all that the word folds into, or a word that begins so."""
        return all(self._names.beginning(one) for one in fold(word))

    def _said_alike(self, text: str, words: tuple[str, ...]) -> dict[str, Hit]:
        """Find the terms with a name that says the same, in the same words."""
        names = self._names
        found = self.named_so(text)
        self._add_same(found, names.same_phrase(words), text, scoring.PHRASE)
        self._add_same(found, names.same_words(words), text, scoring.WORDS)
        self._add_same(found, names.same_letters(words), text, scoring.LETTERS)
        self._add_same(found, names.kindred_words(words), text, scoring.KINDRED)
        if not found:
            for written in self._written_out(words):
                self._add_same(found, names.kindred_words(written), text, scoring.EXPANDED)
        return found

    def _add_same(
        self, found: dict[str, Hit], numbers: Iterable[int], text: str, worth: float
    ) -> None:
        for number in numbers:
            self._add(found, number, scoring.same(self._names.entries[number], text, worth))

    def _add_begun(self, found: dict[str, Hit], words: tuple[str, ...]) -> None:
        """Add the general names that begin with one or two letters."""
        for number in self._names.general(words[0]):
            entry = self._names.entries[number]
            worth = scoring.begun(words[0], entry.words[0])
            matched = worth * self._names.weights.get(entry.words[0], 0.0)
            self._add(found, number, scoring.wholly(entry, words, matched, worth))

    def _add_whole(
        self, found: dict[str, Hit], words: tuple[str, ...], typed: str, *, near: bool
    ) -> bool:
        """Add the names that have every word of the query; tell whether there are any."""
        # Someone who stops after `r` may mean right, or be about to write another word.
        start = typed if len(typed) == 1 and typed.isalpha() else words[-1]
        choices = [
            self._choices(word, start if word == words[-1] else "", near) for word in content(words)
        ]
        postings = self._names.postings
        having = [set().union(*(postings[word] for word in choice)) for choice in choices]
        candidates = set.intersection(*having)
        quality = {word: worth for choice in choices for word, worth in choice.items()}
        weights = self._names.weights
        any_found = False
        for number in candidates:
            entry = self._names.entries[number]
            shared = [word for word in entry.content if word in quality]
            matched = sum(weights[word] * quality[word] for word in shared)
            worth = sum(quality[word] for word in shared) / len(shared)
            score = scoring.wholly(entry, words, matched, worth)
            if score >= _WHOLE_ENOUGH or not near:
                any_found = True
                self._add(found, number, score)
        return any_found

    def _choices(self, word: str, start: str, near: bool) -> Mapping[str, float]:
        """Give the words of names that one word of a query can mean, and how well each does.

        Args:
            word: the word.
            start: what a word may begin with instead, or nothing.
            near: whether slips of the hand are looked for.
        """
        known = word in self._names.postings
        found = {word: 1.0} if known else {}
        if start or not known:
            for longer in self._names.beginning(start or word):
                found.setdefault(longer, scoring.begun(start or word, longer))
        if word in KIN and KIN[word] in self._names.postings:
            found.setdefault(KIN[word], scoring.KINDRED_WORD)
        if near and not known:
            for alike, likeness in self._names.near_words(word):
                found.setdefault(alike, likeness)
        return found

    def _add_partly(self, found: dict[str, Hit], words: tuple[str, ...]) -> None:
        """Add the names that have some words of the query, where none has all."""
        names = self._names
        choices = [self._choices(word, "", near=True) for word in content(words)]
        unknown = max(names.weights.values(), default=1.0) / 2
        asked = sum(
            max((names.weights[one] for one in choice), default=unknown) for choice in choices
        )
        for number, matched in self._gained(choices).items():
            entry = names.entries[number]
            if matched < asked * _SOME and matched < entry.weight * _SOME:
                continue
            score = scoring.partly(entry, words, matched, asked)
            if score >= _ENOUGH:
                self._add(found, number, score)

    def _gained(self, choices: list[Mapping[str, float]]) -> Mapping[int, float]:
        """Give for each name the weight of its words that a query has.

        Rare words come first. One that is everywhere (`left`) counts only for names that have
        another: it tells nothing by itself, and most names have it.
        """
        weights, postings = self._names.weights, self._names.postings
        gained: dict[int, float] = {}
        sized = [(sum(len(postings[one]) for one in choice), choice) for choice in choices]
        for size, choice in sorted(sized, key=lambda pair: pair[0]):
            best: dict[int, float] = {}
            for one, worth in choice.items():
                gain = weights[one] * worth
                numbers = postings[one]
                for number in numbers & gained.keys() if size > _EVERYWHERE and gained else numbers:
                    if gain > best.get(number, 0.0):
                        best[number] = gain
            for number, gain in best.items():
                gained[number] = gained.get(number, 0.0) + gain
        return gained

    def _add(self, found: dict[str, Hit], number: int, score: float) -> None:
        name = self._names.entries[number].called
        before = found.get(name.term.iri)
        if before is None or score > before.score:
            bounded = max(0.0, min(1.0, score))
            found[name.term.iri] = Hit(name.term, bounded, name.text, name.kind, name.follows)

    def _written_out(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the query with each abbreviation in it written out in turn."""
        for word in [word for word in words if word in self._short][:_MOST_SHORT_FORMS]:
            place = words.index(word)
            for full in self._short[word]:
                yield (*words[:place], *full, *words[place + 1 :])

    def _short_forms(self) -> Mapping[str, list[tuple[str, ...]]]:
        """Give, for each abbreviation of one word, the names of the term that it stands for."""
        full: dict[str, list[tuple[str, ...]]] = {}
        short: list[tuple[str, str]] = []
        for entry in self._names.entries:
            iri = entry.called.term.iri
            if entry.called.kind == "abbreviation" and len(entry.words) == 1:
                short.append((entry.words[0], iri))
            elif entry.called.kind in {"label", "exact"} and not entry.called.follows:
                full.setdefault(iri, []).append(entry.words)
        return {word: full.get(iri, [])[:_SHORT_FORM] for word, iri in short}


def _keep(found: dict[str, Hit], hit: Hit) -> None:
    before = found.get(hit.term.iri)
    if before is None or hit.score > before.score:
        found[hit.term.iri] = hit
