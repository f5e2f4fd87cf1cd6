"""Put questions into words: each term with the article that it has within a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .quiz_wrong import RULES, shuffled

if TYPE_CHECKING:
    from foramen.terminology.catalogue import Catalogue

    from .quiz_model import Draft
    from .quiz_reading import QuizRead

__all__ = ["Wording", "with_article"]

_ARTICLE: Final = re.compile(r"\b([Aa]) (?=(\w))(?=(\w+))")
_SPOKEN_VOWELS: Final = frozenset("AEFHILMNORSX")  # as letters are named: an L4, an MRI


class Wording:
    """What the terms of a catalogue are called in questions."""

    def __init__(self, catalogue: Catalogue, read: QuizRead) -> None:
        """Take the terms, and how they are worded."""
        self._catalogue, self._read = catalogue, read

    def label(self, iri: str) -> str:
        """Give a term as an option: its label alone."""
        return self._catalogue.terms[iri].label

    def phrase(self, iri: str) -> str:
        """Give a term as part of a sentence."""
        term = self._catalogue.terms[iri]
        phrases, handed_down = self._read.phrases, self._read.handed_down
        pattern = phrases.get(iri)
        if pattern is None:
            above = (one for one in self._catalogue.ancestors(iri) if one in handed_down)
            pattern = phrases.get(next(above, ""), "{label}")
        return with_article(pattern.replace("{label}", term.label))

    def stem(self, draft: Draft) -> str:
        """Give the question; of a hedged fact, the one that hedges."""
        template = draft.template
        return self._filled(template.hedged_stem if draft.fact.hedged else template.stem, draft)

    def fact(self, draft: Draft) -> str:
        """Give the fact in a sentence."""
        template = draft.template
        return self._filled(template.hedged_fact if draft.fact.hedged else template.fact, draft)

    def right(self, draft: Draft) -> str:
        """Give the right option."""
        return draft.fact.text if draft.template.asks == "reason" else self.label(draft.right)

    def wrong(self, draft: Draft) -> tuple[str, ...]:
        """Give the wrong options."""
        return tuple(one.text or self.label(one.iri) for one in draft.wrong)

    def options(self, draft: Draft, seed: str) -> list[str]:
        """Give all options in an order that tells nothing and is the same for the same seed."""
        return shuffled([self.right(draft), *self.wrong(draft)], f"{seed}|{draft.key}")

    def rule(self, draft: Draft) -> str:
        """Say by which rules the wrong options were chosen, and why they are wrong."""
        used = dict.fromkeys(one.rule for one in draft.wrong)
        chosen = "; ".join(RULES[rule] for rule in used)
        if draft.template.stated:
            return f"{chosen}. No source names them here; that is no proof that they are wrong."
        return f"{chosen}."

    def _filled(self, pattern: str, draft: Draft) -> str:
        fact = draft.fact
        words = {"{definition}": fact.text, "{reason}": fact.text}
        words["{subject}"] = self.phrase(fact.subject)
        if fact.object:
            words["{object}"] = self.phrase(fact.object)
        for place, text in words.items():
            pattern = pattern.replace(place, text)
        return pattern[:1].upper() + pattern[1:]


def with_article(text: str) -> str:
    """Write "an" for "a" before a vowel as it is spoken.

    >>> with_article("a L4/5 herniation, a osteophyte, a uncinate process, a T1 root")
    'an L4/5 herniation, an osteophyte, an uncinate process, a T1 root'
    """

    def mended(found: re.Match[str]) -> str:
        first, word = found[2], found[3]
        named = len(word) > 1 and (word[1].isdigit() or word.isupper())
        vowel = first in _SPOKEN_VOWELS if named else first.lower() in "aeiou"
        return f"{found[1]}n " if vowel else found[0]

    return _ARTICLE.sub(mended, text)
