"""Say how well a name answers a query; every number of the ranking stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .name_index import Entry

__all__ = [
    "ALIKE", "EXPANDED", "KINDRED", "KINDRED_WORD", "LETTERS", "PHRASE", "TEXT", "WORDS", "begun",
    "partly", "same", "wholly",
]  # fmt: skip

# What a name is worth whose text, words in order, words, or letters are those of the query.
TEXT: Final = 1.0
PHRASE: Final = 0.99
WORDS: Final = 0.97
LETTERS: Final = 0.95
KINDRED: Final = 0.95
KINDRED_WORD: Final = 0.85
# A query whose abbreviations were written out, and one with slips of the hand.
EXPANDED: Final = 0.96
ALIKE: Final = 0.92
_KIND: Final = {
    "label": 0.0, "exact": 0.005, "abbreviation": 0.01, "related": 0.05, "narrow": 0.08,
    "broad": 0.1,
}  # fmt: skip
_FOLLOWS: Final = 0.01
_OTHER_CAPITALS: Final = 0.02
_PROPERTY: Final = 0.015
_UNASKED_PLACE: Final = 0.05
_BEGINS: Final = 0.04
_ENDS: Final = 0.05
_BREADTH: Final = 0.04
_WHOLE_NAME: Final = 0.99
_MOST_OF_SOME: Final = 0.92


def same(entry: Entry, text: str, worth: float) -> float:
    """Score a name that says the same as the query."""
    score = worth - _kind(entry)
    if entry.called.kind == "abbreviation" and not _capitals(entry.called.text) <= _capitals(text):
        score -= _OTHER_CAPITALS
    return score


def begun(start: str, word: str) -> float:
    """Say how well a word answers to its beginning."""
    return 0.85 + 0.1 * len(start) / len(word)


def wholly(entry: Entry, words: tuple[str, ...], matched: float, quality: float) -> float:
    """Score a name that has all words of the query, and others.

    Args:
        entry: the name.
        words: those of the query.
        matched: the weight of the words of the name that the query has.
        quality: 1 where the words are the same, less where they only begin so or are alike.
    """
    covered = matched / entry.weight if entry.weight else 1.0
    score = (0.55 + 0.33 * covered) * quality + _BREADTH * entry.breadth - _kind(entry)
    if entry.words[0] == words[0]:
        score += _BEGINS
    if entry.words[-1] == words[-1]:  # what a thing is, English says last
        score += _ENDS
    return min(score - _unasked(entry, words), _MOST_OF_SOME)


def partly(entry: Entry, words: tuple[str, ...], matched: float, asked: float) -> float:
    """Score a name that has some words of the query.

    Args:
        entry: the name.
        words: those of the query.
        matched: the weight of the words that both have.
        asked: the weight of all words of the query.
    """
    covered = matched / entry.weight if entry.weight else 1.0
    score = 0.8 * (matched / asked) * (0.4 + 0.6 * covered)
    if covered > _WHOLE_NAME:  # the name stands in the query, among other words
        score = max(score, 0.32 + 0.4 * matched / asked)
    return score - _kind(entry) - _unasked(entry, words)


def _capitals(text: str) -> set[str]:
    """Give the words in capitals that name no level."""
    words = (word.removesuffix("s") for word in text.split())
    return {word for word in words if word.isupper() and word.isalpha()}


def _kind(entry: Entry) -> float:
    less = _KIND[entry.called.kind] + (_FOLLOWS if entry.called.follows else 0.0)
    return less + (_PROPERTY if entry.called.term.kind == "property" else 0.0)


def _unasked(entry: Entry, words: tuple[str, ...]) -> float:
    """Tell names of one level or side from general ones, where the query names neither."""
    return _UNASKED_PLACE * len(entry.places.difference(words))
